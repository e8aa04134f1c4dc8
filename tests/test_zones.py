"""The article is told from the page around it; every character that is not blank is in exactly one zone."""

import csv
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summitry.articles import Article
from summitry.reference import REPOSITORY


def find_zones(text: str) -> list[tuple[int, int, str]]:
    return [(zone.start, zone.end, zone.zone) for zone in Article("a", text).zones]


BODY = "The two presidents met in the old palace on Monday and spoke for an hour."

LINES = [
    ("6 years ago", "furniture"),
    ("Asia/South Asia", "furniture"),
    ("Published :", "furniture"),
    ("by   |  VIEW 532", "furniture"),
    ("By Ann Example", "byline"),
    ("NAIROBI, Kenya (AP) --", "dateline"),
    ("Casimir Example · 5 min read", "byline"),
    ("By STAFF WRITERS • Published: Oct. 23, 2024 at 5:43 PM CDT|Updated: 14 hours ago", "byline"),
    ("Reported by Ann Example", "byline"),
    ("1-MIN READ", "furniture"),
    ("04 July 2024, 1:29 PM", "dateline"),
    ("Published: June 8, 2018 10:15 GMT", "dateline"),
]


@pytest.mark.parametrize("line, zone", LINES)
def test_a_line_between_headline_and_body(line, zone):
    text = f"Leaders sign a pact on trade\n\n{line}\n\n{BODY}"
    at = text.index(line)
    assert [z for start, end, z in find_zones(text) if start <= at < end] == [zone]


UNDER = [
    ("Ann Example\nHarare correspondent", "Harare", "byline"),
    ("Getty Images\nThe guest left late on Monday", "The guest", "caption"),
]


@pytest.mark.parametrize("lines, words, zone", UNDER)
def test_a_line_that_goes_on_from_the_one_above(lines, words, zone):
    text = f"Leaders sign a pact on trade\n\n{lines}\n\n{BODY}"
    at = text.index(words)
    assert [z for start, end, z in find_zones(text) if start <= at < end] == [zone]


AFTER = [
    "Share this news",
    "© 1996 The Courier",
    "Follow Ann Example on Facebook, Twitter at @example, or email her at ann@example.com.",
    "※ This article has been translated by AI. Share your feedback here.",
    "Latest News\n\nRead more",
    "Rebels Sign Truce in the North, Ministry Says\n\nSchools Open Early After Storm!\n\nTwo More Ships Reach Port",
]


@pytest.mark.parametrize("after", AFTER)
def test_what_follows_the_last_paragraph(after):
    text = f"{BODY}\n\n{BODY}\n\n{after}"
    assert [z for _, _, z in find_zones(text)] == ["body", "furniture"]


STAYS = [
    "A Friendship Beyond Diplomacy",  # a subheading
    "“We are friends.”",  # a quotation alone
    "Follow the money, the envoy said, and you will find the pact.",
    "What comes next?",
    "They will meet on Friday, June 8 - their tenth meeting.",
    "Gas",  # one word
    "“We waited,” he said (AP).",
    "Photo opportunities were few, the aide said.",
    "Subscribe to that view or not, the pact stands.",
    "The picture, courtesy of the Kremlin, went round the world.",
    "Share prices fell in Moscow after the two sides read out the terms of the pact.",
]


@pytest.mark.parametrize("line", STAYS)
def test_a_line_in_the_body_stays(line):
    assert [z for _, _, z in find_zones(f"{BODY}\n\n{line}\n\n{BODY}")] == ["body"]


