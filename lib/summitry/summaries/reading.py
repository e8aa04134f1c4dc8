"""For notebooks 00 and 04: what was read and how it was dated; the instrument's own error rates on annotated articles, and
which conclusions of notebooks 01 to 03 hold when the annotation takes the place of our tables."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
import pandas as pd

from summitry import evaluation, sentiment
from summitry.corpus import Corpus
from summitry.display import Prose, evidence_page, is_null, say, show_value
from summitry.evaluation import Evaluation
from summitry.schema import TABLES, to_frame
from summitry.study import Study, find_path
from summitry.summaries import count_by, differences, framing, quotes, sort_rows, with_outlet
from summitry.text import read_words

SAMPLE_LIMITS = (
    "The sample's are short, in invented voices, and annotated by those who wrote the tool; articles in the wild are longer and stranger. "
    "They show what the tool does on clean English news text, not what it does on yours."
)
ROW_MEASURES = ("precision", "recall", "f1")
ERROR_COLUMNS = ["table", "error", "text", "said", "gold", "article_id", "start", "confidence"]


def link_articles(frame: pd.DataFrame) -> list[str | None]:
    """Return each row's evidence page (None where the row belongs to no article)."""
    names = list(frame.article_id) if len(frame) else []
    return [f"evidence/{evidence_page(name)}.html" if isinstance(name, str) else None for name in names]


