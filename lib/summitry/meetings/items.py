"""The items of a sentence: its people, pairs, places, dates, triggers and words, in order and without overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summitry.meetings.pairs import HEADS_NAMED, PAIR, two_countries
from summitry.meetings.scene import Item, Scene
from summitry.meetings.words import demonyms, place_pattern, places, trigger_pattern
from summitry.text import Sentence

# a name, an abbreviation, a number, a mark: 'Xi', 'U.S.', '21st', '-'
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,4}|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:st|nd|rd|th)?|[^\w\s]")


def read_items(scene: Scene, sentence: Sentence) -> list[Item]:
    """Return the items of *sentence*, in order; where two overlap, the one that begins first, then the longer.

    They are read once, however many rules ask for them.
    """
    if sentence not in scene.laid_out:
        scene.laid_out[sentence] = _without_overlap(_find_items(scene, sentence))
    return scene.laid_out[sentence]


def _find_items(scene: Scene, sentence: Sentence) -> list[Item]:
    text, (start, end) = scene.article.text, sentence[:2]
    found = [*_people(scene, start, end), *_pairs(scene, start, end)]
    found += [Item("place", m.start(), m.end(), m.group()) for m in place_pattern().finditer(text, start, end)]
    found += [Item("date", d.start, d.end, "date") for d in scene.dates_in(start, end) if d.end <= end and d.date_low]
    found += [
        Item("trigger", m.start(), m.end(), re.sub(r"\s+", " ", m.group()))
        for m in trigger_pattern().finditer(scene.lower, start, end)
    ]
    found += [Item("word", m.start(), m.end(), m.group().lower()) for m in TOKEN.finditer(text, start, end)]
    return found


RANK = {"duo": 0, "person": 1, "other": 1, "pair": 2, "trigger": 3, "place": 4, "date": 5, "word": 6}


def _without_overlap(found: Iterable[Item]) -> list[Item]:
    items: list[Item] = []
    for item in sorted(found, key=lambda i: (i.start, RANK[i.kind], -i.end, not i.owner)):
        if items and item.start < items[-1].end:
            continue
        if item.kind == "person":
            # 'his Chinese counterpart, Xi Jinping': one person said twice
            comma = len(items) > 1 and items[-1].value == "," and items[-2].value == item.value
            twice = items[-2:] if comma else items[-1:]
            if twice and twice[0].kind == "person" and twice[0].value == item.value:
                items[-len(twice) :] = [item._replace(start=twice[0].start)]
                continue
        items.append(item)
    return items


def _people(scene: Scene, start: int, end: int) -> Iterable[Item]:
    for mention in scene.mentions_in(start, end):
        if mention.end > end or not mention.person:
            continue
        if mention.form == "pronoun" and mention.text.lower() in ("his", "her", "hers"):
            yield Item("word", mention.start, mention.end, mention.text.lower(), mention.person)
            continue
        kind = "person" if mention.person in scene.roster.by_name else "other"
        possessive = 2 if mention.text.endswith(("'s", "’s")) else 0
        yield Item(kind, mention.start, mention.end - possessive, mention.person)


def _pairs(scene: Scene, start: int, end: int) -> Iterable[Item]:
    """Yield "the two leaders" (pair), and "the Xi-Putin …", "the Russian and Chinese presidents" (duo: names by ;)."""
    for found in PAIR.finditer(scene.lower, start, end):
        yield Item("pair", found.start(), found.end(), "pair")
    heads = HEADS_NAMED.search(scene.article.text, start, end)
    for found in two_countries().finditer(scene.article.text, start, end) if heads else ():
        first, second = [g for g in found.groups() if g]
        countries = [demonyms().get(name) or places()[re.sub(r"\s+", " ", name)][1] for name in (first, second)]
        people = [scene.of_country(country, found.start()) for country in countries]
        if all(people):
            yield Item("duo", found.start(), found.end(), ";".join(person for person in people if person))
    for found in scene.compounds_in(start, end):
        names = [scene.roster.by_alias[(word,)].name for word in found.groups()]
        yield Item("duo", found.start(), found.end(), ";".join(names))
