"""Changed cells as few rectangles, each of which is written at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import pairwise

from aop_excel.backends.sheet_index import Area


def blocks(changed: Collection[tuple[int, int]], ours: Collection[tuple[int, int]]) -> list[Area]:
    """Rectangles that cover all changed cells and else only cells that are `ours` to write, from left to right."""
    found: list[Area] = []
    columns: dict[int, list[int]] = defaultdict(list)
    for row, column in changed:
        columns[column].append(row)
    for column, rows in sorted(columns.items()):
        for run in _runs(sorted(rows), column, ours):
            wider = next((each for each in found if each.right == column - 1 and _fits(_both(each, run), ours)), None)
            if wider:
                found.remove(wider)
            found.append(_both(wider, run) if wider else run)
    return found


def _runs(rows: list[int], column: int, ours: Collection[tuple[int, int]]) -> list[Area]:
    """A column's changed cells, together where all between them are ours."""
    ends = [(above, below) for above, below in pairwise(rows) if not _is_ours(range(above, below), column, ours)]
    firsts, lasts = [rows[0], *(below for _, below in ends)], [*(above for above, _ in ends), rows[-1]]
    return [Area(first, column, last, column) for first, last in zip(firsts, lasts, strict=True)]


def _is_ours(rows: range, column: int, ours: Collection[tuple[int, int]]) -> bool:
    return all((row, column) in ours for row in rows)


def _both(one: Area, other: Area) -> Area:
    return Area(min(one.top, other.top), one.left, max(one.bottom, other.bottom), other.right)


def _fits(area: Area, ours: Collection[tuple[int, int]]) -> bool:
    return all(_is_ours(area.rows, column, ours) for column in area.columns)
