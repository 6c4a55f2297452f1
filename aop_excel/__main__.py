"""`python -m aop_excel` is the command line."""

import sys

from aop_excel.cli import main

sys.exit(main())
