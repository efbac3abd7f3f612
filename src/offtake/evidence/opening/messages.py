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


def without_quoted(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, those that quote an earlier message marked as such: others wrote them, at another time."""
    found: list[Paragraph] = []
    earlier = False
    for paragraph in paragraphs:
        earlier = earlier or bool(_EARLIER.match(paragraph.text))
        quoted = earlier or paragraph.text.startswith(">")
        found.append(replace(paragraph, cut="earlier message") if quoted and not paragraph.cut else paragraph)  # fmt: skip
    return found


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
