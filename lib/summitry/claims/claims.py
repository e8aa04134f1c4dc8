"""Count claims: "nearly 30 times in six years", "their 37th meeting since 2013", and what the record says to each."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summitry.claims.count_expressions import Count, find_counts, find_window, number_words
from summitry.meetings.context import NEAR, PAIR, Context, class_of, read_context
from summitry.meetings.record import count_meetings, participants_of
from summitry.reference import CountClaim, Reference
from summitry.schema import SPOKEN, Claims, Verdict
from summitry.text import Document, LogLinear, Sentence, read_templates, spell_phrases

# the words, in lower case, of which a count of meetings has one at least
COUNT_SIGN = re.compile(
    rf"(?:{spell_phrases([*number_words('cardinal'), *number_words('ordinal'), *number_words('adverb')])}|not|yet|never|dozens?)\Z"
    r"|\d{1,3}(?:st|nd|rd|th|\+)?\Z|.+n[’']t\Z"
)
CALLED = re.compile(
    r"(?i)\b(?:(?:spoken?|talked)\s(?:\w+\s)?(?:by|on|over)\s(?:the\s)?(?:tele)?phone|(?:tele)?phoned)\b"
)
AHEAD = (
    r"\b(?:will|would|wants?|likelihood|likely|expected|expects?|plans?|planned|could|may|might|set\s+to|due\s+to|due|"
    r"to\s+(?:be|meet|hold|see|host|receive)|pencilled|scheduled|upcoming|possible|prospect|hopes?|anticipated)\b"
)
FUTURE = re.compile(AHEAD, re.IGNORECASE)
PRESENT = re.compile(r"\b(?:meets?|holds?|hosts?|sees?|receives?)\b", re.IGNORECASE)
# 'is due to have had', 'had met'
TENSE = re.compile(
    rf"(?P<ahead>{AHEAD}(?:\s(?:to|be|have|had|held|met)\b)*)|\b(?P<past>had|ha[sv]e?|held|met|was|were)\b", re.I
)
# 'he had met his guest more than 40 times'
HIM = re.compile(r"(?i)\b(?:him|s?he|(?:his|her)\s{1,3}(?:\w{1,12}\s{1,3})?(?:guest|host|counterpart|friend))\b")
FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y)\b(?!\s+(?:make|count|think))")
THEY = re.compile(r"\b(?:we|our|us|they|their|them|two\s+men|each\s+other|one\s+another)\b", re.IGNORECASE)


TEMPLATES = read_templates("claims")  # of a number that may count meetings
TOKEN = re.compile(r"\w[\w’'-]*|[^\w\s]")
REACH, NEAREST = 110, 6  # how many characters before and behind a number are read, and how many words are near it
LIKELY = 0.5


def _kind(word: str) -> str:
    return "#y" if re.fullmatch(r"(?:19|20)\d\d", word) else class_of(word)


def find_features(context: Context, sentence: Sentence, count: Count, follows: bool) -> Iterator[str]:
    """Yield what speaks for and against *count* being one of meetings of two leaders; *follows*: after another such count."""
    text, form = context.doc.lowered, count.form.replace(" ", "-")
    before = TOKEN.findall(text, max(sentence.start, count.start - REACH), count.start)
    after = TOKEN.findall(text, count.end, min(sentence.end, count.end + REACH))
    asked = TOKEN.findall(text, max(context.start_before(sentence, 1), sentence.start - 2 * REACH), sentence.start)
    size = "few" if count.low < 10 else "many" if count.low < 100 else "more"
    yield from ("always", f"form {form}", f"size {form} {count.low if count.low < 2 else size}")
    yield from (f"has {word}" for word in TOKEN.findall(text, count.start, count.end))
    for side, words in (("before", [*before[::-1], "^", "^"]), ("after", [*after, "$", "$"])):
        kinds = [_kind(word) for word in words[:NEAREST]]
        for place in (0, 1):
            yield f"{side} {place} {words[place]}"
            yield f"{side} {place} {form} {words[place]}"
            yield f"{side} {place} {form} kind {kinds[place]}"
        yield f"{side} words {words[0]} {words[1]}"
        cue = next((kind for kind in map(_kind, words) if kind.startswith("@")), "none")
        yield f"{side} first {form} {cue}"
        yield from (f"{side} near {some}{kind}" for kind in set(kinds) for some in ("", f"{form} "))
    cues = {kind for kind in map(_kind, before + after) if kind.startswith("@")}
    yield from (f"sentence {form} {cue}" for cue in cues)
    yield f"leaders {form} {min(3, len(context.leaders_in(*sentence[:2])))}"
    if PAIR.search(text, *sentence[:2]) or THEY.search(text, *sentence[:2]):
        yield f"plural {form}"
    if follows:
        yield f"follows {form}"
    if asked[-1:] == ["?"] and len(before) < 3:
        yield from (f"answers {word}" for word in ("question", *({"often", "many", "times"} & set(asked))))
    of, stop = OF_WHOM.match(context.text, count.end, sentence.end), min(sentence.end, count.end + 60)
    if of and not context.leaders_in(of.end(), stop) and not OF_THE_TWO.search(text, of.end(), stop):
        yield "of others"


@functools.cache
def claim_model() -> LogLinear:
    """Return the model that tells whether a number counts meetings of two leaders."""
    return LogLinear("claim_weights", TEMPLATES)


_may_count = functools.lru_cache(maxsize=1 << 16)(COUNT_SIGN.match)  # a cheap look before the pattern


def find_claims(doc: Document) -> list[Claims]:
    """Return one row per claim of how often people of the roster have met. The window's end is the day of publication; its
    start comes from "since …", "this year"; the speaker is that of the quotation around the claim, None the outlet."""
    context = read_context(doc)
    claims: list[Claims] = []
    if len(context.named_leaders) < 2:
        return []  # who_met would find nobody
    counting = itertools.compress(doc.words.starts, map(_may_count, doc.words.keys))
    for sentence in dict.fromkeys(filter(None, map(doc.sentences.at, counting))):
        follows = False
        for count in find_counts(doc.text, *sentence[:2], bare=True):
            sure = claim_model().probability(find_features(context, sentence, count, follows))
            claim = _read_claim(context, sentence, count) if sure >= LIKELY else None
            if claim:
                claim.confidence = round(claim_model().calibrated(sure), 2)
                claims.append(claim)
                follows = True
    return claims


def _read_claim(context: Context, sentence: Sentence, count: Count) -> Claims | None:
    text, reference = context.text, context.doc.reference
    around = context.doc.quotes.covering(count.start, count.end)
    quotes = [quote for quote in around if quote.kind in SPOKEN]
    pair = who_met(context, sentence, count)
    if pair is None:
        return None
    window, end = find_window(context, sentence, count, participants_of(pair))
    claimed = Claimed(count.low, count.high, window.start, window.end, read_rule(text, sentence, count))
    if _is_forecast(context, sentence, count, participants_of(pair)):
        judgement = _leave_open("The claim is about meetings still to come when it was made.", "forecast")
    elif window.unresolved:
        judgement = _leave_open("The day since which the claim counts is not known.")
    else:
        claimed, judgement = _judge_window(claimed, window.slack, reference, participants_of(pair))
    return Claims(
        article_id=context.doc.article_id, start=count.start, end=end, text=text[count.start : end],
        speaker=min(quotes, key=lambda quote: quote.end - quote.start).speaker if quotes else None,
        participants=participants_of(pair), count_low=count.low, count_high=count.high,
        window_start=claimed.start.isoformat() if claimed.start else None,
        window_end=claimed.end.isoformat() if claimed.end else None, rule=claimed.rule, record_low=judgement.record_low,
        record_high=judgement.record_high, verdict=judgement.verdict, answer=judgement.answer, why=judgement.why, confidence=1.0,
    )  # fmt: skip


def _judge_window(claimed: Claimed, slack: int, reference: Reference, who: str) -> tuple[Claimed, Judgement]:
    """Judge a claim over its window, or over one that begins up to *slack* days off if it fits that; return which."""
    strict = judge_claim(claimed, reference, who)
    if strict.verdict == "disagrees" and claimed.start:
        for days in (-slack, slack):
            near = claimed._replace(start=claimed.start + dt.timedelta(days=days))
            judgement = judge_claim(near, reference, who)
            if judgement.verdict == "agrees":
                return near, judgement
    return claimed, strict


# 'the 16th summit of the BRICS club': whose is said, and not that it is the two's; 'of the year' says when
OF_WHOM = re.compile(
    r"\s{1,3}of\s{1,3}(?!(?:the|this|last)\s{1,3}(?:year|month|week|two|pair)|the\s+year|(?:19|20)\d\d)"
)
OF_THE_TWO = re.compile(r"(?i)\b(?:two|both|pair|couple|duo|them|their|presidents|leaders|heads\s+of\s+state)\b")


def _is_forecast(context: Context, sentence: Sentence, count: Count, who: str) -> bool:
    """Tell whether what is counted is still to come: by the last verb before the count, else by what follows it, else, of
    an ordinal, by the meeting that it numbers, which is the last one of these people that is told."""
    text, start = context.text, max(sentence.start, count.start - 110)
    if sentence.zone == "headline" and PRESENT.search(text, start, count.start):  # before a text that says 'will meet'
        return bool(FUTURE.search(text, sentence.end, sentence.end + 160))
    verbs = list(TENSE.finditer(text, start, count.start))
    if count.form == "never" or (verbs and verbs[-1]["past"]):
        return False
    if verbs or FUTURE.search(text, count.end, min(sentence.end, count.end + 50)):
        return True
    told = context.doc.meetings.starting_in(context.start_before(sentence, 5), sentence.end)
    statuses = [meeting.status for meeting in told if meeting.participants == who]
    return "ordinal" in count.form and statuses[-1:] in (["planned"], ["unconfirmed"])


def who_met(context: Context, sentence: Sentence, count: Count) -> tuple[str, ...] | None:
    """Return who the claim is about: the two leaders named in its sentence (of more those next to the count, before it if
    two are), else the headline's two, the leaders in play, those of the meeting told last; None: cannot be told."""
    here = context.leaders_in(*sentence[:2])
    if len(here) > 1:
        before = context.leader_mentions.starting_in(sentence.start, count.start)
        near = list(dict.fromkeys(m.person for m in reversed(before) if m.person))
        near = near if len(near) > 1 else context.leaders_in(count.end, sentence.end)
        chosen = here if len(here) == 2 else near[:2]
        return tuple(sorted(chosen)) if len(chosen) == 2 else None
    named = {m.person for m in context.mentions.starting_in(*sentence[:2]) if m.form != "pronoun" and m.person}
    if not here and (len(named) > 1 or FIRST_PERSON.search(context.text, *sentence[:2])):
        return None
    plural = PAIR.search(context.doc.lowered, *sentence[:2]) or THEY.search(context.text, *sentence[:2])
    alone = count.form in ("times", "never") or (here and count.form == "meetings")
    if alone and not plural and not HIM.search(context.text, *sentence[:2]):
        return None
    told = context.doc.meetings.starting_in(max(0, sentence.start - NEAR), sentence.end)
    pairs = [tuple(m.participants.split(";")) for m in told if context.leaders.issuperset(m.participants.split(";"))]
    fitting = [pair for pair in pairs if len(pair) == 2 and set(here) <= set(pair)]
    titled = tuple(sorted(context.leaders_in(*context.headline[0]))) if context.headline else ()
    if len(titled) == 2 and set(here) <= set(titled):
        return titled
    return context.pair_in_play(sentence, count.start, None) or (fitting[-1] if fitting else context.only_pair)


