import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aop_excel.analysis.actions import ActionState
from aop_excel.analysis.alignment import Concern
from aop_excel.analysis.budget_limits import BudgetState
from aop_excel.analysis.facts import VERSION, facts
from aop_excel.analysis.goals import GoalStatus
from aop_excel.analysis.items import Level
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.report import analyse
from aop_excel.analysis.risks import RiskState
from aop_excel.analysis.scenarios import Case
from aop_excel.analysis.status import Status
from aop_excel.analysis.versions.changes import ChangedPart
from aop_excel.analysis.versions.earlier import frozen_before
from aop_excel.domain.actuals import Comment, WorkedHours
from aop_excel.domain.cash import Cash
from aop_excel.domain.cut import CutRequest
from aop_excel.domain.plan import (
    Action,
    ActionStatus,
    Assignment,
    Goal,
    LimitMeasure,
    Milestone,
    OutlookMethod,
    Person,
    ResourceLimit,
    Risk,
    TrackedKpi,
)
from aop_excel.domain.proposal import Proposal
from aop_excel.domain.scenario import Scenario, Shock, Shocked
from aop_excel.domain.versions import PlanVersion
from aop_excel.text import LANGUAGES
from tests.analysis.shop import DIRECTION, HAPPENED, LINES, M, actuals, plan

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
SHOP = plan(
    *LINES,
    settings={"company": "Shop", "start_month": 4},
    direction=DIRECTION,
    goals=(Goal(code="G1", name="Margin", kpi="MARGIN", target=0.35),),
    cash=Cash(opening_cash=100 * M, opening_stock=120 * M, minimum=112 * M),
    cut=CutRequest(amount=20 * M),
    kpis=(
        TrackedKpi(code="MARGIN", measure="gross_margin", target=0.35, amber=0, red=0.02),
        TrackedKpi(code="SALES-ON", measure="revenue", channel="Online"),
    ),
    actions=(
        Action(code="A1", name="Photos", goal="G1", due=date(2027, 5, 21), status=ActionStatus.IN_PROGRESS, line="ADS"),
        Action(code="A2", name="Prices", start=date(2027, 6, 1), line="ADS", after="A1"),
    ),
    milestones=(Milestone(action="A1", name="First photos", due=date(2027, 5, 1)),),
    people=(Person(name="Minh", hours=100),),
    assignments=(Assignment(person="Minh", action="A1", first=4, last=6, hours=40),),
    limits=(ResourceLimit(name="No new hires", measured_by=LimitMeasure.HEADCOUNT, amount=1),),
    risks=(Risk(code="R1", name="Prices rise", likelihood=4, impact=4, kpi="MARGIN", threshold=0.34, fallback="Pay"),),
    shocks=(Shock(risk="R1", what=Shocked.PURCHASE_PRICE, change=0.1),),
    scenarios=(Scenario(code="BAD", name="Bad", risks=("R1",)),),
    proposals=(Proposal(code="P1", name="Livestream", goal="G1", line="ADS", first=9, last=10, monthly=2 * M),),
)
COMMENT = Comment(month=5, code="STOCK", cause="Bought in April")
WORKED = WorkedHours(person="Minh", months=(44, 41, *[None] * 10))
LESS_ADS = SHOP.model_copy(update={"lines": tuple(each for each in SHOP.lines if each.code != "ADS")})
APPROVED = PlanVersion(number=1, approved=date(2027, 4, 1), reason="Approved")
SHOP = SHOP.model_copy(update={"versions": frozen_before([LESS_ADS], [APPROVED])})
REPORT = analyse(SHOP, actuals(2, HAPPENED).model_copy(update={"comments": (COMMENT,), "hours": (WORKED,)}))
FACTS = facts(REPORT, "en")

