"""The firm that its own sentence tells of, where nothing else says that it is one: "Acme has won an order, the train maker said".

Whoever a sentence opens with and does something, whose sales or orders it tells, or at whom they rise; nobody where two such
are named, or where the name is a country's, a capital's, a force's or a person's.
"""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.introduced import firms
from offtake.evidence.reading.speakers.identity.known import Known
from offtake.evidence.reading.speakers.identity.names import TOKEN
from offtake.evidence.reading.speakers.identity.patterns import pattern, written
from offtake.evidence.reading.speakers.identity.people import is_common, nobody
from offtake.evidence.reading.speakers.verbs import listed

_NAME = rf"{TOKEN}(?: (?:& )?{TOKEN}){{0,3}}"


@lru_cache(maxsize=4)
def _doers(lexicon: Lexicon) -> re.Pattern[str]:
    goods, does = f"(?i:{written('firm_has', lexicon)})", written("firm_does", lexicon)
    no_name = written("no_name", lexicon)
    return re.compile(
        rf"^\W*(?:At |For )?{no_name}(?P<opens>{_NAME})(?:['’]s (?={goods})|,(?= )| (?={does}))"
        rf"|(?<![\w'’-]){no_name}(?P<owns>{_NAME})['’]s (?={goods})"
        rf"|\b(?:{goods}) (?:at|of|from|for) {no_name}(?P<of>{_NAME})(?![\w'’-])"
    )


def own_firm(sentence: str, noun: str, known: Known, lexicon: Lexicon) -> str:
    """The one firm that a sentence tells of before a noun for a firm; '' where there is none, or two."""
    if lexicon.language != "en":
        return ""
    end = sentence.rfind(noun)
    told = {
        m[m.lastgroup or 0].removesuffix("'s").removesuffix("’s")
        for m in _doers(lexicon).finditer(sentence, 0, max(end, 0))
    }
    names = {name for name in told if _may_be_firm(name, known, lexicon)}
    return names.pop() if len(names) == 1 and len(told) == 1 else ""


def _may_be_firm(name: str, known: Known, lexicon: Lexicon) -> bool:
    first, last = name.split(" ")[0], name.split(" ")[-1]
    others = {w for key in ("places", "no_firms", "forces") for w in listed(str(lexicon.speech[key]))}  # fmt: skip
    if name in others or last in others or is_common(first) or last.lower() in nobody(lexicon):
        return False
    body = next((b for b in known.bodies if b.name == name), None)
    if body is not None and body.nouns and not body.nouns & firms(lexicon):
        return False
    return last not in known.named.surnames and not pattern("countries", lexicon).fullmatch(last)
