"""A seal holds while nothing is changed, and breaks with anything that is."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aop_excel.analysis.report import analyse
from aop_excel.analysis.versions.earlier import frozen_before
from aop_excel.analysis.versions.seals import changed, seal, sealed
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.plan import Action, Goal, Kind, TrackedKpi
from aop_excel.domain.versions import FrozenPart, FrozenRow, PlanVersion, Versions
from tests.analysis.shop import M, line, plan

FIRST = plan(
    line("SALES", Kind.REVENUE, 100),
    line("ADS", Kind.MARKETING, 5),
    goals=(Goal(code="G1", name="Biên  lợi nhuận", kpi="OP", target=600 * M, owner="An"),),
    kpis=(TrackedKpi(code="OP", measure="operating_profit"),),
    actions=(Action(code="A1", name="Storefront", owner="An", start=date(2027, 1, 5), due=date(2027, 3, 31)),),
)
SECOND = FIRST.model_copy(update={"lines": (FIRST.lines[0], line("ADS", Kind.MARKETING, 6))})
REQUESTS = (
    PlanVersion(number=1, approved=date(2027, 1, 2), reason="Approved"),
    PlanVersion(number=2, approved=date(2027, 7, 5), reason="Sales slow", goal="G1", trade_off="Less profit"),
)
TWO = frozen_before([FIRST, SECOND], REQUESTS)


def test_a_plan_that_was_frozen_twice_is_intact() -> None:
    assert [(each.number, each.profit / M) for each in TWO.log] == [(1, 1140), (2, 1128)]  # (100 − 5) × 12, − 12
    assert changed(TWO) == frozenset()
    assert sealed(TWO) == (2, TWO.log[1].seal)


def test_a_seal_is_the_hash_of_what_the_version_says_after_the_seal_before_it() -> None:
    assert [len(each.seal) for each in TWO.log] == [64, 64]
    assert TWO.log[1].seal == seal(TWO.log[1], [row for row in TWO.frozen if row.version == 2], TWO.log[0].seal)
    assert TWO.log[1].seal != seal(TWO.log[1], [row for row in TWO.frozen if row.version == 2], "")


@given(st.randoms())
def test_the_order_of_rows_does_not_matter(order: random.Random) -> None:
    rows = list(TWO.frozen)
    order.shuffle(rows)
    assert changed(TWO.model_copy(update={"frozen": tuple(rows), "log": TWO.log[::-1]})) == frozenset()


def test_what_programs_do_to_texts_and_zeros_does_not_matter() -> None:
    rows = tuple(
        row.model_copy(
            update={"name": f" {row.name.replace('  ', ' ')} ", "months": tuple(m and m + 0.0 for m in row.months)}
        )
        for row in TWO.frozen
    )
    assert changed(TWO.model_copy(update={"frozen": rows})) == frozenset()


OTHER: dict[type, Any] = {float: 7.5, int: 9, str: "other", date: date(2028, 2, 29), FrozenPart: FrozenPart.CASH}


def other(value: object) -> Any:
    if isinstance(value, tuple):
        return (1.0, *value[1:])
    if value is FrozenPart.CASH:
        return FrozenPart.GOAL
    return next((OTHER[kind] for kind in OTHER if type(value) is kind), "other")


CELLS = [
    pytest.param(at, name, id=f"{row.version}-{row.part.value}-{row.code}-{name}")
    for at, row in enumerate(TWO.frozen)
    for name in FrozenRow.model_fields
]


@pytest.mark.parametrize(("at", "name"), CELLS)
def test_any_cell_of_a_frozen_row_that_changes_is_found_out(at: int, name: str) -> None:
    row = TWO.frozen[at]
    tampered = row.model_copy(update={name: other(getattr(row, name))})
    rows = (*TWO.frozen[:at], tampered, *TWO.frozen[at + 1 :])
    assert row.version in changed(TWO.model_copy(update={"frozen": rows}))


@pytest.mark.parametrize("at", range(len(TWO.frozen)))
def test_a_deleted_or_doubled_row_is_found_out(at: int) -> None:
    rows = TWO.frozen
    assert changed(TWO.model_copy(update={"frozen": rows[:at] + rows[at + 1 :]})) == {rows[at].version}
    assert changed(TWO.model_copy(update={"frozen": (*rows, rows[at])})) == {rows[at].version}


@pytest.mark.parametrize("name", ["approved", "reason", "goal", "trade_off", "profit", "lowest_cash", "seal"])
def test_a_changed_cell_of_the_log_is_found_out(name: str) -> None:
    second = TWO.log[1].model_copy(update={name: other(getattr(TWO.log[1], name))})
    assert changed(TWO.model_copy(update={"log": (TWO.log[0], second)})) == {2}


def test_a_version_that_was_taken_out_is_missed() -> None:
    def only(*numbers: int) -> Versions:
        return TWO.model_copy(
            update={
                "log": tuple(each for each in TWO.log if each.number in numbers),
                "frozen": tuple(row for row in TWO.frozen if row.version in numbers),
            }
        )

    assert changed(only(1)) == {2}  # its seal is kept apart
    assert changed(only(2)) == {1, 2}  # nothing leads up to it any more
    assert changed(only()) == {1, 2}


def test_who_changes_a_version_and_seals_it_anew_breaks_the_next() -> None:
    rows = [row for row in TWO.frozen if row.version == 1]
    rows[1] = rows[1].model_copy(update={"months": (99.0 * M,) * 12})
    forged = TWO.log[0].model_copy(update={"seal": seal(TWO.log[0], rows, "")})
    rest = [row for row in TWO.frozen if row.version == 2]
    assert changed(TWO.model_copy(update={"log": (forged, TWO.log[1]), "frozen": (*rows, *rest)})) == {2}


def test_a_tampered_version_stays_as_it_is() -> None:
    rows = (TWO.frozen[0].model_copy(update={"target": 1.0}), *TWO.frozen[1:])
    versions = TWO.model_copy(update={"frozen": rows})
    history = analyse(SECOND.model_copy(update={"versions": versions}), Actuals()).history
    assert (history.frozen, history.log, history.sealed) == (rows, TWO.log, TWO.sealed)
    assert history.tampered == {1}


def test_a_version_that_was_taken_out_is_not_frozen_anew() -> None:
    gone = TWO.model_copy(update={"log": TWO.log[:1], "frozen": tuple(row for row in TWO.frozen if row.version == 1)})
    history = analyse(SECOND.model_copy(update={"versions": gone}), Actuals()).history
    assert [each.number for each in history.log] == [1]
    assert history.sealed == TWO.sealed
    assert history.tampered == {2}


def test_another_plan_of_the_same_amounts_has_another_seal() -> None:
    twin = frozen_before([FIRST.model_copy(update={"goals": ()})], REQUESTS[:1])
    assert twin.log[0].seal != TWO.log[0].seal
