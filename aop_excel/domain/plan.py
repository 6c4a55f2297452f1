"""The records of an annual operating plan: direction, and the six components."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from aop_excel.domain.calendar import FiscalYear
from aop_excel.domain.cash import Cash
from aop_excel.domain.cut import CutRequest
from aop_excel.domain.proposal import Proposal
from aop_excel.domain.record import (
    Amount,
    BrokenRule,
    CalendarMonth,
    Choice,
    Code,
    Hours,
    Months,
    Name,
    Note,
    Record,
    Share,
    Weights,
)
from aop_excel.domain.scenario import Scenario, Shock
from aop_excel.domain.versions import Versions
from aop_excel.text import Language, Text


class Kind(Choice):
    """What a budget line is to the business; `sign` is +1 where more is better for profit, −1 for a cost."""

    REVENUE = "revenue", "Doanh thu", "Revenue"
    COGS = "cogs", "Giá vốn hàng bán", "Cost of goods sold"
    MARKETING = "marketing", "Marketing", "Marketing"
    PEOPLE = "people", "Nhân sự", "People"
    FIXED = "fixed", "Định phí khác", "Other fixed cost"
    VARIABLE = "variable", "Biến phí khác", "Other variable cost"
    PURCHASES = "purchases", "Nhập hàng", "Purchases"
    CAPITAL = "capital", "Đầu tư tài sản", "Capital spending"
    TAX = "tax", "Thuế", "Tax"
    PUT_IN = "put_in", "Góp vốn hoặc vay", "Money put in or lent"
    TAKEN_OUT = "taken_out", "Rút vốn hoặc trả nợ", "Money taken out or repaid"
    QUANTITY = "quantity", "Số lượng", "Quantity"

    @property
    def sign(self) -> int:
        """+1 for income, money put in and quantities, −1 for cost (domain rule: sign)."""
        return 1 if self in (Kind.REVENUE, Kind.PUT_IN, Kind.QUANTITY) else -1

    @property
    def in_profit(self) -> bool:
        """Whether it counts in operating profit; what only moves cash does not: purchases, capital, owner's money."""
        return self not in (Kind.PURCHASES, Kind.CAPITAL, Kind.TAX, Kind.PUT_IN, Kind.TAKEN_OUT, Kind.QUANTITY)


class LimitType(Choice):
    """How strictly a budget line limits decisions."""

    HARD = "hard", "Không được vượt", "Hard limit"
    WATCH = "watch", "Theo dõi", "Watch"
    NONE = "none", "Không giới hạn", "No limit"


class OutlookMethod(Choice):
    """How the rest of the year of a budget line is foreseen (domain rule: outlook)."""

    REMAINING = "remaining", "Ngân sách còn lại", "Remaining budget"
    RUN_RATE = "run_rate", "Tốc độ hiện tại", "Run-rate"
    SEASONAL = "seasonal", "Theo mùa vụ", "Seasonal"
    MANUAL = "manual", "Tự ước", "Manual"


class Comparison(Choice):
    """On which side of its target a goal is reached."""

    AT_LEAST = "at_least", "Ít nhất", "At least"
    AT_MOST = "at_most", "Nhiều nhất", "At most"


class Better(Choice):
    """Which way a KPI should move."""

    HIGHER = "higher", "Càng cao càng tốt", "Higher is better"
    LOWER = "lower", "Càng thấp càng tốt", "Lower is better"
    RANGE = "range", "Trong khoảng", "Within a range"


class Rhythm(Choice):
    """How often a KPI is looked at."""

    MONTHLY = "monthly", "Hàng tháng", "Monthly"
    QUARTERLY = "quarterly", "Hàng quý", "Quarterly"


class ActionStatus(Choice):
    """Where an action stands, as its owner says."""

    NOT_STARTED = "not_started", "Chưa bắt đầu", "Not started"
    IN_PROGRESS = "in_progress", "Đang thực hiện", "In progress"
    DONE = "done", "Hoàn thành", "Done"
    LATE = "late", "Trễ hạn", "Late"
    CANCELLED = "cancelled", "Đã hủy", "Cancelled"


class LimitMeasure(Choice):
    """What tells whether a resource limit is kept."""

    HEADCOUNT = "headcount", "Số nhân sự", "Headcount"
    HOURS = "hours", "Giờ giao mỗi tháng", "Hours assigned a month"
    PEOPLE_COST = "people_cost", "Chi phí nhân sự cả năm", "People cost of the year"
    OPERATING_COSTS = "operating_costs", "Chi phí hoạt động cả năm", "Operating costs of the year"
    MARKETING_SHARE = "marketing_share", "Marketing trên doanh thu", "Marketing share of revenue"


