"""Article and resolved time expressions → mentions: what each expression dates, and what kind of statement it is.

The tagger marks the words; the rules here decide what they date (docs/chronology.md lists them):

1. An expression dates the clause it stands in; two expressions in one clause part it between their events.
2. A clause that hangs on a dated one (participle, relative, "as", "when") belongs to its quotation; one that is
   joined to it ("but lost control …") is a mention of its own whose time is inherited.
3. A verb of saying takes its date for itself: what was said is known *by* then, and keeps its own date if it has one.
4. Durations, sets and vague references date nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from timeline.chronology.clauses import Clause, Sentence, parse
from timeline.chronology.entities import names
from timeline.chronology.headline import headline, subject_of
from timeline.chronology.identity import mention_id
from timeline.chronology.kinds import kind_of
from timeline.chronology.lexicon import Lexicon, lexicon
from timeline.chronology.sentences import Span, blocks_of, sentences
from timeline.chronology.statements import Statement, is_saying, statements, tells_event, undated
from timeline.chronology.terms import statement_terms
from timeline.civil import DAY, Grain, Interval
from timeline.model import Article, Kind, Mention, Resolution
from timeline.temporal.edtf import to_edtf

BACKGROUND_DAYS = 14
"""What was over this many days before a news article appeared is background, not its news."""

NEWS_DAYS = 2
"""A running time that ends this many days before publication, or later, goes on over the end of a paragraph."""

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
    return tuple(_Extraction(article, resolutions).mentions())


class _Extraction:
    def __init__(self, article: Article, resolutions: Sequence[Resolution]) -> None:
        self.article = article
        self.dating = [r for r in resolutions if dates(r)]
        self.starts = [r.start for r in self.dating]
        self.words: Lexicon = lexicon(article.lang)
        self.seen: dict[str, int] = {}
        self.running_here: Statement | None = None
        self.running: Statement | None = None
        """The time that sentences without one of their own inherit in this block."""
        self.news: Statement | None = None
        """The same, across blocks: the news day of the article."""
        self.before: Span | None = None
        """The sentence before in the same block."""
        self.published = article.anchor.moment if article.anchor else None

    def mentions(self) -> Iterator[Mention]:
        for block in sentences(self.article.text, blocks_of(self.article)):
            self.before = None
            self.running, self.running_here = self.news, None
            for span in block:
                times = self._times(span)
                if times:
                    yield from self._dated(span, times)
                elif self.running is not None:
                    yield from self._inherited(span, self.running)
                self.before = span

    def _times(self, span: Span) -> list[Resolution]:
        first = bisect_left(self.starts, span[0])
        last = bisect_left(self.starts, span[1])
        return [r for r in self.dating[first:last] if r.end <= span[1]]

    def _dated(self, span: Span, times: list[Resolution]) -> Iterator[Mention]:
        sentence = parse(
            self.article.text, span[0], span[1], [(r.start, r.end) for r in times], self.article.lang
        )
        for statement in statements(sentence, times, self.words):
            mention = self._mention(span, sentence, statement)
            if statement.how in ("own", "known by") and statement.clause.kind in (
                "main",
                "coordinate",
                "content",
            ):
                self.running = self.running_here = statement if self._runs(mention) else None
                self.news = self.running if self._is_news(mention) else self.news
            yield mention

    def _runs(self, mention: Mention) -> bool:
        """Whether a mention sets the time in which the next sentences go on."""
        return (
            mention.when is not None
            and mention.when.grain <= Grain.DAY
            and mention.kind in ("happened", "stated")
        )

    def _is_news(self, mention: Mention) -> bool:
        """Whether a mention lies in the days that a news article is about: then later paragraphs go on there."""
        if self.published is None or mention.when is None or self.article.genre == "narrative":
            return False
        end, moment = mention.when.end, self.published.start
        return end is not None and moment is not None and end > moment // DAY * DAY - NEWS_DAYS * DAY

    def _inherited(self, span: Span, running: Statement) -> Iterator[Mention]:
        sentence = parse(self.article.text, span[0], span[1], [], self.article.lang)
        main = sentence.clauses[0]
        if not tells_event(sentence, self.words, main):
            return
        if running is not self.running_here and not is_saying(sentence, self.words, main):
            return  # over the end of a paragraph only what was said goes on
        for statement in undated(sentence, self.words, running):
            yield self._mention(span, sentence, statement)

    def _mention(self, span: Span, sentence: Sentence, statement: Statement) -> Mention:
        text = self.article.text
        start, end = _trimmed(text, sentence.starts[statement.tokens[0]], sentence.ends[statement.tokens[-1]])
        quote = text[start:end]
        source = self._words(sentence, statement.source)
        kind, when, edtf, why = self._dating(sentence, statement)
        occurrence = self.seen.get(quote, 0)
        self.seen[quote] = occurrence + 1
        title = headline(text, sentence, statement, self.words, self._antecedent(sentence, statement))
        return Mention(
            id=mention_id(self.article.id, quote, occurrence),
            article=self.article.id,
            quote=quote,
            start=start,
            end=end,
            sentence=span,
            kind=kind,
            headline=title,
            when=when,
            edtf=edtf,
            timex=statement.time,
            asserted_by=source,
            inherited=statement.how in ("joined", "inherited"),
            background=self._is_background(when),
            confidence=_confidence(statement),
            entities=names(quote, self.article.lang),
            terms=statement_terms(
                title, quote, statement.time.text if statement.time else "", self.article.lang
            ),
            why=why,
        )

    def _antecedent(self, sentence: Sentence, statement: Statement) -> str | None:
        """The subject of the sentence before, where this statement begins with a pronoun."""
        first = next((t for t in statement.tokens if sentence.tags[t] not in 'Ct,"a'), -1)
        if self.before is None or first < 0 or sentence.tags[first] != "n":
            return None
        before = parse(self.article.text, *self.before, [], self.article.lang)
        return subject_of(self.article.text, before)

    def _words(self, sentence: Sentence, span: tuple[int, int] | None) -> str | None:
        if span is None:
            return None
        return self.article.text[sentence.starts[span[0]] : sentence.ends[span[1]]]

    def _dating(
        self, sentence: Sentence, statement: Statement
    ) -> tuple[Kind, Interval | None, str | None, tuple[str, ...]]:
        time = statement.time
        assert time is not None
        content = _content(sentence, statement)
        kind = kind_of(sentence, content, statement.tokens, self.words, reported=statement.source is not None)
        if time.interval is None:
            return kind, None, None, time.why
        when, edtf, told = self._bounded(sentence, statement, time.interval, kind)
        why = [*time.why, *told]
        if kind == "happened" and when.end is None:
            kind = "ongoing"
        if statement.how == "inherited" and when.grain < Grain.DAY:
            when = _whole_days(when)
            edtf = to_edtf(when)
        denies = kind_of(sentence, statement.clause, statement.tokens, self.words) == "denied"
        if statement.saying and denies and statement.how != "joined":
            kind = "denied"
        elif statement.how == "known by" or (
            statement.how == "inherited" and content is not statement.clause
        ):
            if kind == "happened":
                edtf = _known_by(edtf)
                when = Interval(None, when.end, when.grain)
                why.append("the date is that of the saying: what was said is known by then")
            elif kind != "denied":
                kind = "stated"
                why.append("the date is that of the saying")
        elif statement.saying and statement.how in ("own", "inherited"):
            kind = "stated"
        if self._ahead(kind, when):
            kind = "planned"
            why.append("it lies after the article's own date")
        if statement.how == "inherited":
            why.append("the running time of its paragraph")
        if statement.how == "joined":
            why.append("the time of the clause it is joined to")
        return kind, when, edtf, tuple(why)

    def _ahead(self, kind: Kind, when: Interval) -> bool:
        """Whether what is told as done lies ahead of the article; what goes on until a day ahead goes on."""
        told = kind == "happened" or (kind == "ongoing" and when.start is not None)
        return told and self.published is not None and _after(when, self.published)

    def _bounded(
        self, sentence: Sentence, statement: Statement, when: Interval, kind: Kind
    ) -> tuple[Interval, str | None, tuple[str, ...]]:
        """The time with what its clause says of its ends: a range, "since", "until"; and why."""
        time = statement.time
        assert time is not None
        bound = sentence.words[statement.at - 1] if statement.at > 0 else ""
        if statement.until is not None and statement.until.interval is not None:
            far = statement.until.interval
            return (
                Interval(when.start, far.end, max(when.grain, far.grain)),
                _range(time.edtf, statement.until.edtf),
                (f"from {time.text!r} to {statement.until.text!r}",),
            )
        if statement.how == "own" and statement.at < 0 and when.end is None and when.start is not None:
            # "since Saturday, when the bridge fell": it fell on Saturday, and is not falling since.
            when = Interval(when.start, when.start + DAY, Grain.DAY)
            return when, to_edtf(when), ()
        if bound in self.words.clauses.open_from:
            edtf = f"{time.edtf}/.." if time.edtf and "/" not in time.edtf else time.edtf
            why = "“since”: it begins then and goes on"
            return Interval(when.start, None, when.grain), edtf, (why,)
        if bound in self.words.clauses.open_until and kind in ("happened", "ongoing"):
            return (
                Interval(None, when.end, when.grain),
                _known_by(time.edtf),
                (f"“{bound}”: then at the latest",),
            )
        return when, time.edtf, ()

    def _is_background(self, when: Interval | None) -> bool:
        if when is None or self.published is None or self.article.genre == "narrative":
            return False
        moment = self.published.start
        return when.end is not None and moment is not None and when.end < moment - BACKGROUND_DAYS * DAY


def _content(sentence: Sentence, statement: Statement) -> Clause:
    """The clause whose tense tells: what was said, where it hangs on a saying."""
    if statement.how in ("known by", "inherited") and statement.saying:
        for clause in sentence.clauses:
            if clause.kind == "content" and clause.parent is statement.clause and clause.verb >= 0:
                return clause
    return statement.clause


def _known_by(edtf: str | None) -> str | None:
    """EDTF of what is only known to lie at a date or before it."""
    return "../" + edtf.rpartition("/")[2] if edtf else None


def _range(first: str | None, last: str | None) -> str | None:
    """EDTF of a range between two dates."""
    if first is None or last is None:
        return None
    first, last = first.partition("/")[0], last.rpartition("/")[2]
    return first if first == last else f"{first}/{last}"


def _whole_days(when: Interval) -> Interval:
    start = when.start // DAY * DAY if when.start is not None else None
    end = -(-when.end // DAY) * DAY if when.end is not None else None
    if start is not None and end is not None and end <= start:
        end = start + DAY
    return Interval(start, end, Grain.DAY)


def _after(when: Interval, published: Interval) -> bool:
    """Whether a time lies behind the day of writing; one that only has an end ("until Friday"), when its end does."""
    if published.end is None:
        return False
    tomorrow = max(published.end, (published.start or 0) // DAY * DAY + DAY)
    if when.start is None:
        return when.end is not None and when.end > tomorrow
    return when.start >= tomorrow


def _confidence(statement: Statement) -> float:
    assert statement.time is not None
    own = statement.time.confidence
    return round(
        own * {"own": 0.95, "joined": 0.7, "known by": 0.9, "inherited": 0.55, "none": 1.0}[statement.how], 3
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _LEADING:
        start += 1
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    if text.count('"', start, end) % 2:
        end -= text[end - 1] == '"'
        start += text[start] == '"'
    return start, end
