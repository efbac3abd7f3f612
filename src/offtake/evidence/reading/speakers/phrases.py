"""Verbs that report in one place only, and German ones of several words that stand apart.

Between commas or behind a quotation ", wirbt der Verband", ", calcule la banque"; "ließ Falk wissen", "geht der Verband von 40
aus", "stellte Falk in Aussicht".
"""

from __future__ import annotations

from functools import lru_cache

from offtake.evidence.reading.language.alternatives import any_of
from offtake.evidence.reading.language.lexicon import Lexicon
from offtake.evidence.reading.language.spoken import forms_in
from offtake.evidence.reading.speakers.identity.names import UPPER
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN

_COVER = 140
"""Characters over which such a verb holds together."""
_BESIDE = rf"(?<=[,”“»«\"–{HIDDEN}] )"
"""Behind a comma, a dash or a quotation."""
_SUBJECT = {
    "de": rf"(?= (?:sich )?(?:[a-zäöü]+ ){{0,2}}[{UPPER}])",
    "fr": r"(?=(?:, [a-zà-ÿ'’ -]{3,30},)? (?:[a-zà-ÿ]+ ){0,3}(?:[ldLD]['’])?[\wÀ-ÿ]|-t?-?(?:il|elle|on)\b)",
}
_APART = {
    "de": {
        "said": r"(?:wissen|ausrichten|mitteilen|verlauten|erklären) (?:ließ|ließen|lässt|lassen)(?=[,.;:]|$)|zu (?:Protokoll|bedenken|verstehen) (?:gab|gaben|gibt|geben)(?=[,.;:]|$)|(?:musste|mussten|muss|müssen|konnte|konnten|kann)(?=[^;:]{1,80} (?:einräumen|zugeben|eingestehen|bestätigen|vermelden|mitteilen|verkünden)(?:[.,:]|$))|(?<=[,”“»«\"–] )(?:ist|sind|war|zeigt|zeigte)(?= (?:sich )?[^;.,]{3,70} (?:überzeugt|sicher|zuversichtlich)(?:[.,]|$))|(?:ließ|ließen|liess|liessen|lässt|lassen)(?=[^;.]{1,100} (?:wissen|verlauten|mitteilen|ausrichten|durchblicken|erklären|verkünden|verbreiten|vernehmen|erkennen)\b)|(?:gibt|gab|gaben|geben)(?=[^;]{0,100} zu (?:bedenken|Protokoll|verstehen)\b)|(?:kommt|kam|kamen|kommen)(?=[^;]{1,60} zu (?:dem|einem) (?:Schluss|Ergebnis|Fazit)\b)|(?:zieht|zog|zogen|ziehen)(?=[^;]{1,60} (?:Bilanz|Fazit)\b)|(?:schlägt|schlug|schlagen|schlugen)(?=[^;]{1,60} Alarm\b)|(?:macht|machte|machten|machen)(?=[^;]{1,80} (?:darauf aufmerksam|deutlich|klar|geltend)\b)|(?:ist|sind|war|waren|zeigt|gibt)(?= (?:sich )?(?:[a-zäöü]+ )?(?:überzeugt|sicher|zuversichtlich|besorgt|optimistisch|skeptisch)(?:, dass|:|[.,] ?$))|(?:dringt|dringen|drang|drangen|pocht|pochen|pochte|drängt|drängen|drängte|besteht|bestehen|bestand)(?= (?:[a-zäöü]+ ){0,2}(?:auf|darauf)\b)|(?:bringt|brachte|brachten)(?=[^;]{1,80} (?:ins (?:Gespräch|Spiel)|auf den Punkt)\b)",
        "claim": r"(?:sieht|sah|sehen|sahen)(?= (?:das|dies|es) (?:[a-zäöü]+ )?(?:anders|ähnlich|genauso|ebenso|kritisch|gelassen|positiv|skeptisch)\b)|(?:hält|hielt|halten|hielten)(?=[^;]{1,120} für [a-zäöü„“\"»«])|(?:sieht|sah|sehen|sahen)(?=[^;]{1,80} bei \d)",
        "promise": rf"(?:stellt|stellte|stellen|stellten)(?=[^;]{{1,{_COVER}}} in (?:Aussicht|den Raum)\b)|verpflichtet(?:e|en)?(?= sich\b)",
        "plan": rf"(?:geht|gehe|gehen|ging|gingen)(?=(?: [\w.-]+){{0,6}} (?:von|davon)\b[^;]{{1,{_COVER}}}\baus\b(?:[.,:;!?]|$))",
        "deny": rf"(?:stellt|stellte|stellen|stellten)(?=[^;]{{1,{_COVER}}} in Abrede\b)",
    },
    "fr": {
        "said": r"(?:ne mâch(?:e|ent) pas|n['’](?:a|ont) pas mâché)(?= (?:ses|leurs) mots\b)|(?:n['’](?:a|ont|avait|avaient)|ne (?:cache|cachent|cachait)) pas(?: caché)?(?= (?:qu|son|sa|ses))|(?:avance|avancent|a avancé|ont avancé)(?= (?:le |un |les )?(?:chiffre|nombre|montant|total))|(?:a |ont )?signifié(?= qu)|(?:a |ont )?accus(?:ent|e|é)(?= [^,;.]{2,60} d(?:e |['’])(?:[a-z]+er|avoir|être)\b)|(?:met|mettent|a mis|ont mis) en évidence|(?:fait|font) (?:ressortir|observer|remarquer)|parl(?:e|ent|ait|aient)(?=(?:,? (?:désormais|toujours|même|plutôt|maintenant|déjà|pour sa part|lui|elle|eux|elles),?)? d(?:e |['’])(?:une? |\d|« ?|deux |trois |quatre |cinq |six |dix |vingt |trente |quarante |cinquante |soixante |cent |mille ))",
        "claim": r"(?:conclut|concluent|concluait) à(?= (?:une? |l['’]|la |des ))|(?:(?:a |ont )?(?:abaiss|relev|révis|réduit?)(?:ent|e|é)?|rev(?:oit|oient))(?= [^,;.]{0,50}\b(?:sa|ses|leurs?) (?:[a-zà-ÿ]+ )?(?:prévisions?|estimations?|projections?|pronostics?)\b)|(?:trouve(?:nt)?)(?= (?:que\b|qu['’]))|(?<= y )voi(?:t|ent)(?= )|compte(?:nt)?(?= (?:bien |aussi )?(?:que\b|qu['’]))",
        "plan": r"veu(?:t|lent)(?= (?:également |aussi )?(?:que\b|qu['’]|(?!dire\b)[a-zà-ÿ]{2,}(?:er|ir|re)\b))|(?:tabl|mis)(?:e|ent|ait|aient)(?=(?: [\wà-ÿ'’-]+){1,6} sur\b)",
    },
}  # fmt: skip
"""Verbs whose other words stand behind, some words away: language -> attitude -> pattern."""
APART_BEGINS = {
    "de": "wissen ausrichten mitteilen verlauten erklären zu musste mussten muss müssen konnte konnten kann ist sind war waren zeigt zeigen zeigte zeigten ließ ließen liess liessen lässt lassen gibt gab gaben geben kommt kam kamen kommen zieht zog zogen ziehen schlägt schlug schlagen schlugen macht machte machten machen dringt dringen drang drangen pocht pochen pochte drängt drängen drängte besteht bestehen bestand bringt brachte brachten sieht sah sehen sahen hält hielt halten hielten stellt stellte stellen stellten verpflichtet verpflichtete verpflichteten geht gehe gehen ging gingen ergibt ergab ergaben belegt belegte belegen erfuhr erfuhren",
    "fr": "ne n a ont avait avaient avance avancent signifié accusent accuse accusé met mettent fait font parle parlent parlait parlaient conclut concluent concluait abaissent abaisse abaissé abaiss relevent releve relevé relev révisent révise révisé révis réduit réduite réduitent réduité rédui réduie réduient réduié revoit revoient trouve trouvent voit voient compte comptent veut veulent table tablent tablait tablaient mise misent misait misaient nous lui leur m",
}
"""Every word with which one of these begins, or one that reports only beside what is said."""
_HAVE = r"(?:n['’]a|n['’]ont|avait|avaient|ont|a) (?:\w+ment |aussi |ainsi |également )?"


