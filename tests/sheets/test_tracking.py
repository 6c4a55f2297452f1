"""Capacity, actions and risks in a workbook: what is typed, what the refresh says, what LibreOffice calculates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.workbook.book import Cell
from tests import libreoffice
from tests.plans import (
    BLANK,
    SHOP_FROM_APRIL,
    SHOP_VI,
    Owner,
    Starter,
    aop,
    look,
    new,
    owner,
    rows,
    saved_by_libreoffice,
)

Copy = Callable[[Starter], Path]


def hours_of(path: Path, person: str) -> dict[Cell, dict[str, Cell]]:
    """A person's rows of hours, by what they hold."""
    return {row["hours"]: row for row in rows(FileBook.open(path), "aop_capacity") if row["person"] == person}


def months(row: dict[str, Cell], first: int = 1) -> list[Cell]:
    """A row's months, from the first of the fiscal year."""
    return [row[f"m{(first - 1 + position) % 12 + 1:02d}"] for position in range(12)]


def by_code(path: Path, table: str) -> dict[Cell, dict[str, Cell]]:
    return {row["code"]: row for row in rows(FileBook.open(path), table)}


def problems(path: Path) -> list[Cell]:
    return [row["problem"] for row in rows(FileBook.open(path), "aop_problems")]


# Capacity -------------------------------------------------------------------------------------------------------------

# Minh has 140 hours. HD1 takes 60 from January to March, HD2 50 from March to June, HD3 90 from August to November.
ASSIGNED = [60, 60, 110, 50, 50, 50, 0, 90, 90, 90, 90, 0]


def test_hours_are_shown_by_person_and_month(shop: Path) -> None:
    minh = hours_of(shop, "Minh")
    assert months(minh["Assigned"]) == ASSIGNED
    assert months(minh["Left"]) == [140 - hours for hours in ASSIGNED]
    assert months(minh["Worked"]) == [66, 70, 106, 52, 58, 60, *[None] * 6]
    assert (minh["Assigned"]["year_to_date"], minh["Worked"]["year_to_date"]) == (380, 412)
    assert (minh["Left"]["status"], minh["Worked"]["status"]) == ("● Enough hours", "32 h more than assigned")
    lan = hours_of(shop, "Lan")
    assert set(lan) == {"Assigned", "Left"}
    assert lan["Assigned"]["status"] == "No action assigned"


def test_a_year_from_april_begins_with_april(copy: Copy) -> None:
    assert months(hours_of(copy(SHOP_FROM_APRIL), "Minh")["Assigned"], first=4) == ASSIGNED


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("starter", [SHOP_VI, SHOP_FROM_APRIL], ids=str)
def test_who_is_overloaded_is_told_beside_the_hours_and_on_start(starter: Starter, copy: Copy) -> None:
    plan = copy(starter)
    with owner(plan) as typing:
        typing.types("aop_people", "Minh", hours=89.0)
    assert aop("refresh", plan) == 0
    free = hours_of(plan, "Minh")[{"vi": "Còn lại", "en": "Left"}[starter.language]]
    assert months(free, starter.start_month) == [89 - hours for hours in ASSIGNED]
    assert (
        free["status"]
        == {
            "vi": "■ Quá tải: 03/2027 (+21 giờ), 08/2027–11/2027 (+1 giờ)",
            "en": "■ Overloaded: 06/2027 (+21 h), 11/2027–02/2028 (+1 h)",
        }[starter.language]
    )
    assert problems(plan) == []  # it is no wrong input: Start tells it among what does not hold together
    assert "Minh: " in str(rows(FileBook.open(plan), "aop_alignment")[0]["finding"])
    libreoffice.assert_formulas_equal(plan)


@pytest.mark.needs_libreoffice
def test_an_action_that_ended_early_takes_no_more_hours(shop: Path) -> None:
    with owner(shop) as typing:
        typing.types("aop_actions", "HD3", status="Cancelled")
        typing.types("aop_actions", "HD2", done=date(2027, 4, 30))
    assert aop("refresh", shop) == 0
    assert months(hours_of(shop, "Minh")["Assigned"]) == [60, 60, 110, 50, *[0] * 8]
    libreoffice.assert_formulas_equal(shop)


