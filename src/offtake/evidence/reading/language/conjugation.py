"""What is met of a verb that a list gives in its base form: English, German and French verbs as the press reports with them.

Irregular forms stand behind slashes ("say/said", "schreiben/schreibt/schrieb/geschrieben", "dire/dit/dit"), "_" for a
space, and "|" behind a German prefix that parts from its verb ("mit|teilen").
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Forms:
    """The forms of a verb; words that belong to it ("point out") stand in each."""

    base: str
    finite: tuple[str, ...]
    """Third person and past, in German and French both numbers."""
    participle: str = ""
    """Of the perfect: "mitgeteilt", "affirmé"; in English the form in -ing."""
    prefix: str = ""
    """What parts from the finite forms and stands behind them: "teilte ... mit"."""


def forms_of(verb: str, language: str) -> Forms:
    """The forms of a verb of a list.

    >>> forms_of("point_out", "en").finite
    ('points out', 'pointed out')
    >>> forms_of("mit|teilen", "de").participle
    'mitgeteilt'
    >>> forms_of("annoncer", "fr").finite[:3]
    ('annonce', 'annoncent', 'annonça')
    """
    return {"en": _english, "de": _german, "fr": _french}[language](verb)


_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_HISS = re.compile(r"(?:s|x|z|ch|sh|o)$")


def _english(verb: str) -> Forms:
    head, _, past = verb.partition("/")
    base, _, rest = head.partition("_")
    past = past.partition("_")[0]
    tail = f" {rest.replace('_', ' ')}" if rest else ""
    soft = bool(_CONSONANT_Y.search(base))
    third = f"{base[:-1]}ies" if soft else f"{base}es" if _HISS.search(base) else f"{base}s"
    old = past or (f"{base[:-1]}ied" if soft else f"{base.removesuffix('e')}ed")
    doubled = old == f"{base}{base[-1]}ed"
    stem = base + base[-1] if doubled else base if base.endswith(("ee", "oe")) else base.removesuffix("e")  # fmt: skip
    return Forms(base + tail, (third + tail, old + tail), f"{stem}ing{tail}")


_WITHOUT_GE = re.compile(r"(?:be|ver|er|ent|zer|über|unter|hinter|miss|wider|ge)(?=[a-zäöü]{3})|.*ier$")  # fmt: skip
"""Stems whose participle has no ge-: bestätigt, kommentiert."""


def _german(verb: str) -> Forms:
    head, *strong = verb.split("/")
    prefix, _, base = head.rpartition("|")
    if strong:
        third, past, participle = strong
        finite = (third, past, f"{past}n" if past.endswith("e") else f"{past}en", base)
    else:
        stem = base.removesuffix("en") if base.endswith("en") else base.removesuffix("n")
        link = "e" if stem.endswith(("t", "d", "chn", "ffn", "gn")) else ""
        finite = (f"{stem}{link}t", f"{stem}{link}te", f"{stem}{link}ten", base)
        participle = f"{'' if _WITHOUT_GE.match(stem) else 'ge'}{stem}{link}t"
    return Forms(base, finite, prefix + participle, prefix)


_ACUTE = re.compile(r"é([bcdfghlmnprstv]{1,2})$")


def _french(verb: str) -> Forms:
    head, *strong = (part.replace("_", " ") for part in verb.split("/"))
    mark, base = _reflexive(head)
    base, _, rest = (
        base.partition(" ") if head.startswith(("tabler", "parler", "miser")) else (base, "", "")
    )
    tail = f" {rest}" if rest else ""
    if base.endswith("er"):
        return _first_group(base, mark, tail, strong)
    present, participle = strong
    plural = _plural(present)
    return Forms(base, (*(mark + f for f in (present, plural)), *(mark + f for f in _past(plural))), participle)  # fmt: skip


def _first_group(base: str, mark: str, tail: str, strong: list[str]) -> Forms:
    stem = base.removesuffix("er")
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    present = strong[0] if strong else _ACUTE.sub(r"è\1", stem) + "e"
    finite = (present, f"{present}nt", f"{soft}a", f"{stem}èrent", f"{soft}ait", f"{soft}aient")
    return Forms(base, tuple(f"{mark}{form}{tail}" for form in finite), (strong[1] if strong else f"{stem}é") + tail)  # fmt: skip


def _reflexive(head: str) -> tuple[str, str]:
    """The pronoun of a reflexive verb, and the verb: "s'indigner", "se défendre"."""
    found = re.match(r"s['’]|se ", head)
    return (found[0], head[found.end() :]) if found else ("", head)


def _past(plural: str) -> tuple[str, ...]:
    """The imperfect of an irregular French verb, from its plural: "disait", "soutenaient", "prévoyait"."""
    first, _, rest = plural.partition(" ")
    known = {"font": "fais", "émeuvent": "émouv"}
    stem = known.get(first) or re.sub(r"oient$", "oyent", re.sub(r"iennent$", "enent", first)).removesuffix("ent")  # fmt: skip
    return tuple(f"{stem}{end} {rest}".strip() for end in ("ait", "aient"))


def _plural(present: str) -> str:
    """The plural of an irregular French verb of speech: "disent", "soutiennent", "répondent"."""
    first, _, rest = present.partition(" ")
    known = {"dit": "disent", "écrit": "écrivent", "décrit": "décrivent", "redit": "redisent", "fait": "font", "dément": "démentent", "croit": "croient", "reconnaît": "reconnaissent", "conclut": "concluent", "met": "mettent", "prévoit": "prévoient", "avertit": "avertissent", "renchérit": "renchérissent", "réjouit": "réjouissent", "poursuit": "poursuivent", "émeut": "émeuvent"}  # fmt: skip
    plural = known.get(first) or next((first[: -len(end)] + new for end, new in (("ient", "iennent"), ("met", "mettent"), ("d", "dent"), ("t", "tent")) if first.endswith(end)), first)  # fmt: skip
    return f"{plural} {rest}" if rest else plural
