"""Start: the settings of the plan, how complete it is, and what is wrong in it."""

from __future__ import annotations

from aop_excel.errors import Severity
from aop_excel.sheets.alignment import ROOM, alignment_rows
from aop_excel.sheets.context import Context, Progress
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.text import Text, same
from aop_excel.workbook.layout import Accent, Author, Column, Field, Fields, Format, Sheet, Table

LANGUAGE_OPTIONS = (("vi", same("Tiếng Việt")), ("en", same("English")))

SEVERITY = {
    Severity.ERROR: Text("■ Lỗi", "■ Error"),
    Severity.WARNING: Text("▲ Cần xem", "▲ Look at"),
}

SETTINGS = Fields(
    heading=Text("Thiết lập", "Settings"),
    fields=(
        Field(
            name="aop_company",
            label=Text("Doanh nghiệp", "Business"),
            holds="settings.company",
        ),
        Field(
            name="aop_year",
            label=Text("Năm tài chính bắt đầu", "Fiscal year begins in"),
            format=Format.WHOLE,
            holds="settings.year",
            required=True,
            help=Text("Năm dương lịch của tháng đầu tiên.", "The calendar year of its first month."),
        ),
        Field(
            name="aop_start_month",
            label=Text("Tháng bắt đầu (1–12)", "First month (1–12)"),
            format=Format.MONTH,
            holds="settings.start_month",
            required=True,
            help=Text("1 nếu năm tài chính trùng năm dương lịch.", "1 if the fiscal year is the calendar year."),
        ),
        Field(
            name="aop_language",
            label=Text("Ngôn ngữ", "Language"),
            format=Format.WORD,
            options=LANGUAGE_OPTIONS,
            holds="settings.language",
            help=Text(
                "Ngôn ngữ của kết quả và thông báo; có tác dụng khi bấm cập nhật.",
                "The language of results and messages; takes effect at the next refresh.",
            ),
        ),
        Field(
            name="aop_report_month",
            label=Text("Tháng báo cáo (1–12)", "Report month (1–12)"),
            format=Format.MONTH,
            holds="settings.report_month",
            help=Text(
                "Để trống: tháng chốt gần nhất. Chênh lệch và lũy kế đổi theo ngay.",
                "Blank: the last closed month. Variance and year to date follow at once.",
            ),
        ),
        Field(
            name="aop_material_percent",
            label=Text("Ngưỡng trọng yếu (%)", "Material from (%)"),
            format=Format.PERCENT,
            holds="settings.material_percent",
            required=True,
            help=Text("Chênh lệch từ tỷ lệ này và từ số tiền dưới đây.", "From this share and the amount below."),
        ),
        Field(
            name="aop_material_floor",
            label=Text("Ngưỡng trọng yếu (số tiền)", "Material from (amount)"),
            format=Format.AMOUNT,
            holds="settings.material_floor",
            required=True,
            help=Text("Nhỏ hơn số này thì không cần giải trình.", "Smaller variances need no explanation."),
        ),
        Field(
            name="aop_material_override",
            label=Text("Luôn trọng yếu từ", "Always material from"),
            format=Format.AMOUNT,
            holds="settings.material_override",
            required=True,
            help=Text("Từ số tiền này luôn cần giải trình, dù % nhỏ.", "From this amount on, whatever the share."),
        ),
        Field(
            name="aop_status_band",
            label=Text("Biên ổn định của trạng thái", "Status band"),
            format=Format.PERCENT,
            holds="settings.status_band",
            help=Text(
                "KPI chỉ tốt lên khi vượt ngưỡng thêm khoảng này; thường là 0.",
                "A KPI improves only past its limit plus this band; usually 0.",
            ),
        ),
        Field(
            name="aop_most_goals",
            label=Text("Nhiều nhất bao nhiêu mục tiêu", "Most goals"),
            format=Format.WHOLE,
            holds="settings.most_goals",
            help=Text("Nhiều hơn số này thì được nhắc; thường là 5.", "You are told where there are more; usually 5."),
        ),
    ),
)

STATE = Fields(
    heading=Text("Lần cập nhật gần nhất", "Last refresh"),
    fields=(
        Field(
            name="aop_month_no",
            label=Text("Tháng thứ mấy của năm tài chính", "Month of the fiscal year"),
            format=Format.WHOLE,
            author=Author.ENGINE,
            formula="IF(ISNUMBER(aop_report_month),MOD(aop_report_month-aop_start_month,12)+1,aop_last_closed)",
            show=lambda context: context.report.report_position + 1,
        ),
        Field(
            name="aop_month_label",
            label=Text("Kỳ báo cáo", "Reporting period"),
            author=Author.ENGINE,
            formula='RIGHT("0"&MONTH(DATE(aop_year,aop_start_month+aop_month_no-1,1)),2)'
            '&"/"&YEAR(DATE(aop_year,aop_start_month+aop_month_no-1,1))',
            show=lambda context: context.month_label,
        ),
        Field(
            name="aop_state",
            label=Text("Tình trạng kết quả", "State of the results"),
            format=Format.NOTE,
            author=Author.ENGINE,
            show=lambda context: context.troubles.state,
        ),
        Field(
            name="aop_refreshed_at",
            label=Text("Cập nhật lúc", "Refreshed at"),
            format=Format.MOMENT,
            author=Author.ENGINE,
        ),
    ),
)


