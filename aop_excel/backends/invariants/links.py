"""What ties the parts together: well-formed XML, relationships that lead somewhere, a content type for each part."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from posixpath import dirname, join, split
from xml.parsers import expat

from aop_excel.backends.invariants.parts import TYPES, Parts, link_of
from aop_excel.backends.invariants.rules import Finding, Rule


def not_xml(xml: bytes) -> bool:
    """Whether bytes are not well-formed XML without a document type."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)
    except expat.ExpatError:
        return True
    return b"<!DOCTYPE" in xml


def root_of(xml: bytes) -> tuple[bytes, str, dict[str, str]]:
    """XML declaration, name of the root element, and its namespaces with those that may be ignored."""
    told: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: told.append((name, attributes))
    position = 0
    while not told and position < len(xml):
        parser.Parse(xml[position : position + 1000], False)
        position += 1000
    name, attributes = told[0]
    declared = {key: value for key, value in attributes.items() if key.startswith("xmlns") or key.endswith("Ignorable")}
    return xml[: xml.find(b"?>") + 2] if b"<?xml" in xml[:10] else b"", name, declared


def broken_links(parts: Parts, files: Collection[str]) -> Iterator[Finding]:
    """Relationships of the given files that lead nowhere or share an id."""
    for rels in files:
        folder, file = split(rels)
        part = join(dirname(folder), file.removesuffix(".rels"))
        seen = set()
        for element in parts.tree(rels):
            identity = element.get("Id", "")
            link = link_of(parts, part, element)
            if link.target and not parts.find(link.target):
                yield Finding(rels, identity, Rule.LINK_TARGET)
            if identity in seen:
                yield Finding(rels, identity, Rule.LINK_TWICE)
            seen.add(identity)


def broken_types(parts: Parts) -> Iterator[Finding]:
    """Parts without a content type, and content types without a part."""
    for name in parts.names:
        if name != TYPES and not name.endswith("/") and parts.type_of(name) is None:
            yield Finding(name, "", Rule.TYPE_MISSING)
    for name in parts.types[1]:
        if not parts.find(name.lstrip("/")):
            yield Finding(TYPES, name, Rule.TYPE_DANGLING)
