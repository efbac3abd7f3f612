"""How large one thing is, or how far it reaches: no figure, though a number and a unit stand there.

The area of a site ("a 40-acre site", "the hall covers 5,000 m²"), what a ship displaces or holds, how high, far or deep something is.
What is sold, burnt, laid or cleared is a figure in the same units: 12 hectares of wood, 3,000 square metres of deck, 40 km of rail.
"""

from __future__ import annotations

import re

from offtake.evidence.reading.figures.quantity import Quantity

AREAS = frozenset({"m²", "km²", "ft²", "mi²", "hectares", "acres"})
_REACHES = frozenset({"km", "miles", "metres", "feet", "yards"})
_LOADS = frozenset({"tonnes", "tons", "TEU", "dwt", "DWT", "GT", "boxes", "containers", "passengers", "litres", "MW", "kWh", "m³"})  # fmt: skip
_ABOUT = r"(?:(?:about|around|some|over|nearly|almost|up to|more than|at least|a total of|a|rund|etwa|fast|gut|knapp|über|mehr als|bis zu|insgesamt|environ|quelque|près de|plus de|jusqu['’]à) )?$"
_HYPHEN = re.compile(r"\d-(?!square-metres)[a-z]+(?:-[a-z]+)?$")
"""A unit that stands before its noun: "40-acre"."""
_LARGE = re.compile(r" (?:gro(?:ß|ss)\w*|large|big|in (?:size|area|extent)|de (?:surface|superficie|plancher))\b")  # fmt: skip
_ITS_NOUN = re.compile(r" (?!(?:of|de|in|on|at|to|for|from|by|and|or|with|per|an?|each|was|were|is|are|has|have|had|will|would|as|than|since|while|that|which|under|over|near|last|this|next|more|less|[a-z]+ed|burnt|sold|let|lost|laid|built)\b)[a-z]+")  # fmt: skip
"""Behind a sign or a singular, the noun that is so large: "a 20,000 sq m hall"."""
_SINGULAR = re.compile(r"(?:m²|m2|sq\.? ?m|sqm|ft|foot|metre|meter|mile|acre|hectare|ha)$")
_ONE = re.compile(r"(?:\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir) (?:[\w-]+ )?(?!sales?\b|loss|purchases?\b|clear|destr|total|further|deliver|supply|order|lease|let\b|spo?[eo]a?ks?\b|tells?\b|told\b|consists?\b)[a-z-]+ (?:of|with) |(?:\b(?:[Uu]ne?|[Ll]e|[Ll]a|[Ss]on|[Ss]a|[Dd]u|[Aa]u) |\b[Ss]ur (?:ce|cet|cette) (?:[\wé-]+ )?|\b[LlDd]['’])(?!vente|perte|achat|livraison|pose|location|incendie|total)[\wé-]+ (?:de |d['’]environ )|\b(?:[Ee]in(?:e[rmns]?)?|[Dd](?:er|ie|as|en|em)) (?:[a-zäöüß]+ )?(?!\w*(?:[Vv]erkauf|[Vv]erlust|[Kk]auf|[Rr]äumung|[Ll]ieferung|[Rr]odung|[Zz]erstörung|[Bb]rand)\b)[A-ZÄÖÜ][\w-]+ (?:von|mit) )" + _ABOUT)  # fmt: skip
"""Article, noun and preposition before an area: "a hall of", "le terrain de"."""
_COVERS = re.compile(r"\b(?:cover|span|measur|occup(?:y|ie)|stretch|extend|sprawl|spread|sits?|stands?|compris|encompass)\w*(?: over| across| on| to| out over)? " + _ABOUT + r"|\b(?:on|mit|auf|sur|area of|size of|plot of|site of|surface de|superficie de|Fläche von|couvre|couvrent|couvrant|occupe|occupent|mesure|s['’]étend(?:ent)?(?: sur)?|misst|messen|umfasst|erstreckt sich (?:über|auf)|belegt|bietet) " + _ABOUT, re.IGNORECASE)  # fmt: skip
_FAR = re.compile(r"\b(?:ranges?|reach|altitudes?|heights?|depths?|distances?|radius|ceiling|portée|rayon|distance|profondeur|hauteur|\w*reichweiten?|höhen?|tiefe|entfernung|distanz|umkreis)\b(?: (?:of|is|was|at|to|beträgt|liegt bei|von|ist|est|était|de|d['’]environ|atteint))* " + _ABOUT + r"|\b(?:fl(?:y|ies|ew|ying)|travel(?:s|led|ling)?|spans?|spanning|spanned|measur(?:es?|ed|ing)|stretch(?:es|ed|ing)?|extend(?:s|ed|ing)?|porte à|vol(?:e|é|er|ait|ant) à|tire à|flog auf|fliegt|fliegen|schießt|vole) " + _ABOUT, re.IGNORECASE)  # fmt: skip
_AT = re.compile(
    r"(?<!limité )(?<!limitée )(?<!portée )(?<!capped )(?<!stood )(?<!stands )(?<!limited )\b(?:at|in|auf|à) "
    + _ABOUT,
    re.IGNORECASE,
)
_HIGH = re.compile(r" (?:weit|lang|hoch|tief|breit|entfernt|Entfernung|Höhe|Tiefe|Reichweite|d['’]altitude|de (?:portée|long|haut|large|profondeur|distance)|of range|range|away|high|up|from|vor|von|hinter|nördlich|südlich|östlich|westlich|north|south|east|west)\b")  # fmt: skip
_STAYS = re.compile(r"(?:Metern|Kilometern|km|miles|feet|mètres|kilomètres|metres|kilometres|meters|kilometers)$")  # fmt: skip
_DISPLACES = re.compile(r"\b(?:displac(?:es?|ing|ed)|displacement (?:of|is)|verdrängen|verdrängt|Verdrängung von|déplacent?|déplacement (?:de|est de)) " + _ABOUT)  # fmt: skip
_SHIP = re.compile(r"\b(?:frigates?|ships?|vessels?|boats?|submarines?|destroyers?|corvettes?|tankers?|carriers?|ferry|ferries|barges?|cranes?|press(?:es)?|trucks?|lorries|turbines?|batteries|frégates?|navires?|bâtiments?|bateaux?|pétroliers?|méthaniers?|sous-marins?|grues?|Fregatten?|Schiffen?|Schiff|Boot|Booten?|Kran|Kräne) (?:of|de|mit|von) (?:about |some |environ |je |rund )?$")  # fmt: skip


