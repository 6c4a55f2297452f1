"""What all tests share: `needs_libreoffice`, `needs_node` skip aloud where that program is missing, and fail in CI."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest

from aop_excel.backends.file import FileBook
from aop_excel.sheets import FIELDS
from aop_excel.workbook.book import Cell
from tests import libreoffice, office, other_programs, plans
from tests.plans import Draft, Starter

REQUIRED = "AOP_REQUIRE_PROGRAMS"
NEEDED: dict[str, tuple[Callable[[], str | None], str]] = {
    "needs_libreoffice": (libreoffice.program, "LibreOffice is not installed, so nobody recalculates the workbook"),
    "needs_uno": (
        office.reachable,
        "LibreOffice's module uno is not there for this Python, so no open plan is refreshed",
    ),
    "needs_node": (other_programs.node, "Node.js and npm are not installed, so its programs save no workbook"),
}


hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)  # the same examples each time


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI"):
        hypothesis.settings.load_profile("ci")
    for marker in NEEDED:
        config.addinivalue_line("markers", f"{marker}: skipped without that program, failed if {REQUIRED} is set")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (program, missing) in NEEDED.items():
        if item.get_closest_marker(marker) and program() is None:
            if os.environ.get(REQUIRED):
                pytest.fail(f"{missing} ({REQUIRED} is set)", pytrace=False)
            pytest.skip(missing)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Starter], Path]:
    """The workbook of a starter plan, made once for all tests, which only look at it."""

    @cache
    def make(starter: Starter) -> Path:
        path = tmp_path_factory.mktemp("made") / f"{starter}.xlsx"
        assert plans.new(path, starter) == 0
        return path

    return make


@pytest.fixture(scope="session")
def running_office() -> Iterator[office.Office]:
    """A LibreOffice that listens, started once for all tests."""
    with office.running(f"pipe,name=aop-tests-{os.getpid()}") as program:
        yield program


@pytest.fixture
def libreoffice_open(running_office: office.Office) -> Iterator[office.Office]:
    """A LibreOffice that listens, with nothing open in it."""
    yield running_office
    running_office.closes_all()


@pytest.fixture(scope="session")
def drafts(made: Callable[[Starter], Path]) -> Callable[[Starter], Draft]:
    """The workbook of a starter plan in memory, to be typed into."""

    @cache
    def read(starter: Starter) -> tuple[FileBook, dict[str, Cell]]:
        book = FileBook.open(made(starter))
        return book, {name: book.field(name) for name in FIELDS}

    def draft(starter: Starter) -> Draft:
        book, fields = read(starter)
        return Draft(book, dict(fields))

    return draft


@pytest.fixture
def copy(made: Callable[[Starter], Path], tmp_path: Path) -> Callable[[Starter], Path]:
    """The workbook of a starter plan, to be typed into."""
    return lambda starter: Path(shutil.copyfile(made(starter), tmp_path / "plan.xlsx"))


@pytest.fixture
def shop(copy: Callable[[Starter], Path]) -> Path:
    """BabyCare House in English for 2027, six months closed; to be typed into."""
    return copy(plans.SHOP)
