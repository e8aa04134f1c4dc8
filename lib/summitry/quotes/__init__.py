"""Quotations: what stands in quotation marks, who said it, how, and through whom it reached us."""

from summitry.quotes.rows import find_quotes
