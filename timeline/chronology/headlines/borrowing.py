"""What a clause borrows to be a sentence: the subject of the one that it hangs on, or is joined to, and "was"."""

from __future__ import annotations

import re

from timeline.chronology.headlines.agreement import names_several, numbers_agree, subject_in
from timeline.chronology.headlines.frame import Frame
from timeline.chronology.headlines.relatives import of_relative
from timeline.chronology.headlines.subjects import is_passive, subject_of
from timeline.chronology.headlines.trimming import without_dates
from timeline.chronology.language.nouns import (
    FIRST_OF_TWO,
    antecedent,
    is_object,
    named_before,
    whose,
    with_event,
)
from timeline.chronology.language.pronouns import PERSONS, PRONOUNS, agrees, can_say, is_nameless
from timeline.chronology.language.telling import has_event
from timeline.chronology.language.tokens import Clause, deed, is_adverb, is_genitive

WAS, WERE = "was", "were"
BEEN = (f" {WAS}", f" {WERE}", " has been", " have been", " had been", " had")
"""What a participle needs to be a sentence; the only words that a headline has of its own."""
_PRESENT = frozenset(("has", "have"))
"""Verbs of what is to be done first: "until sensors *have* been fitted"."""
_FOR_A_TIME = re.compile("(?:p(?:d?0?w|t))+a*")
"""What stands before a verb that has no subject: "… and *for a time* commanded it"."""
_MEANWHILE = re.compile(",(?:p[dwW0]+)+,a*")
_IS_SURE = re.compile("[wWC]Ba*wT?")
_VERB = 6
"""Words of a verb of thinking that a headline keeps before what is thought."""
_QUALIFIED = re.compile("d?[0a]*[wWEG]*[wWG](?:p[wG]+)?[EPVU]")
_AMONG = re.compile(",pw(?=[dwW0])")
_LISTED = re.compile("C[EPVU]")


def _without_meanwhile(f: Frame, clause: Clause, tokens: list[int]) -> list[int]:
    """A joined clause without what stands between commas before its verb: "… and, *with the army at its side*, went on"."""
    apart = _MEANWHILE.match(f.tagged(tokens)) if clause.kind == "coordinate" else None
    rest = tokens[apart.end() :] if apart and f.s.words[tokens[1]] == "with" else []
    return rest if rest[:1] == [clause.verb] else tokens


def _without_rest(f: Frame, clause: Clause, tokens: list[int]) -> list[int]:
    """A clause between commas without what goes on behind it, where that was not seen.

    "who were charged in 2016, *remain at large*"; "whose car was found, *and a girl of nine*"; "ordered in June, *would arrive*".
    """
    tags = f.s.tags
    if f.s.words[tokens[0]] in f.words.roles.after and tags[tokens[0] + 1 : tokens[0] + 2] == "R":
        return tokens[2:]  # "lost in 2000, *after which* gangs seized the farms"
    if clause.kind == "subordinate" and (among := _AMONG.search(f.tagged(tokens))):
        at = among.start()
        if f.s.words[tokens[at + 2]] in f.words.clauses.objective and tokens[at] > clause.verb:
            return tokens[:at]  # "have died since the rain began, *among them four firemen*"
    if not clause.comma or clause.kind not in ("relative", "participle"):
        apart = [n for n, t in enumerate(tokens) if tags[t] == "," and f.s.words[t + 1 : t + 2] == ["to"]]
        # "would allow men who worked there in May, *to apply*"
        return tokens[: apart[0]] if apart and clause.kind == "relative" else tokens
    verb = max(clause.verb, tokens[0])
    headless = f.s.clauses[0].verb < 0 and clause.parent is f.s.clauses[0]
    for n, t in enumerate(tokens):
        behind = tags[t + 1 : t + 2]
        ends = headless or f.s.finite[t + 1 : t + 2] == [True]
        ends = ends or (behind == "C" and not any(f.s.finite[u] for u in tokens[n:]))
        if t > verb and tags[t] == "," and n and ends:
            return tokens[:n]
    return tokens


