"""Language identification, which language a text is in, told by its frequent short words, or by its script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from offtake.evidence.rules.rules import Rules

FEW = 40
ENOUGH = 0.12
"""Share of the words that must be frequent words of a language."""
SEVERAL = 3
"""Different frequent words that a short text needs to be of a language that is not read."""
_WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 6000


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def language_of(text: str, rules: Rules) -> str:
    """Two letters; the name of a script that is not Latin; '' where nothing can be told."""
    words = Counter(map(str.casefold, _WORD.findall(text[:SAMPLE])))
    many = words.total()
    if not words:
        return ""
    scripts: Counter[str] = Counter()
    for word, times in words.items():
        scripts[_script(word[0])] += times
    script = min(scripts, key=lambda name: (-scripts[name], name))
    if script != "LATIN":
        return script.capitalize()
    shares = {
        name: sum(words[word] for word in words.keys() & frequent) / many
        for name, frequent in rules.frequent.items()
    }
    if many < FEW:  # "a", "do" or "la" alone tell of nothing
        met = {name: len(frequent.intersection(words)) for name, frequent in rules.frequent.items()}
        shares = {n: share for n, share in shares.items() if n in rules.read or met[n] >= SEVERAL}
    best = min(shares, key=lambda name: (-shares[name], name))
    return best if shares[best] >= (ENOUGH if many >= FEW else ENOUGH / 3) else ""
