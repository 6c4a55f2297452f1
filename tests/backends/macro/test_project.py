"""The VBA project, against other readers of VBA, and the real macro in an interpreter of VBA."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import olefile
import pyopenvba
import pytest
import xlwings
from oletools.olevba import VBA_Parser

from aop_excel.backends.macro import reading
from aop_excel.backends.macro.machine import MACOS, Machine
from aop_excel.backends.macro.modules import WORKBOOK, WORKSHEET, modules, xlwings_version
from aop_excel.backends.macro.project import project
from aop_excel.backends.macro.with_button import with_button
from aop_excel.sheets import SHEETS
from tests import vba
from tests.machines import WINDOWS_PC
from tests.packages import unpacked
from tests.plans import SHOP, Starter

DOCUMENTS = [("ThisWorkbook", WORKBOOK), ("Sheet1", WORKSHEET), ("Sheet2", WORKSHEET)]
XLWINGS = Path(xlwings.__file__).parent
TRIVIAL = re.compile(
    r"^(Attribute VB_(?!Description|UserMemId).*|VERSION 1\.0 CLASS|BEGIN|  MultiUse = .*|END)$\n?", re.M
)


def project_of(path: Path) -> bytes:
    return unpacked(path.read_bytes())["xl/vbaProject.bin"]


def plain(source: str) -> str:
    """Source without what tells the kind of a module."""
    return TRIVIAL.sub("", source.replace("\r\n", "\n")).strip()


def test_another_reader_sees_exactly_our_modules_with_exactly_our_source() -> None:
    found = {
        name: source
        for *_, name, source in VBA_Parser("vbaProject.bin", data=project(modules(DOCUMENTS))).extract_macros()
    }
    assert list(found) == ["ThisWorkbook.cls", "Sheet1.cls", "Sheet2.cls", "AOP.bas", "xlwings.bas", "Dictionary.cls"]
    ours = Path(reading.__file__).with_name("AOP.bas")
    files = {
        "AOP.bas": ours,
        "xlwings.bas": XLWINGS / "xlwings.bas",
        "Dictionary.cls": XLWINGS / "addin" / "Dictionary.cls",
    }
    for name, file in files.items():
        assert plain(found[name]) == plain(file.read_text("ascii")), name
    assert all(plain(found[name]) == "" for name in found if name not in files)


def test_the_macro_is_one_line() -> None:
    source = Path(reading.__file__).with_name("AOP.bas").read_text("ascii")
    body = re.search(r"Public Sub RefreshAOP\(\)\n(.*?)End Sub", source, re.S)
    assert body
    assert body[1].strip() == 'RunPython "import aop_excel.button; aop_excel.button.refresh()"'


def test_equal_modules_give_equal_bytes() -> None:
    assert project(modules(DOCUMENTS)) == project(modules(DOCUMENTS))
    assert project(modules(DOCUMENTS)) != project(modules(DOCUMENTS[:2]))


def test_the_streams_are_those_of_a_project() -> None:
    content = project(modules(DOCUMENTS))
    with olefile.OleFileIO(io.BytesIO(content)) as file:
        names = {"/".join(path) for path in file.listdir()}
    listed = listing_of(content).split("\r\n")
    sources = {"ThisWorkbook", "Sheet1", "Sheet2", "AOP", "xlwings", "Dictionary"}
    assert names == {"PROJECT", "PROJECTwm", "VBA/_VBA_PROJECT", "VBA/dir", *(f"VBA/{name}" for name in sources)}
    assert {line for line in listed if line.startswith(("Module=", "Class="))} == {
        "Module=AOP",
        "Module=xlwings",
        "Class=Dictionary",
    }


def revealed(listing: str, key: str) -> bytes:
    """What a project's listing says under a key, out of its disguise ([MS-OVBA] 2.4.3.3)."""
    (hidden,) = (bytes.fromhex(words) for words in re.findall(rf'^{key}="([0-9A-F]+)"', listing, re.M))
    (identity,) = re.findall(r'^ID="(.*)"', listing, re.M)
    seed, version_, key_ = hidden[0], hidden[1] ^ hidden[0], hidden[2] ^ hidden[0]
    assert (version_, key_) == (2, sum(identity.encode()) & 0xFF)
    clear, older, last = key_, hidden[1], hidden[2]
    shown = []
    for byte in hidden[3:]:
        clear = byte ^ ((older + clear) & 0xFF)
        older, last = last, byte
        shown.append(clear)
    ignored = (seed & 6) // 2
    length = int.from_bytes(bytes(shown[ignored : ignored + 4]), "little")
    assert len(shown) == ignored + 4 + length
    return bytes(shown[ignored + 4 :])


