"""What people type for amounts, percentages and counts, understood when it is clear: `1,5 tỷ`, `1tr2`, `(350k)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from aop_excel.text import Text, figures
from aop_excel.workbook.book import Cell, Fault
from aop_excel.workbook.typed import Misread, fault, misread, tidy

Separator = Literal[".", ","]


def amount(cell: Cell, decimal: Separator | None = None) -> float | Misread | None:
    """An amount in đồng; None for a blank cell.

    `1.234` alone can be 1234 or a decimal: it is read only where `decimal` says which separator the column uses.
    `1.234đ` is clear, since there is no part of a đồng.
    """
    return _amount(cell, decimal, _NO_AMOUNT, _TYPE_AN_AMOUNT)


def amounts(cells: Sequence[Cell], words: Text | None = None, cure: Text | None = None) -> list[float | Misread | None]:
    """A column of amounts: where one text proves the separator (`1.234.567`, `12,50`), the unclear ones follow it.

    `words` and `cure` are for a column of something else than money: what to say of a cell that holds no number.
    """
    words, cure = words or _NO_AMOUNT, cure or _TYPE_AN_AMOUNT
    alone = [_amount(cell, None, words, cure) for cell in cells]
    proved = {
        mark
        for cell, found in zip(cells, alone, strict=True)
        if isinstance(cell, str) and isinstance(found, float)
        for core in _CORE.findall(tidy(cell))
        if (mark := _proved(core))
    }
    if len(proved) != 1:
        return alone
    decimal = proved.pop()
    return [
        _amount(cell, decimal, words, cure) if isinstance(found, Misread) else found
        for cell, found in zip(cells, alone, strict=True)
    ]


def percent(cell: Cell, most: float = 1.5) -> float | Misread | None:
    """A share: 0.35 for `0.35`, `35%` and `35,5 %` is 0.355; None for a blank cell.

    A number over `most` without its own % sign, such as 35, is asked about: 35 % or 3500 %?
    """
    if not isinstance(cell, str):
        share = _number_cell(cell, _NO_PERCENT, _TYPE_A_PERCENT)
    else:
        typed = tidy(cell)
        if not typed:
            return None
        sign, body = _signed(typed)
        core = body.removesuffix("%").rstrip()
        mark = _decimal(core)
        if mark == "?" and core != body:
            mark = "," if "," in core else "."  # nobody means thousands of percent
        if mark == "?":
            return _doubt(cell, typed, _TWO_NUMBERS)
        if mark is None or len(core) > _LONGEST:
            return misread(cell, _NO_PERCENT, _TYPE_A_PERCENT)
        value = sign * _value(core, mark)
        if core != body:
            return _float(value / 100)
        share = _float(value)
    if isinstance(share, float) and abs(share) > most:
        less, more = figures(f"{share:.15g}"), figures(f"{share * 100:.15g}")
        return misread(cell, _WHICH_PERCENT, _CHOOSE_PERCENT, less=less, more=more)
    return share


def whole(cell: Cell) -> int | Misread | None:
    """A count: a number without a fraction; None for a blank cell."""
    found = _amount(cell, None, _NOT_WHOLE, _TYPE_A_WHOLE)
    if isinstance(found, float):
        return int(found) if found.is_integer() else misread(cell, _NOT_WHOLE, _TYPE_A_WHOLE)
    return found


_UNITS: Final = {
    "": Decimal(1),
    **dict.fromkeys(("k", "nghìn", "ngàn", "nghin", "ngan", "thousand"), Decimal(10**3)),
    **dict.fromkeys(("tr", "triệu", "trieu", "m", "million"), Decimal(10**6)),
    **dict.fromkeys(("tỷ", "tỉ", "ty", "ti", "bn", "billion"), Decimal(10**9)),
}
_LONGEST = 60
_LARGEST = 10**15  # Excel keeps fifteen digits; what is longer is an account or a telephone number
_CORE = re.compile(r"[0-9](?:[0-9., ]*[0-9])?")
_SCALED = re.compile(rf"({_CORE.pattern}) ?(?:([^\W\d_]+) ?(.*))?")
_CURRENCY = re.compile(r"^(?:vnđ|vnd|[₫đ]) ?| ?(?:đồng|dong|vnđ|vnd|[₫đ]|(?<=[0-9])d|(?<=[0-9] )d)$")
_GROUPED_BY_BLANKS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:([.,])[0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3})*(?:(?!\1)([.,])[0-9]+)?")
_LONE = re.compile(r"[0-9]+([.,])[0-9]+")
_UNCLEAR = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")

_NO_AMOUNT = Text("“{typed}” không phải là số tiền", "“{typed}” is not an amount")
_TYPE_AN_AMOUNT = Text("Gõ một số, ví dụ 1500000 hoặc 1,5 triệu.", "Type a number, such as 1500000 or 1.5 million.")
_NO_PERCENT = Text("“{typed}” không phải là tỷ lệ phần trăm", "“{typed}” is not a percentage")
_TYPE_A_PERCENT = Text("Gõ tỷ lệ kèm dấu %, ví dụ 35%.", "Type it with a % sign, such as 35%.")
_WHICH_PERCENT = Text("“{typed}” có thể là {less}% hoặc {more}%", "“{typed}” can mean {less}% or {more}%")
_CHOOSE_PERCENT = Text(
    "Gõ {less}% kèm dấu %. Nếu đúng là {more}%, gõ '{more}% với dấu nháy đơn ở đầu.",
    "Type {less}% with its % sign. If you do mean {more}%, type '{more}% with the apostrophe in front.",
)
_NOT_WHOLE = Text("“{typed}” không phải là số nguyên", "“{typed}” is not a whole number")
_TYPE_A_WHOLE = Text("Gõ một số không có phần lẻ, ví dụ 12.", "Type a number without a fraction, such as 12.")
_IS_A_DATE = Text(
    "Ô này có định dạng ngày ({typed}) nên không đọc được thành số",
    "This cell is formatted as a date ({typed}), so it cannot be read as a number",
)
_FORMAT_AS_NUMBER = Text(
    "Đổi định dạng ô sang Số (Number), rồi gõ lại số.",
    "Change the cell's format to Number, then type the number again.",
)
_TWO_NUMBERS = Text("“{typed}” có thể là {grouped} hoặc {fraction}", "“{typed}” can mean {grouped} or {fraction}")
_TYPE_ONE_OF_TWO = Text("Gõ lại thành {grouped} hoặc {fraction}.", "Type it again as {grouped} or {fraction}.")
_WHICH_UNIT = Text(
    "Chữ “t” trong “{typed}” có thể là triệu hoặc tỷ", "The “t” in “{typed}” can mean million or billion"
)
_TYPE_THE_UNIT = Text("Gõ lại với “tr” (triệu) hoặc “tỷ”.", "Type it again with “tr” (million) or “tỷ” (billion).")


def _amount(cell: Cell, decimal: Separator | None, words: Text, cure: Text) -> float | Misread | None:
    if not isinstance(cell, str):
        return _number_cell(cell, words, cure)
    typed = tidy(cell)
    if not typed:
        return None
    sign, signed = _signed(_CURRENCY.sub("", typed))
    body = _CURRENCY.sub("", signed)
    if _UNCLEAR.fullmatch(body) and _CURRENCY.search(typed.strip("()+- ")):
        decimal = "," if "." in body else "."
    found = _scaled(body, decimal)
    if isinstance(found, Text):
        return _doubt(cell, typed, found)
    if found is None or len(typed) > _LONGEST or found >= _LARGEST:
        return misread(cell, words, cure)
    return _float(sign * found)


def _number_cell(cell: float | date | Fault | None, words: Text, cure: Text) -> float | Misread | None:
    match cell:
        case None:
            return None
        case Fault():
            return fault(cell)
        case date():
            return misread(cell, _IS_A_DATE, _FORMAT_AS_NUMBER)
        case bool():
            return misread(cell, words, cure)
    return float(cell)


def _signed(typed: str) -> tuple[int, str]:
    """The sign and the rest: `(123)` and `-123` are negative."""
    if typed.startswith("(") and typed.endswith(")"):
        return -1, typed[1:-1].strip()
    return (-1 if typed[:1] == "-" else 1), typed[1:].lstrip() if typed[:1] in ("-", "+") else typed


def _scaled(body: str, decimal: Separator | None) -> Decimal | Text | None:
    """`1,5 tỷ`, `1tr250`, `1 tỷ 250 triệu`, `1.234.567`: the amount, the doubt there is, or None."""
    match = _SCALED.fullmatch(body)
    if not match:
        return None
    core, unit, rest = match.groups()
    if unit == "t":
        return _WHICH_UNIT
    mark, scale = _decimal(core), _UNITS.get(unit or "")
    if mark is None or scale is None or (rest and (unit == "m" or not core.isdecimal())):
        return None  # `1m2` is an area or a height
    if mark == "?" and not decimal:
        return _TWO_NUMBERS
    value = _value(core, decimal if mark == "?" and decimal else mark) * scale
    return _continued(value, scale, rest, decimal) if rest else value


def _continued(value: Decimal, scale: Decimal, rest: str, decimal: Separator | None) -> Decimal | Text | None:
    """What follows the first unit: more digits (`1tr2`, `1 tỷ 250`), or an amount with a smaller unit."""
    if re.fullmatch("[0-9]{1,3}", rest):
        return value + Decimal(f"0.{rest}") * scale
    smaller = _scaled(rest, decimal) if re.search(r"[^\W\d_]", rest) else None
    if isinstance(smaller, Decimal):
        return value + smaller if smaller < scale else None
    return smaller


def _decimal(core: str) -> Literal[".", ",", "", "?"] | None:
    """Which separator is the decimal one: `""` says none shows, `"?"` that it is not clear; None for no number."""
    if core.isdecimal():
        return ""
    if _UNCLEAR.fullmatch(core):
        return "?"
    if match := _GROUPED_BY_BLANKS.fullmatch(core) or _LONE.fullmatch(core):
        return _separator(match[1]) if match[1] else ""
    if match := _GROUPED.fullmatch(core):
        return _other(match[1])
    return None


def _proved(core: str) -> Separator | None:
    """The decimal separator of a number that was clear; where the digits left it open, đ said they are thousands."""
    mark = _decimal(core)
    if mark == "?":
        return _other("." if "." in core else ",")
    return mark or None


def _separator(mark: str) -> Separator:
    return "." if mark == "." else ","


def _other(mark: str) -> Separator:
    return "." if mark == "," else ","


def _value(core: str, mark: str) -> Decimal:
    return Decimal("".join("." if sign == mark else sign for sign in core if sign.isdecimal() or sign == mark))


def _doubt(cell: str, typed: str, words: Text) -> Misread:
    if words is _WHICH_UNIT:
        return misread(cell, words, _TYPE_THE_UNIT)
    core = next(core for core in _CORE.findall(typed) if _decimal(core) == "?")
    mark = "," if "," in core else "."
    fraction = core.rstrip("0").rstrip(mark)
    if _UNCLEAR.fullmatch(fraction):
        fraction += "0"  # 1.2340 is clear wherever it is typed, as 1.234 is not
    grouped = typed.replace(core, core.replace(mark, ""))
    return misread(cell, words, _TYPE_ONE_OF_TWO, grouped=grouped, fraction=typed.replace(core, fraction))


def _float(value: Decimal) -> float:
    return float(value) + 0.0  # never minus zero
