"""What if an assumption were other: the answer solved at some factors of a figure, to be read off between them.

At each factor x the study is solved anew with the figure times x; every mean of table `answer` is kept.  Between two
solved factors a value is read off a straight line.  How far off that can be is told for each value as

    max over solved x_k, but the ends, of | v(x_k) - the line from v(x_k-1) to v(x_k+1), read at x_k |

which is the error that the reading would have made had that point not been solved, so with steps twice as long.
A point asked for by itself is solved and joins the others.  What is solved is kept, one file a question, and a
question that was cut off goes on with the points that are missing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from offtake.errors import StoreError, UsageError
from offtake.files import write_text
from offtake.results.solving.request import request, study_digest, versions
from offtake.study.changing.changes import EDITED
from offtake.study.reading.assemble import study_from_frames
from offtake.study.reading.read import read_study
from offtake.study.study import Study
from offtake.views.web.desk import Desk
from offtake.views.web.working import jobs

MOST_POINTS = 21
POLICY = "what if"
FIGURE = ("study", "policy", "arrangements", "table", "where", "column")
ASKED = (*FIGURE, "low", "high", "points")
"""What the page sends with a question."""


def start(desk: Desk, sent: dict[str, str]) -> dict[str, Any]:
    """Begin solving a figure at equal steps from factor `low` to `high`; StudyError where a factor breaks a rule."""
    place = desk.study(sent["study"])
    low, high = _number(sent["low"], "low"), _number(sent["high"], "high")
    points = int(_number(sent["points"] or "5", "points"))
    if not (0.0 <= low < high <= 1000.0 and 3 <= points <= MOST_POINTS):
        raise UsageError(f"give factors from 0 to 1000, the low one first, and 3 to {MOST_POINTS} points")  # fmt: skip
    study = read_study(place.path, sent["policy"])
    for factor in (low, high):  # a rule that it breaks is told now, not after a while
        request(scaled(study, sent, factor), **jobs.options(sent))
    factors = [float(f"{f:.6g}") for f in np.linspace(low, high, points)]
    name = _name(study, sent)
    with desk.writing:
        return _begin(desk, name, place.path, study, sent, factors)


def further(desk: Desk, name: str, factor: str) -> dict[str, Any]:
    """Solve one more factor of a question, exactly there."""
    asked = _asked(desk, name)
    study = read_study(asked["path"], asked["sent"]["policy"])
    if _name(study, asked["sent"]) != name:
        raise UsageError("the study was changed meanwhile: ask anew")
    x = float(f"{_number(factor, 'factor'):.6g}")
    request(scaled(study, asked["sent"], x), **jobs.options(asked["sent"]))
    with desk.writing:
        return _begin(desk, name, Path(asked["path"]), study, asked["sent"], [x])


def again(desk: Desk, name: str) -> dict[str, Any]:
    """Go on with a question that was cut off or stopped."""
    asked = _asked(desk, name)
    study = read_study(asked["path"], asked["sent"]["policy"])
    with desk.writing:
        return _begin(desk, name, Path(asked["path"]), study, asked["sent"], [])


def _begin(desk: Desk, name: str, path: Path, study: Study, sent: Mapping[str, str], factors: Sequence[float]) -> dict[str, Any]:  # fmt: skip
    known = jobs.asked_of(desk, name)
    before = known["factors"] if known else []
    kept = {n: sent.get(n, "") for n in FIGURE}
    what = {
        "run": name, "study": sent["study"], "path": str(path), "name": study.settings.name, "sent": kept,
        "store": str(desk.store), "factors": sorted({*before, *factors}), "assumed": True,
    }  # fmt: skip
    jobs.begin(desk, name, what)
    return found(desk, name)


def found(desk: Desk, name: str) -> dict[str, Any]:
    """A question's state, its solved points, and the largest error of each value."""
    asked = _asked(desk, name)
    points = solved(desk.store / jobs.JOBS / name)
    factors = sorted(points)
    keys = list(dict.fromkeys(key for x in factors for key in points[x]))
    values = []
    for key in keys:
        arrangement, measure, unit = key.split("\t")
        line = [points[x].get(key) for x in factors]
        known = [(x, v) for x, v in zip(factors, line, strict=True) if v is not None]
        values.append({"arrangement": arrangement, "measure": measure, "unit": unit, "values": line, "error": largest_error(known)})  # fmt: skip
    return {
        **jobs.state(desk, name),
        "wanted": asked["factors"],
        "factors": factors,
        "values": values,
    }


