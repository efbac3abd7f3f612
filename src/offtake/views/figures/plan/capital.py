r"""Figure: what capacity costs beside the goods that it makes.

The capital charge of a project, per unit of the goods that its product goes into (q units of it each, through
the recipes), spreads its capital cost over n years at its producer's own rate h, at the rate its line keeps:

.. math::
    \text{charge} = q \frac{\text{capex}}{\text{adds}} \cdot \frac{h}{1 - (1 + h)^{-n}} \Big/ \text{reliability}
"""

from __future__ import annotations

import pandas as pd

from offtake.deals.acceptance.participation import stances
from offtake.formulas.finance import levelised_charge
from offtake.study.study import Study
from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Panel, Spec
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS

SHORT = 3.0
"""Years after which a line stands idle where orders stop early."""

MOST_PROJECTS = 20
CHEAP = 0.2
"""Largest share of the price at which capacity is called cheap."""

COLUMNS = [
    "project",
    "producer",
    "product",
    "goods",
    "per_unit",
    "years",
    "charge",
    "price",
    "share",
    "share_if_stopped",
]


def charges(study: Study) -> pd.DataFrame:
    """Capital charge of every project that costs capital and adds capacity, beside the price of the goods.

    project, producer, product, goods (what the product goes into), per_unit (units of it in one of the
    goods), years (the project's life, or the length of the study), charge (millions of the study's currency
    per unit of the goods), price of the goods (median of what producers ask), share (charge by price),
    share_if_stopped (the same over three years).  Projects whose goods have no price are left out.
    """
    rate = {stance.producer: stance.rate for stance in stances(study)}
    lines = study.lines.set_index("line")
    price = study.prices.groupby("product")["price"].median()
    inside = contents(study)
    rows = []
    for row in study.projects.to_dict("records"):
        line = lines.loc[row["line"]]
        goods, quantity = inside[str(line["product"])]
        asked = float(price.get(goods, 0.0))
        if not (row["capex"] > 0 and row["adds"] > 0 and asked > 0):
            continue
        years = study.settings.periods * study.step if pd.isna(row["life"]) else float(row["life"])
        capex = quantity * row["capex"] / row["adds"]
        over, early = (
            levelised_charge(capex, rate[line["producer"]], n, line["reliability"])
            for n in (years, min(SHORT, years))
        )
        rows.append(
            (row["project"], line["producer"], line["product"], goods, quantity, years, over, asked,
             over / asked, early / asked)
        )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def contents(study: Study) -> dict[str, tuple[str, float]]:
    """By product: the goods that it ends in, and how many units of it are in one of them."""
    used = study.recipes.set_index("input")[["product", "quantity"]]
    found = {}
    for product in study.products["product"]:
        goods, quantity = str(product), 1.0
        while goods in used.index:
            step = used.loc[[goods]].iloc[0]
            goods, quantity = str(step["product"]), quantity * float(step["quantity"])
        found[str(product)] = (goods, quantity)
    return found


def capital(run: Material) -> Figure | None:
    """Capital charges as a share of prices; None where no project costs capital."""
    found = charges(run.study).sort_values(["share", "project"], ascending=[False, True])
    if found.empty:
        return None
    begun = _begun(found, run)
    shown = found[begun > 0].head(MOST_PROJECTS)
    return Figure(
        id="capital",
        title=_finding(found, run),
        measure=(
            "Capital charge of a project's part in one unit of the goods, in percent of the price of the goods. "
            f"Bars: spread over the life of the project. Thin lines: spread over {SHORT:g} years, as if orders "
            "stopped then. Both at the producer's own rate and the reliability of its line. The title counts the "
            "projects that begin, weighted by what they are expected to add."
        ),
        unit="percent of the price of the goods",
        numbers=found,
        frame="projects",
        rests_on=("projects", "lines", "producers", "prices", "recipes"),
        panels=(Panel("Projects that begin", _bars(shown)),) if len(shown) else (),
        remarks=_left_out(len(found) - len(shown)),
    )


def _finding(found: pd.DataFrame, run: Material) -> str:
    """All stages of the goods together, each by the projects that begin, weighted by what they add."""
    begun = _begun(found, run)
    found = found.assign(weight=begun)[begun > 0]
    if found.empty:
        return "No project that costs capital begins"
    goods = str(found["goods"].mode().iloc[0])
    found = found[found["goods"] == goods]
    total = found.groupby("product")["weight"].transform("sum")
    whole, stopped = (
        float((found[k] * found["weight"] / total).sum()) for k in ("share", "share_if_stopped")
    )
    stages = found["product"].nunique()
    named = "the goods" if goods == "goods" else f"the goods ({goods})"
    of = f"capital charge is {words.share(whole)} of the price of {named} over the life of a line"
    if stages > 1:
        of += f", {stages} stages together"
    early = f"{words.share(stopped)} if orders stop after {SHORT:g} years"
    if whole <= CHEAP:
        return f"Capacity is cheap beside the goods: the {of}, {early}"
    return f"The {of}, {early}"


def _begun(found: pd.DataFrame, run: Material) -> pd.Series:
    """What each project is expected to add in the arrangement that the report is about."""
    lines = run.of_main("projects").set_index("project")
    return found["project"].map(lines["share_begun"] * lines["adds"]).fillna(0.0)


def _left_out(number: int) -> tuple[str, ...]:
    return (
        (
            f"Not drawn, {words.count(number, 'project')} with a smaller charge, or never begun: see the numbers.",
        )
        if number
        else ()
    )


def _bars(shown: pd.DataFrame) -> Spec:
    percent = charts.scaled(shown, 100.0, ("share", "share_if_stopped"))
    return charts.ranked_bars(
        percent.assign(
            label=percent["project"] + " · " + percent["producer"],
            mean=percent["share"],
            low=percent["share"],
            high=percent["share_if_stopped"],
        ),
        colour=ARRANGEMENTS["deal"],
        tooltip=charts.tips(
            ("project:N", "Project"),
            ("product:N", "Product"),
            ("share:Q", "Percent of price", ",.3~r"),
            ("share_if_stopped:Q", "If orders stop early", ",.3~r"),
        ),
        description="Bars: capital charge of each project in percent of the price of the goods that it goes into.",
        table="projects",
    )
