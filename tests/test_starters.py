from collections.abc import Callable
from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.commands import check
from aop_excel.domain.actuals import Actuals
from aop_excel.starters import NoSuchStarter, starter, starter_names
from aop_excel.text import LANGUAGES, Language
from tests.plans import Starter


def test_words_are_in_the_language_asked_for() -> None:
    (vi, _), (en, _) = (starter("babycare_house", language, 2027, 1) for language in LANGUAGES)
    assert [channel.name for channel in vi.direction.channels] == ["Cửa hàng", "Online"]
    assert [channel.name for channel in en.direction.channels] == ["Store", "Online"]
    assert vi.goals[0].name == "Doanh thu tăng 20%"
    assert en.goals[0].name == "Revenue up 20%"
    assert [line.code for line in vi.lines] == [line.code for line in en.lines]


@pytest.mark.parametrize("start_month", range(1, 13))
def test_every_day_of_the_plan_lies_in_its_year(start_month: int) -> None:
    plan, _ = starter("babycare_house", "en", 2027, start_month)
    year = plan.settings.fiscal_year
    days = [day for action in plan.actions for day in (action.start, action.due, action.done) if day]
    days += [day for milestone in plan.milestones for day in (milestone.due, milestone.done) if day]
    assert all(year.index(day) is not None for day in days)
    late = next(action for action in plan.actions if action.code == "HD2")
    assert late.due is not None
    assert late.due == year.month_end(5).replace(day=late.due.day)


@pytest.mark.parametrize("template", starter_names())
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("start_month", [1, 4, 10])
def test_every_starter_can_be_made_and_has_no_problems(
    made: Callable[[Starter], Path], template: str, language: Language, start_month: int
) -> None:
    path = made(Starter(template, language, start_month))
    found = check(FileBook.open(path))
    assert found.troubles.problems == ()
    assert found.language == language


def test_the_blank_starter_holds_nothing_but_an_even_phasing() -> None:
    plan, actuals = starter("blank", "en", 2027, 1)
    assert [phasing.name for phasing in plan.phasings] == ["Even"]
    assert plan.phasings[0].months == (1,) * 12
    parts = (plan.lines, plan.goals, plan.kpis, plan.actions, plan.people, plan.risks, plan.direction.channels)
    assert not any(parts)
    assert actuals == Actuals()


def test_an_unknown_starter_names_those_there_are() -> None:
    with pytest.raises(NoSuchStarter) as caught:
        starter("bakery", "en", 2027, 1)
    for words in (caught.value.text.vi, caught.value.text.en):
        assert all(name in words for name in ("bakery", *starter_names()))
    assert caught.value.exit_status == 2
