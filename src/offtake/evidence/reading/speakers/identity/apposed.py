"""What stands before a name in German and French and is no part of it: the sort of body, or the trade of a person.

"Der Fachverband Acme", "la fédération Acme", "le fabricant de moteurs Acme"; "Lokführer Bo Lund", "le tréfileur Acme".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.dictionaries import dictionary
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.names import TOKEN, UPPER
from offtake.evidence.reading.speakers.identity.patterns import legal

_NAME = rf"{TOKEN}(?: (?:& |und |et |de |du |des |de l['’]|d['’]|of )?{TOKEN}){{0,3}}"
_TRADE_DE = re.compile(
    rf"(?:[{UPPER}]\w*-)?(?:[{UPPER}]\w{{3,}}|\w{{5,}})(?:er|in|or|ist|yst|ent|ant|eur|oge|ogin|chef|mann|frau|rat|arzt|wirt|än|iat|ionär|issär|retär|ling|vorstand|kraft|beauftragte|angestellte|abgeordnete|vorsitzende|geordnete|Erste|Erster|Zweite|Zweiter|Leitender|Leitende|Parlamentarischer|Parlamentarische|bevollmächtigte|verständige|ekt|glied|leitung|vikar|herr|nom|graf|soph|urg|naut|admiral|general|konsul|soldat|hilfe|vize|wart|ular|ologe)|[A-ZÄÖÜ][\w-]*-(?:CEO|CFO|COO)|Notarzt|Ökonom|General"
)
_NO_TRADE = re.compile(
    r"(?:kammer|verein|wasser|feuer|theater|center|zimmer|dauer|mutter|papier|steuer|lager|fenster|muster|register|cluster|kloster|motor|reaktor|sektor|prozent|parlament|dokument|regiment|segment|benzin|magazin|termin|bundesrat|stadtrat|gemeinderat|aufsichtsrat|betriebsrat|beirat|sender|tochter|mauer|minister-?rat)$",
    re.IGNORECASE,
)
"""Words that end like a trade and are none."""
_OF_A_TOWN = re.compile(r".*(?:burger|furter|dorfer|heimer|stadter|städter|berger|hausener|bacher|steiner|hafener|felder|kirchner)|(?:Berlin|Münchn|Münchn|Köln|Hamburg|Stuttgart|Essen|Dortmund|Leipzig|Brem|Dresdn|Hannover|Duisburg|Bochum|Wuppertal|Bielefeld|Bonn|Karlsruh|Kiel|Erfurt|Mainz|Rostock|Kassel|Potsdam|Wien|Graz|Linz|Zürch|Basl|Genf|Luzern|Schweiz|Österreich|Tirol|London|Paris|Brüssel|Moskau|Kiew|Londn|Ulm|Bayreuth|Chemnitz|Lübeck|Münster|Aachen|Bern|Jena)er")  # fmt: skip
"""An adjective of a place, of which many names of bodies begin: "Kölner Stadtwerke"."""
_OF_A_PEOPLE = re.compile(r"(?:Deutsch|Europäisch|Österreichisch|Französisch|Italienisch|Britisch|Polnisch|Bayerisch|Sächsisch|Hessisch)er")  # fmt: skip
"""What names of bodies begin with and no trade is: "Deutscher Bahn"."""
_OWN = re.compile(r"(?:Dutzend|Hundert|Tausend|Million|Deutsch|Europäisch|Schweizer|Österreichisch|International|National|Französisch|Bayerisch)\w*\b")  # fmt: skip
"""A name that begins with an adjective goes on from the sort: "Verein Deutscher Weber"."""
_REGION = re.compile(
    r"(?:Nord|Süd|Ost|West|Mitte|Südost|Südwest|Nordost|Nordwest|Bau)(?: (?:und|&) \w+)?|(?:Nord|Sud|Est|Ouest)(?:-\w+)?"
)
"""What part of a country a body is for belongs to its name: "Verband Mitte"."""
_GENITIVE = re.compile(r"(?:(?<=[rntlgkds])e?s|(?<=[nstmg])en)$")
"""What a trade ends in behind "des": "des Kämmerers Bo Lund", "des Ökonomen Bo Lund"."""
_SHORT = 9
"""Letters up to which a word before a name may be a first name."""
_HELD = re.compile(rf"(?P<article>(?:[Dd]er|[Dd]ie|[Dd]en|[Dd]em|[Dd]es) )?(?:[a-zäöü]+e[nrsm]? )?(?P<trade>[{UPPER}][\w-]+) (?P<name>{TOKEN}(?: {TOKEN})?)")  # fmt: skip
"""A trade with whoever has it: "Stadtkämmerer Lund"."""
_HELD_FR = re.compile(
    rf"(?:[Ll]e |[Ll]a |[Ll]['’])(?P<office>[a-zà-ÿ-]+) (?P<name>(?!d['’]){TOKEN})"
)
_TRADE_FR = r"[a-zà-ÿ][a-zà-ÿ-]{2,}(?:eur|euse|rice|ier|ière|iste|ien|ienne|aire|ant|ante)"


def without_trade(parts: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The words of a German name without the trades before the last two."""
    own = list(parts)
    while len(own) > 2 and (is_trade(own[0], lexicon) or is_trade(_GENITIVE.sub("", own[0]), lexicon) or (len(own) == 3 and _precedes_a_first_name(own[0], own[1], lexicon))):  # fmt: skip
        own = own[1:]
    return own


