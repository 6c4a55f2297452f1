"""What a version changed: worked examples by hand, and what holds for any two plans."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.version_words import change_words
from aop_excel.analysis.versions.changes import NO_MONTHS, Change, ChangedPart, changes
from aop_excel.analysis.versions.freezing import freeze
from aop_excel.analysis.versions.moves import SPENT, moves
from aop_excel.domain.plan import Action, BudgetLine, Goal, Kind, LimitType, Plan, TrackedKpi
from tests.analysis.shop import M, line, plan, year

GOAL = Goal(code="G1", name="Margin", kpi="GM", target=0.35)


def between(before: Plan, after: Plan) -> list[Change]:
    units = {"GM": Unit.RATIO}
    return list(changes(freeze(before, 1), freeze(after, 2), 2, after.settings.fiscal_year, units))


def moved(before: Plan, after: Plan) -> list[tuple[str, str, float]]:
    found = moves(freeze(before, 1), freeze(after, 2))
    return [(each.giver.code, each.taker.code, each.amount / M) for each in found]


def test_the_same_plan_has_no_changes() -> None:
    shop = plan(line("ADS", Kind.MARKETING, 5), goals=(GOAL,), kpis=(TrackedKpi(code="GM", measure="gross_margin"),))
    assert between(shop, shop) == []


def test_a_line_that_grows_tells_its_year_and_its_months() -> None:
    before = plan(line("ADS", Kind.MARKETING, 5))
    after = plan(line("ADS", Kind.MARKETING, *[5] * 7, 8, *[5] * 4))  # 3 million more in August: 60 → 63
    (only,) = between(before, after)
    assert (only.before, only.after, only.difference) == (60 * M, 63 * M, 3 * M)
    assert only.months == (*NO_MONTHS[:7], 3 * M, *NO_MONTHS[:4])
    assert change_words(only).en == "Budget line ADS Line ADS: Full year 60.0 million → 63.0 million (+3.0 million)"


def test_budget_that_moves_between_months_says_from_where_to_where() -> None:
    before = plan(line("ADS", Kind.MARKETING, 5))
    after = plan(line("ADS", Kind.MARKETING, *[5] * 6, 3, 3, 5, 5, 9, 5))  # 2 + 2 from July and August to November
    (only,) = between(before, after)
    assert only.difference == 0
    assert only.what.en == "4.0 million moved from 07/2027–08/2027 to 11/2027"
    assert only.what.vi == "Chuyển 4,0 triệu từ 07/2027–08/2027 sang 11/2027"
    assert [month and month / M for month in only.months] == [None] * 6 + [-2, -2, None, None, 4, None]


def test_quantities_move_without_money() -> None:
    before = plan(BudgetLine(code="Q", name="Orders", kind=Kind.QUANTITY, months=(200,) * 12))
    after = plan(BudgetLine(code="Q", name="Orders", kind=Kind.QUANTITY, months=(150, 250, *[200] * 10)))
    (only,) = between(before, after)
    assert (only.unit, only.what.en) == (Unit.COUNT, "50 moved from 01/2027 to 02/2027")


def test_lines_that_come_and_go() -> None:
    kiosk, blog = line("KIOSK", Kind.FIXED, 4), line("BLOG", Kind.MARKETING, 1)
    new, gone = between(plan(kiosk), plan(blog))
    assert (new.code, new.what.en, new.before, new.after, new.difference) == ("BLOG", "Added", None, 12 * M, 12 * M)
    assert (gone.code, gone.what.en, gone.after, gone.difference) == ("KIOSK", "Removed", None, -48 * M)
    assert gone.months == year(*[-4] * 12)


def test_a_blank_month_is_no_other_than_nothing() -> None:
    assert (
        between(plan(line("CAMERA", Kind.CAPITAL, 20, *[None] * 11)), plan(line("CAMERA", Kind.CAPITAL, 20, *[0] * 11)))
        == []
    )


def test_words_of_a_line_are_told_in_both_languages() -> None:
    before = plan(line("ADS", Kind.MARKETING, 5))
    after = plan(before.lines[0].model_copy(update={"kind": Kind.VARIABLE, "limit": LimitType.HARD, "goal": "G1"}))
    told = {each.what.en: (each.before, each.after) for each in between(before, after)}
    assert told == {
        "Kind": (Kind.MARKETING.label, Kind.VARIABLE.label),
        "Limit": (LimitType.WATCH.label, LimitType.HARD.label),
        "Goal": (None, between(before, after)[1].after),
    }


def test_a_target_and_a_due_date() -> None:
    action = Action(code="A1", name="Storefront", owner="An", due=date(2027, 3, 31))
    before = plan(goals=(GOAL,), actions=(action,))
    later = action.model_copy(update={"due": date(2027, 5, 15), "owner": "Binh"})
    after = plan(goals=(GOAL.model_copy(update={"target": 0.33}),), actions=(later,))
    target, owner, due = between(before, after)
    assert change_words(target).en == "Goal G1 Margin: Target 35.0% → 33.0% (-2.0 points)"
    assert change_words(owner).vi == "Hành động A1 Storefront: Người phụ trách An → Binh"
    assert change_words(due).en == "Action A1 Storefront: Due date 31/03/2027 → 15/05/2027"


def test_what_is_done_about_an_action_is_no_change_of_the_plan() -> None:
    action = Action(code="A1", name="Storefront", due=date(2027, 3, 31))
    done = action.model_copy(update={"done": date(2027, 3, 20), "progress": 1.0})
    assert between(plan(actions=(action,)), plan(actions=(done,))) == []


# Budget that moves between lines --------------------------------------------------------------------------------------


def test_what_one_line_gives_another_takes() -> None:
    before = plan(line("ADS", Kind.MARKETING, 5), line("RENT", Kind.FIXED, 6), line("BLOG", Kind.MARKETING, 1))
    after = plan(line("ADS", Kind.MARKETING, 4), line("RENT", Kind.FIXED, 6), line("BLOG", Kind.MARKETING, 2))
    assert moved(before, after) == [("ADS", "BLOG", 12)]


def test_equal_amounts_go_together_before_the_largest_do() -> None:
    before = plan(*(line(code, Kind.FIXED, 10) for code in ("A", "B", "C", "D")))
    after = plan(*(line(code, Kind.FIXED, now) for code, now in (("A", 7), ("B", 8), ("C", 12), ("D", 16))))
    # A gives 36, B 24; C takes 24, D 72: B's 24 are C's, A's 36 go to D, whose other 36 are spent on top.
    assert moved(before, after) == [("B", "C", 24), ("A", "D", 36)]


def test_revenue_and_the_cost_of_what_is_sold_do_not_move() -> None:
    before = plan(line("SALES", Kind.REVENUE, 100), line("GOODS", Kind.COGS, 60), line("ADS", Kind.MARKETING, 5))
    after = plan(line("SALES", Kind.REVENUE, 90), line("GOODS", Kind.COGS, 54), line("ADS", Kind.MARKETING, 6))
    assert moved(before, after) == []


amounts = st.lists(st.integers(0, 10**9), min_size=6, max_size=6)


@given(amounts, amounts)
def test_no_line_gives_or_takes_more_than_it_changed_by(before: list[int], after: list[int]) -> None:
    def of(years: list[int]) -> Plan:
        return plan(
            *(
                BudgetLine(code=f"L{place}", name="A line", kind=SPENT[place], months=(float(amount), *[None] * 11))
                for place, amount in enumerate(years)
            )
        )

    old, new = of(before), of(after)
    found = list(moves(freeze(old, 1), freeze(new, 2)))
    fallen = sum(max(was - now, 0) for was, now in zip(before, after, strict=True))
    risen = sum(max(now - was, 0) for was, now in zip(before, after, strict=True))
    assert sum(each.amount for each in found) == pytest.approx(min(fallen, risen))
    for place, (was, now) in enumerate(zip(before, after, strict=True)):
        given_up = sum(each.amount for each in found if each.giver.code == f"L{place}")
        taken = sum(each.amount for each in found if each.taker.code == f"L{place}")
        assert given_up <= max(was - now, 0) + 0.5
        assert taken <= max(now - was, 0) + 0.5


@given(amounts, amounts)
def test_the_changes_lead_from_one_plan_to_the_other(before: list[int], after: list[int]) -> None:
    def of(months: list[int]) -> Plan:
        return plan(BudgetLine(code="L", name="A line", kind=Kind.FIXED, months=(*map(float, months), *[None] * 6)))

    found = [each for each in between(of(before), of(after)) if each.part is ChangedPart.LINE]
    added = found[0].months if found else NO_MONTHS
    assert [was + (more or 0) for was, more in zip(before, added, strict=False)] == after
    assert (found[0].difference if found else 0) == sum(after) - sum(before)
