"""Goals: few results, measured, that decisions can be held against."""

from __future__ import annotations

from collections.abc import Callable

from aop_excel.analysis.action_words import goal_words
from aop_excel.analysis.goals import GoalProgress
from aop_excel.analysis.pnl import Basis
from aop_excel.domain.plan import Comparison, Goal
from aop_excel.sheets.columns import owner
from aop_excel.sheets.context import Context
from aop_excel.sheets.scorecard import UNIT_WORDS, formula, pick
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Format, Sheet, Table, words

GOAL_LIST = Table(
    name="aop_goals",
    heading=Text("Mục tiêu năm", "Goals of the year"),
    record=Goal,
    holds="goals",
    room=7,
    contents=(
        Column(key="name", label=Text("Mục tiêu", "Goal"), width=36, required=True),
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, width=12, required=True, unique=True),
        Column(
            key="kpi",
            label=Text("Đo bằng KPI", "Measured by KPI"),
            format=Format.CODE,
            width=16,
            required=True,
            refers="aop_kpis.code",
            help=Text("Mã KPI ở trang KPI.", "The code of a KPI on the KPI tab."),
        ),
        Column(
            key="comparison",
            label=Text("So sánh", "Comparison"),
            format=Format.WORD,
            width=14,
            options=words(Comparison),
        ),
        Column(key="baseline", label=Text("Năm trước", "Last year"), format=Format.MIXED, width=16),
        Column(key="target", label=Text("Chỉ tiêu", "Target"), format=Format.MIXED, width=16, required=True),
        Column(
            key="importance",
            label=Text("Mức quan trọng", "Importance"),
            format=Format.WHOLE,
            width=13,
            help=Text("1 là quan trọng nhất.", "1 comes first."),
        ),
        owner(20),
    ),
)


def _fetched(key: str, basis: Basis, period: str) -> Callable[[GoalProgress, Context], str | None]:
    """A formula that fetches a figure from the scorecard, where there is one: nothing would be fetched as 0."""

    def fetch(row: GoalProgress, context: Context) -> str | None:
        is_blank = getattr(row.score, key) is None and not formula(row.score.kpi, basis, period, context)
        return None if is_blank else pick(row.score, key)

    return fetch


PROGRESS = Table(
    name="aop_goal_progress",
    heading=Text("Mục tiêu đang đi đến đâu", "How the goals are moving"),
    author=Author.ENGINE,
    rows=lambda context: context.report.goals,
    accents=(Accent.STATUS, Accent.RATIOS),
    contents=(
        Column(key="name", label=Text("Mục tiêu", "Goal"), width=36, show=lambda row, _: row.goal.name),
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, show=lambda row, _: row.goal.code),
        Column(key="unit", label=Text("Đơn vị", "Unit"), show=lambda row, _: UNIT_WORDS[row.score.kpi.unit]),
        Column(
            key="year_to_date",
            label=Text("Lũy kế", "Year to date"),
            format=Format.MIXED,
            formula=_fetched("year_to_date", Basis.ACTUAL, "year_to_date"),
            show=lambda row, _: row.score.year_to_date,
        ),
        Column(
            key="expected",
            label=Text("Cần đạt đến nay", "Needed by now"),
            format=Format.MIXED,
            show=lambda row, _: row.expected,
        ),
        Column(
            key="plan_year",
            label=Text("Cả năm theo ngân sách", "Year by the budget"),
            format=Format.MIXED,
            show=lambda row, _: row.score.plan_year,
        ),
        Column(
            key="outlook",
            label=Text("Ước cả năm", "Full-year outlook"),
            format=Format.MIXED,
            formula=_fetched("outlook", Basis.OUTLOOK, "year"),
            show=lambda row, _: row.score.outlook,
        ),
        Column(
            key="target", label=Text("Chỉ tiêu", "Target"), format=Format.MIXED, show=lambda row, _: row.goal.target
        ),
        Column(
            key="required",
            label=Text("Cần mỗi tháng còn lại", "Required per remaining month"),
            format=Format.MIXED,
            show=lambda row, _: row.required,
        ),
        Column(key="status", label=Text("Trạng thái", "Status"), width=20, show=lambda row, _: row.status),
        Column(
            key="actions",
            label=Text("Hành động", "Actions"),
            format=Format.NOTE,
            width=36,
            show=lambda row, context: goal_words(row.goal.code, context.report.actions),
        ),
    ),
)


GOALS = Sheet(
    key="goals",
    title=Text("1 Mục tiêu", "1 Goals"),
    heading=Text("1. Mục tiêu kinh doanh", "1. Business goals"),
    guidance=Text(
        "Ba đến năm mục tiêu, mỗi mục tiêu đo bằng một KPI và có người phụ trách. Dùng được để ra quyết định mỗi ngày.",
        "Three to five goals, each measured by one KPI and with an owner. Made to decide with, every day.",
    ),
    blocks=(GOAL_LIST, PROGRESS),
)
