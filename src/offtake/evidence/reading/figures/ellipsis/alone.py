"""Whether a number without a noun stands for things that were named before it.

Such a number is the head of its phrase: no noun follows it, and what stands right before it is no noun whose number it could
be ("hall 40"), but a word of grammar, a verb, or a word that takes the place of the noun ("the remaining three").  A small number
in words stands for something only where things or a time were counted before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.figures.counting import NUMBERED, THE_TWO
from offtake.evidence.reading.figures.ellipsis.listed import topic_of
from offtake.evidence.reading.figures.ellipsis.unnumbered import OF_THE, few_of
from offtake.evidence.reading.figures.numbers import MASK
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.kinds.frames.closed import closed
from offtake.evidence.reading.language.lexicon import Lexicon

_LAST = re.compile(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)[ \u00a0]+(?:[$€£“\"„«] ?)?$")
_NEXT = re.compile(rf" ?(?:[.,;:)!?”“\"»—–]|$)|[ \u00a0]*{MASK}|[ \u00a0](?P<word>[^\W\d_]+)")
_NAME = re.compile(rf"[A-ZÄÖÜÉ][\w.-]* $|{MASK} $")
_APPOSED = re.compile(r", $")
_PERSON = re.compile(
    r"\b(?:he|she|who|er|sie|il|elle)(?:['’]s| is| was| turns| turned| ist| war| wird| a| avait) $",
    re.IGNORECASE,
)
_AT_AGE = re.compile(
    r"\b(?:joined|left|retired|died|married|enlisted|emigrated)\b[^,;.]{0,30} at $"
)
_HOUR = re.compile(r"\b(?:at|by|before|after|until|till|around|from|to|um|gegen|bis|ab) $")
_OF_A_DAY = re.compile(
    r" (?:in the (?:morning|afternoon|evening)|at night|o.clock|sharp|tonight|Uhr)\b"
)
_IN = re.compile(r"\b(?:in|into|on|en|dans|per|pro|par) $", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:in|during|after) the (?:first|last|past|next|final) $")
"""A span by which a date is fixed: "a loan of 40 years, with no interest in the first ten"."""
_OPTION = re.compile(r"\b(?:options?|Optionen?|options?) (?:on|auf|sur) $")
_IN_TIME = re.compile(r"\b(?:in|within|inside|en) (?:(?:about|just|only|under) )?$")
_EN = re.compile(r"\ben a(?:vait|ura)? besoin de $|\b(?:j['’]|nous |il |elle |on |ils |elles |qui )en (?:ai|a|avons|ont|avait|avaient|aura|auront) $|\by en (?:a|avait|aura|aurait|eut|a eu) (?:que |déjà |encore |environ |plus de |moins de |au moins )?$|\b(?:en|d['’]en) (?:(?:a|est|sont|ont|ai|avons|avait|avaient|aura|auront|aurait) (?:[a-zà-ÿ]+ment )?(?:pas |déjà )?)?(?!(?:moyenne|tout|total|effet|cours|outre|fait|service|septembre)\b)[a-zà-ÿ]{3,}(?: défiler)?(?: jusqu['’]à| que| environ| plus de| moins de| près de| au (?:moins|plus|mieux|maximum|minimum)| tout au plus| à peine| seulement| encore| déjà)? $")  # fmt: skip
"""The French pronoun that stands for the noun, before a verb: "elle en livrera huit"."""
_DOES_FR = re.compile(r"\b(?:on|ils?|elles?|qui|nous|vous|j['’]en|en) (?:n['’]?(?:en )?)?(?!suis|est|sont|était|étaient|sera|seront)[a-zà-ÿ]{2,}(?:e|ait|ent|aient|ra|ront|ons|ez|rait) (?:que )?$")  # fmt: skip
"""What somebody does to so many: "à trois, on ferait 450"."""
_PLACE = re.compile(
    r"\b(?:am Ende|zum Schluss|im Schnitt|im Durchschnitt|im Mittel|unterm Strich) $|\b(?:in|im|bei|en|au) (?:the |der |den )?[A-ZÄÖÜÉ][\w-]+,? $"
)
"""Where there are so many: "nine weeks on average, in Norr twelve"."""
_IT_WAS_DE = re.compile(
    r"\b(?:waren|sind|seien|werden|wurden|sollen|sollten|wären|bleiben|blieben) es (?:[^\s,;:.]+ ){1,3}$"
)
"""A count of what was told: "bisher waren es im Schnitt fünf"."""
_GAPPED = re.compile(
    r"(?:[,;] (?:la |le |les |l['’])[a-zà-ÿ-]+ $)|(?:[,;] | and | und | et |, and )(?:the |la |le |les |l['’]|die |das |der )?[A-ZÄÖÜÉ][\w’'-]+(?: [A-ZÄÖÜÉ][\w’'-]+)? (?:(?:about|around|some|only|just|nearly|rund|etwa|nur|environ) )?$"
)
"""Whose so many are, verb and noun left out: "Norr sent 18 tents, Vark 14 and Orle six"."""
_GAPPED_THING = re.compile(r"(?:, | and |, and |; )(?:its|their|the) [a-z-]+(?: [a-z-]+)? (?:(?:about|around|some|only|just|nearly) )?$")  # fmt: skip
_GAPPED_ENDS = re.compile(r"[.,;:)]|$| (?:for|in|by|from|to|at)\b| [-–] ")
"""The same of a thing: "its army needs 50 and its air force 30"."""
_OWNED = re.compile(
    r"(?:['’]s|s['’]) (?:(?:about|some|only|nearly) )?$|, (?:its|their|the (?:one|other|rest|latter|second)) (?:(?:in|at|from) [A-Z][\w-]+ |[a-z-]+ )?$"
)
"""Whose so many are: "pay rose 9 per cent, the mayor's 31", "143 orders, its rival 96"."""
_LEVEL_FR = re.compile(
    r"\b(?:élèv|fix|termin|limit|ramen|port|pass|mont|tomb|plafonn|estim|évalu|chiffr|établi)[\wé]* à $"
)
"""A level that something came to: "les coûts s'élèvent à 44"."""
_NOT = re.compile(r"\b(?:not|nicht|non) $", re.IGNORECASE)
_AND_NOT = re.compile(r", (?:and )?not (?:the |just )?$")
"""Before what was thought to be so many, or is not wanted: "30 boats, not 18"."""
_AT_WORK = re.compile(r"\b(?:work|back|home|opens?|opened|closed?|starts?|started|begins?|began|ended|left|leaves?|arriv\w+|there|up) (?:at|by|from|until) $")  # fmt: skip
"""Before an hour: "back at work by nine"."""
_OF_OWN = re.compile(r" of (?:its|their|our|his|her|these|those|them|whom|which)\b")
"""Some of somebody's: "idled five of its fleet"."""
_NUMBERED = re.compile(
    r"\b(?:[Pp]art|[Pp]hase|[Cc]hapter|[Ss]tage|[Ll]ines?|[Ll]ot|[Bb]lock|[Uu]nit|[Dd]ay|[Ww]eek|[Yy]ear|[Ss]eries|[Ss]eason|[Ee]pisode|[Nn]umber|[Hh]all|[Hh]ull|[Aa]rticle|[Ss]ection|[Pp]age|[Ll]evel|[Tt]ier|[Cc]lass|[Tt]ype|[A-Z][\w.-]*) $"
)
"""What has a number, and is none of so many: "chapter five of its report"."""
_BUT = re.compile(r",? (?:but|sondern|mais) ")
"""What it is not counts before what it is: "not 40 but 25 looms"."""
_OF_THEM = re.compile(
    r" (?:out of (?:the |its |their )?|of (?:the |its |their |those |these |(?:the )?(?:[\w-]+ )?[\w-]+['’]s )?|der |dieser |seiner |ihrer |von (?:den |insgesamt )?|des |de ces |de ses |de leurs |sur les )"
)
"""Some of so many: "four of six planned frigates"."""
_OR_AT_MOST = re.compile(
    r",? (?:(?:or|and|but|oder|und|ou|et|mais) )?(?:(?:perhaps|possibly|vielleicht|peut-être) )?(?:at (?:most|least)|no more than|höchstens|mindestens|maximal|au (?:plus|moins)) "
)
"""Two limits of one noun: "at least three and at most five boats"."""
_THE = re.compile(r"\b(?:the|les|die) $", re.IGNORECASE)
_DETERMINED = re.compile(r"\b(?:les|des|ses|leurs|ces|aux) $", re.IGNORECASE)
_OF_SO_MANY = re.compile(r"\b(?:[Vv]on|[Uu]nter) (?:(?:den|ihren|seinen|insgesamt|allen|diesen) )?$")  # fmt: skip
"""Before the whole of which the next number is a part: "dass von 38 Brücken 21 fertig sind"."""
_ITS = re.compile(r"\b(?:ses|leurs) $")
_NEXT_ENDS = re.compile(r"[.,;)]|$")
_OTHERS = re.compile(
    r" (?:autres|derniers|dernières|premiers|premières|restants|restantes|suivants|suivantes)\b(?! [a-zà-ÿ]+[sx]\b(?<!és)(?<!ées))"
)
_DONE_TO = re.compile(
    r" [a-zà-ÿ]+(?:és|ées|us|ues|its|ites|is|ises)\b(?=[.,;)]|$| (?:par|à|en|pour|dans|sur|au|aux|est|sont|ne|n['’]|et|lors|depuis|le|la|l['’])\b| \x1a)"
)
"""What was done to so many, their noun left out: "14 kilomètres sur les 60 programmés"."""
_RELATIVE = re.compile(
    r" (?:(?:that|which|who|it|they|he|she|we|qui|que|qu['’]il)\b|(?:[a-z]+ly )?(?:need|requir|promis|order|plann|expect|want|request|sold|built|made|bought)(?:ed)?\b)"
)
"""What follows on "the 30": "not the 30 that it wanted"."""
_AFTER_PRONOUN = re.compile(
    r"\b(?:to|will|would|can|could|may|might|must|should|shall|not|['’]ll|I|we|they|you) (?:[a-z]+ly |now |then |also |still |soon |only |just )?([a-z]+) $"
)
_CLOCK = 12
_NO_NAME = 10
"""From here on a figure behind a name is seldom part of it."""
_YEARS = range(1900, 2101)


