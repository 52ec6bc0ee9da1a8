"""People's decisions applied to mentions: found by their words, or reported as stale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain

import msgspec

from timeline.chronology.corrections import Correction, Corrections, Selector, interval_of_edtf
from timeline.chronology.identity import mention_id
from timeline.chronology.language.dating import is_background, told_as
from timeline.civil import Interval
from timeline.errors import Diagnostic
from timeline.model import Article, ArticleDigest, Mention, Review

Span = tuple[int, int]

LIKE = 70
"""From here on (of 100) words are like others: a statement that was edited is still the same one to a person."""

_SINGLE = ("value", "headline", "kind", "asserted_by", "drop", "keep")
"""What a statement has one of."""


def _said(correction: Correction, name: str) -> bool:
    return getattr(correction, name) not in (None, False)


class Decided(msgspec.Struct, kw_only=True):
    """The mentions as people left them, and what they decided about events."""

    mentions: list[Mention]
    reviews: dict[str, Review] = msgspec.field(default_factory=dict)
    """By mention id."""
    joined: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """Pairs of mentions that are one event."""
    together: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """Pairs that were one event before somebody decided something about it, and stay so."""
    alone: set[str] = msgspec.field(default_factory=set)
    """Mentions that are never merged."""
    pinned: set[str] = msgspec.field(default_factory=set)
    suppressed: set[str] = msgspec.field(default_factory=set)
    withdrawn: set[str] = msgspec.field(default_factory=set)
    headlines: dict[str, str] = msgspec.field(default_factory=dict)
    earlier: list[tuple[str, str]] = msgspec.field(default_factory=list)
    """Pairs (earlier, later) within a day."""
    spoken: set[str] = msgspec.field(default_factory=set)
    """Mentions that speak for their event, since a person said what kind it is, or who says so."""
    diagnostics: list[Diagnostic] = msgspec.field(default_factory=list)

    @property
    def touched(self) -> Set[str]:
        """Mentions about which somebody decided something."""
        return self.reviews.keys()

    def untouched(self) -> Iterator[Mention]:
        """The mentions about which nobody decided anything."""
        named = {*self.touched, *self.alone, *self.pinned, *self.suppressed, *self.withdrawn, *self.headlines}
        named.update(chain.from_iterable((*self.joined, *self.together, *self.earlier)))
        return (mention for mention in self.mentions if mention.id not in named)


def occurrences(text: str, selector: Selector) -> list[Span]:
    """Where the words of a selector stand in a text; white space may differ, nothing else.

    With ``prefix`` or ``suffix``, only the places that best fit them, and none that fits neither: the same words in
    another context are other words.

    >>> occurrences("It rose. It fell. It rose.", Selector(exact="It rose", prefix="fell. "))
    [(18, 25)]
    """
    words = (selector.exact or "").split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found = [match.span() for match in pattern.finditer(text)]
    if not (selector.prefix or selector.suffix):
        return found
    fits = [_fit(text, span, selector) for span in found]
    best = max(fits, default=0)
    return [span for span, fit in zip(found, fits, strict=True) if fit == best] if best else []


def _fit(text: str, span: Span, selector: Selector) -> int:
    """How many of prefix and suffix stand where they should."""
    fit = 0
    if selector.prefix:
        before = " ".join(text[max(0, span[0] - 2 * len(selector.prefix) - 40) : span[0]].split())
        fit += before.endswith(" ".join(selector.prefix.split()))
    if selector.suffix:
        after = " ".join(text[span[1] : span[1] + 2 * len(selector.suffix) + 40].split())
        fit += after.startswith(" ".join(selector.suffix.split()))
    return fit


def mention_at(span: Span, mentions: Iterable[Mention]) -> Mention | None:
    """The mention that shares most with a span: at least half of the span, or lies wholly in it; of several the shortest."""
    best: tuple[int, int, int, str] | None = None
    found = None
    for mention in mentions:
        common = min(span[1], mention.end) - max(span[0], mention.start)
        if 2 * common >= span[1] - span[0] or common == mention.end - mention.start:
            rank = (-common, mention.end - mention.start, mention.start, mention.id)
            if best is None or rank < best:
                best, found = rank, mention
    return found


def nearest(words: str, quotes: Mapping[str, str]) -> str | None:
    """The id of the statement that is most like some words which no longer stand; ``None`` where none is like them.

    >>> nearest("Forty people were killed", {"a": "Two carriages burned", "b": "Some forty people were killed"})
    'b'
    >>> nearest("The old bridge fell on Monday", {"a": "It rained on Monday"})
    """
    from rapidfuzz import fuzz

    def like(quote: str) -> float:
        part = fuzz.partial_ratio(words, quote) if len(words) <= len(quote) else 0
        return max(fuzz.ratio(words, quote), part)

    ranked = sorted((-like(quote), identifier) for identifier, quote in quotes.items())
    return ranked[0][1] if ranked and -ranked[0][0] >= LIKE else None


def decide(digests: Iterable[ArticleDigest], corrections: Corrections) -> Decided:
    """The mentions of all articles with every decision applied; what could not be applied is a diagnostic.

    The order of ``digests`` does not matter; decisions are applied in the order of their file.
    """
    kept = sorted(digests, key=lambda digest: digest.article.id)
    return _Deciding(kept, corrections).run()


class _Deciding:
    def __init__(self, digests: Sequence[ArticleDigest], corrections: Corrections) -> None:
        self.corrections = corrections
        self.articles = {digest.article.id: digest.article for digest in digests}
        self.mentions = {m.id: m for digest in digests for m in digest.mentions}
        self.by_article = (
            {digest.article.id: [m.id for m in digest.mentions] for digest in digests}
            if corrections.decisions or corrections.withdrawn
            else {}
        )
        self.out = Decided(mentions=[])
        self.hand_made = {event.id for event in corrections.events}
        self.first: dict[str, int] = {}
        """The first decision about each statement."""
        self.dated: set[str] = set()
        """Mentions with a date of a person's own."""

    def run(self) -> Decided:
        for number, correction in enumerate(self.corrections.decisions):
            target = self.find(correction.selector, number, creates=correction.value or correction.keep)
            if target is not None:
                self.told_once(correction, target, number)
                self.apply(correction, target, number)
            else:
                self.reopen(correction)
        for name, entry in self.corrections.withdrawn.items():
            note = Review(state="rejected", because=entry.because, by=entry.by, on=entry.on)
            statements = [one for one in self.by_article.get(name, ()) if one in self.mentions]
            self.out.withdrawn.update(statements)
            self.out.reviews.update(dict.fromkeys(statements, note))
        for number, entry in enumerate(self.corrections.articles):
            if entry.id not in self.articles and self.corrections.expects(entry.id):
                near = self._near_article(entry.id)
                self.stale(number, f"there is no article {entry.id!r}", near, table="article")
        self.out.mentions = list(self.mentions.values())
        return self.out

    # --- finding ------------------------------------------------------------------------------------------

    def find(self, selector: Selector, number: int, *, creates: object = None) -> str | None:
        """The mention that a selector names, or ``None`` with a diagnostic."""
        if selector.id is not None:
            if selector.id in self.mentions or selector.id in self.hand_made:
                return selector.id
            if self.corrections.expects(selector.id):
                hint = "Name its words instead, or remove the correction."
                self.stale(number, f"there is no event {selector.id}", hint)
            return None
        article = self.articles.get(selector.article or "")
        if article is None:
            if self.corrections.expects(selector.article):
                hint = self._renamed(selector) or self._near_article(selector.article or "")
                self.stale(number, f"there is no article {selector.article!r}", hint)
            return None
        places = occurrences(article.text, selector)
        quoted = _short(selector.exact or "")
        if not places:
            self.stale(
                number,
                f"“{quoted}” no longer stands in {article.id} as it did",
                self._near(article, selector),
            )
            return None
        if len(places) > 1:
            self.stale(
                number,
                f"“{quoted}” stands {len(places)} times in {article.id}",
                "Add prefix or suffix, so that one place is meant.",
            )
            return None
        standing = map(self.mentions.get, self.by_article[article.id])
        named = mention_at(places[0], (mention for mention in standing if mention))
        target = named.id if named else None
        if target is None and creates:
            return self._create(article, places[0])
        if target is None:
            self.stale(
                number,
                f"“{quoted}” stands in {article.id}, but no statement was found there",
                "Add value = … to date these words yourself, or keep = true.",
            )
        return target

    def _create(self, article: Article, span: Span) -> str:
        quote = article.text[span[0] : span[1]]
        identifier = mention_id(article.id, quote, 0)
        words = " ".join(quote.split())
        self.mentions[identifier] = Mention(
            id=identifier, article=article.id, quote=quote, start=span[0], end=span[1], sentence=span,
            kind="happened", headline=words[:1].upper() + words[1:], why=("these words were picked by a person",),
        )  # fmt: skip
        self.by_article[article.id].append(identifier)
        return identifier

    # --- applying -----------------------------------------------------------------------------------------

    def apply(self, correction: Correction, target: str, number: int) -> None:
        out = self.out
        corrected = any(
            value not in (None, False, ())
            for value in (
                correction.value,
                correction.headline,
                correction.kind,
                correction.asserted_by,
                correction.merge,
                correction.split,
            )
        )
        out.reviews[target] = Review(
            state="rejected"
            if correction.drop or correction.withdraw
            else "corrected"
            if corrected
            else "accepted",
            because=correction.because,
            by=correction.by,
            on=correction.on,
        )
        mention = self.mentions.get(target)
        if mention is not None:
            self.mentions[target] = _changed(mention, correction, self.articles[mention.article])
            if correction.value:
                self.dated.add(target)
                self.pass_on(mention, self.mentions[target])
        if correction.drop:
            self.mentions.pop(target, None)
        if correction.kind or correction.asserted_by is not None:
            out.spoken.add(target)
        if correction.headline:
            out.headlines[target] = correction.headline
        for names, flag in (
            (out.alone, correction.split),
            (out.pinned, correction.pin),
            (out.suppressed, correction.suppress),
            (out.withdrawn, correction.withdraw),
        ):
            if flag:
                names.add(target)
        self._join(correction, target, number)
        if correction.after and (other := self.find(_with_article(correction.after, correction), number)):
            out.earlier.append((other, target))
        if correction.before and (other := self.find(_with_article(correction.before, correction), number)):
            out.earlier.append((target, other))

    def _join(self, correction: Correction, target: str, number: int) -> None:
        """What a statement is one event with; where that is none, all that tell it go."""
        for selector in correction.merge:
            if (other := self.find(_with_article(selector, correction), number)) is not None:
                self.out.joined.append((target, other))
        for selector in correction.reports:
            if (other := self.find(_with_article(selector, correction), number)) is None:
                continue
            self.out.together.append((target, other))
            if correction.drop:
                self.mentions.pop(other, None)
                self.out.reviews[other] = self.out.reviews[target]

    def reopen(self, correction: Correction) -> None:
        """Asks again about a statement whose words were edited after somebody decided it: it is stale, until they do."""
        here = (
            self.mentions.get(identifier) for identifier in self.by_article.get(correction.article or "", ())
        )
        open_ = {
            mention.id: mention.quote for mention in here if mention and mention.id not in self.out.reviews
        }
        target = nearest(correction.exact or "", open_)
        if target is not None:
            self.out.reviews[target] = Review(
                state="stale", because=correction.because, by=correction.by, on=correction.on
            )

    def pass_on(self, before: Mention, after: Mention) -> None:
        """Gives a date that a person put right to the mentions that have theirs from the same expression."""
        if before.inherited or before.timex is None:
            return
        for identifier in self.by_article[before.article]:
            mention = self.mentions.get(identifier)
            if mention is None or not mention.inherited or identifier in self.dated or mention.timex is None:
                continue
            if (mention.timex.start, mention.timex.end) == (before.timex.start, before.timex.end):
                self.mentions[identifier] = _inheriting(mention, after, self.articles[mention.article])

    # --- reporting ----------------------------------------------------------------------------------------

    def stale(self, number: int | None, message: str, hint: str, table: str = "correction") -> None:
        self.out.diagnostics.append(
            Diagnostic(where=self.corrections.path, code="correction-stale", message=message, hint=hint, line=self._line(number, table))
        )  # fmt: skip

    def told_once(self, correction: Correction, target: str, number: int) -> None:
        """Report an entry that decides what one before it decided about the same statement."""
        first = self.first.setdefault(target, number)
        if first == number:
            return
        before = self.corrections.decisions[first]
        twice = [name for name in _SINGLE if _said(before, name) and _said(correction, name)]
        differ = [name for name in twice if getattr(before, name) != getattr(correction, name)]
        if (before.drop and correction.keep) or (before.keep and correction.drop):
            differ.append("verdict")
        if not twice and not differ:
            return
        line = self._line(first)
        self.out.diagnostics.append(
            Diagnostic(
                where=self.corrections.path, code="correction-duplicate", line=self._line(number), level="warning" if differ else "note",
                message=f"“{_short(correction.exact or correction.id or '')}” is decided here and at {f'line {line}' if line else 'an earlier entry'}"
                + (f", with another {' and '.join(differ)}; the later one counts" if differ else ""),
                hint="Join the two into one entry.",
            )
        )  # fmt: skip

    def _line(self, number: int | None, table: str = "correction") -> int | None:
        lines = self.corrections.lines.get(table, ())
        return lines[number] if number is not None and number < len(lines) else None

    def _renamed(self, selector: Selector) -> str:
        """Which article has the words of one that is gone: a file was renamed, or a record has another id."""
        found = [name for name, article in self.articles.items() if occurrences(article.text, selector)]
        return f"The words stand in {found[0]!r}: if it was renamed, name it here." if len(found) == 1 else ""

    def _near_article(self, name: str) -> str:
        from rapidfuzz import process

        near = process.extract(name, sorted(self.articles), limit=3, score_cutoff=60)
        found = ", ".join(repr(match[0]) for match in near)
        return (
            f"Did you mean {found}?"
            if found
            else "Give the id of an article that is read, or remove the correction."
        )

    def _near(self, article: Article, selector: Selector) -> str:
        """The statements nearest to words that are gone."""
        from rapidfuzz import fuzz, process

        quotes = sorted({m.quote for i in self.by_article[article.id] if (m := self.mentions.get(i))})
        near = process.extract(selector.exact or "", quotes, scorer=fuzz.WRatio, limit=3, score_cutoff=50)
        if not near:
            return "Nothing there is like it; remove the correction, or quote the words that stand there now."
        return "Nearest now: " + "; ".join(f"“{_short(match[0])}”" for match in near) + "."


