"""Events and mentions → what a page says of them: headline, date, quotation, source, and why this date."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

import msgspec

from timeline.chronology.language.pronouns import PRONOUNS
from timeline.civil import DAY, Grain, iso_day
from timeline.config import Config
from timeline.model import Alternative, Article, ArticleDigest, Conflict, Event, Mention
from timeline.publishing import urls
from timeline.publishing.contexts import Disagreement, Entry, Link, Passage, Reading, Telling, Why
from timeline.publishing.dates import Dates
from timeline.publishing.facts import Made
from timeline.publishing.i18n import Words, direction
from timeline.publishing.marks import Span, adds_nothing, find, is_told_by, passage
from timeline.publishing.reasons import Reasons, is_outcome, rule_of
from timeline.publishing.text import clean, line, typeset, within_quotes
from timeline.reading.treebank import is_cut, mended, mended_title

_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_COUNTED = re.compile(r"(\d+) of (\d+) reports say .*")
HELD = 1 << 12
"""So many quotations, derivations and entries are kept: pages that follow one another show the same events."""
SURE = 0.8


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of an article while the pages are planned: everything but its text."""

    id: str
    title: str
    lang: str
    source: str
    url: str | None
    rights: str
    day: int | None
    """The civil second at which its day of publication begins."""
    href: str
    byline: str = ""
    deck: str = ""
    evidence: str = ""
    places: str = ""
    modified: str | None = None
    cut: bool = False
    """Whether a corpus cut its text into words and marks."""


def card_of(article: Article, rights: Mapping[str, str]) -> Card:
    """What is known of an article, fit for a page."""
    source = line(article.source or urls.host_of(article.url) or "")
    moment = article.anchor.moment.start if article.anchor else None
    cut = is_cut(article.text)
    title, deck = (
        mended_title(words or "") if cut else words or "" for words in (article.title, article.deck)
    )
    return Card(
        id=article.id,
        title=typeset(line(title), article.lang) or line(article.id),
        lang=article.lang if _LANG.fullmatch(article.lang) else "",
        source=source,
        url=urls.safe_link(article.url),
        rights=line(article.rights or rights.get(source, "")),
        day=None if moment is None else moment // DAY * DAY,
        href=urls.article_page(article.id),
        byline=line(article.byline or ""),
        deck=line(deck),
        evidence=line(article.anchor.evidence.words) if article.anchor else "",
        places=", ".join(map(line, article.places)),
        modified=article.modified,
        cut=cut,
    )


def marked(headline: str, quote: Passage | None) -> Passage | None:
    """A headline with the words marked that date it, where a quotation has them and it says them once, as words.

    >>> from timeline.publishing.contexts import Part
    >>> quote = Passage(parts=(Part(text="left in "), Part(text="May", marked=True)))
    >>> [part.text for part in marked("The envoy left in May", quote).parts], marked("The Mayor left", quote)
    (['The envoy left in ', 'May'], None)
    """
    date = _date_in(quote) if quote else None
    if quote is None or date is None:
        return None
    words = "".join(part.text for part in quote.parts)[slice(*date)]
    at = headline.find(words)
    end = at + len(words)
    within = headline[max(at - 1, 0) : at].isalnum() or headline[end : end + 1].isalnum()
    if at < 0 or within or headline.count(words) > 1:
        return None
    return msgspec.structs.replace(quote, parts=passage(headline, [(at, end)], words=None, lang=""))


def _within_quotes(quote: Passage) -> Passage:
    """A quotation as it is shown between quotation marks."""
    parts = tuple(msgspec.structs.replace(part, text=within_quotes(part.text)) for part in quote.parts)
    return quote if parts == quote.parts else msgspec.structs.replace(quote, parts=parts)


def _date_in(quote: Passage) -> Span | None:
    """Where the words stand in a quotation that date it."""
    at = 0
    for part in quote.parts:
        if part.marked:
            return at, at + len(part.text)
        at += len(part.text)
    return None