@pytest.mark.needs_libreoffice
def test_hours_follow_without_python(shop: Path) -> None:
    with owner(shop) as typing:
        typing.types("aop_assignments", 2, hours=80.0)
        typing.types("aop_hours", 1, m01=100.0)
        typing.types("aop_people", "Minh", hours=100.0)
    saved_by_libreoffice(shop)
    minh = hours_of(shop, "Minh")
    assert months(minh["Assigned"]) == [60, 60, 140, 80, 80, 80, *ASSIGNED[6:]]
    assert months(minh["Left"])[:3] == [40, 40, -40]
    assert months(minh["Worked"])[:2] == [100, 70]


@pytest.mark.needs_libreoffice
def test_hours_typed_in_other_ways_give_values_where_formulas_would_not(shop: Path) -> None:
    with owner(shop) as typing:
        typing.types("aop_assignments", 1, person="minh ", hours="60")
        typing.types("aop_hours", 2, person="MINH", m03="44")
        typing.types("aop_people", "Lan", hours="20")
    assert aop("refresh", shop) == 0
    minh = hours_of(shop, "Minh")
    assert months(minh["Assigned"]) == ASSIGNED
    assert months(minh["Worked"])[:3] == [66, 70, 106]
    libreoffice.assert_formulas_equal(shop)


# Limits ---------------------------------------------------------------------------------------------------------------


@pytest.mark.needs_libreoffice
def test_limits_say_whether_they_are_kept(shop: Path) -> None:
    with owner(shop) as typing:
        typing.adds("aop_limits", name="Hours", measured_by="Hours assigned a month", amount=130.0)
        typing.adds("aop_limits", name="Wages", measured_by="People cost of the year", amount="300tr")
        typing.adds("aop_limits", name="Shelves", amount=12.0, unit="metres")
    assert aop("refresh", shop) == 0
    told = {row["limit"]: row for row in rows(FileBook.open(shop), "aop_limit_state")}
    assert {name: (row["status"], row["now"], row["unit"]) for name, row in told.items() if name} == {
        "No new hires": ("● Kept", 4, "people"),
        "Marketing at most 5% of revenue": (
            "● Kept",
            pytest.approx(expected(shop, "MKT-") / expected(shop, "DT-")),
            "%",
        ),
        "Hours": ("■ Passed 03/2027", 136, "hours"),
        "Wages": ("■ Passed from 10/2027", 372e6, "VND"),
        "Shelves": ("A reminder: aop cannot check it", None, "metres"),
    }
    libreoffice.assert_formulas_equal(shop)


def expected(path: Path, lines: str) -> float:
    """What lines whose codes begin so come to: six months as they happened, six as planned."""
    book = FileBook.open(path)
    happened, planned = (
        [row for row in rows(book, table) if str(row["code"]).startswith(lines) and row["code"] != "DT-TS"]
        for table in ("aop_actuals", "aop_budget")
    )
    amounts = [cell for row in happened for cell in months(row)[:6]] + [c for row in planned for c in months(row)[6:]]
    return sum(amount for amount in amounts if isinstance(amount, float))


# Actions --------------------------------------------------------------------------------------------------------------


def test_actions_stand_as_of_the_end_of_the_report_month(shop: Path) -> None:
    assert FileBook.open(shop).field("aop_actions_day") == date(2027, 6, 30)
    assert [(row["code"], row["status"]) for row in rows(FileBook.open(shop), "aop_action_progress")] == [
        ("HD2", "■ Due, and not done"),
        ("HD3", "■ Waits for HD2, due 30/06/2027"),
        ("HD5", "● On its way"),
        ("HD1", "● Done on time"),
        ("HD4", "● Done on time"),
    ]
    assert {code: row["actions"] for code, row in by_code(shop, "aop_goal_progress").items()} == {
        "MT1": "0/1 done; blocked: HD3",
        "MT2": "1/1 done",
        "MT3": "1/3 done; late: HD2",
    }


def test_another_report_month_is_another_day(shop: Path) -> None:
    assert aop("refresh", shop, "--month", "2027-03") == 0
    told = by_code(shop, "aop_action_progress")
    assert (told["HD1"]["status"], told["HD2"]["status"]) == ("● Done on time", "● On its way")
    assert told["HD4"]["time_passed"] == pytest.approx(45 / 106)  # 15 February to 31 March, of those to 31 May


