"""What a clause borrows to be a sentence: the subject of the one that it hangs on, or is joined to, and "was"."""

from __future__ import annotations

import re

from timeline.chronology.headlines.frame import CLEFT, Frame, is_plain
from timeline.chronology.headlines.subjects import is_passive, subject_of
from timeline.chronology.headlines.trimming import without_dates
from timeline.chronology.language.nouns import antecedent, is_object, is_plural_form, named_before, whose
from timeline.chronology.language.pronouns import PERSONS, POSSESSIVES, agrees, can_say, is_nameless
from timeline.chronology.language.telling import has_event
from timeline.chronology.language.tokens import Clause, is_adverb

WAS, WERE = "was", "were"
BEEN = (f" {WAS}", f" {WERE}", " has been", " have been", " had been")
"""What a participle needs to be a sentence; the only words that a headline has of its own."""
_PRESENT = frozenset(("has", "have"))
"""Verbs of what is to be done first: "until sensors *have* been fitted"."""
_VERB = 6
"""Words of a verb of thinking that a headline keeps before what is thought."""
_QUALIFIED = re.compile("d?[0a]*[wWE]*[wWG](?:p[wG]+)?[EPVU]")
_LISTED = re.compile("C[EPVU]")
_APPOSED = re.compile("(?P<name>W+),$")
_GOES_ON = re.compile("(?<=.)p|(?<=.)wd")
"""What only says which noun is meant: "members *of the crew*", "the ring *round the districts*"."""


def _without_rest(f: Frame, clause: Clause, tokens: list[int]) -> list[int]:
    """A clause between commas without what goes on behind it, where that was not seen.

    "who were charged in 2016, *remain at large*"; "whose car was found, *and a girl of nine*"; "ordered in June, *would arrive*".
    """
    tags = f.s.tags
    if f.s.words[tokens[0]] in f.words.roles.after and tags[tokens[0] + 1 : tokens[0] + 2] == "R":
        return tokens[2:]  # "lost in 2000, *after which* gangs seized the farms"
    if not clause.comma or clause.kind not in ("relative", "participle"):
        return tokens
    verb = max(clause.verb, tokens[0])
    headless = f.s.clauses[0].verb < 0 and clause.parent is f.s.clauses[0]
    for n, t in enumerate(tokens):
        behind = tags[t + 1 : t + 2]
        ends = headless or f.s.finite[t + 1 : t + 2] == [True]
        ends = ends or (behind == "C" and not any(f.s.finite[u] or tags[u] == "n" for u in tokens[n:]))
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
    parted = parted and (tokens[-1] < clause.verb or behind)
    again = _told_again(f, clause, tokens) if tokens else ""
    if again or not tokens or parted or clause.kind == "aside":
        # parted: "*A report published in 2009* said that the bank should be rebuilt by 2015"
        return (again, []) if again else _of_phrase(f, tokens[behind:])
    joined = tags[tokens[0]] == "C" and len(tokens) > 1
    if joined and (
        clause.kind == "participle"
        or (clause.kind == "main" and tags[tokens[1]] in "EPVU" and clause.verb not in tokens)
    ):
        # "built in 1974 and sold in 2008"; "was proposed in 2004 and rejected in 2005"
        tokens = tokens[1:]
    first = tokens[0]
    done = tokens[_is_qualified(f, clause, first) :]  # "The prize, first *awarded* in 1901"
    if tags[done[0]] in "EPVU" and done[0] != clause.verb and clause.kind in ("participle", "main"):
        lead, kept = _of_participle(f, clause, done)
        return lead, tokens if kept else []
    if clause.kind == "relative":
        return _of_relative(f, clause, tokens)
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
    if clause.kind in ("content", "coordinate") and words[first] == "that":
        return "", tokens[1:]
    if tags[first] == "C" and len(tokens) > 1 and not (first == 0 and words[0] == "then" and f.s.finite[1]):
        tokens = tokens[1:]
        while len(tokens) > 1 and tags[tokens[0]] in "T,":
            tokens = tokens[1:]
    if first == clause.verb and clause.tokens[0] < first:
        # A later part of its clause, behind another date: the subject stands in the first part.
        return f.said(subject_in(f, clause)), tokens
    joined = clause.kind == "coordinate" and clause.verb >= 0
    if joined and not any(tags[t] in "wWn0d" for t in tokens if t < clause.verb):
        return _of_joined(f, clause, tokens)
    return _with_was(f, clause, tokens) or ("", tokens)


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
    if is_passive(f.s, clause) and _DONE_TOO.fullmatch("".join([tags[t] for t in tokens])):
        noun = without_dates(f, [t for t in tokens[1:] if tags[t] not in ".,"], every=True)
        # "The seats were replaced in 2004 *and the organ in 2011*"
        done = verb + 1 + (tags[verb + 1] == "b")  # "has been taken"
        several = noun and (
            _is_plural(f, noun) or tags[noun[0]] == "0" or f.s.words[noun[0]] in f.words.numerals
        )
        return f"{f.said(noun)} {WERE if several else WAS} {f.said([done])}" if noun else ""
    perfect = _PERFECT.match(tags, verb)
    full = perfect.end() - 1 if perfect else verb
    if tags[full] not in "VE" and not perfect:
        return ""
    apart = next((n for n, t in enumerate(tokens) if n and tags[t] == ","), len(tokens))
    tokens = tokens[:apart]  # "and past Jupiter in 2012, *gathering speed*"
    # "closed in 1974, *the church in 1988*"
    if f.s.words[tokens[0] + 1] in f.words.roles.likening:
        return ""  # "killed three, *similar to one in 2010*"
    if tags[tokens[0]] not in "C," or _COUNT.match("C" + "".join([tags[t] for t in tokens[1:]])) is None:
        return ""
    if not f.words.roles.measuring.isdisjoint(f.s.words[full : tokens[0]]):
        return ""  # "fell in May after rises of 7 percent in April *and 2 percent in March*"
    rest = without_dates(f, tokens[1:])
    behind = full + 1 + (f.s.words[full + 1] in f.words.roles.particles)
    if tags[behind] == "t" or tags[behind : behind + 2] == "pt":
        rest = [t for t in rest if tags[t] in "dwW"]
        # "Lower Mill closed down in 1841 *and Pound Mill in 1855*"
        return f"{f.said(rest)} {f.said(range(verb, behind))}"
    if tags[tokens[0] : tokens[0] + 2] == ",d":
        return ""  # "totalled 233 million, *a rise of 68 percent over May*": told of the same
    group = full + 1
    while tags[group] in "pa" and tags[rest[0]] != "p":
        group += 1  # "turned *down* the Boston Symphony in 1962 and Covent Garden in 1969"
    who = f.said(subject_in(f, clause))
    return f"{f.in_full(who) or who} {f.said(range(verb, group))} {f.said(rest)}" if who else ""


