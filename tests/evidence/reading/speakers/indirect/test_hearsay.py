"""What is heard from a house or read in a paper, in German and French."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN
from offtake.evidence.reading.speakers.indirect.hearsay import headline, hearsay
from offtake.evidence.rules.rules import rules

LANGUAGES = {language: lexicon(rules(), language) for language in ("en", "de", "fr")}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Es stehe still, heißt es aus dem Ministerium.", "de", "Ministerium"),
        ("Beim Hersteller heißt es, es stehe still.", "de", "Hersteller"),
        ("Es steht still, so steht es im Vertrag.", "de", "Vertrag"),
        ("Aus den Zahlen der Gilde ging es hervor.", "de", None),
        ("Das geht aus den Zahlen der Gilde hervor.", "de", "Gilde"),
        ("Im Ministerium rechnet man mit 40.", "de", "Ministerium"),
        ("Q“, lautete das Urteil von Ida Falk.", "de", "Ida Falk"),
        ("Kritik kam von Ida Falk.", "de", "Ida Falk"),
        ("Das wurde von der Gilde bestätigt.", "de", "Gilde"),
        ("Der Bote beruft sich auf die Gilde.", "de", "Gilde"),
        ("Il est là, ressort-il d'une étude de la guilde.", "fr", "guilde"),
        ("Il est là, assure-t-on chez Kern.", "fr", "Kern"),
        ("Il est là, peut-on lire dans le rapport de la guilde.", "fr", "guilde"),
        ("À la mairie, on parle de 40 bus.", "fr", "mairie"),
        ("La vente, annoncée par la guilde, est là.", "fr", "guilde"),
        ("Il part de la mairie.", "fr", None),
        ("It is said in the hall.", "en", None),
    ],
)
def test_where_something_was_heard_or_read(text, language, name):
    found = [a.speaker.name for a in hearsay(text.replace("Q", HIDDEN * 9), 0, (), LANGUAGES[language], None)]  # fmt: skip
    assert found == ([name] if name else [])


def test_a_headline_opens_with_who_says_so_and_with_no_thing():
    de = LANGUAGES["de"]
    found = headline("Mieterverband: 40 Häuser stehen leer", 0, (), de)
    assert found is not None
    assert found.speaker.name == "Mieterverband"
    assert headline("Neue Brücken: 40 Bauwerke", 0, (), de) is None
    assert headline(f"Verband: „{HIDDEN}“", 0, (), de) is None
