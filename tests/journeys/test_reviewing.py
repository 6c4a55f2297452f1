"""The monthly review: it is made anew, what the owner decides and notes stays, and what is open is carried forward."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.text import LANGUAGES, Language
from tests import plans
from tests.plans import Starter, aop

Copy = Callable[[Starter], Path]


NOTES = "Notes of the month"


def answers(path: Path) -> list[tuple[str, str, str]]:
    """Question, state and words of all that is said: a sentence a row, the first with question and state."""
    found: list[tuple[str, str, str]] = []
    question = ""
    for row in plans.rows(FileBook.open(path), "aop_review"):
        if row["question"] or row["status"] or question == NOTES:
            question = str(row["question"] or question)
            found.append((question, str(row["status"] or ""), str(row["finding"])))
        else:
            found[-1] = (*found[-1][:2], f"{found[-1][2]} {row['finding']}")
    return found


def close_july(path: Path) -> None:
    """July comes as it was planned."""
    planned = {str(row["code"]): float(str(row["m07"])) for row in plans.rows(FileBook.open(path), "aop_budget")}
    with plans.owner(path) as owner:
        for code, amount in planned.items():
            owner.types("aop_actuals", code, m07=amount)
        owner.types("aop_closed", 1, m07="x")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_says_what_the_tab_says(language: Language, copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy(Starter("babycare_house", language, 1))
    capsys.readouterr()
    assert aop("review", path) == 0
    printed = capsys.readouterr().out
    lines = [line.strip() for line in printed.splitlines()]
    for question, status, answer in answers(path):
        assert question in lines
        assert (f"{status}: {answer}" if status else answer) in lines
    assert "06/2027" in lines[0]


def test_what_is_decided_is_carried_forward_until_it_is_done(shop: Path) -> None:
    with plans.owner(shop) as owner:
        owner.adds(
            "aop_decisions", decided=date(2027, 7, 3), what="Move 5 million to livestream", reason="Ads cost more"
        )
        owner.adds("aop_review_notes", month=7.0, note="A new competitor opened")
    assert aop("refresh", shop) == 0
    new = "Move 5 million to livestream (decided 03/07/2027). Why: Ads cost more."
    assert ("Decisions that are open", "● Fine", new) in answers(shop)
    close_july(shop)
    with plans.owner(shop) as owner:
        owner.types("aop_decisions", 1, done=date(2027, 7, 10))
    assert aop("refresh", shop, "--month", "2027-07") == 0
    told = [answer for _, _, answer in answers(shop)]
    assert new in told
    assert "A new competitor opened" in told
    assert not any("milk bundles" in answer for answer in told)
    assert aop("refresh", shop, "--month", "2027-06") == 0
    assert "A new competitor opened" not in [answer for _, _, answer in answers(shop)]
    kept = [row["note"] for row in plans.rows(FileBook.open(shop), "aop_review_notes")]
    assert kept == ["A competitor cut diaper prices all of June; we did not follow.", "A new competitor opened"]


def test_a_second_refresh_changes_nothing(shop: Path) -> None:
    close_july(shop)
    assert aop("refresh", shop) == 0
    content = shop.read_bytes()
    assert aop("refresh", shop) == 0
    assert shop.read_bytes() == content


def test_errors_are_told_instead(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with plans.owner(shop) as owner:
        owner.types("aop_actuals", "DT-CH-SUA", m06="abc")
    assert aop("review", shop) == 1
    assert "“abc” is not an amount" in capsys.readouterr().err


def test_a_blank_plan_is_reviewed(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert aop("review", copy(Starter("blank", "en", 4))) == 0
    printed = capsys.readouterr().out
    assert "No goal is measured by a KPI yet." in printed
    assert "No risk is written down yet." in printed
