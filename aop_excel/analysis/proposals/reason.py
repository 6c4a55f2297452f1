"""What speaks for or against a proposal: a sentence with the cell it rests on, and under which condition it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aop_excel.analysis.place import Place
from aop_excel.domain.record import Choice
from aop_excel.text import Text


class Subject(Choice):
    """What a proposal is held against, in this order."""

    TIME = "time", "Thời gian", "Time"
    GOAL = "goal", "Mục tiêu và ưu tiên", "Goal and priority"
    NOT_THIS_YEAR = "not_this_year", "Điều không làm năm nay", "Not this year"
    BUDGET = "budget", "Hạn mức ngân sách", "Budget headroom"
    CASH = "cash", "Tiền thấp nhất", "Cash low point"
    STOCK = "stock", "Tồn kho", "Stock"
    PEOPLE = "people", "Giờ của người làm", "Hours of people"
    MARGIN = "margin", "Biên lợi nhuận sau đó", "Margin after it"
    PAYBACK = "payback", "Hoàn vốn", "Payback"
    DISPLACED = "displaced", "Lấy từ khoản nào", "What gives way"


class Standing(Choice):
    """How a reason stands: nothing against it, fine on a condition, against it, or only to be known."""

    FINE = "fine", "● Được", "● Fine"
    IF = "if", "▲ Nếu", "▲ If"
    AGAINST = "against", "■ Không", "■ No"
    TOLD = "told", "○ Để biết", "○ To know"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with its amount (đồng, or hours) where there is one; `condition` is a clause after “fits if”."""

    subject: Subject
    standing: Standing
    sentence: Text
    rests: Place
    amount: float | None = None
    condition: Text | None = None


Reasons = Iterator[Reason]
