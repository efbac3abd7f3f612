"""Two studies, or two runs, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from offtake.errors import UsageError
from offtake.results.comparing.answers import DECISIONS, changed_decisions, changed_headline
from offtake.results.comparing.inputs import changed_inputs, summary_of_inputs
from offtake.results.run import Run
from offtake.study.study import Study


@dataclass(frozen=True, repr=False)
class Comparison:
    """What was changed in the inputs, and what changed in the answer.

    `headline` is None where studies were compared; `decisions` maps projects, clauses, producers to those that differ.
    """

    before: str
    after: str
    inputs: pd.DataFrame
    headline: pd.DataFrame | None
    decisions: Mapping[str, pd.DataFrame]

    @property
    def summary(self) -> pd.DataFrame:
        """The changed inputs, one row a table and column."""
        return summary_of_inputs(self.inputs)

    def __repr__(self) -> str:
        changed = ", ".join(f"{len(frame)} {name}" for name, frame in self.decisions.items())
        return f"<Comparison {self.before} with {self.after}: {len(self.inputs)} input{'' if len(self.inputs) == 1 else 's'}; {changed or 'not solved'}>"


def compare(before: Study | Run, after: Study | Run) -> Comparison:
    """What differs between two studies, or between two runs: first the inputs, then the answers.

    Raises UsageError where one is a study and the other a run, or their money is not the same.
    """
    if isinstance(before, Study) and isinstance(after, Study):
        inputs = changed_inputs(before, after)
        return Comparison(before.settings.name, after.settings.name, inputs, None, {})
    if isinstance(before, Study) or isinstance(after, Study):
        raise UsageError(
            "a study is compared with a study, a run with a run: solve the study first"
        )
    money = [f"{run.settings.currency} of {run.settings.price_year}" for run in (before, after)]
    if money[0] != money[1]:
        raise UsageError(f"money of the runs differs: {money[0]} and {money[1]}")
    return Comparison(
        f"{before.settings.name} ({before.id})",
        f"{after.settings.name} ({after.id})",
        changed_inputs(before.study, after.study),
        changed_headline(before, after),
        {name: changed_decisions(before, after, name) for name in DECISIONS},
    )
