"""Reporting verbs in their forms, who has them, and what follows them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.reading.speakers.verbs import (
    Verb,
    listed,
    may_precede,
    only_speakers,
    participles,
    reporting,
    says_a_clause,
)
from offtake.evidence.rules.rules import rules

EN, DE, FR = (lexicon(rules(), language) for language in ("en", "de", "fr"))


def test_who_has_a_verb_and_where_its_subject_may_stand():
    said, told, shows = (Verb(0, 1, text, "said") for text in ("said", "told", "shows"))
    assert only_speakers(said, EN)
    assert not only_speakers(shows, EN)
    assert may_precede(said, True, EN)
    assert not may_precede(told, True, EN)
    assert not may_precede(Verb(0, 1, "accused", "said"), False, EN)
    assert listed("a b_c") == ["a", "b c"]


def test_every_form_of_a_verb_is_known_with_its_attitude():
    assert reporting(EN).fullmatch("denies")
    assert reporting(FR).fullmatch("affirment")
    assert not reporting(EN).fullmatch("looms")
    assert participles(DE)["mitgeteilt"] == "said"
    assert participles(DE)["zugesagt"] == "promise"


def test_what_is_said_may_follow_as_a_clause():
    assert says_a_clause(" that it stands", EN)
    assert says_a_clause(" am Freitag, dass es steht", DE)
    assert says_a_clause(" que tout roule", FR)
    assert says_a_clause(" avoir vendu", FR)
    assert not any((says_a_clause(" it", EN), says_a_clause(" das Werk", DE), says_a_clause(" le bus", FR)))  # fmt: skip


PARSED, SORT = import_module("re._parser"), import_module("re._constants")


def first_words(parsed: Iterable[tuple[Any, Any]], begun: set[str], whole: set[str]) -> set[str]:
    """What of a first word every way through a parsed pattern has met; `whole` takes those that have ended."""
    for sort, told in parsed:
        if sort is SORT.BRANCH:
            begun = set().union(*(first_words(branch, begun, whole) for branch in told[1]))
        elif sort is SORT.SUBPATTERN:
            begun = first_words(told[3], begun, whole)
        elif sort is SORT.MAX_REPEAT:
            least, most, repeated = told
            met, begun = begun, begun if least == 0 else set()
            for time in range(most):
                met = first_words(repeated, met, whole)
                begun = begun | (met if time + 1 >= least else set())
        elif sort in (SORT.LITERAL, SORT.IN):
            signs = [chr(told)] if sort is SORT.LITERAL else [chr(sign) for _, sign in told]
            whole.update(begun if any(re.match(r"\W", sign) for sign in signs) else ())
            begun = {word + sign for word in begun for sign in signs if re.match(r"\w", sign)}
        if not begun:
            break
    return begun


def test_a_verb_is_looked_for_behind_each_word_with_which_one_may_begin():
    for known in (EN, DE, FR):
        pattern = reporting(known).pattern
        _, look, groups = re.split(r"(\(\?=.*?\(\?!\\w\)\))", pattern, maxsplit=1)
        whole: set[str] = set()
        whole |= first_words(PARSED.parse(groups), {""}, whole)
        begins = re.compile(look)
        assert len(whole) > 1000
        assert not [word for word in whole if not begins.match(word)]
