"""Wrong inputs on Decisions."""

from __future__ import annotations

from aop_excel.text import Text
from tests.catalogue.cures import (
    AT_MOST_12,
    AT_MOST_744,
    CHANNELS,
    FILL_IN,
    FROM_0,
    GOALS,
    LINES,
    ONE_OF_TWO,
    PEOPLE,
    SWAP_THE_MONTHS,
    TYPE_AN_AMOUNT,
    with_its_sign,
)
from tests.catalogue.entry import Wrong, wrong

CHOOSE_A_COST = Text("Chọn một dòng chi hoặc nhập hàng.", "Choose a line of costs or purchases.")

# fmt: off
WRONG_DECISIONS: tuple[Wrong, ...] = (
    wrong("a proposal without a name").types("aop_proposals", 1, name=None)
        .error("Decisions!A7", "Thiếu “Đề xuất”", "“Proposal” is missing", FILL_IN),
    wrong("a proposal without a month").types("aop_proposals", 1, first=None)
        .error("Decisions!M7", "Thiếu “Từ tháng”", "“From month” is missing", FILL_IN),
    wrong("a proposal until month 13").types("aop_proposals", 1, last=13.0)
        .error("Decisions!N7", "13 lớn hơn mức cho phép", "13 is too large", AT_MOST_12),
    wrong("two proposals with one code").types("aop_proposals", 2, code="DX1")
        .error("Decisions!C8", "“DX1” đã có ở dòng thứ 1 của bảng", "“DX1” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("a proposal that costs words").types("aop_proposals", 1, one_off="a lot")
        .error("Decisions!H7", "“a lot” không phải là số tiền", "“a lot” is not an amount", TYPE_AN_AMOUNT),
    wrong("a proposal that costs less than nothing").types("aop_proposals", 1, monthly=-1.0)
        .error("Decisions!I7", "-1 nhỏ hơn mức cho phép", "-1 is too small", FROM_0),
    wrong("a margin without its sign").types("aop_proposals", 1, margin=28.0)
        .error("Decisions!L7", "“28” có thể là 28% hoặc 2800%", "“28” can mean 28% or 2800%",
               with_its_sign("28%", "2800%")),
    wrong("more hours than a month has").types("aop_proposals", 1, hours=800.0)
        .error("Decisions!O7", "800 lớn hơn mức cho phép", "800 is too large", AT_MOST_744),
    wrong("a proposal for a goal that nobody knows").types("aop_proposals", 1, goal="MT9")
        .warning("Decisions!D7", "“MT9” ở cột Mục tiêu chưa được khai báo", "“MT9” in Goal is not known", GOALS),
    wrong("a proposal in a channel that nobody knows").types("aop_proposals", 1, channel="Market")
        .warning("Decisions!B7", "“Market” ở cột Kênh bán chưa được khai báo", "“Market” in Channel is not known",
                 CHANNELS),
    wrong("a proposal on a line that nobody knows").types("aop_proposals", 1, line="MKT")
        .warning("Decisions!E7", "“MKT” ở cột Dòng ngân sách chưa được khai báo", "“MKT” in Budget line is not known",
                 LINES),
    wrong("a proposal of a person whom nobody knows").types("aop_proposals", 1, person="Nam")
        .warning("Decisions!F7", "“Nam” ở cột Người làm chưa được khai báo", "“Nam” in Person is not known", PEOPLE),
    wrong("a proposal that ends before it begins").types("aop_proposals", 1, last=9.0)
        .warning("Decisions!N7", "Trong năm tài chính bắt đầu từ tháng 1, tháng 9 đứng trước tháng 10",
                 "In a fiscal year that begins in month 1, month 9 comes before month 10", SWAP_THE_MONTHS),
    wrong("a proposal charged to revenue").types("aop_proposals", 1, line="DT-CH-SUA")
        .warning("Decisions!E7",
                 "“Store: milk and nutrition” không phải là dòng chi phí, nên không chịu được chi phí của đề xuất",
                 "“Store: milk and nutrition” is no line of cost, so it cannot bear what the proposal costs",
                 CHOOSE_A_COST),
)
# fmt: on
