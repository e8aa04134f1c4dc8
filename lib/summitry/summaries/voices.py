"""For notebook 02: who is quoted, through whom, to and about whom, and how warm the words are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from summitry import sentiment
from summitry.articles import count_words
from summitry.display import Prose, say
from summitry.intervals import (
    Interval,
    Test,
    bootstrap_mean,
    holm,
    minimum_detectable_difference,
    permute_difference,
    quotations_needed,
)
from summitry.sentiment import remarks

if TYPE_CHECKING:
    import pandas as pd

    from summitry.study import Study

SPEECH = ("direct", "fragment", "indirect")
QUOTED = ("direct", "fragment")


def find_speech(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of *quotes* that are somebody's speech, with their words counted (column words, int64)."""
    spoken = quotes[quotes.kind.isin(SPEECH)].copy()
    spoken["words"] = [count_words(text) for text in spoken.text]
    return spoken.reset_index(drop=True)


def count_voice(speech: pd.DataFrame) -> pd.DataFrame:
    """Return a row per speaker, most quoted first: speaker, quoted, indirect (words), quotations, articles."""
    named = speech[speech.speaker.notna()]
    quoted = named.words.where(named.kind.isin(QUOTED), 0)
    rows = (
        named.assign(quoted=quoted, indirect=named.words - quoted)
        .groupby("speaker")
        .agg(
            quoted=("quoted", "sum"),
            indirect=("indirect", "sum"),
            quotations=("quote_id", "size"),
            articles=("article_id", "nunique"),
        )
    )
    return rows.reset_index().sort_values(
        ["quoted", "indirect", "speaker"], ascending=[False, False, True], ignore_index=True
    )


def count_conduits(speech: pd.DataFrame) -> pd.DataFrame:
    """Return how many of each leader's quotations came through whom: conduit, quotations, words, articles."""
    rows = (
        speech.assign(conduit=speech.conduit.fillna("nobody named"))
        .groupby(["speaker", "conduit"])
        .agg(quotations=("quote_id", "size"), words=("words", "sum"), articles=("article_id", "nunique"))
    )
    return rows.reset_index().sort_values(
        ["quotations", "words", "speaker"], ascending=[False, False, True], ignore_index=True
    )


def count_directions(speech: pd.DataFrame) -> pd.DataFrame:
    """Return how often each speaker speaks to whom and about whom: speaker, relation (to | about), person, quotations."""
    import pandas as pd

    parts = []
    for relation, column in (("to", "addressee"), ("about", "about")):
        named = speech[speech[column].notna() & speech.speaker.notna()]
        exploded = named.assign(person=named[column].str.split(";")).explode("person")
        parts.append(exploded.assign(relation=relation)[["speaker", "relation", "person", "quote_id"]])
    rows = (
        pd.concat(parts).groupby(["speaker", "relation", "person"]).quote_id.size().rename("quotations").reset_index()
    )
    return rows.sort_values(["quotations", "speaker", "person"], ascending=[False, True, True], ignore_index=True)


def list_quotations(run: Study, speech: pd.DataFrame) -> pd.DataFrame:
    """Return the quotation browser: text, speaker, conduit, published, outlet, confidence, sentiment, sentence, and keys."""
    rows = speech.merge(run.articles[["article_id", "published", "outlet"]], on="article_id", how="left")
    rows["sentence"] = [
        _around(run.corpus.texts.get(row.article_id, ""), row.start, row.end) for row in rows.itertuples()
    ]
    columns = [
        "text",
        "speaker",
        "conduit",
        "published",
        "outlet",
        "kind",
        "confidence",
        "sentiment",
        "basis",
        "sentence",
    ]
    return rows[[*columns, "article_id", "quote_id", "start", "end"]]


def _around(text: str, start: int, end: int, reach: int = 80) -> str:
    """Return the words of *text* with what stands around them on the same line."""
    left = max(text.rfind("\n", 0, start) + 1, start - reach)
    right = text.find("\n", end)
    return text[left : min(right if right >= 0 else len(text), end + reach)].strip()


# --- warmth ---------------------------------------------------------------------------------------------------------


