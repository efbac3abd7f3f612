"""Several runs as one: the same tables, with the run and its policy as keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from offtake.errors import UsageError
from offtake.notebook import table
from offtake.results.run import Run


@dataclass(frozen=True, repr=False)
class Runs:
    """Runs side by side: `runs.stats.deliveries()` is each run's own, stacked, after the keys run, study and policy."""

    runs: tuple[Run, ...]

    @property
    def stats(self) -> JoinedStats:
        """Statistics, one method a table, as those of a run."""
        return JoinedStats(self.runs)

    def __repr__(self) -> str:
        return f"<Runs {', '.join(run.id for run in self.runs)}>"

    def _repr_html_(self) -> str:
        found = self.stats.answer()
        assert found is not None
        heads = ("run", "study", "policy", "arrangement", "measure", "mean", "unit")
        rows = found[list(heads)].to_numpy().tolist()
        return table(f"{len(self.runs)} runs", heads, rows)


@dataclass(frozen=True)
class JoinedStats:
    """The statistics of several runs: the methods of `Stats`, each run's answer below the other's."""

    runs: tuple[Run, ...]

    def __getattr__(self, name: str) -> Callable[..., pd.DataFrame | None]:
        if name.startswith("_") or not callable(getattr(type(self.runs[0].stats), name, None)):
            raise AttributeError(f"runs have no table {name!r}")
        return partial(self._stacked, name)

    def _stacked(self, name: str, *args: Any, **options: Any) -> pd.DataFrame | None:
        frames = []
        for run in self.runs:
            found = getattr(run.stats, name)(*args, **options)
            if found is not None:
                for key, value in (("policy", run.options.policy), ("study", run.settings.name), ("run", run.id)):  # fmt: skip
                    found.insert(0, key, value)
                frames.append(found)
        if not frames:
            return None
        stacked: pd.DataFrame = pd.concat(frames, ignore_index=True)
        stacked.attrs = frames[0].attrs
        return stacked


def concat(runs: Sequence[Run]) -> Runs:
    """Runs as one, to be grouped by run, study and policy.

    Raises UsageError where there is none, one stands twice, or their money is not the same.
    """
    if not runs:
        raise UsageError("there is no run to put together")
    if len({run.id for run in runs}) < len(runs):
        raise UsageError("a run stands twice: name each once")
    money = dict.fromkeys((run.settings.currency, run.settings.price_year) for run in runs)
    if len(money) > 1:
        said = " and ".join(f"{currency} of {year}" for currency, year in money)
        raise UsageError(f"the runs' money is not the same: {said}")
    return Runs(tuple(runs))
