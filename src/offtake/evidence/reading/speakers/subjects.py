"""The subject of a reporting verb: which words before it, or behind it, are its noun phrase.

Before the verb: what is left of its clause, without adverbs, asides and what opens a sentence; of an apposition the
part that names somebody ("the bank's president, Rosa Lind, said"; "Rosa Lind, who runs the bank, said").
"""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.dictionaries import dictionary
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT
from offtake.evidence.reading.speakers.beginnings import without_lead
from offtake.evidence.reading.speakers.identity.apposed import is_trade
from offtake.evidence.reading.speakers.identity.names import (
    DEGREES,
    FULL,
    TOKEN,
    UPPER,
    after_names,
    without_titles,
)
from offtake.evidence.reading.speakers.identity.owners import owner
from offtake.evidence.reading.speakers.identity.patterns import pattern, word_set
from offtake.evidence.reading.speakers.identity.people import is_office, nobody
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN
from offtake.evidence.reading.speakers.reporting import verbs_in

LONGEST = 14
"""Words of a subject."""
_ASIDE = re.compile(r" \([^()]{1,60}\)(?=$|[ ,])")
"""Letters or a party in brackets behind a name: "Boris Holm (SPD)"."""
_TAIL = re.compile(
    r"(?:[ ,]|^)(?:(?-i:[a-z]{3,}(?<!fami)(?<!supp)(?<!assemb)(?<!week)(?<!month)(?<!dai)(?<!al)ly)|likes? to|liked to|went on to|goes on to|hasten(?:ed|s) to|(?:keen|quick|careful|eager|anxious) to|at pains to|loved? to|loves to|tends? to|published|released|issued|having|also|later|then|now|earlier|recently|already|just|reportedly|repeatedly|again|has|have|had|is|was|were|are|would|did|does|do|been|being|not|who|which|previously|publicly|even|once|still|further|meanwhile|however|though|thus|too|instead|separately|auch|bereits|zuvor|hat|habe|ihm|ihr|a|ont|avait|est|aussi|également|en|ne|n['’]|y|last (?:week|month|year)|this week|ran|quickly|today|yesterday|(?:on |late |early )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|evening|night|afternoon))?)$",
    re.IGNORECASE,
)
"""What stands between a subject and its verb."""
_CLAUSE = re.compile(r"[;:–—(]| - |\b(?:and|but|while|although|because|when|quand|as|whereas|after|before|if|that|und|aber|während|dass|et|mais|que)\b(?= (?:[A-ZÄÖÜ]|(?:the|an?|he|she|it|they|their|these|its|her|his|der|die|das|ein|eine|er|sie|les?|la|l['’]|une?|des|ils?|elles?)\b))")  # fmt: skip
_MEANWHILE = re.compile(
    r", (?:meanwhile|however|though|too|in turn|in response|by contrast|for (?:his|her|its|their) part|of course|in an? (?:[a-z]+ ){0,2}(?:statement|interview|letter|note|filing|report|speech|post|email|briefing)(?: [^,;]{1,40})?|allerdings|dagegen|hingegen|indes|sous (?:couvert|condition) d['’]anonymat|der anonym bleiben wollte|die anonym bleiben wollte|quant à (?:lui|elle|eux|elles)|en revanche|lui|elle|eux|elles|(?:lui|elle|eux|elles) aussi|pour (?:sa|leur) part|de (?:son|leur) côté|à (?:son|leur) tour|toutefois|cependant|par ailleurs|(?:contact|interrog|cit|sollicit|rencontr|mandat|dirig|cré|fond|bas)ée?s?(?: [^,;:]{1,60})?|jointe?s?(?: [^,;:]{1,60})?), ?$"
)
"""A word between commas, of how this goes on from before."""
_OBJECT = re.compile(
    r" (?:(?:ne |n['’])?(?:l[ea]s?|lui|leur|nous|vous|y|en|se)|[lms]['’]|n['’]en|ne [lms]['’]|ne|n['’])$"
)
"""Pronouns between a French subject and its verb: "le bureau le chiffrait", "la maire l'admet"."""
_WHO = re.compile(
    r"(?:,| [–—]) (?:(?:which|who|whose|where) [^;:,]*(?:, [^;:,]*)?|(?:qui|dont|où|que) (?:[^;:,]|,(?=\d))*(?:, (?:pour|ou|et|faute|en raison|à cause) [^;:,]*)?(?:, (?:le |la |l['’])?(?:ministre|présidente?|directeur|directrice|patronne?|chef|PDG|maire)\b[^;:,]*)?|qu['’][^;:,]*), ?$"
)
"""A relative clause between a subject and its verb: "the firm, which owns the mill, said"."""
_OF_TWO = re.compile(r"\b(?:Ministry|Minister|Department|Committee|Council|Secretary|Board|Office|Agency|Bureau|Institute|Association|Federation|Chamber|Society|Centre|Center|Director) (?:of|for) (?:the )?(?:[A-Z][\w-]*,? )+$|\w für (?:[A-ZÄÖÜ][\w-]*,? )+$|\w- $")  # fmt: skip
"""A body with two fields in its name: "Ministry of Agriculture and Farmers Welfare"."""
_FIELDS = re.compile(r"\b(?:Ministry|Minister|Department|Committee|Council|Commission|Secretary|Board|Office|Agency|Bureau|Institute|Association|Federation|Chamber|Society|Centre|Center|Director|Administration) (?:of|for|on) (?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*)*, (?P<more>(?:[A-Z][\w-]*(?: [A-Z][\w-]*)*,? )+(?:and|&) [A-Z][\w-]*(?: [A-Z][\w-]*)*)")  # fmt: skip
"""A body with several fields, whose commas part nothing: "Ministry of Economy, Trade and Industry"."""
_OF_A_HOUSE = re.compile(rf"^\W*{FULL.pattern} (?:of|at|from|with) (?:the )?(?:[{UPPER}][\w-]* )+$")
"""A person with a house that has an "and" in its name: "Ann Holm of Burns and Low"."""
_OF_TWO_HOUSES = re.compile(rf"^\W*{FULL.pattern} (?:of|at|from|with) (?:the )?(?:[{UPPER}][\w-]* )+and (?P<other>{FULL.pattern}) (?:of|at|from|with) (?:the )?[{UPPER}][\w-]*(?: [{UPPER}][\w-]*)*$")  # fmt: skip
"""Two people, each with a house: "Ann Holm of Burns and Bo Lind of Low"."""
_CAPITAL = re.compile(r"[A-ZÄÖÜÉ][\w-]* $")
_AND_BODY = re.compile(r" and ((?:[a-z]+ )?[a-z]{4,}s)$")
_HAS_VERB = re.compile(r"\b(?:has|have|had|is|are|was|were|will|would|can|could|said|says)\b")
_IS_CLAUSE = re.compile(r"(?!.*\b(?:who|that|which|whose)\b)\W*(?:[\w'’-]+ ){1,6}(?:has|have|had|is|are|was|were|will|would|must|should|can|could|may|might) [a-z]")  # fmt: skip
"""Words with a verb of their own are no subject: "purchases that Canada has made for decades, foresees"."""
_WIE = re.compile(rf"(?:^|, )[Ww]ie (?:(?:als [Ee]rste[rs]?|zuerst|zuvor|bereits|auch|jetzt|nun|unter anderem) )?(?P<np>(?:(?:der|die|das|ein|eine) )?(?:[a-zäöü]+e[nrs]? ){{0,2}}(?:[{UPPER}][\w{DOT}-]*(?: (?:von|van|zu|de))? )+(?:(?:des|der|vom) (?:[a-zäöü]+en )?(?:[{UPPER}][\w-]+ )+)?(?:und (?:(?:der|die|das) )?(?:[{UPPER}][\w-]+ )+)?)(?=[a-zäöü]|$)")  # fmt: skip
"""In German the verb of "wie das Haus bei der Vorlage mitteilte" stands last, its subject first."""
_WHICH = re.compile(
    rf", (?:die|den|das|was) (?P<np>(?:(?:der|die|das) (?:[a-zäöü]+e[rs]? )?)?(?:[{UPPER}][\w{DOT}-]* )+)(?:(?:am|im|auf|mit|bei|in|nun|jetzt|zuletzt|derzeit|bereits) (?:[^,;:]|,(?=\d))*)?$"
)
"""The same of a relative clause whose pronoun is its object: "die Halle, die das Werk auf 40 Millionen beziffert"."""
_WIE_ER = re.compile(r"(?:^|, )[Ww]ie (?P<who>er|sie|es)\b[^,;]*$")
_WIE_HELD = re.compile(
    rf"(?:^|, )[Ww]ie (?P<np>(?:(?:der|die) )?{FULL.pattern}), [^,;:]{{3,70}}(?<! )(?:, [^,;:]{{3,70}})?,$"
)
"""The same with what somebody is between commas: "wie Bo Lund, Chef der Gilde, mitteilte"."""
_CLAUSE_FIRST = re.compile(
    r"(?:Dass|Ob|Wann|Warum|Weshalb|Wieso|Wie|Wo|Wer|Was|Wem|Weil|Wenn|Als|Nachdem|Obwohl|Während|Bevor|Bis|Seit|Sollte[n]?|Falls|Da|Um|Anstatt|Statt|Solange|Sobald) "
)
"""A clause that stands before its main verb, whose subject then stands behind that."""
_RELATES = ("which ", "that ", "whom ", "where ", "whose ", " the ")
_RELATED = re.compile(r"^.*(?:\b(?:which|that|whom|where|whose(?: [a-z]+(?= [A-Z]))?) |(?<!\bof)(?<!\bin)(?<!\bat)(?<!\bfor)(?<!\bby)(?<!\bto)(?<!\bon)(?<!from)(?<!with)(?<!\band)(?<!\bor)(?<!\bnear)(?<!behind)(?<!against)(?<!under)(?<!over)(?<!into)(?<!after)(?<!,)(?<=[a-z]) (?=the [a-z][\w -]{2,40}$))")  # fmt: skip
"""What comes before the subject of a relative clause: "a fall the maker said", "which experts say"."""
_FRONT = re.compile(r"(?:Unverändert|Dank|Etwa|Knapp|Fast|Lediglich|Jeweils|Ungefähr|Binnen|Fürs?|Pro|Je|Fürs|Übers|Unters|Beim|Vorläufig|Kurios|Einschließlich|Inklusive|Ausgehend|Gemessen|Bezogen|Verglichen|Umgerechnet|Zusammen|Alles in allem|Unterm|Hinzu|Pünktlich|Ursprünglich|Anfänglich|Vorerst|Angekündigt|Bestätigt|Geplant|Erwartet|Bestellt|Unwirtschaftlich|Teuer|Schuld|[A-ZÄÖÜ][a-zäöü]+(?:weise|halber|seits|mals)|Am|Im|In|Bei|Beim|Nach|Vor|Zuvor|Dazu|Dabei|Gestern|Heute|Später|Zugleich|Gleichzeitig|Auf|Zum|Zur|Mit|Gegenüber|Zudem|Außerdem|Anschließend|Über|Für|Aus|Unter|Dennoch|Deshalb|Daher|Darüber|Damit|Auch|Zuletzt|Derzeit|Bislang|Bisher|Jetzt|Nun|Inzwischen|Mittlerweile|Damals|Früher|Schon|Bereits|Erst|Noch|Seit|Bis|Ab|An|Ohne|Trotz|Wegen|Während|Durch|Gegen|Insgesamt|Kürzlich|Jüngst|Als|Wenn|Weil|Obwohl|Nachdem|Um|Trotzdem|Hingegen|Dagegen|Allerdings|Jedoch|Ferner|Weiter|Weiterhin|Anders|Statt|Angesichts|Aufgrund|Infolge|Innerhalb|Neben|Zwischen|Hinter|Gemäß|Vom|Von|Ins|Ans|Am|Unterdessen|Indes|Freilich|Immerhin|Zunächst|Schließlich|Heuer|Dort|Hier|Kurz|Rund|Ende|Anfang|Mitte|Vergangene[nrs]?|Vorige[nrs]?|Den|Dem|Einen|Einem|Ihren|Ihrem|Seinen|Seinem|Wörtlich|Konkret|Gefragt|Darin|Daran|Daraufhin|Danach|Davor|Davon|Dafür|Wiederholt|Mehrfach|Offiziell|Intern|Öffentlich|Parallel|Per|Via|Gestern|Vorgestern|Zu|Via|Seitdem|Bald|Angeblich|Offenbar|Anscheinend|Tatsächlich|Eigentlich|Vermutlich|Wahrscheinlich|Möglicherweise|Vielleicht|Erstmals|Ebenfalls|Wieder|Besonders|Insbesondere|Spätestens|Frühestens|Mindestens|Höchstens|Künftig|Aktuell|Momentan|Gegenwärtig|Zusätzlich|Überdies|Ohnehin|Gerade|Kaum|Leider|Natürlich|Selbstverständlich|Demnach|Demzufolge|Somit|Folglich|Zwar|Einst|Unlängst|Neuerdings|Jährlich|Monatlich)\b")  # fmt: skip
"""What opens a German sentence whose subject follows the verb."""