def _precedes_a_first_name(word: str, first: str, lexicon: Lexicon) -> bool:
    """Whether a word is no first name and the next one is: "Imker Egon Lund"; a word for a body is none."""
    known = names_of(lexicon)
    if word.lower() in _first_names(lexicon) or is_first_name(word, lexicon) or first.lower() not in known:  # fmt: skip
        return False
    return len(word) > 4 and not re.search(rf"(?:{_sort_ends(lexicon)})$", word, re.IGNORECASE)


@lru_cache(maxsize=4)
def _sort_ends(lexicon: Lexicon) -> str:
    return any_of((*str(lexicon.speech["sorts"]).split(), *str(lexicon.speech["works"]).split()))


@lru_cache(maxsize=4)
def names_of(lexicon: Lexicon) -> frozenset[str]:
    """First names that are listed whole."""
    names = lexicon.data["first_names"]
    return frozenset((*names["hers"].split(), *names["his"].split()))


def is_first_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a listed first name, or ends as those of women do."""
    hers = str(lexicon.data["first_names"]["her_ends"])
    return word.lower() in names_of(lexicon) or bool(re.fullmatch(hers, word.lower()))


def is_trade(word: str, lexicon: Lexicon) -> bool:
    """Whether a German word with a capital is what somebody does, and no first name nor place."""
    return bool(_TRADE_DE.fullmatch(word)) and not _NO_TRADE.search(word) and word.lower() not in _first_names(lexicon) and not _OF_A_TOWN.fullmatch(word) and not _OF_A_PEOPLE.fullmatch(word)  # fmt: skip


@lru_cache(maxsize=4)
def _first_names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(str(lexicon.speech.get("first_names", "")).split())


def name_behind(said: str, lexicon: Lexicon) -> str:
    """The name behind the word for what sort of body it is; '' where there is none."""
    if lexicon.language == "de" and (held := _HELD.fullmatch(said)) and is_trade(held["trade"], lexicon) and (held["article"] or len(held["trade"]) > _SHORT):  # fmt: skip
        return held["name"]
    if lexicon.language == "fr" and (held := _HELD_FR.fullmatch(said)) and held["office"] in str(lexicon.speech["offices"]).split():  # fmt: skip
        return held["name"]
    pattern = _behind(lexicon)
    found = pattern.fullmatch(said) if pattern is not None else None
    name = found[found.lastgroup or "name"] if found else ""
    if name and lexicon.language == "de" and (whole := _is_all_of_it(said, name, lexicon)):
        return whole
    return (
        ""
        if _REGION.fullmatch(name) or re.fullmatch(legal(lexicon), name) or _OWN.match(name)
        else name
    )


_FIELDED = r"(?:verband|verein|verbund|institut|gewerkschaft|stiftung|initiative|vereinigung|bündnis|dienst)"
_SORTED = re.compile(rf"(?P<sort>[{UPPER}]\w*?{_FIELDED}|{_FIELDED.title()})e?s?$", re.IGNORECASE)
_ANY_BRANCH = re.compile(r"(?:Branchen|Fach|Dach|Spitzen|Gesamt|Unternehmens|Industrie|Wirtschafts|Umfrage|Forschungs)\w+")  # fmt: skip
_A_PLACE = re.compile(r"[A-ZÄÖÜ]\w{2,}(?:tal|stadt|küste|wald|marken|mark|burg|land|berg|feld|heim|hafen|see|rhein|furt|dorf|hausen|nau)")  # fmt: skip


_WITH_ADJECTIVE = re.compile(
    rf"(?!Deutsche|Erste|Neue)[{UPPER}][a-zäöü]{{3,}}(?:e|es) [{UPPER}][\w-]+"
)


def _is_all_of_it(said: str, name: str, lexicon: Lexicon) -> str:
    """The body by what it is and its field or place, which are its name: "Gewerkschaft Garn", "Mieterverein Oberstadt"; '' where the name is one by itself."""
    sort = _SORTED.search(said[: -len(name)].rstrip())
    if sort and _WITH_ADJECTIVE.fullmatch(name) and sort["sort"].lower() in _FIELDED:
        return f"{sort['sort']} {name}"
    if sort is None or " " in name or not said.endswith(name) or _REGION.fullmatch(name):
        return ""
    compound = sort["sort"].lower() not in _FIELDED
    own = _A_PLACE.fullmatch(name) and compound and not _ANY_BRANCH.match(sort["sort"])
    if own or name.lower() in _words(lexicon):
        return f"{sort['sort']} {name}"
    return ""


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> frozenset[str]:
    """The words of the language."""
    return frozenset(dictionary(lexicon.language))


@lru_cache(maxsize=4)
def _behind(lexicon: Lexicon) -> re.Pattern[str] | None:
    if lexicon.language == "en":
        return None
    articles, sorts = lexicon.speech["articles"], any_of(str(lexicon.speech["sorts"]).split())
    if lexicon.language == "de":
        whole = any_of(str(lexicon.speech["of_a_name"]).split())
        return re.compile(
            rf"(?:(?i:{articles}) )?(?:[a-zäöü]+(?:e[nrsm]?|er) ){{0,2}}(?:[{UPPER}][a-zäöüß]+er )?(?!(?i:{whole}))(?=[{UPPER}])[\w-]*?(?i:{sorts})(?:e?s|in|s?es|innen|n|en)? (?P<name>{_NAME})"
        )
    return re.compile(
        rf"(?i:(?:{articles})(?: |(?<=['’]))|du |au )?(?:(?:[a-zà-ÿ]+ )?(?:{sorts}|ONG)s?(?: (?:de |d['’]|du |des |de l['’])?(?!(?:de|du|des|la|le)\b)[a-zà-ÿ][\w'’-]*){{0,3}}|{_TRADE_FR}) (?P<name>(?!d['’]){_NAME}(?: [a-zà-ÿ-]+s)?)"
        rf"|(?i:(?:{articles})(?: |(?<=['’])))[a-zà-ÿ]{{3,}}(?:ais|aise|ois|oise|ien|ienne|ain|aine|and|ande|ique|isse|agnole?|reton|etton) (?P<its>(?![dl]['’]){_NAME})"
        rf"|(?i:(?:{articles})(?: |(?<=['’])))?(?:{sorts}) (?P<letters>[{UPPER}]{{2,6}}(?:-[{UPPER}]{{2,6}})?) (?:de |du |des |d['’])[\w '’-]+"
        rf"|(?i:(?:{articles})(?: |(?<=['’])))?(?:collectif|association|mouvement|syndicat|fédération|ONG|parti) (?P<mixed>{TOKEN}(?: (?!(?:de|du|des|et|a|est|qui)\b)[a-zà-ÿ-]{{3,}}){{1,2}})"
    )
