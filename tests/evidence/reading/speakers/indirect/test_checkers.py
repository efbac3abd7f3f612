"""Who counts and checks speaks, whatever is found; whoever merely has something does not."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "The audit office found looms worth £40m to be idle.", "audit office"),
        ("en", "In May inspectors saw rust on 40 looms.", "inspectors"),
        ("en", "Tests found rust in one loom in six.", "Tests"),
        ("en", "The protests saw 40 looms burn.", ""),
        ("en", "The contest saw 40 boats capsize.", ""),
        ("en", "The inspectorate saw its budget cut by £40m.", ""),
        ("de", "Die Umfrage kommt 40 Wochen zu spät.", ""),
        ("fr", "L'institut compte 400 chercheurs.", ""),
        ("fr", "Le rapport compte 40 chapitres.", ""),
        ("de", "Das Landesamt für Weberei zählte im Mai 40 Pressen.", "Landesamt für Weberei"),
        ("de", "Im Mai registrierte der Rechnungshof 40 Ausfälle.", "Rechnungshof"),
        ("de", "Die Stadt zählt 40 Pressen.", ""),
        ("fr", "La Cour des comptes recense 40 presses.", "Cour des comptes"),
        ("fr", "L'observatoire a dénombré 40 presses.", "observatoire"),
        ("fr", "La ville compte 40 presses.", ""),
    ],
)
def test_who_checks_vouches_for_what_is_found(language, text, speaker):
    assert {c.speaker for c in claims_of(text, language)} == {speaker}
