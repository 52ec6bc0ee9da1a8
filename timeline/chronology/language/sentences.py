"""Sentence borders within the blocks of an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from timeline.chronology.language.lexicon import lexicon
from timeline.chronology.language.patterns import patterns
from timeline.model import Article
from timeline.reading.dateline import dateline
from timeline.temporal.stops import short

Span = tuple[int, int]

_PARAGRAPH = re.compile(r"\S.*?(?=\s*\n[ \t]*\n|\s*\Z)", re.DOTALL)

_STOP = re.compile(r"\.(?<=[a-z][a-z]\.)['\"’”)]*\s+(?=['\"‘“(]?[A-Z])")
"""A full stop behind a lower-case word, before a capital."""
_INITIALS = re.compile(r"(?<=[A-Z]\.[A-Z]\.)\s+(?=[A-Z][a-z])")
"""A blank behind initials, before a capital."""
_TELLS = 7
"""So many words before an hour tell what happened then; behind "At 5 a.m." it happens yet."""
_CLAUSE = 3
"""The same where nothing opens the sentence with the hour: "His rival conceded at 10:30 p.m."."""
_MARKS = (".", "?", "!", "…")
"""What may end a sentence."""
_MARK = re.compile("[.?!…]")
_HOUR = re.compile(r"\b[ap]\.m(?P<stop>\.)\s+(?=[A-Z](?:[a-z]| ))")
_TITLED = re.compile(r"\b(?P<title>[A-Z][a-z]+)\.\s*$")
_FULL = 4
"""A capitalised word of so many letters is hardly ever written short."""
_SHORTENED = 12
"""So many characters before the end of a sentence show whether it ends in a shortened word."""
_OPENED, _CLOSED = re.compile(r"[(\[]|-L[RS]B-"), re.compile(r"[)\]]|-R[RS]B-")
"""Brackets, also as a text has them that was cut into words."""
_BULLET = re.compile(r"[•‣▪●◦](?<!\S.)(?:\s+|$)")
"""What opens an item, where the list of a page came as one paragraph."""
LONGEST = 1_500
"""Code points of the longest sentence that anybody writes; what is longer has lost its stops."""
_CUTS = ("; ", ": ", ", ", " ")
"""Where such a one is cut, the best first."""
_WORD = 12
"""Characters of the longest word that opens a sentence, and more."""
_CLOSING = "\"'”’»)]"
"""What may stand right behind that at the end of a block."""
_BEFORE_WORD = frozenset("(\"'“‘-")


@cache
def _spans() -> Callable[[str], Iterable[Span]]:
    """nupunkt's span finder, its model loaded once."""
    from nupunkt import load

    return load("default").span_tokenize


def _ends_sentence(text: str, stop: int, behind: int) -> bool:
    """Whether the full stop at ``stop`` stands behind an ordinary lower-case word, or before what opens sentences alone.

    nupunkt takes "so.", "month.", "call." and hundreds of other plain words for abbreviations, as the law reports it
    learnt from do.
    """
    first = stop
    while first and "a" <= text[first - 1] <= "z":
        first -= 1
    if first and text[first - 1].isupper() and stop - first > 1:
        # "… by Matti Aho. He is to return"
        opener, known, word = _word(text, behind), patterns().borders, text[first - 1 : stop].lower()
        # "… to thank Mrs Cole. A party was held", "… west of Redwood Park. Sky cranes dropped water"
        full = opener in known.articles or (len(word) >= _FULL and word not in short().capitals)
        if full and word not in short().titles:
            return True
        if word in _FIRMS and _CLAUSE_OF_NAME.match(text, behind):
            titles = lexicon().names.titles | lexicon().names.persons
            begun = (
                _LOWER.search(text, max(0, first - _NEAR), first) is not None
            )  # not "Sorell Corp. International said"
            if begun and opener.lower() not in titles:
                return True  # "… to Sorell Corp. Texmar was sold in 2008"
        return opener in known.openers or text.startswith(text[first - 1 : stop], behind)
    alone = not first or text[first - 1].isspace() or text[first - 1] in _BEFORE_WORD
    return alone and text[first:stop] not in short().words


_FIRMS = frozenset(("corp", "inc", "ltd", "co", "plc"))
_LOWER = re.compile(r"\b[a-z]{2}")
_NEAR = 60
"""Characters before a firm's name among which a word of its sentence stands."""
_CLAUSE_OF_NAME = re.compile(
    r"[A-Z][\w&'’-]*(?: [A-Z][\w-]*)? (?:is|was|has|had|are|were|will|would|said|[a-z]{2,}ed)\b"
)
"""A name with its verb, which begins a sentence behind the name of a firm."""


