"""Pivot tables and what filters them: caches, slicers, a timeline; a slicer of one of our own tables."""

from __future__ import annotations

from tests.additions.drawings import draw
from tests.additions.markup import MAIN, MS, SPREADSHEET, WORKBOOK, XMLNS
from tests.additions.parts import Parts

X14, X15 = f"{MS}/spreadsheetml/2009/9/main", f"{MS}/spreadsheetml/2010/11/main"
ROOT = f'xmlns="{MAIN}" {XMLNS}'
SALES = (("2027-01-05", 46392, "Store", 120), ("2027-01-20", 46407, "Online", 80), ("2027-02-03", 46421, "Store", 95))
FIELDS = ("Date", "Channel", "Amount")
CACHE = "xl/pivotCache/pivotCacheDefinition1.xml"
SLICERS_OF_PIVOTS = "{A8765BA9-456A-4dab-B4F3-ACF838C121DE}", "{BBE1A952-AA13-448e-AADC-164F8A28A991}"
SLICERS_OF_TABLES = "{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}", "{46BE6895-7355-4a93-B00E-2C351335B9C9}"
TIMELINES = "{7E03D99C-DC04-49d9-9315-930204A7B6E9}", "{D0CA8CA8-9F24-4464-BF8E-62219DCF47F9}"
"""Where a sheet's filters are listed, and where the workbook's."""


def pivot_table(parts: Parts) -> str:
    """A pivot table of the owner's sales by channel, with its cache and the records in it; its sheet."""
    if "My pivot" in parts.tabs():
        return parts.tabs()["My pivot"]
    rows = "".join(
        f'<row r="{at}"><c r="A{at}"><v>{serial}</v></c><c r="B{at}" t="inlineStr"><is><t>{channel}</t></is></c>'
        f'<c r="C{at}"><v>{amount}</v></c></row>'
        for at, (_, serial, channel, amount) in enumerate(SALES, 2)
    )
    header = "".join(f'<c r="{"ABC"[at]}1" t="inlineStr"><is><t>{name}</t></is></c>' for at, name in enumerate(FIELDS))
    parts.new_tab("My sales", f'<sheetData><row r="1">{header}</row>{rows}</sheetData>')
    records = "".join(
        f'<r><d v="{day}T00:00:00"/><x v="{int(channel == "Online")}"/><n v="{amount}"/></r>'
        for day, _, channel, amount in SALES
    )
    dates = 'containsSemiMixedTypes="0" containsNonDate="0" containsDate="1" containsString="0"'
    numbers = 'containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1"'
    parts.add(
        CACHE,
        f'<pivotCacheDefinition {ROOT} r:id="rId1" refreshedBy="Anna" refreshedDate="46400" createdVersion="6" '
        f'refreshedVersion="6" minRefreshableVersion="3" recordCount="{len(SALES)}"><cacheSource type="worksheet">'
        '<worksheetSource ref="A1:C4" sheet="My sales"/></cacheSource><cacheFields count="3">'
        f'<cacheField name="Date" numFmtId="14"><sharedItems {dates} minDate="2027-01-05T00:00:00" '
        'maxDate="2027-02-04T00:00:00"/></cacheField><cacheField name="Channel" numFmtId="0">'
        '<sharedItems count="2"><s v="Store"/><s v="Online"/></sharedItems></cacheField>'
        f'<cacheField name="Amount" numFmtId="0"><sharedItems {numbers} minValue="80" maxValue="120"/></cacheField>'
        f'</cacheFields><extLst><ext uri="{{725AE2AE-9491-48be-B2B4-4EB974FC3084}}" xmlns:x14="{X14}">'
        '<x14:pivotCacheDefinition pivotCacheId="7"/></ext></extLst></pivotCacheDefinition>',
        f"{SPREADSHEET}.pivotCacheDefinition+xml",
    )
    parts.link(
        CACHE,
        "pivotCacheRecords",
        parts.add(
            "xl/pivotCache/pivotCacheRecords1.xml",
            f'<pivotCacheRecords {ROOT} count="{len(SALES)}">{records}</pivotCacheRecords>',
            f"{SPREADSHEET}.pivotCacheRecords+xml",
        ),
    )
    parts.put(
        WORKBOOK,
        f'<pivotCaches><pivotCache cacheId="7" r:id="{parts.link(WORKBOOK, "pivotCacheDefinition", CACHE)}"/>'
        "</pivotCaches>",
    )
    sheet = parts.new_tab(
        "My pivot",
        '<sheetData><row r="3"><c r="A3" t="inlineStr"><is><t>Row Labels</t></is></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><t>Store</t></is></c><c r="B4"><v>215</v></c></row></sheetData>',
    )
    pivot = parts.add(
        "xl/pivotTables/pivotTable1.xml",
        f'<pivotTableDefinition {ROOT} name="PivotTable1" cacheId="7" dataCaption="Values" updatedVersion="6" '
        'minRefreshableVersion="3" createdVersion="6"><location ref="A3:B6" firstHeaderRow="1" firstDataRow="1" '
        'firstDataCol="1"/><pivotFields count="3"><pivotField numFmtId="14" showAll="0"/>'
        '<pivotField axis="axisRow" showAll="0"><items count="3"><item x="0"/><item x="1"/><item t="default"/></items>'
        '</pivotField><pivotField dataField="1" showAll="0"/></pivotFields><rowFields count="1"><field x="1"/>'
        '</rowFields><rowItems count="3"><i><x/></i><i><x v="1"/></i><i t="grand"><x/></i></rowItems>'
        '<colItems count="1"><i/></colItems><dataFields count="1"><dataField name="Sum of Amount" fld="2"/>'
        '</dataFields><pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1"/>'
        "</pivotTableDefinition>",
        f"{SPREADSHEET}.pivotTable+xml",
    )
    parts.link(pivot, "pivotCacheDefinition", CACHE)
    parts.link(sheet, "pivotTable", pivot)
    return sheet


