"""Whether a proposal serves a goal, and what the business accepts not to do this year."""

from __future__ import annotations

from aop_excel.analysis.contradictions import contradicted
from aop_excel.analysis.goals import GoalProgress, GoalStatus
from aop_excel.analysis.place import Place
from aop_excel.analysis.proposals.reason import Reason, Reasons, Standing, Subject
from aop_excel.analysis.proposals.trial import Trial
from aop_excel.analysis.review.words import figure, inside
from aop_excel.analysis.status import HAIR
from aop_excel.domain.plan import Comparison, Goal
from aop_excel.text import Text, same


def goal(trial: Trial) -> Reasons:
    """Which goal it serves, how important that is, whether it is behind, and how far the proposal moves it."""
    code = trial.proposal.goal
    served = next((each for each in trial.report.plan.goals if each.code == code), None)
    if served is None:
        words = Text("Không phục vụ mục tiêu nào của năm.", "It serves no goal of the year.")
        if code:
            words = Text("Kế hoạch không có mục tiêu “{code}”.", "The plan has no goal “{code}”.").format(code=code)
        yield Reason(Subject.GOAL, Standing.AGAINST, words, Place("aop_proposals", trial.proposal.code, "goal"))
        return
    rests = Place("aop_goals", served.code, "target")
    before, after = (_progress(goals, served) for goals in (trial.report.goals, trial.projection.goals))
    name = Text("{goal} (mức quan trọng {rank})", "{goal} (importance {rank})").format(
        goal=served.name, rank=served.importance
    )
    if not (before and after) or before.score.outlook is None or after.score.outlook is None:
        words = Text("{goal}: chưa có số để nói thêm.", "{goal}: there are no figures yet to say more.")
        yield Reason(Subject.GOAL, Standing.FINE, words.format(goal=name), rests)
        return
    better = after.score.outlook - before.score.outlook
    better = better if served.comparison is Comparison.AT_LEAST else -better
    unit = before.score.kpi.unit
    now, then = figure(before.score.outlook, unit), figure(after.score.outlook, unit)
    words = _STAYS if now == then else _MOVES
    told = words.format(
        goal=name, status=_status(before.status), before=now, after=then, target=figure(served.target, unit)
    )
    is_worse = better < -HAIR * max(1.0, abs(before.score.outlook))
    if is_worse and after.status is not GoalStatus.ON_TRACK:
        condition = Text("nêu mục tiêu khác: nó kéo lùi {code}", "another goal is named: it sets {code} back")
        yield Reason(Subject.GOAL, Standing.IF, told, rests, condition=condition.format(code=served.code))
    else:
        yield Reason(Subject.GOAL, Standing.FINE, told, rests)


_MOVES = Text(
    "{goal}{status}: ước cả năm {before}, có đề xuất {after}; chỉ tiêu {target}.",
    "{goal}{status}: the year's outlook is {before}, with it {after}; the target is {target}.",
)
_STAYS = Text(
    "{goal}{status}: ước cả năm vẫn {before}; chỉ tiêu {target}.",
    "{goal}{status}: the year's outlook stays {before}; the target is {target}.",
)


def _status(status: GoalStatus) -> Text:
    """How the goal stands, before any figures nothing."""
    if status is GoalStatus.UNKNOWN:
        return same("")
    return Text(", {status}", ", {status}").format(status=inside(status.label))


def _progress(goals: tuple[GoalProgress, ...], served: Goal) -> GoalProgress | None:
    return next((each for each in goals if each.goal.code == served.code), None)


def not_this_year(trial: Trial) -> Reasons:
    """Whether it is something the owner wrote down not to do."""
    refused = trial.report.plan.direction.not_this_year
    if found := contradicted(refused, trial.proposal.name):
        words = Text("Trái với “{name}” ở trang Định hướng.", "It goes against “{name}” on Direction.")
        rests = Place("aop_not_this_year", found.name, "name")
        yield Reason(Subject.NOT_THIS_YEAR, Standing.AGAINST, words.format(name=found.name), rests)
        return
    words, standing = (
        (Text("Không trái với điều nào đã chọn không làm.", "It goes against nothing there."), Standing.FINE)
        if refused
        else (Text("Chưa ghi điều gì không làm năm nay.", "Nothing is written down there yet."), Standing.TOLD)
    )
    yield Reason(Subject.NOT_THIS_YEAR, standing, words, Place("aop_not_this_year"))
