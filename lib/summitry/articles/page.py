"""Page: the paragraphs of a page, what each is by itself, and what its shape tells: paths, cuts, lists."""

from __future__ import annotations

import re

from summitry.articles.credits import is_caption, is_dateline
from summitry.articles.cues import Cue, find_cue
from summitry.articles.lines import Line, is_byline, is_date_line, is_title_case, read_line
from summitry.schema import ZoneName
from summitry.text import find_paragraphs

# 'World > Asia'  'Asia/South Asia'
BREADCRUMB = re.compile(r"[^/>»›|.!?]{2,30}(?: ?[/>»›|] ?[^/>»›|.!?]{2,30}){1,4}")
# 'Home » World » Leaders sign a pact on trade'
TRAIL = re.compile(r"[^»›>]{2,30} [»›>] [^»›>]{2,120}(?: [»›>] [^»›>]{2,120}){0,4}")
# 'Article' teasers are cut: '… the two leaders are expected to…'  'who had been…more'
CUT = ("…", "...", "[…]", "[...]", "…more", "...more", "read more")


def is_breadcrumb(line: Line) -> bool:
    """Tell whether *line* is a path through the site's sections."""
    if line.words <= 8 and BREADCRUMB.fullmatch(line.text):
        return True
    return line.words <= 30 and (not line.stops or is_cut(line)) and TRAIL.fullmatch(line.text) is not None


def is_untitled(line: Line) -> bool:
    """Tell whether *line* cannot be a headline: a sentence, a path, a date, a byline."""
    text = line.text
    if (text.endswith(".") and not is_title_case(text)) or is_breadcrumb(line):
        return True
    return is_date_line(text) or is_byline(text) or is_dateline(line)


def is_cut(line: Line) -> bool:
    return line.text.lower().endswith(CUT)


class Page:
    """The paragraphs of a page, what each is by itself, and the names that they get one after the other."""

    def __init__(self, text: str, title: str) -> None:
        self.text = text
        self.title = " ".join(title.lower().split())
        self.lines = [read_line(text, start, end) for start, end in find_paragraphs(text)]
        self.cues = [_cue_of(line) for line in self.lines]
        self.names: list[ZoneName] = [cue.zone if cue else "body" for cue in self.cues]
        self.headline: int | None = None


def _cue_of(line: Line) -> Cue | None:
    """Return what *line* is by itself, wherever it stands: furniture, a caption, a byline, or None."""
    cue = find_cue(line)
    if cue and not (cue.zone == "byline" and line.words > 25):
        return cue
    return Cue("caption", "credit") if is_caption(line) else None