# Whole pages, a line each: the first letter names the zone (Masthead, Headline, bYline, Dateline, Caption, Body,
# Furniture); a bar cuts a line in two zones.
ZONES = {
    "M": "masthead",
    "H": "headline",
    "Y": "byline",
    "D": "dateline",
    "C": "caption",
    "B": "body",
    "F": "furniture",
}
BROADSHEET = """\
F Skip to main content
F Home » News » World
M The Example Herald
M Tuesday 12 June 2018
H Leaders sign gas deal after talks in Beijing
Y By Ann Example in Beijing and agencies
D Tue 12 Jun 2018 10.15 BST
F Share on Facebook
C The leaders shake hands at the Great Hall of the People. Photograph: Li Wei/EPA
B The two countries signed a gas deal on Tuesday after two days of talks between their presidents.
B The pipeline would open by 2025, they said.
F Sign up to First Edition, our free daily newsletter – every weekday morning at 7am BST
B Analysts doubt the timetable.
B “Nobody believes 2025,” said one banker, who asked not to be named.
F Topics
F Russia
F Most viewed
F Rebels agree to truce in north, says minister
F ‘We are finished’: coach quits after cup defeat"""
WIRE_IN_A_PAPER = """\
F World
H Leaders hail ties with 'dear friend' as they meet in Kazan
Y AFP
D October 22, 2024 06:10 pm | Updated 07:00 pm IST - KAZAN
F COMMENTS
C The presidents pose for a photo in Kazan. | Photo Credit: AP
D KAZAN: |B The president on Tuesday hailed his country's ties with its neighbour as a force for stability.
B "It is one of the main stabilising factors," the president said.
Y (With inputs from PTI)
F Also read | Minister to meet envoy on sidelines of summit: Misri
B The guest told him that "profound" changes were under way.|Y (AFP)
D Published - October 22, 2024 06:10 pm IST
F Related Topics
F Russia / China / BRICS
F "No deal without us," says minister on border row
F Sensex falls 900 points, Nifty below 24,500"""
AGENCY = """\
D MOSCOW, December 15. /TASS/. |B The two leaders held a video call, the Kremlin said.
B The talks lasted for an hour and 14 minutes.
B According to him, the two sides will "go on".
F Tags
F Military & Defense
F Press review: Leaders talk and banks brace for a storm
F Read more
F Minister calls talks 'useful' but sees no breakthrough
F "We shall not beg," the minister told reporters after the talks in Geneva.
F Read more"""
SLIDES = """\
H Leaders meet
F 1 of 3 |
C FILE - The two leaders, left and right, walk in Moscow, March 21, 2023. (Ann Example, Pool Photo via AP, File)
F Read More
Y By ANN EXAMPLE
D Updated 10:15 AM EDT, September 1, 2025
D BEIJING (AP) — |B The leaders of both countries met on Sunday ahead of a parade.
B “We are together,” one of them said.
F ___
Y Associated Press writer Bob Example in Moscow contributed to this report."""
TRANSCRIPT = """\
H What the two leaders said
B ANN: How often have you met?
B XI: Many times, as you know well.
B PUTIN: We are.
B What was agreed
B The two sides agreed on a price.
B 1. A statement on the new era
B 2. A plan for trade until 2030
B "It was a good day."
B - The president"""
MAGAZINE = """\
F China / Diplomacy
H Leaders vow to stand together in ‘turbulent’ times
H President says ties have ‘strategic value’ for both
Y Ann Example in Beijing
D Published: 9:15pm, 16 May 2024
B The two leaders vowed on Thursday to stand together as both face pressure from the West.
F Advertisement
B “This is a choice,” one said after the talks.
F Ann Example
F Ann Example joined the paper in 2019 and covers diplomacy. She studied in Leiden.
F Further reading
F EU to hit firms over dual-use goods"""
COMMENTED = """\
H Leader gives guest a medal
Y By Ann Example | |D Saturday, June 9, 2018 10:15 GMT
B The president on Friday gave his guest a medal and called him his best friend.
B The two men then left for a hockey match by train.|Y —AFP
F Comments (2) Closed
F A reader
F Jun 09, 2018 08:20am
F Great news for both of the countries and for the world, I would say!"""
INSET = """\
B The two presidents met in the old palace on Monday and spoke for an hour.
B They spoke of the war and of trade.
F Related
F Ten Things to Know of the Old Palace
B They then went to the theatre, where the orchestra played for them.
B Nobody said what they ate."""


@pytest.mark.parametrize("page", [BROADSHEET, WIRE_IN_A_PAPER, AGENCY, SLIDES, TRANSCRIPT, MAGAZINE, COMMENTED, INSET])
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_pages(page, gap):
    rows = [[(part[0], part[2:]) for part in re.split(r"\|(?=[BYD] )", row)] for row in page.split("\n")]
    text = gap.join("".join(words for _, words in row) for row in rows)
    found = {at: zone for start, end, zone in find_zones(text) for at in range(start, end)}
    at, wrong = 0, []
    for row in rows:
        for letter, words in row:
            if found[at + len(words) - len(words.lstrip())] != ZONES[letter]:
                wrong.append((words, found[at]))
            at += len(words)
        at += len(gap)
    assert not wrong


def test_the_sample_corpus_loses_no_body_and_lets_next_to_no_furniture_in():
    data = REPOSITORY / "data"
    with (data / "gold" / "zones.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["article_id"], int(row["start"]), int(row["end"]), row["zone"]) for row in csv.DictReader(file)]
    texts = {name: (data / "articles" / f"{name}.txt").read_bytes().decode() for name, *_ in rows}
    found = {name: {at: z for s, e, z in find_zones(text) for at in range(s, e)} for name, text in texts.items()}
    signs = [
        (zone, found[name].get(at)) for name, s, e, zone in rows for at in range(s, e) if not texts[name][at].isspace()
    ]
    assert not [pair for pair in signs if pair[0] == "body" != pair[1]]
    assert sum(one == other for one, other in signs) / len(signs) > 0.99


@given(st.text(alphabet=st.sampled_from("aB .\n\r\t“”-/|:@©1\u2028é"), max_size=300))
def test_zones_cover_all_that_is_not_blank_in_order(text):
    zones = find_zones(text)
    assert all(end <= start for (_, end, _), (start, _, _) in pairwise(zones))
    covered = "".join(text[start:end] for start, end, _ in zones)
    assert "".join(covered.split()) == "".join(text.split())
