"""The frame of a figure in French: subject, verb, object; the past with avoir or être; the future in its ending."""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.frames.closed import Closed
from offtake.evidence.reading.kinds.frames.frame import COMING, Frame

_WORD = re.compile(r"[\w-]+['’]\w+|[\w-]+")
_PLANNED = re.compile(r"\b(?:devrai(?:t|ent)|doi(?:t|vent)|veu(?:t|lent)|voul(?:ait|aient)|voudrai(?:t|ent)|objectif|en projet|à l['’]étude|à la cl(?:ef|é)|ambition|intention (?:de|d['’])|s['’]appr[êe]t\w+|cherch(?:e|ent|ait|aient) à|entend(?:ent|ait|aient)?(?= \w+(?:er|ir|re)\b)|censée?s?|appelée?s? à|en passe de|sur le point de)\b|\b(?:pourr(?:a|ont)|(?:sera|seront) (?:capables?|en mesure))\b", re.IGNORECASE)  # fmt: skip
_FUTURE = re.compile(
    r"\b(?:sera|seront|aura|auront|fera|feront)\b|\b(?!extra|ultra)\w{2,}(?:[eiudvtcr]r(?:a|ont|ons))\b",
    re.IGNORECASE,
)
_GOING = re.compile(
    r"\bv(?:a|ont)(?= (?:\w+ment |aussi |ainsi |encore |donc )?\w+(?:er|ir|re)\b)", re.IGNORECASE
)
_ABLE = re.compile(
    r"\b(?:peu(?:t|x|vent)|pouv(?:ons|ez|ait|aient)|pourrons|pourr(?:ait|aient)|capables?|en mesure|à même de|de quoi(?= \w+(?:er|ir|re)\b)|(?:conçu|dimensionné|taillé)(?:e|es|s)? pour|prévu(?:e|es|s)? pour(?= \w+(?:er|ir|re)\b)|permet(?:tent|tant)? (?:de |d['’]))\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:a|ont|avait|avaient) (?:été |déjà |ainsi |aussi |\w+ment )*(?P<verb>\w{2,}(?:é|i|u|it|is|ert|és|ées|ée|us|ue|ues|its|ite|ites))\b", re.IGNORECASE)  # fmt: skip
_PASSIVE = re.compile(r"\b(?:est|sont|sera|seront) (?:déjà |ainsi |\w+ment )*(?P<verb>\w{2,}(?:és|ées|ée|é|us|ue|ues|u|its|it|ite|ites))\b", re.IGNORECASE)  # fmt: skip
_QUE = re.compile(r"\bque (?:prévu|annoncé|promis)\w*", re.IGNORECASE)
_WITH = re.compile(
    r"(?:\b(?:de|avec|dans|sur)|\bd['’]) ?(?:ses |leurs |les |près de |plus de |environ |quelque )*$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?P<verb>[\w'’-]+)(?: \w+ment| encore| déjà| même| ainsi)? (?:de (?:près de |plus de |environ |quelque )?|d['’](?:environ )?)$",
    re.IGNORECASE,
)
_CONTRACT = re.compile(r"\b(?:contrats?|commandes?|accord|marché)\b[^;]*\b(?:prévoi\w+|port\w+ sur|compren\w+|concern\w+|d['’]un montant de|d['’]une valeur de)\b[^,;]{0,60}$", re.IGNORECASE)  # fmt: skip
_TOLD = re.compile(
    r" (?:(?P<promise>promis(?:es?)?)|(?P<buy>command(?:é|és|ée|ées))|(?P<intend>prévu(?:e|s|es)?|attendu(?:e|s|es)?|espéré(?:e|s|es)?))\b"
)
"""What a participle after the figure says of it: "les 5 000 promis"."""
_HAS_OF = re.compile(r" dont (?:il |elle |ils |elles )?(?:dispos|bénéfici|compt)\w+")
_DONE_TO = re.compile(r"(?: [A-Z][\w-]*){0,2} (?:déjà )?([a-zà-ÿ]+(?:é|és|ée|ées|us|ues|is|ises|its|ites))(?= (?:à|au|aux|par|en|depuis|cette|ce|dans|l['’]an|l['’]année)\b|[,.;)]|$)")  # fmt: skip
"""What was done to it: "les 18 canons donnés à l'Ukraine"."""
_ORDERS = re.compile(
    r" (?:de |d['’])(?:nouvelles? |nouveaux )?(?:prises de )?(?:commandes|contrats)\b"
)
_SOLD_AT = re.compile(r"\b(?:à|pour) (?:près de |plus de |environ |quelque )?$")
_LEVEL = re.compile(r"\b(?:à|de|du|des|en)\s+$")
_SLACK = re.compile(r"\b(?:environ|près de|plus de|moins de|quelque|jusqu['’]à|les|ses|leurs|déjà|encore|seulement|désormais|actuellement|aujourd['’]hui|chaque année)\s+$", re.IGNORECASE)  # fmt: skip
_NO_VERB = set("à au aux en de des du d le la les un une et ou mais par pour sur sous dans entre vers avec sans dès dont que qui où ne pas il elle ils elles on nous vous se est sont a ont été".split())  # fmt: skip


