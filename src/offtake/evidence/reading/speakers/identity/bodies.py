"""Speakers without a name: offices, bodies and kinds of people, by the words that the sentence has for them."""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT
from offtake.evidence.reading.speakers.beginnings import without_lead
from offtake.evidence.reading.speakers.identity.apposed import name_behind
from offtake.evidence.reading.speakers.identity.names import TOKEN, UPPER
from offtake.evidence.reading.speakers.identity.people import nobody, offices
from offtake.evidence.reading.speakers.identity.speaker import Speaker
from offtake.evidence.reading.speakers.verbs import listed

_PART = re.compile(r"[\w.'’-]+")
_HEAD_ENDS = re.compile(r"\s(?:of|for|at|in|from|behind|near|off|around|under|on|who|familiar|close|with|involved|briefed|aware|responsible|polled|surveyed|interviewed|contacted|represented|employed|based|working|speaking|von|vom|der|für|mit|aus|bei|beim|zum|zur|unter|de|du|des|auf|chez)(?:\s|$)|, ")  # fmt: skip
_PEOPLE = re.compile(
    r"[a-z]\w+(?:[^s]ers?|[^a]tors?|ists?|ians?|man|woman|men|women)|[A-Z]\w+(?:[^s]ers|[^a]tors|ists|ians|women)"
)
"""English words for people by what they do; one with a capital only in the plural, since names end alike ("Haller")."""
_NO_PEOPLE = frozenset("number numbers order orders other others member quarter quarters matter matters letter paper power water weather winter summer never ever over under after later latter former however river tower layer cover danger offer offers answer answers center factor factors sector sectors reactor reactors tractor tractors motor motors computer computers server servers customer partner transfer container trailer chapter monitor further another either neither rather together whether computer".split())  # fmt: skip
_OF_TWO = re.compile(r"(?:[Tt]he )?((?:Ministry|Minister|Department|Committee|Council|Secretary|Board|Office|Agency|Bureau|Institute|Association|Federation|Chamber|Society) (?:of|for) (?:the )?(?:[A-Z][\w-]*,? )+and [A-Z][\w-]*(?: [A-Z][\w-]*)*)")  # fmt: skip
"""A body or office with two fields in its name."""
_OF_A_FIELD = re.compile(rf"(?:[Tt]he )?(?:[a-z-]+ ){{0,3}}(?P<name>(?:{TOKEN} ){{0,4}}(?P<head>{TOKEN}) (?:of|for|on) (?:the )?{TOKEN}(?: (?:and |of |& )?{TOKEN}){{0,5}})")  # fmt: skip
"""A body with its field or place: "Transport for London", "Coffee Board of India"."""
_OF_A_FRENCH_FIELD = re.compile(
    rf"(?:[Ll]es? |[Ll]a |[Ll]['’])?(?P<name>(?:(?:Haute?|Grand|Premier)[- ])?(?:Académie|Agence|Alliance|Association|Autorité|Banque|Bureau|Caisse|Centre|Chambre|Chemins de fer|Comité|Commissariat|Commission|Compagnie|Confédération|Conseil|Collège|Contrôle|Coopérative|Cour|Direction|Fédération|Fondation|Fonds|Groupement|Inspection|Institut|Laboratoires?|Ligue|Ministère|Mutuelle|Observatoire|Office|Organisation|Régie|Réseau|Secrétariat|Service|Société|Syndicat|Trésor|Union|Université)(?: (?!(?:a|ont|est|sont|avait|vient|qui|que|dont|où|et|en|dans|ne|n['’]\w+|se|s['’]\w+|y|sur)\b)(?:[a-zà-ÿ][\w'’-]*|{TOKEN}))+)"
)
"""A French body by the whole of its name: "Fonds monétaire africain", "Office de l'eau du Nord"."""
_WITH_SORT = re.compile(
    rf"(?P<name>(?!(?:Les?|La|Une?|Des|Cet?|Cette|Son|Sa|Leur)\b)[{UPPER}][\w-]+ [a-zà-ÿ]{{3,}}(?:ique|iques|ale|ales|aire|aires|ive|ives|ière|ières|ienne|aise) (?:(?:de|du|des) )?{TOKEN})"
)
"""A French body named by a noun, its sort and a place: "Voies navales de Wallonie"."""
_OF_A_GERMAN_FIELD = re.compile(
    rf"(?:[Dd](?:er|ie|as|em|en|es) )?(?P<name>(?:{TOKEN} )?(?:\w*(?i:verband|verein|vereinigung|gewerkschaft|kammer|ministerium) (?:für )?{TOKEN} und {TOKEN}|\w*(?i:verband|bund|vereinigung|gewerkschaft) (?:der|des|für) (?:[a-zäöü]+en )?{TOKEN}(?: und {TOKEN})?))"
)
"""The same in German: "Fachverband Bau und Boden", "Bund der Sparer"."""
_FIELD_LINKS = (" und ", " der ", " des ", " für ")
"""One of these stands in it."""
_BODIES = frozenset(
    "board college bureau centre center society chamber school service authority administration organisation organization foundation confederation transport academy alliance secretariat registry treasury inspectorate directorate guild league trust network directors exchange fund library museum".split()
)
_DETERMINED = {
    "en": re.compile(r"(?:(?i:the|a|an|its|their|our|one|two|some|several|many) (?:[\w-]+(?:['’]s|(?<=s)['’]) )?(?:[A-Z][\w-]* (?!(?:order|orders|war|deal|attack|crisis|contract|sale|strike|purchase|summit|budget|vote|outage|case|affair|accident|disaster|project|programme|program)\b))?|[A-Z][\w-]*['’]s? )(?:[a-z][\w-]* ){0,3}[a-z][\w-]+(?: of (?:the )?[\w-]+)?"),
    "de": re.compile(r"(?i:der|die|das|ein|eine|zwei|drei|vier|fünf|sechs|mehrere|einige|viele) (?:[a-zäöü][\w-]* ){0,2}[A-ZÄÖÜ][\w-]+(?: (?:der|des|dem|von|vom|für|aus|bei|beim|am|im) (?:[a-zäöü]+ )?[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?){0,2}"),
    "fr": re.compile(r"(?i:le |la |les |l['’]|un |une |ce |cet |cette |des )(?:[\wà-ÿ][\w-]* ){0,2}[\wà-ÿ][\w-]+(?: (?:de|du|des|d['’]) ?(?:l['’]|la )?[\w'’-]+){0,2}"),
}  # fmt: skip
_SEVERAL = re.compile(
    r"(?!(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|[A-Z][a-z]+teen|[A-Z][a-z]+ty|Dozens|Hundreds|Half|Both|Most|Some|Many|Several)\b)(?:[A-Z][a-z-]+ )?(?:[a-z-]+ )*[a-z-]+s"
)
_FIRST = ("premier", "première")
"""What a French office may begin with: "le premier ministre norvégien"."""
_BEFORE_AN_OFFICE = (
    "the",
    "a",
    "an",
    "its",
    "their",
    "his",
    "her",
    "our",
    "one",
    "another",
    "le",
    "la",
    "un",
    "une",
)
_NO_SPEAKER = re.compile(r"\b(?:day|week|month|year|time|thing|things|figures?|rest|jahr|monat|woche|tag|zahl|an|mois|semaine|chiffres?|reason|question|problem|first|last|second|other|others|one|ones|same)$", re.IGNORECASE)  # fmt: skip


