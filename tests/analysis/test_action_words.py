from datetime import date
from typing import Any

import pytest

from aop_excel.analysis.action_words import goal_words, line_words, state_words, steps_words
from aop_excel.analysis.actions import ActionProgress, Steps
from aop_excel.analysis.report import analyse
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.plan import Action, ActionStatus
from tests.analysis.shop import LINES, plan

DONE, CANCELLED = ActionStatus.DONE, ActionStatus.CANCELLED
WORKING: dict[str, Any] = {"status": ActionStatus.IN_PROGRESS}


def action(code: str = "A", **values: Any) -> Action:
    return Action(code=code, name=f"Action {code}", **values)


def stands(*actions: Action) -> tuple[ActionProgress, ...]:
    """As of 30 June 2027."""
    return analyse(plan(*LINES, actions=actions, settings={"report_month": 6}), Actuals()).actions


@pytest.mark.parametrize(
    ("values", "vi", "en"),
    [
        ({"due": date(2027, 6, 18), **WORKING}, "■ Trễ 12 ngày", "■ 12 days late"),
        ({"due": date(2027, 6, 30), **WORKING}, "■ Đến hạn mà chưa xong", "■ Due, and not done"),
        ({"status": ActionStatus.LATE}, "■ Báo trễ hạn", "■ Called late"),
        ({"start": date(2027, 6, 1)}, "▲ Trễ bắt đầu: 01/06/2027", "▲ Should have started: 01/06/2027"),
        ({"due": date(2027, 7, 15), **WORKING}, "▲ Còn 15 ngày đến hạn", "▲ Due in 15 days"),
        (WORKING, "● Đang thực hiện", "● On its way"),
        ({"start": date(2027, 8, 1)}, "Chưa đến ngày bắt đầu: 01/08/2027", "Not to start yet: 01/08/2027"),
        ({}, "Chưa đến ngày bắt đầu", "Not to start yet"),
        ({"due": date(2027, 6, 1), "done": date(2027, 6, 1), "status": DONE}, "● Xong đúng hạn", "● Done on time"),
        (
            {"due": date(2027, 6, 1), "done": date(2027, 6, 13), "status": DONE},
            "● Xong, trễ 12 ngày",
            "● Done, 12 days late",
        ),
        ({"status": DONE}, "● Xong", "● Done"),
        ({"status": CANCELLED}, "Đã hủy", "Cancelled"),
    ],
)
def test_a_state_is_told_with_its_days(values: dict[str, Any], vi: str, en: str) -> None:
    (found,) = stands(action(**values))
    assert (state_words(found).vi, state_words(found).en) == (vi, en)


@pytest.mark.parametrize(
    ("due", "vi", "en"),
    [
        (date(2027, 6, 18), "■ Chờ A, hạn 18/06/2027", "■ Waits for A, due 18/06/2027"),
        (None, "■ Chờ A", "■ Waits for A"),
    ],
)
def test_a_blocked_action_names_what_it_waits_for(due: date | None, vi: str, en: str) -> None:
    found = stands(action("A", due=due, status=ActionStatus.LATE), action("B", after="A"))
    words = next(state_words(each) for each in found if each.action.code == "B")
    assert (words.vi, words.en) == (vi, en)


def test_milestones_are_counted() -> None:
    assert steps_words(Steps(0, 0, 0)) is None
    found = [steps_words(steps) for steps in (Steps(2, 1, 0), Steps(3, 1, 2))]
    assert [words and words.vi for words in found] == ["1/2 xong", "1/3 xong, 2 trễ"]
    assert [words and words.en for words in found] == ["1/2 done", "1/3 done, 2 late"]


def test_a_shared_line_says_with_whom() -> None:
    found = {each.action.code: line_words(each) for each in stands(
        action("A", line="ADS"), action("B", line="ADS"), action("C", line="ADS"), action("D", line="RENT"), action("E")
    )}  # fmt: skip
    assert found["B"] is not None
    assert (found["B"].vi, found["B"].en) == ("ADS (chung: A, C)", "ADS (shared: A, C)")
    assert found["D"] is not None
    assert found["D"].vi == found["D"].en == "RENT"
    assert found["E"] is None


def test_a_goal_shows_how_many_of_its_actions_are_done_and_which_need_a_look() -> None:
    found = stands(
        action("HD1", goal="G1", status=DONE),
        action("HD2", goal="G1", due=date(2027, 6, 1), **WORKING),
        action("HD3", goal="G1", due=date(2027, 7, 1), **WORKING),
        action("HD4", goal="G1", after="HD2"),
        action("HD5", goal="G1", start=date(2027, 6, 1)),
        action("HD6", goal="G1", due=date(2027, 6, 2), **WORKING),
        action("HD7", goal="G1", status=CANCELLED),
        action("HD8", goal="G2", **WORKING),
    )
    words = goal_words("G1", found)
    assert words.vi == "1/6 xong; trễ: HD2, HD6; bị chặn: HD4; trễ bắt đầu: HD5; sắp đến hạn: HD3"
    assert words.en == "1/6 done; late: HD2, HD6; blocked: HD4; should have started: HD5; due soon: HD3"
    assert goal_words("G2", found).en == "0/1 done"


def test_a_goal_without_actions_says_so() -> None:
    found = stands(action("HD1", goal="G1", status=CANCELLED))
    assert (goal_words("G1", found).vi, goal_words("G1", found).en) == ("Chưa có hành động nào", "No action yet")
