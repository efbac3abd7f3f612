"""Coreference of bodies and offices in a whole article: "the company", "the bank", "der Konzern", "cet organisme", "the report".

A noun with its article stands for the one body that the article has named before and that may be called so; of several for the
one that spoke last, or the one that its sentence or the sentence before has named.  Where two fit, the noun stays.  A name
that the article has in full before is that one: "Acme" for "Acme Motors".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.agreeing import fits
from offtake.evidence.reading.speakers.identity.introduced import (
    any_firm,
    firms,
    general,
    kin,
    noun_in,
)
from offtake.evidence.reading.speakers.identity.known import Known, Named, first_body_in
from offtake.evidence.reading.speakers.identity.people import is_common, nobody
from offtake.evidence.reading.speakers.identity.speaker import Attribution, Person, Speaker
from offtake.evidence.reading.speakers.identity.standing import has, places
from offtake.evidence.reading.speakers.verbs import listed

_BETWEEN = r"(?:[\w-]+-[a-z]+ )?$"
_GERMAN_BETWEEN = r"(?:(?:[\w-]+ ){0,3}[a-zäöü]+e[nrms]? )?$"
_DEFINITE = {
    "en": re.compile(rf"\b(?:the|this|that) {_BETWEEN}", re.IGNORECASE),
    "de": re.compile(rf"\b(?:de[rsmn]|die|das|dieser?|dieses|vom|beim|zum|zur|im) (?:(?:an|am|auf|aus|bei|im?|mit|seit|von|zur?) [^,;.:]{{3,50}}?(?:te|ene|nde|ige)[rns]? )?{_GERMAN_BETWEEN}", re.IGNORECASE),
    "fr": re.compile(rf"(?:\b(?:le|la|du|au|ce|cet|cette) |\bl['’]){_BETWEEN}", re.IGNORECASE),
}  # fmt: skip
_TOLD_OF = {
    "en": re.compile(r"(?:(?:[A-Z]\w+(?:ish|ian|ean|ese|ench|utch|erman|ican|wiss|reek)|[\w-]+-(?:based|owned|listed|built)) )?(?P<noun>[a-z-]+)|(?P<made>[a-z-]+ (?:maker|builder|operator|manufacturer|producer|supplier))"),
    "de": re.compile(r"(?:.*[a-zäöü](?:e[nrs]?|te[nrs]?) )?(?P<noun>[A-ZÄÖÜ]\w+)(?P<made>(?!))?"),
    "fr": re.compile(r"(?P<noun>[a-zà-ÿ-]+)(?: [a-zà-ÿ]+(?:aise?|oise?|ien|ienne|aine?|ande?|ique|isse))?(?P<made>(?!))?"),
}  # fmt: skip
"""A noun for a body with no more than a country beside it."""


def meant(who: Speaker, sentence: str, at: int, text: str, known: Known, lexicon: Lexicon) -> Speaker:  # fmt: skip
    """Whom a speaker of a sentence that begins at `at` of the text stands for; the speaker itself where nobody else is meant."""
    if who.basis == "office" and (office := _of_another(who.name, sentence, at, text, known.people, lexicon)):  # fmt: skip
        return Speaker(office, "body")
    if who.basis in ("named", "body", "running", "pronoun") and (name := _in_full(who.name, at + len(sentence), known)):  # fmt: skip
        return Speaker(name, who.basis)
    if who.name.isupper() and (name := _spelt_out(who.name, text[: at + len(sentence)])):
        return Speaker(name, who.basis)
    if who.basis == "body" and (apposed := next((b.name for b in known.bodies if f"{who.name}, {b.name}" in sentence), "")):  # fmt: skip
        return Speaker(apposed, "body")
    common = who.basis == "body" or (who.basis == "pronoun" and who.name[:1].islower()) or (who.basis == "named" and lexicon.language == "de" and " " not in who.name)  # fmt: skip
    if not common or not _is_definite(who.name, sentence, lexicon):
        return who
    if (holder := _holder(who.name, sentence, at, known.people, lexicon)) is not None:
        return Speaker(holder, "office")
    found = _TOLD_OF[lexicon.language].fullmatch(who.name)
    if found is None:
        return who
    if known.maker is not None and found["noun"] and found["noun"].lower() in _papers(lexicon):
        return Speaker(known.maker.name, "body")
    if lexicon.language == "de" and _KIN_OF.match(who.name):
        return who
    noun = noun_in(found["noun"] or found["made"].rsplit(" ", 1)[-1], lexicon)
    if not noun or (lexicon.language == "de" and noun != who.name.rsplit(" ", 1)[-1].lower() and noun not in firms(lexicon)):  # fmt: skip
        return who
    if not _of_its_country(who.name, noun, sentence, text[:at], lexicon):
        return who
    whole = noun == who.name.rsplit(" ", 1)[-1].lower()
    names = [n for n in _candidates(noun, whole, at + max(0, sentence.rfind(who.name)), known, lexicon) if not _is_other(n, who.name, sentence)]  # fmt: skip
    name = _one_of(names, sentence, at, text, known)
    if name and (_another_such(noun, name, text, at) or (noun in firms(lexicon) and _strangers(name, sentence, at, text, known, lexicon))):  # fmt: skip
        return who
    return Speaker(name, "body") if name else who


def _another_such(noun: str, name: str, text: str, at: int) -> bool:
    """Whether a text has told of another body of that noun: "Poland's ministry of defence", "the European Central Bank"."""
    own = set(name.split(" "))
    return any(words and not words & own for end, words in _such(noun, text) if end <= at)


@lru_cache(maxsize=256)
def _such(noun: str, text: str) -> tuple[tuple[int, frozenset[str]], ...]:
    """Where a text tells of bodies of a noun, each with the names before it."""
    told = re.finditer(rf"((?:[A-Z][\w-]+(?:['’]s)? ){{1,4}})(?:{re.escape(noun)}|{re.escape(noun.title())})\b", text)  # fmt: skip
    return tuple((m.end(), frozenset(w for w in re.findall(r"[A-Z]\w+", m[1]) if not is_common(w))) for m in told)  # fmt: skip


def _strangers(
    name: str, sentence: str, at: int, text: str, known: Known, lexicon: Lexicon
) -> bool:
    """Whether another name may be a firm's, does something in the text before, and nothing tells that it is not meant.

    The name that was told in the sentence or the one before it, and no other there, is meant all the same.
    """
    others = [start for start, told in _doing(text, lexicon.language) if start < at and _may_be_firm(told, name, known, lexicon)]  # fmt: skip
    if not others:
        return False
    near = max(text.rfind(sign, 0, at - 2) for sign in ("\n", ". "))
    return not has(text[max(near, 0) : at + len(sentence)], name.split(" ")[0]) or any(start >= near for start in others)  # fmt: skip


@lru_cache(maxsize=8)
def _doing(text: str, language: str) -> tuple[tuple[int, str], ...]:
    """Where a name does something in a text, and the name."""
    return tuple((m.start(), m[m.lastgroup or 0]) for m in _DOES[language].finditer(text))


_DOES = {
    "en": re.compile(r"(?<![\w'’-])(?<!\bin )(?<!\bnear )(?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}) (?=(?:has|had|will|makes?|made|builds?|built|took|won|lost|runs?|sells?|sold|employs?|opened|delivered|plans|supplies)\b)|\b(?:chief executive|boss|head|chair(?:man|woman)?|president|director|spokes\w+) (?:of|for|at) (?P<of>[A-Z][\w-]+)"),
    "de": re.compile(r"\b(?:baut|baute|hat|liefert|lieferte|fertigt|produziert|betreibt|beschäftigt|verkauft|eröffnete|plant) (?P<name>[A-ZÄÖÜ][\w-]+)(?= (?:mit|in|am|im|ein|eine|einen|\d|seine|seit|für)\b)|(?:^|(?<=[.\n] )|(?<=\n))(?P<first>[A-ZÄÖÜ][\w-]+) (?=(?:baut|hat|liefert|fertigt|produziert|betreibt|beschäftigt|verkauft|plant)\b)"),
    "fr": re.compile(r"(?<![\w'’-])(?<!à )(?<!en )(?P<name>[A-ZÉ][\w-]+(?: [A-Z][\w-]+){0,2}) (?=(?:emploie|construit|livre|produit|fabrique|a (?:livré|construit|gagné|perdu|vendu|ouvert)|exploite|vend)\b)"),
}  # fmt: skip


def _may_be_firm(told: str | None, name: str, known: Known, lexicon: Lexicon) -> bool:
    """Whether a name that does something is neither the one meant, nor a person, a place, a common word or another known body that is no firm."""
    if not told or told.isupper() or set(told.split(" ")) & set(name.split(" ")):
        return False
    return _is_firm_perhaps(told, known.named, lexicon)


@lru_cache(maxsize=4096)
def _is_firm_perhaps(told: str, named: Named, lexicon: Lexicon) -> bool:
    last = told.split(" ")[-1]
    if last in named.surnames or told in listed(str(lexicon.speech["places"])):
        return False
    body = next((b for b in named.bodies if told in b.name), None)
    if body is not None and body.nouns and not body.nouns & firms(lexicon):
        return False
    return not is_common(told.split(" ")[0]) and not nobody(lexicon) & {last.lower()}


def _of_another(name: str, sentence: str, at: int, text: str, people: Sequence[Person], lexicon: Lexicon) -> str:  # fmt: skip
    """The office as its sentence tells it, where it is told as another body's or country's than the person's; '' where it is not."""
    own = [p for p in people if p.name == name]
    offices = {o.replace("-", "[ -]") for p in own for o in p.offices}
    alike = {w.replace("-", "[ -]") for p in own for o in p.offices for w in _holders(lexicon).get(o, ())}  # fmt: skip
    if not offices | alike:
        return ""
    told = re.search(_OFFICE_OF[lexicon.language].format(office="|".join(sorted(offices | alike, key=len, reverse=True))), sentence)  # fmt: skip
    whose = told and next((g for g in told.groups()[1:] if g), "")
    if not told or not whose:
        return ""
    beside = " ".join(
        text[max(0, p.at - 90) : min(at, p.at + len(p.name) + 90)] for p in own if p.at < at
    )
    return "" if whose.strip()[:5].lower() in beside.lower() else told[1]


