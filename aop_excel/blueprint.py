"""A starter plan as everything a new workbook is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aop_excel.analysis.report import analyse
from aop_excel.sheets import TABLES
from aop_excel.sheets.context import Context
from aop_excel.sheets.held import held
from aop_excel.starters import starter
from aop_excel.text import Language
from aop_excel.workbook.names import Names


@dataclass(frozen=True, slots=True)
class Blueprint:
    """All that a new workbook is made from, apart from the sheets' descriptions."""

    held: dict[str, Any]
    context: Context
    names: Names


def blueprint(template: str, language: Language, year: int, start_month: int) -> Blueprint:
    """A starter plan, ready to be written as a new workbook."""
    plan, actuals = starter(template, language, year, start_month)
    fiscal_year = plan.settings.fiscal_year
    headers = {
        name: {column.key: column.label(language) for column in table.columns(fiscal_year)}
        for name, table in TABLES.items()
    }
    return Blueprint(held(plan, actuals), Context(analyse(plan, actuals)), Names(headers, language, fiscal_year))
