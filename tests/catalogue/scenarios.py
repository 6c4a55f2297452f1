"""Wrong inputs of what risks and scenarios do to the numbers, on Risks."""

from __future__ import annotations

from aop_excel.text import Text
from tests.catalogue.cures import (
    AT_MOST_12,
    CHANNELS,
    FILL_IN,
    LINES,
    ONE_OF_TWO,
    SWAP_THE_MONTHS,
    TYPE_A_PERCENT,
    TYPE_AS_NUMBER,
    TYPE_X,
    one_of,
    with_its_sign,
)
from tests.catalogue.entry import Wrong, wrong
from tests.plans import SHOP_FROM_APRIL

RISKS, SCENARIOS = one_of("RR1", "RR2", "RR3"), one_of("KB1", "KB2", "KB3")
NAME_ONE = Text("Ghi mã rủi ro hoặc mã kịch bản.", "Enter the code of a risk or of a scenario.")
IN_ORDER = Text("Thấp nhất ≤ thay đổi ≤ cao nhất; giảm là số âm, nên -20% thấp hơn -5%.",
                "Lowest ≤ change ≤ highest; a fall is negative, so -20% is lower than -5%.")  # fmt: skip
AS_ON_BUDGET = Text("Xem lại kênh, nhóm hàng hoặc mã dòng: phải ghi như ở trang Ngân sách.",
                    "Look at channel, product group or line: they must be as they stand on Budget.")  # fmt: skip
NOTHING = ("Không dòng ngân sách nào bị tác động này chạm tới", "No budget line is touched by this effect")
MORE_THAN_NOTHING = Text("Nhập số từ -100% trở lên.", "Enter a number from -100% up.")

