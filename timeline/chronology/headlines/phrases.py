"""The noun phrases of a sentence, for a pronoun in it or in a later one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from timeline.chronology.language.lexicon import lexicon
from timeline.chronology.language.pronouns import POSSESSIVES, head_word
from timeline.chronology.language.tokens import Sentence

Span = tuple[int, int]
"""The first token of some words, and the one behind the last."""

_BECOMING = frozenset(("as", "became", "become", "becoming", "remained"))
_RUN = re.compile("(?:d+a?|a(?=0))?(?:[wW]+')?[0wWE]*(?:G(?=[wW]))?[wW](?:(?<=[wW])0)?")
_LIST = re.compile(",?C|,")
_SAYING = re.compile("(?:,0,)?[aHBMD,]*")


def phrases(sentence: Sentence, end: int | None = None, *, joined: bool = False) -> Iterator[Span]:
    """The noun phrases before a token, each with what "of" hangs on it; with ``joined``, a list of them is one phrase."""
    words = sentence.words
    tags, found = _nominal(sentence), list[Span]()
    for run in _RUN.finditer(tags, 0, len(tags) if end is None else end):
        first, behind = run.span()
        if (
            behind == first + 1
            and words[behind : behind + 1] == ["of"]
            and first
            and words[first - 1] in ("in", "on", "by")
        ):
            continue  # "in *charge* of the roll"
        last = found[-1] if found else (0, 0)
        listed = joined and found and _LIST.fullmatch(tags, last[1], first) is not None
        if found and (listed or (last[1] == first - 1 and words[first - 1] == "of")):
            found[-1] = (last[0], behind)
        else:
            found.append((first, behind))
    yield from found


def _nominal(sentence: Sentence) -> str:
    """The tags of a sentence, with a "v" for what is no part of a noun phrase: a verb, its participle, "him" and "them"."""
    tags, words = sentence.tags, sentence.words
    objective = lexicon().clauses.objective
    # "is expected to *fold*"
    return "".join(
        "v"
        if sentence.finite[at : at + 1] == [True]
        or words[at] in objective
        or (at and tag in "EG" and tags[at - 1] in "HBabn")
        else "w"
        if tag == "S"
        else "v"
        if (tag == "w" and at and words[at - 1] == "to" and tags[at + 1 : at + 2] in tuple("dn0W"))
        or (tag == "w" and at > 1 and words[at - 2 : at] == ["whether", "to"])
        or (tag == "w" and at > 2 and words[at - 1] == "to" and "B" in tags[at - 3 : at - 1])
        or (tag == "w" and at and (tags[at - 1] in "MD" or (tags[at - 1] == "a" and tags[at - 2] in "MD")))
        else tag
        for at, tag in enumerate(tags)
    )


def candidates(
    text: str,
    sentence: Sentence,
    form: str,
    agrees: Callable[[str, str], bool],
    end: int | None = None,
    *,
    start: int = 0,
    doers: bool = False,
) -> list[str]:
    """The noun phrases before a token for which a pronoun can stand, each once.

    None that only says what another one is ("was *a god*", "as *a site*"), none that is nobody, or where something is ("in *Geneva*"), none that
    measures ("for *two hours*"), and none that belongs to whom the pronoun stands for ("*their* guns"); only from ``start`` on. With
    ``doers``, only subjects.
    """
    words, tags, lexis = sentence.words, sentence.tags, lexicon()
    found: dict[str, str] = {}
    for first, behind in phrases(sentence, end, joined=form == "they"):
        before = words[first - 1] if first else ""
        told = tags[:first].rstrip("a")[-1:] == "B" or before in _BECOMING or words[first] in _nobodies()
        placed = before in lexis.roles.placing and all(tag == "W" for tag in tags[first:behind].lstrip("d"))
        noun = text[sentence.starts[first] : sentence.ends[behind - 1]]
        last = head_word(noun)
        owned = POSSESSIVES.get(words[first]) == form
        times = last in lexis.roles.units or last in ("time", "times")
        if first < start or told or placed or owned or times or not agrees(form, noun):
            continue
        verb = behind + (tags[behind : behind + 1] == "a")
        if doers and sentence.finite[verb : verb + 1] != [True]:
            continue
        found.setdefault(last, noun)
    return [*found.values()]


@cache
def _nobodies() -> frozenset[str]:
    """What opens the name of nobody in particular, and of somebody of whom the article has not told: "another candidate"."""
    return lexicon().roles.nobody | lexicon().roles.anyone | {"another"}


def sayers(sentence: Sentence) -> list[Span]:
    """Who is told to say something in a sentence, before the verb or behind it: "…, *the monitor* said"."""
    words, tags, verbs = sentence.words, sentence.tags, lexicon().reporting.verbs
    spans = [*phrases(sentence)]
    spans += [(t, t + 1) for t, tag in enumerate(tags) if tag == "n"]
    found: list[Span] = []
    for at, word in enumerate(words):
        if word not in verbs or not sentence.finite[at]:
            continue
        before = [span for span in spans if span[1] <= at and _SAYING.fullmatch(tags, span[1], at)]
        behind = [span for span in spans if span[0] == at + 1 and tags[at - 1 : at] in (",", '"')]
        found += (behind or before)[-1:]
    return sorted(found)
