"""Figure: policies side by side, how the headline, the first decisions and the clauses move."""

from __future__ import annotations

import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.figure import Figure, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import ARRANGEMENTS

KEYS = ("arrangement", "name", "unit")
AS_IT_STANDS = "as it stands"
PARTS = {"headline": "Headline, means over the futures", "begun at the start": "Begun at the start", "clauses": "Clauses signed"}  # fmt: skip


def policies(run: Material) -> Figure | None:
    """One bar a policy: by how much social value differs from the study as it stands; all that moves in tables."""
    if not run.has("policies"):
        return None
    own = run["policies"]
    value = own[(own["part"] == "headline") & (own["name"] == "social_value")]
    there = set(value["arrangement"])
    whose = run.main if run.main in there else str(value["arrangement"].iloc[-1])
    moved = _moved(value[value["arrangement"] == whose])
    if moved.empty:
        return None
    factor, unit = charts.money_scale(float(moved["change"].abs().max()), run.money)
    return Figure(
        id="policies",
        title=_finding(moved, whose, run.settings.currency),
        measure=(
            f"Change of social value of {whose} against the study as it stands, in {unit}, present value, each policy solved "
            "anew. A policy is a named set of changes; what a study values may change with it."
        ),
        unit=unit,
        numbers=own,
        frame="policies",
        rests_on=("changes",),
        panels=(Panel("", _bars(charts.scaled(moved, factor, ("change",)), whose)),),
        tables=tuple(
            TextTable(table, head)
            for part, head in PARTS.items()
            if not (table := _shown(own, part)).empty
        ),
        remarks=tuple(filter(None, (_alike(own, part, head) for part, head in PARTS.items()))),
    )


def _moved(value: pd.DataFrame) -> pd.DataFrame:
    by = value.set_index("policy")["value"]
    if AS_IT_STANDS not in by:
        return pd.DataFrame(columns=["policy", "change"])
    change = (by - by[AS_IT_STANDS]).drop(AS_IT_STANDS)
    return pd.DataFrame({"policy": change.index, "change": change.to_numpy()})


def _finding(moved: pd.DataFrame, whose: str, currency: str) -> str:
    far = moved.loc[moved["change"].abs().sort_values(ascending=False, kind="stable").index[0]]
    way = "more" if far["change"] > 0 else "less"
    return (
        f"Of {words.count(len(moved), 'policy', 'policies')}, {far['policy']} moves {whose} furthest: "
        f"{words.money(abs(float(far['change'])), currency)} {way} social value"
    )


def _shown(own: pd.DataFrame, part: str) -> pd.DataFrame:
    """The headline whole; of what is begun and signed the rows that a policy changes, which the others would hide."""
    found = _table(own[own["part"] == part])
    return found if part == "headline" else found[~_same(found)]


def _alike(own: pd.DataFrame, part: str, head: str) -> str:
    found = _table(own[own["part"] == part])
    same = 0 if part == "headline" else int(_same(found).sum())
    return f"{head}: the same under every policy in {same} of {words.count(len(found), 'row')}, which the numbers hold." if same else ""  # fmt: skip


def _same(found: pd.DataFrame) -> pd.Series:
    return found[found.columns[len(KEYS) :]].nunique(axis=1, dropna=False) == 1


def _table(part: pd.DataFrame) -> pd.DataFrame:
    """One row a figure, one column a policy, in the order in which they stand."""
    keys = list(KEYS)
    rows = part[keys].drop_duplicates().reset_index(drop=True)
    found = rows.assign(name=rows["name"].str.replace("_", " "))
    for policy in dict.fromkeys(part["policy"]):
        own = part[part["policy"] == policy].set_index(keys)["value"]
        found[policy] = [own.get(tuple(key), float("nan")) for key in rows.itertuples(index=False)]
    return found.rename(columns={k: k.capitalize() for k in keys})


def _bars(moved: pd.DataFrame, whose: str) -> Spec:
    frame = pd.DataFrame(
        {"label": moved["policy"], "mean": moved["change"], "low": moved["change"], "high": moved["change"]}
    )  # fmt: skip
    return charts.ranked_bars(
        frame,
        colour=ARRANGEMENTS[whose],
        tooltip=charts.tips(("label:N", "Policy"), ("mean:Q", "Change of social value", ",.4~r")),
        description="Bars: change of social value under each policy against the study as it stands.",
        table="policies",
    )
