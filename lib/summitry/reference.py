"""The reference data: the record of meetings, published count claims, dated events, outlets, read from CSV files."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import Field, dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from summitry.schema import Mode

REPOSITORY = Path(__file__).resolve().parents[2]
DEFAULT_REFERENCE = REPOSITORY / "data" / "reference"

CountsAs = Literal["yes", "disputed", "no"]
Kind = TypeVar("Kind")
"""What a file has a row of."""


class RecordError(ValueError):
    """Reference files cannot be used: a sentence for each fault, which names the file, the row and what to write."""


@dataclass(frozen=True, slots=True)
class RecordedMeeting:
    """One row of the record. ``participants`` is empty where the record is about one pair alone; ``needed_for`` is the
    official total that the row is in for ("10 by 2015-05-07"); ``host`` is empty where it is not known."""

    meeting_id: str
    date_start: dt.date
    date_end: dt.date
    city: str = ""
    country: str = ""
    occasion: str = ""
    mode: Mode = "in-person"
    host: str = ""
    counts_as_meeting: CountsAs = "yes"
    confidence: str = ""
    sources: str = ""
    note: str = ""
    needed_for: str = ""
    participants: str = ""


@dataclass(frozen=True, slots=True)
class CountClaim:
    """One published claim of how often they met. ``date`` may be a year; ``count_high`` None means no ceiling."""

    date: str
    speaker: str = field(metadata={"column": "speaker_or_outlet"})
    count_text: str
    count_low: int
    count_high: int | None
    window_start: dt.date
    window_end: dt.date
    counts_video: str = ""
    source: str = ""
    participants: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A dated public event: summit, election, holiday. City and country may be empty."""

    name: str = field(metadata={"column": "event"})
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
    first: dt.date = field(metadata={"column": "covers_from"})
    last: dt.date = field(metadata={"column": "covers_until"})
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
    """A row of a reference file, which says where it stands if a cell is missing or wrong; ``roster`` knows the people."""

    def __init__(self, path: Path, line: int, values: dict[str, str], roster: Any) -> None:
        super().__init__({key.strip(): (value or "").strip() for key, value in values.items() if key})
        self.path, self.line, self.roster = path, line, roster

    def fault(self, column: str, wanted: str) -> RecordError:
        if column not in self:
            return RecordError(f"{self.path}: there is no column {column}; there are {', '.join(self)}")
        return RecordError(f"{self.path}, row {self.line}: {column} must be {wanted}, not {self[column]!r}")

    def read(self, cell: Field[Any]) -> Any:
        """Return a cell as its field's type has it; an empty or missing one by the field's default, if it has one."""
        column, kind = cell.metadata.get("column", cell.name), str(cell.type)
        if column == "participants":
            return self.people()
        if not self.get(column) and (column in self or isinstance(cell.default, str)):
            empty = {"int | None": None, "str": "", "tuple[str, ...]": (), "bool": False}
            if kind in empty or isinstance(cell.default, str):
                return cell.default if isinstance(cell.default, str) else empty[kind]
        convert, wanted = READERS[kind]
        try:
            return convert(self[column])
        except (KeyError, ValueError):
            raise self.fault(column, wanted) from None

    def people(self) -> str:
        """Return the participants by their names in the roster, sorted and joined by ;."""
        found = (
            {name: self.roster.find_alias(name) for name in _parts(self.get("participants", ""))} if self.roster else {}
        )
        for name in (name for name, person in found.items() if person is None):
            raise self.fault("participants", f"people of the roster ({self.roster.suggest(name)})")
        return ";".join(
            sorted(person.name for person in found.values()) or sorted(_parts(self.get("participants", "")))
        )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _one_of(words: tuple[str, ...]) -> tuple[Callable[[str], str], str]:
    return lambda cell: words[words.index(cell)], f"{', '.join(words[:-1])} or {words[-1]}"


READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "str": (str, "text"),
    "dt.date": (dt.date.fromisoformat, "an ISO date such as 2019-06-05"),
    **dict.fromkeys(("int", "int | None"), (int, "a whole number")),
    "tuple[str, ...]": (_parts, "text"),
    "bool": (("no", "yes").index, "yes or no"),
    "Mode": _one_of(get_args(Mode)),
    "CountsAs": _one_of(get_args(CountsAs)),
}
"""How a cell is read by the type of its field, and what must stand in it."""


def _read_rows(path: Path, kind: type[Kind], roster: Any, faults: list[str]) -> tuple[Kind, ...]:
    """Return the rows of a file, commas, semicolons or tabs between its columns; what is wrong is added to *faults*."""
    text = path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else []
    delimiter = max(",;\t", key=text[0].count) if text else ","
    found = []
    for line, values in enumerate(csv.DictReader(text, delimiter=delimiter), start=2):
        row = Row(path, line, values, roster)
        _derive(row)
        cells: dict[str, Any] = {}
        for cell in fields(kind):  # type: ignore[arg-type]
            try:
                cells[cell.name] = row.read(cell)
            except RecordError as fault:
                faults.append(str(fault))
        first, last = cells.get("date_start"), cells.get("date_end")
        if first and last and last < first:
            faults.append(str(row.fault("date_end", f"{first} or later")))
        if len(cells) == len(fields(kind)):  # type: ignore[arg-type]
            found.append(kind(**cells))
    return tuple(found)


def _derive(row: Row) -> None:
    """Fill in what a row of meetings.csv may leave open: its last day, its id, and as host whose country it is."""
    if row.path.name == "meetings.csv" and "date_start" in row:
        row["date_end"] = row.get("date_end") or row["date_start"]
        place = row.get("city") or row.get("mode") or "meeting"
        row["meeting_id"] = row.get("meeting_id") or f"{row['date_start']}-{place.lower().replace(' ', '-')}"
        people = [row.roster.find_alias(name) for name in _parts(row.get("participants", ""))] if row.roster else []
        if row.get("country") and not row.get("host"):
            row["host"] = next((p.name for p in people if p and p.country == row["country"]), "")


def read_reference(folder: Path = DEFAULT_REFERENCE, roster: Any = None) -> Reference:
    """Read the reference data in *folder*: meetings.csv, coverage.csv, count-claims.csv, events.csv, outlets.csv,
    each optional.

    Where *folder* has no events.csv or outlets.csv the project's own are used; a record and its claims never are. With a
    *roster* (summitry.people.Roster) participants may be written by any alias. Raises RecordError, with a line for each
    fault, when a file breaks its layout or the folder has none of these files, but others.
    """
    if not folder.is_dir():
        raise RecordError(f"there is no folder {folder}: name a folder of reference data, which may be empty")
    faults: list[str] = []
    kinds = {
        "meetings": RecordedMeeting,
        "count-claims": CountClaim,
        "events": Event,
        "outlets": Outlet,
        "coverage": Coverage,
    }
    others = sorted(
        path.name for path in folder.glob("*.csv") if path.stem not in (*kinds, "people", "meeting-sources")
    )
    if others and not any((folder / f"{name}.csv").is_file() for name in kinds):
        faults.append(f"{folder} holds {', '.join(others)}, but a record is read from meetings.csv: rename the file")
    own = {name: folder / f"{name}.csv" for name in kinds}
    for name in ("events", "outlets"):
        own[name] = own[name] if own[name].is_file() else DEFAULT_REFERENCE / f"{name}.csv"
    tables: dict[str, Any] = {name: _read_rows(own[name], kind, roster, faults) for name, kind in kinds.items()}
    if faults:
        raise RecordError("\n".join(dict.fromkeys(faults)))
    record = sorted(tables["meetings"], key=lambda meeting: (meeting.date_start, meeting.meeting_id))
    return Reference(tuple(record), *(tables[name] for name in [*kinds][1:]))


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
