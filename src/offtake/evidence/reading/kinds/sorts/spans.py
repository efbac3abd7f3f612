"""What a span of time is: a delay, the run of an agreement, a wait that is to be shortened, a difference, else a statement.

As grammar, in whatever language: what says itself late right behind a span; the noun that a span belongs to, before it or after;
else what governs it, the last verb or noun of a class before it (in German also the verb at the end).  The classes are `spans.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from offtake.evidence.rules.rules import Rules

_CUT = re.compile(
    r"; |: | – | — | while | whereas | whilst |,? but |, aber |, mais |, während | alors que | tandis que "
)
"""What stands beyond another clause governs no span of this one."""
_SLACK = {
    "en": re.compile(r"(?:^|(?<=\s)|(?<=\())(?:an?|the|about|around|some|nearly|almost|up to|at (?:least|most)|(?:more|less|longer) than|(?:as (?:much|long|many) as)|between|only|just|now|still|already|roughly|approximately|another|an? (?:further|additional|extra)|further|additional|extra|anywhere|from|an average of|average|well|close to|one|even|currently|today|typically|usually|on average)\s+$", re.IGNORECASE),
    "de": re.compile(r"(?:^|(?<=\s)|(?<=\())(?:rund|etwa|fast|gut|knapp|mehr als|weniger als|mindestens|höchstens|bis zu|noch|weitere[nr]?|zusätzliche[nr]?|derzeit|inzwischen|heute|mittlerweile|nur|zwischen|durchschnittlich|im schnitt|schon|bereits|nun|jetzt|der|die|den|einem|einer|aktuell)\s+$", re.IGNORECASE),
    "fr": re.compile(r"(?:^|(?<=\s)|(?<=\())(?:environ|près de|plus de|moins de|quelque|jusqu['’]à|au moins|au plus|encore|désormais|aujourd['’]hui|entre|en moyenne|déjà|seulement|les|ses|à peine|presque|actuellement)\s+$", re.IGNORECASE),
}  # fmt: skip
_EXTENT = {
    "en": re.compile(r"\b(?:over|in|during|throughout|within|since|ago|every|each)\s+$", re.IGNORECASE),
    "de": re.compile(r"\b(?:in|binnen|innerhalb|während|seit|vor|alle|innerhalb von)\s+$", re.IGNORECASE),
    "fr": re.compile(r"\b(?:en|dans|pendant|durant|depuis|il y a|tous les)\s+$", re.IGNORECASE),
}  # fmt: skip
"""Prepositions of a time in which something happens: no wait is so long."""
_AFTER = {
    "en": re.compile(r"\b(?:after|within)\s+$", re.IGNORECASE),
    "de": re.compile(r"\b(?:nach|binnen|innerhalb(?: von)?)\s+$", re.IGNORECASE),
    "fr": re.compile(r"\b(?:à|sous|au bout de|après|dans (?:un délai de|les))\s+$", re.IGNORECASE),
}  # fmt: skip
"""Prepositions of the time after which something comes."""
_BY = {
    "en": re.compile(r"\bby\s+$", re.IGNORECASE),
    "de": re.compile(r"\bum\s+$", re.IGNORECASE),
    "fr": re.compile(r"\bde\s+$", re.IGNORECASE),
}  # fmt: skip
_JOINS = {
    "en": r"(?:['’]s?)? (?:of )?",
    "de": r" (?:an |der |lange[nrs]? |langen )?",
    "fr": r" (?:de |d['’])?",
}
"""Between a span and the noun that it belongs to: "nine months' delay", "14 months of work"."""
_NO_NOUN = re.compile(r" ?(?:and|or|but|to|is|are|was|were|has|have|had|will|would|in|on|at|by|from|as|than|that|which|who|after|before|until|since|und|oder|ist|sind|war|hat|wird|im|am|et|ou|est|sont|a|ont|en|dans)\b")  # fmt: skip
_NOUN = re.compile(r" ?([\w'’-]+)")
_OWNS = {
    "en": r"(?: [\w&-]+){0,3}? (?:of|for|over|to|at|lasting|spanning|running(?: for)?|by)\s+$",
    "de": r"(?: [\w&-]+){0,3}? (?:von|über|auf|für|um|mit)\s+$",
    "fr": r"(?: [\w&'’-]+){0,3}? ?(?:de|d['’]|sur|pour|à)\s*$",
}
"""Between the noun and the span that it has: "a delay of 14 months", "ein Vertrag mit Kolmar über zehn Jahre"."""
_LASTS = re.compile(r"-(?:year|month|week|day|hour|decade|minute)s?$", re.IGNORECASE)
_FUTURE = re.compile(r"\b(?:will|would|may|might|could|can|(?:expected|likely|set|due|going) to|wird|werden|dürfte\w*|würden?|könnten?|prendra|prendront|mettra|mettront|demandera|faudra|faudrait|nécessitera|durera)\b", re.IGNORECASE)  # fmt: skip


_WITHIN = re.compile(r"\b(?:within|binnen|innerhalb(?: von)?|sous|dans un délai de)\s+$", re.IGNORECASE)  # fmt: skip
_DUTY = re.compile(r"\b(?:must|muss|müssen|doit|doivent)\b", re.IGNORECASE)
_TO_START = re.compile(r"\b(?:begin|start|open|resume|beginnen|starten|öffnen|commencer|débuter|ouvrir)\s+\w+\s+$", re.IGNORECASE)  # fmt: skip
_A_NOUN = re.compile(r"\b(?:the|an?|its|their|his|her|our|this|average|typical|such|current|longest)\s+$", re.IGNORECASE)  # fmt: skip
_SUM = re.compile(
    r"^,? (?:[$€£]|[A-Z]{3} )[\d.,]+\w*(?: (?:million|billion)(?: euros?| dollars?| pounds?)?)?(?= )"
)
"""What stands between a span and its noun: "the seven-year, €90m contract"."""
_NOT_YET = re.compile(r"\b(?:(?:will|would|can|could) not|won['’]t|cannot|can['’]t|nicht|pas)\b[^,;]{0,60}? (?:for|pendant|avant|vor) $", re.IGNORECASE)  # fmt: skip
"""What will not be for so long: "will not sail for another two years"."""
_LOSES = re.compile(r"lost|missed|verl\w+|perd\w*")
_FOR = re.compile(r"\b(?:for|of|over|on|to|von|über|auf|für|um|mit|de|d['’]|sur|pour)\s*$", re.IGNORECASE)  # fmt: skip
_AUX = re.compile(r"\b(?:will|would|has|have|had|is|are|was|were|can|could|wird|werden|hat|haben|soll\w*|a|ont|sera|seront|va|vont)\b|\b\w{3,}ed\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A span where it stands: what is before it in its clause, without words such as "about", and what is after."""

    before: str
    own: str
    after: str
    slack: str
    """The words such as "another" that were left out before it."""


