"""Figure: what the numbers rest on, and which of them rest on nothing but judgement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from offtake.views.drawing import charts, words
from offtake.views.drawing.cells import Link
from offtake.views.drawing.figure import Figure, Key, Panel, Spec, TextTable
from offtake.views.drawing.frames import Material
from offtake.views.drawing.palette import GROUNDS, ON_LIGHT, ON_STRONG, PAPER

GRADES = {"A": "official", "B": "established", "C": "indirect", "D": "weak"}


def grounds(run: Material) -> pd.DataFrame:
    """How many of the study's figures have a document, a stated judgement, or nothing behind them."""
    status = run["assumptions"]["status"]
    numbers = (
        int(run.headline["figures_sourced"]),
        int((status == "assumed").sum()),
        int((status == "unsourced").sum()),
    )
    total = sum(numbers) or 1
    return pd.DataFrame(
        {"ground": list(GROUNDS), "figures": numbers, "share": [n / total for n in numbers]}
    )


def rests_on(run: Material, figure: Figure) -> str:
    """The tables of the study that a figure rests on, with how many of their figures stand in documents."""
    every = run.provenance
    tables = figure.rests_on
    own = every if "sources" in tables else every[every["table"].isin(tables)]
    if own.empty:
        return f"rests on {words.listed(tables, len(tables))}, which hold no figure"
    status = own["status"].value_counts()
    said = [
        f"{words.quantity(float(status[key]))} {word}"
        for key, word in (("sourced", "from documents"), ("assumed", "assumed"), ("missing", "without a source"))
        if key in status
    ]  # fmt: skip
    judged = 1 - float(status.get("sourced", 0)) / len(own)
    named = "all tables" if "sources" in tables else words.listed(tables, len(tables)).replace("_", " ")  # fmt: skip
    return f"rests on {named}: {words.listed(said)} ({words.share(judged)} judged)"


def sources(run: Material) -> Figure:
    """Share of figures by what they rest on; the documents; the log of assumptions."""
    by = grounds(run)
    log = _log(run["assumptions"])
    if run.has("tornado"):
        own = run["tornado"]
        log = in_order_of_effect(
            log, own[own["arrangement"] == "first-best"], run.settings.currency
        )
    return Figure(
        id="sources",
        title=_finding(by),
        measure=f"Figures of the study by what they rest on, in percent of {words.count(int(by['figures'].sum()), 'figure')}.",
        unit="percent of figures",
        numbers=_every(run["assumptions"]),
        frame="assumptions",
        rests_on=("sources",),
        panels=(Panel("", _bar(by)),),
        legend=tuple(Key(ground, "bar", colour) for ground, colour in GROUNDS.items()),
        tables=(
            TextTable(_documents(run["sources"]), "Documents", on_paper=12),
            TextTable(
                _told(log, run.settings.currency),
                "Assumptions and figures without a source",
                on_paper=0,
            ),
        ),
        remarks=(
            _grades(run["sources"]),
            f"The file to download lists all {words.count(len(run['assumptions']), 'figure')} that are "
            "assumed or without a source, one by one.",
        ),
    )


def judgement(run: Material) -> str:
    """How much of what stands on the page rests on judgement, for the line below the answer."""
    by = grounds(run)
    sourced, total = int(by["figures"].iloc[0]), int(by["figures"].sum())
    if not total:
        return ""
    told = (
        f"{words.share(1 - sourced / total)} of the {words.count(total, 'figure')} behind this are judgements; "
        f"{words.count(sourced, 'figure')} stand in documents."
    )
    moving = words.moves_by_judgement(run.headline.get("judgement"))
    return " ".join(text for text in (told, moving, _moves_most(run)) if text)


def _moves_most(run: Material) -> str:
    """The three assumptions that move the answer most, where they were moved."""
    first = [r for r in run.headline.get("moves_most", ()) if r["swing"] > 0]
    if not first:
        return ""
    named = [f"{_short(r)} ({r['range']}: {run.money_of(r['swing'])})" for r in first]
    return f"What the plan is worth moves most with {words.listed(named, 3)}."


def _short(row: Mapping[str, Any]) -> str:
    """What an assumption is called, without its ground, which the figure about what matters most gives."""
    return re.sub(r"( figures): .*", r"\1", str(row.get("called", row["name"])))


