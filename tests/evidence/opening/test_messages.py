"""E-mails: what the sender wrote, and what an earlier message said."""

from __future__ import annotations

import pytest

from offtake.evidence.document import Document
from offtake.evidence.opening.opening import opened
from offtake.evidence.rules.rules import rules

HEAD = "From: Ada Holm <ada@loom.example>\nTo: x@y.example\nSubject: Looms\nDate: Fri, 7 Nov 2025 10:00:00 +0000\n\n"
OWN = "We made 40 looms in October and the works has room for 60."


def kept(body: str) -> tuple[str, set[str]]:
    found = opened("letter.eml", (HEAD + body).encode(), rules())
    assert isinstance(found, Document), found
    return found.text, {p.cut for p in found.pieces}


@pytest.mark.parametrize(
    "earlier",
    [
        "> Is it true that you ordered 48 looms?\n> The union speaks of 66.",
        "On Thu, 6 Nov 2025, Ben Lind wrote:\n> You made 48 looms, did you not?",
        "-----Original Message-----\nFrom: Ben Lind\nSent: Thursday\n\nYou made 48 looms, did you not?",
        "Am 6. November 2025 schrieb Ben Lind:\n\nSie haben 48 Webstühle gebaut, nicht wahr?",
    ],
)
def test_what_an_earlier_message_says_is_no_word_of_the_sender(earlier):
    text, cut = kept(f"{OWN}\n\n{earlier}\n")
    assert text == OWN
    assert cut == {"", "earlier message"}


def test_a_message_that_is_forwarded_is_read():
    text, _ = kept(f"See below.\n\n---------- Forwarded message ---------\n\n{OWN}\n")
    assert OWN in text


@pytest.mark.parametrize(
    "mark",
    [
        "-----Original Message-----\nFrom: Ben Lind <b@y.example>\nSent: Thursday, 6 November 2025\nTo: Ada Holm\nSubject: Looms",
        "From: Ben Lind <b@y.example>\nSent: Thursday, 6 November 2025\nTo: Ada Holm\nSubject: Looms",
        "-----Ursprüngliche Nachricht-----\nVon: Ben Lind\nGesendet: Donnerstag, 6. November 2025\nAn: Ada Holm\nBetreff: Looms",
    ],
)
@pytest.mark.parametrize("subject", ["FW: Looms", "WG: Looms", "Fwd: Looms"])
def test_of_a_forwarded_message_what_is_handed_on_is_read_and_of_an_answer_not(mark, subject):
    body = f"For you.\n\n-- \nAda Holm, 3 Dock Street\n\n{mark}\n\n{OWN}\n"
    mail = HEAD.replace("Subject: Looms", f"Subject: {subject}") + body
    found = opened("letter.eml", mail.encode(), rules())
    assert isinstance(found, Document)
    assert found.text == f"For you.\n{OWN}"
    assert kept(body)[0] == "For you."
