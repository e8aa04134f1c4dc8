"""Evidence pages mark what was read in its place, show no more than a fair share, and run nothing from an article."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summitry import schema
from summitry.report.evidence import choose_excerpts, write_evidence
from summitry.report.render import MOST_IN_ALL, list_evidence

TEXT = (
    "Xi met Putin in Moscow on Wednesday. “He is my best friend,” Xi told reporters in the capital. "
    "They have met nearly 30 times. <script>window.__pwned=1</script> " + "Other words follow here. " * 60
)


def quote(start, end, speaker="Xi Jinping", text=TEXT, article_id="a"):
    return schema.Quotes(
        article_id=article_id, quote_id=f"{article_id}#q{start}", quotation_id=f"{article_id}#q{start}", start=start,
        end=end, text=text[start:end], kind="direct", speaker=speaker, basis="cue after", confidence=0.9,
    )  # fmt: skip


def label(start, end, text=TEXT):
    return schema.Labels(
        article_id="a", start=start, end=end, text=text[start:end], target="Vladimir Putin", label_type="epithet",
        polarity=1.0, in_quote=True,
    )  # fmt: skip


def article(article_id, text):
    return schema.Articles(
        article_id=article_id, path=f"{article_id}.txt", sha256="0" * 64, format="txt", encoding="utf-8",
        published_why="Nothing says.", confidence=0.0, machine_translated=False, words=len(text.split()),
    )  # fmt: skip


def corpus(*, text=TEXT, article_id="a", **tables):
    given_tables = {"articles": [article(article_id, text)], **tables}
    frames = {name: schema.to_frame(name, given_tables.get(name, [])) for name in schema.TABLES}
    return SimpleNamespace(texts={article_id: text}, **frames)


def words_of(html):
    """Return the article's words as the page shows them."""
    shown = re.findall(r'<div class="chunk [a-z]+"><p>(.*?)</p>', html, flags=re.DOTALL)
    return [unescape(re.sub(r"<sup>.*?</sup>|<span class=.gap.*?</span>|<[^<>]*>", "", part)) for part in shown]


def page(tmp_path, full_text=True, back=None, **tables):
    (name,) = write_evidence(corpus(**tables), tmp_path, full_text, back=back)
    return (tmp_path / name).read_text("utf-8")


def at(words):
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_the_whole_text_is_shown_untouched(tmp_path):
    html = page(tmp_path, quotes=[quote(*at("“He is my best friend,”"))])
    assert "".join(words_of(html)) == TEXT


def test_a_mark_has_an_anchor_a_colour_and_a_note(tmp_path):
    start, end = at("“He is my best friend,”")
    html = page(tmp_path, quotes=[quote(start, end)])
    assert f'id="quotes-{start}"' in html
    assert '<span class="q s0">“He is my best friend,”</span>' in html
    assert "<b>Xi Jinping</b> direct quotation, confidence 0.90 (cue after)" in html


def test_marks_that_overlap_are_cut_into_pieces(tmp_path):
    html = page(tmp_path, quotes=[quote(*at("“He is my best friend,”"))], labels=[label(*at("best friend,” Xi"))])
    assert '<span class="q s0"><span class="l">best friend,”</span></span>' in html
    assert '<span class="l"> Xi</span>' in html
    assert "".join(words_of(html)) == TEXT


def test_article_text_is_escaped(tmp_path):
    html = page(tmp_path, quotes=[quote(*at("nearly 30 times. <script>window.__pwned=1</script>"), speaker="<b>x</b>")])
    assert "<script" not in html
    assert "<b>x" not in html


def test_each_mark_leads_back(tmp_path):
    start, end = at("“He is my best friend,”")
    back = {f"evidence/a.html#quotes-{start}": [("02_quotes.html#row-1", "Quotes")]}
    assert '<a href="../02_quotes.html#row-1">Quotes</a>' in page(tmp_path, quotes=[quote(start, end)], back=back)


def test_a_mark_without_a_row_of_its_own_leads_to_where_its_kind_is_counted(tmp_path):
    start, end = at("“He is my best friend,”")
    back = {"#quotes": [("02_quotes.html#counts-quotes", "Quotes")]}
    assert '<a href="../02_quotes.html#counts-quotes">Quotes</a>' in page(
        tmp_path, quotes=[quote(start, end)], back=back
    )


def test_rows_about_a_whole_article_are_led_back_to_from_its_head(tmp_path):
    back = {"evidence/a.html": [("00_corpus.html#row-2", "Corpus")]}
    assert 'Rows about the whole article: <a href="../00_corpus.html#row-2">Corpus</a>.' in page(tmp_path, back=back)


