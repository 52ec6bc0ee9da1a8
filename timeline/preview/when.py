"""A date as a person writes it: EDTF, or words as an article would say them, read as of the article's own date."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from timeline.chronology.corrections import interval_of_edtf
from timeline.chronology.language.dating import range_of
from timeline.chronology.language.lexicon import Lexicon, lexicon
from timeline.civil import Interval
from timeline.errors import CorrectionsError, Diagnostic
from timeline.model import Alternative, Article, Resolution
from timeline.temporal.edtf import to_edtf

_FRAMES = ("{}", "It happened {}.", "It happened on {}.")
"""Sentences in which words are tried: some ("the 11th", "the day before") are a date only in one."""
_FORMS = "Write 2016-12-11, 2016-12, ../2016-12-11 (by then), or words: last Friday, three days earlier, 3 to 5 May, by Sunday."


class DateRead(msgspec.Struct, frozen=True, kw_only=True):
    """What the words of a person mean as a date: EDTF, and how it was found."""

    edtf: str
    why: tuple[str, ...]


def read_date(words: str, article: Article | None) -> DateRead:
    """A date that a person wrote. All of the words must be understood: half a date is a wrong one.

    Without an article only EDTF and dates that need none are understood. Raises
    :class:`~timeline.errors.CorrectionsError` for what is no date, with the part that is one.

    >>> read_date("11 December 2016", None).edtf, read_date("by 11 December 2016", None).edtf
    ('2016-12-11', '../2016-12-11')
    >>> read_date("3 to 5 May 2016", None).edtf
    '2016-05-03/2016-05-05'
    """
    words = " ".join(words.split())
    if words and interval_of_edtf(words) is not None:
        return DateRead(edtf=words, why=("as written",))
    partly = ""
    for said in dict.fromkeys((words, words.title())):
        for frame in _FRAMES if said else ():
            start = frame.index("{}")
            text = frame.format(said)
            found = [one for one in _tagged(text, article) if one.edtf and one.end <= start + len(said)]
            if found and (edtf := _whole(text[start : start + len(said)], start, found, article)):
                return DateRead(edtf=edtf, why=tuple(why for one in found for why in one.why))
            partly = partly or (found[0].text if found else "")
    raise CorrectionsError(
        Diagnostic(
            where="review", code="decision", level="error", hint=_FORMS,
            message=f"of “{words}” only “{partly}” is a date" if partly else f"“{words}” is no date",
        )
    )  # fmt: skip


def warmed() -> None:
    """Have what reads dates at hand before somebody asks."""
    read_date("1 January 2000", None)


def _tagged(text: str, article: Article | None) -> Iterator[Resolution]:
    from timeline.temporal import Tagger

    yield from Tagger(article.lang if article else "en").tag(text, article.anchor if article else None)


def _whole(said: str, start: int, found: list[Resolution], article: Article | None) -> str | None:
    """The EDTF of words that are nothing but one date, or two that bound a range, and what leads in; or ``None``."""
    known = lexicon(article.lang if article else "en")
    first, last = found[0], found[-1]
    lead = said[: max(0, first.start - start)].lower().split()
    between = said[first.end - start : max(0, last.start - start)].lower().split()
    if said[last.end - start :].strip(" .,") or len(found) > 2:
        return None
    if len(found) == 2:
        links = set(between) <= known.roles.range_links and set(lead) <= known.roles.kept_before
        return range_of(first.edtf, last.edtf) if links else None
    if len(lead) == 1 and (bound := _bound(lead[0], first, known)):
        return bound
    return exact(first) if set(lead) <= known.clauses.of_time | known.clauses.determiner else None


def exact(date: Resolution | Alternative) -> str | None:
    """The EDTF of a date, with the clock time that was said."""
    clock = date.value is not None and "T" in date.value and interval_of_edtf(date.value) == date.interval
    return date.value if clock else date.edtf


def _bound(word: str, date: Resolution, known: Lexicon) -> str | None:
    """The EDTF of what a date is only the bound of: by, since, before, after."""
    when = date.interval
    if when is None:
        return None
    if word in known.clauses.open_until:
        return f"../{(date.edtf or '').rpartition('/')[2]}"
    if word in known.clauses.open_from:
        return f"{(date.edtf or '').partition('/')[0]}/.."
    if word in known.roles.before:
        return to_edtf(Interval(None, when.start, when.grain))
    if word in known.roles.after:
        return to_edtf(Interval(when.end, None, when.grain))
    return None
