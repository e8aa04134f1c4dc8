"""Copies and shared passages are found, whatever the articles' order, their case and their page's furniture."""

import os
import random
import signal
import threading
import time
from collections import Counter

import pandas as pd
import pyarrow as pa
import pytest
import summitry
from summitry.corpus import compare, contrast_articles
from summitry.schema import Reuse


def find_duplicates(texts, published=None):
    """Return which of *texts* repeats which, by their ids."""
    days = pa.array([(published or {}).get(name) for name in texts], pa.string())
    listed = pa.table({"article_id": list(texts), "day": days})
    with compare.open_database({**compare.cut_texts(texts), "listed": listed}) as database:
        compare.find_copies(database)
        return dict(database.execute("FROM copies ORDER BY article_id").fetchall())


def find_reuse(texts, readable=None):
    """Return the rows of reuse of *texts*, each of its *readable* parts or whole."""
    with compare.open_database(compare.cut_texts(texts, readable)) as database:
        compare.find_passages(database)
        rows = compare.read_sorted(database, "reuse", compare.describe_passages(database)).read_all()
    return [Reuse(**row) for row in rows.to_pylist()]


WORDS = [f"word{n}" for n in range(400)]


def write(seed: int, words: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


STORY = write(1)
OTHER = write(2)
PAIRS = [
    (STORY, STORY, True),
    (STORY, STORY.upper().replace(" ", "\n"), True),  # another case, other line breaks
    (STORY.replace("1 ", "’s "), STORY.replace("1 ", "'s "), True),  # another apostrophe in every tenth word
    (STORY, "BEIJING (Reuters) - " + STORY + " Share this. Read more.", True),  # the page around it
    (STORY, STORY.replace("word7 ", "the "), True),  # a few words changed
    (STORY, " ".join(STORY.split()[:220]), True),  # cut short
    (STORY, STORY + " " + OTHER + " " + write(3), False),  # one report inside a far longer one
    (STORY, " ".join(STORY.split()[:60]) + " " + OTHER, False),  # a paragraph shared
    (STORY, OTHER, False),
    ("No text.", "No text.", True),
    ("No text.", "Some text.", False),
    ("", "", False),
]


@pytest.mark.parametrize("one, other, copies", PAIRS)
def test_copies(one, other, copies):
    expected = {"b": "a"} if copies else {}
    assert find_duplicates({"a": one, "b": other}) == expected
    assert find_duplicates({"b": other, "a": one}) == expected


READOUT = (
    "{guest} was received by Chinese President Xi Jinping in {place} on {day}, a spokesman said. The two spoke of rivers and "
    "of rails, praised what had been built since spring, and asked their ministers to settle the list of fruit, pipes and "
    "visas. The host called his guest a neighbour on whom one can count. Both then went to hear a choir of the harbour."
)
PUTIN, MODI = "Russian President Vladimir Putin", "Indian Prime Minister Narendra Modi"
READOUTS = [
    ((PUTIN, "Harbin", "Friday", "2024-05-18"), (PUTIN, "Harbin", "Tuesday", "2025-09-03"), "", False),
    ((MODI, "Tianjin", "Sunday", "2025-09-01"), (PUTIN, "Beijing", "Monday", "2025-09-02"), "", False),
    (
        (PUTIN, "Harbin", "Friday", "2024-05-18"),
        (PUTIN, "Harbin", "Friday", "2024-05-18"),
        " It rained.",
        True,
    ),  # an update
    ((PUTIN, "Harbin", "Friday", "2024-05-18"), (PUTIN, "Harbin", "Friday", "2024-05-19"), "", True),
]


@pytest.mark.parametrize("one, other, more, copies", READOUTS)
def test_readouts_by_formula_are_copies_of_one_meeting_alone(one, other, more, copies):
    told = [dict(zip(("guest", "place", "day", "published"), each, strict=True)) for each in (one, other)]
    texts = [READOUT.format(**each) + more * at for at, each in enumerate(told)]
    frame = pd.DataFrame({"text": texts, "date": [each["published"] for each in told]})
    assert summitry.parse(frame).articles.duplicate_of.notna().sum() == copies


def test_the_beginning_of_a_report_is_a_copy_of_the_whole():
    half = " ".join(STORY.split()[:120])
    assert find_duplicates({"a": half, "b": STORY}) == {"a": "b"}
    assert find_duplicates({"a": " ".join(STORY.split()[:40]), "b": STORY}) == {}  # a brief, or a passage shared


def test_the_earlier_day_is_the_original():
    assert find_duplicates({"a": STORY, "b": STORY}, {"a": "2018-06-09", "b": "2018-06-08"}) == {"a": "b"}
    assert find_duplicates({"a": STORY, "b": STORY}, {"a": None, "b": "2018-06-08"}) == {"a": "b"}


def test_a_copy_of_a_copy_names_the_original():
    texts = dict.fromkeys("dcba", STORY) | {"x": OTHER}
    assert find_duplicates(texts) == {"b": "a", "c": "a", "d": "a"}


def test_what_every_page_of_a_site_says_makes_no_copies():
    footer = write(9, 60)
    texts = {f"{n:03}": write(100 + n, 200) + " " + footer for n in range(40)}
    assert find_duplicates(texts) == {}


def make_copies(articles, families, own_words):
    """Return articles that share a report with the others of their family, one word changed, and have words of their own."""
    rng = random.Random(1)
    reports = [[f"word{family}x{rng.randrange(5000)}" for _ in range(200)] for family in range(families)]
    copies = {}
    for number in range(articles):
        report = list(reports[number % families])
        report[rng.randrange(200)] = "changed"
        copies[f"a{number:05}"] = " ".join([*(f"own{number}y{at}" for at in range(own_words)), *report])
    return copies


def test_three_thousand_near_copies_are_found_in_linear_time():
    copies = make_copies(3000, families=1, own_words=4)
    began = time.process_time()
    repeats = find_duplicates(copies)
    assert len(repeats) == 2999
    assert find_reuse(copies) == []  # words that all have are no sign of sharing
    assert time.process_time() - began < 30  # about 2 on a free machine; what compares every pair takes many minutes


def test_crowds_that_share_a_report_are_compared_with_its_first_copies_only():
    copies = make_copies(450, families=5, own_words=200)
    began = time.process_time()
    rows = find_reuse(copies)
    assert find_duplicates(copies) == {}
    assert time.process_time() - began < 30
    assert {row.article_id for row in rows} == set(copies)  # nobody's shared words go unnoticed
    compared = Counter(article for article, _ in {(row.article_id, row.other_id) for row in rows})
    assert sum(compared.values()) < 450 * 45  # half of what a comparison of every pair in its family would be


# --- shared passages ------------------------------------------------------------------------------------------------

TALE = "The two presidents walked slowly through the old garden behind the palace and fed the golden carp together."


def test_two_copies_are_found_with_their_offsets_both_ways():
    texts = {"a": f"Moscow. {TALE} Then tea.", "b": f"{TALE} Nobody else was there.", "c": "Something else happened."}
    rows = find_reuse(texts)
    assert [(r.article_id, r.other_id) for r in rows] == [("a", "b"), ("b", "a")]
    assert texts["a"][rows[0].start : rows[0].end] == texts["b"][rows[0].other_start : rows[0].other_end] == TALE[:-1]


def test_a_shared_passage_runs_on_over_another_apostrophe():
    told = TALE.replace("palace and", "palace’s ponds and the host’s orchard and")
    (row, _) = find_reuse({"a": told, "b": told.replace("’", "'")})
    assert (row.start, row.end, row.containment) == (0, len(told) - 1, 1.0)


def test_small_edits_do_not_break_a_shared_passage_but_furniture_does():
    edited = TALE.replace("garden", "orchard")
    (row, _) = find_reuse({"a": TALE, "b": edited})
    assert (row.start, row.end) == (0, len(TALE) - 1)
    half = TALE.index(" behind")
    spans = {"a": [(0, half), (half, len(TALE))], "b": [(0, len(TALE))]}
    assert find_reuse({"a": TALE, "b": TALE}, spans) == []


def test_wire_copy_that_both_groups_print_tells_them_not_apart():
    texts = {f"{g}{i}": f"{TALE} Item {i} of {g}." for g in "xy" for i in range(4)}
    rows = contrast_articles(texts, {t: t[0] for t in texts}, [], [], seed=1)
    assert not {"carp", "garden"} & {row.term for row in rows}


def test_an_interrupt_that_falls_into_a_comparison_is_one():
    never = "SELECT count(*) FROM range(9_000_000) a, range(9_000_000) b WHERE a.range * b.range % 7 = 3"
    with pytest.raises(KeyboardInterrupt), compare.open_database({}) as database:
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        database.execute(never)
