"""Charts of a new workbook, drawn by XlsxWriter over the cells of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from aop_excel.backends import look
from aop_excel.workbook.layout import Chart, ChartKind, Mark

CHARACTER, PADDING, LINE = 7, 5, 20
"""Pixels: a character of a column's width, what a column has besides, and a row."""

MILLIONS = "[>=50000]#,##0.0,,;[<=-50000]-#,##0.0,,;"
"""What would round to nothing is left out, so that an empty chart has no scale."""

TYPES: dict[ChartKind, dict[str, str]] = {
    ChartKind.STACKED: {"type": "column", "subtype": "stacked"},
    ChartKind.LINES: {"type": "line"},
    ChartKind.BARS: {"type": "bar", "subtype": "stacked"},
}

LOOKS: dict[Mark, dict[str, Any]] = {
    Mark.INVISIBLE: {"fill": {"none": True}, "border": {"none": True}},
    Mark.TOTAL: {"fill": {"color": look.SLATE}, "border": {"color": look.SLATE}},
    Mark.FAVOURABLE: {"fill": {"color": look.PALE_BLUE}, "border": {"color": look.BLUE}},
    Mark.UNFAVOURABLE: {
        "pattern": {"pattern": "wide_upward_diagonal", "fg_color": look.ORANGE, "bg_color": "#FFFFFF"},
        "border": {"color": look.ORANGE},
    },
    Mark.LINE: {"line": {"color": look.BLUE, "width": 2.25}},
    Mark.LIMIT: {"line": {"color": look.ORANGE, "width": 1.5, "dash_type": "dash"}},
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """The table of a chart: its tab, the row of its headers, how many rows follow, and its columns by key (from 0)."""

    tab: str
    header: int
    rows: int
    columns: Mapping[str, int]

    def cells(self, key: str) -> list[Any]:
        """All cells of a column below its header."""
        return [self.tab, self.header + 1, self.columns[key], self.header + self.rows, self.columns[key]]

    def cell(self, key: str, row: int) -> list[Any]:
        """One cell of a column; the header's row is 0."""
        return [self.tab, self.header + row, self.columns[key]]


def draw(book: xlsxwriter.Workbook, chart: Chart, caption: str, of: Drawn, widths: Sequence[float]) -> Any:
    """A chart over the cells of its table, as wide as the columns below it (`widths`, in characters)."""
    drawn = book.add_chart(TYPES[chart.kind])
    for series in chart.series:
        drawn.add_series(
            {
                "name": of.cell(series.key, 0),
                "categories": of.cells(chart.category),
                "values": of.cells(series.key),
                "gap": 40,
                **LOOKS[series.mark],
            }
        )
    font = {"name": look.FONT["font_name"], "size": 9}
    title = {"name": of.cell(chart.title, 1), "data": [caption]}
    drawn.set_title({**title, "name_font": {**font, "size": 12, "color": look.NAVY}})
    names = {"label_position": "low", "major_tick_mark": "none", "num_font": font}
    gridlines = {"visible": True, "line": {"color": look.BAND}}
    amounts = {"num_format": MILLIONS, "num_font": font, "major_gridlines": gridlines, "line": {"none": True}}
    if chart.kind is ChartKind.BARS:  # they lie from the bottom up, unless told otherwise
        drawn.set_y_axis({**names, "reverse": True, "major_gridlines": {"visible": False}})
        drawn.set_x_axis({**amounts, "label_position": "high"})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(amounts)
    unnamed = [place for place, series in enumerate(chart.series) if not series.named]
    drawn.set_legend({"position": "bottom", "delete_series": unnamed, "font": font})
    drawn.set_chartarea({"border": {"none": True}})
    drawn.show_hidden_data()
    drawn.set_size({"width": sum(map(_pixels, widths)), "height": chart.rows * LINE})
    return drawn


def _pixels(width: float) -> int:
    return int(width * CHARACTER + 0.5) + PADDING if width else 0
