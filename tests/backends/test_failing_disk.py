"""Every single call to the disk can fail: the owner has the old file or the new one, whole, and is told which."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from aop_excel.backends.backups import backup_folder
from aop_excel.backends.saving import put_new, replace_file, undo
from aop_excel.errors import AopError
from tests.failing_disk import FailingDisk

ANYWHERE = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.ETIMEDOUT)
MOVING = (errno.EROFS, errno.EBUSY, errno.EXDEV)
"""What only making, moving and removing files is answered with."""
OLDER, OLD, NEW = b"older" * 100, b"old" * 1000, b"new" * 2000


def save(plan: Path) -> None:
    replace_file(plan, OLD, NEW)


def go_back(plan: Path) -> None:
    undo(plan)


def make_anew(plan: Path) -> None:
    put_new(plan, NEW, force=True)


def make(plan: Path) -> None:
    put_new(plan.with_name("another.xlsx"), NEW, force=False)


Operation = Callable[[Path], None]
RESULTS: dict[Operation, bytes] = {save: NEW, go_back: OLDER, make_anew: NEW, make: OLD}


@pytest.fixture(autouse=True)
def _disk_in_no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here has to outlive a power failure, and thousands of files would each wait for the real disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def prepared(folder: Path) -> Path:
    """A plan with one earlier version."""
    folder.mkdir()
    plan = folder / "kế hoạch.xlsx"
    plan.write_bytes(OLDER)
    replace_file(plan, OLDER, OLD)
    return plan


def attempt(operation: Operation, plan: Path, disk: FailingDisk, monkeypatch: pytest.MonkeyPatch) -> AopError | None:
    """Do it on a failing disk; what was said."""
    with monkeypatch.context() as patch:
        disk.plug_in(patch)
        try:
            operation(plan)
        except AopError as refused:
            return refused
    return None


def clean_calls(operation: Operation, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calls to the system where none fails."""
    clean = FailingDisk()
    assert attempt(operation, prepared(folder), clean, monkeypatch) is None
    assert {"open", "write a file", "fsync", "replace", "stat"} <= set(clean.taken)
    return clean.taken


def check_left(operation: Operation, plan: Path, refused: AopError | None, case: str) -> None:
    """Old or new, whole; told in both languages; each version whole; nothing in the way of the next save."""
    assert plan.read_bytes() == (OLD if refused else RESULTS[operation]), case
    if refused:
        assert refused.text.vi != refused.text.en, case
        assert len(refused.text.vi) > 40, case
    versions = [each for each in backup_folder(plan).iterdir() if each.suffix == ".xlsx"]
    assert {version.read_bytes() for version in versions} <= {OLDER, OLD}, case
    assert any(version.read_bytes() == OLDER for version in versions) or operation is go_back, case
    if operation is make:
        made = plan.with_name("another.xlsx")
        assert made.exists() != bool(refused), case
        assert refused or made.read_bytes() == NEW, case
        made.unlink(missing_ok=True)
        put_new(made, NEW, force=False)
        made.unlink()
    replace_file(plan, plan.read_bytes(), b"next")
    assert plan.read_bytes() == b"next", case
    assert {each.name for each in plan.parent.iterdir()} == {plan.name, backup_folder(plan).name}, case
    assert all(each.suffix == ".xlsx" for each in backup_folder(plan).iterdir()), case


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("operation", RESULTS, ids=lambda operation: str(operation.__name__))
def test_whichever_call_fails_the_file_is_whole(
    operation: Operation, for_good: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = clean_calls(operation, tmp_path / "clean", monkeypatch)
    refusals = 0
    for number, call in enumerate(calls, 1):
        moving = MOVING if call in ("mkdir", "open", "replace", "unlink") else ()
        for code in (errno.EIO,) if for_good else (*ANYWHERE, *moving):
            error = OSError(code, os.strerror(code))  # a PermissionError where the code says so
            plan = prepared(tmp_path / f"{number}-{code}")
            refused = attempt(operation, plan, FailingDisk(error, number, for_good=for_good), monkeypatch)
            check_left(operation, plan, refused, f"{call} (call {number}) fails: {error}")
            refusals += refused is not None
    assert refusals >= len(calls) // 3, "failures were not noticed"


@pytest.mark.parametrize("operation", RESULTS, ids=lambda operation: str(operation.__name__))
def test_whenever_it_is_stopped_the_file_is_whole(
    operation: Operation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C at each call to the system."""
    for number, call in enumerate(clean_calls(operation, tmp_path / "clean", monkeypatch), 1):
        case = f"stopped at {call} (call {number})"
        plan = prepared(tmp_path / str(number))
        with pytest.raises(KeyboardInterrupt):
            attempt(operation, plan, FailingDisk(KeyboardInterrupt(), number), monkeypatch)
        assert plan.read_bytes() in (OLD, RESULTS[operation]), case
        plan.write_bytes(OLD)
        plan.with_name("another.xlsx").unlink(missing_ok=True)
        replace_file(plan, OLD, b"next")
        assert {each.name for each in plan.parent.glob("*.xlsx")} == {plan.name}, case
        assert not list(backup_folder(plan).glob(".*")), case
