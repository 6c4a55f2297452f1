"""What to do: the cures that are told again and again."""

from __future__ import annotations

from aop_excel.text import Text

FILL_IN = Text("Điền ô này, hoặc xóa cả dòng nếu không dùng.", "Fill in this cell, or clear the row if it is not used.")
FILL_IN_FIELD = Text("Điền ô này.", "Fill in this cell.")
ONE_OF_TWO_TABLES = Text("Sửa một trong hai bảng.", "Correct one of the two tables.")
ONE_OF_TWO = Text("Đổi thành giá trị khác, hoặc xóa một trong hai dòng.", "Change it, or delete one of the rows.")
TYPE_AN_AMOUNT = Text("Gõ một số, ví dụ 1500000 hoặc 1,5 triệu.", "Type a number, such as 1500000 or 1.5 million.")
TYPE_AS_NUMBER = Text(
    "Gõ lại thành số để các công thức trong Excel cũng tính được.",
    "Type it as a number, so that Excel's own formulas calculate with it too.",
)
TYPE_A_NUMBER = Text("Gõ một số, ví dụ 40.", "Type a number, such as 40.")
TYPE_EITHER = Text(
    "Gõ một số, ví dụ 1500000, hoặc tỷ lệ kèm dấu %, ví dụ 35%.",
    "Type a number, such as 1500000, or a percentage with its % sign, such as 35%.",
)
TYPE_A_WHOLE = Text("Gõ một số không có phần lẻ, ví dụ 12.", "Type a number without a fraction, such as 12.")
TYPE_A_PERCENT = Text("Gõ tỷ lệ kèm dấu %, ví dụ 35%.", "Type it with a % sign, such as 35%.")
TYPE_A_MONTH = Text("Gõ số của tháng, từ 1 đến 12.", "Type the month's number, from 1 to 12.")
TYPE_A_DAY = Text("Gõ ngày/tháng/năm, ví dụ 15/3/2027.", "Type day/month/year, such as 15/3/2027.")
TYPE_WORDS = Text("Gõ lại bằng chữ, hoặc xóa ô này.", "Type it in words, or clear the cell.")
TYPE_X = Text("Gõ x để đánh dấu, hoặc để trống.", "Type x to mark it, or leave it blank.")
FROM_0 = Text("Nhập số từ 0 trở lên.", "Enter a number from 0 up.")
FROM_1 = Text("Nhập số từ 1 trở lên.", "Enter a number from 1 up.")
FROM_0_PERCENT = Text("Nhập số từ 0% trở lên.", "Enter a number from 0% up.")
AT_MOST_5 = Text("Nhập số không quá 5.", "Enter a number of at most 5.")
AT_MOST_12 = Text("Nhập số không quá 12.", "Enter a number of at most 12.")
AT_MOST_744 = Text("Nhập số không quá 744.", "Enter a number of at most 744.")
AT_MOST_100_PERCENT = Text("Nhập số không quá 100%.", "Enter a number of at most 100%.")
AT_MOST_60_SIGNS = Text("Rút gọn còn tối đa 60 ký tự.", "Shorten it to at most 60 characters.")
AT_MOST_255_SIGNS = Text("Rút gọn còn tối đa 255 ký tự.", "Shorten it to at most 255 characters.")
CORRECT_THE_FORMULA = Text(
    "Sửa công thức trong ô, hoặc gõ thẳng giá trị.", "Correct the cell's formula, or type the value itself."
)
SAVE_IN_EXCEL = Text(
    "Mở tệp bằng Excel hoặc LibreOffice, lưu lại, rồi cập nhật lần nữa.",
    "Open the file in Excel or LibreOffice, save it, then refresh again.",
)
FORMAT_AS_NUMBER = Text(
    "Đổi định dạng ô sang Số (Number), rồi gõ lại số.",
    "Change the cell's format to Number, then type the number again.",
)
LET_IT_CALCULATE = Text(
    "Đổi định dạng ô sang Số (Number), nhấn F2 rồi Enter.",
    "Change the cell's format to Number, then press F2 and Enter.",
)
LEAVE_OUT_SIGNS = Text(
    'Không dùng * ? ~ " | hay xuống dòng, và không bắt đầu bằng < > =.',
    'Leave out * ? ~ " | and line breaks, and do not begin with < > =.',
)
LEAVE_OUT_MINUS = Text(
    "Gõ số dương: loại của dòng đã cho biết là thu hay chi. Nếu đúng là khoản giảm trừ thì để nguyên.",
    "Type it without the minus: the line's kind tells income from cost. If it is a deduction, leave it.",
)
TYPE_ITS_SIGN = Text("Gõ kèm dấu phần trăm, ví dụ 45%.", "Type it with a percent sign, such as 45%.")
NO_RATIO = Text(
    "Gõ số tiền hoặc số lượng, ví dụ 4800000000; muốn đo bằng tỷ lệ thì chọn một KPI là tỷ lệ.",
    "Type the amount or the count, such as 4800000000; for a percentage, choose a KPI that is a ratio.",
)
ONE_OF_TWO_DAYS = Text("Sửa một trong hai ngày.", "Correct one of the two dates.")
SLIP_IN_THE_YEAR = Text(
    "Sửa lại nếu gõ nhầm năm; nếu đúng như vậy thì để nguyên.",
    "Correct it if the year is a slip; if you mean it, leave it.",
)
BREAK_THE_CIRCLE = Text(
    "Sửa cột Sau hành động của một trong các hành động này.", "Correct After action in one of these actions."
)
SWAP_THE_MONTHS = Text("Đổi chỗ hai tháng, hoặc sửa một tháng.", "Swap the two months, or correct one of them.")
CORRECT_THE_CODE = Text(
    "Sửa mã, thêm dòng này vào Ngân sách, hoặc chuyển số sang dòng khác.",
    "Correct the code, add the line to Budget, or move the amounts to another line.",
)
CODE_OR_KIND = Text("Dùng mã ở trang Ngân sách hoặc tên loại.", "Use a code from Budget or the name of a kind.")
MONTHS_OR_YEAR = Text(
    "Sửa cột Cả năm hoặc các tháng; kết quả tính theo các tháng.",
    "Correct the full year or the months; results use the months.",
)
CLOSE_IT = Text("Chốt tháng đó; nếu không, lũy kế không tính.", "Close what is open; else year to date leaves it out.")
CLOSE_THE_MONTH = Text(
    "Chốt tháng đó ở trang Thực hiện, hoặc sửa số tháng.",
    "Close the month on Actuals, or correct the number of the month.",
)
REPORT_IT = Text("Điền số thực hiện, hoặc bỏ dấu x.", "Enter the actuals, or take the x away.")
RENAME_ONE = Text("Đổi tên hoặc xóa cột thừa.", "Give the other one another name, or delete it.")


