"""What can be done with a plan workbook, whoever holds it: refresh it, check it, show what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from aop_excel.analysis.place import Place
from aop_excel.analysis.report import Report, analyse
from aop_excel.domain.actuals import ActualLine, Comment
from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.plan import Plan
from aop_excel.domain.versions import PlanVersion
from aop_excel.errors import AopError, NotAPlan, Problem, Severity
from aop_excel.sheets import SHEETS, TAB_OF, TABLES
from aop_excel.sheets.checks import check as run_checks
from aop_excel.sheets.context import Context, Located, NoResults, Placed, Progress, Troubles
from aop_excel.sheets.start import LANGUAGE_OPTIONS, PROBLEMS
from aop_excel.text import Language, Text
from aop_excel.workbook.book import Book
from aop_excel.workbook.cells import read_cells
from aop_excel.workbook.headers import find_headers
from aop_excel.workbook.layout import Author, Format
from aop_excel.workbook.names import Names
from aop_excel.workbook.reader import read
from aop_excel.workbook.reading import Reading
from aop_excel.workbook.writer import append, fill, fill_table


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command found: the report, unless an error stands in its way, and all problems with their cells.

    `alignment` is what does not hold together in the plan.
    """

    language: Language
    report: Report | None
    troubles: Troubles
    alignment: tuple[Placed, ...] = ()
    changed: bool = False

    @property
    def has_errors(self) -> bool:
        """Whether any problem would make a total wrong."""
        return bool(self.troubles.errors)


class OutsideTheYear(AopError):
    """The month asked for is not in the plan's fiscal year."""

    def __init__(self, month: date, first: date, last: date) -> None:
        super().__init__(
            Text(
                "Tháng {month:%m/%Y} nằm ngoài năm tài chính {first:%m/%Y}–{last:%m/%Y}. Hãy chọn tháng khác.",
                "{month:%m/%Y} is outside the fiscal year {first:%m/%Y}–{last:%m/%Y}. Choose a month within it.",
            ).format(month=month, first=first, last=last)
        )


def refresh(book: Book, now: datetime, month: date | None = None) -> Outcome:
    """Read the plan and its actuals, analyse them and fill the engine's cells; nothing is saved.

    `month` becomes the report month. With an error in the inputs only the list of problems is written, and the
    results stay as they were, marked out of date. Raises `OutsideTheYear`, and `NotAPlan` for another workbook.
    """
    reading = _examine(book)
    if month is not None and isinstance(reading, Reading):
        year = reading.settings.fiscal_year
        if year.index(month) is None:
            raise OutsideTheYear(month, year.first_day, year.last_day)
        if all(problem.place == "aop_report_month" for problem in reading.errors):
            book.set_field("aop_report_month", float(month.month))
            reading = _examine(book)
    if isinstance(reading, list) or reading.errors:
        return _only_problems(book, reading)
    names = Names(reading.headers, reading.settings.language, reading.settings.fiscal_year)
    context = _context(book, reading)
    if _append_missing_rows(book, context, names):
        reading = _examine(book)  # what is said about the plan counts the new rows
        assert isinstance(reading, Reading)
        context = _context(book, reading)
    fill(book, SHEETS, context, names)
    if book.changed:
        book.set_field("aop_refreshed_at", now)
    return Outcome(names.language, context.report, context.troubles, context.alignment, book.changed)


def check(book: Book) -> Outcome:
    """Say what is wrong in the workbook, and what follows from it where nothing stands in the way; write nothing."""
    reading = _examine(book)
    if isinstance(reading, list):
        return Outcome(language_of(book), None, _locate(book, reading, None))
    troubles = _locate(book, reading.problems, reading)
    if reading.errors:
        return Outcome(reading.settings.language, None, troubles)
    report = analyse(reading.plan, reading.actuals)
    return Outcome(reading.settings.language, report, troubles, _placed(report, _addresses(book, reading)))


def freeze(book: Book, now: datetime, version: Callable[[Plan], PlanVersion]) -> Outcome:
    """Add the version that a plan asks for to the owner's table and refresh, which freezes it; nothing is saved.

    With an error in the inputs nothing is written at all: a plan whose totals are wrong is not approved.
    """
    reading = _examine(book)
    if isinstance(reading, list) or reading.errors:
        return check(book)
    names = Names(reading.headers, reading.settings.language, reading.settings.fiscal_year)
    append(book, TABLES["aop_versions"], [version(reading.plan)], _context(book, reading), names)
    return refresh(book, now)


def _examine(book: Book) -> Reading | list[Problem]:
    reading = read(book, SHEETS)
    if isinstance(reading, Reading) and not reading.errors:
        reading.problems = _weightiest([*reading.problems, *run_checks(reading)])
    return reading


