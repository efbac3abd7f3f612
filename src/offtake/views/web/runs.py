"""What the page shows of a run: the answer, its figures, the deal, a sheet for each buyer and each producer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from offtake.errors import UsageError
from offtake.results.behind.trace import figure_names, trace_figure
from offtake.results.comparing.compare import compare
from offtake.views.drawing import beside, charts, words
from offtake.views.drawing.figure import Figure, PartySheet
from offtake.views.drawing.frames import Material, material
from offtake.views.figures import questions
from offtake.views.figures.deal import buyers, gain, producers, signing
from offtake.views.figures.deal.small import parted
from offtake.views.figures.grounds import limits
from offtake.views.web import plain
from offtake.views.web.desk import Desk

if TYPE_CHECKING:
    from offtake.results.run import Run


def overview(desk: Desk, name: str) -> dict[str, Any]:
    """The answer in a sentence, and the questions of the first screen."""
    run = desk.run(name)
    what = material(run)
    return {
        **about(run),
        "sentence": gain.sentence(what),
        "asked": [plain.asked(row) for row in questions.asked(what)],
        "buyers": [str(b) for b in run.study.buyers["buyer"]],
        "producers": [str(p) for p in run.study.producers["producer"]],
    }


def drawn(desk: Desk, name: str) -> dict[str, Any]:
    """Every figure of the report, and what not to conclude: what takes longer than the answer itself."""
    run = desk.run(name)
    return dict(desk.kept(("drawn", name, id(run)), lambda: _drawn(run)))


def _drawn(run: Run) -> dict[str, Any]:
    from altair.utils.schemapi import debug_mode

    from offtake.views.report.order import FIGURES, drawn

    what = material(run)
    with debug_mode(False):  # a test validates every chart
        # parties have views of their own
        made = [f for draw in FIGURES if (f := drawn(draw, what)) is not None and not f.sheets]
    return {
        "figures": [plain.figure(one) for one in made],
        "method": list(limits.method(what)),
        "limits": list(limits.limits(what)),
        "config": charts.CONFIG,
    }


def about(run: Run) -> dict[str, Any]:
    """What every answer about a run begins with."""
    return {
        "run": run.id,
        "study": run.settings.name,
        "title": run.settings.title,
        "synthetic": run.settings.synthetic,
        "policy": run.options.policy,
        "status": run.status,
        "solved": words.clock(run.solved),
        "arrangements": list(run.plans),
        "money": f"million {run.settings.currency}, prices of {run.settings.price_year}",
        "sourced": run.headline["figures_sourced"],
        "assumed": run.headline["figures_assumed"],
        "seconds": sum(v for k, v in run.seconds.items() if k in ("first-best", "agreement")),
    }


def deal(desk: Desk, name: str) -> dict[str, Any]:
    """Every clause in words, with its range, years and cost; who pays how much of it; who accepts."""
    run = desk.run(name)
    found = run.headline["deal"]
    if found is None:
        return {**about(run), "clauses": None}
    currency, what = run.settings.currency, material(run)
    matters, small = parted(found, run.settings.material)
    return {
        **about(run),
        "clauses": [_clause(clause, what) for clause in signing.in_order(found, matters)],
        "small": [_clause(clause, what) for clause in signing.in_order(found, small)],
        "cost": signing.in_all(found["clauses"], currency),
        "stable": found["stable"],
        "left_out": found["left_out"],
        "sharing": {unit: _sharing(s, currency) for unit, s in found.get("sharing", {}).items()},
        "judged": [_judged(row, currency) for row in found["acceptance"]],
    }


def _sharing(shared: Mapping[str, Any], currency: str) -> str:
    """Who carries a producer's clauses, and how much of their cost falls to whom in proportion to worth."""
    if not shared["feasible"]:
        return signing.DEARER
    shares = sorted(shared["shares"].items(), key=lambda item: (-item[1], item[0]))
    told = [f"{name} {words.money(amount, currency)}" for name, amount in shares if amount > 0]
    return f"{words.listed(shared['smallest_coalition'], 6)} can carry it alone; shared in proportion to worth: {words.listed(told, 6)}"


