"""Formulas as an open Excel tells them, in the words that a file holds: `[@Jan]` is `plan[[#This Row],[Jan]]`."""

from __future__ import annotations

import re
from typing import Final

_COLUMNS: Final = re.compile(
    r"""
      "(?:[^"]|"")*+"                                                   # text
    | '(?:[^']|'')*+'!?                                                 # a quoted sheet
    | \[[^\[\]]*+\][^\W\d]?[\w.]*+!                                    # another workbook
    | (?P<table>(?<![\w.\\])[^\W\d][\w.\\]*+)?
      \[(?P<inside>(?:'.|\[(?:'.|[^\[\]'])*+\]|[^\[\]'])*+)\]
    """,
    re.X,
)
_AFTER_COMMA: Final = re.compile(r",\s+(?=\[)")


def in_full(formula: str, table: str) -> str:
    """The formula with every table named; `table` is the one whose cell holds it, `""` for none."""
    if "[" not in formula:
        return formula

    def piece(match: re.Match[str]) -> str:
        inside = match["inside"]
        if inside is None:
            return match[0]
        return f"{match['table'] or table}[{_this_row(_AFTER_COMMA.sub(',', inside))}]"

    return _COLUMNS.sub(piece, formula)


def _this_row(inside: str) -> str:
    if not inside.startswith("@"):
        return inside
    columns = inside[1:]
    if not columns:
        return "#This Row"
    return f"[#This Row],{columns}" if columns.startswith("[") else f"[#This Row],[{columns}]"
