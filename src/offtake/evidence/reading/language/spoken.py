"""Verbs of speech as words, whatever stands around them: those that say, claim or deny something by themselves."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.conjugation import Forms, forms_of
from offtake.evidence.rules.rules import Rules


def forms_in(rules: Rules, language: str, name: str) -> tuple[Forms, ...]:
    """The verbs of a list of `speech.toml`, each in its forms."""
    return tuple(forms_of(v, language) for v in str(rules.data[language].get(name, "")).split())


def spoken(rules: Rules, language: str) -> re.Pattern[str]:
    """Any form of a verb that says, claims or denies; none that does so only before a clause, or is rather a noun."""
    bound = {f.base for name in ("only_before_a_clause", "only_apart") for f in forms_in(rules, language, name)}  # fmt: skip
    nouns = set(str(rules.data[language].get("nouns", "")).split())
    words = {
        word
        for name in ("said", "claim", "deny")
        for f in forms_in(rules, language, name)
        if f.base not in bound
        for word in (*f.finite, *([] if f.base in nouns or language != "en" else [f.base]), *([f.participle] if language != "en" else []))
    }  # fmt: skip
    return re.compile(any_of(words), re.IGNORECASE)


@lru_cache(maxsize=8)
def denying(rules: Rules, language: str) -> str:
    """A pattern of every form of the verbs that deny; a German prefix may stand anywhere behind."""
    known = forms_in(rules, language, "deny")
    return any_of(w for f in known for w in (f.base, *f.finite, *(f.prefix + g for g in f.finite), f.participle))  # fmt: skip
