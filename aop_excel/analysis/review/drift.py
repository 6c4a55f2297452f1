"""Whether budget or resources have drifted from plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aop_excel.analysis.action_words import state_words
from aop_excel.analysis.actions import ActionState
from aop_excel.analysis.bridge import Span
from aop_excel.analysis.budget_limits import BudgetLimit, BudgetState
from aop_excel.analysis.drivers import money, sentence
from aop_excel.analysis.periods import periods
from aop_excel.analysis.review.finding import LISTED, Answer, joined
from aop_excel.analysis.review.replanning import unapproved_changes
from aop_excel.analysis.review.words import inside, largest
from aop_excel.analysis.urgency import Urgency
from aop_excel.text import Text, counted

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


def drift(report: Report) -> Answer:
    """Profit and what moved it, lines over their limit, cash, hours, actions, what has no cause or approval."""
    yield from _profit(report)
    if bridge := report.bridge(Span.YEAR_TO_DATE):
        yield Urgency.FINE if bridge.end >= bridge.start else Urgency.LOOK_AT, (sentence(bridge),)
    yield from _spending(report)
    for signal in report.cash_signals:
        words = Text("{subject}: {words}", "{subject}: {words}").format(subject=signal.subject, words=signal.words)
        yield None if signal.status is Urgency.UNKNOWN else signal.status, (words,)
    yield from _people(report)
    yield from _actions(report)
    yield from _without_cause(report)
    yield from unapproved_changes(report)


_ABOVE = Text(
    "Lợi nhuận hoạt động lũy kế hơn kế hoạch {gap}; ước cả năm {foreseen} so với kế hoạch.",
    "Operating profit to date is {gap} above plan; by the year's outlook {foreseen}.",
)
_BELOW = Text(
    "Lợi nhuận hoạt động lũy kế kém kế hoạch {gap}; ước cả năm {foreseen} so với kế hoạch.",
    "Operating profit to date is {gap} below plan; by the year's outlook {foreseen}.",
)
_NOTHING_CLOSED = Text(
    "Chưa có tháng nào đã chốt: điền số thực hiện và ghi x vào tháng đã chốt ở trang Thực hiện.",
    "No month is closed yet: enter actuals and type x under the closed month on Actuals.",
)
_NOTHING_PLANNED = Text("Chưa có dòng ngân sách nào.", "Nothing is budgeted yet.")


_ON_PLAN = Text(
    "Lợi nhuận hoạt động lũy kế đúng kế hoạch; ước cả năm {foreseen} so với kế hoạch.",
    "Operating profit to date is on plan; by the year's outlook {foreseen}.",
)
_ON_PLAN_ALL_YEAR = Text(
    "Lợi nhuận hoạt động đúng kế hoạch, đến nay và theo ước cả năm.",
    "Operating profit is on plan, to date and by the year's outlook.",
)


def _profit(report: Report) -> Answer:
    row = next(each for each in report.variances if each.item.key == "operating_profit")
    effect = row.year_to_date.effect
    if not any(report.account.counted):
        yield None, (_NOTHING_CLOSED if report.plan.lines else _NOTHING_PLANNED,)
        return
    if effect is None:
        return
    told = {True: _ABOVE, False: _BELOW, None: _ON_PLAN}[row.year_to_date.favourable]
    if row.year_to_date.favourable is row.year.favourable is None:
        told = _ON_PLAN_ALL_YEAR
    words = [told.format(gap=money(abs(effect)), foreseen=money(row.year.effect or 0.0, signed=True))]
    in_profit = [each for each in report.variances if each.item.line and each.item.line.kind.in_profit]
    if down := largest(in_profit, "year_to_date", favourable=False):
        words.append(Text("Làm giảm: {lines}.", "Down: {lines}.").format(lines=down))
    if up := largest(in_profit, "year_to_date", favourable=True):
        words.append(Text("Làm tăng: {lines}.", "Up: {lines}.").format(lines=up))
    yield Urgency.LOOK_AT if row.year_to_date.favourable is False else Urgency.FINE, tuple(words)


def _spending(report: Report) -> Answer:
    over = [limit for limit in report.budget_limits if limit.state is not BudgetState.WITHIN]
    for limit in over[:LISTED]:
        words = Text("{line} ({limit}): {state} {gap}.", "{line} ({limit}): {state} by {gap}.").format(
            line=limit.line.name,
            limit=inside(limit.line.limit.label),
            state=inside(limit.state.label),
            gap=money(_excess(limit)),
        )
        yield Urgency.ACT if limit.is_hard else Urgency.LOOK_AT, (words,)
    if len(over) > LISTED:
        vi = "Còn {count} dòng nữa vượt hoặc sẽ vượt, xem trang Hạn mức."
        words = counted(
            len(over) - LISTED,
            Text(vi, "{count} more line is over its limit, or will be; see Limits."),
            Text(vi, "{count} more lines are over their limit, or will be; see Limits."),
        )
        yield Urgency.LOOK_AT, (words,)


def _excess(limit: BudgetLimit) -> float:
    """By how much a line is over in the period that its state names (đồng)."""
    return {
        BudgetState.OVER: -limit.year.left,
        BudgetState.WILL_EXCEED: limit.outlook - limit.year.limit,
        BudgetState.OVER_TO_DATE: -limit.year_to_date.left,
        BudgetState.OVER_IN_MONTH: -limit.month.left,
    }[limit.state]


def _people(report: Report) -> Answer:
    year = report.plan.settings.fiscal_year
    for load in report.workloads:
        if ahead := [position for position in load.overloaded if position >= report.report_position]:
            words = Text("{person} quá tải trong {months}.", "{person} has more work than hours in {months}.")
            yield Urgency.LOOK_AT, (words.format(person=load.person.name, months=periods(ahead, year)),)
    for state in report.resource_limits:
        if state.kept is False:
            words = Text("Giới hạn “{limit}” bị vượt.", "The limit “{limit}” is passed.")
            yield Urgency.ACT, (words.format(limit=state.limit.name),)


_SLIPPING = {
    ActionState.LATE: Urgency.ACT,
    ActionState.BLOCKED: Urgency.ACT,
    ActionState.OVERDUE_START: Urgency.LOOK_AT,
    ActionState.DUE_SOON: Urgency.LOOK_AT,
}


def _actions(report: Report) -> Answer:
    for progress in report.actions:
        if progress.state in _SLIPPING:
            action = progress.action
            words = Text("Hành động {code} {name}{owner}: {state}.", "Action {code} {name}{owner}: {state}.").format(
                code=action.code,
                name=action.name,
                owner=f" ({action.owner})" if action.owner else "",
                state=inside(state_words(progress)),
            )
            yield _SLIPPING[progress.state], (words,)


def _without_cause(report: Report) -> Answer:
    missing = [row for row in report.material if row.needs_comment]
    if missing:
        vi = "{count} chênh lệch trọng yếu chưa có nguyên nhân"
        one = Text(vi, "{count} material variance has no cause yet")
        words = Text("{told}: {names}{more}.", "{told}: {names}{more}.").format(
            told=counted(len(missing), one, Text(vi, "{count} material variances have no cause yet")),
            names=joined("; ", (row.item.label for row in missing[:LISTED])),
            more=" …" if len(missing) > LISTED else "",
        )
        yield Urgency.LOOK_AT, (words,)
