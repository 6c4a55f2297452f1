"""Scenarios: the year side by side under risks, fallbacks and scenarios, and how likely the goals are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.monte_carlo import Chance
from aop_excel.analysis.place import Place
from aop_excel.analysis.pnl import Basis
from aop_excel.analysis.scenario_words import (
    assumptions,
    base_words,
    chances_words,
    contents_words,
    largest_words,
    missed_words,
    name_words,
)
from aop_excel.analysis.scenarios import Case, ScenarioResult
from aop_excel.domain.scenario import Part
from aop_excel.sheets.context import Context
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.sheets.scorecard import UNIT_WORDS
from aop_excel.sheets.start import link
from aop_excel.sheets.tornado import BARS, TORNADO, TORNADO_CHART
from aop_excel.text import Text, same
from aop_excel.workbook.layout import Accent, Author, Column, Field, Fields, Format, Sheet, Table


def _told(name: str, label: Text, of: Callable[[Context], Text | None]) -> Field:
    return Field(name=name, label=label, format=Format.NOTE, author=Author.ENGINE, show=of)


IN_SHORT = Fields(
    heading=Text("Tóm tắt", "In short"),
    fields=(
        _told(
            "aop_scenarios_base", Text("Theo ước thực hiện", "As foreseen"), lambda context: base_words(context.report)
        ),
        _told(
            "aop_scenarios_chances",
            Text("Khi tính cả rủi ro", "With the risks"),
            lambda context: chances_words(context.report),
        ),
        _told(
            "aop_scenarios_largest",
            Text("Rủi ro đáng lo nhất", "The risk that matters most"),
            lambda context: largest_words(context.report),
        ),
    ),
)

MOST_GOALS = 7
"""How many goals, the most important first, are shown: below the table stands another one."""


@dataclass(frozen=True, slots=True)
class ChanceRow:
    """Something wanted of the year, what is foreseen of it, and its chance."""

    label: Text
    unit: Unit
    target: float
    outlook: float | None
    chance: Chance | None


def _chances(context: Context) -> Iterator[ChanceRow]:
    report = context.report
    found = report.chances
    figures = report.account.figures
    for each in sorted(report.goals, key=lambda each: each.goal.importance)[:MOST_GOALS]:
        goal, score = each.goal, each.score
        chance = found.goals.get(goal.code) if found else None
        yield ChanceRow(same(f"{goal.code} {goal.name}"), score.kpi.unit, goal.target, score.outlook, chance)
    if not report.plan.lines:
        return
    planned, foreseen = (figures[basis, "operating_profit"].year for basis in (Basis.PLAN, Basis.OUTLOOK))
    profit = found.profit if found else None
    yield ChanceRow(Text("Lợi nhuận như kế hoạch", "Profit as planned"), Unit.MONEY, planned or 0.0, foreseen, profit)
    if lowest := report.scenarios[0].lowest_cash:
        label = Text("Tiền thấp nhất, so với mức tối thiểu", "Lowest cash, against its minimum")
        yield ChanceRow(label, Unit.MONEY, report.plan.cash.minimum, lowest[1], found.cash if found else None)


def _chance(key: str, label: Text, of: Callable[[Chance], float | None], *, is_share: bool = False) -> Column:
    return Column(
        key=key,
        label=label,
        format=Format.PERCENT,
        width=15 if not is_share else 13,
        show=lambda row, _: of(row.chance) if row.chance else None,
    )


CHANCES = Table(
    name="aop_chances",
    heading=Text("Khả năng đạt được, khi tính cả rủi ro", "How likely it is, with the risks"),
    author=Author.ENGINE,
    rows=_chances,
    room=MOST_GOALS + 2,
    accents=(Accent.RATIOS,),
    contents=(
        Column(key="wanted", label=Text("Điều mong đợi", "What is wanted"), width=40, show=lambda row, _: row.label),
        Column(key="unit", label=Text("Đơn vị", "Unit"), width=29, show=lambda row, _: UNIT_WORDS[row.unit]),
        Column(
            key="target",
            label=Text("Cần đạt", "Target"),
            format=Format.PERCENT,
            width=15,
            show=lambda row, _: row.target,
        ),
        Column(
            key="outlook",
            label=Text("Ước hiện nay", "Outlook"),
            format=Format.PERCENT,
            width=15,
            show=lambda row, _: row.outlook,
        ),
        _chance("low", Text("1/10 số năm thấp hơn", "1 year in 10 below"), lambda chance: chance.low),
        _chance("middle", Text("Một nửa số năm thấp hơn", "Half of the years below"), lambda chance: chance.middle),
        _chance("high", Text("1/10 số năm cao hơn", "1 year in 10 above"), lambda chance: chance.high),
        _chance("chance", Text("Khả năng đạt", "Chance"), lambda chance: chance.reached, is_share=True),
        _chance(
            "chance_with_fallbacks",
            Text("Khi dùng dự phòng", "With fallbacks"),
            lambda chance: chance.with_fallbacks,
            is_share=True,
        ),
    ),
)


def _always(told: Text, _: Context) -> Text:
    return told


ASSUMPTIONS = Fields(
    heading=Text("Các con số này dựa trên điều gì", "What these figures rest on"),
    fields=tuple(
        _told(f"aop_assumption_{number}", subject, partial(_always, told))
        for number, (subject, told) in enumerate(assumptions(), 1)
    ),
)

MINIMUM = {True: Text("■ Dưới tối thiểu", "■ Below minimum"), False: Text("● Đủ", "● Enough"), None: None}


def _key(result: ScenarioResult, _: Context) -> str:
    return f"{result.case.value}:{result.code}"


def _where(result: ScenarioResult, context: Context) -> str | None:
    """The first effect of a risk or of its fallback, or the scenario."""
    if result.case is Case.SCENARIO:
        return context.address(Place("aop_scenarios", result.code, "code"))
    part = Part.FALLBACK if result.case is Case.FALLBACK else Part.HAPPENS
    effects = (shock for shock in context.report.plan.shocks if (shock.risk, shock.part) == (result.code, part))
    first = next(effects, None)
    return context.address(Place("aop_shocks", first, "what")) if first else None


def _month(result: ScenarioResult, context: Context) -> str | None:
    return context.year.label(result.lowest_cash[0]) if result.lowest_cash else None


def _reached(result: ScenarioResult, _: Context) -> str | None:
    return f"{result.reached}/{len(result.goals)}" if result.goals else None


def _missed(result: ScenarioResult, context: Context) -> Text | None:
    return missed_words(result, {each.goal.code: each.score.kpi.unit for each in context.report.goals})


RESULTS = Table(
    name="aop_scenario_results",
    heading=Text("Cả năm, đặt cạnh nhau", "The whole year, side by side"),
    author=Author.ENGINE,
    rows=lambda context: context.report.scenarios,
    accents=(Accent.STATUS,),
    contents=(
        Column(key="name", label=Text("Trường hợp", "Case"), width=40, show=lambda row, _: name_words(row)),
        Column(key="contents", label=Text("Gồm", "What is in it"), width=29, show=lambda row, _: contents_words(row)),
        Column(
            key="revenue",
            label=Text("Doanh thu", "Revenue"),
            format=Format.AMOUNT,
            width=15,
            show=lambda row, _: row.revenue,
        ),
        Column(
            key="margin",
            label=Text("Biên lợi nhuận gộp", "Gross margin"),
            format=Format.PERCENT,
            width=15,
            show=lambda row, _: row.gross_margin,
        ),
        Column(
            key="profit",
            label=Text("Lợi nhuận hoạt động", "Operating profit"),
            format=Format.AMOUNT,
            width=15,
            show=lambda row, _: row.profit,
        ),
        Column(
            key="difference",
            label=Text("So với ước", "Against the outlook"),
            format=Format.AMOUNT,
            width=15,
            formula="[@profit]-INDEX(aop_scenario_results[profit],1)",
            show=lambda row, context: row.profit - context.report.scenarios[0].profit,
        ),
        Column(
            key="lowest_cash",
            label=Text("Tiền thấp nhất", "Lowest cash"),
            format=Format.AMOUNT,
            width=15,
            show=lambda row, _: row.lowest_cash[1] if row.lowest_cash else None,
        ),
        Column(key="lowest_month", label=Text("Cuối tháng", "End of"), width=13, show=_month),
        Column(
            key="status",
            label=Text("So với mức tối thiểu", "Against its minimum"),
            width=18,
            show=lambda row, _: MINIMUM[row.below_minimum],
        ),
        Column(key="goals", label=Text("Mục tiêu đạt", "Goals reached"), width=10, show=_reached),
        Column(
            key="where",
            label=Text("Ghi ở ô", "Typed in"),
            width=15,
            formula=lambda row, context: link(where, where) if (where := _where(row, context)) else None,
            show=_where,
        ),
        Column(key="missed", label=Text("Mục tiêu không đạt", "Goals that are missed"), width=60, show=_missed),
        Column(key="key", label=Text("Khóa", "Key"), hidden=True, show=_key),
    ),
)

SCENARIOS = Sheet(
    key="scenarios",
    title=Text("Kịch bản", "Scenarios"),
    heading=Text("Kịch bản và khả năng", "Scenarios and chances"),
    guidance=Text(
        "Cả năm sẽ ra sao nếu rủi ro xảy ra, nếu dùng phương án dự phòng, và trong các kịch bản bạn đặt ra. Tác động "
        "và kịch bản được điền ở trang Rủi ro.",
        "What becomes of the year if risks happen, if fallbacks are used, and in your own scenarios. Effects and "
        "scenarios are filled in on Risks.",
    ),
    blocks=(IN_SHORT, TORNADO, TORNADO_CHART, BARS, CHANCES, ASSUMPTIONS, RESULTS),
    author=Author.ENGINE,
    repeated=RESULTS.name,
    button=REFRESH,
)
