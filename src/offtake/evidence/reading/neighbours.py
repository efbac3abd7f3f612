"""The kind of a figure among the others of its sentence: things in a row share it, a sum is the worth of what stands before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.borrowed import borrowed
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.kinds.frames.closed import Closed, closed
from offtake.evidence.reading.kinds.kind import kind_of
from offtake.evidence.reading.kinds.sorts.counted import hired, opens_whole
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.rules.rules import Rules

_MONEY = re.compile(
    r"\b(?:budgets?|funds?|crédits?|fonds|coûts?|haushalt|etat|kosten|costs?)\b", re.IGNORECASE
)


DEEPEST = 3
"""Figures that wait for each other: one asks several, and so on, which would take for ever in a long row."""


def kind_in(
    sentence: str,
    q: Quantity,
    quantities: Sequence[Quantity],
    words: Lexicon,
    rules: Rules,
    language: str,
    asked: frozenset[int] = frozenset(),
) -> tuple[str, str]:
    """Kind and its reason of one of the quantities of a sentence; figures that begin at `asked` wait for it, and are not asked again."""
    kind, rule = "statement", "none"

    def told(other: Quantity) -> tuple[str, str]:
        """What another figure is; nothing new where it asked for this one, or where too many wait already."""
        if other.start in asked or len(asked) >= DEEPEST:
            return kind, rule
        return kind_in(sentence, other, quantities, words, rules, language, asked | {q.start})

    sums = any(other.sort == "money" for other in quantities) or bool(_MONEY.search(sentence))
    row = row_of(q, quantities, sentence, closed(rules, language))
    lead = row[0]
    if lead is not q and q.sort == "money" and lead.sort == "money" and lead.start not in asked:
        return told(lead)
    row = row if q.sort != "money" else [q]
    lead = row[0]
    kind, rule = kind_of(sentence, lead.start, row[-1].end, _sort(lead if q.sort == "bare" else q, sums, words, sentence[: lead.start] + "#" + sentence[row[-1].end :]), rules, language, sentence[q.start : q.end])  # fmt: skip
    if (first := _apposed(q, quantities, sentence)) or (kind in ("statement", "money") and (first := _first_of(q, quantities, sentence)) and not _apart(first, q, sentence, language, rules)):  # fmt: skip
        kind, rule = told(first)
    guessed = kind == "order" and rule.endswith(" words")
    if (kind in ("statement", "money") or guessed) and (
        things := _worth_of(q, quantities, sentence)
    ):
        worth = told(things)
        kind, rule = worth if worth[0] in ("order", "pledge", "target") else (kind, rule)
    if kind == "comparison" and q.sort in ("ratio", "bare") and not _ESTIMATE.match(sentence[q.end :]) and (aim := _beside(q, quantities, sentence)):  # fmt: skip
        aimed = told(aim)[0] == "target"
        kind = "target" if aimed else kind  # "expects 40, a 7% increase"
    if kind in ("statement", "money") and (rule.endswith(" words") or _BRACKET.search(sentence[: q.start])) and (aim := _without_verb(q, quantities, sentence)):  # fmt: skip
        beside = told(aim)[0]
        levels = ("order", "pledge", "output", "target", "capacity", "price")
        kind = beside if beside in levels else kind
    if language == "en":
        kind = borrowed(kind, rule, q, quantities, sentence, told, rules)
    if q.carried and kind in ("statement", "money") and not opens_whole(sentence[: q.start]):
        same = [o for o in quantities if o.end <= q.start and o.unit == q.unit and not o.carried and not _apart(o, q, sentence, language, rules)]  # fmt: skip
        kind = kind_of(sentence, same[-1].start, same[-1].end, _sort(same[-1], sums, words, sentence), rules, language)[0] if same else kind  # fmt: skip
    if kind == "target" and q.sort == "money" and any(o.sort == "money" and o.end <= q.start and _ANNOUNCED.match(sentence[o.end :]) for o in quantities):  # fmt: skip
        kind = "pledge"
    if q.step == "after" and kind in ("statement", "money") and (one := _other_end(q, quantities)):
        end = told(one)[0]
        kind = end if end in ("target", "order", "output", "capacity", "price") else kind
    if q.step == "before" and kind == "statement" and (to := _end_of(q, quantities)):
        end = kind_of(
            sentence, to.start, to.end, _sort(to, sums, words, sentence), rules, language
        )[0]
        kind = end if end in ("target", "order", "output", "capacity") else kind
    if q.step and kind == "comparison" and q.sort in ("ratio", "money"):
        kind = (
            "money" if q.sort == "money" else "statement"
        )  # a share before and after: levels, no difference
    if (
        (kind == "target" or (kind == "pledge" and q.sort == "gdp"))
        and (
            _WAS.search(sentence[: q.start])
            or (_AFTER.search(sentence[: q.start]) and _THEN.match(sentence[q.end :]))
        )
        and not _AIMED.search(sentence[q.start :])
    ):
        kind = {"money": "money", "gdp": "money", "ratio": "statement"}.get(
            q.sort, "capacity" if q.unit in POWER else "output"
        )
    if kind == "statement" and q.per and q.sort in ("goods", "bare") and rule.startswith("units") and _AT_A_RATE.search(sentence[: q.start]) and not _USED.search(sentence[: q.start]):  # fmt: skip
        kind = "output"  # a rate by itself is what is made
    if (
        q.per
        and q.words
        and _A_WORKS.match(sentence[q.end :])
        and "-per-" in sentence[q.start : q.end]
    ):
        kind = "capacity"  # "a 1,500-ton-per-day plant"
    given = kind == "output" and _GIVES.search(sentence[: q.start])
    if q.unit in POWER and (given or sentence[q.end :].startswith((" each", " apiece"))):
        kind = "capacity"
    if q.unit in POWER and q.sort == "goods" and ((kind == "statement" and not sentence[q.end :].startswith(" of power")) or _OF_A_WORKS.search(sentence[: q.start] + "#" + sentence[q.end :])):  # fmt: skip
        kind = "capacity"
    return kind, rule


_BUILT = re.compile(r"\b(?:buil[dt]s?|building|construct(?:s|ed|ing)?|erect(?:s|ed|ing)?) (?:(?:about|some|nearly|around|almost|over|only|another|more than|up to|at least|the|its|all|another|a total of|further|new|an additional) ){0,2}#|#(?: [\w-]+){0,3}? (?:built|constructed|erected)\b|\bconstruction of (?:the |some |about )?#")  # fmt: skip
"""A school or a mill that is built is a thing that is made."""


def _sort(q: Quantity, sums: bool, words: Lexicon, marked: str = "") -> str:
    """The sort by which a kind is looked for; a bare amount beside a sum of money is judged as one.

    `marked`: the sentence, with # in place of the figure."""
    if q.sort == "bare":
        return "money" if sums and q.strong and (q.value or 0) >= 1e6 else "goods"
    if q.unit == "x":
        return "multiple"
    means = words.is_means(q.unit) or (
        q.sort == "goods" and hired(q.unit, marked.partition("#")[0])
    )
    return "means" if means and not _BUILT.search(marked) else q.sort


