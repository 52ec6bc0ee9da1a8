"""When a statement's event was, and of which kind it is: from the expression that dates it, and how it does."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from math import prod
from typing import NamedTuple

import msgspec

from timeline.chronology.language.kinds import kind_of
from timeline.chronology.language.lexicon import Lexicon
from timeline.chronology.language.statement import How, Statement
from timeline.chronology.language.telling import tells_by_now
from timeline.chronology.language.tokens import Clause, Sentence, doing, is_genitive
from timeline.civil import DAY, Grain, Interval, civil_from_days, days_from_civil, month_length
from timeline.model import Kind
from timeline.temporal.edtf import to_edtf

TRUST: dict[How, float] = {
    "own": 0.96,
    "known by": 0.92,
    "news": 0.9,
    "joined": 0.75,
    "inherited": 0.62,
    "none": 1.0,
}
"""How often a way of dating is right, given that the expression was read rightly (docs/chronology.md)."""
_HERE, _HEADED = 1.2, 1.45
"""How much more an inherited time is trusted within its own paragraph, and where it is the date that stands over it."""
_SEVERAL, _BEHIND, _FAR, _OF, _BARE, _NAMING, _AHEAD = 0.88, 0.94, 0.88, 0.9, 0.9, 0.75, 0.75
"""What remains of it where a clause holds several dates, where a joining word or many words part a date from its verb,
where it stands behind "of" or before a noun that it may date alone, where it is a year behind no preposition ("the 2012 committee"), or behind a name ("the Expo
2012 committee"), and where what is told as past lies ahead, or the other way round."""
_PRESENT = 0.75
"""The same where what is told in the present is dated behind its verb by what is over: "We *are looking* for a man born in 1824"."""
_UNSEEN = 0.88
"""The same where no verb is seen that a date of a sentence may belong to: "This *involved* completing a list of deaths in 2009"."""
_TOLD = ("main", "coordinate", "content")
_ON_DEED = re.compile("p(?:G|Q[EVB])")
_NEAR = 9
"""Words between a verb and its date that are not many."""


class Dating(msgspec.Struct):
    """A date with its kind, its doubt and its reasons."""

    kind: Kind
    when: Interval | None = None
    edtf: str | None = None
    confidence: float = 1.0
    why: tuple[str, ...] = ()


class Doubt(NamedTuple):
    """A reason to trust a date less, and what remains of its confidence."""

    sure: float
    why: str

    def lowers(self, date: Dating) -> None:
        """Makes a date less sure."""
        date.confidence = round(date.confidence * self.sure, 3)
        date.why += (self.why,)


BACKGROUND_DAYS = 14
"""What was over this many days before a news article appeared is background, not its news."""

PAST_YET_AHEAD = "it is told as past, yet lies after the article's own date"
"""The reason that a date or an article's own date is worth a second look."""
TOLD_AS_TO_COME = "less sure: it is over, yet told as to come"
UNDATED = "no expression dates it"
YET_AHEAD = "it lies after the article's own date"


def dating(sentence: Sentence, statement: Statement, words: Lexicon, published: Interval | None) -> Dating:
    """The date and the kind of a statement of an article that was published at ``published``."""
    content = _content(sentence, statement)
    kind = kind_of(sentence, content, statement.tokens, words, reported=statement.source is not None)
    then = _not_until(sentence, statement, words, denied=kind == "denied")
    if then and kind == "denied":
        kind = "planned" if _is_to_come(sentence, statement, words) else "happened"
    if kind == "happened" and _had_until(sentence, statement, published):
        kind = "planned"
    foretold = _is_foretold(sentence, statement, words, published)
    if kind in ("happened", "ongoing") and foretold:
        kind = "planned"
    if kind == "planned" and content.verb not in statement.tokens and _is_past(statement, published):
        kind = "happened"  # "will cut jobs | after posting a loss for 2015"
    if kind == "planned" and 0 <= statement.at < content.verb and _commits(sentence, content, words):
        kind = "happened"
    if statement.time is None or statement.time.interval is None:
        said = statement.saying and content is statement.clause
        why = statement.time.why if statement.time is not None else (UNDATED,)
        out = Dating("stated" if said else kind, why=why)
        if statement.how == "news" and out.kind in ("happened", "stated", "denied") and published is not None:
            _as_news(out, published)
        return out
    doubts = [*_doubts(sentence, statement, words, published)]
    sure = statement.time.sure_of_day * TRUST[statement.how] * _standing(statement)
    sure *= prod(doubt.sure for doubt in doubts)
    out = Dating(kind, statement.time.interval, statement.time.edtf, round(sure, 3), statement.time.why)
    _bound(out, sentence, statement, words, published, then=then)
    if not (foretold and kind == "planned"):
        _said(out, sentence, statement, words, content)
    if published is not None and out.kind in ("happened", "ongoing") and is_after(out.when, published):
        # "called an election for 13 April" tells of what is to come.
        meant = _bounding(sentence, statement.at, words) in words.clauses.meant
        meant = meant or _is_to_be(sentence, content.verb, statement.at)
        finite = content.verb >= 0 and content.kind not in ("participle", "aside")
        finite = finite and not _shares_auxiliary(sentence, content)
        past = finite and sentence.tags[content.verb] in "VE" and not meant
        out.kind = "planned"
        (Doubt(_AHEAD, PAST_YET_AHEAD) if past else Doubt(1, YET_AHEAD)).lowers(out)
    if _is_late(sentence, statement, out, words, published):
        Doubt(_AHEAD, TOLD_AS_TO_COME).lowers(out)
    if statement.how == "inherited":
        out.why += (
            "the date that stands over it" if statement.headed else "the running time of its paragraph",
        )
    elif statement.how == "joined":
        out.why += ("the time of the clause it is joined to",)
    out.why += tuple(doubt.why for doubt in doubts)
    return out


def _standing(statement: Statement) -> float:
    """How much more an inherited time is trusted for where it stands."""
    if statement.how != "inherited":
        return 1.0
    return _HEADED if statement.headed else _HERE if statement.here else 1.0


def _is_to_be(sentence: Sentence, verb: int, at: int) -> bool:
    """Whether a date stands behind what somebody is to do: "ordered each *to pay* 9,000 pounds *by the end of January*"."""
    between = range(verb + 2, at)
    return any(sentence.tags[t] in "wb" and sentence.words[t - 1] == "to" for t in between)


def _shares_auxiliary(sentence: Sentence, clause: Clause) -> bool:
    """Whether what looks like a past may go with the auxiliary of the clause before: "will be wrapped into the bill and *voted* on"."""
    outer = clause.parent
    joined = clause.kind == "coordinate" and outer is not None and sentence.tags[clause.verb] == "E"
    return joined and outer is not None and outer.verb >= 0 and sentence.tags[outer.verb] in "MB"


def _had_until(sentence: Sentence, statement: Statement, published: Interval | None) -> bool:
    """Whether somebody "had until" a day that is yet to come."""
    verb, when = statement.clause.verb, statement.time.interval if statement.time else None
    given = verb >= 0 and sentence.words[verb : verb + 2] == ["had", "until"]
    return given and published is not None and is_after(when, published)


def _is_foretold(
    sentence: Sentence, statement: Statement, words: Lexicon, published: Interval | None
) -> bool:
    """Whether somebody expects something of a time that is not over: "expected lower earnings *this year*", "forecast a loss *in 2017*"."""
    verb, when = statement.clause.verb, statement.time.interval if statement.time else None
    if (
        published is None
        or when is None
        or when.end is None
        or not 0 <= verb < statement.at
        or statement.how != "own"
    ):
        return False
    group = sentence.words[verb : verb + 3]
    coarse = when.grain >= Grain.MONTH and when.end > (published.end or 0)
    if not coarse or words.verbs.foretelling.isdisjoint(group):
        return False
    return not any(c.kind == "content" and c.parent is statement.clause for c in sentence.clauses)


def _is_past(statement: Statement, published: Interval | None) -> bool:
    """Whether the expression of a statement names what lies before the day of writing."""
    return is_before(statement.time.interval if statement.time else None, published)


def _is_late(
    sentence: Sentence, statement: Statement, out: Dating, words: Lexicon, published: Interval | None
) -> bool:
    """Whether what "will" or "may" happen lies before the day of writing: its date is probably another's, or of another year."""
    verb = statement.clause.verb
    if verb < 0 or statement.how != "own":
        return False
    to_come = sentence.words[verb] in words.verbs.future or sentence.words[verb] == "be"
    future = out.kind == "planned" and to_come
    may = out.kind == "conditional" and sentence.words[verb] in words.verbs.modal
    may = may and "have" not in sentence.words[verb + 1 : verb + 4]
    # "the pact *in January* was expected to help"
    hangs = (
        out.kind == "planned" and 0 < statement.at < verb and statement.at - 1 > statement.clause.tokens[0]
    )
    return (future or may or hangs) and is_before(out.when, published)


def _commits(sentence: Sentence, clause: Clause, words: Lexicon) -> bool:
    """Whether a date before the verb is that of a promise rather than of what was promised: "On Monday it agreed to sell"."""
    return not words.modality.committed.isdisjoint(sentence.words[clause.verb : clause.verb + 2])


def _doubts(
    sentence: Sentence, statement: Statement, words: Lexicon, published: Interval | None
) -> Iterator[Doubt]:
    """Why an expression may not belong to its clause, from what stands around it."""
    at, clause = statement.at, statement.clause
    if at < 0 or statement.how not in ("own", "known by"):
        return
    if _is_fronted(sentence, statement, words):
        yield Doubt(_SEVERAL, "less sure: it stands in what only leads in")
    if sentence.tags.endswith("?"):
        yield Doubt(_BEHIND, "less sure: it is asked, not told")  # "Were you alive in 2004?"
    if statement.how == "own":
        yield from _doubts_of_noun(sentence, statement, words)
        if clause.verb >= 0:
            yield from _doubts_of_verb(sentence, statement, words, published)
        elif clause.kind in _TOLD:
            yield Doubt(_UNSEEN, "less sure: no verb is seen that it dates")


def _doubts_of_verb(
    sentence: Sentence, statement: Statement, words: Lexicon, published: Interval | None
) -> Iterator[Doubt]:
    """Why an expression may not be that of the verb of its clause."""
    at, clause, verb = statement.at, statement.clause, statement.clause.verb
    between = sentence.tags[verb + 1 : at] if at > verb else sentence.tags[at + 1 : verb]
    dates = [token for token in clause.tokens if sentence.tags[token] == "t"]
    if len(dates) > 1 + bool(statement.until):
        yield Doubt(_SEVERAL, "less sure: several times stand in its clause")
    asked = (
        at < verb and "Q" in sentence.tags[clause.tokens[0] : at]
    )  # "*What* happened in 2009 must not happen again"
    if asked or not {"-", "(", *("CX," if at > verb else "")}.isdisjoint(between):
        yield Doubt(_BEHIND, "less sure: a mark, or a word like “and” or “since”, parts it from its verb")
    if "than" in sentence.words[verb + 1 : at]:
        yield Doubt(
            _SEVERAL, "less sure: something is compared with it"
        )  # "less than they had asked for in October"
    if at and sentence.words[at - 1] in words.roles.after and _is_of_days(statement):
        yield Doubt(_SEVERAL, "less sure: it was after then")  # "*after 1945* he lived in Lund"
    if len(between) >= _NEAR:
        yield Doubt(_FAR, "less sure: many words part it from its verb")
    if (
        at > verb
        and sentence.words[at - 1] == "for"
        and _is_past(statement, published)
        and not _is_coarse(statement)
    ):
        yield Doubt(_FAR, TOLD_AS_TO_COME)  # "readied themselves *for Sunday*"
    opens = at - 1 <= clause.tokens[0]
    if not opens and _is_past(statement, published) and _tells_of_now(sentence, statement, words):
        yield Doubt(_PRESENT, "less sure: it is over, yet told in the present")


def _doubts_of_noun(sentence: Sentence, statement: Statement, words: Lexicon) -> Iterator[Doubt]:
    """Why an expression may be that of a noun alone."""
    at, verb = statement.at, statement.clause.verb
    before = sentence.tags[at - 1] if at else ""
    if verb < 0:
        sure = _OF if at and sentence.words[at - 1] == "of" else 1.0  # "the Modernization Act of 2000"
        year = _NAMING / _BARE if sentence.words[at].isdigit() and before == "W" else 1.0
    else:
        year = (
            1.0 if not sentence.words[at].isdigit() or before == "p" else _NAMING if before == "W" else _BARE
        )
        sure = _OF if _may_be_of_noun(sentence, statement, words) else 1.0
    if sure * year < 1:
        yield Doubt(sure * year, "less sure: it may be that of a noun alone")


def _may_be_of_noun(sentence: Sentence, statement: Statement, words: Lexicon) -> bool:
    """Whether an expression may say which thing is meant or dealt with: "noted the impact of the storm in October"."""
    at, verb = statement.at, statement.clause.verb
    if _is_of_a_noun(sentence, at, words) or _names_its_noun(sentence, statement, words):
        return True
    if at <= verb or not _deals_with(sentence.words[verb], words):
        return False
    # "noted the impact of the storm in October", "reported a rise in 1986 profits"
    within = "p" in sentence.tags[verb + 1 : at - 1] or sentence.tags[at + 1 : at + 2] in ("w", "W")
    return within and _is_coarse(statement)


def _is_fronted(sentence: Sentence, statement: Statement, words: Lexicon) -> bool:
    """Whether an expression is of what came before or beside: "*Despite heavy spending in 2015*, the fleet was small"."""
    clause = statement.clause
    if "," not in sentence.tags[statement.at + 1 : max(clause.verb, 0)]:
        return False
    first = clause.tokens[0]  # "*Even with* a fall since 2006, …"
    return not words.roles.fronting.isdisjoint(sentence.words[first : first + 2])


def _is_of_days(statement: Statement) -> bool:
    """Whether the expression of a statement names a day or more."""
    return statement.time is not None and (statement.time.grain or Grain.HOUR) >= Grain.DAY


def _is_coarse(statement: Statement) -> bool:
    """Whether the expression of a statement names more than a day."""
    return statement.time is not None and (statement.time.grain or Grain.DAY) > Grain.DAY


def _is_of_a_noun(sentence: Sentence, at: int, words: Lexicon) -> bool:
    """Whether an expression stands behind "of", or says which one of several things is dealt with: "led *to last summer's* resignation"."""
    before = sentence.words[at - 1] if at else ""
    owns = is_genitive(sentence.words[at]) and sentence.tags[at - 1 : at] == "p"
    return before == "of" or (owns and before not in words.clauses.of_time)


def _deals_with(verb: str, words: Lexicon) -> bool:
    """Whether a verb tells of what may have its own date: "*noted* the impact of the storm on sales in October"."""
    return any(
        verb in listed
        for listed in (
            words.reporting.verbs,
            words.reporting.denial,
            words.reporting.judging,
            words.roles.about,
            words.roles.reactions,
        )
    )


def _names_its_noun(sentence: Sentence, statement: Statement, words: Lexicon) -> bool:
    """Whether a month, quarter or year stands before a noun, which it may date alone: "reported lower *first quarter* sales"."""
    at, when = statement.at, statement.time.interval if statement.time else None
    if not at or sentence.tags[at + 1 : at + 2] not in ("w", "W"):
        return False
    if sentence.tags[at - 1] == "p" and (
        at < statement.clause.verb or sentence.words[at - 1] in words.clauses.of_time - {"on"}
    ):
        return False  # "in 2015 talks began", but "will pay nothing *on 2015 business*"
    # "awarded contracts *last year* worth millions"
    adverbial = sentence.words[at].split()[0] in words.roles.deictic
    return not adverbial and when is not None and Grain.MONTH <= when.grain <= Grain.YEAR


def _tells_of_now(sentence: Sentence, statement: Statement, words: Lexicon) -> bool:
    """Whether a verb is in the present: "looks", "am looking", "is happy", and no passive, which is told as history is.

    So is what "has been" told of a month or year: "has dealt with it since a fire *in 2012*".
    """
    verb, time = statement.clause.verb, statement.time
    if sentence.tags[verb] == "S":
        return True
    if time and time.grain and time.grain >= Grain.MONTH and tells_by_now(sentence, statement.clause):
        return True
    behind = sentence.tags[verb + 1 : verb + 4].lstrip("an")[:1]
    if sentence.words[verb] not in words.verbs.be_present or behind in tuple("VUb"):
        return False
    return behind not in tuple("EP") or _rests_on_deed(sentence, verb, statement.at)


def _rests_on_deed(sentence: Sentence, verb: int, at: int) -> bool:
    """Whether a date is of what a passive names besides: "is charged with *killing* him last May", "are based on what *happened* in 1967"."""
    return _ON_DEED.search(sentence.tags, verb, at) is not None


def _as_news(out: Dating, published: Interval) -> None:
    """What an article tells as its news without a date is known by its day."""
    if (told := known_by(published)) is not None:
        out.when, out.edtf = told
        out.confidence = TRUST["news"]
        out.why = (UNDATED, "told as news: known by the day of writing")


def _bound(
    out: Dating,
    sentence: Sentence,
    statement: Statement,
    words: Lexicon,
    published: Interval | None,
    *,
    then: bool,
) -> None:
    """Ranges ("from … to …"), open ends ("since", "until", "by"), and whole days for what is inherited."""
    when, far = out.when, statement.until.interval if statement.until else None
    assert when is not None and statement.time is not None
    word = _bounding(sentence, statement.at, words, statement.tokens)
    begin = _before(when, far) if far is not None else when
    forward = begin.start is None or far is None or far.end is None or begin.start < far.end
    if far is not None and statement.until is not None and forward:
        out.when = Interval(begin.start, far.end, max(when.grain, far.grain))
        out.edtf = range_of(out.edtf if begin is when else to_edtf(begin), statement.until.edtf)
        out.why += (f"from “{statement.time.text}” to “{statement.until.text}”",)
    elif (
        statement.how in ("own", "joined")
        and statement.at < 0
        and when.end is None
        and when.start is not None
    ):
        out.when = _first(when.start, when.grain)
        out.edtf = to_edtf(out.when)
    elif word in words.clauses.open_from:
        out.when = Interval(when.start, None, when.grain)
        out.edtf = f"{out.edtf}/.." if out.edtf and "/" not in out.edtf else out.edtf
        out.why += (f"“{word}”: it begins then and goes on",)
    elif then:
        out.why += (f"“not {word}”: then, and not before",)
    elif word in words.clauses.due and published is not None and is_after(out.when, published):
        pass  # "households have to be insured by 2019": then, not by now
    elif word in words.clauses.open_until and out.kind in ("happened", "ongoing"):
        ended = _ended(sentence, statement, out, published)
        out.when, out.edtf = ended or (Interval(None, when.end, when.grain), _known_by(out.edtf))
        what = "the end of what has begun by the day of writing" if ended else "then at the latest"
        out.why += (f"“{word}”: {what}",)
    elif (
        out.kind in ("happened", "ongoing")
        and _is_earlier(sentence, statement, words)
        # "asked to reply before July": that is to come
        and not (published is not None and is_after(when, published))
    ):
        assert when.start is not None
        if doing(sentence, statement.at) < statement.at:  # "before joining the bank in 1971"
            out.when, out.edtf = Interval(None, when.end, when.grain), _known_by(out.edtf)
            out.why += ("then at the latest",)
            return
        last = when.start - DAY
        out.when = Interval(None, when.start, when.grain)
        out.edtf = _known_by(to_edtf(_unit(last, when.grain)))
        out.why += ("it was before then",)
    if out.kind == "happened" and out.when is not None and out.when.end is None:
        out.kind = "ongoing"
    if statement.how == "inherited" and when.grain < Grain.DAY:
        out.when = _whole_days(out.when or when)
        out.edtf = to_edtf(out.when)


def _ended(
    sentence: Sentence, statement: Statement, out: Dating, published: Interval | None
) -> tuple[Interval, str] | None:
    """The day by which what ends "until" a day to come had happened: "has been postponed *until September*".

    ``None`` where the day is not to come, and where it is a term that somebody "has until Friday".
    """
    verb = statement.clause.verb
    if published is None or out.kind != "happened" or not is_after(out.when, published):
        return None
    has = sentence.words[verb] in ("has", "have") and not tells_by_now(sentence, statement.clause)
    return None if has else known_by(published)


def _bounding(sentence: Sentence, at: int, words: Lexicon, within: Container[int] | None = None) -> str:
    """The word before an expression; for "since the storm of 9 December" the one before its noun phrase, if it is ``within``."""
    word = sentence.words[at - 1] if at > 0 else ""
    if word in words.clauses.due and _is_agent(sentence, at):
        return ""
    opener = sentence.words[doing(sentence, at)] if at > 0 else ""
    if opener in words.clauses.open_from:
        return opener
    if word in words.roles.of_nouns or (at > 1 and sentence.tags[at - 1] in "wW"):
        first = at - 1  # "since a raid on the port two weeks ago"
        while (
            first > 0
            and sentence.tags[first] in "dwWpG0"
            and sentence.words[first] not in words.clauses.open_from
        ):
            first -= 1
        if sentence.words[first] in words.clauses.open_from and (within is None or first in within):
            return sentence.words[first]
    return word


def _is_agent(sentence: Sentence, at: int) -> bool:
    """Whether "by" names what did something rather than a bound: "hurt *by the third quarter slump*"."""
    done = sentence.tags[at - 2 : at - 1] in ("E", "P", "V", "U")
    return done and sentence.tags[at + 1 : at + 2] in ("w", "W")


def _is_earlier(sentence: Sentence, statement: Statement, words: Lexicon) -> bool:
    """Whether something was before the day, month or year that is named: "before Tuesday", "before the 2010 vote".

    Not "two days before", nor "shortly before": then it was about that time.
    """
    time, at = statement.time, statement.at
    when = time.interval if time else None
    if when is None or when.start is None or time is None or time.mod or when.grain not in _WHOLE or at < 1:
        return False
    opener = doing(sentence, at)
    # "*before* joining the bank in May"
    first = (
        opener if sentence.words[opener] in words.roles.before else at - 1 - (sentence.tags[at - 1] == "d")
    )
    opens = statement.clause.kind == "subordinate" and statement.clause.tokens[0] == first
    around = {sentence.words[first - 1] if first > 0 else "", *sentence.words[at + 1 : at + 3]}
    bounded = first in statement.tokens and sentence.words[first] in words.roles.before
    apart = around.isdisjoint(words.clauses.about_then) and around.isdisjoint(words.roles.shortly)
    return bounded and apart and not opens


_WHOLE = frozenset((Grain.DAY, Grain.MONTH, Grain.YEAR))


def _unit(moment: int, grain: Grain) -> Interval:
    """The day, month or year that holds a moment."""
    year, month, _ = civil_from_days(moment // DAY)
    match grain:
        case Grain.YEAR:
            begin = days_from_civil(year, 1, 1)
        case Grain.MONTH:
            begin = days_from_civil(year, month, 1)
        case _:
            begin = moment // DAY
    return _first(begin * DAY, grain)


def _first(start: int, grain: Grain) -> Interval:
    """The first unit of an open time: "since Saturday, *when the bridge fell*": it fell on Saturday, and is not falling since."""
    year, month, _ = civil_from_days(start // DAY)
    match grain:
        case Grain.YEAR:
            days = days_from_civil(year + 1, 1, 1) - start // DAY
        case Grain.MONTH:
            days = month_length(year, month)
        case _:
            days, grain = 1, Grain.DAY
    return Interval(start, start + days * DAY, grain)


def _before(first: Interval, last: Interval) -> Interval:
    """The beginning of a range: "from Wednesday to Friday" begins on the Wednesday before that Friday."""
    if first.start is None or first.end is None or last.start is None or first.grain != last.grain:
        return first
    late = first.start > last.start and first.grain is Grain.DAY and first.start - last.start < 7 * DAY
    return Interval(first.start - 7 * DAY, first.end - 7 * DAY, Grain.DAY) if late else first


def _not_until(sentence: Sentence, statement: Statement, words: Lexicon, *, denied: bool) -> bool:
    """Whether something happened "not until" a date, or is ``denied`` "until" then: "It did not reopen until May"."""
    at, verb = statement.at, statement.clause.verb
    if at < 1 or sentence.words[at - 1] not in ("until", "till"):
        return False
    past = denied and verb >= 0 and (sentence.tags[verb] in "VEP" or sentence.words[verb] in _PAST)
    return past or sentence.words[at - 2] in _NOT or (denied and _is_to_come(sentence, statement, words))


def _is_to_come(sentence: Sentence, statement: Statement, words: Lexicon) -> bool:
    """Whether what does "not" come "until" a time is to come then: "is not scheduled until March", "will not reopen until June"."""
    verb = statement.clause.verb
    if not 0 <= verb < statement.at:
        return False
    said = [word for word in sentence.words[verb : statement.at] if word not in _NOT]
    return said[:1] != [] and (
        said[0] in words.verbs.future or bool(said[1:] and said[1] in words.modality.due_not_until)
    )


_NOT = ("not", "n't")
_PAST = frozenset(("did", "didn't", "was", "were", "wasn't", "weren't"))


def _said(out: Dating, sentence: Sentence, statement: Statement, words: Lexicon, content: Clause) -> None:
    """A verb of saying keeps its date: what was said is known by then, what is told to come was stated then."""
    if not statement.saying and statement.how != "known by":
        return
    if statement.saying and kind_of(sentence, statement.clause, statement.tokens, words) == "denied":
        out.kind = "denied"
    elif statement.how == "known by" or (statement.how == "inherited" and content is not statement.clause):
        opinion = content.verb >= 0 and sentence.words[content.verb] in words.verbs.stative
        if out.kind == "happened" and out.when is not None and not opinion:
            out.when, out.edtf = Interval(None, out.when.end, out.when.grain), _known_by(out.edtf)
            out.why += ("the date is that of the saying: what was said is known by then",)
        elif out.kind != "denied":
            out.kind = "stated"
            out.why += ("the date is that of the saying",)
    elif statement.how in ("own", "inherited"):
        out.kind = "stated"


def _content(sentence: Sentence, statement: Statement) -> Clause:
    """The clause whose tense tells: what was said, where it hangs on a saying."""
    if statement.how in ("known by", "inherited", "news", "none") and statement.saying:
        for clause in sentence.clauses:
            if clause.kind == "content" and clause.parent is statement.clause and clause.verb >= 0:
                return clause
    return statement.clause


def _known_by(edtf: str | None) -> str | None:
    """EDTF of what is only known to lie at a date or before it."""
    return "../" + edtf.rpartition("/")[2] if edtf else None


def is_of_another(statement: Statement, date: Dating, published: Interval | None) -> bool:
    """Whether what is told as past has the date of something it names that is to come: "rose on hopes for *Friday's* talks", "said
    Hale, a candidate in *next week's* vote".

    Not so where a day is told with its year: that is what the article means, or its own date is wrong.
    """
    head = statement.clause
    while head.kind == "coordinate" and head.parent is not None:
        head = head.parent
    said = statement.time.said if statement.time is not None else ()
    full = {"year", "month", "day"}.issubset(said)
    past = PAST_YET_AHEAD in date.why
    if statement.how == "known by" and statement.time is not None and published is not None:
        past = past or is_after(statement.time.interval, published)
    return past and head.kind in ("main", "content") and not full


def known_by(published: Interval) -> tuple[Interval, str] | None:
    """What is known by the day of a report and no better, as an interval and in EDTF: `../2016-12-11`."""
    if published.start is None or published.end is None:
        return None
    last = published.start // DAY * DAY + DAY if published.grain <= Grain.DAY else published.end
    when = Interval(None, last, max(published.grain, Grain.DAY))
    edtf = _known_by(to_edtf(Interval(last - DAY, last, Grain.DAY)))
    return (when, edtf) if edtf else None


def told_as(kind: Kind, why: Iterable[str], when: Interval | None, published: Interval | None) -> Kind:
    """The kind of a statement whose date was put right: what lay ahead only by its date happened, and the reverse."""
    if published is None or when is None:
        return kind
    ahead = is_after(when, published)
    if kind in ("happened", "ongoing") and ahead:
        return "planned"
    by_date = any(reason in (PAST_YET_AHEAD, YET_AHEAD) for reason in why)
    return "happened" if kind == "planned" and by_date and not ahead else kind


def is_background(when: Interval | None, published: Interval | None, genre: str | None) -> bool:
    """Whether something was over long before the article that tells it; a narrative knows no background."""
    if when is None or published is None or genre == "narrative" or published.start is None:
        return False
    return when.end is not None and when.end < published.start - BACKGROUND_DAYS * DAY


def range_of(first: str | None, last: str | None) -> str | None:
    """EDTF of a range between two dates."""
    if first is None or last is None:
        return None
    first, last = first.partition("/")[0], last.rpartition("/")[2]
    return first if first == last else f"{first}/{last}"


def _whole_days(when: Interval) -> Interval:
    start = when.start // DAY * DAY if when.start is not None else None
    end = -(-when.end // DAY) * DAY if when.end is not None else None
    if start is not None and end is not None and end <= start:
        end = start + DAY
    return Interval(start, end, Grain.DAY)


def is_before(when: Interval | None, published: Interval | None) -> bool:
    """Whether a time lies wholly before the day of publication."""
    if when is None or when.end is None or published is None or published.start is None:
        return False
    return when.end <= published.start // DAY * DAY


def is_after(when: Interval | None, published: Interval) -> bool:
    """Whether a time lies wholly behind the day of publication."""
    if when is None or when.start is None or published.end is None:
        return False
    return when.start >= published.end and when.start >= (published.start or 0) // DAY * DAY + DAY
