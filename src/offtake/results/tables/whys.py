"""What projects, producers and clauses are for, and policies side by side, as tables to be kept with a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from offtake.results.dictionary import result


def with_why(before: pd.DataFrame | None, document: Mapping[str, Any]) -> pd.DataFrame:
    """Table `whys`, with the row of `document` (see `explained`), in place of an older one of the same thing.

    having, without and regret are social value, present millions; rows go by kind, then by what is lost.
    """
    row = {**document} | {key: document[key]["social_value"] for key in ("having", "without")}
    rows = [] if before is None else before.to_dict("records")
    same = ("kind", "name", "arrangement")
    rows = [r for r in rows if any(r[key] != row[key] for key in same)]
    frame = result("whys").frame([*rows, row | {"begin": document.get("begin") or ""}])
    order = {"project": 0, "producer": 1, "clause": 2}
    frame = frame.assign(place=frame["kind"].map(order), lost=-frame["regret"])
    frame = frame.sort_values(["place", "lost", "name"], kind="stable")
    return frame.drop(columns=["place", "lost"]).reset_index(drop=True)


def policies_frame(wide: pd.DataFrame, policies: list[str]) -> pd.DataFrame:
    """policy, part, arrangement, name, unit, value: the columns of `side_by_side`, one row a policy."""
    frames = [wide.assign(policy=p, value=wide[p]) for p in policies]
    found = pd.concat(frames, ignore_index=True).dropna(subset="value")
    return result("policies").frame(found.reset_index(drop=True))
