"""Reporting verbs in all their forms, and what each needs around it.

The verbs are those of `speech.toml`, in all their forms.  Some report only before what is said ("found that"); in French
a participle reports with its auxiliary ("a déclaré"), in German the participle of the perfect may stand far behind
its subject ("Berg hat im Mai angekündigt") and a prefix far behind its verb ("teilte der Verband mit").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.conjugation import Forms
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.language.spoken import forms_in
from offtake.evidence.reading.speakers.identity.speaker import ATTITUDES, HIDDEN
from offtake.evidence.reading.speakers.phrases import APART_BEGINS, apart, only_beside

_SAID = (
    rf"(?= (?:that|how|why|whether|what|he|she|we|it|its|they|there|the|this|these|an?|no|only|just|more|most|less|fewer|some|about|nearly"
    rf"|sales|output|demand|prices|revenues?|profits?|earnings|deliveries|shipments|orders|costs|exports|imports|volumes|capacity|supply|growth|production|further|another|to|[a-z]+ (?:[a-z]+ )?(?:will|would|could|may|might)\b|\d|[$€£“\"{HIDDEN}]|(?:on |late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|last (?:week|month|year))|[:.,;])"
)
"""What is said may begin here."""
_THAT = rf"(?= that\b|:|,? ?[“\"{HIDDEN}])"
_BETWEEN_FR = r"(?: (?:\w+ment|pas|aussi|ainsi|également|déjà|encore|en outre|par ailleurs|d['’]ailleurs|de son côté|de leur côté|pour (?:sa|leur) part|à son tour|quant à (?:lui|elle|eux|elles)|depuis|ensuite|bien|enfin|même|fait|notamment|toutefois|cependant|plus tard|en revanche|de nouveau|à nouveau)){0,2}"
"""What may stand between a French auxiliary and its participle: "a d'ailleurs noté"."""
_HAVE = rf"(?P<aux>n['’]a|n['’]ont|avaient|avait|auraient|aurait|ont|a)(?P<who>-t-(?:il|elle|on)|-(?:ils?|elles?))?{_BETWEEN_FR} "
_INVERTED = r"(?P<who>-t-(?:il|elle|on)|-(?:ils?|elles?|on))"
"""A French pronoun behind its verb: "estime-t-elle", "disent-ils"."""
_SELF = rf"(?:s['’](?:est|était|étaient)|se sont)(?P<who>-(?:ils?|elles?|on))?{_BETWEEN_FR} "
_REVISED = r"(?:cuts?|trim(?:s|med)|raise[sd]|lift(?:s|ed)|lower(?:s|ed)|slash(?:es|ed)|revise[sd]|reduce[sd]|upgrade[sd]|downgrade[sd]|nudge[sd]|pare[sd]|hike[sd]|boost(?:s|ed)|narrow(?:s|ed)|widen(?:s|ed)|scale[sd] back|left|kept|held)(?= (?:up |down |back )?(?:its|their|his|her) (?:[\w’'-]+ ){0,4}(?:forecasts?|estimates?|projections?|predictions?)\b)"
"""Whoever changes a forecast vouches for the new one."""
_TRACED = r"could (?:only )?(?:trace|account for|verify|locate)(?= (?:only|just|no|barely|\d))"
"""What an auditor found, by what was not."""
_COVER = 160
"""Characters over which a German verb holds together."""
_SHORT = 4
"""Letters of a German prefix that stands before its verb only as one word with it."""


class Verb(NamedTuple):
    """A reporting verb in a sentence."""

    start: int
    end: int
    text: str
    attitude: str
    inverted: str = ""
    """The pronoun that stands inside it: "a-t-il déclaré"."""
    going_on: bool = False
    """A form in -ing, whose subject is that of the verb before it."""


def listed(words: str) -> list[str]:
    """The words of a list, "_" as a space."""
    return [w.replace("_", " ") for w in words.split()]


@lru_cache(maxsize=32)
def forms(lexicon: Lexicon, name: str) -> tuple[Forms, ...]:
    """The verbs of a list, each in its forms."""
    return forms_in(lexicon.rules, lexicon.language, name)


@lru_cache(maxsize=8)
def reporting(lexicon: Lexicon) -> re.Pattern[str]:
    """All forms of all reporting verbs, one group an attitude."""
    written = {"en": _english, "de": _german, "fr": _french}[lexicon.language](lexicon)
    groups = "|".join(f"(?P<{name}>{'|'.join(parts)})" for name, parts in written.items() if parts)
    begins = any_of(_first_words(lexicon))
    return re.compile(rf"(?<![\w-])(?={begins}(?!\w))(?:{groups})(?!\w|-\w)")


_BEGINS = {
    "en": "put puts pegs pegged find finds found founds could want wants cut cuts trims trimmed raises raised lifts lifted lowers lowered slashes slashed revises revised reduces reduced upgrades upgraded downgrades downgraded nudges nudged pares pared hikes hiked boosts boosted narrows narrowed widens widened scales scaled left kept held",
    "de": "so So",
    "fr": "a n s ont avait avaient aurait auraient se",
}
"""First words of what no list has."""


def _first_words(lexicon: Lexicon) -> frozenset[str]:
    """Every word with which what reports may begin: before any other nothing else need be looked at."""
    every = f"{_BEGINS[lexicon.language]} {APART_BEGINS.get(lexicon.language, '')}".split()
    every += listed(str(lexicon.speech.get("said_forms", "")))
    for name in (*ATTITUDES, "only_before_a_clause", "incise"):
        for verb in forms(lexicon, name):
            every += verb.finite
            if lexicon.language == "en":
                every += verb.base, verb.participle
            if lexicon.language == "de":
                every += verb.participle, *(verb.prefix + w for w in verb.finite)
                every += [verb.prefix] if len(verb.prefix) > _SHORT else []
    return frozenset(re.split(r"\W", word, maxsplit=1)[0] for word in every if word)


def _any(words: Iterable[str], behind: str = "") -> list[str]:
    found = sorted(set(words))
    return [any_of(found).replace("'", "['’]") + (rf"\b{behind}" if behind else "")] if found else []  # fmt: skip


def _english(lexicon: Lexicon) -> dict[str, list[str]]:
    nouns = set(listed(lexicon.speech["nouns"]))
    bound = {f.base for f in forms(lexicon, "only_before_a_clause")}
    only = forms(lexicon, "only_before_a_clause")
    found = {}
    for name in ATTITUDES:
        known = forms(lexicon, name)
        kept = {f.base for attitude in ATTITUDES if attitude != "said" for f in forms(lexicon, attitude)}  # fmt: skip
        rest = tuple(f for f in only if f.base not in kept) if name == "said" else ()
        free = [w for f in known if f.base not in bound for w in (*f.finite, *([] if f.base in nouns else [f.base]))]  # fmt: skip
        tied = [w for f in (*known, *rest) if f.base in bound or f.base in nouns for w in ((*f.finite, f.base) if f.base in bound else (f.base,))]  # fmt: skip
        found[name] = [*_any(tied, _SAID), *_any(free), *_any((f.participle for f in (*known, *rest)), _SAID)]  # fmt: skip
    found["claim"] += [
        r"(?:puts?|pegs|pegged)(?= (?:[\w’']+ ){1,8}at\b)",
        r"puts? at(?= )",
        r"(?<=, )f(?:ou|i)nds?(?= [A-Z][\w.’'-]+ [A-Z])",
        _REVISED,
        _TRACED,
    ]
    found["plan"].append(r"wants?(?= (?!to )(?:[\w’'-]+ ){1,7}?to [a-z]+)")
    return found


def _german(lexicon: Lexicon) -> dict[str, list[str]]:
    found = {}
    for name in ATTITUDES:
        known = forms(lexicon, name)
        whole = [f.prefix + g for f in known for g in f.finite]
        whole += [f"{f.prefix} {g}" for f in known if len(f.prefix) > _SHORT for g in f.finite]
        perfect = _any((f.participle for f in known), r"(?= (?:hat|hatte|haben|hatten)\b)")
        plain = [w for f in known if not f.prefix for w in f.finite]
        parted = [_any(f.finite, rf"(?=[^;]{{0,{_COVER}}}\b{f.prefix}\b(?!\w)(?:[.,:;!?]|$| ?{HIDDEN}))")[0] for f in known if f.prefix]  # fmt: skip
        more = listed(str(lexicon.speech["said_forms"])) if name == "said" else []
        found[name] = [*perfect, *apart(name, lexicon), *parted, *_any([*whole, *plain, *more])]
    found["said"].append(r"(?<=, )so(?= (?:der |die |das |ein |eine )?(?:[a-zäöü-]+ )?[A-ZÄÖÜ])")
    found["said"].append(r"^So(?= [A-ZÄÖÜ][\w-]+ [A-ZÄÖÜ][\w-]+:)")
    found["said"].append(r"(?<=[–—-] )so(?= (?:der |die |das )[A-ZÄÖÜ])")
    found["said"].append(rf"(?<={HIDDEN}[“”\"»«] )so(?= (?:der |die |das )?[A-ZÄÖÜ])")
    found["said"].append(only_beside(lexicon))
    return found


def _french(lexicon: Lexicon) -> dict[str, list[str]]:
    found = {}
    for number, name in enumerate(ATTITUDES):
        known = forms(lexicon, name)
        have = _HAVE.replace("<aux>", f"<aux{number}>").replace("<who>", f"<who{number}>")
        own = [f for f in known if not f.finite[0].startswith(("s'", "se "))]
        perfect = _any(f.participle for f in own)
        selves = _any(f.participle for f in known if f not in own)
        finite = _any(w for f in known for w in f.finite)
        asked = [f"(?:{f}){_INVERTED.replace('<who>', f'<whom{number}>')}" for f in finite]
        found[name] = [*apart(name, lexicon), *asked, *finite, *(have + p for p in perfect), *(f"{_SELF.replace('<who>', f'<whose{number}>')}{p}e?s?" for p in selves)]  # fmt: skip
    found["said"].append(only_beside(lexicon))
    return found


@lru_cache(maxsize=8)
def _things(lexicon: Lexicon) -> frozenset[str]:
    known = forms(lexicon, "things")
    return frozenset(w for f in known for w in (f.base, f.participle, *f.finite, *(f.prefix + g for g in f.finite)))  # fmt: skip


@lru_cache(maxsize=8)
def participles(lexicon: Lexicon) -> dict[str, str]:
    """Participle of the perfect -> the attitude of its verb."""
    return {f.participle: name for name in reversed(ATTITUDES) for f in forms(lexicon, name)}


def only_speakers(verb: Verb, lexicon: Lexicon) -> bool:
    """Whether the verb is one that nobody but speakers has, so that any noun before it is one ("the trust says")."""
    return verb.text.split(" ")[-1] not in _things(lexicon) and verb.text not in _things(lexicon)


@lru_cache(maxsize=8)
def _aside(lexicon: Lexicon) -> frozenset[str]:
    every = {w for name in ATTITUDES for f in forms(lexicon, name) for w in f.finite}
    return frozenset(w for f in forms(lexicon, "incise") for w in f.finite if w not in every)


def only_aside(verb: Verb, lexicon: Lexicon) -> bool:
    """Whether a verb reports only with its subject behind it, between commas: "avancent"."""
    return verb.text in _aside(lexicon)


_SAYS = {
    "en": re.compile(r" that\b"),
    "de": re.compile(r"(?: [\w-]+){0,3}, dass\b"),
    "fr": re.compile(r" (?:[a-z]+ment )?(?:qu(?:e\b|['’])|(?:n['’])?(?:avoir|être)\b)"),
}
"""What is said follows as a clause, so that any noun before the verb speaks."""


def says_a_clause(after: str, lexicon: Lexicon) -> bool:
    """Whether what is said follows a verb as a clause."""
    return bool(_SAYS[lexicon.language].match(after))


@lru_cache(maxsize=8)
def _of_a_person(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(w for f in forms(lexicon, "of_a_person") for w in (f.base, *f.finite))


def may_precede(verb: Verb, closed: bool, lexicon: Lexicon) -> bool:
    """Whether the subject may stand behind the verb, `closed` by a quotation; behind "told" somebody is spoken to."""
    return verb.text not in _TOLD if closed else verb.text not in _of_a_person(lexicon)


_TOLD = ("told", "tells", "informed", "informs", "reminded", "reminds", "assured", "assures")
