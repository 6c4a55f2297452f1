"""One worksheet part whose cells are changed in place: every byte outside the changed cells stays as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from aop_excel.backends.cells import (
    BLANK,
    Content,
    FormulaXml,
    Strings,
    cell_xml,
    read_content,
    read_formula,
    read_style,
)
from aop_excel.backends.formula_search import quick_formulas
from aop_excel.backends.markup import attributes, splice, start_tags
from aop_excel.backends.refusals import BrokenSheet, CellInTheWay, TooLong
from aop_excel.backends.resize import Resize
from aop_excel.backends.sheet_formulas import Place, SheetFormulas, filled_down, with_formula
from aop_excel.backends.sheet_index import ROW_LIMIT, Area, SheetIndex, TooManyRows, index
from aop_excel.backends.sheet_splices import cell_splices, is_fitted
from aop_excel.text import Text
from aop_excel.workbook.book import column_letters

if TYPE_CHECKING:
    from aop_excel.backends.workbook_part import WorkbookPart

_FORMULA = start_tags("f")
_MERGED = start_tags("mergeCell")
_REFERENCE = re.compile(rb"""(\sr\s*=\s*["'])[A-Za-z]+\d+""")


def open_sheet(workbook: WorkbookPart, name: str) -> SheetPart:
    """A worksheet of a workbook. Raises `RefusedFile`, `TooLong` or `BrokenSheet`."""
    xml = workbook.package.xml(workbook.sheets[name])
    try:
        return SheetPart(name, xml, lambda: workbook.strings)
    except TooManyRows:
        raise TooLong(Text("Trang “{sheet}”", "Sheet “{sheet}”").format(sheet=name), ROW_LIMIT) from None
    except ValueError:
        raise BrokenSheet(name) from None


class SheetPart:
    """A worksheet: `sheet` is its name for messages, `xml` its part as read, `strings` the shared strings.

    Raises `ValueError` for what is not a worksheet.
    """

    def __init__(self, sheet: str, xml: bytes, strings: Strings) -> None:
        self.sheet = sheet
        self.xml = xml
        self.index: SheetIndex = index(xml, sheet)
        """Where the cells stand in the part as read."""
        self._strings = strings
        self._formulas = SheetFormulas(xml, self.index)
        self._prefix = self.index.prefix.decode()
        self._written: dict[Place, bytes] = {}
        self._resizes: Sequence[Resize] = ()

    @property
    def changed(self) -> bool:
        """Whether any cell differs from what was read."""
        return bool(self._written)

    def cell(self, row: int, column: int) -> bytes | None:
        """A cell's XML as it will be written, None where there is none."""
        return self._written.get((row, column)) or self._original(row, column)

    def content(self, row: int, column: int) -> Content:
        """What a cell will hold."""
        return self._meaning(self.cell(row, column), row, column)

    def style(self, row: int, column: int) -> str | None:
        """A cell's style number (`""` is the sheet's plain style), None where there is no cell."""
        xml = self.cell(row, column)
        return None if xml is None else read_style(xml)

    def put(self, row: int, column: int, content: Content, style: str | None = None) -> None:
        """Let a cell hold `content`, in `style` or else in its own; nothing happens where it does already.

        Raises `CellInTheWay` where a merge or an array formula would be torn.
        """
        if style is None:
            style = self.style(row, column) or ""
        old = self._original(row, column)
        xml = cell_xml(self._prefix, row, column, style, content)
        if xml == old:  # what a refresh finds nearly everywhere; to compare meanings takes three times as long
            self._written.pop((row, column), None)
            return
        held = self._meaning(old, row, column)
        if held.same_as(content) and style == (read_style(old) if old is not None else ""):
            self._written.pop((row, column), None)
        else:
            if not held.same_as(content):
                self._check(row, column)
            self._written[row, column] = xml

    def clear(self, row: int, column: int) -> None:
        """Let a cell hold nothing, in the style that it was read with; where no cell was read there will be none."""
        old = self._original(row, column)
        if old is None:
            self._written.pop((row, column), None)
        else:
            self.put(row, column, BLANK, read_style(old))

    def copy(self, source: tuple[int, int], row: int, column: int) -> None:
        """Let a cell be as the one at `source` was when it was read, with its style and its rich text."""
        xml = self._original(*source)
        if xml is None:
            self.put(row, column, BLANK, "")
            return
        reference = f"{column_letters(column)}{row}".encode()
        moved = _REFERENCE.sub(rb"\g<1>" + reference, xml, count=1)
        if moved == self._original(row, column):
            self._written.pop((row, column), None)
        else:
            self._written[row, column] = moved

    def restore(self, row: int, column: int) -> None:
        """Let a cell be as it was read."""
        self._written.pop((row, column), None)

    def fill(self, source: Place, row: int, column: int, formula: str) -> None:
        """Let a cell hold a formula of the kind that stands at `source`, in its own style and without a result."""
        xml = self.cell(*source) or cell_xml(self._prefix, *source, "", BLANK)
        self._written[row, column] = filled_down(xml, row, column, formula, self.style(row, column) or "")

    def follow(self, resizes: Sequence[Resize], ours: Collection[Place]) -> None:
        """Let what points to the rows of tables follow those that grew or shrank; the cells `ours` do already."""
        from aop_excel.backends.moved_ranges import moved  # most refreshes resize no table

        self._resizes = resizes
        ends = {row for resize in resizes for row in resize.ends}
        for cell, xml, formula in self._formulas.naming(ends):
            new = moved(formula, self.sheet, resizes)
            if new != formula and cell not in ours:
                self._written[cell] = with_formula(xml, new)

    def formulas(self, known: Collection[str] = ()) -> dict[tuple[int, int], str]:
        """The formulas that are not `known`, by row and column."""
        found = None if self._written else quick_formulas(self.xml, self.index, known)
        if found is None:
            cells = {(row.number, column) for row in self.index.rows.values() for column in row.cells}
            contents = {cell: self.content(*cell).formula for cell in cells | set(self._written)}
            found = {cell: words for cell, words in contents.items() if words and words not in known}
        return found

    def loses_formula(self) -> bool:
        """Whether a cell that held a formula will hold none."""
        return any(
            read_formula(xml) is None and (old := self._original(*cell)) is not None and read_formula(old) is not None
            for cell, xml in self._written.items()
        )

    def patched(self) -> bytes:
        """The part with its changed cells; the very bytes that were read where nothing changed."""
        if not self._written and not self._resizes:
            return self.xml
        shown = {row for resize in self._resizes if resize.table.sheet == self.sheet for row in resize.rows}
        cells = dict(self._formulas.orphans(self._written)) | self._written
        splices = cell_splices(self.xml, self.index, cells, self._reworded_rows() | shown, shown)
        if self._resizes:
            from aop_excel.backends.sheet_rules import rule_splices

            splices += rule_splices(self.xml, self.index, self.sheet, self._resizes)
        return splice(self.xml, splices)

    def first_used(self, area: Area) -> tuple[int, int] | None:
        """The first cell of an area that will hold anything, as row and column."""
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                if not self.content(row, column).blank:
                    return row, column
        return next(((max(m.top, area.top), max(m.left, area.left)) for m in self._merges if m.meets(area)), None)

    def formula_read(self, row: int, column: int) -> FormulaXml | None:
        """A cell's formula as it was read."""
        xml = self._original(row, column)
        return None if xml is None else read_formula(xml)

    def _original(self, row: int, column: int) -> bytes | None:
        found = self.index.rows.get(row)
        span = found.cells.get(column) if found else None
        return self.xml[span[0] : span[1]] if span else None

    def _meaning(self, xml: bytes | None, row: int, column: int) -> Content:
        if xml is None:
            return BLANK
        try:
            content = read_content(xml, self._strings)
        except (ValueError, IndexError):
            raise BrokenSheet(self.sheet) from None
        if content.formula == "":
            formula = read_formula(xml)
            return Content(self._formulas.words(formula, row, column) if formula else "", content.value)
        return content

    def _reworded_rows(self) -> set[int]:
        """The rows of a stored height in which other text stands than was read."""
        rows = {row for row, _ in self._written if row in self.index.rows}
        fitted = {row for row in rows if is_fitted(self.xml, self.index.rows[row])}
        return {row for row, column in self._written if row in fitted and self._is_reworded(row, column)}

    def _is_reworded(self, row: int, column: int) -> bool:
        old = self._meaning(self._original(row, column), row, column).value
        new = self.content(row, column).value
        return old != new and (isinstance(old, str) or isinstance(new, str))

    def _check(self, row: int, column: int) -> None:
        here = f"{column_letters(column)}{row}"
        for area in self._merges:
            if (row, column) in area and (row, column) != (area.top, area.left):
                raise CellInTheWay(self.sheet, here, area.reference, merged=True)
        for area in self._arrays:
            if (row, column) in area and not (area.top == area.bottom and area.left == area.right):
                raise CellInTheWay(self.sheet, here, area.reference, merged=False)

    @cached_property
    def _merges(self) -> list[Area]:
        return self._areas(attributes(tag[0]) for tag in _MERGED.finditer(self.xml, self.index.end))

    @cached_property
    def _arrays(self) -> list[Area]:
        if b"array" not in self.xml and b"dataTable" not in self.xml:
            return []
        tags = (attributes(tag[0]) for tag in _FORMULA.finditer(self.xml, self.index.start, self.index.end))
        return self._areas(told for told in tags if told.get("t") in ("array", "dataTable"))

    def _areas(self, tags: Iterable[dict[str, str]]) -> list[Area]:
        try:
            return [Area.parse(told["ref"]) for told in tags if "ref" in told]
        except ValueError:
            raise BrokenSheet(self.sheet) from None
