"""A plan workbook as the file on the disk; only the cells we write are changed in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from aop_excel.backends.book_table import BookTable
from aop_excel.backends.days import day_styles
from aop_excel.backends.invariants import damage
from aop_excel.backends.package import Package
from aop_excel.backends.refusals import WouldBeDamaged
from aop_excel.backends.saving import put_new, read_file, replace_file
from aop_excel.backends.sheet_book import SheetBook
from aop_excel.backends.sheet_part import open_sheet
from aop_excel.backends.sheet_values import Values, open_values
from aop_excel.backends.table_part import TablePart, resized
from aop_excel.backends.workbook_part import NamedCell, WorkbookPart
from aop_excel.backends.worksheet import Worksheet
from aop_excel.errors import RefusedFile
from aop_excel.text import Text
from aop_excel.workbook.book import Rows

_UNREADABLE = Text(
    "không đọc được các giá trị trong tệp. Hãy mở bằng Excel và lưu lại, hoặc khôi phục bản sao lưu.",
    "the values in it could not be read. Open the file in Excel and save it again, or restore a backup.",
)


class FileBook(SheetBook):
    """The `Book` in an `.xlsx` or `.xlsm` file.

    Formula results that are an empty text read as None, like blank cells; times of day read as fractions of a day.
    A result that is missing is `UNCALCULATED`. Writing what a cell holds already changes nothing.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        self._path = path
        self._load(content)

    @classmethod
    def open(cls, path: Path) -> FileBook:
        """The book in a file. Raises `CannotRead`, or `RefusedFile` for what is not a workbook we can safely change."""
        return cls(path, read_file(path))

    @property
    def name(self) -> str:
        """The file's name."""
        return self._path.name

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    @property
    def content(self) -> bytes:
        """The file's bytes as they were read or last saved."""
        return self._content

    @property
    def changed(self) -> bool:
        """Whether saving would write anything."""
        cells = any(sheet.xml.changed for sheet in self._sheets.values())
        return cells or any(table.resized for table in self._tables.values())

    def names(self) -> Collection[str]:
        """The names of all tables, in the order of the sheets, then the defined names that stand for something."""
        return [*(table.name for table in self._workbook.tables.values()), *self._workbook.defined]

    def tabs(self) -> list[str]:
        """The names of all worksheets in their order."""
        return list(self._workbook.sheets)

    def tab_of(self, place: str) -> str | None:
        """The worksheet on which a table or a field stands; None where there is none of this name."""
        stands = self._workbook.tables.get(place.lower()) or self._workbook.cells.get(place.lower())
        return stands.sheet if stands and stands.sheet in self._workbook.sheets else None

    def cells(self, tab: str) -> Rows:
        """All that stands on a worksheet, from A1 on."""
        return self._sheet(tab).grid

    def formula(self, tab: str, row: int, column: int) -> str | None:
        """The formula of one cell, by row and column counted from 1."""
        return self._sheet(tab).xml.content(row, column).formula

    def formulas(self, sheet: str, known: Collection[str] = ()) -> Mapping[tuple[int, int], str]:
        """The formulas on a sheet that are not `known`, by row and column."""
        return self._sheet(sheet).xml.formulas(known) if sheet in self._workbook.sheets else {}

    def save(self) -> None:
        """Put the changed workbook in the place of the old one, all or nothing; without changes, do nothing.

        Raises `WouldBeDamaged`, `OpenElsewhere`, `AlreadyRefreshing`, `ChangedMeanwhile` or `CannotWrite`.
        """
        if not self.changed:
            return
        content = self.finished()
        replace_file(self._path, self._content, content)
        self._load(content)

    def save_new(self, *, force: bool) -> None:
        """Put the workbook where there is none yet; with `force`, one that stands there is kept as a backup.

        Raises `FileExists` and what `save` does.
        """
        content = self.finished()
        put_new(self._path, content, force=force)
        self._load(content)

    def finished(self) -> bytes:
        """The workbook's bytes as saving would write them. Raises `WouldBeDamaged`."""
        if not self.changed:
            return self._content
        content = self.patched()
        if findings := damage(self._package, content):
            raise WouldBeDamaged(self._path, [finding.text for finding in findings])
        return content

    def _load(self, content: bytes) -> None:
        self._content = content
        self._values: Values | None = None
        self._package = Package(content, self._path.name)
        self._workbook = WorkbookPart(self._package)
        self._sheets: dict[str, Worksheet] = {}
        self._tables: dict[str, BookTable] = {}

    def _sheet(self, name: str) -> Worksheet:
        """A worksheet, unpacked and indexed when it is first needed."""
        if name not in self._sheets:
            part = open_sheet(self._workbook, name)
            self._sheets[name] = Worksheet(self.name, part, self._read_values, since_1904=self._workbook.since_1904)
        return self._sheets[name]

    def _read_values(self) -> Values:
        if self._values is None:
            package, workbook = self._package, self._workbook
            sheets = {name: package.carried(part) for name, part in workbook.sheets.items()}
            texts, styles = (
                next(map(package.xml, workbook.related(kind)), None) for kind in ("sharedStrings", "styles")
            )
            try:
                opened = open_values(sheets, texts)
                self._values = Values(opened, day_styles(styles or b""), workbook.since_1904)
            except ValueError:
                raise RefusedFile(self.name, _UNREADABLE) from None
        return self._values

    def patched(self) -> bytes:
        """The workbook's bytes with all changes."""
        for table in self._tables.values():
            if table.resized:
                part = table.part.part
                self._package.replace(part, resized(self._package.xml(part), table.part, table.last))
        resizes = [table.resize for table in self._tables.values() if table.last != table.part.last]
        if resizes:
            from aop_excel.backends.following import follow  # most refreshes resize no table

            follow(self._workbook, resizes, self._sheet)
        for table in self._tables.values():
            table.fill_down()
        for name, sheet in self._sheets.items():
            xml = sheet.xml.patched()
            if xml != sheet.xml.xml:
                self._package.replace(self._workbook.sheets[name], xml)
        if any(sheet.xml.loses_formula() for sheet in self._sheets.values()):
            self._workbook.forget_calculation_chain()
        self._workbook.calculate_on_load()
        return self._package.content()

    @property
    def _parts(self) -> Mapping[str, TablePart]:
        return self._workbook.tables

    @property
    def _cells(self) -> Mapping[str, NamedCell]:
        return self._workbook.cells

    def _has_sheet(self, sheet: str) -> bool:
        return sheet in self._workbook.sheets
