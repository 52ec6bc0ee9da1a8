"""Whom a sentence is about, for a pronoun in a later one."""

from __future__ import annotations

import re

from timeline.chronology.language.lexicon import lexicon
from timeline.chronology.language.pronouns import POSSESSIVES, agrees, offers, other_gender
from timeline.chronology.language.tokens import Clause, Sentence


def subject_of(text: str, sentence: Sentence, pronoun: str = "it") -> str | None:
    """The subject of a sentence's main clause, for a pronoun in a later one; ``None`` where it is not plain.

    Nothing (``""``) where a possessive may be another's.

    >>> from timeline.chronology.language.clauses import parse
    >>> s = "In May the army, which had rested, took the town"
    >>> subject_of(s, parse(s, 0, len(s), [(3, 6)]))
    'the army'
    """
    tags, main = sentence.tags, sentence.clauses[0]
    if main.verb < 0 and tags[-1:] not in (".", '"', "?", "!"):
        return None  # "Evening Gazette"
    if named := _speaker(sentence):
        return text[sentence.starts[named[0]] : sentence.ends[named[-1]]]
    inverted = _INVERTED.match(tags)
    run = [*range(*inverted.span("who"))] if inverted else _run_of(sentence, main)
    behind = tags[run[-1] + 1 : run[-1] + 3] if run else ""
    # "Hale, in power since May, called a vote", "His son, also called Thomas, left"
    inserted = (behind[:1] == "," and tags[main.verb - 1] == ",") or _QUALIFIED.match(
        tags, run[-1] + 1 if run else 0
    ) is not None
    # "The bus, *built* for 40, was carrying 55"
    done = behind[1:] == "V" and not sentence.finite[run[-1] + 2]
    if behind[:1] == "," and behind[1:] not in tuple("RdWEPGX0") and not (inserted or done):
        return None  # "The deal cuts a third, less than …": no subject
    if (
        not run
        or not {tags[t] for t in run} - {"d"}
        or tags[run[0]] in "nGRT"
        or "Q"
        in tags[
            max(0, run[0] - 1) : run[-1] + 1
        ]  # "*What happened then* is not known", "Here's why it matters"
        or sentence.words[run[0]] in ("no", "none", "nobody", "nothing")
    ):
        return None
    if sentence.words[run[-1]] in lexicon().numerals or sentence.words[run[-1]] in lexicon().roles.units:
        return None  # "Two were held": two of whom?
    several = pronoun in ("it", "its") and sentence.words[main.verb] in ("are", "were", "have")
    if several and agrees(pronoun, _words(text, sentence, run)):
        return ""  # "The headquarters are in Lund. *Its* first mill …"
    apposed = _NAME.match(tags, run[-1] + 1)
    if pronoun in POSSESSIVES and _may_own(sentence, apposed.end() if apposed else run[-1] + 1, pronoun):
        return ""  # "Putin met Assad. His army": whose?
    if apposed and other_gender(
        POSSESSIVES.get(pronoun, pronoun), [sentence.words[t] for t in run], lexicon()
    ):
        return ""  # "A spokeswoman, Karin Holt, said that the driver was asleep. He …"
    body = (
        _BODY.match(tags, run[-1] + 1) if pronoun == "it" and sentence.words[run[0]] in POSSESSIVES else None
    )
    if body and sentence.words[body.start("name")] == "the":
        # "Their partner, *the Centre party*, fell"
        return _words(text, sentence, [*range(*body.span("name"))])
    name = [*range(*apposed.span("name"))] if apposed else []
    if len(name) == 1 and any(tags[t] == "p" and sentence.words[t] != "of" for t in run):
        name = []  # "A director at the publisher, *Kronos*, found it"
    if name and (pronoun not in _OF_THINGS or agrees(pronoun, _words(text, sentence, name))):
        run = name  # "The pilot, Rosa Meng, had been told"; not "The firm, Tower Hill Partners, bid"
    return _words(text, sentence, run)


