"""Proposals and the verdicts on them: each answer with its figures, its conditions and its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aop_excel.analysis.place import Place
from aop_excel.analysis.proposals import Verdict, answer_words
from aop_excel.analysis.review.finding import joined
from aop_excel.domain.proposal import Proposal
from aop_excel.domain.record import Choice
from aop_excel.sheets.context import Context
from aop_excel.sheets.start import link
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Format, Table

WHAT = Text("Đề xuất", "Proposal")
ANSWER = Text("Kết luận", "Verdict")
ROOM = 10
"""So many proposals have room on the tab as it is made."""
CODE = Text("Mã", "Code")

SENTENCE = 96
"""How wide the column is in which each table of the tab has its sentences."""

LONGEST = 114
"""How many characters of a sentence it holds."""


def _month(key: str, label: Text, help: Text) -> Column:
    return Column(key=key, label=label, format=Format.WHOLE, width=9, required=True, help=help)


def _amount(key: str, label: Text, width: int, help: Text) -> Column:
    return Column(key=key, label=label, format=Format.AMOUNT, width=width, help=help)


PROPOSALS = Table(
    name="aop_proposals",
    heading=Text("Đề xuất (bạn điền)", "Proposals (yours to fill)"),
    record=Proposal,
    holds="proposals",
    room=ROOM,
    contents=(
        Column(key="name", label=WHAT, format=Format.NOTE, width=37, required=True),
        Column(key="channel", label=Text("Kênh bán", "Channel"), width=24, refers="aop_channels.name", loose=True),
        Column(key="code", label=CODE, format=Format.CODE, width=8, required=True, unique=True),
        Column(
            key="goal",
            label=Text("Mục tiêu", "Goal"),
            format=Format.CODE,
            width=21,
            refers="aop_goals.code",
            loose=True,
            help=Text("Mục tiêu mà đề xuất phục vụ.", "The goal that it serves."),
        ),
        Column(
            key="line",
            label=Text("Dòng ngân sách", "Budget line"),
            format=Format.CODE,
            width=16,
            refers="aop_budget.code",
            loose=True,
            help=Text(
                "Dòng sẽ chịu chi phí này; hàng nhập thì chọn dòng nhập hàng.",
                "The line that bears its cost; for goods, a line of purchases.",
            ),
        ),
        Column(key="person", label=Text("Người làm", "Person"), width=13, refers="aop_people.name", loose=True),
        Column(key="note", label=Text("Vì sao, ghi chú", "Why, note"), format=Format.NOTE, width=SENTENCE),
        _amount(
            "one_off", Text("Chi một lần", "One-off cost"), 13, Text("Chi vào tháng đầu.", "Spent in its first month.")
        ),
        _amount("monthly", Text("Chi mỗi tháng", "Monthly cost"), 13, Text("Chi trong từng tháng.", "In each month.")),
        _amount(
            "purchases",
            Text("Nhập hàng", "Purchases"),
            13,
            Text(
                "Hàng nhập vào tháng đầu: là tiền chi ra, không phải chi phí.",
                "Goods bought in its first month: cash, but no expense.",
            ),
        ),
        _amount(
            "revenue",
            Text("Doanh thu thêm mỗi tháng", "More revenue a month"),
            15,
            Text("Doanh thu tăng thêm so với dự kiến.", "Revenue on top of what is foreseen."),
        ),
        Column(
            key="margin",
            label=Text("Biên gộp dự kiến", "Expected margin"),
            format=Format.PERCENT,
            width=11,
            help=Text(
                "Biên lợi nhuận gộp của doanh thu này; để trống: như kênh bán.",
                "Gross margin of that revenue; blank: as its channel has it.",
            ),
        ),
        _month(
            "first", Text("Từ tháng", "From month"), Text("Tháng dương lịch, 1 đến 12.", "Calendar month, 1 to 12.")
        ),
        _month(
            "last",
            Text("Đến tháng", "To month"),
            Text("Tháng cuối trong năm tài chính này.", "The last month in this fiscal year."),
        ),
        Column(key="hours", label=Text("Giờ mỗi tháng", "Hours a month"), format=Format.HOURS, width=10),
    ),
)


def _begins(verdict: Verdict, context: Context) -> str | None:
    return None if verdict.begins is None else context.year.label(verdict.begins)


def _lowest_month(verdict: Verdict, context: Context) -> str | None:
    return context.year.label(verdict.lowest_cash[0]) if verdict.lowest_cash else None


def _payback(verdict: Verdict, _: Context) -> object:
    if verdict.payback is None:
        return Text("chưa", "not yet") if verdict.trial else None
    return verdict.payback


def _change(verdict: Verdict, _: Context) -> float | None:
    if verdict.lowest_cash is None or verdict.lowest_without is None:
        return None
    return verdict.lowest_cash[1] - verdict.lowest_without


def _in_short(verdict: Verdict, _: Context) -> Text:
    """The answer with those of its conditions that fit on a line; all of them stand among the reasons."""
    clauses = list(answer_words(verdict))
    for shown in range(len(clauses), 0, -1):
        told = joined(" ", clauses[:shown])
        if left := len(clauses) - shown:
            told = Text("{told} và {left} điều kiện nữa.", "{told} and {left} more.").format(told=told, left=left)
        if max(len(told.vi), len(told.en)) <= LONGEST:
            break
    return told


VERDICTS = Table(
    name="aop_verdicts",
    heading=Text("Kết luận", "Verdicts"),
    author=Author.ENGINE,
    # What stands below cannot move: of more proposals than have room here, the verdict heads their reasons.
    rows=lambda context: context.report.verdicts[:ROOM],
    room=ROOM,
    accents=(Accent.STATUS,),
    contents=(
        Column(key="name", label=WHAT, width=37, show=lambda row, _: row.proposal.name),
        Column(key="status", label=ANSWER, width=24, show=lambda row, _: row.answer),
        Column(key="code", label=CODE, format=Format.CODE, width=9, show=lambda row, _: row.proposal.code),
        Column(
            key="profit",
            label=Text("Lợi nhuận thay đổi", "Change of profit"),
            format=Format.AMOUNT,
            width=21,
            show=lambda row, _: row.profit,
        ),
        Column(
            key="cost",
            label=Text("Chi phí năm nay", "Cost this year"),
            format=Format.AMOUNT,
            width=16,
            show=lambda row, _: row.cost,
        ),
        Column(key="begins", label=Text("Bắt đầu", "Begins"), width=13, show=_begins),
        Column(key="short", label=Text("Tóm tắt", "In short"), width=SENTENCE, show=_in_short),
        Column(
            key="lowest",
            label=Text("Tiền thấp nhất", "Lowest cash"),
            format=Format.AMOUNT,
            width=13,
            show=lambda row, _: row.lowest_cash[1] if row.lowest_cash else None,
        ),
        Column(
            key="lowest_without",
            label=Text("Nếu không làm", "Without it"),
            format=Format.AMOUNT,
            width=13,
            show=lambda row, _: row.lowest_without,
        ),
        Column(
            key="change",
            label=Text("Chênh lệch", "Difference"),
            format=Format.AMOUNT,
            width=13,
            formula=lambda row, context: "[@lowest]-[@lowest_without]" if _change(row, context) is not None else None,
            show=_change,
        ),
        Column(
            key="lowest_month",
            label=Text("Tháng ít tiền nhất", "Month of lowest cash"),
            width=15,
            show=_lowest_month,
        ),
        Column(
            key="payback",
            label=Text("Hoàn vốn (tháng)", "Pays back (months)"),
            format=Format.WHOLE,
            width=11,
            show=_payback,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A reason, or a condition, on a line; the proposal's name stands where its reasons begin."""

    proposal: Proposal
    order: int
    subject: Choice | Text | None
    status: Choice | None
    sentence: Text
    rests: Place | None = None
    amount: float | None = None

    @property
    def name(self) -> str | None:
        """The proposal's name, once."""
        return None if self.order > 1 else self.proposal.name


