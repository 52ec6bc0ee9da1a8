"""A headline from the article's own words: trimmed, joined, never paraphrased.

What goes: throat-clearing, the date (it stands beside the headline), asides, and clauses at the end that only add.
What stays: negation, hedges, numbers, and who says so. A clause that borrows its subject from the one before
("… but lost control") gets it back; so does one that hangs on a noun ("Moscow, which had trumpeted …"). A participle
gets the verb that it stands for: "The club, founded in 1899, …" is "The club was founded".

``choosing`` finds the words, ``trimming`` what goes of them, ``borrowing`` what a clause needs of another one (``relatives`` of the
noun that it hangs on, by ``agreement`` with it);
``composing`` puts them together, ``standing`` says whether that is a sentence, ``meant`` for whom its pronouns stand
(``persons`` and ``things`` by each sentence that was ``told``), ``context`` what of the sentences before it has to come along, and
``days`` tells "today" as the day that it means.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from timeline.chronology.headlines.agreement import subject_in
from timeline.chronology.headlines.choosing import closer, core, everything, only_qualifies, without_measure
from timeline.chronology.headlines.composing import compose, source_of, whole
from timeline.chronology.headlines.frame import Antecedent, Draft, Frame, is_plain
from timeline.chronology.headlines.naming import named, with_nouns, with_sayer
from timeline.chronology.headlines.standing import stands
from timeline.chronology.headlines.trimming import without_comma
from timeline.chronology.headlines.wording import LENGTH, leans, spelt_out, within
from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.patterns import patterns
from timeline.chronology.language.pronouns import (
    PERSONS,
    POSSESSIVES,
    PRONOUNS,
    agrees,
    dangling,
    form_of,
    has_pronoun,
    lacking,
)
from timeline.chronology.language.statement import Statement
from timeline.chronology.language.telling import tells_event
from timeline.chronology.language.tokens import Clause, Sentence
from timeline.civil import Grain

__all__ = ["Title", "asserted_by", "headline", "spelt_out", "leans", "within"]


class Title(NamedTuple):
    """A headline, and what else is known of it."""

    words: str
    own: str
    """The statement's words alone, where the headline had to be the whole sentence: a stump may do to compare them."""
    lacking: frozenset[str]
    """The pronouns before which no noun stands that they could stand for."""
    whole: bool = False
    """Whether they are the whole sentence, since the statement's own words do not stand alone."""


def headline(
    text: str,
    sentence: Sentence,
    statement: Statement,
    words: Lexicon,
    antecedent: Antecedent = lambda pronoun, role, before: None,
) -> Title:
    """The headline of a statement.

    ``antecedent`` gives for a pronoun, and what it does, the words of a sentence before that it stands for, where they are known.
    """
    frame = Frame(text, sentence, statement, words, antecedent)
    chosen = everything(frame)
    if statement.clause.kind == "relative":
        # "a palace that has been dark since 2006, *hours before* …": that is the outer clause's
        chosen = without_measure(frame, chosen)
    draft = compose(frame, chosen)
    stood = stands(frame, draft)
    if len(draft.words) > LENGTH:
        short = compose(frame, shorter := core(frame))
        torn = [sentence.tags[t] for t in short.kept].count('"') % 2 == 1
        if len(short.words.split()) > 2 and not torn and ((alone := stands(frame, short)) or not stood):
            draft, stood, chosen = short, alone, shorter
    if stood and len(draft.words) > LENGTH:
        draft, chosen = _closer(frame, draft, chosen)
    if not stood and draft.attributed and not draft.lead and (bare := _unattributed(frame, chosen)):
        draft, stood = bare, True
    own = draft.words
    stood = stood and (" " in own or bool(draft.lead))  # "Report"
    if not stood or (
        _is_meagre(own, draft.lead, frame)
        and len(whole(frame, closed=True)) <= (LENGTH if statement.clause.kind == "subordinate" else _ENOUGH)
    ):
        if related := _from_relative(frame):
            return related
        if not draft.attributed and _is_named(frame, chosen):
            return Title(own, own, frozenset())
        told = whole(frame)
        missing = lacking((sentence.words, sentence.tags), words)
        return _titled(frame, told, own, missing | dangling(told))._replace(whole=True)
    if _is_bare(draft, frame) and not sentence.words[statement.at].startswith(patterns().times.relative):
        draft = compose(frame, chosen, dated=True)
        own = draft.words
    if sentence.tags[0] != '"' and not has_pronoun(
        sentence.words, own.lower().replace(",", "").split(None, 3)[:3]
    ):
        return Title(own, own, frozenset())
    title = _titled(frame, own, own, _lacks(frame, draft))
    if (
        title.lacking
        and statement.clause.kind == "subordinate"
        and sentence.ends[-1] - sentence.starts[0] > LENGTH
    ):
        title = _of_main_subject(frame, title)
    return (title.lacking and (_without_circumstance(frame, draft) or _from_relative(frame))) or title


