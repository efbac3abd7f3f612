"""Figure: the term sheet of every producer, clause by clause, with what each clause does."""

from __future__ import annotations

import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.covered import unit_covered
from offtake.views.drawing.figure import Figure, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS
from offtake.views.figures.deal.kinds import alone
from offtake.views.figures.deal.small import OPENS, parted

MOST_CLAUSES = 20

SMALL = 1e-6
"""Amounts that are nothing: a currency unit where money is in millions."""

SAID = {
    "gap_without": "it refuses, {} short",
    "shortfall_without": "cash falls {} below the credit limit",
    "deviation_without": "the producer would rather deviate, for {}",
    "overspent_without": "buyers pay {} beyond their budgets",
}
"""What can open where a clause is struck out, in the order of being told."""

FIRM_ORDER = (
    "Why a plain firm order is not enough: goods that must be made and taken change nothing until the order is "
    "larger than what the producer would build anyway; beyond that, all that turns out not to be needed has to "
    "be made and paid for as well. A clause that pays for capacity held ready, such as take-or-pay or a "
    "reservation, moves the producer without making goods that nobody needs."
)
READY = frozenset({"take_or_pay", "reservation", "option", "deductible_fee"})
"""Kinds that pay for capacity held ready: where one is signed, a reader asks why not an order."""


def terms(run: Material) -> Figure | None:
    """The clauses of the deal by producer; None where there is no deal."""
    if not run.has("clauses"):
        return None
    clauses = _listed(run).sort_values(
        ["producer", "expected_cost", "instrument", "covers"],
        ascending=[True, False, True, True],
        kind="stable",
    )
    return Figure(
        id="terms",
        title=_finding(run),
        measure=(
            f"Expected public cost of every clause, present value, in {run.money}. In the term sheets: by how much the producer "
            "refuses when that one clause is struck out and the others stay, by how much its cash falls below its credit limit, "
            "by how much it would rather deviate, and what is then paid beyond budgets."
        ),
        unit=run.money,
        numbers=clauses,
        frame="clauses",
        rests_on=("instruments", "producers", "projects", "prices"),
        panels=(Panel("", _costs(_with_small(clauses, run))),),
        tables=tuple(
            table
            for producer in dict.fromkeys(clauses["producer"])
            for table in (_sheet(clauses, producer, run), *alone(run, str(producer)))
        ),
        remarks=(*_not_drawn(clauses), *_why_no_order(clauses)),
    )


def _listed(run: Material) -> pd.DataFrame:
    """The clauses that matter."""
    keys = ["instrument", "buyer", "producer", "covers"]
    _, small = parted(run.deal, run.study.settings.material)
    left = {tuple(clause[key] for key in keys) for clause in small}
    found = run["clauses"]
    return found[[row not in left for row in found[keys].itertuples(index=False, name=None)]]


def _with_small(clauses: pd.DataFrame, run: Material) -> pd.DataFrame:
    """The clauses, and those of no weight as one, so that the bars add up to the title's sum."""
    small = run["clauses"].drop(clauses.index)
    if small.empty:
        return clauses
    one = {"producer": words.count(len(small), "other"), "instrument": "of no weight", "covers": "all", "buyer": "", "kind": ""}  # fmt: skip
    return pd.concat([clauses, pd.DataFrame([one | {"expected_cost": small["expected_cost"].sum()}])], ignore_index=True)  # fmt: skip


def _not_drawn(clauses: pd.DataFrame) -> tuple[str, ...]:
    left = len(clauses) - MOST_CLAUSES
    return (f"Drawn: the {MOST_CLAUSES} largest of {len(clauses)} clauses.",) if left > 0 else ()


def _why_no_order(clauses: pd.DataFrame) -> tuple[str, ...]:
    """Why capacity is paid for and no order is placed, where that is what is signed."""
    kinds = set(clauses["kind"])
    return (FIRM_ORDER,) if kinds & READY and "firm_order" not in kinds else ()


def _finding(run: Material) -> str:
    cost = float(run["clauses"]["expected_cost"].sum())
    does = "cost" if cost >= 0 else "return"
    return (
        f"The clauses {does} {run.money_of(abs(cost))} "
        f"{'of public money' if cost >= 0 else 'to the public'} in expectation"
    )


