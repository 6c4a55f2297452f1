"""Why a file backend stops, in words for the owner."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from aop_excel.errors import AopError
from aop_excel.text import Text

_SHOWN: Final = 3
"""How many findings a message names."""


class BrokenSheet(AopError):
    """A sheet is XML, but not as Excel writes it."""

    exit_status = 2

    def __init__(self, sheet: str) -> None:
        super().__init__(
            Text(
                "Trang “{sheet}” không đúng chuẩn Excel. Hãy mở tệp bằng Excel và lưu lại, hoặc khôi phục bản sao lưu.",
                "Sheet “{sheet}” is not as Excel writes it. Open the file in Excel and save it again, "
                "or restore a backup.",
            ).format(sheet=sheet)
        )


class TooLong(AopError):
    """A sheet or a table of the plan has more rows than a plan can have."""

    exit_status = 2

    def __init__(self, what: Text, rows: int) -> None:
        super().__init__(
            Text(
                "{what} dùng hơn {rows} dòng, quá dài cho một kế hoạch. Hãy xóa các dòng thừa, hoặc chuyển dữ liệu "
                "lớn sang trang khác, lưu lại rồi làm lại.",
                "{what} has more than {rows} rows in use, too many for a plan. Delete the rows you do not need, or "
                "move the large amount of data to another sheet, save and try again.",
            ).format(what=what, rows=rows)
        )


class NoRoomToGrow(AopError):
    """Something stands where a table must grow."""

    def __init__(self, table: str, sheet: str, cell: str) -> None:
        super().__init__(
            Text(
                "Bảng {table} cần thêm dòng, nhưng ô {cell} của trang “{sheet}” ngay bên dưới đang được dùng. "
                "Hãy chuyển những gì nằm dưới bảng sang chỗ khác rồi làm lại.",
                "Table {table} needs more rows, but cell {cell} of sheet “{sheet}” below it is in use. "
                "Move what stands below the table somewhere else and try again.",
            ).format(table=table, sheet=sheet, cell=cell)
        )


class CellInTheWay(AopError):
    """A cell to be written is part of merged cells or of an array formula."""

    def __init__(self, sheet: str, cell: str, area: str, *, merged: bool) -> None:
        what = (
            Text("các ô gộp {area}", "the merged cells {area}")
            if merged
            else Text("công thức mảng {area}", "the array formula {area}")
        )
        cure = (
            Text("Hãy bỏ gộp ô (Trang đầu > Gộp ô) rồi làm lại.", "Unmerge them (Home > Merge Cells) and try again.")
            if merged
            else Text("Hãy chuyển công thức đó sang chỗ khác rồi làm lại.", "Move that formula and try again.")
        )
        super().__init__(
            Text(
                "Ô {cell} của trang “{sheet}” cần được ghi, nhưng thuộc về {what}. {cure}",
                "Cell {cell} of sheet “{sheet}” is to be written, but belongs to {what}. {cure}",
            ).format(cell=cell, sheet=sheet, what=what.format(area=area), cure=cure)
        )


class TotalsInTheWay(AopError):
    """A table with a totals row must change its size, but the formulas of that row would not survive a move."""

    def __init__(self, table: str, sheet: str, cell: str) -> None:
        super().__init__(
            Text(
                "Bảng {table} cần đổi số dòng, nhưng công thức ở dòng tổng (ô {cell} của trang “{sheet}”) dùng địa chỉ "
                "ô. Hãy tắt dòng tổng (Thiết kế bảng > Hàng tổng), hoặc chọn lại hàm tổng từ danh sách của ô đó.",
                "Table {table} must change its size, but a formula of its totals row (cell {cell} of “{sheet}”) uses "
                "cell addresses. Switch the totals row off (Table Design > Total Row), or choose the total "
                "again from that cell's list.",
            ).format(table=table, sheet=sheet, cell=cell)
        )


class OpenElsewhere(AopError):
    """A program holds the workbook open; `stale` says what to do if only a lock file says so."""

    def __init__(self, path: Path, lock: Path | None = None) -> None:
        self.stale = (
            Text(
                " Nếu không còn ai mở, hãy xóa tệp khóa “{lock}”.",
                " If nobody has it open any more, delete the lock file “{lock}”.",
            ).format(lock=lock.name)
            if lock
            else Text("", "")
        )
        super().__init__(
            Text(
                "{book} đang mở trong Excel hoặc LibreOffice. Hãy đóng lại rồi làm lại.{stale}",
                "{book} is open in Excel or LibreOffice. Close it and try again.{stale}",
            ).format(book=path.name, stale=self.stale)
        )


class ChangedMeanwhile(AopError):
    """The file is not the one that was read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                "{book} đã được thay đổi trong lúc đang cập nhật, nên chưa ghi gì. Hãy làm lại.",
                "{book} was changed while it was being refreshed, so nothing was written. Try again.",
            ).format(book=path.name)
        )


