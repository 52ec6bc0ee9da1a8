"""What a person suppressed is gone everywhere: blacked out in its article, and in the statements that stand around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from difflib import SequenceMatcher
from typing import NamedTuple

import msgspec

from timeline.chronology.decide import Span
from timeline.model import Article, Mention

BLACK = "█"
FEW = 3
"""So many words of what is gone, one behind the other, are blacked out in a headline; of fewer, all of them."""


class Gone(NamedTuple):
    """What is gone: the words, and where they stood, by article."""

    words: tuple[str, ...]
    spans: Mapping[str, Sequence[Span]]


def gone(groups: Iterable[Sequence[Mention]], suppressed: Set[str], articles: Iterable[Article]) -> Gone:
    """The words of the events that hold a suppressed mention, wherever they stand: in copies and earlier versions, too."""
    hidden = [mention for group in groups if any(m.id in suppressed for m in group) for mention in group]
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for mention in hidden:
        found[mention.article].append((mention.start, mention.end))
    words = tuple(dict.fromkeys(" ".join(mention.quote.split()) for mention in hidden))
    copies = [_anywhere(each) for each in words if each.count(" ") >= FEW - 1]
    for article in articles:
        for copy in copies:
            found[article.id] += [match.span() for match in copy.finditer(article.text)]
    return Gone(words, {article: spans for article, spans in found.items() if spans})


def _anywhere(words: str) -> re.Pattern[str]:
    """Some words, however they are broken into lines and whatever they begin with."""
    return re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)


def article_without(article: Article, gone: Gone) -> Article:
    """An article with what is gone blacked out; its markup is left out."""
    text = blacked(article.text, gone.spans.get(article.id, ()))
    title = unsaid(article.title, gone.words)
    deck = unsaid(article.deck, gone.words) if article.deck else None
    return msgspec.structs.replace(article, text=text, html=None, title=title, deck=deck)


def blacked(text: str, spans: Iterable[Span], start: int = 0) -> str:
    """A text that begins at ``start`` of its article, with some of it blacked out; its length stays.

    >>> blacked("The dam, which burst on Monday, was old.", [(9, 30)])
    'The dam, █████████████████████, was old.'
    """
    for first, last in spans:
        low, high = max(first - start, 0), min(last - start, len(text))
        if low < high:
            text = text[:low] + BLACK * (high - low) + text[high:]
    return text


def without(mentions: Iterable[Mention], gone: Gone) -> list[Mention]:
    """The mentions that are left, of which none repeats what is gone: one whose words lie within is gone as well."""
    left = []
    for mention in mentions:
        near = [span for span in gone.spans.get(mention.article, ()) if _share(span, mention.sentence)]
        if not near:
            left.append(mention)
        elif not any(first <= mention.start and mention.end <= last for first, last in near):
            quote = blacked(mention.quote, near, mention.start)
            # A headline may take words of its sentence that the quotation does not have.
            headline = unsaid(mention.headline, gone.words)
            left.append(msgspec.structs.replace(mention, quote=quote, headline=headline))
    return left


def _share(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


_WORD = re.compile(r"\w+")


def unsaid(headline: str, words: Iterable[str]) -> str:
    """A headline with every run of some words blacked out.

    >>> unsaid("The dam, which burst on Monday, was old", ["which burst on Monday"])
    'The dam, █████ █████ ██ ██████, was old'
    """
    own = list(_WORD.finditer(headline))
    for said in words:
        other = _WORD.findall(said.casefold())
        runs = SequenceMatcher(
            None, [word.group().casefold() for word in own], other, autojunk=False
        ).get_matching_blocks()
        for run in runs:
            if run.size >= min(FEW, len(other)) > 0:
                headline = blacked(headline, [word.span() for word in own[run.a : run.a + run.size]])
    return headline