def stands_alone(text: str, q: Quantity, found: Sequence[Quantity], told: bool, lexicon: Lexicon, next_: Quantity | None = None) -> bool:  # fmt: skip
    """Whether a bare number is a count of what was named; `told` says whether the sentence before counted something."""
    amount = q.value if q.value is not None else q.low
    before = text[: q.start]
    if (
        q.sort != "bare"
        or amount is None
        or (amount < 2 and not (q.figures and amount % 1))
        or (amount == 2 and THE_TWO.search(before) and not _RELATIVE.match(text, q.end))
    ):
        return False
    between = text[q.end : next_.start] if next_ is not None and next_.sort == "goods" else ""
    if _OF_THEM.fullmatch(between) or _OR_AT_MOST.fullmatch(between):
        return True
    if lexicon.language != "en" and ": " in before and topic_of(text, q, lexicon):
        return True
    if lexicon.language != "en" and _shares_out(text, q, amount, before, found):
        return True
    if _OF_OWN.match(text, q.end) and not _NUMBERED.search(before):
        return True
    counted = [
        o for o in found if o.end <= q.start and o.sort in ("goods", "time", "bare", "ratio")
    ]
    if lexicon.language != "en" and OF_THE[lexicon.language].match(text, q.end) and not _NUMBERED.search(before):  # fmt: skip
        return True
    few = bool(few_of(before, lexicon))
    told = told or few
    if not q.figures and not counted and not told and not _takes_its_place(before, lexicon) and not _is_answer(text, q) and not (lexicon.language == "fr" and (_EN.search(before) or (_DETERMINED.search(before) and _OTHERS.match(text, q.end)))) and not (amount > _CLOCK and (_DOES.search(before) or _REACHES.search(before))) and not (_DOZENS.search(text[q.start : q.end]) and _before(before, True, lexicon)):  # fmt: skip
        return False
    if _is_none(text, q, amount, before, counted):
        return False
    if counted and _OPTION.search(before):
        return True
    if lexicon.language == "fr" and (_DETERMINED.search(before) or counted) and _OTHERS.match(text, q.end):  # fmt: skip
        return True
    if lexicon.language == "fr" and counted and _ITS.search(before) and _NEXT_ENDS.match(text, q.end):  # fmt: skip
        return True
    if lexicon.language == "fr" and _DETERMINED.search(before) and _DONE_TO.match(text, q.end):
        return True
    if _THE.search(before) and _RELATIVE.match(text, q.end):
        return True
    if (counted or few) and before.endswith(", ") and not text.startswith(",", q.end):
        return _after(text, q, lexicon)
    if lexicon.language == "en" and counted and q.figures and counted[-1].sort == "goods" and _GAPPED_THING.search(before[counted[-1].end - 1 :]) and _GAPPED_ENDS.match(text, q.end):  # fmt: skip
        return True
    if times_before(counted) and _IN_TIME.search(before):
        return _after(text, q, lexicon)
    if lexicon.language == "de" and counted and text[counted[-1].end : q.start] == " " and _OF_SO_MANY.search(text[: counted[-1].start]):  # fmt: skip
        return _after(text, q, lexicon)
    if lexicon.language == "de" and counted and _is_part_later(text, q, counted[-1]):
        return _after(text, q, lexicon)
    if lexicon.language == "de" and (counted or told) and _DONE_DE.search(before) and not NUMBERED.search(before):  # fmt: skip
        return _CLOSES.match(text, q.end) is not None
    if counted and _AND_NOT.search(before) and _ENDS.match(text, q.end):
        return True
    if _NOT.search(before):
        return _BUT.match(text, q.end) is not None
    return _before(
        before, any(o.unit for o in counted) and (not q.figures or amount >= _NO_NAME), lexicon
    ) and _after(text, q, lexicon)


