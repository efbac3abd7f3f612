"""Figure: how late each buyer is, when its need is met, and how sure that is."""

from __future__ import annotations

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS, SOFT
from offtake.views.figures.answer import needed
from offtake.views.figures.plan.delivery import unit_of

ALL = "all buyers"
MOST = 24
HALF, MOSTLY = 0.5, 0.9


def delivery_times(run: Material) -> Figure | None:
    """For each need and the main arrangement: the years in which half and nine tenths are there, buyer by buyer."""
    if not run.has("waits") or not run.has("reached"):
        return None
    own = {name: _of(run, name) for name in ("waits", "reached")}
    products = foremost_need(run, own["waits"])
    drawn = [product for product in products if _ever(own["reached"], product)]
    shown = "Calendar year in which half (light) and nine tenths (dark) of all that a buyer needs in the study are delivered. Dot: median. Line: 80% of the futures. No mark where the study ends before. "
    return Figure(
        id="delivery-times",
        title=_finding(own["waits"], products[0]),
        measure=f"{shown if drawn else ''}Median, in brackets 80% of the futures. Arrangement {run.main}.",
        unit="month",
        numbers=_by_month(own["reached"]),
        frame="reached",
        rests_on=("requirements", "lines", "projects", "budgets", "driver_effects"),
        panels=tuple(Panel(product, _marks(own["reached"], own["waits"], product)) for product in drawn),
        legend=(
            Key("half of the need", "line", SOFT),
            Key("nine tenths of it", "line", ARRANGEMENTS["deal"]),
        ) if drawn else (),
        tables=(
            *(TextTable(_told(own["waits"], own["reached"], p), f"Delivery times: {p}", on_paper=12) for p in products),
            *_orders(run),
        ),
        remarks=(
            "Wait: of stock units that are delivered, from the day on which each was needed. What lapses is never "
            "delivered and does not wait.",
        ),
    )  # fmt: skip


def foremost_need(run: Material, frame: pd.DataFrame) -> list[str]:
    """What is needed, in the order of a frame, the one that the answer is about first."""
    return sorted(dict.fromkeys(frame["product"]), key=lambda product: product != needed(run))


def _of(run: Material, name: str) -> pd.DataFrame:
    return run.of_main(name).drop(columns="arrangement")


def _by_month(reached: pd.DataFrame) -> pd.DataFrame:
    """Times as the months that hold them: the year 2029.75 is 2029-10, and no number to be rounded."""
    told = {
        level: ["" if pd.isna(year) else words.month_of(float(year)) for year in reached[level]]
        for level in reached.columns
        if level.startswith("p") and level[1:].isdigit()
    }
    return reached.assign(**told)


def _finding(waits: pd.DataFrame, product: str) -> str:
    rows = waits[waits["product"] == product].set_index("buyer")
    never = float(rows["never_delivered"].to_numpy(float)[0])  # of all buyers, who stand first
    wait = float(rows["wait_months"].to_numpy(float)[0])
    said = (
        []
        if pd.isna(never)
        else [
            f"{product[:1].upper()}{product[1:]}: {words.share(never)} of the need is never delivered"
        ]
    )
    if not pd.isna(wait):
        said.append(f"what stands until delivered waits {words.months(wait)} in the mean")
    single = rows.drop(index=ALL)["never_delivered"].dropna()
    if len(single) > 1 and single.max() - single.min() > 0.005:
        worst = str(single.sort_index().sort_values(ascending=False, kind="stable").index[0])
        said.append(f"{worst} lacks the largest share, {words.share(float(single.max()))}")
    return "; ".join(said) or f"When {product} is delivered"


def _ever(reached: pd.DataFrame, product: str) -> bool:
    """Half or nine tenths of somebody's need are there in most futures before the study ends."""
    own = reached[(reached["product"] == product) & reached["share"].isin((HALF, MOSTLY))]
    return bool(own["p50"].notna().any())


def _shown(waits: pd.DataFrame, product: str) -> list[str]:
    """All buyers where they are several, then those that need most."""
    rows = _ordered(waits, product)
    return [str(name) for name in rows["buyer"].head(MOST + 1)]


def _ordered(waits: pd.DataFrame, product: str) -> pd.DataFrame:
    """The rows of a product: all buyers together, then each, those that need most first; one buyer alone is all."""
    rows = waits[waits["product"] == product]
    single = rows[rows["buyer"] != ALL]
    if len(single) == 1:
        return single
    largest = single.sort_values(["needed", "buyer"], ascending=[False, True], kind="stable")
    return pd.concat([rows[rows["buyer"] == ALL], largest])


