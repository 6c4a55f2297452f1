"""`aop watch` in a program of its own, on real files, saved as spreadsheet programs save them."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aop_excel.backends.backups import backup_folder
from tests.plans import aop, in_excel, look

PATIENCE = 120.0
"""Seconds for a line to come: it takes two on an idle machine, and nothing is said about speed here."""


class Watch:
    """A running `aop watch`, and what it says."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self.program = program
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.program.stdout
        for line in self.program.stdout:
            self._lines.put(line.rstrip("\n"))

    def line(self) -> str:
        return self._lines.get(timeout=PATIENCE)

    def said(self) -> str:
        """The next line without its time of day."""
        return self.line().partition("  ")[2]

    def stops(self, by: signal.Signals) -> tuple[int, list[str]]:
        """The exit status, and the lines that were not looked at."""
        self.program.send_signal(by)
        status = self.program.wait(PATIENCE)
        rest = [self.line()]
        while rest[-1] != "Stopped watching.":
            rest.append(self.line())
        return status, rest[:-1]


@contextmanager
def watching(*words: object) -> Iterator[Watch]:
    command = [sys.executable, "-P", "-X", "utf8", "-m", "aop_excel", "watch", *map(str, words)]
    environment = os.environ | {"AOP_LANG": "en", "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=environment
    ) as program:
        try:
            watch = Watch(program)
            assert watch.line().startswith("Watching ")
            yield watch
        finally:
            program.kill()


def pays(plan: Path, rent: float | str) -> None:
    with in_excel(plan) as typing:
        typing.types("aop_actuals", "CP-MB", m06=rent)


pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends a program no signal but the one that kills it")


def test_a_day_with_the_watch_on(shop: Path) -> None:
    """Excel's way to save, LibreOffice's lock, mistakes, strangers, names that change; no line too many or too few."""
    with watching(shop.parent) as watch:
        pays(shop, 31_000_000)
        assert watch.said() == "plan.xlsx: refreshed"
        assert look(shop, "aop_variance", "CP-MB")["actual"] == 31_000_000

        lock = shop.with_name(".~lock.plan.xlsx#")
        lock.write_text(",anna,pc,02.08.2027 09:30,file:///home/anna/.config/libreoffice/4;")
        pays(shop, 32_000_000)
        assert watch.said().startswith("plan.xlsx: saved but still open")
        saved = shop.read_bytes()
        for amount in (33_000_000, 34_000_000, 35_000_000):
            pays(shop, amount)
            shop.write_bytes(shop.read_bytes())  # in place, as LibreOffice does
        assert shop.read_bytes() != saved
        lock.unlink()
        assert watch.said() == "plan.xlsx: refreshed"
        assert look(shop, "aop_variance", "CP-MB")["actual"] == 35_000_000

        shop.with_name("invoices.xlsx").write_bytes(b"not a workbook")
        assert watch.said().startswith("invoices.xlsx: NOT refreshed.")
        pays(shop, "abc")
        assert watch.said() == "plan.xlsx: NOT refreshed; problems: 1, see “Start”"

        (shop.parent / "2027").mkdir()
        moved = shop.rename(shop.parent / "2027" / "cửa hàng.xlsx")
        pays(moved, 36_000_000)
        assert watch.said() == f"{Path('2027', 'cửa hàng.xlsx')}: refreshed"
        assert aop("undo", moved) == 0
        assert watch.said().startswith(f"{Path('2027', 'cửa hàng.xlsx')}: back to what it was")
        assert watch.stops(signal.SIGTERM) == (0, [])
    assert len(list(backup_folder(shop).iterdir())) == 3


@pytest.mark.parametrize("how", [[], ["--poll"]], ids=["told", "polling"])
def test_one_plan_watched_until_ctrl_c(shop: Path, how: list[str]) -> None:
    other = Path(shutil.copyfile(shop, shop.with_name("other.xlsx")))
    with watching(shop, *how) as watch:
        pays(other, 33_000_000)
        for amount in (33_000_000, 34_000_000):
            pays(shop, amount)
            assert watch.said() == "plan.xlsx: refreshed"
        assert watch.stops(signal.SIGINT) == (0, [])
    assert look(shop, "aop_variance", "CP-MB")["actual"] == 34_000_000
    assert look(other, "aop_variance", "CP-MB")["actual"] == 30_000_000


def test_a_folder_that_goes_away_is_waited_for(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A drive that is taken out; what was saved meanwhile is found."""
    folder = shop.parent
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "drive"
    with watching(folder) as watch:
        folder.rename(elsewhere)
        assert watch.line() == f"{folder} is gone; waiting for it to come back."
        pays(elsewhere / shop.name, 33_000_000)
        elsewhere.rename(folder)
        assert watch.line() == f"Watching {folder} again."
        assert watch.said() == "plan.xlsx: refreshed"
        assert watch.stops(signal.SIGTERM) == (0, [])


def test_what_cannot_be_watched_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert aop("watch", tmp_path / "gone.xlsx") == 2
    assert "gone.xlsx" in capsys.readouterr().err
