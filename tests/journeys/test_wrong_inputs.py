"""Wrong inputs of the catalogue in a real file: said by `aop check`, listed on Start, and the results left alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.errors import Severity
from aop_excel.sheets.start import SEVERITY
from aop_excel.text import Language
from aop_excel.workbook.book import Cell, Fault, Formula, Value
from tests.catalogue.entry import Wrong
from tests.catalogue.wrong_inputs import WRONG_INPUTS
from tests.plans import SHOP, SHOP_VI, Starter, aop, owner, results, rows

Copy = Callable[[Starter], Path]
Output = pytest.CaptureFixture[str]

BY_NAME = {wrong.name: wrong for wrong in WRONG_INPUTS}
ERRORS = (
    "a year with two digits",
    "several settings at once",
    "a first month that the tables do not follow",
    "last year's revenue in words",
    "two KPIs of one code",
    "a goal without a target",
    "a share as the target of an amount",
    "a code on two lines",
    "a year's amount that is a formula kept as text",
    "several mistakes in one row",
    "a day with the month first",
    "an assignment that ends before it begins",
    "a likelihood of 6",
    "an actual with two meanings",
    "an actual as a logical value",
    "two rows of actuals for one line",
    "a mark with an invisible character",
    "a comment on month 13",
)
WARNINGS = (
    "two priorities of one rank",
    "months that do not add up",
    "a month with blanks that do not break",
    "an action of an owner whom nobody knows",
    "actions that wait for each other",
    "a milestone in another year",
    "actuals of a line that is not in the budget",
    "a month closed too far ahead",
)


def types(path: Path, wrong: Wrong) -> None:
    with owner(path) as typing:
        for table, row, cells in wrong.typed:
            assert row is not None
            typing.types(table, row, **{key: held(value) for key, value in cells.items()})
        for field, value in wrong.fields:
            typing.sets(field, held(value))


def held(value: Cell) -> Value:
    """What can be typed: an error value comes from a formula only."""
    assert not isinstance(value, Fault)
    return value


def lines(wrong: Wrong, language: Language) -> list[str]:
    """What `aop check` prints."""
    said = []
    for cure, cured in groupby(wrong.told, lambda each: each.cure):
        said += [f"  {SEVERITY[each.severity](language)}  {each.cell}: {each.text(language)}" for each in cured]
        said.append(f"      → {cure(language)}")
    return said


def listed(path: Path) -> list[tuple[Cell, ...]]:
    """The problems on Start."""
    found = rows(FileBook.open(path), "aop_problems")
    return [tuple(row[key] for key in ("severity", "cell", "problem", "cure")) for row in found]


def as_listed(wrong: Wrong) -> list[tuple[Cell, ...]]:
    """The rows that Start shall have."""
    return [(SEVERITY[each.severity].en, each.cell, each.text.en, each.cure.en) for each in wrong.told]


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_is_listed_and_the_results_stay_out_of_date(name: str, copy: Copy, capsys: Output) -> None:
    wrong = BY_NAME[name]
    plan = copy(wrong.starter)
    types(plan, wrong)
    typed = plan.read_bytes()
    before = results(plan)
    capsys.readouterr()

    assert aop("check", plan) == 1
    assert capsys.readouterr().out.splitlines()[1:] == lines(wrong, "en")
    assert plan.read_bytes() == typed

    assert aop("refresh", plan) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{plan}: NOT refreshed")
    assert out.splitlines()[2:] == lines(wrong, "en")
    assert listed(plan) == as_listed(wrong)
    after = results(plan)
    del before["aop_problems"], after["aop_problems"]
    assert after == before
    count = sum(each.severity is Severity.ERROR for each in wrong.told)
    state = FileBook.open(plan).field("aop_state")
    assert state == f"OUT OF DATE: results are from the last refresh; errors to put right below: {count}"

    again = plan.read_bytes()
    assert aop("refresh", plan) == 1
    assert plan.read_bytes() == again


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_is_listed_and_the_results_are_refreshed(name: str, copy: Copy, capsys: Output) -> None:
    wrong = BY_NAME[name]
    plan = copy(wrong.starter)
    types(plan, wrong)
    capsys.readouterr()
    assert aop("check", plan) == 0
    said = lines(wrong, "en")
    assert capsys.readouterr().out.splitlines()[1 : 1 + len(said) + 1] == [*said, "Does the plan hold together:"]
    assert aop("refresh", plan) == 0
    assert set(as_listed(wrong)) <= set(listed(plan))
    assert str(FileBook.open(plan).field("aop_state")).startswith("Up to date, ")


@pytest.mark.parametrize(
    "name", ["a year with two digits", "an actual with two meanings", "a due date before the start"]
)
def test_the_owner_is_told_in_the_language_of_the_workbook(name: str, copy: Copy, capsys: Output) -> None:
    wrong = BY_NAME[name]
    plan = copy(SHOP_VI)
    types(plan, wrong)
    capsys.readouterr()
    assert aop("refresh", plan) == 1
    out = capsys.readouterr().out
    for each in wrong.told:
        cell = each.cell.rpartition("!")[2]
        assert f"!{cell}: {each.text.vi}\n      → {each.cure.vi}" in out


def test_a_formula_that_goes_round_in_circles_is_no_number(copy: Copy, capsys: Output) -> None:
    plan = copy(SHOP)
    before = results(plan)
    with owner(plan) as typing:
        typing.types("aop_actuals", "MKT-QC", m06=Formula("SUM(H14:H43)", 0.0))  # the whole column, itself included
        before["aop_actuals"][16] |= {"m06": 0.0}
    capsys.readouterr()
    assert aop("refresh", plan) == 1
    assert "Actuals!H30: The formula uses its own cell, which Excel takes as 0" in capsys.readouterr().out
    after = results(plan)
    del before["aop_problems"], after["aop_problems"]
    assert after == before
