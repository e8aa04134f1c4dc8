"""Metadata: who published an article, when, under which title and byline, from which agency, in which language."""

import contextlib
import datetime as dt
import functools
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any, Literal, NamedTuple, cast

from summitry.articles.furniture import find_cue
from summitry.articles.lines import BY, DOMAIN, agencies, is_byline, is_name, name_agency, read_line
from summitry.reference import Outlet
from summitry.schema import OutletBasis, ZoneName
from summitry.text import Document, read_words, word_set
from summitry.timexes import read_stated_day


class Metadata(NamedTuple):
    """What an article says, or what was handed over with it, about itself. None: not known."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    outlet_basis: OutletBasis | None = None
    agency: str | None = None
    language: str | None = None
    machine_translated: bool = False
    published_stated: str | None = None  # ISO date
    published_basis: Literal["manifest", "metadata"] | None = None


def read_metadata(doc: Document) -> Metadata:
    """Return the metadata of *doc*: what was stated, else what the page shows; outlets by their names in the reference."""
    outlet, basis = read_outlet(doc, doc.reference.outlets if doc.reference else ())
    published = doc.stated.get("published") or doc.stated.get("url")
    if published and "published" not in doc.stated:
        published = published._replace(value=day_in_address(published.value))
    day = read_stated_day(published.value) if published else None
    shown = " ".join(doc.text[start:end] for start, end in doc.spans("headline", "body"))
    translations = (read_line(doc.text, *span) for span in doc.paragraphs if "ranslat" in doc.text[slice(*span)])
    return Metadata(
        title=_stated(doc, "title") or next(_zone_texts(doc, "headline"), None),
        byline=BY.sub("", _stated(doc, "author") or "") or _read_byline(doc),
        outlet=outlet,
        outlet_basis=basis,
        agency=read_agency(doc),
        language=tell_language(shown, doc.words.keys),
        machine_translated=any(cue.kind == "translation" for cue in map(find_cue, translations) if cue),
        published_stated=day.isoformat() if day else None,
        published_basis=cast(Any, published.basis) if published and day else None,
    )


def _stated(doc: Document, key: str) -> str | None:
    stated = doc.stated.get(key)
    return stated.value.strip() or None if stated else None


def _zone_texts(doc: Document, *zones: ZoneName) -> Iterator[str]:
    return (" ".join(doc.text[start:end].split()) for start, end in doc.spans(*zones))


# 'By John Smith | June 8, 2018': where the name ends
AFTER_NAME = re.compile(
    r"\s{0,9}(?:[|•·/(\[:;]|, | [-–—] |\d| in [A-Z]|\bpublished\b|\bupdated\b|\band agencies\b).*$",
    re.IGNORECASE | re.DOTALL,
)


def _read_byline(doc: Document) -> str | None:
    """Return the first name in a byline; None where none names an author (a credit to an agency does not)."""
    for words in _zone_texts(doc, "byline"):
        named = BY.match(words) or words.endswith(":")
        if not (named or is_name(words) or is_byline(words)):
            continue
        name = AFTER_NAME.sub("", BY.sub("", words)).strip(" .,:()")
        if name and name[0].isupper() and len(name) <= 80 and name.lower() not in agencies():
            return name
    return None


@functools.lru_cache(maxsize=8)
def _by_domain(outlets: tuple[Outlet, ...]) -> dict[str, Outlet]:
    return {domain.lower(): outlet for outlet in outlets for domain in outlet.domains}


@functools.lru_cache(maxsize=8)
def _by_name(outlets: tuple[Outlet, ...]) -> dict[str, Outlet]:
    return {name.lower(): outlet for outlet in reversed(outlets) for name in (*outlet.aliases, outlet.name)}


def name_outlet(value: str, outlets: tuple[Outlet, ...]) -> str:
    """Return the outlet that *value* (a name, domain or address) means: our name for it where we know it.

    >>> name_outlet("www.example.com", ())
    'example.com'
    """
    value = " ".join(value.split())
    if known := _by_name(outlets).get(value.lower()):
        return known.name
    return (None if " " in value else _name_by_domain(value, outlets)) or value


def _name_by_domain(value: str, outlets: tuple[Outlet, ...]) -> str | None:
    """Return the outlet that owns the domain in *value*, or the domain where none does; None where there is none."""
    found = DOMAIN.search(value.lower())
    domain = found.group().removeprefix("www.") if found else ""
    return _outlet_at(domain, outlets) or domain or None


def _outlet_at(domain: str, outlets: tuple[Outlet, ...]) -> str | None:
    """Return the outlet that owns *domain* or a domain above it."""
    known = _by_domain(outlets)
    parts = domain.split(".")
    return next((known[d].name for at in range(len(parts) - 1) if (d := ".".join(parts[at:])) in known), None)


def read_outlet(doc: Document, outlets: tuple[Outlet, ...]) -> tuple[str | None, OutletBasis | None]:
    """Return who published *doc* and what says so, by trust: stated, masthead, domain, credit, dateline."""
    if stated := doc.stated.get("outlet"):
        return name_outlet(stated.value, outlets), cast(OutletBasis, stated.basis)
    if (url := _stated(doc, "url")) and (name := _name_by_domain(url, outlets)):
        return name, "domain"
    for known in _find_named(doc, "masthead", r"\s[|·•–—-]\s|, ", outlets):
        return known.name, "masthead"
    if contact := _read_contact(doc, outlets):
        return contact, "domain"
    desks = _find_named(doc, "byline", r"[,:|/()]| for ", outlets)  # "Foreign Desk, Daily Bugle:"
    credit = next((known.name for known in desks if known.kind != "wire"), None)
    return (credit, "credit") if credit else (None, None)


def _find_named(doc: Document, zone: ZoneName, marks: str, outlets: tuple[Outlet, ...]) -> Iterator[Outlet]:
    """Yield the outlets that the lines of *zone* name, as a whole or between *marks* (a pattern)."""
    for words in _zone_texts(doc, zone):
        for part in (words, *re.split(marks, words)):
            if known := _by_name(outlets).get(part.strip(" .").lower()):
                yield known


def _read_contact(doc: Document, outlets: tuple[Outlet, ...]) -> str | None:
    """Return the outlet whose domain stands in an address on the page around the article."""
    found = (match for span in doc.spans("furniture", "masthead") for match in DOMAIN.finditer(doc.text, *span))
    domains = [match.group().lower().removeprefix("www.") for match in found]
    domains = [d for d in domains if d not in word_set("platforms") and len(d.rsplit(".", 1)[0]) > 1]
    known = next((outlet for domain in domains if (outlet := _outlet_at(domain, outlets))), None)
    return known or (domains[0] if domains else None)


# '(AFP)'  '/TASS/'  '(Reuters/AFP)': in a dateline the agency stands in brackets, for 'PA' may be a state
TAG = re.compile(r"[(\[/]([^()\[\]/]{2,45}(?:/[^()\[\]/]{2,20})?)[)\]/]")
# 'BEIJING, June 8 (Northwire) — ': a name in brackets right before the dash is an agency that no list knows
UNLISTED = re.compile(r"[A-Z][A-Za-z]{2,24}(?: [A-Z][A-Za-z]{1,24}){0,2}")
# '… on Friday, reports Reuters.': how South Asian papers credit the copy; 'Reuters reported' only names a source
PASSES_ON = re.compile(r"[,”\"] ?reports? (?:the )?([A-Z][\w\- ]{1,30})\.(?=\s|$)")
OPENS_STORY = re.compile(r"\s{0,9}(?:—|–|-{1,2})\s{0,9}$")


def read_agency(doc: Document) -> str | None:
    """Return the wire agency that the copy is credited to in dateline, byline or passing ("reports Reuters"), or None."""
    for start, end in doc.spans("dateline"):
        for tag in TAG.finditer(doc.text, start, end):
            name = tag.group(1).strip()
            unlisted = UNLISTED.fullmatch(name) and OPENS_STORY.match(doc.text[tag.end() : end])
            if agency := name_agency(name) or (name if unlisted else None):
                return agency
    credited = _zone_texts(doc, "byline")
    openings = ((start, min(end, start + 1500)) for start, end in doc.spans("body")[:2])
    passed_on = (found.group(1) for span in openings for found in PASSES_ON.finditer(doc.text, *span))
    return next((agency for words in (*credited, *passed_on) if (agency := name_agency(words))), None)


SCRIPTS = [(row["language"], re.compile(f"[{row['letters']}]"), float(row["share"])) for row in read_words("scripts")]
FOREIGN = re.compile("|".join(script.pattern for _, script, _ in SCRIPTS))  # any letter of these scripts


@functools.cache
def _languages() -> dict[str, list[str]]:
    """Return the commonest words with the languages that they are common in."""
    languages: dict[str, list[str]] = {}
    for row in read_words("stopwords"):
        languages.setdefault(row["word"], []).append(row["language"])
    return languages


def tell_language(text: str, keys: Sequence[str]) -> str | None:
    """Return the ISO 639-1 code of *text*'s language, by the script and words (*keys*) of its beginning, or None.

    >>> from summitry.text import read_keys
    >>> texts = "They met in the hall and spoke of the war.", "Sie sprachen über den Krieg und die Welt."
    >>> [tell_language(text, read_keys(text)) for text in texts]
    ['en', 'de']
    """
    sample = text[:6000]
    letters = sum(map(str.isalpha, sample)) if FOREIGN.search(sample) else 0
    for language, script, share in SCRIPTS if letters else ():
        if len(script.findall(sample)) > share * letters:
            return language
    words, common = keys[:1000], _languages()
    counts = Counter(language for word in words for language in common.get(word, ()))
    best, count = max(counts.items(), key=itemgetter(1), default=(None, 0))
    return best if count and count / len(words) >= 0.12 else None


PLACES = {row["name"]: row["place"] for row in read_words("page_days")}
"""Where a <meta> or <link> of that name, property or relation stands, in words."""
# '/2019/06/05/', '/2019-06-05-two-leaders', '/20190605/': in an address
DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)([/-]?)(\d\d)\2(\d\d)(?=[/_.-])")
# class="entry-date published", not "published-by"
ROLE = re.compile(
    r"(?:^|[\s_-])(?:pub(?:lish(?:ed|ing)?|lication|date)?|posted|entry|article|story)[\s_-]?(?:date|time|on)?(?:$|[\s_-])"
    r"|datePublished",
    re.IGNORECASE,
)
NO_ROLE = re.compile(r"updat|modif|expir|comment|relat|recommend|promo|sidebar|latest|\b(?:aside|footer|nav)\b", re.I)
LABEL = re.compile(r"\s*(?:first )?(?:published|posted)(?: on| at)?\b[:\s]", re.IGNORECASE)


def declare_day(page: Any) -> str:
    """Return the day that *page* (parsed by lxml) declares, with its place ("2019-06-05 (JSON-LD)"); the days, where they disagree.

    Days that are one apart agree: sites count in several time zones. An empty text: the page declares none.
    """
    days: dict[str, dt.date] = {}
    for stated, place in (*_in_scripts(page), *_in_head(page), *_in_text(page)):
        if day := read_stated_day(stated):
            days.setdefault(place, day)
    named = [f"{day.isoformat()} ({place})" for place, day in days.items()]
    agree = not days or max(days.values()) - min(days.values()) <= dt.timedelta(days=1)
    return "; ".join(named[:1] if agree else named)


def day_in_address(address: str) -> str:
    """Return the day in the path of an *address*, as an ISO date, or an empty text."""
    found = DAY_IN_ADDRESS.search(address)
    return f"{found[1]}-{found[3]}-{found[4]}" if found else ""


def _in_scripts(page: Any) -> Iterator[tuple[str, str]]:
    for script in page.iterfind(".//script[@type='application/ld+json']"):
        with contextlib.suppress(ValueError, RecursionError):
            things = [json.loads(script.text or "", strict=False)]
            for thing in things:
                if isinstance(thing, list):
                    things += thing
                elif isinstance(thing, dict):
                    things += [thing.get("@graph"), thing.get("mainEntity")]
                    if re.search("Article|Posting|Report|WebPage", str(thing.get("@type"))):
                        yield str(thing.get("datePublished", "")), "JSON-LD"


def _in_head(page: Any) -> Iterator[tuple[str, str]]:
    for one in page.iter("meta", "link"):
        named = (one.get(name) for name in ("property", "name", "itemprop", "rel"))
        place = next((PLACES[name.lower()] for name in named if name and name.lower() in PLACES), "")
        stated = one.get("content") or one.get("href") or ""
        yield day_in_address(stated) if place == "address" else stated if place else "", place


def _in_text(page: Any) -> Iterator[tuple[str, str]]:
    for element in page.iter("time", "span", "div", "p", "abbr", "li", "small"):
        role = f"{element.get('class', '')} {element.get('itemprop', '')} {'pubdate' if 'pubdate' in element.attrib else ''}"
        has_role = ROLE.search(role) or LABEL.match(element.text or "")
        if has_role or element.tag == "time":
            stated = element.get("datetime") or element.get("content") or element.text_content()
            around = " ".join(
                f"{one.tag} {one.get('class')} {one.get('id')}" for one in (element, *element.iterancestors())
            )
            if (
                len(stated) <= 80
                and not NO_ROLE.search(around)
                and (has_role or re.search(r"\bheader\b.*\barticle\b", around))
            ):
                yield LABEL.sub("", stated), "on the page"
