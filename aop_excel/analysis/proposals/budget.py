"""Whether the budget has room for a proposal: its line's limit, and the limits of the resource plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aop_excel.analysis.drivers import money
from aop_excel.analysis.items import OPERATING_COSTS
from aop_excel.analysis.place import Place
from aop_excel.analysis.proposals.reason import Reason, Reasons, Standing, Subject
from aop_excel.analysis.proposals.trial import Trial
from aop_excel.analysis.proposals.words import ROUNDED, Share, codes, percent, shares
from aop_excel.analysis.resource_limits import LimitState, expected_months
from aop_excel.analysis.spending import Spending
from aop_excel.domain.plan import BudgetLine, Kind, LimitMeasure, LimitType
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


def budget(trial: Trial) -> Reasons:
    """The line it is charged to, then the limits on money of the resource plan."""
    yield _of_line(trial)
    for state in trial.report.resource_limits:
        yield from _of_limit(trial, state)


def missing_on_line(trial: Trial) -> float:
    """How much of what it costs the limit of its line has no room for (đồng); without a line, all of it.

    Of a limit that will be exceeded anyway only what the proposal adds counts.
    """
    charged = sum(trial.charged)
    if trial.line is None:
        return charged
    limit = next((each for each in trial.report.budget_limits if each.line.code == trial.line.code), None)
    return min(charged, max(0.0, limit.outlook + charged - limit.year.limit)) if limit else 0.0


def moved(trial: Trial) -> tuple[list[Share], Text] | None:
    """The spending that gives way so that its line has room, and the condition that it does; None where none can."""
    missing, line = missing_on_line(trial), trial.line
    found, short = shares(_others(trial), missing)
    if short or not found:
        return None
    words = _MOVES if line else _PAYS
    return found, words.format(amount=money(missing), codes=codes(found), line=line.code if line else "")


def _of_line(trial: Trial) -> Reason:
    charged, line = sum(trial.charged), trial.line
    rests = Place("aop_budget", line.code, "annual") if line else Place("aop_proposals", trial.proposal.code, "line")
    if charged <= ROUNDED:
        words = Text("Năm nay không tốn chi phí nào.", "It costs nothing this year.")
        return Reason(Subject.BUDGET, Standing.FINE, words, rests)
    missing = missing_on_line(trial)
    told = _told(trial, line, charged, missing)
    if missing <= ROUNDED:
        return Reason(Subject.BUDGET, Standing.FINE, told, rests, charged)
    if moves := moved(trial):
        return Reason(Subject.BUDGET, Standing.IF, told, rests, missing, moves[1])
    if line and line.limit is LimitType.HARD:
        return Reason(Subject.BUDGET, Standing.AGAINST, told, rests, missing)
    accepts = _EXCEEDS if line else _APPROVES
    condition = accepts.format(amount=money(missing), line=line.code if line else "")
    return Reason(Subject.BUDGET, Standing.IF, told, rests, missing, condition)


_MOVES = Text("chuyển {amount} từ {codes} sang {line}", "{amount} moves from {codes} to {line}")
_PAYS = Text("lấy {amount} từ {codes}", "{amount} comes from {codes}")
_EXCEEDS = Text("chấp nhận {line} vượt mức theo dõi {amount}", "you let {line} exceed its limit by {amount}")
_APPROVES = Text("duyệt thêm ngân sách {amount}", "you approve a budget of {amount} more")


def _told(trial: Trial, line: BudgetLine | None, charged: float, missing: float) -> Text:
    if line is None:
        words = Text("Chưa dòng ngân sách nào chịu {charged} này.", "No budget line bears its cost of {charged}.")
        return words.format(charged=money(charged))
    limit = next((each for each in trial.report.budget_limits if each.line.code == line.code), None)
    if limit is None:
        words = Text("{line} không đặt giới hạn cho {charged} này.", "{line} sets no limit to its {charged}.")
        return words.format(line=line.code, charged=money(charged))
    room = limit.year.limit - limit.outlook
    if missing <= ROUNDED:
        words = Text(
            "{line} còn {room} cả năm, đề xuất cần {charged}.",
            "{line} has {room} left for the year, the proposal takes {charged}.",
        )
    elif room > ROUNDED:
        words = Text(
            "{line} ({limit}) chỉ còn {room} cả năm, đề xuất cần {charged}: thiếu {missing}.",
            "{line} ({limit}) has only {room} left for the year, the proposal takes {charged}: {missing} too much.",
        )
    elif room >= -ROUNDED:
        words = Text(
            "{line} ({limit}) không còn gì cho cả năm, đề xuất cần {charged}.",
            "{line} ({limit}) has nothing left for the year, the proposal takes {charged}.",
        )
    else:
        words = Text(
            "{line} ({limit}) không còn chỗ cho {charged}: cả năm đã ước vượt {over}.",
            "{line} ({limit}) has no room for {charged}: it will already exceed the year by {over}.",
        )
    return words.format(
        line=line.code,
        limit=Text(line.limit.label.vi.lower(), line.limit.label.en.lower()),
        room=money(room),
        charged=money(charged),
        missing=money(missing),
        over=money(-room),
    )


def _others(trial: Trial) -> list[Spending]:
    """What could give way to it: spending on other lines that no sales hang on, and to marketing other marketing."""
    return [
        each
        for each in trial.report.displaceable
        if each.line is not trial.line and (trial.kind is Kind.MARKETING or not each.carries_revenue)
    ]


# Limits of the resource plan ------------------------------------------------------------------------------------------


_KINDS = {
    LimitMeasure.PEOPLE_COST: (Kind.PEOPLE,),
    LimitMeasure.OPERATING_COSTS: tuple(kind for _, _, kinds in OPERATING_COSTS for kind in kinds),
    LimitMeasure.MARKETING_SHARE: (Kind.MARKETING,),
}


def _of_limit(trial: Trial, state: LimitState) -> Reasons:
    """A limit on money that it counts in: kept with it, or passed because of it."""
    limit = state.limit
    kinds = _KINDS.get(limit.measured_by) if limit.measured_by else None
    if not kinds or limit.amount is None or trial.kind not in kinds or not any(trial.cost):
        return
    spent, cost = _total(trial.report, kinds), sum(trial.cost)
    allowed, now, after = limit.amount, money(spent), money(spent + cost)
    if limit.measured_by is LimitMeasure.MARKETING_SHARE:
        sold = _total(trial.report, (Kind.REVENUE,))
        with_it = sold + sum(trial.revenue)
        if sold <= 0:
            return
        allowed, now, after = limit.amount * with_it, percent(spent / sold), percent((spent + cost) / with_it)
    over = min(cost, spent + cost - allowed)
    rests = Place("aop_limits", limit.name, "amount")
    told = Text("“{limit}”: hiện {now}, có đề xuất {after}.", "“{limit}”: {now} now, {after} with it.").format(
        limit=limit.name, now=now, after=after
    )
    if over <= ROUNDED:
        yield Reason(Subject.BUDGET, Standing.FINE, told, rests)
        return
    found, short = shares([each for each in _others(trial) if each.line.kind in kinds], over)
    if short:
        yield Reason(Subject.BUDGET, Standing.AGAINST, told, rests, over)
        return
    condition = Text("chi bớt {amount} ở {codes}", "{amount} less is spent on {codes}")
    yield Reason(
        Subject.BUDGET, Standing.IF, told, rests, over, condition.format(amount=money(over), codes=codes(found))
    )


def _total(report: Report, kinds: Sequence[Kind]) -> float:
    """The year of these kinds as the limits of the resource plan count it (đồng)."""
    return sum(expected_months(report.account, kinds))
