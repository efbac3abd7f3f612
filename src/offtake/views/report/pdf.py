"""The report on paper: the answer, the arrangements, the term sheets and the sources, on a few pages.

Every figure has the same name as in the HTML report, which has the charts and all the others.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from offtake.errors import UsageError
from offtake.files import write_bytes
from offtake.views.drawing.cells import grid
from offtake.views.drawing.figure import Figure, TextTable
from offtake.views.drawing.frames import Material, Reported, material
from offtake.views.figures import answer
from offtake.views.figures.deal import gain
from offtake.views.figures.deal.arrangements import arrangements
from offtake.views.figures.deal.terms import terms
from offtake.views.figures.grounds import limits, provenance
from offtake.views.figures.grounds.provenance import sources
from offtake.views.figures.plan.capital import capital

FIGURES = (arrangements, terms, capital, sources)
MOST_ROWS = 30
MOST_DOCUMENTS = 12


def write_pdf(run: Reported, path: str | Path) -> Path:
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


def document(run: Reported) -> dict[str, Any]:
    """All that stands on the pages, as plain data."""
    what = material(run)
    by = dict(zip(*(provenance.grounds(what)[c] for c in ("ground", "figures")), strict=True))
    ground = ", ".join(f"{int(n):,} figures {g}" for g, n in by.items())
    drawn = [made for figure in FIGURES if (made := figure(what)) is not None]
    return {
        "title": what.settings.title,
        "synthetic": what.settings.synthetic,
        "sentence": gain.sentence(what),
        "numbers": [
            {"id": n.id, "text": n.text, "label": n.label, "band": n.band}
            for n in answer.numbers(what)
        ],
        "figures": [_figure(figure, what, ground) for figure in drawn],
        "limits": list(limits.limits(what)),
        "run": f"Run {what.headline['run']}, study {what.headline['study']}, seed {what.headline['seed']}",
    }


def _figure(figure: Figure, what: Material, ground: str) -> dict[str, Any]:
    tables = figure.tables if figure.id != "sources" else figure.tables[:1]
    return {
        "title": figure.title,
        "measure": figure.measure if not figure.panels or figure.tables else figure.unit,
        "tables": [_table(t) for t in tables if not t.frame.empty],
        "remarks": list(figure.remarks if figure.id != "sources" else figure.remarks[:1]),
        "source": f"run {what.headline['run']}; rests on {', '.join(figure.rests_on)}: {ground}. "
        f"Figure {figure.id}; charts and every number are in the HTML report.",
    }


def _table(table: TextTable) -> dict[str, Any]:
    documents = "Address" in table.frame.columns
    found = grid(
        table.frame.drop(columns="Address", errors="ignore"),
        MOST_DOCUMENTS if documents else MOST_ROWS,
    )
    left = f" ({found.left_out:,} more in the HTML report)" if found.left_out else ""
    return {
        "caption": table.caption + left,
        "headings": [h.text for h in found.headings],
        "numeric": [h.number for h in found.headings],
        "rows": [[cell.text for cell in row] for row in found.rows],
    }