_OFFICE_OF = {
    "en": r"\b[Tt]he ((?:(former|deputy|acting|[A-Z][\w-]+) )?(?:{office})(?: (?:of|for) (?:the )?([A-Z][\w-]+))?)",
    "de": r"\b[Dd](?:er|ie) ((?:(frühere|ehemalige|stellvertretende|[a-zäöü]+(?:ische|sche)[rn]?) )?(?:(?i:{office}))(?: (?:von|der|des|aus) ([A-ZÄÖÜ][\w-]+))?)",
    "fr": r"\b(?:[Ll][ea] |[Ll]['’])((?:(ancien(?:ne)?|nouveau|nouvelle) )?(?:{office})(?: ([a-zà-ÿ]+(?:ais|aise|ois|oise|ien|ienne|ain|aine|and|ande|ique))\b| (?:de la |de l['’]|de |d['’]|du )([A-ZÉ][\w-]+))?)",
}  # fmt: skip


def heard(known: Known, sentence: str, verbs: Sequence[Attribution], lexicon: Lexicon) -> Known:
    """What is known behind a sentence: who spoke in it, and whose paper it speaks of."""
    spoke = tuple(v.speaker for v in verbs if v.speaker.name)
    if not holds_one(sentence.lower(), _papers(lexicon)):
        return replace(known, spoke=(*known.spoke, *spoke)) if spoke else known
    told = [v.speaker for v in verbs if v.speaker.name and v.attitude != "deny" and v.speaker.name.lower() not in _papers(lexicon)]  # fmt: skip
    if own_paper(lexicon).search(sentence):
        return replace(known, spoke=(*known.spoke, *spoke), maker=told[0] if len(set(told)) == 1 else None)  # fmt: skip
    maker = None if _paper(lexicon).search(sentence) and not _only_paper(spoke, known, lexicon) else known.maker  # fmt: skip
    return replace(known, spoke=(*known.spoke, *spoke), maker=maker)


