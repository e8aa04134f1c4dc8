"""For notebook 04: the instrument's own error rates on annotated articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry import evaluation
from summitry.display import Prose, evidence_page, say
from summitry.display.prose import is_null
from summitry.study import find_path
from summitry.text import read_words

if TYPE_CHECKING:
    import pandas as pd

    from summitry.evaluation import Evaluation
    from summitry.study import Study

README_MEASURES = {
    "Quotations found, and given to the right speaker": ("quotes", "f1 with speaker"),
    "Dates found, with the right value": ("dates", "f1 with value"),
    "Meetings found, and matched to the record": ("meetings", "f1 with meeting_id"),
    "Claims of how often they met, with the right verdict": ("claims", "f1 with verdict"),
    "Names for leaders found, with the right target": ("labels", "f1 with target"),
    "Frames of sentences": ("frames", "f1"),
    "Sentiment of a quotation, three classes": ("sentiment", "macro f1"),
}
"""The rows of the README's table, and the measure on the sample's annotation that each states."""
SAMPLE_LIMITS = (
    "The sample's are short, in invented voices, and annotated by those who wrote the tool; articles in the wild are longer and stranger. "
    "They show what the tool does on clean English news text, not what it does on yours."
)
ROW_MEASURES = ("precision", "recall", "f1")


def measure(run: Study) -> Evaluation | None:
    """Return the evaluation of the run's articles against its gold, or None where gold knows none of them.

    All articles that both know are measured, whatever the window: errors do not depend on it.
    """
    folder = find_path(run.parameters["gold"])
    if not folder.is_dir():
        return None
    gold = evaluation.read_tables(folder)
    known = set(evaluation.gold_articles(gold)) & set(run.corpus.articles.article_id)
    if not known:
        return None
    ours = {
        name: frame[frame.article_id.isin(known)] for name, frame in run.corpus.tables.items() if "article_id" in frame
    }
    truth = {name: frame[frame.article_id.isin(known)] for name, frame in gold.items() if "article_id" in frame}
    return evaluation.evaluate(ours, truth, run.seed, run.corpus.texts)


def where(measured: Evaluation | None) -> str:
    """Return which articles the figures are of: those of the run, or the sample's where the run has no annotation."""
    return "of this run" if measured is not None else "of the sample corpus, not of this run"


def _scores(measured: Evaluation | None) -> pd.DataFrame:
    """Return the scores that were measured, or those stated of the sample corpus."""
    if measured is not None:
        return measured.scores
    return _read_stated("sample_scores").astype(
        {"value": float, "low": float, "high": float, "n": int, "articles": int}
    )


def _read_stated(name: str) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    return pd.DataFrame(read_words(name)).replace("", np.nan)


def list_stated(measured: Evaluation) -> dict[str, pd.DataFrame]:
    """Return what is stated of the sample corpus where a run has no annotation, by the name of its list: the scores of
    sample_scores, and the bins of sample_calibration. `python tests/state_accuracy.py` writes both anew."""
    shown = measured.scores.measure.isin(ROW_MEASURES) | measured.scores.measure.str.endswith(
        (" right", "with speaker")
    )
    scores = measured.scores[shown & measured.scores.value.notna()]
    return {"sample_scores": scores.round(3), "sample_calibration": calibrate(measured).round(3)}


def list_scores(measured: Evaluation | None) -> pd.DataFrame:
    """Return precision, recall and F1 per table: table, precision, recall, f1, low, high (of F1), n_gold, articles.
    Without annotation they are those of the sample corpus."""
    import pandas as pd

    columns = ["table", "precision", "recall", "f1", "low", "high", "n_gold", "articles"]
    rows = []
    for table, part in _scores(measured).groupby("table", sort=False):
        found = part.set_index("measure")
        if all(name in found.index for name in ROW_MEASURES) and found.value.notna()["f1"]:
            p, r, f1 = (found.loc[name] for name in ROW_MEASURES)
            rows.append((table, p.value, r.value, f1.value, f1.low, f1.high, int(r.n), int(f1.articles)))
    return pd.DataFrame(rows, columns=columns).astype({"low": "Float64", "high": "Float64"})


def list_attributes(measured: Evaluation | None) -> pd.DataFrame:
    """Return how often each judged column is right among rows found: table, attribute, share, right, n. Without
    annotation it is that of the sample corpus."""
    columns = ["table", "attribute", "share", "right", "n"]
    scores = _scores(measured)
    rows = scores[scores.measure.str.endswith(" right") & scores.value.notna()]
    rows = rows.assign(
        attribute=rows.measure.str.removesuffix(" right"),
        share=rows.value,
        right=(rows.value * rows.n).round().astype("int64"),
    )
    return rows[columns].reset_index(drop=True)


def calibrate(measured: Evaluation | None) -> pd.DataFrame:
    """Return stated confidence of attributions and the share right: confidence, n, right, low, high. Without annotation
    it is that of the sample corpus."""
    import pandas as pd

    if measured is None:
        return _read_stated("sample_calibration").astype(float).astype({"n": int})
    if "quotes" not in measured.matches or measured.matches["quotes"].empty:
        return pd.DataFrame(columns=["confidence", "n", "right", "low", "high"])
    bins = evaluation.calibration(measured.matches["quotes"])
    return bins.rename(columns={"mean_confidence": "confidence", "share_right": "right"})[
        ["confidence", "n", "right", "low", "high"]
    ]