_PURPOSE = re.compile(r"\b(?:pour|afin de|afin d['’]) ?(?!(?:notre|votre|autre|hier|leur)\b)(?:\w+ )?\w+(?:er|ir|re)\b[^,;]{0,40}$")  # fmt: skip
"""An infinitive of purpose is still to come: "pour construire 40 trains"."""
_PART_OF = re.compile(r"(?:\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|un|une)) (?:des|(?:de|sur) (?:ses|leurs|les|ces)) (?:quelque |environ )?$")  # fmt: skip
_DOING_OF = re.compile(r"\b(?:suppressions?|créations?|embauches?|recrutements?|licenciements?|départs?|fermetures?|ouvertures?|constructions?|arrivées?|rénovations?|pertes?|achats?|acquisitions?|remplacements?|reconversions?) (?:nettes? |progressives? )?(?:de |d['’])(?:près de |plus de |environ |quelque |ses |leurs )*$", re.IGNORECASE)  # fmt: skip
"""What is to be done, said by a noun: "prévoit la suppression de 40 postes"."""
_TENDER = re.compile(r"\b(?:appels? d['’]offres|consultation)\b[^;]*\b(?:prévoi\w+|port\w+ sur|compren\w+|concern\w+)\b[^,;]{0,60}$", re.IGNORECASE)  # fmt: skip
_SIGN = re.compile(r"[(,:] ?[+−–-] ?$")
_DOUBLES = re.compile(r"(?:doubl|tripl|quadrupl|multipli|divis)\w*(?! (?:de|du)\b)", re.IGNORECASE)
_HAD = re.compile(r"(?:avai(?:t|ent)|eu) (?:déjà |ainsi |aussi |alors )?(?:été )?\w{2,}(?:é|i|u|is|it|ert)s?\b")  # fmt: skip
_OVERRUN = re.compile(r"\b(?:surcoûts?|dépassements?|manque à gagner)\b[^,;]*$", re.IGNORECASE)
"""What is too much is a difference."""
_WHO = re.compile(r"^(?:Les |Ses |Leurs |Quelque |Près de |Environ |Plus de )?$")
"""A figure that opens its clause is who does what its verb says."""
_OBJECT = re.compile(
    r"\b(?!(?:19|20)\d\d\b)\d|\b(?:a|ont|avai(?:t|ent)) \w+ (?:l['’]|(?:les?|la|un|une|leur|ce|cet|cette) )"
)
"""What an active verb does is said behind it: another figure, or a noun."""
_MAY = re.compile(r"\bpourrai(?:t|ent)\b")
_TO_DOUBLE = re.compile(r"(?:doubl|tripl|quadrupl|décupl)er$", re.IGNORECASE)
"""An infinitive is still to come: "pour doubler sa production"."""


