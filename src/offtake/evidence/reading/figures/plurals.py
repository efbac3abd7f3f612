"""English plurals of what is named in the singular: "a 600-bus contract" is of buses, "a 40-aircraft deal" of aircraft."""

from __future__ import annotations

import re

_SAME = re.compile(r"(?:craft|fish|sheep|cattle|staff|people|deer|offspring|ammunition|series|personnel)$")  # fmt: skip
_HISS = re.compile(r"(?:s|x|z|ch|sh)$")
_SOFT = re.compile(r"[^aeiou]y$")
_ODD = {"man": "men", "woman": "women", "person": "people", "child": "children", "foot": "feet"}


def plural(word: str) -> str:
    """The plural of a noun; what is one already stays as it is.

    >>> plural("bus"), plural("aircraft"), plural("ferry"), plural("drones"), plural("seaman")
    ('buses', 'aircraft', 'ferries', 'drones', 'seamen')
    """
    for single, several in _ODD.items():
        if word.endswith(single):
            return word.removesuffix(single) + several
    if _SAME.search(word) or (word.endswith("s") and not word.endswith(("ss", "us"))):
        return word
    if _HISS.search(word):
        return f"{word}es"
    return f"{word[:-1]}ies" if _SOFT.search(word) else f"{word}s"
