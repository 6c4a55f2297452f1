"""The ready-made workbooks in workbook_templates are what the program would build today."""

import sys
from pathlib import Path

import pytest

import build_templates


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return build_templates.build(tmp_path_factory.mktemp("templates"), Path(sys.executable))


def test_the_workbooks_in_the_folder_are_not_stale(built: list[Path]) -> None:
    stale = [line for new in built for line in build_templates.differences(build_templates.FOLDER / new.name, new)]
    assert not stale, "\n".join([*stale, build_templates.STALE])


def test_the_same_plan_builds_the_same_bytes(built: list[Path], tmp_path: Path) -> None:
    again = build_templates.build(tmp_path, Path(sys.executable))
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in built]


def test_no_other_workbook_lies_in_the_folder(built: list[Path]) -> None:
    assert {path.name for path in build_templates.FOLDER.glob("*.xlsx")} == {path.name for path in built}
