"""How cells look: number formats by kind, and the few colours that tell the owner's cells from the engine's."""

from __future__ import annotations

from typing import Any

from aop_excel.workbook.layout import Author, Format

NAVY, SLATE = "#1F3864", "#44546A"
INPUT, CALCULATED, BAND, PALE = "#FFFBEA", "#F3F4F6", "#D9E2EC", "#EBF0F5"
LINE, GREY = "#C9CED6", "#5F6B7A"
BLUE, ORANGE = "#1F5FA8", "#B45309"  # told apart by colour-blind eyes, and in print
PALE_BLUE = "#9DC3E6"  # with a blue border: light where orange is hatched, in print too
GREEN_FILL, AMBER_FILL, RED_FILL = "#DCEFE3", "#FDEFC8", "#F9D9D3"

TAB_COLOURS = {Author.OWNER: "#E0A100", Author.ENGINE: SLATE}

# Ratios never reach a thousand and amounts seldom stay below it, so one format shows both without knowing which.
MIXED_NUMBER = "[>=1000]#,##0;[<=-1000]-#,##0;0.0%"

NUMBER_FORMATS: dict[Format, str] = {
    Format.AMOUNT: "#,##0",
    Format.MIXED: MIXED_NUMBER,
    Format.LIMIT: "[=0]0;[<1]0.0%;#,##0",
    Format.PERCENT: "0.0%",
    Format.WHOLE: "0",
    Format.MONTH: "0",
    Format.HOURS: "#,##0;[Red]-#,##0",
    Format.WEIGHT: "[>=1000]#,##0;General",
    Format.DATE: "dd/mm/yyyy",
    Format.MOMENT: "dd/mm/yyyy hh:mm",
    Format.CHECK: '+#,##0;-#,##0;"✓"',
}

CENTRED = frozenset({Format.MARK, Format.WHOLE, Format.MONTH, Format.DATE, Format.CHECK, Format.MOMENT})
RIGHT = frozenset({Format.PERCENT, Format.MIXED, Format.LIMIT, Format.AMOUNT, Format.WEIGHT, Format.HOURS})
WRAPPED = frozenset({Format.NOTE, Format.PARTS, Format.CODES})


def cell_look(format: Format, is_input: bool) -> dict[str, Any]:
    """The XlsxWriter properties of a table's or field's cell."""
    look: dict[str, Any] = {
        "bg_color": INPUT if is_input else CALCULATED,
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
    }
    if format in NUMBER_FORMATS:
        look["num_format"] = NUMBER_FORMATS[format]
    if format in CENTRED:
        look["align"] = "center"
    elif format in RIGHT:
        look["align"] = "right"
    else:
        look["indent"] = 1
    if format in WRAPPED:
        look["text_wrap"] = True
    return look


def header_look(author: Author) -> dict[str, Any]:
    """The header of a table: navy where the owner fills it, slate where the engine does."""
    return {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": NAVY if author is Author.OWNER else SLATE,
        "border": 1,
        "border_color": LINE,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
    }


_WHITE = "#FFFFFF"
UNUSED_BELOW = {
    "bg_color": _WHITE,
    **dict.fromkeys(("left", "right", "bottom"), 1),
    **dict.fromkeys(("left_color", "right_color", "bottom_color"), _WHITE),
}
UNUSED = UNUSED_BELOW | {"top": 1, "top_color": _WHITE}
"""Rows of an engine's table that nothing stands in, as if they were not there, and the first of them."""

TITLE = {"bold": True, "font_size": 18, "font_color": NAVY, "valign": "vcenter"}
GUIDANCE = {"font_color": GREY, "italic": True, "text_wrap": True, "valign": "top"}
HEADING = {"bold": True, "font_size": 12, "font_color": NAVY, "bottom": 2, "bottom_color": NAVY}
LABEL = {"valign": "vcenter"}
HELP = {"font_color": GREY, "italic": True, "valign": "vcenter"}
UNIT = {"font_color": GREY, "bold": True}
FONT = {"font_name": "Calibri", "font_size": 11}
