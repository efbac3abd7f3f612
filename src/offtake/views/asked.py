"""What a notebook asks of a run: charts that are Altair's own, and reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from offtake.errors import UsageError
from offtake.notebook import table
from offtake.results.run import ASKED, Run
from offtake.study.wording.near import did_you_mean

WIDTH = 640
FIGURES = {
    "deliveries": "plan.delivery:deliveries",
    "shortfall": "plan.delivery:shortfall",
    "projects": "plan.building:timeline",
    "bottlenecks": "plan.bottlenecks:bottlenecks",
    "money": "plan.money:money_path",
    "cash": "plan.cash:producer_cash",
    "who_pays": "deal.payers:who_pays",
    "exposure": "deal.payers:exposure",
    "gain": "deal.gain:gain",
    "breakeven": "deal.breakeven:breakeven",
    "made": "forecast.made:made",
    "rivals": "forecast.rivals:rivals",
    "reasons": "forecast.reasons:reasons",
    "tornado": "grounds.tornado:tornado",
}
"""By name, the figure of the report that is drawn."""


@dataclass(frozen=True)
class Plots:
    """The charts of a run, by name: `run.plot.deliveries()`.  Each is an Altair chart: save it, or restyle it.

    deliveries, shortfall, projects, bottlenecks, money, cash, who_pays, exposure, gain, breakeven, made, rivals, reasons,
    tornado.  Raises UsageError where the run has nothing for it.
    """

    run: Run

    def __call__(self, name: str = "deliveries") -> Any:
        """The chart of that name."""
        if name not in FIGURES:
            raise UsageError(f"there is no chart {name!r}{did_you_mean(name, FIGURES)}; there are {', '.join(FIGURES)}")  # fmt: skip
        return _chart(self.run, name)

    def __getattr__(self, name: str) -> Callable[[], Any]:
        if name.startswith("_") or name not in FIGURES:
            raise AttributeError(f"a run has no chart {name!r}; there are {', '.join(FIGURES)}")
        return lambda: self(name)

    def __dir__(self) -> list[str]:
        return sorted(FIGURES)


def _chart(run: Run, name: str) -> Any:
    from importlib import import_module

    import altair as alt

    from offtake.views.drawing.charts import CONFIG
    from offtake.views.drawing.frames import material

    place, _, function = FIGURES[name].partition(":")
    figure = getattr(import_module(f"offtake.views.figures.{place}"), function)(material(run))
    if figure is None or not figure.panels:
        raise UsageError(f"run {run.id} has nothing for chart {name}")
    charts = [alt.Chart.from_dict(_framed(panel.spec, panel.title)) for panel in figure.panels]
    whole = charts[0] if len(charts) == 1 else alt.vconcat(*charts)
    title = alt.TitleParams(text=figure.title, subtitle=figure.measure, anchor="start")
    return whole.properties(title=title).configure(**CONFIG)


def _framed(spec: Any, title: str) -> dict[str, Any]:
    """A panel of the report by itself: as wide as a notebook, under its own title."""
    laid = ("autosize", "width", "usermeta", "config", "datasets")
    inlined = _inlined(spec, spec.get("datasets", {}))
    own = {key: value for key, value in inlined.items() if key not in laid}
    return own | {"width": WIDTH} | ({"title": title} if title else {})


def _inlined(spec: Any, datasets: Any) -> Any:
    """The specification with its data where they are used: charts that stand together share no list of them."""
    if isinstance(spec, list):
        return [_inlined(part, datasets) for part in spec]
    if not isinstance(spec, dict):
        return spec
    if set(spec) == {"name"} and spec["name"] in datasets:
        return {"values": datasets[spec["name"]]}
    return {key: _inlined(value, datasets) for key, value in spec.items()}


@dataclass(frozen=True)
class Explanation:
    """What something is for: the answer with it and without, and the document that says so."""

    document: dict[str, Any]

    @property
    def table(self) -> pd.DataFrame:
        """measure, having, without."""
        having, without = self.document["having"], self.document["without"]
        return pd.DataFrame({"measure": list(having), "having": list(having.values()), "without": [without[m] for m in having]})  # fmt: skip

    def _repr_html_(self) -> str:
        d = self.document
        note = f"Without it social value falls by {d['regret']:.4g} million {d['currency']}"
        rows = self.table.to_numpy().tolist()
        return table(f"{d['kind'].capitalize()} {d['name']}", ("measure", "with it", "without it"), rows, note)  # fmt: skip


def why(run: Run) -> Callable[..., Any]:
    """`run.why(name)` works out the answer without a project, a producer or an instrument: an `Explanation`; `run.why()`
    gives the reasons why deliveries are late, as a frame."""

    def asked(name: str = "", *, gap: float = 0.001) -> Explanation | pd.DataFrame:
        if not name:
            found = run.stats.reasons()
            own = found["arrangement"] == run.stats.main
            return found[own & (found["buyer"] == "all buyers")].reset_index(drop=True)
        from offtake.results.documents.rounding import rounded
        from offtake.results.sensitivity.explained import Explaining
        from offtake.stochastic.parallel.executor import executor_for

        return Explanation(rounded(Explaining(run, gap, executor_for(1)).document(name)))

    return asked


ASKED |= {"plot": Plots, "why": why}