def lead_of(f: Frame, tokens: list[int]) -> tuple[str, list[int]]:
    """The subject that a clause borrows, and the clause without the word that opened it."""
    clause = f.statement.clause
    tags, words = f.s.tags, f.s.words
    tokens = _without_rest(f, clause, tokens) if tokens else tokens
    parted = clause.kind == "main" and bool(tokens) and clause.verb not in tokens
    behind = parted and tags[tokens[0]] == ","  # "fell to 4.6 percent in May, *a level last seen in 2008*"
    parted = parted and (tokens[-1] < clause.verb or behind) and not _is_second_of_two(f, clause, tokens)
    again = _told_again(f, clause, tokens) if tokens else ""
    if again or not tokens or parted or clause.kind == "aside":
        # parted: "*A report published in 2009* said that the bank should be rebuilt by 2015"
        return (again, []) if again else _of_phrase(f, tokens[behind:])
    tokens = _from_second(f, clause, tokens)
    joined = tags[tokens[0]] == "C" and len(tokens) > 1
    tokens = _second_of_two(f, clause, tokens) if joined else tokens
    if joined and (
        clause.kind == "participle"
        or (clause.kind == "main" and tags[tokens[1]] in "EPVU" and clause.verb not in tokens)
    ):
        # "built in 1974 and sold in 2008"; "was proposed in 2004 and rejected in 2005"
        tokens = tokens[1:]
    first = tokens[0]
    done = tokens[_is_qualified(f, clause, first) :]  # "The prize, first *awarded* in 1901"
    begins = tags[done[0]] in "EPVU" or words[done[0]] == "having"
    if begins and done[0] != clause.verb and clause.kind in ("participle", "main"):
        lead, kept = _of_participle(f, clause, done)
        return lead, [t for t in tokens if kept and not (lead and words[t] == "having")]
    if clause.kind == "relative":
        return of_relative(f, clause, tokens)
    opened = clause.kind == "subordinate" or (tags[first] in "pX" and clause.verb not in tokens)
    ahead = (
        words[first] in ("before", "until", "till", "after", "once")
        and clause.verb >= 0
        and (tags[clause.verb] == "S" or words[clause.verb] in _PRESENT | f.words.verbs.be_present)
    )
    # "after *falling* in the morning"
    gerund = tags[first + 1 : first + 2] == "G" and (clause.verb not in tokens or clause is f.s.clauses[0])
    if opened and (words[first] in f.words.roles.hung or ahead or gerund):
        # "After *graduating* in 1955 she taught"
        # "if she was not freed by May": told with what depends on it
        return "", tokens if gerund and clause is f.s.clauses[0] else []
    alone = tags[first + 1 : first + 3] == "wn"  # "*After football* he ran a shoe shop"
    if opened and not alone and words[first] in f.words.roles.dropped and len(tokens) > 2:
        return "", _before_inserted(f, tokens[1:])
    if (thought := _thought(f, clause, tokens)) is not None:
        return thought
    if clause.kind in ("content", "coordinate") and words[first] == "that" and tags[first] != "d":
        return "", tokens[1:]
    if tags[first] == "C" and len(tokens) > 1 and not (first == 0 and words[0] == "then" and f.s.finite[1]):
        tokens = tokens[1:]
        tokens = _without_meanwhile(f, clause, tokens)
        while len(tokens) > 1 and tags[tokens[0]] in ("T," if first else ","):
            tokens = tokens[1:]  # "And *that* trend goes on"
    if first == clause.verb and clause.tokens and clause.tokens[0] < first:
        # A later part of its clause, behind another date: the subject stands in the first part.
        return f.said(subject_in(f, clause)), tokens
    joined = clause.kind == "coordinate" and clause.verb >= 0
    before = f.tagged([t for t in tokens if t < clause.verb])
    if joined and (_FOR_A_TIME.fullmatch(before) or not any(tag in "wWn0d" for tag in before)):
        return _of_joined(f, clause, tokens)
    return _with_was(f, clause, tokens) or ("", tokens)


def _from_second(f: Frame, clause: Clause, tokens: list[int]) -> list[int]:
    """The second of two participles, without what belongs to the first behind its date: "founded in 1889 as a stall *and floated in 1961*"."""
    tags = f.s.tags
    if clause.kind != "participle" or tokens[0] == clause.tokens[0] or tags[tokens[0]] not in "pX":
        return tokens
    second = next((n for n, t in enumerate(tokens) if tags[t] == "C" and tags[t + 1] in "EPV"), 0)
    return tokens[second:]


def _acts_on(f: Frame, clause: Clause, second: int) -> bool:
    """Whether a form behind a joining word is a second verb of who did what the first one tells."""
    verb = clause.verb
    told = 0 <= verb < second and f.s.tags[verb] in "VE" and f.s.tags[second] in "VE"
    return told and f.s.words[second + 1 : second + 2] != ["by"] and f.s.tags[second - 2] == "t"


def _is_second_of_two(f: Frame, clause: Clause, tokens: list[int]) -> bool:
    """Whether a statement opens with the second of two participles of its subject, behind which the verb stands: "An audit ordered in
    May and *completed in June* found nothing"."""
    tags, second = f.s.tags, tokens[0] + 1
    before = clause.kind == "main" and second < clause.verb and tags[tokens[0]] == "C"
    return before and tags[second] in "EPVU" and FIRST_OF_TWO.search(tags, 0, second) is not None


def _second_of_two(f: Frame, clause: Clause, tokens: list[int]) -> list[int]:
    """Such a statement without the verb behind it, and without a date right behind the participle: "completed *a month later*"."""
    if not _is_second_of_two(f, clause, tokens):
        return tokens
    then = f.statement.at if f.s.tags[f.statement.at - 1] in "EPVU" else -1
    return [t for t in tokens if t < clause.verb and t != then]


