"""One column of typed cells as values: each format knows how to read what people type into it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.names import bare, fold
from aop_excel.domain.plan import Kind
from aop_excel.text import Text
from aop_excel.workbook import amounts as numbers
from aop_excel.workbook import typed
from aop_excel.workbook.book import Cell
from aop_excel.workbook.layout import Format, Options
from aop_excel.workbook.months import month
from aop_excel.workbook.typed import Misread

Read = object | Misread | None

_NO_NUMBER = Text("“{typed}” không phải là số", "“{typed}” is not a number")
_TYPE_A_NUMBER = Text("Gõ một số, ví dụ 40.", "Type a number, such as 40.")
_NEITHER = Text("“{typed}” không phải là số tiền hay tỷ lệ", "“{typed}” is neither an amount nor a percentage")
_TYPE_EITHER = Text(
    "Gõ một số, ví dụ 1500000, hoặc tỷ lệ kèm dấu %, ví dụ 35%.",
    "Type a number, such as 1500000, or a percentage with its % sign, such as 35%.",
)

NUMERIC = frozenset(
    {
        Format.AMOUNT,
        Format.MIXED,
        Format.LIMIT,
        Format.WEIGHT,
        Format.HOURS,
        Format.PERCENT,
        Format.WHOLE,
        Format.MONTH,
    }
)
"""Formats whose cells Excel's formulas calculate with."""


def read_cells(
    format: Format, cells: Sequence[Cell], options: Options = (), year: FiscalYear | None = None
) -> list[Read]:
    """Read a whole column, since one amount can prove how another one is written; months are those of `year`."""
    if format is Format.WORD:
        return [_word(cell, options) for cell in cells]
    if format in (Format.MIXED, Format.LIMIT):
        return _mixed(cells)
    if format is Format.AMOUNT:
        return list(numbers.amounts(cells))
    if format in (Format.WEIGHT, Format.HOURS):
        return list(numbers.amounts(cells, _NO_NUMBER, _TYPE_A_NUMBER))
    if format is Format.MONTH:
        return [month(cell, year) for cell in cells]
    reader: Callable[[Cell], Read] = _READERS[format]
    return [reader(cell) for cell in cells]


def _mixed(cells: Sequence[Cell]) -> list[Read]:
    """Amounts, and percentages where a % sign says so."""
    shares = [isinstance(cell, str) and "%" in cell for cell in cells]
    others = [None if share else cell for cell, share in zip(cells, shares, strict=True)]
    amounts = numbers.amounts(others, _NEITHER, _TYPE_EITHER)
    return [
        numbers.percent(cell) if share else amount for cell, share, amount in zip(cells, shares, amounts, strict=True)
    ]


def _word(cell: Cell, options: Options) -> Read:
    """The stable code of a word from the list, typed in either language, with or without diacritics."""
    words = typed.text(cell)
    if not isinstance(words, str):
        return words
    for compare in (fold, bare):
        for code, label in options:
            if compare(words) in (compare(label.vi), compare(label.en), code):
                return code
    return typed.misread(
        cell,
        Text("“{typed}” không có trong danh sách", "“{typed}” is not on the list"),
        Text(
            "Chọn một trong: " + ", ".join(label.vi for _, label in options) + ".",
            "Choose one of: " + ", ".join(label.en for _, label in options) + ".",
        ),
    )


def _parts(cell: Cell) -> Read:
    """Codes and kinds joined by +; a kind, in either language, becomes its stable value."""
    words = typed.text(cell)
    if not isinstance(words, str):
        return words
    kinds = {
        compare(word): kind.value
        for kind in Kind
        for word in (kind.label.vi, kind.label.en)
        for compare in (fold, bare)
    }
    return tuple(kinds.get(fold(part)) or kinds.get(bare(part)) or part for part in _split(words))


def _codes(cell: Cell) -> Read:
    """Codes joined by +."""
    words = typed.text(cell)
    return tuple(_split(words)) if isinstance(words, str) else words


def _split(words: str) -> list[str]:
    return [part.strip() for part in re.split(r"[+;,]", words) if part.strip()]


def _mark(cell: Cell) -> Read:
    """An x that Excel's formulas see too: they look past ordinary blanks only."""
    marked = typed.mark(cell)
    if marked is True and isinstance(cell, str) and cell.strip(" ").casefold() != "x":
        return typed.misread(
            cell,
            Text("Bên cạnh dấu x có ký tự không nhìn thấy", "There is an invisible character beside the x"),
            Text("Xóa ô này rồi gõ lại x.", "Clear the cell and type x again."),
        )
    return marked


_READERS: dict[Format, Callable[[Cell], Read]] = {
    Format.TEXT: typed.text,
    Format.NOTE: typed.text,
    Format.CODE: typed.text,
    Format.PERCENT: numbers.percent,
    Format.WHOLE: numbers.whole,
    Format.DATE: typed.day,
    Format.MARK: _mark,
    Format.PARTS: _parts,
    Format.CODES: _codes,
}
