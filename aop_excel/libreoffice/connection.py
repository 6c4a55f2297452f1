"""Reaching a LibreOffice that is running and listens, as its owner told it to; none is ever started."""

from __future__ import annotations

import os
from typing import Any, Final

from aop_excel.libreoffice.uno_module import uno_module

SETTING: Final = "AOP_LIBREOFFICE"
"""The environment variable that names another place to listen at, as LibreOffice's `--accept` does."""

PLACES: Final = ("pipe,name=aop", "socket,host=localhost,port=2002")
"""Where LibreOffice is looked for otherwise."""


def desktops() -> dict[str, Any]:
    """The desktops of the LibreOffices that can be reached, by the place they listen at."""
    uno = uno_module()
    if uno is None:
        return {}
    places = (os.environ[SETTING],) if os.environ.get(SETTING) else PLACES
    return {place: found for place in places if (found := _desktop(uno, place)) is not None}


def _desktop(uno: Any, place: str) -> Any:
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    try:
        there = resolver.resolve(f"uno:{place};urp;StarOffice.ComponentContext")
        return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    except Exception:  # UNO's errors are Python classes only once they were raised
        return None
