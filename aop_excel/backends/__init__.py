"""Where a workbook is kept: as a file, in an open Excel, or made anew.

- `sheet_book`: what a file and an open workbook have in common: tables (`book_table`) and named cells on sheets
- `file`: the owner's file as a `Book`; `worksheet` is what it holds, `saving` and `backups` put the new file in the old
  one's place
- `live`: an open workbook as a `Book`
- the package: `package` over `zip_records` (a zip whose members stay packed), `workbook_part`, `table_part`,
  `sheet_values` (what cells hold, read by python-calamine; `days` tells days from numbers)
- a worksheet's XML, changed in place: `sheet_part` over `sheet_index`, `sheet_splices`, `sheet_formulas`,
  `sheet_rules`, `cells`, `markup`
- a table that grows or shrinks: `resize`, `following`, `moved_ranges`, `filled_column`, `formula_shift`
- `invariants`: the last look at a changed file before it takes the old one's place
- `macro`: the VBA project and the button that runs it, put into a workbook by `with_button`; `new_parts` and
  `children` say where what is new belongs in a package and in a sheet
- a new workbook: `create` with `placing`, `look`, `accents`; `graft` brings tabs of one into another (`repair`)
- `refusals`: why we stop
"""