_SHARE = re.compile(r"(?:\d ?%|\bpour cent|\bprozent|\btiers|\bquarts?|\bmoitié|\bdixième|\bcinquième|\bfünftel|\bdrittel|\bviertel|\bhälfte|\w+ sur \w+) (?:des|du|de la|de l['’]|d['’]|der|aller|von) ?\w+ $|\w+ sur (?:\d+|deux|trois|quatre|cinq|six|dix|vingt|cent|mille) $|\bjede[rs]? (?:zweite|dritte|vierte|fünfte|zehnte)r? \w+ $|\b(?:\d+|eine[rsm]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun) von (?:\d+|zwei|drei|vier|fünf|zehn|hundert) \w+ $", re.IGNORECASE)  # fmt: skip

_SHARES = ("%", "cent", "prozent", "tiers", "quart", "moitié", "ième", "tel ", "hälfte", " sur ", "jede", " von ")  # fmt: skip
"""One of these stands in each of them."""


_BESIDE = re.compile(rf"(?:(?:doch|aber|denn|und) )?(?:auf|mit|für|nach|beim?|in|im|an|am|aus|vo[nm]|zu[rm]?|über|unter|vor|gegen|durch) (?:(?:de[rnm]|die|das|eine[rnm]?|ein) )?(?:[a-zäöü]+e[nrms]? )?[{UPPER}][\w-]+")  # fmt: skip
"""What opens a later German clause whose subject follows the verb: ", im Ausschuss nannten Prüfer"."""


