"""Where a button can stand on a sheet without covering anything: in its top row, as far to the left as possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from aop_excel.backends.macro.geometry import EMU, Box, Corner, Lines, columns_of, corner_at, rows_of
from aop_excel.backends.markup import attributes, elements, local_attributes, start_tags, text
from aop_excel.backends.sheet_index import Area
from aop_excel.backends.sheet_part import SheetPart
from aop_excel.workbook.addresses import LAST_COLUMN

WIDTH, HEIGHT, GAP = 112, 26, 6
"""Of the button and to its left, in pixels."""

_LETTER: Final = 0.36
"""How wide a letter of the largest font is that a row has room for, as a share of the row's height."""

_MERGED: Final = start_tags("mergeCell")
_CORNERS: Final = 8
"""How many numbers tell two corners in an old drawing."""

_VML_ANCHOR: Final = re.compile(rb"<x:Anchor>([^<]*)</x:Anchor>")
_VML_SHAPE: Final = re.compile(rb"<v:shape[\s>].*?</v:shape\s*>", re.S)


def free_place(sheet: SheetPart, drawings: Iterable[bytes], vml: Iterable[bytes]) -> tuple[Corner, Corner]:
    """The upper left and lower right corner of a button beside the texts, merged cells and drawings of a sheet."""
    columns, rows = columns_of(sheet), rows_of(sheet)
    top = max((rows.size(0) - HEIGHT) // 2, 1)
    taken = [*_texts(sheet, columns, rows, top + HEIGHT), *_merges(sheet, columns, rows)]
    for drawing in drawings:
        taken += _drawn(drawing, columns, rows)
    for each in vml:
        taken += _drawn_of_old(each, columns, rows)
    for column in range(LAST_COLUMN):
        left = columns.start(column) + GAP
        box = Box(left, top, left + WIDTH, top + HEIGHT)
        if not any(box.meets(other) for other in taken):
            break
    return corner_at(box.left, box.top, columns, rows), corner_at(box.right, box.bottom, columns, rows)


def _texts(sheet: SheetPart, columns: Lines, rows: Lines, bottom: int) -> Iterator[Box]:
    """What stands in the cells down to a pixel; a text goes on to the right, in letters as large as its row allows."""
    for row in sheet.index.rows.values():
        top = rows.start(row.number - 1)
        high = rows.size(row.number - 1)
        if top >= bottom:
            return
        for column in row.cells:
            content = sheet.content(row.number, column)
            if content.blank:
                continue
            letters = len(str(content.value or ""))
            left, width = columns.start(column - 1), columns.size(column - 1)
            yield Box(left, top, left + max(width, round(letters * high * _LETTER)), top + high)


def _merges(sheet: SheetPart, columns: Lines, rows: Lines) -> Iterator[Box]:
    for tag in _MERGED.finditer(sheet.xml, sheet.index.end):
        area = Area.parse(attributes(tag[0])["ref"])
        yield Box(
            columns.start(area.left - 1), rows.start(area.top - 1), columns.start(area.right), rows.start(area.bottom)
        )


def _drawn(drawing: bytes, columns: Lines, rows: Lines) -> Iterator[Box]:
    """Pictures, charts and shapes: tied to two corners, or to one, or to none."""
    for kind in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"):
        for _, inner in elements(drawing, kind):
            left, top = _point(inner, "from", columns, rows) or _size(inner, "pos", "x", "y")
            right, bottom = _point(inner, "to", columns, rows) or (
                start + size for start, size in zip((left, top), _size(inner, "ext", "cx", "cy"), strict=True)
            )
            yield Box(left, top, right, bottom)


def _point(inner: bytes, name: str, columns: Lines, rows: Lines) -> tuple[int, int] | None:
    for _, told in elements(inner, name):
        column, right, row, down = (
            _whole(next((text(words) for _, words in elements(told, each)), "0"))
            for each in ("col", "colOff", "row", "rowOff")
        )
        return columns.start(column) + right // EMU, rows.start(row) + down // EMU
    return None


def _size(inner: bytes, name: str, *keys: str) -> tuple[int, int]:
    tag = start_tags(name).search(inner)
    told = local_attributes(tag[0]) if tag else {}
    first, second = (_whole(told.get(key, "0")) // EMU for key in keys)
    return first, second


def _drawn_of_old(vml: bytes, columns: Lines, rows: Lines) -> Iterator[Box]:
    """Controls and objects in a drawing of old days; notes are hidden until the mouse comes."""
    for shape in _VML_SHAPE.finditer(vml):
        anchor = _VML_ANCHOR.search(shape[0])
        told = [_whole(number) for number in anchor[1].decode("ascii", "replace").split(",")] if anchor else []
        if len(told) == _CORNERS and b'ObjectType="Note"' not in shape[0]:
            first, right, top, down, last, further, bottom, below = told
            yield Box(
                columns.start(first) + right, rows.start(top) + down,
                columns.start(last) + further, rows.start(bottom) + below,
            )  # fmt: skip


def _whole(number: str) -> int:
    """A number in a drawing; 0 for what is none."""
    return int(number) if number.strip().isdecimal() else 0
