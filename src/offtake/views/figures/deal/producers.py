"""Figure: a page for each producer, with what it takes to its own desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from offtake.views.drawing import words
from offtake.views.drawing.figure import Figure, PartySheet, TextTable, address
from offtake.views.drawing.frames import Material
from offtake.views.figures.deal.signing import clause_rows
from offtake.views.figures.plan.delivery import unit_of

SMALL = 1e-6


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
    none = len(mine) - len(entries)
    return Figure(
        id="producers",
        title=(
            f"Producer by producer: {refusing} of {len(entries)} asked would refuse without clauses"
            + (f"; {none} {'has' if none == 1 else 'have'} no part" if none > 0 else "")
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
        return f"does its part without clauses: what it lacks, {words.money(gap, currency)}, is too little beside what it receives to count as a refusal"
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
        "Value to its owners, mean": words.alike([float(own[a]["npv_mean"]) for a in names], 2),
        "The same in its worst futures": words.alike([float(own[a]["npv_tail"]) for a in names], 2),
    }
    if len(peak):
        builds = [float(peak[a]["builds"]) for a in names]
        if any(builds):
            rows["Begins something new in"] = [
                f"{words.share(share)} of futures" for share in builds
            ]
        deepest = f"Deepest cash{', where it begins something new' if any(builds) else ''}"
        for column, which in (("deepest_mean", "mean"), ("deepest", "worst")):
            rows[f"{deepest}, {which}"] = [words.significant(float(peak[a][column])) for a in names]
    if any(int(own[a]["tried"]) for a in names):
        rows["Most it would gain by another plan"] = [_tried(run, a, name, own[a]) for a in names]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=names)
    return frame.rename_axis("Measure").reset_index()  # fmt: skip


def _tried(run: Material, arrangement: str, name: str, judged: Mapping[str, Any]) -> str:
    """The largest gain among the plans of its own that were tried, how many, and whether the list was cut."""
    starts = (run.headline.get("no_deal") or {}).get("starts", ())
    shown: Mapping[str, Any] = next((start for start in starts if start.get("shown")), {})
    cut = (shown if arrangement == "no-deal" else run.deal).get("cut", ())
    left = ", not all" if arrangement in ("no-deal", "deal") and name in cut else ""
    return f"{words.significant(float(judged['epsilon']))} (of {int(judged['tried'])} tried{left})"


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
    if entry.get("indifferent"):
        share = words.share(run.study.settings.material)
        return [f"{said[0]} A refusal counts from {share} of the present value of what it receives."]  # fmt: skip
    refuse = []
    if earns is not None:
        refuse.append(f"it asked more than {float(earns):.1%} a year")
    if weight is not None and float(entry.get("risk_weight", 0.0)) <= float(weight) < 1:
        most = f"more than {words.share(float(weight))}" if float(weight) > SMALL else "anything"
        refuse.append(f"its worst futures weighed {most} with it")
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
