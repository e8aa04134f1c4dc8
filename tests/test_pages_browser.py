"""The pages in a real browser: nothing is loaded, nothing runs, nothing overflows, and links lead there and back."""

import os
import shutil

import nbformat
import pytest
from summitry import schema
from summitry.corpus import Corpus
from summitry.report.build import write_report

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine: install it, or name it in $CHROMIUM"),
]

TEXT = (
    "Xi and Putin met in Moscow on June 5, 2019. “We are good friends,” Xi said after the talks.\n\n"
    "<script>window.__pwned=1</script> <img src=x onerror='window.__pwned=1'> A long line follows "
    + "and goes on "
    * 80
)
SHOW = """from matplotlib.figure import Figure as Drawing
import pandas as pd
from summitry.display import Figure, Table, say
drawing = Drawing(figsize=(7, 3.5), layout="constrained"); drawing.add_subplot().plot([0, 1])
Figure("line", drawing, "A line rises from 0 to 1.", "It rises.", "Our count.", pd.DataFrame({"n": [0, 1]}))"""
TABLE = f"""rows = pd.DataFrame({{"text": ["“We are good friends,”"], "article_id": "a", "start": {TEXT.index("“")}}})
for name in ["a rather long column name", "another column", "yet another column", "and one more", "and a last one"]:
    rows[name] = "long words in a cell that make the table wide <script>window.__pwned=1</script>"
rows.insert(2, "outlet", "Süddeutschlandsallgemeinezeitungsverlagsgesellschaft")
Table("rows", rows, "One quotation.", links="quotes")"""


def notebook():
    cells = [
        nbformat.v4.new_markdown_cell("# Who said what?\n\nA question with <script>window.__pwned=1</script>."),
        nbformat.v4.new_code_cell('articles: str = ""  # folder', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(SHOW),
        nbformat.v4.new_markdown_cell("## What they said"),
        nbformat.v4.new_code_cell(TABLE),
        nbformat.v4.new_code_cell('say("**{n}** quotation.", n=1)', metadata={"tags": ["result"]}),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def corpus():
    start = TEXT.index("“")
    end = TEXT.index("”") + 1
    rows = {
        "articles": [
            schema.Articles(
                article_id="a", path="a.txt", sha256="0" * 64, format="txt", encoding="utf-8", title="They met",
                published_why="Nothing says.", confidence=0.0, machine_translated=False, words=100,
            )
        ],
        "quotes": [
            schema.Quotes(
                article_id="a", quote_id="a#q1", quotation_id="a#q1", start=start, end=end, text=TEXT[start:end],
                kind="direct", speaker="Xi Jinping", basis="cue after", confidence=0.9,
            )
        ],
    }  # fmt: skip
    frames = {name: schema.to_frame(name, rows.get(name, [])) for name in schema.TABLES}
    return Corpus(frames, {"a": TEXT})


@pytest.fixture(scope="module")
def out(tmp_path_factory, kernels):
    folder = tmp_path_factory.mktemp("report")
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "02_quotes.ipynb").write_text(nbformat.writes(notebook()), "utf-8")
    made = write_report(
        corpus(), folder / "out", progress=False, kernels=kernels, folder=folder / "notebooks", full_text=True
    )
    assert not made.failed
    return folder / "out"


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="the Python package playwright is not installed")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


HIDDEN_SIDEWAYS = """[...document.querySelectorAll('.scroll')]
  .filter(box => box.offsetParent && box.scrollWidth > box.clientWidth + 1).map(box => box.ariaLabel)"""
PAGES = ["index.html", "02_quotes.html", "evidence/a.html"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_alone_and_fits(browser, out, name, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    loaded, said = [], []
    page.on("request", lambda request: loaded.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto((out / name).as_uri())
    assert [url for url in loaded if not url.startswith("data:")] == [(out / name).as_uri()]
    assert said == []
    assert page.evaluate("window.__pwned") is None
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(HIDDEN_SIDEWAYS) == [], "a table shows all its columns without being scrolled"
    assert page.locator("h1").count() == 1
    assert page.evaluate("[...document.images].every(image => image.alt && image.naturalWidth)")
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") is (scheme == "light")
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_sheet_of_paper(browser, out, name):
    page = browser.new_page(viewport={"width": 672, "height": 900})  # A4 within the margins of the style sheet
    page.emulate_media(media="print")
    page.goto((out / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 672
    page.close()


def test_from_the_index_to_the_words_and_back(browser, out):
    page = browser.new_page()
    page.goto((out / "index.html").as_uri())
    page.get_by_role("link", name="Who said what?").click()
    page.get_by_role("link", name="“We are good friends,”").click()
    assert page.url.endswith(f"evidence/a.html#quotes-{TEXT.index('“')}")
    assert page.locator(".chunk .q").first.inner_text() == "“We are good friends,”"
    page.locator(".notes").get_by_role("link", name="Quotes").click()
    assert page.url.endswith("02_quotes.html#row-1")
    page.close()


def test_on_a_phone_the_rows_of_a_broad_table_become_lines(browser, out):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((out / "02_quotes.html").as_uri())
    box = page.locator(".scroll", has_text="One quotation.")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    label = box.locator("td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label == '"article id"'
    page.set_viewport_size({"width": 1280, "height": 844})
    assert box.locator("td").first.evaluate("cell => getComputedStyle(cell).display") == "table-cell"
    page.close()


def test_in_print_nothing_is_folded_or_wider_than_the_page(browser, out):
    page = browser.new_page(viewport={"width": 700, "height": 990})
    page.emulate_media(media="print")
    page.goto((out / "02_quotes.html").as_uri())
    broad = "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 700).map(e => e.outerHTML.slice(0, 90))"
    assert page.evaluate(broad) == []
    assert not page.locator("details.code").first.is_visible()
    assert page.locator(".params table").is_visible()
    assert page.locator("figure img").evaluate("image => image.getBoundingClientRect().width") <= 700
    page.close()
