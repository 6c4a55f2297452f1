"""BabyCare House by hand: what its workbook says, against its TOML file and the raw months in its cells."""

from __future__ import annotations

import json
import tomllib
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from aop_excel.backends.file import FileBook
from aop_excel.text import LANGUAGES
from tests import plans
from tests.plans import Starter

TOML = tomllib.loads((Path(__file__).parents[1] / "workbook_templates" / "babycare_house.toml").read_text("utf-8"))
LINES = {line["code"]: line for line in TOML["lines"]}
KPIS = {kpi["code"]: kpi for kpi in TOML["kpis"]}
GOALS = {goal["code"]: goal for goal in TOML["goals"]}
CLOSED = 6
M = 1_000_000

STORE, ONLINE = "DT-CH-", "DT-ON-"
STORE_GOODS, ONLINE_GOODS = "GV-CH-", "GV-ON-"
MARKETING, FIXED, VARIABLE, STOCK = ("MKT-",), ("NS-", "CP-MB", "CP-DN", "CP-PM"), ("CP-SAN", "CP-GH"), ("NH-",)

SHOPS = tuple(Starter("babycare_house", *each) for each in product(LANGUAGES, (1, 4)))
every_shop = pytest.mark.parametrize("shop", SHOPS, ids=str)
Made = Callable[[Starter], Path]


# The workbook's raw months --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Raw:
    """What stands in the cells of Budget, Actuals and Direction: a row for each code or channel, months 0 to 11."""

    plan: pd.DataFrame
    actual: pd.DataFrame
    last_year: pd.DataFrame
    closed: list[int]

    def so_far(self, of: pd.DataFrame) -> pd.Series[float]:
        """Each row's sum over the closed months."""
        return of[self.closed].sum(axis=1)


@cache
def raw(path: Path) -> Raw:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names what it would lose on saving; nothing is saved
        book = load_workbook(path, data_only=True)
    areas = {name: sheet[sheet.tables[name].ref] for sheet in book.worksheets for name in sheet.tables}

    def months(table: str, january: int) -> pd.DataFrame:
        rows = [[cell.value for cell in row] for row in areas[table][1:]]
        cells = {row[0]: row[january : january + 12] for row in rows if row[0]}
        return pd.DataFrame.from_dict(cells, orient="index", dtype=float)

    marks = [cell.value for cell in areas["aop_closed"][1]][2:]
    return Raw(
        months("aop_budget", 9),
        months("aop_actuals", 2),
        months("aop_last_year", 1),
        [month for month, mark in enumerate(marks) if mark == "x"],
    )


def of(amounts: pd.Series[float], *beginnings: str) -> float:
    """The sum of the lines whose codes begin so."""
    return float(amounts[[code for code in amounts.index if code.startswith(beginnings)]].sum())


@pytest.fixture
def shown(made: Made, capsys: pytest.CaptureFixture[str]) -> Callable[[Starter], dict[str, Any]]:
    """What `aop show --json` says."""

    def show(shop: Starter) -> dict[str, Any]:
        path = made(shop)
        capsys.readouterr()
        assert plans.aop("show", path, "--json") == 0
        facts: dict[str, Any] = json.loads(capsys.readouterr().out)
        return facts

    return show


# The year's plan, on paper --------------------------------------------------------------------------------------------
#
# Last year 4,000 million: 2,800 in the store, 1,200 online, which is 30 %.
# Growth of 20 % makes 4,800 million. Online is to be 45 % of it: 2,160. The store keeps 2,640.

