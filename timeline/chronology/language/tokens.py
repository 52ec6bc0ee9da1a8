"""A sentence as its words, each with one letter (its *tag*), so that plain string work can read it fast.

====  =====================================  ====  =================================
tag   word                                   tag   word
====  =====================================  ====  =================================
B b   be, finite and not                     R     relative (which, who)
H D   have, do                               X     subordinating (after, while)
M     modal, future                          C     joining (and, but)
V     past form (took)                       T Q   that; how, why
E     word in -ed                            d p   determiner, preposition
U     unchanged past (put)                   n a   pronoun, adverb
P     participle (taken)                     0     number
S     present (says)                         w W   other word, capitalised one
G     word in -ing                           t     time expression
====  =====================================  ====  =================================

Punctuation is its own tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, chain, repeat
from operator import add, sub
from typing import Literal

from timeline.chronology.language.lexicon import Lexicon, lexicon

_TOKEN = re.compile(
    r"(\d+(?:[–—]\d+)+(?!\w)|\d[\d,.]*\d(?:%|(?:[^\W\d_]+)?(?:-[^\W_]+)*)|(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*|['’](?:ll|ve|re|m|d|s)(?!\w)|(?i:he|she|it|who|there)(?=['’]s(?!\w))|[^\W_]+(?:(?!['’](?:ll|ve|re|m|d)(?!\w))['’\-.&][^\W_]+)*(?:-$)?|``|''|--|\S)"
)
"""Scores ("3–1"), numbers, initials ("U.S.-led" is one word), what is left of a verb ("they'll", "he's"), words ("medium-" is one before
"and long-term"), quotation marks and dashes, any other character."""
_DASHES = frozenset(("--", "—", "–"))
_HYPHENS = ("-", "–", "—")
"""Between two times these part nothing: "the *1914-18* war"."""
_QUOTES = frozenset(('"', "“", "”", "``", "''", "«", "»"))
_COMMA_OF_DATE = re.compile(r",(?= [a-z])")
"""What ends a date of a day and a year, as the American way of writing has it, before the noun it qualifies: "the Aug. 7, 1998, bombings"."""
_REMEMBERED = 200_000
_LONGEST = 60
"""Longer pieces without a blank seldom come again, and may be whole texts."""
_VERBAL_PREFIXES = ("re-", "co-", "de-", "over-", "under-", "mis-", "out-")
ClauseKind = Literal["main", "coordinate", "relative", "subordinate", "content", "participle", "aside"]
_PARTICLE = re.compile(r"(?:al|ar|as|at|az|ad|an|el|ed|esh|ash|ul)-[A-Z]")
"""What opens an Arabic name: "Bashar *al-Assad*"."""
_WITHIN = re.compile(
    "(?<=H)X(?=[VEPb])|(?<=[aHBMD])C(?=[VEPb])|(?<=[DP])C|p(?=0)|w(?=[VEPU])|(?<=[VEP])w(?=[,.CXpt])"
)
"""An adverb within a verb, behind one, or before a number: "had *since* fled", "has not *yet* replied", "did *so*", "*about* 300"."""
_MAY_JOIN = frozenset(("whether", "that", "but", "past"))
_SUSPENDED = re.compile("[wW0]C(?=[wW0])")
_ONCE_A = re.compile("(?<=,)X(?=d[wE]*[wW],)")
_IF_THAT = re.compile("XT(?P<noun>[wE])?")
"""No joining word: "if *that* word can be used", "after *that*"."""
_CLOCK = re.compile(r"\d\d?[:.]\d\d$")
_INITIALS = frozenset("ABCDEFGHJKLMNOPQRSTUVWXYZ")
_GIVEN_NAME = {"V": re.compile("W"), "M": re.compile("W+[VES]")}
"""What stands behind a given name that may be a verb."""
_HAD = re.compile("Ha*[VEP]")
_OPENING = re.compile('(?:^|[":;.!?(-])W')
_NAME_OPENS = re.compile("W|[VSHMD]|,[0dR]")
"""What stands behind a name that opens a sentence, and not behind a participle: "*Harding* said", "*Reed*, 58, …"."""
_LABEL = re.compile('[^\\w("]?p?t(?:[,p-]?t)*[:-](?=.*[A-Za-su-z])')
"""A date that stands before what happened then, as in a chronicle: "25–28 January: Thousands marched", "1952 – …"."""


def is_genitive(word: str) -> bool:
    """Whether a word says whose something is: "army's"."""
    return word.endswith(("'s", "’s")) and not word[-3:-2].isdigit()  # not "the 1980's"


class Clause:
    """One clause: its tokens (they need not be neighbours), its finite verb and the clause it hangs on."""

    __slots__ = ("comma", "kind", "opener", "parent", "tokens", "verb")

    def __init__(
        self, kind: ClauseKind, parent: Clause | None, opener: str = "", comma: bool = False
    ) -> None:
        self.kind = kind
        self.parent = parent
        self.opener = opener
        self.tokens: list[int] = []
        self.verb = -1
        self.comma = comma


class Sentence:
    """The tokens of one sentence and the clauses they form."""

    __slots__ = ("clauses", "ends", "finite", "labelled", "of", "says", "starts", "tags", "words")

    def __init__(self, words: list[str], starts: list[int], ends: list[int], tags: str) -> None:
        self.words = words
        """Lower-case words; a time expression is one word."""
        self.starts = starts
        self.ends = ends
        self.tags = tags
        self.finite: list[bool] = []
        """Whether a finite verb begins at each token."""
        self.clauses: list[Clause] = []
        self.of: list[Clause] = []
        """The clause of each token."""
        self.says = True
        """Whether it may hold a verb of saying; most hold none."""
        self.labelled = False
        """Whether it begins with a date set off, as the entries of a chronicle do."""


def is_adverb(sentence: Sentence, token: int) -> bool:
    """Whether a word stands as an adverb does before a participle: "*first* awarded", "*formally* opened"."""
    tag, word = sentence.tags[token], sentence.words[token]
    return tag == "a" or (tag in "dw" and (word in ("first", "last") or word.endswith("ly")))


def deed(tags: str, verb: int) -> int:
    """Where the participle stands behind a "had" or "has" at a token; else that token.

    >>> deed("WHaVdw", 1), deed("WVdw", 1)
    (3, 1)
    """
    had = _HAD.match(tags, verb)
    return had.end() - 1 if had else verb


def doing(sentence: Sentence, at: int) -> int:
    """Where the word stands that opens what was done at a time without a subject: "*since* taking office in May", "*since* being
    named by the board in May"; else the time."""
    first = at - 1
    while first > 0 and sentence.tags[first] in "pdwW0GEPVb":
        if sentence.tags[first] == "G" or sentence.words[first] == "being":
            return first - 1
        first -= 1
    return at


