r"""Who is ahead: own output against that of rivals, one row for every scope.

A rival's product says what is counted: which calibres, made or refurbished, or aimed at.  Figures of two scopes never
meet in one row.  `against` names the product of the study that it is held beside: what all its lines make.

A rival's output R in year y lies between low and high: triangular about the central estimate, evenly spread where
there is none, certain where there is one figure.  Between two stated years the figures lie on a straight line; after
the last they are held on.  Either is said (`basis`).  Its place u in the range is the same in every year, and it
owes nothing to the drivers.  With own output X_y on path s and F_y the distribution of R_y,

.. math::
    \text{ahead} = \sum_s π_s F_y(X_{s,y}), \qquad
    \text{ahead\_by} = \sum_s π_s \max_{y' \le y} F_{y'}(X_{s,y'})

the chance of being ahead in the year, and of having been ahead in it or before: u is below F where X is above R.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from offtake.formulas.bands import BAND, summary
from offtake.results.dictionary import result
from offtake.results.tables.account import Account
from offtake.results.tables.futures import Array, by_future, by_year
from offtake.study.study import PERIODS_PER_YEAR

CERTAIN = 1e-9  # share of a figure


@dataclass(frozen=True)
class Estimate:
    """A rival's output in some years: ends, central figure (NaN: none) and where each comes from."""

    low: Array
    central: Array
    high: Array
    basis: tuple[str, ...]  # stated, between, held on; "" before the first figure

    def below(self, units: Array) -> Array:
        """(paths, years): the chance that the rival makes less than `units`; 0 in years without a figure."""
        width = self.high - self.low
        mode = np.where(np.isnan(self.central), self.low, self.central)
        one = width <= CERTAIN * np.maximum(self.high, 1.0)
        span = np.where(one, 1.0, width)
        x = np.clip(units, self.low, self.high)
        rise, fall = np.maximum(mode - self.low, 0.0), np.maximum(self.high - mode, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            left = (x - self.low) ** 2 / (span * rise)
            right = 1.0 - (self.high - x) ** 2 / (span * fall)
        peaked = np.where(x < mode, left, np.where(fall > 0, right, 1.0))
        spread = np.where(np.isnan(self.central), (x - self.low) / span, peaked)
        chance = np.where(one, units > self.high, np.where(units >= self.high, 1.0, spread))
        return np.where(np.isnan(self.high), 0.0, chance)


def rivals(a: Account) -> pd.DataFrame:
    """Own output beside every rival's, year by year; years before its first figure, and those covered in part, have no row."""
    rows: list[dict[str, object]] = []
    for key, said, own in _pairs(a):
        chance = said.below(own)
        figures = summary(own, a.weight, BAND)
        so_far = np.maximum.accumulate(chance, axis=1)
        for k, year in enumerate(a.years):
            if not said.basis[k]:
                continue
            rows.append(
                {
                    "arrangement": a.arrangement,
                    **key,
                    "year": year,
                    **{name: float(values[k]) for name, values in figures.items()},
                    "low": said.low[k],
                    "central": said.central[k],
                    "high": said.high[k],
                    "basis": said.basis[k],
                    "ahead": float(a.weight @ chance[:, k]),
                    "ahead_by": float(a.weight @ so_far[:, k]),
                }
            )
    return result("rivals").frame(rows)


def first_ahead(a: Account) -> pd.DataFrame:
    """By which year the chance of having been ahead has come to 10, 50 and 90 in a hundred, empty where it never does, and
    what it comes to in the end."""
    rows: list[dict[str, object]] = []
    for key, said, own in _pairs(a):
        by = a.weight @ np.maximum.accumulate(said.below(own), axis=1)
        reached = {
            name: float(a.years[int(np.argmax(by >= level - 1e-9))])
            if by[-1] >= level - 1e-9
            else np.nan
            for name, level in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9))
        }
        rows.append({"arrangement": a.arrangement, **key, **reached, "ever": float(by[-1])})
    return result("first_ahead").frame(rows)


def estimate(frame: pd.DataFrame, years: list[int]) -> Estimate:
    """The estimate of one rival and scope in `years`, from its rows of table rivals."""
    frame = frame.sort_values("year")
    stated = frame["year"].to_numpy(float)
    central = frame["central"].to_numpy(float)
    low = frame["low"].fillna(frame["central"]).fillna(frame["high"]).to_numpy(float)
    high = frame["high"].fillna(frame["central"]).fillna(frame["low"]).to_numpy(float)
    at = np.asarray(years, float)

    def read(values: Array) -> Array:
        return np.where(at < stated[0], np.nan, np.interp(at, stated, values))

    def where(year: float) -> str:
        if year < stated[0]:
            return ""
        if year in stated:
            return "stated"
        return "between" if year < stated[-1] else f"held on from {int(stated[-1])}"

    return Estimate(read(low), read(central), read(high), tuple(where(y) for y in at))


def _in_whole_years(said: Estimate, a: Account) -> Estimate:
    """Without figures in years that the study covers in part: what is made in months is not held beside a year's output."""
    _, periods = np.unique(a.q.year, return_counts=True)
    whole = periods == PERIODS_PER_YEAR[a.study.settings.period]
    low, central, high = (np.where(whole, v, np.nan) for v in (said.low, said.central, said.high))
    basis = tuple(b if w else "" for b, w in zip(said.basis, whole, strict=True))
    return Estimate(low, central, high, basis)


def _pairs(a: Account) -> Iterator[tuple[dict[str, object], Estimate, Array]]:
    """Every rival and scope that is held beside a product, and own output of it: (paths, years)."""
    table = a.study.rivals
    against_of = table["against"].mask(table["against"].fillna("") == "", table["product"])
    names = [name for (name,) in a.q.products.labels.keys]
    make = by_year(a.q.year, by_future(a.tree, a.plan.values["make"]))
    for (rival, product, against), rows in table.groupby(["rival", "product", against_of]):
        if against not in names:
            continue
        said = _in_whole_years(estimate(rows, a.years), a)
        if not any(said.basis):
            continue
        lines = a.q.lines.product == names.index(str(against))
        key: dict[str, object] = {"rival": rival, "product": product, "against": against}
        yield key, said, make[:, :, lines].sum(axis=2)
