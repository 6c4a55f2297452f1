from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.targets import propose_revenue, seasonality
from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.phasing import round_half_away, split

MILLION = 1_000_000
STORE = [million * MILLION for million in (210, 200, 220, 225, 230, 235, 235, 240, 245, 250, 255, 255)]  # 2,800
ONLINE = [million * MILLION for million in (90, 80, 90, 95, 95, 100, 100, 105, 105, 110, 115, 115)]  # 1,200
BABYCARE = {"store": STORE, "online": ONLINE}

Proposal = Mapping[str, Sequence[float]]


def total(proposal: Proposal) -> list[float]:
    return [sum(month) for month in zip(*proposal.values(), strict=True)]


def shares_of(channel: str, proposal: Proposal) -> list[float]:
    return [part / whole for part, whole in zip(proposal[channel], total(proposal), strict=True)]


def test_online_rises_from_30_to_45_percent_of_a_year_that_grows_by_20_percent() -> None:
    proposal = propose_revenue(BABYCARE, 0.20, {"online": 0.45})
    assert sum(total(proposal)) == 4_800 * MILLION
    assert sum(proposal["online"]) == 2_160 * MILLION
    assert sum(proposal["store"]) == 2_640 * MILLION
    assert list(proposal) == ["store", "online"]
    shares = shares_of("online", proposal)
    assert all(before < after for before, after in zip([0.30, *shares], shares, strict=False))


def test_the_share_rises_by_the_same_step_every_month() -> None:
    # even months: Σ k = 78, so the step is (0.45 − 0.30) × 12 / 78 = 0.15 / 6.5 of the revenue
    proposal = propose_revenue(BABYCARE, 0.20, {"online": 0.45}, [1] * 12)
    assert total(proposal) == [400 * MILLION] * 12
    expected = [0.30 + 0.15 / 6.5 * month for month in range(1, 13)]
    assert shares_of("online", proposal) == pytest.approx(expected, abs=1e-8)


def test_a_year_that_starts_in_april_ramps_from_april() -> None:
    before, following = FiscalYear(2026, 4), FiscalYear(2027, 4)
    last_year = {channel: [*months[3:], *months[:3]] for channel, months in BABYCARE.items()}
    weights = seasonality(total(last_year), before, following, uplift=0.5, days_before=28)
    proposal = propose_revenue(last_year, 0.20, {"online": 0.45}, weights)
    assert sum(total(proposal)) == 4_800 * MILLION
    assert sum(proposal["online"]) == 2_160 * MILLION
    shares = shares_of("online", proposal)
    assert all(earlier < later for earlier, later in zip([0.30, *shares], shares, strict=False))


def test_without_share_goals_every_channel_grows_alike() -> None:
    proposal = propose_revenue(BABYCARE, 0.20, {})
    assert sum(proposal["store"]) == pytest.approx(3_360 * MILLION, abs=12)
    assert total(proposal) == list(split(4_800 * MILLION, total(BABYCARE)))
    assert proposal["store"][0] == pytest.approx(0.7 * 360 * MILLION, abs=1)


def test_a_year_can_shrink() -> None:
    assert sum(total(propose_revenue(BABYCARE, -0.10, {"online": 0.45}))) == 3_600 * MILLION


def test_other_channels_divide_the_rest_as_they_did_last_year() -> None:
    last_year = {"store": [300.0 * MILLION] * 12, "online": [150.0 * MILLION] * 12, "agents": [50.0 * MILLION] * 12}
    # 6,000 million: online 40 % = 2,400; of the other 3,600 the store sold six parts of seven, agents one
    proposal = propose_revenue(last_year, 0, {"online": 0.40})
    assert sum(proposal["online"]) == 2_400 * MILLION
    assert sum(proposal["store"]) == pytest.approx(3_600 * MILLION * 6 / 7, abs=12)
    assert sum(proposal["agents"]) == pytest.approx(3_600 * MILLION / 7, abs=12)


