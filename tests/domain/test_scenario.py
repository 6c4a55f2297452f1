from typing import Any

import pytest
from pydantic import ValidationError

from aop_excel.domain.record import BrokenRule
from aop_excel.domain.scenario import Shock, Shocked


def shock(**values: Any) -> Shock:
    asked: dict[str, Any] = {"risk": "R1", "what": Shocked.DEMAND, "change": -0.1} | values
    return Shock(**asked)


def test_a_change_without_a_range_is_certain() -> None:
    certain = shock(change=-0.1)
    assert (certain.least, certain.most) == (-0.1, -0.1)


def test_a_range_may_be_open_on_one_side() -> None:
    assert (shock(change=0.05, high=0.09).least, shock(change=0.05, low=0.02).most) == (0.05, 0.05)


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"change": 0.05, "low": 0.06}, "low"),
        ({"change": 0.05, "high": 0.04}, "high"),
        ({"change": -0.1, "low": -0.05}, "low"),  # a fall of 5 % is not lower than one of 10 %
        ({"what": Shocked.LINE}, "line"),
        ({"what": Shocked.ADVERTISING, "change": -1}, "change"),
        ({"what": Shocked.ADVERTISING, "change": -0.2, "low": -1}, "low"),
    ],
)
def test_what_cannot_be_is_told_at_its_column(values: dict[str, Any], column: str) -> None:
    with pytest.raises(ValidationError) as told:
        shock(**values)
    (only,) = told.value.errors()
    broken = only["ctx"]["error"]
    assert isinstance(broken, BrokenRule)
    assert broken.column == column


def test_nothing_falls_by_more_than_all_of_it() -> None:
    assert shock(change=-1).least == -1
    with pytest.raises(ValidationError):
        shock(change=-1.01)


def test_a_price_may_more_than_double() -> None:
    assert shock(what=Shocked.PURCHASE_PRICE, change=1.5).change == 1.5
