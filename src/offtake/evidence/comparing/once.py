"""What is counted once: claims of the same words and the same figure, in another document or twice in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from offtake.evidence.claim import Claim
from offtake.evidence.comparing.relation import Relation
from offtake.evidence.comparing.republished import Overlap, Passage
from offtake.evidence.comparing.values import NOTHING, figure_of
from offtake.evidence.comparing.wording import same_words, tokens_of

ByPlace = Mapping[str, Sequence[Claim]]


def origins(claims: Sequence[Claim], shared: Sequence[Overlap]) -> dict[str, str]:
    """Claim -> the claim that stands for all with its words: the first of them.

    Two claims are one where their passages are the same words and their figure is the same.
    """
    first = {c.id: c.id for c in claims}
    order = {c.id: k for k, c in enumerate(claims)}
    places = by_place(claims)

    def top(name: str) -> str:
        while first[name] != name:
            first[name] = first[first[name]]
            name = first[name]
        return name

    def join(a: Claim, b: Claim) -> None:
        one, other = sorted((top(a.id), top(b.id)), key=lambda name: order[name])
        first[other] = one

    for overlap in shared:
        for a in within(places, overlap.first):
            for b in within(places, overlap.second):
                if figure_of(a) == figure_of(b) and (figure_of(a) != NOTHING or same_words(tokens_of(a.exact), tokens_of(b.exact), framed=True)):  # fmt: skip
                    join(a, b)
    alike: dict[tuple[object, ...], Claim] = {}
    for claim in claims:  # word for word, however short
        join(alike.setdefault((_letters(claim.exact), *figure_of(claim)), claim), claim)
    return {name: top(name) for name in first}


def counted_once(claims: Sequence[Claim], of: Mapping[str, str]) -> list[Relation]:
    """Each claim that another stands for, beside that one."""
    by_id = {c.id: c for c in claims}
    return [Relation("same", by_id[of[c.id]], c, "the same words") for c in claims if of[c.id] != c.id]  # fmt: skip


def by_place(claims: Sequence[Claim]) -> ByPlace:
    """The claims of each document."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.document].append(claim)
    return found


def within(places: ByPlace, passage: Passage) -> list[Claim]:
    """The claims that stand in a passage."""
    own = places.get(passage.document, ())
    return [c for c in own if c.start < passage.end and passage.start < c.end]


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
