"""A VBA project, written as source alone ([MS-OVBA]): Excel compiles it when it opens the workbook."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from aop_excel.backends.macro.compound_file import written
from aop_excel.backends.macro.compression import compressed
from aop_excel.backends.macro.protection import unprotected

ENCODING: Final = "cp1252"
NAME: Final = "VBAProject"
_ID: Final = "{6B0E7E5E-5E0B-5C4B-9D3D-0E1F3C6A4B57}"
"""Any will do; always the same one, so that equal modules give equal bytes."""

_REFERENCES: Final = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
        r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)
"""The libraries that every project of Excel refers to."""


class Kind(Enum):
    """What a module is, in the word for it in the project's list."""

    DOCUMENT = "Document={}/&H00000000"
    STANDARD = "Module={}"
    CLASS = "Class={}"


@dataclass(frozen=True, slots=True)
class Module:
    """A module: its name, and its source with the attributes that the editor hides, in lines that end as Windows'."""

    name: str
    kind: Kind
    source: str


def project(modules: Sequence[Module]) -> bytes:
    """The bytes of `vbaProject.bin`."""
    vba = {
        "_VBA_PROJECT": bytes.fromhex("cc61ffff000000"),  # of no version: nothing in it is compiled yet
        "dir": compressed(_directory(modules)),
    }
    vba |= {module.name: compressed(module.source.encode(ENCODING)) for module in modules}
    return written({"VBA": vba, "PROJECT": _listing(modules), "PROJECTwm": _names(modules)})


def _directory(modules: Sequence[Module]) -> bytes:
    """The records of the stream `dir` ([MS-OVBA] 2.3.4.2)."""
    english = struct.pack("<I", 0x0409)
    records = [
        _record(0x01, struct.pack("<I", 3)),  # 64-bit Windows
        _record(0x02, english) + _record(0x14, english),
        _record(0x03, struct.pack("<H", int(ENCODING.removeprefix("cp")))),
        _record(0x04, NAME.encode()),
        _record(0x05) + _record(0x40) + _record(0x06) + _record(0x3D),  # description, help file
        _record(0x07, bytes(4)) + _record(0x08, bytes(4)),
        struct.pack("<HIIH", 0x09, 4, 1, 1),  # its version
        _record(0x0C) + _record(0x3C),  # constants
    ]
    for reference, library in _REFERENCES:
        records.append(_record(0x16, reference.encode()) + _record(0x3E, reference.encode("utf-16-le")))
        records.append(_record(0x0D, struct.pack("<I", len(library)) + library.encode() + bytes(6)))
    records.append(_record(0x0F, struct.pack("<H", len(modules))) + _record(0x13, b"\xff\xff"))
    for module in modules:
        name, wide = module.name.encode(ENCODING), module.name.encode("utf-16-le")
        records.append(_record(0x19, name) + _record(0x47, wide) + _record(0x1A, name) + _record(0x32, wide))
        records.append(_record(0x1C) + _record(0x48))  # description
        records.append(_record(0x31, bytes(4)) + _record(0x1E, bytes(4)) + _record(0x2C, b"\xff\xff"))
        records.append(_record(0x21 if module.kind is Kind.STANDARD else 0x22) + _record(0x2B))
    return b"".join([*records, _record(0x10)])


def _record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(content)) + content


def _listing(modules: Sequence[Module]) -> bytes:
    """The stream `PROJECT`: a list of the modules as text ([MS-OVBA] 2.3.1)."""
    protection, password, visibility = unprotected(_ID)
    lines = [
        f'ID="{_ID}"',
        *(module.kind.value.format(module.name) for module in modules),
        f'Name="{NAME}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{protection}"',
        f'DPB="{password}"',
        f'GC="{visibility}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
        "",
    ]
    return "\r\n".join(lines).encode(ENCODING)


def _names(modules: Sequence[Module]) -> bytes:
    """The stream `PROJECTwm`: each name in both alphabets."""
    names = (each.name.encode(ENCODING) + b"\0" + each.name.encode("utf-16-le") + b"\0\0" for each in modules)
    return b"".join(names) + b"\0\0"
