"""Which side of the anchor a time lies on, by the words around it; their weights are data (``direction.toml``)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Set
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from timeline.model import Direction
from timeline.temporal.cues import Causes, Clauses, Cues
from timeline.temporal.data import fitted
from timeline.temporal.expression import Nearest
from timeline.temporal.stops import ends
from timeline.temporal.tagger import Timex
from timeline.temporal.verbs import CLOSE, GOVERNED, MOVING, PLANS, REACH, WEEKLY, Verbs


class Side(NamedTuple):
    """The side of the anchor that context points to, the words that say so, and how sure that is (0.5 to 1)."""

    direction: Direction
    reason: str
    sure: float


# It begins with one set of characters, so that the search runs over the rest at the speed of a loop in C.
_SENTENCE_END = re.compile(
    r"[.!?\n;:'\"”](?:(?<=[.!?])['\"”’)]*\s+(?=[A-Z\"“‘'(`])|(?<=\n)\s*\n|(?<=[;:])\s|(?<=[,.!?]')'|(?<=[,.!?] ')'|(?<=[,!?][\"”])\s)"
)
_OWNED = re.compile(r" ?['’]s\b")
_WORD = re.compile(r"'?[^\W\d_]+(?:'t)?(?:(?:-to)?-be\b)?")
"""A word; "would-be" and "soon-to-be" are one, and no verbs."""
_NEXT_WORD = re.compile(r" ([a-z]+)\b")

_REPORTED = {"quarter", "half"}
"""A report on one of them follows it: “will publish third-quarter results”."""
_LOOKS_AHEAD = {"will", "would", "plan"}
_HINTS = {"term", "if", "meets"}
"""The kinds of cue that are no verb, or may be none ("the votes")."""
_NOUNS = {"term", "meets"}
"""Those of them that may be what a verb behind the expression tells of ("the summit in June was")."""
_AHEAD = _LOOKS_AHEAD | _HINTS
_TENSES = {"will", "past", "said"}
"""The kinds of cue that settle a clause: nothing behind the expression outweighs them."""

THIS = "this month by name"
"""The rule of "this Friday", which is a day to come but where the clause looks back."""
_OFF = 0.7
"""What it weighs that something was called off, which it is before its time."""

Reason = tuple[float, str]
"""What a word weighs, and the word."""


class Clause:
    """An expression and what stands around it in its sentence, which begins at ``low``."""

    def __init__(
        self,
        says: Clauses,
        text: str,
        timex: Timex,
        field: str,
        low: int,
        before: list[str],
        distances: tuple[int, int],
    ) -> None:
        self.says = says
        self.text, self.timex, self.field, self.low, self.before = text, timex, field, low, before
        self.back, self.ahead = distances
        """How far its two readings lie off, in days."""

    @cached_property
    def behind(self) -> list[str]:
        """The words behind it, in small letters, as far as they tell a direction."""
        text, end = self.text, self.timex.end
        words: list[str] = []
        if aside := self.says.aside.match(
            text, end
        ):  # "On Sunday the crew, *who have waited for years*, will sail"
            words, end = _WORD.findall(text, end, aside.start("aside")), aside.end()
        stop = next(ends(_SENTENCE_END, text, end, end + 100), None)
        high = stop.start() if stop else end + 100
        return [word.lower() for word in (*words, *_WORD.findall(text, end, high)) if word != "May"]

    @property
    def first(self) -> str:
        """Its first word: "the 3 May strike" has "the"."""
        return self.text[self.timex.start : self.timex.end].partition(" ")[0]

    @cached_property
    def owned(self) -> bool:
        """Whether it says which one something is: "Sunday's vote"."""
        return _OWNED.match(self.text, self.timex.end) is not None

    @cached_property
    def part(self) -> int:
        """How many words before it are of its part of the sentence, behind the last comma."""
        text, start = self.text, self.timex.start
        comma = max(text.rfind(",", self.low, start), text.rfind(";", self.low, start), self.low)
        return len(_WORD.findall(text, comma, start))

    @property
    def without_on(self) -> list[str]:
        """The words before it without its "on": "his statement on Tuesday" like "his statement Tuesday"."""
        before = self.before
        return before[:-1] if len(before) > 2 and before[-1] == "on" else before


def _words_before(says: Clauses, text: str, low: int, end: int) -> list[str]:
    """The words of a sentence up to an expression, without what is only said of whom it tells: "Holm, *who is 79*, offered"."""
    passed = says.inserted.search(text, low, end) if text.find(says.inserted_word, low, end) >= 0 else None
    words = _WORD.findall(text, low, end)
    if passed:
        words = _WORD.findall(text, low, passed.start()) + _WORD.findall(text, passed.end(), end)
    return [word for word in words if word != "May"]


class Before(NamedTuple):
    """What the words before an expression say."""

    reasons: list[Reason]
    near: Mapping[str, int]
    """How many words before it the nearest cue of each kind stands."""
    tense: str = ""
    """The kind of the nearest one that is a verb, that verb, and where it stands among the words."""
    verb: str = ""
    place: int = 0
    close: bool = False
    sure: bool = False
    """Whether it leaves no doubt of what lies ahead."""

    @property
    def seen(self) -> Set[str]:
        """The kinds of all cues among them."""
        return self.near.keys()


class Directions:
    """The weighing of direction for one language: its words and weights are data (``direction.toml``)."""

    def __init__(self, data: Mapping[str, Any], causes: Causes) -> None:
        self.cues = fitted(data, Cues)
        self.verbs = Verbs(self.cues, causes)
        self.kind_of = self.verbs.kind_of
        self._leading = tuple(f" {words}" for words in self.cues.leads_up.words)
        self._outright: tuple[tuple[Callable[[Clause], str], Direction, str], ...] = (
            (self._traded, "future", "it is traded for a month to come"),
            (self._booked, "future", "it comes of it"),
            (self._unforeseen, "past", "nobody plans a thing like this"),
            (self._once_meant, "past", "it was once to be"),
            (self._compared, "past", "something is compared with it"),
            (self._reported, "past", "the clause looks back"),
            (self._came_before, "past", "it came before what is told"),
            (self._was_then, "past", "it came before what is told"),
            (self._awaited, "future", "it is awaited"),
        )
        """What words say so plainly that nothing else is weighed, with the reason."""

    def side(self, text: str, timex: Timex, field: str, back: int, ahead: int) -> Side:
        """Weighs an expression's clause; ``back`` and ``ahead`` are the distances of its two readings, in days."""
        low = max(0, timex.start - 150)
        for end in ends(_SENTENCE_END, text, low, timex.start + 1):
            low = end.end()
        before = self.verbs.in_small(_words_before(self.cues.clauses, text, low, timex.start))
        clause = Clause(self.cues.clauses, text, timex, field, low, before, (back, ahead))
        begins = before and self.cues.clauses.new.search(text, max(low, timex.start - 16), timex.start)
        if begins and any(at < MOVING for at in self.verbs.cued(clause.behind)):
            clause.before = before[-1:]  # "agreed to a truce, and on 26 August Moscow recognized"
        if hanging := self._hangs_on(clause):
            clause.before = self._led_by(before[:-hanging], before[-1:])
        if self._is_subject(clause):
            return Side(
                "future", f"it is what something “{''.join(clause.before[-1:] or clause.behind[:1])}” of", 0.9
            )
        for words_of, direction, reason in self._outright:
            if words := words_of(clause):
                return Side(direction, f"{reason}: “{words}”", 0.9)
        if self._leads_up(clause) or self._would_be(clause):
            return self._nearer(clause)
        if words := self._takes_effect(clause):
            return (
                Side("future", f"it was decided before it was: “{words}”", 0.9)
                if field in WEEKLY
                else self._nearer(clause)
            )
        open_end = self._goes_on(clause) or not self.verbs.cued(clause.behind)
        if field in WEEKLY and open_end and self.verbs.was_to_have(before):
            return self._nearer(clause)
        if field in WEEKLY and self.verbs.was_to(before) and not self._happened(clause):
            return self._nearer(clause)
        return self._weighed(clause)

    def _hangs_on(self, clause: Clause) -> int:
        """How many words before a time only hang on what comes before them: "will be agreed, *with a draft published by* May"."""
        text, start = clause.text, clause.timex.start
        says = self.cues.clauses
        if text.rfind(says.hanging_word, clause.low, start) < 0:
            return 0
        phrase = says.hanging.search(text, clause.low, start)
        if phrase is None:
            return 0
        words = [word.lower() for word in _WORD.findall(text, phrase.start(), start) if word != "May"]
        kinds = [self.verbs.kind(word) for word in words]
        plans = max((at for at, kind in enumerate(kinds) if kind in PLANS), default=-1)
        absolute = any(word.endswith("ing") for word in words[plans + 1 :])
        return 0 if plans >= 0 and not absolute else len(words)  # "with a hearing *taking place* on"

    def _led_by(self, leading: list[str], last: list[str]) -> list[str]:
        """The words that tell of what hangs on a clause: those of the clause, up to an "until" that it looks ahead to: "was adjourned *until*"."""
        open_ends = self.cues.put_off.open_ends
        at = next((at for at in reversed(range(len(leading))) if leading[at] in open_ends), None)
        return [*leading, *last] if at is None else leading[: at + 1]

    def _nearer(self, clause: Clause) -> Side:
        """The nearer one of the two, or the next one where it is still to come or was called off."""
        leads, before = self.cues.leads_up, clause.before
        near = clause.owned or before[-1:] == ["for"]
        words = before if near else before[:-MOVING]  # "ahead of a summit on Sunday" says no more
        to_come = any(self.kind_of.get(word) in _LOOKS_AHEAD or word in leads.to_come for word in words)
        off = self._calls_off(before[-REACH:])
        nearer = self._gap(clause) + to_come + _OFF * off
        return _side(nearer, [(nearer, "")], clause)

    def _compared(self, clause: Clause) -> str:
        """The word that compares something with a time, if any: "more *than* its price on Friday"."""
        compared, near = self.cues.compared, clause.before[-CLOSE - 1 :]
        at = max((at for at, word in enumerate(near) if word in compared.words), default=-1)
        if at < 1 or near[at - 1] in compared.not_behind or self.verbs.cued(near[at + 1 :]):
            return ""
        leads = self.cues.leads_up
        named = not (leads.determiners | leads.on).isdisjoint(near[at + 1 : at + 2])
        return near[at] if named else ""

    def _takes_effect(self, clause: Clause) -> str:
        """The words that say that something decided is to begin at a time: "a ceasefire *to take effect* on Friday"."""
        before = (
            clause.before[:-1] if clause.before[-1:] in (["on"], ["in"], ["from"], ["at"]) else clause.before
        )
        said = " ".join(before)
        words = next((words for words in self.cues.effect.words if said.endswith(f" {words}")), "")
        governs = before[-1 - len(words.split())] if words else ""
        cues = self.cues
        return "" if governs in cues.to_be.was_to | cues.done.words | cues.to_be.not_behind else words

    def _happened(self, clause: Clause) -> bool:
        """Whether what comes behind a time tells what was: "was to meet them on Tuesday but *fell* ill"."""
        kinds = (self.verbs.kind(clause.behind[at]) for at in self.verbs.cued(clause.behind))
        return next(kinds, None) in ("past", "said")

    def _goes_on(self, clause: Clause) -> bool:
        """Whether what comes behind a time tells what is or will be: "was to have met on Tuesday but *will* stay away"."""
        kinds = (self.kind_of.get(clause.behind[at]) for at in self.verbs.cued(clause.behind))
        return next(kinds, None) in ("will", "present")

    def _is_subject(self, clause: Clause) -> bool:
        """Whether a time is what will be something: "he thought Friday would be the end of the frost", "Monday is a public holiday"."""
        subject, words = self.cues.subject, clause.behind[:2]
        if not self.cues.perfect.have.isdisjoint(words):
            return False  # "Friday may have been"
        if clause.field in WEEKLY and not clause.before:
            return not subject.is_.isdisjoint(words[:1])
        said = not subject.said.isdisjoint(clause.before[-1:]) and subject.what.isdisjoint(clause.before)
        if not said and subject.behind.isdisjoint(clause.before[-1:]):
            return False
        return self.kind_of.get("".join(words[:1])) in ("will", "would")

    def _awaited(self, clause: Clause) -> str:
        """The word that says that what a day names is awaited, if any: "traders *awaited* Tuesday's figures".

        So is a date that was set: "*set* 7 May for sentencing"; a weekday that was may be over.
        """
        before, put_off = clause.before, self.cues.put_off
        if not clause.owned:
            if before[-1:] in (["a"], ["an"]) and not put_off.dates.isdisjoint(clause.behind[:2]):
                verb = "".join(before[-2:-1])  # "set *a February trial date*"
                had = not self.cues.perfect.words.isdisjoint(before[-3:-2])
                return verb if not had and (verb in put_off.sets or verb in self.cues.asked.awaits) else ""
            if clause.field in WEEKLY:
                return ""
            *near, event = ("", *clause.without_on[-MOVING:])
            if event in put_off.dates:  # "*fixed* further hearing on 16 August"
                return next((word for word in near if word in put_off.sets), "")
            sets = not put_off.set_for.isdisjoint(clause.behind[:1])
            return before[-1] if sets and not put_off.sets.isdisjoint(before[-1:]) else ""
        word = "".join(before[-2:-1] if before[-1:] == ["for"] else before[-1:])
        return word if word in self.cues.asked.awaits else ""

    def _booked(self, clause: Clause) -> str:
        """The word that says that a meeting comes of what was done, if any: "won to *book* a final on Friday", "*booked* a tie on Friday with"."""
        booked, (*before, event) = self.cues.booked, ("", *clause.without_on)
        if clause.field not in WEEKLY or event not in booked.events:
            return ""
        near = ["", "", *before[-MOVING:]]
        at = max((at for at, word in enumerate(near) if word in booked.words), default=0)
        to_be = near[at] in booked.bare or booked.to in near[at - 2 : at]
        return near[at] if at and (to_be or not booked.whom.isdisjoint(clause.behind[:1])) else ""

    def _would_be(self, clause: Clause) -> bool:
        """Whether what a day names would do something then: "dealers bet that *Friday's report would show* a fall"."""
        if not clause.owned:
            return False
        at = next(iter(self.verbs.cued(clause.behind)), GOVERNED)
        would = at < GOVERNED and self.kind_of.get(clause.behind[at]) == "would"
        return would and not self.cues.perfect.have.issuperset(clause.behind[at + 1 : at + 2])

    def _unforeseen(self, clause: Clause) -> str:
        """What happened then that nobody plans, so that it is over.

        "Will look into Sunday's shooting", "before the blast on Monday", "the outcome of the January 25 uprising".
        """
        words, named = self.cues.unforeseen.words, clause.without_on
        shown = named[-3:-1] if named is not clause.before else named[-2:-1]  # "after an avalanche Sunday"
        if not words.isdisjoint(named[-1:]) and not self.cues.noun.behind.isdisjoint(shown):
            return named[-1]
        if self._is_of(clause) and clause.before[-3] in words:
            return clause.before[-3]  # "the collapse of a September truce"
        near: list[str] = []
        if clause.owned:
            near = clause.behind[1 : 1 + REACH]
        elif follows := _NEXT_WORD.match(clause.text, clause.timex.end):
            near = [follows[1]]
        return next((word for word in near if word in words), "")

    def _is_of(self, clause: Clause) -> bool:
        """Whether a month says which thing something is of: "the collapse *of a* September truce"."""
        before = clause.before
        of_it = len(before) > 2 and before[-2] == self.cues.unforeseen.of
        return clause.field == "month" and of_it and before[-1] in self.cues.leads_up.determiners

    def _reported(self, clause: Clause) -> str:
        """The word that says that a quarter or half is over: "third-quarter *ended*"."""
        over = clause.field in _REPORTED and not self.cues.figures.over.isdisjoint(clause.behind[:1])
        return clause.behind[0] if over else ""

    def _came_before(self, clause: Clause) -> str:
        """The words that say that something is so after what was done then: "is under pressure *after reporting* a loss in May"."""
        before = clause.before
        at = max((at for at, word in enumerate(before) if word in self.cues.came_before.words), default=-1)
        if at < 0 or not before[at + 1 : -1]:
            return ""
        if before[at] in self.cues.came_before.ever and before[at + 1] in self.cues.came_before.whose:
            return " ".join(before[at : at + 3])  # "has had no start *since his arrival* in January"
        if not before[at + 1].endswith("ing"):
            return ""
        kinds = self._kinds(before)
        if not self.cues.came_before.held.isdisjoint(before[:at]):
            kinds -= PLANS  # "is *facing* charges after …", "*faces* trial after …"
        return "" if kinds & _AHEAD else " ".join(before[at : at + 2])

    def _was_then(self, clause: Clause) -> str:
        """The words that say that something was so then: "is worth less than *at the time of* its listing in May"."""
        says, words = self.cues.came_before, " ".join(["", *clause.before[-GOVERNED:]])
        for wake in says.wake:
            _, led, behind = words.rpartition(f" {wake} ")
            if led and not self._kinds(behind.split()):
                return wake  # "are coming off a loss on Sunday"
        was = f" {says.then} " in words
        return says.then if was and not self._kinds(clause.before) & _AHEAD else ""

    def _kinds(self, words: list[str]) -> set[str]:
        """The kinds of all cues among words."""
        kinds = (self.verbs.kind(*words[place : place + 2]) for place in self.verbs.cued(words))
        return {kind for kind in kinds if kind}

    def _leads_up(self, clause: Clause) -> bool:
        """Whether something came "before Sunday's vote": that its verb is past does not say that the vote is over."""
        leads, before = self.cues.leads_up, clause.before
        named = clause.owned or not leads.determiners.isdisjoint((*before[-1:], clause.first))
        if named and self._calls_off(before[-REACH:]):
            return True  # "has cancelled its Sunday match", "called off the 3 May strike"
        if self._has_called_off(before[-MOVING:]):
            return True
        prepared = before[-1:] == ["for"] and not leads.prepared.isdisjoint(before[-MOVING:])
        if not clause.owned:
            dated = prepared and clause.field == "day"  # "had stopped selling tickets for 3 May"
            return dated or (clause.field in WEEKLY and (prepared or self._ends_before(clause)))
        if not leads.planned.isdisjoint(clause.behind[1:2]):
            return True  # "tickets for Friday's planned march"
        return prepared or " ".join(["", *before[-3:]]).endswith(self._leading)

    def _calls_off(self, near: list[str]) -> bool:
        """Whether words say that something is called off: "cancelled", "has called off"."""
        leads = self.cues.leads_up
        off = any(one in leads.called and two == leads.off for one, two in pairwise(near))
        return off or not leads.called_off.isdisjoint(near)

    def _has_called_off(self, near: list[str]) -> bool:
        """Whether something has been called off, so that the time is that of what was to be: "has cancelled a concert in May"."""
        leads, have = self.cues.leads_up, self.cues.perfect.given
        return any(
            word in leads.called_off
            and near[at - 1] in have
            and (near[at + 1] in leads.determiners or near[at + 1].endswith("s"))
            for at, word in enumerate(near[1:-1], 1)
        )

    def _ends_before(self, clause: Clause) -> bool:
        """Whether a time is that of what something came before: "his last audience before his resignation Thursday"."""
        leads, near = self.cues.leads_up, clause.without_on[-MOVING:]
        place = max((at for at, word in enumerate(near) if word in leads.behind), default=-1)
        if place < 0 or leads.determiners.isdisjoint(near[place + 1 : place + 2]):
            return False
        if near[place] == "of" and near[place - 1 : place] != ["ahead"]:
            return False
        named = near[place + 2 :]
        verbs = any(self.verbs.kind(word) not in (None, "term", "meets") for word in named)
        return bool(named) and leads.determiners.isdisjoint(named) and not verbs

    def _weighed(self, clause: Clause) -> Side:
        """The sum of what a clause says."""
        told = self._before(clause)
        reasons = told.reasons
        if told.tense == "plan" and (never := self._never(clause)):
            reasons.append(never)
        if (
            (told.tense == "plan" and self._was_due(clause))
            or self._is_term(clause)
            or self._was_meant(clause)
        ):
            return self._nearer(clause)
        if self._was_so(clause):
            reasons.append((self.cues.nearest["past"], "which"))
        # What comes behind tells only where nothing before has told: "On Monday talks will begin".
        # "may open on Monday, his lawyer confirmed"
        parted = told.tense == "would" and clause.text.startswith(",", clause.timex.end)
        settled = told.seen & _TENSES or (told.close and (told.tense == "plan" or parted))
        opens = self._opens(clause, told)
        behind = None if settled else self._behind(clause, told.seen, opens=opens)
        if behind:
            reasons.append(behind)
        elif not told.tense and self._is_headline(clause):
            reasons.append((self.cues.clauses.headline_weight, self.cues.clauses.headline_word.strip()))
        preposition = self._preposition(clause, told)
        reasons.append(preposition)
        if preposition[0] == self.cues.put_off.weight.get(preposition[1]):
            told = told._replace(sure=True)  # "was adjourned until May"
        if clause.field not in WEEKLY:
            over = bool(behind and told.seen <= _NOUNS and self._is_over(clause, behind, opens=opens))
            over = over and (opens or not self._was_named(clause))
            if behind and behind[0] == self.cues.opening["will"] and self._will_surely(clause):
                told = told._replace(sure=True)
            reasons.append((self._distance(clause, told, over=over), ""))
        bias = self.cues.bias
        of_this_week = clause.field == "weekday" and clause.timex.rule == THIS
        if of_this_week and _is_yet_to_come(clause):
            reasons.append((bias["this_week"], clause.text[clause.timex.start : clause.timex.end]))
        kind = "this" if of_this_week else clause.field if clause.field in bias else "other"
        score = bias[kind] + sum(weight for weight, _ in reasons)
        return _side(score, reasons, clause)

    def _before(self, clause: Clause) -> Before:
        """What the words before an expression say, the nearest first."""
        before, cues = clause.before, self.cues
        reasons: list[Reason] = []
        near: dict[str, int] = {}
        tense, verb, place, close, sure = "", "", 0, False, False
        for at in reversed(self.verbs.cued(before)):
            word = before[at]
            kind = self._kind_there(clause, at, first=not tense)
            if kind is None or kind in near:
                continue
            sure = sure or (not tense and self.verbs.surely(kind, before, at))
            # A noun that hints ("deadline") leaves the place of the nearest verb to the verb.
            weight = (cues.before if tense else cues.nearest).get(kind, 0)
            if clause.back == 0 and (kind == "meets" or word in cues.due.words):
                weight = 0  # "is meeting on Sunday", written on a Sunday
            near[kind] = len(before) - at
            if not tense and kind not in _HINTS:
                behind = before[at + 1 :]
                close = (
                    len(behind) < CLOSE or self._is_blamed(clause, word, behind) or self._was_done_to(behind)
                )
                tense, verb, place = kind, word, at
            reasons.append((weight, word))
        return Before(reasons, near, tense, verb, place, close, sure)

    def _was_done_to(self, behind: list[str]) -> bool:
        """Whether only something in particular that a verb was done to or by stands behind it: "fell *to the rebels* in January"."""
        onto = self.cues.onto.words
        once = len(behind) > 1 and behind[0] in onto and onto.isdisjoint(behind[1:])
        return once and len(behind) <= MOVING and behind[1] in self.cues.leads_up.determiners

    def _kind_there(self, clause: Clause, at: int, *, first: bool) -> str | None:
        """What kind of cue a word before an expression is; ``first`` says whether no verb stands between them."""
        before, told = clause.before, self.cues.told
        word, behind = before[at], before[at + 1 :]
        # "promised on Monday to resign"
        made = word in told.words and len(behind) <= 1 and told.between.issuperset(behind)
        obliged = word in self.cues.obliged.words and (behind[:1] == ["to"] or self._needs(clause, behind))
        if self._is_blamed(clause, word, behind):
            return "past"
        if first and self.verbs.is_awaited(word, behind):
            return "will"
        kind = "said" if made else "will" if obliged else self.verbs.kind(word, *behind[:1])
        if kind == "present" and word in self.cues.perfect.have and before[at - 1 : at] == ["to"]:
            return None  # "hopes to have it done by June"
        if first and kind is not None:
            kind = self.verbs.nearest(kind, before, at, clause.field)
        will_be_said = kind == "said" and not self.cues.no_past.near.isdisjoint(before[at - 1 : at])
        if will_be_said or (kind == "past" and self.verbs.no_past(before, at)):
            kind = "plan" if self.verbs.is_to_be(before, at) else None
        return kind

    def _needs(self, clause: Clause, behind: list[str]) -> bool:
        """Whether something is needed on a day: "needs a point on Sunday"."""
        on = not self.cues.leads_up.on.isdisjoint(behind[-1:])
        return on and clause.field in WEEKLY and 1 < len(behind) <= CLOSE

    def _is_blamed(self, clause: Clause, word: str, behind: list[str]) -> bool:
        """Whether somebody is blamed for what is over: "is charged with killing her in May", but not "with plotting to".

        A weekday is that of the trial: "will be sentenced for theft on Friday".
        """
        blamed = self.cues.blamed
        if word in blamed.punished:
            return clause.field not in WEEKLY and len(behind) >= REACH and behind[0] in blamed.deed
        if word not in blamed.words:
            return False
        return not blamed.behind.isdisjoint(behind[:1]) and "to" not in behind

    def _opens(self, clause: Clause, told: Before) -> bool:
        """Whether what comes behind an expression is its verb: it opens the sentence, or nothing before it tells."""
        if len(clause.before) <= 1:
            return True
        if told.tense:
            return False
        return clause.before[0] in self.cues.openers.words or self._will_be(clause)

    def _will_surely(self, clause: Clause) -> bool:
        """Whether nothing comes between a time and what will be: "In May, the two sides will meet", "the summit in May will be"."""
        opens = len(clause.before) == 1 and clause.before[0] in self.cues.openers.words
        is_for = clause.before[-1:] == ["for"]  # "the figures for August will be released"
        named = not self.cues.leads_up.determiners.isdisjoint(clause.before[-1:])
        named = named and self.cues.figures.words.isdisjoint(
            clause.behind[:1]
        )  # "the May summit will be held"
        return opens or (not is_for and self.kind_of.get("".join(clause.behind[named : named + 1])) == "will")

    def _will_be(self, clause: Clause) -> bool:
        """Whether what a time belongs to is to be: "a meeting on Sunday will decide", but not "the ruling on Sunday will"."""
        if clause.owned or not self.cues.told.statements.isdisjoint(clause.before):
            return False
        return any(self.kind_of.get(word) == "will" for word in clause.behind[:2])

    def _behind(self, clause: Clause, seen: Set[str], *, opens: bool) -> Reason | None:
        """What the first cue behind an expression says: its weight and the word. A noun that hints leaves the place to the verb."""
        words, cues = clause.behind, self.cues
        hint: Reason | None = None
        for at in self.verbs.cued(words):
            kind = self.verbs.kind(words[at], *words[at + 1 : at + 2])
            following = self.kind_of.get("".join(words[at + 1 : at + 2]))
            if following == "plan" and self.verbs.is_cause(words, at + 1):
                following = None
            if kind is None or (kind in PLANS and words[at - 1 : at] == ["to"]):
                continue  # "during a call Monday to prepare for the summit, there were"
            if words[at] in cues.noun.last and not cues.leads_up.determiners.isdisjoint(words[at - 1 : at]):
                continue  # "On Monday, the first day after the plan passed, markets fell"
            if words[at] in cues.told.words:
                kind = "said"
            if kind == "past" and (
                (seen & PLANS and self._planned(clause) and not self._is_event(clause))
                or (
                    words[at] in cues.to_be.was_to
                    and (following in ("plan", "term") or words[at + 1 : at + 2] == ["to"])
                )
            ):
                break  # "the talks in May were expected to"
            if kind == "present" and following in ("plan", "term"):
                kind = "plan"  # "are due to", "are likely"
            told = (cues.opening if opens else cues.after).get(kind, 0), words[at]
            if not (opens and kind in _HINTS):
                return told
            hint = hint or told
        return hint

    def _is_event(self, clause: Clause) -> bool:
        """Whether a time is that of an event, whose verb tells whether it is over: "a summit in May was"."""
        return not self.cues.asked.to_be.isdisjoint(clause.before[-2:-1])

    def _planned(self, clause: Clause) -> bool:
        """Whether a word that looks ahead stands in the same part of the sentence as the expression."""
        text, start = clause.text, clause.timex.start
        part = max(text.rfind(",", clause.low, start), clause.low)
        return any(self.kind_of.get(word.lower()) in PLANS for word in _WORD.findall(text, part, start))

    def _was_so(self, clause: Clause) -> bool:
        """Whether a clause right behind a time says that it is over.

        "A concert on Friday which raised $57m"; "his statement Tuesday that he would go".
        """
        if not clause.text.startswith(self.cues.clauses.relative, clause.timex.end):
            return False
        words = clause.behind[:2]
        if words[:1] == ["that"]:
            return not self.cues.told.statements.isdisjoint(clause.without_on[-1:])
        planned = not (self.cues.to_be.was_to | self.cues.perfect.words).isdisjoint(words)
        # but not "which had been moved"
        return len(words) > 1 and words[0] == "which" and self.verbs.kind(words[1]) == "past" and not planned

    def _is_headline(self, clause: Clause) -> bool:
        """Whether a line without a full stop says what is to be: "Ferry crews to strike from Friday"."""
        says, text, start = self.cues.clauses, clause.text, clause.timex.start
        if text.find(says.headline_word, clause.low, start) < 0:
            return False
        line = text[clause.low : start]
        return (
            says.headline.search(line) is not None
            and says.headline_ends.match(text, clause.timex.end) is not None
        )

    def _never(self, clause: Clause) -> Reason | None:
        """What it weighs that what was planned for a time never was ("was never held") or was put off, and the words.

        Of a weekday that was put off the nearer one is meant: "a march planned for Saturday was cancelled", told on Sunday.
        """
        never, rest = self.cues.never, " ".join(clause.behind[:GOVERNED])
        if word := next((words for words in never.words if words in rest), ""):
            return never.weight, word
        but, behind = clause.behind[:1], clause.behind[1:]
        came = next((word for word in behind if word not in never.between), "")
        done = not never.instead.isdisjoint(but) and self.verbs.kind(came) == "past"
        if done and clause.before[-1:] != ["for"]:  # not "was planned for June but fell through"
            return never.weight, but[0]
        off = next((words for words in never.off if words in rest), "")
        weight = self._gap(clause) if clause.field in WEEKLY else -self.cues.nearest["plan"]
        return (weight, off) if off else None

    def _was_due(self, clause: Clause) -> bool:
        """Whether what was due at a time has come, sooner or later: "its report, due March 12, was filed today"."""
        due = clause.field not in WEEKLY and self.cues.clauses.due.search(
            clause.text, clause.low, clause.timex.start
        )
        if not due or not clause.text.startswith(",", clause.timex.end):
            return False
        return any(self.verbs.kind(word) == "past" for word in clause.behind[:2])

    def _was_meant(self, clause: Clause) -> bool:
        """Whether what opens a sentence was to be at a time, and what it tells has come: "Scheduled to open Tuesday, the shop opened on Thursday"."""
        opens = clause.before[:1]
        meant = not self.cues.once.meant.isdisjoint(opens) and clause.text.startswith(",", clause.timex.end)
        return meant and self._happened(clause)

    def _once_meant(self, clause: Clause) -> str:
        """The word that says that something once was to be at a time, if any: "*Once* set to leave Tuesday, he stayed"."""
        once, before = self.cues.once, clause.before
        at = next((at for at, word in enumerate(before) if word not in once.opening), 0)
        meant = at and before[at] in once.meant and clause.text.startswith(",", clause.timex.end)
        return before[at - 1] if meant and self._happened(clause) else ""

    def _is_term(self, clause: Clause) -> bool:
        """Whether a day is a term that was set: "set a deadline of October 17", "approved a dividend payable on October 17"."""
        leads = self.cues.leads_up
        *_, term, led = ("", "", *clause.without_on)
        return clause.field == "day" and (led in leads.payable or (led == "of" and term in leads.terms))

    def _traded(self, clause: Clause) -> str:
        """The word that says that something is traded for a month, if any: "the June *contract*", "July *corn* fell"."""
        traded, before, behind = self.cues.traded, clause.before, clause.behind
        if clause.field != "month":
            return ""
        if before[-3:-2] == ["for"] and before[-1:] == ["in"]:
            return before[-2] if before[-2] in traded.words else ""  # "for delivery in May"
        named = next((at for at, word in enumerate(behind) if word not in traded.goods), len(behind))
        follows = "".join(behind[named : named + 1])
        if before[-1:] == ["for"]:  # "cocoa for May fell"
            for_it = follows in traded.words or not traded.goods.isdisjoint(before[-2:-1])
            return follows if for_it else ""
        if not traded.told_in.isdisjoint(before[-1:]):
            return ""  # "in June gold futures rose"
        if named:
            return follows if follows in traded.words or self.verbs.kind(follows) == "past" else ""
        return follows if follows in traded.alone and traded.signed.isdisjoint(behind[1:2]) else ""

    def _preposition(self, clause: Clause, told: Before) -> Reason:
        """What the word right before a time weighs, and the word."""
        put_off = self.cues.put_off
        preposition = next((word for word in reversed(clause.before) if word not in put_off.between), "")
        if preposition in put_off.weight and self._put_off(preposition, clause, told):
            return put_off.weight[preposition], preposition
        if preposition == "from" and told.verb in self.cues.due.words:
            return self.cues.due.since, preposition
        weight = self.cues.preposition.get(preposition, 0.0)
        if preposition in self.cues.obliged.by and clause.before[-3:-2] == ["to"]:
            weight += self.cues.obliged.weight  # "has to repay it by May"
        if told.tense == "plan" and preposition == "for" and clause.field in WEEKLY:
            weight = -weight  # "was planned for Sunday"
        return weight, preposition

    def _put_off(self, preposition: str, clause: Clause, told: Before) -> bool:
        """Whether a verb in the past puts its time ahead: "was put off until Monday", "had moved the vote to Thursday"."""
        put_off, before, near = self.cues.put_off, clause.before, clause.before[-MOVING:]
        if preposition in ("to", "for", "from"):
            verbs = put_off.moved if preposition == "to" else put_off.fixed
            once = not self.cues.once.words.isdisjoint(near) or self.verbs.was_first(near)
            figures = preposition == "for" and (self._was_once(near) or self._of_figures(before))
            for_day = preposition == "for" and clause.field in WEEKLY
            fixed = not verbs.isdisjoint(before[-GOVERNED:] if for_day else near)
            if preposition == "for" and told.tense == "plan" and told.verb in put_off.sets:
                by_whom = before[max(0, told.place - 1) : told.place]
                # "scheduled the man's trial for May"
                return put_off.by_whom.isdisjoint(by_whom) and told.place < len(before) - 2
            return told.tense in ("past", "said") and fixed and not (once or figures)
        if preposition == "through" and told.verb not in put_off.stops:
            return False
        if told.tense != "past" or "from" in near:
            return False  # "imposed a curfew from Friday until Saturday morning"
        if not self.cues.done.not_.isdisjoint(near):
            return False  # "did not reopen until June"
        had = not self.cues.perfect.words.isdisjoint(before[-2:-1])  # "they had until Sunday to pay"
        return had or told.verb not in put_off.going_on

    def _was_once(self, near: list[str]) -> bool:
        """Whether something "had been scheduled for" a time."""
        return "been" in near[1:] and near[near.index("been") - 1] in self.cues.perfect.words

    def _of_figures(self, before: list[str]) -> bool:
        """Whether figures tell of a time: "will publish its figures for February", "figures on housing starts in October"."""
        words, near = self.cues.figures.words, before[-MOVING:-1]
        if before[-1:] == ["for"]:
            return not words.isdisjoint(before[-CLOSE:-1])
        of = self.cues.figures.of
        return before[-1:] == ["in"] and any(one in words and two in of for one, two in pairwise(near))

    def _has_figures(self, clause: Clause) -> bool:
        """Whether a month says which figures are meant: "will publish *its May sales*", "expects the *May jobs report* to", not "in May sales will"."""
        if clause.field != "month" or not self.cues.traded.told_in.isdisjoint(clause.before[-1:]):
            return False
        follows = _NEXT_WORD.match(clause.text, clause.timex.end)
        return bool(follows) and not self.cues.figures.words.isdisjoint(clause.behind[:REACH])

    def _distance(self, clause: Clause, told: Before, *, over: bool) -> float:
        """What the distances of the two readings say, as far as the clause leaves that to them."""
        cues, before = self.cues, clause.before
        kept = clause.field == "holiday" and cues.leads_up.on.isdisjoint(before[-1:])  # "Thanksgiving plans"
        kept = kept or (clause.field == "day" and self._names(clause) and not self._will_surely(clause))
        ahead_too = _AHEAD if told.verb in cues.to_be.was_to else _LOOKS_AHEAD  # "the next slot was on 9 May"
        here = clause.part if told.seen & ahead_too and told.tense in ("past", "said") else 0
        ahead_here = any(told.near[kind] <= here for kind in told.seen & ahead_too)
        # "will open in May, a year after it was damaged in a storm in June"
        close = told.close or (told.seen & ahead_too and told.near.get("past", here + 1) <= here)
        past = told.tense == "past" and close and not (told.sure or kept or ahead_here)
        past = past and not self._is_resolved(clause, told)
        past = past or self._was_not_yet(before, told)
        beside = before[-2:-1] == [told.verb]  # "will open in January, officials *said in* February"
        said = not any(told.near[kind] <= here for kind in told.seen & _LOOKS_AHEAD) or beside
        said = said and told.tense == "said" and self._was_said(before)
        if past or said or over:
            # "played there in May" looks back, however near the next May is
            return min(self._gap(clause), 0.0)
        reported = clause.field in _REPORTED and before[-1:] not in (["in"], ["during"])
        reported = reported or self._of_figures(before) or self._has_figures(clause)
        gap = self._gap(clause)
        kept = kept and before[-1:] != ["for"]  # "will be home for Christmas"
        if (told.sure or self._lasts(before, told)) and not (reported or kept):
            gap = max(gap, 0.0)  # "will open before May", however near the last May is
        if told.verb in cues.surely.foretold and gap < 0:
            gap /= 2  # "said that he would quit in November"
        return gap

    def _is_resolved(self, clause: Clause, told: Before) -> bool:
        """Whether a day is that of what somebody resolved to do, so that the nearer one is meant: "voted to strike on 3 May"."""
        if clause.field != "day" or told.verb not in self.cues.asked.until:
            return False
        return "to" in clause.before[told.place + 1 : -1]

    def _was_not_yet(self, before: list[str], told: Before) -> bool:
        """Whether something was not so before a time: "was not ready before May"."""
        cues = self.cues
        by_then = not (cues.put_off.deadlines | cues.put_off.open_ends).isdisjoint(before[-1:])
        return by_then and told.tense == "past" and not cues.done.not_.isdisjoint(before[-MOVING:])

    def _names(self, clause: Clause) -> bool:
        """Whether a day only says which one is meant, so that the verb tells nothing of it: "moved *its Dec. 19 concert*"."""
        follows = _NEXT_WORD.match(clause.text, clause.timex.end)
        return bool(follows) and not self.cues.leads_up.determiners.isdisjoint(clause.before[-1:])

    def _is_over(self, clause: Clause, behind: Reason, *, opens: bool) -> bool:
        """Whether a past tense soon behind a time says that it is over; not that until which something goes on."""
        weight, word = behind
        if weight != (self.cues.opening if opens else self.cues.after)["past"]:
            return False
        soon = opens or word in clause.behind[:CLOSE]
        # "Until May he was mayor"
        return soon and (
            len(clause.before) == 1 or self.cues.put_off.open_ends.isdisjoint(clause.before[-REACH:])
        )

    def _was_named(self, clause: Clause) -> bool:
        """Whether a day before its verb says which event is meant, and not when something was done to it: "the vote *on 3 May* was moved"."""
        return clause.field == "day" and not self.cues.leads_up.on.isdisjoint(clause.before[-1:])

    def _was_said(self, before: list[str]) -> bool:
        """Whether a time is when something was said: "announced it in May"."""
        near = before[-REACH:]
        told = self.cues.told
        if any(self._says(one) and two in told.at for one, two in pairwise(before[-MOVING:])):
            return True  # "agreed at a summit in May"
        to_whom = not told.hearers.isdisjoint(before[-CLOSE:])  # "told the Post in May"
        named = not self.cues.leads_up.determiners.isdisjoint(near)
        return to_whom or (any(map(self._says, near)) and not named)

    def _says(self, word: str) -> bool:
        return self.kind_of.get(word) == "said" or word in self.cues.told.words

    def _lasts(self, before: list[str], told: Before) -> bool:
        """Whether something is so until a time: "is shut until November", but not "has risen through October"."""
        ends, last = self.cues.put_off, before[-1:]
        if told.tense == "would" and told.verb not in self.cues.surely.foretold:
            return not ends.deadlines.isdisjoint(last)  # "must find a sponsor before May"
        if not self.cues.perfect.given.isdisjoint(before[-2:-1]) and not ends.open_ends.isdisjoint(last):
            return True  # "has until May to reply"
        goes_on = told.verb in self.cues.due.words or told.tense in _LOOKS_AHEAD or told.tense in PLANS
        return goes_on and not ends.open_ends.isdisjoint(last)

    def _gap(self, clause: Clause) -> float:
        """How much nearer the next one is than the last one."""
        return self.cues.distance.weight * math.log((clause.back + 5) / (clause.ahead + 5))


def _is_yet_to_come(clause: Clause) -> bool:
    """Whether a day of the week lies ahead in the week of writing, which begins on a Monday: Friday, said on a Wednesday."""
    told = clause.timex.reading.expression
    return isinstance(told, Nearest) and 0 < clause.ahead < int(told.what.value)


def _side(score: float, reasons: list[Reason], clause: Clause) -> Side:
    future = score > 0
    weight, word = max(reasons, key=lambda each: each[0] if future else -each[0], default=(0.0, ""))
    sure = round(1 / (1 + math.exp(-abs(score))), 1)
    if weight == 0 or (weight > 0) != future:
        reason = "news means the latest one up to its own day"
    elif word:
        reason = f"the clause looks {'ahead' if future else 'back'}: “{word.lower()}”"
    else:
        reason = f"the nearer one: {abs(clause.back)} days back, {abs(clause.ahead)} ahead"
    return Side("future" if future else "past", reason, sure)