def _told_again(f: Frame, clause: Clause, tokens: list[int]) -> str:
    """A second count of what a verb tells once: "killed 12 on Saturday *and 20 on Sunday*" as "killed 20"; else nothing."""
    verb, tags = clause.verb, f.s.tags
    if clause.kind != "main" or verb in tokens or verb < 0 or verb > tokens[0]:
        return ""
    if f.s.words[verb] in f.words.reporting.verbs:
        return ""  # "said it looks for 2.7 percent in 1987 *and 3.5 percent in 1988*"
    # "won in Lyssa last week *and play the return on Thursday*"
    if _VERB_UNSEEN.match(tags, tokens[0]) and f.s.words[tokens[0] + 1] not in f.words.numerals:
        rest = without_dates(f, tokens[1:])
        denied = tags[verb] == "D" and f.s.words[verb + 1] in f.words.modality.negation
        modal = f" {f.said(range(verb, verb + 1 + denied))}" if denied or tags[verb] == "M" else ""
        return f"{f.said(subject_in(f, clause))}{modal} {f.said(rest)}"
    if is_passive(f.s, clause) and _DONE_TOO.fullmatch(f.tagged(tokens)):
        noun = without_dates(f, [t for t in tokens[1:] if tags[t] not in ".,"], every=True)
        # "The seats were replaced in 2004 *and the organ in 2011*"
        done = verb + 1 + (tags[verb + 1] == "b")  # "has been taken"
        several = noun and (names_several(f, noun) or f.s.words[noun[0]] in f.words.numerals)
        return f"{f.said(noun)} {WERE if several else WAS} {f.said([done])}" if noun else ""
    full = deed(tags, verb)
    if tags[full] not in "VE" and full == verb:
        return ""
    apart = next((n for n, t in enumerate(tokens) if n and tags[t] == ","), len(tokens))
    tokens = tokens[:apart]  # "and past Jupiter in 2012, *gathering speed*"
    # "closed in 1974, *the church in 1988*"
    if f.s.words[tokens[0] + 1] in f.words.roles.likening:
        return ""  # "killed three, *similar to one in 2010*"
    if tags[tokens[0]] not in "C," or _COUNT.match("C" + f.tagged(tokens[1:])) is None:
        return ""
    if not f.words.roles.measuring.isdisjoint(f.s.words[full : tokens[0]]):
        return ""  # "fell in May after rises of 7 percent in April *and 2 percent in March*"
    rest = without_dates(f, tokens[1:])
    counted = [f.s.words[t] for t in rest if tags[t] not in ".p"]
    if tags[rest[0]] == "p" and len(counted) == 1 and counted[0] in f.words.numerals:
        return ""  # "walked out for a day in October *and for three in May*"
    behind = full + 1 + (f.s.words[full + 1] in f.words.roles.particles)
    if tags[behind : behind + 2] == "pt":
        rest = [t for t in rest if tags[t] in "dwW"]
        # "Lower Mill closed down in 1841 *and Pound Mill in 1855*"
        return f"{f.said(rest)} {f.said(range(verb, behind))}"
    group = full + 1
    while tags[group] in "pa" and tags[rest[0]] != "p":
        group += 1  # "turned *down* the Boston Symphony in 1962 and Covent Garden in 1969"
    who = f.said(subject_in(f, clause))
    return f"{f.in_full(who) or who} {f.said(range(verb, group))} {f.said(rest)}" if who else ""


_VERB_UNSEEN = re.compile("Cwd")
_DONE_TOO = re.compile("C(?:d[wW]+|[w0]d)p?t[.,]?")
_COUNT = re.compile("C[a]?p?d*[wW0$£€]+(?:pd*[wW0]+)*p?t[.,]?$")


def _is_qualified(f: Frame, clause: Clause, first: int) -> bool:
    """Whether a participle stands behind an adverb that opens its clause."""
    opens = clause.kind == "participle" and first == clause.tokens[0]
    return opens and is_adverb(f.s, first) and f.s.tags[first + 1 : first + 2] in tuple("EPVU")


def _with_was(f: Frame, clause: Clause, tokens: list[int]) -> tuple[str, list[int]] | None:
    """ "two were killed and *five wounded*" as "five were wounded": a joined clause without the "was" of the one before."""
    outer, verb = clause.parent, clause.verb
    if clause.kind != "coordinate" or outer is None or verb not in tokens or not is_passive(f.s, outer):
        return None
    subject = [t for t in tokens if t < verb]
    if not subject or f.s.tags[verb] not in "EP" or not _is_passive_at(f, verb):
        return None
    if (f.s.tags[subject[-1]] == "W" and f.s.tags[verb] == "E") or f.s.words[subject[-1]] in PRONOUNS:
        return None  # "Roux was sent off, and Wales *scored* twice", "was rebuilt, and in May it *closed*"
    if f.statement.saying or f.s.words[verb] in f.words.verbs.intransitive:
        return None  # "half of them were hurt, and the lights *failed*"
    how = [t for t in subject if set(f.s.tags[t:verb]) == {"a"}]  # "ten others *seriously* injured"
    subject = subject[: len(subject) - len(how)]
    if not subject:
        return None
    several = names_several(f, subject) or (f.s.words[subject[-1]] in f.words.numerals)
    return f"{f.said(subject)} {WERE if several else WAS}", [*how, *(t for t in tokens if t >= verb)]


