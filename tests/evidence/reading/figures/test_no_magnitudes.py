"""Letters, dots and strokes that look like a magnitude, a currency, a date or a rate, and are none."""

import pytest
from tests.evidence.labels import claims_of


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "Revenue was Rm4,511 and HK$m 50, and costs RMm 40.", [(4.511e9, "ZAR"), (5e7, "HKD"), (4e7, "MYR")]),
        ("en", "The firm paid MEUR 40-50 for it.", [((4e7, 5e7), "EUR")]),
        ("en", "Costs were SEKm 40 to 50.", [((4e7, 5e7), "SEK")]),
        ("en", "US debt is 36 T$.", [(3.6e13, "USD")]),
        ("en", "A torque of Nm 400 was reached.", []),
        ("en", "The N 40 road near gate N 12 is shut.", []),
        ("en", "The works makes 40 N shells a day.", [(40, "shells")]),
        ("fr", "La N 118 sera élargie.", []),
        ("en", "The yard spent N9.4bn and Rs 500 cr.", [(9.4e9, "NGN"), (5e9, "INR")]),
        ("en", "It sold a firm in Texas for $40 million to a Canadian.", [(4e7, "USD")]),
        ("de", "Er ist 44, die Firma 40 Millionen Euro wert.", [(4e7, "EUR")]),
        ("de", "Das Land steuert 8, der Bund 22 Millionen Euro bei.", [(8e6, "EUR"), (2.2e7, "EUR")]),
        ("de", "Der 35-jährige Lehrer und der 29-jährige Projektleiter kamen.", []),
        ("de", "Die 15-jährige Laufzeit endet.", [(15, "year")]),
        ("fr", "Le projet coûte 40 millions de DT.", [(4e7, "TND")]),
        ("en", "He made half-hearted cuts and built half-track vehicles.", []),
        ("en", "The army ordered a third for 40 million euros.", [(4e7, "EUR")]),
        ("en", "The pressure was 40 Pa at 30 mg/d.", []),
        ("en", "The yard built 40 “smart” tanks.", [(40, "tanks")]),
    ],
)  # fmt: skip
def test_what_is_read_and_nothing_else(language: str, text: str, figures: list[object]) -> None:
    found = [c for c in claims_of(text, language) if c.words]
    assert [(c.value if c.value is not None else (c.low, c.high), c.unit) for c in found] == figures


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("en", "Version 1.2.25 has 40 users.", ""),
        ("en", "The dose is 5/5/10 mg for 40 patients.", ""),
        ("en", "By 1/22/25, 40 ships had sailed.", "2025-01-22"),
        ("de", "Bis zum 13.06.24 waren 40 Schiffe da.", "2024-06-13"),
        ("de", "Die Version 1.2.25 hat 40 Nutzer.", ""),
        ("de", "Am Tag kamen 40 Panzer.", ""),
    ],
)
def test_a_year_of_two_figures_stands_in_a_date(language: str, text: str, when: str) -> None:
    (claim,) = [c for c in claims_of(text, language) if c.words]
    assert (claim.date_meant, claim.per) == (when, "")
