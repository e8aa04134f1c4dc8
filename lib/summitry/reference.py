"""The reference data: the record of meetings, published count claims, dated events, outlets, read from CSV files."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

REPOSITORY = Path(__file__).resolve().parents[2]
DEFAULT_REFERENCE = REPOSITORY / "data" / "reference"

CountsAs = Literal["yes", "disputed", "no"]


class RecordError(ValueError):
    """A reference file cannot be used; the message names the file, the row and the reason."""


@dataclass(frozen=True, slots=True)
class RecordedMeeting:
    """One row of the record. ``participants`` is empty where the record is about one pair alone."""

    meeting_id: str
    date_start: dt.date
    date_end: dt.date
    city: str
    country: str
    occasion: str
    mode: Literal["in-person", "video", "phone"]
    host: str
    counts_as_meeting: CountsAs
    confidence: str
    sources: str
    note: str
    participants: str = ""

    def is_between(self, participants: str) -> bool:
        """Tell whether this row is about *participants* (sorted names joined by ;)."""
        return not self.participants or self.participants == participants


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


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher or agency; ``kind`` is state media, wire, outlet or think tank."""

    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    kind: str
    state: bool
    country: str
    source: str


class Listed(tuple[Any, ...]):
    """Rows of a reference table. Caches are asked for them at every article, so that their hash is kept."""

    @functools.cached_property
    def _hash(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Any, ...]:
        return list_rows, (tuple(self),)  # another process has other hashes


@functools.lru_cache(maxsize=16)
def list_rows(rows: tuple[Any, ...]) -> Listed:
    """Return *rows* as Listed; the same object for the same rows, which spares caches to compare row by row."""
    return Listed(rows)


@dataclass(frozen=True, slots=True)
class Coverage:
    """From which day until which the record claims to be complete for one pair, and what it leaves out."""

    participants: str
    first: dt.date
    last: dt.date
    note: str = ""


@dataclass(frozen=True, eq=False)
class Reference:
    """Everything that is known beforehand. ``covers_until`` is the last day of any pair's record."""

    record: tuple[RecordedMeeting, ...] = ()
    count_claims: tuple[CountClaim, ...] = ()
    events: tuple[Event, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    covers_until: dt.date | None = field(default=None)
    coverage: tuple[Coverage, ...] = ()

    def record_of(self, participants: str) -> tuple[RecordedMeeting, ...]:
        """Return the record's rows about *participants* (sorted names joined by ;), by date."""
        if participants not in self._asked:
            self._asked[participants] = tuple(meeting for meeting in self.record if meeting.is_between(participants))
        return self._asked[participants]

    @functools.cached_property
    def _asked(self) -> dict[str, tuple[RecordedMeeting, ...]]:
        """The rows about those who were asked for."""
        return {}

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


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items() if key} for row in csv.DictReader(file)]


def _day(row: dict[str, str], key: str, path: Path, line: int) -> dt.date:
    try:
        return dt.date.fromisoformat(row[key])
    except (KeyError, ValueError):
        raise RecordError(f"{path}, row {line}: {key} must be an ISO date, not {row.get(key)!r}") from None


def _read_record(path: Path) -> tuple[RecordedMeeting, ...]:
    meetings = [
        RecordedMeeting(
            meeting_id=row["meeting_id"],
            date_start=_day(row, "date_start", path, line),
            date_end=_day(row, "date_end", path, line),
            city=row.get("city", ""),
            country=row.get("country", ""),
            occasion=row.get("occasion", ""),
            mode=cast(Literal["in-person", "video", "phone"], row.get("mode") or "in-person"),
            host=row.get("host", ""),
            counts_as_meeting=cast(CountsAs, row.get("counts_as_meeting") or "yes"),
            confidence=row.get("confidence", ""),
            sources=row.get("sources", ""),
            note=row.get("note", ""),
            participants=row.get("participants", ""),
        )
        for line, row in enumerate(_rows(path), start=2)
    ]
    return tuple(sorted(meetings, key=lambda meeting: (meeting.date_start, meeting.meeting_id)))


def _read_claims(path: Path) -> tuple[CountClaim, ...]:
    return tuple(
        CountClaim(
            date=row["date"],
            speaker=row["speaker_or_outlet"],
            count_text=row["count_text"],
            count_low=int(row["count_low"]),
            count_high=int(row["count_high"]) if row["count_high"] else None,
            window_start=_day(row, "window_start", path, line),
            window_end=_day(row, "window_end", path, line),
            counts_video=row.get("counts_video", ""),
            source=row.get("source", ""),
            participants=row.get("participants", ""),
        )
        for line, row in enumerate(_rows(path), start=2)
    )


def _read_events(path: Path) -> tuple[Event, ...]:
    return tuple(
        Event(
            row["event"],
            _day(row, "date_start", path, line),
            _day(row, "date_end", path, line),
            row["city"],
            row["country"],
        )
        for line, row in enumerate(_rows(path), start=2)
    )


def _read_coverage(path: Path) -> tuple[Coverage, ...]:
    return tuple(
        Coverage(
            row["participants"],
            _day(row, "covers_from", path, line),
            _day(row, "covers_until", path, line),
            row.get("note", ""),
        )
        for line, row in enumerate(_rows(path), start=2)
    )


def _read_outlets(path: Path) -> tuple[Outlet, ...]:
    def parts(value: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in value.split(";") if part.strip())

    return tuple(
        Outlet(
            row["name"],
            parts(row["aliases"]),
            parts(row["domains"]),
            row["kind"],
            row["state"] == "yes",
            row["country"],
            row["source"],
        )
        for row in _rows(path)
    )


def read_reference(folder: Path = DEFAULT_REFERENCE) -> Reference:
    """Read the reference data in *folder*: meetings.csv, coverage.csv, count-claims.csv, events.csv, outlets.csv,
    each optional.

    Where *folder* has no events.csv or outlets.csv the project's own are used; a record and its claims never are.
    Raises RecordError when a file breaks its layout.
    """
    if not folder.is_dir():
        raise RecordError(f"there is no folder {folder}: name a folder of reference data, which may be empty")
    record = _read_record(folder / "meetings.csv")

    def own(name: str) -> Path:
        return folder / name if (folder / name).is_file() else DEFAULT_REFERENCE / name

    return Reference(
        record=list_rows(record),
        count_claims=_read_claims(folder / "count-claims.csv"),
        events=list_rows(_read_events(own("events.csv"))),
        outlets=list_rows(_read_outlets(own("outlets.csv"))),
        covers_until=max((meeting.date_end for meeting in record), default=None),
        coverage=_read_coverage(folder / "coverage.csv"),
    )


@functools.cache
def _outlet_pattern(outlets: tuple[Outlet, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of all outlets' names and aliases, longest first, and the name that each stands for."""
    names = {alias: outlet.name for outlet in reversed(outlets) for alias in (*outlet.aliases, outlet.name)}
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)"), names


def name_outlet(words: str | None, reference: Reference) -> str | None:
    """Return the outlet that *words* name ("China's state-run Xinhua News Agency" → Xinhua), else *words* themselves.

    >>> name_outlet("Russia’s state TASS news agency", read_reference())
    'TASS'
    """
    if words is None or not reference.outlets:
        return words
    pattern, names = _outlet_pattern(reference.outlets)
    found = pattern.search(words)
    return names[found.group()] if found else words
