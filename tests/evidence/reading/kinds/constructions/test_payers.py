"""Who spends public money: what a firm sets aside, and what is said of another, is promised by nobody."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The mill set aside a provision of €40m.", "money"),
        ("Norway's Nordmalm will invest €40m in a kiln.", "money"),
        ("A mill in Norway will invest €40m in a kiln.", "money"),
        ("Norway said that Nordmalm would invest €40m.", "money"),
        ("The mill said it would invest €40m.", "money"),
        ("The government said it would invest €40m.", "pledge"),
        ("A firm owned by the state will invest €40m.", "money"),
        ("The ministry was asked for €40m.", "money"),
        ("The ministry paid the mill €40m.", "money"),
        ("The ministry has paid €40m to the mill so far.", "money"),
        ("The council refused €40m.", "money"),
        ("The yard sold the army a ferry for €40m.", "money"),
        ("The government faces a bill of €40m.", "money"),
        ("The state lost €40m.", "money"),
        ("The region's economy lost €40m.", "money"),
        ("The mill won a contract worth €40m from the ministry.", "order"),
        ("The ministry signed a contract worth €40m.", "order"),
        ("The ministry awarded the yard a contract worth €40m.", "order"),
        ("The ministry awarded the yard a €40m contract.", "order"),
        ("The agency fined the mill €40m.", "money"),
        ("The bank approved a loan of €40m.", "money"),
        ("The mill repaid a grant of €40m.", "money"),
        ("The mill received state aid of €40m in 2020.", "money"),
        ("The council had put aside €40m.", "pledge"),
        ("The senate will vote on €40m in aid for the port.", "pledge"),
        ("The senate rejected €40m in aid for the port.", "money"),
        ("The senate is to approve €40m for the port in May.", "target"),
        ("The ministry wants to make €40m available.", "target"),
        ("The council said it had not approved €40m.", "money"),
        ("The city earned €40m from tolls.", "money"),
        ("The city's budget for roads is €40m.", "money"),
        ("The city collected €40m in fines.", "money"),
        ("The town will pay €40m for the bridge.", "pledge"),
        ("The bridge, for which the town paid €40m, is closed.", "money"),
        ("The kiln, built at a cost of €40m, opened in May.", "money"),
        ("The kiln, to be built at a cost of €40m, opens in May.", "target"),
        ("The mill bought a kiln at a cost of €40m.", "money"),
        ("Orders worth €40m were cancelled.", "order"),
        ("The mill's orders, worth €40m, were cancelled.", "order"),
        ("The packages, worth €40m, are for York.", "pledge"),
    ],
)  # fmt: skip
def test_only_the_public_promises_by_approving(text, kinds):
    assert [c.kind for c in claims_of(text) if c.words] == kinds.split()