def one_of(*known: str) -> Text:
    """Choose from what was declared: what stands in the workbook is the same in both languages."""
    names = ", ".join(known)
    return Text(f"Chọn một trong: {names}; hoặc khai báo thêm.", f"Choose one of: {names}; or declare it first.")


CHANNELS = one_of("Store", "Online")
PEOPLE = one_of("Hạnh", "Minh", "Lan", "Tú")
GOALS = one_of("MT1", "MT2", "MT3")
ACTIONS = one_of("HD1", "HD2", "HD3", "HD4", "HD5")
PHASINGS = one_of("Even", "Like last year", "Store target", "Online target")
LINES = one_of(
    "DT-CH-SUA", "DT-CH-BIM", "DT-CH-MSS", "DT-CH-DD", "DT-ON-SUA", "DT-ON-BIM", "DT-ON-MSS", "DT-ON-DD",
    "GV-CH-SUA", "GV-CH-BIM", "GV-CH-MSS", "GV-CH-DD", "…",
)  # fmt: skip
KPIS = one_of(
    "DT", "DT-CH", "DT-ON", "TY-TRONG-ON", "TANG-TRUONG", "LAI-GOP", "BIEN-GOP", "BIEN-GOP-CH", "BIEN-GOP-ON",
    "MKT-DT", "LN", "BIEN-LN", "…",
)  # fmt: skip
METHODS = Text(
    "Chọn một trong: Ngân sách còn lại, Tốc độ hiện tại, Theo mùa vụ, Tự ước.",
    "Choose one of: Remaining budget, Run-rate, Seasonal, Manual.",
)
KINDS = Text(
    "Chọn một trong: Doanh thu, Giá vốn hàng bán, Marketing, Nhân sự, Định phí khác, Biến phí khác, Nhập hàng, "
    "Đầu tư tài sản, Thuế, Góp vốn hoặc vay, Rút vốn hoặc trả nợ, Số lượng.",
    "Choose one of: Revenue, Cost of goods sold, Marketing, People, Other fixed cost, Other variable cost, Purchases, "
    "Capital spending, Tax, Money put in or lent, Money taken out or repaid, Quantity.",
)


def with_its_sign(less: str, more: str) -> Text:
    """A percentage typed as a plain number can be two."""
    return Text(
        f"Gõ {less} kèm dấu %. Nếu đúng là {more}, gõ '{more} với dấu nháy đơn ở đầu.",
        f"Type {less} with its % sign. If you do mean {more}, type '{more} with the apostrophe in front.",
    )


def in_order(first: Text, last: Text) -> Text:
    """Months that are not where the fiscal year has them."""
    return Text(
        f"Xếp lại từ {first.vi} đến {last.vi}, cột khác để ra ngoài.",
        f"Put them from {first.en} to {last.en}, and other columns beside them.",
    )


JANUARY_TO_DECEMBER = in_order(Text("T1", "Jan"), Text("T12", "Dec"))


def name_it_back(*found: str) -> Text:
    """A column whose header is not there."""
    headers = ", ".join(f"“{header}”" for header in found)
    return Text(
        f"Đặt lại tên cột như cũ hoặc thêm lại cột. Các cột đang có: {headers}.",
        f"Give the column its name back, or add it again. The columns found: {headers}.",
    )


BUDGET_FROM_CHANNEL_TO_CHECK = (
    "Channel", "Product group", "Goal served", "Limit", "Phasing", "Full year",
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Sum of months", "Check",
    "Outlook method", "Manual outlook", "Why this outlook",
)  # fmt: skip
MEASURES = Text(
    "Chọn một trong: Doanh thu, Tăng trưởng doanh thu so với năm trước, Doanh thu so với kế hoạch, "
    "Tỷ trọng kênh trong doanh thu, Tỷ trọng online trong doanh thu, Lợi nhuận gộp, Biên lợi nhuận gộp, "
    "Chi phí marketing trên doanh thu, Lợi nhuận hoạt động, Biên lợi nhuận hoạt động, Nhập hàng trên giá vốn, "
    "Chi phí hoạt động trên ngân sách cùng kỳ, Hành động đúng hạn, Tự định nghĩa.",
    "Choose one of: Revenue, Revenue growth on last year, Revenue against plan, Channel share of revenue, "
    "Online share of revenue, "
    "Gross profit, Gross margin, Marketing cost over revenue, Operating profit, Operating margin, "
    "Purchases against cost of goods, Operating costs over budget to date, Actions on time, My own.",
)
