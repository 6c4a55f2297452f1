"""LibreOffice Calc as an engine of xlwings: what drives an open Excel drives an open LibreOffice, over UNO.

Only what a refresh needs is here. Books are never opened, saved or closed: their owner does that.
"""
