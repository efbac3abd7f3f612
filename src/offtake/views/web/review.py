"""Claims one after another: the words in their place, where they could go in the study, and what was decided.

Where a claim could go is guessed from words that it shares with the keys of rows; the guess decides nothing, and is
shown with what stands there now.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from offtake.errors import UsageError
from offtake.evidence.adding import add
from offtake.evidence.claim import KINDS, Claim
from offtake.evidence.deciding.accepting import accept, reject
from offtake.evidence.deciding.aim import Aim
from offtake.evidence.deciding.compared import compared
from offtake.evidence.deciding.store import (  # fmt: skip
    Evidence,
    by_age,
    folder_of,
    further_rules,
    given_dates,
    keep,
    read_evidence,
    standing,
)
from offtake.evidence.document import Refusal
from offtake.study.dictionary import table
from offtake.study.wording.where import as_text
from offtake.views.drawing.words import count
from offtake.views.web.desk import ChangedError, Desk, Place
from offtake.views.web.studies import seen

OPEN = "open"
"""What the page says of a claim that nobody has decided."""
AROUND = 320
"""Characters shown before and after the words of a claim."""
MOSTAIMS = 5
PLACES = {
    "capacity": (("lines", "capacity"),),
    "output": (("history", "value"), ("orders", "delivered")),
    "target": (("projects", "adds"), ("projects", "capex"), ("requirements", "quantity")),
    "pledge": (("budgets", "amount"), ("requirements", "quantity")),
    "order": (("orders", "quantity"), ("requirements", "quantity")),
    "price": (("prices", "price"), ("orders", "price")),
    "money": (("projects", "capex"), ("budgets", "amount")),
    "delay": (("history", "value"),),
}
"""By kind of claim: tables and columns that such a figure can stand in."""
AIM = (
    "table",
    "where",
    "column",
    "reason",
    "grade",
    "source",
    "publisher",
    "policy",
    "value",
    "kind",
)
"""What the page sends with a claim to take."""


def listed(desk: Desk, name: str) -> dict[str, Any]:
    """Every claim of the study's evidence with its words, its place, what speaks against it, and what was decided."""
    place = desk.study(name)
    kept = read_evidence(folder_of(place.path))
    decided = standing(kept.decisions)
    against = _against(kept)
    documents = {d.id: d for d in kept.documents}
    return {
        "id": place.id,
        "editable": place.editable,
        "documents": [
            {"id": d.short, "file": d.file, "title": d.heading.title, "outlet": d.heading.outlet, "published": d.heading.published, "read": d.read, "reason": d.reason}
            for d in sorted(kept.documents, key=by_age)
        ],
        "claims": [
            {**_claim(c), "around": _around(documents[c.document].text, c), "document": documents[c.document].short,
             "against": against.get(c.id, []), "decision": decided[c.id].decision if c.id in decided else "", "why": decided[c.id].reason if c.id in decided else ""}
            for c in kept.in_order
        ],
    }  # fmt: skip


def _against(kept: Evidence) -> dict[str, list[str]]:
    """What other claims say to each: kind, reason, and the other's words."""
    found: dict[str, list[str]] = {}
    for r in compared(kept):
        if r.kind == "agreement" or (r.kind == "open" and r.perhaps != "contradiction"):
            continue
        kind = f"perhaps a {r.perhaps}" if r.perhaps else r.kind
        pair = [c for c in (r.first, r.second) if c is not None]
        for one in pair:
            other = next((c for c in pair if c.id != one.id), None)
            words = f" “{other.exact[:160]}”" if other is not None else ""
            found.setdefault(one.id, []).append(f"{kind}: {r.why}{words}")
    return found


def _claim(c: Claim) -> dict[str, Any]:
    names = (
        "id",
        "kind",
        "kind_or",
        "words",
        "speaker",
        "form",
        "polarity",
        "date_said",
        "date_meant",
        "whose",
        "where",
        "what",
    )
    told = {n: getattr(c, n) for n in names}
    return {**told, "exact": c.exact, "open": list(c.unresolved), "hedges": list(c.hedges), "figure": bool(c.words)}  # fmt: skip


def _around(text: str, c: Claim) -> list[str]:
    """The text before the claim's words, the words, the text behind them; whole words of all."""
    first, last = max(c.start - AROUND, 0), min(c.end + AROUND, len(text))
    first = text.find(" ", first, c.start) + 1 or first if first else 0
    last = text.rfind(" ", c.end, last) if last < len(text) and " " in text[c.end : last] else last
    return [text[first : c.start], text[c.start : c.end], text[c.end : last]]


