"""The sentences of an article up to the one that is read, and what each shows for the sake of a pronoun in a later one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from enum import Enum

from timeline.chronology.headlines.names import Names
from timeline.chronology.headlines.phrases import candidates
from timeline.chronology.language.clauses import parse
from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.pronouns import POSSESSIVES
from timeline.chronology.language.sentences import Span
from timeline.chronology.language.tokens import Sentence
from timeline.model import Article, Resolution

REACH = 3
"""So many sentences back a pronoun may look for its noun."""
FAR = 24
"""So many at most, where every one between speaks of the same."""
NAME = re.compile("W+")
"""A name, among the tags of a sentence."""
DOES = ("er", "or", "ist")
"""What ends the names of those who do something."""
_SPEAKER_IS = re.compile('"n[VES]')


def is_spoken(sentence: Sentence, words: Lexicon) -> bool:
    """Whether a sentence quotes somebody."""
    return '"' in sentence.tags and not words.reporting.verbs.isdisjoint(sentence.words)


def tells_other(sentence: Sentence, pronoun: str) -> bool:
    """Whether a sentence tells of its subject that it is a man where "she" is meant, or a woman where "he" is."""
    if '"' in sentence.tags:
        return False
    words = sentence.words[max(0, sentence.clauses[0].verb) :]
    other = ITSELF["she" if pronoun == "he" else "he"]
    return not other.isdisjoint(words) and ITSELF[pronoun].isdisjoint(words)


def subject_is(sentence: Sentence, *pronouns: str) -> bool:
    """Whether one of some pronouns is the subject of the main clause of a sentence."""
    main = sentence.clauses[0]
    at = main.verb - 1
    while at > 0 and sentence.tags[at] == "a":
        at -= 1
    governed = at > 1 and sentence.words[at - 2] == "to"  # "An attempt to sell *it* failed"
    if at >= 0 and sentence.words[at] in pronouns and not governed:
        return True
    speaker = _SPEAKER_IS.search(sentence.tags) if sentence.tags[:1] == '"' else None
    # ""It is no excuse," *she* said"
    return speaker is not None and sentence.words[speaker.start() + 1] in pronouns


def is_owned(sentence: Sentence, form: str) -> bool:
    """Whether the subject of a sentence belongs to whom a pronoun stands for: "*His* teacher persuaded him"."""
    main = sentence.clauses[0]
    owner = next((t for t in main.tokens if t < main.verb and sentence.words[t] in POSSESSIVES), -1)
    first = next((t for t in main.tokens if sentence.tags[t] in "dwWn"), -1)
    return owner == first >= 0 and POSSESSIVES[sentence.words[owner]] == form


ITSELF = {"he": frozenset(("he", "his", "himself")), "she": frozenset(("she", "herself"))}
"""The forms of a pronoun that speak of a subject."""


class Look(Enum):
    """Where a pronoun is to be looked up if one sentence does not tell."""

    ON = "in those before it"
    OTHER = "in those before it, whatever is known of this one"
    TITLED = "in those before it, for the one whose life the title tells"
    ALIVE = "before it, as far as from this one: it speaks of the same"


class Told:
    """The sentences of an article up to the one that is read."""

    def __init__(
        self, article: Article, times: Callable[[Span], Sequence[Resolution]], words: Lexicon
    ) -> None:
        self.article = article
        self.times = times
        """The dating expressions of a sentence."""
        self.words = words
        self.before: list[Span] = []
        """The sentences before this one."""

        self.opens = 0
        """How many of them stand in blocks before."""
        self.openings: list[int] = []
        """The sentences that open a block."""
        self.stood: dict[tuple[int, str], str] = {}
        """What a pronoun stands for in a sentence, by its number."""
        self.asked: set[tuple[int, str]] = set()
        """For which pronouns, and in which sentences, that was asked."""
        self.meant: defaultdict[str, dict[str, str]] = defaultdict(dict)
        """What each pronoun has stood for: the shortest of its names, by the last word of them."""
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        """In which sentences each pronoun has stood for something."""
        self.names = Names(article, words)
        self.titled = frozenset((*re.findall(r"\w+(?![\w'’])", article.title), self.names.subject))
        self.start = 0
        """Where this block begins."""
        self.quotes = any(mark in article.text for mark in '"“”')
        self.heard_to, self.quoted = 0, False
        """How far this block was looked through for quotation marks, and whether one is open there."""
        self.parsed: dict[Span, Sentence] = {}
        """Those of them that were read already."""

    def open_block(self, start: int) -> None:
        """Another block begins at ``start``."""
        self.opens, self.start = len(self.before), start
        self.openings.append(self.opens)
        self.heard_to, self.quoted = start, self.quotes and self._closes_first(start)

    def _closes_first(self, start: int) -> bool:
        """Whether the first mark of a block closes a quotation that one before it has opened: "I saw it," she said. ¶ It fell.\""."""
        text = self.article.text
        end = text.find("\n\n", start)
        mark = text.find('"', start, end if end >= 0 else len(text))
        if mark <= start or "“" in text[start:mark]:
            return False
        return text[mark - 1] in ".,?!" and not text[mark + 1 : mark + 2].strip()

    def close(self, span: Span) -> None:
        """A sentence was read."""
        self.before.append(span)

    def is_quoted(self) -> bool:
        """Whether the sentence goes on with a quotation that one before it has begun."""
        if not self.quotes:
            return False
        text, end = self.article.text, self.before[-1][1] if len(self.before) > self.opens else self.start
        if self.heard_to < end:
            said = self.heard_to, end
            if text.count('"', *said) % 2:
                self.quoted = not self.quoted
            opened, closed = text.rfind("“", *said), text.rfind("”", *said)
            self.quoted = opened > closed if opened != closed else self.quoted
            self.heard_to = end
        return self.quoted

    def sentence_at(self, span: Span) -> Sentence:
        """A sentence of the article with its clauses, read once."""
        sentence = self.parsed.get(span)
        if sentence is None:
            times = [(r.start, r.end) for r in self.times(span)]
            sentence = self.parsed[span] = parse(self.article.text, *span, times, self.article.lang)
        return sentence

    def _said(self, sentence: Sentence, tokens: tuple[int, int]) -> str:
        """The words from a token of a sentence up to another."""
        return self.article.text[sentence.starts[tokens[0]] : sentence.ends[tokens[1] - 1]]

    def _rivals(self, sentence: Sentence, form: str, start: int, end: int | None = None) -> list[str]:
        """The nouns of a sentence from a token on for which a pronoun can stand."""
        return candidates(self.article.text, sentence, form, self.names.agrees, end, start=start)

    def _is_common(self, noun: str) -> bool:
        """Whether a noun phrase names nobody by a name."""
        first, *rest = noun.split()
        first = first.lower()
        common = first in self.words.clauses.determiner or first in self.words.names.persons
        return common and not any(part[:1].isupper() for part in rest)

    def _is_counted(self, noun: str) -> bool:
        """Whether a noun phrase is a number of some, or of none: if "two men" were freed, nobody knows that they are those two."""
        first = noun.partition(" ")[0].lower()
        roles = self.words.roles
        return first[0].isdigit() or first in self.words.numerals or first in roles.nobody | roles.some
