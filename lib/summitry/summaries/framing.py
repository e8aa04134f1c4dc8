"""For notebook 03: the outlets side by side, whether they can be told apart from the events they cover, the words that
set them apart, the copy they share, and the codebook of frames."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from scipy import stats

from summitry.corpus import OTHERS, choose_articles, contrast_articles
from summitry.display import Prose, say
from summitry.framing import FACTS
from summitry.reference import REPOSITORY
from summitry.schema import to_frame
from summitry.statistics import bootstrap_mean
from summitry.study import Study
from summitry.summaries import count_by, most_first, sort_rows, with_outlet
from summitry.text import find_words, read_words

MOST_ROWS = 15
VERB_CLASSES = ["neutral", "endorsing", "doubting", "emotive", "commissive"]
MOST_CONTRASTED, MOST_APART = 1_000, 5
"""Articles of a large corpus that are contrasted, and outlets, the others as one: permutations are to take seconds."""
MOST_SHARERS = 200  # articles in a matrix of who shares copy with whom
AGREEMENT = REPOSITORY / "data" / "gold" / "second" / "agreement.csv"


def describe_overlap(run: Study) -> dict[str, int]:
    """Return how far outlet and event can be told apart: outlets, events, shared (events with two outlets or more)."""
    held = run.pair_meetings[run.pair_meetings.meeting_id.notna() & (run.pair_meetings.status == "held")]
    per_event = with_outlet(run, held).groupby("meeting_id").outlet.nunique()
    outlets = int(with_outlet(run, run.articles).outlet.nunique())
    return {"outlets": outlets, "events": len(per_event), "shared": int((per_event >= 2).sum())}


def state_overlap(overlap: dict[str, int]) -> str:
    """Return the sentence that says what a difference between outlets can mean here."""
    outlets, events, shared = (overlap[name] for name in ("outlets", "events", "shared"))
    if not outlets:
        return "There is no outlet here to compare."
    if outlets < 2:
        return "There is only one outlet here, so nothing can be compared."
    if not events:
        return "No meeting on record is reported here as held, so outlets cannot be compared on the same event."
    reported = f"{shared} of {events} meetings are reported by two outlets or more"
    if shared < 2:
        return (
            f"The {outlets} outlets cover different meetings in different years ({reported}): what follows cannot tell the "
            "outlet from the event."
        )
    return f"{reported}, so outlets can be compared on the same events; elsewhere, a difference may be the event's."


def count_sourcing(run: Study) -> pd.DataFrame:
    """Return quoted words by outlet and type of source: index outlet, a column per type, and articles."""
    named = with_outlet(run, run.sources)
    kinds = named.source_type.astype("string").fillna("not in our lists")
    words = named.words_quoted.groupby([named.outlet, kinds]).sum().unstack(fill_value=0)
    articles = with_outlet(run, run.articles).groupby("outlet").size()
    counted = words.reindex(articles.index, fill_value=0).astype("int64").rename(columns=str)
    return counted.rename_axis(columns=None).assign(articles=articles.astype("int64"))


def list_sources(run: Study) -> pd.DataFrame:
    """Return the sources over all articles: source, source_type, articles, quotes, words_quoted, marked (share marked as state)."""
    return count_by(
        run.sources, ["source", "source_type"], ["-words_quoted", "-quotes", "source"],
        articles=("article_id", "nunique"), quotes=("quotes", "sum"), words_quoted=("words_quoted", "sum"),
        marked=("marked_as_state", "mean"),
    )  # fmt: skip


def count_first_voices(run: Study) -> pd.DataFrame:
    """Return who is quoted first, by outlet: outlet, articles, first (speakers with counts), unquoted (articles without a
    quotation in marks)."""
    quotes = run.read("quotes", "article_id", "start", "kind", "speaker")
    quoted = quotes[quotes.kind.isin(["direct", "fragment"])].sort_values(["article_id", "start"])
    first = quoted.groupby("article_id").first().speaker.fillna("speaker not decided")
    rows = []
    for outlet, part in with_outlet(run, run.articles).groupby("outlet"):
        counted = part.article_id.map(first).dropna().value_counts()
        words = "; ".join(f"{name} ×{counted[name]}" for name in most_first(counted)) or "nobody"
        rows.append((outlet, len(part), words, len(part) - int(counted.sum())))
    return sort_rows(pd.DataFrame(rows, columns=["outlet", "articles", "first", "unquoted"]), ["-articles", "outlet"])


def count_verbs(run: Study) -> pd.DataFrame:
    """Return reporting verbs by outlet: outlet, verbs, a count for each of VERB_CLASSES, examples."""
    named = with_outlet(run, run.verbs)
    counted = named.groupby([named.outlet, named["class"]]).size().unstack(fill_value=0)
    counted = counted.reindex(columns=VERB_CLASSES, fill_value=0)
    lemmas = named[named["class"] != "neutral"].groupby("outlet").lemma
    examples = lemmas.agg(lambda own: ", ".join(own.value_counts().head(4).index))
    rows = counted.assign(verbs=counted.sum(axis=1), examples=examples.reindex(counted.index).fillna("none"))
    return sort_rows(rows.reset_index(), ["-verbs", "outlet"])[
        ["outlet", "verbs", *VERB_CLASSES, "examples"]
    ].rename_axis(columns=None)


def compare_labels(run: Study) -> pd.DataFrame:
    """Return the labels outside quotations for each leader: target, label, type, uses, outlets, polarity, and a place."""
    named = with_outlet(run, run.labels[~run.labels.in_quote & run.labels.target.isin(run.pair)])
    return count_by(
        named.assign(key=named.text.str.casefold()), ["target", "key", "label_type"], ["target", "-uses", "label"],
        label=("text", "first"), uses=("text", "size"), outlets=("outlet", _name_outlets), polarity=("polarity", "mean"),
        article_id=("article_id", "first"), start=("start", "first"),
    )  # fmt: skip


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
    Labels that judge come first (marked + or −), then the most used; the outlets with the most articles come first."""
    sizes = with_outlet(run, run.articles).outlet.value_counts()
    named = with_outlet(run, run.labels[~run.labels.in_quote])
    rows = []
    for name in most_first(sizes):
        own = named[named.outlet == name]
        rows.append((name, int(sizes[name]), *(_call(own[own.target == leader]) for leader in run.pair)))
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


