"""Names of currencies that hold a country: "Australian dollars", "neuseeländische Dollar", "francs congolais".

The table `rules/currencies.csv` has each in the singular, several parted by a bar (names after the Unicode CLDR, with those that
the press uses beside them); here they get the endings of their language.  A name without a country stays in `units.toml`.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

_ENDINGS = {"en": ("", "(?:e?s)?"), "de": ("(?:e[mnrs]?)?", "(?:e?[ns])?"), "fr": ("(?:e?s|x)?", "(?:e?s|x)?")}  # fmt: skip
"""By language what may follow a word before the last, and the last."""
_PLACES = frozenset("de des du la les et new hong south north papua us".split())
"""Words that have no ending."""


@lru_cache(maxsize=8)
def currency_names(language: str) -> tuple[tuple[str, str], ...]:
    """Patterns of all names of currencies in a language, the longest first, each with its code; () for one that is not read."""
    if language not in _ENDINGS:
        return ()
    text = files("offtake.evidence.rules").joinpath("currencies.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    found = [(name, row["code"]) for row in rows for name in row[language].split("|") if name]
    return tuple((_pattern(name, language), code) for name, code in sorted(found, key=lambda f: (-len(f[0]), f)))  # fmt: skip


def _pattern(name: str, language: str) -> str:
    inner, last = _ENDINGS[language]
    words = re.split(r"([ -])", name)
    made = [
        "[ -]?" if word == "-" else "[ -]" if word == " " else re.escape(word) + ("" if word in _PLACES else last if at == len(words) - 1 else inner)
        for at, word in enumerate(words)
    ]  # fmt: skip
    return "".join(made)
