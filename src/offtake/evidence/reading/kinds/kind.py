"""What a claim is about: a figure by what weighs most around it, a statement without a figure by cues, both after a user's own cues."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from offtake.evidence.reading.kinds.weighing.clues import Around, by_place, sort_of
from offtake.evidence.reading.kinds.weighing.odds import likeliest
from offtake.evidence.reading.kinds.weighing.weights import weights
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.rules.rules import ClaimKind, Rules


@dataclass(frozen=True)
class Told:
    """A kind, why, and the next likely kind where it is not sure."""

    kind: str
    reason: str
    other: str = ""


def kind_of_figure(around: Around, rules: Rules) -> Told:
    """The kind of a figure in its sentence."""
    q, sort = around.quantity, _sort(around)
    if _cues(sort, rules) and (cue := _cue(f"{around.sentence[: q.start]}#{around.sentence[q.end :]}", sort, rules)):  # fmt: skip
        return cue
    found = likeliest(weights().of_places(by_place(around, rules)), sort_of(q), rules.kind_table)
    reason = f"{found.thing} {found.aspect} {int(found.odds * 100) / 100:.2f}"
    return Told(found.kind, reason, "" if found.is_sure else found.other)


def kind_of_statement(sentence: str, rules: Rules) -> Told:
    """The kind of what is said without a figure."""
    return _cue(sentence, "none", rules) or Told("statement", "none")


def _sort(around: Around) -> str:
    """The name by which a user's cue asks for a figure."""
    if around.quantity.sort in ("goods", "bare"):
        return "means" if around.means else "goods"
    return around.quantity.sort


def _cue(text: str, sort: str, rules: Rules) -> Told | None:
    """The first rule of a list whose cue stands in a text, # in place of the figure."""
    low = text.lower()
    for number, kind in _cues(sort, rules):
        if (not kind.holds or holds_one(low, kind.holds)) and kind.cue.search(text):
            return Told(kind.name, f"kind {number}")
    return None


@lru_cache(maxsize=64)
def _cues(sort: str, rules: Rules) -> list[tuple[int, ClaimKind]]:
    """The rules of a list that are for figures of a sort, each with its number in the list."""
    return [(number, kind) for number, kind in enumerate(rules.kinds, start=1) if sort in kind.sorts]  # fmt: skip