PAPER = {  # million đồng in the year
    "DT-CH-SUA": 924.0,  # 35 % of 2,640
    "DT-CH-BIM": 660.0,  # 25 %
    "DT-CH-MSS": 396.0,  # 15 %
    "DT-CH-DD": 660.0,  # 25 %
    "DT-ON-SUA": 540.0,  # 25 % of 2,160
    "DT-ON-BIM": 432.0,  # 20 %
    "DT-ON-MSS": 648.0,  # 30 %
    "DT-ON-DD": 540.0,  # 25 %
    "GV-CH-SUA": 646.8,  # 70 % of 924
    "GV-CH-BIM": 448.8,  # 68 % of 660
    "GV-CH-MSS": 221.76,  # 56 % of 396
    "GV-CH-DD": 363.0,  # 55 % of 660
    "GV-ON-SUA": 378.0,  # 70 % of 540
    "GV-ON-BIM": 293.76,  # 68 % of 432
    "GV-ON-MSS": 362.88,  # 56 % of 648
    "GV-ON-DD": 297.0,  # 55 % of 540
    "MKT-QC": 144.0,
    "MKT-KOC": 24.0,
    "MKT-CH": 36.0,
    "NS-BH": 228.0,
    "NS-ON": 144.0,
    "CP-MB": 360.0,
    "CP-DN": 72.0,
    "CP-PM": 12.0,
    "CP-SAN": 172.8,  # 8 % of 2,160
    "CP-GH": 97.2,  # 4.5 % of 2,160
    "NH-SUA": 1767.36,  # milk and diapers: 646.8 + 448.8 + 378 + 293.76
    "NH-MSS": 602.1792,  # 103 % of 221.76 + 362.88 = 584.64
    "NH-DD": 640.2,  # 97 % of 363 + 297 = 660
    "DT-TS": 50.0,
    "THUE-QUY": 72.0,  # 1.5 % of 4,800, a quarter of it in the first month of each quarter
    "RUT-VON": 240.0,
}

UNITS = {  # what the revenue of the year makes at its price
    "SL-CH-SUA": 2640,  # 924 million at 350 thousand
    "SL-CH-BIM": 2640,  # 660 at 250
    "SL-CH-MSS": 2200,  # 396 at 180
    "SL-CH-DD": 5500,  # 660 at 120
    "SL-ON-SUA": 1600,  # 540 at 337.5
    "SL-ON-BIM": 1800,  # 432 at 240
    "SL-ON-MSS": 3600,  # 648 at 180
    "SL-ON-DD": 4500,  # 540 at 120
}

UNITS = {  # what the revenue of the year makes at its price
    "SL-CH-SUA": 2640,  # 924 million at 350 thousand
    "SL-CH-BIM": 2640,  # 660 at 250
    "SL-CH-MSS": 2200,  # 396 at 180
    "SL-CH-DD": 5500,  # 660 at 120
    "SL-ON-SUA": 1600,  # 540 at 337.5
    "SL-ON-BIM": 1800,  # 432 at 240
    "SL-ON-MSS": 3600,  # 648 at 180
    "SL-ON-DD": 4500,  # 540 at 120
}


@every_shop
def test_every_line_has_its_amount_of_the_year_to_the_last_dong_or_unit(made: Made, shop: Starter) -> None:
    year = raw(made(shop)).plan.sum(axis=1)
    assert year.to_dict() == {code: round(amount * M) for code, amount in PAPER.items()} | UNITS
    assert year.index.tolist() == list(LINES)


@every_shop
def test_revenue_grows_by_exactly_20_percent(made: Made, shop: Starter) -> None:
    found = raw(made(shop))
    assert found.last_year.to_numpy().sum() == 4_000 * M
    assert of(found.plan.sum(axis=1), STORE, ONLINE) == 4_800 * M


@every_shop
def test_online_is_exactly_45_percent_of_the_year_after_30_percent(made: Made, shop: Starter) -> None:
    found = raw(made(shop))
    assert found.last_year.sum(axis=1).loc["Online"] * 100 == 30 * 4_000 * M
    assert of(found.plan.sum(axis=1), ONLINE) * 100 == 45 * 4_800 * M


@every_shop
def test_the_months_of_both_channels_add_up_to_those_of_the_shop(
    made: Made, shown: Callable[[Starter], dict[str, Any]], shop: Starter
) -> None:
    months = raw(made(shop)).plan
    store, online = (months[months.index.str.startswith(channel)].sum() for channel in (STORE, ONLINE))
    whole = next(row for row in shown(shop)["profit_and_loss"] if (row["basis"], row["item"]) == ("plan", "revenue"))
    assert (store + online).tolist() == whole["months"]
    assert (store + online).sum() == whole["year"]


@every_shop
def test_the_online_share_rises_every_month_by_the_same_step(made: Made, shop: Starter) -> None:
    months = raw(made(shop)).plan
    store, online = (months[months.index.str.startswith(channel)].sum() for channel in (STORE, ONLINE))
    whole = store + online
    step = 0.15 * whole.sum() / sum(number * month for number, month in enumerate(whole, 1))
    shares = (online / whole).tolist()
    assert shares == pytest.approx([0.30 + step * number for number in range(1, 13)], abs=1e-7)
    assert all(before < after for before, after in pairwise([0.30, *shares]))


