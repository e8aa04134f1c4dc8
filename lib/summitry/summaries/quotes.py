"""For notebook 02: who is quoted, through whom, to and about whom, which outlet trimmed a remark how, and how warm the
quoted words are, by whom, where and toward whom."""

from collections.abc import Iterable

import pandas as pd

from summitry import sentiment
from summitry.display import Column, Prose, say, show_value
from summitry.sentiment import quote_clusters
from summitry.statistics import MINIMUM_CLUSTERS, MINIMUM_VALUES, Interval, bootstrap_mean
from summitry.study import Study, find_path
from summitry.summaries import count_by, most_first, sort_rows, with_outlet
from summitry.text import find_words

MOST_GROUPS = 10
SPEECH = ("direct", "fragment", "indirect")
QUOTED = ("direct", "fragment")
COUNTED_BY = ("quote_id", "article_id", "kind", "speaker", "conduit", "addressee", "about")
QUOTATION_COLUMNS = ["text", "speaker", "conduit", "published", "outlet", "kind", "confidence", "sentiment", "basis"]
QUOTATION_COLUMNS += ["sentence", "article_id", "quote_id", "start", "end"]
REACH = 80  # characters on each side of a quotation that its sentence may have
MEAN_COLUMNS = {
    "mean": Column("mean", "−1 to 1", 2),
    "interval": "95 % interval",
    "n": "quotations",
    "articles": "articles",
    "classes": Column("warm · neutral · cold", align="right"),
}
"""How means are shown, beside the column group."""