class Settings(Record):
    """What holds for the whole plan. Amounts in đồng; the material limits are the domain's defaults."""

    company: Note = ""
    language: Language = "vi"
    year: Annotated[int, Field(ge=2000, le=2100)]
    start_month: CalendarMonth = 1
    report_month: CalendarMonth | None = None
    material_percent: Share = 0.10
    material_floor: Annotated[Amount, Field(ge=0)] = 5_000_000
    material_override: Annotated[Amount, Field(ge=0)] = 50_000_000
    status_band: Share = 0
    most_goals: Annotated[int, Field(ge=1, le=99)] = 5

    @property
    def fiscal_year(self) -> FiscalYear:
        """The twelve months of the plan."""
        return FiscalYear(self.year, self.start_month)


class Channel(Record):
    """A way the business sells; `online` channels are counted in the online share."""

    name: Code
    online: bool = False


class LastYear(Record):
    """Last year's revenue of one channel, by month in fiscal order (đồng)."""

    channel: Code
    months: Months


class SalesFigure(Choice):
    """What a row of last year's sales tells."""

    REVENUE = "revenue", "Doanh thu", "Revenue"
    QUANTITY = "quantity", "Số lượng", "Quantity"
    COGS = "cogs", "Giá vốn hàng bán", "Cost of goods sold"


class LastYearSales(Record):
    """Last year's revenue, quantity or cost of one channel and product group, by month in fiscal order."""

    group: Name | None = None
    channel: Code | None = None
    figure: SalesFigure
    months: Months


class Phasing(Record):
    """A shape of the year: one weight per month in fiscal order; only their proportions count."""

    name: Name
    months: Weights


class Priority(Record):
    """What matters this year, in order of rank (1 first)."""

    name: Name
    rank: Annotated[int, Field(ge=1)]
    reason: Note = ""


class NotThisYear(Record):
    """What the business accepts not to do this year, and why."""

    name: Name
    reason: Note = ""


class Direction(Record):
    """The page everything else is tied to."""

    last_year_result: Note = ""
    wanted_result: Note = ""
    what_matters: Note = ""
    channels: tuple[Channel, ...] = ()
    last_year: tuple[LastYear, ...] = ()
    last_year_sales: tuple[LastYearSales, ...] = ()
    priorities: tuple[Priority, ...] = ()
    not_this_year: tuple[NotThisYear, ...] = ()


class Goal(Record):
    """A result wanted this year, measured by a tracked KPI; `importance` 1 comes first."""

    code: Code
    name: Name
    kpi: Code
    comparison: Comparison = Comparison.AT_LEAST
    baseline: Amount | None = None
    target: Amount
    importance: Annotated[int, Field(ge=1, le=9)] = 1
    owner: Note = ""


class BudgetLine(Record):
    """How much we are ready to earn or spend on one thing, by month (đồng, quantities in units).

    `phasing` names the shape that spreads `annual` over the months; without one the months are typed by hand.
    `method` says how the rest of the year is foreseen; without one its kind decides. A manual one takes `outlook`, the
    whole year's amount, with the reason for it.
    """

    code: Code
    name: Name
    kind: Kind
    channel: Code | None = None
    group: Name | None = None
    goal: Code | None = None
    limit: LimitType = LimitType.WATCH
    phasing: Name | None = None
    annual: Amount | None = None
    months: Months = (None,) * 12
    method: OutlookMethod | None = None
    outlook: Amount | None = None
    reason: Note = ""
    note: Note = ""

    @model_validator(mode="after")
    def _says_what_it_foresees(self) -> BudgetLine:
        if self.method is OutlookMethod.MANUAL and self.outlook is None:
            raise BrokenRule(
                "outlook",
                Text("Chọn “Tự ước” nhưng chưa có số ước cả năm", "“Manual” is chosen, but no outlook is given"),
                Text(
                    "Điền số ước cả năm, hoặc chọn cách ước khác.",
                    "Enter the full-year outlook, or choose another method.",
                ),
            )
        return self