def listed(desk: Desk, study: str) -> list[dict[str, Any]]:
    """Questions about a study, by name."""
    folder = desk.store / jobs.JOBS
    names = sorted(f.name for f in folder.iterdir()) if folder.is_dir() else []
    asked = [(name, jobs.asked_of(desk, name)) for name in names]
    return [
        {"id": name, **what["sent"], "factors": what["factors"]}
        for name, what in asked
        if what and what.get("assumed") and what["study"] == study
    ]


def largest_error(points: Sequence[tuple[float, float]]) -> float | None:
    """See above; None where fewer than three points are known.

    >>> largest_error([(0.0, 0.0), (1.0, 3.0), (3.0, 3.0)])
    2.0
    """
    errors = [
        abs(v - (a + (b - a) * (x - p) / (q - p)))
        for (p, a), (x, v), (q, b) in zip(points, points[1:], points[2:], strict=False)
    ]
    return max(errors) if errors else None


def scaled(study: Study, aim: Mapping[str, str], factor: float) -> Study:
    """The study with the figures that `aim` means (table, where, column) times `factor`."""
    if aim["column"] not in EDITED.get(aim["table"], ()):
        raise UsageError(
            f"{aim['table'][:40]}.{aim['column'][:40]} is no figure that can be changed"
        )
    row = {
        "policy": POLICY, "order": 1.0, "table": aim["table"], "where": aim["where"], "column": aim["column"],
        "operation": "scale", "value": repr(factor), "source": "assumed", "note": "asked in the page",
    }  # fmt: skip
    frames = {**study.tables, "changes": pd.DataFrame([row])}
    return replace(study_from_frames(study.settings, frames, POLICY), policy=study.policy)


def solved(folder: Path) -> dict[float, dict[str, float]]:
    """Factor -> value by "arrangement, measure, unit" with tabs between, of the points that are finished."""
    found: dict[float, dict[str, float]] = {}
    for file in sorted(folder.glob("point-*.json")):
        point = json.loads(file.read_text(encoding="utf-8"))
        found[float(point["factor"])] = point["values"]
    return found


def solve_points(folder: Path, asked: Mapping[str, Any], tell: Any) -> dict[str, str]:
    """Solve every point that is missing, each kept as soon as it is there."""
    from offtake.results.solving.solve import solve_request

    sent = asked["sent"]
    study = read_study(asked["path"], sent["policy"])
    if _name(study, sent) != asked["run"]:
        return {"state": "failed", "error": "The study was changed meanwhile: ask anew."}
    done = solved(folder)
    missing = [x for x in asked["factors"] if x not in done]
    for k, factor in enumerate(missing):
        tell(f"point {k + 1} of {len(missing)}", f"times {factor:g}", float("nan"), float("nan"))
        run = solve_request(request(scaled(study, sent, factor), **jobs.options(sent)))
        if run.status != "finished":
            return {"state": "stopped", "error": ""}
        rows = run.tables["answer"].to_dict("records")
        values = {"\t".join((r["arrangement"], r["measure"], r["unit"])): r["mean"] for r in rows}
        known = {key: value for key, value in values.items() if value == value}
        write_text(
            json.dumps({"factor": factor, "values": known}), folder / f"point-{factor:g}.json"
        )
    return {"state": "finished"}


def _name(study: Study, sent: Mapping[str, str]) -> str:
    parts = [study_digest(study), *(sent.get(n, "") for n in FIGURE), json.dumps(versions())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]


def _asked(desk: Desk, name: str) -> dict[str, Any]:
    desk.run_folder(name)
    asked = jobs.asked_of(desk, name)
    if asked is None or not asked.get("assumed"):
        raise StoreError(f"there is no question {name}")
    return asked


def _number(text: str, name: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not np.isfinite(value):
        raise UsageError(f"{name}: {text[:20]!r} is not a number")
    return value
