"""A study: the parameters of a run, checked, and the part of the corpus that they select."""

from __future__ import annotations

import ast
import contextlib
import datetime as dt
import difflib
import io
import tokenize
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from summitry import __version__, corpus, people
from summitry.articles.files import exists, has_glob, is_address
from summitry.corpus import Corpus
from summitry.display import make_table, show_tables
from summitry.meetings.merging import merge_meetings
from summitry.people import Roster
from summitry.reference import DEFAULT_REFERENCE, REPOSITORY, Reference, read_reference
from summitry.schema import TABLES, columns

MANY = 3_000
"""Of more articles than this, tables are read column by column and not held, and what takes each article's words, or each
quotation's place, is done on so many drawn by chance (Study.drawn)."""
MOST_UNKNOWN = 10


class ParameterError(ValueError):
    """A parameter of a run is wrong; the message is one sentence that says what to write instead."""

    def _render_traceback_(self) -> list[str]:
        """Show the sentence alone in a notebook, without a traceback."""
        return [f"Parameter error: {self}"]


def _read_list(words: str) -> Any:
    return ast.literal_eval(words) if words[:1] == "[" else [part.strip() for part in words.split(",") if part.strip()]


READERS: dict[type, Callable[[str], Any]] = {list: _read_list, int: int, float: float}
READERS[bool] = lambda words: {"true": True, "false": False}[words.lower()]
"""How a value of each type is read from words, which a text needs not."""
KINDS = {str: "a text", list: "a list of texts", int: "a whole number", float: "a number", bool: "True or False"}


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, its default, whose type is that of every value, and what it is, in the reader's words."""

    name: str
    default: Any
    meaning: str
    example: str = ""

    def read(self, words: Any) -> Any:
        """Return the value that *words* from a command line state, a list being written as in Python or with commas.

        What is no text, or cannot be read, is returned as it is, for ``check`` to refuse.

        >>> PARAMETERS["pair"].read("Kim Jong-un, Donald Trump"), PARAMETERS["seed"].read("7")
        (['Kim Jong-un', 'Donald Trump'], 7)
        """
        try:
            return READERS[type(self.default)](words.strip()) if isinstance(words, str) else words
        except (KeyError, SyntaxError, ValueError):
            return words

    def check(self, value: Any) -> None:
        """Raise ParameterError unless *value* is of the parameter's type."""
        kind = type(self.default)
        right = isinstance(value, (int, float) if kind is float else kind) and isinstance(value, bool) == (kind is bool)
        if not right or (kind is list and not all(isinstance(item, str) for item in value)):
            example = self.example or repr(self.default).replace("'", '"')
            wanted = KINDS.get(kind, kind.__name__)
            raise ParameterError(f"{self.name} must be {wanted} such as {example}, not {value!r:.100}")


_PARAMETERS = (
    Parameter("articles", "data/articles", "folder, file or glob of articles"),
    Parameter("pair", ["Xi Jinping", "Vladimir Putin"], "two names as in data/reference/people.csv"),
    Parameter("since", "", 'first day, ISO date; "" means no limit', '"2022-01-01"'),
    Parameter("until", "", 'last day, ISO date; "" means no limit', '"2024-12-31"'),
    Parameter("outlets", [], "only these outlets; [] means all", '["Reuters", "TASS"]'),
    Parameter("reference", "data/reference", "folder of the record and other reference data"),
    Parameter(
        "roster", "", 'CSV of people; "" means people.csv in the reference folder', '"data/reference/people.csv"'
    ),
    Parameter("seed", 2013, "seed of everything that is drawn by chance"),
    Parameter("tables", "", 'folder of tables parsed before; "" means parse the articles now', '"out"'),
    Parameter("scorer", "diplomatic", "how sentiment is scored: diplomatic, vader or adjectives"),
    Parameter("labels", "", 'CSV of hand labels (quote_id, label) that override scores; "" means none', '"labels.csv"'),
    Parameter("gold", "data/gold", "folder of the annotation to measure against"),
)
PARAMETERS = {parameter.name: parameter for parameter in _PARAMETERS}
"""Every parameter that a notebook of ours may have."""
EMPTY = {"since": "no limit", "until": "no limit", "outlets": "all", "roster": "people.csv of the reference folder"}
"""What a parameter without a value means."""


