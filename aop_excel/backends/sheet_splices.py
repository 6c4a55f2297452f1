"""The splices that bring changed cells into a worksheet part, and what is said of their rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Set
from itertools import groupby

from aop_excel.backends.markup import (
    Splice,
    attributes,
    local_attributes,
    start_tags,
    with_attribute,
    without_attribute,
)
from aop_excel.backends.sheet_index import Area, RowSpan, SheetIndex

Cells = Mapping[tuple[int, int], bytes]
"""Cells' XML by row and column."""

_DIMENSION = start_tags("dimension")


def cell_splices(xml: bytes, index: SheetIndex, cells: Cells, fitted: Set[int], shown: Set[int]) -> list[Splice]:
    """What brings the cells into their places, and gives some rows the height their text needs, or shows them."""
    by_row = {row: dict(items) for row, items in _by_row(cells)}
    new_rows = {row: found for row, found in by_row.items() if row not in index.rows}
    splices = []
    for row in sorted(by_row.keys() | fitted | shown):
        if row in index.rows:
            tag = _row_tag(xml, index.rows[row], fitted=row in fitted, shown=row in shown)
            splices += _in_row(xml, index, row, by_row.get(row, {}), tag)
    splices += _new_rows(xml, index, new_rows)
    return splices + _dimension(xml, index, cells)


def is_fitted(xml: bytes, row: RowSpan) -> bool:
    """Whether Excel once fitted a row's height to its text, and stored it."""
    tag = xml[row.start : row.inner]
    return b"ht=" in tag and attributes(tag).get("customHeight") not in ("1", "true")


def _row_tag(xml: bytes, row: RowSpan, *, fitted: bool, shown: bool) -> bytes:
    tag = xml[row.start : row.inner]
    if fitted and is_fitted(xml, row):
        tag = without_attribute(tag, "ht")
    if shown and b"outlineLevel" not in tag:
        tag = without_attribute(tag, "hidden")
    return tag


def _by_row(cells: Cells) -> Iterator[tuple[int, list[tuple[int, bytes]]]]:
    for row, group in groupby(sorted(cells.items()), key=lambda item: item[0][0]):
        yield row, [(column, xml) for (_, column), xml in group]


def _in_row(xml: bytes, index: SheetIndex, number: int, cells: dict[int, bytes], tag: bytes) -> list[Splice]:
    row = index.rows[number]
    splices = [(*row.cells[column], cell) for column, cell in cells.items() if column in row.cells]
    added = {column: cell for column, cell in cells.items() if column not in row.cells}
    if added:
        tag = without_attribute(tag, "spans")
    if added and row.inner == row.end:
        close = b"</" + index.prefix + b"row>"
        return [(row.start, row.end, tag[:-2].rstrip() + b">" + b"".join(added.values()) + close)]
    if tag != xml[row.start : row.inner]:
        splices.append((row.start, row.inner, tag))
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
