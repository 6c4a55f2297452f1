"""Wrong inputs on Cash: opening balances, delays, counts."""

from __future__ import annotations

from aop_excel.text import Text
from aop_excel.workbook.book import Fault
from tests.catalogue.cures import (
    AT_MOST_12,
    CHANNELS,
    CLOSE_THE_MONTH,
    CORRECT_THE_FORMULA,
    FILL_IN,
    FROM_0,
    FROM_1,
    LINES,
    ONE_OF_TWO,
    TYPE_A_WHOLE,
    TYPE_AN_AMOUNT,
    TYPE_AS_NUMBER,
)
from tests.catalogue.entry import Wrong, wrong

PAID = Text(
    "Chọn một dòng chi hoặc nhập hàng; tiền về từ kênh bán thì điền ở bảng bên phải.",
    "Choose a line of costs or purchases; delays of a channel's money stand in the table on the right.",
)

# fmt: off
WRONG_CASH: tuple[Wrong, ...] = (
    wrong("opening cash in words").sets(aop_opening_cash="enough")
        .error("Cash!B6", "“enough” không phải là số tiền", "“enough” is not an amount", TYPE_AN_AMOUNT),
    wrong("opening cash as text").sets(aop_opening_cash="190tr")
        .error("Cash!B6", "“190tr” là chữ, được hiểu là 190.000.000", "“190tr” is text, understood as 190,000,000",
               TYPE_AS_NUMBER),
    wrong("less stock than nothing at the start").sets(aop_opening_stock=-1e6)
        .error("Cash!B7", "-1.000.000 nhỏ hơn mức cho phép", "-1,000,000 is too small", FROM_0),
    wrong("a minimum of cash that shows an error").sets(aop_minimum_cash=Fault("#N/A"))
        .error("Cash!B8", "Ô này đang báo lỗi #N/A", "This cell shows the error #N/A", CORRECT_THE_FORMULA),
    wrong("less than no cash as the least").sets(aop_minimum_cash=-5e6)
        .error("Cash!B8", "-5.000.000 nhỏ hơn mức cho phép", "-5,000,000 is too small", FROM_0),
    wrong("no day of stock at most").sets(aop_most_stock_days=0.0)
        .error("Cash!B9", "0 nhỏ hơn mức cho phép", "0 is too small", FROM_1),
    wrong("a delay of a line that is not in the budget").types("aop_payments", 1, line="NH-XX")
        .error("Cash!B21", "“NH-XX” ở cột Mã dòng chưa được khai báo", "“NH-XX” in Line code is not known",
               LINES),
    wrong("a delay of no line").types("aop_payments", 1, line=None)
        .error("Cash!B21", "Thiếu “Mã dòng”", "“Line code” is missing", FILL_IN),
    wrong("two delays of one line").types("aop_payments", 2, line="NH-SUA")
        .error("Cash!B22", "“NH-SUA” đã có ở dòng thứ 1 của bảng", "“NH-SUA” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("a bill that is paid before it comes").types("aop_payments", 1, days=-3.0)
        .error("Cash!C21", "-3 nhỏ hơn mức cho phép", "-3 is too small", FROM_0),
    wrong("a delay of more than a year").types("aop_payments", 1, days=400.0)
        .error("Cash!C21", "400 lớn hơn mức cho phép", "400 is too large",
               Text("Nhập số không quá 365.", "Enter a number of at most 365.")),
    wrong("a delay of half a day").types("aop_receipts", 1, days=1.5)
        .error("Cash!G21", "“1,5” không phải là số nguyên", "“1.5” is not a whole number", TYPE_A_WHOLE),
    wrong("a delay of revenue where bills stand").types("aop_payments", 2, line="DT-CH-SUA")
        .warning("Cash!B22",
                 "“Store: milk and nutrition” không phải là khoản phải trả tiền, nên thời hạn này không được tính",
                 "“Store: milk and nutrition” is nothing that is paid, so this delay is not used", PAID),
    wrong("a delay of the cost of goods that were bought before").types("aop_payments", 2, line="GV-CH-SUA")
        .warning("Cash!B22",
                 "“Store cost: milk” không phải là khoản phải trả tiền, nên thời hạn này không được tính",
                 "“Store cost: milk” is nothing that is paid, so this delay is not used", PAID),
    wrong("money of a channel that nobody declared").types("aop_receipts", 1, channel="Web")
        .error("Cash!F21", "“Web” ở cột Kênh chưa được khai báo", "“Web” in Channel is not known", CHANNELS),
    wrong("a payout on the 32nd").types("aop_receipts", 1, payout=32.0)
        .error("Cash!H21", "32 lớn hơn mức cho phép", "32 is too large",
               Text("Nhập số không quá 31.", "Enter a number of at most 31.")),
    wrong("what is to come as text").types("aop_receipts", 1, opening="86tr")
        .warning("Cash!I21", "“86tr” là chữ, được hiểu là 86.000.000", "“86tr” is text, understood as 86,000,000",
                 TYPE_AS_NUMBER),
    wrong("a count of month 13").types("aop_balances", 1, month=13.0)
        .error("Cash!K21", "13 lớn hơn mức cho phép", "13 is too large",
               AT_MOST_12),
    wrong("a count of no month").types("aop_balances", 1, month=None)
        .error("Cash!K21", "Thiếu “Tháng”", "“Month” is missing", FILL_IN),
    wrong("two counts of one month").types("aop_balances", 2, month=3.0)
        .error("Cash!K22", "“3” đã có ở dòng thứ 1 của bảng", "“3” stands in row 1 of the table already", ONE_OF_TWO),
    wrong("a count of an open month").types("aop_balances", 2, month=7.0)
        .warning("Cash!K22",
                 "Tháng 7 chưa chốt nên số kiểm kê chưa được dùng",
                 "Month 7 is not closed, so what was counted is not used yet",
                 CLOSE_THE_MONTH),
    wrong("less stock than nothing counted").types("aop_balances", 1, stock=-1e6)
        .error("Cash!M21", "-1.000.000 nhỏ hơn mức cho phép", "-1,000,000 is too small", FROM_0),
)
# fmt: on
