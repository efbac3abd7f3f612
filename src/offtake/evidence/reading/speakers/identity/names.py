"""Names of people in full, as they are written: particles, initials, hyphens; titles before them, letters behind them, articles of French ones."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT, TITLES
from offtake.evidence.reading.speakers.beginnings import without_lead
from offtake.evidence.reading.speakers.identity.speaker import Attribution

UPPER = "A-ZÄÖÜÉÈÀÂÇÎÔŠŽČŁŚĆÅØÆÍÓÚÁÑ"
TOKEN = rf"(?:(?:al|el|as|ash|bin|ibn|ul|an|ad|ar)-|d['’]|l['’])?(?![LDJCST]['’][a-zà-ÿ])[{UPPER}][\w'’&-]*\w"
"""A word of a name: "O'Brien", "al-Ghaith", "Mei-hua", "J." with its stop."""
BEGINS = rf"(?=[{UPPER}]|[a-z]{{2,3}}-[{UPPER}]|[dl]['’])"
"""Where such a word may begin: in most places nothing else need be looked at."""
_PARTICLE = r"(?:de|von|van|di|al|el|bin|ibn|le|la|du|dos|das|da|do|del|della|ter|ten|zu|af|av|y)"
_LINK = rf"(?:(?:(?:von|van) (?:der|den|de|dem) |de la |de los |{_PARTICLE} |& ))"
_NEXT = rf"(?:{TOKEN}|[{UPPER}](?= [{UPPER}]))"
RUN = re.compile(rf"(?<![\w'’]){BEGINS}{TOKEN}(?: {_LINK}{{0,2}}{_NEXT}){{0,8}}")
"""Words with capitals in a row."""
FULL = re.compile(rf"{TOKEN}(?: {_LINK}{{0,2}}{_NEXT}){{1,4}}")
"""A name of at least two words."""


_DEGREE = rf"(?:med|dent|vet|rer|nat|pol|phil|jur|iur|oec|publ|theol|h|c|habil|mult|techn|agr|soc|ing)[.{DOT}]"
DEGREES = re.compile(
    rf" (?:(?<=\w )(?:a[.{DOT}] ?D[.{DOT}]|i[.{DOT}] ?[GRV][.{DOT}]|z[.{DOT}] ?S[.{DOT}]|d[.{DOT}] ?R[.{DOT}])|(?<=[.{DOT}] )\((?:FH|ETH|Univ|Uni|HTL)[.{DOT}]?\)|(?<=[Dr.{DOT}] ){_DEGREE}(?: {_DEGREE})*)(?= [{UPPER}])"
)
"""What a German title or rank has behind it: "Dr. med.", "Mag. (FH)", "General a. D."."""


@lru_cache(maxsize=8)
def _titles(lexicon: Lexicon) -> re.Pattern[str]:
    words = "|".join(sorted({*str(lexicon.speech["titles"]).split(), *(t.lower() for t in TITLES)}))
    firms = "|".join(w.replace("_", " ") for w in str(lexicon.speech.get("no_titles", "(?!)")).split())  # fmt: skip
    return re.compile(rf"^(?!(?:{firms})\b)(?:(?i:{words})[.{DOT}]?(?:-(?=[A-Z])| )(?:(?i:of|de) (?=$))?)+(?=[{UPPER}])")  # fmt: skip


@lru_cache(maxsize=8)
def _behind(lexicon: Lexicon) -> re.Pattern[str]:
    letters = "|".join(str(lexicon.speech["after_names"]).split()) or "(?!)"
    return re.compile(rf"(?:,? (?:{letters})| \([A-ZÄÖÜ][\w{DOT}/-]{{0,24}}\))+$")


def without_titles(name: str, lexicon: Lexicon) -> str:
    """A name without what somebody is, before it: "Maj.-Gen. Ann Holm", "Cllr Holm"."""
    return without_lead(_titles(lexicon), name)


def after_names(name: str, lexicon: Lexicon) -> str:
    """A name without the letters behind it: "Ann Holm MP", "Bo Lind (SPD)"."""
    return _behind(lexicon).sub("", name)


_ARTICLES = ("L'", "L’", "La ", "Le ", "Les ")
_INSIDE = re.compile(r"[a-zà-ÿ\d,] $")


def with_article(one: Attribution, text: str) -> Attribution:
    """An attribution whose French speaker has the article of the name, told by its capital inside a sentence: "rapporte L'Ancre", "selon La Vigie"."""
    name = one.speaker.name
    at = text.find(name, min(one.start, one.at)) if name[:1].isupper() else -1
    for article in _ARTICLES if at > 0 else ():
        if text.endswith(article, 0, at) and _INSIDE.search(text[: at - len(article)][-2:]):
            return one._replace(speaker=one.speaker._replace(name=article + name))
    return one
