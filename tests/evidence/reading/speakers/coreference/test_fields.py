"""Bodies by their field."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.coreference.fields import by_field
from offtake.evidence.rules.rules import rules

LEXICONS = {language: lexicon(rules(), language) for language in ("en", "de", "fr")}


@pytest.mark.parametrize(
    ("language", "text", "name", "whole"),
    [
        ("en", "The Ministry of Yarn ordered 40.", "yarn ministry", "Ministry of Yarn"),
        ("en", "The Department for Wool, Silk and Felt paid.", "Wool Department", "Department for Wool, Silk and Felt"),
        ("en", "The Ministry of Wool and the Ministry of Wool paid.", "wool ministry", "Ministry of Wool"),
        ("en", "The Ministry of Wool and the Ministry of Wool and Felt paid.", "wool ministry", ""),
        ("en", "The Ministry of Wool paid.", "yarn ministry", ""),
        ("en", "The Department of Wool paid.", "wool ministry", ""),
        ("de", "Das Bundesgarnministerium zahlt.", "Garnministerium", "Bundesgarnministerium"),
        ("de", "Das Ministerium für Wollverkehr und Filz zahlt.", "Wollverkehrsministerium", "Ministerium für Wollverkehr und Filz"),
        ("de", "Das Bundesministerium der Weberei zahlt.", "Webereiministerium", "Bundesministerium der Weberei"),
        ("fr", "Le ministère de la Laine paie.", "ministère de la Laine", ""),
    ],
)  # fmt: skip
def test_a_body_called_by_its_field_is_the_one_that_the_text_has_in_full(
    language, text, name, whole
):
    assert by_field(name, text, LEXICONS[language]) == whole


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "The Ministry of Yarn has 40 mills.\nThe yarn ministry said 30 are idle.", "Ministry of Yarn"),
        ("en", "The Ministry of Yarn has 40 mills.\nEstonia's yarn ministry said 30 are idle.", "Estonia's yarn ministry"),
        ("de", "Das Bundesgarnministerium hat 40 Pressen.\nDas Garnministerium sagte, 30 seien neu. Das Ministerium sagte, 20 seien alt.", "Bundesgarnministerium"),
    ],
)  # fmt: skip
def test_it_speaks_under_that_name(language, text, speaker):
    assert claims_of(text, language)[-1].speaker == speaker
