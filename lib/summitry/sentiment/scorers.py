"""How warm are the words? VADER as it comes, VADER taught diplomacy, a second lexicon; hand labels and agreement.

Off-the-shelf dictionaries agree poorly with people on news (Boukes et al. 2020), so that scorers are named and can be
changed, each score can be explained by its words, and hand labels override a score and measure it.
"""

import csv
import functools
import math
import operator
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple, cast

from nltk.sentiment.vader import SentimentIntensityAnalyzer, SentiText, VaderConstants

from summitry import statistics
from summitry.schema import SPOKEN, Quotes, Span
from summitry.text import Document, Hit, PhraseList, Tokens, read_words, tokenize

LABELS = {"negative": -1, "neutral": 0, "positive": 1, "-1": -1, "0": 0, "1": 1, "+1": 1}
# Scores nearer to 0 are neutral: .05 as VADER's authors advise; ours was set on NewsMTSC's train part.
NEUTRAL_BELOW = {"diplomatic": 0.2, "vader": 0.05, "adjectives": 0.05}
HALF_AT, OTHER_CLAUSE, AFTER = 100, 0.6, 1.3  # characters, and factors of score_target
CLAUSE_END = re.compile(r"[,;:.!?—–“”\"]")  # Xi praised him, | while critics of Putin spoke of a pariah
NEGATED_REPROACH = 0.3  # of the praise that VADER makes of it
REACH = 3  # words before a word in which negations and boosters are looked for


class LabelError(ValueError):
    """A file of hand labels cannot be used; the message names the file, the line and the reason."""


class Weighted(NamedTuple):
    """A word or phrase that moved a score: where it stands, and its weight in the sentence (VADER's scale)."""

    start: int
    end: int
    word: str
    weight: float


# "non-members of the U.S.’ 5th": parts of a hyphenated word are words of their own; marks that end a sentence count
PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[.!?;:]")


class VaderText(NamedTuple):
    """A text cut into words, as VADER's methods want it (their names), and the offsets of each."""

    words_and_emoticons: list[str]
    places: list[Span]
    is_cap_diff: bool = False


class Scope(NamedTuple):
    """A turn of phrase in whose words each counts by itself, times *warm* or *cold*; the first gets *weight* besides. A
    text without one of *needs* does not have it."""

    needs: frozenset[str]
    pattern: re.Pattern[str]
    warm: float
    cold: float
    weight: float


@functools.cache
def _scopes() -> list[Scope]:
    """Return the turns of phrase of words/sentiment_scope.csv, where names in capitals stand for lists."""
    rows = read_words("sentiment_scope")
    lists = {row["name"]: f"(?:{row['pattern']})" for row in rows if row["kind"] == "list"}
    found = []
    for row in rows:
        if row["kind"] == "rule":
            needs, pattern = (
                re.sub(r"\b[A-Z_]{2,}\b", lambda name: lists[name[0]], row[c]) for c in ("needs", "pattern")
            )
            factors = (float(row[column]) for column in ("warm", "cold", "weight"))
            found.append(Scope(frozenset(re.split(r"[|()?:]+", needs)), re.compile(rf"\b{pattern}\b"), *factors))
    return found


@functools.lru_cache(maxsize=1 << 16)
def _spell_token(token: str) -> tuple[tuple[int, int, str], ...]:
    """Return the words of two letters or more in a token, with offsets, as VADER's lexicon spells them. At the end of a
    sentence stand as many empty words as VADER looks back, so that a negation stays in its sentence."""
    spelled: list[tuple[int, int, str]] = []
    for piece in PIECE.finditer(token):
        word = piece[0].lower().replace("’", "'").removesuffix("'s")
        if len(piece[0]) > 1:
            spelled.append((*piece.span(), word))
        elif not word.isalnum():
            spelled += [(*piece.span(), "")] * REACH
    return tuple(spelled)


def _spell(tokens: Tokens) -> Tokens:
    """Return the words of *tokens* as VADER's lexicon spells them."""
    spelled = zip(tokens.starts, map(_spell_token, tokens.spellings), strict=True)
    placed = [(at + start, at + end, word) for at, words in spelled for start, end, word in words]
    starts, ends, words = map(list, zip(*placed, strict=True)) if placed else ([], [], [])
    return Tokens(starts, ends, words, [0] * len(placed))


