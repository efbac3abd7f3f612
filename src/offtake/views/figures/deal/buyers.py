"""Figure: a page for each buyer, with what it gains by signing and what it takes to its own desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from offtake.views.drawing import words
from offtake.views.drawing.figure import Figure, PartySheet, TextTable, address
from offtake.views.drawing.frames import Material
from offtake.views.figures.deal.signing import coalition, dearer, order_of_signing
from offtake.views.figures.deal.small import parted
from offtake.views.figures.deal.worth import (
    EVEN,
    gain_words,
    gains,
    gains_table,
    together,
    who_gains,
    worth_table,
)
from offtake.views.figures.plan.delivery import unit_of

ALL = "all futures"
SMALL = 1e-6
DUE = "; due in the year: under the clauses, in any future; authority to commit: the most that is at stake from its start on"


def buyers(run: Material) -> Figure | None:
    """One page a buyer: what it receives, what it pays, its share of the clauses, whom it needs; None without a deal."""
    if run.main != "deal" or not run.has("who_pays"):
        return None
    pays = run.of_main("who_pays")
    mine = pays[pays["state"] == ALL]
    total = (
        mine.groupby("payer")["mean"].sum().sort_index().sort_values(ascending=False, kind="stable")
    )
    names = [str(b) for b in total.index if total[b] > SMALL]
    if not names:
        return None
    return Figure(
        id="buyers",
        title=f"Buyer by buyer: {who_gains(run) or _payers(total, run)}",
        measure=(
            f"Open a buyer: what it gains by signing, what it receives with and without the deal, what it pays by year, in {run.money}, not "
            "discounted, its share of the clauses, the most that it can owe under them, and whom it needs. What is open is printed."
        ),
        unit=run.money,
        numbers=mine[["payer", "year", "mean", "p95"]].reset_index(drop=True),
        frame="who_pays",
        rests_on=("buyers", "budgets", "pledges", "requirements", "instruments", "prices"),
        tables=_compared(run),
        sheets=tuple(_buyer(run, name, mine) for name in names),
        remarks=together(run),
    )  # fmt: skip


def _payers(total: pd.Series, run: Material) -> str:
    return words.listed(
        [f"{b} pays {run.money_of(float(v), run.digits)}" for b, v in total.items() if v > SMALL]
    )


def _compared(run: Material) -> tuple[TextTable, ...]:
    if len(gains(run)) < 2:
        return ()
    caption = f"What each buyer gains by signing, present value, million {run.settings.currency}"
    return (TextTable(gains_table(run), caption),)


def _buyer(run: Material, name: str, pays: pd.DataFrame) -> PartySheet:
    currency = run.settings.currency
    own, deal = pays[pays["payer"] == name], run.deal
    weighs = {str(c["producer"]) for c in parted(deal, run.study.settings.material)[0]}
    clauses = [c for c in deal.get("clauses", ()) if (c.get("shares") or {}).get(name, 0.0) > 0]
    cost = sum(float(c["expected_cost"]) * float(c["shares"][name]) for c in clauses)
    said = [
        *filter(None, (gain_words(run, name),)),
        f"pays {run.money_of(float(own['mean'].sum()), run.digits)} (not discounted){_more(run, name, own)}",
    ]
    if clauses:
        does = "cost it" if cost >= 0 else "return it"
        said.append(f"clauses {does} {run.money_of(abs(cost), run.digits)}")
    stake = _stake(run, name)
    if len(stake) and stake["maximum"].max() > SMALL:
        said.append(
            f"up to {words.money(float(stake['maximum'].max()), currency)} can fall due or be lost"
        )
    tables = [TextTable(f, c) for f, c in _received(run, name)]
    if not (worth := worth_table(run, name)).empty:
        tables.insert(0, TextTable(worth, f"What it has of it, present value, million {currency}"))
    if clauses:
        tables.append(
            TextTable(
                _shares(clauses, name, currency),
                "Its clauses; cost: expected, present value",
            )
        )
    tables.append(
        TextTable(
            _payments(own, stake, run),
            f"Its payments, million {currency}, not discounted{DUE if len(stake) else ''}",
        )
    )
    return PartySheet(address("buyer", name), name, "; ".join(said), tuple(_partners(deal, clauses, name, weighs)), tuple(tables))  # fmt: skip


def _more(run: Material, name: str, own: pd.DataFrame) -> str:
    """What a buyer pays more with the deal than without."""
    if "no-deal" not in run.arrangements:
        return ""
    pays = run["who_pays"]
    alone = pays[(pays["arrangement"] == "no-deal") & (pays["state"] == ALL)]
    more = float(own["mean"].sum() - alone.loc[alone["payer"] == name, "mean"].sum())
    if abs(more) <= EVEN * float(own["mean"].sum()) + SMALL:
        return ", as much as without the deal"
    return f", {run.money_of(abs(more), run.digits)} {'more' if more > 0 else 'less'} than without the deal"


def _received(run: Material, name: str) -> list[tuple[pd.DataFrame, str]]:
    if not run.has("waits"):
        return []
    waits = run["waits"]
    own = waits[waits["buyer"] == name]
    kept = own[own["arrangement"].isin(["no-deal", "deal"])]
    if kept.empty:
        return []
    rows = []
    for product, part in kept.groupby("product", sort=False):
        at: dict[Any, dict[Any, Any]] = part.set_index("arrangement").to_dict("index")
        row: dict[str, object] = {
            "What": product if (unit := unit_of(run, str(product))).startswith("units") else unit,
            "Needed": words.quantity(float(at[next(reversed(at))]["needed"])),
        }
        for key, heading in (("no-deal", "without"), ("deal", "with the deal")):
            if key in at:
                got = float(at[key]["needed"]) * (1 - float(at[key]["never_delivered"]))
                row[f"Received {heading}"] = words.quantity(got)
        for key, heading in (("no-deal", "without"), ("deal", "with")):
            if key in at and not pd.isna(at[key]["wait_months"]):
                row[f"Months waited {heading}"] = words.significant(
                    float(at[key]["wait_months"]), 2
                )
        rows.append(row)
    return [(pd.DataFrame(rows).fillna(""), "What it receives by the end, mean")]


def _stake(run: Material, name: str) -> pd.DataFrame:
    if not run.has("exposure"):
        return pd.DataFrame({"year": [], "maximum": [], "due": []})
    owed = run["exposure"]
    return owed[(owed["arrangement"] == "deal") & (owed["buyer"] == name)]


def _shares(clauses: Sequence[Mapping[str, Any]], name: str, currency: str) -> pd.DataFrame:
    """One row a producer: how many clauses, the buyer's share of them, what it costs; each clause stands in 'to sign'."""
    rows = []
    for producer in dict.fromkeys(str(c["producer"]) for c in clauses):
        own = [c for c in clauses if c["producer"] == producer]
        parts = sorted(
            {words.share(float(c["shares"][name])) for c in own}, key=lambda s: (len(s), s)
        )
        rows.append(
            {
                "With": producer,
                "Clauses": words.listed(list(dict.fromkeys(str(c["instrument"]) for c in own)), 4),
                "Its share": parts[0] if len(parts) == 1 else f"{parts[0]} to {parts[-1]}",
                f"Its cost, million {currency}": sum(
                    float(c["expected_cost"]) * float(c["shares"][name]) for c in own
                ),
            }
        )
    return pd.DataFrame(rows)  # fmt: skip


