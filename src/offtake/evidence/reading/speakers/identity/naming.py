"""Named entity linking: whom the words of a noun phrase mean.

In this order: a pronoun; whose data it is; a body with its field; a person in full; an office or a body without a name, or
its latest holder; any noun, where the verb is one that only speakers have; a single name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.sentences import DOT, TITLES
from offtake.evidence.reading.speakers.beginnings import without_lead
from offtake.evidence.reading.speakers.identity.agreeing import fits
from offtake.evidence.reading.speakers.identity.apposed import is_trade
from offtake.evidence.reading.speakers.identity.bodies import (
    any_noun,
    body,
    field,
    is_kind_of_speaker,
    sort_of,
    without_article,
)
from offtake.evidence.reading.speakers.identity.names import (
    DEGREES,
    FULL,
    RUN,
    TOKEN,
    UPPER,
    after_names,
    without_titles,
)
from offtake.evidence.reading.speakers.identity.owners import owner
from offtake.evidence.reading.speakers.identity.patterns import firm_ends, pattern, times, word_set
from offtake.evidence.reading.speakers.identity.people import (
    COMMON,
    behind_a_field,
    behind_a_place,
    by_office,
    by_pronoun,
    by_surname,
    has_no_title,
    is_article,
    is_common,
    is_office,
    latest,
    nobody,
    person_in,
)
from offtake.evidence.reading.speakers.identity.speaker import Person, Speaker
from offtake.evidence.reading.speakers.identity.things import is_thing

_COURTESY = re.compile(
    rf"^(?:[Ll]e |[Ll]a )?(?:MM?|Mmes?|Mlles?|Me|Maîtres?|Dre?|Pre?|Mgr)[.{DOT}]? (?=[{UPPER}])"
)
"""French titles before a name: "Mme Durand"."""
_TOLD = re.compile(rf"^(?:[Tt]he )?(?:[\w'’.,{DOT}-]+ ){{0,3}}[\w'’{DOT}-]+-(?:(?:based|like|style|led|owned|headquartered|listed|focused|backed|run|controlled) (?=\w)|born (?=[A-Z]))")  # fmt: skip
"""What is told of a body before it: "London-based"."""
_HER_PAPER = re.compile(
    r"(?P<whose>[Ii]hr|[Ss]ein)(?:e[nrms]?)? (?:[a-zäöü]+ )?[\w-]*(?i:motion|postulat|vorsto(?:ß|ss)|antrag|anfrage|initiative|brief|entwurf|gutachten|studie|bericht|analyse|umfrage|fazit|bilanz|schätzung|prognose|rechnung|plan)(?:en?)?$"
)
"""What somebody has put out: "ihre Motion verlangt 40"."""
_THIS = re.compile(r"^(?:[Tt]his|[Tt]hat) (?=[a-z])")
_SOME_OF = re.compile(
    r"^(?:one|two|three|some|several|many|most|both|a few) of (?:the|its|their) (?=[a-z])|^(?:one|two|three|four|nine) (?:in|out of) (?:two|three|four|five|ten) (?=\w)"
)
"""Of several who speak alike: "one of the people"."""
_OWNED = re.compile(rf"^(?:(?:[Tt]he|[Tt]his|[Tt]hat) (?:(?!of )[a-z-]+ )?(?:country|nation|state|city|town|region|province|county|island|world|company|firm|group|business|yard|shipyard|plant|works|mill|factory|site|maker|carmaker|manufacturer|airline|supplier)['’]s? (?=\w)|[{UPPER}][\w{DOT}]*['’]s? (?=(?:[{UPPER}][\w&-]+ ){{1,6}}(?:(?:of|for|on) )))", re.ASCII)  # fmt: skip
"""Whose an office or a body is, where the sentence says that without a name: "the country's oil minister"; and before the name of a body: "Utah's Board of Mines"."""
_OF_A_FIRM = re.compile(
    rf"(?P<by>[{UPPER}][\w{DOT}-]*)['’]s (?=[{UPPER}][\w'’-]+(?: [{UPPER}][\w'’-]+){{0,2}}$)"
)
"""The body that a person speaks for, before the name: "Acme's Bo Lund"."""
_OF_A_HOUSE = re.compile(rf"(?:[Tt]he )?(?:{TOKEN} ){{1,5}}(?<=['’]s )(?:[a-z-]+ ){{0,3}}(?={FULL.pattern}$)|(?:[Tt]he )?(?:{TOKEN} ){{1,5}}(?<=s['’] )(?:[a-z-]+ ){{1,3}}(?={FULL.pattern}$)")  # fmt: skip
"""The same, where the body has several words, or the person's office stands between: "Weavers' head Bo Lund"."""
_FIRMS_IN_S = frozenset(
    "Moody Lloyd McDonald Macy Sotheby Christie Kohl Levi Wendy Domino Sainsbury Lowe Standard".split()
)
_OF_A_BODY = re.compile(rf"(?:(?:{'|'.join(sorted(TITLES))}){DOT} )?(?P<name>{TOKEN})(?= (?:of|at|from) (?:the )?[{UPPER}])")  # fmt: skip
"""A surname with the body it speaks for: "Weiss of Acme"."""
_TOKEN = re.compile(TOKEN)
_ARTICLE = re.compile(r"^(?:The|La|Le|Les|Die|Der|Das) (?=[A-ZÄÖÜÉ])")
_OF_A_FRENCH_BODY = re.compile(r" (?:du|de la|des|de l['’]) ?\S+ (?P<name>\S+ (?:\S+ )*\S+)$")
"""A person behind the body of an office: "président du Sénat Jean Roux"."""
_ON_A_DAY = re.compile(r"(?<=\w) (?:am|vom) (?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend)(?:abend|morgen|mittag|nachmittag|vormittag)?$")  # fmt: skip
"""When somebody spoke, behind his name; a Sunday may be a paper's: "Post am Sonntag"."""
_OFFICE_OF = re.compile(
    r"(?P<office>[\w-]+)(?: (?:général|générale|adjoint|adjointe|délégué|déléguée|exécutif|exécutive))? (?:de|du) $"
)
"""Before the name of a French body: "le président de Acme Pologne"."""
_HOUSE_OF = re.compile(r"\b(?:direction|présidence|administration) (?:de |d['’])$")
"""Before the name of the house that it is of."""
_UNITS = ("Millionen", "Milliarden", "Euro", "Franken", "Dollar", "Prozent", "Tonnen", "Kilometer", "Milliarden Euro", "Millionen Euro", "Millionen Franken", "Milliarden Franken")  # fmt: skip
"""German words behind a number, with the capitals of names."""
_OF_SOMETHING = re.compile(
    r"(?:^|[a-zäöüß] )(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]es|[Dd]em|[Dd]en|[Ee]iner?|[Vv]om|[Bb]eim|für|gegen|[Zz]ur|[Zz]um|[Ii]m) $"
)
"""Before a noun with its name, and no first name: "die Werft Acme"."""
_TWO = re.compile(
    rf"(?:[A-Za-z][a-z-]* ){{0,2}}?(?:[A-Za-z][a-z-]*s )?(?P<two>{TOKEN} and {TOKEN})"
)
"""Two who have one verb: "geologists Falk and Lund"."""
_HOLDS = re.compile(r"[Tt]he [A-Z][\w-]+ [A-Z][\w-]+")
"""An office in capitals: "the Union Minister"."""
_SPOKESMAN = re.compile(r"(?:[Aa]n? |[Tt]he )?spokes\w+ (?:for|of|at) (?P<body>(?:the )?[A-Z].*)")
_OFFICE = re.compile(r"(?:Inspector|Auditor|Attorney|Solicitor|Surveyor|Director|Secretary|Comptroller|Controller|Advocate|Governor|Surgeon|Registrar|Receiver|Accountant)[- ]General(?: of [A-Z]\w+)?", re.IGNORECASE)  # fmt: skip
"""An office of two words, of which each might stand before a name."""
_MAY_FOLLOW = re.compile(r"(?:,| (?:plc|ltd|llc|inc)$| (?:of|in|from|at|von|de|du|des|aus|with|who|himself|herself|itself)\b)")  # fmt: skip