POWER = ("kW", "MW", "GW")
"""Units of power: what a works could give, unless it is built, ordered or planned."""
_A_WORKS = re.compile(r" [A-Za-z]")
_GIVES = re.compile(r"\b(?:generat|produc|provid|suppl|deliver|feed)\w* (?:[\w-]+ ){0,3}$")
_AT_A_RATE = re.compile(
    r"\b(?:rates? of|at|waren es(?: noch)?|en (?:sommes|est|sont|étions|était|étaient) à) $",
    re.IGNORECASE,
)
_USED = re.compile(r"\b(?:demand|consumption|use|usage|need|leakage|losses|burn|appetite|intake|uptake|starts)\b", re.IGNORECASE)  # fmt: skip
"""A rate at which something is used up, and not made."""
_OF_A_WORKS = re.compile(
    r"(?:park|plant|farm|project|station|works|unit|parc(?: éolien)?|centrale|projet|usine) (?:of|de|d['’]) ?#|#[ -](?-i:[A-Z][a-z]+ )|#[ -](?!of )(?-i:[A-Z][\w-]+ ){0,3}(?-i:[a-z-]+ )?(?:project|plant|farm|park|station|works|unit|fab|turbine|cable)\b",
    re.IGNORECASE,
)
_AIMED = re.compile(r"\b(?:guidance|forecasts?|estimates?|targets?|outlook|goals?|projections?)\b")
"""What moves is a target itself: "cut its forecast to 14m from 15m"."""
_WAS = re.compile(
    r"(?:\bwaren es|\blast (?:year|month|quarter|week|season)['’]s (?:[a-z]+ ){0,2}of|\bup from|\bdown from|, from|\bcontre|\baprès|\bnach|against|compared (?:with|to)|versus|gegenüber) (?:about |some |around |nearly )?$"
)
"""What stood before what is aimed at: "expects 40, up from 30"."""
_AFTER = re.compile(r"\b(?:after|following|from) (?:about |some |around |nearly )?$")
_THEN = re.compile(r"^(?: [\w'’-]+){0,3}? (?:last (?:year|month|week|quarter|season)|a (?:year|month|week) (?:ago|earlier|before)|(?:the )?(?:previous|prior|past) (?:year|month|quarter)|in (?:the (?:previous|prior|past) (?:year|month|quarter)|(?:early |late |mid-)?(?:19|20)\d\d|(?:January|February|March|April|May|June|July|August|September|October|November|December)))\b")  # fmt: skip
"""When a level was that is told after what is aimed at: "expects 40, after 30 last year"."""
_OF_THEM = re.compile(r" of (?:them|these|those|which|whom)\b| davon\b| d['’]entre (?:eux|elles)\b")
_BESIDE_IT = re.compile(r"\b(?:of which|last (?:year|month|quarter|season)['’]s|(?:the|a) (?:year|month) (?:ago|earlier|before)['’]s|(?:bringing|taking|lifting|raising) (?:the|its|their) (?:\w+ ){0,2}(?:total|number|tally|figure|sum)\b[^,;]{0,30} to|up from|down from|(?:up|down) [\d.,]+ ?(?:%|per ?cent) (?:from|on)|compared (?:with|to)|against|versus|including|darunter|davon|dont|gegenüber|nach|contre) (?:(?:about|some|only|just|approximately|around|nearly|nur|rund|etwa|environ) )?$", re.IGNORECASE)  # fmt: skip


