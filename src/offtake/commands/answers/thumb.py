"""thumb: what rules of thumb say of a study's own figures, beside what a run found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from offtake.commands.asking import answer, answering
from offtake.commands.screen.table import number
from offtake.commands.screen.voice import listed, spoken, voice
from offtake.commands.screen.within import Within

if TYPE_CHECKING:
    from offtake.study.study import Study

SHARES = frozenset(("efficiency", "firm_order_efficiency", "take_or_pay_share", "share_built", "grant_share",
                    "saving", "breakeven", "chance", "ceiling", "rate", "nominal", "real_if_nominal", "erosion",
                    "volatility", "payout", "left_after_ten_years"))  # fmt: skip
TABLES = (
    ("capacity", "Capacity, as a one-period problem (units a year)", (
        ("producer", ""), ("product", ""), ("price", "price"), ("unit_cost", "cost"), ("capacity_cost", "capacity cost"),
        ("worth", "worth"), ("demand_mean", "need"), ("demand_deviation", "deviation"), ("planned", "planned"),
        ("first_best", "one owner"), ("alone", "for the price alone"), ("fearful", "if fearful"), ("efficiency", "gains kept"))),
    ("capacity", "What would bring one owner's capacity about", (
        ("producer", ""), ("product", ""), ("firm_order", "firm order (units)"), ("unneeded", "made in vain"),
        ("firm_order_efficiency", "gains kept"), ("take_or_pay", "or take-or-pay"), ("take_or_pay_share", "share of price"),
        ("reservation_fee", "or fee, called at the price"), ("reserved", "on units"), ("buyers_price", "best price for buyers"))),
    ("waiting", "Waiting, as an option (millions)", (
        ("producer", ""), ("worth", "worth"), ("capital", "capital"), ("ratio", "ratio"), ("volatility", "volatility"),
        ("payout", "payout"), ("trigger", "begins at ratio"), ("grant_share", "grant that suffices"), ("begin_now", "begun now"),
        ("wait_a_year", "in a year if it pays"), ("option", "waiting adds"))),
    ("prices", "Prices at which a line that may stand idle is worth building", (
        ("producer", ""), ("product", ""), ("price", "price"), ("trigger_price", "begins at"), ("share_built", "built, of what certainty would"))),
    ("contracts", "Signing for several years, with a fee if it is cancelled (millions)", (
        ("producer", ""), ("worth", "worth"), ("ceiling", "fee"), ("early_money", "early money costs"), ("saving", "saving"),
        ("breakeven", "pays up to a chance of"), ("chance", "chance in the study"))),
    ("warm", "Lines kept warm (money per unit-year)", (
        ("project", ""), ("fee", "fee"), ("delay_saved", "years saved"), ("late_cost", "late cost"), ("breakeven", "pays from a yearly chance of use of"))),
    ("soon", "Units, if begun on the first day", (
        ("project", ""), ("first_week", "first week"), ("week_26", "week 26"), ("week_52", "week 52"), ("week_104", "week 104"),
        ("left_after_ten_years", "capital left after 10 years"))),
    ("rates", "Rates in money terms, and fear (millions)", (
        ("producer", ""), ("rate", "rate"), ("nominal", "in money terms"), ("real_if_nominal", "real if it was in money terms"),
        ("erosion", "a price without index loses"), ("mean", "mean"), ("tail", "worst futures"), ("normal_tail", "if normal"))),
    ("learning", "Unit cost if each doubling lowered it (the plan has no learning)", (
        ("line", ""), ("lots", "years of first output"), ("unit_cost", "now"), ("last", "last"), ("average", "average"))),
)  # fmt: skip


PRICES = {
    "capacity": ("price", "unit_cost", "capacity_cost", "worth", "take_or_pay", "reservation_fee", "buyers_price"),
    "prices": ("price", "trigger_price"),
    "learning": ("unit_cost", "last", "average"),
}  # fmt: skip
"""Amounts for one unit of goods, by rule."""


@click.command()
@answering
@click.option("--shape", type=click.Choice(["futures", "normal", "uniform"]), default="futures", show_default=True, help="Shape of demand: as in the futures, or another of the same mean and deviation.")  # fmt: skip
@click.option("--volatility", type=Within(min=0, min_open=True), help="Of a project's worth, per square root of a year; by default from the futures.")  # fmt: skip
@click.option("--saving", type=Within(0, 1), default=0.1, show_default=True, help="Share of its worth that a contract of several years saves.")  # fmt: skip
@click.option("--hurried", type=Within(min=0), default=0.0, show_default=True, help="Money per unit that buying in haste costs more.")  # fmt: skip
@click.option("--inflation", type=Within(0, 1), default=0.02, show_default=True, help="Per year.")  # fmt: skip
@click.option("--learning", type=Within(0, 1, min_open=True), help="Share of its cost that a unit keeps at each doubling of what was made.")  # fmt: skip
@spoken()
def thumb(
    what: str,
    store: Path,
    shape: str,
    volatility: float | None,
    saving: float,
    hurried: float,
    inflation: float,
    learning: float | None,
    **options: Any,
) -> None:
    """Hold textbook rules of thumb, fed with the study's own figures, beside what a run found.

    One-period capacity and the clauses that bring it about; the option to wait; multi-year contracts; lines kept
    warm; how soon projects deliver; rates in money terms.  STUDY is solved first, unless that was done; RUN is read.
    """
    from offtake.results.documents.rounding import rounded
    from offtake.results.documents.thumb import Stated, rules_of_thumb

    run = answer(what, store, **options)
    stated = Stated(shape, volatility, saving, hurried, inflation, learning)
    found = rules_of_thumb(run, stated)
    about = {name: run.headline[name] for name in ("run", "study", "currency", "price_year")}
    document = {**about, "stated": vars(stated), **rounded(found)}
    voice().result(thumb_text(document, run.study), document)


def thumb_text(document: Mapping[str, Any], study: Study) -> str:
    """One table a rule; rules that say nothing of the study are left out."""
    parts = [
        f"{title}\n{_table(document[name], columns, PRICES.get(name, ()), study)}"
        for name, title, columns in TABLES
        if document[name]
    ]
    for mix in document["mixes"]:
        held = ", ".join(f"{part['producer']} {number(part['capacity'])}" for part in mix["parts"])
        parts.append(f"{mix['product']}: one owner would hold, base to peak, {held} a year")
    note = (
        "These forms know one period, or no end, and no dates; the run prices the same things on its tree. "
        f"Money in {document['currency']} million."
    )
    return "\n\n".join([*parts, note])


def _table(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[tuple[str, str]],
    prices: Sequence[str],
    study: Study,
) -> str:
    from offtake.views.drawing.covered import unit_covered
    from offtake.views.drawing.words import price

    def cell(row: Mapping[str, Any], key: str) -> str:
        unit = unit_covered(study, str(row.get("product") or row.get("line") or ""))
        if key in prices and unit and row[key] is not None and row[key] == row[key]:
            return price(row[key], unit, study.settings.currency)
        return _cell(key, row[key])

    heads = [words or key.capitalize() for key, words in columns]
    return listed(heads, ([cell(row, key) for key, _ in columns] for row in rows))


def _cell(key: str, value: Any) -> str:
    if value is None or value != value:
        return "-"
    if isinstance(value, str):
        return value
    return f"{100 * value:.3g}%" if key in SHARES else number(value)