def _clause(row: Mapping[str, Any], what: Material) -> dict[str, Any]:
    currency = what.settings.currency
    return {
        "instrument": row["instrument"],
        "kind": str(row["kind"]).replace("_", " "),
        "buyer": row["buyer"],
        "producer": row["producer"],
        "returns": row["kind"] == "claw_back",
        "size": signing.size_words(row, "size", what),
        "told": [
            ("Covers", "all that it makes" if row["covers"] == "all" else row["covers"]),
            ("Quantity a year", signing.quantity_words(row, what)),
            ("Room to negotiate: sizes at a cost up to 1% higher", signing.range_words(row, what)),
            ("When", signing.when(row)),
            ("Paid when", signing.due_words(row, currency)),
            ("Paid by, or to", signing.payers_words(row, 6)),
            ("Expected cost to the public", words.money(float(row["expected_cost"]), currency)),
            ("Without it the producer is short by", words.money(float(row["gap_without"]), currency)),
        ],
    }  # fmt: skip


def _judged(row: dict[str, Any], currency: str) -> dict[str, Any]:
    before, after = row["without_clauses"], row["with_clauses"]
    return {
        "producer": row["producer"],
        "without": words.money(float(before["acceptance"]), currency),
        "with": "not signed for"
        if after is None
        else words.money(float(after["acceptance"]), currency),
        "refused": not before["accepts"],
        "accepts": row["stands"] == "unbidden" if after is None else after["accepts"],
    }


def buyer(desk: Desk, name: str, who: str) -> dict[str, Any]:
    """A buyer's sheet: what it pays each year, what is at stake under the clauses, what it gets and when."""
    run = desk.run(name)
    _known(who, run.study.buyers["buyer"], "buyer")
    sheet = _sheet(desk, run, buyers.buyers, who)
    pays = _own(run, "who_pays", payer=who)
    if "state" in pays:
        pays = pays[pays["state"] == "all futures"].drop(columns="state")
    clauses = run.tables.get("clauses", pd.DataFrame({"buyer": []}))
    signs = clauses[clauses["buyer"].isin([who, "all buyers"])]
    return {
        **about(run),
        "who": who,
        "sentence": _buys(run, who),
        "lines": list(sheet.lines) if sheet else [],
        "tables": _of_sheet(sheet)
        or _shown(
            ("Clauses it signs, or signs with all buyers", signs),
            ("What it pays by budget year, " + about(run)["money"] + ", not discounted", pays),
            ("At stake under the clauses, by year", _own(run, "exposure", buyer=who)),
            ("Short of what was needed by the end of the year", _own(run, "shortfall", buyer=who)),
        ),
        "trace": [f for f in figure_names(run) if f".{who}." in f and "/" not in f],
    }


def producer(desk: Desk, name: str, who: str) -> dict[str, Any]:
    """A producer's sheet: its value with and without, its clauses, its projects, its cash."""
    run = desk.run(name)
    _known(who, run.study.producers["producer"], "producer")
    sheet = _sheet(desk, run, producers.producers, who)
    return {
        **about(run),
        "who": who,
        "sentence": _judges(run, who),
        "lines": list(sheet.lines) if sheet else [],
        "tables": _of_sheet(sheet)
        or _shown(
            ("Its value, " + about(run)["money"], _own(run, "producers", producer=who)),
            ("Clauses that it would sign", _own(run, "clauses", producer=who)),
            ("Its projects", _own(run, "projects", producer=who)),
            ("Cumulative cash at the end of each period", _own(run, "producer_cash", producer=who)),
            ("The least that makes its part bankable", _own(run, "bankable", producer=who)),
        ),
        "trace": [f for f in (f"acceptance.{who}",) if f in figure_names(run)],
    }


def _sheet(
    desk: Desk, run: Run, draw: Callable[[Material], Figure | None], who: str
) -> PartySheet | None:
    """The page that the report has for a party; None where it has none."""
    made = desk.kept((draw.__name__, run.id, id(run)), lambda: draw(material(run)))
    return next((sheet for sheet in (made.sheets if made else ()) if sheet.name == who), None)


def _of_sheet(sheet: PartySheet | None) -> list[dict[str, Any]]:
    return [plain.table(one.frame, one.caption) for one in (sheet.tables if sheet else ())]


