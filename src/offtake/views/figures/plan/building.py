"""Figures: which projects begin, when, how sure that is; and what holds deliveries back."""

from __future__ import annotations

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import INK, STAGES

LIKELY = 0.5
MOST_PROJECTS = 30


def timeline(run: Material) -> Figure:
    """Building, ramp and full rate of every project that begins in some future."""
    projects = run.of_main("projects")
    mine = projects[projects["share_begun"] > 0]
    mine = mine.assign(
        going=mine["project"].isin(_going(run))
    )  # nobody decides on these: they stand last
    ordered = mine.sort_values(
        ["going", "share_begun", "begin", "project"], ascending=[True, False, True, True], kind="stable"
    )  # fmt: skip
    shown, left_out = ordered[:MOST_PROJECTS], ordered[MOST_PROJECTS:]
    shown = shown.sort_values(["begin", "project"], kind="stable")
    return Figure(
        id="timeline",
        title=_timeline_finding(projects, run),
        measure=(
            "Projects by date of start: median over the futures in which they begin. Stronger colour: begun in "
            "more futures. Percentages: share of futures in which the project begins, and without a deal where that differs."
        ),
        unit="calendar date; share of futures",
        numbers=run["projects"],
        frame="projects",
        rests_on=("projects", "lines", "drivers"),
        panels=(Panel("", _bars(shown, run)),) if len(shown) else (),
        legend=tuple(Key(stage, "bar", colour) for stage, colour in STAGES.items()),
        remarks=_not_begun(projects, left_out),
    )


def _timeline_finding(mine: pd.DataFrame, run: Material) -> str:
    going = _going(run)
    free = mine[~mine["project"].isin(going)]
    likely = free[free["share_begun"] >= LIKELY]
    stands = f"{words.count(len(going), 'project')} {'is' if len(going) == 1 else 'are'} under way; of {len(free)} more " if going else ""  # fmt: skip
    if likely.empty:
        return (
            f"{stands}none begins in half of the futures"
            if going
            else "No project begins in more than half of the futures"
        )
    first = str(likely["begin"].min())[:4]
    sure = int((likely["share_begun"] >= 0.9995).sum())
    capex = run.money_of(float(likely["capex"].sum()))
    begin, those = (
        ("begins", "it begins") if len(likely) == 1 else ("begin", f"{sure} of them begin")
    )
    certain = f"; {those} whatever happens" if sure else ""
    many = f"{len(likely)}" if going else f"{len(likely)} of {words.count(len(free), 'project')}"
    return (
        f"{stands}{many} {begin} in at least half of the futures, the "
        f"first in {first}, for {capex}{certain}"
    )


def _going(run: Material) -> set[str]:
    """Projects that had begun before the study: they stand in every arrangement, and nobody decides on them."""
    own = run.study.projects
    return set(map(str, own.loc[own["begun"].notna(), "project"]))


def _not_begun(mine: pd.DataFrame, left_out: pd.DataFrame) -> tuple[str, ...]:
    never = sorted(mine.loc[mine["share_begun"] <= 0, "project"])
    going = int(left_out["going"].sum())
    told = [
        words.count(number, what, whats)
        for number, what, whats in (
            (len(left_out) - going, "less likely project", None),
            (going, "project under way", "projects under way"),
        )
        if number
    ]
    remarks = [f"{' and '.join(told)} in the numbers only."] if told else []
    if never:
        remarks.append(f"Never begun: {words.listed(never, 12)}.")
    return tuple(remarks)


def _stages(shown: pd.DataFrame, end: float) -> pd.DataFrame:
    """One row for each project and stage, with the times between which it lasts."""
    parts = []
    for row in shown.to_dict("records"):
        times = [_time(row["begin"]), _time(row["build_end"]), _time(row["full_rate"]), end]
        for stage, start, stop in zip(STAGES, times[:-1], times[1:], strict=True):
            if min(stop, end) > start:
                parts.append({**row, "stage": stage, "start": start, "stop": min(stop, end)})
    shown_columns = ["project", "producer", "line", "begin", "build_end", "full_rate", "adds"]
    return pd.DataFrame(parts)[[*shown_columns, "share_begun", "stage", "start", "stop"]]


def _time(day: object) -> float:
    """A day on a scale of calendar years."""
    stamp = pd.Timestamp(str(day))
    start = pd.Timestamp(year=stamp.year, month=1, day=1)
    return float(stamp.year + (stamp - start).days / (366 if stamp.is_leap_year else 365))


def _bars(shown: pd.DataFrame, run: Material) -> Spec:
    order = list(shown["project"])
    first = run.settings.start.year
    end = float(run["deliveries"]["year"].max() + 1)
    labels = shown[["project"]].assign(
        first=first,
        label=_labels(shown, run),
    )
    y = alt.Y("project:N", sort=order, axis=None, scale=alt.Scale(paddingInner=0.0))
    stages = (
        alt.Chart(charts.rows(_stages(shown, end)))
        .mark_bar(height=9, yOffset=5)
        .encode(
            y=y,
            x=charts.years("start", first, end),
            x2="stop:Q",
            color=charts.colours("stage", STAGES),
            opacity=alt.Opacity(
                "share_begun:Q", scale=alt.Scale(domain=[0, 1], range=[0.25, 1]), legend=None
            ),
            tooltip=charts.tips(
                ("project:N", "Project"),
                ("producer:N", "Producer"),
                ("line:N", "Line"),
                ("begin:N", "Begins"),
                ("build_end:N", "Built"),
                ("full_rate:N", "At full rate"),
                ("adds:Q", "Adds, units a year", ",.4~r"),
                ("share_begun:Q", "Share of futures", ".0%"),
            ),
        )
    )
    names = (
        alt.Chart(charts.rows(labels))
        .mark_text(align="left", baseline="middle", dy=-9, color=INK, fontSize=12)
        .encode(y=y, x=alt.X("first:Q"), text="label:N")
    )
    return charts.finish(
        alt.layer(stages, names),
        description="Timeline of projects: when each is built, ramps up and runs at full rate.",
        frame="projects",
        height=30 * len(order),
    )


def _labels(shown: pd.DataFrame, run: Material) -> list[str]:
    """Name and share of futures; beside the deal's, what no deal would bring where that differs."""
    going = _going(run)
    labels = [
        f"{p} · {'under way' if p in going else words.share(s)}"
        for p, s in zip(shown["project"], shown["share_begun"], strict=True)
    ]
    if run.main != "deal" or "no-deal" not in run.arrangements:
        return labels
    projects = run["projects"]
    alone = projects[projects["arrangement"] == "no-deal"].set_index("project")["share_begun"]
    return [
        f"{label}; no-deal {words.share(without)}"
        if abs(share - (without := float(alone.get(p, 0.0)))) >= 0.005
        else label
        for label, p, share in zip(labels, shown["project"], shown["share_begun"], strict=True)
    ]
