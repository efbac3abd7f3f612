"""What stands around a figure, as clues: words by their place, the frame of its clause, classes of verbs and nouns, the figures beside it.

A clue is a place and what stands there: "before1 up", "after of", "frame object buy real".  A word counts without its
ending, so that "orders" and "ordered" are one clue.  Where weights are fitted and where they are used, these are the clues.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
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


Clues = tuple[str, Sequence[str]]
"""A place, and the words that stand there; where it is '', whole clues."""


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


@lru_cache(maxsize=4)
def _reader(language: str, rules: Rules) -> Callable[[str], str]:
    """What reads a word of a text as a token, and knows those that it has read."""
    calendar = words_of(rules, language)

    @lru_cache(maxsize=1 << 14)
    def token(text: str) -> str:
        """A word in small letters; of dates and numbers only what they are, since in which month it was says nothing."""
        if text[0].isdigit() and re.fullmatch(r"\d[\d.,]*", text):
            return "YEAR" if _YEAR.fullmatch(text) else "NUM"
        if language == "en" and text in _ROUND:
            return '"'
        word = text.lower()
        if text[0].isupper() or language == "fr":
            if word in calendar.months:
                return "MONTH"
            if word in calendar.weekdays:
                return "DAY"
        return word

    return token


@dataclass(frozen=True, eq=False)
class _Words:
    """Words and marks of a sentence, a figure as one word, its sort; and where clauses and their parts end."""

    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    pairs: tuple[str, ...]
    """Each stem with the next."""
    stops: tuple[int, ...]
    commas: tuple[int, ...]

    @classmethod
    def of(cls, tokens: tuple[str, ...]) -> _Words:
        """Of the words of a sentence in their order."""
        stems = tuple(map(stem, tokens))
        pairs = tuple(map(" ".join, pairwise(stems)))
        commas = tuple([k for k, word in enumerate(stems) if word in ",;.:"])
        return cls(tokens, stems, pairs, tuple(k for k in commas if stems[k] in ".;"), commas)


@dataclass(frozen=True, eq=False)
class _Sentence:
    """A sentence in its words, in English ones too where it is in another language, and by the ends of a figure its place."""

    words: _Words
    english: _Words | None
    places: Mapping[tuple[int, int], int]


@lru_cache(maxsize=64)
def _sentence(text: str, figures: tuple[tuple[int, int, str], ...], language: str, rules: Rules) -> _Sentence:  # fmt: skip
    token = _reader(language, rules)
    found: list[str] = []
    places: dict[tuple[int, int], int] = {}
    at = 0
    for start, end, sort in figures:
        if start < at:
            continue
        found += map(token, _TOKEN.findall(text, at, start))
        places[start, end] = len(found)
        found.append(f"#{sort}")
        at = end
    found += map(token, _TOKEN.findall(text, at))
    tokens = tuple(found)
    english = _Words.of(in_english(tokens, language, rules)) if language in DICTIONARIES else None
    return _Sentence(_Words.of(tokens), english, places)


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
    every = (f"{place} {word}" if place else word for place, words in by_place(around, rules) for word in words)  # fmt: skip
    return tuple(dict.fromkeys(every))


def by_place(around: Around, rules: Rules) -> list[Clues]:
    """The clues of a figure by their place, some more than once: many words in one place are quicker to look up than to spell out."""
    q = around.quantity
    figures = tuple(sorted((o.start, o.end, sort_of(o)) for o in around.others))
    sentence = _sentence(around.sentence, figures, around.language, rules)
    at = sentence.places.get((q.start, q.end))
    if at is None:  # inside another figure
        alone = ((q.start, q.end, sort_of(q)),)
        sentence = _sentence(around.sentence, alone, around.language, rules)
        at = sentence.places[q.start, q.end]
    found: list[Clues] = [("", _of_itself(around, rules)), *_of_words(sentence.words, at)]
    found.append(("", [*_beside(sentence.words.tokens, at), *_of_frame(around.frame), *_of_classes(around, rules)]))  # fmt: skip
    if sentence.english:
        for place, words in _of_words(sentence.english, at):
            found.append((place, [word for word in words if UNKNOWN not in word]))
    return found


def _of_words(words: _Words, at: int) -> list[Clues]:
    """The words around the one at a place: next to it, near, and anywhere in the sentence."""
    return [*_in_place(words.tokens, at), *_near(words, at), ("sentence", words.stems)]


def sort_of(q: Quantity) -> str:
    """The sort of a figure, multiples apart."""
    return "multiple" if q.unit == "x" else q.sort


@lru_cache(maxsize=8)
def _magnitudes(rules: Rules) -> frozenset[str]:
    """Words for thousands and millions, which say how a number is written."""
    return frozenset(word for words in rules.data["magnitudes"].values() for word in words)


def _of_itself(around: Around, rules: Rules) -> list[str]:
    q = around.quantity
    sort = sort_of(q)
    found = ["always", f"sort {sort}", f"unit {q.sort if q.sort == 'money' else q.unit}", f"language {around.language}", f"form {around.form}"]  # fmt: skip
    if q.per:
        found.append("rate")
    if q.step:
        found.append(f"step {q.step}")
    if q.carried:
        found.append("carried")
    if q.low is not None or q.high is not None:
        found.append("range")
    if around.means:
        found.append("means")
    if around.denied:
        found.append("denied")
    if q.sort not in ("money", "gdp"):  # "$3m", "USD 3,000,000" and "three million dollars" are one
        words = _TOKEN.findall(around.sentence, q.start, q.end)
        own = [word.lower() for word in words if word[0].isalpha() or word == "%"]
        found += [f"own {stem(word)}" for word in own if word not in _magnitudes(rules)]
    return [*found, *(f"year {year}" for year in around.years)]


def _in_place(tokens: Sequence[str], at: int) -> Iterator[Clues]:
    """Words right before and after, one by one and joined; ^ and $ where the sentence ends."""
    left = [*tokens[max(0, at - _NEXT) : at][::-1], *_OPENS][:_NEXT]
    right = [*tokens[at + 1 : at + 1 + _NEXT], *_CLOSES][:_NEXT]
    for place, word in zip(_PLACES, (*left, *right), strict=True):
        yield place, (word,)
    yield "before", (f"{left[1]} {left[0]}",)
    yield "after", (f"{right[0]} {right[1]}",)
    yield "around", (f"{left[0]} {right[0]}",)


_OPENS, _CLOSES = ["^"] * _NEXT, ["$"] * _NEXT
_PLACES = (*(f"before{k}" for k in range(1, _NEXT + 1)), *(f"after{k}" for k in range(1, _NEXT + 1)))  # fmt: skip


def _near(words: _Words, at: int) -> list[Clues]:
    """Words within reach up to a full stop or semicolon, their pairs, and those of the part between commas; the nearest first."""
    stems, pairs = words.stems, words.pairs
    first, last = _between(words.stops, at, len(stems))
    first, last = max(first, at - _NEAR), min(last, at + 1 + _NEAR)
    begins, ends = _between(words.commas, at, len(stems))
    return [
        ("left", stems[first:at][::-1]),
        ("left", pairs[first : max(first, at - 1)]),
        ("left part", stems[begins:at][::-1]),
        ("right", stems[at + 1 : last]),
        ("right", pairs[at + 1 : last - 1]),
        ("right part", stems[at + 1 : ends]),
    ]


def _between(marks: Sequence[int], at: int, length: int) -> tuple[int, int]:
    """Where the words between the marks on either side of a place begin and end."""
    k = bisect(marks, at)
    return marks[k - 1] + 1 if k else 0, marks[k] if k < len(marks) else length


def _beside(tokens: Sequence[str], at: int) -> Iterator[str]:
    """The figures next to it, and the words between where they are few."""
    other = next((k for k in range(at - 1, -1, -1) if tokens[k][0] == "#"), None)
    if other is not None:
        yield f"last {tokens[other]}"
        if at - other - 1 <= _BETWEEN:
            yield f"last {tokens[other]} {' '.join(tokens[other + 1 : at])}"
    other = next((k for k in range(at + 1, len(tokens)) if tokens[k][0] == "#"), None)
    if other is not None:
        yield f"next {tokens[other]}"
        if other - at - 1 <= _BETWEEN:
            yield f"next {tokens[other]} {' '.join(tokens[at + 1 : other])}"


def _of_frame(frame: Frame) -> list[str]:
    role, verb, mood, head = frame.role, frame.verb, frame.mood, frame.head
    return [
        f"frame {role} {verb} {mood} {head}",
        f"role {role} {verb}",
        f"mood {verb} {mood}",
        f"head {head} {mood}",
        f"role {role}",
        f"verb {verb}",
        f"mood {mood}",
        f"head {head}",
    ]


def _of_classes(around: Around, rules: Rules) -> Iterator[str]:
    """Classes of the verbs and of the nouns of figures before and after it."""
    verbs, nouns = _classes(around.sentence, around.language, rules)
    start, end = around.quantity.start, around.quantity.end
    left, right = [n for at, n in verbs if at < start][::-1], [n for at, n in verbs if at >= end]
    yield f"verbs {left[0] if left else '^'} {right[0] if right else '$'}"
    if left:
        yield f"verb before {left[0]}"
    if right:
        yield f"verb after {right[0]}"
    yield from [f"verbs before {n}" for n in left]
    yield from [f"verbs after {n}" for n in right]
    yield from [f"noun in {n}" for at, to, n in nouns if at < end and to > start]
    left, right = [n for _, to, n in nouns if to <= start][::-1], [n for at, _, n in nouns if at >= end]  # fmt: skip
    yield f"noun before {left[0] if left else '^'}"
    yield f"noun after {right[0] if right else '$'}"
    yield from [f"nouns before {n}" for n in left]
    yield from [f"nouns after {n}" for n in right]


@lru_cache(maxsize=64)
def _classes(sentence: str, language: str, rules: Rules) -> tuple[list[tuple[int, str]], list[tuple[int, int, str]]]:  # fmt: skip
    """Where verbs of a class begin in a sentence, and where nouns of one begin and end."""
    words = closed(rules, language)
    return words.verbs_in(sentence), words.heads_in(sentence)
