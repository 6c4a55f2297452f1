"""However a command ends, it says so in a sentence and by its exit status, never by a traceback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from aop_excel.cli import telling
from tests.plans import aop

Output = pytest.CaptureFixture[str]


def failing(error: BaseException) -> Callable[[Any], NoReturn]:
    """A command that does not come to its end."""

    def run(_: Any) -> NoReturn:
        raise error

    return run


def run(*words: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "aop_excel", *map(str, words)]
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", check=False, **options)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (KeyboardInterrupt(), 130, "Stopped. Your file is whole"),
        (MemoryError(), 2, "not enough memory"),
        (RecursionError("too deep"), 1, "Unexpected error: RecursionError"),
        (OSError(5, "Input/output error"), 1, "The system reports: Input/output error"),
        (KeyError("aop_x"), 1, "Unexpected error: KeyError"),
    ],
)
def test_whatever_goes_wrong_is_told(
    error: BaseException, status: int, words: str, shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setattr(telling, "_check", failing(error))
    monkeypatch.setenv("AOP_LANG", "en")
    assert aop("check", shop) == status
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1
    assert aop("check", shop, "--debug") == status
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert words in told
    monkeypatch.setenv("AOP_LANG", "vi")
    assert aop("check", shop) == status
    assert re.search("[ạảệốư]", capsys.readouterr().err)


@pytest.mark.parametrize(
    "words",
    [(), ("fly",), ("refresh",), ("refresh", "plan.xlsx", "--month", "13/2027"), ("new", "p.xlsx", "--year", "x")],
)
def test_words_that_are_no_command_are_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        aop(*words)
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("AOP_BACKUPS", "nhiều", ("refresh", "--month", "2027-03")),
        ("AOP_BACKUPS", "-1", ("refresh", "--month", "2027-03")),
        ("SOURCE_DATE_EPOCH", "hôm nay", ("refresh",)),
        ("SOURCE_DATE_EPOCH", "9" * 30, ("refresh",)),
    ],
)
def test_a_setting_that_cannot_be_is_told(
    variable: str, value: str, words: tuple[str, ...], shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    before = shop.read_bytes()
    monkeypatch.setenv(variable, value)
    assert aop(words[0], shop, *words[1:]) == 1
    assert f"{variable} is “{value}”" in capsys.readouterr().err, "the plan is an English one"
    assert shop.read_bytes() == before


def test_a_read_only_file_stays_as_it_is(shop: Path, capsys: Output) -> None:
    before = shop.read_bytes()
    shop.chmod(0o444)
    assert aop("check", shop) == 0
    capsys.readouterr()
    assert aop("refresh", shop, "--month", "2027-03") == 1
    assert "read-only" in capsys.readouterr().err
    assert aop("new", shop, "--force") == 1
    assert "read-only" in capsys.readouterr().err
    assert shop.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    ["kế hoạch năm 2027.xlsx", "🍼 plan 🍼.xlsx", "p" * 250 + ".xlsx", "ế" * 83 + ".xlsx", "-plan.xlsx", "%d{x}.xlsx"],
)
def test_any_name_of_a_file_is_good(name: str, tmp_path: Path) -> None:
    path = tmp_path / "thư mục của tôi" / name
    path.parent.mkdir()
    assert aop("new", path, "--template", "babycare_house", "--year", "2027") == 0
    first = path.read_bytes()
    assert aop("refresh", path, "--month", "2027-03") == 0
    assert path.read_bytes() != first
    assert aop("undo", path) == 0
    assert path.read_bytes() == first
    assert {each.name for each in path.parent.iterdir()} == {name, ".aop_backups"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other pipes")
@pytest.mark.parametrize(
    "command", [("check",), ("review",), ("show",), ("show", "--json"), ("refresh", "--month", "2027-03")]
)
def test_nobody_need_listen(command: tuple[str, ...], shop: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = run(command[0], shop, *command[1:], stdout=writing)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, "")
    ended = run(command[0], shop, *command[1:], preexec_fn=lambda: os.close(1))
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_output_that_cannot_be_written_is_told(shop: Path) -> None:
    with open("/dev/full", "wb") as full:
        ended = run("show", shop, stdout=full)
    assert ended.returncode == 1
    assert re.fullmatch("Hệ điều hành báo lỗi: No space left on device.*\n", ended.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_ctrl_c_ends_a_command_in_a_sentence(shop: Path) -> None:
    before = shop.read_bytes()
    code = (
        "import os, signal, sys; from aop_excel import cli; from aop_excel.backends import file\n"
        "file.replace_file = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.exit(cli.main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "refresh", str(shop), "--month", "2027-03"]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ended.returncode == 128 + signal.SIGINT
    assert ended.stderr == "Đã dừng. Tệp của bạn còn nguyên vẹn: như cũ, hoặc đã ghi xong.\n"
    assert shop.read_bytes() == before