@lru_cache(maxsize=8)
def vocabulary(rules: Rules, language: str) -> Vocabulary:
    """The classes of a language, compiled once."""
    return Vocabulary(dict(rules.data["spans"][language]), language)


class Vocabulary:
    """Classes of words that govern a span."""

    def __init__(self, words: dict[str, str], language: str) -> None:
        self.language = language
        self._words = {k: re.compile(rf"(?<![\w-])(?:{v})(?![\w-])", re.IGNORECASE) for k, v in words.items() if k != "negated"}  # fmt: skip
        self.is_late = re.compile(rf"^ ?(?:or (?:more|so) )?(?:{words['is_late']})", re.IGNORECASE)
        self.negated = re.compile(words["negated"], re.IGNORECASE)
        self.owned = {k: re.compile(rf"(?<![\w-])(?:{words[k]}){_OWNS[language]}", re.IGNORECASE) for k in ("wait", "agreement")}  # fmt: skip
        self.joined = re.compile(_JOINS[language])
        self.apart = re.compile(rf"^ {words['apart']}\b", re.IGNORECASE)
        self.to_come = re.compile(rf"^(?: (?!to\b|bis\b|pour\b|avant\b)[\w'’-]+){{0,3}},? (?:to|bis|pour|avant)\b[^,;]{{0,40}}?\b(?:{words['comes']}|{words['arrival']})\b", re.IGNORECASE)  # fmt: skip

    def has(self, name: str, text: str) -> bool:
        """Whether a word of a class stands in a text."""
        return bool(self._words[name].search(text))

    def last(self, text: str, *names: str) -> tuple[str, int, int]:
        """The class, start and end of the last word of some classes in a text; of two at one place the first class."""
        found = [(m.end(), -k, m.start(), name) for k, name in enumerate(names) for m in self._words[name].finditer(text)]  # fmt: skip
        end, _, start, name = max(found, default=(0, 0, 0, ""))
        return name, start, end