TOP = {"version", "company", "months", "report_month", "closed", "missing_comments"}
VARIANCE = {"plan", "actual", "variance", "percent", "effect", "favourable", "material"}
LISTS = {
    "goals": {"code", "name", "kpi", "target", "year_to_date", "needed_by_now", "year_by_budget", "outlook", "required",
              "status"},
    "kpis": {"code", "measure", "channel", "label", "unit", "months", "year_to_date", "target_to_date", "year_target",
             "outlook", "required", "status"},
    "variances": {"item", "label", "level", "month", "year_to_date", "year", "method", "required", "cause"},
    "budget_limits": {"code", "limit", "state", "committed", "month_left", "year_to_date_left", "year_used",
                      "year_left", "outlook"},
    "actions": {"code", "name", "goal", "state", "days", "waits_for", "time_passed", "done", "milestones", "line",
                "line_plan_to_date", "line_actual_to_date", "line_shared_with"},
    "capacity": {"person", "hours", "assigned", "worked", "assigned_to_date", "worked_to_date"},
    "resource_limits": {"name", "measured_by", "amount", "now", "kept"},
    "risks": {"code", "name", "level", "state", "kpi", "threshold", "last", "since", "fallback"},
    "profit_and_loss": {"basis", "item", "label", "months", "year_to_date", "year"},
    "past_outlooks": {"item", "label", "year", "following", "bias", "error"},
    "alignment": {"check", "concern", "told", "reason", "cure", "cells"},
    "scenarios": {"case", "code", "label", "risks", "fallbacks", "effects", "revenue", "gross_margin", "profit",
                  "difference", "lowest_cash", "lowest_cash_month", "below_minimum", "goals"},
    "tornado": {"code", "probability", "low", "average", "high", "expected"},
    "proposals": {"code", "name", "goal", "verdict", "conditions", "begins", "cost", "profit", "lowest_cash",
                  "lowest_cash_without", "payback", "reasons"},
    "review": {"question", "urgency", "told"},
    "bridge": {"span", "start", "end", "steps", "cells", "label"},
    "gaps": {"goal", "amount", "points", "told", "drivers"},
    "levers": {"goal", "lever", "code", "amount", "closes", "told"},
    "versions": {"number", "approved", "reason", "goal", "trade_off", "profit", "lowest_cash", "goals", "seal",
                 "intact"},
    "changes": {"version", "part", "code", "label", "change", "before", "after", "difference", "months"},
}  # fmt: skip
"""The lists of the facts, and the names in each of their rows."""

CHANCES = {"runs", "seed", "goals", "profit", "cash"}
CHANCE = {"chance", "chance_with_fallbacks", "low", "middle", "high"}
CASH = {"short_by_plan", "short", "out_of_stock", "overstocked", "rows"}
CASH_ROW = {"basis", "item", "label", "months", "year"}
CUTS = {
    "asked",
    "counts",
    "from",
    "reached",
    "missing",
    "revenue_at_stake",
    "told",
    "lines",
    "kept",
    "before",
    "after",
    "at_worst",
}
CUT = {"rank", "code", "step", "group", "goal", "committed", "available", "cut", "revenue_at_stake", "told"}
KEPT = {"code", "reason", "amount"}
PROJECTION = {"profit", "lowest_cash", "lowest_cash_month", "goals"}
DRIVER = {"split", "label", "amount", "line", "told"}


