"""A claim: who said what of what, when, in which words; what is not said stays empty."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = (
    "output",
    "capacity",
    "target",
    "pledge",
    "order",
    "price",
    "money",
    "delay",
    "comparison",
    "denial",
    "statement",
)
CONTEXT = 32
"""Characters kept before and after the exact words, so that a reader can find them again."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure, or one statement without a figure, as a document has it.

    Offsets are code points of the document's cleaned text, half-open.
    """

    id: str
    document: str
    start: int
    end: int
    exact: str
    """The sentence, or the quotation, word for word."""
    prefix: str
    suffix: str
    kind: str
    kind_or: str = ""
    """The next likely kind, where the kind is a guess."""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    bound: str = ""
    """=, ~, <, <=, >, >=, vague; '' without a figure."""
    unit: str = ""
    per: str = ""
    words: str = ""
    """The figure as it stands, with what it counts."""
    speaker: str = ""
    speaker_basis: str = ""
    relayed: str = ""
    """Who is quoted by the speaker, for a quotation in a quotation."""
    reported_by: str = ""
    form: str = "outlet"
    """direct, partial (a few words in marks), indirect, outlet, headline."""
    polarity: str = "asserted"
    """asserted, denied, questioned, no longer."""
    date_said: str = ""
    date_meant: str = ""
    date_bound: str = ""
    """by, since, before (of a change), after (of a change) or ''."""
    date_basis: str = ""
    what: str = ""
    where: str = ""
    whose: str = ""
    hedges: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()
    """Fields that the sentence leaves open, or that could be read in two ways."""
    rule: str = ""


COLUMNS = (
    "id", "document", "kind", "kind_or", "value", "low", "high", "bound", "unit", "per", "words", "speaker", "speaker_basis",
    "relayed", "reported_by", "form", "polarity", "date_said", "date_meant", "date_bound", "date_basis", "what", "where", "whose",
    "hedges", "unresolved", "exact", "prefix", "suffix", "start", "end", "rule",
)  # fmt: skip
"""Columns of the table of claims, in order."""
