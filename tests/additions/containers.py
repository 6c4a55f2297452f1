"""The ways in which programs put the parts of a workbook into one file."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping

DATE = (1980, 1, 1, 0, 0, 0)
GROWTH_HINT = struct.pack("<4H", 0xA220, 20, 0xA028, 16) + bytes(16)
"""What Excel puts behind a name, to have room when a part grows."""

Contents = Mapping[str, bytes]
"""Parts by name, in the order of the file."""


class Pipe(io.RawIOBase):
    """A place to write where nothing can be corrected afterwards, so that sizes follow each member."""

    def __init__(self) -> None:
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        assert isinstance(content, bytes | bytearray | memoryview)
        self.written += bytes(content)
        return len(bytes(content))


def zipped(parts: Contents, stored: Iterable[str] = (), comment: bytes = b"") -> bytes:
    """As most programs do; some parts stored as they are."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, DATE), content, method)
    return file.getvalue()


def piped(parts: Contents) -> bytes:
    """As programs do that send the file away while they write it: sizes follow each member."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, DATE), content, zipfile.ZIP_DEFLATED)
    return pipe.written


def wide(parts: Contents) -> bytes:
    """As programs do that do not know beforehand how large a member becomes: with 64-bit sizes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as member:
                member.write(content)
    return file.getvalue()


def with_wide_end(parts: Contents) -> bytes:
    """The directory's place told in the 64-bit record alone."""
    content = zipped(parts)
    end = content.rindex(b"PK\5\6")
    count, size, offset = struct.unpack_from("<H2I", content, end + 10)
    record = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)
    short = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return content[:end] + record + locator + short


def as_by_excel(parts: Contents) -> bytes:
    """With room behind some names, packed fast, and no system named."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, (name, content) in enumerate(parts.items()):
            info = zipfile.ZipInfo(name, DATE)
            info.create_system, info.external_attr, info.flag_bits = 0, 0, 6
            info.extra = GROWTH_HINT if number < 8 else b""
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def as_by_hand(parts: Contents) -> bytes:
    """Unpacked, packed again with folders, dates, permissions and a comment, in the order of names; the types last."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.comment = "của Lan".encode()
        for folder in ("xl/", "_rels/"):
            archive.writestr(zipfile.ZipInfo(folder, (2027, 7, 1, 8, 30, 0)), b"")
        for name in sorted(parts, reverse=True):
            info = zipfile.ZipInfo(name, (2027, 7, 1, 8, 30, 2))
            info.external_attr, info.comment = 0o640 << 16, b"mine"
            archive.writestr(info, parts[name], zipfile.ZIP_STORED if name.endswith("rels") else zipfile.ZIP_DEFLATED)
    return file.getvalue()