def _run_of(sentence: Sentence, main: Clause) -> list[int]:
    """The noun phrase that is the subject of a clause."""
    tags = sentence.tags
    tokens = [t for t in main.tokens if t < main.verb or (main.verb < 0 and tags[t] != "p")]
    if tokens and sentence.words[tokens[0]].endswith("ly") and _APART.match(tags, tokens[0] + 1, main.verb):
        tokens.pop(0)  # "*Really*, the team is new"; not "Kelly, the mayor, is"
    while tokens and tags[tokens[0]] in 'Ca",' and tags[tokens[0] + 1 : tokens[0] + 2] != "0":
        tokens.pop(0)  # not the "about" of "*about* 300 workers"
    if tokens and tags[tokens[0]] in "pGEPXt":
        # "In the first weeks, the rulers": the subject stands behind what leads in.
        begun = [
            n
            for n in range(1, len(tokens))
            if (tags[tokens[n - 1]] in ",t" or sentence.words[tokens[n - 1]] == "then")
            and tags[tokens[n]] in "dwW0"
        ]
        placed = None if begun else _PLACED_THEN.fullmatch(tags, tokens[0], max(main.verb, 0))
        there = [t for t in tokens if placed and t >= placed.start("who")]
        tokens = tokens[begun[0] :] if begun else there
    run: list[int] = []
    listed = _LISTED.match(tags, tokens[0]) if tokens else None  # "Russia, Turkey and Iran"
    run = tokens[:1] if tokens and tags[tokens[0]] == "a" else []
    for token in tokens[len(run) :]:
        within = listed is not None and token < listed.end()
        if (tags[token] in ",(-at" and not within) or (run and token != run[-1] + 1):
            break
        run.append(token)
    while run and (sentence.words[run[-1]] in ("first", "then") or tags[run[-1]] == "p"):
        run.pop()  # "the army first took it"
    while len(run) > 1 and tags[run[-1]] in "EP" and tags[run[-1] + 1 : run[-1] + 2] == "p":
        run.pop()  # "*Soil* taken from the bed has shown"
    if run and (fronted := _FRONTED.match(tags, run[-1] + 1)) and fronted.end() == main.verb:
        run = [*range(*fronted.span("name"))]  # "The son of a clerk, Oduya was born in 1930"
    while len(run) > 1 and sentence.words[run[-1]] in ("himself", "herself", "itself", "themselves"):
        run.pop()
    return run


def _words(text: str, sentence: Sentence, run: list[int]) -> str:
    return text[sentence.starts[run[0]] : sentence.ends[run[-1]]]


def _may_own(sentence: Sentence, first: int, pronoun: str) -> bool:
    """Whether one of the words from ``first`` on may be what a possessive stands for."""
    tags = sentence.tags[first:]
    if pronoun in ("his", "her"):
        return offers((sentence.words[first:], tags), POSSESSIVES[pronoun], lexicon())
    return not {"W", "d"}.isdisjoint(tags)


def suffers_there(sentence: Sentence) -> bool:
    """Whether something is done to the subject of a sentence, or it is told to be worth something: then it need not have acted before.

    "The ministry signed a contract. *It was worth* 3 million."
    """
    main = sentence.clauses[0]
    return is_passive(sentence, main) or (
        main.verb >= 0 and sentence.words[main.verb + 1 : main.verb + 2] == ["worth"]
    )


def is_passive(sentence: Sentence, clause: Clause) -> bool:
    """Whether something is done to the subject of a clause."""
    return clause.verb >= 0 and _PASSIVE.match(sentence.tags, clause.verb) is not None


def passive_end(sentence: Sentence, clause: Clause) -> int:
    """The token behind the verb of a clause of which something is done to its subject; 0 of any other."""
    found = _PASSIVE.match(sentence.tags, clause.verb) if clause.verb >= 0 else None
    return found.end() if found else 0


def _speaker(sentence: Sentence) -> range | None:
    """Who is named behind a quotation, by the name if there is one: ""…," said the operator, *Hanno Wirt*, who …"."""
    found = _SAID.search(sentence.tags) or _SAYS.search(sentence.tags)
    if found is None or sentence.words[found.start("verb")] not in lexicon().reporting.verbs:
        return None
    return range(*found.span("name" if found["name"] else "who"))


_PLACED_THEN = re.compile("(?:p(?:d?[wE]*w|W+))+(?P<who>d[wE]*w)")
"""A place that leads in without a comma, and the subject: "In the town of Tesk *a man*"."""
_APART = re.compile(",[dnwW0][^,]*$")
_QUALIFIED = re.compile(",a[EP]")
_OF_THINGS = frozenset(("it", "its", "they", "their"))
_FRONTED = re.compile("(?:p[dwW]+)*,(?P<name>W+)a*")
_NAME = re.compile(",(?:[wE]+(?=WW)|dW(?=WW))?(?P<name>W+),")
_BODY = re.compile(",(?P<name>d[wW]*W[wW]*),")
_INVERTED = re.compile("p[dwWn]+B(?P<who>W+),")
"""Who is told of behind the verb: "Among them was *Doreen Platt*, 83"."""
_PASSIVE = re.compile("(?:Ba*b?|[HM]a*ba*)[EPVU]")
_LISTED = re.compile("[dwW0]+(?:p[dwW0]+)*(?:,[dwW0]+)+,?C[dwW]+(?=[aBHDMVEUS]|,W+,)")
_SAID = re.compile('"(?P<verb>[VES])(?P<who>[dwW]+)(?:,(?P<name>W+)[,.])?')
_SAYS = re.compile('"(?P<who>[dwW]+)(?:,(?:(?P<name>W+)|0),)?(?P<verb>[VES])')
