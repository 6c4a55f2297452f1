"""The names by which VBA knows a workbook and its sheets, whatever their tabs say."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from aop_excel.backends.macro.modules import CHART, DICTIONARY, OURS, WORKBOOK, WORKSHEET, XLWINGS
from aop_excel.backends.macro.refusals import HasMacros
from aop_excel.backends.markup import (
    attributes,
    element_span,
    local_attributes,
    splice,
    start_tags,
    tag_end,
    with_attribute,
)
from aop_excel.backends.workbook_part import WorkbookPart

_BASES: Final = {"worksheet": WORKSHEET, "chartsheet": CHART}
"""The class of each kind of sheet; others, from before VBA, hold macros of the owner's."""

_USABLE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
"""Names that every language of Windows can write."""

_SHEET: Final = start_tags("sheet")
_PROPERTIES: Final = start_tags("sheetPr")
_OF_WORKBOOK: Final = start_tags("workbookPr")
_BEFORE_PROPERTIES: Final = ("fileSharing", "fileVersion")
_ROOT: Final = re.compile(rb"<((?:[A-Za-z_][\w.\-]*:)?)(?:worksheet|chartsheet)(?=[\s/>])")


def name_all(book: WorkbookPart) -> list[tuple[str, str]]:
    """Give the workbook and each sheet a code name where they have none that can stay; names and classes in order.

    Raises `HasMacros` where there is a sheet of a kind that holds macros.
    """
    taken = {name.lower() for name in (OURS, XLWINGS, DICTIONARY)}
    named = [(_name_workbook(book, taken), WORKBOOK)]
    links = {link.id: link for link in book.links(book.part)}
    for tag in _SHEET.finditer(book.xml):
        link = links[local_attributes(tag[0])["id"]]
        part = book.package.find(link.part)
        if link.kind not in _BASES or not part:
            raise HasMacros(book.package.name)
        named.append((_name_sheet(book, part, taken), _BASES[link.kind]))
    return named


def _name_workbook(book: WorkbookPart, taken: set[str]) -> str:
    tag = _OF_WORKBOOK.search(book.xml)
    told = attributes(tag[0]).get("codeName", "") if tag else ""
    name = _kept_or_new(told, "ThisWorkbook", taken)
    if tag and name != told:
        book.rewrite(splice(book.xml, [(*tag.span(), with_attribute(tag[0], "codeName", name))]))
    elif not tag:
        prefix, place = _before_properties(book.xml)
        element = b"<" + prefix + f'workbookPr codeName="{name}"/>'.encode()
        book.rewrite(splice(book.xml, [(place, place, element)]))
    return name


def _before_properties(workbook: bytes) -> tuple[bytes, int]:
    """The namespace prefix of the workbook's elements, and where its properties belong among them."""
    for name in _BEFORE_PROPERTIES:
        for tag in start_tags(name).finditer(workbook):
            return tag[1], element_span(workbook, tag)[1]
    root = start_tags("workbook").search(workbook)
    assert root, "the workbook was read"
    return root[1], root.end()


def _name_sheet(book: WorkbookPart, part: str, taken: set[str]) -> str:
    xml = book.package.xml(part)
    root = _ROOT.search(xml)
    assert root, "the workbook was read with this sheet"
    start = tag_end(xml, root.start())
    tag = _PROPERTIES.search(xml, start, start + 2000)  # it can only be the first element
    told = attributes(tag[0]).get("codeName", "") if tag else ""
    name = _kept_or_new(told, "Sheet", taken)
    if tag and name != told:
        book.package.replace(part, splice(xml, [(*tag.span(), with_attribute(tag[0], "codeName", name))]))
    elif not tag:
        element = b"<" + root[1] + f'sheetPr codeName="{name}"/>'.encode()
        book.package.replace(part, splice(xml, [(start, start, element)]))
    return name


def _kept_or_new(told: str, stem: str, taken: set[str]) -> str:
    """The name a document has, if it can stay, or else the first free one."""
    name = told if _USABLE.fullmatch(told) and told.lower() not in taken else _free(stem, taken)
    taken.add(name.lower())
    return name


def _free(stem: str, taken: Container[str]) -> str:
    if stem == "ThisWorkbook" and stem.lower() not in taken:
        return stem
    number = 1
    while f"{stem}{number}".lower() in taken:
        number += 1
    return f"{stem}{number}"
