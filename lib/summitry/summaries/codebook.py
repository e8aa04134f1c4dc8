"""For notebook 03: the frames' codebook, and how far two codings of the sample agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.display import Prose, say
from summitry.reference import REPOSITORY
from summitry.text import read_words

if TYPE_CHECKING:
    import pandas as pd


def list_codebook() -> pd.DataFrame:
    """Return the frames' codebook: frame, definition, example, alpha (Krippendorff's, nominal), n (sentences coded twice)."""
    import pandas as pd

    agreed = _agreement("frames").set_index("category")
    rows = [
        (row["frame"], row["definition"], row["example"], row["non_example"], *_alpha(agreed, row["frame"]))
        for row in read_words("frames")
    ]
    frame = pd.DataFrame(rows, columns=["frame", "definition", "example", "non_example", "alpha", "n"])
    return frame.astype({"alpha": "Float64", "n": "Int64"})


def _alpha(agreed: pd.DataFrame, frame: str) -> tuple[object, object]:
    return (agreed.value[frame], agreed.n[frame]) if frame in agreed.index else (None, None)


def _agreement(table: str) -> pd.DataFrame:
    """Return the rows of data/gold/second/agreement.csv about *table*; none where the sample's gold is not at hand."""
    import pandas as pd

    path = REPOSITORY / "data" / "gold" / "second" / "agreement.csv"
    columns = ["table", "category", "measure", "value", "n"]
    rows = pd.read_csv(path) if path.is_file() else pd.DataFrame(columns=columns)
    return rows[rows.table == table]


def state_codings() -> Prose:
    """Return how far two codings agree on frames and labels, and whose they are."""
    frames, labels = _agreement("frames").set_index("category"), _agreement("labels").set_index("category")
    if frames.empty or labels.empty:
        return say("The second coding is in data/gold/second of the repository, which is not at hand here.")
    return say(
        "A third of the sample's articles was coded **again, independently**, by coders who had the codebook and the plain "
        "text and saw neither the first coding nor what the tool finds. Over all frames Krippendorff's alpha is "
        "**{all:.2f}**; labels are found alike in **{span:.0%}** (F1), of the same kind with alpha {kind:.2f} and of the same "
        "polarity with ordinal alpha {polarity:.2f}. A frame with alpha below 0.67 should carry no conclusion.",
        all=frames.value["all"], span=labels.value["span"], kind=labels.value["label_type"], polarity=labels.value["polarity"],
    )  # fmt: skip
