"""What a record's validation found wrong, in the owner's words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pydantic import ValidationError

from aop_excel.domain.record import BrokenRule
from aop_excel.text import Text, figures
from aop_excel.workbook.typed import shortened


def missing(label: Text, *, in_row: bool = True) -> tuple[Text, Text]:
    """The words for a cell, of a table's row or alone, that must not be blank."""
    words = Text("Thiếu “{label}”", "“{label}” is missing").format(label=label)
    if not in_row:
        return words, Text("Điền ô này.", "Fill in this cell.")
    return words, Text(
        "Điền ô này, hoặc xóa cả dòng nếu không dùng.", "Fill in this cell, or clear the row if it is not used."
    )


def invalid(error: ValidationError, shares: Collection[str]) -> Iterator[tuple[str | int, Text, Text]]:
    """For each mistake: the field (the month's position for amounts by month), what is wrong, what to do.

    `shares` are the fields that people know as percentages.
    """
    for each in error.errors():
        broken = each.get("ctx", {}).get("error")
        if isinstance(broken, BrokenRule):
            yield broken.column, broken.text, broken.cure
            continue
        place = each["loc"][1] if each["loc"][0] == "months" and len(each["loc"]) > 1 else each["loc"][0]
        text, cure = _WORDS.get(each["type"], _ANY)
        told = {**each.get("ctx", {}), "typed": each["input"]}
        told = {name: _share(value) if place in shares else _plain(value) for name, value in told.items()}
        yield place, text.format(**told), cure.format(**told)


def _plain(value: object) -> object:
    """Numbers as people write them: 1 instead of 1.0, `0,5` in Vietnamese, all digits of a large one."""
    if isinstance(value, float):
        return figures(f"{value:,.0f}" if value.is_integer() and abs(value) < _FLOOD else f"{value:,.15g}")
    return shortened(value) if isinstance(value, str) else value


def _share(value: object) -> object:
    return figures(f"{value * 100:,.15g}%") if isinstance(value, float | int) else value


_FLOOD = 1e18  # numbers beyond would fill the screen with their digits

_SMALLER = Text("Nhập số từ {ge} trở lên.", "Enter a number from {ge} up.")
_LARGER = Text("Nhập số không quá {le}.", "Enter a number of at most {le}.")
_SHORTER = Text("Rút gọn còn tối đa {max_length} ký tự.", "Shorten it to at most {max_length} characters.")
_ANY = (
    Text("“{typed}” không dùng được ở đây", "“{typed}” cannot be used here"),
    Text("Sửa lại ô này.", "Correct this cell."),
)
_WORDS = {
    "greater_than_equal": (Text("{typed} nhỏ hơn mức cho phép", "{typed} is too small"), _SMALLER),
    "less_than_equal": (Text("{typed} lớn hơn mức cho phép", "{typed} is too large"), _LARGER),
    "string_too_long": (Text("Nội dung quá dài", "The text is too long"), _SHORTER),
    "string_too_short": (
        Text("Ô này đang trống", "This cell is blank"),
        Text("Điền ô này.", "Fill in this cell."),
    ),
    "string_pattern_mismatch": (
        Text("“{typed}” có ký tự không dùng được trong mã", "“{typed}” has a character that a code cannot have"),
        Text(
            'Không dùng * ? ~ " | hay xuống dòng, và không bắt đầu bằng < > =.',
            'Leave out * ? ~ " | and line breaks, and do not begin with < > =.',
        ),
    ),
    "missing": (Text("Thiếu nội dung", "This is missing"), Text("Điền ô này.", "Fill in this cell.")),
}
