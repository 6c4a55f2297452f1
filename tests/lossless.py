"""What a refresh changed on our sheets and in our tables that it had no right to, element by element."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from itertools import islice
from typing import Any

from lxml import etree

from aop_excel.domain.calendar import FiscalYear
from aop_excel.sheets import FIELDS, TABLES
from aop_excel.workbook.book import column_letters
from aop_excel.workbook.layout import Author
from tests.additions.markup import MAIN, PREFIXES, WORKBOOK, address, local
from tests.additions.parts import Parts

YEAR = FiscalYear(2027, 1)
Place = tuple[int, int]
"""Column and row of a cell, counted from 1."""


def losses(before: bytes, after: bytes) -> list[str]:
    """Where something is not as it was on a sheet or in a table, but for our cells and what grows with tables."""
    old, new = Parts(before), Parts(after)
    found = []
    for tab, part in old.tabs().items():
        if old.held[part] != new.held[part]:
            found += [f"{tab}: {loss}" for loss in _losses_of_sheet(_Sheet(old, tab), _Sheet(new, tab))]
    for name in TABLES:
        tables = (etree.fromstring(parts.held[parts.table(name)]) for parts in (old, new))
        found += [f"{name}: {loss}" for loss in _losses_of_table(*tables)]
    return found


def without_calculation(workbook: bytes) -> str:
    """A workbook part but for how it is to be calculated."""
    root = etree.fromstring(workbook)
    root.remove(root.find(f"{{{MAIN}}}calcPr"))
    return str(etree.tostring(root, method="c14n").decode())


@dataclass(frozen=True)
class _Area:
    """A table of ours: its name, its first and last column and data row, and what its columns are called."""

    name: str
    left: int
    right: int
    first: int
    last: int
    columns: tuple[str, ...]


class _Sheet:
    def __init__(self, parts: Parts, tab: str) -> None:
        self.parts, self.tab = parts, tab
        self.part = parts.tabs()[tab]
        self.root = etree.fromstring(parts.held[self.part])
        self.rows: dict[int, Any] = {int(row.get("r")): row for row in self.root.find(f"{{{MAIN}}}sheetData")}
        self.cells: dict[Place, Any] = {address(c.get("r")): c for row in self.rows.values() for c in row}
        self.tables = {table.name: table for table in self._tables()}

    def _tables(self) -> Iterator[_Area]:
        for each in self.root.iter(f"{{{MAIN}}}tablePart"):
            table = etree.fromstring(self.parts.held[self.parts.target(self.part, each.get(f"{{{PREFIXES['r']}}}id"))])
            if table.get("displayName") in TABLES:
                (left, top), (right, bottom) = map(address, table.get("ref").split(":"))
                columns = tuple(column.get("name") for column in table.iter(f"{{{MAIN}}}tableColumn"))
                yield _Area(table.get("displayName"), left, right, top + 1, bottom, columns)

    def ours(self, last: dict[str, int], author: Author) -> set[Place]:
        """The cells of the columns we describe, in tables with an author, and the fields that the engine fills."""
        places = set()
        for table in self.tables.values():
            described = TABLES[table.name]
            labels = {word for c in described.columns(YEAR) for word in (c.label.vi, c.label.en)}
            for column, header in enumerate(table.columns, table.left):
                if header in labels and described.author is author:
                    places |= {(column, row) for row in range(table.first, last[table.name] + 1)}
        for name in etree.fromstring(self.parts.held[WORKBOOK]).iter(f"{{{MAIN}}}definedName"):
            field = FIELDS.get(name.get("name"))
            tab, _, cell = name.text.replace("$", "").rpartition("!")
            if field and field.author is author is Author.ENGINE and tab.strip("'") == self.tab:
                places.add(address(cell))
        return places

    def joined(self, place: Place, old: _Sheet) -> bool:
        """Whether a cell stands in a row by which a table grew: the owner's columns look there as they do above."""
        column, row = place
        tables = ((table, old.tables[name].last) for name, table in self.tables.items())
        return any(table.left <= column <= table.right and last < row <= table.last for table, last in tables)


