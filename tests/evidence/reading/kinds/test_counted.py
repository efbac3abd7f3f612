"""People, firms, sites and seats are counted and never made; the whole of which a part is told is no part."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The coalition, which won 40 of 90 seats, is down to 37.", "statement statement statement"),
        ("The party won 40 seats.", "statement"),
        ("The petition drew 40 names.", "statement"),
        ("The bill was passed by 40 votes.", "statement"),
        ("The works turns out 40 coaches a year.", "output"),
        ("The yard ordered 40 coaches.", "order"),
        ("The operator has 40 coaches.", "statement"),
        ("The team has 40 coaches.", "statement"),
        ("The army ordered 40 launchers.", "order"),
        ("The yard delivered 40 carriers.", "output"),
        ("The navy has two carriers.", "statement"),
        ("The army will give away 40 carriers.", "pledge"),
        ("The yard built 40 containers.", "output"),
        ("The yard makes 40 tankers a year.", "output"),
        ("The works made 40 tractors and 12 harvesters.", "output output"),
        ("Seven airlines ordered 40 jets.", "statement order"),
        ("The yard won two customers.", "statement"),
        ("The yard signed up 40 suppliers.", "statement"),
        ("Half a dozen firms can make one.", "statement"),
        ("The mill can house 40 dyers.", "capacity"),
        ("The mill will employ 40 dyers.", "target"),
        ("The mill will close with the loss of 40 jobs.", "target"),
        ("The mill will close two plants.", "target"),
        ("It will cut 40 jobs when it closes two plants.", "target target"),
        ("The mill hired 40 dyers.", "statement"),
        ("The mill plans to hire 40 dyers.", "target"),
        ("The mill promised to keep 40 jobs.", "pledge"),
        ("The mill created 40 jobs.", "statement"),
        ("The mill opened three shops.", "statement"),
        ("The mill will open three shops.", "target"),
        ("40 patients are waiting for a bed.", "delay"),
        ("The project will create 40 jobs.", "target"),
        ("The grant will support 40 jobs.", "target"),
        ("The mill trained 40 dyers.", "statement"),
        ("The mill trains 40 dyers a year.", "statement"),
        ("The mill is opened by 90 workers.", "statement"),
        ("The plant is set to open in May with 40 workers.", "target"),
        ("The plant opened in May with 40 workers.", "statement"),
        ("Two carmakers postponed orders.", "statement"),
        ("Sales fell after two carmakers postponed orders.", "statement"),
        ("Around 40 firms are already included in state orders.", "statement"),
        ("It builds ships for nine navies.", "statement"),
        ("It will build ships for nine navies.", "statement"),
        ("The yard has orders from nine navies.", "statement"),
        ("The government plans to build 40 schools.", "target"),
        ("The government built 40 schools.", "output"),
        ("The council will build two hospitals.", "target"),
        ("Six of the 40 dyers are ill.", "statement statement"),
        ("The mill employs 40 trainees.", "statement"),
        ("The council will build 40 schools.", "target"),
        ("The council runs 40 schools.", "statement"),
        ("Forty schools were built.", "output"),
        ("The council ordered 40 buses.", "order"),
        ("The two yards have orders for nine ships.", "statement order"),
        ("Both navies ordered 40 boats and 12 guns.", "order order"),
        ("The party won 40 seats and lost 12.", "statement statement"),
        ("The yard has 40 orders.", "order"),
        ("The yard won 40 orders.", "order"),
        ("It sold 40 of the 60 tanks that it made.", "output output"),
        ("The ministry announced €40m to build 300 homes.", "pledge target"),
        ("The yard signed a €40m contract for 30 boats.", "order order"),
    ],
)  # fmt: skip
def test_people_and_sites_are_made_where_they_are_built(text, kinds):
    assert [c.kind for c in claims_of(text) if c.words] == kinds.split()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Two of the six ferries have been handed over.", "output statement"),
        ("The union spoke of the plan to keep 60 of the 900 posts.", "target statement"),
        ("Half of the 16 batches have been delivered.", "output statement"),
        ("Four of its eleven cranes are running.", "statement statement"),
        ("Of the 2m shells that the league promised, 300,000 have been delivered.", "pledge output"),
        ("Three of the 40 homes promised have been built.", "output pledge"),
        ("The yard delivered six of the 40 ferries.", "output statement"),
        ("The yard has delivered six of the 40 ferries ordered.", "output order"),
        ("It will close three of its nine mills.", "target statement"),
    ],
)  # fmt: skip
def test_the_whole_of_which_a_part_is_told_is_plain(text, kinds):
    assert [c.kind for c in claims_of(text) if c.words] == kinds.split()
