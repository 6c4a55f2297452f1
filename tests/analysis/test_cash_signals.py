"""What is said about cash and stock, word for word."""

from __future__ import annotations

from aop_excel.analysis.cash_signals import CashSignal, cash_signals
from aop_excel.analysis.report import analyse
from aop_excel.analysis.urgency import Urgency
from aop_excel.domain.cash import Cash
from aop_excel.domain.plan import Kind
from aop_excel.text import Text
from tests.analysis.shop import HAPPENED, LINES, M, actuals, line, plan


def signals(cash: Cash, closed: int = 2) -> list[CashSignal]:
    report = analyse(plan(*LINES, cash=cash), actuals(closed, HAPPENED))
    return list(cash_signals(report.plan, report.cash, report.report_position))


def test_all_is_well() -> None:
    # Cash: 93 and 111 million after January and February, then more every month. Stock: 113 and then less.
    found = signals(Cash(opening_cash=100 * M, opening_stock=120 * M, minimum=50 * M, most_days=60))
    assert [each.status for each in found] == [Urgency.FINE] * 3
    assert [each.words for each in found] == [
        Text("Thấp nhất vào cuối 02/2027: 111.000.000.", "Lowest at the end of 02/2027: 111,000,000."),
        Text("Không tháng nào hết hàng.", "No month runs out of stock."),
        Text("Không tháng nào quá 60 ngày bán.", "No month has stock for more than 60 days."),
    ]


def test_cash_below_zero_is_called_overdrawn() -> None:
    found = signals(Cash(opening_cash=-10 * M, minimum=25 * M), closed=0)
    # The first month brings −2 million, as 18 from 20 above
    assert found[0].words == Text(
        "Cuối 01/2027 âm 12.000.000, thiếu 37.000.000.", "End of 01/2027: 12,000,000 below zero, 37,000,000 short."
    )


def test_too_little_cash_and_stock_names_the_first_month() -> None:
    found = signals(Cash(opening_cash=20 * M, opening_stock=8 * M, minimum=25 * M, most_days=60), closed=0)
    assert [each.status for each in found] == [Urgency.ACT, Urgency.ACT, Urgency.FINE]
    assert [each.words for each in found[:2]] == [
        Text("Cuối 01/2027 còn 18.000.000, thiếu 7.000.000.", "End of 01/2027: 18,000,000 left, 7,000,000 short."),
        Text(
            "Hết hàng trong tháng 03/2027: thiếu 1.000.000 theo giá vốn.",
            "Stock runs out in 03/2027: 1,000,000 short, at cost.",
        ),
    ]


def test_less_than_no_cash_and_a_single_day_are_told_as_such() -> None:
    short, _, _ = signals(Cash(opening_cash=-50 * M, opening_stock=120 * M))
    assert short.words.en == "End of 02/2027: 39,000,000 below zero, 39,000,000 short."  # −50 − 7 + 18
    assert signals(Cash(opening_stock=0, most_days=1))[2].words.en == "No month has stock for more than 1 day."
    half = signals(Cash(opening_stock=0, most_days=90.5))[2].words
    assert half == Text("Không tháng nào quá 90,5 ngày bán.", "No month has stock for more than 90.5 days.")


def test_too_much_stock_names_the_first_month() -> None:
    found = signals(Cash(opening_cash=0, opening_stock=120 * M, most_days=40), closed=0)
    assert found[2].status is Urgency.LOOK_AT
    assert found[2].words == Text(
        "Cuối 01/2027 đủ bán 55 ngày; giới hạn 40 ngày.", "End of 01/2027: enough for 55 days; the limit is 40."
    )


def test_what_is_not_filled_in_is_asked_for() -> None:
    assert [each.status for each in signals(Cash())] == [Urgency.UNKNOWN] * 3
    assert [each.words.en for each in signals(Cash(opening_stock=1 * M))] == [
        "Enter the opening cash on Cash.",
        "Stock runs out in 02/2027: 6,000,000 short, at cost.",  # 1 + 70 − 67, then + 50 − 60
        "Enter the most days of stock on Cash.",
    ]
    assert signals(Cash(most_days=60))[2].words.en == "Enter the opening stock on Cash."


def test_a_business_without_stock_hears_of_cash_alone() -> None:
    report = analyse(plan(line("LESSONS", Kind.REVENUE, 50), cash=Cash(opening_cash=0)), actuals(0, {}))
    (only,) = cash_signals(report.plan, report.cash, 0)
    assert only.words.en == "Lowest at the end of 01/2027: 50,000,000."