def _before_inserted(f: Frame, tokens: list[int]) -> list[int]:
    """A subordinate clause up to a date between commas, behind which the outer clause goes on.

    "put the dead since *the offensive began*, about three weeks ago, at 400".
    """
    at, tags = f.statement.at, f.s.tags
    if at not in tokens or tags[at + 1 : at + 2] != "," or "," not in tags[tokens[0] : at]:
        return tokens
    comma = tags.rindex(",", 0, at)
    return [t for t in tokens if t < comma] if not tags[comma + 1 : at].strip("ap") else tokens


def _thought(f: Frame, clause: Clause, tokens: list[int]) -> tuple[str, list[int]] | None:
    """What is thought or shown, behind who thinks or shows it: "*The court heard* that he fled and that he was caught"."""
    told, first = clause, tokens[0]
    if clause.kind == "coordinate" and clause.parent is not None and f.s.tags[first : first + 2] == "CT":
        told, tokens = clause.parent, tokens[1:]
    if clause.kind == "coordinate" and clause.parent is not None and clause.parent.opener == "how":
        return _heard_how(f, clause.parent, tokens)
    if told.kind != "content" or told.parent is None:
        return None
    if told.parent.kind == "subordinate" and told.parent.opener in f.words.roles.hung:
        return "", []  # "asked if she remembered *what it was like*"
    held = _held(f, told.parent, told.tokens[0] if told is not clause else first)
    return (held, tokens) if held else None


def _heard_how(f: Frame, told: Clause, tokens: list[int]) -> tuple[str, list[int]] | None:
    """What is joined to what was heard: "*The court heard how Orr* met him in May *and* tipped him off in June"."""
    held = _held(f, told.parent, told.tokens[0]) if told.parent is not None else ""
    who = [t for t in subject_in(f, told) if f.s.tags[t] != "Q"]
    return (f"{held} how {f.said(who)}", tokens[1:]) if held and who else None


def _held(f: Frame, outer: Clause, first: int) -> str:
    """Who thinks or shows what begins at ``first``, with the verb, where that is no saying: "Engineers judged"."""
    if outer.verb < 0 or (
        f.statement.source is not None and not _IS_SURE.fullmatch(f.s.tags, outer.verb - 1, first)
    ):
        return ""  # but "Engineers *are optimistic* they can fix it, she said"
    if outer.verb and is_nameless(f.s.words, outer.verb - 1):
        # "It will be remembered that a similar dispute was settled"; "*It had been thought that* she would leave"
        last = first - 1
        return (
            "" if f.s.words[last] not in f.words.roles.only_thought else f.said(range(outer.verb - 1, first))
        )
    verb = without_dates(f, [t for t in outer.tokens if outer.verb <= t < first], every=True)
    who = f.said(subject_in(f, outer)) or _borrowed(f, outer)
    own = (
        subject_of(f.text, f.s, who.lower()) if who.lower() in PERSONS and outer is not f.s.clauses[0] else ""
    )
    # "Anna Kerr resigned when *she discovered* that nobody was paid"
    who = own if own and agrees(who.lower(), own, f.words) else f.noun_for(who.lower()) or who
    return f"{who} {f.said(verb)}" if who and len(verb) <= _VERB else ""


def _passive(f: Frame, clause: Clause) -> bool:
    """Whether a joined clause may borrow "was" with its subject: "was seized in May and *retaken* in June"."""
    outer = clause.parent
    behind = f.s.words[clause.verb + 1 : clause.verb + 2]
    return (
        outer is not None
        and outer.verb >= 0
        and not any(map(is_genitive, behind))  # "was injured and *missed* last week's match"
        and f.words.roles.births.isdisjoint(f.s.words[outer.verb : outer.verb + 3])  # "was born and *played*"
        and (f.s.tags[outer.verb] == "B" or is_passive(f.s, outer))
        and f.s.words[clause.verb] not in f.words.verbs.intransitive
        and (f.s.tags[clause.verb] in "EPU" or f.s.words[clause.verb] in f.words.verbs.both)
        and (
            f.s.tags[clause.verb + 1 : clause.verb + 2] not in ("d", "n", "0") or _is_dated_by(f, clause.verb)
        )
        and not _acts(f, clause.verb)
        and not _spreads(f, clause.verb)
    )


def _is_dated_by(f: Frame, verb: int) -> bool:
    """Whether no object stands behind a verb, but when it was done: "was fired *the day* her contract ended"."""
    roles = f.words.roles
    return (
        f.s.words[verb + 1] == "the"
        and f.s.words[verb + 2 : verb + 3] != []
        and (f.s.words[verb + 2] in roles.units or f.s.words[verb + 2] in roles.nights)
    )


