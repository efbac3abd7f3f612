"""What a figure counts whose noun is left out: it stands elsewhere in the sentence.

Either the sentence names what it is the number of ("production of kettles from 70 a year to 310"), or a figure before it
("up from 400"), or the whole of which it is a part ("three of the seven kilns").  Such a unit is marked as carried over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from offtake.evidence.reading.figures.ellipsis.antecedents import (
    antecedent,
    is_near,
    numbers_people,
    rate_of,
)
from offtake.evidence.reading.figures.ellipsis.listed import item_of, topic_of
from offtake.evidence.reading.figures.ellipsis.scales import PRONOUN
from offtake.evidence.reading.figures.ellipsis.unnumbered import (
    OF_THE,
    apposed_to,
    moved_to,
    named_alone,
)
from offtake.evidence.reading.figures.nouns import is_counted, one_name
from offtake.evidence.reading.figures.plurals import plural
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon

_PARTITIVE = re.compile(
    r" (?:out of(?: the| its| their)?|of (?:the )?(?:[\w-]+ )?[\w-]+['’]s|of|des|der|(?:ihr|sein|unser|dies|all)er|von|sur|de (?:ses|leurs|nos|ces)|d['’])(?: [\w'’]+)? ?"
)
_OF_WHAT = {
    "en": re.compile(r"\b(?:(?i:number|tally|count|haul|harvest|crop|intake|throughput|inventory|inventories|backlog|use|consumption|requirement|quota|production|output|manufacture|manufacturing|supply|supplies|stock|stocks|stockpile|fleet|purchases?|procurement|deliver(?:y|ies)|shipments?|exports?|imports?|sales?|orders?|total) of|(?:orders?|demand|tenders?|requests?|options?) for) (?P<nouns>[\w'’\x1a-]+(?: [\w'’\x1a-]+){0,6})"),
    "de": re.compile(r"\b(?:Anza|Za)hl (?:der|von|an) (?:[\w-]+,? ){0,6}?(?P<nouns>[A-ZÄÖÜ][\w-]*\w)(?=,| (?!inklusive|und|oder|sowie)[a-zäöü])"),
    "fr": re.compile(r"\bnombre (?:de |d['’])(?P<nouns>[a-zà-ÿ]+s)\b"),
}  # fmt: skip
"""What counts what: "the number of wards in the county to 41"."""
_AT_FIRST = re.compile(r"(?:^[“\"„«]?|[,;:–] )(?:Um|Auf|Von|By|From|To|De|À|um|auf|von|by|from|to|de|à)(?: (?:rund|etwa|fast|knapp|gut|mehr als|about|some|nearly|more than|environ|près de|plus de))?(?: \d[\d.,]* (?:auf|to|à))? (?:\d[\d.,]* (?:auf|to|à) )?$")  # fmt: skip
_NUMBER_FIRST = {
    "de": re.compile(r"(?: auf \d[\d.]*)? (?:[a-zäöüß]+ ){1,3}die (?:[a-zäöüß]+ )?(?:An)?[Zz]ahl (?:der|von|an) (?:[a-zäöüß]+ )?(?P<nouns>[A-ZÄÖÜ][\w-]+)"),
    "en": re.compile(r"(?: to \d[\d,]*)? (?:[a-z]+ ){1,3}the number of (?P<nouns>(?:[a-z-]+ ){0,2}[a-z]{3,}s)\b"),
    "fr": re.compile(r"(?: à \d[\d ]*)?,? (?:[a-zà-ÿ]+ ){0,3}le nombre (?:de |d['’]|des )(?P<nouns>[a-zà-ÿ]+[sx])\b"),
}  # fmt: skip
"""By how much, to what or from what a number moved that is named behind the verb: "Um 331 ist die Zahl der Anlagen gestiegen"."""
_ONE_TYPE = re.compile(r"\b(?:[Pp]roduction|[Oo]utput|[Dd]eliver(?:y|ies)|[Mm]anufactur(?:e|ing)|[Ss]hipments|[Ss]ales|[Oo]rders|[Ee]xports|[Aa]ssembly) of (?:the|its|their) (?:[A-Z\x1a][\w\x1a/-]* ){1,3}(?!(?:group|army|navy|firm|company|corps|forces?|government|ministry|yard|maker|builder|supplier|manufacturer|operator|unit|division|arm|plant|factory|works|mill|airline|carrier|bank|industry|sector|market|region|province|state|union|city|county|country|chain|store|business|brand|department|agency|subsidiary|police|alliance|consortium|venture)\b)([a-z]{4,})\b(?! (?:from|to|by|in|at|of|last|this)\b)")  # fmt: skip
"""A type whose name stands before its noun: "deliveries of the Kestrel missile rose to 650"."""
_SUBJECT = re.compile(r"(?:^|[,;] (?:and |but |while )?|(?<=years )|(?<=months )|(?<=year )|(?<=month )|(?<=quarter )|\x1a )(?:The |Its |Their |Total |New |Annual |Monthly )?(?:[\w-]+ ){0,3}?(?P<noun>[a-z]*(?:deliveries|orders|shipments|exports|imports|registrations|bookings|cancellations|installations|completions|arrivals|applications|vacancies))\b", re.IGNORECASE)  # fmt: skip
_RATES = ("deliveries", "orders", "shipments", "ports", "registrations", "bookings", "cancellations", "installations", "completions", "arrivals", "applications", "vacancies")  # fmt: skip
"""Of these parts of words each such subject holds one."""
_STANDS = re.compile(r"(?<![\w-])(?P<subject>[A-Za-z][a-z]{2,}s)\b(?: (?:for|in|of|at) (?:the |its )?[\w ]{2,25}?)? (?:(?:stood|stands|ran|runs) at|reached|hits?|topp?(?:ed|s)|exceed(?:ed|s)?|passed|total(?:l?ed|s)|amount(?:ed|s) to|came to|number(?:ed|s)?|averaged?s?)(?: about| around| some| nearly| almost)? $")  # fmt: skip
_LABEL = re.compile(r"(?:^|[•;.|\n] ?|[-–] )(?P<noun>[^\W\d_][\w-]+)\u00a0? ?: (?:(?:rund|etwa|knapp|über|environ|about|some) )?$")  # fmt: skip
"""What a list says it tells the number of: "• Mitarbeitende: 612"."""
_OWN_LABEL = re.compile(r"; [A-ZÄÖÜÉ][^:;]{1,40} ?: $")
"""A further column of a table, which says itself what it tells: "Jobs: 1,200; Sales: 350"."""
_LEVEL = re.compile(r" (?:to|at|from|reached|hit|reach|exceeds|exceeded|tops|topped|passed|averaged|totalled|auf|von|de|à|atteint|est|était)(?: about| around| some| nearly| almost| rund| knapp| environ| \d+ à)? $")  # fmt: skip
_LONGEST_LEVEL = 64
"""Characters before a figure in which the verb of its level stands."""
_SOME_OF = re.compile(r" of (?:the|its|their|his|her|our|these|those)\b")
FAR = 170
"""Characters between what is counted and its number, at most."""


def named_before(text: str, q: Quantity, lexicon: Lexicon, others: Sequence[Quantity]) -> Quantity:
    """A figure with what the words before it say it is the number of."""
    if q.sort != "bare" or q.unit or _SOME_OF.match(text, q.end):
        return q
    if noun := item_of(text, q, lexicon):
        return _of(q, noun, lexicon, True)
    before = text[: q.start]
    if (after := _NUMBER_FIRST.get(lexicon.language)) and q.figures and _AT_FIRST.search(before) and (first := after.match(text, q.end)) and (noun := _head(first["nouns"], lexicon)):  # fmt: skip
        return _of(q, noun, lexicon, True)
    if (stands := _STANDS.search(before)) and "umber of " not in before and is_counted(stands["subject"], stands["subject"].lower(), "en", lexicon, False):  # fmt: skip
        return _of(q, stands["subject"].lower(), lexicon, True)
    if (label := _LABEL.search(before)) and label["noun"].lower() in lexicon.counted:
        return _of(q, label["noun"], lexicon, True)
    named = max(
        (
            o.end
            for o in others
            if o.end <= q.start and o.unit and o.sort == "goods" and is_near(o, q)
        ),
        default=0,
    )
    found = [noun for m in (_OF_WHAT[lexicon.language].finditer(before) if holds_one(before, (" of ", " for ", "ahl ", "nombre ")) else ()) if m.end() > named and len(before) - m.end() <= FAR and ";" not in before[m.end() :] and (noun := _head(m["nouns"], lexicon))]  # fmt: skip
    if not found and lexicon.language == "en" and " of " in before:
        found = [plural(m[1]) for m in _ONE_TYPE.finditer(before) if m.end() > named and m[1] not in lexicon.nouns["stop"]]  # fmt: skip
    if not found and lexicon.language == "en" and holds_one(before.lower(), _RATES):
        found = [m["noun"].lower() for m in _SUBJECT.finditer(before) if m.end() > named and len(before) - m.end() <= FAR and not re.search(r"[;:]", before[m.end() :])]  # fmt: skip
    level = _LEVEL.search(before, max(0, q.start - _LONGEST_LEVEL)) is not None
    if not found and level and (noun := moved_to(before, q, lexicon, others)):
        found = [noun]
    return _of(q, found[-1], lexicon, level) if found and (level or q.strong or q.step) else q


def _head(nouns: str, lexicon: Lexicon) -> str:
    """The first word of a noun phrase that is counted; '' where a word comes first that ends it."""
    for word in nouns.split():
        if word.lower() in lexicon.nouns["stop"]:
            return ""
        if is_counted(word, word.lower(), lexicon.language, lexicon, False):
            return word
    return ""


def _of(q: Quantity, word: str, lexicon: Lexicon, sure: bool) -> Quantity:
    return replace(q, unit=one_name(word, lexicon), words=word, sort="goods", strong=q.strong or sure, carried=True)  # fmt: skip


_AND_NEXT = re.compile(
    r"(?:,? (?:and|or|but|und|oder|et|ou)|,(?= (?:at|no more|höchst|mind|max|au ))) (?:about |around |some |another |rund |etwa |environ |at most |at least |no more than |fewer than |less than |more than |possibly |perhaps |höchstens |mindestens |maximal |au plus |au moins )?"
)
"""Between two numbers of one noun: "40 and 60 guns"."""
_NOT = re.compile(r"\b(?:not|nicht|non(?: pas)?|pas)(?: the| just| nur| mehr)? $", re.IGNORECASE)
_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|statt|anstatt|anstelle von|au lieu de|au lieu des|against|from)(?: the| den| der)?(?: [a-zäöüß]{4,}en)? $",
    re.IGNORECASE,
)
"""Before what there is not: "instead of 30, only 18 trains came"."""
_TO_FROM = re.compile(r"\bto (?:[a-z]+ )?\d[\d,.]*(?: [a-z-]+)? from $")
"""Between two levels: "cut to 270 from 310 after 38 engines failed"."""
_BUT = re.compile(
    r",? (?:but|sondern|mais) (?:(?:at|only|nur|the|no|not) )?(?:(?:about|most|least|more than|höchstens|mindestens|nur|rund|etwa|environ) )?"
)
"""From what it is not to what it is: "not 40 but 25 looms a year"."""
_OF_THE = re.compile(r" of (?:(?:the|its|their|his|her|our|these|those)|[A-Z][\w.-]*(?: [A-Z][\w.-]*)?['’]s?) (?:\x1a+ )?(?:(?!(?:in|on|at|by|for|from|to|with|of|that|who|which|and|or|was|were|had|have|has|is|are)\b)[A-Za-z][\w.'’-]* ){0,3}?((?!others\b|days\b|years\b|months\b|weeks\b)[a-z]{3,}(?<!s)s|people|aircraft|injured|wounded|dead|missing|unemployed|homeless|sick|disabled|displaced)\b(?! (?:that |which )?\d)")  # fmt: skip
"""Some of what is named after it: "11 of the boats"."""


_OF_THE_LAST = re.compile(
    r" (?:out )?of (?:the|its|their) (?:last|past|next|first|previous|coming) "
)
_OF_THEM_ARE = re.compile(r" of (?:them|whom|which) ([a-z]{3,}(?<!s)s)(?=[,.;]| and\b)")
"""What some of them are: "400 people, 150 of them engineers"."""
_MORE = re.compile(
    r"\b(?:additional|another|further|extra|remaining|up from|down from|compared (?:with|to)|against|versus|of which)(?: (?:about|around|some|nearly|almost|just|only))? $"
)
"""Words before a figure that liken it to the one before."""


_FROM_A_TIME = re.compile(r"^(?: (?:d['’]|de )[^\W\d_]+)?,? (?:instead of|rather than|not|up from|down from|from|against|compared (?:with|to)|versus|contre|au lieu de|et non|gegenüber|statt|nach|nicht) (?:the |about |just |only |environ |rund |nur )?$")  # fmt: skip


_ON_A_DAY = re.compile(r" on an? [a-z]+ day$")
"""Behind a rate told before: "can make 34 moves an hour, ours make 25 on a good day"."""


def carried(text: str, q: Quantity, found: Sequence[Quantity], lexicon: Lexicon) -> Quantity:
    """A figure with what all amounts before it count, or the whole of which it is a part."""
    if q.carried and q.sort == "goods" and not q.per:
        same = [o for o in found if o.end <= q.start and o.unit == q.unit]
        return replace(q, per=rate_of(text, q, same[-1])) if same else q
    if q.unit or q.sort != "bare":
        return q
    whole = next((o for o in found if o.start >= q.end), None)
    between = text[q.end : whole.start] if whole is not None and whole.sort == "goods" else ""
    if whole is not None and whole.sort == "time" and _OF_THE_LAST.fullmatch(text[q.end : whole.start]):  # fmt: skip
        return replace(
            q, unit=whole.unit, sort="time", carried=True
        )  # "ten of the last 12 quarters"
    if whole is not None and (
        _PARTITIVE.fullmatch(between)
        or (
            _AND_NEXT.fullmatch(between)
            and not q.per
            and not _NOT.search(text[: q.start])
            and not PRONOUN.search(text[: q.start])
        )
    ):
        return replace(q, unit=whole.unit, carried=True)
    if (
        whole is not None
        and whole.sort == "goods"
        and not any(o.end <= q.start and o.sort == "goods" for o in found)
        and _INSTEAD.search(text[: q.start])
        and not _TO_FROM.search(text[: q.start])
    ):
        return replace(q, unit=whole.unit, per=q.per or whole.per, carried=True)
    if whole is not None and _BUT.fullmatch(between) and _NOT.search(text[: q.start]):
        return replace(q, unit=whole.unit, per=q.per or whole.per, carried=True)
    if lexicon.language == "en" and (named := _OF_THEM_ARE.match(text, q.end)):
        return replace(q, unit=one_name(named[1], lexicon), sort="goods", words=named[1])
    if lexicon.language == "en" and (named := _OF_THE.match(text[q.end :])):
        return replace(q, unit=one_name(named[1], lexicon), carried=True)
    if (of := OF_THE.get(lexicon.language)) and (named := of.match(text, q.end)) and (noun := _head(named[1], lexicon)):  # fmt: skip
        return replace(q, unit=one_name(noun, lexicon), carried=True)
    spans = [o for o in found if o.end <= q.start]
    if spans and spans[-1].sort == "time" and _FROM_A_TIME.search(text[spans[-1].end : q.start]):
        return replace(q, unit=spans[-1].unit, sort="time", carried=True)  # "18 months, not 12"
    goods = [o for o in found if o.end <= q.start and o.sort == "goods"]
    if goods and not numbers_people(text[: q.start]) and _MORE.search(text[: q.start]) and "," not in text[goods[-1].end : q.start].strip(", "):  # fmt: skip
        return replace(
            q, unit=goods[-1].unit, per=q.per or rate_of(text, q, goods[-1]), carried=True
        )
    if noun := apposed_to(text, q, lexicon):
        return _of(q, noun, lexicon, False)
    if _OWN_LABEL.search(text[: q.start]):
        return q
    like = antecedent(text, q, found)
    if lexicon.language != "en" and (noun := topic_of(text, q, lexicon)):
        return _of(q, noun, lexicon, True)
    if like is None:
        noun = named_alone(text, q, lexicon) or topic_of(text, q, lexicon)
        return _of(q, noun, lexicon, False) if noun else q
    sort = q.sort if like.sort == "goods" or q.strong else like.sort
    per = rate_of(text, q, like) if not q.per or (like.per and _ON_A_DAY.search(text[: q.end])) else q.per  # fmt: skip
    return replace(q, unit=like.unit, sort=sort, per=per, carried=True)
