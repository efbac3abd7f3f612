"""Where reporting verbs stand in a sentence, and what looks like one and reports nothing: nouns, participles, deeds, passives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN
from offtake.evidence.reading.speakers.verbs import Verb, forms, listed, reporting


def verbs_in(sentence: str, lexicon: Lexicon) -> Iterator[Verb]:
    """The reporting verbs of a sentence whose quotations are hidden, in its order."""
    for found in reporting(lexicon).finditer(sentence):
        words = found[0]
        inside = _pronoun_inside(found) if lexicon.language == "fr" and "-" in words else ""
        going_on = lexicon.language == "en" and "ing" in words and bool(_GOES_ON.match(words))
        verb = Verb(found.start(), found.end(), words, str(found.lastgroup), inside, going_on)
        if not _is_no_speech(sentence, verb, lexicon):
            yield verb


def _pronoun_inside(found: re.Match[str]) -> str:
    return next((str(w).lstrip("-") for name, w in found.groupdict().items() if name.startswith("who") and w), "")  # fmt: skip


_GOES_ON = re.compile(r"\w+ing\b")
_WORD = 12
"""Characters before a verb in which an article or a pronoun stands."""
_OF_A_NOUN = {
    "en": re.compile(r"(?<!\w)(?i:the|a|an|this|his|her|its|their|to|no|any|such|new|of|not) $"),
    "de": re.compile(
        r"(?<!\w)(?:[Dd]er|[Dd]ie|(?<!, )(?<!– )(?<!: )das|[Dd]em|[Dd]en|[Dd]es|[Ee]ine?|[Zz]u) $"
    ),
    "fr": re.compile(r"(?<!\w)(?<!omme )(?<!que )(?:(?i:le|la|les|un|une|ce|de|pas) |d['’])$"),
}
"""Before a noun that looks like a verb: "the claims"."""
_NO_NOUN = re.compile(r"(?:ait|aient|èrent)$")
"""French endings that no noun has: "le chiffrait"."""
_KEEN = re.compile(
    r"\b(?:likes?|liked|went on|goes on|hastened|hastens|keen|quick|careful|eager|anxious|at pains|love[sd]?|tend(?:s|ed)?) to $"
)
"""Who likes to say something says it."""
_IN_A_NOTE = re.compile(r"\b(?:note|statement|letter|report|memo|post|message|notice|bulletin) $")
"""Before the verb of what is put out: "a note saying that"."""
_ABSOLUTE = re.compile(
    r", (?P<with>with )?(?:(?:the|its|their|an?|\w+ (?:in|out of)) |(?=[A-Z]))[^,;:]{2,60} $"
)


def _stands_absolute(before: str, after: str) -> bool:
    """Whether a form in -ing has a subject of its own: ", the guild noting that", ", with the guild warning of"."""
    own = _ABSOLUTE.search(before)
    return own is not None and bool(own["with"] or after.startswith(" that "))


_BESIDE = re.compile(r"\b(?:is|are|was|were|been|be|keep|kept) $")
_PASSIVE = re.compile(r"(?:\b(?:was|were|been|be|being|is|are|wurden?|werden|worden|été|est|sont)(?: \w+ly| now| also| still| already)? |\b(?:was|were|is|are|be|been) (?:[\w-]+ ){0,2}(?:widely|often) )$")  # fmt: skip
_BEFORE_PASSIVE = tuple(f"{end} " for end in ("was", "were", "been", "be", "being", "is", "are", "wurde", "wurden", "werden", "worden", "été", "est", "sont", "ly", "now", "also", "still", "already", "often"))  # fmt: skip
"""What ends what the passive has before its verb."""
_WERDEN = re.compile(r"\b(?:werden|wird|wurden?|worden)\b")
_MODAL = re.compile(
    r"\b(?:will|wollen|wollte|wollten|kann|können|konnte|konnten|könnte|könnten|soll|sollen|sollte|sollten|muss|müssen|musste|müsste|darf|dürfen|durfte|mag|möchte|möchten|zu)\b(?! [^;]{0,200}(?:;|, ))"
)
"""Before an infinitive."""
_AN = re.compile(r"[^.;,]{1,80} (?:an|zurück)(?:[.,;]|$)")
_AT = re.compile(r" (?:am \w+ )?(?:vor|mit|über|zu) ")
_LISTS = r"(?:\w*[Ll]iste|Tabelle|Ranking|\w*[Ff]eld|Wertung|Delegation)"
_NUMBERS = r"(?:Gewinne?|Verluste?|(?:tief)?(?:rote|schwarze)n? Zahlen|Geschichte)"
_DONE = {"f": re.compile(rf"\b{_LISTS}\b[^,;:]*$"), "s": re.compile(rf"\b{_NUMBERS}\b[^,;:]*$")}  # fmt: skip
_DONE_BEHIND = {"f": re.compile(rf"[^,;:]*\b{_LISTS}\b"), "s": re.compile(rf" (?:[a-zäöü]+ ){{0,3}}{_NUMBERS}\b")}  # fmt: skip
"""What is headed, and what is earned or lost, by verbs that else report."""
_STANDS_LAST = re.compile(r"[.,;:]|$")
_BE = re.compile(r"\b(?:ist|sind|war|waren|sei|seien|wird|werden|wurden?)\b(?![^;]{0,200}(?:;|, ))")
_WORDEN = re.compile(r" (?:worden|wurden?|werden|wird|war|ist|sind|waren)\b")
"""The passive: "die kritisiert worden war"."""
_HE_HAD = re.compile(r" (?:habe|hätten?)\b")
"""Behind a participle: what is only told of somebody."""
_WHAT = re.compile(
    r"\b(?:[Ww]hat|[Ww]hatever|than) (?:(?:the|its|a|an|many|some) )?(?:[\w’'-]+ ){0,3}(?:has |have |had )?$"
)
"""What is only compared: "more than the union demanded"."""
_WHAT_PARTS = ("hat", "than")
"""One of these stands in it."""
_IN_WHAT = re.compile(r"\b(?:in|at|by|with|for|after|of|to|through|from|under|despite|amid) what ")
_QUOTES = re.compile(r" (?:(?:as|was|were|is|are) (?:[\w-]+ ){0,4})?[“\"„«]")
"""What is called so in somebody's own words: "in what the manager called “...”"."""
_PLURAL = re.compile(
    r"(?:\w{3,}s|they|we|you|I|people|men|women|children|police|who|that|also|all|still|now|\w+ly) $"
)
_AS = re.compile(r"(?:noted|described|reported|quoted|posted|cited) as\b|projects(?![,.;]| (?:that\b|an?\b|the|its|it\b|\d|[$€£]|[a-z]+ing|growth|sales|to))\b")  # fmt: skip
"""A participle, or a noun, that looks like a verb of speech: "projects in Texas"."""
_IN_A_TIME = re.compile(r" (?:in|for|at|during) ")
_GAINED = re.compile(r" (?:to|an?|the|its|their|his|her|about|some|more|nearly|almost|over|another|up|\d|[$€£])")  # fmt: skip
_GOES = re.compile(r" (?:the|its|an?|their) [\w -]{2,40}? (?:would|will|was|were|is|are|had|has|have|could|can)\b")  # fmt: skip
_CLOSED = re.compile(rf"{HIDDEN}[”\"“»’‘]*[,.!?…]*[”\"“»]*[,–—]? ?$")
"""A quotation ends right before."""
_ENDS = re.compile(r"(?:[.,;]|$| (?:on|in|at|last|this|late|earlier|yesterday|today)\b)")
_THEY = re.compile(r"(?<!\w)(?:it|they|es|ils|elles) $", re.IGNORECASE)


