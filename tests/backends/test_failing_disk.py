"""Each step of a save on the disk can fail: the old file stays as it was, nothing is left behind, and we say why."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aop_excel.backends.saving import replace_file
from aop_excel.errors import AopError

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
GONE = OSError(errno.EIO, os.strerror(errno.EIO))
DENIED = PermissionError(errno.EACCES, os.strerror(errno.EACCES))

STEPS: dict[str, tuple[Any, str]] = {
    "make the temporary file": (tempfile, "mkstemp"),
    "open the temporary file": (os, "fdopen"),
    "bring it to the disk": (os, "fsync"),
    "give it the old one's rights": (Path, "chmod"),
    "read the old one again": (Path, "read_bytes"),
    "make the folder of backups": (Path, "mkdir"),
    "put it in place": (Path, "replace"),
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    return path


def failing(owner: Any, name: str, error: OSError, on_call: int) -> Callable[..., Any]:
    """The function itself, until a call on which the disk fails."""
    real, calls = getattr(owner, name), 0

    def call(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == on_call:
            raise error
        return real(*arguments, **options)

    return call


@pytest.mark.parametrize("error", [FULL, GONE, DENIED], ids=["full", "gone", "denied"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("on_call", [1, 2])
def test_a_step_that_fails_leaves_the_old_file(
    plan: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: OSError, on_call: int
) -> None:
    owner, name = STEPS[step]
    refused = None
    with monkeypatch.context() as disk:
        disk.setattr(owner, name, failing(owner, name, error, on_call))
        try:
            replace_file(plan, b"old", b"new")
        except AopError as stopped:
            refused = stopped.text
    if refused is None:
        assert on_call == 2, "a failing step was not noticed"  # not every step is taken twice
    assert refused is None or (refused.vi and refused.en)
    assert plan.read_bytes() == (b"new" if refused is None else b"old")
    assert not list(plan.parent.glob(".plan.xlsx.*.tmp"))
    replace_file(plan, plan.read_bytes(), b"next")  # and nothing stands in the way of the next save
    assert plan.read_bytes() == b"next"
