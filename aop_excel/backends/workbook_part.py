"""The workbook part and what hangs on it: sheets, tables and names, found through relationships."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename as file_name
from posixpath import dirname, join, normpath
from typing import Final

from aop_excel.backends.cells import SharedStrings
from aop_excel.backends.markup import (
    attributes,
    element_span,
    elements,
    local_attributes,
    reworded,
    splice,
    start_tags,
    text,
    with_attribute,
)
from aop_excel.backends.package import Package
from aop_excel.backends.sheet_index import Area
from aop_excel.backends.table_part import TablePart, read_table
from aop_excel.errors import RefusedFile
from aop_excel.text import Text

_NO_WORKBOOK = Text(
    "tệp không chứa sổ tính dạng .xlsx. Hãy mở bằng Excel và lưu lại dạng .xlsx hoặc .xlsm.",
    "it holds no .xlsx workbook. Open it in Excel and save it as .xlsx or .xlsm.",
)
_SIGNED = Text(
    "tệp có chữ ký số, mà mọi thay đổi sẽ làm mất hiệu lực. Hãy lưu một bản không có chữ ký rồi làm lại.",
    "it is digitally signed, and any change would void the signature. Save a copy without it and try again.",
)
_BROKEN = Text(
    "phần “{part}” không đúng chuẩn Excel. Hãy mở bằng Excel và lưu lại, hoặc khôi phục bản sao lưu.",
    "its part “{part}” is not as Excel writes it. Open it in Excel and save it again, or restore a backup.",
)
_TWICE = Text(
    "tệp có hai {what} cùng tên “{name}”. Hãy mở bằng Excel, đổi tên một cái, lưu lại rồi làm lại.",
    "it holds two {what} called “{name}”. Open it in Excel, rename one of them, save it and try again.",
)
_OVERLAP = Text(
    "hai bảng “{one}” và “{other}” chồng lên nhau trên trang “{sheet}”. Hãy khôi phục bản sao lưu.",
    "its tables “{one}” and “{other}” lie on top of each other on sheet “{sheet}”. Restore a backup.",
)
_SHEETS, _TABLES = Text("trang", "sheets"), Text("bảng", "tables")
_HEX = re.compile("%([0-9A-Fa-f]{2})")
_RELATIONSHIP = start_tags("Relationship")
_SHEET = start_tags("sheet")
_PROPERTIES = start_tags("workbookPr")
_CALCULATION = start_tags("calcPr")
_OVERRIDE = start_tags("Override")
_ONE_CELL = re.compile(
    r"(?:'((?:[^']++|'')++)'|([^'!()]++))!(\$?[A-Za-z]{1,3}\$?\d{1,7})(?::(\$?[A-Za-z]{1,3}\$?\d{1,7}))?"
)
_BEFORE_CALCULATION: Final = ("definedNames", "externalReferences", "functionGroups", "sheets")


@dataclass(frozen=True, slots=True)
class Relationship:
    """Where one part points: the kind (last word of its type), the other part's name, and its own XML's place."""

    id: str
    kind: str
    part: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class NamedCell:
    """The one cell that a defined name stands for."""

    sheet: str
    row: int
    column: int


class WorkbookPart:
    """The workbook of a package. Raises `RefusedFile` where there is none we can change."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = self._find_workbook()
        self.xml = package.xml(self.part)
        self.sheets = self._sheets()

    @cached_property
    def since_1904(self) -> bool:
        """Whether days are counted from 1904, as old Macs did."""
        found = _PROPERTIES.search(self.xml)
        return found is not None and attributes(found[0]).get("date1904") in ("1", "true")

    @cached_property
    def tables(self) -> dict[str, TablePart]:
        """All tables by name in small letters, since Excel does not tell them apart by case."""
        tables: dict[str, TablePart] = {}
        for table in self._tables():
            if tables.setdefault(table.name.lower(), table) is not table:
                raise RefusedFile(self.package.name, _TWICE.format(what=_TABLES, name=table.name))
        self._refuse_overlap(tables.values())
        return tables

    def _refuse_overlap(self, tables: Iterable[TablePart]) -> None:
        """Raise where two tables share a cell: what is written into one would damage the other."""
        in_order = sorted(tables, key=lambda table: (table.sheet, table.area.top))
        for place, one in enumerate(in_order, 1):
            for other in in_order[place:]:
                if other.sheet != one.sheet or other.area.top > one.area.bottom:
                    break
                if other.area.meets(one.area):
                    words = _OVERLAP.format(one=one.name, other=other.name, sheet=one.sheet)
                    raise RefusedFile(self.package.name, words)

    @cached_property
    def cells(self) -> dict[str, NamedCell]:
        """The names that stand for one cell, in small letters; one that belongs to a sheet only where no other does."""
        everywhere: dict[str, NamedCell] = {}
        on_sheets: dict[str, list[NamedCell]] = {}
        for tag, inner in elements(self.xml, "definedName"):
            told = attributes(tag)
            name = told.get("name", "").lower()
            cell = named_cell(text(inner))
            if not cell or name.startswith("_xlnm."):
                continue
            if "localSheetId" in told:
                on_sheets.setdefault(name, []).append(cell)
            else:
                everywhere[name] = cell
        return {name: cells[0] for name, cells in on_sheets.items() if len(cells) == 1} | everywhere

    @cached_property
    def defined(self) -> list[str]:
        """The defined names of the whole workbook that stand for something, in small letters."""
        names = (attributes(tag) for tag, inner in elements(self.xml, "definedName") if b"#REF!" not in inner)
        return [told["name"].lower() for told in names if "name" in told and "localSheetId" not in told]

    @cached_property
    def strings(self) -> Sequence[str]:
        """The shared strings."""
        return next((SharedStrings(self.package.xml(part)) for part in self.related("sharedStrings")), ())

    def related(self, kind: str) -> list[str]:
        """The parts of a kind that the workbook points to: `styles`, `sharedStrings`."""
        found = (self.package.find(link.part) for link in self._links if link.kind == kind)
        return [part for part in found if part]

    def linked(self, part: str, *kinds: str) -> list[str]:
        """The parts of some kinds that a part points to."""
        found = (self.package.find(link.part) for link in self.links(part) if link.kind in kinds)
        return [part for part in found if part]

    def change_names(self, change: Callable[[str, str], str]) -> None:
        """Let each defined name stand for what `change` makes of it and of what it stands for."""

        def changed(tag: re.Match[bytes], words: str) -> str:
            return change(attributes(tag[0]).get("name", ""), words)

        changes = list(reworded(self.xml, "definedName", changed))
        if changes:
            self.rewrite(splice(self.xml, changes))

    def calculate_on_load(self) -> None:
        """Ask Excel to calculate everything when it opens the workbook."""
        found = _CALCULATION.search(self.xml)
        if found:
            if attributes(found[0]).get("fullCalcOnLoad") in ("1", "true"):
                return
            place = found.span()
            tag = with_attribute(found[0], "fullCalcOnLoad", "1")
        else:
            prefix, position = self._before_calculation()
            place = (position, position)
            tag = b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>'
        self.rewrite(splice(self.xml, [(*place, tag)]))

    def forget_calculation_chain(self) -> None:
        """Leave out the order in which Excel last calculated; it makes a new one, but must not find a false one."""
        for part in self.related("calcChain"):
            self.forget_link(part)
            self.forget_part(part)

    def forget_link(self, part: str) -> None:
        """Let the workbook no longer point to a part."""
        relationships = self.relationships_of(self.part)
        spans = [link.span for link in self._links if self.package.find(link.part) == part]
        if relationships:
            xml = splice(self.package.xml(relationships), [(*span, b"") for span in spans])
            self.package.replace(relationships, xml)
        self.forget_links()

    def forget_links(self) -> None:
        """Read the relationships anew when they are next needed, since they were changed."""
        self.__dict__.pop("_links", None)

    def rewrite(self, xml: bytes) -> None:
        """Give the workbook part other bytes."""
        self.xml = xml
        self.package.replace(self.part, xml)

    def forget_part(self, part: str) -> None:
        """Leave out a part to which nothing points any more, with its own relationships."""
        relationships = self.relationships_of(part)
        for each in (part, relationships) if relationships else (part,):
            self.package.remove(each)
            self._forget_type("/" + each)

    def _forget_type(self, part: str) -> None:
        types = self.package.find("[Content_Types].xml")
        if not types:
            return
        xml = self.package.xml(types)
        for tag in _OVERRIDE.finditer(xml):
            if attributes(tag[0]).get("PartName", "").lower() == part.lower():
                self.package.replace(types, splice(xml, [(*element_span(xml, tag), b"")]))
                return

    def _before_calculation(self) -> tuple[bytes, int]:
        """The namespace prefix of the workbook's elements, and where `calcPr` belongs among them."""
        for name in _BEFORE_CALCULATION:
            for tag in start_tags(name).finditer(self.xml):
                return tag[1], element_span(self.xml, tag)[1]
        raise RefusedFile(self.package.name, _BROKEN.format(part=self.part))

    def _find_workbook(self) -> str:
        links = list(self.links(""))
        if any(link.kind == "origin" for link in links):
            raise RefusedFile(self.package.name, _SIGNED)
        for link in links:
            if link.kind == "officeDocument" and link.part.lower().endswith(".xml"):
                part = self.package.find(link.part)
                if part:
                    return part
        raise RefusedFile(self.package.name, _NO_WORKBOOK)

    def _sheets(self) -> dict[str, str]:
        """Worksheets by name, with their parts; chart sheets hold no cells and are left out."""
        parts = {link.id: link.part for link in self._links if link.kind == "worksheet"}
        sheets: dict[str, str] = {}
        names: set[str] = set()
        for tag in _SHEET.finditer(self.xml):
            told = attributes(tag[0])
            identity = next((value for name, value in told.items() if name.endswith(":id")), "")
            part = self.package.find(parts.get(identity, ""))
            if not part:
                continue
            name = told.get("name", "")
            if name.casefold() in names:
                raise RefusedFile(self.package.name, _TWICE.format(what=_SHEETS, name=name))
            names.add(name.casefold())
            sheets[name] = part
        if len(set(sheets.values())) < len(sheets):
            raise RefusedFile(self.package.name, _BROKEN.format(part=self.part))
        return sheets

    def _tables(self) -> Iterator[TablePart]:
        seen: set[str] = set()
        for sheet, sheet_part in self.sheets.items():
            for link in self.links(sheet_part):
                part = self.package.find(link.part) if link.kind == "table" else None
                if not part:
                    continue
                try:
                    table = read_table(part, sheet, self.package.xml(part))
                except (ValueError, KeyError):
                    raise RefusedFile(self.package.name, _BROKEN.format(part=part)) from None
                if len(table.columns) != table.area.right - table.area.left + 1:
                    raise RefusedFile(self.package.name, _BROKEN.format(part=part))
                if part in seen:
                    raise RefusedFile(self.package.name, _TWICE.format(what=_TABLES, name=table.name))
                seen.add(part)
                yield table

    @cached_property
    def _links(self) -> list[Relationship]:
        return list(self.links(self.part))

    def relationships_of(self, part: str) -> str | None:
        """The part that holds a part's relationships."""
        return self.package.find(join(dirname(part), "_rels", file_name(part) + ".rels"))

    def links(self, part: str) -> Iterator[Relationship]:
        """Where a part points inside the package, relatively or absolutely; `""` is the package itself."""
        relationships = self.relationships_of(part)
        if not relationships:
            return
        xml = self.package.xml(relationships)
        place = 0
        while tag := _RELATIONSHIP.search(xml, place):
            span = element_span(xml, tag)
            place = span[1]
            told = local_attributes(tag[0])
            if told.get("TargetMode") == "External" or "Target" not in told:
                continue
            target = told["Target"].replace("\\", "/")
            found = normpath(join("/", dirname(part), target)).lstrip("/")
            if not self.package.find(found):
                found = _HEX.sub(lambda m: chr(int(m[1], 16)), found)
            yield Relationship(told.get("Id", ""), told.get("Type", "").rsplit("/", 1)[-1], found, span)


def named_cell(reference: str) -> NamedCell | None:
    """The cell that `'2 Budget'!$C$8` means; None for anything but one cell."""
    match = _ONE_CELL.fullmatch(reference.strip())
    if not match or (match[4] and match[4] != match[3]):
        return None
    sheet = match[1].replace("''", "'") if match[1] else match[2]
    try:
        area = Area.parse(match[3])
    except ValueError:
        return None
    return NamedCell(sheet, area.top, area.left)
