"""All claims of a store beside each other, in one order: the oldest article stands for words that later ones repeat."""

from __future__ import annotations

from offtake.evidence.comparing.relation import Relation
from offtake.evidence.comparing.relations import relations
from offtake.evidence.comparing.republished import overlaps
from offtake.evidence.deciding.store import Evidence, by_age


def compared(evidence: Evidence) -> list[Relation]:
    """What the claims of a store are to each other, in whatever order it has its articles."""
    documents = sorted(evidence.documents, key=by_age)
    return relations(evidence.in_order, documents, overlaps(documents))