def _closer(frame: Frame, draft: Draft, chosen: list[int]) -> tuple[Draft, list[int]]:
    """A long headline without what only adds, bit by bit until it is short, where it stands and lacks no more nouns than before."""
    for fewer in closer(frame, chosen):
        short = compose(frame, fewer)
        stood = stands(frame, short) and short.attributed == draft.attributed
        if not stood or not _lacks(frame, short) <= _lacks(frame, draft):
            break
        draft, chosen = short, fewer
        if len(draft.words) <= LENGTH:
            break
    return draft, chosen


def _is_named(frame: Frame, chosen: list[int]) -> bool:
    """Whether words are a noun with its date, which the sentence around it has not: "*the 1999 landslip tragedy*"."""
    tags = frame.tagged(chosen).rstrip(".,")
    aside = frame.statement.clause.kind == "aside" and tags[:1] in ("d", "t") and tags[-1:] in ("w", "W")
    return aside and len(tags) > 2 and not any(frame.s.finite[t] for t in chosen)


def _unattributed(frame: Frame, chosen: list[int]) -> Draft | None:
    """A noun alone without who says so, where that stands: "*the 1985 accident*", of which somebody only says what caused it."""
    tags = frame.tagged(chosen).rstrip(".")
    if tags[:1] not in ("d", "t") or tags[-1:] in ("E", "G") or any(frame.s.finite[t] for t in chosen):
        return None
    alone = frame._replace(statement=replace(frame.statement, source=None))
    draft = compose(alone, chosen)
    return draft if stands(alone, draft) else None


def _from_relative(frame: Frame) -> Title | None:
    """What a joined clause tells, from the beginning of the relative clause between commas that it is joined to, where that stands.

    "Orr, who *was elected in 2010 and left parliament in 2015*, died": "Orr was elected in 2010 and left parliament in 2015".
    """
    clause = frame.statement.clause
    outer = clause.parent
    if clause.kind != "coordinate" or outer is None or outer.kind != "relative" or not outer.comma:
        return None
    tokens = sorted((*outer.tokens, *clause.tokens))
    told = frame._replace(statement=replace(frame.statement, clause=outer, tokens=tokens))
    draft = compose(told, tokens, dated=True)
    if not draft.lead or len(draft.words) > LENGTH or not stands(told, draft):
        return None
    title = _titled(told, draft.words, draft.words, _lacks(told, draft))
    return None if title.lacking else title


def asserted_by(
    text: str, sentence: Sentence, statement: Statement, words: Lexicon, antecedent: Antecedent
) -> str | None:
    """Who says so, with the noun that a pronoun stands for, where it is known."""
    return source_of(Frame(text, sentence, statement, words, antecedent)) or None


def _lacks(frame: Frame, draft: Draft) -> frozenset[str]:
    """The pronouns of a headline that lack their noun."""
    if not draft.plain:
        roles, last = frame.words.roles, draft.named.rpartition(" ")[2]
        counted = last in roles.superlatives or last in roles.of_two  # "*The younger* underwent surgery"
        somebody = _SOMEBODY.get(frame.s.words[draft.kept[0]]) if draft.named and not counted else None
        # a name does not say that a person bears it
        missing = dangling(draft.words.replace(draft.named, somebody, 1) if somebody else draft.words)
        if draft.lead and not somebody and _is_person(frame.statement.clause):
            # "Hale, who joined the bank and became *its* chairman"
            missing |= dangling(draft.words.replace(draft.lead, _SOMEBODY["he"], 1)) - PERSONS
        return missing
    kept = [frame.s.words[t] for t in draft.kept]
    return lacking((kept, frame.tagged(draft.kept)), frame.words)


def _is_person(clause: Clause | None) -> bool:
    """Whether a clause, or what it is joined to, tells by "who" that its noun is a person."""
    while clause is not None and clause.kind == "coordinate":
        clause = clause.parent
    return clause is not None and clause.kind == "relative" and clause.opener == "who"


