"""What an article has told before a sentence; what is asked of it for many sentences is worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from offtake.evidence.reading.speakers.identity.speaker import Body, Person, Speaker


@dataclass(frozen=True, eq=False)
class Named:
    """The bodies and people that an article names."""

    bodies: tuple[Body, ...]
    people: tuple[Person, ...]

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The surnames of all people."""
        return frozenset(p.surname for p in self.people)


@lru_cache(maxsize=4096)
def first_body_in(name: str, named: Named) -> float:
    """Where the first of the bodies is named whose name is part of another name; infinity where there is none."""
    return min((b.at for b in named.bodies if b.name in name), default=float("inf"))


class Paper(NamedTuple):
    """A paper that an article speaks of: who made it, what it was called, and whether the sentence before speaks of it and of no other."""

    maker: Speaker
    noun: str
    near: bool = True


@dataclass(frozen=True)
class Known:
    """What an article has told before a sentence: whom it names, who has spoken, and the last paper whose maker is known."""

    named: Named
    spoke: tuple[Speaker, ...] = ()
    paper: Paper | None = None

    @property
    def bodies(self) -> tuple[Body, ...]:
        """Bodies by name."""
        return self.named.bodies

    @property
    def people(self) -> tuple[Person, ...]:
        """People by name."""
        return self.named.people
