"""Figures in the house style: each takes tables and returns a Figure that carries its alt text, source and numbers."""

from summitry.figures.count_claims import draw_claim_check, draw_cumulative
from summitry.figures.meetings import draw_gaps, draw_occasions, draw_places, draw_spread, draw_timeline, draw_yearly
from summitry.figures.reading import draw_calibration, draw_publication_dates, draw_scores, draw_zones
from summitry.figures.words import (
    draw_contrasts,
    draw_frames,
    draw_reuse,
    draw_robustness,
    draw_sentiment,
    draw_sentiment_over_time,
    draw_sourcing,
    draw_voice,
)
