"""Deeds done with words, which tell nothing: what a body promises, offers, demands or means to do itself.

"The council has pledged £25m", "Acme hopes to make 40", "the plan foresees 40" are told by the paper.  The same verbs tell where what is
said follows ("pledged that"), where they close their sentence (", the council promised"), beside a quotation, and of a
person, who does nothing by promising but speak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.language.spoken import forms_in
from offtake.evidence.reading.speakers.identity.introduced import firms, noun_in
from offtake.evidence.reading.speakers.identity.people import is_office, person_in
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Attribution, Body, Person

_CLAUSE = {
    "en": re.compile(r"(?: [a-z]+ly| [a-z]+day| last week)? that\b|:"),
    "de": re.compile(
        r"[^;]{0,80}, (?:dass|wonach)\b|:|(?: [\w-]+){0,2}, (?:die|der|das|es|man|sie) (?=[^;.]{3,160}(?:\b(?:zu|sei|seien|habe|hätten?|werden?|würden?|könne|könnten?|solle|sollten|müsse|müssten|wolle|wollten|dürfe|dürften|\w+zu\w+en)\b|$))"
    ),
    "fr": re.compile(r"[^;,]{0,40} qu(?:e\b|['’])| ?:"),
}
"""What is said follows."""
_ENDS = re.compile(r"(?: (?:on|in|at|after|by|last|late|early|yesterday|today|this|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|am|im|gestern)\b[^,;:]{0,40})?(?:[.,;:–—]|$)")  # fmt: skip
_ASIDE = re.compile(rf"(?:[,–—]|[{HIDDEN}”\"“»]) ?(?:the |an? |its |their |le |la |les |l['’]|der |die |das )?$", re.IGNORECASE)  # fmt: skip
_AS = re.compile(r"(?:^|[, ])(?:[Ww]ie|[Cc]omme|[Aa]insi que) [^,;]*$")
"""Before a clause of who tells: "wie die Gilde versprach"."""
_TO_DO = {
    "en": re.compile(r" (?:[a-z]+ly )?to [a-z]+"),
    "de": re.compile(r"[^;.]{0,120}\b(?:zu [a-zäöü]+n\b|[a-zäöü]+zu[a-zäöü]+n\b)"),
    "fr": re.compile(r" (?:[a-z]+ment )?(?:de |d['’])?[a-zà-ÿ]+(?:er|ir|re|oir)\b"),
}
"""What the subject itself is to do."""
_PAPERS = re.compile(r"(?:plans?|programmes?|program|schedule|memorandum|mou|agreement|contract|deal|budget|draft|paper|roadmap|treaty|rollout|scheme|strategy|protocole|contrat|accord|convention|entente|marché|texte|décret|règlement|charte|loi|projet|vertrag|konzept|programm|entwurf|haushalt|plan)$", re.IGNORECASE)  # fmt: skip
"""What holds a plan and speaks for nobody."""


@lru_cache(maxsize=8)
def _deeds(lexicon: Lexicon) -> dict[str, str]:
    """Every form of the verbs that do something with words -> the German prefix that stands behind it."""
    known = forms_in(lexicon.rules, lexicon.language, "deeds")
    whole = {w: "" for f in known for w in (f.base if not f.prefix else f.participle, f.participle, *(f.prefix + g for g in f.finite))}  # fmt: skip
    return {g: f.prefix for f in known for g in f.finite if f.prefix} | whole


_OF_ITS_OWN = re.compile(
    r"(?:[a-z]+ ){1,3}(?:its|their) [\w’' -]{0,40}(?:forecasts?|estimates?|projections?)\b"
)
"""A forecast that is changed: of its own business by a firm, which does so and tells nothing."""
_NOT_WANTED = re.compile(r"(?:reject|dismiss)(?:s|es|ed)?$")


_PERSON_ENDS = re.compile(r"e?s$|e$")


def is_deed(one: Attribution, text: str, people: Sequence[Person], bodies: Sequence[Body], lexicon: Lexicon) -> bool:  # fmt: skip
    """Whether a verb with its subject, in a sentence whose quotations are hidden, does something and tells nothing."""
    if HIDDEN in text or not one.speaker.name:
        return False
    if lexicon.language == "en" and one.before and (_is_forecast(one, text, bodies, lexicon) or _is_refused(one, text, lexicon)):  # fmt: skip
        return True
    after = text[max(one.end, one.at + len(one.verb)) :] if one.before else text[one.end :]
    if one.attitude == "plan" and _PAPERS.search(one.speaker.name.split(" " if lexicon.language == "fr" else " of ")[0]):  # fmt: skip
        return True
    if _is_person(one, people, lexicon) and all(b.name != one.speaker.name for b in bodies):
        return False
    if one.attitude == "plan" and _TO_DO[lexicon.language].match(after):
        return True
    deeds = _deeds(lexicon)
    word = one.verb.split(" ")[-1]
    prefix = next(
        (deeds[w] for w in (one.verb, word, _PERSON_ENDS.sub("", word)) if w in deeds), None
    )
    if prefix is None or (prefix and not re.search(rf"\b{prefix}\b", after)):
        return False
    if _CLAUSE[lexicon.language].match(after) or _AS.search(text[: one.at]):
        return False
    aside = _ASIDE.search(text[: one.start if one.before else one.at])
    return not (aside and (_ENDS.match(after) or not one.before))


def _is_forecast(one: Attribution, text: str, bodies: Sequence[Body], lexicon: Lexicon) -> bool:
    """Whether a firm changes what it expects of its own business; a bank or a ministry speaks of that of others."""
    if one.attitude != "claim" or not _OF_ITS_OWN.match(text, one.at):
        return False
    name = one.speaker.name
    nouns = {n for b in bodies if b.name == name or b.name.startswith(f"{name} ") for n in b.nouns}
    nouns |= {noun_in(w, lexicon) for w in name.lower().split(" ")} - {""}
    return bool(nouns & firms(lexicon)) or (not nouns and any(b.name.split(" ")[0] == name.split(" ")[0] for b in bodies))  # fmt: skip


def _is_refused(one: Attribution, text: str, lexicon: Lexicon) -> bool:
    """Whether an offer or a plan is turned down, and nothing that was said."""
    if one.attitude != "deny" or not _NOT_WANTED.search(one.verb):
        return False
    object_ = re.split(r"[,;:.](?= |$)", text[one.end :], maxsplit=1)[0]
    return not re.search(rf"\b(?:as|{lexicon.speech['sayings']})\b", object_)


def _is_person(one: Attribution, people: Sequence[Person], lexicon: Lexicon) -> bool:
    name = one.speaker.name
    if is_office(name.split(" ")[-1], lexicon) and not name.endswith("rat"):
        return True
    if lexicon.language == "fr" and is_office(name.split(" ")[0], lexicon):
        return True  # "maire de Lormont"
    return one.speaker.basis in ("surname", "office") or any(p.name == name for p in people) or (one.speaker.basis != "body" and " " in name and bool(person_in(name, lexicon)))  # fmt: skip
