"""Chosen words as a headline: with their subject, their noun for a pronoun, and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from timeline.chronology.headlines.agreement import names_several, subject_in
from timeline.chronology.headlines.borrowing import BEEN, lead_of, of_sentence
from timeline.chronology.headlines.choosing import loose_end, part_of, without_measure
from timeline.chronology.headlines.frame import Draft, Frame, is_plain, owns
from timeline.chronology.headlines.naming import is_no_noun, sayer, shared_object
from timeline.chronology.headlines.phrases import candidates
from timeline.chronology.headlines.standing import is_headless
from timeline.chronology.headlines.subjects import is_passive, subject_of
from timeline.chronology.headlines.trimming import (
    without_adding,
    without_comma,
    without_dates,
    without_gap,
    without_label,
    without_tail,
    without_throat,
)
from timeline.chronology.headlines.wording import LENGTH, MOST, shortened, tidy, unended
from timeline.chronology.language.nouns import done_to, is_object, whose
from timeline.chronology.language.patterns import patterns
from timeline.chronology.language.pronouns import (
    FRONTED,
    PERSONS,
    POSSESSIVES,
    PRONOUNS,
    agrees,
    is_any,
    offers,
)
from timeline.chronology.language.tokens import Clause, Sentence, in_quotation
from timeline.civil import Grain

_AUXILIARY = re.compile(f"(?:{'|'.join(BEEN)}|,)$")
_SUFFERS = {"he": "him", "they": "them"}
_TAIL = re.compile(r"(?<=\w) (?:only|just|even|also|that|nearly|almost|about|some|around)$")
"""An adverb behind a verb of saying, which belongs to what follows: "said only hours after …"."""


def compose(f: Frame, tokens: list[int], *, dated: bool = False) -> Draft:
    """A headline of some of a sentence's tokens; with its date, if ``dated``."""
    lead, tokens = lead_of(f, tokens)
    tokens = without_label(f, tokens)
    if not lead.endswith(","):
        tokens = without_comma(f, tokens if dated else without_dates(f, tokens))
        if tokens and tokens[-1] - tokens[0] >= len(tokens):
            tokens = without_gap(f, tokens)
    tokens = without_throat(f, tokens) if not lead else _without_dash(f, tokens)
    tokens = without_adding(f, without_tail(f, tokens))
    borrowed, body = lead, f.said(tokens)
    if lead and tokens and tokens[0] == 0:
        body = body[:1].lower() + body[1:]
    named, noun = "", None
    at = _opening(f.s, tokens) if not lead else -1
    who = _AUXILIARY.sub("", lead)
    if noun := _noun_for_lead(f, who):
        lead = noun + lead[len(who) :]
    elif at >= 0 and (noun := _noun_at(f, at)) and not (f.s.words[at] in POSSESSIVES and owns(noun)):
        body = _named(f, tokens, at, noun)
        named = noun if tokens[0] == at else ""
    elif (
        lead
        and (object_ := _object_at(f, tokens)) > 0
        and (noun := shared_object(f, object_))
        and lead not in noun  # "gave 50 to the campaign of Tibbets, who returned it"
    ):
        body = _named(f, tokens, object_, noun)
    head = f"{lead} {body}" if lead and body else lead or body
    source = f.statement.source
    itself = bool(noun) and source is not None and f.said(range(source[0], source[1] + 1)) == noun
    before, behind = ("", "") if itself else _attribution(f, tokens, head)
    attributed = bool(before or behind)
    if noun and at >= 0 and before.startswith(f"{noun} "):
        head, named = f.said(tokens), ""  # "Hale said *his* business failed"
    head = head if attributed else _is_to_be(f, head)
    if before and (is_plain(named, f.words, f.text) if named else _lowers(f, tokens, lead)):
        head = head[:1].lower() + head[1:]
    head = before + (unended(head) + behind if behind else head)
    cut = ", that" in head or " which, " in head
    head = tidy(head, f.text[f.s.starts[0] : f.s.ends[-1]] if cut else "")
    plain = not (lead or noun or attributed)
    return Draft(_begun(head), tokens, borrowed, attributed, plain, named)


def _is_to_be(f: Frame, head: str) -> str:
    """What was bidden, told without who bade it: "demanding *that the trial be moved*" as "The trial is to be moved"."""
    clause = f.statement.clause
    if clause.kind != "content" or f.s.words[clause.verb] != "be" or not (noun := subject_in(f, clause)):
        return head
    if not head.lower().startswith(f.said(noun).lower()):
        return head  # "They required *that* the trial be moved"
    return head.replace(" be ", " are to be " if names_several(f, noun) else " is to be ", 1)