_DONE_DE = re.compile(
    r"(?:^|[,;:] )[A-ZÄÖÜa-zäöü][a-zäöüß]{3,}(?:t|en) (?:hat|haben|hatten?|sind|waren|wurden|werden|wird) (?:(?!nicht\b)[^\s,;:.]+ ){1,5}$"
)
"""What was done to so many, the verb at the head of its clause: "Bestellt hat das Land acht"."""
_CLOSES = re.compile(r"[.;]|,(?! \d)|$")
_ARE_DE = re.compile(
    r" (?:sind|waren|seien|wären|wurden|werden|haben|hatten|stehen|standen|trafen|kamen)\b(?: [^\s,;:.]+){1,6} $"
)
"""Between the whole and its part: "von 280 Zimmern waren zur Zeit der Prüfung 96 fertig"."""


def _is_part_later(text: str, q: Quantity, whole: Quantity) -> bool:
    """Whether a number is a part of the whole that was told before it, behind the verb and what stands with it."""
    of_so_many = _OF_SO_MANY.search(text[: whole.start]) and _ARE_DE.fullmatch(text, whole.end, q.start)  # fmt: skip
    return bool(of_so_many) and (q.value or 0) <= (whole.value or 0)


_GOES_TO_DE_FR = re.compile(r" (?:für|an|pour|aux?|seulement|nur|davon|dont)\b")
_PART_ENDS = re.compile(r"[.,;)]|$| (?:et|und|für|pour|an|aux?)\b")


