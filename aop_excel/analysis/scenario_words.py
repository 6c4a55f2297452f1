"""What scenarios and chances say in a sentence, and what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aop_excel.analysis.drivers import money
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.monte_carlo import PROBABILITY, RUNS, SEED
from aop_excel.analysis.review.finding import joined
from aop_excel.analysis.scenarios import Case, GoalInCase, ScenarioResult
from aop_excel.domain.plan import Comparison
from aop_excel.text import Text, figures, same

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

NO_LINES = Text("Chưa có dòng ngân sách nào.", "There are no budget lines yet.")
NO_SHOCKS = Text(
    "Chưa rủi ro nào có tác động: điền bảng “Tác động lên con số” ở trang Rủi ro.",
    "No risk has an effect yet: fill in “What they do to the numbers” on Risks.",
)
NOTHING_AHEAD = Text(
    "Các tác động không chạm vào tháng nào còn ở phía trước.", "The effects touch no month that is still to come."
)


def base_words(report: Report) -> Text:
    """The year as foreseen: profit, goals, lowest cash."""
    if not report.plan.lines:
        return NO_LINES
    base = report.scenarios[0]
    told = Text("Lợi nhuận cả năm {profit}", "Profit of the year {profit}").format(profit=signed(base.profit))
    if base.goals:
        told = Text("{told}, đạt {goals} mục tiêu", "{told}, {goals} goals reached").format(
            told=told, goals=f"{base.reached}/{len(base.goals)}"
        )
    if base.lowest_cash:
        position, lowest = base.lowest_cash
        told = Text(
            "{told}; tiền thấp nhất {cash} cuối {month}", "{told}; lowest cash {cash} at the end of {month}"
        ).format(told=told, cash=signed(lowest), month=report.plan.settings.fiscal_year.label(position))
    return Text("{told}.", "{told}.").format(told=told)


def chances_words(report: Report) -> Text:
    """How profit spreads and how often cash is kept once the risks are counted."""
    found = report.chances
    if found is None:
        return NOTHING_AHEAD if any(shock.risk for shock in report.plan.shocks) else NO_SHOCKS
    told = Text(
        "Trong 10 năm như vậy, 8 năm có lợi nhuận từ {low} đến {high}",
        "In 8 of 10 such years profit is between {low} and {high}",
    ).format(low=signed(found.profit.low or 0.0), high=signed(found.profit.high or 0.0))
    if found.cash:
        told = Text(
            "{told}; tiền xuống dưới mức tối thiểu ở {share} số năm",
            "{told}; cash falls below its minimum in {share} of the years",
        ).format(told=told, share=percent(1 - found.cash.reached))
    return Text("{told}.", "{told}.").format(told=told)


def largest_words(report: Report) -> Text | None:
    """The risk that matters most: what it does on average, times how likely it is."""
    swings = report.chances.swings if report.chances else ()
    if not swings:
        return None
    most = max(swings, key=lambda each: abs(each.expected))
    return Text(
        "{code} {name}: nếu xảy ra ({chance}), lợi nhuận đổi bình quân {average}.",
        "{code} {name}: if it happens ({chance}), profit changes by {average} on average.",
    ).format(
        code=most.risk.code,
        name=most.risk.name,
        chance=percent(most.probability),
        average=money(most.average, signed=True),
    )


def name_words(result: ScenarioResult) -> Text:
    """What a case is called: `RR1 Dear goods`, `RR1, with its fallback`."""
    if result.case is Case.BASE:
        return result.case.label
    if result.case is Case.FALLBACK:
        return Text("{code}, có dự phòng", "{code}, with its fallback").format(code=result.code)
    return same(f"{result.code} {result.name}")


def contents_words(result: ScenarioResult) -> Text | None:
    """What happens in a case: the risks of a scenario, and how many effects there are."""
    if result.case is Case.BASE:
        return None
    if not result.shocks:
        return Text("Chưa có tác động nào", "No effects yet")
    count = len(result.shocks)
    told = Text("{count} tác động", "{count} effects" if count > 1 else "{count} effect").format(count=count)
    if result.case is not Case.SCENARIO or not result.risks:
        return told
    told = Text("{risks}: {told}", "{risks}: {told}").format(risks=" + ".join(result.risks), told=told)
    return Text("{told}, có dự phòng", "{told}, fallbacks").format(told=told) if result.fallbacks else told


MOST_MISSED = 2
"""How many missed goals of a case are named."""


def missed_words(result: ScenarioResult, units: dict[str, Unit]) -> Text | None:
    """The first goals that are missed, each with its value and its target, and how many more there are."""
    missed = [_missed(each, units[each.goal.code]) for each in result.goals if not each.reached]
    if not missed:
        return None
    told = joined("; ", missed[:MOST_MISSED])
    left = len(missed) - MOST_MISSED
    return Text("{told}; +{left}", "{told}; +{left}").format(told=told, left=left) if left > 0 else told


def _missed(each: GoalInCase, unit: Unit) -> Text:
    if each.value is None:
        return Text("{code}: chưa tính được", "{code}: not known").format(code=each.goal.code)
    # With so many digits that a value beside its target does not look like it.
    digits = next((d for d in range(1, 4) if round(each.value, d + 2) != round(each.goal.target, d + 2)), 4)
    return Text("{code}: {value} (cần {sign} {target})", "{code}: {value} (needs {sign} {target})").format(
        code=each.goal.code,
        value=figures(f"{each.value:,.{digits}%}") if unit is Unit.RATIO else figures(f"{each.value:,.0f}"),
        sign="≥" if each.goal.comparison is Comparison.AT_LEAST else "≤",
        target=figures(f"{each.goal.target * 100:,.10g}%" if unit is Unit.RATIO else f"{each.goal.target:,.0f}"),
    )


def signed(amount: float) -> Text:
    """An amount in words, with its sign where it is below zero."""
    return money(amount, signed=amount < 0)


def percent(share: float) -> Text:
    """A share in whole percent."""
    return figures(f"{share:.0%}")


def assumptions() -> list[tuple[Text, Text]]:
    """What the figures rest on, and what is not in them: a subject and a sentence each."""
    levels, shares = ", ".join(map(str, PROBABILITY)), ", ".join(f"{each:.0%}" for each in PROBABILITY.values())
    return [
        (
            Text("Điểm xuất phát", "Starting point"),
            Text(
                "Ước thực hiện: tháng đã chốt giữ nguyên, tác động chỉ đổi các tháng còn lại.",
                "The outlook: closed months stay, effects change only the months to come.",
            ),
        ),
        (
            Text("Đặt cạnh nhau", "Side by side"),
            Text(
                "Dùng mức thay đổi dễ xảy ra nhất; nhiều tác động lên cùng một dòng và tháng thì nhân với nhau.",
                "The most likely changes are taken; several effects on the same line and month multiply.",
            ),
        ),
        (
            Text("Khả năng đạt", "Chances"),
            Text(
                "{runs} năm được rút ngẫu nhiên, luôn bắt đầu từ cùng một số {seed} nên lần nào cũng ra như nhau.",
                "{runs} years drawn at random, always from the same seed {seed}, so that they do not flicker.",
            ).format(runs=figures(f"{RUNS:,}"), seed=SEED),
        ),
        (
            Text("Mức thay đổi", "Size of changes"),
            Text(
                "Rút theo phân phối tam giác: thấp nhất, dễ xảy ra nhất, cao nhất; các rủi ro độc lập với nhau.",
                "A triangular distribution: lowest, most likely, highest; risks are independent of each other.",
            ),
        ),
        (
            Text("Khả năng xảy ra", "Likelihood"),
            Text(
                "{levels} nghĩa là {shares}; rủi ro đã xảy ra rồi thì hãy nâng lên 5.",
                "{levels} means {shares}; raise it to 5 once a risk has happened.",
            ).format(levels=levels, shares=shares),
        ),
        (
            Text("Giá nhập, giá bán", "Prices"),
            Text(
                "Giá nhập: giá vốn và nhập hàng đổi ngay, không chờ bán hết hàng cũ. Giá bán: chỉ doanh thu đổi.",
                "Purchase price: cost of goods and purchases at once, stock or not. Selling price: revenue only.",
            ),
        ),
        (
            Text("Sức mua", "Demand"),
            Text(
                "Đổi doanh thu, giá vốn, biến phí, số lượng; nhập hàng giữ như kế hoạch, nhập ít đi là một dự phòng.",
                "Changes revenue, cost of goods, variable cost, units. Purchases stay: to buy less is a fallback.",
            ),
        ),
        (
            Text("Quảng cáo", "Advertising"),
            Text(
                "Kém hiệu quả 20%: tốn 1/0,8 lần marketing để bán như cũ; mất khách thì thêm một dòng Sức mua.",
                "With 20% less effect: 1/0.8 times the cost to sell the same; lost sales are a row of Demand.",
            ),
        ),
        (
            Text("Biểu đồ", "Chart"),
            Text(
                "Nếu chỉ rủi ro đó xảy ra, không dự phòng; 8 trên 10 trường hợp nằm trong khoảng gạch chéo.",
                "If only that risk happens, without fallback; 8 of 10 cases end within the hatched part.",
            ),
        ),
        (
            Text("Không tính", "Not in it"),
            Text(
                "Khách mất sang năm sau, thuế và lãi vay đổi theo, hàng tồn hỏng, phản ứng của đối thủ.",
                "Customers lost to next year, tax and interest that follow, spoilt stock, what competitors do.",
            ),
        ),
    ]
