"""A sentence cut into its clauses, from the words of the lexicon alone.

Every word becomes one letter (its *tag*), so a sentence is a short string that plain string work can read fast.
This is not a parser: it finds the finite verbs, opens a clause at what subordinates, joins or quotes, and closes
it where a comma or a second finite verb gives the word back to the clause around it.

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
from bisect import bisect_left
from functools import cache
from itertools import accumulate, chain, repeat
from operator import add, sub
from typing import Literal

from timeline.chronology.lexicon import Lexicon, lexicon

_TOKEN = re.compile(
    r"(\d+(?:[–—]\d+)+(?!\w)|\d[\d,.]*\d%?|(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*|[^\W_]+(?:['’\-.&][^\W_]+)*|``|''|--|\S)"
)
"""Scores ("3–1"), numbers, initials ("U.S.-led" is one word), words, quotation marks and dashes, any other character."""
_DASHES = frozenset(("--", "—", "–"))
_QUOTES = frozenset(('"', "“", "”", "``", "''", "«", "»"))
_REMEMBERED = 200_000
_LONGEST = 60
"""Longer pieces without a blank seldom come again, and may be whole texts."""
_AUXILIARY = frozenset("BHDM")
_VERBAL_PREFIXES = ("re-", "co-", "de-", "over-", "under-", "mis-", "out-")

ClauseKind = Literal["main", "coordinate", "relative", "subordinate", "content", "participle", "aside"]


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

    __slots__ = ("clauses", "ends", "finite", "labelled", "of", "starts", "tags", "words")

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
        self.labelled = False
        """Whether it begins with a date set off, as the entries of a chronicle do."""


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
            return "W" if known in ("BnMXCpd" if raw.isupper() else "VUPSMDp") else known
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
    return "w" if raw[0] == word[0] else "W"


_Piece = tuple[tuple[str, ...], str, tuple[int, ...], tuple[int, ...]]
"""Lower-case words, their tags, their lengths, and how far it is from each to the next one, over a blank at the end."""


class _Reader(dict[str, _Piece]):
    """What stands between two blanks → its words: no word holds a blank, and most pieces come again and again."""

    def __init__(self, lang: str) -> None:
        self.table = _tag_table(lang)

    def __missing__(self, piece: str) -> _Piece:
        found = self.read(piece)
        if len(self) < _REMEMBERED and len(piece) <= _LONGEST:
            self[piece] = found
        return found

    def read(self, piece: str) -> _Piece:
        spans = [match.span() for match in _TOKEN.finditer(piece)]
        raws = [piece[start:end] for start, end in spans]
        words = [raw.lower().replace("’", "'") if len(raw) > 1 else raw.lower() for raw in raws]
        starts = [start for start, _ in spans]
        return (
            tuple(words),
            "".join(map(_tag, repeat(self.table), raws, words)),
            tuple(map(len, raws)),
            tuple(map(sub, [*starts[1:], len(piece) + 1], starts)),
        )


@cache
def _reader(lang: str) -> _Reader:
    return _Reader(lang)


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
            tags += "".join(its_tags)
            starts += its_starts
            ends += map(add, its_starts, chain.from_iterable(lengths))
        last = bare
        if first < bare:
            last += 2 * text.startswith(("'s", "’s"), bare)
            words.append(text[first:last].lower())
            starts.append(first)
            ends.append(last)
            tags += "t"
        at = last
    for opening in _OPENING.finditer(tags):
        # A capital that a beginning gives may hide another word than a name: "Opened in 1911, …", ""Will they …?\""
        at = opening.end() - 1
        hidden = read.table.get(words[at])
        if hidden is None and not at and tags[1:2] != "W" and "-" not in "".join(words[1:2]):
            hidden = _tag(read.table, words[0], words[0])  # "Khaled al-Asaad" is a name
            hidden = hidden if hidden in "EG" else None
        if hidden and text[starts[at] : ends[at]].istitle():
            tags = f"{tags[:at]}{hidden}{tags[at + 1 :]}"
    label = _LABEL.match(tags)
    if label:
        tags = f"{tags[: label.end() - 1]},{tags[label.end() :]}"
    sentence = Sentence(words, starts, ends, tags)
    # "2 February The union calls off …": the capital of an article begins what happened then; so does any at "10:45"
    begins = tags[:2] == "td" or (tags[:1] == "t" and _CLOCK.match(words[0]))
    sentence.labelled = label is not None or bool(begins and len(words) > 1 and text[starts[1]].isupper())
    return sentence


_CLOCK = re.compile(r"\d\d?[:.]\d\d$")
_OPENING = re.compile('(?:^|[":;.!?(-])W')
_LABEL = re.compile('[^\\w("]?p?t(?:[,p-]?t)*[:-](?=.*[A-Za-su-z])')
"""A date that stands before what happened then, as in a chronicle: "25–28 January: Thousands marched", "1952 – …"."""


@cache
def _with_content(lang: str) -> frozenset[str]:
    """Verbs behind which a clause may follow without any word to open it."""
    words = lexicon(lang)
    return words.reporting.verbs | words.verbs.stative | words.verbs.have


def finite_verbs(sentence: Sentence, lang: str = "en") -> list[bool]:
    """For each token whether a finite verb (or its auxiliary) begins there.

    >>> s = tokenise("The army seized the besieged town", 0, 33, [])
    >>> [w for w, f in zip(s.words, finite_verbs(s)) if f]
    ['seized']
    """
    _show_present(sentence)
    tags, words = sentence.tags, sentence.words
    verbs, both = _with_content(lang), lexicon(lang).verbs.both
    count = len(tags)
    finite = [False] * count
    index = 0
    while (verbal := _VERBAL.search(tags, index)) is not None:
        index = verbal.start()
        tag = tags[index]
        if tag in _AUXILIARY and not (tag == "H" and words[index] == "having"):
            before = tags[index - 1] if index else ""
            if not (tag in "HD" and (before == "M" or words[index - 1 : index] == ["to"])):
                finite[index] = True
            index += 1
            while index < count and (tags[index] in "abnHBt" or words[index] == "first"):
                index += 1
            if index < count and tags[index] in "EVPUGwS":
                index += 1
            continue
        if tag in "VEUS" and _lexical(tags, words, index, finite, both):
            finite[index] = (tag not in "EU" and words[index] not in both) or not _second(
                sentence, finite, index, verbs
            )
        index += 1
    if True not in finite:
        _find_only(sentence, finite)
    elif (behind := _BEHIND_RELATIVE.match(sentence.tags)) and True not in finite[behind.end() - 1 :]:
        at = behind.end() - 1
        if _IN_S.fullmatch(words[at]):  # "The mine, which opened in 1968, employs 400 people"
            _make_finite(sentence, finite, at)
    return finite


def _make_finite(sentence: Sentence, finite: list[bool], at: int) -> None:
    """A word that was read as a noun is the finite verb."""
    tag = "E" if sentence.words[at].endswith("ed") else "S"
    finite[at] = True
    sentence.tags = f"{sentence.tags[:at]}{tag}{sentence.tags[at + 1 :]}"


def _find_only(sentence: Sentence, finite: list[bool]) -> None:
    """Where nothing else is a verb: a word in -s between its subject and what begins an object ("a court hears the case"),
    or one in -ed that is seldom a verb ("the towns armed themselves").

    The entries of a chronicle are told in the present, so there it may be any such word, and one behind a plural, too
    ("Rebels seize the port").
    """
    tags, words = sentence.tags, sentence.words
    if sentence.labelled or tags[:1] == "t":
        found = _shown(tags, words)
        sentence.labelled = sentence.labelled or found >= 0
    else:
        ends = [match.end() for match in _SUBJECT.finditer(tags)]
        ends = [at for at in ends if _IN_S.fullmatch(words[at]) or words[at].endswith("ed")]
        only = [
            at
            for at in ends
            if tags[at + 1 : at + 2] in tuple("dn0") or "".join(words[at + 1 : at + 2]).endswith(_SELF)
        ]
        found = only[0] if len(only) == 1 else -1
    if found >= 0:
        _make_finite(sentence, finite, found)


def _shown(tags: str, words: list[str]) -> int:
    """The verb of an entry of a chronicle: the first word that agrees with the one before it, and so may be its verb.

    Of two in a row it is the second one behind an article ("the first boats arrive") or before an object ("army officers
    overthrow the king"), else the first ("Egypt seizes control of the canal").
    """
    ends = [match.end() for match in _SUBJECT.finditer(tags)]
    agree = [at for at in ends if _agree(*words[at - 1 : at + 1])]
    if not agree:
        return -1
    first = agree[0]
    second = first + 1 in agree and (
        tags[first - 2 : first] == "dw" or tags[first + 2 : first + 3] in tuple("dnW0")
    )
    return first + second


def is_plural_form(word: str) -> bool:
    """Whether a noun names several, as far as its form shows.

    >>> [word for word in ("rebels", "fishermen", "people", "bus", "crisis", "press") if is_plural_form(word)]
    ['rebels', 'fishermen', 'people']
    """
    return word in _PLURALS or (
        word.endswith(("s", "men")) and not word.endswith(("ss", "us", "is", "'s", "’s"))
    )


def _agree(subject: str, verb: str) -> bool:
    """Whether a noun and the word behind it are one in number as a subject and its verb are.

    >>> _agree("mubarak", "resigns"), _agree("rebels", "seize"), _agree("border", "towns"), _agree("army", "chief")
    (True, True, True, False)
    """
    return is_plural_form(subject) != (_IN_S.fullmatch(verb) is not None)


_BEHIND_RELATIVE = re.compile("[dwW0]+,R[^,]*,w")
_SELF = ("self", "selves")
_PLURALS = frozenset(("children", "people", "police"))
_SUBJECT = re.compile("[wW](?=w)")
_IN_S = re.compile(r"[a-z]{2,}(?<![sui])s")


def _show_present(sentence: Sentence) -> None:
    """Marks the present of verbs that only their subject gives away: "it shows", "they fight"."""
    tags, words = sentence.tags, sentence.words
    for match in _AFTER_ADVERB.finditer(tags):
        at = match.start()
        if _IN_S.fullmatch(words[at]) and words[at - 1] in _STILL:
            tags = f"{tags[:at]}S{tags[at + 1 :]}"  # "a cross raised then still marks the spot"
    for match in _AFTER_PRONOUN.finditer(tags):
        at = match.start() + 1
        if words[at - 1] == "they" or (words[at - 1] in ("it", "he", "she") and words[at].endswith("s")):
            tags = f"{tags[:at]}S{tags[at + 1 :]}"
    sentence.tags = tags


_AFTER_PRONOUN = re.compile("n(?=w[dnwWp0T])")
_AFTER_ADVERB = re.compile("(?<=a)w(?=[dn])")
_STILL = frozenset(("still", "now", "also", "never", "always", "often", "already", "again"))


def _second(sentence: Sentence, finite: list[bool], index: int, verbs: frozenset[str]) -> bool:
    """Whether a word in -ed stands behind a finite verb of its own clause: "left the ruins undefended"."""
    held = False
    for at in range(index - 1, -1, -1):
        if sentence.tags[at] in _JOINTS:
            # Behind a relative or subordinate clause the second verb is the outer clause's.
            inserted = sentence.tags[at - 1 : at] == "," and "," in sentence.tags[index:]
            return held and (sentence.tags[at] not in "RTXQ" or inserted)
        if finite[at]:
            held = sentence.words[at] not in verbs or sentence.words[at + 1] == "to"
            if not held:
                return False
    return held


def _lexical(tags: str, words: list[str], index: int, finite: list[bool], both: frozenset[str]) -> bool:
    """Whether a full verb form without an auxiliary is finite here, and no participle, adjective or noun.

    ``both`` are the past forms that are participles too.
    """
    tag = tags[index]
    before = index - 1
    while before >= 0 and tags[before] == "a":
        before -= 1
    if before > 0 and tags[before] == '"' and tags[before - 1] in "BHb":
        before -= 1  # "was "destroyed""
    previous = tags[before] if before >= 0 else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    if previous in ("", "b", "d", "p", "0", "B", "M", "H") or words[before].endswith(("'s", "s'")):
        return False
    infinitive = before > 0 and previous == "w" and words[before - 1] == "to"
    if tag == "E" and infinitive:
        return False  # "to enter besieged Tesk"
    hangs = tags[0] in "EG" or ((tag == "E" or words[index] in both) and _HANGING.search(tags, 0, index))
    qualifies = (tag == "E" or words[index] in both) and _reduced_by_verb(tags, words, index)
    qualifies = qualifies or (previous in "wWn" and _beside_noun(tags, words, index, finite))
    if words[before] == "to" or qualifies or (previous == "C" and hangs and not any(finite[:index])):
        return False  # "Opened and rebuilt in May, the theatre …"; "The ferry, built in 1974 and sold in 2008, sank"
    if tag == "E":
        return _regular(tags, words, index, before, finite)
    if tag == "U":
        opens = previous in "wWnRCGT" or (previous == "," and "R" in tags[:before])
        # "hit by shells"; "a rival bid had been cheaper"; "would close a factory and *cut* jobs"
        opens = opens and after != "by" and tags[index + 1 : index + 2] not in ("H", "B", "M")
        return opens and not (previous == "C" and _shares_modal(tags, words, before, finite))
    if tag == "V" and previous == "," and _reduced_past(tags, before, index):
        return False  # "The dam, built in 1987, has leaked for years"
    if tag == "S":
        return previous in 'wWnRTCt",)'
    # "reached a village held by the army"
    held = after == "by" and words[index] in both and tags[index + 2 : index + 3] not in ("0", "$", "t", "")
    return not (held and previous in "wW" and any(finite[:index]))


def _regular(tags: str, words: list[str], index: int, before: int, finite: list[bool]) -> bool:
    """Whether a word in -ed is finite, as far as the word at ``before`` and those behind it tell."""
    previous, behind = tags[before], tags[index + 1 : index + 2]
    after = words[index + 1] if behind else ""
    period = previous == "t" and words[before].startswith("the ") and behind == "t"
    quoted = previous == "C" and before > 0 and tags[before - 1] in "EP" and tags[:index].count('"') % 2
    told = _SAID_IN.search(tags, 0, index)
    if told and finite[told.start()] and behind in ("p", "t"):
        return False  # "said in a letter *published* on Tuesday"
    if quoted or words[before] in _BECOMING or (behind == "w" and words[before] in _NUMERALS):
        return False  # "was "worried but *surprised*"", "went unnoticed", "two *leased* jets"
    apposed = tags.rfind(",", 0, index)
    if (
        apposed > 0
        and _APPOSED_NOUN.fullmatch(tags, apposed + 1, index)
        and _reduced_past(tags, apposed, index)
    ):
        return False  # "The cathedral, a stone building *finished* in 1904, lost its spire"
    counted = after == "by" and (tags[index + 2 : index + 3] in ("0", "$") or words[index + 2] in _NUMERALS)
    if (
        period
        or (after in ("by", "with") and not counted)
        or (previous == "," and _reduced_past(tags, before, index))
    ):
        return False  # "captured by the army", "the quarter ended 30 September", "her captain, asked in port, said"
    if previous == "," and not _APPOSED_SUBJECT.search(tags, 0, index):
        opening = tags.rfind(",", 0, before)
        # behind an inserted phrase: "The judge, appointed in May, ruled"
        inserted = opening > 0 and not any(finite[:opening])
        return inserted or (behind not in ("t", "w") and after not in ("in", "at", "on", "as", "from", "to"))
    if previous == "," and _APPOSED_SUBJECT.search(tags, 0, index):
        return True  # "when a violinist, Ana Diaz, described …"
    pair = _PAIRED.search(tags, 0, index) if previous == "C" else None
    if pair and not any(finite[pair.start() : index]):
        return False  # "the chapel, begun in 1876 and *consecrated* in 1880"
    if previous == "C":
        # "blocked and burned cars" follows a verb; "damaged and looted shops" an article.
        return before == 0 or tags[before - 1] not in "d"
    return previous in 'wWnRTXGtVES")-' and (previous in "RT" or not _reduced(tags, words, index))


_SAID_IN = re.compile("[VES]pd[wWE]*w$")
_APPOSED_SUBJECT = re.compile("[XC]d[wWE]+,W+,$")
_PAIRED = re.compile(",P[^,;:]*Ca*$")
_APPOSED_NOUN = re.compile("d[wWG0]+")
_BECOMING = frozenset(("went", "goes", "go", "remained", "stayed", "became", "got"))
_NUMERALS = frozenset(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
)
"""A verb before "by" and one of these has no agent behind it: "resolved *by eleven* votes"."""


def _beside_noun(tags: str, words: list[str], index: int, finite: list[bool]) -> bool:
    """Whether a participle tells what was done to the noun before it, behind "had" or "with"."""
    if _HOLDERS.isdisjoint(words):
        return False
    noun, behind = _NOUN_BEFORE.search(tags, 0, index), tags[index + 1 : index + 2]
    opener = noun.start() - 1 if noun else -1
    if noun is None or opener < 0:
        return False
    if words[opener] == "leaving":
        return behind not in ("d", "n", "0")
    if words[opener] in ("had", "has", "have"):
        return finite[opener] and behind not in ("d", "n", "0") and tags[noun.start()] == "d"
    absolute = words[opener] == "with" and (not opener or tags[opener - 1] == ",")
    return absolute and _RESUMED_BY.match(tags, index + 1) is not None


_HOLDERS = frozenset(("had", "has", "have", "with", "leaving"))
_NOUN_BEFORE = re.compile("(?<=[HpG])d?[a0]?(?:[dwW0]+p)?[dwW0]+$")
_RESUMED_BY = re.compile("[^,;:.]*,[dnwW0aE]*[wWn]a*[BHDMVES]")


def _shares_modal(tags: str, words: list[str], joint: int, finite: list[bool]) -> bool:
    """Whether the verb before a joining word is an infinitive, which the one behind it then is as well."""
    for at in range(joint - 1, -1, -1):
        if tags[at] in ",;:-" or (finite[at] and tags[at] not in "MD"):
            return False
        if finite[at] or words[at] == "to":
            return tags[at] in "MD" or tags[at + 1 : at + 2] in ("w", "U")
    return False


_INSERTED = re.compile("[pa]?[dwWn0]+,[EPVp][^,;:.-]*,")
"""A noun and what is inserted behind it: "and the arch, destroyed in October, lay across the road"."""
_HANGING = re.compile("^[dwW0G]+,[EPV]")
_NAMED = re.compile("[apt]*[dwW0]+[RT]")
_TWO_NOUNS = re.compile("d[wE0]*w(?P<second>n|d[wE0]*w|dW+)a?$")
_UP_TO_COMMA = re.compile("(?:a|p?t|p[dwW]+)*,a*")
_NAMED_SPEAKER = re.compile('[,"](?P<who>[dwW0]+(?:p[dwW0]+)*),[dwW0]+(?:p[dwW0]+)*,a*$')
_SPEAKER = re.compile(",(?P<who>n|[dwW0E]+(?:p[dwW]+)*)a*$")
_NOUN_PHRASE = re.compile("d[wE]+$")
_APPOSED = re.compile("[adwW0]+(?:p[dwW0]+)*,[dwW0EG]+(?:p[dwW0EG]+)*,a*")
_VERBAL = re.compile("[BHDMVEUS]")
_NOUN_THEN_PRONOUN = re.compile("d[wW]+(?:p(?:[dwW]+|t))?n")
_RELATIVE_SUBJECT = re.compile("[dwW0E]+[RT]a*$")
_DATE_APART = re.compile("p?t,[^,]*,")
_RELATED = re.compile("[dwW0E]+(?:p[dwW0E]+)*,R[^,]*,a*")
_AFTER_NOUN = re.compile("Xd?[wW]+(?:p(?:[dwW]+|t))?(?=n$)")
"""When, before a subject: "and *after the invasion of 1940* she printed"."""
_ASIDE = re.compile(",[^,]*,")
_MOVES = frozenset("RXTCQG;:-(),EPV")
"""Tags of the words that may open or close a clause."""
_STOP = re.compile("[-,;:.]")
_STOPS = frozenset("XRTC,;:.-n")
_JOINTS = frozenset('XRTCQ,;:-n"()')


def _reduced_past(tags: str, comma: int, index: int) -> bool:
    """Whether a past form behind the comma of an opening noun is inserted, as the clause's own verb follows a comma."""
    return (
        _NOUN.fullmatch(tags, max(tags.rfind(mark, 0, comma) for mark in "TC;") + 1, comma) is not None
        and tags[index + 1 : index + 2] in ("p", "t")
        and _RESUMED.search(tags, index) is not None
    )


_NOUN = re.compile("[dwW0]+(?:p[dwW0]+)*")
_RESUMED = re.compile(",a*[BHDMVE]")


def _reduced(tags: str, words: list[str], index: int) -> bool:
    """Whether a word in -ed only qualifies the noun before: "the law adopted last year was void"."""
    if tags[index + 1 : index + 2] == "w" and tags[index + 2 : index + 3] in ("H", "B", "M"):
        return True  # "its historic covered market had been shelled"
    if tags[index + 1 : index + 2] not in ("t", "p"):
        return False
    for at in range(index + 2, len(tags)):
        if tags[at] in _STOPS or words[at] == "to":
            return False
        if tags[at] in "BHMVS":
            return True
    return False


def _reduced_by_verb(tags: str, words: list[str], index: int) -> bool:
    """Whether another finite verb, behind nothing but when and where, shows that a participle only qualifies its noun.

    "that debris *found* on Thursday near the wreck came from the ship"; "in a ruling *published* on Friday, the court".
    """
    if _FRONTED.fullmatch(tags, 0, index) and tags[index + 1 : index + 2] in ("t", "p"):
        return "," in tags[index:]
    behind = _ADVERBIALS.match(tags, index + 1)
    verb = behind.end() if behind else len(tags)
    return (
        tags[verb : verb + 1] in ("V", "B", "H", "M")
        and tags[index - 1] in "wW"
        and words[verb + 1 : verb + 2] != ["by"]
    )


_FRONTED = re.compile("p[dwW0]*[wWG]")
_ADVERBIALS = re.compile("(?:[pX]?t|p[dwW0]+)+a*")


_HALVES = frozenset(("half", "twice", "double", "what", "quite", "rather"))
_OBJECTS = frozenset(("them", "him", "us", "me"))


_ASKING = frozenset(
    (
        "clear",
        "unclear",
        "known",
        "unknown",
        "certain",
        "uncertain",
        "sure",
        "unsure",
        "decided",
        "asked",
        "told",
    )
)
"""Behind these "who" asks: "it is not known *who* will follow"."""


def antecedent(sentence: Sentence, token: int, *, far: bool = False) -> list[int]:
    """The tokens of the noun phrase before a relative word or a participle; ``far`` reaches over "of"."""
    tags, words = sentence.tags, sentence.words
    at = token - 1
    while at >= 0 and tags[at] in ",p":
        at -= 1
    last = at
    if at >= 0 and words[at] in _ASKING:
        return []
    while at >= 0 and (tags[at] in "dwWC0E'P" or (far and words[at] == "of")) and words[at] not in _OBJECTS:
        if tags[at] in "EP" and (sentence.finite[at] or (at and tags[at - 1] in "BH")):
            break  # "had *replaced* the president, who …"
        if (
            tags[at : at + 2] == "dw"
            and at
            and tags[at - 1] == "w"
            and words[at] in ("a", "an", "the")
            and words[at - 1] not in _HALVES
        ):
            at -= 1
            break  # "The fine ends *an investigation* that began in May": a verb that was not seen
        at -= 1
    first = at + 1
    while first <= last and (
        tags[first] in "C'"
        or (first and tags[first] == "w" and (words[first - 1] == "to" or tags[first - 1] in "MD"))
    ):
        first += 1
    return list(range(first, last + 1))


def whose(sentence: Sentence, clause: Clause, word: int, persons: frozenset[str]) -> list[int]:
    """The noun phrase that the relative word of a clause stands for: "a collector in Texas, *who*" lives there.

    ``persons`` are the nouns that name people.
    """
    tags, words = sentence.tags, sentence.words
    noun = antecedent(sentence, word, far=clause.comma)
    if noun and tags[noun[0]] == "0" and (named := _NAMED_BEFORE.search(tags, 0, noun[0])):
        return [*range(*named.span("name"))]  # "Berg, 67, who took over"
    if noun and words[noun[0]] in ("a", "an") and (named := _NAMED_BEFORE.search(tags, 0, noun[0])):
        return [*range(*named.span("name"))]  # "Carol Finch, a welder who lives there"
    if clause.comma and len(noun) == 1 and tags[noun[0]] == "w" and noun[0] > 1 and tags[noun[0] - 1] == "p":
        outer = antecedent(sentence, noun[0] - 1, far=True)
        return [*outer, noun[0] - 1, *noun] if outer else noun  # "talks over pay, which had dragged on"
    if not clause.comma and noun and all(tags[t] == "W" for t in noun) and words[noun[0] - 1] in _PLACING:
        outer = antecedent(sentence, noun[0] - 1, far=True)  # "a school in Ashby that was due to close"
        return [*outer, noun[0] - 1, *noun] if outer else noun
    if not clause.comma or words[word] not in ("who", "whose"):
        return noun
    if noun:
        near = antecedent(sentence, word)
        if near and (tags[near[-1]] == "W" or words[near[-1]] in persons):
            noun = near  # "at the request of *its president*, who had fled"
    if (
        noun
        and tags[noun[-1]] != "W"
        and words[noun[-1]] not in persons
        and not is_plural_form(words[noun[-1]])
    ):
        named = _NAMED_APART.search(tags, 0, word)
        if named:
            return [*range(*named.span("name"))]  # "Rosa Diaz, the first to lead the union, who was elected"
    first = noun[0] if noun else 0
    place = first > 1 and words[first - 1] in ("in", "at", "from") and tags[first - 2] in "wW"
    return [*antecedent(sentence, first - 1, far=True), first - 1, *noun] if place else noun


_PLACING = frozenset(("in", "at", "near", "from"))
_NAMED_APART = re.compile("(?P<name>W+),d[^,]*,$")
_NAMED_BEFORE = re.compile("(?P<name>W+),$")
"""A name that a noun stands beside."""


def parse(text: str, start: int, end: int, times: list[tuple[int, int]], lang: str = "en") -> Sentence:
    """The sentence ``text[start:end]`` with its clauses; every token is in exactly one.

    >>> s = parse("The mayor, who was ill, said that the bridge fell", 0, 49, [])
    >>> [(c.kind, " ".join(s.words[i] for i in c.tokens)) for c in s.clauses]
    [('main', 'the mayor , , said'), ('relative', 'who was ill'), ('content', 'that the bridge fell')]
    """
    return cut(tokenise(text, start, end, times, lang), lang)


def cut(sentence: Sentence, lang: str = "en") -> Sentence:
    """The same sentence, its clauses filled in."""
    sentence.finite = finite_verbs(sentence, lang)
    _Cutter(sentence, sentence.finite, lexicon(lang)).run()
    sentence.clauses = [clause for clause in sentence.clauses if clause.tokens] or sentence.clauses[:1]
    _give_back(sentence, lexicon(lang))
    return sentence


def _give_back(sentence: Sentence, words: Lexicon) -> None:
    """The only finite verb of a sentence that opens with "after" and the like is the main clause's.

    "After the war *a bridge was begun*, which opened in 1949".
    """
    main, *rest = sentence.clauses
    first = rest[0] if rest else main
    opens = first.kind == "subordinate" and first.tokens[0] == 0 and first.opener in words.roles.before_events
    if not opens or main.verb >= 0 or not {sentence.tags[t] for t in main.tokens} <= set(",."):
        return
    main.tokens = sorted((*main.tokens, *first.tokens))
    main.verb = first.verb
    for clause in rest:
        clause.parent = main if clause.parent is first else clause.parent
    sentence.of = [main if clause is first else clause for clause in sentence.of]
    sentence.clauses.remove(first)


class _Cutter:
    """Walks the tokens once with the stack of open clauses."""

    def __init__(self, sentence: Sentence, finite: list[bool], words: Lexicon) -> None:
        self.s = sentence
        self.finite = finite
        self.lexicon = words
        self.verbs = [index for index, is_finite in enumerate(finite) if is_finite]
        self.top = Clause("main", None)
        sentence.clauses.append(self.top)

    def next_finite(self, index: int) -> int:
        """The next finite verb from a token on, before any stop (``, ; : .`` or a dash), else -1."""
        following = bisect_left(self.verbs, index)
        if following == len(self.verbs) or _STOP.search(self.s.tags, index, self.verbs[following]):
            return -1
        return self.verbs[following]

    def push(self, kind: ClauseKind, opener: str, parent: Clause | None, comma: bool = False) -> None:
        self.top = Clause(kind, parent, opener, comma)
        self.s.clauses.append(self.top)

    def pop(self) -> None:
        if self.top.parent is not None:
            self.top = self.top.parent

    def run(self) -> None:
        tags = self.s.tags
        done = 0
        for index, (tag, finite) in enumerate(zip(tags, self.finite, strict=True)):
            if not finite and tag not in _MOVES:
                continue
            self.keep(done, index)
            done = index
            if tag in "RXTCQ" or (tag == "G" and index and tags[index - 1] == ","):
                self.open(index, tag)
            elif tag in ";:-()":
                self.aside(index, tag)
            elif tag == ",":
                self.comma(index)
            elif tag in "EPV" and not finite and (not index or tags[index - 1] == ","):
                self.push("participle", self.s.words[index], self._holder(), True)
            if finite:
                self.verb(index)
        self.keep(done, len(tags))

    def keep(self, first: int, end: int) -> None:
        """The tokens from ``first`` to before ``end`` belong to the open clause."""
        self.top.tokens.extend(range(first, end))
        self.s.of.extend([self.top] * (end - first))

    def open(self, index: int, tag: str) -> None:
        tags, words = self.s.tags, self.s.words
        before = tags[index - 1] if index else ""
        if tag == "R":
            if index == 0 or before in 'VEX"':
                return
            self.push("relative", words[index], self.top, before == ",")
        elif tag == "X":
            self.subordinate(index, before)
        elif tag == "T":
            self.that(index, before)
        elif tag == "G":
            self.push("participle", words[index], self._holder())
        elif tag == "Q":
            heard = before in "VESUP" or words[max(0, index - 2) : index - 1] == ["to"]  # "to hear why"
            if heard and self.next_finite(index + 1) >= 0:
                self.push("content", words[index], self.top)
            elif before == "p" and words[index] == "what" and self.next_finite(index + 1) >= 0:
                self.push("relative", words[index], self.top)  # "half of what they still held"
        elif tag == "C":
            self.join(index)

    def subordinate(self, index: int, before: str) -> None:
        """``after``, ``when``: a clause when a finite verb follows, and no noun alone ("after the war")."""
        tags = self.s.tags
        verb = self.next_finite(index + 1)
        if verb < 0:
            verb = self._behind_apposition(index)
        inserted = verb < 0
        verb = (
            self._behind_relative(index) if inserted else verb
        )  # "after talks, which had dragged on, ended"
        set_phrase = self.s.words[max(0, index - 1) : index + 1] in (["such", "as"], ["at", "once"])
        if verb < 0 or set_phrase or self.finite[index] or self._governs(index, verb):
            return
        if inserted or set(tags[index + 1 : verb]).isdisjoint("RTX") or self._is_behind_relative(index, verb):
            self.push("subordinate", self.s.words[index], self.top, index == 0 or before == ",")

    def _behind_relative(self, index: int) -> int:
        """The finite verb right behind a noun with a relative clause ("after *talks, which had dragged on*, ended"), else -1."""
        found = _RELATED.match(self.s.tags, index + 1)
        return found.end() if found and self.finite[found.end() : found.end() + 1] == [True] else -1

    def _is_behind_relative(self, index: int, verb: int) -> bool:
        """Whether a noun with a relative clause stands between a word and its verb: "after a fire *that began there* gutted it"."""
        tags = self.s.tags
        outer = self.next_finite(verb + 1)
        plain = outer >= 0 and set(tags[verb:outer]).isdisjoint("RTXC")
        return plain and _RELATIVE_SUBJECT.match(tags[index + 1 : verb]) is not None

    def _governs(self, index: int, verb: int) -> bool:
        """Whether a subordinating word governs a noun although a finite verb follows: the verb is the outer clause's.

        "what has been shut since Sunday reopened"; "who left after the blast and was caught".
        """
        tags = self.s.tags
        if self.s.words[index] not in self.lexicon.roles.before_events:
            return False
        if _NOUN_THEN_PRONOUN.fullmatch(tags, index + 1, verb) and self.next_finite(verb + 1) < 0:
            return True  # "after the war *she* printed a paper"
        if self.top.verb < 0:
            return tags[index + 1 : verb] == "t"  # "whose head until May was Hale"
        joined = tags[index + 1 : verb].rstrip("a").endswith("C")
        return (
            joined or (self.top.kind == "relative" and tags[index + 1 : verb] == "t") or self._is_outer(verb)
        )

    def _is_outer(self, verb: int) -> bool:
        """Whether a finite verb is the only one left for the clause around a relative one.

        "Dockers who had blocked the port since the first of the month went back".
        """
        outer, tags = self.top.parent, self.s.tags
        if self.top.kind != "relative" or self.top.comma or outer is None or outer.verb >= 0:
            return False
        if outer.kind == "participle" or tags[verb - 1] == "n":
            return False  # "ending a trial that had gripped the coast since it opened"
        rest = self.verbs[bisect_left(self.verbs, verb) + 1 :]
        return all(set(tags[verb:later]) & {"X", "R", "T", "C"} for later in rest[:1]) and not any(
            tags[later - 1] == "," for later in rest
        )

    def that(self, index: int, before: str) -> None:
        """``that`` opens what was said, or a relative clause behind a noun."""
        tags = self.s.tags
        if before in ("", "C") or self.next_finite(index + 1) < 0:
            return
        behind = tags[index + 1 :].lstrip("a")[:1]
        if before == "," and self.top.kind == "participle" and behind in "BHDMVES":
            self.pop()  # "a report, *submitted in May*, that had warned"
            self.push("relative", "that", self.top)
        elif before == "," and (sayer := self._sayer()) is not None:
            self.push("content", "that", sayer)  # "said on Monday, before it was known, that …"
        elif before == "t" and behind in "BHDMVES" and self.s.words[index - 1].startswith("the "):
            self.push("relative", "that", self.top)  # "in the winter that followed"
        elif (self._reports(index) or (before == "t" and self.top.verb >= 0)) and not (
            before == "w" and self._belongs_to_noun(index)
        ):
            self.push("content", "that", self.top)
        elif before in "wWd" and (behind in "BHDMVEUSdnW0" or self._has_short_subject(index)):
            self.push("relative", "that", self.top)  # "a deal that ministers reached"

    def _belongs_to_noun(self, index: int) -> bool:
        """Whether ``that`` hangs on the noun before it, although a verb of saying is near.

        "…, they said, *a find* that could …", "promised to pay *every family* that had lost its home".
        """
        noun = _NOUN_PHRASE.search(self.s.tags, 0, index)
        if noun is None:
            return False
        first = noun.start()
        infinitive = first > 1 and self.s.words[first - 2] == "to" and self.s.tags[first - 1] == "w"
        return infinitive or self.s.tags[first - 1 : first] == ","

    def _has_short_subject(self, index: int) -> bool:
        """Whether one noun stands between a word and the next finite verb: "that almost anybody could launch"."""
        at = index + 1
        while self.s.tags[at : at + 1] == "a":
            at += 1
        return self.s.tags[at : at + 1] == "w" and self.finite[at + 1 : at + 2] == [True]

    def _sayer(self) -> Clause | None:
        """The open clause whose verb is one of saying, from the inside out."""
        clause: Clause | None = self.top
        while clause is not None and not (clause.verb >= 0 and self._is_saying(clause.verb)):
            clause = clause.parent
        return clause

    def _reports(self, index: int) -> bool:
        """Whether a verb of saying stands in this clause within a few words before."""
        verbs = self.lexicon.reporting.verbs
        if any(word in verbs for word in self.s.words[max(0, index - 7) : index]):
            return True
        tags, verb = self.s.tags, self.top.verb
        # "had told the president a few hours earlier that"
        far = (
            tags[index - 1] == "a"
            and verb >= 0
            and self._is_saying(verb)
            and not _STOP.search(tags, verb, index)
        )
        return index > 0 and (tags[index - 1] in "VESG" or far)

    def _joined_verb(self, index: int) -> int:
        """The finite verb that a joining word may bring, also behind an inserted phrase; else -1."""
        verb = self.next_finite(index + 1)
        if verb < 0 and self.top.verb >= 0 and (inserted := _INSERTED.match(self.s.tags, index + 1)):
            verb = self.next_finite(inserted.end())
        if verb < 0 and self.top.verb >= 0:
            verb = self._behind_apposition(index)
        for apart in (_RELATED, _DATE_APART):
            if verb < 0 and self.top.verb >= 0 and (found := apart.match(self.s.tags, index + 1)):
                verb = self._right_behind(found.end(), bare=apart is _RELATED)
        return verb

    def _right_behind(self, index: int, *, bare: bool) -> int:
        """The next finite verb, the very next word where it must be ``bare``; else -1."""
        verb = self.next_finite(index)
        return verb if verb == index or not bare else -1

    def _behind_apposition(self, index: int) -> int:
        """The finite verb right behind an apposition ("when the owners, the Brandt family, agreed"), else -1."""
        apposed = _APPOSED.match(self.s.tags, index + 1)
        if apposed is None or self.finite[apposed.end() : apposed.end() + 1] != [True]:
            return -1
        return apposed.end()

    def join(self, index: int) -> None:
        """``and``, ``but``: a new clause when a finite verb stands on either side."""
        if index == 0 or self.finite[index] or self.s.tags[index - 1] == "C":
            return
        verb = self._joined_verb(index)
        if verb < 0:
            return
        if self.top.verb < 0 and self.top.kind in ("relative", "subordinate", "content"):
            return  # "a plan that the mayor and the council announced"
        if self.s.tags[index + 1] == "T" and self.top.kind in ("content", "coordinate"):
            self.push("coordinate", self.s.words[index], self.top)
            return
        if self._is_saying(verb) and self._names(index):
            return  # "…, state media and a monitor said"
        between = _AFTER_NOUN.sub("", _ASIDE.sub(",", self.s.tags[index + 1 : verb]))
        # "and by Friday the men who had done it were in prison"
        named = _NAMED.match(between) is not None and self.next_finite(verb + 1) >= 0
        if ("R" in between or "X" in between or "T" in between) and not named:
            return
        if (
            between.strip("a")
            and self.s.tags[index - 1] != ","
            and self.top.verb >= 0
            and self._is_saying(self.top.verb)
        ):
            return  # "said the army and its allies had left"
        holder: Clause | None = self.top
        if self.s.tags[index - 1] == "," and self._is_over(index, between):
            holder = self.top.parent
        while holder is not None and (holder.verb < 0 or self._is_past(holder, index, verb)):
            holder = holder.parent
        if holder is None:
            return
        self.push("coordinate", self.s.words[index], holder)

    def _is_past(self, clause: Clause, joint: int, verb: int) -> bool:
        """Whether a verb that borrows its subject goes on with the clause around ``clause``, and not with it.

        "It has stocks, *he added*, and might close"; "said *he was innocent* and promised to appeal".
        """
        outer, tags = clause.parent, self.s.tags
        if outer is None or outer.verb < 0 or tags[joint + 1 : verb].strip("a"):
            return False
        if clause.kind == "relative" and tags[verb] == "M" != tags[clause.verb]:
            # "the gap through which thieves entered and would write"
            return {"w", "W", "n"}.intersection(tags[clause.tokens[0] + 1 : clause.verb]) != set()
        if clause.kind == "content":
            return self._is_saying(outer.verb) and self._is_saying(verb) and tags[verb] in "VE"
        told = self._is_saying(clause.verb) and tags[joint - 1] == "," and not clause.opener
        return told and clause.kind == "coordinate" and not tags[clause.verb + 1 : joint].strip("pt,a")

    def _is_over(self, index: int, between: str) -> bool:
        """Whether the open clause ends at a comma before a joining word; ``between`` stands before the next verb."""
        match self.top.kind:
            case "relative" | "participle":
                return True
            case "subordinate":  # "broke off in May after a raid killed two, and resumed in July"
                return not between.strip("a")
            case "content":  # "said that they had sent them, but Washington blamed Iran"
                return self.s.words[index] == "but" and between[:1] == "W"
        return False

    def _names(self, index: int) -> bool:
        """Whether nothing but a noun phrase stands between the last comma and this word, behind a clause that is whole."""
        tags = self.s.tags
        first = index
        while first and tags[first - 1] not in ',"-;':
            first -= 1
        return (
            self.top.verb >= 0 and self.top.verb < first < index and set(tags[first:index]) <= set("dwWnE0")
        )

    def _is_saying(self, verb: int) -> bool:
        return any(word in self.lexicon.reporting.verbs for word in self.s.words[verb : verb + 3])

    def _holder(self) -> Clause:
        top = self.top
        while top.kind == "participle" and top.parent is not None:
            top = top.parent
        return top

    def aside(self, index: int, tag: str) -> None:
        if tag == "(":
            self.push("aside", "(", self.top)
        elif tag == ")":
            while self.top.parent is not None and self.top.kind != "aside":
                self.pop()
            self.pop()
        elif tag == ":" and self.top.verb >= 0 and self._is_saying(self.top.verb):
            self.push("content", ":", self.top)
        elif tag == "-" and self.top.opener == "-" and self.top.kind == "aside":
            self.pop()
        elif tag == "-" and self.top.verb < 0 and "-" in self.s.tags[index + 1 :]:
            self.push("aside", "-", self.top)  # "the women -- some of them old -- marched"
        elif self.next_finite(index + 1) >= 0 or tag in ";:":
            root = self.top
            while root.parent is not None and root.kind != "coordinate":
                root = root.parent
            self.push("coordinate", tag, root)

    def comma(self, index: int) -> None:
        """A comma gives the word back when a finite verb of the outer clause follows, or ends a leading clause."""
        tags = self.s.tags
        after = index + 1
        while after < len(tags) and tags[after] in "at":
            after += 1
        outer = self.top.parent
        if outer is None:
            return
        resumes = after < len(tags) and self.finite[after] and outer.verb < 0
        if self.top.kind == "content" and outer.kind == "subordinate" and self.s.clauses[0].verb < 0:
            self.top, outer = outer, outer.parent or outer  # "although the ministry said output grew, …"
        leading = self.top.kind == "subordinate" and self.top.verb >= 0 and outer.verb < 0
        inserted = self.top.kind == "participle" and (
            self.top.comma or not outer.tokens or self.top.tokens[0] > outer.tokens[0]
        )
        whole = self.top.kind == "relative" and self.top.verb >= 0 and any(self.finite[after:])
        if resumes or leading or (outer.verb < 0 and (inserted or whole)):
            self.pop()
            holder = self.top.parent
            if leading and self.top.kind == "participle" and holder is not None and holder.verb < 0:
                self.pop()  # "In Tesk, retaken while the army was away, residents fled"

    def verb(self, index: int) -> None:
        """A second finite verb in a clause belongs to the clause around it, or opens what was said."""
        if self.top.kind == "participle" and self.top.parent is not None and self.top.parent.verb < 0:
            self.pop()
        if self.top.verb < 0 and (self.top.kind == "participle" or self._is_parenthesis(index)):
            first = self._speaker_before(index)
            if first > self.top.tokens[0] and self.top.opener not in self.lexicon.reporting.verbs:
                self._break_off(first, index)
                return
        if self.top.verb < 0:
            self.top.verb = index
            return
        outer = self.top.parent
        while outer is not None and outer.verb >= 0:
            outer = outer.parent
        says = self.top.kind == "subordinate" and self._is_saying(self.top.verb)
        if says and not _STOP.search(self.s.tags, self.top.verb, index):
            self._split_before(index)  # "although the ministry said output grew, …"
            return
        if self._hides_relative(index):
            return
        if outer is not None and self.top.kind in ("relative", "subordinate", "aside"):
            self.top = outer
            outer.verb = index
            return
        if self.top.kind == "participle":
            return
        if self.top.kind == "relative" and self._is_saying(index) and self._speaks_behind(index):
            return
        self._split_before(index)

    def _is_parenthesis(self, index: int) -> bool:
        """Whether a clause stands between the subject of another and its verb: "The bomb, *officials said on Monday*, had …"."""
        behind = _UP_TO_COMMA.match(self.s.tags, index + 1)
        return behind is not None and self.finite[behind.end() : behind.end() + 1] == [True]

    def _speaker_before(self, index: int) -> int:
        """Where the subject of a verb of saying begins, right behind a comma; -1 where there is none."""
        speaker = _SPEAKER.search(self.s.tags, 0, index)
        told = self._is_saying(index) or self.s.words[index - 1 : index + 1] == ["it", "emerged"]
        return speaker.start("who") if speaker and told else -1

    def _break_off(self, first: int, index: int) -> None:
        """Makes a clause of its own of what begins at ``first``, beside the main clause or the one that it interrupts."""
        outer = self._holder() if self.top.kind == "participle" else self.top
        clause = Clause("coordinate", outer, "")
        clause.tokens = [token for token in self.top.tokens if token >= first]
        clause.verb = index
        self.top.tokens = [token for token in self.top.tokens if token < first]
        for token in clause.tokens:
            self.s.of[token] = clause
        self.s.clauses.append(clause)
        self.top = clause

    def _hides_relative(self, index: int) -> bool:
        """Cuts out a relative clause that no word opens: "the penalties *she faced* were saved"."""
        tags, top = self.s.tags, self.top
        found = _TWO_NOUNS.search(tags, 0, top.verb)
        if found is None or found.start() < top.tokens[0] or _STOP.search(tags, top.verb, index):
            return False
        first = found.start("second")
        if self._is_saying(top.verb) or not {"R", "T", "X", "C"}.isdisjoint(tags[top.verb : index]):
            return False
        relative = Clause("relative", top, "")
        relative.tokens = [token for token in top.tokens if token >= first]
        relative.verb = top.verb
        for token in relative.tokens:
            self.s.of[token] = relative
        top.tokens = [token for token in top.tokens if token < first]
        top.verb = index
        self.s.clauses.append(relative)
        return True

    def _speaks_behind(self, index: int) -> bool:
        """Opens the clause of a speaker whose name has a relative clause: "…, the museum that cleaned it said"."""
        outer, relative = self.top.parent, self.top
        noun = antecedent(self.s, relative.tokens[0])
        if outer is None or not noun or not noun[0] or self.s.tags[noun[0] - 1] != ",":
            return False
        speaker = Clause("coordinate", outer, "")
        speaker.tokens = [*noun, *relative.tokens]
        speaker.verb = index
        for token in speaker.tokens:
            self.s.of[token] = speaker
        outer.tokens = [token for token in outer.tokens if token not in noun]
        self.s.clauses[self.s.clauses.index(relative)] = speaker
        self.top = speaker
        return True

    def _split_before(self, index: int) -> None:
        """ "said the army had left": what was said begins behind the verb of saying."""
        words = self.s.words
        verb = self.top.verb
        said = next(
            (
                at
                for at in range(verb, min(verb + 4, index))
                if (
                    self.s.tags[index - 1] != '"'  # ""We warned them," said the mayor"
                    and (words[at] in self.lexicon.reporting.verbs and self.s.tags[at - 1] != "d")
                )
                or (at == verb and words[at] in self.lexicon.verbs.stative and not self._leads_on(at + 1))
            ),
            -1,
        )
        first = said + 1 if said >= 0 else self._subject(index, verb)
        closed = said < 0 and self.s.tags[first - 1] == '"' and not self.s.tags[:first].count('"') % 2
        # Behind a quotation its speaker stands beside the whole of it, not beside its last clause.
        outer = self.s.clauses[0] if closed else self.top
        clause = Clause("content" if said >= 0 else self._joins(first, index), outer, "")
        while said >= 0 and first < index and self._is_adverbial(first):
            first += 1
        moved = [token for token in self.top.tokens if token >= first]
        if not moved and said >= 0:
            return
        for token in moved:
            self.s.of[token] = clause
        self.top.tokens = [token for token in self.top.tokens if token < first]
        clause.tokens = moved
        clause.verb = index
        self.s.clauses.append(clause)
        self.top = clause

    def _leads_on(self, token: int) -> bool:
        """Whether a word behind a verb of thinking begins no clause: "wanted *to* …", "cost *from* £8"."""
        word = self.s.words[token]
        return word == "to" or (self.s.tags[token] == "p" and word != "like")

    def _is_adverbial(self, token: int) -> bool:
        """Whether a word behind a verb of saying still belongs to it: "said on Sunday …", not "said at least …"."""
        tags = self.s.tags
        if self.s.words[token].endswith(("'s", "’s")):
            return False
        return tags[token] in "ta" or (tags[token] == "p" and tags[token + 1 : token + 2] in ("t", "p", "d"))

    def _joins(self, first: int, index: int) -> ClauseKind:
        """Whether a clause that no word opens stands beside the one before, or hangs on its noun ("all it could")."""
        tags = self.s.tags
        if tags[first] == "p":
            return "participle"
        if _TWO_NOUNS.match(tags, first, index):
            return "relative"  # "…, *a price the trust* has promised"
        if tags[index - 1] == "n" and first == index - 1 and tags[first - 1] in "wWd":
            return "relative"
        return "coordinate"

    def _subject(self, index: int, verb: int) -> int:
        """Where the subject of the finite verb at ``index`` begins: behind the last comma or quotation mark."""
        if self.s.tags[index - 1] == "n":
            return index - 1
        named = _NAMED_SPEAKER.search(self.s.tags, verb + 1, index) if self._is_saying(index) else None
        if named:
            return named.start("who")  # "…, the company's spokesman, Daniel Prieto, said"
        at = index
        while at - 1 > verb and self.s.tags[at - 1] not in ',";':
            at -= 1
        return at if at - 1 > verb else index
