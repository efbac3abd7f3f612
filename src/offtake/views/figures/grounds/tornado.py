"""Figure: what matters most, the assumptions that move social value furthest."""

from __future__ import annotations

import re

import altair as alt
import pandas as pd

from offtake.results.tables.sensitivity import AGAIN, MOVES, range_words, spoken, turn_words
from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Key, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ENDS, INK

FIRST = "first-best"
MOST = 12
"""Assumptions that are drawn; all of them stand in the table."""


def tornado(run: Material) -> Figure | None:
    """One bar an assumption, from the social value at the low end of its range to that at the high end."""
    if not run.has("tornado"):
        return None
    every = run["tornado"]
    there = list(dict.fromkeys(every["arrangement"]))
    whose = FIRST if FIRST in there else str(there[0])
    frame = every[every["arrangement"] == whose]
    value = frame[frame["measure"] == "social_value"]
    largest = float(value[["at_low", "base", "at_high"]].abs().max().max())
    factor, unit = charts.money_scale(largest, run.money)
    shown = value[value["swing"] > 0].head(MOST)
    if shown.empty:
        return None
    return Figure(
        id="tornado",
        title=_finding(value, run),
        measure=(
            f"Social value of {whose} in {unit}, with one assumption at each end of its range, the others as they "
            "are, and worked out again each time. The line is the value as the study stands. "
            "Ranges are the study's own, or go by grade: A 5%, B 10%, C 20%, D, assumed or without a source 30%."
        ),
        unit=unit,
        numbers=frame,
        frame="tornado",
        rests_on=tuple(dict.fromkeys(shown["table"])),
        panels=(
            Panel("", _bars(charts.scaled(shown, factor, ("at_low", "base", "at_high")), run)),
        ),
        legend=tuple(Key(end, "bar", colour) for end, colour in ENDS.items()),
        tables=(
            TextTable(
                _table(_listed(value), run),
                "Assumptions by how far they move social value",
                on_paper=MOST,
            ),
            *(_of_another(every, name, run) for name in there if name != whose),
            *_drawn(run),
        ),
        remarks=(
            *(
                [judged]
                if (judged := words.moves_by_judgement(run.headline.get("judgement")))
                else []
            ),
            *_remarks(value[value["how"] == AGAIN]),
            *_known(value[value["how"] == AGAIN], run.settings.currency),
        ),
    )


def _finding(value: pd.DataFrame, run: Material) -> str:
    first = value.iloc[0]
    ends = [float(v) for v in (first["at_low"], first["base"], first["at_high"]) if v == v]
    span = f"{run.money_of(min(ends))} to {run.money_of(max(ends))}"
    return f"Most hangs on {cited(spoken(first), run)} ({range_words(first)}): social value from {span}"


def _of_another(every: pd.DataFrame, name: str, run: Material) -> TextTable:
    own = every[(every["arrangement"] == name) & (every["measure"] == "social_value")]
    return TextTable(_table(own, run), f"{name.capitalize()}: assumptions by how far they move its social value")  # fmt: skip


def _listed(value: pd.DataFrame) -> pd.DataFrame:
    """What was worked out again, and of what was reckoned from prices what moves a tenth of a percent or more."""
    least = MOVES / 10 * value["base"].abs()
    return value[(value["how"] == AGAIN) | (value["swing"] >= least)]


def _remarks(value: pd.DataFrame) -> tuple[str, ...]:
    flips = value[(value["first_at_low"] != "") | (value["first_at_high"] != "")]
    still = int((value["swing"] == 0).sum())
    told = [
        f"{words.count(len(flips), 'assumption')} of {len(value)} would change what is begun at the start."
    ]
    if still:
        told.append(f"{words.count(still, 'assumption')} of them move nothing.")
    return tuple(told)


def _known(value: pd.DataFrame, currency: str) -> tuple[str, ...]:
    return words.known_words(value["swing"].tolist(), value["error"].tolist(), currency)


