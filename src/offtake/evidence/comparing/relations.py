"""Claims on the same quantity side by side, and what they are to each other.  Nothing is averaged.

same           the same words in another document, or twice in one: counted once
agreement      another origin, a value within what both state
change         the same quantity at another time
contradiction  the same quantity, scope and time, values that cannot both hold
open           the same sort of quantity, but scope or time is not said, so nothing can be told
denial         a claim and its denial
other kind     the same figure, told as an output here and as a capacity there
framing        the same quotation, in another form, at another length, or under another title
other side     a claim by one party about another
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from math import inf

from offtake.evidence.claim import Claim
from offtake.evidence.comparing.kinds_apart import told_apart
from offtake.evidence.comparing.republished import Overlap
from offtake.evidence.comparing.wording import same_words, tokens_of
from offtake.evidence.document import Document

ABOUT = 0.1
"""How far a value with "about" may be off, as a share of it."""
_EMPTY = frozenset(
    "the a an of and in on to for its their is are was were be been has have had will would that this which by at from with as it they he she not said says".split()
)


@dataclass(frozen=True)
class Relation:
    """What two claims are to each other, or one claim alone (`second` None), and why."""

    kind: str
    first: Claim
    second: Claim | None
    why: str


def origins(claims: Sequence[Claim], shared: Sequence[Overlap]) -> dict[str, str]:
    """Claim -> the claim that stands for all with its words: the first of them.

    Two claims are one where their passages are the same words and their figure is the same.
    """
    first = {c.id: c.id for c in claims}
    by_place: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_place[claim.document].append(claim)
    order = {c.id: k for k, c in enumerate(claims)}

    def top(name: str) -> str:
        while first[name] != name:
            first[name] = first[first[name]]
            name = first[name]
        return name

    for overlap in shared:
        for a in _within(by_place, overlap.first.document, overlap.first.start, overlap.first.end):
            for b in _within(
                by_place, overlap.second.document, overlap.second.start, overlap.second.end
            ):
                if figure_of(a) == figure_of(b) and (
                    figure_of(a) != _NOTHING
                    or same_words(tokens_of(a.exact), tokens_of(b.exact), framed=True)
                ):
                    one, other = sorted((top(a.id), top(b.id)), key=lambda name: order[name])
                    first[other] = one
    alike: dict[tuple[object, ...], str] = {}
    for claim in claims:  # word for word, however short
        one, other = sorted((alike.setdefault((_letters(claim.exact), *figure_of(claim)), claim.id), claim.id), key=lambda name: order[top(name)])  # fmt: skip
        if top(one) != top(other):
            first[top(other)] = top(one)
    return {name: top(name) for name in first}


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


_NOTHING = (None, None, None, "", "")


def figure_of(claim: Claim) -> tuple[float | None, float | None, float | None, str, str]:
    """What a claim's figure says."""
    return claim.value, claim.low, claim.high, claim.unit, claim.per


def _within(
    by_place: Mapping[str, Sequence[Claim]], document: str, start: int, end: int
) -> list[Claim]:
    return [c for c in by_place[document] if c.start < end and start < c.end]


def relations(
    claims: Sequence[Claim], documents: Sequence[Document], shared: Sequence[Overlap]
) -> list[Relation]:
    """All relations, those of figures first."""
    of = origins(claims, shared)
    published = {d.id: d.heading.published for d in documents}
    titles = {d.id: d.heading.title for d in documents}
    texts = {d.id: d.text for d in documents}
    named = {d.id: _names(d.text) for d in documents}
    languages = {d.id: d.language for d in documents}
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if (
            of[claim.id] == claim.id  # what is republished is counted once
            and claim.unit
            and "unit" not in claim.unresolved
            and claim.bound
            and claim.kind != "denial"
            and claim.unit not in ("year", "month", "week", "day")
        ):
            groups[_sort(claim)].append(claim)
    found = [
        r
        for _, group in sorted(groups.items())
        for a, b in _beside_each_other(group, published)
        if (r := _pair(a, b, of, published, named, languages)) is not None
    ]
    once = [c for c in claims if of[c.id] == c.id]
    found += [Relation(*told) for told in told_apart(once, lambda c: _time(c, published), interval)]
    found += [Relation("same", a, b, "the same words") for a, b in _repeated(claims, of)]
    found += _denials(once)
    found += _framings(claims, shared, titles)
    found += [
        Relation("other side", c, None, f"{c.speaker} about {c.whose}")
        for c in claims
        if _is_about_another(c, texts)
    ]
    return found


FEW = 400
"""Pairs of claims of one sort up to which every pair is looked at; beyond, those that stand next to each other."""
WINDOW = 6
"""Claims of one owner, in the order of time and value, with which each is then compared."""


