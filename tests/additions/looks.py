"""How an owner makes our sheets look: widths, colours, formats that depend on what cells hold, small lines."""

from __future__ import annotations

from typing import Any

from lxml import etree

from tests.additions.cells import widen
from tests.additions.markup import MAIN, PREFIXES, element
from tests.additions.parts import Parts

SPARKLINES = "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"
FORMATS = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}"
X14 = f'xmlns:x14="{PREFIXES["x14"]}"'


def widths_of_columns(parts: Parts) -> None:
    """Columns made wider, hidden and grouped; the hidden ones are shown."""
    for sheet in ("Variance", "Profit and loss", "Actuals"):
        with parts.changing(parts.tabs()[sheet]) as root:
            columns = root.find(f"{{{MAIN}}}cols")
            for column in columns:
                column.set("width", "23.5")
                column.set("customWidth", "1")
                column.attrib.pop("hidden", None)
            columns[1].set("hidden", "1")
            columns[-1].set("outlineLevel", "1")
            root.find(f"{{{MAIN}}}sheetFormatPr").set("outlineLevelCol", "1")


def colours_on_rows(parts: Parts) -> None:
    """Rows of results coloured as a whole, single cells too; rows higher, hidden, grouped."""
    last, end = parts.last_row("aop_variance"), parts.last_row("aop_pnl")
    coloured = {
        "Variance": (15, 22, last, last + 1, last + 3),
        "Actuals": (15, 30),
        "Profit and loss": (12, end, end + 1),
    }
    for sheet, rows in coloured.items():
        part = parts.tabs()[sheet]
        for below in rows[-2:]:
            parts.cell(part, f'<c r="AC{below}" t="inlineStr"><is><t>.</t></is></c>')
        with parts.changing(part) as root:
            lines = {int(row.get("r")): row for row in root.find(f"{{{MAIN}}}sheetData")}
        colours: dict[int, int] = {}
        for row in rows:
            for style in [int(cell.get("s", "0")) for cell in lines.get(row, ())] + [0]:
                if style not in colours:
                    colours[style] = styled(parts, style, fill="FFF2CC")
        with parts.changing(part) as root:
            for line in root.find(f"{{{MAIN}}}sheetData"):
                if int(line.get("r")) in rows:
                    _colour(line, colours)
        widen(parts, part)


def _colour(line: Any, colours: dict[int, int]) -> None:
    number = int(line.get("r"))
    for name, value in {"s": str(colours[0]), "customFormat": "1", "ht": f"{20 + number}", "customHeight": "1"}.items():
        line.set(name, value)
    if number == 20:
        line.set("hidden", "1")
        line.set("outlineLevel", "1")
    for cell in line:
        cell.set("s", str(colours[int(cell.get("s", "0"))]))


def conditional_formats(parts: Parts) -> None:
    """Formats of the owner's over our results: a rule that stops ours, a data bar, a scale."""
    sheet, last = parts.tabs()["Variance"], parts.last_row("aop_variance")
    cfvo = '<cfvo type="min"/><cfvo type="max"/>'
    red_green = '<color rgb="FFF8696B"/><color rgb="FF63BE7B"/>'
    for area, rule in (
        ("A14:H22 J14:L22", 'type="expression" priority="1" stopIfTrue="1" dxfId="0"><formula>$A14="CP-MB"</formula>'),
        ("E14:E22", f'type="dataBar" priority="98"><dataBar>{cfvo}<color rgb="FF638EC6"/></dataBar>'),
        (
            f"K14:K{last}",
            f'type="colorScale" priority="99"><colorScale>{cfvo}{red_green}</colorScale>',
        ),
    ):
        parts.put(sheet, f'<conditionalFormatting sqref="{area}"><cfRule {rule}</cfRule></conditionalFormatting>')


def formats_of_newer_excels(parts: Parts) -> None:
    """A data bar with an axis, and icons that look at another tab, over our results."""
    sheet = parts.tabs()["Variance"]
    bar = (
        f'<x14:conditionalFormatting {X14} xmlns:xm="{PREFIXES["xm"]}"><x14:cfRule type="dataBar" '
        'id="{{DA7ABA51-AAAA-BBBB-0001-00000000000{0}}}"><x14:dataBar minLength="0" maxLength="100" border="1" '
        'negativeBarBorderColorSameAsPositive="0"><x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/>'
        '<x14:borderColor rgb="FF638EC6"/><x14:negativeFillColor rgb="FFFF0000"/><x14:negativeBorderColor '
        'rgb="FFFF0000"/><x14:axisColor rgb="FF000000"/></x14:dataBar></x14:cfRule>'
        "<xm:sqref>{1}</xm:sqref></x14:conditionalFormatting>"
    )
    both = bar.format(1, "F14:F22") + bar.format(2, f"L14:L{parts.last_row('aop_variance')}")
    parts.extend(sheet, FORMATS, f"<x14:conditionalFormattings {X14}>{both}</x14:conditionalFormattings>")


def sparklines(parts: Parts) -> None:
    """A small line in the owner's column beside the variances, and one beside the profit and loss."""
    for sheet, cell, values in (
        ("Variance", "AK14", "Variance!C14:E14"),
        ("Profit and loss", "U7", "'Profit and loss'!D7:O7"),
        ("Scorecard", "X11", "Scorecard!I11:T11"),
    ):
        group = (
            f'<x14:sparklineGroup displayEmptyCellsAs="gap" {X14} xmlns:xm="{PREFIXES["xm"]}">'
            '<x14:colorSeries rgb="FF376092"/>'
            f"<x14:sparklines><x14:sparkline><xm:f>{values}</xm:f><xm:sqref>{cell}</xm:sqref></x14:sparkline>"
            "</x14:sparklines></x14:sparklineGroup>"
        )
        parts.extend(parts.tabs()[sheet], SPARKLINES, f"<x14:sparklineGroups {X14}>{group}</x14:sparklineGroups>")


def styled(parts: Parts, style: int, *, fill: str = "", **told: str) -> int:
    """The number of a style that is like another but for its fill and what else is told."""
    with parts.changing("xl/styles.xml") as root:
        styles = root.find(f"{{{MAIN}}}cellXfs")
        new = etree.fromstring(etree.tostring(styles[style]))
        if fill:
            fills = root.find(f"{{{MAIN}}}fills")
            colour = f'<patternFill patternType="solid"><fgColor rgb="FF{fill}"/><bgColor indexed="64"/></patternFill>'
            fills.append(element(f"<fill>{colour}</fill>"))
            fills.set("count", str(len(fills)))
            new.set("fillId", str(len(fills) - 1))
            new.set("applyFill", "1")
        for name, value in told.items():
            new.set(name, value)
        styles.append(new)
        styles.set("count", str(len(styles)))
        return len(styles) - 1
