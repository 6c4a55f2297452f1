"""What a bridge says in a sentence: how far gross profit is from where it started, and what moved it most."""

from __future__ import annotations

from dataclasses import dataclass

from aop_excel.analysis.bridge import Bridge, CellEffects, Span, Step
from aop_excel.analysis.variance import ROUNDED
from aop_excel.text import Text, figures, same

MILLION, SHOWN_IN_MILLIONS = 1_000_000, 50_000


@dataclass(frozen=True, slots=True)
class Driver:
    """One step of a bridge with its effect (đồng), and the cell that carries most of it in the same direction."""

    step: Step
    amount: float
    cell: CellEffects


def drivers(bridge: Bridge) -> tuple[Driver, ...]:
    """The steps that moved gross profit, the largest first."""
    moved = (_driver(bridge, step) for step in bridge.steps)
    return tuple(sorted((each for each in moved if abs(each.amount) >= ROUNDED), key=lambda each: -abs(each.amount)))


def sentence(bridge: Bridge) -> Text:
    """Such as “Gross profit to date is 12.3 million below plan: unit cost −20.1 million (most: Online, Milk), …”."""
    subject, base = _SUBJECTS[bridge.span]
    change = bridge.end - bridge.start
    side = _SIDES[0 if abs(change) < ROUNDED else 1 if change > 0 else -1]
    told = side.format(subject=subject, base=base, amount=money(abs(change)))
    parts = [_part(driver, with_cell=not place) for place, driver in enumerate(drivers(bridge))]
    if not parts:
        return Text("{told}.", "{told}.").format(told=told)
    listed = Text(", ".join(part.vi for part in parts), ", ".join(part.en for part in parts))
    return Text("{told}: {listed}.", "{told}: {listed}.").format(told=told, listed=listed)


def money(amount: float, *, signed: bool = False) -> Text:
    """An amount in words: `20,1 triệu` and `20.1 million`, in đồng where it is small; `signed` puts a + too."""
    sign = "−" if amount <= -ROUNDED else "+" if signed else ""
    if abs(amount) < SHOWN_IN_MILLIONS:
        words, number = Text("{sign}{number} đồng", "{sign}{number} VND"), f"{abs(amount):,.0f}"
    else:
        words, number = Text("{sign}{number} triệu", "{sign}{number} million"), f"{abs(amount) / MILLION:,.1f}"
    return words.format(sign=sign, number=figures(number))


def name_of(cell: CellEffects) -> Text:
    """A cell as people say it: `Online, Sữa`."""
    names = [name for name in (cell.channel, cell.group) if name]
    return same(", ".join(names)) if names else Text("toàn doanh nghiệp", "the whole business")


def _driver(bridge: Bridge, step: Step) -> Driver:
    amount = bridge.amount(step)
    carries_most = max if amount > 0 else min
    return Driver(step, amount, carries_most(bridge.cells, key=lambda cell: cell.effects.get(step, 0.0)))


def _part(driver: Driver, *, with_cell: bool) -> Text:
    told = Text("{step} {amount}", "{step} {amount}").format(
        step=Text(driver.step.label.vi.lower(), driver.step.label.en.lower()), amount=money(driver.amount, signed=True)
    )
    if not with_cell or not (driver.cell.channel or driver.cell.group):
        return told
    return Text("{told} (nhiều nhất: {cell})", "{told} (most: {cell})").format(told=told, cell=name_of(driver.cell))


_PLAN, _LAST_YEAR = Text("kế hoạch", "plan"), Text("năm trước", "last year")
_TO_DATE = Text("Lợi nhuận gộp lũy kế", "Gross profit to date")
_SUBJECTS = {
    Span.YEAR_TO_DATE: (_TO_DATE, _PLAN),
    Span.MONTH: (Text("Lợi nhuận gộp tháng báo cáo", "Gross profit of the report month"), _PLAN),
    Span.LAST_YEAR: (_TO_DATE, _LAST_YEAR),
}
_SIDES = {
    1: Text("{subject} hơn {base} {amount}", "{subject} is {amount} above {base}"),
    -1: Text("{subject} kém {base} {amount}", "{subject} is {amount} below {base}"),
    0: Text("{subject} bằng {base}", "{subject} is the same as {base}"),
}
