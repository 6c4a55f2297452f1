"""Wrong inputs on Review."""

from __future__ import annotations

from datetime import date

from tests.catalogue.cures import AT_MOST_12, FILL_IN, GOALS, ONE_OF_TWO_DAYS, PEOPLE, TYPE_A_DAY
from tests.catalogue.entry import Wrong, wrong

# fmt: off
WRONG_REVIEW: tuple[Wrong, ...] = (
    wrong("a decision without a reason").types("aop_decisions", 1, reason=None)
        .error("Review!G10", "Thiếu “Lý do”", "“Reason” is missing", FILL_IN),
    wrong("a decision without a day").types("aop_decisions", 1, decided=None)
        .error("Review!E10", "Thiếu “Ngày”", "“Date” is missing", FILL_IN),
    wrong("a decision on a day in words").types("aop_decisions", 1, decided="last week")
        .error("Review!E10", "“last week” không phải là ngày", "“last week” is not a date", TYPE_A_DAY),
    wrong("a decision that was done before it was made").types("aop_decisions", 1, done=date(2027, 4, 1))
        .error("Review!K10", "Xong trước ngày quyết định", "It was done before it was decided", ONE_OF_TWO_DAYS),
    wrong("a decision for a goal that nobody knows").types("aop_decisions", 1, goal="MT9")
        .warning("Review!H10", "“MT9” ở cột Mục tiêu chưa được khai báo", "“MT9” in Goal is not known", GOALS),
    wrong("a decision of an owner whom nobody knows").types("aop_decisions", 2, owner="Nam")
        .warning("Review!I11", "“Nam” ở cột Người phụ trách chưa được khai báo", "“Nam” in Owner is not known", PEOPLE),
    wrong("a note of month 13").types("aop_review_notes", 1, month=13.0)
        .error("Review!M10", "13 lớn hơn mức cho phép", "13 is too large", AT_MOST_12),
    wrong("a note that says nothing").types("aop_review_notes", 1, note=None)
        .error("Review!N10", "Thiếu “Ghi chú”", "“Note” is missing", FILL_IN),
)
# fmt: on
