"""What proves that a frozen version is as it was frozen: a hash over all it says, and over the seal before it.

A seal shows that a cell was changed, a row deleted or a version taken out; it is no lock. Whoever changes a version
and computes all later seals anew is found out only by somebody who noted a seal elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from aop_excel.domain.record import Choice, Record
from aop_excel.domain.versions import FrozenRow, FrozenVersion, Versions


def seal(version: FrozenVersion, rows: Iterable[FrozenRow], before: str) -> str:
    """The sha256 of a version and its rows in whatever order they stand, after the seal of the version `before`.

    Numbers count with 15 digits and texts without the blanks around words, since programs differ in the rest. Words
    from a list count as their codes, so that the language of the workbook does not matter.
    """
    told = [before, _told(version.model_copy(update={"seal": ""})), *sorted(map(_told, rows))]
    return sha256("\n".join(told).encode()).hexdigest()


def changed(versions: Versions) -> frozenset[int]:
    """The numbers of the versions that are not as they were frozen, or that were taken out."""
    rows: defaultdict[int, list[FrozenRow]] = defaultdict(list)
    for row in versions.frozen:
        rows[row.version].append(row)
    seals = {version.number: version.seal for version in versions.log}
    wrong = {number for number, times in Counter(each.number for each in versions.log).items() if times > 1}
    for version in versions.log:
        if version.seal != seal(version, rows[version.number], seals.get(version.number - 1, "")):
            wrong.add(version.number)
    latest, kept = sealed(versions)
    wrong |= (set(range(1, max([*seals, latest], default=0) + 1)) | rows.keys()) - seals.keys()
    if latest in seals and seals[latest] != kept:
        wrong.add(latest)
    return frozenset(wrong)


def sealed(versions: Versions) -> tuple[int, str]:
    """The number and the seal of the latest version as they are kept apart; 0 where none is."""
    number, _, kept = versions.sealed.partition(" ")
    return (int(number), kept) if number.isdecimal() and number.isascii() else (0, "")


def _told(record: Record) -> str:
    return "\x1f".join(f"{name}={_plain(getattr(record, name))}" for name in type(record).model_fields)


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case Choice():
            return str(value.value)
        case float():
            return f"{value + 0.0:.15g}"  # −0 is 0
        case date():
            return value.isoformat()
        case tuple():
            return ",".join(map(_plain, value))
    return " ".join(unicodedata.normalize("NFC", str(value)).split())
