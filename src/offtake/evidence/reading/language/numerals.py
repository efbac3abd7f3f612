"""Numbers in words, 0 to 99, by language; larger ones are built from these and the words for magnitudes.

>>> numerals("en")["twenty-five"], numerals("de")["fünfundzwanzig"], numerals("fr")["quatre-vingt-dix-sept"]
(25, 25, 97)
"""

from __future__ import annotations

from functools import lru_cache

_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante",
}


@lru_cache(maxsize=8)
def numerals(language: str) -> dict[str, int]:
    """Word -> number, 0 to 99; {} for a language that is not read."""
    if language not in _UNITS:
        return {}
    units, tens = _UNITS[language].split(), _TENS[language].split()
    found = {word: number for number, word in enumerate(units)}
    found |= {word: 10 * (k + 2) for k, word in enumerate(tens)}
    for k, ten in enumerate(tens):
        for unit in range(1, 10):
            number = 10 * (k + 2) + unit
            if language == "en":
                found |= {f"{ten}{sign}{units[unit]}": number for sign in "- "}
            elif language == "de":
                found[f"{units[unit]}und{ten}"] = number
            else:
                joined = "-et-" if unit == 1 else "-"
                found |= {
                    f"{ten}{joined}{units[unit]}".replace("-et-", s): number
                    for s in ("-et-", " et ")
                }
    if language == "fr":
        found |= {f"soixante{'-et-' if n == 11 else '-'}{units[n]}": 60 + n for n in range(10, 20)}
        found |= {"quatre-vingts": 80, "quatre-vingt": 80} | {
            f"quatre-vingt-{units[n]}": 80 + n for n in range(1, 20)
        }
        found["soixante et onze"] = 71
        found |= {f"{word}e": number for word, number in found.items() if word.endswith(" et un")}
        found |= {f"{word}e": number for word, number in found.items() if word.endswith("-et-un")}
        found["une"] = 1
    if language == "de":
        found |= {"zweier": 2, "dreier": 3}
        found |= dict.fromkeys(("eine", "einen", "einer", "einem", "eins"), 1)
        found |= {word.replace("ß", "ss"): number for word, number in found.items() if "ß" in word}
    return found
