"""Resources: the people, their time, and the limits the plan must respect."""

from __future__ import annotations

from aop_excel.analysis.resource_words import limit_unit
from aop_excel.domain.actuals import WorkedHours
from aop_excel.domain.plan import Assignment, LimitMeasure, Person, ResourceLimit
from aop_excel.sheets.capacity import (
    HoursKind,
    capacity_rows,
    limit_words,
    month_formula,
    number_of_people,
    remark,
)
from aop_excel.sheets.pnl import YEAR_TO_DATE
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Format, Months, Sheet, Table, words

MONTH_WIDTH = 8

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
            width=14,
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
            width=14,
            required=True,
        ),
        Column(key="first", label=Text("Từ tháng", "From month"), format=Format.MONTH, width=10, required=True),
        Column(key="last", label=Text("Đến tháng", "To month"), format=Format.MONTH, width=10, required=True),
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
        Column(
            key="measured_by",
            label=Text("Đo bằng", "Measured by"),
            format=Format.WORD,
            width=30,
            options=words(LimitMeasure),
            help=Text("Để trống: chỉ để nhắc, aop không kiểm được.", "Blank: only a reminder, which aop cannot check."),
        ),
        Column(
            key="amount",
            label=Text("Mức", "Amount"),
            format=Format.LIMIT,
            width=14,
            help=Text(
                "Nhiều nhất bao nhiêu. “Không tuyển thêm” là số người đang có; tỷ lệ gõ kèm dấu %.",
                "At most so much. “No new hires” is the number of people there are; type ratios with %.",
            ),
        ),
        Column(key="unit", label=Text("Đơn vị", "Unit"), width=10),
        Column(key="note", label=Text("Ghi chú", "Note"), width=14),
    ),
)

HOURS = Table(
    name="aop_hours",
    heading=Text("Giờ đã làm (nếu ghi lại)", "Hours worked (if you keep them)"),
    record=WorkedHours,
    holds="actuals.hours",
    room=10,
    contents=(
        Column(key="person", label=Text("Người", "Person"), width=30, required=True, refers="aop_people.name"),
        Column(
            key="action",
            label=Text("Hành động", "Action"),
            format=Format.CODE,
            width=30,
            refers="aop_actions.code",
            loose=True,
            help=Text("Để trống: giờ cho mọi hành động.", "Blank: hours for all actions together."),
        ),
        Months(format=Format.HOURS, width=MONTH_WIDTH),
    ),
)

LIMIT_STATE = Table(
    name="aop_limit_state",
    heading=Text("Giới hạn có được giữ không", "Whether the limits are kept"),
    author=Author.ENGINE,
    rows=lambda context: context.report.resource_limits,
    room=10,
    accents=(Accent.STATUS,),
    contents=(
        Column(key="limit", label=Text("Giới hạn", "Limit"), width=30, show=lambda row, _: row.limit.name),
        Column(key="status", label=Text("Trạng thái", "Status"), format=Format.NOTE, width=32, show=limit_words),
        Column(
            key="amount",
            label=Text("Mức", "Amount"),
            format=Format.LIMIT,
            width=14,
            show=lambda row, _: row.limit.amount,
        ),
        Column(key="unit", label=Text("Đơn vị", "Unit"), width=10, show=lambda row, _: limit_unit(row.limit)),
        Column(
            key="now",
            label=Text("Hiện nay", "Now"),
            format=Format.LIMIT,
            width=14,
            formula=number_of_people,
            show=lambda row, _: row.now,
        ),
    ),
)

CAPACITY = Table(
    name="aop_capacity",
    heading=Text("Giờ được giao so với giờ có", "Hours assigned against hours available"),
    author=Author.ENGINE,
    rows=capacity_rows,
    accents=(Accent.STATUS,),
    contents=(
        Column(key="person", label=Text("Người", "Person"), width=30, show=lambda row, _: row.load.person.name),
        Column(key="hours", label=Text("Giờ", "Hours"), width=30, show=lambda row, _: row.hours),
        Months(
            format=Format.HOURS,
            width=MONTH_WIDTH,
            formula=month_formula,
            show=lambda row, _, position: row.months[position],
        ),
        Column(
            key="year_to_date",
            label=Text("Lũy kế", "Year to date"),
            format=Format.HOURS,
            width=11,
            formula=lambda row, _: None if row.hours is HoursKind.FREE else YEAR_TO_DATE,
            show=lambda row, _: row.to_date,
        ),
        Column(key="status", label=Text("Nhận xét", "Remark"), format=Format.NOTE, width=44, show=remark),
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
    blocks=(PEOPLE, ASSIGNMENTS, LIMITS, HOURS, LIMIT_STATE, CAPACITY),
    unit=False,
)
