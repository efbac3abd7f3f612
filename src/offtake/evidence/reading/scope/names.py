"""Whether words with a capital name somebody: "Samsung" does, "Lieferung" and "Spending" do not, though they end alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from offtake.evidence.reading.scope.what_where import NO_SCOPE

_STARTS = frozenset(
    """
    parliament executive supervisory can could will would shall should may might must do does did has have had is are was were
    nobody everybody nothing pas cent cents mille police farmers inspectors you what which who where why how when for i'm i’m and but so dangerous such those turning only well even yes now today yesterday
    two three four five six seven eight nine ten twenty thirty forty fifty sixty some several many few the a an in on at it its this that
    there these we he she they last about up each no if from by more half one between since until as while after before under over most
    both all not of their his our your other another every with without across against through during despite because here just annual
    total overall new net gross average full first second third local global foreign national domestic federal public private military
    output production deliveries prices costs capacity sales orders chief according spot steel power traffic oil gas coal grain money
    spending demand supply revenue revenues profit profits income imports exports trade work works waiting unemployment inflation
    nach laut ohne derzeit dem der die das ein eine im am ursprünglich für bei mit seit aus auf zum zur trotz wegen durch gegen über
    unter zwischen auch dort hier bis von vom an es er wir sie heute damit dabei allein rund etwa knapp gut mehr jeder jede alle beide
    le la les l près selon plus pour dans avec sur chez depuis cette ce ces son sa ses leur leurs en à au aux il elle ils elles on nous
    chaque environ deux trois quatre cinq dix un une des du
    """.split()
)
"""Words that begin a sentence with a capital and name nobody."""
_COMMON = tuple("ing ly ous ful less ive ern tion tions ment ments ness ity ities ung ungen heit keit Kosten kosten Preis preis Preise preise gänge Zahlen zahlen".split())  # fmt: skip
"""How many words end that name nobody, and some names too: Boeing, Kelly, Italy, Bern, Clement, Inverness, Unity, Jung."""
_MANY = tuple("tions ments ities ungen Kosten kosten Preise preise gänge Zahlen zahlen".split())
"""The same of several, which begin a German sentence without an article."""
_NOT = ("’t", "'t")
MAKES = r"(?:makes?|made|builds?|built|produce[sd]?|manufacture[sd]?|assemble[sd]?|deliver(?:s|ed)?|suppl(?:y|ies|ied)|ships|shipped|baut|bauten?|fertigte?n?|produzierte?n?|lieferte?n?|fabrique|produit|construit|livre)"
"""Verbs of who makes a thing."""
_DOES = rf"(?:{MAKES}|(?:can|could|will|would|may|must|kann|will|soll|peut|veut) [a-zäöüà-ÿ\d]|(?:has|had|hat|hatte|a) (?:just |now |nur |derzeit )?\d|(?:sells|sold|buys|bought|orders|ordered|opens|opened|wants|wanted|plans|planned|aims|aimed|hopes|hoped|expects|expected|employs|employed|runs|ran|owns|owned|operates|operated|needs|needed|holds|held|won|signed|agreed|hired|spent|spends|paid|pays|invested|invests|lost|pledged|promised|completed|finished|launched|kauft|kaufte|verkauft|verkaufte|bestellt|bestellte|plant|plante|braucht|brauchte|beschäftigt|betreibt|zahlt|zahlte|investiert|vend|achète|commande|emploie|compte)\b)"
"""What somebody does, and no thing."""
_AS_ONE = r"(?!(?:made|built|sold|bought|held|spent|paid|lost|hired|[a-z]+ed) (?!\d|(?:an?|the|its|about|more|some|nearly|almost|over|up)\b))"
"""Not where an adverb stands before a participle: "Recently made boats"."""
_BEFORE = r"(?:^|[.!?:;,–—“„«\"‘(] ?|\b(?:dass|ob|weil|wenn|wie|während|that|and|und|et|que) )"
_LONGEST = len("während ") + 1
"""Characters before a name in which what begins its clause stands."""
_CLAUSE_BEGINS = re.compile(rf"{_BEFORE}\Z", re.MULTILINE)
_INSIDE = re.compile(r"(?<=[a-zà-ÿ\d,;–—] )")
_OWNING = re.compile(r"['’]s? ")
_BOUNDARY = re.compile(r"\b")
_DOES_SO, _DOES_AS_ONE = re.compile(f" {_DOES}"), re.compile(f" {_AS_ONE}{_DOES}")


def is_somebody(who: str, text: str, language: str) -> bool:
    """Whether words with a capital are a name in a document, as far as their ending leaves that open."""
    first = who.split(" ")[0]
    if first.lower() in _STARTS or first.endswith(_NOT) or NO_SCOPE.match(first):
        return False
    return not first.endswith(_COMMON) or _is_a_name(who, text, language)


def has_in_small(text: str, word: str) -> bool:
    """Whether a document has a word in small letters.

    >>> has_in_small("The Yard has a yard.", "Yard"), has_in_small("The Yard of Acme.", "Yard")
    (True, False)
    """
    low = word.lower()
    return any(_BOUNDARY.match(text, at) and _BOUNDARY.match(text, at + len(low)) for at in beginnings(text, low))  # fmt: skip


@lru_cache(maxsize=4096)
def _is_a_name(who: str, text: str, language: str) -> bool:
    """Whether a document shows that words which end like a common noun are a name.

    It never has them in small letters, and has them inside a sentence with a capital, which tells nothing in German, or
    lets them do or own something.
    """
    first = who.split(" ")[0]
    if has_in_small(text, first) or (language == "de" and first.endswith(_MANY)):
        return False
    does = _DOES_AS_ONE if first.endswith("ly") else _DOES_SO
    return any(_shows_a_name(text, at, at + len(who), language, does) for at in beginnings(text, who))  # fmt: skip


def _shows_a_name(text: str, at: int, end: int, language: str, does: re.Pattern[str]) -> bool:
    """Whether what stands beside words in a document shows that they are a name."""
    if language != "de" and _INSIDE.match(text, at) and _BOUNDARY.match(text, end):
        return True
    if _BOUNDARY.match(text, at) and _OWNING.match(text, end):
        return True
    return bool(does.match(text, end) and _CLAUSE_BEGINS.search(text, max(0, at - _LONGEST), at))


def beginnings(text: str, words: str) -> Iterator[int]:
    """Where words begin in a document."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
