"""What would stop the button, each with the story of how it comes to be, what is said, and how it is mended."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import openpyxl
import pytest

from aop_excel.backends.macro import machine as machine_module
from aop_excel.backends.macro.machine import MACOS, Machine, this_machine
from aop_excel.backends.macro.modules import WORKBOOK, WORKSHEET, modules
from aop_excel.backends.macro.project import project
from aop_excel.backends.macro.with_button import with_button
from aop_excel.doctor import Finding, Mend, findings, mend
from aop_excel.sheets import SHEETS
from aop_excel.text import LANGUAGES, Language
from tests.additions import added, workbooks
from tests.additions.parts import Parts
from tests.backends.packages import swap
from tests.entries import changed
from tests.machines import XLWINGS, Computer
from tests.packages import rewritten
from tests.plans import SHOP, Starter, aop, saved_by_libreoffice

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

PROJECT = "xl/vbaProject.bin"


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A Windows computer."""
    return Computer(tmp_path)


@pytest.fixture
def pc(computer: Computer) -> Machine:
    """The same, with all that the button needs."""
    return computer.machine(computer.python())


@pytest.fixture
def plan(made: Callable[[Starter], Path], pc: Machine) -> Path:
    """The shop's plan with the button, made there."""
    path = pc.home.parent / "plan.xlsm"
    path.write_bytes(with_button(made(SHOP).read_bytes(), path, SHEETS, "en", pc))
    return path


def said(found: list[Finding], language: Language = "en") -> list[str]:
    return [finding.text(language) for finding in found]


def only(found: list[Finding]) -> Finding:
    (finding,) = found
    return finding


def assert_mended(plan: Path, machine: Machine, how: Mend) -> None:
    """`--fix` does it, the second look finds nothing, and a backup of the old file is kept."""
    before = plan.read_bytes()
    assert mend(findings(machine, plan), machine, plan) == [how]
    assert findings(machine, plan) == []
    if how in (Mend.STAMP, Mend.MODULES, Mend.BUTTONS):
        assert before in [kept.read_bytes() for kept in (plan.parent / ".aop_backups").iterdir()]


def test_nothing_stops_the_button_of_a_new_plan(plan: Path, pc: Machine) -> None:
    before = plan.read_bytes()
    assert findings(pc, plan) == []
    assert findings(pc, None) == []
    assert mend([], pc, plan) == []
    assert plan.read_bytes() == before


# The Python that is called --------------------------------------------------------------------------------------------


def test_python_was_moved(plan: Path, computer: Computer, pc: Machine) -> None:
    Path(pc.interpreter).unlink()
    here = computer.machine(computer.python("new"))
    finding = only(findings(here, plan))
    assert finding.text.en == f"The Python that the workbook names is not there: {pc.interpreter}"
    assert finding.cure.vi == "Hãy chạy lại với --fix."
    before = plan.read_bytes()
    assert_mended(plan, here, Mend.STAMP)
    conf = Parts(before).tabs()["xlwings.conf"]
    assert changed(before, plan.read_bytes()) == {conf}
    assert here.interpreter.encode() in Parts(plan.read_bytes()).held[conf]


def test_the_plan_comes_from_another_computer(plan: Path, pc: Machine, tmp_path: Path) -> None:
    """A Mac stamps its own Python beside the one of Windows; both go on working."""
    mac = Computer(tmp_path / "mac", MACOS)
    here = mac.machine(mac.python())
    script(here).parent.mkdir(parents=True)
    script(here).write_text("")
    finding = only(findings(here, plan))
    assert finding.mend is Mend.STAMP
    assert_mended(plan, here, Mend.STAMP)
    assert findings(pc, plan) == []


def script(machine: Machine) -> Path:
    return machine.home / f"Library/Application Scripts/com.microsoft.Excel/xlwings-{XLWINGS}.applescript"


