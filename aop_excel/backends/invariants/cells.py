"""The cells of a worksheet: their addresses, and whether their values are what their types say."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final
from xml.etree import ElementTree as ET

from aop_excel.backends.cells import LONGEST_TEXT
from aop_excel.backends.invariants.formulas import balanced, too_long
from aop_excel.backends.invariants.parts import Parts
from aop_excel.backends.invariants.rules import Finding, Rule
from aop_excel.backends.sheet_index import split_reference
from aop_excel.text import Text
from aop_excel.workbook.addresses import LAST_COLUMN, LAST_ROW
from aop_excel.workbook.book import column_letters

_TYPES: Final = ("n", "s", "b", "e", "str", "inlineStr", "d")
_ORDER: Final = {"f": 1, "v": 2, "is": 3, "extLst": 4}

Grid = Mapping[tuple[int, int], ET.Element]
"""Cells by row and column."""


class Known:
    """How many styles and shared strings a version of the workbook has; counted when a cell asks."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    @cached_property
    def styles(self) -> int:
        """Formats of cells."""
        return self._count("styles", b"cellXfs", b"xf") or 1

    @cached_property
    def strings(self) -> int:
        """Shared strings."""
        return self._count("sharedStrings", b"sst", b"si")

    def _count(self, kind: str, within: bytes, name: bytes) -> int:
        """How many children an element has; both carry the same prefix, or none."""
        parts = self._parts
        xml = next((parts.read(part) for part in parts.linked(parts.workbook, kind)), b"")
        before, _, rest = xml.partition(within)
        return rest.partition(within)[0].count(before[before.rfind(b"<") :] + name)


def place(part: str, data: ET.Element) -> tuple[dict[tuple[int, int], ET.Element], list[Finding]]:
    """The cells of a `sheetData` element by row and column, and what is wrong with their addresses."""
    cells: dict[tuple[int, int], ET.Element] = {}
    findings: list[Finding] = []
    number = 0
    for row in data:
        last_row, number = number, _whole(row.get("r"), number + 1)
        if not last_row < number <= LAST_ROW:
            findings.append(Finding(part, str(number), Rule.ROW_ORDER))
        column = 0
        for cell in row:
            if not cell.tag.endswith("}c"):
                continue
            last, column = column, column + 1
            reference = cell.get("r")
            if reference is not None:
                told, column = _split(reference)
                if told != number:
                    findings.append(Finding(part, reference, Rule.CELL_ORDER))
                    continue
            if not last < column <= LAST_COLUMN:
                findings.append(Finding(part, address(number, column), Rule.CELL_ORDER))
            if column:
                cells[number, column] = cell
        if (spans := row.get("spans")) and column and not _spans(spans, _split(row[0].get("r", ""))[1] or 1, column):
            findings.append(Finding(part, str(number), Rule.SPANS))
    return cells, findings


def broken_cells(part: str, cells: Grid, known: Known) -> Iterator[Finding]:
    """Cells whose content Excel would not accept."""
    read: set[str] = set()
    for (row, column), cell in cells.items():
        for rule in _broken(cell, known, read):
            yield Finding(part, address(row, column), rule)


def address(row: int, column: int) -> str:
    """`A1`."""
    return f"{column_letters(column)}{row}"


def text_of(element: ET.Element) -> str:
    """The text of an `<is>` or `<si>` element: its runs, without the readings of East Asian words."""
    return "".join(
        piece.text or ""
        for child in element
        for piece in (child, *(child if child.tag.endswith("}r") else ()))
        if piece.tag.endswith("}t")
    )


def _broken(cell: ET.Element, known: Known, read: set[str]) -> Iterator[Text]:
    style = cell.get("s")
    if style is not None and not 0 <= _whole(style, -1) < known.styles:
        yield Rule.STYLE
    formula = value = inline = None
    order = 0
    for child in cell:
        name = child.tag.rpartition("}")[2]
        last, order = order, _ORDER.get(name, 0)
        if order <= last:
            yield Rule.CHILDREN
        if name == "f":
            formula = child
        elif name == "v":
            value = child.text or ""
        elif name == "is":
            inline = child
    if formula is not None and not _formula(formula, read):
        yield Rule.FORMULA
    kind = cell.get("t", "n")
    if kind not in _TYPES:
        yield Rule.TYPE
    if (kind == "inlineStr") != (inline is not None) or (kind == "inlineStr" and (value or formula is not None)):
        yield Rule.CHILDREN
    if inline is not None and too_long(text_of(inline), LONGEST_TEXT):
        yield Rule.LONG_TEXT
    if value is not None and (rule := _value(kind, value, known, calculated=formula is not None)):
        yield rule


def _value(kind: str, value: str, known: Known, *, calculated: bool) -> Text | None:
    """The rule that a value breaks; a formula's result may be missing."""
    match kind:
        case "n":
            return None if _number(value) or (calculated and not value) else Rule.NUMBER
        case "s":
            return None if 0 <= _whole(value, -1) < known.strings else Rule.STRING
        case "b":
            return None if value in ("0", "1") else Rule.BOOLEAN
        case "e":
            return None if value.startswith("#") else Rule.FAULT
        case "str" | "inlineStr":
            return Rule.LONG_TEXT if too_long(value, LONGEST_TEXT) else None
    return None


def _formula(formula: ET.Element, read: set[str]) -> bool:
    """Whether Excel can read a formula; `read` remembers those it can."""
    words = formula.text or ""
    if words in read:
        return True
    kind = formula.get("t", "normal")
    if not words and (kind == "dataTable" or (kind == "shared" and formula.get("si"))):
        return True
    if not balanced(words):
        return False
    read.add(words)
    return True


def _number(written: str) -> bool:
    """Whether a number is written as Excel does: not as `1_000`, ` 1` or `nan`."""
    try:
        return written.isascii() and math.isfinite(float(written)) and not set(written) & set("_ \n\t")
    except ValueError:
        return False


def _split(reference: str) -> tuple[int, int]:
    """Row and column of a cell's address; zeros for what is none."""
    try:
        return split_reference(reference) if "$" not in reference else (0, 0)
    except ValueError:
        return 0, 0


def _spans(spans: str, first: int, last: int) -> bool:
    """Whether a row's `spans` cover its columns."""
    try:
        numbers = [int(number) for span in spans.split() for number in span.split(":")]
    except ValueError:
        return False
    return bool(numbers) and min(numbers) <= first and last <= max(numbers)


def _whole(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isascii() and written.isdigit() else otherwise
