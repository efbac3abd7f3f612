"""Who speaks, and the verb that says so: the records of quotation attribution."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

HIDDEN = "\x02"
"""Stands in place of every character of a quotation."""
ATTITUDES = ("deny", "promise", "plan", "claim", "said")


@dataclass(frozen=True)
class Person:
    """A person named in full, where, and the offices named beside the name."""

    name: str
    at: int
    offices: frozenset[str]

    @cached_property
    def surname(self) -> str:
        """The last part of the name."""
        return self.name.rsplit(" ", 1)[-1]


class Body(NamedTuple):
    """A firm or an office by its name in full, where it is named first, and the nouns that say what it is."""

    name: str
    at: int
    nouns: frozenset[str]


class Speaker(NamedTuple):
    """Who speaks; `basis`: named, surname, office, pronoun, body, running, or '' where nobody can be told."""

    name: str
    basis: str


class Attribution(NamedTuple):
    """A reporting verb with its subject, where it stands in a sentence, and what it makes of what is said."""

    start: int
    end: int
    speaker: Speaker
    attitude: str
    verb: str
    before: bool
    """The subject stands before the verb."""
    at: int
    """Where the verb itself stands."""
