"""How large one thing is, or how far it reaches: no figure, though a number and a unit stand there.

The area of a site ("a 40-acre site", "the hall covers 5,000 m²"), what a ship displaces or holds, how high, far or deep something is.
What is sold, burnt, laid or cleared is a figure in the same units: 12 hectares of wood, 3,000 square metres of deck, 40 km of rail.
"""

from __future__ import annotations

import re

from offtake.evidence.reading.figures.quantity import Quantity

AREAS = frozenset({"m²", "km²", "ft²", "mi²", "hectares", "acres"})
_REACHES = frozenset({"km", "miles", "metres", "feet", "yards"})
_LOADS = frozenset({"tonnes", "tons", "TEU", "dwt", "DWT", "GT", "boxes", "containers", "passengers", "litres", "MW", "GW", "kWh", "m³"})  # fmt: skip
_ABOUT = r"(?:(?:about|around|some|over|nearly|almost|up to|more than|at least|a total of|a|rund|etwa|fast|gut|knapp|über|mehr als|bis zu|insgesamt|environ|quelque|près de|plus de|jusqu['’]à) )?$"
_HYPHEN = re.compile(r"\d-(?!square-metres)[a-z]+(?:-[a-z]+)?$")
"""A unit that stands before its noun: "40-acre"."""
_LARGE = re.compile(r" (?:gro(?:ß|ss)\w*|large|big|in (?:size|area|extent)|de (?:surface|superficie|plancher))\b")  # fmt: skip
_ITS_NOUN = re.compile(r" (?!(?:of|de|in|on|at|to|for|from|by|and|or|with|per|an?|each|was|were|is|are|has|have|had|will|would|as|than|since|while|that|which|under|over|near|last|this|next|more|less|[a-z]+ed|burnt|sold|let|lost|laid|built)\b)[a-z]+")  # fmt: skip
"""Behind a sign or a singular, the noun that is so large: "a 20,000 sq m hall"."""
_SINGULAR = re.compile(r"(?:m²|m2|sq\.? ?m|sqm|ft|foot|metre|meter|mile|acre|hectare|ha)$")
_PLACES_EN = r"flats?|apartments?|houses?|sites?|halls?|hangars?|plots?|parcels?|land|lands|areas?|parks?|farms?|estates?|islands?|fields?|plants?|works|factory|factories|warehouses?|buildings?|bases?|grounds?|reserves?|zones?|property|properties|yards?|sheds?|[A-Za-z]+factory|stores?|facility|facilities|offices?|cent(?:re|er)s?|venue|terminals?|gardens?|lakes?|quarry|mines?|pits?|mills?|foundry|district|centres?|campus(?:es)?|complex(?:es)?"  # fmt: skip
_PLACES_FR = r"studios?|appartements?|maisons?|logements?|terrains?|parcelles?|halles?|usines?|bâtiments?|entrepôts?|domaines?|parcs?|surface|superficie|propriétés?|forêts?|îles?|champs?|locaux|bureaux?|magasins?|fermes?|plateformes?|ateliers?|vignobles?|espaces?|ports?|chantiers?|fonderie|centrales?|complexes?"  # fmt: skip
_PLACES_DE = r"[Ff]lächen?|[Gg]elände|[Aa]reals?|[Hh]allen?|[Gg]rundstücke?s?|[Ff]lurstück|[Ww]ohnung(?:en)?|[Hh]aus|[Pp]arks?|[Ww]erke?s?|[Hh]of|[Ii]nseln?|[Ff]elde?r?|[Ww]ald|[Cc]ampus|[Ll]agers?|[Gg]ebäudes?|[Aa]nlagen?|[Ff]abrik(?:en)?|[Ss]tandorte?s?|[Gg]ebiete?s?|[Zz]entrums?|[Nn]eubaus?|[Bb]üros?|[Hh]afens?|[Pp]latz|[Tt]erminals?|[Ww]erft|[Ff]arm|[Gg]ießerei|[Bb]aus"  # fmt: skip
_PLACE = rf"(?:\b(?:{_PLACES_EN}|{_PLACES_FR})\b|\b\w*(?:{_PLACES_DE})\b)"
_ONE = re.compile(_PLACE + r"(?: (?:militaire|industriel(?:le)?|agricole|commercial|naturel))? (?:of|with|de|d['’]environ|von|mit) " + _ABOUT)  # fmt: skip
"""A place and a preposition before an area: "a hall of", "le terrain de"; a sale of so much is a figure."""
_SEVERAL = re.compile(
    r"(?:\b(?:flats|apartments|houses|sites|halls|hangars|plots|parcels|lands|areas|parks|farms|estates|islands|fields|plants|factories|warehouses|buildings|properties|yards|sheds|stores|shops|facilities|offices|cent(?:re|er)s|terminals|gardens|studios|appartements|maisons|logements|terrains|parcelles|halles|usines|bâtiments|entrepôts|locaux|bureaux|magasins|fermes|ateliers|espaces|surfaces)|\b\w*(?:[Ff]lächen|[Hh]allen|[Gg]rundstücke|[Ww]ohnungen|[Bb]üros|[Bb]üroräume|[Ff]elder|[Ff]abriken|[Aa]nlagen)) (?:of|de|d['’]environ|von|mit) "
    + _ABOUT
)
"""Several places and how much they are together, where somebody lets or builds them: "let offices of"."""
_DOES = re.compile(
    r"\b(?:let|lets|letting|leas(?:e[sd]?|ing)|rent(?:s|ed)|sells?|sold|bought|buys?|open(?:s|ed)|built|builds?|deliver(?:s|ed)|complet(?:es|ed)|handed over|took|takes?|add(?:s|ed)|lou(?:e|é|ée|ées|és)|livr(?:e|é|ée|ées|és)|vend(?:u|ue|us|ues)?|achet(?:é|és)|achète|construi(?:t|ts|tes|te)|ouvert|ouvre|lou(?:er|ent)|vermiet\w*|verkauf\w*|kauft\w*|gekauft|gebaut|baut\w*|eröffnet\w*|übergab|übergeben|mietet\w*|gemietet|erwarb|erworben)\b(?![^,;]* (?:which|that|die|qui) )",
    re.IGNORECASE,
)
"""Who lets, sells, opens or delivers them."""
_SPANS = re.compile(r"\b(?:span|sprawl|stretch|occup(?:y|ie)|measur)\w*(?: over| across| on| out over)? " + _ABOUT + r"|\b(?:sits?|stands?|spreads?|(?:[ÉéEe]tal|étend)\w+)(?: out)? (?:over|across|on|sur) " + _ABOUT + r"|\b(?:area|size|extent|space|footprint|surface|superficie|Fläche) (?:of|de|von) " + _ABOUT + r"|\b(?:occupe|occupent|mesure|s['’]étend(?:ent|ait)?(?: sur)?|misst|messen|erstreckt sich (?:über|auf)|(?:steht|stehen|liegt|liegen) auf|belegt) " + _ABOUT, re.IGNORECASE)  # fmt: skip
"""Verbs of what lies there, and nouns of how large it is."""
_COVERS = re.compile(r"(?:^(?:It|Es|Il|Elle|Sie|Er) |" + _PLACE + r"(?: [^\s,;.]+){0,4},? (?:(?:which|that|die|das|der|qui) )?)(?:(?:covers?|covered|covering|extends?|comprises|encompasses|couvre|couvrent|couvrant|couvrait|umfasst|umfassen|bietet)(?: over| across| on| to)?|auf|on|sur) " + _ABOUT)  # fmt: skip
"""A place and what it covers; a contract covers what is ordered."""
_UPON = re.compile(r"\b(?:[Aa]uf|[Ss]ur|[Oo]n) " + _ABOUT)
_RISES = re.compile(
    r" (?:entsteh|bauen|errichten|steht|stehen|liegt|liegen|s[’']élèv|s[’']étend|stands|will rise)"
)
_SO_MUCH_OF = re.compile(
    r" (?:of (?!land\b|floor|ground|space|area|shop|office)|de (?!terrain|surface|superficie|plancher|bureaux)|d['’])[a-zé]"
)
"""Behind an area that is of a good: "40 hectares of forest"."""
_GOOD_DE = re.compile(
    r"(?:Hektar|Quadratmetern?|Quadratkilometern?) (?!\w*(?:[Ff]läche|[Ll]and\b|[Gg]rund\b|[Bb]oden\b|[Gg]elände\b|[Aa]real\b|[Pp]latz\b|[Rr]aum\b|Größe|Büro))[A-ZÄÖÜ][a-zäöüß]{2,}"
)
"""The same in German: "40 Hektar Weizen"."""
_FAR = re.compile(r"\b(?:ranges?|reach|altitudes?|heights?|depths?|distances?|radius|ceiling|portée|rayon|distance|profondeur|hauteur|long(?:ue)?s?|hautes?|profondes?|\w*reichweiten?|höhen?|tiefe|entfernung|distanz|umkreis)\b(?: (?:of|between|is|was|at|to|beträgt|liegt bei|von|ist|est|était|de|d['’]environ|atteint))* " + _ABOUT + r"|\b(?:fl(?:y|ies|ew|ying)|travel(?:s|led|ling)?|spans?|spanning|spanned|measur(?:es?|ed|ing)|stretch(?:es|ed|ing)?|extend(?:s|ed|ing)?|porte à|vol(?:e|é|er|ait|ant) à|tire à|flog auf|fliegt|fliegen|schießt|vole) " + _ABOUT, re.IGNORECASE)  # fmt: skip
_AT = re.compile(r"\b(?:at|in|auf|à) " + _ABOUT, re.IGNORECASE)
_SEES = re.compile(r"\b(?:sees?|saw|seen|spots?|spotted|detects?|detected|tracks?|hits?|strikes?|struck|fires?|shoots?|flies|flew|fly|flown|flying|lies|lie|lay|situated|located|targets?|cruis\w+|orbit\w*|voit|voient|détecte\w*|frappe\w*|vole\w*|vol|situ[ée]\w*|trouve\w*|touche\w*|repère\w*|tirs?|sieht|sehen|erkennt|erkennen|trifft|treffen|ortet\w*|fliegt|fliegen|flog|flogen|liegt|liegen|lag|schießt)\b", re.IGNORECASE)  # fmt: skip
"""Who sees, hits, flies or lies, before the distance at which he does."""
_WORKS = re.compile(r"\b(?:built|build|builds|laid|lays?|complet\w+|renew\w*|repair\w*|deliver\w*|shipped|sold|sells?|order\w*|clear\w*|dug|electrif\w+|upgrad\w+|pos(?:é\w*|e|er)|modernis\w+|rénov\w+|nettoy\w+|construi\w+|électrifi\w+|livr\w+|command\w+|remis|verleg\w+|bau(?:t|te|ten|en)|gebaut|sanier\w+|erneuer\w+|gereinigt|geliefert|liefer\w+|elektrifizier\w+|räum\w+|produ\w+)\b", re.IGNORECASE)  # fmt: skip
"""Who builds, renews or delivers so much of a line; how far it leads is no other figure."""
_HIGH = re.compile(r"(?: \([^()]{1,20}\))? (?:(?:weit|lang|hoch|tief|breit|entfernt|Entfernung|Höhe|Tiefe|Reichweite|d['’]altitude|de (?:portée|long|haut|large|profondeur|distance)|of range|range|away|high|off|outside|beyond|inland|offshore|apart|au (?:nord|sud|large)|à l['’](?:est|ouest)|nördlich|südlich|östlich|westlich|north|south|east|west)\b|(?:from|behind|vor|von|hinter) (?!(?:about |rund |etwa |knapp )?[\d\x1a]|(?:(?:the|its|dem|den|ihrem|seinem|a|last|an) )?(?:schedule|plan|target|[Pp]lan|[Tt]ermin|[Zz]eitplan|[Ff]rist|year|month)))")  # fmt: skip
_TO_A_PLACE = re.compile(r" (?:d(?:e (?:la |l['’]|ses |leur )?|u |es )(?=côtes?\b|rivages?\b|terre\b|littoral\b|frontières?\b|front\b|centre\b|capitale\b|ville\b|plages?\b|lignes de front\b|[A-ZÉÈ][a-zéè])|d['’](?=[A-ZÉÈ]))")  # fmt: skip
"""Behind a distance, the place to which it is told: "13 à 24 km de la terre"."""
_AWAY = re.compile(r"(?<!s[’']élève )\b(?:à|moins de) " + _ABOUT, re.IGNORECASE)
_LIES = re.compile(
    r",? (?:lie|lies|lay|belongs?|belonged|stretch(?:es|ed)?|liegen|gehört|gehören|erstrecken|s['’]étendent|appartient|appartiennent)\b"
)
"""What land does and what is sold does not: "more than 900 acres belong to the site"."""
_AGAIN = re.compile(r"(?:km|m|mi|miles?|kilomet(?:re|er)s?|met(?:re|er)s?|feet|ft|yards|hectares?|ha|acres|m²|km²|sq ?ft|\x1a|Kilometern?|Hektar|kilomètres|mètres) \((?:about |some |around |nearly |or )?$")  # fmt: skip
"""Before the same measure in another unit, in brackets: "300 kilometers (186 miles)"."""
_DISPLACES = re.compile(r"\b(?:displac(?:es?|ing|ed)|displacement (?:of|is)|verdrängen|verdrängt|Verdrängung von|déplace(?:nt)?|déplacement (?:de|est de)) " + _ABOUT)  # fmt: skip
_SHIP = re.compile(r"\b(?:frigates?|ships?|vessels?|boats?|submarines?|destroyers?|corvettes?|tankers?|carriers?|ferry|ferries|barges?|cranes?|press(?:es)?|trucks?|lorries|turbines?|batteries|frégates?|navires?|bâtiments?|bateaux?|chars?|canons?|blindés?|camions?|locomotives?|pétroliers?|méthaniers?|sous-marins?|grues?|Fregatten?|Schiffen?|Schiff|Boot|Booten?|Kran|Kräne) (?:of|de|von) (?:about |some |environ |je |rund )?$")  # fmt: skip

