"""From text to table: the quotations of an article, direct and indirect, each as one row."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from summitry.people import PRONOUN_GENDERS
from summitry.quotes import indirect
from summitry.quotes.attribution import Choice, attribute, model
from summitry.quotes.clauses import Clauses, Phrase, read_clauses
from summitry.quotes.indirect import Reported, find_reported
from summitry.quotes.roles import find_addressee, find_conduit, find_joint, find_topic, is_negated, name_source
from summitry.quotes.turns import Turn, find_turns
from summitry.quotes.vocabulary import QUOTE, grammar
from summitry.schema import Mentions, Quotes, Span
from summitry.text import Document, Layer, Spans, find_words

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
    last: tuple[int, str] | None = None  # the sentence and speaker of the last attributed quotation


def find_quotes(doc: Document) -> list[Quotes]:
    """Return the quotations of the article's headline, captions and body, in reading order.

    Each marked stretch is one row, each clause reported without marks another, each paragraph of a transcript's turn.
    ``speaker_start`` points at the mention that was read even where ``speaker`` is null. ``confidence`` is how often
    choices of this probability were right on news that the model was not fitted on.
    """
    clauses = read_clauses(doc)
    page = _Page(doc, clauses, mentions_by_token(clauses, doc.mentions))
    names = {i: mention.person or mention.text for i, mention in page.people.items() if mention.form != "pronoun"}
    reported = find_reported(clauses, names, indirect.model())
    found: list[Choice | Reported] = [*attribute(clauses, names, model()), *reported]
    found.sort(key=lambda one: one.q if isinstance(one, Choice) else one.first)
    rows = [_read_choice(page, one) if isinstance(one, Choice) else _read_reported(page, one) for one in found]
    turns = [_read_turn(page, turn) for turn in find_turns(doc)]
    if turns:  # a quotation inside speech is part of it
        spoken = Spans((turn.start, turn.end) for turn in turns)
        rows = [row for row in rows if not spoken.hold(row.start, row.end)] + turns
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
    sure = model().calibrated(probability)
    row = _row(page, (marked.start, marked.end), _kind(clauses, choice), basis, sure)
    row.quotation_id = "same" if carried or shared_cue else ""
    if kind != "none":
        _add_roles(page, row, source, cue, q)
        if row.conduit is None and cue >= 0 and not carried:
            row.conduit = find_conduit(clauses, clauses.sentence[cue], source)
    return row


def _read_reported(page: _Page, reported: Reported) -> Quotes:
    """Return the row of a clause that is reported without marks; fragments inside it have rows of their own."""
    clauses, (first, last, where, cue, source, probability) = page.clauses, reported
    basis = "reported according to" if clauses.words[cue] == "according" else f"reported clause {where} its cue"
    sure = indirect.model().calibrated(probability)
    row = _row(page, (clauses.starts[first], clauses.ends[last]), "indirect", basis, sure)
    _add_roles(page, row, source, cue, first)
    return row


def _read_turn(page: _Page, turn: Turn) -> Quotes:
    """Return the row of a paragraph in a transcript."""
    row = _row(page, turn.span, "direct", "speaker label", LABELLED)
    row.quotation_id = "same" if turn.goes_on else ""
    (row.speaker_start, row.speaker_end), row.speaker = turn.label, turn.speaker
    row.speaker_text = page.doc.text[slice(*turn.label)]
    _add_about(page, row, page.doc.mentions.starting_in(*turn.span))
    return row


def _row(page: _Page, span: Span, kind: str, basis: str, sure: float) -> Quotes:
    return Quotes(
        article_id=page.doc.article_id,
        quote_id="",
        quotation_id="",
        start=span[0],
        end=span[1],
        text=page.doc.text[slice(*span)],
        kind=kind,  # type: ignore[arg-type]
        basis=basis,
        confidence=round(sure, 2),
    )


def _add_roles(page: _Page, row: Quotes, source: Phrase | None, cue: int, at: int) -> None:
    """Fill in the speaker and cue of the words at token *at*, who relayed them, whom they address and are about."""
    clauses, mentions = page.clauses, page.doc.mentions
    if cue >= 0:
        row.cue_start, row.cue_end = clauses.starts[cue], clauses.ends[cue]
        row.cue = clauses.text[row.cue_start : row.cue_end]
    if source is not None:
        _add_speaker(page, row, source, cue, at)
        row.negated = cue >= 0 and is_negated(clauses, cue)
        row.speaker = None if row.negated else row.speaker
    row.conduit = find_conduit(clauses, clauses.sentence[at], source)
    row.addressee = find_addressee(clauses, cue, source, page.people)
    about = [*mentions.starting_in(row.start, row.end)]
    if row.kind != "indirect" and 0 <= cue < at <= cue + 8 and QUOTE not in clauses.words[cue + 1 : at]:
        about += mentions.starting_in(clauses.ends[cue], row.start)  # called Putin “a dear friend”
    _add_about(page, row, about)


def _add_about(page: _Page, row: Quotes, about: Iterable[Mentions]) -> None:
    """Fill in whom of the roster the words are about: who of the mentions is not the speaker."""
    named = dict.fromkeys(mention.person for mention in about if mention.person and mention.person != row.speaker)
    row.about = ";".join(person for person in named if person in page.doc.roster.by_name) or None


def _add_speaker(page: _Page, row: Quotes, source: Phrase, cue: int, at: int) -> None:
    """Fill in the speaker; a pronoun with two antecedents is the last quotation's speaker, if that one is near."""
    clauses, people, mention = page.clauses, page.people, page.people.get(source.last)
    joint = find_joint(clauses, source, cue, people) or (source,)
    start, end = clauses.starts[joint[0].first], clauses.ends[joint[-1].last]
    if mention is not None and len(joint) == 1 and source.kind not in ("relative", "possessive"):
        start, end = mention.start, mention.end
    row.speaker_start, row.speaker_end, row.speaker_text = start, end, clauses.text[start:end]
    row.speaker = ";".join(sorted({name for own in joint if (name := name_source(clauses, own, people))})) or None
    sentence, gender = clauses.sentence[source.last], PRONOUN_GENDERS.get(row.speaker_text.lower(), "")
    if row.speaker is None and gender:
        last_said = page.last[1] if page.last is not None and 0 <= sentence - page.last[0] <= 1 else None
        likely = (last_said, find_topic(clauses, sentence, people))
        row.speaker = next((name for name in likely if name and _can_mean(page, gender, name)), None)
    if row.speaker is not None:
        page.last = max(sentence, clauses.sentence[at]), row.speaker