def is_share(before: str) -> bool:
    """Whether what stands before a verb is a share of people whom somebody asked: "62 % des Suisses", "jeder dritte Deutsche"."""
    return holds_one(before.lower(), _SHARES) and bool(_SHARE.search(before))


def opens(words: str) -> bool:
    """Whether words are what opens a German sentence, and no subject."""
    return bool(_FRONT.match(words)) or words in (
        "Das",
        "Dies",
        "Es",
        "Da",
        "Dort",
        "So",
        "Dem",
        "Ihm",
        "Ihr",
        "Ihnen",
        "Ebenso",
        "Ähnlich",
        "Weder",
        "Sowohl",
        "Entweder",
        "Sonst",
        "Nie",
        "Nicht",
        "Sich",
    )


def before(text: str, lexicon: Lexicon) -> str:
    """The subject in the words before a verb; '' where there is none."""
    found = pattern("led_in", lexicon).sub("", _before(text, lexicon))
    if lexicon.language == "en":
        found = pattern("when_behind", lexicon).sub("", _without_aside(found)).removeprefix("with ")
        return "" if _IS_CLAUSE.match(found) else found.removesuffix(" that")
    if lexicon.language == "fr":
        found = _OBJECT.sub("", found)
        return "" if _VERB_FR.search(found) and not _RELATIVE_FR.search(found) else found
    if lexicon.language == "de":
        found = _HAS.split(_HAD.sub("", _ALSO.sub("", found)))[0]
        return "" if opens(found) or _BESIDE.fullmatch(found) else re.sub(r"^[Ww]ie ", "", found)
    return found