def _sheet(clauses: pd.DataFrame, producer: str, run: Material) -> TextTable:
    mine = clauses[clauses["producer"] == producer]
    currency = run.settings.currency
    frame = pd.DataFrame(
        {
            "Clause": [_named(i, k) for i, k in zip(mine["instrument"], mine["kind"], strict=True)],
            "Covers": mine["covers"].replace("all", "all that it makes"),
            "Size": [
                words.size_of_clause(
                    float(s), str(u), str(c), currency, unit_covered(run.study, str(c), producer)
                )
                for s, u, c in zip(mine["size"], mine["unit"], mine["covers"], strict=True)
            ],
            f"Cost, million {currency}": mine["expected_cost"],
            "Without this clause": [
                _without(tuple(map(float, opens)), float(cost), currency)
                for *opens, cost in mine[[*OPENS, "expected_cost"]].itertuples(index=False)
            ],
            "Offered by": mine["buyer"],
        }
    )
    return TextTable(frame, f"Term sheet: {producer}{_acceptance(run, producer)}")


def _without(opens: tuple[float, ...], cost: float, currency: str) -> str:
    """What striking out the clause alone does: to value, to cash, to the wish to deviate beyond refusing, to budgets."""
    gap, cash, deviation, over = opens
    amounts = (gap, cash, deviation if deviation > gap + SMALL else 0.0, over)
    told = [
        text.format(words.money(amount, currency))
        for text, amount in zip(SAID.values(), amounts, strict=True)
        if amount > SMALL
    ]
    told += ["whether budgets hold is not known of this run"] if over != over else []
    if told:
        return "; ".join(told)
    if cost < -SMALL:
        return f"nothing opens; the buyers forgo {words.money(-cost, currency)}"
    return "nothing opens"


def _named(instrument: str, kind: str) -> str:
    """An instrument's own name, with its kind where the name does not say it."""
    plain = kind.replace("_", " ")
    return instrument if plain in instrument else f"{instrument} ({plain})"


def _acceptance(run: Material, producer: str) -> str:
    """How the producer judges its part, without the clauses and with them."""
    entries = (run.headline.get("deal") or {}).get("acceptance", ())
    gap = next((float(a.get("gap", 0.0)) for a in entries if a["producer"] == producer), 0.0)
    refuses = (
        f"; without any clause it refuses its part, {run.money_of(gap)} short"
        if gap > SMALL
        else ""
    )
    amount = _judgement(run, "deal", producer)
    if amount is None:
        return refuses
    spare = run.money_of(abs(amount))
    if amount < -SMALL:
        return f" does not accept; {spare} is missing{refuses}"
    return f" accepts, with {spare if amount > SMALL else 'nothing'} to spare{refuses}"


def _judgement(run: Material, arrangement: str, producer: str) -> float | None:
    found = run.headline["arrangements"].get(arrangement, {"producers": []})["producers"]
    return next((float(r["acceptance"]) for r in found if r["producer"] == producer), None)


def _costs(clauses: pd.DataFrame) -> Spec:
    largest = clauses["expected_cost"].abs().sort_values(ascending=False, kind="stable").index
    shown = clauses.loc[largest[:MOST_CLAUSES]].sort_values("expected_cost", ascending=False, kind="stable")  # fmt: skip
    label = [
        f"{p} · {i}" if c == "all" or c in i else f"{p} · {i}, {c}"
        for p, i, c in zip(shown["producer"], shown["instrument"], shown["covers"], strict=True)
    ]
    return charts.ranked_bars(
        shown.assign(
            label=label,
            mean=shown["expected_cost"],
            low=shown["expected_cost"],
            high=shown["expected_cost"],
        ),
        colour=ARRANGEMENTS["deal"],
        tooltip=charts.tips(
            ("label:N", "Clause"),
            ("buyer:N", "Offered by"),
            ("kind:N", "Kind"),
            ("mean:Q", "Expected cost", ",.4~r"),
        ),
        description="Bars: expected public cost of every clause of the deal.",
        table="clauses",
    )
