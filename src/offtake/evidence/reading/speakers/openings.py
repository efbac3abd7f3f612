"""The subject with which an English sentence opens: who speaks where a later verb of speech has none of its own.

"Acme shut two mills and said ...", "Acme, a maker of pots, cut its forecast, saying ...", "Acme has found that ..."; a subject
of two names; the agency and the date before a report begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.names import (
    FULL,
    UPPER,
    after_names,
    without_titles,
)
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.patterns import pattern, written
from offtake.evidence.reading.speakers.identity.speaker import Person, Speaker
from offtake.evidence.reading.speakers.verbs import reporting

_DATELINE = re.compile(r"^\d+(?:\.\d+)+ (?=[A-Z])|^[A-Z][A-Z .,'/-]{2,40}(?:(?:, [A-Z][a-z]+\.? \d{1,2})(?: ?\([^()]{2,30}\))?| ?\([^()]{2,30}\)) ?(?:-{1,2}|–|—) (?=\S)|^[A-Z][a-z]{2}[a-z]* \d{1,2} ?(?:\([A-Za-z]+\))? - |^[A-ZÄÖÜÉ][\w/'’.-]+(?: [\w/'’.-]+){0,3} \([\w/ -]{2,24}\) ?[-–—] (?=\S)|^[A-ZÉ][A-ZÉÈ '’-]+, \d{1,2}(?:er)? [a-zäéû]+ ?(?:\([^()]{2,24}\) ?)?[-–—] (?=\S)")  # fmt: skip
"""Place, day and agency before a report."""
_ADVERB = r"(?:also |now |then |later |already |just |still |[a-z]+ly )*"
_AUX = "is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did|do"
_AUXILIARIES = frozenset(_AUX.split("|"))
_IRREGULAR = "gave|took|made|rose|fell|grew|won|began|drew|saw|ran|spoke|wrote|broke|chose|drove|came|became|went|threw|knew|sank|struck|stuck|cut|put|set|hit|let|left|built|lost|met|paid|sent|held|kept|led|bought|brought|sought|thought|taught|caught|spent|got|laid|fought|rebuilt|withdrew"


@lru_cache(maxsize=2)
def _that(lexicon: Lexicon) -> re.Pattern[str]:
    """A verb with a clause of what it says: "has determined that"."""
    when = written("when_then", lexicon)
    return re.compile(rf"(?:has |have |had )?{_ADVERB}(?!ensur|requir|mean|guarant|prov|show|suggest|hav|had)(?P<verb>[a-z]+(?:ed|es|s)|found|told|held|felt|(?:is|are|was|were|been) (?:confident|sure|certain|optimistic|hopeful|adamant|convinced|concerned|worried)){when} that\b")  # fmt: skip


_BOTH = re.compile(r"(?:^|[,;:] |\bthat )\W*(?:(?:But|And|So|Both) )*(?P<first>[Tt]he [a-z-]+|(?:[Tt]he )?(?:[A-Z][\w.&'’-]*(?: of(?: the)?)? ?){1,6}) ?and (?:the )?$")  # fmt: skip
MOST = 4
"""Verbs after which a subject is looked for."""
_REACH = 160
"""Characters in which a subject with its verb stands."""


def without_dateline(sentence: str) -> str:
    """The sentence at its full length, blanks in place of what stands before the report itself."""
    may = sentence[:1].isdigit() or holds_one(sentence, ("-", "–", "—"))
    found = _DATELINE.match(sentence) if may else None
    return " " * found.end() + sentence[found.end() :] if found else sentence


@lru_cache(maxsize=4)
def _forms(lexicon: Lexicon) -> frozenset[str]:
    """Forms of all verbs that are no noun."""
    names = (name for name in lexicon.data["verbs"] if name != "seat")
    return frozenset(form for name in names for form in lexicon.rules.forms_of(name, nouns=False))


_REGULAR = r"[a-z]{3,}ed|[a-z]{2,}[a-rt-z]s"
"""A past or a third person by its ending."""


@lru_cache(maxsize=4)
def _verbs(lexicon: Lexicon) -> re.Pattern[str]:
    reports = re.sub(r"\(\?P<\w+>", "(?:", reporting(lexicon).pattern)
    others = (form for form in _forms(lexicon) if form[-1] in "sdt" and not re.fullmatch(_REGULAR, form))  # fmt: skip
    return re.compile(rf" {_ADVERB}(?=(?:{_AUX}|{_IRREGULAR}|{reports}|{_REGULAR}|{any_of(others)})\b)")  # fmt: skip


_NAME_BETWEEN = re.compile(rf"[{UPPER}][\w'’.&-]*(?: [{UPPER}][\w'’.&-]*){{1,3}},")


def opening(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> tuple[Speaker, int] | None:  # fmt: skip
    """Who the sentence opens with, and where the words for it end; None where that is nobody who could speak."""
    if lexicon.language != "en":
        return None
    lead = pattern("leads_up", lexicon).match(sentence)
    start = lead.end() if lead else 0
    for k, verb in enumerate(_verbs(lexicon).finditer(sentence, start + 1, start + _REACH)):
        np = re.sub(r" \([^()]{1,30}\)", "", sentence[start : verb.start()])
        np = re.sub(rf"{written('when_then', lexicon)}$", "", np)
        if k >= MOST or len(np.split()) > 16 or re.search(r"[;:\x02”“\"]", np):
            return None
        name, _, told = np.partition(", ")
        if told and _NAME_BETWEEN.fullmatch(told):
            name, told = told[:-1], ""  # "the harbour master, Ann Holm, has"
        if told and (not np.endswith(",") or not re.match(r"(?:an?|the|its|head|chief|which|who|one|[a-z]+ing)\b", told)):  # fmt: skip
            continue
        who = speaker_named(name, at + start, people, lexicon, None)
        if verb_is_noun(sentence[verb.end() :], lexicon):
            continue
        if who and who.name and who.basis != "pronoun" and not (who.basis == "named" and " " not in who.name and re.match(r" (?:were|are|have)\b", sentence[verb.start() :])):  # fmt: skip
            return who, verb.end()
    return None


def verb_is_noun(text: str, lexicon: Lexicon) -> bool:
    """Whether the next word in -s is no verb that is known: it may be a noun in the plural."""
    word = re.match(r"[a-z]+s\b", text)
    if word is None or word[0] in _AUXILIARIES or word[0] in _forms(lexicon):
        return False
    return not reporting(lexicon).fullmatch(word[0])


def says_that(sentence: str, end: int, lexicon: Lexicon) -> re.Match[str] | None:
    """A verb with a clause of what is said, right after the subject."""
    return _that(lexicon).match(sentence, end)


_SECOND_NAME = re.compile(rf"(?<= and )(?:[{UPPER}][\w.\ua4f8]* )$")


def joint(before: str, who: Speaker, lexicon: Lexicon) -> Speaker:
    """A speaker with the other before an "and", where the two are one subject: "Ann Holm and Bo Lind said"."""
    head = before[: before.rfind(who.name.split(" ")[0])] if who.name else ""
    while " and " in head and (bare := _SECOND_NAME.sub("", head)) != head:
        head = bare  # "CEO Ann Holm and CFO Bo Lind"
    joined = head.endswith(("and ", "and the ")) and who.basis in ("named", "surname", "body")
    both = _BOTH.search(head) if joined else None
    if both is None:
        return who
    first = _OF_A_HOUSE.sub(r"\1", re.sub(r"^[Tt]he ", "", both["first"].strip()))
    first = " ".join(w for k, w in enumerate(first.split()) if k or not _RANK.fullmatch(w))
    first = without_titles(_RANKS.sub("", after_names(first, lexicon)), lexicon)
    return Speaker(f"{first} and {who.name}", who.basis)


_OF_A_HOUSE = re.compile(rf"^({FULL.pattern}) (?:of|at|from|with) .*")
"""A person with the house: "Ann Holm of Burns"."""
_RANK = re.compile(r"(?:Rear|Vice|Major|Lieutenant|General|Admirals?|Ministers?|Presidents?|Senators?|Mr|Ms)s?")  # fmt: skip
_RANKS = re.compile(r"^(?:(?:Admirals?|Generals?|Ministers?|Senators?) )+")