def test_in_a_year_from_april_the_sixth_month_ends_in_september(copy: Copy) -> None:
    plan = copy(SHOP_FROM_APRIL)
    assert FileBook.open(plan).field("aop_actions_day") == date(2027, 9, 30)
    assert by_code(plan, "aop_action_progress")["HD3"]["status"] == "■ Waits for HD2, due 30/09/2027"
    assert by_code(plan, "aop_risk_state")["RR2"]["status"] == "■ Fired since 09/2027"


@pytest.mark.needs_libreoffice
def test_what_the_line_of_an_action_spent_is_fetched(shop: Path) -> None:
    told = by_code(shop, "aop_action_progress")
    line = look(shop, "aop_variance", "MKT-QC")
    for code in ("HD2", "HD3"):
        row = told[code]
        assert (row["plan_to_date"], row["actual_to_date"]) == (line["ytd_plan"], line["ytd_actual"])
    assert told["HD2"]["line"] == "MKT-QC (shared: HD3)"
    assert told["HD5"]["plan_to_date"] is None


# Risks ----------------------------------------------------------------------------------------------------------------


def test_risks_say_which_sign_has_shown(shop: Path) -> None:
    ads, prices, demand = rows(FileBook.open(shop), "aop_risk_state")
    assert (ads["code"], ads["status"]) == ("RR2", "■ Fired since 06/2027")
    assert (ads["trigger"], ads["level"], ads["high"]) == ("Marketing cost over revenue ≥ 5%", 12, "High")
    assert ads["fallback"] == "Move budget to livestream and returning customers"
    assert (prices["status"], prices["fallback"]) == ("▲ Near its trigger", None)
    assert prices["trigger"] == "Gross margin ≤ 35%, 2 months in a row"
    assert (demand["status"], demand["level"], demand["high"]) == ("● Not so far", 9, None)
    assert demand["last"] == pytest.approx(0.993, abs=5e-4)
    assert demand["threshold"] == 0.9
    assert demand["room"] == pytest.approx(0.093, abs=5e-4)


@pytest.mark.needs_libreoffice
def test_triggers_are_calculated_however_they_are_typed(shop: Path) -> None:
    with owner(shop) as typing:
        typing.types("aop_risks", "RR1", threshold="36,5%", comparison=None, in_a_row=None, likelihood="5")
        typing.types("aop_risks", "RR2", code=17.0, threshold=0.07)
        typing.types("aop_risks", "RR3", kpi=None, comparison=None, threshold=None)
        typing.adds("aop_risks", name="Rent", code="RR4", likelihood=2.0, impact=2.0, kpi="DT", threshold=400e6)
    saved_by_libreoffice(shop)
    assert aop("refresh", shop) == 0
    told = by_code(shop, "aop_risk_state")
    assert [(code, row["status"], row["level"]) for code, row in told.items()] == [
        ("RR1", "■ Fired since 04/2027", 20),
        ("RR4", "■ Fired since 02/2027", 4),
        ("17", "● Not so far", 12),
        ("RR3", "No sign that can be measured", 9),
    ]
    assert (told["RR3"]["trigger"], told["RR3"]["threshold"]) == (None, None)
    assert told["RR4"]["trigger"] == "Revenue ≤ 400,000,000"
    libreoffice.assert_formulas_equal(shop)


# Nothing to say -------------------------------------------------------------------------------------------------------


@pytest.mark.needs_libreoffice
def test_a_plan_that_begins_with_people_and_actions_only(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    assert new(plan, BLANK) == 0
    with owner(plan) as typing:
        fill_in(typing)
    saved_by_libreoffice(plan)
    assert aop("refresh", plan) == 0
    (action,) = rows(FileBook.open(plan), "aop_action_progress")
    assert (action["status"], action["plan_to_date"]) == ("Not to start yet", None)
    (risk,) = rows(FileBook.open(plan), "aop_risk_state")
    assert risk["status"] == "No sign that can be measured"
    assert months(hours_of(plan, "Lan")["Left"]) == [40] * 12
    (limit,) = (row for row in rows(FileBook.open(plan), "aop_limit_state") if row["limit"])
    assert limit["status"] == "Not checked: no amount, or no figures"
    libreoffice.assert_formulas_equal(plan)


def fill_in(typing: Owner) -> None:
    typing.adds("aop_people", name="Lan", hours=40.0)
    typing.adds("aop_actions", name="Website", code="A1")
    typing.adds("aop_risks", name="Rain", code="R1", likelihood=1.0, impact=1.0)
    typing.adds("aop_limits", name="Marketing", measured_by="Marketing share of revenue", amount=0.05)
