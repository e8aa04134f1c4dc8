"""For notebook 03: the outlets side by side, and whether they can be told apart from the events they cover."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from summitry.display import Prose, say
from summitry.statistics import bootstrap_mean

if TYPE_CHECKING:
    import pandas as pd

    from summitry.study import Study

MOST_ROWS = 15


def with_outlet(run: Study, frame: pd.DataFrame) -> pd.DataFrame:
    """Return *frame* with the outlet of each row's article (string), as Study.outlet_of names it."""
    return frame.assign(outlet=frame.article_id.map(run.outlet_of).astype("string"))


def describe_overlap(run: Study) -> dict[str, int]:
    """Return how far outlet and event can be told apart: outlets, events, shared (events with two outlets or more)."""
    reports = with_outlet(run, run.pair_meetings[run.pair_meetings.meeting_id.notna()])
    held = reports[reports.status == "held"]
    outlets_per_event = held.groupby("meeting_id").outlet.nunique()
    return {
        "outlets": int(with_outlet(run, run.articles).outlet.nunique()),
        "events": len(outlets_per_event),
        "shared": int((outlets_per_event >= 2).sum()),
    }


def state_overlap(overlap: dict[str, int]) -> str:
    """Return the sentence that says what a difference between outlets can mean here."""
    if not overlap["outlets"]:
        return "There is no outlet here to compare."
    if overlap["outlets"] < 2:
        return "There is only one outlet here, so nothing can be compared."
    if not overlap["events"]:
        return "No meeting on record is reported here as held, so outlets cannot be compared on the same event."
    if overlap["shared"] < 2:
        return (
            f"The {overlap['outlets']} outlets cover different meetings in different years ({overlap['shared']} of "
            f"{overlap['events']} meetings are reported by two outlets or more): what follows cannot tell the outlet from the event."
        )
    return (
        f"{overlap['shared']} of {overlap['events']} meetings are reported by two outlets or more, so outlets can be "
        "compared on the same events; elsewhere, a difference may be the event's."
    )


def count_sourcing(run: Study) -> pd.DataFrame:
    """Return quoted words by outlet and type of source: index outlet, a column per type, and articles."""
    named = with_outlet(run, run.sources)
    kinds = named.source_type.astype("string").fillna("not in our lists")
    words = named.words_quoted.groupby([named.outlet, kinds]).sum().unstack(fill_value=0)
    articles = with_outlet(run, run.articles).groupby("outlet").size()
    counted = words.reindex(articles.index, fill_value=0).astype("int64")
    counted.columns = [str(name) for name in counted.columns]
    return counted.assign(articles=articles.astype("int64"))


def list_sources(run: Study) -> pd.DataFrame:
    """Return the sources over all articles: source, source_type, articles, quotes, words_quoted, marked (share marked as state)."""
    rows = run.sources.groupby(["source", "source_type"], dropna=False).agg(
        articles=("article_id", "nunique"),
        quotes=("quotes", "sum"),
        words_quoted=("words_quoted", "sum"),
        marked=("marked_as_state", "mean"),
    )
    return rows.reset_index().sort_values(
        ["words_quoted", "quotes", "source"], ascending=[False, False, True], ignore_index=True
    )


def compare_labels(run: Study) -> pd.DataFrame:
    """Return the labels outside quotations for each leader: target, label, type, uses, outlets, polarity, and a place."""
    named = with_outlet(run, run.labels[~run.labels.in_quote & run.labels.target.isin(run.pair)])
    named = named.assign(key=named.text.str.casefold(), label=named.text)
    rows = named.groupby(["target", "key", "label_type"]).agg(
        label=("label", "first"), uses=("label", "size"), outlets=("outlet", _name_outlets), polarity=("polarity", "mean"),
        article_id=("article_id", "first"), start=("start", "first"),
    )  # fmt: skip
    return rows.reset_index().sort_values(["target", "uses", "label"], ascending=[True, False, True], ignore_index=True)


def _name_outlets(names: Iterable[str], most: int = 4) -> str:
    """Return the outlets by name, and how many more there are.

    >>> _name_outlets(["B", "A", "B"]), _name_outlets("ABCDEF")
    ('A, B', 'A, B, C and 3 more')
    """
    found = sorted(set(names))
    if len(found) <= most:
        return ", ".join(found)
    return f"{', '.join(found[: most - 1])} and {len(found) - most + 1} more"