def _apposed(q: Quantity, quantities: Sequence[Quantity], sentence: str) -> Quantity | None:
    """The figure that a share says once more: "52 ships, or 45 per cent of its target"."""
    before = [o for o in quantities if o.end <= q.start and o.sort in ("goods", "money")]
    between = sentence[before[-1].end : q.start] if before else ""
    again = before and q.sort in ("ratio", "gdp") and _OR.search(between)
    converted = before and q.sort == before[-1].sort and re.fullmatch(r" \((?:about |around |some |or )?", between)  # fmt: skip
    instead = before and q.sort == before[-1].sort == "money" and _INSTEAD.search(between)
    return before[-1] if again or converted or instead else None


_INSTEAD = re.compile(r"^[^,;]{0,20}, (?:and |but )?not (?:about |the |some )?$")
"""One price in the stead of another: "€900 each, not €1,200"."""


_OR = re.compile(r"^[^,;]{0,40}, or (?:about |roughly |around |nearly |almost |some )?$")


def _first_of(q: Quantity, quantities: Sequence[Quantity], sentence: str) -> Quantity | None:
    """What a figure without a noun or verb of its own is told of: "A says 3 million shells a year, B says 2.1 million", "half of them"."""
    if q.sort == "ratio" and (last := _last_of(q, quantities, sentence)):
        return last
    if q.sort == "ratio" and any(
        o.sort == "ratio" and _last_of(o, quantities, sentence) is q for o in quantities
    ):
        return None  # the others of its row look to it
    same = [o for o in quantities if o.end <= q.start and o.sort == q.sort]
    if (
        q.sort in ("gdp", "ratio")
        and same
        and (
            sentence[: q.start].endswith(" and ")
            or _AND.fullmatch(sentence[same[-1].end : q.start])
        )
    ):
        return same[0]
    if _BESIDE_IT.search(sentence[: q.start]):
        return next((o for o in reversed(quantities) if o.end <= q.start and o.sort in (q.sort, "goods", "gdp")), None)  # fmt: skip
    before = [o for o in quantities if o.end <= q.start and o.sort == "goods"]
    told = (q.sort == "bare" and q.strong) or _OF_THEM.match(sentence[q.end :])
    return before[-1] if before and told else None


