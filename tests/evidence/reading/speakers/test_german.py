"""Where the German subject of a verb stands."""

from __future__ import annotations

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.german import is_no_subject, is_related, joint, stands_behind
from offtake.evidence.reading.speakers.identity.speaker import Speaker
from offtake.evidence.rules.rules import rules

DE = lexicon(rules(), "de")


def test_a_case_that_no_subject_has():
    assert all(map(is_no_subject, ("den Bedarf", "dem Amt", "40 Kilometer", "der Zeitung")))
    assert not any(map(is_no_subject, ("der Minister", "das Amt", "der Inspekteur", "die Gilde")))
    assert not is_no_subject("der Abgeordnete", alone=True)


def test_the_subject_stands_behind_where_what_stands_before_measures_or_is_measured():
    assert stands_behind("Die Kosten", "die Bahn", "schätzt", DE)
    assert stands_behind("Den Bedarf", "das Ministerium", "beziffert", DE)
    assert stands_behind("Zweifel", "Minister Bo Lund", "äußerte", DE)
    assert not stands_behind("Das Ministerium", "den Bedarf", "beziffert", DE)
    assert not stands_behind("Webera", "Minister Bo Lund", "kritisierte", DE)
    assert not stands_behind("Die Kosten", "", "schätzt", DE)


def test_a_relative_clause_and_two_who_say_it_together():
    assert is_related("Das Amt, das dort sitzt, ", "Glück", DE)
    assert not is_related("Das Amt, das dort sitzt, ", "Minister Bo Lund", DE)
    assert joint("Union und FDP ", Speaker("FDP", "named"), DE).name == "Union und FDP"
    assert joint("Die FDP ", Speaker("FDP", "named"), DE).name == "FDP"