# fmt: off
WRONG_SCENARIOS: tuple[Wrong, ...] = (
    wrong("an effect of nobody").types("aop_shocks", 1, risk=None)
        .warning("'5 Risks'!B20", "Tác động này chưa thuộc rủi ro hay kịch bản nào",
                 "This effect belongs to no risk and no scenario", NAME_ONE),
    wrong("an effect of a risk and of a scenario").types("aop_shocks", 1, scenario="KB1")
        .error("'5 Risks'!C20", "Tác động này thuộc cả một rủi ro lẫn một kịch bản",
               "This effect belongs to a risk and a scenario",
               Text("Giữ một trong hai mã. Kịch bản có rủi ro nào thì ghi ở bảng kịch bản.",
                    "Keep one of the two codes. Which risks a scenario has is said in the table of scenarios.")),
    wrong("an effect of a risk that nobody knows").types("aop_shocks", 1, risk="RR9")
        .warning("'5 Risks'!B20", "“RR9” ở cột Rủi ro chưa được khai báo", "“RR9” in Risk is not known", RISKS),
    wrong("an effect of a scenario that nobody knows").types("aop_shocks", 12, scenario="KB9")
        .warning("'5 Risks'!C31", "“KB9” ở cột Kịch bản chưa được khai báo", "“KB9” in Scenario is not known",
                 SCENARIOS),
    wrong("an effect on what is not on the list").types("aop_shocks", 1, what="weather")
        .error("'5 Risks'!G20", "“weather” không có trong danh sách", "“weather” is not on the list",
               Text("Chọn một trong: Giá nhập (giá vốn và nhập hàng), Giá bán (chỉ doanh thu), Sức mua (bán ra và "
                    "những gì đi theo), Hiệu quả quảng cáo (chi phí marketing), Một dòng ngân sách.",
                    "Choose one of: Purchase price (cost and purchases), Selling price (revenue only), Demand (sales "
                    "and what follows them), Effect of advertising (its cost), One budget line.")),
    wrong("an effect on nothing").types("aop_shocks", 1, what=None)
        .error("'5 Risks'!G20", "Thiếu “Điều gì thay đổi”", "“What changes” is missing", FILL_IN),
    wrong("an effect that counts at another time").types("aop_shocks", 1, part="sometimes")
        .error("'5 Risks'!D20", "“sometimes” không có trong danh sách", "“sometimes” is not on the list",
               Text("Chọn một trong: Khi xảy ra, Phương án dự phòng.",
                    "Choose one of: When it happens, Fallback used.")),
    wrong("an effect without a change").types("aop_shocks", 12, change=None)
        .error("'5 Risks'!I31", "Thiếu “Thay đổi”", "“Change” is missing", FILL_IN),
    wrong("a change in words").types("aop_shocks", 12, change="a bit")
        .error("'5 Risks'!I31", "“a bit” không phải là tỷ lệ phần trăm", "“a bit” is not a percentage", TYPE_A_PERCENT),
    wrong("a change as text").types("aop_shocks", 12, change="6%")
        .warning("'5 Risks'!I31", "“6%” là chữ, được hiểu là 6%", "“6%” is text, understood as 6%", TYPE_AS_NUMBER),
    wrong("a change without its sign").types("aop_shocks", 12, change=10.0)
        .error("'5 Risks'!I31", "“10” có thể là 10% hoặc 1000%", "“10” can mean 10% or 1000%",
               with_its_sign("10%", "1000%")),
    wrong("an end of a range without its sign").types("aop_shocks", 1, high=9.0)
        .error("'5 Risks'!K20", "“9” có thể là 9% hoặc 900%", "“9” can mean 9% or 900%", with_its_sign("9%", "900%")),
    wrong("a fall without its sign").types("aop_shocks", 9, change=-12.0)
        .error("'5 Risks'!I28", "“-12” có thể là -12% hoặc -1200%", "“-12” can mean -12% or -1200%",
               with_its_sign("-12%", "-1200%")),
    wrong("a fall by more than all of it").types("aop_shocks", 10, change=-1.2)
        .error("'5 Risks'!I29", "-120% nhỏ hơn mức cho phép", "-120% is too small", MORE_THAN_NOTHING),
    wrong("a lowest change above the change").types("aop_shocks", 1, low=0.06)
        .error("'5 Risks'!J20", "Mức thấp nhất lớn hơn mức thay đổi", "The lowest is above the change", IN_ORDER),
    wrong("a highest change below the change").types("aop_shocks", 9, high=-0.15)
        .error("'5 Risks'!K28", "Mức cao nhất nhỏ hơn mức thay đổi", "The highest is below the change", IN_ORDER),
    wrong("advertising that has no effect at all").types("aop_shocks", 4, low=-1.0)
        .error("'5 Risks'!J23",
               "Quảng cáo mất hết hiệu quả thì chi bao nhiêu cũng không bán được như cũ",
               "Advertising without any effect sells nothing, whatever is spent on it",
               Text("Nhập số trên -100%, hoặc chọn Sức mua.", "Enter more than -100%, or choose Demand.")),
    wrong("an effect in month 13").types("aop_shocks", 9, first=13.0)
        .error("'5 Risks'!E28", "13 lớn hơn mức cho phép", "13 is too large", AT_MOST_12),
    wrong("an effect that runs backwards").types("aop_shocks", 9, last=7.0)
        .error("'5 Risks'!F28", "Trong năm tài chính bắt đầu từ tháng 1, tháng 7 đứng trước tháng 8",
               "In a fiscal year that begins in month 1, month 7 comes before month 8", SWAP_THE_MONTHS),
    wrong("an effect that runs over the end of the year", starter=SHOP_FROM_APRIL)
        .types("aop_shocks", 9, first=2.0, last=5.0)
        .error("'5 Risks'!F28", "Trong năm tài chính bắt đầu từ tháng 4, tháng 5 đứng trước tháng 2",
               "In a fiscal year that begins in month 4, month 5 comes before month 2", SWAP_THE_MONTHS),
    wrong("an effect on an unknown channel").types("aop_shocks", 4, channel="Web")
        .error("'5 Risks'!H23", "“Web” ở cột Kênh chưa được khai báo", "“Web” in Channel is not known", CHANNELS),
    wrong("an effect on a group that is nowhere sold").types("aop_shocks", 3, group="Toys")
        .warning("'5 Risks'!L22", *NOTHING, AS_ON_BUDGET),
    wrong("an effect on a channel without lines").adds("aop_channels", name="Wholesale")
        .types("aop_shocks", 4, channel="Wholesale")
        .warning("'5 Risks'!H23", *NOTHING, AS_ON_BUDGET),
    wrong("an effect on an unknown line").types("aop_shocks", 6, line="MKT-X")
        .warning("'5 Risks'!M25", "“MKT-X” ở cột Dòng ngân sách chưa được khai báo",
                 "“MKT-X” in Budget line is not known", LINES)
        .warning("'5 Risks'!M25", *NOTHING, AS_ON_BUDGET),
    wrong("an effect on a line that is not named").types("aop_shocks", 6, line=None)
        .error("'5 Risks'!M25", "Chưa ghi dòng ngân sách nào thay đổi", "It does not say which budget line changes",
               Text("Ghi mã dòng, hoặc chọn tác động khác.", "Enter the line's code, or choose another effect.")),
    wrong("a line where something else changes").types("aop_shocks", 12, line="DT-CH-SUA")
        .warning("'5 Risks'!M31",
                 "Mã dòng chỉ dùng khi điều thay đổi là một dòng ngân sách, ở đây không có tác dụng",
                 "A line is only for a change of one budget line and does nothing here",
                 Text("Xóa mã dòng, hoặc chọn “Một dòng ngân sách”.", "Clear the line, or choose “One budget line”.")),
    wrong("a scenario without a name").types("aop_scenarios", 1, name=None)
        .error("'5 Risks'!A39", "Thiếu “Kịch bản”", "“Scenario” is missing", FILL_IN),
    wrong("two scenarios of one code").types("aop_scenarios", 3, code="KB2")
        .error("'5 Risks'!B41", "“KB2” đã có ở dòng thứ 2 của bảng", "“KB2” stands in row 2 of the table already",
               ONE_OF_TWO),
    wrong("a scenario with a risk that nobody knows").types("aop_scenarios", 2, risks="RR1 + RR8 + RR3")
        .warning("'5 Risks'!D40", "“RR8” ở cột Rủi ro xảy ra chưa được khai báo",
                 "“RR8” in Risks that happen is not known", RISKS),
    wrong("a scenario with fallbacks in words").types("aop_scenarios", 2, fallbacks="perhaps")
        .error("'5 Risks'!C40", "“perhaps” không phải là dấu x", "“perhaps” is not a mark", TYPE_X),
)
# fmt: on
