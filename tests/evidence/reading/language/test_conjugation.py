"""Forms of verbs: regular ones by rule, irregular ones as they are given."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.language.conjugation import forms_of


@pytest.mark.parametrize(
    ("verb", "third", "past", "going"),
    [
        ("argue", "argues", "argued", "arguing"),
        ("deny", "denies", "denied", "denying"),
        ("say/said", "says", "said", "saying"),
        ("confess", "confesses", "confessed", "confessing"),
        ("admit/admitted", "admits", "admitted", "admitting"),
        ("point_out", "points out", "pointed out", "pointing out"),
        ("agree", "agrees", "agreed", "agreeing"),
    ],
)
def test_english(verb, third, past, going):
    found = forms_of(verb, "en")
    assert (found.finite, found.participle) == ((third, past), going)


@pytest.mark.parametrize(
    ("verb", "past", "participle", "prefix"),
    [
        ("sagen", "sagte", "gesagt", ""),
        ("antworten", "antwortete", "geantwortet", ""),
        ("betonen", "betonte", "betont", ""),
        ("kommentieren", "kommentierte", "kommentiert", ""),
        ("mit|teilen", "teilte", "mitgeteilt", "mit"),
        ("hin|weisen/weist/wies/gewiesen", "wies", "hingewiesen", "hin"),
    ],
)
def test_german(verb, past, participle, prefix):
    found = forms_of(verb, "de")
    assert past in found.finite
    assert (found.participle, found.prefix) == (participle, prefix)


@pytest.mark.parametrize(
    ("verb", "singular", "plural", "participle"),
    [
        ("affirmer", "affirme", "affirment", "affirmé"),
        ("révéler", "révèle", "révèlent", "révélé"),
        ("rappeler/rappelle/rappelé", "rappelle", "rappellent", "rappelé"),
        ("dire/dit/dit", "dit", "disent", "dit"),
        ("soutenir/soutient/soutenu", "soutient", "soutiennent", "soutenu"),
        ("s'indigner", "s'indigne", "s'indignent", "indigné"),
        ("se_défendre/défend/défendu", "se défend", "se défendent", "défendu"),
        ("parler_de", "parle de", "parlent de", "parlé de"),
    ],
)
def test_french(verb, singular, plural, participle):
    found = forms_of(verb, "fr")
    assert found.finite[:2] == (singular, plural)
    assert found.participle == participle


def test_the_soft_c_and_g_of_french_are_kept():
    assert "annonçait" in forms_of("annoncer", "fr").finite
    assert "s'engageait" in forms_of("s'engager", "fr").finite
