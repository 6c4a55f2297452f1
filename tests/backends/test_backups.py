"""Every version that is replaced is kept, and `undo` puts the last one back."""

from datetime import datetime
from pathlib import Path

import pytest

from aop_excel.backends.backups import NoBackup, backup_folder, keep, last
from aop_excel.backends.refusals import CannotWrite
from aop_excel.backends.saving import put_new, replace_file, undo


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch [2027].xlsx"
    path.write_bytes(b"one")
    return path


def kept(path: Path) -> list[bytes]:
    return [version.read_bytes() for version in sorted(backup_folder(path).iterdir())]


def test_a_replaced_version_is_kept(plan: Path) -> None:
    replace_file(plan, b"one", b"two")
    replace_file(plan, b"two", b"three")
    assert (plan.read_bytes(), kept(plan)) == (b"three", [b"one", b"two"])


def test_undo_goes_back_one_version_at_a_time(plan: Path) -> None:
    replace_file(plan, b"one", b"two")
    replace_file(plan, b"two", b"three")
    undo(plan)
    assert plan.read_bytes() == b"two"
    undo(plan)
    assert plan.read_bytes() == b"one"
    with pytest.raises(NoBackup):
        undo(plan)


def test_what_was_undone_is_not_lost(plan: Path) -> None:
    replace_file(plan, b"one", b"two")
    undo(plan)
    assert kept(plan) == [b"two"]


def test_only_the_newest_versions_stay(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOP_BACKUPS", "2")
    for day in range(1, 6):
        keep(plan, f"{day}".encode(), datetime(2027, 7, day))
    assert kept(plan) == [b"4", b"5"]


def test_none_are_kept_where_the_owner_wants_none(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOP_BACKUPS", "0")
    replace_file(plan, b"one", b"two")
    assert not backup_folder(plan).exists()


def test_versions_lie_where_the_owner_says(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOP_BACKUP_FOLDER", str(tmp_path / "safe"))
    replace_file(plan, b"one", b"two")
    assert last(plan).parent == tmp_path / "safe"


def test_versions_of_another_workbook_are_not_ours(plan: Path) -> None:
    keep(plan.with_name("kế hoạch [2027] cũ.xlsx"), b"other", datetime(2027, 7, 1))
    with pytest.raises(NoBackup):
        last(plan)


def test_without_a_place_for_the_old_version_the_new_one_is_not_written(plan: Path) -> None:
    backup_folder(plan).write_bytes(b"a file where the folder should be")
    with pytest.raises(CannotWrite):
        replace_file(plan, b"one", b"two")
    assert plan.read_bytes() == b"one"
    assert sorted(each.name for each in plan.parent.iterdir()) == [backup_folder(plan).name, plan.name]


def test_a_new_plan_in_the_place_of_an_old_one_keeps_it(plan: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.xlsx"
    draft.write_bytes(b"new")
    put_new(draft, plan)
    assert (plan.read_bytes(), kept(plan)) == (b"new", [b"one"])
