r"""What a row's figure weighs: the money a year that one unit of the figure stands for, at most.

Sizes add up over rows, so a row written as two halves weighs what it weighed whole, and a row that can bear on nothing
weighs nothing.  With, every figure as large as any driver makes it,

    o_l = reliability_l · (capacity_l + Σ_p limit_p adds_p) · share of the study in which l is open    (unit/year)
    w_j = Σ_l o_l max(asked price, unit cost) / Σ_l o_l over the lines of product j                    (money/unit)

w is 0 where nobody needs the product, as goods or as a part; where making it costs nothing, it is what those who need it
say: the mean of value and a year's late cost, by quantity.  A capability is worth what goods that give it are.  Then

    lines         capacity      open_t reliability w            unit_cost   open_t o      reliability  open_t (o / reliability) w
                  fixed_cost    open_t
    projects      adds          limit reliability w             capex, fixed_cost  limit  build_time   limit reliability adds w
    requirements  quantity      w, in its own time              value, late_cost   quantity, from its time on where it stands
    budgets       amount        share of the budget year in t   prices   price     o of the producer's lines
    supply        extra_cost    needs of these buyers × share of these producers in o
    products      holding_cost, stock_value                     o of its lines

A project that can never begin, and a budget of a buyer that needs nothing, weigh nothing.
"""

from __future__ import annotations

from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd

from offtake.frozen import Flags, Matrix, Vector
from offtake.study.study import PERIODS_PER_YEAR, Study
from offtake.study.wording.periods import months_of, period_span
from offtake.uncertainty.drivers import chains
from offtake.uncertainty.reduction.alone import figures


