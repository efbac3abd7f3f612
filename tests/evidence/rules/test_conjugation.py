"""All forms of a German or French verb come from its base form; what is built on an irregular verb goes as that does."""

from __future__ import annotations

import pytest

from offtake.evidence.rules.conjugation import CONJUGATED, ends_of, french, german
from offtake.evidence.rules.rules import rules

IRREGULAR = rules().data["conjugated"]


@pytest.mark.parametrize(
    ("verb", "met", "not_met"),
    [
        ("liefern", "liefert lieferte lieferten geliefert liefere", "lieferet gelieferten"),
        ("bestellen", "bestellt bestellte", "gebestellt"),
        ("produzieren", "produziert produzierten", "geproduziert"),
        ("arbeiten", "arbeitet arbeitete gearbeitet", "arbeitt"),
        ("vergeben", "vergibt vergab vergaben vergeben", "vergegeben vergebte"),
        ("bringen", "bringt brachte brachten gebracht", "brang"),
        ("aus|liefern", "ausgeliefert auszuliefern ausliefert auslieferte", "geausliefert liefert"),
        ("ab|nehmen", "abgenommen abzunehmen abnimmt", "abgenehmt nimmt"),
    ],
)
def test_a_german_verb_in_all_its_forms(verb, met, not_met):
    forms = german(verb, IRREGULAR["de"])
    assert {(form, "") for form in met.split()} <= forms
    assert not {(form, "") for form in not_met.split()} & forms


def test_a_prefix_that_parts_stands_with_the_finite_forms_alone():
    forms = german("aus|liefern", IRREGULAR["de"])
    assert {form for form, prefix in forms if prefix} == {"liefern", "liefere", "liefert", "lieferte", "lieferten"}  # fmt: skip
    assert all(prefix in ("", "aus") for _, prefix in forms)


def test_infinitive_and_participle_end_a_clause():
    assert ends_of("aus|liefern", IRREGULAR["de"]) == ("ausliefern", "ausgeliefert")
    assert ends_of("vergeben", IRREGULAR["de"]) == ("vergeben", "vergeben")


@pytest.mark.parametrize(
    ("verb", "met", "not_met"),
    [
        ("livrer", "livre livrent livrait livrera livreront livrerait livré livrées livrant", "livrit"),
        ("acheter", "achète achètent acheté achètera", "achete"),
        ("verser", "verse versera versé", "vèrse vèrsera"),
        ("céder", "cède cédera cédé", "cede"),
        ("engager", "engagea engageait engagé", "engagait"),
        ("employer", "emploie emploiera employé", "employe"),
        ("fournir", "fournit fournissent fournissait fournira fourni", "fournent"),
        ("vendre", "vend vendent vendait vendra vendu vendues", "vendé"),
        ("remettre", "remet remettent remis remise remettra", "remettu remiss"),
        ("recevoir", "reçoit reçoivent recevait reçu recevra", "recevu"),
        ("réduire", "réduit réduisent réduite réduira", "rédui"),
        ("obtenir", "obtient obtiennent obtenait obtenu obtiendra", "obtenit"),
        ("acquérir", "acquiert acquérait acquis acquise acquerra", "acquéru"),
    ],
)  # fmt: skip
def test_a_french_verb_in_all_its_forms(verb, met, not_met):
    forms = {form for form, _ in french(verb, IRREGULAR["fr"])}
    assert set(met.split()) <= forms
    assert not set(not_met.split()) & forms


@pytest.mark.parametrize("language", ["de", "fr"])
def test_every_verb_of_the_lists_is_a_base_form(language):
    ends = ("n",) if language == "de" else ("er", "ir", "re")
    for name, said in rules().data["verbs"].items():
        for verb in str(said.get(f"{language}_regular", "")).split():
            assert verb.endswith(ends), (name, verb)
            assert CONJUGATED[language](verb, IRREGULAR[language])
