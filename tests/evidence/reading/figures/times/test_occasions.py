"""How often something happened, in three languages, and what only looks like it."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.figures.numbers import numbers_in
from offtake.evidence.reading.figures.times.occasions import with_occasions
from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.rules.rules import rules


@pytest.mark.parametrize(
    ("text", "language", "times"),
    [
        ("the weir broke 19 times and was mended twice", "en", [19, 2]),
        ("it failed once", "en", []),
        ("it costs three times as much and twice the sum of 2019", "en", []),
        ("das Wehr brach dreimal, verkauft wurde es 840-mal", "de", [3, 840]),
        ("es kostet dreimal so viel wie einmal", "de", []),
        ("on a changé six fois de meunier", "fr", [6]),
        ("deux fois plus de blé, une fois", "fr", []),
    ],
)
def test_so_many_times_are_counted_and_multiples_are_not(text, language, times):
    words = lexicon(rules(), language)
    found = with_occasions(text, numbers_in(text, words), words)
    assert [n.value for n in found if n.unit == "times"] == times
