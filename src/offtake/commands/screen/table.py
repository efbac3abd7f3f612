"""A run's headline numbers as a table for a terminal: one column an arrangement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from offtake.commands.screen.voice import aligned, listed

if TYPE_CHECKING:
    import pandas as pd

    from offtake.results.run import Run


NAMES = {
    "public_paid": "Public money paid",
    "public_burden": "Burden of raising it",
    "resource_cost": "Resource cost",
    "social_value": "Social value",
    "begun": "Projects begun",
}
MOST_COLUMNS = 4
PRESENT_VALUES = ("public_paid", "public_burden", "resource_cost", "social_value")


def answer_table(run: Run) -> str:
    """Mean and, in brackets, the band from 5% to 95% of futures; below it that of 80%, where it is another."""
    frame = run.stats.answer()
    arrangements = list(dict.fromkeys(frame["arrangement"]))
    rows = []
    for measure, unit in dict.fromkeys(zip(frame["measure"], frame["unit"], strict=True)):
        own = frame[frame["measure"] == measure].set_index("arrangement")
        cells = [_cell(own.loc[a]) if a in own.index else "-" for a in arrangements]
        rows.append((_words(measure, unit), *cells))
        inner = [_inner(own.loc[a]) if a in own.index else "" for a in arrangements]
        if any(inner):
            rows.append(("  80% of futures", *inner))
    said = "\nIn brackets: 90% of futures." if any("(" in c for _, *cells in rows for c in cells) else ""  # fmt: skip
    return aligned(("", *arrangements), rows) + said


KEYS = ("instrument", "buyer", "producer", "covers")


def terms_table(run: Run) -> str | None:
    """Who would refuse its part without a clause, and the deal's clauses that matter; None where the run has no deal."""
    from offtake.views.figures.deal.signing import beyond_budgets
    from offtake.views.figures.deal.small import parted

    clauses, deal = run.stats.clauses(), run.headline.get("deal") or {}
    if clauses is None or "deal" not in run.plans:
        return None
    unit = f"million {run.headline['currency']}"
    lines = [
        f"{row['producer']} would refuse its part without a clause: {number(row['gap'])} {unit} short"
        for row in deal.get("acceptance", ())
        if row["gap"] > 1e-6 and not row["indifferent"]
    ]
    _, small = parted(deal, run.study.settings.material)
    left = {tuple(clause[key] for key in KEYS) for clause in small}
    heads = ("Clause", "buyer", "producer", "covers", "size", f"cost ({unit})")
    rows = [
        (r["instrument"], r["buyer"], r["producer"], r["covers"], _size(run, r), number(r["expected_cost"]))
        for r in clauses.to_dict("records")
        if tuple(r[key] for key in KEYS) not in left
    ]  # fmt: skip
    if small:
        cost = number(sum(float(c["expected_cost"]) for c in small))
        rows.append((f"{len(small)} of no weight", "", "", "", "", cost))
    shown = listed(heads, rows) if rows else _no_clause(run, deal)
    return "\n".join([*lines, shown, *beyond_budgets(run.headline)])


def _no_clause(run: Run, deal: Mapping[str, Any]) -> str:
    from offtake.views.figures.deal.signing import why_nothing

    near = any(row["indifferent"] for row in deal.get("acceptance", ()))
    why = f": {why_nothing(deal, run.study.settings)[1]}" if near else ""
    return f"The deal needs no clause{why}."


def _size(run: Run, clause: Mapping[Any, Any]) -> str:
    from offtake.views.drawing.covered import unit_covered
    from offtake.views.drawing.words import size_of_clause

    covers, currency = clause["covers"], run.settings.currency
    counted = unit_covered(run.study, covers, clause["producer"])
    return size_of_clause(clause["size"], clause["unit"], covers, currency, counted)


def information_table(run: Run) -> str | None:
    """What knowing more is worth; None where the run did not ask."""
    frame = run.stats.information()
    if frame is None:
        return None
    head = f"Worth of knowing (million {run.headline['currency']}, present value)"
    rows = (
        (r["name"], number(r["value"]), f"± {number(r['error'])}") for r in frame.to_dict("records")
    )
    return aligned((head, "value", "known to"), rows)


def sampled_line(run: Run) -> str | None:
    """What was drawn and how good the plan is; None where no future was drawn."""
    from offtake.views.drawing.sampled import sampled_sentence

    found = run.headline["sampled"]
    return None if found is None else sampled_sentence(found, run.headline["currency"])


