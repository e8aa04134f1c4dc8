"""The project keeps its own promises: versions agree, the codebook is current, imports go one way, sizes hold."""

import ast
import re
import subprocess
import sys

import pytest
import yaml
from make_codebook import renew_codebook
from make_environment import environment, locked_versions, oldest_versions
from summitry import __version__

ORDER = [
    *("schema", "statistics", "display", "text", "reference"),
    *("timexes", "articles", "people", "dating", "quotes", "meetings", "claims", "sentiment", "framing"),
    *("corpus", "evaluation", "study", "summaries", "figures", "report", "cli"),
]


def test_every_direct_dependency_is_locked():
    assert set(oldest_versions()) <= set(locked_versions())


def test_environment_yml_says_what_the_lock_says(top):
    assert (top / "environment.yml").read_text() == environment()


def test_the_lock_pins_hashes_and_names_no_host(top):
    lock = (top / "requirements.txt").read_text()
    assert "://" not in lock
    assert len(re.findall(r"^\S+==", lock, re.M)) == len(re.findall(r"^\S+==.*\\\n    --hash=sha256:", lock, re.M))


def _parts(version):
    return [int(part) for part in re.findall(r"\d+", version)]


def test_the_lock_satisfies_pyproject():
    locked = locked_versions()
    assert not [name for name, oldest in oldest_versions().items() if _parts(locked[name]) < _parts(oldest)]


FAULTS_MENDED_IN = {
    "click": "8.3.3",
    "distributed": "2026.1",
    "duckdb": "1.4.2",
    "jinja2": "3.1.6",
    "jupyterlab": "4.6.2",
    "lxml": "6.1",
    "lxml-html-clean": "0.4.5",
    "mistune": "3.3.3",
    "nbconvert": "7.17.1",
    "nltk": "3.10.4",
    "pillow": "12.3",
    "pyarrow": "23.0.1",
    "pygments": "2.20",
    "pytest": "9.0.3",
    "setuptools": "83",
}
"""By package: the first version without the faults that were published until November 2026."""


def test_no_lower_bound_admits_a_version_with_a_known_fault():
    oldest = oldest_versions()
    assert not [name for name, mended in FAULTS_MENDED_IN.items() if _parts(oldest[name]) < _parts(mended)]


def test_public_ci_asks_every_week_for_known_faults_and_fails_on_one(top):
    workflow = yaml.load((top / ".github" / "workflows" / "ci.yml").read_text(), yaml.BaseLoader)
    minute, hour, day, month, weekday = workflow["on"]["schedule"][0]["cron"].split()
    assert (day, month) == ("*", "*") and re.fullmatch("[0-6]", weekday) and minute.isdigit() and hour.isdigit()
    audit = workflow["jobs"]["audit"]
    assert {"run": "make audit"} in audit["steps"]
    assert not {"if", "continue-on-error"} & {key for part in (audit, *audit["steps"]) for key in part}


def test_the_version_is_the_same_everywhere(top):
    assert f'version = "{__version__}"' in (top / "pyproject.toml").read_text()
    assert f"version: {__version__}" in (top / "CITATION.cff").read_text()
    assert f"## {__version__}" in (top / "CHANGELOG.md").read_text()


def test_the_codebook_in_the_data_card_is_current(top):
    card = top / "data" / "README.md"
    assert card.read_text() == renew_codebook(card)


def test_importing_summitry_loads_no_heavy_library():
    code = "import sys, summitry, summitry.cli; print([m for m in ('pandas', 'nltk', 'matplotlib', 'scipy') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "[]"
    )


def test_only_what_is_agreed_stands_at_the_top(top):
    shown = {path.name for path in top.iterdir() if not path.name.startswith(".")}
    made = {"reports", "tables", "build", "htmlcov"}
    agreed = {"notebooks", "data", "lib", "tests", "environment.yml", "README.md"}
    tools = {"pyproject.toml", "Makefile", "requirements.txt", "LICENSE", "CITATION.cff", "CHANGELOG.md"}
    assert shown - made == agreed | tools


