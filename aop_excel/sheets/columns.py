"""Columns that stand in several tables."""

from __future__ import annotations

from aop_excel.text import Text
from aop_excel.workbook.layout import Column, Format

MONTH = Text("Tháng", "Month")


def owner(width: int) -> Column:
    """Who looks after a row; a name that is not among the people is only a warning."""
    return Column(
        key="owner", label=Text("Người phụ trách", "Owner"), width=width, refers="aop_people.name", loose=True
    )


def calendar_month(width: int, *, label: Text = MONTH, unique: bool = False) -> Column:
    """The month that a row is about, as the owner types it."""
    return Column(
        key="month",
        label=label,
        format=Format.MONTH,
        width=width,
        required=True,
        unique=unique,
        help=Text("Tháng dương lịch, 1 đến 12.", "The calendar month, 1 to 12."),
    )


# Of the engine's tables with a row for each item of the account

LINE_CODE = Column(
    key="code",
    label=Text("Mã", "Code"),
    format=Format.CODE,
    width=12,
    show=lambda row, _: row.item.line.code if row.item.line else None,
)
ITEM = Column(key="item", label=Text("Khoản mục", "Item"), width=34, show=lambda row, _: row.item.label)
LEVEL = Column(key="level", label=Text("Cấp", "Level"), hidden=True, show=lambda row, _: row.item.level.value)
ITEM_KEY = Column(key="key", label=Text("Khóa", "Key"), hidden=True, show=lambda row, _: row.item.key)
