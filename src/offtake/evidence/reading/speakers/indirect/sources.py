"""Sources that a sentence names without a reporting verb.

"According to Acme", "laut Acme", "Eingeweihten zufolge", "selon Acme"; who "was quoted as saying" it; a name before a
colon and a quotation; a name behind a dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.language.spoken import forms_in
from offtake.evidence.reading.sentences import DOT
from offtake.evidence.reading.speakers.identity.bodies import sort_of, without_article
from offtake.evidence.reading.speakers.identity.names import FULL, TOKEN, UPPER
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.owners import owner
from offtake.evidence.reading.speakers.identity.patterns import pattern
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Attribution, Person, Speaker
from offtake.evidence.reading.speakers.identity.things import is_thing
from offtake.evidence.reading.speakers.indirect.hearsay import hearsay
from offtake.evidence.reading.speakers.openings import opening
from offtake.evidence.reading.speakers.subjects import GERMAN, opens
from offtake.evidence.reading.speakers.verbs import listed

ACCORDING = "according to"


@lru_cache(maxsize=8)
def _according(lexicon: Lexicon) -> re.Pattern[str]:
    words = [w.replace("'", "['’]") + ("" if w.endswith("'") else " ") for w in listed(lexicon.speech["according"])]  # fmt: skip
    before = "|".join(w + ("(?:la |le |l['’]|les )?" if w.startswith(("aux", "de l", "au d")) else "") for w in words)  # fmt: skip
    if lexicon.language == "fr":
        before = re.sub(r"de (?:\(\?:la \|le \|l\['’\]\|les \)\?)?(?=\||$)", r"(?:de (?:la |l['’])?|du |des |d['’])", before)  # fmt: skip
    if lexicon.language == "de":
        what = "|".join(str(lexicon.speech["what"]).split())
        before = rf"laut |(?:nach|aus|in) (?:den |der |einer |einem )?(?:(?:jüngsten|eigenen|ersten|vorläufigen|neuen|aktuellen) )?(?:{what}) (?=de[sr]|vo[nm]|eine[sr])(?:des |der |von (?:der |dem |den )?|vom |eines |einer )|(?:aus (?:der )?sicht|in den augen) (?:des |der |von |vom |eines |einer )|gemä(?:ß|ss) (?:dem |der |den )?(?!vertrag|gesetz|plan|paragra|verein|wunsch|artikel|§)"
    if lexicon.language == "en":
        before += rf"|as per (?!(?:the |an? |its |their )?(?:plans?|schedule|agreement|contract|terms?|norms?|rules?|order|law|policy|guidelines?|usual|requirements?|practice|procedure|protocol|section|article|clause)\b)(?:the |an? )?|per (?:an?|the) (?:statement|report|filing|notice|memo|document|press release) (?:by|from) (?:the )?|per (?=[{UPPER}])(?-i:(?=[{UPPER}]))"
    stop = r"(?! (?:(?:some|about|around|nearly|almost|roughly|more than|over|at least|up to|only|just) [\d$€£]|[$€£]\d))" if lexicon.language == "en" else ""  # fmt: skip
    return re.compile(
        rf"(?<!\w)(?:{before})(?!(?:plans?|schedule|law|custom|need|size|type|plan)\b)(?P<np>(?:{stop}[^,.;:{HIDDEN}]){{2,90}})",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4)
def _parts_of_according(lexicon: Lexicon) -> tuple[str, ...]:
    """What stands before a source, in part, of which its sentence holds one: in English its last two words, "view of"; else its longest word."""
    known = listed(lexicon.speech["according"])
    if lexicon.language == "en":
        words = (w.split(" ")[-2:] for w in known)
        return (*dict.fromkeys(" ".join(w) for w in words), "per ")
    if lexicon.language == "de":
        return ("laut ", "nach ", "aus ", "in ", "gemä")
    return tuple(dict.fromkeys(max(re.split(r"[^a-zà-ÿ]", w), key=len) for w in known))


@lru_cache(maxsize=8)
def _passive(lexicon: Lexicon) -> re.Pattern[str]:
    """Who calls something so, behind a passive: "was described as too small by the guild"."""
    verbs = any_of(f.finite[1] for f in forms_in(lexicon.rules, "en", "passive"))
    return re.compile(
        rf"\b(?:was|were|is|are|been|being) (?:[a-z]+ly )?(?P<verb>{verbs}) [^;.]{{0,90}}?\bby (?P<np>(?:the |a |an )?[^,;.{HIDDEN}]{{2,50}}(?:, [{UPPER}][\w'’-]+ [{UPPER}][\w'’-]+)?)(?=[,;.{HIDDEN}]|$)"
    )


_IN_HIS_WORDS = re.compile(r"(?:^|[,;:–] |\b(?:and|but|however|that),? )[Ii]n (?:his|her|their) (?:own )?(?:words|view|opinion|assessment|estimation)\b")  # fmt: skip
_HIS_WORDS = re.compile(
    r"(?:nach|laut) (?:seine[nr]|ihre[nr]|eigenen) (?:worten|angaben|einschätzung|ansicht|meinung|auffassung|darstellung|rechnung|schätzung)\b|\b(?:ihre[nr]|seine[nr]) (?:angaben|worten|einschätzung|ansicht|meinung|auffassung|darstellung|rechnung|schätzung) (?:nach|zufolge)\b",
    re.IGNORECASE,
)
_OF_POLICE = re.compile(
    r"\b[Nn]ach (?:ersten |eigenen |bisherigen )?(?P<np>(?!Medien|Zeitungs)[A-ZÄÖÜ][\w-]{3,}?)(?:-|(?<!n)s|(?<=nehmen)s)?(?i:angaben|schätzung(?:en)?|informationen|berechnungen|einschätzung|auskunft)\b"
)
"""A German compound of a source: "nach Polizeiangaben"."""
_OF_HIS = re.compile(
    r"\b[Nn]ach (?P<np>[A-ZÄÖÜ][\w-]{2,})['’]?s (?:eigenen )?(?:Angaben|Worten|Einschätzung|Ansicht|Darstellung|Berechnungen|Auskunft|Aussage)\b"
)
"""In German whose words they are, before them: "nach Lunds Angaben"."""
_OF_HIM = re.compile(
    rf"\b(?:[Nn]ach|[Ll]aut|[Ii]n|[Aa]us) (?:den )?(?:Angaben|Worten|Einschätzung|Ansicht|Auffassung|Darstellung|Berechnungen|Auskunft|Aussagen?|Schätzung(?:en)?|Meinung|Überzeugung|Rechnung|Lesart|Sicht) (?P<np>{TOKEN}(?: {TOKEN})?)(?<=[^sxzß]s)\b(?! [{UPPER}])"
)
"""The same with the name behind: "nach Angaben Lunds"."""
_OF_ITS_HEAD = re.compile(
    rf"\b(?:(?:[Nn]ach|[Ll]aut) (?:den )?|(?=[Dd]en \w+ (?:ihre|seine)[rs] [^,;:]{{3,60}} (?:zufolge|nach)\b)[Dd]en )(?:Angaben|Worten|Aussagen?|Auskunft|Darstellung|Einschätzung|Ansicht|Schätzung(?:en)?|Berechnungen?|Rechnung|Meinung|Auffassung|Informationen|Bekunden|Darlegung) (?:ihre|seine)[rs] (?:[a-zäöü]+en )?(?P<office>[{UPPER}][\w-]+)(?P<np> {FULL.pattern})?"
    rf"|\b(?:[Nn]ach|[Ll]aut) (?:eine[rm]|den|der) (?:[a-zäöü]+e[nr] )?[{UPPER}][\w-]+ (?:ihre|seine)[rs] (?P<body>[{UPPER}]\w*(?:verband|bund|amt|verein|institut|ministerium|kammer|behörde)e?s?)\b(?! [{UPPER}])"
)
"""In German whose words they are, told as another's: "nach Angaben ihres Anwalts Wenzel Lund", "nach einer Schätzung seines Dachverbands"."""
_FROM_CIRCLES = re.compile(
    r"\b(?:[Nn]ach|[Ll]aut) (?:den )?(?:[a-zäöü]+en )?(?:Informationen|Angaben|Aussagen|Einschätzung|Schätzungen) aus (?:den |der )?(?P<np>(?:[a-zäöü]+en )?[A-ZÄÖÜ]\w*[Kk]reisen|[A-ZÄÖÜ][\w-]+)\b(?! [A-ZÄÖÜ])"
)
"""In German where they come from: "nach Informationen aus Parlamentskreisen"."""
_AFTER_A_STUDY = re.compile(
    r"\b[Nn]ach einer (?:[a-zäöü]+en )?(?P<np>[A-ZÄÖÜ]?\w*(?:[Ss]tudie|[Uu]mfrage|[Pp]rognose|[Hh]ochrechnung|[Ee]rhebung|[Mm]odellrechnung))(?= [a-zäöü\d])(?! (?:de[rs]|vo[nm]|eine[rs])\b)"
)
"""A German paper without a maker: "nach einer Studie fehlen 40"."""
_OWN = r"(?:(?:[Nn]ach|[Ll]aut) (?:eigenen|eigener|eigenem) (?:[a-zäöü]+e[nrm] )?(?:Angaben|Aussagen?|Auskunft|Darstellung|Bekunden|Worten|Berechnungen?|Schätzung(?:en)?|Einschätzung|Rechnung|Prognosen?)|[Nn]ach (?:früheren|bisherigen|eigenen) Angaben(?! (?:de[rs]|vo[nm])\b)|[Ee]igene[nr] (?:Angaben|Aussagen?|Worten|Darstellung) (?:zufolge|nach)|(?:Ihren|Seinen) Angaben (?:nach|zufolge))"
_NP = rf"(?:(?:der|die|das|Der|Die|Das) )?(?:[a-zäöü]+e[nr]? )?[{UPPER}][\w-]+(?: [{UPPER}][\w-]+){{0,3}}(?: (?:der|des|von|vom) [{UPPER}][\w-]+(?: [{UPPER}][\w-]+)?)?"
_OWN_WORDS = re.compile(
    rf"^\W*{_OWN} [a-zäöü]+ (?P<behind>{_NP})|\b(?:hat|haben|hatte|hatten|will|wollen|kann|können|sind|ist) (?P<mid>{_NP}) {_OWN}|^\W*(?!Ihre?|Seine?)(?P<first>{_NP}),? (?![A-ZÄÖÜ])[^;:{HIDDEN}]{{1,160}}?{_OWN}"
)
"""In German whose words they are is the subject: "nach eigenen Angaben hat Acme 40"."""
_FRONTED = re.compile(rf"\W*[^,;:{HIDDEN}]{{1,70}}? (?:[a-zäöü]+ (?P<np>(?:der|die|das) {_NP}) (?:[^;:{HIDDEN}]{{1,120}}? )?|[a-zäöü]+(?:t|te|en) (?P<name>{TOKEN}(?: {TOKEN})?) ){_OWN}")  # fmt: skip
"""The same where something else opens the sentence: "In Falkau will der Konzern nach eigener Aussage bauen"."""
_IN_A_CLAUSE = re.compile(rf"(?:, |\bund )(?P<np>(?:der|die|das) {_NP}) [a-zäöü]+ (?:[^,;:{HIDDEN}]{{1,60}} )?{_OWN}")  # fmt: skip
"""The same in a clause of its own: "Pläne gibt es nicht, der Konzern prüft nach eigenen Angaben 40"."""
_OF_PAPERS = re.compile(r"(?:übereinstimmenden |mehreren |verschiedenen |ersten )?(?:(?:Medien|Zeitungs|Presse|Agentur)bericht\w*|Medien\b|(?:Schätzungen|Berichten|Beobachtern zufolge)(?= [a-zäöü]))")  # fmt: skip
"""What papers say without a name: "laut Medienberichten"."""
_NO_NAME_FR = re.compile(r"(?:les sources ?$|qui\b|l(?:e|a|es)quel)")
"""In French neither what only says that accounts differ nor a relative pronoun: "varie selon les sources", "Acme, selon qui"."""
_OF_WORDS = re.compile(
    r"^(?:[Dd]en )?(?:Worten|Aussagen|Ausführungen|Darstellungen|Erkenntnissen|Informationen|Recherchen|Einschätzungen) (?:de[rs]|vo[nm]) (?=[A-ZÄÖÜ])"
)
"""Whose words are behind: "den Worten von Lund zufolge"."""
_NO_MAKER = re.compile(
    r"(?:(?:[a-zäöü]+en|[A-ZÄÖÜ][a-zäöü]+en|[Dd]en) )?(?:Schätzungen|Angaben|Berichten|Prognosen|Medien\w*|Zeitungs\w*|Presse\w*|Einem Medien\w*|Vernehmen|Eigenen Angaben)$"
)
"""Figures that nobody is named for: "Schätzungen zufolge"."""
_POUR = re.compile(
    rf"(?:^|[.;] )Pour (?P<np>(?:(?:la |le |l['’])[a-zà-ÿ-]+ )?[{UPPER}][\w'’-]+ (?:de |d['’])?[{UPPER}][\w'’-]+|(?:la |le |l['’]|les )(?:[{UPPER}]{{2,}}(?: [{UPPER}][\w-]+)?|(?:cabinet|courtier|chef|cheffe|vérificateur|vérificatrice|avocate?|procureure?|syndicat|fédération|association|opposition|direction|maire|patron|patronne|ministre|chercheur|chercheuse|expert|experte|analyste|élue?|syndicaliste|préfet|préfète|général|amiral|dirigeante?|porte-parole|spécialiste|gouvernement|collectif|sénateur|député|directeur|directrice|président|présidente|économiste)s?\b[^,;:]{{0,50}}))(?:, (?:(?P<holder>{FULL.pattern})|[^,]{{3,60}}))?(?:, | (?=[«\"“]))"
)
"""In French an opinion's holder: "Pour Léa Brun, maire adjointe, ..."."""
_FUER = re.compile(
    rf"(?:^|[.;] )Für (?P<np>(?:[{UPPER}]\w+ )?{FULL.pattern})(?:, [^,]{{3,60}},)? (?:ist|sind|war|waren|steht|stehen|bleibt|bleiben|geht|hat|haben|kommt|kommen|heißt)\b|(?:^|[.;] )Für (?P<body>{TOKEN}|(?:die|den|das) (?:[a-zäöü]+e[ns]? )?[{UPPER}][\w-]+(?: (?:der|des) [{UPPER}][\w-]+)?) (?:ist|sind|war|steht|stand) (?:[a-zäöü]+ )?(?:klar|fest|sicher|ausgemacht|unstrittig|unverständlich|inakzeptabel)\b"
)
"""The same in German, of a person in full."""

