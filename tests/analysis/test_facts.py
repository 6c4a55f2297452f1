import json
import re
from pathlib import Path
from typing import Any

import pytest

from aop_excel.analysis.bridge import Span
from aop_excel.analysis.facts import VERSION, facts
from aop_excel.analysis.goals import GoalStatus
from aop_excel.analysis.items import Level
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.report import analyse
from aop_excel.analysis.status import Status
from aop_excel.domain.actuals import Comment
from aop_excel.domain.plan import Goal, TrackedKpi
from aop_excel.text import LANGUAGES
from tests.analysis.shop import DIRECTION, HAPPENED, LINES, M, actuals, plan

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
SHOP = plan(
    *LINES,
    settings={"company": "Shop", "start_month": 4},
    direction=DIRECTION,
    goals=(Goal(code="G1", name="Margin", kpi="MARGIN", target=0.35),),
    kpis=(
        TrackedKpi(code="MARGIN", measure="gross_margin", target=0.35, amber=0, red=0.02),
        TrackedKpi(code="SALES-ON", measure="revenue", channel="Online"),
    ),
)
COMMENT = Comment(month=5, code="STOCK", cause="Bought in April")
REPORT = analyse(SHOP, actuals(2, HAPPENED).model_copy(update={"comments": (COMMENT,)}))
FACTS = facts(REPORT, "en")

TOP = {"version", "company", "months", "report_month", "closed", "missing_comments",
       "goals", "kpis", "variances", "profit_and_loss", "bridge"}  # fmt: skip
GOAL = {"code", "name", "kpi", "target", "year_to_date", "needed_by_now", "year_by_budget", "status"}
KPI = {"code", "measure", "channel", "label", "unit", "months",
       "year_to_date", "target_to_date", "year_target", "status"}  # fmt: skip
ITEM = {"item", "label", "level", "month", "year_to_date", "cause"}
VARIANCE = {"plan", "actual", "variance", "percent", "effect", "favourable", "material"}
BRIDGE = {"span", "start", "end", "steps", "cells", "label"}
FIGURES = {"basis", "item", "label", "months", "year_to_date", "year"}


def by(key: str, value: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return next(row for row in rows if row[key] == value)


# Names ----------------------------------------------------------------------------------------------------------------


def test_names_other_programs_rely_on_are_there() -> None:
    assert FACTS["version"] == VERSION == 1
    assert FACTS.keys() >= TOP
    assert all(row.keys() >= GOAL for row in FACTS["goals"])
    assert all(row.keys() >= KPI for row in FACTS["kpis"])
    assert all(row.keys() >= ITEM for row in FACTS["variances"])
    assert all(row[period].keys() >= VARIANCE for row in FACTS["variances"] for period in ("month", "year_to_date"))
    assert all(row.keys() >= FIGURES for row in FACTS["profit_and_loss"])
    assert all(row.keys() >= BRIDGE for row in FACTS["bridge"])


@pytest.mark.parametrize(
    ("list_of", "names"),
    [
        ("", TOP),
        ("goals[]", GOAL),
        ("kpis[]", KPI),
        ("variances[]", ITEM | VARIANCE),
        ("profit_and_loss[]", FIGURES),
        ("bridge[]", BRIDGE | {"step", "amount", "channel", "group", "before", "after", "effects"}),
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
    words = [*Status, *GoalStatus, *Basis, *Level, *Span]
    assert [word.value for word in words if f"`{word.value}`" not in README] == []
    assert [unit.name for unit in Unit if f"`{unit.name.lower()}`" not in README] == []


def test_only_labels_follow_the_language() -> None:
    def without_labels(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without_labels(each) for key, each in value.items() if key != "label"}
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


def test_what_cannot_be_said_is_null() -> None:
    camera = by("item", "line:CAMERA", FACTS["variances"])
    assert (camera["month"]["plan"], camera["month"]["actual"], camera["month"]["percent"]) == (0, 0, None)
    assert camera["cause"] is None


def test_the_account_is_told_by_basis() -> None:
    revenue = [row for row in FACTS["profit_and_loss"] if row["item"] == "revenue"]
    assert [row["basis"] for row in revenue] == ["plan", "actual", "last_year"]
    assert [row["year_to_date"] for row in revenue] == [200 * M, 195 * M, 160 * M]
    assert [row["year"] for row in revenue] == [1200 * M, 195 * M, 960 * M]


def test_the_bridge_tells_steps_and_cells() -> None:
    # The shop names channels, no groups; its orders name neither. Planned margins: 56/140 and 18/60, together 37 %.
    # sales (195 − 200) × 37 %, mix (135 − 195 × 0.7) × 40 % + (60 − 195 × 0.3) × 30 %, rate 50 − 135 × 40 %
    to_date = by("span", "year_to_date", FACTS["bridge"])
    assert (to_date["start"], to_date["end"]) == (74 * M, 68 * M)
    assert {step["step"]: step["amount"] for step in to_date["steps"]} == pytest.approx(
        {"sales": -1.85 * M, "sales_mix": -0.15 * M, "rate": -4 * M, "new": 0, "dropped": 0}
    )
    assert [(cell["channel"], cell["group"], cell["after"]) for cell in to_date["cells"]] == [
        ("Store", None, 50 * M),
        ("Online", None, 18 * M),
    ]
    assert to_date["label"].startswith("Gross profit to date is 6.0 million below plan: margin rate −4.0 million")