def _buys(run: Run, who: str) -> str:
    """What a buyer pays in the run's main arrangement, and how much more than without new commitments."""
    main, currency = run.stats.main, run.settings.currency
    paid = run.stats.who_pays(["arrangement", "payer"])
    own = {} if paid is None else {str(r["arrangement"]): float(r["mean"]) for r in paid.to_dict("records") if r["payer"] == who}  # fmt: skip
    if main not in own:
        return f"{who} pays nothing in this run."
    text = f"{who} pays {words.money(own[main], currency)} in all in the {main} plan, as it falls due and not discounted"
    if main != "no-deal" and "no-deal" in run.plans:
        text += f"; without new commitments {words.money(own.get('no-deal', 0.0), currency)}"
    return f"{text}."


def _judges(run: Run, who: str) -> str:
    """Whether a producer does its part, without the clauses and with them."""
    deal, currency = run.headline["deal"], run.settings.currency
    rows = [] if deal is None else [r for r in deal["acceptance"] if r["producer"] == who]
    if not rows:
        return f"{who} has no part in a deal of this run."
    before, after = rows[0]["without_clauses"], rows[0]["with_clauses"]
    worth = words.money(float(before["acceptance"]), currency)
    if rows[0]["indifferent"]:
        lacks = words.money(float(rows[0]["gap"]), currency)
        return f"{who} does its part for a promise alone: to do less, or later, would bring it {lacks} more, risk counted, too little to matter."
    if before["accepts"]:
        return f"{who} does its part by itself: it is worth {worth} more to it than its best alternative, risk counted."
    if after is None:
        then = "is not signed for"
    else:
        then = "accepts with the clauses" if after["accepts"] else "refuses with the clauses too"
    return f"{who} refuses its part without clauses ({worth} beside its best alternative, risk counted) and {then}."


def _known(who: str, names: pd.Series, what: str) -> None:
    if who not in {str(n) for n in names}:
        raise UsageError(f"the study has no {what} {who[:60]!r}")


def _own(run: Run, name: str, **where: str) -> pd.DataFrame:
    frame = run.tables.get(name, pd.DataFrame({column: [] for column in where}))
    for column, what in where.items():
        frame = frame[frame[column] == what]
    return frame.drop(columns=list(where))


def _shown(*pairs: tuple[str, pd.DataFrame]) -> list[dict[str, Any]]:
    return [plain.table(frame, caption) for caption, frame in pairs if len(frame)]


def names(desk: Desk, name: str) -> list[str]:
    """Names of all figures that can be followed to their sources."""
    run = desk.run(name)
    return list(desk.kept(("names", name, id(run)), lambda: figure_names(run)))


def behind(desk: Desk, name: str, figure: str) -> dict[str, Any]:
    """What stands behind a figure: rows of the result, rows of the study, documents, words taken from them."""
    run = desk.run(name)
    found = trace_figure(run, figure)
    counts = found.inputs["status"].value_counts()
    return {
        **about(run),
        "figure": figure,
        "counts": {str(k): int(v) for k, v in counts.items()},
        "tables": _shown(
            (f"The figure, in table {found.table}", found.rows),
            ("Figures of the study behind it", found.inputs),
            ("Documents behind those", found.sources),
            ("Words that figures were taken from", found.sentences),
        ),
    }


def side_by_side(desk: Desk, before: str, after: str) -> dict[str, Any]:
    """What was changed in the inputs between two runs, and what changed in the answer."""
    one, other = desk.run(before), desk.run(after)
    found = compare(one, other)
    told, same = (pd.DataFrame(), 0) if found.headline is None else beside.headline(found.headline)
    return {
        "before": about(one),
        "after": about(other),
        "inputs": plain.table(found.inputs, "Changed in the inputs"),
        "headline": plain.table(
            told,
            f"Changed in the answer (means); {words.count(same, 'measure')} the same; in brackets: no more than the gaps leave open",
        ),
        "decisions": [
            plain.table(
                beside.decisions(frame, one.settings.currency),
                f"{name[:1].upper()}{name[1:]} that differ",
            )
            for name, frame in found.decisions.items()
        ],
    }
