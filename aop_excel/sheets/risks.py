"""Risks: what could hurt which goal, how badly, the early sign, the fallback."""

from __future__ import annotations

from aop_excel.analysis.risk_words import state_words, trigger_words
from aop_excel.analysis.risks import RiskState, RiskWatch
from aop_excel.analysis.scenarios import Case
from aop_excel.domain.plan import HIGH_LEVEL, Comparison, Risk
from aop_excel.sheets.columns import owner
from aop_excel.sheets.context import Context
from aop_excel.sheets.scorecard import UNIT_WORDS, pick
from aop_excel.sheets.shocks import SCENARIO_LIST, SHOCKS
from aop_excel.text import Text, same
from aop_excel.workbook.layout import Accent, Author, Column, Format, Sheet, Table, month_key, words

SCALE = Text("Từ 1 (thấp) đến 5 (cao).", "From 1 (low) to 5 (high).")

RISK_LIST = Table(
    name="aop_risks",
    heading=Text("Rủi ro", "Risks"),
    record=Risk,
    holds="risks",
    room=10,
    contents=(
        Column(key="name", label=Text("Rủi ro", "Risk"), width=36, required=True),
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, width=10, required=True, unique=True),
        Column(
            key="goal",
            label=Text("Mục tiêu bị ảnh hưởng", "Goal at stake"),
            format=Format.CODE,
            width=13,
            refers="aop_goals.code",
            loose=True,
        ),
        Column(
            key="likelihood",
            label=Text("Khả năng xảy ra", "Likelihood"),
            format=Format.WHOLE,
            width=11,
            required=True,
            help=SCALE,
        ),
        Column(
            key="impact",
            label=Text("Mức ảnh hưởng", "Impact"),
            format=Format.WHOLE,
            width=11,
            required=True,
            help=SCALE,
        ),
        Column(
            key="level",
            label=Text("Mức độ", "Level"),
            format=Format.WHOLE,
            width=9,
            calculated=True,
            formula='IF(COUNT([@likelihood],[@impact])<2,"",[@likelihood]*[@impact])',
            show=lambda row, _: row.level if row else None,
            help=Text("Khả năng × ảnh hưởng; từ 12 trở lên là cao.", "Likelihood × impact; 12 and above is high."),
        ),
        Column(key="trigger", label=Text("Dấu hiệu cảnh báo", "Trigger"), format=Format.NOTE, width=54),
        Column(
            key="kpi",
            label=Text("KPI cảnh báo", "Trigger KPI"),
            format=Format.CODE,
            width=14,
            refers="aop_kpis.code",
            loose=True,
            help=Text(
                "Mã KPI ở trang KPI mà dấu hiệu được đo bằng; để trống thì chỉ có chữ.",
                "The code of the KPI that measures the trigger; blank leaves it in words only.",
            ),
        ),
        Column(
            key="comparison",
            label=Text("So sánh", "Comparison"),
            format=Format.WORD,
            width=13,
            options=words(Comparison),
            help=Text(
                "Xảy ra khi KPI ít nhất hay nhiều nhất bằng ngưỡng. Để trống: phía xấu của KPI.",
                "It fires when the KPI is at least or at most at the trigger value. Blank: on the KPI's bad side.",
            ),
        ),
        Column(
            key="threshold",
            label=Text("Ngưỡng", "Trigger value"),
            format=Format.MIXED,
            width=13,
            fetched=True,
            help=Text("Số tiền hoặc tỷ lệ của một tháng; tỷ lệ gõ kèm dấu %.", "One month's amount, or ratio with %."),
        ),
        Column(
            key="in_a_row",
            label=Text("Số tháng liền", "Months in a row"),
            format=Format.WHOLE,
            width=11,
            help=Text(
                "Bao nhiêu tháng đã chốt liền nhau; để trống là 1.", "So many closed months in a row; blank is 1."
            ),
        ),
        Column(key="fallback", label=Text("Phương án dự phòng", "Fallback"), format=Format.NOTE, width=46),
        owner(18),
    ),
)

HIGH = Text("Cao", "High")


def _fetch(key: str) -> str:
    """A formula that fetches one column of the risk's row."""
    # Not MATCH: to Excel, the code 6421 typed as a number is not the same as our text.
    return f'LOOKUP(2,1/(aop_risks[code]&""=[@code]&""),aop_risks[{key}])'


def _level(row: RiskWatch, context: Context) -> str | None:
    return f"{_fetch('likelihood')}*{_fetch('impact')}" if _as_typed(row, context, "likelihood", "impact") else None


def _threshold(row: RiskWatch, context: Context) -> str | None:
    return None if row.score is None or not _as_typed(row, context, "threshold") else _fetch("threshold")


