from pathlib import Path

import demo


def test_takes_a_free_name_so_that_no_plan_is_lost(tmp_path: Path) -> None:
    plan = tmp_path / "babycare_house.xlsx"
    assert demo.free_name(plan) == plan
    plan.touch()
    assert demo.free_name(plan).name == "babycare_house-2.xlsx"
    (tmp_path / "babycare_house-2.xlsx").touch()
    assert demo.free_name(plan).name == "babycare_house-3.xlsx"
