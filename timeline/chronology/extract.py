"""Article and resolved time expressions → mentions: what each expression dates, and what kind of statement it is.

The tagger marks the words; the rules here decide what they date (docs/chronology.md lists them):

1. An expression dates the clause it stands in; two expressions in one clause part it between their events.
2. A clause that hangs on a dated one (participle, relative, "as", "when") belongs to its quotation; one that is
   joined to it ("but lost control …") is a mention of its own whose time is inherited.
3. A verb of saying takes its date for itself: what was said is known *by* then, and keeps its own date if it has one.
4. Durations, sets and vague references date nothing.
5. A sentence without a time inherits that of its paragraph; over a paragraph's end only what was said does.
6. In an article whose headings, or paragraphs of their own, are dates, what stands below one happened then.
7. The lead of a news article, told without a time, is known by its day.
8. What is left undated is kept where it is telling: in the lead, or where an expression could not be resolved.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from operator import attrgetter

from msgspec.structs import replace

from timeline.chronology.headlines import Title, asserted_by, headline, spelt_out
from timeline.chronology.headlines.context import Context
from timeline.chronology.headlines.days import near, with_days, writes_month_first
from timeline.chronology.headlines.wording import LENGTH, ends_short
from timeline.chronology.identity import mention_id
from timeline.chronology.language.belonging import names_none
from timeline.chronology.language.clauses import cut, parse
from timeline.chronology.language.dating import Dating, Doubt, dating, is_after, is_background, is_of_another
from timeline.chronology.language.deeds import Called
from timeline.chronology.language.entities import names
from timeline.chronology.language.idle import begins_in, names_its_day
from timeline.chronology.language.lexicon import Lexicon, lexicon
from timeline.chronology.language.references import terms_told
from timeline.chronology.language.sentences import Span, blocks_of, sentences
from timeline.chronology.language.statement import Statement
from timeline.chronology.language.statements import statements, undated
from timeline.chronology.language.stretches import stretched
from timeline.chronology.language.telling import (
    compares,
    is_caption,
    is_furniture,
    measures,
    prices,
    reacts,
    speaks,
    tells_by_now,
    tells_event,
    tells_life,
    tells_news,
    trades,
)
from timeline.chronology.language.terms import synonyms, terms_of
from timeline.chronology.language.tokens import Clause, Sentence, in_quotation, tokenise, words_in
from timeline.civil import DAY, Grain, Interval, weekday
from timeline.model import Article, Block, Mention, Resolution
from timeline.reading.treebank import Mended, is_cut, mended

NEWS_DAYS = 2
"""A running time that ends this many days before publication, or later, goes on over the end of a paragraph; on a Monday one
more, for Friday's."""
_BEGINNING = 12
"""So many sentences say what an article calls an event and where it was."""
LEAD = 2
"""Of this many first sentences, those without a date are kept undated: they tell what the article is about."""

_CAPTION = 400
"""Characters that what stands under a picture has at most."""
_WITHIN_SENTENCE = Doubt(0.8, "less sure: its headline tells what another clause does, too")
"""Of a date of a sentence that is that of a clause within it, which does not stand alone."""
_NAMES_AHEAD = Doubt(0.9, "less sure: the time that it names lies after the article's own date")
"""Of news that names what is to come: a page may have been changed since."""
_WITHIN = ("relative", "subordinate", "aside", "participle")
_LEAPS = Doubt(0.8, "less sure: it lies long after the time told before it")
"""Of a month or day without its year."""
_BARE = frozenset(("day", "month", "quarter", "season"))
_LONG = 240 * DAY
_LOWEST = 99
"""The level of what is no heading."""
_NEWS_WORDS = 6
"""Words and marks that a sentence of news has at least: "How it went." is none."""
_SET_OFF = ":–—-"
_BULLETS = "*•[("
_ALONG = 2 * LENGTH
"""Characters before a sentence in which lies what its headline may bring along."""
_INDENT = 4
"""So many marks may stand before a date that stands over something."""
_NO_CLAUSE = Clause("main", None)
_COMES = re.compile("[aC]*[VS][at]*t[,.]?")
"""A sentence that names nobody and nothing but a time: "Then came August"."""
_WAS_THEN = re.compile("nBa*p?t[.]")
"""A sentence that only says when: "It was on Tuesday"."""
_FIGURE = re.compile(r"[\d$]")
_TO = re.compile(r"\s*(?:[-–—]|to|until|through)\s*")
_TRAILING = ",;:-–—. "
_LEADING = ",;:-–—. )"


