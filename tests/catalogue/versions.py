"""Wrong inputs on Versions, and of what Variance compares with."""

from __future__ import annotations

from datetime import date

from aop_excel.sheets.variance import COMPARED_WITH
from aop_excel.text import Text
from tests.catalogue.cures import FILL_IN, FROM_1, ONE_OF_TWO, TYPE_A_DAY, TYPE_A_WHOLE, TYPE_AN_AMOUNT
from tests.catalogue.entry import Wrong, wrong
from tests.plans import BLANK

FILL_IN_AND_REFRESH = Text("Điền ô này rồi cập nhật lại.", "Fill in this cell and refresh again.")
A_GOAL = Text("Ghi mã một mục tiêu: MT1, MT2, MT3.", "Enter the code of a goal: MT1, MT2, MT3.")
TAKE_BACK = Text(
    "Lấy lại tệp trước khi bị sửa: aop undo hoặc bản sao lưu. Không sửa hay xóa dòng đã chốt.",
    "Go back to the file before that: aop undo, or a backup. Do not edit or delete frozen rows.",
)
A_BASE = Text(
    "Chọn một trong: " + ", ".join(label.vi for _, label in COMPARED_WITH) + ".",
    "Choose one of: " + ", ".join(label.en for _, label in COMPARED_WITH) + ".",
)
WHY = {"reason": "Sales slow", "goal": "MT1", "trade_off": "Less profit"}

# fmt: off
WRONG_VERSIONS: tuple[Wrong, ...] = (
    wrong("a version without a number").types("aop_versions", 1, number=None)
        .error("Versions!A13", "Thiếu “Phiên bản”", "“Version” is missing", FILL_IN),
    wrong("a version in words").types("aop_versions", 1, number="first")
        .error("Versions!A13", "“first” không phải là số nguyên", "“first” is not a whole number", TYPE_A_WHOLE),
    wrong("a version below the first").types("aop_versions", 1, number=0.0)
        .error("Versions!A13", "0 nhỏ hơn mức cho phép", "0 is too small", FROM_1),
    wrong("a version that is asked for twice").types("aop_versions", 2, number=1.0)
        .error("Versions!A14", "“1” đã có ở dòng thứ 1 của bảng", "“1” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("a version on a day in words").types("aop_versions", 1, approved="soon")
        .error("Versions!B13", "“soon” không phải là ngày", "“soon” is not a date", TYPE_A_DAY),
    wrong("the first version without a day", BLANK).types("aop_versions", 1, number=1.0)
        .warning("Versions!B13", "Phiên bản 1 chưa chốt: thiếu ngày duyệt", "Version 1 is not frozen: it has no day",
                 FILL_IN_AND_REFRESH),
    wrong("a version that explains nothing").types("aop_goals", "MT1", target=0.21)
        .types("aop_versions", 3, number=3.0, approved=date(2027, 8, 1))
        .warning("Versions!C15", "Phiên bản 3 chưa chốt: thiếu lý do", "Version 3 is not frozen: it has no reason",
                 FILL_IN_AND_REFRESH)
        .warning("Versions!D15", "Phiên bản 3 chưa chốt: chưa ghi phục vụ mục tiêu nào",
                 "Version 3 is not frozen: it names no goal that it serves", A_GOAL)
        .warning("Versions!E15", "Phiên bản 3 chưa chốt: chưa ghi đánh đổi điều gì",
                 "Version 3 is not frozen: it does not say what is traded away", FILL_IN_AND_REFRESH),
    wrong("a version for a goal that nobody knows").types("aop_goals", "MT1", target=0.21)
        .types("aop_versions", 3, number=3.0, approved=date(2027, 8, 1), **{**WHY, "goal": "MT9"})
        .warning("Versions!D15", "Phiên bản 3 chưa chốt: không có mục tiêu “MT9”",
                 "Version 3 is not frozen: there is no goal “MT9”", A_GOAL),
    wrong("a version too far").types("aop_goals", "MT1", target=0.21)
        .types("aop_versions", 3, number=5.0, approved=date(2027, 8, 1), **WHY)
        .warning("Versions!A15", "Phiên bản 5 chưa chốt được: phiên bản tiếp theo là 3",
                 "Version 5 cannot be frozen: the next one is 3",
                 Text("Ghi số 3, hoặc xóa dòng này.", "Type 3, or clear this row.")),
    wrong("a version that changes nothing").types("aop_versions", 3, number=3.0, approved=date(2027, 8, 1), **WHY)
        .warning("Versions!A15", "Phiên bản 3 chưa chốt: kế hoạch không khác gì phiên bản 2",
                 "Version 3 is not frozen: nothing has changed since version 2",
                 Text("Sửa kế hoạch rồi cập nhật lại, hoặc xóa dòng này.",
                      "Change the plan and refresh, or clear this row.")),
    wrong("another reason for what is frozen").types("aop_versions", 2, reason="Because")
        .warning("Versions!C14", "Phiên bản 2 đã chốt, sửa ở đây không đổi được nó",
                 "Version 2 is frozen; what is typed here does not change it",
                 Text("Ghi lại như bảng các phiên bản đã chốt; muốn đổi thì thêm phiên bản mới.",
                      "Type it as in the table of frozen versions; to change it, add a new version.")),
    wrong("an amount that was frozen is edited").types("aop_frozen", 10, m03=1.0)
        .warning("Versions!W26", "Phiên bản 1 đã bị sửa sau khi chốt: niêm phong không còn khớp",
                 "Version 1 was changed after it was frozen: its seal does not fit any more", TAKE_BACK),
    wrong("an amount that was frozen is no amount any more").types("aop_frozen", 10, m03="much")
        .error("Versions!BB35", "“much” không phải là số tiền", "“much” is not an amount", TYPE_AN_AMOUNT),
    wrong("a version is taken out of the log")
        .types("aop_version_log", 2, number=None, approved=None, profit=None, lowest_cash=None, goal=None, reason=None,
               trade_off=None, seal=None, state=None)
        .warning("Versions!W25", "Phiên bản 2 đã bị xóa khỏi sổ", "Version 2 was taken out of the workbook", TAKE_BACK),
    wrong("a base that is no base").sets(aop_compared_with="the best")
        .error("Variance!C9", "“the best” không có trong danh sách", "“the best” is not on the list", A_BASE),
    wrong("a version to compare with that is not there").sets(aop_compared_with="Version 7")
        .warning("Variance!C9", "Chưa có phiên bản 7; đang so với kế hoạch hiện tại",
                 "There is no version 7; Variance compares with the current plan",
                 Text("Chọn một trong các phiên bản: 1, 2.", "Choose one of the versions: 1, 2.")),
    wrong("the original of a plan that nobody approved", BLANK).sets(aop_compared_with="Original plan (version 1)")
        .warning("Variance!C9", "Chưa có phiên bản 1; đang so với kế hoạch hiện tại",
                 "There is no version 1; Variance compares with the current plan",
                 Text("Duyệt kế hoạch trước: điền dòng 1 ở trang Phiên bản, hoặc chạy aop approve.",
                      "Approve the plan first: fill row 1 on Versions, or run aop approve.")),
    wrong("last year of a plan that knows none", BLANK).sets(aop_compared_with="Last year")
        .warning("Variance!C9", "Chưa có số liệu năm trước để so", "There are no figures of last year to compare with",
                 Text("Điền doanh thu năm trước ở trang Định hướng.", "Enter last year's revenue on Direction.")),
)
# fmt: on