def _imports(path):
    """Yield the summitry modules that a file imports at its top or inside functions."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "summitry":
            parts = node.module.split(".")
            yield from ([parts[1]] if len(parts) > 1 else [alias.name for alias in node.names])


def test_modules_import_one_way_only(top):
    library = top / "lib" / "summitry"
    graph = {}
    for path in library.rglob("*.py"):
        part = path.relative_to(library).parts[0].removesuffix(".py")
        graph.setdefault(part, set()).update(
            name for name in _imports(path) if (library / name).is_dir() or (library / f"{name}.py").is_file()
        )
    graph.pop("__init__")
    for part, names in graph.items():
        names.discard(part)
    wrong = [
        (part, name)
        for part, names in graph.items()
        for name in names
        if part in ORDER and name in ORDER and ORDER.index(name) > ORDER.index(part)
    ]
    assert not wrong
    assert not _cycle(graph)


def _module_of(path, library):
    return ".".join(path.relative_to(library.parent).with_suffix("").parts).removesuffix(".__init__")


def test_imports_go_one_way_inside_rooms_too(top):
    library = top / "lib" / "summitry"
    paths = {_module_of(path, library): path for path in library.rglob("*.py")}
    graph = {}
    for module, path in paths.items():
        wanted = set()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("summitry"):
                for alias in node.names:  # a module of a package, or the package's own names
                    inner = f"{node.module}.{alias.name}"
                    wanted.add(inner if inner in paths else node.module)
        graph[module] = {name for name in wanted & set(paths) if name != module}
    assert not _cycle(graph)


def _cycle(graph):
    """Return a cycle of *graph*, or []."""
    done, path = set(), []

    def visit(part):
        if part in path:
            return [*path[path.index(part) :], part]
        if part in done:
            return []
        path.append(part)
        for name in sorted(graph.get(part, ())):
            if found := visit(name):
                return found
        path.pop()
        done.add(part)
        return []

    return next((found for part in sorted(graph) if (found := visit(part))), [])


@pytest.mark.parametrize("name", ["README.md", "data/README.md", "data/promises.md"])
def test_relative_links_lead_somewhere(top, name):
    page = top / name
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
    assert not [link for link in links if not (page.parent / link).exists()]


def test_files_named_in_the_readme_exist(top):
    library = top / "lib" / "summitry"
    named = re.findall(r"`(?:python )?([\w/]+\.(?:py|csv|md|ipynb))\b", (top / "README.md").read_text())
    places = (top, library, top / "data", top / "notebooks")
    missing = [name for name in named if not any((place / name).exists() for place in places)]
    assert named and set(missing) <= {"articles.csv", "pairs.csv"}, missing  # files of the reader's own


def test_each_promise_names_tests_that_there_are(top):
    promises = re.split("^## ", (top / "data" / "promises.md").read_text(), flags=re.M)[1:-1]
    there = {
        name
        for path in (top / "tests").glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.M)
    }
    named = [set(re.findall(r"\btest_\w+", promise)) for promise in promises]
    assert len(promises) == 8 and all(named)
    assert not set().union(*named) - there


LARGEST_LIBRARY, MOST_FILES, LONGEST_FILE = 21_100, 95, 450
"""Lines, files and lines a file of the library at most: a chapter that grows says what it replaces."""


def test_the_library_stays_small(top):
    lines = {path: len(path.read_text().splitlines()) for path in (top / "lib" / "summitry").rglob("*.py")}
    assert sum(lines.values()) <= LARGEST_LIBRARY and len(lines) <= MOST_FILES
    assert max(lines.values()) <= LONGEST_FILE


def _functions(top):
    for path in (top / "lib" / "summitry").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield f"{path.stem}.{node.name}", node


def test_functions_stay_short(top):
    lengths = sorted(node.end_lineno - node.lineno + 1 for _, node in _functions(top))
    assert lengths[len(lengths) // 2] <= 10 and lengths[len(lengths) * 95 // 100] <= 35


MIRRORS_OF_THE_RUN = {
    "parse.parse",
    "build.write_report",
    "pairs.write_pairs",
    "cli.report",
    "cli.parse",
    "outputs.__init__",
}
"""Public functions that take the run's parameters, however many, and what a notebook says of a figure or a table."""


def test_functions_take_at_most_five_parameters(top):
    def count(node):
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        return len([argument for argument in given if argument.arg not in ("self", "cls")])

    assert {name for name, node in _functions(top) if count(node) > 5} <= MIRRORS_OF_THE_RUN
