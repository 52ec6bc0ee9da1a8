"""Condense an archive: the days that matter most, and a few sentences for each (timeline summarisation).

Nothing is learned beforehand and no model is needed; every weight comes from the articles at hand.

*Days.* An article votes for the day it appeared on and for each day its text names, once a day however often it
says so, with the weight of its closeness to the topic. A day with few votes leans on its weekday's average, for
an archive has its own week (few things happen on a Sunday in the money markets).

*Sentences.* A day's candidates are the sentences that name it, those that run on from them without a date of
their own, and the leads of what was published that day or the next. Words weigh by how many articles use them for
that day and by how much they belong to the whole topic; sentences are then added one by one, each time the one
that covers most weight not yet covered for its length. What only repeats what is there is left out.

The counts of documents that name a day, and the leads of the day and of the next as candidates, follow Ghalandari
and Ifrim, "Examining the State-of-the-Art in News Timeline Summarization" (2020); cover by greedy addition
follows Lin and Bilmes, "A Class of Submodular Functions for Document Summarization" (2011).
"""

from __future__ import annotations

import heapq
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import TypeVar

import msgspec

from timeline.chronology.language.chatter import is_chatter
from timeline.chronology.language.lexicon import lexicon
from timeline.chronology.language.sentences import blocks_of
from timeline.chronology.language.sentences import sentences as split
from timeline.civil import DAY, Grain, Interval, days_from_civil, iso_day
from timeline.model import Article, ArticleDigest, Resolution

LEAD = 8
"""How many sentences of an article may stand for the day it appeared on."""
RUN_ON = 2
"""How many sentences after one that names a day may still be about it."""
INHERITED = 0.6
"""What a sentence that runs on counts beside one that names the day itself."""
NEXT = 0.8
"""What the lead of an article counts for the day before it appeared."""
AFAR = 0.5
"""What a sentence counts for a day that its article foretells, or looks back on after more than RECENT days."""
RECENT = 3
POSITION = 0.1
"""How fast an article's sentences lose weight from its top on."""
WEEK = 3.0
"""With how many days' worth of its weekday's average a day's own votes are mixed."""
WEEKS = 4
"""How many weeks an archive must span before its weekdays speak for themselves as loudly as all days together."""
DOUBT = 0.3
"""What a sentence that names a day is given before it is seen how close to the topic it is."""
TOPIC = 0.2
"""What a word's part in the whole topic counts beside its part in the day."""
PAIRS = 0.3
"""What two words side by side count beside the words themselves."""
GRACE = 10
"""Words that a sentence has for nothing: what it adds is measured against its length and this."""
SHORTEST, LONGEST = 6, 60
"""Words of a sentence that can be printed by itself."""
CHATTER = 0.4
"""What a sentence in the first or second person, a question or a web page's furniture counts beside a report."""
LEANING = 0.8
"""What a sentence that begins with a pronoun counts: what it speaks of may stay behind."""
WORTH_READING = 0.3
"""A sentence that adds less than this beside the first of its day is left out."""
SPREAD = 0.3
"""In the reader's variant: what is left of a day's weight for each neighbour already chosen."""

