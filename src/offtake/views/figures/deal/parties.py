"""Figures: a page for each buyer and for each producer, with what it takes to its own desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from offtake.views.drawing import words
from offtake.views.drawing.figure import Figure, PartySheet, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.figures.deal.signing import clause_rows, coalition, dearer, order_of_signing
from offtake.views.figures.plan.delivery import unit_of

ALL = "all futures"
SMALL = 1e-6


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
    currency = run.settings.currency
    return Figure(
        id="buyers",
        title=f"Buyer by buyer: {words.listed([f'{b} pays {words.money(float(total[b]), currency)}' for b in names])}",
        measure=(
            f"Open a buyer: what it receives with and without the deal, what it pays by year, in {run.money}, not discounted, "
            "its share of the clauses, the most that it can owe under them, and whom it needs. What is open is printed."
        ),
        unit=run.money,
        numbers=mine[["payer", "year", "mean", "p95"]].reset_index(drop=True),
        frame="who_pays",
        rests_on=("buyers", "budgets", "pledges", "requirements", "instruments", "prices"),
        sheets=tuple(_buyer(run, name, mine) for name in names),
    )  # fmt: skip


def _buyer(run: Material, name: str, pays: pd.DataFrame) -> PartySheet:
    currency = run.settings.currency
    own, deal = pays[pays["payer"] == name], run.deal
    clauses = [c for c in deal.get("clauses", ()) if (c.get("shares") or {}).get(name, 0.0) > 0]
    cost = sum(float(c["expected_cost"]) * float(c["shares"][name]) for c in clauses)
    said = [f"pays {words.money(float(own['mean'].sum()), currency)}{_more(run, name, own)}"]
    if clauses:
        does = "cost it" if cost >= 0 else "return it"
        said.append(f"clauses {does} {words.money(abs(cost), currency)}")
    stake = _stake(run, name)
    if len(stake) and stake["maximum"].max() > SMALL:
        said.append(
            f"up to {words.money(float(stake['maximum'].max()), currency)} can fall due or be lost"
        )
    tables = [TextTable(f, c) for f, c in _received(run, name)]
    if clauses:
        tables.append(
            TextTable(
                _shares(clauses, name, currency, deal.get("sharing") or {}),
                "Its clauses; cost: expected, present value; by gain: were it borne as the goods are worth to each",
            )
        )
    tables.append(
        TextTable(_payments(own, stake, run), f"Its payments, million {currency}, not discounted")
    )
    return PartySheet(address("buyer", name), name, "; ".join(said), tuple(_partners(deal, clauses, name)), tuple(tables))  # fmt: skip


def _more(run: Material, name: str, own: pd.DataFrame) -> str:
    """What a buyer pays more with the deal than without."""
    if "no-deal" not in run.arrangements:
        return ""
    pays = run["who_pays"]
    alone = pays[(pays["arrangement"] == "no-deal") & (pays["state"] == ALL)]
    more = float(own["mean"].sum() - alone.loc[alone["payer"] == name, "mean"].sum())
    if abs(more) <= SMALL:
        return ", as much as without the deal"
    return f", {run.money_of(abs(more))} {'more' if more > 0 else 'less'} than without the deal"


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


def _shares(
    clauses: Sequence[Mapping[str, Any]], name: str, currency: str, sharing: Mapping[str, Any]
) -> pd.DataFrame:
    """One row a producer: its clauses, the buyer's share of them, what it costs, and what it would cost were it shared in
    proportion to what the part is worth to each buyer; each clause stands in 'to sign'."""
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
                "By gain": (sharing.get(producer) or {}).get("shares", {}).get(name, ""),
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
        frame["Most due under clauses"] = [float(at["due"].get(y, 0.0)) for y in own["year"]]
        frame["Authority to commit"] = [float(at["maximum"].get(y, 0.0)) for y in own["year"]]
    return frame.reset_index(drop=True)


def _partners(
    deal: Mapping[str, Any], clauses: Sequence[Mapping[str, Any]], name: str
) -> list[str]:
    """Whom the buyer needs for each producer's clauses, and what happens if it signs alone."""
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
    if len(concerned) > 1:
        said.append(
            f"Order of signing: {', '.join(p for p in order_of_signing(deal) if p in concerned)}."
        )
    return said


