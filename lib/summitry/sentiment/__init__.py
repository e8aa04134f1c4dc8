"""How warm are the words? Scores of texts and quotations, hand labels, and how well the two agree."""

from summitry.sentiment.scorers import (
    SCORERS,
    agreement,
    explain,
    label_of,
    read_labels,
    score,
    score_quotes,
    score_target,
)
