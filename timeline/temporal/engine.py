"""From a text to its resolutions: find, refine, resolve."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from timeline.civil import DAY, Grain, Interval, civil_from_days
from timeline.config import DateOrder
from timeline.model import Alternative, Block, Direction, Genre, Resolution
from timeline.temporal import days, events, joints, refine, reports, shared, sides, story
from timeline.temporal.beside import Joints
from timeline.temporal.edtf import to_edtf
from timeline.temporal.entries import entries, is_diary
from timeline.temporal.expression import (
    Clock,
    Daypart,
    Dct,
    Every,
    Expression,
    Fixed,
    Last,
    Nearest,
    Next,
    Numeric,
    Period,
    Previous,
    Reported,
    Running,
    Shift,
    This,
    Unit,
    Vague,
    Within,
    Years,
    is_earlier,
)
from timeline.temporal.figures import is_of_firm
from timeline.temporal.genre import decide
from timeline.temporal.grammar import load
from timeline.temporal.meaning import Meaning, alternative, day_begun, narrowed, parts_of, resolution_of
from timeline.temporal.onward import LongTold, goes_on, long_told
from timeline.temporal.phrases import Phrases
from timeline.temporal.resolver import (
    Mentions,
    Situation,
    Time,
    numeric_readings,
    only_order,
    resolve,
    tellable,
)
from timeline.temporal.tagger import Finder, Timex
from timeline.temporal.timex3 import in_words
from timeline.temporal.tokens import bent, even

_DIRECTED = {
    "past": "the latest one up to the day of writing",
    "future": "the first one from the day of writing on",
}


NOTHING = Mentions()
MEMO = 1 << 13
"""So many meanings are remembered: some megabytes of articles, and no more than a few of memory."""
LATE = 61 * DAY
"""So long before it is over, at most, a year is at its end."""
RANGE = 1100 * DAY
"""A range of less, three years or so, is one time of which a story goes on to tell."""
LEAD = 4
"""Among so many times, at most, is the second one of the sentence that says what a story is about."""
RUN = 31
"""So many days run on, at most, that have begun."""
BENT = 0.5
"""No numeral that a scan has bent is surer than this."""
SPOKEN = 3 * DAY
"""Nobody is quoted in the news with the hour at which he spoke so long ago."""
ONWARD = 0.8
"""Nor is a month or day of news that goes on from a year long past which only another sentence names."""
HOURLY = 0.6
"""Nor is a bare year before 1500 in the news that could be an hour of the day: "shortly after 1100"."""
MORROW = 0.6
"""Nor is the side of a weekday that is six days back: the next one is tomorrow, and may have begun where the news comes from."""
_FOUR = re.compile("1[0-4][0-5][0-9]")


_UNDER_DAY = "the day over its entry stands for the day of writing"
_AS_OTHERS = "day and month are in the order of other dates of this text"
_NEXT_ENTRY = sides.Side("future", "the entries follow each other", 0.9)


_UNKNOWN = "told from the day of writing, which is not known"
_IMPOSSIBLE = "the calendar has no such time"
_NO_DATE = (Vague, Period, Every)

_UNDATED = {
    Vague: "a time without borders",
    Period: "a length of time, which dates nothing",
    Every: "a set of times",
}


class Walk:
    """How far the reading of one text has come, from expression to expression."""

    def __init__(
        self,
        phrases: Phrases,
        says: Joints,
        text: str,
        anchor: Interval | None,
        order: DateOrder | None,
        days: frozenset[int],
        narrative: bool,
        course: story.Course,
    ) -> None:
        self.phrases, self.says, self.text, self.anchor, self.order = phrases, says, text, anchor, order
        self.days, self.narrative, self.course = days, narrative, course
        self.here = anchor
        """The day that stands over an entry, or else the day of writing."""
        self.mentions = NOTHING
        self.over: Interval | None = None
        """The last day told that is over."""
        self.before: Timex | None = None
        self.aside: Interval | None = None
        """When the expression before is, if it is one that the story only mentions."""
        self.begun: Interval | None = None
        """When the expression before is."""
        self.side: sides.Side | None = None
        self.past: LongTold | None = None
        self.told = 0
        """How many expressions it has come to."""
        self.present = 0
        """Where the present ends of which a story tells."""

    def on_to(self, timex: Timex, told: Interval | None, *, aside: bool, directed: bool) -> None:
        """Goes on to an expression and to the time that it tells, unless that is an aside."""
        if told is not None and told.start is not None and not aside:
            first = self._begins_range(timex)
            day, back = self.mentions.day, timex.reading.expression
            if told.grain <= Grain.DAY and self.here and _is_over(told, self.here):
                self.over = told
            self.mentions = _then(
                self.mentions,
                told,
                first,
                reported=(directed and _nearly_over(told, self.anchor)) or is_of_firm(back),
            )
            if day and told.grain is Grain.WEEK and (counted := _weeks_on(back, day)):
                self.mentions = self.mentions._replace(day=counted)
            if day and not self.narrative and (_is_ago(back) or _is_aside(back, day, self.here)):
                self.mentions = self.mentions._replace(day=day)
        self.before, self.begun = timex, told
        self.told += 1
        self.aside = told if aside else None

    def _begins_range(self, timex: Timex) -> Interval | None:
        """The beginning of a range that a story goes back into: "from May to December", or of all that its first sentence tells of."""
        if not self.narrative or self.before is None:
            return None
        if joints.ranged(self.says, self.text, self.before, timex):
            return self.begun
        first = self.told <= LEAD and story.sums_up(self.phrases, self.text, self.before, timex)
        return self.begun if first else None

    def end_day(self, midnight: Interval) -> None:
        """Stays on the day that a midnight ends: "by midnight the fort was gone, the next day the town"."""
        start = midnight.start
        if start is not None and self.mentions.hour == midnight:
            self.mentions = self.mentions._replace(day=Interval(start - DAY, start, Grain.DAY))


_MIDNIGHT = "T24:00"


_ALONE = threading.Lock()
"""Types of data that two threads build at once bring the process down (msgspec)."""


@lru_cache(8)
def _loaded(lang: str, order: DateOrder) -> Engine:
    return Engine(lang, order)


class Engine:
    """A language's grammar with its memos; safe to share, since all it remembers is what it would compute again."""

    def __init__(self, lang: str, order: DateOrder) -> None:
        grammar = load(lang)
        self.finder = Finder(grammar)
        self.grammar = grammar
        self.only_in = grammar.only_in
        self.says = grammar.course
        self.beside = grammar.beside
        self._refiners = refine.refiners(grammar.beside)
        self.directions = sides.Directions(grammar.direction, grammar.causes)
        self._both: dict[tuple[Expression, Interval], tuple[Time | None, Time | None]] = {}
        self.order: DateOrder = order
        self._meanings: dict[tuple[object, ...], Meaning] = {}

    @staticmethod
    def of(lang: str, order: DateOrder) -> Engine:
        """The engine of a language: loaded once, however many threads ask for it."""
        with _ALONE:
            return _loaded(lang, order)

    def tag(
        self, text: str, anchor: Interval | None, genre: Genre | None, blocks: Sequence[Block]
    ) -> tuple[Resolution, ...]:
        """Every time expression of a text with what it means."""
        if anchor is not None:
            anchor = _day_at_least(anchor)
        plain = even(text)
        found, days, narrative, course = self._read(plain, anchor, genre)
        walk = Walk(self.says, self.beside.joints, plain, anchor, self._order(found), days, narrative, course)
        results = []
        same: dict[str, str] = {}
        found.reverse()
        for index in range(len(found)):
            timex = found.pop()  # let go as soon as it has its meaning: a huge text has many
            words = text[timex.start : timex.end]
            meaning = self._told(walk, index, timex, found, words)
            if meaning is not None:
                results.append(resolution_of(timex, meaning, same.setdefault(words, words), anchor))
        return tuple(results)

    def _told(
        self, walk: Walk, index: int, timex: Timex, following: list[Timex], words: str
    ) -> Meaning | None:
        """What an expression means where it stands, for which the walk goes on to it; ``None`` where it is no time.

        ``following`` has the next expression last, and is changed in place where that depends on this one.
        """
        text, needs = walk.text, _needs(timex.reading.expression)
        begins = timex.start in walk.days
        now = walk.anchor if begins and walk.anchor else walk.here
        if walk.narrative:
            walk.present = story.present(text, timex) or walk.present
        of_now = timex.start < walk.present or self._is_of_now(walk, timex, needs.side)
        here_told = walk.narrative and not of_now
        side = walk.side = (
            None if here_told or needs.side is None else self._side_there(walk, timex, following, now)
        )
        onward = (
            goes_on(self.says, text, walk.past, timex, needs.side, now)
            if side and side.direction == "past"
            else None
        )
        if side:
            timex = shared.order_weekdays(self.beside, text, timex, following, side.direction)
        situation = self._situation(walk, index, timex, needs, now, here_told)
        if onward:
            situation = situation._replace(mentions=NOTHING.then(onward), narrative=True)
        aside = index in walk.course.asides
        aside = aside or (text.startswith("(", timex.start - 1) and _is_told_again(text, walk.before, timex))
        if walk.narrative and walk.aside and walk.before and story.counts_on(text, walk.before, timex):
            aside = True
            situation = situation._replace(mentions=NOTHING.then(walk.aside))
        meaning = self._meaning(
            timex, situation, None if onward else side, joints.opens(walk.says, text, timex)
        )
        if meaning.value is None and _cannot_be(timex.reading.expression, needs):
            return None  # 30 February is on no calendar, so it is no time
        if onward and walk.past and joints.parted(text, walk.past.timex, timex):
            meaning = meaning._replace(confidence=min(meaning.confidence, ONWARD))
        if bent(words):
            meaning = self._doubted(meaning, timex)
        if now is not walk.anchor and situation.anchor:
            meaning = meaning._replace(why=(*meaning.why[:-1], _UNDER_DAY, *meaning.why[-1:]))
        walk.past = long_told(self.says, text, timex, meaning.told, walk.past, onward is not None)
        walk.on_to(
            timex, self._reached(walk, timex, meaning.told), aside=aside, directed=needs.side is not None
        )
        if meaning.told and (meaning.value or "").endswith(_MIDNIGHT):
            walk.end_day(meaning.told)
        if begins and meaning.told:
            walk.here = meaning.told
        return meaning

    def _reached(self, walk: Walk, timex: Timex, told: Interval | None) -> Interval | None:
        """Where a text is that has told a time: a story at the end of a year in its last two months, so that "In January" is of the
        next one; but what was so "by the end of the year" leaves it anywhere in it.
        """
        late = walk.narrative and timex.reading.mod == "END" and told and told.grain is Grain.YEAR
        if not late or told is None or told.end is None:
            return told
        if self.says.by_then.search(walk.text, max(0, timex.start - 8), timex.start):
            return told
        return Interval(told.end - LATE, told.end, told.grain)

    def _is_of_now(self, walk: Walk, timex: Timex, undirected: Nearest | None) -> bool:
        """Whether a time in a story is told from those who write it: a weekday of their week, what "will" be, and the day on which
        whom an obituary tells of has just died."""
        if undirected is None:
            return False
        if walk.anchor is not None and joints.to_come(walk.says, walk.text, timex):
            return True
        return _of_the_week(undirected, walk.mentions, walk.anchor) or self._has_died(walk, timex, undirected)

    def _has_died(self, walk: Walk, timex: Timex, undirected: Nearest) -> bool:
        """Whether somebody died on a day within a week of that of writing, in a story that has named none: "a novel of 1972. He died on 18 April"."""
        if walk.anchor is None or walk.mentions.day is not None or undirected.what.field != "day":
            return False
        if not self.says.died.search(walk.text, max(0, timex.start - 60), timex.start):
            return False
        back, _ = self._readings(undirected, walk.anchor)
        return back is not None and _is_near(back.interval, walk.anchor)

    def _side_there(
        self, walk: Walk, timex: Timex, following: list[Timex], now: Interval | None
    ) -> sides.Side | None:
        """The side of ``now`` on which an undirected expression lies; that of the one before, where they go together."""
        if now is None:
            return None
        if walk.anchor is None and timex.start in walk.days:
            return _NEXT_ENTRY
        if walk.side and walk.before and joints.on_one_side(walk.says, walk.text, walk.before, timex):
            return walk.side
        end = _end_of(walk.says, walk.text, timex, following)
        return (None if end is timex else self._runs_now(timex, end, now)) or self._side(walk.text, end, now)

    def _runs_now(self, first: Timex, last: Timex, now: Interval) -> sides.Side | None:
        """The side of days that have begun and are not over, whatever the tense: "closed the road September 8-12", written on the 9th."""
        side = _needs(last.reading.expression).side
        if side is None or side.what.field != "day":
            return None
        begin, end = (self._readings(each.reading.expression, now)[1] for each in (first, last))
        if begin is None or end is None or now.start is None:
            return None
        if begin.interval.start is None or end.interval.start is None:
            return None
        today = now.start // DAY
        back, ahead = today - begin.interval.start // DAY, end.interval.start // DAY - today
        if not (back >= 0 < ahead and back + ahead <= RUN):
            return None
        return sides.Side("future", f"the nearer one: {back} days back, {ahead} ahead", 0.9)

    def _situation(
        self, walk: Walk, index: int, timex: Timex, needs: Needs, now: Interval | None, here_told: bool
    ) -> Situation:
        """What an expression is told from."""
        told_of = needs.mentions or (walk.narrative and needs.anchor)
        direction = walk.side.direction if walk.side else "past"
        if story.is_later(timex.reading.expression) and self.says.will_then.match(walk.text, timex.end):
            direction = "future"
        return Situation(
            now if needs.anchor else None,
            _counted_from(self.says, walk, timex, None if walk.narrative else now) if told_of else NOTHING,
            direction,
            walk.order or self.order,
            here_told,
            walk.course.ahead.get(index) if needs.side else None,
            walk.order is not None,
        )

    def _read(
        self, text: str, anchor: Interval | None, genre: Genre | None
    ) -> tuple[list[Timex], frozenset[int], bool, story.Course]:
        """The expressions of a text, where those stand that begin the entries of a diary or chronicle, whether the text is
        a narrative, and how that goes."""
        found = self.finder.find(text)
        for refiner in self._refiners:
            found = refiner(text, found)
        days = entries(self.beside.entries, text, found)
        if genre is None and is_diary(self.beside.entries, text, days):
            genre = "news"  # of each of its days
        told = (
            expression
            for timex in found
            if not (
                isinstance(expression := timex.reading.expression, Fixed)
                and (
                    story.leaves_century(text, timex)
                    or story.in_passing(self.says, text, timex)
                    or self.says.marks_record(text, timex.start)
                )
            )
        )
        narrative = (genre or decide(self.beside.genre, told, anchor, text)) == "narrative"
        other = "news" if narrative else "narrative"
        found = [timex for timex in found if self.only_in.get(timex.rule) != other]
        found = reports.of_history(found, anchor, narrative=narrative)
        found = events.told_from_events(self.beside, text, found, narrative=narrative)
        found = story.recalled(self.says, text, found, narrative=narrative)
        if not narrative:
            found = story.counted_out(self.says, text, found)
            if anchor and anchor.start is not None:
                found = story.before_long(text, found, civil_from_days(anchor.start // DAY)[0])
            found = shared.order_ranges(self.beside, text, found)
            return found, days, narrative, reports.course(self.says, text, found)
        found = story.in_its_century(text, [story.nowadays(timex) for timex in found])
        found = story.back_to_lead(text, story.wintered(self.says, text, found))
        return found, days, narrative, story.course(self.says, text, found)

    @staticmethod
    def _order(found: list[Timex]) -> DateOrder | None:
        """The order of day and month in which all dates of a text make sense, if they tell."""
        numerals = [
            timex.reading.expression for timex in found if isinstance(timex.reading.expression, Numeric)
        ]
        said = {order for each in numerals if (order := only_order(each.text))}
        return said.pop() if len(said) == 1 else None

    def _doubted(self, meaning: Meaning, timex: Timex) -> Meaning:
        """The meaning of numerals that a scan has bent: no surer than that."""
        doubted = min(meaning.confidence, BENT)
        return meaning._replace(
            confidence=doubted,
            day_confidence=self._of_day(timex, doubted),
            why=(*meaning.why, "a letter is read as the numeral that it looks like"),
        )

    def _of_day(self, timex: Timex, confidence: float) -> float | None:
        """How sure the day is, from how sure the value is; ``None`` where that is the same.

        An hour for which a day is told ("at 16:53 on Tuesday") has the day as surely as that is told.
        """
        rule, hour = timex.rule, timex.reading.expression
        day = self.grammar.days.get(rule)
        if day is not None and isinstance(hour, Clock) and days.is_day(hour.base):
            day = max(day, self.grammar.day)
        return None if day is None else round(min(confidence * day / self.grammar.confidence[rule], 0.98), 2)

    def _side(self, text: str, timex: Timex, anchor: Interval) -> sides.Side | None:
        """Which of the two readings of an undirected expression its clause means."""
        undirected = _needs(timex.reading.expression).side
        assert undirected is not None
        back, ahead = self._readings(timex.reading.expression, anchor)
        if back is None or ahead is None or back.interval.start is None or ahead.interval.start is None:
            return sides.Side("past" if back else "future", "the calendar has one only there", 0.9)
        assert anchor.start is not None
        today = anchor.start // DAY
        over = back.interval.start
        if undirected.what.field in ("quarter", "half") and back.interval.end is not None:
            over = back.interval.end  # reports follow it
        distances = max(today - over // DAY, 0), max(ahead.interval.start // DAY - today, 0)
        return self.directions.side(text, timex, undirected.what.field, *distances)

    def _readings(self, expression: Expression, anchor: Interval) -> tuple[Time | None, Time | None]:
        key = (expression, anchor)
        known = self._both.get(key)
        if known is None:
            if len(self._both) > MEMO:
                self._both.clear()
            situation = Situation(anchor, order=self.order)
            known = self._both[key] = (
                tellable(resolve(expression, situation)),
                tellable(resolve(expression, situation._replace(direction="future"))),
            )
        return known

    def _meaning(self, timex: Timex, situation: Situation, side: sides.Side | None, opens: bool) -> Meaning:
        key = (timex.reading, situation, side, timex.rule, opens)
        known = self._meanings.get(key)
        if known is None:
            if len(self._meanings) > MEMO:
                self._meanings.clear()
            known = self._resolve(timex, situation, side, opens)
            known = known._replace(day_confidence=self._of_day(timex, known.confidence))
            self._meanings[key] = known
        return known

    def _resolve(self, timex: Timex, situation: Situation, side: sides.Side | None, opens: bool) -> Meaning:
        reading = timex.reading
        expression = reading.expression
        rule = f"rule “{timex.rule}”"
        usual = self.grammar.confidence.get(timex.rule, self.grammar.mean_confidence)
        if isinstance(expression, _NO_DATE):
            value = expression.amount if isinstance(expression, Period) else expression.value
            return Meaning(reading, value or None, (rule, _UNDATED[type(expression)]), usual)
        time, runner_up = self._times(expression, situation, side)
        said, implied = parts_of(expression)
        if time is None:
            missing = situation.anchor is None and _needs(expression).anchor
            return Meaning(
                reading, None, (rule, _UNKNOWN if missing else _IMPOSSIBLE), 0.3, said=said, implied=implied
            )
        if side:
            grounds = _by_side(side, situation, time, runner_up, usual)
        else:
            grounds = self._by_itself(expression, situation, time, usual, told_from=bool(implied))
        why = [rule, *grounds.why]
        interval = narrowed(time.interval, reading.mod)
        # "Early on Sunday" is Sunday, early; "early in March" is no part of March that has a border.
        coarse = time.interval.grain > Grain.DAY
        approximate = reading.mod == "APPROX" or (reading.mod in ("START", "MID", "END") and coarse)
        edtf = to_edtf(day_begun(time), approximate=approximate)
        if opens and edtf and interval.start is not None:
            interval, edtf = Interval(interval.start, None, interval.grain), f"{edtf.partition('/')[0]}/.."
            why.append("“since” leaves its end open")
        why.append(f"so {in_words(time.value, reading.mod)}")
        return Meaning(
            reading,
            time.value,
            tuple(why),
            grounds.confidence,
            interval,
            time.interval,
            edtf,
            side.direction if side else "none",
            said,
            implied,
            grounds.alternatives,
        )

    def _times(
        self, expression: Expression, situation: Situation, side: sides.Side | None
    ) -> tuple[Time | None, Time | None]:
        """The time that an expression tells, and the one on the other side of the day of writing, if it may be that."""
        if not side or not situation.anchor or situation.narrative:
            return tellable(resolve(expression, situation)), None
        back, ahead = self._readings(expression, situation.anchor)
        return (ahead, back) if side.direction == "future" else (back, ahead)

    def _by_itself(
        self, expression: Expression, situation: Situation, time: Time, usual: float, *, told_from: bool
    ) -> Grounds:
        """Why an expression tells a time of which no side is asked; ``told_from`` says whether that is from another time."""
        if isinstance(expression, Numeric):
            return self._by_order(expression, situation, usual)
        named = _of_this_week(expression)
        if named and (nearer := resolve(named, situation)) and nearer != time:
            other = alternative(nearer, "none", 0.25, "if a day of this week is meant")
            return Grounds(
                min(usual, 0.75), ("a day of this week would be called by its name alone",), (other,)
            )
        confidence = min(usual, HOURLY) if _may_be_an_hour(time, situation) else usual
        if not told_from:
            return Grounds(confidence)
        running = situation.mentions.any and (situation.narrative or _needs(expression).mentions)
        return Grounds(
            confidence, (f"told from the {'last time mentioned' if running else 'day of writing'}",)
        )

    def _by_order(self, expression: Numeric, situation: Situation, usual: float) -> Grounds:
        """Why a date in numerals has its day and its month in the order that it has."""
        others = numeric_readings(expression.text, situation.order)[1:]
        if not others:
            return Grounds(usual)
        told = situation.order_said
        alternatives = [
            alternative(each, "none", 0.1 if told else 0.3, "with day and month the other way round")
            for each in others
        ]
        why = _AS_OTHERS if told else f"the configured order of day and month is {self.order}"
        return Grounds(usual if told else min(usual, 0.7), (why,), tuple(alternatives))


class Grounds(NamedTuple):
    """How sure a time is, why it is told, and what else it may be."""

    confidence: float
    why: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


def _by_side(
    side: sides.Side, situation: Situation, time: Time, runner_up: Time | None, usual: float
) -> Grounds:
    """Why an expression tells the time on one side of the day of writing."""
    direction, sure = side.direction, side.sure
    if direction == "past" and _is_of_tomorrow(runner_up, situation):
        sure = min(sure, MORROW)
    other: Direction = "future" if direction == "past" else "past"
    alternatives: tuple[Alternative, ...] = ()
    if runner_up and runner_up.interval != time.interval:
        alternatives = (alternative(runner_up, other, 1 - sure, f"if the clause means {_DIRECTED[other]}"),)
    confidence = round(min(max(usual + 0.5 * (sure - 0.95), 0.3), 0.98), 2)
    return Grounds(confidence, (side.reason, _DIRECTED.get(direction, "")), alternatives)


def _is_of_tomorrow(time: Time | None, situation: Situation) -> bool:
    """Whether a time is, or lies in, the day after that of writing."""
    anchor = situation.anchor
    if time is None or anchor is None or anchor.start is None or time.interval.start is None:
        return False
    return time.interval.grain <= Grain.DAY and time.interval.start // DAY == anchor.start // DAY + 1


def _of_this_week(expression: Expression) -> Expression | None:
    """What "last Friday" and "next Friday" mean to those who say them of a day of the running week."""
    match expression:
        case Last(what, base, before_week=True):
            return Last(what, base)
        case Next(what, This(Unit(Grain.WEEK), base)) if what.field == "weekday":
            return Next(what, base)
    return None


class Needs(NamedTuple):
    """What an expression has to be told before it has a date."""

    anchor: bool = False
    mentions: bool = False
    side: Nearest | None = None


_NOTHING_MORE = Needs()


@lru_cache(MEMO)
def _needs(expression: Expression) -> Needs:
    """Walks an expression once."""
    match expression:
        case Fixed() | Years() | Numeric() | Period() | Every() | Vague():
            return _NOTHING_MORE
        case Dct():
            return Needs(anchor=True)
        case Previous() | Running() | Reported():
            return Needs(anchor=True, mentions=True)
    parts = (getattr(expression, name) for name in expression.__struct_fields__)
    inside = [_needs(part) for part in parts if isinstance(part, Expression)]
    side = (
        expression
        if isinstance(expression, Nearest)
        else next((need.side for need in inside if need.side), None)
    )
    return Needs(any(need.anchor for need in inside), any(need.mentions for need in inside), side)


def _then(mentions: Mentions, told: Interval, first: Interval | None, *, reported: bool) -> Mentions:
    """What has been mentioned, with one time more: the end of a range that began with ``first``, or a quarter that is over."""
    mentions = mentions.then(told)
    if first:
        mentions = mentions._replace(range=_whole(first, told))
    if reported and told.grain is Grain.QUARTER:
        mentions = mentions._replace(quarter=told)
    return mentions


_BRACKET = re.compile(r"\s*\(\s*")


def _is_told_again(text: str, before: Timex | None, timex: Timex) -> bool:
    """Whether an hour is the one before it by another clock: "at 3:26 p.m. EST (*20:26 UTC*)"; the text goes on by the first."""
    if before is None or not isinstance(timex.reading.expression, Clock):
        return False
    first = isinstance(before.reading.expression, Clock)
    return first and _BRACKET.fullmatch(text, before.end, timex.start) is not None


def _is_over(time: Interval, now: Interval) -> bool:
    return time.end is not None and now.end is not None and time.end <= now.end


def _counted_from(says: Phrases, walk: Walk, timex: Timex, now: Interval | None) -> Mentions:
    """The times that a time is counted from: in news, what is over is not told from what is to come and a sentence before has
    named, but from the last day that is over: "died on Sunday. The inquiry is to begin on Friday. The next day …". Nor is the
    hour told from it at which somebody spoke of it."""
    text, before, mentions, expression = walk.text, walk.before, walk.mentions, timex.reading.expression
    if now is None or now.end is None or before is None:
        return mentions
    spoke = days.day_of(expression) == days.UNDATED and says.spoke_at.search(
        text, max(0, timex.start - 60), timex.start
    )
    goes_on = isinstance(expression, Clock) or _is_of_a_day_told(expression)
    if not (goes_on or spoke or is_earlier(expression)):
        return mentions
    told = mentions.day if goes_on or spoke else mentions.any
    if told is None or (goes_on and says.then_comes.match(text, timex.end)):
        return mentions  # "The vote is on Friday. The next day he will fly home"
    to_come = not spoke and goes_on and joints.to_come(walk.says, text, timex)
    ahead = (told.start or 0) >= now.end
    if spoke and now.start is not None and (told.end or now.end) <= now.start - SPOKEN:
        return NOTHING  # "had to be rescued on 30 July. … said an analyst at 0900 GMT"
    if to_come and not ahead:
        return NOTHING  # "he arrived on Sunday and will speak at 3 p.m."
    apart = spoke or joints.parted(text, before, timex) or joints.unquoted(text, before, timex)
    if not (ahead and not to_come and apart):
        return mentions
    over = walk.over and not spoke and (goes_on or story.had(says, text, timex))
    return NOTHING.then(walk.over) if over and walk.over else NOTHING


def _is_of_a_day_told(expression: Expression) -> bool:
    """Whether a time is a day, or a part of one, that is counted from the last day told: "that evening", "the next day"."""
    day = days.day_of(expression)
    if isinstance(expression, Daypart) and day == days.UNDATED:
        return True
    return isinstance(day, Shift | This) and day.base == days.UNDATED and not is_earlier(day)


def _of_the_week(undirected: Nearest, mentions: Mentions, anchor: Interval | None) -> bool:
    """Whether a weekday stands in a story that has named a year and no day or month, or that has come to the week of writing."""
    if undirected.what.field not in ("weekday", "weekend"):
        return False
    year_only = mentions.finest is not None and mentions.finest.grain >= Grain.YEAR
    return year_only or (mentions.day is not None and _is_near(mentions.day, anchor))


def _is_near(day: Interval, anchor: Interval | None) -> bool:
    """Whether a day lies within a week of the day of writing: an obituary tells of it and of a whole life."""
    if anchor is None or anchor.start is None or day.start is None:
        return False
    return abs(anchor.start - day.start) <= 7 * DAY


def _end_of(says: Joints, text: str, timex: Timex, following: list[Timex]) -> Timex:
    """What says on which side a time lies: the end of its range, or what it is told from, if that is undirected, too; else
    the time itself: "two days before its meeting on Tuesday".

    ``following`` has the next time last.
    """
    if not following:
        return timex
    own = timex.reading.expression
    told_from = isinstance(own, Shift) and own.base == following[-1].reading.expression
    if not told_from and not joints.ranged(says, text, timex, following[-1]):
        return timex
    return following[-1] if _needs(following[-1].reading.expression).side else timex


def _is_ago(expression: Expression) -> bool:
    """Whether a time is weeks or more before the day of writing: a report that names it stays on its day ("a year ago")."""
    return (
        isinstance(expression, Shift)
        and expression.count < 0
        and expression.base == Dct()
        and expression.what.grain >= Grain.WEEK
    )


def _weeks_on(expression: Expression, day: Interval) -> Interval | None:
    """The day from which a text counts on that has said "five weeks later" of a day: "five weeks later … the next morning"."""
    match expression:
        case Shift(Unit(Grain.WEEK), count, Previous()) if count > 0 and day.start is not None:
            start = (day.start // DAY + 7 * count) * DAY
            return Interval(start, start + DAY, Grain.DAY)
    return None


def _is_aside(expression: Expression, day: Interval, here: Interval | None) -> bool:
    """Whether a report that has told of a day of this week stays there: "He won on Sunday. He was treated this spring. At 3 p.m. …"."""
    match expression:
        case Within(what, This(Unit(Grain.YEAR))) | Last(what, Dct()):
            aside = what.field in ("month", "season")
        case Nearest(what):
            aside = what.field == "season"
        case Fixed(_, None):
            aside = True
        case _:
            return False
    near = here and here.start is not None and day.end is not None and day.end > here.start - 7 * DAY
    return aside and bool(near)


def _cannot_be(expression: Expression, needs: Needs) -> bool:
    """Whether something that is told in full has no value: it is on no calendar."""
    return not (needs.anchor or needs.mentions or isinstance(expression, Vague))


def _whole(first: Interval, last: Interval) -> Interval | None:
    """From the beginning of a range to its end, where that is not too long and its beginning says more than the year."""
    if first.start is None or last.end is None or not first.start < last.end < first.start + RANGE:
        return None
    return Interval(first.start, last.end, last.grain) if first.grain < Grain.YEAR else None


def _nearly_over(time: Interval, anchor: Interval | None) -> bool:
    """Whether a quarter may have been reported: firms whose year is their own do so before the calendar's is over."""
    return anchor is None or anchor.end is None or time.end is None or time.end <= anchor.end + 31 * DAY


def _may_be_an_hour(time: Time, situation: Situation) -> bool:
    year = time.interval.grain is Grain.YEAR and not situation.narrative
    return year and _FOUR.fullmatch(time.value) is not None


def _day_at_least(anchor: Interval) -> Interval:
    """The anchor's day where it is coarser than a day or has open sides; else as it is."""
    if anchor.start is None:
        return Interval(anchor.end - DAY if anchor.end else 0, anchor.end, Grain.DAY)
    return anchor
