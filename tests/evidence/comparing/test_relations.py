from __future__ import annotations

from tests.evidence.labels import claims_of, document

from offtake.evidence.comparing.relation import Relation
from offtake.evidence.comparing.relations import relations
from offtake.evidence.comparing.republished import overlaps
from offtake.evidence.comparing.values import interval
from offtake.evidence.reading.claims import claims_in
from offtake.evidence.rules.rules import rules


def of(*texts: str) -> list[Relation]:
    documents = [
        document(text, published="2025-11-07", name=str(k)) for k, text in enumerate(texts)
    ]
    claims = [c for d in documents for c in claims_in(d, rules())]
    return relations(claims, documents, overlaps(documents))


def kinds(*texts: str) -> list[str]:
    return [r.kind for r in of(*texts) if r.kind != "other side"]


HALL = "Varnholt makes 90,000 rounds a month, the ministry found."


def test_the_same_sentence_in_two_papers_counts_once():
    assert kinds(HALL, HALL) == ["same"]


def test_another_value_of_the_same_quantity_is_a_contradiction():
    assert kinds(HALL, "Varnholt makes 60,000 rounds a month, its rivals claim.") == ["contradiction"]  # fmt: skip


def test_another_time_is_a_change_and_no_contradiction():
    assert kinds(HALL, "Varnholt made 60,000 rounds a month in 2023, its rivals claim.") == [
        "change"
    ]


def test_another_scope_is_nothing_at_all():
    assert kinds(HALL, "Osmund makes 60,000 rounds a month, its rivals claim.") == []
    assert kinds(HALL, "Varnholt makes 60,000 rounds a year, its rivals claim.") == []


def test_where_whose_is_not_said_nothing_is_told():
    assert kinds(HALL, "Output is 60,000 rounds a month.") == ["open"]


def test_values_that_can_both_hold_agree():
    assert kinds(HALL, "Varnholt makes more than 80,000 rounds a month, its rivals claim.") == ["agreement"]  # fmt: skip
    assert kinds(HALL, "Varnholt makes 92,000 rounds a month, its rivals claim.") == ["agreement"]


def test_ninety_thousand_is_rounded_and_524_thousand_is_not():
    rounded, exact = (claims_of(f"It makes {n} rounds.")[0] for n in ("90,000", "524,000"))
    assert interval(rounded) == (85500.0, 94500.0)  # half of 10,000, and 5% at most
    assert interval(exact) == (523500.0, 524500.0)


def test_about_a_number_is_a_tenth_of_it_to_both_sides():
    (said,) = claims_of("It makes about 90,000 rounds.")
    assert interval(said) == (81000.0, 99000.0)


def test_a_denial_finds_the_claim_that_it_denies():
    found = of(HALL, "Its rivals dismissed the figure of 90,000 rounds a month as invented.")
    assert [(r.kind, r.second and r.second.value) for r in found] == [("denial", 90000.0)]


def test_denials_of_two_figures_contradict_nothing():
    first = "The ministry denied that Varnholt makes 60,000 rounds a month."
    second = "Osmund denied that Varnholt makes 90,000 rounds a month."
    assert kinds(first, second) == ["denial", "denial"]


def test_one_quotation_at_two_lengths_is_framing_and_counts_once():
    long = "“The money is there, the orders are there, and nobody should wait,” Anna Reuter said."
    short = "Reuter told producers that “the orders are there, and nobody should wait.”"
    assert sorted(kinds(long, short)) == ["framing", "same"]


def test_one_party_about_another_is_told():
    told = [r.why for r in of("Anna Reuter said that Russia makes 250,000 shells a month.") if r.kind == "other side"]  # fmt: skip
    assert told == ["Anna Reuter about Russia"]


def test_a_contradiction_in_two_papers_is_told_once_however_often_it_is_republished():
    other = "Varnholt makes 60,000 rounds a month, its rivals claim."
    assert kinds(HALL, HALL, other, other).count("contradiction") == 1


NAMES = [f"{a}{b}" for a in "ABCDEFGH" for b in "abcdefgh"]


def test_of_many_claims_on_one_quantity_neighbours_are_compared_and_all_values_stay_in_sight():
    texts = [
        f"Varnholt makes {101 + 2 * k},000 rounds a month, rival {NAMES[k]} claims."
        for k in range(60)
    ]
    found = [r for r in of(*texts) if r.kind == "contradiction"]
    told = {claim.value for r in found for claim in (r.first, r.second) if claim}
    assert told == {(101 + 2 * k) * 1000.0 for k in range(60)}
    assert len(found) < 60 * 7  # not the 1,770 pairs


def test_two_halls_without_a_name_in_common_are_not_held_to_be_one():
    of_alfa = "Alfa has a hall in Northport. The hall has a capacity of 80 pumps a year."
    assert kinds(of_alfa, "Much is said of Northport. The hall can make 95 pumps a year.") == [
        "contradiction"
    ]
    assert kinds(of_alfa, "It is cold in Brevik. The hall can make 95 pumps a year.") == ["open"]


def test_a_firm_and_the_first_word_of_its_name_are_one():
    assert kinds("Varnholt Metall makes 90,000 rounds a month, the ministry found.", "Varnholt makes 60,000 rounds a month, its rivals claim.") == ["contradiction"]  # fmt: skip


def test_a_thing_named_in_two_languages_is_compared_by_its_unit():
    german = document("Varnholt baut 60 Transformatoren im Monat, meldete das Blatt.", "de", "2025-11-07", "1")  # fmt: skip
    english = document("Varnholt builds 90 large transformers a month, the ministry found.", "en", "2025-11-07", "0")  # fmt: skip
    claims = [c for d in (english, german) for c in claims_in(d, rules())]
    assert [r.kind for r in relations(claims, [english, german], []) if r.kind != "other side"] == ["contradiction"]  # fmt: skip


def test_which_works_is_meant_is_open_where_the_papers_share_a_name():
    told = kinds(HALL, "The works makes 60,000 rounds a month, a neighbour of Varnholt says.")
    assert told == ["open"]
    assert kinds(HALL, "The works makes 60,000 rounds a month, a neighbour says.") == []


def test_where_something_was_said_is_no_place_of_what_is_told():
    (claim,) = claims_of("The hall costs €120m, Holm told reporters at the Hanover fair.")
    assert claim.where == ""