_SOURCE = re.compile(r"(?:according to|laut|selon|nach angaben)\b", re.IGNORECASE)


def _before(text: str, lexicon: Lexicon) -> str:
    text = text.rstrip()
    if holds_one(text, _STOPS):
        text = DEGREES.sub("", text + " X")[:-2]
    text = _without_aside(text)
    if name := in_marks(text):
        return name
    text = text[max(text.rfind(sign) for sign in f'{HIDDEN}”»"') + 1 :].lstrip('”"“», .')
    related = False
    if text.rstrip().endswith(","):
        told = _MEANWHILE.sub("", text)
        text = _WHO.sub("", told)
        related = text != told
    if lexicon.language == "en" and text.rstrip().endswith(_MADE) and (made := _COMPILED.search(text)):  # fmt: skip
        return made["np"]
    text = _last_clause(text, lexicon)
    if lexicon.language == "en":
        text = without_lead(pattern("day_first", lexicon), text.lstrip())
        text = without_lead(pattern("paper_first", lexicon), text)
    if lexicon.language == "en" and holds_one(text, _THAT) and (paper := _PAPER_THAT.match(text)) and owner(paper["np"], lexicon):  # fmt: skip
        return paper["np"]
    text = _without_tail(text.rstrip()).strip()
    text = _RELATED.sub("", text) if not text.endswith(",") and holds_one(text, _RELATES) else text
    if (
        " and " in text
        and (second := _AND_BODY.search(text))
        and _HAS_VERB.search(text[: second.start()])
    ):
        text = second[1]  # a clause ends before "and officials said"
    wie = lexicon.language == "de" and "ie " in f"{text} "
    if wie and (how := _WIE_HELD.search(text)):
        return how["np"]
    if wie and (how := _WIE_ER.search(text)):
        return how["who"]
    if lexicon.language == "de" and text.endswith(",") and _CLAUSE_FIRST.match(text):
        return ""
    if wie and (how := _WIE.search(text + " ")):
        text = how["np"].strip()
    elif lexicon.language == "de" and (which := _WHICH.search(text + " ")):
        text = which["np"].strip()
    if two := _OF_TWO_HOUSES.match(text):
        return two["other"]
    parts = _parts(text, lexicon)
    if not parts or _SOURCE.match(parts[-1]):  # fmt: skip
        return ""
    if text.endswith(",") and len(parts) > 1 and owner(" ".join(parts), lexicon):
        return " ".join(parts)  # "the study, published by Acme, says"
    if text.endswith(",") and len(parts) > 1:
        return _apposed(parts, lexicon)
    if (
        len(parts) > 1
        and FULL.fullmatch(parts[0])
        and _is_office(parts[1], lexicon)
        and (re.fullmatch(TOKEN, parts[-1]) or (related and len(parts) == _WITH_OFFICE))
    ):
        # "Ann Holm, head of the guild in York, Pennsylvania says", "Ann Holm, head of the guild, which ..., says"
        return parts[0]
    if related and len(parts) > _WITH_OFFICE and FULL.fullmatch(parts[-2]) and _is_office(parts[-1], lexicon):  # fmt: skip
        return parts[-2]  # "At the hearing, Ann Holm, head of the guild, which ..., says"
    return _trimmed(parts[-1], lexicon)


_COMPILED = re.compile(r"\b(?i:figures|data|numbers|statistics|estimates|study|survey|poll|report|analysis|research)(?: that| which)? (?P<np>(?:the |[A-Z])[^,;:]{2,60}?) (?:has |have |had )?(?:compiled|collected|gathered|published|released|issued|produced|put out|commissioned|carried out) ?$")  # fmt: skip
"""A paper with its maker behind: "figures that the guild has compiled show"."""
_PAPER_THAT = re.compile(r"\W*(?P<np>[^,;:]{3,80}?) (?:that|which) [a-z]+(?:ed|[^s]s) (?:the|an?|its|their|\d)")  # fmt: skip
"""A paper with what it does behind: "a guild report that audited the mill argued"."""
_MADE = ("compiled", "collected", "gathered", "published", "released", "issued", "produced", "put out", "commissioned", "carried out")  # fmt: skip

_THAT = (" that ", " which ")


_WITH_OFFICE = 2
"""Parts of a name and an office."""


_STOPS = (".", DOT)


def _without_aside(text: str) -> str:
    return _ASIDE.sub("", text) if "(" in text else text


def _without_tail(text: str) -> str:
    """Less what stands between a subject and its verb, again and again."""
    while found := _TAIL.search(text, _last_words(text)):
        text = text[: found.start()].rstrip()
    return text


def _last_words(text: str) -> int:
    """Where the blank before the last three words stands: more of them no word between a subject and its verb has."""
    at = len(text)
    for _ in range(3):
        at = text.rfind(" ", 0, at)
        if at < 0:
            return 0
    return at