_MARK_BEFORE = re.compile(r"[”\"“»],? $")


def behind_quotation(before: str) -> bool:
    """Whether the words before a verb end with a quotation."""
    return bool(_CLOSED.search(before) or _MARK_BEFORE.search(before))


def _is_no_speech(sentence: str, verb: Verb, lexicon: Lexicon) -> bool:
    before, after = sentence[: verb.start], sentence[verb.end :]
    if verb.going_on and not (
        before.endswith((", ", "– ", "— "))
        or _BESIDE.search(before)
        or _IN_A_NOTE.search(before)
        or _stands_absolute(before, after)
    ):
        return True
    if before.endswith(_BEFORE_PASSIVE) and not verb.going_on and _PASSIVE.search(before):
        return True
    if (
        _OF_A_NOUN[lexicon.language].search(before, max(0, len(before) - _WORD))
        and not _NO_NOUN.search(verb.text)
        and not _KEEN.search(before)
    ) or _AS.match(sentence, verb.start):
        return True
    if lexicon.language == "de" and verb.text.endswith("en") and _STANDS_LAST.match(after) and _MODAL.search(before):  # fmt: skip
        return True  # "wollte es nicht bestätigen"
    if lexicon.language == "de" and _HE_HAD.match(after):
        return True  # "dass die Gilde 40 verlangt habe"
    if lexicon.language == "de" and verb.text.startswith("spr") and _AT.match(after) and not behind_quotation(before):  # fmt: skip
        return True  # "sprach vor 40 Gästen"
    if lexicon.language == "de" and verb.text.startswith("meld") and _AN.match(after):
        return True  # "meldete Insolvenz an"
    if lexicon.language == "de" and verb.text.startswith("meld") and after.startswith(" sich ") and not behind_quotation(before):  # fmt: skip
        return True  # "auf die Anzeige meldeten sich drei Bewerber"
    if lexicon.language == "de" and verb.text.startswith(("führ", "schr")) and (_DONE[verb.text[0]].search(before) or _DONE_BEHIND[verb.text[0]].match(after)):  # fmt: skip
        return True  # "die Liste führt Acme an", "wieder Gewinne schreibt"
    if lexicon.language == "de" and verb.text in ("ergibt", "ergab") and after.startswith(" sich "):
        return True  # "es ergibt sich ein Zuwachs"
    if lexicon.language == "de" and _STANDS_LAST.match(after) and _BE.search(before):
        return True  # "sind 40 Millionen veranschlagt"
    if lexicon.language == "de" and ((verb.text == "erwartet" and _WERDEN.search(before)) or _WORDEN.match(after)):  # fmt: skip
        return True
    if lexicon.language == "en" and (
        (
            holds_one(before, _WHAT_PARTS)
            and _WHAT.search(before)
            and not (_IN_WHAT.search(before) and _QUOTES.match(after))
        )
        or _is_noun(verb, before, after, lexicon)
    ):
        return True
    if lexicon.language == "en" and verb.text in _SIGNED and _BETWEEN_TWO.search(before):
        return True
    if _told_already(before, lexicon) or (verb.text == "put at" and before.endswith(", ")):
        return True
    if verb.text in ("added", "adds", "add", "adding") and not behind_quotation(before) and _GAINED.match(after) and (verb.going_on or not _GOES.match(after)):  # fmt: skip
        return True  # "the country added 7 gigawatts"
    if lexicon.language == "en" and _DOES.match(sentence, verb.start):
        return True
    if lexicon.language == "fr" and (
        _DOES_FR.match(sentence, verb.start)
        or _ITSELF.search(before)
        or (verb.text == "alerte" and before.endswith(("l'", "l’")))
    ):
        return True
    if _NOBODY.search(before, max(0, len(before) - _NEAR)):
        return True
    if verb.text in _ASKS and not behind_quotation(before) and _ASKED.match(after):
        return True
    if (
        lexicon.language == "en"
        and verb.attitude in ("promise", "plan")
        and _WHICH.search(before)
        and not _CLAUSE.match(after)
    ):
        return True  # "the sum that the council promised"
    if (
        lexicon.language == "en"
        and verb.attitude in ("promise", "plan")
        and after.startswith(" by ")
        and not behind_quotation(before)
    ):
        return True  # "the trucks pledged by its partners"
    if verb.text in _only_apart(lexicon) and not (
        behind_quotation(before)
        or (_APART.match(after) and _COMMA.search(before))
        or after.startswith(" that ")
    ):
        return True
    if _THEY.search(before, max(0, len(before) - _WORD)) and verb.attitude not in ("said", "claim", "deny") and not (before.endswith((", it ", ", they ")) and _ENDS.match(after)):  # fmt: skip
        return True  # "the million that it promised"
    return verb.text == "reported" and before.endswith(", ") and bool(_IN_A_TIME.match(after))