LONGEST_IN_FORMULA = 255
"""Characters of a text between quotes; Excel calls a file damaged where a formula holds a longer one."""


def link(address: str, label: str) -> str | None:
    """A formula that shows a label and jumps to an address when clicked; None where they are too long for one."""
    place, words = (text.replace('"', '""') for text in (f"#{address}", label))
    if max(len(place), len(words)) > LONGEST_IN_FORMULA:
        return None
    return f'HYPERLINK("{place}","{words}")'


def _progress(row: Progress, _: Context) -> object:
    if row.filled:
        return Text("Đã có {count} dòng", "Rows filled: {count}").format(count=row.filled)
    return Text("Chưa điền", "Not filled in yet")


CASH_SIGNALS = Table(
    name="aop_cash_signals",
    heading=Text("Tiền và tồn kho sắp tới", "Cash and stock ahead"),
    author=Author.ENGINE,
    rows=lambda context: context.report.cash_signals,
    room=3,
    accents=(Accent.STATUS,),
    contents=(
        Column(
            key="subject", label=Text("Điều theo dõi", "What is watched"), width=34, show=lambda row, _: row.subject
        ),
        Column(key="status", label=Text("Trạng thái", "Status"), width=22, show=lambda row, _: row.status),
        Column(
            key="words",
            label=Text("Theo ước thực hiện", "By the outlook"),
            width=60,
            show=lambda row, _: row.words,
        ),
    ),
)

PROGRESS = Table(
    name="aop_progress",
    heading=Text("Kế hoạch đã điền đến đâu", "How complete the plan is"),
    author=Author.ENGINE,
    rows=lambda context: context.progress,
    room=8,
    contents=(
        Column(
            key="part",
            label=Text("Phần", "Part"),
            width=34,
            show=lambda row, _: row.part,
        ),
        Column(key="state", label=Text("Tình trạng", "State"), width=22, show=_progress),
        Column(
            key="open",
            label=Text("Mở trang", "Open"),
            width=26,
            formula=lambda row, _: link(row.address, row.tab),
            show=lambda row, _: row.tab,
        ),
    ),
)

ALIGNMENT = Table(
    name="aop_alignment",
    heading=Text("Kế hoạch đã ăn khớp chưa", "Does the plan hold together"),
    author=Author.ENGINE,
    rows=lambda context: alignment_rows(context.alignment),
    room=ROOM,
    accents=(Accent.STATUS,),
    contents=(
        Column(key="status", label=Text("Mức độ", "Concern"), width=34, show=lambda row, _: row.concern),
        Column(
            key="cell",
            label=Text("Ô", "Cell"),
            width=22,
            formula=lambda row, _: link(row.address, row.address) if row.address else None,
            show=lambda row, _: row.address,
        ),
        Column(
            key="finding",
            label=Text("Điều chưa khớp, vì sao đáng lo", "What does not fit, and why it matters"),
            width=80,
            show=lambda row, _: row.sentence,
        ),
        Column(key="cure", label=Text("Cách xử lý", "What to do"), width=80, show=lambda row, _: row.cure),
    ),
)

PROBLEMS = Table(
    name="aop_problems",
    heading=Text("Cần xử lý", "To be put right"),
    author=Author.ENGINE,
    rows=lambda context: context.troubles.problems,
    accents=(Accent.STATUS,),
    contents=(
        Column(
            key="severity",
            label=Text("Mức độ", "Severity"),
            width=34,
            show=lambda row, _: SEVERITY[row.problem.severity],
        ),
        Column(
            key="cell",
            label=Text("Ô", "Cell"),
            width=22,
            # What is gone has no cell to jump to, only the name of its tab.
            formula=lambda row, _: link(row.address, row.address) if "!" in row.address else None,
            show=lambda row, _: row.address,
        ),
        Column(
            key="problem",
            label=Text("Vấn đề", "Problem"),
            format=Format.NOTE,
            width=60,
            show=lambda row, _: row.problem.text,
        ),
        Column(
            key="cure",
            label=Text("Cách xử lý", "What to do"),
            format=Format.NOTE,
            width=60,
            show=lambda row, _: row.problem.cure,
        ),
    ),
)

START = Sheet(
    key="start",
    title=Text("Bắt đầu", "Start"),
    heading=Text("Kế hoạch hoạt động năm", "Annual operating plan"),
    guidance=Text(
        "Điền lần lượt: Định hướng → Mục tiêu → Ngân sách → Hành động → Nguồn lực → Rủi ro → KPI; mỗi tháng "
        "điền Thực hiện, đánh dấu tháng đã chốt rồi cập nhật.",
        "Fill in order: Direction → Goals → Budget → Actions → Resources → Risks → KPIs; each month "
        "enter Actuals, mark the month closed, then refresh.",
    ),
    blocks=(SETTINGS, STATE, CASH_SIGNALS, PROGRESS, ALIGNMENT, PROBLEMS),
    unit=False,
    repeated=PROBLEMS.name,
    button=REFRESH,
)
