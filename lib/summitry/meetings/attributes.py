"""When, where, on what occasion and how: what a sentence tells of the meeting that it reports."""

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from summitry.meetings.context import SHORT_LINE, Context, cue_classes, look_up_place, place_pattern
from summitry.meetings.features import MeetingMention
from summitry.text import read_words, spell_phrases

BOUNDARY = re.compile(
    r"[;:—“”\"]|, (?:who|which|where|when|as|but|and|after|before|while|since|saying|making)\b|"
    r"\b(?:who|which|where|when|after|before|while|since|that|but|until|because)\b",
    re.IGNORECASE,
)
OPENING, OPENED = 40, 250
"""What ends within OPENING characters of a sentence's beginning ("In Sochi on Friday") counts as at most OPENED away."""
CROSSING = 90  # characters that a clause boundary between the reporting word and a date or place counts for


def clause_distance(text: str, mention: MeetingMention, start: int, end: int) -> int:
    """Return how far a span is from the reporting word: characters, doubled before it, plus CROSSING per clause boundary."""
    if start >= mention.end:
        between = text[mention.end : start]
        return len(between) + CROSSING * len(BOUNDARY.findall(between))
    between = text[end : mention.start]
    relative = text[max(mention.sentence.start, start - 50) : start]
    inside = re.search(r"\b(?:who|which|where|after|before)\b[^,]*$", relative) is not None
    joined = between.endswith((" and ", " and their ", " and the ")) and "“" in between
    distance = 2 * len(between) + CROSSING * (len(BOUNDARY.findall(between)) + inside + joined)
    opens = end - mention.sentence.start < OPENING and not inside
    return min(OPENED, distance) if opens else distance


