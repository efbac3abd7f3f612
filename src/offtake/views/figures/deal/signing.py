"""Figure: what to sign, with whom, for how much and in which order: the table that a buyer takes to the signing."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from offtake.study.study import Settings
from offtake.views.drawing import words
from offtake.views.drawing.covered import unit_covered
from offtake.views.drawing.figure import Figure, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.figures.deal.kinds import in_words
from offtake.views.figures.deal.small import OPENS, parted

SMALL = 1e-6
DROPPED = 1e-6
"""Share of its size below which the smallest size of a clause is nothing."""
LEAST_BEYOND = 0.01
"""Millions beyond budgets that are told."""
LONGEST = 160
"""Letters of a title that names every kind and producer; a longer one counts them."""
PAID = {
    "sale": "with every unit that is sold",
    "capital cost": "when it builds",
    "signature": "on signing",
    "not called": "for what is not called",
    "readiness": "for capacity kept ready",
    "calls fall": "when calls fall short",
    "making": "for all that is made",
    "profit": "out of its profit",
}
"""What makes a clause fall due, as the table says it."""
Clause = Mapping[str, Any]


def signing(run: Material) -> Figure | None:
    """Every clause with its range, what each signature secures, and the order; None where there is no deal."""
    deal = run.headline.get("deal")
    if not deal or not deal.get("clauses"):
        return None
    order, (matters, small) = order_of_signing(deal), parted(deal, run.study.settings.material)
    clauses = in_order(deal, matters)
    order = [name for name in order if name in {c["producer"] for c in clauses}]
    return Figure(
        id="to-sign",
        title=_finding(clauses, run),
        measure=(
            f"The cheapest deal that every producer accepts, signed on {run.settings.start.isoformat()}. Size, and what comes back: "
            f"as paid on the day. Cost: {_over(run)}discounted to that day, in {run.money}, "
            "what raising the money costs included. At most in all: along any one course of events. Room to negotiate: sizes at which the deal becomes at most 1% dearer, the "
            "other clauses adjusted."
        ),
        unit=run.money,
        numbers=pd.DataFrame(deal["clauses"]),
        frame="clauses",
        rests_on=("instruments", "producers", "projects", "prices", "budgets"),
        tables=(
            TextTable(clause_rows(clauses, small, run), f"To sign: {in_all(deal['clauses'], run.settings.currency)}"),
            TextTable(_secured(deal, order, run), "Order of signing, first the part that can least be done without: what each signature secures"),
            *_steps(deal, order, run),
        ),
        remarks=(in_words(clauses), *_at_most(deal, run), *_remarks(deal, run)),
    )  # fmt: skip


def why_nothing(deal: Mapping[str, Any], settings: Settings) -> tuple[str, str]:
    """Why a deal has no clauses: what is to be signed, and the reason."""
    if out := [str(name) for name in deal.get("left_out", ())]:
        return "Nothing:", f"no clauses within their caps, and worth their cost, bring {words.listed(out, 6)} to do {'its' if len(out) == 1 else 'their'} part"  # fmt: skip
    if near := [row for row in deal.get("acceptance", ()) if row["indifferent"]]:
        names = words.listed([str(row["producer"]) for row in near], 6)
        lacks = words.money(max(float(row["gap"]) for row in near), settings.currency)
        does, it, up = ("does its part", "it", "") if len(near) == 1 else ("do their parts", "each", "up to ")  # fmt: skip
        return "No clause:", (f"{names} {does} for a promise alone, though to do less, or later, would bring {it} {up}{lacks} more: "
                              f"below {words.share(settings.material)} of what {it} receives, too little to matter")  # fmt: skip
    return "Nothing:", "every producer does its part by itself"


def order_of_signing(deal: Mapping[str, Any]) -> list[str]:
    """Producers with clauses: the part that was given up last is signed first, what would be done unbidden last."""
    steps, gone = list(deal.get("signing", ())), list[str]()
    for step, after in itertools.pairwise(steps):
        gone += [str(p) for p in step["parts"] if p not in after["parts"]]
    named = dict.fromkeys(str(c["producer"]) for c in deal["clauses"])
    order = [p for p in reversed(gone) if p in named] + [p for p in named if p not in gone]
    refuse = {str(a["producer"]) for a in deal.get("acceptance", ()) if float(a["gap"]) > SMALL}
    return sorted(order, key=lambda p: p not in refuse)


def in_order(deal: Mapping[str, Any], clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses by the order in which their producers are signed with."""
    order = order_of_signing(deal)
    return sorted(clauses, key=lambda c: order.index(c["producer"]) if c["producer"] in order else len(order))  # fmt: skip


def _over(run: Material) -> str:
    return "mean over the futures (in some nothing falls due), " if run.futures > 1 else ""


