"""Wrong inputs on Actions, Resources and Risks."""

from __future__ import annotations

from datetime import date

from aop_excel.text import Text
from aop_excel.workbook.book import Fault
from tests.catalogue.cures import (
    ACTIONS,
    AT_MOST_5,
    AT_MOST_12,
    AT_MOST_100_PERCENT,
    AT_MOST_744,
    BREAK_THE_CIRCLE,
    CORRECT_THE_FORMULA,
    FILL_IN,
    FROM_0,
    FROM_0_PERCENT,
    FROM_1,
    GOALS,
    KPIS,
    LINES,
    NO_RATIO,
    ONE_OF_TWO,
    ONE_OF_TWO_DAYS,
    PEOPLE,
    SLIP_IN_THE_YEAR,
    SWAP_THE_MONTHS,
    TYPE_A_DAY,
    TYPE_A_MONTH,
    TYPE_A_NUMBER,
    TYPE_A_WHOLE,
    TYPE_AS_NUMBER,
    TYPE_EITHER,
    TYPE_ITS_SIGN,
    with_its_sign,
)
from tests.catalogue.entry import Wrong, wrong
from tests.plans import SHOP_FROM_APRIL

# fmt: off
WRONG_ACTIONS: tuple[Wrong, ...] = (
    wrong("an action without a name").types("aop_actions", "HD1", name=None)
        .error("'3 Actions'!A7", "Thiếu “Hành động”", "“Action” is missing", FILL_IN),
    wrong("an action without a code").types("aop_actions", "HD1", code=None)
        .error("'3 Actions'!B7", "Thiếu “Mã”", "“Code” is missing", FILL_IN),
    wrong("two actions of one code").types("aop_actions", "HD2", code="HD1")
        .error("'3 Actions'!B8", "“HD1” đã có ở dòng thứ 1 của bảng", "“HD1” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("an action for an unknown goal").types("aop_actions", "HD1", goal="MT9")
        .warning("'3 Actions'!C7", "“MT9” ở cột Mục tiêu chưa được khai báo", "“MT9” in Goal is not known", GOALS),
    wrong("an action of an owner whom nobody knows").types("aop_actions", "HD1", owner="N" * 32_000)
        .warning("'3 Actions'!D7",
                 "“NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN…” ở cột Người phụ trách chưa được khai báo",
                 "“NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN…” in Owner is not known",
                 PEOPLE),
    wrong("an action on an unknown budget line").types("aop_actions", "HD4", line="NH-TA")
        .warning("'3 Actions'!J10",
                 "“NH-TA” ở cột Dòng ngân sách chưa được khai báo", "“NH-TA” in Budget line is not known",
                 LINES),
    wrong("an action after an unknown one").types("aop_actions", "HD2", after="HD9")
        .warning("'3 Actions'!K8", "“HD9” ở cột Sau hành động chưa được khai báo", "“HD9” in After action is not known",
                 ACTIONS),
    wrong("an action after itself").types("aop_actions", "HD4", after="hd4")
        .warning("'3 Actions'!K10", "“HD4” phải đợi chính nó: HD4 → HD4", "“HD4” waits for itself: HD4 → HD4",
                 BREAK_THE_CIRCLE),
    wrong("actions that wait for each other").types("aop_actions", "HD1", after="HD3")
        .warning("'3 Actions'!K7",
                 "“HD1” phải đợi chính nó: HD1 → HD3 → HD2 → HD1", "“HD1” waits for itself: HD1 → HD3 → HD2 → HD1",
                 BREAK_THE_CIRCLE),
    wrong("a day with the month first").types("aop_actions", "HD1", due="3/25/2027")
        .error("'3 Actions'!F7",
               "Không có ngày “3/25/2027”", "There is no day “3/25/2027”",
               Text("Ngày đứng trước tháng: gõ 25/3/2027 nếu bạn muốn nói ngày đó.",
                    "The day comes before the month: type 25/3/2027 if that is the day you mean.")),
    wrong("a day that no month has").types("aop_actions", "HD1", due="31/2/2027")
        .error("'3 Actions'!F7", "Không có ngày “31/2/2027”", "There is no day “31/2/2027”", TYPE_A_DAY),
    wrong("a day in words").types("aop_actions", "HD1", due="end of March")
        .error("'3 Actions'!F7", "“end of March” không phải là ngày", "“end of March” is not a date", TYPE_A_DAY),
    wrong("a day far away").types("aop_actions", "HD1", due="1/1/2999")
        .error("'3 Actions'!F7", "“1/1/2999” nằm ở năm 2999", "“1/1/2999” is in the year 2999", TYPE_A_DAY),
    wrong("an amount for a day").types("aop_actions", "HD1", due=5e6)
        .error("'3 Actions'!F7", "“5000000” không phải là ngày", "“5000000” is not a date", TYPE_A_DAY),
    wrong("a logical value for a day").types("aop_actions", "HD1", start=True)
        .error("'3 Actions'!E7", "“TRUE” không phải là ngày", "“TRUE” is not a date", TYPE_A_DAY),
    wrong("a day that shows an error").types("aop_actions", "HD5", due=Fault("#VALUE!"))
        .error("'3 Actions'!F11", "Ô này đang báo lỗi #VALUE!", "This cell shows the error #VALUE!",
               CORRECT_THE_FORMULA),
    wrong("a due date before the start").types("aop_actions", "HD1", due=date(2027, 1, 9))
        .error("'3 Actions'!F7", "Hạn hoàn thành đứng trước ngày bắt đầu", "The due date is before the start date",
               ONE_OF_TWO_DAYS),
    wrong("done before the start").types("aop_actions", "HD1", done=date(2027, 1, 9))
        .error("'3 Actions'!G7", "Ngày xong đứng trước ngày bắt đầu", "It was done before the start date",
               ONE_OF_TWO_DAYS),
    wrong("a start in the year before").types("aop_actions", "HD1", start=date(2026, 1, 10))
        .warning("'3 Actions'!E7",
                 "Ngày 10/01/2026 nằm ngoài năm tài chính 01/01/2027–31/12/2027",
                 "10/01/2026 is outside the fiscal year 01/01/2027–31/12/2027",
                 SLIP_IN_THE_YEAR),
    wrong("a due date in the year after").types("aop_actions", "HD3", due=date(2028, 11, 30))
        .warning("'3 Actions'!F9",
                 "Ngày 30/11/2028 nằm ngoài năm tài chính 01/01/2027–31/12/2027",
                 "30/11/2028 is outside the fiscal year 01/01/2027–31/12/2027",
                 SLIP_IN_THE_YEAR),
    wrong("a state that is not on the list").types("aop_actions", "HD1", status="Finished")
        .error("'3 Actions'!H7",
               "“Finished” không có trong danh sách", "“Finished” is not on the list",
               Text("Chọn một trong: Chưa bắt đầu, Đang thực hiện, Hoàn thành, Trễ hạn, Đã hủy.",
                    "Choose one of: Not started, In progress, Done, Late, Cancelled.")),
    wrong("a day on which it was done, but not done").types("aop_actions", "HD5", done=date(2027, 6, 1))
        .warning("'3 Actions'!H11",
                 "“Watch stock and cash every week” đã có ngày xong nhưng tình trạng là “Đang thực hiện”",
                 "“Watch stock and cash every week” has a day on which it was done, but its state is “In progress”",
                 Text("Chọn Hoàn thành, hoặc xóa ngày xong.", "Choose Done, or clear the day.")),
    wrong("done without a day, and not wholly").types("aop_actions", "HD5", status="Done")
        .warning("'3 Actions'!G11",
                 "“Watch stock and cash every week” đã hoàn thành nhưng không có ngày xong, "
                 "nên không được tính là đúng hạn",
                 "“Watch stock and cash every week” is done but has no day, so it does not count as on time",
                 Text("Điền ngày xong.", "Enter the day on which it was done."))
        .warning("'3 Actions'!I11",
                 "“Watch stock and cash every week” đã hoàn thành nhưng tiến độ mới là 50%",
                 "“Watch stock and cash every week” is done, but its progress is 50%",
                 Text("Ghi 100%, hoặc sửa tình trạng.", "Make it 100%, or correct the state.")),
    wrong("progress over 100 %").types("aop_actions", "HD5", progress=1.2)
        .error("'3 Actions'!I11", "120% lớn hơn mức cho phép", "120% is too large", AT_MOST_100_PERCENT),
    wrong("progress without its sign").types("aop_actions", "HD5", progress=50.0)
        .error("'3 Actions'!I11", "“50” có thể là 50% hoặc 5000%", "“50” can mean 50% or 5000%",
               with_its_sign("50%", "5000%")),
    wrong("progress below nothing").types("aop_actions", "HD5", progress=-0.1)
        .error("'3 Actions'!I11", "-10% nhỏ hơn mức cho phép", "-10% is too small", FROM_0_PERCENT),
    wrong("a milestone without a day").types("aop_milestones", 1, due=None)
        .error("'3 Actions'!C22", "Thiếu “Hạn”", "“Due” is missing", FILL_IN),
    wrong("a milestone without a name").types("aop_milestones", 1, name=None)
        .error("'3 Actions'!A22", "Thiếu “Cột mốc”", "“Milestone” is missing", FILL_IN),
    wrong("a milestone of an unknown action").types("aop_milestones", 1, action="HD9")
        .warning("'3 Actions'!B22", "“HD9” ở cột Hành động chưa được khai báo", "“HD9” in Action is not known",
                 ACTIONS),
    wrong("a milestone of no action").types("aop_milestones", 1, action=None)
        .error("'3 Actions'!B22", "Thiếu “Hành động”", "“Action” is missing", FILL_IN),
    wrong("a milestone in another year").types("aop_milestones", 1, due=date(2017, 3, 15), done=date(2037, 3, 14))
        .warning("'3 Actions'!C22",
                 "Ngày 15/03/2017 nằm ngoài năm tài chính 01/01/2027–31/12/2027",
                 "15/03/2017 is outside the fiscal year 01/01/2027–31/12/2027",
                 SLIP_IN_THE_YEAR)
        .warning("'3 Actions'!D22",
                 "Ngày 14/03/2037 nằm ngoài năm tài chính 01/01/2027–31/12/2027",
                 "14/03/2037 is outside the fiscal year 01/01/2027–31/12/2027",
                 SLIP_IN_THE_YEAR),
    wrong("a person who stands there twice").types("aop_people", "Minh", name="hạnh")
        .error("'4 Resources'!A8", "“hạnh” đã có ở dòng thứ 1 của bảng", "“hạnh” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("a person without hours").types("aop_people", "Lan", hours=None)
        .error("'4 Resources'!C9", "Thiếu “Giờ mỗi tháng”", "“Hours a month” is missing", FILL_IN),
    wrong("a person's hours in words").types("aop_people", "Lan", hours="part time")
        .error("'4 Resources'!C9", "“part time” không phải là số", "“part time” is not a number", TYPE_A_NUMBER),
    wrong("a person with more hours than a month has").types("aop_people", "Lan", hours=745.0)
        .error("'4 Resources'!C9", "745 lớn hơn mức cho phép", "745 is too large", AT_MOST_744),
    wrong("a person with less than no hours").types("aop_people", "Lan", hours=-1.5)
        .error("'4 Resources'!C9", "-1,5 nhỏ hơn mức cho phép", "-1.5 is too small", FROM_0),
    wrong("an assignment of a person whom nobody knows").types("aop_assignments", 1, person="Nam")
        .error("'4 Resources'!A18", "“Nam” ở cột Người chưa được khai báo", "“Nam” in Person is not known", PEOPLE),
    wrong("an assignment to an unknown action").types("aop_assignments", 1, action="HD9")
        .error("'4 Resources'!B18", "“HD9” ở cột Hành động chưa được khai báo", "“HD9” in Action is not known",
               ACTIONS),
    wrong("an assignment of more hours than a month has").types("aop_assignments", 1, hours=800.0)
        .error("'4 Resources'!C18", "800 lớn hơn mức cho phép", "800 is too large", AT_MOST_744),
    wrong("an assignment without its first month").types("aop_assignments", 1, first=None)
        .error("'4 Resources'!D18", "Thiếu “Từ tháng”", "“From month” is missing", FILL_IN),
    wrong("an assignment from month 0").types("aop_assignments", 1, first=0.0)
        .error("'4 Resources'!D18", "0 nhỏ hơn mức cho phép", "0 is too small", FROM_1),
    wrong("an assignment until month 13").types("aop_assignments", 1, last=13.0)
        .error("'4 Resources'!E18", "13 lớn hơn mức cho phép", "13 is too large", AT_MOST_12),
    wrong("an assignment from a month in words").types("aop_assignments", 1, first="March")
        .warning("'4 Resources'!D18", "“March” là chữ, được hiểu là 3", "“March” is text, understood as 3",
                 TYPE_AS_NUMBER),
    wrong("an assignment from a season").types("aop_assignments", 1, first="Spring")
        .error("'4 Resources'!D18", "“Spring” không phải là tháng", "“Spring” is not a month", TYPE_A_MONTH),
    wrong("an assignment from a month that Excel took for a day").types("aop_assignments", 1, first=46_447.0)
        .warning("'4 Resources'!D18",
                 "“46447” là một ngày, được hiểu là tháng 3", "“46447” is a day, understood as month 3",
                 Text("Gõ 3 để các công thức trong Excel cũng hiểu đúng.",
                      "Type 3, so that Excel's own formulas see it too.")),
    wrong("an assignment until a month of the next year").types("aop_assignments", 1, last="03/2028")
        .error("'4 Resources'!E18",
               "“03/2028” nằm ngoài năm tài chính, từ 01/2027 đến 12/2027",
               "“03/2028” lies outside the fiscal year, which goes from 01/2027 to 12/2027",
               Text("Gõ số của một tháng trong năm tài chính này, từ 1 đến 12.",
                    "Type the number of a month of this year, from 1 to 12.")),
    wrong("an assignment that ends before it begins").types("aop_assignments", 3, first=11.0, last=2.0)
        .error("'4 Resources'!E20",
               "Trong năm tài chính bắt đầu từ tháng 1, tháng 2 đứng trước tháng 11",
               "In a fiscal year that begins in month 1, month 2 comes before month 11",
               SWAP_THE_MONTHS),
    wrong("an assignment that ends before it begins in a year from April", SHOP_FROM_APRIL)
        .types("aop_assignments", 1, first=2.0, last=11.0)
        .error("'4 Resources'!E18",
               "Trong năm tài chính bắt đầu từ tháng 4, tháng 11 đứng trước tháng 2",
               "In a fiscal year that begins in month 4, month 11 comes before month 2",
               SWAP_THE_MONTHS),
    wrong("a limit that stands there twice").types("aop_limits", 2, name="no new hires")
        .error("'4 Resources'!A34",
               "“no new hires” đã có ở dòng thứ 1 của bảng", "“no new hires” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("a limit in words").types("aop_limits", 1, amount="four")
        .error("'4 Resources'!C33",
               "“four” không phải là số tiền hay tỷ lệ", "“four” is neither an amount nor a percentage", TYPE_EITHER),
    wrong("a resource limit below nothing").types("aop_limits", 1, amount=-4.0)
        .error("'4 Resources'!C33", "-4 nhỏ hơn mức cho phép", "-4 is too small", FROM_0),
    wrong("a limit without a name").types("aop_limits", 1, name=None)
        .error("'4 Resources'!A33", "Thiếu “Giới hạn”", "“Limit” is missing", FILL_IN),
    wrong("a limit that is measured, but has no amount").types("aop_limits", 1, amount=None)
        .warning("'4 Resources'!C33",
                 "“No new hires” chưa có mức nên không kiểm được", "“No new hires” has no amount, so it is not checked",
                 Text("Điền mức, hoặc để trống cột Đo bằng.", "Enter the amount, or leave Measured by blank.")),
    wrong("a share as a limit without its sign").types("aop_limits", 2, amount=5.0)
        .error("'4 Resources'!C34", "5 của một tỷ lệ là 500%", "5 of a ratio is 500%",
               Text("Gõ kèm dấu phần trăm, ví dụ 5%.", "Type it with a percent sign, such as 5%.")),
    wrong("a measure of a limit that is not on the list").types("aop_limits", 1, measured_by="Heads")
        .error("'4 Resources'!B33",
               "“Heads” không có trong danh sách", "“Heads” is not on the list",
               Text("Chọn một trong: Số nhân sự, Giờ giao mỗi tháng, Chi phí nhân sự cả năm, Chi phí hoạt động cả năm, "
                    "Marketing trên doanh thu.",
                    "Choose one of: Headcount, Hours assigned a month, People cost of the year, "
                    "Operating costs of the year, Marketing share of revenue.")),
    wrong("hours of a person whom nobody knows").types("aop_hours", 1, person="Nam")
        .error("'4 Resources'!A41", "“Nam” ở cột Người chưa được khai báo", "“Nam” in Person is not known", PEOPLE),
    wrong("hours worked by nobody").types("aop_hours", 1, person=None)
        .error("'4 Resources'!A41", "Thiếu “Người”", "“Person” is missing", FILL_IN),
    wrong("hours worked on an unknown action").types("aop_hours", 1, action="HD9")
        .warning("'4 Resources'!B41", "“HD9” ở cột Hành động chưa được khai báo", "“HD9” in Action is not known",
                 ACTIONS),
    wrong("more hours worked than a month has").types("aop_hours", 1, m02=800.0)
        .error("'4 Resources'!D41", "800 lớn hơn mức cho phép", "800 is too large", AT_MOST_744),
    wrong("less than no hours worked").types("aop_hours", 1, m02=-1.0)
        .error("'4 Resources'!D41", "-1 nhỏ hơn mức cho phép", "-1 is too small", FROM_0),
    wrong("hours worked in words").types("aop_hours", 1, m02="many")
        .error("'4 Resources'!D41", "“many” không phải là số", "“many” is not a number", TYPE_A_NUMBER),
    wrong("a likelihood of 0").types("aop_risks", "RR1", likelihood=0.0)
        .error("'5 Risks'!D7", "0 nhỏ hơn mức cho phép", "0 is too small", FROM_1),
    wrong("a likelihood of 6").types("aop_risks", "RR1", likelihood=6.0)
        .error("'5 Risks'!D7", "6 lớn hơn mức cho phép", "6 is too large", AT_MOST_5),
    wrong("an impact with a fraction").types("aop_risks", "RR1", impact=2.5)
        .error("'5 Risks'!E7", "“2,5” không phải là số nguyên", "“2.5” is not a whole number", TYPE_A_WHOLE),
    wrong("an impact in words").types("aop_risks", "RR1", impact="high")
        .error("'5 Risks'!E7", "“high” không phải là số nguyên", "“high” is not a whole number", TYPE_A_WHOLE),
    wrong("a risk without an impact").types("aop_risks", "RR1", impact=None)
        .error("'5 Risks'!E7", "Thiếu “Mức ảnh hưởng”", "“Impact” is missing", FILL_IN),
    wrong("two risks of one code").types("aop_risks", "RR2", code="RR1")
        .error("'5 Risks'!B8", "“RR1” đã có ở dòng thứ 1 của bảng", "“RR1” stands in row 1 of the table already",
               ONE_OF_TWO),
    wrong("a risk without a code").types("aop_risks", "RR1", code="  ")
        .error("'5 Risks'!B7", "Thiếu “Mã”", "“Code” is missing", FILL_IN),
    wrong("a risk to an unknown goal").types("aop_risks", "RR1", goal="MT9")
        .warning("'5 Risks'!C7",
                 "“MT9” ở cột Mục tiêu bị ảnh hưởng chưa được khai báo", "“MT9” in Goal at stake is not known",
                 GOALS),
    wrong("a risk of an owner whom nobody knows").types("aop_risks", "RR1", owner="Nam")
        .warning("'5 Risks'!M7", "“Nam” ở cột Người phụ trách chưa được khai báo", "“Nam” in Owner is not known",
                 PEOPLE),
    wrong("a trigger that shows an error").types("aop_risks", "RR1", trigger=Fault("#REF!"))
        .error("'5 Risks'!G7", "Ô này đang báo lỗi #REF!", "This cell shows the error #REF!", CORRECT_THE_FORMULA),
    wrong("a trigger with a value, but no KPI").types("aop_risks", "RR1", kpi=None)
        .warning("'5 Risks'!H7",
                 "Dấu hiệu của “Purchase prices rise with supply” có so sánh, ngưỡng hay số tháng nhưng chưa có KPI",
                 "The trigger of “Purchase prices rise with supply” has a comparison, value or months, but no KPI",
                 Text("Chọn KPI cảnh báo; nếu dấu hiệu chỉ bằng chữ thì xóa ba ô kia.",
                      "Choose the trigger KPI; for a trigger in words only, clear the three other cells.")),
    wrong("a trigger with a KPI, but no value").types("aop_risks", "RR2", threshold=None)
        .warning("'5 Risks'!J8",
                 "Dấu hiệu của “Online advertising becomes less effective” có KPI nhưng chưa có ngưỡng",
                 "The trigger of “Online advertising becomes less effective” has a KPI, but no value",
                 Text("Điền Ngưỡng, hoặc xóa KPI cảnh báo.", "Enter the trigger value, or clear the trigger KPI.")),
    wrong("a trigger of a range, on no side")
        .types("aop_kpis", "BIEN-GOP", better="Within a range", target=0.3, target_to=0.4)
        .types("aop_risks", "RR1", comparison=None)
        .warning("'5 Risks'!I7",
                 "“BIEN-GOP” phải nằm trong một khoảng, nên dấu hiệu cần biết phía nào là xấu",
                 "“BIEN-GOP” should stay within a range, so its trigger needs a side",
                 Text("Chọn Ít nhất hoặc Nhiều nhất ở cột So sánh.", "Choose At least or At most in Comparison.")),
    wrong("a trigger of an unknown KPI").types("aop_risks", "RR1", kpi="MARGIN")
        .warning("'5 Risks'!H7",
                 "“MARGIN” ở cột KPI cảnh báo chưa được khai báo", "“MARGIN” in Trigger KPI is not known", KPIS),
    wrong("a trigger on a side that is not on the list").types("aop_risks", "RR1", comparison="below")
        .error("'5 Risks'!I7", "“below” không có trong danh sách", "“below” is not on the list",
               Text("Chọn một trong: Ít nhất, Nhiều nhất.", "Choose one of: At least, At most.")),
    wrong("a ratio's trigger without its sign").types("aop_risks", "RR1", threshold=35.0)
        .error("'5 Risks'!J7", "35 của một tỷ lệ là 3.500%", "35 of a ratio is 3,500%", TYPE_ITS_SIGN),
    wrong("an amount's trigger as a share").types("aop_risks", "RR3", kpi="DT")
        .error("'5 Risks'!J9",
               "“Doanh thu” không phải là tỷ lệ nên không đo bằng 90% được",
               "“Revenue” is not a ratio, so 90% cannot be its target",
               NO_RATIO),
    wrong("a trigger in words").types("aop_risks", "RR1", threshold="a third")
        .error("'5 Risks'!J7",
               "“a third” không phải là số tiền hay tỷ lệ", "“a third” is neither an amount nor a percentage",
               TYPE_EITHER),
    wrong("a trigger of no month").types("aop_risks", "RR1", in_a_row=0.0)
        .error("'5 Risks'!K7", "0 nhỏ hơn mức cho phép", "0 is too small", FROM_1),
    wrong("a trigger of more months than a year has").types("aop_risks", "RR1", in_a_row=13.0)
        .error("'5 Risks'!K7", "13 lớn hơn mức cho phép", "13 is too large", AT_MOST_12),
)
# fmt: on
