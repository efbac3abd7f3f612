"""Figure: what signing adds and costs against not signing, and future by future what the deal gains or loses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS, INK, PAPER
from offtake.views.figures.answer import (
    NEEDED,
    compared,
    gains,
    headline,
    more_goods,
    more_money,
    needed,
    nothing_agreed,
    received,
    unproved,
    what_is_needed,
)
from offtake.views.figures.answer import sentence as delivered_sentence
from offtake.views.figures.deal.small import parted
from offtake.views.figures.plan.delivery import products, unit_of

SMALL = 1e-6
MOST_NEEDS = 6
MOST = 40
"""Futures drawn one by one; with more, those that weigh most."""


def gain(run: Material) -> Figure | None:
    """Deal less no-deal; None where the run does not have both, or nothing is signed."""
    found, deal = run.headline.get("value_of_commitment_by_future"), run.headline.get("deal")
    if not found or not compared(run) or (deal and not deal.get("clauses")):
        return None
    futures = pd.DataFrame(found).sort_values("difference", kind="stable", ignore_index=True)
    return Figure(
        id="gain",
        title=_finding(futures, run),
        measure=(
            "Social value of the deal less that of no-deal in each future, "
            f"present value, in {run.money}. The width of a bar is the future's probability."
        ),
        unit=run.money,
        numbers=futures,
        frame="value_of_commitment_by_future",
        rests_on=("requirements", "projects", "prices", "instruments", "drivers"),
        panels=(Panel("", _bars(futures.head(MOST))),),
        tables=(
            TextTable(
                _beside(run), f"Without and with the deal; money: present value, {run.money}"
            ),
        ),
        remarks=(*([_where(futures, run)] if len(futures) > 1 else []), *_ends(run)),
    )


def signed(run: Material) -> str:
    """What signing brings in goods and costs in money: one sentence, means over the futures."""
    clauses = run.deal.get("clauses", ())
    listed = len(parted(run.headline["deal"], run.study.settings.material)[0]) if clauses else 0
    promised = not clauses and run.deal.get("indifferent")
    what = f"Signing {words.count(listed, 'clause')}" if listed else "A promise alone" if promised else "Signing"  # fmt: skip
    return f"{what} brings {more_goods(run)} for {more_money(run)}"


def sentence(run: Material) -> str:
    """The answer in one sentence: what signing brings where there is something to sign, and how often that is a gain, else
    what is delivered."""
    if compared(run) and not nothing_agreed(run):
        return f"{signed(run)}{_odds(run)}."
    return delivered_sentence(run)


def _odds(run: Material) -> str:
    """Whether it gains, and how often: a sentence that names goods and money alone would read like advice."""
    found = gains(run)
    if not found:
        return ""
    better, mean = sum(p for p, d in found if d > SMALL), sum(p * d for p, d in found)
    if len(found) == 1:
        return f", and {_one(mean, 'gains', 'loses', 'changes nothing')}"
    if better <= 0 or better >= 1 - SMALL:
        return f", and gains in {'every' if better > 0.5 else 'no'} future"
    if abs(mean) < unproved(run):
        return f"; it gains with a probability of {words.share(better)}, and little on average"
    if mean > 0:
        return f"; it gains on average, {'though only ' if better < 0.5 else ''}with a probability of {words.share(better)}"
    return f"; it loses on average, {'though it' if better > 0.5 else 'and'} gains with a probability of {words.share(better)}"


def _one(difference: float, better: str, worse: str, same: str) -> str:
    """What one future brings, in a verb."""
    return better if difference > SMALL else worse if difference < -SMALL else same


def _finding(futures: pd.DataFrame, run: Material) -> str:
    better = float(futures.loc[futures["difference"] > SMALL, "probability"].sum())
    worst = float(futures["difference"].min())
    if len(futures) == 1:
        return f"The deal {_one(worst, 'gains', 'loses', 'changes')} {run.money_of(abs(worst)) if abs(worst) > SMALL else 'nothing'}"  # fmt: skip
    text = f"The deal gains with a probability of {words.share(better)}"
    if worst < -SMALL:
        text += f", and loses {run.money_of(-worst, 2)} at worst"
    return text


def _where(futures: pd.DataFrame, run: Material) -> str:
    better = futures.loc[futures["difference"] > SMALL, "probability"].sum()
    worse = futures.loc[futures["difference"] < -SMALL, "probability"].sum()
    worst = futures.iloc[0]
    text = f"The deal gains with probability {better:.0%} and loses with {worse:.0%}, in {len(futures)} futures."
    if worst["difference"] < -SMALL:
        text += (
            f" At worst it loses {run.money_of(-float(worst['difference']), 2)}: {worst['course']}."
        )
    return text


def _ends(run: Material) -> tuple[str, ...]:
    """Where best responses come to rest in more than one place."""
    ends = run.headline.get("no_deal_ends") or ()
    values = [float(end["social_value"]) for end in ends]
    if len(values) < 2 or max(values) - min(values) <= SMALL * max(abs(max(values)), 1.0):
        return ()
    apart = run.money_of(max(values) - min(values))
    return (
        f"Without a deal producers come to rest in more than one place, {apart} of social value apart. The deal is "
        "compared with the better one; what lies between is the worth of agreeing on where to go, not of commitment.",
    )


def _beside(run: Material) -> pd.DataFrame:
    rows: list[tuple[str, ...]] = []
    measures: list[tuple[str, Callable[[Material, str], float], Callable[[float, int], str] | None]]
    several = list(run.headline["arrangements"]["deal"].get("never_delivered", {}))[:MOST_NEEDS]
    measures = [
        (f"Delivered, {unit_of(run, products(run)[0])}", received, None),
        *(
            (
                f"Never delivered of what is needed{_of_several(run, name)}",
                partial(_never, name=name),
                words.share,
            )
            for name in several
        ),
        ("Public money paid", partial(headline, key="public_paid"), None),
        ("Resource cost", partial(headline, key="resource_cost"), None),
        ("Social value", partial(headline, key="social_value"), None),
    ]
    for name, amount, word in measures:
        one, other = amount(run, "no-deal"), amount(run, "deal")
        places = words.apart(one, other, word, words.places(one, other)) if word else 0
        told = [word(v, places) for v in (one, other)] if word else words.alike((one, other))
        difference = words.points(other - one) if word else words.significant(other - one, 3)
        rows.append((name, *told, difference.replace("-", "−")))
    return pd.DataFrame(rows, columns=["Measure", "Without", "With the deal", "Difference"])


def _never(run: Material, arrangement: str, name: str = "") -> float:
    told = run.headline["arrangements"][arrangement].get("never_delivered", {})
    return float(told.get(name or needed(run), 0.0))


def _of_several(run: Material, name: str) -> str:
    return f": {name}" if what_is_needed(run) != NEEDED else ""


def _bars(futures: pd.DataFrame) -> Spec:
    ends = futures["probability"].cumsum()
    shown = futures.assign(
        start=ends - futures["probability"],
        end=ends,
        side=["gain" if d >= 0 else "loss" for d in futures["difference"]],
        zero=0.0,
    )
    base = alt.Chart(charts.rows(shown))
    bars = base.mark_rect(stroke=PAPER, strokeWidth=1).encode(
        x=alt.X("start:Q", axis=alt.Axis(title="probability, least gain first", format=".0%"), scale=alt.Scale(domain=[0, 1])),
        x2="end:Q",
        y=alt.Y("difference:Q", axis=alt.Axis(title=None)),
        y2="zero:Q",
        color=charts.colours("side", {"gain": ARRANGEMENTS["deal"], "loss": ARRANGEMENTS["no-deal"]}),
        tooltip=charts.tips(("course:N", "Future"), ("probability:Q", "Probability", ".1%"), ("difference:Q", "Gain", ",.4~r")),
    )  # fmt: skip
    line = base.mark_rule(color=INK).encode(y="zero:Q")
    return charts.finish(
        alt.layer(bars, line),
        description="One bar for each future: what the deal gains or loses in it.",
        frame="value_of_commitment_by_future",
        height=220,
    )