def _finding(clauses: Sequence[Clause], run: Material) -> str:
    """Kinds of clause by producer; those that sign the same together."""
    kinds: dict[str, list[str]] = {}
    for c in clauses:
        own = kinds.setdefault(str(c["producer"]), [])
        own += [kind_of(c)] if kind_of(c) not in own else []
    alike: dict[str, list[str]] = {}
    for producer, own in kinds.items():
        alike.setdefault(words.listed(own, len(own)), []).append(producer)
    told = "; ".join(
        f"{what} with {words.listed(names, len(names))}" for what, names in alike.items()
    )
    if len(told) > LONGEST:
        told = f"{words.count(len(clauses), 'clause')} with {words.count(len(kinds), 'producer')}"
    return f"To sign in {run.settings.start.year}: {told}"


def kind_of(clause: Clause) -> str:
    """The kind of a clause in words."""
    return str(clause["kind"]).replace("_", " ")


def in_all(clauses: Sequence[Clause], currency: str) -> str:
    """What the clauses themselves cost, small ones too, beside what signing costs."""
    cost = sum(float(c["expected_cost"]) for c in clauses)
    if cost < -SMALL:
        return f"the clauses themselves return {words.money(-cost, currency)} in expectation; what signing costs is paid for the goods that it brings"
    return f"the clauses themselves cost {words.money(cost, currency)} in expectation; the rest of what signing costs is paid for the goods that it brings"  # fmt: skip


def clause_rows(clauses: Sequence[Clause], small: Sequence[Clause], run: Material) -> pd.DataFrame:
    """The clauses that matter, one row each, and one row for the others, so that costs add up to the title's."""
    currency = run.settings.currency
    rows = [
        {
            "With": c["producer"],
            "Clause": named(c),
            "Size": size_words(c, "size", run),
            "Room to negotiate": range_words(c, run),
            "Quantity a year": quantity_words(c, run),
            "When": when(c),
            "Paid when": due_words(c, currency),
            f"Cost, million {currency}": float(c["expected_cost"]),
            "Paid by, or to": payers_words(c),
        }
        for c in clauses
    ]  # fmt: skip
    if small:
        kinds = words.listed(list(dict.fromkeys(kind_of(c) for c in small)))
        rest = {
            "With": words.listed(list(dict.fromkeys(str(c["producer"]) for c in small))),
            "Clause": f"{len(small)} of no weight to them: {kinds}",
            f"Cost, million {currency}": sum(float(c["expected_cost"]) for c in small),
        }
        rows.append(dict.fromkeys(rows[0], "") | rest if rows else rest)
    return pd.DataFrame(rows)


def named(clause: Clause) -> str:
    """The instrument with its kind, its years, and what it covers."""
    plain, name, covers = clause["kind"].replace("_", " "), clause["instrument"], clause["covers"]
    years = "" if clause.get("years") is None else f", {words.lasting(float(clause['years']))}"
    title = (name if plain in name else f"{name} ({plain})") + years
    return f"{title}: {'all that it makes' if covers == 'all' else covers}"


def quantity_words(clause: Clause, run: Material) -> str:
    """The most that is committed or reserved in a year, in the unit that the study gives it; '' where nothing is."""
    if clause.get("quantity") is None or clause["kind"] == "claw_back":
        return ""
    unit = unit_covered(run.study, str(clause["covers"]), str(clause["producer"]))
    return words.goods(float(clause["quantity"]), unit) if unit else words.quantity(float(clause["quantity"]))  # fmt: skip


def size_words(clause: Clause, which: str, run: Material) -> str:
    """The size of a clause, or an end of its range, in words; goods in the unit that the study gives them."""
    covers = str(clause["covers"])
    return words.size_of_clause(
        float(clause[which]),
        clause["unit"],
        covers,
        run.settings.currency,
        run.study.units.get(covers, ""),
    )


def between(low: str, high: str) -> str:
    """Two sizes as a range, what they share said once.

    >>> between("EUR 0.833 million", "EUR 1.83 million"), between("0% of profit", "50% of profit")
    ('EUR 0.833 to 1.83 million', '0% to 50% of profit')
    >>> between("EUR 756", "EUR 1.2 million"), between("5", "5")
    ('EUR 756 to 1.2 million', '5')
    """
    if low == high:
        return low
    one, other = low.split(), high.split()
    start = 0
    while start < min(len(one), len(other)) - 1 and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start - 1 and one[-1 - end] == other[-1 - end]:
        end += 1
    return " ".join([*one[: len(one) - end], "to", *other[start:]])


def range_words(clause: Clause, run: Material) -> str:
    """The sizes that a clause may have at 1% more cost; where none is one of them: that another kind can replace it, or
    that it may be dropped where nothing opens without it."""
    low, high = (size_words(clause, end, run) for end in ("least_size", "largest_size"))
    if float(clause["least_size"]) <= DROPPED * float(clause["size"]):
        needed = any(float(clause.get(gap) or 0.0) > SMALL for gap in OPENS)
        return f"0 ({'another clause replaces it' if needed else 'it may be dropped'}) to {high}"
    return between(low, high)


