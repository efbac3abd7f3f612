"""What a figure measures: units, means, money, the price of one, a share of a country's product, a part of goods, a share, a multiple."""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.frame import COMING, Frame
from offtake.evidence.reading.kinds.shares import aspect_of_share, share_of

_TIME = r"(?:year|month|week|day|hour|quarter|decade|annum|jahr|monat|tag|woche|an\b|mois|jour)"
_NO_UNIT = r"(?:lot|bit|loss|profit|third|half|quarter|tenth|fifth|record|deal|contract|share|cent|person|head|package|fund|grant|loan|piece of)"
_EACH = re.compile(rf"^ ?/ ?(?!{_TIME})[A-Za-z]|^ ?[\[(]?(?:each\b|apiece\b|a piece\b|per (?!{_TIME}|cent\b|share\b)\w|l['’](?:obus|unité|exemplaire)|par (?!{_TIME})\w|le coup\b|(?:je|pro) (?!{_TIME})\w|das stück)", re.IGNORECASE)  # fmt: skip
_A_TONNE = re.compile(rf"^ ?an? (?!{_TIME}|{_NO_UNIT}\b)[a-z]+\b(?! (?:ago|earlier))")
_ONE_OF = re.compile(rf"\b(?:an?|each|one|every|eine?|jede[rs]?|une?|chaque) (?!{_TIME})(?:[\w-]+ ){{1,6}}?(?:now |then |still |currently |today |derzeit |heute |mittlerweile |aujourd.hui )?(?:costs?|kostete?n?|coûte|coûtait|sold|sells|fetche[sd]|goes for|went for|is priced|sets? [\w ]{{2,30}} back)\b(?! of\b| savings?\b| cuts?\b)|\bl['’](?:obus|unité|exemplaire) (?:coûte|coûtait)", re.IGNORECASE)  # fmt: skip
_FOR_ONE = re.compile(
    rf"^ (?:(?:for|per) (?:an?|each|one|every)|per) (?!{_TIME}|(?:[\w-]+ )?(?:stake|share|site|plot|company|firm|business|licen[cs]e|contract|majority|minority|controlling|total|half|third)\b)[a-z]",
    re.IGNORECASE,
)
_TO_MAKE_ONE = re.compile(r" to [a-z]+ (?:one|each)\b")
_PAID = re.compile(r"\b(?:pa(?:id|ys?|ying)|charg(?:ed?|es|ing)|spen[dt]s?)\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:plant|factory|factories|hall|works|site|line|programme|program|project|bridge|building|facility|mill|port|network|scheme|system|war|werk|halle|anlage|fabrik|linie|usine|ligne|chantier|shift)\b", re.IGNORECASE)  # fmt: skip
"""What is built once: its cost is a sum, and no price."""
_PRICE = re.compile(r"\b(?:unit (?:price|cost)s?|(?<!\d )prices?|(?:cost|price)s? (?:per|of an?|of one|of each) \w+|stück(?:preis|kosten)|preise?s?|prix|coût unitaire|(?:is|are|was|were) priced|(?:sold|sells?) for|trad(?:es?|ed|ing) at|chang(?:es?|ed) hands|fetch\w*|wir zahlen|se vend(?:ent|ait|aient|ra)?|(?:est|sont) vendue?s?)\b|\b(?:pro|je) (?!jahr|monat|woche|tag|stunde|quartal|kopf)[a-zäöü]+ (?:[a-zäöü]+ ){0,4}$", re.IGNORECASE)  # fmt: skip
_ADDS_TO = re.compile(r"^[^,;]{0,14} (?:to|off|from) (?:the |its |their )?(?:[\w-]+ ){0,3}?(?:prices?|costs?|bills?|value|rates?)\b")  # fmt: skip
_ADDS = re.compile(r"\b(?:add|shed|lop|knock|shav|tak|lost|gain|cut)\w*(?: back)? (?:about |around |some |up to |another |nearly )?$")  # fmt: skip
_DEARER = re.compile(r"^ (?:more|less|extra)\b(?! (?:to|for|in))")
_MORE_THAN = re.compile(
    r"^(?: \([^()]{1,30}\))? (?:(?:more|less|fewer|higher|lower|dearer|cheaper|larger|smaller|bigger|longer|shorter|heavier|lighter|mehr|weniger) (?:[\w'’-]+ ){0,6}?(?:than|als)\b|(?:above|below|short of|shy of|ahead of) (?:its|the|their|last|that) (?!next|same)|(?:over|under) (?:budget\b|[\w-]+['’]s )|de (?:plus|moins) qu(?:e\b|['’]))",
    re.IGNORECASE,
)


