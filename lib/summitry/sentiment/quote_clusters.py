"""Quote clusters: one thing that somebody said, however many outlets carried it, and what each of them left out.

Five outlets with the same sentence are one utterance and five editorial choices: a mean over quotations must count it
once, and the differences between its versions are findings of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from summitry.schema import Span
from summitry.sentiment.scorers import SPOKEN
from summitry.text import tokenize

RUN = 4  # words in a row that two versions must share
SHARED = 0.6  # of a version's runs that must stand in the longest version: one changed word in twenty breaks a quarter
VERSION_COLUMNS = ("remark", "speaker", "article_id", "outlet", "quote_id", "text", "share_kept", "cut", "left_out")


@dataclass(slots=True)
class QuoteCluster:
    """The versions of one utterance: the longest one's row, words and runs of words, and the rows of all."""

    row: int
    spans: list[Span]
    runs: Mapping[tuple[str, ...], Sequence[int]]
    versions: list[int] = field(default_factory=list)


def _read_runs(text: str) -> tuple[list[Span], dict[tuple[str, ...], list[int]]]:
    """Return the words' offsets, and each run of RUN words with the places where it begins; a short text is one run."""
    words = tokenize(text, [(0, len(text))]).only_words()
    length = min(RUN, len(words)) or 1
    runs: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(words) - length + 1):
        runs.setdefault(tuple(words.keys[i : i + length]), []).append(i)
    return list(zip(words.starts, words.ends, strict=True)), runs


def cluster_quotes(texts: Sequence[str], speakers: Sequence[str | None]) -> list[QuoteCluster]:
    """Group quotations by utterance: versions by one speaker whose runs of words stand in the longest version.

    A version of four words or more belongs to a longer one that has at least 60 % of its runs of four words, so that
    cuts and a changed word here and there do not separate them; shorter ones only join their equals, because "old
    friend" may be said twice. Quotations without a speaker are compared among themselves. Clusters come in the order
    of their first version; each quotation is in exactly one.
    """
    read = [_read_runs(text) for text in texts]
    clusters: list[QuoteCluster] = []
    index: dict[tuple[str | None, tuple[str, ...]], list[int]] = {}
    for row in sorted(range(len(texts)), key=lambda row: (-len(read[row][0]), row)):
        spans, runs = read[row]
        shared = Counter(number for run in runs for number in index.get((speakers[row], run), ()))
        best = min(shared, key=lambda number: (-shared[number], number)) if shared else None
        if best is None or shared[best] < SHARED * len(runs):
            best = len(clusters)
            clusters.append(QuoteCluster(row, spans, runs))
            for run in runs:
                index.setdefault((speakers[row], run), []).append(best)
        clusters[best].versions.append(row)
    for cluster in clusters:
        cluster.versions.sort()
    return sorted(clusters, key=lambda cluster: cluster.versions[0])


