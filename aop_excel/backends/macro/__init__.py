"""The VBA project of a workbook, and the button that runs its macro: written and read without Excel.

- `with_button` puts all of it into a plan; `state` says what a workbook has of it already, `refusals` why it cannot be
- the project: `project` of `modules` (`AOP.bas` is ours), over `compound_file`, `compression` and `protection`;
  `reading` and `compound_reading` read whoever's project; `code_names` tie it to the sheets
- the button: `drawn_button` draws the three forms of it in `control` where `free_place` finds room, by `geometry`
- Python: `conf_sheet` tells the macro where it is on this `machine`
"""
