@echo off
rem On Windows: double click this file, or drop plans or a folder on it. Finds Python and hands over to the .py of the same name.
chcp 65001 >nul
setlocal DisableDelayedExpansion

set "PYTHON="
py -3 --version >nul 2>nul && set "PYTHON=py -3"
if not defined PYTHON python --version >nul 2>nul && set "PYTHON=python"
if not defined PYTHON goto missing

%PYTHON% "%~dpn0.py" %*
set "STATUS=%ERRORLEVEL%"
goto end

:missing
echo Chưa cài Python. Hãy cài Python 3.11 trở lên từ https://www.python.org/downloads/
echo Python is not installed. Install Python 3.11 or newer from https://www.python.org/downloads/
set "STATUS=1"

:end
echo.
echo Nhấn một phím bất kỳ để đóng. / Press any key to close.
pause >nul
exit /b %STATUS%
