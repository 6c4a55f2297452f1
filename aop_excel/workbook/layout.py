"""How a sheet is described: once, as a frozen value that creating, reading and refreshing all use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.record import Choice, Record
from aop_excel.text import Text
from aop_excel.workbook.slots import fill_slots

Template = str | Text
"""An Excel formula without `=`, in which columns are named by key: `SUMIFS(aop_budget[m01],aop_budget[code],[@code])`.

`[@code]` is this row's cell; `m{first}` and `m{last}` are the months at the ends of the fiscal year. In month columns
`m{m}` is the month itself, `m{p}` the month before, `{k}` its number in the fiscal year. Words for the owner are a
`Text` of two formulas.
"""

Formulas = Template | Callable[[Any, Any], Template | None]
"""A formula for every row, or (row, context) → the formula of this row; None for a plain value."""

Show = Callable[[Any, Any], object]
"""(row, context) → what the cell shows: a value, a `Text` or a `Choice`."""


class Format(Enum):
    """What a cell holds: how it is shown, read and checked."""

    TEXT = auto()
    NOTE = auto()
    CODE = auto()
    AMOUNT = auto()
    MIXED = auto()  # an amount or a percentage, as the KPI of the row has it
    LIMIT = auto()  # a number, or a percentage where it is below 1
    PERCENT = auto()
    WHOLE = auto()
    MONTH = auto()  # a calendar month by its number
    HOURS = auto()
    WEIGHT = auto()
    DATE = auto()
    MOMENT = auto()
    CHECK = auto()  # a difference; none is shown as ✓
    MARK = auto()  # x or blank
    WORD = auto()  # one of `options`
    PARTS = auto()  # line codes and kinds, joined by +
    CODES = auto()  # codes of the column it refers to, joined by +


MONTH_LABEL = Text("T{month}", "{name}")


class Author(Enum):
    """Who fills a table or field: never both."""

    OWNER = auto()
    ENGINE = auto()


Options = tuple[tuple[str, Text], ...]
"""Stable codes and the words that stand for them."""


def words(choices: type[Choice]) -> Options:
    """The options of a fixed list."""
    return tuple((choice.value, choice.label) for choice in choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    An owner's column is read into the record's attribute of the same name, unless it is `calculated`. `formula` is
    what the cells hold: in an owner's table as a start that may be overtyped, in an engine's table for good; it may
    depend on the row: (row, context) → template, or None for a plain value. `refers` names the table column
    (`aop_goals.code`) whose values are allowed; where it is `loose`, another value is only a warning, and none at all
    in a column that is `unique` or `outlives` it, since its rows may stay when what they refer to goes. Formulas of
    results fetch what stands in a `fetched` column: it may be blank, but not deleted.
    """

    key: str
    label: Text
    format: Format = Format.TEXT
    width: int = 14
    help: Text | None = None
    options: Options = ()
    refers: str = ""
    required: bool = False
    unique: bool = False
    loose: bool = False
    outlives: bool = False
    fetched: bool = False
    calculated: bool = False
    formula: Formulas | None = None
    show: Show | None = None
    position: int | None = None  # the place in the fiscal year of a month's column, 0 to 11
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """Twelve columns, one a month in fiscal order, named by calendar month (`m01` is January).

    `show`, and a `formula` that depends on the row, take the month's position as a third argument. With `prefix`
    other than `m` they are an additional set of columns that is never read.
    """

    format: Format = Format.AMOUNT
    width: int = 13
    prefix: str = "m"
    label: Text = MONTH_LABEL
    formula: Template | Callable[[Any, Any, int], Template | None] | None = None
    show: Callable[[Any, Any, int], object] | None = None
    help: Text | None = None
    calculated: bool = False

    def columns(self, year: FiscalYear) -> Iterator[Column]:
        """The twelve columns of this fiscal year."""
        for position, month in enumerate(year.month_numbers):
            yield Column(
                key=month_key(month, self.prefix),
                label=self.label.format(month=month, name=MONTH_NAMES[month - 1]),
                format=self.format,
                width=self.width,
                help=self.help,
                formula=_in_month(self.formula, year, position) if self.formula else None,
                show=_at(self.show, position) if self.show else None,
                calculated=self.calculated or self.prefix != "m",
                position=position,
            )


def month_key(month: int, prefix: str = "m") -> str:
    """The key of a calendar month's column: `m04` is April."""
    return f"{prefix}{month:02d}"


MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """A block of rows, an Excel table in the workbook.

    An owner's table holds records: `record` is their type, `holds` where they stand in the plan (`goals`,
    `direction.channels`, `actuals.lines`). An engine's table gets its `rows` from the context; one with a `record` is
    read, too, since it keeps what earlier refreshes found; where it `grows`, its `rows` are those to be added, and what
    stands there is never written again. `room` is how many rows it is made with at least, a `single` one has no other;
    `beside` puts it to the right of the block before it instead of below. `calculate` takes the cells of a row, by key,
    and what was read before, and says what the formulas of its input columns give.
    """

    name: str
    heading: Text
    contents: tuple[Column | Months, ...]
    author: Author = Author.OWNER
    record: type[Record] | None = None
    holds: str = ""
    grows: bool = False
    rows: Callable[[Any], Any] | None = None
    calculate: Callable[[Any, Any], Mapping[str, float | None]] | None = None
    room: int = 1
    single: bool = False
    beside: bool = False
    accents: tuple[Accent, ...] = ()
    sparkline: str = ""  # the key of the column that gets a small line of the twelve months

    def columns(self, year: FiscalYear) -> tuple[Column, ...]:
        """All columns, months in the order of this fiscal year."""
        return _columns(self, year)


