"""Checks of Direction: ranks that two share, phasings without a shape, two tellings of last year's revenue."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.analysis.pnl import add
from aop_excel.domain.plan import SalesFigure
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text, figures
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


def groups_add_up_to_their_channel(reading: Reading) -> Iterator[Problem]:
    """Last year's revenue of a channel by product group is what it is without groups, wherever both are given."""
    sales = [each for each in reading.found["aop_last_year_sales"] if each.record.figure is SalesFigure.REVENUE]
    whole = {each.record.channel: each.record.months for each in reading.found["aop_last_year"]}
    for channel in dict.fromkeys(each.record.channel for each in sales if each.record.channel in whole):
        rows = [each for each in sales if each.record.channel == channel]
        by_group = [add(month) for month in zip(*(each.record.months for each in rows), strict=True)]
        gaps = [
            (position, parts - total)
            for position, (parts, total) in enumerate(zip(by_group, whole[channel], strict=True))
            if parts is not None and total is not None and abs(parts - total) >= 1
        ]
        if gaps:
            months = reading.settings.fiscal_year.month_numbers
            yield Problem(
                "aop_last_year_sales",
                Text(
                    "Doanh thu năm trước của “{channel}” theo nhóm hàng lệch {gap} so với bảng theo kênh, ở tháng: "
                    "{months}",
                    "Last year's revenue of “{channel}” by group differs by {gap} from the table by channel, in "
                    "months: {months}",
                ).format(
                    channel=channel,
                    gap=figures(f"{sum(gap for _, gap in gaps):+,.0f}"),
                    months=", ".join(f"{months[position]}" for position, _ in gaps),
                ),
                Text("Sửa một trong hai bảng.", "Correct one of the two tables."),
                rows[0].row,
                month_key(months[gaps[0][0]]),
                Severity.WARNING,
            )
