"""What is met of a German or French verb, from its base form alone.

A base form is "liefern" or "livrer"; "aus|liefern" has a prefix that parts from it.  Weak German verbs and French ones in
-er, -ir and -re are regular; the others are in `conjugated` of `verbs.toml`, and what is built on them goes as they do:
"vergeben" and "aus|geben" as "geben", "remettre" as "mettre".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Forms = frozenset[tuple[str, str]]
"""A form, and the prefix that must stand at the end of its clause, or ''."""
_INSEPARABLE = ("be", "ver", "er", "ent", "zer", "über", "unter", "hinter", "miss", "wider", "emp")  # fmt: skip
_NO_GE = re.compile(r"(?:be|ver|er|ent|zer|über|unter|hinter|miss|wider)(?=[a-zäöü]{3})|.*ier$")
"""Stems whose participle has no ge-: bestellt, produziert."""


def german(verb: str, irregular: Mapping[str, str]) -> Forms:
    """The forms of a German verb; `irregular`: base -> present, past, participle."""
    prefix, base, finite, participle = _german(verb, irregular)
    if not prefix:
        return frozenset((form, "") for form in (*finite, participle))
    whole = (f"{prefix}{base}", f"{prefix}zu{base}", f"{prefix}{participle}")
    ends = {f"{prefix}{form}" for form in finite}  # "..., dass es 40 Wagen ausliefert"
    return frozenset({(form, "") for form in (*whole, *ends)} | {(form, prefix) for form in finite})


def ends_of(verb: str, irregular: Mapping[str, str]) -> tuple[str, str]:
    """Infinitive and participle of a German verb, which end a clause: "wird ausliefern", "wird ausgeliefert"."""
    prefix, base, _, participle = _german(verb, irregular)
    return prefix + base, prefix + participle


def _german(verb: str, irregular: Mapping[str, str]) -> tuple[str, str, list[str], str]:
    """Prefix, base, finite forms and participle."""
    prefix, _, base = verb.rpartition("|")
    before, root = _root(base, irregular)
    forms = irregular[root].split() if root else []
    finite, participle = _strong(before, root, forms) if root else _weak(base, bool(prefix))
    return prefix, base, finite, participle


def _root(base: str, irregular: Mapping[str, str]) -> tuple[str, str]:
    """The prefix that does not part from a verb, and the irregular verb behind it; ('', '') of a weak one."""
    if base in irregular:
        return "", base
    found = [(p, base.removeprefix(p)) for p in _INSEPARABLE if base.startswith(p) and base.removeprefix(p) in irregular]  # fmt: skip
    return max(found, default=("", ""))


def _strong(before: str, root: str, forms: list[str]) -> tuple[list[str], str]:
    present, past, participle = forms
    stem = root.removesuffix("n").removesuffix("e")
    finite = [root, f"{stem}e", present, past, f"{past}n" if past.endswith("e") else f"{past}en"]
    if before:
        participle = participle.removeprefix("ge")
    return [before + form for form in finite], before + participle


def _weak(base: str, parted: bool) -> tuple[list[str], str]:
    stem = base.removesuffix("en") if base.endswith("en") else base.removesuffix("n")
    link = "e" if stem.endswith(("t", "d", "chn", "ffn", "gn")) else ""
    past = f"{stem}{link}t"
    whole = past if _NO_GE.match(stem) and not (parted and stem in _SHORT) else f"ge{past}"
    return [base, f"{stem}e", past, f"{past}e", f"{past}en"], whole


_SHORT = ("erb", "ent")


def french(verb: str, irregular: Mapping[str, str]) -> Forms:
    """The forms of a French verb; `irregular`: base -> present of one and of many, participle, future."""
    root = next((r for r in sorted(irregular, key=len, reverse=True) if verb.endswith(r)), "")
    if root:
        before = verb.removesuffix(root)
        made = [before + form for form in _irregular(irregular[root].split())]
    elif verb.endswith("ir"):
        made = _iss(verb[:-1])
    elif verb.endswith("re"):
        made = _re(verb[:-2])
    else:
        made = _er(verb.removesuffix("er"))
    return frozenset((form, "") for form in (verb, *made))


def _agreed(participle: str) -> list[str]:
    """A participle of one and of many, of either gender."""
    many = [] if participle.endswith("s") else [f"{participle}s"]
    return [participle, f"{participle}e", *many, f"{participle}es"]


def _to_come(one: str) -> list[str]:
    """Future and conditional, from "prendra"."""
    stem = one.removesuffix("a")
    return [one, f"{stem}ont", f"{stem}ait", f"{stem}aient"]


_STEMS = (("oiv", "ev"), ("oi", "oy"), ("quièr", "quér"), ("ienn", "en"), ("enn", "en"), ("çev", "cev"), ("font", "fais"))  # fmt: skip
"""Stems of the present of many, and of the past: "reçoivent", "recevait"."""


def _irregular(forms: list[str]) -> list[str]:
    one, many, participle, future = forms
    stem = many.removesuffix("ent")
    for end, other in _STEMS:
        stem = stem.removesuffix(end) + other if stem.endswith(end) else stem
    past = participle.rstrip("s") if participle.endswith(("is", "us")) else participle
    simple = [f"{past}t", f"{past}rent"] if past.endswith(("i", "u")) else []
    return [one, many, f"{stem}ons", f"{stem}ait", f"{stem}aient", f"{stem}ant", *_agreed(participle), *_to_come(future), *simple]  # fmt: skip


def _iss(stem: str) -> list[str]:
    return [f"{stem}t", f"{stem}ssons", f"{stem}ssent", f"{stem}ssait", f"{stem}ssaient", f"{stem}ssant", f"{stem}rent", *_agreed(stem), *_to_come(f"{stem}ra")]  # fmt: skip


def _re(stem: str) -> list[str]:
    return [stem, f"{stem}ons", f"{stem}ent", f"{stem}ait", f"{stem}aient", f"{stem}ant", f"{stem}it", f"{stem}irent", *_agreed(f"{stem}u"), *_to_come(f"{stem}ra")]  # fmt: skip


_CLOSED = re.compile(r"e(?=[^aeiouyéè]$)|é(?=[^aeiouyéè]{1,2}$)")
"""Stems whose e or é is open before a silent ending: achète, cède, appelle."""
_DOUBLED = re.compile(r"(?:app|rapp|renouv|chanc|nivel)el$|(?:j|proj|rej)et$")


def _er(stem: str) -> list[str]:
    soft = f"{stem}e" if stem.endswith("g") else f"{stem[:-1]}ç" if stem.endswith("c") else stem
    mute, coming = stem, [stem]
    if stem.endswith(("oy", "uy")):
        mute = f"{stem[:-1]}i"
        coming = ["enverr"[:-2]] if stem == "envoy" else [mute]
    elif _DOUBLED.search(stem):
        mute = stem + stem[-1]
        coming = [mute]
    elif closed := list(_CLOSED.finditer(stem)):
        mute = f"{stem[: closed[-1].start()]}è{stem[closed[-1].end() :]}"
        coming = [mute] if stem[closed[-1].start()] == "e" else [mute, stem]
    future = [form for s in coming for form in _to_come(f"{s}era")]
    return [f"{mute}e", f"{mute}ent", f"{soft}ons", f"{soft}ait", f"{soft}aient", f"{soft}ant", f"{soft}a", f"{stem}èrent", *_agreed(f"{stem}é"), *future]  # fmt: skip


CONJUGATED = {"de": german, "fr": french}
