"""What a proposal earns: the margin after it, the months until it has paid for itself, and what gives way to it."""

from __future__ import annotations

from itertools import accumulate

from aop_excel.analysis.drivers import money
from aop_excel.analysis.goals import GoalStatus
from aop_excel.analysis.place import Place
from aop_excel.analysis.pnl import Basis, Pnl
from aop_excel.analysis.proposals.budget import missing_on_line
from aop_excel.analysis.proposals.reason import Reason, Reasons, Standing, Subject
from aop_excel.analysis.proposals.trial import Trial
from aop_excel.analysis.proposals.words import ROUNDED, listed, percent, shares
from aop_excel.analysis.review.words import figure
from aop_excel.analysis.status import HAIR
from aop_excel.domain.plan import Goal
from aop_excel.text import Text

# Margin ---------------------------------------------------------------------------------------------------------------


def margin(trial: Trial) -> Reasons:
    """The year's gross margin with it, against the goal for it; then other goals that would no longer be reached."""
    before, after = _margin(trial.report.account), _margin(trial.projection.account)
    goal = next((goal for goal in trial.report.plan.goals if goal.kpi in _margin_kpis(trial)), None)
    rests = Place("aop_goals", goal.code, "target") if goal else Place("aop_proposals", trial.proposal.code, "margin")
    if before is None or after is None or abs(after - before) <= SEEN:
        words = Text("Biên lợi nhuận gộp cả năm không đổi.", "The year's gross margin stays as it is.")
        yield Reason(Subject.MARGIN, Standing.FINE, words, rests)
    else:
        told = _margin_told(goal).format(
            before=percent(before), after=percent(after), target=percent(goal.target) if goal else ""
        )
        # Where the goal is missed already, nothing may lower it further.
        needed = min(goal.target, before) if goal else None
        if needed is None or after >= needed - HAIR:
            yield Reason(Subject.MARGIN, Standing.FINE, told, rests)
        else:
            condition = Text("biên của nó ít nhất {margin}", "its own margin is at least {margin}")
            condition = condition.format(margin=percent(_margin_needed(trial, needed)))
            yield Reason(Subject.MARGIN, Standing.IF, told, rests, condition=condition)
    yield from _other_goals(trial, goal)


def _margin_told(goal: Goal | None) -> Text:
    if goal is None:
        return Text(
            "Biên gộp cả năm từ {before} thành {after}.", "The year's gross margin goes from {before} to {after}."
        )
    return Text(
        "Biên gộp cả năm từ {before} thành {after}; mục tiêu {target}.",
        "The year's gross margin goes from {before} to {after}; the goal is {target}.",
    )


def _margin_kpis(trial: Trial) -> set[str]:
    """The KPIs that are the gross margin of the whole business."""
    return {kpi.code for kpi in trial.report.plan.kpis if kpi.measure == "gross_margin" and not kpi.channel}


def _margin(account: Pnl) -> float | None:
    profit, sales = (account.figures[Basis.OUTLOOK, key].year for key in ("gross_profit", "revenue"))
    return None if profit is None or not sales else profit / sales


def _margin_needed(trial: Trial, target: float) -> float:
    """The margin of its own sales with which the year's comes to the target; what it costs in goods counts."""
    account, sold = trial.projection.account, sum(trial.revenue)
    profit, sales = (account.figures[Basis.OUTLOOK, key].year or 0.0 for key in ("gross_profit", "revenue"))
    return trial.margin + (target * sales - profit) / sold if sold else target


def _other_goals(trial: Trial, margin_goal: Goal | None) -> Reasons:
    """Goals that the outlook reaches without it, and misses with it."""
    for before, after in zip(trial.report.goals, trial.projection.goals, strict=True):
        known = before.goal in (margin_goal,) or before.goal.code == trial.proposal.goal
        missed = after.status in (GoalStatus.AT_RISK, GoalStatus.OFF_TRACK)
        if known or before.status is not GoalStatus.ON_TRACK or not missed:
            continue
        unit = before.score.kpi.unit
        words = Text(
            "{goal}: ước cả năm từ {before} thành {after}.", "{goal}: the outlook goes from {before} to {after}."
        )
        told = words.format(
            goal=before.goal.name, before=figure(before.score.outlook, unit), after=figure(after.score.outlook, unit)
        )
        condition = Text("có cách khác để đạt {code}", "{code} is reached in another way").format(code=before.goal.code)
        yield Reason(
            Subject.MARGIN, Standing.IF, told, Place("aop_goals", before.goal.code, "target"), condition=condition
        )