def producers(run: Material) -> Figure | None:
    """One page a producer: its value, its cash, its clauses by year, what would make it refuse again; None without a deal."""
    deal = run.headline.get("deal")
    if run.main != "deal" or not deal or not run.has("producers"):
        return None
    judged = run["producers"]
    mine = judged[judged["arrangement"] == "deal"]
    if mine.empty:
        return None
    entries = {str(a["producer"]): a for a in deal.get("acceptance", ())}
    signed = list(dict.fromkeys(str(c["producer"]) for c in deal.get("clauses", ())))
    order = sorted(map(str, mine["producer"]), key=lambda p: (p not in signed, p not in entries, p))
    refusing = sum(float(a["gap"]) > SMALL and not a.get("indifferent") for a in entries.values())
    return Figure(
        id="producers",
        title=(
            f"Producer by producer: {refusing} of {len(entries)} asked would refuse without clauses"
            + (f"; {len(mine) - len(entries)} have no part" if len(mine) > len(entries) else "")
        ),
        measure=(
            f"Open a producer: its value with and without the deal, in {run.money}, how deep its cash falls if it builds, its "
            "clauses as cash by year, what its part earns beside what it asks, and what would make it refuse again. "
            "What is open is printed."
        ),
        unit=run.money,
        numbers=judged,
        frame="producers",
        rests_on=("producers", "lines", "projects", "prices", "instruments"),
        sheets=tuple(_producer(run, name, entries.get(name)) for name in order),
    )  # fmt: skip


def _producer(run: Material, name: str, entry: Mapping[str, Any] | None) -> PartySheet:
    currency = run.settings.currency
    tables = [TextTable(_value(run, name), f"Its value and its cash, million {currency}")]
    if signs := [c for c in run.deal.get("clauses", ()) if c["producer"] == name]:
        terms = clause_rows(signs, [], run).drop(columns=["With"])
        tables.insert(
            0, TextTable(terms, "What it signs; cost: to the public, below 0 what it pays back")
        )
    if not (cash := _clause_cash(run, name)).empty:
        tables.append(
            TextTable(
                cash,
                f"Its clauses as cash by year, million {currency}: mean, least and most of any future",
            )
        )
    if not (built := _projects(run, name)).empty:
        tables.append(TextTable(built, "Its projects"))
    return PartySheet(address("producer", name), name, _stands(entry, currency), (*_worth_less(run, name, entry), *_judged(entry, name, run)), tuple(tables))  # fmt: skip