@lru_cache(maxsize=8)
def _nouns(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(listed(str(lexicon.speech.get("nouns", ""))))


_OF = re.compile(
    r" (?:for|of|from|by|about|on|at|were|are|have|had|will|can|rose|fell|came|won|took|lost|sold|made|make|grew|hold|held|cost|now|account(?:ed)?)\b"
)
"""Behind a noun in the plural that looks like a verb: "forecasts for May"."""
_DOES = re.compile(r"reasons? (?:to|for|why)\b|thanks to\b|boast(?:s|ed|ing)? (?:an?|the|its|their|some|about|more|over|nearly|almost|around|\d|[$€£])|think[ -]tanks?\b|show(?:s|ed|ing)? [^,.;:]{2,40} (?:a?round|how)\b|(?:agree[sd]?|agreeing|offer(?:s|ed)?|pledged?|declin\w+) to (?:be|buy|sell|cut|pay|close|shut|mothball|build|make|supply|join|merge|stop|end|do)\b|quot(?:e|es|ed|ing) (?:(?:[A-Z]{1,3}|Rs|Sh|kr)? ?[$€£¥₹]?\d|prices|lead)|envisaged (?:for|in|by|under)\b|sets? out to\b|wr(?:ites?|ote|iting) (?:down|off|up)\b|called (?:last|this|earlier this) (?:week|month|year|spring|summer|autumn|winter)\b(?!['’]| an?\b| the\b| its\b)|go on(?=[.,;]|$)|(?:goes|went|go|gone) on (?:[a-z]+ing\b|show|sale|strike|display|trial|hold|record|air|stream|line|to (?!say|add)|for|until|till|with|as|like|in|at|paid)\b|appeal(?:s|ed|ing)? (?:against|to (?:the |an? )?(?:[A-Z][\w-]+ ){0,4}(?:[Cc]ourt|[Cc]hamber|[Tt]ribunal|[Bb]oard|[Cc]ommission)\b)|defend(?:s|ed|ing)? (?:the |its |their |an? )?(?:\w+ )?(?:markets?|title|share|positions?|lead|turf|border|coast|cit(?:y|ies)|line|airspace|territory)\b|post(?:s|ed|ing) (?!that\b|[“\"])|call(?:s|ed|ing)? (?:in|up|off|at|upon)\b|call(?:s|ed)(?=[.;])|states?(?:,| (?:[a-z]+ed\b|together|bought|are|were|have|had|will|which|that (?:have|are|had)|jointly))|declare[sd]? (?:force|bankrupt|insolven|war|victory|independence|dividends?|an? (?:[a-z]+ ){0,2}(?:dividend|emergency|state|truce|ceasefire|moratorium|holiday))")  # fmt: skip
"""What is done with words and tells nothing: "has agreed to buy", "declared force majeure"."""
_DOES_FR = re.compile(
    r"dit (?!encore|aussi|ainsi|[a-zà-ÿ]+(?:er|ir|re)\b)[a-zà-ÿ]{4,} (?:de |du |des |d['’])|relève(?:nt)? (?:du|des|de|d['’])|(?:(?:n['’])?(?:a|ont|avait) )?(?:relev|abaiss)\w+ (?:son|sa|ses|leurs?|le|la|les) |(?:(?:a|ont|avait) )?condamn\w+ [^.;,]{2,50} à |rappel\w+ (?:\d|des|ses|les \d)|(?:(?:a|ont|avait) )?confirm\w+ (?:son|sa|ses|leurs?|les?|la) (?:objectif|calendrier|ambition|cap\b)|(?:(?:a|ont|avait) )?constat\w+ [^.;]{0,40}\b(?:charge|perte|provision|dépréciation|produit)\b|(?:(?:a|ont|avait) )?(?:\w+ )?parl\w+ (?:du|de la|de l['’]|de (?:son|sa|ses|leurs?)|des)\b(?![^,;.]{0,80}\d)"
)
"""The same in French: "a relevé son taux", "a rappelé 40 techniciens"."""
_ITSELF = re.compile(r"\b(?:s['’]|se )$", re.IGNORECASE)
"""Before a verb of speech that is reflexive and none: "l'hiver s'annonce doux"."""
_NOBODY = re.compile(r"\b(?:nobody|no one|none of|niemand|keiner)\b[^,;.:]{0,40}$", re.IGNORECASE)  # fmt: skip
_NEAR = 50
"""Characters before a verb in which it says that nobody does it."""
_ASKS = ("ask", "asks", "asked", "asking")
_ASKED = re.compile(r" (?:(?:[A-Z]\w+|the \w+|him|her|them|[a-z]+s) )?(?:how|why|what|whether|when|where|who|if|for|\d|[a-z]+ for)\b")  # fmt: skip
"""A question vouches for nothing, nor does a wish."""
_SIGNED = ("announced", "agreed", "unveiled", "proposed", "disclosed", "confirmed")
_BETWEEN_TWO = re.compile(r"\bbetween [^,;:]{2,80} and [^,;:]{2,60} $")
"""Before a participle: "a deal between the ministry and Acme announced on Tuesday"."""
_WHICH = re.compile(r"(?:\d|illion|[bm]n|crore|[a-z]{2,}s) (?:that|which) (?:(?:the|its|their|a) )?(?:[\w’'-]+ ){1,3}?(?:had |has |have )?$")  # fmt: skip
_CLAUSE = re.compile(r" (?:that|will|would|to be|to come|an?|\d|[$€£])")
_APART = re.compile(
    r"(?: (?:[a-z]+ ){1,3}(?=:))?(?: (?:[a-z]+ly|back|out loud|(?:on )?[A-Z][a-z]+day|yesterday|today))?(?:[.,;:–—]|$)"
)
_COMMA = re.compile(
    r"(?:[,–—]|[”\"“»]) (?!(?:which|that|who|whom|what|where)\b)(?:[\w.’'&-]+,? ){1,10}$"
)


@lru_cache(maxsize=8)
def _only_apart(lexicon: Lexicon) -> frozenset[str]:
    """Forms of verbs that report only beside a quotation, or with their subject apart from the sentence."""
    return frozenset(w for f in forms(lexicon, "only_apart") for w in (f.base, *f.finite))


_NUMBERED = re.compile(
    r"(?:\d|two|three|four|five|six|seven|eight|nine|ten|dozen|several|many|few|some|all|these|those|such|other|more|most) $"
)
"""Before a noun in the plural: "nine states"."""
_NAMED = re.compile(r", the [A-Z][\w&.-]*(?: [A-Z][\w&.-]*)* $")
"""A body that closes a clause: "growth will slow, the Guild forecast"; but "the CBX show" is a noun."""


_SAYS = re.compile(
    r" (?:say|said|suggest|show|indicate|put|point|claim|have it|had it)\b(?! (?:by|to|in|on)\b)"
)
"""Behind papers that speak themselves: "reports said", "industry estimates suggest"."""


def _is_noun(verb: Verb, before: str, after: str, lexicon: Lexicon) -> bool:
    """Whether a form is a noun: no plural before it could do so ("his campaign pledge"), or it goes on as one ("forecasts for May")."""
    if verb.text.removesuffix("s") in _nouns(lexicon) and verb.text.endswith("s"):
        return bool(_OF.match(after) or _SAYS.match(after) or _NUMBERED.search(before))
    if verb.text in _nouns(lexicon) and _NUMBERED.search(before):
        return True
    if verb.text == "show":
        return bool(_NAMED.search(before))
    if verb.text not in _nouns(lexicon) or _NAMED.search(before) or _HAD.search(before):
        return False
    return not _PLURAL.search(before) and not behind_quotation(before)  # fmt: skip


_HAD = re.compile(r"\b(?:has|had|have)(?: (?:also|now|earlier|previously|already|originally|initially|once|long|only))? $")  # fmt: skip
"""Before a participle: "the guild had forecast 40"."""


def _told_already(before: str, lexicon: Lexicon) -> bool:
    """A verb of speech right before: "the figures published said"."""
    words = before.split(" ")
    if len(words) < 3 or words[-1] or words[-2].removesuffix("s") in _nouns(lexicon):
        return False
    return bool(reporting(lexicon).fullmatch(words[-2]))
