"""Of whom and of what two claims speak, and whether that can be the same.

A name and a part of it are one ("Brandt", "Brandt Trafo"); "we" is whoever says so; "the hall" is one hall only where
both documents name something in common.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from offtake.evidence.claim import Claim
from offtake.evidence.comparing.wording import tokens_of
from offtake.evidence.reading.scope.we import says_we
from offtake.evidence.reading.scope.whose import unnamed_owner

EMPTY = frozenset(
    "the a an of and in on to for its their is are was were be been has have had will would that this which by at from with as it they he she not said says".split()
)
"""Words that name nothing."""
_NAME = re.compile(r"(?<=[a-zäöü,;–—] )[A-ZÄÖÜÉ][\w-]{3,}")
_CALENDAR = frozenset("January February March April June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())  # fmt: skip


@dataclass(frozen=True)
class Owner:
    """Whose a figure is: by name, "we" with whoever says it, or a body without a name ("hall"); '' where it is not said."""

    name: str
    sort: str
    """named, we, body or ''."""


def owner_of(claim: Claim) -> Owner:
    """Whose the figure of a claim is, as far as its sentence says it."""
    if claim.whose:
        return Owner(claim.whose, "named")
    if claim.speaker and says_we(claim.exact):
        return Owner(claim.speaker, "we")
    body = unnamed_owner(claim.exact)
    return Owner(body, "body" if body else "")


def apart(a: Claim, b: Claim, one: Owner, other: Owner, languages: Mapping[str, str]) -> bool:
    """Whether two claims speak of different owners, places or things."""
    if one.sort == other.sort and one.name and not of_one(plain(one.name), plain(other.name)):
        return True
    if _unlike(a.where, b.where):
        return True
    # a thing in two languages: the unit is one already
    return languages[a.document] == languages[b.document] and _unlike(a.what, b.what)


def _unlike(one: str, other: str) -> bool:
    first, second = plain(one), plain(other)
    return bool(first and second) and not of_one(first, second)


def which(a: Claim, b: Claim, one: Owner, other: Owner, named: Mapping[str, frozenset[str]]) -> str:
    """What is not said of whose two figures are, so that they may be of two owners; '' where they are of one."""
    if "body" in (one.sort, other.sort) and one.sort != other.sort and one.name and other.name:
        body = one if one.sort == "body" else other
        return f"which {body.name} is not said"
    if not (one.name and other.name) or one.sort != other.sort:
        return "whose is not said in both"
    if one.sort == "body" and a.document != b.document and not named[a.document] & named[b.document]:  # fmt: skip
        return f"which {one.name} is not said in both"
    return ""


def strangers(a: Claim, b: Claim, one: Owner, other: Owner, named: Mapping[str, frozenset[str]]) -> bool:  # fmt: skip
    """Whether nothing hints that two figures are of one owner: one sentence names nobody, or a body and a firm share no name."""
    if a.document == b.document:
        return True
    if not (one.name or other.name):
        return True
    if {one.sort, other.sort} != {"body", "named"}:
        return False
    (body, _), (firm, owner) = sorted(((a, one), (b, other)), key=lambda p: p[1].sort)
    return not named[body.document] & (named[firm.document] | set(owner.name.split()))


def of_one(one: str, other: str) -> bool:
    """Whether one scope is the other or some of its words: "Brandt", "Brandt Trafo"."""
    return set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())


def names_in(text: str) -> frozenset[str]:
    """What a document names inside its sentences: two that speak of "the hall" and share no name may mean two halls."""
    return frozenset(_NAME.findall(text)) - _CALENDAR


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """The words of a scope that name something."""
    return " ".join(t.word for t in tokens_of(text) if t.word not in EMPTY)
