"""Whether the budget itself reaches the goals, and what pulls it away from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aop_excel.analysis.alignment.misfit import Concern, Misfit, in_order, listed
from aop_excel.analysis.drivers import money
from aop_excel.analysis.goals import GoalProgress
from aop_excel.analysis.kpis import Kpi, Term, Unit, measure
from aop_excel.analysis.place import Place
from aop_excel.analysis.pnl import Basis, Pnl
from aop_excel.analysis.review.finding import FEW, joined
from aop_excel.analysis.review.words import figure
from aop_excel.analysis.status import shortfall
from aop_excel.domain.plan import Better, BudgetLine, Comparison, Kind
from aop_excel.text import Text, figures, same

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

ROUNDED = 0.0005
"""A gap that nobody sees: below a tenth of a point of a ratio, or of a percent of an amount, it rounds away."""


def budgets_reach_the_goals(report: Report) -> Iterator[Misfit]:
    """What the budget makes of each goal's KPI comes to the goal's target; the most important goal first."""
    for progress in sorted(report.goals, key=lambda each: (each.goal.importance, in_order(each.goal.code))):
        planned, goal = progress.score.plan_year, progress.goal
        if planned is None or shortfall(planned, goal.target, _better(progress), progress.score.kpi.unit) < ROUNDED:
            continue
        pulls = _pulls(progress, report)
        told = _MISSES.format(
            goal=goal.name,
            reaches=_REACHES[goal.comparison],
            planned=figure(planned, progress.score.kpi.unit),
            target=figure(goal.target, progress.score.kpi.unit),
            gap=_gap(progress, report.account),
        )
        sentences = [told]
        if pulls:
            most = joined("; ", (pull.words for pull in pulls[:FEW]))
            sentences.append(Text("Kéo xuống: {most}.", "Pulled down by: {most}.").format(most=most))
        line = next((pull.line for pull in pulls if pull.line), None)
        yield Misfit(
            Concern.RESULT,
            tuple(sentences),
            Text(
                "Giữ đúng ngân sách này thì mục tiêu vẫn hụt.",
                "Whoever keeps to this budget to the last đồng still misses the goal.",
            ),
            Text(
                "Sửa ngân sách cho tới chỉ tiêu, hoặc đặt chỉ tiêu mà bạn tin là làm được.",
                "Change the budget until it gets there, or set a target that you believe in.",
            ),
            Place("aop_goals", goal, "target"),
            Place("aop_budget", line, "annual") if line else None,
        )


def budgets_can_tell_of_the_goals(report: Report) -> Iterator[Misfit]:
    """Every goal whose KPI is made of amounts can be worked out from the budget."""
    blind = [each.goal for each in report.goals if each.score.plan_year is None and each.score.kpi.state is None]
    if blind and report.plan.lines:
        goal = min(blind, key=lambda each: in_order(each.code))
        yield Misfit(
            Concern.LINK,
            (
                Text(
                    "Ngân sách chưa cho biết có đạt: {goals}.", "The budget cannot tell whether it reaches: {goals}."
                ).format(goals=listed(each.code for each in blind)),
            ),
            Text(
                "Mục tiêu không tính được từ ngân sách thì không dẫn dắt được việc chi tiêu.",
                "A goal that the budget says nothing about steers no spending.",
            ),
            Text(
                "Điền dòng ngân sách mà KPI cần; tăng trưởng cần cả doanh thu năm trước ở Định hướng.",
                "Budget the lines its KPI takes; growth also takes last year's revenue on Direction.",
            ),
            Place("aop_goals", goal, "kpi"),
        )


_MISSES = Text(
    "Theo chính ngân sách, “{goal}” {reaches} {planned}, chỉ tiêu {target}{gap}.",
    "By its own budget “{goal}” {reaches} {planned}, against a target of {target}{gap}.",
)
_REACHES = {
    Comparison.AT_LEAST: Text("chỉ tới", "comes to"),
    Comparison.AT_MOST: Text("lên tới", "comes to"),
}
_SHORT = Text(" (thiếu {amount}{noun})", " ({amount}{noun} short)")
_OVER = Text(" (thừa {amount}{noun})", " ({amount}{noun} too much)")
_NOUNS = {
    "revenue": Text(" doanh thu", " of revenue"),
    "revenue_growth": Text(" doanh thu", " of revenue"),
    "online_share": Text(" doanh thu online", " of online revenue"),
    "channel_share": Text(" doanh thu của kênh", " of the channel's revenue"),
    "gross_profit": Text(" lợi nhuận gộp", " of gross profit"),
    "gross_margin": Text(" lợi nhuận gộp", " of gross profit"),
    "operating_profit": Text(" lợi nhuận hoạt động", " of operating profit"),
    "operating_margin": Text(" lợi nhuận hoạt động", " of operating profit"),
    "marketing_ratio": Text(" chi phí marketing", " of marketing cost"),
}


def _better(progress: GoalProgress) -> Better:
    return Better.HIGHER if progress.goal.comparison is Comparison.AT_LEAST else Better.LOWER


def _gap(progress: GoalProgress, account: Pnl) -> Text:
    """By how much the KPI's amount is off, in đồng; nothing for counts."""
    kpi = progress.score.kpi
    top = _amount(kpi, kpi.top, account)
    whole = 1.0 if kpi.bottom is None else _amount(kpi, kpi.bottom, account)
    if kpi.unit is Unit.COUNT or top is None or whole is None:
        return same("")
    missing = (progress.goal.target + kpi.less) * whole - top
    words = _SHORT if missing > 0 else _OVER
    return words.format(amount=money(abs(missing)), noun=_NOUNS.get(kpi.key, same("")))