def _word(text: str, at: int) -> str:
    """The word that begins at a place, before a blank."""
    return text[at : at + _WORD].partition(" ")[0]


def _opens(text: str, at: int) -> bool:
    """Whether a word opens a sentence and nothing else."""
    word, known = _word(text, at), patterns().borders
    return word in known.openers or word in known.articles or word in known.afresh


def _parted(spans: Iterable[Span], borders: list[int]) -> Iterator[Span]:
    """The spans, cut at those of the borders (sorted) that lie inside one."""
    at = 0
    for start, end in spans:
        first = start
        while at < len(borders) and borders[at] < end:
            if borders[at] > first:
                yield first, borders[at]
                first = borders[at]
            at += 1
        yield first, end


def paragraphs(text: str, start: int = 0) -> Iterator[Span]:
    """Paragraphs of plain text, parted by empty lines: for text that came without blocks."""
    for match in _PARAGRAPH.finditer(text, start):
        yield match.span()


def blocks_of(article: Article) -> list[Span]:
    """The spans that sentences may not leave, without headings and preformatted text."""
    if not article.blocks:
        return list(paragraphs(article.text, article.body_start))
    return [
        (max(block.start, article.body_start), block.end)
        for block in article.blocks
        if block.kind not in ("heading", "preformatted") and block.end > article.body_start
    ]


def sentences(text: str, blocks: Iterable[Span]) -> list[list[Span]]:
    """The sentences of each block, trimmed of white space.

    >>> text = "It rose. It fell.\\n\\nMr. Hale left"
    >>> [[text[a:b] for a, b in block] for block in sentences(text, paragraphs(text))]
    [['It rose.', 'It fell.'], ['Mr. Hale left']]
    >>> text = "They had until noon to say so. Nobody did, in no. 10 or elsewhere."
    >>> [[text[a:b] for a, b in block] for block in sentences(text, paragraphs(text))]
    [['They had until noon to say so.', 'Nobody did, in no. 10 or elsewhere.']]
    >>> text = "On Friday, U.S. Senator Hale met Lt. Col. Brand. He left the U.S. In May he was back"
    >>> [[text[a:b] for a, b in block] for block in sentences(text, paragraphs(text))]
    [['On Friday, U.S. Senator Hale met Lt. Col. Brand.', 'He left the U.S.', 'In May he was back']]
    >>> text = "It burnt west of Redwood Park. Sky cranes came with Brig. Orr"
    >>> [[text[a:b] for a, b in block] for block in sentences(text, paragraphs(text))]
    [['It burnt west of Redwood Park.', 'Sky cranes came with Brig. Orr']]
    >>> text = "The bank was sold to E.F. Horton in May. It was founded by T.S. Orr"
    >>> [[text[a:b] for a, b in block] for block in sentences(text, paragraphs(text))]
    [['The bank was sold to E.F. Horton in May.', 'It was founded by T.S. Orr']]
    >>> text = "He joined the F.B.I. In May he took an M.A. She flew by C.S.A. It landed"
    >>> [[text[a:b] for a, b in block] for block in sentences(text, paragraphs(text))]
    [['He joined the F.B.I.', 'In May he took an M.A.', 'She flew by C.S.A.', 'It landed']]
    >>> text = "She was held at home in Lund, N.Y. Her son was not"
    >>> [[text[a:b] for a, b in block] for block in sentences(text, paragraphs(text))]
    [['She was held at home in Lund, N.Y.', 'Her son was not']]
    >>> text = "-LRB- Updated at 3:53 p.m. Cairo , 8:53 a.m. in Lund -RRB- The minister left"
    >>> len(sentences(text, paragraphs(text))[0])
    1
    >>> text = "The mine (of 1901) was shut at 5 p.m. Prime Minister Hale wept"
    >>> [[text[a:b] for a, b in block] for block in sentences(text, paragraphs(text))]
    [['The mine (of 1901) was shut at 5 p.m.', 'Prime Minister Hale wept']]
    >>> text = "“Leave!” Ann Marsh shouted. Nobody left"
    >>> [[text[a:b] for a, b in block] for block in sentences(text, paragraphs(text))]
    [['“Leave!” Ann Marsh shouted.', 'Nobody left']]
    >>> text = "CAIRO, June 7 (Reuters) - The canal reopened."
    >>> [[text[a:b] for a, b in block] for block in sentences(text, paragraphs(text))]
    [['The canal reopened.']]
    >>> text = "Also: • The mill closed on Monday • A new one opens in May"
    >>> [[text[a:b] for a, b in block] for block in sentences(text, paragraphs(text))]
    [['Also:', 'The mill closed on Monday', 'A new one opens in May']]
    """
    stops = [
        match.span() for match in _STOP.finditer(text) if _ends_sentence(text, match.start(), match.end())
    ]
    # "He was shot in Buffalo, N.Y. His name …"
    others = [
        gap.span() for gap in _INITIALS.finditer(text) if _word(text, gap.end()) in patterns().borders.openers
    ]
    others += _hours(text) if ".m. " in text else ()
    stops = sorted({*stops, *others}) if others else stops
    out: list[list[Span]] = []
    at = 0
    for start, end in blocks:
        while at < len(stops) and stops[at][0] < start:
            at += 1
        first = at
        while at < len(stops) and stops[at][0] < end:
            at += 1
        begun = _behind_dateline(text, start, end)
        borders = [border for _, border in stops[first:at] if begun < border < end]
        out.append([*_inside(text, begun, end, borders)])
    return out


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Where the prose of a block begins: behind "CAIRO, June 7 (Reuters) -", which is no part of its first sentence."""
    if not _HEADED.match(text, start, end):
        return start
    head = dateline(text, start=start)
    return head.end if head and head.end < end and text[head.end - 2] != ":" else start


_HEADED = re.compile(r"[(\[]?[A-Z][^!?\n]{1,120}?(?:\)\s|--|\s[-–—_]\s|—)")
"""What may be a dateline, with what ends it."""


def _hours(text: str) -> Iterator[Span]:
    """Where an hour ends a sentence, as a stop and what follows it: "at about 2 a.m. A priest rang the bell", "passed at 5.15 a.m. Prime
    Minister Hale wept"."""
    for hour in _HOUR.finditer(text):
        if short().of_hour.match(text, hour.end("stop")):
            continue  # "3 p.m. Monday"
        stop = text.rfind(". ", 0, hour.start())
        begun = max(stop, text.rfind("\n", max(stop, 0), hour.start())) + 1
        if len(_OPENED.findall(text, begun, hour.start())) > len(_CLOSED.findall(text, begun, hour.start())):
            continue  # "(Update 3:53 p.m. Cairo, 8:53 a.m. in London) The minister left"
        words = text[begun : hour.start()].lower().split()
        fronted = not words or words[0] in patterns().borders.hour_fronts
        if _opens(text, hour.end()) or len(words) > (_TELLS if fronted else _CLAUSE):
            yield hour.start("stop"), hour.end()


