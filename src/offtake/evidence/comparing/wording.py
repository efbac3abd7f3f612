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
STEM = 4
"""Letters that two forms of a word share."""
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
_LIGHT = frozenset(
    "the a an and but or of in on at we they he she it i you this that these those there our their his her its who which so then also now der die das den dem ein eine einen und aber wir sie er es ich le la les l un une et mais nous ils elle il je ce cette".split()
)
"""Words that may be others, or be missing, without another meaning."""
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


def same_words(
    a: Sequence[Token], b: Sequence[Token], least: float = SHARED, framed: bool = False
) -> bool:
    """Whether the shorter is said in the longer, nothing of weight replaced, left out or put in between.

    `framed`: the words around it may differ ("he said" before one, "she warned" before the other).
    """
    if min(len(a), len(b)) < SHORTEST or shared_words(a, b) < least:
        return False
    steps = SequenceMatcher(
        None, [t.word for t in a], [t.word for t in b], autojunk=False
    ).get_opcodes()
    replaced = 0
    for number, (step, i, j, k, m) in enumerate(steps):
        left, right = _weight(a[i:j]), _weight(b[k:m])
        if step == "equal":
            continue
        edge = number in (0, len(steps) - 1)
        if step == "replace":
            if not _alike(left, right) and not (edge and (framed or not (left and right))):
                return False
            replaced += 0 if edge else min(j - i, m - k)
        elif not edge and (left or right):
            return False
    return replaced <= max(1.0, REPLACED * min(len(a), len(b)))


def _weight(tokens: Sequence[Token]) -> list[str]:
    """The words among these that say something: "rose" for "fell" is another claim, "the" for "this" is none."""
    return [t.word for t in tokens if t.word not in _LIGHT]


def _alike(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether words are forms of each other, in order: contract, contracts."""
    return len(left) == len(right) and all(
        one == other
        or (
            len(one) > STEM
            and len(other) > STEM
            and one[:STEM] == other[:STEM]
            and abs(len(one) - len(other)) <= 2
            and one.isalpha()
        )
        for one, other in zip(left, right, strict=True)
    )