SEEN = 0.0005
"""A margin that moves by less looks the same in %."""


# Payback --------------------------------------------------------------------------------------------------------------


def months_to_pay_back(trial: Trial) -> int | None:
    """How many months until what it has brought covers what it has cost, for good; None where it does not this year.

    What it brings is the gross profit of its sales. 0 where it costs nothing.
    """
    if sum(trial.cost) <= ROUNDED:
        return 0
    so_far = list(accumulate(trial.contributions[position] for position in trial.months))
    short = [number for number, each in enumerate(so_far, 1) if each < -ROUNDED]
    if not short:
        return 1
    return None if short[-1] == len(so_far) else short[-1] + 1


def payback(trial: Trial) -> Reasons:
    """How soon it has paid for itself; where it does not this year, what it would have to bring."""
    rests = Place("aop_proposals", trial.proposal.code, "revenue")
    brings, months = sum(trial.contributions), months_to_pay_back(trial)
    if months == 0:
        words = Text(
            "Ngoài tiền hàng không tốn gì; lãi gộp năm nay {brings}.",
            "It costs nothing but goods; its gross profit is {brings} this year.",
        )
        yield Reason(Subject.PAYBACK, Standing.FINE, words.format(brings=money(brings)), rests, brings)
    elif months is not None:
        words = Text(
            "Hoàn vốn sau {months}; năm nay còn lại {brings} sau chi phí {cost}.",
            "It has paid for itself after {months}; this year {brings} remain after its cost of {cost}.",
        ).format(months=_months(months), brings=money(brings), cost=money(sum(trial.cost)))
        yield Reason(Subject.PAYBACK, Standing.FINE, words, rests, brings)
    else:
        words = Text(
            "Năm nay không hoàn vốn: chi phí {cost}, lãi gộp {profit}, còn thiếu {short}.",
            "It does not pay for itself this year: it costs {cost}, its gross profit is {profit}, {short} are missing.",
        ).format(cost=money(sum(trial.cost)), profit=money(sum(trial.revenue) * trial.margin), short=money(abs(brings)))
        yield Reason(Subject.PAYBACK, Standing.IF, words, rests, brings, _needed(trial))


def _months(count: int) -> Text:
    return Text("{count} tháng", "1 month" if count == 1 else "{count} months").format(count=count)


def _needed(trial: Trial) -> Text:
    """What would make it pay: so much revenue a month, or that the owner takes it for an investment in the goal."""
    if trial.revenue[trial.months[0]] and trial.margin > 0:
        needed = sum(trial.cost) / trial.margin / len(trial.months)
        words = Text("bán được ít nhất {needed} mỗi tháng", "it sells at least {needed} a month")
        return words.format(needed=money(needed))
    words = Text("bạn thấy đáng bỏ {cost} cho mục tiêu", "its goal is worth {cost} to you")
    return words.format(cost=money(sum(trial.cost)))


# What gives way -------------------------------------------------------------------------------------------------------


def displaced(trial: Trial) -> Reasons:
    """The least important spending, not ordered yet, that would pay for it if no other money is there."""
    cost = sum(trial.charged)
    if cost <= ROUNDED:
        return
    others = [each for each in trial.report.displaceable if each.line.code != trial.proposal.line]
    found, short = shares(others, cost)
    if not found:
        words = Text("Không có khoản chi nào có thể nhường.", "There is no spending that could give way.")
        yield Reason(Subject.DISPLACED, Standing.TOLD, words, Place("aop_budget"))
        return
    words = Text("Để trả {cost}: {listed}.", "To pay its {cost}: {listed}.")
    if missing_on_line(trial) <= ROUNDED:
        words = Text(
            "Không khoản nào phải nhường; nếu cần: {listed}.", "Nothing has to give way; if need be: {listed}."
        )
    elif short:
        words = Text(
            "Để trả {cost}: {listed}; còn thiếu {short}.", "To pay its {cost}: {listed}; {short} more are missing."
        )
    told = words.format(cost=money(cost), listed=listed(found), short=money(short))
    yield Reason(
        Subject.DISPLACED, Standing.TOLD, told, Place("aop_budget", found[0][0].line.code, "annual"), cost - short
    )
