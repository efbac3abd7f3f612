"""Sampled futures in one sentence, for the screen and for the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from offtake.views.drawing import words


def sampled_sentence(found: Mapping[str, Any], currency: str) -> str:
    """How many futures were drawn, how many differ, and how far the plan may be from the best there is.

    `found` is the part `sampled` of a run's headline.
    """
    gap = found["gap_upper"]
    whole = (
        f"{words.count(found['planned_for'], 'different one')} of {found['drawn']:,} futures drawn"
        if found["planned_for"] == found["distinct"]
        else f"first {found['planned_for']:,} of {found['distinct']:,} different ones "
        f"among {found['drawn']:,} futures drawn"
    )
    made = f"The plan is made for the {whole}"
    if gap is None:
        return f"{made}; how far it may be from the best there is was not found."
    fresh = words.count(found["batches"], "fresh batch", "fresh batches")
    return (
        f"{made}; with {found['confidence']:.0%} confidence it costs at most "
        f"{_amount(gap, found['gap_upper_share'], currency)} more than the best there is; "
        f"{fresh} of {found['futures_per_batch']:,} put that at "
        f"{_amount(found['gap_mean'], found['gap_mean_share'], currency)}."
    )


def _amount(millions: float, share: float | None, currency: str) -> str:
    of = "" if share is None else f" ({share:.2%})"
    return f"{words.money(millions, currency)}{of}"
