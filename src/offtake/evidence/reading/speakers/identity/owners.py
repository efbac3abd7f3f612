"""Whose report, data or statement it is that says something: its maker speaks, not the thing.

"Figures released on Monday by the guild", "data from Acme", "a Guild of Weavers survey", "agriculture ministry data".
"""

from __future__ import annotations

import re
from functools import lru_cache

from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers.identity.apposed import name_behind
from offtake.evidence.reading.speakers.identity.bodies import field, sort_of
from offtake.evidence.reading.speakers.identity.names import UPPER, without_titles
from offtake.evidence.reading.speakers.identity.patterns import days, months, pattern, times
from offtake.evidence.reading.speakers.identity.speaker import Speaker

_BEFORE = {
    "en": r"(?:(?:the|a|an|its|their|one|new|latest|recent|preliminary|official|provisional|early|separate|annual|monthly|quarterly|first|initial|(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Interim|Annual|Final)) )*(?:[a-z-]+ ){0,2}?",
    "de": r"(?:[A-Za-zäöü]+ )?(?:(?:[Dd]ie|[Dd]er|[Dd]en|[Dd]as|[Ee]ine[rnms]?|neuen?|aktuellen?|jüngsten?|vorläufigen?|vorgelegten?|internen?|interne[nmrs]|vertraulichen?|eigenen?) )*",
    "fr": r"(?:(?:les|des|la|le|un|une|derni(?:er|ère)s?|nouvel(?:le)?s?|nouveaux?|premi(?:er|ère)s?|récent(?:e)?s?|propres) |l['’])*",
}
_BETWEEN = {
    "en": r"(?: of (?:[\w,]+ )?(?!of )[a-z-]+(?: [a-z-]+)?(?= by ))?(?: (?:released|published|compiled|provided|issued|collected|produced|prepared|obtained|conducted|commissioned|supplied|gathered|tabled|presented|submitted|delivered|put out))?(?: (?:in|to) (?:the )?[A-Z]\w+(?= (?:[\w]+ )?by ))?(?: (?:today|yesterday|this week|last week|(?:on )?[A-Z]\w+day))? (?:from|by|of) (?:the |an? |its |their )?",
    "de": r" (?:des|der|von|vom) (?:[a-zäöü]+en )?",
    "fr": r"(?: (?!(?:de|du|des|par|sur|pour|aux?|et|à)\b)[a-zà-ÿ-]{4,}| de (?:conjoncture|synthèse|suivi|presse|situation|recherche|travail))?(?: (?:publi|réalis|men|command|fourn|communiqu|diffus|dévoil|rendu|établ|compil|présent)\w*(?: \w+di| hier| ce \w+)?)? (?:de la |de l['’]|du |des |de |d['’]|par (?:le |la |l['’])?)",
}
_SORT = r"(?:(?:[a-z-]+ ){0,3}(?:firm|company|group|agency|consultancy|provider|body|association|bank|institute|organi[sz]ation|union|university|researcher|tracker|regulator|watchdog|network|charity|think[ -]tank|monitor|blog|lobby|guild|platform|database) )?"
_NAME = rf"[{UPPER}][\w&.'’-]*(?:,? (?:(?:of|and|for|the|und|für|et|de|des|du|la) ){{0,2}}[{UPPER}&][\w&.'’-]*)*(?: an Land| auf See)?"
_WHERE = r"(?: (?:issued|published|released|obtained|(?:given|put|handed) out|seen|conducted|made|tabled|dated)(?: .*)?| (?:on|in) [A-Z]\w+.*| (?:of|on|into|about|for|to) (?!by ).*| (?:publiée?s?|parue?s?)\b.*)?$"


@lru_cache(maxsize=8)
def _works(lexicon: Lexicon) -> str:
    words = str(lexicon.speech["works"]).split()
    return "|".join(f"{w}s?" if not w.endswith("y") else f"{w[:-1]}(?:y|ies)" for w in words) + ("|analyses" if lexicon.language == "en" else "")  # fmt: skip


@lru_cache(maxsize=8)
def _parts_of_works(lexicon: Lexicon) -> tuple[str, ...]:
    """What each word for a work has in the singular and the plural, in small letters."""
    words = {w.removesuffix("y").lower() for w in str(lexicon.speech["works"]).split()}
    return tuple(sorted(words | ({"analyses"} if lexicon.language == "en" else set())))


