"""What a sum of money is: promised by the public, the worth of an order, the cost of what is planned, or money."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The ministry approved €40m for the yard.", "pledge"),
        ("The senate cleared £40m for harbour radars on Monday.", "pledge"),
        ("Parliament's transport committee waved through $40m for new signals.", "pledge"),
        ("The council has set aside £4m for repairs.", "pledge"),
        ("The state will make $40m available next year.", "pledge"),
        ("The city of Dorn voted €3m in subsidies for the mill.", "pledge"),
        ("The cabinet has earmarked $40m for canals.", "pledge"),
        ("The cabinet signed off on $40m for canals.", "pledge"),
        ("The grant of up to €40m, approved by the council of ministers on Friday, will go to the yard.", "pledge"),
        ("The energy agency awarded the yard a grant of $40m.", "pledge"),
        ("Brussels is putting up €40m for the tunnel.", "pledge"),
        ("The region will contribute €40m to the tunnel.", "pledge"),
        ("The state is to bear €40m of that.", "target"),
        ("The Union has committed €40m to the canal.", "pledge"),
        ("The government committed a further €40m over five years.", "pledge statement"),
        ("The treasury released €40m for flood walls.", "pledge"),
        ("The government spent €40m on flood walls last year.", "money"),
        ("The government plans to spend €40m on flood walls.", "target"),
        ("The ministry asked for €40m.", "money"),
        ("The ministry proposed €40m.", "target"),
        ("The council's budget is £40m.", "money"),
        ("It brings total funding under the scheme to €40m.", "pledge"),
        ("Norway will spend €40m on the radars.", "pledge"),
        ("Dorn's parliament approved a budget of €40m.", "pledge"),
        ("The yard will receive €40m from the state.", "pledge"),
        ("The yard received €40m from the state last year.", "money"),
        ("The mill has been promised €40m by the region.", "pledge"),
        ("The mill has been awarded €40m by the region.", "pledge"),
        ("Some €40m will come from the ministry.", "pledge"),
        ("Germany announced €40m in aid for the port.", "pledge"),
        ("Poland's government has granted the mill €40m.", "pledge"),
        ("The state bank will lend the mill €40m.", "pledge"),
        ("The Commission cleared €40m in state aid for the mill.", "pledge"),
        ("The project is backed by €40m from the ministry.", "pledge"),
        ("The ministry will provide €40m for the construction of 300 homes.", "pledge target"),
        ("The council set aside £4m to build 300 homes.", "pledge target"),
        ("The fund will pay for 40 lathes.", "target"),
    ],
)  # fmt: skip
def test_what_the_public_announces_or_will_spend_is_promised(text, kinds):
    assert [c.kind for c in claims_of(text) if c.words] == kinds.split()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The yard booked $40m in drone orders.", "order"),
        ("The yard ended the year with €40m in its order book.", "order"),
        ("We exit the year with €40m in the order book.", "order"),
        ("The deal is worth €40m.", "order"),
        ("The contract, awarded in May and worth up to €40m, covers spares.", "order"),
        ("The yard landed $40m in contracts.", "order"),
        ("It won work worth €40m.", "order"),
        ("The yard has secured contracts totalling €40m.", "order"),
        ("Order intake came to €40m.", "order"),
        ("The backlog stood at €40m.", "order"),
        ("The mill signed a €40m contract with York.", "order"),
        ("The order, valued at €40m, is its largest.", "order"),
        ("The value of the contract is €40m.", "order"),
        ("The contract value is put at €40m.", "order"),
        ("Of the $40m booked, $12m came from two undisclosed customers.", "order order statement"),
        ("The yard booked $40m in orders, of which $12m came from two customers.", "order order statement"),
        ("It received orders for 40 coaches from three operators.", "order statement"),
        ("Four airlines ordered 40 jets.", "statement order"),
        ("It has signed orders with two operators for 40 coaches.", "statement order"),
        ("It is talking to five buyers about 40 coaches.", "statement target"),
        ("The yard is in talks over 40 coaches worth €30m.", "target target"),
    ],
)  # fmt: skip
def test_what_an_order_is_worth_is_ordered(text, kinds):
    assert [c.kind for c in claims_of(text) if c.words] == kinds.split()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The mill will build a second kiln at a cost of €40m.", "target"),
        ("The mill built a second kiln at a cost of €40m.", "money"),
        ("The tunnel, which is to cost €40m, is late.", "target"),
        ("The tunnel would cost €40m.", "target"),
        ("The tunnel cost €40m.", "money"),
        ("The new kiln is estimated to cost €40m.", "target"),
        ("The kiln will cost an estimated €40m.", "target"),
        ("The cost of the planned kiln is put at €40m.", "target"),
        ("The mill plans a €40m kiln.", "target"),
        ("The mill will invest €40m in a kiln.", "money"),
        ("The mill plans to invest €40m in a kiln.", "target"),
        ("The mill is investing €40m in a kiln.", "money"),
        ("The mill has invested €40m in a kiln.", "money"),
        ("The mill intends to spend €40m on a kiln.", "target"),
        ("The mill announced an investment of €40m.", "money"),
        ("The mill announced plans to invest €40m.", "target"),
        ("The mill earned a net profit of €40m.", "money"),
        ("The mill expects a net profit of €40m.", "target"),
        ("The mill raised its guidance for sales to €40m.", "target"),
        ("The mill agreed to pay York €40m in damages.", "pledge"),
        ("The mill agreed to a fine of €40m.", "pledge"),
        ("The mill was fined €40m.", "money"),
        ("The mill paid €40m in damages.", "money"),
        ("The mill has pledged €40m to the hospital.", "pledge"),
        ("The mill will donate €40m to the hospital.", "pledge"),
        ("The mill donated €40m to the hospital.", "money"),
        ("Residents will get £150 a year off their bills, the mill has promised.", "pledge"),
        ("The board proposed a dividend of €40m.", "target"),
        ("The mill is claiming €40m from its insurer.", "money"),
        ("The mill is worth €40m.", "money"),
        ("The mill sold its kiln for €40m.", "money"),
        ("The mill raised €40m from investors.", "money"),
        ("The mill hopes to raise €40m from investors.", "target"),
        ("The mill owes €40m.", "money"),
        ("The mill lost €40m.", "money"),
        ("The final plan raised the estimate to $40m.", "target"),
        ("In February it estimated an ultimate cost of $40m.", "target"),
    ],
)  # fmt: skip
def test_what_is_planned_costs_what_is_meant(text, kinds):
    assert [c.kind for c in claims_of(text) if c.words] == kinds.split()