def _finding(by: pd.DataFrame) -> str:
    sourced, assumed, nothing = by["share"]
    text = f"{words.share(sourced)} of the figures come from a document, {words.share(assumed)} are assumed"
    missing = int(by["figures"].iloc[2])
    if missing:
        return (
            f"{text}, and {words.count(missing, 'figure')} ({words.share(nothing)}) have no source"
        )
    return f"{text}; none is without a stated ground"


def key_documents(documents: pd.DataFrame, most: int) -> pd.DataFrame:
    """The documents on which most figures rest, so many, those of best standing first."""
    used = documents.sort_values(["figures", "source"], ascending=[False, True], kind="stable")
    return _documents(used.head(most))


def _documents(documents: pd.DataFrame) -> pd.DataFrame:
    ordered = by_standing(documents, "figures")
    return pd.DataFrame(
        {
            "Document": [
                Link(f"{r['publisher']}, {r['title']}" if r["publisher"] else str(r["title"]), str(r["address"] or ""))
                for r in ordered.to_dict("records")
            ],
            "Date": ordered["date"],
            "Grade": ordered["grade"],
            "Figures": ordered["figures"],
            "Called": ordered["source"],
        }
    )  # fmt: skip


def by_standing(documents: pd.DataFrame, used: str) -> pd.DataFrame:
    """Documents of good standing first, of equal grade those on which most figures rest; without a grade: last.

    >>> rows = [("D", 90, "a"), ("A", 2, "b"), ("A", 7, "c"), ("", 99, "d")]
    >>> by_standing(pd.DataFrame(rows, columns=["grade", "figures", "source"]), "figures")["source"].tolist()
    ['c', 'b', 'a', 'd']
    """
    grade = documents["grade"].fillna("").replace("", "Z")
    ordered = documents.assign(standing=grade).sort_values(
        ["standing", used, "source"], ascending=[True, False, True], kind="stable"
    )
    return ordered.drop(columns="standing")


def _grades(documents: pd.DataFrame) -> str:
    """How many of the figures that documents carry rest on which grade."""
    carried = documents.groupby(documents["grade"].fillna(""))["figures"].sum()
    told = [
        f"{grade} {word}, {words.count(int(carried.get(grade, 0)), 'figure')}"
        for grade, word in GRADES.items()
    ]
    return f"Grades, best first: {'; '.join(told)}."


def _every(log: pd.DataFrame) -> pd.DataFrame:
    """Every figure that no document carries, one in a row, those without a source first."""
    order = (log["status"] != "unsourced").sort_values(kind="stable").index
    return log.loc[order, ["status", "table", "row", "column", "value", "unit", "note"]]


def _log(log: pd.DataFrame) -> pd.DataFrame:
    """Rows that share table, column, reason and status in one line, unsourced first."""
    if log.empty:
        return pd.DataFrame(
            columns=["Status", "Table", "Column", "Rows", "Value", "Unit", "Reason"]
        )
    keys = ["status", "table", "column", "unit", "note"]
    text = log.assign(
        value=log["value"].map(str), row=log["row"].map(str), unit=log["unit"].fillna(""),
        note=log["note"].fillna(""),
    )  # fmt: skip
    merged = text.groupby(keys, sort=False, as_index=False).agg(
        row=("row", lambda r: words.listed([_readable(k) for k in dict.fromkeys(r)], 4)),
        value=("value", lambda v: words.listed(list(dict.fromkeys(v)), 4)),
    )
    merged["order"] = (merged["status"] != "unsourced").astype(int)
    merged = merged.sort_values(["order", "table", "column"], kind="stable")
    merged["status"] = merged["status"].map({"unsourced": "no source"}).fillna(merged["status"])
    return merged[["status", "table", "column", "row", "value", "unit", "note"]].rename(
        columns={"row": "rows", "note": "reason"}
    ).rename(columns=str.capitalize)  # fmt: skip


def _told(log: pd.DataFrame, currency: str) -> pd.DataFrame:
    """The log in few columns, so that the reason of each entry is on the screen; keys of rows in words."""
    figure = (log["Table"] + ", " + log["Column"]).str.replace("_", " ")
    unit = [in_words(str(u), currency) for u in log["Unit"]]
    value = (log["Value"] + " " + pd.Series(unit, index=log.index, dtype=str)).str.strip()
    kept = log.drop(columns=["Table", "Column", "Value", "Unit", "Reason"])
    kept["Rows"] = [_shortened(row) for row in log["Rows"]]
    kept.insert(1, "Reason", log["Reason"])
    kept.insert(1, "Value", [_shortened(text, 40) for text in value])
    kept.insert(1, "Figure", figure)
    if (kept["Status"] == "assumed").all():
        kept = kept.drop(columns="Status")
    return kept


