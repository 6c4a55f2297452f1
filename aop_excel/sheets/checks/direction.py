"""Checks of Direction: ranks that two share, phasings without a shape."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.errors import Problem, Severity
from aop_excel.text import Text
from aop_excel.workbook.layout import month_key
from aop_excel.workbook.reading import Reading


def priorities_are_ranked(reading: Reading) -> Iterator[Problem]:
    """No two priorities have the same rank: of two that come first, neither does."""
    first: dict[int, int] = {}
    for each in reading.found["aop_priorities"]:
        rank = each.record.rank
        earlier = first.setdefault(rank, each.row)
        if earlier != each.row:
            yield Problem(
                "aop_priorities",
                Text(
                    "Thứ tự {rank} đã có ở dòng thứ {earlier} của bảng",
                    "Rank {rank} stands in row {earlier} of the table already",
                ).format(rank=rank, earlier=earlier),
                Text(
                    "Cho mỗi ưu tiên một thứ tự riêng: điều gì quan trọng hơn?",
                    "Give each priority its own rank: which of them matters more?",
                ),
                each.row,
                "rank",
                Severity.WARNING,
            )


def phasings_have_weights(reading: Reading) -> Iterator[Problem]:
    """A phasing without any weight spreads nothing."""
    for each in reading.found["aop_phasing"]:
        if not any(each.record.months):
            yield Problem(
                "aop_phasing",
                Text(
                    "“{name}” không có trọng số nào nên không chia được số cả năm",
                    "“{name}” has no weights, so no year can be spread by it",
                ).format(name=each.record.name),
                Text(
                    "Điền trọng số từng tháng, ví dụ tháng nào cũng là 1 để chia đều.",
                    "Enter a weight for each month, such as 1 in all of them to spread evenly.",
                ),
                each.row,
                month_key(reading.settings.fiscal_year.month_numbers[0]),
                Severity.WARNING,
            )