def _spreads(f: Frame, verb: int) -> bool:
    """Whether something moved by itself: "was reported at noon and *spread from* a flat *to* the roof"."""
    words = f.s.words
    return words[verb] in f.words.verbs.unchanged and words[verb + 1 : verb + 2] in (
        ["from"],
        ["to"],
        ["into"],
    )


def _acts(f: Frame, verb: int) -> bool:
    """Whether a past form is no participle, by the word behind it: "*called for* an inquiry", "*put off* the vote"."""
    pair = " ".join(f.s.words[verb : verb + 2])
    parted = f.s.words[verb + 1 : verb + 2] and f.s.words[verb + 1] in f.words.roles.particles
    return pair in f.words.verbs.acting or bool(parted and f.s.tags[verb + 2 : verb + 3] in tuple("dwWn0"))


def _names_speaker(f: Frame, clause: Clause) -> bool:
    """Whether a clause with its verb in front only names who says what stands before it: "…, *said the minister on Tuesday*"."""
    first, names = clause.tokens[0], f.words.names
    if not f.statement.saying or clause.opener or first != clause.verb or f.s.tags[first - 1] != ",":
        return False
    who = [t for t in clause.tokens if t > first]
    end = next((n for n, t in enumerate(who) if f.s.tags[t] not in "dwW"), len(who))
    if not end or f.s.words[first] not in f.words.reporting.tag:
        return False
    last = f.s.words[who[end - 1]]
    return (
        f.s.tags[who[end - 1]] == "W" or last in names.persons or last in names.titles or last in names.saying
    )


def _of_joined(f: Frame, clause: Clause, tokens: list[int]) -> tuple[str, list[int]]:
    """A joined clause without a subject of its own, with that of the clause before: "… but *lost control*"."""
    if _names_speaker(f, clause):
        return "", []  # "Lind arrived on Monday, *said the minister on Tuesday*": it says nothing by itself
    so = f.s.words[tokens[0]] == "so" and clause.verb == tokens[0] + 1  # "and so did the minister"
    if noun := of_sentence(f, clause):
        return f.said(noun), tokens
    lead = _borrowed(f, clause)
    outer = clause.parent
    loose = f.s.tags[clause.tokens[0] - 1] == "," and not clause.opener and f.s.tags[clause.verb] == "M"
    if _has_subject_before(f, clause) or (loose and clause.tokens[0] == clause.verb):
        return "", []  # "in the belief that the price, then 8 euros, *would hold*"
    if outer is not None and outer.kind == "content" and f.s.tags[outer.verb] == "B":
        so = f.s.tags[clause.verb] in "VE" and not is_passive(f.s, outer)
    if outer is not None and outer.kind == "content" and f.s.tags[outer.verb] == "H":
        # "said that the pacts had proved a success, *and praised* their flexibility"
        so = so or (
            f.s.tags[clause.tokens[0] - 1 : clause.tokens[0] + 1] == ",C" and f.s.tags[clause.verb] in "VE"
        )
    if not lead or so or _is_in_turn(f, clause):
        return "", []  # "said that the mine was safe *and signed a treaty*": who did?
    if clause.parent is not None and clause.parent.kind == "subordinate" and f.s.tags[clause.verb] == "B":
        return "", []  # "as the sentence was read and was led away": the one or the other
    if not _passive(f, clause):
        return lead, tokens
    if _goes_by_itself(f, clause):
        return lead, tokens
    auxiliary = _shared_was(f, clause)
    return (f"{lead} {auxiliary}", tokens) if auxiliary else ("", [])


def _is_in_turn(f: Frame, clause: Clause) -> bool:
    """Whether a joined participle may be the last of several that share one "was": "was breached, mended after the war *and abandoned*"."""
    tags, outer = f.s.tags, clause.parent
    if tags[clause.verb] not in "EP" or f.s.words[clause.verb] in f.words.verbs.intransitive:
        return False
    hung = outer is not None and outer.kind in ("participle", "coordinate") and outer.tokens
    first = outer.tokens[0] if hung and outer is not None else -1
    return (
        first > 0
        and tags[first - 1 : first] == ","
        and tags[first] in "EP"
        and is_passive(f.s, f.s.clauses[0])
    )


def _has_subject_before(f: Frame, clause: Clause) -> bool:
    """Whether a verb behind a comma has a subject of its own, apart from it: "and *his son*, then nine, ruled"."""
    first, tags = clause.tokens[0], f.s.tags
    joint = tags.rfind("C", 0, max(first - 3, 0))
    apart = first == clause.verb and not clause.opener and tags[first - 1] == ","
    return apart and joint > 0 and _SUBJECT_APART.fullmatch(tags, joint + 1, first) is not None


_SUBJECT_APART = re.compile("d?[wW]+,[^,BHDMVES]+,")