def when(clause: Clause) -> str:
    """From which month to which a clause applies."""
    first, last = str(clause.get("from", ""))[:7], str(clause.get("to", ""))[:7]
    return first if first == last else f"{first} to {last}"


def due_words(clause: Clause, currency: str) -> str:
    """What makes a clause pay, the most in all and at one time, and what comes back."""
    trigger = str(clause.get("trigger", ""))
    said = [PAID.get(trigger, trigger), _most_words(clause, currency)]
    back = [(y, float(v)) for y, v in (clause.get("credits") or {}).items() if float(v) > SMALL]
    if back:
        years = back[0][0] if len(back) == 1 else f"{back[0][0]} to {back[-1][0]}"
        said.append(f"{words.money(sum(v for _, v in back), currency)} comes back in {years}")
    return "; ".join(filter(None, said))


def _most_words(clause: Clause, currency: str) -> str:
    """The most that a clause can make fall due along one course of events, and at one time where that is less."""
    once, in_all = (float(clause.get(key) or 0.0) for key in ("largest_payment", "most_due"))
    if once <= SMALL:
        return ""
    at_one_time = f"{words.money(once, currency)} at one time"
    if in_all <= SMALL:  # of a run that an earlier version kept
        return f"at most {at_one_time}"
    whole = f"at most {words.money(in_all, currency)} in all"
    return whole if once >= in_all - SMALL else f"{whole}, {at_one_time}"


def payers_words(clause: Clause, most: int = 2) -> str:
    """Who pays which share, the largest first; of a clause that returns money, to whom it comes."""
    to = "to " if float(clause.get("expected_cost") or 0.0) < -SMALL else ""
    shares = sorted(
        (clause.get("shares") or {}).items(), key=lambda item: (-float(item[1]), item[0])
    )
    if not shares:
        return f"{to}{clause['buyer']}"
    if len(shares) == 1:
        return f"{to}{shares[0][0]}"
    told = [f"{name} {words.share(float(part))}" for name, part in shares]
    return f"{to}{words.listed(told, most)}"