def test_a_share_that_cannot_ramp_is_the_same_all_year() -> None:
    # from 30 % to 95 % the last month would need 30 + 65/6.5 × 12 = 150 %
    assert shares_of("online", propose_revenue(BABYCARE, 0.20, {"online": 0.95})) == pytest.approx([0.95] * 12)
    # from 30 % to 2 % the last month would need 30 − 28/6.5 × 12 < 0
    assert shares_of("online", propose_revenue(BABYCARE, 0.20, {"online": 0.02})) == pytest.approx([0.02] * 12)


def test_a_channel_can_be_given_up_or_become_the_only_one() -> None:
    closed = propose_revenue(BABYCARE, 0.20, {"online": 0})
    assert closed["online"] == (0,) * 12
    assert sum(closed["store"]) == 4_800 * MILLION
    alone = propose_revenue(BABYCARE, 0.20, {"online": 1})
    assert alone["store"] == (0,) * 12
    assert sum(alone["online"]) == 4_800 * MILLION


def test_a_channel_that_did_not_sell_yet_can_have_a_goal() -> None:
    proposal = propose_revenue({**BABYCARE, "agents": [0.0] * 12}, 0.20, {"agents": 0.05})
    assert sum(proposal["agents"]) == 240 * MILLION
    assert proposal["agents"][0] < proposal["agents"][11]


def test_naming_every_channel_keeps_the_ramp() -> None:
    proposal = propose_revenue(BABYCARE, 0.20, {"store": 0.55, "online": 0.45})
    alone = propose_revenue(BABYCARE, 0.20, {"online": 0.45})
    assert proposal["online"] == alone["online"]
    assert proposal["store"] == alone["store"]


def test_shares_of_all_channels_add_up_even_where_both_round_up() -> None:
    # 3 đồng in halves are 1.5 and 1.5
    proposal = propose_revenue({"a": [1, 2, *[0] * 10], "b": [0] * 12}, 0, {"a": 0.5, "b": 0.5})
    assert total(proposal) == [1, 2, *[0] * 10]
    proposal = propose_revenue(BABYCARE, 0.2000000001, {"store": 0.55, "online": 0.45})
    assert total(proposal) == list(split(round_half_away(4_000 * MILLION * 1.2000000001), total(BABYCARE)))


channels = st.dictionaries(
    st.sampled_from(["store", "online", "agents", "fair", "phone"]),
    st.lists(st.integers(0, 10**9), min_size=12, max_size=12),
    min_size=2,
).filter(lambda last_year: all(sum(months) > 10**6 for months in last_year.values()))


@given(channels, st.floats(-0.9, 3), st.data())
def test_every_month_and_every_share_come_out_exactly(
    last_year: dict[str, list[int]], growth: float, data: st.DataObject
) -> None:
    named = data.draw(st.lists(st.sampled_from(sorted(last_year)), unique=True, max_size=len(last_year) - 1))
    shares = {channel: data.draw(st.floats(0, 1 / len(last_year))) for channel in named}
    proposal = propose_revenue(last_year, growth, shares)
    annual = round_half_away(sum(map(sum, last_year.values())) * (1 + growth))
    assert total(proposal) == list(split(annual, total(last_year)))
    for channel, share in shares.items():
        assert sum(proposal[channel]) == round_half_away(share * annual)


@given(channels, st.floats(-0.9, 3), st.data())
def test_shares_of_all_channels_leave_nothing_over(
    last_year: dict[str, list[int]], growth: float, data: st.DataObject
) -> None:
    parts = [data.draw(st.integers(0, 100)) for _ in last_year]
    parts[0] += 1
    shares = {channel: part / sum(parts) for channel, part in zip(last_year, parts, strict=True)}
    proposal = propose_revenue(last_year, growth, shares)
    annual = round_half_away(sum(map(sum, last_year.values())) * (1 + growth))
    assert total(proposal) == list(split(annual, total(last_year)))
    for channel, share in shares.items():
        assert sum(proposal[channel]) == pytest.approx(share * annual, abs=len(shares))


