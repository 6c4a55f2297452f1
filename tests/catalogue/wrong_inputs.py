"""Wrong inputs over all tabs of a plan, and exactly what is told about each. Add one where its tab stands."""

from __future__ import annotations

from tests.catalogue.actions import WRONG_ACTIONS
from tests.catalogue.actuals import WRONG_ACTUALS
from tests.catalogue.adjust import WRONG_ADJUST
from tests.catalogue.budget import WRONG_BUDGET
from tests.catalogue.cash import WRONG_CASH
from tests.catalogue.decisions import WRONG_DECISIONS
from tests.catalogue.direction import WRONG_DIRECTION
from tests.catalogue.goals import WRONG_GOALS
from tests.catalogue.headers import WRONG_HEADERS
from tests.catalogue.review import WRONG_REVIEW
from tests.catalogue.scenarios import WRONG_SCENARIOS
from tests.catalogue.settings import WRONG_SETTINGS
from tests.catalogue.versions import WRONG_VERSIONS

WRONG_INPUTS = (
    *WRONG_SETTINGS,
    *WRONG_DIRECTION,
    *WRONG_GOALS,
    *WRONG_BUDGET,
    *WRONG_ACTIONS,
    *WRONG_SCENARIOS,
    *WRONG_ACTUALS,
    *WRONG_CASH,
    *WRONG_REVIEW,
    *WRONG_DECISIONS,
    *WRONG_ADJUST,
    *WRONG_VERSIONS,
    *WRONG_HEADERS,
)
