Attribute VB_Name = "AOP"
Option Explicit
' The Refresh button of an annual operating plan made with aop_excel.
' It starts Python, which reads the open workbook, works out the results and writes them back.
' RunPython is xlwings' own; it looks for the interpreter on the hidden sheet xlwings.conf.

Public Sub RefreshAOP()
    RunPython "import aop_excel.button; aop_excel.button.refresh()"
End Sub
