"""Numbers, sums, names of currencies, units and dates as thirteen locales write them (after the Unicode CLDR) are read back.

Whoever writes the same figure in another notation must get the same claim.
"""

import csv
from collections.abc import Iterator

import pytest
from tests.evidence.labels import DATA, claims_of

from offtake.evidence.claim import Claim
from offtake.evidence.opening.typography import plain
from offtake.evidence.reading.dates.calendar import Calendar
from offtake.evidence.rules.rules import rules

with (DATA / "written_by_locale.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
LOCALES = sorted({row["locale"] for row in ROWS})
SENTENCES = {
    ("number", "en"): ("The yard built {} ships last year.",),
    ("number", "de"): ("Die Werft baute im vergangenen Jahr {} Schiffe.",),
    ("number", "fr"): ("Le chantier a construit {} navires l'an dernier.",),
    ("sum", "en"): ("The work cost {}.", "A sum of {} was paid in May."),
    ("sum", "de"): ("Die Arbeiten kosteten {}.", "Im Mai wurden {} gezahlt."),
    ("sum", "fr"): ("Les travaux ont coûté {}.", "En mai, {} ont été versés."),
    ("name", "en"): ("The yard cost 40 million {} in all.",),
    ("name", "de"): ("Die Werft kostete insgesamt 40 Millionen {}.",),
    ("name", "fr"): ("Le chantier a coûté 40 millions de {} au total.",),
    ("unit", "en"): ("The yard needs {} more.",),
    ("unit", "de"): ("Die Werft braucht {}.",),
    ("unit", "fr"): ("Il faut encore {}.",),
    ("date", "en"): ("The work began on {}.", "By {}, 40 ships had sailed."),
    ("date", "de"): ("Die Arbeiten begannen am {}.", "Bis zum {} waren 40 Schiffe gefahren."),
    ("date", "fr"): ("Les travaux ont commencé le {}.", "Au {}, 40 navires avaient appareillé."),
}


def figures(text: str, locale: str) -> list[Claim]:
    return [c for c in claims_of(text, locale[:2], "2025-12-31") if c.words]


def written(locale: str, *what: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Sentences of a locale, each with what stands in it."""
    for row in ROWS:
        if row["locale"] == locale and row["what"] in what:
            for sentence in SENTENCES[row["what"], locale[:2]]:
                yield plain(sentence.format(row["written"])), row


@pytest.mark.parametrize("locale", LOCALES)
def test_figures_of_a_locale(locale: str) -> None:
    for text, row in written(locale, "number", "sum", "name", "unit"):
        wanted = (float(row["value"]), row["unit"] or "ships")
        assert [(c.value, c.unit) for c in figures(text, locale)] == [wanted], text


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if "_" in locale])
def test_dates_of_a_locale(locale: str) -> None:
    for text, row in written(locale, "date"):
        found = [w.text for w in Calendar(rules()).in_sentence(text, locale[:2], "2025-12-31")]
        assert any(when.startswith(row["value"]) for when in found), (text, found)
        assert [c.value for c in figures(text, locale)] == [40] * ("40" in text), text
