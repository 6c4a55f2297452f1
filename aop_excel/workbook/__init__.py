"""How a plan workbook is described, read and filled, whoever holds it."""