@lru_cache(maxsize=8)
def only_beside(lexicon: Lexicon) -> str:
    """The pattern of verbs that report between commas or behind a quotation, with a subject behind them, or before a clause."""
    known = forms_in(lexicon.rules, lexicon.language, "incise")
    words = any_of(w for f in known for w in f.finite).replace("'", "['’]")
    if lexicon.language == "fr":
        asked = rf"{_BESIDE}(?:{words})(?P<whombeside>-t-(?:il|elle|on)|-(?:ils?|elles?|on))|{_BESIDE}(?:a|ont|avait|avaient)(?P<whohas>-t-(?:il|elle|on)|-(?:ils?|elles?|on)) (?:\w+ment |aussi |encore )?(?:{any_of(f.participle for f in known)})\b|"
        words = rf"{words}|{_HAVE}(?:{any_of(f.participle for f in known)})e?s?"
        return rf"{asked}(?:{words})(?= qu(?:e\b|['’]))|{_BESIDE}(?:nous |lui |leur |m['’])?(?:{words})\b{_SUBJECT['fr']}"
    return rf"(?:(?<=Das )|(?<=Dies ))(?:ergab|ergibt|ergaben|zeigt|zeigte|belegt|belegte)(?= )|(?:ergab|ergibt|ergaben|zeigt|zeigen|zeigte|zeigten|belegt|belegen|belegte|erfuhr|erfuhren)(?=[.,;]|$)|(?:{words})(?=, (?:dass|wie|ob)\b|:)|{_BESIDE}(?:{words})\b{_SUBJECT['de']}"


def apart(attitude: str, lexicon: Lexicon) -> list[str]:
    """The pattern of verbs of several words."""
    known = _APART[lexicon.language]
    return [known[attitude]] if attitude in known else []
