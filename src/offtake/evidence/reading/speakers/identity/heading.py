"""With whom a sentence begins: whom "he" or "it" of the next one stands for, though nobody has said anything yet.

"Mayor Bo Lund shook his head. “No,” he said."; "Acme delivered 40 looms. It said …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT
from offtake.evidence.reading.speakers.identity.candidates import tried_at
from offtake.evidence.reading.speakers.identity.names import UPPER
from offtake.evidence.reading.speakers.identity.people import is_office
from offtake.evidence.reading.speakers.identity.speaker import Attribution, Body, Person, Speaker

_REACH = 90
"""Characters in which whoever a sentence begins with is named."""
_GOES_ON = re.compile(r"['’-]\w| (?:and|und|et|&) ")
"""Behind a name: it owns what the sentence begins with, or is one of two."""
_WORD = re.compile(r"[\w-]+")
_VERB = re.compile(r",? [a-zäöü(]")


@lru_cache(maxsize=4)
def _subjects(lexicon: Lexicon) -> tuple[str, ...]:
    """Pronouns of people as subjects: "he", "she"."""
    return tuple(str(lexicon.speech[key]).split()[0] for key in ("he", "she"))


@lru_cache(maxsize=16)
def _ends_in(words: tuple[str, ...], lexicon: Lexicon) -> re.Pattern[str]:
    """One of the words at the end of what stands before a verb, with no more than an auxiliary behind it."""
    later = any_of(str(lexicon.speech["auxiliaries"]).split())
    return re.compile(rf"(?<![\w'’])(?P<who>{any_of(words)})(?: (?:{later}))?$", re.IGNORECASE)


def person_first(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> str:
    """The person with whom a sentence that stands at `at` begins, with no more than an office before; '' for nobody."""
    places = [(p.at - at, p.name, p.name) for p in people if 0 <= p.at - at < _REACH]
    places += [(sentence.find(p.surname, 0, _REACH), p.surname, p.name) for p in people if p.at < at]  # fmt: skip
    for start, written, name in sorted(places):
        before = sentence[: max(start, 0)]
        if start >= 0 and "," not in before and all(_may_precede(w, lexicon) for w in _WORD.findall(before)) and not _GOES_ON.match(sentence, start + len(written)):  # fmt: skip
            return name
    return ""


def _may_precede(word: str, lexicon: Lexicon) -> bool:
    return word[0].isupper() or word in str(lexicon.speech["opens"]).split() or is_office(word, lexicon)  # fmt: skip


@lru_cache(maxsize=4)
def _titled(lexicon: Lexicon) -> re.Pattern[str]:
    his, hers = ("|".join(str(lexicon.speech[key]).split()) for key in ("his_titles", "her_titles"))
    return re.compile(rf"(?<![\w-])(?:(?P<he>{his})|(?P<she>{hers}))[.{DOT}]? (?P<name>[A-ZÄÖÜÉ][\w.{DOT}-]*(?: [A-ZÄÖÜÉ][\w.{DOT}-]*){{0,2}})")  # fmt: skip


@lru_cache(maxsize=4)
def _title(lexicon: Lexicon) -> re.Pattern[str]:
    words = (str(lexicon.speech[key]).split() for key in ("his_titles", "her_titles"))
    return re.compile("|".join(re.escape(word) for every in words for word in every))


def called(text: str, people: Sequence[Person], lexicon: Lexicon) -> dict[str, str]:
    """People with the pronoun that stands for each, as far as a title tells: "Ms Falk"."""
    found: dict[str, str] = {}
    surnames = {p.surname: p.name for p in reversed(people)}
    titles = (m.start() for m in _title(lexicon).finditer(text))
    for match in tried_at(_titled(lexicon), text, titles):
        name = next((surnames[w] for w in match["name"].split(" ") if w in surnames), "")
        if name:
            found.setdefault(name, str(lexicon.speech["he" if match["he"] else "she"]).split()[0])
    return found


def body_first(sentence: str, bodies: Sequence[Body], lexicon: Lexicon) -> str:
    """The body with whose name a sentence begins; '' for none."""
    lead = _lead(lexicon).match(sentence)
    rest = sentence[lead.end() :] if lead else sentence
    for body in bodies:
        first = body.name.split(" ")[0]
        for name in (body.name, first if first.lower() not in common_first(lexicon) else body.name):
            if rest.startswith(name) and _VERB.match(rest, len(name)):
                return body.name
    return ""


@lru_cache(maxsize=4)
def common_first(lexicon: Lexicon) -> frozenset[str]:
    """First words of bodies by which nobody calls them."""
    return frozenset(str(lexicon.data["nobody"]["first"]).split())


@lru_cache(maxsize=4)
def _lead(lexicon: Lexicon) -> re.Pattern[str]:
    """A time and an article before a name that opens a sentence."""
    return re.compile(rf"(?:(?:{lexicon.speech['time_first']}) [\w ]{{2,20}},? )?(?:{lexicon.speech['article_first']})?(?=[{UPPER}])")  # fmt: skip


def pronoun(verb: Attribution, sentence: str, lexicon: Lexicon) -> str:
    """The pronoun that is the subject of a verb, where it stands for a person: "he", "elle"; '' for none."""
    part = sentence[: verb.at].rstrip() if verb.before else sentence[verb.at : verb.end].rstrip(" ,.")  # fmt: skip
    found = _ends_in(_subjects(lexicon), lexicon).search(part)
    return found["who"].lower() if found else ""


_ITS = re.compile(r"\b(?:its|their) (?:[a-z]+ ){1,3}[a-z]+$")
"""A paper of its own: "according to its annual report"."""


def whom(verb: Attribution, sentence: str, person: str, body: str, lexicon: Lexicon) -> Speaker:
    """Who speaks where the subject of a verb is "he" or "it": with whom the sentence before begins."""
    before, behind = sentence[: verb.at].rstrip(), sentence[verb.at : verb.end].rstrip(" ,.")
    if person and pronoun(verb, sentence, lexicon):
        return Speaker(person, "pronoun")
    if body and lexicon.language == "en" and (_ends_in(tuple(lexicon.speech["bodies"].split()), lexicon).search(before) or (not verb.speaker.name and _ITS.search(behind))):  # fmt: skip
        return Speaker(body, "pronoun")
    return verb.speaker
