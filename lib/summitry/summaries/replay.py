"""For notebook 04: the conclusions of notebooks 01 to 03 drawn again from the annotation instead of from our tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from summitry import evaluation, sentiment
from summitry.corpus import Corpus
from summitry.display import Prose, say
from summitry.schema import TABLES, to_frame
from summitry.study import Study, find_path
from summitry.summaries import differences, framing, voices, warmth

if TYPE_CHECKING:
    import pandas as pd

REPLAYED = ("mentions", "quotes", "meetings", "claims", "labels", "frames")
TOLERANCE = 0.1
"""A number holds when the annotation's differs by at most a tenth of it (counts: or by one)."""
COLUMNS = ["notebook", "conclusion", "ours", "gold", "holds"]


def restrict(run: Study) -> Study:
    """Return the study over the annotated articles alone, as our tables have them."""
    known = _annotated(run)
    tables = {
        name: frame[frame.article_id.isin(known)].reset_index(drop=True) if "article_id" in frame else frame
        for name, frame in run.corpus.tables.items()
    }
    return _with_corpus(run, tables)


def replay(run: Study) -> Study:
    """Return the same study with the annotation in the place of our tables (those of REPLAYED and publication dates)."""
    gold = evaluation.read_tables(find_path(run.parameters["gold"]))
    ours = restrict(run)
    tables = dict(ours.corpus.tables)
    for name in REPLAYED:
        rows = evaluation.read_rows(gold, name) or []
        known = [row for row in rows if row["article_id"] in set(tables["articles"].article_id)]
        tables[name] = _fill(name, known, gold)
    dated = {row["article_id"]: row for row in evaluation.read_rows(gold, "articles") or []}
    published = tables["articles"].article_id.map(lambda name: dated.get(name, {}).get("published"))
    tables["articles"] = tables["articles"].assign(published=published.astype("string"))
    return _with_corpus(run, tables)


def _annotated(run: Study) -> set[str]:
    return set(evaluation.gold_articles(evaluation.read_tables(find_path(run.parameters["gold"]))))


def _with_corpus(run: Study, tables: dict[str, pd.DataFrame]) -> Study:
    """Return a study with the same parameters, without a window, over *tables*."""
    whole = {**run.parameters, "since": "", "until": "", "outlets": [], "labels": ""}
    return Study(whole, Corpus(tables, run.corpus.texts))


EMPTY = {"basis": "annotation", "confidence": 1.0, "why": "annotation", "rule": "all", "count_low": 0}


