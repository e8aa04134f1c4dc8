"""The articles of tests/annotated: written by us, annotated by reading, each a line of JSON.

Every article has its meetings (who, which sentences report them, from which to which day, where, how, whether held) and
its count claims. The sets were written by different hands who did not know the rules. TRAINING is what the weights of
meetings are fitted on and errors are looked at in; HELD_OUT is only scored.
"""

import datetime as dt
import functools
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from summitry.articles import Article, reading
from summitry.claims import Claimed, judge_claim
from summitry.meetings.context import Context, read_context
from summitry.people import find_mentions, read_roster
from summitry.reference import DEFAULT_REFERENCE, read_reference
from summitry.text import Layer, Published
from summitry.timexes import find_timexes, resolve_dates

FOLDER = Path(__file__).with_name("annotated")
TRAINING = ("wires", "papers", "kinds", "aggregators", "hurried", "unheld", "agency", "mixed")
HELD_OUT = ("plain", "agency_unseen", "mixed_unseen")
ANNOTATED_PEOPLE = frozenset(
    [
        "Alexander Lukashenko",
        "Antony Blinken",
        "Barack Obama",
        "Donald Trump",
        "Joe Biden",
        "Kim Jong-un",
        "Li Qiang",
        "Narendra Modi",
        "Recep Tayyip Erdogan",
        "Sergey Lavrov",
        "Vladimir Putin",
        "Volodymyr Zelenskyy",
        "Wang Yi",
        "Xi Jinping",
    ]
)
"""Whose meetings are annotated; those of others are neither right nor wrong."""


@dataclass(frozen=True)
class Annotated:
    """One article, laid out for the rules, with its annotation."""

    name: str
    context: Context
    published: str
    meetings: list[dict]
    claims: list[dict]

    @functools.cached_property
    def _spans(self):
        return [
            (set(meeting["participants"]), list(find_all(self.context.text, meeting["sentences"])))
            for meeting in self.meetings
        ]

    def meeting_keys(self):
        """Return a key for each of the article's meetings."""
        return [(self.name, i) for i in range(len(self.meetings))]

    def reported(self, people, start, end):
        """Return the keys of the meetings of *people* that ``text[start:end]`` reports."""
        return frozenset(
            (self.name, i)
            for i, (who, spans) in enumerate(self._spans)
            if people <= who and any(low < end and start < high for low, high in spans)
        )


def find_all(text, parts):
    """Yield every span at which one of *parts* stands in *text*."""
    for part in parts:
        at = text.find(part)
        while at >= 0:
            yield at, at + len(part)
            at = text.find(part, at + 1)


def read_lines(name):
    """Return the articles of one set; bare visits, of which the text does not say that the two met, are left out."""
    lines = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
    return [line | {"meetings": [m for m in line["meetings"] if m["status"] != "visit"]} for line in lines]


def as_frame(lines):
    """Return articles as the table that `summitry.parse` takes."""
    return pd.DataFrame([{key: line[key] for key in ("id", "text", "published", "outlet")} for line in lines])


INITIALS = {
    "X": "Xi Jinping",
    "P": "Vladimir Putin",
    "T": "Donald Trump",
    "K": "Kim Jong-un",
    "Z": "Volodymyr Zelenskyy",
    "M": "Narendra Modi",
    "B": "Joe Biden",
    "E": "Recep Tayyip Erdogan",
    "L": "Alexander Lukashenko",
    "W": "Wang Yi",
    "V": "Sergey Lavrov",
    "O": "Barack Obama",
    "U": "Yury Ushakov",
    "Li": "Li Qiang",
    "Bl": "Antony Blinken",
    "Mi": "Mikhail Mishustin",
}
"""Who is meant by an initial in the notation of meetings_cases."""


def read_people(initials):
    """Return the names behind initials: "PX" is Putin and Xi."""
    return [INITIALS[initial] for initial in re.findall("[A-Z][a-z]?", initials)]


def read_cases(cases):
    """Return those of *cases* (text, day, meetings as "who status mode day place") that are one sentence, as lines."""
    lines = []
    for i, (text, published, meetings) in enumerate(cases):
        if "\n" in text or re.search(r"[.?!][”\"]? [A-Z“]", text):
            continue
        read = [meeting.split(" ", 4) for meeting in meetings]
        lines.append(
            {
                "id": f"case-{i:04}",
                "text": text,
                "published": published or "2024-06-20",
                "outlet": "",
                "meetings": [
                    {"participants": read_people(who), "sentences": [text], "status": status.split("|")[0]}
                    | read_day(day.split("|")[0])
                    for who, status, _, day, _ in read
                ],
                "claims": [],
            }
        )
    return lines


def read_day(day):
    """Return a day, or two with "/", as the annotation's dates: "?" is not judged, "-" says that there is none."""
    if day == "?":
        return {}
    low, _, high = day.partition("/")
    return {"date_low": None, "date_high": None} if day == "-" else {"date_low": low, "date_high": high or low}


REFERENCE, ROSTER = read_reference(), read_roster(DEFAULT_REFERENCE / "people.csv")


def lay_out(article, published):
    """Set the layers that meetings and claims are read from, the article being published on a known day or None."""
    article.roster, article.reference = ROSTER, REFERENCE
    article.published = Published(published, published, published)
    article.mentions = Layer(find_mentions(article))
    article.timexes = Layer(find_timexes(article))
    article.dates = Layer(resolve_dates(article))
    return article