class PlainVader(SentimentIntensityAnalyzer):
    """NLTK's VADER as it comes (Hutto & Gilbert 2014)."""

    lexicon: dict[str, float]

    def __init__(self) -> None:
        # the lexicon (MIT) from the package of VADER's authors; NLTK would look in its data folder, which nobody has
        self.lexicon_file = files("vaderSentiment").joinpath("vader_lexicon.txt").read_text("utf-8").rstrip("\n")
        self.lexicon = self.make_lex_dict()
        self.constants = VaderConstants()

    def score(self, text: str) -> float:
        return float(self.polarity_scores(text)["compound"])

    def explain(self, text: str) -> list[Weighted]:
        """Return the valences of the words in their context: VADER's boosters, negations and "but"."""
        cut = self.cut(text)
        weighed = zip(cut.places, self.weigh(cut), strict=True)
        return [Weighted(start, end, text[start:end], weight) for (start, end), weight in weighed if weight]

    def cut(self, text: str) -> VaderText:
        """Return VADER's words, which it separates at white space and frees of marks."""
        cut = SentiText(text, self.constants.PUNC_LIST, self.constants.REGEX_REMOVE_PUNCTUATION)
        places = []
        for chunk, word in zip(re.finditer(r"\S{2,}", text), cut.words_and_emoticons, strict=True):
            start = chunk.start() + chunk[0].index(word)
            places.append((start, start + len(word)))
        return VaderText(cut.words_and_emoticons, places, cut.is_cap_diff)

    def weigh(self, cut: VaderText) -> list[float]:
        """Return each word's valence in its context; a repeated word has its first place's, as in polarity_scores."""
        words = cut.words_and_emoticons
        first = {word: i for i, word in reversed(list(enumerate(words)))}
        return list(map(float, self._but_check(words, [self.weigh_word(cut, first[word]) for word in words])))

    def weigh_word(self, cut: VaderText, i: int) -> float:
        """Return the valence of a word beside others; boosters have none of their own."""
        word = cut.words_and_emoticons[i]
        if word.lower() in self.constants.BOOSTER_DICT:
            return 0.0
        return float(self.sentiment_valence(0, cut, word, i, [])[0])


class DiplomaticVader(PlainVader):
    """VADER with a lexicon of diplomacy and news (words/diplomatic.csv, words/institutions.csv).

    Its words are cut without the punctuation and curly marks that hide them from VADER; names of institutions and
    fixed expressions count as one word; topic words are silent; "denied" and its like negate, though never across
    the end of a sentence; and a negated reproach ("no collusion") is not yet praise. Words of news that VADER, made for
    tweets, lacks or overrates are in words/news.csv, small fitted corrections in words/sentiment_weights.csv.
    """

    def __init__(self, corrections: Mapping[str, float] | None = None) -> None:
        super().__init__()
        rows = [*read_words("news"), *read_words("diplomatic")]
        negators = {row["word"] for row in rows if row.get("kind") == "negator"}
        self.constants.NEGATE = (self.constants.NEGATE | negators) - {"despite"}  # "despite the praise" takes none back
        if corrections is None:
            corrections = {row["word"]: float(row["change"]) for row in read_words("sentiment_weights")}
        known = self.lexicon | {row["word"]: float(row["weight"]) for row in rows}
        known |= {word: known.get(word, 0.0) + change for word, change in corrections.items()}
        negators = self.constants.NEGATE
        self.lexicon = {word: weight for word, weight in known.items() if weight and word not in negators}
        self.negators = {word: corrections[word] for word in negators & corrections.keys()}
        self.known = self.lexicon.keys() | self.negators.keys()
        listed = [(row["name"], True) for row in read_words("institutions")] + [(row["word"], False) for row in rows]
        spelled = [(" ".join(filter(None, _spell(tokenize(phrase)).spellings)), named) for phrase, named in listed]
        self.multiwords = PhraseList((phrase, named) for phrase, named in spelled if " " in phrase)

    def cut(self, text: str, tokens: Tokens | None = None) -> VaderText:
        """Return the words of *text*, or of some of its *tokens*; those of a listed phrase as one. What is listed as a
        name is one only where its first and last words are capitalised: a word that no lexicon has."""
        words = _spell(tokenize(text) if tokens is None else tokens)
        found, cut = dict[int, Hit[bool]](), VaderText([], [])
        for hit in self.multiwords.find(words):
            if not hit.says or (text[words.starts[hit.first]].isupper() and text[words.starts[hit.end - 1]].isupper()):
                found.setdefault(hit.first, hit)
        if not found:
            return VaderText(words.spellings, list(zip(words.starts, words.ends, strict=True)))
        i = 0
        while i < len(words):
            first, end, named = found.get(i, (i, i + 1, False))
            cut.words_and_emoticons.append("institution" if named else " ".join(words.spellings[first:end]))
            cut.places.append((words.starts[first], words.ends[end - 1]))
            i = end
        return cut

    def weigh(self, cut: VaderText) -> list[float]:
        words = cut.words_and_emoticons
        valences = [self.weigh_word(cut, i) if word in self.known else 0.0 for i, word in enumerate(words)]
        valences = list(self._but_check(words, valences)) if "but" in words else valences
        present = set(words)
        if scopes := [each for each in _scopes() if not each.needs.isdisjoint(present)]:
            starts, line = list(accumulate((len(word) + 1 for word in words), initial=0)), " ".join(words)
            for scope, found in ((each, found) for each in scopes for found in each.pattern.finditer(line)):
                first, end = bisect_right(starts, found.start()) - 1, bisect_left(starts, found.end())
                own = (self.lexicon.get(word, 0.0) for word in words[first:end])
                valences[first:end] = [valence * (scope.warm if valence > 0 else scope.cold) for valence in own]
                valences[first] += scope.weight
        return valences

    def weigh_word(self, cut: VaderText, i: int) -> float:
        word = cut.words_and_emoticons[i]
        if word in self.negators:
            return self.negators[word]
        valence = super().weigh_word(cut, i)
        return valence * NEGATED_REPROACH if self.lexicon[word] < 0 < valence else valence

    def score(self, text: str) -> float:
        return self.score_cut(self.cut(text), text)

    def score_cut(self, cut: VaderText, text: str) -> float:
        """Return the score of *text*, whose words are *cut*."""
        return float(self.score_valence(self.weigh(cut), text)["compound"])


