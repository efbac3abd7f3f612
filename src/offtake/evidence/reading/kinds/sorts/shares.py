"""What a percentage or a fraction is a share of: a country's product, what was delivered or is done, or anything else; and what its own words make of it.

What completes (delivers, finishes, receives) as the verb of a share, active or passive, makes it a part; a share of "that", of a price, or
with a comparative after it, is a difference; one at which something runs is a level.
"""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.frames.frame import COMING, Frame

_COMPLETED = r"(?:delivered|completed?|finished|handed over|received|fulfilled|installed|laid|shipped|supplied|repaired|arrived|done|ready|in place|vaccinated|ausgeliefert|geliefert|fertiggestellt|fertig|übergeben|eingetroffen|angekommen|abgeschlossen|installiert|verlegt|erhalten|erfüllt|(?:livr|achev|termin|install|pos|répar|expédi)(?:é|ée|és|ées)|reçue?s?|remise?s?|fini(?:e|s|es)?)"
_COMPLETES = r"(?:deliver(?:s|ed|ing)?|complet(?:e|es|ed|ing)|finish(?:es|ed|ing)?|hand(?:s|ed|ing) over|receiv(?:e|es|ed|ing)|fulfil(?:s|led|ling)?|install(?:s|ed|ing)?|laid|laying|shipp(?:ed|ing)|suppl(?:ied|ying)|repair(?:ed|ing)|geliefert|ausgeliefert|fertiggestellt|übergeben|livr(?:é|e|ent)|reçu|remis|achev(?:é|e)|termin(?:é|e))"
_WHOLE = r"(?: of| the| its| their| all| der| des| von| aller| seiner| ihrer| des| du| de la| de l['’]| de| d['’]\w+)(?: [\w.,’'-]+){0,9}?"
_HAS = r" (?:has|have|had|is|are|was|were|will be|ist|sind|war|waren|wurden?|seien|sei|a|ont|est|sont|avait|avaient|sera|seront)"
_SLACK = r"(?:about |around |some |nearly |almost |only |just |more than |less than |over |under |at least |up to |the |rund |etwa |erst |nur |fast |knapp |bisher |bislang |environ |près de |à peine |seulement )*"
_DONE_TO = re.compile(rf"^(?:{_WHOLE})?{_HAS}(?: (?!not\b|nicht\b|pas\b)[\w’'-]+){{0,3}}? {_COMPLETED}\b(?! (?:by|from) (?!(?:then|now|the end|mid|early|late|next|January|February|March|April|May|June|July|August|September|October|November|December|20\d\d)))", re.IGNORECASE)  # fmt: skip
"""What is done to a share: "a fifth had been delivered", "half of the barges are finished"."""
_SO_FAR = re.compile(rf"^(?:{_WHOLE})?(?: (?:now|already))? (?:done|complete|finished|fertig|fertiggestellt|achev\w+)\b", re.IGNORECASE)  # fmt: skip
_AT_WORK = re.compile(rf"\b{_COMPLETES} {_SLACK}$", re.IGNORECASE)
_DONE_FIRST = re.compile(rf"^(?:{_COMPLETED}) (?:wurden?|sind|ist|waren?) (?:[\w]+ ){{0,3}}?$", re.IGNORECASE)  # fmt: skip
""" "Geliefert wurde bisher ein Drittel"."""
_ENDS = re.compile(rf" {_COMPLETES}[.,;]?$", re.IGNORECASE)
_OF = re.compile(r"^ (?:of|the|its|der|des|seiner|ihrer|de|du) |^ d['’]", re.IGNORECASE)
_MADE = re.compile(r"\b(?:deliver|complet|finish|hand(?:ed|s)? over|receiv|fulfil|repair|arriv|vaccinat|reçu|livr|achev|termin|remis|réceptionn|vaccin|répar|(?:aus|ab|an|ein)?ge(?:liefert|impft|troffen)|liefert|fertiggestellt|übergeben|erhalten)", re.IGNORECASE)  # fmt: skip
_PROGRESS = re.compile(r"# of (?:all |the |its |their )?[\w-]+(?: [\w-]+){0,3}? (?:it|they|(?:the|their) [\w-]+|(?-i:[A-Z])[\w-]+) (?:has |have |had )?(?:delivered|made|built|sold|shipped|produced|completed)\b|#(?: of [\w ’'-]{1,40}?(?: is| are| was| were| had been| has been)?)? (?:\w+ly )?(?:complete\b|completed\b|done\b|finished\b|(?:overall |physical )?completion\b|fertiggestellt|fertig\b|(?:aus|an)?geliefert|übergeben|verimpft|verbaut|achevé)|(?:achevée?s?|terminée?s?|réalisée?s?|avancement (?:de|est de|atteint)) (?:à )?(?:près de |plus de |environ )?#|\bfinished (?:about |some )?#|\bcomplet(?:ed|ion) (?:of |about |some |at )*#|\b(?:est|sont|étaient) (?:achev|termin|livr)\w+ à (?:près de |plus de |environ )?#", re.IGNORECASE)  # fmt: skip
"""How much of a works is done: "80 per cent complete"."""
_PART = re.compile(r"^ (?:of|der|des|de|von) (?!what\b)", re.IGNORECASE)
_OTHER = re.compile(r"^ (?:of (?!gdp\b|gross\b|national\b|output\b|it\b|them\b)|the |its |that\b|this\b|these\b|what\b|as\b)", re.IGNORECASE)  # fmt: skip
_CAPACITY = re.compile(r"^ (?:full|occupied|utili[sz]ed|booked|loaded|ausgelastet|ausgebucht|belegt|occupée?s?|remplie?s?)\b|^ (?:of )?(?!to )(?:its |the |their |full |installed |rated |total |sa |la |ses |leurs? |de )*(?:[\w-]+ )?capacit(?:y|és?)\b")  # fmt: skip
_AT_WHICH = re.compile(r"\b(?:at|to|below|above|from|auf|mit|bei|à) (?:about |around |some |only |just |nearly |almost |over |under |more than |less than |rund |etwa |nur |environ |près de |seulement )*$", re.IGNORECASE)  # fmt: skip
"""What runs "at 60 per cent of capacity" could do more."""
_RUNS_AT = re.compile(r"\b(?:r[ua]n(?:s|ning)?|operat(?:es?|ed|ing)|work(?:s|ed|ing)?) at (?:about |around |some |only |just |nearly |almost |over |under )*$", re.IGNORECASE)  # fmt: skip
_OF_LEVEL = re.compile(
    r"^ of (?:what\b|normal\b|(?:its|their|the|his|her|our|this|last|\w+['’]s) (?:[\w$€£.,-]+ ){0,5}?(?:targets?|goals?|plans?|forecasts?|averages?|levels?|peaks?|norm)\b)"
)
"""How far a target is reached, what share of a level."""
_MORE = re.compile(
    r"^ (?:higher|lower|more|less|fewer|above|below|up|down|over budget|mehr|weniger|höher|niedriger|de plus|de moins|(?:dear|cheap|larg|small|bigg|fast|slow|heavi|light|strong|weak|short|long|rich|poor|great|cost|hott|cold|clean|wid|narrow|tall|deep|thick|thin|hard|soft|bett|teur|billig|günstig|größ|klein|schnell|läng|kürz|stärk|schwäch)(?:l?i)?er\b|(?!over|under|other|after)[a-z]{3,}er(?= than))\b",
    re.IGNORECASE,
)
_AS_MUCH = re.compile(r"^ as (?:much|many|large|high|big|long|fast|old|expensive)\b")
_OF_THAT = re.compile(r"^ (?:of )?(?:that|this|the (?:sum|amount|figure|number)|what)(?: (?:sum|amount|figure|number|price|cost|level|rate|total|it|they|the|he|she)\b|\b(?=[.,;:!?”\"]|$| (?:in|for|a|on|by|last|when)\b))")  # fmt: skip
_OF_A_LEVEL = re.compile(r"^ (?:of )?(?:the|its|their) (?:(?:usual|normal|going|market|original|previous|former|average|list) )*(?:price|size|speed|weight|rate|pace)\b(?! of (?:the )?(?:barges|loan))")  # fmt: skip
""" "half the price", "a third of its usual size": how a thing is to another."""
_POPULATION = re.compile(r"\bwith (?:about |some |barely |only )?$")
_OF_ITS = re.compile(r"^ (?:of )?(?:its|the|their) (?:population|size|people|wealth|economy)\b")
_SIGNED = re.compile(r"[(\s][+−–] ?$")
"""A share with its sign is a difference: "(+7 %)"."""


