"""All arrangements of two-states, worked out once."""

from __future__ import annotations

import pytest

from offtake.deals.arrangements.arrangements import Arrangements, arrange


@pytest.fixture(scope="session")
def two(two_states) -> Arrangements:
    return arrange(two_states.study, two_states.tree, two_states.plan)