def read_cell(source: str) -> list[Parameter]:
    """Return the parameters that a notebook's cell declares: each assignment of a literal, with its line's comment.

    >>> read_cell('seed: int = 7  # of chance')
    [Parameter(name='seed', default=7, meaning='of chance', example='')]
    """
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {t.start[0]: t.string.lstrip("# ").rstrip() for t in tokens if t.type == tokenize.COMMENT}
    return [
        Parameter(name, value, comments.get(last, ""))
        for line in ast.parse(source).body
        for name, value, last in _read_assignment(line)
    ]


def _read_assignment(line: ast.stmt) -> list[tuple[str, Any, int]]:
    """Return the names that a line of a cell assigns a literal to, each with the value and the line's last number."""
    if not isinstance(line, ast.Assign | ast.AnnAssign) or line.value is None:
        return []
    try:
        value = ast.literal_eval(line.value)
    except ValueError:
        return []
    targets = line.targets if isinstance(line, ast.Assign) else [line.target]
    return [(target.id, value, line.end_lineno or line.lineno) for target in targets if isinstance(target, ast.Name)]


def check_names(names: Iterable[str], known: Iterable[str] = PARAMETERS) -> None:
    """Raise ParameterError for the first of *names* that is not *known*."""
    known = list(known)
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            meant = f"did you mean {close[0]!r}? — " if close else ""
            raise ParameterError(f"there is no parameter {name!r}; {meant}the parameters are {', '.join(known)}")


def open_study(namespace: Mapping[str, Any]) -> Study:
    """Check the parameters in a notebook's *namespace* (``globals()``) and open the study they describe.

    >>> articles, pair, since = "data/articles", ["Xi Jinping", "Vladimir Putin"], "2019-01-01"    # doctest: +SKIP
    >>> run = open_study(globals())                                                                # doctest: +SKIP
    >>> run.corpus, run.selected, run.pair_meetings                                                # doctest: +SKIP

    Raises ParameterError, one sentence, for a name that is no parameter (where papermill would warn, and go on), a value
    of the wrong type, a person not in the roster, a window that ends before it starts, or a folder that is not there.
    """
    check_names(_assigned_names(namespace.get("In", [])))
    return Study(check_parameters({name: namespace[name] for name in PARAMETERS if name in namespace}))


def _assigned_names(cells: list[str]) -> list[str]:
    """Return the names assigned by the cells right before the present one that do nothing but assign literals: the
    notebook's parameters, and papermill's."""
    names: list[str] = []
    for source in reversed(cells[:-1]):
        try:
            body = ast.parse(source).body
        except SyntaxError:
            break
        assigned = [[name for name, *_ in _read_assignment(line)] for line in body]
        if not assigned or not all(assigned):
            break
        names = [name for found in assigned for name in found] + names
    return names