def dates(resolution: Resolution) -> bool:
    """Whether an expression can date an event: a date or time, never a duration, a set or a vague one.

    One that could not be resolved ("Sunday" in an article without a date) dates what is then told as undated.
    """
    return (
        resolution.type in ("DATE", "TIME")
        and (resolution.interval is not None or resolution.value is None)
        and not (resolution.value or "").endswith("_REF")
    )


def extract(article: Article, resolutions: Sequence[Resolution]) -> tuple[Mention, ...]:
    """The mentions of one article, in the order of its words.

    ``resolutions`` are the tagger's, in order; offsets are code points of ``article.text``.
    """
    if is_cut(article.text):
        return tuple(_of_words(article, resolutions))
    return tuple(_Extraction(article, resolutions).mentions())


def as_written(article: Article) -> tuple[Article, Mended]:
    """An article that a corpus cut into words, as it was written, and where its pieces stood."""
    whole = mended(article.text)

    def here(block: Block) -> Block:
        start, end = whole.here(block.start, block.end)
        return replace(block, start=start, end=end)

    begins, _ = whole.here(article.body_start, article.body_start)
    blocks = tuple(map(here, article.blocks))
    return replace(article, text=whole.text, blocks=blocks, body_start=begins), whole


def _of_words(article: Article, resolutions: Sequence[Resolution]) -> Iterator[Mention]:
    """The mentions of an article that a corpus cut into words: found in the text as it was written, told by this one's offsets."""
    written, whole = as_written(article)
    told: dict[tuple[int, int], Resolution] = {}
    for resolution in resolutions:
        told.setdefault(whole.here(resolution.start, resolution.end), resolution)
    shifted = [
        replace(was, start=start, end=end, text=whole.text[start:end]) for (start, end), was in told.items()
    ]
    seen: Counter[str] = Counter()
    for mention in _Extraction(written, shifted).mentions():
        start, end = whole.there(mention.start, mention.end)
        quote, timex = article.text[start:end], mention.timex
        yield replace(
            mention,
            id=mention_id(article.id, quote, seen[quote]),
            quote=quote,
            start=start,
            end=end,
            sentence=whole.there(*mention.sentence),
            timex=told[timex.start, timex.end] if timex is not None else None,
        )
        seen[quote] += 1


