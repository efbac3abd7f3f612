"""The plot of growth: seconds by the number of futures of the reference problem, on two logarithmic axes."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

import altair as alt
import pandas as pd

from bench.page import Results

PLOT = Path(__file__).resolve().parent.parent / "docs" / "growth.svg"
FAMILY = re.compile(r"ramp-continuous-(\d+)")
COLOURS = {
    "offtake": "#14508c",
    "offtake, 2 workers": "#1a6b50",
    "extensive form": "#b4530a",
    "extensive form, ipx": "#8a5a9e",
    "in proportion": "#8a8a8a",
}


def growth(results: Results) -> pd.DataFrame:
    """futures, tool, seconds: of the tools that reached the gap, and the first of offtake in proportion."""
    rows = []
    for name, by_tool in results.items():
        found = FAMILY.fullmatch(name)
        for tool, measured in by_tool.items() if found else ():
            if tool in COLOURS and not isinstance(measured, str) and measured[0].gap < 1e-3:
                seconds = median(m.seconds for m in measured)
                rows.append((int(found[1]) if found else 0, tool, seconds))
    own = sorted((futures, s) for futures, tool, s in rows if tool == "offtake" and futures >= 100)
    if own:
        futures, seconds = own[0]
        rows += [(n, "in proportion", seconds * n / futures) for n, _ in own]
    return pd.DataFrame(rows, columns=["futures", "tool", "seconds"])


def plot(frame: pd.DataFrame) -> alt.Chart:
    """Lines through the medians; a line of slope one is growth in proportion."""
    tools = [t for t in COLOURS if t in set(frame["tool"])]
    axes = {"axis": alt.Axis(grid=True, gridColor="#e4e4e4")}
    scale = alt.Scale(domain=tools, range=[COLOURS[t] for t in tools])
    return (
        alt.Chart(frame, title="Seconds to a gap of 0.0001 by the number of futures")
        .mark_line(point=True)
        .encode(
            x=alt.X("futures:Q", scale=alt.Scale(type="log"), title="futures", **axes),
            y=alt.Y("seconds:Q", scale=alt.Scale(type="log"), title="seconds, median", **axes),
            color=alt.Color("tool:N", scale=scale, sort=tools, title=None),
            strokeDash=alt.condition(
                alt.datum.tool == "in proportion", alt.value([4, 4]), alt.value([1, 0])
            ),
        )
        .properties(width=520, height=300)
    )
