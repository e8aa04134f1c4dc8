"""Furniture: what on a page is not the article, by the cues of words/furniture.csv, by a line's shape and its place."""

import functools
import re
from itertools import pairwise
from typing import NamedTuple

from summitry.articles import lines
from summitry.schema import ZoneName
from summitry.text import Document, read_words


class LineCue(NamedTuple):
    """What a cue says of the line that carries it."""

    zone: ZoneName
    kind: str


class _Cues(NamedTuple):
    """The cues of one place in a line: plain ones; and one pattern of those with wildcards, a group each."""

    plain: dict[str, LineCue]
    wild: re.Pattern[str]
    says: list[LineCue]
    lengths: list[int]  # the lengths that plain cues have, the longest first

    def read(self, found: re.Match[str] | None) -> LineCue | None:
        return self.says[found.lastindex - 1] if found and found.lastindex else None


@functools.cache
def _cues(where: str) -> _Cues:
    said = {row["cue"]: LineCue(row["zone"], row["kind"]) for row in read_words("furniture") if row["where"] == where}  # type: ignore[arg-type]
    wild = [cue for cue in said if "*" in cue or "#" in cue]
    spelled = "|".join(f"({re.escape(cue)})" for cue in wild) or "(?!)"
    spelled = spelled.replace(r"\*", ".{0,60}?").replace(r"\#", r"[\d.,]{1,9}[km]?").replace(r"\ ", " ")
    plain = {cue: said[cue] for cue in said if cue not in wild}
    lengths = sorted(set(map(len, plain)), reverse=True)
    return _Cues(plain, re.compile(spelled), [said[cue] for cue in wild], lengths)


def find_cue(line: lines.Line) -> LineCue | None:
    """Return what *line* is by itself: by a cue of furniture.csv, if it is not long, or a caption; None: neither."""
    if line.words <= 60 and len(line.text) <= 600:
        text = line.text.lower().replace("’", "'")
        inner = (said for cue, said in _cues("inside").plain.items() if cue in text)
        cue = _whole_cue(text) or next(inner, None) or _opening_cue(text) or _closing_cue(text)
        if cue and not (cue.zone == "byline" and line.words > 25):
            return cue
    return LineCue("caption", "credit") if lines.is_caption(line) else None


SIGN_OFF = re.compile(r"\d{2,6}/[a-z]{2,5}(?:/[a-z]{2,5})?")  # '0612/bei', an agency's mark of desk and day


def _whole_cue(text: str) -> LineCue | None:
    if len(text) > 60:
        return None
    cues, bare = _cues("line"), text.strip(" :.…!>»→|-–—[]()*")
    if (
        not any(map(str.isalpha, bare))
        and not text.strip().endswith((".", "%"))
        and not lines.CALENDAR_DAY.search(bare)
    ):
        return LineCue("furniture", "counter")
    if lines.PAGE_AGE.match(bare):
        return LineCue("furniture", "page age")
    if SIGN_OFF.fullmatch(bare):
        return LineCue("furniture", "end mark")
    return cues.plain.get(bare) or cues.read(cues.wild.fullmatch(bare))


def _opening_cue(text: str) -> LineCue | None:
    cues, bare = _cues("start"), text.lstrip("[ ")
    for end in cues.lengths:
        cue = cues.plain.get(bare[:end])
        if cue and end <= len(bare) and not (bare[end - 1].isalpha() and bare[end : end + 1].isalnum()):
            return cue
    return cues.read(cues.wild.match(bare))


def _closing_cue(text: str) -> LineCue | None:
    """Return what the end of the line says, or a counter behind a bar ("| Views 532")."""
    ends, counters = _cues("end").plain, _cues("anywhere").wild
    said = next((said for cue, said in ends.items() if text.endswith(cue)), None)
    return said or (_cues("anywhere").read(counters.search(text)) if "|" in text else None)


BREADCRUMB = re.compile(r"[^/>»›|.!?]{2,30}(?: ?[/>»›|] ?[^/>»›|.!?]{2,30}){1,4}")  # 'World > Asia'  'Asia/South Asia'
# 'Home » World » Leaders sign a pact on trade'
TRAIL = re.compile(r"[^»›>]{2,30} [»›>] [^»›>]{2,120}(?: [»›>] [^»›>]{2,120}){0,4}")
# 'Article' teasers are cut: '… the two leaders are expected to…'  'who had been…more'
CUT = ("…", "...", "[…]", "[...]", "…more", "...more", "read more")


def is_breadcrumb(line: lines.Line) -> bool:
    """Tell whether *line* is a path through the site's sections."""
    if line.words <= 8 and BREADCRUMB.fullmatch(line.text):
        return True
    return line.words <= 30 and (not line.stops or is_cut(line)) and TRAIL.fullmatch(line.text) is not None


def is_cut(line: lines.Line) -> bool:
    return line.text.lower().endswith(CUT)


class PageLines:
    """The paragraphs of a page, what each is by itself, and the names that they get one after the other."""

    def __init__(self, doc: Document) -> None:
        self.text = doc.text
        self.title = " ".join(doc.stated["title"].value.lower().split()) if "title" in doc.stated else ""
        self.lines = [lines.read_line(doc.text, start, end) for start, end in doc.paragraphs]
        self.cues = [find_cue(line) for line in self.lines]
        self.names: list[ZoneName] = [cue.zone if cue else "body" for cue in self.cues]
        self.headline: int | None = None


