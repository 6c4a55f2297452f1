"""What the shop foresaw month by month: three months are enough to say how well."""

from __future__ import annotations

import pytest

from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.past_outlooks import PastOutlook
from aop_excel.analysis.report import Report, analyse
from aop_excel.domain.actuals import Actuals, KeptOutlook
from aop_excel.domain.plan import Kind, TrackedKpi
from aop_excel.text import same
from tests.analysis.shop import M, Millions, actuals, line, plan

# A line of 100 a month by season: after 110, 90, 130 and 70 the next month is foreseen at 110, 100, 110 and 100.
SALES = (110, 90, 130, 70)
NONE = (None,) * 12
SHOP = plan(line("SALES", Kind.REVENUE, 100), kpis=(TrackedKpi(code="K", measure="gross_margin"),))


def kept(report: Report) -> dict[str, object]:
    """What the workbook holds after a refresh."""
    return {
        name: tuple(
            KeptOutlook(key=each.key, label=each.label.en, months=getattr(each, attribute))
            for each in report.past_outlooks
        )
        for name, attribute in (("year_outlooks", "year"), ("month_outlooks", "following"))
    }


def after(*months: Millions) -> Actuals:
    """The actuals after these months, each of which was refreshed when it was closed."""
    happened = actuals(0, {})
    for closed in range(1, len(months) + 1):
        happened = actuals(closed, {"SALES": months[:closed]}).model_copy(update=outlooks_of(happened))
        happened = happened.model_copy(update=kept(analyse(SHOP, happened)))
    return happened


def outlooks_of(happened: Actuals) -> dict[str, object]:
    return {"year_outlooks": happened.year_outlooks, "month_outlooks": happened.month_outlooks}


def past(happened: Actuals) -> PastOutlook:
    return next(each for each in analyse(SHOP, happened).past_outlooks if each.key == "line:SALES")


def millions(amounts: tuple[float | None, ...]) -> list[float | None]:
    return [None if amount is None else round(amount / M, 6) for amount in amounts]


def test_each_month_keeps_the_year_it_foresaw() -> None:
    found = past(after(*SALES))
    assert millions(found.year) == [1320, 1200, 1320, 1200, *[None] * 8]


def test_each_month_keeps_the_next_one_it_foresaw() -> None:
    found = past(after(*SALES))
    assert millions(found.following) == [None, 110, 100, 110, 100, *[None] * 7]
    assert millions(found.actual) == [*SALES, *[None] * 8]


def test_two_months_are_too_few_to_judge() -> None:
    found = past(after(*SALES[:3]))
    assert len(found.errors) == 2
    assert (found.bias, found.error) == (None, None)


def test_three_months_say_how_far_it_was_off() -> None:
    # Foreseen 110, 100, 110; came 90, 130, 70: +20, −30, +40 of 290.
    found = past(after(*SALES))
    assert found.bias == pytest.approx(30 / 290)
    assert found.error == pytest.approx(90 / 290)


def test_a_ratio_is_off_by_points() -> None:
    foreseen, came = (0.3, 0.4, 0.5, *NONE[3:]), (0.2, 0.5, 0.5, *NONE[3:])
    ratio = PastOutlook("kpi:K", same("Margin"), Unit.RATIO, NONE, foreseen, came)
    assert ratio.bias == pytest.approx(0)
    assert ratio.error == pytest.approx(0.2 / 3)


def test_looking_back_changes_nothing_that_was_foreseen() -> None:
    happened = after(*SALES)
    back = SHOP.model_copy(update={"settings": SHOP.settings.model_copy(update={"report_month": 2})})
    assert kept(analyse(back, happened)) == outlooks_of(happened)


def test_a_month_refreshed_again_is_kept_as_it_is_now() -> None:
    happened = after(*SALES)
    corrected = actuals(4, {"SALES": (110, 90, 130, 110)}).model_copy(update=outlooks_of(happened))
    assert millions(past(corrected).year)[:4] == [1320, 1200, 1320, 1320]
    assert millions(past(corrected).following)[:5] == [None, 110, 100, 110, 110]


def test_before_a_month_is_closed_nothing_is_kept() -> None:
    assert past(actuals(0, {})).year == past(actuals(0, {})).following == (None,) * 12


def test_the_last_month_has_no_next_one() -> None:
    found = past(after(*[100] * 12))
    assert millions(found.year) == [1200] * 12
    assert millions(found.following) == [None, *[100] * 11]
    assert (found.bias, found.error) == (0, 0)


def test_an_outlook_too_large_for_an_amount_is_not_kept() -> None:
    # 1 đồng planned and 100 million sold in January make 100 million times the plan of the other months.
    shop = plan(line("SALES", Kind.REVENUE, 1 / M, *[100] * 11))
    found = {each.key: each for each in analyse(shop, actuals(1, {"SALES": (100,)})).past_outlooks}
    assert found["line:SALES"].year == found["line:SALES"].following == NONE
    assert found["cogs"].year[0] == 0


def test_what_the_plan_no_longer_has_is_kept_at_the_end() -> None:
    without = plan(line("OTHER", Kind.REVENUE, 50), kpis=())
    rows = analyse(without, after(*SALES)).past_outlooks
    assert [each.key for each in rows[-2:]] == ["kpi:K", "line:SALES"]
    gone = rows[-1]
    assert (gone.label.en, millions(gone.year)[:4]) == ("Line SALES", [1320, 1200, 1320, 1200])
    assert rows[-2].unit is Unit.RATIO
    assert gone.unit is Unit.MONEY
