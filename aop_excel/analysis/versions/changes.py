"""What changed from one version to the next, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from aop_excel.analysis.drivers import money
from aop_excel.analysis.kpis import KPIS, OWN, OWN_LABEL, Unit
from aop_excel.analysis.periods import periods
from aop_excel.analysis.pnl import Amounts
from aop_excel.analysis.variance import ROUNDED
from aop_excel.domain.calendar import MONTHS, FiscalYear
from aop_excel.domain.plan import Comparison, Kind, LimitType
from aop_excel.domain.record import Choice
from aop_excel.domain.versions import FrozenPart, FrozenRow
from aop_excel.text import Text, same

Value = float | Text | None

NO_MONTHS: Amounts = (None,) * MONTHS


class ChangedPart(Choice):
    """What a change is about: a part of the plan, budget that moved, or what all of it does to the year."""

    EFFECT = "effect", "Tác động", "Effect"
    GOAL = "goal", "Mục tiêu", "Goal"
    LINE = "line", "Dòng ngân sách", "Budget line"
    MOVE = "move", "Chuyển ngân sách", "Budget moved"
    ACTION = "action", "Hành động", "Action"
    KPI = "kpi", "KPI", "KPI"
    CASH = "cash", "Dòng tiền", "Cash"


PROFIT, LOWEST_CASH = "operating_profit", "lowest_cash"
"""What stands for the code of an effect on the year's profit or its lowest cash."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change made by a version; None is the plan as it stands, which nobody approved yet.

    Numbers are đồng, ratios or counts, as `unit` says. `months` are the differences of a line by month, `amount` is
    what moved from one line to another.
    """

    version: int | None
    part: ChangedPart
    code: str
    name: Text
    what: Text
    before: Value = None
    after: Value = None
    unit: Unit | None = None
    months: Amounts = NO_MONTHS
    amount: float | None = None

    @property
    def known_by(self) -> str | None:
        """The code of what changed; the profit and the cash of the year have none."""
        return None if self.code in (PROFIT, LOWEST_CASH) else self.code

    @property
    def difference(self) -> float | None:
        """After less before; what was not there counts as 0. None for words."""
        if self.amount is not None:
            return self.amount
        numbers = [0.0 if value is None else value for value in (self.before, self.after)]
        if (self.before is None and self.after is None) or any(isinstance(number, Text) for number in numbers):
            return None
        before, after = numbers
        return after - before  # type: ignore[operator]


_PARTS = {part: next(each for each in ChangedPart if each.value == part.value) for part in FrozenPart}

ADDED, REMOVED = Text("Thêm mới", "Added"), Text("Bỏ đi", "Removed")
FULL_YEAR, TARGET, AMOUNT = Text("Cả năm", "Full year"), Text("Chỉ tiêu", "Target"), Text("Số tiền", "Amount")
MOVED = Text("Chuyển {amount} từ {before} sang {after}", "{amount} moved from {before} to {after}")


def changes(
    before: Sequence[FrozenRow],
    after: Sequence[FrozenRow],
    version: int | None,
    year: FiscalYear,
    units: Mapping[str, Unit] | None = None,
) -> Iterator[Change]:
    """Every difference between two sets of rows, part by part; `units` says what KPIs are counted in, by code."""
    for part in FrozenPart:
        old = {row.code: row for row in before if row.part is part}
        new = {row.code: row for row in after if row.part is part}
        for code in {**new, **old}:
            yield from _of_row(old.get(code), new.get(code), version, year, units or {})


def annual(row: FrozenRow) -> float:
    """The year of a line (đồng, or units)."""
    return fsum(month or 0.0 for month in row.months)


def _of_row(
    old: FrozenRow | None, new: FrozenRow | None, version: int | None, year: FiscalYear, units: Mapping[str, Unit]
) -> Iterator[Change]:
    row = new or old
    assert row is not None
    unit = _unit(row, units)

    def change(
        what: Text, before: Value, after: Value, unit: Unit | None = None, months: Amounts = NO_MONTHS
    ) -> Change:
        return Change(
            version, _PARTS[row.part], row.code, same(row.name or row.code), what, before, after, unit, months
        )

    is_line = row.part is FrozenPart.LINE
    size: Callable[[FrozenRow], float | None] = annual if is_line else lambda row: row.target
    differences = _differences(old, new) if is_line else NO_MONTHS
    if old is None or new is None:
        before, after = (size(each) if each else None for each in (old, new))
        yield change(ADDED if old is None else REMOVED, before, after, unit, differences)
        return
    if is_line and differences != NO_MONTHS:
        yield change(
            _how(annual(old), annual(new), differences, unit, year), annual(old), annual(new), unit, differences
        )
    elif not is_line and old.target != new.target:
        yield change(AMOUNT if row.part is FrozenPart.CASH else TARGET, old.target, new.target, unit)
    for attribute, label in _ATTRIBUTES[row.part].items():
        was, is_now = (_shown(row.part, attribute, getattr(each, attribute)) for each in (old, new))
        if was != is_now:
            yield change(label, was, is_now, None if isinstance(was or is_now, Text) else Unit.COUNT)


def _how(before: float, after: float, differences: Amounts, unit: Unit, year: FiscalYear) -> Text:
    """The year's amount is another, or only its months are."""
    if abs(after - before) >= ROUNDED:
        return FULL_YEAR
    given = [position for position, amount in enumerate(differences) if amount and amount < 0]
    taken = [position for position, amount in enumerate(differences) if amount and amount > 0]
    total = fsum(differences[position] or 0.0 for position in taken)
    return MOVED.format(
        amount=money(total) if unit is Unit.MONEY else f"{total:,.0f}",
        before=periods(given, year),
        after=periods(taken, year),
    )


