"""Quotations: what stands in quotation marks, who said it, how, and through whom it reached us."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from dataclasses import dataclass, field

from summitry.people import Roster
from summitry.people.pronouns import GENDERS
from summitry.quotes.attribution import Choice, attribute
from summitry.quotes.clauses import Clauses, read_clauses
from summitry.quotes.echoes import ECHO, attribute_echoes
from summitry.quotes.indirect import find_reported
from summitry.quotes.noun_phrases import Phrase
from summitry.quotes.roles import find_addressee, find_conduit, find_subjects, name_source, object_of
from summitry.quotes.speech_acts import Reported
from summitry.schema import Mentions, Quotes
from summitry.text import READABLE, Document, read_words

WORD = re.compile(r"\w[\w’'-]*")
# “we must”, “There is”: words that open a clause although the quotation does not open a sentence
OPENS_CLAUSE = re.compile(
    r"(?:I|we|they|he|she|it|you|there|this|that|these|those|if|what)(?:[’'](?:m|s|re|ll|ve|d))?\b", re.I
)


@dataclass
class _Page:
    """An article being read: its tokens, who is mentioned where, and the rows so far."""

    article: Document
    clauses: Clauses
    roster: Roster
    mentions: list[Mentions]
    people: dict[int, Mentions]
    rows: list[Quotes] = field(default_factory=list)
    last: tuple[int, str] | None = None
    """The sentence and speaker of the last attributed quotation."""

    @functools.cached_property
    def known(self) -> set[str]:
        return {person.name for person in self.roster.people}

    @functools.cached_property
    def mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def between(self, start: int, end: int) -> list[Mentions]:
        """Return the mentions that begin between two offsets."""
        return self.mentions[bisect_left(self.mention_starts, start) : bisect_left(self.mention_starts, end)]


def find_quotes(article: Document, roster: Roster, mentions: list[Mentions]) -> list[Quotes]:
    """Return the quotations of the article's headline, captions and body, in reading order.

    Each marked stretch is one row; ``speaker`` is null where the text does not decide, ``speaker_start`` points at
    the mention that was read even then. ``confidence`` is the share of attributions of this basis and score that
    were right on held-out news (words/attribution_confidence.csv).
    """
    spans = article.spans(*READABLE)
    clauses = read_clauses(article.text, spans, article.marked)
    page = _Page(article, clauses, roster, mentions, mentions_by_token(clauses, mentions))
    names = {i: m.person or m.text for i, m in page.people.items() if m.form != "pronoun"}
    found: list[Choice | Reported] = [*attribute(clauses, names), *find_reported(clauses)]
    for one in sorted(found, key=lambda one: one.q if isinstance(one, Choice) else one.first):
        page.rows.append(_read_row(page, one) if isinstance(one, Choice) else _report_row(page, one))
    page.rows.sort(key=lambda row: (row.start, -row.end))
    heading_end = _heading_end(clauses)
    attribute_echoes(page.rows, article.text[:heading_end], heading_end, confidence(ECHO, 1.0))
    _number(page.rows, article.article_id)
    return page.rows


def _heading_end(clauses: Clauses) -> int:
    """Return the offset at which the second paragraph begins."""
    second = bisect_left(clauses.paragraph, 1 + clauses.paragraph[0]) if clauses.words else 0
    return clauses.starts[second] if second < len(clauses.starts) else 0


def mentions_by_token(clauses: Clauses, mentions: list[Mentions]) -> dict[int, Mentions]:
    """Return the mention that each token belongs to."""
    found = {}
    for mention in mentions:
        i = clauses.token_at(mention.start)
        while i < len(clauses.starts) and clauses.starts[i] < mention.end:
            found[i] = mention
            i += 1
    return found


def _number(rows: list[Quotes], article_id: str) -> None:
    """Give the rows their ids; a quotation_id so far says whether a row goes on with the one before."""
    count = quotation = 0
    for number, row in enumerate(rows, 1):
        if row.quotation_id != "same":
            count += 1
            quotation = count if row.kind != "indirect" else quotation
        row.quote_id = f"{article_id}#q{number}"
        row.quotation_id = f"{article_id}#Q{count if row.kind == 'indirect' else quotation}"


# --- one row --------------------------------------------------------------------------------------------------------


def _read_row(page: _Page, choice: Choice) -> Quotes:
    clauses, text = page.clauses, page.article.text
    marked, reading = clauses.quotes[choice.q], choice.reading
    basis = _basis(clauses, choice)
    row = Quotes(
        article_id=page.article.article_id,
        quote_id="",
        quotation_id="same" if choice.carried or choice.shared_cue else "",
        start=marked.start,
        end=marked.end,
        text=text[marked.start : marked.end],
        kind=_kind(clauses, choice),  # type: ignore[arg-type]
        basis=basis,
        confidence=confidence(basis, choice.probability),
    )
    if reading.kind == "none":
        return row
    if reading.cue >= 0:
        row.cue_start, row.cue_end = clauses.starts[reading.cue], clauses.ends[reading.cue]
        row.cue = text[row.cue_start : row.cue_end]
    if reading.source is not None:
        _add_speaker(page, row, reading.source, choice.q)
    _add_roles(page, row, choice)
    return row


def _report_row(page: _Page, reported: Reported) -> Quotes:
    """Return the row of a clause that is reported without marks; fragments inside it have rows of their own."""
    clauses, text = page.clauses, page.article.text
    start, end = clauses.starts[reported.first], clauses.ends[reported.last]
    row = Quotes(
        article_id=page.article.article_id,
        quote_id="",
        quotation_id="",
        start=start,
        end=end,
        text=text[start:end],
        kind="indirect",
        cue=text[clauses.starts[reported.cue] : clauses.ends[reported.cue]],
        cue_start=clauses.starts[reported.cue],
        cue_end=clauses.ends[reported.cue],
        basis=reported.basis,
        confidence=confidence(reported.basis, 1.0),
    )
    _add_speaker(page, row, reported.source, reported.first)
    row.conduit = find_conduit(
        clauses, {clauses.sentence[reported.first]}, reported.source, reported.cue, reported.first
    )
    row.addressee = find_addressee(clauses, reported.cue, reported.source, page.people)
    row.about = find_subjects(page.between(start, end), page.known, row.speaker)
    return row


def _add_speaker(page: _Page, row: Quotes, source: Phrase, q: int) -> None:
    """Fill in the speaker; a pronoun with two antecedents is the last quotation's speaker, if that one is near."""
    clauses = page.clauses
    mention = page.people.get(source.head)
    start, end = clauses.starts[source.first], clauses.ends[source.last]
    if mention is not None and source.kind not in ("relative", "possessive"):
        start, end = mention.start, mention.end
    row.speaker_start, row.speaker_end, row.speaker_text = start, end, clauses.text[start:end]
    row.speaker = name_source(clauses, source, page.people)
    sentence = clauses.sentence[source.head]
    if row.speaker is None and page.last is not None and 0 <= sentence - page.last[0] <= 1:
        row.speaker = page.last[1] if _fits(page, row.speaker_text, page.last[1]) else None
    if row.speaker is not None:
        page.last = max(sentence, clauses.sentence[q]), row.speaker


