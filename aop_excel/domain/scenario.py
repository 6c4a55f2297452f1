"""What a risk or a scenario does to the numbers of the plan."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from aop_excel.domain.record import BrokenRule, CalendarMonth, Choice, Code, Name, Note, Record
from aop_excel.text import Text


class Part(Choice):
    """When a shock counts: as soon as its risk or scenario happens, or only where the fallback is used, too."""

    HAPPENS = "happens", "Khi xảy ra", "When it happens"
    FALLBACK = "fallback", "Phương án dự phòng", "Fallback used"


class Shocked(Choice):
    """What a shock changes, and with it which kinds of budget lines."""

    PURCHASE_PRICE = "purchase_price", "Giá nhập (giá vốn và nhập hàng)", "Purchase price (cost and purchases)"
    SELLING_PRICE = "selling_price", "Giá bán (chỉ doanh thu)", "Selling price (revenue only)"
    DEMAND = "demand", "Sức mua (bán ra và những gì đi theo)", "Demand (sales and what follows them)"
    ADVERTISING = "advertising", "Hiệu quả quảng cáo (chi phí marketing)", "Effect of advertising (its cost)"
    LINE = "line", "Một dòng ngân sách", "One budget line"


Change = Annotated[float, Field(allow_inf_nan=False, ge=-1, le=9e6)]
"""A change as a fraction of the amount, with its sign: −0.2 is 20 % less; nothing falls by more than all of it."""


class Shock(Record):
    """One effect of a risk, or of a scenario itself: what moves, and by how much (most likely, and from low to high).

    `channel` and `group` narrow it to the lines that name them, `line` is for a single budget line. It lasts from one
    calendar month through another; blank ends are those of the months to come. Without a range it is certain.
    """

    note: Note = ""
    risk: Code | None = None
    scenario: Code | None = None
    part: Part = Part.HAPPENS
    first: CalendarMonth | None = None
    last: CalendarMonth | None = None
    what: Shocked
    channel: Code | None = None
    group: Name | None = None
    line: Code | None = None
    change: Change
    low: Change | None = None
    high: Change | None = None

    @property
    def least(self) -> float:
        """The low end of the range."""
        return self.change if self.low is None else self.low

    @property
    def most(self) -> float:
        """The high end of the range."""
        return self.change if self.high is None else self.high

    @model_validator(mode="after")
    def _has_its_range_in_order(self) -> Shock:
        if self.least > self.change:
            text = Text("Mức thấp nhất lớn hơn mức thay đổi", "The lowest is above the change")
            raise BrokenRule("low", text, _IN_ORDER)
        if self.most < self.change:
            text = Text("Mức cao nhất nhỏ hơn mức thay đổi", "The highest is below the change")
            raise BrokenRule("high", text, _IN_ORDER)
        return self

    @model_validator(mode="after")
    def _can_be_reckoned(self) -> Shock:
        if self.what is Shocked.LINE and self.line is None:
            raise BrokenRule(
                "line",
                Text("Chưa ghi dòng ngân sách nào thay đổi", "It does not say which budget line changes"),
                Text("Ghi mã dòng, hoặc chọn tác động khác.", "Enter the line's code, or choose another effect."),
            )
        if self.what is Shocked.ADVERTISING and self.least <= -1:
            raise BrokenRule(
                "change" if self.low is None else "low",
                Text("Quảng cáo mất hết hiệu quả thì chi bao nhiêu cũng không bán được như cũ",
                     "Advertising without any effect sells nothing, whatever is spent on it"),
                Text("Nhập số trên -100%, hoặc chọn Sức mua.", "Enter more than -100%, or choose Demand."),
            )  # fmt: skip
        return self


_IN_ORDER = Text(
    "Thấp nhất ≤ thay đổi ≤ cao nhất; giảm là số âm, nên -20% thấp hơn -5%.",
    "Lowest ≤ change ≤ highest; a fall is negative, so -20% is lower than -5%.",
)


class Scenario(Record):
    """A year the owner wants to see beside the others: which risks happen in it, and whether their fallbacks are used.

    It may have shocks of its own.
    """

    name: Name
    code: Code
    fallbacks: bool = False
    risks: tuple[str, ...] = ()
