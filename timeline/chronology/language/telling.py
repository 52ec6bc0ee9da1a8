"""What a sentence or a clause tells by its words alone: an event, words of somebody's, a life, or nothing of its story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.tokens import Clause, Sentence, in_quotation

_WHAT = re.compile("(?:p?t)*[T,]")


def is_event(sentence: Sentence, words: Lexicon, token: int) -> bool:
    """Whether a word names what happens: a full verb form or an event noun."""
    tag = sentence.tags[token]
    if tag in "VEPSUG":
        return True
    if tag not in "wW":
        return False
    word = sentence.words[token]
    nominals = words.nominals
    return word in nominals.events or (
        len(word) > 6 and tag == "w" and word.endswith(nominals.endings) and word not in nominals.not_events
    )


def has_event(sentence: Sentence, words: Lexicon, tokens: Sequence[int]) -> bool:
    """Whether any of the tokens names what happens."""
    return any(is_event(sentence, words, token) for token in tokens)


def is_saying(sentence: Sentence, words: Lexicon, clause: Clause) -> bool:
    """Whether the finite verb of a clause is one of saying ("said", "had reported")."""
    if clause.verb < 0:
        return False
    verbs = words.reporting.verbs
    if sentence.words[clause.verb - 1 : clause.verb + 1] == ["it", "emerged"]:
        return _WHAT.match(sentence.tags, clause.verb + 1) is not None  # "it emerged in May that"
    if not sentence.says or verbs.isdisjoint(sentence.words[clause.verb : clause.verb + 5]):
        return False
    for token in clause.tokens:
        if token < clause.verb:
            continue
        if token > clause.verb + 4:
            return False
        if sentence.words[token] in verbs and (token == clause.verb or sentence.tags[token] in "VEwP"):
            group = sentence.tags[clause.verb : token]  # "was told", "had been warned"
            passive = (group[:1] == "B" or "b" in group) and sentence.tags[token] in "VEP"
            if passive:
                return sentence.words[clause.verb - 1 : clause.verb] == ["it"]  # "it was reported that"
            return not _has_object(sentence, words, clause, token)
        if token > clause.verb and sentence.tags[token] not in "anHb":
            return False
    return False


def _has_object(sentence: Sentence, words: Lexicon, clause: Clause, verb: int) -> bool:
    """Whether a verb that says something only where words follow it is done to a thing: "recalled the ambassador", "wrote off
    the debt"; so is one that acts on it with another: "*wrote and published* two books"."""
    behind = sentence.words[verb + 1 : verb + 2]
    if _SHARED.match(sentence.tags, verb) and not sentence.finite[verb + 2]:
        return sentence.words[verb + 2] not in words.reporting.verbs
    if not words.reporting.parting.isdisjoint(behind):
        return True
    if sentence.words[verb] not in words.reporting.doing:
        return False
    thing = sentence.tags[verb + 1 : verb + 2] in _OBJECT or not words.clauses.objective.isdisjoint(behind)
    return thing and not any(c.kind == "content" and c.parent is clause for c in sentence.clauses)


_OBJECT = tuple("dwW0$€£G")
_SHARED = re.compile("[VE]C[VE]")
"""Two verbs of one subject and one thing; the second is not told to be finite (``clauses``)."""


def tells_event(sentence: Sentence, words: Lexicon, clause: Clause) -> bool:
    """Whether a clause tells in the past that something happened, rather than how things were."""
    if clause.verb < 0 or in_quotation(sentence.tags, clause.verb):
        return False  # a verb in a quotation speaks of the speaker's time
    if clause is sentence.clauses[0] and clause.kind == "content":
        return False  # "How it all went."
    tag, word = sentence.tags[clause.verb], sentence.words[clause.verb]
    if tag in "VEU" or (tag == "S" and sentence.labelled):
        return word not in words.verbs.stative
    after = sentence.tags[clause.verb + 1 : clause.verb + 5].lstrip("an")[:2]
    to_be = word in words.verbs.be_past or (sentence.labelled and word in words.verbs.be_present)
    return to_be and (after[:1] in ("E", "V", "P", "U") or after == "bE")


