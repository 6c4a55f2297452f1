"""Parts that are added to a package: their content types, and the relationships that lead to them."""

from __future__ import annotations

from posixpath import basename, dirname, join, relpath
from typing import Final

from aop_excel.backends.markup import escaped_attribute, local_attributes, splice, start_tags
from aop_excel.backends.package import Package
from aop_excel.backends.workbook_part import WorkbookPart

SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
DRAWING: Final = "application/vnd.openxmlformats-officedocument.{}+xml"
TYPES: Final = "[Content_Types].xml"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_DEFAULT: Final = start_tags("Default")


def add_part(package: Package, pattern: str, content: bytes, kind: str) -> str:
    """Add a part of a content type under the first free name of a pattern (`xl/styles{}.xml`); its name."""
    number = 1
    while package.find(pattern.format(number)):
        number += 1
    part = pattern.format(number)
    package.add(part, content)
    declare(package, part, kind)
    return part


def add_by_extension(package: Package, part: str, content: bytes, kind: str) -> str:
    """Add a part whose content type is told once for all of its extension, as Excel does; its name.

    Where the extension stands for another type, the part is listed by itself.
    """
    package.add(part, content)
    extension = part.rpartition(".")[2]
    types = package.xml(TYPES)
    told = [local_attributes(tag[0]) for tag in _DEFAULT.finditer(types)]
    known = next((each["ContentType"] for each in told if each["Extension"].lower() == extension), None)
    if known is None:
        package.replace(TYPES, appended(types, f'Default Extension="{extension}" ContentType="{kind}"'))
    elif known != kind:
        declare(package, part, kind)
    return part


def declare(package: Package, part: str, kind: str) -> None:
    """List the content type of a part."""
    words = f'Override PartName="{escaped_attribute("/" + part)}" ContentType="{kind}"'
    package.replace(TYPES, appended(package.xml(TYPES), words))


def point(book: WorkbookPart, source: str, target: str, kind: str, identity: str = "") -> str:
    """Let a part point to another; the relationship's identity, which may be chosen.

    `kind` is the last word of a relationship's type, or the whole of it where it is not one of Office's own.
    """
    used = {link.id for link in book.links(source)}
    identity = identity or next(name for number in range(1, len(used) + 2) if (name := f"rIdAop{number}") not in used)
    rels = book.relationships_of(source)
    if not rels:
        rels = join(dirname(source), "_rels", basename(source) + ".rels")
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        book.package.add(rels, f'{head}<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode())
    full = kind if "://" in kind else f"{_OFFICE}/{kind}"
    path = escaped_attribute(relpath(target, dirname(source)))
    words = f'Relationship Id="{identity}" Type="{full}" Target="{path}"'
    book.package.replace(rels, appended(book.package.xml(rels), words))
    book.forget_links()
    return identity


def appended(xml: bytes, element: str) -> bytes:
    """The part with one more element at its end, named as its root is: with a prefix or without."""
    end = xml.rfind(b"</")
    if end < 0:  # a root that holds nothing: `<Relationships xmlns="…"/>`
        xml = xml.rstrip()
        name = xml[xml.rindex(b"<") + 1 :].split()[0]
        end = len(xml) - 1
        xml = xml[:-2] + b"></" + name + b">"
    prefix, colon, _ = xml[end + 2 :].rpartition(b":")
    return splice(xml, [(end, end, b"<" + prefix + colon + element.encode() + b"/>")])
