"""What a changed workbook must keep: rules whose breach Excel would repair by deleting something, or that lose data."""

from __future__ import annotations

from typing import NamedTuple

from aop_excel.text import Text


class Rule:
    """The rules, each in the words of its breach; no Enum, whose making would take as long as checking a sheet."""

    # The zip file
    DIRECTORY = Text("thư mục của tệp zip bị hỏng", "the directory of the zip is damaged")
    LOCAL_RECORD = Text(
        "phần đầu không khớp với thư mục của tệp zip", "its record does not agree with the directory of the zip"
    )
    PACKED = Text("dữ liệu nén bị hỏng", "its packed bytes are damaged")
    NOT_MEANT = Text("không cần ghi mà lại khác trước", "it was not to be written, but is not what it was")
    MEMBER_LOST = Text("bị mất hoặc sai thứ tự", "it is missing or not in its place")
    NOT_OURS = Text("không phải phần được phép ghi", "it is not a part we may write")

    # Parts
    NOT_XML = Text("không phải XML đúng chuẩn", "it is not well-formed XML")
    ROOT = Text(
        "phần tử gốc, bảng mã hoặc không gian tên khác trước", "its root, encoding or namespaces are not what they were"
    )
    TYPE_MISSING = Text("không có kiểu nội dung", "it has no content type")
    TYPE_CHANGED = Text("kiểu nội dung khác trước", "its content type is not what it was")
    TYPE_DANGLING = Text("kiểu nội dung của một phần không có", "a content type of a part that is not there")
    LINK_TARGET = Text("liên kết đến một phần không có", "a relationship to a part that is not there")
    LINK_TWICE = Text("hai liên kết cùng mã", "two relationships have this id")
    LINK_LOST = Text("liên kết bị mất", "the relationship was lost")
    LINK_MISSING = Text("dùng một liên kết không có", "it uses a relationship that is not there")
    ELEMENT_LOST = Text("bị mất hoặc thêm phần tử", "an element was lost or added")
    ELEMENT_ORDER = Text("sai thứ tự hoặc bị lặp", "it stands in the wrong order, or twice")

    # Workbook
    SHEETS = Text("danh sách trang tính khác trước", "the list of sheets is not what it was")
    NAME_FORMULA = Text("công thức của tên không đọc được", "the name's formula cannot be read")
    NAME_TARGET = Text("tên chỉ đến trang hoặc bảng không có", "the name points to a sheet or table that is not there")
    NAME_SCOPE = Text("tên thuộc về một trang không có", "the name belongs to a sheet that is not there")
    NAME_TWICE = Text("tên bị lặp", "the name stands there twice")
    NAME_LOST = Text("tên bị mất", "the name was lost")
    CHAIN = Text("chuỗi tính toán chỉ đến ô không có công thức", "the calculation chain names a cell without a formula")

    # Sheet
    ROW_ORDER = Text(
        "dòng sai thứ tự, bị lặp hoặc vượt giới hạn", "rows are out of order, twice there or out of limits"
    )
    ROW_LOST = Text("dòng hoặc ô của dòng bị mất", "the row, or a cell of it, was lost")
    CELL_ORDER = Text(
        "ô sai địa chỉ, sai thứ tự hoặc bị lặp", "the cell's address is wrong, out of order or twice there"
    )
    SPANS = Text("spans không bao hết các ô", "spans does not cover the cells")
    DIMENSION = Text("ô nằm ngoài dimension", "the cell is outside the sheet's dimension")
    REFERENCE = Text("địa chỉ không đọc được", "an address cannot be read")
    MERGES = Text("hai vùng ô gộp chồng lên nhau", "two merges overlap")
    HIDDEN = Text("ô bị ô gộp che mất nội dung", "the cell holds something, but is hidden in a merge")

    # Cell
    CHILDREN = Text("phần tử bên trong ô sai", "the cell's elements are wrong")
    TYPE = Text("kiểu của ô không có", "the cell's type does not exist")
    STYLE = Text("định dạng của ô không có", "the cell's style does not exist")
    STRING = Text("chuỗi dùng chung không có", "the shared string does not exist")
    NUMBER = Text("không phải số", "the value is not a number")
    BOOLEAN = Text("không phải đúng/sai", "the value is neither true nor false")
    FAULT = Text("mã lỗi không có", "the error value does not exist")
    LONG_TEXT = Text("văn bản quá 32.767 ký tự", "the text is longer than 32,767 characters")
    FORMULA = Text("công thức không đọc được", "the formula cannot be read")
    SHARED_FORMULA = Text("công thức dùng chung bị mất bản gốc", "the formula it shares with other cells is gone")

    # Table
    TABLE_AREA = Text("vùng của bảng sai", "the table's area is wrong")
    TABLE_COLUMNS = Text("các cột của bảng sai hoặc bị lặp", "the table's columns are wrong or twice there")
    TABLE_HEADER = Text("tiêu đề trong ô khác tên cột của bảng", "the header cell differs from the table's column")
    TABLE_TOTALS = Text("dòng tổng khác với mô tả của bảng", "the totals row is not as the table describes it")
    TABLE_FILTER = Text("bộ lọc hoặc sắp xếp nằm ngoài bảng", "filter or sorting reaches outside the table")
    TABLE_NAME = Text("tên hoặc mã của bảng bị lặp", "the table's name or id is not its own")
    TABLE_OVERLAP = Text("bảng chồng lên bảng khác hoặc ô gộp", "the table overlaps another table or a merge")


class Finding(NamedTuple):
    """A rule broken in a part, at a place in it: a cell, a row, a name, an element; `""` is the whole part."""

    part: str
    place: str
    rule: Text

    @property
    def text(self) -> Text:
        """What is wrong, and where."""
        where = f"{self.part} ({self.place})" if self.place else self.part
        return Text(f"{where}: {self.rule.vi}", f"{where}: {self.rule.en}")