def score_speech(run: Study, speech: pd.DataFrame) -> pd.DataFrame:
    """Return *speech* inside quotation marks with a column ``score`` by the run's scorer, hand labels first.

    Columns added: score (Float64, -1 to 1), group (speaker), outlet, published. Indirect speech is left out: its
    words are the reporter's. One remark that several articles carry is kept once, from the article that has most of it.
    """
    quoted = speech[speech.kind.isin(QUOTED) & speech.speaker.notna()].reset_index(drop=True)
    once = remarks.collapse_duplicates(quoted)
    scored = once.assign(score=_scores(once.text, run.parameters["scorer"]), group=once.speaker)
    if run.parameters["labels"]:
        from summitry.study import find_path

        labels = sentiment.read_labels(find_path(run.parameters["labels"]))
        scored["score"] = [labels.get(row.quote_id, row.score) for row in scored.itertuples()]
    return scored.merge(run.articles[["article_id", "published", "outlet"]], on="article_id", how="left")


def _scores(texts: Iterable[str], scorer: str) -> Any:
    import pandas as pd

    return pd.array(sentiment.score(list(texts), scorer), dtype="Float64")


def mean_by(scored: pd.DataFrame, column: str, seed: int, most: int = 12) -> dict[str, Interval]:
    """Return the mean score of each group of *column*, the largest groups first, articles resampled."""
    sizes = scored[column].dropna().value_counts()
    names = sorted(sizes.index, key=lambda name: (-sizes[name], name))[:most]
    parts = {name: scored[scored[column] == name] for name in names}
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


def compare_groups(scored: pd.DataFrame, column: str, pairs: list[tuple[str, str]], seed: int) -> pd.DataFrame:
    """Test each pair of groups, Holm-adjusted: a, b, difference, p, p_holm, n_a, n_b, sentence."""
    import pandas as pd

    tests = [_compare(scored[scored[column].isin(pair)], column, pair, seed) for pair in pairs]
    adjusted = holm([test.p for test in tests])
    rows = [
        {"a": test.a or pair[0], "b": test.b or pair[1], "difference": test.difference, "p": test.p, "p_holm": p_holm,
         "n_a": test.n_a, "n_b": test.n_b, "sentence": test.sentence}
        for test, pair, p_holm in zip(tests, pairs, adjusted, strict=True)
    ]  # fmt: skip
    columns = ["a", "b", "difference", "p", "p_holm", "n_a", "n_b", "sentence"]
    return pd.DataFrame(rows, columns=columns).astype({"difference": "Float64", "p": "Float64", "p_holm": "Float64"})


def _compare(part: pd.DataFrame, column: str, pair: tuple[str, str], seed: int) -> Test:
    return permute_difference(list(part.score.astype(float)), list(part[column]), list(part.article_id), seed)


def state_finding(test: Any) -> str:
    """Return the comparison's result in words, for the first sentences of a page."""
    if test.p is None or str(test.p) in ("nan", "<NA>"):
        return f"no comparison is possible: {test.sentence or 'one of the two is not quoted.'}"
    if test.p < 0.05:
        warmer, other = (test.a, test.b) if test.difference > 0 else (test.b, test.a)
        return f"{warmer}'s quoted words are warmer than {other}'s by {abs(test.difference):.2f} (permutation test, p = {test.p:.3f})"
    return f"no detectable difference between {test.a} and {test.b} (difference {_signed(test.difference)}, permutation test, p = {test.p:.2f})"


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def compare_scorers(scored: pd.DataFrame, groups: Iterable[str]) -> pd.DataFrame:
    """Return each group's mean under every scorer: group, scorer, mean, n."""
    import pandas as pd

    rows = []
    for scorer in sentiment.SCORERS:
        scores = scored.assign(other=_scores(scored.text, scorer))
        for group in groups:
            own = scores.loc[scores.group == group, "other"].astype(float)
            if len(own):
                rows.append({"group": group, "scorer": scorer, "mean": float(own.mean()), "n": len(own)})
    return pd.DataFrame(rows, columns=["group", "scorer", "mean", "n"])


def list_extremes(run: Study, scored: pd.DataFrame, each: int = 5) -> pd.DataFrame:
    """Return the warmest and coldest quotations with the words that drove their score."""
    order = scored.sort_values(["score", "quote_id"], ignore_index=True)
    extremes = order if len(order) <= 2 * each else order.iloc[[*range(each), *range(len(order) - each, len(order))]]
    rows = extremes.iloc[::-1].reset_index(drop=True)
    return rows.assign(driven_by=[_drivers(text, run.parameters["scorer"]) for text in rows.text])