def _without_dash(f: Frame, tokens: list[int]) -> list[int]:
    """Without the dash that closed what stood between a subject and its verb."""
    return tokens[1:] if tokens and f.s.tags[tokens[0]] == "-" else tokens


_LED = re.compile("(?:pd?[wWGE]+t?)+(?=n[BHDMVES])")
"""What leads in a clause without a comma: "By the team's reckoning it began"."""


def _object_at(f: Frame, tokens: Sequence[int]) -> int:
    """Where "it" or "them" stands behind the verb of a joined clause; -1 where it does not."""
    clause = f.statement.clause
    at = clause.verb + 1
    joined = clause.kind == "coordinate" and at in tokens
    return at if joined and f.s.words[at] in ("it", "them") else -1


def whole(f: Frame, *, closed: bool = False) -> str:
    """The sentence as it stands, without its throat-clearing and, where it is long, without the clauses beside the
    statement's, and what only closes it, unless it is told ``closed``; a very long one is cut where a clause ends."""
    tokens = without_adding(f, without_throat(f, without_label(f, _undated(f))))
    head = tidy(f.said(tokens)) or f.said([*range(len(f.s.tags))])
    if (
        len(head) > LENGTH
        and (part := without_throat(f, without_label(f, part_of(f))))
        and f.s.words[part[0]] != "according"
        and not is_headless(f, part)
    ):
        head = tidy(f.said(part)) or head
        tokens = part
    if len(head) > LENGTH and len(short := without_measure(f, tokens)) < len(tokens):
        head = tidy(f.said(short)) or head
    elif len(head) > LENGTH and not closed and (end := loose_end(f, tokens)) > 0:
        head = tidy(f.said(tokens[:end])) or head
    return shortened(_begun(head), told=_told_to(f, head))


def _undated(f: Frame) -> list[int]:
    """The words of a sentence without its day where that only tells how far it was from the article's: "were received *yesterday*"."""
    tokens = [*range(len(f.s.tags))]
    if '"' in f.s.tags:
        return tokens
    days = patterns().days.near
    for at in tokens:
        if f.s.tags[at] == "t" and (near := days.fullmatch(f.s.words[at])) and near["here"]:
            there = f._replace(statement=replace(f.statement, at=at))
            held = {*without_dates(there, [*range(len(f.s.tags))])}
            tokens = [t for t in tokens if t in held]
    return tokens


def _told_to(f: Frame, head: str) -> int:
    """How far a sentence has to be told so that it tells the statement: up to its verb, or its date."""
    if len(head) <= MOST:
        return 0
    verb = f.statement.clause.verb
    last = max(verb, f.statement.at) if verb >= 0 else f.statement.tokens[-1]
    last -= f.s.tags[last] in ".,"
    words = f.said(range(max(0, last - 2), last + 1))
    return head.find(words) + len(words) if words in head else 0


def _begun(head: str) -> str:
    """A headline with a capital, also behind the mark of a quotation."""
    at = 1 if head[:1] in _QUOTES else 0
    return head[:at] + head[at : at + 1].upper() + head[at + 1 :]


_QUOTES = frozenset('"“')


def _noun_for_lead(f: Frame, lead: str) -> str | None:
    """What a clause borrows from the beginning of its sentence, with the noun that its pronoun stands for."""
    first = subject_in(f, f.s.clauses[0]) if lead else []
    return f.in_full(lead) if first and lead == f.said(first) else None


def _noun_at(f: Frame, pronoun: int) -> str | None:
    """What a pronoun of this sentence stands for: the subject of an earlier clause, or one before the sentence."""
    noun = _noun_before(f, pronoun)
    return None if noun and _says_it(f, noun) else noun


def _only_tells_when(f: Frame) -> bool:
    """Whether a clause only says when what somebody tells of was: "described how *after the quake struck* there was a roar"."""
    clause = f.statement.clause
    asks = (
        clause.parent is not None
        and clause.parent.kind == "content"
        and f.s.tags[clause.parent.tokens[0]] == "Q"
    )
    return clause.kind == "subordinate" and asks


