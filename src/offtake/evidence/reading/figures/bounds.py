"""What the words beside a figure make of it: a limit, an approximation, a plan, a report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.language.lexicon import Lexicon

_ABOUT = re.compile(r"\b(?:str(?:uck|ikes?|iking)|protest(?:s|ed)?|disputes?|rows?|quarrel\w*|clash(?:es|ed)?|concerns?|anger|fury|lawsuits?|scandal|outcry)(?: for [\w ]{1,20}?)? over $")  # fmt: skip
"""What is fought over: "struck for two days over 800 sackings"."""
_OVER = re.compile(
    r"(?<!for)(?<!well)(?<!after)(?<!of)(?<!just) over $|[Oo]ver the \w+ $|^[“\"]?Over $"
)
_LASTING = frozenset("seasons winters summers springs autumns sessions nights weekends instalments installments generations terms semesters harvests mornings evenings".split())  # fmt: skip
"""What takes time: "enough for eight teams over three seasons"."""
_LASTS = re.compile(
    r"\b(?:wait|last|spen|tak|took|delay|stay|serv|work|been|is|was|were|are)\w*(?: \w+ly)? over $"
)
"""A contract "over five years" does not run longer than that; who waits over five years, does."""
PARTICLE = re.compile(
    r"\b(?:hand|tak|took|taken|turn|carr[yi]|roll|pass)\w* over\s+(?:the (?:first|last|next) )?$"
)
"""Verbs of which "over" is a part: "handed over 40"; who made, won or gave over 40 did so with more."""
_ADDED = re.compile(
    r"\b(?:add|com|cam|pil)(?:s|es|ed|e|ing)? up to (?:about |around |some )?(?:[$€£¥]|[A-Z]{1,3}[$]?)? ?$"
)
"""What adds up to a sum is that sum."""
_UP_TO = re.compile(r"(?<!to )up to (?:about |around |some )?(?:[$€£]|[A-Z]{3} )?$")
_DROVE = re.compile(
    r"(?<!can )(?<!could )(?<!may )\b(?:go|went|gone|climb|creep|crept|edg|inch|ratchet|nudg|bump|tick|step|scal|push|driv|drov|forc|ramp|pull)(?:e|es|ed|en|s|ing)? (?:[^,;]{1,38} )?up to (?:[$€£¥]|[A-Z]{3} )?$"
)
"""Who drives a price up to a level drives it there."""
_FORMS_FR = r"(?:e|er|é|ée|és|ées|ent|ait|aient|era|eront|a|èrent)"
_DROVE_FR = re.compile(rf"\b(?:(?:(?:re)?(?:pouss|hauss|augment|prolong|gonfl|grimp|hiss|mont)|rel[eè]v){_FORMS_FR}|(?:(?:re)?(?:pouss|hauss|augment|prolong|gonfl|hiss)|relev|port|étend)(?:e?ant)|port(?:er|é|ée|és|ées|ait|era|eront|a)|étend(?:re|u|ue|us|ues|ra))\b (?:[^,;.]{{1,30}} )?jusqu['’]à (?:environ |près de |quelque )?$")  # fmt: skip
"""The same in French: "relevée par étapes jusqu'à 1,1 milliard"."""
_MAY_FR = re.compile(
    r"\b(?:peu[tx]|peuvent|pour(?:ra|ront|rait|raient)|pou(?:voir|vait|vaient|vant))\b"
)
"""What may rise to a level has it as a limit; a clause between commas is another's."""
_ASIDE_FR = re.compile(r", (?:(?:qui|que|dont|où|comme) |qu['’])[^,;]*,|^.*[;:]")
_FOR = re.compile(r"\b[üÜ]ber $")
_LASTS_LONG = re.compile(
    r"(?:\b(?:dauer\w*|seit|nach|vor|für|um|von|mit|in|bereits|schon|nun|beträgt|betrug|betragen|bei|inzwischen)|\bwart\w*(?: \w+)?) über $",
    re.IGNORECASE,
)
"""What runs "über zehn Jahre" runs no longer than that; who waits "seit über zehn Jahren", does."""
_WORTH = re.compile(
    r"(?:vertr[aä]g|auftr[aä]g|bestellung|kredit|anleihe|rechnung|abkommen|vereinbarung|order|scheck|option|zusage|antr[aä]g|bürgschaft|darlehen|angebot|bescheid|kontrakt|lieferung|paket|tranche|los|vorbestellung|verfüg|verhand|anfrage|berichte?|meldung)\w*(?: \w+|, (?:den|die|das|der|dem)(?: [^\s,;.]+){1,6})? über $",
    re.IGNORECASE,
)
"""What a contract "über 40 Boote" is for."""
_AMONG = re.compile(
    r"\b(?:umfragen?|befragung(?:en)?|erhebung(?:en)?|studien?|verlosung|losung|wahl|verlost\w*|verteilt\w*|aufgeteilt\w*|befragt\w*) (?:(?!auf\b|liegt\b|lag\b|blieb\b|bleibt\b|sank\w*\b)[\w-]+ ){0,2}unter (?:rund |etwa |knapp )?$",
    re.IGNORECASE,
)
"""Among so many, and not fewer than they: "eine Umfrage unter 2.300 Mietern"."""
_NEVER = re.compile(r"(?:\b(?:no|nobody|none|nor|keine?[mnrs]?|aucune?)\b(?P<who>(?: [^\s,;:.]+){0,6}) ?|(?:\b(?:not|never|cannot|yet to|nicht|nie|jamais|pas)\b|n['’]t)(?P<does>(?: [^\s,;:.]+){0,3}) ?)$", re.IGNORECASE)  # fmt: skip
"""What denies the verb of a limit: its subject, or right before that verb; farther off it denies something else."""
_CLAUSE = re.compile(
    r"\b(?:that|which|who|why|how|when|where|whether|while|since|for|because|if|but|and|only|just|dass|warum|wie|wann|ob|weil|aber|und|que|pourquoi|comment|mais|et)\b"
)
_TURNED = {">": "<=", "<": ">="}
_OR_MORE = re.compile(r"[\w.,$€£ ]+? or (more|fewer|less) [a-z]")
"""Between a number and its noun: "90,000 or more shells"."""
_ABOUT_SO_MANY = re.compile(r"[Uu]ne? (?:(?:bonne|petite) )?(?:(?:huit|douz|diz|quinz|vingt|trent|quarant|cinquant|soixant|cent)aine\b|millier\b)")  # fmt: skip
"""French numbers that are said roughly: "une trentaine"."""
_OR_SO = re.compile(r"\bor so\b|-odd\b")
_PLUS = re.compile(r"[\w.,$€£ ]+?(?:[- ]plus\b|\+)")
"""A figure that is the least: "300-plus welders"."""
_AGAIN = re.compile(r" ?\((?:or |about |around |soit |ca\. )?")
"""Between a sum and the same in another currency."""