def french(text: str, start: int, end: int, words: Closed) -> Frame:
    """The frame of the figure at `start` to `end` of a French clause."""
    if _TO_DOUBLE.match(text[start:end]):
        return Frame("verb", "move", "planned")
    if _SIGN.search(text[:start]) and re.search(r"%|euros|€|dollars", text[start:end]):
        return Frame("by", "rise")
    if _PART_OF.search(text[:start]):
        return Frame("part")
    if _TENDER.search(text[:start]):
        return Frame("complement", "reach", "planned", "target")
    text, start, end = _segment(text, start, end, words)
    rest = _QUE.sub("", text[:start] + " " + text[end:])
    found = [(at, c) for at, c in words.verbs_in(rest) if not _helps(rest, at)]
    classes = [c for _, c in found]
    if _DOUBLES.match(text[start:end]):
        return Frame("verb", "move", _mood(rest, classes))
    for_it = _PURPOSE.search(text[:start]) and not _ABLE.search(text[:start])
    mood = "planned" if for_it else _mood(rest, classes)
    if _ORDERS.match(text[end:]) or _CONTRACT.search(text[:start]):
        return Frame("attribute", "", "real", "order")
    if (moved := _BY.search(text[:start])) and words.is_a(moved["verb"].lower(), "rise", "move"):
        return Frame("by", "rise", mood)
    if _HAS_OF.match(text[end:]):
        return Frame("object", "rest")
    if (past := _DONE_TO.match(text[end:])) and (kind := words.class_of(past[1])) in ("make", "give", "sell", "buy", "promise"):  # fmt: skip
        return Frame("object", kind)
    if told := _TOLD.match(text[end:]):
        kind = next(c for c in ("promise", "buy", "intend") if told[c])
        return Frame("object", kind, "planned" if kind == "intend" else "real")
    if "%" in text[start:end] and classes[:1] == ["rise"] and not _LEVEL.search(text[:start]):
        return Frame("by", "rise", mood)
    if _WHO.match(text[:start]) and classes[:1] in (["make"], ["buy"]) and not _PASSIVE.search(rest) and "être" not in rest and "été" not in rest and _OBJECT.search(rest):  # fmt: skip
        return Frame("agent")
    before = text[:start]
    while slack := _SLACK.search(before):
        before = before[: slack.start()]
    head = words.head_at_end(re.sub(r"\b(?:de|pour|portant sur|sur|d['’])\s*$", "", before)) or (words.head(before) if "reach" in classes or "rise" in classes else "")  # fmt: skip
    verb = next((c for c in classes if c not in ("intend", "reach")), "")
    if verb == "sell" and _SOLD_AT.search(text[:start]):
        return Frame("oblique", "sell", mood)
    if verb == "give" and mood == "real" and re.search(r"euros|€|francs|dollars", text[start:end]) and not _DONE.search(rest) and not _PASSIVE.search(rest):  # fmt: skip
        mood = "future"  # "le canton débloque 40 millions"
    if _OVERRUN.search(text[:start]) and verb in ("cost", "rest", "") and (verb or "reach" in classes):  # fmt: skip
        return Frame("by", "rise", mood)
    if "promise" in classes and classes[-1] == "buy" and mood == "real":
        verb, mood = "buy", "promise"
    if mood in COMING and not verb and _DOING_OF.search(text[:start]):
        return Frame("object", "do", mood)
    if _WITH.search(text[:start]):
        return Frame("oblique", verb, mood, head)
    if verb or head:
        return Frame("subject" if verb == "slip" else "object" if verb else "complement", verb or "reach", mood, head)  # fmt: skip
    if _DONE.search(rest) or _PASSIVE.search(rest):
        return Frame("object", "do", mood)
    last = (_WORD.findall(before) or [""])[-1].lower()
    if len(_WORD.findall(before)) > 1 and last not in _NO_VERB and re.search(r"(?:e|ent|t|d|ait|aient)$", last):  # fmt: skip
        return Frame("object", "do", mood)
    if mood == "ability":
        return Frame("object", "do", mood)
    return Frame("object", "", mood) if mood in COMING else Frame()


_BARE_FORM = re.compile(r"\w+(?:er|ir|re|é|i|u|is|it|ert|ant|[éiu]e?s|ées?|ies?|ues?)$")


def _segment(text: str, start: int, end: int, words: Closed) -> tuple[str, int, int]:
    """The part between commas that a figure stands in, where it has a finite verb of its own: "…, nous en livrerons 40"."""
    first = text.rfind(", ", 0, start)
    last = text.find(", ", end)
    first, last = first + 2 if first >= 0 else 0, last if last >= 0 else len(text)
    part = text[first:last]
    verbs = [_WORD.match(part, at) for at, _ in words.verbs_in(part)]
    if not any(v and not _BARE_FORM.match(v[0]) for v in verbs) or part.startswith(("qui ", "que ", "dont ", "où ")):  # fmt: skip
        return text, start, end
    return part, start - first, end - first


def _helps(text: str, at: int) -> bool:
    """Whether a form of avoir only helps a participle: "avait remis 40 vélos"."""
    return bool(_HAD.match(text, at))


def _mood(rest: str, classes: list[str]) -> str:
    if _PLANNED.search(rest) or "intend" in classes:
        return "planned"
    if _ABLE.search(rest):
        may = _MAY.search(rest) and classes[-1:] in (["give"], ["sell"], ["rest"], ["buy"])
        return "planned" if may else "ability"
    if re.search(r"\bd['’]ici\b", rest) and not _DONE.search(rest):
        return "future" if "give" in classes else "planned"
    return "future" if _FUTURE.search(rest) or _GOING.search(rest) else "real"