def _only_paper(spoke: Sequence[Speaker], known: Known, lexicon: Lexicon) -> bool:
    """Whether nobody speaks in a sentence but the paper, or whoever made it."""
    return all(s.name.lower() in _papers(lexicon) or (known.maker and s.name == known.maker.name) for s in spoke) and bool(spoke)  # fmt: skip


@lru_cache(maxsize=8)
def own_paper(lexicon: Lexicon) -> re.Pattern[str]:
    """A paper told as that of whoever speaks: "said in a report", "its report"; a critic's sentence has it otherwise."""
    papers = "|".join(_papers(lexicon))
    lead = {
        "en": r"\b(?:(?:said|says|wrote|found|warned|noted|estimates?d?|concluded|told|put|counted) (?:[\w-]+ ){0,2}?in|[Ii]n) (?:an?|its|their|his|her) (?:[\w-]+ ){0,3}?|^(?:[Ii]ts|[Tt]heir) (?:[\w-]+ ){0,2}?",
        "de": r"\b[Ii]n (?:eine[rmn]?|ihre[rmn]?|seine[rmn]?) (?:[\w-]+ ){0,3}?[\w-]*?",
        "fr": r"\b[Dd]ans (?:une?|son|sa|leur) (?:[\w-]+ ){0,2}?",
    }[lexicon.language]
    return re.compile(rf"(?:{lead})(?:{papers})(?:s|e[sn]?)?(?![\w-])", 0 if lexicon.language != "de" else re.IGNORECASE)  # fmt: skip


