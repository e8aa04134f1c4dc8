"""Words in a headline's marks that the body gives to somebody whom the headline names.

‘Dear friend’: Xi’s farewell to Putin … “Take care, dear friend,” Xi said.  A headline rarely says who speaks; the body
does.  Where the headline does not name the one, its marks may as well be a slogan that all repeat.
"""

from __future__ import annotations

import re

from summitry.schema import Quotes

WORD = re.compile(r"\w+(?:[’'-]\w+)*")
SHORTEST_ECHO = 2
"""Words that an echo has at least: a single word is too often repeated by chance."""
ECHO = "repeated in the body"


def attribute_echoes(rows: list[Quotes], heading: str, heading_end: int, confidence: float) -> None:
    """Give marked words of the *heading* that are nobody's the speaker of the words below that hold them."""
    if not any(row.start < heading_end for row in rows):
        return
    named = _words(heading)
    below = [row for row in rows if row.start >= heading_end and row.kind in ("direct", "fragment") and row.speaker]
    below = [row for row in below if any(_words(part) in named for part in (row.speaker or "").split())]
    for row in rows:
        if row.start >= heading_end or row.speaker or row.kind == "indirect":
            continue
        words = _words(row.text)
        source = next((other for other in below if words in _words(other.text)), None)
        if source is None or words.count(" ") < SHORTEST_ECHO + 1:
            continue
        row.kind, row.basis, row.confidence = "fragment", ECHO, min(source.confidence, confidence)
        row.speaker, row.speaker_text = source.speaker, source.speaker_text
        row.speaker_start, row.speaker_end = source.speaker_start, source.speaker_end


def _words(text: str) -> str:
    """Return the words in lower case between single blanks, with one before and one after."""
    return f" {' '.join(WORD.findall(text.lower().replace('’', chr(39))))} "
