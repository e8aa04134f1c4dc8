"""The counting behind an evaluation: hits, misses and false alarms by article, and what each score rests on."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from summitry.evaluation import matching
from summitry.evaluation.matching import Row, Rule, given
from summitry.statistics import Interval, bootstrap_f1, bootstrap_mean, cohen_kappa

ARTICLE_COLUMNS = ("title", "byline", "outlet", "agency", "published", "machine_translated", "duplicate_of")
NEUTRAL_BELOW = 0.05
"""Compound scores nearer to 0 than this are neutral, as VADER's authors advise."""
CLOSE = 2
"""Days by which a publication date may miss and still be close: an undated report rarely says which morning it ran."""
BLANK = 4
"""Characters in no zone of the tool's that are passed over: the blank lines between two of its zones."""


@dataclass
class Scorecard:
    """What an evaluation has gathered so far: rows of scores, rows of errors, and paired rows by table."""

    articles: list[str]
    seed: int
    scores: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    matches: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table: str, measure: str, interval: Interval) -> None:
        found = {"value": interval.mean, "low": interval.low, "high": interval.high, "n": interval.n}
        self.scores.append({"table": table, "measure": measure, **found, "articles": interval.n_clusters})

    def add_share(self, table: str, measure: str, hits: Sequence[bool], clusters: Sequence[str]) -> None:
        self.add(table, measure, bootstrap_mean([float(hit) for hit in hits], clusters, self.seed))

    def add_f1(self, table: str, measure: str, counts: Mapping[str, tuple[int, int, int]]) -> None:
        """Add F1 from (hits, false alarms, misses) by article; articles in which there was nothing say nothing."""
        telling = [triple for triple in counts.values() if any(triple)] or [(0, 0, 0)]
        hits, spurious, missed = zip(*telling, strict=True)
        interval = bootstrap_f1(hits, spurious, missed, self.seed)
        self.add(table, measure, replace(interval, n=sum(hits) + sum(spurious) + sum(missed)))

    def add_error(
        self, table: str, error: str, row: Row, column: str = "", gold: Any = None, found: Any = None
    ) -> None:
        place = {key: row.get(key) for key in ("article_id", "start", "end", "text", "confidence")}
        self.errors.append({"table": table, "error": error, "column": column, **place, "gold": gold, "found": found})

    # --- tables of spans

    def score_rows(self, name: str, rule: Rule, gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
        """Pair the rows of every article and score what is paired and what is not."""
        judged = _judged(gold, rule.columns)
        sides = by_article(gold), by_article(found)
        outcomes = [
            self._pair_article(name, rule, article, *(side.get(article, []) for side in sides))
            for article in self.articles
        ]
        pairs = [pair for outcome in outcomes for pair in outcome.pairs]
        self.matches[name] = [_side_by_side(g, f, judged) for g, f in pairs]
        self._add_measures(name, outcomes)
        for column in judged:
            told = [(g, f) for g, f in pairs if given(g.get(column)) or given(f.get(column))]
            hits = [matching.right(column, g, f) for g, f in told]
            self.add_share(name, f"{column} right", hits, [g["article_id"] for g, _ in told])
            for hit, (g, f) in zip(hits, told, strict=True):
                if not hit:
                    self.add_error(name, "wrong", {**f, "text": g.get("text")}, column, g.get(column), f.get(column))
        if rule.decides in judged:
            kept = [outcome.demanding(rule.decides) for outcome in outcomes]
            self._add_measures(name, kept, f" with {rule.decides}")

    def _pair_article(
        self, name: str, rule: Rule, article: str, gold: list[dict[str, Any]], found: list[dict[str, Any]]
    ) -> Outcome:
        expected, ours = (_countable(rows, rule, name) for rows in (gold, found))
        if name == "meetings":
            pairs_judged = {g.get("participants") for g in gold}
            ours = [f for f in ours if not f.get("participants") or f["participants"] in pairs_judged]
        paired = matching.pair(expected, ours, rule.affinity)
        missed = [g for i, g in enumerate(expected) if i not in {i for i, _ in paired}]
        spurious = [f for j, f in enumerate(ours) if j not in {j for _, j in paired} and _claims(f, rule)]
        for row in missed:
            self.add_error(name, "missed", row, gold=row.get(rule.decides) or row.get("frame"))
        for row in spurious:
            self.add_error(name, "spurious", row, found=row.get(rule.decides) or row.get("frame"))
        return Outcome(article, [(expected[i], ours[j]) for i, j in paired], len(missed), len(spurious))

    def _add_measures(self, name: str, outcomes: Sequence[Outcome], suffix: str = "") -> None:
        found = [(hit, o.article) for o in outcomes for hit in [True] * len(o.pairs) + [False] * o.spurious]
        expected = [(hit, o.article) for o in outcomes for hit in [True] * len(o.pairs) + [False] * o.missed]
        for measure, values in (("precision", found), ("recall", expected)):
            self.add_share(name, measure + suffix, [hit for hit, _ in values], [article for _, article in values])
        self.add_f1(name, "f1" + suffix, {o.article: (len(o.pairs), o.spurious, o.missed) for o in outcomes})

    # --- zones, articles, sentiment

    def score_zones(self, gold: list[dict[str, Any]] | None, found: list[dict[str, Any]] | None) -> None:
        """Score zones by characters: the share put in the right zone, and F1 of every zone."""
        if gold is None or found is None:
            return
        sides = by_article(gold), by_article(found)
        tallies = {article: _compare_zones(*(side.get(article, []) for side in sides)) for article in self.articles}
        wrong = {article: sum(tally.wrong.values()) for article, tally in tallies.items()}
        self.add_f1("zones", "accuracy", {a: (sum(t.right.values()), wrong[a], wrong[a]) for a, t in tallies.items()})
        for zone in sorted({row["zone"] for row in gold}):
            counts = {
                article: (
                    tally.right.get(zone, 0),
                    sum(n for (_, found_zone), n in tally.wrong.items() if found_zone == zone),
                    sum(n for (gold_zone, _), n in tally.wrong.items() if gold_zone == zone),
                )
                for article, tally in tallies.items()
            }
            self.add_f1("zones", f"f1 of {zone}", counts)
        for article, tally in tallies.items():
            for start, end, true_zone, found_zone in tally.runs:
                row = {"article_id": article, "start": start, "end": end}
                self.add_error("zones", "wrong", row, "zone", true_zone, found_zone)

    def score_articles(self, gold: list[dict[str, Any]] | None, found: list[dict[str, Any]] | None) -> None:
        """Score the columns of articles, and publication dates as right, wrong or withheld."""
        if gold is None or found is None:
            return
        ours = {row["article_id"]: row for row in found}
        pairs = [(g, ours[g["article_id"]]) for g in gold if g["article_id"] in ours]
        self.matches["articles"] = [_side_by_side(g, f, ARTICLE_COLUMNS) for g, f in pairs]
        for column in _judged(gold, ARTICLE_COLUMNS):
            told = [(g, f) for g, f in pairs if given(g[column]) or given(f.get(column))]
            hits = [matching.right(column, g, f) for g, f in told]
            self.add_share("articles", f"{column} right", hits, [g["article_id"] for g, _ in told])
            for hit, (g, f) in zip(hits, told, strict=True):
                if not hit:
                    self.add_error("articles", "wrong", g, column, g[column], f.get(column))
        self._score_published([(g, f) for g, f in pairs if given(g.get("published"))])

    def _score_published(self, pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
        """Score dates that the tool had to find itself: those that a manifest gave are no test of it."""
        own = [(g, f) for g, f in pairs if f.get("published_basis") != "manifest"]
        clusters = [g["article_id"] for g, _ in own]
        verdicts = [
            "withheld" if not given(f.get("published")) else "right" if matching.right("published", g, f) else "wrong"
            for g, f in own
        ]
        for verdict in ("right", "wrong", "withheld"):
            self.add_share("articles", f"dated {verdict}, not given", [v == verdict for v in verdicts], clusters)
        near = [_days_apart(g["published"], f.get("published")) <= CLOSE for g, f in own]
        self.add_share("articles", f"dated within {CLOSE} days, not given", near, clusters)
        within = [_in_bounds(str(g["published"]), f) for g, f in own]
        self.add_share("articles", "within the stated bounds, not given", within, clusters)

    def score_sentiment(self, gold: list[dict[str, Any]] | None, found: list[dict[str, Any]] | None) -> None:
        """Score the sentiment of quotations that were found, in three classes, beside the commonest class."""
        if gold is None or found is None:
            return
        scored = [row for row in found if given(row.get("sentiment"))]
        sides = by_article(gold), by_article(scored)
        pairs = [
            (g[i], f[j])
            for article in self.articles
            for g, f in [[side.get(article, []) for side in sides]]
            for i, j in matching.pair(g, f, matching.half_overlap)
        ]
        true, ours = [int(g["sentiment"]) for g, _ in pairs], [_class(f["sentiment"]) for _, f in pairs]
        clusters = [g["article_id"] for g, _ in pairs]
        self.matches["sentiment"] = [_side_by_side(g, f, ("sentiment",)) for g, f in pairs]
        self.add_share("sentiment", "accuracy", [a == b for a, b in zip(true, ours, strict=True)], clusters)
        commonest = max(set(true), key=true.count) if true else 0
        self.add_share("sentiment", "accuracy of the commonest class", [a == commonest for a in true], clusters)
        for measure, value in (("macro f1", _macro_f1(true, ours)), ("kappa", cohen_kappa(true, ours))):
            self.add("sentiment", measure, Interval(value, None, None, len(true), len(set(clusters))))
        for (_, f), a, b in zip(pairs, true, ours, strict=True):
            if a != b:
                self.add_error("sentiment", "wrong", f, "sentiment", a, round(float(f["sentiment"]), 3))


@dataclass(frozen=True)
class Outcome:
    """One article's paired rows, and how many rows of gold and of the tool stay alone."""

    article: str
    pairs: list[tuple[dict[str, Any], dict[str, Any]]]
    missed: int
    spurious: int

    def demanding(self, column: str) -> Outcome:
        """Return the same with pairs that are wrong in *column* split into a miss and a false alarm."""
        kept = [(g, f) for g, f in self.pairs if matching.right(column, g, f)]
        lost = len(self.pairs) - len(kept)
        return Outcome(self.article, kept, self.missed + lost, self.spurious + lost)


def _claims(found: Row, rule: Rule) -> bool:
    """Tell whether an unpaired row of the tool's is a false alarm: one that names nobody ("they") is not, if it may."""
    return not rule.may_abstain or given(found.get(rule.decides))


def _judged(gold: Sequence[Row], columns: Iterable[str]) -> list[str]:
    """Return the columns in which gold says anything: one left empty throughout was not judged."""
    return [column for column in columns if any(given(row.get(column)) for row in gold)]


def by_article(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every article, in their order."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["article_id"], []).append(row)
    return grouped


def _countable(rows: Iterable[dict[str, Any]], rule: Rule, name: str) -> list[Any]:
    """Return what counts among an article's rows: the rule's kinds, a meeting once, a sentence's frame once."""
    own = [row for row in rows if not rule.kinds or row.get("kind") in rule.kinds]
    if name == "meetings":
        return matching.merge_meetings(own)
    if name == "frames":  # a sentence shows a frame once, however many cues it has
        return list({(row["start"], row["end"], row["frame"]): row for row in own}.values())
    return [matching.trim_marks(row) for row in own] if rule.kinds else own


def _side_by_side(gold: Row, found: Row, columns: Iterable[str]) -> dict[str, Any]:
    row = {"article_id": gold["article_id"], "start": gold.get("start"), "end": gold.get("end")}
    row |= {"text": gold.get("text"), "confidence": found.get("confidence")}
    for column in columns:
        row |= {f"gold_{column}": gold.get(column), f"found_{column}": found.get(column)}
        row[f"{column}_right"] = matching.right(column, gold, found)
    return row


@dataclass
class ZoneTally:
    """One article's characters: right by zone, wrong by (gold's zone, the tool's), and where they are wrong."""

    right: dict[str, int] = field(default_factory=dict)
    wrong: dict[tuple[str, str], int] = field(default_factory=dict)
    runs: list[tuple[int, int, str, str]] = field(default_factory=list)


def _compare_zones(expected: list[dict[str, Any]], ours: list[dict[str, Any]]) -> ZoneTally:
    """Compare zones piece by piece, a piece being a stretch in which neither changes; outside gold nothing counts."""
    cuts = sorted({int(row[key]) for row in expected + ours for key in ("start", "end")})
    tally = ZoneTally()
    for start, end in itertools.pairwise(cuts):
        true_zone, found_zone = _zone_at(expected, start), _zone_at(ours, start)
        if true_zone == found_zone and true_zone:
            tally.right[true_zone] = tally.right.get(true_zone, 0) + end - start
        elif true_zone and (found_zone or end - start > BLANK):
            key = (true_zone, found_zone or "none")
            tally.wrong[key] = tally.wrong.get(key, 0) + end - start
            tally.runs.append((start, end, *key))
    return tally


def _zone_at(zones: list[dict[str, Any]], at: int) -> str:
    return next((row["zone"] for row in zones if row["start"] <= at < row["end"]), "")


def _in_bounds(day: str, found: Row) -> bool:
    low, high = found.get("published_low"), found.get("published_high")
    return (not given(low) or str(low)[:10] <= day) and (not given(high) or day <= str(high)[:10])


def _days_apart(a: Any, b: Any) -> float:
    """Return the days between two ISO dates, infinite where one is missing."""
    if not (given(a) and given(b)):
        return float("inf")
    return abs((dt.date.fromisoformat(str(a)[:10]) - dt.date.fromisoformat(str(b)[:10])).days)


def _class(score: Any) -> int:
    value = float(score)
    return 0 if abs(value) < NEUTRAL_BELOW else (1 if value > 0 else -1)


def _macro_f1(true: Sequence[int], ours: Sequence[int]) -> float | None:
    """Return the mean F1 of the classes that occur in *true*, or None when nothing does."""
    scores = []
    for label in sorted(set(true)):
        hits = sum(a == b == label for a, b in zip(true, ours, strict=True))
        scores.append(2 * hits / (list(true).count(label) + list(ours).count(label)))
    return sum(scores) / len(scores) if scores else None
