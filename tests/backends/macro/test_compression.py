"""Source as VBA keeps it, against the examples of the format and another reader of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from oletools.olevba import decompress_stream

from aop_excel.backends.macro.compression import CHUNK, compressed, decompressed

EXAMPLES = {
    "abcdefghijklmnopqrstuv.": "01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E",
    "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa": (
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D 6E 6F 70 06 71 02 "
        "70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C"
    ),
    "a" * 73: "01 03 B0 02 61 45 00",
}
"""What [MS-OVBA] 3.2 gives as examples."""


@pytest.mark.parametrize("words", EXAMPLES)
def test_the_examples_of_the_format(words: str) -> None:
    kept = bytes.fromhex(EXAMPLES[words])
    assert decompressed(kept) == words.encode()
    assert decompressed(compressed(words.encode())) == words.encode()
    assert len(compressed(words.encode())) == len(kept)  # another copy of equal length may have been taken


SOURCES = st.one_of(
    st.binary(max_size=3 * CHUNK),
    st.lists(st.sampled_from([b"Sub A()\r\n", b"End Sub\r\n", b"x", b" " * 300]), max_size=900).map(b"".join),
)


@given(SOURCES)
@example(b"a" * CHUNK)
@example(b"a" * (CHUNK + 1))
@example(bytes(range(256)) * 32)
def test_what_was_kept_comes_back(source: bytes) -> None:
    kept = compressed(source)
    # A last chunk that does not get smaller is kept with zeros up to its full size; text never is one.
    padding = len(decompressed(kept)) - len(source)
    assert decompressed(kept) == source + bytes(padding)
    assert padding < CHUNK
    assert padding == 0 or len(kept) > len(source)
    if source:
        assert bytes(decompress_stream(bytearray(kept))) == source + bytes(padding)


@pytest.mark.parametrize("kept", [b"", b"\x02\x19\xb0", bytes.fromhex("01 03 B0 02 61 45 70")])
def test_what_is_not_kept_so_is_refused(kept: bytes) -> None:
    with pytest.raises(ValueError, match=r"not compressed by VBA|before the beginning"):
        decompressed(kept)