def _can_mean(page: _Page, gender: str, person: str) -> bool:
    """Tell whether a pronoun of this gender can mean *person*."""
    known = page.doc.roster.by_name.get(person)
    return " " in person and ";" not in person and (known is None or known.gender in ("", gender))


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


FEWEST_REPEATED = 2  # words of a headline's quotation that is looked for below: one may be repeated by chance
LONGEST_HEADLINE = 1_500
LABELLED, REPEATED = 0.97, 0.83  # sure of a label, set by hand, and of a headline's speaker, counted on 24 of PolNeAR's


def _attribute_headline(rows: list[Quotes], clauses: Clauses) -> None:
    """Give marked words of the first paragraph that are nobody's the speaker of the words below that hold them.

    ‘Dear friend’: Xi’s farewell to Putin … “Take care, dear friend,” Xi said.  Where the headline does not name the
    one, its marks may as well be a slogan that all repeat.
    """
    length = clauses.paragraph.count(clauses.paragraph[0]) if rows else 0
    end = clauses.starts[length] if length < len(clauses.starts) else 0
    named = _spell(clauses.text[:end]) if end <= LONGEST_HEADLINE else ""
    below = [row for row in rows if row.start >= end and row.kind in ("direct", "fragment") and row.speaker]
    below = [row for row in below if any(_spell(part) in named for part in (row.speaker or "").split())]
    for row in rows if below else ():
        words = _spell(row.text) if row.start < end and not row.speaker and row.kind != "indirect" else ""
        source = next((other for other in below if words and words in _spell(other.text)), None)
        if source is not None and words.count(" ") > FEWEST_REPEATED:
            row.kind, row.basis, row.confidence = "fragment", "repeated in the body", min(source.confidence, REPEATED)
            for column in ("speaker", "speaker_text", "speaker_start", "speaker_end"):
                setattr(row, column, getattr(source, column))


def _spell(text: str) -> str:
    """Return the words in lower case between single blanks, with one before and one after."""
    return f" {' '.join(find_words(text.lower().replace('’', chr(39))))} "
