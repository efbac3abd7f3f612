"""The marks that charts are made of, in Vega-Lite through Altair.

Every chart gets a description for readers who cannot see it, the name of the frame that it was drawn from,
and explicit domains for its colours.  None has a second axis.  The numbers in a chart are rounded to six
digits, which is finer than any screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from offtake.errors import UsageError
from offtake.views.figure import Spec
from offtake.views.palette import GRID, INK, SOFT

MOST_ROWS = 5000
"""Beyond this many rows a chart becomes slow; aggregate before."""

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

CONFIG: Mapping[str, Any] = {
    "background": "#ffffff",
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
    """A value as JSON has it, numbers at six digits, gaps as null."""
    if isinstance(value, str | bool):
        return value
    if pd.isna(value):
        return None
    number = float(f"{float(value):.6g}")
    return int(number) if number.is_integer() else number


def finish(chart: Any, *, description: str, frame: str, height: int | None = None) -> Spec:
    """The chart as a Vega-Lite specification that fills the width it is given."""
    properties: dict[str, Any] = {"width": "container", "description": description}
    if height is not None:
        properties["height"] = height
    spec: dict[str, Any] = chart.properties(**properties).to_dict()
    spec["usermeta"] = {"table": frame}
    spec["config"] = CONFIG
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    spec.pop("$schema")
    return spec


def years(field: str, first: float, last: float) -> Any:
    """Time on a scale of calendar years; a tick is the first of January."""
    return alt.X(
        f"{field}:Q",
        scale=alt.Scale(domain=[first, last], nice=False, zero=False),
        axis=alt.Axis(format="d", tickMinStep=1, title=None, labelOverlap=True, labelFlush=False),
    )


def amount(field: str, title: str, largest: float, smallest: float = 0.0) -> Any:
    """A size, counted from zero unless it can be negative."""
    return alt.Y(
        f"{field}:Q",
        scale=alt.Scale(domain=[min(smallest, 0.0), largest if largest > 0 else 1.0], nice=True),
        axis=alt.Axis(
            title=title, titleAngle=0, titleAlign="left", titleY=-12, titleX=0, format="~s"
        ),
    )


def colours(field: str, of: Mapping[str, str]) -> Any:
    """Colours by name, never by the order in which names happen to come."""
    return alt.Color(
        f"{field}:N", scale=alt.Scale(domain=list(of), range=list(of.values())), legend=None
    )
