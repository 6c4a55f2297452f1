"""A refreshed plan workbook of an owner who added this and that, and damages to plant in it, each with its rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from posixpath import basename
from typing import NamedTuple

from aop_excel.backends.file import FileBook
from aop_excel.backends.invariants import Finding, Rule, damage
from aop_excel.backends.package import Package
from aop_excel.backends.workbook_part import WorkbookPart
from aop_excel.commands import refresh
from aop_excel.text import Text
from aop_excel.workbook.book import Value
from tests.packages import rewritten

NOW = datetime(2027, 7, 31, 9, 30)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CHAIN = "xl/calcChain.xml"


class Refreshed(NamedTuple):
    """A workbook before and after: the file that was read, what its parts are called here, parts written and gone."""

    old: bytes
    parts: dict[str, str]
    new: dict[str, bytes]
    gone: set[str]

    def changed(self) -> Package:
        """The package as the refresh is about to write it."""
        package = Package(self.old, "plan.xlsx")
        for name, content in self.new.items():
            package.replace(name, content)
        for name in self.gone:
            package.remove(name)
        return package

    def findings(self) -> list[Finding]:
        """What the last look finds in it."""
        package = self.changed()
        return damage(package, package.content())

    def with_damage(self, planted: Planted) -> Refreshed:
        """The same, with a damage in what is to be written."""
        name = self.parts[planted.part]
        content = self.new.get(name) or Package(self.old, "plan.xlsx").read(name)
        return self._replace(new={**self.new, name: planted.in_part(content)})

    def with_old_damage(self, planted: Planted) -> Refreshed:
        """The same, with the damage in the old file as well."""
        name = self.parts[planted.part]
        package = Package(self.old, "plan.xlsx")
        package.replace(name, planted.in_part(package.read(name)))
        return self.with_damage(planted)._replace(old=package.content())


def refreshed(path: Path, comments: int, month: int = 3) -> Refreshed:
    """The plan at `path`, dressed as an owner's and then refreshed for a month, with so many comments added."""
    parts = dress(path)
    old = path.read_bytes()
    book = FileBook.open(path)
    refresh(book, NOW, NOW.date().replace(month=month, day=1))
    added: list[list[Value]] = [[3, f"Reason {at} & <more>"] for at in range(comments)]
    book.append_rows("aop_comments", [["Month", "Cause"], *added])
    book.save()
    before, after = Package(old, "plan.xlsx"), Package(path.read_bytes(), "plan.xlsx")
    new = {name: after.read(name) for name in after.names if before.packed(name) != after.packed(name)}
    return Refreshed(old, parts, new, set(before.names) - set(after.names))


def dress(path: Path) -> dict[str, str]:
    """Add what owners add: a totals row and a filter, a link, a shared formula, Excel's calculation chain.

    Gives the parts by what damages call them.
    """
    workbook = WorkbookPart(Package(path.read_bytes(), path.name))
    sheet, table = workbook.sheets["Variance"], workbook.tables["aop_comments"].part
    rewritten(path, partial(_dress, sheet=sheet, table=table))
    return {
        "sheet": sheet,
        "table": table,
        "workbook": workbook.part,
        "workbook rels": "xl/_rels/workbook.xml.rels",
        "sheet rels": f"xl/worksheets/_rels/{basename(sheet)}.rels",
        "types": "[Content_Types].xml",
        "chain": CHAIN,
        "styles": "xl/styles.xml",
    }


