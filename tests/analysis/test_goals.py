from typing import Any

import pytest

from aop_excel.analysis.goals import GoalProgress, GoalStatus
from aop_excel.analysis.report import analyse
from aop_excel.domain.plan import Comparison, Goal, Kind, TrackedKpi
from tests.analysis.shop import ACTIONS, DIRECTION, HAPPENED, LINES, M, actuals, line, plan

ON_TRACK, AT_RISK, OFF_TRACK = GoalStatus.ON_TRACK, GoalStatus.AT_RISK, GoalStatus.OFF_TRACK
AT_MOST = Comparison.AT_MOST

# A year that sells 60, 80, 100 and then more each month, a growing part of it online: 10 %, 20 %, 30 %, then 43.75 %.
STORE = line("STORE", Kind.REVENUE, 54, 64, 70, *[45] * 9, channel="Store")
ONLINE = line("ONLINE", Kind.REVENUE, 6, 16, 30, *[35] * 9, channel="Online")


def progress(
    wanted: float, measured: str, closed: int = 2, *, goal: dict[str, Any] | None = None, **kpi: Any
) -> GoalProgress:
    """One goal of the shop."""
    shop = plan(
        *LINES,
        direction=DIRECTION,
        actions=ACTIONS,
        goals=(Goal(code="G", name="A goal", kpi="K", target=wanted, **(goal or {})),),
        kpis=(TrackedKpi(code="K", measure=measured, **kpi),),
    )
    return analyse(shop, actuals(closed, HAPPENED)).goals[0]


# What is needed by now ------------------------------------------------------------------------------------------------


def test_an_amount_is_needed_in_proportion_to_the_plan() -> None:
    # The plan sells 200 of 1200 by February; a goal of 1500 needs a sixth of it too.
    assert progress(1500 * M, "revenue").expected == 250 * M


def test_a_ratio_takes_the_plans_path_moved_to_end_at_the_target() -> None:
    goal = Goal(code="G", name="Online is 40 %", kpi="K", target=0.40)
    kpi = TrackedKpi(code="K", measure="online_share", amber=0.01, red=0.03)
    shop = plan(STORE, ONLINE, direction=DIRECTION, goals=(goal,), kpis=(kpi,))
    report = analyse(shop, actuals(2, {"STORE": (54, 63), "ONLINE": (6, 17)}))
    by_february, by_december = 22 / 140, (6 + 16 + 30 + 9 * 35) / (60 + 80 + 100 + 9 * 80)
    assert report.goals[0].expected == pytest.approx(by_february + 0.40 - by_december)
    # 23 of 140 is 16.4 %: far from 40 %, and yet the year will end at 39.5 %, since the plan grows online.
    assert report.goals[0].score.year_to_date == pytest.approx(23 / 140)
    store, online = 593 * 117 / 118, 367 * 23 / 22
    assert report.goals[0].score.outlook == pytest.approx(online / (store + online))
    assert report.goals[0].status is ON_TRACK


def test_a_state_is_needed_as_it_should_be_at_the_end() -> None:
    assert progress(0.8, "actions_on_time").expected == 0.8


def test_a_ratio_the_plan_has_no_path_for_needs_its_target_at_once() -> None:
    stall = progress(0.3, "gross_margin", channel="Market stall")
    assert (stall.expected, stall.status) == (0.3, GoalStatus.UNKNOWN)


def test_an_amount_the_plan_has_nothing_for_cannot_be_judged() -> None:
    stall = progress(100 * M, "revenue", channel="Market stall")
    assert (stall.expected, stall.status) == (None, GoalStatus.UNKNOWN)


def test_the_goals_own_target_counts_not_the_kpis() -> None:
    assert progress(0.35, "gross_margin", target=0.30).expected == pytest.approx(0.35)


# Status: the shop will sell 135/140 of 840 and all of 360, 1170 in all; goods cost 85/84 of 504 and 252 --------------


@pytest.mark.parametrize(
    ("measured", "target", "kpi", "goal", "status"),
    [
        ("revenue", 1200 * M, {"amber": 0.02, "red": 0.05}, {}, AT_RISK),  # 1170
        ("revenue", 1170 * M, {"amber": 0.02, "red": 0.05}, {}, ON_TRACK),
        ("revenue", 1500 * M, {"amber": 0.02, "red": 0.05}, {}, OFF_TRACK),
        ("gross_margin", 0.34, {"amber": 0, "red": 0.02}, {}, ON_TRACK),  # 408 of 1170
        ("gross_margin", 0.35, {"amber": 0, "red": 0.02}, {}, AT_RISK),
        ("gross_margin", 0.37, {"amber": 0, "red": 0.02}, {}, OFF_TRACK),
        ("revenue_growth", 0.20, {"amber": 0, "red": 0.03}, {}, ON_TRACK),  # 1170 after 960 is +21.9 %
        ("marketing_ratio", 0.06, {"amber": 0, "red": 0.01}, {"comparison": AT_MOST}, ON_TRACK),  # 12 + 50 of 1170
        ("marketing_ratio", 0.05, {"amber": 0, "red": 0.01}, {"comparison": AT_MOST}, AT_RISK),
        ("marketing_ratio", 0.04, {"amber": 0, "red": 0.01}, {"comparison": AT_MOST}, OFF_TRACK),
        ("actions_on_time", 0.80, {"amber": 0.1, "red": 0.5}, {}, AT_RISK),  # two of four
    ],
)
def test_a_goal_is_judged_on_the_outlook_of_the_year(
    measured: str, target: float, kpi: dict[str, Any], goal: dict[str, Any], status: GoalStatus
) -> None:
    assert progress(target, measured, goal=goal, **kpi).status is status


def test_a_goal_says_itself_which_side_is_good() -> None:
    # At most 1200: selling less than that is what this goal wants, whatever the KPI's own direction.
    assert progress(1200 * M, "revenue", goal={"comparison": AT_MOST}).status is ON_TRACK


def test_before_a_month_is_closed_a_goal_has_no_figures() -> None:
    assert progress(0.35, "gross_margin", closed=0).status is GoalStatus.UNKNOWN


def test_a_goal_whose_kpi_is_not_tracked_is_left_out() -> None:
    goals = (Goal(code="G1", name="Lost", kpi="NONE", target=1), Goal(code="G2", name="Kept", kpi="K", target=0.35))
    shop = plan(*LINES, goals=goals, kpis=(TrackedKpi(code="K", measure="gross_margin"),))
    assert [each.goal.code for each in analyse(shop, actuals(2, HAPPENED)).goals] == ["G2"]
