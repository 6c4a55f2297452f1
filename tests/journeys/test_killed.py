"""Whatever kills a refresh, and whenever: the owner has the old file or the new one, whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from aop_excel.backends.file import FileBook
from aop_excel.cli import main
from aop_excel.commands import refresh

KILLS = 200
NOW = datetime(2027, 7, 31, 9, 30)
MARCH = date(2027, 3, 1)


def refreshed(path: Path) -> bytes:
    """Refresh the plan for March, which changes hundreds of cells; the bytes it then has."""
    book = FileBook.open(path)
    refresh(book, NOW, MARCH)
    book.save()
    return path.read_bytes()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_two_hundred_kills_leave_the_old_file_or_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOP_BACKUPS", "3")
    made = tmp_path / "made.xlsx"
    assert main(["new", str(made), "--template", "babycare_house", "--year", "2027"]) == 0
    old = made.read_bytes()
    started = time.perf_counter()
    new = refreshed(Path(shutil.copy(made, tmp_path / "new.xlsx")))
    latest = time.perf_counter() - started
    plan = tmp_path / "plan.xlsx"
    moments = random.Random(2027)
    left: Counter[str] = Counter()
    kills = 0
    while kills < KILLS:
        plan.write_bytes(old)
        child = os.fork()
        if not child:
            try:
                refreshed(plan)
            finally:
                os._exit(0)
        time.sleep(moments.uniform(0, latest))
        finished, _ = os.waitpid(child, os.WNOHANG)
        if not finished:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            kills += 1
        latest *= 0.7 if finished else 1.05  # however fast the machine is just now, about one in eight gets through
        content = plan.read_bytes()
        assert content in (old, new)
        left["old" if content == old else "new"] += 1
        assert all(version.read_bytes() == old for version in (tmp_path / ".aop_backups").glob("plan *.xlsx"))
    assert left["old"], "the kills all came too late"
    assert left["new"], "the kills all came too early"
    plan.write_bytes(old)
    assert refreshed(plan) == new  # no lock of a killed refresh stands in the way
    assert not list(tmp_path.rglob("*.tmp"))  # nor does anything it left behind stay


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_fifty_kills_while_the_file_is_being_replaced(tmp_path: Path) -> None:
    """The same, aimed at the few milliseconds of the save itself."""
    made = tmp_path / "made.xlsx"
    assert main(["new", str(made), "--template", "babycare_house", "--year", "2027"]) == 0
    old = made.read_bytes()
    new = refreshed(Path(shutil.copy(made, tmp_path / "new.xlsx")))
    plan = tmp_path / "plan.xlsx"
    moments = random.Random(7)
    for _ in range(50):
        plan.write_bytes(old)
        book = FileBook.open(plan)
        refresh(book, NOW, MARCH)
        child = os.fork()
        if not child:
            try:
                book.save()
            finally:
                os._exit(0)
        time.sleep(moments.uniform(0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert plan.read_bytes() in (old, new)
