"""Whether Excel could read a formula, as far as can be told without knowing its functions."""

from __future__ import annotations

import re
from typing import Final

from aop_excel.backends.cells import characters, length

LONGEST_FORMULA: Final = 8_192
"""Characters that Excel lets a formula have."""

_CLOSED: Final = re.compile(r""""[^"]*"|'[^']*'|\[(?:[^\[\]']|'.)*\]""")
"""Text, a quoted sheet, a table's column; a doubled quote reads as two texts, and `'` in brackets announces a sign."""


def balanced(formula: str) -> bool:
    """Whether quotes, brackets and parentheses of a formula close, and it does not begin with `=`."""
    if not formula.strip() or formula.startswith("=") or too_long(formula, LONGEST_FORMULA):
        return False
    rest = _CLOSED.sub("", formula)
    while (outer := _CLOSED.sub("", rest)) != rest:
        rest = outer
    if any(sign in rest for sign in "\"'[]"):
        return False
    depth = 0
    for sign in re.findall("[()]", rest):
        depth += 1 if sign == "(" else -1
        if depth < 0:
            return False
    return not depth


def too_long(words: str, limit: int) -> bool:
    """Whether a text, as it stands in XML, has more characters than Excel allows."""
    return len(words) > limit // 2 and length(characters(words)) > limit
