"""Many words as one pattern that looks at each letter once, and text in small letters of the same length."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def any_of(words: Iterable[str]) -> str:
    """A pattern of the words, the longest first, shared beginnings written once.

    >>> any_of(["two", "twenty", "ten"])
    't(?:en|w(?:enty|o))'
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for sign in word:
            node = node.setdefault(sign, {})
        node[""] = {}
    return _pattern(tree)


def _pattern(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = [re.escape(sign) + _pattern(node[sign]) for sign in sorted(node) if sign]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


def small(text: str) -> str:
    """The text in small letters; a letter that would change its length stays as it is."""
    found = text.lower()
    return (
        found
        if len(found) == len(text)
        else "".join(low if len(low := c.lower()) == 1 else c for c in text)
    )


_CAPITAL = re.compile(r"(?P<kept>\\.|\(\?P)|[A-ZÄÖÜÀ-Ý]")
"""A capital of a pattern; what begins a group or a class of signs is none."""
_MIXED = re.compile(r"[A-Z]-[^A-Z]|[ÄÖÜÀ-Ý]-")
"""What may be a range of letters that ends among the small ones, or that leaves out some of them."""


def in_small(pattern: str) -> re.Pattern[str]:
    """A pattern for a text in small letters, which meets it wherever the text as it stands meets `pattern` in letters of any size.

    That is quicker; where a part of the pattern asks for its own letters it meets more.

    >>> bool(in_small("may(?-i:be)").search("MAYBE".lower()))
    True
    """
    known = pattern.replace("(?-i:", "(?:")
    if _MIXED.search(known):
        return re.compile(known, re.IGNORECASE)
    return re.compile(_CAPITAL.sub(lambda m: m[0] if m["kept"] else m[0].lower(), known))
