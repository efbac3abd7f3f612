"""German and French words with one English word for each: `rules/german.csv` and `rules/french.csv`."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

DICTIONARIES = {"de": "german.csv", "fr": "french.csv"}


@lru_cache(maxsize=4)
def dictionary(language: str) -> dict[str, str]:
    """Word in small letters -> the English word for it, in its base form; nothing for a language that has none."""
    if language not in DICTIONARIES:
        return {}
    text = files("offtake.evidence.rules").joinpath(DICTIONARIES[language]).read_text("utf-8")
    return {row["word"]: row["english"] for row in csv.DictReader(text.splitlines())}