def hedges_of(sentence: str, q: Quantity | None, words: Lexicon, others: Sequence[Quantity] = ()) -> tuple[list[str], str]:  # fmt: skip
    """What is meant by the words beside a figure, and what they make of its value (=, ~, <, <=, >, >=)."""
    found: list[str] = []
    bound = "="
    beside = {"sentence": sentence}
    if q is not None:
        beside |= {"before": sentence[max(0, q.start - 45) : q.start], "after": sentence[q.end : q.end + 30]}  # fmt: skip
    beside = {where: text for where, text in beside.items() if words.may_hedge(where, text)}
    for hedge in words.hedges if beside else ():
        text = beside.get(hedge.where, "")
        match = hedge.pattern.search(text) if text else None
        if match is None or (q is not None and hedge.where == "before" and _is_none(q, text)):
            continue
        if hedge.where == "sentence":
            found.append(hedge.meaning)
        elif bound == "=":
            bound = hedge.bound
            never = _NEVER.search(text[: match.start()]) if hedge.where == "before" else None
            bound = _TURNED.get(bound, bound) if never and not _CLAUSE.search(never["who"] or never["does"] or "") else bound  # fmt: skip
            found.append("at most" if (hedge.bound, bound) == (">", "<=") else hedge.meaning)
    if q is not None and q.unit == "x":
        bound = _of_a_multiple(sentence, q, bound)
    if bound == "=" and q is not None and (inside := _OR_MORE.match(sentence[q.start : q.end])):
        bound = ">=" if inside[1] == "more" else "<="
    if bound == "=" and q is not None and _PLUS.match(sentence[q.start : q.end]):
        bound = ">="
    if (
        bound == "="
        and q is not None
        and (_ABOUT_SO_MANY.match(sentence, q.start) or _OR_SO.search(sentence[q.start : q.end]))
    ):
        bound = "~"
    if bound == "=" and q is not None and (same := _converted(sentence, q, others)):
        bound = hedges_of(sentence, same, words)[1]
    return list(dict.fromkeys(found)), bound


_MORE_THAN = re.compile(r"\bplus que (?:[a-zé]+ )?$")
"""Before a verb that is a multiple: "a plus que doublé"."""
_NO_MORE = re.compile(r"\b(?:ne |n['’])[^,;.]{1,30}plus que ")
_LESSENS = re.compile(r"halv|halbier|divis|réduit", re.IGNORECASE)


def _of_a_multiple(sentence: str, q: Quantity, bound: str) -> str:
    """The limit of a multiple that is a verb: what "more than halved" is less than half."""
    bound = (
        ">"
        if _MORE_THAN.search(sentence[: q.start]) and not _NO_MORE.search(sentence[: q.start])
        else bound
    )
    return "<" if bound == ">" and _LESSENS.match(sentence, q.start) else bound


def _is_none(q: Quantity, before: str) -> bool:
    """Whether the words before a figure belong to the verb, or say over how long: no limit."""
    if (q.step == "after" or _DROVE.search(before)) and _UP_TO.search(before):
        return True
    if _DROVE_FR.search(before) and not _MAY_FR.search(_ASIDE_FR.sub("", before)):
        return True
    if (
        any(p.search(before) for p in (_ABOUT, _WORTH))
        or (q.sort != "time" and _ADDED.search(before))
        or (q.sort == "goods" and _AMONG.search(before))
    ):
        return True
    return bool(
        PARTICLE.search(before)
        or (q.sort == "time" and _FOR.search(before) and not _LASTS_LONG.search(before))
        or (
            (q.sort == "time" or q.unit in _LASTING)
            and _OVER.search(before)
            and not _LASTS.search(before)
        )
    )


def _converted(sentence: str, q: Quantity, others: Sequence[Quantity]) -> Quantity | None:
    """The sum that brackets say once more in another currency."""
    before = [o for o in others if o.end <= q.start]
    last = before[-1] if before else None
    alike = last is not None and last.sort == q.sort == "money"
    return last if alike and last and _AGAIN.fullmatch(sentence[last.end : q.start]) else None
