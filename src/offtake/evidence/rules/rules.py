"""The rules as they stand in the TOML files beside this one, compiled once.

A user adds rules in a file of the same form: entries of its lists are tried before ours, words are added to
ours.  Every rule of a list has an `example`, which it must meet, and a `counter`, which it must not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from string import ascii_uppercase
from typing import Any

from offtake.errors import UsageError
from offtake.evidence.rules.conjugation import CONJUGATED, Forms, ends_of

FILES = (
    "numbers",
    "units",
    "things",
    "hedges",
    "dates",
    "speech",
    "verbs",
    "kinds",
    "notices",
    "languages",
)
VERSION = "6"
"""Raised when a rule changes what is found; stored with every claim."""


@dataclass(frozen=True)
class Notice:
    """Text that is no part of an article."""

    pattern: re.Pattern[str]
    cuts: str
    reason: str


@dataclass(frozen=True)
class ClaimKind:
    """A cue that makes a claim of one kind, for figures of some sorts."""

    name: str
    sorts: tuple[str, ...]
    cue: re.Pattern[str]
    holds: tuple[str, ...]
    """Parts of words in small letters of which every text that meets the cue holds one; () where any may meet it."""


@dataclass(frozen=True)
class Aside:
    """A figure that is no quantity."""

    pattern: re.Pattern[str]
    holds: frozenset[str]
    """Parts of words of which every text that meets the pattern holds one; none where any may meet it."""
    shapes: frozenset[str]
    """The same, of a text whose figures are all written 9."""
    unless: frozenset[str]
    """Parts of words beside which the figure counts after all."""


@dataclass(frozen=True)
class Hedge:
    """Words that say how a figure is meant."""

    languages: tuple[str, ...]
    pattern: re.Pattern[str]
    where: str
    bound: str
    meaning: str


@dataclass(frozen=True)
class Bare:
    """Where a number without a noun or unit counts something."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    least: float
    figures: bool


