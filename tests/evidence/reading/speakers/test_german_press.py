"""How the German press tells who speaks: verbs that stand last, whose head or counsel it is, papers and their makers, and what opens a sentence."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Die Kosten stiegen auf 40 Millionen Euro, wie Kämmerin Ida Falk zu Protokoll gab.", "Ida Falk"),
        ("Wie die Nordbahn wissen ließ, fallen 40 Züge aus.", "Nordbahn"),
        ("Das Hafenamt ließ ausrichten, 40 Kähne seien verspätet.", "Hafenamt"),
        ("Der Bestand summiert sich auf 260 Züge, musste Konzernchef Olaf Horn einräumen.", "Olaf Horn"),
        ("„40 Kähne sind zu viel“, ist Manager Ilja Horn überzeugt.", "Ilja Horn"),
        ("Analystin Ida Falk traut der Aktie 54 Euro zu.", "Ida Falk"),
        ("Das Torfamt vermeldet: 40 Stiche sind gemacht.", "Torfamt"),
        ("In der Gießerei traten 430 Leute in den Ausstand, zählte die IG Guss.", "IG Guss"),
        ("Mit der Halle, die das Werk auf 19 Millionen Euro beziffert, wächst es um 40 Stellen.", "Werk"),
        ("Nach Angaben ihres Anwalts Wenzel Horn bot das Land 24 Betrieben Geld.", "Wenzel Horn"),
        ("Die Gilde rechnet nach den Worten ihrer Chefin Olga Falk mit 40 Prozent.", "Olga Falk"),
        ("Nach einer Schätzung seines Dachverbands setzt der Handel 121 Milliarden Euro um.", "Dachverband"),
        ("Das Heer bestellt nach Informationen aus Sicherheitskreisen 40 Boote.", "Sicherheitskreise"),
        ("40 Kräne sind fertig, heißt es im Jahresbericht des Verbands Lerma.", "Lerma"),
        ("40 Kräne sind fertig, heißt es in einer am Dienstag vorgelegten Auswertung des Verbands Lerma.", "Lerma"),
        ("Im Netzbericht der Torfbehörde heißt es, 40 Kräne seien fertig.", "Torfbehörde"),
        ("Pro Geschütz veranschlagt der Hersteller 16 Millionen Euro.", "Hersteller"),
        ("Vorläufig beziffert der Hersteller die Bestellungen auf 2 Milliarden Euro.", "Hersteller"),
        ("40 Kähne sind fertig, teilten Lerma und Webera mit.", "Lerma und Webera"),
        ("Jetzt steht es fest: Die Torfbehörde hat heute mitgeteilt, 40 Kähne zu kaufen.", "Torfbehörde"),
    ],
)  # fmt: skip
def test_each_way_is_read(text, wanted):
    assert {c.speaker for c in claims_of(text, "de") if c.speaker} == {wanted}


@pytest.mark.parametrize(
    "text",
    [
        "Das Werk konnte 40 Kähne liefern.",
        "Die Halle, die das Werk auf 19 Hektar baut, fasst 40 Kähne.",
        "In Torfal ist die Gilde mit 40 Leuten dabei.",
        "Nach Plänen ihres Anwalts bekommt sie 40 Euro.",
    ],
)
def test_who_only_does_something_says_nothing(text):
    assert not {c.speaker for c in claims_of(text, "de") if c.speaker}