def _says_it(f: Frame, noun: str) -> bool:
    """Whether a noun is named behind a statement as who says so, and so is not whom it tells of: "*He* shot the guard, Captain Hale said"."""
    source = f.statement.source
    if source is None or source[0] <= f.statement.tokens[0] or f.s.tags[source[0]] not in "Ww":
        return False
    return f.s.ends[source[1]] - f.s.starts[source[0]] >= len(noun) and noun in f.said(
        range(source[0], source[1] + 1)
    )


def _noun_before(f: Frame, pronoun: int) -> str | None:
    """The same, whoever says so."""
    clause, main = f.statement.clause, f.s.clauses[0]
    word = f.s.words[pronoun]
    if clause.kind == "content" and clause.parent is not None and clause.parent.kind == "relative":
        return None  # "Blunt, who has said that *she* will go"
    outer = clause.parent if clause.kind == "subordinate" else main
    planner = _planner(f, outer, word) if outer is not None and outer.kind == "participle" else None
    # "Lady Pell, making her first speech since *she* was elected"
    inner = outer is not None and outer.kind == "participle" and outer.parent is main
    outer = planner or (main if inner else outer)
    subject = subject_in(f, outer) if outer is not clause else []
    if (
        outer is not None
        and outer.kind == "relative"
        and f.s.tags[outer.tokens[0]] in "RT"
        and not is_object(f.s, outer)
    ):
        # "a trial that had lasted since it opened"
        subject = whose(f.s, outer, outer.tokens[0], f.words.names.persons)
    while not subject and outer is not None and outer.kind == "coordinate" and outer.parent is not None:
        outer = outer.parent  # "lost an eye and has lived in exile since *he* was wounded"
        subject = subject_in(f, outer) if outer is not clause else []
    source = f.statement.source
    said_by = source is not None and f.s.words[source[0]] == word and source[0] != pronoun
    if said_by or (subject and _SUFFERS.get(word) in f.s.words[subject[-1] : pronoun]):
        # "They have said that they …"; "Steiner forbade him to speak of them; *he* filed a patent"; "Aircraft struck them,
        # and *they* pulled back"
        return f.noun_for(word) if word == "they" and not said_by else None
    same = bool(subject) and f.s.words[subject[0]] == word
    if subject and POSSESSIVES.get(f.s.words[subject[0]]) == word and clause.kind == "subordinate":
        kin = word in PERSONS and agrees(word, f.said(subject), f.words)
        # "*His brother* ran it until *he* sold it"; "*Its* shares fell to where they were when *it* was listed"
        return f.in_full(f.said(subject)) if kin else f.noun_for(word)
    told = _is_told(clause)
    # "It was the second blast since it was laid"; "It ruled that the raid was illegal but that *it* could not be undone"
    again = same and word not in PERSONS and (clause.kind == "subordinate" or (told and word == "it"))
    if again or (outer is main and _suffers_instead(f, pronoun)) or _is_broken(f, outer, pronoun):
        return None
    other = {"he": "she", "she": "he"}.get(word, "")
    if subject and f.s.words[subject[0]] == other and f.noun_for(other) == f.noun_for(word):
        return None  # "Marsh heard Weiss. *He* offered her a place, and *she* came"
    if not subject or subject[0] > pronoun or same or _is_done_to(f, outer, pronoun):
        return f.noun_for(word)
    if sole := _sole_in(f, outer, pronoun, f.said(subject)):
        return sole
    says = source is not None and source[0] <= subject[0] <= source[1] and planner is None
    # "The raiders wrecked the arch after they retook the town"; not "She told the court that she …"
    if says or (told and not _is_of_other(f, word, f.said(subject))):
        return None
    if word in POSSESSIVES or f.s.tags[subject[0]] == "n":
        return _only_several(f, pronoun)
    noun = subject_of(f.text, f.s, word) if outer is main else f.said(subject)
    if noun is None or is_any(noun) or _meets(f, outer, pronoun):
        return None  # "a man was caught; he is to be tried": which man?
    # "*Its debt* rose; *it* stopped paying"
    first = noun.partition(" ")[0].lower()
    owned = word == "it" and POSSESSIVES.get(first) == word
    # "*Its* first boat was rowed until *she* was sold"
    named = (f.in_full(noun) or noun) if first in POSSESSIVES and not owned else noun
    return f.noun_for(word) if owned else named if agrees(word, noun, f.words) else None


