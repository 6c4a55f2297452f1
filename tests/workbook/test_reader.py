"""What the owner typed becomes records, and every mistake a problem at its cell, with its cure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest

from aop_excel.domain.actuals import ActualLine
from aop_excel.domain.plan import BudgetLine, Kind, LimitType, Rhythm
from aop_excel.errors import NotAPlan, Problem, Severity
from aop_excel.sheets import SHEETS, TABLES
from aop_excel.sheets.checks import check
from aop_excel.text import Text
from aop_excel.workbook.reader import read
from aop_excel.workbook.reading import Reading
from tests.memory_book import Held
from tests.plans import SHOP, SHOP_VI, Draft, Starter, places

Drafts = Callable[[Starter], Draft]


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


# Mistakes; every kind of them stands in the catalogue ----------------------------------------------------------------


def test_a_row_with_a_mistake_is_not_one_for_all_that_refer_to_it(shop: Draft) -> None:
    shop.types("aop_kpis", "BIEN-GOP", target="abc")  # two goals and a scorecard look at it
    (problem,) = understood(shop).problems
    assert (problem.place, problem.column) == ("aop_kpis", "target")


def test_a_name_that_is_wrong_makes_no_reference_unknown(shop: Draft) -> None:
    shop.types("aop_people", "Minh", name=True)  # goals, actions, KPIs and assignments name Minh
    (problem,) = understood(shop).problems
    assert (problem.place, problem.column) == ("aop_people", "name")


def test_every_mistake_of_a_row_is_told_at_once(shop: Draft) -> None:
    shop.types("aop_risks", "RR1", likelihood="high", impact=7.0, goal="MT9", name=None)
    found = [(each.column, each.text.en) for each in understood(shop).problems]
    assert found == [
        ("name", "“Risk” is missing"),
        ("likelihood", "“high” is not a whole number"),
        ("impact", "7 is too large"),
        ("goal", "“MT9” in Goal at stake is not known"),
    ]


def test_where_nothing_is_declared_there_is_nothing_to_choose(shop: Draft) -> None:
    shop.tables["aop_channels"][1:] = [[None, None]]
    cures = {each.cure for each in understood(shop).problems if each.column == "channel"}
    assert cures == {
        Text("Chưa có gì để chọn: khai báo trước.", "There is nothing to choose from yet: declare it first.")
    }


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
    blank: list[Held] = [None] * len(header)
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


def test_parts_of_a_kpi_may_be_kinds_in_either_language(shop: Draft) -> None:
    shop.types("aop_kpis", "QC-ON", numerator="MKT-QC + Nhân sự", denominator="Revenue; MKT-CH")
    assert warned(shop) == []
    kpi = next(kpi for kpi in understood(shop).plan.kpis if kpi.code == "QC-ON")
    assert (kpi.numerator, kpi.denominator) == (("MKT-QC", "people"), ("revenue", "MKT-CH"))