@every_shop
def test_the_gross_margin_of_the_plan_is_above_35_percent(made: Made, shop: Starter) -> None:
    # The store costs 646.8 + 448.8 + 221.76 + 363 = 1,680.36 and online 378 + 293.76 + 362.88 + 297 = 1,331.64:
    # 4,800 less 3,012 is 1,788, or 37.25 %.
    year = raw(made(shop)).plan.sum(axis=1)
    margin = 1 - of(year, STORE_GOODS, ONLINE_GOODS) / of(year, STORE, ONLINE)
    assert margin == pytest.approx(1_788 / 4_800)
    assert margin >= GOALS["MT3"]["target"] == 0.35


@every_shop
def test_the_plan_earns_498_million(shown: Callable[[Starter], dict[str, Any]], shop: Starter) -> None:
    # 1,788 less marketing 204, people 372, rent and other fixed cost 444, fees and delivery 270
    account = {row["item"]: row["year"] for row in shown(shop)["profit_and_loss"] if row["basis"] == "plan"}
    assert account["gross_profit"] == 1_788 * M
    assert account["marketing"] == 204 * M <= 0.05 * 4_800 * M
    assert account["operating_profit"] == 498 * M


def test_the_mixes_and_rates_on_paper_are_those_of_the_file() -> None:
    mixes = {channel: [line["mix"] for line in LINES.values() if line["code"].startswith(channel)]
             for channel in (STORE, ONLINE)}  # fmt: skip
    assert mixes == {STORE: [35, 25, 15, 25], ONLINE: [25, 20, 30, 25]}
    rates = [line["rate"] for line in LINES.values() if line["kind"] == "cogs"]
    assert rates == [0.70, 0.68, 0.56, 0.55] * 2
    assert sum(TOML["last_year"]["store"]) == 2_800 * M
    assert sum(TOML["last_year"]["online"]) == 1_200 * M


# The months of the year, from the file alone --------------------------------------------------------------------------
#
# Families buy a quarter more in the 21 days before Tết. Days of these that fall into January and into February:
# Tết 17 Feb 2026: 5 and 16. Tết 6 Feb 2027: 16 and 5. Tết 26 Jan 2028: 21 and 0.

MOVED = {
    1: {1: (1 + 0.25 * 16 / 31) / (1 + 0.25 * 5 / 31), 2: (1 + 0.25 * 5 / 28) / (1 + 0.25 * 16 / 28)},
    4: {1: (1 + 0.25 * 21 / 31) / (1 + 0.25 * 16 / 31), 2: 1 / (1 + 0.25 * 5 / 28)},
}


def on_paper(start_month: int) -> dict[str, list[float]]:
    """The revenue lines by month, in fractions of a đồng."""
    calendar = [(start_month - 1 + number) % 12 for number in range(12)]
    last_year = [TOML["last_year"]["store"][month] + TOML["last_year"]["online"][month] for month in calendar]
    season = [amount * MOVED[start_month].get(month + 1, 1) for amount, month in zip(last_year, calendar, strict=True)]
    whole = [4_800 * M * weight / sum(season) for weight in season]
    step = 0.15 * sum(whole) / sum(number * month for number, month in enumerate(whole, 1))
    online = [month * (0.30 + step * number) for number, month in enumerate(whole, 1)]
    store = [month - part for month, part in zip(whole, online, strict=True)]
    return {
        code: [month * LINES[code]["mix"] / 100 for month in (online if code.startswith(ONLINE) else store)]
        for code in LINES
        if code.startswith((STORE, ONLINE))
    }


@every_shop
def test_every_month_of_every_revenue_line_follows_season_and_ramp(made: Made, shop: Starter) -> None:
    months = raw(made(shop)).plan
    for code, expected in on_paper(shop.start_month).items():
        assert months.loc[code].tolist() == pytest.approx(expected, abs=3)  # each channel and line rounds to đồng


@every_shop
def test_revenue_to_date_comes_from_the_file(shown: Callable[[Starter], dict[str, Any]], shop: Starter) -> None:
    paper = on_paper(shop.start_month)
    planned = sum(sum(months[:CLOSED]) for months in paper.values())
    happened = sum(
        month * factor
        for code, months in paper.items()
        for month, factor in zip(months, LINES[code]["happened"])  # noqa: B905 - six of twelve months
    )
    revenue = next(row for row in shown(shop)["variances"] if row["item"] == "revenue")["year_to_date"]
    assert revenue["plan"] == pytest.approx(planned, abs=100)
    assert revenue["actual"] == pytest.approx(happened, abs=48 * 500)  # 48 amounts in whole thousands
    assert revenue["favourable"] is False


