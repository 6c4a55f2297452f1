"""One file per tab, in tab order: the table of contents of the workbook. Add a tab here."""

from __future__ import annotations

from aop_excel.sheets.actions import ACTIONS
from aop_excel.sheets.actuals import ACTUALS
from aop_excel.sheets.adjust import ADJUST
from aop_excel.sheets.bridge import BRIDGE
from aop_excel.sheets.budget import BUDGET
from aop_excel.sheets.cash import CASH
from aop_excel.sheets.decisions import DECISIONS_SHEET
from aop_excel.sheets.direction import DIRECTION
from aop_excel.sheets.goals import GOALS
from aop_excel.sheets.kpis import KPI_SHEET
from aop_excel.sheets.limits import LIMITS
from aop_excel.sheets.outlook import OUTLOOK
from aop_excel.sheets.pnl import PNL
from aop_excel.sheets.resources import RESOURCES
from aop_excel.sheets.review import REVIEW
from aop_excel.sheets.risks import RISKS
from aop_excel.sheets.scenarios import SCENARIOS
from aop_excel.sheets.scorecard import SCORECARD
from aop_excel.sheets.start import START
from aop_excel.sheets.variance import VARIANCE
from aop_excel.sheets.versions import VERSIONS

SHEETS = (
    START,
    DIRECTION,
    GOALS,
    BUDGET,
    ACTIONS,
    RESOURCES,
    RISKS,
    KPI_SHEET,
    ACTUALS,
    LIMITS,
    VARIANCE,
    BRIDGE,
    SCORECARD,
    CASH,
    REVIEW,
    DECISIONS_SHEET,
    ADJUST,
    SCENARIOS,
    VERSIONS,
    PNL,
    OUTLOOK,
)

TABLES = {table.name: table for sheet in SHEETS for table in sheet.tables}
FIELDS = {field.name: field for sheet in SHEETS for field in sheet.fields}
TAB_OF = {name: sheet for sheet in SHEETS for name in sheet.names}
"""The tab on which a table or a field stands when a workbook is made."""
