"""The reference data: the record of meetings, published count claims, dated events, outlets, read from CSV files."""

import csv
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from summitry.schema import Mode

REPOSITORY = Path(__file__).resolve().parents[2]
DEFAULT_REFERENCE = REPOSITORY / "data" / "reference"

CountsAs = Literal["yes", "disputed", "no"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CountClaim:
    """One published claim of how often they met. ``date`` may be a year; ``count_high`` None means no ceiling."""

    date: str
    speaker: str = field(metadata={"column": "speaker_or_outlet"})
    count_text: str
    count_low: int
    count_high: int | None = None
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
    city: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Outlet:
    """A publisher or agency; ``kind`` is state media, wire, outlet or think tank."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    kind: str = ""
    state: bool = False
    country: str = ""
    source: str = ""


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
    """A row of a reference file, which says where it stands if a cell is missing or wrong; *roster* knows the people."""

    def __init__(self, path: Path, line: int, values: dict[str, str], roster: Any) -> None:
        super().__init__({key.strip(): (value or "").strip() for key, value in values.items() if key})
        self.path, self.line, self.roster = path, line, roster

    def fault(self, column: str, wanted: str) -> RecordError:
        if column not in self:
            return RecordError(f"{self.path}: there is no column {column}; there are {', '.join(self)}")
        return RecordError(f"{self.path}, row {self.line}: {column} must be {wanted}, not {self[column]!r}")

    def read(self, cell: Field[Any]) -> Any:
        """Return a cell as its field's type has it, or the field's default where it is empty or missing."""
        column = cell.metadata.get("column", cell.name)
        if not self.get(column) and cell.default is not MISSING:
            return cell.default
        if column == "participants":
            return ";".join(sorted(self.people()))
        convert, wanted = READERS[cell.type]
        try:
            return convert(self[column])
        except (KeyError, ValueError):
            raise self.fault(column, wanted) from None

    def people(self) -> dict[str, str]:
        """Return the participants, by their names in the roster where there is one, with their countries. The project's own
        record may have others than a roster of the user's own."""
        names, ours = LISTED.findall(self.get("participants", "")), self.path.resolve().parent == DEFAULT_REFERENCE
        found = {name: self.roster.find_alias(name) if self.roster else None for name in names}
        for name in (name for name, person in found.items() if self.roster and person is None and not ours):
            raise self.fault("participants", f"people of the roster, such as {self.roster.suggest(name)}")
        return dict((person.name, person.country) if person else (name, "") for name, person in found.items())

    def derive(self) -> None:
        """Fill in what a row of meetings.csv may leave open: its last day, its id, and the host by the country."""
        self["date_end"] = self.get("date_end") or self.get("date_start", "")
        named = f"{self.get('date_start')} {self.get('city') or self.get('mode') or 'meeting'}"
        self["meeting_id"] = self.get("meeting_id") or named.lower().replace(" ", "-")
        if self.get("country") and not self.get("host"):
            self["host"] = next((name for name, home in self.people().items() if home == self["country"]), "")


LISTED = re.compile(r"[^;\s](?:[^;]*[^;\s])?")  # what a cell lists between semicolons
READERS: dict[Any, tuple[Callable[[str], Any], str]] = {  # by a field's type: how a cell is read, what it must be
    dt.date: (dt.date.fromisoformat, "an ISO date such as 2019-06-05"),
    **dict.fromkeys((int, int | None), (int, "a whole number")),
    str: (str, "text"),
    tuple[str, ...]: (lambda cell: tuple(LISTED.findall(cell)), "a list"),
    bool: ({"yes": True, "no": False}.__getitem__, "yes or no"),
    Mode: ({word: word for word in get_args(Mode)}.__getitem__, "in-person, video or phone"),
    CountsAs: ({word: word for word in get_args(CountsAs)}.__getitem__, "yes, disputed or no"),
}
KINDS: dict[str, type] = {"meetings": RecordedMeeting, "count-claims": CountClaim, "events": Event}
KINDS |= {"outlets": Outlet, "coverage": Coverage}


def _read_rows(path: Path, kind: type[Any], roster: Any, faults: list[str]) -> tuple[Any, ...]:
    """Return the rows of a file, commas, semicolons or tabs between its columns; what is wrong is added to *faults*."""
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=max(",;\t", key=text.partition("\n")[0].count))
    found = []
    for row in (Row(path, line, values, roster) for line, values in enumerate(rows, start=2)):
        cells: dict[str, Any] = {}
        try:
            if kind is RecordedMeeting:
                row.derive()
            cells |= {cell.name: row.read(cell) for cell in fields(kind)}
            found.append(kind(**cells))
        except RecordError as fault:
            faults.append(str(fault))
        if cells.get("date_end") and cells["date_end"] < cells["date_start"]:
            faults.append(str(row.fault("date_end", f"{cells['date_start']} or later")))
    return tuple(found)


def read_reference(folder: Path = DEFAULT_REFERENCE, roster: Any = None) -> Reference:
    """Read the reference data in *folder*: meetings.csv, coverage.csv, count-claims.csv, events.csv, outlets.csv,
    each optional.

    Where *folder* has no events.csv or outlets.csv the project's own are used; a record and its claims never are. With a
    *roster* participants may be written by any alias. Raises RecordError, with a line for each fault.
    """
    if not folder.is_dir():
        raise RecordError(f"there is no folder {folder}: name a folder of reference data, which may be empty")
    faults = list[str]()
    stems = {path.stem for path in folder.glob("*.csv")}
    if stems - {"people", "meeting-sources"} and not stems & KINDS.keys():
        named = ", ".join(f"{stem}.csv" for stem in sorted(stems))
        faults.append(f"{folder} holds {named}, but a record is read from meetings.csv: rename the file")
    own = {name: folder / f"{name}.csv" for name in KINDS}
    own |= {name: DEFAULT_REFERENCE / f"{name}.csv" for name in ("events", "outlets") if not own[name].is_file()}
    tables: dict[str, Any] = {name: _read_rows(own[name], kind, roster, faults) for name, kind in KINDS.items()}
    if faults:
        raise RecordError("\n".join(dict.fromkeys(faults)))
    record = sorted(tables.pop("meetings"), key=lambda meeting: (meeting.date_start, meeting.meeting_id))
    return Reference(tuple(record), *tables.values())


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
