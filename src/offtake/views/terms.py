"""Figure: the term sheet of every producer, clause by clause, with what each clause does."""

from __future__ import annotations

import altair as alt
import pandas as pd

from offtake.views import charts, words
from offtake.views.figure import Figure, Panel, Spec, Table
from offtake.views.frames import Material
from offtake.views.palette import ARRANGEMENTS

MOST_CLAUSES = 20


def terms(run: Material) -> Figure | None:
    """The clauses of the deal by producer; None where there is no deal."""
    if not run.has("clauses"):
        return None
    clauses = run["clauses"].sort_values(
        ["producer", "expected_cost", "instrument"], ascending=[True, False, True], kind="stable"
    )
    return Figure(
        id="terms",
        title=_finding(clauses, run),
        measure=(
            f"Expected public cost of every clause, present value, in {run.money}. In the term sheets: what "
            "the producer's acceptance falls short by when one clause is struck out and the others stay."
        ),
        unit=run.money,
        numbers=clauses,
        frame="clauses",
        rests_on=("instruments", "producers", "projects", "prices"),
        panels=(Panel("", _costs(clauses)),),
        tables=tuple(
            _sheet(clauses, producer, run) for producer in dict.fromkeys(clauses["producer"])
        ),
        remarks=(
            "A firm order alone seldom opens a line: it moves nothing until it is larger than what the "
            "producer would build anyway, and then the surplus has to be bought as well.",
        ),
    )


def _finding(clauses: pd.DataFrame, run: Material) -> str:
    producers = clauses["producer"].nunique()
    cost = words.money(float(clauses["expected_cost"].sum()), run.settings.currency)
    return (
        f"{words.count(len(clauses), 'clause')} with {words.count(producers, 'producer')} "
        f"cost {cost} of public money in expectation"
    )


def _sheet(clauses: pd.DataFrame, producer: str, run: Material) -> Table:
    mine = clauses[clauses["producer"] == producer]
    currency = run.settings.currency
    frame = pd.DataFrame(
        {
            "Clause": mine["instrument"],
            "Kind": mine["kind"].str.replace("_", " "),
            "Offered by": mine["buyer"],
            "Size": [
                f"{words.significant(s)} {u}"
                for s, u in zip(mine["size"], mine["unit"], strict=True)
            ],
            f"Expected cost, million {currency}": mine["expected_cost"],
            "Without this clause": [
                f"a gap of {words.money(float(gap), currency)} opens" if gap > 0 else "no gap opens"
                for gap in mine["gap_without"]
            ],
        }
    )
    return Table(frame, f"Term sheet: {producer}{_acceptance(run, producer)}")


def _acceptance(run: Material, producer: str) -> str:
    for row in run.headline["arrangements"]["deal"]["producers"]:
        if row["producer"] == producer:
            amount = words.money(abs(float(row["acceptance"])), run.settings.currency)
            return (
                f" accepts, with {amount} to spare"
                if row["accepts"]
                else f" does not accept; {amount} is missing"
            )
    return ""


def _costs(clauses: pd.DataFrame) -> Spec:
    shown = clauses.sort_values("expected_cost", ascending=False, kind="stable").head(MOST_CLAUSES)
    label = shown["producer"] + " · " + shown["instrument"]
    return charts.ranked_bars(
        shown.assign(
            label=label,
            mean=shown["expected_cost"],
            low=shown["expected_cost"],
            high=shown["expected_cost"],
        ),
        colour=ARRANGEMENTS["deal"],
        tooltip=[
            alt.Tooltip("label:N", title="Clause"),
            alt.Tooltip("buyer:N", title="Offered by"),
            alt.Tooltip("mean:Q", title="Expected cost", format=",.4~r"),
        ],
        description="Bars: expected public cost of every clause of the deal.",
        table="clauses",
    )
