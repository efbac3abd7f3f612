"""Names that begin with an article, which French tells by its capital inside a sentence: "rapporte L'Ancre", "selon La Vigie"."""

from __future__ import annotations

import re
from dataclasses import replace

from offtake.evidence.reading.speakers.identity.speaker import Attribution

_ARTICLES = ("L'", "L’", "La ", "Le ", "Les ")
_INSIDE = re.compile(r"[a-zà-ÿ\d,] $")


def with_article(one: Attribution, text: str) -> Attribution:
    """An attribution whose speaker has the article of the name, where the sentence writes that as a part of it."""
    name = one.speaker.name
    at = text.find(name, min(one.start, one.at)) if name[:1].isupper() else -1
    for article in _ARTICLES if at > 0 else ():
        if text.endswith(article, 0, at) and _INSIDE.search(text[: at - len(article)][-2:]):
            return replace(one, speaker=replace(one.speaker, name=article + name))
    return one
