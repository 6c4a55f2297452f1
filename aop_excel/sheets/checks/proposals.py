"""Checks of Decisions: proposals that end before they begin, and cost charged to what bears no cost."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.errors import Problem, Severity
from aop_excel.text import Text
from aop_excel.workbook.reading import Found, Reading


def proposals_run_forward(reading: Reading) -> Iterator[Problem]:
    """A proposal ends no earlier in the fiscal year than it begins."""
    year = reading.settings.fiscal_year
    for each in reading.found["aop_proposals"]:
        if year.position(each.record.last) < year.position(each.record.first):
            yield _problem(
                each,
                "last",
                Text(
                    "Trong năm tài chính bắt đầu từ tháng {start}, tháng {last} đứng trước tháng {first}",
                    "In a fiscal year that begins in month {start}, month {last} comes before month {first}",
                ).format(start=year.start_month, first=each.record.first, last=each.record.last),
                Text("Đổi chỗ hai tháng, hoặc sửa một tháng.", "Swap the two months, or correct one of them."),
            )


def proposals_are_charged_to_cost(reading: Reading) -> Iterator[Problem]:
    """The line that bears a proposal is one of cost."""
    lines = {line.code: line for line in reading.plan.lines}
    for each in reading.found["aop_proposals"]:
        line = lines.get(each.record.line or "")
        if line and line.kind.sign > 0:
            yield _problem(
                each,
                "line",
                Text(
                    "“{line}” không phải là dòng chi phí, nên không chịu được chi phí của đề xuất",
                    "“{line}” is no line of cost, so it cannot bear what the proposal costs",
                ).format(line=line.name),
                Text("Chọn một dòng chi hoặc nhập hàng.", "Choose a line of costs or purchases."),
            )


def _problem(each: Found, column: str, text: Text, cure: Text) -> Problem:
    return Problem("aop_proposals", text, cure, each.row, column, Severity.WARNING)
