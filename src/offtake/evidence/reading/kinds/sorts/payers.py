"""Who spends public money, by the table of `payers.toml`: a state, its bodies, its name where it is subject."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.rules.rules import Rules

_GOVERNED = re.compile(
    r"\b(?:of|by|for|with|from|to|in|at|under|against|than|between|via|through|including|near|outside|across|into|on|over|among|despite|inside|owned|based)"
    r" (?:(?:the|an?|its|his|her|their|our|this|that|some|all|both) (?:[\w-]+ )?|[a-z-]+ )?$",
    re.IGNORECASE,
)
"""A name after a preposition is no subject: "a mill in Norway will invest"."""
_SAYS = re.compile(
    r"\b(?:said|says|say|told|tells|claim(?:s|ed)?|report(?:s|ed)?|hopes?|hoped|expects?|expected|wants?|wanted|asked|urged|ordered|forced) (?!(?:(?:on|in|at|last|this) (?:[\w-]+ ){1,2}?|that )*(?:it|they|he|she|we|I)\b)"
)
"""What the public says of another: "Norway said that the mill would invest"."""
_OWNER = re.compile(r"^['’]s?\b|^-")
"""Another's name follows: "Norway's mill", "Berlin-based"."""


class Payers:
    """Names of who spends public money, and the verbs by which it is promised and paid, of one language."""

    def __init__(self, rules: Rules, language: str) -> None:
        table = rules.data["payers"]
        names = "|".join(part for name in ("bodies", "states") for part in str(table[name]).replace("\n", "").split("|") if part)  # fmt: skip
        self._public = re.compile(rf"(?<![\w-])(?:{names})\b", re.IGNORECASE)
        self._by = re.compile(
            rf"^[^;.]{{0,60}}?\b(?:by|from|out of|par|von|vom|durch) (?:[\w'’-]+ ){{0,3}}?(?:{names})\b(?!['’-])", re.IGNORECASE)  # fmt: skip
        self._verbs = {name: re.compile(rf"(?<![\w-])(?:{_pattern(rules, name, language)})(?![\w-])", re.IGNORECASE) for name in ("vote", "pay")}  # fmt: skip

    def pays(self, text: str) -> bool:
        """Whether a text, up to its verb, has somebody as subject who spends public money."""
        for name in self._public.finditer(text):
            rest = text[name.end() :]
            if _OWNER.match(rest) or _GOVERNED.search(text[: name.start()]) or _SAYS.search(rest):
                continue
            return True
        return False

    def by(self, text: str) -> bool:
        """Whether what follows a figure says that the public pays it: "from the state", "by the council"."""
        return self._by.match(text) is not None

    def verb(self, name: str, text: str) -> re.Match[str] | None:
        """The last verb of promising ("vote") or of paying ("pay") in a text."""
        found = list(self._verbs[name].finditer(text))
        return found[-1] if found else None


def _pattern(rules: Rules, name: str, language: str) -> str:
    if language != "en":
        return rules.verbs_of(name, language)
    return "|".join(sorted(map(re.escape, rules.forms_of(name)), key=lambda f: -len(f)))


@lru_cache(maxsize=12)
def payers(rules: Rules, language: str) -> Payers:
    """The names and verbs of rules, compiled once."""
    return Payers(rules, language)
