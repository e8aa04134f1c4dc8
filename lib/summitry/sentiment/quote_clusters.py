"""Quote clusters: one thing that somebody said, however many outlets carried it, and what each of them left out.

Five outlets with the same sentence are one utterance and five editorial choices: a mean over quotations must count it
once, and the differences between its versions are findings of their own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from summitry.schema import SPOKEN, Span
from summitry.text import merge_spans, split_word, tokenize

RUN = 4  # words in a row that two versions must share
SHARED = 0.6  # of a version's runs that must stand in the longest version: one changed word in twenty breaks a quarter
VERSION_COLUMNS = {
    **dict.fromkeys(("remark", "speaker", "article_id", "outlet", "quote_id", "text"), "string"),
    **{"share_kept": "float64", "cut": "string", "left_out": "string"},
}


@dataclass(slots=True)
class QuoteCluster:
    """The versions of one utterance: the longest one's row, words and runs of words, and the rows of all."""

    row: int
    spans: list[Span]
    runs: Mapping[tuple[str, ...], Sequence[int]]
    versions: list[int] = field(default_factory=list)


def _read_runs(text: str) -> tuple[list[Span], dict[tuple[str, ...], list[int]]]:
    """Return the words' offsets, and each run of RUN words with the places where it begins; a short text is one run."""
    tokens = tokenize(text)
    pieces = [
        (at + offset, piece.lower().replace("’", "'"))
        for at, spelling in zip(tokens.starts, tokens.spellings, strict=True)
        for offset, piece in split_word(spelling)  # "no-limits" is "no limits"
        if piece[0].isalnum()
    ]
    words = [word for _, word in pieces]
    length = min(RUN, len(words)) or 1
    runs: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(words) - length + 1):
        runs.setdefault(tuple(words[i : i + length]), []).append(i)
    return [(start, start + len(word)) for start, word in pieces], runs


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


def collapse_duplicates(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return one row per utterance: its longest version, and in how many ``versions`` (int64) it was carried. Keyed by
    quote_id (of the longest version), in reading order of the first versions. Titles and scare quotes are no utterances
    and are left out."""
    spoken, clusters = _cluster_spoken(quotes)
    collapsed = spoken.iloc[[cluster.row for cluster in clusters]].reset_index(drop=True)
    return collapsed.assign(versions=pd.array([len(cluster.versions) for cluster in clusters], dtype="int64"))


def compare_versions(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return how each article trimmed the utterances that more than one article carries.

    One row per utterance and article, keyed (remark, article_id), longest version first: ``remark`` (quote_id of the
    longest version), ``speaker``, ``article_id``, ``outlet`` (or the article, where it is unknown), ``quote_id`` (of
    the article's longest part), ``text``, ``share_kept`` (of the longest version's words, 0 to 1), ``cut`` (nothing |
    start | end | both ends | middle, the last also when ends are gone too) and ``left_out`` (the words that are
    missing, passages joined by " … ").
    """
    spoken, clusters = _cluster_spoken(quotes)
    rows = [version for cluster in clusters for version in _compare_articles(cluster, spoken)]
    named = articles.dropna(subset=["outlet"])
    outlet = dict(zip(named["article_id"], named["outlet"], strict=True))
    versions = pd.DataFrame(rows, columns=list(VERSION_COLUMNS))
    outlets = [outlet.get(name, name) for name in versions["article_id"]]
    return versions.assign(outlet=outlets).astype(VERSION_COLUMNS)


def _compare_articles(cluster: QuoteCluster, spoken: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of compare_versions for one cluster; none when a single article carries it."""
    by_article: dict[str, list[int]] = {}
    for row in cluster.versions:
        by_article.setdefault(spoken["article_id"].iloc[row], []).append(row)
    if len(by_article) == 1:
        return []
    compared = [_compare(cluster, rows, spoken) for rows in by_article.values()]
    return sorted(compared, key=lambda version: -version["share_kept"])


def _compare(cluster: QuoteCluster, rows: list[int], spoken: pd.DataFrame) -> dict[str, Any]:
    """Return one row of compare_versions: an article's versions of an utterance beside the longest one."""
    longest = spoken.iloc[cluster.row]
    present: set[int] = set()
    for row in rows:
        for run in _read_runs(spoken["text"].iloc[row])[1]:
            present.update(place + step for place in cluster.runs.get(run, ()) for step in range(len(run)))
    shown = spoken.iloc[max(rows, key=lambda row: (len(spoken["text"].iloc[row]), -row))]
    share = len(present) / len(cluster.spans) if cluster.spans else 1.0
    cut, left_out = _describe_cut(present, cluster.spans, longest["text"])
    said = {"remark": longest["quote_id"], "speaker": longest["speaker"], **shown[["article_id", "quote_id", "text"]]}
    return said | {"share_kept": share, "cut": cut, "left_out": left_out}


def _describe_cut(present: set[int], spans: list[Span], text: str) -> tuple[str, str]:
    """Return where words are missing, and the missing passages."""
    passages = merge_spans((i, i + 1) for i in range(len(spans)) if i not in present)
    if not passages:
        return "nothing", ""
    at_start, at_end = passages[0][0] == 0, passages[-1][1] == len(spans)
    inside = len(passages) - at_start - at_end > 0
    cut = "middle" if inside else "both ends" if at_start and at_end else "start" if at_start else "end"
    return cut, " … ".join(text[spans[first][0] : spans[end - 1][1]] for first, end in passages)


def _cluster_spoken(quotes: pd.DataFrame) -> tuple[pd.DataFrame, list[QuoteCluster]]:
    """Return the spoken quotations, and their clusters by row."""
    spoken = quotes[quotes["kind"].isin(SPOKEN)].reset_index(drop=True)
    speakers = spoken["speaker"].astype(object).where(spoken["speaker"].notna(), None).tolist()
    return spoken, cluster_quotes(spoken["text"].tolist(), speakers)
