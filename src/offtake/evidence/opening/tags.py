"""The tags of a page and the text between them, one after the other, by `str.find`: linear whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]{0,30})")
_RAW = ("script", "style", "textarea", "xmp")
_UNSHUT = re.compile(r"=\s*([\"'])[^\"']*$")
"""A value whose mark is not shut before a ">"."""
_LONGEST = 4000
"""Characters of a value of an attribute."""
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
"""Values of attributes."""


def tokens(text: str) -> Iterator[tuple[str, int, int, str]]:
    """(text | open | close | script, start, end, name) in order; comments and declarations left out."""
    at, size = 0, len(text)
    while at < size:
        sign = text.find("<", at)
        if sign < 0:
            yield "text", at, size, ""
            return
        if sign > at:
            yield "text", at, sign, ""
        if text.startswith("<!--", sign):
            close = text.find("-->", sign + 4)
            at = size if close < 0 else close + 3
            continue
        named = _NAME.match(text, sign)
        close = _tag_end(text, sign)
        if close < 0:
            if named is None:
                yield "text", sign, size, ""
            return
        if named is None:
            skip = text[sign + 1 : sign + 2] in ("!", "?")
            if not skip:
                yield "text", sign, sign + 1, ""
            at = close + 1 if skip else sign + 1
            continue
        name, shut = named[1].lower(), text[sign + 1] == "/"
        at = close + 1
        if name in _RAW and not shut:
            stop = _raw_end(text, name, at)
            yield (
                ("script" if name == "script" else "close"),
                sign,
                stop,
                "" if name == "script" else name,
            )
            at = stop
            continue
        yield ("close" if shut else "open"), sign, at, name


def _tag_end(text: str, start: int) -> int:
    """Where the tag that begins at `start` has its ">": not in a value, as that of alt="40 > 30"; -1 where there is none."""
    close = text.find(">", start)
    for _ in range(20):
        if close < 0 or close - start > 2 * _LONGEST:
            return close
        if text.count('"', start, close) % 2 == 0 and text.count("'", start, close) % 2 == 0:
            return close
        open_value = _UNSHUT.search(QUOTED.sub("", text[start:close]))
        if open_value is None:
            return close
        sign = open_value[1]
        shut = text.find(sign, close, close + _LONGEST)
        if shut < 0 or text[shut - 1] == "=":  # never shut: the next value begins there
            return close
        close = text.find(">", shut)
    return close


def _raw_end(text: str, name: str, start: int) -> int:
    """End of a raw element; where it is never closed, all that follows belongs to it."""
    found = re.compile(rf"</{name}", re.IGNORECASE).search(text, start)
    close = -1 if found is None else text.find(">", found.start())
    return len(text) if close < 0 else close + 1
