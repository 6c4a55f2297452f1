"""What in the plan could close the gaps of missed goals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aop_excel.analysis.gaps import Gap
from aop_excel.analysis.lever_words import lever_words
from aop_excel.analysis.levers import Lever
from aop_excel.sheets.context import Context
from aop_excel.sheets.cuts import link_to
from aop_excel.text import Text
from aop_excel.workbook.layout import Author, Column, Format, Table

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
            width=34,
            show=lambda row, _: row.lever.kind if row.lever else None,
        ),
        Column(
            key="goal",
            label=Text("Mục tiêu", "Goal"),
            width=20,
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
            key="gap",
            label=Text("Cả khoảng thiếu", "The whole gap"),
            format=Format.AMOUNT,
            width=15,
            formula=lambda row, _: None if row.closes is None else _GAP_OF_GOAL,
            show=lambda row, _: None if row.closes is None else row.gap.amount,
        ),
        Column(
            key="share",
            label=Text("Phần của khoảng thiếu", "Share of the gap"),
            format=Format.PERCENT,
            width=15,
            formula=lambda row, _: None if row.closes is None else "[@closes]/[@gap]",
            show=lambda row, _: None if row.closes is None else row.closes / row.gap.amount,
        ),
        Column(key="told", label=Text("Cách tính", "How it comes about"), width=108, show=lambda row, _: row.told),
    ),
)

_GAP_OF_GOAL = "INDEX(aop_gaps[amount],MATCH([@goal],aop_gaps[goal],0))"
