"""What a notebook shows: figures, tables and computed sentences that carry their own words, data and evidence."""

from summitry.display.browser import BrowseError, browse
from summitry.display.outputs import PRINT_DPI, Column, Figure, Table, make_table, show_tables
from summitry.display.prose import TEMPLATES, Prose, evidence_href, evidence_page, is_null, say, show_value, write_csv