@lru_cache(maxsize=8)
def _collective(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(listed(lexicon.speech["collective"]))


@lru_cache(maxsize=8)
def _office_words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(t for o in listed(lexicon.speech["offices"]) for t in o.split())


@lru_cache(maxsize=8)
def _articles(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{lexicon.speech['articles']})(?:\s+|(?<=['’])))+|^l['’]", re.IGNORECASE)  # fmt: skip


def without_article(words: str, lexicon: Lexicon) -> str:
    """Words without the article before them."""
    return without_lead(_articles(lexicon), words)


def field(said: str, lexicon: Lexicon) -> Speaker | None:
    """A body whose name holds its field: "Ministry of Harbours and Inland Waters"."""
    if lexicon.language == "fr":
        french = _OF_A_FRENCH_FIELD.fullmatch(said) or _WITH_SORT.fullmatch(said)
        return Speaker(french["name"], "body") if french else None
    if lexicon.language == "de":
        german = _OF_A_GERMAN_FIELD.fullmatch(said) if holds_one(said, _FIELD_LINKS) else None
        return Speaker(german["name"], "body") if german else None
    if two := _OF_TWO.fullmatch(said):
        return Speaker(two[1], "body")
    whole = _OF_A_FIELD.fullmatch(said)
    if whole and whole["head"].lower() in nobody(lexicon) | _BODIES:
        return Speaker(whole["name"], "body")
    return None


_SEAT = re.compile(r" (?:mit (?:Haupts|S)itz in|aus|basée? à|installée? à) [\w'’-]+(?: am \w+)?$")
"""Where a body sits, which is no part of what it is called."""
_OWNERS_END = re.compile(r"(?<=\w)(?:['’]s|s['’]) ")


_ELIDED = re.compile(r"[lLdD]['’]")


def body(said: str, lexicon: Lexicon) -> str | None:
    """An office or a body without a name, articles left out; None where the words are none."""
    head = _HEAD_ENDS.split(_OWNERS_END.split(said)[-1])[0]
    words = _PART.findall(head)
    if lexicon.language == "fr" and len(words) > 1 and words[-1].isupper():
        words = words[:-1]  # "le délégué CGT"
    if lexicon.language == "fr":
        bare = [without_lead(_ELIDED, w) for w in words]
        words = (
            words
            if len(bare) < 2 or _is_body(bare[-1], lexicon)
            else next(
                (
                    words[: k + 1]
                    for k, w in enumerate(bare[:3])
                    if w.lower() not in _FIRST and _is_body(w, lexicon)
                ),
                words,
            )
        )
    if not words or not (_is_body(without_lead(_ELIDED, words[-1]), lexicon, len(words) > 1 and words[-2][0].isupper() and words[-2].lower() not in _BEFORE_AN_OFFICE and lexicon.language != "de") or " ".join(words[-2:]).lower() in _collective(lexicon)):  # fmt: skip
        return None
    return _SEAT.sub("", without_article(said, lexicon).split(", ")[0])


@lru_cache(maxsize=8)
def _known(lexicon: Lexicon) -> frozenset[str]:
    """Bodies and offices."""
    return frozenset(_collective(lexicon) | _office_words(lexicon))


def _is_body(word: str, lexicon: Lexicon, named: bool = False) -> bool:
    """Whether a word is a body or an office; `named`: another name stands before it, as in "Ann Bishop"."""
    known = _collective(lexicon) if named and word[0].isupper() else _known(lexicon)
    low = word.lower()
    one = low.removesuffix("s")
    if low.endswith(("-year-old", "-jährige", "-jähriger")):
        return True
    if low in known or one in known or low.rsplit("-", 1)[-1] in known:
        return True
    if lexicon.language == "en":
        return bool(_PEOPLE.fullmatch(word)) and low not in _NO_PEOPLE
    many = next((low.removesuffix(end) for end in ("innen", "en", "n") if low.endswith(end)), low)
    return lexicon.language == "de" and (
        _ends_in_body(one, lexicon) or (len(many) > 5 and many in known)
    )


@lru_cache(maxsize=8)
def _endings(lexicon: Lexicon) -> tuple[str, ...]:
    return (*sorted(c for c in _collective(lexicon) if len(c) > 3), *str(lexicon.speech["ends_of_bodies"]).split())  # fmt: skip


@lru_cache(maxsize=8)
def _no_endings(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(str(lexicon.speech["ends_of_no_body"]).split())


def _ends_in_body(word: str, lexicon: Lexicon) -> bool:
    """A German compound: "Energieministerium"."""
    return word.endswith(_endings(lexicon)) and not word.endswith(_no_endings(lexicon))


_WHERE = re.compile(r"(?<=s) (?:in|at|from|on|with|near|who|familiar|involved|close|attending) ")
"""Where several are who speak: "two participants in the meeting"."""


def any_noun(said: str, lexicon: Lexicon) -> Speaker | None:
    """A noun with its article, and nothing else: the subject of a verb of speech, in whatever trade."""
    said = re.sub(r"^(?:as|but|and|so|aber|mais) ", "", said, flags=re.IGNORECASE)
    if lexicon.language == "en":
        said = _WHERE.split(said)[0]
    known = _DETERMINED[lexicon.language].fullmatch(said) or (
        lexicon.language == "en" and _SEVERAL.fullmatch(said)
    )
    if not known or _NO_SPEAKER.search(said):
        return None
    return Speaker(without_article(said, lexicon), "body")


@lru_cache(maxsize=8)
def _sorts(lexicon: Lexicon) -> re.Pattern[str]:
    words = "|".join(listed(str(lexicon.speech.get("sorts", "")))) or "(?!)"
    return re.compile(rf"(?:(?i:the|an?|its|their|local|research) )?(?:(?!(?:at|of|for|in|from|by|with|on|to|and)\b)[A-Za-z][\w'’-]* ){{0,4}}?(?i:{words}) (?P<name>{TOKEN}(?: (?:& |of |and )?{TOKEN})*)")  # fmt: skip


_OF_A_COUNTRY = re.compile(
    r"(?:(?:South|North|New|West|East) )?[A-Z]\w*(?:[a-z]ish|ian|ean|ese|ench|utch|erman|ican|wiss|reek|[aei]li|[a-z]qi|akistani|audi|hai|zech|lovak)"
)
"""An adjective of a country before a body is no name: "the Turkish lobby"."""


def sort_of(said: str, lexicon: Lexicon) -> str | None:
    """The name behind the word for what sort of body it is: "Dutch steelmaker Acme"."""
    if lexicon.language != "en":
        return name_behind(said, lexicon) or None
    if said.isascii() and _sort_words(lexicon).isdisjoint(said.lower().split(" ")):
        return None
    found = _sorts(lexicon).fullmatch(said) or _sorts_behind(lexicon).fullmatch(said)
    return found["name"] if found and not _OF_A_COUNTRY.fullmatch(found["name"]) and found["name"].replace(DOT, "") not in _where(lexicon) else None  # fmt: skip


@lru_cache(maxsize=2)
def _sort_words(lexicon: Lexicon) -> frozenset[str]:
    """The last word of each sort."""
    return frozenset(w.split(" ")[-1] for w in listed(str(lexicon.speech.get("sorts", ""))))


@lru_cache(maxsize=2)
def _where(lexicon: Lexicon) -> frozenset[str]:
    """Places and unions of countries, which are no names before what a body is: "the US company"."""
    return frozenset(w for key in ("places", "no_firms") for w in listed(str(lexicon.speech[key])))


@lru_cache(maxsize=8)
def _sorts_behind(lexicon: Lexicon) -> re.Pattern[str]:
    """The word for what it is behind a name: "the Acme news agency"."""
    words = "|".join(listed(str(lexicon.speech.get("sorts", "")))) or "(?!)"
    return re.compile(rf"(?:(?i:the|an?) )?(?:[a-z-]+ )*(?P<name>(?!(?:The|An?|Its|Their|One|Another|This|Our|Local|State|Most|Some|Many)\b){TOKEN}(?: {TOKEN})*)(?<!['’]s) (?:[a-z]+ )?(?:{words})")  # fmt: skip


def is_kind_of_speaker(word: str, lexicon: Lexicon) -> bool:
    """Whether a word with a capital at the head of a sentence is what a name behind it is: "Regulator Acme"."""
    low = word.lower()
    return bool(offices(lexicon).fullmatch(low))
