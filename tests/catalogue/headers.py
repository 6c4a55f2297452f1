"""Headers that were renamed, deleted, doubled or moved."""

from __future__ import annotations

from aop_excel.text import Text
from tests.catalogue.cures import BUDGET_FROM_CHANNEL_TO_CHECK, JANUARY_TO_DECEMBER, RENAME_ONE, name_it_back
from tests.catalogue.entry import Wrong, wrong

# fmt: off
WRONG_HEADERS: tuple[Wrong, ...] = (
    wrong("a column that matters is renamed").renames("aop_budget", kind="Sort")
        .error("'2 Budget'!A12",
               "Bảng “Dòng ngân sách” thiếu cột “Loại”", "Table “Budget lines” has no column “Kind”",
               name_it_back("Code", "Budget line", "Sort", *BUDGET_FROM_CHANNEL_TO_CHECK, "Note")),
    wrong("a column that may be blank is renamed").renames("aop_budget", note="Remarks")
        .warning("'2 Budget'!A12",
                 "Bảng “Dòng ngân sách” thiếu cột “Ghi chú”", "Table “Budget lines” has no column “Note”",
                 name_it_back("Code", "Budget line", "Kind", *BUDGET_FROM_CHANNEL_TO_CHECK, "Remarks")),
    wrong("a column that results are fetched from is renamed").renames("aop_comments", cause="Reason")
        .error("Variance!AA13",
               "Bảng “Giải trình (bạn điền)” thiếu cột “Nguyên nhân”",
               "Table “Comments (yours to fill)” has no column “Cause”",
               name_it_back("Month", "Line code", "Reason", "Owner", "What we do")),
    wrong("a month is renamed").renames("aop_actuals", m03="Spring")
        .error("Actuals!A13",
               "Bảng “Số thực hiện” thiếu cột “T3”", "Table “Actual amounts” has no column “Mar”",
               name_it_back("Code", "Budget line", "Jan", "Feb", "Spring", "Apr", "May", "Jun", "Jul",
                            "Aug", "Sep", "Oct", "Nov", "Dec", "Total")),
    wrong("a month stands there twice").renames("aop_actuals", total="February")
        .error("Actuals!A13",
               "Bảng “Số thực hiện” có nhiều cột cùng là “T2”: “Feb”, “February”",
               "Table “Actual amounts” has several columns that can be “Feb”: “Feb”, “February”",
               RENAME_ONE),
    wrong("a column of one's own is called like ours").renames("aop_budget", check="Mã")
        .error("'2 Budget'!A12",
               "Bảng “Dòng ngân sách” có nhiều cột cùng là “Mã”: “Mã”, “Code”",
               "Table “Budget lines” has several columns that can be “Code”: “Mã”, “Code”",
               RENAME_ONE),
    wrong("months that changed places").renames("aop_budget", m03="Apr", m04="Mar")
        .warning("'2 Budget'!A12",
                 "Các cột tháng của bảng “Dòng ngân sách” không đứng liền nhau theo thứ tự năm tài chính",
                 "The month columns of table “Budget lines” are not side by side in the order of the fiscal year",
                 JANUARY_TO_DECEMBER),
    wrong("closed months that changed places").renames("aop_closed", m03="Apr", m04="Mar")
        .error("Actuals!A9",
               "Các cột tháng của bảng “Ghi x vào tháng đã chốt sổ” không đứng liền nhau theo thứ tự năm tài chính",
               "The month columns of table “Type x in the months whose books are closed” are not side by side "
               "in the order of the fiscal year",
               JANUARY_TO_DECEMBER),
    wrong("a first month that the tables do not follow").sets(aop_start_month=2.0)
        .error("Start!B8",
               "Năm tài chính bắt đầu từ tháng 2, nhưng các cột tháng của sổ này bắt đầu từ tháng 1",
               "The fiscal year begins in month 2, but the month columns of this workbook begin with month 1",
               Text("Gõ lại 1; muốn năm tài chính khác thì tạo sổ mới bằng aop new --start-month.",
                    "Type 1 again; for another fiscal year make a new workbook with aop new --start-month.")),
)
# fmt: on
