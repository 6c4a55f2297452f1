"""How a wrong input is written down: what the owner types into BabyCare House, and exactly what is told about it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aop_excel.errors import Severity
from aop_excel.text import Text
from aop_excel.workbook.book import Cell
from tests.plans import SHOP, Draft, Row, Starter

MONTHS = tuple(f"m{month:02d}" for month in range(1, 13))


@dataclass(frozen=True)
class Told:
    """One problem as `aop check` prints it: its cell, what is wrong, what to do."""

    severity: Severity
    cell: str
    text: Text
    cure: Text


@dataclass(frozen=True)
class Wrong:
    """One wrong input of a plan that is right otherwise; everything it is made of reads as the owner does it."""

    name: str
    starter: Starter = SHOP
    typed: tuple[tuple[str, Row | None, dict[str, Cell]], ...] = ()
    renamed: tuple[tuple[str, dict[str, str]], ...] = ()
    fields: tuple[tuple[str, Cell], ...] = ()
    told: tuple[Told, ...] = ()

    def types(self, table: str, row: Row, **cells: Cell) -> Wrong:
        """Type into cells of one row, named by column key."""
        return replace(self, typed=(*self.typed, (table, row, cells)))

    def adds(self, table: str, **cells: Cell) -> Wrong:
        """Type into a new row at the end of a table."""
        return replace(self, typed=(*self.typed, (table, None, cells)))

    def sets(self, **fields: Cell) -> Wrong:
        """Type into named cells."""
        return replace(self, fields=(*self.fields, *fields.items()))

    def renames(self, table: str, **headers: str) -> Wrong:
        """Type over headers, named by column key."""
        return replace(self, renamed=(*self.renamed, (table, headers)))

    def error(self, cell: str, vi: str, en: str, cure: Text) -> Wrong:
        """Results are not refreshed, and this is told."""
        return replace(self, told=(*self.told, Told(Severity.ERROR, cell, Text(vi, en), cure)))

    def warning(self, cell: str, vi: str, en: str, cure: Text) -> Wrong:
        """Results are refreshed, and this is told."""
        return replace(self, told=(*self.told, Told(Severity.WARNING, cell, Text(vi, en), cure)))

    def type_into(self, draft: Draft) -> None:
        """Do it."""
        for table, row, cells in self.typed:
            if row is None:
                draft.adds(table, **cells)
            else:
                draft.types(table, row, **cells)
        for table, headers in self.renamed:
            draft.renames(table, **headers)
        draft.fields |= dict(self.fields)


def wrong(name: str, starter: Starter = SHOP) -> Wrong:
    """Begin an entry: `wrong("no year").sets(aop_year=None).error("Start!B7", …)`."""
    return Wrong(name, starter)
