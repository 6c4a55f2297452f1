"""The plan is missed: what the gap of each missed goal is made of, and what in the plan could close it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aop_excel.analysis.gap_words import driver_words, missed, pace_words, spend_words
from aop_excel.analysis.gaps import Gap, Split
from aop_excel.analysis.items import Level
from aop_excel.analysis.kpis import Unit
from aop_excel.sheets.context import Context
from aop_excel.sheets.cuts import link_to
from aop_excel.sheets.scorecard import UNIT_WORDS, pick
from aop_excel.text import Text, same
from aop_excel.workbook.layout import Accent, Author, Column, Field, Fields, Format, Table

MISSED = Fields(
    heading=Text("Lệch kế hoạch: điều chỉnh ở đâu?", "The plan is missed: where to adjust?"),
    fields=(
        Field(
            name="aop_gaps_told",
            label=Text("Mục tiêu", "Goals"),
            format=Format.NOTE,
            author=Author.ENGINE,
            show=lambda context: missed(context.report),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A goal's gap (`is_goal`), one of its drivers, or a word about its spending.

    Amounts are in the unit of what the KPI divides.
    """

    gap: Gap
    what: Text
    split: Split | None = None
    amount: float | None = None
    line: str | None = None
    told: Text | None = None
    is_goal: bool = False

    @property
    def is_ratio(self) -> bool:
        """Whether the KPI is told in points."""
        return self.gap.progress.score.kpi.unit is Unit.RATIO

    @property
    def base(self) -> float | None:
        """What an amount is divided by to be points."""
        return self.gap.base if self.is_ratio and self.amount is not None else None

    @property
    def points(self) -> float | None:
        """The same as a difference of the KPI."""
        if self.is_goal and self.amount is None:
            return self.gap.points
        return self.amount / self.base if self.base and self.amount is not None else None

    @property
    def share(self) -> float | None:
        """Its share of the gap."""
        return self.amount / self.gap.amount if self.gap.amount and self.amount is not None else None


_SPENDING = Text("Chi tiêu", "Spending")


def _rows(context: Context) -> Iterator[Row]:
    report = context.report
    for gap in report.gaps:
        yield Row(gap, same(gap.progress.goal.name), amount=gap.amount, told=pace_words(gap, report), is_goal=True)
        for split in Split:
            for driver in gap.of(split):
                told = driver_words(driver, gap, report)
                yield Row(gap, driver.label, split, driver.amount, driver.line, told)
        if words := spend_words(gap, report):
            yield Row(gap, _SPENDING, told=words)


GAPS = Table(
    name="aop_gaps",
    heading=Text("Phần thiếu của mỗi mục tiêu gồm những gì", "What the gap of each goal is made of"),
    author=Author.ENGINE,
    rows=_rows,
    accents=(Accent.LEVELS,),
    contents=(
        Column(key="what", label=Text("Mục tiêu, nguyên nhân", "Goal, driver"), width=34, show=lambda row, _: row.what),
        Column(
            key="goal",
            label=Text("Mục tiêu", "Goal"),
            width=20,
            formula=lambda row, context: link_to("aop_goals", row.gap.progress.goal.code, context),
            show=lambda row, _: row.gap.progress.goal.code,
        ),
        Column(key="split", label=Text("Chia theo", "Split"), width=16, show=lambda row, _: row.split),
        Column(
            key="amount",
            label=Text("Thiếu (âm: bù lại)", "Missing (below 0 makes up)"),
            format=Format.AMOUNT,
            width=15,
            show=lambda row, _: row.amount,
        ),
        Column(
            key="points",
            label=Text("Điểm %", "Points"),
            format=Format.PERCENT,
            width=15,
            formula=lambda row, _: "[@amount]/[@base]" if row.base else None,
            show=lambda row, _: row.points,
        ),
        Column(
            key="share",
            label=Text("Phần của khoảng thiếu", "Share of the gap"),
            format=Format.PERCENT,
            width=15,
            formula=lambda row, _: None if row.share is None else "[@amount]/[@gap]",
            show=lambda row, _: row.share,
        ),
        Column(
            key="line",
            label=Text("Dòng lệch nhiều nhất", "Line that carries most"),
            width=15,
            formula=lambda row, context: link_to("aop_budget", row.line, context),
            show=lambda row, _: row.line,
        ),
        Column(key="told", label=Text("Diễn giải", "In words"), width=108, show=lambda row, _: row.told),
        Column(
            key="unit",
            label=Text("Đơn vị", "Unit"),
            width=10,
            show=lambda row, _: UNIT_WORDS[row.gap.progress.score.kpi.unit] if row.is_goal else None,
        ),
        Column(
            key="target",
            label=Text("Chỉ tiêu", "Target"),
            format=Format.MIXED,
            width=15,
            show=lambda row, _: row.gap.progress.goal.target if row.is_goal else None,
        ),
        Column(
            key="outlook",
            label=Text("Ước cả năm", "Full-year outlook"),
            format=Format.MIXED,
            width=15,
            formula=lambda row, _: pick(row.gap.progress.score, "outlook") if row.is_goal else None,
            show=lambda row, _: row.gap.progress.score.outlook if row.is_goal else None,
        ),
        Column(
            key="gap",
            label=Text("Cả khoảng thiếu", "The whole gap"),
            format=Format.AMOUNT,
            hidden=True,
            show=lambda row, _: row.gap.amount if row.share is not None else None,
        ),
        Column(
            key="base",
            label=Text("Mẫu số", "Divided by"),
            format=Format.AMOUNT,
            hidden=True,
            show=lambda row, _: row.base,
        ),
        Column(
            key="level",
            label=Text("Cấp", "Level"),
            hidden=True,
            show=lambda row, _: (Level.TOTAL if row.is_goal else Level.LINE).value,
        ),
    ),
)
