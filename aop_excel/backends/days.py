"""Which numbers of a workbook are days: what their style shows, and which day a number is."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from aop_excel.backends.markup import attributes, elements, start_tags

_XF: Final = start_tags("xf")
_FORMAT: Final = start_tags("numFmt")
_BUILT_IN: Final = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}
"""The numbers of Excel's own formats for days and times; 46 counts hours beyond the day, as a quantity."""

_NOT_SHOWN: Final = re.compile(r'"[^"]*+"?|\\.|[_*].|\[[^\]]*+\]?', re.S)
_DAY_OR_TIME: Final = re.compile("[dmyhs]", re.I)
_BEYOND_A_DAY: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.I)

_ZERO, _ZERO_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LEAP_DAY_OF_1900: Final = 60
_MILLISECONDS: Final = 86_400_000


def day_styles(styles: bytes) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a day, with or without its time."""
    told = [attributes(tag[0]) for tag in _FORMAT.finditer(styles)]
    own = {each.get("numFmtId", ""): _is_day(each.get("formatCode", "")) for each in told}
    formats = (
        attributes(tag[0]).get("numFmtId", "0")
        for _, inner in elements(styles, "cellXfs")
        for tag in _XF.finditer(inner)
    )
    days = {str(number) for number in _BUILT_IN}
    return frozenset(place for place, name in enumerate(formats) if own.get(name, name in days))


def _is_day(code: str) -> bool:
    shown = _NOT_SHOWN.sub("", code)
    return bool(_DAY_OR_TIME.search(shown)) and not _BEYOND_A_DAY.search(code)


def day(number: float, *, since_1904: bool) -> date | float:
    """The day that Excel counts with a number, with its time if it has one; what is no day stays a number.

    That is a fraction of a day, a number below zero, and one beyond the year 9999.
    """
    if not number >= 1:
        return number
    zero = _ZERO_1904 if since_1904 else _ZERO
    if not since_1904 and number < _LEAP_DAY_OF_1900:
        zero += timedelta(days=1)  # Excel believes in a 29 February 1900
    try:
        moment = zero + timedelta(milliseconds=round(number * _MILLISECONDS))
    except OverflowError:
        return number
    return moment if moment.time() != time(0) or not number.is_integer() else moment.date()