DAYS = [
    ("2019-06-05", "2019-06-05", "day", "2019-06-05, place not stated"),
    ("2019-06-05", "2019-06-07", "day", "2019-06-05 to 2019-06-07, place not stated"),
    ("2024-05-01", "2024-05-31", "month", "2024-05, place not stated"),
    ("2025-01-01", "2025-12-31", "year", "2025, place not stated"),
    ("2019-06-01", "2019-06-14", "month", "2019-06-01 to 2019-06-14, place not stated"),
]


@pytest.mark.parametrize("date, date_high, precision, words", DAYS)
def test_a_month_is_not_listed_as_its_first_day(date, date_high, precision, words):
    meeting = schema.Meetings(
        article_id="a", start=0, end=9, date=date, date_high=date_high, precision=precision, mode="in-person",
        status="held", participants="Vladimir Putin;Xi Jinping", confidence=0.9,
    )  # fmt: skip
    *_, dates = list_evidence(corpus(meetings=[meeting]))
    assert dates["rows"][0]["words"] == words


def test_excerpts_show_the_evidence_and_say_what_is_left_out(tmp_path):
    html = page(tmp_path, full_text=False, quotes=[quote(*at("“He is my best friend,”"))])
    shown = "".join(words_of(html))
    assert "“He is my best friend,”" in shown
    assert len(shown.split()) <= 2 * 40 + 5
    assert "[…]" in html


def test_an_article_without_evidence_shows_none_of_its_words(tmp_path):
    assert words_of(page(tmp_path, full_text=False)) == []


def test_two_runs_give_the_same_bytes(tmp_path):
    quotes = [quote(*at("“He is my best friend,”"))]
    assert page(tmp_path / "1", quotes=quotes) == page(tmp_path / "2", quotes=quotes)


def test_evidence_is_listed_by_article_person_and_date():
    articles, people, dates = list_evidence(corpus(quotes=[quote(*at("“He is my best friend,”"))]))
    assert articles["rows"][0]["href"] == "evidence/a.html"
    assert people["rows"][0]["words"] == "Xi Jinping"
    assert people["rows"][0]["note"] == "1 quotation in 1 article:"
    assert dates["rows"] == []


SHARES = [(1, 1), (30, 1), (300, 1), (300, 30), (3000, 12)]


@pytest.mark.parametrize("length, rows", SHARES)
def test_no_more_than_a_fair_share_is_shown(length, rows):
    text = "word " * length
    spans = [(5 * (i * length // rows), 5 * (i * length // rows) + 4) for i in range(rows)]
    shown = sum(len(text[start:end].split()) for start, end in choose_excerpts(text, spans))
    assert shown <= max(0.4 * length, rows)


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.integers(1, 50)), max_size=8))
def test_any_text_keeps_its_words_under_any_marks(tmp_path_factory, text, spans):
    found = [(s, min(s + n, len(text))) for s, n in spans if s < len(text)]
    html = page(tmp_path_factory.mktemp("any"), text=text, quotes=[quote(s, e, text=text) for s, e in found])
    assert "\n".join(words_of(html)).split() == text.split()


def test_shared_copy_is_marked_where_it_begins(tmp_path):
    start, _ = at("They have met")
    shared = [
        schema.Reuse(
            article_id="a", other_id=other, start=start, end=len(TEXT), other_start=0, other_end=90, containment=0.9
        )
        for other in ("b", "c")
    ]  # fmt: skip
    html = page(tmp_path, full_text=False, reuse=shared)
    assert html.count(f'id="reuse-{start}"') == 1
    assert "stands in b and 1 more too" in html
    assert "<script>" not in html
    assert sum(len(words.split()) for words in words_of(html)) < 60  # the beginning, not all that is shared


def test_a_long_list_leads_to_all_the_evidence():
    found = corpus(quotes=[quote(*at("“He is my best friend,”"))])
    assert list_evidence(found) == list_evidence(found, *MOST_IN_ALL)
    many = [article(f"a{number or ''}", TEXT) for number in range(70)]
    found.articles = schema.to_frame("articles", many)
    by_article = list_evidence(found)[0]["rows"]
    assert (len(by_article), by_article[-1]["words"], by_article[-1]["href"]) == (
        61, "and 10 more", "evidence/index.html#evidence-by-article",
    )  # fmt: skip
    assert len(list_evidence(found, *MOST_IN_ALL)[0]["rows"]) == 70