def label_sides(run: Study) -> pd.DataFrame:
    """Return what each outlet calls each leader in its own words: outlet, articles, a column of labels per leader.

    Labels that judge come first (marked + or −), then the most used; the outlets with the most articles come first.
    """
    import pandas as pd

    sizes = with_outlet(run, run.articles).outlet.value_counts()
    named = with_outlet(run, run.labels[~run.labels.in_quote])
    names = sorted(sizes.index, key=lambda name: (-sizes[name], name))
    rows = [
        (name, int(sizes[name]), *(_call(named[(named.outlet == name) & (named.target == who)]) for who in run.pair))
        for name in names
    ]
    return pd.DataFrame(rows, columns=["outlet", "articles", *run.pair]).astype({"articles": "int64"})


def _call(labels: pd.DataFrame, most: int = 5) -> str:
    """Return labels as words: judging ones first, with their sign, then by use."""
    counted = labels.assign(key=labels.text.str.casefold()).groupby("key", sort=False)
    found = [(part.text.iloc[0], len(part), float(part.polarity.mean())) for _, part in counted]
    found.sort(key=lambda label: (label[2] == 0, -label[1], label[0]))
    words = [
        f"{text}{' (+)' if tone > 0 else ' (−)' if tone < 0 else ''}{f' ×{uses}' if uses > 1 else ''}"
        for text, uses, tone in found[:most]
    ]
    more = len(found) - most
    return "; ".join(words) + (f"; {more} more" if more > 0 else "") or "–"


def count_first_voices(run: Study) -> pd.DataFrame:
    """Return who is quoted first, by outlet: outlet, articles, first (speakers with counts), unquoted (articles without a
    quotation in marks).
    """
    import pandas as pd

    quotes = run.read("quotes", "article_id", "start", "kind", "speaker")
    quoted = quotes[quotes.kind.isin(["direct", "fragment"])].sort_values(["article_id", "start"])
    first = quoted.groupby("article_id").first().speaker.fillna("speaker not decided")
    named = with_outlet(run, run.articles)
    rows = []
    for outlet, part in named.groupby("outlet"):
        counted = part.article_id.map(first).dropna().value_counts()
        order = sorted(counted.index, key=lambda name: (-counted[name], name))
        words = "; ".join(f"{name} ×{counted[name]}" for name in order) or "nobody"
        rows.append((outlet, len(part), words, len(part) - int(counted.sum())))
    frame = pd.DataFrame(rows, columns=["outlet", "articles", "first", "unquoted"])
    return frame.sort_values(["articles", "outlet"], ascending=[False, True], ignore_index=True)


def count_verbs(run: Study) -> pd.DataFrame:
    """Return reporting verbs by outlet: outlet, verbs, neutral, endorsing, doubting, emotive, commissive (counts), examples."""
    named = with_outlet(run, run.verbs)
    classes = ["neutral", "endorsing", "doubting", "emotive", "commissive"]
    counted = (
        named.groupby([named.outlet, named["class"]])
        .size()
        .unstack(fill_value=0)
        .reindex(columns=classes, fill_value=0)
    )
    judging = (
        named[named["class"] != "neutral"]
        .groupby("outlet")
        .lemma.agg(lambda lemmas: ", ".join(lemmas.value_counts().head(4).index))
    )
    rows = counted.assign(verbs=counted.sum(axis=1), examples=judging.reindex(counted.index).fillna("none"))
    order = rows.reset_index().sort_values(["verbs", "outlet"], ascending=[False, True], ignore_index=True)
    return order[["outlet", "verbs", *classes, "examples"]].rename_axis(columns=None)


def rate_frames(run: Study) -> pd.DataFrame:
    """Return the share of sentences with a cue of each frame, per outlet, the outlet's articles resampled.

    Columns: outlet, frame, rate, low, high (share of sentences outside quotations; null where n is too small),
    sentences, articles.
    """
    import pandas as pd

    features = run.read("features", "article_id", "style_sentences")
    lengths = with_outlet(run, features[["article_id"]].assign(n=features.style_sentences.astype(float)))
    frames = run.read("frames", "article_id", "start", "frame", "in_quote")
    cued = frames[~frames.in_quote].drop_duplicates(["article_id", "start", "frame"])
    found = cued.groupby(["frame", "article_id"]).size()
    rows = []
    for frame in sorted(frames.frame.unique()):
        counts = lengths.article_id.map(found.get(frame, pd.Series(dtype=int))).fillna(0).astype(float)
        for outlet, part in lengths.groupby("outlet"):
            rows.append(
                _rate(str(outlet), frame, list(counts[part.index]), list(part.n), list(part.article_id), run.seed)
            )
    columns = ["outlet", "frame", "rate", "low", "high", "sentences", "articles"]
    return pd.DataFrame(rows, columns=columns).astype({"low": "Float64", "high": "Float64"})


