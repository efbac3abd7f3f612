"""Which of several currencies of one name is meant: crowns are Czech where the sentence names one country of crowns and it is that.

The country is named by its adjective or its name; where two of them are named, or none, the currency stays open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.language.lexicon import Lexicon


def of_country(sentence: str, found: Sequence[Quantity], lexicon: Lexicon) -> list[Quantity]:
    """The quantities with the currency of the one country that their sentence names, where only its name was open."""
    done = list(found)
    for name, countries in lexicon.crowns.items():
        if not any(q.unit == name for q in done):
            continue
        named = {code for code, words in countries.items() if words.search(sentence)}
        if len(named) == 1:
            (code,) = named
            done = [replace(q, unit=code) if q.unit == name else q for q in done]
    return done
