"""Whole claims: speakers through a text, quotations in quotations, scope, what stays open."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of


def one(text: str, language: str = "en", published: str = "2025-11-07"):
    found = claims_of(text, language, published)
    assert len(found) == 1, found
    return found[0]


def test_a_claim_keeps_its_exact_words_and_what_stands_beside_them():
    text = "It is autumn. The plant makes 42,000 rounds a month. Winter comes."
    claim = one(text)
    assert claim.exact == text[claim.start : claim.end] == "The plant makes 42,000 rounds a month."
    assert claim.prefix == "It is autumn. "
    assert claim.suffix == " Winter comes."
    assert claim.words == "42,000 rounds a month"


def test_the_id_of_a_claim_does_not_depend_on_its_kind_or_the_date():
    text = "The plant makes 42,000 rounds a month."
    assert one(text).id == one(text, published="").id


SPEECH = """The NATO Secretary General, Anna Reuter, spoke in Oslo.
“The money is there, and the demand is there,” Reuter said.
“We are opening dozens of new lines,” she added. “Nobody should wait.”
The secretary-general also warned that “the risk will not go when this strike does.”
Moscow dismissed the charge that it makes 250,000 shells a month.
“We want the steel. And we want it now."""


def test_surname_pronoun_and_office_lead_to_the_full_name_and_another_party_to_itself():
    found = [(c.speaker, c.speaker_basis) for c in claims_of(SPEECH) if c.speaker]
    assert found == [
        ("Anna Reuter", "surname"),
        ("Anna Reuter", "pronoun"),
        ("Anna Reuter", "running"),
        ("Anna Reuter", "office"),
        ("Moscow", "named"),
    ]


def test_a_quotation_runs_on_in_the_next_paragraph():
    found = claims_of("“We have 600 people on standby for this,\nand they wait for 24 contracts,” Karl Weiss said.")  # fmt: skip
    assert {c.speaker for c in found if c.unit == "contracts"} == {"Karl Weiss"}


def test_a_quotation_in_a_quotation_has_both_speakers():
    claim = one("A senior official said: “My commander told me, ‘You get 15 shells a day, not one more.’”")  # fmt: skip
    assert (claim.speaker, claim.relayed) == ("senior official", "commander")


def test_who_is_blamed_for_a_word_said_it():
    assert one("Brandhorst was upset with Halvorsen for saying that “the state never pays on time.”").speaker == "Halvorsen"  # fmt: skip


def test_without_a_name_nobody_is_guessed():
    claim = one("“Demand is there, and the money is there,” he said.")
    assert claim.speaker == ""
    assert claim.unresolved == ("speaker",)


def test_a_denial_is_a_denial_and_no_comment_is_nothing():
    claim = one("The ministry denied that it had cut the order by 30 per cent.")
    assert (claim.kind, claim.polarity, claim.speaker) == ("denial", "denied", "ministry")
    assert claims_of("The company declined to comment on its plans.") == []


def test_until_recently_and_no_longer_are_told_apart_from_now():
    claim = one("It no longer produces 5,000 fuzes a week.")
    assert (claim.polarity, claim.value, claim.per) == ("no longer", 5000.0, "week")
    claim = one("Osmund had until recently made more tyres than all its rivals together “but no longer,” Jo Adler pledged.")  # fmt: skip
    assert (claim.kind, claim.polarity, claim.whose, claim.speaker) == ("comparison", "no longer", "Osmund", "Jo Adler")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "bound"),
    [("up to 150 shells", "<="), ("at least 150 shells", ">="), ("just under 150 shells", "<"), ("more than 150 shells", ">"), ("some 150 shells", "~"), ("150 shells or more", ">="), ("150 shells", "=")],
)  # fmt: skip
def test_a_hedge_makes_the_value_a_bound(text, bound):
    assert one(f"It made {text}.").bound == bound


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("The yard has handed over four ferries.", "="),
        ("Under the seven-year contract, the state will pay.", "="),
        ("We are short of 2,000 engineers.", "="),
        ("Costs have crept up to €130m from €95m.", "="),
        ("No firm may sell more than 10,000 units a month.", "<="),
        ("Lead times have gone from three months to more than a year.", ">"),
    ],
)
def test_words_that_make_a_bound_only_beside_a_figure_of_their_own(text, bound):
    assert claims_of(text)[-1 if bound == ">" else 0].bound == bound


def test_before_and_after_are_two_claims_and_a_range_is_one():
    before, after = claims_of("Capacity went from 20,000 to around 70,000 rounds a year.")
    assert (before.value, before.date_bound, before.unit, before.per) == (20000.0, "before", "rounds", "year")  # fmt: skip
    assert (after.value, after.date_bound, after.bound) == (70000.0, "after", "~")
    claim = one("The plant costs between $80m and $100m.")
    assert (claim.value, claim.low, claim.high) == (None, 8e7, 1e8)


def test_a_part_of_a_year_stays_a_part_of_a_year():
    claim = one("The factory turned out 9,500 charges in the first half of 2025.")
    assert (claim.value, claim.per, claim.date_meant) == (9500.0, "", "2025-H1")


def test_a_relative_date_stays_in_words_without_the_date_of_the_article():
    text = "A deal worth PLN 24bn was signed on Monday."
    assert one(text).date_meant == "2025-11-03"
    claim = one(text, published="")
    assert (claim.date_meant, claim.date_basis, claim.unresolved) == ("Monday", "unresolved", ("date_meant",))  # fmt: skip


def test_the_day_of_speaking_is_not_the_day_spoken_of():
    claim = one("The plant will make 90 a month by 2027, Weiss said on Tuesday.")
    assert (claim.date_said, claim.date_meant, claim.date_bound) == ("2025-11-04", "2027", "by")


def test_a_currency_that_is_not_said_is_open():
    claims = claims_of("The fund holds 2.3 billion kroner.")
    assert (claims[0].unit, claims[0].unresolved) == ("crowns", ("currency",))
    bare = claims_of("Germany has €100bn and will add 3bn a year.")[1]
    assert (bare.unit, bare.per) == ("EUR", "year")
    assert "unit" in bare.unresolved


def test_a_text_without_a_figure_or_a_speaker_has_no_claims():
    assert (
        claims_of("The sun rose over the works. It was a fine day, and the gates were open.") == []
    )


def test_the_same_text_gives_the_same_claims():
    assert claims_of(SPEECH) == claims_of(SPEECH)


def test_what_it_rises_from_today_is_a_claim_of_its_own_though_a_date_stands_between():
    text = "Alder will raise output to 55 pumps a year by the end of 2028, from 40 today."
    assert [(c.value, c.date_bound) for c in claims_of(text)] == [(55, "after"), (40, "before")]


def test_what_can_be_made_is_not_of_the_time_of_what_was():
    found = claims_of("Varnholt made 72 looms last year and can make 90 looms a year.", "en", "2026-01-12")  # fmt: skip
    assert [(c.value, c.date_meant) for c in found] == [(72, "2025"), (90, "")]
