"""Every notebook runs from top to bottom: as it is, with other parameters, with nothing to find, with a second pair."""

import json
import re

import nbformat
import papermill
import pytest
from summitry.report.build import write_report

NOTEBOOKS = ["00_corpus", "01_meetings", "02_quotes", "03_framing", "04_how_wrong_are_we"]
KIM_TRUMP = {"pair": ["Kim Jong-un", "Donald Trump"]}
RUNS = {
    "another window": {"since": "2019-01-01", "until": "2022-12-31"},
    "one outlet only": {"outlets": ["Quillmark Newswire"]},
    "an empty result": {"since": "1990-01-01", "until": "1990-12-31"},
    "a second pair": {"pair": ["Kim Jong-un", "Donald Trump"]},
    "a pair without a record": {"pair": ["Narendra Modi", "Joe Biden"]},
}


def _run(top, tmp_path, name, parameters):
    """Run one notebook as `papermill NOTEBOOK OUT -p …` does."""
    out = tmp_path / f"{name}.ipynb"
    return papermill.execute_notebook(
        top / "notebooks" / f"{name}.ipynb", out, parameters, cwd=top, progress_bar=False, kernel_name="python3"
    )


def _outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def _broken_links(folder):
    """Return the links of the report's pages that lead to no file or no place in it: (page, address)."""
    pages = {path.resolve(): path.read_text("utf-8") for path in folder.rglob("*.html")}
    places = {path: set(re.findall(r' id="([^"]+)"', html)) for path, html in pages.items()}
    broken = []
    for path, html in pages.items():
        for address in re.findall(r'href="(?!https?:)([^"]+)"', html):
            file, _, place = address.partition("#")
            target = (path.parent / file).resolve() if file else path
            if not target.is_file() or (place and place not in places[target]):
                broken.append((path.name, address))
    return broken


@pytest.mark.parametrize("run", RUNS)
def test_every_notebook_runs_to_its_end(run, top, tmp_path, kernels, stored_sample, monkeypatch):
    """Run through the report, which is how notebooks are run headless; it keeps what it executed."""
    monkeypatch.chdir(top)
    choices = {"progress": False, "kernels": kernels, "corpus": stored_sample}
    result = write_report("data/articles", tmp_path, RUNS[run], **choices)
    assert not result.failed
    assert _broken_links(tmp_path) == []
    executed = [nbformat.read(path, as_version=4) for path in sorted(tmp_path.glob(".summitry/*.ipynb"))]
    assert len(executed) == len(NOTEBOOKS)
    outputs = [output for notebook in executed for output in _outputs(notebook)]
    assert not [output for output in outputs if output.output_type in ("error", "stream")]
    assert all(output.metadata.get("summitry") for output in outputs)
    figures = [output for output in outputs if output.metadata["summitry"]["kind"] == "figure"]
    assert len(figures) >= 15
    assert all(len(figure.metadata["summitry"]["alt"]) > 15 for figure in figures)


def test_plain_papermill_runs_a_notebook_from_the_articles_on(top, tmp_path):
    notebook = _run(top, tmp_path, "03_framing", {"outlets": ["Quillmark Newswire"]})
    assert not [output for output in _outputs(notebook) if output.output_type == "error"]
    answer = next(cell for cell in notebook.cells if "result" in cell.metadata.get("tags", []))
    assert "only one outlet" in answer.outputs[0].data["text/plain"]


def test_a_wrong_parameter_stops_the_notebook_with_one_sentence(top, tmp_path):
    with pytest.raises(papermill.PapermillExecutionError, match="did you mean 'since'"):
        _run(top, tmp_path, "01_meetings", {"sinse": "2022-01-01"})


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_notebook_is_committed_as_the_house_wants_it(name, top):
    path = top / "notebooks" / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in code) == 1
    assert sum("result" in cell.metadata.get("tags", []) for cell in code) == 1
    assert max(len(cell.source.splitlines()) for cell in code) <= 20
    assert notebook.cells[0].source.startswith("# ")
    assert not re.search(r"\bdef |\bfor .* in .*:\n", "\n".join(cell.source for cell in code))
    assert "/home/" not in json.dumps(notebook)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_parameters_cell_is_read_by_papermill_with_types_and_help(name, top):
    found = papermill.inspect_notebook(top / "notebooks" / f"{name}.ipynb")
    assert {"articles", "pair", "since", "until", "outlets", "reference", "roster", "seed"} <= set(found)
    assert all(parameter["inferred_type_name"] != "None" and parameter["help"] for parameter in found.values())
