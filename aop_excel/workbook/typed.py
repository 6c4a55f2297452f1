"""What people type for names, marks and days, understood when it is clear (amounts stand in `amounts`)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aop_excel.domain.names import INVISIBLE, collapse, fold
from aop_excel.text import Text, figures
from aop_excel.workbook.book import Cell, Fault


@dataclass(frozen=True, slots=True)
class Misread:
    """What was typed is not clear: why not, and what to do. The words a `Problem` at that cell needs."""

    text: Text
    cure: Text


def text(cell: Cell) -> str | Misread | None:
    """Words as typed, without the blanks around them; None where there are none.

    A code typed as a number is `123`, not `123.0`; a date is written day first.
    """
    if isinstance(cell, Fault):
        return fault(cell)
    if isinstance(cell, bool):
        return misread(cell, _LOGICAL, _TYPE_WORDS)  # to a formula it is not the word that it shows
    return shown(cell) or None


def mark(cell: Cell) -> bool | Misread:
    """Whether the cell is marked with an x; a blank cell is not."""
    if isinstance(cell, Fault):
        return fault(cell)
    if not shown(cell):
        return False
    if isinstance(cell, str) and fold(cell) == "x":
        return True
    return misread(
        cell,
        Text("“{typed}” không phải là dấu x", "“{typed}” is not a mark"),
        Text("Gõ x để đánh dấu, hoặc để trống.", "Type x to mark it, or leave it blank."),
    )


def day(cell: Cell) -> date | Misread | None:
    """A day: a date, the number Excel keeps for one, or text with the day first or as `2027-03-15`."""
    if isinstance(cell, Fault):
        return fault(cell)
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    if isinstance(cell, float | int) and not isinstance(cell, bool) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
        return _DAY_ZERO + timedelta(days=int(cell))
    if not isinstance(cell, str):
        return None if cell is None else misread(cell, _NO_DAY, _TYPE_A_DAY)
    typed = tidy(cell)
    return _day(cell, typed) if typed else None


def tidy(typed: str) -> str:
    """Typed numbers and days in one alphabet: full-width digits, special blanks, dashes and capitals made plain."""
    return collapse(unicodedata.normalize("NFKC", typed)).casefold().translate(_DASHES)


def shown(cell: Cell) -> str:
    """A cell's content as the owner knows it; the empty string for a blank cell."""
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case date():
            return f"{cell:%d/%m/%Y}"
        case float() | int():
            return f"{cell:.0f}" if float(cell).is_integer() else f"{cell:.15g}"
        case Fault():
            return cell.code
    return unicodedata.normalize("NFC", cell).strip().strip(INVISIBLE).strip()


def misread(cell: Cell, words: Text, cure: Text, **places: object) -> Misread:
    """The trouble with a cell; `{typed}` stands for what was typed, shortened where it is long."""
    typed = figures(shown(cell)) if isinstance(cell, float) else shortened(shown(cell))
    if isinstance(cell, str) and shown(cell).startswith("="):
        words, cure = _KEPT_AS_TEXT, _LET_IT_CALCULATE
    return Misread(words.format(typed=typed, **places), cure.format(typed=typed, **places))


def shortened(words: str) -> str:
    """What was typed as a message quotes it: cut where it is long, on one line, invisible characters as dots."""
    words = words if len(words) <= _LONG else words[: _LONG - 1] + "…"
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "·" for sign in words)


def fault(cell: Fault) -> Misread:
    """The trouble with a cell that holds an Excel error or a formula without its result."""
    if cell.uncalculated:
        return Misread(
            Text(
                "Công thức này chưa có kết quả: tệp được lưu bởi một chương trình không tính toán",
                "This formula has no result: the file was saved by a program that does not calculate",
            ),
            Text(
                "Mở tệp bằng Excel hoặc LibreOffice, lưu lại, rồi cập nhật lần nữa.",
                "Open the file in Excel or LibreOffice, save it, then refresh again.",
            ),
        )
    return Misread(
        Text("Ô này đang báo lỗi {code}", "This cell shows the error {code}").format(code=cell.code),
        Text("Sửa công thức trong ô, hoặc gõ thẳng giá trị.", "Correct the cell's formula, or type the value itself."),
    )


_LONG = 40
_LOGICAL = Text("“{typed}” là giá trị đúng/sai, không phải chữ", "“{typed}” is a logical value, not text")
_TYPE_WORDS = Text("Gõ lại bằng chữ, hoặc xóa ô này.", "Type it in words, or clear the cell.")
_KEPT_AS_TEXT = Text(
    "“{typed}” là công thức bị giữ ở dạng chữ nên không được tính",
    "“{typed}” is a formula kept as text, so it is not calculated",
)
_LET_IT_CALCULATE = Text(
    "Đổi định dạng ô sang Số (Number), nhấn F2 rồi Enter.",
    "Change the cell's format to Number, then press F2 and Enter.",
)
_DASHES = str.maketrans("‐–−", "---")
_DAY_ZERO = date(1899, 12, 30)  # Excel counts days from here (since it believes in 29 February 1900)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # 1954 to 2119: a smaller or larger number was hardly meant as a day
_FIRST_YEAR, _LAST_YEAR = 1954, 2119

_DAY_FIRST = re.compile(r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[t ][0-9]{1,2}:[0-9]{2}(?::[0-9.]+)?)?")
_NO_DAY = Text("“{typed}” không phải là ngày", "“{typed}” is not a date")
_FAR_YEAR = Text("“{typed}” nằm ở năm {year}", "“{typed}” is in the year {year}")
_NO_SUCH_DAY = Text("Không có ngày “{typed}”", "There is no day “{typed}”")
_TYPE_A_DAY = Text("Gõ ngày/tháng/năm, ví dụ 15/3/2027.", "Type day/month/year, such as 15/3/2027.")
_DAY_COMES_FIRST = Text(
    "Ngày đứng trước tháng: gõ {swapped} nếu bạn muốn nói ngày đó.",
    "The day comes before the month: type {swapped} if that is the day you mean.",
)


def _day(cell: str, typed: str) -> date | Misread:
    if match := _DAY_FIRST.fullmatch(typed):
        number, month, year = int(match[1]), int(match[3]), int(match[4])
        year += 2000 if len(match[4]) == len("27") else 0
    elif match := _YEAR_FIRST.fullmatch(typed):
        year, month, number = int(match[1]), int(match[3]), int(match[4])
    else:
        return misread(cell, _NO_DAY, _TYPE_A_DAY)
    if found := _date(year, month, number):
        return found if _FIRST_YEAR <= year <= _LAST_YEAR else misread(cell, _FAR_YEAR, _TYPE_A_DAY, year=year)
    if swapped := _date(year, number, month):
        return misread(cell, _NO_SUCH_DAY, _DAY_COMES_FIRST, swapped=f"{swapped.day}/{swapped.month}/{year}")
    return misread(cell, _NO_SUCH_DAY, _TYPE_A_DAY)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