def _shares_out(text: str, q: Quantity, amount: float, before: str, found: Sequence[Quantity]) -> bool:  # fmt: skip
    """Whether a number is the next share of a sum: "184 Millionen Euro für den Rohbau, 29 für das Dach", "la flotte 4,9 milliards, l'air 6,2"."""
    last = found[-1] if found else None
    if last is None or last.sort not in ("money", "bare") or (last.value or 0) < _A_SUM or not q.figures:  # fmt: skip
        return False
    if amount % 1:
        return _PART_ENDS.match(text, q.end) is not None
    return before.endswith(", ") and _GOES_TO_DE_FR.match(text, q.end) is not None


_A_SUM = 1e6


def _is_none(text: str, q: Quantity, amount: float, before: str, counted: Sequence[Quantity]) -> bool:  # fmt: skip
    """An age, an hour, a year, a part or date after "in"."""
    if _PERSON.search(before) or _AT_AGE.search(before) or _OF_A_DAY.match(text, q.end):
        return True
    times = times_before(counted)
    if amount <= _CLOCK and _AT_WORK.search(before):
        return True
    if amount <= _CLOCK and amount % 1 == 0 and not times and _HOUR.search(before):
        return not counted
    if q.figures and not q.grouped and amount in _YEARS:
        return True
    if times and _FIRST.search(before):
        return True
    if counted and _BROUGHT_IN.search(before):
        return False
    return bool(_IN.search(before)) and not times and not _OPTION.search(before)


