"""What a formula refers to."""

from __future__ import annotations

import pytest

from aop_excel.workbook.formula_references import Cells, Columns, Name, Reference, references

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("A1", [Cells("", 1, 1, 1, 1)]),
        ("SUM($B$3:D2)", [Cells("", 2, 2, 3, 4)]),
        ("'2 Budget'!$F$12+Actuals!C4", [Cells("2 Budget", 12, 6, 12, 6), Cells("Actuals", 4, 3, 4, 3)]),
        ("'Mother''s list'!A1", [Cells("Mother's list", 1, 1, 1, 1)]),
        ("SUM(Sales!A:C)", [Cells("Sales", 1, 1, LAST_ROW, 3)]),
        ("SUM(3:5)", [Cells("", 3, 1, 5, LAST_COLUMN)]),
        ("aop_budget[Full year]", [Columns("aop_budget", "Full year", "Full year", False)]),
        ("aop_budget[[#This Row],[Full year]]", [Columns("aop_budget", "Full year", "Full year", True)]),
        ("SUM(aop_budget[[#This Row],[Jan]:[Dec]])", [Columns("aop_budget", "Jan", "Dec", True)]),
        ("SUM(aop_budget[@[Jan]:[Dec]])", [Columns("aop_budget", "Jan", "Dec", True)]),
        ("aop_kpis[[To (for a range)]]", [Columns("aop_kpis", "To (for a range)", "To (for a range)", False)]),
        ("costs['[net'] '#1]", [Columns("costs", "[net] #1", "[net] #1", False)]),
        ("ROWS(costs)+SUM(costs[])+costs[#All]", [Name("costs"), *[Columns("costs", "", "", False)] * 2]),
        ("costs[[#Headers],[Jan]]", []),
        ("aop_year+rate%", [Name("aop_year"), Name("rate")]),
        ('IF(A1="B2 and aop_year","C3",D4)', [Cells("", 1, 1, 1, 1), Cells("", 4, 4, 4, 4)]),
        ("LOG10(5)+1.5E10+2E+3", []),
        ("[1]Sheet1!A1+'[Other book.xlsx]My sheet'!B2+C3", [Cells("", 3, 3, 3, 3)]),
        ("Rates!growth*XFD1048576", [Name("growth"), Cells("", LAST_ROW, LAST_COLUMN, LAST_ROW, LAST_COLUMN)]),
        ("SUM(tháng_1,Nhập.hàng)", [Name("tháng_1"), Name("Nhập.hàng")]),
        ("#REF!+A1", [Cells("", 1, 1, 1, 1)]),
    ],
)  # fmt: skip
def test_a_formula_refers_to(formula: str, found: list[Reference]) -> None:
    assert list(references(formula)) == found
