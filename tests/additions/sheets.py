"""What an owner sets for a sheet as a whole: pages, filters, links, protection, views, what may be typed."""

from __future__ import annotations

from tests.additions.markup import MAIN, OFFICE, PREFIXES, SPREADSHEET, WORKBOOK, element
from tests.additions.parts import Parts

VALIDATIONS = "{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
X14 = f'xmlns:x14="{PREFIXES["x14"]}"'


def pages(parts: Parts) -> None:
    """Printing as the owner wants it: page breaks, margins, header and footer, and the settings of their printer."""
    for sheet in ("Variance", "Profit and loss"):
        part = parts.tabs()[sheet]
        settings = parts.add(
            f"xl/printerSettings/printerSettings{parts.number('xl/printerSettings/printerSettings')}.bin",
            "Máy in Lan".encode("utf-16-le") + bytes(200),
            f"{SPREADSHEET}.printerSettings",
        )
        identity = parts.link(part, "printerSettings", settings)
        with parts.changing(part) as root:
            root.find(f"{{{MAIN}}}pageMargins").set("left", "1.25")
            page = root.find(f"{{{MAIN}}}pageSetup")
            page.set("scale", "70")
            page.set(f"{{{OFFICE}}}id", identity)
            printed = root.find(f"{{{MAIN}}}headerFooter")
            printed.set("differentFirst", "1")
            printed.append(element("<firstHeader>&amp;CTiệm hoa Lan &amp;amp; con</firstHeader>"))
        parts.put(part, '<printOptions horizontalCentered="1" gridLines="1"/>')
        for breaks, at, end in (("rowBreaks", 30, 16383), ("colBreaks", 8, 1048575)):
            inside = f'<brk id="{at}" max="{end}" man="1"/>'
            parts.put(part, f'<{breaks} count="1" manualBreakCount="1">{inside}</{breaks}>')


def filters(parts: Parts) -> None:
    """Our tables filtered and sorted with the buttons in their headers, with rows hidden by it."""
    for name, sheet, first in (("aop_variance", "Variance", 14), ("aop_actuals", "Actuals", 14)):
        column = f"A{first}:A{parts.last_row(name)}"
        with parts.changing(parts.table(name)) as root:
            chosen = '<filterColumn colId="1"><filters><filter val="Rent"/></filters></filterColumn>'
            root.insert(0, element(f'<autoFilter ref="{root.get("ref")}">{chosen}</autoFilter>'))
            root.insert(1, element(f'<sortState ref="{column}"><sortCondition ref="{column}"/></sortState>'))
        with parts.changing(parts.tabs()[sheet]) as root:
            for line in root.find(f"{{{MAIN}}}sheetData"):
                if int(line.get("r")) in (14, 15, 18, 40):
                    line.set("hidden", "1")


def hyperlinks(parts: Parts) -> None:
    """Links from our cells and the owner's to a page on the web and to another tab."""
    sheet = parts.tabs()["Variance"]
    web = parts.link(sheet, "hyperlink", "https://example.com/?a=1&b=2", external=True)
    links = (
        f'<hyperlink ref="A14" r:id="{web}" tooltip="Giá"/><hyperlink ref="AA3" location="Actuals!A14" display="Sang"/>'
    )
    parts.put(sheet, f"<hyperlinks>{links}</hyperlinks>")


def validations_of_newer_excels(parts: Parts) -> None:
    """A list for the owner's cells beside our tables, kept on another tab."""
    for sheet, cells in (("Variance", "AB14:AB22"), ("Actuals", "Q14:Q20")):
        parts.extend(
            parts.tabs()[sheet],
            VALIDATIONS,
            f'<x14:dataValidations {X14} xmlns:xm="{PREFIXES["xm"]}" count="1"><x14:dataValidation type="list" '
            'allowBlank="1"><x14:formula1><xm:f>Lists!$B$1:$B$9</xm:f></x14:formula1>'
            f"<xm:sqref>{cells}</xm:sqref></x14:dataValidation></x14:dataValidations>",
        )


