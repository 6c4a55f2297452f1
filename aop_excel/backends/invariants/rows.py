"""The rows of a worksheet part, cut apart so that only those that changed need to be looked into."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from aop_excel.backends.invariants.rules import Finding, Rule
from aop_excel.workbook.addresses import LAST_ROW


class CutSheet(NamedTuple):
    """A sheet's XML: `head` ends with the start of `sheetData`, `rows` lack their first `<row`, then comes `tail`.

    Rows are told by their numbers, in the order of the file.
    """

    head: bytes
    prefix: bytes
    rows: list[tuple[int, bytes]]
    tail: bytes

    @property
    def frame(self) -> bytes:
        """All that is not a row."""
        return self.head + self.tail

    def without(self, other: CutSheet | None, keep: Collection[int]) -> bytes:
        """The sheet without the cells that stand in the other one just so, unless their rows are to be kept."""
        known = dict(other.rows) if other else {}
        pieces = [self.head]
        for number, row in self.rows:
            old = known.get(number)
            if old is None or number in keep:
                pieces += [b"<", self.prefix, b"row", row]
            elif row != old:
                pieces += [b"<", self.prefix, b"row", self._changed(row, old)]
        return b"".join([*pieces, self.tail])

    def _changed(self, row: bytes, old: bytes) -> bytes:
        """A row with those cells that differ from the old row's; with all, if it has not the very same addresses."""
        start = b"<" + self.prefix + b"c "
        cells, old_cells = row.split(start), old.split(start)
        if len(cells) != len(old_cells) or self.cells(row) != len(cells) - 1:
            return row
        changed = [cells[0]]
        for cell, old_cell in zip(cells[1:], old_cells[1:], strict=True):
            if cell != old_cell:
                address = cell[: cell.find(b'"', 3) + 1]
                if not (address.startswith(b'r="') and old_cell.startswith(address)):
                    return row
                changed.append(cell)
        end = b"" if changed[-1] is cells[-1] else b"</" + self.prefix + b"row>"
        return start.join(changed) + end

    def cells(self, row: bytes) -> int:
        """How many cells a row has."""
        return row.count(b"<" + self.prefix + b"c")


def cut(xml: bytes) -> CutSheet | None:
    """The sheet cut into rows; None where only a parser can tell where they are, or what number they have."""
    name = xml.find(b"sheetData")
    prefix = xml[xml.rfind(b"<", 0, max(name, 0)) + 1 : name]
    start, end = xml.find(b">", name) + 1, xml.rfind(b"</" + prefix + b"sheetData")
    if end < start or b" " in prefix or _follows(xml, b"!") or _follows(xml, b"?"):
        return None
    row_start = b"<" + prefix + b"row"
    body = xml[start:end]
    before, *rows = body.split(row_start)
    numbers = re.findall(row_start + rb' r="(\d+)"', body)
    if len(numbers) != len(rows):
        numbers = re.findall(row_start + rb"""\s(?:[^>]*?\s)?r\s*=\s*["'](\d+)["']""", body)
    if len(numbers) != len(rows):
        return None
    return CutSheet(xml[:start] + before, prefix, list(zip(map(int, numbers), rows, strict=True)), xml[end:])


def _follows(xml: bytes, sign: bytes) -> bool:
    """Whether a sign follows a `<` anywhere behind the declaration; to search for both at once takes far longer."""
    at = xml.find(sign, 5)
    while at > 0:
        if xml[at - 1] == ord("<"):
            return True
        at = xml.find(sign, at + 1)
    return False


def broken_rows(part: str, sheet: CutSheet | None) -> Iterator[Finding]:
    """Rows that do not follow one another."""
    last = 0
    for number, _ in sheet.rows if sheet else ():
        if not last < number <= LAST_ROW:
            yield Finding(part, str(number), Rule.ROW_ORDER)
        last = number


def lost_rows(part: str, old: CutSheet, new: CutSheet) -> Iterator[Finding]:
    """Rows that are gone, or have fewer cells than before."""
    present = dict(new.rows)
    for number, row in old.rows:
        if number not in present or (present[number] != row and new.cells(present[number]) < old.cells(row)):
            yield Finding(part, str(number), Rule.ROW_LOST)
