"""The list of sheets in a workbook part, and the defined names, as tabs come and take the place of others."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from aop_excel.backends.markup import (
    attributes,
    element_span,
    elements,
    escaped,
    escaped_attribute,
    splice,
    start_tags,
    with_attribute,
)

_SHEET: Final = start_tags("sheet")
_NAMES: Final = start_tags("definedNames")
_NAME: Final = start_tags("definedName")
_BEFORE_NAMES: Final = ("externalReferences", "functionGroups", "sheets")


def sheet_names(workbook: bytes, *, hidden: bool | None = None) -> list[str]:
    """The names of all tabs in their order, or only of the hidden ones, or only of the others."""
    tags = [attributes(tag[0]) for tag in _SHEET.finditer(workbook)]
    return [told["name"] for told in tags if hidden is None or (told.get("state", "visible") != "visible") == hidden]


def with_identity(workbook: bytes, name: str, identity: str) -> bytes:
    """The workbook part in which a tab is the part that a relationship leads to."""
    tag = next(tag for tag in _SHEET.finditer(workbook) if attributes(tag[0])["name"] == name)
    return splice(workbook, [(*tag.span(), with_attribute(tag[0], _identity(tag), identity))])


def insert_sheet(workbook: bytes, name: str, identity: str, after: Sequence[str], *, hidden: bool) -> bytes:
    """The workbook part with one more tab, behind the first of the tabs `after` that there is, else at the end."""
    tags = list(_SHEET.finditer(workbook))
    names = sheet_names(workbook)
    place = next((names.index(each) + 1 for each in after if each in names), len(names))
    number = max(int(attributes(tag[0]).get("sheetId", "0")) for tag in tags) + 1
    state = ' state="hidden"' if hidden else ""
    told = f'name="{escaped_attribute(name)}" sheetId="{number}"{state} {_identity(tags[0])}="{identity}"'
    for declared, space in attributes(tags[0][0]).items():
        if declared.startswith("xmlns:"):  # openpyxl says on each sheet what its `r:` means, not once for all
            told += f' {declared}="{escaped_attribute(space)}"'
    start = element_span(workbook, tags[place - 1])[1]
    changes = [(start, start, b"<" + tags[0][1] + b"sheet " + told.encode() + b"/>")]
    for tag in _NAME.finditer(workbook):
        local = attributes(tag[0]).get("localSheetId", "")
        if local.isdigit() and int(local) >= place:
            changes.append((*tag.span(), with_attribute(tag[0], "localSheetId", str(int(local) + 1))))
    return splice(workbook, changes)


def with_names(workbook: bytes, source: bytes, tabs: Mapping[str, str], names: Collection[str]) -> bytes:
    """The workbook part with the defined names of `source` that are asked for, or belong to one of its `tabs`.

    `tabs` says what each tab taken from `source` is called here; `names` are in small letters. Names of the same
    spelling go, and so do those that belonged to the tabs replaced, such as what was printed of them.
    """
    places, sources = sheet_names(workbook), sheet_names(source)
    local = {str(sources.index(old)): str(places.index(new)) for old, new in tabs.items()}
    kept = [
        workbook[slice(*element_span(workbook, tag))]
        for tag in _NAME.finditer(workbook)
        if not _is_one_of(attributes(tag[0]), names, local.values())
    ]
    prefix = next(tag[1] for tag in _SHEET.finditer(workbook))
    for tag, inner in elements(source, "definedName"):
        told = attributes(tag)
        if _is_one_of(told, names, local.keys()):
            if "localSheetId" in told:
                tag = with_attribute(tag, "localSheetId", local[told["localSheetId"]])  # noqa: PLW2901
            kept.append(b"<" + prefix + tag[1:] + _retitled(inner, tabs) + b"</" + prefix + b"definedName>")
    whole = b"<" + prefix + b"definedNames>" + b"".join(kept) + b"</" + prefix + b"definedNames>"
    if old := _NAMES.search(workbook):
        return splice(workbook, [(*element_span(workbook, old), whole)])
    place = next(
        element_span(workbook, tag)[1] for name in _BEFORE_NAMES for tag in start_tags(name).finditer(workbook)
    )
    return splice(workbook, [(place, place, whole)])


def _is_one_of(told: Mapping[str, str], names: Collection[str], local: Collection[str]) -> bool:
    return told["localSheetId"] in local if "localSheetId" in told else told.get("name", "").lower() in names


def _retitled(formula: bytes, tabs: Mapping[str, str]) -> bytes:
    """A reference to one of our tabs, such as `'2 Budget'!$C$8`, to the tab as it is called here."""
    for old, new in tabs.items():
        for start in (f"'{old}'!", f"{old}!"):
            if formula.startswith(start.encode()):
                name = new.replace("'", "''")
                return escaped(f"'{name}'!").encode() + formula[len(start.encode()) :]
    return formula


def _identity(tag: re.Match[bytes]) -> str:
    """What the attribute is called that names the relationship: `r:id`."""
    return next(name for name in attributes(tag[0]) if name.endswith(":id"))
