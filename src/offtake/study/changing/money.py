"""Money in one currency and one price year, and the budgets that follow from pledges.

An amount a in currency c at price year y becomes

    a · rate(c, y) · index(Y) / index(y)

in the study's currency at its price year Y, with rate from table `exchange_rates` (study's currency for
one unit of c) and index from table `deflators` (price level of the study's currency).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable

import pandas as pd

from offtake.study.cells.cells import Value
from offtake.study.cells.drafts import Draft
from offtake.study.cells.values import broken_bound, value_faults
from offtake.study.changing.pledged import pledged_amounts
from offtake.study.faults import Fault
from offtake.study.study import Settings, Study
from offtake.study.wording.near import did_you_mean


def converted(
    settings: Settings, drafts: dict[str, Draft], lost: frozenset[str] = frozenset()
) -> tuple[dict[str, Draft], list[Fault]]:
    """The drafts with all money in the study's currency at its price year, and what stood in the way.

    Nothing is said of rows whose rate may stand in a table that is `lost` or has faults of its own.
    Rows that were converted say so: they bear the study's currency and price year.
    """
    rates = _Rates(settings, drafts, lost)
    outcome, faults = dict(drafts), []
    for name, draft in drafts.items():
        money = [column.name for column in draft.table.columns if column.money]
        if not money:
            continue
        columns = {n: list(values) for n, values in draft.columns.items()}
        bad = set()
        for row in range(draft.size):
            if not draft.sound(row, "currency", "price_year"):
                continue
            factor = rates.factor(draft, row)
            if isinstance(factor, Fault):
                faults.append(factor)
                bad |= {(row, "currency"), (row, "price_year")}
            elif factor is not None:
                for column in money:
                    columns[column][row] = _times(columns[column][row], factor)
                columns["currency"][row] = settings.currency
                columns["price_year"][row] = settings.price_year
        outcome[name] = dataclasses.replace(draft, columns=columns, bad=draft.bad | bad)
    return outcome, faults


def _times(value: Value, factor: float) -> Value:
    return value * factor if isinstance(value, float) else value


class _Rates:
    """Exchange rates and price levels, looked up once."""

    def __init__(self, settings: Settings, drafts: dict[str, Draft], lost: frozenset[str]) -> None:
        self.settings, self.lost = settings, lost
        rates, levels = (_judged(drafts[name]) for name in ("exchange_rates", "deflators"))
        self.rates, self.levels = rates, levels
        self.rate = {(c, y): rate for _, c, y, rate in rates.rows("currency", "year", "rate")}
        self.level = {year: level for _, year, level in levels.rows("year", "index")}

    def factor(self, draft: Draft, row: int) -> float | Fault | None:
        """What a row's money is multiplied by; None where it stands as it should; or why it cannot."""
        own, base = self.settings.currency, self.settings.price_year
        currency = str(draft.columns["currency"][row] or own)
        year = draft.columns["price_year"][row]
        if currency == own and (year is None or year == base):
            return None
        if year is None:
            found = (
                f"price_year is empty: money in {currency} without a price year cannot be compared"
            )
            return draft.fault("E113", row, "price_year", found, "write the year of its prices")
        if broken_bound(draft.table.column("price_year"), year):
            return None
        rate: float = 1.0 if currency == own else self.rate.get((currency, year), 0.0)
        if rate <= 0:
            return self._no_rate(draft, row, currency, year)
        if year == base:
            return rate
        for needed in (year, base):
            if self.level.get(needed, 0.0) <= 0:
                if "deflators" in self.lost or _doubtful(self.levels, ("index",), year=needed):
                    return None
                found = f"price_year: {year} cannot be brought to {base} without the price level of {needed}"
                wanted = f"add {needed} to table 'deflators'"
                return draft.fault("E111", row, "price_year", found, wanted)
        return float(rate * self.level[base] / self.level[year])

    def _no_rate(self, draft: Draft, row: int, currency: str, year: Value) -> Fault | None:
        named = {"currency": currency, "year": year}
        if "exchange_rates" in self.lost or _doubtful(self.rates, ("rate",), **named):
            return None
        years = sorted(int(str(y)) for c, y in self.rate if c == currency)
        found = f"currency: {currency!r} has no exchange rate for {year} in table 'exchange_rates'"
        wanted = f"years given are {', '.join(map(str, years))}" if years else "add it"
        known = {c for c, _ in self.rate} | {self.settings.currency}
        suggestion = "" if years else did_you_mean(currency, known).removeprefix("; ")
        return draft.fault("E111", row, "currency", found, wanted, suggestion)


def _judged(draft: Draft) -> Draft:
    """The draft with cells that its columns do not allow marked as faulty."""
    return draft.with_bad({(row, column) for row, column, _ in value_faults(draft)})


def _doubtful(draft: Draft, figures: tuple[str, ...], **key: Value) -> bool:
    """Whether the row with this key may be missing only because it has a fault of its own."""
    for row in range(draft.size):
        clear = [name for name in key if draft.sound(row, name)]
        agrees = all(draft.columns[name][row] == key[name] for name in clear)
        if agrees and not draft.sound(row, *key, *figures):
            return True
    return False


def budgets(study: Study) -> pd.DataFrame:
    """What every buyer may spend in every year: given budgets, and those that follow from pledges.

    Columns buyer, year, amount (millions a year), source, note, in order of buyer and year.  A pledge
    gives the amounts of `pledged_amounts`.
    """
    columns = ["buyer", "year", "amount", "source", "note"]
    rows = study.tables["budgets"][columns].to_dict("records")
    buyers = study.tables["buyers"]
    months = dict(zip(buyers["buyer"], buyers["year_starts"], strict=True))
    for pledge in study.tables["pledges"].to_dict("records"):
        said: dict[Hashable, object] = {n: pledge[n] for n in ("buyer", "source", "note")}
        years = study.budget_years(months[str(pledge["buyer"])])
        path = pledged_amounts(years, study.settings.start.year, pledge)
        rows += [said | {"year": year, "amount": amount} for year, amount in path.items()]
    frame = pd.DataFrame(rows, columns=columns)
    types = {"buyer": "str", "year": "int64", "amount": "float64", "source": "str", "note": "str"}
    return frame.astype(types).sort_values(["buyer", "year"], ignore_index=True)
