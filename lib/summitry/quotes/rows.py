"""From text to table: the quotations of an article, direct and indirect, each as one row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from summitry.people import PRONOUN_GENDERS
from summitry.quotes.attribution import Choice, attribute, model
from summitry.quotes.clauses import Clauses, Phrase, read_clauses
from summitry.quotes.indirect import Reported, find_reported
from summitry.quotes.roles import find_addressee, find_conduit, name_source
from summitry.quotes.vocabulary import QUOTE, grammar
from summitry.schema import Mentions, Quotes, Span
from summitry.text import Document, Layer, find_words, read_words

# “we must”, “There is”: words that open a clause although the quotation does not open a sentence
OPENS_CLAUSE = re.compile(
    r"(?:I|we|they|he|she|it|you|there|this|that|these|those|if|what)(?:[’'](?:m|s|re|ll|ve|d))?\b", re.I
)


@dataclass
class _Page:
    """An article being read: its tokens, and who is mentioned at which."""

    doc: Document
    clauses: Clauses
    people: dict[int, Mentions]
    last: tuple[int, str] | None = None
    """The sentence and speaker of the last attributed quotation."""


def find_quotes(doc: Document) -> list[Quotes]:
    """Return the quotations of the article's headline, captions and body, in reading order.

    Each marked stretch is one row, each clause reported without marks another; the document's roster and mentions say
    who is who. ``speaker`` is null where the text does not decide, ``speaker_start`` points at the mention that was
    read even then. ``confidence`` is how often attributions of this basis and probability were right on news that the
    model was not fitted on (words/attribution_confidence.csv).
    """
    clauses = read_clauses(doc)
    page = _Page(doc, clauses, mentions_by_token(clauses, doc.mentions))
    names = {i: mention.person or mention.text for i, mention in page.people.items() if mention.form != "pronoun"}
    found: list[Choice | Reported] = [*attribute(clauses, names, model()), *find_reported(clauses)]
    found.sort(key=lambda one: one.q if isinstance(one, Choice) else one.first)
    rows = [_read_choice(page, one) if isinstance(one, Choice) else _read_reported(page, one) for one in found]
    rows.sort(key=lambda row: (row.start, -row.end))
    _attribute_headline(rows, clauses)
    _number(rows, doc.article_id)
    return rows


def mentions_by_token(clauses: Clauses, mentions: Layer[Mentions]) -> dict[int, Mentions]:
    """Return the mention that each token belongs to."""
    return {i: one for one in mentions for i in range(clauses.token_at(one.start), clauses.token_at(one.end))}


def _number(rows: list[Quotes], article_id: str) -> None:
    """Give the rows their ids; a quotation_id so far says whether a row goes on with the one before."""
    count = quotation = 0
    for number, row in enumerate(rows, 1):
        if row.quotation_id != "same":
            count += 1
            quotation = count if row.kind != "indirect" else quotation
        row.quote_id = f"{article_id}#q{number}"
        row.quotation_id = f"{article_id}#Q{count if row.kind == 'indirect' else quotation}"


def _read_choice(page: _Page, choice: Choice) -> Quotes:
    """Return the row of a marked stretch."""
    clauses, (q, (kind, source, cue), probability, carried, shared_cue) = page.clauses, choice
    marked, basis = clauses.quotes[q], _basis(clauses, choice)
    row = _row(page, (marked.start, marked.end), _kind(clauses, choice), basis, probability)
    row.quotation_id = "same" if carried or shared_cue else ""
    if kind != "none":
        _add_roles(page, row, source, cue, q)
        away = cue >= 0 and not carried and clauses.sentence[cue] != clauses.sentence[q]
        if row.conduit is None and away:
            row.conduit = find_conduit(clauses, clauses.sentence[cue], source, cue, q)
    return row


def _read_reported(page: _Page, reported: Reported) -> Quotes:
    """Return the row of a clause that is reported without marks; fragments inside it have rows of their own."""
    clauses, (first, last, source, cue, basis) = page.clauses, reported
    row = _row(page, (clauses.starts[first], clauses.ends[last]), "indirect", basis, 1.0)
    _add_roles(page, row, source, cue, first)
    return row


def _row(page: _Page, span: Span, kind: str, basis: str, probability: float) -> Quotes:
    return Quotes(
        article_id=page.doc.article_id,
        quote_id="",
        quotation_id="",
        start=span[0],
        end=span[1],
        text=page.doc.text[slice(*span)],
        kind=kind,  # type: ignore[arg-type]
        basis=basis,
        confidence=confidence(basis, probability),
    )


def _add_roles(page: _Page, row: Quotes, source: Phrase | None, cue: int, at: int) -> None:
    """Fill in the speaker and cue of the words at token *at*, who relayed them, whom they address and are about."""
    clauses, mentions = page.clauses, page.doc.mentions
    if cue >= 0:
        row.cue_start, row.cue_end = clauses.starts[cue], clauses.ends[cue]
        row.cue = clauses.text[row.cue_start : row.cue_end]
    if source is not None:
        _add_speaker(page, row, source, at)
    row.conduit = find_conduit(clauses, clauses.sentence[at], source, cue, at)
    row.addressee = find_addressee(clauses, cue, source, page.people)
    about = [*mentions.starting_in(row.start, row.end)]
    if row.kind != "indirect" and 0 <= cue < at <= cue + 8 and QUOTE not in clauses.words[cue + 1 : at]:
        about += mentions.starting_in(clauses.ends[cue], row.start)  # called Putin “a dear friend”
    named = dict.fromkeys(mention.person for mention in about if mention.person and mention.person != row.speaker)
    row.about = ";".join(person for person in named if person in page.doc.roster.by_name) or None


def _add_speaker(page: _Page, row: Quotes, source: Phrase, at: int) -> None:
    """Fill in the speaker; a pronoun with two antecedents is the last quotation's speaker, if that one is near."""
    clauses = page.clauses
    mention = page.people.get(source.last)
    start, end = clauses.starts[source.first], clauses.ends[source.last]
    if mention is not None and source.kind not in ("relative", "possessive"):
        start, end = mention.start, mention.end
    row.speaker_start, row.speaker_end, row.speaker_text = start, end, clauses.text[start:end]
    row.speaker = name_source(clauses, source, page.people)
    sentence = clauses.sentence[source.last]
    if row.speaker is None and page.last is not None and 0 <= sentence - page.last[0] <= 1:
        last, gender = page.last[1], PRONOUN_GENDERS.get(row.speaker_text.lower(), "")
        known = page.doc.roster.by_name.get(last)
        if gender and " " in last and (known is None or known.gender in ("", gender)):
            row.speaker = last
    if row.speaker is not None:
        page.last = max(sentence, clauses.sentence[at]), row.speaker


