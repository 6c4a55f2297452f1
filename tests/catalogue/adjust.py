"""Wrong inputs on Adjust: the amount to cut, and from when."""

from __future__ import annotations

from aop_excel.text import Text
from tests.catalogue.cures import AT_MOST_12, FROM_0, TYPE_A_WHOLE, TYPE_AN_AMOUNT, TYPE_AS_NUMBER
from tests.catalogue.entry import Wrong, wrong

# fmt: off
WRONG_ADJUST: tuple[Wrong, ...] = (
    wrong("an amount to cut in words").sets(aop_cut_amount="a lot")
        .error("Adjust!B6", "“a lot” không phải là số tiền", "“a lot” is not an amount", TYPE_AN_AMOUNT),
    wrong("an amount to cut as text").sets(aop_cut_amount="25tr")
        .error("Adjust!B6", "“25tr” là chữ, được hiểu là 25.000.000", "“25tr” is text, understood as 25,000,000",
               TYPE_AS_NUMBER),
    wrong("less than nothing to cut").sets(aop_cut_amount=-1e6)
        .error("Adjust!B6", "-1.000.000 nhỏ hơn mức cho phép", "-1,000,000 is too small", FROM_0),
    wrong("a cut from month 13").sets(aop_cut_from=13.0)
        .error("Adjust!B7", "13 lớn hơn mức cho phép", "13 is too large", AT_MOST_12),
    wrong("a cut from a month in words").sets(aop_cut_from="August")
        .error("Adjust!B7", "“August” không phải là số nguyên", "“August” is not a whole number", TYPE_A_WHOLE),
    wrong("a cut from a closed month").sets(aop_cut_from=3.0)
        .warning("Adjust!B7",
                 "Tháng 3 đã chốt, nên chỉ các tháng chưa chốt được tính",
                 "Month 3 is closed, so only the open months count",
                 Text("Chọn một tháng chưa chốt, hoặc để trống.", "Choose an open month, or leave it blank.")),
    wrong("a cut of what nobody knows").sets(aop_cut_counts="Everything")
        .error("Adjust!B8", "“Everything” không có trong danh sách", "“Everything” is not on the list",
               Text("Chọn một trong: Chi phí (lợi nhuận), Tiền chi ra.",
                    "Choose one of: Cost (profit), Money paid out.")),
)
# fmt: on
