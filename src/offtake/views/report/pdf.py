"""The report on paper: the answer, what to sign, deliveries, money and who pays, and the sources, on at most six pages.

Every figure has the same name as in the HTML report, which has all the others too.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from offtake.errors import UsageError
from offtake.files import write_bytes
from offtake.views.drawing import words
from offtake.views.drawing.cells import grid
from offtake.views.drawing.figure import Figure, TextTable
from offtake.views.drawing.frames import Material, material
from offtake.views.figures import questions
from offtake.views.figures.deal import buyers, gain, payers, signing
from offtake.views.figures.grounds import limits, provenance
from offtake.views.figures.plan import delivery, money, states
from offtake.views.figures.plan.delivery import products, unit_of
from offtake.views.report import paper

if TYPE_CHECKING:
    from offtake.results.run import Run

Charts = Callable[[Material], tuple[paper.Chart, ...]]

FIGURES: tuple[tuple[Callable[[Material], Figure | None], Charts | None, int], ...] = (
    (signing.signing, None, 24),
    (gain.gain, paper.by_future, 8),
    (delivery.deliveries, paper.deliveries, 0),
    (states.by_state, None, 6),
    (delivery.shortfall, None, 8),
    (money.money_path, paper.money_by_year, 12),
    (payers.who_pays, paper.who_pays, 8),
    (buyers.buyers, None, 12),
    (payers.exposure, None, 6),
    (provenance.sources, None, 8),
)
"""What stands on the pages, the charts drawn for each, and the most rows that its tables may have."""


HERE = "see the numbers"
"""Remarks that send the reader to what paper does not have."""


def write_pdf(run: Run, path: str | Path) -> Path:
    """Write the report of a run as PDF to `path` and return it; the same run gives the same bytes.

    Raises UsageError where the extra `pdf` is not installed.
    """
    try:
        import typst
    except ModuleNotFoundError as missing:
        raise UsageError(
            "E602 a report as PDF needs typst: pip install 'offtake[pdf]'. Or write the report as .html and "
            "print it from the browser; its print layout is for A4."
        ) from missing
    template = (files("offtake.views") / "assets" / "report.typ").read_bytes()
    data = json.dumps(document(run), ensure_ascii=False, allow_nan=False)
    target = Path(path)
    write_bytes(
        typst.compile(template, format="pdf", sys_inputs={"data": data}, timestamp=0), target
    )
    return target


def document(run: Run) -> dict[str, Any]:
    """All that stands on the pages, as plain data."""
    what = material(run)
    settings = what.settings
    read = f" Sources read up to {settings.cut_off.isoformat()}." if settings.cut_off else ""
    solved = f"Solved on {what.solved[:10]}. " if what.solved else ""
    drawn = [
        _figure(made, what, charts, most)
        for figure, charts, most in FIGURES
        if (made := figure(what)) is not None
    ]
    return {
        "title": settings.title,
        "date": f"{solved}Plan from {settings.start.isoformat()} to {what.ends}.{read}",
        "synthetic": settings.synthetic,
        "sentence": gain.sentence(what),
        "asked": [
            {
                "question": row.question,
                "answer": row.answer,
                "text": row.text,
                "told": list(row.lines),
                "id": row.number.id if row.number else "",
            }
            for row in questions.asked(what)
        ],
        "figures": drawn,
        "limits": list(limits.limits(what)),
        "run": f"Run {what.headline['run']}, study {what.headline['study']}, seed {what.headline['seed']}",
    }


def _figure(figure: Figure, what: Material, charts: Charts | None, most: int) -> dict[str, Any]:
    tables = _tables(figure, what)
    drawn = charts(what) if charts else ()
    return {
        "title": figure.title,
        "measure": figure.measure if tables and figure.id != "buyers" else "",
        "charts": list(drawn),
        "tables": [_table(t, most) for t in tables if most and not t.frame.empty],
        "remarks": [r for r in figure.remarks if HERE not in r][
            : 2 if figure.id == "to-sign" else 1
        ],
        "source": f"{provenance.rests_on(what, figure)}. Figure {figure.id}; every number is in the HTML report.",
    }


def _tables(figure: Figure, what: Material) -> tuple[TextTable, ...]:
    """The tables of a figure as they stand on paper: who pays and what is at stake get one here."""
    if figure.id == "who-pays":
        return (TextTable(_payers(what), f"By payer, whole study, million {what.settings.currency}, not discounted"),)  # fmt: skip
    if figure.id == "exposure":
        return (TextTable(_stakes(what), f"Can fall due or be lost from the start of each year on, million {what.settings.currency}"),)  # fmt: skip
    if figure.id == "shortfall":
        return (TextTable(_missing(what), f"Missing at {what.ends}, mean over the futures"),)
    if figure.id == "sources":
        return (TextTable(provenance.key_documents(what["sources"], KEY), "Documents that most figures rest on, those of best standing first"),)  # fmt: skip
    return tuple(t for t in figure.tables if t.on_paper)


KEY = 8
"""Documents that are named on paper."""


def _missing(what: Material) -> pd.DataFrame:
    """Buyers by the units that they lack at the end, beside the share of their need that they lack without a deal."""
    short = what["shortfall"]
    last = short[short["year"] == short["year"].max()].set_index(["arrangement", "buyer"])
    own = last.loc[what.main].sort_values("late", ascending=False, kind="stable")
    own = own[own["late"] > 0]
    columns: dict[str, object] = {"Buyer": own.index}
    if len(products(what)) == 1:  # units of several products do not add up
        columns[f"Missing, {unit_of(what, products(what)[0])}"] = own["late"].to_numpy()
    for arrangement in dict.fromkeys((what.arrangements[0], what.main)):
        share = last.loc[arrangement]["share_late"].reindex(own.index)
        columns[f"Share of its need, {arrangement}"] = share.map(words.share).to_numpy()
    return pd.DataFrame(columns)


def _payers(what: Material) -> pd.DataFrame:
    pays = what["who_pays"]
    mine = pays[(pays["arrangement"] == what.main) & (pays["state"] == payers.ALL)]
    found = pd.DataFrame(mine.groupby("payer", as_index=False)["mean"].sum())
    found = found.sort_values(["mean", "payer"], ascending=[False, True], kind="stable")
    share = (found["mean"] / found["mean"].sum()).map(words.share)
    most = mine.groupby("payer")["worst"].max().reindex(found["payer"])
    return found.assign(share=share, worst=most.to_numpy()).rename(
        columns={"payer": "Payer", "mean": "Mean", "share": "Share", "worst": "Worst year of any future"}
    )  # fmt: skip


def _stakes(what: Material) -> pd.DataFrame:
    owed = what["exposure"]
    mine = owed[owed["arrangement"] == what.main]
    wide = mine.pivot_table(index="buyer", columns="year", values="maximum", aggfunc="sum")
    wide = wide.loc[:, wide.max() > 0]
    order = wide.max(axis=1).to_numpy().argsort(kind="stable")[::-1]
    wide = wide.iloc[order]
    wide.columns = [str(c) for c in wide.columns]
    return wide.rename_axis("Buyer").reset_index()


def _table(table: TextTable, most: int) -> dict[str, Any]:
    found = grid(table.frame, most)
    left = f" ({found.left_out:,} more in the HTML report)" if found.left_out else ""
    columns = list(zip(*([c.text for c in row] for row in found.rows), strict=True))
    return {
        "caption": table.caption + left,
        "headings": [h.text for h in found.headings],
        "numeric": [h.number for h in found.headings],
        "wide": [min(max(4, *(len(text) for text in column)), 40) for column in columns],
        "rows": [[cell.text for cell in row] for row in found.rows],
    }
