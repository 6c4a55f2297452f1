"""What every book promises, whoever holds it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from aop_excel.backends.file import FileBook
from aop_excel.backends.live.book import LiveBook
from aop_excel.errors import NotAPlan
from aop_excel.workbook.addresses import place
from aop_excel.workbook.book import Book, Formula, Value, column_letters
from tests.memory_book import MemoryBook
from tests.office import Office

COSTS: list[list[Value]] = [
    ["Code", "Jan", "Note"],
    ["RENT", 20_000_000.0, "until June"],
    ["PAY", 35_500_000.0, None],
    [None, None, None],
]


Make = Callable[[Path, pytest.FixtureRequest], Book]


def in_memory(_folder: Path, _request: pytest.FixtureRequest) -> Book:
    return MemoryBook({"aop_costs": COSTS}, {"aop_year": 2026, "aop_start": date(2026, 1, 1)})


def in_a_file(folder: Path, _request: pytest.FixtureRequest) -> Book:
    return FileBook.open(plan(folder))


def open_in_libreoffice(folder: Path, request: pytest.FixtureRequest) -> Book:
    office: Office = request.getfixturevalue("libreoffice_open")
    return LiveBook(office.opens(plan(folder)))


def plan(folder: Path) -> Path:
    path = folder / "plan.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("2 Ngân sách")
        sheet.write("A1", 2026)
        sheet.write_datetime("A2", date(2026, 1, 1), workbook.add_format({"num_format": "dd/mm/yyyy"}))
        columns = [{"header": str(title)} for title in COSTS[0]]
        sheet.add_table("B4:D7", {"name": "aop_costs", "columns": columns, "data": COSTS[1:]})
        workbook.define_name("aop_year", "='2 Ngân sách'!$A$1")
        workbook.define_name("aop_start", "='2 Ngân sách'!$A$2")
    return path


LIVE = pytest.param(open_in_libreoffice, marks=[pytest.mark.needs_libreoffice, pytest.mark.needs_uno])


@pytest.fixture(params=[in_memory, in_a_file, LIVE])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Book:
    make: Make = request.param
    return make(tmp_path, request)


def test_rows_come_with_their_header_first(book: Book) -> None:
    assert sorted(book.names()) == ["aop_costs", "aop_start", "aop_year"]
    assert book.rows("aop_costs") == COSTS


def test_nothing_stands_right_below_the_table(book: Book) -> None:
    assert book.below("aop_costs") == [None, None, None]


def test_a_table_is_found_however_its_name_is_capitalised(book: Book) -> None:
    assert book.rows("AOP_Costs") == COSTS


def test_a_field_is_a_number_or_a_date(book: Book) -> None:
    assert (book.field("aop_year"), book.field("aop_start")) == (2026.0, date(2026, 1, 1))


def test_what_is_missing_is_told(book: Book) -> None:
    with pytest.raises(NotAPlan, match="aop_goals"):
        book.rows("aop_goals")
    with pytest.raises(NotAPlan, match="aop_month"):
        book.field("aop_month")
    with pytest.raises(NotAPlan, match="aop_month"):
        book.set_field("aop_month", 3)
    with pytest.raises(NotAPlan, match=r"aop_costs\[Feb\]"):
        book.replace_rows("aop_costs", [["Feb"], [1]])
    with pytest.raises(NotAPlan, match=r"aop_costs\[Feb\]"):
        book.address("aop_costs", 1, "Feb")


def test_writing_what_is_there_changes_nothing(book: Book) -> None:
    book.replace_rows("aop_costs", COSTS)
    book.set_field("aop_year", 2026)
    book.set_field("aop_start", date(2026, 1, 1))
    assert not book.changed


def test_only_the_named_columns_are_written(book: Book) -> None:
    book.replace_rows("aop_costs", [["jan", "Code"], [21_000_000, "RENT"], [1, "FUEL"]])
    assert book.changed
    assert book.rows("aop_costs") == [
        ["Code", "Jan", "Note"],
        ["RENT", 21_000_000.0, "until June"],
        ["FUEL", 1.0, None],
    ]


def test_a_table_grows(book: Book) -> None:
    lines: list[list[Value]] = [[f"LINE{n}", n * 1000.0] for n in range(1, 9)]
    book.replace_rows("aop_costs", [["Code", "Jan"], *lines])
    assert book.rows("aop_costs")[1:] == [[*lines[0], "until June"], *([*line, None] for line in lines[1:])]


def test_a_table_without_rows_keeps_a_blank_one(book: Book) -> None:
    book.replace_rows("aop_costs", [COSTS[0]])
    assert book.rows("aop_costs") == [COSTS[0], [None, None, None]]


def test_a_row_with_something_in_another_column_stays(book: Book) -> None:
    book.replace_rows("aop_costs", [["Code", "Jan"]])
    assert book.rows("aop_costs")[1:] == [[None, None, "until June"]]


def test_rows_are_appended_in_the_blank_ones_first(book: Book) -> None:
    book.append_rows("aop_costs", [["Code", "Jan"], ["FUEL", 5], ["TAX", 6]])
    assert book.rows("aop_costs")[1:] == [*COSTS[1:3], ["FUEL", 5.0, None], ["TAX", 6.0, None]]


def test_appending_nothing_changes_nothing(book: Book) -> None:
    book.append_rows("aop_costs", [["Code", "Jan"]])
    assert not book.changed


def test_a_prepared_formula_does_not_make_a_row_used(book: Book) -> None:
    book.replace_rows("aop_costs", [["Note"], ["a"], ["b"], [Formula("RC[-1]*2", 0.0)]])
    book.append_rows("aop_costs", [["Code"], ["FUEL"]])
    assert book.rows("aop_costs")[1:] == [["RENT", 2e7, "a"], ["PAY", 35.5e6, "b"], ["FUEL", None, 0.0]]


def test_a_formula_that_shows_nothing_waits_for_its_row(book: Book) -> None:
    book.replace_rows("aop_costs", [["Note"], ["a"], ["b"], [Formula('IF(RC[-2]="","",1)', "")]])
    book.append_rows("aop_costs", [["Code", "Note"], ["FUEL", "c"]])
    assert book.rows("aop_costs")[3] == ["FUEL", None, "c"]


def test_a_formula_that_waits_for_its_row_does_not_make_a_row_used(book: Book) -> None:
    book.replace_rows("aop_costs", [["Jan"], [1], [2], [Formula('IF(B1="","",1)', "")]])
    book.append_rows("aop_costs", [["Code", "Jan"], ["FUEL", 3]])
    assert book.rows("aop_costs")[1:] == [["RENT", 1.0, "until June"], ["PAY", 2.0, None], ["FUEL", 3.0, None]]


def test_a_formula_reads_as_its_result(book: Book) -> None:
    book.replace_rows("aop_costs", [["Code", "Jan"], ["A", Formula("1+1", 2.0)], ["B", Formula('""', "")]])
    book.set_field("aop_year", Formula("2000+27", 2027.0))
    assert book.rows("aop_costs")[1:] == [["A", 2.0, "until June"], ["B", None, None]]
    assert book.field("aop_year") == 2027


def test_a_field_that_was_set_is_shown(book: Book) -> None:
    book.set_field("aop_year", 2027)
    assert (book.changed, book.field("aop_year")) == (True, 2027.0)


def test_saved_changes_are_no_longer_changes(book: Book) -> None:
    book.replace_rows("aop_costs", [["Code"], ["FUEL"]])
    shown = book.rows("aop_costs")
    book.save()
    assert (book.changed, book.rows("aop_costs")) == (False, shown)
    book.replace_rows("aop_costs", [["Code"], ["FUEL"]])
    assert not book.changed


def test_an_address_says_where_a_row_stands(book: Book) -> None:
    first, later = book.address("aop_costs"), book.address("aop_costs", 2, "Jan")
    assert "!" in first
    assert (first[-2:], later[-2:]) in {("A1", "B3"), ("B4", "C6")}


def test_a_row_longer_than_the_header_is_a_mistake_of_ours(book: Book) -> None:
    with pytest.raises(ValueError, match="as long as"):
        book.replace_rows("aop_costs", [["Code"], ["A", 1]])


def test_formulas_are_told_by_row_and_column(book: Book) -> None:
    costs: list[list[Value | Formula]] = [
        ["Code", "Jan"],
        ["RENT", Formula("SUM(1,2)", 3.0)],
        ["PAY", Formula("R[-1]C*2", 6.0)],
    ]
    book.replace_rows("aop_costs", costs)
    first = place(book.address("aop_costs", 1, "Jan"))
    cell, below = (first.top, first.left), (first.top + 1, first.left)
    twice = f"{column_letters(first.left)}{first.top}*2"
    assert book.formulas(first.sheet) == {cell: "SUM(1,2)", below: twice}
    assert book.formulas(first.sheet, {"SUM(1,2)"}) == {below: twice}
    book.replace_rows("aop_costs", [["Jan"], [3.0], [6.0]])
    assert book.formulas(first.sheet) == {}


def test_a_sheet_that_is_not_there_has_no_formulas(book: Book) -> None:
    assert book.formulas("2025") == {}


TEXTS = [
    "=1+1",
    "007",
    "+84 90",
    "-x",
    "@Lan",
    "'tis",
    "''",
    "TRUE",
    "1/2",
    "5%",
    "12:30",
    "1e5",
    "#1",
    " x ",
    "a\nb",
    "ả",
]


def test_texts_stay_texts(book: Book) -> None:
    book.replace_rows("aop_costs", [["Note"], *([text] for text in TEXTS)])
    book.save()
    assert [row[2] for row in book.rows("aop_costs")[1:]] == TEXTS
    book.replace_rows("aop_costs", [["Note"], *([text] for text in TEXTS)])
    assert not book.changed


def test_numbers_and_logical_values_stay_what_they_are(book: Book) -> None:
    values: list[Value] = [0.1 + 0.2, -1e-9, 9_007_199_254_740_993.0, 123456789.123, True, False, 0.0]
    book.replace_rows("aop_costs", [["Jan"], *([value] for value in values)])
    book.save()
    shown = [row[1] for row in book.rows("aop_costs")[1:]]
    assert [type(value) for value in shown] == [type(value) for value in values]
    assert shown == values


def test_a_day_and_a_moment_stay_what_they_are(book: Book) -> None:
    for value in (date(2027, 3, 15), datetime(2027, 8, 3, 9, 30)):
        book.set_field("aop_start", value)
        book.save()
        assert book.field("aop_start") == value
        book.set_field("aop_start", value)
        assert not book.changed
