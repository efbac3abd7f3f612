"""Every rule of a list meets its own example and leaves its counter-example alone."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from tests.evidence.labels import claims_of, document

from offtake.errors import UsageError
from offtake.evidence.reading.claims import claims_in
from offtake.evidence.reading.figures.numbers import numbers_in
from offtake.evidence.reading.language.alternatives import small
from offtake.evidence.reading.language.lexicon import lexicon
from offtake.evidence.rules.rules import FILES, _file, _forms, rules

DATA = rules().data


def named(entries):
    return pytest.mark.parametrize("rule", entries, ids=[e["example"][:40] for e in entries])


@named(DATA["notice"])
def test_a_notice_is_cut_and_its_counter_is_kept(rule):
    pattern = re.compile(f"(?:{rule['pattern']})", re.IGNORECASE)
    assert pattern.match(rule["example"])
    assert not pattern.match(rule["counter"])


@named(DATA["ratio"])
def test_a_multiple_or_share_is_found_and_its_counter_is_not(rule):
    words = lexicon(rules(), rule["language"])
    pattern = next(r[0] for r in words.ratios if r[0].pattern in _patterns(words, rule))
    assert pattern.search(small(rule["example"]))
    assert not pattern.search(small(rule["counter"]))
    assert any(n.unit == rule["unit"] for n in numbers_in(rule["example"], words))


def _patterns(words, rule):
    at = [r for r in DATA["ratio"] if r["language"] == rule["language"]].index(rule)
    return [words.ratios[at][0].pattern]


@named(DATA["aside"])
def test_a_figure_that_is_no_quantity_is_passed_over(rule):
    pattern = re.compile(rule["pattern"])
    assert pattern.search(rule["example"])
    assert not pattern.search(rule["counter"])
    assert not rule.get("holds") or any(part in rule["example"] for part in rule["holds"])
    assert not any(part in rule["example"] for part in rule.get("unless", ()))


@named(DATA["bare"])
def test_a_number_without_a_noun_is_counted_and_its_counter_is_not(rule):
    assert any(c.rule.startswith("bare,") for c in _claims(rule["example"], "en"))
    assert not any(c.rule.startswith("bare,") for c in _claims(rule["counter"], "en"))


@named(DATA["hedge"])
def test_a_hedge_is_told_and_its_counter_is_not(rule):
    language = rule["languages"][0]
    told = [c for c in _claims(rule["example"], language) if rule["meaning"] in c.hedges]
    assert told
    assert not rule["bound"] or told[0].bound == rule["bound"]
    assert not any(rule["meaning"] in c.hedges for c in _claims(rule["counter"], language))


def _claims(text, language):
    """Claims of a sentence, or of a few words, which then are what somebody says."""
    return claims_of(text, language) or claims_of(f"“{text}” he said there and then.", language)


@named(DATA["kind"])
def test_a_kind_is_given_and_its_counter_is_another(rule):
    for language in ("en", "de", "fr"):
        kinds = [c.kind for c in claims_of(rule["example"], language)]
        if rule["kind"] in kinds:
            break
    assert rule["kind"] in kinds or rule["kind"] == "statement"
    if rule["kind"] != "statement" and rule["counter"]:
        assert not any(c.kind == rule["kind"] and c.words for c in claims_of(rule["counter"]))


def test_a_rule_of_the_user_is_tried_first():
    extra = '[[kind]]\nkind = "capacity"\nof = ["goods"]\ncue = "answers for"\nexample = ""\ncounter = ""\n'
    text = document("The yard answers for 40 hulls.")
    assert [c.kind for c in claims_in(text, rules())] != ["capacity"]
    assert [c.kind for c in claims_in(text, rules(extra))] == ["capacity"]


@pytest.mark.parametrize(
    ("extra", "says"),
    [("[[kind", "not valid TOML"), ("[[kinds]]\na = 1\n", "no rules 'kinds'"), ('[[kind]]\nkind = "order"\nof = ["goods"]\ncue = "("\n', "cannot be read")],
)  # fmt: skip
def test_a_rule_that_cannot_be_read_is_refused_in_words(extra, says):
    with pytest.raises(UsageError, match=says):
        rules(extra)


@pytest.mark.parametrize(
    ("verb", "met", "not_met"),
    [
        ("make/made", "make makes made making", "maked"),
        ("supply", "supply supplies supplied supplying", "supplys"),
        ("press", "press presses pressed pressing", "pres"),
        ("hand_over", "hand over|handed over|hands over|handing over", "handed"),
        ("equip", "equip equips equipped equipping", "equipmed"),
        ("agree", "agree agrees agreed agreeing", "agreing"),
        ("tie", "tie ties tied tying", "tiing"),
        ("~guard", "guard guards guarded guarding", "guardian"),
    ],
)
def test_the_forms_of_a_verb(verb, met, not_met):
    forms = _forms(verb)
    assert set(met.split("|") if "|" in met else met.split()) <= set(forms)
    assert not_met not in forms


def test_of_a_verb_that_is_a_noun_too_only_some_forms_are_sure():
    assert _forms("~guard", nouns=False) == ("guarded", "guarding")
    assert _forms("guard", nouns=False) == _forms("guard") == _forms("~guard")


@pytest.mark.parametrize(
    "extra",
    ['[table]\nunits = "order"', '[verbs.buy]\nen = "y"', '[en]\nfalse = "("', '[[kind]]\nkind = "order"'],
)  # fmt: skip
def test_rules_of_a_user_that_cannot_be_read_are_told_in_words(extra):
    with pytest.raises(UsageError):
        rules(extra)


def test_no_two_files_say_the_same_thing():
    """The files are put together; of two that name one thing, the later would take the place of the other unseen."""
    said = [path for name in FILES for path in _paths(_file(name))]
    assert [path for path, times in Counter(said).items() if times > 1] == []


def _paths(data, above=()):
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _paths(value, (*above, key))
        else:
            yield (*above, key)