def _parts(text: str, lexicon: Lexicon) -> list[str]:
    """What stands between commas, a body with several fields as one."""
    if ", " not in text:
        return [text.rstrip(",").strip()] if text.rstrip(",").strip() else []
    text = _BASED.sub(HIDDEN, text) if "-" in text else text
    held = _FIELDS.sub(lambda m: m[0].replace(", ", HIDDEN) if _are_fields(m["more"], lexicon) else m[0], text)  # fmt: skip
    return [p.strip().replace(HIDDEN, ", ") for p in held.rstrip(",").split(", ") if p.strip()]


_BASED = re.compile(rf"(?<=\w), (?=[{UPPER}][\w{DOT}]*(?: [{UPPER}]\w+)?-(?:based|headquartered) )")
"""Between a town and its state: "the Bethesda, Maryland-based firm"."""
_TOWN = re.compile(rf"^(the )[{UPPER}][\w'’-]*(?: [{UPPER}]\w+)?(?:{_BASED.pattern})")
"""Such a town, behind a verb."""


def _are_fields(words: str, lexicon: Lexicon) -> bool:
    """Whether all words behind a comma are what bodies are for, and none is another body: "Trade and Industry"."""
    return set(re.findall(r"[A-Z][\w-]*", words)) <= frozenset(str(lexicon.speech["fields"]).split())  # fmt: skip


_IN_MARKS = re.compile(rf"(?:^|[,;:] )(?:(?:[Tt]he|[Dd](?:er|ie|as)|[Ll][ea]) |[Ll]['’])(?:[\w-]+ ){{1,2}}[„“«\"]\s?(?P<name>[{UPPER}][^„“”«»\"{HIDDEN}]{{1,40}}?)\s?[“”»\"] ?$")  # fmt: skip
"""A body whose name stands in marks behind what it is."""


_CLOSING = ("“", "”", "»", '"')


def in_marks(text: str) -> str:
    """The name in marks that words before a verb end with; '' where they end with none."""
    found = _IN_MARKS.search(text) if text.rstrip().endswith(_CLOSING) else None
    return found["name"] if found else ""


def _last_clause(text: str, lexicon: Lexicon) -> str:
    """The clause before the verb; an "and" inside a name, or in an apposition that a comma closes, ends none."""
    closed = text.rstrip().endswith(",") and text.count(",") > 1
    ends = [m.end() for m in _CLAUSE.finditer(text) if not (m[0] in ("and", "und", "et") and _joins(text, m.start(), m.end(), closed, lexicon))]  # fmt: skip
    return text[ends[-1] :] if ends else text


def _joins(text: str, start: int, end: int, closed: bool, lexicon: Lexicon) -> bool:
    """Whether an "and" joins parts of one name or of one office: "president and CEO," belong to whom they follow."""
    before, behind = text[:start], text[end:].split(",")[0]
    if closed and (_CAPITAL.search(before) or _is_office(behind, lexicon)):
        return True
    return bool(_OF_TWO.search(before) or _OF_A_HOUSE.match(before))


_OFFICE_FIRST = re.compile(r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Dd]er|[Dd]ie|[Dd]as|[Ee]ine?|[Ll]e|[Ll]a) |L['’]|l['’]")  # fmt: skip


_OFFICE_OF = re.compile(rf"^(?:der|die) (?=[{UPPER}][\w-]+ {TOKEN} {TOKEN}$)")
"""A German article before what somebody is, with the name: ", die Rentnerin Hilde Marx,"."""


def _apposed(parts: list[str], lexicon: Lexicon) -> str:
    """The part that names somebody, of parts between commas: "Ann Holm MP, head of the guild, answering Lind,"."""
    no_person = nobody(lexicon)
    bare = [
        _OFFICE_OF.sub("", without_titles(after_names(p, lexicon), lexicon)) for p in parts[-5:]
    ]
    people = [k for k, p in enumerate(bare) if FULL.fullmatch(p) and not is_office(p.split(" ")[-1], lexicon) and not (k == len(bare) - 1 and p.split(" ")[-1].lower() in no_person)]  # fmt: skip
    if not people and re.fullmatch(TOKEN, bare[-1]) and _is_office(parts[-2], lexicon):
        return bare[-1]
    earlier = [k for k in people if k < len(bare) - 1]
    if people and people[-1] == len(bare) - 1 and (not earlier or earlier[-1] != len(bare) - 2 or _OFFICE_FIRST.match(parts[-2])):  # fmt: skip
        return bare[-1] if not earlier or _OFFICE_FIRST.match(parts[-2]) else bare[earlier[-1]]
    if earlier:
        return bare[earlier[-1]]
    if len(bare) > 1 and _NAME.fullmatch(bare[0]) and _OFFICE_FIRST.match(parts[-5:][1]):
        return bare[0]  # "Acme, a maker of looms, yarn and cloth,"
    named = [p for p in bare[:-1] if _ENDS_IN_NAME.search(p) and not _BY_THE_WAY.match(p)]
    if named:
        return named[-1]
    if _ENDS_IN_NAME.search(bare[-1]) and _is_office(bare[-1], lexicon) and not _BY_THE_WAY.match(bare[-1]):  # fmt: skip
        return bare[-1]
    return parts[-2] if _BY_THE_WAY.match(parts[-1]) else ", ".join(parts[-2:])


