"""Zones: the article told apart from the page around it. Nothing is deleted; every stretch gets a name.

The evidence is general: a line's shape, place, length and repetition, and the cues of words/furniture.csv.
Losing a paragraph of the article is the worst error, since its quotations would be lost with it, so prose is
furniture only where a cue says so.
"""

from __future__ import annotations

import re

from summitry.credits import (
    find_closing_tag,
    find_dateline,
    find_desk,
    has_agency_tag,
    is_caption,
    list_of,
    opens_with_colon,
)
from summitry.exports import split_exports
from summitry.lines import (
    CALENDAR_DAY,
    NAME_END,
    WEEKDAY,
    WORDS,
    Cue,
    Line,
    find_cue,
    find_paragraphs,
    is_byline,
    is_date_line,
    is_labelled_date,
    is_name_beside,
    is_person_name,
    is_title_case,
    read_line,
)
from summitry.schema import ZoneName

ZoneSpan = tuple[int, int, ZoneName]
HEAD_LINES = 60
"""How many paragraphs at most may stand before the first prose."""


def find_zones(text: str, title: str = "") -> list[ZoneSpan]:
    """Return the zones of *text* as (start, end, zone): in order, without overlap, over all that is not blank.

    *title*, where it is known beforehand, tells the headline.

    >>> find_zones("6 years ago\\n\\nTwo leaders meet\\n\\nBEIJING, June 8 (Reuters) - They met again on Friday.")
    [(0, 11, 'furniture'), (13, 29, 'headline'), (31, 59, 'dateline'), (59, 84, 'body')]
    """
    exports = split_exports(text)
    if len(exports) == 1:
        return _fill_gaps(text, exports[0].zones)
    page = Page(text, title)
    page.name_head()
    page.name_repeats()
    page.name_tail()
    return _join_neighbours(page.split())


def _fill_gaps(text: str, zones: list[ZoneSpan]) -> list[ZoneSpan]:
    """Return *zones* with everything between them as furniture."""
    filled: list[ZoneSpan] = []
    last = 0
    ends: list[ZoneSpan] = [(len(text), len(text), "furniture")]
    for start, end, zone in zones + ends:
        gap = text[last:start]
        if gap.strip():
            first = last + len(gap) - len(gap.lstrip())
            filled.append((first, first + len(gap.strip()), "furniture"))
        if start < end:
            filled.append((start, end, zone))
        last = end
    return filled


def _join_neighbours(spans: list[ZoneSpan]) -> list[ZoneSpan]:
    joined: list[ZoneSpan] = []
    for start, end, zone in spans:
        if joined and joined[-1][2] == zone and zone in ("body", "furniture"):
            joined[-1] = (joined[-1][0], end, zone)
        else:
            joined.append((start, end, zone))
    return joined


# 'World > Asia'  'Asia/South Asia'
BREADCRUMB = re.compile(r"[^/>»›|.!?]{2,30}(?: ?[/>»›|] ?[^/>»›|.!?]{2,30}){1,4}")
# 'Home » World » Leaders sign a pact on trade'
TRAIL = re.compile(r"[^»›>]{2,30} [»›>] [^»›>]{2,120}(?: [»›>] [^»›>]{2,120}){0,4}")
# 'By Ann Lee Published: June 8, 2018'
PUBLISHED = re.compile(r"\b(?:published|updated|posted)\b", re.IGNORECASE)
# '• A statement on trade'  '2. A plan until 2030'
OWN_ITEM = re.compile(r"[•●▪■*–—-] ?|\d{1,2}[.)] ")
DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[a-z0-9\-]{2,40}(?:\.[a-z]{2,12}){1,3}/?", re.IGNORECASE)
# 'Article' teasers are cut: '… the two leaders are expected to…'  'who had been…more'
CUT = ("…", "...", "[…]", "[...]", "…more", "...more", "read more")
AFTER_ARTICLE = ("related", "comments", "tags")
LATE = ("disclaimer", "copyright", "contact", "translation", "newsletter")
MOST_MARKERS = 30
MARKS_TAIL = ("related", "tags", "share", "more", "comments", "newsletter", "counter")


def is_breadcrumb(line: Line) -> bool:
    """Tell whether *line* is a path through the site's sections."""
    if line.words <= 8 and BREADCRUMB.fullmatch(line.text):
        return True
    return line.words <= 30 and not line.stops and TRAIL.fullmatch(line.text) is not None


def _is_untitled(line: Line) -> bool:
    """Tell whether *line* cannot be a headline: a sentence, a path, a date, a byline."""
    text = line.text
    if (text.endswith(".") and not is_title_case(text)) or is_breadcrumb(line):
        return True
    return is_date_line(text) or is_byline(text)


