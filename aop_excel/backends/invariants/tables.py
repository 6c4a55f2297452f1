"""The tables of a sheet: that their parts say what their cells say, and that each has its own place and name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from xml.etree import ElementTree as ET

from aop_excel.backends.cells import characters
from aop_excel.backends.invariants.areas import area_of, overlapping
from aop_excel.backends.invariants.cells import Grid
from aop_excel.backends.invariants.parts import Parts, local
from aop_excel.backends.invariants.rules import Finding, Rule
from aop_excel.backends.sheet_index import Area

Words = Callable[[ET.Element], str | None]
"""The text that a cell holds."""


class Table(NamedTuple):
    """A table's part: its area with header and totals, and how many rows of it these are."""

    part: str
    root: ET.Element
    area: Area | None
    header_rows: int
    totals_rows: int

    @property
    def name(self) -> str:
        """What formulas call it."""
        return characters(self.root.get("displayName") or self.root.get("name") or "")

    @property
    def columns(self) -> list[ET.Element]:
        """Its columns from left to right."""
        return self.root.findall("{*}tableColumns/{*}tableColumn")

    @property
    def border_rows(self) -> set[int]:
        """The rows of the sheet that hold its header and its totals."""
        if self.area is None:
            return set()
        top, bottom = self.area.top, self.area.bottom
        return {*range(top, top + self.header_rows), *range(bottom, bottom - self.totals_rows, -1)}


def tables_of(parts: Parts, sheet: str) -> list[Table]:
    """The tables of a sheet's part."""
    return [_read(part, parts.tree(part)) for part in parts.linked(sheet, "table")]


def _read(part: str, root: ET.Element) -> Table:
    header_rows, totals_rows = (
        root.get(key, other) for key, other in (("headerRowCount", "1"), ("totalsRowCount", "0"))
    )
    return Table(part, root, area_of(root.get("ref", "")), int(header_rows == "1"), int(totals_rows == "1"))


def broken_table(table: Table) -> Iterator[Finding]:
    """What a table's part says that cannot be."""
    area, part = table.area, table.part
    columns = table.columns
    if area is None or area.bottom - area.top < table.header_rows + table.totals_rows:
        yield Finding(part, "ref", Rule.TABLE_AREA)
    elif area.right - area.left + 1 != len(columns):
        yield Finding(part, "ref", Rule.TABLE_COLUMNS)
    told = next((each.get("count") for each in table.root.iterfind("{*}tableColumns")), None)
    if told is not None and told != str(len(columns)):
        yield Finding(part, "count", Rule.TABLE_COLUMNS)
    identities = Counter(column.get("id", "") for column in columns)
    names = Counter(characters(column.get("name", "")).casefold() for column in columns)
    for word, count in [*identities.items(), *names.items()]:
        if count > 1 or not word:
            yield Finding(part, word, Rule.TABLE_COLUMNS)
    yield from _broken_filter(table)


def _broken_filter(table: Table) -> Iterator[Finding]:
    """Filter and sorting that leave the table; a filter reaches from the header to the last data row."""
    if table.area is None:
        return
    area = Area(table.area.top, table.area.left, table.area.bottom - table.totals_rows, table.area.right)
    for element in table.root.iter():
        told, name = element.get("ref"), local(element.tag)
        if element is table.root or told is None:
            continue
        inner = area_of(told)
        inside = inner and (inner.top, inner.left) in area and (inner.bottom, inner.right) in area
        if not inside or (name == "autoFilter" and inner != area):
            yield Finding(table.part, name, Rule.TABLE_FILTER)


def broken_borders(table: Table, cells: Grid, rows: set[int], words: Words) -> Iterator[Finding]:
    """Header and totals cells that differ from what the part says; only those in `rows` are looked at."""
    area = table.area
    if area is None:
        return
    for column, told in enumerate(table.columns, area.left):
        name = told.get("name", "")
        if table.header_rows and area.top in rows:
            cell = cells.get((area.top, column))
            if cell is None or characters(words(cell) or "") != characters(name):
                yield Finding(table.part, name, Rule.TABLE_HEADER)
        if table.totals_rows and area.bottom in rows:
            cell = cells.get((area.bottom, column))
            label, function = told.get("totalsRowLabel"), told.get("totalsRowFunction", "none")
            calculates = cell is not None and cell.find("{*}f") is not None
            same = label is None or (cell is not None and characters(words(cell) or "") == characters(label))
            if not same or calculates != (function != "none"):
                yield Finding(table.part, name, Rule.TABLE_TOTALS)


def overlapping_tables(tables: Sequence[Table], merges: Sequence[Area]) -> Iterator[Finding]:
    """Tables that share cells with another one, or with merged cells."""
    areas = [table.area for table in tables if table.area]
    twice = set(overlapping(areas))
    for table in tables:
        if table.area and (table.area in twice or any(table.area.meets(merge) for merge in merges)):
            yield Finding(table.part, "ref", Rule.TABLE_OVERLAP)


def shared_names(parts: Parts) -> Iterator[Finding]:
    """Tables of the workbook whose name or id is not theirs alone; names of cells count too."""
    tables = [table for sheet in parts.sheets.values() for table in tables_of(parts, sheet)]
    named = (each.get("name", "") for each in parts.tree(parts.workbook).iterfind("{*}definedNames/{*}definedName"))
    names = Counter([table.name.casefold() for table in tables] + list({name.casefold() for name in named}))
    identities = Counter(table.root.get("id", "") for table in tables)
    for table in tables:
        if names[table.name.casefold()] > 1 or identities[table.root.get("id", "")] > 1:
            yield Finding(table.part, table.name, Rule.TABLE_NAME)
