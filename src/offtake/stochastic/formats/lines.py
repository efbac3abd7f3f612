"""Lines of a file in MPS form: what is a heading, what is data, what is a comment, what is a number.

Headings stand at the margin and data are indented; in free MPS without indentation a line is a heading where
its first word names a section.  A line whose first mark is * is a comment.  Files are UTF-8, UTF-16 with a
byte order mark, or Latin-1; numbers may have the exponents of Fortran (1.5D+03).
"""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from offtake.errors import InstanceError

ENDLESS = 1e20
"""Numbers of this size mean infinity, to solvers and to the files they write."""
LARGEST = 1e15
"""Coefficients and costs of this size are beyond what a solver takes."""
ANY = 10**6
"""A heading may have any number of words behind it."""
_TITLES = ("NAME", "TIME", "STOCH")
"""Headings without data below them."""
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d+)?", re.ASCII)
_INFINITY = re.compile(r"[+-]?inf(inity)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One line that is not a comment."""

    where: str
    """File and line, as messages show them."""
    heading: bool
    words: tuple[str, ...]


def text_lines(path: Path, headings: Mapping[str, int]) -> Iterator[Line]:
    """The lines of a file up to its ENDATA, which is the last one.

    `headings` are the sections and how many words their heading has at most.
    Raises InstanceError where the file cannot be read, is no text, or breaks off before ENDATA.
    """
    first = margin = (
        False  # whether a section's first line is still to come; whether its data are not indented
    )
    count = 0
    for count, line in enumerate(re.split(r"\r\n|\r|\n", _text(path)), start=1):
        words = tuple(line.split())
        if not words or words[0].startswith("*"):
            continue
        left = not line[0].isspace()
        known = len(words) <= headings.get(words[0].upper(), 0)
        margin = margin or (left and first and not known)
        heading = left and (known or not margin)
        first, margin = heading and words[0].upper() not in _TITLES, margin and not heading
        yield Line(f"{path}, line {count}", heading, words)
        if heading and words[0].upper() == "ENDATA":
            return
    raise InstanceError(f"{path}, line {count}: the file ends without ENDATA")


def _text(path: Path) -> str:
    if path.exists() and not path.is_file():
        raise InstanceError(f"{path} is no file that can be read to its end")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InstanceError(f"{path} cannot be read: {error.strerror}") from None
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = ""
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "latin-1"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    if "\x00" in text or (raw and not text):
        raise InstanceError(f"{path} is no text file")
    if not text.strip():
        raise InstanceError(f"{path} is empty")
    return text


def read_number(word: str, where: str, *, below: float = ENDLESS, endless: bool = False) -> float:
    """A word as a number below `below` in size; infinite only where `endless`.  Raises InstanceError."""
    if _NUMBER.fullmatch(word):
        value = float(word.replace("D", "e").replace("d", "e"))
    elif _INFINITY.fullmatch(word):
        value = float(word)
    elif word.lstrip("+-").lower() == "nan":
        raise InstanceError(f"{where}: the value is not a number")
    else:
        raise InstanceError(f"{where}: {word!r} is not a number")
    if endless and abs(value) >= ENDLESS:
        return math.copysign(math.inf, value)
    return finite(value, word, where, below=below)


def finite(value: float, word: str, where: str, *, below: float = ENDLESS) -> float:
    """A value that is below `below` in size.  Raises InstanceError."""
    if abs(value) < below:
        return value
    what = "infinite" if abs(value) >= ENDLESS else "too large for a solver"
    raise InstanceError(f"{where}: {word} is {what}; wanted a number below {below:g}")


def chance(word: str, where: str) -> float:
    """A word as a probability.  Raises InstanceError."""
    value = read_number(word, where)
    if not 0 <= value <= 1 + 1e-6:
        raise InstanceError(f"{where}: probability {word} does not lie between 0 and 1")
    return value