_MARKS = re.compile(r"[„“”«»\"]")
_BEHIND_A_VERB = ("t-il", "t-elle", "t-on")
"""French pronouns behind a verb that ends in a vowel."""
_ITS = re.compile(r"(?:its|their) (?=[a-z])")
_SMALL_BEHIND = re.compile(r"\s+[a-zäöü][\w-]*")
_MAY_BE_BEHIND = re.compile(
    r"\s+(?:of|in|from|at|with|von|de|du|who|and|der|dem|den|des|vom|aus|bei)\b"
)
"""What stands behind a person's name, and what small letters make a run of capitals a body's."""


def _without(told: re.Match[str], said: str) -> str:
    """A body without what is told of it; a noun keeps its article: "the Leeds-based yard"."""
    rest = said[told.end() :]
    return f"the {rest}" if told[0][:4].lower() == "the " and rest[:1].islower() else rest


def speaker_named(np: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None, speaks: bool = False) -> Speaker | None:  # fmt: skip
    """Who the words `np`, which stand at `at`, mean; None where they mean nobody who speaks.

    `speaks`: the verb is one that only speakers have, so that any noun with its article is one ("the trust says").
    """
    who = _meant(np, at, people, lexicon, last, speaks)
    return None if who and is_thing(who.name, lexicon) else who


