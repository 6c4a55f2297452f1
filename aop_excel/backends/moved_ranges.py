"""The ranges in a formula, where they reach after tables grew or shrank."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from aop_excel.backends.resize import Resize
from aop_excel.backends.sheet_index import Area
from aop_excel.workbook.addresses import column_number

_PIECE: Final = re.compile(
    r"""
      "(?:[^"]|"")*"?                                         # text; to the end where it does not end
    | \[(?:'.|[^\]'])*\]?                                     # a table's column, another workbook
    | (?<![\w.\\:!'"$\]])
      (?P<place>(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?
      (?P<from>\$?[A-Za-z]{1,3}) (?P<top>\$?[1-9]\d{0,6})
      (?: : (?P<to>\$?[A-Za-z]{1,3}) (?P<bottom>\$?[1-9]\d{0,6}))?
      (?![\w.(!:\[\\])
    | '(?:[^']|'')*'?                                         # a quoted sheet, of a range over many sheets
    | [^\W\d][\w.\\]*                                         # a name, a function
    """,
    re.X,
)

Follow = Callable[[Resize, Area], Area]
"""Where a range reaches now."""


def moved(
    formula: str,
    sheet: str,
    resizes: Sequence[Resize],
    *,
    anchored: bool = False,
    lone: bool = False,
    follow: Follow = Resize.follow,
) -> str:
    """The formula, as it stands on `sheet`, with its ranges where they reach now; all else in it stays.

    `anchored` leaves rows without `$` alone: in names and rules they mean another row in every cell. `lone` lets a
    single cell become a range: else it is that very cell that is meant, even in a table of one row.
    """

    def piece(match: re.Match[str]) -> str:
        top, bottom, to = match["top"], match["bottom"] or match["top"], match["to"] or match["from"]
        if top is None or (anchored and not top[0] == bottom[0] == "$"):
            return match[0]
        named = sheet if match["sheet"] is None else _unquoted(match["sheet"])
        here = [resize for resize in resizes if resize.table.sheet.casefold() == named.casefold()]
        area = Area(_row(top), column_number(match["from"].lstrip("$")), _row(bottom), column_number(to.lstrip("$")))
        new = next((new for resize in here if (new := follow(resize, area)) != area), area)
        is_cell = match["bottom"] is None and new.top == new.bottom
        if new == area or not (match["bottom"] or is_cell or lone):
            return match[0]
        first = f"{match['place'] or ''}{match['from']}{_written(top, new.top)}"
        return first if is_cell else f"{first}:{to}{_written(bottom, new.bottom)}"

    return _PIECE.sub(piece, formula)


def _unquoted(sheet: str) -> str:
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def _row(number: str) -> int:
    return int(number.lstrip("$"))


def _written(old: str, row: int) -> str:
    """A row's number, with `$` where the old one had it."""
    return f"${row}" if old.startswith("$") else str(row)