_VIEW = {"de": (_FUER, "Für "), "fr": (_POUR, "Pour ")}
"""Each with the word that stands in it."""
_TOLD = ("Angaben", "Worten", "Einschätzung", "Ansicht", "Auffassung", "Darstellung", "Berechnungen", "Auskunft", "Aussage", "Schätzung", "Meinung", "Überzeugung", "Rechnung", "Lesart", "Sicht")  # fmt: skip
"""German words for what somebody has told, of which each of those patterns has one."""
_HIS = ("worten", "angaben", "schätzung", "ansicht", "meinung", "auffassung", "darstellung", "rechnung")  # fmt: skip
_OF_ONES_OWN = ("eigene", "Eigene", "Angaben")
_AFTER = (" nach ", " gemäß ", " gemäss ")
_IN_HIS = ("n his ", "n her ", "n their ")


@lru_cache(maxsize=4)
def _after_works(lexicon: Lexicon) -> re.Pattern[str]:
    """A German paper with "nach" behind it: "dem Bericht nach"."""
    works = "|".join(str(lexicon.speech["works"]).split())
    return re.compile(
        rf"(?:^|[.;,] )(?P<np>[Dd]e[rmn] [{UPPER}]?[\w-]*?(?i:{works})(?: (?:der|des|von) [{UPPER}][\w-]+(?: [{UPPER}][\w-]+)?)?) (?:nach|gemäß|gemäss) (?=[a-zäöü])"
    )


