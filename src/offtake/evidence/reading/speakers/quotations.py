"""Quotation marks: matching marks only, quotations in quotations, and quotations that run on in the next paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "‚": "‘’", "‘": "’", '"': '"'}
_OPENING = "“„«‹‚‘"
_MARK = re.compile('[“”„«»‹›‚‘’"]')
DEEPEST = 4
SHORT = 4
"""Words below which a quotation is a word in marks, not a statement."""


class Quotation(NamedTuple):
    """What stands between two marks: offsets in the document's text, marks not included."""

    start: int
    end: int
    depth: int = 0
    """0 for a quotation, 1 for one inside it."""
    runs_on: bool = False
    """It goes on from the paragraph before."""


def quotations_in(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """All quotations of a document, in order of where they begin.

    A mark that is never closed in its paragraph runs on where the next paragraph opens with the same mark or
    closes it before it opens another; else it counts as no quotation.
    """
    found: list[Quotation] = []
    open_mark = ""
    for start, end in paragraphs:
        body = text[start:end]
        begins = bool(open_mark) and (body.startswith(open_mark) or _closes(body, open_mark))
        stack: list[tuple[str, int]] = (
            [(open_mark, 0)] if begins and not body.startswith(open_mark) else []
        )
        own, left = _paired(body, stack)
        if begins and own:
            first = min(own, key=lambda q: q.start)
            own = [q._replace(runs_on=True) if q is first else q for q in own]
        open_mark = ""
        if left and left[0][0] in '“„«"':
            mark, at = left[0]
            open_mark = mark
            own.append(Quotation(at, len(body), 0, begins and at <= 1))
        found += [Quotation(q.start + start, q.end + start, q.depth, q.runs_on) for q in own]
    return sorted(_closed(found, text), key=lambda q: (q.start, -q.end))


def _closes(body: str, mark: str) -> bool:
    """Whether a paragraph closes a quotation that the one before opened."""
    if mark == '"':
        at = body.find('"')
        return at > 0 and not body[at - 1].isspace()
    close = min((body.find(c) for c in _PAIRS[mark] if c in body), default=-1)
    again = body.find(mark)
    return close >= 0 and (again < 0 or close < again)


def _paired(
    body: str, stack: list[tuple[str, int]]
) -> tuple[list[Quotation], list[tuple[str, int]]]:
    found: list[Quotation] = []
    for mark in _MARK.finditer(body):
        at, sign = mark.start(), mark[0]
        if stack and sign in _PAIRS[stack[-1][0]] and _may_close(body, at, sign):
            _, start = stack.pop()
            if at > start:
                found.append(Quotation(start, at, len(stack)))
        elif len(stack) < DEEPEST and _may_open(body, at, sign):
            stack.append((sign, at + 1))
        elif sign in "”»" and len(stack) > 1 and sign in _PAIRS[stack[0][0]]:
            _, start = stack[0]  # inner marks were apostrophes
            stack.clear()
            found.append(Quotation(start, at, 0))
    while stack and stack[-1][0] in "‘‚":
        stack.pop()
    return found, stack


def _may_close(body: str, at: int, sign: str) -> bool:
    after = body[at + 1 : at + 2]
    if sign == "’":
        return not after.isalnum()
    return sign != '"' or not after.isalnum()


def _may_open(body: str, at: int, sign: str) -> bool:
    before, after = body[at - 1 : at] if at else "", body[at + 1 : at + 2]
    if sign == '"':
        return not before.isalnum() and bool(after) and not after.isspace()
    if sign == "»":  # »so« as well as « ainsi »
        return not before.isalnum() and after[:1].isalnum()
    return sign in _OPENING and not (sign in "‘‚" and before.isalnum())


def _closed(found: list[Quotation], text: str) -> list[Quotation]:
    """Without those of one paragraph that hold nothing, or more than any speaker says at once."""
    return [q for q in found if text[q.start : q.end].strip()]
