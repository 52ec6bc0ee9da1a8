"""What was said before a sentence, and comes with its headlines where no rule tells the noun of a pronoun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from timeline.chronology.headlines import Title
from timeline.chronology.headlines.meant import Meant
from timeline.chronology.headlines.naming import is_no_noun, named
from timeline.chronology.headlines.subjects import subject_of
from timeline.chronology.headlines.wording import JOINT, LENGTH, MOST, balanced, is_open, shortened, unended
from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.patterns import patterns
from timeline.chronology.language.pronouns import (
    FORMS,
    PERSONS,
    POSSESSIVES,
    PRONOUNS,
    Tokens,
    dangling,
    is_speech,
    lacking,
    offers,
    tokens_of,
)
from timeline.chronology.language.sentences import Span
from timeline.model import Article, Resolution

_MORE = 40
"""Characters more that a headline may hold where the sentence before it surely names what is meant."""
_BROUGHT = 1
"""Sentences that a headline brings along at most, but for short ones."""
_FAR = 600
"""Characters within which a quotation ends that has its speaker behind it."""
_CLOSED = re.compile('["”]')
_WHO = r"(?P<who>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4})"
_NAMED_SAID = re.compile(rf" {_WHO} (?P<verb>[a-z]+)\b")
_SAID_NAMED = re.compile(rf" (?P<verb>[a-z]+) {_WHO}\b")
"""Who is named behind a quotation, and says it."""
_SHOWN = 30
"""Characters by which the end of a headline is found in its sentence."""
_LOOKED_AT = 2
"""Sentences before a headline's own among which they are."""
_LEAD = 140
"""Characters up to which the whole of a sentence before is told rather than one of its statements."""
_SAYS_SOMETHING = 5
"""Words and marks of a sentence that tells what a later one needs: not "Good afternoon."."""
_JOINING = re.compile(r"^(?:(?:But|And|Yet) (?!then\b|so\b|for\b)|There (?=(?:he|she|it|they|the)\b|[A-Z]))")
"""What joins a sentence to the one before, which is not told."""
_HOUR = re.compile(r"^(?:\d\d?[:.]\d\d|\d{4}(?: ?[-–—:])?) (?=[A-Z])")


def _behind(before: str, words: str) -> str:
    """Words behind a sentence, which may end with a quotation's own mark."""
    return before + (" " if before.endswith(_ENDED) else JOINT) + words


_QUOTES = frozenset('"“”')
_ASKS = ("?", "!", "...", "…")
"""What no comma follows."""
_MARKS = '"“” '
_ENDED = ('."', '?"', '!"', ".”", "?”", "!”")
_SPEAKER = frozenset(("speaker",))
_IT = frozenset(("it",))
_VERBS = frozenset("BHDMVESU")
"""Tags of what may be a verb."""
_SOMEBODY = "man"
"""A noun that stands for a person."""
_FAMILIAR = frozenset((*PRONOUNS, *POSSESSIVES, "this", "that", "these"))
"""Words that a sentence told before another one does not begin with."""


