"""An owner writes proposals on Decisions: each gets its verdict, with reasons that jump to the cells they rest on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.text import LANGUAGES, Language
from tests import plans
from tests.plans import SHOP_FROM_APRIL, Starter, aop

Copy = Callable[[Starter], Path]


def reasons(path: Path, code: str) -> list[dict[str, object]]:
    return [{**row} for row in plans.rows(FileBook.open(path), "aop_verdict_reasons") if row["code"] == code]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_says_what_the_tab_says(language: Language, copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy(Starter("babycare_house", language, 1))
    capsys.readouterr()
    assert aop("decide", path) == 0
    printed = capsys.readouterr().out
    for row in plans.rows(FileBook.open(path), "aop_verdicts"):
        assert f"{row['code']} {row['name']}: {row['status']}" in printed
        for reason in reasons(path, str(row["code"])):
            assert str(reason["sentence"]) in printed


def test_a_new_proposal_is_answered_at_the_next_refresh(shop: Path) -> None:
    with plans.owner(shop) as owner:
        owner.adds("aop_proposals", name="Open a new store", code="DX4", first=9.0, last=12.0, monthly=20e6)
    assert aop("refresh", shop) == 0
    assert plans.look(shop, "aop_verdicts", "DX4")["status"] == "■ Does not fit this year"
    first, *_ = reasons(shop, "DX4")
    assert first["sentence"] == "It does not fit this year: goal and priority, not this year, cash low point."
    content = shop.read_bytes()
    assert aop("refresh", shop) == 0
    assert shop.read_bytes() == content


def test_a_reason_names_the_cell_it_rests_on(shop: Path) -> None:
    book = FileBook.open(shop)
    cells = {str(row["subject"]): row["cell"] for row in reasons(shop, "DX2") if row["subject"]}
    assert cells["Goal and priority"] == book.address("aop_goals", 2, "Target")
    line = plans.number(book, "aop_budget", "DT-TS")
    assert cells["Budget headroom"] == book.address("aop_budget", line, "Full year")
    assert cells["Hours of people"] == book.address("aop_people", 2, "Hours a month")
    assert cells["Payback"] == book.address("aop_proposals", 2, "More revenue a month")
    assert all(row["cell"] for row in reasons(shop, "DX3") if row["subject"] != "Verdict")


def test_once_all_months_are_closed_nothing_fits(shop: Path) -> None:
    with plans.owner(shop) as owner:
        owner.types("aop_closed", 1, **{f"m{month:02d}": "x" for month in range(1, 13)})
    assert aop("refresh", shop) == 0
    assert {row["status"] for row in plans.rows(FileBook.open(shop), "aop_verdicts")} == {"■ Does not fit this year"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_without_proposals_says_so(language: Language, copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy(Starter("blank", language, 4))
    capsys.readouterr()
    assert aop("decide", path) == 0
    told = {
        "vi": "Chưa có đề xuất nào. Ghi ở trang Quyết định.",
        "en": "There are no proposals yet. Write them on Decisions.",
    }
    assert told[language] in capsys.readouterr().out


def test_a_blank_plan_answers_a_proposal(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy(Starter("blank", "en", 4))
    with plans.owner(path) as owner:
        owner.adds("aop_proposals", name="Idea", code="P", first=12.0, last=2.0, one_off=5e6, revenue=1e6, hours=3.0)
    assert aop("refresh", path) == 0
    assert plans.look(path, "aop_verdicts", "P")["begins"] == "12/2027"


def test_in_a_year_from_april_the_starter_has_the_same_answers(copy: Copy) -> None:
    book = FileBook.open(copy(SHOP_FROM_APRIL))
    found = [row["status"] for row in plans.rows(book, "aop_verdicts")]
    assert found == ["▲ Fits if …", "● Fits", "■ Does not fit this year"]


def test_errors_are_told_instead(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with plans.owner(shop) as owner:
        owner.types("aop_proposals", "DX1", one_off="abc")
    assert aop("decide", shop) == 1
    assert "“abc” is not an amount" in capsys.readouterr().err