@lru_cache(maxsize=8)
def _paper(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_papers(lexicon))})s?(?!\w)", re.IGNORECASE)


def _in_full(name: str, end: int, known: Known) -> str:
    """The name in full of a body that a name is the beginning of; '' where there is none or several."""
    if not name or name in known.named.surnames:
        return ""
    own = [b.name for b in known.bodies if b.name.startswith(f"{name} ") and b.at < end]
    return own[0] if len(own) == 1 else ""


def _spelt_out(letters: str, text: str) -> str:
    """The name that stands before its letters in brackets: "Harbour Works Council (HWC)"; '' where their beginnings are others."""
    every = re.findall(rf"((?:[\w'’-]+ ){{1,8}})\({re.escape(letters)}\)", text)
    words = every[0].split() if len(every) == 1 else []
    for k in range(len(words)):
        own = [w for part in words[k:] for w in re.split(r"[-'’]", part) if w[:1].isupper() or len(w) > 3]  # fmt: skip
        if words[k][0].isupper() and "".join(w[0] for w in own).upper() == letters:
            return " ".join(words[k:])
    return ""


def _is_definite(name: str, sentence: str, lexicon: Lexicon) -> bool:
    """Whether the words stand in a sentence with an article."""
    return any(_DEFINITE[lexicon.language].search(sentence, max(0, at - 70), at) for end in ("", "s", "es") for at in places(sentence, name + end))  # fmt: skip


