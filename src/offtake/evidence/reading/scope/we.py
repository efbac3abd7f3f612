"""Whether a sentence is told of "us": where its clause begins with "we" or "our", and not where it only holds such a word."""

from __future__ import annotations

import re
from functools import lru_cache

MARKS = '“„«"‘ '
"""What may open a quotation."""
_SAYS = r"(?:said|says|told [\w ]{1,30}|added|announced|claim(?:s|ed)|warn(?:s|ed)|sagte?|erklärte|betonte|déclare|affirme|assure)"
_OPENS = rf"(?:[^\d“„«\"]{{0,120}}?(?:[:,]|\b{_SAYS}),? ?[“„«\"‘] ?|[^\d“„«\"]{{0,120}}?\b(?:that|dass|que|{_SAYS}),? )?"
"""The beginning, or who says it before a quotation mark or "that"."""
_WHEN = r"(?:(?:in|at|on|by|for|since|from|with|until|during|after|before|last|this|next|today|now|currently|here|so far|if|when|while|because|as|but|and|so|yes|no|well|then|every|each|once|can|could|will|would|shall|should|must|may|do|did|are|were|have|had|im|am|seit|bis|mit|heute|derzeit|jetzt|hier|bisher|wenn|weil|aber|und|ja|nein|dann|en|dans|avec|depuis|aujourd['’]hui|mais|si|et|oui|non)\b[\w ,'’]{0,30}?[ ,])?"
"""When or where, before "we"."""
_HEAD = r"(?:output|capacity|production|sales|revenues?|costs?|orders|deliveries|prices|the number of [a-z]+|[a-z]+ numbers)"
"""What may be ours, before "of our works"."""
_WE = re.compile(rf"{_OPENS}(?:{_WHEN}(?:we|wir|nous)['’ ]|il nous (?:faut|faudra|manqu)|(?:(?:most|many|some|all|both|each|one|none|half)(?: of)? |{_HEAD} (?:of|at|in|from) )?(?:our|(?-i:(?<=of )us)|unsere?[mnrs]?|notre|nos)\b)", re.IGNORECASE)  # fmt: skip


_US = re.compile(r"\b(?:(?:we|wir|nous)['’ ]|(?:our|of us|notre|nos)\b|unser)")
"""The words, in small letters, of which every such clause holds one: most sentences hold none."""


@lru_cache(maxsize=16)
def says_we(sentence: str) -> bool:
    """Whether a sentence is told of "us".

    >>> says_we("Last year we made 40."), says_we("In the view of our readers Acme makes 40.")
    (True, False)
    """
    return (
        _US.search(sentence.lower()) is not None and _WE.match(sentence.lstrip(MARKS)) is not None
    )