def read_rule(text: str, sentence: Sentence, count: Count) -> str:
    """Return what is counted: in-person, video, phone, or all, from the words of the claim and right around it."""
    after = HOW.match(text, count.end, sentence.end)
    around = f"{count.qualifier} {text[count.start : count.end]} {after.group() if after else ''}".lower()
    before = text[max(sentence.start, count.start - 60) : count.start]
    bare = count.form == "bare ordinal" and re.findall(r"\b(call|meeting|summit|talks)\b", before)
    called = re.search(r"\b(?:phone|(?<!video )calls?)\b", around) or (count.form == "times" and CALLED.search(before))
    if called or (bare and bare[-1] == "call" and "video" not in before):
        return "phone"
    if re.search(r"\bvideo|\bvirtual", around):
        return "in person and video" if re.search(r"in[- ]person|face[- ]to[- ]face", around) else "video"
    if re.search(r"in[- ]person|face[- ]to[- ]face", around):
        return "in-person"
    return "bilateral" if "bilateral" in around else "all"


# '45 times in person and by video', 'the second by video'
HOW = re.compile(
    r"(?i)(?:(?!\band\b)[^.;,]){0,30}?\b(?:by|via|over|in)\s{1,3}(?:video|person)\b(?:\s{1,3}and\s{1,3}by\s{1,3}video)?"
)


