"""A real JupyterLab: its landing page leads on to the notebooks, a notebook runs from top to bottom, and what articles
say is shown as text."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine: install it, or name it in $CHROMIUM"),
]
LONGEST_WAIT = 240
STATE = """() => [...document.querySelectorAll('.jp-NotebookPanel .jp-CodeCell')].map(
    cell => (cell.querySelector('.jp-InputPrompt')?.textContent ?? '').trim())"""


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@pytest.fixture(scope="module")
def lab(top, tmp_path_factory):
    """The address of a JupyterLab over a copy of the notebooks, with settings of its own, and the copy's folder."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(top / "notebooks", folder / "notebooks")
    own = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {f"JUPYTERLAB_{name}_DIR": str(folder / name.lower()) for name in ("SETTINGS", "WORKSPACES")}
    news = folder / "settings" / "@jupyterlab" / "apputils-extension"
    news.mkdir(parents=True)
    (news / "notification.jupyterlab-settings").write_text('{"fetchNews": "false", "checkForUpdates": false}')
    whole = folder / "settings" / "@jupyterlab" / "notebook-extension"
    whole.mkdir()
    (whole / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    preview = folder / "settings" / "@jupyterlab" / "docmanager-extension"  # as `make lab` sets it
    preview.mkdir()
    (preview / "plugin.jupyterlab-settings").write_text('{"defaultViewers": {"markdown": "Markdown Preview"}}')
    port, token = free_port(), secrets.token_hex(8)
    options = {
        "ServerApp.ip": "127.0.0.1", "ServerApp.port": port, "ServerApp.root_dir": folder / "notebooks",
        "ServerApp.allow_root": True, "IdentityProvider.token": token, "LabApp.expose_app_in_browser": True,
    }  # fmt: skip
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", *(f"--{k}={v}" for k, v in options.items())]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command, env={**os.environ, **own, "IPYTHONDIR": str(folder / "ipython")}, stdout=log, stderr=log
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(lambda: _answers(f"{address}/api/status?token={token}"), "JupyterLab did not start")
            sessions = f"{address}/api/sessions?token={token}"
            yield f"{address}/lab/tree/{{}}token={token}", folder / "notebooks", sessions
        finally:
            server.terminate()
            server.wait(30)


def _answers(address):
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=5):
            return True
    except OSError:
        return False


def _read_cells(path):
    """Return a notebook's cells; none while JupyterLab is writing the file."""
    try:
        return json.loads(path.read_text("utf-8"))["cells"]
    except ValueError:
        return []


def _is_idle(sessions):
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(sessions, timeout=5) as answer:
        states = [session["kernel"]["execution_state"] for session in json.load(answer)]
    return bool(states) and set(states) == {"idle"}


def _wait_for(happens, otherwise):
    end = time.monotonic() + LONGEST_WAIT
    while not happens():
        assert time.monotonic() < end, otherwise() if callable(otherwise) else otherwise
        time.sleep(0.2)


@pytest.fixture(scope="module")
def page():
    playwright = pytest.importorskip("playwright.sync_api", reason="the Python package playwright is not installed")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        shown = running.new_page(viewport={"width": 1280, "height": 900})
        shown.set_default_timeout(LONGEST_WAIT * 1000)
        yield shown
        running.close()


def test_the_landing_page_leads_to_a_notebook(lab, page):
    address, _, _ = lab
    page.goto(address.format("README.md?"), wait_until="domcontentloaded")
    page.locator(".jp-RenderedMarkdown h1", has_text="where to begin").wait_for()
    page.locator(".jp-RenderedMarkdown a", has_text="00_corpus").click()
    page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for()


OPEN = """async name => {
    const {commands} = window.jupyterapp;
    for (const command of ['docmanager:save-all', 'application:close-all']) await commands.execute(command);
    await commands.execute('docmanager:open', {path: name});
}"""


def open_notebook(lab, page, name):
    """Show the notebook *name* alone, in a JupyterLab that is loaded already or is loaded now."""
    if not page.evaluate("() => 'jupyterapp' in window"):
        page.goto(lab[0].format("README.md?reset&"), wait_until="domcontentloaded")
        page.locator(".jp-RenderedMarkdown h1").wait_for()
    page.evaluate(OPEN, name)


def open_and_run(lab, page, name):
    """Open the notebook *name*, choose Run All Cells, and return once every cell has run."""
    _, notebooks, sessions = lab
    open_notebook(lab, page, name)
    code = sum(cell["cell_type"] == "code" for cell in json.loads((notebooks / name).read_text("utf-8"))["cells"])
    _wait_for(lambda: len(page.evaluate(STATE)) == code, "the notebook was not opened whole")
    _wait_for(lambda: _is_idle(sessions), "the kernel did not start")  # without one, Run All runs nothing
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(state="attached")
    page.wait_for_timeout(300)
    run_all(page)


def run_all(page):
    """Choose Run All Cells, and return once every cell has run."""
    page.locator(".lm-MenuBar-item", has_text="Run").click()
    page.locator(".lm-Menu-item", has_text=re.compile("^Run All Cells")).click()
    _wait_for(
        lambda: all(re.search(r"\d", prompt) for prompt in page.evaluate(STATE)),
        lambda: f"stopped at {page.evaluate(STATE)}",
    )


def test_a_notebook_runs_to_its_end(lab, page):
    open_and_run(lab, page, "00_corpus.ipynb")
    path = lab[1] / "00_corpus.ipynb"
    page.evaluate("() => { window.jupyterapp.commands.execute('docmanager:save'); }")
    _wait_for(lambda: any(cell.get("outputs") for cell in _read_cells(path)), "the notebook was not saved")
    cells = _read_cells(path)
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output["output_type"] in ("error", "stream")]
    assert sum("image/png" in output["data"] for output in outputs) >= 2


