"""Documents, claims and decisions as files that people can open: three tables, the texts, the originals.

A study's evidence lies in its folder under `_evidence`, where reading a study leaves it alone; that of a workbook
beside it, in NAME.evidence.  The same documents and rules give the same bytes, in whatever order they were added.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from functools import partial
from operator import attrgetter
from pathlib import Path

from offtake.errors import StoreError, UsageError
from offtake.evidence.adding import Added
from offtake.evidence.claim import COLUMNS, Claim
from offtake.evidence.document import Document, Heading, Piece
from offtake.evidence.places import place_of
from offtake.files import write_bytes, write_text
from offtake.study.writing.rows import write_csv

DOCUMENTS, CLAIMS, DECISIONS, PIECES = "documents.csv", "claims.csv", "decisions.csv", "pieces.csv"
RULES = "rules.toml"
_DOCUMENT = ("document", "file", "media", "encoding", "title", "outlet", "origin", "url", "published", "published_basis", "doubt", "language", "read", "reason", "characters", "text_sha256")  # fmt: skip
_PIECE = ("document", "start", "end", "source_start", "source_end", "cut")
_AT_ONCE = 8
"""Files that are written at the same time: most of it is waiting until the disk has each."""


@dataclass(frozen=True)
class Decision:
    """What was decided about a claim; a claim may be decided upon more than once, and the last one holds."""

    claim: str
    decision: str
    """accepted, rejected, range or undone."""
    at: str
    reason: str
    table: str = ""
    where: str = ""
    column: str = ""
    value: str = ""
    source: str = ""
    policy: str = ""
    said: str = ""
    """What the user said of the claim: its value, its kind; '' where it was taken as it stands."""
    driver: str = ""
    """The driver that a range made."""
    before: str = ""
    """What the cell held, and what stood in its row's source and note."""
    source_before: str = ""
    note_before: str = ""
    note: str = ""
    """The note that was written."""


_DECISION = tuple(field.name for field in fields(Decision))


@dataclass(frozen=True)
class Evidence:
    """All that is in one store."""

    folder: Path
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    decisions: tuple[Decision, ...]

    @property
    def in_order(self) -> list[Claim]:
        """The claims by article, the oldest first, and by their place in it, whatever order they were kept in."""
        age = {d.id: by_age(d) for d in self.documents}
        return sorted(self.claims, key=lambda c: (age[c.document], c.start, place_of(c), c.id))

    def document(self, claim: Claim) -> Document:
        """The document of a claim."""
        return next(d for d in self.documents if d.id == claim.document)

    def claim(self, name: str) -> Claim:
        """The claim whose id begins with `name`; UsageError where none or several do."""
        found = [c for c in self.claims if c.id.startswith(name)]
        if len(found) == 1 and len(name) >= 4:
            return found[0]
        why = "is no claim" if not found else f"is the beginning of {len(found)} claims"
        if len(name) < 4:
            why = "is too short: give four letters at least"
        raise UsageError(f"{name!r} {why}; 'offtake evidence claims' lists them")


def by_age(document: Document) -> tuple[str, str, str]:
    """What puts articles in order: the oldest first, those without a date last."""
    return document.heading.published or "~", document.file, document.id


def standing(decisions: Sequence[Decision]) -> dict[str, Decision]:
    """By claim, the decision that holds: the last one, but for those that were taken back and the taking back."""
    kept: dict[str, list[Decision]] = {}
    for one in decisions:
        own = kept.setdefault(one.claim, [])
        if one.decision != "undone":
            own.append(one)
            continue
        back = next((d for d in reversed(own) if d.decision != "rejected" and _place(d) == _place(one)), None)  # fmt: skip
        if back is not None:
            own.remove(back)
    return {claim: own[-1] for claim, own in kept.items() if own}


def _place(one: Decision) -> tuple[str, str, str, str, str]:
    """The cell that a decision is about, or the edit of a policy or of a driver."""
    return one.table, one.where, one.column, one.policy, one.driver


def given_dates(folder: Path) -> dict[str, str]:
    """By document, the date that the user gave it."""
    return {d.id: d.heading.published for d in read_evidence(folder).documents if d.heading.published_basis == "given"}  # fmt: skip


def folder_of(study: Path | None) -> Path:
    """Where the evidence of a study lies; without a study, in ./evidence."""
    if study is None:
        return Path("evidence")
    return study / "_evidence" if study.is_dir() else study.with_name(f"{study.stem}.evidence")


def read_evidence(folder: Path) -> Evidence:
    """What is in the store; empty where it is not there yet.  StoreError where it cannot be read."""
    try:
        pieces: dict[str, list[Piece]] = {}
        for row in _rows(folder / PIECES):
            start, end, source_start, source_end = (int(row[name]) for name in _PIECE[1:5])
            piece = Piece(start, end, source_start, source_end, row["cut"])
            pieces.setdefault(row["document"], []).append(piece)
        documents = tuple(_document(row, folder, pieces) for row in _rows(folder / DOCUMENTS))
        claims = tuple(_claim(row) for row in _rows(folder / CLAIMS))
        decisions = tuple(
            Decision(**{name: row.get(name, "") for name in _DECISION})
            for row in _rows(folder / DECISIONS)
        )
    except (KeyError, ValueError, OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"the evidence in {folder} cannot be read: {type(error).__name__} {error}"
        ) from error
    return Evidence(folder, documents, claims, decisions)


