"""Whether a sum is the price of one of something: by the words after it ("a tonne", "apiece"), by the one that costs it, by the noun that has
a price, by the market in which it is found; and whether it stands before the noun of what it pays for."""

from __future__ import annotations

import re
from dataclasses import replace

from offtake.evidence.reading.kinds.frames.closed import Closed
from offtake.evidence.reading.kinds.frames.frame import Frame
from offtake.evidence.reading.kinds.sorts.markets import Markets

_TIME = r"(?:year|month|week|day|hour|quarter|decade|annum|jahr|monat|tag|woche|an\b|mois|jour|année|semaine)"
_NO_UNIT = r"(?:lot|bit|loss|profit|third|half|quarter|tenth|fifth|record|deal|contract|share|cent|person|head|package|fund|grant|loan|piece of)"
_EACH = re.compile(rf"^ ?/ ?(?!{_TIME})[A-Za-z]|^ ?[\[(]?(?:each\b|apiece\b|a piece\b|a pop\b|a copy\b|per (?!{_TIME}|cent\b|share\b)\w|l['’](?:obus|unité|exemplaire|hectare|action)|la (?:tonne|pièce|place|nuit|dose|bouteille)\b|le (?:kilo|litre|baril|quintal|mètre|billet|mégawattheure|MWh)\b|pièce\b|chacune?\b|par (?!{_TIME}|la\b|les?\b|l['’]|une?\b|des\b|son\b|sa\b|ses\b|leurs?\b)\w|le coup\b|(?:je|pro) (?!{_TIME}|nach\b)\w|das stück|das kilo\b|die tonne\b|der liter\b)", re.IGNORECASE)  # fmt: skip
_A_TONNE = re.compile(rf"^ ?an? (?!{_TIME}|{_NO_UNIT}\b)[a-z]+\b(?! (?:ago|earlier))")
_ONE_OF = re.compile(rf"\b(?:an?|each|one|every|eine?|jede[rs]?|une?|chaque) (?!{_TIME})(?:[\w-]+ ){{1,6}}?(?:now |then |still |currently |today |derzeit |heute |mittlerweile |aujourd.hui )?(?:costs?(?! as\b| estimate)|kostete?n?|coûte|coûtait|coûtera|revien(?:t|drait)|revenait|vaut|valait|sold|sells|fetche[sd]|goes for|went for|is priced|sets? [\w ]{{2,30}} back)\b(?! of\b| savings?\b| cuts?\b)|\bl['’](?:obus|unité|exemplaire) (?:coûte|coûtait)", re.IGNORECASE)  # fmt: skip
_ONE_IS = re.compile(r"^(?:An?|One|Each|Every) (?!year|month|week|day|record|total|further|profit|loss)[\w-]+(?: [\w-]+)?(?: for [\w ]{2,20})? (?:is|was) (?:now |then |about |around )*$")  # fmt: skip
""" "A pint is £5"."""
_FOR_ONE = re.compile(
    rf"^ (?:(?:for|per|für|pour) (?:an?|each|one|every|eine?n?|jede[ns]?|une?|chaque)|per) (?!{_TIME}|(?:[\w-]+ )?(?:stake|share|site|plot|company|firm|business|licen[cs]e|contract|majority|minority|controlling|total|half|third|neue[snr]?|nouvelle?)\b)[a-zA-ZÄÖÜ]",
    re.IGNORECASE,
)
_TO_MAKE_ONE = re.compile(r" to [a-z]+ (?:one|each)\b")
_PAID = re.compile(r"\b(?:pa(?:id|ys?|ying)|charg(?:ed?|es|ing)|spen[dt]s?|zahl(?:t|te|ten|en)|bezahl(?:t|te|ten|en)|verlang(?:t|te|ten|en)|pa(?:ie|ient|ye|yait|yaient|yé)|débours\w+)\b", re.IGNORECASE)  # fmt: skip
_WHOLE = re.compile(r"\b(?:plant|factory|factories|hall|works|site|line|programme|program|project|bridge|building|facility|mill|port|network|scheme|system|war|werk|halle|anlage|fabrik|linie|neubau|usine|ligne|chantier|pont|projet|shift)\b", re.IGNORECASE)  # fmt: skip
"""What is built once: its cost is a sum, and no price."""
_PRICE = re.compile(r"\b(?:unit (?:price|cost)s?|(?<!\d )prices?|(?:cost|price)s? (?:per|of an?|of one|of each) \w+|stück(?:preis|kosten)|preise?s?|prix|coût unitaire|(?:is|are|was|were) priced|(?:sold|sells?) for|trad(?:es?|ed|ing) at|chang(?:es?|ed) hands|fetch\w*|wir zahlen|se vend(?:ent|ait|aient|ra)?|(?:est|sont) vendue?s?)\b|\b(?:pro|je) (?!jahr|monat|woche|tag|stunde|quartal|kopf)[a-zäöü]+ (?:[a-zäöü]+ ){0,6}$|\brevien(?:t|nent|drait) à $|\b(?:die|eine?|das|la|le|une?) (?:tonne|kilo|liter|litre|barrel|baril|kilowattstunde|megawattstunde|mégawattheure|kilowattheure|unze|once|dose|quintal) (?:\w+ )?(?:kostete?|coûte|coûtait|s['’]échange|se négocie|notierte?|valait|vaut)\b", re.IGNORECASE)  # fmt: skip
_ANOTHER = re.compile(r",? (?:and|but|und|aber|et|mais) |; ")
"""What comes after it has a verb of its own."""
_ARTICLE = re.compile(r"\b(?:the|an?|its|their|his|her|our|this|another|new|planned|existing|proposed) (?:[\w-]+ )?$", re.IGNORECASE)  # fmt: skip
_NOUN = re.compile(r"^ (?!(?:of|in|to|for|from|by|at|on|with|and|or|but|a|an|the|per|more|extra|less|each|over|under|is|are|was|were|will|would|has|have|had|can|could|may|might|should|as|than|this|last|next|so|if|that|which|who|it|after|before|since|until|when|while)\b)(?![a-z]+ed\b)[A-Za-z]")  # fmt: skip
_AGAIN = re.compile(r"^(?: \([^()]{1,30}\)|\)(?= per ))")
"""The same in another currency, before what it is the price of: "€716 ($870) per tonne"."""
_TAG = re.compile(r"^ (?:(?:[A-Z0-9][\w-]*|electric|all-electric|new|used|single) ){0,3}(?:(?:ticket|seat|car|sedan|truck|phone|handset|console|laptop|watch|bag|pill|jab|dose|test|kit|drone|missile|rifle|fare|entry|base|sticker|list|unit|starting) (?:price|cost)?)\b")  # fmt: skip
"""What a sum stands before when it is the price of one: "its $35,000 Model 3 sedan"."""