_NAME = re.compile(rf"(?:[Tt]he )?{TOKEN}(?: {TOKEN})*")
_ENDS_IN_NAME = re.compile(rf"^(?:[A-Za-z][\w'’{DOT}-]* ){{1,7}}{FULL.pattern}$")
_BY_THE_WAY = re.compile(r"(?:[Ii]n|[Oo]n|[Aa]t|[Bb]y|[Aa]fter|[Ww]ho|[Ww]hich|[Ff]or|[Ww]ith|[Ff]rom|[Oo]f|[Tt]o|\w+ing|\w+ed)\b")  # fmt: skip


def _is_office(words: str, lexicon: Lexicon) -> bool:
    return any(is_office(w, lexicon) for w in re.findall(r"[\w-]+", words))


_LEADS = re.compile(r"(?:In|On|At|By|Am|Im|En|À|Since|For|After)\s(?:[\w-]+\s){1,3}?(?=(?:the|a|an|he|she|der|die|le|la|[A-Z])\b)")  # fmt: skip


_IN = re.compile(r"(?:In|On|At|By|After|For|With) ")


def _trimmed(np: str, lexicon: Lexicon) -> str:
    """Without a beginning such as "On Thursday": from the last article or name that is near the verb."""
    words = np.split(" ")
    if len(words) > 1 and words[-1].lower() in word_set("pronouns", lexicon):
        return words[-1]
    if len(words) > 5 and not _IN.match(np) and owner(np, lexicon):
        return np
    if len(words) <= 5:
        lead = _LEADS.match(np)
        return np[lead.end() :] if lead and lead.end() < len(np) else np
    if body := _body_first(lexicon).match(np):
        return np if body["of"] else body["np"]
    starts = [m.start() for m in _name_or_article(lexicon).finditer(np) if len(np[m.start() :].split()) <= 9]  # fmt: skip
    return np[starts[0] :] if starts else " ".join(words[-6:])


@lru_cache(maxsize=8)
def _body_first(lexicon: Lexicon) -> re.Pattern[str]:
    """A body with its article, and whether what stands behind says whose it is."""
    return re.compile(rf"(?P<np>(?i:{lexicon.speech['articles']}) (?:[\w-]+ ){{0,3}}(?:{_bodies(lexicon)}))(?:(?P<of> (?:of|by|for|at|from|familiar|involved|close)\b)|(?: (?:behind|off|with|near|on|in|who|that|which)\b))")  # fmt: skip


@lru_cache(maxsize=8)
def _name_or_article(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:(?i:{lexicon.speech['articles']})\s|[A-ZÄÖÜÉ])")


@lru_cache(maxsize=8)
def _bodies(lexicon: Lexicon) -> str:
    return "|".join(w.replace("_", " ") + "s?" for w in str(lexicon.speech["collective"]).split())


