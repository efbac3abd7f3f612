"""Which kinds of claim a column of a study takes, and what is told beside a claim that it takes.

A column that speaks of what can be made takes no target and no output, one of money for one takes no total: the
figures look alike, and say other things.
"""

from __future__ import annotations

import re
from dataclasses import replace

from offtake.errors import UsageError
from offtake.evidence.claim import KINDS, Claim

_SUMS = ("money", "target")
_FUNDS = ("money", "pledge", "target")
_TIMES = ("statement", "target")
_NEEDS = ("order", "pledge", "target", "statement")
TAKES: dict[str, tuple[str, ...]] = {
    "capacity": ("capacity",),
    "adds": ("capacity", "target", "pledge", "comparison"),
    "delivered": ("output",),
    "orders.quantity": ("order",),
    "recipes.quantity": ("statement",),
    "quantity": _NEEDS,
    "price": ("price",),
    "unit_cost": ("price",),
    "exercise_price": ("price",),
    "requirements.value": ("price",),
    "late_cost": ("price",),
    "holding_cost": ("price",),
    "stock_value": ("price",),
    "extra_cost": ("price",),
    "capex": _FUNDS,
    "fixed_cost": _SUMS,
    "amount": _FUNDS,
    "authority": _FUNDS,
    "credit_limit": _FUNDS,
    "gdp": _SUMS,
    "build_time": _TIMES,
    "life": _TIMES,
    "durations": (*_TIMES, "order"),
    "prices.index": ("comparison", "price", "target", "statement"),
    "gdp_growth": ("comparison", "money", "target", "statement"),
    "history.value": tuple(k for k in KINDS if k != "denial"),
    "history.high": tuple(k for k in KINDS if k != "denial"),
}
"""By column, or table and column, the kinds that it takes."""
OTHERS = tuple(k for k in KINDS if k not in ("comparison", "delay", "denial"))
"""What every other column takes: of rates, shares and probabilities none is a difference."""
_STATES = ("capacity", "unit_cost", "price", "reliability", "min_rate", "hurdle_rate", "cost_of_capital", "fixed_cost", "holding_cost")  # fmt: skip
"""Columns that speak of the study's start, where a row names no time of its own."""
CONDITION = "possible or conditional"
_IF = re.compile(r"\b(?:if|unless|provided that|as long as|wenn|sofern|à condition)\b", re.IGNORECASE)  # fmt: skip
_FAR = 1


def taken(table: str, column: str) -> tuple[str, ...]:
    """The kinds of claim that a column takes.

    >>> taken("orders", "quantity"), taken("requirements", "quantity")[:2]
    (('order',), ('order', 'pledge'))
    """
    return TAKES.get(f"{table}.{column}", TAKES.get(column, OTHERS))


def refuse_misfit(claim: Claim, table: str, column: str, kind: str) -> None:
    """UsageError where a claim tells another thing than the column holds; `kind` is what the user says it tells, or ''."""
    kinds = taken(table, column)
    if kind and kind not in kinds:
        raise UsageError(f"column {column} of {table} takes {_either(kinds)}, no {kind}; take another claim, or the column that holds {_some(kind)}")  # fmt: skip
    if kind:
        return
    if claim.kind == "denial" or claim.polarity != "asserted":
        said = {"questioned": "only asks", "no longer": "says of what is no longer so"}.get(claim.polarity, "denies")  # fmt: skip
        raise UsageError(f"claim {claim.id} {said} {claim.words or 'it'!r}: nobody asserts it there; take the claim of whoever asserts it, or say with --as {kinds[0]} that this one does")  # fmt: skip
    if not claim.words:
        raise UsageError(f"claim {claim.id} says no figure; take one that does ('offtake evidence claims --figures' lists them), or give --as {kinds[0]} and --value with what you read out of it")  # fmt: skip
    if claim.kind not in kinds and claim.kind_or in kinds:
        raise UsageError(f"claim {claim.id} may be {_some(claim.kind)} or {_some(claim.kind_or)} ({claim.words}), column {column} of {table} takes {_either(kinds)}; read its sentence, and say with --as {claim.kind_or} if that is what it tells")  # fmt: skip
    if claim.kind not in kinds:
        raise UsageError(f"claim {claim.id} is {_some(claim.kind)} ({claim.words}), column {column} of {table} takes {_either(kinds)}; take another claim, or say with --as {kinds[0]} that this one was read wrongly")  # fmt: skip


def as_said(claim: Claim, kind: str) -> Claim:
    """The claim as the user says that it is meant: of that kind, and asserted."""
    return replace(claim, kind=kind, kind_or="", polarity="asserted") if kind else claim


def kind_said(claim: Claim, kind: str) -> str:
    """The kind that the user said and what was read instead, in words; '' where that is the same."""
    if not kind:
        return ""
    if (kind, "asserted") == (claim.kind, claim.polarity):
        return f"{kind}, where {claim.kind_or} was as likely read" if claim.kind_or else ""
    return f"{kind}, not {claim.kind if kind != claim.kind else claim.polarity}"


def remarks(claim: Claim, column: str, year: int, dated: bool) -> list[str]:
    """What a reader should know of a claim that is taken: that it hangs on a condition, or speaks of another time.

    `year` is what the column's figure is of; `dated` where the row itself says so.
    """
    found = []
    if claim.kind_or:
        found.append(f"note: what the claim tells is a guess, {_some(claim.kind)} or {_some(claim.kind_or)}: “{claim.exact}”")  # fmt: skip
    if CONDITION in claim.hedges or _IF.search(claim.exact):
        found.append(f"note: the sentence speaks of what is possible or hangs on a condition: “{claim.exact}”")  # fmt: skip
    meant = re.match(r"(?:late-|early-|mid-)?((?:19|20)\d\d)", claim.date_meant)
    if meant and (dated or column in _STATES) and abs(int(meant[1]) - year) > _FAR:
        found.append(f"note: the claim speaks of {claim.date_meant}, {column} here of {year}")
    return found


def _either(kinds: tuple[str, ...]) -> str:
    return " or ".join([", ".join(kinds[:-1]), kinds[-1]] if kinds[:-1] else kinds)


def _some(kind: str) -> str:
    if kind == "money":
        return "a sum of money"
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
