from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

import project_venv
import watch

CHILD = """import os, signal, sys
os.kill(os.getppid(), signal.SIGINT)  # Ctrl+C reaches every program of the window
print(sys.argv[1:])
sys.exit(7)"""


def answer(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(line))


def test_watches_what_the_owner_drags_into_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Kế hoạch 2027"
    folder.mkdir()
    answer(monkeypatch, f"{folder}\n")
    assert watch.ask() == [str(folder)]


@pytest.mark.parametrize("line", ["\n", ""])
def test_enter_alone_watches_the_projects_folder(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, line)
    assert watch.ask() == [str(project_venv.ROOT)]


def test_one_window_watches_one_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["watch.py", "2026", "2027"])
    with pytest.raises(SystemExit) as stopped:
        watch.main()
    assert str(stopped.value) == watch.ONE


@pytest.mark.skipif(os.name == "nt", reason="needs a process that can be sent Ctrl+C alone")
def test_ctrl_c_is_left_to_the_watch_whose_end_is_ours(tmp_path: Path) -> None:
    """The script, with a stand-in for `aop` that is interrupted while it has still something to do."""
    (tmp_path / "aop_excel").mkdir()
    (tmp_path / "aop_excel" / "__init__.py").touch()
    (tmp_path / "aop_excel" / "__main__.py").write_text(CHILD, "utf-8")
    program = (
        f"import sys, project_venv, watch; project_venv.python = lambda **_: {sys.executable!r}; "
        f"sys.argv[1:] = ['--poll', 'Kế hoạch']; project_venv.start(watch.main)"
    )
    environment = project_venv.environment() | {
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(project_venv.ROOT / "scripts")])
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (7, "['watch', '--poll', 'Kế hoạch']\n", "")