RULES = {
    "all": ("in-person undisputed", "in-person", "undisputed", "all"),
    "in person and video": ("undisputed", "all"),
    "in-person": ("in-person undisputed", "in-person"),
    "video": ("video undisputed", "video"),
}
"""For each kind of counting that a claim can name, the counting rules that it leaves open, the strictest first."""

VIDEO_STATED = {"yes": "in person and video", "no": "in-person", "only": "video"}


class Claimed(NamedTuple):
    """What is claimed: so many meetings (*high* None: no ceiling) from *start* (None: the record's first day) to *end*.

    *rule* says what is counted, a key of RULES, or phone; an unknown one is read as "all".
    """

    low: int
    high: int | None
    start: dt.date | None
    end: dt.date | None
    rule: str


class Judgement(NamedTuple):
    """The record's count under the strictest and the widest rule (None: no count), the verdict, why, and the verdict as it
    can be quoted: "agrees" where every counting rule does, else "fits if video meetings count" and the like."""

    record_low: int | None
    record_high: int | None
    verdict: Verdict
    why: str
    answer: str


def _leave_open(why: str, verdict: Verdict = "cannot tell") -> Judgement:
    return Judgement(None, None, verdict, why, verdict)


def judge_claim(claimed: Claimed, reference: Reference, participants: str) -> Judgement:
    """Return the record's count over the window and whether what is claimed fits it: its bounds and the record's overlap.

    A window that reaches beyond the record's coverage cannot be judged.
    """
    start, end = claimed.start, claimed.end
    covered = reference.covered(participants)
    if covered is None:
        return _leave_open("There is no record of meetings between these two.")
    from_day, until = covered.first, covered.last
    if end is None:
        return _leave_open("The day up to which the claim counts is not known.")
    if end > until:
        return _leave_open(f"The record ends on {show_day(until)}, before the claim does.")
    if claimed.rule == "phone":
        return _leave_open("The claim counts phone calls, of which the record is not complete.")
    if end < from_day or (start is not None and start < from_day):
        return _leave_open(f"The record begins on {show_day(from_day)}, after the claim does.")
    if start is not None and start > end:
        return _leave_open(f"The claim's window begins on {show_day(start)}, after it ends.")
    if start is None and all(row.participants != participants for row in reference.coverage):
        return _leave_open("Nothing says that the record begins with their first meeting.")
    rules = RULES.get(claimed.rule, RULES["all"])
    return _compare(claimed, {r: count_meetings(reference, participants, start or from_day, end, r) for r in rules})


