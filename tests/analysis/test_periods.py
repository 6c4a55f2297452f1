import pytest

from aop_excel.analysis.periods import periods
from aop_excel.domain.calendar import FiscalYear


@pytest.mark.parametrize(
    ("positions", "written"),
    [
        ((), ""),
        ((2,), "03/2027"),
        ((0, 1, 2), "01/2027–03/2027"),
        ((2, 7, 8, 9, 11), "03/2027, 08/2027–10/2027, 12/2027"),
    ],
)
def test_months_in_a_row_are_one_period(positions: tuple[int, ...], written: str) -> None:
    assert periods(positions, FiscalYear(2027, 1)) == written


def test_a_period_may_run_over_new_year() -> None:
    assert periods((7, 8, 9), FiscalYear(2027, 4)) == "11/2027–01/2028"
