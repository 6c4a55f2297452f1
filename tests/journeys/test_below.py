"""A row typed right below a table by a program that does not make the table larger is told, never dropped."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from tests.plans import aop

Output = pytest.CaptureFixture[str]


def types_below(plan: Path, table: str, *values: str | float | None) -> str:
    """Type into the row right below a table from its first column on, as LibreOffice leaves it; its tab."""
    workbook = openpyxl.load_workbook(plan)
    sheet = next(sheet for sheet in workbook if table in sheet.tables)
    left, _, _, bottom = range_boundaries(sheet.tables[table].ref)
    assert isinstance(left, int)
    assert isinstance(bottom, int)
    for column, value in enumerate(values, left):
        sheet.cell(bottom + 1, column, value)
    workbook.save(plan)
    return sheet.title


@pytest.mark.parametrize("table", ["aop_people", "aop_commitments"])
def test_it_is_an_error_at_its_cell(shop: Path, table: str, capsys: Output) -> None:
    row = {"aop_people": ("Hoa", "Store sales", 20), "aop_commitments": ("More milk", "NH-SUA", 5_000_000, 7)}
    tab = types_below(shop, table, *row[table])
    assert aop("check", shop) == 1
    told = capsys.readouterr().out
    assert tab in told
    assert "stands right below the table" in told
    assert "leave a blank row between" in told


def test_sums_and_notes_below_a_table_are_the_owners(shop: Path, capsys: Output) -> None:
    types_below(shop, "aop_people", "Tổng cộng:", None, 220)
    types_below(shop, "aop_milestones", "Ask Minh about these")
    assert aop("check", shop) == 0
    assert "right below" not in capsys.readouterr().out


def test_a_table_that_has_grown_down_to_the_next_heading_is_none(shop: Path, capsys: Output) -> None:
    workbook = openpyxl.load_workbook(shop)
    sheet = next(sheet for sheet in workbook if "aop_limits" in sheet.tables)
    left, _, _, bottom = range_boundaries(sheet.tables["aop_limits"].ref)
    row = bottom
    while sheet.cell(row + 1, left).value is None:
        row += 1
        sheet.cell(row, left, f"Limit {row}")  # Excel takes each of them into the table
    sheet.tables["aop_limits"].ref = sheet.tables["aop_limits"].ref.replace(str(bottom), str(row))
    workbook.save(shop)
    assert aop("check", shop) == 0
    assert "right below" not in capsys.readouterr().out
