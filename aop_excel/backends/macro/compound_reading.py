"""The streams of a compound file, whoever wrote it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import cast

from aop_excel.backends.macro.compound_file import (
    END,
    ENTRY,
    FREE,
    HEADER,
    IN_HEADER,
    MINI_SECTOR,
    SIGNATURE,
    STREAM,
    TABLE,
)


def streams_of(content: bytes) -> dict[str, bytes]:
    """All streams of a compound file by their path (`VBA/dir`). Raises `ValueError` for what is none."""
    try:
        return dict(_Reading(content).streams())
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"not a compound file: {error}") from None


class _Reading:
    """A compound file with its allocation tables."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        signature, *_, shift, _, _, _, _, start, _, self.small, mini, _, more, _ = HEADER.unpack_from(content)
        if signature != SIGNATURE:
            raise ValueError("not a compound file")
        self.size = 1 << shift
        sectors = [*struct.unpack_from(f"<{IN_HEADER}I", content, HEADER.size)]
        while more not in (END, FREE):
            *further, more = struct.unpack(f"<{self.size // 4}I", self._sector(more))
            sectors += further
            if len(sectors) * self.size > len(content) + IN_HEADER * self.size:
                raise ValueError("the table of a compound file goes in a circle")
        self.table = [
            number for each in sectors if each < TABLE for (number,) in struct.iter_unpack("<I", self._sector(each))
        ]
        directory = self._chain(start)
        self.entries = list(ENTRY.iter_unpack(directory[: len(directory) // ENTRY.size * ENTRY.size]))
        self.mini_table = [number for (number,) in struct.iter_unpack("<I", self._chain(mini))]
        self.mini = self._chain(cast(int, self.entries[0][11]))

    def streams(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of each stream."""
        waiting = [("", self.entries[0][6])]
        seen = set()
        while waiting:
            folder, number = waiting.pop()
            if number >= len(self.entries) or number in seen:
                continue
            seen.add(number)
            name, length, kind, _, left, right, child, *_, start, size = self.entries[number]
            path = folder + name[: max(length - 2, 0)].decode("utf-16-le")
            waiting += [(folder, left), (folder, right), (f"{path}/", child)]
            if kind == STREAM:
                yield path, self._stream(start, size & 0xFFFFFFFF)

    def _stream(self, start: int, size: int) -> bytes:
        if size >= self.small:
            return self._chain(start)[:size]
        pieces = (self.mini[at * MINI_SECTOR : (at + 1) * MINI_SECTOR] for at in _followed(start, self.mini_table))
        return b"".join(pieces)[:size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(start, self.table))

    def _sector(self, number: int) -> bytes:
        return self.content[(number + 1) * self.size : (number + 2) * self.size]


def _followed(start: int, table: list[int]) -> Iterator[int]:
    """The sectors of a chain. Raises `ValueError` where it goes in a circle."""
    for _ in range(len(table) + 1):
        if start >= TABLE:
            return
        yield start
        start = table[start]
    raise ValueError("a chain of a compound file goes in a circle")
