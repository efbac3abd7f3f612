"""Information extraction, from a document to its claims, sentence by sentence, in the order of the text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from offtake.evidence.claim import CONTEXT, Claim
from offtake.evidence.document import Document
from offtake.evidence.reading.figures.dates import Calendar, When
from offtake.evidence.reading.figures.masking import masked
from offtake.evidence.reading.figures.quantities import quantities_in
from offtake.evidence.reading.figures.quantity import Quantity
from offtake.evidence.reading.kinds.kind import kind_of
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.scope import what_of, where_of, whose_of
from offtake.evidence.reading.sentences import sentences_of
from offtake.evidence.reading.speakers.quotations import SHORT
from offtake.evidence.reading.speakers.speech import is_silent, says_false
from offtake.evidence.reading.speakers.voices import (
    LONGEST,
    Outer,
    Reading,
    outer_of,
    read,
    voice_of,
)
from offtake.evidence.rules.rules import VERSION, Rules

_QUESTION = re.compile(r"\?[”\"“»]?$")
_OVER = re.compile(r"(?<!for)(?<!well)(?<!takes)(?<!after)(?<!of) over $")
"""A contract "over five years" does not run longer than that."""
_HEDGE = 15
"""Characters before those who are counted because they speak: "more than 40 residents said"."""
_NO_LONGER = ("no longer", "until recently")
_DATELINE = re.compile(
    r"[A-ZÄÖÜÉÈ][\w .,/'’-]{2,60}(?: ?\([\w .&-]{2,30}\))? ?[–—-] (?=[A-ZÄÖÜ\"“])"
)
"""Place, date and agency before a report begins: when it was written, not what it speaks of."""
_MONEY = re.compile(
    r"\b(?:budgets?|funds?|crédits?|fonds|coûts?|haushalt|etat|kosten|costs?)\b", re.IGNORECASE
)
_NOW_THEN = re.compile(
    r";|, (?:heute|derzeit|inzwischen|today|now|aujourd['’]hui)\b", re.IGNORECASE
)
"""A semicolon, or the turn from what was to what is, parts a figure from a date."""


def claims_in(document: Document, rules: Rules) -> list[Claim]:
    """All claims of a document that is read; none of one that is not."""
    if not document.read:
        return []
    reading = read(document, rules)
    found: list[Claim] = []
    for start, end in document.paragraphs:
        found += _of_paragraph(reading, start, end)
    return found


def _of_paragraph(reading: Reading, start: int, end: int) -> Iterator[Claim]:
    text = reading.document.text
    pending: list[tuple[int, int]] = []
    for one, other in sentences_of(text[start:end]):
        span = (start + one, start + other)
        if other - one > LONGEST:
            continue
        claims = _of_sentence(reading, *span)
        plain = (
            len(claims) == 1
            and claims[0].kind == "statement"
            and not claims[0].words
            and claims[0].form == "direct"
        )
        if plain and pending and _same_quotation(reading, pending[0][0], span[1]):
            pending.append(span)
            continue
        yield from _merged(reading, pending)
        pending = [span] if plain else []
        if not plain:
            yield from claims
    yield from _merged(reading, pending)


def _same_quotation(reading: Reading, start: int, end: int) -> bool:
    return any(s.quotation.start - 1 <= start and end <= s.quotation.end + 80 and s.quotation.end > start for s in reading.said if s.quotation.start - 1 <= start < s.quotation.end and end - 2 <= outer_of(reading, start).end)  # fmt: skip


def _merged(reading: Reading, spans: list[tuple[int, int]]) -> Iterator[Claim]:
    """One claim for sentences of one quotation that hold no figure."""
    if spans:
        yield from _of_sentence(reading, spans[0][0], spans[-1][1], whole=True)


def _of_sentence(reading: Reading, start: int, end: int, whole: bool = False) -> list[Claim]:
    document, rules = reading.document, reading.rules
    sentence = document.text[start:end]
    every = Calendar(rules).in_sentence(sentence, document.language, document.heading.published)
    line = _DATELINE.match(sentence)
    dates = [w for w in every if line is None or w.start >= line.end()]
    if not whole:
        quantities = _not_speaking(quantities_in(masked(sentence, every, rules), reading.words), outer_of(reading, start), start)  # fmt: skip
        if quantities:
            return [
                _figure(reading, start, end, sentence, dates, q, quantities) for q in quantities
            ]
    return _without_figure(reading, start, end, sentence, dates)


def _not_speaking(quantities: Sequence[Quantity], outer: Outer, start: int) -> list[Quantity]:
    """Without those who are counted because they speak: "two sources said"."""
    subjects = [(outer.start + v.start, outer.start + v.at, v.speaker.name) for v in outer.verbs if v.before and v.speaker.basis == "body" and not v.speaker.name[:1].isdigit()]  # fmt: skip
    return [
        q
        for q in quantities
        if q.sort != "goods"
        or not any(a <= start + q.start <= a + _HEDGE and start + q.end <= b and q.words.split(" ")[-1] in name for a, b, name in subjects)
    ]  # fmt: skip


def _figure(
    reading: Reading,
    start: int,
    end: int,
    sentence: str,
    dates: Sequence[When],
    q: Quantity,
    quantities: Sequence[Quantity],
) -> Claim:
    speaker, form, attitude, relayed, outer = voice_of(reading, start + q.start, start + q.end)
    hedges, bound = _hedges(sentence, q, reading.words)
    sums = any(other.sort == "money" for other in quantities) or bool(_MONEY.search(sentence))
    kind, rule = kind_of(
        sentence,
        q.start,
        q.end,
        _sort(q, sums, reading.words),
        reading.rules,
        reading.document.language,
    )
    if kind == "money" and (goods := _worth(q, quantities, sentence)):
        told, _ = kind_of(
            sentence, goods.start, goods.end, "goods", reading.rules, reading.document.language
        )
        kind = told if told in ("order", "pledge") else kind
    if listed := _listed(q, quantities, sentence):
        kind, rule = kind_of(sentence, listed.start, listed.end, _sort(listed, sums, reading.words), reading.rules, reading.document.language)  # fmt: skip
    if (first := _apposed(q, quantities, sentence)) or (kind in ("statement", "money") and (first := _first_of(q, quantities, sentence))):  # fmt: skip
        kind, rule = kind_of(
            sentence, first.start, first.end, first.sort, reading.rules, reading.document.language
        )
    if q.step and q.sort == "ratio" and kind == "comparison":
        kind = "statement"  # a share before and after: levels, no difference
    if (
        kind == "target"
        and _WAS.search(sentence[: q.start])
        and not _AIMED.search(sentence[q.start :])
    ):
        kind = {"money": "money", "gdp": "money", "ratio": "statement"}.get(q.sort, "output")
    if kind == "statement" and q.per and q.sort in ("goods", "bare") and rule.startswith("units") and _AT_A_RATE.search(sentence[: q.start]):  # fmt: skip
        kind = "output"  # a rate by itself is what is made
    given = _EACH_OF.match(sentence[q.end :]) or (
        kind == "output" and _GIVES.search(sentence[: q.start])
    )
    if q.unit in POWER and given:
        kind = "capacity"
    if q.unit in POWER and q.sort == "goods" and ((kind == "statement" and not sentence[q.end :].startswith(" of power")) or _OF_A_WORKS.search(sentence[: q.start] + "#" + sentence[q.end :])):  # fmt: skip
        kind = "capacity"
    denied = attitude == "deny" or (
        says_false(_unmarked(sentence), reading.words) and form != "outlet"
    )
    polarity = "denied" if denied else "questioned" if _QUESTION.search(sentence) else "no longer" if any(h in _NO_LONGER for h in hedges) else "asserted"  # fmt: skip
    when, said = _dates(sentence, q, dates, outer, quantities)
    unresolved = [name for name, open_ in (("unit", not q.unit), ("currency", q.unit == "crowns"), ("value", q.unsure and not q.unit), ("speaker", form != "outlet" and not speaker.name), ("date_meant", when is not None and when.basis == "unresolved")) if open_]  # fmt: skip
    return _claim(
        reading, start, end, (q.start, q.end), kind="denial" if denied else kind,
        value=q.value, low=q.low, high=q.high, bound="vague" if q.value is None and q.high is None else bound, unit=q.unit, per=q.per,
        words=sentence[q.start : q.end], speaker=speaker.name, speaker_basis=speaker.basis, relayed=relayed, form=form, polarity=polarity,
        date_said=said, date_meant=when.text if when else "", date_bound=q.step or (when.bound if when else ""), date_basis=when.basis if when else "",
        what=what_of(q.words, sentence, q.end) if q.sort in ("goods", "bare") else "", where=where_of(sentence),
        whose=whose_of(_clause_of(sentence, q), speaker.name), hedges=tuple(hedges), unresolved=tuple(unresolved), rule=f"{q.sort}, {rule}, v{VERSION}",
    )  # fmt: skip


POWER = ("kW", "MW", "GW")
"""Units of power: what a works could give, unless it is built, ordered or planned."""
_EACH_OF = re.compile(r" (?:each|apiece)\b")
_GIVES = re.compile(r"\b(?:generat|produc|provid|suppl|deliver|feed)\w* (?:[\w-]+ ){0,3}$")
_AT_A_RATE = re.compile(r"\b(?:rates? of|at|waren es(?: noch)?) $", re.IGNORECASE)
_OF_A_WORKS = re.compile(
    r"(?:park|plant|farm|project|station|works|unit|parc(?: éolien)?|centrale|projet|usine) (?:of|de|d['’]) ?#|#[ -](?-i:[A-Z][a-z]+ )|#[ -](?!of )(?-i:[A-Z][\w-]+ ){0,3}(?-i:[a-z-]+ )?(?:project|plant|farm|park|station|works|unit|fab|turbine|cable)\b",
    re.IGNORECASE,
)
_AIMED = re.compile(r"\b(?:guidance|forecasts?|estimates?|targets?|outlook|goals?|projections?)\b")
"""What moves is a target itself: "cut its forecast to 14m from 15m"."""
_WAS = re.compile(
    r"(?:\bwaren es|\bup from|\bdown from|, from|\bcontre|against|compared with|gegenüber) (?:about |some |around |nearly )?$"
)
"""What stood before what is aimed at: "expects 40, up from 30"."""
_OF_THEM = re.compile(
    r" of (?:them|these|those|which|whom|that)\b| davon\b| d['’]entre (?:eux|elles)\b"
)
_BESIDE_IT = re.compile(r"\b(?:of which|last (?:year|month|quarter|season)['’]s|(?:the|a) (?:year|month) (?:ago|earlier|before)['’]s|(?:bringing|taking|lifting|raising) (?:the|its|their) (?:\w+ ){0,2}(?:total|number|tally|figure|sum)\b[^,;]{0,30} to|up from|down from|(?:up|down) [\d.,]+ ?(?:%|per ?cent) (?:from|on)|compared (?:with|to)|against|versus|including|darunter|davon|dont|gegenüber|nach|contre) (?:(?:about|some|only|just|approximately|around|nearly|nur|rund|etwa|environ) )?$", re.IGNORECASE)  # fmt: skip


def _apposed(q: Quantity, quantities: Sequence[Quantity], sentence: str) -> Quantity | None:
    """The figure that a share says once more: "52 ships, or 45 per cent of its target"."""
    before = [o for o in quantities if o.end <= q.start and o.sort in ("goods", "money")]
    between = sentence[before[-1].end : q.start] if before else ""
    again = before and q.sort in ("ratio", "gdp") and _OR.search(between)
    converted = before and q.sort == before[-1].sort and re.fullmatch(r" \((?:about |around |some |or )?", between)  # fmt: skip
    return before[-1] if again or converted else None


def _worth(q: Quantity, quantities: Sequence[Quantity], sentence: str) -> Quantity | None:
    """The goods that a sum is the worth of: "the backlog holds 54 planes worth €2bn"."""
    before = [o for o in quantities if o.end <= q.start and o.sort == "goods"]
    worth = before and re.fullmatch(r",? (?:worth|valued at) (?:about |some |around |nearly |over |more than )?", sentence[before[-1].end : q.start])  # fmt: skip
    return before[-1] if worth else None


_OR = re.compile(r"^[^,;]{0,40}, or (?:about |roughly |around |nearly |almost |some )?$")


def _first_of(q: Quantity, quantities: Sequence[Quantity], sentence: str) -> Quantity | None:
    """What a figure without a noun or verb of its own is told of: "A says 3 million shells a year, B says 2.1 million", "half of them"."""
    if q.sort == "ratio" and (last := _last_of(q, quantities, sentence)):
        return last
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


_LIST = re.compile(r"^(?: (?:of|to|for|at|from|with) (?:[\w&.'’-]+ ?){1,4}| [\w-]+){0,3}(?:,|,? (?:and|or|plus|as well as|und|et)) (?:another |some |about |up to )?$")  # fmt: skip
_OWN_VERB = re.compile(
    r"^[^,;.]{0,30}\b(?:is|are|was|were|has|have|had|will|would|can|could|sind|ist|war|waren|wurden?|werden|sollen|kommen|fehlen|sont|seront|ont|étaient)\b"
)


_NAMED_FOR = re.compile(r"(?:orders|contracts|deliveries|options|launches)$")
"""Counts whose own name says what they are."""
_COMPARED = re.compile(r" (?:more|fewer|less|higher|lower|up|down)\b")


def _listed(q: Quantity, quantities: Sequence[Quantity], sentence: str) -> Quantity | None:
    """The first of a list of things counted in a row: "nine tankers, two carriers and a barge", "seven to York, five to Hull"."""
    first, at = None, q
    for other in reversed([o for o in quantities if o.end <= q.start]):
        between = sentence[other.end : at.start]
        if (
            other.sort != "goods"
            or _NAMED_FOR.search(q.words)
            or q.sort not in ("goods", "bare")
            or not _LIST.match(between)
        ):
            break
        first = at = other
    own = _OWN_VERB.match(sentence[q.end :]) or _COMPARED.match(sentence[q.end :])
    return None if first is None or own else first


def _last_of(q: Quantity, quantities: Sequence[Quantity], sentence: str) -> Quantity | None:
    """The last of shares in a row, whose words hold for all: "5%, 2% and 3% higher"."""
    last = q
    for other in (o for o in quantities if o.start >= q.end):
        if other.sort != "ratio" or not _AND.fullmatch(sentence[last.end : other.start]):
            break
        last = other
    return None if last is q else last


_AND = re.compile(r",? (?:and )?")
_AND_THAT = re.compile(r",? and that |,? und dass |,? et que |; |, while |, whereas ")


def _clause_of(sentence: str, q: Quantity) -> str:
    """The part of a sentence that a figure stands in, where somebody says several things in one."""
    cuts = [m.span() for m in _AND_THAT.finditer(sentence)]
    first = max((b for _, b in cuts if b <= q.start), default=0)
    last = min((a for a, _ in cuts if a >= q.end), default=len(sentence))
    own = sentence[first:last]
    return f"that {own}" if first else own


def _sort(q: Quantity, sums: bool, words: Lexicon) -> str:
    """The sort by which a kind is looked for; a bare amount beside a sum of money is judged as one."""
    if q.sort == "bare":
        return "money" if sums and q.strong and (q.value or 0) >= 1e6 else "goods"
    if q.unit == "x":
        return "multiple"
    return "means" if q.unit in words.means else q.sort


def document_title(reading: Reading) -> str:
    """The title, of which only figures are claims: a title is nobody's wording but the outlet's."""
    return reading.document.heading.title


def _without_figure(
    reading: Reading, start: int, end: int, sentence: str, dates: Sequence[When]
) -> list[Claim]:
    """A statement that somebody makes, or one of a kind that matters, though nobody is named."""
    inside = [
        s
        for s in reading.said
        if s.quotation.depth == 0 and s.quotation.start < end and start < s.quotation.end
    ]
    long = [
        s
        for s in inside
        if len(reading.document.text[s.quotation.start : s.quotation.end].split()) >= SHORT
    ]
    at = (max(start, (long or inside)[0].quotation.start) if inside else start) - start
    speaker, form, attitude, relayed, outer = voice_of(
        reading, start + at, min(end, start + at + 1)
    )
    if is_silent(_unmarked(sentence), reading.words) and not inside:
        return []
    if sentence.strip() == document_title(reading):
        return []
    kind, rule = kind_of(sentence, 0, 0, "none", reading.rules)
    if form == "outlet" and (kind == "statement" or (kind == "target" and not dates)):
        return []
    denied = attitude == "deny" or says_false(_unmarked(sentence), reading.words)
    hedges, _ = _hedges(sentence, None, reading.words)
    polarity = "denied" if denied else "questioned" if _QUESTION.search(sentence) else "no longer" if any(h in _NO_LONGER for h in hedges) else "asserted"  # fmt: skip
    when, said = _dates(sentence, None, dates, outer)
    unresolved = tuple(name for name, open_ in (("speaker", form != "outlet" and not speaker.name), ("date_meant", when is not None and when.basis == "unresolved")) if open_)  # fmt: skip
    return [
        _claim(
            reading, start, end, (0, 0), kind="denial" if denied else kind, speaker=speaker.name, speaker_basis=speaker.basis, relayed=relayed,
            form=form, polarity=polarity, date_said=said, date_meant=when.text if when else "", date_bound=when.bound if when else "",
            date_basis=when.basis if when else "", where=where_of(sentence), whose=whose_of(sentence, speaker.name), hedges=tuple(hedges),
            unresolved=unresolved, rule=f"none, {rule}, v{VERSION}",
        )
    ]  # fmt: skip


def _claim(reading: Reading, start: int, end: int, figure: tuple[int, int], **fields: Any) -> Claim:
    document = reading.document
    key = f"{document.id} {start + figure[0]} {start + figure[1] if figure[1] else end}"
    text, heading = document.text, document.heading
    if fields["form"] == "outlet" and heading.title and text[start:end].strip() == heading.title:
        fields["form"] = "headline"
    return Claim(
        id=hashlib.sha256(key.encode()).hexdigest()[:12], document=document.id, start=start, end=end, exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start], suffix=text[end : end + CONTEXT], reported_by=heading.outlet or heading.origin, **fields,
    )  # fmt: skip


def _unmarked(sentence: str) -> str:
    return re.sub(r"[“”„«»\"‘’]\s?", lambda m: "'" if m[0] == "’" else "", sentence)


def _hedges(sentence: str, q: Quantity | None, words: Lexicon) -> tuple[list[str], str]:
    """What is meant by the words beside a figure, and what they make of its value."""
    found: list[str] = []
    bound = "="
    for hedge in words.hedges:
        if hedge.where == "sentence":
            if hedge.pattern.search(sentence):
                found.append(hedge.meaning)
        elif q is not None:
            text = (
                sentence[max(0, q.start - 40) : q.start]
                if hedge.where == "before"
                else sentence[q.end : q.end + 20]
            )
            if (
                bound == "="
                and hedge.pattern.search(text)
                and not (q.sort == "time" and _OVER.search(text))
            ):
                bound = hedge.bound
                found.append(hedge.meaning)
    return list(dict.fromkeys(found)), bound


def _dates(
    sentence: str,
    q: Quantity | None,
    dates: Sequence[When],
    outer: Outer,
    others: Sequence[Quantity] = (),
) -> tuple[When | None, str]:
    """The date meant, nearest to the figure with no other figure between, and the date on which it was said.

    A date that opens the sentence holds for all its figures.
    """
    said = next((w.text for w in dates if w.weekday), "") if outer.verbs else ""
    meant = [w for w in dates if not (w.weekday and outer.verbs)]
    if not meant or q is None:
        return (meant[0] if meant else None), said

    def away(w: When) -> int:
        return w.start - q.end if w.start >= q.end else q.start - w.end + 8

    def apart(w: When) -> bool:
        low, high = (q.end, w.start) if w.start >= q.end else (w.end, q.start)
        between = any(low <= o.start and o.end <= high for o in others)
        part = sentence[low : w.end] if w.start >= q.end else sentence[low:high]
        return (between and w.start > OPENING) or bool(_NOW_THEN.search(part))

    near = [w for w in meant if not apart(w)]
    return (min(near, key=away) if near else None), said


OPENING = 12
"""Characters into a sentence up to which a date opens it."""