@lru_cache(maxsize=8)
def _papers(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(listed(str(lexicon.speech["papers"])))


@lru_cache(maxsize=8)
def _holders(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    groups = [[w.replace("_", "-") for w in g.split()] for g in str(lexicon.speech["holders"]).split(";")]  # fmt: skip
    return {word: frozenset(w for g in groups if word in g for w in g) for g in groups for word in g}  # fmt: skip


def _holder(name: str, sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon) -> str | None:  # fmt: skip
    """The one person whose office may be called so; None where there is none or several, or the office is told as another's."""
    offices = _holders(lexicon).get(name.lower().replace(" ", "-"))
    if offices is None or _ANOTHERS[lexicon.language](name).search(sentence):
        return None
    she = _is_hers(name, sentence, lexicon)
    fit = {p.name for p in people if p.at < at and p.offices & offices and (lexicon.language == "en" or _may_hold(p, she, people, lexicon))}  # fmt: skip
    return next(iter(fit)) if len(fit) == 1 else None


def _may_hold(one: Person, she: bool, people: Sequence[Person], lexicon: Lexicon) -> bool:
    """Whether an office told as a woman's or a man's may be that of somebody; of a woman something must tell that she is one."""
    if not she:
        return fits("il", one.name, people)
    ends = _HERS[lexicon.language]
    return not fits("il", one.name, people) or any(ends.search(o) for o in one.offices)


def _another(before: str, behind: str) -> Callable[[str], re.Pattern[str]]:
    return lru_cache(maxsize=256)(lambda name: re.compile(rf"(?:{before}){re.escape(name)}|{re.escape(name)}(?:{behind})"))  # fmt: skip


_ANOTHERS = {
    "en": _another(r"(?!The )\b[A-Z][\w'’-]+ |\b(?:former|deputy|ex-|acting|other|new|old|rival) ?", r" (?:of|for|at|in) (?:the )?[A-Z]|, (?:who|[A-Z])"),
    "de": _another(r"[a-zäöü]+(?:ische|sche)[rnms]? |\b(?:frühere|ehemalige|stellvertretende|neue|Ex-)[rnms]? ?", r" (?:von|der|des|für|bei|in|aus) [A-ZÄÖÜ]|, "),
    "fr": _another(r"\b(?:ancien|ancienne|nouveau|nouvelle|ex-|vice-) ?", r" (?:de la |de l['’]|d['’]|du |des |de )|(?: [a-zà-ÿ]+(?:ais|aise|ois|oise|ien|ienne|ain|aine|and|ande|ol|on|onne|ique|and))\b|, "),
}  # fmt: skip
"""By language what tells an office as that of another body, country or time: "the mayor of Hull", "le ministre estonien"."""
_HERS = {"de": re.compile(r"in$"), "fr": re.compile(r"(?:rice|ante|ente|euse|onne|ière)$")}


def _is_hers(name: str, sentence: str, lexicon: Lexicon) -> bool:
    """Whether an office is told as a woman's."""
    ends = _HERS.get(lexicon.language)
    return ends is not None and (ends.search(name) is not None or f"a {name}" in sentence)


@lru_cache(maxsize=8)
def _relations(lexicon: Lexicon) -> frozenset[str]:
    """Nouns that say what a body is to another: "rival", "Zulieferer"; only a body that was called so is meant."""
    return frozenset(listed(str(lexicon.speech["relations"])))


_KIN_OF = re.compile(r"(?:Mutter|Tochter|Schwester|Partner|Konkurrenz|Dach)[a-zäöü]")
"""What a German compound says a body is to another: "Mutterkonzern"."""
_COUNTRY = re.compile(r"(?:[A-Z][a-z]*(?:ish|ian|ean|ese|ench|utch|erman|ican|wiss|reek)|[A-Z]\w+-based|[a-zäöü]+(?:ische|sche)[rnms]?|[a-zà-ÿ]+(?:ais|aise|ois|oise|ien|ienne|ain|aine|and|ande|ol|ole|on|onne|ique))$")  # fmt: skip


def _of_its_country(name: str, noun: str, sentence: str, before: str, lexicon: Lexicon) -> bool:
    """Whether no country stands beside a noun, or it stood in the text before: "the French shipbuilder" is none that nobody called French."""
    found = re.search(rf"([\w-]+) {re.escape(name)}" if lexicon.language == "de" else rf"{re.escape(name)}", sentence)  # fmt: skip
    words = [*name.split(" "), *([found[1]] if found and lexicon.language == "de" else [])]
    told = [w for w in words if w.lower() != noun and _COUNTRY.match(w)]
    return all(w.lower()[:-2] in before.lower() for w in told)


def _candidates(noun: str, whole: bool, end: int, known: Known, lexicon: Lexicon) -> list[str]:
    """Bodies that the noun may stand for: those that are called so, else those of its kin; a name without a noun may be a firm's, where the noun is no compound but `whole`."""
    alike = kin(lexicon).get(general(noun), frozenset({noun}))
    bodies = [b for b in known.bodies if b.at < end]
    spoke = {s.name: _nouns(s.name, lexicon) for s in known.spoke if s.basis in ("body", "named") and first_body_in(s.name, known.named) >= end}  # fmt: skip
    own = [*((b.name, b.nouns) for b in bodies), *(spoke.items() if whole else ())]
    exact = [n for n, nouns in own if noun in nouns]
    near = [n for n, nouns in own if _fits(noun, nouns, alike)]
    firm = whole and (noun in firms(lexicon) or general(noun) in firms(lexicon))
    bare = [b.name for b in bodies if not b.nouns] if firm else []
    bare += [n for n, nouns in spoke.items() if firm and noun in any_firm(lexicon) and not nouns and n[:1].isupper() and not lexicon.is_means(n.lower()) and not _is_somebody(n, known)]  # fmt: skip
    if noun in any_firm(lexicon):
        return list(dict.fromkeys([*exact, *near, *bare]))  # "company" is what any firm is called
    return list(dict.fromkeys(exact or ([] if noun in _relations(lexicon) else [*near, *bare])))


def _fits(noun: str, nouns: frozenset[str], alike: frozenset[str]) -> bool:
    """Whether a body of these nouns may be called by one of its kin; a drugmaker is no planemaker."""
    if general(noun) != noun and any(general(n) not in (n, noun) and n != noun for n in nouns):
        return False
    return bool({general(n) for n in nouns} & alike)


def _is_somebody(name: str, known: Known) -> bool:
    """Whether a speaker is known to be a person: by an office, or by a surname alone."""
    if " " not in name:
        return name in known.named.surnames
    return any(p.name == name and p.offices for p in known.people) or any(s.basis == "surname" and s.name == name for s in known.spoke)  # fmt: skip


@lru_cache(maxsize=4096)
def _nouns(name: str, lexicon: Lexicon) -> frozenset[str]:
    """The nouns in a name: "port authority", "Observatoire des industries"."""
    words = re.split(r"[\s'’]", name)
    head = re.split(r" (?:of|for|der|des|für|von|zur) ", name)[0].split(" ")[-1:]
    picked = words[:1] if lexicon.language == "fr" else head
    return frozenset(
        n for w in picked if (n := noun_in(w, lexicon)) and (len(words) > 1 or w.lower() != n)
    )


_WHILE = re.compile(r"\b(?:while|whereas|tandis que|alors que|während|wohingegen)\b")


def _is_other(name: str, noun: str, sentence: str) -> bool:
    """Whether a sentence sets the noun against the name: "the guild counts 40, while the operator counts 30"."""
    turn = _WHILE.search(sentence)
    return turn is not None and _has(sentence[: turn.start()], name) and noun in sentence[turn.end() :]  # fmt: skip


def _one_of(names: Sequence[str], sentence: str, at: int, text: str, known: Known) -> str:
    """The one that is meant of several; '' where two fit."""
    if len(names) < 2:
        return names[0] if names else ""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    for near in (sentence, before):
        here = [n for n in names if _has(near, n)]
        if len(here) == 1:
            return here[0]
        if here:
            break
    return next((s.name for s in reversed(known.spoke) if s.name in names), "")


def _has(text: str, name: str) -> bool:
    first = name.split(" ")[0]
    return has(text, name if len(first) < 4 else first)
