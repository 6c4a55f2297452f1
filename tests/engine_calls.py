"""How often xlwings asks the engine behind it for something: each time costs a message to another program."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import xlwings

import aop_excel.libreoffice

ENGINE = str(Path(aop_excel.libreoffice.__path__[0]))
XLWINGS = str(Path(xlwings.__path__[0]))
AT_HOME = {"prepare_xl_data_element", "clean_value_data", "__init__"}
"""What the engine answers without asking its program."""

BLOCKS = {("raw_value", 1): "read", ("formula", 1): "read", ("raw_value", 2): "write", ("formula", 2): "write"}


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Count the calls from xlwings into the engine; `read` and `write` are blocks of cells, `other` all else."""
    calls: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        code, caller = frame.f_code, frame.f_back
        if event != "call" or code.co_name in AT_HOME or not code.co_filename.startswith(ENGINE):
            return
        if caller and caller.f_code.co_filename.startswith(XLWINGS):
            calls[BLOCKS.get((code.co_name, code.co_argcount), "other")] += 1

    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(None)
