"""The subject of a clause in its sentence, and whether a noun phrase names several."""

from __future__ import annotations

import re

from timeline.chronology.headlines.frame import Frame
from timeline.chronology.headlines.trimming import without_dates
from timeline.chronology.language.nouns import QUALIFIES_AND, is_plural_form
from timeline.chronology.language.pronouns import FRONTED
from timeline.chronology.language.tokens import Clause

_GOES_ON = re.compile("(?<=.)p|(?<=.)wd")
"""What only says which noun is meant: "members *of the crew*", "the ring *round the districts*"."""


def numbers_agree(f: Frame, noun: list[int], verb: int) -> bool:
    """Whether a noun phrase can be the subject of an auxiliary: no "air strikes was"."""
    word = f.s.words[verb]
    # "investors that *opens*": it is the conference of theirs
    one = f.s.tags[verb] == "S" and word.endswith("s")
    if not noun or not (one or word in ("was", "is", "has", "were", "are", "have")):
        return True
    if f.s.words[noun[-1]] in f.words.roles.uncertain or f.s.tags[noun[-1]] in "0n":
        return True
    if len(noun) > 1 and all(f.s.tags[t] == "W" for t in noun):
        return True  # "Counting Heads was translated"
    return names_several(f, noun) == (word in ("were", "are", "have"))


def names_several(f: Frame, noun: list[int]) -> bool:
    """Whether a noun phrase names several: "the dam and the mill", "members of the crew", "all three"."""
    tags = f.tagged(noun)
    behind = _GOES_ON.search(tags)
    head = [f.s.words[t] for t in noun[: behind.start() if behind else None]]
    named = not tags.strip("W") and (noun[0] or len(tags) > 1) and f.s.words[noun[0] - 1 : noun[0]] != ["the"]
    if named and "and" not in head:
        return False  # "Thomas", "Governor Ray Tibbets"
    if head[0] == "those":
        return True
    counted = head[-1] in f.words.numerals and head[-1] not in ("one", "a", "an")  # "two of the king's aides"
    many = tags[:2] == "0w" and head[0] not in ("1", "one")  # "100 aircraft"
    many = many or (behind is None and f.s.tags[noun[-1]] == "0")
    return "and" in head or is_plural_form(head[-1]) or counted or many


_APPOSED_TO = re.compile("(?:p[dwW0t]+?)?(?P<noun>d[wWE]+)")


def subject_in(f: Frame, clause: Clause | None) -> list[int]:
    """The words before a clause's verb, from the last comma on, without a date."""
    tokens = [t for t in clause.tokens if t < clause.verb] if clause else []
    closed = f.tagged(tokens[-1:]) == ","
    while tokens and (
        f.s.tags[tokens[-1]] in ",a"
        or (len(tokens) > 1 + (f.s.tags[tokens[0]] == "d") and f.s.words[tokens[-1]] == "first")
    ):
        tokens.pop()
    while tokens and (
        (
            f.s.tags[tokens[0]] in 'CT",a'
            and f.s.tags[tokens[0] + 1] != "0"  # "*About* 300 workers"
            and not (tokens[0] == 0 and f.s.words[0] == "that")  # "*That* sale, agreed in May"
        )
        or (clause and clause.kind == "subordinate" and f.s.words[tokens[0]] == clause.opener)
        or (
            f.s.tags[tokens[0]] == "R" and f.s.words[tokens[0]] in f.words.roles.same_time
        )  # "*where* the lighthouse stood"
    ):
        tokens.pop(0)
    if done := QUALIFIES_AND.search(f.tagged(tokens)):
        tokens = tokens[: done.start()]  # "*An audit* ordered in May and completed in June"
    dated = max((n for n, t in enumerate(tokens) if f.s.tags[t] == "t"), default=-1)
    if (
        dated > 0
        and f.tagged(tokens[:2])[:1] in ("X", "G")
        and set(f.tagged(tokens[dated + 1 :])) <= set("dwW0")
    ):
        tokens = tokens[dated + 1 :] or tokens  # "After crossing the bay on Monday *the storm* turned"
    commas = [number for number, token in enumerate(tokens) if f.s.tags[token] == ","]
    if commas and commas[-1] == len(tokens) - 2 and f.s.tags[tokens[-1]] == "n":
        return tokens[-1:]  # "Born in Riga, the daughter of a pilot, *she* fled"
    led = clause is not None and bool(commas) and f.s.tags[0] in FRONTED and f.s.tags[clause.tokens[0]] == ","
    if led and set(f.tagged(tokens[commas[-1] + 1 :])) == {"W"}:
        return tokens[commas[-1] + 1 :]  # "Born in Riga, the daughter of a pilot, *Lind* fled"
    if commas:
        fronted = f.s.tags[tokens[0]] in "GEPpXt"
        named = tokens[commas[0] + 1 : commas[1] if len(commas) > 1 else None]
        apposed = (
            f.s.words[tokens[0]] in ("a", "an") and bool(named) and all(f.s.tags[t] == "W" for t in named)
        )
        # "A Norwegian, *Captain Linge*, took over and was killed"
        behind = tokens[commas[-1] + 1 :]
        before = tokens[commas[-2] + 1 if len(commas) > 1 else 0 : commas[-1]]
        if closed and f.tagged(behind[:1]) == "d" and before and set(f.tagged(before)) == {"W"}:
            behind = before  # "on Monday, *Orr*, a teacher at the time, left"
        elif (
            closed and f.said(behind[:1]) in ("a", "an") and (noun := _APPOSED_TO.fullmatch(f.tagged(before)))
        ):
            behind = before[noun.start("noun") :]  # "In Lund *the bank*, a global lender, closed"
        tokens = behind if fronted else named if apposed else tokens[: commas[0]]
    if (
        len(tokens) > 1
        and f.s.tags[tokens[-1]] == "n"
        and not {"X", "p", "t"}.isdisjoint([f.s.tags[t] for t in tokens[:-1]])
    ):
        return tokens[-1:]  # "Ten days after their arrival *they* blew up the jail"
    return _those_who(f, without_dates(f, tokens, every=True))


def _those_who(f: Frame, subject: list[int]) -> list[int]:
    """ "Those" with the clause that says who they are: "*Those who work the locks* believe"."""
    if not subject or f.s.words[subject[-1]] != "those" or f.s.tags[subject[-1] + 1] != "R":
        return subject
    return [*subject, *f.s.of[subject[-1] + 1].tokens]
