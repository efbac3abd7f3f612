"""Verbs that report in one place only, and German ones of several words that stand apart.

Between commas or behind a quotation ", wirbt der Verband", ", calcule la banque"; "ließ Falk wissen", "geht der Verband von 40
aus", "stellte Falk in Aussicht".
"""

from __future__ import annotations

from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.language.spoken import forms_in
from offtake.evidence.reading.speakers.identity.names import UPPER
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN

_COVER = 140
"""Characters over which such a verb holds together."""
_BESIDE = rf"(?<=[,”“»«\"–{HIDDEN}] )"
"""Behind a comma, a dash or a quotation."""
_SUBJECT = {
    "de": rf"(?= (?:sich )?(?:[a-zäöü]+ ){{0,2}}[{UPPER}])",
    "fr": rf"(?= (?:[a-zà-ÿ]+ ){{0,3}}(?:[ldLD]['’])?[\wÀ-ÿ]|-t?-?(?:il|elle|on)\b)",
}
_APART = {
    "said": r"(?:ließ|ließen|liess|liessen|lässt|lassen)(?=[^;.]{1,100} (?:wissen|verlauten|mitteilen|ausrichten|durchblicken|erklären|verkünden|verbreiten|vernehmen|erkennen)\b)",
    "promise": rf"(?:stellt|stellte|stellen|stellten)(?=[^;]{{1,{_COVER}}} in (?:Aussicht|den Raum)\b)",
    "plan": rf"(?:geht|gehe|gehen|ging|gingen)(?=(?: [\w.-]+){{0,6}} (?:von|davon)\b[^;]{{1,{_COVER}}}\baus\b(?:[.,:;!?]|$))",
    "deny": rf"(?:stellt|stellte|stellen|stellten)(?=[^;]{{1,{_COVER}}} in Abrede\b)|(?:streitet|stritt|stritten|streiten)(?=[^;]{{1,{_COVER}}} ab\b(?:[.,:;!?]|$))",
}  # fmt: skip
"""German verbs whose other words stand behind: attitude -> pattern."""


@lru_cache(maxsize=8)
def only_beside(lexicon: Lexicon) -> str:
    """The pattern of verbs that report between commas or behind a quotation, with a subject behind them."""
    words = any_of(w for f in forms_in(lexicon.rules, lexicon.language, "incise") for w in f.finite)
    return rf"{_BESIDE}(?:{words})\b{_SUBJECT[lexicon.language]}"


def apart(attitude: str) -> list[str]:
    """The pattern of German verbs of several words."""
    return [_APART[attitude]] if attitude in _APART else []
