"""The workbook part: its sheets, its names, and the chain in which Excel last calculated."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from aop_excel.backends.invariants.cells import Grid, address
from aop_excel.backends.invariants.formulas import balanced
from aop_excel.backends.invariants.parts import Parts, local
from aop_excel.backends.invariants.rules import Finding, Rule
from aop_excel.backends.invariants.tables import tables_of

WORKBOOK_ORDER: Final = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing "
    "fileRecoveryPr webPublishObjects extLst"
)

# Patterns are compiled where they are used: most refreshes do not write the workbook part.
_TEXT: Final = r'"[^"]*"'
_SHEET: Final = r"'((?:[^']|'')+)'!|(?<![\w.'\]#])([^\W\d][\w.]*)!"
_TABLE: Final = r"(?<![\w.\]!'\[])([^\W\d][\w.\\]*)\["


def broken_names(parts: Parts) -> Iterator[Finding]:
    """Defined names that Excel could not read, or that lead nowhere."""
    part = parts.workbook
    sheets = {name.casefold() for name in parts.sheets}
    tables = {table.name.casefold() for sheet in parts.sheets.values() for table in tables_of(parts, sheet)}
    seen = set()
    for element in parts.tree(part).iterfind("{*}definedNames/{*}definedName"):
        name, scope, formula = element.get("name", ""), element.get("localSheetId"), element.text or ""
        if scope is not None and not (scope.isdigit() and int(scope) < len(parts.sheets)):
            yield Finding(part, name, Rule.NAME_SCOPE)
        if (name.casefold(), scope) in seen or not name:
            yield Finding(part, name, Rule.NAME_TWICE)
        seen.add((name.casefold(), scope))
        if not balanced(formula):
            yield Finding(part, name, Rule.NAME_FORMULA)
        elif "#REF!" in formula or not _leads_somewhere(formula, sheets, tables):
            yield Finding(part, name, Rule.NAME_TARGET)


def _leads_somewhere(formula: str, sheets: Container[str], tables: Container[str]) -> bool:
    formula = re.sub(_TEXT, "", formula)
    for quoted, plain in re.findall(_SHEET, formula):
        for sheet in (quoted.replace("''", "'") or plain).split(":"):
            if "[" not in quoted and sheet.casefold() not in sheets:
                return False
    return all(name.casefold() in tables for name in re.findall(_TABLE, formula))


def lost_names(old: Parts, new: Parts) -> Iterator[Finding]:
    """Names and sheets that are no longer there."""
    before, after = (list(_names(parts)) for parts in (old, new))
    for name in before:
        if name not in after:
            yield Finding(new.workbook, name[0], Rule.NAME_LOST)
    if list(_sheets(old)) != list(_sheets(new)):
        yield Finding(new.workbook, "sheets", Rule.SHEETS)


def _names(parts: Parts) -> Iterator[tuple[str, str | None]]:
    for element in parts.tree(parts.workbook).iterfind("{*}definedNames/{*}definedName"):
        yield element.get("name", ""), element.get("localSheetId")


def _sheets(parts: Parts) -> Iterator[tuple[str, ...]]:
    """Each sheet's name, number, state and part."""
    elements = parts.tree(parts.workbook).iterfind("{*}sheets/{*}sheet")
    for element, part in zip(elements, parts.sheets.values(), strict=False):
        yield element.get("name", ""), element.get("sheetId", ""), element.get("state", ""), part


def broken_chain(parts: Parts, sheets: Mapping[str, Grid]) -> Iterator[Finding]:
    """Entries of the calculation chain for cells without a formula; `sheets` has the cells to look at, by part."""
    for chain in parts.linked(parts.workbook, "calcChain"):
        by_number = dict(zip(_numbers(parts), parts.sheets.values(), strict=False))
        without = {
            part: {address(*at) for at, cell in cells.items() if cell.find("{*}f") is None}
            for part, cells in sheets.items()
        }
        number = ""
        for entry in parts.tree(chain):
            number, cell = entry.get("i", number), entry.get("r", "")
            if cell in without.get(by_number.get(number, ""), ()):
                yield Finding(chain, cell, Rule.CHAIN)


def _numbers(parts: Parts) -> Iterator[str]:
    for element in parts.tree(parts.workbook).iterfind("{*}sheets/{*}sheet"):
        yield element.get("sheetId", "")


def out_of_order(part: str, root: ET.Element, order: str, repeated: Container[str]) -> Iterator[Finding]:
    """Children of a root element that stand in the wrong order, or twice."""
    places = {name: place for place, name in enumerate(order.split())}
    last = -1
    for child in root:
        name = local(child.tag)
        if name not in places:
            continue
        place = places[name]
        if place < last or (place == last and name not in repeated):
            yield Finding(part, name, Rule.ELEMENT_ORDER)
        last = max(last, place)
