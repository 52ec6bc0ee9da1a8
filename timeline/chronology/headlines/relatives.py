"""A clause that hangs on a noun as a sentence: "Moscow, which had trumpeted …" is "Moscow had trumpeted …"."""

from __future__ import annotations

import re
from itertools import pairwise

from timeline.chronology.headlines.agreement import names_several, numbers_agree, subject_in
from timeline.chronology.headlines.frame import CLEFT, Frame, is_plain
from timeline.chronology.headlines.subjects import is_passive
from timeline.chronology.headlines.wording import LENGTH
from timeline.chronology.language.nouns import antecedent, is_object, is_plural_form, whose, with_event
from timeline.chronology.language.pronouns import POSSESSIVES, agrees
from timeline.chronology.language.telling import has_event
from timeline.chronology.language.tokens import Clause

_SOME_OF = re.compile("dwp$")
_AND_OF_NAME = re.compile("C.*pW$")
_ACTS = re.compile("Ha?[VEP]|[VE]")
_WHOSE_DONE = re.compile("R[wE]*w(?:W+|dw*[wW])")
"""What somebody does to what is another's: "*whose arrest the rebels* announced"."""
_ONLY_DATE = re.compile("(?:p?t)?(?P<rest>(?:[pX](?:[dwW0]+|t))*)[.,;]*")
_PLACED = re.compile("(?P<where>p[dwW]*W),$")
"""The place of which a clause behind "where" tells: "in *Chile*, where it opened a plant"."""
_PLACE = re.compile("p[dwW]+(?=p?t)")


def _names_place(f: Frame, noun: list[int]) -> bool:
    """Whether a name stands behind "in" and a noun."""
    first = noun[0] if noun else 0
    tells = (
        f.s.tags[first - 3] == "w"
        and is_plural_form(f.s.words[first - 3])
        and not is_plural_form(f.s.words[first - 2])
    )
    return (
        first > 1
        and f.s.words[first - 1] in ("in", "at", "near", "from", "to")
        and f.s.tags[first - 2] in "wW"
        and not tells  # "280 *people work* at Drammen"
        and all(f.s.tags[t] == "W" for t in noun)
    )


def _with_place(f: Frame, clause: Clause, tokens: list[int]) -> tuple[str, list[int]]:
    """A clause behind "where", with the place that it tells of: "in Chile, *where it opened a mine*"."""
    place = _PLACED.search(f.s.tags, 0, tokens[0]) if clause.comma else None
    within = place is not None and f.s.words[place.start()] in f.words.roles.placing
    there = [*range(*place.span("where"))] if place and within else []
    rest = [t for t in tokens[1:] if f.s.tags[t] != "."]
    # "*In Chile*, where it opened a mine, it sold two"
    return (f.said(there), rest) if there[:1] == [0] else ("", rest + there)


def of_relative(f: Frame, clause: Clause, tokens: list[int]) -> tuple[str, list[int]]:
    """ "Moscow, which had trumpeted …" → "Moscow had trumpeted …"."""
    word, tags = f.s.words[tokens[0]], f.s.tags
    if word == "where" and len(tokens) > 3:
        return _with_place(f, clause, tokens)
    cleft = CLEFT.match(f.s.tags)
    if cleft and cleft.end() - 1 == tokens[0]:
        return "", tokens[1:]  # "It was in one of these *that Marsh heard her*"
    if turned := _turned(f, clause, tokens):
        return turned, []
    if f.s.tags[tokens[0] - 1] in ("p", '"') or not clause.opener:
        return (
            "",
            [],
        )  # "the law under which he was convicted", "a “cheat” who sold it": no part of it stands alone
    if clause.verb < 0 or word not in ("which", "who", "whom", "that", "whose"):
        return "", tokens
    if is_object(f.s, clause) and word != "whose":
        return "", []  # "a deal that ministers reached", "which the rebels took": its noun is no subject
    noun = _told_of(f, clause, tokens[0])
    if noun and (_is_among(f, noun) if clause.comma else _is_of_some(f, noun[0])):
        return "", []  # "a portrait of *the duke* that was stolen"
    joins = [n for n, t in enumerate(noun) if f.s.tags[t] == "C" and f.s.tags[t + 1] == "d"]
    if joins and not clause.comma:
        noun = noun[joins[-1] + 1 :]  # "the army and *the group that called itself* …"
    if word == "whose":
        return _of_whose(f, clause, tokens, noun)
    if not numbers_agree(f, noun, clause.verb):
        noun = antecedent(f.s, tokens[0], far=not clause.comma)
    if not noun or not numbers_agree(f, noun, clause.verb):
        return "", []
    took_place = f.s.words[clause.verb : clause.verb + 2] == ["took", "place"] and not has_event(
        f.s, f.words, noun
    )
    if took_place or f.s.words[noun[0]] in f.words.roles.nobody or f.s.words[noun[-1]] in ("one", "ones"):
        return "", []  # "any party that keeps the plant open": none in particular
    set_off = tags[tokens[1] : tokens[1] + 1] == "," if len(tokens) > 2 else False
    dated = set_off and all(tags[t] in "pt," for t in range(tokens[1], tokens[2]))
    return f.said(noun), tokens[1 + dated :]  # "a clerk who, *in 1948*, shot his brother"


