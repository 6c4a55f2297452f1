"""What holds for every tab, however many there are: run over SHEETS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest

from aop_excel.blueprint import Blueprint, blueprint
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.plan import Plan
from aop_excel.domain.record import Record
from aop_excel.sheets import FIELDS, SHEETS, TABLES
from aop_excel.starters import starter_names
from aop_excel.text import LANGUAGES, Language
from aop_excel.workbook.book import Formula, Value
from aop_excel.workbook.layout import Author, Column, Field, Format, Sheet, Table
from aop_excel.workbook.reading import PARTS
from aop_excel.workbook.writer import field_cell, row_cells
from tests.plans import YEAR

YEARS = [FiscalYear(YEAR, 1), FiscalYear(YEAR, 4)]
ALL_TABLES = [table for sheet in SHEETS for table in sheet.tables]
ALL_FIELDS = [field for sheet in SHEETS for field in sheet.fields]
NAMED: list[Table | Field] = [*ALL_TABLES, *ALL_FIELDS]
PLANS = [pytest.param(*each, id="-".join(map(str, each))) for each in product(starter_names(), LANGUAGES, (1, 4))]
LONGEST_TITLE, LONGEST_MESSAGE, LONGEST_LABEL = 31, 255, 32
LONGEST_FORMULA = 8192
RECORDS: dict[str, type[Record]] = {"": Plan, **PARTS, "actuals": Actuals}

each_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
each_table = pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
each_field = pytest.mark.parametrize("field", ALL_FIELDS, ids=lambda field: field.name)
each_language = pytest.mark.parametrize("language", LANGUAGES)
each_year = pytest.mark.parametrize("year", YEARS, ids=lambda year: f"from-{year.start_month}")
each_plan = pytest.mark.parametrize(("template", "language", "start_month"), PLANS)


def described(sheet: Sheet) -> Iterator[Column | Field]:
    yield from sheet.fields
    for table in sheet.tables:
        yield from table.columns(YEARS[0])


def test_names_are_unique_in_the_workbook_and_ours() -> None:
    names = [each.name.lower() for each in NAMED]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"aop_[a-z_]+[0-9]*", name) for name in names)
    assert len(TABLES) + len(FIELDS) == len(names)


def test_keys_and_titles_of_tabs_are_unique() -> None:
    assert len({sheet.key for sheet in SHEETS}) == len(SHEETS)
    for language in LANGUAGES:
        titles = [sheet.title(language).casefold() for sheet in SHEETS]
        assert len(set(titles)) == len(titles)


@each_sheet
@each_language
def test_a_tab_has_a_title_that_excel_takes(sheet: Sheet, language: Language) -> None:
    title = sheet.title(language)
    assert 0 < len(title) <= LONGEST_TITLE
    assert not set(title) & set(r"[]:*?/\'")
    assert title == title.strip()
    assert title.casefold() != "history"  # Excel keeps that one for itself


@each_sheet
@each_language
def test_a_tab_says_what_it_is_for(sheet: Sheet, language: Language) -> None:
    assert sheet.heading(language)
    assert sheet.guidance(language).endswith(".")
    assert sheet.blocks


@each_sheet
def test_what_a_tab_freezes_and_prints_stands_on_it(sheet: Sheet) -> None:
    assert {sheet.freeze, sheet.repeated, sheet.printed} <= {"", *(table.name for table in sheet.tables)}


@each_table
@each_year
@each_language
def test_headers_are_unique_however_they_are_typed(table: Table, year: FiscalYear, language: Language) -> None:
    headers = [column.label(language) for column in table.columns(year)]
    keys = [column.key for column in table.columns(year)]
    assert all(header and header == header.strip() and "\n" not in header for header in headers)
    assert len({header.casefold() for header in headers}) == len(headers)
    assert len(set(keys)) == len(keys)


@each_table
def test_no_header_means_one_column_in_one_language_and_another_in_the_other(table: Table) -> None:
    columns = table.columns(YEARS[0])
    meant = {label.casefold(): each.key for each in columns for label in (each.label.vi, each.label.en)}
    assert all(
        meant[label.casefold()] == column.key for column in columns for label in (column.label.vi, column.label.en)
    )


@each_table
def test_months_stand_in_the_order_of_the_fiscal_year(table: Table) -> None:
    for year in YEARS:
        months = [column.key for column in table.columns(year) if re.fullmatch(r"m\d\d", column.key)]
        assert months in ([], [f"m{month:02d}" for month in year.month_numbers])


@each_table
def test_a_table_has_one_author(table: Table) -> None:
    if table.author is Author.OWNER:
        assert table.record
        assert table.rows is None
    else:
        assert table.rows
        assert not any(column.refers for column in table.columns(YEARS[0]))
        assert table.record or not any(column.options for column in table.columns(YEARS[0]))  # to be read back


@each_table
def test_what_is_read_has_a_place_in_the_plan(table: Table) -> None:
    assert bool(table.holds) == bool(table.record)
    if table.record:
        read = {column.key for column in table.columns(YEARS[0]) if not column.calculated and column.position is None}
        attributes = set(table.record.model_fields)
        assert read <= attributes
        assert attributes - read <= {"months"}


@each_table
def test_what_a_record_needs_is_required_on_the_sheet(table: Table) -> None:
    if table.record:
        needed = {name for name, field in table.record.model_fields.items() if field.is_required()} - {"months"}
        required = {column.key for column in table.columns(YEARS[0]) if column.required}
        assert needed <= required


@each_table
def test_what_it_refers_to_is_a_column_of_a_table(table: Table) -> None:
    for column in table.columns(YEARS[0]):
        if column.refers:
            target, _, key = column.refers.partition(".")
            assert next(each for each in TABLES[target].columns(YEARS[0]) if each.key == key).unique


@pytest.mark.parametrize("holds", [each.holds for each in NAMED if each.holds])
def test_what_it_holds_is_part_of_a_plan(holds: str) -> None:
    part, _, attribute = holds.rpartition(".")
    assert attribute in RECORDS[part].model_fields


def test_no_part_of_a_plan_is_held_twice_or_nowhere() -> None:
    held = [each.holds for each in NAMED if each.holds]
    parts = {f"{part}.{name}".lstrip(".") for part, record in RECORDS.items() for name in record.model_fields} - {
        *PARTS
    }
    assert len(set(held)) == len(held)
    assert set(held) == parts


@each_sheet
def test_a_list_to_choose_from_has_words_in_both_languages(sheet: Sheet) -> None:
    for each in described(sheet):
        assert bool(each.options) == (each.format is Format.WORD)
        for language in LANGUAGES:
            offered = [label(language).casefold() for _, label in each.options]
            assert all(offered)
            assert len(set(offered)) == len(offered)


@each_sheet
@each_language
def test_help_fits_into_excels_input_message(sheet: Sheet, language: Language) -> None:
    for each in described(sheet):
        if each.help:
            assert 0 < len(each.help(language)) <= LONGEST_MESSAGE, each
            assert len(each.label(language)) <= LONGEST_LABEL, each  # the message's title


@each_field
def test_a_field_has_one_author(field: Field) -> None:
    if field.author is Author.OWNER:
        assert field.holds
        assert field.formula is None
        assert field.show is None
    else:
        assert field.show or not field.formula
        assert field.show or not field.holds  # what it keeps, it writes again


@each_plan
def test_every_formula_can_be_written(template: str, language: Language, start_month: int) -> None:
    made = blueprint(template, language, YEAR, start_month)
    written = list(formulas(made))
    assert len(written) > 100
    for place, formula in written:
        code = re.sub(r'"[^"]*"', '""', formula)
        assert not re.search(r"\{\w+\}", formula), f"{place}: a slot is left in {formula}"
        assert not re.search(r"\[@?[a-z]\w*\]|\[@\[", code), f"{place}: a key is left in {formula}"
        assert len(formula) <= LONGEST_FORMULA, place


@pytest.mark.parametrize(
    ("language", "word", "foreign"), [("vi", "Thuận lợi", "Favourable"), ("en", "Favourable", "Thuận lợi")]
)
def test_a_formula_says_its_words_in_the_language_of_the_workbook(language: Language, word: str, foreign: str) -> None:
    made = blueprint("babycare_house", language, YEAR, 1)
    written = [formula for place, formula in formulas(made) if place == "aop_variance"]
    assert any(f'"{word}"' in formula for formula in written)
    assert not any(f'"{foreign}"' in formula for formula in written)


def test_a_formula_of_a_table_that_does_not_exist_cannot_be_written() -> None:
    names = blueprint("blank", "en", YEAR, 1).names
    with pytest.raises(KeyError):
        names.formula("SUM(aop_wages[total])", "aop_budget")
    with pytest.raises(KeyError):
        names.formula("[@hours]*2", "aop_budget")


def formulas(made: Blueprint) -> Iterator[tuple[str, str]]:
    """Every formula of a workbook, of spare rows too, with the table or field it stands in."""
    for field in ALL_FIELDS:
        if field.author is Author.ENGINE and field.show:
            yield from texts(field.name, [field_cell(field, made.context, made.names)])
    for table in ALL_TABLES:
        columns = table.columns(made.names.year)
        found = table.rows(made.context) if table.rows else [*made.held[table.holds], None]
        for row in found:
            yield from texts(table.name, row_cells(table, columns, row, made.context, made.names))


def texts(place: str, cells: list[Value | Formula]) -> Iterator[tuple[str, str]]:
    for cell in cells:
        if isinstance(cell, Formula):
            yield place, cell.text
