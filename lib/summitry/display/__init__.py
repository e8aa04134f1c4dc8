"""What a notebook shows: figures, tables and computed sentences that carry their own words, data and evidence."""

from summitry.display.browser import BrowseError, browse
from summitry.display.outputs import (
    DAY,
    FORMULA,
    MOST_COLUMNS,
    PLAIN_NUMBER,
    PRINT_DPI,
    RESERVED_NAMES,
    UNSAFE_IN_FILE_NAME,
    Bundle,
    Column,
    Figure,
    Prose,
    Table,
    evidence_href,
    evidence_page,
    say,
    show_value,
    write_csv,
)

__all__ = [
    "DAY",
    "FORMULA",
    "MOST_COLUMNS",
    "PLAIN_NUMBER",
    "PRINT_DPI",
    "RESERVED_NAMES",
    "UNSAFE_IN_FILE_NAME",
    "BrowseError",
    "Bundle",
    "Column",
    "Figure",
    "Prose",
    "Table",
    "browse",
    "evidence_href",
    "evidence_page",
    "say",
    "show_value",
    "write_csv",
]
