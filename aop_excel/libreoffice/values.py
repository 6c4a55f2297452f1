"""What cells hold, as Python has it and as LibreOffice does, which knows numbers and texts only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

DATE, TIME, LOGICAL = 2, 4, 1024
"""The kinds of number formats that make more of a number: a day, a time of day, true or false."""

ERRORS: Final[Mapping[int, str]] = {
    502: "#VALUE!",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
"""Excel's words for LibreOffice's numbers of errors; it has more of them, which Excel would call `#VALUE!`."""


class ErrorValue(str):
    """An error that a cell shows, such as `#N/A`; another class than text, so that both can be told apart."""

    __slots__ = ()


def error_value(number: int) -> ErrorValue:
    """The error a cell shows."""
    return ErrorValue(ERRORS.get(number, "#VALUE!"))


def formatted(number: float, kind: int, day_zero: datetime) -> float | bool | datetime:
    """What Excel would give for a number in a cell of this kind of format."""
    if kind & LOGICAL:
        return bool(number)
    return day_zero + timedelta(microseconds=round(number * 86_400e6)) if kind & (DATE | TIME) else number


def kind_of(value: object) -> int:
    """The kind of number format that a value needs to be read as what it is; 0 for any."""
    if isinstance(value, bool):
        return LOGICAL
    return DATE if isinstance(value, date) else 0


def entered(value: object, day_zero: datetime) -> str:
    """What to enter into a cell so that it holds a value; a text is entered as it is typed, `'` or `=` first."""
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case datetime():
            return repr((value.replace(tzinfo=None) - day_zero) / timedelta(days=1))
        case date():
            return repr((datetime.combine(value, time()) - day_zero) / timedelta(days=1))
        case int() | float():
            return repr(float(value))
    return str(value)
