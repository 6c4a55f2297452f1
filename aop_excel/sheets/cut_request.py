"""Costs must fall: the amount the owner asks for, and whether it can be reached."""

from __future__ import annotations

from aop_excel.analysis.cut_words import at_stake, running, summary
from aop_excel.domain.cut import Counts
from aop_excel.sheets.context import Context
from aop_excel.text import Text
from aop_excel.workbook.layout import Author, Field, Fields, Format, words


def _sum(column: str) -> Field:
    """A total of the list; none where nothing is asked."""
    label, show = {
        "cut": (Text("Cắt được", "Can be cut"), lambda context: _list(context, "reached")),
        "stake": (Text("Doanh thu có thể mất (nhiều nhất)", "Revenue at stake (at most)"), lambda c: _list(c, "stake")),
    }[column]
    return Field(
        name=f"aop_cut_{column}",
        label=label,
        format=Format.AMOUNT,
        author=Author.ENGINE,
        formula=lambda context: f"SUM(aop_cuts[{column}])" if context.report.cut_list else None,
        show=show,
    )


def _list(context: Context, name: str) -> float | None:
    found = context.report.cut_list
    return getattr(found, name) if found else None


def _more(context: Context) -> Text | None:
    found = context.report.cut_list
    return (running(found) or at_stake(found)) if found else None


REQUEST = Fields(
    heading=Text("Chi phí phải giảm: cắt gì trước?", "Costs must fall: what goes first?"),
    fields=(
        Field(
            name="aop_cut_amount",
            label=Text("Cần giảm bao nhiêu", "How much less"),
            format=Format.AMOUNT,
            holds="cut.amount",
            help=Text("Để trống nếu không cần cắt gì.", "Blank if nothing has to be cut."),
        ),
        Field(
            name="aop_cut_from",
            label=Text("Từ tháng (1–12)", "From month (1–12)"),
            format=Format.WHOLE,
            holds="cut.month",
            help=Text(
                "Tháng dương lịch. Trống: tháng chưa chốt đầu tiên.", "Calendar month; blank: the first open one."
            ),
        ),
        Field(
            name="aop_cut_counts",
            label=Text("Phải giảm", "What must fall"),
            format=Format.WORD,
            options=words(Counts),
            holds="cut.counts",
            help=Text(
                "Nhập hàng, đầu tư là tiền chi ra, không phải chi phí. Trống: chi phí.",
                "Purchases and capital are money paid out, no cost. Blank: cost.",
            ),
        ),
        Field(
            name="aop_cut_told",
            label=Text("Kết quả", "Result"),
            format=Format.NOTE,
            author=Author.ENGINE,
            show=lambda context: summary(context.report.cut_list, context.year),
        ),
        _sum("cut"),
        Field(
            name="aop_cut_missing",
            label=Text("Còn thiếu", "Missing"),
            format=Format.AMOUNT,
            author=Author.ENGINE,
            formula=lambda context: "MAX(0,N(aop_cut_amount)-aop_cut_cut)" if context.report.cut_list else None,
            show=lambda context: _list(context, "missing"),
        ),
        _sum("stake"),
        Field(
            name="aop_cut_note",
            label=Text("Cần nhớ", "To keep in mind"),
            format=Format.NOTE,
            author=Author.ENGINE,
            show=_more,
        ),
    ),
)
