"""The zip file that was written: its records agree, nothing is between them, and what we did not write is as it was."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from aop_excel.backends.invariants.rules import Finding, Rule
from aop_excel.backends.package import Package
from aop_excel.backends.zip_records import (
    CENTRAL,
    DEFLATED,
    END,
    LOCAL,
    MAX16,
    SIZES_FOLLOW,
    STORED,
    UTF8,
    Member,
    zip64_sizes,
)


class Entry(NamedTuple):
    """A member as the directory tells it; `start` is where its local record begins, `packed` its packed bytes."""

    name: str
    flags: int
    method: int
    crc: int
    size: int
    start: int
    local: bytes
    packed: bytes

    def unpacked(self) -> bytes | None:
        """The member's bytes, None where they cannot be had or are not what the directory promises."""
        try:
            content = self.packed if self.method == STORED else zlib.decompress(self.packed, -15)
        except zlib.error:
            return None
        return content if len(content) == self.size and zlib.crc32(content) == self.crc else None

    @property
    def agrees(self) -> bool:
        """Whether what stands before the packed bytes says the same as the directory."""
        _, _, flags, method, _, _, crc, packed, size, length, _ = LOCAL.unpack_from(self.local)
        name = self.local[LOCAL.size : LOCAL.size + length].decode("utf-8" if flags & UTF8 else "cp437", "replace")
        size, packed, _ = zip64_sizes(self.local[LOCAL.size + length :], size, packed, 0)
        here = self.flags, self.method, self.crc, len(self.packed), self.size, self.name
        return not flags & SIZES_FOLLOW and (flags, method, crc, packed, size, name) == here


def entries(content: bytes) -> dict[str, Entry] | None:
    """All members in the order of the directory; None unless the file is exactly members, directory and end."""
    end = content.rfind(b"PK\5\6", max(0, len(content) - END.size - MAX16))
    if end < 0 or end + END.size > len(content):
        return None
    _, disk, first_disk, on_disk, count, size, offset, comment = END.unpack_from(content, end)
    if disk or first_disk or on_disk != count or offset + size != end or end + END.size + comment != len(content):
        return None
    try:
        found = list(_entries(content, offset, end))
    except (struct.error, UnicodeDecodeError, ValueError):
        return None
    by_name = {entry.name: entry for entry in found}
    return by_name if len(found) == len(by_name) == count else None


def _entries(content: bytes, position: int, end: int) -> Iterator[Entry]:
    """Members as the directory lists them. Raises `ValueError` where they do not follow one another without a gap."""
    directory = position
    expected = 0
    while position < end:
        signature, _, _, flags, method, _, _, crc, packed, size, name, extra, comment, *_, start = CENTRAL.unpack_from(
            content, position
        )
        raw_name = content[position + CENTRAL.size : position + CENTRAL.size + name]
        position += CENTRAL.size + name + extra + comment
        local_signature, *_, local_name, local_extra = LOCAL.unpack_from(content, start)
        data = start + LOCAL.size + local_name + local_extra
        if signature != b"PK\1\2" or local_signature != b"PK\3\4" or start != expected or data + packed > directory:
            raise ValueError("members are not where the directory says")
        expected = data + packed
        decoded = raw_name.decode("utf-8" if flags & UTF8 else "cp437")
        yield Entry(decoded, flags, method, crc, size, start, content[start:data], content[data:expected])
    if expected != directory or position != end:
        raise ValueError("something stands between the members and the directory")


def broken_archive(
    package: Package, members: Mapping[str, Member], found: Mapping[str, Entry], lost: set[str]
) -> Iterator[Finding]:
    """Where what was `found` is not the package's `members` as read, apart from those written or `lost` on purpose."""
    expected = [
        name for name in [*members, *(each for each in package.written if each not in members)] if name not in lost
    ]
    for name in {*expected, *found} if list(found) != expected else ():
        if name not in found or name not in expected:
            yield Finding(name, "", Rule.MEMBER_LOST)
    if [name for name in found if name in expected] != [name for name in expected if name in found]:
        yield Finding("zip", "", Rule.MEMBER_LOST)
    for name, entry in found.items():
        if name in package.written:
            yield from _written(entry)
        elif name in members:
            yield from _untouched(package, members[name], entry)


def _written(entry: Entry) -> Iterator[Finding]:
    if not entry.agrees or entry.method not in (STORED, DEFLATED):
        yield Finding(entry.name, "", Rule.LOCAL_RECORD)


def _untouched(package: Package, member: Member, entry: Entry) -> Iterator[Finding]:
    if (entry.method, entry.crc, len(entry.packed), entry.size) != (
        member.method,
        member.crc,
        member.packed,
        member.size,
    ) or entry.packed != package.packed(entry.name):
        yield Finding(entry.name, "", Rule.NOT_MEANT)
    elif not entry.agrees and entry.local != package.local_record(entry.name):
        yield Finding(entry.name, "", Rule.LOCAL_RECORD)
