"""The macros of a workbook, run in an interpreter of VBA that is not Excel's, on a Windows that is not there."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter._objects import VBAObject, method
from pyopenvba.interpreter._values import MISSING, VBAInt

WINDOW = "424242"
"""The number of Excel's window."""

WINDOWS = r"""
Public Function GetAttr(ByVal PathName As String) As Long
    If Right(LCase(PathName), 10) = "python.exe" Then GetAttr = 32 Else Err.Raise 53
End Function
Public Function Environ(ByVal n As String) As String
    Environ = "C:\Users\Lan\" & n
End Function
Public Sub Kill(ByVal f As String)
End Sub
"""
"""There is Python, and no other file; folders of the system are Lan's."""

GAPS = (
    (r"(?m)^(\s*#(?:Const|If|ElseIf|Else|End)[^'\n]*?)\s*'.*$", r"\1"),
    (r'If GetConfig\("SHOW CONSOLE", False\) = True', 'If CStr(GetConfig("SHOW CONSOLE", False)) = "True"'),
    (r"Kill LOG_FILE", "LOG_FILE = LOG_FILE"),
    (r"Application\.Hwnd", WINDOW),
)
"""What the interpreter does not know of VBA or of Excel, and what says the same."""


@dataclass
class Ran:
    """What a macro asked Windows to start, and what it showed the owner."""

    commands: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


class _Shell(VBAObject):  # type: ignore[misc] # the library has no types
    """Windows' own object for starting programs; it only notes them."""

    vba_type_name = "WshShell"
    ran: Ran

    @method  # type: ignore[untyped-decorator]
    def Run(self, Command: Any = MISSING, WindowStyle: Any = MISSING, WaitOnReturn: Any = MISSING) -> Any:  # noqa: N802, N803 - Windows' names
        assert WaitOnReturn  # so that the results are there when the macro ends
        self.ran.commands.append(str(Command))
        return VBAInt(0, "Long")

    @method  # type: ignore[untyped-decorator]
    def ExpandEnvironmentStrings(self, S: Any = MISSING) -> str:  # noqa: N802, N803
        return re.sub(r"%(\w+)%", lambda found: os.environ.get(found[1], found[0]), str(S))

    @method  # type: ignore[untyped-decorator]
    def Popup(self, *words: Any) -> Any:  # noqa: N802
        self.ran.shown.append(str(words[0]))
        return VBAInt(1, "Long")


def run(path: Path, macro: str) -> Ran:
    """Run a macro of a workbook with the modules that stand in its file."""
    ran = Ran()
    shell = _Shell()
    shell.ran = ran
    excel = ExcelApplication.open(path, with_vba=False)
    host = excel.interpreter.host
    create = host.create
    host.create = lambda name: shell if name.lower() == "wscript.shell" else create(name)
    with ExcelFile(path) as file:
        for module in file.vba_project().modules:
            source = module.source
            for gap, same in GAPS:
                source = re.sub(gap, same, source)
            kinds = {"standard": "standard", "AOP": "standard", "Dictionary": "class"}
            kind = kinds.get(module.kind.name) or kinds.get(module.name, "document")
            excel.add_module(source, name=module.name, kind=kind)
    excel.add_module(WINDOWS, name="Windows")
    excel.run(macro)
    ran.shown += map(str, excel.dialogs)
    return ran