class Adjectives:
    """A second opinion that shares nothing with VADER: the mean polarity of the evaluative adjectives in a text. The
    list is De Smedt & Daelemans (2012), "Vreselijk mooi!", in the public domain (words/adjectives.csv). A negation up
    to three words before turns a word and halves it, an intensifier right before multiplies it, as in their tool."""

    NEGATIONS = frozenset(("not", "no", "never", "without", "nor"))

    def __init__(self) -> None:
        rows = read_words("adjectives")
        self.polarity = {row["word"]: float(row["polarity"]) for row in rows}
        self.intensity = {row["word"]: float(row["intensity"]) for row in rows}

    def explain(self, text: str) -> list[Weighted]:
        words, found = tokenize(text).only_words(), []
        for i, (start, end, key) in enumerate(zip(words.starts, words.ends, words.keys, strict=True)):
            if polarity := self.polarity.get(key):
                before = words.keys[max(0, i - REACH) : i]
                weight = polarity * (self.intensity.get(before[-1], 1.0) if before else 1.0)
                if any(word in self.NEGATIONS or word.endswith("n't") for word in before):
                    weight *= -0.5
                found.append(Weighted(start, end, text[start:end], max(-1.0, min(1.0, weight))))
        return found

    def score(self, text: str) -> float:
        weights = [word.weight for word in self.explain(text)]
        return sum(weights) / len(weights) if weights else 0.0


Scorer = PlainVader | Adjectives
"""Rates a text from -1 to 1, 0 where it knows no word (``score``), and says which words moved it (``explain``)."""
SCORERS: dict[str, type[Scorer]] = {"diplomatic": DiplomaticVader, "vader": PlainVader, "adjectives": Adjectives}


@functools.cache
def scorer_named(name: str) -> Scorer:
    """Return the scorer called *name*, built once. Raises ValueError for an unknown name."""
    if name not in SCORERS:
        raise ValueError(f"there is no scorer {name!r}: write one of {', '.join(SCORERS)}")
    return SCORERS[name]()


def score(texts: Sequence[str], scorer: str = "diplomatic") -> list[float]:
    """Return the sentiment of each text, -1 (cold) to 1 (warm); 0 also where no word of it is known.

    *scorer* is one of SCORERS: ``diplomatic`` (VADER with our lexicon), ``vader`` (NLTK's, as it comes) or
    ``adjectives`` (a second, independent lexicon). Raises ValueError for any other name.

    >>> warm, neutral = score(["They are old friends.", "They met on Friday."])
    >>> warm > 0.4, neutral
    (True, 0.0)
    """
    return list(map(scorer_named(scorer).score, texts))


def explain(text: str, scorer: str = "diplomatic") -> Sequence[tuple[int, int, str, float]]:
    """Return the words that moved the score of *text*: (start, end, word, weight), in reading order.

    ``text[start:end]`` is the word or phrase; its weight counts negation, boosters and "but", on the scorer's own
    scale (VADER: about -4 to 4; adjectives: -1 to 1).

    >>> [(word, weight > 0) for _, _, word, weight in explain("Our friendship has no limits, whatever the sanctions.")]
    [('friendship', True), ('no limits', True), ('sanctions', False)]
    """
    return list(scorer_named(scorer).explain(text))