def _shown_threshold(row: RiskWatch, _: Context) -> float | None:
    return row.risk.threshold if row.score else None


def _as_typed(row: RiskWatch, context: Context, *keys: str) -> bool:
    """Whether Excel reads these cells of the risk as we do."""
    return context.inexact.isdisjoint(("aop_risks", row.risk.code, key) for key in keys)


def _last(row: RiskWatch, context: Context) -> str | None:
    """A cell without anything in it would be fetched as 0."""
    if row.score is None or row.last_month is None or row.last is None:
        return None
    return pick(row.score, month_key(context.year.month_numbers[row.last_month]))


def _room(row: RiskWatch, _: Context) -> str | None:
    gap = "[@last]-[@threshold]" if row.comparison is Comparison.AT_MOST else "[@threshold]-[@last]"
    return None if row.room is None else f'IF(COUNT([@last],[@threshold])<2,"",{gap})'


def _effects(context: Context) -> dict[str, float]:
    """What each risk with effects does to the year's profit (đồng)."""
    base, *others = context.report.scenarios
    return {each.code: each.profit - base.profit for each in others if each.case is Case.RISK}


def _effect(row: RiskWatch, context: Context) -> str | None:
    if row.risk.code not in _effects(context):
        return None
    return f'SUMIFS(aop_scenario_results[difference],aop_scenario_results[key],"{Case.RISK.value}:"&[@code])'


RISK_STATE = Table(
    name="aop_risk_state",
    heading=Text("Rủi ro nào đã xảy ra", "Which risks have fired"),
    author=Author.ENGINE,
    rows=lambda context: context.report.risks,
    accents=(Accent.STATUS, Accent.RATIOS),
    contents=(
        Column(key="name", label=Text("Rủi ro", "Risk"), width=36, show=lambda row, _: row.risk.name),
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, width=10, show=lambda row, _: row.risk.code),
        Column(key="goal", label=Text("Mục tiêu", "Goal"), format=Format.CODE, show=lambda row, _: row.risk.goal),
        Column(
            key="level",
            label=Text("Mức độ", "Level"),
            format=Format.WHOLE,
            width=11,
            formula=_level,
            show=lambda row, _: row.risk.level,
        ),
        Column(
            key="high",
            label=Text("Cao", "High"),
            width=11,
            formula=same(f'IF([@level]>={HIGH_LEVEL},"{{high}}","")').format(high=HIGH),
            show=lambda row, _: HIGH if row.risk.high else None,
        ),
        Column(
            key="unit",
            label=Text("Đơn vị", "Unit"),
            width=11,
            show=lambda row, _: UNIT_WORDS[row.score.kpi.unit] if row.score else None,
        ),
        Column(
            key="trigger",
            label=Text("Dấu hiệu đo được", "Measured trigger"),
            format=Format.NOTE,
            width=54,
            show=lambda row, _: trigger_words(row),
        ),
        Column(
            key="last",
            label=Text("Tháng gần nhất", "Latest month"),
            format=Format.PERCENT,
            formula=_last,
            show=lambda row, _: row.last,
        ),
        Column(
            key="threshold",
            label=Text("Ngưỡng", "Trigger value"),
            format=Format.PERCENT,
            formula=_threshold,
            show=_shown_threshold,
        ),
        Column(
            key="room",
            label=Text("Còn cách ngưỡng", "Room left"),
            format=Format.PERCENT,
            formula=_room,
            show=lambda row, _: row.room,
        ),
        Column(
            key="status",
            label=Text("Trạng thái", "Status"),
            format=Format.NOTE,
            width=24,
            show=lambda row, context: state_words(row, context.year),
        ),
        Column(
            key="fallback",
            label=Text("Phương án dùng ngay", "Fallback to use now"),
            format=Format.NOTE,
            width=46,
            show=lambda row, _: row.risk.fallback if row.state is RiskState.FIRED else None,
        ),
        Column(
            key="effect_on_profit",
            label=Text("Lợi nhuận đổi nếu xảy ra", "Profit if it happens"),
            format=Format.AMOUNT,
            width=18,
            formula=_effect,
            show=lambda row, context: _effects(context).get(row.risk.code),
        ),
    ),
)

RISKS = Sheet(
    key="risks",
    title=Text("5 Rủi ro", "5 Risks"),
    heading=Text("5. Phân tích rủi ro", "5. Risk analysis"),
    guidance=Text(
        "Điều gì có thể làm hỏng mục tiêu nào, nặng đến đâu, nhận ra sớm bằng dấu hiệu gì, và khi đó làm gì.",
        "What could hurt which goal, how badly, how it is noticed early, and what we do then.",
    ),
    blocks=(RISK_LIST, SHOCKS, SCENARIO_LIST, RISK_STATE),
    unit=False,
)