@cache
def _columns(table: Table, year: FiscalYear) -> tuple[Column, ...]:
    return tuple(
        column
        for content in table.contents
        for column in (content.columns(year) if isinstance(content, Months) else (content,))
    )


class Accent(Enum):
    """What conditional formats bring out in a table's rows."""

    LEVELS = auto()  # totals bold, main figures on a band: column `level`
    FAVOURABLE = auto()  # the words favourable and unfavourable
    STATUS = auto()  # the words green, amber, red and their like
    RATIOS = auto()  # rows whose column `unit` is % are shown as percentages
    MATERIAL = auto()  # the word material
    CHECK = auto()  # a check column that is not ✓
    BELOW_ZERO = auto()  # months below zero in rows whose column `alarm` is not blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One named cell with its label.

    An owner's field is read into `holds` (`settings.company`), and so is an engine's that keeps what an earlier refresh
    wrote. An engine's `formula` may depend on the context, which gives None for a plain value.
    """

    name: str
    label: Text
    format: Format = Format.TEXT
    help: Text | None = None
    options: Options = ()
    author: Author = Author.OWNER
    holds: str = ""
    required: bool = False
    formula: Template | Callable[[Any], Template | None] | None = None
    show: Callable[[Any], object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A group of named cells under a heading."""

    heading: Text
    fields: tuple[Field, ...]


class ChartKind(Enum):
    """What a chart is made of."""

    STACKED = auto()  # columns on top of each other; what is negative hangs below zero
    LINES = auto()
    BARS = auto()  # bars to either side of zero, the first row at the top


class Mark(Enum):
    """How a series of a chart is drawn, so that it can be told apart in print too."""

    INVISIBLE = auto()  # holds up what stands on it
    TOTAL = auto()
    FAVOURABLE = auto()
    UNFAVOURABLE = auto()
    LINE = auto()
    LIMIT = auto()  # a line not to be crossed


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One column of a table as drawn in a chart; its header is its name in the legend, if it is `named` there."""

    key: str
    mark: Mark
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chart:
    """A native chart of the rows that a table, on any tab, has when it is made; hidden cells are drawn too.

    `title` and `category` are columns of the table: the first cell of one is the title, those of the other stand below
    the axis. `caption` is the title for programs that do not look into that cell. `columns` and `rows` of its sheet are
    its size; `beside` puts it to the right of the block before it. Its value axis shows millions.
    """

    kind: ChartKind
    table: str
    caption: Text
    title: str
    category: str
    series: tuple[Series, ...]
    columns: int
    rows: int
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button drawn on a sheet: what it says, and what it does, for those who cannot see it."""

    caption: Text
    help: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One tab: its name, its heading, a line of guidance, and the blocks that stand on it from top to bottom.

    `freeze` names the table whose header stays in sight when scrolling, with `frozen` columns beside it; without one
    the title does. A sheet printed more than one page `wide` repeats its frozen columns.
    """

    key: str
    title: Text
    heading: Text
    guidance: Text
    blocks: tuple[Fields | Table | Chart, ...]
    author: Author = Author.OWNER
    freeze: str = ""
    frozen: int = 0
    unit: bool = True
    pages: int = 0  # how many pages high it is printed at most; 0 is as many as it takes
    wide: int = 1  # how many pages
    repeated: str = ""  # the table whose header stands on every printed page, where it does not stay in sight
    printed: str = ""  # the table that is printed, where what stands beside it is not
    button: Button | None = None  # drawn in workbooks with macros

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables on this sheet."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts on this sheet."""
        return tuple(block for block in self.blocks if isinstance(block, Chart))

    @property
    def fields(self) -> tuple[Field, ...]:
        """The named cells on this sheet."""
        return tuple(field for block in self.blocks if isinstance(block, Fields) for field in block.fields)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its tables and fields."""
        return (*(table.name for table in self.tables), *(field.name for field in self.fields))


def _at(show: Callable[[Any, Any, int], object], position: int) -> Show:
    return lambda row, context: show(row, context, position)


def _in_month(
    formula: Template | Callable[[Any, Any, int], Template | None],
    year: FiscalYear,
    position: int,
) -> Formulas:
    """Fill the month's own places into a formula."""
    slots = {
        "{m}": f"{year.month_numbers[position]:02d}",
        "{p}": f"{year.month_numbers[position - 1]:02d}",
        "{k}": str(position + 1),
    }

    def fill(template: Template) -> Template:
        if isinstance(template, Text):
            return Text(fill_slots(template.vi, slots), fill_slots(template.en, slots))
        return fill_slots(template, slots)

    if isinstance(formula, str | Text):
        return fill(formula)

    def of_row(row: Any, context: Any) -> Template | None:
        template = formula(row, context, position)
        return None if template is None else fill(template)

    return of_row
