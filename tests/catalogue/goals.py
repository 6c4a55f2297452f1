"""Wrong inputs on Goals and KPIs."""

from __future__ import annotations

from datetime import date

from aop_excel.text import Text
from tests.catalogue.cures import (
    AT_MOST_100_PERCENT,
    CHANNELS,
    CODE_OR_KIND,
    FILL_IN,
    FORMAT_AS_NUMBER,
    FROM_0_PERCENT,
    FROM_1,
    KPIS,
    MEASURES,
    NO_RATIO,
    ONE_OF_TWO,
    PEOPLE,
    TYPE_AS_NUMBER,
    TYPE_EITHER,
    TYPE_ITS_SIGN,
    with_its_sign,
)
from tests.catalogue.entry import Wrong, wrong

# fmt: off
WRONG_GOALS: tuple[Wrong, ...] = (
    wrong("a goal without a target").types("aop_goals", "MT1", target=None)
        .error("'1 Goals'!F7", "Thiếu “Chỉ tiêu”", "“Target” is missing", FILL_IN),
    wrong("a goal without a code").types("aop_goals", "MT2", code=None)
        .error("'1 Goals'!B8", "Thiếu “Mã”", "“Code” is missing", FILL_IN),
    wrong("a goal without a name").types("aop_goals", "MT2", name="\u200b")
        .error("'1 Goals'!A8", "Thiếu “Mục tiêu”", "“Goal” is missing", FILL_IN),
    wrong("a goal that nothing measures").types("aop_goals", "MT1", kpi=None)
        .error("'1 Goals'!C7", "Thiếu “Đo bằng KPI”", "“Measured by KPI” is missing", FILL_IN),
    wrong("a goal measured by an unknown KPI").types("aop_goals", "MT1", kpi="GROWTH")
        .error("'1 Goals'!C7",
               "“GROWTH” ở cột Đo bằng KPI chưa được khai báo", "“GROWTH” in Measured by KPI is not known",
               KPIS),
    wrong("two goals of one code").types("aop_goals", "MT2", code="mt1")
        .error("'1 Goals'!B8", "“mt1” đã có ở dòng thứ 1 của bảng", "“mt1” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("an importance of 0").types("aop_goals", "MT1", importance=0.0)
        .error("'1 Goals'!G7", "0 nhỏ hơn mức cho phép", "0 is too small", FROM_1),
    wrong("an importance of 10").types("aop_goals", "MT1", importance=10.0)
        .error("'1 Goals'!G7", "10 lớn hơn mức cho phép", "10 is too large",
               Text("Nhập số không quá 9.", "Enter a number of at most 9.")),
    wrong("a target in words").types("aop_goals", "MT2", target="nearly half")
        .error("'1 Goals'!F8",
               "“nearly half” không phải là số tiền hay tỷ lệ", "“nearly half” is neither an amount nor a percentage",
               TYPE_EITHER),
    wrong("a target as a date").types("aop_goals", "MT2", target=date(2027, 4, 5))
        .error("'1 Goals'!F8",
               "Ô này có định dạng ngày (05/04/2027) nên không đọc được thành số",
               "This cell is formatted as a date (05/04/2027), so it cannot be read as a number",
               FORMAT_AS_NUMBER),
    wrong("a share as a target without its sign").types("aop_goals", "MT2", target=45.0)
        .error("'1 Goals'!F8", "45 của một tỷ lệ là 4.500%", "45 of a ratio is 4,500%", TYPE_ITS_SIGN),
    wrong("a share last year without its sign").types("aop_goals", "MT2", baseline=30.0)
        .error("'1 Goals'!E8", "30 của một tỷ lệ là 3.000%", "30 of a ratio is 3,000%", TYPE_ITS_SIGN),
    wrong("a share as the target of an amount").types("aop_goals", "MT1", kpi="DT", target=0.2)
        .error("'1 Goals'!F7",
               "“Doanh thu” không phải là tỷ lệ nên không đo bằng 20% được",
               "“Revenue” is not a ratio, so 20% cannot be its target",
               NO_RATIO),
    wrong("a comparison that is not on the list").types("aop_goals", "MT1", comparison="more")
        .error("'1 Goals'!D7", "“more” không có trong danh sách", "“more” is not on the list",
               Text("Chọn một trong: Ít nhất, Nhiều nhất.", "Choose one of: At least, At most.")),
    wrong("a goal of an owner whom nobody knows").types("aop_goals", "MT1", owner="Nam")
        .warning("'1 Goals'!H7", "“Nam” ở cột Người phụ trách chưa được khai báo", "“Nam” in Owner is not known",
                 PEOPLE),
    wrong("two KPIs of one code").types("aop_kpis", "DT-CH", code="dt")
        .error("'6 KPIs'!A8", "“dt” đã có ở dòng thứ 1 của bảng", "“dt” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("a KPI of an unknown measure").types("aop_kpis", "DT", measure="Sales")
        .error("'6 KPIs'!B7", "“Sales” không có trong danh sách", "“Sales” is not on the list", MEASURES),
    wrong("a KPI without a measure").types("aop_kpis", "DT-CH", measure=None)
        .error("'6 KPIs'!B8", "Thiếu “Chỉ số”", "“Measure” is missing", FILL_IN),
    wrong("a KPI of a channel that nobody declared").types("aop_kpis", "DT-CH", channel="Web")
        .error("'6 KPIs'!C8", "“Web” ở cột Kênh chưa được khai báo", "“Web” in Channel is not known", CHANNELS),
    wrong("a KPI that needs a channel").types("aop_kpis", "TY-TRONG-ON", measure="Channel share of revenue")
        .error("'6 KPIs'!C10",
               "“Tỷ trọng kênh trong doanh thu” cần một kênh", "“Channel share of revenue” needs a channel",
               Text("Chọn kênh ở cột Kênh.", "Choose one in the Channel column.")),
    wrong("a KPI that takes no channel").types("aop_kpis", "LN", channel="Store")
        .error("'6 KPIs'!C17", "KPI này không tính riêng theo kênh", "This KPI is not measured by channel",
               Text("Để trống cột Kênh.", "Leave Channel blank.")),
    wrong("a KPI of one's own without a numerator").types("aop_kpis", "QC-ON", numerator=None)
        .error("'6 KPIs'!E22", "KPI tự định nghĩa chưa có tử số", "Your own KPI has no numerator",
               Text("Ghi mã dòng ngân sách hoặc loại, nối bằng +.", "Name budget lines or kinds, joined by +.")),
    wrong("a numerator that names nothing").types("aop_kpis", "QC-ON", numerator="ADS + Marketing")
        .error("'6 KPIs'!E22", "“ADS” không phải mã dòng hay loại nào", "“ADS” is no line's code and no kind",
               CODE_OR_KIND),
    wrong("a numerator of 32,000 characters").types("aop_kpis", "QC-ON", numerator="y" * 32_000)
        .error("'6 KPIs'!E22",
               "“yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…” không phải mã dòng hay loại nào",
               "“yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…” is no line's code and no kind",
               CODE_OR_KIND),
    wrong("a denominator of which two parts name nothing").types("aop_kpis", "QC-ON", denominator="DT-ON-SUA + A, B")
        .error("'6 KPIs'!F22", "“A” không phải mã dòng hay loại nào", "“A” is no line's code and no kind",
               CODE_OR_KIND)
        .error("'6 KPIs'!F22", "“B” không phải mã dòng hay loại nào", "“B” is no line's code and no kind",
               CODE_OR_KIND),
    wrong("a denominator where it does nothing").types("aop_kpis", "DT", denominator="Revenue")
        .warning("'6 KPIs'!F7",
                 "Tử số và mẫu số chỉ dùng cho KPI tự định nghĩa, ở đây không có tác dụng",
                 "Numerator and denominator are only for a KPI of your own and do nothing here",
                 Text("Xóa ô này, hoặc chọn Tự định nghĩa ở cột Chỉ số.",
                      "Clear the cell, or choose My own as its measure.")),
    wrong("a better way that is not on the list").types("aop_kpis", "DT", better="up")
        .error("'6 KPIs'!G7",
               "“up” không có trong danh sách", "“up” is not on the list",
               Text("Chọn một trong: Càng cao càng tốt, Càng thấp càng tốt, Trong khoảng.",
                    "Choose one of: Higher is better, Lower is better, Within a range.")),
    wrong("a range without its ends").types("aop_kpis", "DT", better="Within a range", target=4e9)
        .error("'6 KPIs'!I7", "KPI theo khoảng cần cả hai đầu", "A range needs both its ends",
               Text("Điền Chỉ tiêu năm và cột Đến.", "Fill in the year's target and the To column.")),
    wrong("a range upside down").types("aop_kpis", "BIEN-GOP", better="Within a range", target=0.4, target_to=0.3)
        .error("'6 KPIs'!I13",
               "Khoảng bị ngược: đầu sau nhỏ hơn đầu trước", "The range is upside down: it ends below its start",
               Text("Đổi chỗ hai đầu.", "Swap its ends.")),
    wrong("the end of a range where there is none").types("aop_kpis", "BIEN-GOP", target_to=0.4)
        .warning("'6 KPIs'!I13",
                 "Cột Đến chỉ dùng cho KPI theo khoảng, ở đây không có tác dụng",
                 "The To column is only for a range and does nothing here",
                 Text("Xóa ô này, hoặc chọn Trong khoảng ở cột Chiều tốt.",
                      "Clear the cell, or choose Within a range in the Better column.")),
    wrong("a ratio's target without its sign").types("aop_kpis", "BIEN-GOP", target=35.0)
        .error("'6 KPIs'!H13", "35 của một tỷ lệ là 3.500%", "35 of a ratio is 3,500%", TYPE_ITS_SIGN),
    wrong("an amount's target as a share in text").types("aop_kpis", "DT", target="20%")
        .error("'6 KPIs'!H7",
               "“Doanh thu” không phải là tỷ lệ nên không đo bằng 20% được",
               "“Revenue” is not a ratio, so 20% cannot be its target",
               NO_RATIO),
    wrong("limits in the wrong order").types("aop_kpis", "DT", red=0.01)
        .error("'6 KPIs'!K7", "Ngưỡng đỏ nhỏ hơn ngưỡng vàng", "The red limit is below the amber limit",
               Text("Để ngưỡng đỏ bằng hoặc lớn hơn ngưỡng vàng.", "Make the red limit equal or larger.")),
    wrong("a limit without its sign").types("aop_kpis", "DT", red=35.0)
        .error("'6 KPIs'!K7", "“35” có thể là 35% hoặc 3500%", "“35” can mean 35% or 3500%",
               with_its_sign("35%", "3500%")),
    wrong("a limit over 100 %").types("aop_kpis", "DT", red=1.25)
        .error("'6 KPIs'!K7", "125% lớn hơn mức cho phép", "125% is too large", AT_MOST_100_PERCENT),
    wrong("a limit below nothing").types("aop_kpis", "DT", amber=-0.02)
        .error("'6 KPIs'!J7", "-2% nhỏ hơn mức cho phép", "-2% is too small", FROM_0_PERCENT),
    wrong("a limit as text").types("aop_kpis", "DT", red="7,5%")
        .warning("'6 KPIs'!K7", "“7,5%” là chữ, được hiểu là 7,5%", "“7,5%” is text, understood as 7.5%",
                 TYPE_AS_NUMBER),
    wrong("a rhythm that is not on the list").types("aop_kpis", "DT", rhythm="daily")
        .error("'6 KPIs'!L7", "“daily” không có trong danh sách", "“daily” is not on the list",
               Text("Chọn một trong: Hàng tháng, Hàng quý.", "Choose one of: Monthly, Quarterly.")),
    wrong("a KPI of an owner whom nobody knows").types("aop_kpis", "DT", owner="Nam\u200b Anh")
        .warning("'6 KPIs'!M7",
                 "“Nam· Anh” ở cột Người phụ trách chưa được khai báo", "“Nam· Anh” in Owner is not known",
                 PEOPLE),
)
# fmt: on
