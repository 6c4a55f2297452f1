"""Checks of what the owner foresees."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.domain.plan import OutlookMethod
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text
from aop_excel.workbook.reading import Reading


def manual_outlooks_are_explained(reading: Reading) -> Iterator[Problem]:
    """An outlook that the owner gives has a reason, and is used."""
    for each in reading.found["aop_budget"]:
        line = each.record
        if line.method is OutlookMethod.MANUAL and not line.reason.strip():
            yield Problem("aop_budget", *_WITHOUT_REASON, each.row, "reason", Severity.WARNING)
        if line.method is not OutlookMethod.MANUAL and line.outlook is not None:
            yield Problem("aop_budget", *_NOT_USED, each.row, "outlook", Severity.WARNING)


_WITHOUT_REASON = (
    Text("Số tự ước cả năm chưa có căn cứ", "The manual outlook has no reason"),
    Text("Ghi vì sao ước như vậy.", "Say why the year is foreseen so."),
)
_NOT_USED = (
    Text("Có số tự ước, nhưng cách ước không phải “Tự ước”", "A manual outlook is given, but the method is another"),
    Text("Chọn cách ước “Tự ước”, hoặc xóa số này.", "Choose “Manual” as the outlook method, or clear this amount."),
)