_PLANT = re.compile(r"\b(?:(?:[Uu]n|[Ll]e|[Cc]e|[Uu]ne|[Ll]a|[Cc]ette) (?:[a-zé]+ )?(?:parc|centrale|ferme)(?: [a-zéèà]+){0,2} de|(?:[Ee]in|[Dd]er|[Dd]as|[Dd]em|[Ee]inem|[Ee]inen|[Dd]en) (?:[a-zäöü]+ )?(?:[A-ZÄÖÜ][a-zäöü]*park|[A-ZÄÖÜ][a-zäöü]*kraftwerk|Park|Kraftwerk) (?:mit|von)) " + _ABOUT)  # fmt: skip
"""One plant, before its power: "ein Windpark mit 40 MW"."""
_BOUGHT = re.compile(r"\b(?:command(?:é|e|er|ent|ait)|achet|achèt|acqui|vend|livr|constru|install|raccord|bestell|kauf|verkauf|erw[ao]rb|liefer|baut|install|nahm|nimmt)\w*", re.IGNORECASE)  # fmt: skip
"""Who orders, sells or builds a plant does so with all of its power."""
_POWER = re.compile(r" (?:Leistung|Kapazität)")
_OF_A_LOAD = re.compile(r" (?:of |de |d['’]|[A-ZÄÖÜ][a-zäöüß])")
"""Behind what a ship brings: "60 tonnes of flour", "40.000 Tonnen Weizen"."""