PERFECT = ("has", "have", "'ve")
"""What a present perfect begins with."""


def in_quotation(tags: str, token: int) -> bool:
    """Whether a quotation that begins in a sentence is open at a token of it, by its tags."""
    return '"' in tags and tags.count('"', 0, token) % 2 == 1


@cache
def _tag_table(lang: str) -> dict[str, str]:
    words = lexicon(lang)
    table: dict[str, str] = {}
    # Later lists win: what joins clauses outranks what merely stands in them.
    for tag, group in (
        ("a", words.clauses.adverb),
        ("p", words.clauses.preposition),
        ("d", words.clauses.determiner),
        ("n", words.clauses.pronoun),
        ("S", words.verbs.present),
        ("P", words.verbs.participle),
        ("U", words.verbs.unchanged),
        ("V", words.verbs.past),
        ("H", words.verbs.have),
        ("D", words.verbs.do),
        ("b", words.verbs.be_other),
        ("B", words.verbs.be_past | words.verbs.be_present),
        ("M", words.verbs.modal | words.verbs.future),
        ("X", words.clauses.subordinate),
        ("C", words.clauses.coordinate),
        ("R", words.clauses.relative),
        ("T", words.clauses.complement),
        ("Q", words.clauses.asking),
    ):
        for word in group:
            table[word] = tag
    for word in words.verbs.not_past | words.clauses.not_adverb:
        table.setdefault(word, "w")
    for word in ("his", "her", "its", "their", "this", "these", "those", "our", "my", "your"):
        table[word] = "d"
    return table