def _marks(reached: pd.DataFrame, waits: pd.DataFrame, product: str) -> Spec:
    names = _shown(waits, product)
    frame = reached[(reached["product"] == product) & reached["buyer"].isin(names)]
    frame = frame[frame["share"].isin((HALF, MOSTLY))].copy()
    frame["of"] = frame["share"].map(lambda v: f"{v:.0%}")
    last = frame[["p10", "p50", "p90"]].max().max()
    first = frame[["p10", "p50", "p90"]].min().min()
    low, high = (0.0, 1.0) if pd.isna(first) else (first // 1, last // 1 + 1)
    colours = {"50%": SOFT, "90%": ARRANGEMENTS["deal"]}
    base = alt.Chart(charts.rows(frame)).encode(
        y=alt.Y("buyer:N", sort=names, axis=alt.Axis(title=None, grid=False, labelLimit=130)),
        yOffset=alt.YOffset("of:N", scale=alt.Scale(domain=list(colours))),
        color=charts.colours("of", colours),
    )
    bands = base.mark_rule(strokeWidth=2).encode(
        x=charts.years("p10", float(low), float(high)), x2="p90:Q"
    )
    dots = base.mark_point(filled=True, size=28, opacity=1).encode(
        x=charts.years("p50", float(low), float(high)),
        tooltip=charts.tips(
            ("buyer:N", "Buyer"),
            ("of:N", "Share of its need"),
            ("p50:Q", "Median", ".2f"),
            ("ever:Q", "Futures in which it is reached", ".0%"),
        ),
    )
    return charts.finish(
        alt.layer(bands, dots),
        description=f"When half and nine tenths of the need for {product} are delivered, by buyer.",
        frame="reached",
        height=26 * len(names),
    )


def _told(waits: pd.DataFrame, reached: pd.DataFrame, product: str) -> pd.DataFrame:
    rows = _ordered(waits, product)
    at = reached[reached["product"] == product].set_index(["buyer", "share"])
    whole = [float(at.loc[(b, 1.0), "ever"]) for b in rows["buyer"]]
    frame = pd.DataFrame(
        {
            "buyer": rows["buyer"],
            "never delivered": [_share(v) for v in rows["never_delivered"]],
            "wait, months": [_months(v) for v in rows["wait_months"]],
            "80% of units": [_band(a, b) for a, b in zip(rows["wait_p10"], rows["wait_p90"], strict=True)],
            "on time": [_share(v) for v in rows["on_time"]],
            "half by": [_when(at.loc[(b, HALF)]) for b in rows["buyer"]],
            "90% by": [_when(at.loc[(b, MOSTLY)]) for b in rows["buyer"]],
            "all in": [f"{words.share(v)} of futures" for v in whole],
        }
    )  # fmt: skip
    return frame.loc[:, (frame != "").any()]


def _orders(run: Material) -> tuple[TextTable, ...]:
    if (own := _of(run, "orders")).empty:
        return ()
    frame = pd.DataFrame(
        {
            "order": own["order"],
            "buyer": own["buyer"],
            "producer": own["producer"],
            "due": [words.goods(v, unit_of(run, str(p))) for v, p in zip(own["due"], own["product"], strict=True)],
            "never called": [_share(v) for v in own["never_called"]],
            "called late by, months": [_months(v) for v in own["wait_months"]],
            "80% of units": [_band(a, b) for a, b in zip(own["wait_p10"], own["wait_p90"], strict=True)],
            "completed in": [f"{words.share(v)} of futures" for v in own["completed"]],
        }
    )  # fmt: skip
    return (
        TextTable(
            frame,
            "Orders: units that fall due in the study, and how late they are called. It is not the buyer's wait above: what it needs may "
            "meanwhile come from elsewhere",
            on_paper=12,
        ),
    )


def _share(value: float) -> str:
    return "" if pd.isna(value) else words.share(value)


def _months(value: float) -> str:
    return "" if pd.isna(value) else words.significant(value, 2)


def _band(low: float, high: float) -> str:
    return "" if pd.isna(low) else f"{_months(low)} to {_months(high)}"


def _when(row: pd.Series) -> str:
    """Median and 80% of futures, as years and months."""
    month = [words.month_of(float(row[level])) for level in ("p10", "p50", "p90")]
    return month[1] if month[0] == month[2] else f"{month[1]} ({month[0]} to {month[2]})"
