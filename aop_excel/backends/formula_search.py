"""The formulas on a worksheet part, found without looking at its other cells."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from aop_excel.backends.markup import text
from aop_excel.backends.sheet_index import SheetIndex
from aop_excel.workbook.addresses import column_number

_ADDRESS = re.compile(rb"""<[^<>]*?\sr\s*+=\s*+["']([A-Za-z]{1,3})(\d++)["']""")


@cache
def _formula(prefix: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<" + prefix + rb"f(?:\s[^<>]*+)?>([^<]++)<")


def quick_formulas(xml: bytes, index: SheetIndex, known: Collection[str]) -> dict[tuple[int, int], str] | None:
    """The formulas that are not `known`, by row and column.

    None where searching does not find them all: shared formulas, cells that do not tell their address, CDATA.
    """
    if b'"shared"' in xml or b"'shared'" in xml or xml.find(b"<!", index.start, index.end) >= 0:
        return None
    cell = b"<" + index.prefix + b"c "
    found: dict[tuple[int, int], str] = {}
    words: dict[bytes, str | None] = {}
    for match in _formula(index.prefix).finditer(xml, index.start, index.end):
        raw = match[1]
        if raw not in words:
            formula = text(raw)
            words[raw] = None if formula in known else formula
        if (kept := words[raw]) is not None:
            at = _ADDRESS.match(xml, xml.rfind(cell, index.start, match.start()))
            if not at:
                return None
            found[int(at[2]), column_number(at[1].decode())] = kept
    return found
