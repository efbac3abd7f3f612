"""Of which good a price is: "each boat costs", "€3m a boat", "the price of a boat", "boats at €3m each".

A price is money for one of something; what that is stands right behind the figure, or is what costs so much.
"""

from __future__ import annotations

import re

from offtake.evidence.reading.language.lexicon import Lexicon

_PHRASE = r"(?P<good>t\b|[^\W\d_][\w-]+(?: (?!of\b|in\b|at\b|from\b|for\b|is\b|are\b|was\b|were\b|has\b|had\b|will\b|would\b|and\b|to\b|as\b|von\b|de\b|du\b)[a-zà-ÿ][\w-]+){0,2}?)"
_STOPS = r"(?:of|in|at|from|for|with|by|on|over|under|is|are|was|were|has|had|will|would|can|could|may|might|and|or|but|to|as|than|that|which|who|after|before|while|into|onto|against|between|within|without|through|per|via|near|off|up|down|out|about|around|across|during|since|until|when|where|if|free|net|gross|last|this|next|now|already|today|yesterday|each|every|costs?|rose|rises?|fell|falls?|goes|went|sells?|sold|von|de|du|pour|und|oder|et|für|im|[a-z]+ed|[a-z]+ly)\b"
_NAMED = rf"(?P<good>t\b|(?!(?:of|the)\b)[^\W\d_][\w-]+(?: (?!{_STOPS})[a-zà-ÿ][\w-]+){{0,2}})(?=(?P<on> (?!{_STOPS})[a-zà-ÿ])?)(?=$|[^\w-]| )"
"""A good of up to three words; `on`: more words follow, so that nobody knows where it ends."""
_BEHIND = re.compile(
    rf" ?(?:/| an? |,? (?:per|for (?:each|every|one|an?)|pro|je|par|l[ae]|für (?:jede[sn]?|eine?n?)) |,? l['’]) ?{_NAMED}"
)
"""Behind the figure: "a boat", "per artillery shell", "/t", "pro Boot", "la tonne"."""
_ONE = r"(?:[Ee]ach|[Ee]very|[Aa]n?|[Oo]ne|[Aa] single|[Jj]ede[rs]?|[Ee]ine?n?|[Cc]haque|[Uu]ne?)"
_COSTS = r"(?:(?:now|currently|will|would|could|can|may|to|has|had|soll|wird|jetzt) )*(?:costs?|sells?|sold|goes|rose|risen|fell|fallen|climbed|dropped|is|was|kostete?t?|coûte(?:ra)?)\b"
_SUBJECT = re.compile(
    rf"\b{_ONE} {_PHRASE}(?: (?:of|in|from|for|with|von|für|de|pour) [\w ]{{1,30}}?)? {_COSTS}"
)
"""What costs so much: "each boat costs", "ein Boot kostet"."""
_INSIDE = re.compile(r"\b(?:of|for|in|at|from|with|by|on|to|into|about|per|without|than|von|für|mit|bei|aus|zu|zum|auf|pro|de|d['’]|pour|dans|avec|sur|sans|par|[A-Za-z]+ing|to [a-z]+) ?(?:(?:the|its|their|these|les|ses) )?$", re.IGNORECASE)  # fmt: skip
"""Before what does not begin a clause, so that something else costs so much: "the crew of a boat", "storing a pump"."""
_THEY = re.compile(r"\b(?!prices|costs|this|lines|plants|its)(?P<good>[A-Za-z][a-z-]{2,}s) (?:now )?(?:cost|sell|sold|go|went)(?: for)?\b")  # fmt: skip
"""The same of several: "shells now cost"."""
_PRICE_OF = re.compile(
    rf"\b(?:[Pp]rices?|[Cc]ost|[Pp]reis|[Pp]rix)(?: per| pro| je| of| for| für| d['’]| de)+ ?(?:(?:an?|each|every|one|the|its|eine?[ns]?|une?|la|le) )?{_NAMED}"
)
"""Whose price it is: "the price of a boat", "price per tonne"."""
_EACH = re.compile(r",? (?:each|apiece|a piece|das Stück|pièce|l['’]unité)\b")
_MANY = re.compile(rf"\b(?P<good>[A-Za-zäöüà-ÿ-]{{3,}}) (?:that |which )?(?:(?:at|for|à|zu) |{_COSTS} )(?:[a-z]+ ){{0,2}}$")  # fmt: skip
"""What stands before a figure "each": "boats at €3m each", "the boats cost €3m each"."""
_PRONOUN = re.compile(r"they|these|those|them|it|sie|diese|ils|elles|price|prices|preis", re.IGNORECASE)  # fmt: skip
_TIMES = re.compile(r"(?:year|month|week|day|quarter|hour|annum|jahr|monat|woche|tag|an|mois|semaine|jour|cent)\b", re.IGNORECASE)  # fmt: skip


def good_of(sentence: str, start: int, end: int, lexicon: Lexicon) -> str:
    """What a price from `start` to `end` is of, in the plural; '' where the sentence does not say."""
    behind = _BEHIND.match(sentence, end) or _BEHIND.search(sentence[start:end])
    if behind and not _TIMES.match(behind["good"]):
        return _plural(_named(behind, lexicon), lexicon)
    before = sentence[:start]
    if (
        _EACH.match(sentence, end)
        and (many := _MANY.search(before))
        and not _PRONOUN.fullmatch(many["good"])
    ):
        return _plural(many["good"], lexicon)
    for pattern in (_PRICE_OF, _SUBJECT, _THEY):
        found = [m for m in pattern.finditer(before) if not _INSIDE.search(before[: m.start()])]
        if found and not _TIMES.match(found[-1]["good"]):
            good = _named(found[-1], lexicon) if pattern is _PRICE_OF else found[-1]["good"]
            return _plural(good, lexicon)
    return ""


def _named(match: re.Match[str], lexicon: Lexicon) -> str:
    """The good at the beginning of a run of words: up to the last that can be counted, else all, or the first where it goes on."""
    words = match["good"].split(" ")
    if lexicon.language == "de":  # whose nouns are one word, and have a capital
        return words[0]
    known = [k + 1 for k, word in enumerate(words) if _counted(word.lower(), lexicon)]
    end = known[-1] if known else 1 if match["on"] else len(words)
    return " ".join(words[:end])


def _counted(word: str, lexicon: Lexicon) -> str:
    """The name by which a thing is counted; '' where nobody knows it."""
    forms = (word, f"{word}s", f"{word[:-1]}ies", f"{word}n", f"{word}en", f"{word}e")
    return next((lexicon.counted[form] for form in forms if form in lexicon.counted), "")


def _plural(good: str, lexicon: Lexicon) -> str:
    """A good by the one name that it has where it is counted."""
    *sort, head = good.split(" ")
    low = "tonne" if head.lower() == "t" else head.lower()
    many = low if low.endswith("s") or lexicon.language != "en" else _in_s(low)
    return " ".join([*sort, _counted(low, lexicon) or many])


def _in_s(noun: str) -> str:
    """The English plural of a noun that no list has: navies, boxes, boats."""
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search(r"(?:x|z|ch|sh)$", noun) else f"{noun}s"