_ZUFOLGE = re.compile(r"(?P<np>(?<!\w)(?:(?!(?:haben|hatten|waren|sind|wurden|werden|sollen|können|müssen|dürfen|wollen|würden|hätten|fehlen|kosten|steigen|sinken|stiegen|sanken|entstehen|entstanden|fallen|gehen|kommen|liegen|bleiben|brauchen|drohen|stehen)\b)(?:[Dd]e[mnrs]|gut|eigenen|[A-Za-zäöü]+en) )*[„“»«\"]?(?:[A-ZÄÖÜ]{2,4} |(?<![\w-] )(?!(?:In|Im|Am|An|Auf|Bei|Für|Mit|Nach|Seit|Über|Vor|Zur|Zum)\b)[A-ZÄÖÜ][\w-]+ )?[A-ZÄÖÜ][\w-]+[„“»«\"]?(?: (?:der|des|von|aus|vom) (?:der )?(?:[a-zäöü]+en )?[A-ZÄÖÜ][\w-]+(?: (?:(?:und|für) )?[A-ZÄÖÜ][\w-]+)*)?) zufolge\b")  # fmt: skip
"""In German the source stands before the word: "gut informierten Kreisen zufolge"."""
_TO_THEM = re.compile(r"\b(?:[Ii]hnen|[Ii]hm|[Ii]hr) zufolge\b")
"""The same of whoever spoke last."""
_OBJECT = re.compile(r"\b(?:with|at|of|thanked|criticised|criticized|attacked|accused|upset with|quoted|quoting|citing|cited|quotes|cites) (?P<np>[^;:.]{2,80}?),? (?:for|as|of) (?:saying|claiming|suggesting|arguing|insisting|telling|stating)", re.IGNORECASE)  # fmt: skip
_SAYING = ("saying", "claiming", "suggesting", "arguing", "insisting", "telling", "stating")
"""What that ends with."""
_QUOTED = re.compile(r"(?:was|is|were|are|has been|had been) (?:widely |also |later )?(?:quoted|cited|reported)(?: (?:by|in|on) [^,;]{2,60}?)? (?:as )?saying\b")  # fmt: skip
_BEFORE_COLON = re.compile(rf"(?P<np>[^.;:{HIDDEN}]{{0,4}}[^;:{HIDDEN}]{{2,110}}): ?[”“„«»\"]?{HIDDEN}")  # fmt: skip
"""Who stands before a colon and a quotation: "Ms Cullen: “…”", "Dr. Hiller ist sich sicher: „…“"."""
_SIGNED = re.compile(
    rf"{HIDDEN}[.!?]?[”\"“»],? ?[–—-] (?P<np>[{UPPER}][\w .'’-]{{2,50}}?)(?=[.,]|$)"
)
"""A name behind a dash, after a quotation."""
_BYLINE = re.compile(r"[a-z%] [–—-] (?P<np>[A-ZÄÖÜ][\w.]*(?: [A-Z][\w.]*){0,2})$")
"""A source behind a dash at the end of a headline: "Output fell - Welt"."""
_SHE_BEHIND = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]+(?: [a-zäöüß]+){0,4}? [a-zäöüß]+(?:t|te|e) (?P<she>er|sie)\b"
)
"""In German a pronoun behind the verb: "Umso mehr freut sie sich: „…“"."""
_THEN = re.compile(
    r"^(?:Darauf|Da|Dazu|Daraufhin|Dann|Doch|So) (?:ist sich )?(?=[A-ZÄÖÜ]|der |die |das )"
)
_VERDICT = re.compile(
    rf"(?:(?:(?:Das|Die|Der|Ihre?|Seine?) (?:[a-zäöü]+ )?)|(?P<by>[{UPPER}][\w-]+)s )(?:Fazit|Antwort|Kommentar|Urteil|Bilanz|Begründung|Devise|Motto|Prognose|Appell|Warnung|Forderung|Botschaft|Reaktion|Rechnung)(?: (?:von|der|des|vom) (?P<of>[^:]+?))?(?: lautet?e?| ist| war)?"
)
"""In German whose verdict stands behind a colon: "Falks Fazit: „…“"."""
_VERDICT_FR = re.compile(r"(?:La |Le |L['’]|Une? )?(?:\w+ )?(?:réponse|verdict|bilan|constat|conclusion|réaction|commentaire|promesse|aveu|explication|avertissement|remède|pronostic|appel|consigne|mot d['’]ordre|analyse) (?:de |d['’]|(?=du |des ))(?:du |des )?", re.IGNORECASE)  # fmt: skip
_LED_BY = re.compile(r" (?:(?:ne|est|a|ont|sont|se|lui|elle|fait) |[ns]['’])")
"""What follows a subject before a colon: "la maire ne décolère pas : « … »"."""
_OF_A_QUOTE = re.compile(r"^(?:Quote|Statement|Comment|Comments|Response|Zitat|Citation) (?:from|by|of|von|de) ")  # fmt: skip
_ASIDE = re.compile(r" \([^()]{1,30}\)$")