def list_errors(run: Study, measured: Evaluation | None) -> pd.DataFrame:
    """Return the errors, the most confident first: table, error, text, said, gold, article_id, start, confidence."""
    import pandas as pd

    columns = ["table", "error", "text", "said", "gold", "article_id", "start", "confidence"]
    if measured is None or measured.errors.empty:
        return pd.DataFrame(columns=columns)
    errors = measured.errors.assign(said=measured.errors["found"])
    errors["error"] = [f"wrong {row.column}" if row.error == "wrong" else row.error for row in errors.itertuples()]
    errors["confidence"] = pd.to_numeric(errors.confidence, errors="coerce")
    order = errors.sort_values(
        ["confidence", "table", "article_id", "start"], ascending=[False, True, True, True], na_position="last"
    )
    return order[columns].reset_index(drop=True)


WORST = [
    ("quotes", "wrong speaker"),
    ("meetings", "wrong date"),
    ("claims", "wrong verdict"),
    ("articles", "wrong published"),
    ("meetings", "spurious"),
    ("sentiment", "wrong sentiment"),
    ("claims", "spurious"),
    ("labels", "wrong target"),
    ("meetings", "wrong meeting_id"),
    ("mentions", "wrong person"),
    ("claims", "missed"),
    ("meetings", "missed"),
    ("quotes", "missed"),
]
"""Errors that change what a reader believes, the worst kinds first."""


def list_worst(run: Study, errors: pd.DataFrame, most: int = 10) -> pd.DataFrame:
    """Return the *most* errors that mislead worst, with their sentences: the columns of list_errors, and sentence.

    Kinds take turns in the order of WORST, the most confident first; an abstention misleads less than a wrong answer
    and is left out, and so is a shade of sentiment that is not of the wrong sign.
    """
    import pandas as pd

    kinds = {kind: place for place, kind in enumerate(WORST)}
    rows = errors.assign(kind=[kinds.get((row.table, row.error), len(WORST)) for row in errors.itertuples()])
    misleading = [_misleads(row) for row in errors.itertuples()]
    rows = rows[(rows.kind < len(WORST)) & pd.Series(misleading, index=rows.index, dtype=bool)]
    turn = rows.groupby("kind").cumcount()
    chosen = rows.assign(turn=turn).sort_values(["turn", "kind"], kind="stable", ignore_index=True).head(most)
    sentences = [_sentence(run.corpus.texts.get(row.article_id, ""), row.start) for row in chosen.itertuples()]
    return chosen.drop(columns=["kind", "turn"]).assign(sentence=sentences)


def _misleads(row: Any) -> bool:
    if not row.error.startswith("wrong"):
        return True
    if is_null(row.said):
        return False
    return row.table != "sentiment" or float(row.said) * float(row.gold) < 0


def _sentence(text: str, start: object, reach: int = 110) -> str:
    """Return what stands around *start* on its line."""
    if is_null(start):
        return "–"
    place = int(str(start).removesuffix(".0"))
    left = max(text.rfind("\n", 0, place) + 1, place - reach)
    right = text.find("\n", place)
    end = min(right if right >= 0 else len(text), place + reach)
    return (
        ("… " if left and text[left - 1] != "\n" else "")
        + text[left:end].strip()
        + (" …" if end == place + reach else "")
    )


def link_errors(errors: pd.DataFrame) -> list[str | None]:
    """Return each error's evidence page."""
    return [f"evidence/{evidence_page(name)}.html" for name in errors.article_id]


def count_errors(errors: pd.DataFrame) -> pd.DataFrame:
    """Return errors by table and kind, most first."""
    counted = errors.groupby(["table", "error"]).size().rename("errors").reset_index()
    return counted.sort_values(["errors", "table", "error"], ascending=[False, True, True], ignore_index=True)


def list_public_figures() -> pd.DataFrame:
    """Return stated figures on public corpora: corpus, measure, value (0 to 100), peer, measured (date), command."""
    import pandas as pd

    columns = ["corpus", "measure", "value", "peer", "measured", "command", "source"]
    rows = pd.DataFrame(read_words("public_figures"), columns=columns)
    return rows.assign(value=pd.to_numeric(rows.value))


def answer(measured: Evaluation | None) -> Prose:
    """Return the first sentences of the page: what is read well, what worst."""
    scores = list_scores(measured).sort_values("f1", ascending=False, kind="stable")
    best, worst = scores.iloc[0], scores.iloc[-1]
    quotes = scores[scores.table == "quotes"]
    every = _scores(measured)
    given = every[(every.table == "quotes") & (every.measure == "f1 with speaker")].value.dropna()
    speaker = float(given.iloc[0]) if len(given) else None
    sentences = (
        ""
        if measured is not None
        else (
            "**None of these articles is annotated, so how wrong we are on them is not known**: annotate a dozen and see. The figures "
            "of this page were measured on the sample corpus. "
        )
    )
    sentences += (
        "On **{n}** annotated articles, {best} are read best (F1 **{f1:.2f}**, 95 % interval {low:.2f} to {high:.2f}) and {worst} worst "
        "(**{worst_f1:.2f}**). "
    )
    if len(quotes) and speaker is not None:
        sentences += "Quotations are found with F1 **{quotes:.2f}**, and with the right speaker **{speaker:.2f}**."
    return say(
        sentences, n=int(scores.articles.max()), best=best.table, f1=best.f1, low=_number(best.low), high=_number(best.high), worst=worst.table,
        worst_f1=worst.f1, quotes=float(quotes.f1.iloc[0]) if len(quotes) else 0.0, speaker=speaker or 0.0,
    )  # fmt: skip


def _number(value: object) -> float:
    return float("nan") if value is None or value is not value or str(value) == "<NA>" else float(str(value))


def state_limits(measured: Evaluation | None) -> Prose:
    """Return how far the figures reach."""
    if measured is None:
        return say(f"Without annotation the error rate on these articles is not known. {SAMPLE_LIMITS}")
    n = int(list_scores(measured).articles.max())
    return say(f"The figures rest on **{{n}}** annotated articles. {SAMPLE_LIMITS}", n=n)
