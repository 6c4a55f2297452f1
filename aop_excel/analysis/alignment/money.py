"""Whether the plan can be paid, and whether what is spent serves a goal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aop_excel.analysis.alignment.misfit import Concern, Misfit, in_order
from aop_excel.analysis.drivers import money
from aop_excel.analysis.place import Place
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.review.finding import FEW, joined
from aop_excel.domain.plan import Kind
from aop_excel.text import Text, figures

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


def cash_stays_above_its_minimum(report: Report) -> Iterator[Misfit]:
    """By the plan, no month ends with less cash than the minimum."""
    cash, minimum = report.cash, report.plan.cash.minimum
    if cash.short_by_plan is None:
        return
    closings = cash.figures[Basis.PLAN, "cash_closing"].months
    lowest, position = min((each, place) for place, each in enumerate(closings) if each is not None)
    label = report.plan.settings.fiscal_year.label
    told = Text(
        "Theo kế hoạch, cuối {month} còn {left}, dưới mức tối thiểu {minimum}.",
        "By plan, {month} ends with {left}, below the minimum of {minimum}.",
    ).format(
        month=label(cash.short_by_plan.position),
        left=money(cash.short_by_plan.value, signed=cash.short_by_plan.value < 0),
        minimum=money(minimum),
    )
    sentences = [told]
    if position != cash.short_by_plan.position:
        words = Text("Thấp nhất: {left}, cuối {month}.", "Lowest: {left}, at the end of {month}.")
        sentences.append(words.format(left=money(lowest, signed=lowest < 0), month=label(position)))
    yield Misfit(
        Concern.RESULT,
        tuple(sentences),
        Text(
            "Hết tiền thì kế hoạch dừng lại, dù trên giấy vẫn có lãi.",
            "Without cash the plan stops, even if it earns on paper.",
        ),
        Text(
            "Dời nhập hàng, đầu tư sang tháng sau; thu sớm, trả chậm hơn; hoặc góp vốn trước đó.",
            "Buy or invest later, collect earlier, pay later, or put money in before then.",
        ),
        Place("aop_minimum_cash"),
    )


def the_opening_cash_is_known(report: Report) -> Iterator[Misfit]:
    """A plan with amounts says what cash the year begins with."""
    if report.plan.lines and report.plan.cash.opening_cash is None:
        yield Misfit(
            Concern.LINK,
            (Text("Chưa điền tiền đầu năm.", "The opening cash is not filled in."),),
            Text(
                "Không biết tiền đầu năm thì không ai biết kế hoạch này có đủ tiền để làm.",
                "Without it nobody knows whether there is cash enough for this plan.",
            ),
            Text(
                "Điền tiền mặt và tiền gửi của ngày đầu năm ở trang Dòng tiền.",
                "Enter what is in hand and in the bank on the first day, on Cash.",
            ),
            Place("aop_opening_cash"),
        )


def spending_serves_a_goal(report: Report) -> Iterator[Misfit]:
    """How much of the operating costs and of capital spending names no goal: all of it may be needed all the same.

    Cost of goods follows what is sold, and is left out.
    """
    if not report.plan.goals:
        return
    amounts = {
        line: report.account.figures[Basis.PLAN, f"line:{line.code}"].year or 0.0
        for line in report.plan.lines
        if line.kind in SPENDING
    }
    idle = {line: amount for line, amount in amounts.items() if line.goal is None and amount > 0}
    if not idle:
        return
    largest = sorted(idle, key=lambda line: (-idle[line], in_order(line.code)))
    named = (
        Text("{name} {amount}", "{name} {amount}").format(name=line.name, amount=money(idle[line]))
        for line in largest[:FEW]
    )
    yield Misfit(
        Concern.DETAIL,
        (
            Text(
                "{amount} ({share} chi phí hoạt động và đầu tư) không ghi mục tiêu nào.",
                "{amount} ({share} of operating costs and capital spending) names no goal.",
            ).format(
                amount=money(sum(idle.values())),
                share=figures(f"{sum(idle.values()) / sum(amounts.values()):.0%}"),
            ),
            Text("Lớn nhất: {largest}.", "The largest: {largest}.").format(largest=joined("; ", named)),
        ),
        Text(
            "Khi phải cắt giảm, khoản không phục vụ mục tiêu nào được xét trước.",
            "When costs must fall, what serves no goal is looked at first.",
        ),
        Text(
            "Ghi mục tiêu cho khoản nào có; thuê nhà, lương thường kỳ để trống là đúng.",
            "Name the goal where there is one; what keeps the business running needs none.",
        ),
        Place("aop_budget", largest[0], "goal"),
    )


SPENDING = (Kind.MARKETING, Kind.PEOPLE, Kind.FIXED, Kind.VARIABLE, Kind.CAPITAL)
