"""A noun for every pronoun that lacks one, where only one can be meant: as subject, object, owner, or who says so."""

from __future__ import annotations

import re
from collections.abc import Callable

from timeline.chronology.headlines.frame import (
    Frame,
    Role,
    is_body,
    is_or_has,
    is_plain,
    owned_by,
    owns,
    possessive,
)
from timeline.chronology.headlines.phrases import Span, candidates, phrases
from timeline.chronology.headlines.subjects import subject_of
from timeline.chronology.language.lexicon import Lexicon, lexicon
from timeline.chronology.language.pronouns import (
    PERSONS,
    POSSESSIVES,
    PRONOUNS,
    agrees,
    can_say,
    first_lacking,
    form_of,
    is_any,
    is_governed,
    is_nameless,
    is_plural,
    lacking,
)
from timeline.chronology.language.tokens import Sentence, in_quotation, tokenise

_OWNERS = (Role.OWNER, Role.BODY)
_OBJECTS = frozenset(("him", "her", "it", "them"))
_NAME = re.compile("W+")
_NOUN_APART = re.compile("[dwWE0]+,")
_NAMED_APART = re.compile("[wE0]+,W+,")
_OWNED = tuple("wWE0GPd")
"""Tags of what stands behind "her" where something is hers."""
_AHEAD = re.compile("[^BHDMVESU,]*,")
"""No verb before the next comma."""
_NAMELESS = re.compile('B(?:[dwW"0t]|pt)')
_VERB = re.compile("(?:[HBMD][ab]*)?[VEPUSw]?")
"""A verb with its auxiliaries: "has *listed*"."""
_TELLS = re.compile("[BHDMVEUS]")
_SAME = ("which", "who", "that", "whose")
"""What opens a clause that goes on to tell of its noun."""
_LONGEST = 60
"""Characters of a noun that is put for a pronoun."""


def with_nouns(f: Frame, words: str) -> tuple[str, frozenset[str]]:
    """A headline with the nouns of its pronouns, as far as they are known, and those that it names anyway.

    Not within a quotation, nor where a noun may follow that is meant: "In *his* speech, the king said".
    """
    words = _with_counted(f, words)
    return named(words, f.text, f.words, lambda said, at, form: _noun_of(f, said, at, form))


def with_sayer(f: Frame, words: str) -> str:
    """A headline with the name of who is told to say so last, where others stand before: "A guest was the first to know, *he said*"."""
    source = f.statement.source
    pronoun = f.s.words[source[0]] if source is not None and source[0] == source[1] else ""
    if pronoun not in PRONOUNS or not words.endswith(f", {pronoun} said"):
        return words
    said, noun = tokenise(words, 0, len(words), []), sayer(f, pronoun)
    put = _put(said, len(said.words) - 2, noun, f.text, f.words) if noun and noun not in words else None
    return f"{words[: said.starts[-2]]}{put} said" if put else words


def _with_counted(f: Frame, words: str) -> str:
    """A headline with what "the first" is the first of: "*The first* truce began" behind "the third truce of the year"."""
    said = tokenise(words, 0, len(words), [])
    opens = (
        said.words[:1] in (["the"], ["a"])
        and said.words[1:2] != []
        and (said.words[1] in f.words.roles.ordinals or said.words[1] in f.words.numerals)
    )
    if not opens or said.tags[2:3] not in tuple("BHDMVESU"):
        return words
    of_what = _counted_here(f)
    if of_what is None and not _numbers_some(f):
        of_what = f.noun_in(said.words[1], Role.COUNTED, ())
    return f"{words[: said.ends[1]]} {of_what}{words[said.ends[1] :]}" if of_what else words


def _counted_here(f: Frame) -> str | None:
    """What the sentence has counted before the statement: "a first *round* ended in March, and a second was broken off"."""
    for first, behind in phrases(f.s, f.statement.tokens[0]):
        at = next((t for t in range(first, behind - 1) if f.s.words[t] in f.words.roles.ordinals), -1)
        if at >= 0:
            return _said(f, (at + 1, behind))
    return None


