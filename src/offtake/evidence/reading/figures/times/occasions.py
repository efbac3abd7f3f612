"""How often something happened: "tripped 19 times", "raided twice", "dreimal ausgefallen", "changé six fois".

What is counted are times.  A multiple ("three times as much") is none of them, and "once" counts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from offtake.evidence.reading.figures.numbers import Number, figure
from offtake.evidence.reading.language.alternatives import small
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon

TIMES = "times"
_WORDS = {"en": ("times", "twice"), "de": ("mal",), "fr": ("fois",)}


def with_occasions(text: str, numbers: Sequence[Number], lexicon: Lexicon) -> list[Number]:
    """Numbers of a sentence, and numbers of times instead of those that say how many times; multiples stay."""
    made = [
        o
        for o in _occasions(small(text), lexicon)
        if not any(n.unit and n.start < o.end and o.start < n.end for n in numbers)
    ]
    if not made:
        return list(numbers)
    left = [n for n in numbers if not any(n.start < o.end and o.start < n.end for o in made)]
    return sorted([*left, *made], key=lambda n: n.start)


def _occasions(text: str, lexicon: Lexicon) -> Iterator[Number]:
    """Numbers of times in a masked sentence in small letters."""
    if not holds_one(text, _WORDS[lexicon.language]):
        return
    for m in lexicon.often.finditer(text):
        said = m.groupdict().get("n") or m.groupdict().get("m")
        known = lexicon.numerals.get(said, 0) if said else 2
        value = float(known) or figure(said or "2", lexicon.language)[0]
        if value > 1:
            yield Number(m.start(), m.end(), value, figures=not known, unit=TIMES)
