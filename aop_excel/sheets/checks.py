"""What one table says against another: mistakes that no single cell shows. Add a check here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aop_excel.analysis.kpis import KPIS, OWN, Unit, chosen
from aop_excel.domain.phasing import round_half_away
from aop_excel.domain.plan import Better, Kind
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text, figures
from aop_excel.workbook.layout import month_key
from aop_excel.workbook.reading import Found, Reading
from aop_excel.workbook.typed import bare


def months_add_up(reading: Reading) -> Iterator[Problem]:
    """The months of a budget line add up to its year."""
    for each in reading.found["aop_budget"]:
        line = each.record
        total = sum(amount or 0 for amount in line.months)
        if line.annual is not None and round_half_away(total - line.annual):
            yield Problem(
                "aop_budget",
                Text(
                    "Các tháng của “{line}” cộng lại lệch {gap} so với cả năm",
                    "The months of “{line}” differ by {gap} from its full year",
                ).format(line=line.name, gap=figures(f"{total - line.annual:+,.0f}")),
                Text(
                    "Sửa cột Cả năm hoặc các tháng; kết quả tính theo các tháng.",
                    "Correct the full year or the months; results use the months.",
                ),
                each.row,
                "annual",
                Severity.WARNING,
            )


def closed_months_are_reported(reading: Reading) -> Iterator[Problem]:
    """A closed month has an amount for every line that has a plan in it: blank is not reported, 0 is a value."""
    reported_in = {p for each in reading.found["aop_actuals"] for p in range(12) if each.record.months[p] is not None}
    months = reading.settings.fiscal_year.month_numbers
    for position in range(12):
        if reading.actuals.closed[position] and position not in reported_in and reading.found["aop_budget"]:
            yield Problem(
                "aop_closed",
                Text(
                    "Tháng {month} đã chốt nhưng chưa có số nào", "Month {month} is closed without any figures"
                ).format(month=months[position]),
                Text("Điền số thực hiện, hoặc bỏ dấu x.", "Enter the actuals, or take the x away."),
                1,
                month_key(months[position]),
                Severity.WARNING,
            )
    closed = [reading.actuals.closed[position] and position in reported_in for position in range(12)]
    actual = {each.record.code: each for each in reading.found["aop_actuals"]}
    for budgeted in reading.found["aop_budget"]:
        line = budgeted.record
        reported = actual.get(line.code)
        amounts = reported.record.months if reported else (None,) * 12
        blank = [p for p in range(12) if closed[p] and amounts[p] is None and line.months[p]]
        if blank and reported:
            yield Problem(
                "aop_actuals",
                Text(
                    "“{line}” chưa có số của tháng đã chốt: {months}",
                    "“{line}” has no figure for closed months: {months}",
                ).format(line=line.name, months=", ".join(f"{months[p]}" for p in blank)),
                Text("Điền số thực hiện, hoặc 0 nếu không phát sinh.", "Enter the amount, or 0 if there was none."),
                reported.row,
                month_key(months[blank[0]]),
                Severity.WARNING,
            )


def actuals_have_a_line(reading: Reading) -> Iterator[Problem]:
    """Amounts of a line that left the budget are in no total: say so, and how much it is."""
    budget = {each.record.code for each in reading.found["aop_budget"]}
    for each in reading.found["aop_actuals"]:
        total = sum(amount or 0 for amount in each.record.months)
        if each.record.code not in budget and any(each.record.months):
            yield Problem(
                "aop_actuals",
                Text(
                    "“{code}” không còn trong Ngân sách nhưng có số thực hiện {total}; số này không vào tổng nào",
                    "“{code}” is no longer in Budget but has actuals of {total}, which are in no total",
                ).format(code=each.record.code, total=figures(f"{total:,.0f}")),
                Text(
                    "Thêm lại dòng vào Ngân sách, hoặc chuyển số sang dòng khác.",
                    "Add the line to Budget again, or move the amounts to another line.",
                ),
                each.row,
                "code",
                Severity.WARNING,
            )


def months_are_closed_in_order(reading: Reading) -> Iterator[Problem]:
    """No month is left open before a closed one."""
    closed = reading.actuals.closed
    months = reading.settings.fiscal_year.month_numbers
    last = max((position for position in range(12) if closed[position]), default=0)
    for position in range(last):
        if not closed[position]:
            yield Problem(
                "aop_closed",
                Text(
                    "Tháng {month} chưa chốt, dù tháng sau đã chốt", "Month {month} is open, but a later one is closed"
                ).format(month=months[position]),
                Text("Chốt tháng này; nếu không, lũy kế không tính nó.", "Close it; else year to date leaves it out."),
                1,
                month_key(months[position]),
                Severity.WARNING,
            )


def kpis_are_defined(reading: Reading) -> Iterator[Problem]:
    """A KPI has all that its measure needs."""
    parts = {each.record.code for each in reading.found["aop_budget"]} | {kind.value for kind in Kind}
    for each in reading.found["aop_kpis"]:
        yield from _kpi(each, parts)


def _kpi(each: Found, parts: set[str]) -> Iterator[Problem]:
    tracked = each.record
    kpi = next((kpi for kpi in KPIS if kpi.key == tracked.measure), None)

    def problem(column: str, text: Text, cure: Text) -> Problem:
        return Problem("aop_kpis", text, cure, each.row, column)

    if kpi and kpi.needs_channel and not tracked.channel:
        yield problem(
            "channel",
            Text("“{kpi}” cần một kênh", "“{kpi}” needs a channel").format(kpi=kpi.label),
            Text("Chọn kênh ở cột Kênh.", "Choose one in the Channel column."),
        )
    if tracked.channel and not (kpi and kpi.takes_channel):
        yield problem(
            "channel",
            Text("KPI này không tính riêng theo kênh", "This KPI is not measured by channel"),
            Text("Để trống cột Kênh.", "Leave Channel blank."),
        )
    if tracked.measure == OWN and not tracked.numerator:
        yield problem(
            "numerator",
            Text("KPI tự định nghĩa chưa có tử số", "Your own KPI has no numerator"),
            Text("Ghi mã dòng ngân sách hoặc loại, nối bằng +.", "Name budget lines or kinds, joined by +."),
        )
    for column, named in (("numerator", tracked.numerator), ("denominator", tracked.denominator)):
        for part in named:
            if part not in parts:
                yield problem(
                    column,
                    Text("“{part}” không phải mã dòng hay loại nào", "“{part}” is no line's code and no kind").format(
                        part=part
                    ),
                    Text("Dùng mã ở trang Ngân sách hoặc tên loại.", "Use a code from Budget or the name of a kind."),
                )
    if None not in (tracked.target, tracked.target_to) and tracked.target_to < tracked.target:
        yield problem(
            "target_to",
            Text("Khoảng bị ngược: đầu sau nhỏ hơn đầu trước", "The range is upside down: it ends below its start"),
            Text("Đổi chỗ hai đầu.", "Swap its ends."),
        )
    if tracked.better is Better.RANGE and (tracked.target is None or tracked.target_to is None):
        yield problem(
            "target_to",
            Text("KPI theo khoảng cần cả hai đầu", "A range needs both its ends"),
            Text("Điền Chỉ tiêu năm và cột Đến.", "Fill in the year's target and the To column."),
        )


def codes_are_no_kinds(reading: Reading) -> Iterator[Problem]:
    """A budget line's code is not the name of a kind: in a KPI's parts the two could not be told apart."""
    kinds = {bare(word) for kind in Kind for word in (kind.value, kind.label.vi, kind.label.en)}
    for each in reading.found["aop_budget"]:
        code = each.record.code
        if bare(code) in kinds or any(mark in code for mark in "+;,"):
            yield Problem(
                "aop_budget",
                Text("Mã “{code}” không dùng được", "The code “{code}” cannot be used").format(code=code),
                Text(
                    "Mã không được trùng tên một loại, và không có dấu + ; hay phẩy.",
                    "A code is not the name of a kind, and has no + ; or comma.",
                ),
                each.row,
                "code",
            )


def targets_can_be_meant(reading: Reading) -> Iterator[Problem]:
    """A ratio's target is a percentage: 45 would be 4,500 %."""
    kpis = {each.record.code: chosen(each.record, reading.plan) for each in reading.found["aop_kpis"]}
    targets = [
        ("aop_kpis", each.row, column, kpis[each.record.code], getattr(each.record, column))
        for each in reading.found["aop_kpis"]
        for column in ("target", "target_to")
    ]
    targets += [
        ("aop_goals", each.row, column, kpis[each.record.kpi], getattr(each.record, column))
        for each in reading.found["aop_goals"]
        if each.record.kpi in kpis
        for column in ("target", "baseline")
    ]
    for table, row, column, kpi, target in targets:
        if kpi.unit is Unit.RATIO and target is not None and abs(target) >= MOST_RATIO:
            yield Problem(
                table,
                Text("{target} của một tỷ lệ là {percent}", "{target} of a ratio is {percent}").format(
                    target=figures(f"{target:,.15g}"), percent=figures(f"{target:,.0%}")
                ),
                Text("Gõ kèm dấu phần trăm, ví dụ 45%.", "Type it with a percent sign, such as 45%."),
                row,
                column,
            )


MOST_RATIO = 5


CHECKS: tuple[Callable[[Reading], Iterator[Problem]], ...] = (
    months_add_up,
    closed_months_are_reported,
    actuals_have_a_line,
    months_are_closed_in_order,
    kpis_are_defined,
    codes_are_no_kinds,
    targets_can_be_meant,
)


def check(reading: Reading) -> Iterator[Problem]:
    """Run every check over a workbook whose cells are readable."""
    for each in CHECKS:
        yield from each(reading)
