"""Paragraphs of plain text: blank lines part them, and line breaks where lines are not just wrapped."""

from __future__ import annotations

import re

from offtake.evidence.opening.cleaning import Paragraph

_ENDS = re.compile(r"""[.!?:…]["”’»«)\]]*$|["”»]$""")
WRAPPED = (45, 100)
"""Length of lines, in characters, that were broken to fit a width."""


def paragraphs_of(text: str) -> list[Paragraph]:
    """The paragraphs of `text`, each with its place; line ends inside one become a space.

    A range that a line end cuts (80,000-/100,000) stays a range; a word cut by a hyphen is joined.
    """
    found: list[Paragraph] = []
    group: list[tuple[int, int]] = []
    for start, end in [*_lines(text), (len(text), len(text))]:
        line = text[start:end].strip()
        if group and not (line and _goes_on(text, group, line)):
            found.append(_joined(text, group))
            group = []
        if line:
            group.append((start, end))
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[^\n]*(?:\n|$)", text)][:-1] if text else []


def _goes_on(text: str, group: list[tuple[int, int]], line: str) -> bool:
    """Whether a line belongs to the paragraph before it."""
    before = text[group[-1][0] : group[-1][1]].strip()
    whole = text[group[0][0] : group[-1][1]]
    if whole.count("“") > whole.count("”") and len(whole) < 2000:
        return not line.startswith("“")
    short, long = WRAPPED
    first = (
        len(group) == 1 and not text[: group[0][0]].strip() and before[-1] not in "-–,;"
    )  # a title
    byline = first and len(line) <= short and re.search(r"\d", line)  # "hartpunkt, 9. Juli 2024"
    if line[:1].islower() and not byline:
        return True
    return (
        not first
        and not _ENDS.search(before)
        and short <= len(before) <= long
        and not before.isupper()
    )


def _joined(text: str, group: list[tuple[int, int]]) -> Paragraph:
    parts: list[str] = []
    for start, end in group:
        line = " ".join(text[start:end].split())
        if parts and re.search(r"[^\W\d_][-\u00ad\ufffe]$", parts[-1]) and line[:1].islower():
            parts[-1] = parts[-1][:-1] + line
        elif parts and re.search(r"\d[-–]$", parts[-1]) and line[:1].isdigit():
            parts[-1] += line
        else:
            parts.append(line)
    first, last = group[0][0], group[-1][1]
    start = first + len(text[first:last]) - len(text[first:last].lstrip())
    end = first + len(text[first:last].rstrip())
    return Paragraph(start, end, " ".join(parts).replace("\ufffe", ""))
