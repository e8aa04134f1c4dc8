"""The three scorers behind ``summitry.sentiment``: NLTK's VADER, VADER taught diplomacy, and a second lexicon.

This module imports NLTK at its top, which takes a quarter of a second: import it inside functions.
"""

from __future__ import annotations

import functools
import importlib.util
import math
import re
from pathlib import Path
from typing import NamedTuple, Protocol

from summitry.imports import leave_out
from summitry.sentiment.cutting import REACH, WORD, Words, cut_words, find_listed, index_phrases, join, place_words
from summitry.text import read_words

with leave_out("scipy"):  # NLTK imports scipy.stats, 0.7 s, for one test of collocations; it offers to do without
    import nltk.data
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, SentiText, VaderConstants

NEGATED_REPROACH = 0.3  # of the praise that VADER makes of it


class Weighted(NamedTuple):
    """A word or phrase that moved a score: where it stands, and its weight in the sentence (VADER's scale)."""

    start: int
    end: int
    word: str
    weight: float


class Scorer(Protocol):
    """What every scorer can do."""

    def score(self, text: str) -> float:
        """Return the sentiment of *text*, -1 to 1; 0 when no word of it is known."""

    def explain(self, text: str) -> list[Weighted]:
        """Return the words that moved the score, in reading order."""


def read_vader_lexicon() -> str:
    """Put the installed vaderSentiment package on NLTK's path and return its lexicon's NLTK resource name.

    NLTK reads resources from its own path only, and its downloader needs a network; the same lexicon (MIT) ships in
    the package of VADER's authors. Raises LookupError when that package is missing.
    """
    found = importlib.util.find_spec("vaderSentiment")
    if found is None or found.origin is None:
        raise LookupError("the package vaderSentiment, which carries VADER's lexicon, is not installed")
    folder = str(Path(found.origin).parent)
    if folder not in nltk.data.path:
        nltk.data.path.append(folder)
    return "nltk:vader_lexicon.txt"


class PlainVader(SentimentIntensityAnalyzer):
    """NLTK's VADER as it comes (Hutto & Gilbert 2014)."""

    lexicon: dict[str, float]

    def __init__(self) -> None:
        super().__init__(read_vader_lexicon())

    def score(self, text: str) -> float:
        return float(self.polarity_scores(text)["compound"])

    def explain(self, text: str) -> list[Weighted]:
        """Return VADER's own valences; offsets are those of its words, which it separates at white space."""
        cut = SentiText(text, self.constants.PUNC_LIST, self.constants.REGEX_REMOVE_PUNCTUATION)
        places = [m for m in re.finditer(r"\S+", text) if len(m[0]) > 1]
        valences: list[float] = []
        first: dict[str, int] = {}
        for i, word in enumerate(cut.words_and_emoticons):
            i = first.setdefault(word, i)  # as in polarity_scores: a repeated word has its first place's context
            if word.lower() in self.constants.BOOSTER_DICT:
                valences.append(0)
            else:
                self.sentiment_valence(0, cut, word, i, valences)
        valences = self._but_check(cut.words_and_emoticons, valences)
        moved = zip(places, cut.words_and_emoticons, valences, strict=True)
        return [_place(place, word, valence) for place, word, valence in moved if valence]


def _place(place: re.Match[str], word: str, valence: float) -> Weighted:
    start = place.start() + place[0].index(word)
    return Weighted(start, start + len(word), word, float(valence))


class NegatingWords(VaderConstants):
    """VADER's constants with our negators. ``negated`` gives VADER's answer for the one word that it is asked about,
    in a tenth of the time.
    """

    NEGATE: set[str]

    def __init__(self, negators: set[str]) -> None:
        super().__init__()
        self.NEGATE = (self.NEGATE | negators) - {"despite"}  # "despite the praise" takes nothing back

    def negated(self, input_words: list[str], include_nt: bool = True) -> bool:
        return any(word in self.NEGATE or (include_nt and "n't" in word) for word in input_words)


