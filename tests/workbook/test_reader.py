"""What the owner typed becomes records, and every mistake a problem at its cell, with its cure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.domain.actuals import ActualLine
from aop_excel.domain.plan import BudgetLine, Kind, LimitType, Rhythm
from aop_excel.errors import NotAPlan, Problem, Severity
from aop_excel.sheets import FIELDS, SHEETS, TABLES
from aop_excel.sheets.checks import CHECKS, check
from aop_excel.text import Text
from aop_excel.workbook.book import UNCALCULATED, Cell, Fault
from aop_excel.workbook.reader import read
from aop_excel.workbook.reading import Reading
from tests.plans import SHOP, SHOP_VI, Draft, Row, Starter, places

Drafts = Callable[[Starter], Draft]

TYPE_AN_AMOUNT = Text("Gõ một số, ví dụ 1500000 hoặc 1,5 triệu.", "Type a number, such as 1500000 or 1.5 million.")
TYPE_AS_NUMBER = Text(
    "Gõ lại thành số để các công thức trong Excel cũng tính được.",
    "Type it as a number, so that Excel's own formulas calculate with it too.",
)
FILL_IN = Text("Điền ô này, hoặc xóa cả dòng nếu không dùng.", "Fill in this cell, or clear the row if it is not used.")
FILL_IN_FIELD = Text("Điền ô này.", "Fill in this cell.")
ONE_OF_TWO = Text("Đổi thành giá trị khác, hoặc xóa một trong hai dòng.", "Change it, or delete one of the rows.")
KINDS = Text(
    "Chọn một trong: Doanh thu, Giá vốn hàng bán, Marketing, Nhân sự, Định phí khác, Biến phí khác, Nhập hàng, "
    "Đầu tư tài sản, Số lượng.",
    "Choose one of: Revenue, Cost of goods sold, Marketing, People, Other fixed cost, Other variable cost, Purchases, "
    "Capital spending, Quantity.",
)


@pytest.fixture(scope="module")
def drafts(made: Callable[[Starter], Path]) -> Drafts:
    """BabyCare House in memory, to be typed into."""
    books = {starter: FileBook.open(made(starter)) for starter in (SHOP, SHOP_VI)}

    def draft(starter: Starter) -> Draft:
        return Draft(books[starter], {name: books[starter].field(name) for name in FIELDS})

    return draft


@pytest.fixture
def shop(drafts: Drafts) -> Draft:
    return drafts(SHOP)


def understood(draft: Draft) -> Reading:
    """What is read where the settings are in order."""
    reading = read(draft.book, SHEETS)
    assert isinstance(reading, Reading)
    return reading


def budget(reading: Reading, code: str) -> BudgetLine:
    return next(line for line in reading.plan.lines if line.code == code)


def actual(reading: Reading, code: str) -> ActualLine:
    return next(line for line in reading.actuals.lines if line.code == code)


# One mistake, one problem ---------------------------------------------------------------------

Mistake = tuple[str, Row, str, Cell, Text, Text]

ERRORS: dict[str, Mistake] = {
    "words for an amount": (
        "aop_actuals", "MKT-QC", "m07", "abc",
        Text("“abc” không phải là số tiền", "“abc” is not an amount"), TYPE_AN_AMOUNT,
    ),
    "an amount that can be two": (
        "aop_actuals", "MKT-QC", "m07", "1.234",
        Text("“1.234” có thể là 1234 hoặc 1.2340", "“1.234” can mean 1234 or 1.2340"),
        Text("Gõ lại thành 1234 hoặc 1.2340.", "Type it again as 1234 or 1.2340."),
    ),
    "a unit that can be two": (
        "aop_budget", "MKT-QC", "annual", "2t",
        Text("Chữ “t” trong “2t” có thể là triệu hoặc tỷ", "The “t” in “2t” can mean million or billion"),
        Text("Gõ lại với “tr” (triệu) hoặc “tỷ”.", "Type it again with “tr” (million) or “tỷ” (billion)."),
    ),
    "a date for an amount": (
        "aop_actuals", "MKT-QC", "m07", date(2027, 7, 1),
        Text("Ô này có định dạng ngày (01/07/2027) nên không đọc được thành số",
             "This cell is formatted as a date (01/07/2027), so it cannot be read as a number"),
        Text("Đổi định dạng ô sang Số (Number), rồi gõ lại số.",
             "Change the cell's format to Number, then type the number again."),
    ),
    "an Excel error": (
        "aop_actuals", "MKT-QC", "m07", Fault("#REF!"),
        Text("Ô này đang báo lỗi #REF!", "This cell shows the error #REF!"),
        Text("Sửa công thức trong ô, hoặc gõ thẳng giá trị.", "Correct the cell's formula, or type the value itself."),
    ),
    "a formula without a result": (
        "aop_budget", "MKT-QC", "m07", UNCALCULATED,
        Text("Công thức này chưa có kết quả: tệp được lưu bởi một chương trình không tính toán",
             "This formula has no result: the file was saved by a program that does not calculate"),
        Text("Mở tệp bằng Excel hoặc LibreOffice, lưu lại, rồi cập nhật lần nữa.",
             "Open the file in Excel or LibreOffice, save it, then refresh again."),
    ),
    "an unknown kind": (
        "aop_budget", "MKT-QC", "kind", "Advertisement",
        Text("“Advertisement” không có trong danh sách", "“Advertisement” is not on the list"), KINDS,
    ),
    "an unknown channel": (
        "aop_budget", "MKT-QC", "channel", "Web",
        Text("“Web” ở cột Kênh chưa được khai báo", "“Web” in Channel is not known"),
        Text("Chọn một trong: Store, Online; hoặc khai báo thêm.",
             "Choose one of: Store, Online; or declare it first."),
    ),
    "an assignment of nobody we know": (
        "aop_assignments", 1, "person", "Nam",
        Text("“Nam” ở cột Người chưa được khai báo", "“Nam” in Person is not known"),
        Text("Chọn một trong: Hạnh, Minh, Lan, Tú; hoặc khai báo thêm.",
             "Choose one of: Hạnh, Minh, Lan, Tú; or declare it first."),
    ),
    "a code that stands there twice": (
        "aop_budget", "MKT-KOC", "code", "mkt-qc",  # to Excel, small and capital letters are one
        Text("“mkt-qc” đã có ở dòng thứ 17 của bảng", "“mkt-qc” stands in row 17 already"), ONE_OF_TWO,
    ),
    "a code with a character that formulas take for another": (
        "aop_risks", "RR1", "code", "RR*1",
        Text("“RR*1” có ký tự không dùng được trong mã", "“RR*1” has a character that a code cannot have"),
        Text('Không dùng * ? ~ " | và không bắt đầu bằng < > =.', 'Leave out * ? ~ " | and do not begin with < > =.'),
    ),
    "a line without a kind": (
        "aop_budget", "MKT-QC", "kind", None, Text("Thiếu “Loại”", "“Kind” is missing"), FILL_IN,
    ),
    "a risk without a code": (
        "aop_risks", "RR1", "code", "  ", Text("Thiếu “Mã”", "“Code” is missing"), FILL_IN,
    ),
    "a percentage without its sign": (
        "aop_kpis", "DT", "red", 35.0,
        Text("“35” có thể là 35% hoặc 3500%", "“35” can mean 35% or 3500%"),
        Text("Gõ 35% kèm dấu %. Nếu đúng là 3500%, gõ '3500% với dấu nháy đơn ở đầu.",
             "Type 35% with its % sign. If you do mean 3500%, type '3500% with the apostrophe in front."),
    ),
    "a date with the month first": (
        "aop_actions", "HD1", "due", "3/25/2027",
        Text("Không có ngày “3/25/2027”", "There is no day “3/25/2027”"),
        Text("Ngày đứng trước tháng: gõ 25/3/2027 nếu bạn muốn nói ngày đó.",
             "The day comes before the month: type 25/3/2027 if that is the day you mean."),
    ),
    "a due date before the start": (
        "aop_actions", "HD1", "due", date(2027, 1, 9),
        Text("Hạn hoàn thành đứng trước ngày bắt đầu", "The due date is before the start date"),
        Text("Sửa một trong hai ngày.", "Correct one of the two dates."),
    ),
    "a mark that can mean anything": (
        "aop_closed", 1, "m07", "?",
        Text("“?” không phải là dấu x", "“?” is not a mark"),
        Text("Gõ x để đánh dấu, hoặc để trống.", "Type x to mark it, or leave it blank."),
    ),
    "a count with a fraction": (
        "aop_risks", "RR1", "impact", 2.5,
        Text("“2.5” không phải là số nguyên", "“2.5” is not a whole number"),
        Text("Gõ một số không có phần lẻ, ví dụ 12.", "Type a number without a fraction, such as 12."),
    ),
    "more than the scale has": (
        "aop_risks", "RR1", "likelihood", 7.0,
        Text("7 lớn hơn mức cho phép", "7 is too large"), Text("Nhập số không quá 5.", "Enter a number of at most 5."),
    ),
    "less than nothing": (
        "aop_people", "Lan", "hours", -1.5,
        Text("-1,5 nhỏ hơn mức cho phép", "-1.5 is too small"),
        Text("Nhập số từ 0 trở lên.", "Enter a number from 0 up."),
    ),
    "limits in the wrong order": (
        "aop_kpis", "DT", "red", 0.01,
        Text("Ngưỡng đỏ nhỏ hơn ngưỡng vàng", "The red limit is below the amber limit"),
        Text("Để ngưỡng đỏ bằng hoặc lớn hơn ngưỡng vàng.", "Make the red limit equal or larger."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", ERRORS.values(), ids=ERRORS)
def test_a_mistake_is_told_with_its_cell_and_its_cure(shop: Draft, mistake: Mistake) -> None:
    table, row, column, typed, text, cure = mistake
    number = shop.number(table, row)
    shop.types(table, row, **{column: typed})
    assert understood(shop).problems == [Problem(table, text, cure, number, column)]


WARNINGS: dict[str, Mistake] = {
    "an unknown goal": (
        "aop_budget", "MKT-QC", "goal", "MT9",
        Text("“MT9” ở cột Phục vụ mục tiêu chưa được khai báo", "“MT9” in Goal served is not known"),
        Text("Chọn một trong: MT1, MT2, MT3; hoặc khai báo thêm.",
             "Choose one of: MT1, MT2, MT3; or declare it first."),
    ),
    "an owner nobody knows": (
        "aop_goals", "MT1", "owner", "Nam",
        Text("“Nam” ở cột Người phụ trách chưa được khai báo", "“Nam” in Owner is not known"),
        Text("Chọn một trong: Hạnh, Minh, Lan, Tú; hoặc khai báo thêm.",
             "Choose one of: Hạnh, Minh, Lan, Tú; or declare it first."),
    ),
    "an amount typed as text": (
        "aop_actuals", "MKT-QC", "m07", "1,5 tỷ",
        Text("“1,5 tỷ” là chữ, được hiểu là 1.500.000.000", "“1,5 tỷ” is text, understood as 1,500,000,000"),
        TYPE_AS_NUMBER,
    ),
    "a percentage typed as text": (
        "aop_kpis", "DT", "red", "7,5%",
        Text("“7,5%” là chữ, được hiểu là 7,5%", "“7,5%” is text, understood as 7.5%"), TYPE_AS_NUMBER,
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", WARNINGS.values(), ids=WARNINGS)
def test_what_makes_no_total_wrong_is_only_worth_a_look(shop: Draft, mistake: Mistake) -> None:
    table, row, column, typed, text, cure = mistake
    number = shop.number(table, row)
    shop.types(table, row, **{column: typed})
    reading = understood(shop)
    assert reading.problems == [Problem(table, text, cure, number, column, Severity.WARNING)]
    assert reading.errors == []


def test_a_row_with_a_mistake_is_not_one_for_all_that_refer_to_it(shop: Draft) -> None:
    shop.types("aop_kpis", "BIEN-GOP", target="abc")  # two goals and a scorecard look at it
    (problem,) = understood(shop).problems
    assert (problem.place, problem.column) == ("aop_kpis", "target")


def test_every_mistake_is_told_at_once(shop: Draft) -> None:
    shop.types("aop_actuals", "MKT-QC", m07="abc", m08="def")
    shop.types("aop_budget", "CP-MB", kind="Rent")
    assert [(each.place, each.column) for each in understood(shop).problems] == [
        ("aop_budget", "kind"),
        ("aop_actuals", "m07"),
        ("aop_actuals", "m08"),
    ]


# Numbers and words as people type them ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "dong"),
    [("1,5 tỷ", 1_500_000_000), ("500tr", 500_000_000), ("(123)", -123), ("12 000 000", 12_000_000), ("0", 0)],
)
def test_an_amount_typed_as_text_is_used_and_its_formulas_are_not(shop: Draft, typed: str, dong: float) -> None:
    shop.types("aop_actuals", "MKT-QC", m07=typed)
    reading = understood(shop)
    assert actual(reading, "MKT-QC").months[6] == dong
    assert reading.inexact == {("aop_actuals", "MKT-QC", "m07")}
    assert [problem.severity for problem in reading.problems] == [Severity.WARNING]


def test_one_clear_amount_proves_how_its_column_is_written(shop: Draft) -> None:
    shop.types("aop_actuals", "MKT-QC", m07="1.234")
    shop.types("aop_actuals", "MKT-KOC", m07="1.234.567")
    reading = understood(shop)
    assert (actual(reading, "MKT-QC").months[6], actual(reading, "MKT-KOC").months[6]) == (1234, 1_234_567)
    assert reading.errors == []


def test_zero_is_an_amount_and_blank_is_not_reported(shop: Draft) -> None:
    shop.types("aop_actuals", "MKT-QC", m07=0.0, m08=None)
    assert actual(understood(shop), "MKT-QC").months[6:8] == (0, None)


def test_a_day_can_be_text_with_the_day_first(shop: Draft) -> None:
    shop.types("aop_actions", "HD1", start="5/1/2027", due="31-3-27")
    action = next(action for action in understood(shop).plan.actions if action.code == "HD1")
    assert (action.start, action.due) == (date(2027, 1, 5), date(2027, 3, 31))


def test_a_word_from_a_list_may_be_in_either_language_and_without_diacritics(shop: Draft) -> None:
    shop.types("aop_budget", "CP-MB", kind="dinh phi KHAC", limit="Không được vượt")
    shop.types("aop_kpis", "DT", measure="doanh thu", rhythm="hàng quý")
    reading = understood(shop)
    assert reading.problems == []
    assert (budget(reading, "CP-MB").kind, budget(reading, "CP-MB").limit) == (Kind.FIXED, LimitType.HARD)
    assert next(kpi for kpi in reading.plan.kpis if kpi.code == "DT").rhythm is Rhythm.QUARTERLY
    # Excel knows both languages' words, but none without their diacritics.
    assert reading.inexact == {("aop_budget", "CP-MB", "kind")}


@pytest.mark.parametrize("typed", [" mt2 ", "\u00a0MT2", "MT2\u200b"])
def test_a_code_is_known_in_spite_of_blanks_and_capitals(shop: Draft, typed: str) -> None:
    shop.types("aop_budget", "CP-MB", goal=typed)
    reading = understood(shop)
    assert reading.problems == []
    assert budget(reading, "CP-MB").goal == "MT2"


def test_a_name_is_known_however_its_letters_are_composed_or_bare(shop: Draft) -> None:
    shop.types("aop_assignments", 4, person=unicodedata.normalize("NFD", "Hạnh"))
    shop.types("aop_assignments", 5, person="hanh")
    reading = understood(shop)
    assert reading.problems == []
    assert [assignment.person for assignment in reading.plan.assignments[3:]] == ["Hạnh", "Hạnh"]


def test_actuals_find_their_line_in_spite_of_blanks_and_capitals(shop: Draft) -> None:
    shop.types("aop_actuals", "MKT-QC", code=" mkt-qc", m07="5tr")
    reading = understood(shop)
    assert actual(reading, "MKT-QC").months[6] == 5_000_000
    assert list(check(reading)) == []
    # Excel does not find the code behind its blank: nothing in this row can be fetched by a formula.
    assert ("aop_actuals", "MKT-QC", "m01") in reading.inexact
    assert ("aop_actuals", "MKT-QC", "m07") in reading.inexact


def test_capitals_are_nothing_to_excel(shop: Draft) -> None:
    shop.types("aop_actuals", "MKT-QC", code="mkt-qc")
    assert understood(shop).inexact == set()


def test_two_lines_of_actuals_are_never_taken_for_one(shop: Draft) -> None:
    shop.types("aop_budget", "CP-MB", code="LƯƠNG")
    shop.types("aop_actuals", "CP-MB", code="LƯƠNG")
    shop.types("aop_actuals", "CP-PM", code="LUONG")
    assert [line.code for line in understood(shop).actuals.lines if line.code.startswith("L")] == ["LƯƠNG", "LUONG"]


def test_a_code_can_be_a_number(shop: Draft) -> None:
    shop.types("aop_budget", "CP-MB", code=6421.0)
    shop.types("aop_actuals", "CP-MB", code="6421")
    reading = understood(shop)
    assert budget(reading, "6421").name == "Rent"
    assert actual(reading, "6421").months[0] == 30_000_000


# The owner rearranges the sheet ---------------------------------------------------------------------


def test_headers_may_be_in_the_other_language(drafts: Drafts) -> None:
    english, vietnamese = drafts(SHOP), drafts(SHOP_VI)
    for table, rows in english.tables.items():
        rows[0] = vietnamese.tables[table][0]
    assert read(english.book, SHEETS) == with_headers_of(vietnamese, understood(drafts(SHOP)))


def with_headers_of(other: Draft, reading: Reading) -> Reading:
    reading.headers = understood(other).headers
    return reading


def test_headers_may_lack_diacritics_and_have_blanks(drafts: Drafts) -> None:
    draft = drafts(SHOP_VI)
    plan = understood(draft).plan
    where = places(draft.book, "aop_budget")
    header = draft.tables["aop_budget"][0]
    header[where["name"]], header[where["kind"]], header[where["annual"]] = "dong ngan sach ", "LOAI", "Cả\u00a0năm"
    header[where["m01"]], header[where["m02"]] = "Tháng 1", "February"
    reading = understood(draft)
    assert reading.problems == []
    assert reading.plan == plan
    assert reading.headers["aop_budget"]["m01"] == "Tháng 1"


def test_columns_may_be_moved_and_inserted(shop: Draft) -> None:
    before = understood(shop)
    for table, rows in shop.tables.items():
        if TABLES[table].record:
            shop.tables[table] = [["My own", *row[1:], row[0]] for row in rows[:1]] + [
                [7.0, *row[1:], row[0]] for row in rows[1:]
            ]
    after = understood(shop)
    assert (after.plan, after.actuals, after.problems) == (before.plan, before.actuals, [])


def test_a_calculated_column_may_be_deleted(shop: Draft) -> None:
    where = places(shop.book, "aop_budget")
    for row in shop.tables["aop_budget"]:
        del row[where["check"]]
    assert understood(shop).problems == []


def test_rows_may_be_sorted_and_blank_ones_inserted(shop: Draft) -> None:
    before = understood(shop)
    header, *rows = shop.tables["aop_budget"]
    filled = [row for row in rows if row[0] is not None]
    blank: list[Cell] = [None] * len(header)
    shop.tables["aop_budget"] = [header, blank, *reversed(filled[:5]), blank, blank, *filled[5:], blank]
    after = understood(shop)
    assert after.problems == []
    assert {line.code: line for line in after.plan.lines} == {line.code: line for line in before.plan.lines}
    assert [each.row for each in after.found["aop_budget"]][:7] == [2, 3, 4, 5, 6, 9, 10]


def test_a_missing_column_that_matters_is_one_error(shop: Draft) -> None:
    where = places(shop.book, "aop_actuals")
    shop.tables["aop_actuals"] = [row[:3] for row in shop.tables["aop_actuals"]]
    shop.tables["aop_actuals"][0][where["m01"]] = "Xuân"
    problems = understood(shop).errors
    assert {problem.place for problem in problems} == {"aop_actuals"}
    assert problems[0] == Problem(
        "aop_actuals",
        Text("Bảng “Số thực hiện” thiếu cột “T1”", "Table “Actual amounts” has no column “Jan”"),
        Text(
            "Đặt lại tên cột như cũ hoặc thêm lại cột. Các cột đang có: “Code”, “Budget line”, “Xuân”.",
            "Give the column its name back, or add it again. The columns found: “Code”, “Budget line”, “Xuân”.",
        ),
    )
    assert len(problems) == 12  # one for each month, none for the rows


def test_a_missing_column_that_may_stay_blank_is_worth_a_look(shop: Draft) -> None:
    where = places(shop.book, "aop_budget")
    shop.tables["aop_budget"][0][where["note"]] = "Remarks"
    (problem,) = understood(shop).problems
    assert problem.severity is Severity.WARNING
    assert problem.text == Text(
        "Bảng “Dòng ngân sách” thiếu cột “Ghi chú”", "Table “Budget lines” has no column “Note”"
    )


def test_missing_tables_and_fields_are_named_with_their_cure(shop: Draft) -> None:
    del shop.tables["aop_goals"]
    del shop.fields["aop_year"]
    found = read(shop.book, SHEETS)
    assert isinstance(found, list)
    assert [(problem.place, problem.text) for problem in found] == [
        (
            "aop_goals",
            Text("Bảng “Mục tiêu năm” (aop_goals) không còn trong sổ", "Table “Goals of the year” (aop_goals) is gone"),
        ),
        (
            "aop_year",
            Text(
                "Ô “Năm tài chính bắt đầu” (aop_year) không còn tên",
                "The cell “Fiscal year begins in” (aop_year) has lost its name",
            ),
        ),
    ]
    assert {problem.cure.en for problem in found} == {
        "Go back to the version before with aop undo, or run aop repair to make it again in a new file."
    }


def test_a_workbook_without_any_of_it_is_not_a_plan(shop: Draft) -> None:
    shop.tables, shop.fields = {}, {}
    with pytest.raises(NotAPlan):
        read(shop.book, SHEETS)


def test_lists_that_are_gone_are_worth_a_look(shop: Draft) -> None:
    shop.lists -= {"aop_list_kind", "aop_list_of_goals_code"}
    (problem,) = understood(shop).problems
    assert problem.severity is Severity.WARNING
    assert "(aop_list_kind, aop_list_of_goals_code)" in problem.text.vi
    assert "2 lists" in problem.text.en


# Settings ---------------------------------------------------------------------

TEXT_2027 = Text("“2027” là chữ, được hiểu là 2027", "“2027” is text, understood as 2027")
SETTINGS: list[tuple[str, Cell, Text, Text]] = [
    ("aop_year", None, Text("Thiếu “Năm tài chính bắt đầu”", "“Fiscal year begins in” is missing"), FILL_IN_FIELD),
    ("aop_year", "2027", TEXT_2027, TYPE_AS_NUMBER),
    (
        "aop_year", 27.0, Text("27 nhỏ hơn mức cho phép", "27 is too small"),
        Text("Nhập số từ 2000 trở lên.", "Enter a number from 2000 up."),
    ),
    (
        "aop_start_month", 13.0, Text("13 lớn hơn mức cho phép", "13 is too large"),
        Text("Nhập số không quá 12.", "Enter a number of at most 12."),
    ),
    (
        "aop_report_month", 0.0, Text("0 nhỏ hơn mức cho phép", "0 is too small"),
        Text("Nhập số từ 1 trở lên.", "Enter a number from 1 up."),
    ),
    ("aop_report_month", "7", Text("“7” là chữ, được hiểu là 7", "“7” is text, understood as 7"), TYPE_AS_NUMBER),
    (
        "aop_language", "Deutsch", Text("“Deutsch” không có trong danh sách", "“Deutsch” is not on the list"),
        Text("Chọn một trong: Tiếng Việt, English.", "Choose one of: Tiếng Việt, English."),
    ),
    (
        "aop_material_percent", None,
        Text("Thiếu “Ngưỡng trọng yếu (%)”", "“Material from (%)” is missing"), FILL_IN_FIELD,
    ),
    (
        "aop_material_percent", 10.0, Text("“10” có thể là 10% hoặc 1000%", "“10” can mean 10% or 1000%"),
        Text("Gõ 10% kèm dấu %. Nếu đúng là 1000%, gõ '1000% với dấu nháy đơn ở đầu.",
             "Type 10% with its % sign. If you do mean 1000%, type '1000% with the apostrophe in front."),
    ),
    (
        "aop_material_floor", "5tr",
        Text("“5tr” là chữ, được hiểu là 5.000.000", "“5tr” is text, understood as 5,000,000"), TYPE_AS_NUMBER,
    ),
    (
        "aop_status_band", "0,5%", Text("“0,5%” là chữ, được hiểu là 0,5%", "“0,5%” is text, understood as 0.5%"),
        TYPE_AS_NUMBER,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "typed", "text", "cure"), SETTINGS)
def test_a_setting_must_be_right_since_all_formulas_use_it(
    shop: Draft, name: str, typed: Cell, text: Text, cure: Text
) -> None:
    shop.fields[name] = typed
    reading = read(shop.book, SHEETS)
    problems = reading if isinstance(reading, list) else reading.problems
    assert problems == [Problem(name, text, cure)]


@pytest.mark.parametrize(
    "name", ["aop_company", "aop_language", "aop_report_month", "aop_status_band", "aop_what_matters"]
)
def test_a_setting_that_may_be_blank(shop: Draft, name: str) -> None:
    shop.fields[name] = None
    assert understood(shop).problems == []


# What one table says against another ---------------------------------------------------------------------


def warned(draft: Draft) -> list[Problem]:
    reading = understood(draft)
    assert reading.errors == []
    return list(check(reading))


def warned_or_wrong(draft: Draft) -> list[Problem]:
    return list(check(understood(draft)))


def test_a_new_plan_passes_every_check(shop: Draft) -> None:
    assert warned(shop) == []
    assert len(CHECKS) == 7  # each has its failing example below


def test_a_code_that_is_the_name_of_a_kind(shop: Draft) -> None:
    shop.types("aop_budget", "DT-TS", code="marketing")
    [problem] = [each for each in warned_or_wrong(shop) if each.place == "aop_budget"]
    assert (problem.row, problem.column, problem.severity) == (
        shop.number("aop_budget", "marketing"),
        "code",
        Severity.ERROR,
    )
    assert (problem.text.vi, problem.text.en) == (
        "Mã “marketing” không dùng được",
        "The code “marketing” cannot be used",
    )


def test_a_ratio_whose_target_lacks_its_percent_sign(shop: Draft) -> None:
    shop.types("aop_goals", "MT2", target=45.0)
    [problem] = warned_or_wrong(shop)
    assert (problem.place, problem.row, problem.column) == ("aop_goals", shop.number("aop_goals", "MT2"), "target")
    assert (problem.text.vi, problem.text.en) == ("45 của một tỷ lệ là 4.500%", "45 of a ratio is 4,500%")
    assert problem.severity is Severity.ERROR


def test_months_that_do_not_add_up(shop: Draft) -> None:
    shop.types("aop_budget", "CP-MB", m12=31_500_000.0)  # twelve months of 30 million were planned
    assert warned(shop) == [
        Problem(
            "aop_budget",
            Text(
                "Các tháng của “Rent” cộng lại lệch +1.500.000 so với cả năm",
                "The months of “Rent” differ by +1,500,000 from its full year",
            ),
            Text(
                "Sửa cột Cả năm hoặc các tháng; kết quả tính theo các tháng.",
                "Correct the full year or the months; results use the months.",
            ),
            shop.number("aop_budget", "CP-MB"),
            "annual",
            Severity.WARNING,
        )
    ]


def test_a_closed_month_without_any_figure_is_told_once(shop: Draft) -> None:
    shop.types("aop_closed", 1, m07="x")
    assert warned(shop) == [
        Problem(
            "aop_closed",
            Text("Tháng 7 đã chốt nhưng chưa có số nào", "Month 7 is closed without any figures"),
            Text("Điền số thực hiện, hoặc bỏ dấu x.", "Enter the actuals, or take the x away."),
            1,
            "m07",
            Severity.WARNING,
        )
    ]


def test_a_closed_month_without_a_figure(shop: Draft) -> None:
    shop.types("aop_actuals", "CP-MB", m02=None, m05=None)
    shop.types("aop_actuals", "DT-TS", m01=None)  # nothing was planned there in January
    assert warned(shop) == [
        Problem(
            "aop_actuals",
            Text("“Rent” chưa có số của tháng đã chốt: 2, 5", "“Rent” has no figure for closed months: 2, 5"),
            Text("Điền số thực hiện, hoặc 0 nếu không phát sinh.", "Enter the amount, or 0 if there was none."),
            shop.number("aop_actuals", "CP-MB"),
            "m02",
            Severity.WARNING,
        )
    ]


def test_actuals_of_a_line_that_left_the_budget(shop: Draft) -> None:
    at = shop.number("aop_actuals", "CP-MB")
    shop.types("aop_actuals", "CP-MB", code="CP-KHO", m06=-1_000_000.0)
    shop.types("aop_budget", "CP-MB", **dict.fromkeys(places(shop.book, "aop_budget")))
    # 30 million in each of five months, less one
    assert warned(shop) == [
        Problem(
            "aop_actuals",
            Text(
                "“CP-KHO” không còn trong Ngân sách nhưng có số thực hiện 149.000.000; số này không vào tổng nào",
                "“CP-KHO” is no longer in Budget but has actuals of 149,000,000, which are in no total",
            ),
            Text(
                "Thêm lại dòng vào Ngân sách, hoặc chuyển số sang dòng khác.",
                "Add the line to Budget again, or move the amounts to another line.",
            ),
            at,
            "code",
            Severity.WARNING,
        )
    ]


def test_a_line_that_left_the_budget_without_a_trace(shop: Draft) -> None:
    months = {f"m{month:02d}": None for month in range(1, 13)}
    shop.types("aop_actuals", "CP-MB", code="CP-KHO", **months)
    shop.types("aop_budget", "CP-MB", **dict.fromkeys(places(shop.book, "aop_budget")))
    assert warned(shop) == []


def test_a_month_left_open_before_a_closed_one(shop: Draft) -> None:
    shop.types("aop_closed", 1, m03=None)
    assert warned(shop) == [
        Problem(
            "aop_closed",
            Text("Tháng 3 chưa chốt, dù tháng sau đã chốt", "Month 3 is open, but a later one is closed"),
            Text("Chốt tháng này; nếu không, lũy kế không tính nó.", "Close it; else year to date leaves it out."),
            1,
            "m03",
            Severity.WARNING,
        )
    ]


@pytest.mark.parametrize(
    ("kpi", "cells", "column", "text"),
    [
        (
            "TY-TRONG-ON", {"measure": "Channel share of revenue", "channel": None}, "channel",
            Text("“Tỷ trọng kênh trong doanh thu” cần một kênh", "“Channel share of revenue” needs a channel"),
        ),
        (
            "LN", {"channel": "Store"}, "channel",
            Text("KPI này không tính riêng theo kênh", "This KPI is not measured by channel"),
        ),
        (
            "QC-ON", {"numerator": None}, "numerator",
            Text("KPI tự định nghĩa chưa có tử số", "Your own KPI has no numerator"),
        ),
        (
            "QC-ON", {"denominator": "DT-ON-SUA + Advertisement"}, "denominator",
            Text("“Advertisement” không phải mã dòng hay loại nào", "“Advertisement” is no line's code and no kind"),
        ),
        (
            "DT", {"better": "Within a range", "target": 4e9}, "target_to",
            Text("KPI theo khoảng cần cả hai đầu", "A range needs both its ends"),
        ),
    ],
)  # fmt: skip
def test_a_kpi_that_is_not_fully_defined(
    shop: Draft, kpi: str, cells: dict[str, Cell], column: str, text: Text
) -> None:
    shop.types("aop_kpis", kpi, **cells)
    at = shop.number("aop_kpis", kpi)
    (problem,) = warned(shop)
    assert (problem.place, problem.row, problem.column, problem.text) == ("aop_kpis", at, column, text)
    assert problem.severity is Severity.ERROR
    assert problem.cure.vi
    assert problem.cure.en


def test_parts_of_a_kpi_may_be_kinds_in_either_language(shop: Draft) -> None:
    shop.types("aop_kpis", "QC-ON", numerator="MKT-QC + Nhân sự", denominator="Revenue; MKT-CH")
    assert warned(shop) == []
    kpi = next(kpi for kpi in understood(shop).plan.kpis if kpi.code == "QC-ON")
    assert (kpi.numerator, kpi.denominator) == (("MKT-QC", "people"), ("revenue", "MKT-CH"))