def _rate(
    outlet: str, frame: str, counts: list[float], lengths: list[float], ids: list[str], seed: int
) -> dict[str, object]:
    """Return one outlet's rate of one frame; sentences are the values, articles the clusters."""
    hits: list[float] = []
    clusters: list[str] = []
    for count, length, name in zip(counts, lengths, ids, strict=True):
        n = max(int(length), int(count))
        hits += [1.0] * int(count) + [0.0] * (n - int(count))
        clusters += [name] * n
    mean = bootstrap_mean(hits, clusters, seed)
    return {
        "outlet": outlet,
        "frame": frame,
        "rate": mean.mean or 0.0,
        "low": mean.low,
        "high": mean.high,
        "sentences": len(hits),
        "articles": len(ids),
    }


def frame_sides(rates: pd.DataFrame, most: int = 6) -> pd.DataFrame:
    """Return the frames side by side: frame, and per outlet (those with the most sentences) share and interval in words."""
    sizes = rates.groupby("outlet").sentences.first().sort_values(ascending=False, kind="stable")
    words = [
        f"{row.rate:.0%} ({row.low:.0%}–{row.high:.0%})"
        if str(row.low) != "<NA>"
        else f"{row.rate:.0%} of {row.sentences}"
        for row in rates.itertuples()
    ]
    wide = rates.assign(words=words).pivot_table(index="frame", columns="outlet", values="words", aggfunc="first")
    order = rates.groupby("frame").rate.mean().sort_values(ascending=False, kind="stable").index
    return wide.reindex(index=order, columns=list(sizes.index[:most])).rename_axis(columns=None).reset_index()


def compare_portrayals(run: Study) -> pd.DataFrame:
    """Return how each outlet's own words colour each leader: target, outlet, polarity, n_evidence, articles.

    In order of polarity for each leader; where there are more rows than a page shows, the brightest and the darkest
    of each leader come first.
    """
    import pandas as pd

    named = with_outlet(run, run.portrayals[run.portrayals.target.isin(run.pair)])
    rows = named.groupby(["target", "outlet"]).agg(
        polarity=("polarity", "mean"), n_evidence=("n_evidence", "sum"), articles=("article_id", "nunique")
    )
    order = rows.reset_index().sort_values(
        ["target", "polarity"], ascending=[True, False], kind="stable", ignore_index=True
    )
    place = order.groupby("target").cumcount()
    edge = pd.concat([place, order.groupby("target").cumcount(ascending=False)], axis=1).min(axis=1)
    far = edge >= MOST_ROWS // (2 * len(run.pair)) if len(order) > MOST_ROWS else edge < 0
    return order.assign(far=far).sort_values("far", kind="stable", ignore_index=True).drop(columns="far")


# --- sentences ------------------------------------------------------------------------------------------------------


def answer(run: Study, overlap: dict[str, int], contrasts: pd.DataFrame) -> Prose:
    """Return the first sentences of the page: what may be compared here, who is quoted, what differs beyond chance."""
    if run.articles.empty:
        return say("No article is selected, so there is nothing to compare.")
    sourcing = count_sourcing(run).drop(columns="articles")
    official = sourcing.get("official", sourcing.sum(axis=1) * 0).sum()
    terms = int((contrasts.q < 0.05).sum())
    if len(contrasts):
        found = f"**{terms}** of {len(contrasts):,} terms set one outlet apart from the others beyond chance (q < 0.05, articles permuted)."
    else:
        found = "Too few articles per outlet to compare their words."
    return say(
        "{overlap} Officials have **{share:.0%}** of {words} quoted words. " + found,
        overlap=state_overlap(overlap), share=official / max(sourcing.to_numpy().sum(), 1), words=int(sourcing.to_numpy().sum()),
    )  # fmt: skip


def state_limits(run: Study) -> Prose:
    """Return what the comparison cannot say, with counts."""
    sizes = with_outlet(run, run.articles).outlet.value_counts()
    single = int((sizes < 3).sum())
    return say(
        "**{single}** of {outlets} outlets have fewer than three articles here: no interval is given for them. "
        "{drawn}Labels, loaded words and frames come from word lists: irony and allusion escape them, and a frame's cue can stand in a sentence that rejects it.",
        single=single, outlets=len(sizes), drawn=_state_draw(run),
    )  # fmt: skip


def _state_draw(run: Study) -> str:
    """Return what is not told of all articles, or nothing."""
    part = run.drawn
    if part is run:
        return ""
    return (
        f"Frames are counted in {len(part.selected):,} articles{part.drawn_from}, words compared in fewer of "
        "them, and all but the largest outlets as one. "
    )
