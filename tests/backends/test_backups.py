"""Every version that is replaced is kept, and `undo` puts the last one back."""

import errno
import os
from datetime import datetime
from pathlib import Path

import pytest

from aop_excel.backends.backups import NoBackup, backup_folder, keep, prune, versions
from aop_excel.backends.refusals import CannotKeep, CannotWrite, FileExists
from aop_excel.backends.saving import put_new, replace_file, undo
from aop_excel.errors import WrongSetting


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
    prune(plan)
    assert kept(plan) == [b"4", b"5"]


@pytest.mark.parametrize("value", ["-1", "many", "²", "1e3", "99999"])
def test_a_number_of_versions_that_is_none_is_told(plan: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("AOP_BACKUPS", value)
    with pytest.raises(WrongSetting, match=f"AOP_BACKUPS is “{value}”.*from 0 to 9999"):
        replace_file(plan, b"one", b"two")
    assert plan.read_bytes() == b"one"


def test_a_save_that_fails_pushes_no_earlier_version_out(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOP_BACKUPS", "2")
    replace_file(plan, b"one", b"two")
    replace_file(plan, b"two", b"three")
    real = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target == plan:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    for _ in range(3):
        with pytest.raises(CannotWrite, match="busy"):
            replace_file(plan, b"three", b"four")
    assert kept(plan) == [b"one", b"two"]


def test_what_is_no_change_is_not_gone_back_to(plan: Path) -> None:
    replace_file(plan, b"one", b"two")
    keep(plan, b"two", datetime(2099, 1, 1))
    undo(plan)
    assert plan.read_bytes() == b"one"


@pytest.mark.parametrize("name", ["k" * 245 + ".xlsx", "ế" * 80 + ".xlsx", "🍼" * 60 + ".xlsx"])
def test_versions_of_a_long_name_are_kept_too(tmp_path: Path, name: str) -> None:
    plan = tmp_path / name
    plan.write_bytes(b"one")
    replace_file(plan, b"one", b"two")
    undo(plan)
    assert plan.read_bytes() == b"one"


def test_none_are_kept_where_the_owner_wants_none(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOP_BACKUPS", "0")
    replace_file(plan, b"one", b"two")
    assert not backup_folder(plan).exists()


def test_those_that_are_there_stay_where_the_owner_wants_no_more(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_file(plan, b"one", b"two")
    monkeypatch.setenv("AOP_BACKUPS", "0")
    replace_file(plan, b"two", b"three")
    assert kept(plan) == [b"one"]


def test_versions_lie_where_the_owner_says(plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOP_BACKUP_FOLDER", str(tmp_path / "safe"))
    replace_file(plan, b"one", b"two")
    assert [version.parent for version in versions(plan)] == [tmp_path / "safe"]


def test_versions_of_another_workbook_are_not_ours(plan: Path) -> None:
    keep(plan.with_name("kế hoạch [2027] cũ.xlsx"), b"other", datetime(2027, 7, 1))
    assert versions(plan) == []


def test_without_a_place_for_the_old_version_the_new_one_is_not_written(plan: Path) -> None:
    backup_folder(plan).write_bytes(b"a file where the folder should be")
    with pytest.raises(CannotKeep, match="AOP_BACKUP_FOLDER"):
        replace_file(plan, b"one", b"two")
    assert plan.read_bytes() == b"one"
    assert sorted(each.name for each in plan.parent.iterdir()) == [backup_folder(plan).name, plan.name]


def test_a_new_plan_in_the_place_of_an_old_one_keeps_it(plan: Path) -> None:
    with pytest.raises(FileExists):
        put_new(plan, b"new", force=False)
    assert plan.read_bytes() == b"one"
    put_new(plan, b"new", force=True)
    assert (plan.read_bytes(), kept(plan)) == (b"new", [b"one"])


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_a_new_plan_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    put_new(tmp_path / "plan.xlsx", b"new", force=False)
    assert (tmp_path / "plan.xlsx").stat().st_mode == (tmp_path / "other").stat().st_mode
    assert len(list(tmp_path.iterdir())) == 2
