"""A risk's trigger, and whether it was reached, in words."""

from __future__ import annotations

from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.periods import periods
from aop_excel.analysis.risks import RiskState, RiskWatch
from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.plan import Comparison
from aop_excel.text import Text, figures


def trigger_words(row: RiskWatch) -> Text | None:
    """The trigger as it is measured: `Gross margin ≤ 35%, 2 months in a row`."""
    risk = row.risk
    if row.score is None or risk.threshold is None:
        return None
    is_ratio = row.score.kpi.unit is Unit.RATIO
    words = Text("{kpi} {sign} {value}", "{kpi} {sign} {value}").format(
        kpi=row.score.kpi.label,
        sign="≤" if row.comparison is Comparison.AT_MOST else "≥",
        value=figures(f"{risk.threshold * 100:,.10g}%" if is_ratio else f"{risk.threshold:,.10g}"),
    )
    if risk.in_a_row == 1:
        return words
    return Text("{words}, {count} tháng liền", "{words}, {count} months in a row").format(
        words=words, count=risk.in_a_row
    )


def state_words(row: RiskWatch, year: FiscalYear) -> Text:
    """Whether the trigger was reached, and since when or in which months."""
    if row.since is None or row.until is None:
        return row.state.label
    if row.state is RiskState.FIRED:
        return Text("{state} từ {month}", "{state} since {month}").format(
            state=row.state.label, month=year.label(row.since)
        )
    if row.state is RiskState.PASSED:
        months = periods(range(row.since, row.until + 1), year)
        return Text("{state}: {months}", "{state}: {months}").format(state=row.state.label, months=months)
    return row.state.label