def _apart(one: Quantity, q: Quantity, sentence: str, language: str, rules: Rules) -> bool:
    """Whether a German or French figure has a verb of its own after another: "fasst 40 Säcke, derzeit liegen dort 30"."""
    said = sentence[one.end : q.start]
    if language == "en" or ", " not in said:
        return False
    at = said.rindex(", ")
    return any(where > at and said[where].islower() for where, _ in closed(rules, language).verbs_in(said))  # fmt: skip


_BETWEEN = re.compile(r"^(?P<words>(?: [\w&.'’/-]+){0,7})(?:,|,? (?:and|or|plus|as well as|along with|alongside|und|oder|sowie|et|ainsi que)) (?:(?:de|another|a further|further|some|about|around|up to|more than|over|at least|nearly|almost|approximately|roughly|rund|etwa|mehr als|weitere|environ|plus de|près de) )*$")  # fmt: skip
"""Between two things of a row: "nine tankers, two carriers and a barge", "seven to York, five to Hull"."""
_AS_WELL = re.compile(r"^(?P<words>[^;:]{0,140}?),? (?:as well as|along with|plus|sowie|ainsi que) (?:(?:another|a further|some|about|up to|more than|over) )*$")  # fmt: skip
_NO_ROW = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|that|which|who|while|when|but|than|by|up|down|sind|ist|war|waren|hat|haben|wurden?|werden?|sont|est|ont|qui|que|dont|sera|seront|soll|sollen|können|kann|müssen|muss)\b"
)
_OWN_VERB = re.compile(
    r"^[^,;.]{0,30}\b(?:is|are|was|were|has|have|had|will|would|can|could|sind|ist|war|waren|wurden?|werden|sollen|können|müssen|dürfen|kommen|fehlen|sont|seront|ont|étaient|peuvent|doivent|pourraient|devraient)\b"
)


_COMPARED = re.compile(r" (?:more|fewer|less|higher|lower|up|down)\b")


def row_of(q: Quantity, quantities: Sequence[Quantity], sentence: str, known: Closed) -> list[Quantity]:  # fmt: skip
    """The things counted in a row, among which is q: what governs the first, or follows the last, holds for all of them."""
    rows: list[list[Quantity]] = [[]]
    for other in quantities:
        last = rows[-1][-1] if rows[-1] else None
        if last is None or not _in_row(last, other, sentence, known, rows[-1][0]):
            rows.append([])
        rows[-1].append(other)
    return next(row for row in rows if q in row)


_WORTH = re.compile(r"^(?P<words>(?: [\w&.'’/-]+){0,6}?),? (?:worth|valued at|with a (?:total |combined )?value of|with a (?:total |combined )?worth of|total?ling|(?:in a (?:deal|contract|package) )?worth|im wert von|mit einem (?:gesamt)?wert von|für(?: insgesamt| zusammen)?|for(?: a total of| a total)?|at a (?:total )?cost of|pour(?: un (?:montant|total)(?: total)? (?:de|d['’]))?|d['’]une valeur (?:totale )?de|d['’]un montant (?:total )?de)(?: (?:about|around|some|up to|more than|over|nearly|almost|approximately|rund|etwa|knapp|fast|bis zu|environ|d['’]environ|près de|plus de))? ?$", re.IGNORECASE)  # fmt: skip
"""Between things and the sum that they are worth: "40 tanks for about €3bn"."""


_BESIDE = re.compile(r"^(?: (?:in|by|for|on|at|this|next|a|per) [\w ’'-]{1,40}?)?(?:,| -| –| —)(?: or)? (?:(?:an?|up|about|around|nearly|almost|approximately|roughly|some|more than|over|down|representing an?|which is|the equivalent of) )*$")  # fmt: skip


def _end_of(q: Quantity, quantities: Sequence[Quantity]) -> Quantity | None:
    """What a figure became by the change whose beginning it is."""
    return next((o for o in quantities if o.start >= q.end and o.step == "after" and o.sort in (q.sort, "goods")), None)  # fmt: skip