def _fits(page: _Page, pronoun: str, person: str) -> bool:
    gender = GENDERS.get(pronoun.lower())
    known = page.roster.by_name.get(person)
    return gender is not None and (known is None or known.gender in ("", gender)) and " " in person


def _add_roles(page: _Page, row: Quotes, choice: Choice) -> None:
    clauses, (_, source, cue) = page.clauses, choice.reading
    sentences = {clauses.sentence[choice.q]} | ({clauses.sentence[cue]} if cue >= 0 and not choice.carried else set())
    row.conduit = find_conduit(clauses, sentences, source, cue, choice.q)
    row.addressee = find_addressee(clauses, cue, source, page.people)
    inside = page.between(row.start, row.end) + page.between(*object_of(clauses, cue, choice.q))
    row.about = find_subjects(inside, page.known, row.speaker)


# --- kind, basis, confidence ----------------------------------------------------------------------------------------


def _kind(clauses: Clauses, choice: Choice) -> str:
    """Return direct (a clause or more), fragment, title (name of a work) or scare (marked, but nobody's speech)."""
    marked = clauses.quotes[choice.q]
    inner = clauses.text[marked.inner_start : marked.inner_end].strip()
    if choice.reading.kind == "none":
        return "title" if _is_title(clauses, choice.q, WORD.findall(inner)) else "scare"
    opens = inner[:1].isupper()
    if opens and inner[-1:] in ",.?!…;—-":
        return "direct"
    words = len(WORD.findall(inner))
    return "direct" if (opens and words >= 5) or (words >= 4 and OPENS_CLAUSE.match(inner)) else "fragment"


def _is_title(clauses: Clauses, q: int, words: list[str]) -> bool:
    """Tell the name of a work: capitals all through, or after "the film", "a lecture titled"."""
    before = clauses.words[max(0, q - 2) : q]
    capital = sum(word[:1].isupper() for word in words)
    if any(word in WORKS for word in before):
        return capital > 0
    return len(words) > 1 and capital >= 0.6 * len(words) and words[0][:1].isupper()


WORKS = {
    "film",
    "movie",
    "book",
    "song",
    "show",
    "series",
    "novel",
    "album",
    "titled",
    "entitled",
    "program",
    "lecture",
}


def _basis(clauses: Clauses, choice: Choice) -> str:
    """Return the rule that was followed, in words."""
    reading, q = choice.reading, choice.q
    if reading.kind == "none":
        return "not speech"
    if reading.source is None:
        return "nobody named"
    if choice.carried:
        return "goes on from the quotation before"
    if reading.cue < 0:
        return "colon" if q and clauses.words[q - 1] == ":" else "source without cue"
    if clauses.words[reading.cue] == "according":
        return "according to"
    if choice.shared_cue:
        return "shares the cue of the quotation before"
    return "cue before" if reading.cue < q else "cue after"


@functools.cache
def _accuracies() -> dict[str, list[tuple[float, float]]]:
    table: dict[str, list[tuple[float, float]]] = {}
    for row in read_words("attribution_confidence"):
        table.setdefault(row["basis"], []).append((float(row["score_from"]), float(row["accuracy"])))
    return {basis: sorted(bands, reverse=True) for basis, bands in table.items()}


def confidence(basis: str, score: float) -> float:
    """Return how often attributions of this basis and score (0 to 1) were right on news kept aside."""
    bands = _accuracies().get(basis) or _accuracies().get("any", [])
    return next((accuracy for low, accuracy in bands if score >= low), round(score, 2))
