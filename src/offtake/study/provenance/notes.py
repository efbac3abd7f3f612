"""Notes that say which columns of a row are judgements: `assumed: capex, life (as at the sister plant)`.

The mark stands at the start of a note or after a semicolon.  The reason in brackets may itself hold
brackets.  A note may hold several such lists, one for each reason: what rests on one ground is one assumption
(`offtake sensitivity`), so that a cost and a yield which were judged apart should not share one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from offtake.study.cells.drafts import Draft
from offtake.study.faults import Fault
from offtake.study.wording.near import did_you_mean

ASSUMED = "assumed"
_MARK = re.compile(r"(?:^|;)\s*assumed:\s*([^(;]*)(\()?")
_WANTED = "write assumed: column, column (reason), or put it in other words"


def judged_columns(note: str) -> dict[str, str]:
    """Column -> reason, of the columns that a note lists as judgements; {} where it lists none.

    >>> judged_columns("of 2025; assumed: capex, life (as at Snina (S103))")
    {'capex': 'as at Snina (S103)', 'life': 'as at Snina (S103)'}
    """
    return {name: reason for names, reason in _lists(note) for name in names}


def judgements(note: str, columns: Iterable[str]) -> dict[str, str]:
    """Column -> reason, of a row that is assumed as a whole: a column that is listed has the reason given for it, the
    others what else the note says (the whole note where it says nothing else).

    >>> judgements("as at Brno; assumed: life (S077)", ("capex", "life"))
    {'capex': 'as at Brno', 'life': 'S077'}
    """
    said = note
    for match in reversed(list(_MARK.finditer(note))):
        reason = _bracketed(note[match.end() :]) if match[2] else ""
        end = note.find(reason, match.end()) + len(reason) + 1 if reason else match.end()
        said = said[: match.start()] + said[end:]
    return {**dict.fromkeys(columns, said.strip("; ") or note), **judged_columns(note)}


def _lists(note: str) -> Iterator[tuple[list[str], str]]:
    for match in _MARK.finditer(note):
        names = [name.strip() for name in match[1].split(",")]
        yield names, _bracketed(note[match.end() :]) if match[2] else ""


def _bracketed(text: str) -> str:
    """What stands before the bracket that closes the one opened before `text`."""
    depth = 1
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return text[:at].strip()
    return ""


def note_faults(drafts: dict[str, Draft]) -> Iterator[Fault]:
    """Assumed rows and columns without a reason, and lists of columns that the table has not."""
    for draft in drafts.values():
        if draft.table.name == "sources":
            continue
        for row in range(draft.size):
            if not draft.sound(row, "source", "note"):
                continue
            note = str(draft.columns["note"][row] or "")
            yield from _list_faults(draft, row, note)
            if draft.columns["source"][row] == ASSUMED and not note:
                found = "note is empty, but the row's source is 'assumed'"
                yield draft.fault("E114", row, "note", found, "write the reason")


def _list_faults(draft: Draft, row: int, note: str) -> Iterator[Fault]:
    for names, reason in _lists(note):
        unknown = [name for name in names if name not in draft.table.names]
        if unknown:
            near = did_you_mean(unknown[0], draft.table.names).removeprefix("; ")
            found = f"note: {unknown[0]!r} is assumed, but is not a column of {draft.table.name!r}"
            yield draft.fault("E107", row, "note", found, "" if near else _WANTED, near)
        elif not reason:
            found = f"note: {', '.join(names)} assumed without a reason"
            yield draft.fault("E114", row, "note", found, _WANTED)


_CLAIM = re.compile(
    r"(?:^|; )(?P<column>\w+): claim (?P<claim>[0-9a-f]{12})"
    r"(?: \((?P<own>value said by the user: )?(?P<value>[^,()]*)(?:, kind said by the user: (?P<kind>[^()]*))?\))?"
    r" “(?P<words>[^“”]*)”"
)


@dataclass(frozen=True)
class Quoted:
    """A column of a row, and the sentence of a document that its figure was taken from."""

    column: str
    claim: str
    words: str
    value: str = ""
    """The figure that was written with it; '' where the note does not say."""
    own: bool = False
    """The figure was said by the user: what those words are read as."""
    kind: str = ""
    """What the user says that the claim tells, and what was read; '' where both are the same."""

    @property
    def said(self) -> str:
        """What the user said of the claim, in words; '' where it is taken as it stands."""
        value = f"value said by the user: {self.value}" if self.own else ""
        kind = f"kind said by the user: {self.kind}" if self.kind else ""
        return ", ".join(filter(None, (value, kind)))


def quoted_claims(note: str) -> list[Quoted]:
    """The claims that a note names: `capacity: claim 0123456789ab (80) “The hall makes 80 pumps a year.”`.

    >>> quoted_claims("as agreed; capacity: claim 0123456789ab “It makes 80.”")[0].words
    'It makes 80.'
    >>> quoted_claims("capacity: claim 0123456789ab (value said by the user: 77) “It makes many.”")[0].said
    'value said by the user: 77'
    """
    return [
        Quoted(m["column"], m["claim"], m["words"], m["value"] or "", bool(m["own"]), m["kind"] or "")
        for m in _CLAIM.finditer(note)
    ]  # fmt: skip


def with_claim(note: str, quoted: Quoted) -> str:
    """The note with a claim named for a column; one named for it before gives way."""
    words = quoted.words.replace("“", '"').replace("”", '"')
    own = "value said by the user: " if quoted.own else ""
    kind = f", kind said by the user: {quoted.kind}" if quoted.kind else ""
    bracket = f" ({own}{quoted.value}{kind})" if quoted.value else ""
    told = f"{quoted.column}: claim {quoted.claim}{bracket} “{words}”"
    column = quoted.column
    kept = _CLAIM.sub(lambda m: "" if m["column"] == column else m[0], note).strip("; ")
    return f"{kept}; {told}" if kept else told
