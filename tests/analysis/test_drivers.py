"""What a bridge says in a sentence, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from aop_excel.analysis.bridge import Span, Step
from aop_excel.analysis.drivers import drivers, money, sentence
from aop_excel.text import Text
from tests.analysis.test_bridge import ACTUAL, PLANNED, Shop, report, to_date

THOUSAND = 1_000.0


def in_thousands(amounts: Shop) -> dict[Any, Any]:
    """The shop on paper with money in thousands: its effects become −90,000, 30,000, 120,000 and −120,000 đồng."""
    return {key: months if key[0] == "Q" else (months[0] * THOUSAND,) for key, months in amounts.items() if months[0]}


def test_the_largest_drivers_come_first_with_the_cell_that_carries_most() -> None:
    told = drivers(to_date(report(PLANNED, ACTUAL)))
    assert [(each.step, each.amount, each.cell.group) for each in told] == [
        (Step.PRICE, 120, "Milk"),
        (Step.COST, -120, "Milk"),
        (Step.VOLUME, -90, "Nappies"),  # −60 of it
        (Step.MIX, 30, "Milk"),  # +90, while nappies lose 60
    ]


def test_a_bridge_in_one_sentence() -> None:
    told = sentence(to_date(report(in_thousands(PLANNED), in_thousands(ACTUAL))))
    assert told.en == (
        "Gross profit to date is 0.1 million below plan: price +0.1 million (most: Web, Milk), unit cost −0.1 million, "
        "volume −0.1 million, mix +30,000 VND."
    )
    assert told.vi == (
        "Lợi nhuận gộp lũy kế kém kế hoạch 0,1 triệu: giá bán +0,1 triệu (nhiều nhất: Web, Milk), giá vốn −0,1 triệu, "
        "sản lượng −0,1 triệu, cơ cấu hàng bán +30.000 đồng."
    )


def test_a_loss_keeps_its_sign() -> None:
    assert money(-20_000_000) == Text("−20,0 triệu", "−20.0 million")
    assert (money(-0.2).en, money(-0.2, signed=True).en) == ("0 VND", "+0 VND")


@pytest.mark.parametrize(
    ("span", "begins"),
    [
        (Span.YEAR_TO_DATE, "Gross profit to date is 60 VND below plan"),
        (Span.MONTH, "Gross profit of the report month is 60 VND below plan"),
        (Span.LAST_YEAR, "Gross profit to date is 60 VND below last year"),
    ],
)
def test_every_span_says_what_it_compares(span: Span, begins: str) -> None:
    bridge = report(PLANNED, ACTUAL, last_year=PLANNED).bridge(span)
    assert bridge
    assert sentence(bridge).en.startswith(begins)


def test_better_and_the_same_are_said_too() -> None:
    assert sentence(to_date(report(ACTUAL, PLANNED))).vi.startswith("Lợi nhuận gộp lũy kế hơn kế hoạch 60 đồng: ")
    assert sentence(to_date(report(PLANNED, PLANNED))) == Text(
        "Lợi nhuận gộp lũy kế bằng kế hoạch.", "Gross profit to date is the same as plan."
    )


def test_effects_that_cancel_out_are_told() -> None:
    # Two units more at 30 bring 60, and cost 5 more each for 12.
    planned = {key: months for key, months in PLANNED.items() if key[2] == "Milk"}
    costly = {("Q", "Web", "Milk"): (12,), ("R", "Web", "Milk"): (1200,), ("C", "Web", "Milk"): (900,)}
    assert sentence(to_date(report(planned, costly))).en == (
        "Gross profit to date is the same as plan: volume +60 VND (most: Web, Milk), unit cost −60 VND."
    )


@pytest.mark.parametrize(
    ("amount", "signed", "vi", "en"),
    [
        (20_149_000, False, "20,1 triệu", "20.1 million"),
        (-20_149_000, True, "−20,1 triệu", "−20.1 million"),
        (1_234_560_000, True, "+1.234,6 triệu", "+1,234.6 million"),
        (50_000, False, "0,1 triệu", "0.1 million"),
        (49_999, True, "+49.999 đồng", "+49,999 VND"),
        (0, False, "0 đồng", "0 VND"),
    ],
)
def test_an_amount_in_words(amount: float, signed: bool, vi: str, en: str) -> None:
    assert money(amount, signed=signed) == Text(vi, en)
