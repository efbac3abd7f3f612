"""What two claims are to each other, as one record."""

from __future__ import annotations

from dataclasses import dataclass

from offtake.evidence.claim import Claim


@dataclass(frozen=True)
class Relation:
    """What two claims are to each other, or one claim alone (`second` None), and why."""

    kind: str
    first: Claim
    second: Claim | None
    why: str
    perhaps: str = ""
    """Of what is open because a kind is a guess: what they are to each other if it is right."""
