"""Checks of Adjust: cuts in months that are over."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.errors import Problem, Severity
from aop_excel.text import Text
from aop_excel.workbook.reading import Reading


def cuts_begin_in_an_open_month(reading: Reading) -> Iterator[Problem]:
    """What is spent cannot be cut: a list from a closed month begins with the first one that is open."""
    request = reading.plan.cut
    if request.amount and request.month is not None:
        closed = reading.actuals.closed
        position = reading.settings.fiscal_year.position(request.month)
        if closed[position]:
            yield Problem(
                "aop_cut_from",
                Text(
                    "Tháng {month} đã chốt, nên chỉ các tháng chưa chốt được tính",
                    "Month {month} is closed, so only the open months count",
                ).format(month=request.month),
                Text("Chọn một tháng chưa chốt, hoặc để trống.", "Choose an open month, or leave it blank."),
                severity=Severity.WARNING,
            )
