"""The splices that bring changed cells into a worksheet part, and what must move along with them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from aop_excel.backends.markup import (
    escaped,
    local_attributes,
    splice,
    start_tags,
    text,
    with_attribute,
    without_attribute,
)
from aop_excel.backends.sheet_index import Area, RowSpan, SheetIndex

Splice = tuple[int, int, bytes]
"""Start, end, and what stands there instead."""

Cells = Mapping[tuple[int, int], bytes]
"""Cells' XML by row and column."""

_DIMENSION = start_tags("dimension")
_RANGES = re.compile(rb"<(?:[\w.\-]+:)?(?:conditionalFormatting|dataValidation)(?=\s)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_EXTENDED_RANGES = re.compile(rb"(<(?:[\w.\-]+:)?sqref\s*>)([^<]*)</[^>]*>(?!\s*</(?:[\w.\-]+:)?sparkline\s*>)")
_FORMULA = re.compile(rb"<((?:[\w.\-]+:)?)f(?=[\s/>])[^>]*?(?:/>|>.*?</(?:[\w.\-]+:)?f\s*>)", re.S)


@dataclass(frozen=True, slots=True)
class Growth:
    """A table's first and last column, its first data row, and its last one before and after it grew."""

    columns: tuple[int, int]
    first: int
    old_last: int
    new_last: int


def patched(xml: bytes, index: SheetIndex, cells: Cells, growths: list[Growth]) -> bytes:
    """The part with the given cells in their places; formats and validations that ended with a table grow with it."""
    by_row = {row: dict(items) for row, items in _by_row(cells)}
    new_rows = {row: found for row, found in by_row.items() if row not in index.rows}
    splices = [piece for row, found in by_row.items() if row in index.rows for piece in _in_row(xml, index, row, found)]
    splices += _new_rows(xml, index, new_rows)
    splices += _dimension(xml, index, cells)
    splices += _grown_ranges(xml, index, growths)
    return splice(xml, splices)


def set_formula(cell: bytes, formula: str) -> bytes:
    """The cell with a formula of its own instead of a shared one; its value and style stay."""
    return _FORMULA.sub(lambda m: b"<" + m[1] + b"f>" + escaped(formula).encode() + b"</" + m[1] + b"f>", cell, count=1)


def _by_row(cells: Cells) -> Iterator[tuple[int, list[tuple[int, bytes]]]]:
    for row, group in groupby(sorted(cells.items()), key=lambda item: item[0][0]):
        yield row, [(column, xml) for (_, column), xml in group]


def _in_row(xml: bytes, index: SheetIndex, number: int, cells: dict[int, bytes]) -> list[Splice]:
    row = index.rows[number]
    splices = [(*row.cells[column], cell) for column, cell in cells.items() if column in row.cells]
    added = {column: cell for column, cell in cells.items() if column not in row.cells}
    if not added:
        return splices
    tag = xml[row.start : row.inner]
    wider = without_attribute(tag, "spans")
    if row.inner == row.end:
        close = b"</" + index.prefix + b"row>"
        return [(row.start, row.end, wider[:-2].rstrip() + b">" + b"".join(added.values()) + close)]
    if wider != tag:
        splices.append((row.start, row.inner, wider))
    return splices + _between(xml, row, added)


def _between(xml: bytes, row: RowSpan, added: dict[int, bytes]) -> list[Splice]:
    """The splices that put new cells between those a row has, in the order of their columns."""
    columns = sorted(row.cells)
    last = max((end for _, end in row.cells.values()), default=row.inner)
    splices = []
    for column, cell in added.items():
        following = bisect_left(columns, column)
        place = row.cells[columns[following]][0] if following < len(columns) else last
        splices.append((place, place, cell))
    return splices


def _new_rows(xml: bytes, index: SheetIndex, rows: dict[int, dict[int, bytes]]) -> list[Splice]:
    if not rows:
        return []
    p = index.prefix
    written = {
        number: b"<" + p + f'row r="{number}">'.encode() + b"".join(cells.values()) + b"</" + p + b"row>"
        for number, cells in rows.items()
    }
    if index.self_closed:
        start = xml[index.start : index.inner][:-2].rstrip() + b">"
        return [(index.start, index.end, start + b"".join(written.values()) + b"</" + p + b"sheetData>")]
    numbers = sorted(index.rows)
    last = max((row.end for row in index.rows.values()), default=index.inner)
    splices = []
    for number, row in written.items():
        following = bisect_left(numbers, number)
        place = index.rows[numbers[following]].start if following < len(numbers) else last
        splices.append((place, place, row))
    return splices


def _dimension(xml: bytes, index: SheetIndex, cells: Cells) -> list[Splice]:
    """The sheet's used range, widened to the cells that are written."""
    found = _DIMENSION.search(xml, 0, index.start)
    if not found or not cells:
        return []
    try:
        area = Area.parse(local_attributes(found[0])["ref"])
    except (KeyError, ValueError):
        return []
    rows = [row for row, _ in cells]
    columns = [column for _, column in cells]
    wider = Area(min(area.top, *rows), min(area.left, *columns), max(area.bottom, *rows), max(area.right, *columns))
    return [] if wider == area else [(found.start(), found.end(), with_attribute(found[0], "ref", wider.reference))]


def _grown_ranges(xml: bytes, index: SheetIndex, growths: list[Growth]) -> list[Splice]:
    splices: list[Splice] = []
    if not growths:
        return splices
    for tag in _RANGES.finditer(xml, index.end):
        ranges = local_attributes(tag[0]).get("sqref", "")
        longer = _grown(ranges, growths)
        if longer != ranges:
            splices.append((tag.start(), tag.end(), with_attribute(tag[0], "sqref", longer)))
    for found in _EXTENDED_RANGES.finditer(xml, index.end):
        ranges = text(found[2])
        longer = _grown(ranges, growths)
        if longer != ranges:
            splices.append((found.start(2), found.end(2), longer.encode()))
    return splices


def _grown(ranges: str, growths: list[Growth]) -> str:
    """Ranges as `sqref` lists them, in which those that ended with a table end with it again."""
    return " ".join(_grown_range(reference, growths) for reference in ranges.split(" "))


def _grown_range(reference: str, growths: list[Growth]) -> str:
    try:
        area = Area.parse(reference)
    except ValueError:
        return reference
    for growth in growths:
        left, right = growth.columns
        beside = left <= area.left and area.right <= right
        if beside and area.bottom == growth.old_last and area.top >= growth.first - 1:
            return Area(area.top, area.left, growth.new_last, area.right).reference
    return reference
