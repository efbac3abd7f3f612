"""What each buyer gains by signing, in words and tables: what its deliveries are worth to it, less lateness and what it pays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from offtake.views.drawing import words
from offtake.views.drawing.frames import Material
from offtake.views.figures.answer import compared

SMALL = 1e-6
EVEN = 1e-4
"""Share of what its deliveries are worth to a buyer below which a gain is not told as one."""
MOST_NAMED = 3


def gains(run: Material) -> pd.DataFrame:
    """The rows of `buyer_worth` of the deal, most gained first; empty where the run has nothing to compare."""
    found = run.of("buyer_worth", "deal").dropna(subset=["gain"])
    if not compared(run) or found.empty:
        return found.head(0)
    return found.sort_values(["gain", "buyer"], ascending=[False, True], kind="stable", ignore_index=True)  # fmt: skip


def side(row: pd.Series) -> int:
    """1 where a buyer gains, -1 where it loses, 0 where it comes out even.

    >>> [side(pd.Series({"gain": g, "worth": 1000.0})) for g in (5.0, -0.01, -5.0)]
    [1, 0, -1]
    """
    even = EVEN * abs(float(row["worth"])) + SMALL
    return 0 if abs(float(row["gain"])) <= even else 1 if row["gain"] > 0 else -1


def who_gains(run: Material) -> str:
    """How many buyers gain on average, and who does not: '' where there is nothing to compare, or one buyer."""
    found = gains(run)
    if len(found) < 2:
        return ""
    sides = [side(row) for _, row in found.iterrows()]
    gaining = sides.count(1)
    every = "both buyers" if len(found) == 2 else f"all {len(found)} buyers"
    who = every if gaining == len(found) else f"{gaining} of {len(found)} buyers"
    told = f"{who} {'gains' if gaining == 1 else 'gain'} on average"
    names = list(map(str, found["buyer"]))
    loses = [name for name, s in zip(names, sides, strict=True) if s < 0]
    even = [name for name, s in zip(names, sides, strict=True) if s == 0]
    if loses:
        told += (
            f"; {words.listed(loses[::-1], MOST_NAMED)} {'loses' if len(loses) == 1 else 'lose'}"
        )
    if even:
        told += (
            f"; {words.listed(even, MOST_NAMED)} {'comes' if len(even) == 1 else 'come'} out even"
        )
    return told


def gain_words(run: Material, name: str) -> str:
    """What one buyer gains or loses on average, and in single futures; '' where there is nothing to compare."""
    found = gains(run)
    own = found[found["buyer"] == name]
    if own.empty:
        return ""
    row = own.iloc[0]
    least, most = (run.money_of(float(row[end]), 2) for end in ("gain_least", "gain_most"))
    told = {1: "gains {} by signing", -1: "loses {} by signing", 0: "comes out even by signing"}
    text = told[side(row)].format(run.money_of(abs(float(row["gain"])), 2))
    return text + run.spread(f" on average (single futures: {least} to {most})")


def gains_table(run: Material) -> pd.DataFrame:
    """One row a buyer: how much more its deliveries are worth, how much more it pays, what it gains, how sure."""
    found = gains(run)
    pays = run.of("buyer_worth", "no-deal").set_index("buyer")
    before = pays.reindex(found["buyer"])

    def more(key: str) -> np.ndarray[Any, Any]:
        """By how much it is more with the deal; changes too little to be told of are none."""
        one, other = found[key].to_numpy(), before[key].to_numpy()
        return np.where(np.abs(one - other) <= EVEN * np.abs(other), 0.0, one - other)

    frame = pd.DataFrame(
        {
            "Buyer": found["buyer"],
            "Deliveries worth more by": more("worth"),
            "Lateness costs more by": more("late_cost"),
            "Pays more by": more("burden"),
            "Gains": found["gain"],
        }
    )
    if run.futures > 1:
        frame["Single futures"] = [
            f"{words.significant(a, 2)} to {words.significant(b, 2)}"
            for a, b in zip(found["gain_least"], found["gain_most"], strict=True)
        ]
        frame["Gains with probability"] = [words.share(p) for p in found["gain_chance"]]
    if not found["late_cost"].any() and not before["late_cost"].any():
        frame = frame.drop(columns="Lateness costs more by")
    return frame


def worth_table(run: Material, name: str) -> pd.DataFrame:
    """What one buyer has of it without and with the deal, line by line; empty where there is nothing to compare."""
    if gains(run).empty:
        return pd.DataFrame()
    at: dict[str, Any] = {
        a: run.of("buyer_worth", a).set_index("buyer").loc[name] for a in ("no-deal", "deal")
    }
    rows = []
    for label, key, sign in (
        ("What its deliveries are worth to it", "worth", 1),
        ("What being late costs it", "late_cost", -1),
        ("What it pays", "burden", -1),
        ("What it has of it", "net", 1),
    ):
        one, other = (sign * float(at[a][key]) for a in ("no-deal", "deal"))
        if key == "net" or abs(one) + abs(other) > SMALL:
            told = words.alike((one, other))
            rows.append((label, *told, words.significant(other - one)))
    return pd.DataFrame(rows, columns=["Line", "Without", "With the deal", "Difference"])


def together(run: Material) -> tuple[str, ...]:
    """What buyers gain together beside what society does: the rest stays with those who are paid."""
    found = gains(run)
    whole = run.headline.get("value_of_commitment")
    if found.empty or whole is None:
        return ()
    own = float(found["gain"].sum())
    what = (
        "Gain: what its deliveries are worth to a buyer, as the study values them, less what being late costs it and what it "
        "pays, what raising the money costs included; present value, mean over the futures."
    )
    if abs(float(whole)) <= SMALL:
        return (what,)
    rest = float(whole) - own
    mine, theirs = ("gain" if value >= 0 else "lose" for value in (own, rest))
    return (
        f"{what} All buyers together {mine} {run.money_of(abs(own))}; producers, and others who are paid, {theirs} "
        f"{run.money_of(abs(rest))}.",
    )
