"""Shares of supply kept as goods are taken: what would break one is cut, and what the plan may lack may lack."""

from __future__ import annotations

import numpy as np
import pytest

from offtake.market.channels import channels_of
from offtake.market.keeping import Keeping, ledger
from offtake.model.figures.quantities import quantities

FIRMS = [{"producer": name, "cost_of_capital": 0.0} for name in ("maker", "rival")]
LINES = [
    {"line": name, "producer": firm, "product": "good", "capacity": 10, "unit_cost": 2}
    for name, firm in (("old", "maker"), ("new", "rival"))
]
PRICES = [{"producer": name, "product": "good", "price": 4} for name in ("maker", "rival")]


@pytest.fixture
def kept(study, chain):
    def make(**share):
        row = {"buyer": "state", "producer": "maker", **share}
        said = study(producers=FIRMS, lines=LINES, prices=PRICES, supply=[row])
        q, tree = quantities(said, chain(2)), chain(2)
        x = channels_of(q)
        mine = int(np.flatnonzero(q.trade.row[0, q.offers.line_source.argsort()[x.source]] == 0)[0])
        return q, tree, x, mine

    return make


def within(q, tree, x, more, slack=None):
    keeping, n = Keeping(q, tree, x), np.array([0])
    nothing = np.zeros((1, x.source.size))
    none = (np.zeros((1, 1)), np.zeros((1, 1)))
    return keeping.within(n, nothing, np.arange(x.source.size), more, slack or none)


@pytest.mark.parametrize(
    ("share", "asked", "left"),
    [
        ({"min_share": 0.5}, (2.0, 6.0), (2.0, 2.0)),  # others no more than the row's lines
        ({"max_share": 0.25}, (6.0, 6.0), (2.0, 6.0)),  # a quarter of eight
        ({"min_share": 0.5}, (6.0, 2.0), (6.0, 2.0)),
    ],
)
def test_what_would_break_a_share_is_cut(kept, share, asked, left):
    q, tree, x, mine = kept(**share)
    more = np.zeros((1, 2))
    more[0, mine], more[0, 1 - mine] = asked
    found = within(q, tree, x, more)[0]
    assert (found[mine], found[1 - mine]) == pytest.approx(left)


def test_what_lacks_in_the_plan_may_lack_here(kept):
    """The plan takes 1 and 3 at the first node, so that 1 - 0.5 · 4 = -1 may lack: then 2 and 4 may be taken."""
    q, tree, x, mine = kept(min_share=0.5)
    units = np.zeros((2, 2))
    units[0, mine], units[0, 1 - mine] = 1.0, 3.0
    lacks, beyond = ledger(q, tree, x, units).slack()
    assert (lacks[0, 0], beyond[0, 0]) == (-1.0, 0.0)
    more = np.zeros((1, 2))
    more[0, mine], more[0, 1 - mine] = 2.0, 9.0
    found = within(q, tree, x, more, (lacks[[0]], beyond[[0]]))[0]
    assert (found[mine], found[1 - mine]) == pytest.approx((2.0, 4.0))
