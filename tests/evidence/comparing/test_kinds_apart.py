"""The same figure told as two things by two documents, and what cannot both hold though its kinds differ."""

from __future__ import annotations

import pytest
from tests.evidence.comparing.test_relations import of

MAKES = "Varnholt makes 90,000 rounds a month, the ministry found."


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (MAKES, "Varnholt can make 90,000 rounds a month, its rivals claim.", "other kind"),
        (MAKES, "Varnholt can make 60,000 rounds a month, its rivals claim.", "contradiction"),
        (MAKES, "Varnholt can make 120,000 rounds a month, its rivals claim.", ""),
        (MAKES, "Osmund can make 90,000 rounds a month, its rivals claim.", ""),
        (MAKES, "Varnholt can make 90,000 rounds a year, its rivals claim.", ""),
        (MAKES, "Varnholt aims to make 90,000 rounds a month, its rivals claim.", "other kind"),
    ],
)
def test_kinds_that_are_taken_for_each_other(one, other, told):
    found = [r.kind for r in of(one, other) if r.kind in ("other kind", "contradiction")]
    assert found == ([told] if told else [])


def test_more_is_made_than_could_be_says_so():
    (found,) = [r for r in of(MAKES, "Varnholt can make 60,000 rounds a month, its rivals claim.") if r.kind == "contradiction"]  # fmt: skip
    assert "more is made than could be" in found.why
    assert (found.first.kind, found.second.kind) == ("output", "capacity")
