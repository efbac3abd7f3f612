"""Contracts and prices: two readings of one, tax in some, firms that make nothing of the kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from offtake.evidence.audit.finding import Finding, claimed, records
from offtake.study.study import Study

TAX = r"\b(?:VAT|gross|with (?:value.added )?tax|tax(?:es)? included|MwSt|brutto)\b"
NET = r"\b(?:without (?:value.added )?tax|net of|netto|less \d+ ?% VAT|tax taken off)\b"


def two_readings(study: Study) -> Iterator[Finding]:
    """Orders whose quantity and price come from different documents; a rate of exchange is a reading of none."""
    rates = {str(r["source"]) for name in ("exchange_rates", "deflators") for _, r in records(study, name)}  # fmt: skip
    listed = set(study.sources["source"]) - rates
    for key, record in records(study, "orders"):
        note = str(record["note"])
        others = [word for word in re.findall(r"[A-Za-z]\w+", note) if word in listed]
        cited = dict.fromkeys(
            [*([record["source"]] if record["source"] in listed else []), *others]
        )
        figures = [c for c in ("quantity", "price") if re.search(rf"\b{c}\b", note)]
        numbered = {word for part in re.split(r"[;)]", claimed(note)) if re.search(r"\d[\d,.]*(?: ?(?:m|bn))?\b(?! ?%)", part)
                    for word in re.findall(r"\((?:[^()]*?\W)?([A-Za-z]\w+)$", part) if word in listed}  # fmt: skip
        figures = figures or (["quantity", "price"] if len(numbered) > 1 else [])
        if len(cited) > 1 and figures:
            yield Finding("two readings of one contract", "orders", (key,), ", ".join(figures), f"rests on {', '.join(cited)}", "one reading for quantity, price and money, or a range")  # fmt: skip


def tax_in_some(study: Study) -> Iterator[Finding]:
    """Orders and prices whose note speaks of tax that is in the figure."""
    for name in ("orders", "prices"):
        groups: dict[float, list[str]] = defaultdict(list)
        for key, record in records(study, name):
            note = claimed(str(record["note"]))
            if re.search(TAX, note, re.IGNORECASE) and not re.search(NET, note, re.IGNORECASE):
                groups[record["price"]].append(key)
        for price, keys in groups.items():
            yield Finding("with tax", name, tuple(keys), "price", f"{price:g}, and the note speaks of tax", "the price without tax, as in the other rows")  # fmt: skip


def firms_without_a_line(study: Study) -> Iterator[Finding]:
    """Orders on firms, and prices of firms, that have no line of the product and no project for one."""
    lines = study.lines
    built = set(study.projects["line"])
    able = lines[(lines["capacity"] > 0) | lines["line"].isin(built)]
    makers = set(zip(able["producer"], able["product"], strict=True))
    for name, what in (("orders", "can never be delivered"), ("prices", "sells nothing")):
        for key, record in records(study, name):
            if (record["producer"], record["product"]) not in makers:
                yield Finding("firm without a line", name, (key,), "producer", f"{record['producer']} has no line of {record['product']}: {what}", "a line, or the firm that has one")  # fmt: skip


def orders_of_nothing(study: Study) -> Iterator[Finding]:
    """Orders with a firm quantity of 0."""
    for key, record in records(study, "orders"):
        if record["quantity"] == 0:
            yield Finding("order of nothing", "orders", (key,), "quantity", "its firm quantity is 0", "the firm part, or leave the row out")  # fmt: skip
