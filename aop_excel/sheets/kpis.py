"""KPIs: the few measures that are followed, their targets and limits."""

from __future__ import annotations

from aop_excel.analysis.kpis import KPIS, OWN, OWN_LABEL
from aop_excel.domain.plan import Better, Rhythm, TrackedKpi
from aop_excel.sheets.columns import owner
from aop_excel.text import Text
from aop_excel.workbook.layout import Column, Format, Sheet, Table, words

PARTS_HELP = Text(
    "Chỉ cho KPI tự định nghĩa: mã dòng ngân sách hoặc tên loại, nối bằng dấu +.",
    "Only for a KPI of your own: codes of budget lines or names of kinds, joined by +.",
)

KPI_LIST = Table(
    name="aop_kpis",
    heading=Text("KPI được theo dõi", "KPIs we follow"),
    record=TrackedKpi,
    holds="kpis",
    room=14,
    contents=(
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, width=15, required=True, unique=True),
        Column(
            key="measure",
            label=Text("Chỉ số", "Measure"),
            format=Format.WORD,
            width=40,
            options=(*((kpi.key, kpi.label) for kpi in KPIS), (OWN, OWN_LABEL)),
            required=True,
        ),
        Column(
            key="channel",
            label=Text("Kênh", "Channel"),
            width=14,
            refers="aop_channels.name",
            help=Text("Để trống: tính toàn doanh nghiệp.", "Blank: the whole business."),
        ),
        Column(
            key="name",
            label=Text("Tên riêng", "Own name"),
            width=30,
            help=Text("Để trống thì dùng tên chỉ số.", "Blank: the measure's name is used."),
        ),
        Column(key="numerator", label=Text("Tử số", "Numerator"), format=Format.PARTS, width=18, help=PARTS_HELP),
        Column(key="denominator", label=Text("Mẫu số", "Denominator"), format=Format.PARTS, width=18, help=PARTS_HELP),
        Column(
            key="better",
            label=Text("Chiều tốt", "Better"),
            format=Format.WORD,
            width=19,
            options=words(Better),
            help=Text("Để trống thì theo chỉ số.", "Blank: as the measure has it."),
        ),
        Column(
            key="target",
            label=Text("Chỉ tiêu năm", "Year's target"),
            format=Format.MIXED,
            width=15,
            help=Text(
                "Để trống: theo chính kế hoạch từng tháng. Tỷ lệ gõ kèm dấu %.",
                "Blank: the plan itself, month by month. Type ratios with %.",
            ),
        ),
        Column(
            key="target_to",
            label=Text("Đến (nếu là khoảng)", "To (for a range)"),
            format=Format.MIXED,
            width=15,
        ),
        Column(
            key="amber",
            label=Text("Ngưỡng vàng", "Amber from"),
            format=Format.PERCENT,
            width=11,
            help=Text(
                "Kém chỉ tiêu bao nhiêu thì vàng: % với số tiền, điểm % với tỷ lệ.",
                "How far off target is amber: % of an amount, points of a ratio.",
            ),
        ),
        Column(
            key="red",
            label=Text("Ngưỡng đỏ", "Red from"),
            format=Format.PERCENT,
            width=11,
            help=Text(
                "Kém chỉ tiêu bao nhiêu thì đỏ: % với số tiền, điểm % với tỷ lệ.",
                "How far off target is red: % of an amount, points of a ratio.",
            ),
        ),
        Column(
            key="rhythm", label=Text("Nhịp theo dõi", "Rhythm"), format=Format.WORD, width=14, options=words(Rhythm)
        ),
        owner(20),
    ),
)

KPI_SHEET = Sheet(
    key="kpis",
    title=Text("6 KPI", "6 KPIs"),
    heading=Text("6. KPI và theo dõi", "6. KPIs and tracking"),
    guidance=Text(
        "Ít chỉ số, gắn với mục tiêu. Kết quả ở trang Bảng điểm; vàng và đỏ cần việc làm và người phụ trách.",
        "Few measures, tied to goals. Results are on Scorecard; amber and red call for an action and an owner.",
    ),
    blocks=(KPI_LIST,),
    freeze="aop_kpis",
    frozen=2,
)
