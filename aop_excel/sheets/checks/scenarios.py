"""Checks of effects: those of nobody, those on nothing, and those that run backwards."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.analysis.shocks import lasts, touched
from aop_excel.domain.scenario import Shock, Shocked
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text
from aop_excel.workbook.reading import Found, Reading


def shocks_belong_to_one(reading: Reading) -> Iterator[Problem]:
    """An effect is that of a risk or of a scenario: of one of them, not of both."""
    for each in reading.found["aop_shocks"]:
        if each.record.risk and each.record.scenario:
            yield _problem(each, "scenario", *_OF_BOTH)
        elif not each.record.risk and not each.record.scenario:
            yield _problem(each, "risk", *_OF_NONE, severity=Severity.WARNING)


def shocks_run_forward(reading: Reading) -> Iterator[Problem]:
    """An effect ends no earlier in the fiscal year than it begins."""
    year = reading.settings.fiscal_year
    for each in reading.found["aop_shocks"]:
        if each.record.first and each.record.last and not lasts(each.record, year):
            text = Text(
                "Trong năm tài chính bắt đầu từ tháng {start}, tháng {last} đứng trước tháng {first}",
                "In a fiscal year that begins in month {start}, month {last} comes before month {first}",
            ).format(start=year.start_month, first=each.record.first, last=each.record.last)
            cure = Text("Đổi chỗ hai tháng, hoặc sửa một tháng.", "Swap the two months, or correct one of them.")
            yield _problem(each, "last", text, cure)


def shocks_touch_something(reading: Reading) -> Iterator[Problem]:
    """An effect changes a budget line at least, and nothing that narrows it is idle."""
    for each in reading.found["aop_shocks"]:
        shock: Shock = each.record
        if shock.line and shock.what is not Shocked.LINE:
            yield _problem(each, "line", *_IDLE_LINE, severity=Severity.WARNING)
        elif not any(touched(shock, reading.plan)):
            yield _problem(each, _narrowed_by(shock), *_ON_NOTHING, severity=Severity.WARNING)


def _narrowed_by(shock: Shock) -> str:
    """The column to look at first where an effect has no line."""
    narrowing = (column for column in ("line", "group", "channel") if getattr(shock, column))
    return next(narrowing, "what")


def _problem(each: Found, column: str, text: Text, cure: Text, *, severity: Severity = Severity.ERROR) -> Problem:
    return Problem("aop_shocks", text, cure, each.row, column, severity)


_OF_BOTH = (
    Text("Tác động này thuộc cả một rủi ro lẫn một kịch bản", "This effect belongs to a risk and a scenario"),
    Text(
        "Giữ một trong hai mã. Kịch bản có rủi ro nào thì ghi ở bảng kịch bản.",
        "Keep one of the two codes. Which risks a scenario has is said in the table of scenarios.",
    ),
)
_OF_NONE = (
    Text("Tác động này chưa thuộc rủi ro hay kịch bản nào", "This effect belongs to no risk and no scenario"),
    Text("Ghi mã rủi ro hoặc mã kịch bản.", "Enter the code of a risk or of a scenario."),
)
_ON_NOTHING = (
    Text("Không dòng ngân sách nào bị tác động này chạm tới", "No budget line is touched by this effect"),
    Text(
        "Xem lại kênh, nhóm hàng hoặc mã dòng: phải ghi như ở trang Ngân sách.",
        "Look at channel, product group or line: they must be as they stand on Budget.",
    ),
)
_IDLE_LINE = (
    Text(
        "Mã dòng chỉ dùng khi điều thay đổi là một dòng ngân sách, ở đây không có tác dụng",
        "A line is only for a change of one budget line and does nothing here",
    ),
    Text("Xóa mã dòng, hoặc chọn “Một dòng ngân sách”.", "Clear the line, or choose “One budget line”."),
)
