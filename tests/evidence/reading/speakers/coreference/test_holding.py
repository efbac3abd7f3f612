"""Whom an office stands for in a whole article."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.coreference.holding import holder, of_another
from offtake.evidence.reading.speakers.identity.speaker import Person
from offtake.evidence.rules.rules import rules

LEXICONS = {language: lexicon(rules(), language) for language in ("en", "de", "fr")}


def last(text: str, language: str) -> str:
    """Who speaks in the last claim."""
    return claims_of(text, language)[-1].speaker


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Gen. Ida Falk opened 40 mills.\nThe general said 30 are idle.", "Ida Falk"),
        ("en", "Rep. Bo Lund toured 40 mills.\nThe congressman said 30 are idle.", "Bo Lund"),
        ("en", "Sen. Ida Falk toured 40 mills.\nThe lawmaker said 30 are idle.", "Ida Falk"),
        ("en", "Chief executive Ida Falk has 40 mills.\nThe executive said 30 are idle.", "Ida Falk"),
        ("en", "Ida Falk runs the yard with 40 hands.\nThe chief said 30 are idle.", "Ida Falk"),
        ("en", "Under Secretary of Mills for Yarn Bo J. Lund has 40.\nThe under secretary said 30 are idle.", "Bo J. Lund"),
        ("de", "Garnministerin Ida Falk hat 40 Pressen.\nDie Ministerin sagte, 30 seien neu.", "Ida Falk"),
        ("de", "Werftchef Bo Lund hat 40 Pressen.\nDer Manager sagte, 30 seien neu.", "Bo Lund"),
        ("de", "Garnministerin Ida Falk (CDU) hat 40 Pressen.\nDie CDU-Politikerin sagte, 30 seien neu.", "Ida Falk"),
        ("de", "Ida Falk, Sprecherin der Gilde, hat 40 Gäste.\nDie Sprecherin sagte, 30 Pressen seien neu.", "Ida Falk"),
        ("de", "Werksleiter Bo Lund hat 40 Pressen.\nDer Werksleiter sagte, 30 seien neu.", "Bo Lund"),
        ("fr", "Léa Brun dirige une usine de 40 presses.\nLa directrice a dit que 30 sont neuves.", "Léa Brun"),
        ("fr", "La maire Léa Brun a vu 40 presses.\nL'élue a dit que 30 sont neuves.", "Léa Brun"),
        ("en", "Ida Falk, chief executive of Acme Wool Trust, has 40 mills.\nThe trust chief said 30 are idle.", "Ida Falk"),
        ("en", "Acme chief executive Ida Falk has 40 mills.\nThe boss of Acme said 30 are idle.", "Ida Falk"),
        ("en", "Acme chief executive Ida Falk has 40 mills.\nThe company boss said 30 are idle.", "Ida Falk"),
        ("en", "NATO Secretary General Bo Lund has 40 mills.\nAccording to the NATO chief, 30 are idle.", "Bo Lund"),
        ("de", "Bo Lund, Vorstandsvorsitzender der Acme AG, hat 40 Pressen.\nDer Chef von Acme sagte, 30 seien neu.", "Bo Lund"),
        ("de", "Bo Lund, Vorstandsvorsitzender der Acme AG, hat 40 Pressen.\nDer Acme-Chef sagte, 30 seien neu.", "Bo Lund"),
        ("fr", "Luc Morin, PDG d'Acme Laine, a vu 40 presses.\nLe patron d'Acme Laine a dit que 30 sont neuves.", "Luc Morin"),
        ("fr", "Luc Morin, PDG d'Acme Laine, a vu 40 presses.\nLe patron du groupe a dit que 30 sont neuves.", "Luc Morin"),
        ("fr", "Le général Luc Morin a vu 40 presses.\nLe militaire a dit que 30 sont neuves.", "Luc Morin"),
    ],
)  # fmt: skip
def test_an_office_stands_for_whoever_holds_it(language, text, speaker):
    assert last(text, language) == speaker


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("de", "Garnministerin Ida Falk hat 40 Pressen.\nDie Wollministerin sagte, 30 seien neu.", "Wollministerin"),
        ("de", "Garnministerin Ida Falk (SPD) hat 40 Pressen.\nDie CDU-Politikerin sagte, 30 seien neu.", "CDU-Politikerin"),
        ("de", "Werftchef Bo Lund hat 40 Pressen.\nDie Managerin sagte, 30 seien neu.", "Managerin"),
        ("de", "Werftchef Bo Lund und Wollchef Jan Torp haben 40 Pressen.\nDer Manager sagte, 30 seien neu.", "Manager"),
        ("de", "Der Politiker Bo Lund hat 40 Pressen.\nDer Minister sagte, 30 seien neu.", "Minister"),
        ("fr", "Le patron Luc Morin a vu 40 presses.\nLa directrice a dit que 30 sont neuves.", "directrice"),
        ("en", "Ida Falk, chief executive of Acme, has 40 mills.\nThe trust chief said 30 are idle.", "trust chief"),
        ("en", "Acme chief executive Ida Falk has 40 mills.\nThe boss of Weave said 30 are idle.", "boss of Weave"),
        ("de", "Bo Lund, Vorstandsvorsitzender der Acme AG, hat 40 Pressen.\nDer Weber-Chef sagte, 30 seien neu.", "Weber-Chef"),
        ("fr", "Luc Morin, PDG d'Acme Laine, a vu 40 presses.\nLe patron de Filature a dit que 30 sont neuves.", "patron de Filature"),
        ("en", "The executive Ida Falk has 40 mills.\nThe chief executive said 30 are idle.", "chief executive"),
    ],
)  # fmt: skip
def test_an_office_of_another_sort_sex_party_or_of_two_stays(language, text, speaker):
    assert last(text, language) == speaker


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Adm. Eva Rask and Adm. Per Dahl took 40 boats.\nThe admiral said 30 boats are lost.", "admiral"),
        ("en", "Adm. Eva Rask took 40 boats.\nAdm. Per Dahl took 20 boats. Rain fell. The admiral said 30 boats are lost.", "admiral"),
        ("en", "Adm. Eva Rask took 40 boats.\nVice Adm. Per Dahl took 20 boats.\nRain fell.\nThe admiral said 30 boats are lost.", "admiral"),
        ("en", "Adm. Eva Rask took 40 boats.\nAdm. Per Dahl took 20 boats. The admiral said 30 boats are lost.", "Per Dahl"),
        ("en", "Adm. Eva Rask took 40 boats.\nAdm. Per Dahl took 20 boats.\nRask objected. The admiral said 30 boats are lost.", "Eva Rask"),
        ("de", "Admiral Per Dahl hat 40 Boote.\nAdmiral Jan Roos hat 20 Boote.\nEs regnete.\nDer Admiral sagte, 30 Boote seien alt.", "Admiral"),
        ("de", "Admiral Per Dahl hat 40 Boote.\nEs kam Admiral Jan Roos.\nDer Admiral sagte, 30 Boote seien alt.", "Jan Roos"),
        ("de", "Wollminister Per Dahl traf den Minister Jan Roos.\nDer Minister sagte, 30 Boote seien alt.", "Minister"),
        ("fr", "L'amiral Yves Petit a 40 bateaux.\nL'amiral Paul Roy en a 20.\nIl pleut.\nL'amiral a dit que 30 bateaux sont neufs.", "amiral"),
        ("fr", "La présidente Anne Roy a 40 lits.\nLe président Luc Blin en a 20.\nAnne Roy est venue.\nLa présidente a dit que 30 lits sont neufs.", "Anne Roy"),
    ],
)  # fmt: skip
def test_an_office_of_two_is_whom_alone_the_sentence_before_names(language, text, speaker):
    assert last(text, language) == speaker


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Eva Rask, boss of Dahl Ltd, has 40 boats.\nThe rival's boss said 30 boats are lost.", "rival's boss"),
        ("en", "Eva Rask, chief executive of Dahl Ltd, has 40 boats.\nThe competitor's chief executive said 30 boats are lost.", "competitor's chief executive"),
        ("en", "Boat minister Per Dahl has 40 boats.\nThe secretary said 30 boats are lost.", "secretary"),
        ("en", "Union secretary Per Dahl has 40 boats.\nThe minister said 30 boats are lost.", "minister"),
        ("en", "Boat minister Per Dahl has 40 boats.\nThe minister said 30 boats are lost.", "Per Dahl"),
        ("fr", "Le directeur Paul Roy a 40 bateaux.\nLe directeur du concurrent a dit que 30 bateaux sont neufs.", "directeur du concurrent"),
        ("fr", "Le directeur Paul Roy a 40 bateaux.\n« C'est peu », a dit le directeur, qui attend 30 bateaux.", "Paul Roy"),
    ],
)  # fmt: skip
def test_a_rivals_boss_is_not_the_boss_and_a_secretary_no_minister(language, text, speaker):
    assert last(text, language) == speaker


def test_nobody_named_behind_the_sentence_is_meant():
    people = (Person("Ida Falk", 50, frozenset({"general"})),)
    assert holder("general", "The general spoke.", 90, "", people, LEXICONS["en"]) == "Ida Falk"
    assert holder("general", "The general spoke.", 50, "", people, LEXICONS["en"]) is None
    assert holder("general", "The former general spoke.", 90, "", people, LEXICONS["en"]) is None


def test_an_office_told_as_another_bodys_is_told_as_its_sentence_has_it():
    text = "The mayor of Leeds, Ida Falk, came. "
    people = (Person("Ida Falk", 20, frozenset({"mayor"})),)
    told = ("The mayor of Hull spoke.", len(text), text, people, LEXICONS["en"])
    assert of_another("Ida Falk", *told) == "mayor of Hull"
    assert of_another("Ida Falk", "The mayor of Leeds spoke.", *told[1:]) == ""
    assert of_another("Bo Lund", *told) == ""
