"""A button drawn on a sheet that may hold anything already: pictures, notes, controls of the owner's."""

from __future__ import annotations

import re
from typing import Final

from aop_excel.backends.children import Child, children, named, place_of
from aop_excel.backends.macro import control
from aop_excel.backends.macro.free_place import free_place
from aop_excel.backends.macro.geometry import Corner
from aop_excel.backends.macro.modules import MACRO
from aop_excel.backends.markup import splice, tag_end
from aop_excel.backends.new_parts import add_by_extension, add_part, point
from aop_excel.backends.sheet_part import open_sheet
from aop_excel.backends.workbook_part import WorkbookPart
from aop_excel.text import Language
from aop_excel.workbook.layout import Button

_VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_PROPERTIES_TYPE: Final = "application/vnd.ms-excel.controlproperties+xml"
_BLOCK: Final = 1024
"""How many numbers of shapes go with one number of a drawing."""

_NAME: Final = "AOP Refresh"
"""What the button is called among the things on its sheet; names such as “Button 1” may be the owner's."""

_BLOCKS: Final = re.compile(rb"""(<o:idmap\s[^>]*?\bdata=["'])([\d,\s]*)""")
_ROOT: Final = re.compile(rb"<((?:[A-Za-z_][\w.\-]*:)?)worksheet(?=[\s/>])")
_PREFIXES: Final = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_RELATED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def draw(book: WorkbookPart, tab: str, button: Button, language: Language) -> None:
    """Draw a button on a tab where it covers nothing, and let it run the macro."""
    part = book.sheets[tab]
    sheet = open_sheet(book, tab)
    drawings, old = book.linked(part, "drawing"), book.linked(part, "vmlDrawing")
    corners = free_place(sheet, map(book.package.xml, drawings), map(book.package.read, old))
    caption, told = button.caption(language), button.help(language)
    block = 1 + max((number for each in _vml_parts(book) for number in _blocks(book.package.read(each))), default=0)
    shape = block * _BLOCK + 1
    name = _NAME
    vml = control.in_vml(shape, MACRO, caption, told, corners)
    drawing = control.in_drawing(shape, name, caption, language, corners)
    _draw_old(book, part, block, vml)
    _draw_new(book, part, drawing)
    _list(book, part, shape, name, told, corners)


def is_drawn(book: WorkbookPart) -> bool:
    """Whether any button of the workbook runs the macro."""
    runs = re.compile(rb"<x:FmlaMacro>[^<]*\b" + MACRO.encode() + rb"\s*</x:FmlaMacro>")
    return any(runs.search(book.package.read(part)) for part in _vml_parts(book))


def _vml_parts(book: WorkbookPart) -> list[str]:
    return [part for part in book.package.names if part.lower().endswith(".vml")]


def _blocks(vml: bytes) -> list[int]:
    return [int(number) for found in _BLOCKS.finditer(vml) for number in found[2].split(b",") if number.strip()]


def _draw_old(book: WorkbookPart, sheet: str, block: int, shape: str) -> None:
    package = book.package
    part = _part_of(book, sheet, "legacyDrawing")
    if part is None:
        number = 1
        while package.find(f"xl/drawings/vmlDrawing{number}.vml"):
            number += 1
        part = f"xl/drawings/vmlDrawing{number}.vml"
        add_by_extension(package, part, control.empty_vml(block), _VML_TYPE)
        _insert(book, sheet, "legacyDrawing", point(book, sheet, part, "vmlDrawing"))
    vml = package.read(part)
    if block not in _blocks(vml):
        vml = _BLOCKS.sub(lambda found: found[1] + found[2] + b",%d" % block, vml, count=1)
    if b'"_x0000_t201"' not in vml and b"'_x0000_t201'" not in vml:
        shape = control.SHAPE_TYPE + shape
    undeclared = [
        f'xmlns:{prefix}="{uri}"' for prefix, uri in _PREFIXES.items() if f'xmlns:{prefix}="{uri}"'.encode() not in vml
    ]
    if undeclared:
        shape = re.sub(r"<v:shape(type)?(?=\s)", rf"\g<0> {' '.join(undeclared)}", shape)
    end = vml.rindex(b"</")
    package.replace(part, splice(vml, [(end, end, shape.encode())]))


def _draw_new(book: WorkbookPart, sheet: str, shape: str) -> None:
    part = _part_of(book, sheet, "drawing")
    if part is None:
        part = add_part(book.package, "xl/drawings/drawing{}.xml", control.empty_drawing(), _DRAWING_TYPE)
        _insert(book, sheet, "drawing", point(book, sheet, part, "drawing"))
    drawing = book.package.xml(part)
    if b"</" not in drawing:
        drawing = control.empty_drawing()  # one in which nothing was drawn
    end = drawing.rindex(b"</")
    book.package.replace(part, splice(drawing, [(end, end, shape.encode())]))


def _list(book: WorkbookPart, sheet: str, shape: int, name: str, help: str, corners: tuple[Corner, Corner]) -> None:
    """Put the button among the sheet's controls."""
    properties = add_part(book.package, "xl/ctrlProps/ctrlProp{}.xml", control.PROPERTIES, _PROPERTIES_TYPE)
    link = point(book, sheet, properties, "ctrlProp")
    xml = book.package.xml(sheet)
    root = _ROOT.search(xml)
    prefix = root[1].decode() if root else ""
    listed = control.on_sheet(shape, name, MACRO, help, link, corners)
    among = children(xml)
    if any(named("controls", among)):
        end = re.compile(rb"</" + prefix.encode() + rb"controls\s*>").search(xml)
        assert end, "controls of a sheet are never none"
        place = end.start()
    else:
        place = place_of("controls", xml, among)
        listed = control.controls(listed)
    book.package.replace(sheet, splice(xml, [(place, place, control.prefixed(listed, prefix).encode())]))


def _part_of(book: WorkbookPart, sheet: str, name: str) -> str | None:
    """The drawing that an element of the sheet names."""
    child: Child | None = next(named(name, children(book.package.xml(sheet))), None)
    identity = child.told.get("id") if child else None
    return next((book.package.find(link.part) for link in book.links(sheet) if link.id == identity), None)


def _insert(book: WorkbookPart, sheet: str, name: str, link: str) -> None:
    """An element of the sheet that names one of its drawings."""
    xml = book.package.xml(sheet)
    root = _ROOT.search(xml)
    assert root, "the workbook was read with this sheet"
    declared = b"" if _declares_r(xml[root.start() : tag_end(xml, root.start())]) else f' xmlns:r="{_RELATED}"'.encode()
    element = b"<" + root[1] + name.encode() + declared + f' r:id="{link}"/>'.encode()
    place = place_of(name, xml, children(xml))
    book.package.replace(sheet, splice(xml, [(place, place, element)]))


def _declares_r(root: bytes) -> bool:
    return f'xmlns:r="{_RELATED}"'.encode() in root