@dataclass(frozen=True, eq=False)
class Rules:
    """All rules; `data` is what the files say, for those who compile words of one language."""

    data: Mapping[str, Any]

    @cached_property
    def read(self) -> tuple[str, ...]:
        """Languages in which claims are looked for."""
        return tuple(self.data["read"])

    @cached_property
    def frequent(self) -> dict[str, frozenset[str]]:
        """Frequent short words by language."""
        return {name: frozenset(text.split()) for name, text in self.data["words"].items()}

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What is cut from a text."""
        return tuple(
            Notice(re.compile(f"(?:{n['pattern']})", re.IGNORECASE), n["cuts"], n["reason"])
            for n in self.data["notice"]
        )

    @cached_property
    def kinds(self) -> tuple[ClaimKind, ...]:
        """What makes a claim of a kind, in the order in which it is tried."""
        return tuple(
            ClaimKind(
                k["kind"], tuple(k["of"]), _cue(k["cue"], self.verbs), tuple(k.get("holds", ()))
            )
            for k in self.data["kind"]
        )

    @cached_property
    def kind_table(self) -> dict[str, dict[str, str]]:
        """Kind by thing and aspect."""
        table = self.data["table"]
        names = table["aspects"].split()
        return {thing: dict(zip(names, kinds.split(), strict=True)) for thing, kinds in table.items() if thing != "aspects"}  # fmt: skip

    @cached_property
    def verbs(self) -> dict[str, str]:
        """All forms of the verbs of a list, as one pattern."""
        return {
            name: "|".join(self.verbs_of(name, language) for language in ("en", "de", "fr"))
            for name in self.data["verbs"]
        }

    def verbs_of(self, name: str, language: str) -> str:
        """All forms of the verbs of a list in one language, as one pattern."""
        said = self.data["verbs"][name]
        if language == "en":
            return "|".join(re.escape(form) for form in self.forms_of(name))
        made = (rf"{form}\b(?=[^.;]{{0,90}}\b{prefix}\b)" if prefix else form for form, prefix in sorted(self.conjugated_of(name, language)))  # fmt: skip
        return "|".join([str(said[language]), *made])

    def conjugated_of(self, name: str, language: str) -> Forms:
        """The forms of the German or French verbs that a list gives in their base form."""
        said = str(self.data["verbs"][name].get(f"{language}_regular", "")).split()
        irregular = self.data["conjugated"][language]
        return frozenset(form for v in said for form in CONJUGATED[language](v, irregular))

    @cached_property
    def german_ends(self) -> tuple[frozenset[str], frozenset[str]]:
        """Infinitives that are no participle, and participles, of all German verbs that are given in their base form."""
        verbs = [v for said in self.data["verbs"].values() for v in str(said.get("de_regular", "")).split()]  # fmt: skip
        ends = [ends_of(v, self.data["conjugated"]["de"]) for v in verbs]
        participles = frozenset(past for _, past in ends)
        return frozenset(base for base, _ in ends) - participles, participles

    def forms_of(self, name: str, nouns: bool = True) -> tuple[str, ...]:
        """All forms of the English verbs of a list; without `nouns` none that is a noun more often ("guards")."""
        said = str(self.data["verbs"][name]["en"]).split()
        return tuple(form for verb in said for form in _forms(verb, nouns))

    @cached_property
    def hedges(self) -> tuple[Hedge, ...]:
        """Words beside a figure, or in its sentence."""
        return tuple(_hedge(h) for h in self.data["hedge"])

    @cached_property
    def bare(self) -> tuple[Bare, ...]:
        """Where a number without a noun or unit counts something."""
        return tuple(Bare(re.compile(b.get("before", "")), re.compile(b.get("after", "")), b.get("least", 0), b.get("figures", False)) for b in self.data["bare"])  # fmt: skip

    @cached_property
    def asides(self) -> tuple[Aside, ...]:
        """Figures that are no quantity: calibres, models, articles, ages, times; each begins where no letter is before.  `<currency>` is any code."""
        codes = self.data["currency"]["codes"].replace(" ", "|")
        return tuple(
            Aside(re.compile(rf"(?<!\w)(?:{a['pattern'].replace('<currency>', codes)})"), frozenset(a.get("holds", ())), _shapes(a), frozenset(a.get("unless", ())))
            for a in self.data["aside"]
        )  # fmt: skip


def _shapes(aside: Mapping[str, Any]) -> frozenset[str]:
    """The shapes of an aside, each capital written out in place of its sign."""
    return frozenset(shape.replace("^", capital) for shape in aside.get("shapes", ()) for capital in (ascii_uppercase if "^" in shape else "^"))  # fmt: skip


def _cue(cue: str, verbs: Mapping[str, str]) -> re.Pattern[str]:
    """A cue with its lists of verbs written out."""
    named = re.compile("<(" + "|".join(verbs) + ")>")
    text = named.sub(lambda found: rf"\b(?:{verbs[found[1]]})\b", cue)
    return re.compile(text, re.IGNORECASE)


_DOUBLES = re.compile(r"(?:[^aeiou]|qu)[aeiou][bdgklmnprtv]$")
"""Verbs whose last letter may be doubled: planned, shipping."""


def _forms(verb: str, nouns: bool = True) -> tuple[str, ...]:
    """What is met of an English verb: base, third person, past, and the form in -ing; of "~guard" the first two are nouns too."""
    noun = verb.startswith("~")
    base, _, past = verb.removeprefix("~").partition("/")
    base, _, rest = base.partition("_")
    stem = base.removesuffix("e")
    soft = base.endswith("y") and base[-2] not in "aeiou"
    third = (f"{base[:-1]}ies",) if soft else (f"{base}s", f"{base}es")
    old = past.partition("_")[0].split("|") if past else [f"{base[:-1]}ied" if soft else f"{stem}ed"]  # fmt: skip
    doing = f"{base}ing" if base.endswith(("ee", "oe", "ye")) else f"{base[:-2]}ying" if base.endswith("ie") else f"{stem}ing"  # fmt: skip
    doubled = (f"{base}{base[-1]}ed", f"{base}{base[-1]}ing") if _DOUBLES.search(base) else ()
    found = (*(() if noun and not nouns else (base, *third)), *old, doing, *doubled)
    return tuple(form + (" " + rest.replace("_", " ") if rest else "") for form in found)


def _hedge(entry: Mapping[str, Any]) -> Hedge:
    words = f"(?:{entry['words']})"
    pattern = {
        "before": rf"(?<!\w){words}(?: (?:another|further|des|les|le|la|aber|jedoch|sogar|wohl|the (?:next|last|past|coming|first)))?[\s“”„«\"]*$",
        "after": rf"^\s*{words}(?!\w)",
        "sentence": rf"(?<!\w){words}(?!\w)",
    }[entry["where"]]
    return Hedge(tuple(entry["languages"]), re.compile(pattern, re.IGNORECASE), entry["where"], entry["bound"], entry["meaning"])  # fmt: skip


_SAID = frozenset({"false", "refuses", "articles", "stop_after"})
"""Words of a language that are patterns."""


@lru_cache(maxsize=4)
def rules(extra: str = "") -> Rules:
    """The rules, with those of `extra`, a TOML text of the same form; UsageError where that is malformed."""
    data: dict[str, Any] = {}
    for name in FILES:
        data |= {key: _merged(data.get(key), value) for key, value in _file(name).items()}
    if extra:
        data |= {
            key: _merged(data.get(key), value, first=True)
            for key, value in _extra(extra, data).items()
        }
    found = Rules(data)
    try:
        _ = (found.notices, found.kinds, found.hedges, found.asides, found.bare, found.kind_table, found.verbs)  # fmt: skip
        if extra:
            for language in found.read:
                for pattern in _SAID & found.data[language].keys():
                    re.compile(found.data[language][pattern])
    except (re.error, KeyError, TypeError, ValueError, IndexError) as error:
        raise UsageError(f"a rule cannot be read: {error}") from error
    return found


def _file(name: str) -> dict[str, Any]:
    path = files("offtake.evidence.rules").joinpath(f"{name}.toml")
    return dict(tomllib.loads(path.read_text(encoding="utf-8")))


def _extra(text: str, known: Mapping[str, Any]) -> dict[str, Any]:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the file of rules is not valid TOML: {error}") from error
    for key in found:
        if key not in known:
            raise UsageError(
                f"the file of rules: there are no rules {key!r}; known: {', '.join(sorted(known))}"
            )
    return found


def _merged(old: Any, new: Any, first: bool = False) -> Any:
    if isinstance(old, list) and isinstance(new, list):
        return [*new, *old] if first else [*old, *new]
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _merged(old.get(key), value, first) for key, value in new.items()}}
    if isinstance(old, str) and isinstance(new, str) and first:
        return f"{old} {new}"
    return new
