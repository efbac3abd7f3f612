"""Claims as a terminal shows them: by article, in the order of its text, each with its figure and its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from offtake.evidence.claim import Claim

if TYPE_CHECKING:
    from offtake.evidence.comparing.relation import Relation
    from offtake.evidence.document import Document

SHOWN = 90
"""Letters of a sentence where it is not shown whole."""
MOST = 40
"""Relations of a kind that a terminal shows."""
_SPANS = ("year", "month", "week", "day", "hour", "quarter", "decade", "century")
_CHANGE = {"before": "before the change", "after": "after the change"}
HEADINGS = {
    "contradiction": "Contradictions: same quantity, scope and time, values that cannot both hold",
    "denial": "Denials",
    "other kind": "One figure told as two things: what is made, could be made, is meant, promised or under contract",
    "change": "Changes: the same quantity at another time",
    "framing": "Framing: one quotation, told in two ways",
    "other side": "Said by one party about another",
    "same": "Counted once: the same words",
    "agreement": "Agreements of different documents",
    "open": "Cannot be told: scope or time is not said, or a kind is a guess",
}
_QUIET = ("open", "agreement")
_PERHAPS = "Perhaps contradictions: the kind of one is a guess"


def is_of(document: Document, named: str) -> bool:
    """Whether an article is meant by the beginning of its file's name, or of its number."""
    return document.file.startswith(named) or (len(named) >= 4 and document.id.startswith(named))


def claims_text(claims: Sequence[Claim], documents: Sequence[Document], decided: Mapping[str, str], whole: bool) -> str:  # fmt: skip
    """Claims that stand in order, under their articles; `whole` shows the sentences uncut."""
    by_id = {d.id: d for d in documents}
    kinds = max((len(kind_text(c)) for c in claims), default=0)
    blocks = []
    for name, own in groupby(claims, key=lambda c: c.document):
        lines = [_headline(by_id[name])]
        for claim in own:
            head = f"{claim.id}  {kind_text(claim):{kinds}}  {figure_text(claim) or '-'}"
            lines.append(f"  {'; '.join([head, *_said(claim, decided.get(claim.id, ''))])}")
            lines.append(f"      {_one_line(claim.exact) if whole else short(claim.exact, SHOWN)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) or "No claims."


def _headline(document: Document) -> str:
    h = document.heading
    return f"{document.file}, {h.published or 'no date'}{f': {h.title}' if h.title else ''}"


def _said(claim: Claim, decision: str) -> list[str]:
    """Whose it is, for when, who says it and how, and what was decided; only what is known."""
    who = f"{claim.speaker}, {claim.form}" if claim.speaker else claim.form
    return [x for x in (f"of {claim.whose}" if claim.whose else "", when_text(claim), who, decision) if x]  # fmt: skip


def when_text(claim: Claim) -> str:
    """For when a claim's figure is; '' where that is not said."""
    change = _CHANGE.get(claim.date_bound, "")
    if not claim.date_meant:
        return change
    date = claim.date_meant if change else f"{claim.date_bound} {claim.date_meant}".lstrip()
    return f"meant {date}{f', {change}' if change else ''}"


def relations_text(found: Sequence[Relation], files: Mapping[str, str], everything: bool) -> str:
    """Relations under their headings, and how many there are of each kind."""
    perhaps = [r for r in found if r.perhaps == "contradiction"]
    text: list[str] = []
    for kind, title in HEADINGS.items():
        own = [r for r in found if r.kind == kind]
        if kind == "open" and everything:
            own = [r for r in own if r not in perhaps]
        if everything or kind not in _QUIET:
            text += _under(title, own, files)
        if kind == "contradiction":
            text += _under(_PERHAPS, perhaps, files)
    told = {kind: sum(r.kind == kind for r in found) for kind in HEADINGS}
    text.append(", ".join(f"{number} {kind}" for kind, number in told.items()))
    hidden = sum(told[kind] for kind in _QUIET) - len(perhaps)
    if hidden and not everything:
        text.append(f"--all shows the {hidden} more: what agrees, and what cannot be told")
    return "\n".join(text)


def _under(title: str, own: Sequence[Relation], files: Mapping[str, str]) -> list[str]:
    if not own:
        return []
    text = [f"{title} ({len(own)})"]
    for relation in own[:MOST]:
        text.append(f"  {relation.why}")
        pair = (relation.first, relation.second)
        text += [f"    {_line(c, files)}" for c in pair if c is not None]
    return [*text, f"  and {len(own) - MOST} more: --json has them all"] if len(own) > MOST else text  # fmt: skip


def _line(claim: Claim, files: Mapping[str, str]) -> str:
    cells = (claim.id, files[claim.document], claim.speaker or "(outlet)", figure_text(claim))
    return "  ".join([*(cell for cell in cells if cell), short(claim.exact, SHOWN)])


def kind_text(claim: Claim) -> str:
    """The kind of a claim, and the next likely where it is a guess."""
    return f"{claim.kind}, or {claim.kind_or}?" if claim.kind_or else claim.kind


def figure_text(claim: Claim) -> str:
    """A claim's figure in few letters: <= 150,000 shells/year."""
    if claim.bound == "":
        return ""
    if claim.value is not None:
        said = number(claim.value)
    elif claim.high is not None:
        said = f"{number(claim.low or 0)} to {number(claim.high)}"
    else:
        said = f"{number(claim.low or 0)} or more"
    mark = "" if claim.bound in ("=", "vague") else f"{claim.bound} "
    several = "s" if claim.unit in _SPANS and claim.value != 1 else ""
    return f"{mark}{said} {claim.unit or '(unit open)'}{several}" + (f"/{claim.per}" if claim.per else "")  # fmt: skip


def number(value: float) -> str:
    """Six digits, and letters for millions and more."""
    for limit, letter in ((1e9, " bn"), (1e6, " m")):
        if abs(value) >= limit:
            return f"{value / limit:.6g}{letter}"
    return f"{value:,.0f}" if value >= 100 and float(value).is_integer() else f"{value:.6g}"


def short(text: str, size: int) -> str:
    """A text in one line of so many letters, cut between words where there are several."""
    text = _one_line(text)
    if len(text) <= size:
        return text
    kept = text[: size - 1]
    whole = kept if text[size - 1] == " " else kept.rpartition(" ")[0] or kept
    return whole.rstrip(" ,;:–—-") + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())
