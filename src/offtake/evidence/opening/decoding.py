"""From bytes to text, once: nothing is normalised, so offsets stay true."""

from __future__ import annotations

import re

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
"""Byte order marks, the longest first: that of UTF-32 begins as that of UTF-16."""
_SAMPLE = 65536
MOST_FAULTS = 3
"""Right letters for each wrong one in UTF-8 that is put up with."""
WESTERN = 0.97
"""Share of such letters and signs."""
_FOREIGN = re.compile(r"(?:(?<=[a-zA-Z])|(?=.[a-zA-Z])|(?<=[\s\d])|(?=.[\s\d]))[^\x00-\x7f]")
_WESTERN = re.compile(r"[äöüÄÖÜßàâæçéèêëîïôœùûÀÂÇÉÈÊÎÔŒåæøÅØ«»‹›‘’“”„–—…•·°§€£\xa0\xadñíóáúÉ]")


def decoded(data: bytes) -> tuple[str, str] | None:
    """Text and the name of its encoding; None where the bytes are no text.

    In this order: a byte order mark, UTF-8 without any fault, the charset that an HTML page names,
    UTF-8 with a few faults (a page put together from several), Windows-1252 where that gives western
    letters and signs, charset-normalizer where it is installed, Windows-1252 whatever it gives.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            found = _as(data, name)
            return None if found is not None and "\x00" in found[0] else found
    if b"\x00" in data[:_SAMPLE]:
        return None
    found = _as(data, "utf-8")
    if found is not None:
        return found
    named = _META.search(data[:4096])
    if named and (found := _as(data, named[1].decode("ascii"))) is not None:
        return found
    return (
        _mended(data)
        or _western(data)
        or _guessed(data)
        or _as(data, "cp1252")
        or _as(data, "latin-1")
    )


def _as(data: bytes, name: str) -> tuple[str, str] | None:
    try:
        return data.decode(name), name.removesuffix("-sig")
    except (UnicodeDecodeError, LookupError):
        return None


def _mended(data: bytes) -> tuple[str, str] | None:
    """UTF-8, if nearly all that is not ASCII is right in it."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(not sign.isascii() for sign in text) - wrong
    return (text, "utf-8") if wrong * MOST_FAULTS < right else None


def _western(data: bytes) -> tuple[str, str] | None:
    """Windows-1252, if what is not ASCII in it are the letters and signs of western languages."""
    found = _as(data, "cp1252")
    if found is None:
        return None
    signs = _FOREIGN.findall(found[0])
    return (
        found if signs and len(_WESTERN.findall("".join(signs))) >= WESTERN * len(signs) else None
    )


def _guessed(data: bytes) -> tuple[str, str] | None:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return None
    best = from_bytes(data[:_SAMPLE]).best()
    return None if best is None else _as(data, best.encoding)
