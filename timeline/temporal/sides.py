"""Which side of the anchor a time lies on, by the words around it; their weights are data (``direction.toml``)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from timeline.model import Direction
from timeline.temporal.stops import ends
from timeline.temporal.tagger import Timex


class Side(NamedTuple):
    """The side of the anchor that context points to, the words that say so, and how sure that is (0.5 to 1)."""

    direction: Direction
    reason: str
    sure: float


# It begins with one set of characters, so that the search runs over the rest at the speed of a loop in C.
_SENTENCE_END = re.compile(
    r"[.!?\n;:'](?:(?<=[.!?])['\"”’)]*\s+(?=[A-Z\"“‘'(`])|(?<=\n)\s*\n|(?<=[;:])\s|(?<=[,.!?]')'|(?<=[,.!?] ')')"
)
_OWNED = re.compile(r" ?['’]s\b")
_WORD = re.compile(r"'?[^\W\d_]+(?:'t)?")
_NEXT_WORD = re.compile(r" ([a-z]+)\b")
Cues = Mapping[str, Any]
_NOUN = "-"
"""Stands for a word that could be a verb and is a noun."""

_CLAUSES = (" which ", ", which ", " that ")
_CLOSE = 4
"""A verb so many words before an expression, at most, surely governs it."""
_GOVERNED = 10
"""So far a clause goes on with what will be, at most: "is expected to vote on the bill in January"."""
_REACH = 3
"""A participle stands so many words behind its "be", at most: "to be formally charged"."""
_MOVING = 6
"""A verb that moves something "to" a time stands among so many words before it: "had extended the deadline again to June"."""
_REPORTED = {"quarter", "half"}
"""A report on one of them follows it: “will publish third-quarter results”."""
_PLANS = {"plan", "term", "meets"}
_LOOKS_AHEAD = {"will", "would", "plan"}
_HINTS = {"term", "if", "meets"}
"""The kinds of cue that are no verb, or may be none ("the votes")."""
_AHEAD = _LOOKS_AHEAD | _HINTS
_WEEKLY = {"weekday", "weekend"}
_TENSES = {"will", "past", "said"}
"""The kinds of cue that settle a clause: nothing behind the expression outweighs them."""


def _behind(text: str, timex: Timex) -> list[str]:
    """The words behind an expression in its sentence, in small letters, as far as they tell a direction."""
    stop = next(ends(_SENTENCE_END, text, timex.end, timex.end + 100), None)
    high = stop.start() if stop else timex.end + 100
    return [word.lower() for word in _WORD.findall(text, timex.end, high) if word != "May"]


def _without_on(before: list[str]) -> list[str]:
    """The words before an expression without its "on": "his statement on Tuesday" like "his statement Tuesday"."""
    return before[:-1] if len(before) > 2 and before[-1] == "on" else before


class LeadUp(NamedTuple):
    """The words that say that a time is that of what something came before."""

    words: tuple[str, ...]
    planned: frozenset[str]
    determiners: frozenset[str]
    prepared: frozenset[str]
    to_come: frozenset[str]
    on: frozenset[str]

    @classmethod
    def of(cls, cues: Cues) -> LeadUp:
        """From the data's table."""
        return cls(
            tuple(f" {words}" for words in cues["words"]),
            *(frozenset(cues[name]) for name in ("planned", "determiners", "prepared", "to_come", "on")),
        )