def read_annotated(lines):
    """Yield the articles of *lines*, laid out."""
    read = {a.article_id: a for a in reading.read_articles(as_frame(lines)) if isinstance(a, Article)}
    for line in lines:
        article = read[line["id"]]
        context = read_context(lay_out(article, line["published"]))
        yield Annotated(line["id"], context, line["published"], line["meetings"], line["claims"])


# --- scoring --------------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """Rows found (``rows``), those that tell of an annotated meeting of their people (``right``), of which with its status and mode (``told``); meetings annotated and found so."""

    rows: int = 0
    right: int = 0
    told: int = 0
    meetings: int = 0
    found: int = 0


OPEN = {"unconfirmed": "planned"}
"""Statuses that are scored as one: whether a plan is firm is a matter of degree."""


def score_meetings(lines, meetings):
    """Score a meetings table against the annotation of *lines*.

    A row is right when it and an annotated meeting have the same people, and the row's words are among those that
    report the meeting or the days of both overlap. It tells the meeting when status and mode agree too.
    """
    tally = Tally()
    for line in lines:
        rows = [row for row in meetings.itertuples() if row.article_id == line["id"]]
        rows = [row for row in rows if set(row.participants.split(";")) <= ANNOTATED_PEOPLE]
        found = set()
        for row in rows:
            hits = [i for i, meeting in enumerate(line["meetings"]) if _tells_of(row, meeting, line["text"])]
            told = [i for i in hits if _same_kind(row, line["meetings"][i])]
            tally.right += bool(hits)
            tally.told += bool(told)
            found |= set(told[:1])
        tally.rows += len(rows)
        tally.meetings += len(line["meetings"])
        tally.found += len(found)
    return tally


def _tells_of(row, meeting, text):
    low, high = meeting.get("date_low"), meeting.get("date_high")
    same_day = bool(low and high) and isinstance(row.date, str) and row.date <= high and low <= row.date_high
    same_words = any(a < row.end and row.start < b for a, b in find_all(text, meeting["sentences"]))
    return set(row.participants.split(";")) <= set(meeting["participants"]) and (same_day or same_words)


def is_told(row, meeting, text):
    """Tell whether a row tells an annotated meeting as it was: its people, status, mode, days and place.

    Days are right where they overlap and are not much wider than the annotation's; where the text gives no day, a row
    may not say one to the day that the record does not know. A place that the row leaves open is not wrong.
    """
    if not _tells_of(row, meeting, text) or not _same_kind(row, meeting):
        return False
    named = {meeting.get("place"), meeting.get("country")} - {None}
    if named and isinstance(row.country, str) and not {row.place, row.country} & named:
        return False
    low, high = meeting.get("date_low"), meeting.get("date_high") or meeting.get("date_low")
    if meeting["status"] == "denied":
        return True
    if not low:
        return not isinstance(row.date, str) or row.date != row.date_high or isinstance(row.meeting_id, str)
    if not isinstance(row.date, str) or row.date > high or low > row.date_high:
        return False
    return _length(row.date, row.date_high) <= max(3, 1.5 * _length(low, high) + 1)


def _length(low, high):
    return (dt.date.fromisoformat(high) - dt.date.fromisoformat(low)).days


def _same_kind(row, meeting):
    return row.mode == meeting["mode"] and OPEN.get(row.status, row.status) == OPEN.get(
        meeting["status"], meeting["status"]
    )


def score_claims(lines, claims):
    """Return how many claims of a table are right, how many there are, how many are annotated, and how many of the right
    ones have the verdict that the annotation's window gives.

    A row is right when it and an annotated claim have the same people, words and count ("about 40" may be a little
    wider). "Have not met since" is a count for some hands and none for others: it is left out where it is not annotated.
    """
    right = rows = annotated = verdicts = 0
    for line in lines:
        own = [
            r
            for r in claims.itertuples()
            if r.article_id == line["id"] and set(r.participants.split(";")) <= ANNOTATED_PEOPLE
        ]
        annotated += len(line["claims"])
        for claim in line["claims"]:
            hit = next((row for row in own if _is_claim(row, claim, line["text"])), None)
            if hit is not None:
                own.remove(hit)
                right, rows = right + 1, rows + 1
                verdicts += hit.verdict == _true_verdict(hit, claim, line["published"])
        rows += sum(
            pd.isna(row.count_high) or row.count_high > 0 or row.text.lower().startswith("never") for row in own
        )
    return right, rows, annotated, verdicts


def same_bounds(bounds, claim):
    """Tell whether (low, high) are an annotated claim's, or within a tenth of them."""
    pairs = zip(bounds, (claim["count_low"], claim["count_high"]), strict=True)
    return all(a == b or (a is not None and b is not None and abs(a - b) <= max(a, b) / 10) for a, b in pairs)


def _is_claim(row, claim, text):
    bounds = row.count_low, None if pd.isna(row.count_high) else int(row.count_high)
    same_words = any(a < row.end and row.start < b for a, b in find_all(text, [claim["text"]]))
    return same_words and set(row.participants.split(";")) == set(claim["participants"]) and same_bounds(bounds, claim)


def _true_verdict(row, claim, published):
    if claim["forecast"]:
        return "forecast"
    start, end = (
        day and dt.date.fromisoformat(day) for day in (claim["window_start"], claim["window_end"] or published)
    )
    claimed = Claimed(claim["count_low"], claim["count_high"], start, end, row.rule)
    return judge_claim(claimed, REFERENCE, row.participants).verdict