def share_of(own: str, before: str, after: str, frame: Frame) -> str:
    """Whether a percentage or fraction is a share of a country's product, a part of what was delivered or done, or a share."""
    percent = "%" in own or "cent" in own.lower() or "prozent" in own.lower() or not own
    if frame.verb == "spend" and percent and not _OTHER.match(after):
        return "gdp"  # "spent 1.2 per cent": of what, the sentence before says
    if _PROGRESS.search(before[-30:] + "#" + after[:60]) or _DONE_TO.match(after) or _SO_FAR.match(after) or _DONE_FIRST.match(before):  # fmt: skip
        return "part"
    if (_AT_WORK.search(before) and _OF.match(after)) or (_OF.match(after) and _ENDS.search(after.split(", ")[0][:80])):  # fmt: skip
        return "part"
    made = _PART.match(after) and _MADE.search(before + after) and frame.verb in ("make", "come", "give") and frame.mood == "real"  # fmt: skip
    done = frame.role == "subject" and frame.verb in ("make", "come", "give") and frame.mood == "real" and _MADE.search(after[:60])  # fmt: skip
    return "part" if made or done else "share"


def aspect_of_share(thing: str, before: str, after: str, frame: Frame) -> str:
    """The aspect that the words around a share or a multiple give it: of a capacity, of a level, more than something; '' where they give none."""
    compared = "meant" if frame.mood in COMING else "compared"
    if _CAPACITY.match(after) and thing != "multiple":
        return "plain" if _AT_WHICH.search(before) else "able"
    if _OF_LEVEL.match(after) or _MORE.match(after) or _SIGNED.search(before[-4:]):
        return compared
    if thing in ("share", "multiple") and _AS_MUCH.match(after):
        return compared
    if _RUNS_AT.search(before):
        return "plain"
    opens = frame.role in ("agent", "subject")
    if thing == "share" and not opens and (_OF_THAT.match(after) or _OF_A_LEVEL.match(after)):
        return compared
    return compared if thing == "share" and _POPULATION.search(before) and _OF_ITS.match(after) else ""  # fmt: skip
