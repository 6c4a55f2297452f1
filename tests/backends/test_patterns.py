"""Every pattern that reads a file takes time in proportion to its length, whatever the file holds."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

import aop_excel.backends
import aop_excel.workbook
from aop_excel.backends.cells import string_item
from aop_excel.backends.markup import attributes, elements, text, without_attribute
from aop_excel.backends.sheet_index import index

LENGTH = 20_000
SECONDS = 2.0
"""Not a measure but the mark of a hang: reading them once takes milliseconds, beginning anew at each byte minutes."""

PIECES = (
    "<c ", "<c>", "<c t='e' ", '<c x=" t="e"', "<c t='e'>", "<c><f>", "<f>", "<f ", "<f t='array ", "<v>", "<v ", "<t>",
    "<si>", "<row ", "<row>", "<row r='1 ", "<sheetData ", "<sqref>", "<sqref></", "<table ", "<x:", "<table '", "</c",
    "</c ", "</f ", "<rPh>", "<rPh ", "<!--", "<?", "<![CDATA[", "&#x1", "&a", "a", "a:", "a=", 'a="', " ", "\n", "'",
    '"', '""', "''", "[", "[[", "]", "(", "1", "1:", "$A", "A1:", "A$1", "_x", "_x00", "!", "'a'!", "%4", ".", ",",
    "1,", "1.000", "1 000 ", "-", "/", "=", ">", "<", "</", "<a", "<a:", "ă", "<Relationship ", "<Relationship>", "r='",
    "<definedName>", "<autoFilter ", "<mergeCell ", "<c r='A1' r='", " r=", " t=", " s=", "<c/>", "<f/>", "<c><f/>",
)  # fmt: skip
ENDS = ("", ">", '"')
AT_ONE_PLACE = {
    "backends.live.cells._READ_AS_TYPED",
    "backends.sheet_values._ERROR_CODE",
    "backends.workbook_part._ONE_CELL",
    "workbook.amounts._LONE",
}
"""What is never searched for, only looked at where something else was found."""


def patterns() -> Iterator[tuple[str, re.Pattern[bytes] | re.Pattern[str]]]:
    """All patterns of the packages that read a file and what stands in its cells."""
    for package in (aop_excel.backends, aop_excel.workbook):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{module.name.removeprefix('aop_excel.')}.{name}", value


def worst_cases() -> Iterator[str]:
    for piece in PIECES:
        yield piece * (LENGTH // len(piece))
    for piece in ("<c", "<c><f/>", "<f", "<a", "a", '<c x="', "<c t='e'", "&", "1"):
        for filling in (" ", "a", "\n", "'", "1", " t='e'", " r='A1'", "a=", "''"):
            for end in ENDS:
                yield piece + filling * (LENGTH // len(filling)) + end


CASES = tuple(worst_cases())


@pytest.mark.parametrize(("name", "pattern"), [pytest.param(*each, id=each[0]) for each in patterns()])
def test_a_pattern_reads_each_byte_once(name: str, pattern: re.Pattern[bytes] | re.Pattern[str]) -> None:
    for case in CASES:
        words = case if isinstance(pattern.pattern, str) else case.encode()
        began = time.process_time()
        if name in AT_ONE_PLACE:
            pattern.match(words)  # type: ignore[arg-type]
        else:
            for _ in pattern.finditer(words):  # type: ignore[arg-type]
                pass
        taken = time.process_time() - began
        assert taken < SECONDS, f"{name} takes {taken:.1f} s for {case[:40]}…"


@pytest.mark.parametrize("name", ["t", "si", "definedName"])
def test_elements_inside_each_other_are_read_once(name: str) -> None:
    nest = f"<{name}>".encode() * LENGTH + f"</{name}>".encode() * LENGTH
    began = time.process_time()
    assert len(list(elements(nest, name))) == 1
    assert len(list(elements(f"<{name}>".encode() * LENGTH, name))) == 1
    assert time.process_time() - began < SECONDS


def test_a_sheet_is_looked_through_once() -> None:
    for case in CASES:
        sheet = f"<worksheet><sheetData><row r='1'>{case}</row></sheetData></worksheet>".encode()
        began = time.process_time()
        with suppress(ValueError):
            for row in index(sheet).rows.values():
                assert len(row.cells) < LENGTH
        assert time.process_time() - began < SECONDS, case[:40]


def test_attributes_and_texts_are_read_once() -> None:
    began = time.process_time()
    for case in CASES[: len(PIECES)]:
        raw = case.encode()
        attributes(raw)
        without_attribute(raw, "spans")
        text(raw)
        string_item(raw)
    assert time.process_time() - began < SECONDS * len(PIECES)
