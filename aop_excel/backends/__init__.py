"""Where a workbook is kept: as a file, in an open Excel, or made anew."""