def _told_of(f: Frame, clause: Clause, word: int) -> list[int]:
    """The noun of which a relative clause tells, with its event where it is told of that: "*a bombing at a shrine* that killed ninety"."""
    opener, verb = f.s.words[word], f.s.words[clause.verb]
    noun = whose(f.s, clause, word, f.words.names.persons)
    if opener == "which" and clause.comma and verb not in f.words.reporting.tag:
        noun = _which_of(f, with_event(f.s, noun))
    return with_event(f.s, noun) if opener in ("which", "that") and verb in f.words.roles.harms else noun


def _is_placed(f: Frame, noun: list[int]) -> bool:
    """Whether a noun only says where another one is, and either may be meant: "*schools across the county*, which closed on Friday"."""
    tags, words, clause = f.s.tags, f.s.words, f.statement.clause
    first = noun[0] if noun else 0
    counted = tags[first] in "d0" or words[first] in f.words.numerals
    if first < 2 or not counted or words[first - 1] not in f.words.roles.of_place:
        return False
    if clause.parent is None or clause.parent.verb <= first:
        return False
    # "which *were* closed": their number tells; not so "shares in the company, which *had* fallen"
    return tags[clause.verb] not in "BH" or words[clause.verb] == "had"


def _is_among(f: Frame, noun: list[int]) -> bool:
    """Whether several are named as some of others: "21 people, including *14 Danes*, who drowned": all of them, or these."""
    return f.s.words[noun[0] - 1] == "including" and names_several(f, noun)


def _is_of_some(f: Frame, first: int) -> bool:
    """Whether a noun stands behind "of" and something that is told of for the first time: then nobody knows of which a clause tells."""
    return (
        f.s.words[first - 1 : first] == ["of"]
        and f.s.tags[first] == "d"  # not "a round of *peace talks* that opened"
        and _SOME_OF.search(f.s.tags, 0, first) is not None
        and (f.s.words[first - 3 : first - 2] in (["a"], ["an"]))
    )


def _staged(f: Frame, noun: list[int]) -> list[int] | None:
    """Which of several nouns happened, began or ended, where the verb says so; ``None`` where it does not tell.

    "A cause of *the landslide in Orrin*, which happened in May", "revenue in *the period*, which ended in June", "the end of *the talks*,
    which began in May".
    """
    verb, roles, words = f.s.words[f.statement.clause.verb], f.words.roles, f.s.words
    firsts = [0, *(n + 1 for n, t in enumerate(noun) if f.s.tags[t] == "p")]
    if verb in roles.occurring:
        parts = pairwise((*firsts, len(noun)))
        events = [first for first, end in parts if has_event(f.s, f.words, noun[first:end])]
        several = len(firsts) > 1 or (noun and f.s.tags[noun[0] - 1] == "p")
        return noun[events[-1] :] if events else [] if several else None
    if verb not in roles.staging or len(firsts) == 1:
        return None
    if words[noun[-1]] in roles.stretches:
        return noun[firsts[-1] :]
    of = firsts[1] - 1
    return noun[firsts[1] :] if words[noun[of]] == "of" and words[noun[of - 1]] in roles.phases else None