def method_line(run: Run) -> str:
    """How first-best was solved, and why so."""
    method = run.headline["method"]
    return f"Method   {method['used']}: {method['why']}"


def tried_lines(run: Run, every: bool = False) -> list[str]:
    """By arrangement, how many other plans of each producer were tried and what they gain at most; `every` producer, or the most."""
    found = []
    for name in ("no-deal", "deal"):
        told = run.headline["arrangements"].get(name) or {}
        tried = {p: n for p, n in (told.get("tried") or {}).items() if n}
        if not tried:
            continue
        gains, cut = told["epsilon"], _cut(run, name)
        who = max(tried, key=lambda p: gains[p])
        least, most = min(tried.values()), max(tried.values())
        count = f"{least:,}" if least == most else f"{least:,} to {most:,}"
        gain = f"{who} would gain most, {number(gains[who])} million {run.headline['currency']}"
        short = f"; not the whole list for {', '.join(cut)}" if cut else ""
        found.append(
            f"Tried    {name}: {count} other plan{'s' * (most > 1)} a producer, "
            + (gain if gains[who] > NOTHING else "by none of which it gains")
            + short
        )
        if every:
            found += [
                f"         {p}: {number(gains[p])} million {run.headline['currency']} by {n:,}"
                for p, n in tried.items()
            ]
    return found


def _cut(run: Run, arrangement: str) -> list[str]:
    """Producers not all of whose plans were tried."""
    deal = run.headline.get("deal") or {}
    starts = (run.headline.get("no_deal") or {}).get("starts", [])
    shown: dict[str, Any] = next((start for start in starts if start.get("shown")), {})
    return list((shown if arrangement == "no-deal" else deal).get("cut", ()))


def equal_lines(run: Run) -> str | None:
    """Equal projects of which some are begun; None where there are none."""
    from offtake.views.figures.grounds.limits import equal_sentences

    return "\n".join(equal_sentences(run.headline)) or None


def figures_line(run: Run) -> str:
    """How many figures have a document, and in which columns those that have none weigh most."""
    sourced, assumed = (run.headline[f"figures_{kind}"] for kind in ("sourced", "assumed"))
    text = f"Figures  {sourced} from documents, {assumed} assumed or without a source"
    frame = run.stats.assumptions()
    if frame.empty:
        return text
    count = (frame["table"] + "." + frame["column"]).value_counts(sort=False)
    count = count.sort_index().sort_values(ascending=False, kind="stable").head(MOST_COLUMNS)
    return f"{text}, most in {', '.join(f'{name} ({n})' for name, n in count.items())}"


NOISE = 1e-12
"""What a sum of floats leaves where nothing is."""
NOTHING = 1e-6
"""Millions below which nobody gains."""


def number(value: float) -> str:
    """Three digits that matter, and letters for thousands and more.

    >>> [number(v) for v in (0, 0.1234, 12.34, 4561.0, 4_561_000, -2.5e9)]
    ['0', '0.123', '12.3', '4,561', '4.56 m', '-2.5 bn']
    """
    for limit, letter in ((1e9, " bn"), (1e6, " m")):
        if abs(value) >= limit:
            return f"{value / limit:.3g}{letter}"
    if abs(value) < NOISE:
        return "0"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _words(measure: str, unit: str) -> str:
    for kind, said in (("never_delivered:", "Never delivered"), ("wait:", "Wait")):
        if measure.startswith(kind):
            return f"{said}, {measure.removeprefix(kind)} ({unit})"
    if measure.startswith("delivered:"):
        product = measure.removeprefix("delivered:")
        return f"{product[:1].upper()}{product[1:]} delivered ({unit})"
    return f"{NAMES[measure]} ({unit}{', present value' if measure in PRESENT_VALUES else ''})"


def _cell(row: pd.Series) -> str:
    mean, low, high = (number(float(row[name])) for name in ("mean", "p05", "p95"))
    return mean if low == high == mean else f"{mean} ({low} to {high})"


def _inner(row: pd.Series) -> str:
    """The band of 80% of futures; '' where it is that of 90%."""
    wide, inner = ([number(float(row[name])) for name in ends] for ends in (("p05", "p95"), ("p10", "p90")))  # fmt: skip
    return "" if wide == inner else " to ".join(inner)
