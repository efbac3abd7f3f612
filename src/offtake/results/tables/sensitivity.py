"""What moves the answer, as tables to be kept with a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from offtake.frozen import Vector
from offtake.plan.sensitivity.assumptions import Assumption
from offtake.plan.sensitivity.draws import HOLDS, Drawn
from offtake.plan.sensitivity.reckoning import Reckoned
from offtake.plan.sensitivity.tornado import Tornado
from offtake.results.dictionary import result
from offtake.study.dictionary import table
from offtake.study.study import Study

Turn = tuple[int, str, Vector]
"""See `offtake.plan.sensitivity.turning.turns`."""


AGAIN, RECKONED = "worked out again", "reckoned"
MOVES = 0.01
"""Share of social value from which on an assumption moves the answer."""


def tornado_frame(
    study: Study,
    found: Tornado,
    turned: Sequence[Turn] = (),
    reckoned: Sequence[Reckoned] = (),
    arrangement: str = "first-best",
) -> pd.DataFrame:
    """Table `tornado`: one row an assumption and measure, by the measure, then the widest swing first.

    Values where a first decision turns (`turned`) are known to within a hundredth of the range.
    """
    unit = study.units
    turn = {(k, end): float(ends.mean()) for k, end, ends in turned}
    rows = []
    for m, measure in enumerate(found.measures):
        product = measure.partition(":")[2]
        for k, s in enumerate(found.swings):
            a = s.assumption
            ends = [float("nan") if end is None else float(end[m]) for end in (s.low, s.high)]
            rows.append(
                _named(a)
                | {
                    "measure": measure,
                    "unit": unit.get(product, f"million {study.settings.currency}, present value"),
                    "at_low": ends[0],
                    "base": float(found.base[m]),
                    "at_high": ends[1],
                    "swing": found.swing(k, m),
                    "error": found.within(k) if m == 0 else float("nan"),
                    "first_at_low": ", ".join(found.changed(s.low)),
                    "first_at_high": ", ".join(found.changed(s.high)),
                    "turn_low": turn.get((k, "low"), float("nan")),
                    "turn_high": turn.get((k, "high"), float("nan")),
                    "how": AGAIN,
                }
            )
    rows += [_reckoned(r, float(found.base[0]), study.settings.currency) for r in reckoned]
    rows.sort(key=lambda row: (found.measures.index(row["measure"]), -row["swing"]))
    return result("tornado").frame(row | {"arrangement": arrangement} for row in rows)


def beside(before: pd.DataFrame | None, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of `frame`, and those of other arrangements that were there before, in the order of their names."""
    if before is None:
        return frame
    others = before[~before["arrangement"].isin(frame["arrangement"])]
    both = pd.concat([others, frame]).sort_values("arrangement", kind="stable")
    return both.reset_index(drop=True)


def _named(a: Assumption) -> dict[str, Any]:
    return {**vars(a), "name": a.name, "rows": a.what, "figures": max(len(a.rows), 1)}


def _reckoned(r: Reckoned, base: float, currency: str) -> dict[str, Any]:
    """A row of which nothing is known that takes another plan."""
    ends = (base, base + r.low, base + r.high)
    return _named(r.assumption) | {
        "measure": "social_value",
        "unit": f"million {currency}, present value",
        "at_low": ends[1],
        "base": base,
        "at_high": ends[2],
        "swing": max(ends) - min(ends),
        "first_at_low": "",
        "first_at_high": "",
        "how": RECKONED,
    }


FEW = 3  # figures that are named one by one
LONGEST = 100  # letters of a reason


def spoken(row: pd.Series) -> str:
    """How people call an assumption: the name of its figures, or where there are many, how many and what they rest on."""
    if int(row["figures"]) <= FEW or not row["reason"]:
        return str(row["name"])
    ground = str(row["reason"]).partition(";")[0].strip()
    ground = ground if len(ground) <= LONGEST else f"{ground[:LONGEST].rsplit(' ', 1)[0]} …"
    own = f"{row['column']}s" == row["table"]
    what = str(row["table"]) if own else f"{row['column']} of {row['table']}"
    return f"{what}, {int(row['figures'])} figures: {ground}"


def tornado_document(frame: pd.DataFrame, every: bool) -> dict[str, Any]:
    """moves_most: the three assumptions that move social value furthest (`called`: in words); judgement, where every figure was looked at: the
    share of judgements (assumed, or without a source) among the assumptions that move it by a hundredth or more."""
    value = frame[frame["measure"] == "social_value"]
    first = value.sort_values("swing", ascending=False, kind="stable").head(3)
    told: dict[str, Any] = {
        "moves_most": [
            {"name": r["name"], "called": spoken(r), "range": range_words(r), "status": r["status"]}
            | {key: None if r[key] != r[key] else float(r[key]) for key in ("at_low", "base", "at_high", "swing")}
            for _, r in first.iterrows()
        ]
    }  # fmt: skip
    if every:
        moving = value[value["swing"] >= MOVES * value["base"].abs()]
        judged = int((moving["status"] != "sourced").sum())
        told["judgement"] = {
            "moved_by": MOVES,
            "looked_at": len(value),
            "worked_out_again": int((value["how"] == AGAIN).sum()),
            "moving": len(moving),
            "judged": judged,
            "share": judged / len(moving) if len(moving) else None,
        }
    return told


def spread_frame(found: Drawn) -> pd.DataFrame:
    """measure, group (a table of the study), alone, alone_error, total, total_error: shares of the spread, widest first.

    `alone` is the share of the variance over the draws that the group's figures explain by themselves, `total` that in
    which they have a hand; the errors are half widths of 95% intervals.
    """
    frames = []
    for m, measure in enumerate(found.measures):
        own = found.shares(m)
        frame = pd.DataFrame(
            {
                "measure": measure,
                "group": list(own.groups),
                "alone": own.alone,
                "alone_error": own.alone_error,
                "total": own.total,
                "total_error": own.total_error,
            }
        )
        frames.append(frame.sort_values("total", ascending=False, kind="stable"))
    return pd.concat(frames, ignore_index=True)


def first_frame(found: Drawn) -> pd.DataFrame:
    """project, begun (at the start, in the plan at hand), same (share of draws with as many), holds (nine of ten)."""
    begun = found.base[len(found.measures) :]
    frame = pd.DataFrame({"project": list(found.projects), "begun": begun, "same": found.same})
    frame["holds"] = frame["same"] >= HOLDS - 1e-9
    order = (frame["begun"] <= 0).sort_values(kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def turn_words(row: pd.Series, end: str) -> str:
    """The value at which what is begun at the start turns, in words; '' where it does not."""
    value = float(row[f"turn_{end}"])
    if value != value:
        return ""
    if row["operation"] == "scale":
        return f"{value - 1.0:+.0%}"
    return f"{value:.4g}"


def range_words(row: pd.Series) -> str:
    """How far an assumption was moved, in words: ±30%, 0.9 to 1.2 times, 3 to 5."""
    low, high = float(row["low"]), float(row["high"])
    if row["operation"] == "scale":
        if abs(low + high - 2.0) < 1e-9:
            return f"±{high - 1.0:.0%}"
        return f"{low:g} to {high:g} times"
    unit = table(str(row["table"])).column(str(row["column"])).unit
    sign = "+" if row["operation"] == "add" else ""
    return f"{low:{sign}g} to {high:{sign}g} {unit}".rstrip()
