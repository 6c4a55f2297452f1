"""Whatever an owner types or an export brings is text in every file we write: it never calculates."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from aop_excel.backends.create import create
from aop_excel.blueprint import blueprint
from aop_excel.domain.calendar import FiscalYear
from aop_excel.sheets import SHEETS
from aop_excel.sheets.start import LONGEST_IN_FORMULA, link
from aop_excel.workbook.addresses import quoted
from aop_excel.workbook.layout import Format
from tests.fuzzing import NOW, OWNERS_TABLES
from tests.plans import SHOP, YEAR, Owner, Starter, aop

MARK = "ZQX"
"""Stands in each text, so that it is found wherever it goes."""

TEXTS = [
    f"=cmd|'/c {MARK}'!A0",
    f"={MARK}+1",
    f"+{MARK}",
    f"-{MARK}",
    f"@SUM({MARK})",
    f"\t={MARK}",
    f"{{={MARK}}}",
    f'"&{MARK}&"',
    f'")+WEBSERVICE("http://{MARK}")+("',
    f"'!A1+{MARK}",
    f"[@code] {MARK}",
    f"]]></f></c>{MARK}",
    f"_x003D_{MARK}",
]


def assert_only_text(path: Path) -> list[str]:
    """Where the mark stands in a formula, it stands between quotes; the texts that hold it."""
    texts = []
    for sheet in openpyxl.load_workbook(path):
        for cell in (cell for row in sheet.iter_rows() for cell in row if MARK in str(cell.value)):
            if cell.data_type == "f":
                for token in Tokenizer(str(cell.value)).items:
                    assert MARK not in token.value or (token.type, token.subtype) == (Token.OPERAND, Token.TEXT)
            else:
                texts.append(str(cell.value).replace("_x005F_", "_"))  # which openpyxl leaves as it stands in the file
    return texts


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("text", TEXTS)
def test_what_an_owner_types_never_becomes_a_formula(
    text: str, made: Callable[[Starter], Path], tmp_path: Path
) -> None:
    plan = Path(shutil.copyfile(made(SHOP), tmp_path / "plan.xlsx"))
    owner = Owner(plan)
    typed = [text]
    for table in OWNERS_TABLES:
        for column in table.columns(FiscalYear(YEAR, 1)):
            if column.format in (Format.TEXT, Format.NOTE) and not (column.calculated or column.refers):
                typed.append(f"{text} {column.key}")
                owner.types(table.name, 1, **{column.key: typed[-1]})
    owner.sets("aop_company", text)
    owner.book.save()
    assert aop("refresh", plan, "--month", "2027-03") in (0, 1)
    found = assert_only_text(plan)
    assert set(typed) <= set(found)
    assert len(typed) > 20


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_what_a_new_plan_is_made_from_never_becomes_a_formula(tmp_path: Path) -> None:
    made = blueprint("blank", "en", YEAR, 1)
    held: dict[str, Any] = made.held | {"settings.company": TEXTS[0], "direction.what_matters": TEXTS[8]}
    path = tmp_path / "plan.xlsx"
    path.write_bytes(create(SHEETS, held, made.context, made.names, NOW))
    assert {TEXTS[0], TEXTS[8]} <= set(assert_only_text(path))


@given(st.text(max_size=200), st.text(max_size=300))
def test_a_link_shows_its_words_and_leads_to_its_place(sheet: str, words: str) -> None:
    """Whatever a tab is called: two texts between quotes, and nothing that calculates."""
    address = f"{quoted(sheet)}!B4"
    formula = link(address, words)
    if formula is None:
        assert max(len(address) + 1 + address.count('"'), len(words) + words.count('"')) > LONGEST_IN_FORMULA
        return
    name, place, comma, label, end = Tokenizer("=" + formula).items
    assert (name.value, comma.value, end.value) == ("HYPERLINK(", ",", ")")
    assert [token.subtype for token in (place, label)] == [Token.TEXT, Token.TEXT]
    assert [token.value[1:-1].replace('""', '"') for token in (place, label)] == ["#" + address, words]
    assert max(len(token.value) - 2 for token in (place, label)) <= LONGEST_IN_FORMULA


def test_a_problem_on_a_tab_with_a_very_long_name_is_told_without_a_link() -> None:
    assert link(f"{quoted('k' * 300)}!B4", "k") is None
    assert link("Start!B4", "Start!B4") == 'HYPERLINK("#Start!B4","Start!B4")'
