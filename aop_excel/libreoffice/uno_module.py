"""LibreOffice's own Python module `uno`, which lies outside the environments that packages are installed in."""

from __future__ import annotations

import importlib
import importlib.util
import re
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_FOLDERS = (Path("/usr/lib/python3/dist-packages"), Path("/usr/lib/libreoffice/program"))
_MADE_FOR = re.compile(rb"libpython(\d+)\.(\d+)")


@cache
def uno_module() -> Any:
    """The module `uno`, or None where LibreOffice has none for this Python."""
    try:
        import xlwings  # noqa: F401 - uno replaces `import` itself; what is loaded before is loaded as ever

        if importlib.util.find_spec("uno"):
            return importlib.import_module("uno")
    except ImportError:
        return None
    return next((_load(file) for file in _files() if _is_for_this_python(file.parent)), None)


def _files() -> Iterator[Path]:
    """Where `uno.py` can lie: Debian's folder for packages, and beside LibreOffice's program."""
    soffice = shutil.which("soffice")
    beside = [Path(soffice).resolve().parent] if soffice else []
    return (folder / "uno.py" for folder in (*_FOLDERS, *beside) if (folder / "uno.py").is_file())


def _is_for_this_python(folder: Path) -> bool:
    """Whether the library behind `uno` was built for this version of Python: any other one would end the process."""
    libraries = [place / "libpyuno.so" for place in (folder, *_FOLDERS)]
    content = next((library.read_bytes() for library in libraries if library.is_file()), b"")
    made_for = _MADE_FOR.search(content)
    return made_for is not None and (int(made_for[1]), int(made_for[2])) == sys.version_info[:2]


def _load(file: Path) -> Any:
    """Load `uno.py`; the library it needs lies beside it, or where Debian's says by itself."""
    spec = importlib.util.spec_from_file_location("uno", file)
    assert spec
    assert spec.loader
    module = sys.modules["uno"] = importlib.util.module_from_spec(spec)
    sys.path.append(str(file.parent))
    try:
        spec.loader.exec_module(module)
    except ImportError:
        del sys.modules["uno"]
        return None
    finally:
        sys.path.remove(str(file.parent))
    return module
