"""Where a name stands in a text."""

from offtake.evidence.reading.speakers.identity.standing import (
    has,
    places,
    word_before,
    word_behind,
)


def test_a_name_stands_only_as_a_whole_word():
    assert list(places("Acme, Acmes, the Acme-Werft and Acme", "Acme")) == [0, 32]
    assert has("of Acme.", "Acme")
    assert not has("Acmes", "Acme")


def test_the_words_beside_are_parted_by_a_blank():
    assert word_before("in Acme", 3) == "in"
    assert word_before("in (Acme", 4) == ""
    assert word_behind("Acme yard, idle", 4) == "yard,"
    assert word_behind("Acme, idle", 4) == ""
