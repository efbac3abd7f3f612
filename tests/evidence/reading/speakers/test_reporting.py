"""Reporting verbs: in all their forms, and none where the word is a noun, a participle or a deed."""

from __future__ import annotations

import pytest

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.identity.speaker import HIDDEN
from offtake.evidence.reading.speakers.reporting import behind_quotation, verbs_in
from offtake.evidence.rules.rules import rules

EN, DE, FR = (lexicon(rules(), language) for language in ("en", "de", "fr"))


def found(text: str, language=EN) -> list[tuple[str, str]]:
    return [(v.text, v.attitude) for v in verbs_in(text.replace("Q", HIDDEN * 9), language)]


@pytest.mark.parametrize("form", ["said", "says", "wrote", "tweeted", "testified", "quipped", "admitted", "pointed out", "put it", "summed up"])  # fmt: skip
def test_english_verbs_of_saying(form):
    assert found(f"“Q,” Falk {form}.") == [(form, "said")]


@pytest.mark.parametrize(("text", "form"), [("“Q”, sagte Falk.", "sagte"), ("Wie Falk mitteilte, steht es.", "mitteilte"), ("Falk teilte dies am 3. Mai mit.", "teilte"), ("„Q“, so Falk.", "so"), ("Falk schrieb, es stehe.", "schrieb"), ("„Q“, schimpft Falk.", "schimpft")])  # fmt: skip
def test_german_verbs_of_saying(text, form):
    assert found(text, DE) == [(form, "said")]


@pytest.mark.parametrize(("text", "form"), [("« Q », dit Falk.", "dit"), ("« Q », s’indigne Falk.", "s’indigne"), ("« Q », a-t-il ajouté.", "a-t-il ajouté"), ("« Q », avait déclaré Falk.", "avait déclaré"), ("« Q », espère Falk.", "espère"), ("« Q », fait valoir Falk.", "fait valoir")])  # fmt: skip
def test_french_verbs_of_saying(text, form):
    assert found(text, FR) == [(form, "said")]


def test_a_participle_needs_its_auxiliary_and_a_prefix_its_verb():
    assert found("Les œuvres déclarées sont là.", FR) == found("Falk teilte das Brot.", DE) == []


def test_each_attitude_has_its_verbs():
    assert [found(f"Falk {form} it.")[0][1] for form in ("denied", "pledged", "expects", "claimed", "said")] == ["deny", "promise", "plan", "claim", "said"]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The report of the mill is late.",
        "The mill was said to be idle.",
        "The region added 7 looms.",
        "Orders reported as late are many.",
        "Acme shows off looms.",
        "The looms it pledged are late.",
        "Saying so is late.",
        "Acme posted a loss of 40 looms.",
        "The guild called in 40 looms.",
        "The three Baltic states bought looms.",
        "The gift, put at 40 looms, is late.",
        "It sold 40 looms, the largest order on record.",
        "It sold 40 looms, a number reached thanks to the mill.",
        "The looms boast a price of 40 pounds.",
        "It gets 40 looms in a deal between the guild and Acme announced on Monday.",
    ],
)
def test_what_only_looks_like_one(text):
    assert found(text) == []


def test_some_report_only_before_what_they_say():
    assert found("The audit found that 40 looms stand.") == [("found", "said")]
    assert found("The audit found favour.") == []
    assert found("Critics claim that it stands.") == [("claim", "claim")]


def test_a_pronoun_may_stand_inside_and_a_form_in_ing_goes_on():
    (verb,) = verbs_in("« … », a-t-elle dit.", FR)
    assert verb.inverted == "t-elle"
    assert [v.going_on for v in verbs_in("Acme cut it, saying that it stands.", EN)] == [True]


def test_a_quotation_may_end_right_before():
    assert behind_quotation(f"“{HIDDEN}” ")
    assert not behind_quotation("The mill ")
