"""What would stop the button of any workbook on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aop_excel.backends.macro.machine import MACOS, WINDOWS, Machine
from aop_excel.doctor.finding import Finding, Mend
from aop_excel.text import Text


def on_computer(machine: Machine) -> Iterator[Finding]:
    """All that is missing on a computer."""
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
    if machine.system == MACOS:
        yield from _on_macos(machine)


def script(machine: Machine) -> Path:
    """The script through which Excel on macOS starts Python, where Excel looks for it."""
    folder = machine.home / "Library" / "Application Scripts" / "com.microsoft.Excel"
    return folder / f"xlwings-{machine.xlwings}.applescript"


def _on_macos(machine: Machine) -> Iterator[Finding]:
    if machine.xlwings and not script(machine).exists():
        yield Finding(
            Text(
                "Excel chưa được phép gọi Python: thiếu tập lệnh {name}.",
                "Excel may not call Python yet: the script {name} is missing.",
            ).format(name=script(machine).name),
            Text(
                "Hãy chạy lại với --fix, hoặc chạy: xlwings runpython install",
                "Run again with --fix, or run: xlwings runpython install",
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
