"""What stands at the very beginning of words."""

import re

from offtake.evidence.reading.speakers.beginnings import without_lead


def test_only_the_first_is_left_out_and_only_at_the_beginning() -> None:
    article = re.compile("the |a ")
    assert without_lead(article, "the yard of the guild") == "yard of the guild"
    assert without_lead(article, "yard of the guild") == "yard of the guild"
    assert without_lead(article, "") == ""
