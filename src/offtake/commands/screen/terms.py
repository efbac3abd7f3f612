"""The deal, break-even and payments, in tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from offtake.commands.screen.table import number
from offtake.commands.screen.voice import keyed, listed
from offtake.views.drawing import words

if TYPE_CHECKING:
    import pandas as pd

    from offtake.study.study import Study

Document = Mapping[str, Any]
NONE = "none does"
OUT = {
    "refuses": "Left out, since no clauses within their caps bring them round",
    "not worth it": "Not signed for, since the part is worth less than its clauses cost",
    "unbidden": "Do their part without being asked",
}
SMALL = 5e-4  # millions, or a share: less is not told


def terms_text(deal: Document, study: Study) -> str:
    """The deal as a whole, then the term sheet of every producer, then how it was found."""
    unit = f"million {deal['currency']}"
    producers = list(
        dict.fromkeys([c["unit_judged"] for c in deal["clauses"]] + [s["producer"] for s in deal["singles"]])
    )  # fmt: skip
    parts = [_whole(deal, unit)]
    parts += ["\n\n".join(_sheet(deal, producer, unit, study)) for producer in producers]
    if study.instruments.empty:
        parts.append("The study has no table instruments: no clause is on offer.")
    return "\n\n".join([*parts, "\n".join(_how(deal, unit))])


def _whole(deal: Document, unit: str) -> str:
    first = ("Expected public cost of the clauses", f"{number(deal['cost'])} {unit}")
    others = []
    for key, said, of in (
        ("value_of_commitment", "Value of commitment", f" {unit}"),
        ("price_of_no_agreement", "Price of no agreement", f" {unit}"),
        ("leverage", "Private capital per expected public money", ""),
        ("additionality", "Share of capital that would not come anyway", ""),
        ("overspent", "Beyond budgets", f" {unit}"),
    ):
        if deal[key] and abs(deal[key]) >= SMALL:
            others.append((said, f"{number(deal[key])}{of}"))
    return listed(first, others)


def _sheet(deal: Document, producer: str, unit: str, study: Study) -> Iterator[str]:
    from offtake.views.drawing.covered import unit_covered
    from offtake.views.figures.deal.signing import between

    currency = study.settings.currency

    def size(clause: Document, which: str) -> str:
        covers = clause["covers"]
        counted = unit_covered(study, covers, producer)
        return words.size_of_clause(clause[which], clause["unit"], covers, currency, counted)

    clauses = [c for c in deal["clauses"] if c["unit_judged"] == producer]
    heads = ("Clause", "covers", "paid by", "size", f"cost ({unit})", f"without it ({unit})", "size at +1% cost")  # fmt: skip
    rows = [
        (_named(c), c["covers"], c["buyer"], size(c, "size"), number(c["expected_cost"]), _opens(c),
         between(size(c, "least_size"), size(c, "largest_size")))
        for c in clauses
    ]  # fmt: skip
    yield f"{producer}\n" + (listed(heads, rows) if rows else "No clause is needed.")
    singles = [s for s in deal["singles"] if s["producer"] == producer]
    without = deal["without"].get(producer, {})
    if singles:
        made = unit_covered(study, "all", producer)
        of_kinds = ("Each kind alone", "size", f"cost ({unit})", "within cap", "cheapest mix without it")  # fmt: skip
        kinds = [
            (_words(s["kind"]), NONE if s["size"] is None else words.size_of_clause(s["size"], s["size_unit"], "", currency, made),
             _or(s["cost"]), "no" if s["over_cap"] else "yes", _or(without.get(s["kind"])))
            for s in singles
        ]  # fmt: skip
        yield listed(of_kinds, kinds)
    swaps = deal["reversals"].get(producer, [])
    if swaps:
        yield "\n".join(
            f"{_words(a).capitalize()} is cheaper alone than {_words(b)} from risk weight {w:.4f} on"
            for a, b, w in swaps
        )
    shared = deal["sharing"].get(producer)
    if shared is not None:
        yield _sharing(shared, unit)


def _opens(clause: Document) -> str:
    """What opens without the clause: value missing for acceptance, cash for the bank, a wish to deviate, money."""
    kinds = (
        ("gap_without", "refuses by"),
        ("shortfall_without", "cash short by"),
        ("deviation_without", "does less, for"),
        ("overspent_without", "beyond budgets by"),
    )
    refusing = clause["gap_without"]  # to deviate for no more than that is to refuse
    told = [
        f"{said} {number(clause[key])}"
        for key, said in kinds
        if clause.get(key, 0.0) > (refusing if key == "deviation_without" else 0)
    ]
    return ", ".join(told) or "nothing"


def _sharing(shared: Document, unit: str) -> str:
    if not shared["feasible"]:
        return "The goods are worth less to the buyers together than its clauses cost."
    shares = sorted(shared["shares"].items(), key=lambda item: (-item[1], item[0]))
    told = ", ".join(f"{name} {number(amount)}" for name, amount in shares[:6] if amount > 0)
    pivotal = ", ".join(shared["pivotal"]) or "none"
    equal = "" if shared["equal_shares"] else "not "
    return (
        f"Cost shares in proportion to worth ({unit}): {told}{', …' if len(shares) > 6 else ''}\n"
        f"Smallest coalition that can carry it: {', '.join(shared['smallest_coalition'])}; "
        f"cannot do without: {pivotal}; equal shares of all would {equal}suit everybody"
    )


def _how(deal: Document, unit: str) -> Iterator[str]:
    for row in deal["rounds"]:
        yield (
            f"Round {row['round']} of the incentive check: {row['producer']} would have deviated for "
            f"{number(row['gain'])} {unit}; a row now keeps its part at least as good"
        )
    if deal["clauses"] and not deal["rounds"]:
        yield "Incentive check: under the clauses nobody would rather deviate, in the first round"
    if deal["status"] == "time_limit":
        yield f"The time for the clauses ran out: there may be cheaper ones, by {deal['gap']:.2%} at most"
    if not deal["stable"]:
        yield "After the last round some producer would still rather deviate"
    if deal.get("set_aside"):
        aside = ", ".join(deal["set_aside"])
        yield f"Set aside, since goods come to rest at a cheaper deal without: {aside}"
    for stands, said in OUT.items():
        if names := [p["producer"] for p in deal["acceptance"] if p["stands"] == stands]:
            yield f"{said}: {', '.join(names)}"


def bankable_text(smallest: pd.DataFrame, study: Study) -> str:
    """One row a producer, product and demand; one column a kind of guarantee."""
    currency = study.settings.currency
    units = study.units
    if smallest.empty:
        return "The plan gives no producer a part: there is no line to make bankable."
    heads = ("Producer", "product", "demand", "guarantee", f"(cost, million {currency})", "or of the margin",
             "(cost)", "or floor price", "(cost)", "or years of a full guarantee", "(cost)")  # fmt: skip
    rows = []
    keys = ["producer", "product", "demand"]
    for (producer, product, demand), own in smallest.groupby(keys, sort=False):
        by_kind = own.set_index("kind")
        cells = []
        for kind in ("guarantee", "margin", "floor price", "duration"):
            size, cost = (float(str(by_kind.loc[kind, c])) for c in ("size", "public_cost"))
            if kind == "floor price" and size == size:
                shown = words.price(size, units[str(product)], currency)
            else:
                shown = f"{size:.0%}" if kind in ("guarantee", "margin") and size == size else _or(size)  # fmt: skip
            cells += [shown, _or(cost) if size == size else ""]
        rows.append((str(producer), str(product), f"{float(str(demand)):.0%}", *cells))
    return (
        keyed(heads, rows, 3)
        + "\n\nDemand: share of the planned sales that turns up. Guarantee: share of the line's "
        "rate that is paid for, used or not: at the full price, or at the margin alone, since nothing need be "
        "made for it. At the full price standing idle pays better than selling."
    )


def development_text(rows: Sequence[Document], study: Study) -> str:
    """What it takes that a product is developed: paid for trying, for goods, or the cheapest mix."""
    currency = study.settings.currency
    units = study.units

    def told_as(row: Document, key: str) -> str:
        if key in ("pull", "mix_pull") and row[key] is not None and row[key] == row[key]:
            return words.price(row[key], units[row["product"]], currency)
        return _or(row[key])

    def price(row: Document, key: str) -> str:
        return words.price(row[key], units[row["product"]], currency)

    heads = ("Development", "chance", "lacks", "push: grant", "(cost)", "pull: subsidy", "fund", "(cost)",
             "cheapest mix: grant", "subsidy", "(cost)")  # fmt: skip
    told = [row for row in rows if row["begun"]]
    keys = ("gap", "push", "push_cost", "pull", "fund", "pull_cost", "mix_push", "mix_pull", "mix_cost")  # fmt: skip
    table = [
        (row["project"], f"{row['chance']:.0%}", *(told_as(row, key) for key in keys))
        for row in told
    ]
    parts = [listed(heads, table)] if told else []
    for row in told:
        text = f"{row['project']}: a prize for success alone would have to be {words.money(row['prize'], currency)}"
        if row["units_at_top"] is not None and row["fund"]:
            text += (
                f"; the fund paid early is {words.goods(row['units_at_top'], str(units[row['product']]))} at their worth of "
                f"{price(row, 'worth')}, the rest at {price(row, 'price')}: {price(row, 'average_price')} on average"
            )
        parts.append(text)
    parts += [f"{row['project']} is not begun in the plan" for row in rows if not row["begun"]]
    return "\n".join(parts) + (
        f"\nEach judged for itself, in million {currency} where nothing else is said; a grant is paid whether or not it succeeds, "
        "a subsidy for goods only."
    )


def pays_text(document: Document) -> str:
    """One row for each group of payments: mean, the worst case, and the mean in each state."""
    keys, rows = document["by"], document["payments"]
    if not rows:
        return f"Nobody pays anything in {document['arrangement']}."
    states = list(rows[0]["by_state"])
    of = {"mean": "mean", "p95": "at most, in 95%", "tail": "mean of the dearest 5%", "worst": "worst"}  # fmt: skip
    heads = (*keys, *of.values(), *(f"mean if {s}" for s in states))
    table = [
        (*(str(row[key]) for key in keys), *(number(row[key]) for key in of), *(number(row["by_state"][s]) for s in states))
        for row in rows
    ]  # fmt: skip
    about = f"Million {document['currency']}, as they fall due, in {document['arrangement']}; at most so much in 95% of futures."
    return f"{keyed(heads, table, len(keys))}\n\n{about}{_split(document['split_by'])}"


def _split(by: Document | None) -> str:
    if by is None:
        return ""
    return (
        f" States are those of {by['driver']}, the driver that moves payments most: "
        f"{by['share']:.0%} of their variance lies between them."
    )


def _named(clause: Document) -> str:
    years = "" if clause["years"] is None else f", {clause['years']:g} years"
    return f"{clause['instrument']}{years}"


def _words(kind: str) -> str:
    return kind.replace("_", " ")


def _or(value: float | None) -> str:
    return NONE if value is None or value != value else number(value)