def is_size(text: str, q: Quantity) -> bool:
    """Whether a quantity is the size or the reach of one thing."""
    if q.unit in AREAS:
        return _is_area_of_one(text, q)
    if q.unit in _LOADS:
        before = text[max(0, q.start - 60) : q.start]
        return bool(_DISPLACES.search(before) or _SHIP.search(before))
    return q.unit in _REACHES and _is_reach(text, q)


def _is_area_of_one(text: str, q: Quantity) -> bool:
    said, before = text[q.start : q.end], text[max(0, q.start - 80) : q.start]
    if _HYPHEN.search(said) or _LARGE.match(text, q.end):
        return True
    if _SINGULAR.search(said) and _ITS_NOUN.match(text, q.end):
        return True
    if text.startswith(",", q.end) and before.endswith(", "):
        return True  # "the land, 12 hectares, belongs to the town"
    return bool(_ONE.search(before) or _COVERS.search(before))


def _is_reach(text: str, q: Quantity) -> bool:
    if text.startswith((" of ", " de ", " Schiene", " Kabel"), q.end) and not _HIGH.match(text, q.end):  # fmt: skip
        return False
    before = text[max(0, q.start - 80) : q.start]
    if _HIGH.match(text, q.end) or _FAR.search(before):
        return True
    return bool(_STAYS.search(text[q.start : q.end]) and _AT.search(before))
