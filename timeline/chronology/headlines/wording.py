"""Words in their final form: tidied, cut to a length, and whether they lean on others."""

from __future__ import annotations

import re
from bisect import bisect_right

from timeline.chronology.language.clauses import parse
from timeline.chronology.language.lexicon import Lexicon, lexicon
from timeline.chronology.language.patterns import patterns
from timeline.chronology.language.pronouns import tokens_of
from timeline.chronology.language.tokens import Sentence, in_quotation

LENGTH = 110
"""Characters that a headline keeps under where its sentence allows."""
MOST = 2 * LENGTH
"""Characters that it holds at most where another sentence must come along."""
QUOTE_WORDS = 50
"""How many words of an article a headline holds at most where ``full_text`` is off, as a quotation does."""
JOINT = ". "
"""What parts a headline from the sentence before it that it needs."""
_NEAR = 12
"""Characters before a comma by which it is known to be its sentence's own."""
_BEFORE_THAT = re.compile(r",(?= that\b)")
_DOUBLE = re.compile(r",(?:\s*,)+")
_LEFT_OPEN = re.compile(r" which, \w+")
"""What stands behind "in which," once what was between commas there is gone."""
_OPENING = re.compile(r"(?:(?<=^[\"“])|(?<=``))\s+")
_SHORT_FORM = re.compile(r"\b(?P<noun>[^\W\d_][\w.]*) ?['’](?P<form>ll|ve|re|m|d)\b(?=(?: (?P<next>\w+))?)")
"""A noun with what is left of its verb."""
_MARKS = re.compile("[\"'“”()‘’`]")
_SHORT = re.compile(r"\b[^\W\d]\.[^\W\d]\.\Z")
_OPENS_QUOTE = re.compile(r'[:,] "(?=\w)')
"""A quotation mark that begins what somebody says."""
_COMMA_QUOTED = re.compile(',(?=["”]$)')
"""A comma at the end of a headline, within the quotation that closes it."""
_TIGHT = re.compile(r" (?=[,;:!?)%]|\.(?!\d))")


def within(headline: str, words: int = QUOTE_WORDS) -> str:
    """A headline within the cap for other people's words, cut after a word.

    >>> within("The harbour was closed for a day", words=4)
    'The harbour was closed…'
    """
    if len(headline) < 2 * words or len(headline.split()) <= words:
        return headline
    return " ".join(headline.split()[:words]).rstrip(" ,;:-–—.") + "…"


