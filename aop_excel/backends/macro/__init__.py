"""The VBA project of a workbook, and the button that runs its macro: written and read without Excel."""
