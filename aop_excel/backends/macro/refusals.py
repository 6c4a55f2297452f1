"""Why a button cannot be put into a workbook, in words for the owner."""

from __future__ import annotations

from aop_excel.errors import AopError, RefusedFile
from aop_excel.text import Text


class NoXlwings(AopError):
    """The package through which the button reaches Python is not installed."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "Chưa cài gói xlwings, nên nút Cập nhật không gọi được Python. Hãy chạy: pip install xlwings",
                "The package xlwings is not installed, so the Refresh button cannot reach Python. "
                "Run: pip install xlwings",
            )
        )


class HasMacros(RefusedFile):
    """The workbook has macros of the owner's, into which we do not mix ours."""

    def __init__(self, book: str) -> None:
        super().__init__(
            book,
            Text(
                "tệp đã có macro của riêng bạn, nên aop không thêm nút vào. Hãy mở tệp, lưu một bản dạng .xlsx (bản đó "
                "không còn macro) rồi chạy “aop button” với bản .xlsx; tệp này vẫn cập nhật được bằng “aop refresh”.",
                "it has macros of your own, into which aop does not mix its button. Open it, save a copy as .xlsx "
                "(which holds no macros) and run “aop button” on that; this file can still be refreshed with "
                "“aop refresh”.",
            ),
        )


class HasTheButton(AopError):
    """The workbook has the button already."""

    def __init__(self, book: str) -> None:
        super().__init__(
            Text(
                "{book} đã có nút Cập nhật. Nếu nút không chạy, hãy dùng “aop doctor {book}”.",
                "{book} has the Refresh button already. If it does not work, run “aop doctor {book}”.",
            ).format(book=book)
        )


class StrictWorkbook(RefusedFile):
    """The workbook is in the strict form of the format, in which there are no macros."""

    def __init__(self, book: str) -> None:
        super().__init__(
            book,
            Text(
                "tệp ở dạng “Strict Open XML”, dạng này không chứa được macro. Hãy mở bằng Excel, lưu lại dạng "
                "“Excel Workbook (.xlsx)” rồi làm lại.",
                "it is a “Strict Open XML” workbook, which cannot hold macros. Open it in Excel, save it as "
                "“Excel Workbook (.xlsx)” and try again.",
            ),
        )
