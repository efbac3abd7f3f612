"""Figure: own output against that of rivals, each scope by itself."""

from __future__ import annotations

import altair as alt
import pandas as pd

from offtake.formulas.bands import BAND
from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS, THEIRS
from offtake.views.figures.plan.delivery import unit_of


def rivals(run: Material) -> Figure | None:
    """One panel for each rival and scope: own output with bands, theirs with its range."""
    own = run.of_main("rivals").drop(columns="arrangement")
    groups = [
        (str(rival), str(product), str(against), rows)
        for (rival, product, against), rows in own.groupby(["rival", "product", "against"])
    ]
    if not groups:
        return None
    return Figure(
        id="rivals",
        title=_finding(groups, run),
        measure=(
            f"Units made in a calendar year. Own: {_own_words(run)}. Theirs: "
            "central figure, and range where their sources give one; dashed where it is not of that year. Each panel counts "
            f"what its heading says, and no two are to be added. Arrangement {run.main}."
        ),
        unit="units a year",
        numbers=own,
        frame="rivals",
        rests_on=("rivals", "lines", "projects", "driver_effects"),
        panels=tuple(
            Panel(f"{against} against {rival}: {_counted(product)}", _pair(rows, unit_of(run, against), run.main))
            for rival, product, against, rows in groups
        ),
        legend=_legend(own, run),
        remarks=("Own: what all lines of the study make, whatever else a scope counts.",),
        tables=(TextTable(_scopes(groups), "Each scope by itself"),),
    )  # fmt: skip


def _finding(groups: list[tuple[str, str, str, pd.DataFrame]], run: Material) -> str:
    rival, product, against, rows = groups[0]
    last = rows.iloc[-1]
    by = int(last["year"])
    more = f"; {words.count(len(groups) - 1, 'other scope')} below" if len(groups) > 1 else ""
    ahead, ever = float(last["ahead"]), float(last["ahead_by"])
    _, goods = words.counted_in(unit_of(run, against))
    text = f"Chance of making more {goods} than {rival} makes ({_counted(product)}) in {by}: {words.share(ahead)}"
    earlier = "" if abs(ever - ahead) < 0.005 else f", in some year until then {words.share(ever)}"
    return f"{text}{earlier}{more}"


def _counted(product: str) -> str:
    """What a rival's figure counts, without the size of its unit at the end, which the axis has.

    >>> _counted("shells made, thousand"), _counted("tanks")
    ('shells made', 'tanks')
    """
    head, _, last = product.rpartition(", ")
    return head if head and last in ("thousand", "thousands", "million", "millions") else product


def _own_words(run: Material) -> str:
    return f"median{run.spread(f', half of the futures (dark), 80% of them, and {run.most_futures} (light)')}"


def _legend(own: pd.DataFrame, run: Material) -> tuple[Key, ...]:
    """Only what is drawn: no range where no source gives one, dashes where no figure is of its year."""
    colour = ARRANGEMENTS[run.main]
    own_keys = charts.band_keys(colour, run.spread(run.most_futures))
    keys = [Key("own, median", "line", colour), *own_keys]
    whole = {bool(rows["basis"].eq("stated").all()) for _, rows in own.groupby(["rival", "product", "against"])}  # fmt: skip
    keys += [Key("theirs, as stated", "line", THEIRS)] if True in whole else []
    keys += [Key("theirs, not of every year", "dash", THEIRS)] if False in whole else []
    if (own["high"] > own["low"]).any():
        keys.append(Key("theirs, range of the sources", "band", THEIRS, 0.18))
    return tuple(keys)


def _scopes(groups: list[tuple[str, str, str, pd.DataFrame]]) -> pd.DataFrame:
    """What each side counts, where theirs comes from, and the chances."""
    rows = []
    for rival, product, against, own in groups:
        last = own.iloc[-1]
        held = "; ".join(dict.fromkeys(own["basis"]))
        point = "" if (own["high"] > own["low"]).any() else ", one figure without a range"
        chances = (words.share(float(last[k])) for k in ("ahead", "ahead_by"))
        rows.append((f"{rival}: {_counted(product)}", against, f"{held}{point}", *chances))
    by = int(groups[0][3].iloc[-1]["year"])
    columns = ["Theirs", "Own", "Their figures are", f"Ahead in {by}", "in some year until then"]
    return pd.DataFrame(rows, columns=columns)


def _pair(rows: pd.DataFrame, unit: str, arrangement: str) -> Spec:
    levels = ("mean", *BAND, "low", "central", "high")
    largest = float(rows[["p95", "high"]].max().max())
    factor, unit = charts.unit_scale(largest, f"{unit} a year")
    rows = charts.scaled(rows, factor, levels)
    rows = rows.assign(
        time=rows["year"] + 0.5, middle=rows["central"].fillna((rows["low"] + rows["high"]) / 2)
    )
    first, last = float(rows["year"].min()), float(rows["year"].max() + 1)
    x, colour = charts.years("time", first, last), ARRANGEMENTS[arrangement]
    base = alt.Chart(charts.rows(rows)).encode(x=x)
    y = charts.amount("p50", unit, largest * factor)
    stated = rows["basis"].eq("stated").all()
    layers = [
        base.mark_area(color=THEIRS, opacity=0.18).encode(y="low:Q", y2="high:Q"),
        *charts.bands(base, colour),
        base.mark_line(color=THEIRS, strokeWidth=1.8, strokeDash=[1, 0] if stated else [5, 4]).encode(y="middle:Q"),
        base.mark_line(color=colour, strokeWidth=2.2).encode(
            y=y,
            tooltip=charts.tips(("year:Q", "Year", "d"), ("p50:Q", "Own, median", ",.4~r"), ("middle:Q", "Theirs", ",.4~r"), ("basis:N", "Their figure"), ("ahead:Q", "Chance of being ahead", ".0%")),
        ),
    ]  # fmt: skip
    return charts.finish(
        alt.layer(*layers),
        description="Own output and that of a rival by calendar year, both with bands.",
        frame="rivals",
        height=220,
    )
