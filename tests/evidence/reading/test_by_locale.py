"""What an independent library writes for a locale, after the Unicode CLDR, is read back: numbers, sums, names of currencies, dates.

Whoever writes the same figure in another notation must get the same claim.
"""

from collections.abc import Callable
from datetime import date
from random import Random

import pytest
from babel.dates import format_date, format_skeleton
from babel.numbers import (
    format_compact_currency,
    format_currency,
    format_decimal,
    get_currency_name,
)
from babel.units import format_unit
from tests.evidence.labels import claims_of

from offtake.evidence.claim import Claim
from offtake.evidence.opening.typography import plain
from offtake.evidence.reading.dates.calendar import Calendar
from offtake.evidence.rules.rules import rules

LOCALES = ("en_GB", "en_US", "en_IN", "en_ZA", "en_CA", "en_AU", "de_DE", "de_AT", "de_CH", "fr_FR", "fr_CH", "fr_CA", "fr_BE")  # fmt: skip
DOLLARS = {"en_CA": "CAD", "en_AU": "AUD", "fr_CA": "CAD", "en_US": "USD"}
"""Locales that write the dollar of their own country without a country: which one it is, a sentence does not say."""
GOODS = {
    "en": "The yard built {} ships last year.",
    "de": "Die Werft baute im vergangenen Jahr {} Schiffe.",
    "fr": "Le chantier a construit {} navires l'an dernier.",
}
MONEY = {
    "en": ("The work cost {}.", "A sum of {} was paid in May."),
    "de": ("Die Arbeiten kosteten {}.", "Im Mai wurden {} gezahlt."),
    "fr": ("Les travaux ont coûté {}.", "En mai, {} ont été versés."),
}
DATES = {
    "en": ("The work began on {}.", "By {}, 40 ships had sailed."),
    "de": ("Die Arbeiten begannen am {}.", "Bis zum {} waren 40 Schiffe gefahren."),
    "fr": ("Les travaux ont commencé le {}.", "Au {}, 40 navires avaient appareillé."),
}
UNITS = (("mass-tonne", "tonnes"), ("power-megawatt", "MW"), ("power-gigawatt", "GW"), ("energy-kilowatt-hour", "kWh"), ("duration-month", "month"), ("duration-week", "week"), ("duration-year", "year"))  # fmt: skip
NEED = {"en": "The yard needs {} more.", "de": "Die Werft braucht {}.", "fr": "Il faut encore {}."}


def figures(text: str, locale: str) -> list[Claim]:
    return [c for c in claims_of(plain(text), locale[:2], "2025-12-31") if c.words]


@pytest.mark.parametrize("locale", LOCALES)
def test_numbers(locale: str) -> None:
    rng = Random(11)
    for digits in range(4, 10):
        value = rng.randint(10 ** (digits - 1), 10**digits)
        text = GOODS[locale[:2]].format(format_decimal(value, locale=locale))
        assert [(c.value, c.unit) for c in figures(text, locale)] == [(value, "ships")], text


@pytest.mark.parametrize("locale", LOCALES)
def test_sums(locale: str) -> None:
    rng = Random(12)
    ways: tuple[Callable[[float, str], str], ...] = (
        lambda value, code: format_currency(value, code, locale=locale),
        lambda value, code: format_currency(value, code, locale=locale, format_type="name"),
        lambda value, code: format_compact_currency(value, code, locale=locale, fraction_digits=1),
    )
    for code in ("EUR", "USD", "GBP", "SEK", "NOK", "PLN", "JPY", "CHF", "AUD", "INR", "KRW", "CZK", "DKK", "HUF", "ILS", "BRL", "ZAR", "CNY"):  # fmt: skip
        if code == DOLLARS.get(locale):
            continue
        for way in ways if locale != "en_IN" or code == "INR" else ways[:2]:  # lakhs are of rupees
            value = rng.choice((rng.randint(11, 99) * 1e5, rng.randint(11, 99) * 1e8))
            for sentence in MONEY[locale[:2]]:
                text = sentence.format(way(value, code))
                assert [(c.value, c.unit) for c in figures(text, locale)] == [(value, code)], text


NOT_ALONE = {("de", "LSL"), ("en", "BAM"), ("de", "BAM"), ("de", "XAF"), ("fr", "XAF")}
"""Names that nobody writes: a name in brackets, a bare Loti."""


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_names_of_currencies(language: str) -> None:
    sentence = {"en": "The yard cost 40 million {} in all.", "de": "Die Werft kostete insgesamt 40 Millionen {}.", "fr": "Le chantier a coûté 40 millions de {} au total."}[language]  # fmt: skip
    for code in rules().data["currency"]["codes"].split():
        if (language, code) not in NOT_ALONE:
            text = sentence.format(get_currency_name(code, count=40, locale=language))
            assert [(c.value, c.unit) for c in figures(text, language)] == [(4e7, code)], text


@pytest.mark.parametrize("locale", LOCALES)
def test_units(locale: str) -> None:
    for name, unit in UNITS:
        for length in ("long", "short"):
            if name.startswith("duration") and length == "short" and locale[:2] != "en":
                continue  # "24 m", "3 J."
            text = NEED[locale[:2]].format(format_unit(24, name, length, locale=locale))
            assert [(c.value, c.unit) for c in figures(text, locale)] == [(24, unit)], text


@pytest.mark.parametrize("locale", LOCALES)
def test_dates(locale: str) -> None:
    rng, calendar = Random(13), Calendar(rules())
    for form in ("short", "medium", "long", "full", "yMMM", "yMMMM", "yMMMd"):
        for _ in range(4):
            day = date(rng.choice((2023, 2024, 2025)), rng.randint(1, 12), rng.choice((13, 17, 28)))
            written = format_skeleton(form, day, locale=locale) if form.startswith("y") else format_date(day, form, locale=locale)  # fmt: skip
            wanted = day.isoformat()[:7] if form in ("yMMM", "yMMMM") else day.isoformat()
            for sentence in DATES[locale[:2]]:
                text = plain(sentence.format(written))
                found = [w.text for w in calendar.in_sentence(text, locale[:2], "2025-12-31")]
                assert any(when.startswith(wanted) for when in found), (text, found)
                assert [c.value for c in figures(text, locale)] == [40] * ("40" in sentence), text