def _compare(claimed: Claimed, counts: dict[str, int]) -> Judgement:
    low, high, strict, wide = claimed.low, claimed.high, min(counts.values()), max(counts.values())
    said = f"{low} or more" if high is None else f"{low}" if low == high else f"{low} to {high}"
    days = [show_day(date) for date in (claimed.start, claimed.end) if date]
    window = f"between {days[0]} and {days[1]}" if len(days) == 2 else f"up to {days[0]}"
    plural = "meeting" if wide == 1 else "meetings"
    count = f"{strict} {plural}" if strict == wide else f"{strict} to {wide} meetings, by the counting rule,"
    record = f"The record has {count} {window}; {said}"
    if low > wide or (high is not None and high < strict):
        off = f"{low - wide} more than" if low > wide else f"{strict - (high or 0)} fewer than"
        accepted = f"{strict}" if strict == wide else f"Any count from {strict} to {wide}"
        why = f"{record} is {off} any rule gives. {accepted} would have been accepted."
        return Judgement(strict, wide, "disagrees", why, "disagrees")
    missed = {rule: max(low - n, n - high if high is not None else 0) for rule, n in counts.items()}
    fits = [rule for rule, off in missed.items() if off <= 0]
    if len(fits) == len(counts):
        return Judgement(strict, wide, "agrees", f"{record} fits{'' if strict == wide else ' every rule'}.", "agrees")
    answer = f"fits if {_name_condition(fits, list(counts))}"
    off = ", ".join(f"{rule} by {off}" for rule, off in missed.items() if off > 0)
    return Judgement(strict, wide, "agrees", f"{record} {answer}; it misses {off}.", answer)


def _name_condition(fits: Sequence[str], rules: Sequence[str]) -> str:
    """Return what must count for a claim that of *rules* (the strictest first) fits *fits* alone.

    >>> _name_condition(["undisputed", "all"], RULES["all"]), _name_condition(RULES["all"][1:], RULES["all"])
    ('video meetings count', 'video or disputed meetings count')
    """
    says = {
        rule: (f"video meetings {'do not ' * rule.startswith('in-person')}count", f"disputed meetings {'do not ' * rule.endswith('undisputed')}count")
        for rule in rules
    }  # fmt: skip
    for words in itertools.chain(*says.values()):
        if [rule for rule in rules if words in says[rule]] == [*fits]:
            return words
    if [*fits] == [*rules[1:]]:
        return "video or disputed meetings count"
    each = " or ".join(" and ".join(says[rule]) for rule in fits)
    return each or "some but not all of the meetings count that the rules differ on"


def show_day(day: dt.date | str) -> str:
    """Return a day, or an ISO date, as prose: "5 June 2013"."""
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day} {day:%B %Y}"


def judge_reference_claims(reference: Reference, participants: str) -> list[tuple[CountClaim, Judgement]]:
    """Return the published claims about *participants* with the record's verdicts, in the file's order; a total that rows
    of the record were needed for is not tested."""
    judged, totals = [], {meeting.needed_for for meeting in reference.record_of(participants)}
    for claim in reference.count_claims:
        if claim.participants in ("", participants):
            rule = VIDEO_STATED.get(claim.counts_video, "all")
            claimed = Claimed(claim.count_low, claim.count_high, claim.window_start, claim.window_end, rule)
            judgement = _leave_open("The record was completed by this count, which therefore cannot test it.")
            if f"{claim.count_low} by {claim.window_end}" not in totals:
                judgement = judge_claim(claimed, reference, participants)
            judged.append((claim, judgement))
    return judged