def _tag(table: dict[str, str], raw: str, word: str) -> str:
    known = table.get(word)
    if known is not None:
        if raw[0] != word[0] and len(raw) > 1:
            # "IS" and "US" among lower-case words are names, and so are "Per Lund", "Will Hale" and "Carol Drew".
            return "W" if known in ("BnMXCpd" if raw.isupper() else "VUPSMDpw") else known
        return known
    if len(word) == 1 and not word.isalnum():
        return '"' if word in _QUOTES else "-" if word in _DASHES else word
    if word in _QUOTES:
        return '"'
    if word in _DASHES:
        return "-"
    if raw[0].isdigit():
        return "0"
    if word.endswith("ly") and len(word) > 4 and raw[0] == word[0]:
        return "a"
    if word.endswith("ed") and len(word) > 3 and raw[0] == word[0]:
        # "best-preserved", "rebel-controlled" qualify a noun; only a few prefixes take the hyphen of a verb.
        return "E" if "-" not in word or word.startswith(_VERBAL_PREFIXES) else "w"
    if word.endswith("ing") and len(word) > 5 and raw[0] == word[0]:
        return "G"
    return "w" if raw[0] == word[0] and not _PARTICLE.match(raw) else "W"


_Piece = tuple[tuple[str, ...], str, tuple[int, ...], tuple[int, ...]]
"""Lower-case words, their tags, their lengths, and how far it is from each to the next one, over a blank at the end."""


class _Reader(dict[str, _Piece]):
    """What stands between two blanks → its words: no word holds a blank, and most pieces come again and again."""

    def __init__(self, lang: str) -> None:
        self.table = _tag_table(lang)
        self.short = lexicon(lang).names.short

    def __missing__(self, piece: str) -> _Piece:
        found = self.read(piece)
        if len(self) < _REMEMBERED and len(piece) <= _LONGEST:
            self[piece] = found
        return found

    def read(self, piece: str) -> _Piece:
        spans = [match.span() for match in _TOKEN.finditer(piece)]
        raws = [piece[start:end] for start, end in spans]
        before = raws[-2] if raws[-1:] == ["."] and len(raws) > 1 else ""
        if before.lower() in self.short or (before in _INITIALS and len(raws) == 2):
            spans[-2:] = [(spans[-2][0], spans[-1][1])]  # "Mr." is one word, and so are "v." and "B."
            raws.pop()
        words = [raw.lower().replace("’", "'") if len(raw) > 1 else raw.lower() for raw in raws]
        starts = [start for start, _ in spans]
        return (
            tuple(words),
            "".join(map(_tag, repeat(self.table), raws, words)),
            tuple(end - start for start, end in spans),
            tuple(map(sub, [*starts[1:], len(piece) + 1], starts)),
        )


@cache
def _reader(lang: str) -> _Reader:
    return _Reader(lang)


_AND_NAME = re.compile("(?<=W)&(?=W)")
"""What joins the parts of one name: "Hart *&* Sons"."""
_THAT_NOUN = re.compile("C?Tw+[BHDMVE]")


def _opened(words: list[str], tags: str, inner: frozenset[str]) -> str:
    """The tags with an adverb that has its capital from the beginning: "*Twice* she broke down"."""
    return f"a{tags[1:]}" if words[0] in inner and tags[0] == "W" else tags


def _without_joints(words: list[str], tags: str, known: Lexicon) -> str:
    """The tags without those of joining words that join nothing: within a verb, before a noun, before "to"."""
    inner = known.clauses.inner
    if _MAY_JOIN.isdisjoint(words) and inner.isdisjoint(words):
        return tags
    tags = _opened(words, tags, inner)
    for at in range(1, len(words) - 1) if "but" in words or "past" in words else ():
        if words[at] == "but" and words[at - 1] == "all":
            tags = f"{tags[:at]}a{tags[at + 1 :]}"  # "all *but* two of them"
        elif words[at] == "past" and tags[at - 1] in "VEGC" and tags[at + 1] in "dnW":
            tags = f"{tags[:at]}p{tags[at + 1 :]}"  # "flew *past* it"
    for adverb in _WITHIN.finditer(tags) if not inner.isdisjoint(words) else ():
        if words[adverb.start()] in inner:
            tags = f"{tags[: adverb.start()]}a{tags[adverb.end() :]}"
    if "whether" in words:
        at = words.index("whether")
        if words[at + 1 : at + 2] == ["to"]:
            tags = f"{tags[:at]}p{tags[at + 1 :]}"  # "a decision on whether *to* go": no clause
    opens = tags[:1] == "T" or tags[:2] == "CT"
    if opens and (noun := _THAT_NOUN.match(tags)) and not words[noun.end() - 2].endswith("s"):
        tags = tags.replace("T", "d", 1)  # "*That* application was refused"
    if "once" in words and (once := _ONCE_A.search(tags)) and words[once.start()] == "once":
        tags = f"{tags[: once.start()]}a{tags[once.end() :]}"  # "the building, *once* a royal palace, had closed"
    for that in _IF_THAT.finditer(tags) if "XT" in tags else ():
        measure = words[that.start() - 1]
        if measure in known.roles.units or measure in known.roles.nights:
            continue  # "had told them only the night *before that* he would stay"
        tags = f"{tags[: that.start() + 1]}{'d' if that['noun'] else 'n'}{tags[that.start() + 2 :]}"
    return tags


