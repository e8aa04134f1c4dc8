"""For notebook 02: every difference in warmth that the page speaks of, tested, and what the scorer has to do with it."""

from collections.abc import Iterable
from statistics import stdev
from typing import Any

import pandas as pd

from summitry import sentiment
from summitry.display import Prose, say
from summitry.statistics import (
    MINIMUM_VALUES,
    Interval,
    Test,
    count_of,
    holm,
    minimum_detectable_difference,
    permute_difference,
    quotations_needed,
)
from summitry.study import Study
from summitry.summaries import most_first
from summitry.summaries.quotes import QUOTED, count_voice
from summitry.text import read_words

MOST_GROUPS = 6  # outlets or channels that are tested: each further test makes Holm's correction stricter for all


def compare_all(run: Study, scored: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Test every difference that the page speaks of, Holm-adjusted over all of them.

    One row per comparison: question (speaker | toward | outlet | channel), a, b, difference (a minus b), p, p_holm,
    n_a, n_b, sentence (why there is no p). *scored* holds each remark once, *printed* once per outlet. The two
    leaders are always first. Outlets, and each leader's channels, are compared one against the rest, the six largest.
    Below ten quotations on either side nothing is tested.
    """
    tests = [("speaker", compare(scored, scored.speaker, run.pair, run.seed))]
    for name, other in (run.pair, run.pair[::-1]):
        own, sides = scored[scored.speaker == name], (f"{name} to or about {other}", f"{name} otherwise")
        towards = own.toward.notna().map({True: sides[0], False: sides[1]})
        tests.append(("toward", compare(own, towards, sides, run.seed)))
    tests += [("outlet", test) for test in _one_against_the_rest(printed, "outlet", "the other outlets", run.seed)]
    for name in run.pair:
        own = printed[printed.speaker == name]
        tests += [("channel", test) for test in _one_against_the_rest(own, "voice", f"{name} elsewhere", run.seed)]
    adjusted = holm([test.p for _, test in tests])
    rows = [
        (question, test.a, test.b, test.difference, test.p, p_holm, test.n_a, test.n_b, test.sentence)
        for (question, test), p_holm in zip(tests, adjusted, strict=True)
    ]
    columns = ["question", "a", "b", "difference", "p", "p_holm", "n_a", "n_b", "sentence"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(("difference", "p", "p_holm"), "Float64"))


def _one_against_the_rest(part: pd.DataFrame, column: str, rest: str, seed: int) -> list[Test]:
    """Test the largest groups of *column*, each against the rest; whole articles (or their share of it) change sides."""
    known = part[part[column].notna()]
    sizes = known[column].value_counts()
    if len(sizes) < 2:
        return []
    apart = known.assign(article_id=known.article_id + "|" + known[column])
    groups = most_first(sizes)[:MOST_GROUPS]
    return [compare(apart, known[column].where(known[column] == group, rest), (group, rest), seed) for group in groups]


def compare(part: pd.DataFrame, groups: pd.Series, pair: tuple[str, str], seed: int) -> Test:
    """Test the two groups of *pair*; the difference is the first minus the second. Below ten of either: no p."""
    n_a, n_b = (int((groups == name).sum()) for name in pair)
    own = groups.isin(pair).fillna(False).astype(bool)
    rows = part[own]
    test = permute_difference(list(rows.score.astype(float)), list(groups[own]), list(rows.article_id), seed)
    difference = None if test.difference is None else (-1 if test.a == pair[1] else 1) * test.difference
    if min(n_a, n_b) < MINIMUM_VALUES:
        sentence = f"{n_a} and {n_b} quotations are too few for a test (at least {MINIMUM_VALUES} of each)."
        return Test(difference, None, n_a, n_b, *pair, "nothing", sentence)
    return Test(difference, test.p, n_a, n_b, *pair, test.permuted, test.sentence)


def state_finding(test: Any) -> str:
    """Return one comparison's result in words, p adjusted for all comparisons of the page."""
    if test.p is None or pd.isna(test.p):
        return f"no comparison of {test.a} and {test.b} is possible: {test.sentence or 'one of the two is not quoted.'}"
    difference = f"{test.difference:+.2f}".replace("-", "−")
    how = f"(difference {difference}, permutation test, p = {test.p:.3f}, after Holm {test.p_holm:.2f})"
    if test.p_holm < 0.05:
        warmer, other = (test.a, test.b) if test.difference > 0 else (test.b, test.a)
        return f"the quoted words of {warmer} are warmer than those of {other} {how}"
    return f"no detectable difference in warmth between {test.a} and {test.b} {how}"


def state_comparisons(comparisons: pd.DataFrame) -> Prose:
    """Return how many comparisons were made and which of them differ beyond chance."""
    tested = comparisons[comparisons.p.notna()]
    found = tested[tested.p_holm < 0.05]
    if tested.empty:
        return say("No comparison can be tested here: too few quotations, or all in too few articles.")
    if found.empty:
        return say(
            "**No detectable difference** in {n} (by speaker, toward whom, by outlet, by channel), Holm's correction "
            "counting them all; {k} more had too few quotations to be tested.",
            n=count_of(len(tested), "comparison"), k=len(comparisons) - len(tested),
        )  # fmt: skip
    listed = "; ".join(state_finding(test) for test in found.itertuples())
    return say("**{k}** of {n} comparisons differ beyond chance: {listed}.", k=len(found), n=len(tested), listed=listed)


def compare_scorers(scored: pd.DataFrame, groups: Iterable[str]) -> pd.DataFrame:
    """Return each group's mean under every scorer: group, scorer, mean, n. Hand labels are left aside."""
    rows = []
    for scorer in sentiment.SCORERS:
        scores = pd.Series(sentiment.score(list(scored.text), scorer), index=scored.index, dtype=float)
        for group in groups:
            own = scores[scored.speaker == group]
            if len(own):
                rows.append((group, scorer, float(own.mean()), len(own)))
    return pd.DataFrame(rows, columns=["group", "scorer", "mean", "n"])


def check_finding(run: Study, scored: pd.DataFrame) -> pd.DataFrame:
    """Return the comparison of the two leaders under every scorer, with the scorer's measured quality beside it.
    Columns: scorer, difference, p (unadjusted), finding, sentences and snippets (macro-F1 of three classes, 0 to 100,
    as stated in words/public_figures.csv)."""
    measured = {(row["corpus"], row["measure"]): row["value"] for row in read_words("public_figures")}
    rows, corpora = [], ("NewsMTSC sentences", "newspaper snippets")
    for scorer in sentiment.SCORERS:
        own = scored.assign(score=pd.array(sentiment.score(list(scored.text), scorer), dtype="Float64"))
        test = compare(own, own.speaker, run.pair, run.seed)
        quality = [measured.get((corpus, f"macro-F1 of scorer {scorer}")) for corpus in corpora]
        rows.append((scorer, test.difference, test.p, short_finding(test), *quality))
    frame = pd.DataFrame(rows, columns=["scorer", "difference", "p", "finding", "sentences", "snippets"])
    numbers = ["difference", "p", "sentences", "snippets"]
    return frame.assign(**{name: pd.to_numeric(frame[name]).astype("Float64") for name in numbers})


def short_finding(test: Test) -> str:
    """Return one test's finding in a few words, p as it is."""
    if test.p is None or test.difference is None:
        return "cannot be tested"
    if test.p >= 0.05:
        return "no detectable difference"
    return f"{test.a if test.difference > 0 else test.b} warmer"


def title_scorers(checked: pd.DataFrame) -> str:
    """Return whether the finding, not only the order of the means, is the same under every scorer."""
    findings = list(dict.fromkeys(checked.finding))
    if findings == ["cannot be tested"]:
        return "Too few quotations to test under any scorer"
    if len(findings) == 1:
        return f"Every scorer gives the same finding: {findings[0]}"
    return "The finding depends on the scorer: " + "; ".join(f"{r.scorer}: {r.finding}" for r in checked.itertuples())


def title_means(means: dict[str, Interval], noun: str, comparisons: pd.DataFrame, question: str) -> str:
    """Return a figure's title that claims no more than the tests of *question* allow."""
    sure = [name for name, mean in means.items() if mean.low is not None]
    tested = comparisons[(comparisons.question == question) & comparisons.p_holm.notna()]
    if not means:
        return "No scored quotation here"
    found = tested[tested.p_holm < 0.05]
    if len(found):
        best = next(found.sort_values("p_holm", kind="stable").itertuples())
        warm, cold = (best.a, best.b) if best.difference > 0 else (best.b, best.a)
        return f"{warm}: warmer than {cold}, by {abs(best.difference):.2f}"
    if len(tested):
        return f"No detectable difference by {noun}"
    return f"Too few quotations to compare one {noun} with another" if len(sure) < 2 else f"Warmth by {noun}, untested"


def answer(run: Study, speech: pd.DataFrame, comparisons: pd.DataFrame) -> Prose:
    """Return the first sentences of the page: whether warmth differs, then who has the words. *speech* is that of all
    articles of *run*, *comparisons* those of the articles that are drawn where there are many."""
    if speech.empty:
        return say("Nobody is quoted in the selected articles.")
    voice = count_voice(speech)
    finding = state_finding(next(comparisons.itertuples())).rstrip(".")
    lead = f"{voice.speaker[0]} has the most quoted words" if len(voice) else "nobody is named as their speaker"
    others = comparisons[(comparisons.question != "speaker") & comparisons.p.notna()]
    found, rest = int((others.p_holm < 0.05).sum()), "Nothing else here can be tested"
    if len(others):
        further = count_of(len(others), "further comparison")
        shown = f"{found or 'none'} {'show' if found > 1 else 'shows'} a difference"
        rest = f"Of {further} on this page (toward whom, by outlet, by channel), {shown}"
    part = run.drawn
    drawn = f" Warmth is that in {len(part.selected):,} articles{part.drawn_from}." if part is not run else ""
    return say(
        "**{finding}.** Found were {n} quotations and {indirect} passages of indirect speech in {articles:,} articles; {lead} "
        "(**{words}**). {rest}.{drawn}",
        finding=finding[0].upper() + finding[1:], n=int(speech.kind.isin(QUOTED).sum()),
        indirect=int((speech.kind == "indirect").sum()), articles=len(run.selected), lead=lead,
        words=int(voice.quoted[0]) if len(voice) else 0, rest=rest, drawn=drawn,
    )  # fmt: skip


def state_detectable(scored: pd.DataFrame, pair: tuple[str, str]) -> Prose:
    """Return the difference between the two leaders that these numbers could have shown, and what 0.1 would need."""
    first, second = ([float(x) for x in scored.loc[scored.speaker == name, "score"]] for name in pair)
    seen = minimum_detectable_difference(first, second) if min(len(first), len(second)) >= MINIMUM_VALUES else None
    if seen is None:
        return say(
            "{a} has {n_a} scored quotations here, {b} {n_b}: with fewer than {least} of each there is too little to say "
            "what difference could have been seen.",
            a=pair[0], n_a=len(first), b=pair[1], n_b=len(second), least=MINIMUM_VALUES,
        )  # fmt: skip
    spread = stdev(first + second)
    needed = quotations_needed(spread, 0.1) if spread else 2
    return say(
        "With {n_a} and {n_b} quotations a difference below **{seen:.2f}** would probably go unseen (four times in five a "
        "difference of that size would show); ±0.1 would need about **{needed}** quotations per speaker.",
        n_a=len(first), n_b=len(second), seen=seen, needed=needed,
    )  # fmt: skip


def state_limits(speech: pd.DataFrame, scored: pd.DataFrame, pair: tuple[str, str]) -> Prose:
    """Return what the sentiment figures cannot say, with counts."""
    counts = [f"{int((scored.speaker == name).sum())} of {name}" for name in pair]
    return say(
        "The figures rest on scored remarks, {counts}; passages without a speaker ({unknown}) are left out, and "
        "{undated} of all scored remarks stand in articles without a date. A lexicon reads words, not intentions: irony, diplomatic "
        "code and what was left unsaid escape it, quoted words are those that an outlet chose, and translators chose them "
        "before. Notebook 04 gives the scorer's error rate.",
        counts=" and ".join(counts), unknown=int(speech.speaker.isna().sum()), undated=int(scored.published.isna().sum()),
    )  # fmt: skip
