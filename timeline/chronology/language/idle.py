"""Which time expressions date nothing that happened: what is compared, which one is meant, what is foretold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field

from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.nouns import is_plural_form, is_superlative
from timeline.chronology.language.patterns import patterns
from timeline.chronology.language.telling import has_event, is_event, is_saying
from timeline.chronology.language.tokens import PERFECT, Clause, Sentence, deed, in_quotation, is_genitive
from timeline.civil import DAY, Grain, Interval
from timeline.model import Resolution

_BARE_NOUN = re.compile("(?<=[VEPUpBG])[wW]+$")
_WITHIN = (["of", "the year"], ["of", "the month"], ["of", "the week"])
_DAYS = frozenset(("year", "month", "day", "weekday"))
_DUE = re.compile("(?<=[wWG])w(?:p[dwW]+)?p?$")
_FRONTED_DOING = re.compile("[pX]?G")
_OPENING_NOUN = re.compile("p[dwWE]+")
_RANGE = re.compile("(?<=[wW0])[(]t[-p]t[)]")
_WITHIN_COMMAS = re.compile("[wWn],p[dwW0][dwW0p]*$")
_TIMED = re.compile("0[wW$£€%]*(?:p[dwW]+)?p?t[,C]?$")
"""A figure with its own time, before what it is compared with."""
_REACHED = re.compile("pd?[aE]?[$£€]?0")
"""What a figure comes to: "to an estimated 5 million"."""
_SHOWN = (["here", "is"], ["here", "are"])
_LENGTH = 3
"""Words of a length of time up to now: "the past week"."""
_COMPARED = 14
"""So many words a figure has at most with which another is compared."""
_CHANGE = 5
"""So many words stand at most between a change, with its measure, and what it is from."""


_OF_A_DAY = frozenset(("weekday", "day"))
"""What is said where a day is named."""


def names_its_day(time: Resolution) -> bool:
    """Whether an expression is no time of day, or one that says of which day."""
    return time.grain is None or time.grain >= Grain.DAY or not _OF_A_DAY.isdisjoint(time.said)


def is_feast(word: str, grain: Grain | None) -> bool:
    """Whether an expression is a day with a name of its own, and none of the week: "*Christmas* markets"."""
    times = patterns().times
    return grain == Grain.DAY and word.isalpha() and not word.endswith(times.plain_days + times.relative)


def begins_in(time: Interval | None, when: Interval | None) -> bool:
    """Whether a time begins within another one: not last night, in an entry of this morning; true where one is not known."""
    if time is None or time.start is None or when is None or when.start is None or when.end is None:
        return True
    return when.start <= time.start < when.end


@dataclass(eq=False)
class Idle:
    """The expressions of a sentence, by their tokens; ``written`` is as in ``statements``."""

    s: Sentence
    resolutions: InitVar[Sequence[Resolution]]
    words: Lexicon
    written: int | None = None
    times: dict[int, Resolution] = field(init=False)

    def __post_init__(self, resolutions: Sequence[Resolution]) -> None:
        tokens = [token for token, tag in enumerate(self.s.tags) if tag == "t"]
        self.times = dict(zip(tokens, resolutions, strict=False))

    def _compares(self, token: int) -> bool:
        """Whether an expression only says since when something is the first or the worst of its kind."""
        s = self.s
        if token == 0 or s.words[token - 1] not in self.words.clauses.open_from:
            return False
        return self._has_rank(token - 1) or self._is_of_a_time(token)

    def _is_of_a_time(self, token: int) -> bool:
        """Whether a clause tells what was so a first or a last time: "It was *the first time that* guests had been let in since May"."""
        s, clause = self.s, self.s.of[token]
        first = clause.tokens[0]
        return (
            clause.kind in ("content", "relative") and s.words[first - 1] == "time" and self._has_rank(first)
        )

    def _has_rank(self, end: int) -> bool:
        """Whether something is told to be the first or the worst of its kind shortly before a token."""
        unseen = self.s.words[end - 2 : end - 1] == ["not"] and self.s.tags[end - 1] in "PE"
        if unseen and not self.s.finite[end - 1]:
            return True  # "in numbers *not seen* since 2008"
        return any(
            word in self.words.roles.ranks or is_superlative(word)
            for word in self.s.words[max(0, end - 9) : end]
        )

    def is_idle(self, token: int) -> bool:
        """Whether an expression dates neither a clause nor a noun."""
        return self._is_beside(token) or self._tells_which(token) or self._is_none(token)

    def _is_beside(self, token: int) -> bool:
        """Whether an expression only tells what a figure or a state is compared with, or was before."""
        return (
            self._compares(token)
            or self._is_base(token)
            or self._is_moved_from(token)
            or self._was_so(token)
            or self._is_likened(token)
        )

    def _tells_which(self, token: int) -> bool:
        """Whether an expression only tells which thing or person is meant, or how old it is."""
        return (
            self._is_mark(token)
            or self._ends_term(token)
            or self._says_which(token)
            or self._is_in_name(token)
            or self._only_names(token)
            or self._says_who(token)
            or self._is_title(token)
            or self._is_bracketed(token)
            or self._is_traded(token)
            or self._falls_due(token)
            or self._is_scale(token)
            or self._sorts(token)
            or self._is_holder(token)
            or self._is_referred(token)
            or self._is_of_a_kind(token)
            or self._is_dealt_with(token)
            or self._is_of_then(token)
            or self._is_best_of(token)
            or self._is_last_seen(token)
        )

    def _is_of_then(self, token: int) -> bool:
        """Whether an expression only tells of when something is with which another thing is compared: "above the level *of a year ago*"."""
        s = self.s
        of = token > 1 and s.words[token - 1] == "of" and s.words[token].endswith(patterns().times.counted)
        return of and s.tags[token - 2] in "wW" and not has_event(s, self.words, [token - 2])

    def _is_last_seen(self, token: int) -> bool:
        """Whether an expression only tells when the like was so before: "a slump similar to *that last seen in 1970*", not "a boy last seen in May"."""
        s = self.s
        seen = s.tags[max(0, token - 3) : token] == "wPp" and s.words[token - 3] == "last"
        if not seen or token < 4:
            return False
        like = s.words[token - 4]
        return like in self.words.roles.likes or is_superlative(like)

    def _is_best_of(self, token: int) -> bool:
        """Whether an expression only tells among which a thing is the first or the worst: "a fire, California's largest *of 2019*"."""
        words, roles, grain = self.s.words, self.words.roles, self.times[token].grain
        if grain is None or grain < Grain.WEEK or words[max(0, token - 1)] != "of" or token < 2:
            return False
        rank = words[token - 2]
        return rank in roles.superlatives or rank in roles.ordinals or is_superlative(rank)

    def _is_dealt_with(self, token: int) -> bool:
        """Whether an expression only tells what somebody does something to, before the verb: "In *reporting third quarter results* the firm said"."""
        s, grain = self.s, self.times[token].grain
        coarse = grain is not None and Grain.MONTH <= grain <= Grain.YEAR
        fronted = _FRONTED_DOING.fullmatch(s.tags, s.of[token].tokens[0], token)
        return coarse and fronted is not None and token < s.of[token].verb and s.tags[token + 1] in "wW"

    def _is_none(self, token: int) -> bool:
        """Whether an expression only tells no time of the story: one that is foretold or meant, any weekend, within what something is counted."""
        return (
            self._is_declared(token)
            or self._is_any(token)
            or self._is_outlook(token)
            or self._is_meant(token)
            or (self.s.words[token - 1 : token] == ["for"] and self._is_length(token))
            or self._counts(token)
            or self._is_stray(token)
            or self._is_round(token)
            or self._is_shown(token)
        )

    def _is_shown(self, token: int) -> bool:
        """Whether an expression stands in what a page says of itself: "*Here is* the latest as of Monday", "Here's what was said on Monday"."""
        main, clause, words = self.s.clauses[0], self.s.of[token], self.s.words
        first = [words[t] for t in main.tokens[:2]]
        shown = first[:1] == ["here's"] or first in _SHOWN
        return shown and (clause is main or clause.opener == "what")

    def _is_mark(self, token: int) -> bool:
        """Whether an expression only stands on what it tells of, or says how old that is.

        "Seized a letter *dated 1999*", "charged over thefts *that date back to 1985*", "*© 2013* Tarn Ltd".
        """
        s, roles = self.s, self.words.roles
        if token and s.words[token - 1] in roles.marks:
            return True
        if token > 1 and s.words[token - 1] == "dated" and s.tags[token - 2] in "wW":
            # "*In a letter dated 3 May* she warned them": she did so in it
            opens = _OPENING_NOUN.fullmatch(s.tags, s.of[token].tokens[0], token - 1)
            return opens is None or s.words[token - 2] not in roles.documents
        opened = s.tags.rfind('"', 0, token)
        if opened > 0 and s.words[opened - 1] in roles.bearing and in_quotation(s.tags, token):
            return True  # "a coffin *marked* "Sale, 1086–2016""
        at = token - 1
        while at > 0 and s.words[at] in roles.reaching:
            at -= 1
        return 0 < at < token - 1 and s.words[at] in roles.dating and s.tags[at - 1] in ("T", "R", "w", "W")

    def _is_outlook(self, token: int) -> bool:
        """Whether an expression only says for when something is foretold, or of what one talks.

        "Cut its forecast *for the year*", "talks *about Ramadan*".
        """
        words = self.s.words
        if token and words[token - 1] in self.words.roles.topic:
            return True
        if token > 1 and words[token - 1] in self.words.clauses.meant:
            return words[token - 2] in self.words.roles.outlooks
        # "in the *lead up to the Boxing Day* Test"
        leads = token - 1 - (token > 1 and self.s.tags[token - 1] == "d")
        return words[leads] == "to" and " ".join(words[max(0, leads - 2) : leads + 1]).endswith(
            self.words.roles.leading_up
        )

    def _only_names(self, token: int) -> bool:
        """Whether a season, a quarter, a year or a part of day only names what a day of its clause dates.

        "The *autumn* show was held on 8 September"; "the London *2012* committee met on Sunday"; "posted *third-quarter* earnings on
        Friday"; "was jailed on Friday for a *late-night* raid".
        """
        s, clause, when = self.s, self.s.of[token], self.times[token].interval
        if when is None or s.tags[token + 1 : token + 2] not in ("w", "W", "G"):
            return False
        if self.times[token].said == ("daypart",):
            others = [self.times[t] for t in clause.tokens if t in self.times and t != token]
            return "d" in s.tags[max(token - 2, 0) : token] and any(
                not _OF_A_DAY.isdisjoint(time.said) for time in others
            )
        if s.tags[token + 1] == "G":
            return False
        names = s.words[token].isdigit() and s.tags[token - 1 : token] == "W"
        names |= when.grain is Grain.QUARTER and s.words[token + 1] in self.words.names.quantities
        days = [t for t in clause.tokens if t in self.times and t > max(token, clause.verb)]
        grains = [time.interval.grain for time in map(self.times.__getitem__, days) if time.interval]
        return (names or when.grain is Grain.SEASON) and any(grain <= Grain.DAY for grain in grains)

    def _is_any(self, token: int) -> bool:
        """Whether an expression names any weekend and none in particular: "went through the books over *a weekend*"."""
        before = self.s.words[token - 1] if token else ""
        if before in ("which", "what") and self.s.tags[token + 1 : token + 2] in ("", ".", ",", '"'):
            return True  # "I did not say *which August*"
        alone = self.s.tags[token + 1 : token + 2] not in ("w", "W", "G")  # "attended a Sunday night service"
        some = alone and "weekday" in self.times[token].said and "day" not in self.times[token].said
        return (
            some or self.s.words[token] in self.words.roles.recurring
        ) and before in self.words.roles.any_one

    def _is_base(self, token: int) -> bool:
        """Whether an expression dates what a figure is compared with: "up from $10 million a year earlier"."""
        at = token - 1
        near = at - (self.s.words[at] in self.words.clauses.of_time)
        if near > 0 and self._sets_against(near, token):
            return True
        counted = self._has_number(0, token)
        if (counted or "compared" in self.s.words) and self._is_compared(token):
            return True
        if counted and self.s.words[at] in self.words.roles.outgrowing and self._is_grown_over(token):
            return True
        return self._has_figure(token)

    def _sets_against(self, at: int, token: int) -> bool:
        """Whether the word at ``at`` sets something against a time: "14,000 fewer *than* in October", "rose 3 percent *from* October"."""
        words = self.s.words
        if words[at] == "than":
            return True
        if words[at] in self.words.roles.beside_level and self._is_as_then(token):
            return True  # "was just below the same month last year"
        before = words[max(0, at - 5) : at]
        if words[at] == "as":  # "as many dolls *as* in 2005", "twice as slow *as* the week before"
            measured = at < token - 1 or not self.words.roles.bases.isdisjoint(before)
            return "as" in before and measured
        # not "from 2010 to 2014", but "fell from 2010 to 5 million"
        ranges = not self.words.roles.stretching_on.isdisjoint(words[token + 1 : token + 2])
        ranges = ranges and not _REACHED.match(self.s.tags, token + 1)
        return words[at] == "from" and not ranges and self._has_changed(at, token)

    def _has_figure(self, token: int) -> bool:
        """Whether a figure stands before an expression, and behind a word that compares: "*from* 38 million in April"."""
        s, at = self.s, token - 1
        if s.of[token].kind == "relative" and not s.of[token].opener:
            at = s.of[token].tokens[0] - 1  # "down from the 450 million *it forecast* in April"
        at -= s.words[at] in self.words.clauses.of_time  # "from 1.8 *at* the end of 2015"
        while at >= 0 and (
            s.tags[at] in "$0%ad"
            or s.words[at] in self.words.roles.measures
            or s.words[at] in self.words.numerals
        ):
            at -= 1
        if at < 0:
            return False
        if at == token - 1 and s.words[at] == "from" and s.words[at - 1] in self.words.roles.level:
            return True  # "a dividend of 4p, unchanged from last year"
        counts = self._has_number(at, token)
        if counts and self._compares_with(at):
            return True  # "compared with 150 in 2015"
        if is_genitive(s.words[token]) and s.words[at] in self.words.roles.beside_level:
            return True  # "four percent below last year's price"
        if is_genitive(s.words[token]) and s.words[at] in self.words.roles.surpassing:
            # "had passed *yesterday's record* by seven points"
            return not self.words.roles.bests.isdisjoint(s.words[token + 1 : token + 3])
        return s.words[at] in self.words.roles.bases and counts

    def _has_changed(self, end: int, token: int) -> bool:
        """Whether something has risen or fallen, before what it did so from: "sales *rose 3 percent* from October", not "will rise from"."""
        s, verb = self.s, self._deed(self.s.of[end])
        if not self._is_ahead(token) and not (
            self.words.roles.changes | self.words.roles.no_changes
        ).isdisjoint(s.words[max(verb + 1, end - _CHANGE) : end]):
            return True  # "showed *no change* from Friday", "*a rise of 3 percent* from October"
        return 0 <= verb < end and s.tags[verb] in "VEP" and s.words[verb] in self.words.roles.changing

    def _is_grown_over(self, token: int) -> bool:
        """Whether a figure tells how much more it is than at a time: "a 68 percent increase over *the same month last year*", "5 percent over *2015*"."""
        s, at = self.s, token - 1
        grown = not self.words.roles.changes.isdisjoint(s.words[max(0, at - 4) : at])
        counts = "0" in s.tags[max(0, at - 5) : at]
        then = self.times[token].grain is Grain.YEAR or self._is_as_then(token)
        return counts and grown and then

    def _is_as_then(self, token: int) -> bool:
        """Whether an expression names the time of another figure: "the same month last year"."""
        return not self.words.roles.as_then.isdisjoint(self.s.words[token].split())

    def _compares_with(self, at: int) -> bool:
        """Whether a word ends "compared with", "compared to" or "compares with"."""
        words, roles = self.s.words, self.words.roles
        return words[at - 1] in roles.comparing_with and words[at] in roles.referring_to

    def _is_compared(self, token: int) -> bool:
        """Whether an expression ends a noun phrase with which a figure is compared.

        "Rose to 40 in May from *a revised 38 in April*", "a gain, compared with *a loss of 3 million last year*".
        """
        s, roles = self.s, self.words.roles
        at, first = token - 1, max(0, token - _COMPARED)
        if roles.bases.isdisjoint(near := s.words[first:token]) and roles.comparing_with.isdisjoint(near):
            return False
        while at > first and s.words[at] not in roles.bases and self._in_figure(at):
            at -= 1
        if self._compares_with(at):
            return True
        behind = s.words[at:token]
        if s.words[at] in roles.rivalling and "0" in s.tags[:at] and self._is_measured(behind):
            return True
        # a figure has its own time before: "from 38 in April" is no village from which somebody comes
        figure = s.words[at] in roles.bases and self._has_number(at, token)
        extreme = not roles.extremes.isdisjoint(behind)  # "fell from *a peak of 900 in 2007*"
        beside = (
            s.words[at - 1] in roles.level
        )  # "*up* from a profit of 3 million and sales of 9 million in 2015"
        return figure and (extreme or beside or _TIMED.search(s.tags, 0, at) is not None)

    def _has_number(self, first: int, end: int) -> bool:
        """Whether a number stands among some words, in figures or in letters."""
        return "0" in self.s.tags[first:end] or not self.words.numerals.keys().isdisjoint(
            self.s.words[first:end]
        )

    def _is_measured(self, words: Sequence[str]) -> bool:
        """Whether some words tell of a figure or a change: "a decline of five per cent"."""
        return not (self.words.roles.changes | self.words.roles.fractions).isdisjoint(words)

    def _in_figure(self, token: int) -> bool:
        """Whether a word may stand in the noun phrase of a figure: "a revised net profit *of* 3 million *in*"."""
        tag = self.s.tags[token]
        measured = self.s.words[token] in ("of", "and") or self.s.words[token] in self.words.roles.measures
        return tag in "dwW0EGa$£€%" or (
            tag in "pC" and (measured or self.s.words[token] in self.words.clauses.of_time)
        )

    def _is_moved_from(self, token: int) -> bool:
        """Whether an expression only says when something was to be before it was moved: "put off *from last November*"."""
        words, at = self.s.words, token - 2
        if token < 2 or words[token - 1] != "from":
            return False
        at -= words[at] in self.words.roles.particles or words[at] == "forward"
        return words[at] in self.words.roles.moving

    def _was_so(self, token: int) -> bool:
        """Whether an expression tells within commas how it was before what is now: "It, *at 11 per cent in 2010*, stands at six"."""
        s, clause = self.s, self.s.of[token]
        within = token < clause.verb and s.tags[token + 1 : token + 2] == ","
        return (
            within
            and _WITHIN_COMMAS.search(s.tags, 0, token) is not None
            and self._is_over(token)
            and self._is_present(clause)
        )

    def _ends_term(self, token: int) -> bool:
        """Whether an expression only says which term is meant: "lost a million in the year *that ended on Dec. 29*"."""
        s, clause = self.s, self.s.of[token]
        first = clause.tokens[0]
        at = token - 1 - (s.tags[token - 1] == "p")
        if at > 1 and s.words[at] in self.words.roles.terming and s.tags[at - 1] in "wW":
            # "under a five-year plan *ending in June 1992*"
            return s.words[at - 1] not in self.words.roles.units
        ends = clause.kind == "relative" and first and s.words[clause.verb] in self.words.roles.staging
        return bool(ends) and s.words[first - 1] in self.words.roles.units and clause.verb == first + 1

    def _is_declared(self, token: int) -> bool:
        """Whether a day is only what it was declared to be: "declared *Monday* a day of mourning"."""
        words = self.s.words
        if token == 0 or words[token - 1] not in self.words.roles.declaring or token + 1 == len(words):
            return False
        return words[token + 1].partition(" ")[0] in ("a", "an", "the")

    def _is_in_name(self, token: int) -> bool:
        """Whether a year is the last word of a law's name, or a season that of a league's: "charged under the *Road Traffic Act 1988*", "in the
        *Super League 2021-22*"."""
        s = self.s
        if "WWtpt" in (s.tags[max(0, token - 2) : token + 3], s.tags[max(0, token - 4) : token + 1]):
            return self.times[token].grain is Grain.YEAR
        law = (
            token > 1 and s.tags[token - 2 : token] == "WW" and s.words[token - 1] in self.words.roles.enacted
        )
        return law and self.times[token].grain is Grain.YEAR

    def _says_which(self, token: int) -> bool:
        """Whether a year only says which law something was done to: "the constitution *of 2007* was suspended"."""
        s = self.s
        of = token > 1 and s.words[token - 1] == "of" and s.words[token - 2] in self.words.roles.enacted
        return of and s.tags[token + 1 : token + 2] == "B"

    def _is_ahead(self, token: int) -> bool:
        """Whether an expression names what lies behind the day of writing."""
        when = self.times[token].interval
        begin = when.start if when else None
        return self.written is not None and begin is not None and begin >= self.written + DAY

    def _is_meant(self, token: int) -> bool:
        """Whether an expression only says for when something is meant that was done: "The budget *for 2017* was cut"."""
        s, clause = self.s, self.s.of[token]
        before = s.words[token - 1] if token > 1 else ""
        if before not in self.words.clauses.meant and before not in self.words.roles.spanning:
            return False  # "approved a plan *through 2020*"
        noun = s.tags[token - 2] == "w" and not is_event(s, self.words, token - 2)
        verb = self._deed(clause)
        past = (
            verb >= 0
            and (s.tags[verb] in "VEUP" or s.words[verb] in self.words.verbs.be_past)
            and s.words[verb] not in self.words.clauses.fixing  # "called a vote of confidence for Sunday"
        )
        # "The accord *settles* any claim through 2020"
        settles = before in self.words.roles.spanning and s.tags[verb] == "S"
        past = past or (settles and "to" not in s.words[verb:token])
        alone = s.tags[token + 1 : token + 2] not in ("w", "W", "G")
        return noun and past and alone and self._is_ahead(token)

    def _is_length(self, token: int) -> bool:
        """Whether an expression tells how long something was so: "has been ill *for the last week*", "were fewer *for the past year*"."""
        s, said = self.s, self.s.words[token].split()
        if said[0] != "the" or len(said) != _LENGTH:
            return False
        if said[2] not in self.words.roles.long_units or s.tags[token + 1 : token + 2] in ("w", "W", "G"):
            return False
        verb = s.of[token].verb
        has = verb >= 0 and s.tags[verb] == "H"
        return said[1] in self.words.roles.lengths or (has and said[1] in self.words.roles.lengths_so_far)

    def _deed(self, clause: Clause) -> int:
        """The finite verb of a clause, or the participle behind its "had" or "has"."""
        return deed(self.s.tags, clause.verb) if clause.verb >= 0 else clause.verb

    def _counts(self, token: int) -> bool:
        """Whether an expression only says within what time something is counted: "It is the third truce *this year*", "had been the
        largest *this year*"."""
        s, verb = self.s, self.s.of[token].verb
        if not 0 < verb < token or not (s.tags[verb] == "B" or "been" in s.words[verb:token]):
            return False
        deictic = s.words[token].startswith("this ") or s.words[token - 1 : token + 1] in _WITHIN
        told = range(verb + 1, token)
        ranked = s.words[verb - 1] in ("it", "this", "that") and any(self._is_ordinal(at) for at in told)
        ranked = ranked or any(is_superlative(s.words[at]) for at in told)
        when = self.times[token].grain
        return deictic and ranked and when is not None and when > Grain.DAY

    def _is_ordinal(self, token: int) -> bool:
        """Whether a word says the how manieth something is: "third", "11th"."""
        word = self.s.words[token]
        return word in self.words.roles.ordinals or (
            word[0].isdigit() and word.endswith(("th", "st", "nd", "rd"))
        )

    def _says_who(self, token: int) -> bool:
        """Whether a year only says who somebody is: "arrested *2012* candidate Anna Hale"."""
        s, before = self.s, self.s.tags[token - 1] if token else ""
        governed = before in ("V", "E", "U") or (
            before == "p" and s.words[token - 1] not in self.words.clauses.of_time
        )
        if not governed or s.tags[token + 1 : token + 2] not in ("w", "W"):
            return False
        return self.times[token].grain is Grain.YEAR and not self.words.names.persons.isdisjoint(
            s.words[token + 1 : self._noun_end(token) + 1]
        )

    def _is_title(self, token: int) -> bool:
        """Whether an expression is a part of what somebody or something was chosen to be: "was voted *player of the year*"."""
        s = self.s
        if token < 3 or s.words[token - 1 : token + 1] not in _WITHIN or s.tags[token - 2] not in "wW":
            return False
        bare = _BARE_NOUN.search(s.tags, 0, token - 1) is not None and not is_plural_form(s.words[token - 2])
        return bare and not self._has_rank(token)

    def _is_stray(self, token: int) -> bool:
        """Whether an hour without its day stands beside a month or a year: nobody says on which day of it."""
        time = self.times[token]
        deictic = self.s.words[token].partition(" ")[0] in self.words.roles.deictic  # "this afternoon"
        if names_its_day(time) or deictic:
            return False
        days = [t for t in self.times if t > token and self.s.of[t] is self.s.of[token]]
        if days and self.s.tags[token - 1 : token + 2] == "dtw":
            return True  # "ignored a noon deadline to resign on Monday"
        if not days and self._is_counted_off(token):
            return True
        others = [other for t, other in self.times.items() if t != token]
        coarse = [
            other.interval for other in others if other.grain is not None and other.grain >= Grain.MONTH
        ]
        return not all(begins_in(time.interval, when) for when in coarse)

    def _is_counted_off(self, token: int) -> bool:
        """Whether the day of an hour is told by another that has no date: "saw it at 6 a.m., *ten days before* the fire"."""
        words, roles = self.s.words, self.words.roles
        last = self.s.of[token].tokens[-1]
        return any(
            words[at] in roles.long_units and words[at + 1] in roles.before + roles.after
            for at in range(token + 1, min(last, len(words) - 2) + 1)
        )

    def _is_round(self, token: int) -> bool:
        """Whether an expression only says how long after something a day lies that is named, too: "*Twenty years* after the
        truce of 1996 they met on Monday"."""
        s, when = self.s, self.times[token].interval
        if when is None or token + 1 == len(s.words) or s.words[token + 1] not in self.words.roles.after:
            return False
        if self.words.roles.long_units.isdisjoint(s.words[token].split()):
            return False  # "fell *in 2005* after a rival came in May of that year"
        others = [time.interval for t, time in self.times.items() if t > token + 1]
        return any(
            other is not None and other.grain < when.grain and begins_in(other, when) for other in others
        )

    def _is_bracketed(self, token: int) -> bool:
        """Whether a range behind a name only says when it was, beside a date of the clause: "The war *(1431–1436)* began on 2 May"."""
        s = self.s
        around = _RANGE.search(s.tags, max(0, token - 3), token + 4) if s.tags[token - 1] in "(-p" else None
        outer = s.of[token if s.tags[token - 1] == "(" else token - 2].parent if around else None
        return outer is not None and any(s.of[t] is outer for t in self.times)

    def _is_traded(self, token: int) -> bool:
        """Whether a month only says for when something is traded: "crude *for December delivery*", "the *June* oil contract"."""
        words, traded = self.s.words, self.words.roles.traded
        meant = token > 2 and words[token - 3] in self.words.clauses.meant and words[token - 2] in traded
        named = self.s.tags[token + 1 : token + 2] in ("w", "W")
        if not (meant or named) or self.times[token].grain is not Grain.MONTH:
            return False
        return meant or not traded.isdisjoint(words[token + 1 : self._noun_end(token) + 1])

    def _is_likened(self, token: int) -> bool:
        """Whether an expression tells when somebody else did the like: "will not pay, *as Tarnia did last month*"."""
        s, clause = self.s, self.s.of[token]
        first = token - 1 - (s.tags[token - 1] == "p")
        if clause.opener in ("as", "than") and first == clause.verb and s.tags[first] == "D":
            return True
        # "are to be named, *as they were at Orr's in 2012*"
        opens = clause.tokens[:1] == [clause.verb - 2] and s.tags[clause.verb - 1 : clause.verb + 2] in (
            "nBp",
            "nBt",
            "nDp",
            "nDt",
        )
        return clause.opener == "as" and opens

    def _falls_due(self, token: int) -> bool:
        """Whether a time only says which debt is meant: "redeemed its *notes due 2000*", "put off *payments due to banks in 2016*"."""
        words, roles = self.s.words, self.words.roles
        if token > 1 and words[token - 1] == "due" and words[token - 2] in roles.debts | roles.fractions:
            return True  # "sold debentures *due 15 October 1999*", "the ten percent *due 2008* fell"
        due = _DUE.search(self.s.tags, 0, token) if self.times[token].grain is Grain.YEAR else None
        if due is None or words[due.start()] != "due":
            return False
        noun = due.start() - 1 - (self.s.tags[due.start() - 1] == "G")  # "debt *falling* due in 2016"
        return words[noun] in roles.debts | roles.payments

    def _is_of_a_kind(self, token: int) -> bool:
        """Whether a word for a time only says of what kind a thing is: "lent at *overnight* rates", "a *Christmas*-themed show", not
        "overnight talks"."""
        s = self.s
        if (
            s.tags[token + 1 : token + 3] == "-E"
            and s.ends[token] == s.starts[token + 1] == s.starts[token + 2] - 1
        ):
            return True
        if (
            is_feast(s.words[token], self.times[token].grain)
            and s.tags[token + 1 : token + 2] == "w"
            and is_plural_form(s.words[token + 1])
        ):
            opens = not token or s.tags[token - 1] in "dVEGCwp,"
            return opens and not has_event(s, self.words, range(token + 1, self._noun_end(token) + 1))
        if (
            not token
            or s.words[token] not in self.words.roles.adjectival
            or s.tags[token + 1 : token + 2] != "w"
        ):
            return False
        named = not self.words.roles.times_named.isdisjoint(s.words[token + 1 : token + 3])
        return not named and not has_event(s, self.words, range(token + 1, self._noun_end(token) + 1))

    def _sorts(self, token: int) -> bool:
        """Whether a year only says which of its kind are meant: "cars *built before 1986* will be banned", "people born after 1950"."""
        s, roles = self.s, self.words.roles
        to = (
            s.words[token - 1] == "to" and s.words[token - 2] in self.words.clauses.before_to
        )  # "*prior to* 1986"
        bound = token - 1 - to
        if bound < 2 or (self.times[token].grain or Grain.DAY) < Grain.YEAR:
            return False
        bounds = to or s.words[bound] in roles.before + roles.after
        made = s.tags[bound - 1] in "EPUV" and s.tags[bound - 2] in "wW" and bound - 1 != s.of[token].verb
        return bounds and made and not s.finite[bound - 1]

    def _is_holder(self, token: int) -> bool:
        """Whether a time only says who is meant by what they won or were then: "*last year's* winner", "*the 1996* champions"."""
        s = self.s
        if not is_genitive(s.words[token]):
            return False
        last = self._noun_end(token)
        head = s.words[last]
        held = {head, head.removesuffix("s")} & self.words.names.persons
        return bool(held) and not has_event(s, self.words, range(token + 1, last))

    def _is_referred(self, token: int) -> bool:
        """Whether a time is only spoken of: "*referred to* September 11", "*compared* it *to* 1968"."""
        s, roles = self.s, self.words.roles
        if token < 2 or s.words[token - 1] not in roles.referring_to:
            return False
        return not roles.referring.isdisjoint(s.words[max(0, token - 3) : token - 1])

    def _is_scale(self, token: int) -> bool:
        """Whether a year only says by what something is measured: "rose two per cent *in 1981 prices*", "will stay *at 1986 levels*"."""
        s = self.s
        scale = s.words[token + 1 : token + 2]
        first = token - 1 - (s.tags[token - 1] == "d") if token > 1 else 0
        measured = token and s.tags[first] == "p" and not self.words.roles.scales.isdisjoint(scale)
        if not measured or self.times[token].grain is not Grain.YEAR:
            return False
        opens = not first or s.tags[first - 1] in "C,;:"
        # not "In 1986 prices of bread rose", but "In 1986 prices, output fell"
        return s.tags[token + 2 : token + 3] not in (tuple("VEUSBHDMpa") if opens else tuple("VEUSBHDM"))

    def _noun_end(self, token: int) -> int:
        """The last word of the noun phrase in which an expression stands before the noun."""
        s, last = self.s, min(token + 1, len(self.s.tags) - 1)
        while last + 1 < len(s.tags) and s.tags[last + 1] in "wW0GE" and not s.finite[last + 1]:
            last += 1
        while last > token + 1 and s.tags[last] == "E" and s.words[last + 1 : last + 2] != ["by"]:
            last -= 1  # "Sunday's bombing died", not "the 9 March accord signed by both"
        return last

    def _is_over(self, token: int) -> bool:
        """Whether an expression names what lies wholly before the day of writing, and no bound of a time."""
        when = self.times[token].interval
        before = self.s.words[token - 1]
        bounds = self.words.clauses
        return (
            self.written is not None
            and when is not None
            and when.end is not None
            and when.end <= self.written
            and before not in bounds.open_from
            and before not in bounds.open_until
        )

    def _is_present(self, clause: Clause) -> bool:
        """Whether a clause tells in the present or the perfect: "has set up", "are looking", not "is said to have left"."""
        s, verb = self.s, clause.verb
        word = s.words[verb]
        now = word in PERFECT or word in self.words.verbs.be_present or s.tags[verb] == "S"
        return now and "have" not in s.words[verb + 1 : verb + 5] and not is_saying(s, self.words, clause)
