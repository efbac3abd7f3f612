"""What governs a figure is found by the grammar of its clause, in trades that no list of words knows."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.kinds.closed import closed
from offtake.evidence.reading.kinds.english import english
from offtake.evidence.reading.kinds.frame import Frame
from offtake.evidence.reading.kinds.french import french
from offtake.evidence.reading.kinds.german import german
from offtake.evidence.rules.rules import rules

READ = {"en": english, "de": german, "fr": french}


def frame(text: str, language: str = "en") -> Frame:
    """The frame of the figure between brackets."""
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    return READ[language](plain, start, end, closed(rules(), language))


@pytest.mark.parametrize(
    ("text", "role", "verb", "mood"),
    [
        ("The dyers vatted [40 bolts].", "object", "do", "real"),
        ("The dyers brought in [40 bolts].", "object", "make", "real"),
        ("The dyers will vat [40 bolts].", "object", "do", "future"),
        ("The dyers expect to vat [40 bolts].", "object", "do", "planned"),
        ("The dyers pledged to vat [40 bolts].", "object", "do", "promise"),
        ("The vat can hold about [40 bolts].", "object", "rest", "ability"),
        ("The dyers failed to vat [40 bolts].", "object", "do", "vain"),
        ("The dyers claim to make [40 bolts].", "object", "make", "real"),
        ("The dyers are capable of making [40 bolts].", "object", "make", "ability"),
        ("Some [40 bolts] were dyed.", "subject", "do", "real"),
        ("Some [40 bolts] are to be dyed.", "subject", "do", "planned"),
        ("The guild sent York [40 bolts].", "object", "give", "real"),
        ("the [40 bolts] they promised", "object", "promise", "real"),
        ("There is room for [40 bolts].", "oblique", "", "ability"),
        ("Sales fell by [40 bolts].", "by", "rise", "real"),
        ("Dyes and [40 bolts] burned.", "agent", "", "real"),
        ("It sent the guild [40 bolts].", "object", "give", "real"),
        ("The guild closed two of its [40 vats].", "part", "", "real"),
        ("The price moved, up [40 pence] from May.", "by", "rise", "real"),
        ("Output is capped at [40 bolts].", "oblique", "seat", "real"),
        ("It makes [40 bolts] fewer than in May.", "by", "rise", "real"),
        ("It missed the [40 bolts] analysts had expected.", "object", "intend", "planned"),
        ("It plans vats, including [40 vats] at York.", "object", "intend", "planned"),
        ("The guild announced [40 closures].", "object", "announce", "real"),
    ],
)
def test_verb_and_mood_are_seen_in_any_trade(text, role, verb, mood):
    found = frame(text)
    assert (found.role, found.verb, found.mood) == (role, verb, mood)


@pytest.mark.parametrize(
    ("text", "head"),
    [("The harvest came to [40 tonnes].", "output"), ("an annual capacity of [40 tonnes]", "capacity"), ("missed its target of [40]", "target"), ("Capacity rose to [40 tonnes].", "capacity"), ("Output in May: [40 tonnes]", "output"), ("Stocks stood at [40 tonnes].", "need")],
)  # fmt: skip
def test_a_noun_may_say_what_the_figure_is(text, head):
    assert frame(text).head == head


@pytest.mark.parametrize(
    ("text", "language", "verb", "mood"),
    [
        ("Die Färber küpten im Mai [40 Ballen].", "de", "do", "real"),
        ("Im Mai wurden [40 Ballen] gefärbt.", "de", "do", "real"),
        ("Bis 2029 sollen [40 Ballen] gefärbt werden.", "de", "do", "planned"),
        ("Das Amt hat [40 Ballen] bestellt, geliefert wurden neun.", "de", "buy", "real"),
        ("Der Preis sank um [40 Euro].", "de", "rise", "real"),
        ("L'atelier a teint [40 pièces].", "fr", "do", "real"),
        ("L'atelier teindra [40 pièces].", "fr", "", "future"),
        ("L'atelier devrait livrer [40 pièces].", "fr", "", "planned"),
        ("L'armée a commandé [40 pièces].", "fr", "buy", "real"),
    ],
)
def test_german_and_french_clauses(text, language, verb, mood):
    found = frame(text, language)
    assert (found.verb, found.mood) == (verb, mood)