def _reason_rows(context: Context) -> Iterator[ReasonRow]:
    for verdict in context.report.verdicts:
        proposal, answers = verdict.proposal, list(answer_words(verdict))
        for order, words in enumerate(answers, 1):
            is_first = order == 1
            yield ReasonRow(proposal, order, ANSWER if is_first else None, verdict.answer if is_first else None, words)
        before = None
        for order, reason in enumerate(verdict.reasons, len(answers) + 1):
            subject = None if reason.subject is before else reason.subject
            before = reason.subject
            yield ReasonRow(proposal, order, subject, reason.standing, reason.sentence, reason.rests, reason.amount)


def _address(row: ReasonRow, context: Context) -> str | None:
    return context.address(row.rests) if row.rests else None


def _link(row: ReasonRow, context: Context) -> str | None:
    address = _address(row, context)
    return link(address, address) if address else None


REASONS = Table(
    name="aop_verdict_reasons",
    heading=Text("Vì sao", "Why"),
    author=Author.ENGINE,
    rows=_reason_rows,
    room=3,
    accents=(Accent.STATUS,),
    contents=(
        Column(key="name", label=WHAT, width=37, show=lambda row, _: row.name),
        Column(key="status", label=Text("Kết quả", "Result"), width=24, show=lambda row, _: row.status),
        Column(key="code", label=CODE, format=Format.CODE, width=9, show=lambda row, _: row.proposal.code),
        Column(key="subject", label=Text("Xét về", "Held against"), width=21, show=lambda row, _: row.subject),
        Column(
            key="cell",
            label=Text("Dựa vào ô", "Rests on"),
            width=16,
            formula=_link,
            show=_address,
        ),
        Column(
            key="amount",
            label=Text("Số liệu", "Figure"),
            format=Format.AMOUNT,
            width=13,
            show=lambda row, _: row.amount,
        ),
        Column(key="sentence", label=Text("Lý do", "Reason"), width=SENTENCE, show=lambda row, _: row.sentence),
    ),
)
