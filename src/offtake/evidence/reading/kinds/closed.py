"""The closed classes of verbs and heads of `verbs.toml`, compiled for one language: what a word is, in whatever trade."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.rules.rules import Rules

CLASSES = ("announce", "intend", "promise", "buy", "sell", "seat", "slip", "cost", "spend", "use", "rest", "rise", "move", "reach", "come", "limit", "give", "make")  # fmt: skip
"""Tried in this order: the first whose list has the verb."""


_BOUGHT = ("contracted", "sourced")
"""Bought, in the past alone: a contract and a source are nouns."""
_NUMBER = re.compile(r"\b(?:number|total|amount|volume|quantity|tally|count)s? of (?:[\w'’-]+ ){1,5}?([a-z-]+(?:ed|ld|lt|nt|en|ade))\b")  # fmt: skip
_GOVERNED = re.compile(r"\b(?:of|for|in|from|at|on|with|per) (?:(?:the|its|their|his|her|our|an?|new|total|annual) )*(?:[a-z-]+ )?$")  # fmt: skip
"""A noun after a preposition is not what a verb speaks of, where another is: "the cost of production"."""
_ANZAHL = re.compile(r"\b(?:Zahl|Anzahl|Menge) (?:der|an) (?:[a-zäöü]+en )?([a-zäöü]+t)en\b")
_HEAD_OF = {"make": "output", "give": "output", "sell": "output", "come": "output", "buy": "order", "promise": "pledge", "intend": "target"}  # fmt: skip
LONGEST = 40
"""Characters that hold the noun at the end of a text, and what may stand before it."""
_WORD = re.compile(r"(?<![\w-])[A-Za-z]+(?!-)\b")
_PREPOSITION = re.compile(r" (?:for|of|in|by|from|at|on|to) ")


class Closed:
    """Classes of verbs, heads of figures, verbs of speech."""

    def __init__(self, rules: Rules, language: str) -> None:
        self.language = language
        self._classes = {name: re.compile(rf"(?<![\w-])(?:{rules.verbs_of(name, language)})\b", re.IGNORECASE) for name in CLASSES}  # fmt: skip
        self._known: dict[str, str] = {}
        self._firsts = {name: re.compile(rules.firsts_of(name)) for name in CLASSES}
        self._all: dict[str, frozenset[str]] = {}
        self._begins: dict[str, tuple[str, ...]] = {}
        self._heads = {name: re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE) for name, pattern in rules.data["heads"].items()}  # fmt: skip
        self._ends = {name: re.compile(rf"\b(?:{pattern})$", re.IGNORECASE) for name, pattern in rules.data["heads"].items() if name != "public"}  # fmt: skip
        self.speech = re.compile("|".join(rules.data[language][name] for name in ("said", "claim", "deny")), re.IGNORECASE)  # fmt: skip

    def class_of(self, verb: str) -> str:
        """The class of a verb in any of its forms, or ''."""
        if verb in _BOUGHT:
            return "buy"
        if verb not in self._known:
            self._known[verb] = next((name for name, verbs in self._classes.items() if verbs.fullmatch(verb)), "")  # fmt: skip
        return self._known[verb]

    def is_a(self, verb: str, *names: str) -> bool:
        """Whether a verb stands in one of the classes, whatever else it may mean ("cut")."""
        if verb not in self._all:
            self._all[verb] = frozenset(n for n, verbs in self._classes.items() if verbs.fullmatch(verb))  # fmt: skip
        return not self._all[verb].isdisjoint(names)

    def verbs_in(self, text: str) -> list[tuple[int, str]]:
        """Where verbs of a class stand in a text, in its order; of two at one place the first class."""
        if self.language != "en":
            found = {m.start(): name for name in reversed(CLASSES) for m in self._classes[name].finditer(text)}  # fmt: skip
            return sorted(found.items())
        return [(m.start(), name) for m in _WORD.finditer(text) if (name := self._at(text, m))]

    def _at(self, text: str, word: re.Match[str]) -> str:
        """The class of the verb that begins with a word, or ''; which classes may begin with it is found once."""
        low = word[0].lower()
        if low not in self._begins:
            self._begins[low] = tuple(name for name in CLASSES if self._firsts[name].fullmatch(low))
        return next((name for name in self._begins[low] if self._classes[name].match(text, word.start())), "")  # fmt: skip

    def head(self, text: str) -> str:
        """The class of the last noun of a figure in a text, or ''."""
        found = [(not _GOVERNED.search(text[: m.start()]), m.end(), -m.start(), name) for name, noun in self._heads.items() if name not in ("change", "public") for m in noun.finditer(text)]  # fmt: skip
        return max(found)[3] if found else self._head_done(text)

    def _head_done(self, text: str) -> str:
        """What is counted by what was done to it: "the number of homes sold"."""
        done = (_ANZAHL if self.language == "de" else _NUMBER).search(text)
        return _HEAD_OF.get(self.class_of(done[1]), "") if done else ""

    def has_head(self, text: str, name: str) -> bool:
        """Whether a noun of a class stands in a text."""
        return bool(self._heads[name].search(text))

    def object_head(self, text: str) -> str:
        """The class of the noun that a verb moves: of "its profit forecast for sales" the forecast."""
        return self.head(_PREPOSITION.split(text)[0]) or self.head(text)

    def is_public(self, text: str) -> bool:
        """Whether a text names somebody who spends public money."""
        return bool(self._heads["public"].search(text))

    def head_at_end(self, text: str) -> str:
        """The class of the noun that ends a text, or ''."""
        text = text.rstrip()[-LONGEST:]
        return next((name for name, noun in self._ends.items() if noun.search(text)), "")


@lru_cache(maxsize=12)
def closed(rules: Rules, language: str) -> Closed:
    """The closed classes of rules, compiled once."""
    return Closed(rules, language)
