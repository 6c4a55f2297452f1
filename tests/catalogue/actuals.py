"""Wrong inputs on Actuals, and among the comments on Variance."""

from __future__ import annotations

from datetime import date

from aop_excel.text import Text
from aop_excel.workbook.book import UNCALCULATED, Fault
from tests.catalogue.cures import (
    AT_MOST_12,
    CLOSE_IT,
    CLOSE_THE_MONTH,
    CORRECT_THE_CODE,
    CORRECT_THE_FORMULA,
    FILL_IN,
    FORMAT_AS_NUMBER,
    FROM_0,
    LEAVE_OUT_MINUS,
    LET_IT_CALCULATE,
    LINES,
    ONE_OF_TWO,
    PEOPLE,
    REPORT_IT,
    SAVE_IN_EXCEL,
    TYPE_AN_AMOUNT,
    TYPE_AS_NUMBER,
    TYPE_X,
)
from tests.catalogue.entry import Wrong, wrong

# fmt: off
WRONG_ACTUALS: tuple[Wrong, ...] = (
    wrong("an actual in words").types("aop_actuals", "MKT-QC", m07="abc")
        .error("Actuals!I30", "“abc” không phải là số tiền", "“abc” is not an amount", TYPE_AN_AMOUNT),
    wrong("an actual with two meanings").types("aop_actuals", "MKT-QC", m07="1.234")
        .error("Actuals!I30", "“1.234” có thể là 1234 hoặc 1.2340", "“1.234” can mean 1234 or 1.2340",
               Text("Gõ lại thành 1234 hoặc 1.2340.", "Type it again as 1234 or 1.2340.")),
    wrong("an actual as text").types("aop_actuals", "MKT-QC", m07="1,5 tỷ")
        .warning("Actuals!I30",
                 "“1,5 tỷ” là chữ, được hiểu là 1.500.000.000", "“1,5 tỷ” is text, understood as 1,500,000,000",
                 TYPE_AS_NUMBER),
    wrong("an actual with two minuses").types("aop_actuals", "MKT-QC", m07="--5")
        .error("Actuals!I30", "“--5” không phải là số tiền", "“--5” is not an amount", TYPE_AN_AMOUNT),
    wrong("an actual with a plus as text").types("aop_actuals", "MKT-QC", m07="+5000000")
        .warning("Actuals!I30",
                 "“+5000000” là chữ, được hiểu là 5.000.000", "“+5000000” is text, understood as 5,000,000",
                 TYPE_AS_NUMBER),
    wrong("an actual that begins with an at sign").types("aop_actuals", "MKT-QC", m07="@SUM(A1)")
        .error("Actuals!I30", "“@SUM(A1)” không phải là số tiền", "“@SUM(A1)” is not an amount", TYPE_AN_AMOUNT),
    wrong("a sum kept as text").types("aop_actuals", "MKT-QC", m07="=5000000+1")
        .error("Actuals!I30",
               "“=5000000+1” là công thức bị giữ ở dạng chữ nên không được tính",
               "“=5000000+1” is a formula kept as text, so it is not calculated",
               LET_IT_CALCULATE),
    wrong("an actual that is a day").types("aop_actuals", "MKT-QC", m07=date(2027, 7, 1))
        .error("Actuals!I30",
               "Ô này có định dạng ngày (01/07/2027) nên không đọc được thành số",
               "This cell is formatted as a date (01/07/2027), so it cannot be read as a number",
               FORMAT_AS_NUMBER),
    wrong("an actual as a logical value").types("aop_actuals", "MKT-QC", m07=True)
        .error("Actuals!I30", "“TRUE” không phải là số tiền", "“TRUE” is not an amount", TYPE_AN_AMOUNT),
    wrong("an actual that refers to nothing").types("aop_actuals", "MKT-QC", m07=Fault("#REF!"))
        .error("Actuals!I30", "Ô này đang báo lỗi #REF!", "This cell shows the error #REF!", CORRECT_THE_FORMULA),
    wrong("an actual that was looked up in vain").types("aop_actuals", "MKT-QC", m07=Fault("#N/A"))
        .error("Actuals!I30", "Ô này đang báo lỗi #N/A", "This cell shows the error #N/A", CORRECT_THE_FORMULA),
    wrong("an actual below all sense").types("aop_actuals", "MKT-QC", m07=-1e300)
        .error("Actuals!I30", "-1e+300 nhỏ hơn mức cho phép", "-1e+300 is too small",
               Text("Nhập số từ -9.000.000.000.000.000 trở lên.", "Enter a number from -9,000,000,000,000,000 up.")),
    wrong("a cost with a minus, as the bank's export has it").types("aop_actuals", "CP-MB", m05=-30e6, m06=-30e6)
        .warning("Actuals!G35", "“Rent” có số âm ở tháng: 5, 6", "“Rent” is negative in months: 5, 6",
                 LEAVE_OUT_MINUS),
    wrong("actuals of no line").types("aop_actuals", "CP-DN", code=None)
        .error("Actuals!A36", "Thiếu “Mã”", "“Code” is missing", FILL_IN),
    wrong("actuals of a line that is not in the budget").types("aop_actuals", "CP-MB", code="CP-KHO")
        .warning("Actuals!A35",
                 "“CP-KHO” không có trong Ngân sách nên số thực hiện 180.000.000 của nó không vào tổng nào",
                 "“CP-KHO” is not in Budget, so its actuals of 180,000,000 are in no total",
                 CORRECT_THE_CODE),
    wrong("two rows of actuals for one line").types("aop_actuals", "CP-DN", code="cp-mb")
        .error("Actuals!A36", "“cp-mb” đã có ở dòng thứ 22 của bảng", "“cp-mb” stands in row 22 of the table already",
               ONE_OF_TWO),
    wrong("actuals of a line with an emoji that the budget lacks").types("aop_actuals", "CP-MB", code="🏠")
        .warning("Actuals!A35",
                 "“🏠” không có trong Ngân sách nên số thực hiện 180.000.000 của nó không vào tổng nào",
                 "“🏠” is not in Budget, so its actuals of 180,000,000 are in no total",
                 CORRECT_THE_CODE),
    wrong("a closed month with a blank").types("aop_actuals", "CP-MB", m02=None, m05=None)
        .warning("Actuals!D35",
                 "“Rent” chưa có số của tháng đã chốt: 2, 5", "“Rent” has no figure for closed months: 2, 5",
                 Text("Điền số thực hiện, hoặc 0 nếu không phát sinh.", "Enter the amount, or 0 if there was none.")),
    wrong("a closed month without any figure").types("aop_closed", 1, m07="x")
        .warning("Actuals!I10", "Tháng 7 đã chốt nhưng chưa có số nào", "Month 7 is closed without any figures",
                 REPORT_IT),
    wrong("a month closed too far ahead").types("aop_closed", 1, m12="x")
        .warning("Actuals!N10", "Tháng 12 đã chốt nhưng chưa có số nào", "Month 12 is closed without any figures",
                 REPORT_IT)
        .warning("Actuals!I10",
                 "Chưa chốt, dù tháng sau đã chốt: tháng 7, 8, 9, 10, 11",
                 "Still open, though a later month is closed: 7, 8, 9, 10, 11",
                 CLOSE_IT),
    wrong("a month left open before a closed one").types("aop_closed", 1, m03=None)
        .warning("Actuals!E10",
                 "Chưa chốt, dù tháng sau đã chốt: tháng 3", "Still open, though a later month is closed: 3",
                 CLOSE_IT)
        .warning("Cash!K21",
                 "Tháng 3 chưa chốt nên số kiểm kê chưa được dùng",
                 "Month 3 is not closed, so what was counted is not used yet", CLOSE_THE_MONTH),
    wrong("a mark that can mean anything").types("aop_closed", 1, m07="?")
        .error("Actuals!I10", "“?” không phải là dấu x", "“?” is not a mark", TYPE_X),
    wrong("a mark with an invisible character").types("aop_closed", 1, m06="x\u00a0")
        .error("Actuals!H10", "Bên cạnh dấu x có ký tự không nhìn thấy", "There is an invisible character beside the x",
               Text("Xóa ô này rồi gõ lại x.", "Clear the cell and type x again.")),
    wrong("a mark of a formula without a result").types("aop_closed", 1, m06=UNCALCULATED)
        .error("Actuals!H10",
               "Công thức này chưa có kết quả: tệp được lưu bởi một chương trình không tính toán",
               "This formula has no result: the file was saved by a program that does not calculate",
               SAVE_IN_EXCEL),
    wrong("a number where an x is meant").types("aop_closed", 1, m07=1.0)
        .error("Actuals!I10", "“1” không phải là dấu x", "“1” is not a mark", TYPE_X),
    wrong("a second row of closed months").adds("aop_closed", m01="x")
        .error("Actuals!A11", "Bảng này chỉ có một dòng", "This table has one row only",
               Text("Xóa dòng thừa này.", "Delete this row.")),
    wrong("a commitment of month 13").types("aop_commitments", 1, month=13.0)
        .error("Actuals!T14", "13 lớn hơn mức cho phép", "13 is too large", AT_MOST_12),
    wrong("a commitment on a line that is not in the budget").types("aop_commitments", 1, code="CP-KHO")
        .error("Actuals!R14", "“CP-KHO” ở cột Mã dòng chưa được khai báo", "“CP-KHO” in Line code is not known", LINES),
    wrong("a commitment below zero").types("aop_commitments", 1, amount=-5e6)
        .error("Actuals!S14", "-5.000.000 nhỏ hơn mức cho phép", "-5,000,000 is too small", FROM_0),
    wrong("a commitment without an amount").types("aop_commitments", 2, amount=None)
        .error("Actuals!S15", "Thiếu “Số tiền”", "“Amount” is missing", FILL_IN),
    wrong("a comment on month 13").types("aop_comments", 1, month=13.0)
        .error("Variance!AA14", "13 lớn hơn mức cho phép", "13 is too large", AT_MOST_12),
    wrong("a comment on a month in words").types("aop_comments", 1, month="June")
        .warning("Variance!AA14", "“June” là chữ, được hiểu là 6", "“June” is text, understood as 6", TYPE_AS_NUMBER),
    wrong("a comment on no month").types("aop_comments", 1, month=None)
        .error("Variance!AA14", "Thiếu “Tháng”", "“Month” is missing", FILL_IN),
    wrong("a comment on no line").types("aop_comments", 1, code=None)
        .error("Variance!AB14", "Thiếu “Mã dòng”", "“Line code” is missing", FILL_IN),
    wrong("a comment on a line that is not in the budget").types("aop_comments", 1, code="CP-KHO")
        .warning("Variance!AB14", "“CP-KHO” ở cột Mã dòng chưa được khai báo", "“CP-KHO” in Line code is not known",
                 LINES),
    wrong("a comment of an owner whom nobody knows").types("aop_comments", 1, owner="Nam")
        .warning("Variance!AD14", "“Nam” ở cột Người phụ trách chưa được khai báo", "“Nam” in Owner is not known",
                 PEOPLE),
    wrong("two causes of one variance")
        .types("aop_comments", 1, cause="Best sellers")
        .types("aop_comments", 2, code="dt-on-mss", cause="A new campaign")
        .warning("Variance!AB15",
                 "“DT-ON-MSS” đã có nguyên nhân của tháng 6 ở dòng thứ 1 của bảng; dòng sau được dùng",
                 "“DT-ON-MSS” has a cause for month 6 in row 1 of the table already; the later is used",
                 Text("Gộp hai nguyên nhân vào một dòng.", "Put both causes into one row.")),
    wrong("a cause that shows an error").types("aop_comments", 1, cause=Fault("#VALUE!"))
        .error("Variance!AC14", "Ô này đang báo lỗi #VALUE!", "This cell shows the error #VALUE!", CORRECT_THE_FORMULA),
)
# fmt: on