def _meant(np: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None, speaks: bool) -> Speaker | None:  # fmt: skip
    said = after_names(pattern("read_by", lexicon).split(np.strip(' ,;:–—-"“”„«»\u00a0'))[0], lexicon)  # fmt: skip
    if holds_one(said, "'’"):
        if (owned := _OF_A_FIRM.match(said)) and owned["by"] not in _FIRMS_IN_S:
            said = said[owned.end() :]
        if (owned := _OF_A_HOUSE.match(said)) and not is_office(said[owned.end() :].split(" ")[-1], lexicon):  # fmt: skip
            said = said[owned.end() :]
    if lexicon.language == "en":
        said = f"the {said[this.end() :]}" if (this := _THIS.match(said)) else said
    told = _TOLD.match(said) if "-" in said else None
    said = _without(told, said) if told else said
    said = without_lead(_OWNED, said) if holds_one(said, "'’") else said
    if said in word_set("houses", lexicon):
        return Speaker(said, "body")
    said = _MARKS.sub("", said)
    said = without_lead(_SOME_OF, said) if holds_one(said, (" of ", " in ")) else said
    if not said:
        return None
    if lexicon.language == "de":
        said = DEGREES.sub("", said) if holds_one(said, (".", DOT)) else said
        said = _ON_A_DAY.sub("", said)
    elif lexicon.language == "fr":
        said = without_lead(_COURTESY, said)
    pronouns = word_set("pronouns", lexicon)
    if said.lower() in pronouns or said.lower() in _BEHIND_A_VERB:
        return by_pronoun(said.lower().removeprefix("t-"), at, people, lexicon, last)
    if said.lower() in word_set("latter", lexicon):
        one = latest([p for p in people if p.at < at and fits(str(lexicon.speech["he"]).split()[0], p.name, people, lexicon)], at)  # fmt: skip
        return Speaker(one.name, "pronoun") if one else Speaker("", "")
    if lexicon.language == "de" and (own := _HER_PAPER.match(said)):
        return _maker_or(said.split(" ")[-1], by_pronoun("sie" if own["whose"] in "Ihrihr" else "er", at, people, lexicon, last), lexicon)  # fmt: skip
    if lexicon.language == "en" and (own := _ITS.match(said)) and owner(f"Nobody's {said[own.end() :]}", lexicon):  # fmt: skip
        return by_pronoun(
            "it", at, people, lexicon, last
        )  # "its annual report": who has put it out
    if found := owner(said, lexicon) or field(said, lexicon):
        return by_surname(found.name, at, people) if any(p.surname == found.name for p in people) else found  # fmt: skip
    if ", " in said and (found := field(said.split(", ")[0], lexicon)):
        return found
    if lexicon.language == "en" and _HOLDS.fullmatch(said) and is_office(said.split(" ")[-1], lexicon):  # fmt: skip
        return by_office(said, at, people, lexicon) or Speaker(without_article(said, lexicon), "body")  # fmt: skip
    if name := sort_of(said, lexicon):
        if lexicon.language != "en" and not (FULL.fullmatch(name) and person_in(name, lexicon)) and not any(p.surname == name for p in people):  # fmt: skip
            return Speaker(name, "named" if lexicon.language == "de" else "body")
        said = name
    if (
        lexicon.language == "fr"
        and ", " in said
        and (name := sort_of(said.split(", ")[-1], lexicon))
    ):
        return Speaker(name, "body")  # "le maître d'œuvre, le cabinet Acme"
    if " and " in said and (two := _TWO.fullmatch(said)):
        return Speaker(two["two"], "named")
    plain = without_article(said, lexicon)
    if lexicon.language == "en" and _OFFICE.fullmatch(plain):
        return by_office(said, at, people, lexicon) or Speaker(plain, "body")
    if (spokesman := _SPOKESMAN.fullmatch(said)) and field(spokesman["body"], lexicon):
        return Speaker(plain, "body")
    for match in RUN.finditer(said):
        if name := _full(match[0], said, lexicon):
            return Speaker(name, "named")
    if not told and _TOKEN.fullmatch(said) and any(p.surname == said for p in people):
        return by_surname(said, at, people)
    if (known := body(said, lexicon)) is not None:
        return by_office(said, at, people, lexicon) or Speaker(known, "body")
    lead = said.split(", ")[0]
    if ", " in said and _TOKEN.fullmatch(lead) and lead.lower() not in COMMON:
        said = lead  # "Tusk, Poland's prime minister"
    of_another = lexicon.language == "de" and _OF_ANOTHER.match(said)
    if (speaks or of_another) and (noun := any_noun(said, lexicon)):
        return noun
    word = _single(said, lexicon)
    if (
        word is None
        or word in _UNITS
        or word in times(lexicon)
        or is_common(word)
        or _A_NUMBER.fullmatch(word)
        or word.lower() in pronouns
    ):
        return None
    return Speaker(word, "named") if told or _is_firm(word, lexicon) else by_surname(word, at, people)  # fmt: skip


