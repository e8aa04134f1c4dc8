"""For notebook 03, second half: words that set outlets apart, shared copy, and who tells what of the same meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scipy import stats

from summitry.articles.lines import WORD
from summitry.corpus import choose_articles, contrast_articles
from summitry.display import evidence_page
from summitry.framing import FACTS
from summitry.schema import to_frame
from summitry.summaries.framing import with_outlet
from summitry.text import read_words

if TYPE_CHECKING:
    import pandas as pd

    from summitry.study import Study


MOST_CONTRASTED, MOST_APART = 1_000, 5
"""Articles of a large corpus that are contrasted, and outlets, the others as one: permutations are to take seconds."""
MOST_SHARERS = 200
"""Articles in a matrix of who shares copy with whom."""


def contrast_outlets(run: Study) -> pd.DataFrame:
    """Return the terms that set the selected outlets apart (columns as in the table contrasts).

    Terms made of function words alone, and of an outlet's or agency's own name, are no findings: they are left out,
    and q is computed again over the rest. Of a large corpus MOST_CONTRASTED articles are drawn
    by chance, and all but the largest outlets are one.
    """
    outlets = run.articles.set_index("article_id").outlet.dropna()
    groups = {str(name): str(outlet) for name, outlet in outlets.items()}
    drawn = choose_articles(groups, run.seed, MOST_CONTRASTED, MOST_APART) if run.is_large else groups
    zones, quotes = (_rows_of(run, table, column, drawn) for table, column in (("zones", "zone"), ("quotes", "kind")))
    rows = contrast_articles(run.corpus.texts, drawn, zones, quotes, run.seed)
    return drop_furniture(to_frame("contrasts", rows), [*set(groups.values()), *run.articles.agency.dropna().unique()])


def _rows_of(run: Study, table: str, column: str, articles: Mapping[str, str]) -> Iterator[Any]:
    """Yield the spans of the rows of *articles* in a table, with one more *column*."""
    yield from run.corpus.read(table, "article_id", "start", "end", column, articles=set(articles)).itertuples()


def drop_furniture(contrasts: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Return *contrasts* without terms made of function words and *names* alone, q adjusted within each comparison."""
    idle = {row["word"] for row in read_words("function_words")} | {"s", "t"}
    idle |= {word.lower() for name in names for word in WORD.findall(name)}
    kept = [any(word not in idle for word in term.split()) for term in contrasts.term]
    rows = contrasts[pd_bool(kept)].reset_index(drop=True)
    adjusted = rows.groupby(["source_a", "source_b"]).p_perm.transform(stats.false_discovery_control)
    return rows.assign(q=adjusted.astype("float64"))


def pd_bool(values: list[bool]) -> Any:
    """Return *values* as an array that selects rows, an empty one too."""
    import numpy as np

    return np.array(values, dtype=bool)


def name_contrasts(run: Study, contrasts: pd.DataFrame, most: int = 4) -> list[str]:
    """Return the groups whose contrasts are drawn: those with findings first, then those with most articles."""
    sizes = with_outlet(run, run.articles).outlet.value_counts()
    found = contrasts[contrasts.q < 0.05].source_a.value_counts()
    groups = list(dict.fromkeys(contrasts.source_a))
    return sorted(groups, key=lambda name: (-int(found.get(name, 0)), -int(sizes.get(name, 0)), name))[:most]


def list_shared(run: Study) -> pd.DataFrame:
    """Return who shares copy and who stands behind it: article, other, passages, share (of the article's word sequences),
    behind (the agency credited by either, or "nobody credited"), article_id and start of the first passage.
    """
    articles = run.corpus.read("articles", "article_id", "agency").set_index("article_id")
    shared = run.reuse[run.reuse.other_id.isin(articles.index)]
    rows = shared.groupby(["article_id", "other_id"], as_index=False).agg(
        passages=("start", "size"), start=("start", "min"), share=("containment", "first")
    )
    agency = articles.agency.to_dict()
    behind = [_behind(agency.get(row.article_id), agency.get(row.other_id)) for row in rows.itertuples()]
    order = rows.assign(behind=behind).sort_values(
        ["share", "article_id", "other_id"], ascending=[False, True, True], ignore_index=True
    )
    return order.astype({"share": "float64"})