def _differences(old: FrozenRow | None, new: FrozenRow | None) -> Amounts:
    """What changed month by month; None where nothing did."""
    was, now = (each.months if each else NO_MONTHS for each in (old, new))
    found = ((after or 0.0) - (before or 0.0) for before, after in zip(was, now, strict=True))
    return tuple(difference if abs(difference) >= ROUNDED else None for difference in found)


_ONLY_RATIOS = 10


def _unit(row: FrozenRow, units: Mapping[str, Unit]) -> Unit:
    """What a row is counted in; of a KPI that the plan no longer has, small figures are ratios."""
    if row.part is FrozenPart.LINE:
        return Unit.COUNT if row.kind == Kind.QUANTITY.value else Unit.MONEY
    if row.part is FrozenPart.CASH:
        return Unit.MONEY
    code = row.measure if row.part is FrozenPart.GOAL else row.code
    return units.get(code or "") or (Unit.RATIO if abs(row.target or 0.0) < _ONLY_RATIOS else Unit.MONEY)


_NAME, _OWNER, _GOAL = Text("Tên", "Name"), Text("Người phụ trách", "Owner"), Text("Mục tiêu", "Goal")
_CHANNEL, _MEASURED = Text("Kênh bán", "Channel"), Text("Đo bằng", "Measured by")
_ATTRIBUTES: dict[FrozenPart, dict[str, Text]] = {
    FrozenPart.GOAL: {
        "name": _NAME,
        "measure": _MEASURED,
        "comparison": Text("So sánh", "Comparison"),
        "importance": Text("Mức quan trọng", "Importance"),
        "owner": _OWNER,
    },
    FrozenPart.LINE: {
        "name": _NAME,
        "kind": Text("Loại", "Kind"),
        "channel": _CHANNEL,
        "group": Text("Nhóm hàng", "Product group"),
        "goal": _GOAL,
        "limit": Text("Hạn mức", "Limit"),
    },
    FrozenPart.ACTION: {
        "name": _NAME,
        "goal": _GOAL,
        "owner": _OWNER,
        "line": Text("Dòng ngân sách", "Budget line"),
        "start": Text("Bắt đầu", "Start"),
        "due": Text("Hạn hoàn thành", "Due date"),
    },
    FrozenPart.KPI: {"name": _NAME, "measure": _MEASURED, "channel": _CHANNEL, "owner": _OWNER},
    FrozenPart.CASH: {},
}

_WORDS: dict[tuple[FrozenPart, str], Mapping[str, Text]] = {
    (FrozenPart.GOAL, "comparison"): {each.value: each.label for each in Comparison},
    (FrozenPart.LINE, "kind"): {each.value: each.label for each in Kind},
    (FrozenPart.LINE, "limit"): {each.value: each.label for each in LimitType},
    (FrozenPart.KPI, "measure"): {**{kpi.key: kpi.label for kpi in KPIS}, OWN: OWN_LABEL},
}


def _shown(part: FrozenPart, attribute: str, value: object) -> Value:
    """A value as it stands in the log; days as text, since numbers stand in the same column."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return same(f"{value:%d/%m/%Y}")
    if isinstance(value, int):
        return float(value)
    return _WORDS.get((part, attribute), {}).get(str(value)) or same(str(value))
