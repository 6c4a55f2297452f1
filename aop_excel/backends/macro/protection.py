"""What a VBA project says about its protection, in the disguise that it is kept in ([MS-OVBA] 2.4.3)."""

from __future__ import annotations

import struct
from typing import Final

_SEED: Final = 0x8D
"""Any will do; always the same one, so that the bytes are."""


def unprotected(project: str) -> tuple[str, str, str]:
    """That a project of this id may be seen and changed by anyone: `CMG`, `DPB` and `GC` of its listing."""
    return _disguised(bytes(4), project), _disguised(bytes(1), project), _disguised(b"\xff", project)


def _disguised(content: bytes, project: str) -> str:
    key = sum(project.encode("ascii")) & 0xFF
    hidden = [_SEED, _SEED ^ 2, _SEED ^ key]
    clear, last, before = key, hidden[2], hidden[1]
    for byte in bytes((_SEED & 6) // 2) + struct.pack("<I", len(content)) + content:
        hidden.append(byte ^ ((before + clear) & 0xFF))
        before, last, clear = last, hidden[-1], byte
    return bytes(hidden).hex().upper()
