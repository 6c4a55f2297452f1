"""Checks of Resources: limits that cannot be checked."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.domain.plan import LimitMeasure
from aop_excel.errors import Problem, Severity
from aop_excel.sheets.checks.kpis import MOST_RATIO
from aop_excel.text import Text, figures
from aop_excel.workbook.reading import Reading


def limits_can_be_checked(reading: Reading) -> Iterator[Problem]:
    """A limit that says what it is measured by has its amount, and a share of revenue is a percentage."""
    for each in reading.found["aop_limits"]:
        limit = each.record
        if limit.measured_by and limit.amount is None:
            yield Problem(
                "aop_limits",
                Text(
                    "“{limit}” chưa có mức nên không kiểm được", "“{limit}” has no amount, so it is not checked"
                ).format(limit=limit.name),
                Text("Điền mức, hoặc để trống cột Đo bằng.", "Enter the amount, or leave Measured by blank."),
                each.row,
                "amount",
                Severity.WARNING,
            )
        if limit.measured_by is LimitMeasure.MARKETING_SHARE and (limit.amount or 0) >= MOST_RATIO:
            yield Problem(
                "aop_limits",
                Text("{amount} của một tỷ lệ là {percent}", "{amount} of a ratio is {percent}").format(
                    amount=figures(f"{limit.amount:,.15g}"), percent=figures(f"{limit.amount:,.0%}")
                ),
                Text("Gõ kèm dấu phần trăm, ví dụ 5%.", "Type it with a percent sign, such as 5%."),
                each.row,
                "amount",
            )
