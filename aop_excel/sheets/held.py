"""A plan and its actuals taken apart again: what every owner's table and field holds."""

from __future__ import annotations

from typing import Any

from aop_excel.domain.actuals import Actuals
from aop_excel.domain.plan import Plan
from aop_excel.sheets import SHEETS


def held(plan: Plan, actuals: Actuals) -> dict[str, Any]:
    """Records and values by the `holds` of their table or field (`goals`, `direction.channels`, `settings.year`)."""
    paths = [table.holds for sheet in SHEETS for table in sheet.tables]
    paths += [field.holds for sheet in SHEETS for field in sheet.fields]
    return {path: _at(path, plan, actuals) for path in paths if path}


def _at(path: str, plan: Plan, actuals: Actuals) -> Any:
    owner, _, attribute = path.rpartition(".")
    part = actuals if owner == "actuals" else getattr(plan, owner) if owner else plan
    return getattr(part, attribute)
