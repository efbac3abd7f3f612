"""Quotation attribution, who said what in a sentence: each reporting verb with its subject, and sources without a verb.

The subject of a verb stands before it, or behind it where the verb follows a quotation, closes a clause (", Holm said", ", said
Holm") or, in German, has something else in front of it ("Am Freitag sagte Holm").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.holding import holds_one
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.speakers import german, subjects
from offtake.evidence.reading.speakers.coreference.nominative import in_nominative
from offtake.evidence.reading.speakers.identity.bodies import without_article
from offtake.evidence.reading.speakers.identity.names import FULL, TOKEN, UPPER, with_article
from offtake.evidence.reading.speakers.identity.naming import speaker_named
from offtake.evidence.reading.speakers.identity.patterns import written
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN, Attribution, Person, Speaker
from offtake.evidence.reading.speakers.indirect.accounts import accounts, labelled
from offtake.evidence.reading.speakers.indirect.beside import beside
from offtake.evidence.reading.speakers.indirect.checkers import checker
from offtake.evidence.reading.speakers.indirect.hearsay import headline
from offtake.evidence.reading.speakers.indirect.incises import incises
from offtake.evidence.reading.speakers.indirect.sources import (
    before_colon,
    byline,
    quoted,
    signed,
    sources,
)
from offtake.evidence.reading.speakers.openings import joint, opening, says_that, without_dateline
from offtake.evidence.reading.speakers.own import first_body, own_subject
from offtake.evidence.reading.speakers.reporting import behind_quotation, verbs_in
from offtake.evidence.reading.speakers.silence import is_silent, speaks_after_all
from offtake.evidence.reading.speakers.verbs import (
    Verb,
    may_precede,
    only_aside,
    only_speakers,
    participles,
    says_a_clause,
)


class Scene(NamedTuple):
    """A sentence whose quotations are hidden, where it stands in its document, who is in that, and who spoke last."""

    text: str
    at: int
    people: Sequence[Person]
    lexicon: Lexicon
    last: Speaker | None

    def who(self, words: str, place: int, speaks: bool = False) -> Speaker | None:
        """Whom words mean that stand at a place of the sentence."""
        return speaker_named(words, self.at + place, self.people, self.lexicon, self.last, speaks)


def attributions(skeleton: str, at: int, people: Sequence[Person], lexicon: Lexicon, last: Speaker | None) -> list[Attribution]:  # fmt: skip
    """All attributions of a sentence whose quotations are hidden; `at` is where it stands in the document."""
    text = without_dateline(skeleton)
    if is_silent(text, lexicon) and not speaks_after_all(text, lexicon):
        return []
    if said := quoted(text, at, people, lexicon, last):
        return [said]
    scene = Scene(text, at, people, lexicon, last)
    found = _of_verbs(scene)
    found += _of_german_perfects(scene, bool(found)) if lexicon.language == "de" else []
    if lexicon.language == "de" and not found and (said := _announced(scene)):
        found.append(said)
    if lexicon.language == "de" and not found and last is not None and last.name and (_goes_on_reported(text) or (_IT_SAID.search(text) and last.name not in {p.name for p in people})):  # fmt: skip
        found.append(Attribution(0, 0, Speaker(last.name, "running"), "said", "", True, 0))
    found += [i for i in incises(text, lexicon, scene.who) if not any(a.start - 2 <= i.start < a.end for a in found)]  # fmt: skip
    told = [*sources(text, at, people, lexicon, last), *accounts(text, at, people, lexicon, last)]
    if (
        not found
        and not (told and lexicon.language != "en")
        and (colon := before_colon(text, at, people, lexicon, last))
    ):
        found.append(colon)
    if not found and (label := labelled(text, at, people, lexicon)):
        found.append(label)
    found += signed(text, at, people, lexicon, last)
    if not found and (line := byline(text)):
        found.append(line)
    if not found and (head := headline(text, at, people, lexicon)):
        found.append(head)
    if told and lexicon.language != "en":
        cited = any(_CITED.match(text, a.start) for a in told)
        found = [a for a in found if a.speaker.name and not (cited and _RELAYS.match(a.verb))]
    found = [*(a for a in found if a.verb or not told), *(s for s in told if not any(a.start <= s.start < a.end and a.verb for a in found))]  # fmt: skip
    if not found and " that " in text and (first := opening(text, at, people, lexicon)) and (clause := says_that(text, first[1], lexicon)):  # fmt: skip
        found.append(Attribution(0, clause.end(), first[0], "said", clause["verb"], True, clause.start("verb")))  # fmt: skip
    if not found and (finds := checker(text, at, people, lexicon, last)):
        found.append(finds)
    if not found and (one := beside(text, at, people, lexicon, last)):
        found.append(one)
    if lexicon.language == "fr":
        found = [a for a in found if not _WANTS_THAT.search(text[: a.start])]
    every = sorted((_relayed(_settled(a, scene), scene) for a in found), key=lambda a: a.start)
    spelt = {"de": in_nominative, "fr": with_article}.get(lexicon.language)
    return [spelt(a, text) for a in every] if spelt else every


_WANTS_THAT = re.compile(
    r"\b(?:exige(?:nt)?|veu(?:t|lent)|souhaite(?:nt)?|demande(?:nt)?|réclame(?:nt)?) (?:que |qu['’])(?:l[ea]s? |l['’])?$"
)
"""Before whoever another wants to do something, who tells nothing."""
_CITING = {
    "en": re.compile(r", (?:citing|quoting) (?P<np>[^,;:]{3,70}?)(?=,|\.?$| that\b)"),
    "fr": re.compile(r", (?:qui citent?|citant) (?P<np>[^,;:]{3,70}?)(?=,|\.?$)"),
}


def _relayed(one: Attribution, scene: Scene) -> Attribution:
    """A paper that tells what another said is no speaker: "the Herald reported, citing officials, that"."""
    language = scene.lexicon.language
    cites = language in _CITING and (one.before or language == "fr") and _TELLS.match(one.verb)
    cited = _CITING[language].search(scene.text, one.at) if cites else None
    who = scene.who(cited["np"], cited.start("np"), language != "en") if cited else None
    return one._replace(speaker=who) if who is not None and who.name else one


_TELLS = re.compile(r"(?:a )?(?:report|writes|wrote|rapport|écri|révèl|révél|affirme|assure)")


_CITED = re.compile(r"zitier|unter (?:Berufung|Verweis|Hinweis) auf|ber(?:uf|ief)\w* sich|[Ww]ie ")
_RELAYS = re.compile(r"zitier|bericht|meld|schr[ei]+b|erf[au]hr")
"""A paper that relays what another said is no speaker: "berichtet der Bote unter Berufung auf die Gilde"."""
_SECOND = re.compile(r"[a-z\d%)],? (?:and|but)(?: (?:also|then|later|has|have|\w+ly|(?:back )?(?:in|on|last|earlier|this) [\w ]{2,20}))? $")  # fmt: skip
"""Before a second verb of the same subject: "shut two mills and said"."""


def _of_verbs(scene: Scene) -> list[Attribution]:
    found: list[Attribution] = []
    for verb in verbs_in(scene.text, scene.lexicon):
        before = scene.text[: verb.start]
        english = scene.lexicon.language == "en"
        if english and (
            (verb.going_on and before.endswith((", ", "– ", "— "))) or _SECOND.search(before)
        ):
            one = _going_on(verb, found, scene)
        else:
            one = _of_verb(verb, scene) or _second(verb, scene)
            if one is not None and english and one.before:
                one = one._replace(speaker=joint(before, one.speaker, scene.lexicon))
        if one is not None:
            found.append(one)
            scene = scene._replace(last=one.speaker) if one.speaker.name else scene
    return found


def _going_on(verb: Verb, found: Sequence[Attribution], scene: Scene) -> Attribution | None:
    """A verb without a subject of its own: that of the verb before, else whom the sentence opens with."""
    who = found[-1].speaker if found else None
    if who is None and (first := opening(scene.text, scene.at, scene.people, scene.lexicon)):
        who = first[0] if first[1] <= verb.start else None
    return Attribution(verb.start, verb.end, who, verb.attitude, verb.text, True, verb.start) if who else None  # fmt: skip


_WHERE = r"(?i:en|aux?|à|dans|sur|chez|avec|depuis|selon) "
"""Before what opens a French sentence and is no subject: "En Suisse, une assurance sur trois ..., annonce la guilde"."""
_GOES_ON_FR = re.compile(r" (?:que\b|qu['’]|(?:n['’])?(?:avoir|être)\b|pouvoir\b|vouloir\b|capable\b|d['’e] ?[a-zà-ÿ]+[ei]r\b)")  # fmt: skip
_SUBJECT_FR = re.compile(rf"\W*(?!{_WHERE})(?P<np>[{UPPER}][^,;:{HIDDEN}]{{1,60}}?)(?:, [^,;:{HIDDEN}]{{3,80}},)? (?:a|ont|va|vont|avait|avaient|vient|viennent|veut|veulent|vise|prépare|emploie|produit|fabrique|livre|compte) ")  # fmt: skip
"""The subject that opens a French sentence, before its first verb."""


def _second(verb: Verb, scene: Scene) -> Attribution | None:
    """A second French verb of whoever opens the sentence: "Acme a vendu 40 rames et affirme pouvoir en livrer dix"."""
    before = scene.text[: verb.start]
    if scene.lexicon.language != "fr" or not before.endswith(" et ") or not _GOES_ON_FR.match(scene.text, verb.end):  # fmt: skip
        return None
    first = _SUBJECT_FR.match(before)
    who = scene.who(first["np"], first.start("np"), True) if first else None
    return Attribution(verb.start, verb.end, who, verb.attitude, verb.text, True, verb.start) if who and who.name else None  # fmt: skip


def _of_verb(verb: Verb, scene: Scene) -> Attribution | None:
    lexicon = scene.lexicon
    if verb.inverted:
        who = scene.who(verb.inverted, verb.start)
        return Attribution(verb.start, verb.end, who, verb.attitude, verb.text, False, verb.start) if who else None  # fmt: skip
    before = scene.text[: verb.start]
    if lexicon.language != "en" and subjects.is_share(before):
        return None
    subject = subjects.before(before, lexicon)
    if lexicon.language == "de" and german.is_in_a_frame(before, subject, lexicon):
        return None  # "hatte Bo Lund in der Runde der Länder erklärt"
    behind = subjects.after(scene.text, verb.end, lexicon)
    who = _behind(verb, subject, behind, scene)
    if who is None and subjects.holds_a_verb(subject, lexicon):
        return None  # "Brandt said a rival had told him": Brandt speaks
    if who is not None:
        who = _with_another(who, scene.text[verb.end :], behind, verb, lexicon)
        return Attribution(verb.start, verb.end + len(behind) + 1, who, verb.attitude, verb.text, False, verb.start)  # fmt: skip
    aside = lexicon.language == "en" and _stands_aside(before, subject, scene.text, verb.end)
    speaks = aside or only_speakers(verb, lexicon) or says_a_clause(scene.text[verb.end :], lexicon) or bool(_PUTS_AT.match(scene.text, verb.start))  # fmt: skip
    who = scene.who(subject, verb.start, speaks) if subject else None
    if lexicon.language == "en" and (_PAPERS.fullmatch(subject) or (who is None and aside and _PLURAL.fullmatch(subject))):  # fmt: skip
        who = Speaker(without_article(subject, lexicon), "body")
    if who is None or len(subject.split()) > subjects.LONGEST:
        return None
    if lexicon.language == "fr" and who.basis == "body" and only_aside(verb, lexicon) and not says_a_clause(scene.text[verb.end :], lexicon):  # fmt: skip
        return None  # "les drones, eux, avancent"
    who = german.joint(before, who, lexicon)
    place = before.rfind(subject)
    start = place if place >= 0 else max(0, verb.start - len(subject) - 1)
    return Attribution(start, verb.end, who, verb.attitude, verb.text, True, verb.start)


_PUTS_AT = re.compile(
    r"(?:chiffr|évalu|estim)(?:e|ent|ait|aient) à (?:\d|(?:deux|trois|quatre|cinq|six|dix|vingt|cent|mille)\b)"
)
"""Only who speaks puts a sum at a number in French."""
_ENDS = re.compile(r"(?: (?:(?:on |late |early )?[A-Z][a-z]+day|yesterday|today|[a-z]+ly|this week|last week|in (?:a|its|an?) (?:statement|report|note|filing|letter)))?(?:[.,;:–—]|$)")  # fmt: skip
_PAPERS = re.compile(
    r"(?:[A-Z]?[a-z-]+ ){1,2}(?:reports|estimates|forecasts|surveys|polls|studies)"
)
"""Papers of nobody in particular: "Earlier reports said"."""
_TO_SOMEBODY = re.compile(r"(?<=told)(?: (?:the|its|an?|our))?(?: [\w-]+){1,3}?(?:[.,;]|$| (?:on|in|at|during|last|this)\b)|(?<=informed)(?: (?:the|its|an?))?(?: [\w-]+){1,3}?(?:[.,;]|$| (?:on|in|at|last|this)\b)")  # fmt: skip
"""Behind a verb, to whom it is said: ", the management told analysts"."""
_PLURAL = re.compile(r"(?!(?:which|that|who)\b)(?:[A-Za-z][\w-]* ){0,3}(?:[a-z][\w-]*[^s\W]s|media)(?: (?:from|filed|lodged|sent|handed|given|submitted|provided|obtained) [^,;]{3,40})?|an? (?:[a-z][\w-]* ){0,2}(?:notice|filing|document|memo|letter|record|file|form|report|spreadsheet|schedule)(?: (?:filed|lodged|sent|handed|submitted|obtained|published|released) [^,;]{3,40})?")  # fmt: skip
"""Several who speak, and papers, with where they come from: "court papers", "a notice filed with the state"."""


_ARTICLE = re.compile(r"(?:^|(?<= ))(?:the|an?|its|their|his|her|two|three|several|some) $", re.IGNORECASE)  # fmt: skip


_ASIDE = (", ", "— ", "– ")
"""What parts a subject from the rest of its sentence."""
_BEFORE_ARTICLE = 10
"""Characters of the longest article with such a sign before it."""


def _stands_aside(before: str, subject: str, text: str, end: int) -> bool:
    """Whether a verb with its subject stands apart from the rest of its sentence, so that any noun speaks: ", the vendor confirmed."."""
    at = before.rfind(subject) if subject else -1
    if at <= 0 or not holds_one(before[max(0, at - _BEFORE_ARTICLE) : at], _ASIDE):
        return False
    lead = _ARTICLE.sub("", before[:at])
    return lead.endswith(_ASIDE) and bool(_ENDS.match(text, end) or _TO_SOMEBODY.match(text, end))  # fmt: skip


_AND_NAME = re.compile(rf" and (?P<name>{FULL.pattern})(?=[,.;]|$)")


_UND = re.compile(
    rf" und (?:(?:der|die|das) )?(?P<name>{TOKEN}(?: {TOKEN})?)(?=[,.;:]|$| (?:mit|am|an|vor|ein|fest|zu)\b)"
)


def _with_another(who: Speaker, rest: str, behind: str, verb: Verb, lexicon: Lexicon) -> Speaker:
    """Two behind a verb are one speaker: "said Ann Holm and Bo Lind", "teilten Acme und Beta mit"."""
    german = lexicon.language == "de"
    if german and not verb.text.endswith("n"):
        return who
    at = rest.find(behind)
    other = (
        (_UND if german else _AND_NAME).match(rest, at + len(behind))
        if at >= 0 and (who.basis == "named" or german) and behind.endswith(who.name)
        else None
    )
    joined = "und" if german else "and"
    return Speaker(f"{who.name} {joined} {other['name']}", who.basis) if other else who


_ANY = re.compile(r" (?:the|its) (?:[\w-]+ ){0,2}[\w-]+[,.;:]")
"""Any noun behind a verb between commas: ", reads the notice,"."""
_APPOSED = re.compile(r"[a-zäöüß] [\w '’-]{2,60}, (?:(?:le |la |l['’])[a-zà-ÿ-]+ )?(?:[A-ZÄÖÜÉ][\w'’.-]+ (?:(?:de|von|van|der|zu|du|le|la) ){0,2}){0,3}[A-ZÄÖÜÉ][\w'’-]+, $")  # fmt: skip
"""An office with its holder between commas, before the verb: "der Vorsitzende des Verbands, Jan Roos, kritisierte"."""
_HOLDS_FIRST = re.compile(
    rf"\W*(?!{_WHERE})(?:(?:(?:Le |La |L['’])(?:[\w'’()-]+ ){{1,5}}?)?(?:M[.e]? |Mme )?{FULL.pattern}|(?:L['’])?[{UPPER}][\w-]+(?=, (?:l[ea] |l['’]|une? ))), [^,;:{HIDDEN}]{{3,70}}, $"
)
"""A name with what it is behind, before the verb: "Léa Brun, la patronne, chiffre le coût"."""
_SUBJECT_FIRST = re.compile(
    rf"(?:^|[;:] )\W*(?!{_WHERE})(?:(?:le|la|les|une?|des|ce|cette|son|sa) |l['’]|(?=[{UPPER}]))(?![^,;:]{{0,70}} (?:(?:se |s['’]|n['’])?(?:a|ont|est|sont|va|vont|avait|était|peut|doit|reste|\w+(?:ait|aient|era|ront|ira|èrent))|ne|se|\d[^ ,]*) )[^,;:{HIDDEN}]{{2,70}}, (?:qui|dont|où|que |qu['’]|pour (?:sa|leur) part|de (?:son|leur) côté|quant à|lui|elle|eux|elles|à (?:son|leur) tour|(?:contact|interrog|cit|sollicit|rencontr|mandat|dirig|cré|fond|publi|réalis|men|command|diffus)ée?s?\b|parue?s?\b|jointe?s?\b|basée?s?\b|une? (?![^,;:]* (?:a|ont|est|sont|avait|sera|va|peut|n['’]\w+|ne) ))(?:[^,;:{HIDDEN}]|,(?=\d))*(?:, (?:pour|ou|et|faute|en raison|à cause) [^,;:{HIDDEN}]*)?, $",
    re.IGNORECASE,
)
"""A French subject with an aside between commas, before its verb: "la guilde, qui exploite le port, regrette"."""
_TO_US = re.compile(r"(?<=, )(?:nous |lui |leur |m['’]|l['’])$")
_COMME = re.compile(r"(?:[Cc]omme|[Aa]insi que|[Cc]e qu[e'’]|,? que?['’]?) ?(?:le |l['’])?$")
"""Before an inverted French clause: "comme l'explique Léa Brun"."""


def _behind(verb: Verb, subject: str, behind: str, scene: Scene) -> Speaker | None:
    """The subject behind a verb, where it may stand there."""
    before = _TO_US.sub("", scene.text[: verb.start]) if scene.lexicon.language == "fr" else scene.text[: verb.start]  # fmt: skip
    closed = behind_quotation(before) and not subjects.in_marks(before)
    language = scene.lexicon.language
    incise = (before.endswith((", ", " - ", "– ", "— ")) and not _APPOSED.search(before) and not (language != "en" and (_HOLDS_FIRST.match(before) or (language == "fr" and _SUBJECT_FIRST.search(before))))) or (language == "fr" and bool(_COMME.search(before)))  # fmt: skip
    fronted = language == "de" and (german.stands_behind(subject, behind, verb.text, scene.lexicon) or german.is_thing(subject, behind, scene.people, scene.lexicon))  # fmt: skip
    if not (closed or incise or fronted or not subject) or (language == "en" and not may_precede(verb, closed, scene.lexicon)):  # fmt: skip
        return None
    if language == "de" and (german.is_no_subject(behind, closed or incise or not subject) or german.is_related(before, behind, scene.lexicon)):  # fmt: skip
        return None
    if behind[:1].isdigit() and not closed:
        return None
    if language == "fr" and _MANY.match(behind) and not scene.text[verb.start : verb.end].split(" ")[0].endswith("nt"):  # fmt: skip
        return None  # "l'énergéticien, dont ..., invoque les grèves"
    noun = language == "en" and incise and bool(_ANY.match(scene.text[verb.end :]))
    if language == "en" and _IS_CLAUSE.search(behind):
        return None  # ", said the chargers had tripped 11 times": what is said, and nobody
    who = scene.who(behind, verb.end, closed or fronted or noun or ((incise or (language == "de" and not subject)) and language != "en" and only_speakers(verb, scene.lexicon)))  # fmt: skip
    if language == "de" and who is None and incise and subjects.is_marked(scene.text, verb.end):
        who = Speaker(behind, "named")  # "berichtet die „Post am Sonntag“"
    if language == "fr" and who is None and incise:
        who = _french_noun(behind)  # ", ont annoncé mardi la présidente et des cadres"
    if who is None or len(behind.split()) > subjects.LONGEST - 2:
        return None
    return None if incise and language == "en" and not closed and not _closes(who, scene.text, verb.end, behind) else who  # fmt: skip


_MANY = re.compile(r"(?:les|des|plusieurs|certains|certaines) ")
"""Several, whose French verb ends in "nt"."""
_IS_CLAUSE = re.compile(
    r" (?:had|has|have|was|were|is|are|would|will|could|can|might|should|must)\b(?!-)"
)


def _french_noun(behind: str) -> Speaker | None:
    """A French subject behind its verb, where no list has it: a noun with its article."""
    found = re.match(r"(?:le |la |les |l['’]|un |une |des |ce |cet |cette |ses |son |sa |leurs? )(?P<np>[\w'’ -]{3,60}?)(?= et (?:le|la|les|l['’]|un|une|des)\b|$)", behind)  # fmt: skip
    return Speaker(found["np"], "body") if found else None


def _closes(who: Speaker, sentence: str, start: int, behind: str) -> bool:
    """Whether the words after ", said" are a subject and no clause: somebody known, and then a stop."""
    if re.match(r"(?:he|she|it|they|we|I|you|there)\b \w", behind):
        return False  # "says he needs 500 welders"
    if who.basis not in ("named", "surname", "office", "body"):
        return False
    at = sentence.find(behind, start)
    rest = sentence[at + len(behind) :] if at >= 0 else ""
    return not rest.strip(' ”"') or bool(re.match(r"[,.;:]| (?:in|on|at|during|after|as|last|this|when|while|yesterday|today)\b", rest))  # fmt: skip


_REPORTED = re.compile(r"\b(?:sei|seien|habe|hätten|hätte|werde|würde|würden|könne|müsse|müssten|solle|wolle|gebe|komme|liege|fehle|fehlten|brauche|reiche|reichten|drohe|drohten|sinke|steige|wachse|stamme|laufe|koste|dauere|verliere|liefere|genüge|genügten|bleibe|gehe|stehe|wäre|wären|lasse|halte|mache)\b")  # fmt: skip
"""Reported speech goes on in the subjunctive, without a verb of saying."""


_UNREAL = re.compile(r"\bhätten? [^,;.]*? (?:sollen|müssen|können|dürfen|wollen)\b")
"""What should have been, and nobody reports: "hätte 40 Züge erhalten sollen"."""
_IT_SAID = re.compile(rf"{HIDDEN}[“”\"»«]?, hie(?:ß|ss) es(?: weiter| ferner| zudem)?[.]?$")
"""Behind a quotation, of the body that spoke last: „…“, hieß es."""


def _goes_on_reported(text: str) -> bool:
    """Whether reported speech goes on."""
    return bool(_REPORTED.search(_UNREAL.sub("", text) if "hätte" in text else text))


_BEFORE_A_COLON = re.compile(rf"[^:;{HIDDEN}]{{8,140}}(?=: [A-ZÄÖÜ\d])")


def _announced(scene: Scene) -> Attribution | None:
    """Who is spoken of before a colon behind which reported speech follows: "Die Gilde kappt ihre Prognose: Es werde ...", "… schlägt Ida Falk: Es reiche nicht"."""
    lead = _BEFORE_A_COLON.match(scene.text)
    if lead is None or not _REPORTED.search(scene.text, lead.end()):
        return None
    named = next((p for p in scene.people if 0 <= p.at - scene.at < lead.end()), None)
    who = Speaker(named.name, "named") if named else first_body(lead[0], scene.at, scene.people, scene.lexicon)  # fmt: skip
    return Attribution(0, lead.end(), who, "said", ":", True, lead.end()) if who else None


@lru_cache(maxsize=4)
def _perfects(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The perfect, whose verb may stand far from its subject ("Minister Berg hatte im Mai angekündigt"), and with the subject behind ("Im Mai hatte Brack angekündigt")."""
    told = rf"(?P<verb>{any_of(participles(lexicon))})\b"
    before = rf"(?:^|[.;:,] )(?P<np>(?:(?:Der|Die|Das) )?[A-ZÄÖÜ][^,.;:]{{1,70}}?) (?:hat|hatte|haben|hatten)\b(?: (?:(?!dass\b)[^;]){{1,{_COVER}}}?)?? {told}"
    no_time = written("no_time", lexicon)
    behind = rf"(?:hat|hatte|haben|hatten) (?P<np>(?:(?:der|die|das) )?{no_time}[A-ZÄÖÜ][\w-]+(?: {no_time}[A-ZÄÖÜ][\w-]+){{0,2}}) (?:(?:[^.;:]|\d\.\d){{1,120}} )?{told}"
    return re.compile(before), re.compile(behind)