def is_price(before: str, after: str, frame: Frame, language: str) -> bool:
    """Whether a sum between the words of its clause is money for one of something."""
    after = _AGAIN.sub("", after)
    if _TAG.match(after) and is_attribute(before, after) and not _WHOLE.search(after[:40]):
        return True
    if _EACH.match(after) or (language == "en" and _A_TONNE.match(after)) or frame.head == "price" or (frame.verb == "sell" and frame.role == "oblique"):  # fmt: skip
        return True
    if frame.verb == "cost" and _TO_MAKE_ONE.match(after):
        return True
    if _FOR_ONE.match(after) and _PAID.search(before):
        return not _WHOLE.search(after[:30])
    one = _ONE_OF.search(before)
    indefinite = one and one[0][:2].lower() in ("a ", "an", "ei", "un", "on")
    if (one and not (indefinite and _WHOLE.search(one[0]))) or _ONE_IS.match(before):
        return True
    return bool(_PRICE.search(_ANOTHER.split(before)[-1][-60:]))


_MILLIONS = re.compile(r"(?i:illi|mrd|mio|crore)|\d ?(?:m|mn|mln|bn|tn|Mds?)\b")
_LEVELS = ("reach", "rise", "cost", "rest", "limit", "move", "slip", "sell", "do", "")


def with_price_noun(frame: Frame, around: tuple[str, str, str], words: Closed, traded: Markets) -> Frame:  # fmt: skip
    """The frame of a sum whose subject has a price, whatever its verb: "fares are capped at £2", "wheat fell to €218".

    `around`: the words before it, its own, and those after; millions are no price of what is sold by the piece.
    """
    before, own, after = around
    if _MILLIONS.search(own):
        return frame
    if frame.head not in ("", "price") or frame.role in ("agent", "by") or (frame.verb != "limit" and is_attribute(before, after)):  # fmt: skip
        return frame
    subject = before[: before.rstrip().rfind(" ")] if frame.verb == "cost" else before
    priced = (frame.verb in _LEVELS and words.head(subject) == "price") or traded.has_level(before)
    return replace(frame, head="price") if priced else frame


def is_attribute(before: str, after: str) -> bool:
    """Whether a sum of money stands before the noun of what it pays for: "a $20bn plant"."""
    return bool(_ARTICLE.search(before) and _NOUN.match(after))
