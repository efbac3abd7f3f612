"""Text alignment, whether two texts are the same words, or one a part of the other, with every figure, name and negation alike.

Similar is not the same: texts that differ in a number, a "not", a month or a firm are alike to a high degree and
say something else.  So likeness only proposes; an alignment of the words decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from offtake.evidence.reading.language.numerals import numerals

SHORTEST = 5
"""Words below which no quotation is recognised again."""
SHARED = 0.5
"""Three-word runs of the shorter text that the longer must share, to be looked at."""
REPLACED = 0.1
"""Share of the shorter text's words that may be other words."""
_GROUPED = re.compile(r"(?<=\d)[ ,.'’\u00a0\u202f\u2009](?=\d{3}(?!\d))")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|[%€$£]")
_BACK = {
    "would": "will",
    "had": "has",
    "was": "is",
    "were": "are",
    "could": "can",
    "habe": "hat",
    "sei": "ist",
    "werde": "wird",
}
_NEGATIONS = frozenset(
    "not no never none nor neither without cannot nicht kein keine keinen keiner nie niemals ohne ne pas jamais aucun aucune sans".split()
)
_GUARDED = frozenset(
    "% € $ £ euro euros dollar dollars pound pounds percent cent prozent million millions billion billions milliard milliards milliarde milliarden millionen mrd mio bn hundred thousand dozen dozens half third quarter double twice month months year years week weeks day days monat monate jahr jahre woche tag mois an ans semaine jour january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday januar februar märz mai juni juli oktober dezember".split()
) | frozenset(word for language in ("en", "de", "fr") for word in numerals(language))
_FUNCTION = frozenset(
    "the a an and or but if as of in on at by for to from with we they he she it i you this that these those there our their his her its who which what when while because so then also now der die das ein eine und oder aber wenn wir sie er es ich le la les un une et ou mais si nous ils elle il je".split()
)
_CONTRACTED = re.compile(r"n['’]t$")


@dataclass(frozen=True)
class Token:
    """A word in small letters; `guard` where another word in its place says something else."""

    word: str
    guard: bool
    negation: bool


def tokens_of(text: str) -> list[Token]:
    """The words of a text; "1,000", "1 000" and "1.000" are one word each, the same one."""
    plain = _GROUPED.sub("", text)
    found: list[Token] = []
    for match in _TOKEN.finditer(plain):
        said = match[0]
        low = said.lower().replace("’", "'")
        low = _BACK.get(low, low)
        negation = low in _NEGATIONS or bool(_CONTRACTED.search(low))
        name = said[0].isupper() and low not in _FUNCTION
        found.append(Token(low, negation or said[0].isdigit() or low in _GUARDED or name, negation))
    return found


def word_runs(tokens: Sequence[Token], length: int) -> frozenset[tuple[str, ...]]:
    """All runs of so many words."""
    words = [t.word for t in tokens]
    return frozenset(tuple(words[k : k + length]) for k in range(len(words) - length + 1))


def shared_words(a: Sequence[Token], b: Sequence[Token]) -> float:
    """Three-word runs that both have, as a share of those of the shorter."""
    one, other = word_runs(a, 3), word_runs(b, 3)
    return len(one & other) / max(1, min(len(one), len(other)))


def same_words(a: Sequence[Token], b: Sequence[Token], least: float = SHARED) -> bool:
    """Whether the shorter is said in the longer, nothing of weight replaced, left out or put in between."""
    if min(len(a), len(b)) < SHORTEST or shared_words(a, b) < least:
        return False
    steps = SequenceMatcher(
        None, [t.word for t in a], [t.word for t in b], autojunk=False
    ).get_opcodes()
    replaced = 0
    for number, (step, i, j, k, m) in enumerate(steps):
        if step == "equal":
            continue
        left, right = a[i:j], b[k:m]
        edge = number in (0, len(steps) - 1)
        if step == "replace":
            if any(t.guard for t in left) and any(t.guard for t in right):
                return False
            if not edge and any(t.negation or t.word[0].isdigit() for t in (*left, *right)):
                return False
            replaced += 0 if edge and least == SHARED else min(len(left), len(right))
        elif not edge and any(
            t.negation or t.word[0].isdigit() or t.word in _GUARDED for t in (*left, *right)
        ):
            return False
    return replaced <= max(1.0, REPLACED * min(len(a), len(b)))