def _inside(text: str, start: int, end: int, borders: list[int]) -> Iterator[Span]:
    """The sentences of a block; nupunkt is asked only where something stands in it that may end one, or not."""
    marks = len(_MARK.findall(text, start, end))
    if not marks or marks == len(borders) + text[start:end].rstrip().rstrip(_CLOSING).endswith(_MARKS):
        whole: Iterable[Span] = ((start, end),)
    else:
        whole = _joined(text, ((start + first, start + after) for first, after in _spans()(text[start:end])))
    parts = _parted(whole, borders) if borders else whole
    if end - start > LONGEST or _BULLET.search(text, start, end):
        parts = (item for part in parts for item in _items(text, *part))
    for part in parts:
        trimmed = _trim(text, *part)
        if trimmed[0] < trimmed[1]:
            yield trimmed


def _items(text: str, start: int, end: int) -> Iterator[Span]:
    """The items of a list that stands as one sentence, without their bullets, and none longer than a sentence can be."""
    for match in _BULLET.finditer(text, start, end):
        yield from _bounded(text, start, match.start())
        start = match.end()
    yield from _bounded(text, start, end)


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST:
        half, most = start + LONGEST // 2, start + LONGEST
        cut = next((at + len(mark) for mark in _CUTS if (at := text.rfind(mark, half, most)) >= 0), most)
        yield start, cut
        start = cut
    yield start, end


_BEFORE_NAME = re.compile(r"(?<=[A-Z]\.)\s*[a-z]")
"""Initials end no sentence before a name that begins with a small letter: "F.W. de Klerk"."""


_QUOTED = re.compile(r"[\"'”’]\s*,")
"""A quotation that ends with its own mark ends no sentence before a comma: "his hit “Go!”, which"."""


def _joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, those together that only a shortened word has parted."""
    known, low = patterns().borders, -1
    for start, end in spans:
        low = start if low < 0 else low
        first = max(low, end - _SHORTENED)
        titled = _TITLED.search(text, first, end)
        named = known.initials.search(text, first, end) or (
            titled and titled["title"].lower() in short().titles
        )
        if not (
            (named and not _opens(text, end + (text[end : end + 1] == " ")))
            or known.goes_on.search(text, first, end)
            or _QUOTED.match(text, end)
            or _BEFORE_NAME.search(text, max(low, end - 4), end + 4)
            or known.spoken.match(text, max(low, end - 2))
        ):
            yield low, end
            low = -1
    if low >= 0:
        yield low, end


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