def test_controls_filter_the_evidence_also_when_their_cell_has_run_again(lab, page):
    cell = "import pandas, summitry\nfrom summitry.display import browse\n"
    texts = ["“We are good friends,” Xi Jinping said in Moscow.", "“Trade is growing,” Vladimir Putin said in Beijing."]
    cell += f"browse(summitry.parse(pandas.DataFrame({{'text': {texts}}})))"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)], metadata={"kernelspec": kernel})
    (lab[1] / "browse.ipynb").write_text(nbformat.writes(notebook), "utf-8")
    open_and_run(lab, page, "browse.ipynb")
    rows = page.locator(".jp-OutputArea-output tbody tr")
    rows.nth(1).wait_for()
    run_all(page)
    _wait_for(lambda: page.evaluate(STATE) == ["[2]:"], "the cell did not run again")
    rows.nth(1).wait_for()
    assert page.get_by_placeholder("words to look for").count() == 1
    page.get_by_placeholder("words to look for").fill("friends")
    page.get_by_placeholder("words to look for").press("Enter")
    page.locator(".jp-OutputArea-output", has_text="1–1 of 1").wait_for()
    assert rows.count() == 1
    assert "⟦“We are good friends,”⟧ Xi Jinping said" in rows.first.inner_text()


ARTICLE = (
    "“We signed a $25 billion deal and a $400 million loan,” Xi Jinping said in Moscow on 5 June 2019. "
    r"$$x^2$$ \(x^2\) \[x^2\] \begin{equation}x\end{equation} \href{javascript:window.ran=1}{x} "
    "<script>window.ran=1</script><img src=x onerror='window.ran=1'><a href='javascript:window.ran=1'>here</a> "
    "[here](javascript:window.ran=1) ![x](javascript:window.ran=1) **bold** `code` Putin listened."
)
"""Mathematics, HTML and Markdown as an article may have them."""
MONEY = "$25 billion deal and a $400 million"
WAYS_TO_SHOW = [
    "Table('t', frame, article, {'article_id': article, 'title': article}, limit=1)",
    "Figure('f', Drawing(), article, article, article, frame)",
    "say('**Said:** {article}\\n\\n{article}', article=article)",
    "corpus",
    "corpus.quotes",
    "corpus.articles[['title', 'outlet']]",  # a frame of pandas, with our text in it
    "corpus.articles[['title']].style",
    "study",
    "browse(corpus, words='$25')",
]
PREPARED = f"""
import pandas, summitry
from IPython.display import HTML
from matplotlib.figure import Figure as Drawing
from summitry.display import Figure, Table, browse, say
from summitry.study import open_study
pandas.options.display.max_colwidth = None
article = {ARTICLE!r}
pandas.DataFrame({{"id": ["a$1$", "b"], "text": article, "outlet": [article, "$x$"], "title": article}}).to_csv("own.csv")
corpus, study = summitry.parse("own.csv"), open_study({{"articles": "own.csv"}})
frame = corpus.articles.assign(article_id=article)
"""
CONTROL = "HTML('<p id=\"known\">$x$</p>')"
"""What JupyterLab does set as mathematics: where it has, the outputs above are done with too."""
FOUND = r"""() => {
    const outputs = [...document.querySelectorAll('.jp-NotebookPanel .jp-OutputArea')];
    const has = (output, what) => output.querySelector(what) !== null;
    return {
        ran: window.ran ?? null,
        mathematics: outputs.map(output => has(output, 'mjx-container, .MathJax')),
        words: outputs.map(output => output.textContent.replace(/\s+/g, ' ')),
        links: [...document.querySelectorAll('.jp-OutputArea a[href]')].map(link => link.href),
        pictures: [...document.querySelectorAll('.jp-OutputArea img')].map(shown => shown.src.slice(0, 5)),
    }
}"""


def look(page):
    """Return what the outputs of the open notebook became, once all are drawn; the last one is the control."""
    page.locator(".jp-OutputArea mjx-container").first.wait_for(state="attached")
    page.wait_for_timeout(500)
    return page.evaluate(FOUND)


def test_the_text_of_an_article_stays_text_in_trusted_and_untrusted_notebooks(lab, page):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [nbformat.v4.new_code_cell(source) for source in (PREPARED, *WAYS_TO_SHOW, CONTROL)]
    (lab[1] / "text.ipynb").write_text(
        nbformat.writes(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})), "utf-8"
    )
    open_and_run(lab, page, "text.ipynb")
    trusted = look(page)
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    _wait_for(lambda: any(cell.get("outputs") for cell in _read_cells(lab[1] / "text.ipynb")), "it was not saved")
    changed = nbformat.read(lab[1] / "text.ipynb", 4)
    changed.metadata["by"] = "a stranger"  # so that no signature of ours fits it
    nbformat.write(changed, lab[1] / "strange.ipynb")
    open_notebook(lab, page, "strange.ipynb")
    page.locator(".jp-NotebookPanel .jp-OutputArea").nth(len(WAYS_TO_SHOW)).wait_for(state="attached")
    untrusted = look(page)
    for found in (trusted, untrusted):
        assert (found["ran"], found["mathematics"][1:]) == (None, [False] * len(WAYS_TO_SHOW) + [True])
        assert not [link for link in found["links"] if not link.startswith("http://127.0.0.1")]
        assert set(found["pictures"]) == {"data:"}
        for way, words in zip(WAYS_TO_SHOW, found["words"][1:], strict=False):
            assert MONEY in words or way == "study", way
