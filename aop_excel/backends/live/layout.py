"""What stands where in an open workbook: its sheets, the tables on them, its names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aop_excel.backends.live.reading import area_of
from aop_excel.backends.live.sheet import LiveSheet
from aop_excel.backends.sheet_index import Area
from aop_excel.backends.table_part import TablePart
from aop_excel.backends.workbook_part import NamedCell, named_cell

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.main import Table


@dataclass(frozen=True, slots=True)
class Layout:
    """Sheets by name, tables and names by theirs in small letters."""

    sheets: Mapping[str, LiveSheet]
    tables: Mapping[str, TablePart]
    names: Mapping[str, str]
    """What each name of the whole workbook stands for: `=Start!$B$7`."""

    cells: Mapping[str, NamedCell]
    """The names that stand for one cell; one that belongs to a sheet only where no other does."""


def layout(book: xw.Book, program: str) -> Layout:
    """Look where everything stands; of the cells only the headers of tables are read."""
    sheets: dict[str, LiveSheet] = {}
    tables: dict[str, TablePart] = {}
    for sheet in book.sheets:
        found = [_table(table, sheet.name) for table in sheet.tables]
        live = LiveSheet(sheet, {table.name: table.area for table in found}, book.name, program)
        sheets[live.name] = live
        for table in found:
            header = live.values(table.area.top, table.area.left, table.area.right)
            tables[table.name.lower()] = replace(table, columns=tuple(str(name) for name in header))
    stands_for = {name.name.lower(): name.refers_to or "" for name in book.names}
    return Layout(
        sheets, tables, {name: words for name, words in stands_for.items() if "!" not in name}, _cells(stands_for)
    )


def _table(table: Table, sheet: str) -> TablePart:
    area = area_of(table.range)
    header_rows, totals_rows = int(table.show_headers), int(table.show_totals)
    last = max(area.bottom, area.top + header_rows + totals_rows)  # Excel tells no row of a table that has none
    return TablePart(
        part="",
        sheet=sheet,
        name=table.name,
        area=Area(area.top, area.left, last, area.right),
        header_rows=header_rows,
        totals_rows=totals_rows,
        columns=(),
        insert_row=False,
        formulas={},
    )


def _cells(stands_for: Mapping[str, str]) -> dict[str, NamedCell]:
    everywhere: dict[str, NamedCell] = {}
    on_sheets: dict[str, list[NamedCell]] = {}
    for name, words in stands_for.items():
        _, on_sheet, alone = name.rpartition("!")
        if cell := named_cell(words.removeprefix("=")):
            if on_sheet:
                on_sheets.setdefault(alone, []).append(cell)
            else:
                everywhere[name] = cell
    return {name: cells[0] for name, cells in on_sheets.items() if len(cells) == 1} | everywhere
