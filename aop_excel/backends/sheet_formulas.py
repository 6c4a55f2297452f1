"""The formulas of a worksheet part as read: what those mean that share another's words, and which point to a row."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Final

from aop_excel.backends.cells import FormulaXml, read_formula
from aop_excel.backends.formula_shift import shifted
from aop_excel.backends.markup import attributes, escaped
from aop_excel.backends.sheet_index import RowSpan, SheetIndex, Span
from aop_excel.workbook.book import column_letters

Place = tuple[int, int]
"""A cell's row and column."""

_SHARED: Final = re.compile(rb"""<(?:[\w.\-]++:)?f\s[^<>]*?\bt\s*+=\s*+["']shared""")
_START: Final = re.compile(rb"<((?:[\w.\-]++:)?)c(?=[\s/>])[^<>]*+>")
_FORMULA: Final = re.compile(rb"<((?:[\w.\-]++:)?)f(?=[\s/>])([^<>]*?)(?:/>|>.*?(?:</(?:[\w.\-]++:)?f\s*+>|\Z))", re.S)


class SheetFormulas:
    """The formulas of a part, found when they are first asked for."""

    def __init__(self, xml: bytes, index: SheetIndex) -> None:
        self._xml = xml
        self._index = index

    def words(self, formula: FormulaXml, row: int, column: int) -> str:
        """The formula of a cell as if it had been written out; `""` where it stands nowhere."""
        if formula.text is not None or formula.kind != "shared" or formula.group not in self._masters:
            return formula.text or ""
        master_row, master_column, words = self._masters[formula.group]
        return shifted(words, row - master_row, column - master_column)

    def orphans(self, overwritten: Collection[Place]) -> Iterator[tuple[Place, bytes]]:
        """The cells that share a formula which is overwritten: each gets its own, and keeps its value."""
        lost = {group for group, (row, column, _) in self._masters.items() if (row, column) in overwritten}
        for row, column, formula in self._sharing if lost else []:
            if formula.group in lost and (row, column) not in overwritten:
                yield (row, column), with_formula(self._cell(row, column), self.words(formula, row, column))

    def naming(self, rows: Collection[int]) -> Iterator[tuple[Place, bytes, str]]:
        """The cells whose formula names one of these rows, or shares such a one: place, XML and formula."""
        spans = list(self._index.rows.values())
        starts = [span.start for span in spans]
        seen: set[Place] = set()
        for hit in names_row(rows).finditer(self._xml, *_extent(spans)):
            row = spans[bisect_right(starts, hit.start()) - 1]
            column = next((each for each, (_, end) in row.cells.items() if hit.start() < end), 0)
            formula = read_formula(self._cell(row.number, column)) if column else None
            if formula is None:
                continue
            alike = [(row.number, column)]
            if formula.kind == "shared":
                alike = [(other, at) for other, at, each in self._sharing if each.group == formula.group]
            for cell in alike:
                if cell not in seen and (own := read_formula(xml := self._cell(*cell))):
                    yield cell, xml, self.words(own, *cell)
                seen.add(cell)

    def _cell(self, row: int, column: int) -> bytes:
        start, end = self._index.rows[row].cells[column]
        return self._xml[start:end]

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
        if not _SHARED.search(self._xml):
            return []
        return [
            (row.number, column, formula)
            for row in self._index.rows.values()
            for column, (start, end) in row.cells.items()
            if (formula := read_formula(self._xml[start:end])) and formula.kind == "shared"
        ]


def _extent(spans: list[RowSpan]) -> Span:
    """Where the rows begin and end."""
    return (spans[0].start, spans[-1].end) if spans else (0, 0)


def names_row(rows: Collection[int]) -> re.Pattern[bytes]:
    """Finds the addresses of cells in some rows, among much else that looks like them."""
    numbers = "|".join(map(str, sorted(rows)))
    return re.compile(rf"""(?<![\w.$"'])\$?[A-Za-z]{{1,3}}\$?(?:{numbers})(?![\w.(])""".encode())


def with_formula(cell: bytes, formula: str) -> bytes:
    """The cell with another formula, which it shares with no other; its value, style and kind stay."""

    def own(match: re.Match[bytes]) -> bytes:
        told = b"" if attributes(match[2]).get("t") == "shared" else match[2].rstrip()
        return b"<%bf%b>%b</%bf>" % (match[1], told, escaped(formula).encode(), match[1])

    return _FORMULA.sub(own, cell, count=1)


def filled_down(cell: bytes, row: int, column: int, formula: str, style: str) -> bytes:
    """What a cell holds into which another's formula was filled, in a style of its own; Excel has yet to calculate."""
    start, found = _START.match(cell), _FORMULA.search(cell)
    assert start
    p, here = start[1].decode(), f"{column_letters(column)}{row}"
    told = {"r": here, "s": style, "cm": attributes(start[0]).get("cm", "")}
    tag = " ".join([f"<{p}c", *(f'{name}="{value}"' for name, value in told.items() if value)])
    kind = f' t="array" ref="{here}"' if found and attributes(found[2]).get("t") == "array" else ""
    return f"{tag}><{p}f{kind}>{escaped(formula)}</{p}f></{p}c>".encode()