def _with_article(selector: Selector, correction: Correction) -> Selector:
    """A selector without an article means the correction's own."""
    if selector.article is None and selector.id is None:
        return msgspec.structs.replace(selector, article=correction.article)
    return selector


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 70 else words[:69].rsplit(" ", 1)[0] + " …"


def _changed(mention: Mention, correction: Correction, article: Article) -> Mention:
    """A mention with a person's values in it; whether it lies ahead, or far back, follows its date."""
    changes: dict[str, object] = {}
    if correction.value:
        changes |= {
            **_dated(mention, interval_of_edtf(correction.value), article),
            "edtf": correction.value, "inherited": False, "confidence": 1.0,
            "why": (*mention.why, f"dated {correction.value} by hand" + (f": {correction.because}" if correction.because else "")),
        }  # fmt: skip
    if correction.headline:
        changes["headline"] = correction.headline
    if correction.kind:
        changes["kind"] = correction.kind
    if correction.asserted_by is not None:
        changes["asserted_by"] = correction.asserted_by or None
    return msgspec.structs.replace(mention, **changes)


def _inheriting(mention: Mention, source: Mention, article: Article) -> Mention:
    """A mention with the corrected date of the one that its time comes from; what is only known by then stays so."""
    when, edtf = source.when, source.edtf
    bounded = mention.when is not None and mention.when.start is None
    if bounded and when is not None and when.end is not None:
        when, edtf = Interval(None, when.end, when.grain), f"../{(edtf or '').rpartition('/')[2]}"
    return msgspec.structs.replace(
        mention,
        **_dated(mention, when, article),
        edtf=edtf,
        why=(*mention.why, f"that time was dated {source.edtf} by hand"),
    )


def _dated(mention: Mention, when: Interval | None, article: Article) -> dict[str, object]:
    """A date that a mention was given, with what follows from it: whether it lies ahead of its article, or far back."""
    published = article.anchor.moment if article.anchor else None
    return {
        "when": when,
        "kind": told_as(mention.kind, mention.why, when, published),
        "background": is_background(when, published, article.genre),
    }