def _payments(own: pd.DataFrame, stake: pd.DataFrame, run: Material) -> pd.DataFrame:
    """Year by year: mean, at most in 95% of futures, worst where that is more; the most due under clauses, and at stake
    from then on."""
    at = stake.set_index("year") if len(stake) else stake
    most = run.at_most[0].upper() + run.at_most[1:]
    frame = pd.DataFrame(
        {
            "Year": [run.year_words(int(y)) for y in own["year"]],
            "Mean": own["mean"],
            most: own["p95"],
        }
    )
    if (own["worst"] > own["p95"] + SMALL).any():
        frame["Worst"] = own["worst"]
    if len(stake):
        frame["Most due in the year"] = [float(at["due"].get(y, 0.0)) for y in own["year"]]
        frame["Authority to commit"] = [float(at["maximum"].get(y, 0.0)) for y in own["year"]]
    return frame.reset_index(drop=True)


def _partners(
    deal: Mapping[str, Any], clauses: Sequence[Mapping[str, Any]], name: str, weighs: set[str]
) -> list[str]:
    """Whom the buyer needs for each producer's clauses, and what happens if it signs alone; the order of those that `weighs` names."""
    if not clauses:
        return ["It pays under no clause: what it buys, it buys as the plan goes."]
    alone, needs, told = [], [], []
    dear: list[str] = []
    concerned = dict.fromkeys(str(c["producer"]) for c in clauses)
    for producer in (p for p in order_of_signing(deal) if p in concerned):
        shared = (deal.get("sharing") or {}).get(producer) or {}
        if not shared:
            continue
        if dearer(deal, producer):
            dear.append(producer)
            continue
        if [name] in [list(c) for c in shared.get("coalitions") or ()]:
            alone.append(producer)
        elif least := coalition(deal, producer):
            needs.append(f"with {producer} it takes at least {least}")
        if name in (shared.get("pivotal") or ()):
            told.append(producer)
    said = []
    if alone:
        said.append(
            f"If it signs alone, it can carry the clauses with {words.listed(alone, 6)} by itself."
        )
    if needs:
        said.append(f"If it signs alone, the rest does not come: {'; '.join(needs)}.")
    if dear:
        said.append(f"To the buyers together the goods of {words.listed(dear, 6)} are worth less than its clauses cost.")  # fmt: skip
    if told:
        said.append(f"Without it nobody carries those with {words.listed(told, 6)}.")
    order = [p for p in order_of_signing(deal) if p in concerned and p in weighs]
    if len(order) > 1:
        said.append(f"Order of signing: {', '.join(order)}.")
    return said