def check_parameters(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return *given* completed with defaults. Raises ParameterError as open_study does."""
    check_names(given)
    values = {name: given.get(name, parameter.default) for name, parameter in PARAMETERS.items()}
    for name, value in values.items():
        PARAMETERS[name].check(value)
    if values["seed"] < 0:
        raise ParameterError(f"seed must be 0 or more, not {values['seed']}")
    since, until = (_read_day(name, values[name]) for name in ("since", "until"))
    if since and until and until < since:
        raise ParameterError(f"the window ends ({until}) before it starts ({since}): swap since and until")
    for name in ("articles", "reference", "roster", "labels", "tables"):
        if values[name] and not (exists(values[name]) or find_path(values[name]).exists()):
            where = f"(seen from {Path.cwd().name}/)"
            raise ParameterError(f"{name} is {values[name]!r}, but there is no such file or folder {where}")
    roster, pair = people.read_roster(roster_path(values)), []
    for name in values["pair"]:
        if (person := roster.find_alias(name)) is None:
            add = "or add a row (a name is enough) to a copy of people.csv and hand it over as roster"
            raise ParameterError(f"{name!r} is not in the roster; write a name such as {roster.suggest(name)}, {add}")
        pair.append(person.name)
    if len(set(pair)) != 2 or len(pair) != 2:
        example = '["Xi Jinping", "Vladimir Putin"]'
        raise ParameterError(f"pair must be two different names, such as {example}, not {values['pair']!r}")
    return values | {"pair": pair}


def _read_day(name: str, value: str) -> str:
    with contextlib.suppress(ValueError):
        if not value or dt.date.fromisoformat(value).isoformat() == value:  # 20190601 would be compared as text
            return value
    raise ParameterError(f'{name} must be an ISO date such as {PARAMETERS[name].example} or "", not {value!r:.100}')


def find_path(value: str) -> Path:
    """Return *value* as a path: seen from here, or else from the top of the repository."""
    path = Path(value).expanduser()
    return path if path.is_absolute() or path.exists() else REPOSITORY / path


def find_articles(value: str) -> str | Path:
    """Return what the parameter *articles* names: a glob or an address as it is, else what find_path finds."""
    return value if has_glob(value) or is_address(value) else find_path(value)


def roster_path(values: Mapping[str, Any]) -> Path:
    """Return the roster's file: the one given, or people.csv of the reference folder, or the project's own."""
    if values["roster"]:
        return find_path(values["roster"])
    beside = find_path(values["reference"]) / "people.csv"
    return beside if beside.is_file() else DEFAULT_REFERENCE / "people.csv"


class Study:
    """The corpus that the parameters name, and the part of it that they select.

    ``run.quotes``, ``run.meetings`` … are the tables of the selected articles: those that mention both leaders, lie in the
    window (by publication date or its interval), come from the wanted outlets, and repeat no other article.
    """

    drawn_from = ""
    """What to say behind a number of articles: of how many they were drawn by chance, or nothing."""

    def __init__(self, parameters: dict[str, Any], read: Corpus | None = None) -> None:
        """Open the study that checked *parameters* describe, of the corpus *read* where its articles were read before."""
        if read is not None:
            self.corpus = read
        self.parameters = parameters
        self._frames: dict[str, pd.DataFrame] = {}
        self.pair: tuple[str, str] = tuple(parameters["pair"])
        self.participants = ";".join(sorted(self.pair))
        self.since, self.until, self.seed = parameters["since"], parameters["until"], parameters["seed"]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(f"a study has no table or property {name!r}")
        if name not in self._frames:
            of_articles = "article_id" in {column.name for column in columns(name)}
            if of_articles and self.is_large:
                frame = self.corpus.read(name, articles=self.selected)
            else:
                frame = getattr(self.corpus, name)
                frame = frame[frame.article_id.isin(self.selected)].reset_index(drop=True) if of_articles else frame
            if self.is_large:  # beside the articles, to which every row belongs, one table at a time
                self._frames = {key: table for key, table in self._frames.items() if key == "articles"}
            self._frames[name] = make_table(name, frame)
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def _repr_html_(self) -> str:
        facts = {"window": f"{self.since or 'no first day'} to {self.until or 'no last day'}"}
        facts["selected"] = f"{len(self.selected)} of {len(self.corpus.articles)} articles"
        facts |= {f"left out: {reason}": str(len(names)) for reason, names in self.exclusions.items() if names}
        return show_tables(f"Study of {' and '.join(self.pair)}", facts, {n: getattr(self, n) for n in TABLES}, "run")

    @cached_property
    def reference(self) -> Reference:
        return read_reference(find_path(self.parameters["reference"]), self.roster)

    @cached_property
    def roster(self) -> Roster:
        return people.read_roster(roster_path(self.parameters))

    @cached_property
    def corpus(self) -> Corpus:
        articles = self.parameters["articles"]
        if self.parameters["tables"]:
            return corpus.load(find_path(self.parameters["tables"]), find_articles(articles))
        roster, reference = roster_path(self.parameters), find_path(self.parameters["reference"])
        return corpus.parse(find_articles(articles), roster=roster, reference=reference, seed=self.seed)

    @cached_property
    def is_large(self) -> bool:
        """Whether there are so many articles that no table is held whole."""
        return self.corpus.count("articles") > MANY

    @cached_property
    def drawn(self) -> Study:
        """This study, or where it has many articles, one of so many of them drawn by chance."""
        if len(self.selected) <= MANY:
            return self
        study = Study(self.parameters, self.corpus)
        study.exclusions, study.selected = self.exclusions, set(corpus.draw_articles(self.selected, self.seed, MANY))
        study.drawn_from = f", drawn by chance from {len(self.selected):,}"
        return study

    def read(self, table: str, *columns: str) -> pd.DataFrame:
        """Return the named *columns* of a table's selected rows: of a large corpus these alone are read, and not kept."""
        if self.is_large and table not in self._frames:
            return self.corpus.read(table, *columns, articles=self.selected)
        return pd.DataFrame(getattr(self, table)[list(columns)])

    @cached_property
    def exclusions(self) -> dict[str, set[str]]:
        """The article_ids that are left out, by reason; an article counts under the first reason that applies."""
        days = ["published", "published_low", "published_high"]
        rows = self.corpus.read("articles", "article_id", "duplicate_of", "outlet", *days)
        rows = rows.replace(dict.fromkeys(days, ""), None)
        low, high = (rows.published.fillna(rows[bound]) for bound in days[1:])
        mentions = self.corpus.read("mentions", "article_id", "person")
        mentioning = (set(mentions.article_id[mentions.person == name]) for name in self.pair)
        outlets, undated = self.parameters["outlets"], rows[days].isna().all(axis=1)
        reasons = {
            "repeats another article": rows.duplicate_of.notna(),
            "does not mention both leaders": ~rows.article_id.isin(set.intersection(*mentioning)),
            "comes from an outlet that was not asked for": ~rows.outlet.isin(outlets) & bool(outlets),
            "has no date that would place it in the window or outside": undated & bool(self.since or self.until),
            "lies outside the window": (high.fillna("9999") < self.since) | (low.fillna("") > (self.until or "9999")),
        }
        left_out: dict[str, set[str]] = {}
        remain = rows.article_id.notna()
        for reason, applies in reasons.items():
            left_out[reason] = set(rows.article_id[remain & applies])
            remain &= ~applies
        return left_out

    @cached_property
    def selected(self) -> set[str]:
        """The article_ids that the parameters select."""
        return set(self.corpus.read("articles", "article_id").article_id) - set().union(*self.exclusions.values())

    @cached_property
    def pair_meetings(self) -> pd.DataFrame:
        """The selected reports of meetings between the two leaders that fall in the window (or have no date)."""
        between = [set(self.pair) <= set(names.split(";")) for names in self.meetings.participants]
        reports = self.meetings[np.array(between, dtype=bool)]
        low, high = reports.date.fillna(""), reports.date_high.fillna(reports.date).fillna("9999")
        inside = (high >= self.since) & ((low <= self.until) | (not self.until))
        return reports[inside].reset_index(drop=True)

    @cached_property
    def events(self) -> pd.DataFrame:
        """The reports of ``pair_meetings`` merged into events, by date: the columns of merge_meetings, and meeting_id (the
        record's, null for a candidate)."""
        events = merge_meetings(self.pair_meetings, self.articles, self.reference)
        return events.assign(meeting_id=events.event_id.where(events.in_record))

    @cached_property
    def outlet_of(self) -> dict[str, str]:
        """The outlet of each selected article, by article_id; one whose outlet could not be told stands for itself
        ("unknown: article_id"), unless there are more than MOST_UNKNOWN."""
        named = self.articles.set_index("article_id").outlet
        unknown = named.index[named.isna()]
        fallback = {name: "outlet unknown" if len(unknown) > MOST_UNKNOWN else f"unknown: {name}" for name in unknown}
        return {**named.dropna().to_dict(), **fallback}

    def provenance(self) -> pd.DataFrame:
        """Return what a reader needs to repeat this run: parameters, digests, versions (columns: what, value)."""
        shown = {name: value for name, value in self.parameters.items() if name != "tables"}
        facts = {name: ", ".join(value) if isinstance(value, list) else str(value) for name, value in shown.items()}
        facts |= {"input digest": self.corpus.digest[:16], "articles read": str(self.corpus.count("articles"))}
        facts |= {"articles selected": f"{len(self.selected)}{self.drawn_from}", "summitry": __version__}
        rows = [(name, value or f"({EMPTY.get(name, 'none')})") for name, value in facts.items()]
        return pd.DataFrame(rows, columns=["what", "value"])
