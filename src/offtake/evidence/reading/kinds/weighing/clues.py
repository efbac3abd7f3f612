"""What stands around a figure, as clues: words by their place, the frame of its clause, classes of verbs and nouns, the figures beside it.

A clue is a place and what stands there: "before1 up", "after of", "frame object buy real".  A word counts without its
ending, so that "orders" and "ordered" are one clue.  Where weights are fitted and where they are used, these are the clues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from offtake.evidence.reading.dates.words import words_of
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.kinds.frames.closed import closed
from offtake.evidence.reading.kinds.frames.frame import Frame
from offtake.evidence.reading.kinds.weighing.translated import UNKNOWN, in_english
from offtake.evidence.reading.language.dictionaries import DICTIONARIES
from offtake.evidence.rules.rules import Rules

_TOKEN = re.compile(r"[A-Za-zÀ-ÿ0-9&]+(?:['’\-][A-Za-zÀ-ÿ0-9]+)*['’]?|[%€$£]|[.,;:()\"“”–—?!«»„]")
_ROUND = ("“", "”")
"""Marks that English papers set round or straight: which is no clue."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_DOUBLED = re.compile(r"[bdgmnprt]{2}$")
_NEAR = 7
"""Words on either side that are near."""
_NEXT = 4
"""Words on either side that count by their place."""
_BETWEEN = 5
"""Words between two figures that count as one clue."""


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """A word without its ending, roughly; the same roughness where weights are fitted."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + instead
            if len(ending) > 1 and word[-1] == word[-2] and _DOUBLED.search(word):
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


@lru_cache(maxsize=1 << 14)
def _token(text: str, language: str, rules: Rules) -> str:
    """A word in small letters; of dates and numbers only what they are, since in which month it was says nothing."""
    if text[0].isdigit() and re.fullmatch(r"\d[\d.,]*", text):
        return "YEAR" if _YEAR.fullmatch(text) else "NUM"
    if language == "en" and text in _ROUND:
        return '"'
    word = text.lower()
    if text[0].isupper() or language == "fr":
        calendar = words_of(rules, language)
        if word in calendar.months:
            return "MONTH"
        if word in calendar.weekdays:
            return "DAY"
    return word


@lru_cache(maxsize=64)
def _tokens(sentence: str, figures: tuple[tuple[int, int, str], ...], language: str, rules: Rules) -> tuple[tuple[str, ...], dict[tuple[int, int], int]]:  # fmt: skip
    """Words and marks of a sentence with a figure as one word, its sort; and by the ends of a figure its place."""
    found: list[str] = []
    places: dict[tuple[int, int], int] = {}
    at = 0
    for start, end, sort in figures:
        if start < at:
            continue
        found += [_token(m[0], language, rules) for m in _TOKEN.finditer(sentence, at, start)]
        places[start, end] = len(found)
        found.append(f"#{sort}")
        at = end
    found += [_token(m[0], language, rules) for m in _TOKEN.finditer(sentence, at)]
    return tuple(found), places


@lru_cache(maxsize=64)
def _stems(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stem(token) for token in tokens)


@dataclass(frozen=True)
class Around:
    """A figure in its sentence, and what was made out of both."""

    sentence: str
    quantity: Quantity
    others: Sequence[Quantity]
    """All figures of the sentence, itself among them."""
    frame: Frame
    language: str
    form: str
    """direct, partial, indirect, outlet: whose words they are."""
    means: bool
    """Whether people, firms or sites are counted."""
    denied: bool
    """Whether it is told as not so."""
    years: tuple[int, ...]
    """How the dates of the sentence stand to the day of the article: -1 before its year, 0 in it, 1 after."""


def clues(around: Around, rules: Rules) -> tuple[str, ...]:
    """The clues of a figure, each once, in a fixed order."""
    return tuple(dict.fromkeys(_all(around, rules)))


def _all(around: Around, rules: Rules) -> list[str]:
    q = around.quantity
    figures = tuple(sorted((o.start, o.end, sort_of(o)) for o in around.others))
    tokens, places = _tokens(around.sentence, figures, around.language, rules)
    at = places.get((q.start, q.end))
    if at is None:  # inside another figure
        tokens, places = _tokens(
            around.sentence, ((q.start, q.end, sort_of(q)),), around.language, rules
        )
        at = places[q.start, q.end]
    stems = _stems(tokens)
    return [
        *_of_itself(around, rules),
        *_in_place(tokens[:at][::-1], tokens[at + 1 :]),
        *_near(stems[:at][::-1], stems[at + 1 :]),
        *_anywhere(stems),
        *_beside(tokens[:at][::-1], tokens[at + 1 :]),
        *_of_frame(around.frame),
        *_of_classes(around, rules),
        *(_of_english(*_english(tokens, around.language, rules), at) if around.language in DICTIONARIES else ()),
    ]  # fmt: skip


@lru_cache(maxsize=64)
def _english(tokens: tuple[str, ...], language: str, rules: Rules) -> tuple[tuple[str, ...], tuple[str, ...]]:  # fmt: skip
    """The words of a sentence in English, and the same without their endings."""
    words = in_english(tokens, language, rules)
    return words, _stems(words)


def _of_english(tokens: Sequence[str], stems: tuple[str, ...], at: int) -> Iterator[str]:
    """The clues that the words make in English, as far as they are known."""
    found = (*_in_place(tokens[:at][::-1], tokens[at + 1 :]), *_near(stems[:at][::-1], stems[at + 1 :]), *_anywhere(stems))  # fmt: skip
    yield from (clue for clue in found if UNKNOWN not in clue.split(" "))


@lru_cache(maxsize=64)
def _anywhere(stems: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"sentence {word}" for word in stems)


def sort_of(q: Quantity) -> str:
    """The sort of a figure, multiples apart."""
    return "multiple" if q.unit == "x" else q.sort


@lru_cache(maxsize=8)
def _magnitudes(rules: Rules) -> frozenset[str]:
    """Words for thousands and millions, which say how a number is written."""
    return frozenset(word for words in rules.data["magnitudes"].values() for word in words)


def _of_itself(around: Around, rules: Rules) -> Iterator[str]:
    q = around.quantity
    yield "always"
    yield f"sort {sort_of(q)}"
    yield f"unit {q.sort if q.sort == 'money' else q.unit}"
    yield f"language {around.language}"
    yield f"form {around.form}"
    told = ((q.per, "rate"), (q.step, f"step {q.step}"), (q.carried, "carried"), (q.low is not None or q.high is not None, "range"), (around.means, "means"), (around.denied, "denied"))  # fmt: skip
    yield from (clue for holds, clue in told if holds)
    if q.sort not in ("money", "gdp"):  # "$3m", "USD 3,000,000" and "three million dollars" are one
        words = _TOKEN.findall(around.sentence[q.start : q.end])
        own = (word.lower() for word in words if word[0].isalpha() or word == "%")
        yield from (f"own {stem(word)}" for word in own if word not in _magnitudes(rules))
    yield from (f"year {year}" for year in around.years)


def _in_place(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Words right before and after, one by one and joined; ^ and $ where the sentence ends."""
    left = [*before[:_NEXT], *["^"] * (_NEXT - len(before))]
    right = [*after[:_NEXT], *["$"] * (_NEXT - len(after))]
    yield from (f"before{k} {word}" for k, word in enumerate(left, 1))
    yield from (f"after{k} {word}" for k, word in enumerate(right, 1))
    yield f"before {left[1]} {left[0]}"
    yield f"after {right[0]} {right[1]}"
    yield f"around {left[0]} {right[0]}"


