"""An e-mail as its text, without opening what is attached."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime


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
