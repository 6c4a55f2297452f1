"""The verdict on a proposal, from its reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aop_excel.analysis.place import Place
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.proposals.budget import budget
from aop_excel.analysis.proposals.cash import cash, lowest, stock
from aop_excel.analysis.proposals.people import people
from aop_excel.analysis.proposals.purpose import goal, not_this_year
from aop_excel.analysis.proposals.reason import Reason, Reasons, Standing, Subject
from aop_excel.analysis.proposals.trial import Trial, starts
from aop_excel.analysis.proposals.worth import displaced, margin, months_to_pay_back, payback
from aop_excel.domain.proposal import Proposal
from aop_excel.domain.record import Choice
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report


class Answer(Choice):
    """Whether a proposal fits the plan."""

    FITS = "fits", "● Phù hợp", "● Fits"
    FITS_IF = "fits_if", "▲ Phù hợp nếu …", "▲ Fits if …"
    DOES_NOT_FIT = "does_not_fit", "■ Không phù hợp năm nay", "■ Does not fit this year"


@dataclass(frozen=True)
class Verdict:
    """The answer to a proposal with its reasons in order.

    Its figures (đồng) are those of the months in which it would run: as typed, or later where it fits only then.
    `trial` is None where no month is left for it, `later` the condition that it begins in another month than typed.
    """

    proposal: Proposal
    answer: Answer
    reasons: tuple[Reason, ...]
    trial: Trial | None
    later: Text | None = None

    @property
    def conditions(self) -> tuple[Text, ...]:
        """The clauses after “fits if”, each once."""
        if self.answer is not Answer.FITS_IF:
            return ()
        of_reasons = (reason.condition for reason in self.reasons if reason.condition)
        return tuple(dict.fromkeys((*([self.later] if self.later else []), *of_reasons)))

    @property
    def begins(self) -> int | None:
        """The position of the month in which it would begin."""
        return self.trial.months[0] if self.trial else None

    @property
    def cost(self) -> float | None:
        """What it costs this year, without goods."""
        return sum(self.trial.cost) if self.trial else None

    @property
    def profit(self) -> float | None:
        """By how much it changes the year's operating profit."""
        if self.trial is None:
            return None
        before = self.trial.report.account.figures[Basis.OUTLOOK, "operating_profit"].year or 0.0
        return self.trial.projection.profit - before

    @property
    def lowest_cash(self) -> tuple[int, float] | None:
        """The month to come with the least cash, and that balance; None where nobody knows."""
        return self.trial.projection.lowest_cash if self.trial else None

    @property
    def lowest_without(self) -> float | None:
        """The least cash of the months to come without it."""
        found = lowest(self.trial.report.cash, self.trial) if self.trial else None
        return found[1] if found else None

    @property
    def payback(self) -> int | None:
        """After how many months it has paid for itself; None where it does not this year."""
        return months_to_pay_back(self.trial) if self.trial else None


def time(trial: Trial) -> Reasons:
    """That only the months to come are looked at, where it was to begin in one that is closed."""
    year = trial.report.plan.settings.fiscal_year
    typed = year.position(trial.proposal.first)
    if trial.report.account.counted[typed]:
        words = Text("{first} đã chốt: chỉ xét từ {begins}.", "{first} is closed: looked at from {begins} on.")
        told = words.format(first=year.label(typed), begins=year.label(trial.months[0]))
        yield Reason(Subject.TIME, Standing.TOLD, told, Place("aop_proposals", trial.proposal.code, "first"))


_QUESTIONS: tuple[Callable[[Trial], Reasons], ...] = (
    time,
    goal,
    not_this_year,
    budget,
    cash,
    stock,
    people,
    margin,
    payback,
    displaced,
)
"""What every proposal is held against, in order. Add a question here."""


def judge(report: Report, proposal: Proposal) -> Verdict:
    """Answer one proposal.

    It does not fit where a reason is against it that nothing in the plan remedies: it serves no goal, it is something
    not to do this year, its line's hard limit has no room and no lesser spending can give way, it leaves cash below
    the minimum (or makes a shortage worse) in whichever month it begins, nobody has the hours. It fits on conditions
    where each doubt has a remedy, which is named: less important spending gives way or waits, others take hours, it
    begins later, it sells so much. Else it fits.
    """
    trials = starts(report, proposal)
    if not trials:
        return Verdict(proposal, Answer.DOES_NOT_FIT, (_over(report, proposal),), None)
    typed = tuple(_reasons(trials[0]))
    against = [reason for reason in typed if reason.standing is Standing.AGAINST]
    if not against:
        is_doubted = any(reason.standing is Standing.IF for reason in typed)
        return Verdict(proposal, Answer.FITS_IF if is_doubted else Answer.FITS, typed, trials[0])
    if all(reason.subject in (Subject.BUDGET, Subject.CASH, Subject.PEOPLE) for reason in against):
        for later in trials[1:]:
            if not any(_is_against(later, question) for question in _CHANGE_WITH_TIME):
                reasons = tuple(_reasons(later))
                month = report.plan.settings.fiscal_year.label(later.months[0])
                begins = Text("bắt đầu từ {month}", "it begins in {month}").format(month=month)
                told = tuple(_begun_later(against, reasons, begins))
                return Verdict(proposal, Answer.FITS_IF, told, later, begins)
    return Verdict(proposal, Answer.DOES_NOT_FIT, typed, trials[0])


_CHANGE_WITH_TIME = (budget, people, cash)
"""The questions whose answer another month of the year may change, the quickest first."""


def _is_against(trial: Trial, question: Callable[[Trial], Reasons]) -> bool:
    return any(reason.standing is Standing.AGAINST for reason in question(trial))


def _reasons(trial: Trial) -> Iterator[Reason]:
    for question in _QUESTIONS:
        yield from question(trial)


def _begun_later(against: list[Reason], reasons: tuple[Reason, ...], begins: Text) -> Iterator[Reason]:
    """The reasons of a later month, and before them what speaks against the month that was typed."""
    for subject in Subject:
        for reason in against:
            if reason.subject is subject:
                yield Reason(subject, Standing.IF, reason.sentence, reason.rests, reason.amount, begins)
        yield from (reason for reason in reasons if reason.subject is subject)


def _over(report: Report, proposal: Proposal) -> Reason:
    """Why nothing can be said about a proposal of months that are over."""
    year = report.plan.settings.fiscal_year
    if year.position(proposal.last) < year.position(proposal.first):
        words = Text("Tháng kết thúc đứng trước tháng bắt đầu.", "It ends before it begins.")
    else:
        words = Text(
            "Các tháng của đề xuất đều đã chốt; hãy chọn tháng sắp tới.",
            "All its months are closed; choose months to come.",
        )
    return Reason(Subject.TIME, Standing.AGAINST, words, Place("aop_proposals", proposal.code, "last"))
