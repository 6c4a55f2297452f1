"""How watching begins and ends; test_rounds and, with a real program, journeys tell what happens in between."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from aop_excel import watching
from aop_excel.watching import CannotWatch, stopping, watch
from aop_excel.watching.place import Place


def test_where_the_system_cannot_tell_what_changes_there_is_another_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Iterator[set[object]]:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(watching, "watch_files", full)
    with pytest.raises(CannotWatch, match=r"\(OS file watch limit reached\)\. Add --poll"):
        watch(Place.at(tmp_path), "en", Event(), print)


@pytest.mark.parametrize("poll", [False, True])
def test_every_line_is_in_the_owners_language(poll: bool, tmp_path: Path) -> None:
    stop, said = Event(), list[str]()

    def say(line: str) -> None:
        said.append(line)
        stop.set()

    watch(Place.at(tmp_path), "vi", stop, say, poll=poll)
    assert [line.split()[:2] for line in said] == [["Đang", "theo"], ["Đã", "dừng"]]


@pytest.mark.skipif(os.name == "nt", reason="on Windows this would kill us")
def test_the_first_ctrl_c_asks_and_the_second_insists() -> None:
    with stopping() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.wait(10)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    with stopping() as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(10)
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
