"""Whoever counts, tests or audits for others vouches for what is found, without a clause of what is said.

"The audit office found stock worth £40m", "das Landesamt zählte 40 Fälle", "la Cour des comptes recense 40 chantiers".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.language.spoken import forms_in
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Attribution, Person, Speaker

_LEAD = {
    "en": r"^(?:[A-Z][^,;:]{2,60}, |(?:In|On|By|Since|At) [A-Z]\w+(?: \d{1,4})? )?",
    "de": "^",
    "fr": r"^(?:[A-ZÀÉ][^,;:]{2,60}, )?",
}
_ARTICLE = {
    "en": r"(?:(?:The|An?|the|an?) )?(?:[\w’'-]+ ){0,4}?",
    "de": r"(?:(?:Der|Die|Das|Eine?|der|die|das|eine?) )?(?:[a-zäöü]+ )?",
    "fr": r"(?:(?:Les?|La|Une?|les?|la|une?) |[Ll]['’])?",
}
_OF = {
    "en": r"(?: (?:of|for|by|from|at|into|in) (?:[\w’'-]+ ){0,4}?[\w’'-]+)?",
    "de": r"(?: [A-ZÄÖÜ][\w-]+)?(?: (?:des|der|für|von|vom|unter) (?:[\w-]+ ){0,2}?[\w-]+)?",
    "fr": r"(?: (?:de (?:la |l['’])?|du |des |d['’])[\w’'-]+(?: (?:de |du |des |d['’])?[\w’'-]+){0,2}?)?",
}


@lru_cache(maxsize=4)
def _who(lexicon: Lexicon) -> tuple[str, ...]:
    """Who counts or checks."""
    return tuple(str(lexicon.speech["checkers"]).replace("_", " ").split(";"))


@lru_cache(maxsize=4)
def _checkers(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    """The subject before its verb; in German and French behind it too."""
    language = lexicon.language
    who = any_of(_who(lexicon))
    begins = (
        r"\w*" if language == "de" else r"(?<!\w)"
    )  # "Landesrechnungshof", and no protest is a test
    head = rf"{begins}(?i:{who})(?:s|n|en)?"
    np = rf"(?P<np>{_ARTICLE[language]}{head}{_OF[language]})"
    forms = [w for f in forms_in(lexicon.rules, language, "finds") for w in f.finite]
    done = [f.participle for f in forms_in(lexicon.rules, language, "finds") if language == "fr"]
    verb = rf"(?P<verb>{any_of(forms)}" + (rf"|(?:a|ont) (?:{any_of(done)})" if done else "") + r")(?![\w-])(?! (?:its|their|his|her)\b)"  # fmt: skip
    before = re.compile(
        rf"{_LEAD[language]}{np} (?:\([^()]{{2,12}}\) )?(?:also |now |[a-z]+ly )?{verb}"
    )
    return (before, re.compile(rf"^[^,;:{HIDDEN}]{{2,60}} {verb} {np}(?= )")) if language == "de" else (before,)  # fmt: skip


def checker(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Attribution | None:  # fmt: skip
    """Who counts or checks, and finds what the sentence tells."""
    for pattern in _checkers(lexicon) if holds_one(sentence.lower(), _who(lexicon)) else ():
        if (found := pattern.match(sentence)) and (who := speaker_named(found["np"], at + found.start("np"), people, lexicon, last, True)):  # fmt: skip
            return Attribution(found.start("np"), found.end(), who, "said", found["verb"], True, found.start("verb"))  # fmt: skip
    return None