def slicer_of_a_pivot(parts: Parts) -> None:
    """Buttons that filter the pivot table by channel."""
    sheet = pivot_table(parts)
    cache = (
        f'<pivotTables><pivotTable tabId="{_tab_id(parts, "My pivot")}" name="PivotTable1"/></pivotTables>'
        '<data><tabular pivotCacheId="7"><items count="2"><i x="0" s="1"/><i x="1" s="1"/></items></tabular></data>'
    )
    _slicer(parts, sheet, "Channel", cache, SLICERS_OF_PIVOTS)


def slicer_of_our_table(parts: Parts) -> None:
    """Buttons that filter the table of variances by effect."""
    sheet = parts.tabs()["Variance"]
    with parts.changing(parts.table("aop_variance")) as root:
        table = root.get("id")
    cache = (
        f'<extLst><x:ext xmlns:x="{MAIN}" uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}" xmlns:x15="{X15}">'
        f'<x15:tableSlicerCache tableId="{table}" column="7"/></x:ext></extLst>'
    )
    _slicer(parts, sheet, "Effect month", cache, SLICERS_OF_TABLES)


def _slicer(parts: Parts, sheet: str, field: str, cache: str, listed: tuple[str, str]) -> None:
    number = parts.number("xl/slicerCaches/slicerCache")
    name = f"Slicer_{field.replace(' ', '_')}"
    root = f'xmlns="{X14}" {XMLNS}'
    part = parts.add(
        f"xl/slicerCaches/slicerCache{number}.xml",
        f'<slicerCacheDefinition {root} name="{name}" sourceName="{field}">{cache}</slicerCacheDefinition>',
        "application/vnd.ms-excel.slicerCache+xml",
    )
    identity = parts.link(WORKBOOK, f"{MS}/2007/relationships/slicerCache", part)
    prefix = "x15" if listed is SLICERS_OF_TABLES else "x14"
    entry = f'<x14:slicerCache xmlns:x14="{X14}" r:id="{identity}"/>'
    parts.extend(WORKBOOK, listed[1], f"<{prefix}:slicerCaches>{entry}</{prefix}:slicerCaches>")
    parts.name(name, "#N/A")
    shown = parts.add(
        f"xl/slicers/slicer{number}.xml",
        f'<slicers {root}><slicer name="{field}" cache="{name}" caption="{field}" rowHeight="241300"/></slicers>',
        "application/vnd.ms-excel.slicer+xml",
    )
    identity = parts.link(sheet, f"{MS}/2007/relationships/slicer", shown)
    parts.extend(sheet, listed[0], f'<x14:slicerList><x14:slicer r:id="{identity}"/></x14:slicerList>')
    _draw_filter(parts, sheet, field, f"{MS}/drawing/2010/slicer", "sle")


def timeline(parts: Parts) -> None:
    """A timeline that filters the pivot table by date."""
    sheet = pivot_table(parts)
    root = f'xmlns="{X15}" {XMLNS}'
    part = parts.add(
        "xl/timelineCaches/timelineCache1.xml",
        f'<timelineCacheDefinition {root} name="NativeTimeline_Date" sourceName="Date"><pivotTables>'
        f'<pivotTable tabId="{_tab_id(parts, "My pivot")}" name="PivotTable1"/></pivotTables><state '
        'minimalRefreshVersion="6" lastRefreshVersion="6" pivotCacheId="7" filterType="unknown"><bounds '
        'startDate="2027-01-01T00:00:00" endDate="2028-01-01T00:00:00"/></state></timelineCacheDefinition>',
        "application/vnd.ms-excel.timelineCache+xml",
    )
    identity = parts.link(WORKBOOK, f"{MS}/2011/relationships/timelineCache", part)
    entry = f'<x15:timelineCacheRef r:id="{identity}"/>'
    parts.extend(WORKBOOK, TIMELINES[1], f"<x15:timelineCacheRefs>{entry}</x15:timelineCacheRefs>")
    parts.name("NativeTimeline_Date", "#N/A")
    shown = parts.add(
        "xl/timelines/timeline1.xml",
        f'<timelines {root}><timeline name="Date" cache="NativeTimeline_Date" caption="Date" level="2" '
        'selectionLevel="2" scrollPosition="2027-01-01T00:00:00"/></timelines>',
        "application/vnd.ms-excel.timeline+xml",
    )
    identity = parts.link(sheet, f"{MS}/2011/relationships/timeline", shown)
    parts.extend(sheet, TIMELINES[0], f'<x15:timelineRefs><x15:timelineRef r:id="{identity}"/></x15:timelineRefs>')
    _draw_filter(parts, sheet, "Date", f"{MS}/drawing/2012/timeslicer", "tsle")


def _draw_filter(parts: Parts, sheet: str, name: str, kind: str, prefix: str) -> None:
    needs = f'xmlns:{prefix}="{kind}"'
    element = "slicer" if prefix == "sle" else "timeslicer"
    draw(
        parts,
        sheet,
        29,
        26,
        f'<mc:AlternateContent {needs}><mc:Choice Requires="{prefix}"><xdr:graphicFrame macro="">'
        f'<xdr:nvGraphicFramePr><xdr:cNvPr id="{{id}}" name="{name}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{kind}"><{prefix}:{element} name="{name}"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame></mc:Choice></mc:AlternateContent>",
    )


def _tab_id(parts: Parts, name: str) -> str:
    with parts.changing(WORKBOOK) as root:
        return str(next(tab.get("sheetId") for tab in root.find(f"{{{MAIN}}}sheets") if tab.get("name") == name))