def of_sentence(f: Frame, clause: Clause) -> list[int]:
    """The noun that opens a sentence, of which only a verb behind a comma tells: "*Crane*, who told them what they wanted, *died*"."""
    main, tags = f.s.clauses[0], f.s.tags
    joined = (
        main.verb < 0
        and not clause.opener
        and clause.tokens[:1] == [clause.verb]
        and tags[clause.verb - 1] == ","
    )
    noun = [t for t in main.tokens if tags[t] != ","] if joined else []
    return noun if noun and noun[0] == 0 and all(tags[t] in "dwW0" for t in noun) else []


def _goes_by_itself(f: Frame, clause: Clause) -> bool:
    """Whether a joined verb tells the same with "was" and without: "was shut in 1984 and *reopened* in 1991"."""
    behind = f.s.tags[clause.verb + 1 : clause.verb + 2]
    if clause.parent is None or clause.parent.kind == "subordinate":
        return False  # "was closed after a man was killed *and reopened in May*"
    done = [t for t in clause.tokens if t > clause.verb and f.s.words[t] == "by"]
    if any(f.s.tags[t + 1 : t + 2] in ("d", "w", "W") for t in done):
        return False  # "was shut in May and *reopened in June by Orr*"
    word, roles = f.s.words[clause.verb], f.words.roles
    return word in roles.staging and behind in ("", "p", "t", ",", ".", ";", "a")


def _shared_was(f: Frame, clause: Clause) -> str:
    """The "was" that a joined participle shares, where nothing stands behind it that something would be done to.

    "It was looted in 1793 *and used as a store*"; not "was seized and *retook* the town".
    """
    outer, behind = clause.parent, f.s.tags[clause.verb + 1 : clause.verb + 2]
    word, verbs = f.s.words[clause.verb], f.words.verbs
    done = f.s.tags[clause.verb] in "EP" or (word in verbs.both and word not in verbs.alone)
    done = done and behind in ("", "p", "t", ",", ".", ";", "X", "C")
    # "was given the wrong one and *joked about it*"
    done = done and not (f.s.words[clause.verb + 2 : clause.verb + 3] in (["it"], ["them"]) and behind == "p")
    # "was shut in 1984 and *reopened* in 1991"
    done = done and f.s.words[clause.verb] not in f.words.roles.staging
    word = f.s.words[outer.verb] if outer is not None and is_passive(f.s, outer) else ""
    return word if done and word in (WAS, WERE) else ""


def _of_participle(f: Frame, clause: Clause, tokens: list[int]) -> tuple[str, list[int]]:
    """ "the arch, *destroyed in October*" as the sentence that it stands for: "The arch was destroyed"."""
    tags, first = f.s.tags, tokens[0]
    if clause.kind == "main" and clause.verb in tokens:
        return "", tokens  # "Angered by the vote, farmers blocked the bridge"
    if clause.kind == "main" and _acts_on(f, clause, first):
        return f.said(subject_in(f, clause)), tokens  # "He moved to Lund in 1959 *and toured*"
    if f.s.words[first] == "having":
        who = f.said(subject_in(f, clause.parent or clause))
        return (f"{who} had" if who else ""), tokens[1:]  # "*Shares* rose, having *been suspended*"
    # "in fiscal 2015, *ended last March*": of the year
    of_year = tags[first - 2 : first] == "t," and f.s.words[first] in f.words.roles.delimiting
    based = (
        f.s.words[first : first + 2] == ["based", "on"] and first == 0
    )  # "*Based on figures of May*, it judged"
    if of_year or based or f.s.words[first] == "compared":
        return "", []  # "fell to 5 million, *compared with a profit of 38 million in 2014*"
    outer = clause.parent or clause
    if tags[first - 1] == "," and is_passive(f.s, outer) and _LISTED.search(tags, first):
        if not _is_passive_at(f, first):
            return "", []  # "He was told to stay, *opened fire* and left"
        # "He was caught within hours, *tried by soldiers* and shot"
        return _done_to(f, subject_in(f, outer), first, f.s.words[outer.verb], tokens)
    # "An attempt to break in from the west, begun on Friday, failed": it is the attempt that was begun; not so
    # "In Tesk, retaken in May, residents fled".
    inserted = clause.kind == "participle" and clause.comma and outer.kind == "main" and outer.verb > first
    inserted = inserted and tags[outer.tokens[0]] != "p" and not _is_held(f, outer, first)
    # "share a brigade, founded in 1996, *and a mayor is elected*"
    inserted = inserted and tags[clause.tokens[-1] + 1 : clause.tokens[-1] + 3] != ",C"
    begins = clause.tokens[0] if clause.kind == "participle" else first
    ranked = (
        is_adverb(f.s, begins) and tags[begins + 1] in "EPVU"
    )  # "*first held* in 1995 but dropped in 2003"
    begins = begins if tags[begins] in "EPVU" or ranked else first
    near = [] if inserted or _is_of_subject(f, clause, first) else antecedent(f.s, begins, far=True)
    near = _with_outer(f, near) if near and near[0] > 1 else near
    # "called it one of the plots *disrupted* in recent years"
    near = near if near or clause.kind != "participle" or clause.comma or first < outer.verb else []
    noun = near or (
        subject_in(f, outer) if clause.kind != "participle" or clause.comma or first < outer.verb else []
    )
    if not noun:
        return "", tokens
    # "The link, *agreed in principle in 2006*, would bypass Tarnia"
    thing = f.s.words[first] in f.words.modality.committed and not can_say(f.said(noun), "it")
    thing = thing or (ranked and begins < first - 1)
    thing = thing or inserted  # "Funding for the trip, *refused last year*, was granted"
    if f.s.words[first] in f.words.verbs.intransitive and not thing:
        return f.said(noun), tokens  # "one of whom, Ray Tibbs, *resigned*"
    if not _is_passive_at(f, first):
        return f.said(noun) + ",", tokens  # "captured the hill": who knows whether it did
    return f"{f.said(noun)} {_auxiliary(f, noun)}", tokens


