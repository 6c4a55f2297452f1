"""Anything typed, and any damage: the same few hundred tries each time; `scripts/fuzz.py` tries for as long as told."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings

from aop_excel.errors import AopError
from tests.fuzzing import LITTLE_OR_MUCH, Typed, assert_told, check_damaged, check_typed, refreshed
from tests.plans import SHOP, SHOP_VI, Starter

Made = Callable[[Starter], Path]


@seed(2027)
@settings(max_examples=25, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=LITTLE_OR_MUCH)
def test_whatever_is_typed_is_understood_or_told(made: Made, tmp_path: Path, typed: list[Typed]) -> None:
    check_typed(Path(shutil.copyfile(made(SHOP_VI), tmp_path / "plan.xlsx")), typed)


@pytest.mark.parametrize("group", range(4))
def test_whatever_is_damaged_is_refused_or_whole(group: int, made: Made, tmp_path: Path) -> None:
    content = made(SHOP).read_bytes()
    ends: Counter[str] = Counter()
    for number in range(group * 50, group * 50 + 50):
        try:
            ends[check_damaged(tmp_path / "plan.xlsx", content, random.Random(number))] += 1
        except Exception as error:
            error.add_note(f"python scripts/fuzz.py --only damage --seed {number} --once shows it again")
            raise
    assert ends["refreshed"] >= 5
    assert sum(ends.values()) - ends["refreshed"] >= 5


def test_a_file_cut_off_anywhere_is_refused(made: Made, tmp_path: Path) -> None:
    content = made(SHOP).read_bytes()
    path = tmp_path / "plan.xlsx"
    for fiftieth in range(50):
        path.write_bytes(content[: len(content) * fiftieth // 50])
        with pytest.raises(AopError) as refused:
            refreshed(path)
        assert_told(refused.value)
        assert refused.value.exit_status == 2
