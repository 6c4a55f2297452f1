"""What the doctor says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from aop_excel.text import Text


class Mend(Enum):
    """What can be done about a finding, in the words that say it was done."""

    STAMP = Text("Đã ghi Python của máy này vào tệp.", "Wrote this computer's Python into the workbook.")
    MODULES = Text(
        "Đã thay macro trong tệp bằng bản của xlwings đang cài.",
        "Replaced the macros in the workbook by those of the installed xlwings.",
    )
    BUTTONS = Text("Đã vẽ lại nút Cập nhật.", "Drew the Refresh button again.")
    MARK = Text(
        "Đã bỏ dấu “tải từ Internet” của tệp; chỉ mở tệp nếu bạn tin người gửi.",
        "Removed the mark “from the Internet” from the file; open it only if you trust who sent it.",
    )
    SCRIPT = Text(
        "Đã đặt tập lệnh của xlwings vào thư mục mà Excel cho phép.",
        "Put the script of xlwings into the folder that Excel allows.",
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that would stop the button, what to do about it, and how `--fix` mends it, if it can."""

    text: Text
    cure: Text
    mend: Mend | None = None


FIX: Final = Text("Hãy chạy lại với --fix.", "Run again with --fix.")
