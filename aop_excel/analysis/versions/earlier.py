"""Versions that were frozen before: what stands in a workbook whose plan has a past."""

from __future__ import annotations

from collections.abc import Sequence

from aop_excel.analysis.report import analyse
from aop_excel.domain.actuals import Actuals
from aop_excel.domain.plan import Plan
from aop_excel.domain.versions import PlanVersion, Versions


def frozen_before(plans: Sequence[Plan], requests: Sequence[PlanVersion]) -> Versions:
    """The versions that a workbook has in which each of these plans, the oldest first, was approved in its turn.

    There may be a request more than plans: it waits for the next refresh.
    """
    versions = Versions()
    for count, plan in enumerate(plans, 1):
        asked = versions.model_copy(update={"requests": tuple(requests[:count])})
        found = analyse(plan.model_copy(update={"versions": asked}), Actuals()).history
        versions = Versions(log=found.log, frozen=found.frozen, sealed=found.sealed)
    return versions.model_copy(update={"requests": tuple(requests)})
