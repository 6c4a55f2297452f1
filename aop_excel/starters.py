"""Starter plans: a trade's plan in a TOML file, made into records for a year and a language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from aop_excel.analysis.pnl import Amounts
from aop_excel.analysis.targets import propose_revenue, seasonality
from aop_excel.analysis.versions.earlier import frozen_before
from aop_excel.domain.actuals import ActualLine, Actuals, ClosedMonths, Commitment, WorkedHours
from aop_excel.domain.calendar import MONTHS, FiscalYear
from aop_excel.domain.cash import Balance, Cash, Payment, Receipt
from aop_excel.domain.cut import CutRequest
from aop_excel.domain.phasing import apportion, round_half_away, split
from aop_excel.domain.plan import (
    BudgetLine,
    Direction,
    Kind,
    LastYear,
    LastYearSales,
    Phasing,
    Plan,
    SalesFigure,
    Settings,
    TrackedKpi,
)
from aop_excel.domain.review import Decision, ReviewNote
from aop_excel.domain.versions import PlanVersion, Versions
from aop_excel.errors import AopError
from aop_excel.text import Language, Text

EVEN = Text("Đều", "Even")
LAST_YEAR = Text("Như năm trước", "Like last year")
TARGET = Text("Mục tiêu {channel}", "{channel} target")


class NoSuchStarter(AopError):
    """There is no starter plan of this name."""

    exit_status = 2

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            Text(
                "Không có kế hoạch mẫu “{name}”. Các mẫu có sẵn: {known}.",
                "There is no starter plan “{name}”. There are: {known}.",
            ).format(name=name, known=", ".join(known))
        )


class BadStarter(AopError):
    """A starter plan does not fit together: a mistake in its TOML file."""

    exit_status = 2

    def __init__(self, name: str, reason: object) -> None:
        super().__init__(
            Text("Kế hoạch mẫu “{name}” có lỗi: {reason}", "The starter plan “{name}” is wrong: {reason}").format(
                name=name, reason=reason
            )
        )


def starter_names() -> list[str]:
    """The starter plans there are, by file name."""
    return sorted(each.name.removesuffix(".toml") for each in _folder().iterdir() if each.name.endswith(".toml"))


def starter(name: str, language: Language, year: int, start_month: int) -> tuple[Plan, Actuals]:
    """A starter plan in one language for the fiscal year that begins in `start_month` of `year`.

    Its revenue is not written in the file: it is proposed from last year's revenue and the goals for growth and
    shares. Raises `NoSuchStarter`, and `BadStarter` for a file that does not fit together.
    """
    known = starter_names()
    if name not in known:
        raise NoSuchStarter(name, known)
    data = _in_language(tomllib.loads((_folder() / f"{name}.toml").read_text("utf-8")), language)
    try:
        return _Starter(data, language, FiscalYear(year, start_month)).records()
    except (KeyError, ValueError, ValidationError) as error:
        raise BadStarter(name, error) from error


def _folder() -> Traversable:
    """The folder in the installed package, or beside it in a checkout."""
    installed = resources.files("aop_excel") / "workbook_templates"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "workbook_templates"


def _in_language(value: Any, language: Language) -> Any:
    """Replace every `{ vi = …, en = … }` by the phrase in one language."""
    if isinstance(value, dict):
        if value.keys() == {"vi", "en"}:
            return value[language]
        return {key: _in_language(each, language) for key, each in value.items()}
    return [_in_language(each, language) for each in value] if isinstance(value, list) else value


@dataclass
class _Starter:
    """One file's data on its way to records."""

    data: dict[str, Any]
    language: Language
    year: FiscalYear

    def __post_init__(self) -> None:
        self.channels: dict[str, str] = {each.pop("key"): each["name"] for each in self.data.get("channels", [])}

    def records(self) -> tuple[Plan, Actuals]:
        data = self.data
        last_year = {self.channels[key]: self._by_month(months) for key, months in data.get("last_year", {}).items()}
        kpis = tuple(TrackedKpi(**self._named(each)) for each in data.get("kpis", []))
        phasings, targets = self._targets(last_year, kpis)
        lines = self._lines(targets, {phasing.name: phasing for phasing in phasings})
        parts: dict[str, Any] = {
            part: tuple(self._dated(self._named(row)) for row in data[part]) for part in _PARTS if part in data
        }
        plan = Plan(
            settings=Settings(
                language=self.language,
                year=self.year.year,
                start_month=self.year.start_month,
                **data.get("settings", {}),
            ),
            direction=Direction(
                channels=tuple(data.get("channels", ())),
                last_year=tuple(LastYear(channel=name, months=months) for name, months in last_year.items()),
                last_year_sales=tuple(self._last_year_sales(last_year)),
                **data.get("direction", {}),
            ),
            cash=self._cash(),
            cut=CutRequest(**self._dated(data.get("cut", {}))),
            phasings=phasings,
            lines=tuple(line for line, _ in lines),
            kpis=kpis,
            **parts,
        )
        return plan.model_copy(update={"versions": self._versions(plan)}), self._actuals(lines)

    def _versions(self, plan: Plan) -> Versions:
        """The versions of a plan that changed since it was approved; each version takes back what it changed."""
        rows = [dict(row) for row in self.data.get("versions", [])]
        changes = [row.pop("changes", []) for row in rows]
        requests = [PlanVersion(number=number, **self._dated(row)) for number, row in enumerate(rows, 1)]
        plans: list[Plan] = []
        for changed in reversed(changes[1:]):
            plan = self._before(plan, changed)
            plans.insert(0, plan)
        return frozen_before(plans, requests)

    def _before(self, plan: Plan, changes: Sequence[Mapping[str, Any]]) -> Plan:
        """A plan without what was `added` to months of its lines, and with the days its actions were due `before`."""
        added = {each["line"]: each for each in changes if "line" in each}
        due = {each["action"]: self._dated({"due": each["before"]})["due"] for each in changes if "action" in each}
        lines = [
            line.model_copy(update={"months": _without(line.months, added[line.code])}) if line.code in added else line
            for line in plan.lines
        ]
        actions = [
            action.model_copy(update={"due": due[action.code]}) if action.code in due else action
            for action in plan.actions
        ]
        return plan.model_copy(update={"lines": tuple(lines), "actions": tuple(actions)})

    def _last_year_sales(self, last_year: Mapping[str, Sequence[float]]) -> Iterator[LastYearSales]:
        """Each channel's revenue divided over its groups by their mix, with the units and the cost that go with it."""
        rows = [self._named(row) for row in self.data.get("last_year_sales", [])]
        for channel in dict.fromkeys(row["channel"] for row in rows):
            sold = [row for row in rows if row["channel"] == channel]
            months = [apportion(month, [row["mix"] for row in sold]) for month in last_year[channel]]
            for row, revenue in zip(sold, zip(*months, strict=True), strict=True):
                figures = {
                    SalesFigure.REVENUE: revenue,
                    SalesFigure.QUANTITY: [round_half_away(amount / row["price"]) for amount in revenue],
                    SalesFigure.COGS: [round_half_away(amount * row["rate"]) for amount in revenue],
                }
                for figure, amounts in figures.items():
                    yield LastYearSales(group=row["group"], channel=channel, figure=figure, months=tuple(amounts))

    def _cash(self) -> Cash:
        cash = dict(self.data.get("cash", {}))
        receipts = tuple(Receipt(**self._named(each)) for each in cash.pop("receipts", ()))
        return Cash(receipts=receipts, payments=tuple(Payment(**each) for each in cash.pop("payments", ())), **cash)

    def _named(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row with its channel's key replaced by the channel's name."""
        named = dict(row)
        if "channel" in named:
            named["channel"] = self.channels[named["channel"]]
        return named

    def _dated(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row whose days (`03-15`) and months (`first`), counted in the fiscal year, are in the calendar."""
        dated = dict(row)
        for key in {"start", "due", "done", "decided", "approved"} & row.keys():
            month, day = map(int, row[key].split("-"))
            last = self.year.month_end(month - 1)
            dated[key] = last.replace(day=min(day, last.day))
        for key in {"first", "last", "month"} & row.keys():
            dated[key] = self.year.month_numbers[row[key] - 1]
        return dated

    def _by_month(self, calendar_months: Sequence[float]) -> tuple[float, ...]:
        """Amounts given from January to December, in fiscal order."""
        return tuple(calendar_months[month - 1] for month in self.year.month_numbers)

    def _targets(
        self, last_year: Mapping[str, Sequence[float]], kpis: Sequence[TrackedKpi]
    ) -> tuple[tuple[Phasing, ...], Mapping[str, Sequence[float]]]:
        """The shapes of the year, and each channel's revenue that meets the goals for growth and shares."""
        even = Phasing(name=EVEN(self.language), months=(1.0,) * 12)
        if not last_year:
            return (even,), {}
        total = [sum(month) for month in zip(*last_year.values(), strict=True)]
        tet = self.data.get("tet", {"uplift": 0.0, "days_before": 0})
        before = FiscalYear(self.year.year - 1, self.year.start_month)
        shape = seasonality(total, before, self.year, tet["uplift"], tet["days_before"])
        weights = tuple(map(round_half_away, shape))  # they stand on a sheet, where they are looked at
        growth, shares = self._goals(last_year, kpis)
        targets = propose_revenue(last_year, growth, shares, weights)
        shapes = [
            Phasing(name=TARGET.format(channel=channel)(self.language), months=tuple(months))
            for channel, months in targets.items()
        ]
        return (even, Phasing(name=LAST_YEAR(self.language), months=weights), *shapes), targets

    def _goals(
        self, last_year: Mapping[str, Sequence[float]], kpis: Sequence[TrackedKpi]
    ) -> tuple[float, dict[str, float]]:
        """The growth and the channels' shares that the goals want; an online share is divided as last year's was."""
        wanted = {goal["kpi"]: goal["target"] for goal in self.data.get("goals", [])}
        tracked = [(kpi, wanted[kpi.code]) for kpi in kpis if kpi.code in wanted]
        growth = next((target for kpi, target in tracked if kpi.measure == "revenue_growth"), 0.0)
        shares = {kpi.channel: target for kpi, target in tracked if kpi.measure == "channel_share" and kpi.channel}
        online = {each["name"]: sum(last_year[each["name"]]) for each in self.data["channels"] if each.get("online")}
        for kpi, target in tracked:
            if kpi.measure == "online_share":
                shares |= {name: target * revenue / sum(online.values()) for name, revenue in online.items()}
        return growth, shares

    def _lines(
        self, targets: Mapping[str, Sequence[float]], phasings: Mapping[str, Phasing]
    ) -> list[tuple[BudgetLine, Sequence[float]]]:
        """The budget lines, each with what happened so far as factors of its plan."""
        rows = [self._named(row) for row in self.data.get("lines", [])]
        annual = self._annual_revenue(rows, targets)
        lines = []
        for row in rows:
            happened = row.pop("happened", [])
            parts = row.pop("of", [])
            rate, price, mix = row.pop("rate", None), row.pop("price", None), row.pop("mix", None)
            if rate is not None:
                row["annual"] = float(round_half_away(rate * sum(annual[code] for code in parts)))
            elif price is not None:
                row["annual"] = float(round_half_away(sum(annual[code] for code in parts) / price))
            elif mix is not None:
                row["annual"] = annual[row["code"]]
            annual[row["code"]] = row.get("annual", 0.0)
            row["phasing"] = self._phasing(row.get("phasing"), row.get("channel"))
            if row["phasing"]:
                row["months"] = split(row["annual"], [weight or 0 for weight in phasings[row["phasing"]].months])
            else:
                row["months"] = tuple(row["months"])
                row["annual"] = float(sum(row["months"]))
            lines.append((BudgetLine(**row), happened))
        return lines

    def _annual_revenue(
        self, rows: Sequence[Mapping[str, Any]], targets: Mapping[str, Sequence[float]]
    ) -> dict[str, float]:
        """Each channel's revenue of the year, divided over its lines by their mix."""
        annual: dict[str, float] = {}
        for channel, months in targets.items():
            sold = [row for row in rows if row.get("channel") == channel and "mix" in row]
            if sold:
                amounts = apportion(sum(months), [row["mix"] for row in sold])
                annual.update({row["code"]: amount for row, amount in zip(sold, amounts, strict=True)})
        return annual

    def _phasing(self, key: str | None, channel: str | None) -> str | None:
        """`even`, `last_year` or `target` (of the line's channel) as the name of a phasing."""
        if key is None:
            return None
        return {"even": EVEN, "last_year": LAST_YEAR, "target": TARGET.format(channel=channel)}[key](self.language)

    def _actuals(self, lines: Sequence[tuple[BudgetLine, Sequence[float]]]) -> Actuals:
        """What happened so far: amounts in whole thousands, since an example needs no false precision, and units."""
        closed = self.data.get("closed", 0)
        rows = []
        for line, factors in lines:
            months: list[float | None] = [None] * 12
            whole = 1 if line.kind is Kind.QUANTITY else 1000
            for position, factor in enumerate(factors):
                months[position] = round_half_away((line.months[position] or 0) * factor / whole) * whole
            rows.append(ActualLine(code=line.code, months=tuple(months)))
        closing = ClosedMonths(months=tuple(position < closed for position in range(12)))
        commitments = tuple(Commitment(**self._dated(each)) for each in self.data.get("commitments", []))
        hours = tuple(
            WorkedHours(**{**row, "months": (*row["months"], *[None] * (MONTHS - len(row["months"])))})
            for row in self.data.get("hours", ())
        )
        return Actuals(
            lines=tuple(rows),
            closing=(closing,),
            commitments=commitments,
            hours=hours,
            balances=tuple(self._counted()),
            decisions=tuple(Decision(**self._dated(each)) for each in self.data.get("decisions", [])),
            notes=tuple(ReviewNote(**self._dated(each)) for each in self.data.get("notes", [])),
        )

    def _counted(self) -> Iterator[Balance]:
        """What was counted at the end of months, which are given by their number in the fiscal year."""
        for row in self.data.get("counted", []):
            yield Balance(**row | {"month": self.year.month_numbers[row["month"] - 1]})


def _without(months: Amounts, added: Mapping[str, Any]) -> Amounts:
    """Months without an amount that was added to each from the `first` to the `last`, counted in the fiscal year."""
    return tuple(
        (month or 0.0) - added["added"] if added["first"] <= number <= added["last"] else month
        for number, month in enumerate(months, 1)
    )


_PARTS = (
    "goals",
    "actions",
    "milestones",
    "people",
    "assignments",
    "limits",
    "risks",
    "shocks",
    "scenarios",
    "proposals",
)