def _is_of_subject(f: Frame, clause: Clause, participle: int) -> bool:
    """Whether what a participle tells is told of whom the verb before it says what they were: "*Hale was a native of Maine*, born in
    1836"."""
    outer, tags = clause.parent, f.s.tags
    if clause.kind != "participle" or not clause.comma or outer is None or not 0 <= outer.verb < participle:
        return False
    told = _IS_A.fullmatch(tags, outer.verb, participle)
    born = f.s.words[participle] in f.words.roles.births
    return told is not None and (born or tags[outer.tokens[0]] == "W")  # "It was *a chapel*, built in 1836"


_IS_A = re.compile("Ba*d[wWE0]+(?:p[dwWE0]+)*,a*")


def _with_outer(f: Frame, near: list[int]) -> list[int]:
    """A noun with the one before it, where that was done to the two together: "*talks with Uganda*, broken off in May", "*a paper on
    the duties of pilots*, printed in May"."""
    before = near[0] - 1
    with_whom = f.s.words[before] == "with" and f.s.tags[before - 1] in "wW"
    named = all(f.s.tags[t] == "W" for t in near)
    # "its laboratory *in Delft*, acquired in 2010", "two letters *to Buchan*, sent in May"
    apart = named and f.s.tags[before - 1 : before + 1] in ("wp", "Wp") and f.s.tags[near[-1] + 1] == ","
    if (with_whom and named) or (apart and f.s.words[before] != "of") or _is_topic(f, before):
        return [*antecedent(f.s, before), before, *near]
    return near


def _is_topic(f: Frame, preposition: int) -> bool:
    """Whether a document tells of what stands behind a preposition: "a *report on* it"."""
    told, roles = f.s.words[preposition - 1], f.words.roles
    return told in roles.documents and f.s.words[preposition] in roles.of_topics


def _done_to(
    f: Frame, noun: list[int], participle: int, auxiliary: str, tokens: list[int]
) -> tuple[str, list[int]]:
    """What a participle borrows of the verb before it, where that may be: "was knighted in 1984, *retired* in 1988"."""
    if not noun:
        return "", []
    alone = f.s.words[participle] in f.words.verbs.intransitive
    return (f.said(noun) if alone else f"{f.said(noun)} {auxiliary}"), tokens


def _is_held(f: Frame, outer: Clause, participle: int) -> bool:
    """Whether what was "held" is the event that stands right before, and not what it hangs on: "Results from *the elections*, held
    on Sunday, …"."""
    if f.s.words[participle] != "held":
        return False
    near = antecedent(f.s, participle)
    return has_event(f.s, f.words, near) and not has_event(
        f.s, f.words, [t for t in outer.tokens if t < near[0]]
    )


def _auxiliary(f: Frame, noun: list[int]) -> str:
    """What the participle of a noun needs: "The library, closed since May, will reopen": "has been"."""
    several, at = names_several(f, noun), f.statement.at
    if at < 1 or f.s.words[at - 1] not in f.words.clauses.open_from or f.statement.until is not None:
        return WERE if several else WAS
    past = f.s.tags[f.s.clauses[0].verb] in "VEUD"
    return "had been" if past else "have been" if several else "has been"