def test_the_python_that_is_named_has_no_aop(plan: Path, computer: Computer, pc: Machine) -> None:
    shutil.rmtree(Path(pc.interpreter).parents[1])
    computer.python(aop=False)
    here = computer.machine(computer.python("new"))
    finding = only(findings(here, plan))
    assert finding.text.en == f"The Python that the workbook names has no aop or no xlwings: {pc.interpreter}"
    assert_mended(plan, here, Mend.STAMP)


def test_the_python_that_is_named_has_no_xlwings(plan: Path, computer: Computer, pc: Machine) -> None:
    shutil.rmtree(Path(pc.interpreter).parents[1])
    computer.python(xlwings=None)
    here = computer.machine(computer.python("new"))
    assert only(findings(here, plan)).mend is Mend.STAMP


def test_aop_was_removed_from_the_only_python(plan: Path, computer: Computer, pc: Machine) -> None:
    shutil.rmtree(Path(pc.interpreter).parents[1])
    computer.python(aop=False)
    finding = only(findings(pc, plan))
    assert (finding.cure.en, finding.mend) == ("Install aop again.", None)


def test_aop_may_lie_in_a_folder_that_the_plan_names(plan: Path, computer: Computer, pc: Machine) -> None:
    """A copy of the project that is not installed."""
    shutil.rmtree(Path(pc.interpreter).parents[1])
    computer.python(aop=False)
    (computer.folder / "project" / "aop_excel").mkdir(parents=True)
    here = replace(pc, packages=str(computer.folder / "project"))
    assert_mended(plan, here, Mend.STAMP)


@pytest.mark.parametrize("path", [r"\\server\share\python.exe", "//server/share/python.exe"])
def test_a_program_on_another_computer_is_not_looked_for(
    path: str, made: Callable[[Starter], Path], pc: Machine
) -> None:
    plan = pc.home.parent / "plan.xlsm"
    plan.write_bytes(with_button(made(SHOP).read_bytes(), plan, SHEETS, "en", replace(pc, interpreter=path)))
    assert said(findings(pc, plan)) == [f"The workbook names a Python of another computer: {path}"]
    assert_mended(plan, pc, Mend.STAMP)


def test_nothing_that_a_workbook_names_is_started(plan: Path, computer: Computer, pc: Machine) -> None:
    here = computer.machine(computer.python("other"))
    assert findings(here, plan) == []
    assert not Path(f"{pc.interpreter}.was-started").exists()


def test_the_sheet_that_names_python_was_renamed(plan: Path, pc: Machine) -> None:
    rewritten(plan, swap("xl/workbook.xml", 'name="xlwings.conf"', 'name="mine"'))
    assert said(findings(pc, plan), "vi") == ["Trang xlwings.conf bị mất, nên macro không biết Python ở đâu."]
    assert_mended(plan, pc, Mend.STAMP)
    assert list(Parts(plan.read_bytes()).tabs())[-2:] == ["mine", "xlwings.conf"]


def test_settings_of_the_owners_stay_when_python_is_stamped_again(plan: Path, computer: Computer, pc: Machine) -> None:
    pairs = conf_of(plan)
    assert len(pairs) == 6
    conf = Parts(plan.read_bytes()).tabs()["xlwings.conf"]

    def typed(held: dict[str, bytes]) -> None:
        row = b'<row r="7"><c r="A7" t="inlineStr"><is><t>Show Console</t></is></c><c r="B7" t="b"><v>1</v></c></row>'
        held[conf] = held[conf].replace(b"</sheetData>", row + b"</sheetData>").replace(b"A1:B6", b"A1:B7")

    rewritten(plan, typed)
    Path(pc.interpreter).unlink()
    here = computer.machine(computer.python("new"))
    assert_mended(plan, here, Mend.STAMP)
    assert conf_of(plan) == [("INTERPRETER_WIN", here.interpreter), *pairs[1:], ("Show Console", True)]


def conf_of(plan: Path) -> list[tuple[object, ...]]:
    """The rows of the sheet that names Python."""
    return [*openpyxl.load_workbook(plan)["xlwings.conf"].iter_rows(values_only=True)]