def _told(start: int, end: int, who: Speaker, verb: str, before: bool, at: int) -> Attribution:
    return Attribution(start, end, who, "said", verb, before, at)


def quoted(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Attribution | None:  # fmt: skip
    """Who "was quoted by the paper as saying" something, or is blamed for saying it: they said all of it."""
    found = _QUOTED.search(sentence) if lexicon.language == "en" and " saying" in sentence else None
    first = opening(sentence, at, people, lexicon) if found else None
    if found and first and first[1] <= found.start():
        return _told(0, found.end(), first[0], "saying", True, found.end())
    if found:
        np = re.split(rf"[{HIDDEN}”\"“»,]+ ?", sentence[: found.start()])[-1].strip()
        who = speaker_named(np, at, people, lexicon, last, True)
        return _told(max(0, found.start() - len(np) - 1), found.end(), who, "saying", True, found.start()) if who else None  # fmt: skip
    for match in _OBJECT.finditer(sentence) if holds_one(sentence.lower(), _SAYING) else ():
        if who := speaker_named(match["np"], at + match.start(), people, lexicon, last):
            return _told(match.start(), match.end(), who, "saying", True, match.end())
    return None


def before_colon(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Attribution | None:  # fmt: skip
    """Who stands before a colon and a quotation."""
    colon = _BEFORE_COLON.match(sentence) if HIDDEN in sentence else None
    if colon is None:
        return None
    np = _THEN.sub("", _OF_A_QUOTE.sub("", colon["np"]))
    if lexicon.language == "de" and (behind := _SHE_BEHIND.match(np)):
        np = behind["she"]
    named = next((p for p in people if colon.start("np") <= p.at - at < colon.end("np")), None)
    who = Speaker(named.name, "named") if named else speaker_named(np, at, people, lexicon, last)
    if lexicon.language == "fr" and (who is None or who.basis == "body"):
        lead = _LED_BY.split(np.rsplit(", ", 1)[-1])[0]
        who = speaker_named(lead, at, people, lexicon, last, True) or who
    if lexicon.language == "fr" and (verdict := _VERDICT_FR.match(np)):
        who = speaker_named(_LED_BY.split(np[verdict.end() :])[0], at, people, lexicon, last, True) or who  # fmt: skip
    if lexicon.language == "de" and (verdict := _VERDICT.fullmatch(np)):
        of = verdict["of"] or verdict["by"]
        who = speaker_named(of, at, people, lexicon, last, True) if of else Speaker(last.name, "pronoun") if last else None  # fmt: skip
    if lexicon.language == "de" and who is None and (lead := GERMAN.match(np)):
        who = speaker_named(
            lead[0].strip(), at, people, lexicon, last, True
        )  # "Lund wurde deutlich"
    return _told(0, colon.end(), who, ":", True, colon.end("np")) if who else None


def signed(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Iterator[Attribution]:  # fmt: skip
    """Names behind a dash, after a quotation."""
    for match in _SIGNED.finditer(sentence) if HIDDEN in sentence and holds_one(sentence, "–—-") else ():  # fmt: skip
        if who := speaker_named(match["np"], at + match.start(), people, lexicon, last):
            yield _told(match.start(), match.end(), who, "–", False, match.start())


def byline(sentence: str) -> Attribution | None:
    """A source behind a dash at the end of a headline."""
    line = _BYLINE.search(sentence) if holds_one(sentence, (" – ", " — ", " - ")) else None
    return _told(line.start(), line.end(), Speaker(line["np"], "named"), "–", False, line.start()) if line else None  # fmt: skip


def sources(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Iterator[Attribution]:  # fmt: skip
    """Who or what stands behind "according to", and its like in the other languages."""
    yield from (a._replace(verb=ACCORDING) for a in hearsay(sentence, at, people, lexicon, last))
    if lexicon.language == "de":
        follows = _ZUFOLGE.finditer(sentence) if " zufolge" in sentence else ()
        behind = _after_works(lexicon).finditer(sentence) if holds_one(sentence, _AFTER) else ()
        for match in (m for m in (*follows, *behind) if not _NO_MAKER.match(m["np"])):
            np = _OF_WORDS.sub("", match["np"])
            who = owner(np, lexicon) or speaker_named(np, at + match.start(), people, lexicon, last)  # fmt: skip
            yield _told(match.start(), match.end(), who or Speaker(match["np"], "body"), "zufolge", True, match.start())  # fmt: skip
        if last is not None and last.name and " zufolge" in sentence and (its := _TO_THEM.search(sentence)):  # fmt: skip
            yield _told(its.start(), its.end(), Speaker(last.name, "pronoun"), "zufolge", True, its.start())  # fmt: skip
        nach = "ach " in sentence
        for match in _OF_POLICE.finditer(sentence) if nach else ():
            yield _told(
                match.start(),
                match.end(),
                Speaker(match["np"], "body"),
                ACCORDING,
                False,
                match.start(),
            )
        own = _OWN_WORDS.search(sentence) if holds_one(sentence, _OF_ONES_OWN) else None
        if own and own["first"] and (opens(own["first"]) or is_thing(own["first"], lexicon)):
            own = _FRONTED.match(sentence) or _IN_A_CLAUSE.search(sentence)
        if own and (who := speaker_named(own[own.lastgroup or 0], at + own.start(), people, lexicon, last, True)):  # fmt: skip
            yield _told(own.start(), own.end(), who, ACCORDING, True, own.start())
        told = holds_one(sentence, _TOLD)
        for match in (*(_OF_HIS.finditer(sentence) if nach and told else ()), *(_OF_HIM.finditer(sentence) if told else ())):  # fmt: skip
            if who := speaker_named(
                match["np"] if match.re is _OF_HIS else match["np"][:-1],
                at + match.start(),
                people,
                lexicon,
                last,
            ):
                yield _told(match.start(), match.end(), who, ACCORDING, False, match.start())
        yield from _of_its_own(sentence, at, people, lexicon, last)
        for match in (
            _HIS_WORDS.finditer(sentence)
            if not own and last is not None and last.name and holds_one(sentence.lower(), _HIS)
            else ()
        ):
            yield _told(match.start(), match.end(), Speaker(last.name, "pronoun"), ACCORDING, False, match.start())  # type: ignore[union-attr]  # fmt: skip
    for match in _IN_HIS_WORDS.finditer(sentence) if lexicon.language == "en" and last is not None and last.name and holds_one(sentence, _IN_HIS) else ():  # fmt: skip
        yield _told(match.start(), match.end(), Speaker(last.name, "pronoun"), ACCORDING, False, match.start())  # type: ignore[union-attr]  # fmt: skip
    views, sign = _VIEW.get(lexicon.language, (None, ""))
    view = views.search(sentence) if views is not None and sign in sentence else None
    if view and (
        who := speaker_named(
            next(w for w in (view.groupdict().get("holder"), *view.groups()) if w),
            at + view.start(),
            people,
            lexicon,
            last,
            True,
        )
    ):
        yield _told(view.start(), view.end(), who, ACCORDING, True, view.start())
    for match in _passive(lexicon).finditer(sentence) if lexicon.language == "en" and "by " in sentence else ():  # fmt: skip
        if who := speaker_named(match["np"], at + match.start("np"), people, lexicon, last):
            yield _told(match.start(), match.end(), who, match["verb"], True, match.start("verb"))
    for match in _according(lexicon).finditer(sentence) if holds_one(sentence.lower(), _parts_of_according(lexicon)) else ():  # fmt: skip
        who = None if _OF_PAPERS.match(match["np"]) or _NO_NAME_FR.match(match["np"]) else _source(sentence, match, at, people, lexicon, last)  # fmt: skip
        if who and not who.name[:1].isdigit():
            yield _told(match.start(), match.end(), who, ACCORDING, False, match.start())


def _of_its_own(sentence: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Iterator[Attribution]:  # fmt: skip
    """In German the head, the counsel or the body of another, and circles without a name."""
    for match in _OF_ITS_HEAD.finditer(sentence) if holds_one(sentence, ("ihre", "seine")) else ():
        words = (match["np"] or match["office"] or match["body"]).strip()
        who = speaker_named(words, at + match.start(), people, lexicon, last)
        if match["body"]:
            who = Speaker(match["body"], "body")
        if who and who.name:
            yield _told(match.start(), match.end(), who, ACCORDING, False, match.start())
    circles = _FROM_CIRCLES.finditer(sentence) if " aus " in sentence else ()
    studies = _AFTER_A_STUDY.finditer(sentence) if "ach einer " in sentence else ()
    for match in (*circles, *studies):
        yield _told(match.start(), match.end(), Speaker(match["np"], "body"), ACCORDING, False, match.start())  # fmt: skip


_AFTER_A_NAME = re.compile(r"^((?:[A-Z][\w&.'’-]*)(?: [A-Z&][\w&.'’-]*)*) [a-z]{3,}ing\b.*$")
"""What goes on after a name: "Acme leaving half of them"."""
_FIELDS = re.compile(r"(?:the )?(?P<by>(?:[A-Z][\w.-]* )+and [A-Z][\w-]* (?:[A-Z][\w-]* )*(?:Authority|Administration|Agency|Association|Commission|Council|Institute|Board|Office|Service|Bureau|Department|Federation|Committee|Society|Union|Group|Company|Corporation))(?=[,.)]|$)")  # fmt: skip
"""A body with two fields before its last word: "Research and Development Authority"."""
_WITH_ITS_OBJECT = re.compile(rf"(?:(?<=hof)|(?<=amt)|(?<=behörde)|(?<=rektion)|(?<=regierung)|(?<=terium)|(?<=betreiber)) (?:Zahlungen|Kosten|[{UPPER}]\w+(?:kosten|ungen|zahlen|schäden|kräfte|plätze|stellen))$")  # fmt: skip
"""What follows a German source in its sentence, with a capital as any noun: "drohen laut Rechnungshof Zahlungen"."""
_MAIN_CLAUSE = re.compile(r"(?:the )?(?:[A-Z][\w&.'’-]* )+(?=(?:the (?![A-Z])|(?:an?|its|this|these|those|there|some|about|around|only|more|less|fewer|\d[\d,.]*) )[^,;]* ?(?:will|would|is|are|was|were|has|have|had|can|could|may|might|should|must|\w+(?:ed|es))\b)")  # fmt: skip
"""A name behind which its sentence begins without a comma: "according to Acme the order will bring 40 jobs"."""
_LETTERS_ALONE = re.compile(rf"^([{UPPER}]{{2,5}}) (?:der|des|die|das) .*$")
"""A German source by its letters, behind which its sentence goes on: "verschlang laut RH der Umbau"."""
_FROM = re.compile(r" (?:from|by|of|for) ")
_SOURCE_ENDS = re.compile(r" (?:on|in|during|that|which|who|am|im|shared|seen|speaking|as|(?:published|released|obtained|cited)(?! by)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|last (?:week|month|year))\b(?! charge)")  # fmt: skip
_CAPITALS = re.compile(rf"(?:(?:der|die|das|dem|den|des|eine[rmns]?|ein) )?(?:[a-zäöü]+e[nmr] )?(?:[{UPPER}][\w-]+ ?)+(?:(?:des|der|von|für|und) (?:[{UPPER}][\w-]+ ?)+)?")  # fmt: skip


def _source(sentence: str, match: re.Match[str], at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> Speaker | None:  # fmt: skip
    """Who or what the words mean: a person, whose data it is, or the words as they are ("sources close to the deal")."""
    said = _ASIDE.sub("", match["np"].rstrip())
    whole = _whole(sentence, match)
    if lexicon.language == "en":
        if fields := _FIELDS.match(sentence, match.start("np")):
            return Speaker(fields["by"], "body")
        if name := _MAIN_CLAUSE.match(sentence, match.start("np")):
            return speaker_named(name[0], at + match.start(), people, lexicon, last, True)
        if named := sort_of(said, lexicon):
            return Speaker(named, "body")
    if whole == match["np"] and (made := owner(said, lexicon)):
        return made
    np = _AFTER_A_NAME.sub(r"\1", pattern("read_by", lexicon).split(_SOURCE_ENDS.split(said)[0])[0])
    if lexicon.language == "de" and (run := _CAPITALS.match(np.lstrip('„“”"«»‚'))):
        np = _LETTERS_ALONE.sub(
            r"\1", run[0].strip()
        )  # "laut Ministerin Lambert kostet es 40": the verb follows at once
        np = _WITH_ITS_OBJECT.sub("", np)
    who = speaker_named(np if whole == match["np"] else whole, at + match.start(), people, lexicon, last)  # fmt: skip
    if lexicon.language == "fr":
        varies = _VARIES.fullmatch(np.strip()) and not sentence[match.end("np") :].strip(" .")
        return None if varies else who or _plain_french(np)
    if lexicon.language != "en" or whole != match["np"] or (who and who.basis in ("pronoun", "office", "surname")):  # fmt: skip
        return who
    return _as_it_is(np, who, people, lexicon)


_NO_SOURCE = re.compile(r"(?:les? |la |l['’]|une? |des )?(?:besoins?|cas|modèles?|types?|tailles?|régions?|âges?|plans?|calendriers?|saisons?|formules?|versions?|critères?|modalités?|conditions?|règles?|normes?|pays|années?|mois|jours?|zones?|usages?|barèmes?|ordre|moyens?|possibilités?|circonstances|temps|marchés?|produits?|niveaux?|nombre|poids|prix|un ordre|toute? )", re.IGNORECASE)  # fmt: skip
"""What something goes by, and no source: "selon la saison"."""


_VARIES = re.compile(r"(?:les |l[ea] )(?:départements?|communes?|territoires?|filières?|métiers?|secteurs?)", re.IGNORECASE)  # fmt: skip
"""What a figure differs by where it ends a sentence ("de 10 à 40 euros selon les communes"), and a source elsewhere."""


def _plain_french(np: str) -> Speaker | None:
    """A French source that no list has: a noun with its article, without the relative clause behind it."""
    np = np.strip()
    if _NO_SOURCE.match(np):
        return None
    bare = re.sub(r"^(?:plusieurs |des |les |certaines? |certains |une? |la |le |l['’](?=[a-zà-ÿ]))", "", np)  # fmt: skip
    bare = re.split(
        r" (?:qu['’]?|que|qui|dont|où|(?:remis|transmis|consulté|obtenu|publié|paru|adressé)e?s?)\b",
        bare,
    )[0]
    return Speaker(bare, "body") if bare != np and bare else None


_THAT = re.compile(r"^(?:[Tt]hat|[Tt]his|[Tt]hose|[Tt]hese) (?=[a-z])")
"""What points at a paper told of before: "according to that report"."""


def _as_it_is(np: str, who: Speaker | None, people: Sequence[Person], lexicon: Lexicon) -> Speaker | None:  # fmt: skip
    plain = _THAT.sub("", without_article(np.strip(), lexicon))
    lower = plain[:1].islower() and len(plain.split()) > 1
    if who is not None and not (who.basis in ("named", "body") and lower and (who.name not in {p.name for p in people} or _FROM.search(plain[: plain.find(who.name)]))):  # fmt: skip
        return who
    return Speaker(plain, "body") if plain and plain.lower() not in lexicon.speech["pronouns"].split() else who  # fmt: skip


_HOLDER = re.compile(
    rf"(?:(?:le|la|der|die) [\w-]+ |l['’][\w-]+ |[Mm]e )?[{UPPER}][\w'’{DOT}-]+(?: (?:d[eu] |von |van )?[{UPPER}][\w'’{DOT}-]+)+(?: \([^()]*\))?[.;:]?"
)
"""Who holds an office, between commas; a clause that begins with two names is none: "Selon La Voix, New Delhi négocie"."""


def _whole(sentence: str, match: re.Match[str]) -> str:
    """The words after "according to", with an apposition: "the bank's president, Rosa Lind"."""
    rest = sentence[match.start("np") : match.end("np") + 60]
    parts = rest.split(", ")
    if len(parts) > 1 and _HOLDER.fullmatch(parts[1]):
        return ", ".join(parts[:2])
    return match["np"]
