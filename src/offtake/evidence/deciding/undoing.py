"""A decision taken back: what the study held before stands there again, where nobody has changed it since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from offtake.errors import UsageError
from offtake.evidence.claim import Claim
from offtake.evidence.deciding.cells import TextSheet, sheet
from offtake.evidence.deciding.resting import EDITS, Resting, of_row, resting, same_figure
from offtake.evidence.deciding.settling import settle
from offtake.evidence.deciding.store import Decision, Evidence, standing
from offtake.study.provenance.notes import quoted_claims
from offtake.study.reading.read import read_study

_OF_DRIVERS = ("driver_effects", "driver_states", "drivers")


@dataclass(frozen=True)
class _Back:
    """Tables as they stand again, the decisions that are taken back, and what to say."""

    texts: dict[str, TextSheet] = field(default_factory=dict)
    kept: list[Decision] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def undo(study: Path, evidence: Evidence, claim: Claim, at: str) -> list[str]:
    """Put back what stood where a claim was put; what was done, in lines.

    UsageError, and nothing is written, where no cell rests on it, or one was changed since.
    """
    rests = [r for r in resting(study, read_study(study), evidence) if r.quoted.claim == claim.id]
    if not rests:
        raise UsageError(f"nothing in {study.name} rests on claim {claim.id}; {_instead(study, evidence, claim)}")  # fmt: skip
    back = _Back()
    for r in rests:
        if not r.holds:
            raise UsageError(f"{r.told}, where claim {claim.id} gave {r.written}: it was changed by hand since; put it right by hand")  # fmt: skip
        if r.table in EDITS and study.is_file():
            raise UsageError(f"{r.told} stands in a row of its own; delete the rows of {_named(r)!r} in {study.name} by hand")  # fmt: skip
        if r.table not in EDITS:
            _cell(back, study, evidence, r, at)
    _edits(back, study, evidence, [r for r in rests if r.table == "changes"], at)
    for driver in dict.fromkeys(_named(r) for r in rests if r.table == "driver_effects"):
        _driver(back, study, evidence, driver, at)
    settle(study, back.texts, evidence.folder, list(dict.fromkeys(back.kept)))
    return back.told


def _instead(study: Path, evidence: Evidence, claim: Claim) -> str:
    """What to do about a claim on which nothing rests: take back first what was put over it, else look what there is."""
    mine = standing(evidence.decisions).get(claim.id)
    for r in reversed(resting(study, read_study(study), evidence)):
        if not (mine and mine.note) or mine.decision == "rejected" or (r.table, r.quoted.column) != (mine.table, mine.column):  # fmt: skip
            continue
        over = _decided(sheet(study, r.table), evidence, r)
        if over and over.note_before == mine.note:
            return f"{r.told}, which claim {r.quoted.claim} gave since: take that one back first, 'offtake evidence undo {r.quoted.claim} --into {study}'"
    return f"'offtake evidence claims --in {study}' says of each claim what was decided"


def _cell(back: _Back, study: Path, evidence: Evidence, r: Resting, at: str) -> None:
    """A row as it stood before the claim; both ends where the claim gave one end of a range."""
    now = sheet(study, r.table)
    own = back.texts.get(r.table) or now
    ends = _together(evidence, _decision(now, evidence, r))
    under = [_under(evidence, end) for end in ends]
    depth = min(map(len, under))
    first = under[0][depth - 1]
    cells = {"source": first.source_before, "note": first.note_before}
    for end, layers in zip(ends, under, strict=True):
        cells[end.column] = layers[depth - 1].before
        back.kept.extend(_undone(layer, at) for layer in layers[:depth])
        back.told.append(f"{r.table}, {r.key}, {end.column} = {cells[end.column] or 'empty'} (was {end.value})")  # fmt: skip
    back.texts[r.table] = own.with_cells(r.row, cells)


def _under(evidence: Evidence, done: Decision) -> list[Decision]:
    """A decision, and those of the same claim and cell over which it was written, the last of them the first made.

    What somebody wrote by hand between two decisions parts them.
    """
    found = [done]
    while found[-1].note_before:
        same = (done.claim, done.decision, done.table, done.where, done.column, found[-1].note_before)  # fmt: skip
        under = next((d for d in reversed(evidence.decisions) if (d.claim, d.decision, d.table, d.where, d.column, d.note) == same and d not in found), None)  # fmt: skip
        if under is None or not same_figure(found[-1].before, under.value):
            break
        found.append(under)
    return found


def _edits(back: _Back, study: Path, evidence: Evidence, edits: Sequence[Resting], at: str) -> None:
    """Policies without the edits that rest on the claim."""
    if not edits:
        return
    own = sheet(study, "changes")
    back.texts["changes"] = own.without({r.row for r in edits})
    for r in edits:
        back.told.append(f"policy {_named(r)} sets {r.quoted.column} to {r.now} no more")
        mine = (r.quoted.claim, _named(r), own.cell(r.row, "table"), own.cell(r.row, "where"), r.quoted.column)  # fmt: skip
        found = [d for d in evidence.decisions if (d.claim, d.policy, d.table, d.where, d.column) == mine and d.decision == "accepted"]  # fmt: skip
        back.kept.extend(_undone(d, at) for d in found[-1:])


def _driver(back: _Back, study: Path, evidence: Evidence, driver: str, at: str) -> None:
    """The study without the driver that a range made; UsageError where it was given more to do since."""
    effects = sheet(study, "driver_effects")
    mine = [r for r in range(len(effects.rows)) if effects.cell(r, "driver") == driver]
    if not all(quoted_claims(effects.cell(r, "note")) for r in mine):
        raise UsageError(f"driver {driver!r} has effects that no claim gave; delete by hand what is not wanted")  # fmt: skip
    for name in _OF_DRIVERS:
        own = sheet(study, name)
        gone = {r for r in range(len(own.rows)) if own.cell(r, "driver") == driver}
        back.texts[name] = own.without(gone)
    made = [d for d in evidence.decisions if d.decision == "range" and d.driver == driver]
    back.kept.extend(_undone(d, at) for d in made[-2:])
    back.told.append(f"driver {driver} is gone{_again(made)}")


def _again(made: Sequence[Decision]) -> str:
    """What holds once more where a driver decided."""
    done = made[-1] if made else None
    return f": {done.table}.{done.column} = {done.before} where {done.where} holds in every future again" if done and done.before else ""  # fmt: skip


def _named(r: Resting) -> str:
    """The policy or the driver of an edit."""
    return r.key.split(" | ")[0]


def _decided(own: TextSheet, evidence: Evidence, r: Resting) -> Decision | None:
    """The decision that wrote the row as it stands, where there is one: two rows may have the same words."""
    mine = (r.quoted.claim, r.table, r.quoted.column, r.note)
    alike = [d for d in evidence.decisions if (d.claim, d.table, d.column, d.note) == mine]
    return next(reversed(of_row(own, r.row, alike)), None)


def _decision(own: TextSheet, evidence: Evidence, r: Resting) -> Decision:
    """The decision that wrote the row as it stands; UsageError where none did."""
    found = _decided(own, evidence, r)
    if found is not None:
        return found
    if any(d.claim == r.quoted.claim and not d.note for d in evidence.decisions):
        raise UsageError(f"{r.told}: what stood there before claim {r.quoted.claim} was not kept, or its row was changed since; put it right by hand")  # fmt: skip
    raise UsageError(f"{r.told}: its row was changed since claim {r.quoted.claim} was put there; take back what came later, or put it right by hand")  # fmt: skip


def _together(evidence: Evidence, one: Decision) -> list[Decision]:
    """The decisions that were written at once with this one: both ends of a range."""
    if one.decision != "range":
        return [one]
    same = (one.table, one.where, one.note)
    found = {d.column: d for d in evidence.decisions if (d.table, d.where, d.note) == same}
    return list(found.values())


def _undone(one: Decision, at: str) -> Decision:
    return replace(one, decision="undone", at=at, value=one.before, before=one.value, note="", note_before="", source_before="", said="")  # fmt: skip