_NO_DAY: Set[int] = frozenset()
_ANYTHING = re.compile("")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_][\w'’-]*\w|[^\W\d_]")
_STOP = re.compile(r"[.!?…][^\w\s]*\s+\S")


Term = TypeVar("Term")


class _Sentence(msgspec.Struct, eq=False):
    """A sentence that may be chosen: its words, and what it is worth before any day is looked at."""

    story: int
    place: int
    text: str
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    length: int
    worth: float


class _Story(msgspec.Struct, eq=False):
    """What condensing needs of one article: its day, its candidate sentences, the days its text names."""

    day: int | None
    lead: tuple[_Sentence, ...]
    named: Mapping[int, Mapping[_Sentence, float]]
    words: frozenset[str]
    texts: frozenset[str]


def summarize(
    digests: Iterable[ArticleDigest],
    *,
    dates: int,
    sentences: int,
    keywords: Sequence[str] = (),
    start: str | None = None,
    end: str | None = None,
    spread: bool = False,
) -> list[tuple[str, list[str]]]:
    """The ``dates`` days that matter most, each with up to ``sentences`` sentences, in order of time.

    ``keywords`` say what the timeline is about; a word stands for all that begins with it (``egypt`` for
    "Egyptian"). ``start`` and ``end`` are ISO days, inclusive, and bound both publication and event dates.
    ``spread`` avoids piles of neighbouring days. Days are ISO 8601; sentences are the articles' own, the most
    telling first. A day about which nothing printable is said is passed over, so there may be fewer than asked.

    Raises :class:`ValueError` for a bound that is no ISO day.
    """
    first, last = _day_number(start), _day_number(end)
    stories = _stories(digests, _stems(keywords), first, last)
    topic = _Topic(stories)
    rarity = _rarity(stories)
    votes = _votes(stories, topic, first, last)
    chosen: dict[int, list[str]] = {}
    pools = _pools(stories)
    for day in _by_weight(votes, spread=spread):
        if len(chosen) == dates:
            break
        if picked := _pick(pools.get(day, {}), topic, rarity, sentences):
            chosen[day] = [sentence.text for sentence in picked]
    return [(iso_day(day * DAY), chosen[day]) for day in sorted(chosen)]


# --- what the articles offer ------------------------------------------------------------------------------


def _day_number(iso: str | None) -> int | None:
    if iso is None:
        return None
    match = _ISO.fullmatch(iso)
    if match is None:
        raise ValueError(f"{iso!r} is no day: write it as YYYY-MM-DD")
    return days_from_civil(*map(int, match.groups()))


def _stems(keywords: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for keyword in keywords for word in _WORD.findall(keyword.lower()))


def _within(day: int | None, first: int | None, last: int | None) -> bool:
    if day is None:
        return first is None and last is None
    return (first is None or day >= first) and (last is None or day <= last)


def _stories(
    digests: Iterable[ArticleDigest], stems: tuple[str, ...], first: int | None, last: int | None
) -> list[_Story]:
    """The articles within the bounds and about the keywords, each text once, in an order that is theirs alone."""
    about = re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})", re.IGNORECASE) if stems else _ANYTHING
    stories: list[_Story] = []
    told: dict[str, int] = {}
    for digest in sorted(digests, key=lambda each: each.article.id):
        article = digest.article
        day = _one_day(article.anchor.moment) if article.anchor else None
        if article.superseded_by or not _within(day, first, last):
            continue
        if not about.search(article.text):
            continue
        story = _story(len(stories), digest, day, first, last)
        if not any(about.search(one.text) for one in story.lead):
            story = _in_passing(story, about)
        if not _is_copy(story, told):
            for text in story.texts:
                told.setdefault(text, len(stories))
            stories.append(story)
    return stories


def _in_passing(story: _Story, about: re.Pattern[str]) -> _Story:
    """What is left of an article that is about something else: the sentences with a keyword that name a day."""
    named = {
        day: {one: weight for one, weight in ones.items() if about.search(one.text)}
        for day, ones in story.named.items()
    }
    return msgspec.structs.replace(
        story, day=None, lead=(), named={day: ones for day, ones in named.items() if ones}
    )


def _is_copy(story: _Story, told: Mapping[str, int]) -> bool:
    """Whether one story before told half of this one's sentences, to the letter."""
    tellers = Counter(told[text] for text in story.texts if text in told)
    return any(2 * same >= len(story.texts) for same in tellers.values())


def _story(
    number: int, digest: ArticleDigest, day: int | None, first: int | None, last: int | None
) -> _Story:
    """One article's candidates; only the sentences that can be one are looked at."""
    text = digest.article.text
    days_at = _days_named(digest.resolutions)
    named: dict[int, dict[_Sentence, float]] = defaultdict(dict)
    lead: list[_Sentence] = []
    every: list[_Sentence] = []
    running = _NO_DAY
    run_on = 0
    for place, (start, end, starts) in enumerate(_split(digest.article, sorted(days_at))):
        here = {each for at in starts for each in days_at[at]} if starts else _NO_DAY
        run_on = 0 if here else run_on + 1
        running = here or running
        candidate = place < LEAD and (not here or day in here)
        tells = [each for each in running if _within(each, first, last)] if run_on <= RUN_ON else []
        if not (candidate or tells):
            continue
        one = _sentence(number, place, text[start:end], digest.article.lang)
        if one is None:
            continue
        every.append(one)
        if candidate:
            lead.append(one)
        for each in tells:
            named[each].setdefault(one, INHERITED if run_on else 1.0)
    words = frozenset().union(*(one.words for one in every))
    return _Story(day, tuple(lead), named, words, frozenset(one.text for one in every))


def _days_named(resolutions: Iterable[Resolution]) -> dict[int, set[int]]:
    """Where the text names a day, and which."""
    days: dict[int, set[int]] = defaultdict(set)
    for resolution in resolutions:
        if resolution.type in ("DATE", "TIME") and resolution.interval is not None:
            day = _one_day(resolution.interval)
            if day is not None:
                days[resolution.start].add(day)
    return days


