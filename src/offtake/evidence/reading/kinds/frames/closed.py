"""The closed classes of verbs and heads of `verbs.toml`, compiled for one language: what a word is, in whatever trade."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import in_small, small
from offtake.evidence.reading.language.spoken import spoken
from offtake.evidence.rules.rules import Rules

CLASSES = ("announce", "intend", "promise", "buy", "sell", "seat", "slip", "cost", "spend", "use", "rest", "rise", "move", "reach", "come", "limit", "give", "make")  # fmt: skip
"""Tried in this order: the first whose list has the verb."""


_BOUGHT = ("contracted", "sourced")
"""Bought, in the past alone: a contract and a source are nouns."""
_NUMBER = re.compile(r"\b(?:number|total|amount|volume|quantity|tally|count)s? of (?:[\w'’-]+ ){1,5}?([a-z-]+(?:ed|ld|lt|nt|en|ade|wn|ght|ung|ept|aid))\b")  # fmt: skip
_GOVERNED = re.compile(r"\b(?:of|for|in|from|at|on|with|per) (?:(?:the|its|their|his|her|our|an?|new|total|annual) )*(?:[a-z-]+ )?$")  # fmt: skip
"""A noun after a preposition is not what a verb speaks of, where another is: "the cost of production"."""
_GOVERNED_FR = re.compile(r"(?:\b(?:de|du|des|en|par|aux?|sur|pour|of|for) (?:la |les |ses |sa |son |leurs? |cette |ces |nouvelles? |nouveaux )?(?:l['’])?|\bd['’])$")  # fmt: skip
_ANZAHL = re.compile(r"\b(?:Zahl|Anzahl|Menge) (?:der|an) (?:[a-zäöü]+en )?([a-zäöü]+t)en\b")
_HEAD_OF = {"make": "output", "give": "output", "sell": "output", "come": "output", "do": "output", "buy": "order", "promise": "pledge", "intend": "target"}  # fmt: skip
LONGEST = 40
"""Characters that hold the noun at the end of a text, and what may stand before it."""
_RUN = re.compile(r"[\w-]+")
"""Letters, digits and hyphens up to the next sign: what is looked up, since it is found without a look at its neighbours."""
_GOVERNS = re.compile(r" (?:\d|[$€£]|(?:the|its|their|his|her|our|an?|about|some|around|nearly|almost|up to|at least|more than|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|another|further|new|more|other|all|no|fewer|only|between|dozens|hundreds|thousands) )", re.IGNORECASE)  # fmt: skip
"""What follows a verb and no noun."""
_GOVERNING = re.compile(r"\b(?:to|will|would|can|could|may|might|must|should|shall|not|it|they|we|he|she|you|I|who|which|that) (?:\w+ly )?$")  # fmt: skip
"""What stands before a verb and no noun."""
_PREPOSITION = re.compile(r" (?:for|of|in|by|from|at|on|to) ")


_ANY_WORD = re.compile(r"[^\W\d_]{2,}")
_ALONE = frozenset("her fertig bereit zurück weg hoch fest frei fort hinzu zusammen hervor hinaus herunter voraus nieder heraus herab".split())  # fmt: skip
"""Prefixes that are no prepositions: wherever they stand, they belong to the verb."""
_DETERMINED = re.compile(r"(?:\b(?:le|la|un|une|des|du|de|ce|cette|cet|ces|son|sa|ses|leur|leurs|au|aux|par|en|sans|chaque|nouvelle|première|grosse|forte|autre|avec|pour|sur|sous)|\b[ld]['’]) ?$", re.IGNORECASE)  # fmt: skip
_NOUNS = frozenset((word, "") for word in ("montant", "montants", "reste", "compte"))
"""French forms that are nouns more often than verbs."""
_VERBAL = re.compile(r"\w+(?:er|ir|re|ant|[éiu]e?s?)\b")


def _is_noun(text: str, at: int) -> bool:
    """Whether a French word that may be a verb stands where a noun does: "la livre", "une commande"."""
    return bool(_DETERMINED.search(text[max(0, at - 12) : at])) and not _VERBAL.match(text, at)


def _formed(text: str, end: int, readings: Sequence[tuple[str, str]], known: str) -> str:
    """The class of a word that is a form of a verb given in its base form; a prefix at the end of the clause decides."""
    parted = [name for prefix, name in readings if prefix and _ends_with(prefix).search(text, end)]
    whole = [name for prefix, name in readings if not prefix]
    return min(parted or [*whole, *([known] if known else [])], key=CLASSES.index, default="")


@lru_cache(maxsize=64)
def _ends_with(prefix: str) -> re.Pattern[str]:
    """A prefix at the end of its clause."""
    ends = "" if prefix in _ALONE else r"(?=\W*$|\s?[,.;:!?)–—»“]| und\b| oder\b| sowie\b| als\b)"
    return re.compile(rf"\b{prefix}\b{ends}")


class Closed:
    """Classes of verbs, heads of figures, verbs of speech."""

    def __init__(self, rules: Rules, language: str) -> None:
        self.language = language
        self._classes = {name: re.compile(rf"(?<![\w-])(?:{rules.data['verbs'][name][language]})\b", re.IGNORECASE) for name in CLASSES} if language != "en" else {}  # fmt: skip
        said = rules.data["verbs"]
        self._any = in_small(rf"(?<![\w-])(?:{'|'.join(f'(?P<{n}>{said[n][language]})' for n in CLASSES)})\b") if language != "en" else _ANY_WORD  # fmt: skip
        self._forms: dict[str, tuple[str, ...]] = {}
        self._begins: dict[str, list[tuple[str, str]]] = {}
        self._nouns: set[str] = set()
        strong = [forms.split()[1] for forms in rules.data["conjugated"]["de"].values()]
        self.past = frozenset(form for past in strong for form in (past, f"{past}en"))
        self._made: dict[str, list[tuple[str, str]]] = {}
        self.infinitives, self.participles = rules.german_ends if language == "de" else (frozenset[str](), frozenset[str]())  # fmt: skip
        if language == "en":
            self._spell(rules)
        else:
            self._conjugate(rules)
        heads: dict[str, str] = rules.data["heads"]
        self._heads = {name: re.compile(rf"\b(?:{pattern})\b") for name, pattern in heads.items()}
        self._ends = {name: re.compile(rf"\b(?:{pattern})$") for name, pattern in heads.items()}
        self._any_head = re.compile(rf"\b(?:{'|'.join(heads.values())})\b")
        self._any_end = re.compile(rf"\b(?:{'|'.join(heads.values())})$")
        self._verbs = lru_cache(maxsize=64)(self._verbs_met)
        self._ended = lru_cache(maxsize=1 << 12)(self._head_that_ends)
        self._known_heads: dict[str, tuple[str, ...]] = {}
        self.speech = spoken(rules, language)

    def _spell(self, rules: Rules) -> None:
        """The classes of every form of the English verbs, and of each first word what may follow it, the longest first."""
        begins: dict[str, dict[str, str]] = {}
        for name in CLASSES:
            verbal = frozenset(rules.forms_of(name, nouns=False))
            for form in rules.forms_of(name):
                known = self._forms.get(form, ())
                self._forms[form] = known if name in known else (*known, name)
                begins.setdefault(form.partition(" ")[0], {}).setdefault(form, name)
                if form not in verbal:
                    self._nouns.add(form)
        self._begins = {first: sorted(forms.items(), key=lambda f: -len(f[0])) for first, forms in begins.items()}  # fmt: skip

    def _conjugate(self, rules: Rules) -> None:
        """The classes of every form that is made of a base form, and the prefix that it needs."""
        for name in CLASSES:
            for form, prefix in sorted(rules.conjugated_of(name, self.language) - _NOUNS):
                self._made.setdefault(form, []).append((prefix, name))

    def class_of(self, verb: str) -> str:
        """The class of a verb in any of its forms, or ''."""
        if verb in _BOUGHT:
            return "buy"
        return next(iter(self._classes_of(verb)), "")

    def _classes_of(self, verb: str) -> tuple[str, ...]:
        low = verb.lower()
        if self.language != "en" and low not in self._forms:
            self._forms[low] = tuple(n for n, verbs in self._classes.items() if verbs.fullmatch(low) or ("", n) in self._made.get(low, ()))  # fmt: skip
        return self._forms.get(low, ())

    def is_a(self, verb: str, *names: str) -> bool:
        """Whether a verb stands in one of the classes, whatever else it may mean ("cut")."""
        return not set(names).isdisjoint(self._classes_of(verb))

    def is_sure(self, verb: str) -> bool:
        """Whether a form is a verb wherever it stands, and no noun ("guards")."""
        return verb in self._forms and verb not in self._nouns

    def verbs_in(self, text: str) -> list[tuple[int, str]]:
        """Where verbs of a class stand in a text, in its order; of two at one place the first class."""
        return self._verbs(text)

    def _verbs_met(self, text: str) -> list[tuple[int, str]]:
        if self.language != "en":
            low = small(text)
            found = {m.start(): str(m.lastgroup) for m in self._any.finditer(low)}
            for word in _RUN.finditer(low):
                if (readings := self._made.get(word[0])) and _ANY_WORD.fullmatch(word[0]) and (name := _formed(text, word.end(), readings, found.get(word.start(), ""))):  # fmt: skip
                    found[word.start()] = name
            if self.language == "fr":
                found = {at: name for at, name in found.items() if not _is_noun(text, at)}
            return sorted(found.items())
        begins = self._begins
        return [(m.start(), name) for m in _RUN.finditer(text) if m[0].lower() in begins and m[0].isascii() and m[0].isalpha() and (name := self._at(text, m))]  # fmt: skip

    def _at(self, text: str, word: re.Match[str]) -> str:
        """The class of the verb that begins with a word, or ''; a noun as well is a verb where its neighbours say so."""
        for form, name in self._begins.get(word[0].lower(), ()):
            end = word.start() + len(form)
            if " " in form and (text[word.start() : end].lower() != form or text[end : end + 1].isalnum()):  # fmt: skip
                continue
            if form not in self._nouns or _GOVERNS.match(text, end) or _GOVERNING.search(text[: word.start()]):  # fmt: skip
                return name
        return ""

    def longest_at(self, text: str, word: re.Match[str]) -> str:
        """The longest verb of a class that begins with a word of an English text, or ''."""
        forms = self._begins.get(word[0].lower(), ())
        small = text[word.start() : word.start() + 60].lower()
        return next((f for f, _ in forms if small.startswith(f) and not small[len(f) : len(f) + 1].isalnum()), "")  # fmt: skip

    def head(self, text: str) -> str:
        """The class of the last noun of a figure in a text, or ''."""
        governed = _GOVERNED_FR if self.language == "fr" else _GOVERNED
        low = small(text)
        if not self._any_head.search(low):
            return self._head_done(text)
        found = [(not governed.search(text[: m.start()]), m.end(), -m.start(), name) for name, noun in self._heads.items() if name != "change" for m in noun.finditer(low)]  # fmt: skip
        return max(found)[3] if found else self._head_done(text)

    def _head_done(self, text: str) -> str:
        """What is counted by what was done to it: "the number of homes sold"."""
        done = (_ANZAHL if self.language == "de" else _NUMBER).search(text)
        return _HEAD_OF.get(self.class_of(done[1]) or "do", "") if done else ""

    def heads_in(self, text: str) -> list[tuple[int, int, str]]:
        """Where single words that are nouns of figures stand in a text, in its order."""
        known = self._known_heads
        heads = [m for m in _RUN.finditer(text) if known.get(m[0], True)]
        return [(m.start(), m.end(), name) for m in heads for name in self._head_classes(m[0])]

    def _head_classes(self, word: str) -> tuple[str, ...]:
        """The classes of a noun, looked up once; a number or a compound with a hyphen has none."""
        if word not in self._known_heads:
            if not _ANY_WORD.fullmatch(word):
                return ()
            low = small(word)
            is_head = self._any_head.fullmatch(low)
            self._known_heads[word] = tuple(n for n, noun in self._heads.items() if noun.fullmatch(low)) if is_head else ()  # fmt: skip
        return self._known_heads[word]

    def has_head(self, text: str, name: str) -> bool:
        """Whether a noun of a class stands in a text."""
        return bool(self._heads[name].search(small(text)))

    def object_head(self, text: str) -> str:
        """The class of the noun that a verb moves: of "its profit forecast for sales" the forecast."""
        return self.head(_PREPOSITION.split(text)[0]) or self.head(text)

    def head_at_end(self, text: str) -> str:
        """The class of the noun that ends a text, or ''."""
        return self._ended(small(text.rstrip()[-LONGEST:]))

    def _head_that_ends(self, text: str) -> str:
        if not self._any_end.search(text):
            return ""
        return next(name for name, noun in self._ends.items() if noun.search(text))


@lru_cache(maxsize=12)
def closed(rules: Rules, language: str) -> Closed:
    """The closed classes of rules, compiled once."""
    return Closed(rules, language)
