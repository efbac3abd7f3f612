"""The rules of one language, compiled into the patterns that reading uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from offtake.evidence.reading.language.alternatives import any_of, in_small
from offtake.evidence.reading.language.currencies import currency_names
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.numerals import numerals
from offtake.evidence.rules.rules import Hedge, Rules

FIGURES = r"(?:\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?|\d{1,3}(?:(?P<g>[.,'’\u00a0\u202f\u2009 ])\d{3})(?:(?P=g)\d{3})*(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)(?!\d|(?:-\d+[A-Za-z]?)?s\b)"


_ENGLISH = frozenset(
    "tonne t megawatt megawatts gigawatt gigawatts kilowatt kilowatts megawatt-hours megawatt-hour gigawatt-hours gigawatt-hour terawatt-hours terawatt-hour kilometre kilometres kilometer kilometers mile population liters".split()
)
"""English words whose one name is another; those of French and German may mean something else ("clients", "coups")."""


_DATIVE_IN_N = ("e", "er", "el")
"""Ends of German plurals whose dative has an n more: "Boote", "mit 40 Booten"."""


_FIGURE = re.compile(r"\d")
_NUMBERS = {
    "en": "half hundred thousand million billion trillion dozen pair couple trio quartet",
    "de": "halb viertel hundert tausend dutzend million milliarde",
    "fr": "demi cent mille millier million milliard aine",
}
"""Parts of words for numbers beside numerals and vague words: those that the pattern of a number spells out."""
_OPENS = {
    "en": ("half", "a ", "an ", "another", "the ", "each ", "every ", "its ", "their ", "dozen", "adozen", "andozen"),
    "de": ("anderthalb", "halb", "dreiviertel", "viertel", "hundert", "tausend", "die ", "der ", "diese"),
    "fr": ("un ", "une ", "cent", "mille", "le ", "la ", "ce ", "cette ", "du ", "au "),
}  # fmt: skip
"""How a number in words begins that begins with no numeral and no vague word: most words do not."""
_OF = r" ?(?:de |d['’]|of )?"
"""Between a number and a unit."""
_TIMES = {
    "shift": ("shift", "schicht"),
    "second": ("second", "sekunde"),
    "day": ("day", "daily", "/d", "tag", "täglich", "jour", "quotidien"),
    "minute": ("minute", "/min"),
    "hour": ("hour", "/h", "stund", "stünd", "heure"),
    "week": ("week", "/wk", "woche", "wöchent", "semaine", "hebdomadaire"),
    "month": ("month", "/mo", "/mth", "monat", "mois", "mensuel"),
    "quarter": ("quarter", "quartal", "trimest", "viertelj"),
    "year": ("year", "ann", "a.n.", "/yr", "jahr", "jähr", "par an", "les ans", "'an", "’an", "/an", "p. a.", "p.a."),
}  # fmt: skip
"""Parts of words of which every rate of a time holds one; beside them "pa" alone is one of a year."""
_PA = re.compile(r"pa(?![\w-])")
_SHORT = ("öfen", "säle", "züge", "höfe", "loks", "räte")
"""Short plurals that end compounds all the same: Lichtbogenöfen."""


class Lexicon:
    """Patterns and words of one language."""

    def __init__(self, rules: Rules, language: str) -> None:
        self.rules, self.language = rules, language
        self.data: Mapping[str, Any] = rules.data

    @cached_property
    def numerals(self) -> dict[str, int]:
        """Numbers below a hundred in words."""
        return numerals(self.language)

    @cached_property
    def numeral(self) -> str:
        """Pattern of a number below a hundred in words."""
        return any_of(self.numerals)

    @cached_property
    def magnitudes(self) -> dict[str, float]:
        """Word or letters after a number -> factor."""
        data = self.data["magnitudes"]
        return {**data["all"], **data.get(self.language, {})}

    @cached_property
    def magnitude(self) -> str:
        """Pattern of a magnitude."""
        return any_of(self.magnitudes)

    @cached_property
    def vague(self) -> dict[str, float]:
        """Words that say how many only from below."""
        return dict(self.data["vague"].get(self.language, {}))

    @cached_property
    def number(self) -> re.Pattern[str]:
        """A number in small letters: figures or words, with its magnitude; or a vague word."""
        n = self.numeral
        hundred = {"en": "hundred", "fr": "cents?"}.get(self.language, "hundert")
        words = rf"(?P<w>{n})(?:[ -](?P<h>{hundred})(?:(?: and)? (?P<w2>{n})(?= ?(?:thousand|million|milliard|billion|trillion|lakh|crore|tausend|mille)))?)?"
        half = {"en": rf"(?P<hw>{n}|\d+)[ -]and[ -]a[ -]half|(?P<ha>half an? )(?={self.magnitude}\b)", "de": rf"(?P<hw>anderthalb|{n}einhalb)|(?P<ha>(?:eine[rn]? )?halben? )(?=million|milliarde)|(?:eine[r]? )?(?P<vm>(?:drei)?viertel)[ -]?million(?:en)?\b", "fr": rf"(?P<ha>un demi-)(?=million|milliard)|(?<!pour )(?P<cent>cent)(?:[ -](?P<w3>{n}))?\b|(?P<hw>xxx)"}.get(self.language, "(?P<hw>xxx)|(?P<ha>xxx)")  # fmt: skip
        hundreds = rf"(?:{n})?hundert(?:und)?(?:{n})?"
        glued = (
            rf"(?P<dm>(?:{hundreds}|{n})?tausend(?:und)?(?:{hundreds}|{n})?|{hundreds})"
            if self.language == "de"
            else "(?P<dm>xxx)"
        )
        article = {
            "en": r"(?P<a>an?(?: further| extra| additional)?|another|the|each|every) (?=(?:hundred|thousand|million|billion|dozen|trillion|lakh|crore)\b)",
            "de": r"(?P<a>die|der|dieser?) (?=(?:million|milliarde) (?:euro|franken|dollar)\b)",
            "fr": r"(?P<a>le|ce|du|au) (?=(?:million|milliard) (?:de |d['’]))",
        }.get(self.language, "(?P<a>xxx)")
        dozen = {"en": rf"(?:(?:(?P<hdoz>half[ -](?:a )?)|an?|(?P<doz>{n})) ?)?dozen\b|(?:an?|its|their|the)(?: first| second| last| next)? (?P<pair>pair|trio|quartet) of(?= (?!(?:trousers|scissors|glasses|shoes)\b)[a-z])|a (?:good |further )?(?P<couple>couple) of(?= [a-z])", "de": r"(?:(?P<hdoz>(?:ein )?halbes )|(?P<doz>ein|zwei|drei|vier|fünf|sechs) (?:gutes |knappes )?)dutzend\b", "fr": r"(?P<hdoz>une demi-)douzaine\b|(?P<doz>deux|trois|quatre) douzaines\b|(?:une (?:(?:bonne|petite|grosse) )?|(?:la |cette )(?=\w+ (?:de |d['’])))(?P<fdoz>huitaine|douzaine|dizaine|quinzaine(?! de jours)|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine)\b(?: de (?=milliers|millions|milliards))?|un (?:(?:bon|petit|gros) )?(?P<mil>millier)\b"}.get(self.language, "xxx")  # fmt: skip
        mille = r"(?P<mille>mille)\b" if self.language == "fr" else "(?P<mille>xxx)"
        opens = any_of(w[:4] for w in (*self.numerals, *self.vague, *_OPENS.get(self.language, ())))
        return re.compile(
            rf"(?P<f>(?=\d)(?:(?<=\brs\.)|(?<![\d.,])){FIGURES})|(?<!\w)(?={opens})(?:(?P<v>(?:{any_of(self.vague)})\b)"
            rf"|{half}|{dozen}|{article}|{glued}\b|{words}(?:\b|(?=köpfig|prozentig))|{mille})"
        )

    @cached_property
    def _number_parts(self) -> tuple[str, ...]:
        """Parts of words of which every number holds one that holds no figure."""
        every = {*self.numerals, *self.vague, *_NUMBERS.get(self.language, "").split()}
        return tuple(sorted(w for w in every if not any(o != w and o in w for o in every)))

    def may_count(self, text: str) -> bool:
        """Whether a text in small letters may hold a number: most sentences hold nothing that one needs."""
        return _FIGURE.search(text) is not None or holds_one(text, self._number_parts)

    @cached_property
    def after(self) -> re.Pattern[str]:
        """A magnitude that follows a number."""
        about = (
            r"(?:(?:-plus|-odd|\+| or (?:so|more))(?= ))?" if self.language == "en" else ""
        )  # "40-odd million"
        return re.compile(rf"{about}[ \u00a0\u202f-]?(?P<m>{self.magnitude})\b\.?", re.IGNORECASE)

    @cached_property
    def ratios(self) -> tuple[tuple[re.Pattern[str], float, str, tuple[str, ...]], ...]:
        """Patterns of multiples and shares, their value, their unit, and parts of words of which each that is found holds one; () where any may."""
        words = {
            "n": rf"(?P<n>{self.numeral}|\d+(?:[.,]\d+)*)",
            "numeral": self.numeral,
            "part": rf"(?P<of>{any_of(self._of('parts'))})",
            "nth": rf"(?P<of>{any_of(self._of('nth'))})",
            "fold": rf"(?P<fold>{any_of(self._of('fold'))})",
        }
        return tuple(
            (
                re.compile(rf"(?<!\w)(?:{_filled(r['pattern'], words)})"),
                float(r["value"]),
                r["unit"],
                tuple(r.get("holds", ())),
            )
            for r in self.data["ratio"]
            if r["language"] == self.language
        )

    @cached_property
    def _ratios_by_part(self) -> dict[str, list[int]]:
        """Part of a word -> the multiples and shares that it tells; those that need none stand behind '', which every text holds."""
        found: dict[str, list[int]] = {}
        for k, (_, _, _, holds) in enumerate(self.ratios):
            for part in holds or ("",):
                found.setdefault(part, []).append(k)
        return found

    @cached_property
    def _so_many_of(self) -> frozenset[int]:
        """Those of the multiples and shares that are so many of so many: told by a word between two numbers."""
        return frozenset(k for k, (pattern, _, _, holds) in enumerate(self.ratios) if holds and all(part[0] == " " for part in holds) and pattern.groupindex.keys() & {"part", "n"})  # fmt: skip

    def ratios_in(self, text: str) -> list[tuple[re.Pattern[str], float, str, tuple[str, ...]]]:
        """Those of the multiples and shares that a text may hold: of most it holds no word that they need."""
        may = {k for part, ratios in self._ratios_by_part.items() if part in text for k in ratios}
        if not may.isdisjoint(self._so_many_of) and not self.may_count(text):
            may -= self._so_many_of
        return [self.ratios[k] for k in sorted(may)]

    @cached_property
    def parts(self) -> dict[str, float]:
        """Part of a word for a fraction, or for so many times -> what it multiplies."""
        parts = {word: 1 / many for table in ("parts", "nth") for word, many in self._of(table).items()}  # fmt: skip
        return {**parts, **self._of("fold")}

    def _of(self, table: str) -> dict[str, float]:
        return dict(self.data[table].get(self.language, {}))

    @cached_property
    def often(self) -> re.Pattern[str]:
        """So many times: "19 times", "dreimal", "six fois"."""
        n = self.numeral if self.language == "de" else rf"{self.numeral}|\d[\d,]*\d|\d"
        often = self.data["often"][self.language].replace("{n}", f"(?P<n>{n})")
        return re.compile(rf"(?<![\w.,-])(?:{often})")

    @cached_property
    def prefix(self) -> re.Pattern[str]:
        """A currency before a number."""
        signs, codes = self.data["currency"]["signs"], self.data["currency"]["codes"].split()
        letters = _longest(s for s in signs if s[0].isalpha())
        words = "Crowns|Kroner|Euros?|Dollars?"
        marks = _longest(s for s in signs if not s[0].isalpha())
        alone = r"(?:(?<![A-Za-z])|(?<=\bMM)|(?<=\b[MKkTGB]))"  # "MSEK 40": see `denominations`
        scaled = r"(?:(?:(?<=[€£¥$])|(?<=[A-Z][A-Z][A-Z])|(?<=\bR)|(?<=\bRM)|(?<=\bRs)|(?<=\bkr))(?:MM|mn|mln|bn|[mMk]))?"
        return re.compile(rf"(?:(?P<s>(?<![A-Za-z&])(?:{letters}|N(?=$))|{alone}(?:{'|'.join(codes)})|(?<!\d)(?:{marks})){scaled}|(?P<o>(?<!\w)(?:{words})))(?:[ \u00a0]?-?|\(|\) ?: )$")  # fmt: skip

    @cached_property
    def _sign(self) -> re.Pattern[str]:
        """What each currency before a number holds: a capital, a sign, or one of the few that are written small."""
        small = [s for s in self.data["currency"]["signs"] if re.fullmatch("[a-z ]+", s)]
        return re.compile("|".join(["[^a-z \u00a0-]", *map(re.escape, small)]))

    def may_price(self, before: str) -> bool:
        """Whether a currency may stand in what is before a number."""
        return self._sign.search(before) is not None

    def price_before(self, before: str) -> re.Match[str] | None:
        """The currency that stands right before a number."""
        return self.prefix.search(before) if self.may_price(before) else None

    @cached_property
    def any_case(self) -> re.Pattern[str]:
        """The same in small letters."""
        return re.compile(self.prefix.pattern, re.IGNORECASE)

    @cached_property
    def suffix(self) -> re.Pattern[str]:
        """A currency after a number; each kind of word is a group of its own."""
        currency = self.data["currency"]
        countries = [(p, f"(?P<c{k}>{p})") for k, (p, _) in enumerate(currency_names(self.language))]  # fmt: skip
        words = [(p, f"(?P<c{k}>{p})") for k, p in enumerate(currency["words"], len(countries))]
        words += [(p, f"(?P<o{k}>{p})") for k, p in enumerate(currency["open"])]
        alone = [(p, group) for p, group in words if "|" not in p]
        several = [group for p, group in words if "|" in p]
        named = [*_by_first_letter(countries), *_by_first_letter(alone), *several]
        signs = (
            _longest(s for s in currency["signs"] if not s.isalpha())
            + f"|(?:{_longest(s for s in currency['signs'] if s.isalpha())})(?![\\w.])"
        )
        codes = "|".join(currency["codes"].split())
        of = {"fr": r"(?:d['’]|de )?", "en": "(?:of )?", "de": ""}.get(self.language, "")
        return re.compile(
            rf"(?:,[-–—]{{1,2}})?[ \u00a0\u202f-]?+(?:(?-i:(?P<sign>{signs})|(?P<code>{codes})\b)|{of}(?:{'|'.join(named)})\b)",
            re.IGNORECASE,
        )

    @cached_property
    def currencies(self) -> tuple[list[str], list[str]]:
        """Currency of each group of `suffix`: those named, those left open."""
        currency = self.data["currency"]
        codes = [code for _, code in currency_names(self.language)]
        return [*codes, *currency["words"].values()], list(currency["open"].values())

    @cached_property
    def crowns(self) -> dict[str, dict[str, re.Pattern[str]]]:
        """Open name of a currency -> code -> words that name its country."""
        return {name: {code: re.compile(rf"(?<!\w)(?:{words})") for code, words in codes.items()} for name, codes in self.data["currency"]["country"].items()}  # fmt: skip

    @cached_property
    def home(self) -> tuple[dict[str, re.Pattern[str]], re.Pattern[str]]:
        """Code of a dollar -> words that name its country; and words that name any other."""
        words = dict(self.data["currency"]["home"])
        abroad = re.compile(rf"(?<!\w)(?:{words.pop('abroad')})")
        return {code: re.compile(rf"(?<!\w)(?:{said})") for code, said in words.items()}, abroad

    @cached_property
    def percent(self) -> re.Pattern[str]:
        """Per cent, and of what where that is a country's product."""
        return re.compile(
            r"[ \u00a0\u202f-]?(?:%|per[ -]?cent\b|percentage(?= points?\b)|percent\b|pc\b|pct\b\.?|prozent(?:punkten?|ig(?:e[mnrs]?)?)?\b|pour ?cent\b|v\.H\.|points?(?= d(?:e (?:TVA|PIB|croissance|parts? de marché|pourcentage)|['’]inflation)\b)(?: de pourcentage\b)?|(?<=\d,\d )point\b(?! d))(?:age)?(?P<p>(?:[ -]percentage)?[ -]points?|-punkte?)?"
            r"(?P<gdp>,? (?:(?:of|der|des|vom|am|du|de la|de) )?(?:its |their |the |our |national |annual |ihre[sr] |seine[sr] |leur |son )?(?:GDP|gross domestic product|national income|economic output|BIP|Bruttoinlands?produkte?s?|Wirtschaftsleistung|PIB|produit intérieur brut)\b)?",
            re.IGNORECASE,
        )

    @cached_property
    def time(self) -> re.Pattern[str]:
        """A unit of time after a number."""
        names = "|".join(
            f"(?P<{name}>{'|'.join(w for w in words.split() if w != 'ans?' or self.language == 'fr')})"
            for name, words in self.data["time"].items()
        )
        return re.compile(rf"(?:-odd|-plus|\+)?[ \u00a0-](?!day (?:tickets|passes|trips|trippers|visitors|centres|nurseries|places|patients|cases|labourers|workers|students|schools)\b|year groups\b|week passes\b|month passes\b)(?:d['’]|de )?(?:or (?:more|fewer|less|so) )?(?:more |further |full |consecutive |financial |fiscal |calendar |straight |successive |whole |long |additional |extra |working |business |lean |fat |good |bad |hard |difficult |tough |dry |wet |cold |hot |short |busy |quiet |crisis |pandemic |war |election |school |academic |tax |budget |trading |record |profitable |loss-making |losing |painful |solid |firm |crop |marketing |weitere |volle |dernières |derniers |prochaines |prochains )?(?:{names})\b(?!-(?:old|hand|rate|tier|class|best|largest|biggest|highest|lowest|generation|placed|round|half|quarter|stage|level|care|boat|trip|trips)\b)", re.IGNORECASE)  # fmt: skip

    @cached_property
    def per(self) -> re.Pattern[str]:
        """What a rate is per, as a group of its own each; not "a year ago"."""
        data = self.data["per"]
        stops = data["not_after"]
        names = "|".join(
            f"(?P<{name}>{words})" for name, words in data.items() if name != "not_after"
        )
        return re.compile(
            rf"(?:(?<=[\w%)])(?=/)|(?<![\w/-]))(?<!within )(?<!\bin )(?<!than )(?<!over )(?:(?<!for )|(?=each|every))(?<!\bby )(?!(?<=\bof )(?:an?|per|each|every) )(?<!inside )(?<!nearly )(?<!almost )(?<!under )(?<!about )(?<!half )(?<!put off )(?<!put back )(?<!held up )(?:{names})(?![\w-])(?! (?:{stops})\b)",
            re.IGNORECASE,
        )

    @cached_property
    def _rate_parts(self) -> tuple[str, ...]:
        """Parts of words of which every rate holds one; () where one may hold any, since its time is none of those known."""
        times = self.data["per"].keys() - {"not_after"}
        if not times <= _TIMES.keys():
            return ()
        return tuple(part for time in _TIMES for part in _TIMES[time] if time in times)

    def rates_in(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Where a text says per what between two places: in most there is nothing that a rate needs."""
        low = text[start:end].lower()
        if self._rate_parts and not (holds_one(low, self._rate_parts) or _PA.search(low)):
            return iter(())
        return self.per.finditer(text, start, end)

    @cached_property
    def each(self) -> re.Pattern[str]:
        """What a price is for: each, per round."""
        return re.compile(r"\b(?:each|apiece|a piece|per (?!cent|year|annum|month|day|week|hour)(?P<t>\w+)|(?:je|pro) (?!jahr|monat|tag|woche|jede)(?P<d>\w+)|par (?!an\b|mois|jour|semaine|rapport)(?P<fr>\w+))\b", re.IGNORECASE)  # fmt: skip

    @cached_property
    def symbols(self) -> re.Pattern[str]:
        """Units written as symbols."""
        return re.compile(rf"[ -]?({'|'.join(self.data['symbols']['words'].split())})\b")  # fmt: skip

    @cached_property
    def scaled(self) -> tuple[tuple[re.Pattern[str], str, float, str], ...]:
        """Units that are multiples of another, and per what time where they say it."""
        return tuple(
            (
                re.compile(rf"{_OF}(?:{s['pattern']})"),
                s["unit"],
                float(s["factor"]),
                s.get("per", ""),
            )
            for s in self.data["scaled"]
        )

    @cached_property
    def any_scaled(self) -> re.Pattern[str]:
        """Any of them: behind most numbers stands none."""
        every = "|".join(f"(?:{s['pattern']})" for s in self.data["scaled"])
        return re.compile(f"{_OF}(?:{every})")

    @cached_property
    def counted(self) -> dict[str, str]:
        """Word for what is counted -> the one name for it."""
        found = {
            word: name
            for name, words in self.data["counted"].items()
            for word in words.split()
            if self.language != "en" or word in _ENGLISH or (word == name and word.endswith("s"))
        }
        own = self.data["counted_in"].get(self.language, {})
        found |= {word: name for name, words in own.items() for word in words.split()}
        if self.language == "de":
            found = {f"{w}n": name for w, name in found.items() if w.endswith(_DATIVE_IN_N) and len(w) > 3} | found  # fmt: skip
        return found

    @cached_property
    def named(self) -> re.Pattern[str]:
        """Names of several words: "postes de transformation" are no posts."""
        return re.compile(rf"(?:{any_of(w.replace('_', ' ') for w in self.counted if '_' in w) or '(?!)'})\b", re.IGNORECASE)  # fmt: skip

    @cached_property
    def means(self) -> frozenset[str]:
        """What is counted and is never made."""
        return frozenset(self.data["means"]["words"].split())

    @cached_property
    def _people(self) -> tuple[tuple[str, ...], frozenset[str]]:
        """Ends of English words for people, and words with such an end that are things."""
        data = self.data["means"]
        return tuple(data["endings"].split()), frozenset(data["never"].split())

    def is_means(self, unit: str) -> bool:
        """Whether what is counted is never made: people, firms, sites, events."""
        ends, things = self._people
        return unit in self.means or (self.language == "en" and unit.endswith(ends) and unit not in things and unit not in ends)  # fmt: skip

    @cached_property
    def endings(self) -> tuple[tuple[str, str], ...]:
        """Ends of German compounds that say what is counted, the longest first: a Kraftwerk is a plant before it is a Werk."""
        if self.language != "de":
            return ()
        return tuple(
            sorted(
                (pair for pair in self.counted.items() if len(pair[0]) > 4 or pair[0] in _SHORT),
                key=lambda p: -len(p[0]),
            )
        )

    @cached_property
    def _by_end(self) -> dict[str, str]:
        return dict(self.endings)

    def name_by_end(self, word: str) -> str:
        """What a compound counts by the longest of the ends that it has; '' where it has none."""
        ends = (word[at:] for at in range(len(word))) if self._by_end else ()
        return next((self._by_end[end] for end in ends if end in self._by_end), "")

    @cached_property
    def nouns(self) -> dict[str, frozenset[str]]:
        """Words that end, or are, the name of what is counted."""
        return {
            key: frozenset(text.split()) for key, text in self.data["nouns"][self.language].items()
        }

    @cached_property
    def alone(self) -> dict[str, frozenset[str]]:
        """Words right before and after a number that stands for things named before it."""
        return {
            key: frozenset(text.split()) for key, text in self.data["alone"][self.language].items()
        }

    @cached_property
    def hedges(self) -> tuple[Hedge, ...]:
        """Words beside a figure."""
        return tuple(h for h in self.rules.hedges if self.language in h.languages)

    @cached_property
    def hedged(self) -> dict[str, re.Pattern[str]]:
        """What a text in small letters meets that has a hedge of one place; it may meet it without one."""
        return {where: _any_hedge([h.pattern.pattern for h in self.hedges if h.where == where]) for where in ("before", "after", "sentence")}  # fmt: skip

    def may_hedge(self, where: str, text: str) -> bool:
        """Whether a text may hold a hedge of one place; of a whole sentence that is found once for all its figures."""
        return self._may_hedge_all(text) if where == "sentence" else self.hedged[where].search(text.lower()) is not None  # fmt: skip

    @cached_property
    def _may_hedge_all(self) -> Callable[[str], bool]:
        pattern = self.hedged["sentence"]
        return lru_cache(maxsize=16)(lambda sentence: pattern.search(sentence.lower()) is not None)

    @cached_property
    def speech(self) -> dict[str, Any]:
        """Words that make somebody a speaker."""
        return dict(self.data[self.language])


_NO_LETTER_BEFORE = r"(?<!\w)"


def _any_hedge(patterns: Sequence[str]) -> re.Pattern[str]:
    """Any of these; what stands before each is looked at once."""
    shared = all(p.startswith(_NO_LETTER_BEFORE) for p in patterns)
    lead = _NO_LETTER_BEFORE if shared else ""
    every = "|".join(f"(?:{p.removeprefix(lead)})" for p in patterns)
    return in_small(f"{lead}(?:{every or '(?!)'})")


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    """A pattern with the words of a language in place of their names."""
    for name, said in words.items():
        pattern = pattern.replace(f"{{{name}}}", said)
    return pattern.replace("{{", "{").replace("}}", "}")


def _by_first_letter(patterns: Iterable[tuple[str, str]]) -> list[str]:
    """Groups of patterns of words, those of one first letter behind a look at it: in most places none is tried."""
    apart: dict[str, list[str]] = {}
    for word, group in patterns:
        apart.setdefault(word[0], []).append(group)
    return [f"(?={re.escape(letter)})(?:{'|'.join(every)})" for letter, every in apart.items()]


def _longest(words: Iterable[str]) -> str:
    """Alternatives, the longest first, so that none hides another."""
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=16)
def lexicon(rules: Rules, language: str) -> Lexicon:
    """The lexicon of a language, made once for these rules."""
    return Lexicon(rules, language)
