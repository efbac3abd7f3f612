"""A full stop that ends nothing, in names and titles, cuts neither a sentence nor a name."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.sentences import DOT, sentences_of, unstopped


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The hulls went to Brack Inc. The yard is idle.", 2),
        ("They came to the U.S. The yard is idle.", 2),
        ("Lt. Gen. J. R. Osk of St. Anne Corp. spoke on Nov. 3. He left.", 2),
        ("He said no. Osk said yes.", 2),
        ("Plant No. 4 is idle.", 1),
        ("He was ill. Osk was not.", 2),
        ("Am 3. Juni kam Dr. Osk.", 1),
    ],
)
def test_a_sentence_ends_with_an_abbreviation_only_before_a_word_that_begins_one(text, count):
    assert len(sentences_of(text)) == count


def test_a_full_stop_that_ends_nothing_counts_as_a_letter_and_no_place_moves():
    text = "The U.S. sent 4.5 tonnes, Mr. Osk said. It went to Brack Inc. The yard got it."
    assert unstopped(text).replace(DOT, ".") == text
    assert unstopped(text).count(DOT) == 3


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("As of Nov. 23, the U.S. has said that it sent 40 guns.", "U.S."),
        ("The deal is worth $40 million, according to the Ledger's Nov. 22 list of contracts, with more to come.", "Ledger's Nov. 22 list of contracts"),
        ("They make 40 guns a month, said Lt. Gen. Anna B. Osk.", "Anna B. Osk"),
        ("“We make 40 guns a month,” said J.R. Osk, president of Brack Inc.", "J.R. Osk"),
        ("St. Anne-based Brack Co. said it made 40 guns.", "Brack Co."),
        ("U.S. Brack Corp. said it made 40 guns.", "U.S. Brack Corp."),
        ("Brack Guns & Heavy Hulls Ltd. said it made 40 guns.", "Brack Guns & Heavy Hulls Ltd."),
        ("Dr. Ada Lund Osk Jr. said 40 guns were made.", "Ada Lund Osk Jr."),
        ("They made 40 guns, according to data from Brack Lund.", "Brack Lund"),
        ("“They made 40 guns at St. Anne,” said Mr. Osk of U.S. Guns Ltd. in Oslo.", "Osk"),
    ],
)  # fmt: skip
def test_names_are_whole(text, speaker):
    assert {c.speaker for c in claims_of(text) if c.words} == {speaker}
