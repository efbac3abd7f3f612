"""Where a figure stands: a claim is named by its document and by the place of its figure, so that the name tells the place."""

from __future__ import annotations

import hashlib
import re

from offtake.evidence.claim import Claim


def id_of(document: str, start: int, end: int) -> str:
    """The name of what stands from `start` to `end` of a document's text, twelve figures of a SHA-256."""
    return hashlib.sha256(f"{document} {start} {end}".encode()).hexdigest()[:12]


def place_of(claim: Claim) -> tuple[int, int]:
    """Where a claim's figure stands in its sentence, half-open; of the same words twice in one, which of the two is meant.

    A claim without a figure stands at the beginning of its sentence.
    """
    spans = [m.span() for m in re.finditer(re.escape(claim.words), claim.exact)] if claim.words else []  # fmt: skip
    mine = (s for s in spans if id_of(claim.document, *(claim.start + k for k in s)) == claim.id)
    return next(mine, spans[0] if spans else (0, 0))