def list_articles(articles: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """Return a row per article, by date, with day (of publication, or an interval), furniture (share of the characters),
    published_why (the evidence) and what is known of it."""
    length = zones.end - zones.start
    size = length.groupby(zones.article_id).sum()
    around = length[zones.zone.isin(["furniture", "masthead"])].groupby(zones.article_id).sum()
    rows = articles.assign(
        day=articles.published.fillna(articles.published_low.fillna("…") + " – " + articles.published_high.fillna("…")),
        furniture=(around / size).reindex(articles.article_id).fillna(0).astype("float64").to_numpy(),
    )
    shown = ["article_id", "outlet", "day", "published_basis", "confidence", "words", "furniture", "published_why"]
    return sort_rows(rows, ["published", "published_low", "article_id"])[[*shown, "duplicate_of"]]


def count_dates(dates: pd.DataFrame) -> pd.DataFrame:
    """Return how many expressions of time were read in which way (columns: basis, expressions, articles, example)."""
    return count_by(
        dates.assign(basis=dates.basis.fillna("not stated")), ["basis"], ["-expressions", "basis"],
        expressions=("text", "size"), articles=("article_id", "nunique"), example=("text", "first"),
    )  # fmt: skip


def count_bases(articles: pd.DataFrame) -> pd.DataFrame:
    """Return how many articles were dated by which evidence, and how sure: basis, articles, to_a_day, confidence."""
    return count_by(
        articles.assign(basis=articles.published_basis.fillna("no evidence")), ["basis"], ["-articles"],
        articles=("article_id", "size"), to_a_day=("published", "count"), confidence=("confidence", "mean"),
    )  # fmt: skip


def count_outlets(articles: pd.DataFrame) -> pd.DataFrame:
    """Return articles, words, first and last day per outlet."""
    return count_by(
        articles.assign(outlet=articles.outlet.fillna("outlet unknown")), ["outlet"], ["-articles", "-words"],
        articles=("article_id", "size"), words=("words", "sum"), first=("published", "min"), last=("published", "max"),
    )  # fmt: skip


def count_exclusions(run: Study) -> pd.DataFrame:
    """Return how many articles the parameters leave out, by reason; the last row is what is left."""
    rows = [(reason, len(names)) for reason, names in run.exclusions.items()]
    rows.append(("selected: counted in these notebooks", len(run.selected)))
    return pd.DataFrame(rows, columns=["reason", "articles"])


def count_zones(zones: pd.DataFrame) -> pd.DataFrame:
    """Return characters and stretches per zone, most first: zone, stretches, characters, share."""
    sizes = zones.assign(size=zones.end - zones.start)
    rows = count_by(sizes, ["zone"], ["-characters"], stretches=("size", "size"), characters=("size", "sum"))
    return rows.assign(share=rows.characters / max(int(rows.characters.sum()), 1))


def measure(run: Study) -> Evaluation | None:
    """Return the evaluation of the run's articles against its gold, or None where gold knows none of them. All articles
    that both know are measured, whatever the window: errors do not depend on it."""
    gold, known = _read_gold(run)
    if not known:
        return None
    ours, truth = (_select(tables, known) for tables in (run.corpus.tables, gold))
    return evaluation.evaluate(ours, truth, run.seed, run.corpus.texts)


def _read_gold(run: Study) -> tuple[Mapping[str, pd.DataFrame], set[str]]:
    """Return the annotation, and which of the run's articles are in it."""
    folder = find_path(run.parameters["gold"])
    gold = evaluation.read_tables(folder) if folder.is_dir() else {}
    return gold, set(evaluation.gold_articles(gold)) & set(run.corpus.articles.article_id)


def _select(tables: Mapping[str, pd.DataFrame], articles: set[str]) -> dict[str, pd.DataFrame]:
    """Return the tables whose rows belong to articles, with the rows of *articles*."""
    found = {name: frame[frame.article_id.isin(articles)] for name, frame in tables.items() if "article_id" in frame}
    return {name: frame.reset_index(drop=True) for name, frame in found.items()}


def where(measured: Evaluation | None) -> str:
    """Return which articles the figures are of: those of the run, or the sample's where the run has no annotation."""
    return "of this run" if measured is not None else "of the sample corpus, not of this run"


def _scores(measured: Evaluation | None) -> pd.DataFrame:
    """Return the scores that were measured, or those stated of the sample corpus."""
    if measured is not None:
        return measured.scores
    stated = pd.DataFrame(read_words("sample_scores")).replace("", np.nan)
    return stated.astype({"value": float, "low": float, "high": float, "n": int, "articles": int})


def list_scores(measured: Evaluation | None) -> pd.DataFrame:
    """Return precision, recall and F1 per table: table, precision, recall, f1, low, high (of F1), n_gold, articles.
    Without annotation they are those of the sample corpus."""
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
    scores = _scores(measured)
    rows = scores[scores.measure.str.endswith(" right") & scores.value.notna()].rename(columns={"value": "share"})
    counted = (rows.share * rows.n).round().astype("int64")
    rows = rows.assign(attribute=rows.measure.str.removesuffix(" right"), right=counted)
    return rows[["table", "attribute", "share", "right", "n"]].reset_index(drop=True)


def calibrate(measured: Evaluation | None) -> pd.DataFrame:
    """Return stated confidence and the share right of what states one: what, confidence, n, right, low, high. Without
    annotation it is that of the sample corpus."""
    if measured is None:
        stated = pd.DataFrame(read_words("sample_calibration"))
        return stated.astype(dict.fromkeys(stated.columns[2:], float) | {"confidence": float, "n": int})
    bins = evaluation.calibration(measured).rename(columns={"mean_confidence": "confidence", "share_right": "right"})
    return bins[["what", "confidence", "n", "right", "low", "high"]]


def list_errors(measured: Evaluation | None) -> pd.DataFrame:
    """Return the errors, the most confident first: table, error, text, said, gold, article_id, start, confidence."""
    if measured is None or measured.errors.empty:
        return pd.DataFrame(columns=ERROR_COLUMNS)
    errors = measured.errors.rename(columns={"found": "said"})
    kind = [f"wrong {row.column}" if row.error == "wrong" else row.error for row in errors.itertuples()]
    errors = errors.assign(error=kind, confidence=pd.to_numeric(errors.confidence, errors="coerce"))
    return sort_rows(errors, ["-confidence", "table", "article_id", "start"])[ERROR_COLUMNS]


WORST = [(row["table"], row["error"]) for row in read_words("worst_errors")]
"""Errors that change what a reader believes, the worst kinds first."""


def list_worst(run: Study, errors: pd.DataFrame, most: int = 10) -> pd.DataFrame:
    """Return the *most* errors that mislead worst, with their sentences: the columns of list_errors, and sentence.
    Kinds take turns in the order of WORST, the most confident first; an abstention misleads less than a wrong answer
    and is left out, and so is a shade of sentiment that is not of the wrong sign."""
    kinds = {kind: place for place, kind in enumerate(WORST)}
    rows = errors.assign(kind=[kinds.get((row.table, row.error), len(WORST)) for row in errors.itertuples()])
    misleading = [row.kind < len(WORST) and _misleads(row) for row in rows.itertuples()]
    rows = rows[np.array(misleading, dtype=bool)]
    ranked = rows.assign(turn=rows.groupby("kind").cumcount())
    chosen = sort_rows(ranked, ["turn", "kind"]).head(most)
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
    before = "… " if left and text[left - 1] != "\n" else ""
    return before + text[left:end].strip() + (" …" if end == place + reach else "")


def count_errors(errors: pd.DataFrame) -> pd.DataFrame:
    """Return errors by table and kind, most first."""
    return count_by(errors, ["table", "error"], ["-errors", "table", "error"], errors=("error", "size"))


def list_public_figures() -> pd.DataFrame:
    """Return stated figures on public corpora: corpus, measure, value (0 to 100), peer, measured (date), command."""
    columns = ["corpus", "measure", "value", "peer", "measured", "command", "source"]
    rows = pd.DataFrame(read_words("public_figures"), columns=columns)
    return rows.assign(value=pd.to_numeric(rows.value))


def answer(measured: Evaluation | None) -> Prose:
    """Return the first sentences of the page: what is read well, what worst."""
    scores, every = list_scores(measured).sort_values("f1", ascending=False, kind="stable"), _scores(measured)
    best, worst = scores.iloc[0], scores.iloc[-1]
    found = scores[scores.table == "quotes"].f1
    given = every[(every.table == "quotes") & (every.measure == "f1 with speaker")].value.dropna()
    unknown = (
        "**None of these articles is annotated, so how wrong we are on them is not known**: annotate a dozen and see. The "
        "figures of this page were measured on the sample corpus. "
    )
    main = (
        "On **{n}** annotated articles, {best} are read best (F1 **{f1:.2f}**, 95 % interval {low:.2f} to {high:.2f}) and "
        "{worst} worst (**{worst_f1:.2f}**). "
    )
    quoted = "Quotations are found with F1 **{quotes:.2f}**, and with the right speaker **{speaker:.2f}**."
    facts = {"quotes": float(found.iloc[0]), "speaker": float(given.iloc[0])} if len(found) and len(given) else {}
    return say(
        (unknown if measured is None else "") + main + (quoted if facts else ""),
        n=int(scores.articles.max()), best=best.table, f1=best.f1, low=best.low, high=best.high, worst=worst.table,
        worst_f1=worst.f1, **facts,
    )  # fmt: skip


def state_limits(measured: Evaluation | None) -> Prose:
    """Return how far the figures reach."""
    if measured is None:
        return say(f"Without annotation the error rate on these articles is not known. {SAMPLE_LIMITS}")
    n = int(list_scores(measured).articles.max())
    return say(f"The figures rest on **{{n}}** annotated articles. {SAMPLE_LIMITS}", n=n)


REPLAYED = ("mentions", "quotes", "meetings", "claims", "labels", "frames")
TOLERANCE = 0.1  # A number holds when the annotation's differs by at most a tenth of it (counts: or by one)
CONCLUSIONS = ["notebook", "conclusion", "ours", "gold", "holds"]


def replace_by_gold(run: Study) -> Study:
    """Return the same study with the annotation in the place of our tables (those of REPLAYED and publication dates)."""
    gold, known = _read_gold(run)
    tables = _select(run.corpus.tables, known)
    for name in REPLAYED:
        rows = [row for row in evaluation.read_rows(gold, name) or [] if row["article_id"] in known]
        tables[name] = _fill(name, rows, gold)
    dated = {row["article_id"]: row for row in evaluation.read_rows(gold, "articles") or []}
    published = tables["articles"].article_id.map(lambda name: dated.get(name, {}).get("published"))
    tables["articles"] = tables["articles"].assign(published=published.astype("string"))
    return _with_corpus(run, tables)


def _with_corpus(run: Study, tables: dict[str, pd.DataFrame]) -> Study:
    """Return a study with the same parameters, without a window, over *tables*."""
    whole = {**run.parameters, "since": "", "until": "", "outlets": [], "labels": ""}
    return Study(whole, Corpus(tables, run.corpus.texts))


ANNOTATED: dict[str, Any] = {"basis": "annotation", "confidence": 1.0, "why": "annotation", "verdict": "cannot tell"}
ANNOTATED |= {"answer": "cannot tell", "rule": "all", "count_low": 0, "participants": ""}
"""What an annotated row has where nothing was annotated."""


def _fill(name: str, rows: list[dict[str, Any]], gold: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return annotated *rows* as the table's frame; columns that were not annotated are null, or say so."""
    judged = evaluation.read_rows(gold, "sentiment") or []
    sentiments = {(row["article_id"], row["start"]): row["sentiment"] for row in judged}
    filled = []
    for number, row in enumerate(rows, start=1):
        found = {**ANNOTATED, "quote_id": f"{row['article_id']}#gold{number}"}
        found["sentiment"] = sentiments.get((row["article_id"], row["start"]))
        found |= {key: value for key, value in row.items() if value is not None}
        filled.append(TABLES[name](**{field.name: found.get(field.name) for field in fields(TABLES[name])}))
    return to_frame(name, filled)


def compare_conclusions(run: Study) -> pd.DataFrame:
    """Return what the notebooks conclude from our tables and from the annotation, on the same articles. Columns:
    notebook, conclusion, ours, gold (both in words), holds (bool: the same words, or a number within a tenth)."""
    known = _read_gold(run)[1]
    if not known:
        return pd.DataFrame(columns=CONCLUSIONS).astype({"holds": "bool"})
    studies, rows = (_with_corpus(run, _select(run.corpus.tables, known)), replace_by_gold(run)), []
    for notebook, conclude in (("01", _conclude_meetings), ("02", _conclude_quotes), ("03", _conclude_framing)):
        ours, gold = (conclude(study) for study in studies)
        for words, value in ours.items():
            rows.append((notebook, words, show_value(value), show_value(gold[words]), holds(value, gold[words])))
    return pd.DataFrame(rows, columns=CONCLUSIONS)


def holds(ours: Any, gold: Any) -> bool:
    """Tell whether a conclusion is the same: equal words, or numbers within a tenth (counts: or one)."""
    if isinstance(ours, str) or isinstance(gold, str):
        return bool(ours == gold)
    slack = max(TOLERANCE * abs(gold), 1 if isinstance(gold, int) else 0.05)
    return bool(abs(ours - gold) <= slack)


def _conclude_meetings(study: Study) -> dict[str, Any]:
    held = study.pair_meetings[study.pair_meetings.status == "held"]
    verdicts = study.claims.verdict.value_counts()
    return {
        "meetings on record that are reported as held": int(held.meeting_id.nunique()),
        "reports of meetings held": len(held),
        "claims of how often they met": len(study.claims),
        "claims that the record contradicts": int(verdicts.get("disagrees", 0)),
        "claims that the record bears out": int(verdicts.get("agrees", 0)),
    }


def _conclude_quotes(study: Study) -> dict[str, Any]:
    speech = quotes.find_speech(study.quotes)
    quoted = speech[speech.kind.isin(quotes.QUOTED)]
    voice = quotes.count_voice(speech).set_index("speaker").quoted
    total = max(int(quoted.words.sum()), 1)
    found: dict[str, Any] = {"quotations in marks": len(quoted)}
    found |= {f"{name}'s share of quoted words": float(voice.get(name, 0) / total) for name in study.pair}
    found["most quoted"] = str(voice.index[0]) if len(voice) else "nobody"
    scored = quotes.score_speech(study, speech)
    classes = [sentiment.label_of(float(score), study.parameters["scorer"]) for score in scored.score]
    if (scored.basis == "annotation").any():
        classes = list(scored.sentiment)
    scored = scored.assign(score=pd.array(classes, dtype="Float64")).dropna(subset="score")
    for name in study.pair:
        own = scored.score[scored.speaker == name].astype(float)
        found[f"{name}'s mean class (−1 cold, 1 warm)"] = float(own.mean()) if len(own) else "nothing scored"
    test = differences.compare(scored, scored.speaker, study.pair, study.seed)
    return {**found, "difference in warmth": differences.short_finding(test)}


def _conclude_framing(study: Study) -> dict[str, Any]:
    judging = study.labels[~study.labels.in_quote & (study.labels.polarity != 0)]
    found: dict[str, Any] = {}
    for name in study.pair:
        tones = judging[judging.target == name].polarity
        found[f"labels that speak ill of {name}"] = int((tones < 0).sum())
        found[f"labels that speak well of {name}"] = int((tones > 0).sum())
    outlets = with_outlet(study, judging[judging.polarity < 0]).outlet.value_counts()
    found["outlet with most labels that speak ill"] = str(outlets.index[0]) if len(outlets) else "none"
    rates = framing.rate_frames(study).groupby("frame").rate.mean().sort_values(ascending=False, kind="stable")
    found["most used frame"] = str(rates.index[0]) if len(rates) else "none"
    shares = {f: float(rates.get(f, 0.0)) for f in ("friendship", "security", "economy")}
    return {**found, **{f"share of sentences with the {frame} frame": share for frame, share in shares.items()}}


def state_conclusions(compared: pd.DataFrame) -> Prose:
    """Return how many conclusions hold, and which do not."""
    if compared.empty:
        return say("None of these articles is annotated, so no conclusion can be drawn again.")
    wrong = compared[~compared.holds]
    listed = "; ".join(f"{row.conclusion} ({row.ours}, annotation {row.gold})" for row in wrong.itertuples())
    return say(
        "**{k}** of {n} conclusions hold when the annotation takes the place of our tables (the same words, or a number "
        "within a tenth). {rest}",
        k=int(compared.holds.sum()), n=len(compared), rest=f"Not so: {listed}." if listed else "",
    )  # fmt: skip
