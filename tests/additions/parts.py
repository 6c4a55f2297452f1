"""The parts of a workbook, added to as Excel does it: content types, relationships, elements in their order."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

from tests.additions.markup import (
    HEAD,
    MAIN,
    OFFICE,
    PACKAGE,
    SPREADSHEET,
    TYPES,
    WORKBOOK,
    WORKBOOK_ORDER,
    WORKSHEET_ORDER,
    XMLNS,
    address,
    element,
    local,
)


class Parts:
    """What a package holds, by part name in the order of the file; `suffix` is what the file's name must end in."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.held = {name: archive.read(name) for name in archive.namelist()}
        self.suffix = ".xlsx"

    @contextmanager
    def changing(self, part: str) -> Iterator[Any]:
        """A part's root element, to be changed."""
        root = etree.fromstring(self.held[part])
        yield root
        self.held[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def add(self, part: str, content: str | bytes, kind: str = "") -> str:
        """A new part, its content type told by its extension or for itself; its name."""
        assert part not in self.held
        self.held[part] = (HEAD + content).encode() if isinstance(content, str) else content
        if kind:
            self._type(part, kind)
        return part

    def number(self, stem: str) -> int:
        """The next number for parts that are called `xl/charts/chart1.xml`, `xl/charts/chart2.xml`."""
        return 1 + sum(name.startswith(stem) and name[len(stem) :].split(".")[0].isdigit() for name in self.held)

    def link(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """A relationship from one part to another (or from the package, `""`); its identity."""
        part = posixpath.join(posixpath.dirname(source), "_rels", posixpath.basename(source) + ".rels")
        self.held.setdefault(part, f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"/>'.encode())
        with self.changing(part) as root:
            identity = f"rId{len(root) + 1}"
            told = {"Id": identity, "Type": kind if "://" in kind else f"{OFFICE}/{kind}"}
            told["Target"] = target if external else posixpath.relpath(target, posixpath.dirname(source) or ".")
            told |= {"TargetMode": "External"} if external else {}
            etree.SubElement(root, f"{{{PACKAGE}/relationships}}Relationship", told)
        return identity

    def target(self, source: str, identity: str) -> str:
        """The part that a relationship points to."""
        return next(part for known, _, part in self._links(source) if known == identity)

    def linked(self, source: str, kind: str) -> str:
        """The one part of a kind that a part points to, `""` where there is none."""
        return next((part for _, known, part in self._links(source) if known == kind), "")

    def _links(self, source: str) -> Iterator[tuple[str, str, str]]:
        """Identity, last word of the type, and target of each relationship."""
        folder, file = posixpath.split(source)
        links = self.held.get(posixpath.join(folder, "_rels", file + ".rels"), b"<none/>")
        for link in etree.fromstring(links):
            target = posixpath.normpath(posixpath.join("/", folder, link.get("Target"))).lstrip("/")
            yield link.get("Id"), link.get("Type").rpartition("/")[2], target

    def tabs(self) -> dict[str, str]:
        """The parts of the sheets, by what their tabs say."""
        sheets = etree.fromstring(self.held[WORKBOOK]).find(f"{{{MAIN}}}sheets")
        return {tab.get("name"): self.target(WORKBOOK, tab.get(f"{{{OFFICE}}}id")) for tab in sheets}

    def table(self, name: str) -> str:
        """The part of a table."""
        told = f' displayName="{name}"'.encode()
        return next(part for part, content in self.held.items() if part.startswith("xl/tables/") and told in content)

    def last_row(self, table: str) -> int:
        """The last row of a table."""
        return address(etree.fromstring(self.held[self.table(table)]).get("ref").partition(":")[2])[1]

    def new_tab(self, name: str, inside: str, state: str = "visible", kind: str = "worksheet") -> str:
        """A new sheet at the end, with what stands inside its root element."""
        part = f"xl/{kind}s/sheet{self.number(f'xl/{kind}s/sheet')}.xml"
        return self.add_tab(name, part, f'<{kind} xmlns="{MAIN}" {XMLNS}>{inside}</{kind}>', kind, state=state)

    def add_tab(self, name: str, part: str, xml: str, kind: str, content: str = "", state: str = "visible") -> str:
        """A new sheet of any kind of relationship and content."""
        self.add(part, xml, content or f"{SPREADSHEET}.{kind}+xml")
        identity = self.link(WORKBOOK, kind, part)
        with self.changing(WORKBOOK) as root:
            tabs = root.find(f"{{{MAIN}}}sheets")
            number = 1 + max(int(tab.get("sheetId")) for tab in tabs)
            tabs.append(element(f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="{identity}"/>'))
        return part

    def put(self, part: str, xml: str) -> None:
        """An element at its place in a worksheet or workbook, after those of its name."""
        with self.changing(part) as root:
            order = (WORKBOOK_ORDER if part == WORKBOOK else WORKSHEET_ORDER).split()
            added = element(xml)
            rank = order.index(local(added))
            later = (at for at, child in enumerate(root) if local(child) in order[rank + 1 :])
            root.insert(next(later, len(root)), added)

    def extend(self, part: str, uri: str, xml: str) -> None:
        """An extension of a worksheet or workbook, joined to one with the same address where there is any."""
        with self.changing(part) as root:
            known = root.find(f"{{{MAIN}}}extLst")
            if known is None:
                known = etree.SubElement(root, f"{{{MAIN}}}extLst")
            found = next((ext for ext in known if ext.get("uri") == uri), None)
            if found is None:
                known.append(element(f'<ext uri="{uri}">{xml}</ext>'))
            else:
                found[0].extend(element(xml))

    def cell(self, part: str, xml: str) -> None:
        """A cell of a worksheet, in the place of the one that stands at its address."""
        added = element(xml)
        column, row = address(added.get("r"))
        with self.changing(part) as root:
            rows = root.find(f"{{{MAIN}}}sheetData")
            line = next((each for each in rows if int(each.get("r")) == row), None)
            if line is None:
                line = element(f'<row r="{row}"/>')
                rows.insert(sum(int(each.get("r")) < row for each in rows), line)
            line.attrib.pop("spans", None)
            before = [cell for cell in line if address(cell.get("r"))[0] < column]
            if len(before) < len(line) and line[len(before)].get("r") == added.get("r"):
                line.remove(line[len(before)])
            line.insert(len(before), added)

    def name(self, name: str, refers: str, **told: str) -> None:
        """A defined name."""
        with self.changing(WORKBOOK) as root:
            more = "".join(f' {key}="{value}"' for key, value in told.items())
            root.find(f"{{{MAIN}}}definedNames").append(
                element(f'<definedName name="{name}"{more}>{refers}</definedName>')
            )

    def _type(self, part: str, kind: str) -> None:
        extension = part.rpartition(".")[2]
        with self.changing(TYPES) as root:
            default = next((each.get("ContentType") for each in root if each.get("Extension") == extension), None)
            if default is None:
                told = {"Extension": extension, "ContentType": kind}
                root.insert(0, etree.Element(f"{{{PACKAGE}/content-types}}Default", told))
            elif default != kind:
                told = {"PartName": f"/{part}", "ContentType": kind}
                etree.SubElement(root, f"{{{PACKAGE}/content-types}}Override", told)
