"""The list of what does not hold together, on Start and in the terminal, with links to the cells it rests on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aop_excel.analysis.alignment import Concern, Misfit
from aop_excel.analysis.place import Place
from aop_excel.backends.file import FileBook
from aop_excel.commands import check
from aop_excel.sheets.alignment import ROOM, alignment_rows
from aop_excel.sheets.context import Placed
from aop_excel.text import same
from aop_excel.workbook.book import Cell
from tests import libreoffice
from tests.plans import BLANK, SHOP, SHOP_FROM_APRIL, SHOP_VI, Draft, Starter, aop, owner, rows

Copy = Callable[[Starter], Path]
Drafts = Callable[[Starter], Draft]


def told(path: Path) -> list[tuple[object, ...]]:
    """The rows of the list that anything stands in."""
    found = rows(FileBook.open(path), "aop_alignment")
    return [tuple(row[key] for key in ("status", "cell", "finding", "cure")) for row in found]


def firsts(draft: Draft) -> list[tuple[str, str]]:
    """What `aop check` finds: the check and its cells."""
    return [(each.misfit.check, each.addresses) for each in check(draft.book).alignment]


def test_the_shop_is_told_only_what_keeps_it_running(copy: Copy) -> None:
    assert told(copy(SHOP)) == [
        ("Worth a look", "'2 Budget'!F34", "672.0 million (50% of operating costs and capital spending) names no goal.",
         None),
        (None, None, "The largest: Rent 360.0 million; Sales staff 228.0 million; Utilities and internet 72.0 million.",
         None),
        (None, None, "When costs must fall, what serves no goal is looked at first.",
         "Name the goal where there is one; what keeps the business running needs none."),
    ]  # fmt: skip


def test_a_blank_plan_is_told_where_to_begin(copy: Copy) -> None:
    first, second = told(copy(BLANK))
    assert first[:3] == ("Begin here", "Direction!B6", "The plan is still blank.")
    assert str(second[3]).startswith("Fill in Direction first")


def test_when_all_is_well_it_says_so() -> None:
    (only,) = alignment_rows(())
    assert only.sentence.en == "Goals, budget, actions, resources and risks fit together."
    assert (only.address, only.cure) == (None, None)


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize(
    ("starter", "concern", "sentence"),
    [
        (SHOP_VI, "■ Đe dọa kết quả năm", "Bị giao quá số giờ: Minh: 03/2027 (+30 giờ), 08/2027–11/2027 (+10 giờ)."),
        (
            SHOP_FROM_APRIL,
            "■ Endangers the year",
            "Too many hours assigned: Minh: 06/2027 (+30 h), 11/2027–02/2028 (+10 h).",
        ),
    ],
    ids=str,
)
def test_who_is_overloaded_when_is_told_with_a_link(
    starter: Starter, concern: str, sentence: str, copy: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = copy(starter)
    with owner(plan) as typing:
        typing.types("aop_people", "Minh", hours=80.0)
    assert aop("refresh", plan) == 0
    assert sentence in capsys.readouterr().out
    resources = {"vi": "'4 Nguồn lực'!C8", "en": "'4 Resources'!C8"}[starter.language]
    assert told(plan)[0] == (concern, resources, sentence, None)
    formulas = FileBook.open(plan).formulas({"vi": "Bắt đầu", "en": "Start"}[starter.language])
    assert f'HYPERLINK("#{resources}","{resources}")' in formulas.values()
    libreoffice.assert_formulas_equal(plan)
    assert aop("check", plan) == 0
    printed = capsys.readouterr().out
    assert f"  {concern}  {resources}: {sentence}\n" in printed
    assert "      → " in printed


LIMITS: dict[str, tuple[int, dict[str, Cell], str]] = {
    "more people than the limit": (
        1, {"amount": 3.0}, "“No new hires” is passed: 4 people against 3 people.",
    ),
    # 16 + 10 + 60 + 50 hours in March, 16 + 90 from August to November
    "more hours than the limit": (
        1, {"measured_by": "Hours assigned a month", "amount": 100.0},
        "“No new hires” is passed: 136 hours against 100 hours, 03/2027, 08/2027–11/2027.",
    ),
    # Salaries of 19 + 12 million a month: the tenth month passes 300 million
    "more people cost than the limit": (
        1, {"measured_by": "People cost of the year", "amount": 300e6},
        "“No new hires” is passed: 372,000,000 VND against 300,000,000 VND, from 10/2027.",
    ),
    "a larger share of marketing than the limit": (
        2, {"amount": 0.04}, "“Marketing at most 5% of revenue” is passed: 4.5% against 4.0%, from 06/2027.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("row", "typed", "sentence"), LIMITS.values(), ids=LIMITS)
def test_a_limit_that_is_passed_is_told_at_its_amount(
    row: int, typed: dict[str, Cell], sentence: str, drafts: Drafts
) -> None:
    shop = drafts(SHOP)
    shop.types("aop_limits", row, **typed)
    outcome = check(shop.book)
    first = outcome.alignment[0]
    assert (first.misfit.told.en, first.address) == (sentence, f"'4 Resources'!C{32 + row}")
    assert not outcome.has_errors


def test_a_limit_may_be_reached_and_all_hours_given_away(drafts: Drafts) -> None:
    shop = drafts(SHOP)
    shop.types("aop_limits", 2, measured_by="Operating costs of the year", amount=3e9)
    shop.types("aop_limits", 1, measured_by="People cost of the year", amount=372e6)
    shop.types("aop_people", "Minh", hours=110.0)  # what HD1 and HD2 take together in March
    assert [name for name, _ in firsts(shop)] == ["spending_serves_a_goal"]


def test_a_cancelled_action_overloads_nobody(drafts: Drafts) -> None:
    shop = drafts(SHOP)
    shop.types("aop_people", "Minh", hours=60.0)  # HD2 takes 50 and HD3 90
    shop.types("aop_actions", "HD3", status="Cancelled")
    first = check(shop.book).alignment[0].misfit
    assert first.told.en == "Too many hours assigned: Minh: 03/2027 (+50 h)."


def test_both_cells_of_a_contradiction_are_named(drafts: Drafts) -> None:
    shop = drafts(SHOP)
    shop.types("aop_actions", "HD5", name="Open a second store")
    assert ("what_was_given_up_is_not_done", "'3 Actions'!A11, Direction!A20") in firsts(shop)


def test_the_temptations_of_the_shop_contradict_nothing_else(drafts: Drafts) -> None:
    for starter in (SHOP, SHOP_VI):
        assert [name for name, _ in firsts(drafts(starter))] == ["spending_serves_a_goal"]


def test_rows_are_found_wherever_they_stand(drafts: Drafts) -> None:
    shop = drafts(SHOP)
    shop.tables["aop_actions"][1], shop.tables["aop_actions"][5] = (
        shop.tables["aop_actions"][5],
        shop.tables["aop_actions"][1],
    )
    shop.types("aop_actions", "HD5", owner=None)
    assert ("actions_have_an_owner", "'3 Actions'!D7") in firsts(shop)


def test_with_an_error_nothing_is_said_about_the_plan(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    plan = copy(SHOP)
    before = told(plan)
    with owner(plan) as typing:
        typing.types("aop_budget", "CP-MB", m01="abc")
        typing.types("aop_people", "Minh", hours=80.0)
    assert aop("check", plan) == 1
    assert "hold together" not in capsys.readouterr().out
    assert aop("refresh", plan) == 1
    assert told(plan) == before


def test_a_sloppy_plan_is_told_as_much_as_there_is_room_for(copy: Copy) -> None:
    plan = copy(SHOP)
    with owner(plan) as typing:
        for code, target in (("MT1", 0.3), ("MT2", 0.6), ("MT3", 0.4)):
            typing.types("aop_goals", code, target=target, owner=None, importance=1.0)
        for code in ("HD3", "HD5"):
            typing.types("aop_actions", code, owner=None, start=None, goal=None)
        for code in ("RR1", "RR2"):
            typing.types("aop_risks", code, fallback=None)
        typing.sets("aop_minimum_cash", 400e6)
        typing.sets("aop_most_goals", 2.0)
        typing.types("aop_limits", 1, amount=3.0)
    assert aop("refresh", plan) == 0
    found = told(plan)
    assert len(found) <= ROOM
    shown = sum(status is not None for status, *_ in found)
    total = len(check(FileBook.open(plan)).alignment)
    assert found[-1][2] == f"{total - shown} more: they appear once those above are put right; “aop check” lists all."
    assert [row["problem"] for row in rows(FileBook.open(plan), "aop_problems")] == []


def test_what_fits_to_the_last_row_needs_no_more() -> None:
    told = same("told")
    placed = Placed(Misfit(Concern.LINK, (told,), same("why"), same("cure"), Place("aop_goals")), "Goals!A1")

    def listed(count: int) -> list[str]:
        return [row.sentence.en for row in alignment_rows((placed,) * count)]

    assert listed(ROOM // 2) == ["told", "why"] * (ROOM // 2)
    assert listed(ROOM // 2 + 1)[-1].startswith("2 more")