def _meets(f: Frame, clause: Clause | None, pronoun: int) -> bool:
    """Whether somebody is named behind the verb of a clause who may be meant by what hangs on it: "Orr met Pell before *he* died", or who
    may have done what follows: "Troops attacked the rebels, and *they* fled"."""
    word, kind = f.s.words[pronoun], f.statement.clause.kind
    if clause is not None and kind == "coordinate":
        again = {word, *f.words.clauses.objective}.isdisjoint(f.s.words[pronoun + 1 :])
        whom = done_to(f.s, clause) if again else []
        acts = f.s.tags[pronoun + 1 : pronoun + 3].lstrip("a")[:1] in ("V", "E", "U")
        return bool(whom) and acts and agrees(word, f.said(whom), f.words)
    if clause is None or word not in PERSONS or kind != "subordinate":
        return False

    def may_be(form: str, noun: str) -> bool:
        name = _NAME.match(noun)
        return name is not None and agrees(form, name[0], f.words)

    return bool(candidates(f.text, f.s, word, may_be, pronoun, start=clause.verb + 1))


_NAME = re.compile(r"[A-Z]\S*(?: [A-Z]\S*)*")
"""A name without what follows it: "saw *Michael Doyle* twice"."""


def _is_done_to(f: Frame, clause: Clause | None, pronoun: int) -> bool:
    """Whether "it" stands behind the verb of a clause before, too: "Police closed it, but *it* was reopened"."""
    at = clause.verb + 1 if clause is not None else pronoun
    return f.s.words[pronoun] == "it" and at < pronoun and f.s.words[at] == "it"


def _is_of_other(f: Frame, word: str, subject: str) -> bool:
    """Whether a pronoun agrees with a subject, and not with who says so: "*Envoys* met, and a diplomat said that they had agreed"."""
    source = f.statement.source
    says = source is not None and agrees(word, f.said(range(source[0], source[1] + 1)), f.words)
    return source is not None and not says and agrees(word, subject, f.words)


def _sole_in(f: Frame, clause: Clause | None, pronoun: int, subject: str) -> str | None:
    """The only noun of the clause around for which "it" can stand: "She has worked on *the mission* since it was approved"."""
    if (
        f.s.words[pronoun] != "it"
        or f.statement.clause.kind != "subordinate"
        or not (agrees("he", subject, f.words) or agrees("she", subject, f.words))
    ):
        return None
    found = candidates(f.text, f.s, "it", lambda form, noun: agrees(form, noun, f.words), pronoun)
    found = [noun for noun in found if clause is not None and noun in f.said(clause.tokens)]
    # "has lost *money* since it began": not what no article makes one
    return found[0] if len(found) == 1 and " " in found[0] and not is_any(found[0]) else None


def _only_several(f: Frame, pronoun: int) -> str | None:
    """The only noun before "they" in a hanging clause: "It was the worst defeat for the rebels since *they* came"."""
    if f.s.words[pronoun] != "they" or f.statement.clause.kind != "subordinate":
        return None
    several = candidates(f.text, f.s, "they", lambda form, noun: agrees(form, noun, f.words), pronoun)
    return several[0] if len(several) == 1 else None


def _suffers_instead(f: Frame, pronoun: int) -> bool:
    """Whether something is done to "it" in a joined clause, and that may be what the subject acts on: "built a wall, but *it* was
    washed away"."""
    clause, main = f.statement.clause, f.s.clauses[0]
    if f.s.words[pronoun] not in ("it", "they") or clause.kind != "coordinate" or not is_passive(f.s, clause):
        return False
    between = slice(main.verb + 1, pronoun)
    return not is_passive(f.s, main) and offers(
        (f.s.words[between], f.s.tags[between]), f.s.words[pronoun], f.words
    )


def _is_broken(f: Frame, outer: Clause | None, pronoun: int) -> bool:
    """Whether something is done to "it" that may be what a relative clause acts on: "which owned the yacht until *it* was broken up"."""
    clause = f.statement.clause
    hung = outer is not None and outer.kind == "relative" and clause.kind == "subordinate"
    if not hung or outer is None or f.s.words[pronoun] != "it" or not is_passive(f.s, clause):
        return False
    between = slice(outer.verb + 1, pronoun)
    return outer.verb >= 0 and offers((f.s.words[between], f.s.tags[between]), "it", f.words)


def _planner(f: Frame, clause: Clause, pronoun: str) -> Clause | None:
    """The clause whose subject says what it will do itself: "*The firm* said that it would close, the worst since it was founded"."""
    said = clause.parent
    if said is None or said.kind != "content" or said.verb < 1 or f.s.tags[said.verb] != "M":
        return None
    return said.parent if f.s.words[said.verb - 1] == pronoun else None


