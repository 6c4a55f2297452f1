"""Every wrong input of the catalogue is told at its cell, in both languages, with what to do: no more and no less."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from itertools import cycle

import pytest

from aop_excel.commands import check, refresh
from aop_excel.domain.calendar import FiscalYear
from aop_excel.errors import Problem
from aop_excel.sheets import FIELDS, SHEETS, TABLES
from aop_excel.sheets.checks import CHECKS
from aop_excel.text import Text
from aop_excel.workbook.book import UNCALCULATED, Cell, Fault
from aop_excel.workbook.layout import Author
from aop_excel.workbook.reader import read
from aop_excel.workbook.reading import Reading
from tests.catalogue.cures import CORRECT_THE_FORMULA
from tests.catalogue.entry import Told, Wrong
from tests.catalogue.wrong_inputs import WRONG_INPUTS
from tests.plans import SHOP, YEAR, Draft, Starter

Drafts = Callable[[Starter], Draft]

NOW = datetime(2027, 7, 5, 9, 30)
INPUT_TABLES = [table for table in TABLES.values() if table.author is Author.OWNER]
INPUT_FIELDS = [field.name for field in FIELDS.values() if field.author is Author.OWNER]
INPUT_COLUMNS = [
    (table.name, column.key)
    for table in INPUT_TABLES
    for column in table.columns(FiscalYear(YEAR, 1))
    if not column.calculated and column.position in (None, 5)  # one month stands for all
]


def told(draft: Draft) -> list[Told]:
    """What `aop check` says."""
    located = check(draft.book).troubles.problems
    return [Told(each.problem.severity, each.address, each.problem.text, each.problem.cure) for each in located]


@pytest.mark.parametrize("wrong", WRONG_INPUTS, ids=lambda wrong: wrong.name)
def test_a_wrong_input_is_told_at_its_cell_with_its_cure(wrong: Wrong, drafts: Drafts) -> None:
    draft = drafts(wrong.starter)
    wrong.type_into(draft)
    assert told(draft) == list(wrong.told)


def test_a_plan_without_wrong_inputs_has_no_problems(drafts: Drafts) -> None:
    for starter in {wrong.starter for wrong in WRONG_INPUTS}:
        assert told(drafts(starter)) == []


# The catalogue leaves nothing out -------------------------------------------------------------------------------------


def test_every_entry_has_a_name_of_its_own() -> None:
    names = [wrong.name for wrong in WRONG_INPUTS]
    assert len(names) == len(set(names)) >= 200


def test_something_goes_wrong_in_every_table_and_every_setting() -> None:
    typed = {table for wrong in WRONG_INPUTS for table, _, _ in wrong.typed}
    read = {table.name for table in TABLES.values() if table.record}
    assert {table.name for table in INPUT_TABLES} <= typed <= read  # what a refresh kept can be touched, too
    settings = {field.name for field in FIELDS.values() if field.holds.startswith("settings.")}
    assert settings <= {name for wrong in WRONG_INPUTS for name, _ in wrong.fields}


def test_every_check_has_a_wrong_input(drafts: Drafts) -> None:
    idle = set(CHECKS)
    for wrong in WRONG_INPUTS:
        draft = drafts(wrong.starter)
        wrong.type_into(draft)
        reading = read(draft.book, SHEETS)
        if isinstance(reading, Reading) and not reading.errors:
            idle -= {each for each in idle if list(each(reading))}
    assert idle == set()


# The same mistake in any cell -----------------------------------------------------------------------------------------

ERROR_VALUES = cycle(("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#SPILL!", "#NULL!", "#NUM!", "#CALC!"))


def shows(code: str) -> Text:
    return Text(f"Ô này đang báo lỗi {code}", f"This cell shows the error {code}")


@pytest.mark.parametrize(("table", "key"), INPUT_COLUMNS)
def test_an_error_value_is_told_in_any_column(table: str, key: str, drafts: Drafts) -> None:
    code = next(ERROR_VALUES)
    draft = drafts(SHOP)
    draft.types(table, 1, **{key: Fault(code)})
    (only,) = check(draft.book).troubles.problems
    assert only.problem == Problem(table, shows(code), CORRECT_THE_FORMULA, 1, key)


@pytest.mark.parametrize("field", INPUT_FIELDS)
def test_an_error_value_is_told_in_any_field(field: str, drafts: Drafts) -> None:
    code = next(ERROR_VALUES)
    draft = drafts(SHOP)
    draft.fields[field] = Fault(code)
    (only,) = told(draft)
    assert (only.cell, only.text) == (draft.book.address(field), shows(code))


ODD: dict[str, Cell] = {
    "an emoji": "👩‍👧 💰",
    "control characters": "\x00\x07\x1f\x7f",
    "a line break": "one\r\ntwo",
    "nothing that can be seen": "\u200b\u00a0\ufeff",
    "writing from right to left": "\u202eabc",
    "half of a character": "\ud83d",
    "an equals sign": '=HYPERLINK("http://example.com")',
    "a plus": "+1",
    "a minus": "-1",
    "an at sign": "@A1",
    "braces": "{0} {typed}",
    "32,767 characters": "x" * 32_767,
    "32,767 digits": "9" * 32_767,
    "a huge number": 1e308,
    "a tiny number": 5e-324,
    "a logical value": True,
    "a day": date(2027, 3, 15),
    "the last day": date(9999, 12, 31),
    "a formula without a result": UNCALCULATED,
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("table", [table.name for table in INPUT_TABLES])
def test_nothing_odd_stops_a_refresh_unasked(table: str, odd: Cell, drafts: Drafts) -> None:
    columns = [key for name, key in INPUT_COLUMNS if name == table]
    draft = drafts(SHOP)
    draft.types(table, 1, **dict.fromkeys(columns, odd))
    outcome = check(draft.book)
    if not outcome.has_errors:
        refresh(draft.book, NOW)
    for located in outcome.troubles.problems:
        for words in (located.problem.text, located.problem.cure):
            assert 0 < len(words.vi) < 500
            assert 0 < len(words.en) < 500
            assert (words.vi + words.en).isprintable()


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_nothing_odd_among_the_settings_stops_a_refresh_unasked(odd: Cell, drafts: Drafts) -> None:
    for field in INPUT_FIELDS:
        draft = drafts(SHOP)
        draft.fields[field] = odd
        for each in told(draft):
            assert each.text.vi
            assert (each.text.en + each.cure.en).isprintable()