def span_kind(sentence: str, start: int, end: int, rules: Rules, language: str) -> str:
    """The kind of the span of time at `start` to `end` of a sentence."""
    words = vocabulary(rules, language)
    cuts = list(_CUT.finditer(sentence))
    first = max((m.end() for m in cuts if m.end() <= start), default=0)
    last = min((m.start() for m in cuts if m.start() >= end), default=len(sentence))
    before = sentence[first:start]
    while slack := _SLACK[language].search(before):
        before = before[: slack.start()]
    span = Span(before, sentence[start:end], sentence[end:last], sentence[first + len(before) : start])  # fmt: skip
    if words.negated.search(f"{sentence[:start]}#{sentence[end:]}"):
        return "denial"
    for ask in (_said_late, _of_noun_after, _of_noun_before, _governed):
        if kind := ask(span, words):
            return kind
    return "statement"


def _said_late(span: Span, words: Vocabulary) -> str:
    """ "nine months late", "two years later than planned"; "longer than in May" is a difference."""
    inside = re.search(r"\b(?:late|behind|overdue|de retard|zu spät)$", span.own)
    if inside or words.is_late.match(span.after):
        return "delay"
    return "comparison" if words.apart.match(span.after) else ""


def _of_noun_after(span: Span, words: Vocabulary) -> str:
    """ "a seven-year supply contract", "nine months' delay", "14 months of work in the book"."""
    after = _SUM.sub("", span.after)
    join = words.joined.match(after)
    if join is None:
        return ""
    at, kind = join.end() - 1, ""
    for _ in range(5):
        if _NO_NOUN.match(after, at) or not (noun := _NOUN.match(after, at)):
            break
        at = noun.end()
        phrase = after[join.end() : at]
        for name, of in (("wait", "delay"), ("agreement", "order"), ("work", "work")):
            found = words.last(phrase, name)
            if found[0] and found[2] == len(phrase):
                kind = of
    if kind != "work":
        return kind
    booked = words.has("book", span.after) or words.has("book", span.before)
    return "order" if booked else ""


def _of_noun_before(span: Span, words: Vocabulary) -> str:
    """ "a delay of 14 months", "ein Vertrag über zehn Jahre"."""
    text = f"{span.before.rstrip()} "
    if words.owned["wait"].search(text) and not words.has("past_next", text[-30:]):
        return _shortened(span, words) or ("comparison" if _moved_by(span, words) else "delay")
    return "order" if words.owned["agreement"].search(text) else ""