def _is_cut(line: Line) -> bool:
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

    # --- the head ---

    def name_head(self) -> None:
        """Name the lines before the first prose: headline, byline, date line, masthead, navigation."""
        stop = self._find_first_prose()
        self.headline = self._find_headline(stop)
        if self.headline is None:
            stop = stop if any(self.cues[:stop]) else 0
        else:
            self.names[self.headline] = "headline"
        crowd = self._count_titles(stop) > 3
        for at in range(stop):
            cue = self.cues[at]
            if at != self.headline and (cue is None or cue.kind in ("tags", "credit")):
                self.names[at] = self._name_head_line(at, crowd)

    def _find_first_prose(self) -> int:
        for at, line in enumerate(self.lines[:HEAD_LINES]):
            title = (at == 0 and line.words <= 20 and is_title_case(line.text)) or self._is_title(line)
            if (
                line.prose
                and not self.cues[at]
                and not title
                and not self._is_cut_title(at)
                and not _is_byline_or_day(line)
            ):
                return at
        prose = any(line.prose and not cue for line, cue in zip(self.lines, self.cues, strict=True))
        return 0 if prose else min(len(self.lines), HEAD_LINES)

    def _is_cut_title(self, at: int) -> bool:
        """Tell whether a line is a headline cut short ("... will give...") among others: no paragraph follows it."""
        line = self.lines[at]
        return _is_cut(line) and line.words <= 25 and at + 1 < len(self.lines) and not self.lines[at + 1].prose

    def _is_title(self, line: Line) -> bool:
        return bool(self.title) and line.text.lower().rstrip(".") == self.title.rstrip(".")

    def _find_headline(self, stop: int) -> int | None:
        """Return the index of the headline: the stated title, or the first line of some length that is nothing else."""
        stated = next((at for at in range(stop) if self._is_title(self.lines[at])), None)
        if stated is not None:
            return stated
        last = min(stop, len(self.lines) - 1)
        free = [at for at in range(last) if not self.cues[at] and not _is_untitled(self.lines[at])]
        for least in (4, 3, 2):
            long = [at for at in free if self.lines[at].words >= least]
            if long and (least > 2 or len(free) == 1):
                return self._prefer_repeated(long)
        return None

    def _prefer_repeated(self, found: list[int]) -> int:
        """Return the first of the lines *found* that the page says twice, as it does with headlines; else the first."""
        texts = [line.text.lower() for line in self.lines[: HEAD_LINES * 2]]
        return next((at for at in found[:5] if texts.count(self.lines[at].text.lower()) > 1), found[0])

    def _count_titles(self, stop: int) -> int:
        """Return how many lines of a headline's length stand between the headline and the first prose."""
        if self.headline is None:
            return 0
        below = self.lines[self.headline + 1 : stop]
        return sum(line.words >= 5 and not line.stops and not _is_untitled(line) for line in below)

    def _name_head_line(self, at: int, crowd: bool) -> ZoneName:
        """Name a line of the head that is not the headline itself. *crowd*: it lists other articles' headlines."""
        line, text, name = self.lines[at], self.lines[at].text, self.names[at]
        above = self.headline is not None and at < self.headline
        if is_byline(text):
            return "byline"
        if is_date_line(text):
            return "masthead" if above and WEEKDAY.search(text) else "dateline"
        if name != "body":
            return name
        if DOMAIN.fullmatch(text) or (above and self._is_masthead(at)):
            return "masthead"
        if above or is_breadcrumb(line) or (crowd and (not line.stops or _is_cut(line))):
            return "furniture"
        if is_person_name(text) or is_name_beside(text):
            return "byline"
        return "headline" if at - 1 == self.headline and line.words >= 5 else "body"

    def _is_masthead(self, at: int) -> bool:
        """Tell whether a line above the headline is the paper's name: by its words, or by the day below it."""
        line = self.lines[at]
        if line.words > 6 or is_breadcrumb(line):
            return False
        below = self.lines[at + 1].text
        return _names_paper(line.text) or (is_date_line(below) and WEEKDAY.search(below) is not None)

    # --- repetition ---

    def name_repeats(self) -> None:
        """Name later copies of a line: furniture, or a caption where a credit follows the headline's words."""
        title = self.lines[self.headline].text.lower() if self.headline is not None else ""
        seen: set[str] = set()
        for at, line in enumerate(self.lines):
            words = line.text.lower()
            if line.words >= 4 and not line.prose and words in seen and self.names[at] == "body":
                self.names[at] = "furniture"
            seen.add(words)
            if title and at != self.headline and line.words <= len(title) and words.startswith(title):
                rest = words[len(title) :].strip()
                if not rest:
                    self.names[at] = "furniture"
                elif len(rest) < 60 and self.names[at] == "body" and "©" in rest:
                    self.names[at] = "caption"

    # --- the tail ---

    def name_tail(self) -> None:
        """Name what follows the article's last paragraph: tags, related headlines, whatever comes after a marker."""
        self._name_late_dates()
        self._name_biography()
        self._name_after_marker()
        last = self._find_last_prose()
        if last is None:
            return
        tail = range(last + 1, len(self.lines))
        if self._is_list_of_headlines(tail, last):
            self._name_furniture(tail)

    def _name_late_dates(self) -> None:
        """Name the dates that a page prints below the article, so long as they say that they are its own."""
        for at, line in enumerate(self.lines):
            if self.names[at] == "body" and line.words <= 14 and is_labelled_date(line.text):
                self.names[at] = "dateline"

    def _name_biography(self) -> None:
        """Name the lines at the end that tell who the author is: they begin with the name in the byline."""
        bylines = (line.text for at, line in enumerate(self.lines) if self.names[at] == "byline")
        names = [NAME_END.split(text.removeprefix("By ").split(" in ")[0])[0] for text in bylines]
        names = [name for name in names if 2 <= len(name.split()) <= 4]
        for at in range(max(len(self.lines) // 2, len(self.lines) - 8), len(self.lines)):
            if self.names[at] == "body" and any(self.lines[at].text.startswith(name) for name in names):
                self.names[at] = "furniture"

    def _name_furniture(self, which: range, captions: bool = False) -> None:
        for at in which:
            if self.names[at] == "body" or (captions and self.names[at] == "caption"):
                self.names[at] = "furniture"

    def _name_after_marker(self) -> None:
        """Name the teasers that follow a line like "Latest News" as long as the article does not go on after them."""
        resumes = 0
        markers = [at for at, cue in enumerate(self.cues) if cue and cue.kind in AFTER_ARTICLE and self._is_marker(at)]
        for at in markers[:MOST_MARKERS]:
            if at >= resumes and self._has_prose(at):
                resumes = self._find_resumption(at + 1, self.cues[at].kind)  # type: ignore[union-attr]
                self._name_furniture(range(at + 1, resumes), captions=True)

    def _is_marker(self, at: int) -> bool:
        """Tell whether a line of furniture stands for itself ("Latest News"), not with a title ("Related: …")."""
        return self.names[at] == "furniture" and self.lines[at].words <= 5

    def _has_prose(self, before: int) -> bool:
        """Tell whether the article can be over: two paragraphs of it stand before."""
        return sum(self.names[at] == "body" and self.lines[at].prose for at in range(before)) >= 2

    def _find_resumption(self, first: int, kind: str) -> int:
        """Return where the article goes on after a marker at *first*; the number of lines when it does not.

        It goes on with two whole paragraphs in a row, or with a single one where the rest is no row of teasers.
        Readers' comments are paragraphs too: after those it goes on only where most of it is still to come.
        """
        prose = [at for at in range(first, len(self.lines)) if self._is_whole(at)]
        if kind == "comments" and len(prose) <= sum(self._is_whole(at) for at in range(first)):
            return len(self.lines)
        for at in prose:
            if at + 1 in prose:
                return at
        more = sum(cue is not None and cue.kind == "more" for cue in self.cues[first:])
        cut = more > 1 or any(_is_cut(line) for line in self.lines[first:])
        titles = sum(not line.prose and line.words >= 4 for line in self.lines[first:])
        return len(self.lines) if not prose or cut or (len(prose) > 1 and titles > 1) else prose[0]

    def _is_whole(self, at: int) -> bool:
        line = self.lines[at]
        return line.prose and line.words >= 8 and not self.cues[at] and not _is_cut(line) and self.names[at] == "body"

    def _find_last_prose(self) -> int | None:
        """Return the index of the article's last paragraph."""
        for at in range(len(self.lines) - 1, -1, -1):
            if self.names[at] == "body" and self.lines[at].prose and not self._is_exclaimed_title(at):
                return at
        return None

    def _is_exclaimed_title(self, at: int) -> bool:
        """Tell whether a short line with ! or ? stands among titles, as a headline among headlines does."""
        line = self.lines[at]
        if line.text[-1] not in "!?" or line.words > 20:
            return False
        beside = [self.lines[other] for other in (at - 1, at + 1) if 0 <= other < len(self.lines)]
        return is_title_case(line.text) or not any(other.prose for other in beside)

    def _is_list_of_headlines(self, tail: range, last: int) -> bool:
        """Tell whether the short lines after the last paragraph are other articles' headlines."""
        free = [at for at in tail if not self.cues[at]]
        if not free:
            return False
        if any(self._marks_tail(at) for at in range(last + 1, free[0])):
            return True
        lines = [self.lines[at] for at in free]
        titled = sum(is_title_case(line.text) for line in lines)
        if len(lines) >= 2 and titled >= 2 and titled >= 0.6 * len(lines):
            return True
        paragraphs = [line for line in self.lines[: last + 1] if line.words >= 12]
        stopped = len(paragraphs) >= 4 and sum(line.stops for line in paragraphs) >= 0.9 * len(paragraphs)
        if not stopped or self._is_own_list(last, free):
            return False
        return all(not line.stops for line in lines) and sum(line.words >= 4 for line in lines) >= 3

    def _is_own_list(self, last: int, free: list[int]) -> bool:
        """Tell whether the lines are a list of the article's own: announced by a colon, or with bullets or numbers."""
        bullets = sum(OWN_ITEM.match(self.text, self.lines[at].start) is not None for at in free)
        return self.lines[last].text.endswith(":") or bullets >= 2

    def _marks_tail(self, at: int) -> bool:
        """Tell whether a line of furniture shows that the article is over."""
        cue = self.cues[at]
        return cue is not None and (cue.kind in LATE or (cue.kind in MARKS_TAIL and self._is_marker(at)))

    # --- from lines to spans ---

    def split(self) -> list[ZoneSpan]:
        """Return the zones, with datelines, desks and closing tags cut off the paragraphs that carry them."""
        prose = [at for at, line in enumerate(self.lines) if self.names[at] == "body" and line.prose]
        self._name_tagged_captions(prose)
        alone = sum(opens_with_colon(line) for line in self.lines) == 1
        spans: list[ZoneSpan] = []
        for at, line in enumerate(self.lines):
            first, last = line.start, line.end
            closing: list[ZoneSpan] = []
            if self.names[at] == "byline" and (day := CALENDAR_DAY.search(self.text, first, last)):
                first = self._cut_byline(spans, first, day.start())
                self.names[at] = "dateline"
            if at in prose[:4]:
                first = self._cut_opening(spans, first, last, alone and at == prose[0] and line.words > 11)
            if prose and at == prose[-1]:
                last = find_closing_tag(self.text, first, line.end)
                closing = [(last, line.end, "byline")] if last < line.end else []
            words = self.text[first:last].rstrip()
            if words:
                spans.append((first, first + len(words), self.names[at]))
            spans += closing
        return spans

    def _name_tagged_captions(self, prose: list[int]) -> None:
        """Name the captions that only an agency in brackets marks; at the story's end that marks the story."""
        for at in prose[:-1]:
            line = self.lines[at]
            if (
                line.text[-1] in ")]"
                and line.words <= 60
                and has_agency_tag(line)
                and "“" not in line.text
                and '"' not in line.text
            ):
                self.names[at] = "caption"

    def _cut_byline(self, spans: list[ZoneSpan], first: int, day: int) -> int:
        """Add the names that stand before a date in the same line to *spans*; return where the date begins."""
        names = self.text[first:day]
        if weekday := WEEKDAY.search(names):
            day = first + weekday.start()
        if label := PUBLISHED.search(self.text, first, day):
            day = label.start()
        words = self.text[first:day].rstrip()
        if words:
            spans.append((first, first + len(words), "byline"))
        return day if words else first

    def _cut_opening(self, spans: list[ZoneSpan], first: int, last: int, alone: bool) -> int:
        """Add the desk's credit and the dateline that open a paragraph to *spans*; return where the rest begins."""
        desk = find_desk(self.text, first, last)
        if desk > first:
            spans.append((first, first + len(self.text[first:desk].rstrip()), "byline"))
        dateline = find_dateline(self.text, desk, last, alone)
        if dateline > desk:
            spans.append((desk, dateline, "dateline"))
        return dateline


def _is_byline_or_day(line: Line) -> bool:
    return is_date_line(line.text) or is_byline(line.text)


def _names_paper(text: str) -> bool:
    return "/" not in text and any(word.lower() in list_of("mastheads") for word in WORDS.findall(text))


def _cue_of(line: Line) -> Cue | None:
    """Return what *line* is by itself, wherever it stands: furniture, a caption, a byline, or None."""
    cue = find_cue(line)
    if cue and not (cue.zone == "byline" and line.words > 25):
        return cue
    return Cue("caption", "credit") if is_caption(line) else None