def _numbers_some(f: Frame) -> bool:
    """Whether the sentence numbers some before the statement: then it is one more of them, and of no others."""
    first = f.statement.tokens[0]
    return any(
        word in f.words.numerals and f.s.tags[at + 1 : at + 2] == "w"
        for at, word in enumerate(f.s.words[:first])
    )


def named(
    words: str, text: str, lexis: Lexicon, noun_of: Callable[[Sentence, int, str], str | None]
) -> tuple[str, frozenset[str]]:
    """Some words of a text with a noun for each pronoun that lacks one, where ``noun_of`` knows it.

    With the pronouns whose noun stands there already: "Ruiz's lawyers said that *he* would appeal".
    """
    tried: set[str] = set()
    there: set[str] = set()
    while True:
        said = tokenise(words, 0, len(words), [])
        lacks = first_lacking((said.words, said.tags), lexis)
        missing = [
            (at, form) for form, at in lacks.items() if form_of(said.words[at]) == form and form not in tried
        ]
        if not missing:
            return words, frozenset(there)
        at, form = min(missing)
        tried.add(form)
        noun = noun_of(said, at, form)
        if noun and noun in words:
            there.add(form)
        elif noun and _is_free_of(noun, words) and (put := _put(said, at, noun, text, lexis)):
            shortened = said.words[at + 1 : at + 2] == ["'s"] and said.starts[at + 1] == said.ends[at]
            rest = (
                f" {is_or_has(said, at + 1)}{words[said.ends[at + 1] :]}"
                if shortened
                else words[said.ends[at] :]
            )
            words = words[: said.starts[at]] + put + rest
            words = words[:1].upper() + words[1:]


def _is_free_of(noun: str, words: str) -> bool:
    """Whether a noun holds no name that some words open with: nobody "returned the campaign of Tibbets" who is Tibbets."""
    first = words.split(" ", 1)[0]
    return not (first[:1].isupper() and len(noun.split()) > 1 and first in noun.split()[1:])


def _put(said: Sentence, at: int, noun: str, text: str, lexis: Lexicon) -> str | None:
    """A noun as it stands in the place of a pronoun; nothing where it cannot stand there."""
    first = noun.partition(" ")[0]
    bare = first.lower() not in lexis.clauses.determiner and (first.islower() or is_plain(noun, lexis, text))
    some = bare and at > 0 and said.words[at - 1] == "of"
    # "investigated *chief executive*", "repair *guilty*"
    stump = noun.islower() and bare and not is_plural(noun, lexis)
    stump = stump and (form_of(said.words[at]) in PERSONS or noun.isalpha())
    stump = stump or noun in lexis.roles.states
    if len(noun) > _LONGEST or some or stump:
        return None  # "two of *gunmen*", "investigated *chief executive*"
    if at and is_plain(noun, lexis, text):
        noun = noun[:1].lower() + noun[1:]
    if not is_owner(said, at):
        return noun
    return None if owns(noun) else possessive(noun, text)


def _noun_of(f: Frame, said: Sentence, at: int, form: str) -> str | None:
    """What a pronoun of a headline stands for, if that is known."""
    word, role = said.words[at], _role_of(f, said, at)
    if _is_quoted(f, word) or _is_ahead(said, at) or (word == "it" and is_no_noun(said, at)):
        return None
    counted = said.words[:1] == ["a"] and said.words[1] in f.words.roles.ordinals
    if word in POSSESSIVES and counted and said.tags[2:3] in tuple("BHDMVE"):
        return None  # "A fourth died of *his* wounds"
    if role is Role.OBJECT and word == "it" and said.words[at - 1] in f.words.verbs.noticing:
        return None  # "The referee missed *it*"
    if form not in lacking((f.s.words, f.s.tags), f.words):
        return _within(f, word, form, role)
    return f.noun_in(form if role not in _OWNERS or word == "her" else word, role, said.words[:at])


