"""The members of a workbook's file as they stand in it, packed, with their dates and attributes."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass

SIZES_BEHIND = 8
"""The flag of a member whose sizes follow its packed bytes; written again, they stand in front."""


@dataclass(frozen=True)
class Entry:
    """A member of the zip file: its packed bytes, and all that is told about it besides its place."""

    name: str
    packed: bytes
    told: tuple[object, ...]


def entries(content: bytes) -> list[Entry]:
    """The members of a file in their order; that sizes stand behind the packed bytes is not told."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        for info in archive.infolist():
            name, extra = struct.unpack_from("<2H", content, info.header_offset + 26)
            start = info.header_offset + 30 + name + extra
            told = (
                info.extra,
                info.date_time,
                info.compress_type,
                info.external_attr,
                info.internal_attr,
                info.comment,
            )
            made = (info.create_system, info.create_version, info.extract_version, info.flag_bits & ~SIZES_BEHIND)
            found.append(Entry(info.filename, content[start : start + info.compress_size], told + made))
    return found


def changed(before: bytes, after: bytes) -> set[str]:
    """The parts that are not, byte for byte, what they were. All others must follow each other as they did."""
    old, new = ({entry.name: entry for entry in entries(content)} for content in (before, after))
    assert list(new) == [name for name in old if name in new]
    return {name for name in old if old[name] != new.get(name)}
