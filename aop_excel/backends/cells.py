"""What a cell's XML means, and the XML of a cell that means something."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from aop_excel.backends.markup import attributes, elements, escaped, text
from aop_excel.workbook.book import UNCALCULATED, Cell, Fault, Formula, Value, column_letters

LONGEST_TEXT: Final = 32_767
"""Characters that Excel lets a cell hold."""

Strings = Callable[[], Sequence[str]]
"""Gives the workbook's shared strings; called only when a cell points to one."""

_START: Final = re.compile(rb"<[^<>]*>")
_TYPE: Final = re.compile(rb"""\st\s*=\s*["'](\w+)""")
_STYLE: Final = re.compile(rb"""\ss\s*=\s*["'](\d+)""")
_FORMULA: Final = re.compile(rb"<(?:[\w.\-]++:)?f(\s[^<>]*?)?(?:/>|>(.*?)(?:</(?:[\w.\-]++:)?f\s*+>|\Z))", re.S)
_VALUE: Final = re.compile(rb"<(?:[\w.\-]++:)?v(?:\s[^<>]*?)?(/>|>(.*?)(?:</(?:[\w.\-]++:)?v\s*+>|\Z))", re.S)
_PHONETIC: Final = re.compile(rb"<((?:[\w.\-]++:)?)rPh[\s>].*?(?:</\1rPh\s*+>|\Z)", re.S)
_HEX_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f]")
_NO_CHARACTER: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY: Final = date(1899, 12, 30)
_LEAP_DAY_OF_1900: Final = date(1900, 3, 1)
_SHIFT_OF_1904: Final = 1462
_FIFTEEN_DIGITS: Final = 5e-15
_WHOLE: Final = 1e16
"""Below this, whole numbers are written without exponent."""


@dataclass(frozen=True, slots=True)
class FormulaXml:
    """A formula as it stands in a file: its text, and how it is shared with other cells."""

    text: str | None
    kind: str = "normal"
    """`normal`, `shared`, `array` or `dataTable`."""

    area: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell holds: a formula's text or None, and its value or cached result (dates as serial numbers)."""

    formula: str | None
    value: str | float | bool | Fault | None

    def same_as(self, other: Content) -> bool:
        """Whether both mean the same: TRUE is not 1, and numbers are the same in the fifteen digits Excel shows."""
        if self.formula != other.formula or type(self.value) is not type(other.value):
            return False
        if isinstance(self.value, float) and isinstance(other.value, float):
            return math.isclose(self.value, other.value, rel_tol=_FIFTEEN_DIGITS)
        return self.value == other.value

    @property
    def blank(self) -> bool:
        """Whether the cell looks empty and calculates nothing."""
        return self.formula is None and self.value is None

    @property
    def shows_nothing(self) -> bool:
        """Whether the cell looks empty, though it may hold a formula that waits for its row to be filled."""
        waits = self.formula is not None and (
            self.value == "" or (isinstance(self.value, Fault) and self.value.uncalculated)
        )
        return self.value is None or waits


BLANK: Final = Content(None, None)


def read_content(xml: bytes, strings: Strings) -> Content:
    """The meaning of a `<c>` element; a child of a shared formula has `""` as its formula's text.

    Raises `ValueError` or `IndexError` for a number that is none, or a shared string that is not there.
    """
    formula = read_formula(xml) if b"f" in xml else None
    start = _START.match(xml)
    tag = start[0] if start else xml
    kind = _TYPE.search(tag)
    value = _value(xml, kind[1] if kind else b"n", strings, calculated=formula is not None)
    if formula is None:
        return Content(None, None if value == "" else value)
    return Content(formula.text or "", value)


def read_formula(xml: bytes) -> FormulaXml | None:
    """The formula of a `<c>` element, if it has one."""
    found = _FORMULA.search(xml)
    if not found:
        return None
    words = text(found[2]) if found[2] is not None else None
    if not found[1]:
        return FormulaXml(words)
    told = attributes(found[1])
    return FormulaXml(words, told.get("t", "normal"), told.get("ref", ""), told.get("si", ""))


def read_style(xml: bytes) -> str:
    """The number of a `<c>` element's style, `""` where it has none."""
    start = _START.match(xml)
    style = _STYLE.search(start[0]) if start else None
    return style[1].decode() if style else ""


def _value(xml: bytes, kind: bytes, strings: Strings, *, calculated: bool) -> str | float | bool | Fault | None:
    if kind == b"inlineStr":
        return string_item(xml)
    found = _VALUE.search(xml)
    raw = found[2] if found else None
    if not raw:
        if not calculated:
            return None
        return "" if kind == b"str" and found else UNCALCULATED
    match kind:
        case b"n":
            value: str | float | bool | Fault = float(raw)
        case b"s":
            value = strings()[int(raw)]
        case b"b":
            value = raw.strip() in (b"1", b"true")
        case b"e":
            value = Fault(text(raw))
        case _:
            value = characters(text(raw))
    return value


