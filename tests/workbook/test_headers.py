"""Headers are found in either language, with or without diacritics, and months by all their usual names."""

import pytest

from aop_excel.domain.calendar import FiscalYear
from aop_excel.errors import Severity
from aop_excel.sheets import TABLES
from aop_excel.workbook.book import Cell
from aop_excel.workbook.headers import find_headers

YEAR = FiscalYear(2027, 1)


def header(language: str = "vi") -> list[Cell]:
    return [getattr(column.label, language) for column in TABLES["aop_actuals"].columns(YEAR)]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_headers_are_found_in_either_language(language: str) -> None:
    found, problems = find_headers(TABLES["aop_actuals"], header(language), YEAR)
    assert (found["code"], found["m01"], found["m12"], problems) == (0, 2, 13, [])


@pytest.mark.parametrize("name", ["Tháng 3", "thang 3", "Th03", "T03", "March", "mar", "  T3 "])
def test_a_month_is_found_by_what_people_call_it(name: str) -> None:
    titles = header()
    titles[4] = name
    found, problems = find_headers(TABLES["aop_actuals"], titles, YEAR)
    assert (found["m03"], problems) == (4, [])


def test_columns_may_be_moved_and_others_put_between() -> None:
    code, name, *months, total = header()
    titles = [total, "Ghi chú của tôi", *months, name, code]
    found, problems = find_headers(TABLES["aop_actuals"], titles, YEAR)
    assert (titles[found["m01"]], titles[found["code"]], problems) == ("T1", "Mã", [])


def test_months_out_of_order_are_found_but_their_total_is_doubted() -> None:
    code, name, january, february, *others = header()
    found, [problem] = find_headers(TABLES["aop_actuals"], [code, name, february, january, *others], YEAR)
    assert (found["m01"], found["m02"], problem.severity) == (3, 2, Severity.WARNING)


def test_closed_months_out_of_order_are_an_error() -> None:
    titles: list[Cell] = [column.label.vi for column in TABLES["aop_closed"].columns(YEAR)]
    _, [problem] = find_headers(TABLES["aop_closed"], titles, FiscalYear(2027, 4))
    assert problem.severity is Severity.ERROR
    assert "T4" in problem.cure.vi


def test_a_missing_month_is_an_error_that_names_what_was_found() -> None:
    titles = header()
    titles[4] = "Quý 1"
    _, [problem, *_] = find_headers(TABLES["aop_actuals"], titles, YEAR)
    assert (problem.place, problem.severity) == ("aop_actuals", Severity.ERROR)
    assert "“T3”" in problem.text.vi
    assert "“Mar”" in problem.text.en
    assert "“Quý 1”" in problem.cure.vi


def test_a_deleted_column_that_nothing_is_read_from_does_no_harm() -> None:
    _, problems = find_headers(TABLES["aop_actuals"], header()[:-1], YEAR)
    assert problems == []


def test_a_deleted_optional_column_is_only_a_warning() -> None:
    titles: list[Cell] = [column.label.vi for column in TABLES["aop_risks"].columns(YEAR) if column.key != "trigger"]
    _, [problem] = find_headers(TABLES["aop_risks"], titles, YEAR)
    assert problem.severity is Severity.WARNING