def _of_phrase(f: Frame, tokens: list[int]) -> tuple[str, list[int]]:
    """A noun phrase with a participle behind its noun as a sentence: "a settlement *reached* in June"; an aside that is one."""
    clause = f.statement.clause
    if clause.kind == "aside" and clause.verb in tokens and tokens[0] + 1 < clause.verb:
        return "", tokens[f.s.tags[tokens[0]] in "(-" :]  # "a singer (*she won a prize in 1951*)"
    found = _QUALIFIED.match(f.tagged(tokens))
    if found is None:
        return "", tokens
    at = found.end() - 1
    past = f.s.tags[tokens[at]] != "V" or f.s.words[tokens[at]] in f.words.verbs.both
    alone = _is_passive_at(f, tokens[at]) and not any(f.s.finite[t] for t in tokens)
    if not past or not alone or f.s.words[tokens[at - 1]] == "those":
        return "", tokens
    if f.s.words[tokens[at]] in f.words.roles.delimiting:
        return "", []  # "the nine months *ended in February*"
    date = f.statement.at
    bare = f.s.words[date - 1] in f.words.clauses.of_time
    gone = {date, date - 1} if bare else {date}
    if date + 1 in tokens or (f.s.tags[date - 1] == "p" and not bare):
        gone.clear()  # "the men *wounded in Sunday's bombing*", "a page *devoted to Friday*"
    at -= f.s.words[tokens[at - 1]] in ("last", "first") and at > 1  # "A frog *last* seen in 1962"
    # "Its owner, Shoei Kisen, *a Japanese firm founded in 1942*"
    named = named_before(f.s, tokens[:at], "who")
    noun = named if named and f.s.tags[named[0] - 1] != "p" else tokens[:at]
    if f.s.words[noun[0] - 1 : noun[0] + 1] == ["of", "no"]:
        noun = [*antecedent(f.s, noun[0] - 1), noun[0] - 1, *noun]  # "*a motion* of no confidence"
    return f"{f.said(noun)} {WERE if names_several(f, noun) else WAS}", [
        t for t in tokens[at:] if t not in gone
    ]


def _is_passive_at(f: Frame, participle: int) -> bool:
    """Whether no object follows a participle, so that something was done to its noun."""
    behind = f.s.tags[participle + 1 : participle + 2]
    if _acts(f, participle):
        return False
    if f.s.words[participle] in f.words.roles.births:
        return True  # "Born Jack Ferrers in 1929, he left school"
    if f.s.words[participle] == "made" and not f.words.roles.made.isdisjoint(
        f.s.words[participle + 1 : participle + 2]
    ):
        return True
    as_what = f.s.words[participle + 1 : participle + 2] == ["as"]  # "known as al-Walid"
    # "The airport, closed since Saturday, may reopen"
    return not behind or (behind in "ptaX,.;:)" and not as_what)


def _is_listed(f: Frame, clause: Clause) -> bool:
    """Whether a clause is a verb behind nothing but a comma."""
    bare = clause.kind == "coordinate" and not clause.opener and clause.tokens[:1] == [clause.verb]
    return bare and f.s.tags[clause.verb - 1] == ","


def _borrowed(f: Frame, clause: Clause) -> str:
    """The subject of the clause that this one is joined to."""
    outer, joined = clause.parent, clause
    while outer is not None:
        if outer.kind == "subordinate" and _is_listed(f, joined):
            return ""  # "took up running after an injury ended her studies, *won* a race and broke a record"
        joined = outer
        if not outer.tokens:  # "- argued in May": what it would be joined to is not there
            outer = outer.parent
            continue
        subject = subject_in(f, outer)
        if outer.kind == "relative" and not subject and f.s.tags[outer.tokens[0]] == "T":
            subject = outer.tokens[:1]
        if outer.kind == "relative" and subject and f.s.words[subject[0]] == "whose":
            owner = whose(f.s, outer, subject[0], f.words.names.persons)
            return f"{f.owning(f.said(owner))} {f.said(subject[1:])}" if owner and subject[1:] else ""
        apart = outer.opener == "" and f.s.tags[outer.tokens[0] : outer.tokens[0] + 2] in ("XR", "pR")
        if apart and f.s.tags[clause.tokens[0] - 1] == ",":
            outer = outer.parent  # "lost a vote, after which gangs seized the farms, *and came second*"
            continue
        done = f.s.tags[clause.verb] in "EPU" or f.s.words[clause.verb] in f.words.verbs.both
        if (
            done
            and outer.kind == "relative"
            and subject
            and f.s.tags[subject[0] - 1] == "p"
            and is_object(f.s, outer)
        ):
            subject = subject[1:]  # "a flat in which *Abdi* was shot and wounded"
        if (
            outer.kind == "relative"
            and subject[1:]
            and f.s.tags[subject[0]] in "RT"
            and is_object(f.s, outer)
        ):
            return ""  # "the party, which her father founded *and led until 2011*"
        if outer.kind == "relative" and subject and f.s.tags[subject[0]] in "RT":
            noun = whose(f.s, outer, subject[0], f.words.names.persons)
            subject = with_event(f.s, noun) if outer.comma and outer.opener == "which" else noun
            if not subject or not numbers_agree(f, subject, clause.verb):
                return ""
        # "*the building* was looted and used", "*fighting* that began and spread"
        building = f.tagged(subject[:2]) in ("dG", "G")
        if (building or any(f.s.tags[t] in "wWn0" for t in subject)) and numbers_agree(
            f, subject, clause.verb
        ):
            return f.said(subject)
        outer = outer.parent
    return ""
