"""The article is told from the page around it; every character that is not blank is in exactly one zone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summitry.zones import find_zones

BODY = "The two presidents met in the old palace on Monday and spoke for an hour."

LINES = [
    ("6 years ago", "furniture"),
    ("Asia/South Asia", "furniture"),
    ("Published :", "furniture"),
    ("by   |  VIEW 532", "furniture"),
    ("By Ann Example", "byline"),
    ("04 July 2024, 1:29 PM", "dateline"),
    ("Published: June 8, 2018 10:15 GMT", "dateline"),
]


@pytest.mark.parametrize("line, zone", LINES)
def test_a_line_between_headline_and_body(line, zone):
    text = f"Leaders sign a pact on trade\n\n{line}\n\n{BODY}"
    at = text.index(line)
    assert [z for start, end, z in find_zones(text) if start <= at < end] == [zone]


AFTER = [
    "Share this news",
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
    "Share prices fell in Moscow after the two sides read out the terms of the pact.",
]


@pytest.mark.parametrize("line", STAYS)
def test_a_line_in_the_body_stays(line):
    assert [z for _, _, z in find_zones(f"{BODY}\n\n{line}\n\n{BODY}")] == ["body"]


@given(st.text(alphabet=st.sampled_from("aB .\n\r\t“”-/|:@©1\u2028é"), max_size=300))
def test_zones_cover_all_that_is_not_blank_in_order(text):
    zones = find_zones(text)
    assert all(end <= start for (_, end, _), (start, _, _) in pairwise(zones))
    covered = "".join(text[start:end] for start, end, _ in zones)
    assert "".join(covered.split()) == "".join(text.split())