class Context(Meant):
    """The sentences of an article up to the one that is read, and what its headlines bring along of them."""

    def __init__(
        self, article: Article, times: Callable[[Span], Sequence[Resolution]], words: Lexicon
    ) -> None:
        super().__init__(article, times, words)
        self.heads: dict[Span, list[str]] = {}
        """The headlines of each sentence's mentions, each by itself."""
        self.speakers: dict[Span, str] = {}
        """Who speaks in each sentence that says so, and in those that go on with what they say."""
        self.heard: dict[str, tuple[Tokens, frozenset[str]]] = {}
        """What was read of them for the sake of a pronoun."""

    def told(self, span: Span, title: Title) -> str:
        """The headline of a mention in a sentence, with what its pronouns need."""
        self.heads.setdefault(span, []).append(title.words)
        opens = self._opens_speech(span)
        if self.is_quoted() or (opens and (_QUOTES.isdisjoint(title.words) or self.speaker(span))):
            return self._spoken(span)
        if not title.lacking and self._lacks_thing(title.words):
            whole = self._whole_named(span, len(self.before))
            if len(whole) <= LENGTH and not self._lacks_thing(whole):
                return whole  # "Lorenz was twice proposed for the prize, and did not receive *it*"
            return self._joined(title.words, _IT) or title.words
        return self._once(balanced(self._in_context(span, title))) if title.lacking else title.words

    def _once(self, words: str) -> str:
        """Two sentences of one subject with the article's own pronoun in the second: "Hale was nominated in 1964. *She* received one"."""
        for form in PRONOUNS:
            noun = self.stood.get((len(self.before), form))
            again = f"{JOINT}{noun} "
            if noun and words.startswith(noun) and again in words:
                return words.replace(again, f"{JOINT}{form.capitalize()} ", 1)
        return words

    def _lacks_thing(self, words: str) -> bool:
        """Whether no noun stands before "it" or "its" but names of people: "Ferrant was not invited to *its* reopening"."""
        if " it" not in words:
            return False
        tokens, tags = tokens_of(words, self.article.lang)
        people = {
            name.lower()
            for name, form in self.names.genders.items()
            if form in PERSONS and not self.names.is_thing(name)
        }
        first = words.partition(" ")[0]
        people |= {first.lower()} if self.names.given(first) in PERSONS else set()
        somebody = [token in people for token in tokens]
        tags = "".join("w" if known else tag for known, tag in zip(somebody, tags, strict=True))
        said = [_SOMEBODY if known else token for known, token in zip(somebody, tokens, strict=True)]
        return "it" in lacking((said, tags), self.words)

    def _spoken(self, span: Span) -> str:
        """A sentence of a quotation that goes on, within marks, behind the one that says who speaks: "It arrived last night"."""
        whole = self._whole(span)
        own = whole.rstrip(_MARKS)
        if _QUOTES.isdisjoint(own.lstrip(_MARKS)):
            said = f'"{own.lstrip(_MARKS)}"'
            speaker = self.speaker(span)
            if speaker and not own.endswith(_ASKS):
                return f'"{own.strip(_MARKS).removesuffix(".")}," {speaker} {self.words.reporting.spoke}'
            return self._joined(said, _SPEAKER) or said
        said = f'"{whole.lstrip(_MARKS)}'  # "There will be none next year," she said
        missing = dangling(said)
        return balanced((missing and self._joined(said, missing)) or said)

    def speaker(self, span: Span) -> str | None:
        """Who speaks in a quotation that does not say so: whoever spoke in the sentence before."""
        if not (self.is_quoted() or self._opens_speech(span)):
            return None
        speaker = self.speakers.get(self.before[-1]) if self.before else None
        speaker = speaker or self._named_behind(span)
        if speaker:
            self.speakers[span] = speaker
        return speaker

    def _named_behind(self, span: Span) -> str | None:
        """Who is named where a quotation that begins in a sentence ends: ""It broke. ¶ It was terrible," *Julia Ham* said"."""
        text = self.article.text
        if not (text[span[0]] in _QUOTES and is_open(text[slice(*span)])):
            return None
        closed = next(
            (m for m in _CLOSED.finditer(text, span[1], span[1] + _FAR) if text[m.start() - 1] in ".,?!"),
            None,
        )
        behind = closed.end() if closed else len(text)
        for said in (_NAMED_SAID, _SAID_NAMED):
            named = said.match(text, behind)
            if named and named["verb"] in self.words.reporting.tag:
                return named["who"]
        return None

    def _opens_speech(self, span: Span) -> bool:
        """Whether a sentence is a quotation, or the beginning of one, and does not say who speaks."""
        return self.article.text[span[0]] in _QUOTES and is_speech(self.parsed[span].tags)

    def _in_context(self, span: Span, title: Title) -> str:
        """A headline with the sentences before it that name what its pronouns stand for, where they are short.

        The subject of one of them agrees with a pronoun that opens the headline, if it can be had.
        """
        whole = self._whole_named(span, len(self.before))
        _, own = self._heard(span, whole)
        if len(whole) <= MOST and not own:
            return whole
        if title.lacking - own:  # the sentence itself names what one of them stands for
            last = title.own[-_SHOWN:]
            told = whole.find(last) + len(last) if last in whole else 0
            return self._joined(whole, own, surely=True) or shortened(whole, told=told)
        return (
            self._joined(title.words, title.lacking, surely=True)
            or self._joined(whole, own, surely=True)
            or self._joined(title.words, title.lacking)
            or self._behind_last(title)
        )

    def _behind_last(self, title: Title) -> str:
        """Words that open with a pronoun behind the last sentence, where no rule tells its noun."""
        words, last = title.words, self._whole(self.before[-1]) if self.before else ""
        first = words.partition(" ")[0].lower()
        leans = first in PRONOUNS or first in POSSESSIVES or "there" in title.lacking
        leans = leans and last.partition(" ")[0].lower() not in _FAMILIAR
        return _behind(last, words) if last and leans and len(last) + len(JOINT + words) <= MOST else words

    def _joined(self, words: str, wanted: frozenset[str], *, surely: bool = False) -> str:
        """Words behind the sentences that name what their pronouns stand for; nothing where none does."""
        pronoun, sound, partly, spoken = words.partition(" ")[0].lower(), "", "", wanted
        looked_at = 1 if "this" in wanted else _LOOKED_AT  # "That" is what was said last
        for before in reversed(self.before[-looked_at:]):
            room = MOST + surely * _MORE - len(words) - len(JOINT)
            found = self._naming(before, wanted, room, surely=surely)
            if found is None:
                if weak := surely and self._naming(before, wanted, room, surely=False):
                    words = _behind(weak[0], words)  # it may be meant
                elif before is self.before[-1] and self._names_beyond_room(before, wanted):
                    return ""  # whom it names is nearer than anybody else
                continue  # or is of something else
            words, wanted = self._behind_spoken(before, found[0], words), found[1]
            if words.count(JOINT) > _BROUGHT and len(words) > (LENGTH if partly else MOST - _MORE):
                break
            person = surely and POSSESSIVES.get(pronoun, pronoun) in ("he", "she")
            enough = before is self.before[-1] and len(words) > _LEAD
            near = before is self.before[-1]
            if not wanted and (person or near or enough or self._may_name(before, pronoun)):
                return words
            near = before is self.before[-1] and found[0].partition(" ")[0].lower() not in _FAMILIAR
            partly = words if near else partly
            sound = sound or ("" if wanted and "speaker" not in spoken - wanted else words)
        return sound or ("" if surely else partly)

    def _names_beyond_room(self, span: Span, wanted: frozenset[str]) -> bool:
        """Whether a sentence that is too long to come along names whom a pronoun means, and does not itself take that from before:
        not "*He* had declared to a friend, and to whoever else would listen, that …"."""
        far = self._naming(span, wanted, _FAR, surely=False) if wanted <= PERSONS else None
        return far is not None and wanted.isdisjoint(far[1])

    def _behind_spoken(self, before: Span, named: str, words: str) -> str:
        """Words behind a sentence, in the marks of the quotation that both belong to: ""*I saw it.* It fell," she said"."""
        said = self.article.text[slice(*before)]
        goes_on = words[:1] in _QUOTES and said[:1] in _QUOTES and is_open(said)
        return f"{words[:1]}{_behind(named.strip(_MARKS), words[1:])}" if goes_on else _behind(named, words)

    def _naming(
        self, span: Span, wanted: frozenset[str], room: int, *, surely: bool
    ) -> tuple[str, frozenset[str]] | None:
        """The words of a sentence before this one, or of one of its statements, with a noun that a pronoun stands for.

        With them the pronouns that still lack one, those of these words among them.
        """
        spare = None
        number = bisect_left(self.before, span)
        whole = self._whole_named(span, number)
        told = (whole, *reversed(self.heads.get(span, ())))
        if len(whole) > _LEAD or any(
            r.text.lower().startswith(patterns().times.relative) for r in self.times(span)
        ):
            told = (*told[1:], told[0])  # the short ones first, and those without "yesterday"
        before = self.sentence_at(span)
        if len(before.words) < _SAYS_SOMETHING and True not in before.finite:
            return None  # "Good afternoon"
        for words in told:
            if len(words) > room:
                continue
            said, own = self._heard(span, words)
            if words is not whole and _VERBS.isdisjoint(said[1]):
                continue  # "Wednesday's announcement"
            two = 1 + (wanted >= PERSONS)  # nobody is "he" and "she"
            left = wanted and frozenset(
                [
                    p
                    for p in wanted
                    if not offers(said, p, self.words, least=two if p in PERSONS else 1, surely=surely)
                ]
            )
            left = frozenset([p for p in left if not self._is_about(span, p)]) if surely else left
            if wanted and left == wanted:
                continue
            if not own:
                return words, left
            spare = spare or (words, own | left)
        return spare

    def _heard(self, span: Span, words: str) -> tuple[Tokens, frozenset[str]]:
        """The tokens of a sentence, or of some words of it, and the pronouns that lack a noun."""
        found = self.heard.get(words)
        if found is None:
            sentence = self.parsed.get(span) if words == self._whole(span) else None
            said = (sentence.words, sentence.tags) if sentence else tokens_of(words, self.article.lang)
            found = self.heard[words] = said, lacking(said, self.words)
        return found

    def _is_about(self, span: Span, pronoun: str) -> bool:
        """Whether the subject of a sentence is a name that a person's pronoun can stand for."""
        if pronoun not in ("he", "she"):
            return False
        subject = subject_of(self.article.text, self.sentence_at(span))
        return (
            bool(subject) and self.names.agrees(pronoun, subject or "") and self.names.is_name(subject or "")
        )

    def _may_name(self, span: Span, pronoun: str) -> bool:
        """Whether the subject of a sentence agrees with the pronoun that opens a headline, if one does."""
        subject = subject_of(self.article.text, self.sentence_at(span))
        return subject is not None and self.names.agrees(pronoun, subject)

    def _whole_named(self, span: Span, number: int) -> str:
        """A sentence of some number, with the nouns that its pronouns stand for, where they are known."""
        sentence, whole = self.sentence_at(span), self._whole(span)
        if FORMS.isdisjoint(sentence.words):
            return whole
        known = {form: noun for form in PRONOUNS if (noun := self._known(number, sentence, form))}
        if not known or '"' in sentence.tags:
            return whole
        return named(
            whole,
            self.article.text,
            self.words,
            lambda said, at, form: (
                None if said.words[at] == "it" and is_no_noun(said, at) else known.get(form)
            ),
        )[0]

    def _whole(self, span: Span) -> str:
        """A sentence on one line, without what ends it."""
        words = unended(" ".join(self.article.text[span[0] : span[1]].split()))
        words = _JOINING.sub("", _HOUR.sub("", words)).removeprefix(self._told_on(span))
        return words[:1].upper() + words[1:]

    def _told_on(self, span: Span) -> str:
        """The time that a sentence opens with, of something told before: "*On the same day,* a bus was hit"."""
        lead = next(iter(self.times(span)), None)
        if lead is None or not lead.text.lower().startswith(patterns().times.same):
            return ""
        opening = self.article.text[span[0] : lead.end]
        return f"{opening}, " if len(opening) - len(lead.text) <= len("on ") else ""
