"""The button on Start and on the result tabs: it refreshes the plan in the open workbook."""

from __future__ import annotations

from aop_excel.text import Text
from aop_excel.workbook.layout import Button

REFRESH = Button(
    caption=Text("Cập nhật", "Refresh"),
    help=Text("Tính lại mọi kết quả từ những gì đã điền", "Work out all results anew from what was filled in"),
)
