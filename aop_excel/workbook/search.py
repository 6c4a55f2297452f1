"""Where a plan's tables and fields still stand in a workbook that lost their names: found by headers and labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.names import bare
from aop_excel.text import Language
from aop_excel.workbook.book import Cell
from aop_excel.workbook.headers import find_headers
from aop_excel.workbook.layout import Chart, Column, Field, Sheet, Table
from aop_excel.workbook.typed import shown

Grids = Mapping[str, Sequence[Sequence[Cell]]]
"""The cells of every tab from A1 on, by the tab's name."""

Run = tuple[int, int, int]
"""Cells side by side: their row, the first column, and the column after the last."""

ALIKE = 0.5
"""How much of a row must be a table's headers, and of the headers be in the row, for it to be taken for them."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a table stands on a tab, rows and columns counted from 0.

    `row` is its header's, `last` the last in which anything stands; its columns begin at `left` and end before
    `right`. `columns` gives the place of each described column by key.
    """

    sheet: str
    row: int
    last: int
    left: int
    right: int
    columns: Mapping[str, int]


def find_tables(grids: Grids, sheets: Sequence[Sheet], year: FiscalYear) -> dict[str, Spot]:
    """The tables that can be recognised by their header rows, by name; each row of headers is one table's."""
    tables = {table.name: table for sheet in sheets for table in sheet.tables}
    titles = {bare(words) for sheet in sheets for words in _titles(sheet)}
    candidates = []
    for sheet, rows in grids.items():
        for run in _runs(rows):
            for table in tables.values():
                likeness, columns = _likeness(table, rows[run[0]][run[1] : run[2]], year)
                if likeness >= ALIKE:
                    candidates.append((likeness, table.name, sheet, run, columns))
    headers: dict[str, tuple[str, Run]] = {}
    placed: dict[str, dict[str, int]] = {}
    for _, name, sheet, run, columns in sorted(candidates, key=lambda each: -each[0]):
        if name not in headers and (sheet, run) not in headers.values():
            headers[name] = sheet, run
            placed[name] = {key: run[1] + place for key, place in columns.items()}
    found = {}
    for name, (sheet, run) in headers.items():
        below = [other[0] for where, other in headers.values() if where == sheet and _is_below(other, run)]
        rows = grids[sheet][: min(below) - 1] if below else grids[sheet]  # the heading stands above a header
        found[name] = Spot(sheet, run[0], _last(rows, run, titles), run[1], run[2], placed[name])
    return found


def _is_below(other: Run, run: Run) -> bool:
    """Whether another header stands somewhere below one, over some of its columns."""
    return other[0] > run[0] and other[1] < run[2] and run[1] < other[2]


def find_field(grids: Grids, field: Field) -> Cell:
    """What stands to the right of a field's label, in either language; None where the label is not found."""
    labels = {bare(field.label.vi), bare(field.label.en)}
    for rows in grids.values():
        for row in rows:
            for place, cell in enumerate(row[:-1]):
                if isinstance(cell, str) and bare(cell) in labels:
                    return row[place + 1]
    return None


def language_of(grids: Grids, sheets: Sequence[Sheet]) -> Language:
    """The language in which most headings of the plan stand there."""
    words = {shown(cell) for rows in grids.values() for row in rows for cell in row if isinstance(cell, str)}
    headings = [table.heading for sheet in sheets for table in sheet.tables]
    return "en" if sum(h.en in words for h in headings) > sum(h.vi in words for h in headings) else "vi"


def _titles(sheet: Sheet) -> Iterator[str]:
    for block in sheet.blocks:
        if not isinstance(block, Chart):
            yield from (block.heading.vi, block.heading.en)


def _runs(rows: Sequence[Sequence[Cell]]) -> Iterator[Run]:
    """Stretches of cells side by side that hold words."""
    for number, row in enumerate(rows):
        for is_words, cells in groupby(enumerate(row), key=lambda each: isinstance(each[1], str) and bool(each[1])):
            places = [place for place, _ in cells]
            if is_words and len(places) > 1:
                yield number, places[0], places[-1] + 1


def _likeness(table: Table, header: Sequence[Cell], year: FiscalYear) -> tuple[float, dict[str, int]]:
    """Shared headers over all headers of both; nothing where a column is missing that the table cannot be without."""
    columns = table.columns(year)
    if not any(bare(shown(cell)) in _labels(columns[0]) for cell in header):
        return 0, {}
    found, _ = find_headers(table, header, year)
    if any(column.required and column.key not in found for column in columns):
        return 0, {}
    return len(found) / (len(columns) + len(header) - len(found)), found


def _labels(column: Column) -> tuple[str, str]:
    return bare(column.label.vi), bare(column.label.en)


def _last(rows: Sequence[Sequence[Cell]], run: Run, titles: set[str]) -> int:
    """The last row with anything in it before another block's heading."""
    header, left, right = run
    last = header
    for number in range(header + 1, len(rows)):
        cells = rows[number][left:right]
        if cells and isinstance(cells[0], str) and bare(cells[0]) in titles:
            break
        if any(cell is not None for cell in cells):
            last = number
    return last