def score_target(items: Sequence[tuple[str, int, int]], scorer: str = "diplomatic") -> list[float]:
    """Return the sentiment toward the target at ``text[start:end]`` of each item (text, start, end), -1 to 1. A word
    counts half at 100 characters from the target, less beyond the clause's end, and more after the target than before
    it, since what is said of somebody mostly follows his name (three numbers, chosen on NewsMTSC's train part)."""
    rate = scorer_named(scorer)
    totals = []
    for text, start, end in items:
        clause_start = max((place.end() for place in CLAUSE_END.finditer(text, 0, start)), default=0)
        found = CLAUSE_END.search(text, end)
        clause_end = found.start() if found else len(text)
        total = 0.0
        for word in rate.explain(text):
            follows = word.start >= end
            distance = word.start - end if follows else start - word.end
            if distance >= 0:  # else the word is part of the target's own name
                within = word.end <= clause_end if follows else word.start >= clause_start
                pull = (AFTER if follows else 1.0) * (1.0 if within else OTHER_CLAUSE)
                total += word.weight * (pull / (1 + distance / HALF_AT))
        totals.append(total / math.sqrt(total * total + 15))
    return totals


def score_quotes(doc: Document, quotes: Sequence[Quotes]) -> None:
    """Set ``sentiment`` (by ``diplomatic``) of the spoken *quotes* of *doc*; titles and scare quotes have none."""
    scorer = cast(DiplomaticVader, scorer_named("diplomatic"))
    for quote in quotes:
        if quote.kind in SPOKEN:
            inside = doc.tokens.between(quote.start, quote.end)
            cut = scorer.cut(doc.text, doc.tokens.part(inside.start, inside.stop))
            quote.sentiment = scorer.score_cut(cut, quote.text)


class Agreement(NamedTuple):
    """How well scores agree with hand labels, also as a sentence; coefficients are None where they are not defined."""

    sentence: str
    n: int
    unmatched: int
    share: float | None = None
    kappa: float | None = None


def label_of(score: float, scorer: str = "diplomatic") -> int:
    """Return -1 (cold), 0 (neutral) or 1 (warm) for a score of *scorer*: neutral is nearer to 0 than NEUTRAL_BELOW."""
    return 0 if abs(score) < NEUTRAL_BELOW[scorer] else (1 if score > 0 else -1)


def read_labels(path: Path | str) -> dict[str, int]:
    """Read hand labels from a CSV file with the columns quote_id and label (-1, 0, 1, or negative, neutral, positive).
    Rows with an empty label are left out. Raises LabelError when a column is missing, a label is none of these or a
    quotation is labelled twice, OSError when the file cannot be read."""
    labels: dict[str, int] = {}
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := {"quote_id", "label"} - set(reader.fieldnames or ()):
            raise LabelError(f"{path} has no column {' and no column '.join(sorted(missing))}")
        for row in reader:
            quote_id, label = (row["quote_id"] or "").strip(), (row["label"] or "").strip().lower()
            where = f"{path}, line {reader.line_num}"
            if not label:
                continue
            if label not in LABELS:
                raise LabelError(
                    f"{where}: label must be -1, 0, 1, negative, neutral or positive, not {row['label']!r}"
                )
            if not quote_id or quote_id in labels:
                raise LabelError(f"{where}: {f'{quote_id} is labelled twice' if quote_id else 'quote_id is empty'}")
            labels[quote_id] = LABELS[label]
    return labels


def agreement(scores: Mapping[str, float | None], labels: Mapping[str, int], scorer: str = "diplomatic") -> Agreement:
    """Compare *scores* with hand *labels*, both by quote_id: Cohen's kappa and Krippendorff's ordinal alpha. Scores of
    *scorer* become labels by label_of. Labels without a score are counted in ``unmatched``."""
    scored = {key: label_of(found, scorer) for key in labels if (found := scores.get(key)) is not None}
    ours, theirs = list(scored.values()), [labels[key] for key in scored]
    n, unmatched = len(scored), len(labels) - len(scored)
    if not n:
        return Agreement("No labelled quotation has a score.", n, unmatched)
    kappa, alpha = statistics.cohen_kappa(ours, theirs), statistics.krippendorff_alpha([ours, theirs], ordinal=True)
    share = sum(map(operator.eq, ours, theirs)) / n
    sentence = f"Scorer and hand agree on {share:.0%} of {statistics.count_of(n, 'quotation')}"
    sentence += f" (kappa {kappa:.2f}, alpha {alpha:.2f})." if kappa is not None and alpha is not None else "."
    return Agreement(sentence, n, unmatched, share, kappa)
