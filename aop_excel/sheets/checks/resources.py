"""Checks of Resources: people with more to do than time, limits that are passed, limits that cannot be checked."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.analysis.capacity import workloads
from aop_excel.analysis.pnl import pnl
from aop_excel.analysis.report import report_position
from aop_excel.analysis.resource_limits import LimitState, limit_states
from aop_excel.domain.plan import LimitMeasure
from aop_excel.errors import Problem, Severity
from aop_excel.sheets.capacity import limit_unit, overloaded_months, passed_months
from aop_excel.sheets.checks.kpis import MOST_RATIO
from aop_excel.text import Text, figures
from aop_excel.workbook.reading import Found, Reading


def nobody_is_overloaded(reading: Reading) -> Iterator[Problem]:
    """No person has more hours assigned in a month than there are."""
    rows = {each.record.name: each.row for each in reading.found["aop_people"]}
    for load in workloads(reading.plan, reading.actuals, reading.actuals.closed):
        if load.overloaded:
            yield Problem(
                "aop_people",
                Text(
                    "“{person}” bị giao quá số giờ: {months}", "“{person}” has too many hours assigned: {months}"
                ).format(person=load.person.name, months=overloaded_months(load, reading.settings.fiscal_year)),
                Text(
                    "Dời hành động sang tháng khác, giao bớt cho người khác, hoặc bỏ bớt việc.",
                    "Move an action to other months, give a part to someone else, or leave something out.",
                ),
                rows[load.person.name],
                "hours",
                Severity.WARNING,
            )


def limits_are_kept(reading: Reading) -> Iterator[Problem]:
    """No limit of Resources is passed, by the plan with closed months as they happened."""
    if not any(each.record.measured_by for each in reading.found["aop_limits"]):
        return
    plan, actuals = reading.plan, reading.actuals
    account = pnl(plan, actuals, report_position(plan, actuals))
    states = limit_states(plan, account, tuple(workloads(plan, actuals, account.counted)))
    for each, state in zip(reading.found["aop_limits"], states, strict=True):
        if state.kept is False:
            yield _passed(each, state, reading)


def _passed(each: Found, state: LimitState, reading: Reading) -> Problem:
    months = passed_months(state, reading.settings.fiscal_year)
    words = Text("Vượt giới hạn “{limit}”: {now}, mức là {amount}", "“{limit}” is passed: {now} against {amount}")
    told = words.format(
        limit=state.limit.name, now=_figure(state, state.now), amount=_figure(state, state.limit.amount)
    )
    return Problem(
        "aop_limits",
        Text("{told}, {months}", "{told}, {months}").format(told=told, months=months) if months else told,
        Text(
            "Bớt việc hoặc chi phí cho vừa mức này; nếu đã quyết định nới, sửa mức và ghi lý do vào Ghi chú.",
            "Cut work or cost until it fits; if you decided to raise the limit, change it and give the reason in Note.",
        ),
        each.row,
        "amount",
        Severity.WARNING,
    )


def _figure(state: LimitState, value: float | None) -> Text:
    if state.limit.measured_by is LimitMeasure.MARKETING_SHARE:
        return figures(f"{value:.1%}")
    return Text("{number} {unit}", "{number} {unit}").format(
        number=figures(f"{value:,.10g}"), unit=limit_unit(state.limit)
    )


def limits_can_be_checked(reading: Reading) -> Iterator[Problem]:
    """A limit that says what it is measured by has its amount, and a share of revenue is a percentage."""
    for each in reading.found["aop_limits"]:
        limit = each.record
        if limit.measured_by and limit.amount is None:
            yield Problem(
                "aop_limits",
                Text(
                    "“{limit}” chưa có mức nên không kiểm được", "“{limit}” has no amount, so it is not checked"
                ).format(limit=limit.name),
                Text("Điền mức, hoặc để trống cột Đo bằng.", "Enter the amount, or leave Measured by blank."),
                each.row,
                "amount",
                Severity.WARNING,
            )
        if limit.measured_by is LimitMeasure.MARKETING_SHARE and (limit.amount or 0) >= MOST_RATIO:
            yield Problem(
                "aop_limits",
                Text("{amount} của một tỷ lệ là {percent}", "{amount} of a ratio is {percent}").format(
                    amount=figures(f"{limit.amount:,.15g}"), percent=figures(f"{limit.amount:,.0%}")
                ),
                Text("Gõ kèm dấu phần trăm, ví dụ 5%.", "Type it with a percent sign, such as 5%."),
                each.row,
                "amount",
            )