def in_words(unit: str, currency: str) -> str:
    """A unit of the study's tables as people say it; nothing where the figure says it by itself.

    >>> [in_words(u, "EUR") for u in ("money/unit", "money/unit-year", "unit/year", "1/year", "money", "share", "years")]
    ['million EUR a unit', 'million EUR a unit and year', 'units a year', 'a year', 'million EUR', '', 'years']
    """
    if unit in ("", "share", "index", "size", "year", "month", "money/money") or unit.startswith(
        "as the "
    ):
        return ""
    what, _, per = unit.partition("/")
    said = {"money": f"million {currency}", "unit": "units", "1": ""}.get(what, what)
    rate = {"": "", "unit-year": "a unit and year"}.get(per, f"a {per}")
    return f"{said} {rate}".strip()


def _shortened(text: str, most: int = 110) -> str:
    """A list of names cut where a reader has seen enough of it; the file to download has all of it."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0].rstrip(',;')} …"


def _readable(row: str) -> str:
    """The key of a row in words.

    >>> _readable("demand | settlement | requirements | kind=flow;buyer=Albania|Belgium | scale")
    'demand, settlement, requirements, kind: flow, buyer: Albania or Belgium, scale'
    >>> _readable("budget | cut | budgets |  | amount | "), _readable("a | b | lines | line=x | build_time | ")
    ('budget, cut, budgets, amount', 'a, b, lines, line: x, build time')
    """
    parts = [part.strip() for part in row.replace(";", " | ").split(" | ")]
    told = ", ".join(part.replace("=", ": ") for part in parts if part)
    return told.replace("|", " or ").replace("_", " ")


def in_order_of_effect(log: pd.DataFrame, tornado: pd.DataFrame, currency: str) -> pd.DataFrame:
    """The log with how far each entry moves social value, those that move it furthest first, those not moved last.

    An entry is moved by the assumption of the same table and column whose reason it gives.
    """
    value = tornado[tornado["measure"] == "social_value"]
    swings = [(r["table"], r["column"], r["reason"], float(r["swing"])) for r in value.to_dict("records")]  # fmt: skip

    def swing(row: pd.Series) -> float:
        own = [s for t, c, why, s in swings if (t, c) == (row["Table"], row["Column"]) and (why == row["Reason"] or (why and why in row["Reason"]))]  # fmt: skip
        return max(own, default=float("nan"))

    moves = log.apply(swing, axis=1) if len(log) else pd.Series(dtype=float)
    told = ["not moved" if v != v else words.money(v, currency) for v in moves]
    found = log.assign(**{"Moves social value by": told})
    return found.loc[moves.sort_values(ascending=False, kind="stable", na_position="last").index]


def _bar(by: pd.DataFrame) -> Spec:
    frame = by.assign(stop=by["share"].cumsum() * 100)
    frame["start"] = frame["stop"] - frame["share"] * 100
    frame["middle"] = (frame["start"] + frame["stop"]) / 2
    frame["text"] = [words.share(s) if s >= 0.08 else "" for s in frame["share"]]
    base = alt.Chart(charts.rows(frame))
    bars = base.mark_bar(height=30, stroke=PAPER).encode(
        x=alt.X(
            "start:Q", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(title=None, tickCount=5)
        ),
        x2="stop:Q",
        color=charts.colours("ground", GROUNDS),
        tooltip=charts.tips(("ground:N", "Ground"), ("figures:Q", "Figures")),
    )
    labels = base.mark_text(fontWeight="bold").encode(
        x="middle:Q",
        text="text:N",
        color=alt.condition(
            "datum.ground == 'assumed, with a reason'", alt.value(ON_LIGHT), alt.value(ON_STRONG)
        ),
    )
    return charts.finish(
        alt.layer(bars, labels),
        description="One bar: share of figures from a document, assumed, and without a source.",
        frame="assumptions",
        height=44,
    )
