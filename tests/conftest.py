"""What all tests share: `@pytest.mark.needs_libreoffice` skips aloud where LibreOffice is missing, and fails in CI."""

import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests import libreoffice, plans
from tests.plans import Starter

MISSING = "LibreOffice is not installed, so nobody recalculates the workbook"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "needs_libreoffice: skipped without LibreOffice, failed if AOP_REQUIRE_LIBREOFFICE is set"
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("needs_libreoffice") and libreoffice.program() is None:
        if os.environ.get("AOP_REQUIRE_LIBREOFFICE"):
            pytest.fail(f"{MISSING} (AOP_REQUIRE_LIBREOFFICE is set)", pytrace=False)
        pytest.skip(MISSING)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Starter], Path]:
    """The workbook of a starter plan, made once for all tests, which only look at it."""

    @cache
    def make(starter: Starter) -> Path:
        path = tmp_path_factory.mktemp("made") / f"{starter}.xlsx"
        assert plans.new(path, starter) == 0
        return path

    return make


@pytest.fixture
def copy(made: Callable[[Starter], Path], tmp_path: Path) -> Callable[[Starter], Path]:
    """The workbook of a starter plan, to be typed into."""
    return lambda starter: Path(shutil.copyfile(made(starter), tmp_path / "plan.xlsx"))


@pytest.fixture
def shop(copy: Callable[[Starter], Path]) -> Path:
    """BabyCare House in English for 2027, six months closed; to be typed into."""
    return copy(plans.SHOP)
