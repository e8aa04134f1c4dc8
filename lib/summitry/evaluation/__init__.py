"""How wrong are the tables: scores against hand annotation, with intervals, and every error with its span."""

from summitry.evaluation.scores import (
    Evaluation,
    GoldError,
    calibration,
    check_floors,
    evaluate,
    gold_articles,
    gold_template,
    read_rows,
    read_tables,
)

__all__ = [
    "Evaluation",
    "GoldError",
    "calibration",
    "check_floors",
    "evaluate",
    "gold_articles",
    "gold_template",
    "read_rows",
    "read_tables",
]
