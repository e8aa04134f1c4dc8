"""The reference data: the record of meetings, published count claims, dated events, outlets, read from CSV files."""

import csv
import datetime as dt
import re
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from summitry.schema import Mode

REPOSITORY = Path(__file__).resolve().parents[2]
DEFAULT_REFERENCE = REPOSITORY / "data" / "reference"

CountsAs = Literal["yes", "disputed", "no"]


class RecordError(ValueError):
    """A reference file cannot be used; the message names the file, the row and the reason."""


@dataclass(frozen=True, slots=True)
class RecordedMeeting:
    """One row of the record. ``participants`` is empty where the record is about one pair alone; ``needed_for`` is the
    official total that the row is in for ("10 by 2015-05-07")."""

    meeting_id: str
    date_start: dt.date
    date_end: dt.date
    city: str
    country: str
    occasion: str
    mode: Mode
    host: str
    counts_as_meeting: CountsAs
    confidence: str
    sources: str
    note: str
    needed_for: str = ""
    participants: str = ""


@dataclass(frozen=True, slots=True)
class CountClaim:
    """One published claim of how often they met. ``date`` may be a year; ``count_high`` None means no ceiling."""

    date: str
    speaker: str
    count_text: str
    count_low: int
    count_high: int | None
    window_start: dt.date
    window_end: dt.date
    counts_video: str
    source: str
    participants: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A dated public event: summit, election, holiday. City and country may be empty."""

    name: str
    date_start: dt.date
    date_end: dt.date
    city: str
    country: str


@dataclass(frozen=True, slots=True, eq=False)
class Outlet:
    """A publisher or agency; ``kind`` is state media, wire, outlet or think tank."""

    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    kind: str
    state: bool
    country: str
    source: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """From which day until which the record claims to be complete for one pair, and what it leaves out."""

    participants: str
    first: dt.date
    last: dt.date
    note: str = ""


@dataclass(frozen=True, eq=False)
class Reference:
    """Everything that is known beforehand.

    Two are equal only if they are the same object, so that caches need not compare their rows.
    """

    record: tuple[RecordedMeeting, ...] = ()
    count_claims: tuple[CountClaim, ...] = ()
    events: tuple[Event, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    coverage: tuple[Coverage, ...] = ()

    def record_of(self, participants: str) -> tuple[RecordedMeeting, ...]:
        """Return the record's rows about *participants* (sorted names joined by ;), by date."""
        return tuple(meeting for meeting in self.record if meeting.participants in ("", participants))

    def covered(self, participants: str) -> Coverage | None:
        """Return what coverage.csv states for *participants*; where it states nothing, the years of their record.

        Without a statement coverage begins on 1 January of the first row's year and ends with the last row. None: there
        is no record of the two.
        """
        stated = next((row for row in self.coverage if row.participants == participants), None)
        rows = self.record_of(participants)
        if stated or not rows:
            return stated
        last = max(row.date_end for row in rows)
        return Coverage(participants, dt.date(rows[0].date_start.year, 1, 1), last, "no end stated: the last row's day")

    @cached_property
    def outlet_pattern(self) -> tuple[re.Pattern[str], dict[str, str]]:
        """A pattern of all outlets' names and aliases, longest first, and the name that each stands for."""
        names = {alias: outlet.name for outlet in reversed(self.outlets) for alias in (*outlet.aliases, outlet.name)}
        longest = sorted(names, key=lambda name: (-len(name), name))
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)"), names


class Row(dict[str, str]):
    """A row of a reference file, which says where it stands if a value is missing or wrong."""

    def __init__(self, path: Path, line: int, values: dict[str, str]) -> None:
        super().__init__({key: (value or "").strip() for key, value in values.items() if key})
        self.place = f"{path}, row {line}"

    def __missing__(self, key: str) -> str:
        raise RecordError(f"{self.place}: there is no column {key}")

    def day(self, key: str) -> dt.date:
        """Return a day that must be stated."""
        try:
            return dt.date.fromisoformat(self.get(key, ""))
        except ValueError:
            raise RecordError(f"{self.place}: {key} must be an ISO date, not {self.get(key)!r}") from None

    def number(self, key: str) -> int:
        """Return a whole number that must be stated."""
        try:
            return int(self[key])
        except ValueError:
            raise RecordError(f"{self.place}: {key} must be a whole number, not {self[key]!r}") from None

    def parts(self, key: str) -> tuple[str, ...]:
        """Return what a value lists between semicolons."""
        return tuple(part.strip() for part in self[key].split(";") if part.strip())


def _read_rows(path: Path) -> list[Row]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Row(path, line, values) for line, values in enumerate(csv.DictReader(file), start=2)]


def _read_meeting(row: Row) -> RecordedMeeting:
    stated: dict[str, Any] = {field.name: row.get(field.name, "") for field in fields(RecordedMeeting)}
    stated |= {"meeting_id": row["meeting_id"], "date_start": row.day("date_start"), "date_end": row.day("date_end")}
    stated |= {"mode": stated["mode"] or "in-person", "counts_as_meeting": stated["counts_as_meeting"] or "yes"}
    return RecordedMeeting(**stated)


def _read_claim(row: Row) -> CountClaim:
    return CountClaim(
        date=row["date"], speaker=row["speaker_or_outlet"], count_text=row["count_text"],
        count_low=row.number("count_low"), count_high=row.number("count_high") if row["count_high"] else None,
        window_start=row.day("window_start"), window_end=row.day("window_end"),
        counts_video=row.get("counts_video", ""), source=row.get("source", ""), participants=row.get("participants", ""),
    )  # fmt: skip


def _read_outlet(row: Row) -> Outlet:
    aliases, domains, state = row.parts("aliases"), row.parts("domains"), row["state"] == "yes"
    return Outlet(row["name"], aliases, domains, row["kind"], state, row["country"], row["source"])


def read_reference(folder: Path = DEFAULT_REFERENCE) -> Reference:
    """Read the reference data in *folder*: meetings.csv, coverage.csv, count-claims.csv, events.csv, outlets.csv,
    each optional.

    Where *folder* has no events.csv or outlets.csv the project's own are used; a record and its claims never are.
    Raises RecordError when a file breaks its layout.
    """
    if not folder.is_dir():
        raise RecordError(f"there is no folder {folder}: name a folder of reference data, which may be empty")
    record = sorted(map(_read_meeting, _read_rows(folder / "meetings.csv")), key=lambda m: (m.date_start, m.meeting_id))
    own = folder / "events.csv", folder / "outlets.csv"
    events, outlets = (_read_rows(path if path.is_file() else DEFAULT_REFERENCE / path.name) for path in own)
    return Reference(
        record=tuple(record),
        count_claims=tuple(map(_read_claim, _read_rows(folder / "count-claims.csv"))),
        events=tuple(
            Event(row["event"], row.day("date_start"), row.day("date_end"), row["city"], row["country"])
            for row in events
        ),
        outlets=tuple(map(_read_outlet, outlets)),
        coverage=tuple(
            Coverage(row["participants"], row.day("covers_from"), row.day("covers_until"), row.get("note", ""))
            for row in _read_rows(folder / "coverage.csv")
        ),
    )


def name_outlet(words: str | None, reference: Reference) -> str | None:
    """Return the outlet that *words* name ("China's state-run Xinhua News Agency" → Xinhua), else *words* themselves.

    >>> name_outlet("Russia’s state TASS news agency", read_reference())
    'TASS'
    """
    if words is None or not reference.outlets:
        return words
    pattern, names = reference.outlet_pattern
    found = pattern.search(words)
    return names[found.group()] if found else words