class Directions:
    """The weighing of direction for one language: its words and weights are data (``direction.toml``)."""

    def __init__(self, cues: Cues) -> None:
        self.kind_of = {
            word: kind for kind, words in cues["words"].items() if kind != "not_past" for word in words
        }
        self.not_past = frozenset(cues["words"]["not_past"])
        self.nearest, self.before = cues["nearest"], cues["before"]
        self.after, self.opening = cues["after"], cues["opening"]
        self.preposition, self.bias = cues["preposition"], cues["bias"]
        self.no_past_after = frozenset(cues["no_past"]["after"])
        self.no_past_near = frozenset(cues["no_past"]["near"])
        self.put_off: Mapping[str, float] = cues["put_off"]["weight"]
        self.going_on = frozenset(cues["put_off"]["going_on"])
        self.moved = frozenset(cues["put_off"]["moved"])
        self.fixed = frozenset(cues["put_off"]["fixed"])
        self.was_to = frozenset(cues["to_be"]["was_to"])
        self.to_be_behind = frozenset(cues["to_be"]["not_behind"])
        self.done, self.did = frozenset(cues["done"]["words"]), frozenset(cues["done"]["did"])
        self.told_until = frozenset(cues["asked"]["until"])
        self.limits = frozenset(cues["asked"]["limits"])
        self.asked = frozenset(cues["asked"]["words"])
        self.calls = frozenset(cues["asked"]["calls"])
        self.together = frozenset(cues["asked"]["together"])
        self.arranged = frozenset(cues["arranged"]["words"])
        self.between = frozenset(cues["put_off"]["between"])
        self.surely = frozenset(cues["surely"]["words"])
        self.told = frozenset(cues["told"]["words"])
        self.statements = frozenset(cues["told"]["statements"])
        self.told_between = frozenset(cues["told"]["between"])
        self.plural = frozenset(cues["plural"]["words"])
        self.plural_behind = frozenset(cues["plural"]["behind"])
        self.traded = frozenset(cues["traded"]["words"])
        self.traded_weight: float = cues["traded"]["weight"]
        self.figures = frozenset(cues["figures"]["words"])
        self.never, self.put_off_once = tuple(cues["never"]["words"]), tuple(cues["never"]["off"])
        self.never_weight: float = cues["never"]["weight"]
        self.due = frozenset(cues["due"]["words"])
        self.due_from: float = cues["due"]["from"]
        self.there = frozenset(cues["due"]["there"])
        self.due_between = frozenset(cues["due"]["between"])
        self.noun_last = frozenset(cues["noun"]["last"])
        self.noun_before = frozenset(cues["noun"]["before"])
        self.relative = frozenset(cues["noun"]["relative"])
        self.noun_behind = frozenset(cues["noun"]["behind"])
        self.perfect = frozenset(cues["perfect"]["words"])
        self.once = frozenset(cues["once"]["words"])
        self.lead = LeadUp.of(cues["leads_up"])
        self.unforeseen = frozenset(cues["unforeseen"]["words"])
        self.thought = frozenset(cues["subject"]["behind"])
        self.now = frozenset(cues["due"]["now"])
        self.done_to_be = frozenset(cues["due"]["forms"])
        self.with_object: Mapping[str, Any] = cues["with_object"]
        self.distance: float = cues["distance"]["weight"]
        self._cues = self.told.union(self.kind_of, self.with_object, ("set",))

    def _kind(self, word: str, following: str = "") -> str | None:
        kind = self.kind_of.get(word)
        if word == "set" and following not in ("to", "for"):
            return "past"  # "set out", "set fire to"
        if following in self.with_object.get(word, ()):
            return "plan"  # "reports earnings on Sunday"
        if kind == "present" and following == "to":
            return "will"  # "are to meet"
        if kind == "present" and following in self.arranged:
            return "plan"  # "are meeting"
        if kind == "would" and following == "have":
            return "past"  # "may have left"
        if kind is None and word.endswith("ed") and len(word) > 3 and word not in self.not_past:
            return "past"
        return kind

    def _nearest(self, kind: str, before: list[str], at: int, field: str) -> str:
        """What the cue nearest to a time is there: "the vote is on Friday", "they had agreed in January"."""
        behind = before[at + 1 :]
        if kind == "meets" and before[at] in self.now and self.due_between.issuperset(behind[:2]):
            return "plan" if len(behind) <= 1 else kind
        if before[at] in self.with_object and behind == ["on"]:
            return ""  # "the new rules on Monday"
        if behind[:1] == ["to"] and before[at] in self.was_to and field not in _WEEKLY:
            return "plan"  # "was to be tried in May"; on which side a weekday is, it does not say
        if kind in _PLANS and not self.did.isdisjoint(before[max(at - 2, 0) : at]):
            return "past"
        done = int(self._is_done(behind[:1]))
        if before[at] in self.due and len(behind) <= 1 + done and self.due_between.issuperset(behind[done:]):
            return "will"
        if before[at] in self.due and field in _WEEKLY and self._is_there(behind):
            return "will"
        if (
            kind in _PLANS
            and before[at - 1 : at] == ["to"]
            and not self.done.isdisjoint(before[at - 2 : at - 1])
        ):
            return "past"
        if kind == "plan" and (
            not self.once.isdisjoint(before[at - 1 : at])
            or (field in _WEEKLY and self._is_perfect(before, at))
        ):
            return "past"  # "originally due on Monday"; "had been due on Monday"
        asked = before[at] in self.asked or (before[at] in self.told_until and before[-1] in self.limits)
        if asked and "to" in behind[-_MOVING:]:
            return "plan"
        if before[at] in self.calls and self._is_for_all(behind):
            return "plan"
        if kind == "said" and "to" not in behind and self._is_perfect(before, at):
            return "past"
        return kind

    def _is_there(self, behind: list[str]) -> bool:
        """Whether somebody is somewhere on a day, which is arranged: "is in recess on Tuesday", "are away on Sunday"."""
        return (
            0 < len(behind) - 1 <= _REACH
            and behind[0] in self.there
            and behind[-1] == "on"
            and not any(word in self.kind_of or word.endswith("ed") for word in behind[1:-1])
        )

    def _is_for_all(self, behind: list[str]) -> bool:
        """Whether what is called for is done by many on a day: "for students to march", but not "to the march"."""
        return behind[0:1] in (["for"], ["on"]) and not self.together.isdisjoint(behind[-_REACH:])

    def _is_perfect(self, before: list[str], at: int) -> bool:
        """Whether a verb is of what was over by then: "had been due", "had planned"."""
        return not self.perfect.isdisjoint(before[max(at - 2, 0) : at])

    def _cued(self, words: list[str]) -> list[int]:
        """Where words stand that may tell a direction."""
        return [
            at
            for at, word in enumerate(words)
            if (word.endswith("ed") and not self._is_adjective(words, at))
            or (
                word in self._cues
                and not word.endswith("ed")
                and not (word in self.noun_last and self._is_dealt_with(words, at))
                and not (at and words[at - 1] == "to" and word in self.with_object)
                and not (self.kind_of.get(word) == "meets" and at and self._is_noun(words[at - 1], word))
            )
        ]

    def _is_dealt_with(self, words: list[str], at: int) -> bool:
        """Whether the time behind "plan" is that of what was done with it: "announced a plan Thursday", "approved the plan on Thursday".

        Not so behind a verb ("they plan on Thursday to vote"), nor where it says what for ("a plan to meet on Thursday").
        """
        if at + 1 == len(words):
            return True
        if words[at + 1] not in self.noun_before or not at:
            return False
        near = words[at - 1]
        if self._is_noun(near, words[at]) or near.endswith(("'s", "’s")):
            return True
        described = not near.endswith("s") and not self.lead.determiners.isdisjoint(
            words[max(at - 3, 0) : at - 1]
        )
        return described and not words[at].endswith("s")

    def _is_adjective(self, words: list[str], at: int) -> bool:
        """Whether a participle only says of what kind a noun is: "to an elected successor"."""
        plain = self.kind_of.get(words[at]) in (None, "past", "said")
        return plain and at > 0 and at + 1 < len(words) and words[at - 1] in self.lead.determiners

    def _is_noun(self, before: str, word: str) -> bool:
        """Whether a word that could be a verb is a noun by the word before it: "the votes", but "that runs"."""
        return before in self.noun_behind and not (before in self.relative and word.endswith("s"))

    def _no_past(self, before: list[str], at: int) -> bool:
        """Whether a form like "cut" or "charged" is no past where it stands: "will cut", "to be formally charged"."""
        return (at > 0 and before[at - 1] in self.no_past_after) or not self.no_past_near.isdisjoint(
            before[max(at - _REACH, 0) : at]
        )

    def _is_to_be(self, before: list[str], at: int) -> bool:
        """Whether a participle is of what is to be done: "the talks, to be held Thursday", but not "had to be held"."""
        return before[max(at - 2, 0) : at] == ["to", "be"] and (
            at < 3 or before[at - 3] not in self.to_be_behind
        )

    def _is_done(self, words: list[str]) -> bool:
        """Whether what stands behind "is" or "are" is what is done: "the figures are published on Friday"."""
        return any(
            word in self.done_to_be or (word.endswith("ed") and word not in self.not_past) for word in words
        )

    def _surely(self, kind: str, before: list[str], at: int) -> bool:
        """Whether the nearest verb leaves no doubt of what lies ahead: "will be held in Lima in November"."""
        behind = before[at + 1 :]
        if before[at] in self.surely and len(behind) < _CLOSE:
            return not self._is_perfect(before, at)  # "had been due by the end of March"
        if kind == "plan" and before[at] in self.due:
            return True  # "are getting married in May"
        planned = kind == self.kind_of.get(before[at]) == "plan" and "to" in behind
        planned = planned and not self._is_perfect(before, at)
        return len(behind) < _GOVERNED and (planned or kind == "will")

    def _planned(self, text: str, low: int, start: int) -> bool:
        """Whether a word that looks ahead stands in the same part of the sentence as what follows it."""
        part = max(text.rfind(",", low, start), low)
        return any(self.kind_of.get(word.lower()) in _PLANS for word in _WORD.findall(text, part, start))

    def side(self, text: str, timex: Timex, field: str, back: int, ahead: int) -> Side:
        """Weighs an expression's clause; ``back`` and ``ahead`` are the distances of its two readings, in days."""
        low = max(0, timex.start - 150)
        for end in ends(_SENTENCE_END, text, low, timex.start + 1):
            low = end.end()
        written = [word for word in _WORD.findall(text, low, timex.start) if word != "May"]
        before = [word.lower() for word in written]
        if not self.plural.isdisjoint(before):
            for at, word in enumerate(before):
                if word in self.plural and not self._has_subject(written[at - 1] if at else ""):
                    before[at] = _NOUN
        if word := self._unforeseen(text, timex, before):
            return Side("past", f"nobody plans a thing like this: “{word}”", 0.9)
        if self._is_subject(text, timex, before):
            return Side("future", f"it is what something “{before[-1]}” of", 0.9)
        if field in _WEEKLY and self._leads_up(text, timex, before):
            to_come = any(
                self.kind_of.get(word) in _LOOKS_AHEAD or word in self.lead.to_come for word in before
            )
            nearer = self._gap(back, ahead, False, False) + to_come
            return self._side(nearer, [(nearer, "")], back, ahead)
        return self._weighed(text, timex, field, back, ahead, low, before)

    def _is_subject(self, text: str, timex: Timex, before: list[str]) -> bool:
        """Whether a time is what will be something: "she thought Friday would be her last day"."""
        if self.thought.isdisjoint(before[-1:]):
            return False
        words = _behind(text, timex)[:2]
        return self.kind_of.get("".join(words[:1])) in ("will", "would") and "have" not in words

    def _unforeseen(self, text: str, timex: Timex, before: list[str]) -> str:
        """What happened then that nobody plans, so that it is over.

        "Will look into Sunday's shooting", "before the blast on Monday", "the outcome of the January 25 uprising".
        """
        named = _without_on(before)
        if (
            named is not before
            and named[-1] in self.unforeseen
            and not self.noun_behind.isdisjoint(named[-3:-1])
        ):
            return named[-1]
        near: list[str] = []
        if _OWNED.match(text, timex.end):
            near = _behind(text, timex)[1 : 1 + _REACH]
        elif follows := _NEXT_WORD.match(text, timex.end):
            near = [follows[1]]
        return next((word for word in near if word in self.unforeseen), "")

    def _has_subject(self, word: str) -> bool:
        return word[:1].isupper() or word.endswith("s") or word in self.plural_behind

    def _weighed(
        self, text: str, timex: Timex, field: str, back: int, ahead: int, low: int, before: list[str]
    ) -> Side:
        """The sum of what a clause says, which begins at ``low`` with the words ``before``."""
        reasons: list[tuple[float, str]] = []
        seen: set[str] = set()
        tense = ""
        close, sure, verb = False, False, ""
        for at in reversed(self._cued(before)):
            word = before[at]
            # "promised on Monday to resign"
            made = (
                word in self.told and len(before) - at <= 2 and self.told_between.issuperset(before[at + 1 :])
            )
            kind = "said" if made else self._kind(word, *before[at + 1 : at + 2])
            if not tense and kind is not None:
                kind = self._nearest(kind, before, at, field)
            if kind == "past" and self._no_past(before, at):
                kind = "plan" if self._is_to_be(before, at) else None
            if kind is None or kind in seen:
                continue
            sure = sure or (not tense and self._surely(kind, before, at))
            # A noun that hints ("deadline") leaves the place of the nearest verb to the verb.
            weight = (self.before if tense else self.nearest).get(kind, 0)
            if back == 0 and (kind == "meets" or word in self.due):
                weight = 0  # "is meeting on Sunday", written on a Sunday
            seen.add(kind)
            if not tense and kind not in _HINTS:
                tense, close, verb = kind, len(before) - at <= _CLOSE, word
            reasons.append((weight, word))
        if tense == "plan" and (never := self._never(text, timex, field)):
            reasons.append(never)
        # What comes behind tells only where nothing before has told: "On Monday talks will begin".
        opens = len(before) <= 1
        settled = seen & _TENSES or (tense == "plan" and close)
        if self._was_so(text, timex, before):
            reasons.append((self.nearest["past"], "which"))
        told = None if settled else self._behind(text, timex, low, seen, opens=opens)
        if told:
            reasons.append(told)
        reasons.append(self._preposition(before, tense, verb, field))
        traded, word = self._traded(text, timex, field)
        if traded:
            reasons.append((traded, word))
        if field not in _WEEKLY:
            kept = field == "holiday" and self.lead.on.isdisjoint(
                before[-1:]
            )  # "it ruined Thanksgiving plans"
            kept = kept or (field == "day" and self._names(text, timex, before))
            looks_back = tense == "past" and close and not (kept or seen & _AHEAD)
            if opens and told and told[0] == self.opening["past"]:
                looks_back = True  # "In the third quarter sales rose"
            reported = field in _REPORTED or self._of_figures(before)
            gap = self._gap(back, ahead, looks_back and not traded, sure and not (reported or kept))
            reasons.append((gap, ""))
        score = self.bias.get(field, self.bias["other"]) + sum(weight for weight, _ in reasons)
        return self._side(score, reasons, back, ahead)

    def _names(self, text: str, timex: Timex, before: list[str]) -> bool:
        """Whether a day only says which one is meant, so that the verb tells nothing of it: "cancelled *its Dec. 19 concert*"."""
        return not self.lead.determiners.isdisjoint(before[-1:]) and bool(_NEXT_WORD.match(text, timex.end))

    def _was_so(self, text: str, timex: Timex, before: list[str]) -> bool:
        """Whether a clause right behind a time says that it is over.

        "A concert on Friday which raised $57m"; "his statement Tuesday that he would go".
        """
        if not text.startswith(_CLAUSES, timex.end):
            return False
        words = _behind(text, timex)[:2]
        if words[:1] == ["that"]:
            return not self.statements.isdisjoint(_without_on(before)[-1:])
        planned = not (self.was_to | self.perfect).isdisjoint(words)  # "which had been moved"
        return len(words) > 1 and words[0] == "which" and self._kind(words[1]) == "past" and not planned

    def _leads_up(self, text: str, timex: Timex, before: list[str]) -> bool:
        """Whether something came "before Sunday's vote", or "called off" Sunday's vote: that its verb is past does not say that
        the vote is over."""
        if not _OWNED.match(text, timex.end):
            return self._ends_before(before) or (
                self._names(text, timex, before) and self._opens_lead(before[:-1])
            )
        if not self.lead.planned.isdisjoint(_behind(text, timex)[1:2]):
            return True  # "tickets for Friday's planned march"
        prepared = before[-1:] == ["for"] and not self.lead.prepared.isdisjoint(before[-_MOVING:])
        return prepared or self._opens_lead(before)

    def _opens_lead(self, before: list[str]) -> bool:
        """Whether what stands behind these words was still to come: "on the eve of", "called off"."""
        return " ".join(["", *before[-3:]]).endswith(self.lead.words)

    def _ends_before(self, before: list[str]) -> bool:
        """Whether a time is that of what something came before: "his last audience before his resignation Thursday"."""
        near = _without_on(before)[-_MOVING:]
        return "before" in near and any(
            near[at] == "before"
            and near[at + 1] in self.lead.determiners
            and self.lead.determiners.isdisjoint(near[at + 2 :])
            and not any(word in self.kind_of or word.endswith("ed") for word in near[at + 2 :])
            for at in range(len(near) - 2)
        )

    def _never(self, text: str, timex: Timex, field: str) -> tuple[float, str] | None:
        """What it weighs that what was planned for a time never was ("was never held") or was put off, and the words."""
        rest = " ".join(_behind(text, timex)[:_GOVERNED])
        if word := next((words for words in self.never if words in rest), ""):
            return self.never_weight, word
        off = "" if field in _WEEKLY else next((words for words in self.put_off_once if words in rest), "")
        return (-self.nearest["plan"], off) if off else None

    def _traded(self, text: str, timex: Timex, field: str) -> tuple[float, str]:
        """What it weighs that something is traded for a month ("the June contract"), and the word."""
        words = _behind(text, timex)[:1] if field == "month" else []
        return next(((self.traded_weight, word) for word in words if word in self.traded), (0.0, ""))

    def _preposition(self, before: list[str], tense: str, verb: str, field: str) -> tuple[float, str]:
        """What the word right before a time weighs, and the word."""
        preposition = next((word for word in reversed(before) if word not in self.between), "")
        if preposition in self.put_off and self._put_off(preposition, tense, verb, before):
            return self.put_off[preposition], preposition
        if preposition == "from" and verb in self.due:
            return self.due_from, preposition
        weight = self.preposition.get(preposition, 0.0)
        if tense == "plan" and preposition == "for" and field in _WEEKLY:
            weight = -weight  # "was planned for Sunday"
        return weight, preposition

    def _of_figures(self, before: list[str]) -> bool:
        """Whether figures tell of a time: "will publish its figures for February"."""
        return before[-1:] == ["for"] and not self.figures.isdisjoint(before[-_CLOSE:-1])

    def _put_off(self, preposition: str, tense: str, verb: str, before: list[str]) -> bool:
        """Whether a verb in the past puts its time ahead: "was put off until Monday", "had moved the vote to Thursday"."""
        if preposition in ("to", "for"):
            verbs = self.moved if preposition == "to" else self.fixed
            near = before[-_MOVING:]
            once = not self.once.isdisjoint(near) or (preposition == "for" and self._was_once(near))
            told = once or (preposition == "for" and self._of_figures(before))
            return tense in ("past", "said") and not verbs.isdisjoint(near) and not told
        if tense != "past" or preposition not in self.put_off or "from" in before[-_MOVING:]:
            return False  # "imposed a curfew from Friday until Saturday morning"
        return verb not in self.going_on or before[-2:-1] == ["had"]  # "they had until Sunday to pay"

    def _was_once(self, near: list[str]) -> bool:
        """Whether something "had been scheduled for" a time."""
        return "been" in near[1:] and near[near.index("been") - 1] in self.perfect

    def _behind(
        self, text: str, timex: Timex, low: int, seen: set[str], *, opens: bool
    ) -> tuple[float, str] | None:
        """What the first cue behind an expression says: its weight and the word. A noun that hints leaves the place to the verb."""
        words = _behind(text, timex)
        hint: tuple[float, str] | None = None
        for at in self._cued(words):
            kind = self._kind(words[at], *words[at + 1 : at + 2])
            if kind is None or (kind in _PLANS and words[at - 1 : at] == ["to"]):
                continue  # "during a call Monday to prepare for the summit, there were"
            if words[at] in self.noun_last and not self.lead.determiners.isdisjoint(words[at - 1 : at]):
                continue  # "On Monday, the first day after the plan passed, markets fell"
            if words[at] in self.told:
                kind = "said"
            if kind == "past" and seen & _PLANS and self._planned(text, low, timex.start):
                break
            if kind == "present" and self.kind_of.get("".join(words[at + 1 : at + 2])) in ("plan", "term"):
                kind = "plan"  # "are due to", "are likely"
            told = (self.opening if opens else self.after).get(kind, 0), words[at]
            if not (opens and kind in _HINTS):
                return told
            hint = hint or told
        return hint

    def _gap(self, back: int, ahead: int, looks_back: bool, looks_ahead: bool) -> float:
        """What the distances of the two readings say, unless the clause is sure of the farther one."""
        gap = self.distance * math.log((back + 5) / (ahead + 5))
        if looks_back:
            return min(gap, 0.0)  # "played there in May" looks back, however near the next May is
        return max(gap, 0.0) if looks_ahead else gap  # "will open before May", however near the last May is

    @staticmethod
    def _side(score: float, reasons: list[tuple[float, str]], back: int, ahead: int) -> Side:
        future = score > 0
        weight, word = max(reasons, key=lambda each: each[0] if future else -each[0], default=(0.0, ""))
        sure = round(1 / (1 + math.exp(-abs(score))), 1)
        if weight == 0 or (weight > 0) != future:
            reason = "news means the latest one up to its own day"
        elif word:
            reason = f"the clause looks {'ahead' if future else 'back'}: “{word.lower()}”"
        else:
            reason = f"the nearer one: {abs(back)} days back, {abs(ahead)} ahead"
        return Side("future" if future else "past", reason, sure)
