"""A document as it was read: who published what when, its cleaned text, and where each piece stood."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Piece:
    """A run of the original, kept or cut.  Offsets are code points, half-open.

    `start`, `end` count in the cleaned text (both -1 where the piece was cut), `source_start`,
    `source_end` in the original as decoded; for an e-mail, in the decoded body of the message.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    cut: str = ""
    """Why the piece was cut: banner, notice, comments, navigation, hidden, repeat of N; '' where kept."""


@dataclass(frozen=True)
class Heading:
    """What a document says of itself; '' where it does not."""

    title: str = ""
    outlet: str = ""
    origin: str = ""
    """Agency or document that the text was taken from, as the text names it."""
    url: str = ""
    published: str = ""
    """Date, ISO 8601, as found; never the file's own time."""
    published_basis: str = ""
    """Where the date stands: json-ld, meta, time, header, text, given."""
    doubt: str = ""
    """Another date that the document gives for itself."""


@dataclass(frozen=True)
class Document:
    """A file that was read.  `id` is the SHA-256 of its bytes."""

    id: str
    file: str
    media: str
    encoding: str
    heading: Heading
    language: str
    """Two letters, or the name of a script; '' where it cannot be told."""
    read: bool
    """Whether claims are looked for in it: English, German and French are read."""
    reason: str
    """Why not, where it is not read."""
    text: str
    pieces: tuple[Piece, ...]

    @property
    def short(self) -> str:
        """The first twelve figures of `id`: the name under which people see the document."""
        return self.id[:12]

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each paragraph in `text`."""
        return tuple((piece.start, piece.end) for piece in self.pieces if not piece.cut)


@dataclass(frozen=True)
class Refusal:
    """A file that could not be read, and why."""

    file: str
    why: str
