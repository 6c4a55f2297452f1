"""What does not hold together in the plan, as plain data."""

from __future__ import annotations

from typing import Any

from aop_excel.analysis.alignment import Misfit
from aop_excel.analysis.place import Place
from aop_excel.text import Language


def alignment_facts(misfits: tuple[Misfit, ...], language: Language) -> list[dict[str, Any]]:
    """Every finding, the most urgent first, with its words and the cells it rests on."""
    return [
        {
            "check": misfit.check,
            "concern": misfit.concern.value,
            "told": misfit.told(language),
            "reason": misfit.reason(language),
            "cure": misfit.cure(language),
            "cells": [_cell(place) for place in (misfit.place, misfit.against) if place],
        }
        for misfit in misfits
    ]


def _cell(place: Place) -> dict[str, Any]:
    """A cell by its table, the code or name of its row, and its column's key."""
    return {"table": place.table, "row": place.known_by, "column": place.column}