class _Extraction:
    def __init__(self, article: Article, resolutions: Sequence[Resolution]) -> None:
        self.article = article
        self.words: Lexicon = lexicon(article.lang)
        said = [r for r in resolutions if dates(r)]
        self.dating = stretched(article.text, resolutions, said, self.words)
        self.said = dict(zip((r.start for r in said), said, strict=True))
        """The expressions as the tagger told them, by where they begin."""
        self.starts = [r.start for r in self.dating]
        self.sets = [r.start for r in resolutions if r.type == "SET"]
        self.near = near(said)
        """Those that only say how far they are from the day of writing."""
        self.month_first = writes_month_first(said)
        self.seen: dict[str, int] = {}
        self.running: Statement | None = None
        """What gives its time to sentences without one of their own."""
        self.running_here: Statement | None = None
        """The same, if it stands in this block."""
        self.over: Statement | None = None
        """The date that stands over this block, where an article is a chronicle, or by itself before this sentence in its
        block: "3 May. We marched to the river"."""
        self.news: Statement | None = None
        """The last that lies in the days the article is about."""
        self.latest: Statement | None = None
        """That of them which is of the latest day: sources speak last."""
        self.session: Statement | None = None
        """The last of them that is of a day, as trading is."""
        self.results: Statement | None = None
        """The quarter or half year whose results the article reports."""
        self.told_to: int | None = None
        """The minute in which the last date that this block names ends."""
        self.is_chronicle = False
        """Whether dates stand over what it tells: then it tells no news."""
        self.goes_on = False
        """Whether the block before told of those days."""
        self.opening: list[Span] = []
        """The first sentences."""
        self.strays = False
        """Whether this block has told of what was long before them."""
        self.steps_back = False
        """Whether the last dated sentence told of what had been before the running time."""
        self.context = Context(article, self._times, self.words)
        self.published = article.anchor.moment if article.anchor else None
        moment = self.published.start if self.published and article.genre != "narrative" else None
        self.written = moment // DAY * DAY if moment is not None else None
        """The beginning of the day of which a news article's present tense tells."""
        monday = self.written is not None and weekday(self.written // DAY) == 1
        self.news_days = (NEWS_DAYS + monday) * DAY
        """How long before that day what the news tells of may be over."""

    def mentions(self) -> Iterator[Mention]:
        number = 0
        blocks = blocks_of(self.article)
        labels = deque(self._labels(blocks))
        self.is_chronicle = bool(labels)
        label: Statement | None = None
        pictured = is_caption(self.article.text, self.words)  # most have no picture at all
        told_in = sentences(self.article.text, blocks)
        self.opening = [*islice(chain.from_iterable(told_in), _BEGINNING)]
        for (start, end), block in zip(blocks, told_in, strict=True):
            if pictured and end - start <= _CAPTION and is_caption(self.article.text[start:end], self.words):
                continue
            self.context.open_block(start)
            self.told_to = None
            self.strays = self.steps_back = False
            while labels and labels[0][0] <= start:
                _, label = labels.popleft()
            self.over = self.running_here = label
            self.running = label or self.news
            goes_on = False
            for span in block:
                times = self._within(span)
                if times and (date := self._label(times, *span, heading=False)):
                    self.running = self.running_here = self.over = date
                    self.context.close(span)
                    continue
                times = self._of_this_day(times)
                told = [*self._dated(span, times, number)] if times else []
                idle = not told and self._is_idle(span, times)
                if idle and self.results:
                    told = [*self._of_results(span, self.results)]
                if idle and not told and self.running_here is None and self.session:
                    told = [*self._of_trading(span, self.session)]
                running = self.running if idle else None
                for mention in self._told_once(told or self._without_time(span, number, running)):
                    if mention.start >= mention.end:
                        continue  # nothing but marks
                    goes_on = goes_on or self._is_news(mention)
                    yield mention
                self.context.close(span)
                number += 1
            self.goes_on = goes_on

    def _told_once(self, mentions: Iterable[Mention]) -> Iterator[Mention]:
        """The mentions of a sentence, two as one where each had to be told by the whole of it."""
        found: dict[tuple[str, Interval | None], Mention] = {}
        for mention in mentions:
            key = mention.headline, mention.when
            found[key] = self._together(found[key], mention) if key in found else mention
        dated = {headline for headline, when in found if when}
        for mention in found.values():
            if mention.when or mention.headline not in dated:
                yield mention

    def _together(self, one: Mention, other: Mention) -> Mention:
        """One mention with the words of both, and of what stands between them."""
        start, end = min(one.start, other.start), max(one.end, other.end)
        quote = self.article.text[start:end]
        id = mention_id(self.article.id, quote, self._occurrence(quote))
        return replace(one, id=id, quote=quote, start=start, end=end)

    def _occurrence(self, quote: str) -> int:
        """How many mentions have had the same words before."""
        before = self.seen.get(quote, 0)
        self.seen[quote] = before + 1
        return before

    def _is_idle(self, span: Span, times: list[Resolution]) -> bool:
        """Whether a sentence has no time, or only such as date nothing of its story."""
        return not times or names_none(self.context.parsed[span], times, self.words, self.written)

    def _is_repeated(self, span: Span) -> bool:
        """Whether a sentence tells how often something was done."""
        return bisect_left(self.sets, span[0]) < bisect_left(self.sets, span[1])

    def _times(self, span: Span) -> list[Resolution]:
        return self._of_this_day(self._within(span))

    def _of_this_day(self, found: list[Resolution]) -> list[Resolution]:
        """Without hours of a day that stands over them: "at noon" is noon of that day."""
        over = self.over and self.over.time and self.over.time.interval
        if not over:
            return found
        return [
            r
            for r in found
            if names_its_day(r) or (r.grain is Grain.DAYPART and not begins_in(r.interval, over))
        ]

    def _within(self, span: Span) -> list[Resolution]:
        first = bisect_left(self.starts, span[0])
        if first == len(self.starts) or self.starts[first] >= span[1]:
            return []  # most sentences
        last = bisect_left(self.starts, span[1], first)
        return [r for r in self.dating[first:last] if r.end <= span[1]]

    def _labels(self, blocks: list[Span]) -> list[tuple[int, Statement | None]]:
        """Where the dates stand that are headings, or paragraphs of their own, and where another heading ends what they
        stand over. One alone is no chronicle's, but the date of the article."""
        headings = [(b.start, b.end, b.level) for b in self.article.blocks if b.kind == "heading"]
        items = {b.start for b in self.article.blocks if b.kind == "item"}
        found: list[tuple[int, Statement | None]] = []
        level, listed = _LOWEST, False
        for start, end, depth in sorted([*headings, *((*block, _LOWEST) for block in blocks)]):
            times = self._within((start, end))
            date = self._label(times, start, end, heading=depth < _LOWEST) if times else None
            if date is not None:
                found.append((start, date))
                level, listed = depth, start in items
            elif (depth < _LOWEST and depth <= level) or (listed and start not in items):
                found.append((start, None))
                listed = False
        return found if sum(label is not None for _, label in found) > 1 else []

    def _label(self, times: list[Resolution], start: int, end: int, *, heading: bool) -> Statement | None:
        """The date that a block consists of, or that a heading begins with: "25 January", "25–28 January", "1952: the coup"."""
        if (
            times[0].start > start + _INDENT
            or times[0].interval is None
            or times[0].interval.grain > Grain.YEAR
        ):
            return None
        text = self.article.text
        until = times[1] if len(times) > 1 and _TO.fullmatch(text, times[0].end, times[1].start) else None
        before, behind = text[start : times[0].start], text[(until or times[0]).end : end].strip()
        whole = not behind.strip(_TRAILING) or (heading and behind[0] in _SET_OFF)
        if not whole or before.strip(_TRAILING + _BULLETS):
            return None
        return Statement(_NO_CLAUSE, [], "own", times[0], until)

    def _dated(self, span: Span, times: list[Resolution], number: int) -> Iterator[Mention]:
        sentence = parse(
            self.article.text, span[0], span[1], [(r.start, r.end) for r in times], self.article.lang
        )
        self.context.parsed[span] = sentence
        if is_furniture(sentence, self.words):
            return
        found = statements(sentence, times, self.words, self.written)
        lead: Mention | None = None
        if number < LEAD and self._looks_beyond(sentence, found) and tells_news(sentence, self.words):
            # "has opened a fund for victims of Tuesday's storm": the fund is the news.
            lead = self._mention(span, sentence, self._as_lead(sentence, number))
            yield lead
        elif number >= LEAD and self.running_here and self._looks_beyond(sentence, found):
            lead = self._besides(span, sentence, self.running_here)
            yield from [lead] if lead else []
        for statement in found:
            mention = self._mention(span, sentence, statement)
            self.strays = self.strays or mention.background
            if self._is_of_results(statement):
                self.results = statement
            if lead and mention.headline == lead.headline:
                continue  # nothing but the news stands alone: "has sued a doctor charged with murder *last year*"
            heads = statement.clause.kind in ("main", "coordinate", "content")
            if heads and self._is_ahead(mention, statement):
                self.news = None  # a plan does not end the day of its paragraph, but that of the story
            elif heads and statement.how in ("own", "known by") and self.over is None:
                self.steps_back = self._steps_back(sentence, statement, mention)
                # "said rents could double this month": the day of the paragraph goes on
                ends = statement.clause.kind != "content" or mention.kind in ("happened", "stated")
                if (
                    ends
                    and not self.steps_back
                    and not (len(found) > 1 and self._is_beside(statement, found))
                ):
                    self.running = self.running_here = statement if self._runs(mention) else None
                    if self._is_news(mention):
                        self.news = self.running
                        self.latest = _later(self.latest, self.running)
                        if mention.when and mention.when.grain <= Grain.DAY:
                            self.session = self.running
            if sentence.labelled or not (
                _COMES.fullmatch(sentence.tags) or _WAS_THEN.fullmatch(sentence.tags)
            ):
                yield mention

    def _besides(self, span: Span, sentence: Sentence, running: Statement) -> Mention | None:
        """What a sentence tells of the time of its paragraph beside something older: "*broke* a ceasefire signed in 2010"."""
        main = sentence.clauses[0]
        if not tells_event(sentence, self.words, main):
            return None
        told = undated(sentence, self.words, running)[0]
        told.here, told.headed = True, running is self.over
        return self._mention(span, sentence, told)

    def _is_of_results(self, statement: Statement) -> bool:
        """Whether a statement is of a quarter or half year that is over, and not of the one it is compared with."""
        end, before = _end_of(statement), _end_of(self.results) if self.results else None
        over = end is not None and self.written is not None and (before or 0) <= end <= self.written
        return over and statement.time is not None and statement.time.grain in (Grain.QUARTER, Grain.HALF)

    def _looks_beyond(self, sentence: Sentence, found: Sequence[Statement]) -> bool:
        """Whether nothing that is dated is the news of a sentence: "survivors of *Tuesday's quake*".

        What has happened by now is told besides a clause of something older: "The minister, *who took office in May*, has resigned".
        """
        by_now = tells_by_now(sentence, sentence.clauses[0])
        besides = ("aside", "relative", "subordinate") if by_now else ("aside",)
        return bool(found) and all(statement.clause.kind in besides for statement in found)

    def _runs(self, mention: Mention) -> bool:
        """Whether a mention sets the time in which the next sentences go on."""
        return (
            mention.when is not None
            and self.words.roles.births.isdisjoint(mention.quote.split())  # nobody's life goes on on that day
            and mention.when.grain <= Grain.QUARTER
            # "said on Monday that nobody was hurt" tells of Monday
            and (
                mention.kind in ("happened", "stated")
                or (mention.kind == "denied" and mention.asserted_by is not None)
            )
        )

    def _steps_back(self, sentence: Sentence, statement: Statement, mention: Mention) -> bool:
        """Whether a statement only tells what had been before: "He *had been moved* on Tuesday. By evening police …".

        Of whatever somebody is quoted with, the story goes on on the day they speak.
        """
        verb = statement.clause.verb
        quoted = verb >= 0 and in_quotation(sentence.tags, verb)
        if quoted and mention.background:
            return True
        then = self.running.time.interval if self.running and self.running.time else None
        when = statement.time.interval if statement.time else None
        if verb < 0 or when is None or then is None:
            return False
        # "values it more than *Thursday's price*"
        present = sentence.tags[verb] == "S" and not sentence.labelled
        if sentence.words[verb] != "had" and not present and not quoted:
            return False
        return when.start is not None and then.start is not None and when.start < then.start

    def _is_ahead(self, mention: Mention, statement: Statement) -> bool:
        """Whether a mention, or the time that it names ("until Monday"), is to come: the story does not go on there."""
        named = statement.time.interval if statement.how == "own" and statement.time else None
        return self.published is not None and any(
            is_after(when, self.published) for when in (mention.when, named)
        )

    def _is_news(self, mention: Mention) -> bool:
        """Whether a mention lies in the days that a news article is about: then later paragraphs go on there."""
        when = mention.when
        if when is None or when.end is None or when.grain >= Grain.MONTH:
            return False  # no month or quarter, though it holds those days
        return self.written is not None and when.end > self.written - self.news_days

    def _looks_back(self, sentence: Sentence, running: Statement) -> bool:
        """Whether a sentence tells of a life rather than of the running time: "It was built in brick", or of somebody who is
        told to have died then: "She won the prize twice", and not "She was found by a neighbour"."""
        main = sentence.clauses[0]
        died = running.ends and sentence.words[0] in ("he", "she", "his", "her")
        return tells_life(sentence, self.words) or (died and sentence.tags[main.verb] != "B")

    def _is_old(self, running: Statement) -> bool:
        """Whether a running time is that of the background of a news article, and nobody who speaks goes on from it."""
        when = running.time.interval if running.time and running.source is None else None
        return is_background(when, self.published, self.article.genre)

    def _tells_no_more(self, sentence: Sentence, spoken: Clause, running: Statement) -> bool:
        """Whether a source that told of an older time tells no more of it: "said sales had risen *in May*. A bid was not expected,
        she added"."""
        when = running.time.interval if running.time and running.source is not None else None
        if not is_background(when, self.published, self.article.genre):
            return False
        told = [c for c in sentence.clauses if c.kind == "content" and c.parent is spoken]
        told = told or [c for c in sentence.clauses[:1] if c is not spoken]
        stative = self.words.verbs.stative  # "was not expected"
        return not any(
            tells_event(sentence, self.words, clause)
            and stative.isdisjoint(sentence.words[clause.verb + 1 : clause.verb + 3])
            for clause in told
        )

    def _speaks_on(self, sentence: Sentence, spoken: Clause, running: Statement) -> bool:
        """Whether whoever did something on a day of this paragraph is told to have said so: "Hale resigned on Monday. *He said* …"."""
        when = running.time.interval if running.time and running is self.running_here else None
        who = sentence.tags[: spoken.verb].rstrip("a")
        does = running.saying or running.source is None
        return when is not None and when.grain <= Grain.DAY and does and who.endswith("n")

    def _is_going_on(self, running: Statement) -> bool:
        """Whether a running time is a month, quarter or year that is not over: nobody's words go on "*this quarter*", but on a day."""
        when = running.time.interval if running.time else None
        if when is None or self.written is None or when.grain < Grain.MONTH:
            return False
        return when.end is None or when.end > self.written + DAY

    def _is_beside(self, statement: Statement, found: Sequence[Statement]) -> bool:
        """Whether a clause tells what was before beside its own time: "rose three today, *after a gain of two yesterday*"."""
        when = statement.time.interval if statement.time else None
        if when is None or when.end is None:
            return False
        beside = (
            s.time.interval for s in found if s.clause is statement.clause and s.at < statement.at and s.time
        )
        return any(
            other is not None and other.start is not None and when.end <= other.start for other in beside
        )

    def _stays_back(self, sentence: Sentence) -> bool:
        """Whether a sentence goes on from one that stepped back: "It *had been refused in 2020*. Patients *then* …"."""
        verb = sentence.clauses[0].verb
        near = sentence.words[max(0, verb - 1) : verb + 2]
        return self.steps_back and "then" in near

    def _is_recent(self, running: Statement) -> bool:
        """Whether a running time lies in the days that a news article is about, and before its own."""
        end = running.time.interval.end if running.time and running.time.interval else None
        if self.written is None or end is None or self.is_chronicle:
            return False
        return self.written - self.news_days < end <= self.written

    def _without_time(self, span: Span, number: int, running: Statement | None) -> Iterator[Mention]:
        """The statements of a sentence without a dated one: inherited from ``running``, news, undated, or none."""
        lead = number < LEAD
        if running is None and not lead:
            return
        # behind a paragraph of other days only what was said goes on
        goes_on = running is self.running_here or (self.goes_on and not self.strays)
        text, lang = self.article.text, self.article.lang
        if not goes_on and not lead and self.words.reporting.verbs.isdisjoint(words_in(text, *span, lang)):
            return
        # A year that dates nothing is no count: "houses built before *1986* will be sold".
        numbers = [(r.start, r.end) for r in self._times(span) if text[r.start].isdigit()]
        sentence = tokenise(text, *span, numbers, lang)
        sentence.labelled = running is not None and running is self.over
        cut(sentence, lang)
        self.context.parsed[span] = sentence
        if is_furniture(sentence, self.words):
            return
        spoken = speaks(sentence, self.words)
        happened = tells_event(sentence, self.words, sentence.clauses[0])
        if not spoken and not happened and not (lead and tells_by_now(sentence, sentence.clauses[0])):
            return
        if spoken is not None and running is not None and running is self.news and not self.is_chronicle:
            running = running if self._speaks_on(sentence, spoken, running) else self.latest or running
        if spoken is not None and running is not None and running is not self.over:
            # who speaks of an older story speaks now
            besides = (
                self._is_old(running)
                or self._tells_no_more(sentence, spoken, running)
                or self._is_going_on(running)
            )
            running = self.news if besides else running
        inherits = running is not None and (goes_on or spoken) and not measures(sentence, self.words)
        inherits = inherits and (spoken or not self._is_repeated(span))  # "They ate every two days"
        if not spoken and self.context.is_quoted():
            return  # "… Nobody listened": on no day of the story
        if running is not None and not spoken and running is not self.over:
            inherits = inherits and not self._looks_back(sentence, running) and not self._stays_back(sentence)
        apart = running is not None and running is not self.running_here and self._is_recent(running)
        aged = running is not None and running is not self.over and not spoken and self._is_old(running)
        if inherits and ((apart and reacts(sentence, self.words)) or (aged and trades(sentence, self.words))):
            told = undated(sentence, self.words, None)[0]
            told.how = "news"  # "The union condemned the killing": after it, and by the day of writing
            yield self._mention(span, sentence, told)
        elif running is not None and inherits and (spoken or happened):
            for each in undated(sentence, self.words, running):
                each.here = running is self.running_here
                each.headed = running is self.over
                yield self._mention(span, sentence, each)
        elif lead:
            yield self._mention(span, sentence, self._as_lead(sentence, number))

    def _of_results(self, span: Span, results: Statement) -> Iterator[Mention]:
        """A sentence that sets a figure beside an earlier one, of the period whose results the article reports."""
        if not _FIGURE.search(self.article.text, *span):
            return
        sentence = self.context.sentence_at(span)
        if compares(sentence, self.words):
            for each in undated(sentence, self.words, results):
                yield self._mention(span, sentence, each)

    def _of_trading(self, span: Span, session: Statement) -> Iterator[Mention]:
        """A sentence that tells by how much a price moved to which level, of the last day of the news."""
        text = self.article.text
        if not _FIGURE.search(text, *span):
            return
        if self.words.roles.changing.isdisjoint(words_in(text, *span, self.article.lang)):
            return
        sentence = self.context.sentence_at(span)
        if prices(sentence, self.words):
            for each in undated(sentence, self.words, session):
                yield self._mention(span, sentence, each)

    def _as_lead(self, sentence: Sentence, number: int) -> Statement:
        """What the first sentences of an article tell without a date: news, known by its day, or left undated.

        The first one tells the news; what the second tells in the past may be of any day ("She had sung there before").
        """
        told = undated(sentence, self.words, None)[0]
        first = number == 0 and tells_event(sentence, self.words, sentence.clauses[0])
        news = len(sentence.words) >= _NEWS_WORDS and (first or tells_by_now(sentence, sentence.clauses[0]))
        if self._tells_news and news:
            told.how = "news"
        return told

    @property
    def _tells_news(self) -> bool:
        """Whether the day of writing says by when something happened: neither in a narrative nor in a chronicle."""
        return self.written is not None and not self.is_chronicle

    def _mention(self, span: Span, sentence: Sentence, statement: Statement) -> Mention:
        text = self.article.text
        start, end = _trimmed(text, sentence.starts[statement.tokens[0]], sentence.ends[statement.tokens[-1]])
        quote = text[start:end]
        occurrence = self._occurrence(quote)
        date = self._date_of(sentence, statement)
        if self._leaps(statement):
            _LEAPS.lowers(date)
        title = headline(text, sentence, statement, self.words, self.context.antecedent)
        told = spelt_out(self.context.told(span, title), self.words)
        if date.when and _tells_more(sentence, statement, title, told):
            _WITHIN_SENTENCE.lowers(date)
        told = with_days(told, self._near(span), date.when, self.words, month_first=self.month_first)
        return Mention(
            id=mention_id(self.article.id, quote, occurrence),
            article=self.article.id,
            quote=quote,
            start=start,
            end=end,
            sentence=span,
            kind=date.kind,
            headline=told,
            when=date.when,
            edtf=date.edtf,
            timex=self.said[statement.time.start] if statement.time is not None else None,
            asserted_by=self._source(span, sentence, statement),
            inherited=statement.how in ("joined", "inherited"),
            background=is_background(date.when, self.published, self.article.genre),
            confidence=date.confidence,
            entities=names(quote, self.article.lang),
            terms=terms_told(
                title.own,
                quote,
                statement.time.text if statement.time else "",
                self.article.lang,
                self.named,
                self._places_of,
            ),
            why=date.why,
        )

    def _date_of(self, sentence: Sentence, statement: Statement) -> Dating:
        """When it was; what only names something that is to come is known by the day of writing, as news is."""
        date = dating(sentence, statement, self.words, self.published)
        several = sentence.tags.count("t") > 1
        if several or not self._tells_news or not is_of_another(statement, date, self.published):
            return date
        statement.time, statement.until, statement.at, statement.how = None, None, -1, "news"
        known = dating(sentence, statement, self.words, self.published)
        if known.when is not None:
            _NAMES_AHEAD.lowers(known)
        return known

    def _near(self, span: Span) -> list[Resolution]:
        """The near times of a sentence, and of those before it that may come along."""
        by = attrgetter("start")
        return self.near[
            bisect_left(self.near, span[0] - _ALONG, key=by) : bisect_left(self.near, span[1], key=by)
        ]

    def _source(self, span: Span, sentence: Sentence, statement: Statement) -> str | None:
        """Who says so: in a quotation that goes on, whoever has spoken."""
        source = asserted_by(self.article.text, sentence, statement, self.words, self.context.antecedent)
        if source is None:
            return self.context.speaker(span)
        if '"' in sentence.tags and source.lower() not in self.words.clauses.pronoun:
            self.context.speakers[span] = source
        return source

    def _places_of(self, event: str) -> tuple[str, ...]:
        """The places that the first sentence names which names an event, too, of the title and the beginning."""
        lands = synonyms(self.article.lang).lands
        for terms in self.beginning:
            places = (
                [f"={term[1:]}" for term in terms if term[0] == "@" or term in lands]
                if event in terms
                else []
            )
            if places:
                return tuple(dict.fromkeys(places))
        return ()

    @cached_property
    def named(self) -> Called:
        """The words of the names in the article."""
        return Called(self.article.text, self.article.lang)

    @cached_property
    def beginning(self) -> list[Mapping[str, None]]:
        """The terms of the title and of each of the first sentences."""
        text, lang = self.article.text, self.article.lang
        told = (text[start:end] for start, end in self.opening)
        return [terms_of(words, lang) for words in (self.article.title, *told)]

    def _leaps(self, statement: Statement) -> bool:
        """Whether a month or day without its year lies years behind the date told before it: "in June 1812 …; in October"."""
        when = statement.time.interval if statement.time and statement.how == "own" else None
        if statement.time is None or when is None or when.start is None:
            return False
        bare = bool(statement.time.said) and _BARE.issuperset(statement.time.said)
        leaps = bare and self.told_to is not None and when.start - self.told_to > _LONG
        # "She died at home on June 3", at the end of a life whose last year was told a paragraph ago
        told_since = self.written is not None and when.end is not None and when.end < self.written - _LONG
        leaps = leaps or (bare and self.told_to is None and statement.ends and told_since)
        if not leaps:
            self.told_to = when.end
        return leaps


def _tells_more(sentence: Sentence, statement: Statement, title: Title, told: str) -> bool:
    """Whether a headline tells what another clause does, beside that of its date: "ordered it to pay, *after a loss in 2014*"."""
    clause, verb = statement.clause, sentence.clauses[0].verb
    if verb in statement.tokens:
        return False  # most statements
    headline = told.lower()
    if title.whole and clause.verb >= 0 and sentence.words[clause.verb] not in headline:
        return True  # a long sentence that is cut before what the date is of
    other = verb > 0 and verb != clause.verb and statement.source is None
    beside = other and " ".join(sentence.words[verb : verb + 2]) in headline
    apart = statement.how == "own" and (clause.kind == "coordinate" or sentence.tags.count("t") > 1)
    return (title.whole or beside) and (clause.kind in _WITHIN or apart)


def _later(one: Statement | None, other: Statement | None) -> Statement | None:
    """That of two statements whose day begins later."""
    first, second = (each.time.interval if each and each.time else None for each in (one, other))
    if first is None or second is None or first.start is None or second.start is None:
        return other or one
    return one if first.start // DAY > second.start // DAY else other


def _end_of(statement: Statement) -> int | None:
    """The minute in which the time of a statement ends."""
    return statement.time.interval.end if statement.time and statement.time.interval else None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _LEADING:
        start += 1
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    if text[end : end + 1] == "." and ends_short(text[max(start, end - 4) : end + 1]):
        end += 1  # "closed at 9 p.m."
    if text.count('"', start, end) % 2:
        end -= text[end - 1] == '"'
        start += text[start] == '"'
    return start, end
