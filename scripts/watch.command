#!/bin/bash
# On macOS and Linux: double click this file. Finds Python and hands over to the .py of the same name.
script="$(cd "$(dirname "$0")" && pwd)/$(basename "$0" .command).py"
export PATH="$PATH:/opt/homebrew/bin:/usr/local/bin"

for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        break
    fi
    python=python3 # the script says what is wrong with it
done

if command -v "$python" >/dev/null; then
    "$python" "$script" "$@"
    status=$?
else
    echo "Chưa cài Python. Hãy cài Python 3.11 trở lên từ https://www.python.org/downloads/"
    echo "Python is not installed. Install Python 3.11 or newer from https://www.python.org/downloads/"
    status=1
fi

if [ -t 0 ]; then
    echo
    read -n 1 -s -r -p "Nhấn một phím bất kỳ để đóng. / Press any key to close."
    echo
fi
exit "$status"
