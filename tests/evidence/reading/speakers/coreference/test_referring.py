"""Whom a noun for a body or an office stands for in a whole article."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of, document

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.coreference.referring import meant
from offtake.evidence.reading.speakers.identity.known import Known, Named
from offtake.evidence.reading.speakers.identity.speaker import Body, Speaker
from offtake.evidence.reading.speakers.running import read
from offtake.evidence.rules.rules import rules


def speakers(text: str, language: str = "en") -> list[str]:
    """Whoever speaks, verb by verb."""
    return [v.speaker.name for o in read(document(text, language), rules()).outers for v in o.verbs]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Loom maker Torp has 40 looms, the company said.", "Torp"),
        ("en", "Loom maker Torp has 40 looms.\nThe firm said 30 are idle.", "Torp"),
        ("en", "Loom maker Torp has 40 looms.\nThirty are idle, according to the manufacturer.", "Torp"),
        ("en", "Torp Heavy Looms sold 40, the shipbuilder said.\nTorp is new.", "Torp Heavy Looms"),
        ("en", "A Loom Bank loan paid for 40 looms.\nThe bank said 30 are idle.", "Loom Bank"),
        ("en", "A Loom Bank loan paid for 40.\nThirty are idle, according to the bank's latest report.", "Loom Bank"),
        ("en", "The Public Loom Court has 40 judges.\nThirty looms are idle, the court found.", "Public Loom Court"),
        ("en", "The weavers' union Falkbund has 40 branches.\nThe union said 30 are idle.", "Falkbund"),
        ("en", "Regulator Torpwatch fined a mill.\nThe watchdog said 40 looms are idle.", "Torpwatch"),
        ("en", "A loan of Loom Bank paid for 40.\nAnalysts at Loom Bank met.\nThe bank said 30 are idle.", "Loom Bank"),
        ("en", "Workers at Torp Looms struck.\nTorp said its 40 looms were idle.", "Torp Looms"),
        ("de", "Der Webkonzern Torp hat 40 Pressen.\nDas Unternehmen teilte mit, es seien 30.", "Torp"),
        ("de", "Der Webkonzern Torp hat 40 Pressen.\nNach Angaben des Unternehmens sind es 30.", "Torp"),
        ("de", "Die Werft Torp hat 40 Pressen.\nDer Hersteller teilte mit, es seien 30.", "Torp"),
        ("de", "Der Landesrechnungshof prüfte 40 Pressen.\nDie Prüfer sagten, es seien 30.", "Landesrechnungshof"),
        ("de", "Das Garnministerium hat 40 Pressen.\nEs seien 30, erklärte das Ministerium.", "Garnministerium"),
        ("fr", "Le constructeur Torp a 40 presses.\nIl y en a 30, a indiqué le groupe.", "Torp"),
        ("fr", "Le constructeur Torp a 40 presses.\nSelon l'entreprise, il y en a 30.", "Torp"),
        ("fr", "C'est sûr, a dit son exploitant, Torp.", "Torp"),
        ("fr", "Le fabricant Torp a 40 presses. L'industriel en fera 30, a-t-il annoncé.", "Torp"),
        ("fr", "La CGT a manifesté.\nLe syndicat déplore 40 départs.", "CGT"),
        ("fr", "Le maire Bo Lund a voté.\nL'élu espère 40 logements.", "Bo Lund"),
    ],
)  # fmt: skip
def test_a_noun_stands_for_the_body_that_was_named(language, text, speaker):
    assert set(speakers(text, language)) == {speaker}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Loom maker Torp and boatbuilder Vesk merged.\nThe company said 40 looms are idle.", "company"),
        ("Loom maker Torp has 40 looms.\nA company said 30 are idle.", "company"),
        ("Loom maker Torp has 40 looms.\nThe ministry said 30 are idle.", "ministry"),
        ("Drugmaker Torp has 40 looms.\nThe planemaker said 30 are idle.", "planemaker"),
        ("The weavers' group Torp counts 40 looms, while the operator admits to 30.", "operator"),
    ],
)  # fmt: skip
def test_where_nobody_fits_or_two_the_noun_stays(text, speaker):
    assert speakers(text)[-1] == speaker


def test_of_several_whoever_is_beside_or_spoke_last_is_meant():
    told = "Loom maker Torp and its rival Vesk are old.\nVesk said it has 40 looms. The firm said 30 are idle."
    assert speakers(told) == ["Vesk", "Vesk"]
    assert speakers("The airline Torp ordered 40 jets from Vesk SA.\nThe planemaker said 30 are new.") == ["Vesk"]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "Chief executive Ida Falk has 40 looms.\nThe boss said 30 are idle.", "Ida Falk"),
        ("de", "Vorstandschefin Ida Falk hat 40 Pressen.\nDie Managerin sagte, es seien 30.", "Ida Falk"),
        ("fr", "La patronne Ida Falk a 40 presses.\nLa dirigeante a dit qu'il y en a 30.", "Ida Falk"),
    ],
)  # fmt: skip
def test_an_office_may_be_called_otherwise(language, text, speaker):
    assert speakers(text, language) == [speaker]


def test_of_two_who_hold_it_neither_is_meant():
    told = "Chief executive Ida Falk and managing director Bo Lund have 40 looms.\nThe boss said 30 are idle."
    assert speakers(told) == ["boss"]


def test_a_report_speaks_for_whoever_made_it():
    told = (
        "Thirty looms are idle, the Loom Court said in a report.\nForty are new, the report found."
    )
    assert speakers(told) == ["Loom Court", "Loom Court"]
    assert speakers("Forty are new, the report found.") == ["report"]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "The Harbour Works Council (HWC) has 40 boats. The HWC said 30 were late.", "Harbour Works Council"),
        ("en", "The Harbour Works Council (OPQ) has 40 boats. The OPQ said 30 were late.", "OPQ"),
        ("fr", "Les Forces motrices du Lac (FML) ont 40 turbines. Il en manque 30, ont indiqué les FML.", "Forces motrices du Lac"),
        ("de", "Der Rat für Hafenbau (RH) hat 40 Boote. 30 seien zu spät, teilte der RH mit.", "Rat für Hafenbau"),
        ("fr", "La Cour des comptes a publié un rapport. La Cour estime que 40 trains manquent.", "Cour des comptes"),
    ],
)  # fmt: skip
def test_letters_stand_for_the_name_before_their_brackets(language, text, speaker):
    assert claims_of(text, language)[-1].speaker == speaker


EN = lexicon(rules(), "en")


def whom(who: Speaker, sentence: str, before: str, known: Known) -> str:
    return meant(who, sentence, len(before), before + sentence, known, EN).name


def test_a_body_named_behind_the_sentence_is_not_meant():
    torp, sentence = Speaker("Torp", "body"), "Torp spoke. "
    known = Known(Named((Body("Torp Looms", 5, frozenset()),), ()))
    assert whom(torp, sentence, "Of old. ", known) == "Torp Looms"
    later = Known(Named((Body("Torp Looms", 40, frozenset()),), ()))
    assert whom(torp, sentence, "Of old. ", later) == "Torp"


def test_a_noun_stands_for_no_body_behind_its_sentence():
    bank, sentence = Speaker("bank", "body"), "The bank spoke. "
    for at, name in ((0, "Loom Bank"), (60, "bank")):
        known = Known(Named((Body("Loom Bank", at, frozenset({"bank"})),), ()))
        assert whom(bank, sentence, "Loom Bank met. ", known) == name


def test_of_two_banks_the_one_that_its_paragraph_names_is_meant():
    bank, sentence = Speaker("bank", "body"), "The bank spoke."
    bodies = (Body("Loom Bank", 0, frozenset({"bank"})), Body("Yarn Bank", 15, frozenset({"bank"})))
    known = Known(Named(bodies, ()))
    assert whom(bank, sentence, "Loom Bank met.\nYarn Bank came. ", known) == "Yarn Bank"
    assert whom(bank, sentence, "Loom Bank met Yarn Bank.\n", known) == "bank"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Loom Bank made £40m. Yarn Bank made £30m.\nThe lender said 50 jobs would go.", "lender"),
        ("Loom Bank said it made £40m.\nYarn Bank said it made £30m.\nThe lender said 50 jobs would go.", "Yarn Bank"),
        ("Loom Bank said it made £40m.\nRival Yarn Bank made £30m.\nThe lender said 50 jobs would go.", "lender"),
        ("The Navy has 40 boats. The Army has 30.\nThe service said 50 jobs would go.", "service"),
        ("The Navy has 40 boats.\nThe service said 50 jobs would go.", "Navy"),
        ("Navy Secretary Ida Falk has 40 boats.\nThe service said 50 jobs would go.", "service"),
    ],
)  # fmt: skip
def test_of_two_whoever_spoke_last_is_meant_unless_the_other_was_named_since(text, speaker):
    assert speakers(text)[-1] == speaker


def test_letters_that_no_brackets_explain_stand_for_the_one_body_of_these_words():
    text = "The plan is late, according to the Public Accounts Committee, a group of members.\nThe PAC said 40 homes are missing."
    assert [c.speaker for c in claims_of(text) if c.words] == ["Public Accounts Committee"]
    other = "The Public Accounts Committee met the Port Advice Council.\nThe PAC said 40 homes are missing."
    assert [c.speaker for c in claims_of(other) if c.words] == ["PAC"]


def test_german_letters_stand_for_the_name_before_them_without_its_ending():
    text = (
        "Der Bericht des Wollhofs (WH) ist da. Laut WH der Umbau sei teuer, es fehlten 40 Pressen."
    )
    assert [c.speaker for c in claims_of(text, "de") if c.words] == ["Wollhof"]
    swiss = "Wie die Eidgenössische Wollkontrolle EWK am Montag mitteilte, fehlen 40 Pressen."
    assert [c.speaker for c in claims_of(swiss, "de")] == ["Eidgenössische Wollkontrolle"]


def test_the_apposition_of_a_firm_is_no_other_firm():
    text = "Acme, the Danish shipbuilder, welcomed it.\nThe shipbuilder said 40 jobs would go."
    assert claims_of(text)[-1].speaker == "Acme"


@pytest.mark.parametrize(
    "who",
    [
        "defence giant",
        "Leeds-based giant",
        "Boston, Massachusetts-based arms company",
        "rail group",
    ],
)
def test_a_firm_may_be_called_by_its_trade_and_its_town(who):
    text = f"Torp Marine said it made 40 boats. The {who} said it would make 60 boats."
    assert set(speakers(text, "en")) == {"Torp Marine"}


@pytest.mark.parametrize(
    "who",
    ["Boston, Massachusetts-based arms company Velm", "Boston, Mass.-based arms company Velm"],
)
def test_a_town_with_its_state_stands_behind_a_verb_as_before_it(who):
    assert speakers(f"“We need 40 looms,” said the {who}.") == ["Velm"]
    assert speakers(f"The {who} said it needs 40 looms.") == ["Velm"]