def _losses_of_sheet(old: _Sheet, new: _Sheet) -> Iterator[str]:
    last = {name: max(table.last, new.tables[name].last) for name, table in old.tables.items()}
    known = {place: any(_shown(cell)) for place, cell in old.cells.items()}
    filled = old.ours(last, Author.ENGINE)
    prepared = {place for place in old.ours(last, Author.OWNER) if not known.get(place)}
    prepared |= {place for place in set(new.cells) - set(known) if not len(new.cells[place]) and new.joined(place, old)}
    yield from _wrong_extent(old, new)
    _move_ranges(old, new)
    for sheet in (old, new):
        for place in (filled | prepared) & set(sheet.cells):
            _empty(sheet.cells[place], formula=place in filled or place not in known)
            if place not in known:
                sheet.cells[place].getparent().remove(sheet.cells[place])
        _forget_extent(sheet)
    yield from _differences(old.root, new.root)


def _shown(cell: Any) -> Iterator[str]:
    """The pieces of text or number that a cell shows."""
    return (text for child in cell if local(child) != "f" for text in child.itertext())


def _empty(cell: Any, *, formula: bool) -> None:
    """Leave of a cell its place and its style; and its formula, if that is not ours to write."""
    for child in list(cell):
        if formula or local(child) != "f":
            cell.remove(child)
    cell.attrib.pop("t", None)


def _forget_extent(sheet: _Sheet) -> None:
    """Leave out what follows from the cells: how far rows and the sheet are in use, and rows without anything."""
    for row in sheet.rows.values():
        row.attrib.pop("spans", None)
        if not len(row) and set(row.attrib) <= {"r"}:
            row.getparent().remove(row)
    sheet.root.remove(sheet.root.find(f"{{{MAIN}}}dimension"))


def _losses_of_table(old: Any, new: Any) -> Iterator[str]:
    """A table may end elsewhere, and what ended with it must end with it again."""
    was, now = (table.get("ref").partition(":")[2] for table in (old, new))
    if address(was)[0] == address(now)[0]:
        for node in old.iter(etree.Element):
            first, _, end = node.get("ref", "").partition(":")
            if end and address(end)[1] == address(was)[1]:
                node.set("ref", f"{first}:{column_letters(address(end)[0])}{address(now)[1]}")
    yield from _differences(old, new)


def _move_ranges(old: _Sheet, new: _Sheet) -> None:
    """Let formats and validations that ended with a table end with it again, as they must in the new sheet."""
    for name, table in old.tables.items():
        for node in old.root.iter(etree.Element):
            if local(node) in ("conditionalFormatting", "dataValidation"):
                if node.get("sqref"):
                    node.set("sqref", _moved(node.get("sqref"), table, new.tables[name].last))
                for inner in node.iter(f"{{{PREFIXES['xm']}}}sqref"):
                    inner.text = _moved(inner.text, table, new.tables[name].last)


def _moved(areas: str, table: _Area, last: int) -> str:
    """Areas of which those that end with a table end in another row."""
    moved = []
    for area in areas.split():
        first, _, end = area.partition(":")
        (left, _), (right, bottom) = address(first), address(end or first)
        inside = table.left <= left and right <= table.right and bottom == table.last
        moved.append(f"{first}:{column_letters(right)}{last}" if inside and last != bottom else area)
    return " ".join(moved)


def _wrong_extent(old: _Sheet, new: _Sheet) -> Iterator[str]:
    """The range in use must take in every cell, and be no larger than it has to be."""
    told = new.root.find(f"{{{MAIN}}}dimension").get("ref")
    before = old.root.find(f"{{{MAIN}}}dimension").get("ref")
    corners = [*map(address, before.split(":")), *new.cells]
    columns, rows = zip(*corners, strict=True)
    needed = [(min(columns), min(rows)), (max(columns), max(rows))]
    if [address(corner) for corner in told.split(":")] != needed:
        yield f"is said to be in use in {told}"


def _differences(old: Any, new: Any) -> Iterator[str]:
    """Elements that are not the same, each on one line."""
    was, now = (etree.tostring(root, method="c14n").decode().replace("><", ">\n<").splitlines() for root in (old, new))
    changes = islice(unified_diff(was, now, n=0, lineterm=""), 2, None)  # the first two name the files
    yield from (line for line in changes if not line.startswith("@@"))
