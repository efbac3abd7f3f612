"""Of what, where and whose: only what the sentence itself says, in its words."""

from __future__ import annotations

import re

_CAPITALS = r"[A-ZÄÖÜÉ][\w&'’.-]*\w(?: (?:of the |de |von |der )?[A-ZÄÖÜÉ][\w&'’-]*\w){0,3}"
_WHERE = re.compile(rf"\b(?:in|at|near|across|à|en|au|aux) (?:the |its |der |la )?(?P<place>{_CAPITALS}|(?:the )?alliance)\b(?! (?:fair|air ?show|show|summit|conference|congress|forum|meeting|exhibition|messe|hearing|briefing)\b)(?: (?:plant|works|site|factory|mill|yard))?")  # fmt: skip
_THAT = re.compile(
    rf"\b(?:that|dass|que|says?|said) (?:the |die |der |la |le )?(?P<who>{_CAPITALS}) (?=(?:had|has|have|will|would|can|could|may|is|are|was|were|now|also|[a-z]+(?:s|ed|t)) )"
)
_MEMBERS = re.compile(rf"(?P<who>{_CAPITALS} (?:members|states|countries|allies))(?:['’](?= ))?")
_OWN = re.compile(r"\b(?:its|their|his|her|sein\w*|ihre?\w*|ses?|sa|son|leurs?)\b", re.IGNORECASE)
_NO_NAME = re.compile(r"(?:ing|ly|ous|ful|less|ive|ern|[’']t)$")
_POSSESSIVE = re.compile(
    rf"(?P<who>{_CAPITALS})(?:['’]s|['’])(?= (?!CEO|chief|president|prime|head|minister|defen[cs]e minister|spokes|chair|largest|biggest|first|only|most|best|highest|fastest|smallest))"
)
_SUBJECT = re.compile(rf"^(?:The |Die |Der |Das |Le |La |L['’])?(?P<who>{_CAPITALS})(?:,[^,]{{2,40}},)?(?= (?:also |now |currently |had |has |have |will |can |could |may |is |are |was |[a-zäöü]+(?:s|ed|te|t|ten|en|e|a)\b))")  # fmt: skip
_BODY = re.compile(r"^(?:the|its|der|die|das|le|la|l['’]) ?(?P<who>alliance|company|firm|hall|mill|yard|shipyard|foundry|refinery|smelter|mine|port|terminal|hospital|group|government|plant|works|army|ministry|agency|line|factory|union|bündnis|firma|regierung|werk|bundeswehr|groupe|entreprise|usine)\b", re.IGNORECASE)  # fmt: skip
_OF = re.compile(r" (?:of|de|d['’]|von) (?P<of>(?:the |its |all )?[\w-]+(?: [\w-]+){0,2})")
_STARTS = frozenset(
    "you what which who where why how when nach laut ohne derzeit dem le la les l der die das ein eine im am près selon ursprünglich plus for i'm i’m and but so dangerous such those turning only well even yes now today yesterday three four five six seven eight nine ten some several many few the a an in on at it its this that there these we he she they last some about up each no if from by more half one two from between since until according i as while after before under over most many both all not output production deliveries prices costs capacity sales orders of chief".split()
)
_TIME = re.compile(r"[A-Z]{3}\b(?= ?\d)|NOK|SEK|DKK|EUR|USD|PLN|CHF|GBP|Jahr|Höhe|Zukunft|Betrieb|Produktion|Monat|January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday")  # fmt: skip


def where_of(sentence: str) -> str:
    """The first place that the sentence names after "in" or "at"; '' where it names none."""
    for match in _WHERE.finditer(sentence):
        if not _TIME.match(match["place"]):
            return match["place"].strip()
    return ""


_OURS = re.compile(
    r"(?:[\w ,]{0,30}\b)?(?:we|our|(?-i:us)|wir|unsere?|nous|notre)\b", re.IGNORECASE
)


def whose_of(sentence: str, speaker: str) -> str:
    """Whose output, money or line it is: the subject of the sentence, or who owns it; '' where it is not said."""
    text = sentence.lstrip('“„«"‘ ')
    if _OURS.match(text):
        return speaker
    for pattern in (_THAT, _SUBJECT, _MEMBERS, _POSSESSIVE, _BODY):
        match = pattern.search(text)
        first = match["who"].split(" ")[0] if match else ""
        if (
            match
            and first.lower() not in _STARTS
            and not _NO_NAME.search(first)
            and not _TIME.match(first)
        ):
            who = re.sub(r"^.*['’]s (?=[A-ZÄÖÜÉ])", "", re.sub(r"['’]s?$", "", match["who"]))
            own = _OWN.search(text)
            if speaker and not own and (who == speaker or speaker.endswith(f" {who}")):
                continue  # who says it is not whose it is
            return who
    return ""


def what_of(words: str, sentence: str, end: int) -> str:
    """What is counted, with "of ..." where that follows; for money the words after "for"."""
    after = _OF.match(sentence, end)
    return f"{words} of {after['of']}".strip() if after and words else words