def _is_told(clause: Clause | None) -> bool:
    """Whether a clause is what is said or thought, or joined to that."""
    while clause is not None and clause.kind == "coordinate":
        clause = clause.parent
    return clause is not None and clause.kind == "content"


def _named(f: Frame, tokens: Sequence[int], at: int, noun: str) -> str:
    """The words with a noun phrase in the place of the pronoun at ``at``."""
    number = list(tokens).index(at)
    if number and f.s.tags[tokens[0]] != "W" and is_plain(noun, f.words, f.text):
        noun = noun[:1].lower() + noun[1:]
    noun = f.owning(noun) if f.s.words[at] in POSSESSIVES else noun
    return " ".join(part for part in (f.said(tokens[:number]), noun, f.said(tokens[number + 1 :])) if part)


def _lowers(f: Frame, tokens: Sequence[int], lead: str) -> bool:
    return not lead and bool(tokens) and f.s.tags[tokens[0]] in "dnp" and f.s.words[tokens[0]] != "i"


def _attribution(f: Frame, tokens: Sequence[int], head: str) -> tuple[str, str]:
    """Who says so, before or behind, in the sentence's own words; nothing where the statement holds it already."""
    source = f.statement.source
    if (
        source is None
        or _is_by_the_way(f)
        or _only_tells_when(f)
        or not tokens
        or (f.statement.saying and f.statement.speech is f.statement.clause)
        or any(t in tokens for t in range(source[0], source[1] + 1))
    ):
        return "", ""
    clause, noun = f.statement.speech, source_of(f)
    said = f.text[f.s.starts[source[0]] : f.s.ends[source[1]]]
    owner = re.split("['’]s? ", noun, maxsplit=1)[0]
    if said.lower() in PRONOUNS and f.said(tokens).startswith(noun):
        noun = said  # "Astronomers have seen water, *they* reported"
    if noun == said:
        noun = _whose_says(f, said, head)
    if said.partition(" ")[0].lower() in POSSESSIVES and owner.rpartition(" ")[2] in f.said(tokens).split():
        noun = said  # "Vasseur is in custody, *his* lawyer said"
    behind = noun if noun == said else _inside(f, noun)
    if clause is None:
        return "", f", according to {behind}"
    spoken = clause.verb
    while spoken <= clause.verb + 2 and spoken in clause.tokens and _speaks(f, spoken):
        spoken += 1
    verb = f.said(range(clause.verb, spoken))
    verb = _TAIL.sub("", verb)
    heard = spoken
    warned = _HEARER.match(f.s.tags, spoken) if f.s.words[spoken - 1] not in _HEARD else None
    if warned and f.s.of[warned.end() - 1].kind == "content":
        verb = f.said(range(clause.verb, warned.end()))  # "warned *the owners that*"
    if verb.rpartition(" ")[2] in _HEARD:
        while (
            heard < len(f.s.tags)
            and f.s.of[heard] is clause
            and (
                f.s.tags[heard] in "dwWn0"
                or f.s.tags[heard - 1 : heard + 1] == "dG"  # "told *the meeting*"
                or _HEARERS.match(f.s.tags, heard - 1)  # "told *a packed meeting*"
            )
        ):
            if heard > spoken and f.s.tags[heard] == "d":
                break  # "told the president *a few hours* earlier"
            heard += 1
        verb = f.said(range(clause.verb, heard))  # "residents told the court"
    if source[0] > clause.tokens[0] and source[0] > clause.verb:
        return "", f", {verb} {behind}"
    # "its coach, Rita Lund, announced"
    comma = "," * (f.s.tags[source[1] + 1] == "," in f.s.tags[slice(*source)])
    if clause.tokens[0] > tokens[0]:
        return "", f", {behind}{comma} {verb}"
    return f"{noun}{comma} {verb} ", ""


def _whose_says(f: Frame, said: str, head: str) -> str:
    """Who says so, by the subject of the sentence where what is told of it does not name that: "A row has ended, *the museum's*
    trustees said"."""
    first, _, rest = said.partition(" ")
    form, subject = POSSESSIVES.get(first.lower(), ""), subject_in(f, f.s.clauses[0])
    if not (form and rest and subject) or f.s.tags[subject[0]] == "n":
        return said
    if not {f.s.words[t] for t in subject}.isdisjoint(head.lower().split()):
        return said
    owner = f.said(subject)
    owner = owner[:1].lower() + owner[1:] if is_plain(owner, f.words, f.text) else owner
    return f"{f.owning(owner)} {rest}" if agrees(form, owner, f.words) and not owns(owner) else said


