"""Checks of Cash: delays of what is never paid, and counts that are not used."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.analysis.cash_items import paid
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text
from aop_excel.workbook.reading import Reading


def delays_are_of_what_is_paid(reading: Reading) -> Iterator[Problem]:
    """A line whose bills are paid later is one that costs money: no revenue, and no cost of goods bought before."""
    keys = {key for item in paid(reading.plan) for stream in item.streams for key in stream.keys}
    names = {line.code: line.name for line in reading.plan.lines}
    for each in reading.found["aop_payments"]:
        if f"line:{each.record.line}" not in keys:
            yield Problem(
                "aop_payments",
                Text(
                    "“{line}” không phải là khoản phải trả tiền, nên thời hạn này không được tính",
                    "“{line}” is nothing that is paid, so this delay is not used",
                ).format(line=names.get(each.record.line, each.record.line)),
                Text(
                    "Chọn một dòng chi hoặc nhập hàng; tiền về từ kênh bán thì điền ở bảng bên phải.",
                    "Choose a line of costs or purchases; delays of a channel's money stand in the table on the right.",
                ),
                each.row,
                "line",
                Severity.WARNING,
            )


def counts_are_of_closed_months(reading: Reading) -> Iterator[Problem]:
    """What was counted is used once its month is closed."""
    year = reading.settings.fiscal_year
    for each in reading.found["aop_balances"]:
        balance = each.record
        is_counted = balance.cash is not None or balance.stock is not None
        if is_counted and not reading.actuals.closed[year.position(balance.month)]:
            yield Problem(
                "aop_balances",
                Text(
                    "Tháng {month} chưa chốt nên số kiểm kê chưa được dùng",
                    "Month {month} is not closed, so what was counted is not used yet",
                ).format(month=balance.month),
                Text(
                    "Chốt tháng đó ở trang Thực hiện, hoặc sửa số tháng.",
                    "Close the month on Actuals, or correct the number of the month.",
                ),
                each.row,
                "month",
                Severity.WARNING,
            )