def _drivers(text: str, scorer: str, most: int = 4) -> str:
    found = sorted(sentiment.explain(text, scorer), key=lambda part: -abs(part[3]))[:most]
    return ", ".join(f"{word} {weight:+.1f}".replace("-", "−") for _, _, word, weight in found) or "no scored word"


# --- sentences ------------------------------------------------------------------------------------------------------


def answer(run: Study, speech: pd.DataFrame, scored: pd.DataFrame, comparison: pd.DataFrame) -> Prose:
    """Return the first sentences of the page: who has the words, and whether warmth differs."""
    if speech.empty:
        return say("Nobody is quoted in the selected articles.")
    voice = count_voice(speech)
    lead = voice.iloc[0] if len(voice) else None
    test = next(comparison.itertuples())
    return say(
        "**{n}** quotations and **{indirect}** passages of indirect speech were found in {articles} articles; {lead} has the most "
        "quoted words (**{words}**). On warmth: {finding}.",
        n=int(speech.kind.isin(QUOTED).sum()), indirect=int((speech.kind == "indirect").sum()), articles=len(run.selected),
        lead=lead.speaker if lead is not None else "nobody", words=int(lead.quoted) if lead is not None else 0,
        finding=state_finding(test).rstrip("."),
    )  # fmt: skip


def title_means(means: dict[str, Interval], noun: str) -> str:
    """Return a figure's title that claims no more than the intervals allow."""
    sure = [name for name, mean in means.items() if mean.low is not None]
    if not means:
        return "No scored quotation here"
    if len(sure) < 2:
        return f"Too few quotations to compare one {noun} with another"
    lows, highs = [means[name].low or 0.0 for name in sure], [means[name].high or 0.0 for name in sure]
    if max(lows) <= min(highs):
        return f"No {noun} is clearly warmer than another: the intervals overlap"
    warm = max(sure, key=lambda name: means[name].low or 0.0)
    cold = min(sure, key=lambda name: means[name].high or 0.0)
    return f"{warm} is warmer than {cold}: their intervals do not overlap"


def list_means(means: dict[str, Interval]) -> pd.DataFrame:
    """Return the means as a table: group, mean, low, high, n, articles, note (why there is no interval)."""
    import pandas as pd

    rows = [(name, m.mean, m.low, m.high, m.n, m.n_clusters, m.sentence or "–") for name, m in means.items()]
    frame = pd.DataFrame(rows, columns=["group", "mean", "low", "high", "n", "articles", "note"])
    return frame.astype({"mean": "Float64", "low": "Float64", "high": "Float64"})


def state_comparison(comparison: pd.DataFrame, scored: pd.DataFrame, pair: tuple[str, str]) -> Prose:
    """Return the test between the two leaders in words, with the difference that could have been seen."""
    test = next(comparison.itertuples())
    first, second = ([float(x) for x in scored.loc[scored.speaker == name, "score"]] for name in pair)
    seen = minimum_detectable_difference(first, second)
    needed = (
        quotations_needed(float(scored.score.astype(float).std()), 0.1)
        if len(scored) > 1 and scored.score.std() > 0
        else None
    )
    detectable = (
        f"With these numbers a difference below {seen:.2f} would go unseen"
        if seen is not None
        else "There is too little to say what could have been seen"
    )
    more = f"; ±0.1 would need about {needed:,} quotations per speaker" if needed else ""
    finding = state_finding(test)
    return say(
        "{finding}. {detectable}{more}.",
        finding=finding[0].upper() + finding[1:].rstrip("."),
        detectable=detectable,
        more=more,
    )


def state_limits(scored: pd.DataFrame, pair: tuple[str, str]) -> Prose:
    """Return what the sentiment figures cannot say, with counts."""
    counts = [f"{name} {int((scored.speaker == name).sum())}" for name in pair]
    return say(
        "The figures rest on {counts} scored quotations. A lexicon reads words, not intentions: irony, diplomatic code and what was "
        "left unsaid escape it, and quoted words are those that an outlet chose. Notebook 04 gives the scorer's error rate.",
        counts=" and ".join(counts),
    )  # fmt: skip