_COVER = 140
"""Characters between a German auxiliary and its participle."""


def _of_german_perfects(scene: Scene, any_found: bool) -> list[Attribution]:
    if not holds_one(scene.text, ("hat", "haben")):
        return []
    before, behind = _perfects(scene.lexicon)
    found = [one for match in before.finditer(scene.text) if (one := _of_perfect(match, scene))]
    if found or any_found:
        return found
    return [one for match in behind.finditer(scene.text) if (one := _of_perfect(match, scene))]


def _of_perfect(match: re.Match[str], scene: Scene) -> Attribution | None:
    who = None if subjects.opens(match["np"]) else scene.who(match["np"], match.start("np"))
    attitude = participles(scene.lexicon)[match["verb"]]
    return Attribution(match.start(), match.end(), who, attitude, match["verb"], True, match.start("verb")) if who else None  # fmt: skip


_OWN_SUBJECT = re.compile(r"(?:^|, )(?:[Tt]he |[Aa]n? )(?P<np>(?:[a-z][\w-]* ){0,2}?(?!latest|first|last|new|next|other)[a-z][\w-]+) (?=(?:has|had|is|was|will|would|can|expects?|plans?|aims?|forecasts?|[a-z]+(?:ed|es|s))\b)")  # fmt: skip


_IT = re.compile(r"\b(?:it|they|(?:its|their) [\w -]{3,40}?),? ?$")
"""Words for a body that is named elsewhere, or for what it put out: "its annual report"."""
_WHEN_IT = re.compile(r"(?:[^,;:]{2,30}, )?(?:[Ww]hen|[Aa]fter|[Aa]s|[Oo]nce|[Ww]hile) (?P<np>(?:the [a-z-]+|[A-Z][\w-]*(?: [A-Z][\w-]*)*)) [a-z][^,;:]{3,80}, it $")  # fmt: skip
"""The subject of a clause of time before the verb: "When Acme put out its report, it put"."""
_SHARES = re.compile(
    rf"(?:Shares|Stock) (?:of|in) (?P<of>{FULL.pattern}|[A-Z]\w+)|(?:Shares of )?(?P<by>[A-Z][\w&]+(?: [A-Z][\w&]+)?)(?:['’]s)? (?:shares|stock) "
)
"""Whose shares a sentence of trading opens with: the one who then speaks as "it"."""