# The macros -----------------------------------------------------------------------------------------------------------


def test_xlwings_was_updated(plan: Path, computer: Computer, pc: Machine) -> None:
    """The macros are of the version before; those of the installed one take their place."""
    older(plan)
    finding = only(findings(pc, plan))
    assert finding.text.en == (
        f"The macros in the workbook are of xlwings 0.0.1, but {pc.interpreter} has xlwings {XLWINGS}."
    )
    assert finding.text.vi.startswith("Macro trong tệp thuộc xlwings 0.0.1")
    before = plan.read_bytes()
    assert_mended(plan, pc, Mend.MODULES)
    assert changed(before, plan.read_bytes()) == {PROJECT}


def older(plan: Path, *, own: str = "") -> None:
    """Put macros of an older xlwings into a plan, and code of the owner's behind a sheet."""
    sheets = [(f"Sheet{number}", WORKSHEET) for number in range(1, 1 + len(Parts(plan.read_bytes()).tabs()))]
    old = [
        replace(module, source=module.source.replace(f'String = "{XLWINGS}"', 'String = "0.0.1"'))
        for module in modules([("ThisWorkbook", WORKBOOK), *sheets])
    ]
    old = [replace(each, source=each.source + own) if each.name == "Sheet2" else each for each in old]
    rewritten(plan, lambda held: held.update({PROJECT: project(old)}))


def test_macros_that_the_owner_added_are_not_replaced(plan: Path, pc: Machine) -> None:
    older(plan, own="Private Sub Worksheet_Activate()\r\nEnd Sub\r\n")
    before = plan.read_bytes()
    finding = only(findings(pc, plan))
    assert finding.mend is None
    assert "replace the module xlwings yourself" in finding.cure.en
    assert mend([finding], pc, plan) == []
    assert plan.read_bytes() == before


def test_a_project_without_xlwings_is_of_no_version(plan: Path, pc: Machine) -> None:
    ours = [module for module in modules([("ThisWorkbook", WORKBOOK)]) if module.name != "xlwings"]
    rewritten(plan, lambda held: held.update({PROJECT: project(ours)}))
    assert "are of xlwings ?," in only(findings(pc, plan)).text.en
    assert_mended(plan, pc, Mend.MODULES)


def test_the_plan_has_no_macros(made: Callable[[Starter], Path], pc: Machine) -> None:
    finding = only(findings(pc, made(SHOP)))
    assert finding.text.en.endswith("holds no macros, so it has no button.")
    assert finding.cure.en.startswith("Run: aop button ")


def test_the_plan_has_only_macros_of_the_owners(shop: Path, pc: Machine) -> None:
    finding = only(findings(pc, added(shop, [workbooks.macros])))
    assert finding.text.en == "plan.xlsm has macros, but not the button's."
    assert finding.cure.vi.startswith("Hãy lưu một bản dạng .xlsx")


@pytest.mark.needs_libreoffice
def test_libreoffice_saved_the_plan(plan: Path, pc: Machine) -> None:
    """As .xlsx under the name .xlsm: without macros."""
    saved_by_libreoffice(plan)
    assert "holds no macros" in only(findings(pc, plan)).text.en


def test_the_buttons_were_deleted(plan: Path, pc: Machine) -> None:
    def without(held: dict[str, bytes]) -> None:
        for part, content in held.items():
            held[part] = content.replace(b"[0]!RefreshAOP", b"[0]!Mine") if part.endswith(".vml") else content

    rewritten(plan, without)
    assert said(findings(pc, plan)) == ["No button is left that runs the macro RefreshAOP."]
    assert_mended(plan, pc, Mend.BUTTONS)
    (backup,) = (plan.parent / ".aop_backups").iterdir()
    assert Parts(plan.read_bytes()).held[PROJECT] == Parts(backup.read_bytes()).held[PROJECT]


