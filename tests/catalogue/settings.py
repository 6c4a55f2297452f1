"""Wrong settings on Start: every formula calculates with them, so each of them is an error."""

from __future__ import annotations

from datetime import date

from aop_excel.text import Text
from aop_excel.workbook.book import UNCALCULATED, Fault
from tests.catalogue.cures import (
    AT_MOST_12,
    AT_MOST_100_PERCENT,
    CORRECT_THE_FORMULA,
    FILL_IN_FIELD,
    FORMAT_AS_NUMBER,
    FROM_0,
    FROM_0_PERCENT,
    FROM_1,
    SAVE_IN_EXCEL,
    TYPE_A_PERCENT,
    TYPE_A_WHOLE,
    TYPE_AS_NUMBER,
    TYPE_WORDS,
    with_its_sign,
)
from tests.catalogue.entry import Wrong, wrong

# fmt: off
WRONG_SETTINGS: tuple[Wrong, ...] = (
    wrong("no year").sets(aop_year=None)
        .error("Start!B7", "Thiếu “Năm tài chính bắt đầu”", "“Fiscal year begins in” is missing", FILL_IN_FIELD),
    wrong("a year as text").sets(aop_year="2027")
        .error("Start!B7", "“2027” là chữ, được hiểu là 2027", "“2027” is text, understood as 2027", TYPE_AS_NUMBER),
    wrong("a year as text in full-width digits").sets(aop_year="２０２７")
        .error("Start!B7", "“２０２７” là chữ, được hiểu là 2027", "“２０２７” is text, understood as 2027",
               TYPE_AS_NUMBER),
    wrong("a year with two digits").sets(aop_year=27.0)
        .error("Start!B7", "27 nhỏ hơn mức cho phép", "27 is too small",
               Text("Nhập số từ 2000 trở lên.", "Enter a number from 2000 up.")),
    wrong("a year with a fraction").sets(aop_year=2027.5)
        .error("Start!B7", "“2027,5” không phải là số nguyên", "“2027.5” is not a whole number", TYPE_A_WHOLE),
    wrong("a date for the year").sets(aop_year=date(2027, 1, 1))
        .error("Start!B7",
               "Ô này có định dạng ngày (01/01/2027) nên không đọc được thành số",
               "This cell is formatted as a date (01/01/2027), so it cannot be read as a number",
               FORMAT_AS_NUMBER),
    wrong("a year of a formula that fails").sets(aop_year=Fault("#REF!"))
        .error("Start!B7", "Ô này đang báo lỗi #REF!", "This cell shows the error #REF!", CORRECT_THE_FORMULA),
    wrong("a fiscal year that starts in month 13").sets(aop_start_month=13.0)
        .error("Start!B8", "13 lớn hơn mức cho phép", "13 is too large", AT_MOST_12),
    wrong("no first month").sets(aop_start_month=None)
        .error("Start!B8", "Thiếu “Tháng bắt đầu (1–12)”", "“First month (1–12)” is missing", FILL_IN_FIELD),
    wrong("a report month of 0").sets(aop_report_month=0.0)
        .error("Start!B10", "0 nhỏ hơn mức cho phép", "0 is too small", FROM_1),
    wrong("a report month of 13").sets(aop_report_month=13.0)
        .error("Start!B10", "13 lớn hơn mức cho phép", "13 is too large", AT_MOST_12),
    wrong("a report month as text").sets(aop_report_month="7")
        .error("Start!B10", "“7” là chữ, được hiểu là 7", "“7” is text, understood as 7", TYPE_AS_NUMBER),
    wrong("a report month in words").sets(aop_report_month="tháng 7")
        .error("Start!B10", "“tháng 7” là chữ, được hiểu là 7", "“tháng 7” is text, understood as 7", TYPE_AS_NUMBER),
    wrong("a report month that Excel took for a day").sets(aop_report_month=46_569.0)
        .error("Start!B10", "“46569” là một ngày, được hiểu là tháng 7", "“46569” is a day, understood as month 7",
               Text("Gõ 7 để các công thức trong Excel cũng hiểu đúng.",
                    "Type 7, so that Excel's own formulas see it too.")),
    wrong("a language we do not speak").sets(aop_language="Deutsch")
        .error("Start!B9", "“Deutsch” không có trong danh sách", "“Deutsch” is not on the list",
               Text("Chọn một trong: Tiếng Việt, English.", "Choose one of: Tiếng Việt, English.")),
    wrong("a logical value for the name of the business").sets(aop_company=True)
        .error("Start!B6", "“TRUE” là giá trị đúng/sai, không phải chữ", "“TRUE” is a logical value, not text",
               TYPE_WORDS),
    wrong("an answer that shows an error").sets(aop_what_matters=Fault("#NAME?"))
        .error("Direction!B8", "Ô này đang báo lỗi #NAME?", "This cell shows the error #NAME?", CORRECT_THE_FORMULA),
    wrong("no material share").sets(aop_material_percent=None)
        .error("Start!B11", "Thiếu “Ngưỡng trọng yếu (%)”", "“Material from (%)” is missing", FILL_IN_FIELD),
    wrong("a material share without its sign").sets(aop_material_percent=10.0)
        .error("Start!B11", "“10” có thể là 10% hoặc 1000%", "“10” can mean 10% or 1000%",
               with_its_sign("10%", "1000%")),
    wrong("a material share over 100 %").sets(aop_material_percent=1.2)
        .error("Start!B11", "120% lớn hơn mức cho phép", "120% is too large", AT_MOST_100_PERCENT),
    wrong("a material share below nothing").sets(aop_material_percent=-0.1)
        .error("Start!B11", "-10% nhỏ hơn mức cho phép", "-10% is too small", FROM_0_PERCENT),
    wrong("a material amount as text").sets(aop_material_floor="5tr")
        .error("Start!B12", "“5tr” là chữ, được hiểu là 5.000.000", "“5tr” is text, understood as 5,000,000",
               TYPE_AS_NUMBER),
    wrong("a material amount below nothing").sets(aop_material_floor=-5e6)
        .error("Start!B12", "-5.000.000 nhỏ hơn mức cho phép", "-5,000,000 is too small", FROM_0),
    wrong("an amount that is always material without a result").sets(aop_material_override=UNCALCULATED)
        .error("Start!B13",
               "Công thức này chưa có kết quả: tệp được lưu bởi một chương trình không tính toán",
               "This formula has no result: the file was saved by a program that does not calculate",
               SAVE_IN_EXCEL),
    wrong("a status band as text").sets(aop_status_band="0,5%")
        .error("Start!B14", "“0,5%” là chữ, được hiểu là 0,5%", "“0,5%” is text, understood as 0.5%", TYPE_AS_NUMBER),
    wrong("no goals at all").sets(aop_most_goals=0.0)
        .error("Start!B15", "0 nhỏ hơn mức cho phép", "0 is too small", FROM_1),
    wrong("a number of goals in words").sets(aop_most_goals="few")
        .error("Start!B15", "“few” không phải là số nguyên", "“few” is not a whole number", TYPE_A_WHOLE),
    wrong("several settings at once").sets(aop_year=27.0, aop_start_month=13.0, aop_material_percent="abc")
        .error("Start!B11", "“abc” không phải là tỷ lệ phần trăm", "“abc” is not a percentage", TYPE_A_PERCENT)
        .error("Start!B7", "27 nhỏ hơn mức cho phép", "27 is too small",
               Text("Nhập số từ 2000 trở lên.", "Enter a number from 2000 up."))
        .error("Start!B8", "13 lớn hơn mức cho phép", "13 is too large", AT_MOST_12),
)
# fmt: on
