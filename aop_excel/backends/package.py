"""An Office package as the zip file it is: parts we replace are packed anew, all others keep their packed bytes."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Final, NoReturn
from xml.parsers import expat

from aop_excel.backends.zip_records import (
    CENTRAL,
    DEFLATED,
    ENCRYPTED,
    END,
    LOCAL,
    MAX16,
    MAX32,
    SIZES_FOLLOW,
    STORED,
    UTF8,
    Member,
    Packed,
    new_member,
    packed_anew,
    without_zip64,
    zip64_sizes,
)
from aop_excel.errors import RefusedFile
from aop_excel.text import Text

MEGABYTE: Final = 2**20
UNPACKED_LIMIT: Final = 256 * MEGABYTE
"""All parts that we unpack may together have this many bytes; those that are carried over packed do not count."""

MEMBER_LIMIT: Final = 20_000
"""A file may have this many parts; Excel's own have some hundred."""

_ABSOLUTE: Final = re.compile(r"[/\\]|[A-Za-z]:")
_ENCODING: Final = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)""")

_NOT_A_WORKBOOK = Text(
    "tệp này không phải sổ tính Excel, hoặc đã bị hỏng. Hãy mở bằng Excel, lưu lại dạng .xlsx, "
    "hoặc khôi phục bản sao lưu.",
    "this is not an Excel workbook, or it is damaged. Open it in Excel and save it as .xlsx, or restore a backup.",
)
_OLD_OR_ENCRYPTED = Text(
    "tệp được đặt mật khẩu hoặc ở dạng .xls cũ. Hãy mở bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc) "
    "hoặc lưu lại dạng .xlsx.",
    "the file has a password or is an old .xls. Open it in Excel, remove the password "
    "(File > Info > Protect Workbook) or save it as .xlsx.",
)
_DAMAGED = Text(
    "phần “{part}” của tệp bị hỏng ({why}). Hãy mở bằng Excel và lưu lại, hoặc khôi phục bản sao lưu.",
    "its part “{part}” is damaged ({why}). Open it in Excel and save it again, or restore a backup.",
)
_TOO_MANY = Text(
    "tệp có hơn {limit} phần bên trong. Hãy chuyển bớt hình ảnh và trang sang một tệp khác.",
    "it holds more than {limit} parts. Move pictures and sheets into another file.",
)
_UNSAFE = Text(
    "phần “{part}” của tệp không an toàn ({why}). Hãy mở bằng Excel và lưu lại dưới tên mới.",
    "its part “{part}” is not safe ({why}). Open it in Excel and save it under a new name.",
)
_TOO_LARGE = Text(
    "phần “{part}” của tệp quá lớn: các phần cần đọc có hơn {limit} MB. Hãy chuyển dữ liệu lớn sang một tệp khác.",
    "its part “{part}” is too large: what must be read has over {limit} MB. Move the large amount of data into another "
    "file.",
)


class Package:
    """The parts of an Office file, by name (`xl/workbook.xml`).

    Raises `RefusedFile` for what is not a package or not one we can safely change.
    """

    def __init__(self, content: bytes, name: str, limit: int = UNPACKED_LIMIT) -> None:
        self.name = name
        self._content = content
        self._limit = limit
        self._unpacked: set[str] = set()
        self._size_unpacked = 0
        if content[:4] == b"\xd0\xcf\x11\xe0":
            raise RefusedFile(name, _OLD_OR_ENCRYPTED)
        try:
            self._members, self._comment = self._directory()
        except (struct.error, UnicodeDecodeError):
            raise RefusedFile(name, _NOT_A_WORKBOOK) from None
        self._by_lower_name: dict[str, str] = {}
        for member in self._members:
            if self._by_lower_name.setdefault(member.lower().replace("\\", "/"), member) != member:
                self.refuse(_UNSAFE, member, why="duplicate")
        self._check_overlap()
        self._replaced: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._added: set[str] = set()

    @property
    def members(self) -> Mapping[str, Member]:
        """What the file that was read holds, in its order; also what is left out now, but not what was added."""
        return {name: member for name, member in self._members.items() if name not in self._added}

    @property
    def written(self) -> Collection[str]:
        """The parts that were given new bytes."""
        return self._replaced.keys()

    @property
    def names(self) -> list[str]:
        """The parts' names in the order in which they stand in the file."""
        return [name for name in self._members if name not in self._removed]

    def find(self, name: str) -> str | None:
        """A part's name as it is spelled here; packages do not distinguish small and capital letters."""
        found = name if name in self._members else self._by_lower_name.get(name.lower().lstrip("/"))
        return None if found in self._removed else found

    def read(self, name: str) -> bytes:
        """A part's bytes."""
        return self._replaced[name] if name in self._replaced else self.as_read(name)

    def as_read(self, name: str) -> bytes:
        """A part's bytes as they stand in the file that was read."""
        member = self._members[name]
        if name not in self._unpacked:
            self._unpacked.add(name)
            self._size_unpacked += member.size
        if self._size_unpacked > self._limit:
            self.refuse(_TOO_LARGE, name, limit=self._limit // MEGABYTE)
        packed = self._packed(member)
        if member.method == STORED:
            content = packed
        elif member.method == DEFLATED:
            try:
                content = zlib.decompressobj(-15).decompress(packed, member.size + 1)
            except zlib.error:
                self.refuse(_DAMAGED, name, why="deflate")
        else:
            self.refuse(_DAMAGED, name, why=f"method {member.method}")
        if len(content) != member.size or zlib.crc32(content) != member.crc:
            self.refuse(_DAMAGED, name, why="CRC")
        return content

    def xml(self, name: str) -> bytes:
        """The bytes of a part that will be parsed: well-formed XML in UTF-8, prefixes and all, and no document type."""
        content = self.read(name)
        if b"<!DOCTYPE" in content:
            self.refuse(_UNSAFE, name, why="<!DOCTYPE")
        encoding = _ENCODING.match(content[:200])
        if content[:2] in (b"\xff\xfe", b"\xfe\xff") or (
            encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")
        ):
            self.refuse(_DAMAGED, name, why="encoding")
        try:
            expat.ParserCreate(namespace_separator=" ").Parse(content, True)
        except expat.ExpatError:
            self.refuse(_DAMAGED, name, why="XML")
        return content

    def replace(self, name: str, content: bytes) -> None:
        """Give an existing part new bytes."""
        if name not in self._members:
            raise KeyError(name)
        self._replaced[name] = content

    def add(self, name: str, content: bytes) -> None:
        """Put a new part behind the others."""
        self._members[name] = new_member(name)
        self._by_lower_name[name.lower()] = name
        self._replaced[name] = content
        self._added.add(name)

    def remove(self, name: str) -> None:
        """Leave a part out."""
        if name not in self._members:
            raise KeyError(name)
        self._removed.add(name)

    def packed(self, name: str) -> bytes:
        """The packed bytes of a part as they stand in the file that was read."""
        return self._packed(self._members[name])

    def local_record(self, name: str) -> bytes:
        """What stands before a part's packed bytes in the file that was read."""
        member = self._members[name]
        return self._content[member.offset : self._data_start(member)]

    def carried(self, name: str) -> Packed:
        """A part as it stands in the file that was read, to be put into another one."""
        member = self._members[name]
        return Packed(member.method, member.crc, member.size, self._packed(member))

    def content(self) -> bytes:
        """The whole file; with nothing replaced and nothing removed, exactly what was read."""
        if not self._replaced and not self._removed:
            return self._content
        pieces: list[bytes] = []
        directory: list[bytes] = []
        position = 0
        for member in self._members.values():
            if member.name in self._removed:
                continue
            local, packed, central = self._copied(member)
            pieces += [local, packed]
            directory.append(central[:42] + struct.pack("<I", position) + central[46:])
            position += len(local) + len(packed)
        records = b"".join(directory)
        if position + len(records) >= MAX32 or len(directory) >= MAX16:
            raise RefusedFile(self.name, _TOO_LARGE.format(part=self.name, limit=4096))
        count = len(directory)
        end = END.pack(b"PK\5\6", 0, 0, count, count, len(records), position, len(self._comment))
        return b"".join([*pieces, records, end, self._comment])

    def refuse(self, reason: Text, part: str, **words: object) -> NoReturn:
        """Stop because of one part."""
        raise RefusedFile(self.name, reason.format(part=part, **words))

    def _copied(self, member: Member) -> tuple[bytes, bytes, bytes]:
        """Local record, packed bytes and central record of a member as it is written again.

        Sizes that followed the packed bytes are put in front of them, where every reader looks first.
        """
        raw_name = member.central[46 : 46 + struct.unpack_from("<H", member.central, 28)[0]]
        if member.name in self._replaced:
            return packed_anew(member, raw_name, self._replaced[member.name])
        start = member.offset
        data_start = self._data_start(member)
        if not member.flags & SIZES_FOLLOW:
            return self._content[start:data_start], self._packed(member), member.central
        header = list(LOCAL.unpack_from(self._content, start))
        after_name = start + LOCAL.size + int(header[9])
        local_name = self._content[start + LOCAL.size : after_name]
        extra = without_zip64(self._content[after_name:data_start])
        header[2] &= ~SIZES_FOLLOW
        header[6:9] = member.crc, member.packed, member.size
        header[10] = len(extra)
        flags = struct.pack("<H", member.flags & ~SIZES_FOLLOW)
        central = member.central[:8] + flags + member.central[10:]
        return LOCAL.pack(*header) + local_name + extra, self._packed(member), central

    def _check_overlap(self) -> None:
        """No byte may belong to two members: a small file could else unpack, or be copied, to any size."""
        members = sorted(self._members.values(), key=lambda member: member.offset)
        for member, following in pairwise(members):
            if self._data_start(member) + member.packed > following.offset:
                self.refuse(_UNSAFE, following.name, why="overlap")

    def _data_start(self, member: Member) -> int:
        try:
            signature, *_, name_length, extra_length = LOCAL.unpack_from(self._content, member.offset)
        except struct.error:
            signature = b""
        if signature != b"PK\3\4":
            self.refuse(_DAMAGED, member.name, why="header")
        return member.offset + LOCAL.size + int(name_length) + int(extra_length)

    def _packed(self, member: Member) -> bytes:
        start = self._data_start(member)
        packed = self._content[start : start + member.packed]
        if len(packed) != member.packed:
            self.refuse(_DAMAGED, member.name, why="length")
        return packed

    def _directory(self) -> tuple[dict[str, Member], bytes]:
        """All members in order, and the zip's comment."""
        content = self._content
        end = content.rfind(b"PK\5\6", max(0, len(content) - END.size - MAX16))
        if end < 0:
            raise RefusedFile(self.name, _NOT_A_WORKBOOK)
        *_, count, size, offset, comment_length = END.unpack_from(content, end)
        comment = content[end + END.size : end + END.size + comment_length]
        directory_end = end
        if count == MAX16 or MAX32 in (size, offset):
            directory_end, count, size, offset = self._zip64_directory(end)
        if count > MEMBER_LIMIT:
            raise RefusedFile(self.name, _TOO_MANY.format(limit=MEMBER_LIMIT))
        moved = directory_end - size - offset if content[offset : offset + 4] != b"PK\1\2" else 0
        position = offset + moved
        members: dict[str, Member] = {}
        for _ in range(count):
            member, position = self._member(position, moved)
            if member.name in members:
                self.refuse(_UNSAFE, member.name, why="duplicate")
            members[member.name] = member
        return members, comment

    def _zip64_directory(self, end: int) -> tuple[int, int, int, int]:
        """Where the 64-bit end record stands; count, size and offset of the directory from it."""
        signature, _, record = struct.unpack_from("<4sIQ", self._content, end - 20)
        if signature != b"PK\6\7" or self._content[record : record + 4] != b"PK\6\6":
            raise RefusedFile(self.name, _NOT_A_WORKBOOK)
        count, size, offset = struct.unpack_from("<3Q", self._content, record + 32)
        return record, count, size, offset

    def _member(self, position: int, moved: int) -> tuple[Member, int]:
        """The member whose central record stands at `position`, and where the next record begins."""
        fields = CENTRAL.unpack_from(self._content, position)
        signature, made, needed, flags, method, time, day, crc, packed, size, *rest = fields
        name_length, extra_length, comment_length, disk, internal, external, offset = rest
        if signature != b"PK\1\2":
            raise RefusedFile(self.name, _NOT_A_WORKBOOK)
        name_end = position + CENTRAL.size + name_length
        raw_name = self._content[position + CENTRAL.size : name_end]
        extra = self._content[name_end : name_end + extra_length]
        name = raw_name.decode("utf-8" if flags & UTF8 else "cp437")
        size, packed, offset = zip64_sizes(extra, size, packed, offset)
        if flags & ENCRYPTED:
            raise RefusedFile(self.name, _OLD_OR_ENCRYPTED)
        if ".." in name.replace("\\", "/").split("/") or _ABSOLUTE.match(name):
            self.refuse(_UNSAFE, name, why="path")
        extra = without_zip64(extra)
        comment = self._content[name_end + extra_length : name_end + extra_length + comment_length]
        lengths = len(raw_name), len(extra), comment_length
        sizes = min(packed, MAX32), min(size, MAX32)
        start = made, needed, flags, method, time, day, crc
        central = CENTRAL.pack(b"PK\1\2", *start, *sizes, *lengths, disk, internal, external, 0)
        member = Member(
            name, flags, method, crc, packed, size, offset + moved, b"".join([central, raw_name, extra, comment])
        )
        return member, name_end + extra_length + comment_length
