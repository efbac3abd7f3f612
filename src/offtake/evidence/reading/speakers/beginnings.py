"""What stands at the very beginning of words and is no part of a name, left out."""

from __future__ import annotations

import re


def without_lead(lead: re.Pattern[str], words: str) -> str:
    """Words without what a pattern meets where they begin; that is looked for nowhere else.

    >>> without_lead(re.compile("the |a "), "the yard of the guild")
    'yard of the guild'
    """
    found = lead.match(words)
    return words[found.end() :] if found else words
