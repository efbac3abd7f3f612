"""Whether "er" or "sie", "il" or "elle" may stand for somebody, as far as offices, titles and first names tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.speakers.identity.speaker import Person

_SHE, _HE = ("sie", "ihr", "elle"), ("er", "ihm", "il")
_FEMALE = re.compile(r"(?:\w{3,}in|\w*frau|mme|mlle|\w{3,}(?:trice|euse|ière|ante|ente|enne|onne|[ld]ée|vée)|élue|avocate)$")  # fmt: skip
_MALE = re.compile(r"(?:herr|m|kanzler|\w{2,}(?:sprecher|minister|präsident|chef|führer|direktor|leiter|sekretär|analyst|kommissar|vorsitzender)|sprecher|minister|präsident|chef|\w{3,}(?:teur|ieur|cheur|dant|dent|seiller|celier|dateur)|patron|député|délégué|élu|avocat|gérant)$")  # fmt: skip
_HER_NAME = re.compile(r"\w+(?:a|ine|ette|elle|ène|anne|ise|lie|rie|cie|phie|trud|gard|hild|traud|gund|lind)$")  # fmt: skip
_HIS_NAME = re.compile(r"(?:luca|andrea|sascha|mika|ilja|nikita|joshua|béla|bela|costa|attila|jona|noa|elia|mustafa|musa|issa|moussa|antoine|blaise|ambroise|eugène|jérémie|élie|aurèle|\w+(?:bert|fried|helm|hard|mut|olf|rich|ang|er|us|ian|ic|ault|ois|uel|ques))$")  # fmt: skip
"""First names of men, some of which end like those of women."""


def fits(pronoun: str, name: str, people: Sequence[Person]) -> bool:
    """Whether nothing that is known of whoever has a name speaks against a pronoun."""
    sex = _sex(name, people)
    return not (sex == "m" and pronoun in _SHE) and not (sex == "f" and pronoun in _HE)


def _sex(name: str, people: Sequence[Person]) -> str:
    """By all offices that stand beside a name, where they agree; else by the first name; else ''."""
    beside = [o for p in people if p.name == name for o in p.offices] or [name.split(" ")[0].lower()]  # fmt: skip
    told = {"f" if _FEMALE.match(o) else "m" for o in beside if _FEMALE.match(o) or _MALE.match(o)}
    if len(told) == 1:
        return told.pop()
    first = name.split(" ")[0].split("-")[0].lower()
    if told or " " not in name or " de" in name:
        return ""
    return "m" if _HIS_NAME.match(first) else "f" if _HER_NAME.match(first) else ""
