"""For notebook 02, second half: how warm the quoted words are, by whom, where and toward whom, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from summitry import sentiment
from summitry.display import Prose, say
from summitry.sentiment import quote_clusters
from summitry.statistics import MINIMUM_CLUSTERS, MINIMUM_VALUES, Interval, bootstrap_mean
from summitry.study import find_path
from summitry.summaries.framing import with_outlet
from summitry.summaries.voices import QUOTED

if TYPE_CHECKING:
    import pandas as pd

    from summitry.study import Study


# --- scores ---------------------------------------------------------------------------------------------------------


def score_speech(run: Study, speech: pd.DataFrame, once_per_outlet: bool = False) -> pd.DataFrame:
    """Return one row per remark inside quotation marks with its ``score`` (Float64, -1 to 1), hand labels first.

    Indirect speech is left out: its words are the reporter's. One remark that several articles carry is kept once,
    as its longest version; *once_per_outlet* keeps it once in each outlet instead, for what is compared by outlet.
    Columns added: outlet, published, versions, labelled (bool: by hand), channel (conduit, or else the outlet),
    voice (speaker and channel), toward (person of the pair to or about whom the words are, or null).
    """
    import pandas as pd

    dated = with_outlet(run, run.articles)[["article_id", "published", "outlet"]]
    quoted = speech[speech.kind.isin(QUOTED) & speech.speaker.notna()].merge(dated, on="article_id", how="left")
    parts = [part for _, part in quoted.groupby("outlet", sort=True)] if once_per_outlet else [quoted]
    once = pd.concat([_collapse(part, _hand_labels(run)) for part in parts or [quoted]], ignore_index=True)
    rated = pd.array(sentiment.score(list(once.text), run.parameters["scorer"]), dtype="Float64")
    scored = once.assign(score=once.hand.astype("Float64").fillna(pd.Series(rated, dtype="Float64", index=once.index)))
    channel = scored.conduit.fillna(scored.outlet)
    voice = scored.speaker.map(lambda name: _short_name(run, name)).astype("string") + " in " + channel
    toward = [_toward(row, run.pair) for row in scored.itertuples()]
    return scored.assign(
        labelled=scored.hand.notna(), channel=channel, voice=voice, toward=pd.array(toward, dtype="string")
    ).drop(columns="hand")


def _collapse(quoted: pd.DataFrame, labels: dict[str, int]) -> pd.DataFrame:
    """Return one row per remark; a hand label of any of its versions is the remark's (column hand)."""
    import pandas as pd

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


def _toward(row: Any, pair: tuple[str, str]) -> str | None:
    named = f"{'' if row.addressee is None else row.addressee};{'' if row.about is None else row.about}".split(";")
    return next((name for name in pair if name in named and name != row.speaker), None)


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


# --- means ----------------------------------------------------------------------------------------------------------


def mean_by(
    scored: pd.DataFrame, column: str, seed: int, first: Iterable[str] = (), most: int = 10, fewest: int = 1
) -> dict[str, Interval]:
    """Return the mean score of each group of *column*: *first*, then the largest that have *fewest* scores;
    articles are resampled.
    """
    sizes = scored[column].dropna().value_counts()
    leading = [name for name in first if name in sizes.index]
    others = [name for name in sizes.index if name not in leading and sizes[name] >= fewest]
    names = leading + sorted(others, key=lambda name: (-sizes[name], name))
    parts = {name: scored[scored[column] == name] for name in names[:most]}
    return {
        name: bootstrap_mean(list(part.score.astype(float)), list(part.article_id), seed)
        for name, part in parts.items()
    }


def as_dots(scored: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return *scored* as the dots of a figure: group, sentiment, published, article_id, quote_id."""
    kept = scored[scored[column].notna()]
    return kept.assign(group=kept[column], sentiment=kept.score)[
        ["group", "sentiment", "published", "article_id", "quote_id"]
    ]


def list_means(means: dict[str, Interval], scored: pd.DataFrame, column: str, scorer: str) -> pd.DataFrame:
    """Return the means as a table: group, mean, low, high, n, articles, classes (warm · neutral ·
    cold), interval (in words, or why there is none).

    A quotation is neutral where the scorer's own cut says so (sentiment.label_of).
    """
    import pandas as pd

    rows = []
    for name, mean in means.items():
        labels = [sentiment.label_of(float(score), scorer) for score in scored.loc[scored[column] == name, "score"]]
        classes = " · ".join(str(labels.count(label)) for label in (1, 0, -1))
        rows.append((name, mean.mean, mean.low, mean.high, mean.n, mean.n_clusters, classes, _in_words(mean)))
    frame = pd.DataFrame(rows, columns=["group", "mean", "low", "high", "n", "articles", "classes", "interval"])
    return frame.astype({"mean": "Float64", "low": "Float64", "high": "Float64"})


def _in_words(mean: Interval) -> str:
    if mean.low is None or mean.high is None:
        return f"too few for one (at least {MINIMUM_VALUES} from {MINIMUM_CLUSTERS})"
    return f"{mean.low:.2f} to {mean.high:.2f}".replace("-", "−")


def list_extremes(run: Study, scored: pd.DataFrame, each: int = 5) -> pd.DataFrame:
    """Return the warmest and coldest quotations with the words that drove their score, warmest first."""
    distinct = scored.drop_duplicates("text")
    order = distinct.sort_values(["score", "quote_id"], ignore_index=True)
    extremes = order if len(order) <= 2 * each else order.iloc[[*range(each), *range(len(order) - each, len(order))]]
    rows = extremes.iloc[::-1].reset_index(drop=True)
    driven = [
        "labelled by hand" if row.labelled else _drivers(row.text, run.parameters["scorer"])
        for row in rows.itertuples()
    ]
    return rows.assign(driven_by=driven)


def _drivers(text: str, scorer: str, most: int = 4) -> str:
    found = sorted(sentiment.explain(text, scorer), key=lambda part: -abs(part[3]))[:most]
    return ", ".join(f"{word} {weight:+.1f}".replace("-", "−") for _, _, word, weight in found) or "no scored word"