def _secured(deal: Mapping[str, Any], order: Sequence[str], run: Material) -> pd.DataFrame:
    currency = run.settings.currency
    short = {str(a["producer"]): float(a["gap"]) for a in deal.get("acceptance", ())}
    back = {
        name: -sum(float(c["expected_cost"]) for c in deal["clauses"] if c["producer"] == name)
        for name in order
    }
    rows = [
        {
            "With": name,
            "Secures": projects_words(run, name) or "that it goes on as planned",
            "Without clauses": f"refuses, {words.money(short[name], currency)} short" if short.get(name, 0.0) > SMALL else _unasked(back[name], currency),
            "Carried by at least": DEARER if dearer(deal, name) else coalition(deal, name),
        }
        for name in order
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _unasked(back: float, currency: str) -> str:
    """What a producer does without clauses that does not refuse."""
    returns = f"; its clauses return {words.money(back, currency)}" if back > SMALL else ""
    return f"does its part{returns}"


def _steps(deal: Mapping[str, Any], order: Sequence[str], run: Material) -> tuple[TextTable, ...]:
    """Signing with all, or with fewer, down to nobody; of the parts those that have a clause of weight are named."""
    steps = list(deal.get("signing", ()))
    if len(steps) < 2:
        return ()
    currency, last = run.settings.currency, steps[-1]
    named: dict[str, Mapping[str, Any]] = {}
    for step in sorted(steps, key=lambda s: (not s["chosen"], bool(s["parts"]))):
        named.setdefault(words.listed([p for p in step["parts"] if p in order], 4), step)
    rows = [
        {
            "Signed with": name or "nobody",
            f"Social value, million {currency}": float(step["social_value"]) - float(last["social_value"]),
            f"Public money, million {currency}": float(step["public_paid"]) - float(last["public_paid"]),
            "Chosen": "the deal" if step["chosen"] else "",
        }
        for name, step in sorted(named.items(), key=lambda item: -len(item[1]["parts"]))
    ]  # fmt: skip
    return (TextTable(pd.DataFrame(rows), steps_title(steps, order)),)


def steps_title(steps: Sequence[Mapping[str, Any]], order: Sequence[str]) -> str:
    """What the steps of signing show, and on whose parts, done without a clause of weight, all but the last rest.

    >>> steps_title([{"parts": ["A", "B"]}, {"parts": ["B"]}, {"parts": []}], ["A"])
    'What each step adds to signing with nobody; all but the last rest on B too, who does its part without a clause of weight'
    """
    beside = [
        p for p in steps[0]["parts"] if p not in order and all(p in s["parts"] for s in steps[:-1])
    ]
    does = "does its part" if len(beside) == 1 else "do their parts"
    also = f"; all but the last rest on {words.listed(beside, 4)} too, who {does} without a clause of weight"  # fmt: skip
    return f"What each step adds to signing with nobody{also if beside else ''}"


def projects_words(run: Material, producer: str) -> str:
    """Projects of a producer that the deal begins more often than no-deal does."""
    lines = run["projects"]
    own = lines[(lines["arrangement"] == "deal") & (lines["producer"] == producer)]
    alone = lines[lines["arrangement"] == "no-deal"].set_index("project")["share_begun"]
    told = [
        f"{r['project']} in {words.share(r['share_begun'])} of futures (without {words.share(float(alone.get(r['project'], 0.0)))})"
        for r in own.to_dict("records")
        if r["share_begun"] > float(alone.get(r["project"], 0.0)) + 0.005
    ]
    return words.listed(told, 4)


DEARER = "nobody: to the buyers together the goods are worth less than these clauses cost"


def dearer(deal: Mapping[str, Any], producer: str) -> bool:
    """Whether a producer's clauses cost the buyers together more than its goods are worth to them."""
    shared = (deal.get("sharing") or {}).get(producer) or {}
    return not shared.get("feasible", True)


def coalition(deal: Mapping[str, Any], producer: str) -> str:
    """The fewest buyers who can carry a producer's clauses between them."""
    shared = (deal.get("sharing") or {}).get(producer) or {}
    return words.listed([str(b) for b in shared.get("smallest_coalition") or ()], 4)


def _at_most(deal: Mapping[str, Any], run: Material) -> tuple[str, ...]:
    """The most that buyers can lose or owe under the clauses; what one producer pays another is not theirs."""
    firms, currency = set(run.study.producers["producer"]), run.settings.currency
    theirs = [c for c in deal["clauses"] if c["buyer"] not in firms]
    most = max(map(float, (deal.get("at_stake") or {}).values()), default=0.0)
    if most <= SMALL:
        return ()
    which = (
        "All clauses" if len(theirs) == len(deal["clauses"]) else "All clauses that buyers pay for"
    )
    text = (f"{which} together: at most {words.money(most, currency)} is at stake at any time, whatever happens: paid early and "
            "not yet got back in goods, or still to fall due")  # fmt: skip
    alone = sum(float(c.get("most_due") or 0.0) for c in theirs)
    apart = alone > most * 1.005 and all("most_due" in c for c in theirs)
    return (f"{text}{'; less than what each can come to, since these do not come together' if apart else ''}.",)  # fmt: skip


def _remarks(deal: Mapping[str, Any], run: Material) -> list[str]:
    told = []
    if out := [str(name) for name in deal.get("left_out", ())]:
        told.append(
            f"Not signed with {words.listed(out, 6)}: the part is not worth its clauses, or does not hold."
        )
    if near := [str(name) for name in deal.get("indifferent", ())]:
        told.append(
            f"{words.listed(near, 6)}: indifferent, below what is material; no clause is needed."
        )
    if not deal.get("stable", True):
        told.append("Somebody would still rather deviate under these clauses: the epsilon of each producer says by how much.")  # fmt: skip
    told += beyond_budgets(run.headline)
    told.append("What a buyer's own share comes to, and what happens if it signs alone: Buyer by buyer in the report.")  # fmt: skip
    return told


def beyond_budgets(headline: Mapping[str, Any]) -> list[str]:
    """Who pays what the deal obliges beyond a year's budget, as a sentence; none where nobody does.

    Beyond the budget of one year: over the study such a buyer may still pay less than without the deal.
    """
    by_year = headline["arrangements"]["deal"].get("overspent", {})
    own = {str(b): sum(float(y["mean"]) for y in years.values()) for b, years in by_year.items()}
    total = float((headline.get("deal") or {}).get("overspent") or 0.0)
    if total <= LEAST_BEYOND:
        return []
    names = sorted((b for b, amount in own.items() if amount > SMALL), key=lambda b: -own[b])
    currency = str(headline["currency"])
    worst = max(
        ((float(y["worst"]), year, b) for b in names for year, y in by_year[b].items()),
        default=(0.0, "", ""),
    )
    told = f"{words.money(total, currency)} on average"
    if worst[0] > SMALL:
        who = f"{worst[2]}, " if len(names) > 1 else ""
        told += f", at most {words.money(worst[0], currency)} in one year ({who}{worst[1]})"
    pay = f"{words.listed(names) or 'buyers'} {'pays' if len(names) == 1 else 'pay'}"
    return [
        f"Beyond the budgets of single years {pay} {told}: what falls due under the clauses comes on top where a year's "
        "money is spent on goods already. What signing costs them over all years is told apart."
    ]
