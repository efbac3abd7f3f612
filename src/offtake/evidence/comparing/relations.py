"""Claims on the same quantity side by side, and what they are to each other.  Nothing is averaged.

same           the same words in another document, or twice in one: counted once
agreement      another origin, a value within what both state
change         the same quantity at another time
contradiction  the same quantity, scope and time, values that cannot both hold
open           the same sort of quantity, but scope or time is not said, or a kind is a guess, so nothing can be told
denial         a claim and its denial
other kind     the same figure, told as an output here and as a capacity there
framing        the same quotation, in another form, at another length, or under another title
other side     a claim by one party about another
"""

from __future__ import annotations

from collections.abc import Sequence

from offtake.evidence.claim import Claim
from offtake.evidence.comparing.denying import denials
from offtake.evidence.comparing.framing import framings
from offtake.evidence.comparing.kinds_apart import told_apart
from offtake.evidence.comparing.moves import moves
from offtake.evidence.comparing.once import counted_once, origins
from offtake.evidence.comparing.other_side import about_others
from offtake.evidence.comparing.pairs import Ground, figures_beside
from offtake.evidence.comparing.parts import wholes
from offtake.evidence.comparing.relation import Relation
from offtake.evidence.comparing.republished import Overlap
from offtake.evidence.comparing.scopes import names_in, owner_of
from offtake.evidence.document import Document


def relations(
    claims: Sequence[Claim], documents: Sequence[Document], shared: Sequence[Overlap]
) -> list[Relation]:
    """All relations, those of figures first."""
    ground = Ground(
        of=origins(claims, shared),
        published={d.id: d.heading.published for d in documents},
        languages={d.id: d.language for d in documents},
        named={d.id: names_in(d.text) for d in documents},
        wholes=wholes(claims),
        owners={c.id: owner_of(c) for c in claims},
        moves=moves(claims),
    )
    once = [c for c in claims if ground.of[c.id] == c.id]
    return [
        *figures_beside(claims, ground),
        *told_apart(once, ground),
        *counted_once(claims, ground.of),
        *denials(once),
        *framings(claims, shared, {d.id: d.heading.title for d in documents}),
        *about_others(claims, {d.id: d.text for d in documents}),
    ]
