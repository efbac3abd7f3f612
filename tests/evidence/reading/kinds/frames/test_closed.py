"""The classes of English verbs: each form is found, each word stands in its list once, and a noun of the same letters is no verb."""

from __future__ import annotations

from collections import Counter

import pytest

from offtake.evidence.reading.kinds.frames.closed import CLASSES, closed
from offtake.evidence.rules.rules import rules

WORDS = closed(rules(), "en")
LISTS = {name: rules().data["verbs"][name]["en"].split() for name in CLASSES}


def _base(verb: str) -> str:
    return verb.removeprefix("~").partition("/")[0]


@pytest.mark.parametrize("name", CLASSES)
def test_no_verb_stands_in_a_list_twice(name):
    count = Counter(_base(verb) for verb in LISTS[name])
    assert [verb for verb, times in count.items() if times > 1] == []


@pytest.mark.parametrize("name", CLASSES)
def test_every_form_of_a_list_is_of_its_class(name):
    assert all(WORDS.is_a(form, name) for form in rules().forms_of(name))


@pytest.mark.parametrize(
    ("verb", "name"),
    [("turned away", "rest"), ("laid up", "rest"), ("stood down", "rest"), ("drew down", "use"), ("insured", "rest"), ("evicting", "rest"), ("locked in", "buy"), ("gave away", "give"), ("hit the road", "come"), ("put on hold", "slip"), ("sold off", "sell"), ("inspects", "rest"), ("chose", "rest")],
)  # fmt: skip
def test_a_verb_of_many_has_its_class(verb, name):
    assert WORDS.class_of(verb) == name


@pytest.mark.parametrize("noun", ["orders", "plants", "ships", "supplies", "stocks", "guards", "tests", "claims", "reserves", "leases"])  # fmt: skip
def test_a_noun_is_a_verb_only_where_its_neighbours_say_so(noun):
    for text in (f"of the old {noun} at York", f"its {noun}, which were late", f"{noun} from abroad"):  # fmt: skip
        assert noun not in [text[at:].split()[0].strip(",") for at, _ in WORDS.verbs_in(text)]
    for text in (f"York {noun} the 40 hulls", f"the guild {noun} 40", f"it {noun} hulls"):
        assert noun in [text[at:].split()[0] for at, _ in WORDS.verbs_in(text)]


def test_the_longest_verb_at_a_place_is_meant():
    assert [name for _, name in WORDS.verbs_in("York turned away the hulls")] == ["rest"]
    assert [name for _, name in WORDS.verbs_in("York sold off the hulls")] == ["sell"]
