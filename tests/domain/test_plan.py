from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from aop_excel.domain.actuals import ActualLine, Actuals, ClosedMonths, Comment
from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.plan import (
    Action,
    ActionStatus,
    Assignment,
    Better,
    BudgetLine,
    Comparison,
    Goal,
    Kind,
    LimitType,
    OutlookMethod,
    Person,
    Phasing,
    Plan,
    Rhythm,
    Risk,
    Settings,
    TrackedKpi,
)
from aop_excel.domain.record import BrokenRule, Choice, Record


def mistakes(record: type[Record], **values: Any) -> list[str]:
    """The fields that are wrong when a record is made of these values."""
    try:
        record(**values)
    except ValidationError as error:
        return [str(each["loc"][0]) if each["loc"] else "" for each in error.errors()]
    return []


def broken_rule(record: type[Record], **values: Any) -> BrokenRule:
    """The rule of ours that these values break."""
    with pytest.raises(ValidationError) as caught:
        record(**values)
    (mistake,) = caught.value.errors()
    rule = mistake["ctx"]["error"]
    assert isinstance(rule, BrokenRule)
    return rule


RENT: dict[str, Any] = {"code": "RENT", "name": "Rent", "kind": Kind.FIXED}
DESIGN: dict[str, Any] = {"code": "A1", "name": "New storefront"}
SALES: dict[str, Any] = {"code": "SALES", "measure": "revenue"}
SUPPLY: dict[str, Any] = {"code": "R1", "name": "Prices rise", "likelihood": 4, "impact": 3}

# Codes and names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["A", "DT-ON-SUA", "Cửa hàng", "Mẹ & bé", "511", "a=b", "A1 > A2", "x" * 60])
def test_a_code_is_what_an_owner_would_write(code: str) -> None:
    assert BudgetLine(**(RENT | {"code": code})).code == code


@pytest.mark.parametrize(
    "code",
    [
        "",
        "   ",
        "=A1",
        "<5",
        ">5",
        "*",
        "A*",
        "?",
        "what?",
        "~A",
        "A~",
        '"A"',
        'A"',
        "plan|revenue",
        "|",
        "x" * 61,
        "A\nB",
        "\x07A",
        "A\x7f",
    ],
)
def test_a_code_that_excel_would_read_as_something_else_is_refused(code: str) -> None:
    assert mistakes(BudgetLine, **(RENT | {"code": code})) == ["code"]


def test_spaces_around_codes_and_names_are_not_part_of_them() -> None:
    rent = BudgetLine(**(RENT | {"code": "  RENT ", "name": " Rent of the store\n", "channel": " Store "}))
    assert (rent.code, rent.name, rent.channel) == ("RENT", "Rent of the store", "Store")


@pytest.mark.parametrize("name", ["", "  ", "x" * 256])
def test_a_name_is_neither_empty_nor_longer_than_a_cell_likes(name: str) -> None:
    assert mistakes(BudgetLine, **(RENT | {"name": name})) == ["name"]


def test_a_column_we_do_not_know_is_refused_rather_than_forgotten() -> None:
    assert mistakes(BudgetLine, **RENT, colour="red") == ["colour"]


def test_a_record_never_changes() -> None:
    rent = BudgetLine(**RENT)
    with pytest.raises(ValidationError):
        rent.code = "OTHER"


# Amounts --------------------------------------------------------------------------------------------------------------


def test_a_blank_month_stays_blank_and_a_zero_stays_zero() -> None:
    sold = ActualLine(code="SALES", months=(72_000_000, None, 0, *[None] * 9))
    assert sold.months[:3] == (72_000_000, None, 0)


@pytest.mark.parametrize("count", [0, 11, 13])
def test_a_year_has_twelve_months(count: int) -> None:
    assert mistakes(BudgetLine, **RENT, months=(1.0,) * count) == ["months"]
    assert mistakes(ActualLine, code="RENT", months=(1.0,) * count) == ["months"]
    assert mistakes(ClosedMonths, months=(True,) * count) == ["months"]


@pytest.mark.parametrize("amount", [float("nan"), float("inf"), -float("inf"), 9.1e15, -9.1e15])
def test_an_amount_is_a_number_whose_dong_can_be_counted(amount: float) -> None:
    assert mistakes(BudgetLine, **RENT, annual=amount) == ["annual"]
    assert mistakes(BudgetLine, **RENT, months=(amount, *[0.0] * 11)) == ["months"]


def test_a_cost_that_is_paid_back_may_be_negative() -> None:
    assert BudgetLine(**RENT, annual=-5_000_000).annual == -5_000_000


# Settings -------------------------------------------------------------------------------------------------------------


def test_the_material_limits_are_ten_percent_five_and_fifty_million_unless_the_owner_says_otherwise() -> None:
    settings = Settings(year=2027)
    assert settings.material_percent == 0.10
    assert settings.material_floor == 5_000_000
    assert settings.material_override == 50_000_000
    assert settings.status_band == 0


def test_the_fiscal_year_of_a_plan() -> None:
    year = Settings(year=2027, start_month=4).fiscal_year
    assert year == FiscalYear(2027, 4)
    assert (year.first_day, year.last_day) == (date(2027, 4, 1), date(2028, 3, 31))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("year", 1999),
        ("year", 2101),
        ("start_month", 0),
        ("start_month", 13),
        ("report_month", 13),
        ("material_percent", 1.01),
        ("material_percent", -0.01),
        ("material_floor", -1),
        ("material_override", -1),
        ("status_band", -0.01),
        ("language", "fr"),
    ],
)
def test_a_setting_out_of_its_bounds_is_refused(field: str, value: object) -> None:
    assert mistakes(Settings, **({"year": 2027} | {field: value})) == [field]