def compare_portrayals(run: Study) -> pd.DataFrame:
    """Return how each outlet's own words colour each leader: target, outlet, polarity, n_evidence, articles. In order
    of polarity for each leader; where there are more rows than a page shows, the brightest and the darkest of each
    leader come first."""
    named = with_outlet(run, run.portrayals[run.portrayals.target.isin(run.pair)])
    rows = count_by(
        named, ["target", "outlet"], ["target", "-polarity"],
        polarity=("polarity", "mean"), n_evidence=("n_evidence", "sum"), articles=("article_id", "nunique"),
    )  # fmt: skip
    leaders = rows.groupby("target")
    edge = np.minimum(leaders.cumcount(), leaders.cumcount(ascending=False))
    far = (edge >= MOST_ROWS // (2 * len(run.pair))) & (len(rows) > MOST_ROWS)
    return rows.iloc[np.argsort(far, kind="stable")].reset_index(drop=True)


def rate_frames(run: Study) -> pd.DataFrame:
    """Return the share of sentences with a cue of each frame, per outlet, the outlet's articles resampled. Columns:
    outlet, frame, rate, low, high (share of sentences outside quotations; null where n is too small), sentences,
    articles."""
    features = run.read("features", "article_id", "style_sentences")
    lengths = with_outlet(run, features[["article_id"]].assign(n=features.style_sentences.astype(int)))
    frames = run.read("frames", "article_id", "start", "frame", "in_quote")
    cued = frames[~frames.in_quote].drop_duplicates(["article_id", "start", "frame"])
    rows = []
    for frame in sorted(frames.frame.unique()):
        found = cued[cued.frame == frame].groupby("article_id").size()
        counted = lengths.assign(cued=lengths.article_id.map(found).fillna(0).astype(int))
        for outlet, own in counted.groupby("outlet"):
            sizes = own[["n", "cued"]].max(axis=1)
            both = zip(sizes, own.cued, strict=True)
            hits = [hit for size, cues in both for hit in [1.0] * cues + [0.0] * (size - cues)]
            mean = bootstrap_mean(hits, list(own.article_id.repeat(sizes)), run.seed)
            rows.append((outlet, frame, mean.mean or 0.0, mean.low, mean.high, len(hits), len(own)))
    columns = ["outlet", "frame", "rate", "low", "high", "sentences", "articles"]
    return pd.DataFrame(rows, columns=columns).astype({"low": "Float64", "high": "Float64"})


def frame_sides(rates: pd.DataFrame, most: int = 6) -> pd.DataFrame:
    """Return the frames side by side: frame, and per outlet (those with the most sentences) share and interval in words."""
    sizes = rates.groupby("outlet").sentences.first().sort_values(ascending=False, kind="stable")
    words = [
        f"{row.rate:.0%} of {row.sentences}" if pd.isna(row.low) else f"{row.rate:.0%} ({row.low:.0%}–{row.high:.0%})"
        for row in rates.itertuples()
    ]
    wide = rates.assign(words=words).pivot_table(index="frame", columns="outlet", values="words", aggfunc="first")
    order = rates.groupby("frame").rate.mean().sort_values(ascending=False, kind="stable").index
    return wide.reindex(index=order, columns=list(sizes.index[:most])).rename_axis(columns=None).reset_index()


def list_codebook() -> pd.DataFrame:
    """Return the frames' codebook: frame, definition, example, non_example, alpha (Krippendorff's, nominal), n (sentences)."""
    rows = pd.DataFrame(read_words("frames"))[["frame", "definition", "example", "non_example"]]
    agreed = _read_agreement("frames")[["value", "n"]].rename(columns={"value": "alpha"})
    return rows.join(agreed, on="frame").astype({"alpha": "Float64", "n": "Int64"})


def _read_agreement(table: str) -> pd.DataFrame:
    """Return the rows about *table* of the second coding's agreement, by category; none where it is not at hand."""
    columns = ["table", "category", "measure", "value", "n"]
    rows = pd.read_csv(AGREEMENT) if AGREEMENT.is_file() else pd.DataFrame(columns=columns)
    return rows[rows.table == table].set_index("category")


def state_codings() -> Prose:
    """Return how far two codings agree on frames and labels, and whose they are."""
    frames, labels = _read_agreement("frames").value, _read_agreement("labels").value
    if frames.empty or labels.empty:
        return say("The second coding is in data/gold/second of the repository, which is not at hand here.")
    return say(
        "A third of the sample's articles was coded **again, independently**, by coders who had the codebook and the plain "
        "text and saw neither the first coding nor what the tool finds. Over all frames Krippendorff's alpha is "
        "**{all:.2f}**; labels are found alike in **{span:.0%}** (F1), of the same kind with alpha {kind:.2f} and of the same "
        "polarity with ordinal alpha {polarity:.2f}. A frame with alpha below 0.67 should carry no conclusion.",
        all=frames["all"], span=labels["span"], kind=labels["label_type"], polarity=labels["polarity"],
    )  # fmt: skip


def contrast_outlets(run: Study) -> pd.DataFrame:
    """Return the terms that set the selected outlets apart (columns as in the table contrasts). Terms made of function
    words alone, and of an outlet's or agency's own name, are no findings: they are left out, and q is computed again
    over the rest."""
    drawn = _group_articles(run)
    place = ("article_id", "start", "end")
    zones = run.corpus.read("zones", *place, "zone", articles=set(drawn)).itertuples()
    quotes = run.corpus.read("quotes", *place, "kind", articles=set(drawn)).itertuples()
    rows = contrast_articles(run.corpus.texts, drawn, zones, quotes, run.seed)
    names = (*run.articles.outlet.dropna().unique(), *run.articles.agency.dropna().unique())
    return drop_furniture(to_frame("contrasts", rows), names)


def _group_articles(run: Study) -> Mapping[str, str]:
    """Return the articles whose words are compared, each with its outlet or, beyond the largest outlets, OTHERS. Of a
    large corpus they are MOST_CONTRASTED drawn by chance, and fewer outlets stand alone."""
    outlets = run.articles.set_index("article_id").outlet.dropna()
    groups = {str(name): str(outlet) for name, outlet in outlets.items()}
    return choose_articles(groups, run.seed, *((MOST_CONTRASTED, MOST_APART) if run.is_large else ()))


def drop_furniture(contrasts: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Return *contrasts* without terms made of function words and *names* alone, q adjusted within each comparison."""
    idle = {row["word"] for row in read_words("function_words")} | {"s", "t"}
    idle |= {word.lower() for name in names for word in find_words(name)}
    telling = [not idle.issuperset(term.split()) for term in contrasts.term]
    rows = contrasts[np.array(telling, dtype=bool)].reset_index(drop=True)
    adjusted = rows.groupby(["source_a", "source_b"]).p_perm.transform(stats.false_discovery_control)
    return rows.assign(q=adjusted.astype("float64"))


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
    agencies = run.corpus.read("articles", "article_id", "agency")
    shared = run.reuse[run.reuse.other_id.isin(agencies.article_id)]
    rows = count_by(
        shared, ["article_id", "other_id"], ["-share", "article_id", "other_id"],
        passages=("start", "size"), start=("start", "min"), share=("containment", "first"),
    )  # fmt: skip
    known = agencies.dropna().set_index("article_id").agency.to_dict()
    pairs = zip(rows.article_id.map(known), rows.other_id.map(known), strict=True)
    behind = [" and ".join(dict.fromkeys(filter(pd.notna, pair))) or "nobody credited" for pair in pairs]
    return rows.assign(behind=behind).astype({"share": "float64"})


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
    """Return the shares that articles have in common: a square frame, article_id × article_id, 0 to 1, sharers only. Of
    very many sharers it holds those that share most; ``attrs["sharers"]`` counts all of them."""
    known = run.corpus.read("articles", "article_id").article_id
    shared = run.reuse[run.reuse.other_id.isin(known)].drop_duplicates(["article_id", "other_id"])
    names = sorted({*shared.article_id, *shared.other_id})
    sharers = len(names)
    if sharers > MOST_SHARERS:
        most = shared.groupby("article_id").containment.max().sort_values(ascending=False, kind="stable")
        names = sorted(most.index[:MOST_SHARERS])
    shown = shared[shared.article_id.isin(names) & shared.other_id.isin(names)]
    wide = shown.pivot(index="article_id", columns="other_id", values="containment").astype(float)
    matrix = wide.reindex(index=pd.Index(names), columns=pd.Index(names)).fillna(0.0)
    matrix.attrs["sharers"] = sharers
    return matrix


def tick_coverage(run: Study) -> pd.DataFrame:
    """Return which facts each article tells of meetings that two outlets or more cover. Columns: meeting (meeting_id
    and outlet), article_id, a column per fact (✓ or –)."""
    named = with_outlet(run, run.coverage)
    outlets = named.groupby("meeting_id").outlet.nunique()
    shared = named[named.meeting_id.isin(outlets[outlets >= 2].index)]
    told = shared.present.map({True: "✓", False: "–"})
    ticks = shared.assign(told=told, meeting=shared.meeting_id + ", " + shared.outlet)
    wide = ticks.pivot_table(index=["meeting", "article_id"], columns="fact", values="told", aggfunc="max")
    return wide.reindex(columns=list(FACTS)).fillna("–").rename_axis(columns=None).reset_index()


def answer(run: Study, overlap: dict[str, int], contrasts: pd.DataFrame) -> Prose:
    """Return the first sentences of the page: what may be compared here, who is quoted, what differs beyond chance."""
    if run.articles.empty:
        return say("No article is selected, so there is nothing to compare.")
    words = run.sources.words_quoted.sum()
    official = run.sources[run.sources.source_type == "official"].words_quoted.sum()
    found = "Too few articles per outlet to compare their words."
    if len(contrasts):
        found = "**{apart}** of {terms:,} terms set one outlet apart from the others beyond chance (q < 0.05, articles permuted)."
    return say(
        "{overlap} Officials have **{share:.0%}** of {words} quoted words. " + found,
        overlap=state_overlap(overlap), share=official / max(words, 1), words=int(words),
        apart=int((contrasts.q < 0.05).sum()), terms=len(contrasts),
    )  # fmt: skip


def state_limits(run: Study) -> Prose:
    """Return what the comparison cannot say, with counts."""
    sizes, part, drawn = with_outlet(run, run.articles).outlet.value_counts(), run.drawn, ""
    compared = _group_articles(run)
    if part is not run:
        drawn = f"Frames are counted in {len(part.selected):,} articles{part.drawn_from}, words compared in {len(compared):,}. "
    if OTHERS in compared.values():
        apart, named = len(set(compared.values())) - 1, run.articles.outlet.nunique()
        drawn += (
            f"Words set apart the {apart} outlets with most articles; the other {named - apart} are compared as one. "
        )
    return say(
        "**{single}** of {outlets} outlets have fewer than three articles here: no interval is given for them. {drawn}Labels, "
        "loaded words and frames come from word lists: irony and allusion escape them, and a frame's cue can stand in a "
        "sentence that rejects it.",
        single=int((sizes < 3).sum()), outlets=len(sizes), drawn=drawn,
    )  # fmt: skip
