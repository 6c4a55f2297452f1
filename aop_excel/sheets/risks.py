"""Risks: what could hurt which goal, how badly, the early sign, the fallback."""

from __future__ import annotations

from aop_excel.domain.plan import Risk
from aop_excel.text import Text
from aop_excel.workbook.layout import Column, Format, Sheet, Table

SCALE = Text("Từ 1 (thấp) đến 5 (cao).", "From 1 (low) to 5 (high).")

RISK_LIST = Table(
    name="aop_risks",
    heading=Text("Rủi ro", "Risks"),
    record=Risk,
    holds="risks",
    room=10,
    contents=(
        Column(key="name", label=Text("Rủi ro", "Risk"), width=36, required=True),
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, width=10, required=True, unique=True),
        Column(
            key="goal",
            label=Text("Mục tiêu bị ảnh hưởng", "Goal at stake"),
            format=Format.CODE,
            width=13,
            refers="aop_goals.code",
            loose=True,
        ),
        Column(
            key="likelihood",
            label=Text("Khả năng xảy ra", "Likelihood"),
            format=Format.WHOLE,
            width=11,
            required=True,
            help=SCALE,
        ),
        Column(
            key="impact",
            label=Text("Mức ảnh hưởng", "Impact"),
            format=Format.WHOLE,
            width=11,
            required=True,
            help=SCALE,
        ),
        Column(
            key="level",
            label=Text("Mức độ", "Level"),
            format=Format.WHOLE,
            width=9,
            calculated=True,
            formula='IF(COUNT([@likelihood],[@impact])<2,"",[@likelihood]*[@impact])',
            show=lambda row, _: row.level if row else None,
            help=Text("Khả năng × ảnh hưởng; từ 12 trở lên là cao.", "Likelihood × impact; 12 and above is high."),
        ),
        Column(key="trigger", label=Text("Dấu hiệu cảnh báo", "Trigger"), format=Format.NOTE, width=34),
        Column(key="fallback", label=Text("Phương án dự phòng", "Fallback"), format=Format.NOTE, width=38),
        Column(
            key="owner",
            label=Text("Người phụ trách", "Owner"),
            width=18,
            refers="aop_people.name",
            loose=True,
        ),
    ),
)

RISKS = Sheet(
    key="risks",
    title=Text("5 Rủi ro", "5 Risks"),
    heading=Text("5. Phân tích rủi ro", "5. Risk analysis"),
    guidance=Text(
        "Điều gì có thể làm hỏng mục tiêu nào, nặng đến đâu, nhận ra sớm bằng dấu hiệu gì, và khi đó làm gì.",
        "What could hurt which goal, how badly, how it is noticed early, and what we do then.",
    ),
    blocks=(RISK_LIST,),
    unit=False,
)
