"""What a version changed, in a sentence."""

from __future__ import annotations

from aop_excel.analysis.drivers import money
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.versions.changes import Change, Value
from aop_excel.text import Text, figures, same


def change_words(change: Change) -> Text:
    """Such as “Budget line MKT-QC Online advertising: Full year 144.0 million → 156.0 million (+12.0 million)”."""
    known_by = f" {change.known_by}" if change.known_by else ""
    told = Text("{part}{known_by} {name}: {what}", "{part}{known_by} {name}: {what}").format(
        part=change.part.label, known_by=known_by, name=change.name, what=change.what
    )
    if change.amount is not None:
        return Text("{told} {amount}", "{told} {amount}").format(told=told, amount=figure(change.amount, change.unit))
    values = Text("{told} {before} → {after}", "{told} {before} → {after}").format(
        told=told, before=figure(change.before, change.unit), after=figure(change.after, change.unit)
    )
    if not change.difference or change.unit is None:
        return values
    return Text("{values} ({difference})", "{values} ({difference})").format(
        values=values, difference=figure(change.difference, change.unit, signed=True)
    )


def figure(value: Value, unit: Unit | None, *, signed: bool = False) -> Text:
    """A value as it stands in a sentence: money in words, a ratio in % and a difference of two in points."""
    if value is None:
        return same("–")
    if isinstance(value, Text):
        return value
    if unit is Unit.MONEY:
        return money(value, signed=signed or value < 0)
    sign = "+" if signed else ""
    if unit is Unit.RATIO and signed:
        points = figures(f"{value * 100:+,.1f}")
        return Text("{points} điểm %", "{points} points").format(points=points)
    return figures(f"{value:{sign},.1%}" if unit is Unit.RATIO else f"{value:{sign},.0f}")