def _near(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Words within reach up to a full stop or semicolon, their pairs, and those of the part between commas."""
    for name, side in (("left", before), ("right", after)):
        near = _until(side[:_NEAR], ".;")
        yield from (f"{name} {word}" for word in near)
        in_order = near[::-1] if name == "left" else near
        yield from (f"{name} {one} {other}" for one, other in pairwise(in_order))
        yield from (f"{name} part {word}" for word in _until(side, ",;.:"))


def _until(words: Sequence[str], marks: str) -> Sequence[str]:
    return words[: next((k for k, word in enumerate(words) if word in marks), len(words))]


def _beside(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The figures next to it, and the words between where they are few."""
    for name, side in (("last", before), ("next", after)):
        at = next((k for k, word in enumerate(side) if word[0] == "#"), None)
        if at is None:
            continue
        yield f"{name} {side[at]}"
        if at <= _BETWEEN:
            between = side[:at][::-1] if name == "last" else side[:at]
            yield f"{name} {side[at]} {' '.join(between)}"


def _of_frame(frame: Frame) -> Iterator[str]:
    yield f"frame {frame.role} {frame.verb} {frame.mood} {frame.head}"
    yield f"role {frame.role} {frame.verb}"
    yield f"mood {frame.verb} {frame.mood}"
    yield f"head {frame.head} {frame.mood}"
    yield from (f"{name} {value}" for name, value in (("role", frame.role), ("verb", frame.verb), ("mood", frame.mood), ("head", frame.head)))  # fmt: skip


def _of_classes(around: Around, rules: Rules) -> Iterator[str]:
    """Classes of the verbs and of the nouns of figures before and after it."""
    verbs, nouns = _classes(around.sentence, around.language, rules)
    start, end = around.quantity.start, around.quantity.end
    left, right = [n for at, _, n in verbs if at < start][::-1], [n for at, _, n in verbs if at >= end]  # fmt: skip
    yield f"verbs {(left or ['^'])[0]} {(right or ['$'])[0]}"
    yield from (f"verb before {n}" for n in left[:1])
    yield from (f"verb after {n}" for n in right[:1])
    yield from (f"verbs before {n}" for n in left)
    yield from (f"verbs after {n}" for n in right)
    yield from (f"noun in {n}" for at, to, n in nouns if at < end and to > start)
    left, right = [n for _, to, n in nouns if to <= start][::-1], [n for at, _, n in nouns if at >= end]  # fmt: skip
    yield f"noun before {(left or ['^'])[0]}"
    yield f"noun after {(right or ['$'])[0]}"
    yield from (f"nouns before {n}" for n in left)
    yield from (f"nouns after {n}" for n in right)


@lru_cache(maxsize=64)
def _classes(sentence: str, language: str, rules: Rules) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]:  # fmt: skip
    """Verbs and nouns of a class in a sentence: where they begin and end."""
    words = closed(rules, language)
    return [(at, at, name) for at, name in words.verbs_in(sentence)], words.heads_in(sentence)
