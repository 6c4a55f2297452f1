"""The last look at a changed workbook before it takes the old one's place: whether it is whole, as Excel wants it.

Most programs open nearly any damage without a word; Excel repairs the file and throws something away. So the bytes are
read back here by other means than those that wrote them: each part written, and what it is tied to. Only new damage
counts. What was wrong in the owner's file before must not stop them.
"""

from __future__ import annotations

from aop_excel.backends.invariants.archive import broken_archive, entries
from aop_excel.backends.invariants.inspection import Inspection
from aop_excel.backends.invariants.links import not_xml
from aop_excel.backends.invariants.losses import lost
from aop_excel.backends.invariants.parts import Parts
from aop_excel.backends.invariants.rules import Finding, Rule
from aop_excel.backends.package import Package

__all__ = ["Finding", "Rule", "damage", "damage_of_whole"]


def damage(package: Package, content: bytes) -> list[Finding]:
    """What is wrong with the `content` of a changed package, and was not wrong when it was read."""
    found = entries(content)
    if found is None:
        return [Finding("zip", "", Rule.DIRECTORY)]
    members = package.members
    old = Parts(members, package.as_read)
    left_out = {chain for chain in old.linked(old.workbook, "calcChain") if chain not in found}
    findings = list(broken_archive(package, members, found, left_out))
    contents = {name: found[name].unpacked() for name in package.written if name in found}
    findings += [Finding(name, "", Rule.PACKED) for name, content in contents.items() if content is None]
    if findings:
        return findings
    new = Parts(found, lambda name: contents[name] or b"", old, contents)
    malformed = {name for name in contents if not_xml(new.read(name))}
    findings = [
        Finding(name, "", Rule.NOT_XML) for name in malformed if name not in members or not not_xml(old.read(name))
    ]
    if findings:
        return findings
    written = contents.keys() - malformed
    findings = [*lost(old, new, written & members.keys()), *Inspection(new, old, written).findings()]
    if findings:
        known = set(Inspection(old, new, written & members.keys()).findings())
        findings = [finding for finding in dict.fromkeys(findings) if finding not in known]
    return findings


def damage_of_whole(content: bytes, before: Package) -> list[Finding]:
    """What is wrong in any part of a workbook that was put together from others, and was not in the one `before`."""
    found = entries(content)
    if found is None:
        return [Finding("zip", "", Rule.DIRECTORY)]
    findings = [Finding(name, "", Rule.LOCAL_RECORD) for name, entry in found.items() if not entry.agrees]
    findings += [Finding(name, "", Rule.PACKED) for name, entry in found.items() if entry.unpacked() is None]
    if not findings:
        findings = _all_findings(Parts(found, lambda name: found[name].unpacked() or b""))
    if findings:
        known = set(_all_findings(Parts(before.members, before.as_read)))
        findings = [finding for finding in dict.fromkeys(findings) if finding not in known]
    return findings


def _all_findings(parts: Parts) -> list[Finding]:
    """What is wrong with any part."""
    written = {name for name in parts.names if name.lower().endswith((".xml", ".rels"))}
    malformed = {name for name in written if not_xml(parts.read(name))}
    findings = [Finding(name, "", Rule.NOT_XML) for name in malformed]
    nothing = Parts((), lambda _: b"")
    return findings + list(Inspection(parts, nothing, written - malformed).findings())