def is_size(text: str, q: Quantity) -> bool:
    """Whether a quantity is the size or the reach of one thing, or says a measure once more in another unit."""
    if q.unit in AREAS | _REACHES and text.startswith(")", q.end) and _AGAIN.search(text[max(0, q.start - 24) : q.start]):  # fmt: skip
        return True
    if q.unit in AREAS:
        return _is_area_of_one(text, q)
    if q.unit in _LOADS:
        before = text[max(0, q.start - 60) : q.start]
        if q.unit in ("MW", "GW") and _PLANT.search(before):
            return not (_BOUGHT.search(before) or _POWER.match(text, q.end))
        if q.unit == "GW":
            return False  # so strong is no turbine, but several
        return bool(_DISPLACES.search(before) or (_SHIP.search(before) and not _OF_A_LOAD.match(text, q.end)))  # fmt: skip
    return q.unit in _REACHES and _is_reach(text, q)


def _is_area_of_one(text: str, q: Quantity) -> bool:
    said, before = text[q.start : q.end], text[max(0, q.start - 80) : q.start]
    if _HYPHEN.search(said) or _LARGE.match(text, q.end) or _LIES.match(text, q.end):
        return True
    if _SINGULAR.search(said) and _ITS_NOUN.match(text, q.end):
        return True
    if q.per or _SO_MUCH_OF.match(text, q.end) or _GOOD_DE.match(text, max(q.start, text.rfind(" ", 0, q.end) + 1)):  # fmt: skip
        return False
    if _UPON.search(before) and _RISES.match(text, q.end):
        return True  # "Auf 12 Hektar entsteht ein Werk"
    if (several := _SEVERAL.search(before)) and _DOES.search(before[: several.start()]):
        return False
    return any(p.search(before) for p in (_ONE, _SPANS, _COVERS))


def _is_reach(text: str, q: Quantity) -> bool:
    before = text[max(0, q.start - 80) : q.start]
    if _TO_A_PLACE.match(text, q.end) and (q.low is not None or _AWAY.search(before)):
        return True
    if q.per not in ("", "hour"):
        return False
    if _FAR.search(before):
        return True
    if _WORKS.search(before):
        return False
    if text.startswith((" of ", " de ", " Schiene", " Kabel"), q.end) and not _HIGH.match(text, q.end):  # fmt: skip
        return False
    if _HIGH.match(text, q.end):
        return True
    return bool(_AT.search(before) and _SEES.search(before.rpartition(",")[2]))
