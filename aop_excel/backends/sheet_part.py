"""One worksheet part whose cells are changed in place: every byte outside the changed cells stays as it is."""

from __future__ import annotations

import re
from functools import cached_property

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
from aop_excel.backends.formula_shift import shifted
from aop_excel.backends.markup import attributes, start_tags
from aop_excel.backends.refusals import CellInTheWay
from aop_excel.backends.sheet_index import Area, SheetIndex, index
from aop_excel.backends.sheet_splices import Growth, patched, set_formula
from aop_excel.workbook.book import column_letters

_ARRAY = re.compile(rb"""<(?:[\w.\-]+:)?f\s[^>]*?\bt\s*=\s*["'](?:array|dataTable)[^>]*>""")
_SHARED = re.compile(rb"""<(?:[\w.\-]+:)?f\s[^>]*?\bt\s*=\s*["']shared""")
_MERGED = start_tags("mergeCell")
_REFERENCE = re.compile(rb"""(\sr\s*=\s*["'])[A-Za-z]+\d+""")


class SheetPart:
    """A worksheet: `sheet` is its name for messages, `xml` its part as read, `strings` the shared strings.

    Raises `ValueError` for what is not a worksheet.
    """

    def __init__(self, sheet: str, xml: bytes, strings: Strings) -> None:
        self.sheet = sheet
        self.xml = xml
        self.index: SheetIndex = index(xml)
        """Where the cells stand in the part as read."""
        self._strings = strings
        self._prefix = self.index.prefix.decode()
        self._written: dict[tuple[int, int], bytes] = {}
        self.growths: dict[str, Growth] = {}
        """What grew on this sheet, by table; formats and validations that end with a table grow along."""

    @property
    def changed(self) -> bool:
        """Whether any cell differs from what was read."""
        return bool(self._written or self.growths)

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

    def loses_formula(self) -> bool:
        """Whether a cell that held a formula will hold none."""
        return any(
            read_formula(xml) is None and (old := self._original(*cell)) is not None and read_formula(old) is not None
            for cell, xml in self._written.items()
        )

    def patched(self) -> bytes:
        """The part with its changed cells; the very bytes that were read where nothing changed."""
        if not self.changed:
            return self.xml
        cells = self._unshared() | self._written
        return patched(self.xml, self.index, cells, list(self.growths.values()))

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
        content = read_content(xml, self._strings)
        if content.formula == "":
            return Content(self._child_formula(xml, row, column), content.value)
        return content

    def _child_formula(self, xml: bytes, row: int, column: int) -> str:
        """The formula of a cell that shares another one's, as if it had been written out."""
        formula = read_formula(xml)
        if formula is None or formula.kind != "shared" or formula.group not in self._masters:
            return ""
        master_row, master_column, words = self._masters[formula.group]
        return shifted(words, row - master_row, column - master_column)

    @cached_property
    def _masters(self) -> dict[str, tuple[int, int, str]]:
        """The cells whose formula others share, by group: row, column, formula."""
        return {
            formula.group: (row, column, formula.text)
            for row, column, formula in self._sharing
            if formula.text is not None
        }

    @cached_property
    def _sharing(self) -> list[tuple[int, int, FormulaXml]]:
        if not _SHARED.search(self.xml):
            return []
        return [
            (row.number, column, formula)
            for row in self.index.rows.values()
            for column, (start, end) in row.cells.items()
            if (formula := read_formula(self.xml[start:end])) and formula.kind == "shared"
        ]

    def _unshared(self) -> dict[tuple[int, int], bytes]:
        """The cells that shared a formula which is overwritten: each gets its own, and keeps its value."""
        lost = {group for group, (row, column, _) in self._masters.items() if (row, column) in self._written}
        cells = {}
        for row, column, formula in self._sharing if lost else []:
            xml = self._original(row, column)
            if formula.group in lost and (row, column) not in self._written and xml is not None:
                cells[row, column] = set_formula(xml, self._child_formula(xml, row, column))
        return cells

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
        tags = _MERGED.finditer(self.xml, self.index.end)
        return [Area.parse(told["ref"]) for tag in tags if "ref" in (told := attributes(tag[0]))]

    @cached_property
    def _arrays(self) -> list[Area]:
        if b"array" not in self.xml and b"dataTable" not in self.xml:
            return []
        tags = _ARRAY.finditer(self.xml, self.index.start, self.index.end)
        return [Area.parse(told["ref"]) for tag in tags if "ref" in (told := attributes(tag[0]))]
