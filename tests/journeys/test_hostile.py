"""Files that mean harm: a clear refusal or a normal result, on a small machine, in little time, and nothing is run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hostile_files import ALL, DAMAGED, HARMLESS, LARGE, REFUSED
from tests.packages import Parts, unpacked
from tests.plans import SHOP, Starter
from tests.small_machine import Ended, SmallMachine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets us take a program's memory away")

COMMANDS = (("refresh", "vi"), ("check", "en"), ("show", "vi"), ("repair", "en"))


@pytest.fixture(scope="module")
def machine() -> Iterator[SmallMachine]:
    machine = SmallMachine()
    yield machine
    machine.switch_off()


@pytest.fixture(scope="module")
def parts(made: Callable[[Starter], Path]) -> Parts:
    """The parts of BabyCare House in English, six months closed."""
    return unpacked(made(SHOP).read_bytes())


def assert_in_a_sentence(ended: Ended) -> None:
    assert ended.err.count("\n") == 1, ended.err
    assert len(ended.err) > 40
    assert not any(words in ended.err for words in ("Traceback", "Unexpected", "không ngờ"))


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_in_a_sentence(name: str, machine: SmallMachine, parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    content = REFUSED[name](parts)
    path.write_bytes(content)
    for command, language in COMMANDS[: 1 if name in LARGE else None]:
        ended = machine.run(command, path, AOP_LANG=language)
        assert ended.status == 2, (command, ended)
        assert_in_a_sentence(ended)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", DAMAGED)
def test_is_told_or_mended(name: str, machine: SmallMachine, parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(ALL[name](parts))
    for command, language in COMMANDS:
        ended = machine.run(command, path, AOP_LANG=language)
        assert ended.status in (0, 1, 2), (command, ended)
        if ended.err and command != "show":
            assert_in_a_sentence(ended)


@pytest.mark.parametrize("name", HARMLESS)
def test_is_refreshed_as_any_other(name: str, machine: SmallMachine, parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsm"
    content = HARMLESS[name](parts)
    path.write_bytes(content)
    ended = machine.run("show", path)
    assert ended.status == 0, ended
    ended = machine.run("refresh", path, "--month", "2027-03")
    assert ended.status == 0, ended.err
    before, after = unpacked(content), unpacked(path.read_bytes())
    assert set(after) == set(before)
    foreign = [part for part in before if part.endswith((".bin", ".zip", "sheet99.xml", "sharedStrings.xml"))]
    assert all(after[part] == before[part] for part in foreign)
    assert machine.run("undo", path).status == 0
    assert path.read_bytes() == content


# Paths that lead to no file ------------------------------------------------------------------------------------------


def a_folder(folder: Path) -> Path:
    (folder / "plan.xlsx").mkdir()
    return folder / "plan.xlsx"


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def a_link_to(target: str) -> Callable[[Path], Path]:
    def link(folder: Path) -> Path:
        (folder / "plan.xlsx").symlink_to(target)
        return folder / "plan.xlsx"

    return link


def a_very_large_file(folder: Path) -> Path:
    with (folder / "plan.xlsx").open("wb") as file:
        file.truncate(2**40)
    return folder / "plan.xlsx"


PATHS: dict[str, Callable[[Path], Path]] = {
    "a folder": a_folder,
    "a pipe that nobody writes into": a_pipe,
    "zeros without end": a_link_to("/dev/zero"),
    "nothing": a_link_to("/dev/null"),
    "a terminal": a_link_to("/dev/tty"),
    "a link to itself": a_link_to("plan.xlsx"),
    "a link to nowhere": a_link_to("nowhere.xlsx"),
    "a terabyte": a_very_large_file,
    "a name too long": lambda folder: folder / ("p" * 300 + ".xlsx"),
    "a file as a folder": lambda folder: Path(__file__) / "plan.xlsx",
    "no name": lambda folder: Path(),
    "a name with a byte that is no letter": lambda folder: Path(os.fsdecode(os.fsencode(folder) + b"/\xff.xlsx")),
}


@pytest.mark.parametrize("name", PATHS)
def test_a_path_that_leads_to_no_workbook_is_told(name: str, machine: SmallMachine, tmp_path: Path) -> None:
    path = PATHS[name](tmp_path)
    for command, language in (*COMMANDS, ("undo", "vi")):
        ended = machine.run(command, path, AOP_LANG=language)
        assert ended.status == 2, (command, ended)
        assert_in_a_sentence(ended)
    ended = machine.run("new", path, "--force", AOP_LANG="en")
    assert ended.status == 0 or ended.err[-1:] == "\n", ended
    assert "Unexpected" not in ended.err
    assert "Traceback" not in ended.err