def collapse_duplicates(quotes: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row per utterance: the columns of its longest version, and how often it was carried.

    Keyed by quote_id (of the longest version), in reading order of the first versions. Added columns, int64:
    ``versions`` (quotations), ``articles`` and ``outlets`` that carried it (an article without a known outlet counts
    as one of its own). Titles and scare quotes are no utterances and are left out. With *articles* (the table) outlets
    are known; without, each article counts as one.
    """
    spoken, clusters = _cluster_spoken(quotes, articles)
    ids, outlets = spoken["article_id"].tolist(), spoken.pop("carrier").tolist()
    collapsed = spoken.iloc[[cluster.row for cluster in clusters]].reset_index(drop=True)
    return collapsed.assign(
        versions=[len(cluster.versions) for cluster in clusters],
        articles=[len({ids[row] for row in cluster.versions}) for cluster in clusters],
        outlets=[len({outlets[row] for row in cluster.versions}) for cluster in clusters],
    ).astype({"versions": "int64", "articles": "int64", "outlets": "int64"})


def compare_versions(quotes: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return how each article trimmed the utterances that more than one article carries.

    One row per utterance and article, keyed (remark, article_id), longest version first: ``remark`` (quote_id of the
    longest version), ``speaker``, ``article_id``, ``outlet``, ``quote_id`` (of the article's longest part), ``text``,
    ``share_kept`` (of the longest version's words, 0 to 1), ``cut`` (nothing | start | end | both ends | middle, the
    last also when ends are gone too) and ``left_out`` (the words that are missing, passages joined by " … ").
    """
    spoken, clusters = _cluster_spoken(quotes, articles)
    rows = [version for cluster in clusters for version in _compare_articles(cluster, spoken)]
    types = dict.fromkeys(VERSION_COLUMNS, "string") | {"share_kept": "float64"}
    return pd.DataFrame(rows, columns=list(VERSION_COLUMNS)).astype(types)


def _compare_articles(cluster: QuoteCluster, spoken: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return the rows of compare_versions for one cluster; none when a single article carries it."""
    by_article: dict[str, list[int]] = {}
    for row in cluster.versions:
        by_article.setdefault(spoken["article_id"].iloc[row], []).append(row)
    if len(by_article) == 1:
        return []
    compared = [_compare(cluster, rows, spoken) for rows in by_article.values()]
    return sorted(compared, key=lambda version: -version[VERSION_COLUMNS.index("share_kept")])


def _compare(cluster: QuoteCluster, rows: list[int], spoken: pd.DataFrame) -> tuple[Any, ...]:
    """Return one row of compare_versions: an article's versions of an utterance beside the longest one."""
    longest = spoken.iloc[cluster.row]
    present: set[int] = set()
    for row in rows:
        for run in _read_runs(spoken["text"].iloc[row])[1]:
            present.update(place + step for place in cluster.runs.get(run, ()) for step in range(len(run)))
    shown = spoken.iloc[max(rows, key=lambda row: (len(spoken["text"].iloc[row]), -row))]
    share = len(present) / len(cluster.spans) if cluster.spans else 1.0
    cut, left_out = _describe_cut(present, cluster.spans, longest["text"])
    ids = (longest["quote_id"], longest["speaker"], shown["article_id"], shown["carrier"], shown["quote_id"])
    return (*ids, shown["text"], share, cut, left_out)


def _describe_cut(present: set[int], spans: list[Span], text: str) -> tuple[str, str]:
    """Return where words are missing, and the missing passages."""
    passages: list[list[int]] = []
    for i in (i for i in range(len(spans)) if i not in present):
        if passages and passages[-1][1] == i - 1:
            passages[-1][1] = i
        else:
            passages.append([i, i])
    if not passages:
        return "nothing", ""
    at_start, at_end = passages[0][0] == 0, passages[-1][1] == len(spans) - 1
    inside = len(passages) - at_start - at_end > 0
    cut = "middle" if inside else "both ends" if at_start and at_end else "start" if at_start else "end"
    return cut, " … ".join(text[spans[first][0] : spans[last][1]] for first, last in passages)


def _cluster_spoken(quotes: pd.DataFrame, articles: pd.DataFrame | None) -> tuple[pd.DataFrame, list[QuoteCluster]]:
    """Return the spoken quotations with the outlet of each (``carrier``; its article where unknown), and clusters."""
    spoken = quotes[quotes["kind"].isin(SPOKEN)].reset_index(drop=True)
    speakers = spoken["speaker"].astype(object).where(spoken["speaker"].notna(), None).tolist()
    named = (
        articles.dropna(subset=["outlet"]) if articles is not None else pd.DataFrame(columns=["article_id", "outlet"])
    )
    outlet = dict(zip(named["article_id"], named["outlet"], strict=True))
    carriers = [outlet.get(name, name) for name in spoken["article_id"]]
    return spoken.assign(carrier=carriers), cluster_quotes(spoken["text"].tolist(), speakers)
