"""Resources: the people, their time, and the limits the plan must respect."""

from __future__ import annotations

from aop_excel.domain.plan import Assignment, Person, ResourceLimit
from aop_excel.text import Text
from aop_excel.workbook.layout import Column, Format, Sheet, Table

PEOPLE = Table(
    name="aop_people",
    heading=Text("Con người", "People"),
    record=Person,
    holds="people",
    room=8,
    contents=(
        Column(key="name", label=Text("Họ tên", "Name"), width=30, required=True, unique=True),
        Column(key="role", label=Text("Vai trò", "Role"), width=30),
        Column(
            key="hours",
            label=Text("Giờ mỗi tháng", "Hours a month"),
            format=Format.HOURS,
            width=16,
            required=True,
            help=Text("Số giờ có thể dành cho các hành động.", "Hours that can go into actions."),
        ),
    ),
)

ASSIGNMENTS = Table(
    name="aop_assignments",
    heading=Text("Phân công", "Assignments"),
    record=Assignment,
    holds="assignments",
    room=12,
    contents=(
        Column(key="person", label=Text("Người", "Person"), width=30, required=True, refers="aop_people.name"),
        Column(
            key="action",
            label=Text("Hành động", "Action"),
            format=Format.CODE,
            width=30,
            required=True,
            refers="aop_actions.code",
        ),
        Column(
            key="hours",
            label=Text("Giờ mỗi tháng", "Hours a month"),
            format=Format.HOURS,
            width=16,
            required=True,
        ),
        Column(key="first", label=Text("Từ tháng", "From month"), format=Format.WHOLE, width=12, required=True),
        Column(key="last", label=Text("Đến tháng", "To month"), format=Format.WHOLE, width=12, required=True),
    ),
)

LIMITS = Table(
    name="aop_limits",
    heading=Text("Giới hạn phải giữ", "Limits to respect"),
    record=ResourceLimit,
    holds="limits",
    room=5,
    contents=(
        Column(key="name", label=Text("Giới hạn", "Limit"), width=30, required=True, unique=True),
        Column(key="note", label=Text("Ghi chú", "Note"), width=30),
        Column(key="amount", label=Text("Mức", "Amount"), format=Format.AMOUNT, width=16),
        Column(key="unit", label=Text("Đơn vị", "Unit"), width=12),
    ),
)

RESOURCES = Sheet(
    key="resources",
    title=Text("4 Nguồn lực", "4 Resources"),
    heading=Text("4. Kế hoạch nguồn lực", "4. Resource plan"),
    guidance=Text(
        "Ai có bao nhiêu giờ, giao cho hành động nào, từ tháng nào đến tháng nào; và giới hạn không được vượt.",
        "Who has how many hours, given to which action, from which month to which; and the limits to keep.",
    ),
    blocks=(PEOPLE, ASSIGNMENTS, LIMITS),
    unit=False,
)
