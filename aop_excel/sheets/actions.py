"""Actions: the few initiatives that move the goals, in their order, with milestones."""

from __future__ import annotations

from aop_excel.analysis.action_words import line_words, state_words, steps_words
from aop_excel.analysis.actions import ActionProgress
from aop_excel.analysis.pnl import Basis
from aop_excel.domain.plan import Action, ActionStatus, Milestone
from aop_excel.sheets.columns import owner
from aop_excel.sheets.pnl import key
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Field, Fields, Format, Sheet, Table, words

ACTION_LIST = Table(
    name="aop_actions",
    heading=Text("Hành động, theo thứ tự", "Actions, in order"),
    record=Action,
    holds="actions",
    room=12,
    contents=(
        Column(key="name", label=Text("Hành động", "Action"), width=44, required=True),
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, width=12, required=True, unique=True),
        Column(key="goal", label=Text("Mục tiêu", "Goal"), format=Format.CODE, refers="aop_goals.code", loose=True),
        owner(20),
        Column(key="start", label=Text("Bắt đầu", "Start"), format=Format.DATE, width=12),
        Column(key="due", label=Text("Hạn hoàn thành", "Due"), format=Format.DATE, width=15),
        Column(key="done", label=Text("Xong ngày", "Done on"), format=Format.DATE, width=12),
        Column(
            key="status", label=Text("Tình trạng", "State"), format=Format.WORD, width=16, options=words(ActionStatus)
        ),
        Column(key="progress", label=Text("Tiến độ", "Progress"), format=Format.PERCENT, width=10),
        Column(
            key="line",
            label=Text("Dòng ngân sách", "Budget line"),
            format=Format.CODE,
            width=15,
            refers="aop_budget.code",
            loose=True,
        ),
        Column(
            key="after",
            label=Text("Sau hành động", "After action"),
            format=Format.CODE,
            width=15,
            refers="aop_actions.code",
            loose=True,
            help=Text("Mã hành động phải xong trước.", "The action that must be done first."),
        ),
    ),
)

MILESTONES = Table(
    name="aop_milestones",
    heading=Text("Cột mốc", "Milestones"),
    record=Milestone,
    holds="milestones",
    room=12,
    contents=(
        Column(key="name", label=Text("Cột mốc", "Milestone"), width=38, required=True),
        Column(
            key="action",
            label=Text("Hành động", "Action"),
            format=Format.CODE,
            required=True,
            refers="aop_actions.code",
            loose=True,
        ),
        Column(key="due", label=Text("Hạn", "Due"), format=Format.DATE, required=True),
        Column(key="done", label=Text("Xong ngày", "Done on"), format=Format.DATE),
    ),
)


def _to_date(row: ActionProgress, basis: Basis) -> str | None:
    """A formula that fetches the amount of the action's budget line; None where the plan has no such line."""
    if row.plan_to_date is None and row.actual_to_date is None:
        return None
    return f'INDEX(aop_pnl[year_to_date],MATCH("{key(basis, f"line:{row.action.line}")}",aop_pnl[key],0))'


AS_OF = Fields(
    heading=Text("Hành động đang đi đến đâu", "How the actions are moving"),
    fields=(
        Field(
            name="aop_actions_day",
            label=Text("Tính đến hết ngày", "As of the end of"),
            format=Format.DATE,
            author=Author.ENGINE,
            show=lambda context: context.report.day,
        ),
    ),
)

PROGRESS = Table(
    name="aop_action_progress",
    heading=Text(
        "Việc gấp trước; dòng ngân sách dùng chung được ghi trọn ở từng hành động",
        "The most urgent first; a budget line that actions share is shown in full for each",
    ),
    author=Author.ENGINE,
    rows=lambda context: context.report.actions,
    accents=(Accent.STATUS,),
    contents=(
        Column(key="name", label=Text("Hành động", "Action"), width=44, show=lambda row, _: row.action.name),
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, width=12, show=lambda row, _: row.action.code),
        Column(key="goal", label=Text("Mục tiêu", "Goal"), format=Format.CODE, show=lambda row, _: row.action.goal),
        Column(key="status", label=Text("Trạng thái", "Status"), width=34, show=lambda row, _: state_words(row)),
        Column(
            key="due",
            label=Text("Hạn hoàn thành", "Due"),
            format=Format.DATE,
            width=12,
            show=lambda row, _: row.action.due,
        ),
        Column(
            key="time_passed",
            label=Text("Thời gian đã qua", "Time passed"),
            format=Format.PERCENT,
            width=12,
            show=lambda row, _: row.time_passed,
        ),
        Column(
            key="work_done",
            label=Text("Việc đã xong", "Work done"),
            format=Format.PERCENT,
            width=12,
            show=lambda row, _: row.done,
        ),
        Column(
            key="behind",
            label=Text("Chậm so với thời gian", "Behind its time"),
            format=Format.PERCENT,
            width=16,
            formula='IF(COUNT([@time_passed],[@work_done])<2,"",[@time_passed]-[@work_done])',
            show=lambda row, _: row.behind,
        ),
        Column(
            key="milestones",
            label=Text("Cột mốc", "Milestones"),
            width=14,
            show=lambda row, _: steps_words(row.steps),
        ),
        Column(key="line", label=Text("Dòng ngân sách", "Budget line"), width=20, show=lambda row, _: line_words(row)),
        Column(
            key="plan_to_date",
            label=Text("KH lũy kế của dòng", "Line's plan to date"),
            format=Format.AMOUNT,
            width=15,
            formula=lambda row, _: _to_date(row, Basis.PLAN),
            show=lambda row, _: row.plan_to_date,
        ),
        Column(
            key="actual_to_date",
            label=Text("TH lũy kế của dòng", "Line's actual to date"),
            format=Format.AMOUNT,
            width=15,
            formula=lambda row, _: _to_date(row, Basis.ACTUAL),
            show=lambda row, _: row.actual_to_date,
        ),
    ),
)

ACTIONS = Sheet(
    key="actions",
    title=Text("3 Hành động", "3 Actions"),
    heading=Text("3. Kế hoạch hành động", "3. Action plan"),
    guidance=Text(
        "Ít hành động, mỗi hành động phục vụ một mục tiêu, có người phụ trách, hạn và cột mốc nhìn thấy được.",
        "Few actions; each serves a goal and has an owner, a due date and milestones that can be seen.",
    ),
    blocks=(ACTION_LIST, MILESTONES, AS_OF, PROGRESS),
    unit=False,
)