# Where the file lies --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("zone", "is_told"), [(2, False), (3, True), (4, True)])
def test_the_file_came_by_mail(zone: int, is_told: bool, plan: Path, pc: Machine) -> None:
    mark = Path(f"{plan}:Zone.Identifier")
    mark.write_text(f"[ZoneTransfer]\r\nZoneId={zone}\r\n")
    found = findings(pc, plan)
    assert [finding.mend for finding in found] == [Mend.MARK] * is_told
    if is_told:
        before = plan.read_bytes()
        assert_mended(plan, pc, Mend.MARK)
        assert plan.read_bytes() == before
        assert not mark.exists()


def test_the_file_is_in_onedrive(plan: Path, computer: Computer, pc: Machine) -> None:
    there = replace(pc, synced=(computer.folder / "elsewhere", plan.parent))
    finding = only(findings(there, plan))
    assert "OneDrive" in finding.text.vi
    assert finding.mend is None


# The computer ---------------------------------------------------------------------------------------------------------


def test_xlwings_is_not_installed(computer: Computer) -> None:
    here = computer.machine(computer.python(xlwings=None), xlwings=None)
    finding = only(findings(here, None))
    assert finding.cure.en == "Run: pip install xlwings"


def test_excel_on_a_mac_needs_a_script(tmp_path: Path) -> None:
    mac = Computer(tmp_path, MACOS)
    here = mac.machine(mac.python())
    finding = only(findings(here, None))
    assert finding.text.en == (f"Excel may not call Python yet: the script xlwings-{XLWINGS}.applescript is missing.")
    assert mend([finding], here, None) == [Mend.SCRIPT]
    assert findings(here, None) == []
    assert "on VbaHandler(ParameterString)" in script(here).read_text()


def test_excel_on_a_mac_calls_no_path_with_a_space(tmp_path: Path) -> None:
    mac = Computer(tmp_path / "my plans", MACOS)
    here = mac.machine(mac.python())
    found = findings(here, None)
    mend(found, here, None)
    finding = only(findings(here, None))
    assert "has a space" in finding.text.en
    assert finding.mend is None


def test_there_is_no_excel_on_linux(computer: Computer) -> None:
    here = replace(computer.machine(computer.python()), system="linux")
    assert said(findings(here, None)) == ["The Refresh button needs Excel on Windows or macOS."]


def test_the_script_cannot_be_put_there(tmp_path: Path) -> None:
    mac = Computer(tmp_path, MACOS)
    here = mac.machine(mac.python())
    here.home.write_text("a file, where the owner's folder should be")
    with pytest.raises(Exception, match=r"xlwings-.*applescript could not be written"):
        mend(findings(here, None), here, None)


def test_this_machine_is_the_one_that_runs_the_tests(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path))
    here = this_machine()
    assert here.xlwings == version("xlwings")
    assert tmp_path in here.synced
    assert not here.packages or (Path(here.packages) / "aop_excel" / "doctor").is_dir()


# The command ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_tells_what_it_finds_and_mends_it(
    language: Language,
    plan: Path,
    computer: Computer,
    pc: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AOP_LANG", language)
    monkeypatch.setattr(machine_module, "this_machine", lambda: computer.machine(Path(pc.interpreter)))
    assert aop("doctor") == 0
    told = {"vi": "Không có gì cản nút Cập nhật.\n", "en": "Nothing stops the Refresh button.\n"}
    assert capsys.readouterr().out == told[language]
    older(plan)
    assert aop("doctor", plan) == 1  # in the language of the plan
    assert capsys.readouterr().out == (
        f"✗ The macros in the workbook are of xlwings 0.0.1, but {pc.interpreter} has xlwings {XLWINGS}.\n"
        "    → Run again with --fix.\n"
    )
    assert aop("doctor", plan, "--fix") == 0
    assert capsys.readouterr().out == (
        "✓ Replaced the macros in the workbook by those of the installed xlwings.\nNothing stops the Refresh button.\n"
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert aop("doctor", tmp_path / "none.xlsm") == 2
