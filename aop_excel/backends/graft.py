"""Whole tabs taken from a new workbook into an old one, in the place of damaged ones or beside the others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aop_excel.backends.cells import Content, cell_xml
from aop_excel.backends.markup import attributes, escaped, reworded, splice, start_tags, with_attribute
from aop_excel.backends.new_parts import DRAWING, SPREADSHEET, add_part, point
from aop_excel.backends.package import Package
from aop_excel.backends.sheet_index import split_reference
from aop_excel.backends.sheet_list import insert_sheet, sheet_names, with_identity, with_names
from aop_excel.backends.styles_part import Moved, merged
from aop_excel.backends.workbook_part import WorkbookPart
from aop_excel.workbook.addresses import quoted, unquoted

_SHARED: Final = re.compile(rb'<c r="(\w+)"(?: s="(\d+)")? t="s"><v>(\d+)</v></c>')
_PROPERTIES: Final = start_tags("sheetPr")
_TABLE: Final = start_tags("table")


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the new workbook, and the one of the old workbook whose place and name it takes.

    Without such a one it is put behind the first of the tabs `after` that the old workbook has.
    """

    title: str
    replaces: str | None = None
    after: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called in the old workbook."""
        return self.replaces or self.title


def graft(content: bytes, book: str, new: bytes, tabs: Sequence[Tab], names: Collection[str]) -> bytes:
    """The old workbook (`content`) with some tabs and defined names of the `new` one, made by XlsxWriter.

    `book` is its name for messages. What only a replaced tab used goes with it; every other part stays as it is.
    Raises `RefusedFile`.
    """
    old = WorkbookPart(Package(content, book))
    source = WorkbookPart(Package(new, book))
    before = set(_reachable(old, ""))
    moved = _merge_styles(old, source)
    for tab in tabs:
        _take(tab, old, source, moved)
    old.rewrite(with_names(old.xml, source.xml, {tab.title: tab.name for tab in tabs}, names))
    old.forget_calculation_chain()
    old.calculate_on_load()
    for part in before - set(_reachable(old, "")):
        old.forget_part(part)
    return old.package.content()


def _reachable(book: WorkbookPart, part: str) -> Iterator[str]:
    """The parts that relationships lead to from one part on; `""` is the package itself."""
    waiting, seen = [part], {part}
    while waiting:
        for link in book.links(waiting.pop()):
            found = book.package.find(link.part)
            if found and found not in seen:
                seen.add(found)
                waiting.append(found)
                yield found


def _merge_styles(old: WorkbookPart, source: WorkbookPart) -> Moved:
    (new,) = source.related("styles")
    for part in old.related("styles"):
        styles, moved = merged(old.package.xml(part), source.package.xml(new))
        old.package.replace(part, styles)
        return moved
    part = add_part(old.package, "xl/styles{}.xml", source.package.xml(new), SPREADSHEET.format("styles"))
    point(old, old.part, part, "styles")
    return Moved(0, 0)


def _take(tab: Tab, old: WorkbookPart, source: WorkbookPart, moved: Moved) -> None:
    """Bring one tab over: its sheet, its tables, and its place in the list of tabs."""
    home = source.sheets[tab.title]
    xml = moved.restyled(source.package.xml(home))
    xml = _SHARED.sub(lambda cell: _in_its_cell(cell, source.strings), xml)
    name = escaped(tab.name.replace("'", "''"))
    xml = xml.replace(f"<xm:f>'{tab.title}'!".encode(), f"<xm:f>'{name}'!".encode())
    if tab.replaces:
        xml = _with_code_name(xml, old.package.xml(old.sheets[tab.replaces]))
    part = add_part(old.package, "xl/worksheets/sheet{}.xml", xml, SPREADSHEET.format("worksheet"))
    for link in source.links(home):
        if link.kind == "table":
            table = _with_number(moved.restyled(source.package.xml(link.part)), _next_table_number(old))
            target = add_part(old.package, "xl/tables/table{}.xml", table, SPREADSHEET.format("table"))
        else:
            target = _take_drawing(link.part, tab, old, source)
        point(old, part, target, link.kind, link.id)
    identity = point(old, old.part, part, "worksheet")
    if tab.replaces:
        old.rewrite(with_identity(old.xml, tab.replaces, identity))
        old.forget_link(old.sheets[tab.replaces])
    else:
        hidden = tab.title in sheet_names(source.xml, hidden=True)
        old.rewrite(insert_sheet(old.xml, tab.title, identity, tab.after, hidden=hidden))


def _take_drawing(drawing: str, tab: Tab, old: WorkbookPart, source: WorkbookPart) -> str:
    """Bring over what is drawn on a tab, which XlsxWriter made charts only; the drawing's part."""
    part = add_part(old.package, "xl/drawings/drawing{}.xml", source.package.xml(drawing), DRAWING.format("drawing"))
    for link in source.links(drawing):
        xml = _of_tab(source.package.xml(link.part), tab)
        chart = add_part(old.package, "xl/charts/chart{}.xml", xml, DRAWING.format("drawingml.chart"))
        point(old, part, chart, link.kind, link.id)
    return part


def _of_tab(chart: bytes, tab: Tab) -> bytes:
    """A chart over the cells of a tab as that tab is called in the old workbook."""

    def renamed(_tag: re.Match[bytes], formula: str) -> str:
        sheet, _, cells = formula.rpartition("!")
        return f"{quoted(tab.name)}!{cells}" if unquoted(sheet) == tab.title else formula

    return splice(chart, list(reworded(chart, "f", renamed)))


def _in_its_cell(cell: re.Match[bytes], strings: Sequence[str]) -> bytes:
    """A cell that pointed to a shared string, with the string in itself."""
    style = cell[2].decode() if cell[2] else ""
    return cell_xml("", *split_reference(cell[1].decode()), style, Content(None, strings[int(cell[3])]))


def _with_code_name(xml: bytes, replaced: bytes) -> bytes:
    """The sheet under the name by which macros know the one it replaces."""
    old, new = _PROPERTIES.search(replaced), _PROPERTIES.search(xml)
    code_name = attributes(old[0]).get("codeName") if old else None
    return splice(xml, [(*new.span(), with_attribute(new[0], "codeName", code_name))]) if code_name and new else xml


def _with_number(xml: bytes, number: int) -> bytes:
    tag = _TABLE.search(xml)
    assert tag, "XlsxWriter writes a table"
    return splice(xml, [(*tag.span(), with_attribute(tag[0], "id", str(number)))])


def _next_table_number(book: WorkbookPart) -> int:
    """A number that no table of the workbook has."""
    numbers = [0]
    for part in book.package.names:
        if part.lower().startswith("xl/tables/") and (tag := _TABLE.search(book.package.read(part))):
            numbers.append(int(attributes(tag[0]).get("id", "0")))
    return max(numbers) + 1
