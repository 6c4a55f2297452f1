"""Files in a file, against another reader of them."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import olefile
import pytest
import xlwings
from hypothesis import given, settings
from hypothesis import strategies as st

from aop_excel.backends.macro.compound_file import IN_HEADER, SECTOR, SIGNATURE, Tree, written
from aop_excel.backends.macro.compound_reading import streams_of
from tests.packages import unpacked

NAMES = st.text("abcXYZ_019", min_size=1, max_size=20)
CONTENTS = st.one_of(
    st.binary(max_size=200), st.integers(0, 20_000).map(lambda size: bytes(range(256)) * (size // 256))
)


def storages(names: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """What a storage can hold; names that differ in case alone are one for Office."""
    streams = st.dictionaries(names, CONTENTS, max_size=6)
    return st.fixed_dictionaries({"VBA": streams, "PROJECT": CONTENTS, "dir": streams})


def paths(tree: Tree, folder: str = "") -> Iterator[tuple[str, bytes]]:
    """Path and content of every stream of a tree."""
    for name, held in tree.items():
        if isinstance(held, bytes):
            yield folder + name, held
        else:
            yield from paths(held, f"{folder}{name}/")


def by_path(content: bytes) -> dict[str, bytes]:
    with olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_POTENTIAL) as file:
        return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


@settings(max_examples=200, deadline=None)
@given(storages(NAMES.map(str.lower)))
def test_another_reader_finds_every_stream(tree: Tree) -> None:
    content = written(tree)
    expected = dict(paths(tree))
    assert by_path(content) == expected
    assert streams_of(content) == expected
    assert written(tree) == content


@pytest.mark.parametrize("name", ["quickstart.xlsm", "quickstart_standalone.xlsm", "addin/xlwings.xlam"])
def test_streams_that_others_wrote_are_found(name: str) -> None:
    path = Path(xlwings.__file__).parent / name
    content = unpacked(path.read_bytes())["xl/vbaProject.bin"]
    assert streams_of(content) == by_path(content)


def test_streams_of_every_size_around_a_sector() -> None:
    sizes = [0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 70_000]
    tree = {f"s{size}": bytes([size % 251]) * size for size in sizes}
    assert by_path(written(tree)) == streams_of(written(tree)) == tree


def circle() -> bytes:
    """A directory whose first sector is followed by itself."""
    content = bytearray(written({"a": b"x" * 5000}))
    (start,) = struct.unpack_from("<I", content, 48)
    (table,) = struct.unpack_from("<I", content, 76)
    struct.pack_into("<I", content, (table + 1) * SECTOR + 4 * start, start)
    return bytes(content)


def circle_of_tables() -> bytes:
    """Further sectors of the table that are followed by themselves."""
    content = bytearray(written({"a": b"x" * 5000}))
    struct.pack_into("<I", content, 68, 0)
    struct.pack_into("<I", content, SECTOR + SECTOR - 4, 0)
    return bytes(content)


DAMAGED = {
    "nothing": b"",
    "a text": b"Attribute VB_Name" * 100,
    "its first bytes": SIGNATURE,
    "its header": written({"a": b"x"})[:SECTOR],
    "a circle": circle(),
    "a circle of tables": circle_of_tables(),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_what_is_damaged_is_refused(damage: str) -> None:
    with pytest.raises(ValueError, match=r"not a compound file|in a circle"):
        streams_of(DAMAGED[damage])


def test_more_than_the_header_can_name_is_a_mistake_of_ours() -> None:
    limit = IN_HEADER * (SECTOR // 4) * SECTOR
    with pytest.raises(ValueError, match="too large"):
        written({"a": bytes(limit)})