@every_shop
def test_what_happened_is_the_plan_times_its_factor_in_whole_thousands_or_units(made: Made, shop: Starter) -> None:
    found = raw(made(shop))
    assert found.closed == list(range(CLOSED))
    for code, line in LINES.items():
        whole = 1 if line["kind"] == "quantity" else 1000
        for month, factor in enumerate(line["happened"]):
            amount = found.actual.loc[code, month]
            assert amount % whole == 0
            assert amount == pytest.approx(found.plan.loc[code, month] * factor, abs=whole * 0.50001)
    assert found.actual[range(CLOSED, 12)].isna().all(axis=None)


# Variances ------------------------------------------------------------------------------------------------------------


@every_shop
def test_the_variance_of_every_line_is_actual_less_plan(
    made: Made, shown: Callable[[Starter], dict[str, Any]], shop: Starter
) -> None:
    found = raw(made(shop))
    rows = {row["item"].removeprefix("line:"): row for row in shown(shop)["variances"] if row["level"] == "line"}
    assert rows.keys() == LINES.keys()
    periods = {
        "month": (found.plan[CLOSED - 1], found.actual[CLOSED - 1]),
        "year_to_date": (found.so_far(found.plan), found.so_far(found.actual)),
    }
    for (code, line), (period, (plan, actual)) in product(LINES.items(), periods.items()):
        told = rows[code][period]
        difference = actual[code] - plan[code]
        effect = difference if line["kind"] in ("revenue", "quantity") else -difference
        percent = difference / plan[code] if plan[code] else None
        is_material = abs(difference) >= 50 * M or (
            abs(difference) >= 5 * M and (percent is None or abs(percent) >= 0.10)
        )
        assert (told["plan"], told["actual"]) == (plan[code], actual[code])
        assert (told["variance"], told["effect"]) == (difference, effect)
        assert told["percent"] == (None if percent is None else pytest.approx(percent))
        assert told["favourable"] is (None if difference == 0 else bool(effect > 0))
        assert told["material"] is bool(is_material)


@pytest.mark.parametrize(
    ("code", "period", "planned", "actual", "percent", "favourable"),
    [
        ("CP-MB", "month", 30, 30, 0, None),  # rent
        ("CP-MB", "year_to_date", 180, 180, 0, None),
        ("CP-DN", "month", 6, 7.8, 0.30, False),  # utilities: 1.30 of 6
        ("CP-DN", "year_to_date", 36, 38.52, 0.07, False),  # 6 × (0.92 + 0.90 + 0.98 + 1.10 + 1.22 + 1.30)
        ("MKT-KOC", "month", 2, 3, 0.50, False),  # creators
        ("MKT-KOC", "year_to_date", 12, 11.4, -0.05, True),  # 2 × (1 + 0 + 1.2 + 1 + 1 + 1.5)
    ],
)
@every_shop
def test_lines_with_even_months_by_head(
    shown: Callable[[Starter], dict[str, Any]],
    shop: Starter,
    code: str,
    period: str,
    planned: float,
    actual: float,
    percent: float,
    favourable: bool | None,
) -> None:
    told = next(row for row in shown(shop)["variances"] if row["item"] == f"line:{code}")[period]
    assert (told["plan"], told["actual"]) == (planned * M, actual * M)
    assert told["variance"] == pytest.approx((actual - planned) * M)
    assert told["percent"] == pytest.approx(percent)
    assert told["favourable"] is favourable


# The bridge of gross profit -------------------------------------------------------------------------------------------

GROUPS = ("SUA", "BIM", "MSS", "DD")


def effects(plan: pd.Series[float], actual: pd.Series[float]) -> dict[str, float]:
    """Volume, mix, price and cost of the eight cells, from quantity, revenue and cost by line."""
    cells = [f"{channel}-{group}" for channel in ("CH", "ON") for group in GROUPS]
    qp, rp, cp, qa, ra, ca = (
        side[[f"{kind}-{cell}" for cell in cells]].reset_index(drop=True)
        for side in (plan, actual)
        for kind in ("SL", "DT", "GV")
    )
    margin = (rp - cp) / qp
    return {
        "volume": (qa.sum() - qp.sum()) * (rp - cp).sum() / qp.sum(),
        "mix": ((qa - qa.sum() * qp / qp.sum()) * margin).sum(),
        "price": (ra - qa * rp / qp).sum(),
        "cost": (qa * cp / qp - ca).sum(),
    }