def _places(claim: Claim) -> list[tuple[str, str]]:
    """Where a figure of the claim's kind can stand, and one of the next likely kind where that is a guess."""
    return list(dict.fromkeys([*PLACES.get(claim.kind, ()), *PLACES.get(claim.kind_or, ())]))


def aims(desk: Desk, name: str, claim: str) -> list[dict[str, str]]:
    """Cells that the claim's figure could go into, those that share most words with it first."""
    place = desk.study(name)
    kept = read_evidence(folder_of(place.path)).claim(claim)
    said = _words(f"{kept.exact} {kept.whose} {kept.where} {kept.what} {kept.speaker}")
    drafts = seen(desk, place, "").drafts
    found: list[tuple[int, int, dict[str, str]]] = []
    for order, (target, column) in enumerate(_places(kept)):
        draft = drafts[target]
        for row in range(draft.size):
            texts = {c: as_text(draft.columns[c][row]) for c in table(target).names}
            told = [text for c, text in texts.items() if c not in ("source", "note")]
            shared = sum(len(said & _words(text)) for text in told)
            where = ";".join(f"{c}={texts[c]}" for c in table(target).key if texts[c])
            if shared:
                aim = {
                    "table": target,
                    "where": where,
                    "column": column,
                    "now": texts.get(column, ""),
                }
                found.append((-shared, order, aim))
    return [aim for _, _, aim in sorted(found, key=lambda f: f[:2])[:MOSTAIMS]]


def _words(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.casefold()) if len(w) > 2 and not w.isdigit()}


def take(desk: Desk, name: str, claim: str, sent: dict[str, str]) -> dict[str, str]:
    """Put a claim into the study, as `offtake evidence accept` does; what was written, in words."""
    place = _own(desk, name)
    if not sent["reason"].strip():
        raise UsageError("give a reason: it is kept with the decision")
    if (kind := sent["kind"].strip()) and kind not in KINDS:
        raise UsageError(f"{kind[:60]!r} is no kind; there are {', '.join(KINDS)}")
    with desk.writing:
        kept = _not_decided_meanwhile(place, claim, sent["seen"])
        aim = Aim(at=_today(), **{n: sent[n].strip() for n in AIM})
        return {"said": accept(place.path, kept, kept.claim(claim), aim)}


def _not_decided_meanwhile(place: Place, claim: str, shown: str) -> Evidence:
    """What is kept of a study's evidence; ChangedError where the claim's decision is not the one that the page showed."""
    kept = read_evidence(folder_of(place.path))
    now = standing(kept.decisions).get(claim)
    if shown and shown != (now.decision if now else OPEN):
        why = f"{now.decision}: {now.reason}" if now else "no decision any more"
        raise ChangedError(
            f"Somebody else has decided meanwhile ({why}). Nothing of yours was written; decide again to overrule it."
        )
    return kept


def leave(desk: Desk, name: str, claim: str, sent: dict[str, str]) -> dict[str, str]:
    """Keep that a claim is not used, and why."""
    place, reason = desk.study(name), sent["reason"]
    if not reason.strip():
        raise UsageError("give a reason: it is kept with the decision")
    with desk.writing:
        kept = _not_decided_meanwhile(place, claim, sent["seen"])
        chosen = kept.claim(claim)
        reject(kept, [chosen], reason.strip(), _today())
        return {"said": f"{chosen.id} rejected"}


def bring_in(desk: Desk, name: str, file: str, data: bytes) -> dict[str, str]:
    """Read an article into claims; the original is kept with the study."""
    place = _own(desk, name)
    if not re.fullmatch(r"[\w][\w .()-]{0,99}", file):
        raise UsageError(f"{file[:60]!r} cannot be the name of a file here")
    with desk.writing, TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.write_bytes(data)
        into = folder_of(place.path)
        (added,) = add([path], further_rules(into), given=given_dates(into))
        if isinstance(added.document, Refusal):
            raise UsageError(f"{file}: {added.document.why}")
        keep(into, [added], [path])
    return {"said": count(len(added.claims), "claim")}


def _own(desk: Desk, name: str) -> Place:
    place = desk.study(name)
    if not place.editable:
        raise UsageError(f"{name} is not changed from here: make a copy of it first")
    return place


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
