"""Writing into an open workbook: block by block with the screen at rest, and back again if a block is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from aop_excel.backends.live.blocks import blocks
from aop_excel.backends.live.cells import entry, is_day
from aop_excel.backends.live.reading import cells_of
from aop_excel.backends.live.refusals import OUR_MISTAKES, CannotWriteCells
from aop_excel.backends.live.sheet import LiveSheet
from aop_excel.backends.sheet_index import Area
from aop_excel.workbook.book import Formula, Value

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.main import Table

    from aop_excel.backends.book_table import BookTable

Undo = Callable[[], None]


def write(book: xw.Book, program: str, sheets: Mapping[str, LiveSheet], tables: Sequence[BookTable]) -> None:
    """Write all changes. Raises `CannotWriteCells`, after putting back what was written before."""
    with screen_at_rest(book), ExitStack() as undone:
        for table in tables:
            if table.last > table.part.last:
                _resize(sheets[table.part.sheet], table, program, undone)
        for sheet in sheets.values():
            days = {place for place, value in sheet.written.items() if is_day(value)}
            others = sheet.written.keys() - days
            changes = sheet.changes
            for ours, as_days in ((others, False), (days, True)):
                for area in blocks(changes & ours, ours):
                    with _refused(sheet, area, program):
                        undone.callback(_put_back, sheet, area)
                        _enter(sheet, area, sheet.after(area), as_days=as_days)
        for table in tables:
            if table.last < table.part.last:
                _resize(sheets[table.part.sheet], table, program, undone)
        undone.pop_all()


@contextmanager
def screen_at_rest(book: xw.Book) -> Iterator[None]:
    """Let the program show nothing until all is done, and then again whatever it showed before, also after an error."""
    app = book.app
    was = app.screen_updating
    app.screen_updating = False
    try:
        yield
    finally:
        with suppress(Exception):  # there may be nothing left that could show anything
            app.screen_updating = was


@contextmanager
def _refused(sheet: LiveSheet, area: Area, program: str) -> Iterator[None]:
    """Whatever a program raises when it does not let us write (each has its own errors) as our own."""
    try:
        yield
    except OUR_MISTAKES:
        raise
    except Exception as error:
        raise CannotWriteCells(sheet.name, area.reference, program) from error


def _enter(sheet: LiveSheet, area: Area, rows: Sequence[Sequence[Value | Formula]], *, as_days: bool) -> None:
    block = cells_of(sheet.sheet, area)
    entries = [
        [entry(value, row, column) for column, value in enumerate(values, area.left)]
        for row, values in enumerate(rows, area.top)
    ]
    if as_days:
        block.value = entries
    else:
        block.formula = entries


def _put_back(sheet: LiveSheet, area: Area) -> None:
    before = sheet.before(area)
    with suppress(Exception):
        _enter(sheet, area, before, as_days=all(is_day(value) for row in before for value in row))


def _resize(sheet: LiveSheet, table: BookTable, program: str, undone: ExitStack) -> None:
    """Let a table end where it shall; new rows look like the last one that there was."""
    part = table.part
    live = sheet.sheet.tables[part.name]
    whole = cells_of(sheet.sheet, part.area)
    with _refused(sheet, table.area, program):
        undone.callback(_resize_back, live, whole)
        live.resize(cells_of(sheet.sheet, table.area))
        if table.last > part.last >= part.first:
            last, longer = (Area(part.last, part.area.left, row, part.area.right) for row in (part.last, table.last))
            cells_of(sheet.sheet, last).autofill(cells_of(sheet.sheet, longer), "fill_formats")


def _resize_back(table: Table, cells: xw.Range) -> None:
    with suppress(Exception):
        table.resize(cells)
