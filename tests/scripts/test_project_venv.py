import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import project_venv

PYPROJECT = """[project]
name = "aop-excel"
version = "{version}"

[dependency-groups]
dev = ["pytest>=8", "ruff>=0.8"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder as it lies on the computer of a Vietnamese owner."""
    root = tmp_path / "Kế hoạch năm của Đào"
    root.mkdir()
    (root / "pyproject.toml").write_text(PYPROJECT.format(version="1"), "utf-8")
    return root


def make_environment(root: Path, *, version: str = "3.11.7", home: Path = Path(sys.base_prefix)) -> Path:
    """What `python -m venv` leaves, without the second it takes."""
    venv = root / ".venv"
    python = project_venv.interpreter(venv)
    python.parent.mkdir(parents=True)
    python.touch()
    (venv / "pyvenv.cfg").write_text(f"home = {home}\nversion = {version}\n", "utf-8")
    return venv


def test_finds_the_interpreter_where_each_system_keeps_it() -> None:
    venv = Path("Kế hoạch") / ".venv"
    assert project_venv.interpreter(venv, "nt") == venv / "Scripts" / "python.exe"
    assert project_venv.interpreter(venv, "posix") == venv / "bin" / "python"


def test_sets_up_a_project_that_has_no_environment(project: Path) -> None:
    assert not project_venv.is_current(project, dev=False)


def test_leaves_a_filled_environment_alone(project: Path) -> None:
    venv = make_environment(project)
    assert not project_venv.is_current(project, dev=False)
    project_venv.stamp(venv, dev=False).write_text(project_venv.fingerprint(project), "utf-8")
    assert project_venv.is_current(project, dev=False)


def test_what_serves_developers_serves_owners_but_not_the_other_way_round(project: Path) -> None:
    venv = make_environment(project)
    project_venv.stamp(venv, dev=False).write_text(project_venv.fingerprint(project), "utf-8")
    assert not project_venv.is_current(project, dev=True)
    project_venv.stamp(venv, dev=False).unlink()
    project_venv.stamp(venv, dev=True).write_text(project_venv.fingerprint(project), "utf-8")
    assert project_venv.is_current(project, dev=True)
    assert project_venv.is_current(project, dev=False)


def test_installs_again_when_pyproject_changed(project: Path) -> None:
    venv = make_environment(project)
    project_venv.stamp(venv, dev=False).write_text(project_venv.fingerprint(project), "utf-8")
    (project / "pyproject.toml").write_text(PYPROJECT.format(version="2"), "utf-8")
    assert not project_venv.is_current(project, dev=False)


def test_installs_again_when_the_folder_was_moved(project: Path) -> None:
    venv = make_environment(project)
    project_venv.stamp(venv, dev=False).write_text(project_venv.fingerprint(project), "utf-8")
    moved = project.rename(project.with_name("Kế hoạch 2027"))
    assert not project_venv.is_current(moved, dev=False)


def test_makes_the_environment_anew_when_its_python_is_gone_or_too_old(project: Path) -> None:
    assert not project_venv.is_usable(project / ".venv")
    venv = make_environment(project, version="3.10.13")
    assert not project_venv.is_usable(venv)
    (venv / "pyvenv.cfg").write_text(f"home = {project / 'Python311'}\nversion = 3.11.7\n", "utf-8")
    assert not project_venv.is_usable(venv)
    (venv / "pyvenv.cfg").write_text(f"home = {sys.base_prefix}\nversion_info = 3.14.0\nuv = 0.8\n", "utf-8")
    assert project_venv.is_usable(venv)
    project_venv.interpreter(venv).unlink()
    assert not project_venv.is_usable(venv)


def test_reads_the_developers_packages_from_pyproject(project: Path) -> None:
    assert project_venv.dev_packages(project) == ["pytest>=8", "ruff>=0.8"]