def _beside_each_other(
    group: Sequence[Claim], published: Mapping[str, str]
) -> Iterator[tuple[Claim, Claim]]:
    """Pairs to look at.  A thousand claims on one quantity have half a million pairs, which nobody reads: of many
    each is compared with those nearest to it in time and value, and one whose owner is not said with a few others.
    """
    if len(group) * (len(group) - 1) <= 2 * FEW:
        yield from combinations(group, 2)
        return
    order = {claim.id: k for k, claim in enumerate(group)}
    owners: dict[str, list[Claim]] = defaultdict(list)
    for claim in group:
        owners[_plain(claim.whose)].append(claim)
    nobody = owners.pop("", [])
    for own in owners.values():
        own.sort(key=lambda c: (_time(c, published), interval(c), order[c.id]))
        for k, a in enumerate(own):
            for b in own[k + 1 : k + 1 + WINDOW]:
                yield (a, b) if order[a.id] < order[b.id] else (b, a)
    named = sorted((c for own in owners.values() for c in own), key=lambda c: order[c.id])
    for k, claim in enumerate(nobody):
        for other in [*named[:WINDOW], *nobody[k + 1 : k + 1 + WINDOW]]:
            yield (claim, other) if order[claim.id] < order[other.id] else (other, claim)


def _sort(claim: Claim) -> tuple[str, ...]:
    return claim.kind, claim.unit, claim.per


def _pair(
    a: Claim,
    b: Claim,
    of: Mapping[str, str],
    published: Mapping[str, str],
    named: Mapping[str, frozenset[str]],
    languages: Mapping[str, str],
) -> Relation | None:
    if of[a.id] == of[b.id]:
        return None
    for name in ("whose", "where", "what"):
        one, other = _plain(getattr(a, name)), _plain(getattr(b, name))
        if one and other and not _may_be_one(name, a, b, one, other, languages):
            return None
    agree = _agree(a, b)
    if a.whose[:1].islower() != b.whose[:1].islower() and a.whose and b.whose and not _of_one(_plain(a.whose), _plain(b.whose)):  # fmt: skip
        body, firm = (a, b) if a.whose[:1].islower() else (b, a)
        about = named[firm.document] | set(firm.whose.split())
        if a.document == b.document or not named[body.document] & about:
            return None
        return Relation("open", a, b, f"which {body.whose} is not said")
    missing = [name for name in ("whose",) if not (getattr(a, name) and getattr(b, name))]
    if missing:
        if a.document == b.document or not (a.whose or b.whose):
            return None
        return Relation("open", a, b, f"{' and '.join(missing)} not said in both")
    if a.document != b.document and a.whose[:1].islower() and not named[a.document] & named[b.document]:  # fmt: skip
        return None if agree else Relation("open", a, b, f"which {a.whose} is not said in both")
    if (a.date_bound == "before") != (b.date_bound == "before"):
        return None if agree else Relation("change", a, b, "one is what it was before a change")
    when = _time(a, published), _time(b, published)
    if a.date_bound in ("before", "after") and a.document == b.document and a.start == b.start:
        return Relation("change", a, b, "before and after, in one sentence")
    if when[0] != when[1] and all(when):
        return Relation("change", a, b, f"{when[0]} and {when[1]}") if not agree else None
    if not all(when) and not agree:
        return Relation("open", a, b, "the time meant is not said in both")
    if agree:
        return (
            Relation("agreement", a, b, "within what both state")
            if a.document != b.document
            else None
        )
    return Relation("contradiction", a, b, f"same scope and time ({when[0]}), other value")


def _may_be_one(
    name: str, a: Claim, b: Claim, one: str, other: str, languages: Mapping[str, str]
) -> bool:
    """Whether two scopes can be one: a name and a part of it, a body and a name, a thing in two languages."""
    if _of_one(one, other):
        return True
    if name == "what":
        return languages[a.document] != languages[b.document]  # the unit is one already
    return name == "whose" and a.whose[:1].islower() != b.whose[:1].islower()


def _of_one(one: str, other: str) -> bool:
    """Whether one scope is the other or some of its words: "Brandt", "Brandt Trafo"."""
    return set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())


