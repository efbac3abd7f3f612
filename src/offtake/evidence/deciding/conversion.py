"""A claim's figure in the unit of a column of the study, or why it is not that without a judgement.

Only what is arithmetic is done: millions, thousands of a product's unit, per cent as a share, months as years.
A monthly rate is never multiplied up, a bound is never taken for the value, another currency is never converted.
"""

from __future__ import annotations

import re

from offtake.errors import UsageError
from offtake.evidence.claim import Claim
from offtake.study.schema import Column

_YEARS = {"year": 1.0, "month": 1 / 12, "week": 7 / 365.25, "day": 1 / 365.25}
_FACTORS = {"thousand": 1e3, "million": 1e6}
_BOUNDS = {
    "<": "less than",
    "<=": "at most",
    ">": "more than",
    ">=": "at least",
    "vague": "only a lowest number",
}


def in_unit_of(claim: Claim, column: Column, unit: str, currency: str, end: str = "") -> float:
    """The claim's value, or with `end` low or high that end of its range, in the column's unit.

    `unit` is what one unit of the row's product is ("thousand rounds").  Raises UsageError with the reason
    where that would take a judgement.
    """
    amount = claim.value if not end else claim.low if end == "low" else claim.high
    _refuse_hedged(claim, end)
    if amount is None:
        raise UsageError(_without(claim, end))
    if column.money:
        return _money(claim, column, amount, unit, currency)
    if column.unit in ("share", "1/year"):
        if claim.unit in ("%", "%GDP"):
            return amount / 100
        if claim.unit in ("share", "x"):
            return amount
    elif column.unit == "years" or column.unit == "year":
        if claim.unit in _YEARS:
            return amount * _YEARS[claim.unit]
    elif column.unit.startswith("unit"):
        return _goods(claim, column, amount, unit)
    raise UsageError(f"claim {claim.id} is in {claim.unit or 'no unit'}, column {column.name} {_holds(column.unit)}; {_SAY}")  # fmt: skip


_OF_A_YEAR = ("amount", "gdp")
"""Columns whose row says of which year they are: a budget of a year is no rate."""
_SAY = "write --value with the figure you mean, and the reason"


def _holds(unit: str) -> str:
    return f"is {unit} says" if unit.startswith("as ") else f"in {unit or 'no unit'}"


def _without(claim: Claim, end: str) -> str:
    """Why a claim has no such value, and what to do."""
    if not claim.words:
        return f"claim {claim.id} says no figure; take one that does, 'offtake evidence claims --figures' lists them"
    if claim.low is not None and claim.high is not None:
        return f"claim {claim.id} states two ends ({claim.words}), no single value; 'offtake evidence range {claim.id}' takes both, or {_SAY}"
    if end:
        return f"claim {claim.id} states one value ({claim.words}); name the claim that gives the other end too, or write --value twice"
    return f"claim {claim.id} states no single value ({claim.words}); {_SAY}"


def _refuse_hedged(claim: Claim, end: str) -> None:
    if claim.bound in _BOUNDS and not end:
        raise UsageError(f"claim {claim.id} says {_BOUNDS[claim.bound]} {claim.words!r}: a bound, not the figure; {_SAY}, or set a range")  # fmt: skip
    if claim.polarity != "asserted":
        raise UsageError(f"claim {claim.id} is {claim.polarity}: {claim.words!r} is not what anybody asserts of now; take the claim of whoever asserts it")  # fmt: skip
    if claim.date_bound == "before":
        raise UsageError(f"claim {claim.id} is what it was before, in 'from ... to ...'; {_SAY}")


def _money(claim: Claim, column: Column, amount: float, unit: str, currency: str) -> float:
    if claim.unit != currency:
        raise UsageError(
            f"claim {claim.id} is in {claim.unit or 'no currency'}, the row in {currency}; {_SAY}"
        )
    if column.unit in _FOR_ONE:
        _refuse_other_good(claim, unit)
    per = f"money per {claim.per}" if claim.per else "a sum, for no time that it says"
    if column.unit == "money" and not claim.per:
        return amount / 1e6
    if column.unit == "money/unit" and not claim.per:
        return amount / 1e6 * _factor(unit)
    if column.unit == "money/unit-year" and claim.per == "year":
        return amount / 1e6 * _factor(unit)
    of_a_year = column.name in _OF_A_YEAR and not claim.per
    if column.unit == "money/year" and (claim.per == "year" or of_a_year):
        return amount / 1e6
    raise UsageError(
        f"claim {claim.id} is {per} ({claim.words}), column {column.name} in {column.unit}; {_SAY}"
    )


_FOR_ONE = ("money/unit", "money/unit-year")
"""Units of columns that hold a price."""


def _refuse_other_good(claim: Claim, unit: str) -> None:
    """UsageError where a price is of another good than the row's, or the sentence does not say of which."""
    noun = _noun(unit)
    if not noun or noun in claim.what.lower().split():
        return
    said = f"a price of {claim.what}" if claim.what else "a price, of which good is not said"
    raise UsageError(f"claim {claim.id} is {said} ({claim.words}), the row's is of {unit}; {_SAY}")


def _noun(unit: str) -> str:
    return unit.split(" ")[-1].lower() if unit else ""


def _goods(claim: Claim, column: Column, amount: float, unit: str) -> float:
    noun = _noun(unit)
    if noun and claim.unit.lower() != noun:
        raise UsageError(
            f"claim {claim.id} counts {claim.unit or 'nothing named'}, the column {unit}; {_SAY}"
        )
    rate = "/year" in column.unit
    if rate and claim.per != "year":
        said = f"per {claim.per}" if claim.per else "for no time that it says"
        part = f", meant for {claim.date_meant}" if claim.date_meant else ""
        times = {"month": 12, "week": 52, "day": 365, "quarter": 4}.get(claim.per)
        hint = (
            f" (held for a whole year it would be {amount * times / _factor(unit):g})"
            if times
            else ""
        )
        raise UsageError(
            f"claim {claim.id} is {said}{part}, column {column.name} is a yearly rate{hint}; {_SAY}"
        )
    if not rate and claim.per:
        raise UsageError(
            f"claim {claim.id} is a rate per {claim.per}, column {column.name} a quantity; {_SAY}"
        )
    return amount / _factor(unit)


def _factor(unit: str) -> float:
    first = re.split(r"\W+", unit.lower())[0] if unit else ""
    return _FACTORS.get(first, 1.0)
