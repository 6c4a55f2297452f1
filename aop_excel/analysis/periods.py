"""Months of the fiscal year as owners write them: `03/2027–05/2027, 09/2027`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from aop_excel.domain.calendar import FiscalYear


def periods(positions: Iterable[int], year: FiscalYear) -> str:
    """Months in rising order (positions 0 to 11), those that follow each other as one period."""
    found = []
    for _, run in groupby(enumerate(positions), lambda pair: pair[1] - pair[0]):
        months = [position for _, position in run]
        first, last = year.label(months[0]), year.label(months[-1])
        found.append(first if first == last else f"{first}–{last}")
    return ", ".join(found)
