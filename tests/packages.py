"""Workbook files taken apart and put together again, as other programs do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

Parts = dict[str, bytes]
"""The parts of a package by name, in their order."""


def unpacked(content: bytes) -> Parts:
    """The parts of a file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    """A file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def rewritten(path: Path, change: Callable[[Parts], object]) -> Path:
    """The file with its parts changed and packed as another program might have written them."""
    parts = unpacked(path.read_bytes())
    change(parts)
    path.write_bytes(packed(parts))
    return path


def part_with(parts: Parts, words: str) -> str:
    """The name of the first part that holds these words."""
    return next(name for name, content in parts.items() if words.encode() in content)


def swapped(parts: Parts, part: str, old: str, new: str) -> Parts:
    """The parts, in one of which the first of some words is replaced."""
    assert old.encode() in parts[part], f"{part} has no {old}"
    return parts | {part: parts[part].replace(old.encode(), new.encode(), 1)}
