"""The tab of the bridge: its rows, what it says, and the columns its waterfalls are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given

from aop_excel.analysis.bridge import Span, Step
from aop_excel.analysis.report import Report
from aop_excel.sheets import TABLES
from aop_excel.sheets.bridge import BRIDGE
from aop_excel.sheets.context import Context
from aop_excel.sheets.waterfall import BARS, ROWS, Bar, bars, bridge_rows
from aop_excel.text import Text
from tests.analysis.test_bridge import ACTUAL, PLANNED, report, sales, without_quantities

TO_DATE = Span.YEAR_TO_DATE
FIELDS = {field.name: field for field in BRIDGE.fields}


def labels(found: Report) -> list[str | None]:
    return [row.label.en if row.label else None for row in bridge_rows(Context(found))]


def shown(name: str, found: Report) -> Any:
    show = FIELDS[name].show
    assert show
    return show(Context(found))


def parts(bar: Bar) -> dict[str, float]:
    """What the hidden columns of a waterfall hold for one of its columns, without those that are nothing."""
    columns = {column.key: column for column in TABLES["aop_waterfall_year_to_date"].columns(YEAR)}
    found = {key: columns[key].show for key in ("base", "total", "up", "up_below", "down", "down_below")}
    values = {key: show(bar, None) for key, show in found.items() if show}
    return {key: float(str(value)) for key, value in values.items() if value}


YEAR = report({}, {}).plan.settings.fiscal_year


# Rows -----------------------------------------------------------------------------------------------------------------


def test_rows_tell_the_steps_there_are_between_start_and_end() -> None:
    assert labels(report(PLANNED, ACTUAL)) == [
        *("Gross profit before", "Volume", "Mix", "Price", "Unit cost"),
        *("New groups", "Dropped groups", "Actual gross profit"),
        *[None] * 4,
    ]
    by_revenue = labels(report(without_quantities(PLANNED), without_quantities(ACTUAL)))
    assert by_revenue[1:4] == ["Sales", "Sales mix", "Margin rate"]
    assert len(by_revenue) == ROWS == 12


def test_before_there_is_a_bridge_its_steps_are_shown_without_amounts() -> None:
    empty = Context(report({}, {}))
    assert labels(empty.report)[:6] == [
        *("Gross profit before", "Volume", "Mix", "Price", "Unit cost", "Actual gross profit")
    ]
    assert [bar.rows for bar in bars(empty, TO_DATE)] == [()] * BARS


# Words ----------------------------------------------------------------------------------------------------------------


def test_the_level_of_detail_is_said() -> None:
    assert shown("aop_bridge_detail", report({}, {})) is None
    assert shown("aop_bridge_detail", report(PLANNED, ACTUAL)).en == "By channel and product group, in units sold."
    coarse = {("R", "Web", "Milk"): (10,), ("C", "Web", None): (6,)}
    assert shown("aop_bridge_detail", report(coarse, coarse)) == Text(
        "Theo kênh, không có số lượng nên chỉ tách theo doanh thu. "
        "Muốn chi tiết hơn, ghi kênh và nhóm hàng ở trang Ngân sách cho: C-Web-None.",
        "By channel, without units, so by revenue only. "
        "For more detail, give these lines a channel and a product group on Budget: C-Web-None.",
    )


def test_of_many_lines_without_a_group_the_first_are_named() -> None:
    many = {("C", "Web", None): (6,), ("C", "Shop", None): (6,), ("R", "Web", None): (9,), ("R", "Shop", None): (9,)}
    told = shown("aop_bridge_detail", report(many, many)).en
    assert told.endswith("on Budget: C-Web-None; C-Shop-None; R-Web-None …")


def test_what_is_missing_is_said_in_the_place_of_a_bridge() -> None:
    empty = report({}, {})
    assert shown("aop_bridge_told_year_to_date", empty).en == (
        "To date: no closed month has revenue and cost of goods yet."
    )
    assert "Direction" in shown("aop_bridge_told_last_year", report(PLANNED, ACTUAL)).en
    assert shown("aop_bridge_told_year_to_date", report(PLANNED, ACTUAL)).en.startswith("Gross profit to date is")


# Waterfalls -----------------------------------------------------------------------------------------------------------


def of_one_group(*amounts: tuple[float, float, float]) -> list[dict[str, float]]:
    """The columns of a waterfall from and to quantity, revenue and cost of one group."""
    planned, actual = ({(k, "Web", "Milk"): (x,) for k, x in zip("QRC", each, strict=True)} for each in amounts)
    return [parts(bar) for bar in bars(Context(report(planned, actual)), TO_DATE) if bar.rows]


def test_steps_float_on_what_is_below_them() -> None:
    # 300 at start; +60 volume, +120 price, −120 cost: 360 at the end
    assert of_one_group((10, 1000, 700), (12, 1320, 960)) == [
        {"total": 300},
        {"base": 300, "up": 60},
        {"base": 360},  # no mix
        {"base": 360, "up": 120},
        {"base": 360, "down": 120},
        {"base": 360},  # nothing new
        {"base": 360},  # nor dropped
        {"total": 360},
    ]


def test_a_step_across_zero_is_drawn_in_two_parts() -> None:
    # 100 at start; price −150 through zero to −50; cost −30 to −80: from there it hangs below
    assert of_one_group((10, 200, 100), (10, 50, 130)) == [
        {"total": 100},
        {"base": 100},
        {"base": 100},
        {"down": 100, "down_below": -50},
        {"base": -50, "down_below": -30},
        {"base": -80},
        {"base": -80},
        {"total": -80},
    ]
    # The way back: cost +30, hanging from −50; price +150 through zero
    assert of_one_group((10, 50, 130), (10, 200, 100))[3:5] == [
        {"up": 70, "up_below": -80},
        {"base": 70, "up": 30},
    ]


@given(sales(), sales())
def test_the_parts_of_a_column_span_what_it_moves(planned: Any, actual: Any) -> None:
    context = Context(report(planned, actual, closed=2))
    for span in (Span.YEAR_TO_DATE, Span.MONTH):
        for bar in bars(context, span):
            if bar.floats:
                assert ends(parts(bar)) == pytest.approx(sorted((bar.before, bar.running)), abs=1e-4) or not bar.amount
            elif bar.rows:
                assert parts(bar).get("total", 0) == bar.amount


def ends(found: dict[str, float]) -> list[float]:
    """The lower and the upper end of what is seen of a stacked column."""
    base = found.get("base", 0)
    above = found.get("up", 0) + found.get("down", 0)
    below = found.get("up_below", 0) + found.get("down_below", 0)
    return [base + below, base] if base < 0 else [base + below, base + above]


def test_too_many_steps_share_a_column() -> None:
    # Milk with units, nappies without, toys new, books dropped, and a month of tea that is not reported: ten steps.
    planned, actual = dict[Any, Any](PLANNED), dict[Any, Any](ACTUAL)
    del actual["Q", "Web", "Nappies"]
    planned |= {("R", "Web", "Books"): (9,), ("C", "Web", "Books"): (2,)}
    actual |= {("R", "Web", "Books"): (0,), ("C", "Web", "Books"): (0,)}
    planned |= {("R", "Web", "Tea"): (50,), ("C", "Web", "Tea"): (20,)}
    actual |= {("R", "Web", "Tea"): (40,)}
    actual |= {("R", "Web", "Toys"): (30,), ("C", "Web", "Toys"): (10,)}
    context = Context(report(planned, actual))
    bridge = context.report.bridge(TO_DATE)
    assert bridge
    assert bridge.steps == tuple(Step)
    drawn = [bar for bar in bars(context, TO_DATE) if bar.rows]
    assert len(drawn) == BARS
    *_, others, end = drawn
    # Mix, sales mix and margin rate do nothing; dropping books costs 7, the least of the others.
    assert [row.step for row in others.rows] == [Step.DROPPED, Step.MIX, Step.SALES_MIX, Step.RATE]
    assert others.amount == pytest.approx(-7)
    assert others.running == pytest.approx(end.amount) == pytest.approx(bridge.end)


def test_names_and_amounts_stand_below_the_columns() -> None:
    label = next(c.show for c in TABLES["aop_waterfall_last_year"].columns(YEAR) if c.key == "label")
    assert label
    context = Context(report(PLANNED, ACTUAL, last_year=PLANNED))
    told: Sequence[object] = [label(bar, context) for bar in bars(context, Span.LAST_YEAR)]
    assert told[0] == Text("Năm trước\n0,0", "Last year\n0.0")
    assert told[1] == Text("Sản lượng\n−0,0", "Volume\n−0.0")
    assert told[-2:] == [Text("Thực hiện\n0,0", "Actual\n0.0"), None]


def test_the_title_says_which_months_or_that_nothing_is_there() -> None:
    title = next(c.show for c in TABLES["aop_waterfall_month"].columns(YEAR) if c.key == "title")
    assert title
    first, second = bars(Context(report(PLANNED, ACTUAL)), Span.MONTH)[:2]
    assert title(first, Context(report(PLANNED, ACTUAL))) == Text(
        "Tháng báo cáo: kế hoạch → thực hiện, 01/2027 (triệu đồng)",
        "Report month: plan → actual, 01/2027 (VND million)",
    )
    assert title(first, Context(report({}, {}))) == Text(
        "Tháng báo cáo: kế hoạch → thực hiện: chưa có số liệu", "Report month: plan → actual: no figures yet"
    )
    assert title(second, Context(report(PLANNED, ACTUAL))) is None
