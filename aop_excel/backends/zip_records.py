"""The records of a zip file: what stands before each member, and in the directory at the end."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

STORED, DEFLATED = 0, 8
ENCRYPTED, SIZES_FOLLOW, UTF8 = 0x1, 0x8, 0x800
DEFLATE_LEVEL_BITS = 0x6
MAX16, MAX32 = 0xFFFF, 0xFFFFFFFF
FIRST_DAY: Final = 0x21
"""1 January 1980, as zip files write it."""

LOCAL: Final = struct.Struct("<4s5H3I2H")
CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
END: Final = struct.Struct("<4s4H2IH")


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside the zip: what its central record says, and where its local record begins."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    central: bytes
    """The central record as it will be written again, apart from its offset."""


def new_member(name: str) -> Member:
    """A member that no file held before; what it holds is packed when the zip is written."""
    raw_name = name.encode()
    head = 20, 20, UTF8, DEFLATED, 0, FIRST_DAY, 0, 0, 0, len(raw_name)
    return Member(name, UTF8, DEFLATED, 0, 0, 0, 0, CENTRAL.pack(b"PK\1\2", *head, 0, 0, 0, 0, 0, 0) + raw_name)


@dataclass(frozen=True, slots=True)
class Packed:
    """What a member holds: how it is packed, the checksum and size it unpacks to, its packed bytes."""

    method: int
    crc: int
    size: int
    content: bytes

    @classmethod
    def stored(cls, content: bytes) -> Packed:
        """Bytes as they are."""
        return cls(STORED, zlib.crc32(content), len(content), content)


def zipped(members: Iterable[tuple[str, Packed]]) -> bytes:
    """A zip file of the given members, made on the first day that zip files know."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    position = 0
    for name, packed in members:
        raw_name = name.encode()
        sizes = len(packed.content), packed.size
        head = 20, UTF8, packed.method, 0, FIRST_DAY, packed.crc, *sizes, len(raw_name), 0
        pieces += [LOCAL.pack(b"PK\3\4", *head), raw_name, packed.content]
        directory += [CENTRAL.pack(b"PK\1\2", 20, *head, 0, 0, 0, 0, position), raw_name]
        position += LOCAL.size + len(raw_name) + len(packed.content)
    records = b"".join(directory)
    count = len(directory) // 2
    return b"".join([*pieces, records, END.pack(b"PK\5\6", 0, 0, count, count, len(records), position, 0)])


def packed_anew(member: Member, raw_name: bytes, content: bytes) -> tuple[bytes, bytes, bytes]:
    """Local record, packed bytes and central record of a member with new content."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    _, made, _, _, _, time, day, *_ = fields = CENTRAL.unpack_from(member.central)
    flags = member.flags & ~(SIZES_FOLLOW | DEFLATE_LEVEL_BITS)
    head = 20, flags, DEFLATED, time, day, zlib.crc32(content), len(packed), len(content), len(raw_name), 0
    local = LOCAL.pack(b"PK\3\4", *head) + raw_name
    central = CENTRAL.pack(b"PK\1\2", made, *head, 0, 0, *fields[14:16], 0) + raw_name
    return local, packed, central


def zip64_sizes(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Size, packed size and offset, taken from the 64-bit record where the 32-bit one says so."""
    wide = _zip64_record(extra)
    values = []
    for narrow in (size, packed, offset):
        if narrow == MAX32 and wide:
            narrow, wide = struct.unpack_from("<Q", wide)[0], wide[8:]  # noqa: PLW2901  # the wide one takes its place
        values.append(narrow)
    return values[0], values[1], values[2]


def _zip64_record(extra: bytes) -> bytes:
    for tag, record in _extra_records(extra):
        if tag == 1:
            return record[4:]
    return b""


def without_zip64(extra: bytes) -> bytes:
    """An extra field without its 64-bit record."""
    return b"".join(record for tag, record in _extra_records(extra) if tag != 1)


def _extra_records(extra: bytes) -> list[tuple[int, bytes]]:
    """The records of an extra field with their tags, each record with its four bytes of header."""
    records = []
    position = 0
    while position + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, position)
        records.append((int(tag), extra[position : position + 4 + length]))
        position += 4 + length
    return records