def _which_of(f: Frame, noun: list[int]) -> list[int]:
    """Which of two nouns "which" is told of: "the state of *the airfield*", "*the collapse* of the bridge", "*the owner* of the
    mine"; none of "the roof of the church" or "the bank in Lerum", where nobody knows."""
    if _names_place(f, noun) or _is_placed(f, noun):
        return []
    if (staged := _staged(f, noun)) is not None:
        return staged
    if _AND_OF_NAME.search(f.tagged(noun)):
        return noun[-1:]  # "the 135th flight of a shuttle and the 33rd of *Atlantis*"
    of = next((n for n, t in enumerate(noun) if n and f.s.words[t] == "of"), 0)
    if of and f.s.words[noun[of] + 1] in POSSESSIVES:
        return []  # "the sale of its van division, which"
    if of and f.s.words[noun[of - 1]] in f.words.names.titles:
        return noun[of + 1 :]  # "the mayor of *Orr*, which was flooded"
    if (
        of == 1
        and f.s.tags[noun[0]] == "w"
        and f.s.tags[noun[-1]] == "W"
        and not has_event(f.s, f.words, noun[:of])
    ):
        return noun[of + 1 :]  # "scrutiny of *the mining giant Vale*, which"
    if not of or f.s.tags[noun[of] + 1 : noun[of] + 2] != "d" or has_event(f.s, f.words, noun[:of]):
        return noun
    head = f.s.words[noun[of - 1]]
    if head in f.words.roles.qualities:
        return noun[of + 1 :]  # "most of *the capital*"
    named = head in f.words.names.persons or head in f.words.names.bodies or head in f.words.roles.kinds
    return noun if named else []


def _of_whose(f: Frame, clause: Clause, tokens: list[int], noun: list[int]) -> tuple[str, list[int]]:
    """A clause behind "whose" as a sentence, where it is known whose."""
    if not noun:
        return "", []
    if f.s.tags[clause.verb - 1] == "n" or _is_done_to_whose(f, tokens[0], clause.verb):
        return _done_to_whose(f, clause, tokens, noun)  # "a clockmaker, whose daughter he married"
    return _owned_by(f, clause, tokens, noun)


def _is_done_to_whose(f: Frame, opener: int, verb: int) -> bool:
    """Whether somebody does something to what is another's: "whose *arrest the rebels* announced", not "whose *son Bram* died"."""
    named = f.s.tags[verb - 1] == "W" and f.s.tags[opener + 1 : verb].rstrip("W")
    called = named and f.s.words[opener + len(named)] in f.words.names.persons
    return not called and _WHOSE_DONE.fullmatch(f.s.tags, opener, verb) is not None


def _done_to_whose(f: Frame, clause: Clause, tokens: list[int], noun: list[int]) -> tuple[str, list[int]]:
    """ "Barbara Moss, *whose life he saved* in 2007" as "Hale saved Barbara Moss's life", where it is known who he is."""
    first = tokens[0] + 1
    while first < clause.verb and f.s.tags[first] == "w":
        first += 1
    owned, doer = range(tokens[0] + 1, first), range(first, clause.verb)
    group = _ACTS.match(f.s.tags, clause.verb)
    behind = group.end() if group else clause.verb
    if not doer or group is None or not _ONLY_DATE.fullmatch(f.tagged([t for t in tokens if t >= behind])):
        return "", []
    who = f.noun_for(f.said(doer)) if f.s.tags[first] == "n" else f.said(doer)
    verb = f.said(range(clause.verb, behind))
    return (f"{who} {verb} {f.owning(f.said(noun))} {f.said(owned)}", []) if who else ("", [])


def _owned_by(f: Frame, clause: Clause, tokens: list[int], noun: list[int]) -> tuple[str, list[int]]:
    """The subject of a clause behind "whose", as the noun's: "*The results of* a trial of 212 patients were published"."""
    owned = [t for t in tokens[1:] if t < clause.verb]
    plain = bool(owned) and all(f.s.tags[t] in "wE0" for t in owned)
    if plain and "p" in [f.s.tags[t] for t in noun]:
        owner = f.said(noun)
        owner = owner[:1].lower() + owner[1:] if is_plain(owner, f.words, f.text) else owner
        return f"The {f.said(owned)} of {owner}", [t for t in tokens if t >= clause.verb]
    if "p" in [f.s.tags[t] for t in noun]:
        return "", []  # "the attic of a house whose owner, a dentist, died"
    return f.owning(f.said(noun)), tokens[1:]


