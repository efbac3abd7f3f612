"""Clauses too small to be told apart from nothing: they are counted together, not listed among what is to be signed.

A clause is small where what it costs, and every gap that opens without it, is below `material` (a setting, 1% by default)
of what the producer's part is worth to it: the measure by which a refusal is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Clause = Mapping[str, Any]
OPENS = ("gap_without", "shortfall_without", "deviation_without", "overspent_without")


def parted(deal: Mapping[str, Any], material: float) -> tuple[list[Clause], list[Clause]]:
    """The clauses of a deal that matter, and those that are too small.

    >>> deal = {"clauses": [{"producer": "A", "expected_cost": 20.0}, {"producer": "A", "expected_cost": -0.5}],
    ...         "acceptance": [{"producer": "A", "with_clauses": {"npv_mean": 250.0}}]}
    >>> [[c["expected_cost"] for c in own] for own in parted(deal, 0.01)]
    [[20.0], [-0.5]]
    """
    worth = {
        str(row["producer"]): abs(float((row.get("with_clauses") or {}).get("npv_mean") or 0.0))
        for row in deal.get("acceptance", ())
    }
    matters: list[Clause] = []
    small: list[Clause] = []
    for clause in deal.get("clauses", ()):
        names = (str(clause.get("unit_judged", "")), str(clause["producer"]))
        enough = material * next((worth[n] for n in names if n in worth), 0.0)
        amounts = (
            abs(float(clause["expected_cost"])),
            *(float(clause.get(k) or 0.0) for k in OPENS),
        )
        (matters if max(amounts) >= enough else small).append(clause)
    return (matters, small) if matters else (small, [])