def find_speech(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of *quotes* that are somebody's speech, with their words counted (column words, int64)."""
    spoken = quotes[quotes.kind.isin(SPEECH)].reset_index(drop=True)
    return spoken.assign(words=[len(find_words(text)) for text in spoken.text])


def read_speech(run: Study) -> pd.DataFrame:
    """Return the speech in all selected articles, however many, as find_speech does, by the columns that it is counted
    by alone."""
    words = [len(find_words(text)) for text in run.read("quotes", "text").text]  # gone before the rest is read
    rows = run.read("quotes", *COUNTED_BY).assign(words=words)
    return rows[rows.kind.isin(SPEECH)].reset_index(drop=True)


def count_voice(speech: pd.DataFrame) -> pd.DataFrame:
    """Return a row per speaker, most quoted first: speaker, quoted, indirect (words), quotations, articles."""
    named = speech[speech.speaker.notna()]
    quoted = named.words.where(named.kind.isin(QUOTED), 0)
    return count_by(
        named.assign(quoted=quoted, indirect=named.words - quoted), ["speaker"], ["-quoted", "-indirect", "speaker"],
        quoted=("quoted", "sum"), indirect=("indirect", "sum"), quotations=("quote_id", "size"),
        articles=("article_id", "nunique"),
    )  # fmt: skip


def count_conduits(speech: pd.DataFrame) -> pd.DataFrame:
    """Return how many of each leader's quotations came through whom: conduit, quotations, words, articles."""
    named = speech[speech.speaker.notna()].assign(conduit=speech.conduit.fillna("nobody named"))
    return count_by(
        named, ["speaker", "conduit"], ["-quotations", "-words", "speaker"],
        quotations=("quote_id", "size"), words=("words", "sum"), articles=("article_id", "nunique"),
    )  # fmt: skip


def count_directions(speech: pd.DataFrame) -> pd.DataFrame:
    """Return how often each speaker speaks to whom and about whom: speaker, relation (to | about), person, quotations."""
    parts = []
    for relation, column in (("to", "addressee"), ("about", "about")):
        named = speech[speech[column].notna() & speech.speaker.notna()]
        exploded = named.assign(person=named[column].str.split(";")).explode("person")
        parts.append(exploded.assign(relation=relation)[["speaker", "relation", "person", "quote_id"]])
    groups, order = ["speaker", "relation", "person"], ["-quotations", "speaker", "person"]
    return count_by(pd.concat(parts), groups, order, quotations=("quote_id", "size"))


def list_quotations(run: Study, speech: pd.DataFrame) -> pd.DataFrame:
    """Return the quotations with the day and outlet of each; sentence: what stands around it on its line."""
    rows = speech.merge(run.articles[["article_id", "published", "outlet"]], on="article_id", how="left")
    sentences = []
    for row in rows.itertuples():
        text = run.corpus.texts.get(row.article_id, "")
        before, after = text[max(0, row.start - REACH) : row.start], text[row.end : row.end + REACH]
        words = before.rpartition("\n")[2] + text[row.start : row.end] + after.partition("\n")[0]
        sentences.append(words.strip())
    return rows.assign(sentence=sentences)[QUOTATION_COLUMNS]


def list_versions(run: Study, speech: pd.DataFrame) -> pd.DataFrame:
    """Return how each article trimmed the remarks inside quotation marks that more than one article carries. Columns of
    quote_clusters.compare_versions, and start; the remark that most articles carry comes first, its versions from the
    longest to the shortest."""
    quoted = speech[speech.kind.isin(QUOTED) & speech.speaker.notna()]
    versions = quote_clusters.compare_versions(quoted, run.articles)
    rows = versions.merge(quoted[["quote_id", "start"]], on="quote_id", how="left")
    carried = rows.groupby("remark").article_id.transform("size")
    rows = rows.assign(carried=carried, left_out=rows.left_out.replace("", "–"))
    return sort_rows(rows, ["-carried", "remark", "-share_kept", "article_id"]).drop(columns="carried")


def state_versions(speech: pd.DataFrame, versions: pd.DataFrame) -> Prose:
    """Return how many remarks more than one article carries, and in how many versions words were cut."""
    if versions.empty:
        return say("No remark is carried by more than one article, so each quotation counts once.")
    trimmed = versions[versions.cut != "nothing"]
    return say(
        "**{k}** remarks are carried by more than one article, in {n} versions; each counts once below. In **{cut}** of the "
        "versions words are missing that another version has.",
        k=versions.remark.nunique(), n=len(versions), cut=len(trimmed),
    )  # fmt: skip


def score_speech(run: Study, speech: pd.DataFrame, once_per_outlet: bool = False) -> pd.DataFrame:
    """Return one row per remark inside quotation marks with its ``score`` (Float64, -1 to 1), hand labels first.

    Indirect speech is left out: its words are the reporter's. One remark that several articles carry is kept once,
    as its longest version; *once_per_outlet* keeps it once in each outlet instead, for what is compared by outlet.
    Columns added: outlet, published, versions, labelled (bool: by hand), channel (conduit, or else the outlet),
    voice (speaker and channel), toward (person of the pair to or about whom the words are, or null).
    """
    dated = with_outlet(run, run.articles)[["article_id", "published", "outlet"]]
    quoted = speech[speech.kind.isin(QUOTED) & speech.speaker.notna()].merge(dated, on="article_id", how="left")
    parts = [part for _, part in quoted.groupby("outlet", sort=True)] if once_per_outlet else [quoted]
    once = pd.concat([_collapse(part, _hand_labels(run)) for part in parts or [quoted]], ignore_index=True)
    rated = pd.Series(sentiment.score(list(once.text), run.parameters["scorer"]), dtype="Float64")
    channel = once.conduit.fillna(once.outlet)
    toward = []
    for row in once.fillna({"addressee": "", "about": ""}).itertuples():
        named = f"{row.addressee};{row.about}".split(";")
        toward.append(next((name for name in run.pair if name in named and name != row.speaker), None))
    return once.assign(
        score=once.hand.astype("Float64").fillna(rated), labelled=once.hand.notna(), channel=channel,
        voice=once.speaker.map(lambda name: _short_name(run, name)).astype("string") + " in " + channel,
        toward=pd.array(toward, dtype="string"),
    ).drop(columns="hand")  # fmt: skip


def _collapse(quoted: pd.DataFrame, labels: dict[str, int]) -> pd.DataFrame:
    """Return one row per remark; a hand label of any of its versions is the remark's (column hand)."""
    quoted = quoted.reset_index(drop=True)
    found = quote_clusters.cluster_quotes(list(quoted.text), list(quoted.speaker))
    ids = list(quoted.quote_id)
    given = [next((labels[ids[row]] for row in remark.versions if ids[row] in labels), None) for remark in found]
    return quote_clusters.collapse_duplicates(quoted).assign(hand=pd.array(given, dtype="Int64"))


def _hand_labels(run: Study) -> dict[str, int]:
    path = run.parameters["labels"]
    return sentiment.read_labels(find_path(path)) if path else {}


def _short_name(run: Study, name: str) -> str:
    """Return the first alias of one word, such as a surname, or else the name."""
    known = run.roster.by_name.get(name)
    return next((alias for alias in known.aliases if " " not in alias and alias.isascii()), name) if known else name


def state_labels(run: Study, speech: pd.DataFrame, scored: pd.DataFrame) -> Prose:
    """Return how far hand labels and scorer agree, or how to hand labels over."""
    labels = _hand_labels(run)
    if not labels:
        return say(
            "No hand labels were given, so every score is the scorer's. To check it, label some quotations yourself "
            "(the file beside the table of quotations, with the columns *quote_id* and *label*: −1, 0 or 1) and hand the "
            "file over as *labels*: the labels then override the scores, and Cohen's kappa and Krippendorff's alpha stand here."
        )
    scorer = run.parameters["scorer"]
    quoted = speech[speech.kind.isin(QUOTED)]
    scores = dict(zip(quoted.quote_id, sentiment.score(list(quoted.text), scorer), strict=True))
    found = sentiment.agreement(scores, labels, scorer)
    return say(
        "**{by_hand}** of {all} remarks carry a hand label, which overrides the score. {sentence} {unmatched}",
        by_hand=int(scored.labelled.sum()), all=len(scored), sentence=found.sentence,
        unmatched=f"{found.unmatched} labels name no quotation of this run." if found.unmatched else "",
    )  # fmt: skip


def mean_by(
    scored: pd.DataFrame, column: str, seed: int, first: Iterable[str] = (), fewest: int = 1
) -> dict[str, Interval]:
    """Return the mean score of each group of *column*: *first*, then the largest that have *fewest* scores, ten at most;
    articles are resampled.
    """
    sizes = scored[column].dropna().value_counts()
    leading = [name for name in first if name in sizes.index]
    others = most_first(sizes[(sizes >= fewest) & ~sizes.index.isin(leading)])
    names = [*leading, *others][:MOST_GROUPS]
    parts = ((name, scored[scored[column] == name]) for name in names)
    return {name: bootstrap_mean(list(own.score.astype(float)), list(own.article_id), seed) for name, own in parts}


def as_dots(scored: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return *scored* as the dots of a figure: group, sentiment, published, article_id, quote_id."""
    known = scored[scored[column].notna()]
    dots = known.assign(group=known[column], sentiment=known.score)
    return dots[["group", "sentiment", "published", "article_id", "quote_id"]]


def list_means(means: dict[str, Interval], scored: pd.DataFrame, column: str, scorer: str) -> pd.DataFrame:
    """Return the means as a table; classes: warm · neutral · cold, by the scorer's own cuts (sentiment.label_of); interval:
    in words, or why there is none."""
    rows = []
    for name, mean in means.items():
        labels = [sentiment.label_of(float(score), scorer) for score in scored.loc[scored[column] == name, "score"]]
        classes = " · ".join(str(labels.count(label)) for label in (1, 0, -1))
        interval = f"too few for one (at least {MINIMUM_VALUES} from {MINIMUM_CLUSTERS})"
        if mean.low is not None:
            interval = f"{show_value(mean.low)} to {show_value(mean.high)}"
        rows.append((name, mean.mean, mean.low, mean.high, mean.n, mean.n_clusters, classes, interval))
    columns = ["group", "mean", "low", "high", "n", "articles", "classes", "interval"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(("mean", "low", "high"), "Float64"))


def list_extremes(run: Study, scored: pd.DataFrame, each: int = 5) -> pd.DataFrame:
    """Return the warmest and coldest quotations with the words that drove their score, warmest first."""
    distinct = scored.drop_duplicates("text")
    order = sort_rows(distinct, ["score", "quote_id"])
    extremes = order if len(order) <= 2 * each else order.iloc[[*range(each), *range(len(order) - each, len(order))]]
    rows = extremes.iloc[::-1].reset_index(drop=True)
    driven = []
    for row in rows.itertuples():
        found = sorted(sentiment.explain(row.text, run.parameters["scorer"]), key=lambda part: -abs(part[3]))[:4]
        words = ", ".join(f"{word} {weight:+.1f}".replace("-", "−") for _, _, word, weight in found)
        driven.append("labelled by hand" if row.labelled else words or "no scored word")
    return rows.assign(driven_by=driven)
