"""What the words of a clause are: a verb or a noun, of what is over or of what is to come."""

from __future__ import annotations

from itertools import pairwise

from timeline.temporal.cues import Causes, Cues

NOUN = "-"
"""Stands for a word that could be a verb and is a noun."""
CLOSE = 4
"""A verb so many words before an expression, at most, surely governs it."""
GOVERNED = 10
"""So far a clause goes on with what will be, at most: "is expected to vote on the bill in January"."""
REACH = 3
"""A participle stands so many words behind its "be", at most: "to be formally charged"."""
MOVING = 6
"""A verb that moves something "to" a time stands among so many words before it: "had extended the deadline again to June"."""
PLANS = {"plan", "term", "meets"}
WEEKLY = {"weekday", "weekend"}


class Verbs:
    """How the words of one language tell what is over and what is to come (``direction.toml``)."""

    def __init__(self, cues: Cues, causes: Causes) -> None:
        self.cues = cues
        self.causes = causes
        self.kind_of = {
            word: kind for kind, words in cues.words.items() if kind != "not_past" for word in words
        }
        objects, particles = cues.with_object, cues.particles
        self._plans_with = {
            word: objects.get(word, frozenset()) | particles.get(word, frozenset())
            for word in {*objects, *particles}
        }
        """Words that look ahead where another comes right behind them."""
        self._not_past = frozenset(cues.words["not_past"])
        self._cues = cues.told.words.union(
            self.kind_of,
            cues.with_object,
            cues.particles,
            cues.obliged.words,
            cues.asked.awaits,
            cues.blamed.punished,
            ("set",),
        )

    def in_small(self, written: list[str]) -> list[str]:
        """The words of a clause in small letters; what is a verb only behind a subject of many stands as a noun elsewhere."""
        words = [word.lower() for word in written]
        plural = self.cues.plural
        if not plural.words.isdisjoint(words):
            for at, word in enumerate(words):
                if word in plural.words and not self._is_subject(written[at - 1] if at else ""):
                    words[at] = NOUN
        if "going" in words and self._was_going(written, at := words.index("going")):
            words[at] = NOUN
        return words

    def _was_going(self, written: list[str], at: int) -> bool:
        """Whether somebody was on the way to a place: "was going to Velden", but not "said she was going to Velden"."""
        to, place = written[at + 1 : at + 2], "".join(written[at + 2 : at + 3])
        was = not self.cues.to_be.was_to.isdisjoint(written[at - 1 : at]) if at else False
        said = any(self.kind_of.get(word) == "said" for word in written[:at])
        return was and not said and to == ["to"] and place[:1].isupper()

    def _is_subject(self, word: str) -> bool:
        if self.kind_of.get(word) in ("will", "would"):
            return True  # "will stay shut": a verb all the same
        return word[:1].isupper() or word.endswith("s") or word in self.cues.plural.behind

    def kind(self, word: str, following: str = "") -> str | None:
        kind = self.kind_of.get(word)
        if word == "set" and following not in ("to", "for"):
            return "past"  # "set out", "set fire to"
        if following in self._plans_with.get(word, ()):
            return "plan"  # "reports earnings on Sunday", "runs out on Sunday"
        if kind == "present" and following == "to":
            return "will"  # "are to meet"
        if kind == "present" and following in self.cues.arranged.words:
            return "plan"  # "are meeting"
        if kind == "would" and following == "have":
            return "past"  # "may have left"
        if following == "not" and word in self.cues.done.could:
            return None  # "could not be reached on Sunday"
        if kind is None and word.endswith("ed") and len(word) > 3 and word not in self._not_past:
            return "past"
        return kind

    def nearest(self, kind: str, before: list[str], at: int, field: str) -> str:
        """What the cue nearest to a time is there: "the vote is on Friday", "they had agreed in January"."""
        behind, due = before[at + 1 :], self.cues.due
        if kind == "meets" and before[at] in due.now and due.between.issuperset(behind[:2]):
            return "plan" if len(behind) <= 1 else kind
        if before[at] in self.cues.with_object and behind == ["on"]:
            return ""  # "the new rules on Monday"
        if before[at].endswith("ing") and not self.cues.done.first.isdisjoint(before[max(0, at - 1) : at]):
            return ""  # "sent a signal before going missing"
        if behind[:1] == ["to"] and before[at] in self.cues.to_be.was_to and field not in WEEKLY:
            return "plan"  # "was to be tried in May"; on which side a weekday is, it does not say
        if self._never_was(kind, before, at, field) or self._was_done(before, at):
            return "past"
        if before[at] in due.words and self._is_still_to_come(before, at, field):
            return "will"
        if self._is_asked(before, at, field):
            return "plan"
        if field in WEEKLY and self._was_announced(before, at):
            return "past"
        had = kind == "said" and "to" not in behind and self.is_perfect(before, at)
        return "past" if had else kind

    def _never_was(self, kind: str, before: list[str], at: int, field: str) -> bool:
        """Whether what looks ahead is over: "did not reopen", "came into force", "remained in effect", "originally due on
        Monday"."""
        cues, near = self.cues, before[at - 1 : at]
        to = before[at + 1 : at + 2] == ["to"]
        if kind in PLANS and not cues.done.did.isdisjoint(before[max(at - 2, 0) : at]):
            return not (kind == "plan" and to)  # "did not plan to leave"
        word = "".join(near)
        verb = word.endswith("ed") or (
            self.kind_of.get(word) == "past" and (before[at] == "in" or word not in cues.to_be.was_to)
        )
        if before[at] in cues.with_object and verb:  # but not "was training for"
            return not self.no_past(before, at - 1)  # "came into force", but not "will put into effect"
        if kind in PLANS and near == ["to"] and not cues.done.words.isdisjoint(before[at - 2 : at - 1]):
            return True
        if kind != "plan":
            return False
        had_been = field in WEEKLY and self.is_perfect(before, at)
        first = self.was_first(before[max(at - 1, 0) : at + 1]) and not self.is_noun(
            "".join(before[max(at - 2, 0) : at - 1]), before[at]
        )  # but not "the first planned vote"
        return had_been or first or not cues.once.words.isdisjoint(near)

    def _was_done(self, before: list[str], at: int) -> bool:
        """Whether what may look ahead was done: "was set *for the third time* on Monday", "proposed *the plan* on Monday".

        Not so "proposed *a meeting* on Monday", nor "proposed the ban *be* lifted on Monday".
        """
        done, behind = self.cues.done, before[at + 1 :]
        if before[at] == "set":
            return behind[:1] == ["for"] and not done.times.isdisjoint(behind[2:4])
        known = before[at] in done.proposing and not done.known.isdisjoint(behind[:1])
        return known and done.to_do.isdisjoint(behind)

    def _is_still_to_come(self, before: list[str], at: int, field: str) -> bool:
        """Whether nothing but "is" tells of a time: "the vote is on Friday", "there are elections in May"."""
        behind = before[at + 1 :]
        if before[at - 1 : at] == ["there"] and self._is_to_be_there(behind):
            return True
        done = int(self._is_done(behind[:1]))
        reach = 1 + done + (done and behind[-1:] == ["at"])  # "is sworn in at noon"
        if len(behind) <= reach and self.cues.due.between.issuperset(behind[done:]):
            return True
        return field in WEEKLY and self._is_there(behind)

    def _is_asked(self, before: list[str], at: int, field: str) -> bool:
        """Whether somebody was asked to do something then: "ordered him to return on Sunday", "called for a strike on Monday"."""
        asked, behind = self.cues.asked, before[at + 1 :]
        if before[at] in asked.calls and self._is_for_all(behind):
            return True
        called_for = before[at] in asked.calls and behind[:1] == ["for"]
        if before[-1] == asked.demanded_by and (called_for or before[at] in asked.demanded):
            return True  # "called for an answer by Friday"
        if before[at] in asked.bidden and behind[:1] == ["to"]:
            return True
        if before[at] in asked.words and behind[:1] == [asked.against] and behind[1:2] != []:
            return behind[1].endswith("ing")  # "decided against performing on 20 January"
        told = before[at] in asked.words or (before[at] in asked.until and before[-1] in asked.limits)
        # "voted *on Friday* to begin on Tuesday"
        told = told or (
            before[at] in asked.resolved
            and "to" in behind[:3]
            and not asked.days.isdisjoint(behind[: behind.index("to")])
        )
        near = behind[-GOVERNED - 1 :]  # "decided to cut it by so much from February"
        if before[at] in asked.only:  # "sentenced to begin his term on Sunday", but not "to life on Sunday"
            return any(one == "to" and two in asked.only[before[at]] for one, two in pairwise(near))
        return told and (self._is_to_do(near, field) or ("to" in near and before[-1] in asked.limits))

    def _was_announced(self, before: list[str], at: int) -> bool:
        """Whether what was promised, or planned by what was announced, is done on no fixed day: then the day is that of the promise.

        "Promised reforms *on Monday*", "announced plans to build a bridge *on Monday*"; not "promised to lower it", "results by Monday".
        """
        asked, behind = self.cues.asked, before[at + 1 :]
        told = not asked.announced.isdisjoint(before[max(0, at - CLOSE) : at])
        announced = before[at] in asked.plans and behind[:1] == ["to"] and told
        promised = before[at] in asked.promised and "to" not in behind
        if not behind or before[-1] in asked.limits or not (promised or announced):
            return False
        fixed = any(one == "to" and (two == NOUN or two in asked.fixed) for one, two in pairwise(behind))
        return not fixed and asked.to_be.isdisjoint(behind) and asked.told_so.isdisjoint(behind)

    def _is_to_do(self, words: list[str], field: str) -> bool:
        """Whether "to" says what is to be done: "agreed to meet", but not "agreed to a truce", "to talks", "to Orr's terms".

        On a day of the week only what is done on a day that is fixed: "agreed *to pay* on Monday" was agreed on Monday.
        """
        named = self.cues.leads_up.determiners
        done = (two for one, two in pairwise([*words, ""]) if one == "to" and two not in named)
        if field in WEEKLY:
            return any(two == NOUN or two in self.cues.asked.fixed for two in done)
        return any(two.endswith(("ss", "us")) or not two.endswith("s") for two in done)

    def is_awaited(self, word: str, behind: list[str]) -> bool:
        """Whether somebody awaits what is to be then: "braced for protests Sunday", "awaited a verdict on Sunday"."""
        asked = self.cues.asked
        return word in asked.awaits and any(each == NOUN or each in asked.to_be for each in behind[-REACH:])

    def _is_there(self, behind: list[str]) -> bool:
        """Whether somebody is somewhere on a day, which is arranged: "is in recess on Tuesday", "are away on Sunday"."""
        return (
            0 < len(behind) - 1 <= REACH
            and behind[0] in self.cues.due.there
            and behind[-1] == "on"
            and not any(word in self.kind_of or word.endswith("ed") for word in behind[1:-1])
        )

    def _is_to_be_there(self, behind: list[str]) -> bool:
        """Whether there is something on a day, which is to come: "there are elections on Sunday", but not "there is news of clashes"."""
        return (
            len(behind) <= CLOSE
            and self.cues.leads_up.on.isdisjoint(behind[:-1])
            and not any(self._is_verb(behind, place) for place in range(1, len(behind)))
        )

    def _is_verb(self, words: list[str], at: int) -> bool:
        """Whether a word may be a verb where it stands: not so "a vote"."""
        word = words[at]
        named = self.kind_of.get(word) == "meets" and self.is_noun(words[at - 1], word)
        return word.endswith("ed") or (word in self.kind_of and not named)

    def _is_for_all(self, behind: list[str]) -> bool:
        """Whether what is called for is to be on a day: "for students to march", "Tuesday for talks", but not "to the march"."""
        asked = self.cues.asked
        own_day = 1 + (behind[:1] == ["on"])
        if not asked.days.isdisjoint(behind[own_day - 1 : own_day]):
            return not asked.called_for.isdisjoint(behind[own_day : own_day + 1])
        return not asked.called_for.isdisjoint(behind[:1]) and not asked.together.isdisjoint(behind[-REACH:])

    def was_first(self, words: list[str]) -> bool:
        """Whether words say what was planned at first: "first set for May"."""
        first = self.cues.once.first
        return any(one in first and self.kind_of.get(two) == "plan" for one, two in pairwise(words))

    def was_to_have(self, words: list[str]) -> bool:
        """Whether words say what was to be by a time, and on which side that lies they do not: "were to have reopened on"."""
        return not self.cues.perfect.have.isdisjoint(words) and any(
            words[at] in self.cues.perfect.have
            and words[at - 1] == "to"
            and words[at - 2] in self.cues.to_be.was_to
            for at in range(max(2, len(words) - MOVING), len(words))
        )

    def was_to(self, words: list[str]) -> bool:
        """Whether the only verb of words says what was to be done then: "was to arrive on"; not "was told to"."""
        if self.cues.to_be.was_to.isdisjoint(words):
            return False
        last = max(at for at, word in enumerate(words) if word in self.cues.to_be.was_to)
        if words[last + 1 : last + 2] != ["to"] or len(words) - last > MOVING + 2:
            return False
        rest = (*words[:last], *words[last + 2 :])
        return all(self.kind_of.get(word) in (None, *PLANS) and not word.endswith("ed") for word in rest)

    def is_perfect(self, before: list[str], at: int) -> bool:
        """Whether a verb is of what was over by then: "had been due", "had planned"."""
        return not self.cues.perfect.words.isdisjoint(before[max(at - 2, 0) : at])

    def cued(self, words: list[str]) -> list[int]:
        """Where words stand that may tell a direction."""
        return [
            at
            for at, word in enumerate(words)
            if (word[-2:] == "ed" and not self._is_adjective(words, at))
            or (
                word in self._cues
                and word[-2:] != "ed"
                and not (word in self.cues.noun.last and self._is_dealt_with(words, at))
                and not (word in self.cues.noun.behind_of and words[at - 1 : at] != ["of"])
                and not (at and words[at - 1] == "to" and word in self.cues.with_object)
                and not (word in self.cues.perfect.have and self._will_have(words, at))
                and not (word in self.cues.due.owed and self.is_cause(words, at))
                and self.cues.compared.words.isdisjoint(words[at + 1 : at + 2])  # "earlier than usual"
                and not (self.kind_of.get(word) == "meets" and at and self.is_noun(words[at - 1], word))
            )
        ]

    def is_cause(self, words: list[str], at: int) -> bool:
        """Whether something "due to" a thing came from it: "fell due *to losses* in May", not "is due to open"."""
        owed = words[at] in self.cues.due.owed and words[at + 1 : at + 2] == ["to"]
        return owed and self.causes.hold("".join(words[at + 2 : at + 3]))

    def _is_dealt_with(self, words: list[str], at: int) -> bool:
        """Whether the time behind "plan" is that of what was done with it: "announced a plan Thursday", "approved the plan on Thursday".

        Not so behind a verb ("they plan on Thursday to vote"), nor where it says what for ("a plan to meet on Thursday").
        """
        if at + 1 == len(words) or self.kind(words[at + 1]) == "past":
            return True  # "a plan approved in May"
        if words[at + 1] not in self.cues.noun.before or not at:
            return False
        near = words[at - 1]
        if self.is_noun(near, words[at]) or near.endswith(("'s", "’s")):
            return True
        described = not near.endswith("s") and not self.cues.leads_up.determiners.isdisjoint(
            words[max(at - 3, 0) : at - 1]
        )
        return described and not words[at].endswith("s")

    def _is_adjective(self, words: list[str], at: int) -> bool:
        """Whether a participle only says of what kind a noun is: "to an appointed deputy"."""
        plain = self.kind_of.get(words[at]) in (None, "past", "said")
        return plain and at > 0 and at + 1 < len(words) and words[at - 1] in self.cues.leads_up.determiners

    def is_noun(self, before: str, word: str) -> bool:
        """Whether a word that could be a verb is a noun by the word before it: "the votes", but "that runs"."""
        noun = self.cues.noun
        if word.endswith("s"):  # no verb of several does: "both lands", "the two votes"
            return before in noun.several or (before in noun.behind and before not in noun.relative)
        return before in noun.behind

    def _will_have(self, words: list[str], at: int) -> bool:
        """Whether "have" tells of what will be over by then, or was to be: "will *have* left", "hopes to *have* left", "was to *have* opened"."""
        hoped = words[at - 1 : at] == ["to"] and self.kind_of.get("".join(words[at - 2 : at - 1])) == "plan"
        will = self.kind_of.get("".join(words[at - 1 : at])) == "will"
        return will or hoped or self.was_to_have(words[: at + 1])

    def no_past(self, before: list[str], at: int) -> bool:
        """Whether a form like "cut" or "charged" is no past where it stands: "will cut", "to be formally charged"."""
        if not self.cues.perfect.have.isdisjoint(before[at - 1 : at]) and self._will_have(before, at - 1):
            return True  # "will have left by Sunday"
        cues = self.cues.no_past
        if self._is_made(before, at) or self._would_have_been(before, at) or self._will_be_too(before, at):
            return True
        near = at - 2 if at > 1 and before[at - 1] in cues.between else at - 1
        return (near >= 0 and before[near] in cues.after) or not cues.near.isdisjoint(
            before[max(at - REACH, 0) : at]
        )

    def _is_made(self, before: list[str], at: int) -> bool:
        """Whether a participle is of what somebody will declare or get done: "would declare the country liberated"."""
        cues = self.cues.no_past
        return not cues.makes.isdisjoint(before) and any(
            before[verb] in cues.makes and before[verb - 1] in cues.after and before[verb + 1] != "been"
            for verb in range(max(1, at - MOVING), at - 1)
        )

    def _will_be_too(self, before: list[str], at: int) -> bool:
        """Whether a participle is the second thing that will be done: "*will be* wrapped into the act *and voted* on in May"."""
        return not self.cues.no_past.joined.isdisjoint(before[at - 1 : at]) and any(
            self.kind_of.get(one) == "will" and two == "be" for one, two in pairwise(before[:at])
        )

    def _would_have_been(self, before: list[str], at: int) -> bool:
        """Whether a participle is of what never was: "an election would have been *held* in February"."""
        return (
            before[at - 1 : at] == ["been"]
            and not self.cues.perfect.have.isdisjoint(before[at - 2 : at - 1])
            and not self.cues.surely.foretold.isdisjoint(before[max(at - 3, 0) : at - 2])
        )

    def is_to_be(self, before: list[str], at: int) -> bool:
        """Whether a participle is of what is to be done: "the talks, to be held Thursday", but not "had to be held"."""
        return before[max(at - 2, 0) : at] == ["to", "be"] and (
            at < 3 or before[at - 3] not in self.cues.to_be.not_behind
        )

    def _is_a_thing_to_be(self, before: list[str], at: int) -> bool:
        """Whether what is to be done is told of a thing: "a speech to be given", but not "was not going to be stopped"."""
        if not self.is_to_be(before, at):
            return False
        governs = self.kind_of.get("".join(before[at - 3 : at - 2]))
        due = governs in ("plan", "term") and not self.cues.due.words.isdisjoint(before[at - 4 : at - 3])
        return governs is None or due  # "is due to be tried"

    def _is_done(self, words: list[str]) -> bool:
        """Whether what stands behind "is" or "are" is what is done: "the figures are published on Friday"."""
        return any(
            word in self.cues.due.forms or (word.endswith("ed") and word not in self._not_past)
            for word in words
        )

    def surely(self, kind: str, before: list[str], at: int) -> bool:
        """Whether the nearest verb leaves no doubt of what lies ahead: "will be held in Lima in November"."""
        behind = self._up_to(before[at + 1 :])
        if behind[:1] == ["to"] and not self.cues.perfect.have.isdisjoint(behind[1:2]):
            # "was to have opened on 20 November", but not "hope to have a deal by November"
            return kind == "plan" and not self.cues.leads_up.determiners.isdisjoint(behind[2:3])
        if kind in PLANS and at and before[at - 1] in self.cues.surely.words:
            return self.surely(self.kind_of.get(before[at - 1], kind), before, at - 1)  # "should reopen"
        governed = at > 1 and before[at - 1] == "to"
        if kind in PLANS and governed and self.kind_of.get(before[at - 2]) == "plan":
            return self.surely("plan", before, at - 2)  # "is expected to reopen"
        if before[at] in self.cues.surely.words and len(behind) < CLOSE and kind not in ("past", "said"):
            was = not self.cues.to_be.was_to.isdisjoint(before[at - 1 : at])  # "was due to start on 13 July"
            return not (was or self.is_perfect(before, at))  # "had been due by the end of March"
        if kind == "plan" and (before[at] in self.cues.due.words or self._is_a_thing_to_be(before, at)):
            return True  # "are getting married in May", "to be aired in May"
        if kind in PLANS and self._is_present(before, at) and len(behind) < 2 * CLOSE:
            return True  # "begins in Lima in November", "comes into force in May"
        passive = before[at - 2 : at] == ["to", "be"]  # "are to be held in May"
        if kind in PLANS and (passive or before[at - 1 : at] == ["to"]) and len(behind) < CLOSE:
            # "are to resume in May", "agreed to meet in May"
            governs = before[at - 2 - passive : at - 1 - passive]
            return not (self.cues.due.words | self.cues.asked.words).isdisjoint(governs)
        plans = self.kind_of.get(before[at]) == "plan" or before[at] in self.cues.with_object
        planned = kind == "plan" and plans and "to" in behind
        was = plans and not self.cues.to_be.was_to.isdisjoint(before[at - 1 : at])
        planned = planned and not (was or self.is_perfect(before, at))
        return len(behind) < GOVERNED and (planned or kind == "will")

    def _up_to(self, words: list[str]) -> list[str]:
        """Words without what only weighs the time that they stand before: "could start *as early as* May"."""
        end = len(words)
        while end and words[end - 1] in self.cues.put_off.between:
            end -= 1
        return words[:end]

    def _is_present(self, before: list[str], at: int) -> bool:
        """Whether what looks ahead is a verb of the present: "begins", "is forecast", "comes into force"."""
        word = before[at]
        if word in self.cues.with_object or word in self.cues.plural.words:
            return True
        subject = before[at - 1] if at else ""
        if word in self.cues.surely.plainly and subject not in self.cues.surely.helped:
            return True
        third = word.endswith("s") and not self.is_noun(subject, word)
        many = (
            subject.endswith("s") and subject not in self.cues.to_be.was_to
        )  # "was due" has no subject there
        many = many or subject in self.cues.plural.behind
        many = many and self.kind_of.get(word) in ("meets", "plan") and not self.is_noun(subject, word)
        return third or many or not self.cues.due.words.isdisjoint(before[at - 1 : at])
