"""What a time expression belongs to: its clause, a noun alone, or nothing that happened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.chronology.language.idle import Idle
from timeline.chronology.language.kinds import is_to_be_done
from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.nouns import FIRST_OF_TWO, antecedent
from timeline.chronology.language.stretches import YEAR_AND_YEAR
from timeline.chronology.language.telling import has_event, is_event, is_saying
from timeline.chronology.language.tokens import Clause, Sentence, doing, is_genitive
from timeline.civil import DAY, Grain
from timeline.model import Resolution

_AIM = re.compile("pwp?$")
"""To do something, right before a date."""
_ATTRIBUTES = frozenset(
    (Grain.DAYPART, Grain.DAY, Grain.MONTH, Grain.SEASON, Grain.YEAR, Grain.DECADE, Grain.CENTURY)
)
_AGO = 7 * DAY
"""What was over so long before the day of writing is no news of the clause that deals with it."""


_AGENT = re.compile("[EPUV]p[dwW0]+$")
_TO_BE = re.compile("(?<=[wWG])[EPUw]p$")
_TO_DO = re.compile("(?<=[wWG])[EPw]pw(?:p[dwW]+)?p?$")
_ACCUSED = re.compile("(?<=[wWn0])[EPVU]pG?$")
_HANGING = re.compile("p(?P<one>[dwW0]+)(?P<two>C[dwW0]+)?")
_INSERTED = re.compile("(?<=[wW]),[pwdX]*$")


def names_none(
    sentence: Sentence, resolutions: Sequence[Resolution], words: Lexicon, written: int | None
) -> bool:
    """Whether no expression of a sentence tells any time of its story: "The budget *for 2017* was cut"."""
    times = Belonging(sentence, resolutions, words, written)
    return all(times.is_idle(token) or times.is_standing(token) for token in times.times)


_DEFINED = ("the ", "most of the ")
_ITS = ("its ", "his ", "her ", "their ")
_QUALIFYING = re.compile("d[aE]*$")
"""What stands before a participle that only qualifies a noun: "the *newly* elected council"."""


_ACTING = re.compile("[wWG]+(?:p[dwW0]+)*")
"""An event with its place, before what it did."""


class Belonging(Idle):
    """The expressions of a sentence, and what each of them belongs to."""

    # --- attributes ---------------------------------------------------------------------------------------

    def _is_attribute(self, token: int) -> bool:
        """Whether an expression only qualifies a noun: "the 1956 uprising", "his 9 March speech"."""
        s, time = self.s, self.times[token]
        first = self._article(token)
        before = s.tags[first - 1] if first else ""
        governed = before != "" and before in "VEUGSp"
        opening = s.words[first - 1] if first else ""
        circumstance = opening in self.words.clauses.of_time or (
            first == token and opening in self.words.clauses.open_until
        )
        # "A suit *over a 2013 fire* was settled last year"
        hangs = first > 1 and s.tags[first - 2] in "wW" and first - 2 > s.of[token].tokens[0]
        circumstance = circumstance and not (hangs and opening == "over" and token < s.of[token].verb)
        circumstance = circumstance and not self._is_kept_from(token, first)
        if s.words[first] in ("a", "an") and time.interval is not None and time.interval.grain <= Grain.DAY:
            return False  # "attended a Sunday night service": on Sunday night
        opens = not first and time.grain in (Grain.DECADE, Grain.CENTURY)  # "*The 14th-century* abbey fell"
        owned = first < token and is_genitive(s.words[token - 1])
        return (
            (s.tags[first] == "d" or s.words[first].startswith(_DEFINED + _ITS) or owned)
            and (governed or first < token or opens or s.words[first].startswith(_ITS))
            and not circumstance  # "was hurt in the 1998 fire" tells when
            and s.tags[token + 1 : token + 2] in ("w", "W", "E", "G")
            and time.interval is not None
            and (
                time.interval.grain in _ATTRIBUTES
                or (  # "its *third-quarter* report", not "its third-quarter profit"
                    time.interval.grain is Grain.QUARTER
                    and s.words[self._noun_end(token)] in self.words.roles.documents
                )
            )
            and not self._is_ended(token)
            and not self._does_harm(token, first)
        )

    def _does_harm(self, token: int, first: int) -> bool:
        """Whether the event that an expression qualifies is told to have killed or destroyed, which it did then: "*The 1956 uprising*
        killed 12 people"; or to have happened: "*the Sunday night* raid took place in Tesk"."""
        s, clause = self.s, self.s.of[token]
        told = s.words[clause.verb]
        acts = told in self.words.roles.harms or told in self.words.verbs.happening
        acts = clause.verb > token and (acts or s.words[clause.verb : clause.verb + 2] == ["took", "place"])
        acts = acts and has_event(s, self.words, range(token + 1, self._noun_end(token) + 1))
        between = s.tags[token + 1 : clause.verb] if acts else ","
        return acts and first == clause.tokens[0] and _ACTING.fullmatch(between) is not None

    def _is_ended(self, token: int) -> bool:
        """Whether a time behind an expression only says when it was over: "*the third quarter* ended 31 October"."""
        return self.s.words[token + 1] in self.words.roles.stretching and token + 2 in self.times

    def _is_kept_from(self, token: int, first: int) -> bool:
        """Whether what an expression qualifies behind "in" is no circumstance of its clause.

        "Have arrested a suspect *in the September 11 attacks*", "is wanted in the 2009 fire", "a cameo *in the 1995 musical*".
        """
        s, roles = self.s, self.words.roles
        if first < 2 or token + 1 == len(s.tags):
            return False
        clause = s.of[token]
        part = s.words[first - 2] in roles.involved
        works = s.words[self._noun_end(token)] in roles.works or s.words[token + 1] in roles.works
        return (
            part or works or (token > clause.verb >= 0 and self._is_over(token) and self._is_present(clause))
        )

    def _names_by(self, token: int) -> bool:
        """Whether an expression only says which one is meant behind a preposition: "*under the law of 1920* she was chosen"."""
        s = self.s
        if token < 3 or s.words[token - 1] != "of" or s.tags[token - 2] not in "wW":
            return False
        if s.words[token - 2] in self.words.roles.units:
            return False  # "for the first months of 1997"
        first = self._noun_start(token - 2)
        fronted = first == 1 and s.words[0] not in self.words.roles.ruling
        return s.tags[first] == "d" and s.words[first - 1] in self.words.roles.naming and not fronted

    def _measured_from(self, token: int) -> Sequence[int]:
        """A noun with its date from which another time is measured, or with which something is compared, else nothing.

        "Three weeks after *the election on 8 November* they met", "the worst since *a collision in 2009*", "the most since *the vote last
        year*", "on the anniversary of *a massacre in April 1940*".
        """
        s, roles = self.s, self.words.roles
        bare = s.tags[token - 1] != "p"
        last = token - 2 + bare
        if token < 3 or s.tags[last] not in "wW":
            return ()
        alone = self._is_alone(token)
        first = self._noun_start(last)
        opener, near = s.words[first - 1], s.words[max(0, first - 2)].rpartition(" ")[2]
        # not "hours after *the raid on Sunday*": that was on Sunday too
        apart = near in roles.units and (opener in roles.before or near in roles.long_units)
        measures = opener in roles.after + roles.before and apart
        alone = alone or s.tags[max(0, first - 2)] == "t"
        compares = opener in self.words.clauses.open_from and self._has_rank(first - 1)
        recalls = opener == "of" and near in roles.recalling and not bare
        return range(first, token + 1) if first and (compares or recalls or (measures and alone)) else ()

    def _followed(self, token: int) -> Sequence[int]:
        """What something follows, with its date, else nothing: "It follows *the death last night of a miner*"."""
        s, clause = self.s, self.s.of[token]
        verb = clause.verb
        if (
            not 0 <= verb < token
            or s.words[verb] not in self.words.roles.follows
            or s.tags[verb + 1] not in "dwWt"
        ):
            return ()
        if not all(tag in "dwW0tpG" for tag in s.tags[verb + 1 : token + 1]):
            return ()
        last = token
        while s.tags[last + 1 : last + 2] in tuple("dwW0pG") and s.of[last + 1] is clause:
            last += 1
        last -= s.tags[last] == "p"  # "a clash *in* which two died"
        named = is_genitive(s.words[token]) or has_event(s, self.words, range(verb + 1, last + 1))
        return range(verb + 1, last + 1) if named else ()

    def is_standing(self, token: int) -> bool:
        """Whether an expression only says since when somebody is what they are: "The party, *in office since 2008*, took nine seats".

        Or since what something is the first of its kind: "Orr, *in her first interview since joining the bank in May*, said".
        """
        words, clause = self.s.words, self.s.of[token]
        since = doing(self.s, token)
        if words[since] in self.words.clauses.open_from and self._has_rank(since):
            return True
        return words[token - 1] in self.words.clauses.open_from and self._is_inserted(clause, token)

    def _is_inserted(self, clause: Clause, token: int) -> bool:
        """Whether an expression stands between commas behind the subject: "Hale, in power since 2010, called a vote"."""
        tags, first = self.s.tags, clause.tokens[0]
        opened = _INSERTED.search(tags, first, token)
        return opened is not None and token < clause.verb and tags[token + 1] == ","

    def _is_put_off(self, token: int) -> bool:
        """Whether a joined clause only says until when: "They met on Monday and put off the vote *until January*"."""
        s, clause = self.s, self.s.of[token]
        past = clause.kind == "coordinate" and clause.verb >= 0 and s.tags[clause.verb] in "VEUB"
        if not (past and token > clause.verb and len(self.times) > 1 and self._is_ahead(token)):
            return False
        # "and promised a road *by the spring*"
        promised = s.words[clause.verb] in self.words.modality.committed
        return s.words[token - 1] in self.words.clauses.open_until and (
            s.words[token - 1] not in self.words.clauses.due or promised
        )

    def _contrasts(self, token: int) -> bool:
        """Whether an expression stands in a comparison: "…, compared with a loss last year"."""
        return "compared" in self.s.words[max(0, token - 12) : token]

    def _qualifies(self, token: int) -> bool:
        """Whether an expression stands before a noun as an adjective does: "Hale's 1987 car", "third-quarter results"."""
        s = self.s
        if token > 1 and s.words[token - 1] == "of" and s.words[token - 2] in self.words.roles.documents:
            return True  # "received your letter *of 2 December* yesterday"
        if self._first_of_two(token + 2) == token or self._first_of_two(token) < token:
            grains = (time.grain for time in self.times.values())
            return any(
                grain is not None and grain <= Grain.MONTH for grain in grains
            )  # "the *2017-2018* budget"
        if s.tags[token + 1 : token + 2] not in ("w", "W", "G"):
            return False
        before = s.tags[token - 1] if token else ""
        if is_genitive(s.words[token]):
            # "two of those wounded in Sunday's raid died on Tuesday"
            hangs = token > 1 and s.tags[token - 2] in "EVP"
            return before != "" and (hangs or s.words[token - 1] not in self.words.clauses.of_time)
        genitive = before != "" and before in "wW" and s.words[token - 1].endswith(("'s", "s'"))
        compound = s.words[token][-1:].isalpha() and "-" in s.words[token] and before not in ("", "t")
        return genitive or (compound and s.words[token - 1] not in self.words.clauses.of_time)

    def _is_of_aim(self, token: int) -> bool:
        """Whether an expression says of when something is that somebody is to deal with: "flew there to see *last week's* winner"."""
        s, clause = self.s, self.s.of[token]
        if not is_genitive(s.words[token]) or "to" not in s.words[:token] or not self._is_over(token):
            return False
        aim = _AIM.search(s.tags, max(clause.verb, clause.tokens[0]) + 1, token)
        return aim is not None and s.words[aim.start()] == "to"

    def _first_of_two(self, token: int) -> int:
        """The first of two years that are one time before a noun, of which this is one: "the *2017*-2018 budget"; else the token."""
        s, words = self.s, self.words.clauses
        for first in (token - 2, token):
            joined = {first, first + 2} <= self.times.keys() and s.words[first + 1] in YEAR_AND_YEAR
            named = joined and s.tags[first + 3 : first + 4] in ("w", "W", "G") and first > 0
            opening = s.words[first - 2] if first > 1 else ""
            if named and self.times[first].grain is Grain.YEAR and opening not in words.of_time:
                return first
        return token

    def _article(self, token: int) -> int:
        """The token with which an attribute's noun phrase begins: a determiner before it ("*the failed* 1991 coup"), who did what
        happened ("*the army's* Monday raid"), or itself."""
        tags, last = self.s.tags, token + 2 * (self._first_of_two(token + 2) == token)
        if (
            token
            and is_genitive(self.s.words[token - 1])
            and tags[last + 1 : last + 2] in ("w", "W", "G")  # not "Poor's yesterday *lowered* its rating"
            and has_event(self.s, self.words, range(last + 1, self._noun_end(last) + 1))
        ):
            first = self._noun_start(token - 1)
            does = self.s.words[first - 1] == "to" and tags[first] == "w" and first + 1 < token
            return first + does  # "helped *to finance* Orr's 1989 purchase"
        described = (
            token > 1 and tags[token - 2] == "d" and tags[token - 1] in "EPw" and self._describes(token)
        )
        if described and not is_genitive(self.s.words[token - 1]):
            return token - 2  # not "the firm's May output"
        return token - 1 if token and tags[token - 1] == "d" else token

    def _describes(self, token: int) -> bool:
        """Whether a noun stands behind an expression that is no weekday's ("the council Monday voted")."""
        return self.s.tags[token + 1 : token + 2] == "w" and "weekday" not in self.times[token].said

    # --- what a clause looks back to ----------------------------------------------------------------------

    def _looks_back(self, token: int) -> Sequence[int]:
        """The words of a clause that alone are dated by an expression which its verb cannot take, or none.

        "has helped survivors of *the flood on Monday*": what has happened by now did not happen then. "*A man arrested
        on Monday* was charged": nobody says when.
        """
        s, clause = self.s, self.s.of[token]
        if token == clause.tokens[0]:
            return ()
        if clause.verb < 0:
            return self._done_behind(clause, token) if clause.kind == "participle" else ()
        if s.words[token - 1] in self.words.clauses.meant:
            return self._arranged(clause, token)
        future = s.words[clause.verb] in self.words.verbs.future
        future = future and (token < clause.verb or self._is_alone(token))
        genitive = is_genitive(s.words[token])
        present = self._is_over(token) and (self._is_present(clause) or future)
        # "called off *Saturday's match*": that was done before
        present = present or self._is_about(token)
        present = present or (genitive and s.tags[clause.verb] in "VEUH" and self._is_ahead(token))
        if not present and token > clause.verb:
            return self._reduced(clause, token)
        last = self._noun_end(token) if genitive else token
        event = token if genitive else self._event_before(token)
        named = has_event(s, self.words, range(token + 1, last + 1))
        if event < 0 or (not named if genitive else s.tags[token + 1 : token + 2] in ("w", "W", "G")):
            return ()
        hangs = event
        if genitive or s.tags[event] in "wWG":
            first = token if genitive else self._noun_start(event)
            part = (
                first > 1 and s.words[first - 2] in self.words.roles.involved
            )  # "any role *in Sunday's crash*"
            if part or s.words[first - 1] not in self.words.clauses.of_time:
                bound = s.words[first - 1] in self.words.clauses.open_from
                alone = present or self._is_reproached(clause, first)
                last = self._whole(last) if genitive else last
                return range(first, last + 1) if alone and not bound else ()
            hangs = first - 2  # "hurt in Sunday's attack"
        if s.words[hangs - 2 : hangs] == ["to", "have"]:
            hangs -= 3  # "A man *thought to have fled* in May was held"
        if hangs < clause.tokens[0] or s.tags[hangs] not in "EVPU" or self._in_group(clause, hangs):
            return ()
        begun = FIRST_OF_TWO.search(s.tags, 0, hangs)
        # "An audit *ordered in May and* completed in June"
        noun = antecedent(s, begun.start() if begun else hangs)
        roles = self.words.roles
        # "a report *requested* in May found": it was made later; not "ordered in May and completed in June"
        wanted = s.words[hangs] in roles.commissioned and s.tags[last + 1 : last + 2] != "C"
        if not noun or (
            not wanted
            and (
                s.words[clause.verb] in roles.showing
                or not roles.documents.isdisjoint([s.words[t] for t in noun])
            )
        ):
            return ()  # "an image taken on Monday showed the arch": it stood then; "a report published in May found"
        opens = s.words[noun[0] - 1] in self.words.clauses.of_time and noun[0] - 1 == clause.tokens[0]
        if opens and not wanted:
            return ()  # "In a picture taken on Monday it stood": then
        return range(noun[0], last + 1)

    def _done_behind(self, clause: Clause, token: int) -> Sequence[int]:
        """A noun with the participle behind it in a phrase that has no verb of its own: "…, citing *a report published on Monday*"."""
        s, at = self.s, token - 1 - (self.s.tags[token - 1] == "p")
        first = clause.tokens[0]
        if " ".join(s.words[first : first + 2]) in self.words.reporting.according:
            return ()  # that says by when it was told
        ends = s.tags[token + 1 : token + 2] in ("", *",.;:)")
        noun = self._done_to(clause, at) if ends and s.tags[at] in "EVP" else []
        return range(noun[0], token + 1) if noun and noun[0] > first else ()

    def _is_reproached(self, clause: Clause, first: int) -> bool:
        """Whether a noun is what the subject of a clause is told to be accused of, or the like: "*A man accused of* the attack on Sunday fled"."""
        hung = _ACCUSED.search(self.s.tags, clause.tokens[0], first)
        return hung is not None and not self.s.finite[hung.start()]

    def _is_alone(self, token: int) -> bool:
        """Whether an expression is the only one of its clause."""
        return not any(t != token and self.s.of[t] is self.s.of[token] for t in self.times)

    def _is_about(self, token: int) -> bool:
        """Whether a clause deals with what happened before: "*referred to* a break-in on 3 March", in December; "*condemned* Sunday's
        raid"."""
        s, verb, when = self.s, self.s.of[token].verb, self.times[token].interval
        roles, owns = self.words.roles, is_genitive(self.s.words[token])
        near = s.words[verb : verb + 4]
        deals = not roles.about.isdisjoint(near) or (owns and not roles.reactions.isdisjoint(near))
        # "questioned him *in connection with* the theft last month"
        linked = (t for t in range(verb + 1, token) if s.words[t] in roles.linking)
        deals = deals or any(s.tags[t - 1] == "p" for t in linked)
        if not deals or self.written is None or when is None or when.end is None:
            return False
        return self._is_over(token) and (owns or when.end <= self.written - _AGO)

    def _reduced(self, clause: Clause, token: int) -> Sequence[int]:
        """A noun with the participle behind it that an expression dates: "rebuilt from *photographs taken in 1922*"."""
        s = self.s
        if arranged := self._arranged(clause, token):
            return arranged
        agent = self._agent_before(clause, token)
        at = agent if agent >= 0 else token - 1 - (s.tags[token - 1] == "p")
        at -= s.words[at] in self.words.roles.particles  # "a ruling *handed down* in May"
        if at <= clause.verb or s.tags[at] not in "EPUV" or self._in_group(clause, at):
            return ()
        # "said they had found the car *used in Friday's robbery*"
        genitive = clause.kind == "content" and is_genitive(s.words[token])
        last = self._noun_end(token) if genitive else token
        # "will return a bronze *looted in 1897* to its owners", but not "built between 2007 and 2011"
        before = s.words[clause.verb] in self.words.verbs.future and self._is_over(token)
        before = before and s.tags[token + 1 : token + 2] != "C"
        why = s.words[last + 1 : last + 2] == ["because"]  # "a ban imposed on Thursday *because* of ash"
        ends = genitive or before or why or s.tags[last + 1 : last + 2] in ("", *",.;:)CpTR")
        noun = self._done_to(clause, at) if ends else []
        if not noun or noun[0] <= clause.verb:
            return ()
        if is_saying(s, self.words, clause) and s.words[noun[-1]] in self.words.roles.documents:
            return ()  # "said in a letter published on Monday"
        loose = before or genitive or agent >= 0 or s.tags[noun[0] - 1] == "p" or self._acts_on(clause, at)
        # "were well above *the level held on Tuesday*"
        loose = loose or s.words[noun[0] - 1] in self.words.roles.beside_level
        return range(noun[0], last + 1) if loose else ()

    def _agent_before(self, clause: Clause, token: int) -> int:
        """The participle before an expression and who did it: "destroyed the bridge *built by the British* in 1928"; else -1.

        Also whom it was done to ("the rights *issued to its owners* in 1986"), but no "set to take effect in May".
        """
        s, end = self.s, token - (self.s.tags[token - 1] == "p")
        found = _AGENT.search(s.tags, clause.tokens[0], end)
        if found is None:
            return -1
        by, whom = s.words[found.start() + 1], s.tags[found.start() + 2]
        return found.start() if by == "by" or (by == "to" and whom in "dW") else -1

    def _done_to(self, clause: Clause, at: int) -> list[int]:
        """The noun phrase before a participle, to which it tells what was done: "a *ruling*", "a ban on *flying*"."""
        s = self.s
        flying = s.tags[at - 2 : at] == "pG"
        if s.tags[at] == "V" and s.words[at] not in self.words.verbs.both:
            return []
        if s.words[at - 1] in self.words.roles.units:
            return []  # "fell in the three *months ended Sept. 30*": then
        if s.tags[at - 1] != "w" and s.tags[at - 2 : at] not in ("dG", "pG"):
            return []
        noun = antecedent(s, at - 2 * flying)
        placed = noun and noun[0] > 1 and s.words[noun[0] - 1] in self.words.roles.placing
        if placed and s.tags[noun[0] - 2] == "w" and s.words[clause.verb] in self.words.verbs.having_done:
            # "ordered *schools in 26 counties* closed"
            return [*antecedent(s, noun[0] - 1), noun[0] - 1, *noun]
        return noun

    def _acts_on(self, clause: Clause, end: int) -> bool:
        """Whether what stands between a verb and a word is what it is done to: "*broke a ceasefire* signed in 2010"."""
        s, deed = self.s, self._deed(clause)
        bids = deed != clause.verb and s.words[deed] in self.words.verbs.having_done
        return s.tags[deed] in "VEUP" and not bids and "," not in s.tags[clause.verb : end]

    def _arranged(self, clause: Clause, token: int) -> Sequence[int]:
        """A noun behind a verb with when it is to be, or to do something: "spoke of *the trial due to open on Monday*", "set for May"."""
        s = self.s
        due = _TO_DO.search(s.tags, clause.verb + 1, token) or _TO_BE.search(s.tags, clause.verb + 1, token)
        if due is None or s.words[due.start()] not in self.words.roles.arranged:
            return ()
        if s.words[token + 1 : token + 2] == ["to"]:
            return ()  # "moved up the repairs planned for 2018 to this year"
        follows = s.words[due.start() + 1]
        if follows not in self.words.clauses.meant and follows != "to":
            return ()
        if s.words[due.start()] == "due" and follows == "to" and not is_to_be_done(s, due.start() + 2):
            return ()
        noun = antecedent(s, due.start())
        return range(noun[0], token + 1) if noun and noun[0] > clause.verb else ()

    def _event_before(self, token: int) -> int:
        """The nearest participle or event noun before an expression in its clause; -1 where other words part them."""
        s, clause = self.s, self.s.of[token]
        told = token + 1 == clause.verb and s.tags[clause.verb] in "EV"
        for at in range(token - 1, clause.tokens[0] - 1, -1):
            tag = s.tags[at]
            # "elected *to* parliament", "made *to* Tarnia"
            infinitive = s.words[at] == "to" and s.tags[at - 1] not in "EP"
            infinitive = infinitive and s.words[at - 1] not in self.words.verbs.both
            if at == clause.verb or tag not in "dwW0EVPUGap" or infinitive:
                return -1
            if tag in "EVP" and told and s.tags[at + 1] in "aEwW" and _QUALIFYING.search(s.tags, 0, at):
                continue  # "The *battered* council on Tuesday closed the port"
            if tag in "EVP" and told and s.words[at - 1] == "the":
                return -1  # "The *accused* on Tuesday denied it"
            named = (
                tag == "G" and s.tags[at - 1] in "dw" and s.words[at + 1] == "of"
            )  # "the *bombing* of two banks"
            if tag in "EVPU" or named or (tag in "wW" and is_event(s, self.words, at)):
                return at if s.words[at - 1] != "to" else -1
        return -1

    def _in_group(self, clause: Clause, token: int) -> bool:
        """Whether a participle belongs to the clause's own verb: "has been killed"."""
        between = [
            t for t in range(clause.verb + 1, token) if self.s.words[t] not in ("first", "last", "long")
        ]
        own = all(self.s.tags[t] in "abnHB" for t in between)  # "was *first* described"
        return self.s.finite[token] or (token > clause.verb and own)

    def _whole(self, last: int) -> int:
        """Where a noun phrase ends with what hangs on it: "an outbreak *of violence*", "a truce *between the army and its allies*"."""
        s, roles = self.s, self.words.roles
        carrying = roles.of_nouns | roles.for_events
        while (hung := _HANGING.match(s.tags, last + 1)) and s.words[last + 1] in carrying:
            two = s.words[last + 1] == "between" and hung["two"]
            last = hung.end("two" if two else "one") - 1
        return last

    def _noun_start(self, noun: int) -> int:
        """The first word of the noun phrase that ends with a noun."""
        first, tags = noun, self.s.tags
        rates = self.words.roles.rates
        while (
            first
            and (tags[first - 1] in "wW0EPG" or self.s.words[first - 1] in rates)
            and not self.s.finite[first - 1]
        ):
            first -= 1  # "a 14 *per* cent fall"
        return first - 1 if first and tags[first - 1] == "d" else first