def keep(folder: Path, added: Iterable[Added], paths: Iterable[Path]) -> tuple[int, int]:
    """Put documents into the store, with their originals, as they come; how many are new, how many were there.

    A document that is there is read anew, so that changed rules come to bear; decisions stay as they are.
    """
    before = read_evidence(folder)
    documents = {d.id: d for d in before.documents}
    claims: dict[str, tuple[Claim, ...]] = {}
    for claim in before.claims:
        claims[claim.document] = (*claims.get(claim.document, ()), claim)
    new = again = 0
    with _writing() as write:
        for one, path in zip(added, paths, strict=False):  # where the reading was stopped, fewer
            if not isinstance(one.document, Document):
                continue
            document = one.document
            again += document.id in documents
            new += document.id not in documents
            documents[document.id], claims[document.id] = document, one.claims
            write(folder / "originals" / _original(document), partial(_copy, path))
            text = partial(write_text, document.text)
            write(folder / "texts" / f"{document.short}.txt", text)
    _write_tables(folder, [documents[k] for k in sorted(documents)], claims)
    return new, again


def _copy(path: Path, to: Path) -> None:
    write_bytes(path.read_bytes(), to)


@contextmanager
def _writing() -> Iterator[Callable[[Path, Callable[[Path], None]], None]]:
    """Write files, each once and by its own writer, several at a time while further ones are made; the first in a folder makes that."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        started: dict[Path, Future[None]] = {}

        def write(path: Path, writer: Callable[[Path], None]) -> None:
            if path in started:
                return
            started[path] = pool.submit(writer, path)
            if not path.parent.is_dir():
                started[path].result()

        yield write
        for one in started.values():
            one.result()


def decide(folder: Path, decisions: Iterable[Decision]) -> None:
    """Add decisions to the log."""
    kept = [asdict(d) for d in (*read_evidence(folder).decisions, *decisions)]
    write_csv(folder / DECISIONS, _DECISION, (d.values() for d in kept))


def further_rules(folder: Path) -> str:
    """The user's own rules, as text; '' where there are none."""
    path = folder / RULES
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error


def changed_originals(evidence: Evidence) -> list[Document]:
    """Documents whose kept original is gone, or holds other bytes than were read."""
    found = []
    for document in evidence.documents:
        path = evidence.folder / "originals" / _original(document)
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != document.id:
            found.append(document)
    return found


_CELLS = attrgetter(*COLUMNS)


def claim_row(claim: Claim) -> list[str]:
    """A claim as a row of the table of claims."""
    return [cell if type(cell) is str else _cell(cell) for cell in _CELLS(claim)]


def _original(document: Document) -> str:
    ending = Path(document.file).suffix.lower()
    return document.short + (ending if ending.isascii() and len(ending) <= 6 else "")


def _write_tables(
    folder: Path, documents: Sequence[Document], claims: Mapping[str, Sequence[Claim]]
) -> None:
    rows = []
    for d in documents:
        h = d.heading
        rows.append([d.id, d.file, d.media, d.encoding, h.title, h.outlet, h.origin, h.url, h.published, h.published_basis, h.doubt, d.language, "yes" if d.read else "no", d.reason, str(len(d.text)), hashlib.sha256(d.text.encode()).hexdigest()])  # fmt: skip
    write_csv(folder / DOCUMENTS, _DOCUMENT, rows)
    told = (claim_row(c) for d in documents for c in claims.get(d.id, ()))
    write_csv(folder / CLAIMS, COLUMNS, told)
    write_csv(folder / PIECES, _PIECE, ([d.id, *map(str, (p.start, p.end, p.source_start, p.source_end)), p.cut] for d in documents for p in d.pieces))  # fmt: skip


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _claim(row: Mapping[str, str]) -> Claim:
    made: dict[str, object] = {}
    for field in fields(Claim):
        text = row.get(field.name, "")  # a table of before has no `kind_or`
        if field.name in ("value", "low", "high"):
            made[field.name] = float(text) if text else None
        elif field.name in ("hedges", "unresolved"):
            made[field.name] = tuple(text.split("; ")) if text else ()
        else:
            made[field.name] = int(text) if field.name in ("start", "end") else text
    return Claim(**made)  # type: ignore[arg-type]


def _document(
    row: Mapping[str, str], folder: Path, pieces: Mapping[str, Sequence[Piece]]
) -> Document:
    text = (folder / "texts" / f"{row['document'][:12]}.txt").read_bytes().decode("utf-8")
    heading = Heading(**{field.name: row[field.name] for field in fields(Heading)})
    return Document(row["document"], row["file"], row["media"], row["encoding"], heading, row["language"], row["read"] == "yes", row["reason"], text, tuple(pieces.get(row["document"], ())))  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
