"""The answer: one sentence, and a few numbers with their bands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from offtake.views.drawing import words
from offtake.views.drawing.frames import Material
from offtake.views.figures.plan.delivery import products, unit_of

NO_BAND = "expected value over all futures"

CAN = {
    "course": "If nothing more is decided, producers deliver",
    "no-deal": "Without new commitments, producers deliver",
    "deal": "With the cheapest deal that every producer accepts, buyers receive",
    "first-best": "If one owner planned every line, buyers would receive",
}


@dataclass(frozen=True)
class HeadlineNumber:
    """One headline number: in words, as a bare value for programs, its band, and where it is from.

    With a deal to compare, `change` is what signing does to it, `without` what it is without and with, and `meaning` what it is
    that changes.
    """

    id: str
    label: str
    text: str
    value: float
    unit: str
    band: str
    definition: str
    frame: str
    change: str = ""
    without: str = ""
    meaning: str = ""


SMALL = 1e-6


def numbers(run: Material) -> tuple[HeadlineNumber, ...]:
    """Deliveries, what is never delivered, the wait where something stands until it comes, public money, and projects;
    with a deal to compare, how much of each it adds and how sure the gain is, in place of projects."""
    wait = _wait(run)
    times = (_never(run),) if wait is None else (_never(run), wait)
    sure = tuple(n for n in (_worth(run), _sure(run)) if n is not None)
    return (_delivered(run), *times, _public_cost(run), *(sure or (_begun(run),)))


def compared(run: Material) -> bool:
    """There is a deal, and a course of things without it."""
    return {"no-deal", "deal"} <= set(run.arrangements)


def nothing_agreed(run: Material) -> bool:
    """There is a deal, and neither a clause in it nor a producer that gives something up for a promise."""
    deal = run.headline.get("deal") or {"clauses": True}
    return not (deal.get("clauses", True) or deal.get("indifferent"))


def _from(run: Material, text: str, before: str, bare: str = "") -> str:
    """What a number is with the deal and without it; `bare` is `text` in the form of `before`, where that has no unit."""
    if not compared(run):
        return ""
    same = (bare or text) == before
    return f"{text}, with and without signing" if same else f"{text} instead of {before}"


def part_more(more: float, before: float) -> str:
    """A change as a part of what it changes; nothing where there was nothing.

    >>> part_more(3.0, 100.0), part_more(-0.5, 100.0), part_more(3.0, 0.0)
    (' (+3%)', ' (−0.5%)', '')
    """
    if before <= 0:
        return ""
    places = 0 if abs(more) >= 0.01 * before else 1
    return f" ({more / before:+.{places}%})".replace("-", "−")


def sentence(run: Material) -> str:
    """What is delivered by when, which part of what falls due that is, and for how much money."""
    delivered, cost = _delivered(run), _public_cost(run)
    unsigned = run.main == "deal" and nothing_agreed(run)
    return f"{CAN['no-deal' if unsigned else run.main]} {delivered.text} by {run.ends}{_met(run)}, for {cost.text} of public money."


def _met(run: Material) -> str:
    """Which part of all that falls due is delivered, where one thing is needed: goods may serve several needs."""
    never = _arrangement(run).get("never_delivered", {})
    if len(never) != 1:
        return ""
    return f", {words.share(1 - float(never[needed(run)]))} of what falls due"


def _arrangement(run: Material) -> Mapping[str, Any]:
    mine: Mapping[str, Any] = run.headline["arrangements"][run.main]
    return mine


def received(run: Material, arrangement: str) -> float:
    """Units of the first product that buyers receive, mean over the futures."""
    made = run.of("deliveries", arrangement)
    return float(made.loc[made["product"] == products(run)[0], "mean"].sum())


def _bands(run: Material, measure: str) -> pd.Series | None:
    """The row of frame answer for a measure of the main arrangement; None where it has no such measure."""
    found = run.of_main("answer")
    found = found[found["measure"] == measure]
    return None if found.empty else found.iloc[0]


def _band(run: Material, row: pd.Series | None, word: Callable[[float], str]) -> str:
    """The ends of a band, each in words."""
    if row is None:
        return NO_BAND
    low, high = word(row["p05"]), word(row["p95"])
    return run.spread(f"{run.most_futures}: {low if low == high else f'{low} to {high}'}")


def _delivered(run: Material) -> HeadlineNumber:
    product = products(run)[0]
    unit = unit_of(run, product)
    row = _bands(run, f"delivered:{product}")
    mean = received(run, run.main) if row is None else float(row["mean"])
    before = received(run, "no-deal") if compared(run) else mean
    n = words.apart(mean, before, lambda v, n: words.goods(v, unit, digits=n))
    return HeadlineNumber(
        "answer.delivered",
        f"delivered by {run.ends}",
        words.goods(mean, unit, digits=run.digits),
        mean,
        unit,
        _band(run, row, lambda v: words.goods(v, unit, named=False, digits=2)),
        "Sum over all periods of what buyers receive, mean over the futures.",
        "deliveries",
        more_goods(run),
        _from(
            run,
            words.goods(mean, unit, digits=n),
            *(words.goods(v, unit, named=False, digits=n) for v in (before, mean)),
        ),
        f"by {run.ends}",
    )


def more_goods(run: Material) -> str:
    """What signing adds to deliveries, in units and as a part of them."""
    if not compared(run):
        return ""
    unit, before = unit_of(run, products(run)[0]), received(run, "no-deal")
    more = received(run, "deal") - before
    if abs(more) <= SMALL * max(before, 1.0):
        return f"no more {words.counted_in(unit)[1]}"
    return f"{words.about(abs(more), unit, run.digits)} {'more' if more > 0 else 'fewer'}{part_more(more, before)}"


def more_money(run: Material) -> str:
    """What signing adds to public money."""
    if not compared(run):
        return ""
    one, other = (headline(run, a, "public_paid") for a in ("deal", "no-deal"))
    if abs(one - other) <= SMALL:
        return "no more public money"
    more = "more" if one > other else "less"
    return f"{run.money_of(abs(one - other), run.digits)} {more} public money"


def _never(run: Material) -> HeadlineNumber:
    """The share of what is needed that is never delivered."""
    name = needed(run)
    row = _bands(run, f"never_delivered:{name}")
    told = _arrangement(run).get("never_delivered", {})
    share = float(told.get(name, 0.0) if row is None else row["mean"])
    are = "is" if what_is_needed(run) == NEEDED else "are"
    return HeadlineNumber(
        "answer.never-delivered",
        f"of {what_is_needed(run)} {are} never delivered",
        words.share(share),
        share,
        "share",
        _band(run, row, words.share),
        "Units needed and not delivered by the study's end, or before the need lapsed, over all units needed.",
        "lateness",
        _instead(run, "never_delivered", name, words.share),
        meaning=f"of {what_is_needed(run)} {are} never delivered",
    )


def _wait(run: Material) -> HeadlineNumber | None:
    """How long delivered units were waited for; None where nothing stands until it is delivered."""
    name = needed(run)
    mean = _arrangement(run).get("wait_months", {}).get(name)
    row = _bands(run, f"wait:{name}")
    if mean is None:
        return None
    return HeadlineNumber(
        "answer.wait",
        _of_what_waits(run, name),
        words.months(float(mean)),
        float(mean),
        "months",
        " · ".join(filter(None, (_band(run, row, words.months), _who_waits(run, name)))),
        "Time from need to delivery, mean over delivered units of needs that stand; first needed, first served.",
        "lateness",
        *_wait_told(run, name),
        meaning=_of_what_waits(run, name),
    )


def _of_what_waits(run: Material, name: str) -> str:
    """What the mean wait is of: units of needs that lapse do not wait, and are not in it."""
    waits = run.of_main("waits")
    lapses = waits.loc[waits["product"] == name, "of_flows"].notna().any()
    return (
        "is the wait for a unit of what stands until delivered, on average"
        if lapses
        else "is the wait for a unit that comes, on average"
    )


def _who_waits(run: Material, name: str) -> str:
    """Who waits longest, beside the others, where the mean is that of few; '' where they wait alike."""
    waits = run.of_main("waits")
    own = waits[(waits["product"] == name) & (waits["buyer"] != ALL_BUYERS)].dropna(subset=["wait_months"])  # fmt: skip
    told = own.sort_values("wait_months", ascending=False, kind="stable")
    months = [float(m) for m in told["wait_months"]]
    if len(months) < 3 or months[0] < 2 * months[1] or months[0] - months[1] < TOLD_APART:
        return ""
    low, high = (words.significant(m, 2) for m in (months[-1], months[1]))
    others = f"{len(months) - 1} others {low if low == high else f'{low} to {high}'}"
    return f"{told['buyer'].iloc[0]} {words.significant(months[0], 2)}, {others} months"


ALL_BUYERS = "all buyers"
TOLD_APART = 0.5
"""Months by which a wait changes before it is told as a change."""


def _wait_told(run: Material, name: str) -> tuple[str, str]:
    """What signing does to the wait, and why; where that is little, what it is without signing beside what it is."""
    waits = [
        run.headline["arrangements"].get(a, {}).get("wait_months", {}).get(name)
        for a in ("deal", "no-deal")
    ]
    if not compared(run) or None in waits:
        return "", ""
    told = [words.months(float(w)) for w in waits]
    if abs(float(waits[0]) - float(waits[1])) < TOLD_APART:
        return "", "as without signing" if told[0] == told[1] else f"{told[1]} without signing"
    return _instead(run, "wait_months", name, words.months), _why_longer(run, name)


def _why_longer(run: Material, name: str) -> str:
    """Why signing can make the wait longer: what would never have come counts once it comes late."""
    if not compared(run):
        return ""
    deal, alone = (run.headline["arrangements"][a] for a in ("deal", "no-deal"))
    wait, never = (
        float(deal.get(key, {}).get(name) or 0.0) - float(alone.get(key, {}).get(name) or 0.0)
        for key in ("wait_months", "never_delivered")
    )
    longer = wait > SMALL and never < -SMALL
    return "longer, since units that would never have come now come late" if longer else ""


def headline(run: Material, arrangement: str, key: str) -> float:
    """A present value of an arrangement, millions."""
    return float(run.headline["arrangements"][arrangement][key])


def _instead(run: Material, key: str, name: str, word: Callable[[float, int], str]) -> str:
    """What it is with and without signing."""
    if not compared(run):
        return ""
    with_deal, without = (
        run.headline["arrangements"][a].get(key, {}).get(name) for a in ("deal", "no-deal")
    )
    if with_deal is None or without is None:
        return ""
    digits = words.places(with_deal, without) if word is words.share else (2, 3)
    n = words.apart(float(with_deal), float(without), word, digits)
    one, other = word(float(with_deal), n), word(float(without), n)
    return f"still {one}" if one == other else f"{one} instead of {other}"


def _worth(run: Material) -> HeadlineNumber | None:
    """What signing adds to social value in the mean; None without the comparison."""
    found = gains(run)
    if not found:
        return None
    currency, differences = run.settings.currency, [d for _, d in found]
    mean, noise = sum(p * d for p, d in found), unproved(run)
    low, high = (words.money(end, currency, 2) for end in (min(differences), max(differences)))
    return HeadlineNumber(
        "answer.worth",
        f"is what society {'gains' if mean >= 0 else 'loses'} by signing on average, all costs deducted",
        words.money(abs(mean), currency, run.digits),
        mean,
        f"million {currency}",
        run.spread(f"single futures: {low} to {high}"),
        "Social value of the deal less that of no-deal, mean over the futures: what deliveries are worth, less lateness, "
        "resources, and what raising the money costs beyond itself.",
        "answer",
        without=f"a mean gain under {words.money(noise, currency)} is not proved" if 0 < abs(mean) < noise else "",
    )  # fmt: skip


def _sure(run: Material) -> HeadlineNumber | None:
    """How often signing raises social value, and in which state of the world it does; None without the comparison, or where
    there is one future."""
    found = gains(run)
    if len(found) < 2:
        return None
    better, worst = sum(p for p, d in found if d > SMALL), min(d for _, d in found)
    lost = worst < -SMALL
    loses = f"at worst {run.money_of(-worst, 2)} is lost" if lost else "it loses in no future"
    return HeadlineNumber(
        "answer.sure",
        f"is the probability of a gain; {loses}",
        words.share(better),
        better,
        "probability",
        _turns_on(run) if lost else "",
        "Probability of the futures in which the social value of the deal is above that of no-deal.",
        "answer",
    )


def _turns_on(run: Material) -> str:
    """What the deal gains and loses in the states that part it most: the best and the worst of them."""
    found = run.headline.get("value_of_commitment_by_state") or ()
    ordered = sorted(found, key=lambda row: -float(row["difference"]))
    ends = (ordered[0], ordered[-1]) if len(ordered) > 1 else ()
    told = [
        f"with {row['state']} ({words.share(row['probability'])}) it "
        f"{'gains' if float(row['difference']) >= 0 else 'loses'} "
        f"{run.money_of(abs(float(row['difference'])), 2)}"
        for row in ends
    ]
    meaning = drivers_meaning(run, str(ordered[0]["state"])) if told else ""
    return f"{', '.join(told)} on average{meaning}" if told else ""


def drivers_meaning(run: Material, state: str) -> str:
    """What the study says of the driver whose state is told, as the end of a sentence; '' where it says nothing."""
    drivers = run.study.drivers.set_index("driver")["meaning"]
    name = max(
        (d for d in map(str, drivers.index) if state.startswith(f"{d} ")), key=len, default=""
    )
    meaning = drivers.get(name)
    return f" ({name}: {meaning})" if isinstance(meaning, str) and meaning else ""


def gains(run: Material) -> list[tuple[float, float]]:
    """Probability, and social value of the deal less that of no-deal (millions), for each future; empty without the comparison."""
    found = run.headline.get("value_of_commitment_by_future")
    if not found or not compared(run):
        return []
    return [(float(f["probability"]), float(f["difference"])) for f in found]


def unproved(run: Material) -> float:
    """Millions of social value below which a difference may be what the solver left open: gap times cost."""
    found = [run.headline["arrangements"][a] for a in run.arrangements]
    return max(abs(float(a.get("objective") or 0.0) - float(a.get("bound") or 0.0)) for a in found)


NEEDED = "what is needed"


def what_is_needed(run: Material) -> str:
    """What the share that is never delivered counts: of several things that are needed it is said which, and how much,
    since goods that are delivered may serve other needs too."""
    if len(_arrangement(run).get("never_delivered", {})) < 2:
        return NEEDED
    name = needed(run)
    need = float(run["need"].loc[run["need"]["product"] == name, "mean"].sum())
    served = (
        "for which nothing else will do"
        if name in set(run.study.capabilities["product"])
        else "needed"
    )
    return f"the {words.goods(need, unit_of(run, name))} {served}"


def needed(run: Material) -> str:
    """The product of the report where it is itself what is needed, else the first that is."""
    names = list(_arrangement(run).get("never_delivered", {}))
    first = products(run)[0]
    return first if first in names or not names else names[0]


def _public_cost(run: Material) -> HeadlineNumber:
    row, currency = _bands(run, "public_paid"), run.settings.currency
    mean = float(_arrangement(run)["public_paid"]) if row is None else float(row["mean"])
    before = headline(run, "no-deal", "public_paid") if compared(run) else mean
    places = (3, 4) if abs(mean - before) > 0.01 * abs(mean) else (4, 5)
    n = words.apart(mean, before, lambda v, n: words.money(v, currency, n), places)
    in_all = _from(
        run,
        words.money(mean, currency, n, zeros=True),
        words.money(before, currency, n, zeros=True),
    )
    return HeadlineNumber(
        "answer.public-cost",
        f"public money, present value, prices of {run.settings.price_year}",
        words.money(mean, currency, run.digits),
        mean,
        f"million {currency}",
        _band(run, row, lambda v: run.money_of(v, 2)),
        "All payments of the buyers, for goods and under clauses, each at its own rate, mean over the futures.",
        "money_path",
        more_money(run),
        f"In all, present value, prices of {run.settings.price_year}: {in_all}" if in_all else "",
        "than without signing, goods included",
    )


def _begun(run: Material) -> HeadlineNumber:
    """How many projects are begun: one statistic, its mean with its band."""
    row = _bands(run, "begun")
    projects = run.of_main("projects")
    mean = float(projects["share_begun"].sum()) if row is None else float(row["mean"])
    band = f"out of {words.count(len(projects), 'option')} to add capacity"
    return HeadlineNumber(
        "answer.begun",
        "begun by the end, mean over the futures",
        f"{words.quantity(mean)} project{'' if words.quantity(mean) == '1' else 's'}",
        mean,
        "projects",
        band if row is None else f"{band}; {_band(run, row, words.quantity)}",
        "Projects that are begun, those of which the study lets several begin counted as often, mean over the futures.",
        "answer",
    )
