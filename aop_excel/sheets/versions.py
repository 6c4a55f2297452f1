"""Versions: which plans were approved and why, what each of them changed, and the frozen plans themselves."""

from __future__ import annotations

from aop_excel.analysis.versions.changes import Change, ChangedPart
from aop_excel.domain.plan import Comparison, Kind, LimitType
from aop_excel.domain.versions import FrozenPart, FrozenRow, FrozenVersion, PlanVersion
from aop_excel.sheets.context import Context
from aop_excel.sheets.refresh_button import REFRESH
from aop_excel.sheets.scorecard import UNIT_WORDS
from aop_excel.sheets.totals import YEAR_TOTAL, year_total
from aop_excel.text import Text
from aop_excel.workbook.layout import (
    Accent,
    Author,
    Column,
    Field,
    Fields,
    Format,
    Months,
    Sheet,
    Table,
    words,
)

INTACT, TAMPERED = Text("● Nguyên vẹn", "● Intact"), Text("■ Đã bị sửa", "■ Changed since")
UNAPPROVED = Text("chưa duyệt", "not approved")
NEVER_APPROVED = Text("Chưa duyệt", "Not approved yet")


def _latest(context: Context) -> Text:
    latest = context.report.history.latest
    if latest is None:
        return NEVER_APPROVED
    words = Text("Phiên bản {number}, duyệt ngày {day:%d/%m/%Y}", "Version {number}, approved {day:%d/%m/%Y}")
    return words.format(number=latest.number, day=latest.approved)


def _state(context: Context) -> Text | None:
    history = context.report.history
    if not history.log and not history.tampered:
        return None
    if not history.tampered:
        return INTACT
    numbers = ", ".join(map(str, sorted(history.tampered)))
    return Text("{state}: {numbers}", "{state}: {numbers}").format(state=TAMPERED, numbers=numbers)


def _unapproved(context: Context) -> int:
    return sum(change.part is not ChangedPart.EFFECT for change in context.report.history.unapproved)


STATE = Fields(
    heading=Text("Kế hoạch đang có hiệu lực", "The plan that holds now"),
    fields=(
        Field(
            name="aop_version_latest",
            label=Text("Phiên bản mới nhất", "Latest version"),
            format=Format.NOTE,
            author=Author.ENGINE,
            show=_latest,
        ),
        Field(
            name="aop_version_unapproved",
            label=Text("Thay đổi chưa duyệt", "Changes not approved yet"),
            format=Format.WHOLE,
            author=Author.ENGINE,
            show=_unapproved,
        ),
        Field(
            name="aop_version_state",
            label=Text("Các bản đã chốt", "Frozen versions"),
            author=Author.ENGINE,
            show=_state,
        ),
        Field(
            name="aop_version_seal",
            label=Text("Niêm phong mới nhất", "Latest seal"),
            format=Format.NOTE,
            author=Author.ENGINE,
            holds="versions.sealed",
            show=lambda context: context.report.history.sealed,
        ),
    ),
)

NUMBER, GOAL = Text("Phiên bản", "Version"), Text("Mục tiêu phục vụ", "Goal served")
DAY, REASON = Text("Ngày duyệt", "Approved on"), Text("Lý do", "Reason")
TRADE_OFF = Text("Đánh đổi", "Trade-off")

REQUESTS = Table(
    name="aop_versions",
    heading=Text("Phiên bản cần chốt (bạn điền)", "Versions to freeze (yours to fill)"),
    record=PlanVersion,
    holds="versions.requests",
    room=10,
    contents=(
        Column(
            key="number",
            label=NUMBER,
            format=Format.WHOLE,
            width=26,
            required=True,
            unique=True,
            help=Text(
                "1 khi duyệt kế hoạch, rồi 2, 3 …; được chốt ở lần cập nhật tới.",
                "1 when the plan is approved, then 2, 3 …; frozen by the next refresh.",
            ),
        ),
        Column(key="approved", label=DAY, format=Format.DATE, width=18),
        Column(
            key="reason",
            label=REASON,
            format=Format.NOTE,
            width=40,
            help=Text("Từ phiên bản 2: vì sao phải đổi kế hoạch.", "From version 2 on: why the plan had to change."),
        ),
        Column(
            key="goal",
            label=GOAL,
            format=Format.CODE,
            width=20,
            refers="aop_goals.code",
            loose=True,
            outlives=True,
            help=Text("Từ phiên bản 2: thay đổi này phục vụ mục tiêu nào.", "From version 2 on: the goal it serves."),
        ),
        Column(
            key="trade_off",
            label=TRADE_OFF,
            format=Format.NOTE,
            width=46,
            help=Text("Từ phiên bản 2: chấp nhận bỏ hay giảm điều gì.", "From version 2 on: what is given up for it."),
        ),
    ),
)


def _unit(row: Change, _: Context) -> Text | None:
    return UNIT_WORDS[row.unit] if row.unit else None


def _difference(row: Change, _: Context) -> str | None:
    """A difference of what stands beside it; what moved between lines stands nowhere else."""
    if row.difference is None or row.amount is not None:
        return None
    return "N([@after])-N([@before])"