def _maker_or(paper: str, who: Speaker, lexicon: Lexicon) -> Speaker:
    """Who has put out a paper, or the paper, whose maker the article may tell; of a conclusion nobody."""
    is_paper = paper.lower().endswith(tuple(re.split(r"[ ;|]", str(lexicon.speech["papers"]))))
    return Speaker(paper, "body") if is_paper and not who.name else who


def _is_firm(name: str, lexicon: Lexicon) -> bool:
    """Whether a name ends as only those of firms do."""
    return " " in name and name.rsplit(" ", 1)[1] in firm_ends(lexicon)


_OF_ANOTHER = re.compile(rf"eine? [{UPPER}][\w-]+ (?:des|der) ")
"""A German noun with whom it is of, who does not speak: "ein Stratege der Seewacht"."""
_COUNTED = re.compile(r"\b\d[\d.,]* $")
"""Before a German noun that is counted: "40 Loks"."""
_A_NUMBER = re.compile(r"[A-Z]{2,4}[$€£]?\d[\d.,]*|[A-Z]{1,4}-\d[\w-]*")
"""A sum or a model's name: "SEK3", "F-35"."""


def _single(said: str, lexicon: Lexicon) -> str | None:
    """The one name in the words, without its title and article; None where there is none, or something goes on behind it."""
    runs = [m[0] for m in RUN.finditer(said)]
    if not runs:
        return None
    if (first := _OF_A_BODY.match(said)) and first["name"].lower() not in nobody(lexicon):
        runs = [first["name"]]
    one = runs[-1]
    if lexicon.language == "fr" and one.startswith(("d'", "d’")) and one != said:
        return None  # "la sucrerie d'Arval"
    if lexicon.language == "de" and _COUNTED.search(said[: said.rfind(one)]):
        return None
    after = said[said.rfind(one) + len(one) :]
    if after and not _MAY_FOLLOW.match(after):
        return None
    one = re.sub(r"['’]s$", "", _ARTICLE.sub("", one))
    if lexicon.language == "fr" and " " not in one:
        one = re.sub(rf"^[Ll]['’](?=[{UPPER}])", "", one)
    first_word = one.split(" ")[0]
    if _is_firm(one, lexicon) or has_no_title(one, lexicon) or (first_word == "General" and one.split(" ")[-1].lower() in nobody(lexicon)):  # fmt: skip
        return one
    if one.count(" ") > 1 and is_office(one.split(" ")[-2], lexicon) and not is_office(one.split(" ")[-1], lexicon) and not nobody(lexicon) & {one.split(" ")[-1].lower()}:  # fmt: skip
        return one.split(" ")[-1]  # "Industry Minister Holm"
    if (
        is_office(first_word, lexicon)
        or (lexicon.language == "de" and is_trade(first_word, lexicon))
        or (" " in one and is_kind_of_speaker(first_word, lexicon))
    ):
        return without_titles(one.split(" ", 1)[-1] if " " in one else one, lexicon)
    return one


def _full(words: str, said: str, lexicon: Lexicon) -> str:
    """The person in a run of capitals, where nothing makes the run a body's name."""
    before, after = said[: said.find(words)], said[said.find(words) + len(words) :]
    of_a_body = _OF_A_FRENCH_BODY.search(words) if lexicon.language == "fr" else None
    parts = (of_a_body["name"] if of_a_body else words).split(" ")
    if is_article(parts[0], lexicon) or (len(parts) > 2 and re.search(r"\b(?:des|of the|für|de la|du|de l['’]) $", before)):  # fmt: skip
        parts = parts[1:]  # "ministre des Armées Jean Roux"
    if lexicon.language == "de" and len(parts) < 3 and _OF_SOMETHING.search(before):
        return ""  # "Vorstand der Werft Acme"
    if lexicon.language == "fr" and len(parts) == 2 and len(words.split(" ")) == 2 and (held := _OFFICE_OF.search(before)) and (held["office"] == "direction" or is_office(held["office"], lexicon)):  # fmt: skip
        return ""  # "président de Acme Pologne"
    if lexicon.language == "fr" and _HOUSE_OF.search(before):
        return ""  # "la direction de Acme Nord Pneus"
    parts = behind_a_field(" ".join(parts), before, lexicon).split(" ")
    parts = behind_a_place(" ".join(parts), before).split(" ")
    if len(parts) > 2 and is_kind_of_speaker(parts[0], lexicon):
        parts = parts[1:]
    if _SMALL_BEHIND.match(after) and not _MAY_BE_BEHIND.match(after):
        return ""  # "NATO Industry officials": capitals before a body are its name, and nobody's
    name = person_in(" ".join(parts), lexicon) if parts else ""
    return "" if name.startswith(("du ", "de ")) else name  # "PDG de Acme Pologne"
