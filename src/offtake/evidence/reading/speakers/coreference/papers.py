"""Whose paper an article speaks of: "the report found" stands for whoever made it, "said in a report", "published a report"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.heading import body_first
from offtake.evidence.reading.speakers.identity.speaker import Attribution, Body, Person, Speaker
from offtake.evidence.reading.speakers.verbs import listed


@dataclass(frozen=True)
class Known:
    """What an article has told before a sentence: bodies by name, people, who has spoken, and who made the last paper."""

    bodies: tuple[Body, ...]
    people: tuple[Person, ...]
    spoke: tuple[Speaker, ...] = ()
    maker: Speaker | None = None


def heard(known: Known, sentence: str, verbs: Sequence[Attribution], lexicon: Lexicon) -> Known:
    """What is known behind a sentence: who spoke in it, and whose paper it speaks of."""
    spoke = tuple(v.speaker for v in verbs if v.speaker.name)
    told = [v.speaker for v in verbs if v.speaker.name and v.attitude != "deny" and v.speaker.name.lower() not in papers(lexicon)]  # fmt: skip
    if len(made := {v.speaker for v in verbs if _is_maker(v, sentence, lexicon)}) == 1:
        return replace(known, spoke=(*known.spoke, *spoke), maker=next(iter(made)))
    if own_paper(lexicon).search(sentence):
        return replace(known, spoke=(*known.spoke, *spoke), maker=told[0] if len(set(told)) == 1 else None)  # fmt: skip
    if not spoke and _put_out(lexicon).search(sentence):
        name = body_first(sentence, known.bodies, lexicon)
        return replace(known, maker=Speaker(name, "body") if name else None)
    maker = None if _paper(lexicon).search(sentence) and not _only_paper(spoke, known, lexicon) else known.maker  # fmt: skip
    return replace(known, spoke=(*known.spoke, *spoke), maker=maker)


def _is_maker(verb: Attribution, sentence: str, lexicon: Lexicon) -> bool:
    """Whether the subject of a verb is a paper with its maker, who speaks: "a report by Acme shows"."""
    subject, name = sentence[verb.start : verb.at], verb.speaker.name
    return bool(name) and verb.before and name in subject and _paper(lexicon).search(subject) is not None  # fmt: skip


def _only_paper(spoke: Sequence[Speaker], known: Known, lexicon: Lexicon) -> bool:
    """Whether nobody speaks in a sentence but the paper, or whoever made it."""
    return all(s.name.lower() in papers(lexicon) or (known.maker and s.name == known.maker.name) for s in spoke) and bool(spoke)  # fmt: skip


@lru_cache(maxsize=8)
def own_paper(lexicon: Lexicon) -> re.Pattern[str]:
    """A paper told as that of whoever speaks: "said in a report", "its report"; a critic's sentence has it otherwise."""
    return _before_a_paper("own_paper", lexicon)


@lru_cache(maxsize=8)
def _put_out(lexicon: Lexicon) -> re.Pattern[str]:
    """A paper that the subject puts out: "published a report"."""
    return _before_a_paper("puts_out", lexicon)


def _before_a_paper(key: str, lexicon: Lexicon) -> re.Pattern[str]:
    flags = re.IGNORECASE if lexicon.language == "de" else re.NOFLAG
    return re.compile(rf"(?:{lexicon.speech[key]})(?:{'|'.join(papers(lexicon))})(?:s|e[sn]?)?(?![\w-])", flags)  # fmt: skip


@lru_cache(maxsize=8)
def _paper(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(papers(lexicon))})s?(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def papers(lexicon: Lexicon) -> frozenset[str]:
    """Words for papers that their maker speaks through."""
    return frozenset(listed(str(lexicon.speech["papers"])))
