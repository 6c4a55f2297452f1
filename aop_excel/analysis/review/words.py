"""Figures, lists and statuses as they stand in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aop_excel.analysis.drivers import money
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.review.finding import FEW, joined
from aop_excel.text import Text, figures, same

if TYPE_CHECKING:
    from aop_excel.analysis.report import ItemVariance


def largest(rows: Sequence[ItemVariance], period: str, *, favourable: bool) -> Text | None:
    """The few lines with the largest effects on one side, with their amounts; None where there is none."""
    effects = [(row, getattr(row, period).effect or 0.0) for row in rows]
    found = [(row, effect) for row, effect in effects if (effect > 0) is favourable and abs(effect) >= 1]
    found.sort(key=lambda each: -abs(each[1]))
    named = [
        Text("{name} {amount}", "{name} {amount}").format(name=row.item.label, amount=money(effect, signed=True))
        for row, effect in found[:FEW]
    ]
    return joined("; ", named) if named else None


def figure(value: float | None, unit: Unit) -> Text:
    """A KPI's value: money in words, a ratio in %."""
    if value is None:
        return same("–")
    if unit is Unit.MONEY:
        return money(value)
    shown = f"{value:.1%}" if unit is Unit.RATIO else f"{value:,.0f}"
    return figures(shown.lstrip("-") if not float(shown.strip("%-").replace(",", "")) else shown.replace("-", "−"))


def inside(words: Text) -> Text:
    """A status within a sentence: without its mark, since the review has one of its own, and in small letters."""
    vi, en = (each.lstrip("■▲● ") for each in (words.vi, words.en))
    return Text(vi[:1].lower() + vi[1:], en[:1].lower() + en[1:])
