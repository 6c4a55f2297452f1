"""Reading a block of cells from an open workbook: what they show, and what was typed into them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from aop_excel.backends.live.cells import ERRORS
from aop_excel.backends.sheet_index import Area

if TYPE_CHECKING:
    import xlwings as xw


def cells_of(sheet: xw.Sheet, area: Area) -> xw.Range:
    """A block of a sheet's cells."""
    return sheet.range((area.top, area.left), (area.bottom, area.right))


def area_of(block: xw.Range) -> Area:
    """Where a block of cells stands."""
    (top, left), (rows, columns) = (block.row, block.column), block.shape
    return Area(top, left, top + rows - 1, left + columns - 1)


def read(sheet: xw.Sheet, area: Area) -> Iterator[tuple[int, int, Any, str]]:
    """The cells of an area that hold anything: row, column, what is shown (errors by name), what was typed."""
    block = cells_of(sheet, area)
    values, formulas = _values(block, area), _rows(block.formula, area)
    for row, shown_in_row, typed_in_row in zip(area.rows, values, formulas, strict=True):
        for column, shown, typed in zip(area.columns, shown_in_row, typed_in_row, strict=True):
            if typed in ERRORS:  # typed as such: no formula gave it
                yield row, column, typed, ""
            elif shown is not None or typed:
                yield row, column, shown, typed if isinstance(typed, str) else ""


def _values(block: xw.Range, area: Area) -> list[list[Any]]:
    try:
        return _rows(block.options(ndim=2, err_to_str=True).value, area)
    except TypeError:  # on a Mac, xlwings tells errors of one cell at a time only
        rows = _rows(block.options(ndim=2).value, area)
    for wrong in cast("list[xw.Range]", block.get_special_cells("formulas", "errors")):
        for cell in wrong:
            rows[cell.row - area.top][cell.column - area.left] = cell.options(err_to_str=True).value
    return rows


def _rows(told: Any, area: Area) -> list[list[Any]]:
    """What a program told of an area as rows: of one cell it may give the value alone, of a line a plain list."""
    if not isinstance(told, list | tuple):
        return [[told]]
    if isinstance(told[0], list | tuple):
        return [list(row) for row in told]
    width = len(area.columns)
    return [list(told[start : start + width]) for start in range(0, len(told), width)]
