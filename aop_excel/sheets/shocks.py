"""What the owner says about risks in numbers, on Risks: what each changes if it happens, and the scenarios to see."""

from __future__ import annotations

from aop_excel.domain.scenario import Part, Scenario, Shock, Shocked
from aop_excel.text import Text
from aop_excel.workbook.layout import Column, Format, Table, words

SHOCKS = Table(
    name="aop_shocks",
    heading=Text("Tác động lên con số: mỗi dòng một tác động", "What they do to the numbers: a row for each effect"),
    record=Shock,
    holds="shocks",
    room=16,
    contents=(
        Column(key="note", label=Text("Mô tả", "Description"), width=36),
        Column(
            key="risk",
            label=Text("Rủi ro", "Risk"),
            format=Format.CODE,
            width=10,
            refers="aop_risks.code",
            loose=True,
            help=Text(
                "Mã rủi ro gây ra tác động; hoặc để trống và ghi mã kịch bản ở cột bên.",
                "The code of the risk that does it; or leave it blank and name a scenario beside it.",
            ),
        ),
        Column(
            key="scenario",
            label=Text("Kịch bản", "Scenario"),
            format=Format.CODE,
            width=13,
            refers="aop_scenarios.code",
            loose=True,
            help=Text(
                "Mã kịch bản có riêng tác động này, không qua rủi ro nào.",
                "The code of the scenario that has this effect of its own, without any risk.",
            ),
        ),
        Column(
            key="part",
            label=Text("Tính khi", "Counts when"),
            format=Format.WORD,
            width=20,
            options=words(Part),
            help=Text(
                "Để trống: ngay khi xảy ra. Dự phòng: chỉ tính thêm khi dùng phương án dự phòng.",
                "Blank: as soon as it happens. Fallback: counted in addition where the fallback is used.",
            ),
        ),
        Column(
            key="first",
            label=Text("Từ tháng", "From month"),
            format=Format.WHOLE,
            width=11,
            help=Text("Tháng dương lịch, 1 đến 12; để trống: từ bây giờ.", "The calendar month, 1 to 12; blank: now."),
        ),
        Column(
            key="last",
            label=Text("Đến tháng", "To month"),
            format=Format.WHOLE,
            width=11,
            help=Text(
                "Tháng dương lịch, 1 đến 12; để trống: đến hết năm tài chính.",
                "The calendar month, 1 to 12; blank: to the end of the fiscal year.",
            ),
        ),
        Column(
            key="what",
            label=Text("Điều gì thay đổi", "What changes"),
            format=Format.WORD,
            width=40,
            options=words(Shocked),
            required=True,
            help=Text(
                "Giá nhập đổi giá vốn và nhập hàng; sức mua đổi doanh thu, giá vốn, biến phí, số lượng; quảng cáo kém "
                "hiệu quả 20% thì tốn 1/0,8 lần marketing để bán như cũ.",
                "Purchase price: cost of goods and purchases. Demand: revenue, cost of goods, variable cost, units. "
                "Advertising with 20% less effect costs 1/0.8 times as much to sell the same.",
            ),
        ),
        Column(
            key="channel",
            label=Text("Kênh", "Channel"),
            width=14,
            refers="aop_channels.name",
            help=Text("Chỉ các dòng của kênh này; để trống: mọi dòng.", "Only lines of this channel; blank: all."),
        ),
        Column(
            key="change",
            label=Text("Thay đổi", "Change"),
            format=Format.PERCENT,
            width=13,
            required=True,
            help=Text(
                "Mức dễ xảy ra nhất, có dấu: 5% là tăng, -12% là giảm.",
                "The most likely one, with its sign: 5% is more, -12% is less.",
            ),
        ),
        Column(
            key="low",
            label=Text("Thấp nhất", "Lowest"),
            format=Format.PERCENT,
            width=13,
            help=Text("Để trống nếu mức thay đổi là chắc chắn.", "Blank where the change is certain."),
        ),
        Column(
            key="high",
            label=Text("Cao nhất", "Highest"),
            format=Format.PERCENT,
            width=11,
            help=Text("Để trống nếu mức thay đổi là chắc chắn.", "Blank where the change is certain."),
        ),
        Column(
            key="group",
            label=Text("Nhóm hàng", "Product group"),
            width=46,
            help=Text(
                "Chỉ các dòng ghi nhóm hàng này ở trang Ngân sách; để trống: mọi dòng.",
                "Only lines that name this product group on Budget; blank: all.",
            ),
        ),
        Column(
            key="line",
            label=Text("Dòng ngân sách", "Budget line"),
            format=Format.CODE,
            width=18,
            refers="aop_budget.code",
            loose=True,
            help=Text(
                "Chỉ khi điều thay đổi là một dòng ngân sách: mã của dòng đó.",
                "Only where one budget line changes: its code.",
            ),
        ),
    ),
)

SCENARIO_LIST = Table(
    name="aop_scenarios",
    heading=Text("Kịch bản muốn xem (ước thực hiện đã có sẵn)", "Scenarios to see (the outlook is there anyway)"),
    record=Scenario,
    holds="scenarios",
    room=6,
    contents=(
        Column(key="name", label=Text("Kịch bản", "Scenario"), width=36, required=True),
        Column(key="code", label=Text("Mã", "Code"), format=Format.CODE, width=10, required=True, unique=True),
        Column(
            key="fallbacks",
            label=Text("Dùng dự phòng", "Use fallbacks"),
            format=Format.MARK,
            width=13,
            help=Text("x: dùng phương án dự phòng của các rủi ro.", "x: the fallbacks of its risks are used."),
        ),
        Column(
            key="risks",
            label=Text("Rủi ro xảy ra", "Risks that happen"),
            format=Format.CODES,
            width=20,
            refers="aop_risks.code",
            loose=True,
            help=Text(
                "Mã các rủi ro, nối bằng dấu +, ví dụ RR1 + RR2. Tác động riêng: ghi mã kịch bản ở bảng trên.",
                "Codes of risks joined by +, such as RR1 + RR2. Effects of its own name it in the table above.",
            ),
        ),
    ),
)
