"""Remarks: one thing that somebody said, however many outlets carried it, and what each of them left out.

Five outlets with the same sentence are one utterance and five editorial choices: a mean over quotations must count it
once, and the differences between its versions are findings of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

SPOKEN = ("direct", "fragment", "indirect")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")  # two words of "Putin's “friend”"
RUN = 4  # words in a row that two versions must share
SHARED = 0.6  # of a version's runs that must stand in the longest version: one changed word in twenty breaks a quarter

SHARE_KEPT = 6  # share_kept's place in a row of compare_versions

Runs = Mapping[tuple[str, ...], Sequence[int]]


@dataclass(slots=True)
class Remark:
    """The longest version of one remark: its row, its words, where each run of them begins, and its versions' rows."""

    row: int
    spans: list[tuple[int, int]]
    runs: Runs
    versions: list[int] = field(default_factory=list)


def _read_runs(text: str) -> tuple[list[tuple[int, int]], dict[tuple[str, ...], list[int]]]:
    """Return the words' offsets, and each run of RUN words with the places where it begins; a short text is one run."""
    places = list(WORD.finditer(text))
    words = [place[0].lower().replace("’", "'") for place in places]
    length = min(RUN, len(words)) or 1
    runs: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(words) - length + 1):
        runs.setdefault(tuple(words[i : i + length]), []).append(i)
    return [place.span() for place in places], runs


def find_remarks(texts: Sequence[str], speakers: Sequence[str | None]) -> list[Remark]:
    """Group quotations by remark: versions by one speaker whose runs of words stand in the longest version.

    A version of four words or more belongs to a longer one that has at least 60 % of its runs of four words, so that
    cuts and a changed word here and there do not separate them; shorter ones only join their equals, because "old
    friend" may be said twice. Quotations without a speaker are compared among themselves. Remarks come in the order
    of their first version; each quotation is in exactly one.
    """
    read = [_read_runs(text) for text in texts]
    founders: list[Remark] = []
    index: dict[tuple[str | None, tuple[str, ...]], list[int]] = {}
    for row in sorted(range(len(texts)), key=lambda row: (-len(read[row][0]), row)):
        spans, runs = read[row]
        shared = Counter(remark for run in runs for remark in index.get((speakers[row], run), ()))
        best = min(shared, key=lambda remark: (-shared[remark], remark)) if shared else None
        if best is None or shared[best] < SHARED * len(runs):
            best = len(founders)
            founders.append(Remark(row, spans, runs))
            for run in runs:
                index.setdefault((speakers[row], run), []).append(best)
        founders[best].versions.append(row)
    for remark in founders:
        remark.versions.sort()
    return sorted(founders, key=lambda remark: remark.versions[0])