# Rules between fields -------------------------------------------------------------------------------------------------


def test_an_action_cannot_be_due_before_it_starts() -> None:
    rule = broken_rule(Action, **DESIGN, start=date(2027, 3, 1), due=date(2027, 2, 28))
    assert rule.column == "due"
    assert rule.text.vi == "Hạn hoàn thành đứng trước ngày bắt đầu"
    assert rule.text.en == "The due date is before the start date"
    assert rule.cure.en == "Correct one of the two dates."


def test_an_action_is_not_done_before_it_starts() -> None:
    rule = broken_rule(Action, **DESIGN, start=date(2027, 3, 1), done=date(2027, 2, 28))
    assert (rule.column, rule.text.en) == ("done", "It was done before the start date")


def test_an_action_may_be_due_on_the_day_it_starts_or_have_no_dates_yet() -> None:
    assert Action(**DESIGN, start=date(2027, 3, 1), due=date(2027, 3, 1)).due == date(2027, 3, 1)
    assert Action(**DESIGN, due=date(2027, 3, 1)).start is None


def test_a_phasing_has_no_negative_weight() -> None:
    assert mistakes(Phasing, name="Peak", months=(1, 1, -1, *[1] * 9)) == ["months"]


def test_a_phasing_may_leave_months_out() -> None:
    assert Phasing(name="Tết", months=(3, 1, *[None] * 10)).months[2] is None


def test_the_red_limit_is_not_below_the_amber_one() -> None:
    assert broken_rule(TrackedKpi, **SALES, amber=0.05, red=0.02).column == "red"
    assert TrackedKpi(**SALES, amber=0.05, red=0.05).red == 0.05


def test_limits_that_only_the_defaults_break_are_told_too() -> None:
    assert broken_rule(TrackedKpi, **SALES, amber=0.10).column == "red"  # red is 5 % unless the owner says otherwise


# Bounds of the other records ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["likelihood", "impact"])
@pytest.mark.parametrize("value", [0, 6])
def test_a_risk_is_weighed_from_one_to_five(field: str, value: int) -> None:
    assert mistakes(Risk, **(SUPPLY | {field: value})) == [field]


def test_the_level_of_a_risk_is_likelihood_times_impact() -> None:
    assert Risk(**SUPPLY).level == 12


@pytest.mark.parametrize("hours", [-1, 745])
def test_nobody_works_more_hours_than_a_month_has(hours: float) -> None:
    assert mistakes(Person, name="Minh", hours=hours) == ["hours"]
    assert mistakes(Assignment, person="Minh", action="A1", first=1, last=3, hours=hours) == ["hours"]


def test_an_assignment_may_run_across_new_year() -> None:
    assert mistakes(Assignment, person="Minh", action="A1", first=11, last=2, hours=40) == []


@pytest.mark.parametrize("month", [0, 13])
def test_a_comment_is_about_a_month_of_the_calendar(month: int) -> None:
    assert mistakes(Comment, month=month, code="RENT") == ["month"]


@pytest.mark.parametrize("importance", [0, 10])
def test_a_goal_is_ranked_from_one_to_nine(importance: int) -> None:
    assert mistakes(Goal, code="G", name="Margin", kpi="M", target=0.35, importance=importance) == ["importance"]


@pytest.mark.parametrize("progress", [-0.1, 1.1])
def test_progress_is_between_nothing_and_all(progress: float) -> None:
    assert mistakes(Action, **DESIGN, progress=progress) == ["progress"]


def test_what_a_goal_cannot_do_without() -> None:
    assert mistakes(Goal) == ["code", "name", "kpi", "target"]


def test_a_plan_has_months_to_close_exactly_once() -> None:
    assert Actuals().closed == (False,) * 12
    assert mistakes(Actuals, closing=()) == ["closing"]
    assert mistakes(Actuals, closing=(ClosedMonths(), ClosedMonths())) == ["closing"]


def test_a_new_plan_is_empty_but_for_its_year() -> None:
    plan = Plan(settings=Settings(year=2027))
    assert (plan.lines, plan.goals, plan.kpis, plan.direction.channels) == ((), (), (), ())


# Kinds and other words ------------------------------------------------------------------------------------------------


def test_income_and_quantities_have_a_plus_all_costs_a_minus() -> None:
    assert {kind for kind in Kind if kind.sign == 1} == {Kind.REVENUE, Kind.PUT_IN, Kind.QUANTITY}
    assert {kind.sign for kind in Kind} == {1, -1}


def test_what_only_moves_cash_and_quantities_are_outside_profit() -> None:
    cash = {Kind.PURCHASES, Kind.CAPITAL, Kind.TAX, Kind.PUT_IN, Kind.TAKEN_OUT}
    assert {kind for kind in Kind if not kind.in_profit} == cash | {Kind.QUANTITY}


@pytest.mark.parametrize("choice", [Kind, LimitType, OutlookMethod, Comparison, Better, Rhythm, ActionStatus])
def test_words_of_a_list_can_be_told_apart_in_both_languages(choice: type[Choice]) -> None:
    assert len({each.label.vi for each in choice}) == len({each.label.en for each in choice}) == len(choice)


def test_a_choice_is_found_by_its_code() -> None:
    assert BudgetLine.model_validate(RENT | {"kind": "marketing"}).kind is Kind.MARKETING
    assert mistakes(BudgetLine, **(RENT | {"kind": "bribes"})) == ["kind"]
