"""What gives way first, on the lines of a small shop."""

from __future__ import annotations

from aop_excel.analysis.report import analyse
from aop_excel.domain.actuals import Actuals, Commitment
from aop_excel.domain.plan import BudgetLine, Goal, Kind, Plan, Settings
from aop_excel.starters import starter
from tests.analysis.shop import HAPPENED, LINES, M, actuals, line, plan

GOALS = (
    Goal(code="G1", name="Sales", kpi="S", target=1, importance=1),
    Goal(code="G2", name="Online", kpi="O", target=1, importance=2),
)


def serving(code: str, kind: Kind, goal: str | None, *months: float, channel: str | None = None) -> BudgetLine:
    return line(code, kind, *months, channel=channel).model_copy(update={"goal": goal})


def order(lines: tuple[BudgetLine, ...], happened: Actuals | None = None, **parts: object) -> list[tuple[str, float]]:
    """Codes and amounts (million đồng), what goes first in front."""
    given = Plan(settings=Settings(year=2027), lines=lines, goals=GOALS).model_copy(update=parts)
    found = analyse(given, happened or Actuals()).displaceable
    return [(each.line.code, each.available / M) for each in found]


def test_only_what_can_be_left_out_gives_way() -> None:
    # No people, rent, delivery, goods; January's camera and twelve times 5 for advertising.
    assert order(LINES) == [("CAMERA", 20), ("ADS", 60)]


def test_what_is_spent_now_and_then_gives_way_and_running_cost_does_not() -> None:
    lines = (line("RENT", Kind.FIXED, 6), line("COURSE", Kind.FIXED, 0, 0, 0, 8))
    assert order(lines) == [("COURSE", 8)]


def test_what_serves_no_goal_goes_first_then_the_least_important() -> None:
    sold = line("SALES", Kind.REVENUE, 100, channel="Store")
    lines = (
        serving("M1", Kind.MARKETING, "G1", 1, channel="Store"),
        serving("M2", Kind.MARKETING, "G2", 1, channel="Store"),
        serving("M0", Kind.MARKETING, None, 1, channel="Store"),
        serving("BRAND", Kind.MARKETING, "G1", 1, channel="Elsewhere"),
        serving("C1", Kind.CAPITAL, "G1", 5),
        serving("C2", Kind.CAPITAL, "G2", 5),
    )
    # First what no sales of this year hang on, whatever goal it serves. Marketing of a channel that sells nothing is
    # taken to carry its goal's sales, or all.
    assert [code for code, _ in order((sold, *lines))] == ["C2", "C1", "M0", "M2", "BRAND", "M1"]


def test_what_is_spent_or_ordered_cannot_give_way() -> None:
    # Two months are over; 12 of the 50 still to come are ordered.
    happened = actuals(2, HAPPENED).model_copy(
        update={
            "commitments": (
                Commitment(code="ADS", amount=12 * M, month=4),
                Commitment(code="ADS", amount=9 * M, month=4, billed=True),
            )
        }
    )
    [ads] = analyse(plan(*LINES), happened).displaceable
    assert (ads.line.code, ads.available) == ("ADS", 38 * M)
    assert ads.months == (0, 0, 5 * M, 0, 0, 3 * M, *[5 * M] * 6)  # from April on, when the bill is expected
    assert sum(ads.part(19 * M)) == 19 * M


def test_babycare_house_would_first_give_up_its_second_camera() -> None:
    report = analyse(*starter("babycare_house", "en", 2027, 1))
    assert [each.line.code for each in report.displaceable] == ["DT-TS", "MKT-KOC", "MKT-QC", "MKT-CH"]
