"""What would stop the button of one workbook: where the file lies, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aop_excel.backends.macro import conf_sheet
from aop_excel.backends.macro.drawn_button import is_drawn
from aop_excel.backends.macro.machine import WINDOWS, Machine
from aop_excel.backends.macro.modules import xlwings_version
from aop_excel.backends.macro.state import has_our_modules, is_ours_alone, project_part, xlwings_module
from aop_excel.backends.workbook_part import WorkbookPart
from aop_excel.doctor.finding import FIX, Finding, Mend
from aop_excel.doctor.interpreter import Python, called
from aop_excel.text import Text

_FROM_OUTSIDE = ("ZoneId=3", "ZoneId=4")
"""What Windows notes about files from the Internet and from sites it distrusts."""


def around(path: Path, machine: Machine) -> Iterator[Finding]:
    """What is wrong with where the file lies."""
    if machine.system == WINDOWS and _is_from_outside(path):
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
                "Tệp nằm trong thư mục OneDrive: Excel có thể mở nó theo địa chỉ web và tự lưu ngay mọi thay đổi.",
                "The file is in a OneDrive folder: Excel may open it by its web address and save every change at once.",
            ),
            Text(
                "Hãy chuyển tệp sang thư mục không đồng bộ, hoặc tắt Tự động lưu (AutoSave) trong Excel.",
                "Move it to a folder that is not synced, or switch AutoSave off in Excel.",
            ),
        )


def mark(path: Path) -> Path:
    """The stream beside a file's content in which Windows notes where the file comes from."""
    return Path(f"{path}:Zone.Identifier")


def _is_from_outside(path: Path) -> bool:
    try:
        noted = mark(path).read_text("utf-8", "replace")
    except OSError:
        return False
    return any(zone in noted for zone in _FROM_OUTSIDE)


def inside(book: WorkbookPart, machine: Machine, name: str) -> Iterator[Finding]:
    """What is wrong with what the file holds; `name` is its name."""
    part = project_part(book)
    if part is None:
        yield Finding(
            Text("{name} không có macro, nên không có nút.", "{name} holds no macros, so it has no button.").format(
                name=name
            ),
            Text("Hãy chạy: aop button {name}", "Run: aop button {name}").format(name=name),
        )
        return
    project = book.package.read(part)
    if not has_our_modules(project):
        yield Finding(
            Text("{name} có macro, nhưng không có macro của nút.", "{name} has macros, but not the button's.").format(
                name=name
            ),
            Text(
                "Hãy lưu một bản dạng .xlsx (bản đó không còn macro), rồi chạy “aop button” với bản đó.",
                "Save a copy as .xlsx, which holds no macros, then run “aop button” on it.",
            ),
        )
        return
    if not is_drawn(book):
        yield Finding(
            Text("Không còn nút nào gọi macro RefreshAOP.", "No button is left that runs the macro RefreshAOP."),
            FIX,
            Mend.BUTTONS,
        )
    told = conf_sheet.told(book)
    if told is None:
        yield Finding(
            Text(
                "Trang xlwings.conf bị mất, nên macro không biết Python ở đâu.",
                "The sheet xlwings.conf is gone, so that the macro does not know where Python is.",
            ),
            FIX,
            Mend.STAMP,
        )
        return
    python = called(told, machine)
    if isinstance(python, Finding):
        yield python
    else:
        yield from _of_another_version(project, python)


def _of_another_version(project: bytes, python: Python) -> Iterator[Finding]:
    """The macros and the Python that they call must be of one version of xlwings."""
    version = xlwings_version(xlwings_module(project))
    if version == python.xlwings:
        return
    text = Text(
        "Macro trong tệp thuộc xlwings {here}, nhưng {python} có xlwings {there}.",
        "The macros in the workbook are of xlwings {here}, but {python} has xlwings {there}.",
    ).format(here=version or "?", there=python.xlwings, python=python.path)
    if is_ours_alone(project):
        yield Finding(text, FIX, Mend.MODULES)
        return
    yield Finding(
        text,
        Text(
            "Tệp còn có macro của riêng bạn, nên hãy tự thay mô-đun xlwings trong trình soạn VBA bằng tệp xlwings.bas "
            "của gói đang cài.",
            "The file has macros of your own too, so replace the module xlwings yourself, in the VBA editor, by the "
            "file xlwings.bas of the installed package.",
        ),
    )
