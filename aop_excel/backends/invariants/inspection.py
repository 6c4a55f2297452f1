"""One version of a workbook looked through: the parts that are written, and those that depend on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from xml.etree import ElementTree as ET

from aop_excel.backends.cells import SharedStrings
from aop_excel.backends.invariants.cells import Known, text_of
from aop_excel.backends.invariants.links import broken_links, broken_types
from aop_excel.backends.invariants.parts import TYPES, Parts, local, relationship_ids
from aop_excel.backends.invariants.rules import Finding, Rule
from aop_excel.backends.invariants.sheet import Sheet
from aop_excel.backends.invariants.tables import (
    Table,
    broken_borders,
    broken_table,
    overlapping_tables,
    shared_names,
    tables_of,
)
from aop_excel.backends.invariants.workbook import WORKBOOK_ORDER, broken_chain, broken_names, out_of_order


class Inspection:
    """The `written` parts of one version; what is as in the `other` version is not looked at again."""

    def __init__(self, parts: Parts, other: Parts, written: Set[str]) -> None:
        self._parts = parts
        self._other = other
        self._written = written
        self._known = Known(parts)
        self._beside_sheets = not written <= set(parts.sheets.values())
        self._sheets = [part for part in parts.sheets.values() if part and self._concerned(part)]

    def findings(self) -> Iterator[Finding]:
        """All that Excel would not accept."""
        parts, written = self._parts, self._written
        changed = set(parts.names) != set(self._other.names)
        files = parts.names if changed else written
        yield from broken_links(parts, [name for name in files if name.endswith(".rels")])
        if changed or TYPES in written:
            yield from broken_types(parts)
        if parts.workbook in written:
            yield from self._workbook()
        looked_into = {}
        for part in self._sheets:
            tables = tables_of(parts, part)
            keep = {row for table in tables if table.part in written for row in table.border_rows}
            sheet = Sheet(parts, part, self._other, keep)
            yield from sheet.broken(self._known)
            yield from self._tables(sheet, tables)
            looked_into[part] = sheet.cells
        if any(table.part in written for part in self._sheets for table in tables_of(parts, part)):
            yield from shared_names(parts)
        yield from broken_chain(parts, looked_into)

    def _concerned(self, sheet: str) -> bool:
        if sheet in self._written or not self._beside_sheets:
            return sheet in self._written
        return any(part in self._written for part in self._parts.linked(sheet, "table"))

    def _workbook(self) -> Iterator[Finding]:
        parts = self._parts
        root = parts.tree(parts.workbook)
        links = parts.links(parts.workbook)
        yield from broken_names(parts)
        yield from out_of_order(parts.workbook, root, WORKBOOK_ORDER, ("fileRecoveryPr",))
        for element in root.iter():
            for identity in relationship_ids(element).values():
                if identity not in links:
                    yield Finding(parts.workbook, f"{local(element.tag)} {identity}", Rule.LINK_MISSING)

    def _tables(self, sheet: Sheet, tables: list[Table]) -> Iterator[Finding]:
        rows = {row for row, _ in sheet.cells}
        for table in tables:
            if table.part in self._written:
                yield from broken_table(table)
            kept = rows | (table.border_rows if table.part in self._written else set())
            yield from broken_borders(table, sheet.cells, kept, self._words)
        yield from overlapping_tables(tables, sheet.merges)

    def _words(self, cell: ET.Element) -> str | None:
        """The text in a cell; None where it holds none."""
        kind = cell.get("t")
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return None if inline is None else text_of(inline)
        value = cell.findtext("{*}v")
        if kind != "s":
            return value if kind == "str" else None
        place = int(value) if value and value.isdigit() else -1
        return self._strings[place] if 0 <= place < len(self._strings) else None

    @cached_property
    def _strings(self) -> Sequence[str]:
        parts = self._parts
        return next((SharedStrings(parts.read(part)) for part in parts.linked(parts.workbook, "sharedStrings")), ())
