"""A run: one study solved, with everything that was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from offtake.deals.arrangements.arrangements import Arrangements
from offtake.deals.arrangements.document import deal_document
from offtake.errors import UsageError
from offtake.plan.plan import Plan
from offtake.plan.sampled import Sampled
from offtake.results.documents.headline import agreement_document, arrangement_document, comparison
from offtake.results.documents.html import DealFrame
from offtake.results.documents.rounding import rounded
from offtake.results.solving.request import Request
from offtake.results.solving.solved import Solved
from offtake.results.tables.account import account
from offtake.results.tables.forecast.document import forecast_document
from offtake.results.tables.sampled import batches, sampled_document
from offtake.results.tables.statistics import tables
from offtake.study.provenance.sources import figures_assumed, figures_sourced

if TYPE_CHECKING:
    import xarray as xr

    from offtake.results.behind.trace import Trace


ASKED: dict[str, Callable[[Run], Any]] = {}
"""What a run is asked for that is worked out further on: charts and reasons.  Views put themselves here, and the package
sees to it when a run is first asked for; results know no charts."""


class Run(Solved):
    """One study solved, and what can be asked of it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        plans = {name: replace(plan, of=self) for name, plan in self.plans.items()}
        object.__setattr__(self, "plans", plans)

    def only(self, arrangement: str) -> Run:
        """The run as if it had been solved for that arrangement alone; UsageError where it was not."""
        if arrangement not in self.plans:
            raise UsageError(f"run {self.id} has no {arrangement}; it has {', '.join(self.plans)}")
        headline = dict(self.headline)
        headline["arrangements"] = {arrangement: headline["arrangements"][arrangement]}
        headline["deal"] = headline["deal"] if arrangement == "deal" else None
        tables = {
            name: frame[frame["arrangement"] == arrangement].reset_index(drop=True)
            if "arrangement" in frame
            else frame
            for name, frame in self.tables.items()
        }
        plans = {arrangement: self.plans[arrangement]}
        return replace(self, plans=plans, tables=tables, headline=headline)

    @property
    def deal(self) -> DealFrame | None:
        """The clauses of the deal, one a row; None where the run has no deal."""
        clauses = self.stats.clauses() if "deal" in self.plans else None
        if clauses is None:
            return None
        found = DealFrame(clauses)
        found.attrs = clauses.attrs
        return found

    @property
    def plot(self) -> Any:
        """Charts, to look at and to restyle: `run.plot.deliveries()`; see `offtake.views.asked.Plots`."""
        return self._asked("plot")

    @property
    def why(self) -> Any:
        """Reasons: `run.why("new motor line")`, `run.why()`; see `offtake.views.asked.why`."""
        return self._asked("why")

    def _asked(self, name: str) -> Any:
        if name not in ASKED:
            raise UsageError(f"take the run from ot.solve or ot.open_run: {name} comes with `import offtake as ot`")  # fmt: skip
        return ASKED[name](self)

    def sql(self, query: str) -> pd.DataFrame:
        """Ask the result tables in SQL; the study's own tables stand in schema `study`, plans in `plan`.

        run.sql("select product, sum(mean) from deliveries where year <= 2030 group by 1")
        """
        from offtake.results.store.query import ask

        return ask(self, query)

    def to_xarray(self) -> xr.Dataset:
        """The plans as labelled arrays: dimensions arrangement, future, period, then each variable's own."""
        from offtake.results.documents.arrays import dataset

        return dataset(self)

    def trace(self, figure: str) -> Trace:
        """What stands behind a figure: its table, its rows, the study's rows and their sources."""
        from offtake.results.behind.trace import trace_figure

        return trace_figure(self, figure)

    def _repr_html_(self) -> str:
        from offtake.results.documents.html import run_as_html

        return run_as_html(self)


def gathered(
    asked: Request,
    first_best: Plan,
    found: Arrangements | None = None,
    known: pd.DataFrame | None = None,
    sampled: Sampled | None = None,
) -> Run:
    """The run of what is solved: `found` holds the arrangements; without it there is first-best alone.

    `known` is what knowing more would be worth, and `sampled` what futures were drawn, where that was asked for.
    """
    study = asked.study
    plans = {first_best.arrangement: first_best} if found is None else found.plans
    accounts = [account(study, plan, found) for plan in plans.values()]
    found_tables = tables(accounts, found)
    documents = {
        a.arrangement: arrangement_document(a, found)
        | forecast_document(found_tables, a.arrangement)
        for a in accounts
    }
    headline = {
        "run": asked.id,
        "study": study.settings.name,
        "seed": study.settings.seed,
        "currency": study.settings.currency,
        "price_year": study.settings.price_year,
        **comparison(documents),
        "figures_sourced": figures_sourced(study),
        "figures_assumed": figures_assumed(study),
        "arrangements": documents,
        **agreement_document({a.arrangement: a for a in accounts}, found),
        **_agreed(found),
        "method": {"used": first_best.effort.method, "why": first_best.effort.why},
        "sampled": None if sampled is None else sampled_document(sampled),
    }
    effort = first_best.effort
    seconds = {p: getattr(effort, f"{p}_seconds") for p in ("build", "hand_over", "solve")}
    if known is not None:
        found_tables["information"] = known
    if sampled is not None:
        found_tables["batches"] = batches(sampled)
    return Run(
        asked.id,
        study,
        asked.options,
        first_best.tree,
        plans,
        found_tables,
        rounded(headline),
        seconds,
    )


def _agreed(found: Arrangements | None) -> dict[str, Any]:
    """deal: what it buys, what it consists of and how it is judged; no_deal: how best responses settled."""
    document = {} if found is None else deal_document(found)
    bought = document.get("statistics", {})
    return {
        "deal": {**bought, **document["deal"]} if "deal" in document else None,
        "no_deal": document.get("no_deal"),
    }
