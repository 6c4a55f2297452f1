"""A table that grew or shrank, and where the ranges end now that covered its rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aop_excel.backends.sheet_index import Area
from aop_excel.backends.table_part import TablePart


@dataclass(frozen=True, slots=True)
class Resize:
    """A table as it was read, and the row in which its data ends now."""

    table: TablePart
    last: int

    @property
    def rows(self) -> range:
        """The rows that joined the table or left it, or in which its totals stood or stand."""
        old, new = sorted((self.table.last, self.last))
        return range(old + 1, new + self.table.totals_rows + 1)

    @property
    def ends(self) -> frozenset[int]:
        """The rows in which ranges end that follow."""
        return frozenset((self.table.last, self.table.area.bottom))

    def follow(self, area: Area) -> Area:
        """Where a range reaches that covered all data rows of some columns, with or without header and totals.

        What stood in the totals row alone moves with it. In a table of one row a range over several columns is a
        part of that row and stays.
        """
        table = self.table
        if not self._inside(area):
            return area
        if table.totals_rows and area.top == area.bottom == table.area.bottom:
            return replace(area, top=area.top + self._move, bottom=area.bottom + self._move)
        one_row = area.top == area.bottom and area.left < area.right
        if area.top in (table.area.top, table.first) and area.bottom in self.ends and not one_row:
            return replace(area, bottom=area.bottom + self._move)
        return area

    def cover(self, area: Area) -> Area:
        """Where a rule reaches that began within the table and covered its last row, or more rows than there were."""
        table = self.table
        if not self._inside(area) or not table.area.top <= area.top <= table.last <= area.bottom:
            return area
        bottom = area.bottom + self._move if area.bottom in self.ends else max(area.bottom, self.last)
        return replace(area, bottom=bottom) if bottom >= area.top else area

    def show(self, area: Area) -> Area:
        """Where a print area reaches that held the whole table: it still does, whatever else it holds."""
        whole = self.table.area
        rows = area.top <= whole.top and whole.bottom <= area.bottom
        followed = self.follow(area)
        if followed == area and rows and area.left <= whole.left and whole.right <= area.right:
            return replace(area, bottom=max(area.bottom, whole.bottom + self._move))
        return followed

    @property
    def _move(self) -> int:
        return self.last - self.table.last

    def _inside(self, area: Area) -> bool:
        return self.table.area.left <= area.left <= area.right <= self.table.area.right
