"""What governs a figure in German: the finite verb stands second, what completes it at the end."""

from __future__ import annotations

import pytest
from tests.evidence.reading.kinds.frames.framed import frame


@pytest.mark.parametrize(
    ("text", "verb", "mood"),
    [
        ("Die Färber küpten im Mai [40 Ballen].", "do", "real"),
        ("Im Mai wurden [40 Ballen] gefärbt.", "do", "real"),
        ("Bis 2029 sollen [40 Ballen] gefärbt werden.", "do", "planned"),
        ("Das Amt hat [40 Ballen] bestellt, geliefert wurden neun.", "buy", "real"),
        ("Das Amt hat neun bestellt, geliefert wurden [40 Ballen].", "make", "real"),
        ("Das Amt wird [40 Ballen] bestellen.", "buy", "future"),
        ("Das Amt darf [40 Ballen] nicht bestellen.", "buy", "duty"),
        ("Die Färber können [40 Ballen] küpen.", "do", "ability"),
        ("Das Werk liefert bis April [40 Ballen].", "make", "future"),
        ("Der Preis sank um [40 Euro].", "rise", "real"),
        ("Der Preis soll um [40 Euro] steigen.", "rise", "planned"),
        ("Es gab einen Rückgang um [40 Ballen].", "rise", "real"),
    ],
)
def test_verb_and_mood(text, verb, mood):
    found = frame(text, "de")
    assert (found.verb, found.mood) == (verb, mood)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Neun seiner [40 Färber] gingen.", "part"),
        ("Das Werk schloss 9 seiner [40 Hallen].", "part"),
        ("Es wurde in seinen [40 Hallen] gefärbt.", "part"),
        ("Der Preis stieg um [40 Euro].", "by"),
        ("Es gibt Optionen für [40 Ballen].", "attribute"),
        ("Das Amt hat [40 Ballen] bestellt.", "object"),
        ("Im Mai verzögerten sich [40 Ballen].", "subject"),
    ],
)
def test_the_role_of_a_figure(text, role):
    assert frame(text, "de").role == role


def test_what_was_planned_beside_it_is_not_what_is_planned():
    assert frame("Es wurden mit [40 Ballen] mehr als geplant gefärbt.", "de").mood == "real"


def test_a_participle_of_the_noun_is_no_verb_of_the_clause():
    found = frame("Es wurden [18] von 45 bestellten Ballen geliefert.", "de")
    assert found.verb == "make"


def test_after_wird_an_infinitive_is_to_come_and_a_participle_in_en_is_not():
    for verb, mood in (("bestellen", "future"), ("verkaufen", "future"), ("verdoppeln", "future"), ("vergeben", "future"), ("bestellt", "real")):  # fmt: skip
        assert frame(f"Im Mai wird es [40 Ballen] {verb}.", "de").mood == mood
    assert frame("Im Mai werden [40 Ballen] vergeben.", "de").mood == "real"


def test_the_future_at_the_end_of_a_clause_and_what_was_done_to_those_counted():
    assert frame("dass der Bau [40 Millionen Euro] kosten wird.", "de").mood == "future"
    assert (
        frame("Die Zahl der bestellten Tuche ist auf [40 Ballen] gestiegen.", "de").head == "order"
    )
