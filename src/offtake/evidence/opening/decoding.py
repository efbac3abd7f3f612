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


def decoded(data: bytes) -> tuple[str, str] | None:
    """Text and the name of its encoding; None where the bytes are no text.

    In this order: a byte order mark, UTF-8 without any fault, the charset that an HTML page names,
    charset-normalizer where it is installed, Windows-1252.
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
    return _guessed(data) or _as(data, "cp1252") or _as(data, "latin-1")


def _as(data: bytes, name: str) -> tuple[str, str] | None:
    try:
        return data.decode(name), name.removesuffix("-sig")
    except (UnicodeDecodeError, LookupError):
        return None


def _guessed(data: bytes) -> tuple[str, str] | None:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return None
    best = from_bytes(data[:_SAMPLE]).best()
    return None if best is None else _as(data, best.encoding)
