"""Denials: whether a figure is told as what is not so, by whoever is quoted or reported.

Five constructions, each over the words before and after a figure:

- a verb of denying whose object is something said: "denied that it had sold 40", "rejected reports of 40";
  who rejects a plan, a bid or an invoice denies nothing;
- something said that is called untrue: "the figure of 40 is wrong", "called reports of 40 pure invention";
- a correction: "25, not 40", "not 40 but 25"; what is rather wanted or able than another corrects nobody;
- an answer: "No, it was never 40", "contrary to reports, no 40 are to go";
- in somebody's own words, what never was or nobody did: "I never said 40", "nobody ordered 40", "there was no delay of 40 days".
"""

from __future__ import annotations

from offtake.evidence.reading.kinds.denials.calling import is_called_untrue
from offtake.evidence.reading.kinds.denials.corrections import is_corrected
from offtake.evidence.reading.kinds.denials.never import is_answered, never_was
from offtake.evidence.reading.kinds.denials.verbs import is_denied_by_verb
from offtake.evidence.reading.language.lexicon import Lexicon


def is_denied(
    sentence: str, start: int, end: int, words: Lexicon, attitude: str, spoken: bool
) -> bool:
    """Whether the figure at `start` to `end` is told as not so; a sentence without its quotation marks.

    `attitude` of the verb that reports it; `spoken`: somebody's own or reported words, no outlet's.
    """
    before, after = sentence[:start], sentence[end:]
    return (
        is_denied_by_verb(before, sentence[start:end], after, words, spoken or attitude == "deny")
        or is_corrected(before, after, words.language)
        or is_called_untrue(sentence, start, end, words)
        or is_answered(before)
        or (spoken and never_was(before, after))
    )
