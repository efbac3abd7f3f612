"""What a claim is about: kind = table[thing][aspect], of `kinds.toml`; spans of time and statements without a figure by cues."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from offtake.evidence.reading.kinds.aspects import aspect_around, aspect_of, is_late, of_unit
from offtake.evidence.reading.kinds.frames.clauses import clause_of, without_asides
from offtake.evidence.reading.kinds.frames.closed import Closed, closed
from offtake.evidence.reading.kinds.frames.english import english
from offtake.evidence.reading.kinds.frames.frame import COMING, Frame
from offtake.evidence.reading.kinds.frames.french import french
from offtake.evidence.reading.kinds.frames.german import german
from offtake.evidence.reading.kinds.frames.moods import mood_around
from offtake.evidence.reading.kinds.outer import outer_aspect
from offtake.evidence.reading.kinds.sorts.counted import is_whole, of_means
from offtake.evidence.reading.kinds.sorts.markets import markets
from offtake.evidence.reading.kinds.sorts.payers import payers
from offtake.evidence.reading.kinds.sorts.prices import is_attribute, with_price_noun
from offtake.evidence.reading.kinds.sorts.spans import span_kind
from offtake.evidence.reading.kinds.sorts.sums import sum_of
from offtake.evidence.reading.kinds.things import of_which, thing_of
from offtake.evidence.rules.rules import Rules

_NAMED_SO = re.compile(
    r"^(?:[\d.,]+|[a-z-]+) (?:million |thousand |Millionen )?(?:[a-z-]+ )?(?:(?P<promised>promised|pledged|donated|zugesagten?|versprochenen?)|(?P<meant>planned|proposed|expected|envisaged|geplanten?|vorgesehenen?|erwarteten?)|(?P<contracted>ordered|contracted|bestellten?|georderten?)) "
)
"""A participle between a number and its noun: "110 promised tanks"."""
_NAMED_BEFORE = re.compile(r"\b(?:(?P<promised>promised|pledged|zugesagten?|versprochenen?)|(?P<meant>planned|proposed|targeted|geplanten?|vorgesehenen?)|(?P<contracted>bestellten?|georderten?)) (?:about |some |rund |etwa )?$")  # fmt: skip
"""The same before the number: "the promised 40 tanks"."""
_GIVING = re.compile(r"\b(?:is|are) (?:now |also )?(?:allocat|giv|donat|send|provid|commit|releas|grant|award)ing (?:(?:an?|another|additional|further|up|to|about|some) )*$")  # fmt: skip
"""What the state "is allocating" it has promised."""
_DOING = re.compile(
    r"^(?:and |by |including |by |thereby |also |further |then |later )*(?:[a-z]+ly )?[a-z]+ing\b"
)
"""A clause without a finite verb has the mood of the one before: "would help, raising output by 10%"."""
_HAS_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could)\b")
_FUND = re.compile(r"^ (?:[a-z-]+ ){0,2}(?:investment|fund|package|grant|boost|programme|program|scheme|injection|support)\b")  # fmt: skip
"""What public money is called once it is announced: "a $23m investment"."""
MAIN = 160
"""Characters of the clause before, in which its verb is looked for."""
_NEAR = 50
"""Characters after a figure in which a word still tells of it, where no verb is seen."""
_COMMA = re.compile(r"^(?: and [\w-]+)?,(?= (?:is|are|was|were|has|have|had|will|would|remain)\b)")
"""Between a subject with an apposition and its verb: "20 bolts, or half, are still to be made"."""
_WHOLE_OF = re.compile(r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|most|many|some|none|per cent|percent)|%) of (?:the|its|their|those|these|his|her|our) (?:(?:some|about|nearly|original|total) )*$", re.IGNORECASE)  # fmt: skip
"""Before the whole of which a part is told."""
_AMONG = re.compile(
    r"\b(?:to|in|from|by|among|across|at|with) (?:(?:the|its|about|some|all|more than|at least) )*$"
)
"""Among whom something is, or to whom it goes: "orders to nine firms"."""
_WILL_BE = re.compile(r"^[^,;.]{0,60}? (?:will|would|is to|are to|(?:is|are) (?:expected|set|due|likely|planned) to)\b")  # fmt: skip
_WHICH = re.compile(r"\b(?:which|that) $")
"""A relative clause is told of the noun before it: "its backlog, which has reached 40"."""
_UNDER = re.compile(
    r"\b(?i:en vertu|dans le cadre|aux termes|selon les termes|au titre) (?:de l['’]|d['’]un |du |de ce |de cet |d['’]une |de la )(?:[\w-]+ ){0,2}(?:contrat|accord|marché|commande)\b|\b(?:[Ii]m [Rr]ahmen (?:eines|des|der)|aus einem|gemäß|laut|unter dem) (?:[\w-]+ ){0,2}(?:contrat|accord|\w*vertrags?|\w*auftrags?)\w*|\bunder which\b|\b[Uu]nder (?:an?|the|its|that|this) (?:[\w€$£.,-]+ ){0,3}(?:contract|order|deal|agreement|award|accord|pact|framework|memorandum|charter|lease|offtake|tender award)\b"
)
_FRAMES: dict[str, Callable[[str, int, int, Closed], Frame]] = {"en": english, "de": german, "fr": french}  # fmt: skip


def kind_of(
    sentence: str,
    start: int,
    end: int,
    sort: str,
    rules: Rules,
    language: str = "en",
    own: str = "",
) -> tuple[str, str]:
    """Kind and its reason, for a figure, or a row of them, at `start` to `end` of a sentence (0, 0 without a figure).

    `own`: the words of the figure itself, where a row is given.
    """
    own = own or sentence[start:end]
    if language in _RELATIVE and sort not in ("none", "time") and (told := _of_which_is_told(sentence, start, end, language, rules)):  # fmt: skip
        sentence, start, end = told
    if sort == "time" and language in _FRAMES:
        said = _cue(sentence, sentence[:start], sentence[end:], sort, rules)
        return said or (span_kind(sentence, start, end, rules, language), "span")
    sentence, start, end = without_asides(sentence, start, end, language)
    first, last = (
        clause_of(sentence, start, end, language) if sort != "none" else (0, len(sentence))
    )
    text = sentence[first:last]
    if cue := _cue(text, sentence[first:start], sentence[end:last], sort, rules):
        return cue
    if sort == "none" or language not in _FRAMES:
        return "statement", "none"
    words = closed(rules, language)
    frame = _FRAMES[language](text, start - first, end - first, words)
    if language == "en":
        frame = _mood_of_main(frame, text, sentence[:first], words)
    if not frame.head and frame.role in ("oblique", "complement") and _DOING.match(text):
        frame = replace(frame, head=words.head(sentence[:first][-120:]))
    before, after = text[: start - first], _COMMA.sub("", text[end - first :])
    if frame.role == "complement" and not frame.head and _WHICH.search(sentence[:first]):
        frame = replace(frame, head=words.head(sentence[:first][-80:]))
    if sort == "money":
        frame = with_price_noun(frame, (before, own, after), words, markets(rules))
    thing = thing_of(sort, before, after, frame, language, own)
    late = thing in ("units", "means", "part", "share") and not _WHOLE_OF.search(before)
    aspect = is_late(before, after, words) if late else ""
    who = payers(rules, language)
    public = thing in ("money", "gdp") and (who.pays(sentence[:start]) or who.by(after))
    if thing == "part" and frame.verb in ("", "reach", "rest") and not frame.head:
        aspect = aspect or ("meant" if frame.mood in COMING else "done")
    if (
        thing in ("units", "means", "money", "price")
        and not aspect
        and markets(rules).is_move(before)
    ):
        aspect = "meant" if frame.mood in COMING else "compared"
    aspect = aspect or of_which(thing, before, after, frame) or aspect_of(frame, thing, rules.data["aspect"], public)  # fmt: skip
    known = "frame" if aspect else "words"
    aspect = aspect or aspect_around(before + after[:_NEAR], before, thing, words)
    if thing == "means" and frame.role == "oblique" and frame.head and frame.verb != "rise" and _AMONG.search(before):  # fmt: skip
        aspect = "plain"
    if thing == "units" and frame.verb != "use":
        aspect = of_unit(aspect, words.head_at_end(own))
    elif thing == "money":
        aspect = _of_money(aspect, frame, before, after, words, public)
        if language == "en":
            aspect = sum_of(aspect, before, after, sentence[:start], sentence[end:], words, who)
    if thing == "means" and language == "en":
        aspect = of_means(aspect, frame, before, after)
    if (
        thing in ("units", "means")
        and language == "en"
        and aspect != "late"
        and is_whole(before, after)
    ):
        aspect = "plain"
    if thing in ("share", "part") and frame.role == "agent" and _WILL_BE.match(after):
        aspect = "meant"
    level = frame.verb in ("rise", "move", "reach") or frame.head in ("output", "capacity")
    if aspect in ("meant", "promised") and thing != "price" and not level and _UNDER.search(text if language == "en" else sentence[:start] + text):  # fmt: skip
        aspect = "contracted"
    if thing == "money" and public and aspect == "plain" and (_GIVING.search(before) or (language != "en" and frame.verb == "give" and frame.mood == "future")):  # fmt: skip
        aspect = "promised"
    named = (
        (_NAMED_SO.search(own) or _NAMED_BEFORE.search(before))
        if thing in ("units", "money", "means") and aspect != "late"
        else None
    )
    if named:
        aspect = next(k for k, v in named.groupdict().items() if v)
    if (
        aspect in ("meant", "plain", "able")
        and (frame.mood != "real" or _WOULD.match(after))
        and _PROMISED_THAT.search(sentence[:start])
    ):
        aspect = "promised"
    if _AT_FULL.search(text) and aspect == "done" and thing == "units" and not _PAST.search(text):
        aspect = "able"
    if aspect == "meant" and thing == "units" and _IN_A_DEAL.search(text):
        aspect = "contracted"
    if language == "en":
        aspect = outer_aspect(
            aspect,
            before,
            sentence[:start],
            sentence[end:],
            frame.mood,
            words,
            thing in ("units", "means"),
        )
    return rules.kind_table[thing][aspect], f"{thing} {aspect} {known}"


_RELATIVE = {
    "de": re.compile(r",? (?:die|den|das|welche[ns]?) (?P<told>(?!mit |für )[^,;:.]{3,90})"),
    "fr": re.compile(r",? (?:que |qu['’])(?P<told>[^,;:.]{3,90})"),
}
"""A relative clause right behind a figure tells of it: "von sechs Booten, die das Amt bestellt hat"."""


def _of_which_is_told(sentence: str, start: int, end: int, language: str, rules: Rules) -> tuple[str, int, int] | None:  # fmt: skip
    """The relative clause of a figure as a sentence of its own, where its verb says what became of it."""
    found = _RELATIVE[language].match(sentence, end)
    words = closed(rules, language)
    if found is None or not any(c in _TELLS for _, c in words.verbs_in(found["told"])):
        return None
    own = sentence[start:end]
    return f"{own} {found['told']}", 0, len(own)


_TELLS = ("buy", "promise", "make", "give", "sell", "rest", "intend")
_WOULD = re.compile(r"^[^,;.]{0,40}? (?:will|would)\b")
_PROMISED_THAT = re.compile(r"(?<!analysts )(?<!enough to )(?<!experts )\b(?:vow|pledg|promis|assur|guarante|swore|commit|confirm|agree|undert[ao]k)\w*(?: [\w'’-]+){0,3}? (?:that|to (?:keep|maintain)) [^,;]{0,50}$", re.IGNORECASE)  # fmt: skip
_AT_FULL = re.compile(r"\bat full (?:tilt|capacity|stretch|speed|steam|load|production|output|pelt)\b|\bflat out\b|\b(?:top|peak|maximum) (?:rate|speed|pace)\b|\bat (?:its |their )?peak\b|\bbei voller auslastung\b|\bunter volllast\b|\bà plein(?:e)? (?:régime|capacité)\b", re.IGNORECASE)  # fmt: skip
"""What is made when nothing is idle is what can be made."""
_PAST = re.compile(r"\b(?:was|were|had|made|ran|produced|turned out|built)\b|\w{3,}ed\b")
_IN_A_DEAL = re.compile(r"\bin an? (?:[\w-]+ ){0,2}(?:deal|contract|order|agreement)\b")


def _of_money(
    aspect: str, frame: Frame, before: str, after: str, words: Closed, public: bool
) -> str:
    """A sum before a noun is what the thing costs, one after the word "order" is what that is worth."""
    if public and frame.verb == "announce" and (_FUND.match(after) or (words.language != "en" and frame.head == "money")):  # fmt: skip
        return "promised"
    if not frame.head and not (frame.role == "object" and frame.verb in ("intend", "promise", "buy")) and is_attribute(before, after):  # fmt: skip
        return "plain"
    ordered = not frame.head and frame.verb != "promise" and aspect in ("plain", "promised", "done") and words.head(words.speech.split(before)[-1]) == "order"  # fmt: skip
    return "contracted" if ordered else aspect


def _cue(text: str, before: str, after: str, sort: str, rules: Rules) -> tuple[str, str] | None:
    """The first rule of a list whose cue stands in a clause."""
    marked = f"{before}#{after}" if sort != "none" else text
    for number, kind in enumerate(rules.kinds):
        if (sort in kind.sorts or (sort == "multiple" and "ratio" in kind.sorts)) and (
            kind.cue.search(text) or kind.cue.search(marked)
        ):
            return kind.name, f"kind {number + 1}"
    return None


def _mood_of_main(frame: Frame, text: str, earlier: str, words: Closed) -> Frame:
    """The mood of the clause before, where a clause has no finite verb of its own."""
    borrows = frame.mood == "real" and frame.role in ("by", "object", "oblique")
    if earlier.endswith(": ") and frame.role == "agent" and not frame.verb:
        return replace(frame, role="complement", verb="reach", mood=mood_around(earlier[-120:], words))  # fmt: skip
    alone = frame.role == "object" and re.search(r"\b[a-z]{3,}ing\b", text) and not _HAS_VERB.search(text)  # fmt: skip
    if frame.mood == "real" and earlier.endswith("with ") and (alone or frame.head in ("capacity", "output")):  # fmt: skip
        return replace(frame, mood=mood_around(earlier[-120:], words))  # of what is yet to be built
    if borrows and _DOING.match(text) and not earlier.endswith("after "):
        return replace(frame, mood=mood_around(earlier[-MAIN:], words))
    return frame
