import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from aop_excel.domain.phasing import apportion, cumulative_shares, round_half_away, split
from aop_excel.workbook.book import column_letters
from tests import libreoffice

whole_amounts = st.integers(-(10**13), 10**13)
whole_weights = st.lists(st.integers(0, 10**10), min_size=1, max_size=24).filter(any)
weights = st.lists(st.floats(0, 1e10, allow_subnormal=False), min_size=1, max_size=24).filter(lambda w: sum(w) > 1e-3)
Divider = Callable[[float, Sequence[float]], tuple[float, ...]]
DIVIDERS: list[Divider] = [split, apportion]


@pytest.mark.parametrize(
    ("amount", "whole"),
    [
        (0.5, 1),
        (-0.5, -1),
        (2.5, 3),
        (-2.5, -3),
        (2.4, 2),
        (-2.4, -2),
        (0.49999999999999994, 0),
        (4503599627370497.0,) * 2,
    ],
)
def test_half_a_dong_goes_away_from_zero(amount: float, whole: float) -> None:
    assert round_half_away(amount) == whole


def test_a_hundred_dong_over_twelve_even_months() -> None:
    # 8.33, 16.67, 25.00 … to date, rounded, then each less the one before
    assert split(100, [1] * 12) == (8, 9, 8, 8, 9, 8, 8, 9, 8, 8, 9, 8)


def test_halves_in_the_running_total_go_up() -> None:
    # 1.25, 2.5, 3.75, 5 to date -> 1, 3, 4, 5
    assert split(5, [1, 1, 1, 1]) == (1, 2, 1, 1)
    assert split(-5, [1, 1, 1, 1]) == (-1, -2, -1, -1)


def test_the_product_is_formed_before_the_division() -> None:
    # 45 × (1/90) would be a little over or under one half in floats; 45 × 1 / 90 is one half
    assert split(45, [1, 89]) == (1, 44)
    assert split(15, [11, 319]) == (1, 14)


def test_months_of_a_seasonal_year() -> None:
    # 4,800 million by 2 : 1 : 1, million to date 2400, 3600, 4800
    assert split(4_800_000_000, [2, 1, 1]) == (2_400_000_000, 1_200_000_000, 1_200_000_000)


def test_a_month_without_weight_gets_nothing() -> None:
    assert split(10, [0, 3, 0, 1, 0]) == (0, 8, 0, 2, 0)


def test_an_amount_with_a_fraction_is_rounded_once() -> None:
    assert split(100.4, [1, 1, 1]) == (33, 34, 33)
    assert sum(split(2.5, [0.1] * 7)) == 3


@given(whole_amounts, weights)
def test_months_add_up_to_the_last_dong(amount: float, weights: list[float]) -> None:
    months = split(amount, weights)
    assert sum(months) == amount
    assert all(month == int(month) for month in months)


@given(st.floats(-1e12, 1e12), weights)
def test_months_of_any_amount_add_up_to_it_rounded(amount: float, weights: list[float]) -> None:
    assert sum(split(amount, weights)) == sum(apportion(amount, weights)) == round_half_away(amount)


@given(whole_amounts, whole_weights)
def test_each_year_to_date_is_within_half_a_dong(amount: int, weights: list[int]) -> None:
    to_date = accumulate(int(month) for month in split(amount, weights))
    for done, share in zip(to_date, accumulate(weights), strict=True):
        exact = Fraction(amount * share, sum(weights))
        assert abs(done - exact) <= Fraction(1, 2) + Fraction(1, 100)  # a float near 10^13 is 1/512 apart from the next


@given(whole_amounts, whole_weights)
def test_no_month_goes_against_the_sign_of_the_year(amount: float, weights: list[float]) -> None:
    assert all(month * amount >= 0 for month in split(amount, weights))


@pytest.mark.needs_libreoffice
def test_months_are_what_the_excel_formula_gives(tmp_path: Path) -> None:
    years: list[float] = [100, -5, 45, 4_800_000_000, 2_160_000_001, -987_654_321, 1_234.4, 7]
    shapes: list[list[float]] = [
        [1] * 12,
        [0.1] * 12,
        [90, 80, 90, 95, 95, 100, 100, 105, 105, 110, 115, 115],
        [0, 0, 1, 89, 0, 3, 0, 0, 11, 0.5, 0, 0],
        [1 / 3, 2 / 7, 0.15, 1.37, 0.048, 1e-6, 12, 3.3, 2.2, 1.1, 0.7, 0.3],
    ]
    book = Workbook()
    sheet = book.worksheets[0]
    expected = []
    for row, (year, shape) in enumerate(itertools.product(years, shapes), start=1):
        # N holds the amount, A to L the weights, O to Z the months
        for column, weight in enumerate(shape, start=1):
            sheet.cell(row, column, weight)
        sheet.cell(row, 14, year)
        for month in range(1, 13):
            to_date = f"ROUND($N{row}*(SUM($A{row}:{column_letters(month)}{row})/SUM($A{row}:$L{row})),0)"
            before = f"ROUND($N{row}*(SUM($A{row}:{column_letters(month - 1)}{row})/SUM($A{row}:$L{row})),0)"
            sheet.cell(row, 14 + month, f"={to_date}-{before}" if month > 1 else f"={to_date}")
        expected.append(split(year, shape))
    book.save(tmp_path / "phasing.xlsx")
    judged = load_workbook(libreoffice.recalculate(tmp_path / "phasing.xlsx", tmp_path), data_only=True).worksheets[0]
    assert list(judged.iter_rows(min_col=15, max_col=26, values_only=True)) == expected


def test_cumulative_shares_end_at_exactly_one() -> None:
    assert cumulative_shares([2, 1, 1]) == (0.5, 0.75, 1.0)
    assert cumulative_shares([0.1] * 10)[-1] == 1.0


@given(weights)
def test_cumulative_shares_never_fall(weights: list[float]) -> None:
    shares = cumulative_shares(weights)
    assert list(shares) == sorted(shares)
    assert shares[-1] == 1.0


def test_the_largest_remainders_get_the_last_dong() -> None:
    # the exact parts are 1.43, 2.86 and 5.71; two đồng are left after rounding down
    assert apportion(10, [1, 2, 4]) == (1, 3, 6)


def test_equal_remainders_go_to_the_earlier_line() -> None:
    assert apportion(100, [1, 1, 1]) == (34, 33, 33)
    assert apportion(-100, [1, 1, 1]) == (-34, -33, -33)
    assert apportion(2, [1, 1, 1, 1]) == (1, 1, 0, 0)


@given(whole_amounts, weights)
def test_every_part_is_its_exact_part_rounded_down_or_up(amount: int, weights: list[float]) -> None:
    parts = apportion(amount, weights)
    assert sum(parts) == amount
    total = sum(map(Fraction, weights))
    for part, weight in zip(parts, weights, strict=True):
        assert abs(Fraction(part) - amount * Fraction(weight) / total) < 1


@pytest.mark.parametrize("divide", DIVIDERS)
@pytest.mark.parametrize("bad", [[], [0, 0], [1, -1], [float("nan"), 1], [float("inf"), 1]])
def test_weights_that_cannot_divide_are_refused(divide: Divider, bad: list[float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        divide(100, bad)


@pytest.mark.parametrize("divide", DIVIDERS)
def test_an_endless_amount_is_refused(divide: Divider) -> None:
    with pytest.raises(ValueError, match="divided"):
        divide(float("inf"), [1, 1])