def times_before(counted: Sequence[Quantity]) -> bool:
    """Whether a length of time was told before."""
    return any(o.sort == "time" for o in counted)


def _takes_its_place(before: str, lexicon: Lexicon) -> bool:
    last = _LAST.search(before)
    return last is not None and last[1].lower() in lexicon.alone["shared"]


def _before(before: str, counted: bool, lexicon: Lexicon) -> bool:
    """Whether what stands before a number leaves it without a noun that it could be the number of."""
    if not before or before.endswith(("; ", ": ", "– ", "— ", "“", "« ", "„")):
        return True
    if counted and (_PLACE.search(before) or _GAPPED.search(before) or _OWNED.search(before)):
        return True
    if lexicon.language == "fr" and _LEVEL_FR.search(before):
        return True
    if _IT_WAS_DE.search(before):
        return True
    if lexicon.language == "fr" and (_EN.search(before) or _DOES_FR.search(before)):
        return True
    last = _LAST.search(before)
    if last is None:
        return False
    word = last[1].lower()
    if lexicon.language == "de" and last[1] == word and word not in lexicon.alone["none"]:
        return True  # a thing that could have the number has a capital
    if word in lexicon.alone["before"] or word in lexicon.alone["shared"]:
        return True
    if counted and _IT_IS.search(before):
        return True
    if lexicon.language != "en" or _NAME.search(before):
        return False
    if counted and not _NUMBERED.search(before) and (does := _AND_DOES.search(before)) and does[1] not in _NOUNS and closed(lexicon.rules, "en").class_of(does[1]):  # fmt: skip
        return True
    if counted and _BROUGHT_IN.search(before):
        return True
    if _MODAL.search(before) or word in _PARTICIPLE or (counted and _WITH_DOING.search(before)):
        return True
    if word in _DID:
        return True
    verb = closed(lexicon.rules, "en").class_of(word)
    if word.endswith("ed") or _IS_DOING.search(before) or (verb and not word.endswith("s") and word not in _NOUNS and _AFTER_PRONOUN.search(before)):  # fmt: skip
        return True
    return bool(verb) and (_is_finite(word, before) or _THEY_DO.search(before) is not None)


_AND_DOES = re.compile(r"(?:\b(?:and|or|but|then|to)|,) (?:then |also |now )?([a-z]{3,}) (?:(?:on|up|off|out|back) )?$")  # fmt: skip
"""What is done to others of them: "intends to sell five and close two"."""
_BROUGHT_IN = re.compile(r"\b(?:has|have|had|to|will|would|could|can) (?:(?:bring|brought|take|taken|draw|drawn|hand(?:ed)?) in|[a-z]{3,} (?:on|up|off|out|back)) $")  # fmt: skip
"""A verb with a particle: "was to bring in 1,200 carers and has brought in 214"."""
_NOUNS = frozenset("line lot block order plan unit".split())
_SUBJECT = re.compile(r"(?:\b(?:it|he|she|that|which|who|and|[a-z]{3,}|[A-Z]\w+) |, )[a-z]+s $")
_MODAL = re.compile(
    r"(?:\b(?:will|would|can|could|may|might|must|should|shall|cannot|did not|does not)|['’]ll|n['’]t) (?:[a-z]+ly |now |then |also |still |soon |only |just )?(?!be\b|have\b)[a-z]{2,} (?:(?:about|around|some|only|just|another) )?$"
)
"""After an auxiliary any word is a verb: "can man four"."""
_PARTICIPLE = frozenset("taken given shown promised offered did does do".split())
_WITH_DOING = re.compile(
    r"(?:, |\bwith )(?:[\w’'-]+ ){0,3}(?!(?:building|housing|crossing|landing|bearing|wing|ring|spring|string|railing|ceiling|listing|reading|meeting|hearing|filing|heading|painting|opening|including|according)\b)[a-z]{2,}ing (?:(?:about|around|some|only|just|another) )?$"
)
"""What goes along with what was told: "with Norr taking 50", "leaving 12"."""
_DOES = re.compile(r"\b(?:I|we|they|you|she|he|it|who) (?:[a-z]+ly |only |just |once )?[a-z]{2,} (?:for |about |some )?$", re.IGNORECASE)  # fmt: skip
"""Whoever did something to so many: "they ordered sixty"."""
_REACHES = re.compile(r"\b(?:exceed(?:s|ed)?|tops?|topped|reach(?:es|ed)|totals?|totalled|numbers?|numbered|passed|hit|hits) (?:about |some |only |just )?$")  # fmt: skip
_DOZENS = re.compile(r"\bdozen$")
_THEY_DO = re.compile(r"\b(?!this|its|his|was|has|is)[a-z]{3,}s (?:now |only |still |then |just )?(?:offer|want|need|get|have|make|build|sell|buy|seek|demand|expect|require|keep|take|give|send|receive|employ|use|hold|run) (?:about |some |only |just )?$")  # fmt: skip
"""What several do, without an auxiliary: "the employers offer 5"."""
_HOW_MANY = re.compile(r"\b(?:how many|combien|wie viele|number of|quantity|orders?|bids|tenders|cancellations)\b", re.IGNORECASE)  # fmt: skip
_ENDS = re.compile(r"$|[.;,](?: |[”\"]|$)| of | as (?:reported|claimed|planned|said)\b")