def _behind(*agencies: object) -> str:
    named = dict.fromkeys(str(name) for name in agencies if name is not None and str(name) != "<NA>")
    return " and ".join(named) or "nobody credited"


def rate_own(run: Study) -> pd.DataFrame:
    """Return how much of each article is its own: article_id, outlet, agency, own (share of its characters that stand in no
    other article here), shared_with (articles), least own first.
    """
    zones = run.read("zones", "article_id", "zone", "start", "end")
    zones = zones[zones.zone.isin(["headline", "caption", "body"])]
    length = (zones.end - zones.start).groupby(zones.article_id).sum()
    shared = run.reuse.sort_values(["article_id", "start", "end"])
    reached = shared.groupby("article_id").end.cummax().groupby(shared.article_id).shift(fill_value=0)
    begin = shared.start.where(shared.start > reached, reached)  # what an earlier passage covers counts once
    covered = (shared.end - begin).clip(lower=0).groupby(shared.article_id).sum()
    others = run.reuse.groupby("article_id").other_id.nunique()
    named = with_outlet(run, run.articles)[["article_id", "outlet", "agency"]]
    own = [1 - min(1.0, covered.get(name, 0) / max(1, int(length.get(name, 0)))) for name in named.article_id]
    rows = named.assign(own=own, shared_with=named.article_id.map(others).fillna(0).astype("int64"))
    return rows.astype({"own": "float64"}).sort_values(["own", "article_id"], ignore_index=True)


def matrix_of_reuse(run: Study) -> pd.DataFrame:
    """Return the shares that articles have in common: a square frame, article_id × article_id, 0 to 1, sharers only.

    Of very many sharers it holds those that share most; ``attrs["sharers"]`` counts all of them.
    """
    import numpy as np
    import pandas as pd

    known = run.corpus.read("articles", "article_id").article_id
    shared = run.reuse[run.reuse.other_id.isin(known)].drop_duplicates(["article_id", "other_id"])
    names = sorted(set(shared.article_id) | set(shared.other_id))
    sharers = len(names)
    if sharers > MOST_SHARERS:
        most = shared.groupby("article_id").containment.max().sort_values(ascending=False, kind="stable")
        names = sorted(most.index[:MOST_SHARERS])
        shared = shared[shared.article_id.isin(names) & shared.other_id.isin(names)]
    matrix = pd.DataFrame(np.zeros((len(names), len(names))), index=names, columns=names)
    for row in shared.itertuples():
        matrix.loc[row.article_id, row.other_id] = row.containment
    matrix.attrs["sharers"] = sharers
    return matrix


def tick_coverage(run: Study) -> pd.DataFrame:
    """Return which facts each article tells of meetings that two outlets or more cover.

    Columns: meeting (meeting_id and outlet), article_id, a column per fact (✓ or –).
    """
    named = with_outlet(run, run.coverage)
    outlets = named.groupby("meeting_id").outlet.nunique()
    shared = named[named.meeting_id.isin(outlets[outlets >= 2].index)]
    ticks = shared.assign(
        told=shared.present.map({True: "✓", False: "–"}), meeting=shared.meeting_id + ", " + shared.outlet
    )
    wide = ticks.pivot_table(index=["meeting", "article_id"], columns="fact", values="told", aggfunc="max")
    return wide.reindex(columns=list(FACTS)).fillna("–").rename_axis(columns=None).reset_index()


def link_articles(rows: pd.DataFrame) -> list[str | None]:
    """Return the evidence page of each row's article."""
    return [f"evidence/{evidence_page(name)}.html" for name in rows.article_id] if len(rows) else []
