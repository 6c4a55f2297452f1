"""What people type for a month of the fiscal year, understood when it is clear: `4`, `T4`, `April`, `04/2026`."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from aop_excel.domain.calendar import MONTHS, FiscalYear
from aop_excel.domain.names import bare
from aop_excel.text import Text
from aop_excel.workbook.book import Cell, Fault
from aop_excel.workbook.typed import Misread, day, fault, misread, tidy


def month(cell: Cell, year: FiscalYear | None = None) -> int | Misread | None:
    """A calendar month by its number; None for a blank cell.

    Excel takes `04/2026` for a day, and may show the number it keeps for that, such as 46113: its month is meant. A
    calendar year that is named must be the one in which the fiscal `year` has the month.
    """
    match cell:
        case Fault():
            return fault(cell)
        case bool():
            return misread(cell, _NO_MONTH, _TYPE_A_MONTH)
        case str():
            return _in_words(cell, year)
        case float() | int() if float(cell).is_integer() and abs(cell) <= _LARGEST:
            return int(cell)  # one that is no month is refused by the record
    found = day(cell)
    if isinstance(found, date):
        return _of_year(cell, found.month, found.year, year)
    return None if found is None else misread(cell, _NO_MONTH, _TYPE_A_MONTH)


def _in_words(cell: str, year: FiscalYear | None) -> int | Misread | None:
    typed = bare(tidy(cell))
    if not typed:
        return None
    if numbered := _NUMBERED.fullmatch(typed):
        return _of_year(cell, int(numbered[1]), int(numbered[2] or 0), year)
    if (named := _NAMED.fullmatch(typed)) and (number := _ENGLISH.get(named[1])):
        return _of_year(cell, number, int(named[2] or 0), year)
    return misread(cell, _NO_MONTH, _TYPE_A_MONTH)


def _of_year(cell: Cell, number: int, of: int, year: FiscalYear | None) -> int | Misread:
    """The month; `of` is the calendar year typed with it, 0 for none."""
    if not 1 <= number <= MONTHS:
        return misread(cell, _NO_MONTH, _TYPE_A_MONTH)
    if of and year and year.index(date(of, number, 1)) is None:
        ends = {"first": year.label(0), "last": year.label(MONTHS - 1)}
        return misread(cell, _ANOTHER_YEAR, _TYPE_ONE_OF_IT, **ends)
    return number


_LARGEST: Final = 1000  # a larger number is the one that Excel keeps for a day
_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_ENGLISH: Final = {"sept": 9} | {name: number for number, whole in enumerate(_NAMES, 1) for name in (whole, whole[:3])}
_NUMBERED: Final = re.compile(r"(?:(?:t|th|thang|month)\.? ?)?([0-9]{1,2})(?: ?[/-] ?([0-9]{4}))?")
_NAMED: Final = re.compile(r"([a-z]+)\.?(?:[ -]([0-9]{4}))?")

_NO_MONTH = Text("“{typed}” không phải là tháng", "“{typed}” is not a month")
_TYPE_A_MONTH = Text("Gõ số của tháng, từ 1 đến 12.", "Type the month's number, from 1 to 12.")
_ANOTHER_YEAR = Text(
    "“{typed}” nằm ngoài năm tài chính, từ {first} đến {last}",
    "“{typed}” lies outside the fiscal year, which goes from {first} to {last}",
)
_TYPE_ONE_OF_IT = Text(
    "Gõ số của một tháng trong năm tài chính này, từ 1 đến 12.",
    "Type the number of a month of this year, from 1 to 12.",
)
