"""Whether what is needed can be made, and whether its prices are in one unit.

Only what is certain is a fault.  A product that no line makes can never be delivered, for projects add to
lines; nor can one whose part no line makes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from offtake.study.cells.cells import Value
from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.wording.where import as_text

FAR = 1000.0
"""A price that lies this far from all others of its product is in another unit."""


def supply_faults(drafts: dict[str, Draft], lost: frozenset[str]) -> Iterator[Fault]:
    """Needs and parts that no line makes, prices in another unit."""
    if drafts["lines"].settled("product") and not lost & {"lines", "products"}:
        made = set(drafts["lines"].columns["product"])
        yield from _part_faults(drafts["recipes"], made)
        given = drafts["capabilities"].settled("capability", "product")
        if given and "capabilities" not in lost:
            yield from _need_faults(drafts, made)
    yield from _price_faults(drafts)


def _part_faults(recipes: Draft, made: set[Value]) -> Iterator[Fault]:
    for row, whole, part in recipes.rows("product", "input"):
        if whole in made and part not in made:
            found = f"input: no line makes {part!r}, so that no {whole!r} can be put together"
            wanted = "add a line (its capacity may be 0), or leave the part out and count its cost in unit_cost"
            yield recipes.fault("E127", row, "input", found, wanted)


def _need_faults(drafts: dict[str, Draft], made: set[Value]) -> Iterator[Fault]:
    needs, gives = drafts["requirements"], drafts["capabilities"]
    given = defaultdict(list)
    for name, product in zip(gives.columns["capability"], gives.columns["product"], strict=True):
        given[name].append(product)
    told: set[Value] = set()
    for row, need in needs.rows("product"):
        if need not in told and not made.intersection(given.get(need, [need])):
            told.add(need)
            also = " or anything that gives it" if need in given else ""
            found = f"product: no line makes {need!r}{also}"
            yield needs.fault("E127", row, "product", found, "add a line; its capacity may be 0")


def _price_faults(drafts: dict[str, Draft]) -> Iterator[Fault]:
    """A price a thousand times every other of its product, or a thousandth of it."""
    asked: defaultdict[Value, list[tuple[float, Draft, int]]] = defaultdict(list)
    for draft in (drafts["prices"], drafts["orders"]):
        for row, product, price in draft.rows("product", "price"):
            if price > 0 and draft.sound(row, "currency", "price_year"):
                asked[product].append((price, draft, row))
    for product, rows in asked.items():
        for at, (price, draft, row) in reversed(list(enumerate(rows))):
            others = [other for other, _, _ in rows[:at] + rows[at + 1 :]]
            if others and (price >= FAR * max(others) or price <= min(others) / FAR):
                near = f"{as_text(min(others))} to {as_text(max(others))}"
                found = (
                    f"price: {as_text(price)} for {product!r}, of which all other prices are {near}"
                )
                wanted = "is it in millions of the study's currency for one unit?"
                yield draft.fault("E129", row, "price", found, wanted)
                break
