"""Where the asides of the rules stand."""

from itertools import pairwise

from offtake.evidence.reading.figures.asides import asides_of
from offtake.evidence.rules.rules import rules


def test_an_aside_is_looked_for_wherever_a_text_holds_what_its_rule_says():
    every = rules().asides
    texts = [aside["example"] for aside in rules().data["aside"]]
    for text in [*texts, *(f"{one} {other}" for one, other in pairwise(texts))]:
        figured = "".join("9" if sign.isdigit() else sign for sign in text)
        assert asides_of(rules()).may_stand_in(text) == [
            aside.pattern
            for aside in every
            if (not aside.holds or any(part in text for part in aside.holds))
            and (not aside.shapes or any(shape in figured for shape in aside.shapes))
            and not any(part in text for part in aside.unless)
        ]


def test_none_begins_in_another():
    for text in ("In 9x19 and 7.62x51 mm, see Article 4 and page 12.", "No aside stands here."):
        spans = list(asides_of(rules()).spans_in(text))
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
