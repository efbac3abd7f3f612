"""The marks that charts are made of, in Vega-Lite through Altair.

Every chart gets a description for readers who cannot see it, the name of the frame that it was drawn from,
and explicit domains for its colours.  None has a second axis.  The numbers in a chart are rounded to four
digits, which is finer than any screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor
from typing import Any

import altair as alt
import pandas as pd

from offtake.errors import UsageError
from offtake.views.drawing.figure import Key, Spec
from offtake.views.drawing.palette import GRID, INK, SOFT
from offtake.views.drawing.words import at_most, counted_in

MOST_ROWS = 5000
"""Beyond this many rows a chart becomes slow; aggregate before."""

FEW = 100
"""Futures below which quantiles inside the band say little: words, not percentages, tell the band."""

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"

_AXIS = {
    "labelFont": FONT,
    "labelFontSize": 12,
    "labelColor": SOFT,
    "titleFont": FONT,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
    "titleColor": SOFT,
    "domain": False,
    "ticks": False,
    "grid": False,
    "labelPadding": 6,
}

_SHORT_YEAR = 'width < 420 ? "\'" + slice({0}, 2) : {0}'

CONFIG: Mapping[str, Any] = {
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "axis": _AXIS,
    "axisY": {"grid": True, "gridColor": GRID, "tickCount": 5, "titleAnchor": "end"},
    "axisX": {"domain": True, "domainColor": INK, "ticks": True, "tickColor": INK, "tickSize": 4},
    "text": {"font": FONT, "fontSize": 12, "fill": INK},
}


def rows(frame: pd.DataFrame) -> Any:
    """A frame as the data of a chart."""
    if len(frame) > MOST_ROWS:
        raise UsageError(
            f"a chart takes at most {MOST_ROWS} rows, not {len(frame)}: aggregate before"
        )
    return alt.InlineData(
        values=[{str(k): _plain(v) for k, v in r.items()} for r in frame.to_dict("records")]
    )


def _plain(value: Any) -> Any:
    """A value as JSON has it, numbers at four digits (years with their parts at six), gaps as null."""
    if isinstance(value, str | bool):
        return value
    if pd.isna(value):
        return None
    digits = 6 if 1900 <= abs(float(value)) < 2200 else 4  # calendar years with their parts
    number = float(f"{float(value):.{digits}g}")
    return int(number) if number.is_integer() else number


def finish(chart: Any, *, description: str, frame: str, height: int | None = None) -> Spec:
    """The chart as a Vega-Lite specification that fills the width it is given."""
    properties: dict[str, Any] = {"width": "container", "description": description}
    if height is not None:
        properties["height"] = height
    spec: dict[str, Any] = chart.properties(**properties).to_dict(validate=False)
    spec["usermeta"] = {"table": frame}
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    spec.pop("$schema")
    spec.pop("config", None)
    _share(spec)
    return spec


def _share(spec: dict[str, Any]) -> None:
    """What all layers encode alike is said once, for all of them."""
    layers = spec.get("layer") or []
    first = layers[0].get("encoding", {}) if len(layers) > 1 else {}
    for channel in [c for c in first if c != "tooltip"]:
        if all(layer.get("encoding", {}).get(channel) == first[channel] for layer in layers):
            spec.setdefault("encoding", {})[channel] = first[channel]
    for layer in layers:
        layer["encoding"] = {
            k: v for k, v in layer.get("encoding", {}).items() if k not in spec.get("encoding", {})
        }


def compact(spec: Any) -> Any:
    """The specification with its data as columns and rows, half as long; the page's script undoes it."""
    if isinstance(spec, Mapping):
        if list(spec) == ["values"] and isinstance(spec["values"], list):
            return _columns(spec["values"])
        return {
            key: {name: _columns(found) for name, found in value.items()}
            if key == "datasets"
            else compact(value)
            for key, value in spec.items()
        }
    return [compact(part) for part in spec] if isinstance(spec, list) else spec


