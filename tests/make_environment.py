"""Print environment.yml: pyproject.toml's direct dependencies at the lock's versions, under their conda-forge names.

With --oldest, print the oldest versions that pyproject.toml admits, for `make audit`.
"""

import re
import sys
import tomllib
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "lxml-html-clean": "lxml_html_clean",
    "matplotlib": "matplotlib-base",
    "playwright": "playwright-python",
}


def oldest_versions() -> dict[str, str]:
    """Return what pyproject.toml depends on, the tools of its extra ``dev`` too: name → the oldest version admitted."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    return dict(sorted(re.match(r"([\w.-]+)>=([\w.]+)", item.lower()).groups() for item in wanted))


def locked_versions() -> dict[str, str]:
    """Return name → version of the lock; of a package that is locked per Python version, the first."""
    found = re.findall(r"^([\w.-]+)==([^\s;\\]+)", (TOP / "requirements.txt").read_text(), re.M)
    return {name.lower(): version for name, version in reversed(found)}


def environment() -> str:
    """Return what environment.yml must say."""
    locked = locked_versions()
    lines = [f"  - {CONDA_NAMES.get(name, name)}={locked[name]}" for name in oldest_versions()]
    head = "# The conda way in; written by `python tests/make_environment.py > environment.yml` from the lock.\n"
    head += "name: summitry\nchannels:\n  - conda-forge\ndependencies:\n  - python>=3.11,<3.15\n  - pip\n"
    return head + "\n".join(lines) + "\n  - pip:\n      - -e .\n"


if __name__ == "__main__":
    if "--oldest" in sys.argv:
        print("\n".join(map("==".join, oldest_versions().items())))
    else:
        print(environment(), end="")
