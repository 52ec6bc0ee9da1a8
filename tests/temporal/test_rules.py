"""Every rule's own examples and counter-examples, generated from the data."""

from __future__ import annotations

import re

import pytest

from timeline.temporal import tag
from timeline.temporal.grammar import load

RULES = load("en").rules
EXAMPLES = [(rule.name, example) for rule in RULES for example in rule.examples]
SILENT = {rule.name for rule in RULES if rule.silent}
COUNTER = [(rule.name, text) for rule in RULES for text in rule.counter]


@pytest.mark.parametrize(
    ("name", "example"), EXAMPLES, ids=[f"{name}: {example}" for name, example in EXAMPLES]
)
def test_example(name: str, example: str) -> None:
    """An example is "anchor | text with the [expression] in brackets | value"; a value "-" means that it is no time. A silent rule is seen in others."""
    told, marked, value = (part.strip() for part in example.split(" | "))
    anchor = told.removeprefix("narrative ")
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    found = tag(text, anchor, genre="narrative" if anchor != told else None)
    if value == "-":
        assert [r.text for r in found if r.start < end and start < r.end] == []
        return
    seen = [
        (r.text, name if name in SILENT else r.rule, r.value or "None")
        for r in found
        if (r.start, r.end) == (start, end)
    ]
    assert seen == [(text[start:end], name, value)], [(r.text, r.rule, r.value) for r in found]


@pytest.mark.parametrize(("name", "text"), COUNTER, ids=[f"{name}: {text}" for name, text in COUNTER])
def test_counter_example(name: str, text: str) -> None:
    assert [r.text for r in tag(text, "2016-12-11") if r.rule == name] == []


GUARDS = sorted({guard.name: guard for guards in load("en").guards.values() for guard in guards}.items())


@pytest.mark.parametrize(
    ("name", "example"),
    [(name, example) for name, guard in GUARDS for example in guard.examples],
    ids=lambda value: value,
)
def test_guard(name: str, example: str) -> None:
    """What stands in a guard's brackets looks like a time and is none."""
    start, end = example.index("["), example.index("]") - 1
    text = example.replace("[", "").replace("]", "")
    assert [r.text for r in tag(text, "2016-12-11") if r.start < end and start < r.end] == []


def test_every_guard_has_an_example() -> None:
    assert [name for name, guard in GUARDS if not guard.examples] == []


def test_classes_that_stand_in_sets_together_are_small_characters() -> None:
    """Such sets compile and match faster; there are only so many small ones."""
    large = [
        (rule.name, chars)
        for rule in RULES
        for chars in re.findall(r"\[[^]]*\]", rule.source)
        if max(chars) > "\xff"
    ]
    assert large == []
