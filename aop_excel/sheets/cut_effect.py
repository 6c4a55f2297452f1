"""What the cuts make of the year: profit, cash and goals, before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aop_excel.analysis.kpis import Unit
from aop_excel.sheets.context import Context
from aop_excel.sheets.scorecard import UNIT_WORDS, pick
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Format, Table


@dataclass(frozen=True, slots=True)
class Effect:
    """A figure of the year before and after the cuts, and with the revenue at stake lost as well."""

    name: Text
    unit: Unit
    figures: tuple[float | None, ...]
    note: Text
    formula: str | None = None

    @property
    def before(self) -> float | None:
        """By the outlook as it is."""
        return self.figures[0]

    @property
    def after(self) -> float | None:
        """With the cuts."""
        return self.figures[1]

    @property
    def at_worst(self) -> float | None:
        """With the cuts, and without the revenue at stake."""
        return self.figures[2]


def _effects(context: Context) -> Iterator[Effect]:
    found = context.report.cut_list
    if found is None or not found.cuts:
        return
    yield Effect(
        Text("Lợi nhuận hoạt động cả năm", "Operating profit of the year"),
        Unit.MONEY,
        (found.before.profit, found.after.profit, found.at_worst.profit),
        _WORSE if found.at_worst.profit < found.before.profit else _BETTER,
        'INDEX(aop_outlook[year],MATCH("operating_profit",aop_outlook[key],0))',
    )
    lows = [each.lowest_cash for each in (found.before, found.after, found.at_worst)]
    if known := [low for low in lows if low]:
        label = context.year.label
        note = Text("Tháng {before}; {after}; {worst}", "In {before}; {after}; {worst}").format(
            before=label(known[0][0]), after=label(known[1][0]), worst=label(known[2][0])
        )
        name = Text("Tiền cuối tháng thấp nhất sắp tới", "Lowest closing cash to come")
        yield Effect(name, Unit.MONEY, tuple(cash for _, cash in known), note)
    goals = sorted(
        zip(found.before.goals, found.after.goals, found.at_worst.goals, strict=True),
        key=lambda each: each[0].goal.importance,
    )
    for now, after, worst in goals[:MOST_GOALS]:
        outlooks = tuple(each.score.outlook for each in (now, after, worst))
        yield Effect(
            Text("{code} {name}", "{code} {name}").format(code=now.goal.code, name=now.goal.name),
            now.score.kpi.unit,
            outlooks,
            Text("{after}; {worst}", "{after}; {worst}").format(after=after.status.label, worst=worst.status.label),
            None if outlooks[0] is None else pick(now.score, "outlook"),
        )


MOST_GOALS = 6
"""How many goals are followed, the most important ones; another block stands below them."""

_WORSE = Text(
    "Nếu mất cả doanh thu kéo theo thì lợi nhuận giảm: cắt từ từ và nhìn doanh thu.",
    "If all revenue at stake is lost, profit falls: cut step by step and watch sales.",
)
_BETTER = Text("Tăng ngay cả khi mất doanh thu kéo theo.", "Rises even if the revenue at stake is lost.")


def _less(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else value - other


def _change(key: str) -> Callable[[Effect, Context], str | None]:
    return lambda row, _: None if row.before is None or getattr(row, key) is None else f"[@{key}]-[@before]"


CUT_EFFECT = Table(
    name="aop_cut_effect",
    heading=Text("Sau khi cắt", "After the cuts"),
    author=Author.ENGINE,
    rows=_effects,
    room=2 + MOST_GOALS,
    accents=(Accent.RATIOS,),  # amounts are shown as such
    contents=(
        Column(key="name", label=Text("Chỉ số", "Figure"), width=34, show=lambda row, _: row.name),
        Column(key="unit", label=Text("Đơn vị", "Unit"), width=20, show=lambda row, _: UNIT_WORDS[row.unit]),
        Column(
            key="before",
            label=Text("Hiện nay", "Now"),
            format=Format.PERCENT,
            width=16,
            formula=lambda row, _: row.formula,
            show=lambda row, _: row.before,
        ),
        Column(
            key="after",
            label=Text("Sau khi cắt", "After"),
            format=Format.PERCENT,
            width=15,
            show=lambda row, _: row.after,
        ),
        Column(
            key="change",
            label=Text("Thay đổi", "Change"),
            format=Format.PERCENT,
            width=15,
            formula=_change("after"),
            show=lambda row, _: _less(row.after, row.before),
        ),
        Column(
            key="at_worst",
            label=Text("Nếu mất doanh thu kéo theo", "If revenue is lost"),
            format=Format.PERCENT,
            width=15,
            show=lambda row, _: row.at_worst,
        ),
        Column(
            key="worst_change",
            label=Text("Thay đổi khi đó", "Change then"),
            format=Format.PERCENT,
            width=15,
            formula=_change("at_worst"),
            show=lambda row, _: _less(row.at_worst, row.before),
        ),
        Column(key="note", label=Text("Ghi chú", "Note"), width=108, show=lambda row, _: row.note),
    ),
)