_BETWEEN = re.compile(
    rf"^(?:(?:devant|lors|sur|dans|à|au|aux|en|auprès|pour|chez|face|ce|cette|hier|aujourd['’]hui)\b|à l['’])[^,.;:]{{1,60}}? (?=[{UPPER}][\w'’-]+ (?:(?:de|d['’]|le|la|van|von|El|Ben|Le|La) ?)?[{UPPER}][\w'’-]+(?:[,.;:]| \(|$))"
)
"""Where or to whom, between a French verb and the name of its subject: "a déclaré devant la presse Léa Brun"."""
_VERB_FR = re.compile(
    r" (?:est|sont|ser(?:a|ont|ait|aient)|étai(?:t|ent)|a|ont|aur(?:a|ont|ait|aient)|devr(?:a|ont|ait|aient)|pourr(?:a|ont|ait|aient)|peut|peuvent|doit|doivent) "
)
"""The verb of the clause around a relative one, behind the subject of that."""
_RELATIVE_FR = re.compile(r" (?:qui|que|dont|où) | qu['’]")
_TO_WHOM = re.compile(r"^(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier) )?(?:à|au|aux|auprès d[eu]s?|devant|lors d[eu]|sur|en) ?[^,.;:]{2,50}? (?=(?:son|sa|leur) [\w-]+(?: [\w-]+){0,2}, |(?:une? |l['’]|des |plusieurs |l[ea]s? )(?!\w+ (?:dernière?|passée?|prochaine?)\b|même\b|mois\b|jour\b|semaine\b|veille\b|matin\b|soir\b)[a-zà-ÿ-]{3,}(?:[,.;:]|$| (?:du|de|des|d['’])))")  # fmt: skip
"""To whom it is said, between a French verb and a noun: "a indiqué à l'agence un porte-parole"."""
_PARTY = re.compile(rf"^((?:l[ea] |l['’]|une? |der |die )?[\w-]+ )\([^()]{{1,24}}\) (?=[{UPPER}])")
"""A party or a rank in brackets before a name: "le député (LR) Léon Brun"."""
_PARTICLE = re.compile(r" (?:hinzu|mit|zurück|ein|an|wörtlich|weiter|abschließend|zudem|dazu|unlängst|aus|fest|dar|zu)$")  # fmt: skip
GERMAN = re.compile(rf"(?:(?:der|die|das|dem|den|des|ein|eine|einer|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|einen|einem|eines) )?(?:[a-zäöü]+e[nrsm]? ){{0,2}}(?:[{UPPER}][\w-]*- und )?(?:[{UPPER}][\w{DOT}-]*(?: (?:von|van|zu|de)\b(?: der| den)?)? ?)+(?:(?:des|der|von|für|beim|vom) (?:[a-zäöü]+en )?(?:[{UPPER}][\w-]+ ?)+){{0,2}}")  # fmt: skip
"""A German noun phrase, with what it is of."""
_ER = re.compile(r"(?:er|sie|es)\b")
_HAD = re.compile(r"^(?:hat|habe|hatte|haben|hatten) (?=de[rs] |die |das |[A-ZÄÖÜ])")
_HAS = re.compile(r" (?:hat|habe|hatte|haben|hatten) ")
_TWO_FIELDS = re.compile(
    rf"(?:(?:das|die|der) )?(?:[{UPPER}][\w-]* für (?:[{UPPER}][\w-]+, )?|\w*(?i:verband|verein|bund|gewerkschaft|vereinigung|ministerium|kammer|stiftung) (?!des|der))[{UPPER}][\w-]+ und [{UPPER}][\w-]+"
)
"""A German body with two fields: "Ministerium für Weberei und Garn"."""
_ALSO = re.compile(r"^(?:Auch|Selbst|Sogar|Nur|Allein|Nicht nur) (?=(?:der|die|das) |[A-ZÄÖÜ])")
_VERSED = re.compile(
    r"(?P<article>eine?|zwei|mehrere) (?:mit|an|von|bei|in) [^,.;:]{3,50}?t(?:e|er|en) (?P<head>[A-ZÄÖÜ][\w-]+)(?=[,.;]|$)"
)
"""Who is versed in it: "eine mit dem Vorgang vertraute Person"."""
_FROM = re.compile(
    rf"^(der|die|das|eine?) (?:aus|im?|am|an|auf|bei|mit|seit|für|von|nach|zur?|zum) [^,.;]{{3,50}}?(?:nde|te|ene|ige)[rs]? (?=[{UPPER}])"
)
"""What a German body or person is, before the noun: "das an der Börse notierte Unternehmen"."""
_TO_HER = re.compile(
    rf"(?P<who>{TOKEN}(?: {TOKEN})?) der [{UPPER}]\w*(?:in|zeitung|agentur|presse|redaktion)"
)
"""To whom it is said, behind whoever says it: "berichtete Lund der Ministerin"."""
_PARTICLE_LEFT = re.compile(r" (?:von|van|zu|de)(?: der| den)?$")
_RANK = re.compile(rf"^[{UPPER}]\w+ (?:zur See|[a-z][.{DOT}] ?[A-Z][.{DOT}]) (?=[{UPPER}])")
"""A rank of several words: "Kapitän zur See"."""
_HOLDS = re.compile(rf"(?:der|die|das|ein|eine) [^,.;:{HIDDEN}]{{3,70}}, (?P<who>(?:(?:der|die) (?=[{UPPER}][\w-]+ {TOKEN} {TOKEN}))?{FULL.pattern}|(?:der|die|das) {TOKEN} {TOKEN})(?=[.,;]|$)|(?:deren|dessen|ihr|ihre|sein|seine) (?:[a-zäöü]+ )?{TOKEN}(?: {TOKEN})?, (?P<its>(?:(?:der|die|das) )?{TOKEN}(?: {TOKEN}){{0,2}})(?=[.,;]|$)")  # fmt: skip
"""An office with its holder: "die Chefin der Gilde, Ida Falk."."""
_SICH = re.compile(r"^(?:sich|es) (?=[A-ZÄÖÜ]|de[rnm] |die |das |ein)")
_AINSI = re.compile(
    r"^(?:[a-zà-ÿ]{3,}ment|ainsi|aussi|également|encore|alors|notamment|ensuite|enfin|toujours|pour sa part|de son côté|quant à (?:lui|elle)) "
)
"""An adverb between a French verb and its subject."""
_MOOD = re.compile(
    r"^, (?:[a-zà-ÿ-]+|(?:très|un peu|plus|l['’]air|la|le|sans|non sans|sur|avec|lors de|dans|en) [a-zà-ÿ'’ -]{3,28}), (?=(?:l[ea] |l['’]|les |son |sa |leur |une? )?[\w'’-]+)"
)
"""How or when it was said, between commas behind a French verb: "a reconnu, gênée, Léa Brun"."""
_PAPER = r"(?:(?:der|die|das|des|dem|den) )?(?:[a-zäöü]+e[nrs]? )?(?:\w*(?i:blatt|blatts|blattes|dienst|diensts|dienstes|zeitung|magazin|magazins|portal|portals|zeitschrift|sender|senders|journal|journals) )?"
"""What sort of paper it is, before its name in marks."""
_MARKED = re.compile(
    rf"(?:{_PAPER})?[„“\"«»‚](?:(?:Der|Die|Das|The|Le|La) )?(?P<who>[{UPPER}][\w-]*(?: (?:am )?[{UPPER}][\w-]*){{0,3}}(?: online)?)[“”\"»«‘]"
)
"""A paper whose name stands in marks: berichtet „Der Bote“."""
_OPENING = ("„", "“", '"', "«", "»", "‚")
_HOLDER = re.compile(rf"(?:the|its|der|die|le|la|l['’]) ?(?=[a-zà-ÿ]|[A-Z][\w-]+ [a-z])[^,.;:{HIDDEN}]{{3,70}}, (?!d['’])(?P<who>{FULL.pattern}|{TOKEN}(?=,))(?=[.,;]|$)")  # fmt: skip
_HOLDER_OF = re.compile(rf"(?:son|sa|leur|notre|un de ses|l['’]un de ses) [a-zà-ÿ][^,.;:{HIDDEN}]{{2,70}}, (?P<who>{TOKEN}(?: {TOKEN})*)(?=[.,;]|$)")  # fmt: skip
"""Whose a body is, with its name behind: "leur fédération, Acme"."""
_CALLED = re.compile(rf", (?:le |la |l['’])[a-zà-ÿ-]+ (?:{TOKEN} ){{0,2}}{TOKEN}(?=[,.;:]|$)")
"""Who an office is, with a word before the name: "le maître d'œuvre, le cabinet Acme"; "son chef, le général Jean Roux"."""
_RETIRED = re.compile(r"^([A-Z][\w.-]* )\([a-z.]{2,8}\) ")
"""What stands in brackets behind a rank: "Colonel (ret.)"."""
_TWO = re.compile(rf"{TOKEN} and {TOKEN}(?=[,.;]|$)")
"""An office with its holder behind a verb: "says the head of the yard, Lea Brun"."""


