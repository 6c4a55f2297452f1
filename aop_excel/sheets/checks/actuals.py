"""Checks of Actuals: closed months without figures, amounts that no total counts, causes given twice."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.errors import Problem, Severity
from aop_excel.text import Text, figures
from aop_excel.workbook.layout import month_key
from aop_excel.workbook.reading import Reading


def closed_months_are_reported(reading: Reading) -> Iterator[Problem]:
    """A closed month has an amount for every line that has a plan in it: blank is not reported, 0 is a value."""
    reported_in = {p for each in reading.found["aop_actuals"] for p in range(12) if each.record.months[p] is not None}
    months = reading.settings.fiscal_year.month_numbers
    for position in range(12):
        if reading.actuals.closed[position] and position not in reported_in and reading.found["aop_budget"]:
            yield Problem(
                "aop_closed",
                Text(
                    "Tháng {month} đã chốt nhưng chưa có số nào", "Month {month} is closed without any figures"
                ).format(month=months[position]),
                Text("Điền số thực hiện, hoặc bỏ dấu x.", "Enter the actuals, or take the x away."),
                1,
                month_key(months[position]),
                Severity.WARNING,
            )
    closed = [reading.actuals.closed[position] and position in reported_in for position in range(12)]
    actual = {each.record.code: each for each in reading.found["aop_actuals"]}
    for budgeted in reading.found["aop_budget"]:
        line = budgeted.record
        reported = actual.get(line.code)
        amounts = reported.record.months if reported else (None,) * 12
        blank = [p for p in range(12) if closed[p] and amounts[p] is None and line.months[p]]
        if blank and reported:
            yield Problem(
                "aop_actuals",
                Text(
                    "“{line}” chưa có số của tháng đã chốt: {months}",
                    "“{line}” has no figure for closed months: {months}",
                ).format(line=line.name, months=", ".join(f"{months[p]}" for p in blank)),
                Text("Điền số thực hiện, hoặc 0 nếu không phát sinh.", "Enter the amount, or 0 if there was none."),
                reported.row,
                month_key(months[blank[0]]),
                Severity.WARNING,
            )


def months_are_closed_in_order(reading: Reading) -> Iterator[Problem]:
    """No month is left open before a closed one."""
    closed = reading.actuals.closed
    months = reading.settings.fiscal_year.month_numbers
    last = max((position for position in range(12) if closed[position]), default=0)
    left_open = [months[position] for position in range(last) if not closed[position]]
    if left_open:
        yield Problem(
            "aop_closed",
            Text(
                "Chưa chốt, dù tháng sau đã chốt: tháng {months}",
                "Still open, though a later month is closed: {months}",
            ).format(months=", ".join(map(str, left_open))),
            Text(
                "Chốt tháng đó; nếu không, lũy kế không tính.", "Close what is open; else year to date leaves it out."
            ),
            1,
            month_key(left_open[0]),
            Severity.WARNING,
        )


def actuals_have_a_line(reading: Reading) -> Iterator[Problem]:
    """Amounts of a line that is not in the budget are in no total: say so, and how much it is."""
    budget = {each.record.code for each in reading.found["aop_budget"]}
    for each in reading.found["aop_actuals"]:
        total = sum(amount or 0 for amount in each.record.months)
        if each.record.code not in budget and any(each.record.months):
            yield Problem(
                "aop_actuals",
                Text(
                    "“{code}” không có trong Ngân sách nên số thực hiện {total} của nó không vào tổng nào",
                    "“{code}” is not in Budget, so its actuals of {total} are in no total",
                ).format(code=each.record.code, total=figures(f"{total:,.0f}")),
                Text(
                    "Sửa mã, thêm dòng này vào Ngân sách, hoặc chuyển số sang dòng khác.",
                    "Correct the code, add the line to Budget, or move the amounts to another line.",
                ),
                each.row,
                "code",
                Severity.WARNING,
            )


def causes_are_given_once(reading: Reading) -> Iterator[Problem]:
    """A line has one cause a month: of two, only the later one is shown beside the variance."""
    first: dict[tuple[int, str], int] = {}
    for each in reading.found["aop_comments"]:
        comment = each.record
        if not comment.cause:
            continue
        earlier = first.setdefault((comment.month, comment.code), each.row)
        if earlier != each.row:
            yield Problem(
                "aop_comments",
                Text(
                    "“{code}” đã có nguyên nhân của tháng {month} ở dòng thứ {earlier} của bảng; dòng sau được dùng",
                    "“{code}” has a cause for month {month} in row {earlier} of the table already; the later is used",
                ).format(code=comment.code, month=comment.month, earlier=earlier),
                Text("Gộp hai nguyên nhân vào một dòng.", "Put both causes into one row."),
                each.row,
                "code",
                Severity.WARNING,
            )
