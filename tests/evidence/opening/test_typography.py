"""One text, written as different pages write it, is read as one."""

import pytest

from offtake.evidence.document import Document
from offtake.evidence.opening.opening import opened
from offtake.evidence.opening.typography import plain
from offtake.evidence.reading.claims import claims_in
from offtake.evidence.rules.rules import rules

GROUP = "\u00a0"


def read(body: str, language: str = "en") -> list[tuple[float | None, str, str, str, str]]:
    page = (
        f'<html lang="{language}"><head><meta charset="utf-8"><title>Works</title>'
        '<meta property="article:published_time" content="2025-06-01"></head>'
        f"<body><article><h1>Works</h1><p>{body}</p></article></body></html>"
    )
    document = opened("a.html", page.encode(), rules())
    assert isinstance(document, Document)
    return [(c.value, c.unit, c.per, c.speaker, c.date_meant) for c in claims_in(document, rules())]


@pytest.mark.parametrize(
    ("language", "first", "others"),
    [
        (
            "en",
            "The works ships 40 pumps a year, said Mary Holm, its director, on 14 May 2025.",
            [
                "The works ships 40&nbsp;pumps a&nbsp;year, said Mary&nbsp;Holm, its director, on 14&nbsp;May&nbsp;2025.",
                "The works ships 40\u202fpumps a\u2009year, said Mary\u00a0Holm, its dir\u00adector, on 14\u00a0May 2025.",
                "The works ships 40\u200b pumps a year, said Mary Holm<sup>2</sup>, its director[3], on 14 May 2025.[4][a]",
            ],
        ),
        (
            "fr",
            "La centrale produit 34 MW et livre 45 000 pièces par an, a dit Marie Durand.",
            [
                "La centrale produit 34\u202fMW et livre 45\u202f000\u202fpièces par\u00a0an, a\u00a0dit Marie\u00a0Durand.",
                "La centrale produit 34&#8239;MW et livre 45&thinsp;000 pie\u0300ces par an, a dit Marie Durand.",
            ],
        ),
        (
            "de",
            "Das Werk liefert 34 MW und 40 Züge, sagte Karl Meier am 14. Mai 2025.",
            [
                "Das Werk liefert 34\u202fMW und 40\u00a0Züge, sagte Karl\u00a0Meier am 14.\u00a0Mai\u00a02025.",
                "Das Werk liefert 34&nbsp;MW und 40 Zu\u0308ge, sagte Karl Mei&shy;er am 14. Mai 2025.",
            ],
        ),
    ],
)
def test_typography_changes_no_claim(language: str, first: str, others: list[str]) -> None:
    wanted = read(first, language)
    assert len(wanted) == 1 + (language != "en")
    assert all(said[3] for said in wanted)
    for other in others:
        assert read(other, language) == wanted, other


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("40\u2009000 shells", f"40{GROUP}000 shells"),
        ("40\u202f000\u202f000 €", f"40{GROUP}000{GROUP}000 €"),
        ("a \ufb01rm with \uff14\uff10 boats", "a firm with 40 boats"),
        ("non\u2011stop", "non-stop"),
        ("``We will build 40,'' he said", "“We will build 40,” he said"),
        ("rock 'n' roll, the yard's 40 boats, the boats' 40 crews", None),
        ("built 40² ships and 30 boats³, he said.⁴⁻⁵", "built 40 ships and 30 boats, he said."),
        ("40 m² of floor, 3 km² of land, CO² and 10⁶ cells", None),
        ("built 30 boats[3] in all.[12, 13][citation needed]", "built 30 boats in all."),
        ("“[The yard] will build [about] 40 boats [in 2027]”", None),
        ("2½ years, 1¾ million", None),
        ("10¹² cells, 2×10¹⁵ and 2³² addresses, R² of 0.9, 40 in² plates", None),
        ("Zelensky[y], the firm[s], array[0] and a pipe of 12'' or 14''", None),
        ("40 ''smart'' tanks", "40 “smart” tanks"),
        ("'We have 40 looms,' said Ann Holm.", "“We have 40 looms,” said Ann Holm."),
        (
            "It 'costs millions', she said of the workers' pay.",
            "It “costs millions”, she said of the workers' pay.",
        ),
        (
            "He said 'the hundreds of looms' were late.",
            "He said “the hundreds of looms” were late.",
        ),
        (
            "She said: 'Don't. The drivers' pay is 40% lower.' He left.",
            "She said: “Don't. The drivers' pay is 40% lower.” He left.",
        ),
        ("'40 per cent more', the firm said", "“40 per cent more”, the firm said"),
        (
            "The spokesman said: 'The programme was late.",
            "The spokesman said: “The programme was late.",
        ),
        (
            "‘We’ve 40 looms,’ said Ann Holm. ‘The drivers’ pay is late.’",
            "“We’ve 40 looms,” said Ann Holm. “The drivers’ pay is late.”",
        ),
        (
            "She said \"the 'best' plan\" and “the ‘worst’ one”.",
            'She said "the ‘best’ plan" and “the ‘worst’ one”.',
        ),
        ("»Wir haben 40«, sagte Falk. »Nicht mehr.«", "„Wir haben 40“, sagte Falk. „Nicht mehr.“"),
        ("»Wir haben 40, und mehr nicht.", "„Wir haben 40, und mehr nicht."),
        ("« Nous en avons 40 », dit-il. «Pas plus», «dit-elle». Voir page 3 »", None),
        ("Sie sagte: „Der ‚beste‘ Plan“ und ‚so‘.", None),
        ("It fell in the '90s and in '25; 'tis the drivers' fault.", None),
        ("L'usine d'Acme a livré 40 rames aujourd'hui.", None),
    ],
)
def test_signs(written: str, wanted: str | None) -> None:
    assert plain(written) == (written if wanted is None else wanted)
    assert plain(plain(written)) == plain(written)


def test_a_raised_figure_is_a_note_and_a_raised_ending_none() -> None:
    assert read("The works built 40<sup>2</sup> ships.")[0][:2] == (40.0, "ships")
    assert read("The hall has 4,000 m<sup>2</sup>, and built 30<sup>[3]</sup> boats.")[-1][:2] == (30.0, "boats")  # fmt: skip
    assert read("It makes 3<sup>1</sup>/<sub>2</sub> million ships.")[0][0] == 3.5e6
    assert read("On 21<sup>st</sup> May 2025 the works sold 30 boats.")[0][4] == "2025-05-21"
