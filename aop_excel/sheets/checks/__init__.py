"""What one cell says against another: mistakes that no single cell shows. Add a check to `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aop_excel.errors import Problem
from aop_excel.sheets.checks.actions import (
    assignments_run_forward,
    dates_are_in_the_year,
    done_actions_have_their_day,
    no_action_waits_for_itself,
)
from aop_excel.sheets.checks.actuals import (
    actuals_have_a_line,
    causes_are_given_once,
    closed_months_are_reported,
    months_are_closed_in_order,
)
from aop_excel.sheets.checks.cash import counts_are_of_closed_months, delays_are_of_what_is_paid
from aop_excel.sheets.checks.cuts import cuts_begin_in_an_open_month
from aop_excel.sheets.checks.direction import (
    groups_add_up_to_their_channel,
    phasings_have_weights,
    priorities_are_ranked,
)
from aop_excel.sheets.checks.kpis import kpis_are_defined, nothing_of_a_kpi_is_idle, targets_can_be_meant
from aop_excel.sheets.checks.money import (
    amounts_have_their_sign,
    codes_are_no_kinds,
    months_add_up,
    quantities_go_with_sales,
)
from aop_excel.sheets.checks.outlook import manual_outlooks_are_explained
from aop_excel.sheets.checks.proposals import proposals_are_charged_to_cost, proposals_run_forward
from aop_excel.sheets.checks.resources import limits_can_be_checked
from aop_excel.sheets.checks.risks import triggers_are_whole
from aop_excel.sheets.checks.scenarios import (
    shocks_belong_to_one,
    shocks_run_forward,
    shocks_touch_something,
)
from aop_excel.sheets.checks.versions import (
    frozen_versions_stay_as_they_are,
    versions_can_be_frozen,
    what_variance_compares_with_is_there,
)
from aop_excel.workbook.reading import Reading

CHECKS: tuple[Callable[[Reading], Iterator[Problem]], ...] = (
    priorities_are_ranked,
    phasings_have_weights,
    groups_add_up_to_their_channel,
    months_add_up,
    amounts_have_their_sign,
    codes_are_no_kinds,
    manual_outlooks_are_explained,
    quantities_go_with_sales,
    dates_are_in_the_year,
    done_actions_have_their_day,
    no_action_waits_for_itself,
    assignments_run_forward,
    limits_can_be_checked,
    triggers_are_whole,
    shocks_belong_to_one,
    shocks_run_forward,
    shocks_touch_something,
    kpis_are_defined,
    nothing_of_a_kpi_is_idle,
    targets_can_be_meant,
    closed_months_are_reported,
    months_are_closed_in_order,
    actuals_have_a_line,
    causes_are_given_once,
    delays_are_of_what_is_paid,
    counts_are_of_closed_months,
    cuts_begin_in_an_open_month,
    versions_can_be_frozen,
    frozen_versions_stay_as_they_are,
    what_variance_compares_with_is_there,
    proposals_run_forward,
    proposals_are_charged_to_cost,
)


def check(reading: Reading) -> Iterator[Problem]:
    """Run every check over a workbook whose cells are readable."""
    for each in CHECKS:
        yield from each(reading)
