"""Which cells a formula needs, directly and over others, all over the workbook."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from aop_excel.errors import NotAPlan
from aop_excel.workbook.addresses import Place, place
from aop_excel.workbook.book import Book
from aop_excel.workbook.formula_references import Cells, Columns, Reference, references

LONGEST_SEARCH = 200_000
"""So many steps from formula to formula are followed: a file made to be endless costs seconds at most."""


@dataclass(frozen=True)
class TableBlock:
    """The data rows of a table, and its headers from left to right, in small letters."""

    place: Place
    headers: tuple[str, ...]


@dataclass
class FormulaGraph:
    """The formulas of a workbook, read sheet by sheet when something refers to them."""

    book: Book
    _sheets: dict[str, _Sheet] = field(default_factory=dict)
    _blocks: dict[str, TableBlock | None] = field(default_factory=dict)
    _names: dict[str, Place | None] = field(default_factory=dict)

    def needed(self, starts: Iterable[Place]) -> dict[Place, list[Place]]:
        """What each place needs, beginning with `starts`: a formula the places it names, those their formulas."""
        needs: dict[Place, list[Place]] = {}
        waiting = list(starts)
        steps = 0
        while waiting and steps < LONGEST_SEARCH:
            each = waiting.pop()
            if each not in needs:
                needs[each] = list(dict.fromkeys(self._needs(each)))
                steps += 1 + len(needs[each])
                waiting += needs[each]
        return needs

    def formula(self, cell: Place) -> str | None:
        """A cell's formula."""
        return self._sheet(cell.sheet).formulas.get((cell.top, cell.left))

    def block(self, table: str) -> TableBlock | None:
        """Where a table stands; None where there is none of that name."""
        key = table.casefold()
        if key not in self._blocks:
            try:
                header, *rows = self.book.rows(table)
                corner = place(self.book.address(table))
            except NotAPlan:
                self._blocks[key] = None
            else:
                last = corner.top + len(rows), corner.left + len(header) - 1
                headers = tuple(str(name).casefold() for name in header)
                self._blocks[key] = TableBlock(Place(corner.sheet, corner.top + 1, corner.left, *last), headers)
        return self._blocks[key]

    def named(self, name: str) -> Place | None:
        """The cell that a defined name stands for; None for a name of anything else."""
        key = name.casefold()
        if key not in self._names:
            try:
                self._names[key] = place(self.book.address(name)) if not self.block(name) else None
            except NotAPlan:
                self._names[key] = None
        return self._names[key]

    def _needs(self, where: Place) -> Iterator[Place]:
        if not where.is_cell:
            yield from self._sheet(where.sheet).within(where)
        elif formula := self.formula(where):
            for reference in references(formula):
                if found := self._place(reference, where):
                    yield found

    def _place(self, reference: Reference, cell: Place) -> Place | None:
        if isinstance(reference, Cells):
            area = reference.top, reference.left, reference.bottom, reference.right
            return Place(reference.sheet or cell.sheet, *area)
        if isinstance(reference, Columns):
            return self._columns(reference, cell)
        return self.named(reference.name)

    def _columns(self, reference: Columns, cell: Place) -> Place | None:
        block = self.block(reference.table)
        if not block:
            return None
        sheet, top, left, bottom, right = block.place
        if reference.first:
            ends = reference.first.casefold(), reference.last.casefold()
            if not all(end in block.headers for end in ends):
                return None
            left, right = (block.place.left + block.headers.index(end) for end in ends)
        if reference.this_row:
            top = bottom = cell.top
        return Place(sheet, top, left, bottom, right)

    def _sheet(self, name: str) -> _Sheet:
        if name not in self._sheets:
            self._sheets[name] = _Sheet(name, self.book.formulas(name))
        return self._sheets[name]


@dataclass
class _Sheet:
    """The formulas of one sheet."""

    name: str
    formulas: Mapping[tuple[int, int], str]

    def within(self, area: Place) -> Iterator[Place]:
        """The cells with formulas in an area."""
        few = area.right - area.left < len(self._rows)
        columns: Collection[int] = range(area.left, area.right + 1) if few else self._rows
        for column in columns:
            rows = self._rows.get(column, [])
            if area.left <= column <= area.right:
                for row in rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]:
                    yield Place(self.name, row, column, row, column)

    @cached_property
    def _rows(self) -> dict[int, list[int]]:
        """The rows with formulas by column, in order."""
        rows: dict[int, list[int]] = defaultdict(list)
        for row, column in sorted(self.formulas):
            rows[column].append(row)
        return dict(rows)


def knots(needs: Mapping[Place, list[Place]]) -> Iterator[list[Place]]:
    """All places in groups of those that need each other, each group after what it needs (Tarjan's algorithm)."""
    numbers: dict[Place, int] = {}
    low: dict[Place, int] = {}
    open_places: list[Place] = []
    is_open: set[Place] = set()
    for start in needs:
        if start in numbers:
            continue
        path: list[tuple[Place, Iterator[Place]]] = [(start, iter(needs[start]))]
        numbers[start] = low[start] = len(numbers)
        open_places.append(start)
        is_open.add(start)
        while path:
            here, rest = path[-1]
            for other in rest:
                if other not in numbers:
                    numbers[other] = low[other] = len(numbers)
                    open_places.append(other)
                    is_open.add(other)
                    path.append((other, iter(needs.get(other, ()))))
                    break
                if other in is_open:
                    low[here] = min(low[here], numbers[other])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[here])
                if low[here] == numbers[here]:
                    group = [open_places.pop()]
                    while group[-1] != here:
                        group.append(open_places.pop())
                    is_open.difference_update(group)
                    yield group