def _kind(clauses: Clauses, choice: Choice) -> str:
    """Return direct (a clause or more), fragment, title (name of a work) or scare (marked, but nobody's speech)."""
    marked = clauses.quotes[choice.q]
    inner = clauses.text[marked.inner_start : marked.inner_end].strip()
    words = find_words(inner)
    if choice.reading.kind == "none":
        capital = sum(word[:1].isupper() for word in words)
        if not grammar("named work").isdisjoint(clauses.words[max(0, choice.q - 2) : choice.q]):
            return "title" if capital else "scare"  # the film “Casablanca”, a lecture titled “Our century”
        return "title" if len(words) > 1 and capital >= 0.6 * len(words) and words[0][:1].isupper() else "scare"
    opens = inner[:1].isupper()
    if opens and (inner[-1:] in ",.?!…;—-" or len(words) >= 5):
        return "direct"
    return "direct" if len(words) >= 4 and OPENS_CLAUSE.match(inner) else "fragment"


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


ACCURACIES = {row["basis"]: float(row["accuracy"]) for row in read_words("attribution_confidence")}


def confidence(basis: str, probability: float) -> float:
    """Return how often rows of this basis are right: counted for rules, else what the model's probability tells."""
    counted = ACCURACIES.get(basis)
    return round(model().calibrated(probability), 2) if counted is None else counted


FEWEST_REPEATED = 2
"""Words that a headline's quotation has at least to be found again: a single one is too often repeated by chance."""
LONGEST_HEADLINE = 1_500
REPEATED = "repeated in the body"


def _attribute_headline(rows: list[Quotes], clauses: Clauses) -> None:
    """Give marked words of the first paragraph that are nobody's the speaker of the words below that hold them.

    ‘Dear friend’: Xi’s farewell to Putin … “Take care, dear friend,” Xi said.  A headline rarely says who speaks; the
    body does. Where the headline does not name the one, its marks may as well be a slogan that all repeat.
    """
    length = clauses.paragraph.count(clauses.paragraph[0]) if rows else 0
    end = clauses.starts[length] if length < len(clauses.starts) else 0
    if end > LONGEST_HEADLINE or not any(row.start < end for row in rows):
        return
    named = _spell(clauses.text[:end])
    below = [row for row in rows if row.start >= end and row.kind in ("direct", "fragment") and row.speaker]
    below = [row for row in below if any(_spell(part) in named for part in (row.speaker or "").split())]
    for row in rows:
        if row.start >= end or row.speaker or row.kind == "indirect":
            continue
        words = _spell(row.text)
        source = next((other for other in below if words in _spell(other.text)), None)
        if source is not None and words.count(" ") > FEWEST_REPEATED:
            row.kind, row.basis = "fragment", REPEATED
            row.confidence = min(source.confidence, confidence(REPEATED, 1.0))
            row.speaker, row.speaker_text = source.speaker, source.speaker_text
            row.speaker_start, row.speaker_end = source.speaker_start, source.speaker_end


def _spell(text: str) -> str:
    """Return the words in lower case between single blanks, with one before and one after."""
    return f" {' '.join(find_words(text.lower().replace('’', chr(39))))} "
