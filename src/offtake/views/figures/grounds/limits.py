"""Method and limits: what the numbers mean, and what the model does not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from offtake.views.drawing import words
from offtake.views.drawing.frames import Material
from offtake.views.drawing.sampled import sampled_sentence

ARRANGEMENTS = {
    "course": "what comes if nothing more is decided: what stands, what was begun, the orders as they are",
    "no-deal": "no new commitments: each producer invests only where that pays on its own account, given its "
    "beliefs, its hurdle rate, its aversion to risk and its option to wait",
    "deal": "the cheapest set of commitments under which every producer does its part of the target plan, and "
    "would not rather deviate from it",
    "first-best": "what one owner of everything would build and make; no producer is asked whether it agrees",
}


WORDS = (
    "Social value, what society gains: what deliveries are worth, less lateness, the resources used up, and what raising public "
    "money costs beyond itself. Present value: amounts of later years discounted to the study's start. Other words stand in the "
    "manual's glossary."
)


STATUS = {
    "optimal": "ended with an optimal plan",
    "gap": "stopped when plan and bound were as close as was asked for",
    "time_limit": "stopped at the time limit with the best plan found so far",
}


def method(run: Material) -> tuple[str, ...]:
    """How the numbers were made, from the options of the run."""
    settings = run.settings
    lines = [
        f"The plan covers {words.count(settings.periods, settings.period)} from {settings.start.isoformat()}. "
        + run.spread(
            f"It is made for {words.count(run.futures, 'future')} that branch as uncertain influences become "
            "known; no decision uses what is not known yet."
        ),
        *_drawn(run),
        *_reduced(run),
        f"Money is in {run.money}. Decisions fall at the start of a period, deliveries and their payment at "
        "its end. Each party's cash is discounted at its own rate.",
    ]
    lines += [
        f"{a.capitalize()}: {ARRANGEMENTS[a]}. {_rest(run) if a == 'no-deal' else _proof(run, a)}"
        for a in run.arrangements
    ]
    return (*lines, *equal_sentences(run.headline), WORDS)


def equal_sentences(headline: Mapping[str, Any]) -> tuple[str, ...]:
    """Equal projects of which a plan begins some: that it might as well begin the others."""
    said: dict[str, list[str]] = {}
    for name, found in headline["arrangements"].items():
        for one in found.get("equal_projects", ()):
            begun, others = (words.listed(one[key], 6) for key in ("begun", "instead_of"))
            text = f"{begun} and {others} are equal: that the plan begins {begun} and not {others} is decided by their names."
            said.setdefault(text, []).append(name)
    return tuple(f"{words.listed(names, 6).capitalize()}: {text}" for text, names in said.items())


def _drawn(run: Material) -> tuple[str, ...]:
    """Where the futures were drawn: how many, and what that leaves open."""
    found = run.headline.get("sampled")
    return () if found is None else (sampled_sentence(found, run.settings.currency),)


def _reduced(run: Material) -> tuple[str, ...]:
    """How many futures were kept, and which states none of them is in."""
    if run.possible <= run.futures:
        return ()
    absent = [
        f"{one.driver} {one.state} {one.day.year} ({words.share(one.probability)})"
        for one in run.left_out
    ]
    none = (
        f" None of them has {words.listed(absent, 12)}: what comes then is not told."
        if absent
        else ""
    )
    kept = "The one that was kept stands" if run.futures == 1 else f"The {run.futures} kept stand"
    return (f"{kept} for the {words.count(run.possible, 'future')} that can come about.{none}",)


def _rest(run: Material) -> str:
    """Whether best responses came to rest, and from all starts at the same projects."""
    found = run.headline.get("no_deal") or {"starts": (), "starts_agree": True}
    starts = [str(start["start"]) for start in found["starts"]]
    best = next(
        (str(start["start"]) for start in found["starts"] if start.get("shown")),
        starts[0] if starts else "",
    )
    if not all(start["settled"] for start in found["starts"]):
        return "Best responses go round in a circle; shown is the member from which the largest gain is least."
    if len(starts) < 2:
        return "Best responses came to rest: nobody gains by another choice."
    ends = "the same projects" if found["starts_agree"] else "different projects"
    shown = "" if found["starts_agree"] else f"; shown is the better end, from {best}"
    return (
        f"Best responses, begun from {' and from '.join(starts)}, came to rest at {ends}{shown}: "
        "nobody gains by another choice."
    )


def _proof(run: Material, arrangement: str) -> str:
    mine = run.headline["arrangements"][arrangement]
    gap = mine.get("gap")
    if gap is None:
        proved = ""
    elif float(gap) < 5e-5:
        proved = "; the plan is proved to be the best"
    else:
        proved = f"; no plan can be better by more than {float(gap):.2%} of its cost"
    moved = _moved(run) if arrangement == "deal" else ""
    return f"The solver {STATUS.get(str(mine['status']), str(mine['status']))}{proved}.{moved}"


def _moved(run: Material) -> str:
    """By how much money goods do not rest under the clauses of the deal; nothing where they do."""
    found = run.headline.get("deal") or {}
    moved = float(found.get("goods_unrest") or 0.0)
    if not moved:
        return ""
    amount = words.money(moved, run.settings.currency)
    return f" Goods do not quite rest under its clauses: these pay {amount} more or less in expectation than was set aside for them when goods were taken."


def limits(run: Material) -> tuple[str, ...]:
    """What a reader should not conclude."""
    lines = [
        "The futures are those of the study's drivers. What no driver stands for does not happen here.",
        "Bands show the spread over these futures. They are not error bars of the inputs.",
        "Figures marked as assumed are judgements. Figures without a source are used as they stand.",
        "Announced capacity is discounted by reliability and delay as the study states them.",
        "Values at the end of the study are estimates; decisions in its last years should be read with care.",
    ]
    if "deal" in run.arrangements:
        lines += [
            "Many deals cost nearly the same. The clauses shown are one of them.",
            "A low margin and fear of the worst futures lead to the same refusal; the numbers cannot tell "
            "which of them holds a producer back.",
            "Prices are what producers ask: bargaining, default, price wars and lapsing appropriations are not "
            "modelled. A producer takes the others' plans as given.",
            "Producers are taken to know their own costs and to judge by the rule stated in the study.",
        ]
    if run.settings.synthetic:
        lines.insert(
            0,
            "The figures of this study are invented. They show what the tool does, not the world.",
        )
    return tuple(lines)