AFTER_ARTICLE = ("related", "comments", "tags")
"""Kinds of lines after which the article is over, unless whole paragraphs follow."""
MARKS_TAIL = ("related", "tags", "share", "more", "comments", "newsletter", "counter")
LATE = ("disclaimer", "copyright", "contact", "translation", "newsletter")
"""Kinds of furniture below which short lines are no part of the article."""
MOST_MARKERS = 30
OWN_ITEM = re.compile(r"[•●▪■*–—-] ?|\d{1,2}[.)] ")  # '• A statement on trade'  '2. A plan until 2030'


def name_tail(page: PageLines) -> None:
    """Name what follows the article's last paragraph: dates, tags, related headlines, whatever comes after a marker."""
    for at, line in enumerate(page.lines):  # a date so long as it says that it is the article's own
        if (
            page.names[at] == "body"
            and line.words <= 14
            and lines.DATE_LABEL.match(line.text)
            and lines.is_date_line(line.text)
        ):
            page.names[at] = "dateline"
    _name_biography(page)
    _name_after_marker(page)
    body = [at for at, line in enumerate(page.lines) if page.names[at] == "body" and line.prose]
    last = next((at for at in reversed(body) if not _is_exclaimed_title(page, at)), None)
    if last is not None and _is_list_of_headlines(page, last):
        _name_furniture(page, range(last + 1, len(page.lines)))


def _name_biography(page: PageLines) -> None:
    """Name the lines at the end that tell who the author is: they begin with the name in the byline."""
    bylines = (line.text for at, line in enumerate(page.lines) if page.names[at] == "byline")
    names = [lines.NAME_END.split(text.removeprefix("By ").split(" in ")[0])[0] for text in bylines]
    names = [name for name in names if 2 <= len(name.split()) <= 4]
    for at in range(max(len(page.lines) // 2, len(page.lines) - 8), len(page.lines)):
        if page.names[at] == "body" and any(page.lines[at].text.startswith(name) for name in names):
            page.names[at] = "furniture"


def _name_furniture(page: PageLines, which: range, captions: bool = False) -> None:
    for at in which:
        if page.names[at] == "body" or (captions and page.names[at] == "caption"):
            page.names[at] = "furniture"


def _name_after_marker(page: PageLines) -> None:
    """Name the teasers that follow a line like "Latest News" as long as the article does not go on after them."""
    resumes = 0
    markers = [at for at, cue in enumerate(page.cues) if cue and cue.kind in AFTER_ARTICLE and _is_marker(page, at)]
    for at in markers[:MOST_MARKERS]:
        paragraphs = sum(name == "body" and line.prose for name, line in zip(page.names[:at], page.lines, strict=False))
        if at >= resumes and paragraphs >= 2:  # before that the article cannot be over
            resumes = _find_resumption(page, at + 1, page.cues[at].kind)  # type: ignore[union-attr]
            _name_furniture(page, range(at + 1, resumes), captions=True)


def _is_marker(page: PageLines, at: int) -> bool:
    """Tell whether a line of furniture stands for itself ("Latest News"), not with a title ("Related: …")."""
    return page.names[at] == "furniture" and page.lines[at].words <= 5


def _find_resumption(page: PageLines, first: int, kind: str) -> int:
    """Return where the article goes on after a marker at *first*; the number of lines when it does not. It goes on with
    two whole paragraphs in a row, or with a single one where the rest is no row of teasers. Readers' comments are
    paragraphs too: after those it goes on only where most of it is still to come."""
    prose = [at for at in range(first, len(page.lines)) if _is_whole(page, at)]
    if kind == "comments" and len(prose) <= sum(_is_whole(page, at) for at in range(first)):
        return len(page.lines)
    for at, following in pairwise(prose):
        if following == at + 1:
            return at
    more = sum(cue is not None and cue.kind == "more" for cue in page.cues[first:])
    cut = more > 1 or any(is_cut(line) for line in page.lines[first:])
    titles = sum(not line.prose and line.words >= 4 for line in page.lines[first:])
    return len(page.lines) if not prose or cut or (len(prose) > 1 and titles > 1) else prose[0]


def _is_whole(page: PageLines, at: int) -> bool:
    line = page.lines[at]
    return line.prose and line.words >= 8 and not page.cues[at] and not is_cut(line) and page.names[at] == "body"


def _is_exclaimed_title(page: PageLines, at: int) -> bool:
    """Tell whether a short line with ! or ? stands among titles, as a headline among headlines does."""
    line = page.lines[at]
    if line.text[-1] not in "!?" or line.words > 20:
        return False
    beside = [page.lines[other] for other in (at - 1, at + 1) if 0 <= other < len(page.lines)]
    return lines.is_title_case(line.text) or not any(other.prose for other in beside)


def _is_list_of_headlines(page: PageLines, last: int) -> bool:
    """Tell whether the short lines after the last paragraph are other articles' headlines."""
    free = [at for at in range(last + 1, len(page.lines)) if not page.cues[at]]
    if not free:
        return False
    for at in range(last + 1, free[0]):
        cue = page.cues[at]
        if cue and (cue.kind in LATE or (cue.kind in MARKS_TAIL and _is_marker(page, at))):
            return True
    short = [page.lines[at] for at in free]
    titled = sum(lines.is_title_case(line.text) for line in short)
    if len(short) >= 2 and titled >= 2 and titled >= 0.6 * len(short):
        return True
    paragraphs = [line for line in page.lines[: last + 1] if line.words >= 12]
    stopped = len(paragraphs) >= 4 and sum(line.stops for line in paragraphs) >= 0.9 * len(paragraphs)
    bullets = sum(OWN_ITEM.match(page.text, line.start) is not None for line in short)
    own = bullets >= 2 or page.lines[last].text.endswith(":")  # a list of the article's own
    return stopped and not own and all(not line.stops for line in short) and sum(line.words >= 4 for line in short) >= 3