def _dress(parts: dict[str, bytes], sheet: str, table: str) -> None:
    def add(part: str, before: str, *pieces: str) -> None:
        content = parts[part].decode()
        assert content.count(before) == 1, before
        parts[part] = content.replace(before, "".join(pieces)).encode()

    def blank(place: str) -> str:
        [cell] = re.findall(rf'<c r="{place}" s="\d+"/>', parts[sheet].decode())
        return str(cell)

    add(
        table, 'ref="AA13:AE25" totalsRowShown="0">', 'ref="AA13:AE25" totalsRowCount="1"><autoFilter ref="AA13:AE24"/>'
    )
    add(table, 'name="Month"', 'name="Month" totalsRowLabel="Total"')
    add(table, 'name="What we do"', 'name="What we do" totalsRowFunction="count"')
    label = blank("AA25")
    add(sheet, label, label.replace("/>", ' t="inlineStr"><is><t>Total</t></is></c>'))
    add(sheet, blank("AE25"), '<c r="AE25"><f>SUBTOTAL(103,aop_comments[What we do])</f><v>0</v></c>')
    add(sheet, '<row r="1" spans="1:31"', '<row r="1" spans="1:36"')
    add(sheet, '<dimension ref="A1:AE', '<dimension ref="A1:AJ')
    shared = '<c r="AI1"><f t="shared" ref="AI1:AJ1" si="0">1+1</f><v>2</v></c>'
    shared += '<c r="AJ1"><f t="shared" si="0"/><v>2</v></c>'
    add(sheet, '</row><row r="2"', shared, '</row><row r="2"')
    add(sheet, "<pageMargins", '<hyperlinks><hyperlink ref="A1" location="Start!A1"/></hyperlinks>', "<pageMargins")
    formulas = re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f>', parts[sheet].decode())
    number = re.sub(r"\D", "", basename(sheet))
    entries = "".join(f'<c r="{cell}"' + (f' i="{number}"/>' if at == 0 else "/>") for at, cell in enumerate(formulas))
    parts[CHAIN] = f'<calcChain xmlns="{MAIN}">{entries}</calcChain>'.encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    add("xl/_rels/workbook.xml.rels", "</Relationships>", link)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    add("[Content_Types].xml", "</Types>", f'<Override PartName="/{CHAIN}" ContentType="{kind}"/></Types>')


@dataclass(frozen=True)
class Planted:
    """A damage: in which part, what is found there (a pattern), what takes its place, and the rule that it breaks."""

    story: str
    rule: Text
    part: str
    pattern: str
    new: str | Callable[[re.Match[str]], str]

    def __str__(self) -> str:
        return self.story

    def in_part(self, content: bytes) -> bytes:
        """The part with the damage."""
        damaged, count = re.subn(self.pattern, self.new, content.decode(), count=1, flags=re.S)
        assert count == 1, f"nothing to damage: {self.pattern}"
        return damaged.encode()


AC_AD_14 = '<mergeCell ref="AC14:AD14"/></mergeCells>'
AA14 = r'<c r="AA14" s="(\d+)"><v>\d+</v></c>'
AC14 = r'<c r="AC14" s="(\d+)"[^>]*?(?:/>|>.*?</c>)'
C14 = r'(<c r="C14" s="\d+">)<f>.*?</f>'
ROW = r'<row r="{}".*?</row>'
TOO_LONG = "a" * 32_768
HEADER = r'<c r="AA13"(.*?)</c>'


def cell(reference: str, inner: str, **attributes: str) -> str:
    """A cell's XML."""
    told = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<c r="{reference}"{told}>{inner}</c>'


def inline(text: str) -> str:
    """A cell's own text."""
    return f"<is><t>{text}</t></is>"


