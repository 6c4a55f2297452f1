"""What can go wrong: a `Problem` is a mistake in the owner's file, an `AopError` means that we stop."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aop_excel.text import Text


class Severity(StrEnum):
    """An error would make a total wrong, so results are not refreshed; a warning is only shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the owner's workbook: its place, what is wrong, and what to do.

    `place` is a table or field name. `row` counts the table's rows from 1, header excluded; `column` is the
    column's key. Both are None where the whole table or field is meant.
    """

    place: str
    text: Text
    cure: Text
    row: int | None = None
    column: str | None = None
    severity: Severity = Severity.ERROR


class AopError(Exception):
    """We stop, and say why and what to do in both languages.

    `exit_status` is what a command ends with: 1 where the owner can cure it and try again, 2 for refused input.
    """

    exit_status = 1

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class RefusedFile(AopError):
    """The file is not a workbook we can safely change."""

    exit_status = 2

    def __init__(self, path: Path | str, reason: Text) -> None:
        name = Path(path).name
        super().__init__(Text("{name}: {reason}", "{name}: {reason}").format(name=name, reason=reason))


class WrongSetting(AopError):
    """An environment variable holds what it cannot hold."""

    def __init__(self, variable: str, value: str, cure: Text) -> None:
        super().__init__(
            Text(
                "Biến môi trường {variable} là “{value}”, không dùng được. {cure}",
                "The environment variable {variable} is “{value}”, which cannot be used. {cure}",
            ).format(variable=variable, value=value, cure=cure)
        )


class NotAPlan(AopError):
    """A table or a named cell of the plan is missing from the workbook."""

    exit_status = 2

    def __init__(self, book: str, missing: str) -> None:
        super().__init__(
            Text(
                "{book}: không tìm thấy “{missing}”. Tệp này không phải kế hoạch do aop tạo, "
                "hoặc các bảng và tên đã mất. Hãy lấy lại bản sao lưu, dựng lại bằng “aop repair”, "
                "hoặc tạo mới bằng “aop new”.",
                "{book}: “{missing}” was not found. This file is not a plan made by aop, "
                "or its tables and names were lost. Restore a backup, make them again with “aop repair”, "
                "or make a new plan with “aop new”.",
            ).format(book=book, missing=missing)
        )


def ending(error: BaseException) -> tuple[Text, int]:
    """What to say of an error, and the exit status."""
    match error:
        case AopError():
            return error.text, error.exit_status
        case KeyboardInterrupt():
            return _STOPPED, 130
        case MemoryError():
            return _NO_MEMORY, 2
        case OSError():
            return _SYSTEM.format(error=error.strerror or error), 1
    return _UNEXPECTED.format(error=f"{type(error).__name__}: {error}"), 1


_STOPPED = Text(
    "Đã dừng. Tệp của bạn còn nguyên vẹn: như cũ, hoặc đã ghi xong.",
    "Stopped. Your file is whole: as it was, or completely written.",
)
_NO_MEMORY = Text(
    "Máy không đủ bộ nhớ để đọc tệp này. Hãy đóng bớt chương trình, hoặc chuyển dữ liệu lớn sang một tệp khác.",
    "There is not enough memory to read this file. Close other programs, or move large amounts of data into another "
    "file.",
)
_SYSTEM = Text(
    "Hệ điều hành báo lỗi: {error}. Tệp của bạn không bị hỏng. Hãy kiểm tra ổ đĩa và nơi nhận kết quả, rồi làm lại.",
    "The system reports: {error}. Your file is not damaged. Look at the disk and at where the output goes, and try "
    "again.",
)
_UNEXPECTED = Text(
    "Lỗi không ngờ tới: {error}. Tệp của bạn không bị thay đổi. Chạy lại với --debug rồi gửi cho chúng tôi.",
    "Unexpected error: {error}. Your file was not changed. Run again with --debug and send us the output.",
)
