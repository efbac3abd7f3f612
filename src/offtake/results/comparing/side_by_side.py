"""Policies side by side: what is begun first, what is signed and what comes of it, one column a policy."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from offtake.results.run import Run
from offtake.results.solving.request import Request
from offtake.results.solving.solve import Progress, solve_request
from offtake.results.store.store import finished_run, place_of, put_run, read_run
from offtake.results.tables.statistics import main_arrangement
from offtake.stochastic.parallel.executor import Executor, Recipe, called_once

AS_IT_STANDS = "as it stands"
LONG = 60.0  # seconds: a policy that takes longer is worth a look at its first-best before
COLUMNS = ["part", "arrangement", "name", "unit"]
_BETWEEN = {"value_of_commitment": "Value of commitment", "price_of_no_agreement": "Price of no agreement"}  # fmt: skip


class Solving:
    """One policy to be solved and kept; made from nothing but its arguments, wherever there is room."""

    def __init__(self, asked: Request, folder: Path, progress: Progress | None = None) -> None:
        self.asked, self.folder, self.progress = asked, folder, progress

    def solve(self) -> str:
        """Solve it, unless its run is there, and keep it; the run's name."""
        with place_of(self.folder):
            if finished_run(self.folder) is None:
                put_run(solve_request(self.asked, self.progress), self.folder)
        return self.asked.id


def solved_all(
    asked: Sequence[Request],
    store: Path,
    executor: Executor,
    tell: Callable[[int, int], None] | None = None,
    quick: Sequence[Request] = (),
    hear: Callable[[list[Run]], None] | None = None,
    progress: Progress | None = None,
) -> list[Run]:
    """The run of every request: those in the store, and the others solved, so many at a time as the executor has workers.

    Each is kept as soon as it is done, so the same call goes on after a stop.  `quick` asks for less of each: where the first
    took longer than `LONG`, these are solved next, and `hear` is given what is there of all.  `progress` is told of each while
    it is solved, where they are solved one after another.
    """
    missing = _missing(asked, store)
    at_once = int(getattr(executor, "workers", 1))
    first, others = missing[:at_once], missing[at_once:]
    began = time.monotonic()

    def done(number: int) -> None:
        if tell is not None:
            tell(len(asked) - len(missing) + number, len(asked))

    done(0)
    _solve(first, store, executor, progress)
    if others and quick and hear is not None and time.monotonic() - began > LONG:
        less = {a.id: q for a, q in zip(asked, quick, strict=True)}
        later = {a.id: less[a.id] for a in others}
        _solve(_missing(list(later.values()), store), store, executor, progress)
        hear([read_run(store / later.get(a.id, a).id) for a in asked])
    for start in range(0, len(others), at_once):
        done(len(first) + start)
        _solve(others[start : start + at_once], store, executor, progress)
    return [read_run(store / a.id) for a in asked]  # one that cannot be read says why


def at_hand(asked: Sequence[Request], store: Path) -> list[Run | None]:
    """The run of every request that is finished in the store."""
    return [None if finished_run(store / a.id) is None else read_run(store / a.id) for a in asked]


def _missing(asked: Sequence[Request], store: Path) -> list[Request]:
    return [a for a in asked if finished_run(store / a.id) is None]


def _solve(
    asked: Sequence[Request], store: Path, executor: Executor, progress: Progress | None
) -> None:
    """So many at a time as the executor has workers."""
    at_once = int(getattr(executor, "workers", 1))
    if at_once == 1:
        for a in asked:
            Solving(a, store / a.id, progress).solve()
        return
    for start in range(0, len(asked), at_once):
        recipes: list[Recipe] = [(Solving, (a, store / a.id)) for a in asked[start : start + at_once]]  # fmt: skip
        called_once(executor, recipes, "solve")


def side_by_side(runs: Mapping[str, Run]) -> pd.DataFrame:
    """part, arrangement, name, unit, then a column for every policy; missing where a policy has nothing of the kind.

    Parts: headline (means over the futures, of every arrangement), begun at the start (number of each project that any
    policy begins, in the main arrangement and first-best), clauses (size of each that any policy signs).
    """
    parts = [_headline, _begun, _clauses]
    found = pd.concat([part(policy, run) for part in parts for policy, run in runs.items()])
    # Rows by part and in the order in which a policy first shows them.
    keys = found[COLUMNS].drop_duplicates().reset_index(drop=True)
    for policy in runs:
        own = found[found["policy"] == policy].drop(columns="policy")
        keys = keys.merge(own.rename(columns={"value": policy}), on=COLUMNS, how="left")
    begun = keys["part"] == "begun at the start"
    keys[list(runs)] = keys[list(runs)].mask(keys[list(runs)].isna() & begun.to_numpy()[:, None], 0.0)  # fmt: skip
    nothing = begun & (keys[list(runs)] == 0).all(axis=1)
    order = {name: k for k, name in enumerate(("headline", "begun at the start", "clauses"))}
    keys = keys[~nothing]
    return keys.sort_values("part", key=lambda p: p.map(order), kind="stable").reset_index(
        drop=True
    )


def _frame(policy: str, rows: list[tuple[str, str, str, str, float]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "value"]).astype({"value": float})
    return frame.assign(policy=policy)


def _headline(policy: str, run: Run) -> pd.DataFrame:
    unit = f"million {run.settings.currency}, present value"
    answer = run.tables["answer"].to_dict("records")
    rows = [
        ("headline", str(r["arrangement"]), str(r["measure"]), str(r["unit"]), float(r["mean"]))
        for r in answer
    ]
    rows += [
        ("headline", "", key, unit, float(run.headline[key]))
        for key in _BETWEEN
        if run.headline[key] is not None
    ]
    return _frame(policy, rows)


def _begun(policy: str, run: Run) -> pd.DataFrame:
    rows = []
    main = main_arrangement(run.plans)
    for name in dict.fromkeys((main, *(n for n in ("first-best",) if n in run.plans))):
        plan = run.plans[name]
        first = plan.values["begun"][plan.tree.roots[0]].round()
        projects = [key[0] for key in plan.labels["begun"].keys]
        rows += [
            ("begun at the start", name, str(p), "projects", float(n))
            for p, n in sorted(zip(projects, first, strict=True))
        ]
    return _frame(policy, rows)


def _clauses(policy: str, run: Run) -> pd.DataFrame:
    if "deal" not in run.plans:
        return _frame(policy, [])
    signed = run.headline["arrangements"]["deal"]["clauses"]
    sizes: dict[tuple[str, str], float] = {}
    for c in signed:
        unit = str(c["unit"]).replace("money", f"million {run.settings.currency}")
        key = (f"{c['instrument']}, {c['buyer']} with {c['producer']}", unit)
        sizes[key] = sizes.get(key, 0.0) + float(c["size"])
    return _frame(policy, [("clauses", "deal", name, unit, size) for (name, unit), size in sizes.items()])  # fmt: skip
