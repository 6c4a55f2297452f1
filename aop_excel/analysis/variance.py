"""How far actuals are from the plan."""

from __future__ import annotations

from dataclasses import dataclass

from aop_excel.domain.plan import Settings

ROUNDED = 0.5
"""Below half a đồng an amount is on plan: an outlook is seldom so to the last digit of a float."""


@dataclass(frozen=True, slots=True)
class Variance:
    """Plan against actual of one line or total in one period, in đồng.

    `sign` is +1 for income and −1 for cost. Every figure is None where actual is not reported. Source of the rules:
    “Sign” and “Material” among the rules for the numbers.
    """

    plan: float | None
    actual: float | None
    sign: int
    material_percent: float
    material_floor: float
    material_override: float

    @property
    def amount(self) -> float | None:
        """Actual minus plan, always."""
        return None if self.actual is None or self.plan is None else self.actual - self.plan

    @property
    def percent(self) -> float | None:
        """The amount over |plan|; None (n/a, never 0 %) where there is no plan to compare with."""
        return None if self.amount is None or not self.plan else self.amount / abs(self.plan)

    @property
    def effect(self) -> float | None:
        """What it does to profit: above zero is favourable, below is unfavourable."""
        return None if self.amount is None else self.amount * self.sign

    @property
    def favourable(self) -> bool | None:
        """None where there is nothing to judge: not reported, or on plan to the đồng."""
        return None if self.effect is None or abs(self.effect) < ROUNDED else self.effect > 0

    @property
    def material(self) -> bool:
        """Whether it asks for a cause and an owner, good and bad alike.

        Large in đồng and in %, or beyond the absolute override. Without a plan there is no %, and the floor decides.
        """
        if self.amount is None:
            return False
        size = abs(self.amount)
        large_share = self.percent is None or abs(self.percent) >= self.material_percent
        return size >= self.material_override or (size >= self.material_floor and large_share)


def variance(plan: float | None, actual: float | None, sign: int, settings: Settings) -> Variance:
    """Compare a planned with an actual amount (đồng) under the owner's material limits."""
    return Variance(plan, actual, sign, settings.material_percent, settings.material_floor, settings.material_override)