# 'in the northern city of', 'to', 'at the'
LOCATIVE = re.compile(
    r"\b(in|at|to|by|via|near|outside|visit(?:ing|ed)?|from|reached|left|inside|around|left\s+for|front\s+of)\s+(?:the\s+|its\s+|his\s+)?"
    r"(?:(?:\w+ern|central|coastal|port|resort|capital|sea|black|far|east|river|nearby|neighbou?ring|host|great|[A-Z]\w+n|"
    r"Chinese)\s+){0,3}(?:(?:city|town|resort|capital|port|island|region|village)\s+(?:of\s+)?)?"
    r"(?:[A-Z]\w+(?:\s[A-Z]\w+)?,\s+)?$",
    re.IGNORECASE,
)
# 'the war in Ukraine', 'the crisis in'
ELSEWHERE = re.compile(
    r"\b(?:wars?|conflicts?|crisis|fighting|operation|invasion|peace|troops|situation|ceasefire|elections?|interests?|"
    r"influence|presence|forces|stability|tensions|coup|protests|partners?|friends?|neighbou?rs?|support|aid|help|"
    r"exports|sales|threat|ambassador|envoy|assistance|supplies|weapons|arms)\s+(?:in|to|for|at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# 'the Ukraine crisis'
TOPIC = re.compile(r"\s(?:crisis|war|conflict|issue|question|problem|peace|border)\b")
INSTITUTIONS = frozenset({"Kremlin", "White House"})
REACH, NEAR = 300, 8
"""How far from the reporting word, by clause_distance, a day or place can be the meeting's; NEAR where nobody is named."""


def find_place(context: Context, mention: MeetingMention) -> tuple[str | None, str | None]:
    """Return (place, country) named nearest to the reporting word in its sentence; a city before a country."""
    text, (start, end) = context.text, mention.sentence[:2]
    found: list[tuple[bool, int, str, str]] = []
    if HERE.search(text, mention.start, end) or HERE.search(text, mention.group, mention.start):
        found += [(not city, HERE_AWAY, city, country) for city, country in context.datelined]
    for name in place_pattern().finditer(text, start, end):
        if name.end() + 1 == mention.start and look_up_place(name.group())[0]:
            return look_up_place(name.group())  # "their Singapore summit"
        locative = LOCATIVE.search(text, max(start, name.start() - 40), name.start())
        if not locative or not _can_be_place(text, name, locative[1].lower()):
            continue
        if ELSEWHERE.search(text, max(start, name.start() - 40), name.start()):
            continue
        city, country = look_up_place(name.group())
        distance = clause_distance(text, mention, name.start(), name.end())
        if distance < REACH:
            found.append((not city, distance, city, country))
    if not found:
        lines = [line for line in context.lines_above(mention.sentence) if line.end - line.start <= SHORT_LINE]
        return next((place for line in lines if any(place := place_in(text, line.start, line.end))), (None, None))
    _, _, city, country = min(found)
    return city or country, country


def place_in(text: str, start: int, end: int) -> tuple[str | None, str | None]:
    """Return the (place, country) named first in ``text[start:end]``, (None, None) where none is."""
    name = place_pattern().search(text, start, end)
    city, country = look_up_place(name.group()) if name else ("", "")
    return city or country or None, country or None


# 'officials in Seoul said'
SOURCE_IN = re.compile(
    r"\b(?:officials?|sources?|diplomats?|analysts?|observers?|reporters?|embassy|correspondents?|media|commentators?)\s+in\s+$",
    re.IGNORECASE,
)
HERE = re.compile(r"\bhere\b")
HERE_AWAY = 20  # how far "here", which is the dateline's place, counts as from the reporting word


def _can_be_place(text: str, name: re.Match[str], preposition: str) -> bool:
    """Tell whether a name is where something was, not "China's", "president of China" or "according to the Kremlin"."""
    if text[name.end() : name.end() + 2] in ("'s", "’s") or TOPIC.match(text, name.end()):
        return False
    if SOURCE_IN.search(text, max(0, name.start() - 40), name.start()):
        return False
    if name.group() in INSTITUTIONS:
        return preposition in ("in", "at")
    is_country = not look_up_place(name.group())[0]
    return not (is_country and preposition in ("from", "by", "left"))


@functools.cache
def _occasions() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {row["phrase"].lower(): row["occasion"] for row in read_words("occasions")}
    return re.compile(rf"\b{spell_phrases(list(known))}(?!\w)"), known


def find_occasion(context: Context, mention: MeetingMention, place: str | None) -> str | None:
    """Return the occasion named nearest to the reporting word in its sentence, or None.

    An occasion on the other side of another city is another meeting's: "talks in Beijing before the summit in Qingdao".
    """
    text, (start, end) = context.text, mention.sentence[:2]
    pattern, known = _occasions()
    found: list[tuple[int, str]] = []
    for name in pattern.finditer(context.doc.lowered, start, end):
        low, high = min(mention.end, name.end()), max(mention.start, name.start())
        cities = {look_up_place(p.group())[0] for p in place_pattern().finditer(text, low, high + 40)}
        if not {city for city in cities if city} - {place}:
            found.append(
                (clause_distance(text, mention, name.start(), name.end()), known[re.sub(r"\s+", " ", name.group())])
            )
    return min(found)[1] if found else None


VIDEO = re.compile(
    r"\b(?:by|via|through|over|in|on)\s+(?:a\s+|secure\s+|their\s+|the\s+)*video|\bvirtual(?:ly)?\b|\bteleconference\b|"
    r"\bvideo[- ]?(?:link|conferenc\w+|call|meeting|summit|talks|chat|format|screen|conversation)",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"\b(?:by|over|on|via|in)\s+(?:a\s+|the\s+|their\s+)?(?:tele)?phone\b|\b(?:tele)?phone\s(?:call|conversation|talks|chat)s?\b|"
    r"\b(?:tele)?phoned\b|\brang\b|\b(?:in|during|on|had|held|after)\s(?:a|the|their|his)\s(?:\w+\s)?call\b(?!\sfor)",
    re.IGNORECASE,
)


# what begins another report: 'spoke by phone, then met'
ANOTHER = re.compile(r"\b(?:met|meets?|sat down|spoke|speaks?|talked|discussed|hosted|received|welcomed|greeted)\b")


# 'in person', 'at the Kremlin', 'the red carpet'
IN_PERSON = re.compile(
    r"\bin[- ]person\b|\b(?:exchange|pay|paid|return|mutual|state|official)\s(?:\w+\s)?visits?\b|\bface[- ]to[- ]face\b|\bred carpet\b|\bat the (?:Kremlin|White House)\b",
    re.IGNORECASE,
)
BODILY = ("touch", "host", "share", "travel", "invite")  # classes of cues for what is done in one room, or leads there
SENTENCES_AWAY = 8  # how many sentences away a report may stand whose mode is taken over


def settle_modes(context: Context, mentions: Sequence[MeetingMention]) -> list[MeetingMention]:
    """Return *mentions* with their modes; one that states none has that of the nearest of the same people.

    "They discussed grain" is by phone after "Erdogan and Putin spoke by telephone". A place, a handshake or "in person"
    states that they met in person, which is what they did where nobody says otherwise.
    """
    stated = [(context.order[m.sentence.start], m, _stated_mode(context, m)) for m in mentions]
    known = [(at, m, mode) for at, m, mode in stated if mode]
    places = [at for at, _, _ in known]

    def near(at: int) -> Sequence[tuple[int, MeetingMention, str]]:
        return known[bisect_left(places, at - SENTENCES_AWAY) : bisect_right(places, at + SENTENCES_AWAY)]

    return [replace(m, mode=mode or _taken_over(context, at, m, near(at))) for at, m, mode in stated]


def _stated_mode(context: Context, mention: MeetingMention) -> str:
    """Return the reporting word's own mode, else the one that the words around it state, else an empty string."""
    if mention.mode:
        return mention.mode
    end = min(mention.sentence.end, mention.end + 60)
    another = ANOTHER.search(context.doc.lowered, mention.end, end)
    start = max(mention.sentence.start, mention.start - 40)
    around = context.text[start : another.start() if another else end]
    if VIDEO.search(around):
        return "video"
    if PHONE.search(around):
        return "phone"
    bodily = cue_classes().get(mention.cue) in BODILY
    told = IN_PERSON.search(context.text, *mention.sentence[:2]) is not None
    return "in-person" if bodily or told or any(find_place(context, mention)) else ""


def _taken_over(
    context: Context, at: int, mention: MeetingMention, known: Sequence[tuple[int, MeetingMention, str]]
) -> str:
    same = [
        (abs(at - other), other > at, mode)
        for other, e, mode in known
        if e.people == mention.people and not _other_days(context, mention, e)
    ]
    return min(same, default=(0, False, "in-person"))[2]


def _other_days(context: Context, one: MeetingMention, other: MeetingMention) -> bool:
    """Tell whether the sentences of two mentions name days, and none in common."""
    sentences = (context.doc.dates.starting_in(*mention.sentence[:2]) for mention in (one, other))
    days = [[(d.date_low, d.date_high) for d in dates if d.date_low and d.date_high] for dates in sentences]
    return all(days) and not any(a <= d and c <= b for a, b in days[0] for c, d in days[1])