def tells_by_now(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause tells what has happened by now: "has opened a fund", not "has a son"."""
    if clause.verb < 0 or sentence.words[clause.verb] not in ("has", "have"):
        return False
    behind = sentence.tags[clause.verb + 1 : clause.verb + 6].lstrip("an")
    if behind[:1] == "b":
        behind = behind[1:].lstrip("a")
    return behind[:1] in ("E", "V", "P", "U")


def tells_news(sentence: Sentence, words: Lexicon) -> bool:
    """Whether the main clause of a sentence tells that something happened, or how things are by now."""
    main = sentence.clauses[0]
    return sentence.words[main.verb] in ("has", "have") or tells_event(sentence, words, main)


def reacts(sentence: Sentence, words: Lexicon) -> bool:
    """Whether the main clause of a sentence tells of an answer to what happened: "The union condemned the killing"."""
    verb = sentence.clauses[0].verb
    return verb >= 0 and not words.roles.reactions.isdisjoint(sentence.words[verb : verb + 2])


def trades(sentence: Sentence, words: Lexicon) -> bool:
    """Whether the main clause of a sentence tells of a price of the day: "Shares in the company closed up"."""
    verb = sentence.clauses[0].verb
    return verb > 0 and not words.roles.quoted.isdisjoint(sentence.words[: min(verb, _SUBJECT)])


_TO_LEVEL = re.compile("[$£€]?0[0/%]*w?p[$£€]?0")
"""A figure, and another one behind a preposition."""
_SUBJECT = 3
"""Among so many first words stands what is traded."""


def is_caption(block: str, words: Lexicon) -> bool:
    """Whether a paragraph stands under a picture, as its credit tells: "Police in Tesk on Friday. (Photo by Ivo Lund)"."""
    lower = block.lower()
    return any(credit in lower for credit in words.roles.photographs)


def is_furniture(sentence: Sentence, words: Lexicon) -> bool:
    """Whether a sentence tells of its page and not of its story: "Last modified on 3 May", "This story was amended"."""
    roles, first = words.roles, sentence.words[0]
    if first in roles.furniture and True not in sentence.finite:
        return True
    if first not in _firsts(roles.page) and _firsts(roles.credits).isdisjoint(sentence.words):
        return False
    said = " ".join(sentence.words)
    return said.startswith(roles.page) or any(phrase in said for phrase in roles.credits)


@cache
def _firsts(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


def tells_life(sentence: Sentence, words: Lexicon) -> bool:
    """Whether the main clause of a sentence tells of a whole life, or of when something was made: "It was built by a firm"."""
    verb = sentence.clauses[0].verb
    group = [
        word for word, tag in zip(sentence.words[verb:], sentence.tags[verb:], strict=True) if tag != "a"
    ]
    return verb >= 0 and " ".join(group[:3]).startswith(words.roles.lifelong)


def measures(sentence: Sentence, words: Lexicon) -> bool:
    """Whether a sentence tells its own time by days that it does not date: "in the days before the raid", "took nine days"."""
    near, main = words.roles.after + words.roles.before, sentence.clauses[0].verb
    if sentence.words[:3] == ["the", "last", "time"]:
        return True  # "The last time it blew, it rumbled on for months"
    if main >= 0 and sentence.words[main] in words.roles.enduring:
        lengths = [
            word.rpartition("-")[2] for word in sentence.words[main + 1 : main + _FRONTED] if "-" in word
        ]
        if not words.roles.long_units.isdisjoint(lengths):
            return True  # "They fought a six-year war"
    if any(one in words.roles.which and two in words.roles.rounds for one, two in pairwise(sentence.words)):
        return True  # "He was sent off in the same fixture *last season*"
    if words.roles.long_units.isdisjoint(sentence.words):
        return False
    if _FOR_LONG.search(sentence.tags) and _has_lasted(sentence, words):
        return True
    if sentence.words[0] in words.roles.throughout and not words.roles.long_units.isdisjoint(
        sentence.words[1:_FRONTED]
    ):
        return True  # "Over the next seven years the fighting shifted"
    lasts = main >= 0 and sentence.words[main] in words.roles.lasting
    return any(
        word in words.roles.long_units
        and ((before == "the" and behind in near) or (lasts and at == main + 1 and before != "the"))
        for at, (before, word, behind) in enumerate(
            zip(sentence.words, sentence.words[1:], [*sentence.words[2:], ""], strict=False)
        )
    )


def compares(sentence: Sentence, words: Lexicon) -> bool:
    """Whether the main clause sets a figure beside an earlier one, as reports of results do: "advanced to $94 million from $85 million"."""
    verb, tags = sentence.clauses[0].verb, sentence.tags
    # not "Its debt *will* rise to 3 billion from 1.8 billion"
    return (
        verb >= 0
        and tags[verb] != "M"
        and any(
            tags[at + 1] in "$0"
            and (sentence.words[at] in words.roles.bases or sentence.words[at - 1] == "compared")
            and not {"$", "0"}.isdisjoint(tags[verb + 1 : at])
            for at in range(verb + 2, len(tags) - 1)
            if tags[at] == "p"
        )
    )


def prices(sentence: Sentence, words: Lexicon) -> bool:
    """Whether the main clause tells by how much a price moved, and to which level, as reports of trading do: "Orr Steel eased 1/8 to 31"."""
    verb, tags = sentence.clauses[0].verb, sentence.tags
    if verb < 0 or sentence.words[verb] not in words.roles.changing:
        return False
    level = _TO_LEVEL.match(tags, verb + 1)
    return level is not None and "to" in sentence.words[level.end() - 3 : level.end() - 1]


def _has_lasted(sentence: Sentence, words: Lexicon) -> bool:
    """Whether something had been so for years: "The boiler *had not been touched for six years*"."""
    return any(
        sentence.words[sentence.of[at].verb] == "had"
        and sentence.words[at] in words.roles.long_units
        and sentence.words[at - 2] == "for"
        for at in range(2, len(sentence.words))
        if sentence.of[at].verb >= 0
    )


_FRONTED = 6
"""Among so many first words stands the length of time that opens a sentence."""
_FOR_LONG = re.compile("H.*p[w0]w")


def speaks(sentence: Sentence, words: Lexicon) -> Clause | None:
    """The clause in which a source is told to have spoken: the first, or one behind a quotation ("…," she said)."""
    for clause in sentence.clauses:
        if clause.kind not in ("main", "coordinate") or clause.verb < 0:
            continue
        told = sentence.tags[clause.verb] in "VE" and not in_quotation(sentence.tags, clause.verb)
        if told and is_saying(sentence, words, clause):
            return clause
    return None
