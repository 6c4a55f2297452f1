"""LibreOffice as an engine of xlwings: it must take and give what Excel does, or tests of live books prove nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
import xlwings as xw

from tests.office import Office

pytestmark = [pytest.mark.needs_libreoffice, pytest.mark.needs_uno]


@pytest.fixture
def sheet(libreoffice_open: Office, tmp_path: Path) -> xw.Sheet:
    """A sheet with a column of days, a table over two rows and a name for its column."""
    path = tmp_path / "2 trang.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet("Số liệu")
        page.set_column("D:D", 12, workbook.add_format({"num_format": "dd/mm/yyyy"}))
        page.add_table("F1:F3", {"name": "plan", "columns": [{"header": "Jan"}], "data": [[1], [2]]})
        workbook.define_name("january", "=plan[Jan]")
    return libreoffice_open.opens(path).sheets[0]


def test_texts_are_taken_as_they_are_typed(sheet: xw.Sheet) -> None:
    cells = sheet.range((1, 1), (5, 1))
    cells.formula = [["5"], ["'5"], ["=1+1"], ["'=1+1"], ["five"]]
    assert cells.value == [5.0, "5", 2.0, "=1+1", "five"]
    assert [words for (words,) in cells.formula] == ["5", "5", "=1+1", "=1+1", "five"]


def test_days_and_logical_values_are_more_than_numbers(sheet: xw.Sheet) -> None:
    cells = sheet.range((1, 1), (1, 4))
    cells.value = [[datetime(2027, 3, 15, 9, 30), True, 46_000.0, 46_000.0]]
    assert cells.value == [datetime(2027, 3, 15, 9, 30), True, 46_000.0, datetime(2025, 12, 9)]


def test_errors_are_told_by_excels_names(sheet: xw.Sheet) -> None:
    cells = sheet.range((1, 1), (6, 1))
    cells.formula = [["=1/0"], ["=NA()"], ["=nosuch(1)"], ['="a"+1'], ["=1E308*1E308"], ["#N/A"]]
    told = cells.options(err_to_str=True).value
    assert told == ["#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!", "#N/A"]
    assert cells.value == [None] * 5 + ["#N/A"]


def test_a_table_that_grows_takes_formulas_and_names_along(sheet: xw.Sheet) -> None:
    sheet.range((1, 8), (2, 8)).formula = [["=SUM(plan[Jan])"], ["=SUM(january)"]]
    sheet.range((4, 6)).value = 4
    sheet.tables["PLAN"].resize(sheet.range((1, 6), (4, 6)))
    assert sheet.range((1, 8), (2, 8)).value == [7.0, 7.0]


def test_only_formats_are_filled_down(sheet: xw.Sheet) -> None:
    sheet.range((1, 1)).impl.cells.CellBackColor = 0x336699
    sheet.range((1, 1), (3, 1)).formula = [["=1"], ["'007"], [2]]
    sheet.range((1, 1)).autofill(sheet.range((1, 1), (3, 1)), "fill_formats")
    assert sheet.range((1, 1), (3, 1)).value == [1.0, "007", 2.0]
    assert sheet.range((3, 1)).impl.cells.CellBackColor == 0x336699


def test_books_sheets_and_names_are_found_by_name(sheet: xw.Sheet) -> None:
    book = sheet.book
    assert (book.name, book.sheets["số liệu"].name, len(book.names)) == ("2 trang.xlsx", "Số liệu", 1)
    assert book.names["January"].refers_to == "=plan[Jan]"
    assert book.app.books["2 TRANG.XLSX"] == book
    with pytest.raises(KeyError):
        book.sheets["Elsewhere"]