@every_shop
def test_what_moved_gross_profit(made: Made, shown: Callable[[Starter], dict[str, Any]], shop: Starter) -> None:
    found = raw(made(shop))
    periods = {
        "year_to_date": (found.so_far(found.plan), found.so_far(found.actual)),
        "month": (found.plan[CLOSED - 1], found.actual[CLOSED - 1]),
    }
    for span, (plan, actual) in periods.items():
        bridge = next(each for each in shown(shop)["bridge"] if each["span"] == span)
        told = {step["step"]: step["amount"] for step in bridge["steps"]}
        assert told == pytest.approx(effects(plan, actual) | {"new": 0, "dropped": 0}, abs=1)
        assert bridge["start"] == of(plan, STORE, ONLINE) - of(plan, STORE_GOODS, ONLINE_GOODS)
        assert bridge["end"] == of(actual, STORE, ONLINE) - of(actual, STORE_GOODS, ONLINE_GOODS)
        assert bridge["start"] + sum(told.values()) == pytest.approx(bridge["end"], abs=1e-3)


@every_shop
def test_the_bridge_tells_the_story_of_the_case(shown: Callable[[Starter], dict[str, Any]], shop: Starter) -> None:
    bridge = next(each for each in shown(shop)["bridge"] if each["span"] == "year_to_date")
    cells = {(cell["channel"] == "Online", cell["group"]): cell["effects"] for cell in bridge["cells"]}
    costs = sorted(cells, key=lambda cell: cells[cell]["cost"])
    assert {group for _, group in costs[:2]} <= {"Milk and nutrition", "Sữa và dinh dưỡng"}  # purchase prices rose
    best = max(cells, key=lambda cell: cells[cell]["mix"])
    assert best in ((True, "Postnatal"), (True, "Mẹ sau sinh"))  # the best sellers online


@every_shop
def test_last_year_by_group_is_last_year_by_channel(made: Made, shop: Starter) -> None:
    sales = plans.rows(FileBook.open(made(shop)), "aop_last_year_sales")
    months = [f"m{month:02d}" for month in range(1, 13)]
    revenue = [row for row in sales if row["figure"] in ("Revenue", "Doanh thu")]
    assert len(sales) == 3 * len(revenue) == 24
    for channel, key in (("Online", "online"), (revenue[0]["channel"], "store")):
        rows = [row for row in revenue if row["channel"] == channel]
        assert [sum(float(str(row[month])) for row in rows) for month in months] == TOML["last_year"][key]


# Goals and KPIs -------------------------------------------------------------------------------------------------------

MONEY = {"DT", "DT-CH", "DT-ON", "LAI-GOP", "LN"}
LOWER_IS_BETTER = {"MKT-DT", "NHAP-GV", "NGAN-SACH", "QC-ON"}

# HD1 was due at the end of the third month and done; HD2 at the end of the sixth, done in the seventh; HD4 at the end
# of the fifth and done. HD3 and HD5 are due later.
ON_TIME = 2 / 3


def worked_out(amounts: pd.Series[float], budget: pd.Series[float], last_year: float) -> dict[str, float]:
    """Every KPI that is made of money, from each line's amount in a period and its budget."""
    store, online = of(amounts, STORE), of(amounts, ONLINE)
    sales = store + online
    store_goods, online_goods = of(amounts, STORE_GOODS), of(amounts, ONLINE_GOODS)
    goods = store_goods + online_goods
    costs = of(amounts, *MARKETING, *FIXED, *VARIABLE)
    return {
        "DT": sales,
        "DT-CH": store,
        "DT-ON": online,
        "TY-TRONG-ON": online / sales,
        "TANG-TRUONG": sales / last_year - 1,
        "LAI-GOP": sales - goods,
        "BIEN-GOP": (sales - goods) / sales,
        "BIEN-GOP-CH": (store - store_goods) / store,
        "BIEN-GOP-ON": (online - online_goods) / online,
        "MKT-DT": of(amounts, *MARKETING) / sales,
        "LN": sales - goods - costs,
        "BIEN-LN": (sales - goods - costs) / sales,
        "NHAP-GV": of(amounts, *STOCK) / goods,
        "NGAN-SACH": costs / of(budget, *MARKETING, *FIXED, *VARIABLE),
        "QC-ON": amounts["MKT-QC"] / online,
        "DT-KH": sales / of(budget, STORE, ONLINE),
    }