def _fill(name: str, rows: list[dict[str, Any]], gold: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return annotated *rows* as the table's frame; columns that were not annotated are null, or say so."""
    import dataclasses

    labels = {
        (row["article_id"], row["start"]): row["sentiment"] for row in evaluation.read_rows(gold, "sentiment") or []
    }
    row_class = TABLES[name]
    filled = []
    for number, row in enumerate(rows, start=1):
        found = {"quote_id": f"{row['article_id']}#gold{number}", "participants": "", "verdict": "cannot tell"} | EMPTY
        found |= {"sentiment": labels.get((row["article_id"], row["start"])), "class_": None}
        found |= {key: value for key, value in row.items() if value is not None}
        filled.append(row_class(**{field.name: found.get(field.name) for field in dataclasses.fields(row_class)}))
    return to_frame(name, filled)


# --- the conclusions ------------------------------------------------------------------------------------------------


def compare_conclusions(run: Study) -> pd.DataFrame:
    """Return what the notebooks conclude from our tables and from the annotation, on the same articles.

    Columns: notebook, conclusion, ours, gold (both in words), holds (bool: the same words, or a number within a tenth).
    """
    import pandas as pd

    folder = find_path(run.parameters["gold"])
    if not folder.is_dir() or not _annotated(run) & set(run.corpus.articles.article_id):
        return pd.DataFrame(columns=COLUMNS).astype({"holds": "bool"})
    ours, gold = (_conclude(study) for study in (restrict(run), replay(run)))
    rows = [(*key, _show(value), _show(gold[key]), holds(value, gold[key])) for key, value in ours.items()]
    return pd.DataFrame(rows, columns=COLUMNS)


def _show(value: Any) -> str:
    return f"{value:.2f}".replace("-", "−") if isinstance(value, float) else str(value)


def holds(ours: Any, gold: Any) -> bool:
    """Tell whether a conclusion is the same: equal words, or numbers within a tenth (counts: or one)."""
    if isinstance(ours, str) or isinstance(gold, str):
        return bool(ours == gold)
    slack = max(TOLERANCE * abs(gold), 1 if isinstance(gold, int) else 0.05)
    return bool(abs(ours - gold) <= slack)


def _conclude(study: Study) -> dict[tuple[str, str], Any]:
    """Return the key numbers and findings of notebooks 01 to 03: (notebook, conclusion) → value."""
    return {**_conclude_meetings(study), **_conclude_quotes(study), **_conclude_framing(study)}


def _conclude_meetings(study: Study) -> dict[tuple[str, str], Any]:
    reports = study.pair_meetings
    held = reports[reports.status == "held"]
    verdicts = study.claims.verdict.value_counts()
    found: dict[tuple[str, str], Any] = {
        ("01", "meetings on record that are reported as held"): int(held.meeting_id.nunique()),
        ("01", "reports of meetings held"): len(held),
        ("01", "claims of how often they met"): len(study.claims),
        ("01", "claims that the record contradicts"): int(verdicts.get("disagrees", 0)),
        ("01", "claims that the record bears out"): int(verdicts.get("agrees", 0)),
    }
    return found


def _conclude_quotes(study: Study) -> dict[tuple[str, str], Any]:
    speech = voices.find_speech(study.quotes)
    quoted = speech[speech.kind.isin(voices.QUOTED)]
    voice = voices.count_voice(speech).set_index("speaker").quoted
    total = max(int(quoted.words.sum()), 1)
    found: dict[tuple[str, str], Any] = {("02", "quotations in marks"): len(quoted)}
    for name in study.pair:
        found["02", f"{name}'s share of quoted words"] = float(voice.get(name, 0) / total)
    found["02", "most quoted"] = str(voice.index[0]) if len(voice) else "nobody"
    scored = _classed(study, warmth.score_speech(study, speech))
    for name in study.pair:
        own = scored.score[scored.speaker == name].astype(float)
        found["02", f"{name}'s mean class (−1 cold, 1 warm)"] = float(own.mean()) if len(own) else "nothing scored"
    found["02", "difference in warmth"] = differences.short_finding(
        differences.compare(scored, scored.speaker, study.pair, study.seed)
    )
    return found


def _classed(study: Study, scored: pd.DataFrame) -> pd.DataFrame:
    """Return *scored* in classes: annotated ones where the table carries annotation, else the scorer's."""
    import pandas as pd

    scorer = study.parameters["scorer"]
    annotated = (scored.basis == "annotation").any()
    values = scored.sentiment if annotated else [sentiment.label_of(float(score), scorer) for score in scored.score]
    classed = scored.assign(score=pd.array(list(values), dtype="Float64"))
    return classed[classed.score.notna()]


def _conclude_framing(study: Study) -> dict[tuple[str, str], Any]:
    judging = study.labels[~study.labels.in_quote & (study.labels.polarity != 0)]
    found: dict[tuple[str, str], Any] = {}
    for name in study.pair:
        tones = judging[judging.target == name].polarity
        found["03", f"labels that speak ill of {name}"] = int((tones < 0).sum())
        found["03", f"labels that speak well of {name}"] = int((tones > 0).sum())
    outlets = framing.with_outlet(study, judging[judging.polarity < 0]).outlet.value_counts()
    found["03", "outlet with most labels that speak ill"] = str(outlets.index[0]) if len(outlets) else "none"
    rates = framing.rate_frames(study).groupby("frame").rate.mean().sort_values(ascending=False, kind="stable")
    found["03", "most used frame"] = str(rates.index[0]) if len(rates) else "none"
    for frame in ("friendship", "security", "economy"):
        found["03", f"share of sentences with the {frame} frame"] = float(rates.get(frame, 0.0))
    return found


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
