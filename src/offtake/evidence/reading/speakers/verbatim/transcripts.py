"""Speech written down word for word without quotation marks: minutes, interviews, calls.

"Minister Holm: We have 44 looms. Twelve run.", "Mme Léa Brun. – Vous aviez promis 40 bus.", "Frage: ... Meister Bo Lund: Wir haben 40."
Whoever a label names speaks until the next label or the end of the paragraph.  A label is one where somebody in
the paragraph asks, or says "I", "we" or "you"; else it may be a topic ("Looms: 40 stand idle").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from offtake.evidence.reading.dates.words import words_of
from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT
from offtake.evidence.reading.speakers.identity.bodies import body
from offtake.evidence.reading.speakers.identity.candidates import tried_at
from offtake.evidence.reading.speakers.identity.names import FULL, TOKEN, UPPER, without_titles
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.people import person_in
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Attribution, Person, Speaker
from offtake.evidence.reading.speakers.verbs import listed

_LABEL = re.compile(rf"(?:^|(?<=[.!?…] ))(?P<np>[{UPPER}][^,;:.!?()–—{HIDDEN}]{{1,45}}?)(?: \([^()]{{2,40}}\))?(?:, [^:;.!?{HIDDEN}]{{3,60}})?(?: ?: |[.{DOT}] ?[–—] )(?=[{UPPER}\d])")  # fmt: skip
_BEFORE_A_LABEL = re.compile("[.!?…] ")
_BEHIND_A_LABEL = (": ", "– ", "— ")


@lru_cache(maxsize=16)
def _words(key: str, lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(any_of(listed(str(lexicon.speech[key]))), re.IGNORECASE)


@lru_cache(maxsize=4)
def _own(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{lexicon.speech['says_i']})(?:\b|(?<=['’]))")


def says_i(text: str, lexicon: Lexicon) -> bool:
    """Whether somebody says "I", "we" or "you"."""
    return bool(_own(lexicon).search(text))


@dataclass(frozen=True)
class Turn:
    """Where somebody speaks in a text, label included."""

    start: int
    end: int
    speaker: Speaker


def turns(text: str, start: int, end: int, people: Sequence[Person], lexicon: Lexicon) -> list[Turn]:  # fmt: skip
    """Who speaks in a paragraph that is written down word for word; none in any other."""
    if not holds_one(text[start:end], _BEHIND_A_LABEL):
        return []
    body = text[start:end]
    begins = (0, *(m.end() for m in _BEFORE_A_LABEL.finditer(body)))
    labels = [(m, who) for m in tried_at(_LABEL, body, begins) if (who := _named(m["np"], start, people, lexicon)) is not None]  # fmt: skip
    answers = bool(labels) and labels[0][0].start() == 0 and _answers(labels[0][0][0], text, start)
    if not labels or not (answers or _is_talk(text[start:end], [name for _, name in labels], lexicon)):  # fmt: skip
        return []
    ends = [m.start() for m, _ in labels[1:]] + [end - start]
    told = answers or len(labels) > 1 or _is_told(labels[0][0]["np"], labels[0][1], lexicon)
    return [Turn(start + m.start(), start + stop, Speaker(name, "named")) for (m, name), stop in zip(labels, ends, strict=True) if name and told]  # fmt: skip


def has_label(paragraph: str) -> bool:
    """Whether a paragraph opens with a label."""
    return _LABEL.match(paragraph) is not None


def _answers(label: str, text: str, start: int) -> bool:
    """Whether a label answers a question in the paragraph before, and stands before another paragraph too or names somebody in full."""
    if label.endswith(("– ", "— ")):
        return bool(FULL.match(label))
    asked = text[:start].rstrip().endswith("?")
    return asked and (
        text.count(f"\n{label}") + text.startswith(label) > 1 or bool(FULL.match(label))
    )


def _is_talk(paragraph: str, names: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether somebody asks or says "I"; a table ("Delivered: 40. Missing: 30.") is none."""
    return "" in names or says_i(paragraph, lexicon)


def _is_told(words: str, name: str, lexicon: Lexicon) -> bool:
    """Whether a label alone in its paragraph names somebody in full or with a title, a body or an office by what it is, and is no topic."""
    return " " in name or words != name or body(words, lexicon) is not None


def _named(words: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> str | None:
    """The name in a label, '' for somebody who asks, None where it is no label."""
    if _words("asks", lexicon).fullmatch(words):
        return ""
    if (
        _words("no_label", lexicon).fullmatch(words)
        or words.lower() in words_of(lexicon.rules, lexicon.language).weekdays
    ):
        return None
    words = words.title() if words.isupper() and " " in words else words
    if _INITIALS.fullmatch(words):
        return _of_initials(words, people)
    name = person_in(words, lexicon)
    if not FULL.fullmatch(name) and not re.fullmatch(TOKEN, without_titles(words, lexicon)):
        return None
    who = speaker_named(words, at, people, lexicon, None)
    return who.name if who else None


_INITIALS = re.compile(rf"[{UPPER}]{{2,3}}|(?:[{UPPER}][.{DOT}] ?){{2,3}}")


def _of_initials(letters: str, people: Sequence[Person]) -> str:
    """The person of these initials; '' for none, who asks."""
    own = re.findall(rf"[{UPPER}]", letters)
    names = {p.name for p in people if [w[0] for w in re.split(r"[ -]", p.name) if w[0].isupper()] == own}  # fmt: skip
    return next(iter(names)) if len(names) == 1 else ""


def spoken(turn: Turn, sentence: str, verbs: tuple[Attribution, ...], lexicon: Lexicon) -> tuple[Attribution, ...]:  # fmt: skip
    """The attributions of a sentence in a turn: whoever has it, unless another tells it and nobody says "I"."""
    if sentence.rstrip().endswith("?"):
        return ()  # a question vouches for nothing
    if verbs and verbs[0].verb != ":" and not says_i(sentence, lexicon):
        return verbs
    return (Attribution(0, 0, turn.speaker, "said", ":", True, 0),)
