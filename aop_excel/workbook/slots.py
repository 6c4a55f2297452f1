"""Places in the template of a formula that are filled in month by month, such as `{m}`."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SLOT = re.compile(r"""(?P<text>"[^"]*")|\{\w+\}""")


def fill_slots(template: str, slots: Mapping[str, str]) -> str:
    """Fill slots into a formula, but never into its texts: a code there may be called `{m}`."""
    if "{" not in template:
        return template
    return _SLOT.sub(lambda found: found[0] if found["text"] else slots.get(found[0], found[0]), template)
