"""Whether what is counted is made at all: people, firms, sites, seats against goods that look like them; and what is a whole.

A noun tells it where it can have one sense ("employees", `units.toml`), the verb where it can have two: dyers are people where they are hired.
"""

from __future__ import annotations

import re

from offtake.evidence.reading.kinds.frames.frame import Frame

_ERS = re.compile(r"(?:[a-z]{2}ers|[a-z]{2}ors)$")
_HIRED = re.compile(r"\b(?:employ|hir|recruit|train|lay|laid|sack|dismiss|pay|paid|lost|lose|los|elect|appoint|hous|staff|teach|taught)\w*(?: (?:off|on|up))?(?: [a-z-]+){0,3} $", re.IGNORECASE)  # fmt: skip
"""What is done to people alone, before one who does something: "trains 40 dyers"."""


def hired(unit: str, before: str) -> bool:
    """Whether those who do something are people by what is done to them, though things may be called so ("dyers", "binders")."""
    return bool(_ERS.search(unit) and _HIRED.search(before))


_ACTING = re.compile(r"^ (?:(?:also|now|then|both|together|jointly) )?(?:have |has |had )?[a-z]+(?:ed|[^s]s|ght|ve|ke|ade|old|ook|ose) (?:back |out |up |off )?(?:[\d$€£]|(?:the|an?|its|their|his|her|one|two|three|four|five|six|seven|eight|nine|ten|some|about|more|orders|contracts|deals|plans)\b)")  # fmt: skip
"""A verb and its object after whoever does it: "four airlines ordered 40 jets"."""
_NO_ACTING = re.compile(r"^ (?:[\w-]+ )?(?:needs|costs|by|last|this|next|a (?:year|month|week|day)|per)\b")  # fmt: skip
_CAN_DO = re.compile(r"^(?: [\w'’-]+){0,5}? (?:can|could) (?!be\b)[a-z]+")
_PLANS = re.compile(r"^ (?:now |also |both )?(?:plan|want|hope|expect|aim|intend|agree[ds]?|planned|wanted|hoped|expected|aimed) to [a-z]")  # fmt: skip
_TO_BE = re.compile(r"^(?: [a-z]+){1,2} to (?:be|come|go|leave|arrive|follow|join)\b")
_ROOM = re.compile(r"\b(?:room|space|places?|beds?|accommodation) for (?:(?:up to|about|some|at least|more than|around|over|another|nearly) )*$")  # fmt: skip
_ORDERED = re.compile(r"\b(?:order|buy|bought|procur|purchas|contract|hir|leas|charter|rent|commission|book)\w*(?: (?:for|in|up))?(?: [a-z-]+){0,2} $", re.IGNORECASE)  # fmt: skip
_ON_ORDER = re.compile(r"^ (?:on order|ordered|under contract|contracted|booked|hired)\b(?! (?:the|an?|its|\d))")  # fmt: skip
_CAN_HOLD = re.compile(r"\b(?:can|could|able to|room to|space to) (?:\w+ly )?(?:house|hold|seat|accommodate|fit|sleep|host|take|handle|train|treat|carry|serve|welcome)(?: (?:up|about|some|as|many|to|at|least|more|than|over|in|another))* $")  # fmt: skip


def of_means(aspect: str, frame: Frame, before: str, after: str) -> str:
    """The aspect of means, which are not ordered as a seat is won or a customer, and which do what they can."""
    if _ACTING.match(after) and not _NO_ACTING.match(after):
        return "plain" if aspect in ("contracted", "promised", "able", "meant") else aspect
    if _PLANS.match(after) and not _TO_BE.match(after):
        return "plain"
    if aspect == "plain" and (_CAN_HOLD.search(before) or _ROOM.search(before)):
        return "able"
    if aspect == "able" and _CAN_DO.match(after):
        return "plain"
    if aspect == "contracted" and (frame.head or not _ORDERED.search(before)) and not _ON_ORDER.match(after):  # fmt: skip
        return "plain"
    return aspect


_NUMBER = r"(?:[\d.,]+(?:%|m|bn)?|half|halves|thirds?|quarters?|(?:fif|six|seven|eigh|nin|ten)ths?|most|many|some|none|per cent|percent|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozen)"
_SLACK = r"(?:(?:some|about|nearly|around|original|total|roughly|more than|over|almost|approximately|initial|first|planned|then|last|remaining) )*"
_WHOLE = re.compile(rf"(?<![\w.,]){_NUMBER}(?:(?: [a-z-]+){{0,2}} out)? of (?:(?:the|its|their|those|these|his|her|our|all) )?{_SLACK}$", re.IGNORECASE)  # fmt: skip
_WHOLE_FIRST = re.compile(rf"^(?:But |And |Yet |Out )?[Oo]f (?:(?:the|its|their|those|these|his|her|our|all) )?{_SLACK}$")  # fmt: skip
_TOLD = re.compile(r"^ (?:(?:that|which) )?(?:it|they|he|she|we|the [\w-]+|[A-Z][\w-]+) (?:(?:has|had|have|was|were|would|will) )*(?:been |be |to )?[a-z]+|^ (?:that|which) (?:was|were|is|are|had been|have been) (?:due|to be|[a-z]+ed)\b|^ (?:on order|due\b|[a-z]+(?:ed|nt|lt|ade|old|ught|own|ilt))\b(?! (?:to|that|the|an?|its|out|up)\b)")  # fmt: skip
"""A clause, or a participle, that says what the whole is: "six of the 40 ferries it ordered"."""


def opens_whole(before: str) -> bool:
    """Whether a figure stands where a whole does, of which a part is told, whatever else is said of it."""
    return bool(_WHOLE.search(before) or _WHOLE_FIRST.match(before))


def is_whole(before: str, after: str) -> bool:
    """Whether a figure is the whole of which a part is told, and nothing more is said of it."""
    return opens_whole(before) and not _TOLD.match(after)
