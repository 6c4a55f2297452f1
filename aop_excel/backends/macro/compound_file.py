"""Files in a file, as Office of the old days keeps them ([MS-CFB]): storages are folders, streams are files."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Final

SECTOR: Final = 512
MINI_SECTOR: Final = 64
SMALL: Final = 4096
"""Streams of fewer bytes stand together in mini sectors."""

SIGNATURE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
END, FREE, TABLE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
_BLACK: Final = 1
HEADER: Final = struct.Struct("<8s16sHHHHH6s9I")
ENTRY: Final = struct.Struct("<64sHBBIII16sIQQIQ")
IN_HEADER: Final = 109
"""How many sectors of the allocation table the header can name."""

Tree = Mapping[str, "bytes | Tree"]
"""What a storage holds, by name."""


class _Entry:
    """A storage or stream in the directory."""

    def __init__(self, name: str, kind: int, content: bytes = b"") -> None:
        self.name = name
        self.kind = kind
        self.content = content
        self.left = self.right = self.child = NONE
        self.start = END if kind == STREAM else 0

    def packed(self) -> bytes:
        """The 128 bytes of the entry."""
        name = self.name.encode("utf-16-le") + b"\0\0"
        links = self.left, self.right, self.child
        return ENTRY.pack(name, len(name), self.kind, _BLACK, *links, bytes(16), 0, 0, 0, self.start, len(self.content))


def written(tree: Tree) -> bytes:
    """The compound file that holds a tree; equal trees give equal bytes."""
    root = _Entry("Root Entry", ROOT)
    entries = [root]
    root.child = _listed(tree, entries)
    small, mini_table, sectors, table = bytearray(), list[int](), bytearray(), list[int]()
    for entry in entries:
        if entry.content and len(entry.content) < SMALL:
            entry.start = _placed(entry.content, small, mini_table, MINI_SECTOR)
        elif entry.content:
            entry.start = _placed(entry.content, sectors, table, SECTOR)
    root.content = bytes(small)
    root.start = _placed(root.content, sectors, table, SECTOR)
    mini_start = _placed(_numbers(mini_table), sectors, table, SECTOR, b"\xff")
    directory = b"".join(entry.packed() for entry in entries)
    blank = ENTRY.pack(b"", 0, 0, 0, NONE, NONE, NONE, bytes(16), 0, 0, 0, 0, 0)
    directory += blank * (-len(entries) % (SECTOR // ENTRY.size))
    start = _placed(directory, sectors, table, SECTOR)
    own, table = _with_itself(table)
    header = HEADER.pack(
        *(SIGNATURE, bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0, len(own), start, 0, SMALL, mini_start),
        *(-(-len(mini_table) // (SECTOR // 4)), END, 0),
    )
    header += _numbers([*own, *[FREE] * (IN_HEADER - len(own))])
    return header + bytes(sectors) + _numbers(table)


def _listed(tree: Tree, entries: list[_Entry]) -> int:
    """Append all that a storage holds to the directory, as a search tree; the number of that tree's root."""
    numbers = []
    for name, content in tree.items():
        numbers.append(len(entries))
        if isinstance(content, bytes):
            entries.append(_Entry(name, STREAM, content))
        else:
            storage = _Entry(name, STORAGE)
            entries.append(storage)
            storage.child = _listed(content, entries)
    numbers.sort(key=lambda number: (len(entries[number].name), entries[number].name.upper()))
    return _balanced(numbers, entries)


def _balanced(numbers: list[int], entries: list[_Entry]) -> int:
    """Make sorted entries a search tree of black nodes, which the format allows; the number of its root."""
    if not numbers:
        return NONE
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.left = _balanced(numbers[:middle], entries)
    entry.right = _balanced(numbers[middle + 1 :], entries)
    return numbers[middle]


def _placed(content: bytes, sectors: bytearray, table: list[int], size: int, padding: bytes = b"\0") -> int:
    """Append bytes to sectors, and their chain to the allocation table; the first sector's number."""
    if not content:
        return END
    first, count = len(table), -(-len(content) // size)
    table += [*range(first + 1, first + count), END]
    sectors += content.ljust(count * size, padding)
    return first


def _with_itself(table: list[int]) -> tuple[list[int], list[int]]:
    """The sectors that the allocation table takes, behind all others, and the table with them."""
    each = SECTOR // 4
    count = 1
    while count * each < len(table) + count:
        count += 1
    if count > IN_HEADER:
        raise ValueError("too large for a compound file without further tables")
    own = list(range(len(table), len(table) + count))
    whole = [*table, *[TABLE] * count]
    return own, [*whole, *[FREE] * (count * each - len(whole))]


def _numbers(values: list[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)