def shortened(words: str, length: int = MOST, told: int = 0) -> str:
    """Words of at most ``length`` characters, cut at a mark where what stands before is whole, with an ellipsis; where there is none,
    the words as they are, up to twice that length. What stands before ``told`` is never cut off.

    >>> shortened("The dam broke, and the town, which lies below it, was lost", 40)
    'The dam broke…'
    >>> shortened("The dam, which had stood since the war, broke", 40)
    'The dam, which had stood since the war, broke'
    """
    if len(words) <= length:
        return words
    length = max(length, min(told, 2 * length))
    sentence = parse(words, 0, len(words), [])
    last = bisect_right(sentence.ends, length)
    cuts = [
        t
        for t in range(last, 1, -1)
        if sentence.tags[t : t + 1] in _CUTS
        and sentence.ends[t - 1] >= max(told, length // 3)
        and _is_whole(sentence, t)
    ]
    if cuts:
        return _broken_off(words[: sentence.ends[cuts[0] - 1]])
    if len(words) <= 2 * length:
        return words
    kept = words[: words.rfind(" ", 0, length)].split()
    while kept and tokens_of(kept[-1])[1] in "dpCTXRM":
        kept.pop()
    return _broken_off(" ".join(kept))


def _broken_off(words: str) -> str:
    """Words with an ellipsis, and the mark of a quotation that is open there."""
    words = words.rstrip(" ,;:-–—")
    return f"{words}…" + ("”" if "“" in words else '"') * is_open(words)


_CUTS = (",", ";", ":", "-")
"""Marks at which a headline may be cut."""


def _is_whole(sentence: Sentence, cut: int) -> bool:
    """Whether nothing before a token waits for its verb: no clause that goes on behind it, and no list that a word closes there."""
    of, tags = sentence.of, sentence.tags
    open_here = {of[t] for t in range(cut, len(tags))}
    for clause in {of[t] for t in range(cut)}:
        if clause.verb >= cut or (clause.verb < 0 and clause.kind != "participle" and clause in open_here):
            return False
    told = any(sentence.finite[:cut]) and 0 <= sentence.clauses[0].verb < cut
    if tags[:1] == '"' and in_quotation(tags, cut):
        return False  # who says so follows
    if tags[cut + 1 : cut + 2] in ("0", "t") and tags[cut - 1] in "tW0":
        return False  # "June, 30, 1987"
    words = sentence.words
    only = "only" in words[:cut] and words[words.index("only") - 1] == "not"  # "not only shut it but …"
    listed = _LISTS.match(tags, cut) or (_LISTED.search(tags, 0, cut) and _LAST.match(tags, cut))
    return told and not only and not listed and not _AWAITS.search(tags, 0, cut)


_LISTS = re.compile("(?:,[adwWEG0p]+)+,?C[adwWG0]+(?:[,.;pCRT]|$)")
"""What goes on with a list: "in Lund*, Karsa and Tesk*"."""
_LISTED = re.compile(",[adwWEG0]+$")
_LAST = re.compile(",C[adwWEG0]+(?![adwWEG0BHDMVSU])")
"""The last of a list, and what stands before it: "hate*, threats|, and lies* of all kinds"."""
_AWAITS = re.compile("(?:[dpCTXRQM]|[TC]p?t|Tp[dwW0]+)$")
"""What something has to follow."""


def leans(headline: str) -> bool:
    """Whether a headline leans on another sentence: one that the reader does not see, or that it had to bring along.

    >>> leans("They had gone"), leans("The army had gone"), leans("The army was beaten. It had gone")
    (True, False, True)
    """
    leaning = lexicon().condense.leaning | patterns().hanging
    return any(part.partition(" ")[0].lower() in leaning for part in headline.split(JOINT))


def spelt_out(head: str, words: Lexicon) -> str:
    """A headline in which a noun that stands for a pronoun has its whole verb: "The men*'ve* left" is "The men *have* left".

    >>> from timeline.chronology.language.lexicon import lexicon
    >>> spelt_out("Everyone thought Berg'd be late", lexicon())
    'Everyone thought Berg would be late'
    >>> spelt_out("Berg'd been late", lexicon())
    'Berg had been late'
    >>> spelt_out("They'll leave", lexicon())
    "They'll leave"
    """

    def whole(found: re.Match[str]) -> str:
        if found["noun"].lower() in words.clauses.pronoun or found["noun"].lower() in words.clauses.relative:
            return found[0]
        behind = found["next"] or ""
        done = (
            behind == "been" or behind.endswith("ed") or behind in words.verbs.past | words.verbs.participle
        )
        form = f"'{found['form']}"
        verb = words.short_forms.get(f"{form} done", "") if done else ""
        return f"{found['noun']} {verb or words.short_forms[form]}"

    return _SHORT_FORM.sub(whole, head) if "'" in head or "’" in head else head


def tidy(head: str, said: str = "") -> str:
    """A head without the marks that what was left out has left behind; most heads have none, so each is looked for first."""
    head = " ".join(head.split())
    if ", ," in head or ",," in head:
        head = _DOUBLE.sub(",", head)
    stumps = patterns().stumps
    if head.rstrip(" ,.").rpartition(" ")[2].lower() in stumps.words:
        head = stumps.pattern.sub("", head)
    head = _TIGHT.sub("", head)
    if ", that" in head:
        # "…, that" has lost what stood between; "a report, submitted in May, that" has not, nor "that it fell, that it broke"
        head = _BEFORE_THAT.sub(
            lambda comma: (
                ","
                * (
                    head.count(",", 0, comma.start()) % 2
                    or head[comma.start() - _NEAR : comma.end() + len(" that")] in said
                )
            ),
            head,
        )
    if " which, " in head and said:
        head = _LEFT_OPEN.sub(lambda left: left[0] if left[0] in said else left[0].replace(",", ""), head)
    if ",;" in head:
        head = head.replace(",;", ";")
    head = _COMMA_QUOTED.sub("", unended(head))
    if head[:1] == "(" and head.find(")") == len(head) - 1:
        head = head[1:-1].rstrip(" .")
    if _MARKS.search(head):
        head = _OPENING.sub("", head).replace(',",', '",').replace(",'',", "'',").replace(",”,", ",”")
        head = balanced(head)
    return head


def unended(words: str) -> str:
    """Words without the marks around them; a shortened word keeps its full stop.

    >>> unended("It closed at 11 p.m., ."), unended("They moved to the U.S.."), unended("- It rained.")
    ('It closed at 11 p.m.', 'They moved to the U.S.', 'It rained')
    """
    words = words.strip(" ,;:-–—")
    bare = words.strip(" ,;:-–—.")
    return f"{bare}." if words.endswith(".") and ends_short(f"{bare[-4:]}.") else bare


def ends_short(words: str) -> bool:
    """Whether words end in a shortened one, whose full stop is its own: "at 11 p.m."."""
    return _SHORT.search(words) is not None


def is_open(words: str) -> bool:
    """Whether a quotation is open at the end of some words."""
    return words.count('"') % 2 == 1 or words.count("“") > words.count("”")


_OWNING = re.compile("s’ ")
"""What a plural owns, which no mark of a quotation closes: "the rebels’ camp"."""


def balanced(words: str) -> str:
    """Words without a quotation mark or bracket that has lost its other half."""
    if words.count('"') == 1 and _OPENS_QUOTE.search(words):
        words += '"'  # what was said goes on in the next sentence
    for mark in ('"', "''"):
        if words.count(mark) == 1:
            words = words.replace(mark, "")
    for opening, closing in (("“", "”"), ("(", ")"), ("``", "''"), ("‘", "’ ")):
        if words.count(opening) and not words.count(closing):
            words = words.replace(opening, "")
        elif words.count(closing) and not words.count(opening) and not _OWNING.search(words):
            words = words.replace(closing, "")
    return unended(words.removesuffix(" '"))  # "had left men there '*so that* …'"