IN_SHEETS = [
    Planted("a tag that is not closed", Rule.NOT_XML, "sheet", "</row></sheetData>", "</sheetData>"),
    Planted("a character that XML forbids", Rule.NOT_XML, "sheet", AA14, cell("AA14", inline("&#2;"), t="inlineStr")),
    Planted("a character that is none", Rule.NOT_XML, "sheet", AA14, cell("AA14", inline("\uffff"), t="inlineStr")),
    Planted("a prefix without a namespace", Rule.NOT_XML, "sheet", "<mergeCells", "<x9:a/><mergeCells"),
    Planted("a document type", Rule.NOT_XML, "sheet", "<worksheet", "<!DOCTYPE worksheet><worksheet"),
    Planted("a root of another kind", Rule.ROOT, "sheet", "<worksheet(.*)</worksheet>", r"<sheet\1</sheet>"),
    Planted("a namespace that was declared", Rule.ROOT, "sheet", "<worksheet", '<worksheet xmlns:n="urn:n"'),
    Planted("no word on the encoding", Rule.ROOT, "table", r"<\?xml.*?\?>", ""),
    Planted("a dimension too late", Rule.ELEMENT_ORDER, "sheet", "(<dim.*?/>)(.*?</sheetViews>)", r"\2\1"),
    Planted("two lists of merges", Rule.ELEMENT_ORDER, "sheet", "(<mergeCells.*?</mergeCells>)", r"\1\1"),
    Planted("a validation lost", Rule.ELEMENT_LOST, "sheet", "<dataValidation .*?/>", ""),
    Planted("rows in the wrong order", Rule.ROW_ORDER, "sheet", f"({ROW.format(5)})({ROW.format(6)})", r"\2\1"),
    Planted("a row twice", Rule.ROW_ORDER, "sheet", f"({ROW.format(5)})", r"\1\1"),
    Planted("a row without end", Rule.ROW_ORDER, "sheet", "</sheetData>", r'<row r="1048577"/></sheetData>'),
    Planted("a row lost", Rule.ROW_LOST, "sheet", ROW.format(5), ""),
    Planted("a cell lost", Rule.ROW_LOST, "sheet", AC14, ""),
    Planted("cells in the wrong order", Rule.CELL_ORDER, "sheet", f"({AA14})(.*?)({AC14})", r"\4\3\1"),
    Planted("a cell twice", Rule.CELL_ORDER, "sheet", f"({AA14})", r"\1\1"),
    Planted("a cell of another row", Rule.CELL_ORDER, "sheet", '<c r="AA14"', '<c r="AA15"'),
    Planted("a cell right of the sheet", Rule.CELL_ORDER, "sheet", '(<row r="14".*?)(</row>)', r'\1<c r="XFE14"/>\2'),
    Planted("a cell that is no cell", Rule.CELL_ORDER, "sheet", '<c r="AA14"', '<c r="R12C20"'),
    Planted("spans too narrow", Rule.SPANS, "sheet", '<row r="6" spans="1:31"', '<row r="6" spans="1:2"'),
    Planted("a dimension too small", Rule.DIMENSION, "sheet", '<dimension ref="A1:', '<dimension ref="A14:'),
    Planted("a rule for no cell", Rule.REFERENCE, "sheet", 'sqref="G14:G214"', 'sqref="G14:"'),
    Planted("a rule below the sheet", Rule.REFERENCE, "sheet", 'sqref="G14:G214"', 'sqref="G14:G1048577"'),
    Planted("a validation for nothing", Rule.REFERENCE, "sheet", '(<dataValidation .*?sqref=)".*?"', r'\1""'),
    Planted("a link from nowhere", Rule.REFERENCE, "sheet", '<hyperlink ref="A1"', '<hyperlink ref="A0"'),
    Planted("merges that overlap", Rule.MERGES, "sheet", "</mergeCells>", '<mergeCell ref="H1:I4"/></mergeCells>'),
    Planted("a merge over a result", Rule.HIDDEN, "sheet", "</mergeCells>", '<mergeCell ref="B6:D7"/></mergeCells>'),
    Planted("a table's part not linked", Rule.LINK_MISSING, "sheet", '<tablePart r:id="rId2"', '<tablePart r:id="x"'),
    Planted("a shared formula overwritten", Rule.SHARED_FORMULA, "sheet", r"<f t=.shared. ref.*?</f>", ""),
]  # fmt: skip