class Teller:
    """Says events in the page's language. Holds the cards of all articles, and where each event is told."""

    def __init__(self, config: Config, digests: Iterable[ArticleDigest], events: Sequence[Event]) -> None:
        self.words = Words(config.language)
        self._, self._n = self.words.gettext, self.words.count
        self.reasons = Reasons(self._)
        self.dates = Dates(config.language, self.words.strings)
        self.config = config
        self.base = config.language.split("-")[0].lower()
        rights = {source.name: source.rights for source in config.sources if source.rights}
        self.cards = {digest.article.id: card_of(digest.article, rights) for digest in digests}
        self.events = {event.id: event for event in events}
        self.hrefs = Made(lambda identifier: self._href(self.events[identifier]), HELD)
        self.headlines = Made(lambda identifier: self._headline(self.events[identifier]), HELD)
        _ = self._
        self._kinds = {
            "happened": "",
            "ongoing": _("going on"),
            "planned": _("planned"),
            "conditional": _("conditional"),
            "denied": _("denied"),
            "stated": _("statement"),
        }
        self._published: Callable[[int], str] = cache(lambda day: _("article of %s") % self.dates.day(day))
        self._quoted: dict[str, Passage] = {}
        self._derived: dict[str, Why] = {}

    def _href(self, event: Event) -> str:
        if event.page:
            return urls.event_page(event.id)
        if not event.mentions:
            return f"index.html#{urls.anchor('e', event.id)}"
        first = event.mentions[0]
        card = self.cards.get(first.article)
        page = card.href if card else urls.article_page(first.article)
        return f"{page}#{urls.anchor('m', first.id)}"

    def _headline(self, event: Event) -> str:
        card = self.cards.get(event.mentions[0].article) if event.mentions else None
        return typeset(line(event.headline), card.lang if card else self.base)

    def entry(self, event: Event, rank: int) -> Entry:
        """An event as it stands in a list."""
        when = self.dates.when(event.when, event.edtf)
        mention = event.mentions[0] if event.mentions else None
        card = self.cards.get(mention.article) if mention else None
        lang = card.lang if card else ""
        foreign, turned = self.foreign(lang)
        cards = [self.cards[m.article] for m in event.mentions if m.article in self.cards]
        dated = next((m for m in event.mentions if m.when == event.when), mention)
        first = min((card.day for card in cards if card.day is not None), default=None)
        quote = self.quotation(mention, foreign, turned) if mention else None
        headline = self.headlines[event.id]
        said = "".join(part.text for part in quote.parts).strip() if quote else ""
        same = quote is not None and is_told_by(headline, said, _date_in(quote))
        idle = not same and adds_nothing(headline, said)
        return Entry(
            id=event.id,
            anchor=urls.anchor("e", event.id),
            href=self.hrefs[event.id],
            when=when,
            follows="",
            headline=headline,
            marked=quote if same else marked(headline, quote) if idle else None,
            lang=foreign,
            dir=turned,
            rank=max(rank, 3 if len(headline) > 180 else 2 if len(headline) > 110 else 1),  # type: ignore[arg-type]  # max() forgets the literals
            kind=self.kind(event.kind),
            kind_code=event.kind,
            by=self.voice(event.asserted_by, headline),
            quote=None if same or idle or quote is None else _within_quotes(quote),
            source=card.source if card else "",
            reported=self.dates.day(first, short=True) if first is not None else "",
            reports=self.reports(event),
            why=self.why(event, dated, when.words),
            notes=tuple(self._notes(event)) if event.conflicts or event.links else (),
            background=event.background,
            known=iso_day(first) if first is not None else "",
            sources=tuple(sorted({card.source for card in cards if card.source})),
            tags=tuple(map(line, event.tags)),
        )

    def foreign(self, lang: str) -> tuple[str, str]:
        """``lang`` and ``dir`` of words that are not in the page's language; empty where they are."""
        if not lang or lang.split("-", maxsplit=1)[0].lower() == self.base:
            return "", ""
        return lang, direction(lang)

    @staticmethod
    def voice(asserted_by: str | None, headline: str = "") -> str:
        """Who says so, as it reads after "according to"; nothing where the headline already says it."""
        if not asserted_by:
            return ""
        by = typeset(line(asserted_by))
        bare = re.sub(r"^(?:The|A|An) ", "", by)
        if not by or bare.casefold() in headline.casefold() or by.casefold() in PRONOUNS:
            return ""
        return by[0].lower() + by[1:] if bare != by else by

    def quotation(self, mention: Mention, lang: str = "", dir_: str = "") -> Passage:
        """The clause of a mention with the words that date it marked; at most fifty words unless all may be shown."""
        found = self._quoted.get(mention.id)
        if found is None:
            if len(self._quoted) == HELD:
                self._quoted.clear()
            found = self._quoted[mention.id] = self._quote(mention, lang, dir_)
        return found

    def _quote(self, mention: Mention, lang: str, dir_: str) -> Passage:
        spans, quote = [], mention.quote
        if mention.timex is not None and not mention.inherited:
            timex = mention.timex
            found = find(mention.quote, mention.start, (timex.start, timex.end), timex.text)
            spans = [found] if found else []
        if (card := self.cards.get(mention.article)) and card.cut:
            written = mended(quote)
            spans, quote = [written.here(*span) for span in spans], written.text
        limit = None if self.config.full_text else 50
        parts = passage(quote, spans, words=limit, lang=lang or self.base)
        return Passage(parts=parts, lang=lang, dir=dir_)

    def kind(self, code: str) -> str:
        """What kind of event, in words; nothing for what simply happened."""
        return self._kinds[code]

    def reports(self, event: Event) -> str:
        """How many independent voices tell it; nothing where one does. Copies count for nothing in a list."""
        if event.voices < 2:
            return ""
        return self._n("%s independent report", "%s independent reports", event.voices)

    def counted(self, event: Event) -> str:
        """How many independent voices tell it, and how many copies of them, as its own page says it."""
        if not event.copies:
            return self.reports(event)
        voices = self._n("%s independent report", "%s independent reports", event.voices)
        return " · ".join((voices, self._n("%s copy", "%s copies", event.copies)))

    def why(self, event: Event | None, mention: Mention | None, result: str) -> Why:
        """The signature: the words, the derivation, the runner-up readings, and whether a person checked it."""
        if event is None or mention is None or len(event.mentions) > 1:
            return self._why(event, mention, result)
        found = self._derived.get(mention.id)
        if found is None:
            if len(self._derived) == HELD:
                self._derived.clear()
            found = self._derived[mention.id] = self._why(event, mention, result)
        return found

    def _why(self, event: Event | None, mention: Mention | None, result: str) -> Why:
        timex = mention.timex if mention else None
        card = self.cards.get(mention.article) if mention else None
        steps: list[str] = []
        if mention is not None:
            if card and card.day is not None:
                steps.append(self._published(card.day))
            steps += self._derivation(mention, result)
        readings = tuple(map(self._reading, timex.alternatives)) if timex and timex.alternatives else ()
        return Why(
            words=self._said(timex.text, card) if timex else "",
            result=result,
            steps=tuple(dict.fromkeys(steps)),
            inherited=bool(mention and mention.inherited),
            state=self.state(event) if event else "",
            checked=self.checked(event) if event else "",
            doubt=self._doubt(event, mention),
            readings=tuple(filter(None, readings)),
        )

    def _said(self, words: str, card: Card | None) -> str:
        """The words that date, as print has them."""
        written = mended(words).text if card and card.cut else words
        return typeset(line(written), card.lang if card else self.base)

    def _derivation(self, mention: Mention, result: str) -> Iterator[str]:
        """How the words came to the date. The rule's name is for the record, and what they came to is said in the
        page's own dates, where it is not the result already."""
        timex = mention.timex
        for step in map(line, mention.why or (timex.why if timex else ())):
            if is_outcome(step) and timex is not None:
                came_to = self.dates.when(timex.interval, timex.edtf).words
                if came_to != result:
                    yield self._("so %s") % came_to
            elif not rule_of(step):
                yield self.reasons.say(step)

    def _reading(self, other: Alternative) -> Reading | None:
        if other.interval is None:
            return None
        return Reading(
            words=self.dates.when(other.interval, other.edtf).words, why=self.reasons.say(line(other.why))
        )

    def _doubt(self, event: Event | None, mention: Mention | None) -> str:
        confidence = event.confidence if event else mention.confidence if mention else 1.0
        if confidence >= SURE or (event and event.review.state in ("accepted", "corrected")):
            return ""
        return (
            self._("a likely reading, not a certain one")
            if confidence >= 0.5
            else self._("a doubtful reading")
        )

    def checked(self, event: Event) -> str:
        """What a person decided about it and why, in words; nothing where nobody did."""
        said = self.decided(event)
        because = line(event.review.because or "")
        return f"{said}: {because}" if said and because else said

    def state(self, event: Event) -> str:
        """In a word, whether a person decided about it."""
        if event.review.state not in ("accepted", "corrected"):
            return ""
        return self._("checked") if event.review.state == "accepted" else self._("corrected")

    def decided(self, event: Event) -> str:
        """What a person decided about it, when, and who."""
        review, _ = event.review, self._
        said = self.state(event)
        if not said:
            return ""
        if review.on:
            said = (
                _("date checked on %s") if review.state == "accepted" else _("corrected on %s")
            ) % self.dates.iso(review.on)
        if review.by:
            said = _("%(said)s by %(name)s") % {"said": said, "name": line(review.by)}
        return said

    def _notes(self, event: Event) -> Iterable[str]:
        _ = self._
        dates = [
            words
            for conflict in event.conflicts
            if conflict.about == "date"
            for words in self._claims(event, conflict.mentions)
        ]
        if dates:
            yield _("Sources disagree on the date: also %s") % "; ".join(dict.fromkeys(dates))
        if any(conflict.about == "claim" for conflict in event.conflicts):
            yield _("Sources disagree on what happened")
        for tie in event.links:
            if tie.event in self.events:
                yield self.tie(tie.relation) % self.headlines[tie.event]

    def _claims(self, event: Event, mentions: Sequence[str]) -> Iterable[str]:
        for mention in event.mentions:
            if mention.id in mentions:
                yield self.dates.when(mention.when, mention.edtf).words

    def tie(self, relation: str) -> str:
        """How two events hang together, with a place for the other's headline."""
        _ = self._
        return {
            "fulfils": _("Had been planned: %s"),
            "fulfilled_by": _("Came true: %s"),
            "denies": _("Denies: %s"),
            "denied_by": _("Denied: %s"),
        }[relation]

    def telling(self, mention: Mention, event: Event) -> Telling | None:
        """One article's telling of an event."""
        card = self.cards.get(mention.article)
        if card is None:
            return None
        lang, dir_ = self.foreign(card.lang)
        when = self.dates.when(mention.when, mention.edtf)
        return Telling(
            anchor=urls.anchor("m", mention.id),
            source=card.source,
            title=card.title,
            lang=lang,
            dir=dir_,
            href=f"{card.href}#{urls.anchor('m', mention.id)}",
            url=card.url,
            rights=card.rights,
            reported=self.dates.day(card.day) if card.day is not None else "",
            lag=self.lag(mention, card),
            when=when,
            quote=_within_quotes(self.quotation(mention, lang, dir_)),
            by=self.voice(mention.asserted_by),
            kind=self.kind(mention.kind),
            why=self.why(event if len(event.mentions) == 1 else None, mention, when.words),
        )

    def lag(self, mention: Mention, card: Card) -> str:
        """How long after it happened it was reported, in words; nothing where the text does not say the day."""
        days = lag_days(mention, card.day)
        _, n = self._, self._n
        if days is None:
            return ""
        if days < 0:
            return n("told %s day before", "told %s days before", -days)
        if days == 0:
            return _("told the same day")
        if days < 60:
            return n("told %s day later", "told %s days later", days)
        if days < 730:
            return n("told %s month later", "told %s months later", round(days / 30.44))
        return n("told %s year later", "told %s years later", round(days / 365.25))

    def disagreements(self, event: Event) -> Iterable[Disagreement]:
        """What some of its sources say instead, each with its reason."""
        for conflict in event.conflicts:
            claims = "; ".join(dict.fromkeys(self._claims(event, conflict.mentions)))
            tellings = []
            for mention in event.mentions:
                card = self.cards.get(mention.article)
                if mention.id in conflict.mentions and card:
                    words = self.dates.when(mention.when, mention.edtf).words
                    tellings.append(
                        Link(
                            text=card.source or card.title,
                            href=f"{card.href}#{urls.anchor('m', mention.id)}",
                            note="" if words == claims else words,
                        )
                    )
            yield Disagreement(claim=claims, reason=self._against(conflict), tellings=tuple(tellings))

    def _against(self, conflict: Conflict) -> str:
        """How many say so, or what else there is to say of a disagreement. One report against itself is not counted."""
        counted = _COUNTED.fullmatch(conflict.reason) if conflict.about == "date" else None
        if counted is None:
            return self.reasons.say(line(conflict.reason))
        number, among = map(int, counted.groups())
        said = self._("%(number)s of %(all)s independent reports")
        return said % {"number": number, "all": among} if among > 1 else ""


def lag_days(mention: Mention, published: int | None) -> int | None:
    """Days from what happened to its report; ``None`` where either is unknown or coarser than a week."""
    when = mention.when
    if when is None or when.start is None or published is None or when.grain > Grain.WEEK:
        return None
    first, day = when.start // DAY, published // DAY
    last = (when.end - 1) // DAY if when.end is not None else first
    return day - last if day > last else min(0, day - first)


__all__ = ["Card", "Teller", "card_of", "clean", "lag_days"]
