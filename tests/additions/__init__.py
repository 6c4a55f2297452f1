"""Everything an owner can add to a plan workbook, in Excel or with what else they use, one function for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from tests.additions import cells, drawings, looks, metadata, notes, pivots, sheets, workbooks
from tests.additions.containers import zipped
from tests.additions.parts import Parts

Addition = Callable[[Parts], object]
"""Adds one thing to a workbook made of the starter plan in English; its name says what."""

ADDITIONS: tuple[Addition, ...] = (
    drawings.chart_on_a_tab_of_their_own,
    drawings.chart_beside_our_tables,
    drawings.chart_as_a_tab,
    drawings.picture,
    drawings.shapes,
    notes.notes_at_our_cells,
    notes.ten_drawings_of_notes,
    notes.threaded_comments,
    notes.form_controls,
    notes.embedded_object,
    notes.header_picture,
    pivots.pivot_table,
    pivots.slicer_of_a_pivot,
    pivots.slicer_of_our_table,
    pivots.timeline,
    cells.cells_beside_our_tables,
    cells.column_inside_our_tables,
    cells.table_beside_our_tables,
    cells.rich_text,
    looks.widths_of_columns,
    looks.colours_on_rows,
    looks.conditional_formats,
    looks.formats_of_newer_excels,
    looks.sparklines,
    metadata.dynamic_arrays,
    metadata.picture_in_a_cell,
    sheets.pages,
    sheets.filters,
    sheets.hyperlinks,
    sheets.validations_of_newer_excels,
    sheets.protection,
    sheets.hidden_tabs,
    sheets.custom_views,
    sheets.odds_and_ends,
    workbooks.macros,
    workbooks.sheets_of_old_excels,
    workbooks.custom_xml,
    workbooks.link_to_another_workbook,
    workbooks.query,
    workbooks.names_of_their_own,
    workbooks.properties,
    workbooks.order_of_calculation,
    workbooks.namespaces_of_excel,
)


def added(plan: Path, additions: Iterable[Addition]) -> Path:
    """The workbook with additions, in its place; one with macros is an .xlsm."""
    parts = Parts(plan.read_bytes())
    for addition in additions:
        addition(parts)
    path = plan.with_suffix(parts.suffix)
    path.write_bytes(zipped(parts.held))
    return path
