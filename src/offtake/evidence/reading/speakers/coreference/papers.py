"""Whose paper an article speaks of: "the report found" stands for whoever made it, "said in a report", "published a report".

A noun stands for the maker of the last paper that was called so; "report" or "document" also of an audit or a survey, right behind
a sentence that speaks of it and of no other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.heading import body_first
from offtake.evidence.reading.speakers.identity.known import Known, Paper
from offtake.evidence.reading.speakers.identity.speaker import Attribution, Speaker
from offtake.evidence.reading.speakers.indirect.sources import ACCORDING


def heard(known: Known, sentence: str, verbs: Sequence[Attribution], lexicon: Lexicon) -> Known:
    """What is known behind a sentence: who spoke in it, and whose paper it speaks of."""
    spoke = tuple(v.speaker for v in verbs if v.speaker.name)
    told = holds_one(sentence.lower(), papers(lexicon))
    paper = _told(known, sentence, verbs, lexicon) if told else _gone_on(known.paper, (), lexicon)
    return Known(known.named, (*known.spoke, *spoke), paper) if spoke or paper != known.paper else known  # fmt: skip


def may_be(noun: str, paper: Paper, lexicon: Lexicon) -> bool:
    """Whether a noun stands for a paper: it was called so, or any of its sort is and the sentence before speaks of it."""
    return paper.noun.endswith(noun) or (paper.near and noun in _called(lexicon).get(paper.noun, ()))  # fmt: skip


def _told(known: Known, sentence: str, verbs: Sequence[Attribution], lexicon: Lexicon) -> Paper | None:  # fmt: skip
    """The last paper behind a sentence that speaks of one; None where nobody can be told to have made it."""
    made = [Paper(v.speaker, noun) for v in verbs if (noun := _made(v, sentence, lexicon))]
    if len({paper.maker for paper in made}) == 1:
        return made[0]
    spoke = [v.speaker for v in verbs if v.speaker.name]
    if own := own_paper(lexicon).search(sentence):
        makers = {v.speaker for v in verbs if v.attitude != "deny" and v.speaker in spoke and v.speaker.name.lower() not in papers(lexicon)}  # fmt: skip
        return Paper(makers.pop(), own["paper"].lower()) if len(makers) == 1 else None
    if not spoke and (out := _put_out(lexicon).search(sentence)):
        name = body_first(sentence, known.bodies, lexicon)
        return Paper(Speaker(name, "body"), out["paper"].lower()) if name else None
    nouns = [found["paper"].lower() for found in _paper(lexicon).finditer(sentence)]
    return None if nouns and not _only_paper(spoke, known, lexicon) else _gone_on(known.paper, nouns, lexicon)  # fmt: skip


def _gone_on(paper: Paper | None, nouns: Sequence[str], lexicon: Lexicon) -> Paper | None:
    """The same paper behind a sentence that speaks of these."""
    near = paper is not None and bool(nouns) and all(may_be(noun, paper, lexicon) for noun in nouns)
    return paper._replace(near=near) if paper is not None else None


def _made(verb: Attribution, sentence: str, lexicon: Lexicon) -> str:
    """The paper that is the subject of a verb with its maker, who speaks: "a report by Acme shows", or its source: "according to Acme's report"; '' where it is none."""
    told = verb.verb == ACCORDING and not verb.before
    subject, name = sentence[verb.start : verb.end if told else verb.at], verb.speaker.name
    found = _paper(lexicon).search(subject)
    if (
        not found
        or not name
        or not (told or verb.before)
        or name.split(" ")[0].lower() in papers(lexicon)
    ):
        return ""
    own = name in subject and "," not in subject[subject.find(name) + len(name) : found.start()]
    return found["paper"].lower() if own else ""


def _only_paper(spoke: Sequence[Speaker], known: Known, lexicon: Lexicon) -> bool:
    """Whether nobody speaks in a sentence but the paper, or whoever made it."""
    maker = known.paper.maker.name if known.paper else ""
    return all(s.name.lower() in papers(lexicon) or s.name == maker for s in spoke) and bool(spoke)


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
    return re.compile(rf"(?:{lexicon.speech[key]})(?P<paper>{any_of(papers(lexicon))})(?:s|e[sn]?)?(?![\w-])", flags)  # fmt: skip


@lru_cache(maxsize=8)
def _paper(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<paper>{any_of(papers(lexicon))})s?(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _called(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Noun for a paper -> what any paper of its sort is called."""
    groups = (group.partition("|") for group in str(lexicon.speech["papers"]).split(";"))
    return {noun: frozenset(called.split()) for own, _, called in groups for noun in own.split()}


@lru_cache(maxsize=8)
def papers(lexicon: Lexicon) -> frozenset[str]:
    """Words for papers that their maker speaks through."""
    return frozenset(re.split(r"[ ;|]", str(lexicon.speech["papers"])))