def _table(value: pd.DataFrame, run: Material) -> pd.DataFrame:
    currency = run.settings.currency
    return pd.DataFrame(
        {
            "Assumption": _called(value, run),
            "Range": [range_words(r) for _, r in value.iterrows()],
            "At the low end": [_money(v, currency) for v in value["at_low"]],
            "At the high end": [_money(v, currency) for v in value["at_high"]],
            "Begun otherwise at the start": [
                "; ".join(_turned(r, end) for end in ("low", "high") if r[f"first_at_{end}"])
                for _, r in value.iterrows()
            ],
            "Ground": [cited(str(reason or ""), run) for reason in value["reason"]],
            "How": value["how"],
        }
    )


def _turned(row: pd.Series, end: str) -> str:
    at = turn_words(row, end)
    return (
        f"{row[f'first_at_{end}']}, from {at}"
        if at
        else f"{row[f'first_at_{end}']}, at the {end} end"
    )


def _drawn(run: Material) -> tuple[TextTable, ...]:
    """What all assumptions moved at once say, where they were."""
    found = []
    if run.has("spread"):
        own = run["spread"][run["spread"]["measure"] == "social_value"]
        frame = pd.DataFrame(
            {
                "Figures in table": own["group"],
                "Explain alone": [words.share(v) for v in own["alone"]],
                "Have a hand in": [words.share(v) for v in own["total"]],
                "Known to within": [words.share(v) for v in own["total_error"]],
            }
        )
        found.append(
            TextTable(
                frame,
                "Shares of the spread of social value, all assumptions drawn evenly within their ranges",
            )
        )
    if run.has("first_decisions"):
        own = run["first_decisions"]
        own = own[(own["begun"] > 0) | (own["same"] < 1)]
        frame = pd.DataFrame(
            {
                "Project": own["project"],
                "Begun at the start": [f"{v:.0f}" for v in own["begun"]],
                "The same in draws": [words.share(v) for v in own["same"]],
                "Holds in nine of ten": ["yes" if v else "no" for v in own["holds"]],
            }
        )
        found.append(TextTable(frame, "First decisions over the draws"))
    return tuple(found)


def _money(value: float, currency: str) -> str:
    return "study refused" if value != value else words.money(value, currency)


def cited(text: str, run: Material) -> str:
    """A text with documents that it names in brackets called by publisher and year, in place of the study's short names."""
    known = {str(r["source"]): r for r in run["sources"].to_dict("records")}

    def called(found: re.Match[str]) -> str:
        row = known.get(found[1])
        said = row and " ".join(filter(None, (str(row["publisher"] or ""), str(row["date"] or "")[:4])))  # fmt: skip
        return f"({said or found[1]})"

    return re.sub(r"\(([^()\s]+)\)", called, text)


def _called(shown: pd.DataFrame, run: Material) -> list[str]:
    """What stands beside each bar: its words, or its name where two would read alike."""
    said = [cited(spoken(r), run) for _, r in shown.iterrows()]
    return [w if said.count(w) == 1 else str(n) for w, n in zip(said, shown["name"], strict=True)]


def _bars(shown: pd.DataFrame, run: Material) -> Spec:
    labels = _called(shown, run)
    ends = pd.concat(
        [
            shown.assign(end=end, label=labels, value=shown[column])
            for end, column in (("low end", "at_low"), ("high end", "at_high"))
        ]
    ).dropna(subset="value")
    ends = ends[["label", "end", "value", "base"]]
    values = [*ends["value"], *ends["base"]]
    x = charts.across("value", domain=[min(values), max(values)], zero=False)
    y = alt.Y("label:N", sort=labels, axis=None)
    every = alt.Chart(charts.rows(ends))
    base = every.encode(y=y)
    bars = base.mark_bar(height=8, yOffset=6).encode(
        x=x,
        x2="base:Q",
        color=charts.colours("end", ENDS),
        tooltip=charts.tips(
            ("label:N", "Assumption"), ("end:N", "At its"), ("value:Q", "Social value", ",.4~r")
        ),
    )
    line = every.mark_rule(color=INK, strokeWidth=1, opacity=0.5).encode(
        x="base:Q"
    )  # through all bars
    names = charts.names(base, dy=-8, limit=alt.ExprRef("width"))
    return charts.finish(
        alt.layer(bars, line, names),
        description="Bars: social value at both ends of each assumption's range, widest first.",
        frame="tornado",
        height=32 * len(shown),
    )