def _worth_less(run: Material, name: str, entry: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Why a producer goes along where the deal is worth less to it than none."""
    judged = run["producers"]
    own = judged[judged["producer"] == name].set_index("arrangement")["npv_mean"]
    if not {"no-deal", "deal"} <= set(own.index):
        return ()
    less = float(own["no-deal"] - own["deal"])
    if less <= SMALL * max(abs(float(own["no-deal"])), 1.0):
        return ()
    why = "It has no part of its own, and is not asked."
    if entry is not None:
        why = "It is asked whether it does its part or less of it, while the others do theirs."
    return (f"In the mean the deal is worth {run.money_of(less)} less to its owners than no deal. {why}",)  # fmt: skip


def _stands(entry: Mapping[str, Any] | None, currency: str) -> str:
    if entry is None:
        return "has no part of its own in the plan: it is not asked"
    gap = float(entry["gap"])
    stands = entry.get("stands", "refuses" if entry.get("left_out") else "signed")
    if stands == "refuses":
        return f"refuses its part, {words.money(gap, currency)} short; no clause within its bounds brings it round"
    if stands == "not worth it":
        return f"refuses its part, {words.money(gap, currency)} short; its clauses would cost more than the part is worth"
    if stands == "unbidden":
        return "does its part without being asked"
    if entry.get("indifferent"):
        return "is indifferent: what it lacks is not material"
    if gap > SMALL:
        return f"refuses without clauses, {words.money(gap, currency)} short; accepts with them"
    return "does its part without clauses"


def _value(run: Material, name: str) -> pd.DataFrame:
    judged = run["producers"]
    own: dict[Any, dict[Any, Any]] = (
        judged[judged["producer"] == name].set_index("arrangement").to_dict("index")
    )
    deep = run["producer_peaks"] if run.has("producer_peaks") else pd.DataFrame({"producer": []})
    peak: dict[Any, dict[Any, Any]] = (
        deep[deep["producer"] == name].set_index("arrangement").to_dict("index")
        if len(deep)
        else {}
    )
    names = [a for a in run.arrangements if a in own]
    rows: dict[str, list[str]] = {
        "Value to its owners, mean": [words.significant(float(own[a]["npv_mean"])) for a in names],
        "The same in its worst futures": [
            words.significant(float(own[a]["npv_tail"])) for a in names
        ],
    }
    if len(peak):
        builds = [float(peak[a]["builds"]) for a in names]
        if any(builds):
            rows["Builds in"] = [f"{words.share(share)} of futures" for share in builds]
        deepest = f"Deepest cash{' if it builds' if any(builds) else ''}"
        for column, which in (("deepest_mean", "mean"), ("deepest", "worst")):
            rows[f"{deepest}, {which}"] = [words.significant(float(peak[a][column])) for a in names]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=names)
    return frame.rename_axis("Measure").reset_index()  # fmt: skip


def _clause_cash(run: Material, name: str) -> pd.DataFrame:
    if not run.has("clause_cash"):
        return pd.DataFrame()
    cash = run["clause_cash"]
    cash = cash[cash["producer"] == name]
    if cash.empty:
        return cash
    label = [
        i if c in ("all", i) or c in i else f"{i}, {c}"
        for i, c in zip(cash["instrument"], cash["covers"], strict=True)
    ]
    told = cash.assign(
        label=label,
        text=[
            _span(m, a, b) for m, a, b in zip(cash["mean"], cash["low"], cash["high"], strict=True)
        ],
    )
    wide = told.pivot_table(
        index="year", columns="label", values="text", aggfunc="; ".join, sort=False
    ).fillna("")
    wide = wide.sort_index()
    wide.index = pd.Index([run.year_words(int(y)) for y in wide.index])
    frame = wide.rename_axis("Year").reset_index()
    frame["All clauses, mean"] = cash.groupby("year")["mean"].sum().to_numpy()
    frame.columns = frame.columns.astype(str)
    return frame  # fmt: skip


def _span(mean: float, low: float, high: float) -> str:
    if high - low <= SMALL:
        return words.significant(mean)
    return f"{words.significant(mean)} ({words.significant(low)} to {words.significant(high)})"


def _projects(run: Material, name: str) -> pd.DataFrame:
    lines = run["projects"]
    own = lines[
        (lines["arrangement"] == "deal") & (lines["producer"] == name) & (lines["share_begun"] > 0)
    ]
    alone = lines[lines["arrangement"] == "no-deal"].set_index("project")["share_begun"]
    return pd.DataFrame(
        {
            "Project": own["project"],
            "With the deal": [f"{words.share(s)} of futures" for s in own["share_begun"]],
            "Without": [f"{words.share(float(alone.get(p, 0.0)))} of futures" for p in own["project"]],
            "Begins": [str(d)[:7] for d in own["begin"]],
            f"Capital, million {run.settings.currency}": own["capex"],
            "Adds a year": [words.goods(float(a), unit_of(run, str(p))) if a > 0 else "" for a, p in zip(own["adds"], own["product"], strict=True)],
        }
    )  # fmt: skip


def _judged(entry: Mapping[str, Any] | None, name: str, run: Material) -> list[str]:
    """What the part earns beside what the producer asks, and what would turn its yes round."""
    if entry is None or entry.get("with_clauses", {}) is None:
        return []
    currency, asks = run.settings.currency, float(entry["rate"])
    earns, weight = entry.get("flip_rate_with_clauses"), entry.get("flip_risk_weight_with_clauses")
    if earns is not None:
        said = [
            f"Its part earns {float(earns):.1%} a year beside its best alternative ({entry.get('outside_is', 'nothing new')}); it asks {asks:.1%}."
        ]
    else:
        said = [
            f"It asks {asks:.1%} a year; at no rate up to 100% does its part, as signed, turn into a refusal."
        ]
    refuse = []
    if earns is not None:
        refuse.append(f"it asked more than {float(earns):.1%} a year")
    if weight is not None and float(entry.get("risk_weight", 0.0)) <= float(weight) < 1:
        refuse.append(f"its worst futures weighed more than {words.share(float(weight))} with it")
    clauses = [
        str(c["instrument"])
        for c in run.deal.get("clauses", ())
        if c["producer"] == name and max(float(c["gap_without"]), float(c["shortfall_without"])) > SMALL
    ]  # fmt: skip
    if clauses:
        any_of = "any of these were" if len(set(clauses)) > 1 else "this were"
        refuse.append(f"{any_of} struck out: {words.listed(list(dict.fromkeys(clauses)), 8)}")
    if refuse:
        said.append(f"It would refuse again if {', or if '.join(refuse)}.")
    hurting = [h for h in entry.get("hurting", ()) if float(h["npv"]) < 0]
    if hurting:
        worst = min(hurting, key=lambda h: float(h["npv"]))
        said.append(
            f"The future that hurts most without clauses: {worst['future']} ({words.money(float(worst['npv']), currency)})."
        )
    return said  # fmt: skip


def address(kind: str, name: str) -> str:
    """The address of a party's page.

    >>> address("buyer", "United States"), address("buyer", "Türkiye & co")
    ('buyer-united-states', 'buyer-t-rkiye-co')
    """
    plain = "".join(c if c.isascii() and c.isalnum() else " " for c in name.lower())
    return f"{kind}-{'-'.join(plain.split())}"