IN_CELLS = [
    Planted("a style too many", Rule.STYLE, "sheet", AA14, cell("AA14", "<v>3</v>", s="9999")),
    Planted("a style without number", Rule.STYLE, "sheet", AA14, cell("AA14", "<v>3</v>", s="money")),
    Planted("a shared text too many", Rule.STRING, "sheet", AA14, cell("AA14", "<v>99999</v>", t="s")),
    Planted("a shared text without number", Rule.STRING, "sheet", AA14, cell("AA14", "<v>Rent</v>", t="s")),
    Planted("a number that is text", Rule.NUMBER, "sheet", AA14, cell("AA14", "<v>1.000,5</v>")),
    Planted("no number", Rule.NUMBER, "sheet", AA14, cell("AA14", "<v>nan</v>")),
    Planted("a number without end", Rule.NUMBER, "sheet", AA14, cell("AA14", "<v>1e999</v>")),
    Planted("neither true nor false", Rule.BOOLEAN, "sheet", AA14, cell("AA14", "<v>2</v>", t="b")),
    Planted("an error unknown", Rule.FAULT, "sheet", AA14, cell("AA14", "<v>Error</v>", t="e")),
    Planted("a type unknown", Rule.TYPE, "sheet", AA14, cell("AA14", "<v>3</v>", t="x")),
    Planted("a text of its own without text", Rule.CHILDREN, "sheet", AA14, cell("AA14", "<v>3</v>", t="inlineStr")),
    Planted("a text beside a number", Rule.CHILDREN, "sheet", AA14, cell("AA14", inline("a"))),
    Planted("a result before its formula", Rule.CHILDREN, "sheet", AA14, cell("AA14", "<v>3</v><f>1+2</f>")),
    Planted("two values", Rule.CHILDREN, "sheet", AA14, cell("AA14", "<v>3</v><v>4</v>")),
    Planted("a text too long", Rule.LONG_TEXT, "sheet", AA14, cell("AA14", inline(TOO_LONG), t="inlineStr")),
    Planted("emoji count twice", Rule.LONG_TEXT, "sheet", AA14, cell("AA14", inline("😀" * 16_384), t="inlineStr")),
    Planted("a result too long", Rule.LONG_TEXT, "sheet", AA14, cell("AA14", f"<f>A1</f><v>{TOO_LONG}</v>", t="str")),
    Planted("a formula with an equals sign", Rule.FORMULA, "sheet", AA14, cell("AA14", "<f>=A1</f><v>3</v>")),
    Planted("a formula too long", Rule.FORMULA, "sheet", AA14, cell("AA14", f"<f>{'1+' * 4_096}1</f><v>3</v>")),
    Planted("a formula without words", Rule.FORMULA, "sheet", AA14, cell("AA14", "<f> </f><v>3</v>")),
    Planted("a parenthesis left open", Rule.FORMULA, "sheet", AA14, cell("AA14", "<f>SUM(A1,(B1)</f><v>3</v>")),
    Planted("a parenthesis closed early", Rule.FORMULA, "sheet", AA14, cell("AA14", "<f>A1)+(B1</f><v>3</v>")),
    Planted("a quote left open", Rule.FORMULA, "sheet", AA14, cell("AA14", '<f>A1&amp;"x</f><v>3</v>')),
    Planted("a bracket left open", Rule.FORMULA, "sheet", AA14, cell("AA14", "<f>SUM(aop_budget[[Code])</f><v>3</v>")),
]  # fmt: skip

IN_TABLES = [
    Planted("a table without rows", Rule.TABLE_AREA, "table", r'ref="AA13:AE\d+" total', 'ref="AA13:AE14" total'),
    Planted("a table upside down", Rule.TABLE_AREA, "table", r'ref="AA13:AE(\d+)" total', r'ref="AA\1:AE13" total'),
    Planted("a table too wide", Rule.TABLE_COLUMNS, "table", r'ref="AA13:AE(\d+)" total', r'ref="AA13:AF\1" total'),
    Planted("columns counted wrongly", Rule.TABLE_COLUMNS, "table", 'count="5"', 'count="6"'),
    Planted("two columns of one number", Rule.TABLE_COLUMNS, "table", '<tableColumn id="2"', '<tableColumn id="1"'),
    Planted("two columns of one name", Rule.TABLE_COLUMNS, "table", 'name="Cause"', 'name="OWNER"'),
    Planted("a column renamed, but not its cell", Rule.TABLE_HEADER, "table", 'name="Cause"', 'name="Why"'),
    Planted("a header overwritten", Rule.TABLE_HEADER, "sheet", HEADER, cell("AA13", inline("Mois"), t="inlineStr")),
    Planted("a header that is a number", Rule.TABLE_HEADER, "sheet", HEADER, cell("AA13", "<v>1</v>")),
    Planted("a header of another text", Rule.TABLE_HEADER, "sheet", HEADER, cell("AA13", "<v>0</v>", t="s")),
    Planted("totals left behind", Rule.TABLE_TOTALS, "table", r'(ref="AA13:AE)(\d+)(" total)', r"\g<1>31\3"),
    Planted("a total that is a value", Rule.TABLE_TOTALS, "sheet", r"<f>SUBTOTAL.*?</f>", ""),
    Planted("another word for the total", Rule.TABLE_TOTALS, "table", 'totalsRowLabel="Total"', 'totalsRowLabel="Sum"'),
    Planted("a filter over the totals", Rule.TABLE_FILTER, "table", r'(<autoFilter ref="AA13:AE)\d+', r"\g<1>70"),
    Planted("a filter that stayed short", Rule.TABLE_FILTER, "table", r'(<autoFilter ref="AA13:AE)\d+', r"\g<1>15"),
    Planted("a sort outside", Rule.TABLE_FILTER, "table", "<tableColumns", '<sortState ref="A1:A9"/><tableColumns'),
    Planted("a number of another table", Rule.TABLE_NAME, "table", r' id="\d+"', ' id="1"'),
    Planted("a name of another table", Rule.TABLE_NAME, "table", 'displayName="aop_comments"', 'displayName="aop_pnl"'),
    Planted("a table over its neighbour", Rule.TABLE_OVERLAP, "table", r'ref="AA13:AE(\d+)" to', r'ref="Y13:AC\1" to'),
    Planted("a merge in a table", Rule.TABLE_OVERLAP, "sheet", "</mergeCells>", AC_AD_14),
]  # fmt: skip