class Action(Record):
    """An initiative that moves a goal: who, when, on which budget line."""

    code: Code
    name: Name
    goal: Code | None = None
    owner: Note = ""
    start: date | None = None
    due: date | None = None
    done: date | None = None
    status: ActionStatus = ActionStatus.NOT_STARTED
    progress: Share | None = None
    line: Code | None = None
    after: Code | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Action:
        if self.start and self.due and self.due < self.start:
            raise BrokenRule(
                "due",
                Text("Hạn hoàn thành đứng trước ngày bắt đầu", "The due date is before the start date"),
                Text("Sửa một trong hai ngày.", "Correct one of the two dates."),
            )
        if self.start and self.done and self.done < self.start:
            raise BrokenRule(
                "done",
                Text("Ngày xong đứng trước ngày bắt đầu", "It was done before the start date"),
                Text("Sửa một trong hai ngày.", "Correct one of the two dates."),
            )
        return self


class Milestone(Record):
    """A step of an action that can be seen from outside."""

    action: Code
    name: Name
    due: date
    done: date | None = None


class Person(Record):
    """Someone whose time the plan counts on; `hours` are available per month."""

    name: Name
    role: Note = ""
    hours: Hours


class Assignment(Record):
    """Hours per month that a person gives to an action, from one calendar month through another."""

    person: Name
    action: Code
    first: CalendarMonth
    last: CalendarMonth
    hours: Hours


class ResourceLimit(Record):
    """A limit the plan must respect, such as no new hires; `amount` is in the unit of what it is measured by.

    A limit that nothing measures is a reminder, in the unit named.
    """

    name: Name
    measured_by: LimitMeasure | None = None
    amount: Annotated[Amount, Field(ge=0)] | None = None
    unit: Note = ""
    note: Note = ""


class Risk(Record):
    """What could hurt which goal, how badly, its early sign and the fallback; likelihood and impact from 1 to 5.

    `trigger` is the sign in words. As a measure it is a tracked KPI that comes to `threshold` in so many closed months
    `in_a_row`; without a `comparison`, on the KPI's bad side.
    """

    code: Code
    name: Name
    goal: Code | None = None
    likelihood: Annotated[int, Field(ge=1, le=5)]
    impact: Annotated[int, Field(ge=1, le=5)]
    trigger: Note = ""
    kpi: Code | None = None
    comparison: Comparison | None = None
    threshold: Amount | None = None
    in_a_row: Annotated[int, Field(ge=1, le=12)] = 1
    fallback: Note = ""
    owner: Note = ""

    @property
    def level(self) -> int:
        """Likelihood × impact, 1 to 25."""
        return self.likelihood * self.impact

    @property
    def high(self) -> bool:
        """Whether it needs a fallback that is ready."""
        return self.level >= HIGH_LEVEL


HIGH_LEVEL = 12


class TrackedKpi(Record):
    """A KPI the owner chose to follow.

    `measure` is the key of one of `analysis.kpis.KPIS`. An owner's own KPI (`own`) adds up the parts in
    `numerator`, divided by those in `denominator` where given; a part is a line's code or the value of a `Kind`.
    `target` is for the whole year and blank where the
    plan's own figure is the target; `target_to` closes a range. `amber` and `red` say how far the wrong side of the
    target changes the status: % of the target for amounts, points for ratios.
    """

    code: Code
    measure: str
    name: Note = ""
    channel: Code | None = None
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    better: Better | None = None
    target: Amount | None = None
    target_to: Amount | None = None
    amber: Share = 0
    red: Share = 0.05
    rhythm: Rhythm = Rhythm.MONTHLY
    owner: Note = ""

    @model_validator(mode="after")
    def _limits_in_order(self) -> TrackedKpi:
        if self.red < self.amber:
            raise BrokenRule(
                "red",
                Text("Ngưỡng đỏ nhỏ hơn ngưỡng vàng", "The red limit is below the amber limit"),
                Text("Để ngưỡng đỏ bằng hoặc lớn hơn ngưỡng vàng.", "Make the red limit equal or larger."),
            )
        return self


class Plan(Record):
    """A whole annual operating plan, as the owner filled it in."""

    settings: Settings
    direction: Direction = Direction()
    cash: Cash = Cash()
    cut: CutRequest = CutRequest()
    phasings: tuple[Phasing, ...] = ()
    goals: tuple[Goal, ...] = ()
    lines: tuple[BudgetLine, ...] = ()
    actions: tuple[Action, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    people: tuple[Person, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    limits: tuple[ResourceLimit, ...] = ()
    risks: tuple[Risk, ...] = ()
    shocks: tuple[Shock, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    kpis: tuple[TrackedKpi, ...] = ()
    versions: Versions = Versions()
    proposals: tuple[Proposal, ...] = ()