class AlreadyRefreshing(AopError):
    """Another refresh of the same file is writing."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                "{book} đang được một lần cập nhật khác ghi. Hãy đợi lần đó xong rồi làm lại.",
                "{book} is being written by another refresh. Wait until that is done and try again.",
            ).format(book=path.name)
        )


class WouldBeDamaged(AopError):
    """What was to be written did not pass our own last look at it."""

    def __init__(self, path: Path, findings: Sequence[Text]) -> None:
        rest = len(findings) - _SHOWN
        more = Text("; và {count} lỗi khác", "; and {count} more") if rest > 0 else Text("", "")
        shown = findings[:_SHOWN]
        super().__init__(
            Text(
                "{book}: kết quả sắp ghi bị lỗi, nên chưa ghi gì; tệp cũ vẫn còn nguyên. Đây là lỗi của aop: hãy chạy "
                "lại với --debug, rồi gửi tệp cùng thông báo cho chúng tôi. Chỗ lỗi: {what}{more}.",
                "{book}: what was to be written is damaged, so nothing was written and the old file is intact. "
                "The fault is ours: run again with --debug, and send us the file with the message. "
                "Found: {what}{more}.",
            ).format(
                book=path.name,
                what=Text("; ".join(each.vi for each in shown), "; ".join(each.en for each in shown)),
                more=more.format(count=rest),
            )
        )
        self.add_note("\n".join(each.en for each in findings))


class FileExists(AopError):
    """A new workbook would overwrite a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                "{path} đã có. Hãy chọn tên khác, hoặc thêm --force để ghi đè.",
                "{path} exists already. Choose another name, or add --force to overwrite it.",
            ).format(path=path.name)
        )


class ReadOnly(AopError):
    """The file is marked as not to be changed."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                "{book} chỉ được phép đọc, nên chưa ghi gì. Hãy bỏ dấu “Chỉ đọc” trong thuộc tính của tệp, "
                "hoặc lưu một bản khác rồi làm lại.",
                "{book} is read-only, so nothing was written. Clear “Read-only” in the file's properties, "
                "or save a copy and try again.",
            ).format(book=path.name)
        )


class CannotKeep(AopError):
    """The old version could not be kept, so the new one was not written."""

    def __init__(self, path: Path, folder: Path, reason: str) -> None:
        super().__init__(
            Text(
                "Không lưu được bản cũ của {book} vào {folder} ({reason}), nên chưa ghi gì. Hãy kiểm tra thư mục đó, "
                "chọn nơi khác bằng AOP_BACKUP_FOLDER, hoặc đặt AOP_BACKUPS=0 để không giữ bản cũ.",
                "The old version of {book} could not be kept in {folder} ({reason}), so nothing was written. Look at "
                "that folder, choose another with AOP_BACKUP_FOLDER, or set AOP_BACKUPS=0 to keep no versions.",
            ).format(book=path.name, folder=folder, reason=reason)
        )


class NotAFile(AopError):
    """The path leads to a folder, a pipe or a device."""

    exit_status = 2

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                "{path} không phải là tệp mà là thư mục hoặc thiết bị. Hãy ghi đường dẫn của chính tệp Excel.",
                "{path} is no file but a folder or a device. Give the path of the Excel file itself.",
            ).format(path=path)
        )


class TooLargeAFile(AopError):
    """The file is larger than any plan."""

    exit_status = 2

    def __init__(self, path: Path, limit: int) -> None:
        super().__init__(
            Text(
                "{book} quá lớn (hơn {limit} MB). Hãy chuyển hình ảnh và dữ liệu lớn sang một tệp khác.",
                "{book} is too large (over {limit} MB). Move pictures and large amounts of data into another file.",
            ).format(book=path.name, limit=limit // 2**20)
        )


class CannotRead(AopError):
    """The file could not be read."""

    exit_status = 2

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            Text(
                "Không đọc được {book} ({reason}). Hãy kiểm tra đường dẫn và quyền mở tệp.",
                "{book} could not be read ({reason}). Check its path and that you may open it.",
            ).format(book=path, reason=reason)
        )


class CannotWrite(AopError):
    """The folder or the disk did not let us write; the old file is intact."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            Text(
                "Không ghi được {book} ({reason}). Tệp cũ vẫn còn nguyên. "
                "Hãy kiểm tra quyền ghi vào thư mục và chỗ trống trên đĩa.",
                "{book} could not be written ({reason}). The old file is intact. "
                "Check that you may write to the folder and that the disk has space.",
            ).format(book=path.name, reason=reason)
        )
