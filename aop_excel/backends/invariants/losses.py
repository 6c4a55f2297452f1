"""What the parts held before they were written, and must still hold."""

from __future__ import annotations

from collections.abc import Iterator, Set
from xml.etree import ElementTree as ET

from aop_excel.backends.invariants.links import root_of
from aop_excel.backends.invariants.parts import TYPES, Parts, local
from aop_excel.backends.invariants.rules import Finding, Rule
from aop_excel.backends.invariants.sheet import lost_elements, lost_from_sheet
from aop_excel.backends.invariants.workbook import lost_names

CHARTS = ("drawingml.chart+xml", "ms-office.chartex+xml")
"""The content types of charts, which follow the table that they show."""


def lost(old: Parts, new: Parts, written: Set[str]) -> Iterator[Finding]:
    """What the written parts held, or were, and no longer do or are."""
    sheets = {part for part in old.sheets.values() if part}
    tables = {part for sheet in sheets for part in old.linked(sheet, "table")} if written - sheets else set()
    for part in sorted(written):
        was, now = (parts.rows(part) if part in sheets else None for parts in (old, new))
        if not (was and now and was.head == now.head) and root_of(old.read(part)) != root_of(new.read(part)):
            yield Finding(part, "", Rule.ROOT)
        if part in sheets:
            yield from lost_from_sheet(part, old, new)
        elif part in tables:
            yield from lost_elements(part, old.tree(part).iter(), new.tree(part).iter())
            if any(old.tree(part).get(key) != new.tree(part).get(key) for key in ("id", "name", "displayName")):
                yield Finding(part, "", Rule.TABLE_NAME)
        elif part.endswith(".rels"):
            yield from _lost_links(part, old, new)
        elif (old.type_of(part) or "").endswith(CHARTS):
            yield from lost_elements(part, old.tree(part).iter(), new.tree(part).iter())
        elif part not in (old.workbook, TYPES):
            yield Finding(part, "", Rule.NOT_OURS)
    if new.workbook in written:
        yield from lost_names(old, new)
        yield from lost_elements(new.workbook, _lasting(old), _lasting(new))
    for name in new.names if TYPES in written else ():
        if new.type_of(name) != old.type_of(name):
            yield Finding(name, "", Rule.TYPE_CHANGED)


def _lasting(parts: Parts) -> Iterator[ET.Element]:
    """The elements of the workbook apart from how it calculates."""
    return (each for each in parts.tree(parts.workbook).iter() if local(each.tag) != "calcPr")


def _lost_links(rels: str, old: Parts, new: Parts) -> Iterator[Finding]:
    kept = {(each.get("Id"), each.get("Target")) for each in new.tree(rels)}
    for each in old.tree(rels):
        if (each.get("Id"), each.get("Target")) not in kept and not each.get("Type", "").endswith("/calcChain"):
            yield Finding(rels, each.get("Id", ""), Rule.LINK_LOST)
