"""The year's total beside twelve months: blank while no month is filled in."""

from __future__ import annotations

from typing import Any

from aop_excel.analysis.pnl import add

YEAR_TOTAL = 'IF(COUNT([@[m{first}]:[m{last}]])=0,"",SUM([@[m{first}]:[m{last}]]))'


def year_total(row: Any, _: object) -> float | None:
    """The sum of a record's months as `YEAR_TOTAL` computes it."""
    return add(row.months) if row else None
