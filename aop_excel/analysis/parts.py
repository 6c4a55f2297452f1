"""A KPI as amounts of budget lines: what a đồng of each line counts in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aop_excel.analysis.kpis import Kpi, Term
from aop_excel.analysis.pnl import Basis, Pnl


@dataclass(frozen=True, slots=True)
class Parts:
    """How often each line, by code, counts in what a KPI divides, and in what it is divided by.

    A KPI that divides nothing has no `bottom`; nor has one that is divided by what stays whatever happens this year,
    such as last year's revenue.
    """

    top: Mapping[str, float]
    bottom: Mapping[str, float]

    def worth(self, code: str, ratio: float) -> float:
        """What a đồng more of a line adds to `top − ratio × bottom`: above zero it lifts the KPI over that ratio."""
        return self.top.get(code, 0.0) - ratio * self.bottom.get(code, 0.0)

    @property
    def codes(self) -> tuple[str, ...]:
        """The lines that count in it at all."""
        return tuple(dict.fromkeys([*self.top, *self.bottom]))


def parts_of(kpi: Kpi, account: Pnl) -> Parts:
    """Take a KPI of amounts apart into lines."""
    return Parts(_lines(kpi.top, account), _lines(kpi.bottom, account))


def _lines(term: Term | None, account: Pnl) -> dict[str, float]:
    counted: dict[str, float] = {}
    if term and term.basis in (None, Basis.OUTLOOK):
        for key in term.keys:
            for code, times in _of_item(key, account, 1.0):
                counted[code] = counted.get(code, 0.0) + times
    return {code: times for code, times in counted.items() if times}


def _of_item(key: str, account: Pnl, times: float) -> Iterator[tuple[str, float]]:
    item = next((each for each in account.items if each.key == key), None)
    if item is None:
        return
    if item.line:
        yield item.line.code, times
    for part in item.adds:
        yield from _of_item(part, account, times)
    for part in item.less:
        yield from _of_item(part, account, -times)
