"""A plan workbook without macros made one with the button that refreshes it; all else stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from aop_excel.backends.invariants import damage_of_whole
from aop_excel.backends.macro import conf_sheet
from aop_excel.backends.macro.code_names import name_all
from aop_excel.backends.macro.drawn_button import draw
from aop_excel.backends.macro.machine import Machine
from aop_excel.backends.macro.modules import modules
from aop_excel.backends.macro.project import project
from aop_excel.backends.macro.refusals import HasMacros, HasTheButton, StrictWorkbook
from aop_excel.backends.macro.state import has_our_modules, project_part
from aop_excel.backends.markup import local_attributes, splice, start_tags, with_attribute
from aop_excel.backends.new_parts import TYPES, add_by_extension, declare, point
from aop_excel.backends.package import Package
from aop_excel.backends.refusals import WouldBeDamaged
from aop_excel.backends.workbook_part import WorkbookPart
from aop_excel.errors import NotAPlan
from aop_excel.text import Language
from aop_excel.workbook.layout import Sheet

_PROJECT: Final = "xl/vbaProject.bin"
_PROJECT_TYPE: Final = "application/vnd.ms-office.vbaProject"
_PROJECT_KIND: Final = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_WORKBOOK_TYPE: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_OVERRIDE: Final = start_tags("Override")


def with_button(content: bytes, path: Path, sheets: Sequence[Sheet], language: Language, machine: Machine) -> bytes:
    """The workbook at a path with a button on each of the `sheets` that is described with one, for a machine.

    Raises `NotAPlan` where it has none of these sheets, `HasTheButton`, `RefusedFile` for what cannot hold our macro,
    and `WouldBeDamaged`.
    """
    name = path.name
    before = Package(content, name)
    book = WorkbookPart(Package(content, name))
    if b"purl.oclc.org" in book.xml:
        raise StrictWorkbook(name)
    if existing := project_part(book):
        raise HasTheButton(name) if has_our_modules(book.package.read(existing)) else HasMacros(name)
    conf_sheet.stamp(book, machine)
    draw_buttons(book, sheets, language)
    add_by_extension(book.package, _PROJECT, our_project(book), _PROJECT_TYPE)
    point(book, book.part, _PROJECT, _PROJECT_KIND)
    _enable_macros(book)
    return sound(book.package.content(), before, path)


def sound(content: bytes, before: Package, path: Path) -> bytes:
    """The content of a changed workbook, looked through as a whole. Raises `WouldBeDamaged`."""
    if findings := damage_of_whole(content, before):
        raise WouldBeDamaged(path, [finding.text for finding in findings])
    return content


def our_project(book: WorkbookPart) -> bytes:
    """The VBA project of a workbook that holds no macros but ours."""
    return project(modules(name_all(book)))


def draw_buttons(book: WorkbookPart, sheets: Sequence[Sheet], language: Language) -> None:
    """Draw each sheet's button on the tab where its tables and fields stand. Raises `NotAPlan` where none does."""
    drawn = set()
    for sheet in sheets:
        tab = _tab_of(book, sheet.names)
        if sheet.button and tab and tab not in drawn:
            draw(book, tab, sheet.button, language)
            drawn.add(tab)
    if not drawn:
        raise NotAPlan(book.package.name, sheets[0].names[0])


def _tab_of(book: WorkbookPart, names: Iterable[str]) -> str | None:
    """The worksheet on which the first of some tables and fields stands that there is."""
    places = (book.tables.get(name.lower()) or book.cells.get(name.lower()) for name in names)
    return next((place.sheet for place in places if place and place.sheet in book.sheets), None)


def _enable_macros(book: WorkbookPart) -> None:
    """Let the content type of the workbook say that it holds macros."""
    types = book.package.xml(TYPES)
    for tag in _OVERRIDE.finditer(types):
        if local_attributes(tag[0]).get("PartName", "").lower() == f"/{book.part}".lower():
            changed = with_attribute(tag[0], "ContentType", _WORKBOOK_TYPE)
            book.package.replace(TYPES, splice(types, [(*tag.span(), changed)]))
            return
    declare(book.package, book.part, _WORKBOOK_TYPE)