CHANGES = Table(
    name="aop_changes",
    heading=Text("Đã thay đổi gì qua từng phiên bản", "What each version changed"),
    author=Author.ENGINE,
    rows=lambda context: sorted(context.report.history.changes, key=lambda change: -(change.version or float("inf"))),
    accents=(Accent.RATIOS,),
    contents=(
        Column(
            key="version",
            label=NUMBER,
            width=12,
            show=lambda row, _: UNAPPROVED if row.version is None else float(row.version),
        ),
        Column(key="part", label=Text("Phần", "Part"), width=20, show=lambda row, _: row.part),
        Column(key="name", label=Text("Tên", "Name"), width=47, show=lambda row, _: row.name),
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, width=20, show=lambda row, _: row.known_by),
        Column(key="what", label=Text("Thay đổi", "Change"), width=60, show=lambda row, _: row.what),
        Column(key="unit", label=Text("Đơn vị", "Unit"), width=9, show=_unit),
        Column(key="before", label=Text("Trước", "Before"), format=Format.PERCENT, width=17),
        Column(key="after", label=Text("Sau", "After"), format=Format.PERCENT, width=17),
        Column(
            key="difference",
            label=Text("Chênh lệch", "Difference"),
            format=Format.PERCENT,
            width=15,
            formula=_difference,
        ),
        Months(width=12),
    ),
)


def _seal_state(row: FrozenVersion, context: Context) -> Text:
    return TAMPERED if row.number in context.report.history.tampered else INTACT


LOG = Table(
    name="aop_version_log",
    heading=Text("Các phiên bản đã chốt", "Versions as they were frozen"),
    author=Author.ENGINE,
    record=FrozenVersion,
    holds="versions.log",
    rows=lambda context: context.report.history.log,
    beside=True,
    accents=(Accent.STATUS,),
    contents=(
        Column(key="number", label=NUMBER, format=Format.WHOLE, width=11, required=True),
        Column(key="approved", label=DAY, format=Format.DATE, width=12, required=True),
        Column(key="state", label=Text("Tình trạng", "State"), width=16, calculated=True, show=_seal_state),
        Column(
            key="profit",
            label=Text("Lợi nhuận theo kế hoạch", "Profit by plan"),
            format=Format.AMOUNT,
            width=16,
            required=True,
        ),
        Column(
            key="lowest_cash",
            label=Text("Tiền thấp nhất theo kế hoạch", "Lowest cash by plan"),
            format=Format.AMOUNT,
            width=16,
        ),
        Column(key="goal", label=GOAL, format=Format.CODE, width=11),
        Column(key="reason", label=REASON, width=40),
        Column(key="trade_off", label=TRADE_OFF, width=40),
        Column(key="seal", label=Text("Niêm phong", "Seal"), width=70),
    ),
)


def _word(key: str, label: Text, options: tuple[tuple[str, Text], ...], width: int) -> Column:
    return Column(key=key, label=label, format=Format.WORD, options=options, width=width)


FROZEN = Table(
    name="aop_frozen",
    heading=Text("Nội dung đã chốt (không sửa)", "What was frozen (not to be edited)"),
    author=Author.ENGINE,
    record=FrozenRow,
    holds="versions.frozen",
    grows=True,
    rows=lambda context: context.report.history.newly_frozen,
    beside=True,
    contents=(
        Column(key="version", label=NUMBER, format=Format.WHOLE, width=11, required=True),
        Column(
            key="part",
            label=Text("Phần", "Part"),
            format=Format.WORD,
            options=words(FrozenPart),
            width=16,
            required=True,
        ),
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, width=14, required=True),
        Column(key="name", label=Text("Tên", "Name"), width=36),
        _word("kind", Text("Loại", "Kind"), words(Kind), 20),
        Column(key="channel", label=Text("Kênh bán", "Channel"), width=12),
        Column(key="group", label=Text("Nhóm hàng", "Product group"), width=20),
        _word("limit", Text("Hạn mức", "Limit"), words(LimitType), 16),
        Column(key="goal", label=Text("Mục tiêu", "Goal"), format=Format.CODE, width=10),
        Column(key="measure", label=Text("Đo bằng", "Measured by"), width=18),
        _word("comparison", Text("So sánh", "Comparison"), words(Comparison), 13),
        Column(key="target", label=Text("Chỉ tiêu, số dư", "Target, balance"), format=Format.MIXED, width=15),
        Column(key="by_budget", label=Text("Ngân sách cho ra", "By the budget"), format=Format.MIXED, width=15),
        Column(key="importance", label=Text("Mức quan trọng", "Importance"), format=Format.WHOLE, width=11),
        Column(key="owner", label=Text("Người phụ trách", "Owner"), width=16),
        Column(key="line", label=Text("Dòng ngân sách", "Budget line"), format=Format.CODE, width=14),
        Column(key="start", label=Text("Bắt đầu", "Start"), format=Format.DATE, width=12),
        Column(key="due", label=Text("Hạn", "Due"), format=Format.DATE, width=12),
        Column(
            key="annual",
            label=Text("Cả năm", "Full year"),
            format=Format.AMOUNT,
            width=15,
            calculated=True,
            formula=YEAR_TOTAL,
            show=year_total,
        ),
        Months(),
    ),
)

VERSIONS = Sheet(
    key="versions",
    title=Text("Phiên bản", "Versions"),
    heading=Text("Các phiên bản của kế hoạch", "Versions of the plan"),
    guidance=Text(
        "Đổi kế hoạch là bình thường, nhưng phải nói rõ vì sao, cho mục tiêu nào, đánh đổi gì. Điền một dòng rồi cập "
        "nhật: kế hoạch được chốt lại và mọi thay đổi được ghi.",
        "Changing the plan is normal; do it with its reason, the goal it serves and what is traded away. Fill a row "
        "and refresh: the plan is frozen, and every change is logged.",
    ),
    blocks=(STATE, REQUESTS, CHANGES, LOG, FROZEN),
    author=Author.ENGINE,
    repeated="aop_changes",
    printed="aop_changes",
    wide=2,
    frozen=3,
    button=REFRESH,
)
