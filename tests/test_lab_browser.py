"""A real JupyterLab: its landing page leads on to the notebooks, and a notebook runs from top to bottom."""

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


def open_and_run(lab, page, name):
    """Open the notebook *name*, choose Run All Cells, and return once every cell has run."""
    address, notebooks, sessions = lab
    page.goto(address.format(f"{name}?reset&"), wait_until="domcontentloaded")
    code = sum(cell["cell_type"] == "code" for cell in json.loads((notebooks / name).read_text("utf-8"))["cells"])
    _wait_for(lambda: len(page.evaluate(STATE)) == code, "the notebook was not opened whole")
    _wait_for(lambda: _is_idle(sessions), "the kernel did not start")  # without one, Run All runs nothing
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(state="attached")
    page.wait_for_timeout(1000)
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
