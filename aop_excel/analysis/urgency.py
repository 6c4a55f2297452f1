"""How urgent something is, in a word and a mark."""

from __future__ import annotations

from aop_excel.domain.record import Choice


class Urgency(Choice):
    """What is to be done about it, the most urgent first."""

    ACT = "act", "■ Cần xử lý", "■ Act"
    LOOK_AT = "look_at", "▲ Cần xem", "▲ Look at"
    FINE = "fine", "● Ổn", "● Fine"
    UNKNOWN = "unknown", "Chưa điền", "Not filled in yet"