@pytest.mark.parametrize(
    ("last_year", "shares", "words"),
    [
        (BABYCARE, {"agents": 0.1}, "agents"),
        (BABYCARE, {"online": 1.1}, "online"),
        (BABYCARE, {"online": -0.1}, "online"),
        (BABYCARE, {"online": float("nan")}, "online"),
        (BABYCARE, {"online": 0.6, "store": 0.6}, "add up"),
        (BABYCARE, {"online": 0.4, "store": 0.4}, "add up"),
        ({"store": [0.0] * 12}, {}, "revenue"),
        ({}, {}, "revenue"),
    ],
)
def test_goals_that_cannot_be_met_are_refused(
    last_year: Mapping[str, Sequence[float]], shares: Mapping[str, float], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        propose_revenue(last_year, 0.20, shares)


def test_growth_that_leaves_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="growth"):
        propose_revenue(BABYCARE, -1, {})


# The season ---------------------------------------------------------------------------------------------------------


def test_tet_moves_the_weeks_before_it_from_february_to_january() -> None:
    # 28 days before 17 Feb 2026: 20 Jan to 16 Feb, 12 of 31 days and 16 of 28
    # 28 days before 6 Feb 2027: 9 Jan to 5 Feb, 23 of 31 days and 5 of 28
    # 28 days before 26 Jan 2028: 29 Dec 2027 to 25 Jan, 3 of the 31 days of December 2027
    weights = seasonality([100.0] * 12, FiscalYear(2026, 1), FiscalYear(2027, 1), uplift=0.5, days_before=28)
    january = 100 / (1 + 0.5 * 12 / 31) * (1 + 0.5 * 23 / 31)
    february = 100 / (1 + 0.5 * 16 / 28) * (1 + 0.5 * 5 / 28)
    december = 100 * (1 + 0.5 * 3 / 31)
    assert weights == pytest.approx([january, february, *[100] * 9, december])


def test_a_year_from_february_can_hold_two_tets_or_none() -> None:
    # from 17 Feb 2026 to 26 Jan 2028 a year from 1 February holds Tết 2027 and Tết 2028; with 14 days before:
    # 23 Jan to 5 Feb 2027 gives February 2027 five of 28 days, 12 to 25 Jan 2028 gives January 2028 14 of 31
    # the year before holds Tết 2026 (3 to 16 Feb: 14 of 28) and in January 2027 nine days of 31
    weights = seasonality([100.0] * 12, FiscalYear(2026, 2), FiscalYear(2027, 2), uplift=1, days_before=14)
    february = 100 / (1 + 14 / 28) * (1 + 5 / 28)
    january = 100 / (1 + 9 / 31) * (1 + 14 / 31)
    assert weights == pytest.approx([february, *[100] * 10, january])


def test_a_year_from_april_meets_tet_in_its_last_quarter() -> None:
    # the year 2026 holds Tết of 6 Feb 2027 (14 days: nine in January, five in February), 2027 that of 26 Jan 2028
    weights = seasonality([100.0] * 12, FiscalYear(2026, 4), FiscalYear(2027, 4), uplift=1, days_before=14)
    assert weights == pytest.approx([*[100] * 9, 100 / (1 + 9 / 31) * (1 + 14 / 31), 100 / (1 + 5 / 28), 100])


def test_a_year_that_starts_in_another_month_keeps_each_calendar_month() -> None:
    months = [float(month) for month in range(1, 13)]
    assert seasonality(months, FiscalYear(2026, 1), FiscalYear(2027, 4), 0, 0) == (
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        12,
        1,
        2,
        3,
    )


def test_without_an_uplift_the_shape_stays() -> None:
    months = [float(month) for month in range(1, 13)]
    assert list(seasonality(months, FiscalYear(2026, 1), FiscalYear(2027, 1), 0, 28)) == months
    assert list(seasonality(months, FiscalYear(2026, 1), FiscalYear(2027, 1), 0.5, 0)) == months


def test_the_same_year_keeps_its_season() -> None:
    months = [float(month) for month in range(1, 13)]
    assert seasonality(months, FiscalYear(2027, 7), FiscalYear(2027, 7), 0.8, 30) == pytest.approx(months)


@pytest.mark.parametrize(("uplift", "days"), [(-1, 28), (0.5, -1)])
def test_an_impossible_season_is_refused(uplift: float, days: int) -> None:
    with pytest.raises(ValueError, match="season"):
        seasonality([100.0] * 12, FiscalYear(2026, 1), FiscalYear(2027, 1), uplift, days)
