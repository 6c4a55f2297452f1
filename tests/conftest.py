"""What all tests share: `@pytest.mark.needs_libreoffice` skips aloud where LibreOffice is missing, and fails in CI."""

import os

import pytest

from tests import libreoffice

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
