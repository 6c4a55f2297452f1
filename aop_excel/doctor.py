"""What would stop the Refresh button of a workbook, on the computer and in the file, and mending it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from aop_excel.backends.file import FileBook
from aop_excel.backends.macro import conf_sheet
from aop_excel.backends.macro.drawn_button import is_drawn
from aop_excel.backends.macro.machine import MACOS, WINDOWS, Machine
from aop_excel.backends.macro.modules import xlwings_version
from aop_excel.backends.macro.state import has_our_modules, is_ours_alone, project_part, xlwings_module
from aop_excel.backends.macro.with_button import draw_buttons, our_project, sound
from aop_excel.backends.package import Package
from aop_excel.backends.saving import read_file, replace_file
from aop_excel.backends.workbook_part import WorkbookPart
from aop_excel.commands import language_of
from aop_excel.sheets import SHEETS
from aop_excel.text import Text

_SECONDS: Final = 60
"""How long an interpreter may take to import what the button needs."""


class Mend(Enum):
    """What can be done about a finding, in words that say it was done."""

    STAMP = auto()
    MODULES = auto()
    BUTTONS = auto()
    MARK = auto()
    SCRIPT = auto()


_DONE: Final = {
    Mend.STAMP: Text(
        "Đã ghi lại đường dẫn Python của máy này vào tệp.", "Wrote this computer's Python into the workbook."
    ),
    Mend.MODULES: Text(
        "Đã thay macro trong tệp bằng bản của xlwings đang cài.",
        "Replaced the macros in the workbook by those of the installed xlwings.",
    ),
    Mend.BUTTONS: Text("Đã vẽ lại nút Cập nhật.", "Drew the Refresh button again."),
    Mend.MARK: Text(
        "Đã bỏ dấu “tải từ Internet” của tệp; chỉ giữ tệp này nếu bạn tin người gửi.",
        "Removed the mark “from the Internet” from the file; keep the file only if you trust who sent it.",
    ),
    Mend.SCRIPT: Text(
        "Đã đặt tập lệnh của xlwings vào thư mục mà Excel cho phép.",
        "Put the script of xlwings into the folder that Excel allows.",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that would stop the button, what to do about it, and whether `--fix` can."""

    text: Text
    cure: Text
    mend: Mend | None = None


_FIX = Text("Hãy chạy lại với --fix.", "Run again with --fix.")


def findings(machine: Machine, path: Path | None) -> list[Finding]:
    """All that would stop the button on a machine; with a workbook, in it too. Raises what opening a book does."""
    found = list(_on_machine(machine))
    if path:
        found += [*_around(path, machine), *_inside(_book(path, read_file(path)), machine, path)]
    return found


def mend(found: Sequence[Finding], machine: Machine, path: Path | None) -> Iterator[Text]:
    """Mend what can be mended, and say what was. Raises what saving does; then the file is as it was."""
    mends = {finding.mend for finding in found}
    if path and mends & {Mend.STAMP, Mend.MODULES, Mend.BUTTONS}:
        old = read_file(path)
        replace_file(path, old, _mended(old, path, machine, mends))
    if path and Mend.MARK in mends:
        _mark(path).unlink(missing_ok=True)
    if Mend.SCRIPT in mends:
        folder = _script(machine, "").parent
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(_installed_script(machine), folder)
    yield from (words for each, words in _DONE.items() if each in mends)


def _mended(old: bytes, path: Path, machine: Machine, mends: set[Mend | None]) -> bytes:
    """The workbook as it should be."""
    book = _book(path, old)
    if Mend.STAMP in mends:
        conf_sheet.stamp(book, machine)
    if Mend.BUTTONS in mends:
        draw_buttons(book, SHEETS, language_of(FileBook(path, old)))
    part = project_part(book)
    if part and Mend.MODULES in mends:
        book.package.replace(part, our_project(book))
    return sound(book.package.content(), Package(old, path.name), path)


