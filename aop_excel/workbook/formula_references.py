"""What a formula refers to: cells by address, columns of tables, defined names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aop_excel.workbook.addresses import LAST_COLUMN, LAST_ROW, column_number, unquoted


@dataclass(frozen=True, slots=True)
class Cells:
    """A rectangle of cells; `sheet` is `""` for the formula's own."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The data of a table's columns from one header to another (`""` for all), in all rows or the formula's own."""

    table: str
    first: str
    last: str
    this_row: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name."""

    name: str


Reference = Cells | Columns | Name

_PIECE = re.compile(
    r"""
      "[^"]*+(?:""[^"]*+)*+"                                                        # text
    | \[[^\[\]]*+\][^\W\d]?[\w.]*+![$\w:.]* | '\[[^']*+(?:''[^']*+)*+'![$\w:.]*     # another workbook
    | (?P<sheet>(?:(?<!')'(?:[^']++|'')++'|[^\W\d][\w.]*+)!)?(?:
        \$?(?P<c>[A-Za-z]{1,3})\$?(?P<r>[1-9]\d{0,6})(?::\$?(?P<c2>[A-Za-z]{1,3})\$?(?P<r2>[1-9]\d{0,6}))?(?![\w.(\[\\])
      | \$?(?P<from_c>[A-Za-z]{1,3}):\$?(?P<to_c>[A-Za-z]{1,3})(?![\w.(\[!\\])
      | \$?(?P<from_r>[1-9]\d{0,6}):\$?(?P<to_r>[1-9]\d{0,6})(?![\w.])
    )
    | (?P<table>[^\W\d][\w.\\]*)\[(?P<inside>(?:'.|\[(?:'.|[^\[\]'])*\]|[^\[\]'])*)\]
    | (?P<name>[^\W\d][\w.\\]*+)(?![(!])
    | [^\W\d][\w.\\]*+ | \d+(?:\.\d*)?(?:[Ee][+-]?\d+)?                             # a function, a number
    """,
    re.X,
)
_ITEM = re.compile(r"\[((?:'.|[^\[\]'])*)\]")


def references(formula: str) -> Iterator[Reference]:
    """Everything a formula without `=` refers to in its own workbook, apart from what it makes up while calculating."""
    for match in _PIECE.finditer(formula):
        sheet = unquoted((match["sheet"] or "").removesuffix("!"))
        if match["c"]:
            columns = column_number(match["c"]), column_number(match["c2"] or match["c"])
            rows = int(match["r"]), int(match["r2"] or match["r"])
            yield Cells(sheet, min(rows), min(columns), max(rows), max(columns))
        elif match["from_c"]:
            columns = column_number(match["from_c"]), column_number(match["to_c"])
            yield Cells(sheet, 1, min(columns), LAST_ROW, max(columns))
        elif match["from_r"]:
            rows = int(match["from_r"]), int(match["to_r"])
            yield Cells(sheet, min(rows), 1, max(rows), LAST_COLUMN)
        elif match["table"]:
            yield from _columns(match["table"], match["inside"])
        elif match["name"]:
            yield Name(match["name"])


def _columns(table: str, inside: str) -> Iterator[Columns]:
    """What stands in the brackets: `[#This Row],[Jan]:[Mar]`, `@Jan`, `Jan` or nothing at all."""
    here = inside.startswith("@")
    inside = inside.removeprefix("@")
    items = _ITEM.findall(inside) or [inside]
    special = {item.casefold() for item in items if item.startswith("#")}
    headers = [re.sub("'(.)", r"\1", item) for item in items if item and not item.startswith("#")]
    if special and special <= {"#headers", "#totals"}:
        return
    first, last = (headers[0], headers[-1]) if headers else ("", "")
    yield Columns(table, first, last, here or "#this row" in special)
