"""German speakers have the name that stands in the nominative without an article."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.speakers.coreference.nominative import nominative


@pytest.mark.parametrize(
    ("name", "sentence", "wanted"),
    [
        ("Statistische Landesamt", "Das Statistische Landesamt zählte 40.", "Statistisches Landesamt"),
        ("Statistischen Landesamts", "Nach Zahlen des Statistischen Landesamts", "Statistisches Landesamt"),
        ("Lermische Weberbund", "Der Lermische Weberbund zählte 40.", "Lermischer Weberbund"),
        ("Deutschen Torfbank", "Nach Angaben der Deutschen Torfbank", "Deutsche Torfbank"),
        ("Deutsche Torfbank", "Die Deutsche Torfbank zählte 40.", "Deutsche Torfbank"),
        ("Weberverbands Lerma", "die Zahlen des Weberverbands Lerma", "Weberverband Lerma"),
        ("Hofes", "nach Angaben des Hofes", "Hof"),
        ("Gremiums", "nach Angaben des zuständigen Gremiums", "Gremium"),
        ("Seeausschusses", "aus Sicht des Seeausschusses", "Seeausschuss"),
        ("Torfkreisen", "verlautete aus Torfkreisen", "Torfkreise"),
        ("Marktkennern", "Marktkennern zufolge", "Marktkenner"),
        ("Landkreis", "nach Angaben des Landkreis", "Landkreis"),
        ("Webkonzern", "der Webkonzern", "Webkonzern"),
        ("Lorenz Haus", "Lorenz Haus zählte 40.", "Lorenz Haus"),
        ("Torfamtes", "nach Angaben des Torfamtes", "Torfamt"),
        ("Gewerbes", "nach Angaben des Gewerbes", "Gewerbe"),
        ("Grünen Kreuzes", "nach Angaben des Grünen Kreuzes", "Grünes Kreuz"),
        ("Internationalen Roten Halbmonds", "nach Angaben des Internationalen Roten Halbmonds", "Internationaler Roter Halbmond"),
        ("Deutscher Torfbahn", "Laut Deutscher Torfbahn", "Deutsche Torfbahn"),
        ("Lermer Instituts", "nach Angaben des Lermer Instituts", "Lermer Institut"),
        ("Torfverbands", "nach Angaben seines Torfverbands", "Torfverband"),
        ("Torffonds", "nach Angaben des Torffonds", "Torffonds"),
        ("Corps", "nach Angaben des Corps", "Corps"),
        ("Jens Lund", "nach Worten des Jens Lund", "Jens Lund"),
        ("Thales", "nach Angaben des Konzerns Thales", "Thales"),
    ],
)  # fmt: skip
def test_a_name_in_the_nominative(name, sentence, wanted):
    assert nominative(name, sentence) == wanted


def test_one_body_has_one_name_in_every_case():
    text = "Das Statistische Torfamt meldete 40 Stiche. Nach Angaben des Statistischen Torfamts waren es zuvor 30."
    assert {c.speaker for c in claims_of(text, "de") if c.speaker} == {"Statistisches Torfamt"}


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("Nach Angaben des Statistischen Torfamtes", "Statistisches Torfamt"),
        ("Nach Angaben des Weißen Hauses", "Weißes Haus"),
        ("Nach Angaben des Rechnungshofes", "Rechnungshof"),
        ("Nach Angaben des Verbandes", "Verband"),
        ("Aus Sicht des Aufsichtsrates", "Aufsichtsrat"),
        ("Nach Angaben des Autobauers Merzes", "Merzes"),
        ("Nach Angaben des Rüstungskonzerns Tarles", "Tarles"),
        ("Nach Angaben des Konzerns Simmens", "Simmens"),
        ("Nach Worten des Hans Lund", "Hans Lund"),
        ("Nach Angaben des Fonds", "Fonds"),
        ("Laut Deutscher Bank", "Deutsche Bank"),
        ("Laut Deutscher Bahn", "Deutsche Bahn"),
    ],
)
def test_a_source_is_cut_once_and_no_name_is(source, speaker):
    text = f"{source} hat die Stadt 40 Boote gekauft."
    assert {c.speaker for c in claims_of(text, "de")} == {speaker}
