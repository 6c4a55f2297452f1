"""Rectangles of cells as a file names them, and which of them overlap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aop_excel.backends.sheet_index import Area
from aop_excel.workbook.addresses import LAST_COLUMN, LAST_ROW

_WHOLE = r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6}"
"""Whole columns or rows; seldom seen, so that it is compiled when it is."""


def area_of(reference: str) -> Area | None:
    """The area of a reference; None for what is none, or lies outside every sheet."""
    try:
        area = Area.parse("" if reference.endswith(":") else reference)
    except ValueError:
        return None
    right_way = 1 <= area.top <= area.bottom <= LAST_ROW and 1 <= area.left <= area.right <= LAST_COLUMN
    return area if right_way else None


def readable(references: str) -> bool:
    """Whether each of the references in a list, such as `A1:B2 D4`, is an area."""
    listed = references.split()
    return bool(listed) and all(area_of(each) or re.fullmatch(_WHOLE, each) for each in listed)


def overlapping(areas: Iterable[Area]) -> Iterator[Area]:
    """The areas that share a cell with one further up."""
    open_ones: list[Area] = []
    for area in sorted(areas, key=lambda each: each.top):
        open_ones = [each for each in open_ones if each.bottom >= area.top]
        if any(each.meets(area) for each in open_ones):
            yield area
        open_ones.append(area)