def by(key: str, value: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return next(row for row in rows if row[key] == value)


# Names ----------------------------------------------------------------------------------------------------------------


def test_names_other_programs_rely_on_are_there() -> None:
    assert FACTS["version"] == VERSION == 1
    assert FACTS.keys() == TOP | LISTS.keys() | {"cash", "cuts", "chances", "compared_with"}
    assert FACTS["compared_with"].keys() == {"chosen", "label"}
    for name, names in LISTS.items():
        assert FACTS[name], name
        assert all(row.keys() == names for row in FACTS[name]), name
    assert FACTS["cash"].keys() == CASH
    assert FACTS["chances"].keys() == CHANCES
    assert FACTS["chances"]["profit"].keys() == FACTS["chances"]["cash"].keys() == CHANCE
    assert all(row.keys() == CHANCE | {"code"} for row in FACTS["chances"]["goals"])
    assert all(row.keys() == CASH_ROW for row in FACTS["cash"]["rows"])
    assert FACTS["cuts"].keys() == CUTS
    assert all(row.keys() == CUT for row in FACTS["cuts"]["lines"])
    assert all(row.keys() == KEPT for row in FACTS["cuts"]["kept"])
    assert all(FACTS["cuts"][name].keys() == PROJECTION for name in ("before", "after", "at_worst"))
    assert all(row.keys() == DRIVER for gap in FACTS["gaps"] for row in gap["drivers"])
    for row in FACTS["variances"]:
        assert row["month"].keys() == row["year_to_date"].keys() == row["year"].keys() == VARIANCE


@pytest.mark.parametrize(
    ("list_of", "names"),
    [
        ("", TOP),
        ("variances[]", VARIANCE),
        ("bridge[]", {"step", "amount", "channel", "group", "before", "after", "effects"}),
        ("alignment[]", {"table", "row", "column"}),
        ("cash", CASH | CASH_ROW),
        ("cuts", CUTS | CUT | KEPT | PROJECTION),
        ("gaps[]", DRIVER),
        ("chances", CHANCES | CHANCE),
        ("proposals[]", {"subject", "standing", "told", "figure", "condition", "rests_on"}),
        *((f"{name}[]", names) for name, names in LISTS.items()),
    ],
)
def test_readme_tells_every_name(list_of: str, names: set[str]) -> None:
    section = README.partition("### What `aop show --json` holds")[2].partition("\n## ")[0]
    rows = [row for row in section.splitlines() if row.startswith("| `")]
    told = {
        word for row in rows if f"`{list_of}`" in row or not list_of for word in re.findall(r"`(\w+)(?:\[\])?`", row)
    }
    assert names <= told


def test_readme_tells_every_word_a_status_can_be() -> None:
    words = [
        *Status,
        *GoalStatus,
        *(set(Basis) - {Basis.BASELINE}),
        *Level,
        *BudgetState,
        *OutlookMethod,
        *ActionState,
        *RiskState,
        *LimitMeasure,
        *Concern,
        *Case,
        *ChangedPart,
    ]
    assert [word.value for word in words if f"`{word.value}`" not in README] == []
    assert [unit.name for unit in Unit if f"`{unit.name.lower()}`" not in README] == []


WORDS = {"label", "told", "reason", "cure", "change", "condition", "conditions"}


def test_a_scenario_and_the_chances_beside_it() -> None:
    # Goods for 63 million a month cost 6.3 more in each of ten months to come.
    bad = by("case", "scenario", FACTS["scenarios"])
    assert (bad["code"], bad["risks"], bad["effects"]) == ("BAD", ["R1"], 1)
    assert bad["difference"] == pytest.approx(-10 * 6.3 * M, rel=0.02)  # goods cost 1.6 % more so far
    assert FACTS["chances"]["runs"] == 10_000
    assert FACTS["tornado"][0]["average"] == pytest.approx(bad["difference"])
    assert FACTS["tornado"][0]["probability"] == 0.6


def test_only_labels_follow_the_language() -> None:

    def without_labels(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without_labels(each) for key, each in value.items() if key not in WORDS}
        return [without_labels(each) for each in value] if isinstance(value, list) else value

    vi, en = (facts(REPORT, language) for language in LANGUAGES)
    assert without_labels(vi) == without_labels(en)
    assert by("item", "gross_profit", vi["variances"])["label"] == "Lợi nhuận gộp"
    assert by("item", "gross_profit", en["variances"])["label"] == "Gross profit"


def test_it_is_plain_json() -> None:
    assert json.loads(json.dumps(FACTS, allow_nan=False)) == FACTS


# Figures: the shop of tests/analysis/shop.py, with April and May closed -----------------------------------------------


def test_the_period_is_told_in_full() -> None:
    assert (FACTS["company"], FACTS["report_month"]) == ("Shop", "2027-05")
    assert FACTS["months"][:2] + FACTS["months"][-3:] == ["2027-04", "2027-05", "2028-01", "2028-02", "2028-03"]
    assert FACTS["closed"] == [True, True, *[False] * 10]
    assert FACTS["missing_comments"] == 1


def test_a_goal_tells_where_it_stands() -> None:
    (goal,) = FACTS["goals"]
    assert (goal["code"], goal["name"], goal["kpi"], goal["status"]) == ("G1", "Margin", "MARGIN", "at_risk")
    assert (goal["target"], goal["year_by_budget"]) == (0.35, 0.37)
    assert (goal["year_to_date"], goal["needed_by_now"]) == (pytest.approx(68 / 195), pytest.approx(0.35))


def test_a_kpi_tells_its_months_and_targets() -> None:
    margin, online = FACTS["kpis"]
    assert (margin["measure"], margin["unit"], margin["channel"]) == ("gross_margin", "ratio", None)
    assert margin["months"] == [pytest.approx(38 / 105), pytest.approx(30 / 90), *[None] * 10]
    assert (margin["target_to_date"], margin["year_target"], margin["status"]) == (0.35, 0.35, "amber")
    assert (online["unit"], online["channel"], online["year_to_date"]) == ("money", "Online", 60 * M)
    assert (online["target_to_date"], online["year_target"], online["status"]) == (60 * M, 360 * M, "green")


def test_a_variance_tells_its_effect_and_cause() -> None:
    stock = by("item", "line:STOCK", FACTS["variances"])
    assert (stock["level"], stock["cause"]) == ("line", "Bought in April")
    assert stock["month"] == {
        "plan": 60 * M,
        "actual": 50 * M,
        "variance": -10 * M,
        "percent": pytest.approx(-1 / 6),
        "effect": 10 * M,
        "favourable": True,
        "material": True,
    }
    assert by("item", "line:RENT", FACTS["variances"])["month"]["favourable"] is None


def test_an_action_tells_what_stops_it_and_what_its_line_spent() -> None:
    late, blocked = FACTS["actions"]
    assert (late["code"], late["state"], late["days"], late["goal"]) == ("A1", "late", 10, "G1")
    assert late["milestones"] == {"total": 1, "done": 0, "late": 1}
    assert (late["line_plan_to_date"], late["line_actual_to_date"], late["line_shared_with"]) == (
        10 * M,
        12 * M,
        ["A2"],
    )
    assert (blocked["code"], blocked["state"], blocked["waits_for"]) == ("A2", "blocked", "A1")


def test_a_person_tells_hours_assigned_and_worked() -> None:
    (minh,) = FACTS["capacity"]
    assert (minh["person"], minh["hours"], minh["assigned"]) == ("Minh", 100, [40, 40, 40, *[0] * 9])
    assert (minh["worked"][:3], minh["assigned_to_date"], minh["worked_to_date"]) == ([44, 41, None], 80, 85)


def test_a_limit_tells_whether_it_is_kept() -> None:
    (hires,) = FACTS["resource_limits"]
    assert (hires["measured_by"], hires["amount"], hires["now"], hires["kept"]) == ("headcount", 1, 1, True)


def test_a_risk_tells_since_when_its_sign_shows() -> None:
    (prices,) = FACTS["risks"]  # a margin of 36.2 % in April and 33.3 % in May
    assert (prices["code"], prices["level"], prices["state"], prices["since"]) == ("R1", 16, "fired", "2027-05")
    assert (prices["kpi"], prices["threshold"], prices["fallback"]) == ("MARGIN", 0.34, "Pay")
    assert prices["last"] == pytest.approx(30 / 90)


def test_what_cannot_be_said_is_null() -> None:
    camera = by("item", "line:CAMERA", FACTS["variances"])
    assert (camera["month"]["plan"], camera["month"]["actual"], camera["month"]["percent"]) == (0, 0, None)
    assert camera["cause"] is None


def test_the_account_is_told_by_basis() -> None:
    revenue = [row for row in FACTS["profit_and_loss"] if row["item"] == "revenue"]
    assert [row["basis"] for row in revenue] == ["plan", "actual", "outlook", "last_year"]
    assert [row["year_to_date"] for row in revenue] == [200 * M, 195 * M, 195 * M, 160 * M]
    assert [row["year"] for row in revenue] == [1200 * M, 195 * M, 1170 * M, 960 * M]


def test_cash_is_told_by_basis_with_the_first_month_that_is_short() -> None:
    # April 105 in, 112 out; May 90 in, 72 out: 93, then 111 of at least 112. The plan: 98 in April.
    assert FACTS["cash"]["short"] == {"month": "2027-05", "value": 111 * M}
    assert FACTS["cash"]["short_by_plan"] == {"month": "2027-04", "value": 98 * M}
    assert FACTS["cash"]["out_of_stock"] is None
    closing = [row for row in FACTS["cash"]["rows"] if row["item"] == "cash_closing"]
    assert [row["basis"] for row in closing] == ["plan", "actual", "outlook"]
    assert closing[1]["months"] == [93 * M, 111 * M, *[None] * 10]
    assert closing[1]["year"] == 111 * M


def test_versions_and_what_changed_since() -> None:
    (version,) = FACTS["versions"]
    # 12 × (100 − 63 − 8 − 6 − 3) million without advertising, which came later with 5 a month.
    assert (version["approved"], version["profit"], version["intact"]) == ("2027-04-01", 240 * M, True)
    assert version["goals"] == [{"code": "G1", "target": 0.35, "year_by_budget": pytest.approx(0.37)}]
    added = by("code", "ADS", FACTS["changes"])
    assert (added["version"], added["part"], added["change"]) == (None, "line", "Added")
    assert (added["before"], added["after"], added["difference"], added["months"]) == (
        None,
        60 * M,
        60 * M,
        [5 * M] * 12,
    )
    assert by("code", "operating_profit", FACTS["changes"])["difference"] == -60 * M
    assert FACTS["compared_with"] == {"chosen": "current", "label": None}
