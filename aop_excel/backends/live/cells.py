"""What an open workbook gives for a cell, and what it must be given so that the cell holds what we mean."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from aop_excel.workbook.book import Cell, Fault, Formula, Value

ERRORS: Final = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""The errors that xlwings tells by name."""

_FIRST_DAY: Final = datetime(1899, 12, 30)
_FIRST_TRUE_DAY: Final = datetime(1900, 1, 1)
_READ_AS_TYPED: Final = re.compile(r"[=+\-@'#(.,$€£₫%]|.*\d|(?:true|false)$", re.I | re.S)
"""Texts that a program would take for a number, a day, a formula or an error if they were typed."""


def cell(value: object) -> Cell:
    """A value as xlwings gives it, as cells are read from a file: days are dates, times of day parts of a day."""
    match value:
        case None | "":
            return None
        case str():
            return Fault(value) if value in ERRORS else value
        case datetime():
            return _moment(value.replace(tzinfo=None))
        case bool() | date():
            return value
        case int() | float() | Decimal():  # Excel gives a number with a currency sign as a decimal
            return float(value)
    raise TypeError(f"no cell holds {value!r}")


def _moment(value: datetime) -> date | float:
    if value < _FIRST_TRUE_DAY:
        return (value - _FIRST_DAY) / timedelta(days=1)
    return value.date() if value.time() == time() else value


def entry(value: Value | Formula, row: int, column: int) -> str | float | bool | datetime | None:
    """What to enter into a cell: a formula with its `=`, a text so that it stays one."""
    match value:
        case Formula():
            return f"={value.at(row, column)}"
        case str():
            return f"'{value}" if _READ_AS_TYPED.match(value) else value or None
        case datetime() | bool() | None:
            return value
        case date():
            return datetime.combine(value, time())
    return float(value)


def is_day(value: Value | Formula) -> bool:
    """Whether a value must be given as a date: the program knows how its workbook counts days."""
    return isinstance(value, date)