def _weightiest(problems: list[Problem]) -> list[Problem]:
    """Without what is only pointed out of a cell that has an error: the owner has to type there anyway."""

    def cell(problem: Problem) -> tuple[str, int | None, str | None]:
        return problem.place, problem.row, problem.column

    wrong = {cell(problem) for problem in problems if problem.severity is Severity.ERROR}
    return [each for each in problems if each.severity is Severity.ERROR or cell(each) not in wrong]


def _context(book: Book, reading: Reading) -> Context:
    report = analyse(reading.plan, reading.actuals)
    troubles = _locate(book, reading.problems, reading)
    address = _addresses(book, reading)
    alignment = _placed(report, address)
    return Context(report, troubles, _progress(book, reading), alignment, frozenset(reading.inexact), address)


def _only_problems(book: Book, reading: Reading | list[Problem]) -> Outcome:
    problems = reading if isinstance(reading, list) else reading.problems
    known = reading if isinstance(reading, Reading) else None
    language = known.settings.language if known else language_of(book)
    troubles = _locate(book, problems, known)
    if not {PROBLEMS.name, "aop_state"} <= {name.lower() for name in book.names()}:
        return Outcome(language, None, troubles)  # there is no place left to write them to
    header, *_ = book.rows(PROBLEMS.name)
    # The months do not matter to the list of problems: any year will do where the settings cannot be read.
    year = known.settings.fiscal_year if known else FiscalYear(2000, 1)
    places, _ = find_headers(PROBLEMS, header, year)
    names = Names({PROBLEMS.name: {key: str(header[place]) for key, place in places.items()}}, language, year)
    fill_table(book, PROBLEMS, NoResults(troubles), names)
    book.set_field("aop_state", troubles.state(language))
    return Outcome(language, None, troubles, changed=book.changed)


def language_of(book: Book) -> Language:
    """The language of the workbook even where its settings cannot be read, or are gone."""
    try:
        [language] = read_cells(Format.WORD, [book.field("aop_language")], LANGUAGE_OPTIONS)
    except NotAPlan:
        return "vi"
    return "en" if language == "en" else "vi"


def _locate(book: Book, problems: Iterable[Problem], reading: Reading | None) -> Troubles:
    """Give every problem its cell, or the tab on which it would stand; errors come first."""

    def address(problem: Problem) -> str:
        column = reading.headers[problem.place].get(problem.column) if reading and problem.column else None
        try:
            return book.address(problem.place, problem.row, column)
        except NotAPlan:
            return TAB_OF[problem.place].title(language_of(book))

    located = [Located(problem, address(problem)) for problem in problems]
    return Troubles(tuple(sorted(located, key=lambda each: each.problem.severity is not Severity.ERROR)))


def _placed(report: Report, address: Callable[[Place], str | None]) -> tuple[Placed, ...]:
    """Give everything that does not hold together the cells it rests on."""
    return tuple(
        Placed(misfit, address(misfit.place) or "", address(misfit.against) if misfit.against else None)
        for misfit in report.alignment
    )


def _progress(book: Book, reading: Reading) -> tuple[Progress, ...]:
    """How many rows of each of the owner's tabs are filled in."""
    parts = []
    for sheet in SHEETS:
        tables = [table for table in sheet.tables if table.author is Author.OWNER]
        if tables and sheet.author is Author.OWNER:
            filled = sum(len(reading.found[table.name]) for table in tables if table.name not in _WITH_ROWS)
            parts.append(Progress(sheet.heading, filled, book.address(tables[0].name)))
    return tuple(parts)


def _addresses(book: Book, reading: Reading) -> Callable[[Place], str | None]:
    """Where the owner's cells stand; None for a record that is not there."""

    def address(place: Place) -> str | None:
        column = reading.headers[place.table].get(place.column) if place.column else None
        if place.record is None:
            return book.address(place.table, None, column)
        rows = (each.row for each in reading.found[place.table] if place.is_of(each.record))
        row = next(rows, None)
        return None if row is None else book.address(place.table, row, column)

    return cache(address)


_WITH_ROWS = frozenset({"aop_phasing", "aop_scenarios"})
"""Tables in which something stands before the owner fills them: the even phasing, two scenarios."""


def _append_missing_rows(book: Book, context: Context, names: Names) -> bool:
    """Give every budget line its row in Actuals, and every material line one to say why; whether any was missing."""
    report = context.report
    reported = {line.code for line in report.actuals.lines}
    lines = [ActualLine(code=line.code, months=(None,) * 12) for line in report.plan.lines if line.code not in reported]
    append(book, TABLES["aop_actuals"], lines, context, names)
    asked = [
        Comment(month=report.report_month, code=row.item.line.code)
        for row in report.material
        if row.comment is None and row.item.line
    ]
    append(book, TABLES["aop_comments"], asked, context, names)
    return bool(lines or asked)
