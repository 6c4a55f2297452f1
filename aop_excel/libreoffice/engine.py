"""The engine: the LibreOffices that can be reached, each as what xlwings calls an app."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from aop_excel.libreoffice.books import Book, Books
from aop_excel.libreoffice.connection import desktops
from aop_excel.libreoffice.values import ErrorValue


class Engine:
    """What `xlwings.Engine` asks of the program behind it."""

    name: Final = "libreoffice"
    type: Final = "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(value: object, _options: object = None) -> object:
        """A value as it is written; None leaves the cell blank."""
        return "" if value is None else value

    @staticmethod
    def clean_value_data(
        rows: Sequence[Sequence[object]],
        datetime_builder: Callable[..., object],
        empty_as: object,
        number_builder: Callable[[float], object] | None,
        err_to_str: bool,
    ) -> list[list[object]]:
        """The values that were read, as the options of the range want them."""

        def clean(value: object) -> object:
            match value:
                case None | "":
                    return empty_as
                case ErrorValue():
                    return str(value) if err_to_str else None
                case datetime() if datetime_builder is not datetime:
                    clock = {part: getattr(value, part) for part in ("hour", "minute", "second", "microsecond")}
                    return datetime_builder(year=value.year, month=value.month, day=value.day, tzinfo=None, **clock)
                case float() if number_builder is not None:
                    return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in rows]


class Apps:
    """Every LibreOffice that listens where we look."""

    def keys(self) -> list[int]:
        """The numbers by which `xlwings.apps` finds them."""
        return [app.pid for app in self]

    def __iter__(self) -> Iterator[App]:
        return (App(number, desktop) for number, desktop in enumerate(desktops().values(), 1))

    def __len__(self) -> int:
        return len(self.keys())

    def __getitem__(self, pid: int) -> App:
        for app in self:
            if app.pid == pid:
                return app
        raise KeyError(pid)


class App:
    """A running LibreOffice; `pid` only tells it from others."""

    def __init__(self, pid: int, desktop: Any) -> None:
        self.pid = pid
        self.desktop = desktop

    @property
    def engine(self) -> Engine:
        """The engine it belongs to."""
        return ENGINE

    @property
    def version(self) -> str:
        """An Excel that knows all that LibreOffice does, for xlwings asks how old it is."""
        return "16.0"

    @property
    def books(self) -> Books:
        """The spreadsheets that are open in it."""
        return Books(self)

    @property
    def screen_updating(self) -> bool:
        """Whether its windows show what changes."""
        return not any(book.document.hasControllersLocked() for book in self.books)

    @screen_updating.setter
    def screen_updating(self, shown: bool) -> None:
        for book in self.books:
            _show(book, shown=shown)


def _show(book: Book, *, shown: bool) -> None:
    if not shown:
        book.document.lockControllers()
    elif book.document.hasControllersLocked():
        book.document.unlockControllers()


ENGINE: Final = Engine()
