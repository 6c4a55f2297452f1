"""Why an open workbook cannot be refreshed, in words for its owner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from aop_excel.errors import AopError
from aop_excel.text import Text

OUR_MISTAKES: Final = (TypeError, ValueError, NotImplementedError)
"""Errors that come from how we ask: no program raises them when it is closed, protected or busy."""


class NoAnswer(AopError):
    """The program does not answer for the workbook any more: it was closed, or waits for its owner."""

    def __init__(self, book: str, program: str) -> None:
        super().__init__(
            Text(
                "{program} không trả lời về {book}: tệp vừa bị đóng, hoặc {program} đang chờ bạn (một hộp thoại, một ô "
                "đang gõ dở). Hãy mở lại tệp, gõ xong ô đó, rồi cập nhật lần nữa.",
                "{program} does not answer for {book}: it was closed, or {program} waits for you (a dialog, a cell "
                "that is being typed). Open the file again or finish that cell, and refresh once more.",
            ).format(book=book, program=program)
        )


@contextmanager
def answering(book: str, program: str) -> Iterator[None]:
    """Whatever a program raises when it does not answer (each has its own errors) as our own."""
    try:
        yield
    except (AopError, *OUR_MISTAKES):
        raise
    except Exception as error:
        raise NoAnswer(book, program) from error


class CannotWriteCells(AopError):
    """The program did not let us write; what had been written before was put back."""

    def __init__(self, sheet: str, cells: str, program: str) -> None:
        super().__init__(
            Text(
                "{program} không cho ghi vào ô {cells} của trang “{sheet}”, nên sổ được trả lại như trước khi "
                "cập nhật. Nếu trang đang được bảo vệ, hãy bỏ bảo vệ (Xem lại > Bỏ bảo vệ trang tính); nếu một ô đang "
                "gõ dở, hãy nhấn Enter. Rồi cập nhật lần nữa.",
                "{program} did not let us write cells {cells} of sheet “{sheet}”, so the workbook is as it was before. "
                "If the sheet is protected, unprotect it (Review > Unprotect Sheet); if a cell is being typed, press "
                "Enter. Then refresh once more.",
            ).format(sheet=sheet, cells=cells, program=program)
        )


class TotalsShown(AopError):
    """A table with a totals row must change its size while it is open."""

    def __init__(self, sheet: str, cell: str) -> None:
        super().__init__(
            Text(
                "Bảng có dòng tổng ở ô {cell} của trang “{sheet}” cần đổi số dòng. Hãy tắt dòng tổng (Thiết kế bảng > "
                "Hàng tổng), cập nhật, rồi bật lại; hoặc đóng tệp rồi chạy aop refresh.",
                "The table whose totals row stands at cell {cell} of sheet “{sheet}” must change its size. Switch the "
                "totals row off (Table Design > Total Row), refresh, and switch it on again; or close the file and run "
                "aop refresh.",
            ).format(sheet=sheet, cell=cell)
        )