def _amount(kpi: Kpi, term: Term | None, account: Pnl) -> float | None:
    return measure(replace(kpi, top=term, bottom=None, less=0), account, Basis.PLAN, "year")


@dataclass(frozen=True, slots=True)
class _Pull:
    """A part of the plan that is on the wrong side of the goal's target: by how much (đồng), and in words."""

    amount: float
    words: Text
    line: BudgetLine | None = None


def _pulls(progress: GoalProgress, report: Report) -> list[_Pull]:
    """What pulls the KPI away from its target, the largest first; for KPIs whose parts have a target of their own."""
    found: list[_Pull] = []
    if progress.goal.comparison is Comparison.AT_LEAST:
        if progress.score.kpi.key == "gross_margin":
            found = list(_low_margins(progress, report))
        elif progress.score.kpi.key == "revenue_growth" and progress.score.tracked.channel is None:
            found = list(_slow_channels(progress, report))
    return sorted((each for each in found if each.amount >= 1), key=lambda each: (-each.amount, each.words.vi))


def _low_margins(progress: GoalProgress, report: Report) -> Iterator[_Pull]:
    """Channels and product groups whose gross margin is below the target, as far as all lines name them."""
    channel = progress.score.tracked.channel
    lines = [
        line
        for line in report.plan.lines
        if line.kind in (Kind.REVENUE, Kind.COGS) and (channel is None or line.channel == channel)
    ]
    by_channel, by_group = all(line.channel for line in lines), all(line.group for line in lines)
    cells: dict[tuple[str, ...], list[BudgetLine]] = {}
    for line in lines:
        named = (line.channel if by_channel else None, line.group if by_group else None)
        cells.setdefault(tuple(name for name in named if name), []).append(line)
    if len(cells) < len(("one", "another")):
        return
    for names, members in cells.items():
        revenue, cost = (sum(_of(line, report) for line in members if line.kind is kind) for kind in _SOLD)
        if revenue > 0:
            yield _Pull(
                cost - (1 - progress.goal.target) * revenue,
                _told(", ".join(names), (revenue - cost) / revenue),
                max(
                    (line for line in members if line.kind is Kind.COGS),
                    key=lambda line: (_of(line, report), line.code),
                    default=None,
                ),
            )


_SOLD = (Kind.REVENUE, Kind.COGS)


def _slow_channels(progress: GoalProgress, report: Report) -> Iterator[_Pull]:
    """Channels that are to grow more slowly than the whole."""
    channels = {line.channel for line in report.plan.lines if line.kind is Kind.REVENUE and line.channel}
    for channel in sorted(channels):
        planned = report.account.get(Basis.PLAN, f"revenue:{channel}")
        before = report.account.get(Basis.LAST_YEAR, f"revenue:{channel}")
        if planned and before and before.year and planned.year is not None and len(channels) > 1:
            growth = planned.year / before.year - 1
            yield _Pull((progress.goal.target - growth) * before.year, _told(channel, growth))


def _told(name: str, ratio: float) -> Text:
    return Text("{name} {ratio}", "{name} {ratio}").format(name=name, ratio=figures(f"{ratio:.1%}"))


def _of(line: BudgetLine, report: Report) -> float:
    """A line's year in the budget (đồng)."""
    return report.account.figures[Basis.PLAN, f"line:{line.code}"].year or 0.0