def sayer(f: Frame, noun: str) -> str | None:
    """Who says what a statement tells, where it is a pronoun or has one: from its sentence or those before; nothing where nobody knows."""
    return _sayer_here(f, noun) or f.in_full(noun, Role.SPEAKER)


def _sayer_here(f: Frame, pronoun: str) -> str | None:
    """Who a pronoun is that says so, where its own sentence tells: "A daughter, *Halina*, survives him; she said …"."""
    word, clause = pronoun.lower(), f.statement.speech
    told = clause is not None and clause.kind == "coordinate" and clause.parent is f.s.clauses[0]
    if f.s.tags[0] == '"':
        return None  # "My son was born on Saturday," *he said*
    if clause is None or clause is f.s.clauses[0] or not (word in PERSONS or (told and word in PRONOUNS)):
        return None
    subject = subject_of(f.text, f.s, word)
    known = subject and agrees(word, subject, f.words) and can_say(subject, word) and not is_any(subject)
    return subject if known else None


def _within(f: Frame, word: str, form: str, role: Role) -> str | None:
    """The only noun before a pronoun of the sentence that may be meant, or what the verb before is done to.

    "Hale came under fire after a paper reported that *he* had lied", "listed the site in 1980, and put *it* on another list".
    """
    clause = f.statement.clause
    at = next((t for t in f.statement.tokens if f.s.words[t] == word), -1)
    if at < 0:
        return _own_subject(f, form) if form in PERSONS else None
    outer = clause.parent
    bare = clause.kind == "coordinate" and not any(
        f.s.tags[t] in "dwWn" for t in clause.tokens if t < clause.verb
    )
    if role is Role.OBJECT and outer is not None and outer.verb >= 0 and bare:
        return shared_object(f, at)
    if form in PERSONS:
        return _own_subject(f, form)
    found = candidates(f.text, f.s, form, lambda p, noun: agrees(p, noun, f.words), at)
    if role is Role.OBJECT:
        own, whole = f.said([t for t in clause.tokens if t < clause.verb]), _said(f, (0, len(f.s.tags)))
        # "The jury, whose decision was clear, called *it* a voice": neither the jury nor its decision
        found = [noun for noun in found if noun not in own and f"whose {noun}" not in whole]
    if role is Role.BODY and not f.words.roles.of_bodies.isdisjoint(f.s.words[at + 1 : at + 3]):
        # "missed the estimate, and *its shares* fell": not the estimate's
        found = [noun for noun in found if is_body(noun, f.words) or not is_plain(noun, f.words, f.text)]
    apart = [
        f.said(c.tokens) for c in f.s.clauses if c.kind == "relative" and c.comma and c.opener not in _SAME
    ]
    # "the Senate, where *the government* is weak"
    found = [noun for noun in found if not any(noun in told for told in apart)]
    sole = found[0] if len(found) == 1 else None
    return None if sole is None or is_any(sole) or sole.split()[0].lower() in POSSESSIVES else sole


def shared_object(f: Frame, at: int) -> str | None:
    """What the verb before a joined one is done to, where a pronoun at ``at`` may stand for it: "broke up *the ice* and drove it"."""
    outer, form = f.statement.clause.parent, form_of(f.s.words[at]) or ""
    group = _VERB.match(f.s.tags, outer.verb) if outer and outer.verb >= 0 else None
    counted = f.s.words[at - 1] == "of" and f.s.tags[at - 2] == "0"
    if group is None or counted:
        return None  # "carried out 64 strikes and killed 300 *of them*"
    follows = f.s.words[group.end() : group.end() + 1]
    behind = group.end() + (not f.words.roles.particles.isdisjoint(follows))
    done = [span for span in phrases(f.s, at) if span[0] == behind]
    noun = _said(f, done[0]) if done else None
    return noun if noun and agrees(form, noun, f.words) and not is_any(noun) else None


