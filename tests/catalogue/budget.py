"""Wrong inputs on Budget."""

from __future__ import annotations

from datetime import date

from aop_excel.text import Text
from aop_excel.workbook.book import UNCALCULATED, Fault
from tests.catalogue.cures import (
    AT_MOST_60_SIGNS,
    AT_MOST_255_SIGNS,
    CHANNELS,
    CORRECT_THE_FORMULA,
    FILL_IN,
    FORMAT_AS_NUMBER,
    GOALS,
    KINDS,
    LEAVE_OUT_MINUS,
    LEAVE_OUT_SIGNS,
    LET_IT_CALCULATE,
    METHODS,
    MONTHS_OR_YEAR,
    ONE_OF_TWO,
    PHASINGS,
    SAVE_IN_EXCEL,
    TYPE_AN_AMOUNT,
    TYPE_AS_NUMBER,
    TYPE_WORDS,
)
from tests.catalogue.entry import MONTHS, Wrong, wrong

# fmt: off
WRONG_BUDGET: tuple[Wrong, ...] = (
    wrong("a manual outlook without an amount").types("aop_budget", "MKT-QC", method="Manual", reason="New fees")
        .error("'2 Budget'!Y29",
               "Chọn “Tự ước” nhưng chưa có số ước cả năm", "“Manual” is chosen, but no outlook is given",
               Text("Điền số ước cả năm, hoặc chọn cách ước khác.",
                    "Enter the full-year outlook, or choose another method.")),
    wrong("a manual outlook without a reason").types("aop_budget", "MKT-QC", method="Tự ước", outlook=150e6)
        .warning("'2 Budget'!Z29", "Số tự ước cả năm chưa có căn cứ", "The manual outlook has no reason",
                 Text("Ghi vì sao ước như vậy.", "Say why the year is foreseen so.")),
    wrong("an outlook that no method uses").types("aop_budget", "MKT-QC", method="Run-rate", outlook=150e6)
        .warning("'2 Budget'!Y29",
                 "Có số tự ước, nhưng cách ước không phải “Tự ước”",
                 "A manual outlook is given, but the method is another",
                 Text("Chọn cách ước “Tự ước”, hoặc xóa số này.",
                      "Choose “Manual” as the outlook method, or clear this amount.")),
    wrong("an outlook method that is not on the list").types("aop_budget", "MKT-QC", method="Guess")
        .error("'2 Budget'!X29", "“Guess” không có trong danh sách", "“Guess” is not on the list", METHODS),
    wrong("a line without a code").types("aop_budget", "CP-DN", code=None)
        .error("'2 Budget'!A35", "Thiếu “Mã”", "“Code” is missing", FILL_IN),
    wrong("a line without a name").types("aop_budget", "CP-DN", name="   ")
        .error("'2 Budget'!B35", "Thiếu “Dòng ngân sách”", "“Budget line” is missing", FILL_IN),
    wrong("a line without a kind").types("aop_budget", "MKT-QC", kind=None)
        .error("'2 Budget'!C29", "Thiếu “Loại”", "“Kind” is missing", FILL_IN),
    wrong("a kind that is not on the list").types("aop_budget", "MKT-QC", kind="Advertisement")
        .error("'2 Budget'!C29", "“Advertisement” không có trong danh sách", "“Advertisement” is not on the list",
               KINDS),
    wrong("a code that stands there twice").types("aop_budget", "MKT-KOC", code="mkt-qc")
        .error("'2 Budget'!A30",
               "“mkt-qc” đã có ở dòng thứ 17 của bảng", "“mkt-qc” stands in row 17 of the table already",
               ONE_OF_TWO),
    wrong("two codes that are one number to Excel")
        .types("aop_budget", "CP-DN", code="007")
        .types("aop_budget", "CP-PM", code=7.0)
        .error("'2 Budget'!A36", "“7” đã có ở dòng thứ 23 của bảng", "“7” stands in row 23 of the table already",
               ONE_OF_TWO),
    wrong("a code on two lines").types("aop_budget", "CP-DN", code="CP\nDN")
        .error("'2 Budget'!A35",
               "“CP DN” có ký tự không dùng được trong mã", "“CP DN” has a character that a code cannot have",
               LEAVE_OUT_SIGNS),
    wrong("a code with a control character").types("aop_budget", "CP-DN", code="CP\x07DN")
        .error("'2 Budget'!A35",
               "“CP·DN” có ký tự không dùng được trong mã", "“CP·DN” has a character that a code cannot have",
               LEAVE_OUT_SIGNS),
    wrong("a code of 32,000 characters").types("aop_budget", "CP-DN", code="z" * 32_000)
        .error("'2 Budget'!A35", "Nội dung quá dài", "The text is too long", AT_MOST_60_SIGNS),
    wrong("a code that begins like a formula").types("aop_budget", "CP-DN", code="=CP-DN")
        .error("'2 Budget'!A35",
               "“=CP-DN” có ký tự không dùng được trong mã", "“=CP-DN” has a character that a code cannot have",
               LEAVE_OUT_SIGNS),
    wrong("a code that shows an error").types("aop_budget", "CP-DN", code=Fault("#N/A"))
        .error("'2 Budget'!A35", "Ô này đang báo lỗi #N/A", "This cell shows the error #N/A", CORRECT_THE_FORMULA),
    wrong("a code as a logical value").types("aop_budget", "CP-DN", code=False)
        .error("'2 Budget'!A35", "“FALSE” là giá trị đúng/sai, không phải chữ", "“FALSE” is a logical value, not text",
               TYPE_WORDS),
    wrong("a code that is the name of a kind")
        .types("aop_budget", "DT-TS", code="marketing")
        .types("aop_actuals", "DT-TS", code="marketing")
        .types("aop_actions", "HD1", line=None)
        .types("aop_shocks", "Buy the gear next year", line="NH-DD")
        .types("aop_proposals", "DX2", line=None)
        .error("'2 Budget'!A42",
               "Mã “marketing” không dùng được: một loại cũng tên như vậy",
               "The code “marketing” cannot be used: a kind has this name, too",
               Text("Đặt mã khác, ví dụ marketing1.", "Choose another code, such as marketing1.")),
    wrong("a code with a comma")
        .types("aop_budget", "DT-TS", code="DT,TS")
        .types("aop_actuals", "DT-TS", code="DT,TS")
        .types("aop_actions", "HD1", line=None)
        .types("aop_shocks", "Buy the gear next year", line="NH-DD")
        .types("aop_proposals", "DX2", line=None)
        .error("'2 Budget'!A42", "Mã “DT,TS” không dùng được", "The code “DT,TS” cannot be used",
               Text("Mã không có dấu + ; hay phẩy.", "A code has no + ; or comma.")),
    wrong("a line of a channel that nobody declared").types("aop_budget", "MKT-QC", channel="Web")
        .error("'2 Budget'!D29", "“Web” ở cột Kênh chưa được khai báo", "“Web” in Channel is not known", CHANNELS),
    wrong("a line for an unknown goal").types("aop_budget", "MKT-QC", goal="MT9")
        .warning("'2 Budget'!F29",
                 "“MT9” ở cột Phục vụ mục tiêu chưa được khai báo", "“MT9” in Goal served is not known",
                 GOALS),
    wrong("a limit that is not on the list").types("aop_budget", "MKT-QC", limit="strict")
        .error("'2 Budget'!G29",
               "“strict” không có trong danh sách", "“strict” is not on the list",
               Text("Chọn một trong: Không được vượt, Theo dõi, Không giới hạn.",
                    "Choose one of: Hard limit, Watch, No limit.")),
    wrong("a phasing that nobody declared").types("aop_budget", "MKT-QC", phasing="Evenly")
        .error("'2 Budget'!H29", "“Evenly” ở cột Phân bổ chưa được khai báo", "“Evenly” in Phasing is not known",
               Text(f"Có phải “Even”? Nếu không: {PHASINGS.vi}", f"Is it “Even”? If not: {PHASINGS.en}")),
    wrong("a product group that is too long").types("aop_budget", "MKT-QC", group="g" * 256)
        .error("'2 Budget'!E29", "Nội dung quá dài", "The text is too long", AT_MOST_255_SIGNS),
    wrong("a year's amount with two meanings").types("aop_budget", "MKT-QC", annual="1.234")
        .error("'2 Budget'!I29", "“1.234” có thể là 1234 hoặc 1.2340", "“1.234” can mean 1234 or 1.2340",
               Text("Gõ lại thành 1234 hoặc 1.2340.", "Type it again as 1234 or 1.2340.")),
    wrong("a year's amount with a unit of two meanings").types("aop_budget", "MKT-QC", annual="2t")
        .error("'2 Budget'!I29",
               "Chữ “t” trong “2t” có thể là triệu hoặc tỷ", "The “t” in “2t” can mean million or billion",
               Text("Gõ lại với “tr” (triệu) hoặc “tỷ”.", "Type it again with “tr” (million) or “tỷ” (billion).")),
    wrong("a year's amount that is a day").types("aop_budget", "MKT-QC", annual=date(2027, 1, 1))
        .error("'2 Budget'!I29",
               "Ô này có định dạng ngày (01/01/2027) nên không đọc được thành số",
               "This cell is formatted as a date (01/01/2027), so it cannot be read as a number",
               FORMAT_AS_NUMBER),
    wrong("a year's amount beyond all sense").types("aop_budget", "MKT-QC", annual=1e16)
        .error("'2 Budget'!I29", "10.000.000.000.000.000 lớn hơn mức cho phép", "10,000,000,000,000,000 is too large",
               Text("Nhập số không quá 9.000.000.000.000.000.", "Enter a number of at most 9,000,000,000,000,000.")),
    wrong("a year's amount that is a formula kept as text").types("aop_budget", "MKT-QC", annual="=12*12000000")
        .error("'2 Budget'!I29",
               "“=12*12000000” là công thức bị giữ ở dạng chữ nên không được tính",
               "“=12*12000000” is a formula kept as text, so it is not calculated",
               LET_IT_CALCULATE),
    wrong("a month's formula without a result").types("aop_budget", "MKT-QC", m07=UNCALCULATED)
        .error("'2 Budget'!P29",
               "Công thức này chưa có kết quả: tệp được lưu bởi một chương trình không tính toán",
               "This formula has no result: the file was saved by a program that does not calculate",
               SAVE_IN_EXCEL),
    wrong("a month of a missing name").types("aop_budget", "MKT-QC", m07=Fault("#NAME?"))
        .error("'2 Budget'!P29", "Ô này đang báo lỗi #NAME?", "This cell shows the error #NAME?", CORRECT_THE_FORMULA),
    wrong("a month in scientific notation as text").types("aop_budget", "MKT-QC", m07="1.2E+07")
        .error("'2 Budget'!P29", "“1.2E+07” không phải là số tiền", "“1.2E+07” is not an amount", TYPE_AN_AMOUNT),
    wrong("a month as an emoji").types("aop_budget", "MKT-QC", m07="💰")
        .error("'2 Budget'!P29", "“💰” không phải là số tiền", "“💰” is not an amount", TYPE_AN_AMOUNT),
    wrong("a month of 32,000 digits").types("aop_budget", "MKT-QC", m07="9" * 32_000)
        .error("'2 Budget'!P29",
               "“999999999999999999999999999999999999999…” không phải là số tiền",
               "“999999999999999999999999999999999999999…” is not an amount",
               TYPE_AN_AMOUNT),
    wrong("a month with blanks that do not break").types("aop_budget", "CP-MB", m07="30\u00a0000\u00a0000")
        .warning("'2 Budget'!P34",
                 "“30 000 000” là chữ, được hiểu là 30.000.000", "“30 000 000” is text, understood as 30,000,000",
                 TYPE_AS_NUMBER),
    wrong("a month in full-width digits with an invisible character")
        .types("aop_budget", "CP-MB", m07="３００００００0\u200b")
        .warning("'2 Budget'!P34",
                 "“３００００００0·” là chữ, được hiểu là 30.000.000",
                 "“３００００００0·” is text, understood as 30,000,000",
                 TYPE_AS_NUMBER),
    wrong("months that do not add up").types("aop_budget", "CP-MB", m12=31_500_000.0)
        .warning("'2 Budget'!I34",
                 "Các tháng của “Rent” cộng lại lệch +1.500.000 so với cả năm",
                 "The months of “Rent” differ by +1,500,000 from its full year",
                 MONTHS_OR_YEAR),
    wrong("a year without months").types("aop_budget", "CP-MB", phasing=None, **dict.fromkeys(MONTHS))
        .warning("'2 Budget'!I34",
                 "Các tháng của “Rent” cộng lại lệch -360.000.000 so với cả năm",
                 "The months of “Rent” differ by -360,000,000 from its full year",
                 MONTHS_OR_YEAR),
    wrong("a year as text, which no formula spreads")
        .types("aop_budget", "CP-MB", annual="360tr", **dict.fromkeys(MONTHS))
        .error("'2 Budget'!I34",
               "Công thức không đọc được “Full year” của “Rent”, nên không chia được cả năm cho các tháng",
               "The formulas cannot read “Full year” of “Rent”, so they do not spread the year over its months",
               Text("Gõ lại thành số, không kèm chữ: 360.000.000.",
                    "Type it as a number, without letters: 360,000,000.")),
    wrong("a phasing with a blank, which no formula finds")
        .types("aop_budget", "CP-MB", phasing="Even ", **dict.fromkeys(MONTHS))
        .error("'2 Budget'!H34",
               "Công thức không đọc được “Phasing” của “Rent”, nên không chia được cả năm cho các tháng",
               "The formulas cannot read “Phasing” of “Rent”, so they do not spread the year over its months",
               Text("Chọn lại cách phân bổ từ danh sách.", "Choose the phasing from the list again.")),
    wrong("a cost with a minus")
        .types("aop_budget", "NH-SUA", annual=None, phasing=None, **dict.fromkeys(MONTHS, -1e6))
        .warning("'2 Budget'!J39",
                 "“Purchases: milk and diapers” có số âm ở tháng: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12",
                 "“Purchases: milk and diapers” is negative in months: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12",
                 LEAVE_OUT_MINUS),
    wrong("a month of revenue with a minus").types("aop_budget", "DT-CH-SUA", annual=None, m02=-73_296_599.0)
        .warning("'2 Budget'!K13",
                 "“Store: milk and nutrition” có số âm ở tháng: 2",
                 "“Store: milk and nutrition” is negative in months: 2",
                 LEAVE_OUT_MINUS),
    wrong("several mistakes in one row")
        .types("aop_budget", "CP-DN", kind="Rent", channel="Web", goal="MT9", m03="abc", m05=1e17)
        .error("'2 Budget'!C35", "“Rent” không có trong danh sách", "“Rent” is not on the list", KINDS)
        .error("'2 Budget'!L35", "“abc” không phải là số tiền", "“abc” is not an amount", TYPE_AN_AMOUNT)
        .error("'2 Budget'!N35", "100.000.000.000.000.000 lớn hơn mức cho phép", "100,000,000,000,000,000 is too large",
               Text("Nhập số không quá 9.000.000.000.000.000.", "Enter a number of at most 9,000,000,000,000,000."))
        .error("'2 Budget'!D35", "“Web” ở cột Kênh chưa được khai báo", "“Web” in Channel is not known", CHANNELS)
        .warning("'2 Budget'!F35",
                 "“MT9” ở cột Phục vụ mục tiêu chưa được khai báo", "“MT9” in Goal served is not known",
                 GOALS),
    wrong("several mistakes in one cell").types("aop_budget", "CP-DN", code="<CP*DN\n?" + "x" * 60)
        .error("'2 Budget'!A35", "Nội dung quá dài", "The text is too long", AT_MOST_60_SIGNS),
    wrong("a quantity of a group that has no revenue").types("aop_budget", "SL-ON-SUA", group="Milk")
        .warning("'2 Budget'!E47",
                 "“Online units: milk” đếm “Milk” của Online, nhưng không có dòng doanh thu nào của nhóm này",
                 "“Online units: milk” counts “Milk” of Online, of which there is no line of revenue",
                 Text("Ghi nhóm hàng và kênh như ở dòng doanh thu, để trang Cầu lợi nhuận tính được số lượng.",
                      "Name group and channel as the line of revenue does, so that Profit bridge can use the "
                      "quantity.")),
)
# fmt: on
