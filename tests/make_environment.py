"""Print environment.yml: pyproject.toml's direct dependencies at the lock's versions, under their conda-forge names."""

import re
import tomllib
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "lxml-html-clean": "lxml_html_clean",
    "matplotlib": "matplotlib-base",
    "playwright": "playwright-python",
}


def direct_dependencies() -> list[str]:
    """Return the names that pyproject.toml depends on, the tools of its extra ``dev`` too."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    return sorted(re.match(r"[\w.-]+", item).group().lower() for item in wanted)


def locked_versions() -> dict[str, str]:
    """Return name → version of the lock; of a package that is locked per Python version, the first."""
    found = re.findall(r"^([\w.-]+)==([^\s;\\]+)", (TOP / "requirements.txt").read_text(), re.M)
    return {name.lower(): version for name, version in reversed(found)}


def environment() -> str:
    """Return what environment.yml must say."""
    locked = locked_versions()
    lines = [f"  - {CONDA_NAMES.get(name, name)}={locked[name]}" for name in direct_dependencies()]
    head = "# The conda way in; written by `python tests/make_environment.py > environment.yml` from the lock.\n"
    head += "name: summitry\nchannels:\n  - conda-forge\ndependencies:\n  - python>=3.11,<3.15\n  - pip\n"
    return head + "\n".join(lines) + "\n  - pip:\n      - -e .\n"


if __name__ == "__main__":
    print(environment(), end="")
