"""What several tests share."""

from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Have each worker run whole files one after the other, so that what their tests share is made once."""
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


@pytest.fixture(scope="session")
def sample():
    """Return the sample corpus, parsed once."""
    from summitry.corpus import parse

    return parse(TOP / "data" / "articles", seed=2013)


@pytest.fixture(scope="session")
def stored_sample(tmp_path_factory):
    """Return the sample corpus with its texts, parsed once into a folder."""
    from summitry.corpus import parse

    return parse(TOP / "data" / "articles", out=tmp_path_factory.mktemp("sample") / "out", keep_texts=True, seed=2013)


@pytest.fixture(scope="session")
def kernels():
    """Return kernels that are there at once, for tests that do not ask how they start."""
    from summitry.report.kernels import Kernels

    with Kernels(forked=True) as forked:
        yield forked


@pytest.fixture(scope="session")
def roster():
    """Return the project's roster."""
    from summitry.people import read_roster

    return read_roster(TOP / "data" / "reference" / "people.csv")


@pytest.fixture(scope="session")
def reference():
    """Return the project's reference data."""
    from summitry.reference import read_reference

    return read_reference()


@pytest.fixture(scope="session")
def top():
    """Return the top of the repository."""
    return TOP
