"""What a workbook has of the button: its macro, and whether macros of the owner's stand beside it."""

from __future__ import annotations

from aop_excel.backends.macro.modules import DICTIONARY, MACRO, OURS, XLWINGS
from aop_excel.backends.macro.reading import code, sources
from aop_excel.backends.workbook_part import WorkbookPart


def project_part(book: WorkbookPart) -> str | None:
    """The part that holds the workbook's VBA project."""
    return next(iter(book.related("vbaProject")), None)


def has_our_modules(project: bytes) -> bool:
    """Whether a VBA project holds the button's macro."""
    return MACRO in _readable(project).get(OURS, "")


def is_ours_alone(project: bytes) -> bool:
    """Whether a VBA project holds nothing of the owner's."""
    found = _readable(project)
    others = (source for name, source in found.items() if name not in (OURS, XLWINGS, DICTIONARY))
    return bool(found) and not any(code(source) for source in others)


def xlwings_module(project: bytes) -> str:
    """The source of xlwings in a VBA project; empty where there is none."""
    return _readable(project).get(XLWINGS, "")


def _readable(project: bytes) -> dict[str, str]:
    try:
        return sources(project)
    except ValueError:
        return {}
