"""Where a workbook is kept: as a file, in an open Excel, or made anew.

- `file`: the owner's file as a `Book`; `file_table` and `worksheet` are what it holds, `saving` and `backups` put the
  new file in the old one's place
- the package: `package` over `zip_records` (a zip whose members stay packed), `workbook_part`, `table_part`,
  `sheet_values` (what cells hold, read by python-calamine; `days` tells days from numbers)
- a worksheet's XML, changed in place: `sheet_part` over `sheet_index`, `sheet_splices`, `sheet_formulas`,
  `sheet_rules`, `cells`, `markup`
- a table that grows or shrinks: `resize`, `following`, `moved_ranges`, `filled_column`, `formula_shift`
- `invariants`: the last look at a changed file before it takes the old one's place
- a new workbook: `create` with `placing`, `look`, `accents`; `graft` brings tabs of one into another (`repair`)
- `refusals`: why we stop
"""