def protection(parts: Parts) -> None:
    """The tab of variances and one of the owner's are protected with a password, and the order of the tabs too."""
    password = 'algorithmName="SHA-512" hashValue="b3duZXI=" saltValue="c2FsdA==" spinCount="100000"'
    locked = f'<sheetProtection {password} sheet="1" objects="1" scenarios="1"/>'
    parts.new_tab("My secrets", f"<sheetData/>{locked}")
    parts.put(parts.tabs()["Variance"], locked)
    parts.put(
        parts.tabs()["Variance"], '<protectedRanges><protectedRange name="Mine" sqref="S14:S22"/></protectedRanges>'
    )
    parts.put(WORKBOOK, '<workbookProtection lockStructure="1"/>')


def hidden_tabs(parts: Parts) -> None:
    """Two hidden tabs of the owner's, and two of ours that the owner hid, one so that only code can show it."""
    parts.new_tab("My drafts", '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', "hidden")
    parts.new_tab("My codes", '<sheetData><row r="1"><c r="A1"><v>2</v></c></row></sheetData>', "veryHidden")
    with parts.changing(WORKBOOK) as root:
        for tab in root.find(f"{{{MAIN}}}sheets"):
            if tab.get("name") in ("Profit and loss", "Scorecard"):
                tab.set("state", "hidden" if tab.get("name") == "Scorecard" else "veryHidden")


def custom_views(parts: Parts) -> None:
    """A view of the workbook that is kept under a name, with its own filter, panes and pages."""
    guid = "{D2B5A0B1-1C5E-4F0C-8D1A-0E6A5E1B7A10}"
    parts.put(
        WORKBOOK,
        f'<customWorkbookViews><customWorkbookView name="Bank" guid="{guid}" xWindow="0" yWindow="0" '
        'windowWidth="1200" windowHeight="800" activeSheetId="1"/></customWorkbookViews>',
    )
    for name in ("Variance", "Actuals"):
        parts.put(
            parts.tabs()[name],
            f'<customSheetViews><customSheetView guid="{guid}" scale="80" showGridLines="0">'
            '<pane xSplit="2" ySplit="11" topLeftCell="C12" activePane="bottomRight" state="frozen"/>'
            '<selection pane="bottomRight" activeCell="C12" sqref="C12"/><pageMargins left="0.1" right="0.1" top="0.1" '
            'bottom="0.1" header="0.1" footer="0.1"/><pageSetup orientation="portrait"/>'
            "</customSheetView></customSheetViews>",
        )


def odds_and_ends(parts: Parts) -> None:
    """Scenarios, watched cells, errors to be ignored, properties of a sheet, a what-if table."""
    sheet = parts.tabs()["Variance"]
    case = '<scenario name="Mưa" locked="1" count="1" user="Anna"><inputCells r="AA3" val="5"/></scenario>'
    parts.put(sheet, f'<scenarios current="0">{case}</scenarios>')
    parts.put(sheet, '<cellWatches><cellWatch r="C14"/></cellWatches>')
    parts.put(sheet, '<ignoredErrors><ignoredError sqref="A14:R22" numberStoredAsText="1"/></ignoredErrors>')
    kept = parts.add("xl/customProperty1.bin", "Lan".encode("utf-16-le"), f"{SPREADSHEET}.customProperty")
    link = parts.link(sheet, "customProperty", kept)
    parts.put(sheet, f'<customProperties><customPr name="Add-in" r:id="{link}"/></customProperties>')
    rows = '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><f>A1*2</f><v>4</v></c></row>'
    for at in (2, 3):
        table = '<f t="dataTable" ref="B2:B3" dt2D="0" dtr="0" r1="A1"/>' if at == 2 else ""
        rows += f'<row r="{at}"><c r="A{at}"><v>{at}</v></c><c r="B{at}">{table}<v>{2 * at}</v></c></row>'
    parts.new_tab("My what-if", f"<sheetData>{rows}</sheetData>")