_VERB_UNSEEN = re.compile("Cwd")
_PERFECT = re.compile("Ha*[VEP]")
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
    if f.s.tags[outer.verb] != "B" or not all(f.s.tags[t] in "dw0W" for t in subject):
        return None
    if f.s.tags[subject[-1]] == "W" and f.s.tags[verb] == "E":
        return None  # "Roux was sent off, and Wales *scored* twice"
    if f.statement.saying or f.s.words[verb] in f.words.verbs.intransitive:
        return None  # "half of them were hurt, and the lights *failed*"
    several = _is_plural(f, subject) or (f.s.words[subject[-1]] in f.words.numerals)
    return f"{f.said(subject)} {WERE if several else WAS}", [t for t in tokens if t >= verb]


def _before_inserted(f: Frame, tokens: list[int]) -> list[int]:
    """A subordinate clause up to a date between commas, behind which the outer clause goes on.

    "put the dead since *the offensive began*, about three weeks ago, at 400".
    """
    at, tags = f.statement.at, f.s.tags
    if at not in tokens or tags[at + 1 : at + 2] != "," or "," not in tags[tokens[0] : at]:
        return tokens
    comma = tags.rindex(",", 0, at)
    return [t for t in tokens if t < comma] if not tags[comma + 1 : at].strip("ap") else tokens


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


def _thought(f: Frame, clause: Clause, tokens: list[int]) -> tuple[str, list[int]] | None:
    """What is thought or shown, behind who thinks or shows it: "*The court heard* that he fled and that he was caught"."""
    told, first = clause, tokens[0]
    if clause.kind == "coordinate" and clause.parent is not None and f.s.tags[first : first + 2] == "CT":
        told, tokens = clause.parent, tokens[1:]
    if clause.kind == "coordinate" and clause.parent is not None and clause.parent.opener == "how":
        return _heard_how(f, clause.parent, tokens)
    if told.kind != "content" or told.parent is None:
        return None
    held = _held(f, told.parent, told.tokens[0] if told is not clause else first)
    return (held, tokens) if held else None


