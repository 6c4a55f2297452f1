"""How VBA keeps its source and its records: in chunks of up to 4,096 bytes ([MS-OVBA] 2.4.1)."""

from __future__ import annotations

import struct
from collections import defaultdict
from typing import Final

CHUNK: Final = 4096
SHORTEST: Final = 3
"""The shortest piece that is copied from further up instead of being written again."""

_LOOKED_AT: Final = 64
"""How many earlier places of the same three bytes are compared; more would hardly make the result smaller."""


def compressed(content: bytes) -> bytes:
    """The bytes as VBA keeps them; equal bytes are always kept in the same way."""
    chunks = (_packed(content[start : start + CHUNK]) for start in range(0, len(content), CHUNK))
    return b"\x01" + b"".join(chunks)


def decompressed(container: bytes) -> bytes:
    """The bytes that VBA keeps. Raises `ValueError` for what is not compressed so."""
    if container[:1] != b"\x01":
        raise ValueError("not compressed by VBA")
    content = bytearray()
    position = 1
    while position + 2 <= len(container):
        (header,) = struct.unpack_from("<H", container, position)
        end = position + (header & 0x0FFF) + 3
        if header & 0x8000:
            content += _unpacked(container[position + 2 : end])
        else:
            content += container[position + 2 : end]
        position = end
    return bytes(content)


def _packed(chunk: bytes) -> bytes:
    """A chunk with its header: runs of eight items, each a byte or the distance and length of a copy."""
    packed = bytearray()
    position = 0
    seen: defaultdict[bytes, list[int]] = defaultdict(list)
    while position < len(chunk):
        flags_at, flags = len(packed), 0
        packed.append(0)
        for bit in range(8):
            if position >= len(chunk):
                break
            length, distance = _longest(chunk, position, seen[chunk[position : position + SHORTEST]])
            if length:
                flags |= 1 << bit
                packed += struct.pack("<H", (distance - 1) << (16 - _distance_bits(position)) | (length - SHORTEST))
            else:
                packed.append(chunk[position])
            for each in range(position, position + max(length, 1)):
                seen[chunk[each : each + SHORTEST]].append(each)
            position += max(length, 1)
        packed[flags_at] = flags
    if len(packed) > CHUNK:
        return struct.pack("<H", 0x3000 | (CHUNK - 1)) + chunk.ljust(CHUNK, b"\0")
    return struct.pack("<H", 0xB000 | (len(packed) - 1)) + bytes(packed)


def _longest(chunk: bytes, position: int, places: list[int]) -> tuple[int, int]:
    """Length and distance of the longest piece further up that goes on here in the same way; 0, 0 for none."""
    longest = min((0xFFFF >> _distance_bits(position)) + SHORTEST, len(chunk) - position)
    best = distance = 0
    for place in places[: -_LOOKED_AT - 1 : -1]:
        length = 0
        while length < longest and chunk[place + length] == chunk[position + length]:
            length += 1
        if length > best:
            best, distance = length, position - place
    return (best, distance) if best >= SHORTEST else (0, 0)


def _unpacked(packed: bytes) -> bytes:
    chunk = bytearray()
    position = 0
    while position < len(packed):
        flags = packed[position]
        position += 1
        for bit in range(8):
            if position >= len(packed):
                break
            if not flags >> bit & 1:
                chunk.append(packed[position])
                position += 1
                continue
            token = int.from_bytes(packed[position : position + 2], "little")
            position += 2
            bits = 16 - _distance_bits(len(chunk))
            start = len(chunk) - (token >> bits) - 1
            if start < 0:
                raise ValueError("a piece is copied from before the beginning")
            for each in range(start, start + (token & (1 << bits) - 1) + SHORTEST):
                chunk.append(chunk[each])
    return bytes(chunk)


def _distance_bits(position: int) -> int:
    """How many bits of a copy tell the distance: as many as the place in the chunk needs, but at least four."""
    return max((position - 1).bit_length(), 4)
