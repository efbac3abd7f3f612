"""What one study solved consists of: data alone, which tables, charts and questions are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from offtake.frozen import Frames, Said
from offtake.plan.plan import Plan
from offtake.results.solving.options import Options
from offtake.results.tables.statistics import Stats, main_arrangement
from offtake.study.provenance.sources import provenance
from offtake.study.study import Settings, Study
from offtake.uncertainty.tree import ScenarioTree


@dataclass(frozen=True, repr=False)
class Solved:
    """One study solved: its plans, their statistics, and where every figure comes from.

    `tables` holds every result table by name; `headline` is the document that says what was found.
    """

    id: str
    study: Study
    options: Options
    tree: ScenarioTree
    plans: Mapping[str, Plan]
    tables: Mapping[str, pd.DataFrame]
    headline: Mapping[str, Any]
    seconds: Mapping[str, float] = field(default_factory=dict)
    solved: str = ""
    """When, by the clock of the computer that solved it: 2026-11-25T14:41+01:00.  With `seconds` the only thing in which
    equal runs differ, and kept beside them; empty where it is not known."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", Frames(self.tables))
        object.__setattr__(self, "headline", Said(self.headline))

    def __repr__(self) -> str:
        return f"<Run {self.id} of {self.settings.name}: {', '.join(self.plans)}, {self.status}>"

    @property
    def settings(self) -> Settings:
        """The study's settings."""
        return self.study.settings

    @property
    def status(self) -> str:
        """finished, or stopped where the user stopped it before every arrangement was solved as asked."""
        whole = set(self.plans) == set(self.options.arrangements)
        stopped = any(plan.status == "stopped" for plan in self.plans.values())
        return "finished" if whole and not stopped else "stopped"

    @cached_property
    def stats(self) -> Stats:
        """Statistics, one method a table."""
        said = self.settings
        return Stats(self.tables, main_arrangement(self.plans), said.currency, said.price_year)

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What is worked out of the run once, kept with it by those who ask often."""
        return {}

    @cached_property
    def provenance(self) -> pd.DataFrame:
        """Every figure of the study with its source and grade: table, key, column, value, source, …"""
        return provenance(self.study)
