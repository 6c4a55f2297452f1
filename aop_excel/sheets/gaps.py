"""The plan is missed: what the gap of each missed goal is made of, and what in the plan could close it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aop_excel.analysis.gap_words import driver_words, lever_words, missed, pace_words, spend_words
from aop_excel.analysis.gaps import Gap, Split
from aop_excel.analysis.items import Level
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.levers import Lever
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
            author=Author.ENGINE,
            show=lambda context: missed(context.report),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A goal's gap, one of its drivers, or a word about its spending (amounts in the unit of what the KPI divides)."""

    gap: Gap
    what: Text
    split: Split | None = None
    amount: float | None = None
    line: str | None = None
    most: float | None = None
    told: Text | None = None

    @property
    def is_goal(self) -> bool:
        """Whether it is the gap itself."""
        return self.split is None and self.told is not None and self.line is None and self.what is not _SPENDING

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
        yield Row(gap, same(gap.progress.goal.name), amount=gap.amount, told=pace_words(gap, report))
        for split in Split:
            for driver in gap.of(split):
                told = driver_words(driver, gap, report)
                yield Row(gap, driver.label, split, driver.amount, driver.line, driver.most or None, told)
        if words := spend_words(gap, report):
            yield Row(gap, _SPENDING, told=words)


GAPS = Table(
    name="aop_gaps",
    heading=Text("Phần thiếu của mỗi mục tiêu gồm những gì", "What the gap of each goal is made of"),
    author=Author.ENGINE,
    rows=_rows,
    accents=(Accent.LEVELS,),
    contents=(
        Column(key="what", label=Text("Mục tiêu, nguyên nhân", "Goal, driver"), width=36, show=lambda row, _: row.what),
        Column(
            key="goal",
            label=Text("Mục tiêu", "Goal"),
            width=18,
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
            key="line",
            label=Text("Dòng lệch nhiều nhất", "Line that carries most"),
            width=15,
            formula=lambda row, context: link_to("aop_budget", row.line, context),
            show=lambda row, _: row.line,
        ),
        Column(
            key="unit",
            label=Text("Đơn vị", "Unit"),
            width=10,
            show=lambda row, _: UNIT_WORDS[row.gap.progress.score.kpi.unit] if row.is_goal else None,
        ),
        Column(key="told", label=Text("Nói rõ", "In words"), width=104, show=lambda row, _: row.told),
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

LEVER_ROOM = 12
"""How many levers are shown; another block stands below them."""


@dataclass(frozen=True, slots=True)
class LeverRow:
    """A lever, or how many more there are of a goal."""

    gap: Gap
    lever: Lever | None
    told: Text

    @property
    def closes(self) -> float | None:
        """How much of the gap it comes to."""
        return self.lever.closes if self.lever else None


def _levers(context: Context) -> Iterator[LeverRow]:
    """The levers of each goal; where there are too many, the first of each and how many are left out."""
    report = context.report
    each_goal = max(2, LEVER_ROOM // max(1, len(report.gaps)))
    rows: list[LeverRow] = []
    for gap in report.gaps:
        its = [lever for lever in report.levers if lever.gap is gap]
        shown = its if len(its) <= each_goal else its[: each_goal - 1]
        rows += [LeverRow(gap, lever, lever_words(lever)) for lever in shown]
        if left := len(its) - len(shown):
            rows.append(LeverRow(gap, None, _MORE.format(count=left)))
        if not its:
            rows.append(LeverRow(gap, None, _NONE))
    yield from rows[:LEVER_ROOM]


_MORE = Text("Còn {count} đòn bẩy nữa: xem aop decide.", "{count} more levers: see aop decide.")
_NONE = Text(
    "Kế hoạch chưa có gì để bù: bàn ở buổi rà soát.", "The plan has nothing to close it: talk it over at the review."
)

LEVERS = Table(
    name="aop_levers",
    heading=Text("Trong kế hoạch có gì để bù", "What in the plan could close it"),
    author=Author.ENGINE,
    rows=_levers,
    room=LEVER_ROOM,
    contents=(
        Column(
            key="lever",
            label=Text("Đòn bẩy", "Lever"),
            width=36,
            show=lambda row, _: row.lever.kind if row.lever else None,
        ),
        Column(
            key="goal",
            label=Text("Mục tiêu", "Goal"),
            width=18,
            formula=lambda row, context: link_to("aop_goals", row.gap.progress.goal.code, context),
            show=lambda row, _: row.gap.progress.goal.code,
        ),
        Column(
            key="cell",
            label=Text("Ô", "Cell"),
            width=16,
            formula=lambda row, context: link_to(row.lever.table, row.lever.code, context) if row.lever else None,
            show=lambda row, _: row.lever.code if row.lever else None,
        ),
        Column(
            key="amount",
            label=Text("Số tiền", "Amount"),
            format=Format.AMOUNT,
            width=15,
            show=lambda row, _: row.lever.amount if row.lever else None,
        ),
        Column(
            key="closes",
            label=Text("Bù được (nhiều nhất)", "Closes (at most)"),
            format=Format.AMOUNT,
            width=15,
            show=lambda row, _: row.closes,
        ),
        Column(
            key="share",
            label=Text("Phần của khoảng thiếu", "Share of the gap"),
            format=Format.PERCENT,
            width=15,
            formula=lambda row, _: None if row.closes is None else f"[@closes]/{_GAP_OF_GOAL}",
            show=lambda row, _: None if row.closes is None else row.closes / row.gap.amount,
        ),
        Column(key="told", label=Text("Cách tính", "How it comes about"), width=15, show=lambda row, _: row.told),
    ),
)

_GAP_OF_GOAL = "INDEX(aop_gaps[amount],MATCH([@goal],aop_gaps[goal],0))"
