"""Decisions: the questions that come up during the year, answered from the plan."""

from __future__ import annotations

from aop_excel.sheets.proposals import PROPOSALS, REASONS, VERDICTS
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.text import Text
from aop_excel.workbook.layout import Author, Sheet

DECISIONS_SHEET = Sheet(
    key="decisions",
    title=Text("Quyết định", "Decisions"),
    heading=Text("Quyết định dựa vào kế hoạch", "Deciding with the plan"),
    guidance=Text(
        "Có cơ hội mới? Ghi mỗi đề xuất một dòng rồi cập nhật: kết luận và lý do ở ngay dưới. Đã quyết thì ghi vào "
        "Nhật ký quyết định ở trang Rà soát.",
        "A new opportunity? Write each proposal on a line and refresh: the verdict and its reasons stand below. Log "
        "what you decide in the decision log on Review.",
    ),
    blocks=(PROPOSALS, VERDICTS, REASONS),
    author=Author.ENGINE,
    repeated=REASONS.name,
    frozen=1,
    button=REFRESH,
)
