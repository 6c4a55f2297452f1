"""The parts of one version of a workbook: their XML, where they point, and what content types they have."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property
from posixpath import dirname, join, normpath, split
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from aop_excel.backends.invariants.rows import CutSheet, cut

TYPES = "[Content_Types].xml"


class Link(NamedTuple):
    """A relationship: the last word of its type, and the part it leads to (`""` outside the package)."""

    kind: str
    target: str


class Parts:
    """One version of the package: the names of its parts, and a way to read them.

    What is not `fresh` is as in the version `before`, and is not read a second time.
    """

    def __init__(
        self,
        names: Collection[str],
        read: Callable[[str], bytes],
        before: Parts | None = None,
        fresh: Collection[str] = (),
    ) -> None:
        self.names = names
        self._read = read
        self._before = before
        self._fresh = fresh
        self._links: dict[str, dict[str, Link]] = {}
        self._contents: dict[str, bytes] = {}
        self._trees: dict[str, ET.Element] = {}
        self._rows: dict[str, CutSheet | None] = {}

    def find(self, name: str) -> str | None:
        """A part's name as it is spelled here."""
        return name if name in self.names else self._spelled.get(name.lower())

    def read(self, name: str) -> bytes:
        """A part's bytes."""
        if self._before and name not in self._fresh:
            return self._before.read(name)
        if name not in self._contents:
            self._contents[name] = self._read(name)
        return self._contents[name]

    def tree(self, name: str) -> ET.Element:
        """A part's root element; an empty one where there is no XML to read."""
        if self._before and name not in self._fresh:
            return self._before.tree(name)
        if name not in self._trees:
            self._trees[name] = parsed(self.read(name) if name in self.names else b"")
        return self._trees[name]

    def rows(self, sheet: str) -> CutSheet | None:
        """A worksheet cut into its rows; None where it is not there, or cannot be cut."""
        if sheet not in self._rows:
            self._rows[sheet] = cut(self.read(sheet)) if sheet in self.names else None
        return self._rows[sheet]

    def links(self, part: str) -> dict[str, Link]:
        """Where a part points, by the id of the relationship."""
        folder, file = split(part)
        rels = self.find(join(folder, "_rels", file + ".rels"))
        if self._before and rels not in self._fresh and len(self.names) == len(self._before.names):
            return self._before.links(part)
        if part not in self._links:
            elements = self.tree(rels) if rels else ()
            self._links[part] = {element.get("Id", ""): link_of(self, part, element) for element in elements}
        return self._links[part]

    def linked(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that a part points to."""
        found = (self.find(link.target) for link in self.links(part).values() if link.kind == kind)
        return [name for name in found if name]

    @cached_property
    def workbook(self) -> str:
        """The workbook's part."""
        return next(iter(self.linked("", "officeDocument")), "")

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Sheets' parts by their name, in the order of their tabs."""
        links = self.links(self.workbook)
        return {
            sheet.get("name", ""): self.find(links[identity].target) or "" if identity in links else ""
            for sheet in self.tree(self.workbook).iterfind("{*}sheets/{*}sheet")
            for identity in [relationship_ids(sheet).get("id", "")]
        }

    @cached_property
    def types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Content types by extension, and by part; both in small letters."""
        root = self.tree(self.find(TYPES) or "")
        defaults = {
            each.get("Extension", "").lower(): each.get("ContentType", "") for each in root.iterfind("{*}Default")
        }
        overrides = {
            each.get("PartName", "").lower(): each.get("ContentType", "") for each in root.iterfind("{*}Override")
        }
        return defaults, overrides

    def type_of(self, name: str) -> str | None:
        """A part's content type."""
        defaults, overrides = self.types
        return overrides.get(f"/{name}".lower(), defaults.get(name.rpartition(".")[2].lower()))

    @cached_property
    def _spelled(self) -> dict[str, str]:
        return {name.lower().replace("\\", "/"): name for name in self.names}


def parsed(xml: bytes) -> ET.Element:
    """The root element; an empty one where there is no XML that can be read safely."""
    try:
        return ET.Element("nothing") if b"<!DOCTYPE" in xml else ET.fromstring(xml)
    except ET.ParseError:
        return ET.Element("nothing")


def relationship_ids(element: ET.Element) -> dict[str, str]:
    """The relationships that an element names, by attribute (`id`, `embed`)."""
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items() if "/relationships}" in name}


def local(tag: str) -> str:
    """An element's name without its namespace."""
    return tag.rpartition("}")[2]


def link_of(parts: Parts, part: str, element: ET.Element) -> Link:
    """What a `Relationship` element of a part says."""
    target = element.get("Target", "").replace("\\", "/")
    kind = element.get("Type", "").rpartition("/")[2]
    if element.get("TargetMode") == "External" or target.startswith("#"):
        return Link(kind, "")
    found = normpath(join("/", dirname(part), target)).lstrip("/")
    return Link(kind, found if parts.find(found) else unquote(found))