def _without_circumstance(frame: Frame, draft: Draft) -> Title | None:
    """A headline that lacks nothing without a clause between commas that only tells the circumstances of what is over.

    "*While the army was there*, rebels attacked", "took the town, *if that word can be used there*".
    """
    tags, head = frame.s.tags, frame.statement.clause
    if not draft.kept or head.verb < 0 or tags[head.verb] not in "VEUS":
        return None
    for clause in frame.s.clauses:
        first, last = (clause.tokens[0], clause.tokens[-1]) if clause.tokens else (0, 0)
        apart = tags[first - 1 : first] == "," or (first <= draft.kept[0] and "," in tags[last : last + 2])
        loose = (clause.kind == "subordinate" and apart) or only_qualifies(frame, clause, draft.kept[-1])
        if clause is head or not loose or last not in draft.kept:
            continue
        short = compose(frame, without_comma(frame, [t for t in draft.kept if not first <= t <= last]))
        if stands(frame, short):
            title = _titled(frame, short.words, short.words, _lacks(frame, short))
            if not title.lacking:
                return title
    return None


def _of_main_subject(frame: Frame, title: Title) -> Title:
    """A headline of a clause behind a long main one, with the subject of that for its pronoun: "was jailed after a jury convicted *him*"."""
    main, clause = frame.s.clauses[0], frame.statement.clause
    if clause.parent is not main or not 0 <= main.verb < clause.tokens[0]:
        return title
    noun, own = (frame.said(subject_in(frame, one)) for one in (main, clause))
    if not noun or not own or any(agrees(form, own) or not agrees(form, noun) for form in title.lacking):
        return title
    words, _ = named(title.words, frame.text, frame.words, lambda said, at, form: noun)
    return title if words == title.words else Title(words, words, dangling(words))


def _titled(frame: Frame, words: str, own: str, missing: frozenset[str]) -> Title:
    """A headline with the nouns that its pronouns stand for, where they are known."""
    said = with_sayer(frame, words)
    if said != words:
        words, own, missing = said, said if own == words else own, dangling(said)
    if not missing:
        return Title(words, own, missing)
    # the pronoun that opens what was composed is named there, if it can be
    first, *rest = words.lower().split() or [""]
    inner = (
        words != own
        or first in POSSESSIVES
        or first in ("the", "a")
        or any(form_of(word.strip(",.")) for word in rest)
    )
    if not inner:
        return Title(words, own, missing)
    told, there = with_nouns(frame, words)
    if told == words:
        return Title(words, own, missing - there)
    return Title(told, told if own == words else own, dangling(told) - there)


def _is_bare(d: Draft, f: Frame) -> bool:
    """Whether a clause that hangs on another tells next to nothing of somebody unknown without its date: "Markets opened"."""
    clause = f.statement.clause
    if clause.kind not in ("relative", "subordinate") or clause.verb < 0 or not d.kept:
        return False
    if len([t for t in d.kept if t >= clause.verb and f.s.tags[t] != "."]) != 1:
        return False
    who = d.lead or f.said([t for t in d.kept if t < clause.verb])
    if who.lower().startswith(("the ", *POSSESSIVES)) or who.lower() in PRONOUNS:
        return False
    # "A strike by drivers that began in May"
    begins = (
        len(who.split()) > _SOME - (who[:2].lower() not in ("a ", "an"))
        and f.s.words[clause.verb] in f.words.roles.staging
    )
    unknown = who.lower().startswith(("a ", "an ")) or who[:1].islower() or is_plain(who, f.words, f.text)
    return unknown and not begins


def _is_meagre(words: str, lead: str, f: Frame) -> bool:
    """Whether a headline says too little where its sentence says more: "A man was arrested", of one who was tried since."""
    kind, outer, time = f.statement.clause.kind, f.statement.clause.parent, f.statement.time
    if kind in ("main", "coordinate", "content"):
        return False
    unknown = (lead or words).lower().startswith(("a ", "an "))
    hangs = kind != "aside" and unknown
    # "The cathedral, *a stone building finished in 1904*, lost its spire"
    apposed = f.s.tags[f.statement.tokens[0] - 1] == "," and not unknown
    told = kind == "aside" and not apposed and (" was " in words or " were " in words)
    if not (hangs or told):
        return False
    long = time is not None and time.grain is not None and time.grain > Grain.DAY
    if long and kind == "relative" and outer is not None and tells_event(f.s, f.words, outer):
        return False  # "ordered an inquiry into the fall of a school *that was finished in 2015*"
    said = words[words.lower().find(lead.lower()) :] if lead else words  # without who says so
    return len(said.split()) < _MEAGRE


_SOMEBODY = {"he": "Mr Hale", "she": "Mrs Hale"}
"""Whom any reader takes for a man, or a woman."""
_ENOUGH = 160
"""Characters of a sentence that is told whole rather than too little of it."""
_SOME = 2
"""Words of a noun that tells nothing of itself: "a trial"."""
_MEAGRE = 5
"""Words of a headline that says something."""