class Sizes:
    """The sizes of a study's rows, table by table."""

    def __init__(self, study: Study) -> None:
        self.study, self.chains = study, chains(study)
        self.periods = study.settings.periods
        self.largest: dict[tuple[str, str], Vector] = {}

    def of(self, frame: pd.DataFrame, table: str, column: str) -> Matrix:
        """(periods, rows of `frame`), in order of magnitude only: what one unit of the figure weighs."""
        match table:
            case "lines":
                size = self._lines(column)
            case "projects":
                size = self._projects(column)
            case "requirements":
                size = self._needs(column)
            case "budgets":
                size = self._budgets(frame)
            case "prices":
                made = zip(frame["producer"], frame["product"], strict=True)
                size = np.array([self._output(producer=f, product=j) for f, j in made])
            case "supply":
                pairs = zip(frame["buyer"], frame["producer"], strict=True)
                size = np.array([self._trade(str(b), str(f)) for b, f in pairs])
            case _:
                size = np.array([self._output(product=j) for j in frame["product"]])
        return np.broadcast_to(size, (self.periods, len(frame)))

    def _largest(self, table: str, column: str) -> Vector:
        """(rows,): the figure, as large as any driver alone makes it at any time."""
        if (table, column) not in self.largest:
            frame, effects = self.study.tables[table], self.study.tables["driver_effects"]
            on = effects["driver"][(effects["table"] == table) & (effects["column"] == column)]
            largest: Vector = frame[column].to_numpy(dtype=np.float64, na_value=np.nan)
            for chain in self.chains:
                if chain.driver in set(on):
                    one = figures(self.study, chain, frame, table, column)
                    largest = np.fmax(largest, one.max(axis=(0, 1)))
            self.largest[table, column] = largest
        return self.largest[table, column]

    @cached_property
    def _open(self) -> Matrix:
        """(periods, lines): share of the period in which the line is open."""
        lines, t = self.study.lines, np.arange(self.periods)[:, None]
        opens, closes = (
            np.array([empty if pd.isna(day) else self.study.clock(day) for day in lines[name]])
            for name, empty in (("opens", 0.0), ("closes", np.inf))
        )
        return cast(Matrix, np.clip(np.minimum(closes, t + 1) - np.maximum(opens, t), 0.0, 1.0))

    @cached_property
    def _reliability(self) -> Vector:
        return self._largest("lines", "reliability")

    @cached_property
    def _line(self) -> list[int]:
        """The line of every project."""
        place = {name: k for k, name in enumerate(self.study.lines["line"])}
        return [place[name] for name in self.study.projects["line"]]

    @cached_property
    def _limit(self) -> Vector:
        """(projects,): how many can ever begin."""
        projects = self.study.projects
        starts = [self.study.period_start(t) for t in range(self.periods)]
        days = np.array(starts, "datetime64[ns]")[:, None]
        first, last = (projects[name].to_numpy("datetime64[ns]") for name in ("earliest", "latest"))
        may = (np.isnat(first) | (days >= first)) & (np.isnat(last) | (days <= last))
        may = may.any(axis=0) | projects["begun"].notna().to_numpy(bool)
        return np.asarray(projects["limit"].to_numpy(float) * may)

    @cached_property
    def _nameplate(self) -> Vector:
        """(lines,) unit/year: what they can ever be built to make, by the time they are open."""
        nameplate = self._largest("lines", "capacity").copy()
        np.add.at(nameplate, self._line, self._limit * self._largest("projects", "adds"))
        return cast(Vector, nameplate * self._open.mean(axis=0) * self._needed(self.study.lines))

    def _output(self, **rows: object) -> float:
        """Σ o over the lines of a product, of a producer."""
        made = self._nameplate * self._reliability
        for column, name in rows.items():
            made = made * (self.study.lines[column] == name).to_numpy(float)
        return float(made.sum())

    def _lines(self, column: str) -> Matrix:
        worth = np.array([self._worth[str(j)] for j in self.study.lines["product"]])
        match column:
            case "capacity":
                return np.asarray(self._open * (self._reliability * worth))
            case "reliability":
                return np.asarray(self._open * (self._nameplate * worth))
            case "unit_cost":
                return np.asarray(self._open * (self._nameplate * self._reliability))
            case _:
                return self._open

    def _projects(self, column: str) -> Vector:
        if column in ("capex", "fixed_cost"):
            return self._limit
        lines = self.study.lines
        worth = np.array([self._worth[str(j)] for j in lines["product"]])
        each = self._limit * (self._reliability * worth * self._open.any(axis=0))[self._line]
        adds = self._largest("projects", "adds") if column == "build_time" else 1.0
        return np.asarray(each * adds)

    def _needs(self, column: str) -> Matrix:
        needs = self.study.requirements
        t, (first, count) = np.arange(self.periods)[:, None], self._spans
        within = (t >= first) & (t < first + count)
        if column == "quantity":
            worth = np.array([self._worth[str(j)] for j in needs["product"]])
            return cast(Matrix, within * worth / count)
        stands = within | ((needs["kind"] == "stock").to_numpy(bool) & (t >= first))
        return cast(Matrix, stands * self._largest("requirements", "quantity"))

    @property
    def _spans(self) -> tuple[Vector, Vector]:
        """(rows,) twice: first period and number of periods of every need."""
        months, origin = round(12 * self.study.step), self.study.settings.start
        spans = [period_span(str(label)) or () for label in self.study.requirements["period"]]
        ends = np.array([[months_of((origin, day)) for day in span] for span in spans])
        ends = ends.reshape(-1, 2)
        return ends[:, 0] / months, (ends[:, 1] - ends[:, 0]) / months

    def _budgets(self, frame: pd.DataFrame) -> Matrix:
        buyers, t = self.study.buyers, range(self.periods)
        month = dict(zip(buyers["buyer"], buyers["year_starts"], strict=True))
        needs = set(self._wanted["buyer"]) | set(self.study.orders["buyer"])
        rows = list(zip(frame["buyer"], frame["year"], strict=True))
        year = np.array([[self.study.budget_year(k, int(month[b])) for b, _ in rows] for k in t])
        own = (year == frame["year"].to_numpy(int)) / PERIODS_PER_YEAR[self.study.settings.period]
        return cast(Matrix, own * np.array([b in needs for b, _ in rows]))

    def _trade(self, buyer: str, producer: str) -> float:
        """What these buyers need and these producers may make of it, a row that says more aside."""
        buyers, lines, firms = self.study.buyers, self.study.lines, self.study.producers
        own = buyers["buyer"][(buyers["buyer"] == buyer) | (buyers["iso3"] == buyer)]
        home = lines["producer"].map(dict(zip(firms["producer"], firms["country"], strict=True)))
        country = lines["country"].where(lines["country"].fillna("") != "", home)
        theirs = ((lines["producer"] == producer) | (country == producer)).to_numpy(float)
        made, total = self._nameplate * self._reliability, 0.0
        for need in self._wanted[self._wanted["buyer"].isin(own)].to_dict("records"):
            gives = lines["product"].isin(self._goods[str(need["product"])]).to_numpy(float)
            whole = float((made * gives).sum())
            total += need["quantity"] * float((made * gives * theirs).sum()) / whole if whole else 0
        return total

    @cached_property
    def _wanted(self) -> pd.DataFrame:
        """The needs that are ever above 0, each as large as any driver makes it."""
        needs = self.study.requirements.assign(quantity=self._largest("requirements", "quantity"))
        return needs[needs["quantity"] > 0]

    @cached_property
    def _goods(self) -> dict[str, dict[str, float]]:
        """By product or capability: the goods that give it, and how much of it each gives."""
        goods = {str(name): {str(name): 1.0} for name in self.study.products["product"]}
        for row in self.study.capabilities.to_dict("records"):
            given = goods.setdefault(str(row["capability"]), {})
            given[str(row["product"])] = float(row["contribution"])
        return goods

    def _needed(self, frame: pd.DataFrame) -> Flags:
        """(rows,): does anybody need the row's product, as goods or as a part?"""
        needed = {j for name in self._wanted["product"] for j in self._goods[str(name)]}
        needed |= {str(name) for name in self.study.orders["product"]}
        recipes = list(zip(self.study.recipes["product"], self.study.recipes["input"], strict=True))
        while new := {part for goods, part in recipes if goods in needed} - needed:
            needed |= new
        return np.array([name in needed for name in frame["product"]], bool)

    @cached_property
    def _worth(self) -> dict[str, float]:
        """w by product and capability."""
        lines = self.study.lines
        prices = self.study.prices
        sold = zip(prices["producer"], prices["product"], strict=True)
        asked = dict(zip(sold, self._largest("prices", "price"), strict=True))
        made = self._nameplate * self._reliability
        cost = self._largest("lines", "unit_cost")
        firm = zip(lines["producer"], lines["product"], strict=True)
        each = np.maximum(cost, [asked.get(pair, 0.0) for pair in firm])
        said = self._wanted.assign(each=self._said)
        worth: dict[str, float] = {}
        for name, goods in self._goods.items():
            gives = lines["product"].map(goods).fillna(0.0).to_numpy(float)
            amount, money = float((made * gives).sum()), float((made * each * (gives > 0)).sum())
            if money == 0.0:
                own = said[said["product"] == name]
                amount, money = own["quantity"].sum(), (own["quantity"] * own["each"]).sum()
            worth[name] = money / amount if amount else 0.0
        return worth

    @property
    def _said(self) -> Vector:
        """(needs ever above 0,): value of a unit, and what a year without it costs."""
        rows = self._wanted.index.to_numpy()
        value, late = (self._largest("requirements", c)[rows] for c in ("value", "late_cost"))
        return cast(Vector, value + late)