@lru_cache(maxsize=8)
def _made_by(lexicon: Lexicon) -> re.Pattern[str]:
    language = lexicon.language
    body = (
        r"(?:[a-z][\w'’-]* ){0,3}[a-z][\w-]+"
        if language == "en"
        else rf"(?:[a-zà-ÿ][\w-]+(?: (?:(?:de (?:la |l['’])?|du |des |d['’])?[a-zà-ÿ][\w-]+)){{0,2}}? ?)?(?:(?:de la |de l['’]|du |des |d['’])?{_NAME}(?: [a-zà-ÿ]+(?:ères?|aux|ales?|iques?|ives?))?(?: (?:de |des |du |d['’]|aux? |à la |à l['’])[a-zà-ÿ-]+)*)?"
    )
    compound = r"(?:[\w-]*?(?!bericht|bulletin))" if language == "de" else ""
    return re.compile(rf"^{_BEFORE[language]}{compound}(?i:{_works(lexicon)}){_BETWEEN[language]}{_SORT if language == 'en' else ''}(?P<by>{_NAME}|{body}){_WHERE}")  # fmt: skip


@lru_cache(maxsize=2)
def _made_by_a_body(lexicon: Lexicon) -> re.Pattern[str]:
    """A French paper with its maker, whose name has words without capitals: "une étude de la Caisse des pensions"."""
    return re.compile(rf"^{_BEFORE['fr']}(?i:{_works(lexicon)}){_BETWEEN['fr']}(?P<by>[{UPPER}].*)$")  # fmt: skip


@lru_cache(maxsize=8)
def _named_before(lexicon: Lexicon) -> re.Pattern[str]:
    works = _works(lexicon)
    before = (
        "(?:(?:[Tt]he|[Aa]n?|[Nn]ew|[Ll]atest|[Rr]ecent|[Oo]fficial|detailed|separate|annual) )*"
    )
    owned = rf"(?P<owner>(?!(?:its|their|his|her|last|this|that|next)\b)(?:[\w&.-]+ ){{0,5}}?(?!(?:{_TIMES}|{days(lexicon)}|{months(lexicon)})\b)[\w&.-]+?)(?:['’]s?|(?<=s)['’])(?: (?!data)[\w-]+){{0,3}}"
    by = rf"(?P<by>{_NAME} (?:[a-z-]+ ){{0,2}}(?:ministry|department|agency|government|bank|board|authority|commission|union)|{_NAME}|(?:[a-z-]+ ){{0,3}}(?:ministry|department|agency|government|company|council|bank|board|bureau|institute|association|union|authority|commission|group|industry|army|navy|police|customs|census|office|service|inspectorate|regulator|watchdog|federation|treasury|secretariat))(?: (?!data)[a-z-]+){{0,2}}"
    return re.compile(rf"^{before}(?:{owned}|{by}) (?:{works}){_WHERE}")  # fmt: skip


_NAMED_BEHIND = re.compile(
    rf"^(?:un |une |le |la |l['’]|des |les )?(?:derni\w+ |nouve\w+ )?(?:sondage|étude|enquête|baromètre)s? (?P<by>{_NAME})(?: (?:pour|publi|réalis|paru|men|diffus|auprès).*)?$"
)
"""A French paper with its maker's name: "un sondage Acme pour Le Bote"."""


_JOINED = re.compile(
    r"(?:(?:[Dd]er|[Dd]ie|[Dd]as|[Dd]en|[Dd]em|[Ee]ine[rm]?) )?(?:[a-zäöü]+en? )?(?P<by>[A-ZÄÖÜ][\w-]+)-(?:Umfrage|Angaben|Studie|Bericht|Analyse|Auswertung|Erhebung|Zahlen|Daten|Prognose|Statistik|Gutachten|Berechnung|Berechnungen|Untersuchung|Papier)$"
)
"""A German compound with its maker: "Acme-Umfrage"."""


