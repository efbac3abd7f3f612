"""Who goes on speaking, from sentence to sentence and from paragraph to paragraph."""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of, document

from offtake.evidence.opening.typography import plain
from offtake.evidence.reading.speakers.running import read
from offtake.evidence.rules.rules import rules


def speakers(text: str, language: str = "en") -> list[str]:
    """The speaker of each quotation that stands in no other."""
    return [s.speaker.name for s in read(document(text, language), rules()).said if s.quotation.depth == 0]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "“It has 40 looms,” Ida Falk said. “They are all new.”",
        "Ida Falk said that it has 40 looms. “They are all of them new.”",
        "Ida Falk told the paper it has 40 looms.\n“They are all of them new.”",
        "“It has 40 looms,” Ida Falk said.\n“They are all of them new.\n“Some of them run at night.”",
        "Ida Falk opened the mill. “They are all of them new,” she said.",
        "Falk opened the mill. “They are all of them new,” she said.",
        "“They are all of them new.”\n— Ida Falk, its owner",
    ],
)
def test_who_spoke_goes_on(text):
    assert {name.split(" ")[-1] for name in speakers(text)} == {"Falk"}


@pytest.mark.parametrize(
    "text",
    [
        "“It has 40 looms,” Ida Falk said.\nIt rained.\n“They are all of them new.”",
        "Ida Falk said it has 40 looms.\nThe “biggest of all” mills is idle.",
        "The mill is new. “They are all of them new.”",
    ],
)
def test_a_quotation_behind_something_else_is_nobodys(text):
    assert speakers(text)[-1] == ""


def test_a_sentence_may_tell_whose_the_one_before_it_is():
    reading = read(document("Das Werk hat 40 Pressen. Das teilte die Gilde mit.", "de"), rules())
    assert [v.speaker.name for v in reading.outers[0].verbs] == ["Gilde"]
    assert read(document("Das Werk ruht. Es regnet.", "de"), rules()).outers[0].verbs == ()


def test_french_names_a_speaker_inside_the_marks():
    assert speakers("«Il y a 40 presses, assure Léa Brun. Elles sont neuves.»", "fr") == ["Léa Brun"]  # fmt: skip
    assert speakers("«Il y a 40 presses, toutes neuves. Elles tournent.»", "fr") == [""]


def test_a_name_in_marks_is_no_quotation_and_hides_nothing():
    reading = read(document("Ida Falk told the “Herald” it has 40 looms."), rules())
    assert [v.speaker.name for v in reading.outers[0].verbs] == ["Ida Falk"]


@pytest.mark.parametrize(
    ("text", "all_of_them"),
    [
        ("« Oui », a dit Bo Lund.\nLe fabricant Torp précise avoir 40 presses. Il dit en vouloir 50.", ["Bo Lund", "Torp", "Torp"]),
        ("« Oui », a dit Ida Falk.\nLa guilde indique avoir 40 presses. Elle estime qu'il en faut 50.", ["Ida Falk", "guilde", "guilde"]),
    ],
)  # fmt: skip
def test_a_french_pronoun_is_the_body_that_spoke_right_before(text, all_of_them):
    outers = read(document(text, "fr"), rules()).outers
    assert [v.speaker.name for o in outers for v in o.verbs] == all_of_them


FIRST = "Kim Torp, a weaver, said 40 looms are idle. She said 30 are new.\n"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"{FIRST}Alex Vesk, a dyer, said 20 are old.\nShe said 10 are sold.", "Kim Torp"),
        (f"{FIRST}Alex Vesk, a dyer, said 20 are old. She said 10 are sold.", "Alex Vesk"),
        ("Kim Torp, a weaver, said 40 looms are idle.\nAlex Vesk, a dyer, said 20 are old. He said 10 are sold.\nShe said 5 are lost.", "Kim Torp"),
        ("Ann Torp, a weaver, said 40 looms are idle.\nJohn Vesk, a dyer, said 20 are old.\nShe said 5 are lost.", "Ann Torp"),
    ],
)  # fmt: skip
def test_she_is_whoever_was_she_before_and_nobody_who_is_he(text, speaker):
    assert claims_of(text)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("de", "Sprecherin Kim Falk sagte, 40 Pressen seien neu.\nWebchef Toni Lund sagte, 30 seien alt.\nSie rechne mit 20, sagte sie.", "Kim Falk"),
        ("de", "Werftchef Toni Lund sagte, 40 Pressen seien neu.\nSprecherin Kim Falk sagte, 30 seien alt.\nEr rechne mit 20, sagte er.", "Toni Lund"),
        ("fr", "La directrice Kim Brun a dit que 40 presses sont neuves.\nLe patron Toni Roy a dit que 30 sont vieilles.\nElle prévoit 20 presses, a-t-elle dit.", "Kim Brun"),
    ],
)  # fmt: skip
def test_a_pronoun_across_paragraphs_is_nobody_of_the_other_sex(language, text, speaker):
    assert claims_of(text, language)[-1].speaker == speaker


@pytest.mark.parametrize(("left", "right"), [("‘", "’"), ("'", "'"), ("“", "”")])
def test_whatever_its_marks_a_quotation_runs_on_where_the_next_paragraph_opens_with_one(left: str, right: str) -> None:  # fmt: skip
    text = f"An Acme spokesman said: {left}The plan costs £300m.\n{left}We've 40 looms, and the drivers' pay is late.\n{left}Our yard will get 20.{right}\nThe hall has 30 beds."
    said = [(c.speaker, c.form) for c in claims_of(plain(text)) if c.words]
    assert said == [("Acme spokesman", "direct")] * 3 + [("", "outlet")]


def test_he_is_who_spoke_rather_than_who_was_only_named_before():
    text = "Jan Falk, who succeeded Bo Lund, said 50 looms run.\n“We sold 40 looms,” said Falk.\nThe union pointed to 20 losses.\n“We sold 30 more,” he said."
    assert claims_of(text)[-1].speaker == "Jan Falk"
