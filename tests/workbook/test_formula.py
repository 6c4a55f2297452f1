"""Formulas that point to cells of their own table before their place on a sheet is known."""

import pytest

from aop_excel.workbook.book import Formula, column_letters


def test_relative_references_are_counted_from_the_cell_itself() -> None:
    assert Formula("SUM(R[-3]C:R[-1]C)", 0).at(10, 5) == "SUM(E7:E9)"
    assert Formula("R[1]C[-1]-RC[2]", 0).at(10, 5) == "D11-G10"


def test_texts_headers_and_sheet_names_that_look_alike_stay() -> None:
    text = "\"R[1]C\"&aop_rc[[#This Row],[RC]]&'RC'!A1&ROUNDUP(2.5,0)"
    assert Formula(text + "&R[-1]C", "").at(3, 1) == text + "&A2"


def test_a_formula_without_relative_references_is_itself() -> None:
    assert Formula("aop_year+1", 2028).at(7, 7) == "aop_year+1"


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_named_as_excel_names_them(number: int, letters: str) -> None:
    assert column_letters(number) == letters
