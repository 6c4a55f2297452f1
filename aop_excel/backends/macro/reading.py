"""The modules of a VBA project, whoever wrote it: ours, or Excel when the owner saved the workbook."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from aop_excel.backends.macro.compound_reading import streams_of
from aop_excel.backends.macro.compression import decompressed

_CODE_PAGE, _VERSION, _NAME, _STREAM, _OFFSET = 0x03, 0x09, 0x19, 0x1A, 0x31
_END_OF_MODULE: Final = 0x2B


def sources(project: bytes) -> dict[str, str]:
    """The source of each module by name, with the attributes that the editor hides.

    Raises `ValueError` for what is not a VBA project.
    """
    streams = {path.lower(): content for path, content in streams_of(project).items()}
    if "vba/dir" not in streams:
        raise ValueError("not a VBA project")
    found = {}
    encoding, name, stream, offset = "cp1252", "", "", 0
    for number, content in _records(decompressed(streams["vba/dir"])):
        if number == _CODE_PAGE:
            encoding = _encoding(int.from_bytes(content, "little"))
        elif number == _NAME:
            name = content.decode(encoding, "replace")
        elif number == _STREAM:
            stream = content.decode(encoding, "replace")
        elif number == _OFFSET:
            offset = int.from_bytes(content, "little")
        elif number == _END_OF_MODULE:
            source = streams.get(f"vba/{stream}".lower(), b"")
            found[name] = decompressed(source[offset:]).decode(encoding, "replace")
    return found


def code(source: str) -> str:
    """A module's source as the editor shows it: without attributes, comments at its ends, and blank lines there."""
    lines = [line for line in source.splitlines() if not line.startswith("Attribute VB_")]
    return "\n".join(line.rstrip() for line in lines).strip()


def _records(directory: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record of the stream `dir`."""
    position = 0
    while position + 6 <= len(directory):
        number, size = struct.unpack_from("<HI", directory, position)
        if number == _VERSION:
            size = 6  # what stands there is no size
        yield number, directory[position + 6 : position + 6 + size]
        position += 6 + size


def _encoding(code_page: int) -> str:
    """What Python calls a code page."""
    return {10000: "mac_roman", 65001: "utf-8"}.get(code_page, f"cp{code_page}")
