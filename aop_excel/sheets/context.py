"""What the engine's columns can draw on when a sheet is filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from aop_excel.analysis.alignment import Misfit
from aop_excel.analysis.place import Place
from aop_excel.analysis.report import Report
from aop_excel.domain.calendar import FiscalYear
from aop_excel.errors import Problem, Severity
from aop_excel.text import Text


@dataclass(frozen=True, slots=True)
class Located:
    """A problem together with where it stands in this workbook: `'2 Ngân sách'!F12`."""

    problem: Problem
    address: str


@dataclass(frozen=True, slots=True)
class Placed:
    """What does not hold together in the plan, with the cells it rests on: `'2 Ngân sách'!F12`."""

    misfit: Misfit
    address: str
    against: str | None = None

    @property
    def addresses(self) -> str:
        """Both cells, where there are two."""
        return f"{self.address}, {self.against}" if self.against else self.address


@dataclass(frozen=True, slots=True)
class Progress:
    """How many rows of one part of the plan are filled in, and where that part stands."""

    part: Text
    filled: int
    address: str

    @property
    def tab(self) -> str:
        """The name of its tab, as the owner sees it."""
        return self.address.rpartition("!")[0].strip("'").replace("''", "'")


@dataclass(frozen=True, slots=True)
class Troubles:
    """What is wrong in the workbook; all that is written when an input has an error."""

    problems: tuple[Located, ...]

    @property
    def errors(self) -> int:
        """How many of them would make a total wrong."""
        return sum(located.problem.severity is Severity.ERROR for located in self.problems)

    @property
    def state(self) -> Text:
        """Whether the results can be trusted, in a phrase."""
        if self.errors:
            return Text(
                "CHƯA CẬP NHẬT: kết quả là của lần trước; lỗi cần sửa bên dưới: {count}",
                "OUT OF DATE: results are from the last refresh; errors to put right below: {count}",
            ).format(count=self.errors)
        if self.problems:
            return Text("Đã cập nhật, điểm cần xem: {count}", "Up to date, to look at: {count}").format(
                count=len(self.problems)
            )
        return Text("Đã cập nhật", "Up to date")


@dataclass(frozen=True, slots=True)
class NoResults:
    """The context where an error leaves nothing to write but what is wrong."""

    troubles: Troubles


@dataclass(frozen=True)
class Context:
    """A report, and what is known of the workbook it came from.

    `inexact` names the typed cells that Excel's formulas would not read as we did (`1,5 tỷ` typed as text): the table,
    the row's code and the column's key. A result over such a cell is written as a value. `address` says where
    a cell stands, as Excel writes it: `'2 Ngân sách'!F12`; None where it cannot be found.
    """

    report: Report
    troubles: Troubles = Troubles(())
    progress: tuple[Progress, ...] = ()
    alignment: tuple[Placed, ...] = ()
    inexact: frozenset[tuple[str, str, str]] = frozenset()
    address: Callable[[Place], str | None] = lambda _: None

    @cached_property
    def line_names(self) -> dict[str, str]:
        """The names of the budget lines by code."""
        return {line.code: line.name for line in self.report.plan.lines}

    @property
    def year(self) -> FiscalYear:
        """The fiscal year of the plan."""
        return self.report.plan.settings.fiscal_year

    @property
    def month_label(self) -> str:
        """The report month, such as `07/2027`."""
        return self.report.plan.settings.fiscal_year.label(self.report.report_position)
