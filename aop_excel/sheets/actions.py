"""Actions: the few initiatives that move the goals, in their order, with milestones."""

from __future__ import annotations

from aop_excel.domain.plan import Action, ActionStatus, Milestone
from aop_excel.text import Text
from aop_excel.workbook.layout import Column, Format, Sheet, Table, words

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
        Column(key="owner", label=Text("Người phụ trách", "Owner"), width=20, refers="aop_people.name", loose=True),
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

ACTIONS = Sheet(
    key="actions",
    title=Text("3 Hành động", "3 Actions"),
    heading=Text("3. Kế hoạch hành động", "3. Action plan"),
    guidance=Text(
        "Ít hành động, mỗi hành động phục vụ một mục tiêu, có người phụ trách, hạn và cột mốc nhìn thấy được.",
        "Few actions; each serves a goal and has an owner, a due date and milestones that can be seen.",
    ),
    blocks=(ACTION_LIST, MILESTONES),
    unit=False,
)