def test_finds_the_source_in_a_folder_whose_name_windows_misreads(project: Path) -> None:
    (project / "aop_excel.py").write_text("print('tìm thấy')", "utf-8")
    packages = project / ".venv" / "lib" / "site-packages"
    packages.mkdir(parents=True)
    link = packages / "_aop_excel.pth"
    link.write_text(str(project), "utf-8")

    project_venv.point_to_source(project, packages)

    assert link.read_bytes().isascii()
    program = f"import site; site.addsitedir({str(packages)!r}); import aop_excel"
    done = project_venv.finish([sys.executable, "-S", "-c", program], packages)
    assert done.stdout == "tìm thấy\n"


def test_our_python_speaks_utf_8_and_is_not_led_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    monkeypatch.setenv("PYTHONIOENCODING", "cp1258")
    done = project_venv.finish([sys.executable, "-c", "import sys; print(sys.flags.utf8_mode, 'đồng')"], Path())
    assert (done.returncode, done.stdout) == (0, "1 đồng\n")


def test_stops_with_the_cure_and_the_end_of_what_a_program_said() -> None:
    with pytest.raises(SystemExit) as stopped:
        project_venv.succeed(
            [sys.executable, "-c", "import sys; print('không có mạng'); sys.exit(3)"],
            Path(),
            project_venv.NOT_INSTALLED,
        )
    assert str(stopped.value).startswith("Không cài được")
    assert str(stopped.value).endswith("không có mạng")


@pytest.mark.parametrize(
    "message", [project_venv.SETTING_UP, project_venv.NO_VENV, project_venv.NOT_INSTALLED, project_venv.too_old((3, 9))]
)
def test_says_everything_in_vietnamese_then_english(message: str) -> None:
    vietnamese, english = message.splitlines()
    assert re.search("[ạảấầậắếềệịọốồộớờợụứừựđ]", vietnamese)
    assert english.isascii() or english.rstrip(" …").replace("“", "").replace("”", "").isascii()


def test_names_the_python_found_and_the_python_needed() -> None:
    assert "Python 3.11" in project_venv.too_old((3, 9))
    assert "Python 3.9" in project_venv.too_old((3, 9))


SCRIPTS = sorted(path.stem for path in (project_venv.ROOT / "scripts").glob("*.py"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_python_that_is_too_old_can_read_every_script_and_say_so(script: str) -> None:
    ast.parse((project_venv.ROOT / "scripts" / f"{script}.py").read_text("utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_script_needs_more_than_the_standard_library_to_start(script: str, tmp_path: Path) -> None:
    """`-S -I` hides every installed package; importing is all that happens before the environment is there."""
    program = f"import sys; sys.path.insert(0, {str(project_venv.ROOT / 'scripts')!r}); import {script}"
    subprocess.run([sys.executable, "-S", "-I", "-c", program], cwd=tmp_path, check=True)


def test_stops_quietly_when_the_owner_presses_ctrl_c() -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as stopped:
        project_venv.start(interrupted)
    assert stopped.value.code == 130


CLICKED = sorted(path.stem for path in (project_venv.ROOT / "scripts").glob("*.command"))


def test_double_click_scripts_differ_in_their_names_alone() -> None:
    """Each finds Python and hands over to the script of its own name, which is there."""
    for ending in ("bat", "command"):
        files = sorted((project_venv.ROOT / "scripts").glob(f"*.{ending}"))
        assert [file.stem for file in files] == CLICKED
        assert len({file.read_bytes() for file in files}) == 1
    assert set(CLICKED) <= set(SCRIPTS)
    assert '"%~dpn0.py" %*' in files[0].with_suffix(".bat").read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("name", CLICKED)
def test_the_double_click_script_hands_paths_over_unbroken(name: str, tmp_path: Path) -> None:
    scripts = tmp_path / "Kế hoạch của mẹ & bé"
    scripts.mkdir()
    (scripts / f"{name}.py").write_text("import sys; print(sys.argv[1:]); sys.exit(4)", "utf-8")
    command = scripts / f"{name}.command"
    command.write_bytes((project_venv.ROOT / "scripts" / f"{name}.command").read_bytes())
    command.chmod(0o755)
    done = project_venv.finish([command, "Kế hoạch 2027.xlsx", "$x.xlsx"], tmp_path)
    assert (done.returncode, done.stdout) == (4, "['Kế hoạch 2027.xlsx', '$x.xlsx']\n")