IN_WORKBOOK = [
    Planted("two ways to calculate", Rule.ELEMENT_ORDER, "workbook", "(<calcPr.*?/>)", r"\1\1"),
    Planted("a sheet lost", Rule.SHEETS, "workbook", '<sheet name="Lists".*?/>', ""),
    Planted("a sheet without part", Rule.LINK_MISSING, "workbook", '(<sheet name="Lists".*?)r:id=".*?"', r'\1r:id="x"'),
    Planted("a name cut off", Rule.NAME_FORMULA, "workbook", r"'Start'!\$B\$8<", "'Start!$B$8<"),
    Planted("a name for nothing", Rule.NAME_FORMULA, "workbook", r"'Start'!\$B\$8<", "<"),
    Planted("a name on no sheet", Rule.NAME_TARGET, "workbook", r"'Start'!\$B\$8<", "'Home'!$B$8<"),
    Planted("a name on no plain sheet", Rule.NAME_TARGET, "workbook", r"'Start'!\$B\$8<", "Home!$B$8<"),
    Planted("a name on a lost cell", Rule.NAME_TARGET, "workbook", r"'Start'!\$B\$8<", "Start!#REF!<"),
    Planted("a name on no table", Rule.NAME_TARGET, "workbook", r"aop_people\[Name\]<", "aop_staff[Name]<"),
    Planted("a name of no sheet", Rule.NAME_SCOPE, "workbook", r'localSheetId="\d+"', 'localSheetId="99"'),
    Planted("a name twice", Rule.NAME_TWICE, "workbook", 'name="aop_material_floor"', 'name="AOP_Company"'),
    Planted("a name lost", Rule.NAME_LOST, "workbook", '<definedName name="aop_state">.*?</definedName>', ""),
    Planted("elements lost", Rule.ELEMENT_LOST, "workbook", "<bookViews>.*</bookViews>", ""),
]  # fmt: skip

IN_PACKAGE = [
    Planted("a part without type", Rule.TYPE_MISSING, "types", '<Default Extension="rels".*?/>', ""),
    Planted("a part of another type", Rule.TYPE_CHANGED, "types", '<Override PartName="/xl/worksheets/.*?/>', ""),
    Planted("a type without part", Rule.TYPE_DANGLING, "types", "/xl/tables/table9.xml", "/xl/tables/table99.xml"),
    Planted("a link to nothing", Rule.LINK_TARGET, "workbook rels", "theme/theme1", "theme/theme9"),
    Planted("two links of one name", Rule.LINK_TWICE, "sheet rels", '"rId2"', '"rId1"'),
    Planted("a link lost", Rule.LINK_LOST, "workbook rels", '<Relationship Id="[^"]*" Type="[^"]*/theme".*?/>', ""),
    Planted("styles that are not ours to write", Rule.NOT_OURS, "styles", "<numFmts", "<numFmts "),
]

IN_CHAIN = Planted("a formula gone that Excel counts on", Rule.CHAIN, "sheet", C14, r"\1")

PLANTED = [*IN_SHEETS, *IN_CELLS, *IN_TABLES, *IN_WORKBOOK, *IN_PACKAGE]
