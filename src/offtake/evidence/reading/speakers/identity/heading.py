"""With whom a sentence begins: whom "he" or "it" of the next one stands for, though nobody has said anything yet.

"Mayor Bo Lund shook his head. “No,” he said."; "Acme delivered 40 looms. It said …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.people import is_office
from offtake.evidence.reading.speakers.identity.speaker import Attribution, Body, Person, Speaker

_REACH = 90
"""Characters in which whoever a sentence begins with is named."""
_LATER = r"(?: (?:also|then|later|has|had|hat|habe|a|ont))?$"
_HE = {
    "en": re.compile(rf"(?<![\w'’])(?P<who>he|she){_LATER}", re.IGNORECASE),
    "de": re.compile(rf"(?<!\w)(?P<who>er|sie){_LATER}", re.IGNORECASE),
    "fr": re.compile(rf"(?<!\w)(?P<who>il|elle){_LATER}", re.IGNORECASE),
}
_IT = re.compile(rf"(?<![\w'’])(?:it|they){_LATER}", re.IGNORECASE)
_ITS = re.compile(r"\b(?:its|their) (?:[a-z]+ ){1,3}[a-z]+$")
"""A paper of its own: "according to its annual report"."""
_GOES_ON = re.compile(r"['’-]\w| (?:and|und|et|&) ")
"""Behind a name: it owns what the sentence begins with, or is one of two."""
_PART = re.compile(r"(?:the|an?|its|their|der|die|das|le|la|l|son|sa|of|for|und|and|de|du|des|d)")


def person_first(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> str:
    """The person with whom a sentence that stands at `at` begins, with no more than an office before; '' for nobody."""
    places = [(p.at - at, p.name, p.name) for p in people if 0 <= p.at - at < _REACH]
    places += [(sentence.find(p.surname, 0, _REACH), p.surname, p.name) for p in people if p.at < at]  # fmt: skip
    for start, written, name in sorted(places):
        before = sentence[: max(start, 0)]
        if start >= 0 and "," not in before and all(_may_precede(w, lexicon) for w in re.findall(r"[\w-]+", before)) and not _GOES_ON.match(sentence, start + len(written)):  # fmt: skip
            return name
    return ""


def _may_precede(word: str, lexicon: Lexicon) -> bool:
    return word[0].isupper() or bool(_PART.fullmatch(word)) or is_office(word, lexicon)


_TITLED = re.compile(r"(?<![\w-])(?:(?P<he>Mr|Sir|Lord|Herrn?|M)|(?P<she>Ms|Mrs|Miss|Dame|Lady|Baroness|Frau|Mme|Mlle))[.\ua4f8]? (?P<name>[A-ZÄÖÜÉ][\w.\ua4f8-]*(?: [A-ZÄÖÜÉ][\w.\ua4f8-]*){0,2})")  # fmt: skip
_SHE = {"en": ("he", "she"), "de": ("er", ""), "fr": ("il", "elle")}


def called(text: str, people: Sequence[Person], lexicon: Lexicon) -> dict[str, str]:
    """People with the pronoun that stands for each, as far as a title tells: "Ms Falk"."""
    found: dict[str, str] = {}
    surnames = {p.surname: p.name for p in reversed(people)}
    for match in _TITLED.finditer(text):
        name = next((surnames[w] for w in match["name"].split(" ") if w in surnames), "")
        if name:
            found.setdefault(name, _SHE[lexicon.language][0 if match["he"] else 1])
    return found


def body_first(sentence: str, bodies: Sequence[Body]) -> str:
    """The body with whose name a sentence begins; '' for none."""
    lead = _LEAD.match(sentence)
    rest = sentence[lead.end() :] if lead else sentence
    for body in bodies:
        first = body.name.split(" ")[0]
        for name in (body.name, first if first.lower() not in COMMON_FIRST else body.name):
            if rest.startswith(name) and _VERB.match(rest, len(name)):
                return body.name
    return ""


COMMON_FIRST = frozenset("world port national royal central general united new north south east west european international public state federal city".split())  # fmt: skip
"""First words of bodies by which nobody calls them."""
_LEAD = re.compile(r"(?:(?:In|By|Since|Until|Last|This|On) [\w ]{2,20},? )?(?:(?:The|Der|Die|Das|Le|La) |L['’])?(?=[A-ZÄÖÜÉ])")  # fmt: skip
_VERB = re.compile(r",? [a-zäöü(]")


def pronoun(verb: Attribution, sentence: str, lexicon: Lexicon) -> str:
    """The pronoun that is the subject of a verb, where it stands for a person: "he", "elle"; '' for none."""
    part = sentence[: verb.at].rstrip() if verb.before else sentence[verb.at : verb.end].rstrip(" ,.")  # fmt: skip
    found = _HE[lexicon.language].search(part)
    return found["who"].lower() if found else ""


def whom(verb: Attribution, sentence: str, person: str, body: str, lexicon: Lexicon) -> Speaker:
    """Who speaks where the subject of a verb is "he" or "it": with whom the sentence before begins."""
    before, behind = sentence[: verb.at].rstrip(), sentence[verb.at : verb.end].rstrip(" ,.")
    if person and pronoun(verb, sentence, lexicon):
        return Speaker(person, "pronoun")
    if body and lexicon.language == "en" and (_IT.search(before) or (not verb.speaker.name and _ITS.search(behind))):  # fmt: skip
        return Speaker(body, "pronoun")
    return verb.speaker
