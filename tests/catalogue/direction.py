"""Wrong inputs on Direction: priorities, channels, last year, phasings."""

from __future__ import annotations

from aop_excel.text import Text
from aop_excel.workbook.book import Fault
from tests.catalogue.cures import (
    AT_MOST_255_SIGNS,
    CHANNELS,
    CORRECT_THE_FORMULA,
    FILL_IN,
    FROM_0,
    FROM_1,
    LEAVE_OUT_MINUS,
    LEAVE_OUT_SIGNS,
    ONE_OF_TWO,
    ONE_OF_TWO_TABLES,
    TYPE_A_NUMBER,
    TYPE_AN_AMOUNT,
    TYPE_X,
)
from tests.catalogue.entry import MONTHS, Wrong, wrong

# fmt: off
WRONG_DIRECTION: tuple[Wrong, ...] = (
    wrong("a priority without a rank").types("aop_priorities", 2, rank=None)
        .error("Direction!B13", "Thiếu “Thứ tự”", "“Rank” is missing", FILL_IN),
    wrong("a priority without a name").types("aop_priorities", 2, name=None)
        .error("Direction!A13", "Thiếu “Ưu tiên”", "“Priority” is missing", FILL_IN),
    wrong("a rank of 0").types("aop_priorities", 1, rank=0.0)
        .error("Direction!B12", "0 nhỏ hơn mức cho phép", "0 is too small", FROM_1),
    wrong("two priorities of one rank").types("aop_priorities", 3, rank=2.0)
        .warning("Direction!B14",
                 "Thứ tự 2 đã có ở dòng thứ 2 của bảng", "Rank 2 stands in row 2 of the table already",
                 Text("Cho mỗi ưu tiên một thứ tự riêng: điều gì quan trọng hơn?",
                      "Give each priority its own rank: which of them matters more?")),
    wrong("a priority that stands there twice").types("aop_priorities", 2, name="GROW the  online channel")
        .error("Direction!A13",
               "“GROW the  online channel” đã có ở dòng thứ 1 của bảng",
               "“GROW the  online channel” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("the same not done twice").types("aop_not_this_year", 2, name="No new store")
        .error("Direction!A21",
               "“No new store” đã có ở dòng thứ 1 của bảng", "“No new store” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("a reason for nothing").types("aop_not_this_year", 3, reason="Too expensive")
        .error("Direction!A22", "Thiếu “Không làm”", "“Not this year” is missing", FILL_IN),
    wrong("a name of 32,000 characters").types("aop_not_this_year", 1, name="x" * 32_000)
        .error("Direction!A20", "Nội dung quá dài", "The text is too long", AT_MOST_255_SIGNS),
    wrong("a channel that stands there twice").types("aop_channels", 2, name="store")
        .error("Direction!A28", "“store” đã có ở dòng thứ 1 của bảng", "“store” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("a channel with a character that formulas take for another").types("aop_channels", 2, name="On*line")
        .error("Direction!A28",
               "“On*line” có ký tự không dùng được trong mã", "“On*line” has a character that a code cannot have",
               LEAVE_OUT_SIGNS),
    wrong("a channel whose name shows an error").types("aop_channels", 1, name=Fault("#SPILL!"))
        .error("Direction!A27", "Ô này đang báo lỗi #SPILL!", "This cell shows the error #SPILL!",
               CORRECT_THE_FORMULA),
    wrong("a yes where an x is meant").types("aop_channels", 2, online="yes")
        .error("Direction!B28", "“yes” không phải là dấu x", "“yes” is not a mark", TYPE_X),
    wrong("a logical value where an x is meant").types("aop_channels", 2, online=True)
        .error("Direction!B28", "“TRUE” không phải là dấu x", "“TRUE” is not a mark", TYPE_X),
    wrong("last year of a channel that nobody declared").types("aop_last_year", 1, channel="Web")
        .error("Direction!A34", "“Web” ở cột Kênh chưa được khai báo", "“Web” in Channel is not known", CHANNELS),
    wrong("last year of a channel twice").types("aop_last_year", 2, channel="Store")
        .error("Direction!A35", "“Store” đã có ở dòng thứ 1 của bảng", "“Store” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("last year of no channel").types("aop_last_year", 2, channel=None)
        .error("Direction!A35", "Thiếu “Kênh”", "“Channel” is missing", FILL_IN),
    wrong("last year's revenue in words").types("aop_last_year", 1, m03="a lot")
        .error("Direction!D34", "“a lot” không phải là số tiền", "“a lot” is not an amount", TYPE_AN_AMOUNT),
    wrong("last year's revenue as a logical value").types("aop_last_year", 1, m03=True)
        .error("Direction!D34", "“TRUE” không phải là số tiền", "“TRUE” is not an amount", TYPE_AN_AMOUNT),
    wrong("last year's revenue below nothing").types("aop_last_year", 1, m03=-226e6, m07=-226e6)
        .warning("Direction!F50",
                 "Doanh thu năm trước của “Store” theo nhóm hàng lệch +904.000.000 so với bảng theo kênh, "
                 "ở tháng: 3, 7",
                 "Last year's revenue of “Store” by group differs by +904,000,000 from the table by channel, "
                 "in months: 3, 7",
                 ONE_OF_TWO_TABLES)
        .warning("Direction!D34", "“Store” có số âm ở tháng: 3, 7", "“Store” is negative in months: 3, 7",
                 LEAVE_OUT_MINUS),
    wrong("last year's revenue divided by nothing").types("aop_last_year", 2, m12=Fault("#DIV/0!"))
        .error("Direction!M35", "Ô này đang báo lỗi #DIV/0!", "This cell shows the error #DIV/0!",
               CORRECT_THE_FORMULA),
    wrong("a negative weight").types("aop_phasing", 1, m03=-1.0)
        .error("Direction!D41", "-1 nhỏ hơn mức cho phép", "-1 is too small", FROM_0),
    wrong("a weight as a percentage in text").types("aop_phasing", 1, m03="8%")
        .error("Direction!D41", "“8%” không phải là số", "“8%” is not a number", TYPE_A_NUMBER),
    wrong("a phasing without weights").types("aop_phasing", 1, **dict.fromkeys(MONTHS))
        .warning("Direction!B41",
                 "“Even” không có trọng số nào nên không chia được số cả năm",
                 "“Even” has no weights, so no year can be spread by it",
                 Text("Điền trọng số từng tháng, ví dụ tháng nào cũng là 1 để chia đều.",
                      "Enter a weight for each month, such as 1 in all of them to spread evenly.")),
    wrong("a phasing that stands there twice").types("aop_phasing", 2, name="even")
        .error("Direction!A42", "“even” đã có ở dòng thứ 1 của bảng", "“even” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("last year's sales without saying which figure").types("aop_last_year_sales", 1, figure=None)
        .error("Direction!C50", "Thiếu “Số liệu”", "“Figure” is missing", FILL_IN),
    wrong("last year's sales of a channel that nobody declared").types("aop_last_year_sales", 2, channel="Web")
        .error("Direction!B51", "“Web” ở cột Kênh chưa được khai báo", "“Web” in Channel is not known", CHANNELS),
    wrong("last year's units below nothing").types("aop_last_year_sales", 2, m03=-249.0)
        .warning("Direction!F51", "“Store – Milk and nutrition” có số âm ở tháng: 3",
                 "“Store – Milk and nutrition” is negative in months: 3", LEAVE_OUT_MINUS),
    wrong("last year's revenue told in two ways").types("aop_last_year_sales", 1, m01=99_600_000.0, m04=84_400_000.0)
        .warning("Direction!D50",
                 "Doanh thu năm trước của “Store” theo nhóm hàng lệch +80.000 so với bảng theo kênh, ở tháng: 1, 4",
                 "Last year's revenue of “Store” by group differs by +80,000 from the table by channel, "
                 "in months: 1, 4",
                 ONE_OF_TWO_TABLES),
)
# fmt: on