@lru_cache(maxsize=4)
def _genitive_first(lexicon: Lexicon) -> re.Pattern[str]:
    """A German paper behind the name of its maker: "Lunds Bericht", "Ida Falks neue Studie"."""
    return re.compile(rf"(?P<by>[{UPPER}][\w-]{{2,}}(?: [{UPPER}][\w-]+)?)s (?:[a-zäöü]+e[nrs]? )?(?:[{UPPER}][\w-]*?)?(?i:{_works(lexicon)})$")  # fmt: skip


_TIMES = "year|month|week|quarter|day|today|yesterday|morning|season|spring|summer|autumn|winter"
_FIRST = re.compile(
    r"^(?:The|An?|New|Detailed|Latest|Recent|Official|Preliminary|Fresh|Updated|Separate|Annual|Quarterly|Monthly|Internal|Leaked|Draft|Revised|Provisional|One|Its|Their|His|Her|That|This|Les|La|Le|L['’]|Une?)\b"
)


_SORT_OF_PAPER = re.compile(
    r"^(?:(?:les?|la|une?|des|son|sa|ce|cette) |l['’])(?P<paper>(?:rapport|étude|enquête|audit|note|bulletin|bilan|compte) (?:de |d['’])(?!experts?\b|[a-zà-ÿ-]+(?:s|x)\b)[a-zà-ÿ-]+)(?= ?[.,;:]|$)"
)
"""A French paper with its sort, and no maker: "l'étude d'impact", "le rapport de gestion"."""


def _small_first(words: str) -> str:
    """Words, the article with which they begin in small letters."""
    first = _FIRST.match(words)
    return first[0].lower() + words[first.end() :] if first else words


def owner(words: str, lexicon: Lexicon) -> Speaker | None:
    """Whose report or data the words speak of; None where they speak of none."""
    words = pattern("read_by", lexicon).split(_small_first(words))[0]
    if lexicon.language == "fr" and (sort := _SORT_OF_PAPER.match(words)):
        return Speaker(sort["paper"], "body")
    of_a_work = holds_one(words.lower(), _parts_of_works(lexicon))
    if of_a_work and (made := _made_by(lexicon).match(words)):
        name = re.sub(
            r" to [a-z ]+$", "", made["by"].strip()
        )  # "a letter from the board to lenders"
        name = _ITS_OWN.sub("", name) if lexicon.language == "en" else name
        return None if re.match(r"(?:its|their|his|her|that|which|own)\b", name) else Speaker(name_behind(name, lexicon) or _plain(name, lexicon), "body")  # fmt: skip
    if lexicon.language == "fr" and of_a_work and (paper := _made_by_a_body(lexicon).match(words)):
        return field(paper["by"], lexicon)
    if lexicon.language == "fr" and (named := _NAMED_BEHIND.match(words)):
        return Speaker(named["by"], "body")
    if lexicon.language == "de" and (joined := _JOINED.match(words)):
        return Speaker(joined["by"], "body")
    if lexicon.language == "de" and of_a_work and (whose := _genitive_first(lexicon).match(words)):
        return Speaker(whose["by"], "body")
    if lexicon.language != "en" or not of_a_work:
        return None
    owned = _named_before(lexicon).match(words)
    name = (owned["owner"] or owned["by"]).strip() if owned else ""
    if not name or name.lower() in (
        "new",
        "latest",
        "recent",
        "the",
        "official",
        "budget",
        "court",
        "planning",
        "internal",
    ):
        return None
    name = re.sub(r"['’]s?$", "", name)
    if _NO_MAKER.fullmatch(name) or name in times(lexicon):
        return None
    return Speaker(_plain(name, lexicon), "body")


_ITS_OWN = re.compile(r"(?:['’]s|(?<=s)['’]) own (?:[a-z]+ ){0,2}[a-z]+$")
"""What is a maker's own: "a breakdown of the council's own figures"."""
_NO_MAKER = re.compile(r"[A-Z]{1,4}-\d[\w-]*|\d+")
"""A model or a number: "the F-35 audit"."""


def _plain(name: str, lexicon: Lexicon) -> str:
    """A maker by the name alone: "the regulator Acme", "Judge Ann Holm"."""
    if lexicon.language != "en":
        return name
    if name.endswith("-General"):
        return name
    return sort_of(name, lexicon) or without_titles(name, lexicon)
