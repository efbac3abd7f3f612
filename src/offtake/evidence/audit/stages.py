"""Stages of one product against each other: a plant at the wrong stage, and lines that nothing tells apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from offtake.evidence.audit.finding import Finding, Record, records
from offtake.study.study import Study
from offtake.study.wording.where import as_text

BEYOND = 3.0  # times what the parts are enough for
ALIKE = 3  # lines


def beyond_its_parts(study: Study) -> Iterator[Finding]:
    """Makers of a product and of a part of it whose lines and projects come to far more of it than the part is enough for.

    What goes into a plant is then bought from others, or the plant stands at the wrong stage.
    """
    reached: dict[tuple[str, str], float] = defaultdict(float)
    behind: dict[tuple[str, str], list[str]] = defaultdict(list)
    at = {}
    for key, record in records(study, "lines"):
        at[key] = (str(record["producer"]), str(record["product"]))
        reached[at[key]] += float(record["capacity"])
        behind[at[key]].append(key)
    for _, record in records(study, "projects"):
        reached[at[str(record["line"])]] += float(record["adds"]) * float(record["limit"])
    for _, need in records(study, "recipes"):
        product, part, quantity = str(need["product"]), str(need["input"]), float(need["quantity"])
        for producer in dict.fromkeys(who for who, what in at.values() if what == product):
            made, parts = reached[producer, product], reached[producer, part] / quantity
            if made > BEYOND * parts > 0:
                found = f"{producer}: {made:.4g} a year of {product} with all projects, and {part} of its own for {parts:.4g}"  # fmt: skip
                yield Finding("a stage beyond its parts", "lines", tuple(behind[producer, product]), "capacity", found, f"whether one of these plants makes {part}, and who makes what is missing")  # fmt: skip


def nothing_apart(study: Study) -> Iterator[Finding]:
    """Goods that buyers need, made by several in several countries at one cost and price, with no cost and no share at a border."""
    needed = set(study.requirements["product"]) | set(study.capabilities["product"])
    prices = {(r["producer"], r["product"]): (r["price"], r["index"]) for _, r in records(study, "prices")}  # fmt: skip
    alike: dict[tuple[str, str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for key, record in records(study, "lines"):
        producer, product = str(record["producer"]), str(record["product"])
        if product in needed:
            asked = as_text(prices.get((producer, product)))
            alike[product, as_text(record["unit_cost"]), asked].append((key, producer, str(record["country"])))  # fmt: skip
    told = {str(r["producer"]) for _, r in records(study, "supply") if _weighs(r)}
    for (product, cost, _), group in alike.items():
        makers, countries = ({row[k] for row in group} for k in (1, 2))
        if len(group) >= ALIKE and min(len(makers), len(countries)) > 1 and not told & (makers | countries):  # fmt: skip
            found = f"{len(group)} lines of {product} in {len(countries)} countries, all at a cost of {cost} and one price, none with a border to cross: who makes what is open"  # fmt: skip
            yield Finding("nothing tells them apart", "lines", tuple(row[0] for row in group), "unit_cost", found, "costs by site, or table supply: what crossing a border costs, and what must be bought at home")  # fmt: skip


def _weighs(row: Record) -> bool:
    """Whether a row of `supply` changes anything: a cost, a bar, or a share that can bind."""
    return (
        not row["allowed"] or row["extra_cost"] > 0 or row["min_share"] > 0 or row["max_share"] < 1
    )
