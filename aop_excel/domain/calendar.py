"""The months of a fiscal year, and the day on which Tết falls."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

MONTHS: Final = 12
EARLIEST_YEAR: Final = 2000
LATEST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """Twelve months from the first of `start_month`; `year` is the calendar year in which they begin.

    A *position* counts its months from 0. Raises ValueError for a year outside 2000..2100 or a month outside 1..12.
    """

    year: int
    start_month: int

    def __post_init__(self) -> None:
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR:
            raise ValueError(f"a fiscal year begins in {EARLIEST_YEAR}..{LATEST_YEAR}, not in {self.year}")
        if not 1 <= self.start_month <= MONTHS:
            raise ValueError(f"a fiscal year starts in a month from 1 to {MONTHS}, not {self.start_month}")

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month, in fiscal order."""
        return tuple(self._first(position) for position in range(MONTHS))

    @property
    def month_numbers(self) -> tuple[int, ...]:
        """The calendar month numbers in fiscal order: 4, 5, … 12, 1, 2, 3 for a year that starts in April."""
        return _month_numbers(self.start_month)

    @property
    def first_day(self) -> date:
        """The first day of the fiscal year."""
        return self._first(0)

    @property
    def last_day(self) -> date:
        """The last day of the fiscal year."""
        return self.month_end(MONTHS - 1)

    def position(self, calendar_month: int) -> int:
        """Where a calendar month (1..12) stands in the fiscal year, from 0; ValueError for another number."""
        if not 1 <= calendar_month <= MONTHS:
            raise ValueError(f"a month is 1 to {MONTHS}, not {calendar_month}")
        return (calendar_month - self.start_month) % MONTHS

    def index(self, day: date) -> int | None:
        """The position of the month in which `day` falls, None where it is outside the fiscal year."""
        position = (day.year - self.year) * MONTHS + day.month - self.start_month
        return position if 0 <= position < MONTHS else None

    def month_end(self, position: int) -> date:
        """The last day of the month at `position`; ValueError outside 0..11."""
        first = self._first(position)
        return first.replace(day=monthrange(first.year, first.month)[1])

    def label(self, position: int) -> str:
        """The month at `position` as owners write it: `07/2027`; ValueError outside 0..11."""
        return f"{self._first(position):%m/%Y}"

    def _first(self, position: int) -> date:
        if not 0 <= position < MONTHS:
            raise ValueError(f"a position is 0 to {MONTHS - 1}, not {position}")
        years, month = divmod(self.start_month - 1 + position, MONTHS)
        return date(self.year + years, month + 1, 1)


@cache
def _month_numbers(start_month: int) -> tuple[int, ...]:
    return tuple((start_month - 1 + position) % MONTHS + 1 for position in range(MONTHS))


@cache
def tet(year: int) -> date:
    """The first day of the lunar new year in Vietnam, which can differ from China's; ValueError where unknown.

    Known from 1901 to 2100 at least.
    """
    import holidays

    named = holidays.country_holidays("VN", years=year, observed=False, language="vi").items()
    for day, name in sorted(named):
        if name == "Tết Nguyên Đán":
            return day
    raise ValueError(f"the day of Tết {year} is not known")