_NAME = re.compile(r"(?<=[a-zäöü,;–—] )[A-ZÄÖÜÉ][\w-]{3,}")
_CALENDAR = frozenset("January February March April June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())  # fmt: skip


def _names(text: str) -> frozenset[str]:
    """What a document names inside its sentences: two that speak of "the hall" and share no name may mean two halls."""
    return frozenset(_NAME.findall(text)) - _CALENDAR


@lru_cache(maxsize=100_000)
def _plain(text: str) -> str:
    return " ".join(t.word for t in tokens_of(text) if t.word not in _EMPTY)


def _time(claim: Claim, published: Mapping[str, str]) -> str:
    """The time meant; for a claim about the present, the year in which it was published."""
    if claim.date_meant and claim.date_basis != "unresolved":
        return claim.date_meant
    return "" if claim.date_meant else published[claim.document][:4]


def interval(claim: Claim) -> tuple[float, float]:
    """The values that a claim leaves possible; a plain value up to half a unit of its last digit that counts."""
    if claim.value is None:
        return (
            claim.low if claim.low is not None else -inf,
            claim.high if claim.high is not None else inf,
        )
    value = claim.value
    slack = ABOUT * abs(value) if claim.bound == "~" else _rounding(value)
    return {"<": (-inf, value), "<=": (-inf, value), ">": (value, inf), ">=": (value, inf)}.get(claim.bound, (value - slack, value + slack))  # fmt: skip


@lru_cache(maxsize=100_000)
def _rounding(value: float) -> float:
    """Half a unit of the last digit that is not a zero, and a twentieth at most: 524,000 is half a thousand off."""
    last = Decimal(f"{value:.9g}").normalize().as_tuple().exponent
    return min(0.5 * 10.0 ** int(last), 0.05 * abs(value)) if value else 0.0


def _agree(a: Claim, b: Claim) -> bool:
    one, other = interval(a), interval(b)
    return one[0] <= other[1] and other[0] <= one[1]


def _repeated(claims: Sequence[Claim], of: Mapping[str, str]) -> list[tuple[Claim, Claim]]:
    by_id = {c.id: c for c in claims}
    return [(by_id[of[c.id]], c) for c in claims if of[c.id] != c.id]


def _denials(claims: Sequence[Claim]) -> list[Relation]:
    """Each denial with the claim it denies: the same figure by somebody else, else the most words in common."""
    words: dict[str, frozenset[str]] = {}
    found = []
    for denial in claims:
        if denial.kind != "denial":
            continue
        others = [c for c in claims if c.kind != "denial" and c.speaker != denial.speaker]
        match = next(
            (c for c in others if figure_of(c) != _NOTHING and figure_of(c) == figure_of(denial)),
            None,
        )
        if match is None:
            words = words or {c.id: _weighty(c) for c in claims}
            own = words[denial.id]
            best = max(others, key=lambda c: len(own & words[c.id]), default=None)
            match = best if best is not None and len(own & words[best.id]) >= LEAST_SHARED else None
        why = f"{denial.speaker or 'somebody'} denies" + (
            "" if match else "; which claim is not said"
        )
        found.append(Relation("denial", denial, match, why))
    return found


LEAST_SHARED = 4
"""Words of weight that a denial without a figure shares with what it denies."""


def _weighty(claim: Claim) -> frozenset[str]:
    return frozenset(
        t.word for t in tokens_of(claim.exact) if t.word not in _EMPTY and len(t.word) > 3
    )


def _framings(
    claims: Sequence[Claim], shared: Sequence[Overlap], titles: Mapping[str, str]
) -> list[Relation]:
    by_place: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_place[claim.document].append(claim)
    found, seen = [], set()
    for overlap in shared:
        one = _within(by_place, overlap.first.document, overlap.first.start, overlap.first.end)
        other = _within(by_place, overlap.second.document, overlap.second.start, overlap.second.end)
        if not one or not other or (one[0].id, other[0].id) in seen:
            continue
        seen.add((one[0].id, other[0].id))
        reasons = [] if overlap.relation == "copy" else [{"quotation": "other length", "reported": "one without quotation marks"}[overlap.relation]]  # fmt: skip
        if titles[overlap.first.document] != titles[overlap.second.document]:
            reasons.append("other title")
        if reasons:
            found.append(
                Relation(
                    "framing",
                    one[0],
                    other[0],
                    f"{', '.join(reasons)}; {overlap.share:.0%} of the shorter shared",
                )
            )
    return found


BESIDE = 90
"""Characters around a speaker's full name within which a party that is named is taken for the speaker's own."""


def _is_about_another(claim: Claim, texts: Mapping[str, str]) -> bool:
    """A named speaker on the output, capacity or money of a party that is not said to be the speaker's own."""
    if (
        not (claim.speaker and claim.whose and claim.kind in ("output", "capacity", "comparison"))
        or claim.form == "outlet"
    ):
        return False
    if (
        claim.speaker_basis == "body"
        or claim.whose in claim.speaker
        or not claim.whose[0].isupper()
    ):
        return False
    names = re.finditer(re.escape(claim.speaker), texts[claim.document])
    return not any(_beside(claim.whose, m) for m in names)


def _beside(party: str, name: re.Match[str]) -> bool:
    """Whether a party stands before a name, or after it in an apposition: "Rosa Lind, head of Alfa"."""
    before, after = (
        name.string[max(0, name.start() - BESIDE) : name.start()],
        name.string[name.end() : name.end() + BESIDE],
    )
    return party in before or bool(
        re.match(rf", [^,.]{{0,40}}\b(?:of|at|from|bei|von|de) (?:the )?{re.escape(party)}", after)
    )
