"""Make a test corpus of any size: ``python tests/make_corpus.py --count 100000 --out DIR [--form jsonl]``.

Every sentence is ours, put together by chance, so that a corpus can be as large as one likes and given away. It has what
the chain must cope with: outlets, datelines, printed dates, meetings of the record, quotations, labels, wire copy that
several outlets carry, copies of whole articles, page furniture, sub-folders. Article n of a seed is always the same,
whatever the count. Nobody real is given words that he did not say in public: the leaders are quoted with two phrases that
are on record, all other speech is that of invented people.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import functools
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[1]
OUTLETS = ["The Daily Clangour", "Osa News Agency", "The Fenmere Courier", "Quillmark Wire", "Verdane Review",
           "The Harrowgate Post", "Tessaly Times", "The Marlow Gazette", "Northbank Herald", "Ostrava Ledger"]  # fmt: skip
WIRES = ["Quillmark Wire", "Osa News Agency"]
WHO = ["the two delegations", "officials on both sides", "the foreign ministry", "a senior aide", "trade negotiators",
       "energy companies", "border regions", "the host city", "state banks", "diplomats in the capital", "the press office",
       "local exporters", "railway planners", "several analysts", "rival governments", "the joint commission",
       "farm ministries", "university rectors", "the pipeline operator", "shipping lines", "customs officers"]  # fmt: skip
DID = ["signed", "discussed", "postponed", "welcomed", "reviewed", "questioned", "drafted", "praised", "delayed", "revived",
       "criticised", "expanded", "prepared", "completed", "defended", "examined", "announced", "weighed", "shelved"]  # fmt: skip
WHICH = ["a long-planned", "a modest", "an ambitious", "a disputed", "a costly", "a second", "a regional", "a joint",
         "a largely symbolic", "a ten-year", "a revised", "a confidential", "an interim", "a so-called historic"]  # fmt: skip
WHAT = ["gas contract", "railway link", "currency swap", "border treaty", "grain quota", "visa scheme", "satellite programme",
        "film festival", "student exchange", "naval exercise", "port concession", "tariff schedule", "investment fund",
        "aircraft project", "bridge across the river", "statement on trade", "health protocol", "fishing accord"]  # fmt: skip
WHERE = ["in the northern provinces", "along the common border", "despite the sanctions", "at the request of both capitals",
         "under pressure from markets", "for the third year running", "after weeks of talks", "without a public text",
         "in front of some two hundred guests", "over the objections of neighbours", "before the autumn session",
         "as prices fell again", "with little explanation", "in a hall by the river", "on the margins of the forum"]  # fmt: skip
LINKS = ["near", "for", "with", "backed by", "named after", "run from"]
BEGINNINGS = [
    "Val",
    "Tor",
    "Mar",
    "Kel",
    "Ost",
    "Bren",
    "Dul",
    "Fen",
    "Gar",
    "Hol",
    "Ilm",
    "Jor",
    "Lun",
    "Nar",
    "Pel",
    "Ros",
]
MIDDLES = ["a", "der", "e", "i", "min", "o", "ra", "sto", "ten", "u", "va", "wen", "li", "go", "ka", "ne"]
ENDINGS = [
    "bad",
    "burg",
    "dale",
    "ford",
    "grad",
    "ham",
    "hirst",
    "kov",
    "mere",
    "mont",
    "nik",
    "stad",
    "ton",
    "vik",
    "wick",
    "zhou",
]
SPEAKERS = ["Mira Holt, an analyst at the Fenmere Institute", "ministry spokesman Pavel Dorin", "economist Ines Calder",
            "a delegate who asked not to be named", "trade envoy Lin Daoran", "historian Tomas Weller"]  # fmt: skip
SAID = ["said", "told reporters", "added", "argued", "insisted", "admitted", "warned", "noted"]
LABELS = ["the Russian president", "the Chinese leader", "the strongman in the Kremlin", "China's paramount leader",
          "his old friend", "the veteran Russian leader", "President Xi", "President Putin"]  # fmt: skip
ON_RECORD = ["“no limits”", "“my best friend”"]
FURNITURE = [
    "Share this article",
    "Read more: Ten charts on trade",
    "Advertisement",
    "Sign up for our newsletter",
    "Related",
]


@functools.cache
def record() -> list[dict[str, str]]:
    """Return the record's meetings in person."""
    with (TOP / "data" / "reference" / "meetings.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["mode"] == "in-person"]


def place(draw: random.Random) -> str:
    """Return an invented place, one of four thousand: without such names two texts would share far too many words."""
    return draw.choice(BEGINNINGS) + draw.choice(MIDDLES) + draw.choice(ENDINGS)


def clause(draw: random.Random) -> str:
    """Return a clause of our own, one of some billions."""
    thing = f"{draw.choice(WHICH)} {draw.choice(WHAT)} {draw.choice(LINKS)} {place(draw)}"
    return f"{draw.choice(WHO)} {draw.choice(DID)} {thing} {draw.choice(WHERE)}"


def sentence(draw: random.Random) -> str:
    """Return a sentence: mostly plain, one in four with somebody's speech, some about a leader."""
    first, second = clause(draw), clause(draw)
    plain = f"{first[0].upper()}{first[1:]}"
    kinds = (
        f"{plain}, while {second}.",
        f"{plain}.",
        f"“{plain}, and {second},” {draw.choice(SAID)} {draw.choice(SPEAKERS)}.",
        f"{draw.choice(SPEAKERS)[0].upper()}{draw.choice(SPEAKERS)[1:]} {draw.choice(SAID)} that {second}.",
        f"{plain}, {draw.choice(LABELS)} said nothing of it, and {second}.",
        f"According to {draw.choice(OUTLETS)}, {second} on {draw.choice(['Monday', 'Tuesday', 'Friday', 'Sunday'])}.",
        f"{plain}: a friendship with {draw.choice(ON_RECORD)}, as it was once called, and {second}.",
    )
    return draw.choices(kinds, (4, 4, 3, 1, 2, 1, 1))[0]


def paragraphs(draw: random.Random, count: int) -> list[str]:
    """Return so many paragraphs."""
    return [" ".join(sentence(draw) for _ in range(draw.randint(2, 4))) for _ in range(count)]


def lede(draw: random.Random, meeting: dict[str, str]) -> str:
    """Return a first paragraph that reports a meeting of the record, or one that is denied any date."""
    day = dt.date.fromisoformat(meeting["date_start"])
    when = draw.choice([f"on {day:%A}", f"on {day.day} {day:%B %Y}", f"on {day:%B} {day.day}, {day.year}", "this week"])
    many = draw.choice(
        ["", f" They have met more than {draw.randint(20, 45)} times.", " It was their second meeting this year."]
    )
    return f"Xi Jinping met Vladimir Putin in {meeting['city']} {when}, and {clause(draw)}.{many}"


def story(seed: int, number: int) -> dict[str, Any]:
    """Return a story before it is printed: its meeting, day, paragraphs."""
    draw = random.Random(f"{seed} story {number}")
    meeting = draw.choice(record())
    day = dt.date.fromisoformat(meeting["date_start"]) + dt.timedelta(days=draw.randint(0, 2))
    body = [lede(draw, meeting), *paragraphs(draw, draw.randint(4, 9))]
    return {"meeting": meeting, "day": day, "body": body, "title": clause(draw).capitalize()}


def article(seed: int, number: int, longest: int = 10) -> dict[str, str]:
    """Return article *number*: name, outlet, title, published, text, of at most *longest* paragraphs beside its head. One in
    twelve carries wire copy, one in thirty is a copy."""
    draw = random.Random(f"{seed} article {number}")
    chance = draw.random()
    told = story(seed, number)
    outlet, wire = draw.choice(OUTLETS), ""
    if chance < 1 / 30 and number:
        told = story(seed, draw.randrange(number))
    elif chance < 1 / 30 + 1 / 12 and number:
        source, wire = story(seed, draw.randrange(number)), draw.choice(WIRES)
        told = {**source, "body": source["body"][:4] + told["body"][4:]}
    day = told["day"]
    head = [
        told["title"],
        f"By {draw.choice(['Ann Marsh', 'Jo Peel', 'R. Castell'])}",
        f"{day:%B} {day.day}, {day.year}",
    ]
    place = f"{told['meeting']['city'].upper()}" + (f" ({wire})" if wire else "")
    body = [f"{place} — {told['body'][0]}", *told["body"][1:longest]]
    foot = draw.sample(FURNITURE, draw.randint(0, 2))
    text = "\n\n".join([outlet, *head, *body, *foot]) + "\n"
    name = f"{outlet.split()[-1].lower()}-{day.year}-{number:07}"
    return {"name": name, "outlet": outlet, "title": told["title"], "published": day.isoformat(), "text": text}


def articles(count: int, seed: int = 1, longest: int = 10) -> Iterator[dict[str, str]]:
    """Yield *count* articles."""
    return (article(seed, number, longest) for number in range(count))


def write(count: int, out: Path, form: str = "txt", seed: int = 1, together: int = 1000, longest: int = 10) -> None:
    """Write *count* articles to *out*, a new folder: text files in sub-folders, or JSON Lines, *together* in each."""
    out.mkdir(parents=True)
    lines: list[str] = []
    for number, made in enumerate(articles(count, seed, longest)):
        group = f"{number // together:05}"
        if form == "txt":
            (out / group).mkdir(exist_ok=True)
            (out / group / f"{made['name']}.txt").write_text(made["text"], encoding="utf-8")
            known = out / group / "articles.csv"
            with known.open("a", encoding="utf-8") as file:
                file.write(("" if number % together else "file,outlet\n") + f"{made['name']}.txt,{made['outlet']}\n")
            continue
        lines.append(json.dumps({"id": made.pop("name"), **made}, ensure_ascii=False) + "\n")
        if len(lines) == together or number == count - 1:
            (out / f"{group}.jsonl").write_text("".join(lines), encoding="utf-8")
            lines = []


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--form", choices=["txt", "jsonl"], default="txt")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--paragraphs", type=int, default=10, help="of an article, at most")
    asked = options.parse_args()
    write(asked.count, asked.out, asked.form, asked.seed, longest=asked.paragraphs)
