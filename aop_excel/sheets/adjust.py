"""Adjust: what to cut first when costs must fall, and where to adjust when the plan is missed."""

from __future__ import annotations

from aop_excel.sheets.cut_effect import CUT_EFFECT
from aop_excel.sheets.cut_request import REQUEST
from aop_excel.sheets.cuts import CUTS
from aop_excel.sheets.gaps import GAPS, MISSED
from aop_excel.sheets.levers import LEVERS
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.text import Text
from aop_excel.workbook.layout import Author, Sheet

ADJUST = Sheet(
    key="adjust",
    title=Text("Điều chỉnh", "Adjust"),
    heading=Text("Điều chỉnh theo kế hoạch", "Adjusting by the plan"),
    guidance=Text(
        "Chi phí phải giảm thì cắt gì trước; lệch kế hoạch thì điều chỉnh ở đâu. Mỗi dòng nói rõ dựa vào ô nào.",
        "What goes first when costs must fall; where to adjust when the plan is missed. Each row names its cells.",
    ),
    blocks=(REQUEST, CUT_EFFECT, CUTS, MISSED, LEVERS, GAPS),
    author=Author.ENGINE,
    repeated=GAPS.name,
    button=REFRESH,
)