@lru_cache(maxsize=8)
def _stop(lexicon: Lexicon) -> re.Pattern[str]:
    speech = lexicon.speech
    return re.compile(rf"[,.;:!?()–—{HIDDEN}“”„«»\"]|(?<!-) (?:{speech['stop_after']}|{speech['that']})\b", re.IGNORECASE)  # fmt: skip


@lru_cache(maxsize=64)
def after(sentence: str, start: int, lexicon: Lexicon) -> str:
    """The subject behind a verb: "said Peter Halvorsen, chief executive of ...", "fügte er hinzu"."""
    rest = without_lead(pattern("day_between", lexicon), sentence[start:].lstrip())
    if lexicon.language == "fr":
        for lead in (_MOOD, _AINSI, _BETWEEN, _TO_WHOM):
            rest = without_lead(lead, rest)
    if lexicon.language != "en" and "(" in rest:
        rest = _PARTY.sub(r"\1", rest)
    if lexicon.language == "de":
        rest = without_lead(_SICH, rest)
        rest = without_lead(_RANK, DEGREES.sub("", rest) if holds_one(rest, _STOPS) else rest)
        if holder := _HOLDS.match(rest):
            return holder["who"] or holder["its"]
        if rest.startswith("man "):
            return ""
        rest = _FROM.sub(r"\1 ", rest)
        if fields := _TWO_FIELDS.match(rest):
            return fields[0]
        if apart := _VERSED.match(rest):
            return f"{apart['article']} {apart['head']}"
    if lexicon.language == "de" and (pronoun := _ER.match(rest)):
        return pronoun[0]
    held = _HOLDER.match(rest)
    if held is None and lexicon.language == "fr":
        held = _HOLDER_OF.match(rest)
    if held is not None:
        return held["who"]
    if holds_one(rest, _OPENING) and (marked := _MARKED.match(rest)):
        return marked["who"]
    if lexicon.language == "en":
        rest = _RETIRED.sub(r"\1", rest) if "(" in rest else rest
        rest = _TOWN.sub(r"\1", rest) if "-" in rest else rest
        if two := _TWO.match(rest):
            return two[0]
    stop = _stop(lexicon).search(" " + rest)
    np = ((" " + rest)[: stop.start()] if stop else rest).strip()
    if lexicon.language == "de" and (noun := GERMAN.match(np)):
        np = _teller(_PARTICLE_LEFT.sub("", noun[0].strip()), lexicon)
    if lexicon.language == "fr":
        np = _VERB_FR.split(np)[0]  # "que prévoyait l'accord seraient pris"
    follows = rest[len(np) :]
    if (
        follows.startswith(", ")
        and np
        and (
            re.match(r"[A-ZÄÖÜÉ][\w'’-]+ [A-ZÄÖÜÉ]", follows[2:])
            or (lexicon.language == "fr" and _CALLED.match(follows))
        )
    ):
        np += ", " + follows[2:].split(",")[0].split(".")[0]
    return _PARTICLE.sub("", np)


def is_marked(sentence: str, start: int) -> bool:
    """Whether a name in marks stands behind a verb."""
    return bool(_MARKED.match(sentence[start:].lstrip()))


def _teller(np: str, lexicon: Lexicon) -> str:
    """A German name without whom it speaks to; an office stays with whom it is of."""
    found = _TO_HER.fullmatch(np)
    last = found["who"].rsplit(" ", 1)[-1] if found else ""
    return np if found is None or _is_office(last, lexicon) or (is_trade(last, lexicon) and last.lower() in dictionary("de")) else found["who"]  # fmt: skip


def holds_a_verb(subject: str, lexicon: Lexicon) -> bool:
    """Whether another reporting verb stands inside: "Brandt said a rival had told him"."""
    return any(verb.end < len(subject) for verb in verbs_in(subject, lexicon))
