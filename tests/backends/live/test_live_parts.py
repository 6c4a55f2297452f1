"""What a live book is made of, without any program: cells, formulas and blocks."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.backends.live.blocks import blocks
from aop_excel.backends.live.cells import cell, entry
from aop_excel.backends.live.formulas import in_full
from aop_excel.backends.sheet_index import Area
from aop_excel.workbook.book import Cell, Fault, Formula, Value


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("", None),
        (None, None),
        ("#N/A", Fault("#N/A")),
        (Decimal("20000000.5"), 20_000_000.5),
        (3, 3.0),
        (True, True),
        (datetime(2027, 3, 15), date(2027, 3, 15)),
        (datetime(2027, 3, 15, 9, 30), datetime(2027, 3, 15, 9, 30)),
        (datetime(1899, 12, 30, 18, 0), 0.75),
    ],
    ids=repr,
)
def test_what_excel_tells_is_read_as_from_a_file(told: object, meant: Cell) -> None:
    read = cell(told)
    assert (read, type(read)) == (meant, type(meant))


@pytest.mark.parametrize(
    ("value", "entered"),
    [
        ("Rent", "Rent"),
        ("■ Lỗi", "■ Lỗi"),
        ("=1+1", "'=1+1"),
        ("007", "'007"),
        ("Tháng 7", "'Tháng 7"),
        ("true", "'true"),
        ("trueness", "trueness"),
        ("#N/A", "'#N/A"),
        ("", None),
        (Formula("R[-1]C*2", 6.0), "=C4*2"),
        (date(2027, 3, 15), datetime(2027, 3, 15)),
        (5, 5.0),
        (False, False),
    ],
    ids=repr,
)
def test_a_text_is_entered_so_that_no_program_takes_it_for_anything_else(
    value: Value | Formula, entered: object
) -> None:
    assert entry(value, 5, 3) == entered
    assert type(entry(value, 5, 3)) is type(entered)


@pytest.mark.parametrize(
    ("told", "in_a_file"),
    [
        ("[@Jan]*2", "plan[[#This Row],[Jan]]*2"),
        ("[@[Plan month]]", "plan[[#This Row],[Plan month]]"),
        ("SUM(plan[@[Jan]:[Dec]])", "SUM(plan[[#This Row],[Jan]:[Dec]])"),
        ("SUM([Jan])", "SUM(plan[Jan])"),
        ("other[[#This Row], [Jan]]", "other[[#This Row],[Jan]]"),
        ("ROWS(plan[@])", "ROWS(plan[#This Row])"),
        ('"[@Jan]"&A1', '"[@Jan]"&A1'),
        ("[Book2.xlsx]Sheet1!A1+'[Old plan.xlsx]2 Budget'!B2", "[Book2.xlsx]Sheet1!A1+'[Old plan.xlsx]2 Budget'!B2"),
        ("plan[No. '#]", "plan[No. '#]"),
    ],
)
def test_excels_short_words_for_columns_read_as_in_a_file(told: str, in_a_file: str) -> None:
    assert in_full(told, "plan") == in_a_file
    assert in_full(in_a_file, "plan") == in_a_file


def test_changes_with_our_own_cells_between_them_are_one_block() -> None:
    ours = {(row, column) for row in range(2, 12) for column in (1, 2, 4)}
    assert blocks({(2, 1), (11, 1), (5, 2), (7, 4)}, ours) == [Area(2, 1, 11, 2), Area(7, 4, 7, 4)]
    assert blocks({(2, 1), (11, 1)}, ours - {(6, 1)}) == [Area(2, 1, 2, 1), Area(11, 1, 11, 1)]
    assert blocks(set(), ours) == []


CELLS = st.frozensets(st.tuples(st.integers(1, 8), st.integers(1, 6)))


@given(CELLS, CELLS)
def test_blocks_cover_every_change_once_and_nothing_of_others(
    changed: frozenset[tuple[int, int]], more: frozenset[tuple[int, int]]
) -> None:
    ours = changed | more
    covered = [(row, column) for area in blocks(changed, ours) for row in area.rows for column in area.columns]
    assert changed <= set(covered) <= ours
    assert len(covered) == len(set(covered))