def _governed(span: Span, words: Vocabulary) -> str:
    """By the last verb or noun of a class before a span, or the verb at the end of a German clause."""
    text, language = span.before, words.language
    if words.has("past_next", text[-30:] + span.slack) and not words.has("waits", text):
        return ""
    if language == "de" and (late := _at_the_end(span, words)):
        return late
    if _WITHIN.search(text) and (_DUTY.search(f"{text}#{span.after}") or _TO_START.search(text)):
        return "target"
    name, at, to = words.last(text, "waits", "slips", "offers", "takes", "comes", "extends", "shortens", "falls", "wait", "agreement")  # fmt: skip
    left = text[to:]
    if name == "waits" and _A_NOUN.search(text[:at]) and words.has("wait", text[at:to]):
        name = "wait"
    if name == "waits":
        return "delay"
    if name == "slips":
        return "delay" if _slips(text[at:to].lower(), text, language) else ""
    if name == "takes" and (left.strip() in ("", "over") or not _EXTENT[language].search(text)):
        return _takes(span, text[:at], words)
    if name == "offers":
        return "" if _EXTENT[language].search(left) else "delay"
    if name == "extends":
        return "order"
    if name == "comes" and (_AFTER[language].search(text) or (left == " in " and _FUTURE.search(text[:to]))) and len(left.split()) <= 6:  # fmt: skip
        return "delay"
    if _NOT_YET.search(text) and words.has("another", span.slack):
        return "delay"
    if name in ("shortens", "falls", "wait") and not _EXTENT[language].search(text):
        if (kind := _shortened(span, words)) or not words.has("wait", text):
            return kind
        return "comparison" if _moved_by(span, words) else "delay"
    if words.has("agreement", text) and _runs(text, words):
        return "order"
    booked = words.has("book", text) or words.has("book", span.after)
    return "order" if booked and words.has("work", text[-60:]) else ""


def _slips(verb: str, text: str, language: str) -> bool:
    """ "late by nine years", "lost six weeks", "held up for two hours"; what was lost for two hours did not slip."""
    if verb in ("late", "behind", "overdue"):
        return bool(_BY[language].search(text))
    if _LOSES.fullmatch(verb):
        return text.rstrip().lower().endswith(verb)
    return not _EXTENT[language].search(text)


def _at_the_end(span: Span, words: Vocabulary) -> str:
    """ "um sechs Monate verschoben", "noch drei Jahre warten müssen", "von 26 auf 12 Wochen senken"."""
    right = re.split(r"[,;.]", span.after)[0]
    if words.has("waits", right) or (words.has("slips", right) and not _EXTENT["de"].search(span.before)):  # fmt: skip
        return "delay"
    if words.has("shortens", right) and not _EXTENT["de"].search(span.before):
        return _shortened(span, words)
    if words.has("takes", right) and not _EXTENT["de"].search(span.before):
        return _takes(span, span.before, words)
    return ""


def _takes(span: Span, subject: str, words: Vocabulary) -> str:
    """What takes so long to come, or will take it still, is waited for; what took so long to do is not."""
    if re.search(r"\b(?:meant|supposed|originally|intended)\b", subject):
        return ""
    near = re.split(r"[,;.]", span.after)[0]
    if words.has("another", span.slack) or re.match(r" (?:more|supplémentaires|de plus)\b", near):
        return "delay"
    if words.to_come.match(span.after) or _FUTURE.search(span.before):
        return "delay"
    if words.has("wait", subject) or words.has("arrival", subject[-80:]):
        return "delay"
    many = words.language == "en" and re.search(r"\b[\w-]{3,}[^s\s]s (?:now |still |currently |typically )?$", subject) and not re.match(r",? to\b", near)  # fmt: skip
    return "delay" if many else ""


def _shortened(span: Span, words: Vocabulary) -> str:
    """A target, where a wait or a time is to become shorter."""
    around = f"{span.before} # {span.after}" if words.language != "en" else span.before
    name, at, _ = words.last(around, "shortens", "falls")
    if not name or not (words.has("wait", around) or words.has("length", around)):
        return ""
    to_come = words.has("coming", around if words.language == "de" else around[:at])
    return "target" if to_come else ""


def _moved_by(span: Span, words: Vocabulary) -> bool:
    """Whether a wait became so much shorter or longer: no level, a difference."""
    by = words.language != "fr" and _BY[words.language].search(span.before)
    return bool(by) and bool(words.last(span.before + span.after, "shortens", "falls", "moves")[0])


def _runs(text: str, words: Vocabulary) -> bool:
    """Whether an agreement runs so long: what stands between it and the span is how it lasts, not what is done in that time."""
    name, _, end = words.last(text, "agreement")
    between = text[end:]
    if not name or _EXTENT[words.language].search(text):
        return False
    return words.has("runs", between) or bool(_FOR.search(between) and not _AUX.search(between))