def _one_day(interval: Interval) -> int | None:
    """The day that an interval lies in, when it lies in one."""
    if interval.start is None or interval.end is None or interval.grain > Grain.DAY:
        return None
    day = interval.start // DAY
    return day if (interval.end - 1) // DAY == day else None


def _split(article: Article, places: Sequence[int]) -> Iterator[tuple[int, int, Sequence[int]]]:
    """The body's sentences with the ``places`` in each; blocks that hold no candidate pass as one."""
    text = article.text
    done = since = number = 0
    for start, end in blocks_of(article):
        upto = bisect_left(places, end, done)
        since = 0 if upto > done else since + 1
        spans = [(start, end)]
        if (number < LEAD or since <= RUN_ON) and _STOP.search(text, start, end):
            spans = [(start + a, start + b) for a, b in split(text[start:end], [(0, end - start)])[0]]
        for a, b in spans:
            upto = bisect_left(places, b, done)
            yield a, b, places[done:upto]
            done = upto
            number += 1


def _sentence(story: int, place: int, raw: str, lang: str) -> _Sentence | None:
    text = " ".join(raw.split())
    found = _WORD.findall(text.lower())
    if len(found) < SHORTEST or "█" in text:  # suppressed words are blacked out
        return None
    words = lexicon(lang).condense
    worth = CHATTER if is_chatter(text, lang) else LEANING if found[0] in words.leaning else 1.0
    telling = [word for word in found if word not in words.common]
    return _Sentence(story, place, text, frozenset(telling), frozenset(pairwise(telling)), len(found), worth)


# --- what the topic is ------------------------------------------------------------------------------------


def _rarity(stories: Sequence[_Story]) -> dict[str, float]:
    """How telling a word is: the root of its inverse frequency over all candidate sentences."""
    counts: Counter[str] = Counter()
    total = 1
    for story in stories:
        for sentence in {*story.lead, *(one for named in story.named.values() for one in named)}:
            counts.update(sentence.words)
            total += 1
    return {word: math.sqrt(math.log(total / count)) for word, count in counts.items()}


class _Topic:
    """What the whole archive is about: its words, by the articles that use them."""

    def __init__(self, stories: Sequence[_Story]) -> None:
        counts: Counter[str] = Counter()
        for story in stories:
            counts.update(story.words)
        norm = _norm(counts.values())
        self.words = {word: count / norm for word, count in counts.items()}
        self.usual_story = _middle(self._closeness(story.words) for story in stories)
        self.usual_sentence = _middle(self._closeness(one.words) for story in stories for one in story.lead)

    def _closeness(self, words: Collection[str]) -> float:
        return sum(map(self.words.__getitem__, words)) / math.sqrt(len(words) or 1)

    def of_story(self, story: _Story) -> float:
        """What an article's vote weighs: 1 for one that is as close to the topic as most."""
        return (self._closeness(story.words) / self.usual_story) ** 2

    def of_sentences(self, sentences: Iterable[_Sentence]) -> float:
        """What the closest of some sentences weighs: 1 for one that is as close to the topic as most."""
        closest = max(self._closeness(one.words) for one in sentences)
        return (DOUBT + closest / self.usual_sentence) / (DOUBT + 1)