def _own_subject(f: Frame, form: str) -> str | None:
    """The name that a sentence is about, where nobody else is named before the pronoun that stands for it further on.

    "Hale came under fire after a paper reported that *he* had lied".
    """
    subject = subject_of(f.text, f.s, form)
    if not subject or not subject[:1].isupper() or is_any(subject) or not agrees(form, subject, f.words):
        return None
    at = next((t for t, word in enumerate(f.s.words) if form_of(word) == form), 0)
    named = [f.said(range(*run.span())) for run in _NAME.finditer(f.s.tags, 0, at)]
    others = [name for name in named if name not in subject and agrees(form, name, f.words)]
    return None if others or subject.partition(" ")[0].lower() in f.words.clauses.determiner else subject


def _said(f: Frame, span: Span) -> str:
    return f.text[f.s.starts[span[0]] : f.s.ends[span[1] - 1]]


def _role_of(f: Frame, said: Sentence, at: int) -> Role:
    """What a pronoun does in a headline."""
    words, verbs = said.words, f.words.reporting.verbs
    if is_owner(said, at) and not (words[at] == "her" and _is_object(f, "her")):
        return owned_by(words[at + 1 :], f.words) if words[at] == "its" else Role.OWNER
    if words[at] in _OBJECTS and is_governed((words, said.tags), at):
        return Role.OBJECT
    if verbs.intersection(words[at + 1 : at + 2]):
        return Role.SPEAKER
    return Role.INNER if at else Role.SUBJECT


def is_no_noun(said: Sentence, at: int) -> bool:
    """Whether "it" stands for nothing that has a name: "It was a Sunday", "it is said that"."""
    # "It brings to 14 the number of"
    if said.words[at + 2 : at + 3] in (["first"], ["last"]) and said.tags[at + 3 : at + 4] in tuple("EPV"):
        return False  # "It was *last* threatened in 1983"
    return _NAMELESS.match(said.tags, at + 1) is not None or is_nameless(said.words, at)


def is_owner(said: Sentence, at: int) -> bool:
    """Whether a pronoun is a possessive."""
    word, behind = said.words[at], said.tags[at + 1 : at + 3]
    if word != "her":
        return word in POSSESSIVES
    filmed = behind[:1] == "G" and is_governed((said.words, said.tags), at)  # "filmed *her* hiding it"
    given = said.words[at + 1 : at + 2]
    # "was named after *her* last June"
    named = (
        not given
        or given[0] in ("the", "a", "an", "one")
        or given[0] in POSSESSIVES
        or given[0] in lexicon().roles.states
    )  # "appointed *her* its director", "left *her* unable to walk"
    return behind[:1] in _OWNED and behind not in ("pt", "t") and not (filmed or named)


def _is_object(f: Frame, word: str) -> bool:
    """Whether a date stands behind a word of the sentence that may own what follows: "filmed *her* on Friday hiding it"."""
    tags = f.s.tags
    return any(
        other == word and tags[t + 1 : t + 3].startswith(("pt", "t")) for t, other in enumerate(f.s.words)
    )


def _is_ahead(said: Sentence, at: int) -> bool:
    """Whether the noun that a pronoun stands for may follow it: "In *his* speech, the king said"."""
    tags = said.tags
    apposed = at == 0 and _NAMED_APART.match(tags, 1) is not None  # "Her successor, Mark Oduya, said"
    # "A novel, *his* ninth, is out"
    apposed = apposed or (at > 1 and _NOUN_APART.fullmatch(tags, 0, at) is not None)
    told = _TELLS.search(tags, 0, at) is not None  # "Putin congratulated *him* by telephone, the palace said"
    return _AHEAD.match(tags, at + 1) is not None and not (apposed or told)


def _is_quoted(f: Frame, word: str) -> bool:
    """Whether a word of the sentence may stand in a quotation, also one that begins or ends in another sentence."""
    tags = f.s.tags
    if '"' not in tags:
        return False
    places = [at for at, other in enumerate(f.s.words) if other == word]
    return tags.count('"') % 2 == 1 or any(in_quotation(tags, at) for at in places)
