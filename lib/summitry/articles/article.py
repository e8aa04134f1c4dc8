"""An article: a document whose zones are told from the lines of its page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from summitry.articles.zones import find_zones
from summitry.schema import Zones
from summitry.text import Document


@dataclass(eq=False)
class Article(Document):
    """One article: its text exactly as decoded, its zones, and the layers that instruments add.

    >>> Article("a", "Xi met Putin.").spans("body")
    [(0, 13)]
    """

    @cached_property
    def zones(self) -> tuple[Zones, ...]:
        """The parts of the page, in order, without overlap."""
        title = self.stated["title"].value if "title" in self.stated else ""
        return tuple(
            Zones(article_id=self.article_id, start=start, end=end, zone=zone)
            for start, end, zone in find_zones(self.text, title)
        )