class DiplomaticVader(SentimentIntensityAnalyzer):
    """VADER with a lexicon of diplomacy and news (words/diplomatic.csv, words/institutions.csv).

    Its words are cut without the punctuation and curly marks that hide them from VADER; names of institutions and
    fixed expressions count as one word; topic words are silent; "denied" and its like negate, though never across
    the end of a sentence; and a negated reproach ("no collusion") is not yet praise. Words of news that VADER, made for
    tweets, lacks or overrates are in words/news.csv, small fitted corrections in words/sentiment_weights.csv.
    """

    lexicon: dict[str, float]

    def __init__(self) -> None:
        super().__init__(read_vader_lexicon())
        rows = [*read_words("news"), *read_words("diplomatic")]
        judged = {row["word"]: float(row["weight"]) for row in rows}
        negators = {row["word"] for row in rows if row.get("kind") == "negator"}
        self.constants = NegatingWords(negators)
        fitted = {row["word"]: float(row["change"]) for row in read_words("sentiment_weights")}
        self.negator_weights = {word: fitted.pop(word) for word in self.constants.NEGATE & fitted.keys()}
        known: dict[str, float] = self.lexicon | judged
        known |= {word: known.get(word, 0.0) + change for word, change in fitted.items()}
        self.lexicon = {word: weight for word, weight in known.items() if weight and word not in self.constants.NEGATE}
        self.known = self.lexicon | self.negator_weights
        self.turns = _turning_words(self.constants)
        self.phrases = index_phrases([row["word"] for row in rows], [row["name"] for row in read_words("institutions")])

    def weigh(self, cut: Words) -> list[float]:
        """Return each word's valence in its context: VADER's boosters, negations and "but"."""
        words = cut.words_and_emoticons
        valences = [0.0] * len(words)
        negated = "n't" in " ".join(words)
        for i in find_listed(words, self.known):
            turned = negated or not self.turns.isdisjoint(words[max(0, i - REACH) : i + REACH])
            valences[i] = self._weigh_in_context(cut, i) if turned else self.known[words[i]]
        return list(self._but_check(words, valences)) if "but" in words else valences

    def _weigh_in_context(self, cut: Words, i: int) -> float:
        """Return the valence of a word beside which stand words that may change it."""
        word = cut.words_and_emoticons[i]
        if word in self.negator_weights:
            return self.negator_weights[word]
        if word in self.constants.BOOSTER_DICT:
            return 0.0
        valence: float = self.sentiment_valence(0, cut, word, i, [])[0]
        return valence * NEGATED_REPROACH if self.lexicon[word] < 0 < valence else valence

    def score(self, text: str) -> float:
        """Return VADER's compound score."""
        total = float(sum(self.weigh(cut_words(text, self.phrases))))
        emphasis = self._punctuation_emphasis(total, text) if total else 0.0
        return float(round(self.constants.normalize(total + math.copysign(emphasis, total)), 4))

    def explain(self, text: str) -> list[Weighted]:
        cut, spans = cut_words(text, self.phrases), place_words(text)
        whole = [(spans[phrase.first][0], spans[phrase.last][1]) for phrase in cut.joined]
        weighed = zip(join(spans, cut.joined, whole), self.weigh(cut), strict=True)
        return [Weighted(start, end, text[start:end], weight) for (start, end), weight in weighed if weight]


def _turning_words(constants: VaderConstants) -> frozenset[str]:
    """Return the words that may change the weight of others near them; but for these, "n't" alone does.

    Of an idiom the last word is enough, which is rarer than "the", of a booster of several words ("kind of") the first.
    """
    boosters, idioms = set(constants.BOOSTER_DICT), constants.SPECIAL_CASE_IDIOMS
    ends = {booster.split()[0] for booster in boosters} | {idiom.split()[-1] for idiom in idioms}
    return frozenset({"so", "this", "least"} | boosters | ends | set(constants.NEGATE))


class Adjectives:
    """A second opinion that shares nothing with VADER: the mean polarity of the evaluative adjectives in a text.

    The list is De Smedt & Daelemans (2012), "Vreselijk mooi!", in the public domain (words/adjectives.csv). A negation
    up to three words before turns a word and halves it, an intensifier right before multiplies it, as in their tool.
    """

    NEGATIONS = frozenset(("not", "no", "never", "without", "nor"))

    def __init__(self) -> None:
        rows = read_words("adjectives")
        self.polarity = {row["word"]: float(row["polarity"]) for row in rows}
        self.intensity = {row["word"]: float(row["intensity"]) for row in rows}

    def explain(self, text: str) -> list[Weighted]:
        places = list(WORD.finditer(text))
        words = [place[0].lower().replace("’", "'") for place in places]
        found = []
        for i, word in enumerate(words):
            if polarity := self.polarity.get(word):
                before = words[max(0, i - REACH) : i]
                weight = polarity * (self.intensity.get(before[-1], 1.0) if before else 1.0)
                if any(w in self.NEGATIONS or w.endswith("n't") for w in before):
                    weight *= -0.5
                found.append(Weighted(*places[i].span(), places[i][0], max(-1.0, min(1.0, weight))))
        return found

    def score(self, text: str) -> float:
        weights = [word.weight for word in self.explain(text)]
        return sum(weights) / len(weights) if weights else 0.0


SCORERS: dict[str, type[Scorer]] = {"diplomatic": DiplomaticVader, "vader": PlainVader, "adjectives": Adjectives}


@functools.cache
def scorer_named(name: str) -> Scorer:
    """Return the scorer called *name*, built once. Raises KeyError for an unknown name."""
    return SCORERS[name]()
