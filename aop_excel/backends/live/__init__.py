"""A workbook that is open in Excel or LibreOffice, through xlwings.

- `open_books` finds it, `book` is the `Book` that is made of it (`LiveBook`), `refusals` why it cannot be refreshed
- reading: `layout` says what stands where, `sheet` holds what its cells hold and shall hold, by `reading` of blocks
- writing: `writing` enters what changed as few `blocks`, and takes all back where one is refused
- the program's tongue: `cells` and `formulas`, into ours and from it
"""
