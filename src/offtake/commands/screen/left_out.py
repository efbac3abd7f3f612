"""What a project, a producer or a clause is for, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from offtake.commands.screen.table import number
from offtake.commands.screen.voice import aligned
from offtake.views.drawing import words
from offtake.views.drawing.covered import unit_covered
from offtake.views.drawing.whys import why

if TYPE_CHECKING:
    from offtake.study.study import Study


def left_out_text(document: dict[str, Any], study: Study) -> str:
    """The answer with and without it, and what follows from that."""
    units = study.units
    unit = f"million {document['currency']}, present value"
    rows = []
    for key, having in document["having"].items():
        kind, _, product = key.partition(":")
        head = f"Delivered {product} ({units.get(product, 'units')})" if product else f"{kind.replace('_', ' ').capitalize()} ({unit})"  # fmt: skip
        rows.append((head, number(having), number(document["without"][key])))
    told = [why(document, document["currency"])]
    if document["kind"] == "clause":
        told = [*_signed(document), *told, _then(document, study)]
    table = aligned((document["arrangement"], "with it", "without it"), rows)
    return "\n".join([f"{document['kind'].capitalize()} {document['name']}", "", table, "", *told])


def _signed(d: dict[str, Any]) -> list[str]:
    lines = []
    if not d["signed"]:
        lines.append("It is not signed.")
    for c in d["signed"]:
        lines.append(f"Signed by {c['buyer']} with {c['producer']}: struck out and nothing put in its place, the producer falls short by {words.money(c['gap_without'], d['currency'])}.")  # fmt: skip
    return lines


def _then(d: dict[str, Any], study: Study) -> str:
    others = [
        f"{c['instrument']} with {c['producer']} ({words.size_of_clause(c['size'], c['unit'], '', d['currency'], unit_covered(study, 'all', c['producer']))})"
        for c in d["clauses_without"]
    ]
    return f"Then signed: {', '.join(others) or 'nothing'}."
