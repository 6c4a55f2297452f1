"""The modules that the button needs: our own, xlwings' as they are installed, and one for each sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from aop_excel.backends.macro.project import ENCODING, Kind, Module
from aop_excel.backends.macro.refusals import NoXlwings

MACRO: Final = "RefreshAOP"
"""What the button runs."""

OURS: Final = "AOP"
XLWINGS: Final = "xlwings"
DICTIONARY: Final = "Dictionary"

WORKBOOK: Final = "{00020819-0000-0000-C000-000000000046}"
WORKSHEET: Final = "{00020820-0000-0000-C000-000000000046}"
CHART: Final = "{00020821-0000-0000-C000-000000000046}"
"""The classes of Excel that a document's module extends."""

_CLASS: Final = "{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
_CLASS_HEAD: Final = re.compile(r"\AVERSION 1\.0 CLASS\r\nBEGIN\r\n.*?\r\nEND\r\n", re.S)
_ATTRIBUTE: Final = re.compile(
    r"^Attribute VB_(?:Name|Base|GlobalNameSpace|Creatable|PredeclaredId|Exposed|TemplateDerived|Customizable) = "
    r".*\r\n",
    re.M,
)
_VERSION: Final = re.compile(r'XLWINGS_VERSION As String = "([^"]*)"')


def modules(documents: Iterable[tuple[str, str]]) -> list[Module]:
    """All modules of the project; `documents` are the workbook and its sheets, by code name and class.

    Raises `NoXlwings`.
    """
    xlwings = folder_of_xlwings()
    return [
        *(_document(name, base) for name, base in documents),
        _standard(OURS, Path(__file__).with_name("AOP.bas")),
        _standard(XLWINGS, xlwings / "xlwings.bas"),
        _class(DICTIONARY, xlwings / "addin" / "Dictionary.cls"),
    ]


def xlwings_version(source: str) -> str | None:
    """The version of xlwings that a module belongs to."""
    found = _VERSION.search(source)
    return found[1] if found else None


def folder_of_xlwings() -> Path:
    """Where xlwings is installed; it is not imported, which would take a second. Raises `NoXlwings`."""
    found = find_spec("xlwings")
    if not found or not found.origin:
        raise NoXlwings
    return Path(found.origin).parent


def _document(name: str, base: str) -> Module:
    return Module(name, Kind.DOCUMENT, _head(name, base, predeclared=True, exposed=True, customizable=True))


def _standard(name: str, path: Path) -> Module:
    return Module(name, Kind.STANDARD, f'Attribute VB_Name = "{name}"\r\n' + _ATTRIBUTE.sub("", _source(path)))


def _class(name: str, path: Path) -> Module:
    source = _ATTRIBUTE.sub("", _CLASS_HEAD.sub("", _source(path)))
    return Module(name, Kind.CLASS, _head(name, _CLASS) + source)


def _head(name: str, base: str, *, predeclared: bool = False, exposed: bool = False, customizable: bool = False) -> str:
    told = {
        "Name": f'"{name}"',
        "Base": f'"0{base}"',
        "GlobalNameSpace": False,
        "Creatable": False,
        "PredeclaredId": predeclared,
        "Exposed": exposed,
        "TemplateDerived": False,
        "Customizable": customizable,
    }
    return "".join(f"Attribute VB_{key} = {value}\r\n" for key, value in told.items())


def _source(path: Path) -> str:
    """A file of source, its lines ended as Windows does."""
    lines = path.read_text(ENCODING).splitlines()
    return "\r\n".join([*lines, ""])