def collapse_duplicates(quotes: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row per remark: the columns of its longest version, and how often it was carried.

    Keyed by quote_id (of the longest version), in reading order of the first versions. Added columns, int64:
    ``versions`` (quotations), ``articles`` and ``outlets`` that carried it (an article without a known outlet counts
    as one of its own). Titles and scare quotes are no remarks and are left out. With *articles* (the table) outlets
    are known; without, each article counts as one.
    """
    spoken, remarks = _spoken_remarks(quotes)
    outlet = _outlets(spoken, articles)
    collapsed = spoken.iloc[[remark.row for remark in remarks]].reset_index(drop=True)
    ids = spoken["article_id"].tolist()
    return collapsed.assign(
        versions=[len(remark.versions) for remark in remarks],
        articles=[len({ids[row] for row in remark.versions}) for remark in remarks],
        outlets=[len({outlet[row] for row in remark.versions}) for remark in remarks],
    ).astype({"versions": "int64", "articles": "int64", "outlets": "int64"})


def compare_versions(quotes: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return how each article trimmed the remarks that more than one article carries.

    One row per remark and article, keyed (remark, article_id), longest version first: ``remark`` (quote_id of the
    longest version), ``speaker``, ``article_id``, ``outlet``, ``quote_id`` (of the article's longest part), ``text``,
    ``share_kept`` (of the longest version's words, 0 to 1), ``cut`` (nothing | start | end | both ends | middle, the
    last also when ends are gone too) and ``left_out`` (the words that are missing, passages joined by " … ").
    """
    import pandas as pd

    spoken, remarks = _spoken_remarks(quotes)
    outlet = _outlets(spoken, articles)
    rows = [version for remark in remarks for version in _versions(remark, spoken, outlet)]
    names = ["remark", "speaker", "article_id", "outlet", "quote_id", "text", "share_kept", "cut", "left_out"]
    return pd.DataFrame(rows, columns=names).astype(dict.fromkeys(names, "string") | {"share_kept": "float64"})


def _versions(remark: Remark, spoken: pd.DataFrame, outlet: list[str]) -> list[tuple[Any, ...]]:
    """Return the rows of compare_versions for one remark; none when a single article carries it."""
    by_article: dict[str, list[int]] = {}
    for row in remark.versions:
        by_article.setdefault(spoken["article_id"].iloc[row], []).append(row)
    if len(by_article) == 1:
        return []
    compared = [_compare_version(remark, rows, spoken, outlet) for rows in by_article.values()]
    return sorted(compared, key=lambda version: -version[SHARE_KEPT])


def _compare_version(remark: Remark, rows: list[int], spoken: pd.DataFrame, outlet: list[str]) -> tuple[Any, ...]:
    """Return one row of compare_versions: an article's versions of a remark beside the longest one."""
    longest = spoken.iloc[remark.row]
    kept: set[int] = set()
    for row in rows:
        for run in _read_runs(spoken["text"].iloc[row])[1]:
            kept.update(place + step for place in remark.runs.get(run, ()) for step in range(len(run)))
    shown = spoken.iloc[max(rows, key=lambda row: (len(spoken["text"].iloc[row]), -row))]
    share = len(kept) / len(remark.spans) if remark.spans else 1.0
    cut, left_out = _describe_cut(kept, remark.spans, longest["text"])
    ids = (longest["quote_id"], longest["speaker"], shown["article_id"], outlet[rows[0]], shown["quote_id"])
    return (*ids, shown["text"], share, cut, left_out)


def _describe_cut(kept: set[int], spans: list[tuple[int, int]], text: str) -> tuple[str, str]:
    """Return where words are missing, and the missing passages."""
    missing = [i for i in range(len(spans)) if i not in kept]
    if not missing:
        return "nothing", ""
    passages: list[list[int]] = []
    for i in missing:
        if passages and passages[-1][1] == i - 1:
            passages[-1][1] = i
        else:
            passages.append([i, i])
    at_start, at_end = passages[0][0] == 0, passages[-1][1] == len(spans) - 1
    inside = len(passages) - at_start - at_end > 0
    cut = "middle" if inside else "both ends" if at_start and at_end else "start" if at_start else "end"
    return cut, " … ".join(text[spans[first][0] : spans[last][1]] for first, last in passages)


def _spoken_remarks(quotes: pd.DataFrame) -> tuple[pd.DataFrame, list[Remark]]:
    spoken = quotes[quotes["kind"].isin(SPOKEN)].reset_index(drop=True)
    speakers = spoken["speaker"].astype(object).where(spoken["speaker"].notna(), None).tolist()
    return spoken, find_remarks(spoken["text"].tolist(), speakers)


def _outlets(spoken: pd.DataFrame, articles: pd.DataFrame | None) -> list[str]:
    """Return each quotation's outlet, or its article where the outlet is not known."""
    ids: list[str] = spoken["article_id"].tolist()
    if articles is None:
        return ids
    known = articles.dropna(subset=["outlet"])
    outlet = dict(zip(known["article_id"], known["outlet"], strict=True))
    return [outlet.get(article, article) for article in ids]
