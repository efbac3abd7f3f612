"""A figure without a verb of its own is told by the noun before its bracket, by its whole, by the sum that pays for it."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The backlog is worth a look (400 jets, or eleven years' work).", "order order"),
        ("Its fleet (40 ships) is old.", "statement"),
        ("The order (40 jets) is its largest.", "order"),
        ("Last year's output (40 tonnes) was a record.", "output"),
        ("The target (40 homes) is modest.", "target"),
        ("The capacity of the hall (40 tonnes a day) is enough.", "capacity"),
        ("The mill plans to make more cloth (40 bolts a day).", "target"),
        ("The mill made more cloth than ever (40 bolts a day).", "output"),
    ],
)  # fmt: skip
def test_brackets_and_colons_give_the_figure_of_what_stands_before(text, kinds):
    assert [c.kind for c in claims_of(text) if c.words] == kinds.split()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The league will donate 54 carriers. Five months later 40 more followed.", "pledge output"),
        ("The chancellor promised £23m for repairs, of which £4m is to be spent this year.", "pledge pledge"),
        ("The mill has agreed to pay the guild €40m, half of it this year.", "pledge pledge"),
        ("It plans to take on 90 more staff by May, half of them apprentices.", "target target"),
        ("It ordered 40 looms, half of them for York.", "order order"),
        ("It ordered 40 looms, 12 of them for York.", "order order"),
        ("It ordered 40 looms, of which 12 are for York.", "order order"),
        ("It promised 40 looms, including 12 for York.", "pledge pledge"),
        ("The yard has ordered 40 looms, and 12 more are on option.", "order order"),
        ("Two of the five ferries have been handed over; the remaining three are late.", "output statement delay"),
        ("Under the old king 3,000 bolts were ordered and 1,100 delivered.", "order output"),
        ("In May 3,000 homes were promised and 1,100 built.", "pledge output"),
        ("The yard built 40 ferries and sold 30.", "output output"),
        ("The yard builds 40 ferries and has 30 on order.", "output order"),
        ("The guild employs 40 dyers and makes 300 bolts a day.", "statement output"),
        ("Our promise stands: 40 looms by May.", "pledge"),
        ("Our aim is clear: 40 looms by May.", "target"),
        ("The result: 40 looms in May.", "statement"),
        ("The order is a large one: 40 looms.", "order"),
        ("It had one goal - 40 looms a year.", "target"),
        ("The guild made 40 bolts in May, 30 in June and 20 in July.", "output output output"),
        ("The guild made 40 bolts in May and will make 30 in June.", "output target"),
        ("Its stock fell from 40 bolts to 30.", "statement statement"),
        ("The council set aside £4m for 300 new homes.", "pledge target"),
        ("The ministry promised €40m towards 300 homes.", "pledge target"),
        ("The ministry announced €40m to build 300 homes.", "pledge target"),
        ("The yard signed a €40m contract for 30 boats.", "order order"),
    ],
)  # fmt: skip
def test_parts_and_rows_are_as_what_they_are_part_of(text, kinds):
    assert [c.kind for c in claims_of(text) if c.words] == kinds.split()
