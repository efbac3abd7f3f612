"""Two figures of one sort beside each other: agreement, change, contradiction, or open.

What a kind that is a guess would make of two figures is no relation: it is open, and says what it would be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from offtake.evidence.claim import Claim
from offtake.evidence.comparing.moves import ENDS
from offtake.evidence.comparing.relation import Relation
from offtake.evidence.comparing.scopes import Owner, apart, plain, strangers, which
from offtake.evidence.comparing.values import can_both_hold, interval

FEW = 400
"""Pairs of claims of one sort up to which every pair is looked at; beyond, those that stand next to each other."""
WINDOW = 6
"""Claims of one owner, in the order of time and value, with which each is then compared."""
_SPANS = ("year", "month", "week", "day")


@dataclass(frozen=True)
class Ground:
    """What is known of the claims and documents that are compared."""

    of: Mapping[str, str]
    """Claim -> the claim that stands for all with its words."""
    published: Mapping[str, str]
    languages: Mapping[str, str]
    named: Mapping[str, frozenset[str]]
    """Document -> what it names."""
    wholes: Mapping[str, float | None]
    """Part -> the value of its whole."""
    owners: Mapping[str, Owner]
    """Claim -> whose its figure is."""
    moves: Mapping[str, str]
    """Claim -> what its figure moved to or from in its sentence."""

    def time(self, claim: Claim) -> str:
        """The time meant; for a claim about the present, the year in which it was published."""
        if claim.date_meant and claim.date_basis != "unresolved":
            return claim.date_meant
        return "" if claim.date_meant else self.published[claim.document][:4]


def kinds_of(claim: Claim) -> tuple[str, ...]:
    """What a claim may tell: its kind, and the next likely where that is a guess."""
    return (claim.kind, claim.kind_or) if claim.kind_or else (claim.kind,)


def figures_beside(claims: Sequence[Claim], ground: Ground) -> list[Relation]:
    """Every pair of figures of one sort that stand to each other in some way."""
    groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if _counts(claim) and ground.of[claim.id] == claim.id:  # what is republished counts once
            for kind in kinds_of(claim):
                groups[kind, claim.unit, claim.per].append(claim)
    return [
        relation
        for (kind, _, _), group in sorted(groups.items())
        for a, b in _neighbours(group, ground)
        if [kind] == _shared(a, b)[:1] and (relation := _told(a, b, ground)) is not None
    ]


def _counts(claim: Claim) -> bool:
    """A figure of a known unit that somebody asserts, and no span of time."""
    return bool(claim.unit and claim.bound) and "unit" not in claim.unresolved and claim.kind != "denial" and claim.unit not in _SPANS  # fmt: skip


def _shared(a: Claim, b: Claim) -> list[str]:
    """The kinds that both may be, by name."""
    return sorted(set(kinds_of(a)) & set(kinds_of(b)))


def _neighbours(group: Sequence[Claim], ground: Ground) -> Iterator[tuple[Claim, Claim]]:
    """Pairs to look at.  A thousand claims on one quantity have half a million pairs, which nobody reads: of many
    each is compared with those nearest to it in time and value, and one whose owner is not said with a few others.
    """
    if len(group) * (len(group) - 1) <= 2 * FEW:
        yield from combinations(group, 2)
        return
    order = {claim.id: k for k, claim in enumerate(group)}
    owners: dict[str, list[Claim]] = defaultdict(list)
    for claim in group:
        owners[plain(ground.owners[claim.id].name)].append(claim)
    nobody = owners.pop("", [])
    for own in owners.values():
        own.sort(key=lambda c: (ground.time(c), interval(c), order[c.id]))
        for k, a in enumerate(own):
            for b in own[k + 1 : k + 1 + WINDOW]:
                yield (a, b) if order[a.id] < order[b.id] else (b, a)
    known = sorted((c for own in owners.values() for c in own), key=lambda c: order[c.id])
    for k, claim in enumerate(nobody):
        for other in [*known[:WINDOW], *nobody[k + 1 : k + 1 + WINDOW]]:
            yield (claim, other) if order[claim.id] < order[other.id] else (other, claim)


def _told(a: Claim, b: Claim, ground: Ground) -> Relation | None:
    """What two figures that may be of one kind are to each other; open where either kind is a guess."""
    found = _pair(a, b, ground)
    guesses = [c for c in (a, b) if c.kind_or]
    if found is None or found[0] == "open" or not guesses:
        return found and Relation(found[0], a, b, found[1])
    told = " and ".join(f"{c.id} may be {_some(c.kind)} or {_some(c.kind_or)}" for c in guesses)
    kinds = _shared(a, b)
    one = f"kind {kinds[0]}" if len(kinds) == 1 else f"one kind, {' or '.join(kinds)}"
    why = f"{_some(found[0])} ({found[1]}) only if both are of {one}: {told}"
    return Relation("open", a, b, why, perhaps=found[0])


def _some(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _pair(a: Claim, b: Claim, ground: Ground) -> tuple[str, str] | None:
    """The relation of two figures that are of one kind, and why."""
    if ground.of[a.id] == ground.of[b.id] or _part_and_no_part(a, b, ground):
        return None
    one, other = ground.owners[a.id], ground.owners[b.id]
    if apart(a, b, one, other, ground.languages):
        return None
    together = (a.document, a.start) == (b.document, b.start)
    if ground.moves.get(a.id) == b.id:
        return "change", "before and after, in one sentence"
    if together and a.date_bound in ENDS and b.date_bound in ENDS and {a.id, b.id} & set(ground.moves):  # fmt: skip
        return None
    agree = can_both_hold(a, b)
    if open_ := which(a, b, one, other, ground.named):
        alike = agree and one.sort == other.sort == "body"
        return None if alike or strangers(a, b, one, other, ground.named) else ("open", open_)
    return _of_one_owner(a, b, agree, together and a.speaker == b.speaker, ground)


def _part_and_no_part(a: Claim, b: Claim, ground: Ground) -> bool:
    """One is a part, and the other is none, or a part of another whole."""
    missing = object()
    return ground.wholes.get(a.id, missing) != ground.wholes.get(b.id, missing)


def _of_one_owner(a: Claim, b: Claim, agree: bool, one_breath: bool, ground: Ground) -> tuple[str, str] | None:  # fmt: skip
    """The relation of two figures of one owner; `one_breath`: somebody says both in one sentence."""
    if (a.date_bound == "before") != (b.date_bound == "before"):
        return None if agree else ("change", "one is what it was before a change")
    first, second = ground.time(a), ground.time(b)
    if first and second and first != second:
        return None if agree else ("change", f"{first} and {second}")
    if one_breath:
        return None  # who says both at once holds both to be so
    if not (first and second) and not agree:
        return "open", "the time meant is not said in both"
    if agree:
        return ("agreement", "within what both state") if a.document != b.document else None
    return "contradiction", f"same scope and time ({first}), other value"
