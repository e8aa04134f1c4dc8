"""Quotations: what stands in quotation marks, who said it, how, and through whom it reached us."""

from summitry.quotes.quotations import (
    OPENS_CLAUSE,
    WORD,
    WORKS,
    confidence,
    find_quotes,
    mentions_by_token,
)

__all__ = [
    "OPENS_CLAUSE",
    "WORD",
    "WORKS",
    "confidence",
    "find_quotes",
    "mentions_by_token",
]
