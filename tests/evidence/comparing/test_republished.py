"""Passages that several documents share: each pair once, between documents, whatever their order."""

from __future__ import annotations

from tests.evidence.labels import document

from offtake.evidence.comparing import republished
from offtake.evidence.comparing.republished import Overlap, overlaps

LINE = "The mill in Kaunas makes three hundred tonnes of powder a year for the army"
"""Fifteen words, and thirteen runs of three."""


def of(*texts: str) -> list[Overlap]:
    return overlaps([document(text, name=str(k)) for k, text in enumerate(texts)])


def told(*texts: str) -> list[tuple[str, str, str]]:
    """(relation, the two documents) in order."""
    names = {document(text, name=str(k)).id: str(k) for k, text in enumerate(texts)}
    return [(o.relation, names[o.first.document], names[o.second.document]) for o in of(*texts)]


def test_a_sentence_of_many_papers_is_paired_with_the_first_of_them_only():
    assert told(f"{LINE}.", f"{LINE}.", f"{LINE}.") == [("copy", "0", "1"), ("copy", "0", "2")]
    assert [o.share for o in of(f"{LINE}.", f"{LINE}.")] == [1.0]


def test_a_paper_that_says_a_thing_twice_republishes_nothing():
    assert told(f"{LINE}. {LINE}.") == told(f"{LINE}.") == told() == []
    assert told(f"{LINE}. {LINE}.", "It rains.") == []


def test_four_fifths_of_the_runs_make_a_copy_and_another_word_of_weight_none():
    """A word before the last stands in two runs of three (11 of 13 stay, 85%), one in the middle in three (77%)."""
    [found] = of(f"{LINE}.", f"{LINE.replace('the army', 'its army')}.")
    assert (found.relation, found.share) == ("copy", 0.85)
    assert of(f"{LINE}.", f"{LINE.replace('a year', 'this year')}.") == []
    assert of(f"{LINE}.", f"{LINE.replace('army', 'navy')}.") == []


def test_a_short_sentence_is_no_copy():
    assert told("It makes powder.", "It makes powder.") == []


def test_marks_tell_a_quotation_a_shorter_one_and_words_without_them_apart():
    quoted, again = f"“{LINE},” Falk said.", f"Falk told them: “{LINE}.”"
    assert told(quoted, again) == [("copy", "0", "1")]
    shorter = "“The mill in Kaunas makes three hundred tonnes of powder a year,” Falk said."
    assert told(quoted, shorter) == [("quotation", "0", "1")]
    assert told(quoted, f"{LINE}.") == told(f"{LINE}.", quoted) == [("reported", "0", "1")]


def test_findings_stand_in_the_order_of_the_documents_and_of_their_text():
    other = "Nobody in the town has asked the owner for the price of a tonne of it since May."
    found = of(f"{LINE}. {other}", f"{other} {LINE}.")
    assert [o.first.start for o in found] == [0, len(LINE) + 2]
    assert [o.first.text.split()[0] for o in found] == ["The", "Nobody"]


def test_a_run_of_words_in_too_many_passages_is_a_set_phrase(monkeypatch):
    """The line and three that go on from it are three copies; where four are too many, none is looked at."""
    longer = [f"{LINE} of {where}." for where in ("Lahn", "Brno", "Graz")]
    assert len(of(f"{LINE}.", *longer)) == 3
    monkeypatch.setattr(republished, "MOST", 4)
    assert len(of(f"{LINE}.", *longer)) == 3
    monkeypatch.setattr(republished, "MOST", 3)
    assert of(f"{LINE}.", *longer) == []