def light(code: str, actual: float, needed: float) -> str:
    """Green, amber or red, by the limits in the file: % of the target for money, points for ratios."""
    missed = actual - needed if code in LOWER_IS_BETTER else needed - actual
    if code in MONEY:
        missed /= needed
    if missed >= KPIS[code]["red"]:
        return "red"
    return "amber" if missed > 0 and missed >= KPIS[code]["amber"] else "green"


@dataclass(frozen=True)
class Paper:
    """The KPIs so far, what the plan makes of them so far, and in the year."""

    actual: dict[str, float]
    planned: dict[str, float]
    year: dict[str, float]


def paper(found: Raw) -> Paper:
    last_year = float(found.so_far(found.last_year).sum())
    planned, year = found.so_far(found.plan), found.plan.sum(axis=1)
    return Paper(
        worked_out(found.so_far(found.actual), planned, last_year),
        worked_out(planned, planned, last_year),
        worked_out(year, year, 4_000 * M),
    )


@every_shop
def test_every_kpi_to_date_with_its_target_and_status(
    made: Made, shown: Callable[[Starter], dict[str, Any]], shop: Starter
) -> None:
    expected = paper(raw(made(shop)))
    told = {kpi["code"]: kpi for kpi in shown(shop)["kpis"]}
    assert told.keys() == KPIS.keys() == {*expected.actual, "DUNG-HAN"}
    for code, actual in (expected.actual | {"DUNG-HAN": ON_TIME}).items():
        needed = KPIS[code].get("target", expected.planned.get(code))
        assert needed is not None
        assert told[code]["year_to_date"] == pytest.approx(actual), code
        assert told[code]["target_to_date"] == pytest.approx(needed), code
        assert told[code]["year_target"] == pytest.approx(KPIS[code].get("target", expected.year.get(code))), code
        assert told[code]["status"] == light(code, actual, needed), code


@every_shop
def test_every_kpi_by_month(made: Made, shown: Callable[[Starter], dict[str, Any]], shop: Starter) -> None:
    found = raw(made(shop))
    told = {kpi["code"]: kpi["months"] for kpi in shown(shop)["kpis"]}
    for month in range(CLOSED):
        last_year = float(found.last_year[month].sum())
        for code, value in worked_out(found.actual[month], found.plan[month], last_year).items():
            assert told[code][month] == pytest.approx(value), (code, month)
    assert all(months[CLOSED:] == [None] * (12 - CLOSED) for months in told.values())


@every_shop
def test_where_each_of_the_three_goals_stands(
    made: Made, shown: Callable[[Starter], dict[str, Any]], shop: Starter
) -> None:
    expected = paper(raw(made(shop)))
    told = {goal["code"]: goal for goal in shown(shop)["goals"]}
    assert told.keys() == GOALS.keys()
    words = {"green": "on_track", "amber": "at_risk", "red": "off_track"}
    for code, goal in GOALS.items():
        kpi = goal["kpi"]
        # The plan's own path, moved to end at the goal: 35 % of margin is wanted where the plan makes 37.25 %.
        needed = expected.planned[kpi] + goal["target"] - expected.year[kpi]
        assert told[code]["year_to_date"] == pytest.approx(expected.actual[kpi])
        assert told[code]["needed_by_now"] == pytest.approx(needed)
        assert told[code]["year_by_budget"] == pytest.approx(expected.year[kpi])
        assert told[code]["status"] == words[light(kpi, expected.actual[kpi], needed)]


def test_the_plan_meets_every_goal(made: Made) -> None:
    for shop in SHOPS:
        year = paper(raw(made(shop))).year
        assert year["TANG-TRUONG"] == pytest.approx(0.20)
        assert year["TY-TRONG-ON"] == pytest.approx(0.45)
        assert year["BIEN-GOP"] == pytest.approx(0.3725)