def _heard_how(f: Frame, told: Clause, tokens: list[int]) -> tuple[str, list[int]] | None:
    """What is joined to what was heard: "*The court heard how Orr* met him in May *and* tipped him off in June"."""
    held = _held(f, told.parent, told.tokens[0]) if told.parent is not None else ""
    who = [t for t in subject_in(f, told) if f.s.tags[t] != "Q"]
    if not held or not who or f.s.tags[tokens[0]] != "C":
        return None
    return f"{held} how {f.said(who)}", tokens[1:]


def _held(f: Frame, outer: Clause, first: int) -> str:
    """Who thinks or shows what begins at ``first``, with the verb, where that is no saying: "Engineers judged"."""
    if f.statement.source is not None or outer.verb < 0:
        return ""
    if outer.verb and is_nameless(f.s.words, outer.verb - 1):
        return ""  # "It will be remembered that a similar dispute was settled"
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
    return (
        outer is not None
        and outer.verb >= 0
        and f.words.roles.births.isdisjoint(f.s.words[outer.verb : outer.verb + 3])  # "was born and *played*"
        and (f.s.tags[outer.verb] == "B" or is_passive(f.s, outer))
        and f.s.words[clause.verb] not in f.words.verbs.intransitive
        and (f.s.tags[clause.verb] in "EPU" or f.s.words[clause.verb] in f.words.verbs.both)
        and f.s.tags[clause.verb + 1 : clause.verb + 2] not in ("d", "n", "0")
        and not _acts(f, clause.verb)
        and not _spreads(f, clause.verb)
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


def _of_joined(f: Frame, clause: Clause, tokens: list[int]) -> tuple[str, list[int]]:
    """A joined clause without a subject of its own, with that of the clause before: "… but *lost control*"."""
    so = f.s.words[tokens[0]] == "so" and clause.verb == tokens[0] + 1  # "and so did the minister"
    if noun := of_sentence(f, clause):
        return f.said(noun), tokens
    lead = _borrowed(f, clause)
    outer = clause.parent
    loose = f.s.tags[clause.tokens[0] - 1] == "," and not clause.opener and f.s.tags[clause.verb] == "M"
    aged = f.s.tags[clause.verb - 3 : clause.verb] == ",0," and clause.tokens[0] == clause.verb
    if aged or _has_subject_before(f, clause) or (loose and clause.tokens[0] == clause.verb):
        return "", []  # "in the belief that the price, then 8 euros, *would hold*"
    if outer is not None and outer.kind == "content" and f.s.tags[outer.verb] == "B":
        past = f.s.tags[clause.verb] == "V" and f.s.words[clause.verb] not in f.words.verbs.both
        so = so or past or (f.s.tags[clause.verb] in "VE" and not is_passive(f.s, outer))
    if not lead or so:
        return "", []  # "said that the mine was safe *and signed a treaty*": who did?
    if clause.parent is not None and clause.parent.kind == "subordinate" and f.s.tags[clause.verb] == "B":
        return "", []  # "as the sentence was read and was led away": the one or the other
    if not _passive(f, clause):
        return lead, tokens
    if _goes_by_itself(f, clause):
        return lead, tokens
    auxiliary = _shared_was(f, clause)
    return (f"{lead} {auxiliary}", tokens) if auxiliary else ("", [])


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
    return (word in roles.staging or word in roles.ergative) and behind in ("", "p", "t", ",", ".", ";", "a")


def _shared_was(f: Frame, clause: Clause) -> str:
    """The "was" that a joined participle shares, where nothing stands behind it that something would be done to.

    "It was looted in 1793 *and used as a store*"; not "was seized and *retook* the town".
    """
    outer, behind = clause.parent, f.s.tags[clause.verb + 1 : clause.verb + 2]
    word, verbs = f.s.words[clause.verb], f.words.verbs
    done = (
        f.s.tags[clause.verb] in "EP"
        or word in verbs.unchanged
        or (word in verbs.both and word not in verbs.alone)
    )
    done = done and behind in ("", "p", "t", ",", ".", ";", "X", "C")
    # "was shut in 1984 and *reopened* in 1991"
    done = done and f.s.words[clause.verb] not in f.words.roles.staging
    word = f.s.words[outer.verb] if outer is not None and is_passive(f.s, outer) else ""
    return word if done and word in (WAS, WERE) else ""


def _of_participle(f: Frame, clause: Clause, tokens: list[int]) -> tuple[str, list[int]]:
    """ "the arch, *destroyed in October*" as the sentence that it stands for: "The arch was destroyed"."""
    tags, first = f.s.tags, tokens[0]
    if clause.kind == "main" and clause.verb in tokens:
        return "", tokens  # "Angered by the vote, farmers blocked the bridge"
    # "in fiscal 2015, *ended last March*": of the year
    of_year = tags[first - 2 : first] == "t," and f.s.words[first] in f.words.roles.delimiting
    based = (
        f.s.words[first : first + 2] == ["based", "on"] and first == 0
    )  # "*Based on figures of May*, it judged"
    if of_year or based or f.s.words[first] == "compared":
        return "", []  # "fell to 5 million, *compared with a profit of 38 million in 2014*"
    outer = clause.parent or clause
    if outer is clause and tags[clause.verb] == "B":
        # "It was encircled in July, *relieved in August*": what it borrows is a whole verb
        auxiliary = f.s.words[clause.verb]
        noun = subject_in(f, clause) if auxiliary in (WAS, WERE) and _is_passive_at(f, first) else []
        return _done_to(f, noun, first, auxiliary, tokens)
    if tags[first - 1] == "," and is_passive(f.s, outer) and _LISTED.search(tags, first):
        if not _is_passive_at(f, first):
            return "", []  # "He was told to stay, *opened fire* and left"
        # "He was caught within hours, *tried by soldiers* and shot"
        return _done_to(f, subject_in(f, outer), first, f.s.words[outer.verb], tokens)
    # "An attempt to break in from the west, begun on Friday, failed": it is the attempt that was begun; not so
    # "In Tesk, retaken in May, residents fled".
    inserted = clause.kind == "participle" and clause.comma and outer.kind == "main" and outer.verb > first
    inserted = inserted and tags[outer.tokens[0]] != "p" and not _is_held(f, outer, first)
    begins = clause.tokens[0] if clause.kind == "participle" else first
    ranked = (
        is_adverb(f.s, begins) and tags[begins + 1] in "EPVU"
    )  # "*first held* in 1995 but dropped in 2003"
    begins = begins if tags[begins] in "EPVU" or ranked else first
    near = [] if inserted else antecedent(f.s, begins, far=True)
    apposed = len(near) == 1 and _APPOSED.search(tags, 0, near[0])
    if apposed and tags[near[0]] == "w":
        near = [*range(*apposed.span("name"))]  # "Ana Hale, geologist, born in 1930"
    with_whom = near and near[0] > 1 and f.s.words[near[0] - 1] == "with" and tags[near[0] - 2] in "wW"
    if with_whom and all(tags[t] == "W" for t in near):
        near = [*antecedent(f.s, near[0] - 1), near[0] - 1, *near]  # "talks with Uganda, broken off in May"
    if not near and outer.tokens and tags[outer.tokens[0]] == "p" and begins > 1 and tags[begins - 2] == "n":
        return "", []  # "In it, posted in May, she told him": what was posted
    # "called it one of the plots *disrupted* in recent years"
    near = near if near or clause.kind != "participle" or clause.comma or first < outer.verb else []
    noun = near or (
        subject_in(f, outer) if clause.kind != "participle" or clause.comma or first < outer.verb else []
    )
    if noun and f.s.words[noun[0]] == "where":
        noun = noun[1:]  # "where the ring was closed in July, *broken in August*"
    if not noun:
        return "", tokens
    # "The link, *agreed in principle in 2006*, would bypass Tarnia"
    thing = f.s.words[first] in f.words.modality.committed and not can_say(f.said(noun), "it")
    thing = thing or (ranked and begins < first - 1)
    if f.s.words[first] in f.words.verbs.intransitive and not thing:
        return f.said(noun), tokens  # "one of whom, Ray Tibbs, *resigned*"
    if not _is_passive_at(f, first):
        return f.said(noun) + ",", tokens  # "captured the hill": who knows whether it did
    return f"{f.said(noun)} {_auxiliary(f, noun)}", tokens


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
    several, at = _is_plural(f, noun), f.statement.at
    if at < 1 or f.s.words[at - 1] not in f.words.clauses.open_from or f.statement.until is not None:
        return WERE if several else WAS
    past = f.s.tags[f.s.clauses[0].verb] in "VEUD" or f.s.words[f.s.clauses[0].verb] in f.words.verbs.be_past
    return "had been" if past else "have been" if several else "has been"


def _of_phrase(f: Frame, tokens: list[int]) -> tuple[str, list[int]]:
    """A noun phrase with a participle behind its noun as a sentence: "a settlement *reached* in June"."""
    found = _QUALIFIED.match(f.tagged(tokens))
    if found is None:
        return "", tokens
    at = found.end() - 1
    past = f.s.tags[tokens[at]] != "V" or f.s.words[tokens[at]] in f.words.verbs.both
    alone = _is_passive_at(f, tokens[at]) and not any(f.s.finite[t] for t in tokens)
    if not past or not alone or f.s.words[tokens[at - 1]] == "those":
        return "", tokens
    date = f.statement.at
    bare = f.s.words[date - 1] in f.words.clauses.of_time
    gone = {date, date - 1} if bare else {date}
    if date + 1 in tokens or (f.s.tags[date - 1] == "p" and not bare):
        gone.clear()  # "the men *wounded in Sunday's bombing*", "a page *devoted to Friday*"
    at -= f.s.words[tokens[at - 1]] in ("last", "first") and at > 1  # "A frog *last* seen in 1962"
    # "Its owner, Shoei Kisen, *a Japanese firm founded in 1942*"
    named = named_before(f.s, tokens[:at], "which")
    noun = named if named and f.s.tags[named[0] - 1] != "p" else tokens[:at]
    if [f.s.words[t] for t in noun] in (["first"], ["last"]):
        return "", []  # "a race, *first held* in 1995": which?
    return f"{f.said(noun)} {WERE if _is_plural(f, noun) else WAS}", [t for t in tokens[at:] if t not in gone]


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


def _with_place(f: Frame, clause: Clause, tokens: list[int]) -> tuple[str, list[int]]:
    """A clause behind "where", with the place that it tells of: "in Chile, *where it opened a mine*"."""
    place = _PLACED.search(f.s.tags, 0, tokens[0]) if clause.comma else None
    within = place is not None and f.s.words[place.start()] in f.words.roles.placing
    there = [*range(*place.span("where"))] if place and within else []
    rest = [t for t in tokens[1:] if f.s.tags[t] != "."]
    # "*In Chile*, where it opened a mine, it sold two"
    return (f.said(there), rest) if there[:1] == [0] else ("", rest + there)


def _of_relative(f: Frame, clause: Clause, tokens: list[int]) -> tuple[str, list[int]]:
    """ "Moscow, which had trumpeted …" → "Moscow had trumpeted …"."""
    word, tags = f.s.words[tokens[0]], f.s.tags
    if word == "where" and len(tokens) > 3:
        return _with_place(f, clause, tokens)
    cleft = CLEFT.match(f.s.tags)
    if cleft and cleft.end() - 1 == tokens[0]:
        return "", tokens[1:]  # "It was in one of these *that Marsh heard her*"
    if turned := _turned(f, clause, tokens):
        return turned, []
    if f.s.tags[tokens[0] - 1] == "p" or word == "whom" or not clause.opener:
        return "", []  # "the law under which he was convicted": no part of it stands alone
    if clause.verb < 0 or word not in ("which", "who", "that", "whose"):
        return "", tokens
    if is_object(f.s, clause) and not (
        word == "whose" and _WHOSE_DONE.fullmatch(tags, tokens[0], clause.verb)
    ):
        return "", []  # "a deal that ministers reached", "which the rebels took": its noun is no subject
    noun = whose(f.s, clause, tokens[0], f.words.names.persons)
    speaks = f.s.words[clause.verb] in f.words.reporting.tag
    noun = _which_of(f, _with_event(f, noun)) if word == "which" and clause.comma and not speaks else noun
    if not clause.comma and noun and _is_of_some(f, noun[0]):
        return "", []  # "a portrait of *the duke* that was stolen"
    joins = [n for n, t in enumerate(noun) if f.s.tags[t] == "C" and f.s.tags[t + 1] == "d"]
    if joins and not clause.comma:
        noun = noun[joins[-1] + 1 :]  # "the army and *the group that called itself* …"
    if word == "whose":
        return _of_whose(f, clause, tokens, noun)
    if not _numbers_agree(f, noun, clause.verb):
        noun = antecedent(f.s, tokens[0], far=not clause.comma)
    if not noun or not _numbers_agree(f, noun, clause.verb):
        return "", []
    took_place = f.s.words[clause.verb : clause.verb + 2] == ["took", "place"] and not has_event(
        f.s, f.words, noun
    )
    if took_place or f.s.words[noun[0]] in f.words.roles.nobody:
        return "", []  # "any party that keeps the plant open": none in particular
    set_off = tags[tokens[1] : tokens[1] + 1] == "," if len(tokens) > 2 else False
    dated = set_off and all(tags[t] in "pt," for t in range(tokens[1], tokens[2]))
    return f.said(noun), tokens[1 + dated :]  # "a clerk who, *in 1948*, shot his brother"


def _is_placed(f: Frame, noun: list[int]) -> bool:
    """Whether a noun only says where another one is, and either may be meant: "*schools across the county*, which closed on Friday"."""
    first, verb = noun[0] if noun else 0, f.statement.clause.verb
    outer = f.statement.clause.parent
    several = [is_plural_form(f.s.words[t]) for t in (first - 2, noun[-1])] if first > 1 else []
    # "which *were* closed"
    told = len({*several}) > 1 and f.s.tags[verb] in "BH" and f.s.words[verb] != "had"
    return (
        first > 1
        and not told
        and outer is not None
        and outer.verb > first
        and f.s.words[first - 1] in f.words.roles.of_place
        and (f.s.tags[first - 2] == "w" or first == _SECOND)
        and f.s.tags[first] == "d"
        and not has_event(f.s, f.words, noun)
    )


_SECOND = 2
"""Where a noun stands behind the word that opens a sentence, and a preposition."""


def _is_of_some(f: Frame, first: int) -> bool:
    """Whether a noun stands behind "of" and something that is told of for the first time: then nobody knows of which a clause tells."""
    return (
        f.s.words[first - 1 : first] == ["of"]
        and f.s.tags[first] == "d"  # not "a round of *peace talks* that opened"
        and _SOME_OF.search(f.s.tags, 0, first) is not None
        and (f.s.words[first - 3 : first - 2] in (["a"], ["an"]))
    )


_SOME_OF = re.compile("dwp$")


_AND_OF_NAME = re.compile("C.*pW$")


def _which_of(f: Frame, noun: list[int]) -> list[int]:
    """Which of two nouns "which" is told of: "the state of *the airfield*", "*the collapse* of the bridge", "*the owner* of the
    mine"; none of "the roof of the church" or "the bank in Lerum", where nobody knows."""
    if _names_place(f, noun) or _is_placed(f, noun):
        return []
    if _AND_OF_NAME.search(f.tagged(noun)):
        return noun[-1:]  # "the 135th flight of a shuttle and the 33rd of *Atlantis*"
    of = next((n for n, t in enumerate(noun) if n and f.s.words[t] == "of"), 0)
    if of and f.s.words[noun[of] + 1] in POSSESSIVES:
        return []  # "the sale of its van division, which"
    if not of or f.s.tags[noun[of] + 1 : noun[of] + 2] != "d" or has_event(f.s, f.words, noun[:of]):
        return noun
    head = f.s.words[noun[of - 1]]
    if head in f.words.roles.qualities or head in f.words.roles.counting:
        return noun[of + 1 :]  # "most of *the capital*"
    named = head in f.words.names.persons or head in f.words.names.bodies or head in f.words.roles.kinds
    return noun if named else []


def _of_whose(f: Frame, clause: Clause, tokens: list[int], noun: list[int]) -> tuple[str, list[int]]:
    """A clause behind "whose" as a sentence, where it is known whose."""
    if not noun or f.s.words[noun[0]] in f.words.roles.nobody:
        return "", []
    if f.s.tags[clause.verb - 1] == "n" or _WHOSE_DONE.fullmatch(f.s.tags, tokens[0], clause.verb):
        return _done_to_whose(f, clause, tokens, noun)  # "a clockmaker, whose daughter he married"
    return _owned_by(f, clause, tokens, noun)


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


_ACTS = re.compile("Ha?[VEP]|[VE]")
_WHOSE_DONE = re.compile("R[wE]*w(?:W+|dw*[wW])")
"""What somebody does to what is another's: "*whose arrest the rebels* announced"."""


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


def _with_event(f: Frame, noun: list[int]) -> list[int]:
    """What happened somewhere rather than the place: "*a strike in the quarries*, which lasted three years"."""
    if (
        not noun
        or noun[0] < 2
        or f.s.words[noun[0] - 1] not in f.words.roles.of_nouns
        or has_event(f.s, f.words, noun)
    ):
        return noun
    outer = antecedent(f.s, noun[0] - 1, far=True)
    return [*outer, noun[0] - 1, *noun] if has_event(f.s, f.words, outer) else noun


def _turned(f: Frame, clause: Clause, tokens: list[int]) -> str:
    """A relative clause whose noun is its object, as a sentence: "a deal *that ministers reached* in May".

    Only where nothing but a date stands behind its verb, and the subject is no pronoun.
    """
    s, verb = f.s, clause.verb
    if verb < 0 or f.statement.source is not None or s.tags[tokens[0] - 1] == "p" or is_passive(s, clause):
        return ""
    opened = s.tags[tokens[0]] in "RT"
    if opened and not is_object(s, clause):
        return ""  # "Atlantis, which *first* flew in 1985"
    subject = [t for t in tokens if t < verb and not (opened and t == tokens[0])]
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
        if noun and s.words[noun[0]] == "the" and s.words[noun[1]] in f.words.names.persons:
            return ""  # "the director of the firm, which police raided"
    speaks = [s.words[t] for t in subject] in (["you"], ["we"], ["i"])
    who = ""
    if [s.tags[t] for t in subject] == ["n"] and not speaks and clause.parent is s.clauses[0]:
        outer = subject_in(f, s.clauses[0])
        if [s.words[t] for t in outer] == [s.words[t] for t in subject]:
            who = f.noun_for(s.words[subject[0]]) or ""  # "They held the city, which *they* had entered"
        # "Mrs Iqbal lost a strimmer that *she* bought in June"
        subject = outer if outer and (who or agrees(s.words[subject[0]], f.said(outer), f.words)) else []
    plain = (
        bool(subject)
        and {s.tags[t] for t in subject} <= set("dwW0n" if speaks or who else "dwW0C")
        and s.words[subject[0]] not in POSSESSIVES
    )
    behind = _ONLY_DATE.fullmatch(dated)
    if kept or not plain or behind is None or not noun or s.tags[noun[-1]] not in "wW":
        return ""
    known = clause.comma and s.words[noun[0]] == "the"  # "the city, which they had entered"
    if not known and "W" not in (named := f.tagged(noun).lstrip("d")) and len(named) < 2:
        return ""  # "a deal that ministers reached": which?
    head = s.words[noun[-1]]
    if (
        s.words[tokens[0]] in ("whose", "where")
        or head in f.words.roles.units
        or head in f.words.roles.manners
    ):
        return ""
    said = f.said(noun)
    said = said if s.tags[noun[0]] == "W" else said[:1].lower() + said[1:]
    rest = rest[len(rest) - len(dated) :][slice(*behind.span("rest"))]
    # "a suburb that rebels gave up last month *after a siege of four years*"
    after = f" {f.said(rest)}" if rest else ""
    return f"{who or f.said(subject)} {f.said(range(verb, group))} {said}{where}{after}"


_ONLY_DATE = re.compile("(?:p?t)?(?P<rest>(?:[pX](?:[dwW0]+|t))*)[.,;]*")
_PLACED = re.compile("(?P<where>p[dwW]*W),$")
"""The place of which a clause behind "where" tells: "in *Chile*, where it opened a plant"."""
_PLACE = re.compile("p[dwW]+(?=p?t)")


def _numbers_agree(f: Frame, noun: list[int], verb: int) -> bool:
    """Whether a noun phrase can be the subject of an auxiliary: no "air strikes was"."""
    word = f.s.words[verb]
    if len(noun) == 1 and f.s.tags[noun[0]] == "n" and word in ("was", "is", "has"):
        return f.s.words[noun[0]] != "they"  # "Among those *they* saved *was* a girl"
    # "investors that *opens*": it is the conference of theirs
    one = f.s.tags[verb] == "S" and word.endswith("s")
    if not noun or not (one or word in ("was", "is", "has", "were", "are", "have")):
        return True
    if f.s.words[noun[-1]] in f.words.roles.uncertain or f.s.tags[noun[-1]] in "0n":
        return True
    if len(noun) > 1 and all(f.s.tags[t] == "W" for t in noun):
        return True  # "Counting Heads was translated"
    return _is_plural(f, noun) == (word in ("were", "are", "have"))


def _is_plural(f: Frame, noun: list[int]) -> bool:
    """Whether a noun phrase names several: "the dam and the mill", "members of the crew", "all three"."""
    tags = f.tagged(noun)
    behind = _GOES_ON.search(tags)
    head = [f.s.words[t] for t in noun[: behind.start() if behind else None]]
    named = not tags.strip("W") and (noun[0] or len(tags) > 1) and f.s.words[noun[0] - 1 : noun[0]] != ["the"]
    if named and "and" not in head:
        return False  # "Thomas", "Governor Ray Tibbets"
    counted = head[-1] in f.words.numerals and head[-1] not in ("one", "a", "an")  # "two of the king's aides"
    many = tags[:2] == "0w" and head[0] not in ("1", "one")  # "100 aircraft"
    many = many or (behind is None and f.s.tags[noun[-1]] == "0")
    return "and" in head or is_plural_form(head[-1]) or counted or many


_ORDERED = re.compile("[wW][EPVU](?:p?t|p[dwW0]+)+C")


def subject_in(f: Frame, clause: Clause | None) -> list[int]:
    """The words before a clause's verb, from the last comma on, without a date."""
    tokens = [t for t in clause.tokens if t < clause.verb] if clause else []
    while tokens and (f.s.tags[tokens[-1]] in ",a" or (len(tokens) > 2 and f.s.words[tokens[-1]] == "first")):
        tokens.pop()
    while tokens and (
        (f.s.tags[tokens[0]] in 'CT",a' and f.s.tags[tokens[0] + 1] != "0")  # "*About* 300 workers"
        or (clause and clause.kind == "subordinate" and f.s.words[tokens[0]] == clause.opener)
    ):
        tokens.pop(0)
    if done := _ORDERED.search(f.tagged(tokens)):
        tokens = tokens[: done.start() + 1]  # "*An audit* ordered in May and completed in June"
    commas = [number for number, token in enumerate(tokens) if f.s.tags[token] == ","]
    if commas and commas[-1] == len(tokens) - 2 and f.s.tags[tokens[-1]] == "n":
        return tokens[-1:]  # "Born in Riga, the daughter of a pilot, *she* fled"
    if commas:
        fronted = f.s.tags[tokens[0]] in "GEPpXt" or f.s.words[tokens[0]] == "having"
        named = tokens[commas[0] + 1 : commas[1] if len(commas) > 1 else None]
        apposed = (
            f.s.words[tokens[0]] in ("a", "an") and bool(named) and all(f.s.tags[t] == "W" for t in named)
        )
        # "A Norwegian, *Captain Linge*, took over and was killed"
        tokens = tokens[commas[-1] + 1 :] if fronted else named if apposed else tokens[: commas[0]]
    if (
        len(tokens) > 1
        and f.s.tags[tokens[-1]] == "n"
        and not {"X", "p", "t"}.isdisjoint([f.s.tags[t] for t in tokens[:-1]])
    ):
        return tokens[-1:]  # "Ten days after their arrival *they* blew up the jail"
    return without_dates(f, tokens, every=True)


def _borrowed(f: Frame, clause: Clause) -> str:
    """The subject of the clause that this one is joined to."""
    outer = clause.parent
    while outer is not None:
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
        if outer.kind == "relative" and subject and f.s.tags[subject[0]] in "RT":
            noun = whose(f.s, outer, subject[0], f.words.names.persons)
            subject = _with_event(f, noun) if outer.comma and outer.opener == "which" else noun
            if not _numbers_agree(f, subject, clause.verb):
                return ""
        building = f.tagged(subject[:2]) == "dG"  # "*the building* was looted and used"
        if (building or any(f.s.tags[t] in "wWn0" for t in subject)) and _numbers_agree(
            f, subject, clause.verb
        ):
            return f.said(subject)
        outer = outer.parent
    return ""
