"""Where a name stands in a text, and what is beside it: by plain search, since every text has other names."""

from __future__ import annotations

from collections.abc import Iterator


def places(text: str, name: str) -> Iterator[int]:
    """Where a name stands in a text as a whole word.

    >>> list(places("Acme, Acmes, the Acme-Werft and Acme", "Acme"))
    [0, 32]
    """
    at = text.find(name)
    while at >= 0:
        if not _joins(text[at - 1 : at]) and not _joins(text[at + len(name) : at + len(name) + 1]):
            yield at
        at = text.find(name, at + 1)


def _joins(sign: str) -> bool:
    return sign.isalnum() or sign in ("-", "_") if sign else False


def has(text: str, name: str) -> bool:
    """Whether a name stands in a text as a whole word."""
    return next(places(text, name), None) is not None


def word_before(text: str, at: int) -> str:
    """The word before a place, where no more than a blank parts them; '' for none."""
    if at < 2 or text[at - 1] != " ":
        return ""
    line = text[max(0, at - 40) : at - 1]
    return line.rsplit(" ", 1)[-1].rsplit("\n", 1)[-1]


def word_behind(text: str, end: int) -> str:
    """The word behind a place, where no more than a blank parts them; '' for none."""
    return text[end + 1 : end + 40].split(" ", 1)[0] if text[end : end + 1] == " " else ""
