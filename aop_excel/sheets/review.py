"""Review: the three questions answered in sentences, made anew each month, and what the owner decides and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aop_excel.analysis.review import Question
from aop_excel.analysis.urgency import Urgency
from aop_excel.domain.review import Decision, ReviewNote
from aop_excel.sheets.columns import calendar_month, owner
from aop_excel.sheets.context import Context
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.text import Text
from aop_excel.workbook.layout import Accent, Author, Column, Field, Fields, Format, Sheet, Table

PERIOD = Fields(
    heading=Text("Kỳ rà soát", "Period of the review"),
    fields=(
        Field(
            name="aop_review_month",
            label=Text("Tháng", "Month"),
            author=Author.ENGINE,
            show=lambda context: context.month_label,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A sentence, so that it fits on a line; with its question and urgency where an answer, or a finding, begins."""

    question: Question | None
    urgency: Urgency | None
    sentence: Text


def _rows(context: Context) -> Iterator[ReviewRow]:
    before = None
    for finding in context.report.review:
        for place, sentence in enumerate(finding.sentences):
            question = None if finding.question is before else finding.question
            yield ReviewRow(question, None if place else finding.urgency, sentence)
            before = finding.question


FINDINGS = Table(
    name="aop_review",
    heading=Text("Rà soát tháng", "Review of the month"),
    author=Author.ENGINE,
    rows=_rows,
    accents=(Accent.STATUS,),
    contents=(
        Column(
            key="question",
            label=Text("Câu hỏi", "Question"),
            format=Format.NOTE,
            width=42,
            show=lambda row, _: row.question,
        ),
        Column(
            key="status",
            label=Text("Tình trạng", "State"),
            width=15,
            show=lambda row, _: row.urgency,
        ),
        Column(
            key="finding",
            label=Text("Trả lời", "Answer"),
            format=Format.NOTE,
            width=152,
            show=lambda row, _: row.sentence,
        ),
    ),
)

DECISIONS = Table(
    name="aop_decisions",
    heading=Text("Nhật ký quyết định (bạn điền)", "Decision log (yours to fill)"),
    record=Decision,
    holds="actuals.decisions",
    room=20,
    beside=True,
    contents=(
        Column(
            key="decided",
            label=Text("Ngày", "Date"),
            format=Format.DATE,
            width=12,
            required=True,
            help=Text("Ngày quyết định.", "The day on which it was decided."),
        ),
        Column(key="what", label=Text("Quyết định", "Decision"), format=Format.NOTE, width=36, required=True),
        Column(
            key="reason",
            label=Text("Lý do", "Reason"),
            format=Format.NOTE,
            width=36,
            required=True,
            help=Text("Vì số liệu hay sự việc nào.", "Which figure or event it rests on."),
        ),
        Column(
            key="goal",
            label=Text("Mục tiêu", "Goal"),
            format=Format.CODE,
            width=10,
            refers="aop_goals.code",
            loose=True,
        ),
        owner(16),
        Column(key="due", label=Text("Hạn", "Due"), format=Format.DATE, width=12),
        Column(
            key="done",
            label=Text("Xong ngày", "Done on"),
            format=Format.DATE,
            width=12,
            help=Text(
                "Để trống thì quyết định được chuyển sang lần rà soát sau.", "Blank: it is carried to the next review."
            ),
        ),
    ),
)

NOTES = Table(
    name="aop_review_notes",
    heading=Text("Ghi chú (bạn điền)", "Notes (yours to fill)"),
    record=ReviewNote,
    holds="actuals.notes",
    room=20,
    beside=True,
    contents=(
        calendar_month(9),
        Column(key="note", label=Text("Ghi chú", "Note"), format=Format.NOTE, width=60, required=True),
    ),
)

REVIEW = Sheet(
    key="review",
    title=Text("Rà soát", "Review"),
    heading=Text("Rà soát hằng tháng", "Monthly review"),
    guidance=Text(
        "Ba câu hỏi, trả lời bằng số của tháng báo cáo. Ghi quyết định và ghi chú ở bên phải: chúng được giữ, và quyết "
        "định chưa xong được chuyển sang tháng sau.",
        "Three questions, answered from the report month's figures. Log decisions and notes on the right: they are "
        "kept, and what is not done is carried forward.",
    ),
    blocks=(PERIOD, FINDINGS, DECISIONS, NOTES),
    author=Author.ENGINE,
    freeze="aop_review",
    printed="aop_review",
    unit=False,
    button=REFRESH,
)
