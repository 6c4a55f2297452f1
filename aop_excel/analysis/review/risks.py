"""Whether a new risk calls for an adjustment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aop_excel.analysis.review.finding import Answer
from aop_excel.analysis.review.words import inside
from aop_excel.analysis.risk_words import state_words, trigger_words
from aop_excel.analysis.risks import RiskState, RiskWatch
from aop_excel.analysis.urgency import Urgency
from aop_excel.domain.calendar import FiscalYear
from aop_excel.text import Text

if TYPE_CHECKING:
    from aop_excel.analysis.report import Report

_NO_FIGURES = Text(
    "Chưa có số liệu để biết rủi ro nào chạm ngưỡng.", "There are no figures yet to tell whether a risk has shown."
)
_UNMEASURED = Text("Chưa rủi ro nào có dấu hiệu đo được.", "No risk has a sign that can be measured yet.")


def risks(report: Report) -> Answer:
    """Risks that fired, with their fallback, those that are near, and high ones that nobody would notice."""
    if not report.risks:
        yield Urgency.LOOK_AT, (Text("Chưa ghi rủi ro nào.", "No risk is written down yet."),)
        return
    found = list(_found(report))
    yield from found
    states = {watch.state for watch in report.risks}
    if states <= {RiskState.UNMEASURED, RiskState.NO_FIGURES}:
        if RiskState.NO_FIGURES in states:
            yield None, (_NO_FIGURES,)
        elif not found:
            yield None, (_UNMEASURED,)
    elif not found:
        yield Urgency.FINE, (Text("Không rủi ro nào chạm ngưỡng.", "No risk has reached its trigger."),)


def _found(report: Report) -> Answer:
    year = report.plan.settings.fiscal_year
    for watch in report.risks:
        if watch.state in (RiskState.FIRED, RiskState.NEAR):
            yield Urgency.ACT if watch.state is RiskState.FIRED else Urgency.LOOK_AT, tuple(_told(watch, year))
        elif watch.state is RiskState.UNMEASURED and watch.risk.high:
            words = Text(
                "{risk}: mức {level} mà chưa có dấu hiệu đo được.",
                "{risk}: level {level}, and no sign to measure it by.",
            )
            yield Urgency.LOOK_AT, (words.format(risk=watch.risk.name, level=watch.risk.level),)


def _told(watch: RiskWatch, year: FiscalYear) -> Iterator[Text]:
    yield Text("{risk}: {state} ({trigger}).", "{risk}: {state} ({trigger}).").format(
        risk=watch.risk.name, state=inside(state_words(watch, year)), trigger=trigger_words(watch)
    )
    if watch.risk.fallback:
        fallback = watch.risk.fallback.rstrip(".")
        yield Text("Phương án: {fallback}.", "Fallback: {fallback}.").format(fallback=fallback)