def _book(path: Path, content: bytes) -> WorkbookPart:
    return WorkbookPart(Package(content, path.name))


# The computer ---------------------------------------------------------------------------------------------------------


def _on_machine(machine: Machine) -> Iterator[Finding]:
    if machine.system not in (WINDOWS, MACOS):
        yield Finding(
            Text(
                "Nút Cập nhật cần Excel trên Windows hoặc macOS.", "The Refresh button needs Excel on Windows or macOS."
            ),
            Text("Trên máy này hãy dùng “aop refresh”.", "On this computer use “aop refresh”."),
        )
    if machine.xlwings is None:
        yield Finding(
            Text("Python của aop chưa có gói xlwings.", "The Python of aop has no package xlwings."),
            Text("Hãy chạy: pip install xlwings", "Run: pip install xlwings"),
        )
    if machine.system != MACOS:
        return
    if machine.xlwings and not _script(machine, machine.xlwings).exists():
        yield Finding(
            Text(
                "Excel chưa được phép gọi Python: thiếu tập lệnh xlwings-{version}.applescript.",
                "Excel may not call Python yet: the script xlwings-{version}.applescript is missing.",
            ).format(version=machine.xlwings),
            Text(
                "Hãy chạy lại với --fix, hoặc: xlwings runpython install",
                "Run again with --fix, or: xlwings runpython install",
            ),
            Mend.SCRIPT,
        )
    if " " in machine.interpreter:
        yield Finding(
            Text(
                "Đường dẫn Python có dấu cách ({path}), nên Excel trên macOS không gọi được.",
                "The path of Python has a space ({path}), so that Excel on macOS cannot call it.",
            ).format(path=machine.interpreter),
            Text(
                "Hãy cài aop vào thư mục không có dấu cách, rồi chạy “aop doctor --fix” từ đó.",
                "Install aop in a folder without spaces, then run “aop doctor --fix” from there.",
            ),
        )


def _script(machine: Machine, version: str) -> Path:
    """Where Excel on macOS looks for the script that starts Python."""
    folder = machine.home / "Library" / "Application Scripts" / "com.microsoft.Excel"
    return folder / f"xlwings-{version}.applescript"


def _installed_script(machine: Machine) -> Path:
    found = find_spec("xlwings")
    assert found and found.origin, "its version was found"
    return Path(found.origin).with_name(f"xlwings-{machine.xlwings}.applescript")


# Around the file ------------------------------------------------------------------------------------------------------


def _around(path: Path, machine: Machine) -> Iterator[Finding]:
    if machine.system == WINDOWS and _is_marked(path):
        yield Finding(
            Text(
                "Windows đánh dấu tệp là tải từ Internet, nên Excel chặn macro.",
                "Windows has marked the file as from the Internet, so that Excel blocks its macros.",
            ),
            Text(
                "Nếu bạn tin người gửi: chạy lại với --fix, hoặc nhấp phải vào tệp > Thuộc tính > Bỏ chặn.",
                "If you trust who sent it: run again with --fix, or right-click the file > Properties > Unblock.",
            ),
            Mend.MARK,
        )
    if any(folder in path.resolve().parents for folder in machine.synced):
        yield Finding(
            Text(
                "Tệp nằm trong thư mục OneDrive: Excel có thể mở nó theo địa chỉ web, và tự lưu ngay mọi thay đổi.",
                "The file is in a OneDrive folder: Excel may open it by its web address, and saves every change at once.",
            ),
            Text(
                "Hãy chuyển tệp sang thư mục không đồng bộ, hoặc tắt AutoSave trong Excel.",
                "Move it to a folder that is not synced, or switch AutoSave off in Excel.",
            ),
        )


def _is_marked(path: Path) -> bool:
    try:
        mark = _mark(path).read_text("utf-8", "replace")
    except OSError:
        return False
    return any(f"ZoneId={zone}" in mark for zone in (3, 4))


