"""A plan's results as tables for a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from aop_excel.analysis.items import Level
from aop_excel.analysis.kpis import Unit
from aop_excel.analysis.report import Report
from aop_excel.analysis.variance import Variance
from aop_excel.commands import Outcome
from aop_excel.sheets.variance import FAVOURABLE, MATERIAL, UNFAVOURABLE
from aop_excel.summary import shown, summary
from aop_excel.text import Language, Text

WIDTH = 130


def print_tables(outcome: Outcome) -> None:
    """Print summary, scorecard and variances, as wide as the terminal allows."""
    assert outcome.report is not None
    # Narrower than this, amounts would lose their digits: a long line that wraps is easier to read.
    console = Console(width=max(Console().width, WIDTH))
    with console.capture() as written:
        for line in summary(outcome):
            console.print(line, markup=False, highlight=False)
        console.print(_scores(outcome.report, outcome.language))
        console.print(_variances(outcome.report, outcome.language))
    print(written.get(), end="")  # rich would end the program where nobody reads on


def _table(title: Text, headings: tuple[Text, ...], language: Language) -> Table:
    table = Table(title=title(language), title_justify="left")
    for place, heading in enumerate(headings):
        table.add_column(heading(language), justify="left" if place == 0 else "right")
    return table


def _scores(report: Report, language: Language) -> Table:
    headings = (
        Text("KPI", "KPI"),
        Text("Lũy kế", "Year to date"),
        Text("Chỉ tiêu lũy kế", "Target to date"),
        Text("Chỉ tiêu năm", "Year's target"),
        Text("Trạng thái", "Status"),
    )
    table = _table(Text("Bảng điểm", "Scorecard"), headings, language)
    for score in report.scores:
        figures = (score.year_to_date, score.target_to_date, score.year_target)
        table.add_row(
            score.kpi.label(language),
            *(shown(figure, score.kpi.unit, language) for figure in figures),
            score.status.label(language),
        )
    return table


def _variances(report: Report, language: Language) -> Table:
    headings = (
        Text("Khoản mục", "Item"),
        Text("KH tháng", "Plan month"),
        Text("TH tháng", "Actual month"),
        Text("Chênh lệch", "Variance"),
        Text("Đánh giá", "Effect"),
        Text("Chênh lệch lũy kế", "Variance YTD"),
        Text("Đánh giá lũy kế", "Effect YTD"),
    )
    title = Text("Chênh lệch so với {base}", "Variance against {base}").format(base=_base(report))
    table = _table(title, headings, language)
    for row in report.compared:
        table.add_row(
            row.item.label(language),
            shown(row.month.plan, Unit.MONEY, language),
            shown(row.month.actual, Unit.MONEY, language),
            shown(row.month.amount, Unit.MONEY, language),
            _words(row.month, language),
            shown(row.year_to_date.amount, Unit.MONEY, language),
            _words(row.year_to_date, language),
            style="bold" if row.item.level is not Level.LINE else None,
        )
    return table


def _base(report: Report) -> Text:
    if report.baseline is None:
        return Text("kế hoạch", "plan")
    return Text(*(words[:1].lower() + words[1:] for words in (report.baseline.label.vi, report.baseline.label.en)))


def _words(of: Variance, language: Language) -> str:
    effect = {True: FAVOURABLE, False: UNFAVOURABLE, None: Text("", "")}[of.favourable](language)
    return f"{effect} ({MATERIAL(language)})" if of.material else effect