def _turned(f: Frame, clause: Clause, tokens: list[int]) -> str:
    """A relative clause whose noun is its object, as a sentence: "a deal *that ministers reached* in May".

    Only where nothing but a date stands behind its verb, and the subject is no pronoun.
    """
    s, verb = f.s, clause.verb
    if verb < 0 or f.statement.source is not None or is_passive(s, clause):
        return ""
    opened = s.tags[tokens[0]] in "RT"
    if opened and not is_object(s, clause):
        return ""  # "Atlantis, which *first* flew in 1985"
    subject = [t for t in tokens if t < verb and not (opened and t == tokens[0])]
    order = subject[-1:] if s.words[verb - 1] in ("first", "last") and len(subject) > 1 else []
    subject = subject[: len(subject) - len(order)]  # "the president, whom she *last* met in August"
    group = verb
    while group in tokens and s.tags[group] in "VEUPBHDMab":
        group += 1
    if not f.words.roles.particles.isdisjoint(s.words[group : group + 1]) and s.tags[
        group + 1 : group + 2
    ] in ("t", "p"):
        group += 1  # "a suburb that rebels gave *up* last month"
    rest = [t for t in tokens if t >= group]
    dated = s.tags[rest[0] : rest[-1] + 1] if rest else "."
    placed = _PLACE.match(dated)
    where = f" {f.said(rest[: placed.end()])}" if placed else ""
    dated = dated[placed.end() :] if placed else dated
    kept = s.words[f.statement.at - 1] in f.words.roles.kept_before
    noun = whose(s, clause, tokens[0], f.words.names.persons)
    if clause.comma and clause.opener == "which":
        noun = _which_of(f, noun)
        if len(noun) > 1 and s.words[noun[0]] == "the" and s.words[noun[1]] in f.words.names.persons:
            return ""  # "the director of the firm, which police raided"
    speaks = [s.words[t] for t in subject] in (["you"], ["we"], ["i"])
    who = ""
    if [s.tags[t] for t in subject] == ["n"] and not speaks and clause.parent is s.clauses[0]:
        outer = subject_in(f, s.clauses[0])
        if [s.words[t] for t in outer] == [s.words[t] for t in subject]:
            who = f.noun_for(s.words[subject[0]]) or ""  # "They held the city, which *they* had entered"
        # "Mrs Iqbal lost a strimmer that *she* bought in June"
        subject = outer if outer and (who or agrees(s.words[subject[0]], f.said(outer), f.words)) else []
        if subject[-1:] == noun[-1:]:
            return ""  # "The singer, whom *he* first met in August, left"
    plain = (
        bool(subject)
        and {s.tags[t] for t in subject} <= set("dwW0n" if speaks or who else "dwW0C")
        and s.words[subject[0]] not in POSSESSIVES
    )
    behind = _ONLY_DATE.fullmatch(dated)
    if kept or not plain or behind is None or not noun or s.tags[noun[-1]] not in "wW":
        return ""
    known = clause.comma and s.words[noun[0]] == "the"  # "the city, which they had entered"
    last = s.words[noun[-1]]  # "the day *that the war ended*", "the fact that it was so"
    brief = s.ends[-1] - s.starts[0] <= LENGTH or last in f.words.roles.units | f.words.nominals.summing
    if brief and not known and "W" not in (named := f.tagged(noun).lstrip("d")) and len(named) < 2:
        return ""  # "will have to move under *a deal that ministers reached*"
    said = f.said(noun)
    said = said if s.tags[noun[0]] == "W" else said[:1].lower() + said[1:]
    rest = rest[len(rest) - len(dated) :][slice(*behind.span("rest"))]
    # "a suburb that rebels gave up last month *after a siege of four years*"
    after = f" {f.said(rest)}" if rest else ""
    return f"{who or f.said(subject)} {f.said([*order, *range(verb, group)])} {said}{where}{after}"
