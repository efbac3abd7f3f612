"""Budgets that follow from pledges: their rows, so that edits and effects can mean them.

A pledge stands for one budget a year.  An effect of a driver scales such a budget at the nodes; an edit
settles it: the pledge gives way to the budgets that it came to, and the edit acts on those.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable, Mapping

from offtake.study.cells.cells import Value
from offtake.study.cells.drafts import Draft
from offtake.study.study import Settings, Study

_FIGURES = ("gdp", "gdp_growth", "share_now", "share_target", "target_year", "equipment_share", "product_share")  # fmt: skip
_CARRIED = ("currency", "price_year", "source", "note")


def pledged_amounts(
    years: range, first: int, pledge: Mapping[Hashable, object]
) -> dict[int, float]:
    """Year -> millions that a pledge gives in it.

    For each budget year y, with y0 = `first` the calendar year in which the study begins,

        gdp · (1 + gdp_growth)^(y − y0) · share(y) · equipment_share · product_share,

    share on a straight line from share_now in y0 to share_target in target_year, constant before and after.
    """
    number = {name: float(str(pledge[name])) for name in _FIGURES}
    target = number["target_year"]
    spent = number["gdp"] * number["equipment_share"] * number["product_share"]
    amounts = {}
    for year in years:
        reached = 1.0 if year >= target else max(year - first, 0) / max(target - first, 1)
        share = number["share_now"] + reached * (number["share_target"] - number["share_now"])
        amounts[year] = spent * (1.0 + number["gdp_growth"]) ** (year - first) * share
    return amounts


def unclear(
    settings: Settings | None, drafts: Mapping[str, Draft], lost: frozenset[str]
) -> frozenset[str]:
    """`lost`, and table budgets where faults leave open which rows it will have."""
    open_years = settings is None and drafts["pledges"].size
    return lost | {"budgets"} if open_years or "pledges" in lost else lost


def with_pledged(settings: Settings, drafts: Mapping[str, Draft]) -> Draft:
    """Table budgets with the rows that follow from pledges after its own.

    Cells that a faulty pledge leaves unknown are marked as faulty; their place is the pledge's.
    """
    draft, pledges = drafts["budgets"], drafts["pledges"]
    study = Study(settings, {})
    columns = {name: list(values) for name, values in draft.columns.items()}
    months = {buyer: month for _, buyer, month in drafts["buyers"].rows("buyer", "year_starts")}
    bad, places, numbers = set(draft.bad), dict(draft.places), list(draft.raw.numbers)
    for row in range(pledges.size):
        pledge: dict[Hashable, object] = {n: v[row] for n, v in pledges.columns.items()}
        whole = pledges.known(row, *_FIGURES)
        years = study.budget_years(months.get(str(pledge["buyer"]), 1))
        start = settings.start.year
        amounts = pledged_amounts(years, start, pledge) if whole else dict.fromkeys(years)
        for year, amount in amounts.items():
            at = len(numbers)
            cells: dict[str, Value] = {n: pledges.columns[n][row] for n in ("buyer", *_CARRIED)}
            cells |= {"year": year, "amount": amount}
            for name, values in columns.items():
                values.append(cells.get(name))
            bad |= {(at, n) for n in ("buyer", *_CARRIED) if not pledges.sound(row, n)}
            bad |= set() if whole else {(at, "amount")}
            places |= {(at, n): pledges.place(row, "buyer") for n in columns}
            numbers.append(pledges.raw.numbers[row])
    blank = (None,) * len(draft.raw.header)
    raw = dataclasses.replace(
        draft.raw,
        rows=(*draft.raw.rows, *[blank] * (len(numbers) - draft.size)),
        numbers=tuple(numbers),
    )
    return dataclasses.replace(draft, raw=raw, columns=columns, bad=frozenset(bad), places=places)


def pledges_dissolved(
    settings: Settings, drafts: dict[str, Draft], meant: Iterable[int]
) -> tuple[dict[str, Draft], list[int]]:
    """The drafts in which the pledges behind `meant`, rows of `with_pledged`, have given way to their
    budgets; and where the rows of `meant` then stand."""
    full, own = with_pledged(settings, drafts), drafts["budgets"].size
    rows = list(meant)
    buyers = {full.columns["buyer"][row] for row in rows if row >= own}
    kept = [r for r in range(full.size) if r < own or full.columns["buyer"][r] in buyers]
    pledges = drafts["pledges"]
    stay = [r for r in range(pledges.size) if pledges.columns["buyer"][r] not in buyers]
    after = {**drafts, "budgets": full.only(kept), "pledges": pledges.only(stay)}
    return after, [kept.index(row) for row in rows]
