"""Whether the people named have the hours that a proposal asks of them."""

from __future__ import annotations

from collections.abc import Sequence

from aop_excel.analysis.capacity import Workload
from aop_excel.analysis.periods import periods
from aop_excel.analysis.place import Place
from aop_excel.analysis.proposals.reason import Reason, Reasons, Standing, Subject
from aop_excel.analysis.proposals.trial import Trial
from aop_excel.analysis.proposals.words import number
from aop_excel.analysis.review.finding import joined
from aop_excel.analysis.status import HAIR
from aop_excel.domain.plan import LimitMeasure
from aop_excel.text import Text, same


def people(trial: Trial) -> Reasons:
    """Free hours of the person by month; what is missing may be taken over by others who have time."""
    proposal = trial.proposal
    if not proposal.hours:
        words = Text("Không cần thêm giờ của ai.", "It asks for nobody's hours.")
        yield Reason(Subject.PEOPLE, Standing.FINE, words, Place("aop_proposals", proposal.code, "hours"))
        return
    yield _of_person(trial)
    yield from _of_limits(trial)


def _of_person(trial: Trial) -> Reason:
    proposal, loads = trial.proposal, trial.report.workloads
    load = next((each for each in loads if each.person.name == proposal.person), None)
    lacking = {position: _lacking(load, proposal.hours, position) for position in trial.months}
    lacking = {position: hours for position, hours in lacking.items() if hours > HAIR}
    if load and not lacking:
        free = min(load.free[position] for position in trial.months)
        words = Text(
            "{person} còn ít nhất {free} giờ mỗi tháng, cần {hours}.",
            "{person} has at least {free} free hours a month; {hours} are needed.",
        ).format(person=load.person.name, free=number(free), hours=number(proposal.hours))
        return Reason(Subject.PEOPLE, Standing.FINE, words, Place("aop_people", load.person.name, "hours"))
    missing = max(lacking.values())
    told, rests = _told(trial, load, list(lacking)), _rests(trial, load)
    taken = _taken_over([each for each in loads if each is not load], lacking)
    if taken is None:
        return Reason(Subject.PEOPLE, Standing.AGAINST, told, rests, missing)
    takes = Text("{person} nhận {part}", "{person} takes {part}")
    parts = joined(", ", (takes.format(person=name, part=number(hours)) for name, hours in taken))
    condition = Text("{parts} giờ mỗi tháng", "{parts} hours a month")
    if load:
        condition = Text("{parts} trong {hours} giờ mỗi tháng", "{parts} of the {hours} hours a month")
    condition = condition.format(parts=parts, hours=number(proposal.hours))
    return Reason(Subject.PEOPLE, Standing.IF, told, rests, missing, condition)


def _rests(trial: Trial, load: Workload | None) -> Place:
    return (
        Place("aop_people", load.person.name, "hours")
        if load
        else Place("aop_proposals", trial.proposal.code, "person")
    )


def _told(trial: Trial, load: Workload | None, lacking: Sequence[int]) -> Text:
    proposal = trial.proposal
    if load is None:
        nobody = Text("Chưa nêu ai làm {hours} giờ mỗi tháng.", "Nobody is named for its {hours} hours a month.")
        unknown = Text("“{person}” không có ở trang Nguồn lực.", "“{person}” is not among the people on Resources.")
        return (unknown if proposal.person else nobody).format(hours=number(proposal.hours), person=proposal.person)
    free = max(0.0, min(load.free[position] for position in lacking))
    return Text(
        "{person} chỉ còn {free} giờ mỗi tháng trong {months}, cần {hours}.",
        "{person} has only {free} free hours a month in {months}; {hours} are needed.",
    ).format(
        person=load.person.name,
        free=number(free),
        months=same(periods(lacking, trial.report.plan.settings.fiscal_year)),
        hours=number(proposal.hours),
    )


def _lacking(load: Workload | None, hours: float, position: int) -> float:
    """The hours of the proposal that a person does not have; an overload that is there already is not its fault."""
    return hours if load is None else min(hours, max(0.0, hours - load.free[position]))


def _taken_over(others: Sequence[Workload], lacking: dict[int, float]) -> list[tuple[str, float]] | None:
    """Who takes how many of the missing hours a month, the freest first; None where they have no time either."""
    missing, taken = max(lacking.values()), []
    free = {load.person.name: min(load.free[position] for position in lacking) for load in others}
    for name in sorted(free, key=lambda name: -free[name]):
        part = min(missing, free[name])
        if part > HAIR:
            taken.append((name, part))
            missing -= part
    return taken if missing <= HAIR else None


def _of_limits(trial: Trial) -> Reasons:
    """A limit on everyone's hours together that is kept without the proposal."""
    for state in trial.report.resource_limits:
        limit = state.limit
        if limit.measured_by is not LimitMeasure.HOURS or limit.amount is None or not state.kept:
            continue
        hours = max(
            sum(load.assigned[position] for load in trial.report.workloads) + trial.proposal.hours
            for position in trial.months
        )
        if hours > limit.amount + HAIR:
            words = Text(
                "“{limit}”: {hours} giờ mỗi tháng khi có đề xuất.", "“{limit}”: {hours} hours a month with it."
            )
            told = words.format(limit=limit.name, hours=number(hours))
            yield Reason(Subject.PEOPLE, Standing.AGAINST, told, Place("aop_limits", limit.name, "amount"), hours)