def listing_of(content: bytes) -> str:
    with olefile.OleFileIO(io.BytesIO(content)) as file:
        words: str = file.openstream("PROJECT").read().decode("cp1252")
    return words


@pytest.mark.parametrize(("key", "says"), [("CMG", bytes(4)), ("DPB", b"\0"), ("GC", b"\xff")])
def test_anyone_may_see_and_change_the_macros(key: str, says: bytes) -> None:
    """Not protected, no password, visible: as in a workbook that Excel made."""
    assert revealed(listing_of(project(modules(DOCUMENTS))), key) == says
    assert revealed(listing_of(project_of(XLWINGS / "quickstart.xlsm")), key) == says


def standalone() -> dict[str, str]:
    """The modules of a workbook that xlwings ships, in which RunPython stands as it does in ours."""
    return reading.sources(project_of(XLWINGS / "quickstart_standalone.xlsm"))


def test_xlwings_modules_are_those_of_the_workbook_it_ships() -> None:
    ours = {module.name: module.source for module in modules(DOCUMENTS)}
    theirs = standalone()
    for name in ("xlwings", "Dictionary"):
        assert plain(ours[name]).casefold() == plain(theirs[name]).casefold()  # the editor spells names alike
    assert ours["Sheet1"] == theirs["Sheet1"]
    assert ours["ThisWorkbook"] == theirs["ThisWorkbook"]


def test_modules_are_read_whoever_wrote_them() -> None:
    """Ours, those of xlwings, and one that Excel compiled."""
    written = modules(DOCUMENTS)
    assert reading.sources(project(written)) == {module.name: module.source for module in written}
    assert xlwings_version(standalone()["xlwings"]) == version("xlwings")
    blank = Path(pyopenvba.__file__).parent / "_templates" / "blank_files" / "blank_workbook.xlsm"
    content = project_of(blank)
    expected = {name.partition(".")[0]: source for *_, name, source in VBA_Parser("x", data=content).extract_macros()}
    found = reading.sources(content)
    assert list(found) == list(expected)
    assert {name: plain(source) for name, source in found.items()} == {
        name: plain(source) for name, source in expected.items()
    }


def test_what_is_no_project_is_refused() -> None:
    with pytest.raises(ValueError, match="not a compound file"):
        reading.sources(b"PK")


# The real macro -------------------------------------------------------------------------------------------------------


@pytest.fixture
def pressed(made: Callable[[Starter], Path], tmp_path: Path) -> Callable[[Machine], str]:
    """Run the macro of a plan that was made on a machine; the one command it starts."""

    def press(machine: Machine) -> str:
        plan = made(SHOP)
        path = tmp_path / "plan.xlsm"
        path.write_bytes(with_button(plan.read_bytes(), plan, SHEETS, "en", machine))
        ran = vba.run(path, "RefreshAOP")
        assert ran.shown == []
        (command,) = ran.commands
        return command.replace(str(path), r"C:\Plans\plan.xlsm")

    return press


def test_on_windows_the_macro_starts_the_python_that_was_stamped(pressed: Callable[[Machine], str]) -> None:
    command = pressed(WINDOWS_PC)
    assert command.startswith(
        r'cmd.exe /C C: & cd "C:\Users\Lan\aop\.venv\Scripts" & "C:\Users\Lan\aop\.venv\Scripts\python.exe" -B -c '
        r'"import xlwings.utils;xlwings.utils.prepare_sys_path(\"False;C:\Plans\plan.xlsm;C:\Plans\plan.xlsm;;;;'
        r'C:\\Users\\Lan\\aop\"); import aop_excel.button; aop_excel.button.refresh()"  --wb="plan.xlsm" --from_xl=1 '
    )
    assert f'--hwnd="{vba.WINDOW}" 2> "C:\\Users\\Lan\\Temp\\xlwings-' in command


def test_a_plan_made_on_a_mac_asks_for_any_python_on_windows(pressed: Callable[[Machine], str]) -> None:
    command = pressed(Machine(MACOS, "/Users/lan/aop/bin/python", "", "0.37.8", Path("/Users/lan")))
    assert command.startswith("cmd.exe /C python -B -c ")


def test_the_checker_of_another_library_finds_nothing(made: Callable[[Starter], Path], tmp_path: Path) -> None:
    plan = made(SHOP)
    path = tmp_path / "plan.xlsm"
    path.write_bytes(with_button(plan.read_bytes(), plan, SHEETS, "en", WINDOWS_PC))
    report = pyopenvba.check_file(path)
    assert report.complete
    assert report.issues == ()
