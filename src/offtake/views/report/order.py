"""The order of the page: what a reader decides first stands first; every figure under a short name for the contents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from offtake.views.drawing.figure import Figure
from offtake.views.drawing.frames import Material
from offtake.views.figures.deal import (
    arrangements,
    breakeven,
    buyers,
    gain,
    payers,
    producers,
    signing,
    terms,
)
from offtake.views.figures.forecast import made, reasons, rivals, times
from offtake.views.figures.grounds import lookback, policies, provenance, tornado, whys
from offtake.views.figures.plan import bottlenecks, building, capital, cash, delivery, money, states

Drawn = Callable[[Material], Figure | None]


@dataclass(frozen=True)
class Part:
    """Figures that answer one question, each under the name that the contents give it."""

    title: str
    figures: tuple[tuple[str, Drawn], ...]


PARTS: tuple[Part, ...] = (
    Part("To sign", (("What to sign", signing.signing), ("Term sheets", terms.terms))),
    Part(
        "What it brings",
        (
            ("Future by future", gain.gain),
            ("Arrangements side by side", arrangements.arrangements),
            ("What matters most", tornado.tornado),
            ("Policies side by side", policies.policies),
        ),
    ),
    Part(
        "Deliveries",
        (
            ("How many, how sure", delivery.deliveries),
            ("By how it ends", states.by_state),
            ("When each buyer is served", times.delivery_times),
            ("Who is short", delivery.shortfall),
            ("Why", reasons.reasons),
        ),
    ),
    Part(
        "Money",
        (
            ("From budgets to goods", money.money_path),
            ("Who pays", payers.who_pays),
            ("What can fall due", payers.exposure),
            ("Buyer by buyer", buyers.buyers),
        ),
    ),
    Part(
        "Who makes what",
        (
            ("Made by firm", made.made),
            ("Projects", building.timeline),
            ("What each is there for", whys.whys),
            ("Bottlenecks", bottlenecks.bottlenecks),
            ("Producer by producer", producers.producers),
            ("Producers' cash", cash.producer_cash),
            ("What capacity costs", capital.capital),
            ("Break-even", breakeven.breakeven),
            ("Rivals", rivals.rivals),
            ("Looking back", lookback.lookback),
        ),
    ),
    Part("Sources", (("What it rests on", provenance.sources),)),
)

BY_YEAR = ("deliveries", "money-path", "who-pays", "buyers", "made", "producers", "rivals")
"""Figures that tell what comes in a calendar year."""


def drawn(draw: Drawn, run: Material) -> Figure | None:
    """A figure of the report; one by calendar year says which years the study covers in part."""
    figure = draw(run)
    if figure is None or figure.id not in BY_YEAR or not run.part_years:
        return figure
    return replace(figure, remarks=(*figure.remarks, run.part_years))


FIGURES: tuple[Drawn, ...] = tuple(figure for part in PARTS for _, figure in part.figures)
"""The figures of the report, in the order of reading; those that a run has nothing for are left out."""
