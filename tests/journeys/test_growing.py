"""The owner sums, names and draws what the engine fills; when a budget line comes or goes, all of it is still right."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from tests import libreoffice
from tests.plans import aop, owner, saved_by_libreoffice

pytestmark = [pytest.mark.needs_libreoffice, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]

MINE = "Của tôi"
SUMS = {"A1": ("aop_variance", "Plan YTD"), "A2": ("aop_pnl", "Full year")}
"""What the owner sums up: a cell of the owner's sheet, and the column of ours that it adds."""


class Column:
    """The data rows under a header of one of our tables, found as the owner sees them."""

    def __init__(self, book: Workbook, table: str, header: str) -> None:
        self.page: Worksheet = next(page for page in book.worksheets if table in page.tables)
        cells = self.page[self.page.tables[table].ref]
        self.number: int = next(cell.column for cell in cells[0] if cell.value == header)
        self.first, self.last = cells[1][0].row, cells[-1][0].row

    @property
    def letter(self) -> str:
        return get_column_letter(self.number)

    @property
    def address(self) -> str:
        return f"'{self.page.title}'!${self.letter}${self.first}:${self.letter}${self.last}"

    @property
    def cells(self) -> list[object]:
        return [self.page.cell(row, self.number).value for row in range(self.first, self.last + 1)]

    @property
    def total(self) -> float:
        return sum(float(cell) for cell in self.cells if isinstance(cell, int | float))


def draw_and_sum(path: Path) -> None:
    """The owner's own tab, and a column of the owner's at the end of the profit and loss."""
    book = load_workbook(path)
    mine = book.create_sheet(MINE)
    for cell, place in SUMS.items():
        mine[cell] = f"=SUM({Column(book, *place).address})"
    planned, codes = Column(book, "aop_variance", "Plan YTD"), Column(book, "aop_variance", "Code")
    book.defined_names["planned"] = DefinedName("planned", attr_text=planned.address)
    mine["A3"] = "=SUM(planned)"
    chart = BarChart()
    chart.add_data(Reference(planned.page, planned.number, planned.first, planned.number, planned.last))
    chart.set_categories(Reference(planned.page, codes.number, codes.first, codes.number, codes.last))
    mine.add_chart(chart, "C1")

    year = Column(book, "aop_pnl", "Full year")
    table = year.page.tables["aop_pnl"]
    right = Column(book, "aop_pnl", "Key").number + 1
    table.ref = f"A{year.first - 1}:{get_column_letter(right)}{year.last}"
    table.tableColumns.append(TableColumn(id=len(table.tableColumns) + 1, name="Part"))
    year.page.cell(year.first - 1, right).value = "Part"
    sums = f"SUM({year.letter}${year.first}:{year.letter}${year.last})"
    for row in range(year.first, year.last + 1):
        year.page.cell(row, right).value = f"={year.letter}{row}/{sums}"
    book.save(path)
    saved_by_libreoffice(path)


def pointers(path: Path) -> set[str]:
    """The ranges of several rows in the owner's names, chart and formulas."""
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if re.search(r"workbook\.xml$|chart\d+\.xml$", name)]
        texts = [archive.read(part).decode() for part in parts]
    texts += [str(load_workbook(path)[MINE][cell].value) for cell in SUMS]
    found = re.findall(r"'?(?:Variance|Profit and loss)'?!\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+", " ".join(texts))
    return {re.sub("['$]", "", address) for address in found}


def check(path: Path, folder: Path) -> dict[str, float]:
    """What LibreOffice makes of the owner's sums, which must be what the cells come to."""
    recalculated = libreoffice.recalculate(path, folder)
    book = load_workbook(recalculated, data_only=True)
    sums = {cell: book[MINE][cell].value for cell in (*SUMS, "A3")}
    expected = {cell: Column(book, *place).total for cell, place in SUMS.items()}
    assert sums == pytest.approx(expected | {"A3": expected["A1"]})
    shares = Column(book, "aop_pnl", "Part")
    assert None not in shares.cells
    assert shares.total == pytest.approx(1)
    formulas = load_workbook(path)
    ours = {Column(formulas, "aop_variance", header).address for header in ("Code", "Plan YTD")}
    ours |= {Column(formulas, *place).address for place in SUMS.values()}
    assert pointers(path) == {re.sub("['$]", "", address) for address in ours}
    return sums


def test_the_owners_sums_follow_a_line_that_comes_and_goes(shop: Path, tmp_path: Path) -> None:
    draw_and_sum(shop)
    assert aop("refresh", shop) == 0
    before, ranges = check(shop, tmp_path), pointers(shop)

    van = {f"m{month:02d}": 10_000_000.0 for month in range(1, 13)}
    with owner(shop) as typing:
        typing.adds("aop_budget", code="CP-XE", name="Delivery van", kind="Other fixed cost", annual=120e6, **van)
    assert aop("refresh", shop) == 0
    grown = check(shop, tmp_path)
    assert grown["A1"] != before["A1"]
    assert pointers(shop).isdisjoint(ranges)
    once = shop.read_bytes()
    assert aop("refresh", shop) == 0
    assert shop.read_bytes() == once

    with owner(shop) as typing:
        typing.clears("aop_budget", "CP-XE")
    assert aop("refresh", shop) == 0
    assert check(shop, tmp_path) == pytest.approx(before)
    assert pointers(shop) == ranges
