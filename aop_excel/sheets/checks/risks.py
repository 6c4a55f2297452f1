"""Checks of Risks: triggers that are only half filled in."""

from __future__ import annotations

from collections.abc import Iterator

from aop_excel.analysis.kpis import chosen
from aop_excel.analysis.risks import bad_side
from aop_excel.domain.plan import Risk
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text
from aop_excel.workbook.reading import Reading


def triggers_are_whole(reading: Reading) -> Iterator[Problem]:
    """A measured trigger has its KPI and its value, and a side where the KPI has two bad ones."""
    kpis = {each.record.code: chosen(each.record, reading.plan) for each in reading.found["aop_kpis"]}
    for each in reading.found["aop_risks"]:
        risk: Risk = each.record
        rest = risk.comparison is not None or risk.threshold is not None or risk.in_a_row > 1
        if risk.kpi is None and rest:
            yield Problem(
                "aop_risks",
                Text(
                    "Dấu hiệu của “{risk}” có so sánh, ngưỡng hay số tháng nhưng chưa có KPI",
                    "The trigger of “{risk}” has a comparison, value or months, but no KPI",
                ).format(risk=risk.name),
                Text(
                    "Chọn KPI cảnh báo; nếu dấu hiệu chỉ bằng chữ thì xóa ba ô kia.",
                    "Choose the trigger KPI; for a trigger in words only, clear the three other cells.",
                ),
                each.row,
                "kpi",
                Severity.WARNING,
            )
        if risk.kpi is not None and risk.threshold is None:
            yield Problem(
                "aop_risks",
                Text(
                    "Dấu hiệu của “{risk}” có KPI nhưng chưa có ngưỡng",
                    "The trigger of “{risk}” has a KPI, but no value",
                ).format(risk=risk.name),
                Text("Điền Ngưỡng, hoặc xóa KPI cảnh báo.", "Enter the trigger value, or clear the trigger KPI."),
                each.row,
                "threshold",
                Severity.WARNING,
            )
        if risk.kpi in kpis and risk.comparison is None and bad_side(kpis[risk.kpi].better) is None:
            yield Problem(
                "aop_risks",
                Text(
                    "“{kpi}” phải nằm trong một khoảng, nên dấu hiệu cần biết phía nào là xấu",
                    "“{kpi}” should stay within a range, so its trigger needs a side",
                ).format(kpi=risk.kpi),
                Text("Chọn Ít nhất hoặc Nhiều nhất ở cột So sánh.", "Choose At least or At most in Comparison."),
                each.row,
                "comparison",
                Severity.WARNING,
            )
