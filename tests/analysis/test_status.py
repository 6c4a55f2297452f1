import pytest

from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.status import Status, judge, shortfall
from aop_excel.domain.plan import Better

MILLION = 1_000_000
GREEN, AMBER, RED, UNKNOWN = Status.GREEN, Status.AMBER, Status.RED, Status.UNKNOWN

# How far from the target ----------------------------------------------------------------------------------------------


def test_money_falls_short_by_a_share_of_its_target() -> None:
    assert shortfall(95 * MILLION, 100 * MILLION, Better.HIGHER, Unit.MONEY) == 0.05


def test_a_count_falls_short_by_a_share_of_its_target_too() -> None:
    assert shortfall(180, 200, Better.HIGHER, Unit.COUNT) == 0.1


def test_a_ratio_falls_short_by_points() -> None:
    assert shortfall(0.33, 0.35, Better.HIGHER, Unit.RATIO) == pytest.approx(0.02)


def test_where_lower_is_better_more_is_worse() -> None:
    assert shortfall(0.07, 0.05, Better.LOWER, Unit.RATIO) == pytest.approx(0.02)
    assert shortfall(120 * MILLION, 100 * MILLION, Better.LOWER, Unit.MONEY) == 0.2


def test_on_the_right_side_nothing_falls_short() -> None:
    assert shortfall(110 * MILLION, 100 * MILLION, Better.HIGHER, Unit.MONEY) == -0.1
    assert shortfall(0.04, 0.05, Better.LOWER, Unit.RATIO) < 0


def test_a_loss_larger_than_the_planned_loss_falls_short() -> None:
    assert shortfall(-60 * MILLION, -50 * MILLION, Better.HIGHER, Unit.MONEY) == 0.2


@pytest.mark.parametrize(("value", "short"), [(1 * MILLION, 1), (0, 0), (-1 * MILLION, -1)])
def test_spending_where_nothing_may_be_spent_misses_altogether(value: float, short: float) -> None:
    assert shortfall(value, 0, Better.LOWER, Unit.MONEY) == short


@pytest.mark.parametrize(("value", "short"), [(0.98, 0), (1.0, -0.02), (0.93, 0.05), (1.12, 0.07)])
def test_a_range_is_missed_on_either_side(value: float, short: float) -> None:
    found = shortfall(value, 0.98, Better.RANGE, Unit.RATIO, target_to=1.05)
    assert found == pytest.approx(short)


def test_a_range_without_an_end_is_one_value() -> None:
    assert shortfall(1.01, 1.0, Better.RANGE, Unit.RATIO) == pytest.approx(0.01)
    assert shortfall(0.99, 1.0, Better.RANGE, Unit.RATIO) == pytest.approx(0.01)


def test_three_times_ten_percent_is_thirty_percent() -> None:
    assert shortfall(0.1 + 0.1 + 0.1, 0.3, Better.LOWER, Unit.RATIO) == 0  # 0.30000000000000004 for a computer


# Limits ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("short", "status"),
    [(-0.2, GREEN), (0, GREEN), (0.0199, GREEN), (0.02, AMBER), (0.0499, AMBER), (0.05, RED), (1, RED)],
)
def test_a_status_worsens_at_its_limit(short: float, status: Status) -> None:
    assert judge(short, amber=0.02, red=0.05) is status


@pytest.mark.parametrize(
    ("margin", "status"), [(0.35, GREEN), (0.345, GREEN), (0.34, AMBER), (0.331, AMBER), (0.33, RED)]
)
def test_a_margin_as_many_points_short_as_the_limit_says_is_at_the_limit(margin: float, status: Status) -> None:
    # 0.35 − 0.33 is 0.01999999999999996 for a computer; for an owner it is two points.
    short = shortfall(margin, 0.35, Better.HIGHER, Unit.RATIO)
    assert judge(short, amber=0.01, red=0.02) is status


@pytest.mark.parametrize(("short", "status"), [(-0.01, GREEN), (0, GREEN), (0.0001, AMBER), (0.05, RED)])
def test_with_an_amber_limit_of_zero_any_miss_is_amber_but_the_target_is_reached(short: float, status: Status) -> None:
    assert judge(short, amber=0, red=0.05) is status


@pytest.mark.parametrize(("short", "status"), [(0, GREEN), (0.0001, RED)])
def test_with_both_limits_at_zero_any_miss_is_red(short: float, status: Status) -> None:
    assert judge(short, amber=0, red=0) is status


# Band -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("short", "previous", "status"),
    [
        (0.049, UNKNOWN, AMBER),
        (0.049, GREEN, AMBER),
        (0.049, RED, RED),  # better than the limit, not yet by the band of a point
        (0.041, RED, RED),
        (0.039, RED, AMBER),
        (0.019, AMBER, AMBER),
        (0.009, AMBER, GREEN),
        (0.019, GREEN, GREEN),
        (0.015, RED, AMBER),  # past both limits, but amber asks for its band too
        (0.009, RED, GREEN),  # a leap past both limits and bands
        (0.05, GREEN, RED),  # worsening does not wait
        (0.05, AMBER, RED),
    ],
)
def test_a_status_improves_only_past_limit_and_band(short: float, previous: Status, status: Status) -> None:
    assert judge(short, amber=0.02, red=0.05, previous=previous, band=0.01) is status


def test_every_status_says_itself_without_colour() -> None:
    assert len({status.label.vi for status in Status}) == len(Status)
    assert len({status.label.en for status in Status}) == len(Status)
