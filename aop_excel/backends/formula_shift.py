"""A formula as it reads when it is filled from one cell into another."""

from __future__ import annotations

import re
from typing import Final

from aop_excel.workbook.addresses import LAST_COLUMN, LAST_ROW, column_number
from aop_excel.workbook.book import column_letters

_PIECE: Final = re.compile(
    r"""
      "[^"]*+(?:""[^"]*+)*+"                                  # text
    | '[^']*+(?:''[^']*+)*+'!?                                # a quoted sheet
    | \[[^\[\]]*+\]                                           # a table's column, another workbook
    | (?<![\w.\\]) (?P<c>\$?[A-Za-z]{1,3}) (?P<r>\$?[1-9]\d{0,6}) (?![\w.(!])
    | (?<![\w.\\$]) (?P<c1>\$?[A-Za-z]{1,3}) : (?P<c2>\$?[A-Za-z]{1,3}) (?![\w.(!])
    | (?<![\w.\\$:]) (?P<r1>\$?\d{1,7}) : (?P<r2>\$?\d{1,7}) (?![\w.])
    | [^\W\d][\w.\\]*                                         # a name, a function
    """,
    re.X,
)


def shifted(formula: str, down: int, right: int) -> str:
    """The formula moved by rows and columns: relative addresses move along, those with `$` stay."""

    def piece(match: re.Match[str]) -> str:
        if match["c"]:
            if column_number(match["c"].lstrip("$")) > LAST_COLUMN or int(match["r"].lstrip("$")) > LAST_ROW:
                return match[0]
            return _column(match["c"], right) + _row(match["r"], down)
        if match["c1"]:
            return f"{_column(match['c1'], right)}:{_column(match['c2'], right)}"
        if match["r1"]:
            return f"{_row(match['r1'], down)}:{_row(match['r2'], down)}"
        return match[0]

    return _PIECE.sub(piece, formula)


def has_addresses(formula: str) -> bool:
    """Whether the formula points to cells by their address, not by name or table column."""
    return any(match["c"] or match["c1"] or match["r1"] for match in _PIECE.finditer(formula))


def _column(letters: str, right: int) -> str:
    if letters.startswith("$"):
        return letters
    return column_letters((column_number(letters) + right - 1) % LAST_COLUMN + 1)


def _row(number: str, down: int) -> str:
    return number if number.startswith("$") else str((int(number) + down - 1) % LAST_ROW + 1)