def _inside(f: Frame, noun: str) -> str:
    """A noun phrase that opened its sentence, as it stands within one: "…, *the* ministry said"."""
    first, names = noun.partition(" ")[0].lower(), f.words.names
    several = first.removesuffix("s") in names.persons and first not in names.persons
    plain = first in f.words.clauses.determiner or (several and is_plain(noun, f.words, f.text))
    return noun[:1].lower() + noun[1:] if plain else noun


def _is_by_the_way(f: Frame) -> bool:
    """Whether a participle between commas tells of long ago what the article itself adds to what somebody says."""
    clause, time, source = f.statement.clause, f.statement.time, f.statement.source
    opener = f.s.words[source[0]] if source is not None else ""
    if opener in f.words.roles.nobody or opener in f.words.roles.anyone:
        return True  # "*No group* has said that it did, but officials blamed the Lions"
    if of_sentence(f, clause):
        return True  # "Crane, who told them that it was over, *died*"
    speech, outer = f.statement.speech, clause.parent
    long = time is not None and time.grain is not None and time.grain > Grain.DAY
    # "Inflation, which stood at 9 percent *when Dorn took office in May 2015*, rose, the office said"
    hung = clause.kind == "subordinate" and outer is not None and outer.kind == "relative" and outer.comma
    if speech is not None and long and hung and speech.tokens[0] > clause.tokens[-1]:
        return True
    if speech is None or clause.kind != "participle" or not clause.comma:
        return False
    # "Panova said that its oldest bakery, *opened in 1931*, would close"
    inserted = outer is not None and outer.kind == "content"
    return long and (inserted or speech.tokens[0] > clause.tokens[-1])


def source_of(f: Frame) -> str:
    """Who says so, in the sentence's own words, with a noun for a pronoun where it is known; nothing where nobody does."""
    source = f.statement.source
    if source is None or _is_by_the_way(f):
        return ""
    noun = f.text[f.s.starts[source[0]] : f.s.ends[source[1]]]
    form = POSSESSIVES.get(noun.partition(" ")[0].lower(), "")
    here = (f.s.words[: source[0]], f.s.tags[: source[0]])
    if form and offers(here, form, f.words, surely=True):
        return noun  # "President Orr asked for help, *his* office said"
    return sayer(f, noun) or noun


def _speaks(f: Frame, token: int) -> bool:
    """Whether a word belongs to a verb of saying: "had also said"."""
    return f.s.tags[token] in "VEBHDaSP"


def _opening(sentence: Sentence, tokens: Sequence[int]) -> int:
    """The token of the pronoun, or possessive, that opens a statement, behind a joining word or a date at most.

    -1 where another word opens it, or where it stands in a quotation.
    """
    tags, words = sentence.tags, sentence.words
    if tokens and tags[tokens[0]] in FRONTED and "," in tags[tokens[0] :]:
        tokens = [t for t in tokens if t > tags.index(",", tokens[0])]  # "Rebuilt in brick, *it* served …"
    led = _LED.match(tags, tokens[0]) if tokens and tags[tokens[0]] == "p" and "n" in tags else None
    if led and led.end() in tokens and (led.end() > 1 or tokens[0]):
        tokens = [t for t in tokens if t >= led.end()]  # "By the team's reckoning *it* began"
    for token in tokens:
        if tags[token] in "Ct,aX" or tags[token : token + 2] == "pt":
            continue
        owns = words[token] in POSSESSIVES
        if not owns and words[token] not in POSSESSIVES.values():
            return -1
        if token and tags[token - 1] == "X" and tags[token + 1 : token + 2] == ",":
            return -1  # "Before New Year, or shortly after *it*, the arch fell"
        if words[token] == "it" and is_no_noun(sentence, token):
            return -1
        return -1 if in_quotation(tags, token) else token
    return -1


_HEARER = re.compile("d?[wE0]*[wW]T")
"""Who is told that something is so."""
_HEARERS = re.compile("dE[wG]|(?<=d)EG")
_HEARD = frozenset(("told", "tells", "tell"))
"""Verbs of saying that need somebody who is told."""
