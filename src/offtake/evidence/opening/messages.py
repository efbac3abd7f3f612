"""An e-mail as its text, without opening what is attached."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from offtake.evidence.opening.cleaning import Paragraph

_EARLIER = re.compile(r"-{2,} ?(?:original message|ursprüngliche nachricht|message d['’]origine)|(?:on|am|le) [^\n]{6,120}\b(?:wrote|schrieb|a écrit)\b[^\n]{0,80}:(?: >.*)?$", re.IGNORECASE)  # fmt: skip
"""What stands over an earlier message that is answered; a message that is forwarded is what is to be read."""


_FORWARDED = re.compile(r"(?:fwd?|wg|tr|i|rv|vs|vb) ?:", re.IGNORECASE)
"""How the subject of a message begins that hands on another."""
_FROM = re.compile(r"(?:from|von|de) ?: ", re.IGNORECASE)
_HEADERS = re.compile(r"(?:from|von|de|sent|date|gesendet|datum|envoyé|to|an|à|cc|subject|betreff|objet|importance) ?: ?", re.IGNORECASE)  # fmt: skip
_SIGNED = re.compile(r"-- ?$")


def without_quoted(paragraphs: Sequence[Paragraph], subject: str = "") -> list[Paragraph]:
    """The paragraphs, those that quote an earlier message marked as such: others wrote them, at another time.

    Of a message that is forwarded, by its `subject`, the one handed on is what is to be read, less its headers.
    """
    found: list[Paragraph] = []
    forwarded = bool(_FORWARDED.match(subject))
    earlier = signed = heads = False
    for at, paragraph in enumerate(paragraphs):
        begins = bool(_EARLIER.match(paragraph.text)) or (not heads and _is_head(paragraphs, at))
        if begins:
            heads, signed = True, False
            earlier, forwarded = earlier or not forwarded, False
        heads = heads and (begins or bool(_HEADERS.match(paragraph.text)))
        signed = signed or bool(_SIGNED.match(paragraph.text))
        quoted = earlier or heads or paragraph.text.startswith(">")
        why = "earlier message" if quoted else "signature" if signed else ""
        found.append(replace(paragraph, cut=why) if why and not paragraph.cut else paragraph)
    return found


def _is_head(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether the headers of another message begin here: From and two more, a line each or in one."""
    first = paragraphs[at].text
    if not _FROM.match(first):
        return False
    lines = [p.text for p in paragraphs[at + 1 : at + 4]]
    return sum(bool(_HEADERS.match(line)) for line in lines) > 1 or len(_HEADERS.findall(first)) > 3  # fmt: skip


@dataclass(frozen=True)
class Message:
    """The part of an e-mail that is read, and its headers."""

    body: str
    is_html: bool
    subject: str
    sender: str
    day: str


def message_of(data: bytes) -> Message | None:
    """The text part of an e-mail, else its HTML part; None where it has neither."""
    whole = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(whole, EmailMessage)
    part = whole.get_body(preferencelist=("plain", "html"))
    if part is None:
        return None
    try:
        body = str(part.get_content())
    except (LookupError, UnicodeError, KeyError):
        return None
    return Message(
        body,
        part.get_content_subtype() == "html",
        _header(whole, "subject"),
        parseaddr(_header(whole, "from"))[0],
        _day(whole),
    )


def _header(whole: EmailMessage, name: str) -> str:
    return " ".join(str(whole.get(name, "")).split())


def _day(whole: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(whole["date"])).date().isoformat()
    except (TypeError, ValueError):
        return ""