@every_shop
def test_the_sheets_show_the_same_status_as_the_json(
    made: Made, shown: Callable[[Starter], dict[str, Any]], shop: Starter
) -> None:
    marks = {"green": "●", "amber": "▲", "red": "■", "on_track": "●", "at_risk": "▲", "off_track": "■"}
    facts = shown(shop)
    for row in (*facts["kpis"], *facts["goals"]):
        table = "aop_scorecard" if "measure" in row else "aop_goal_progress"
        assert str(plans.look(made(shop), table, row["code"])["status"])[0] == marks[row["status"]], row["code"]


# Languages and fiscal years -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start_month", [1, 4])
def test_both_languages_hold_the_same_amounts(made: Made, start_month: int) -> None:
    vi, en = (raw(made(Starter("babycare_house", language, start_month))) for language in LANGUAGES)
    assert vi.plan.equals(en.plan)
    assert vi.actual.equals(en.actual)
    assert vi.last_year.to_numpy().tolist() == en.last_year.to_numpy().tolist()


@every_shop
def test_the_report_month_is_the_sixth_of_the_fiscal_year(
    shown: Callable[[Starter], dict[str, Any]], shop: Starter
) -> None:
    facts = shown(shop)
    assert facts["report_month"] == {1: "2027-06", 4: "2027-09"}[shop.start_month]
    assert facts["months"][-1] == {1: "2027-12", 4: "2028-03"}[shop.start_month]


def test_last_year_keeps_its_calendar_months_in_a_year_from_april(made: Made) -> None:
    store = raw(made(Starter("babycare_house", "en", 4))).last_year.loc["Store"]
    january_to_december = TOML["last_year"]["store"]
    assert store.tolist() == [*january_to_december[3:], *january_to_december[:3]]


# Cash and stock -------------------------------------------------------------------------------------------------------


@every_shop
def test_stock_at_the_end_of_the_plan_is_what_was_bought_and_not_sold(
    shown: Callable[[Starter], dict[str, Any]], shop: Starter
) -> None:
    # 420 million at first, purchases of 1,767.36 + 602.1792 + 640.2, cost of goods of 3,012
    told = {row["item"]: row for row in shown(shop)["cash"]["rows"] if row["basis"] == "plan"}
    assert told["stock_closing"]["year"] == pytest.approx(417.7392 * M, abs=1)
    assert told["stock_bought"]["year"] == pytest.approx(3_009.7392 * M, abs=1)


@every_shop
def test_cash_at_the_end_of_the_plan_lacks_what_is_still_to_come_and_has_what_is_still_owed(
    made: Made, shown: Callable[[Starter], dict[str, Any]], shop: Starter
) -> None:
    # Profit of 498 and cost of goods of 3,012 that is no money, less purchases of 3,009.7392, gear of 50, tax of 72 and
    # the owner's 240. Online sales come by the 15th if sold by the 8th; 15 and 30 days are owed of the purchases.
    last = raw(made(shop)).plan[11]  # December, or March: 31 days
    to_come = of(last, ONLINE) * 23 / 31
    owed = last["NH-SUA"] * 15 / 31 + last["NH-DD"] * 30 / 31
    outstanding_at_first = 86 - 70 - 55
    expected = (190 + 498 + 3_012 - 3_009.7392 - 50 - 72 - 240 + outstanding_at_first) * M - to_come + owed
    told = {row["item"]: row for row in shown(shop)["cash"]["rows"] if row["basis"] == "plan"}
    assert told["cash_closing"]["year"] == pytest.approx(expected, abs=1)


@every_shop
def test_what_was_counted_at_the_end_of_june_is_where_the_outlook_goes_on(
    shown: Callable[[Starter], dict[str, Any]], shop: Starter
) -> None:
    told = {(row["basis"], row["item"]): row["months"] for row in shown(shop)["cash"]["rows"]}
    assert (told["actual", "cash_closing"][5], told["actual", "stock_closing"][5]) == (173.5 * M, 411.6 * M)
    assert (told["outlook", "cash_opening"][6], told["outlook", "stock_opening"][6]) == (173.5 * M, 411.6 * M)


def test_the_outlook_is_short_of_cash_though_the_plan_never_was(shown: Callable[[Starter], dict[str, Any]]) -> None:
    cash = shown(SHOPS[0])["cash"]
    assert cash["short_by_plan"] is None
    assert cash["short"]["month"] == "2027-07"
    assert cash["short"]["value"] < TOML["cash"]["minimum"]
