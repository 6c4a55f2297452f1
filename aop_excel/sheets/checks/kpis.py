"""Checks of KPIs and of the goals they measure: what a measure needs, what it ignores, targets that cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.analysis.kpis import KPIS, OWN, Unit, chosen
from aop_excel.domain.plan import Better, Kind
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text, figures
from aop_excel.workbook.reading import Found, Reading
from aop_excel.workbook.typed import shortened


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
                        part=shortened(part)
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


def nothing_of_a_kpi_is_idle(reading: Reading) -> Iterator[Problem]:
    """What was typed for a KPI has an effect on it."""
    for each in reading.found["aop_kpis"]:
        tracked = each.record
        parts = "numerator" if tracked.numerator else "denominator"
        if tracked.measure != OWN and (tracked.numerator or tracked.denominator):
            yield Problem(
                "aop_kpis",
                Text(
                    "Tử số và mẫu số chỉ dùng cho KPI tự định nghĩa, ở đây không có tác dụng",
                    "Numerator and denominator are only for a KPI of your own and do nothing here",
                ),
                Text(
                    "Xóa ô này, hoặc chọn Tự định nghĩa ở cột Chỉ số.",
                    "Clear the cell, or choose My own as its measure.",
                ),
                each.row,
                parts,
                Severity.WARNING,
            )
        if tracked.target_to is not None and tracked.better is not Better.RANGE:
            yield Problem(
                "aop_kpis",
                Text(
                    "Cột Đến chỉ dùng cho KPI theo khoảng, ở đây không có tác dụng",
                    "The To column is only for a range and does nothing here",
                ),
                Text(
                    "Xóa ô này, hoặc chọn Trong khoảng ở cột Chiều tốt.",
                    "Clear the cell, or choose Within a range in the Better column.",
                ),
                each.row,
                "target_to",
                Severity.WARNING,
            )


def targets_can_be_meant(reading: Reading) -> Iterator[Problem]:
    """A ratio is held against a percentage: 45 would be 4,500 %. An amount is not: 20 % would be a part of a đồng."""
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
    targets += [
        ("aop_risks", each.row, "threshold", kpis[each.record.kpi], each.record.threshold)
        for each in reading.found["aop_risks"]
        if each.record.kpi in kpis
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
        if kpi.unit is not Unit.RATIO and target is not None and 0 < abs(target) < 1:
            yield Problem(
                table,
                Text(
                    "“{kpi}” không phải là tỷ lệ nên không đo bằng {percent} được",
                    "“{kpi}” is not a ratio, so {percent} cannot be its target",
                ).format(kpi=kpi.label, percent=figures(f"{target * 100:,.15g}%")),
                Text(
                    "Gõ số tiền hoặc số lượng, ví dụ 4800000000; muốn đo bằng tỷ lệ thì chọn một KPI là tỷ lệ.",
                    "Type the amount or the count, such as 4800000000; for a percentage, choose a KPI that is a ratio.",
                ),
                row,
                column,
            )


MOST_RATIO = 5