def _columns(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows as lists; a text is named by its place among the texts of its column."""
    names = list(records[0]) if records else []
    texts = {
        name: list(dict.fromkeys(record[name] for record in records))
        for name in names
        if all(isinstance(record[name], str) for record in records)
    }
    place = {name: {text: k for k, text in enumerate(found)} for name, found in texts.items()}
    rows = [
        [place[name][record[name]] if name in place else record[name] for name in names]
        for record in records
    ]
    return {"columns": names, "texts": [texts.get(name, 0) for name in names], "rows": rows}


def year_axis(**more: Any) -> Any:
    """The axis of calendar years as steps; on a narrow screen '26 instead of 2026."""
    short = 'width < 420 ? "\'" + slice(toString(datum.value), 2) : toString(datum.value)'
    return alt.Axis(title=None, labelAngle=0, labelOverlap=True, labelExpr=short, **more)


def money_scale(largest: float, money: str) -> tuple[float, str]:
    """Factor and unit in which an axis shows money given in millions.

    >>> money_scale(4_000.0, "million EUR, prices of 2025"), money_scale(400.0, "million EUR")
    ((0.001, 'billion EUR, prices of 2025'), (1.0, 'million EUR'))
    """
    if largest >= 1000:
        return 1e-3, money.replace("million", "billion", 1)
    return 1.0, money


def unit_scale(largest: float, unit: str) -> tuple[float, str]:
    """Factor and unit in which an axis shows quantities.

    >>> unit_scale(450_000.0, "rounds a quarter"), unit_scale(800.0, "rounds")
    ((0.001, 'thousand rounds a quarter'), (1.0, 'rounds'))
    >>> unit_scale(450.0, "thousand rounds")
    (1.0, 'thousand rounds')
    """
    size, unit = counted_in(unit)
    if largest * size >= 2e6:
        return size * 1e-6, f"million {unit}"
    if largest * size >= 2e3:
        return size * 1e-3, f"thousand {unit}"
    return size, unit


def scaled(frame: pd.DataFrame, factor: float, columns: Sequence[str]) -> pd.DataFrame:
    """The frame with some of its columns in another unit."""
    return frame.assign(**{c: frame[c] * factor for c in columns})


def years(field: str, first: float, last: float) -> Any:
    """Time on a scale of calendar years; a tick is the first of January."""
    return alt.X(
        f"{field}:Q",
        scale=alt.Scale(domain=[first, last], nice=False, zero=False),
        axis=alt.Axis(
            values=list(range(ceil(first), floor(last) + 1)),  # tickMinStep lets halves through
            title=None,
            labelOverlap=True,
            labelFlush=False,
            labelExpr=_SHORT_YEAR.format("format(datum.value, 'd')"),
        ),
    )


def amount(field: str, title: str, largest: float, smallest: float = 0.0) -> Any:
    """A size, counted from zero unless it can be negative."""
    return alt.Y(
        f"{field}:Q",
        scale=alt.Scale(domain=[min(smallest, 0.0), largest if largest > 0 else 1.0], nice=True),
        axis=alt.Axis(
            title=title, titleAngle=0, titleAlign="left", titleY=-12, titleX=0, format=",~f"
        ),
    )


def colours(field: str, of: Mapping[str, str]) -> Any:
    """Colours by name, never by the order in which names happen to come."""
    return alt.Color(
        f"{field}:N", scale=alt.Scale(domain=list(of), range=list(of.values())), legend=None
    )


def ranked_bars(
    frame: pd.DataFrame, *, colour: str, tooltip: list[alt.Tooltip], description: str, table: str
) -> Spec:
    """Bars one below the other, each under its name, so that names have the whole width on a phone.

    Columns of `frame`: label, mean, and low and high of a band (equal to mean where there is none).
    """
    low = min(float(frame[["low", "mean"]].min().min()), 0.0)
    high = max(float(frame[["high", "mean"]].max().max()), 0.0)
    x = across("mean", domain=[low, high if high > low else 1.0])
    base = below_each_other(rows(frame), list(frame["label"]))
    bars = base.mark_bar(height=8, yOffset=6, color=colour).encode(x=x, tooltip=tooltip)
    bands = base.mark_rule(color=INK, strokeWidth=1, yOffset=6).encode(x="low:Q", x2="high:Q")
    spread = (frame["high"] > frame["low"]).any()
    return finish(
        alt.layer(bars, *([bands] if spread else []), names(base, dy=-8)),
        description=description,
        frame=table,
        height=32 * len(frame),
    )


def below_each_other(data: Any, labels: Sequence[str]) -> Any:
    """What is drawn one below the other, each under its label."""
    return alt.Chart(data).encode(y=alt.Y("label:N", sort=list(labels), axis=None))


def across(field: str, **scale: Any) -> Any:
    """The axis on which lengths of bars are read."""
    return alt.X(
        f"{field}:Q",
        scale=alt.Scale(nice=True, **scale),
        axis=alt.Axis(title=None, tickCount=4, format=",~f"),
    )


def names(base: Any, **mark: Any) -> Any:
    """Labels above bars, at the left edge and not at zero: bars below zero would push them off a phone."""
    text = base.mark_text(align="left", baseline="middle", **mark)
    return text.encode(x=alt.value(0), text="label:N")


def bands(base: Any, colour: str) -> tuple[Any, ...]:
    """Areas over 90, 80 and 50% of the futures; where they lie on one another the colour is stronger."""
    levels = (("p05", "p95", 0.18), ("p10", "p90", 0.15), ("p25", "p75", 0.22))
    return tuple(
        base.mark_area(color=colour, opacity=opacity).encode(y=alt.Y(f"{low}:Q"), y2=f"{high}:Q")
        for low, high, opacity in levels
    )


def band_keys(colour: str, most: str) -> tuple[Key, ...]:
    """What the areas of `bands` mean; `most` says what the widest holds, '' where there are none."""
    if not most:
        return ()
    return (
        Key("half of the futures", "band", colour, 0.45),
        Key("80% of the futures", "band", colour, 0.3),
        Key(most, "band", colour, 0.18),
    )


Tip = tuple[str, str] | tuple[str, str, str]
"""A field with its type, as a tooltip calls it, and in which form it shows numbers."""


def tips(*told: Tip) -> list[alt.Tooltip]:
    """What a tooltip says, one line a field."""
    return [
        alt.Tooltip(f, title=t, format=form[0] if form else alt.Undefined) for f, t, *form in told
    ]


def band_tips(futures: int, rarest: float) -> tuple[Tip, ...]:
    """The ends of the bands of 90, 80 and 50%, as a tooltip says them; of few futures the outer ends alone are told."""
    low, high = end_tips(futures, rarest, ("p05", "p95"), ",.4~r")
    if futures < FEW:
        return (low, high)
    inner = (("p10", "At least, in 90%"), ("p25", "At least, in 75%"), ("p75", "At most, in 75%"), ("p90", "At most, in 90%"))  # fmt: skip
    return (low, *((f"{level}:Q", said, ",.4~r") for level, said in inner), high)


def end_tips(futures: int, rarest: float, columns: tuple[str, str], form: str) -> tuple[Tip, Tip]:
    """The ends of a band from 5% to 95%, which stand in two columns, as a tooltip says them."""
    most = at_most(futures, rarest)
    least = most.replace("at most", "at least")
    low, high = columns
    return (f"{low}:Q", _begun(least), form), (f"{high}:Q", _begun(most), form)


def _begun(said: str) -> str:
    return said[0].upper() + said[1:]