def string_item(xml: bytes) -> str:
    """The text of an `<is>` or `<si>` element: its runs joined, without the readings of East Asian words."""
    if b"rPh" in xml:
        xml = _PHONETIC.sub(b"", xml)
    return characters("".join(text(inner) for _, inner in elements(xml, "t")))


class SharedStrings(Sequence[str]):
    """The texts of a shared strings part, in order; each is read only when it is asked for."""

    def __init__(self, xml: bytes) -> None:
        self._items = [inner for _, inner in elements(xml, "si")]

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, place: int) -> str:  # type: ignore[override] # nobody asks for several at once
        return string_item(self._items[place])


def characters(words: str) -> str:
    """Text in which Excel wrote a character as its number: `_x000D_` is a carriage return."""
    if "_x" not in words:
        return words
    told = _HEX_ESCAPE.sub(lambda m: chr(int(m[1], 16)), words)
    return told.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # halves of a pair become one


def length(words: str) -> int:
    """How many characters a text has for Excel, which counts most emoji as two."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def content_of(value: Value | Formula, row: int, column: int, *, since_1904: bool) -> Content:
    """What a cell at `row`, `column` shall hold. An empty text is a blank cell, but a formula's result may be one."""
    if isinstance(value, Formula):
        result = _plain(value.value, since_1904=since_1904)
        return Content(value.at(row, column), "" if result is None else result)
    plain = _plain(value, since_1904=since_1904)
    return Content(None, None if plain == "" else plain)


def shown(value: Value | Formula) -> Cell:
    """What reading a cell gives after this was written to it."""
    told = value.value if isinstance(value, Formula) else value
    if isinstance(told, str):
        return _NO_CHARACTER.sub("\ufffd", told) or None
    return float(told) if isinstance(told, int) and not isinstance(told, bool) else told


def _plain(value: Value, *, since_1904: bool) -> str | float | bool | None:
    if isinstance(value, date):
        return serial(value, since_1904=since_1904)
    if isinstance(value, str):
        if length(value) > LONGEST_TEXT:
            raise ValueError(f"a cell holds at most {LONGEST_TEXT} characters, not {length(value)}")
        return _NO_CHARACTER.sub("\ufffd", value)
    if value is None or isinstance(value, bool):
        return value
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a number a cell can hold")
    return float(value)


def serial(day: date, *, since_1904: bool) -> float:
    """A date, with its time of day if it has one, as Excel's number of days.

    Raises `ValueError` for days before the first that the workbook knows.
    """
    clock = 0.0
    if isinstance(day, datetime):
        clock = (day.hour * 3600 + day.minute * 60 + day.second + day.microsecond / 1e6) / 86_400
        day = day.date()
    number = (day - _FIRST_DAY).days
    if since_1904:
        number -= _SHIFT_OF_1904
    elif day < _LEAP_DAY_OF_1900:
        number -= 1  # Excel believes in a 29 February 1900
    if number < (0 if since_1904 else 1):
        raise ValueError(f"{day} is before Excel's first day")
    return number + clock


def cell_xml(prefix: str, row: int, column: int, style: str, content: Content) -> bytes:
    """The `<c>` element that means `content`."""
    p = prefix
    start = f'<{p}c r="{column_letters(column)}{row}"' + (f' s="{style}"' if style else "")
    value = content.value
    if content.formula is None:
        if value is None:
            return f"{start}/>".encode()
        if isinstance(value, str):
            inner = f"<{p}is><{p}t{_preserved(value)}>{_written(value)}</{p}t></{p}is>"
            return f'{start} t="inlineStr">{inner}</{p}c>'.encode()
    formula = "" if content.formula is None else f"<{p}f>{escaped(content.formula)}</{p}f>"
    kind, words = _typed(value)
    return f"{start}{kind}>{formula}<{p}v>{words}</{p}v></{p}c>".encode()


def _typed(value: str | float | bool | Fault | None) -> tuple[str, str]:
    """A value's type attribute and its text inside `<v>`."""
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, str):
        return ' t="str"', _written(value)
    if isinstance(value, Fault):
        return ' t="e"', value.code
    return "", _number(value or 0.0)


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(value)


def _preserved(words: str) -> str:
    return ' xml:space="preserve"' if words != words.strip() or "\n" in words or "  " in words else ""


def _written(words: str) -> str:
    """Text as it stands in XML: what XML cannot hold, or would change, is written as Excel does, `_x000D_`."""
    if "_x" in words:
        words = _HEX_ESCAPE.sub(lambda m: "_x005F" + m[0], words)
    words = _FORBIDDEN.sub(lambda m: f"_x{ord(m[0]):04X}_", words)
    return escaped(words)
