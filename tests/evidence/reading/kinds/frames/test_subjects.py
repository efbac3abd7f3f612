"""A figure that opens its clause: what is done to it, whether it comes, or whom it counts."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.kinds.frames.closed import closed
from offtake.evidence.reading.kinds.frames.subjects import of_subject
from offtake.evidence.rules.rules import rules


@pytest.mark.parametrize(
    ("after", "role", "verb", "mood"),
    [
        (" will feed the town.", "agent", "", "real"),
        (" shared orders for dye.", "agent", "", "real"),
        (" are expected to spend more.", "agent", "", "real"),
        (" are expected to arrive in May.", "subject", "intend", "planned"),
        (" of the ten vats it ordered have been made.", "subject", "make", "real"),
        (" of blue cloth arrived by sea.", "subject", "come", "real"),
        (" promised by the guild.", "subject", "promise", "real"),
        (" promised in May.", "subject", "promise", "real"),
    ],
)
def test_what_a_subject_does_or_suffers(after, role, verb, mood):
    found = of_subject(after, closed(rules(), "en"))
    assert (found.role, found.verb, found.mood) == (role, verb, mood)
