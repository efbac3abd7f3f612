"""What a run says of the futures that it drew, and of how good its plan is in fresh ones."""

from __future__ import annotations

from typing import Any

import pandas as pd

from offtake.plan.sampled import Sampled
from offtake.results.dictionary import result


def sampled_document(found: Sampled) -> dict[str, Any]:
    """drawn, distinct, planned_for, batches, futures_per_batch, cost, bound, gap_mean, gap_upper, confidence, ...

    Amounts are expected present values; gap_mean and gap_upper are what the plan costs above the best there is, as
    estimated and at most with that confidence, and the shares are of the plan's cost without its sign.  What was not
    found because the user stopped is None.
    """
    gap = found.gap
    document: dict[str, Any] = {
        "drawn": found.drawn,
        "distinct": found.distinct,
        "planned_for": int(found.plan.tree.leaves.size),
        "batches": 0 if gap is None else int(found.batches.shape[0]),
        "futures_per_batch": found.size,
    }
    if gap is None:
        names = ("confidence", "cost", "bound", "gap_mean", "gap_upper", "gap_mean_share", "gap_upper_share")  # fmt: skip
        return document | dict.fromkeys(names)
    return document | {
        "confidence": gap.confidence,
        "cost": gap.cost,
        "bound": gap.lowest,
        "gap_mean": gap.mean,
        "gap_upper": gap.upper,
        "gap_mean_share": _share(gap.mean, gap.cost),
        "gap_upper_share": _share(gap.upper, gap.cost),
    }


def batches(found: Sampled) -> pd.DataFrame:
    """batch, first (its first future, counted on from those drawn for the plan), futures, cost, bound, gap."""
    return result("batches").frame(
        (k + 1, found.drawn + found.size * k, found.size, cost, bound, cost - bound)
        for k, (cost, bound) in enumerate(found.batches.tolist())
    )


def _share(amount: float, cost: float) -> float | None:
    return None if cost == 0 else amount / abs(cost)
