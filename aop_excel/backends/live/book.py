"""A plan workbook that is open in Excel or LibreOffice: read and written where its owner sees it, never saved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from aop_excel.backends.live.layout import Layout, layout
from aop_excel.backends.live.refusals import CannotWriteCells, answering
from aop_excel.backends.live.sheet import LiveSheet
from aop_excel.backends.live.writing import write
from aop_excel.backends.sheet_book import SheetBook
from aop_excel.backends.table_part import TablePart
from aop_excel.backends.workbook_part import NamedCell

if TYPE_CHECKING:
    import xlwings as xw


class LiveBook(SheetBook):
    """The `Book` in a running Excel or LibreOffice, through xlwings.

    Nothing is written before `save`, and `save` does not save the file: that is its owner's to do. Formulas show the
    results of the program itself. Raises `NoAnswer` when the program does not answer for the book.
    """

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self.program = "Excel" if book.app.engine.name == "excel" else "LibreOffice"
        """What the owner calls the program."""
        self._name = book.name
        self._load()

    @property
    def name(self) -> str:
        """The file's name."""
        return self._name

    @property
    def changed(self) -> bool:
        """Whether saving would write anything."""
        resized = any(table.last != table.part.last for table in self._tables.values())
        return resized or (self._seen is not None and any(sheet.changes for sheet in self._seen.sheets.values()))

    def names(self) -> Collection[str]:
        """The names of all tables, in the order of the sheets, then the defined names that stand for something."""
        whole = [name for name, stands_for in self._layout.names.items() if "#REF!" not in stands_for]
        return [*(part.name for part in self._parts.values()), *whole]

    def formulas(self, sheet: str, known: Collection[str] = ()) -> Mapping[tuple[int, int], str]:
        """The formulas on a sheet that are not `known`, by row and column; of a very large sheet those of its tables.

        Excel tells one formula for every cell that it fills.
        """
        return self._sheet(sheet).formulas(known) if self._has_sheet(sheet) else {}

    def save(self) -> None:
        """Write all changes, or none; without changes, do nothing.

        Raises `CannotWriteCells`; `NoAnswer` if the book was closed meanwhile.
        """
        if not self.changed:
            return
        for table in self._tables.values():
            table.fill_down()
        with answering(self.name, self.program):
            try:
                write(self._book, self.program, self._layout.sheets, list(self._tables.values()))
            except CannotWriteCells:
                _ = self._book.name  # of a book that was closed this says so: then that is the reason
                raise
        self._load()

    def _load(self) -> None:
        """Forget what was read."""
        self._tables = {}
        self._seen: Layout | None = None

    @property
    def _layout(self) -> Layout:
        if self._seen is None:
            with answering(self.name, self.program):
                self._seen = layout(self._book, self.program)
        return self._seen

    @property
    def _parts(self) -> Mapping[str, TablePart]:
        return self._layout.tables

    @property
    def _cells(self) -> Mapping[str, NamedCell]:
        return self._layout.cells

    def _has_sheet(self, sheet: str) -> bool:
        return sheet in self._layout.sheets

    def _sheet(self, sheet: str) -> LiveSheet:
        return self._layout.sheets[sheet]