def words_in(text: str, start: int, end: int, lang: str = "en") -> Iterator[str]:
    """The lower-case words of ``text[start:end]``, for whoever only looks for one.

    >>> [*words_in("No, he said.", 0, 12)]
    ['no', ',', 'he', 'said', '.']
    """
    read = _reader(lang)
    return chain.from_iterable([read[piece][0] for piece in text[start:end].split()])


def tokenise(text: str, start: int, end: int, times: list[tuple[int, int]], lang: str = "en") -> Sentence:
    """Words, offsets and tags of ``text[start:end]``; each of ``times`` (sorted, disjoint spans) is one word."""
    read = _reader(lang)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    tags = ""
    at = start
    for first, bare in (*times, (end, end)):
        part = text[at:first].lstrip()
        at = first - len(part)
        part = part.rstrip().replace("\n", " ")  # a line's end divides as a blank does
        if part:
            found = zip(*map(read.__getitem__, part.split(" ")), strict=True)
            its_words, its_tags, lengths, steps = found
            its_starts = [*accumulate(chain.from_iterable(steps), initial=at)]
            if its_starts.pop() != at + len(part) + 1:  # two blanks in a row
                its_words, its_tags, lengths, steps = zip(read.read(part), strict=True)
                its_starts = [*accumulate(steps[0], initial=at)][:-1]
            words += chain.from_iterable(its_words)
            ranged = part in _HYPHENS and first < bare and first - len(part) == ends[-1] if ends else False
            tags += "p" if ranged else "".join(its_tags)
            starts += its_starts
            ends += map(add, its_starts, chain.from_iterable(lengths))
        last = bare
        if first < bare:
            last += 2 * text.startswith(("'s", "’s"), bare)
            words.append(text[first:last].lower())
            starts.append(first)
            ends.append(last)
            qualifies = tags.endswith("d") and "," in words[-1] and _COMMA_OF_DATE.match(text, last)
            tags += "t"
            last += bool(qualifies)
        at = last
    tags = _uncapitalised(text, words, starts, ends, tags, read.table)
    if text.find("- ", start, end) >= 0:
        for joint in _SUSPENDED.finditer(tags):
            if words[joint.start()].endswith("-"):  # "*early- and* late-season barley"
                tags = f"{tags[: joint.start()]}ww{tags[joint.end() :]}"
    if "&" in tags:
        tags = _AND_NAME.sub("W", tags)
    tags = _without_joints(words, tags, lexicon(lang))
    label = _LABEL.match(tags)
    if label:
        tags = f"{tags[: label.end() - 1]},{tags[label.end() :]}"
    sentence = Sentence(words, starts, ends, tags)
    sentence.says = not lexicon(lang).reporting.verbs.isdisjoint(words)
    # "2 February The union calls off …": the capital of an article begins what happened then; so does any at "10:45"
    begins = tags[:2] == "td" or (tags[:1] == "t" and _CLOCK.match(words[0]))
    sentence.labelled = label is not None or bool(begins and len(words) > 1 and text[starts[1]].isupper())
    return sentence


def _uncapitalised(
    text: str, words: list[str], starts: list[int], ends: list[int], tags: str, table: dict[str, str]
) -> str:
    """The tags where a capital that a beginning gives hides another word than a name: "*Opened* in 1911, …", ""*Will* they …?\""."""
    for opening in _OPENING.finditer(tags):
        at = opening.end() - 1
        hidden = table.get(words[at])
        if hidden is None and not at and not _NAME_OPENS.match(tags, 1) and "-" not in "".join(words[1:2]):
            hidden = _tag(table, words[0], words[0])  # "Khaled al-Asaad" is a name
            # "*Shortly* after nine", and none of "Sally and her son"
            hidden = hidden if hidden in "EG" or (hidden == "a" and tags[1:2] in "X0td") else None
        if hidden and hidden in "VM" and _GIVEN_NAME[hidden].match(tags, at + 1):
            continue  # "*Drew* Harn stumbled", "*Will* Orr made"
        if hidden and text[starts[at] : ends[at]].istitle():
            tags = f"{tags[:at]}{hidden}{tags[at + 1 :]}"
    return tags
