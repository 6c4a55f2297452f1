"""An annual operating plan that lives in Excel: the map of the package.

- `text`, `errors`: phrases in two languages; problems in the owner's file, and reasons to stop
- `domain`: the records of a plan and its actuals; no Excel, no files, no clock
- `analysis`: what can be said about a plan; `analyse` makes the `Report`, once (add a KPI in `kpis`)
- `workbook`: how sheets are described (`layout`), read (`reader`) and filled (`writer`); `book` is the port
- `sheets`: one file a tab, listed in tab order (add a tab here); `checks` compare one table with another
- `starters`, `blueprint`: a trade's starter plan in TOML made into records, and into a new workbook's contents
- `backends`: a new workbook (`create`), a file that is patched without losing anything (`file`), and a workbook that is
  open (`live`)
- `libreoffice`: LibreOffice as an engine of xlwings, so that what drives an open Excel drives it too
- `doctor`: what would stop the Refresh button of a workbook, and mending it
- `repair`: lost tables, names and tabs made again from what can still be found
- `commands`: refresh and check a book, whoever holds it; `cli` is the door that opens one, `summary` and `tables`
  what it prints
- `watching`: plans refreshed whenever they are saved and closed; `rounds` decides when
"""