def thing_of(sort: str, before: str, after: str, frame: Frame, language: str, own: str = "") -> str:
    """The thing that a figure of a sort measures, between the words of its clause."""
    if sort == "money":
        return "price" if _is_price(before, after, frame, language) else "money"
    if sort == "ratio":
        return share_of(own, before, after, frame)
    return {"goods": "units", "bare": "units"}.get(sort, sort)


def _is_price(before: str, after: str, frame: Frame, language: str) -> bool:
    after = _AGAIN.sub("", after)
    if _TAG.match(after) and is_attribute(before, after) and not _WHOLE.search(after[:40]):
        return True
    if _EACH.match(after) or (language == "en" and _A_TONNE.match(after)) or frame.head == "price" or (frame.verb == "sell" and frame.role == "oblique"):  # fmt: skip
        return True
    if (_FOR_ONE.match(after) and _PAID.search(before)) or (frame.verb == "cost" and _TO_MAKE_ONE.match(after)):  # fmt: skip
        return True
    one = _ONE_OF.search(before)
    return bool(
        one
        and not (
            _WHOLE.search(one[0])
            and one[0][:2] in ("a ", "an", "A ", "An", "ei", "Ei", "un", "Un", "on", "On")
        )
    ) or bool(_PRICE.search(before[-60:]))


_ARTICLE = re.compile(r"\b(?:the|an?|its|their|his|her|our|this|another|new|planned|existing|proposed) (?:[\w-]+ )?$", re.IGNORECASE)  # fmt: skip
_NOUN = re.compile(r"^ (?!(?:of|in|to|for|from|by|at|on|with|and|or|but|a|an|the|per|more|extra|less|each|over|under|is|are|was|were|will|would|has|have|had|can|could|may|might|should|as|than|this|last|next|so|if|that|which|who|it|after|before|since|until|when|while)\b)(?![a-z]+ed\b)[A-Za-z]")  # fmt: skip


_AGAIN = re.compile(r"^(?: \([^()]{1,30}\)|\)(?= per ))")
"""The same in another currency, before what it is the price of: "€716 ($870) per tonne"."""
_TAG = re.compile(r"^ (?:(?:[A-Z0-9][\w-]*|electric|all-electric|new|used|single) ){0,3}(?:(?:ticket|seat|car|sedan|truck|phone|handset|console|laptop|watch|bag|pill|jab|dose|test|kit|drone|missile|rifle|fare|entry|base|sticker|list|unit|starting) (?:price|cost)?)\b")  # fmt: skip
"""What a sum stands before when it is the price of one: "its $35,000 Model 3 sedan"."""


def is_attribute(before: str, after: str) -> bool:
    """Whether a sum of money stands before the noun of what it pays for: "a $20bn plant"."""
    return bool(_ARTICLE.search(before) and _NOUN.match(after))


def of_which(thing: str, before: str, after: str, frame: Frame) -> str:
    """The aspect that the words after a figure give it: of a capacity, of a target, of a level, more than something."""
    compared = "meant" if frame.mood in COMING else "compared"
    if thing in ("money", "price") and _ADDS.search(before) and _ADDS_TO.match(after):
        return compared
    if thing in ("share", "part", "gdp", "multiple"):
        return aspect_of_share(thing, before, after, frame)
    if frame.verb == "cost" and _DEARER.match(after):
        return compared
    return compared if thing in ("units", "means", "money") and _MORE_THAN.match(after) else ""
