"""What a text is looked through for before a slow pattern hides nothing: whatever the pattern meets holds it."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest
from tests.evidence.labels import sentences

from offtake.evidence.reading.dates.words import words_of
from offtake.evidence.reading.language.alternatives import small
from offtake.evidence.reading.language.holding import Parts, holds_one
from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.scope.we import says_we
from offtake.evidence.rules.rules import rules

LANGUAGES = ("en", "de", "fr")
EXAMPLES = [rule["example"] for name in ("ratio", "kind", "aside", "hedge") for rule in rules().data[name]]  # fmt: skip
TEXTS = [s.text for name in ("sentences", "sentences_fourth", "sentences_fifth") for s in sentences(f"{name}.csv")] + EXAMPLES  # fmt: skip
SMALL = [small(text) for text in TEXTS]


def test_a_text_holds_a_part_of_a_word_or_it_does_not():
    assert holds_one("output doubled", ("twice", "doubl"))
    assert not holds_one("output rose", ("twice", "doubl"))
    assert not holds_one("output rose", ())


def test_parts_are_found_inside_words_and_across_them():
    parts = Parts(["doubl", "ou", "put d", "put r", " bus", "t"])
    for text in ("output doubled", "a bus", "bus", "output ran", "", "put  d"):
        assert parts.held_by(text) == {p for p in ("doubl", "ou", "put d", "put r", " bus", "t") if p in text}  # fmt: skip


@pytest.mark.parametrize("aside", rules().asides, ids=lambda aside: aside.pattern.pattern[:40])
def test_an_aside_holds_the_shapes_that_its_rule_gives(aside):
    for text in TEXTS if aside.shapes else ():
        assert holds_one(re.sub(r"\d", "9", text), aside.shapes) or aside.pattern.search(text) is None, text  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_begins_with_a_figure_or_as_its_language_says(language):
    words = words_of(rules(), language)
    anywhere = re.compile(rf"\b(?=\w)(?:{words.forms})")
    more = [f"{before}{word}" for word in (*words.months, *words.weekdays) for before in ("in ", "by ", "im ", "en ")]  # fmt: skip
    for text in (*SMALL, *more):
        assert [m.span() for m in words.pattern.finditer(text)] == [m.span() for m in anywhere.finditer(text)]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_multiple_or_share_holds_what_its_rule_says(language):
    met = 0
    for pattern, _, _, holds in lexicon(rules(), language).ratios:
        for text in (t for t in SMALL if holds and not holds_one(t, holds)):
            assert pattern.search(text) is None, text
        met += sum(holds_one(t, holds) for t in SMALL)
    assert met


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_holds_a_figure_or_a_part_of_a_word_for_numbers(language):
    words = lexicon(rules(), language)
    counted = [t for t in SMALL if words.number.search(t)]
    assert counted
    assert all(words.may_count(t) for t in counted)
    assert not all(words.may_count(t) for t in SMALL)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "half a million"), ("en", "two dozen looms"), ("en", "a trio of ships"), ("en", "another thousand"), ("en", "dozens"),
        ("de", "anderthalb jahre"), ("de", "dreiviertel million"), ("de", "zweihundert"), ("de", "ein halbes dutzend"),
        ("fr", "un demi-million"), ("fr", "une quinzaine"), ("fr", "deux cents"), ("fr", "un bon millier"), ("fr", "mille"),
    ],
)  # fmt: skip
def test_a_number_in_words_may_be_looked_for(language, text):
    words = lexicon(rules(), language)
    assert words.number.search(text)
    assert words.may_count(text)


@pytest.mark.parametrize("kind", rules().kinds, ids=lambda kind: kind.name)
def test_a_statement_of_a_kind_holds_what_its_rule_says(kind):
    assert kind.holds
    for text in TEXTS:
        assert holds_one(text.lower(), kind.holds) or kind.cue.search(text) is None, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_holds_a_figure_or_a_part_of_a_word_of_dates(language):
    words = words_of(rules(), language)
    dated = [t for t in SMALL if words.pattern.search(t) or words.anchored.search(t)]
    assert dated
    assert all(words.may_stand_in(t) for t in dated)
    assert not all(words.may_stand_in(t) for t in SMALL)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "it opens tomorrow"), ("en", "before christmas it was shut"), ("en", "the end of the decade"), ("en", "in may"), ("en", "this fall"),
        ("de", "heute nacht"), ("de", "seit sonnabend"), ("de", "die erste hälfte dieses jahres"), ("de", "im vorquartal"), ("de", "im herbst"),
        ("fr", "il ouvre demain"), ("fr", "avant noël"), ("fr", "l’an dernier"), ("fr", "en été"), ("fr", "dans un an"),
    ],
)  # fmt: skip
def test_a_date_in_words_may_be_looked_for(language, text):
    assert words_of(rules(), language).may_stand_in(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_currency_is_found_by_its_name_though_only_names_of_its_first_letter_are_tried(language):
    words = lexicon(rules(), language)
    table = files("offtake.evidence.rules").joinpath("currencies.csv").read_text(encoding="utf-8")
    names = [(name, row["code"]) for row in csv.DictReader(table.splitlines()) for name in row[language].split("|") if name]  # fmt: skip
    assert len(names) > 100
    for name, code in names:
        found = words.suffix.match(f" {name.title()}")
        assert found is not None, name
        assert found[0].lower() == f" {name}"
        assert next(words.currencies[0][int(k[1:])] for k, v in found.groupdict().items() if v and k[0] == "c" and k[1:].isdigit()) == code  # fmt: skip


@pytest.mark.parametrize("text", ["We made 40.", "Our yard made 40.", "„Unsere Werft baut 40“", "Holm said nous avons 40", "Most of us have 40"])  # fmt: skip
def test_we_is_looked_for_in_any_of_its_forms(text):
    assert says_we(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_per_a_time_or_told_from_another_date_holds_a_part_of_its_words(language):
    words, dates = lexicon(rules(), language), words_of(rules(), language)
    rated = [t for t in TEXTS if words.per.search(t)]
    assert rated
    for text in rated:
        found = [m.span() for m in words.per.finditer(text)]
        assert [m.span() for m in words.rates_in(text, 0, len(text))] == found, text
        assert all([m.span() for m in words.rates_in(text, *span)] for span in found)
    told = [*SMALL, "a year earlier", "the preceding year", "two decades ago", "im vorjahresquartal", "ein jahr später", "im vorquartal", "un an plus tôt", "l’année précédente", "au trimestre précédent"]  # fmt: skip
    assert any(dates.anchored.search(t) for t in told)
    assert all(bool([*dates.anchored_in(t)]) == bool(dates.anchored.search(t)) for t in told)