def _is_answer(text: str, q: Quantity) -> bool:
    """Whether a number in words follows on a colon by itself: "Bids received: seven."."""
    before = text[: q.start]
    return before.endswith(": ") and bool(_ENDS.match(text, q.end)) and bool(_HOW_MANY.search(before) or len(before) < _SHORT)  # fmt: skip


_SHORT = 40


def _is_finite(word: str, before: str) -> bool:
    """Whether a verb before a number is no plural noun: "and expects three", not "route buses 48"."""
    if word.endswith("s"):
        return word[:-1] not in _NOUNS and bool(_SUBJECT.search(before))
    return word in _PAST


_IT_IS = re.compile(
    r"\b(?:it|that|this|there|number|total|target|aim|goal|limit|figure|rest|average|rate|share|needed|wanted|built|requirement|need|plan|quota|norm|record|maximum|minimum|capacity|tally|toll|strength|ceiling)(?:['’]s| is| was| were| are) (?:(?:now|only|just|about|around|nearly) )?$",
    re.IGNORECASE,
)
"""What is a count of the things told before: "it is not 5,000 jobs, it is 500"."""
_IS_DOING = re.compile(
    r"\b(?:is|are|was|were|be|been|now|still) (?:[a-z]+ly |now |still )?[a-z]+ing $"
)
_PARTICIPLES = ("és", "ées", "us", "ues", "its", "ites", "rts", "rtes")
_DID = frozenset("upheld withheld drew flew threw wrote chose broke stole bred taught brought caught fought sought struck dug topped exceeded exceeds tops".split())  # fmt: skip
"""Verbs that are no noun and whose object is seldom named twice: "upheld 930"."""
_PAST = frozenset("made built sold bought sent lost won got took gave cut put hit met held kept left lent spent shed laid said saw found had".split())  # fmt: skip


def _after(text: str, q: Quantity, lexicon: Lexicon) -> bool:
    """Whether no noun follows a number."""
    found = _NEXT.match(text, q.end)
    if found is None:
        return False
    word = (found["word"] or "").lower()
    if not word:
        return not (_APPOSED.search(text[: q.start]) and text[q.end : q.end + 1] in ",)")
    known = lexicon.alone
    if word in known["after"] or word in known["participles"]:
        return True
    if lexicon.language == "en":
        return word.endswith(("ed", "ly")) or bool(closed(lexicon.rules, "en").class_of(word))
    if lexicon.language == "de":
        return found["word"].islower()  # a noun that is counted would have a capital
    return word.endswith(_PARTICIPLES) or (word.endswith(("ent", "ont")) and len(word) > len("lent"))  # fmt: skip