def _middle(values: Iterable[float]) -> float:
    ranked = sorted(values)
    return (ranked[len(ranked) // 2] if ranked else 0.0) or 1.0


# --- days -------------------------------------------------------------------------------------------------


def _votes(stories: Sequence[_Story], topic: _Topic, first: int | None, last: int | None) -> dict[int, float]:
    """What each day weighs: articles published on it and articles that name it, leaning on its weekday's average."""
    votes: defaultdict[int, float] = defaultdict(float)
    for story in stories:
        weight = topic.of_story(story)
        if story.day is not None:
            votes[story.day] += weight
        for day, named in story.named.items():
            votes[day] += weight * topic.of_sentences(named)
    if not votes:
        return {}
    low = min(votes) if first is None else first
    high = max(votes) if last is None else last
    if high - low > 20 * len(votes) + 400:
        return dict(votes)
    days = range(low, high + 1)
    average = sum(votes.values()) / len(days)
    week = []
    for weekday in range(7):
        like = [votes[day] for day in days if day % 7 == weekday]
        week.append((sum(like) + WEEKS * average) / (len(like) + WEEKS))
    return {day: votes[day] + WEEK * week[day % 7] for day in days if votes[day]}


def _by_weight(votes: Mapping[int, float], *, spread: bool) -> Iterator[int]:
    """Days, the weightiest first; with ``spread`` a day loses weight as its neighbours are taken."""
    heap = [(-weight, day) for day, weight in votes.items()]
    heapq.heapify(heap)
    weights = dict(votes)
    done: set[int] = set()
    while heap:
        weight, day = heapq.heappop(heap)
        if day in done or -weight != weights[day]:
            continue
        done.add(day)
        yield day
        if spread:
            for neighbour in (day - 1, day + 1):
                if neighbour in weights and neighbour not in done:
                    weights[neighbour] *= SPREAD
                    heapq.heappush(heap, (-weights[neighbour], neighbour))


# --- sentences --------------------------------------------------------------------------------------------


def _pools(stories: Sequence[_Story]) -> dict[int, dict[_Sentence, float]]:
    """For each day the sentences that may tell of it, and how much each counts."""
    pools: dict[int, dict[_Sentence, float]] = defaultdict(dict)
    for story in stories:
        for day, named in story.named.items():
            near = story.day is None or 0 <= story.day - day <= RECENT
            for sentence, weight in named.items():
                pools[day][sentence] = weight if near else weight * AFAR
        if story.day is None:
            continue
        for sentence in story.lead:
            weight = 1 / (1 + POSITION * sentence.place)
            for day, share in ((story.day, 1.0), (story.day - 1, NEXT)):
                pools[day][sentence] = max(weight * share, pools[day].get(sentence, 0.0))
    return pools


def _pick(
    pool: Mapping[_Sentence, float],
    topic: _Topic,
    rarity: Mapping[str, float],
    number: int,
) -> list[_Sentence]:
    """Greedy cover of the day's words and pairs of words, by what a sentence adds for its length."""
    short = {one: weight for one, weight in pool.items() if one.length <= LONGEST} or pool
    counts = {one: weight * one.worth for one, weight in short.items()}
    words = _day_words(counts, topic, rarity)
    pairs = _day_pairs(counts, rarity)
    told_words: set[str] = set()
    told_pairs: set[tuple[str, str]] = set()

    def gain(one: _Sentence) -> float:
        new = sum([words[word] for word in one.words - told_words])
        new += sum([pairs[pair] for pair in one.pairs - told_pairs if pair in pairs])
        return new * one.worth * math.sqrt(short[one]) / (GRACE + len(one.words))

    picked: list[_Sentence] = []
    heap = [(-gain(one), one.story, one.place, one) for one in short]
    heapq.heapify(heap)
    enough = -heap[0][0] * WORTH_READING if heap else 0.0
    while heap and len(picked) < number:
        *_, one = heapq.heappop(heap)
        now = gain(one)
        if heap and -heap[0][0] > now:
            heapq.heappush(heap, (-now, one.story, one.place, one))
        elif picked and now < enough:
            break
        else:
            picked.append(one)
            told_words |= one.words
            told_pairs |= one.pairs
    return picked


def _day_words(
    counts: Mapping[_Sentence, float], topic: _Topic, rarity: Mapping[str, float]
) -> dict[str, float]:
    """What each word weighs on one day: the articles that use it for the day, once each, and its part in the topic."""
    voices = _voices((one, one.words, weight) for one, weight in counts.items())
    raw = {word: voice * rarity[word] for word, voice in voices.items()}
    norm = _norm(raw.values())
    return {word: weight / norm + TOPIC * topic.words.get(word, 0.0) for word, weight in raw.items()}


def _day_pairs(
    counts: Mapping[_Sentence, float], rarity: Mapping[str, float]
) -> dict[tuple[str, str], float]:
    """What the pairs of words weigh that more than one article uses for the day."""
    pairs_of: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    for one in counts:
        pairs_of[one.story] |= one.pairs
    tellers: Counter[tuple[str, str]] = Counter()
    for pairs in pairs_of.values():
        tellers.update(pairs)
    shared = {pair for pair, count in tellers.items() if count > 1}
    voices = _voices((one, one.pairs & shared, weight) for one, weight in counts.items())
    raw = {
        (first, second): voice * math.sqrt(rarity[first] * rarity[second])
        for (first, second), voice in voices.items()
    }
    norm = _norm(raw.values())
    return {pair: PAIRS * weight / norm for pair, weight in raw.items()}


def _voices(uses: Iterable[tuple[_Sentence, frozenset[Term], float]]) -> dict[Term, float]:
    """How many articles use a term, each with the weight of its weightiest sentence."""
    found: defaultdict[Term, float] = defaultdict(float)
    said: defaultdict[int, set[Term]] = defaultdict(set)
    for one, terms, weight in sorted(uses, key=lambda use: (-use[2], use[0].story, use[0].place)):
        new = terms - said[one.story]
        said[one.story] |= new
        for term in new:
            found[term] += weight
    return found


def _norm(weights: Iterable[float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights)) or 1.0