def _mark(path: Path) -> Path:
    """The stream beside a file's content in which Windows notes where it comes from."""
    return path.with_name(f"{path.name}:Zone.Identifier")


# Inside the file ------------------------------------------------------------------------------------------------------


def _inside(book: WorkbookPart, machine: Machine, path: Path) -> Iterator[Finding]:
    part = project_part(book)
    if part is None:
        yield Finding(
            Text("{name} không có macro, nên không có nút.", "{name} holds no macros, so there is no button.").format(
                name=path.name
            ),
            Text("Hãy chạy: aop button {name}", "Run: aop button {name}").format(name=path.name),
        )
        return
    project = book.package.read(part)
    if not has_our_modules(project):
        yield Finding(
            Text("{name} có macro, nhưng không có macro của nút.", "{name} has macros, but not the button's.").format(
                name=path.name
            ),
            Text(
                "Hãy lưu một bản dạng .xlsx (không còn macro), rồi chạy “aop button” với bản đó.",
                "Save a copy as .xlsx, which holds no macros, then run “aop button” on it.",
            ),
        )
        return
    if not is_drawn(book):
        yield Finding(
            Text("Không còn nút nào gọi macro RefreshAOP.", "No button is left that runs the macro RefreshAOP."),
            _FIX,
            Mend.BUTTONS,
        )
    yield from _called(book, project, machine)


def _called(book: WorkbookPart, project: bytes, machine: Machine) -> Iterator[Finding]:
    """What is wrong with the Python that the macro calls, and with the xlwings on both sides."""
    told = conf_sheet.told(book)
    if told is None:
        yield Finding(
            Text("Trang xlwings.conf bị mất, nên macro không biết Python ở đâu.",
                 "The sheet xlwings.conf is gone, so that the macro does not know where Python is."),
            _FIX,
            Mend.STAMP,
        )  # fmt: skip
        return
    python = conf_sheet.interpreter(told, machine.system)
    if shutil.which(python) is None:
        yield Finding(
            Text(
                "Không thấy Python mà tệp ghi: {path}", "The Python that the workbook names is not there: {path}"
            ).format(path=python),
            _FIX,
            Mend.STAMP,
        )
        return
    there = _xlwings_of(python, told.get(conf_sheet.PYTHONPATH, ""))
    if there is None:
        yield Finding(
            Text(
                "Python mà tệp ghi không chạy được aop và xlwings: {path}",
                "The Python that the workbook names cannot run aop and xlwings: {path}",
            ).format(path=python),
            _FIX if python != machine.interpreter else Text("Hãy cài lại aop.", "Install aop again."),
            Mend.STAMP,
        )
        return
    here = xlwings_version(xlwings_module(project))
    if here != there:
        mixed = not is_ours_alone(project)
        yield Finding(
            Text(
                "Macro trong tệp thuộc xlwings {here}, nhưng Python có xlwings {there}.",
                "The macros in the workbook are of xlwings {here}, but Python has xlwings {there}.",
            ).format(here=here or "?", there=there),
            Text(
                "Tệp có macro của riêng bạn, nên hãy tự thay mô-đun xlwings trong trình soạn VBA bằng tệp xlwings.bas của "
                "gói đang cài.",
                "The file has macros of your own, so replace the module xlwings in the VBA editor by the file "
                "xlwings.bas of the installed package.",
            )
            if mixed
            else _FIX,
            None if mixed else Mend.MODULES,
        )


def _xlwings_of(python: str, packages: str) -> str | None:
    """The version of xlwings that an interpreter imports together with aop, as the macro will; None where it cannot."""
    script = (
        f"import sys; sys.path[0:0] = [each for each in {packages!r}.split(';') if each]; "
        "import aop_excel, xlwings; print(xlwings.__version__)"
    )
    try:
        done = subprocess.run(
            [python, "-B", "-c", script],
            capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