def _settled(one: Attribution, scene: Scene) -> Attribution:
    """An "it said" without anybody before: the subject of its own sentence."""
    if scene.lexicon.language != "en":
        whose = own_subject(one, scene.text, scene.at, scene.people, scene.lexicon) if one.speaker.basis in ("", "pronoun") else None  # fmt: skip
        return one._replace(speaker=whose) if whose else one
    thing = not one.speaker.name and _IT.search(
        scene.text[: one.at] if one.before else scene.text[: one.end]
    )
    own = thing and _OWN_SUBJECT.search(scene.text[: one.start])
    if one.speaker.basis == "pronoun" and (when := _WHEN_IT.match(scene.text[: one.at])):
        who = scene.who(when["np"], when.start("np"), True)
        return one._replace(speaker=Speaker(who.name, "pronoun")) if who and who.name else one
    shares = thing and _SHARES.match(scene.text)
    if shares:
        return one._replace(speaker=Speaker(shares["of"] or shares["by"], "pronoun"))
    first = opening(scene.text, scene.at, scene.people, scene.lexicon) if thing and not own else None  # fmt: skip
    if first is not None and first[1] <= one.at:
        return one._replace(speaker=Speaker(first[0].name, "pronoun"))
    return one._replace(speaker=Speaker(own["np"], "pronoun")) if own else one
