"""The subject with which an English sentence opens: who speaks where a later verb of speech has none of its own.

"Acme shut two mills and said ...", "Acme, a maker of pots, cut its forecast, saying ...", "Acme has found that ..."; a subject of two
names; the agency and the date before a report begins; whose report, data or testimony it is that says something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT
from offtake.evidence.reading.speakers.people import Person, Speaker, speaker_named

_DATELINE = re.compile(r"^[A-Z][A-Z .,'/-]{2,40}(?:(?:, [A-Z][a-z]+\.? \d{1,2})(?: ?\([^()]{2,30}\))?| ?\([^()]{2,30}\)) ?(?:-{1,2}|–|—) (?=\S)")  # fmt: skip
"""Place, day and agency before a report."""
_TIMES = r"(?: (?:(?:on |in |last |late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:in|last|this|earlier this) (?:January|February|March|April|May|June|July|August|September|October|November|December|week|month|year)(?: \d{4})?))?"
_LEAD = re.compile(
    r"^\W*(?:(?:But|And|So|Yet|However|Meanwhile|Also|Separately|Instead|Later|Thus|Overall),? )?(?:(?:Earlier this|Last|This|Earlier in the) (?:week|month|year|quarter),? |On (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? |(?:On|In|At|By|After|Despite|Since|For|With|During|Following|Under|Earlier|Last|This|Though|While|Now|Next)\b[^,]{2,90}, )?"
)
_ADVERB = r"(?:also |now |then |later |already |just |still |[a-z]+ly )*"
_AUX = "is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did|do"
_IRREGULAR = "gave|took|made|rose|fell|grew|won|began|drew|saw|ran|spoke|wrote|broke|chose|drove|came|became|went|threw|knew|sank|struck|stuck|cut|put|set|hit|let|left|built|lost|met|paid|sent|held|kept|led|bought|brought|sought|thought|taught|caught|spent|got|laid|fought|rebuilt|withdrew"
_THAT = re.compile(rf"(?:has |have |had )?{_ADVERB}(?!ensur|requir|mean|guarant|prov|show|suggest|hav|had)(?P<verb>[a-z]+(?:ed|es|s)|found|told|held|felt|(?:is|are|was|were|been) (?:confident|sure|certain|optimistic|hopeful|adamant|convinced|concerned|worried)){_TIMES} that\b")  # fmt: skip
"""A verb with a clause of what it says: "has determined that"."""
_BOTH = re.compile(r"(?:^|[,;:] |\bthat )\W*(?:(?:But|And|So|Both) )*(?P<first>[Tt]he [a-z-]+|(?:[Tt]he )?(?:[A-Z][\w.&'’-]*(?: of)? ?){1,6}) ?and (?:the )?$")  # fmt: skip
_OWNED = re.compile(r"^(?P<by>[A-ZÄÖÜ][\w&.'’-]*(?: (?:of|and|for|the|[A-ZÄÖÜ][\w&.'’-]*))*?)(?:['’]s?)?(?: [a-z-]+){0,2} (?:reports?|study|studies|survey|poll|data|figures|statistics|statement|filing|audit|review|document)s?$")  # fmt: skip
_DATA_FROM = re.compile(
    r"(?:^|\b(?:the|new|after|latest|as|official|recent) )(?i:data|figures|statistics|research|analysis) (?:from|by|of|compiled by|published by|released by) (?:the )?(?P<by>[A-Z][\w&.'’-]*(?: (?:of |and |for )?[A-Z][\w&.'’-]*)*|(?:[a-z-]+ )+[a-z-]+)$"
)
"""Data with their maker, at the end of a subject."""
MOST = 4
"""Verbs after which a subject is looked for."""


def without_dateline(sentence: str) -> str:
    """The sentence at its full length, blanks in place of what stands before the report itself."""
    found = _DATELINE.match(sentence)
    return " " * found.end() + sentence[found.end() :] if found else sentence


def _forms(lexicon: Lexicon) -> str:
    """Forms of all verbs that are no noun, as one pattern."""
    names = (name for name in lexicon.data["verbs"] if name != "seat")
    return any_of(form for name in names for form in lexicon.rules.forms_of(name, nouns=False))


@lru_cache(maxsize=4)
def _verbs(lexicon: Lexicon) -> re.Pattern[str]:
    known = _forms(lexicon)
    spoken = "|".join(lexicon.speech[name] for name in ("said", "claim", "promise", "plan", "deny"))
    return re.compile(
        rf" {_ADVERB}(?=(?:{_AUX}|{_IRREGULAR}|{spoken}|[a-z]{{3,}}ed|[a-z]{{2,}}[a-rt-z]s|(?:{known})(?<=[sdt]))\b)"
    )


def opening(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> tuple[Speaker, int] | None:  # fmt: skip
    """Who the sentence opens with, and where the words for it end; None where that is nobody who could speak."""
    if lexicon.language != "en":
        return None
    lead = _LEAD.match(sentence)
    start = lead.end() if lead else 0
    for k, verb in enumerate(_verbs(lexicon).finditer(sentence, start + 1, start + 160)):
        np = re.sub(r" \([^()]{1,30}\)", "", sentence[start : verb.start()])
        np = re.sub(rf"{_TIMES}$", "", np)
        if k >= MOST or len(np.split()) > 16 or re.search(r"[;:\x02”“\"]", np):
            return None
        name, _, told = np.partition(", ")
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
    return word is not None and not _known(lexicon).fullmatch(word[0])


@lru_cache(maxsize=4)
def _known(lexicon: Lexicon) -> re.Pattern[str]:
    known = _forms(lexicon)
    spoken = "|".join(lexicon.speech[name] for name in ("said", "claim", "promise", "plan", "deny"))
    return re.compile(f"(?:{_AUX}|{known}|{spoken})")


def untimed(subject: str) -> str:
    """A subject without the day or month behind it: "the army in May 2025"."""
    return re.sub(rf"{_TIMES}$", "", re.sub(r" \([^()]{1,30}\)$", "", subject))


def says_that(sentence: str, end: int) -> re.Match[str] | None:
    """A verb with a clause of what is said, right after the subject."""
    return _THAT.match(sentence, end)


_AS_SAYING = re.compile(r"(?:was|is|were|are|has been|had been) (?:quoted|cited)(?: (?:by|in) [^,;]{2,60}?)? as saying\b")  # fmt: skip


def quoted(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> tuple[Speaker, re.Match[str]] | None:  # fmt: skip
    """Who "was quoted by the paper as saying" something."""
    found = _AS_SAYING.search(sentence) if "as saying" in sentence else None
    first = opening(sentence, at, people, lexicon) if found else None
    return (first[0], found) if found and first and first[1] <= found.start() else None


def joint(before: str, who: Speaker) -> Speaker:
    """A speaker with the other before an "and", where the two are one subject: "Ann Holm and Bo Lind said"."""
    head = before[: before.rfind(who.name.split(" ")[0])] if who.name else ""
    both = _BOTH.search(head) if who.basis in ("named", "surname", "body") else None
    if both is None:
        return who
    first = re.sub(r"^[Tt]he ", "", both["first"].strip())
    first = " ".join(w for k, w in enumerate(first.split()) if k or not _RANK.fullmatch(w))
    first = _RANKS.sub("", first)
    return Speaker(f"{first} and {who.name}", who.basis)


_RANK = re.compile(r"(?:Rear|Vice|Major|Lieutenant|General|Admirals?|Ministers?|Presidents?|Senators?|Mr|Ms)s?")  # fmt: skip
_RANKS = re.compile(r"^(?:(?:Admirals?|Generals?|Ministers?|Senators?) )+")


_TITLES = re.compile(
    rf"^(?:(?:Maj|Lt|Brig|Col|Gen|Adm|Capt|Cmdr|Sgt|Dr|Prof|Mr|Mrs|Ms|Sen|Rep|Gov)[.{DOT}]?[- ])+(?=[A-Z])"
)


def untitled(who: Speaker) -> Speaker:
    """A speaker without ranks before the name: "Maj.-Gen. Ann Holm"."""
    return Speaker(_TITLES.sub("", who.name), who.basis)


def owner(subject: str) -> Speaker | None:
    """Whose report or data it is that says something, where that is in the words."""
    if data := _DATA_FROM.search(subject):
        return Speaker(data["by"], "body")
    owned = _OWNED.match(re.sub(r"^(?:[Tt]he|[Aa]n?)(?: new| latest| recent)? ", "", subject))
    return Speaker(owned["by"], "body") if owned and owned["by"].lower() not in ("new", "latest") else None  # fmt: skip