def _other_end(q: Quantity, quantities: Sequence[Quantity]) -> Quantity | None:
    """What a figure was before the change whose end it is."""
    before = [o for o in quantities if o.end <= q.start and o.step == "before" and o.sort == q.sort]
    return before[-1] if before else None


_ANNOUNCED = re.compile(r" (?:it |they )?(?:announced|pledged|promised|committed)\b")
"""A sum that was promised; what of it is still to go somewhere is promised too."""
_ESTIMATE = re.compile(r" of what\b| (?:the|its|their) (?:first|original|initial|early|earlier|previous) (?:estimate|budget|plan|forecast|cost|price|projection)")  # fmt: skip
_BRACKET = re.compile(r"\((?:(?:in |for )?(?:\d{4}|Q\d|H\d|FY\d+|[Vv]orjahr|(?:the )?(?:previous|prior|last) year|year ago|a year (?:ago|earlier))[^()]{0,12}[:=]?|soit|or|i\.e\.|entspricht) ?(?:[$€£]|about |around )?$")  # fmt: skip
"""A figure of another time, in brackets: "10,520 plots (2015: 9,317)"."""
_EQUALS = re.compile(r"(?:–|—|\(|\bequating to|\bequal to|\bequivalent to|\btranslating into|\bi\.e\.|\bthat is|\bsoit|\bentspricht|\bdas sind|\bor) (?:about |around |some |roughly |[$€£])*$|\($")  # fmt: skip


def _beside(q: Quantity, quantities: Sequence[Quantity], sentence: str) -> Quantity | None:
    """The figure to which a difference is added after a comma or dash."""
    before = [o for o in quantities if o.end <= q.start]
    return before[-1] if before and _BESIDE.match(sentence[before[-1].end : q.start]) else None


def _without_verb(q: Quantity, quantities: Sequence[Quantity], sentence: str) -> Quantity | None:
    """The figure before, which one after a dash, in brackets or after "equal to" says in another way or for another time."""
    before = [o for o in quantities if o.end <= q.start and o.sort in (q.sort, "goods", "money")]
    left = sentence[: q.start]
    return before[-1] if before and (_BRACKET.search(left) or _EQUALS.search(left)) else None


def _worth_of(q: Quantity, quantities: Sequence[Quantity], sentence: str) -> Quantity | None:
    """The things whose worth a sum is."""
    before = [o for o in quantities if o.end <= q.start]
    if q.sort != "money" or not before or before[-1].sort != "goods":
        return None
    said = _WORTH.match(sentence[before[-1].end : q.start])
    return before[-1] if said and not _NO_ROW.search(said["words"]) else None


def _in_row(last: Quantity, q: Quantity, sentence: str, known: Closed, first: Quantity) -> bool:
    said = sentence[last.end : q.start]
    if (
        _OR.match(said)
        and last.sort in ("ratio", "goods", "money")
        and q.sort in ("goods", "bare", "money")
    ):
        return True
    between = _BETWEEN.match(said) or _AS_WELL.match(said)
    alike = (last.sort == "goods" and q.sort in ("goods", "bare")) or (last.sort == q.sort == "money" and last.unit == q.unit and not q.step)  # fmt: skip
    if not alike or between is None or _NO_ROW.search(between["words"]):
        return False
    if _COMPARED.match(sentence[q.end :]) or opens_whole(sentence[: last.start]):
        return False
    if known.language != "en" and any(said[at].islower() for at, _ in known.verbs_in(said)):
        return False  # "fasst 40 Säcke, derzeit liegen dort 30"
    opens = not known.verbs_in(sentence[: first.start]) and not _NO_ROW.search(sentence[: first.start])  # fmt: skip
    return opens or not _OWN_VERB.match(sentence[q.end :])


def _last_of(q: Quantity, quantities: Sequence[Quantity], sentence: str) -> Quantity | None:
    """The last of shares in a row, whose words hold for all: "5%, 2% and 3% higher"."""
    last = q
    for other in (o for o in quantities if o.start >= q.end):
        if other.sort != "ratio" or not _AND.fullmatch(sentence[last.end : other.start]):
            break
        last = other
    return None if last is q else last


_AND = re.compile(r",? (?:and )?")
